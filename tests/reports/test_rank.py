"""Ranking by need, and draws computed by hand: with sha256sum, and shares on paper."""

import csv
import io
import json
import random

import pytest

from mhaudit.findings import Checklist, ChecklistItem, KindInfo, Verdict
from mhaudit.reports.diff_sides import held
from mhaudit.reports.rank import number, ranked, sample, shared_out
from mhaudit.reports.rank_written import Ranking, reasons, write_console, write_csv, write_json
from mhaudit.reports.result import document
from reports.made import bad_file, checklist, finding, grade, result, school, unknown


def schools(*made, **changes):
    return ranked([held(document(result(*made, **changes)))])


def named(name, *findings, **changes):
    return school(*findings, **{"name": name, "code": None, "district": None, **changes})


MUST = finding(rule="NC105", title="同等待遇")
PRINCIPLE = finding(strength="principle")
ENCOURAGED = finding(rule="NC401", title="班级心理委员", strength="encouraged")
OPEN = unknown(rule="NC501", title="三级队伍")
CONTRADICTED = Checklist("c", "c", None, (ChecklistItem("师资", Verdict.FAIL, (), True, True),), ())


def test_what_weighs_more_comes_first():
    """Must, principle, not judged, contradicted, encouraged; any number of the lighter ones."""
    made = [
        named("戊", ENCOURAGED, finding(rule="NC402", strength="encouraged")),
        named("丁", checklists=(CONTRADICTED,)),
        named("丙", OPEN, unknown(rule="NC502")),
        named("己", finding("pass")),
        named("乙", PRINCIPLE, OPEN, ENCOURAGED),
        named("甲", MUST),
    ]
    assert [each.name for each in schools(*made)] == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_rules_count_and_not_findings():
    """Three grades that fail one rule weigh less than two rules (R150)."""
    many = named("甲", grade("G7"), grade("G8"), grade("G9"))
    two = named("乙", MUST, grade("G7"))
    assert [each.name for each in schools(many, two)] == ["乙", "甲"]
    # of equal rules the more failures
    one = named("丙", grade("G7"))
    assert [each.name for each in schools(one, many)] == ["甲", "丙"]


def test_a_rule_that_fails_is_not_open_too():
    (found,) = schools(named("甲", finding(rule="NC501"), OPEN))
    assert [(reason.kind, reason.count) for reason in found.reasons] == [("must", 1)]


def test_encouraged_rules_that_are_open_waived_or_passed_are_no_reason():
    (found,) = schools(
        named("甲", unknown(strength="encouraged"), finding("waived"), finding("notapplicable"))
    )
    assert found.reasons == ()


def test_a_rule_that_broke_was_not_judged():
    """R151."""
    (found,) = schools(named("甲", finding("error")))
    assert [reason.kind for reason in found.reasons] == ["unknown"]


def test_equals_share_their_rank_and_stand_by_district_code_and_name():
    made = [
        named("丙", MUST, district="乙区"), named("乙", MUST, district="甲区", code="2"),
        named("甲", MUST, district="甲区", code="1"), named("丁"),
    ]  # fmt: skip
    found = schools(*made)
    # by code point: 乙 stands before 甲
    assert [(each.rank, each.name) for each in found] == [
        (1, "丙"),
        (1, "甲"),
        (1, "乙"),
        (4, "丁"),
    ]


def test_the_reasons_in_words():
    (found,) = schools(
        named("甲", MUST, grade("G7"), grade("G8"), OPEN, ENCOURAGED, checklists=(checklist(),))
    )
    title = "各年级每学期至少开展 1 次心理健康教育主题班团队会"
    assert list(reasons(found, "zh")) == [
        f"必须不达标:NC105 同等待遇、NC301 {title}(2 处)",
        "无法判定:NC501 三级队伍",
        "自报与数据不符:教师待遇",
        "鼓励未达标:NC401 班级心理委员",
    ]
    assert next(reasons(found, "en")) == f"Must fails: NC105 同等待遇, NC301 {title} (2 times)"
    (nothing,) = schools(named("甲", finding("pass")))
    assert list(reasons(nothing, "zh")) == ["没有不达标或无法判定的内容"]


# --- the draw. printf 'seed\ns1' | sha256sum and so on:
HASHES = {
    "S1": "4c9dbc83e8e8c519", "S2": "238752fb7659a8a4", "S3": "b2b659bec292a5ab",
    "S4": "4248d1a527af37dd", "S5": "6f11f2a0b249c035", "S6": "eb2f3472f87577e5",
    "S7": "769704fdf40589d6", "S8": "301f3254a677f91c",
}  # fmt: skip
DISTRICTS = {
    **dict.fromkeys(("S1", "S2", "S3", "S4", "S5"), "东湖区"),
    "S6": "西湖区",
    "S7": "西湖区",
}


