"""What a marked copy keeps of the school's own workbook, and what it says it could not keep."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from mhaudit.cli import main
from mhaudit.forms import cached, losses, marks
from tests.forms.test_annotate import FAULTY, PNG, marked

HEADINGS = ["学校名称", "办学类型", "在校学生数"]
SCHOOL = "南昌市青禾中学"


class Form:
    """A workbook under way with one school in it; `closed` is its path."""

    def __init__(self, folder: Path, sheet: str = "学校") -> None:
        self.path = folder / "in" / f"{SCHOOL}.xlsx"
        self.path.parent.mkdir()
        self.book: Any = xlsxwriter.Workbook(str(self.path))
        self.sheet = self.book.add_worksheet(sheet)
        self.sheet.write_row(0, 0, HEADINGS)
        self.sheet.write_row(1, 0, [SCHOOL, "初级中学", 900])
        self.seal = folder / "seal.png"
        self.seal.write_bytes(PNG)

    def closed(self) -> Path:
        self.book.close()
        return self.path


def first_sheet(copy: Path) -> str:
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def part(path: Path, name: str, change: Any) -> None:
    """Change one part of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)


# --- formulas and their results ---


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=A1&B1", "七(1)班 <甲> & 乙"),
        ("=1/3", 1 / 3),
        ("=6*7", 42),
        ("=1=1", True),
        ("=1/0", "#DIV/0!"),
        ('=""', ""),
    ],
)
def test_a_formula_keeps_its_result_of_any_kind(
    tmp_path: Path, formula: str, result: object
) -> None:
    form = Form(tmp_path)
    form.sheet.write_formula("E7", formula, None, result)
    copy = marked(form.closed(), tmp_path / "out")
    assert openpyxl.load_workbook(copy)["学校"]["E7"].value == formula
    value = openpyxl.load_workbook(copy, data_only=True)["学校"]["E7"].value
    assert value == (result or None)
    assert type(value) is (type(result) if result else type(None))


def test_dates_and_arrays_keep_their_results(tmp_path: Path) -> None:
    form = Form(tmp_path)
    day = form.book.add_format({"num_format": "yyyy-mm-dd"})
    form.sheet.write_formula("E7", "=DATE(2024,9,10)", day, 45545)
    form.sheet.write_array_formula("F7:F8", "{=C2:C3*2}", None, 1800)
    copy = marked(form.closed(), tmp_path / "out")
    back = openpyxl.load_workbook(copy, data_only=True)["学校"]
    assert back["E7"].value.isoformat() == "2024-09-10T00:00:00"
    assert back["F7"].value == 1800


def test_results_go_to_their_own_sheet_though_a_list_stands_in_front(tmp_path: Path) -> None:
    form = Form(tmp_path)
    form.sheet.write_formula("E7", "=1+1", None, 2)
    other = form.book.add_worksheet("选项")
    other.write_formula("E7", "=2+2", None, 4)
    copy = openpyxl.load_workbook(marked(form.closed(), tmp_path / "out"), data_only=True)
    assert (copy["学校"]["E7"].value, copy["选项"]["E7"].value) == (2, 4)


def test_a_workbook_without_formulas_is_not_read_a_second_time() -> None:
    assert cached.results(b"not read", openpyxl.Workbook()) == {}


# --- pictures ---


def test_pictures_keep_their_places_beside_a_chart_and_the_chart_too(tmp_path: Path) -> None:
    form = Form(tmp_path)
    form.sheet.insert_image("F3", str(form.seal), {"x_scale": 60, "y_scale": 60})
    form.sheet.insert_image("B9", str(form.seal))
    chart = form.book.add_chart({"type": "column"})
    chart.add_series({"values": "=学校!$C$2:$C$2"})
    form.sheet.insert_chart("H8", chart)
    copy = marked(form.closed(), tmp_path / "out")
    with zipfile.ZipFile(copy) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        assert any(name.startswith("xl/charts/chart") for name in archive.namelist())
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
        assert {archive.read(name) for name in pictures} == {PNG}
    assert drawing.count("<pic>") + drawing.count("<xdr:pic>") == 2
    assert "没能保留" not in first_sheet(copy)


def test_a_turned_picture_is_kept_straight_and_that_is_said(tmp_path: Path) -> None:
    form = Form(tmp_path)
    form.sheet.insert_image("F3", str(form.seal))
    path = form.closed()
    part(
        path,
        "xl/drawings/drawing1.xml",
        lambda xml: xml.replace(b"<a:xfrm>", b'<a:xfrm rot="5400000">'),
    )
    assert "图片的裁剪、旋转和翻转" in first_sheet(marked(path, tmp_path / "out"))


# --- comments, colours, drop-downs ---


def test_a_long_comment_of_the_school_is_shown_in_full(tmp_path: Path) -> None:
    """20 lines and more; openpyxl alone gives every comment a box of 79 pixels."""
    form = Form(tmp_path)
    form.sheet.write_comment("D9", "请校办核对后再报。" * 60)
    copy = marked(form.closed(), tmp_path / "out")
    assert openpyxl.load_workbook(copy)["学校"]["D9"].comment.text == "请校办核对后再报。" * 60
    with zipfile.ZipFile(copy) as archive:
        shapes = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".vml"))
    assert b"height:79" not in shapes
    assert b"height:" in shapes


