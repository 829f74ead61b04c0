"""Workbooks that count days from 1904: a bare number in a date column is another day there than elsewhere (R69)."""

from __future__ import annotations

import datetime as dt

from mhaudit.loader.layout import Column, RawTable

_ZERO = dt.date(1904, 1, 1)
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2050, 12, 31)
_DATED = frozenset({"date", "period"})


def settle_days(table: RawTable) -> list[tuple[int, Column, str]]:
    """Put days in place of bare numbers in date columns: (row, column, the number) of each cell changed.

    Called for sheets of such workbooks only; cells with a date format are days already.
    """
    changed = []
    cells = table.sheet.cells
    for column in table.columns:
        if column.key not in _DATED:
            continue
        for row in table.rows:
            value = cells[row][column.index] if column.index < len(cells[row]) else None
            if isinstance(value, bool) or not isinstance(value, int | float):
                continue
            if (_FIRST - _ZERO).days <= value < (_LAST - _ZERO).days + 1:
                cells[row][column.index] = _ZERO + dt.timedelta(days=int(value))
                changed.append((row, column, f"{value:g}" if value % 1 else f"{value:.0f}"))
    if changed:
        vars(table.sheet).pop("columns", None)  # kept from before the change
    return changed
