"""From rule and rows to findings: who is judged, what stands beside an unknown, fingerprints, districts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from mhaudit.engine.judge import judge, judge_districts, judge_rule, lexicons_of
from mhaudit.engine.scorecard import Scorecards, standing
from mhaudit.findings import Finding, Level, Verdict
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Kind
from mhaudit.models.submission import Builder, Source, Submissions
from mhaudit.models.terms import Audited, Calendar
from mhaudit.models.values import OneOf
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import Rulebook

TERM = Audited(("2024-2025-1",))
NANCHANG = load_rulebook(["nanchang"])

PACK = """\
pack: county
version: 1
title: 县里的要求
documents:
  doc-a: {title: 县里的文件}
rules:
"""
RULE = """\
  - id: %s
    name: own-rule-%s
    title: 县里的一条要求
    strength: %s
    source: {document: doc-a, quote: 要求}
    %s
    examples:
      - {title: 例, given: {teachers: [{}]}, expect: pass}
"""


@pytest.fixture
def book(tmp_path):
    """Makes a rulebook of rules, each the rest of its YAML after `source`."""

    def load(*rules: str, strength: str = "must") -> Rulebook:
        text = PACK + "".join(
            RULE % (f"AB10{at}", at, strength, body) for at, body in enumerate(rules)
        )
        path = tmp_path / "county.yaml"
        path.write_text(text, encoding="utf-8")
        return load_rulebook([path])

    return load


def schools(*values: dict[str, Any], **tables: list[dict[str, Any]]) -> Submissions:
    """Schools, and rows of tables that all of them supplied; `at` in a row is the school's index."""
    builder = Builder()
    for value in values:
        builder.school({"kind": "311", **value})
    for table, rows in tables.items():
        for school in range(len(values)):
            builder.supply(table, school)
        for row in rows:
            builder.add(table, row.pop("at", 0), row)
    return builder.finish()


def found(
    book: Rulebook, submissions: Submissions, audited: Audited = TERM, language: str = "zh"
) -> list[Finding]:
    return [
        each for school in judge(book, submissions, audited, language).schools for each in school
    ]


def of(rule: str, submissions: Submissions, audited: Audited = TERM) -> list[Finding]:
    chosen = NANCHANG.rule(rule)
    lexicons = lexicons_of(NANCHANG, chosen.pack)
    return [each for _, each in judge_rule(chosen, submissions, audited, lexicons)]


def gaps(finding: Finding) -> set[tuple[str, str | None]]:
    return {(gap.table, gap.field) for gap in finding.missing}


# unknown ---------------------------------------------------------------------------------------------


def test_an_unknown_subject_lists_what_the_requirement_lacks_too():
    """R26: kind and students are both blank; to fill in the kind alone would decide nothing."""
    (each,) = of(
        "NC101", schools({"kind": None, "students": None}, teachers=[{"counsellor": True}])
    )
    assert each.verdict == "unknown"
    assert gaps(each) == {("schools", "kind"), ("schools", "students")}
    assert each.required_text == "≤ 800"


def test_an_unknown_subject_does_not_list_what_is_known():
    (each,) = of("NC101", schools({"kind": None, "students": 500}, teachers=[{"counsellor": True}]))
    assert gaps(each) == {("schools", "kind")}
    assert (each.measured_text, each.places) == ("1:500", ())


def test_without_any_term_the_dates_are_what_is_missing():
    """R129."""
    activity = {"category": "home_school"}
    (each,) = of("NC601", schools({}, activities=[activity]), Audited())
    assert (each.verdict, gaps(each)) == ("unknown", {("activities", "date")})
    assert "学期未知" in each.message


def test_no_term_leaves_rules_without_periods_judged():
    """R129."""
    submissions = schools({"students": 800}, teachers=[{"counsellor": True}])
    assert [each.verdict for each in of("NC101", submissions, Audited())] == ["pass"]


# what a message says of a missing table ----------------------------------------------------------------


