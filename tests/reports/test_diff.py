"""What changed between two results: who is matched with whom, and what is said of it (R149, R140)."""

import io
import json
import unicodedata
from dataclasses import replace
from typing import get_args

import jsonschema
import pytest

from mhaudit.findings import DistrictResult, Level, PackInfo, PeriodInfo, Place, Subject
from mhaudit.reports.diff import Change, compare
from mhaudit.reports.diff_console import write_diff
from mhaudit.reports.diff_json import ChangeWord, CountsDocument, json_schema, write_diff_json
from mhaudit.reports.diff_sides import held, repeated_school
from mhaudit.reports.diff_words import Words
from mhaudit.reports.page import cell_len
from mhaudit.reports.result import document
from reports.made import SCHOOL, bad_file, finding, grade, result, school, unknown


def stored(made):
    return held(document(made))


def diff(old, new):
    return compare([stored(old)], [stored(new)])


def one(before, now):
    """What is said of one finding of one school; None for nothing."""
    old, new = (result(school(*(f for f in [each] if f))) for each in (before, now))
    entries = diff(old, new).schools[0].entries()
    assert len(entries) <= 1
    return entries[0].change.value if entries else None


def changes(found):
    return [
        (entry.change.value, entry.finding.rule, entry.finding.subject.label)
        for each in found.everyone()
        for entry in each.entries()
    ]


def klass(number, verdict="fail", **changes):
    subject = Subject("class", school=SCHOOL, grade="G7", klass=number, label=f"七({number})班")
    return finding(verdict, subject=subject, rule="NC401", fingerprint=f"class-{number}", **changes)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("fail", "fail", "open"),
        ("fail", "pass", "fixed"),
        ("fail", "unknown", "became_unknown"),
        ("fail", "error", "became_unknown"),
        ("fail", "notapplicable", "dropped"),
        ("fail", "waived", "dropped"),
        ("fail", None, "dropped"),
        ("pass", "fail", "new"),
        ("unknown", "fail", "new"),
        ("notapplicable", "fail", "new"),
        ("waived", "fail", "new"),
        ("error", "fail", "new"),
        (None, "fail", "new"),
        ("unknown", "pass", "became_judged"),
        ("unknown", "notapplicable", "became_judged"),
        ("unknown", "waived", "became_judged"),
        ("error", "pass", "became_judged"),
        ("unknown", "unknown", "still_unknown"),
        ("unknown", "error", "still_unknown"),
        ("unknown", None, "dropped"),
        ("pass", "unknown", "became_unknown"),
        (None, "unknown", "became_unknown"),
        ("waived", "pass", "fixed"),
        ("pass", "pass", None),
        ("pass", None, None),
        (None, "pass", None),
        ("pass", "notapplicable", None),
        ("notapplicable", "pass", None),
        ("pass", "waived", None),
        ("waived", "waived", None),
    ],
)
def test_what_became_of_a_finding(before, now, said):
    assert one(before and finding(before), now and finding(now)) == said


# --- changed


@pytest.mark.parametrize(
    ("changes", "said", "better"),
    [
        ({"shortfall": 2}, "changed", False),
        ({"shortfall": 0.5}, "changed", True),
        ({"shortfall": None}, "changed", None),
        ({"measured_value": 1249.0}, "changed", None),
        ({"message": "换了说法", "fix": "换了办法"}, "open", None),
        ({"places": (Place("别的名字.xlsx", "学校", "F99", "1250"),)}, "open", None),
    ],
)
def test_a_failure_with_another_figure_is_changed(changes, said, better):
    found = diff(result(school(finding())), result(school(finding(**changes))))
    (entry,) = found.schools[0].entries()
    assert (entry.change.value, entry.better) == (said, better)


def test_words_alone_change_only_in_one_language():
    """“男” became “女”; but a result in English is no change."""
    before = finding(measured_value=None, measured_text="男")
    assert one(before, before._replace(measured_text="女")) == "changed"
    english = before._replace(measured_text="male", title="One male and one female member")
    assert one(before, english) == "open"


# --- who is who (R149)


