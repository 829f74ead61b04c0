"""Marks in cells: a colour for the worst problem, and a comment with every problem, its clause and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from mhaudit.forms.original import Copy, cells_of
from mhaudit.forms.problems import SORTS, Problem
from mhaudit.forms.typeset import typeset
from mhaudit.reports.excel.styles import FILLS
from mhaudit.reports.excel.text import clean, lines
from mhaudit.wording import LANGUAGES, say

COLOURS = {
    "error": FILLS["red"][0],
    "must": FILLS["red"][0],
    "principle": FILLS["orange"][0],
    "encouraged": FILLS["yellow"][0],
    "unknown": FILLS["violet"][0],
    "data": FILLS["blue"][0],
}
AUTHOR = "mhaudit"
_MOST = 6
"""So many problems of one cell are told in its comment."""
_WIDTH, _LINE, _MARGIN, _TALLEST = 380, 17, 14, 620
"""Of a comment's box, in pixels."""
_PALE = 0xB0
"""Of red, green and blue: what is above stands out from a dark ground only."""
_LETTERS = 52
"""How many narrow letters a line of it takes."""


def mark(book: Copy, problems: Sequence[Problem], language: str) -> int:
    """Mark every cell that a problem points at; returns how many. A cell in a merged block is its anchor."""
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        for place in problem.places:
            sheet = book.sheets.get(place.sheet)
            if sheet is not None and place.cell:
                cell = anchor(sheet, place.cell)
                told = by_cell.setdefault((sheet.title, cell.coordinate), [])
                if problem not in told:
                    told.append(problem)
    for (title, name), told in by_cell.items():
        _mark(book.book[title][name], told, language)
    return len(by_cell)


def anchor(sheet: Worksheet, name: str) -> Cell:
    """The cell, or the first cell of the merged block that it lies in."""
    cell = sheet[name]
    if isinstance(cell, MergedCell):
        block = next(each for each in sheet.merged_cells.ranges if name in each)
        cell = sheet.cell(block.min_row, block.min_col)
    assert isinstance(cell, Cell)
    return cell


def unmark(sheet: Worksheet) -> None:
    """Take out the marks of an earlier copy. The colour that a mark covered then is not known any more.

    Comments of the school's own stay, in boxes that show all their words: openpyxl forgets how large they were.
    """
    heads = {say(language, "marks.comment.head") for language in LANGUAGES}
    colours = {colour.lstrip("#") for colour in COLOURS.values()}
    for cell in cells_of(sheet):
        if cell.comment is None or not isinstance(cell, Cell):
            continue
        head = next((head for head in heads if head in cell.comment.text), None)
        if head is None:
            cell.comment = _comment(cell.comment.text, cell.comment.author or "")
            continue
        own = cell.comment.text.partition(head)[0].rstrip()
        cell.comment = _comment(own, cell.comment.author or "") if own else None
        if str(cell.fill.fgColor.rgb)[-6:] in colours:
            cell.fill = PatternFill()


def _mark(cell: Cell, problems: Sequence[Problem], language: str) -> None:
    worst = min(problems, key=lambda problem: SORTS.index(problem.sort))
    cell.fill = PatternFill("solid", fgColor=COLOURS[worst.sort].lstrip("#"))
    if _pale(cell.font.color):
        font: Any = copy(cell.font)
        font.color = Color(rgb="FF000000")
        cell.font = font
    text = "\n\n".join(_told(problem, language) for problem in problems[:_MOST])
    if len(problems) > _MOST:
        text += "\n\n" + say(language, "marks.comment.more", count=len(problems) - _MOST)
    text = f"{say(language, 'marks.comment.head')}\n{text}"
    if cell.comment is not None and cell.comment.text.strip():
        text = f"{cell.comment.text.rstrip()}\n\n{text}"
        author = cell.comment.author or AUTHOR
    else:
        author = AUTHOR
    cell.comment = _comment(clean(text), author)


def _comment(text: str, author: str) -> Comment:
    """In a box that is large enough for it."""
    height = min(_MARGIN + _LINE * lines(text, _LETTERS), _TALLEST)
    return Comment(text, author, height=height, width=_WIDTH)


def _pale(colour: Color | None) -> bool:
    """Whether text of this colour was meant for a dark cell: upon a mark it could not be read."""
    if colour is None:
        return False
    if colour.type == "theme":
        return colour.theme == 0
    if colour.type == "indexed":
        return colour.indexed in {1, 9}
    return colour.type == "rgb" and min(bytes.fromhex(str(colour.rgb)[-6:])) > _PALE


def _told(problem: Problem, language: str) -> str:
    """【不达标·必须】what; requirement; clause; remedy: one line each."""
    what = f"{problem.whom}: {problem.problem}" if problem.whom else problem.problem
    told = [
        say(
            language,
            "marks.comment",
            sort=say(language, f"marks.sort.{problem.sort}"),
            problem=what,
        )
    ]
    if problem.sort != "data":
        told.append(say(language, "marks.comment.rule", rule=problem.rule))
    if problem.clause:
        told.append(say(language, "marks.comment.clause", clause=problem.clause))
    if problem.remedy:
        told.append(say(language, "marks.comment.remedy", remedy=problem.remedy))
    text = "\n".join(told)
    return typeset(text) if language == "zh" else text
