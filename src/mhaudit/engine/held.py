"""A condition held against rows: its truth is worked out once for each combination of values, not for each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from mhaudit.kinds.conditions import Lexicon, Truth, Where
from mhaudit.models.submission import Frame

ANSWERS = frozenset(
    {
        "done",
        "duty",
        "support",
        "homeroom_pay",
        "homeroom_years",
        "compulsory",
        "offered",
        "periods_per_week",
    }
)
"""Fields by whose answer a row may fail alone, so that the cell is where the fault lies."""

Values = tuple[Any, ...]


def met(
    where: Where, columns: Sequence[Sequence[Any]], day: dt.date, lexicons: Mapping[str, Lexicon]
) -> list[tuple[int, Truth]]:
    """The rows that meet the condition (True) or may (None); `columns` hold the values of `where.names`.

    Test by test, so that most rows are left out by the few values of one column.
    """
    rows: Sequence[int] = range(len(columns[0]))
    for test, column in zip(where.tests, columns, strict=False):
        lexicon = lexicons.get(test.field)
        refused = {
            value
            for value in {column[row] for row in rows}
            if test.on(value, day, lexicon) is False
        }
        if refused:
            rows = [row for row in rows if column[row] not in refused]
    known: dict[Values, Truth] = {}
    found = []
    for row in rows:
        values = tuple([column[row] for column in columns])
        if values not in known:
            named = dict(zip(where.names, values, strict=True))
            known[values] = where.on(named.__getitem__, day, lexicons)
        if known[values] is not False:
            found.append((row, known[values]))
    return found


class Held:
    """A condition on rows of one table, on one day."""

    def __init__(
        self, frame: Frame, where: Where, day: dt.date, lexicons: Mapping[str, Lexicon]
    ) -> None:
        self.where = where
        self._frame, self._day, self._lexicons = frame, day, lexicons
        self._columns = [frame.columns[name] for name in where.names]
        self._open: dict[Values, list[str]] = {}
        self._refused: dict[Values, tuple[list[str], bool]] = {}

    @cached_property
    def counted(self) -> list[tuple[int, Truth]]:
        """The rows that meet the condition, or may, and stand for anything."""
        high = self._frame.high
        if not self._columns:
            return [(row, True) for row, most in enumerate(high) if most != 0]
        rows = met(self.where, self._columns, self._day, self._lexicons)
        return [(row, truth) for row, truth in rows if high[row] != 0]

    def truth(self, row: int) -> Truth:
        """The condition on one row."""
        return self.where.on(self._value_of(self._values(row)), self._day, self._lexicons)

    def open_fields(self, row: int) -> list[str]:
        """The fields of a row whose tests are unknown."""
        values = self._values(row)
        if values not in self._open:
            self._open[values] = self.where.open_fields(
                self._value_of(values), self._day, self._lexicons
            )
        return self._open[values]

    def near_miss(self, row: int, columns: Mapping[str, int], blank: str) -> str | None:
        """The one answer by which a row does not count (R124); for a blank place (high 0) the field `blank`.

        `columns` are those of the row's sheet: what two fields were read from is one answer.
        """
        values = self._values(row)
        if values not in self._refused:
            self._refused[values] = self._refused_of(values)
        refused, surely = self._refused[values]
        if self._frame.high[row] == 0:
            return None if surely else blank
        asked = len(self.where.tests)
        if not refused or asked == len(refused) or not ANSWERS.issuperset(refused):
            return None
        return refused[0] if len({columns.get(name, name) for name in refused}) == 1 else None

    def _refused_of(self, values: Values) -> tuple[list[str], bool]:
        """The fields whose tests do not surely hold, and whether one of them surely does not."""
        value_of = self._value_of(values)
        truths = [
            (
                test.field,
                test.on(value_of(test.field), self._day, self._lexicons.get(test.field)),
            )
            for test in self.where.tests
        ]
        refused = [name for name, truth in truths if truth is not True]
        return refused, any(truth is False for _, truth in truths)

    def _values(self, row: int) -> Values:
        return tuple([column[row] for column in self._columns])

    def _value_of(self, values: Values) -> Callable[[str], Any]:
        return dict(zip(self.where.names, values, strict=True)).__getitem__
