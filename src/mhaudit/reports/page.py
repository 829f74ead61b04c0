"""Lines of text for a terminal, a pipe or a file: cleaned, wrapped by the width they take on a screen.

A Chinese character takes two cells. Text from cells is untrusted: control and direction characters are
taken out, and no markup is ever read in it. Colour only repeats what the words say.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST, WIDEST = 40, 120
_GAP, _NARROWEST_COLUMN = 2, 6
_CHINESE_QUOTES = re.compile("\u201c([^\u201c\u201d]*[\u2e80-\uffef])\u201d")
_SPACES = re.compile(r"[\s\u2028\u2029]+")
_OPENING = "([{《〈「『【“‘（"
_CLOSING = ")]}》〉」』】”’）,.;:!?%，。；：！？、…—"


class Page:
    """Writes wrapped lines to `stream`, which takes `width` cells a line."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        self.stream = stream
        self.width = width or stream_width(stream)
        self._console = _console(stream, self.width)

    def onto(self, stream: TextIO) -> Page:
        """A page as wide, in the same colours, on another stream, whose text may be written here later."""
        other = Page(stream, self.width)
        other._console = _same_colours(self._console, stream)
        return other

    def line(self, text: str = "", *, indent: int = 0, mark: str = "", style: str = "") -> None:
        """Write one paragraph; lines after the first stand under its text, `mark` before it."""
        text = printable(text)
        lead = " " * indent + mark
        rest = " " * cell_len(lead)
        for number, part in enumerate(wrap(text, max(self.width - cell_len(lead), 10))):
            self._write((rest if number else lead) + part, style)

    def items(self, label: str, items: Sequence[str], *, indent: int = 0, style: str = "") -> None:
        """Write items after a label, none of them broken over two lines unless it is wider than one."""
        lead = " " * indent + printable(label)
        width = max(self.width - cell_len(lead), 10)
        line = ""
        for item in map(printable, items):
            joined = f"{line}{' ' * _GAP}{item}" if line else item
            if line and cell_len(joined) > width:
                self._items_line(line, lead, style)
                lead, joined = " " * cell_len(lead), item
            line = joined
        self._items_line(line, lead, style)

    def _items_line(self, text: str, lead: str, style: str) -> None:
        self.line(text, indent=len(lead) - len(lead.lstrip()), mark=lead.lstrip(), style=style)

    def table(
        self,
        headings: Sequence[tuple[str, bool]],
        rows: Sequence[Sequence[str]],
        *,
        indent: int = 0,
    ) -> None:
        """Write columns under `(heading, is a number)`; text that is too long goes on below itself."""
        given = ([heading for heading, _ in headings], *rows)
        lines = [[_plain_quotes(printable(cell)) for cell in row] for row in given]
        numbers = [number for _, number in headings]
        widths = _widths(lines, numbers, self.width - indent)
        for at, line in enumerate(lines):
            for text in _table_lines(line, widths, numbers):
                self._write(" " * indent + text, "" if at else "bold")

    def _write(self, line: str, style: str) -> None:
        if self._console is not None and style:
            from rich.text import Text

            self._console.print(Text(line, style), soft_wrap=True)
        else:
            self.stream.write(line.rstrip() + "\n")


def _console(stream: TextIO, width: int) -> Console | None:
    """What writes colour, or None where there is none: in a file or a pipe, on a terminal that has no colour."""
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE") == "1"
    if not (stream.isatty() or forced):
        return None
    from rich.console import Console  # a pipe does without: it is a tenth of the start

    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    return console if console.is_terminal and console.color_system is not None else None


def _same_colours(console: Console | None, stream: TextIO) -> Console | None:
    if console is None or console.legacy_windows:  # where colour is no text
        return None
    from rich.console import Console

    system: Any = console.color_system
    return Console(
        file=stream,
        width=console.width,
        force_terminal=True,
        color_system=system,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _plain_quotes(cell: str) -> str:
    """Quotes in Chinese text as those that every terminal shows two cells wide, so that columns stay in line."""
    return _CHINESE_QUOTES.sub(lambda found: f"\u300c{found[1]}\u300d", cell)


def _widths(lines: Sequence[Sequence[str]], numbers: Sequence[bool], width: int) -> list[int]:
    """As wide as the longest cell; where that is too much, text gives way, then headings over numbers."""
    columns = list(zip(*lines, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    floors = [
        max(map(cell_len, column[1:]), default=1) if number else _NARROWEST_COLUMN
        for column, number in zip(columns, numbers, strict=True)
    ]
    excess = sum(widths) + _GAP * (len(widths) - 1) - width
    for wanted in (False, True):
        kind = [at for at, number in enumerate(numbers) if number is wanted]
        while excess > 0 and (wide := [at for at in kind if widths[at] > max(floors[at], 4)]):
            widths[max(wide, key=lambda at: widths[at])] -= 1
            excess -= 1
    return widths


def _table_lines(
    cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]
) -> Iterator[str]:
    """The lines that one row of a table takes."""
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = []
        for part, width, number in zip(parts, widths, numbers, strict=True):
            space = " " * (width - cell_len(part))
            padded.append(space + part if number else part + space)
        yield (" " * _GAP).join(padded)


def stream_width(stream: TextIO) -> int:
    """The width of a terminal; 80, or what COLUMNS says, for anything else."""
    if stream.isatty():
        # The last column of a Windows console breaks the line by itself.
        columns = shutil.get_terminal_size().columns - (os.name == "nt")
    else:
        set_by_user = os.environ.get("COLUMNS", "")
        columns = int(set_by_user) if set_by_user.isdecimal() else 80
    return min(max(columns, NARROWEST), WIDEST)


def printable(text: str) -> str:
    """`text` on one line, without control characters, direction marks and lone surrogates."""
    if text.isprintable():
        return text
    text = _SPACES.sub(lambda found: found[0] if found[0] == "\u3000" else " ", text)
    return "".join(map(_printable_character, text))


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else character


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells: broken at spaces and between Chinese characters.

    No line starts with a closing mark or ends with an opening one; a word longer than a line is cut.
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if not line and piece.isspace():
            continue
        while size > width:
            head = _head(piece, width)
            lines.append(head)
            piece = piece[len(head) :]
            size = cell_len(piece)
        line, used = line + piece, used + size
    lines.append(line.rstrip())
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]


def _head(text: str, width: int) -> str:
    """The longest start of `text` that takes at most `width` cells, but at least one character."""
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def _pieces(text: str) -> list[str]:
    """What a line break may not cut: a Latin word, a Chinese character with the marks around it, spaces."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1] if pieces else ""
        if last and _sticks(last, character):
            pieces[-1] = last + character
        else:
            pieces.append(character)
    return pieces


def _sticks(last: str, character: str) -> bool:
    if last.isspace() or character.isspace():
        return last.isspace() and character.isspace()
    if last[-1] in _OPENING or character in _CLOSING:
        return True
    return not (_wide(last[-1]) or _wide(character)) and not (
        last[-1] in _CLOSING and _wide(last[0])
    )


def _wide(character: str) -> bool:
    return ord(character) >= 0x2E80