def test_a_school_is_known_by_its_code_under_another_name_and_fingerprint():
    old = result(school(finding(), name="育新学校", code="3136010001"))
    new = result(school(finding(), name="南昌市育新学校", code="3136010001"))
    (found,) = diff(old, new).schools
    assert (found.state, found.name, found.former_name) == ("both", "南昌市育新学校", "育新学校")
    assert [entry.change for entry in found.entries()] == [Change.OPEN]


def test_a_school_is_known_by_its_name_when_the_code_was_added():
    """R149: the code changes every fingerprint of the school; rule and subject find the findings."""
    old = result(school(klass("1"), klass("2"), code=None))
    new = result(
        school(
            klass("1", "pass", shortfall=None),
            klass("2")._replace(fingerprint="b"),
            code="3136010001",
        )
    )
    new = replace(
        new,
        schools=(
            replace(
                new.schools[0],
                findings=tuple(
                    f._replace(fingerprint=f"coded-{at}")
                    for at, f in enumerate(new.schools[0].findings)
                ),
            ),
        ),
    )
    assert changes(diff(old, new)) == [
        ("fixed", "NC401", "七(1)班"),
        ("open", "NC401", "七(2)班"),
    ]


def test_width_and_blanks_in_a_name_do_not_count():
    old = result(school(finding(), name="育新 学校(东)", code=None))
    new = result(school(finding(), name="育新学校\uff08东\uff09", code=None))
    (found,) = diff(old, new).schools
    assert (found.state, found.former_name) == ("both", None)


def test_schools_of_one_name_in_two_districts_are_told_apart():
    def two(first, second):
        made = [
            school(finding(verdict), name="中心小学", code=None, district=district)
            for verdict, district in ((first, "东湖区"), (second, "西湖区"))
        ]
        return result(*made)

    found = diff(two("fail", "pass"), two("pass", "fail")).schools
    assert [(s.district, s.entries()[0].change.value) for s in found] == [
        ("东湖区", "fixed"),
        ("西湖区", "new"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ({"code": "1", "district": None}, {"code": "2", "district": None}, False),
        ({"code": "1", "district": "东湖区"}, {"code": "2", "district": "东湖区"}, True),
        ({"code": None, "district": "东湖区"}, {"code": None, "district": "西湖区"}, False),
        ({"code": None, "district": None}, {"code": None, "district": "西湖区"}, True),
        ({"code": "1", "district": None}, {"code": None, "district": "西湖区"}, True),
    ],
)
def test_a_name_decides_where_nothing_speaks_against_it(old, new, same):
    found = diff(result(school(finding(), **old)), result(school(finding(), **new))).schools
    assert [each.state for each in found].count("both") == int(same)


def test_a_school_that_is_not_there_any_more_mended_nothing():
    other = school(finding("pass"), name="南昌市明德学校", code="3136010002")
    found = diff(result(school(finding())), result(other))
    assert [(s.name, s.state, dict(s.counts)) for s in found.schools] == [
        (SCHOOL, "gone", {Change.DROPPED: 1}),
        ("南昌市明德学校", "added", {}),
    ]


def test_schools_stand_by_district_code_and_name():
    """R140, whatever their order in the results."""
    made = [
        school(finding(), name=name, code=code, district=district)
        for name, code, district in (
            ("丙", "3", "西湖区"),
            ("乙", "2", "东湖区"),
            ("甲", "1", "东湖区"),
        )
    ]
    found = diff(result(*made), result(*reversed(made)))
    assert [each.name for each in found.schools] == ["甲", "乙", "丙"]


# --- findings


def test_the_next_term_is_held_against_this_one():
    """R149: by the ordinal of the period; here the fingerprints do not help, since the code was added."""
    old = result(
        school(grade("G7", "2024-2025-1", fingerprint="a"), code=None),
        period=PeriodInfo("2024-2025", ("2024-2025-1",), None, "dates"),
    )
    new = result(
        school(grade("G7", "2024-2025-2", fingerprint="b")),
        period=PeriodInfo("2024-2025", ("2024-2025-2",), None, "dates"),
    )
    assert [change for change, *_ in changes(diff(old, new))] == ["open"]


