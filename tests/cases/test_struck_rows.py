"""Rows that are struck through in the workbook: not counted, and said so (D425)."""

import openpyxl
import pytest
from openpyxl.styles import Font

from mhaudit import audit

from .forms import TERM, findings, form, issue_cells, issues, verdict, workbook

STRUCK = Font(strike=True)


def struck(tmp_path, sheets, sheet, row, columns=None, font=STRUCK):
    """The audit of a workbook in which the filled cells of a row (or some of them) are struck through."""
    path = workbook(tmp_path / "自查表.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    for cell in book[sheet][row]:
        if columns is None or cell.column_letter in columns:
            cell.font = font
    book.save(path)
    return audit([path], term=TERM)


ROWS = [
    "活动主题|活动类型|活动时间|活动对象",
    "认识情绪|主题班会|2024-09-20|七年级",
    "珍爱生命|专题活动|2024-09-21|七年级",
]


def test_a_struck_activity_is_no_pass(tmp_path):
    result = struck(tmp_path, form() | {"活动": ROWS}, "活动", 2)
    assert verdict(result, "NC301", grade="G7") == "unknown"
    assert verdict(result, "NC302", grade="G7") == "pass"
    assert issue_cells(result, "D425") == {"活动!A2"}
    (issue,) = issues(result, "D425")
    assert issue.message == "这一行画了删除线,不知道是否还算数,按未知处理"
    assert issue.suggestion == "不要的行请删去;要保留的请取消删除线"


@pytest.mark.parametrize("columns", ["A", "BCD", ""])
def test_a_correction_in_one_cell_strikes_no_row(tmp_path, columns):
    result = struck(tmp_path, form() | {"活动": ROWS}, "活动", 2, columns)
    assert verdict(result, "NC301", grade="G7") == "pass"
    assert not issues(result, "D425")


def test_a_strike_that_is_switched_off(tmp_path):
    result = struck(
        tmp_path, form() | {"活动": ROWS}, "活动", 2, font=Font(strike=False, bold=True)
    )
    assert verdict(result, "NC301", grade="G7") == "pass"


def test_a_struck_answer_teacher_and_pupil(tmp_path):
    """Whatever the table, the row may hold or not: [0, 1]."""
    for sheet, row, rule, subject in (
        ("记录", 2, "NC501", {}),
        ("教师", 2, "NC102", {}),
        ("班委", 2, "NC401", {"grade": "G7", "klass": "1"}),
        ("课程", 2, "NC203", {"grade": "G7"}),
    ):
        result = struck(tmp_path, form(), sheet, row)
        expected = "pass" if sheet == "课程" else "unknown"  # 心理健康 is none of NC203's courses
        assert [str(f.verdict) for f in findings(result, rule, **subject)] == [expected]
        assert issue_cells(result, "D425") == {f"{sheet}!A{row}"}


def test_in_english(tmp_path):
    struck(tmp_path, form() | {"活动": ROWS}, "活动", 2)
    (issue,) = issues(audit([tmp_path / "自查表.xlsx"], term=TERM, lang="en"), "D425")
    assert issue.message == "The row is struck through; whether it still counts is not known"
    assert issue.suggestion == "Delete the row, or remove the strike-through"