def in_sheets(*sheets: tuple[str, str | None, int]) -> Submissions:
    """Teachers of schools in sheets: `(file, sheet, school)`; every school has a row of its own file 学校N."""
    builder = Builder()
    for school in range(2):
        builder.sources.append(Source(f"学校{school}.xlsx", "学校", {"name": 0}, [["校"]]))
        builder.school({"name": f"学校{school}", "kind": "311", "students": 500}, source=school)
    for at, (file, sheet, school) in enumerate(sheets):
        builder.sources.append(Source(file, sheet, {"name": 0}, [["姓名"], ["周明"]]))
        builder.supply("teachers", school)
        builder.add("teachers", school, {"counsellor": True}, source=2 + at, row=1)
    return builder.finish()


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ([], "没有提供“教师表”"),
        ([("学校0.xlsx", "教师", 0)], "没有提供“教师表”"),  # another school's own workbook
        ([("学校1.xlsx", "教师", 0)], "该校未见于此表"),  # a sheet beside the school's own row
    ],
)
def test_a_school_that_is_not_in_a_sheet_or_handed_in_none(sheets, says):
    """R1: 「该校未见于此表」 is said of a sheet that should have listed the school."""
    each = of("NC104", in_sheets(*sheets))[1]
    assert each.verdict == "unknown"
    assert says in each.message


def test_a_narrow_sheet_is_not_a_missing_table():
    """R141."""
    builder = Builder()
    builder.sources.append(
        Source("甲.xlsx", "班会", {"title": 0, "category": 1}, [["主题"], ["认识情绪"]])
    )
    builder.school({"kind": "311"})
    builder.supply("activities", 0, {"category": frozenset({"class_meeting"})})
    row = {"category": "class_meeting", "date": dt.date(2024, 10, 1)}
    builder.add("activities", 0, row, source=0, row=1)
    (each,) = of("NC601", builder.finish())
    assert each.verdict == "unknown"
    assert "没有报全" in each.message


def test_a_field_without_a_column_has_no_cell():
    """R99: no other column's cell is named in its place."""
    builder = Builder()
    builder.sources.append(
        Source("甲.xlsx", "教师", {"name": 0, "counsellor": 1}, [["姓名", "是否"], ["周明", "是"]])
    )
    builder.school({"kind": "311"})
    builder.supply("teachers", 0)
    values = {"name": "周明", "counsellor": True, "support": "own"}
    builder.add("teachers", 0, values, source=0, row=1)
    (each,) = of("NC105", builder.finish())
    assert [(gap.field, gap.place) for gap in each.missing] == [("homeroom_pay", None)]
    assert "没有“是否享受班主任同等待遇”这一列" in each.message


@pytest.mark.parametrize(
    ("cell", "says"), [("", "未填(甲.xlsx!B2)"), ("见附件", "无法识别或不能确定(甲.xlsx!B2)")]
)
def test_a_blank_cell_and_one_that_cannot_be_read_are_told_apart(cell, says):
    builder = Builder()
    builder.sources.append(
        Source("甲.xlsx", None, {"name": 0, "students": 1}, [["名", "数"], ["甲", cell]])
    )
    builder.school({"kind": "311", "students": None}, source=0, row=1)
    builder.supply("teachers", 0)
    builder.add("teachers", 0, {"counsellor": True})
    (each,) = of("NC101", builder.finish())
    assert each.message == f"无法判定:“在校学生数”{says}"


def test_the_deciding_cell_is_one_that_the_sheet_has():
    """R97: 专职 decides NC102 where no column says whose teacher it is."""
    cells = [["姓名", "是否心理教师", "专职/兼职"], ["周明", "是", "专职"]]
    builder = Builder()
    builder.sources.append(
        Source("甲.xlsx", "教师", {"name": 0, "counsellor": 1, "duty": 2}, cells)
    )
    builder.school({"kind": "311", "students": 900})
    builder.supply("teachers", 0)
    values = {"name": "周明", "counsellor": True, "duty": "full_time", "support": "own"}
    builder.add("teachers", 0, values, source=0, row=1)
    submissions = builder.finish()
    assert [place.text() for place in of("NC102", submissions)[0].places] == ["教师!C2"]
    assert [place.text() for place in of("NC104", submissions)[0].places] == []


# when a rule applies -----------------------------------------------------------------------------------

COUNT = "require: {count: {of: %s, at_least: 1}}"


