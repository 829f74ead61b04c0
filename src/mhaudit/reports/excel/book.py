"""A workbook as all sheets share it: fonts and colours, cells that are only ever text or numbers, print set-up.

Everything is written row by row from the top (XlsxWriter's `constant_memory`), so that a sheet of a hundred
thousand rows takes no more memory than one of ten. Sheets are made in the order they stand in; each may be
written at any time.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from mhaudit.findings import AuditResult, Verdict
from mhaudit.reports.excel.rows import Prepared, Rows
from mhaudit.reports.excel.saving import replaced
from mhaudit.reports.excel.text import clean, lines, looks_like_formula
from mhaudit.wording import say

FONT = "Microsoft YaHei"
"""Comes with Windows and with Office for Mac; WPS and Excel find it by this name in every language."""
MOST_ROWS = 1_048_576
MOST_LINKS = 65_000
"""Excel takes 65,530 links a sheet."""
DEFAULT_HEIGHT = 15.0
"""Points, of a row whose height is not set."""
_A4 = 9
_LINE, _HIGHEST = 16.0, 409.0
"""Points: a line of text, and the highest row that Excel takes."""

DARK, MIDDLE, LIGHT, LINE, FADED = "#1F3864", "#2F5597", "#DDE6F3", "#BFBFBF", "#6B6B6B"
_GREEN, _RED, _ORANGE, _YELLOW, _GREY, _VIOLET, _BLUE = (
    ("#E2F0D9", "#2E6B1F"),
    ("#F8D3D0", "#A3120A"),
    ("#FCE1C4", "#8A4500"),
    ("#FFF5CC", "#6B5600"),
    ("#F0F0F0", "#6B6B6B"),
    ("#E8DFF2", "#5A2D82"),
    ("#DCEBF7", "#1F4E79"),
)
FILLS = {"green": _GREEN, "red": _RED, "orange": _ORANGE, "yellow": _YELLOW, "grey": _GREY}
FILLS |= {"violet": _VIOLET, "blue": _BLUE}

SIGNS = {
    Verdict.PASS: "√",
    Verdict.FAIL: "×",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WAIVED: "○",
    Verdict.ERROR: "!",
}
"""Readable without colour; the same as on the console."""
VERDICT_FILLS = {
    Verdict.PASS: "green",
    Verdict.UNKNOWN: "violet",
    Verdict.NOT_APPLICABLE: "grey",
    Verdict.WAIVED: "blue",
    Verdict.ERROR: "red",
}
STRENGTH_FILLS = {"must": "red", "principle": "orange", "encouraged": "yellow", "area": "yellow"}
STANDING_FILLS = {
    "fail": "red",
    "warning": "orange",
    "unknown": "violet",
    "pass": "green",
    "notapplicable": "grey",
}


def verdict_fill(verdict: Verdict, strength: str) -> str:
    """The colour of a verdict; that of a failure by the strength of the requirement."""
    if verdict is Verdict.FAIL:
        return STRENGTH_FILLS.get(strength, "red")
    return VERDICT_FILLS[verdict]


_CELL = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter"}
_MIDDLE = {"align": "center"}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16, "font_color": DARK, "valign": "vcenter"},
    "section": {
        "bold": True,
        "font_size": 12,
        "font_color": DARK,
        "valign": "vcenter",
        "bottom": 2,
        "bottom_color": MIDDLE,
    },
    "note": {"font_size": 9, "font_color": FADED, "text_wrap": True, "valign": "top"},
    "alarm": {"bold": True, "font_color": _RED[1], "text_wrap": True, "valign": "top"},
    "label": {**_CELL, "bold": True, "bg_color": LIGHT, "font_color": DARK},
    "head": {
        **_CELL,
        "bold": True,
        "bg_color": MIDDLE,
        "font_color": "#FFFFFF",
        "valign": "vcenter",
        "align": "center",
    },
    "upright": {
        **_CELL,
        "font_size": 9,
        "bg_color": LIGHT,
        "font_color": DARK,
        "rotation": 90,
        "valign": "bottom",
        "align": "center",
    },
    "group": {
        **_CELL,
        "bold": True,
        "font_size": 8,
        "bg_color": LIGHT,
        "font_color": DARK,
        "align": "center",
        "valign": "vcenter",
    },
    "id_head": {
        **_CELL,
        "bold": True,
        "font_size": 8,
        "bg_color": MIDDLE,
        "font_color": "#FFFFFF",
        "align": "center",
        "valign": "top",
        "text_wrap": False,
    },
    "cell": _CELL,
    "middle": {**_CELL, **_MIDDLE},
    "small": {**_CELL, "font_size": 9, "font_color": "#404040"},
    "code": {**_CELL, **_MIDDLE, "font_size": 9, "num_format": "@"},
    "text": {**_CELL, "num_format": "@"},
    "number": {**_CELL, **_MIDDLE, "num_format": "#,##0.##"},
    "whole": {**_CELL, **_MIDDLE, "num_format": "#,##0"},
    "percent": {**_CELL, **_MIDDLE, "num_format": "0.0%"},
    "day": {**_CELL, **_MIDDLE, "num_format": "yyyy-mm-dd"},
    "link": {**_CELL, "font_color": "#0563C1", "underline": 1},
    "link_plain": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter"},
    "link_middle": {**_CELL, **_MIDDLE, "font_color": "#0563C1", "underline": 1},
    "entry": {**_CELL, "bg_color": "#FFFEF2"},
    "day_entry": {**_CELL, **_MIDDLE, "bg_color": "#FFFEF2", "num_format": "yyyy-mm-dd"},
    "behind": {"font_size": 8, "font_color": "#808080"},
    "sum": {**_CELL, **_MIDDLE, "bold": True, "bg_color": LIGHT, "num_format": "#,##0"},
}
for _name, (_back, _ink) in FILLS.items():
    STYLES[f"tag.{_name}"] = {**_CELL, **_MIDDLE, "bg_color": _back, "font_color": _ink}
    STYLES[f"sign.{_name}"] = {
        **STYLES[f"tag.{_name}"],
        "bold": True,
        "valign": "vcenter",
        "text_wrap": False,
    }


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in another style than its column's."""

    value: str | float
    style: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to `url` (`internal:…`, `external:…`)."""

    text: str
    url: str
    style: str = "link"


Cell = str | float | Styled | Link | None


class Book:
    """A workbook under way. `links` maps the label of an input file to where it lies."""

    def __init__(self, workbook: Any, result: AuditResult) -> None:
        self._workbook = workbook
        self.language = result.language
        self._formats: dict[tuple[str, bool], Any] = {}

    def say(self, key: str, **values: object) -> str:
        """The sentence `excel.key`."""
        return say(self.language, f"excel.{key}", **values)

    def format(self, style: str, *, quoted: bool = False) -> Any:
        """The format of a style; `quoted` is as if the text had been typed after an apostrophe."""
        found = self._formats.get((style, quoted))
        if found is None:
            properties = {"quote_prefix": True} if quoted else {}
            found = self._workbook.add_format({**STYLES[style], **properties})
            self._formats[(style, quoted)] = found
        return found

    def sheet(self, name: str, colour: str = MIDDLE) -> Sheet:
        """A new sheet at the end, named by the wording `excel.sheet.NAME`."""
        title = self.say(f"sheet.{name}")
        worksheet = self._workbook.add_worksheet(title)
        worksheet.set_tab_color(colour)
        return Sheet(self, worksheet, title)

    def chart(self, options: Mapping[str, str]) -> Any:
        """A chart to be inserted into a sheet."""
        return self._workbook.add_chart(dict(options))


class Sheet:
    """A sheet under way: cells of rows that only go down."""

    def __init__(self, book: Book, worksheet: Any, title: str) -> None:
        self.book, self.worksheet, self.title = book, worksheet, title
        self._links = 0
        self._points, self._high_rows = 0.0, 0

    def put(self, row: int, column: int, value: Cell, style: str) -> None:
        """Write one cell. Text stays text whatever it begins with; None and '' are an empty cell."""
        if isinstance(value, str):
            if not value:
                self.worksheet.write_blank(row, column, None, self.book.format(style))
                return
            text = clean(value)
            form = self.book.format(style, quoted=looks_like_formula(text))
            self.worksheet.write_string(row, column, text, form)
        elif isinstance(value, Styled):
            self.put(row, column, value.value, value.style)
        elif isinstance(value, Link):
            self._put_link(row, column, value)
        elif value is None:
            self.worksheet.write_blank(row, column, None, self.book.format(style))
        else:
            self.worksheet.write_number(row, column, value, self.book.format(style))

    def _put_link(self, row: int, column: int, link: Link) -> None:
        text = clean(link.text)
        if self._links >= MOST_LINKS or not text:
            self.put(row, column, text, "cell")
            return
        self._links += 1
        form = self.book.format(link.style, quoted=looks_like_formula(text))
        self.worksheet.write_url(row, column, link.url, form, text)

    def link(self, column: int, link: Link) -> tuple[int, str, Any] | None:
        """Column, URL and format of a link; None where Excel takes no more of them."""
        if self._links >= MOST_LINKS or not link.text:
            return None
        self._links += 1
        return column, link.url, self.book.format(link.style)

    def merged(self, row: int, first: int, last: int, value: Cell, style: str) -> None:
        """Write one cell over several columns."""
        if last > first:
            form = self.book.format(style)
            self.worksheet.merge_range(row, first, row, last, "", form)
        self.put(row, first, value, style)

    def height(self, row: int, points: float) -> None:
        """How high a row is; to be called before anything below it is written."""
        self.worksheet.set_row(row, points)
        self._points += points
        self._high_rows += 1

    def above(self, row: int) -> float:
        """How high the rows above `row` are together, in points."""
        return self._points + (row - self._high_rows) * DEFAULT_HEIGHT

    def paragraph(
        self, row: int, columns: tuple[int, int], text: str, style: str, room: float
    ) -> None:
        """Text over several columns that together hold `room` Latin letters; the row is high enough for it."""
        size = STYLES[style].get("font_size", 10)
        points = max(1.0, lines(text, room * 10 / size)) * size * 1.6 + 4
        self.height(row, min(points, _HIGHEST))
        self.merged(row, *columns, text, style)

    def printed(self, *, repeat: tuple[int, int] | None = None, wide: int = 1) -> None:
        """A4 landscape, so many pages wide, headings repeated, pages numbered."""
        sheet, book = self.worksheet, self.book
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
        sheet.fit_to_pages(wide, 0)
        sheet.center_horizontally()
        if repeat is not None:
            sheet.repeat_rows(*repeat)
        sheet.set_footer(
            f"&L&8{book.say('footer')}&C&8{book.say('footer.page')}&R&8&A", {"margin": 0.3}
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading (a key of the wording), its width in Latin letters, its style."""

    key: str
    width: float
    style: str = "cell"


