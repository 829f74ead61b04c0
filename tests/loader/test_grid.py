"""Opening files: by content, with true addresses, hostile ones refused with one line (R87, R94, R96, R106, R121)."""

import datetime as dt
import hashlib
import os
import struct
import time
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlsxwriter
import xlwt

from mhaudit.loader.formats import Limits, ods_cells, xlsx_cells
from mhaudit.loader.grid import open_book
from mhaudit.loader.ole import BrokenChainError, Compound
from mhaudit.models.submission import a1

ROWS = [["姓名", "专职/兼职"], ["张三", "专职"], ["李四", "兼职"]]


def xlsx(path: Path, rows=ROWS, sheet="教师", first="A1") -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for at, cells in enumerate(rows):
            page.write_row(int(first[1:]) - 1 + at, ord(first[0]) - 65, cells)
    return path


def xls(path: Path, rows=ROWS, sheet="教师") -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, cells in enumerate(rows):
        for column, value in enumerate(cells):
            page.write(at, column, value)
    book.save(str(path))
    return path


def opened(path: Path, **options):
    """The book of a file that opens without remark."""
    book, issues = open_book(path, path.name, **options)
    assert issues == []
    assert book is not None
    return book


def refused(path: Path, **options) -> str:
    """The code of the one issue of a file that is not read."""
    book, (issue,) = open_book(path, f"上报/{path.name}", **options)
    assert book is None
    assert issue.place is not None
    assert (issue.place.file, issue.place.sheet, issue.place.cell) == (
        f"上报/{path.name}",
        None,
        None,
    )
    return issue.code


# --- what opens ---