def test_two_terms_of_a_year_are_not_mixed_up():
    def year(first, second, mark):
        terms = ((1, first), (2, second))
        return result(
            school(
                *(
                    finding(verdict, rule="NC601")._replace(
                        subject=Subject(
                            "school", SCHOOL, term=f"2024-2025-{term}", label=str(term)
                        ),
                        fingerprint=f"{mark}{term}",
                    )
                    for term, verdict in terms
                )
            )
        )

    assert changes(diff(year("fail", "pass", "a"), year("pass", "fail", "b"))) == [
        ("fixed", "NC601", "1"),
        ("new", "NC601", "2"),
    ]


def test_two_findings_of_one_fingerprint_are_held_against_each_other_in_order():
    found = diff(
        result(school(klass("1"), klass("1"))),
        result(school(klass("1"), klass("1", "pass"), klass("1"))),
    )
    assert [change for change, *_ in changes(found)] == ["open", "fixed", "new"]


def test_classes_that_cannot_be_told_any_more_became_unknown_and_are_not_gone():
    """R10: without the class table one finding speaks for all classes."""
    for_all = unknown(rule="NC401", fingerprint="school")
    old = result(school(klass("1"), klass("2", "pass")))
    found = diff(old, result(school(for_all)))
    assert changes(found) == [
        ("became_unknown", "NC401", "七(1)班"),
        ("became_unknown", "NC401", "七(2)班"),
    ]
    back = diff(result(school(for_all)), old)
    assert changes(back) == [
        ("new", "NC401", "七(1)班"),
        ("became_judged", "NC401", "七(2)班"),
    ]


def test_a_finding_for_all_of_another_rule_says_nothing():
    found = diff(result(school(klass("1"))), result(school(unknown(rule="NC203", fingerprint="s"))))
    assert [change for change, *_ in changes(found)] == ["became_unknown", "dropped"]


def test_districts_are_compared_too():
    def of(verdict):
        return result(districts=(DistrictResult("东湖区", (finding(verdict),)),))

    (found,) = diff(of("pass"), of("fail")).districts
    assert (found.kind, found.name, dict(found.counts)) == ("district", "东湖区", {Change.NEW: 1})


def test_several_documents_are_one_side():
    first = result(school(finding(), name="甲", code="1"))
    second = result(school(finding(), name="乙", code="2"))
    found = compare([stored(first), stored(second)], [stored(second), stored(first)])
    assert [each.state for each in found.schools] == ["both", "both"]
    assert found.old.schools == 2


def test_a_school_in_two_documents_of_one_side_is_told():
    made = stored(result(school(finding())))
    assert repeated_school([made, made]) == SCHOOL
    assert repeated_school([made]) is None


def test_rules_and_levels():
    found = diff(
        result(school()), result(school(finding(), klass("1", "fail", strength="encouraged")))
    )
    assert {rule: dict(counts) for rule, (_, counts) in found.rules.items()} == {
        "NC101": {Change.NEW: 1},
        "NC401": {Change.NEW: 1},
    }
    assert found.newly_failing == {Level.ERROR: 1, Level.NOTE: 1}


# --- as text


def printed(found, language="zh", **options):
    stream = io.StringIO()
    write_diff(found, stream, Words(language), **options)
    return stream.getvalue()


def narrow(text):
    """With narrow punctuation."""
    return unicodedata.normalize("NFKC", text)


def test_the_screen_in_chinese():
    old = result(school(finding(), klass("1"), klass("2"), klass("3", "unknown")))
    new = result(
        school(finding(shortfall=2, measured_text="1:900", measured_value=900.0), klass("1"), klass("2", "pass"),
               klass("3"))
    )  # fmt: skip
    assert narrow(printed(diff(old, new), width=80)) == (
        "旧:2024-2025学年第一学期,2025-02-10 检查,学校 1 所\n"
        "新:2024-2025学年第一学期,2025-02-10 检查,学校 1 所\n"
        "\n"
        "合计:新出现 1  有变化 1  仍未整改 1  已整改 1\n"
        "\n"
        "南昌市育新学校:\n"
        "  新出现的不达标(1 条)\n"
        "    NC401(必须) 心理健康教育教师与学生之比不低于 1:800:七(3)班\n"
        "      现为 1:1250(1250 比 1),要求 ≤ 800\n"
        "      以前:无法判定\n"
        "  仍不达标,数值有变化(1 条)\n"
        "    NC101(必须) 心理健康教育教师与学生之比不低于 1:800\n"
        "      实测 1:1250 → 1:900;差 1 → 2;变差\n"
        "  仍未整改(1 条)\n"
        "    NC401(必须) 心理健康教育教师与学生之比不低于 1:800:七(1)班\n"
        "      现为 1:1250(1250 比 1),要求 ≤ 800\n"
        "  已整改(1 条)\n"
        "    NC401(必须) 心理健康教育教师与学生之比不低于 1:800:七(2)班\n"
    )


