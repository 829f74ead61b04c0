"""The whole road on real files: paths in, submissions and inputs out."""

import hashlib

import openpyxl
import pytest

from mhaudit.errors import UsageError
from mhaudit.loader.load import LoadOptions, load

TERM = LoadOptions(term="2024-2025-1")
SCHOOL = "青禾学校"


def workbook(path, **sheets):
    """A workbook of these sheets, a row being text with `|` between its cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([int(c) if c.isdigit() else c or None for c in row.split("|")])
    book.save(path)
    return path


SCHOOLS = ["学校名称|办学类型|在校学生数", f"{SCHOOL}|初级中学|1000"]
ROSTER = ["姓名|是否心理健康教育教师|专职/兼职", "周明|是|专职", "吴亮|是|兼职"]


def test_a_workbook_with_a_sheet_per_table(tmp_path):
    path = workbook(tmp_path / "自查表.xlsx", 学校=SCHOOLS, 教师=ROSTER)
    found = load([path], TERM)
    submissions = found.submissions
    assert submissions.school(0, "name") == SCHOOL
    assert submissions.frames["teachers"].columns["duty"][:2] == ["full_time", "part_time"]
    assert submissions.place("teachers", 0, "duty").text() == "教师!C2"
    assert submissions.place("teachers", 0, "duty").file == "自查表.xlsx"
    assert submissions.issues == []
    assert (found.audited.terms, found.period_how) == (("2024-2025-1",), "option")


def test_what_inspect_shows(tmp_path):
    path = workbook(tmp_path / "自查表.xlsx", 学校=SCHOOLS, 教师=ROSTER, 说明=["请如实填写"])
    (info,) = load([path], TERM).submissions.inputs
    assert info.path == "自查表.xlsx"
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [
        (table.table, table.sheet, table.header_rows, table.rows, table.school_from)
        for table in info.tables
    ] == [
        ("schools", "学校", (1,), 1, "column"),
        ("teachers", "教师", (1,), 2, "workbook"),
    ]
    assert [(column.heading, column.cell, column.field) for column in info.tables[1].columns] == [
        ("姓名", "A1", "name"),
        ("是否心理健康教育教师", "B1", "counsellor"),
        ("专职/兼职", "C1", "duty"),
    ]
    assert info.skipped_sheets == (("说明", "D201"),)


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    good = workbook(tmp_path / "in" / "a.xlsx", 学校=SCHOOLS)
    (tmp_path / "in" / "b.xlsx").write_bytes(b"PK\x03\x04 broken")
    before = good.read_bytes()
    submissions = load([tmp_path / "in"], TERM).submissions
    assert submissions.size == 1
    (issue,) = submissions.issues
    assert (issue.code, issue.place.file) == ("D101", "in/b.xlsx")
    assert [(info.path, info.format is None) for info in submissions.inputs] == [
        ("in/a.xlsx", False),
        ("in/b.xlsx", True),
    ]
    assert good.read_bytes() == before


def test_a_folder_per_school(tmp_path):
    folder = tmp_path / "上报"
    workbook(folder / "青禾学校" / "教师.xlsx", Sheet1=ROSTER)
    workbook(folder / "白鹭学校" / "教师.xlsx", Sheet1=ROSTER)
    submissions = load([folder], TERM).submissions
    assert [submissions.school(at, "name") for at in range(submissions.size)] == [
        "白鹭学校",
        "青禾学校",
    ]
    assert [issue.code for issue in submissions.issues] == ["D208", "D208"]
    assert {table.school_from for info in submissions.inputs for table in info.tables} == {"folder"}


def test_issues_of_a_school_s_sheet_belong_to_it(tmp_path):
    path = workbook(
        tmp_path / "自查表.xlsx", 学校=SCHOOLS, 教师=["姓名|是否专职教师|性别", "周明|是|男"]
    )
    issues = load([path], TERM).submissions.issues
    assert [(issue.code, issue.school) for issue in issues] == [("D202", 0)]


def test_a_missing_path_and_a_bad_term_are_usage_errors(tmp_path):
    with pytest.raises(UsageError):
        load([tmp_path / "没有.xlsx"], TERM)
    with pytest.raises(UsageError):
        load([workbook(tmp_path / "a.xlsx", 学校=SCHOOLS)], LoadOptions(term="今年"))