def eight():
    kinds = {"S1": ("311",), "S2": ("311",), "S3": ("311", "312")}
    return [
        named(
            f"第{code}小学", code=code, district=DISTRICTS.get(code),
            standing="fail" if code in ("S1", "S3") else "pass",
            kind=KindInfo(kinds[code], ("cell",)) if code in kinds else None,
        )
        for code in HASHES
    ]  # fmt: skip


def drawn(size, seed="seed", by="district", made=None):
    found = sample(schools(*(made or eight())), size, seed, by)
    return {part.name: [each.code for _, each in part.drawn] for part in found.strata}


@pytest.mark.parametrize(("code", "digits"), HASHES.items())
def test_the_number_of_a_school(code, digits):
    (found,) = schools(named("甲", code=code))
    assert number("seed", found.key).startswith(digits)


@pytest.mark.parametrize(
    ("code", "district", "name", "digits"),
    [
        ("3136010001", "东湖区", "甲小学", "422b9d551e4354f498e0834efa8ca2426f13f1ae2f6b618a31f7023c5f1371a9"),
        # without a code by district and name
        (None, "东湖区", "甲小学", "6794ca215880caa637fb2fb872cf81009b7bdf80b780d5c2ebdc73206ea656d4"),
        (None, " 东湖区", "甲 小学", "6794ca215880caa637fb2fb872cf81009b7bdf80b780d5c2ebdc73206ea656d4"),
        (None, "东湖区", "乙小学", "60a12f641cea7ae375d8246ecd0010e55002387a194488babc7e5f2bf7e6361e"),
    ],
)  # fmt: skip
def test_the_key_of_a_school(code, district, name, digits):
    (found,) = schools(named(name, code=code, district=district))
    assert number("2024-12-01", found.key) == digits


def test_four_of_eight_by_district():
    """5, 2 and 1 schools: 2.5, 1 and 0.5 of 4; of the equal remainders the larger stratum's counts."""
    assert drawn(4) == {"": [], "东湖区": ["S2", "S4", "S1"], "西湖区": ["S7"]}


def test_three_of_eight_by_district():
    """1.875, 0.75 and 0.375 of 3."""
    assert drawn(3) == {"": [], "东湖区": ["S2", "S4"], "西湖区": ["S7"]}


def test_by_standing():
    """2 of 8 fail: 1 of 4; of S1 (4c…) and S3 (b2…) the first."""
    assert drawn(4, by="standing") == {"fail": ["S1"], "pass": ["S2", "S8", "S4"]}


def test_by_kind():
    """Two of one kind, one that is only narrowed, five of which nothing is known: 0.5, 0.25 and 1.25 of 2."""
    assert drawn(2, by="kind") == {"": ["S8"], "311": ["S2"], "311/312": []}


def test_another_seed_is_another_draw():
    found = {seed: drawn(4, seed)["东湖区"] for seed in ("seed", "seed2", "seed3", "seed4")}
    assert len({tuple(each) for each in found.values()}) > 1


def test_the_order_of_the_schools_does_not_matter():
    made = eight()
    for turn in range(5):
        random.Random(turn).shuffle(made)
        assert drawn(4, made=made) == {"": [], "东湖区": ["S2", "S4", "S1"], "西湖区": ["S7"]}


def test_more_schools_elsewhere_do_not_change_who_is_drawn_first():
    """A larger draw holds the smaller one."""
    for part, codes in drawn(3).items():
        assert drawn(6)[part][: len(codes)] == codes


def test_as_many_as_there_are_or_more():
    for size in (8, 9, 1000):
        assert {name: len(codes) for name, codes in drawn(size).items()} == {
            "": 1, "东湖区": 5, "西湖区": 2,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("size", "sizes", "seats"),
    [
        (10, {"a": 50, "b": 30, "c": 20}, {"a": 5, "b": 3, "c": 2}),
        (1, {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 0, "c": 0}),
        (2, {"b": 5, "a": 5, "c": 5}, {"a": 1, "b": 1, "c": 0}),
        (7, {"a": 3, "b": 3, "c": 3}, {"a": 3, "b": 2, "c": 2}),
        (5, {"a": 1, "b": 99}, {"a": 0, "b": 5}),
        (3, {}, {}),
        # beyond what a float can tell apart
        (3, {"a": 10**17 + 1, "b": 10**17, "c": 10**17}, {"a": 1, "b": 1, "c": 1}),
    ],
)
def test_shares(size, sizes, seats):
    assert shared_out(size, sizes) == seats


