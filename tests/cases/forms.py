"""Builders for small forms, and questions about what an audit said of them.

`form()` is a 初级中学 that complies with every rule of the Nanchang pack; a test changes one thing in it.
A row is a list of cells, or text with `|` between cells, where an empty cell is blank and plain digits are
a number (`"周明|女|是|专职"`). All schools and people are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from mhaudit.findings import AuditResult, Finding, Issue, Place, SchoolResult

Row = str | list[Any]
Sheets = dict[str, list[Row]]

TERM = "2024-2025-1"
NAME = "青禾学校"
OTHER = "白鹭学校"
PRIMARY = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
JUNIOR = ("七年级", "八年级", "九年级")
SENIOR = ("高一", "高二", "高三")

HEADINGS = {
    "学校": "学校名称|县区|办学类型|在校学生数",
    "班级": "班级|班主任",
    "教师": "姓名|性别|是否心理健康教育教师|专职/兼职|是否享受班主任同等待遇|是否计班主任工作年限",
    "活动": "活动主题|活动类型|活动时间|活动对象",
    "班委": "班级|姓名|性别|职务",
    "课程": "年级|课程|周课时",
    "记录": "项目|是否完成|日期",
}
FULL_TIME = "周明|女|是|专职|是|是"
PART_TIME = "吴亮|男|是|兼职|是|是"
ITEMS = [
    "三级心理帮扶队伍|是|",
    "高关怀学生闭环管理|是|",
    "绿色转介通道|是|",
    "心理健康教育经费纳入预算|是|",
    "心理健康教育纳入日常工作议程|是|",
]
REPORTS = ["双月报|是|2024-10-31", "双月报|是|2024-12-31"]
HOME_SCHOOL = "家庭支持|家校|2024-11-08|全校"
CAMPAIGN = "阳光校园|宣传月|2024-10-08|全校"

COMPLYING = {
    "NC101": ["pass"],
    "NC102": ["pass"],
    "NC103": ["pass"],
    "NC104": ["notapplicable"],
    "NC105": ["pass"] * 2,
    "NC106": ["pass"] * 2,
    "NC201": ["pass"],
    "NC202": ["notapplicable"],
    "NC203": ["pass"] * 3,
    "NC301": ["pass"] * 3,
    "NC302": ["pass"] * 3,
    "NC401": ["pass"] * 6,
    "NC501": ["pass"],
    "NC502": ["pass"],
    "NC503": ["pass"],
    "NC504": ["pass"] * 2,
    "NC505": ["pass"],
    "NC601": ["pass"],
    "NC602": ["pass"],
    "NC701": ["pass"],
    "NC702": ["notapplicable"],
}
"""Rule → verdicts of `form()`: 1,000 pupils, one 专职 and one 兼职, six classes, first term."""


# --- rows -------------------------------------------------------------------------------------------


def cells(row: Row) -> list[Any]:
    """A row as a list of cells."""
    if not isinstance(row, str):
        return list(row)
    return [_cell(text) for text in row.split("|")]


def _cell(text: str) -> Any:
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    return text or None


def classes(*grades: str) -> list[Row]:
    """Two classes in each grade: 七(1)班, 七(2)班, …"""
    return [f"{g.removesuffix('年级')}({n})班|郑老师" for g in grades for n in (1, 2)]


def meetings(*grades: str) -> list[Row]:
    """One 班团队会 on mental health in each grade."""
    return [f"认识情绪|班团队会|2024-09-20|{grade}" for grade in grades]


def specials(*grades: str) -> list[Row]:
    """One 专题活动 on mental health in each grade."""
    return [f"心灵成长|专题活动|2024-10-15|{grade}" for grade in grades]


def activities(*grades: str) -> list[Row]:
    """What NC301, NC302, NC601 and NC602 ask for: two rows a grade and two for the school."""
    return [*meetings(*grades), *specials(*grades), HOME_SCHOOL, CAMPAIGN]


def pupils(*class_names: str, sexes: str = "男女") -> list[Row]:
    """One 心理委员 of each sex in each class, all with different names."""
    surnames, given = {"男": "孙", "女": "许"}, "禾苗江河湖海山川云霞星辰"
    return [
        f"{name}|{surnames[sex]}{given[at // 12]}{given[at % 12]}|{sex}|心理委员"
        for at, name in enumerate(class_names)
        for sex in sexes
    ]


def lessons(*grades: str) -> list[Row]:
    """心理健康 every second week and the three courses of NC203 in each grade."""
    courses = ("心理健康|0.5", "体育与健康|3", "美术|1", "劳动|1")
    return [f"{grade}|{course}" for grade in grades for course in courses]


def form(
    *,
    name: str | None = NAME,
    kind: str | None = "初级中学",
    students: Any = 1000,
    grades: tuple[str, ...] = JUNIOR,
    extra: dict[str, Any] | None = None,
    **rows: list[Row] | None,
) -> Sheets:
    """A complying form, a sheet per table: headings in row 1, data from row 2.

    `extra` adds columns to 学校 from E on; a keyword with a sheet's name replaces its data rows, None
    leaves the sheet out. For other headings: `form(…) | {"教师": [headings, row, …]}`.
    """
    extra = extra or {}
    class_rows = classes(*grades)
    data: dict[str, list[Row] | None] = {
        "学校": [[name, "东湖区", kind, students, *extra.values()]],
        "班级": class_rows,
        "教师": [FULL_TIME, PART_TIME],
        "活动": activities(*grades),
        "班委": pupils(*(cells(row)[0] for row in class_rows)),
        "课程": lessons(*grades),
        "记录": [*ITEMS, *REPORTS],
    }
    unknown = set(rows) - set(data)
    assert not unknown, unknown
    data |= rows
    sheets: Sheets = {
        sheet: [HEADINGS[sheet], *found] for sheet, found in data.items() if found is not None
    }
    if "学校" in sheets:
        sheets["学校"][0] = [*HEADINGS["学校"].split("|"), *extra]
    return sheets


def with_school(sheets: Sheets) -> Sheets:
    """The form with a column 学校 in front of every sheet but 学校 itself."""
    name = cells(sheets["学校"][1])[0]
    return {
        sheet: rows
        if sheet == "学校"
        else [["学校", *cells(rows[0])], *([name, *cells(row)] for row in rows[1:])]
        for sheet, rows in sheets.items()
    }


def district(*forms: Sheets) -> Sheets:
    """One workbook of several schools: their `with_school` forms, one below the other."""
    joined: Sheets = {}
    for sheets in map(with_school, forms):
        for sheet, rows in sheets.items():
            joined.setdefault(sheet, rows[:1]).extend(rows[1:])
    return joined


# --- files ------------------------------------------------------------------------------------------


def workbook(
    path: Path,
    sheets: Sheets,
    *,
    merges: dict[str, list[str]] | None = None,
    hidden: Iterable[str] = (),
    since_1904: bool = False,
) -> Path:
    """Write an .xlsx; `merges` are ranges by sheet."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for at, (title, rows) in enumerate(sheets.items()):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(cells(row))
        for block in (merges or {}).get(title, ()):
            sheet.merge_cells(block)
        if title in hidden:
            sheet.sheet_state = "hidden"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def legacy_workbook(path: Path, sheets: Sheets) -> Path:
    """Write an .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for at, row in enumerate(rows):
            for column, value in enumerate(cells(row)):
                if value is not None:
                    sheet.write(at, column, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    return path


def csv_file(path: Path, rows: list[Row], encoding: str = "utf-8") -> Path:
    """Write one CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        ["" if value is None else value for value in cells(row)] for row in rows
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def csv_folder(folder: Path, sheets: Sheets, encoding: str = "utf-8") -> Path:
    """Write a CSV per sheet, named after it."""
    for title, rows in sheets.items():
        csv_file(folder / f"{title}.csv", rows, encoding)
    return folder


