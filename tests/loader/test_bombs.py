"""Small files that ask a parser for more memory than there is: refused before it gets them, on every system."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlwt

from mhaudit.findings import DataIssue
from mhaudit.loader.binary import xlsb_cells, xlsb_texts
from mhaudit.loader.formats import Limits
from mhaudit.loader.grid import Book, open_book
from tests.packages import ods, ooxml, ooxml_parts, sheet_data, write_zip, xlsb

LIMITS = Limits(cells=50_000)
TEXTS = (("reason_key", "broken.texts"),)


def opened(path: Path) -> tuple[Book | None, list[DataIssue]]:
    return open_book(path, path.name, limits=LIMITS)


def refusal(path: Path) -> tuple[str, tuple[tuple[str, str], ...]]:
    book, (issue,) = opened(path)
    assert book is None
    return issue.code, issue.args


def one_cell(address: str) -> str:
    return f'<sheetData><row><c r="A1"><v>1</v></c><c r="{address}"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    "sheet",
    [
        one_cell("ZZZZ9"),
        one_cell("XFD1048576"),
        one_cell("A99999999999"),
        '<sheetData><row r="4000000000"><c><v>1</v></c></row></sheetData>',
    ],
)
def test_cells_beyond_the_end_of_the_sheet(tmp_path: Path, sheet: str) -> None:
    path = ooxml(tmp_path / "a.xlsx", {"表": one_cell("B2"), "远": sheet})
    assert refusal(path) == ("D103", (("limit", "50,000 cells"),))


def test_more_texts_announced_than_the_file_could_hold(tmp_path: Path) -> None:
    parts = ooxml_parts({"表": sheet_data([["甲"]])}, shared=["<t>甲</t>"])
    name = "xl/sharedStrings.xml"
    parts[name] = str(parts[name]).replace('uniqueCount="1"', 'uniqueCount="99999999999"')
    assert refusal(write_zip(tmp_path / "a.xlsx", parts)) == ("D101", TEXTS)


def test_a_wrong_number_of_texts_does_no_harm(tmp_path: Path) -> None:
    """Programs do not count well; only what cannot be is refused."""
    parts = ooxml_parts({"表": sheet_data([["甲"]])}, shared=["<t>甲</t>"])
    name = "xl/sharedStrings.xml"
    parts[name] = (
        str(parts[name]).replace('Count="1"', 'Count="60"').replace('count="1"', 'count="900"')
    )
    book, issues = opened(write_zip(tmp_path / "a.xlsx", parts))
    assert book is not None
    assert issues == []


def patched(path: Path, found: bytes, *changes: tuple[int, str, int]) -> Path:
    """Every place where the bytes stand gets numbers at offsets from there."""
    data = bytearray(path.read_bytes())
    at = data.find(found)
    assert at > 0
    while at > 0:
        for offset, kind, value in changes:
            struct.pack_into(kind, data, at + offset, value)
        at = data.find(found, at + 1)
    path.write_bytes(data)
    return path


def old_workbook(path: Path) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for row in range(5):
        page.write(row, 0, 7.5)
    book.save(str(path))
    return path


DIMENSIONS, NUMBER = b"\x00\x02\x0e\x00", b"\x7e\x02\x0a\x00"


def test_an_old_workbook_whose_cells_lie_where_it_declares_none(tmp_path: Path) -> None:
    """Row 60,000, column 40,000: what is declared says five rows of one column."""
    path = patched(old_workbook(tmp_path / "a.xls"), NUMBER, (4, "<H", 60_000), (6, "<H", 40_000))
    assert refusal(path) == ("D103", (("limit", "50,000 cells"),))


def test_an_old_workbook_that_declares_more_than_there_can_be(tmp_path: Path) -> None:
    path = patched(
        old_workbook(tmp_path / "a.xls"), DIMENSIONS, (8, "<I", 0xFFFFFFFF), (14, "<H", 0xFFFF)
    )
    assert refusal(path) == ("D103", (("limit", "50,000 cells"),))


def test_an_old_workbook_that_declares_a_whole_sheet_is_read(tmp_path: Path) -> None:
    path = patched(old_workbook(tmp_path / "a.xls"), DIMENSIONS, (8, "<I", 65_536), (14, "<H", 256))
    book, issues = opened(path)
    assert book is not None
    assert (issues, len(book.sheets[0].cells)) == ([], 5)


def test_an_xlsb_with_cells_far_apart(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", {"表": [[1], *[[]] * 600, [None] * 100 + [2]]})
    assert refusal(path) == ("D103", (("limit", "50,000 cells"),))


def test_the_used_range_of_an_xlsb(tmp_path: Path) -> None:

    path = xlsb(tmp_path / "a.xlsb", {"表": [[], [None, "甲" * 200], [], [None, None, 3]]})
    with zipfile.ZipFile(path) as archive:
        part = archive.read("xl/worksheets/sheet1.bin")
    assert xlsb_cells(part) == 4 * 3
    with pytest.raises(ValueError, match="without its place"):
        xlsb_cells(part[:-20])
    assert xlsb_cells(b"") == 0


def test_an_xlsb_that_announces_too_many_texts(tmp_path: Path) -> None:
    part = b"\x9f\x01\x08" + struct.pack("<II", 3, 0xFFFFFFFF)
    assert xlsb_texts(part) == 0xFFFFFFFF
    path = xlsb(tmp_path / "a.xlsb", {"表": [["甲"]]})

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", part)
    assert refusal(path) == ("D101", TEXTS)


@pytest.mark.parametrize(
    ("found", "put"), [(b"<table:table-row>", b"<!-- "), (b"</table:table>", b"")]
)
def test_an_ods_whose_xml_breaks_off_is_not_waited_for(
    tmp_path: Path, found: bytes, put: bytes
) -> None:
    """A comment or an element that never ends: the parser would look for its end without end."""
    with zipfile.ZipFile(ods(tmp_path / "b.ods", {"表": [["甲"]]})) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = bytes(parts["content.xml"]).replace(found, put, 1)  # type: ignore[arg-type]
    path = write_zip(tmp_path / "a.ods", parts)
    assert refusal(path) == ("D101", (("reason_key", "broken.xml"),))


REPEATED = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
    'office:value="7" table:number-columns-repeated="{columns}"><text:p>7</text:p></table:table-cell>'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    ("rows", "columns"), [(99_999_999_999, 1), (1, 99_999_999_999), (999, 999)]
)
def test_an_ods_that_repeats_a_cell_without_end(tmp_path: Path, rows: int, columns: int) -> None:

    path = ods(tmp_path / "b.ods", {"表": [["甲"]]})
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = bytes(parts["content.xml"]).decode()  # type: ignore[arg-type]
    row = REPEATED.format(rows=rows, columns=columns)
    parts["content.xml"] = content.replace("<table:table-row>", f"{row}<table:table-row>", 1)
    assert refusal(write_zip(tmp_path / "a.ods", parts)) == ("D103", (("limit", "50,000 cells"),))