@pytest.mark.parametrize(("given", "kept"), [("FFFFFFFF", "FF000000"), ("FF1F3864", "FF1F3864")])
def test_white_text_upon_a_mark_turns_black(tmp_path: Path, given: str, kept: str) -> None:
    """工作记录!C5 fails NC501: its cell becomes pale red."""
    path = tmp_path / "in" / "faulty_school.xlsx"
    path.parent.mkdir()
    book = openpyxl.load_workbook(FAULTY)
    cell = book["工作记录"]["C5"]
    cell.font, cell.fill = Font(color=given, bold=True), PatternFill("solid", fgColor="1F3864")
    book.save(path)
    back = openpyxl.load_workbook(marked(path, tmp_path / "out"))["工作记录"]["C5"]
    assert back.font.color.rgb == kept
    assert back.font.b


@pytest.mark.parametrize(
    ("colour", "pale"),
    [
        (Color(theme=0), True),
        (Color(theme=1), False),
        (Color(indexed=9), True),
        (Color(indexed=8), False),
        (Color(auto=True), False),
        (None, False),
    ],
)
def test_colours_of_every_kind_are_told(colour: Color | None, pale: bool) -> None:
    """Theme 0 and index 9 are white; an automatic colour is black on a mark."""
    assert marks._pale(colour) is pale


def test_a_comment_in_a_merged_block_that_is_lost_is_said(tmp_path: Path) -> None:
    path = tmp_path / "in" / f"{SCHOOL}.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "学校"
    for row in (HEADINGS, [SCHOOL, "初级中学", 900]):
        sheet.append(row)
    sheet["F9"].comment = Comment("看这里", "校办")
    book.save(path)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="E9:F9"/></mergeCells>'
    part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", merged))
    assert "合并单元格中非首格的批注" in first_sheet(marked(path, tmp_path / "out"))


def test_a_drop_down_in_an_extension_is_put_back_or_its_loss_said(tmp_path: Path) -> None:
    """As Excel writes a list whose words stand in another sheet; the second has no words."""
    form = Form(tmp_path)
    form.book.add_worksheet("选项").write_column(0, 0, ["初级中学", "小学"])
    path = form.closed()
    rule = (
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>选项!$A$1:$A$2</xm:f>'
        "</x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation>"
    )
    broken = '<x14:dataValidation type="list"><xm:sqref>C2</xm:sqref></x14:dataValidation>'
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    )
    end = "</x14:dataValidations></ext></extLst></worksheet>"
    sheet = "xl/worksheets/sheet1.xml"
    original = path.read_bytes()
    for rules, said in ((rule, False), (rule + broken, True)):
        path.write_bytes(original)
        added = (extension + rules + end).encode()
        part(path, sheet, lambda xml, added=added: xml.replace(b"</worksheet>", added))
        copy = marked(path, tmp_path / "out")
        lists = openpyxl.load_workbook(copy)["学校"].data_validations.dataValidation
        assert [(each.formula1, str(each.sqref)) for each in lists] == [("选项!$A$1:$A$2", "B2:B9")]
        assert ("部分下拉选项" in first_sheet(copy)) is said


def test_protection_formats_frozen_rows_and_print_areas_stay(tmp_path: Path) -> None:
    form = Form(tmp_path, "情况 '1' & (2)")
    fill = form.book.add_format({"bg_color": "#FFC7CE"})
    rule = {"type": "cell", "criteria": ">", "value": 1000, "format": fill}
    form.sheet.conditional_format("C2:C9", rule)
    form.sheet.freeze_panes(1, 1)
    form.sheet.protect("secret")
    form.sheet.print_area("A1:E20")
    form.sheet.repeat_rows(0)
    form.sheet.set_row(8, 33)
    path = form.closed()
    before: Any = openpyxl.load_workbook(path).active
    after: Any = openpyxl.load_workbook(marked(path, tmp_path / "out"))["情况 '1' & (2)"]
    for name in ("freeze_panes", "print_area", "print_title_rows"):
        assert getattr(after, name) == getattr(before, name)
    assert after.protection.sheet
    assert after.protection.password == before.protection.password
    assert [str(each.sqref) for each in after.conditional_formatting] == ["C2:C9"]
    assert after.row_dimensions[9].height == 33


def test_a_fault_of_ours_is_not_taken_for_a_workbook_that_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where openpyxl cannot write are the cells carried over."""

    def broken(*_: object) -> int:
        raise ValueError("a fault")

    monkeypatch.setattr("mhaudit.forms.annotate.mark", broken)
    assert main(["annotate", str(FAULTY), "-o", str(tmp_path)]) not in {0, 1, 2}
    assert not list(tmp_path.rglob("*.xlsx"))


def test_every_loss_has_its_words() -> None:
    from mhaudit.wording import LANGUAGES, say

    tables = (losses._BY_NAME, losses._IN_SHEETS, losses._IN_DRAWINGS)
    keys = [key for table in tables for key, _ in table]
    for key in [*keys, "images", "validations", "comments"]:
        for language in LANGUAGES:
            assert say(language, f"lost.{key}", names="")