# --- what an audit said -----------------------------------------------------------------------------


def school(result: AuditResult, name: str | None = None) -> SchoolResult:
    """The school of that name; without a name, the only one."""
    found = [s for s in result.schools if name is None or s.name == name]
    if len(found) != 1:
        pytest.fail(f"{len(found)} schools {name or ''} among {[s.name for s in result.schools]}")
    return found[0]


def findings(
    result: AuditResult, rule: str, school: str | None = None, **subject: str | None
) -> list[Finding]:
    """The findings of a rule whose subject has these values (grade, klass, stage, term, period, …)."""
    if school is not None:
        names = [s.name for s in result.schools]
        assert names.count(school) == 1, names
    return [
        found
        for each in result.schools
        if school is None or each.name == school
        for found in each.findings
        if found.rule == rule
        and all(getattr(found.subject, key) == value for key, value in subject.items())
    ]


def finding(
    result: AuditResult, rule: str, school: str | None = None, **subject: str | None
) -> Finding:
    """The one finding of a rule on that subject, or a failure that lists what there is."""
    found = findings(result, rule, school, **subject)
    if len(found) != 1:
        there = [(str(f.verdict), f.subject) for f in findings(result, rule)]
        pytest.fail(
            f"{len(found)} findings of {rule} {school or ''} {subject or ''}, wanted one; "
            f"{rule} has {there or 'none'} in {[s.name for s in result.schools]}"
        )
    return found[0]


