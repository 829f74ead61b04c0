"""A column for each item or each course: read only where headings say exactly which; each with its twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mhaudit.findings import AuditResult

from .forms import (
    COMPLYING,
    NAME,
    OTHER,
    Sheets,
    all_verdicts,
    by,
    district,
    finding,
    form,
    gaps,
    issue_cells,
    issues,
    verdict,
    where,
)

Audited = Callable[..., AuditResult]

# --- records: a column for each item (R82, R83) ---------------------------------------------------------

ASKED = "三级心理帮扶队伍|高关怀学生闭环管理|绿色转介通道|心理健康教育经费纳入预算|心理健康教育纳入日常工作议程"
RULES = ("NC501", "NC502", "NC503", "NC505", "NC701")
"""The rules about these items, in their order."""


def told(result: AuditResult, school: str | None = None) -> list[str]:
    return [verdict(result, rule, school) for rule in RULES]


def where_of(result: AuditResult, rule: str, school: str | None = None, **subject: str) -> set[str]:
    return where(finding(result, rule, school, **subject))


def test_a_sheet_of_one_row_with_a_column_for_each_item(audited: Audited) -> None:
    result = audited(form() | {"记录": [ASKED, "是|√|有|已落实|否"]})
    assert told(result) == ["pass", "pass", "pass", "pass", "fail"]
    assert "记录!C2" in where_of(result, "NC503")
    assert "记录!E2" in where_of(result, "NC701")


def test_a_blank_under_an_item_answers_nothing(audited: Audited) -> None:
    result = audited(form() | {"记录": [ASKED, "是|是||是|是"]})
    assert told(result) == ["pass", "pass", "unknown", "pass", "pass"]
    assert ("records", "done", "记录!C2") in gaps(finding(result, "NC503"))


def test_an_item_that_no_column_asks_for_is_not_supplied(audited: Audited) -> None:
    """The school had no cell to answer it in: unknown, no failure (R1, R5)."""
    head, row = "三级心理帮扶队伍|绿色转介通道", "是|是"
    result = audited(form() | {"记录": [head, row]})
    assert told(result) == ["pass", "unknown", "pass", "unknown", "unknown"]
    assert by(result, "NC504", "period") == {
        "2024-09/2024-10": "unknown",
        "2024-11/2024-12": "unknown",
    }


def test_a_report_with_yes_but_no_date_is_of_no_period(audited: Audited) -> None:
    """R65, R85: 双月报 是 says that there are some, not for which months; 否 that there is none."""
    result = audited(form() | {"记录": [f"{ASKED}|双月报", "是|是|是|是|是|是"]})
    assert set(by(result, "NC504", "period").values()) == {"unknown"}
    result = audited(form() | {"记录": [f"{ASKED}|双月报", "是|是|是|是|是|否"]}, file="b.xlsx")
    assert set(by(result, "NC504", "period").values()) == {"fail"}


@pytest.mark.parametrize("near", ["绿色通道", "建立绿色转介通道", "绿色转介通道建设", "绿色转介"])
def test_a_heading_that_is_only_like_an_item_answers_nothing(audited: Audited, near: str) -> None:
    """R82: never by likeness."""
    head = ASKED.replace("绿色转介通道", near)
    for answer in ("是", "否"):
        result = audited(form() | {"记录": [head, f"是|是|{answer}|是|是"]}, file=f"{answer}.xlsx")
        assert told(result) == ["pass", "pass", "unknown", "pass", "pass"]


@pytest.mark.parametrize("hint", ["(是/否)", "(有/无)", "(必填)", "(请打√)"])
def test_a_hint_in_the_heading_is_no_part_of_the_item(audited: Audited, hint: str) -> None:
    head = "|".join(f"{at}.*{item}{hint}" for at, item in enumerate(ASKED.split("|"), 1))
    result = audited(form() | {"记录": [head, "是|是|否|是|是"]})
    assert told(result) == ["pass", "pass", "fail", "pass", "pass"]


def test_an_answer_that_is_none_is_unknown_at_its_cell(audited: Audited) -> None:
    """R84: 部分落实 is not understood; the issue names the heading over it."""
    result = audited(form() | {"记录": [ASKED, "是|是|部分落实|是|是"]})
    assert told(result) == ["pass", "pass", "unknown", "pass", "pass"]
    assert issue_cells(result, "D301") == {"记录!C2"}
    (issue,) = issues(result, "D301")
    assert "绿色转介通道" in issue.message


def test_one_item_in_two_columns_that_disagree(audited: Audited) -> None:
    """R146."""
    result = audited(form() | {"记录": [f"{ASKED}|绿色转介通道", "是|是|是|是|是|否"]})
    assert told(result) == ["pass", "pass", "unknown", "pass", "pass"]


def test_none_under_every_item_is_an_answer(audited: Audited) -> None:
    """R118: 无 under such a heading is no."""
    result = audited(form() | {"记录": [ASKED, "无|无|无|无|无"]})
    assert told(result) == ["fail"] * 5


def test_slashes_under_every_item_answer_nothing(audited: Audited) -> None:
    result = audited(form() | {"记录": [ASKED, "/|/|/|/|/"]})
    assert told(result) == ["unknown"] * 5


def test_a_heading_of_two_rows(audited: Audited) -> None:
    head = [
        ["序号", "学校", "落实情况", None, None],
        [None, None, "三级心理帮扶队伍", "绿色转介通道", "双月报"],
    ]
    rows = [*head, [1, NAME, "是", "否", None]]
    result = audited(form() | {"记录": rows}, merges={"记录": ["A1:A2", "B1:B2", "C1:E1"]})
    assert verdict(result, "NC501") == "pass"
    assert verdict(result, "NC503") == "fail"
    assert "记录!D3" in where_of(result, "NC503")


def of_a_district(*rows: Any) -> Sheets:
    sheets = district(form(), form(name=OTHER))
    return sheets | {"记录": ["工作落实情况汇总表", f"序号|学校|{ASKED}|备注", *rows]}


def test_a_row_for_each_school_of_a_district(audited: Audited) -> None:
    rows = [
        f"1|{NAME}|是|是|是|是|是|",
        f"2|{OTHER}|是|否||是|是|补报",
        "合计||2|1|1|2|2|",
        "东湖区小计||2|1|1|2|2|",
    ]
    result = audited(of_a_district(*rows))
    assert told(result, NAME) == ["pass"] * 5
    assert told(result, OTHER) == ["pass", "fail", "unknown", "pass", "pass"]
    assert "记录!D4" in where_of(result, "NC502", OTHER)
    assert [school.name for school in result.schools] == [OTHER, NAME]


def test_a_school_of_the_list_that_filled_in_nothing(audited: Audited) -> None:
    """R1, R3: its name was printed, nothing else."""
    result = audited(of_a_district(f"1|{NAME}|是|是|是|是|是|", f"2|{OTHER}||||||"))
    assert told(result, OTHER) == ["unknown"] * 5


def test_a_school_whose_name_is_missing_is_said_once(audited: Audited) -> None:
    result = audited(of_a_district(f"1|{NAME}|是|是|是|是|是|", "2||否|否|否|否|否|"))
    assert told(result, NAME) == ["pass"] * 5
    assert [issue.place.text() for issue in issues(result, "D416")] == ["记录!B4"]


def test_items_beside_the_facts_of_the_school(audited: Audited) -> None:
    """One sheet, two tables: the school's own row answers the items too."""
    sheets = form(extra={"绿色转介通道": "否", "三级心理帮扶队伍": "√"}, 记录=None)
    result = audited(sheets)
    assert verdict(result, "NC101") == "pass"
    assert (verdict(result, "NC501"), verdict(result, "NC503")) == ("pass", "fail")
    assert verdict(result, "NC505") == "unknown"
    assert "学校!E2" in where_of(result, "NC503")


