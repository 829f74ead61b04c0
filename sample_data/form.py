"""How the sample forms look: title, 单位(盖章) line, headings, data, 合计 and signatures, one sheet a form."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

CREATED = dt.datetime(2025, 1, 10, 9, 0)
LINE_POINTS = 15
PORTRAIT_WIDTH = 112
"""Sheets up to this wide (in characters) are printed upright."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width, the group heading above it and its drop-down."""

    heading: str
    width: float = 12
    group: str = ""
    choices: tuple[str, ...] = ()
    left: bool = False


SERIAL = Column("序号", 6)


@dataclass(frozen=True)
class Form:
    """One sheet. `rows` hold one value per column of `columns`; `serial` puts a 序号 in front of each.

    Columns are counted from 0 with the 序号: in `merged` equal neighbours become one cell, `summed` ones get
    a sum in a 合计 row.
    """

    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    attachment: str = ""
    note: str = ""
    serial: bool = True
    merged: int | None = None
    summed: tuple[int, ...] = ()
    signed: tuple[str, str] = ("", "")
    colour: str = "#DDEBF7"

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns as they stand in the sheet."""
        return (SERIAL, *self.columns) if self.serial else self.columns

    @property
    def all_rows(self) -> list[Row]:
        """The rows as they stand in the sheet."""
        return [(number, *row) if self.serial else row for number, row in enumerate(self.rows, 1)]


def rows(text: str) -> list[Row]:
    """Rows written as `a | b | c` lines: a date as 2024-09-12, a number plain, text; `'1` is the text 1."""
    return [tuple(map(cell_value, line.split("|"))) for line in text.strip().splitlines()]


def cell_value(text: str) -> Any:
    """One cell of `rows`."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return dt.date.fromisoformat(text)
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    return text.removeprefix("'").replace("␣", " ")


