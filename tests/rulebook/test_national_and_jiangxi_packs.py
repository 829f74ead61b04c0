"""The national and the provincial pack, clause by clause, and what happens where packs ask the same."""

import pytest

import mhaudit
from mhaudit.config import Config
from mhaudit.engine.judge import judge, judge_districts
from mhaudit.findings import Level, Verdict
from mhaudit.models.submission import Builder
from mhaudit.models.terms import Audited
from mhaudit.rulebook.load import load_rulebook

from .packs import EVERY, mismatches, sides

NATIONAL = load_rulebook(["national"])
JIANGXI = load_rulebook(["jiangxi"])
ALL = load_rulebook(["nanchang", "jiangxi", "national"])
CASES = [
    (book, rule, example)
    for book in (NATIONAL, JIANGXI)
    for rule in book.rules
    for example in rule.examples
]

# id: for each, per, strength, kind of requirement, document, on
RULES = {
    "CN101": ("school", None, "must", "count", "cn-guide-2012", True),
    "CN102": ("teacher", None, "must", "field", "cn-guide-2012", True),
    "CN103": ("school", None, "must", "count", "cn-notice-2021", False),
    "CN104": ("school", None, "must", "count", "cn-room-2015", True),
    "CN105": ("district", None, "area", "share", "cn-plan-2023", True),
    "CN201": ("school", None, "must", "count", "cn-notice-2021", True),
    "CN202": ("school", None, "must", "count", "cn-plan-2023", True),
    "CN501": ("school", None, "must", "field", "cn-guide-2012", True),
    "CN502": ("school", "school_year", "encouraged", "count", "cn-notice-2021", True),
    "CN503": ("school", None, "must", "field", "cn-room-2015", False),
    "JX101": ("school", None, "principle", "ratio", "jx-plan-2022", True),
    "JX102": ("school", None, "must", "count", "jx-plan-2022", True),
    "JX103": ("school", None, "must", "includes", "jx-plan-2022", True),
    "JX104": ("school", None, "must", "count", "jx-plan-2022", True),
    "JX105": ("school", None, "must", "count", "jx-plan-2022", True),
    "JX106": ("teacher", None, "principle", "field", "jx-plan-2022", True),
    "JX501": ("school", None, "must", "latest", "jx-plan-2022", True),
    "JX502": ("school", "term", "must", "count", "jx-survey-notice", False),
}


def test_the_rules_are_those_of_the_clauses():
    found = {
        rule.id: (
            rule.for_each, rule.per, rule.strength, rule.kind, rule.clause.document.key, rule.disabled is None,
        )
        for rule in (*NATIONAL.rules, *JIANGXI.rules)
    }  # fmt: skip
    assert found == RULES


@pytest.mark.parametrize(
    ("book", "rule", "example"), CASES, ids=[f"{rule.id}-{each.title}" for _, rule, each in CASES]
)
def test_example(book, rule, example):
    assert mismatches(book, rule, example) == []


@pytest.mark.parametrize("rule", [*NATIONAL.rules, *JIANGXI.rules], ids=lambda rule: rule.id)
def test_every_rule_is_complete_in_both_languages(rule):
    assert sides(rule) == EVERY
    assert rule.clause.quote
    assert rule.changes
    assert rule.title_en != rule.title
    assert rule.group_title_en != rule.group_title
    assert rule.fix
    assert rule.fix_en != rule.fix


def test_clauses_known_second_hand_are_off_with_the_reason():
    off = {rule.id: rule.disabled for rule in (*NATIONAL.rules, *JIANGXI.rules) if rule.disabled}
    assert set(off) == {"CN103", "CN503", "JX502"}
    assert all("转述" in reason for reason in off.values())


def test_clauses_without_a_rule_are_listed_with_the_reason():
    assert [each.clause.quote[:8] for each in NATIONAL.without_rule] == [
        "专职教师原则上须", "凡进入中小学的心", "不能强迫学生接受", "严格遵循保密原则", "专项经费, 免费",
    ]  # fmt: skip
    assert all(each.why and each.why_en != each.why for each in ALL.without_rule)
    assert {each.pack for each in ALL.without_rule} == {"nanchang", "national"}