@pytest.mark.parametrize("school", [("学校|", f"{NAME}|"), ("", "")])
def test_a_column_for_each_item_below_a_row_for_each(
    audited: Audited, school: tuple[str, str]
) -> None:
    """Two tables of one sheet: the headings of the lower one are no items of the upper one."""
    upper = ["项目|是否完成|日期", "双月报|是|2024-10-31", "双月报|是|2024-12-31", []]
    rows = [*upper, school[0] + ASKED, school[1] + "是|是|否|是|是"]
    result = audited(form() | {"记录": rows})
    assert told(result) == ["pass", "pass", "fail", "pass", "pass"]
    assert set(by(result, "NC504", "period").values()) == {"pass"}


@pytest.mark.parametrize("first", ["班级|七(1)班", "年级|七年级", "姓名|周明", "项目|自查"])
def test_rows_that_are_not_schools_answer_nothing_for_one(audited: Audited, first: str) -> None:
    """What one class or one teacher says of 绿色转介通道 is not what the school has."""
    heading, value = first.split("|")
    for answer in ("是", "否"):
        rows = [f"{heading}|{ASKED}", f"{value}|" + "|".join([answer] * 5)]
        result = audited(form() | {"记录": rows}, file=f"{answer}.xlsx")
        assert told(result) == ["unknown"] * 5