@pytest.mark.parametrize(
    ("audited", "verdicts"),
    [
        (Audited(("2023-2024-2",)), ["notapplicable"]),
        (Audited(("2024-2025-1",)), ["notapplicable"]),  # 2025-01-31
        (Audited(("2024-2025-2",)), ["fail"]),
        (Audited(("2024-2025-1", "2024-2025-2")), ["fail"]),  # the second term alone
        (Audited(("2025-2026-1",)), ["fail"]),
        (Audited(("2025-2026-2",)), ["notapplicable"]),
    ],
)
def test_a_rule_holds_for_the_periods_whose_last_day_lies_in_its_time(book, audited, verdicts):
    """R67."""
    rule = (
        "for_each: school\n    per: term\n    effective: {from: 2025-02-01, to: 2026-01-31}\n    "
        + COUNT % "activities"
    )
    given = found(book(rule), schools({}, activities=[]), audited)
    assert [each.verdict for each in given] == verdicts


def test_a_bound_before_its_date_asks_nothing(book):
    """DESIGN §6: a rule before its effective date does not apply."""
    rule = "for_each: school\n    require: {count: {of: teachers, at_least: {2026-01-01: 1}}}"
    (each,) = found(book(rule), schools({}, teachers=[]))
    assert (each.verdict, each.message) == ("notapplicable", "该时段此项要求尚未生效或已失效")


def test_periods_that_the_audit_does_not_hold_are_no_subjects(book):
    """A summer term of July and August holds none of the pairs of R65."""
    summer = Calendar({"2024-2025-2": (dt.date(2025, 7, 1), dt.date(2025, 8, 31))})
    audited = Audited(("2024-2025-2",), summer)
    rule = "for_each: school\n    per: two_months\n    " + COUNT % "records"
    assert [each.verdict for each in found(book(rule), schools({}, records=[]), audited)] == [
        "notapplicable"
    ]


def test_a_stage_of_a_special_school_is_no_error(book):
    rule = "for_each: stage\n    " + COUNT % "lessons"
    submissions = schools(
        {"kind": "511"}, classes=[{"grade": "G1", "number": "1"}], lessons=[{"grade": "G1"}]
    )
    given = found(book(rule), submissions)
    assert [(each.verdict, each.subject.stage) for each in given] == [("unknown", None)]


# breaking ----------------------------------------------------------------------------------------------


def _breaks(params: object, context: object) -> list[object]:
    raise ZeroDivisionError("so be it")


def test_a_rule_that_breaks_is_an_error_and_the_others_go_on(book, monkeypatch):
    monkeypatch.setitem(KINDS, "count", Kind("count", KINDS["count"].params, _breaks))
    rules = book(
        "for_each: school\n    " + COUNT % "teachers",
        "for_each: school\n    require: {field: {has_room: true}}",
    )
    given = found(rules, schools({"has_room": True}))
    assert [each.verdict for each in given] == ["error", "pass"]
    assert "ZeroDivisionError" in given[0].message


# districts (R155) --------------------------------------------------------------------------------------

DISTRICT = "for_each: district\n    "


def districts(rules: Rulebook, submissions: Submissions) -> dict[str, list[str]]:
    judged = judge(rules, submissions, TERM)
    assert not any(judged.schools)
    found = judge_districts(rules, submissions, TERM, judged.outcomes)
    return {each.name: [str(finding.verdict) for finding in each.findings] for each in found}


THREE = (
    {"name": "甲", "district": "东湖区"},
    {"name": "乙", "district": "东湖区"},
    {"name": "丙", "district": "西湖区"},
)


def test_a_district_has_one_finding_from_all_its_schools(book):
    rules = book(DISTRICT + "require: {count: {of: teachers, at_least: 2}}", strength="area")
    submissions = schools(*THREE, teachers=[{"at": 0}, {"at": 1}, {"at": 2}])
    assert districts(rules, submissions) == {"东湖区": ["pass"], "西湖区": ["fail"]}


def test_a_district_rule_that_breaks_or_is_not_in_force_says_so_once_a_district(book, monkeypatch):
    submissions = schools(*THREE, teachers=[])
    later = "effective: {from: 2030-01-01}\n    "
    rules = book(DISTRICT + later + COUNT % "teachers", strength="area")
    assert districts(rules, submissions) == {
        "东湖区": ["notapplicable"],
        "西湖区": ["notapplicable"],
    }
    rules = book(DISTRICT + COUNT % "teachers", strength="area")
    monkeypatch.setitem(KINDS, "count", Kind("count", KINDS["count"].params, _breaks))
    assert districts(rules, submissions) == {"东湖区": ["error"], "西湖区": ["error"]}