def test_every_share_adds_up_and_is_within_one_of_its_part():
    turn = random.Random(7)
    for _ in range(200):
        sizes = {str(at): turn.randint(1, 60) for at in range(turn.randint(1, 12))}
        size = turn.randint(1, sum(sizes.values()))
        seats = shared_out(size, sizes)
        assert sum(seats.values()) == size
        for name, members in sizes.items():
            assert abs(seats[name] - size * members / sum(sizes.values())) < 1
            assert seats[name] <= members


# --- what is written


def written(writer, made, *, top=None, size=None, language="zh", unreadable=0):
    found = schools(*made)
    chosen = sample(found, size, "seed", "district") if size else None
    stream = io.StringIO()
    ranking = Ranking(found[:top], len(found), unreadable, chosen, language)
    writer(ranking, stream, **({"width": 120} if writer is write_console else {}))
    return stream.getvalue()


def test_the_list_on_the_screen():
    made = [named("甲小学", MUST, district="东湖区", code="1"), named("乙小学", finding("pass"))]
    lines = written(write_console, made, top=1).splitlines()
    assert lines[0] == "最需要关注的学校:1 所(共 2 所)"
    assert lines[-2:] == ["1. 甲小学(东湖区、1)", "   必须不达标:NC105 同等待遇"]


def test_the_sample_on_the_screen_shows_each_stratum_with_its_size_and_share():
    text = written(write_console, eight(), size=4)
    lines = [line.split() for line in text.splitlines()]
    assert lines[0][0].startswith("分层随机抽取:8")
    assert ["(未填县区)", "1", "12.5%", "0"] in lines
    assert ["东湖区", "5", "62.5%", "3"] in lines
    assert ["西湖区", "2", "25.0%", "1"] in lines
    assert "种子“seed”" in text
    assert "SHA-256" in text
    assert "抽签号 238752fb7659a8a4…" in text


def test_shares_are_rounded():
    """1 of 6 is 16.67 %, 2 of 6 is 33.33 %, 3 of 6 is a half."""
    made = [named(f"{at}小学", district="甲乙乙丙丙丙"[at] + "区", code=str(at)) for at in range(6)]
    lines = [line.split() for line in written(write_console, made, size=3).splitlines()]
    shares = {line[0]: line[2] for line in lines if len(line) == 4 and "%" in line[2]}
    assert shares == {"甲区": "16.7%", "乙区": "33.3%", "丙区": "50.0%"}


def test_english():
    text = written(write_console, eight(), size=9, language="en")
    assert text.startswith("Stratified random sample: 8 of 8 schools, by district, seed “seed”")
    assert "9 were asked for, more than there are: all are drawn" in text


def test_json():
    found = json.loads(written(write_json, eight(), size=4, unreadable=2))
    assert list(found) == ["schema", "total", "unreadable_inputs", "schools", "sample"]
    assert (found["schema"], found["total"], found["unreadable_inputs"]) == ("mhaudit-rank/1", 8, 2)
    part = found["sample"]["strata"][1]
    assert (part["name"], part["size"], part["share"]) == ("东湖区", 5, 0.625)
    assert [each["code"] for each in part["drawn"]] == ["S2", "S4", "S1"]
    assert part["drawn"][0]["key"] == "s2"
    assert part["drawn"][0]["number"].startswith(HASHES["S2"])
    (one,) = json.loads(written(write_json, [named("甲", MUST)]))["schools"]
    assert one["reasons"] == [{"kind": "must", "rule": "NC105", "title": "同等待遇", "findings": 1}]
    assert one["text"] == ["必须不达标:NC105 同等待遇"]


def test_csv():
    text = written(write_csv, [named("=1+1", MUST), named("乙")])
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["rank"], row["school"], row["must"]) for row in rows] == [
        ("1", "'=1+1", "1"), ("2", "乙", "0"),
    ]  # fmt: skip
    assert rows[0]["reasons"] == "必须不达标:NC105 同等待遇"
    text = written(write_csv, eight(), size=4)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["stratum"], row["draw"], row["school_code"]) for row in rows] == [
        ("东湖区", "1", "S2"), ("东湖区", "2", "S4"), ("东湖区", "3", "S1"), ("西湖区", "1", "S7"),
    ]  # fmt: skip


def test_nobody_and_unreadable_inputs():
    text = written(write_console, [], unreadable=2)
    assert "2 个文件无法读取" in text
    assert "没有找到任何学校" in text
    assert json.loads(written(write_json, []))["schools"] == []
    stored = held(document(result(data_issues=(bad_file(),))))
    assert stored.unreadable == 1
