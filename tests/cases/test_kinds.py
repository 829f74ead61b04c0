"""R26–R32: kinds of school, subject filters, and which rules apply to whom."""

import pytest

from .forms import (
    HOME_SCHOOL,
    JUNIOR,
    NAME,
    SENIOR,
    absent_tables,
    activities,
    all_verdicts,
    by,
    codes,
    finding,
    findings,
    form,
    gaps,
    issue_cells,
    lessons,
    verdict,
)

SCHOOL_RULES = [
    *("NC101", "NC102", "NC103", "NC104", "NC105", "NC106"),
    *("NC501", "NC502", "NC503", "NC504", "NC505", "NC601", "NC602", "NC701", "NC702"),
]


def kind_form(kind: str | None, **options):
    """A form without a class table, so that the grades come from the kind."""
    return form(kind=kind, 班级=None, 班委=None, **options)


# --- R26: filters that are unknown --------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["NC102", "NC103", "NC104"])
def test_R026_pupils_blank_leaves_the_filter_unknown(audited, rule):
    """R26: unknown even where the requirement itself surely passes: no short cut."""
    found = finding(audited(form(students=None)), rule)
    assert found.verdict == "unknown"
    assert gaps(found) == {("schools", "students", "学校!D2")}


@pytest.mark.parametrize("rule", ["NC101", "NC501", "NC701"])
def test_R026_kind_blank_leaves_the_filter_unknown(audited, rule):
    """R26: it might be a 幼儿园; the name …学校 says nothing, and no class table helps."""
    found = finding(audited(kind_form(None)), rule)
    assert found.verdict == "unknown"
    assert ("schools", "kind", "学校!C2") in gaps(found)


# --- R27: the kind as a set of codes, narrowed by what is known ---------------------------------------


@pytest.mark.parametrize(
    ("name", "nc101", "nc401"),
    [
        ("青禾小学", "pass", "notapplicable"),
        ("青禾幼儿园", "notapplicable", "notapplicable"),
        ("青禾九年一贯制学校", "pass", "unknown"),
        ("青禾职业技术学校", "pass", None),
        ("青禾中学", "pass", "unknown"),
        ("青禾学校", "unknown", "unknown"),
    ],
)
def test_R027_the_name_narrows_the_kind(audited, name, nc101, nc401):
    """R27: …小学, …幼儿园, …九年一贯制学校, …职业…; …中学 excludes 小学, 幼儿园, 特教; …学校 nothing."""
    result = audited(kind_form(None, name=name))
    assert verdict(result, "NC101") == nc101
    if nc401:
        assert verdict(result, "NC401") == nc401


def test_R027_an_inferred_kind_is_announced(audited):
    """R27: 「推断」 with the place of what it was inferred from (D310)."""
    assert "学校!A2" in issue_cells(audited(kind_form(None, name="青禾小学")), "D310")
    assert "D310" not in codes(audited(form()))


def test_R027_the_name_gives_the_grades(audited):
    """R27, R11: …九年一贯制学校 is 312, so G1–G9 are to be covered."""
    result = audited(kind_form(None, name="青禾九年一贯制学校", 活动=[HOME_SCHOOL]))
    assert by(result, "NC301") == {f"G{n}": "fail" for n in range(1, 10)}


@pytest.mark.parametrize("code", ["3136000001", 3136000001, "3136000001.0"])
def test_R027_the_code_s_category_narrows_the_kind(audited, code):
    """R27: 31 = {311, 312, 321}: a school that NC101 applies to."""
    result = audited(kind_form(None, extra={"学校标识码": code}))
    assert verdict(result, "NC101") == "pass"
    assert "D310" in codes(result)


def test_R027_code_34_excludes_primary(audited):
    """R27: 34 = {341, 342, 345}: G10–G12 are sure."""
    sheets = kind_form(None, extra={"学校标识码": "3436000001"}, 活动=[HOME_SCHOOL])
    result = audited(sheets)
    assert {"G10": "fail", "G11": "fail", "G12": "fail"}.items() <= by(result, "NC301").items()


@pytest.mark.parametrize("rule", ["NC201", "NC203", "NC401"])
def test_R027_rules_for_stages_and_grades_need_only_the_class_table(audited, rule):
    """R27: for rules that ask for stage or grade the class table suffices."""
    result = audited(form(kind=None))
    assert {str(f.verdict) for f in findings(result, rule)} == {"pass"}


def test_R027_the_cell_wins_over_the_class_table(audited):
    """R27: a contradiction is D410 and the cell wins."""
    result = audited(form(kind="幼儿园"))
    assert verdict(result, "NC101") == "notapplicable"
    assert "D410" in codes(result)


def test_R027_the_cell_wins_over_the_code(audited):
    """R27: 高级中学 with a code of category 31."""
    sheets = kind_form("高级中学", extra={"学校标识码": "3136000001"}, 活动=[HOME_SCHOOL])
    result = audited(sheets)
    assert by(result, "NC301") == {"G10": "fail", "G11": "fail", "G12": "fail"}
    assert "D410" in codes(result)