def test_a_district_is_known_by_its_own_name(book):
    """Another school at the head of the list changes no fingerprint."""
    rules = book(DISTRICT + COUNT % "teachers", strength="area")

    def prints(*given: dict[str, Any]) -> dict[str, str]:
        found = judge_districts(rules, schools(*given, teachers=[]), TERM, {})
        return {each.name: each.findings[0].fingerprint for each in found}

    assert prints(*THREE) == prints(*reversed(THREE))
    assert len(set(prints(*THREE).values())) == 2


# fingerprints (R133, R149) ------------------------------------------------------------------------------


def prints(rule: str, submissions: Submissions, audited: Audited = TERM) -> list[str]:
    return [each.fingerprint for each in of(rule, submissions, audited)]


def test_the_next_term_has_the_same_fingerprints():
    """R149."""
    submissions = schools({"name": "甲"}, classes=[{"grade": "G7", "number": "1"}], activities=[])
    assert prints("NC301", submissions) == prints("NC301", submissions, Audited(("2025-2026-1",)))
    first, second = prints("NC301", submissions, Audited(("2024-2025-1", "2024-2025-2")))
    assert first != second


def test_a_school_is_known_by_its_code_then_by_its_name():
    """R149."""
    one, renamed, other = ({"code": "3136000001", "name": "甲"}, {"code": "3136000001", "name": "乙"},
                           {"code": "3136000002", "name": "甲"})  # fmt: skip
    same, different = prints("NC501", schools(one)), prints("NC501", schools(other))
    assert same == prints("NC501", schools(renamed))
    assert same != different
    assert prints("NC501", schools({"name": "甲"})) != prints("NC501", schools({"name": "乙"}))


def test_counsellors_of_one_name_are_told_apart():
    """R133."""
    rows = [
        {"name": "王丽", "counsellor": True, "support": "own", "homeroom_pay": pay}
        for pay in (True, False)
    ]
    given = of("NC105", schools({}, teachers=rows))
    assert [(each.subject.teacher, each.verdict) for each in given] == [
        ("王丽", "pass"),
        ("王丽(2)", "fail"),
    ]
    assert len({each.fingerprint for each in given}) == 2


def test_classes_whose_names_cannot_be_read_are_told_apart():
    """R17: a finding for each."""
    builder = Builder()
    builder.sources.append(Source("甲.xlsx", "班级", {"number": 0}, [["班级"], ["火箭"], ["创新"]]))
    builder.school({"kind": "312"})
    builder.supply("classes", 0)
    for row in (1, 2):
        builder.add("classes", 0, {"grade": OneOf.of("G1", "G7")}, source=0, row=row)
    given = of("NC401", builder.finish())
    assert [each.verdict for each in given] == ["unknown", "unknown"]
    assert len({each.fingerprint for each in given}) == 2


def test_only_a_district_s_finding_names_a_district_in_its_subject():
    """DESIGN §7: `"district": null` for a school."""
    (each,) = of("NC501", schools({"name": "甲", "district": "东湖区"}))
    assert each.subject.district is None


# standing and checklist ----------------------------------------------------------------------------------


def finding(verdict: Verdict, level: Level, rule: str = "NC503") -> Finding:
    (template,) = of("NC503", schools({}))
    return template._replace(verdict=verdict, level=level, rule=rule)


P, F, U = Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN
N, W, X = Verdict.NOT_APPLICABLE, Verdict.WAIVED, Verdict.ERROR
MUST, PRINCIPLE, NOTE = Level.ERROR, Level.WARNING, Level.NOTE


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ([(F, MUST), (P, MUST)], "fail"),
        ([(F, PRINCIPLE), (U, MUST)], "warning"),
        ([(F, PRINCIPLE), (F, MUST)], "fail"),
        ([(U, MUST), (P, MUST)], "unknown"),
        ([(U, PRINCIPLE), (P, MUST)], "unknown"),
        ([(X, MUST), (P, MUST)], "unknown"),
        ([(F, NOTE), (P, MUST)], "pass"),
        ([(U, NOTE), (P, MUST)], "pass"),
        ([(W, MUST), (P, MUST)], "pass"),
        ([(W, MUST)], "pass"),
        ([(N, MUST), (N, NOTE)], "notapplicable"),
        ([(U, NOTE)], "notapplicable"),
        ([(N, MUST), (U, NOTE)], "notapplicable"),
        ([(N, MUST), (P, NOTE)], "pass"),
        ([], "notapplicable"),
    ],
)
def test_standing(findings, state):
    """DESIGN §7, R151."""
    assert standing([finding(verdict, level) for verdict, level in findings]) == state


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([P, F], F),
        ([P, U], U),
        ([P, N], P),
        ([N, N], N),
        ([X, F], X),
        ([F, U, P], F),
        ([W, P], W),
        ([W, U], U),
        ([], N),
    ],
)
def test_an_item_is_as_good_as_its_worst_rule(verdicts, state):
    """R86, R132."""
    assert item([finding(verdict, MUST) for verdict in verdicts]).state is state