def test_the_province_counts_full_time_only_and_says_so():
    """Trap 1: 1:800 counts 专兼职 in Nanchang's words and 专职 in the province's."""
    assert "只计专职" in ALL.rule("JX101").title
    assert "专兼职合计" in ALL.rule("NC101").title
    assert ALL.rule("JX101").counted_as is None
    found = judged(students=800, teachers=[{"duty": "part_time"}])
    assert (found["NC101"].verdict, found["JX101"].verdict) == (Verdict.PASS, Verdict.FAIL)


@pytest.mark.parametrize(
    ("teachers", "full_time", "mixed"),
    [
        ([{"duty": "full_time"}, {"duty": "full_time"}], Verdict.PASS, Verdict.FAIL),
        ([{"duty": "full_time", "support": "paired"}, {"duty": "part_time"}], Verdict.FAIL, Verdict.PASS),
    ],
)  # fmt: skip
def test_a_full_time_counsellor_and_both_sorts_are_two_demands(teachers, full_time, mixed):
    """NC102 and JX103: neither follows from the other, so they are not one cause (R33)."""
    found = judged(students=801, teachers=teachers)
    assert (found["NC102"].verdict, found["JX103"].verdict) == (full_time, mixed)


def judged(book=ALL, *, students=801, teachers=(), **school):
    """rule → the finding of one school (of its first subject), districts' findings too."""
    builder = Builder()
    builder.school(
        {"name": "青禾学校", "kind": "311", "district": "例县", "students": students, **school}
    )
    builder.supply("teachers", 0)
    for values in teachers:
        builder.add("teachers", 0, {"counsellor": True, "support": "own", **values})
    submissions, term = builder.finish(), Audited(("2024-2025-1",))
    result = judge(book, submissions, term)
    districts = judge_districts(book, submissions, term, result.outcomes)
    found = [*result.schools[0], *(finding for each in districts for finding in each.findings)]
    return {finding.rule: finding for finding in reversed(found)}


def test_rules_that_ask_the_same_are_judged_once():
    """One cause is one finding: the weightier of two rules is judged, else the one that the other names."""
    assert {rule.id: rule.counted_as for rule in ALL.rules if rule.counted_as} == {
        "CN102": "NC105",
        "CN104": "CN101",
        "JX102": "NC102",
        "JX104": "CN101",  # by way of NC104
        "NC103": "JX103",  # must in the province's words, 原则上 in the city's
        "NC104": "CN101",  # which binds the larger schools too
    }
    found = judged(teachers=[{"duty": "part_time", "homeroom_pay": False}], has_room=True)
    assert found["NC102"].verdict is found["NC105"].verdict is Verdict.FAIL
    assert found["JX103"].verdict is Verdict.FAIL
    assert found["JX103"].level is Level.ERROR
    assert not {"CN102", "CN104", "JX102", "NC103", "JX104"} & set(found)


@pytest.mark.parametrize(("book", "own"), [(NATIONAL, "CN102"), (JIANGXI, "JX102")])
def test_alone_a_pack_judges_all_of_its_rules(book, own):
    assert book.rule(own).counted_as is None
    assert own in judged(book, teachers=[{"duty": "part_time"}])


def test_the_order_of_the_packs_does_not_decide_which_rule_is_judged():
    other = load_rulebook(["national", "jiangxi", "nanchang"])
    assert [rule.counted_as for rule in other.rules] == [rule.counted_as for rule in ALL.rules]


@pytest.mark.parametrize(
    ("change", "counted_as"),
    [
        ("{title: 另一个标题}", "NC102"),
        ("{require: {count: {at_least: 2}}}", None),  # asks for more than the province
        ("{where: {students: {above: 600}}}", None),  # another circle of schools
        ("{effective: {from: 2025-09-01}}", None),  # not in force when the province's is
    ],
)
def test_a_rule_that_a_county_changed_no_longer_stands_for_the_province_s(
    tmp_path, change, counted_as
):
    pack = f"pack: x\nversion: 1\ntitle: t\nextends: [nanchang]\nchange:\n  NC102: {change}\n"
    path = tmp_path / "x.yaml"
    path.write_text(pack, encoding="utf-8")
    assert load_rulebook([path, "jiangxi"]).rule("JX102").counted_as == counted_as


def test_a_rule_switched_off_stands_for_no_other(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "pack: x\nversion: 1\ntitle: t\nextends: [nanchang]\ndisable: {NC102: 试点}\n",
        encoding="utf-8",
    )
    assert load_rulebook([path, "jiangxi"]).rule("JX102").counted_as is None