def write_book(path: Path, forms: Iterable[Form]) -> None:
    """Write the forms as one workbook whose bytes depend on nothing but them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "心理健康教育工作情况", "created": CREATED})
    for form in forms:
        _Writer(book.add_worksheet(form.sheet), _Styles(book, form.colour), form).write()
    book.close()
    store(buffer, path)


def store(buffer: io.BytesIO, where: Path | io.BytesIO) -> None:
    """Uncompressed and undated, so that neither the compressor nor the system shows in the bytes."""
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(where, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system, part.external_attr = 3, 0o600 << 16
            target.writestr(part, source.read(name))


class _Styles:
    """The cell formats of one sheet."""

    def __init__(self, book: Any, colour: str) -> None:
        text = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        cell = {**text, "border": 1, "border_color": "#7F7F7F", "text_wrap": True}
        black, grey = {"font_name": "黑体"}, {"font_size": 10, "font_color": "#595959"}
        self.title = book.add_format({**text, **black, "font_size": 18, "align": "center"})
        self.attachment = book.add_format({**text, **black})
        self.note = book.add_format({**text, **grey, "text_wrap": True})
        self.unit = book.add_format({**text, "font_size": 12})
        self.day = book.add_format({**text, "font_size": 12, "align": "right"})
        self.label = book.add_format({**text, "align": "right"})
        self.name = book.add_format(text)
        self.heading = book.add_format({**cell, **black, "align": "center", "bg_color": colour})
        self.left = book.add_format({**cell, "align": "left", "indent": 1})
        self.centre = book.add_format({**cell, "align": "center"})
        self.date = book.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"})
        self.total = book.add_format({**cell, "align": "center", "bold": True, "top": 6})


class _Writer:
    """Writes one form into one sheet, from the top down."""

    def __init__(self, sheet: Any, styles: _Styles, form: Form) -> None:
        self.sheet, self.styles, self.form = sheet, styles, form
        self.columns = form.all_columns
        self.last = len(self.columns) - 1

    def write(self) -> None:
        """Everything; rows and columns are counted from 0."""
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, column.width)
        heading = self._head()
        first = self._headings(heading)
        end = self._data(first)
        if self.form.summed:
            self._total(first, end)
            end += 1
        if self.form.signed[0]:
            self._signatures(end + 1)
        self._page(heading, first)

    def _head(self) -> int:
        sheet, form, row = self.sheet, self.form, 0
        if form.attachment:
            sheet.write(row, 0, form.attachment, self.styles.attachment)
            row += 1
        sheet.merge_range(row, 0, row, self.last, form.title, self.styles.title)
        sheet.set_row(row, 36)
        row += 1
        if form.note:
            sheet.merge_range(row, 0, row, self.last, form.note, self.styles.note)
            sheet.set_row(row, 24)
            row += 1
        half = self.last // 2
        sheet.merge_range(row, 0, row, half, form.unit, self.styles.unit)
        sheet.merge_range(row, half + 1, row, self.last, "填报日期：2025年1月10日", self.styles.day)
        sheet.set_row(row, 24)
        return row + 1

    def _headings(self, row: int) -> int:
        """One row, or two where some columns have a group; returns the first row below."""
        sheet, style = self.sheet, self.styles.heading
        if not any(column.group for column in self.columns):
            sheet.set_row(row, 36)
            for index, column in enumerate(self.columns):
                sheet.write(row, index, column.heading, style)
            return row + 1
        sheet.set_row(row, 24)
        sheet.set_row(row + 1, 36)
        for index, column in enumerate(self.columns):
            if column.group:
                sheet.write(row + 1, index, column.heading, style)
            else:
                sheet.merge_range(row, index, row + 1, index, column.heading, style)
        for group, run in groupby(enumerate(self.columns), key=lambda pair: pair[1].group):
            indices = [index for index, _ in run]
            if group:
                sheet.merge_range(row, indices[0], row, indices[-1], group, style)
        return row + 2

    def _data(self, first: int) -> int:
        for at, row in enumerate(self.form.all_rows, first):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.form.sheet}: {row}")
            lines = 1
            for index, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                self._cell(at, index, value)
                lines = max(lines, -(-_width(value) // max(int(column.width) - 1, 1)))
            self.sheet.set_row(at, 6 + LINE_POINTS * lines)
        end = first + len(self.form.rows)
        self._merge(first)
        for index, column in enumerate(self.columns):
            self._helps(index, column, first, end)
        return end

    def _cell(self, row: int, index: int, value: Any) -> None:
        style = self.styles.left if self.columns[index].left else self.styles.centre
        if value == "":
            self.sheet.write_blank(row, index, None, style)
        elif isinstance(value, dt.date):
            moment = dt.datetime.combine(value, dt.time())
            self.sheet.write_datetime(row, index, moment, self.styles.date)
        elif isinstance(value, str):
            self.sheet.write_string(row, index, value, style)
        else:
            self.sheet.write_number(row, index, value, style)

    def _merge(self, first: int) -> None:
        column = self.form.merged
        if column is None:
            return
        values = [row[column] for row in self.form.all_rows]
        for value, run in groupby(enumerate(values, first), key=lambda pair: pair[1]):
            at = [row for row, _ in run]
            if len(at) > 1:
                self.sheet.merge_range(at[0], column, at[-1], column, value, self.styles.centre)

    def _helps(self, index: int, column: Column, first: int, end: int) -> None:
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            self.sheet.data_validation(first, index, end - 1, index, rule)
        if "标识码" in column.heading:
            letter = xl_col_to_name(index)
            cells = f"{letter}{first + 1}:{letter}{end}"
            self.sheet.ignore_errors({"number_stored_as_text": cells})

    def _total(self, first: int, end: int) -> None:
        self.sheet.set_row(end, 24)
        for index in range(len(self.columns)):
            self.sheet.write_blank(end, index, None, self.styles.total)
        self.sheet.write(end, 0, "合计", self.styles.total)
        for index in self.form.summed:
            values = [row[index] for row in self.form.all_rows]
            total = sum(value for value in values if isinstance(value, int))
            letter = xl_col_to_name(index)
            formula = f"=SUM({letter}{first + 1}:{letter}{end})"
            self.sheet.write_formula(end, index, formula, self.styles.total, total)

    def _signatures(self, row: int) -> None:
        self.sheet.set_row(row, 26)
        labels = ("填表人：", "审核人：")
        for column, label, name in zip((1, self.last - 1), labels, self.form.signed, strict=True):
            self.sheet.write(row, column, label, self.styles.label)
            self.sheet.write(row, column + 1, name, self.styles.name)

    def _page(self, heading: int, first: int) -> None:
        sheet = self.sheet
        sheet.freeze_panes(first, 1 if self.form.serial else 0)
        if sum(column.width for column in self.columns) > PORTRAIT_WIDTH:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(heading, first - 1)
        sheet.set_footer("&C第 &P 页 共 &N 页")


def _width(value: Any) -> int:
    if isinstance(value, dt.date):
        return 10
    return sum(2 if ord(letter) > 255 else 1 for letter in str(value))
