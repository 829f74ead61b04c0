"""How the rows of a list fall on pages, so that no page is printed for the last two or three."""

from __future__ import annotations

_WIDE, _HIGH = 784.0, 512.0
"""Points that A4 across leaves between the margins."""
_LETTER, _PADDING = 5.25, 3.75
"""Points of a column: for each Latin letter, and once."""
_REMNANT = 0.25
"""So little of a page is left over; more is a page of its own."""
_SHRUNK = 0.08
"""By so much the print may become smaller to take it in."""
_BALANCED = 2
"""So many pages are made equal where the last one would hold little; with more, a guess of where they end is off."""
_MOST = 10
"""With more pages the guess may be wrong by more than one."""


class Paper:
    """Counts pages while rows are written. `head` are the points of what stands on each of them.

    A guess: Excel, WPS and LibreOffice differ by a row or two. They are told a number of pages only where that
    number is one less than the guess, and print smaller as far as needed.
    """

    def __init__(self, columns: list[float], above: float, head: float) -> None:
        wide = sum(column * _LETTER + _PADDING for column in columns)
        self._page = _HIGH * max(1.0, wide / _WIDE)
        self._head, self._used = head, above + head
        self._rows: list[float] = []  # as long as there are two pages at most
        self.pages = 1

    def row(self, points: float) -> None:
        """The next row."""
        if self.pages <= _BALANCED:
            self._rows.append(points)
        self._used += points
        if self._used > self._page:
            self.pages += 1
            self._used = self._head + points

    def fitted(self) -> int:
        """On how many pages it is to be printed; 0 for as many as it takes."""
        left = self._used - self._head
        others = self.pages - 1
        small = left <= self._page * min(_REMNANT, _SHRUNK * others)
        return others if 0 < others <= _MOST and small else 0

    def balanced(self) -> int:
        """How many rows the first of two pages had better hold, so that the second has as much; 0 to let them be."""
        few = self._used - self._head <= self._page * _REMNANT
        if self.pages != _BALANCED or not few or self.fitted():
            return 0
        half, held = sum(self._rows) / 2, 0.0
        for at, points in enumerate(self._rows):
            held += points
            if held >= half:
                return at + 1
        return 0