class ListSheet:
    """A sheet with a title, a note, one heading row and as many rows as Excel takes (`limit`)."""

    HEAD = 2
    """The row of the headings, from 0."""

    def __init__(
        self,
        book: Book,
        name: str,
        columns: Sequence[Column],
        *,
        colour: str = MIDDLE,
        limit: int = MOST_ROWS,
    ) -> None:
        self.sheet, self.columns, self.limit = book.sheet(name, colour), columns, limit
        self.book = book
        self.row = self.HEAD + 1
        self.left_out = 0
        self._styles = [column.style for column in columns]
        self._indices: dict[tuple[str, bool], int] = {}
        self._rows = Rows(self.sheet.worksheet, len(columns))
        self._rooms = [c.width * 10 / STYLES[c.style].get("font_size", 10) for c in columns]

    def start(self, title: str, note: str, *, frozen: int = 0) -> None:
        """Write what stands above the rows; `frozen` columns stay in sight."""
        sheet, worksheet = self.sheet, self.sheet.worksheet
        for at, column in enumerate(self.columns):
            worksheet.set_column(at, at, column.width)
        last, room = len(self.columns) - 1, sum(column.width for column in self.columns)
        sheet.height(0, 28)
        sheet.merged(0, 0, last, title, "title")
        sheet.paragraph(1, (0, last), note, "note", room)
        headings = [self.book.say(f"column.{column.key}") for column in self.columns]
        high = max(
            lines(heading, column.width - 2)
            for heading, column in zip(headings, self.columns, strict=True)
        )
        sheet.height(self.HEAD, 10 + 15 * high)
        for at, heading in enumerate(headings):
            sheet.put(self.HEAD, at, heading, "head")
        worksheet.freeze_panes(self.HEAD + 1, frozen)
        sheet.printed(repeat=(self.HEAD, self.HEAD))

    def add(self, cells: Sequence[Cell]) -> int:
        """Write a row and return its number from 0; what does not fit any more is counted, see `finish`."""
        row = self.row
        if row >= self.limit - 1:
            self.left_out += 1
            return row
        high = 1
        links: list[tuple[int, str, Any]] = []
        prepared: list[Prepared] = []
        for at, style in enumerate(self._styles):
            value = cells[at]
            if isinstance(value, str):
                index = self._index(style, looks_like_formula(value))
                if value and (needed := lines(value, self._rooms[at])) > high:
                    high = needed
            elif isinstance(value, Styled):
                style, value = value.style, value.value
                index = self._index(style, isinstance(value, str) and looks_like_formula(value))
            elif isinstance(value, Link):
                if (link := self.sheet.link(at, value)) is not None:
                    links.append(link)
                style, value = value.style if link else style, value.text
                index = self._index(style, looks_like_formula(value))
                high = max(high, lines(value, self._rooms[at]))
            else:
                index = self._index(style, False)
            prepared.append((value, index))
        self._rows.write(row, min(high * _LINE + 4, _HIGHEST), prepared, links)
        self.row = row + 1
        return row

    def _index(self, style: str, quoted: bool) -> int:
        found = self._indices.get((style, quoted))
        if found is None:
            found = self.book.format(style, quoted=quoted)._get_xf_index()
            self._indices[(style, quoted)] = found
        return found

    def finish(self, empty: str) -> None:
        """Set the filter; say `empty` where there is no row, and what was left out where there are too many."""
        last = len(self.columns) - 1
        if self.row == self.HEAD + 1:
            self.sheet.merged(self.row, 0, last, empty, "cell")
            return
        self.sheet.worksheet.autofilter(self.HEAD, 0, self.row - 1, last)
        if self.left_out:
            self.sheet.merged(self.row, 0, last, self.left_out_note(), "alarm")

    def left_out_note(self) -> str:
        """How many rows are not shown; '' where all are."""
        if not self.left_out:
            return ""
        shown = self.row - self.HEAD - 1
        values = {"shown": f"{shown:,}", "count": f"{shown + self.left_out:,}"}
        return self.book.say("left_out", sheet=self.sheet.title, **values)