# --- lessons: a column for each course (R76–R81) --------------------------------------------------------

COURSES = "年级|心理健康|体育与健康|美术|劳动"
WEEKLY = "各年级周课时安排表"


def timetable(*rows: Any, head: str = COURSES, title: str | None = WEEKLY) -> Sheets:
    return form() | {"课程": [*([title] if title else []), head, *rows]}


def same(row: str) -> list[str]:
    return [f"{grade}|{row}" for grade in ("七年级", "八年级", "九年级")]


PASSES = {"G7": "pass", "G8": "pass", "G9": "pass"}
OPEN = dict.fromkeys(PASSES, "unknown")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (WEEKLY, COURSES),
        ("课程开设情况(单位:节/周)", COURSES),
        ("各年级课程每周节数", COURSES),
        (None, "年级|心理健康(节/周)|体育(节/周)|美术(节/周)|劳动教育(节/周)"),
        (WEEKLY, "序号|年级|语文|心理健康教育|体育|美术|劳动教育"),
    ],
)
def test_periods_a_week_with_a_column_for_each_course(
    audited: Audited, title: str | None, head: str
) -> None:
    row = "0.5|3|1|1"
    rows = same(row)
    if "语文" in head:
        rows = [
            f"{at}|{grade}|6|{row}" for at, grade in enumerate(("七年级", "八年级", "九年级"), 1)
        ]
    assert all_verdicts(audited(timetable(*rows, head=head, title=title))) == COMPLYING


def test_the_unit_over_the_courses(audited: Audited) -> None:
    head = [["年级", "周课时", None, None, None], [None, *COURSES.split("|")[1:]]]
    sheets = form() | {"课程": [*head, *same("0.5|3|1|1")]}
    result = audited(sheets, merges={"课程": ["A1:A2", "B1:E1"]})
    assert all_verdicts(result) == COMPLYING


@pytest.mark.parametrize(
    "title",
    [
        "各年级课程开设情况",
        "课时安排表",
        "各年级每学期课时",
        "周课时与学期总课时",
        "每月节数",
        None,
    ],
)
def test_numbers_whose_unit_is_not_said_are_no_periods_a_week(
    audited: Audited, title: str | None
) -> None:
    """R76: 1 may be a period a week or a term; that there is such a course is said all the same."""
    result = audited(timetable(*same("1|3|1|1"), title=title))
    assert verdict(result, "NC201") == "unknown"
    assert by(result, "NC203") == PASSES


def test_periods_a_fortnight(audited: Audited) -> None:
    """每两周课时 holds the letters of 周课时: 1 is a half there, and a half is too little."""
    title = "各年级每两周课时安排表"
    assert verdict(audited(timetable(*same("1|6|2|2"), title=title)), "NC201") == "pass"
    result = audited(timetable(*same("0.5|6|2|2"), title=title), file="b.xlsx")
    assert verdict(result, "NC201") == "fail"


def test_words_in_the_cells_say_their_own_unit(audited: Audited) -> None:
    result = audited(timetable(*same("每两周1节|每周3节|每周1节|每周1节"), title=None))
    assert all_verdicts(result) == COMPLYING


@pytest.mark.parametrize("tick", ["√", "是", "开设"])
def test_ticks_say_that_a_course_is_held_not_how_often(audited: Audited, tick: str) -> None:
    result = audited(timetable(*same("|".join([tick] * 4))))
    assert verdict(result, "NC201") == "unknown"
    assert by(result, "NC203") == PASSES


@pytest.mark.parametrize("none", ["0", "否", "无", "未开设", "×"])
@pytest.mark.parametrize("title", [WEEKLY, None])
def test_a_course_that_is_not_held(audited: Audited, none: str, title: str | None) -> None:
    """R81: a typed 0 is not offered, however it is counted."""
    rows = ["七年级|1|3|1|1", f"八年级|1|3|1|{none}", "九年级|1|3|1|1"]
    result = audited(timetable(*rows, title=title))
    assert by(result, "NC203") == PASSES | {"G8": "fail"}
    row = 4 if title else 3
    there = where_of(result, "NC203", grade="G8")
    assert {f"课程!C{row}", f"课程!D{row}"} <= there
    assert f"课程!E{row}" not in there


@pytest.mark.parametrize("blank", ["", "/", "—"])
def test_a_blank_under_a_course_is_unknown(audited: Audited, blank: str) -> None:
    rows = ["七年级|1|3|1|1", f"八年级|1|3|1|{blank}", "九年级|1|3|1|1"]
    result = audited(timetable(*rows))
    assert by(result, "NC203") == PASSES | {"G8": "unknown"}


