"""Workbooks that count days from 1904: a bare number in a date column is another day there than elsewhere (R69)."""

from __future__ import annotations

import datetime as dt
import re

from mhaudit.loader.cell_text import plain
from mhaudit.loader.layout import Column, RawTable

_ZERO = dt.date(1904, 1, 1)
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2050, 12, 31)
_DATED = frozenset({"date", "period"})
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]{1,15})?")


def settle_days(table: RawTable) -> list[tuple[int, Column, str]]:
    """Put days in place of bare numbers in date columns: (row, column, the number) of each cell changed.

    Called for sheets of such workbooks only; cells with a date format are days already.
    """
    changed = []
    for column in table.columns:
        if column.key not in _DATED:
            continue
        for row in table.rows:
            value = _number(table.raw(row, column.index))
            if value is not None and (_FIRST - _ZERO).days <= value < (_LAST - _ZERO).days + 1:
                table.said[row, column.index] = _ZERO + dt.timedelta(days=int(value))
                changed.append((row, column, f"{value:g}" if value % 1 else f"{value:.0f}"))
    return changed


def _number(raw: object) -> float | None:
    """A number, also one that stands as text: what a date turns to in a column made text is counted alike."""
    if isinstance(raw, str):
        text = plain(raw)
        return float(text) if _SERIAL.fullmatch(text) else None
    return None if isinstance(raw, bool) or not isinstance(raw, int | float) else raw