def item(findings: list[Finding], *records: dict[str, Any]):
    (card,) = Scorecards(NANCHANG, schools({}, records=list(records)), "zh").of(0, findings)
    (line,) = [line for line in card.extra if line.rules == ("NC503",)]
    return line


@pytest.mark.parametrize(
    ("ticks", "verdict", "told", "contradicted"),
    [
        ([True], F, True, True),
        ([True], U, True, False),
        ([True], P, True, False),
        ([False], P, False, False),
        ([False], F, False, False),
        ([None], F, None, False),
        ([], F, None, False),
        ([True, False], F, None, False),
        ([True, None], F, True, True),
    ],
)
def test_a_tick_that_the_data_contradict(ticks, verdict, told, contradicted):
    """R85, R86; a blank beside a tick takes nothing back."""
    records = [{"item": "绿色转介通道", "done": tick} for tick in ticks]
    line = item([finding(verdict, MUST)], *records)
    assert (line.self_reported, line.contradicted) == (told, contradicted)


# words in both languages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "“在校学生数”"),
        ("en", "“students”"),
    ],
)
def test_messages_are_in_the_language_of_the_run(language, message):
    chosen = NANCHANG.rule("NC101")
    submissions = schools({"students": None}, teachers=[{"counsellor": True}])
    ((_, each),) = judge_rule(
        chosen, submissions, TERM, lexicons_of(NANCHANG, chosen.pack), language
    )
    assert message in each.message


# totals and rows of which it is not certain that they belong here -----------------------------------------


def with_total(low: int, high: float) -> Submissions:
    builder = Builder()
    columns = {"counsellor": 0, "duty": 0}
    builder.sources.append(Source("甲.xlsx", "学校", columns, [["人数"], ["2"]], total=True))
    builder.school({"kind": "311", "students": 1601})
    builder.supply("teachers", 0)
    builder.add("teachers", 0, {"counsellor": True}, source=0, row=1, low=low, high=high)
    return builder.finish()


@pytest.mark.parametrize("high", [3, float("inf")])
def test_a_total_that_does_not_decide_names_its_cell(high):
    """R38, R39: an unknown always says what would decide it."""
    (each,) = of("NC101", with_total(1, high))
    assert each.verdict == "unknown"
    assert [gap.place and gap.place.text() for gap in each.missing] == ["学校!A2"]
    assert each.message == "无法判定:只填了人数,不足以判定,请补交教师名册(学校!A2)"


def test_a_row_that_may_be_another_school_s_is_named():
    """R15."""
    builder = Builder()
    builder.sources.append(Source("甲.xlsx", "教师", {"name": 0}, [["姓名"], ["周明"]]))
    builder.school({"kind": "311", "students": 500})
    builder.supply("teachers", 0)
    builder.add("teachers", 0, {"counsellor": True}, source=0, row=1, low=0, high=1)
    (each,) = of("NC104", builder.finish())
    assert each.verdict == "unknown"
    assert [(gap.field, gap.place and gap.place.text()) for gap in each.missing] == [
        (None, "教师!A2")
    ]
    assert "不能确定属于哪所学校" in each.message


def test_a_typed_zero_is_the_cell_at_fault():
    """R81, R97: two conditions refuse one and the same cell."""
    cells = [["年级", "课程", "周课时"], ["七年级", "心理健康", 0]]
    columns = {"grade": 0, "subject": 1, "periods_per_week": 2, "offered": 2}
    builder = Builder()
    builder.sources.append(Source("甲.xlsx", "课程", columns, cells))
    builder.school({"kind": "311"})
    builder.supply("lessons", 0)
    values = {"grade": "G7", "subject": "心理健康", "periods_per_week": 0, "offered": False}
    builder.add("lessons", 0, values, source=0, row=1)
    (each,) = of("NC201", builder.finish())
    assert (each.verdict, [place.text() for place in each.places]) == ("fail", ["课程!C2"])
