"""A workbook as all sheets share it: fonts and colours, cells that are only ever text or numbers, print set-up.

Everything is written row by row from the top (XlsxWriter's `constant_memory`), so that a sheet of a hundred
thousand rows takes no more memory than one of ten. Sheets are made in the order they stand in; each may be
written at any time.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from mhaudit.findings import AuditResult
from mhaudit.reports.excel.paper import Paper
from mhaudit.reports.excel.rows import Rows, rendered
from mhaudit.reports.excel.saving import replaced
from mhaudit.reports.excel.styles import FONT, MIDDLE, STYLES
from mhaudit.reports.excel.text import clean, lines, looks_like_formula
from mhaudit.reports.folding import separator
from mhaudit.wording import say

MOST_ROWS = 1_048_576
MOST_LINKS = 65_000
"""Excel takes 65,530 links a sheet."""
DEFAULT_HEIGHT = 15.0
"""Points, of a row whose height is not set."""
_REMEMBERED = 2048
"""So many different cells of a list are kept as they were written: most rows repeat words of rows above."""
_A4 = 9
_LINE, _HIGHEST = 16.0, 409.0
"""Points: a line of text, and the highest row that Excel takes."""


class Styled(NamedTuple):
    """A value in another style than its column's."""

    value: str | float
    style: str


class Link(NamedTuple):
    """Text that leads to `url` (`internal:…`, `external:…`)."""

    text: str
    url: str
    style: str = "link"


Cell = str | float | Styled | Link | None


