"""The first sheet of a marked copy: what was found, worst first, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from mhaudit.findings import Place
from mhaudit.forms.marks import COLOURS, anchor
from mhaudit.forms.original import Copy, write
from mhaudit.forms.problems import SORTS, Problem
from mhaudit.forms.typeset import typeset
from mhaudit.reports.excel.styles import DARK, FONT, LIGHT, LINE
from mhaudit.reports.excel.text import clean, lines
from mhaudit.reports.folding import separator
from mhaudit.wording import say

_WIDTHS = {
    "number": 6,
    "sort": 15,
    "school": 24,
    "cell": 17,
    "whom": 15,
    "problem": 36,
    "remedy": 36,
    "rule": 46,
    "others": 22,
}
"""Columns in their order; the school's is there where the file holds several."""
_CENTRED = frozenset({"number", "sort", "cell"})
_A4 = "9"
_LINE_POINTS = 14.5
_FILL_COLOUR, _GREY, _LINK = LIGHT.lstrip("#"), "595959", "0563C1"
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Account:
    """What stands above and below the list. `remarks` are the statements on what the copy holds and lacks."""

    title: str
    summary: str
    counts: str
    private: str
    remarks: tuple[str, ...]


def add_listing(copy: Copy, problems: Sequence[Problem], account: Account, language: str) -> None:
    """Put the sheet in front of all others, and make it the one that opens."""
    book = copy.book
    sheet = book.create_sheet(say(language, "marks.sheet"), 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    _Listing(copy, sheet, problems, language).write(account)


class _Listing:
    def __init__(
        self, copy: Copy, sheet: Worksheet, problems: Sequence[Problem], language: str
    ) -> None:
        self.copy, self.sheet, self.problems, self.language = copy, sheet, problems, language
        several = len({problem.school for problem in problems if problem.school}) > 1
        self.columns = [name for name in _WIDTHS if name != "school" or several]
        self.width = sum(_WIDTHS[name] for name in self.columns)
        self.row = 1

    def write(self, account: Account) -> None:
        for at, name in enumerate(self.columns, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[name]
        self._line(account.title, Font(name=FONT, size=16, bold=True, color=DARK.lstrip("#")))
        self._line(account.summary, Font(name=FONT, size=10, color=_GREY))
        self._line(account.counts, Font(name=FONT, size=11, bold=True))
        self._line(account.private, Font(name=FONT, size=10, color="A3120A"))
        if self.problems:
            self._legend()
            self._table()
        self.row += 1
        for remark in account.remarks:
            self._line(remark, Font(name=FONT, size=10, color=_GREY))
        self._page()

    def _printed(self, text: str) -> str:
        return clean(typeset(text) if self.language == "zh" else text)

    def _say(self, key: str, **values: object) -> str:
        return self._printed(say(self.language, key, **values))

    def _line(self, text: str, font: Font) -> None:
        """A text over the whole width, in a row of its own."""
        if not text:
            return
        size = float(font.size or 11)
        cell = write(self.sheet, self.row, 1, self._printed(text))
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        self.sheet.merge_cells(
            start_row=self.row, start_column=1, end_row=self.row, end_column=len(self.columns)
        )
        room = self.width * 11 / max(size, 10)
        self.sheet.row_dimensions[self.row].height = 6 + size * 1.5 * lines(text, room)
        self.row += 1

    def _legend(self) -> None:
        """The colours that occur, each with its word."""
        there = [sort for sort in SORTS if any(problem.sort == sort for problem in self.problems)]
        cell = write(self.sheet, self.row, 1, self._say("marks.legend"))
        cell.font = Font(name=FONT, size=10, color=_GREY)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        for at, sort in enumerate(there, 2):
            cell = write(self.sheet, self.row, at, self._say(f"marks.sort.{sort}"))
            cell.font = Font(name=FONT, size=10)
            cell.fill = PatternFill("solid", fgColor=COLOURS[sort].lstrip("#"))
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.sheet.row_dimensions[self.row].height = 21
        self.row += 2

    def _table(self) -> None:
        side = Side(style="thin", color=LINE.lstrip("#"))
        border = Border(left=side, right=side, top=side, bottom=side)
        top = self.row
        for at, name in enumerate(self.columns, 1):
            cell = write(self.sheet, top, at, self._say(f"marks.column.{name}"))
            cell.font = Font(name=FONT, size=11, bold=True)
            cell.fill = PatternFill("solid", fgColor=_FILL_COLOUR)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = border
        self.sheet.row_dimensions[top].height = 26
        for number, problem in enumerate(self.problems, 1):
            self.row += 1
            self._problem(number, problem, border)
        last = get_column_letter(len(self.columns))
        self.sheet.auto_filter.ref = f"A{top}:{last}{self.row}"
        self.sheet.freeze_panes = f"A{top + 1}"
        self.sheet.print_title_rows = f"{top}:{top}"
        self.row += 1

    def _problem(self, number: int, problem: Problem, border: Border) -> None:
        texts = self._texts(number, problem)
        tall = 1
        for at, name in enumerate(self.columns, 1):
            cell = write(self.sheet, self.row, at, texts[name])
            cell.font = Font(name=FONT, size=10)
            centred = "center" if name in _CENTRED else "left"
            indent = 0 if name in _CENTRED else 1
            cell.alignment = Alignment(
                horizontal=centred, vertical="center", wrap_text=True, indent=indent
            )
            cell.border = border
            tall = max(tall, lines(str(texts[name]), (_WIDTHS[name] - 2) * 1.2))
            if name == "sort":
                cell.fill = PatternFill("solid", fgColor=COLOURS[problem.sort].lstrip("#"))
            if name == "cell" and problem.places:
                self._link(cell, problem.places[0])
        self.sheet.row_dimensions[self.row].height = min(6 + _LINE_POINTS * tall, 400)

    def _texts(self, number: int, problem: Problem) -> dict[str, str | int]:
        names = [place.text() for place in problem.places]
        first = names[0] if names else self._say("marks.no_cell")
        others = separator(self.language).join(names[1 : 1 + _MOST_NAMED])
        if len(names) > 1 + _MOST_NAMED:
            others += "…"
        related = "\n".join(filter(None, (others, problem.related)))
        texts = {
            "sort": say(self.language, f"marks.sort.{problem.sort}"),
            "problem": problem.problem,
            "remedy": problem.remedy,
            "rule": self._requirement(problem),
            "whom": problem.whom,
        }
        shown: dict[str, str | int] = {name: self._printed(text) for name, text in texts.items()}
        plain = {"school": problem.school, "cell": first, "others": related}
        return shown | {name: clean(text) for name, text in plain.items()} | {"number": number}

    def _requirement(self, problem: Problem) -> str:
        """The requirement, and on the next line the clause it rests on."""
        if not problem.clause:
            return problem.rule
        clause = say(self.language, "marks.comment.clause", clause=problem.clause)
        return f"{problem.rule}\n{clause}"

    def _link(self, cell: Cell, place: Place) -> None:
        """Go to the cell in this very workbook."""
        sheet = self.copy.sheets.get(place.sheet)
        if sheet is None:
            return
        target = anchor(sheet, place.cell).coordinate if place.cell else "A1"
        quoted = sheet.title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")
        cell.font = Font(name=FONT, size=10, color=_LINK, underline="single")

    def _page(self) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = "C00000"
        print_across(sheet)
        words = self._say("marks.footer").removeprefix("&C")
        assert sheet.oddFooter is not None
        sheet.oddFooter.center.text = words.replace("&P", "&[Page]").replace("&N", "&[Pages]")


def print_across(sheet: Worksheet) -> None:
    """A4 across, as wide as the page, however many pages down."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.8
    sheet.page_margins.footer = 0.4
