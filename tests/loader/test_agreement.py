"""Every cell as openpyxl reads it: where the two differ, the case says which is right, and why.

Two differences are matters of type and count as agreement: calamine has floats for all numbers, and a
`date` where the format shows no time of day. Error cells are blank to us (R119), text to openpyxl.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import warnings
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from mhaudit.loader.grid import Book, Sheet, open_book
from tests.packages import (
    MAIN,
    STRICT_MAIN,
    letters,
    ods,
    ooxml,
    ooxml_parts,
    sheet_data,
    write_zip,
)

Cells = dict[str, Any]


def ours(book: Book) -> dict[str, Cells]:
    """Sheet → address → value of the cells that hold something."""
    return {
        sheet.name or "": {
            f"{letters(column)}{row}": value
            for row, line in enumerate(sheet.cells, 1)
            for column, value in enumerate(line)
            if value is not None and value != ""
        }
        for sheet in book.sheets
    }


def theirs(source: Path | io.BytesIO) -> dict[str, Cells]:
    """As `ours`, error cells and hidden sheets left out. Raises what openpyxl raises.

    It is given bytes: a file that it refuses it leaves open.
    """
    if isinstance(source, Path):
        source = io.BytesIO(source.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(source, data_only=True)
    return {
        sheet.title: {
            f"{get_column_letter(column)}{row}": cell.value
            for (row, column), cell in sheet._cells.items()
            if cell.value not in {None, ""} and cell.data_type != "e"
        }
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }


def same(one: Any, other: Any) -> bool:
    """Equal but for float and int, and for a day that openpyxl gives a midnight."""
    if type(one) is dt.date and isinstance(other, dt.datetime):
        return dt.datetime.combine(one, dt.time()) == other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def differing(one: Cells, other: Cells) -> dict[str, tuple[Any, Any]]:
    """Address → our value, openpyxl's."""
    return {
        at: (one.get(at), other.get(at))
        for at in sorted(one.keys() | other.keys())
        if not same(one.get(at), other.get(at))
    }


# --- made files: what each cell holds, by hand --------------------------------------------------------


class Case(NamedTuple):
    """A sheet, what its cells hold, and where openpyxl reads something else: its value, and why it is wrong."""

    sheet: str
    expected: Cells
    wrong: dict[str, tuple[Any, str]]
    options: dict[str, Any]


def case(
    sheet: str, expected: Cells, wrong: dict[str, tuple[Any, str]] | None = None, **options: Any
) -> Case:
    return Case(sheet, expected, wrong or {}, options)


def row(*cells: str) -> str:
    """One row: `t="s"|<v>0</v>` is a cell with those attributes and contents."""
    found = ""
    for column, cell in enumerate(cells):
        attributes, _, content = cell.rpartition("|")
        found += f'<c r="{letters(column)}1" {attributes}>{content}</c>'
    return f'<sheetData><row r="1">{found}</row></sheetData>'


NAMED = sheet_data([[None, None], [None, "姓名", 3], [None, "张三"]])
NAMED_CELLS: Cells = {"B2": "姓名", "C2": 3, "B3": "张三"}
DAY = dt.date(2024, 9, 10)
BUILT_IN = (
    "a format that Chinese programs have built in: a day; openpyxl knows the American ones only"
)