def test_a_blank_under_the_lesson_that_is_asked_for(audited: Audited) -> None:
    result = audited(timetable(*same("|3|1|1")))
    assert verdict(result, "NC201") == "unknown"
    assert by(result, "NC203") == PASSES


def test_a_course_that_no_column_asks_for_is_not_supplied(audited: Audited) -> None:
    head = "年级|心理健康|体育与健康|美术"
    result = audited(timetable(*same("1|3|1"), head=head))
    assert by(result, "NC203") == OPEN
    assert verdict(result, "NC201") == "pass"


@pytest.mark.parametrize("near", ["班会与心理健康", "心理健康主题班会", "心理社团"])
def test_a_heading_that_is_only_like_a_course(audited: Audited, near: str) -> None:
    for periods in ("1", "0"):
        sheets = timetable(*same(f"{periods}|3|1|1"), head=COURSES.replace("心理健康", near))
        assert verdict(audited(sheets, file=f"{periods}.xlsx"), "NC201") == "unknown"


@pytest.mark.parametrize("title", ["各年级期末平均分", "各学科教师配备情况", "各年级教材征订"])
def test_numbers_of_something_else_are_no_lessons(audited: Audited, title: str) -> None:
    sheets = timetable(*same("1|3|1|0"), title=title)
    result = audited(sheets)
    assert by(result, "NC203") == OPEN
    assert verdict(result, "NC201") == "unknown"


def test_a_sheet_that_nothing_says_to_be_of_lessons(audited: Audited) -> None:
    sheets = timetable(*same("1|3|1|0"), title=None)
    sheets["Sheet1"] = sheets.pop("课程")
    assert by(audited(sheets), "NC203") == OPEN


def test_several_grades_in_a_row(audited: Audited) -> None:
    """R22."""
    result = audited(timetable("七、八年级|0.5|3|1|1", "九年级|0.5|3|1|0"))
    assert by(result, "NC203") == PASSES | {"G9": "fail"}


def test_a_number_that_says_about_is_unknown(audited: Audited) -> None:
    """R45; whether the course is held at all is not settled by it either way."""
    result = audited(timetable(*same("约1节|3|1|1")))
    assert verdict(result, "NC201") == "unknown"
    assert issue_cells(result, "D302") == {"课程!B3", "课程!B4", "课程!B5"}


# --- lessons: a row for each course, a column for each grade ---------------------------------------------

BY_GRADE = "课程|七年级|八年级|九年级"
ROWS = ["语文|6|6|6", "心理健康|0.5|0.5|0.5", "体育与健康|3|3|3", "美术|1|1|1", "劳动|1|1|1"]


def test_a_column_for_each_grade(audited: Audited) -> None:
    result = audited(timetable(*ROWS, head=BY_GRADE))
    assert all_verdicts(result) == COMPLYING
    result = audited(timetable(*ROWS[:-1], "劳动|1|0|", head=BY_GRADE), file="b.xlsx")
    assert by(result, "NC203") == {"G7": "pass", "G8": "fail", "G9": "unknown"}


def test_a_column_for_each_grade_without_the_unit(audited: Audited) -> None:
    rows = [row.replace("0.5", "1") for row in ROWS]
    result = audited(timetable(*rows, head=BY_GRADE, title=None))
    assert verdict(result, "NC201") == "unknown"
    assert by(result, "NC203") == PASSES


# --- whether a course is held, in a column of its own -----------------------------------------------------


def test_a_column_that_asks_whether_a_course_is_held(audited: Audited) -> None:
    """A 否 there is no course; a blank is no answer."""
    sheets = form()
    rows = ["年级|课程|周课时|是否开设", *(f"{row}|是" for row in sheets["课程"][1:])]
    assert all_verdicts(audited(sheets | {"课程": rows})) == COMPLYING
    rows[4] = "七年级|劳动||否"
    rows[8] = "八年级|劳动||"
    result = audited(sheets | {"课程": rows}, file="b.xlsx")
    assert by(result, "NC203") == {"G7": "fail", "G8": "unknown", "G9": "pass"}


def test_a_course_that_is_not_held_with_periods(audited: Audited) -> None:
    """否 beside 1 period: nobody knows which of the two."""
    sheets = form()
    rows = ["年级|课程|周课时|是否开设", *(f"{row}|是" for row in sheets["课程"][1:])]
    rows[4] = "七年级|劳动|1|否"
    assert by(audited(sheets | {"课程": rows}), "NC203") == PASSES | {"G7": "unknown"}