def test_R027_the_cell_wins_over_the_name(audited):
    """R27: 青禾小学 that says it is a 九年一贯制学校."""
    result = audited(kind_form("九年一贯制学校", name="青禾小学", 活动=[HOME_SCHOOL]))
    assert len(by(result, "NC301")) == 9
    assert "D410" in codes(result)


# --- R28: words for kinds -----------------------------------------------------------------------------

G = {
    "primary": {f"G{n}" for n in range(1, 7)},
    "junior": {"G7", "G8", "G9"},
    "senior": {"G10", "G11", "G12"},
    "vocational": {"V1", "V2", "V3"},
}


@pytest.mark.parametrize(
    ("kind", "stages"),
    [
        ("初中", ["junior"]),
        ("311", ["junior"]),
        ("高中", ["senior"]),
        ("职高", ["vocational"]),
        ("中职", ["vocational"]),
        ("技校", ["vocational"]),
        ("完小", ["primary"]),
        ("中心小学", ["primary"]),
        ("村小", ["primary"]),
    ],
)
def test_R028_everyday_words_for_kinds(audited, kind, stages):
    """R28: each word is a set of codes; seen through the grades they imply."""
    result = audited(kind_form(kind, 活动=[HOME_SCHOOL]))
    assert set(by(result, "NC301")) == set().union(*(G[stage] for stage in stages))
    assert verdict(result, "NC101") == "pass"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("职高", "fail"),
        ("中职", "fail"),
        ("中等技术学校", "fail"),
        ("技校", "notapplicable"),
        ("技工学校", "notapplicable"),
        ("高中", "notapplicable"),
    ],
)
def test_R031_the_vocational_course_is_for_361_to_365(audited, kind, expected):
    """R31: not for 技工学校 (366)."""
    assert verdict(audited(kind_form(kind, 课程=lessons("高一"))), "NC202") == expected


def test_R028_middle_school_alone_may_be_five_kinds(audited):
    """R28: 中学 = {311, 312, 341, 342, 345} with a D3xx note."""
    result = audited(kind_form("中学"))
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC401") == "unknown"
    assert "学校!C2" in issue_cells(result, "D310")


# --- R29–R32: to whom the rules apply -----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["幼儿园", "特殊教育学校"])
def test_R029_kindergartens_and_special_schools_are_not_meant(audited, kind):
    """R29: the same `where kind` for all NC10x, and NC501–NC702 for 中小学, 中职 and 技工 too."""
    found = all_verdicts(audited(kind_form(kind)))
    assert {rule: found[rule] for rule in SCHOOL_RULES} == {
        rule: ["notapplicable"] for rule in SCHOOL_RULES
    }


@pytest.mark.parametrize("kind", ["小学", "小学教学点", "高级中学", "职业高中学校", "技工学校"])
def test_R029_every_ordinary_and_vocational_school_is_meant(audited, kind):
    """R29, policy: 中小学校(含中等职业学校和技工学校)."""
    result = audited(kind_form(kind))
    for rule in ("NC101", "NC102", "NC103", "NC501", "NC505", "NC701"):
        assert verdict(result, rule) == "pass"
    assert {str(f.verdict) for f in findings(result, "NC105")} == {"pass"}


@pytest.mark.parametrize("kind", ["职业高中学校", "技工学校"])
def test_R030_every_grade_of_a_vocational_school_holds_its_meetings(audited, kind):
    """R30: NC301 and NC302 apply to V1–V3."""
    result = audited(form(kind=kind, grades=SENIOR, 活动=activities("高一", "高二")))
    assert by(result, "NC301") == {"V1": "pass", "V2": "pass", "V3": "fail"}
    assert by(result, "NC302") == {"V1": "pass", "V2": "pass", "V3": "fail"}
    for rule in ("NC201", "NC203", "NC401"):
        assert verdict(result, rule) == "notapplicable"


@pytest.mark.parametrize("grade", JUNIOR)
def test_R032_any_grade_of_the_stage_serves_for_the_lesson(audited, grade):
    """R32: any grade of the stage, not only 起始年级."""
    rows = [row for row in lessons(*JUNIOR) if "心理" not in row or str(row).startswith(grade)]
    assert verdict(audited(form(课程=rows)), "NC201", stage="junior") == "pass"


def test_R032_each_stage_needs_its_own_lesson(audited):
    """NC201, policy: 各学段."""
    sheets = form(
        kind="完全中学", grades=(*JUNIOR, *SENIOR), 课程=[*lessons("七年级"), "高一|美术|1"]
    )
    assert by(audited(sheets), "NC201", "stage") == {"junior": "pass", "senior": "fail"}


def test_the_five_education_courses_are_for_ordinary_schools(audited):
    """NC203 (普通中小学) asks every grade; a missing course fails that grade alone."""
    rows = [row for row in lessons(*JUNIOR) if row != "八年级|美术|1"]
    assert by(audited(form(课程=rows)), "NC203") == {"G7": "pass", "G8": "fail", "G9": "pass"}


def test_R101_the_notapplicable_of_a_grade_rule_is_about_the_school(audited):
    """R101: subject.kind is school."""
    found = finding(audited(form()), "NC202")
    assert found.verdict == "notapplicable"
    assert (found.subject.kind, found.subject.grade) == ("school", None)
    assert found.subject.school == NAME
    assert absent_tables(found) == set()
