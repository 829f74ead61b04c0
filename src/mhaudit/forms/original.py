"""The submitter's workbook as a copy that can be written to, and what of the original such a copy cannot hold.

openpyxl edits .xlsx in place; every other format is carried over cell by cell into a new workbook.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from xml.etree.ElementTree import ParseError

import openpyxl
import python_calamine as calamine
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mhaudit.forms import losses, pictures
from mhaudit.loader.formats import detect
from mhaudit.loader.grid import Sheet
from mhaudit.loader.tables import OWN_SHEET

BROKEN = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, InvalidFileException,
    zipfile.BadZipFile, ParseError, NotImplementedError,
)  # fmt: skip
"""What openpyxl raises for a workbook that Excel, or the reader of forms, still takes."""
_BAD_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_FORMATS = {dt.date: "yyyy-mm-dd", dt.datetime: "yyyy-mm-dd hh:mm:ss", dt.time: "hh:mm:ss"}


@dataclass(slots=True)
class Copy:
    """A workbook to be marked. `sheets` finds each by the name it is known by (None in CSV).

    `converted` is the format it was carried over from, None where the original itself is edited. `lost`
    names what could not be kept, as (key of the wording, the names it lists).
    """

    book: Workbook
    sheets: dict[str | None, Worksheet]
    converted: str | None = None
    lost: losses.Lost = field(default_factory=list)

    @property
    def all_sheets(self) -> list[Worksheet]:
        """The sheets of cells, in order."""
        return list(self.book.worksheets)


def open_copy(data: bytes, text_sheets: Sequence[Sheet]) -> Copy:
    """The workbook in `data`, ready to be marked; `text_sheets` are those of a CSV as the reader took them."""
    if text_sheets:
        return _from_text(text_sheets)
    kind = detect(data)
    if kind == "xlsx":
        try:
            return _edited(data)
        except BROKEN:
            pass  # the cells can still be carried over
    return carried_over(data, kind or "")


def _edited(data: bytes) -> Copy:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")  # most of what openpyxl leaves out is found by `losses`
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for sheet in list(book.worksheets):
        if sheet.title.startswith(OWN_SHEET):
            book.remove(sheet)  # the list of an earlier copy
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = pictures.restore(book, archive)
        whole = losses.restore_lists(book, archive)
        lost = losses.lost(archive, kept)
        if not whole:
            lost.append(("validations", ()))
        if any("has a comment" in str(warning.message) for warning in told):
            lost.append(("comments", ()))
    return Copy(book, {sheet.title: sheet for sheet in book.worksheets}, None, lost)


def carried_over(data: bytes, kind: str) -> Copy:
    """Values and merged cells of every sheet, hidden ones too."""
    source = calamine.load_workbook(io.BytesIO(data))
    copy = Copy(_empty_book(), {}, kind)
    for index, meta in enumerate(source.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet or meta.name.startswith(OWN_SHEET):
            continue
        grid = source.get_sheet_by_index(index)
        merges = [(*first, *last) for first, last in grid.merged_cell_ranges or ()]
        sheet = copy.book.create_sheet(_title(meta.name, copy.book))
        if meta.visible != calamine.SheetVisibleEnum.Visible:
            sheet.sheet_state = "hidden"
        _fill(sheet, grid.to_python(skip_empty_area=False), merges)
        copy.sheets[meta.name] = sheet
    return copy


def _from_text(sheets: Sequence[Sheet]) -> Copy:
    copy = Copy(_empty_book(), {}, "CSV")
    for given in sheets:
        # A name that says nothing: the file's name goes on saying what the table is.
        sheet = copy.book.create_sheet(f"Sheet{len(copy.sheets) + 1}")
        _fill(sheet, given.cells, given.merges)
        copy.sheets[given.name] = sheet
    return copy


def _empty_book() -> Workbook:
    book = openpyxl.Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    return book


def _title(name: str, book: Workbook) -> str:
    title = _BAD_IN_TITLES.sub("_", name)[:_LONGEST_TITLE] or "Sheet"
    number = 1
    while title.casefold() in {known.casefold() for known in book.sheetnames}:
        number += 1
        title = f"{title[: _LONGEST_TITLE - 3]}_{number}"
    return title


def _fill(
    sheet: Worksheet, rows: Sequence[Sequence[Any]], merges: Sequence[tuple[int, int, int, int]]
) -> None:
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None and value != "":
                write(sheet, at, column, value)
    for top, left, bottom, right in merges:
        merge(sheet, top + 1, left + 1, bottom + 1, right + 1)


def write(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """A value into a cell (counted from 1); text stays text, whatever it begins with. Returns the cell."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True  # also when somebody edits it
        return cell
    cell.value = value
    for kind, number_format in _FORMATS.items():
        if type(value) is kind:
            cell.number_format = number_format
    return cell


def cells_of(sheet: Worksheet) -> list[Any]:
    """The cells that are there: a stray one far down must not make all those above it."""
    return list(cast(Any, sheet)._cells.values())


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells, counted from 1; a block that overlaps another is left alone."""
    if any(
        isinstance(sheet.cell(row, column), MergedCell)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ):
        return
    sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def differences(data: bytes, copy: bytes, book: Copy) -> list[str]:
    """Cells that the copy does not hold as the original did, such as 教师!D12; none in a copy of text."""
    if book.converted == "CSV":
        return []
    before, after = (calamine.load_workbook(io.BytesIO(each)) for each in (data, copy))
    found = []
    for name, sheet in book.sheets.items():
        if name is None or name not in before.sheet_names:
            continue
        old, new = before.get_sheet_by_name(name), after.get_sheet_by_name(sheet.title)
        found += [f"{name}!{cell}" for cell in _unlike(_grid(old), _grid(new), sheet)]
    return found


def _grid(sheet: calamine.CalamineSheet) -> list[list[Any]]:
    return list(sheet.to_python(skip_empty_area=False))


def _unlike(old: list[list[Any]], new: list[list[Any]], sheet: Worksheet) -> Iterator[str]:
    hidden = {
        (row - 1, column - 1)
        for block in sheet.merged_cells.ranges
        for row, column in block.cells
        if (row, column) != (block.min_row, block.min_col)
    }
    for at, row in enumerate(old):
        for column, value in enumerate(row):
            there = new[at][column] if at < len(new) and column < len(new[at]) else ""
            if value != there and (value, there) != (None, "") and (at, column) not in hidden:
                yield sheet.cell(at + 1, column + 1).coordinate