@contextlib.contextmanager
def workbook(path: Path, result: AuditResult, title: str) -> Iterator[Book]:
    """A book that is saved at `path` at the end, whole or not at all."""
    with replaced(path, result.language) as (beside, scratch):
        made = xlsxwriter.Workbook(
            str(beside),
            {
                "constant_memory": True,
                "tmpdir": str(scratch),
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_format_properties": {
                    "font_name": FONT,
                    "font_size": 10,
                    "font_scheme": "none",
                },
            },
        )
        try:
            made.set_size(28800, 16200)
            made.set_properties(_properties(result, title))
            made.set_custom_property("mhaudit", "report")
            yield Book(made, result)
            made.close()
        finally:
            for worksheet in made.worksheets():
                with contextlib.suppress(OSError, ValueError):
                    worksheet._opt_close()


def _properties(result: AuditResult, title: str) -> dict[str, Any]:
    language = result.language
    packs = "; ".join(f"{pack.title or pack.name} {pack.version}" for pack in result.packs)
    found: dict[str, Any] = {
        "title": clean(title)[:250],
        "subject": clean(packs)[:250],
        "author": f"mhaudit {result.tool_version}",
        "category": say(language, "excel.property.category"),
        "keywords": say(language, "excel.property.keywords"),
        "comments": say(language, "excel.property.comments"),
    }
    with contextlib.suppress(ValueError):
        found["created"] = dt.datetime.fromisoformat(result.audited_at).replace(tzinfo=None)
    return found