def verdict(
    result: AuditResult, rule: str, school: str | None = None, **subject: str | None
) -> str:
    """The verdict of the one finding of a rule on that subject."""
    return str(finding(result, rule, school, **subject).verdict)


def by(
    result: AuditResult, rule: str, key: str = "grade", school: str | None = None
) -> dict[str | None, str]:
    """Value of a subject's `key` → verdict; a value found twice fails."""
    pairs = [(getattr(f.subject, key), str(f.verdict)) for f in findings(result, rule, school)]
    assert len(dict(pairs)) == len(pairs), pairs
    return dict(pairs)


def all_verdicts(result: AuditResult, school: str | None = None) -> dict[str, list[str]]:
    """Rule → its verdicts in the order reported, as in `COMPLYING`."""
    found: dict[str, list[str]] = {}
    for each in result.schools:
        for item in each.findings if school in (None, each.name) else ():
            found.setdefault(item.rule, []).append(str(item.verdict))
    return found


def texts(places: Iterable[Place]) -> set[str]:
    """Places as `教师!D12`."""
    return {place.text() for place in places}


def where(found: Finding) -> set[str]:
    """Every cell that a finding points at, main and related."""
    return texts(found.places) | texts(found.related)


def rows_in(found: Finding, sheet: str) -> set[int]:
    """The rows of a sheet that a finding points at, counted as Excel does."""
    return {
        int(re.sub(r"\D", "", place.cell or ""))
        for place in (*found.places, *found.related)
        if place.sheet == sheet and place.cell
    }


def gaps(found: Finding) -> set[tuple[str, str | None, str | None]]:
    """What would decide an unknown, as (table, field, cell)."""
    return {(m.table, m.field, m.place.text() if m.place else None) for m in found.missing}


def absent_tables(found: Finding) -> set[str]:
    """Tables that an unknown finding misses, with no cell to fill in."""
    return {table for table, _, place in gaps(found) if place is None}


def issues(result: AuditResult, code: str | None = None) -> list[Issue]:
    """The data issues of the whole run and of every school."""
    every = [*result.data_issues, *(i for each in result.schools for i in each.data_issues)]
    return [issue for issue in every if code in (None, issue.code)]


def codes(result: AuditResult) -> set[str]:
    """The codes of all data issues."""
    return {issue.code for issue in issues(result)}


def issue_cells(result: AuditResult, code: str) -> set[str]:
    """Every cell that issues of this code point at."""
    return {
        place.text()
        for issue in issues(result, code)
        for place in (issue.place, *issue.others)
        if place is not None
    }


def day(text: str) -> dt.datetime:
    """A real Excel date."""
    return dt.datetime.fromisoformat(text)