def test_xlsx(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    book = opened(path)
    assert (book.path, book.format, book.hidden) == ("a.xlsx", "xlsx", [])
    assert book.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    (sheet,) = book.sheets
    assert (sheet.name, sheet.cells, sheet.knows_merges) == ("教师", ROWS, True)


def test_xls(tmp_path):
    (sheet,) = opened(xls(tmp_path / "a.xls")).sheets
    assert (sheet.name, sheet.cells, sheet.knows_merges) == ("教师", ROWS, True)


def test_addresses_count_from_a1_whatever_is_left_empty(tmp_path):
    (sheet,) = opened(xlsx(tmp_path / "a.xlsx", first="C4")).sheets
    assert sheet.cells[3][2] == "姓名"
    assert a1(3, 2) == "C4"
    assert sheet.cells[0] == ["", "", "", ""]


def test_merged_cells_of_xlsx_and_xls(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        page.merge_range("B2:D2", "名册")
        page.merge_range("B4:B6", "育新学校")
    (sheet,) = opened(tmp_path / "a.xlsx").sheets
    assert sorted(sheet.merges) == [(1, 1, 1, 3), (3, 1, 5, 1)]
    assert sheet.cells[1][1] == "名册"
    old = xlwt.Workbook()
    old.add_sheet("教师").write_merge(1, 1, 1, 3, "名册")
    old.save(str(tmp_path / "a.xls"))
    (sheet,) = opened(tmp_path / "a.xls").sheets
    assert sheet.merges == [(1, 1, 1, 3)]


def test_types_of_cells_are_kept(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(
        ["0791", 12, 1.5, True, dt.date(2024, 9, 10), dt.datetime(2024, 9, 10, 8, 30)]
    )
    book.save(tmp_path / "a.xlsx")
    (sheet,) = opened(tmp_path / "a.xlsx").sheets
    text, whole, number, truth, day, moment = sheet.cells[0]
    assert (text, whole, number, truth) == ("0791", 12, 1.5, True)
    assert (day.year, day.month, day.day) == (2024, 9, 10)
    assert moment == dt.datetime(2024, 9, 10, 8, 30)


def test_dates_of_a_1904_workbook(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True}) as book:
        page = book.add_worksheet()
        page.write_datetime(
            0, 0, dt.datetime(2024, 9, 10), book.add_format({"num_format": "yyyy-mm-dd"})
        )
    (sheet,) = opened(tmp_path / "a.xlsx").sheets
    assert (sheet.cells[0][0].year, sheet.cells[0][0].month, sheet.cells[0][0].day) == (2024, 9, 10)


def test_hidden_sheets_are_named_and_not_read(tmp_path):
    """R87: hidden rows and columns are read, hidden sheets are not."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("教师")
        page.write_row(0, 0, ["姓名", "性别"])
        page.write_row(1, 0, ["张三", "男"])
        page.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("选项").hide()
        book.add_worksheet("去年").very_hidden()
    book, issues = open_book(tmp_path / "a.xlsx", "a.xlsx")
    assert book is not None
    assert [sheet.name for sheet in book.sheets] == ["教师"]
    assert book.sheets[0].cells[1] == ["张三", "男"]
    assert book.hidden == ["选项", "去年"]
    assert [(issue.code, issue.place.sheet) for issue in issues] == [
        ("D205", "选项"),
        ("D205", "去年"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("separator", "kind"), [(",", "csv"), ("\t", "tsv"), (";", "csv")])
def test_csv_in_every_encoding_and_separator(tmp_path, encoding, separator, kind):
    path = tmp_path / "心理教师.csv"
    path.write_text("\n".join(separator.join(row) for row in ROWS), encoding=encoding)
    book = opened(path)
    (sheet,) = book.sheets
    assert (book.format, sheet.name, sheet.cells, sheet.knows_merges) == (kind, None, ROWS, False)


def test_csv_rows_count_every_line_and_cells_stay_text(tmp_path):
    """R96: the row of a record is its number in the file, blank lines counted."""
    (tmp_path / "a.csv").write_text('标题\n\n姓名,工号\n"张\n三",007\n,1e5\n', encoding="utf-8")
    (sheet,) = opened(tmp_path / "a.csv").sheets
    assert sheet.cells == [["标题"], [], ["姓名", "工号"], ["张\n三", "007"], ["", "1e5"]]


def test_commas_in_quotes_do_not_hide_the_separator(tmp_path):
    (tmp_path / "a.csv").write_text('a;b\n"x,y,z";1\n"p,q,r";2\n', encoding="utf-8")
    (sheet,) = opened(tmp_path / "a.csv").sheets
    assert sheet.cells[1] == ["x,y,z", "1"]


def test_a_quote_that_is_never_closed_loses_no_rows_silently(tmp_path):
    (tmp_path / "a.csv").write_text('姓名,性别\n"张三,男\n李四,女\n', encoding="utf-8")
    assert refused(tmp_path / "a.csv") == "D101"


def test_a_single_column_is_a_table_of_one_column(tmp_path):
    (tmp_path / "a.csv").write_text("姓名\n张三\n", encoding="utf-8")
    assert opened(tmp_path / "a.csv").sheets[0].cells == [["姓名"], ["张三"]]


def test_the_file_is_never_written(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    opened(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


# --- extension and content ---


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (xlsx, "a.xls", "xlsx"),
        (xls, "a.xlsx", "xls"),
        (xlsx, "a.csv", "xlsx"),
        (xls, "a.ods", "xls"),
    ],
)
def test_the_content_decides_not_the_extension(tmp_path, make, name, kind):
    """R106, R121."""
    path = make(tmp_path / ("x.xlsx" if make is xlsx else "x.xls")).rename(tmp_path / name)
    book, issues = open_book(path, name)
    assert book is not None
    assert (book.format, book.sheets[0].cells) == (kind, ROWS)
    assert [(issue.code, dict(issue.args)["format"]) for issue in issues] == [("D105", kind)]


def test_tab_separated_text_named_xlsx(tmp_path):
    """R106."""
    path = tmp_path / "a.xlsx"
    path.write_text("\n".join("\t".join(row) for row in ROWS), encoding="gb18030")
    book, issues = open_book(path, "a.xlsx")
    assert book is not None
    assert (book.format, book.sheets[0].cells) == ("tsv", ROWS)
    assert [issue.code for issue in issues] == ["D105"]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_wps_et_file_is_really_xls_or_xlsx(tmp_path, make):
    path = make(tmp_path / ("x.xlsx" if make is xlsx else "x.xls")).rename(tmp_path / "a.et")
    assert opened(path).sheets[0].cells == ROWS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("说明.docx", None),
        ("照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)),
        ("说明.pdf", b"%PDF-1.7\n"),
        ("说明.txt", "本校高度重视心理健康教育。\n".encode()),
        ("README.md", b"# a, b\n# c, d\n"),
        ("mhaudit.toml", b"[vocabulary]\n"),
        ("网页.html", "<html><table><tr><td>姓名</td></tr></table></html>".encode()),
    ],
)
def test_a_file_that_is_no_spreadsheet(tmp_path, name, data):
    """R94: named on the command line an error, found in a folder skipped."""
    path = tmp_path / name
    if data is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
    else:
        path.write_bytes(data)
    assert refused(path) == "D104"
    assert refused(path, named=False) == "D106"


def test_a_text_file_that_is_a_table_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("姓名\t性别\n张三\t男\n", encoding="utf-8")
    assert opened(tmp_path / "a.txt").format == "tsv"


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 20, b"<html><table></table></html>", b"PK\x03\x04" + bytes(60)],
)
def test_a_spreadsheet_by_its_extension_that_holds_none_is_an_error(tmp_path, data, named):
    """R94: either extension or content make it a spreadsheet."""
    (tmp_path / "a.xls").write_bytes(data)
    assert refused(tmp_path / "a.xls", named=named) == "D101"


# --- broken, encrypted, empty ---


@pytest.mark.parametrize("data", [b"", b"  \r\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, data):
    (tmp_path / "a.csv").write_bytes(data)
    assert refused(tmp_path / "a.csv") == "D107"


def test_a_workbook_without_any_cell(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet()
    assert refused(tmp_path / "a.xlsx") == "D107"


def test_a_missing_file(tmp_path):
    assert refused(tmp_path / "a.xlsx") == "D101"


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_truncated_file(tmp_path, make):
    path = make(tmp_path / ("a.xlsx" if make is xlsx else "a.xls"))
    path.write_bytes(path.read_bytes()[:600])
    assert refused(path) == "D101"


def test_an_encrypted_xlsx(tmp_path):
    plain = xlsx(tmp_path / "x.xlsx")
    with plain.open("rb") as source, (tmp_path / "a.xlsx").open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("秘密", target)
    assert refused(tmp_path / "a.xlsx") == "D102"


def test_an_encrypted_zip(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    path.write_bytes(data)
    assert refused(path) == "D102"


def test_one_broken_sheet_does_not_lose_the_others(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("坏", "好"):
            book.add_worksheet(name).write_row(0, 0, ["姓名", "性别"])
    _rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>0</v>", b"<v>99</v>"))
    book, issues = open_book(path, "a.xlsx")
    assert book is not None
    assert [sheet.name for sheet in book.sheets] == ["好"]
    assert [(issue.code, issue.place.text()) for issue in issues] == [("D101", "坏")]


def _rewritten(path: Path, member: str, change) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


# --- limits ---


def test_a_file_over_the_limit_on_disk(tmp_path):
    assert refused(xlsx(tmp_path / "a.xlsx"), limits=Limits(file_bytes=100)) == "D103"


def test_a_zip_bomb_by_its_declared_size(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    _rewritten(path, "xl/sharedStrings.xml", lambda xml: xml + b" " * 3_000_000)
    assert path.stat().st_size < 20_000
    assert refused(path, limits=Limits(unpacked_bytes=2_000_000)) == "D103"


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    _rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 3_000_000)
    data = bytearray(path.read_bytes())
    at = data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02"))
    struct.pack_into("<I", data, at - 46 + 24, 1_000)
    path.write_bytes(data)
    assert refused(path, limits=Limits(unpacked_bytes=2_000_000)) == "D101"


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path):
    """The parser would set aside 17 thousand million cells."""
    path = xlsx(tmp_path / "a.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    _rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    assert refused(path) == "D103"


def test_empty_styled_rows_and_columns_do_not_count(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    far = b'<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row></sheetData>'
    _rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    assert len(opened(path).sheets[0].cells) == 3


def test_a_csv_with_too_many_cells(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n" * 1000, encoding="utf-8")
    assert refused(tmp_path / "a.csv", limits=Limits(cells=1500)) == "D103"


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        (b'<row r="2"><c r="A2"><v>1</v></c><c r="AB2"><v>1</v></c></row>', 2 * 28),
        (b'<row r="1"><c s="1" r="AB9"><v>1</v></c></row>', 9 * 28),
        (b"<row r='1'><c r='AB9'><v>1</v></c></row>", 9 * 28),
        (b'<x:row r="1"><x:c r="AB9"><x:v>1</x:v></x:c></x:row>', 9 * 28),
        (b'<row r="5"><c><v>1</v></c><c t="s"><v>1</v></c></row>', 5 * 2),  # coordinates implied
        (b'<row r="1"><c r="AB9" s="1"/><c r="AC9"></c></row>', 0),
        (b"", 99_999 * 26),
    ],
)
def test_the_used_range_of_a_worksheet(sheet, cells):
    assert xlsx_cells(sheet) == cells


def test_the_used_range_of_an_ods_with_repeated_rows():
    def row(repeat, cell):
        return b'<table:table-row table:number-rows-repeated="%d">%s</table:table-row>' % (
            repeat,
            cell,
        )

    held = b'<table:table-cell table:number-columns-repeated="100"><text:p>x</text:p></table:table-cell>'
    empty = b'<table:table-cell table:number-columns-repeated="16384"/>'
    assert (
        ods_cells(b"<table:table>" + row(5, held) + row(1_048_000, empty) + b"</table:table>")
        == 500
    )
    assert ods_cells(b"<table:table>" + row(1_000_000, held) + b"</table:table>") == 100_000_000


def test_a_sector_chain_that_loops_is_found(tmp_path):
    """It would make the parser allocate until the process dies."""
    data = bytearray(xls(tmp_path / "a.xls", [["x" * 200] * 200] * 40).read_bytes())
    assert "Workbook" in Compound(bytes(data)).streams
    (sector,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<II", data, 512 + sector * 512, 1, 0)
    with pytest.raises(BrokenChainError):
        Compound(bytes(data))
    (tmp_path / "a.xls").write_bytes(data)
    assert refused(tmp_path / "a.xls") == "D101"


# --- the corpus of odd and hostile files ---


def corpus() -> list[Path]:
    root = os.environ.get("MHAUDIT_CORPUS")
    if not root:
        return []
    return sorted(
        path for path in Path(root).rglob("*") if path.is_file() and path.parent != Path(root)
    )


@pytest.mark.skipif(not os.environ.get("MHAUDIT_CORPUS"), reason="MHAUDIT_CORPUS is not set")
def test_every_file_of_the_corpus_ends_in_sheets_or_in_one_issue():
    files = corpus()
    assert len(files) > 100
    for path in files:
        started = time.monotonic()
        book, issues = open_book(path, path.name)
        assert time.monotonic() - started < 10, path.name
        assert book is not None or len(issues) == 1, path.name


@pytest.mark.skipif(not os.environ.get("MHAUDIT_CORPUS"), reason="MHAUDIT_CORPUS is not set")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("protected_passtika.xlsb", "D102"),
        ("xor-encryption-abc.xls", "D102"),
        ("rc4cryptoapi_password.xls", "D102"),
        ("password.xls", "D102"),
        ("encrypted-letmein.ods", "D102"),
        ("oleloop.xls", "D101"),
        ("Test_Issue_12556_corrupt.xls", "D101"),
        ("poc-xmlbomb.xlsx", "D101"),
        ("51535.xls", "D103"),
        ("empty.csv", "D107"),
        ("implicit-zip.csv", "D101"),
    ],
)
def test_files_of_the_corpus_that_are_refused(name, code):
    (path,) = (path for path in corpus() if path.name == name)
    book, (issue,) = open_book(path, name)
    assert (book, issue.code) == (None, code)


@pytest.mark.skipif(not os.environ.get("MHAUDIT_CORPUS"), reason="MHAUDIT_CORPUS is not set")
@pytest.mark.parametrize(
    ("name", "sheet", "cell", "value"),
    [
        ("gb2312_Encoding_Read_Test.csv", 0, (0, 0), "栏位1"),
        ("utf16le_bom.csv", 0, (0, 0), "a"),
        ("missing-first-column.xlsx", 0, (0, 0), ""),
        ("comment03.xlsx", 0, (0, 0), "Foo"),
    ],
)
def test_cells_of_the_corpus(name, sheet, cell, value):
    (path,) = (path for path in corpus() if path.name == name)
    book, _ = open_book(path, name)
    assert book is not None
    assert book.sheets[sheet].cells[cell[0]][cell[1]] == value


def test_a_large_film_among_the_forms_is_skipped(tmp_path: Path) -> None:
    """R94: neither extension nor content of a spreadsheet; a large workbook is over the limits."""
    for name, code in (("活动.mp4", "D106"), ("上报.xlsx", "D103")):
        path = tmp_path / name
        path.write_bytes(b"x" * 2000)
        book, (issue,) = open_book(path, name, named=False, limits=Limits(file_bytes=1000))
        assert (book, issue.code) == (None, code)