CASES = {
    "leading_empty_rows_and_columns": case(NAMED, NAMED_CELLS),
    **{
        f"dimension_says_{said or 'nothing'}": case(f'<dimension ref="{said}"/>{NAMED}', NAMED_CELLS)
        for said in ("A1", "A1:XFD1048576", "B5:C6", "1:4", "A:D", "", "A1:", "#REF!")
    },
    "texts": case(
        row('t="s"|<v>0</v>', 't="s"|<v>1</v>', 't="s"|<v>2</v>', 't="s"|<v>3</v>', 't="s"|<v>4</v>'),
        {"A1": "文本", "B1": "富文本", "C1": " 前后 ", "D1": "拼音", "E1": "a&b<c\nd"},
        shared=[
            "<t>文本</t>",
            "<r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r>",
            '<t xml:space="preserve"> 前后 </t>',
            '<t>拼音</t><rPh sb="0" eb="1"><t>pin</t></rPh><phoneticPr fontId="1"/>',
            "<t>a&amp;b&lt;c&#10;d</t>",
        ],
    ),
    "escaped_characters": case(
        row('t="s"|<v>0</v>'),
        {"A1": "甲\r乙A"},
        {"A1": ("甲_x000D_乙_x0041_", "`_xHHHH_` is a character (ECMA-376 part 1, 22.9.2.19)")},
        shared=["<t>甲_x000D_乙_x0041_</t>"],
    ),
    "inline_texts": case(
        row(
            't="inlineStr"|<is><t>行内</t></is>',
            't="inlineStr"|<is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is>',
            't="inlineStr"|<is><t><![CDATA[丙<丁]]></t></is>',
        ),
        {"A1": "行内", "B1": "甲 乙", "C1": "丙<丁"},
    ),
    "numbers_and_truth": case(
        row('t="b"|<v>1</v>', 't="b"|<v>0</v>', "|<v>1E+3</v>", "|<v>0.1</v>", "|<v>3.60723E+18</v>"),
        {"A1": True, "B1": False, "C1": 1000, "D1": 0.1, "E1": 3.60723e18},
    ),
    "eighteen_digits_as_a_number": case(
        row("|<v>360723199001011234</v>"),
        {"A1": 360723199001011234.0},
        {"A1": (360723199001011234, "Excel keeps 15 digits: the last three are nobody's (R20)")},
    ),
    "days_and_times": case(
        row(
            's="1"|<v>45545</v>', 's="2"|<v>45545.5</v>', 's="3"|<v>0.5</v>', 's="4"|<v>45545</v>',
            't="d"|<v>2024-09-10T08:30:00</v>', 't="d"|<v>2024-09-10</v>', 's="5"|<v>45545</v>',
        ),
        {
            "A1": DAY, "B1": dt.datetime(2024, 9, 10, 12), "C1": dt.time(12), "D1": DAY,
            "E1": dt.datetime(2024, 9, 10, 8, 30), "F1": DAY, "G1": 45545,
        },
        styles=[14, 22, 20, 176, 177],
        formats={176: '[DBNum1][$-804]yyyy"年"m"月"d"日";@', 177: '"第"0"天"'},
    ),
    "days_in_formats_of_chinese_programs": case(
        row('s="1"|<v>45545</v>', 's="2"|<v>45545</v>', 's="3"|<v>45545</v>', 's="4"|<v>45545</v>'),
        dict.fromkeys(["A1", "B1", "C1", "D1"], DAY),
        dict.fromkeys(("A1", "B1", "C1", "D1"), (45545, BUILT_IN)),
        styles=[31, 57, 27, 58],
    ),
    "a_1904_workbook": case(
        row('s="1"|<v>44083</v>', "|<v>44083</v>", 's="1"|<v>60</v>'),
        {"A1": DAY, "B1": 44083, "C1": dt.date(1904, 3, 1)},
        styles=[14],
        since_1904=True,
    ),
    "the_first_days_of_1900": case(
        row('s="1"|<v>59</v>', 's="1"|<v>60</v>', 's="1"|<v>61</v>'),
        {"A1": dt.date(1900, 2, 28), "B1": dt.date(1900, 2, 28), "C1": dt.date(1900, 3, 1)},
        styles=[14],
    ),
    "a_day_beyond_the_calendar": case(
        row('s="1"|<v>9999999</v>', "|<v>7</v>"), {"A1": 9999999, "B1": 7},
        {"A1": (None, "openpyxl makes an error of it; the number is what the file holds")},
        styles=[14],
    ),
    "error_cells": case(
        row(
            't="e"|<v>#REF!</v>', 't="e"|<f>1/0</f><v>#DIV/0!</v>', 't="e"|<v>#N/A</v>',
            't="e"|<v>#NAME?</v>', "|<v>7</v>",
        ),
        {"E1": 7},
    ),
    "error_cells_of_later_programs": case(
        row(
            't="e"|<f>A9:A10</f><v>#SPILL!</v>', 't="e"|<v>#CALC!</v>', 't="e"|<v>#FIELD!</v>',
            't="e"|<v>#BLOCKED!</v>', 't="e"|<v>#GETTING_DATA</v>', 't="e"|<v/>', "|<v>7</v>",
        ),
        {"G1": 7},
    ),
    "formulas": case(
        row(
            "|<f>1+1</f>", "|<f>1+1</f><v>2</v>", 't="str"|<f>B9</f><v>甲</v>',
            't="b"|<f>TRUE()</f><v>1</v>', 't="str"|<f>B9</f><v></v>', "|<f>1</f><v/>",
        ),
        {"B1": 2, "C1": "甲", "D1": True},
    ),
    "cells_and_rows_without_references": case(
        '<sheetData><row><c t="inlineStr"><is><t>甲</t></is></c><c><v>2</v></c></row>'
        '<row r="4"><c><v>3</v></c></row><row><c r="C5"><v>1</v></c><c><v>2</v></c></row></sheetData>',
        {"A1": "甲", "B1": 2, "A4": 3, "C5": 1, "D5": 2},
    ),
    "rows_and_cells_out_of_order": case(
        '<sheetData><row r="3"><c r="B3"><v>5</v></c><c r="A3"><v>4</v></c></row>'
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
        {"A1": 1, "A3": 4, "B3": 5},
    ),
    "a_cell_written_twice": case(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
        '<row r="1"><c r="B1"><v>5</v></c></row></sheetData>',
        {"A1": 2, "B1": 5},
    ),
    "merged_cells": case(
        sheet_data([["标题", None, "其下"], [1, 2, 3]])
        + '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
        {"A1": "标题", "C1": "其下", "A2": 1, "B2": 2, "C2": 3},
        {"C1": (None, "hidden under the merged block, yet in the file; the tables ask for its first cell")},
    ),
    "comments_in_the_xml": case(
        '<!-- 甲 --><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲<!-- 丙 -->乙</t></is></c>'
        "</row></sheetData>",
        {"A1": "甲乙"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cells_are_read_as_they_stand(tmp_path: Path, name: str) -> None:
    """Ours, to the letter; openpyxl's too, but where the case says that it is wrong."""
    sheet, expected, wrong, options = CASES[name]
    path = ooxml(tmp_path / "a.xlsx", {"表": sheet}, **options)
    book, issues = open_book(path, path.name)
    assert issues == []
    assert book is not None
    assert differing(ours(book)["表"], expected) == {}
    told = {at: (expected.get(at), value) for at, (value, _) in wrong.items()}
    assert differing(expected, theirs(path)["表"]) == told


def test_strict_ooxml(tmp_path: Path) -> None:
    """openpyxl finds no sheet in it, and says nothing; the sheet is there."""
    path = ooxml(tmp_path / "a.xlsx", {"表": NAMED}, strict=True)
    book, issues = open_book(path, path.name)
    assert issues == []
    assert book is not None
    assert ours(book) == {"表": NAMED_CELLS}
    assert theirs(path) == {}


def test_parts_in_utf_16(tmp_path: Path) -> None:
    """As Excel on a telephone wrote them."""
    parts = {
        name: content.replace("UTF-8", "UTF-16").encode("utf-16")
        if isinstance(content, str) and name.endswith((".xml", ".rels"))
        else content
        for name, content in ooxml_parts({"表": NAMED}).items()
    }
    path = write_zip(tmp_path / "a.xlsx", parts)
    book, issues = open_book(path, path.name)
    assert issues == []
    assert book is not None
    assert ours(book) == theirs(path) == {"表": NAMED_CELLS}


def test_a_sheet_without_its_part_does_not_lose_the_others(tmp_path: Path) -> None:
    parts = ooxml_parts({"表": NAMED, "空": sheet_data([])})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(" r:id='rId2'", "")
    path = write_zip(tmp_path / "a.xlsx", parts)
    book, issues = open_book(path, path.name)
    assert issues == []
    assert book is not None
    assert ours(book) == theirs(path) == {"表": NAMED_CELLS}


# --- the corpus --------------------------------------------------------------------------------------

NOT_OPENED_BY_US = {
    "poc-xmlbomb.xlsx": "entities that unfold without end; no other reader is let near it",
    "54764.xlsx": "entities that unfold without end",
}
"""Files that nobody should open."""

SHEETS_OF_OURS_ALONE = {
    "sample-beta.xlsx": "Excel 2007 beta: other namespaces; openpyxl finds no cell, we name the sheet (D101)",
}


def corpus() -> list[Path]:
    folder = os.environ.get("MHAUDIT_CORPUS")
    if not folder:
        pytest.skip("MHAUDIT_CORPUS is not set")
    found = [path for path in Path(folder).rglob("*") if path.suffix.lower() in {".xlsx", ".xlsm"}]
    return sorted(found)


def transitional(path: Path) -> io.BytesIO:
    """A strict workbook with the namespaces that openpyxl knows."""
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(copy, "w") as written:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename.endswith((".xml", ".rels")):
                content = content.replace(STRICT_MAIN.encode(), MAIN.encode()).replace(
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                )
            written.writestr(info.filename, content)
    copy.seek(0)
    return copy


def uncovered(cells: Cells, sheet: Sheet) -> Cells:
    """Without what merged blocks hide: in the file, but openpyxl drops it."""
    hidden = {
        f"{letters(column)}{row + 1}"
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return {at: value for at, value in cells.items() if at not in hidden}


def test_the_corpus_reads_as_openpyxl_reads_it() -> None:
    """Every cell of every file that both can read; none that openpyxl alone can read."""
    compared = 0
    for path in corpus():
        if path.name in NOT_OPENED_BY_US:
            continue
        try:
            found = theirs(path) or theirs(transitional(path))
        except Exception:
            continue
        book, issues = open_book(path, path.name)
        if path.name in SHEETS_OF_OURS_ALONE:
            continue
        if not any(found.values()):
            assert book is None or not any(ours(book).values()), path.name
            continue
        assert book is not None, (path.name, issues)
        told = ours(book)
        assert told.keys() == found.keys(), path.name
        for sheet in book.sheets:
            cells = uncovered(told[sheet.name or ""], sheet)
            assert differing(cells, found[sheet.name or ""]) == {}, (path.name, sheet.name)
            compared += len(cells)
    assert compared > 9_000


def test_an_ods_with_a_line_for_each_tag(tmp_path: Path) -> None:
    """As programs write it that make XML for people to read."""
    with zipfile.ZipFile(ods(tmp_path / "a.ods", {"表": [["姓名", 3], ["张 三"]]})) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = bytes(parts["content.xml"]).replace(b"><", b">\n  <")  # type: ignore[arg-type]
    path = write_zip(tmp_path / "b.ods", parts)
    book, issues = open_book(path, path.name)
    assert issues == []
    assert book is not None
    assert ours(book) == {"表": {"A1": "姓名", "B1": 3, "A2": "张 三"}}