class Book:
    """A workbook under way."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self.language = language
        self._formats: dict[tuple[str, bool], Any] = {}

    def say(self, key: str, **values: object) -> str:
        """The sentence `excel.key`."""
        return say(self.language, f"excel.{key}", **values)

    def joined(self, parts: Iterable[str]) -> str:
        """The parts as a list."""
        return separator(self.language).join(parts)

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
        self._links = self.unlinked = 0
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
        if not text or not self.count_link():
            self.put(row, column, text, "cell")
            return
        form = self.book.format(link.style, quoted=looks_like_formula(text))
        self.worksheet.write_url(row, column, link.url, form, text)

    def count_link(self) -> bool:
        """Whether Excel takes another link; it then counts as made."""
        if self._links >= MOST_LINKS:
            self.unlinked += 1
            return False
        self._links += 1
        return True

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
        self.height(row, paragraph_height(text, style, room))
        self.merged(row, *columns, text, style)

    def printed(
        self, *, repeat: tuple[int, int] | None = None, wide: int = 1, high: int = 0
    ) -> None:
        """A4 landscape, so many pages wide and high (0: as many as it takes), headings repeated, pages numbered."""
        sheet, book = self.worksheet, self.book
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.6)
        sheet.fit_to_pages(wide, high)
        sheet.center_horizontally()
        if repeat is not None:
            sheet.repeat_rows(*repeat)
        sheet.set_footer(
            f"&L&8{book.say('footer')}&C&8{book.say('footer.page')}&R&8&A", {"margin": 0.3}
        )


def paragraph_height(text: str, style: str, room: float) -> float:
    """How high a row must be for `text` in cells that together hold `room` Latin letters, in points."""
    size: float = STYLES[style].get("font_size", 10)
    return min(max(1.0, lines(text, room * 10 / size)) * size * 1.6 + 4, _HIGHEST)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading (a key of the wording, or the words themselves), its width in Latin
    letters, its style."""

    key: str
    width: float
    style: str = "cell"
    heading: str = ""
    hidden: bool = False


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
        self._rows = Rows(self.sheet.worksheet, len(columns))
        self._cell = lru_cache(_REMEMBERED)(self._rendered)
        self._rooms = [c.width * 10 / STYLES[c.style].get("font_size", 10) for c in columns]

    def start(self, title: str, note: str, *, frozen: int = 0) -> None:
        """Write what stands above the rows; `frozen` columns stay in sight."""
        sheet, worksheet = self.sheet, self.sheet.worksheet
        for at, column in enumerate(self.columns):
            worksheet.set_column(at, at, column.width, None, {"hidden": column.hidden})
        shown = [column for column in self.columns if not column.hidden]
        last, room = len(shown) - 1, sum(column.width for column in shown)
        sheet.height(0, 28)
        sheet.merged(0, 0, last, title, "title")
        sheet.paragraph(1, (0, last), note, "note", room)
        headings = [each.heading or self.book.say(f"column.{each.key}") for each in self.columns]
        high = max(
            lines(heading, column.width - 2)
            for heading, column in zip(headings, self.columns, strict=True)
        )
        sheet.height(self.HEAD, 10 + 15 * high)
        above = sheet.above(self.HEAD)
        self._paper = Paper([column.width for column in shown], above, 10 + 15.0 * high)
        for at, heading in enumerate(headings):
            sheet.put(self.HEAD, at, heading, "head")
        worksheet.freeze_panes(self.HEAD + 1, frozen)

    @property
    def number(self) -> int:
        """What the next row is numbered, from 1."""
        return self.row + self.left_out - self.HEAD

    def add(self, cells: Sequence[Cell]) -> int:
        """Write a row and return its number from 0; what does not fit any more is counted, see `finish`."""
        row = self.row
        if row >= self.limit - 1:
            self.left_out += 1
            return row
        high = 1
        links: list[tuple[int, str]] = []
        written: list[str] = []
        for at, value in enumerate(cells):
            if isinstance(value, Link):
                value = self._linked(at, value, links)
            text, needed = self._cell(at, value)
            written.append(text)
            if needed > high:
                high = needed
        points = min(high * _LINE + 4, _HIGHEST)
        self._paper.row(points)
        self._rows.write(row, points, written, links)
        self.row = row + 1
        return row

    def _linked(self, at: int, link: Link, links: list[tuple[int, str]]) -> Cell:
        """What a link shows; it joins `links` unless Excel takes no more of them."""
        if not link.text or not self.sheet.count_link():
            return link.text
        links.append((at, link.url))
        return Styled(link.text, link.style)

    def _rendered(self, at: int, value: str | float | Styled | None) -> tuple[str, int]:
        """A cell of a column as it is written, and how many lines it takes."""
        style = self._styles[at]
        if isinstance(value, Styled):
            value, style = value
        if not isinstance(value, str):
            return rendered(value, self._index(style, False)), 1
        index = self._index(style, looks_like_formula(value))
        return rendered(value, index), lines(value, self._rooms[at])

    def _index(self, style: str, quoted: bool) -> int:
        found: int = self.book.format(style, quoted=quoted)._get_xf_index()
        return found

    def finish(self, empty: str) -> None:
        """Set filter and pages; say `empty` where there is no row, what was left out where there are too many."""
        self.sheet.printed(repeat=(self.HEAD, self.HEAD), high=self._paper.fitted())
        if first_page := self._paper.balanced():
            self.sheet.worksheet.set_h_pagebreaks([self.HEAD + 1 + first_page])
        last = len(self.columns) - 1
        if self.row == self.HEAD + 1:
            self.sheet.merged(self.row, 0, last, empty, "cell")
            return
        self.sheet.worksheet.autofilter(self.HEAD, 0, self.row - 1, last)
        notes = filter(None, (self.left_out_note(), self.unlinked_note()))
        for row, note in zip(range(self.row, MOST_ROWS), notes, strict=False):
            self.sheet.merged(row, 0, last, note, "alarm")

    def unlinked_note(self) -> str:
        """How many of the last rows have no link because Excel takes no more; '' where all have theirs."""
        if not self.sheet.unlinked:
            return ""
        values = {"count": f"{self.sheet.unlinked:,}", "most": f"{MOST_LINKS:,}"}
        return self.book.say("unlinked", sheet=self.sheet.title, **values)

    def left_out_note(self) -> str:
        """How many rows are not shown; '' where all are."""
        if not self.left_out:
            return ""
        shown = self.row - self.HEAD - 1
        values = {"shown": f"{shown:,}", "count": f"{shown + self.left_out:,}"}
        return self.book.say("left_out", sheet=self.sheet.title, **values)


@contextlib.contextmanager
def workbook(path: Path, language: str, properties: Mapping[str, Any]) -> Iterator[Book]:
    """A book that is saved at `path` at the end, whole or not at all; `properties` as XlsxWriter names them."""
    with replaced(path, language) as (beside, scratch):
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
            made.set_properties(
                {
                    "category": say(language, "excel.property.category"),
                    "keywords": say(language, "excel.property.keywords"),
                    "comments": say(language, "excel.property.comments"),
                    **properties,
                }
            )
            made.set_custom_property("mhaudit", "report")
            yield Book(made, language)
            made.close()
        finally:
            for worksheet in made.worksheets():
                with contextlib.suppress(OSError, ValueError):
                    worksheet._opt_close()


def properties_of(result: AuditResult, title: str) -> dict[str, Any]:
    """The properties of a workbook about one result."""
    packs = "; ".join(f"{pack.title or pack.name} {pack.version}" for pack in result.packs)
    found: dict[str, Any] = {
        "title": clean(title)[:250],
        "subject": clean(packs)[:250],
        "author": f"mhaudit {result.tool_version}",
    }
    with contextlib.suppress(ValueError):
        found["created"] = dt.datetime.fromisoformat(result.audited_at).replace(tzinfo=None)
    return found
