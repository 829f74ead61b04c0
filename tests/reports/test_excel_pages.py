"""How the compliance workbook falls on pages, and which lines get a link where Excel takes no more of them."""

import openpyxl
import pytest

from mhaudit.reports import excel
from mhaudit.reports.excel import book as written_book
from mhaudit.reports.excel import problems, write_excel
from mhaudit.reports.excel.paper import Paper
from mhaudit.reports.excel.text import file_name
from tests.reports import made


def overview(tmp_path, districts, rules=1):
    schools = [
        made.school(
            *(made.finding(rule=f"NC{each:03}") for each in range(rules)),
            name=f"{at}校",
            code=f"{at:010}",
            district=f"{at:02}区",
        )
        for at in range(districts)
    ]
    path = tmp_path / "a.xlsx"
    write_excel(made.result(*schools), path)
    sheet = openpyxl.load_workbook(path)["总览"]
    return sheet, [brk.id for brk in sheet.row_breaks.brk]


def rows_reading(sheet, text):
    return [row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == text]


def test_districts_stand_below_the_rules_where_there_is_room(tmp_path):
    """One rule and six districts: the only break is in front of the rules."""
    sheet, breaks = overview(tmp_path, 6)
    (title,) = rows_reading(sheet, "各县区\uff08学校数\uff09")
    (rules,) = rows_reading(sheet, "各项要求\uff08不达标学校多的在前\uff09")
    assert breaks == [rules - 1]
    assert rows_reading(sheet, "县区") == [title + 1]


def test_a_table_that_does_not_fit_begins_a_page_with_its_title(tmp_path):
    """22 rules fill most of a page of 535 points; ten districts (58 points and ten rows) go on the next."""
    sheet, breaks = overview(tmp_path, 10, rules=22)
    (title,) = rows_reading(sheet, "各县区\uff08学校数\uff09")
    assert breaks[1:] == [title - 1]
    assert rows_reading(sheet, "县区") == [title + 1]


def test_a_table_longer_than_a_page_repeats_its_headings(tmp_path):
    """60 districts take two pages and a bit; every page of them begins with the headings."""
    sheet, breaks = overview(tmp_path, 60)
    (title,) = rows_reading(sheet, "各县区\uff08学校数\uff09")
    first, *again = rows_reading(sheet, "县区")
    assert first == title + 1
    assert again
    assert [row - 1 for row in again] == [brk for brk in breaks if brk > title]
    names = [row[0].value for row in sheet.iter_rows(min_row=first, max_col=1)]
    assert [name for name in names if name and name[:2].isdigit()] == [
        f"{at:02}区" for at in range(60)
    ]


# A page holds 512 points, and each begins with 30 points of headings; above the first stand 50.
@pytest.mark.parametrize(
    ("rows", "pages", "fitted"),
    [
        (21, 1, 0),  # 50 + 30 + 21 × 20 = 500
        (22, 2, 1),  # one row is left over
        (23, 2, 1),  # two rows, 40 points, are within 8 % of a page
        (24, 2, 0),  # three are not
        (40, 2, 0),
        (46, 3, 2),  # 21 + 24 + 1
        (48, 3, 2),  # 60 points over two pages
        (21 + 24 * 10 + 1, 12, 0),  # eleven pages: nobody misses one
    ],
)
def test_no_page_is_printed_for_the_last_rows(rows, pages, fitted):
    paper = Paper([10.0], 50.0, 30.0)
    for _ in range(rows):
        paper.row(20.0)
    assert (paper.pages, paper.fitted()) == (pages, fitted)


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (21, 0),  # one page
        (23, 0),  # printed a little smaller instead
        (24, 12),  # three rows would be left over: twelve on each page
        (27, 14),  # six rows, 120 points, are a quarter of a page
        (28, 0),
        (45, 0),  # two full pages
        (49, 0),  # three pages
    ],
)
def test_two_pages_are_made_equal_where_the_second_would_hold_little(rows, first):
    paper = Paper([10.0], 50.0, 30.0)
    for _ in range(rows):
        paper.row(20.0)
    assert paper.balanced() == first


def test_a_ledger_that_would_end_with_few_rows_breaks_in_its_middle(tmp_path):
    """All lines are of one height; whatever their number, a break leaves half of them below it."""
    found = {}
    for lines in range(4, 12):
        findings = [made.finding(rule=f"NC{at:03}", message="缺" * 60) for at in range(lines)]
        path = tmp_path / "a.xlsx"
        write_excel(made.result(made.school(*findings)), path)
        for each in openpyxl.load_workbook(path)["整改台账"].row_breaks.brk:
            found[lines] = each.id - 3
    assert found
    assert found == {lines: (lines + 1) // 2 for lines in found}


def linked(tmp_path, monkeypatch, most):
    """Subject school and strength of the lines that have a link, where Excel takes `most`."""
    for module in (excel, written_book, problems):
        monkeypatch.setattr(module, "MOST_LINKS", most)
    schools = [
        made.school(
            made.finding(rule="NC101", strength="must"),
            made.finding(rule="NC401", strength="encouraged"),
            name=name,
            code=f"000000000{at}",
        )
        for at, name in enumerate(("甲校", "乙校", "丙校"))
    ]
    path = tmp_path / "a.xlsx"
    write_excel(made.result(*schools), path, sources={made.FILE: tmp_path / made.FILE})
    book = openpyxl.load_workbook(path)
    sheet = book["问题清单"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    found = [
        (row[heads["学校"] - 1].value, row[heads["规则"] - 1].value)
        for row in sheet.iter_rows(min_row=4)
        if row[heads["单元格"] - 1].hyperlink
    ]
    return found, book


def test_where_links_run_out_the_musts_of_all_schools_come_first(tmp_path, monkeypatch):
    found, book = linked(tmp_path, monkeypatch, 4)
    assert found == [("甲校", "NC101"), ("甲校", "NC401"), ("乙校", "NC101"), ("丙校", "NC101")]
    assert "这里至多 4 个" in book["问题清单"]["A2"].value


def test_where_there_are_more_musts_than_links_the_sheet_says_how_many_have_none(
    tmp_path, monkeypatch
):
    found, book = linked(tmp_path, monkeypatch, 2)
    assert found == [("甲校", "NC101"), ("乙校", "NC101")]
    note = "另有 4 处只写明文件和单元格"  # six lines, two links
    assert note in str([row[0].value for row in book["问题清单"].iter_rows()])
    assert note in str([row[0].value for row in book["审计说明"].iter_rows()])


def test_with_room_for_all_every_line_has_its_link_and_nothing_is_said(tmp_path, monkeypatch):
    found, book = linked(tmp_path, monkeypatch, 12)
    assert len(found) == 6
    assert "至多" not in book["问题清单"]["A2"].value


def test_a_file_named_after_a_long_school_keeps_its_ending():
    """46 characters, 136 bytes: within what every system takes."""
    name = "南昌市红谷滩新区第一实验高级中学附属青少年宫心理健康教育示范基地九龙湖校区初级中学_检查结果"
    assert len(name.encode()) == 136
    assert file_name(name, ".xlsx", set()) == f"{name}.xlsx"
    assert len(file_name("校" * 90, ".xlsx", set()).encode()) == 180 + 5