def test_a_checklist_follows_the_rule_that_is_judged(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "pack: x\nversion: 1\ntitle: t\nextends: [nanchang]\n"
        "checklists: {mine: {title: 清单, core: [{item: 专兼结合, rules: [NC103, NC102]}]}}\n",
        encoding="utf-8",
    )
    spec = load_rulebook([path, "jiangxi"]).checklists[-1]
    assert spec.core[0].rules == ("JX103", "NC102")


def test_an_area_target_never_touches_a_school_s_standing():
    """R155, trap 7: with CN101 off the target is measured all the same, and no school is worse for it."""
    schools = judged(NATIONAL, teachers=[])
    assert schools["CN105"].verdict is Verdict.FAIL
    assert schools["CN105"].subject.kind == "district"
    assert schools["CN105"].level is Level.NOTE


def test_a_target_is_measured_where_its_rule_is_off(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "pack: x\nversion: 1\ntitle: t\nextends: [national]\ndisable: {CN101: 试点}\n",
        encoding="utf-8",
    )
    found = judged(load_rulebook([path]), teachers=[{}])
    assert "CN101" not in found
    assert found["CN105"].verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("having: {rule: CN110}", "没有规则“CN110”"),
        ("having: {rule: AREA2}", "“AREA2”本身是对地区的规则,不能按学校统计"),
    ],
)
def test_a_target_names_a_rule_for_schools(tmp_path, change, told):
    share = "require: {share: {of: schools, having: {rule: CN101}, at_least: 0.9}}"
    rule = (
        "  - {{id: {id}, name: {name}, title: t, strength: area, source: {{document: d, quote: q}},"
        " for_each: {each}, {share}}}\n"
    )
    text = (
        "pack: x\nversion: 1\ntitle: t\nextends: [national]\ndocuments: {d: {title: t}}\nrules:\n"
    )
    text += rule.format(
        id="AREA1", name="a", each="district", share=share.replace("having: {rule: CN101}", change)
    )
    text += rule.format(id="AREA2", name="b", each="district", share=share)
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(mhaudit.errors.RuleFileError) as caught:
        load_rulebook([path])
    assert [problem.message for problem in caught.value.problems] == [told]
    text = text.replace(change, "having: {rule: CN101}").replace("district", "school", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(mhaudit.errors.RuleFileError) as caught:
        load_rulebook([path])
    assert caught.value.problems[0].message == (
        "having: {rule: …} 只能用于 for_each: district 的规则"
    )


def test_one_report_of_three_packs():
    result = mhaudit.audit(
        ["sample_data/faulty_school.xlsx"],
        rules=["nanchang", "jiangxi", "national"],
        term="2024-2025-1",
        config=Config(),
    )
    assert [pack.name for pack in result.packs] == ["nanchang", "jiangxi", "national"]
    (school,) = result.schools
    assert (
        len({finding.rule for finding in school.findings}) == len(ALL.active()) - 1
    )  # CN105: area
    reasons = {rule.id: rule.disabled for rule in result.rules if rule.disabled}
    assert reasons["JX102"] == "与 NC102 要求相同,合并判定,只计一次"
    assert {finding.pack for finding in school.findings} == {"nanchang", "jiangxi", "national"}


@pytest.mark.parametrize(
    ("students", "failed"),
    [
        (799, {"CN101", "NC101", "JX101"}),  # NC104 and JX104 ask the same as CN101
        (801, {"CN101", "NC101", "JX101", "NC102", "JX103"}),  # JX102 as NC102, NC103 as JX103
    ],
)
def test_a_school_without_counsellors_fails_each_demand_once(students, failed):
    builder = Builder()
    builder.school({"name": "甲校", "kind": "311", "students": students})
    builder.supply("teachers", 0)
    (found,) = judge(ALL, builder.finish(), Audited(("2024-2025-1",))).schools
    assert {each.rule for each in found if each.verdict == "fail"} == failed
    alone = load_rulebook(["nanchang"])
    (found,) = judge(alone, builder.finish(), Audited(("2024-2025-1",))).schools
    assert ("NC104" in {each.rule for each in found if each.verdict == "fail"}) == (students < 800)