def test_the_screen_says_what_may_mislead():
    pack = PackInfo("nanchang", "2025.1", "题", "cd" * 32)
    new = result(
        school(finding("pass"), name="别校", code="9", district="西湖区"),
        packs=(pack,),
        data_issues=(bad_file(),),
    )
    text = " ".join(printed(diff(result(school(finding())), new), "en", width=80).split())
    assert "the rule packs differ" in text
    assert "nanchang 2024.1 → nanchang 2025.1" in text
    assert "inputs that the new run could not read: 1" in text
    assert "no school in common" in text
    assert "(not in the new result)" in text
    assert "fail → not there" in text


def test_nothing_to_say_is_said():
    same = result(school(finding("pass")))
    assert "Nothing changed, and nothing is open" in printed(diff(same, same), "en")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_many_schools_fit_and_what_is_left_out_is_said(language, width):
    made = [
        school(
            *(klass(str(k)) for k in range(30)), finding("unknown"), name=f"第{n}中学", code=str(n)
        )
        for n in range(40)
    ]
    found = diff(result(), result(*made))
    text = printed(found, language, width=width)
    assert max(map(cell_len, text.split("\n"))) <= width
    flat = "".join(text.split())
    for told in (("另有15条", "15more"), ("共40所", "of40with"), ("另有10条", "10more")):
        assert told[language == "en"] in flat
    full = printed(found, language, width=width, verbose=True)
    assert "--verbose" not in full
    assert full.count("七(29)班") == 40


def test_control_characters_do_not_reach_the_screen():
    name = "\x1b[31m红校"
    assert "\x1b" not in printed(diff(result(), result(school(finding(), name=name))))


def test_the_json_holds_both_findings_in_full():
    old, new = result(school(finding())), result(school(finding("pass", shortfall=None)))
    told = as_json(diff(old, new))
    assert told["schema"] == "mhaudit-diff/1"
    assert {key: n for key, n in told["summary"].items() if n} == {"fixed": 1}
    assert set(told["summary"]) == {change.value for change in Change}
    assert [rule["rule"] for rule in told["rules"]] == ["NC101"]
    (found,) = told["schools"]
    assert (found["name"], found["code"], found["state"]) == (SCHOOL, "3136010001", "both")
    (entry,) = found["findings"]
    assert entry["change"] == "fixed"
    assert (entry["before"]["verdict"], entry["now"]["verdict"]) == ("fail", "pass")
    assert told["districts"] == []


def as_json(found):
    stream = io.StringIO()
    write_diff_json(found, stream)
    return json.loads(stream.getvalue())


def test_the_schema_describes_what_is_written():
    """Every kind of change, a renamed school, one that is gone, a district; nothing that is not described."""
    old = result(
        school(finding(), klass("1"), klass("2", "unknown"), klass("3", "waived")),
        school(finding(), name="乙", code="2"),
        districts=(DistrictResult("东湖区", (finding("pass"),)),),
    )
    new = result(
        school(finding(shortfall=2), klass("1"), klass("2"), klass("3", "pass"), name="新名"),
        districts=(DistrictResult("东湖区", (finding(),)),),
    )
    told = as_json(diff(old, new))
    jsonschema.Draft202012Validator(json_schema()).validate(told)
    assert {key for key, count in told["summary"].items() if count} == {
        "changed", "dropped", "fixed", "new", "open",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["summary", "schools", "schema"])
def test_the_schema_refuses_what_lacks_something(key):
    told = as_json(diff(result(school(finding())), result(school(finding()))))
    del told[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(told)


def test_the_words_of_changes_are_those_of_the_schema():
    assert list(get_args(ChangeWord)) == [change.value for change in Change]
    assert list(CountsDocument.model_fields) == [change.value for change in Change]
