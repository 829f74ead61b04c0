"""A condition held against rows: its truth is worked out once for each combination of values, not for each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
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


class RowsBy:
    """The rows of a table by the value of a field; each field is gone through once, however many conditions ask."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._found: dict[str, dict[Any, list[int]]] = {}

    def value_of(self, name: str) -> Mapping[Any, Sequence[int]]:
        """Value of the field → rows."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = {}
            for row, value in enumerate(self._frame.columns[name]):
                found.setdefault(value, []).append(row)
        return found


def met(
    where: Where,
    columns: Sequence[Sequence[Any]],
    day: dt.date,
    lexicons: Mapping[str, Lexicon],
    rows_by: RowsBy | None = None,
) -> list[tuple[int, Truth]]:
    """The rows that meet the condition (True) or may (None); `columns` hold the values of `where.names`.

    Test by test, so that most rows are left out by the few values of one column; by the first test without a
    look at each row where `rows_by` tells.
    """
    rows: Sequence[int] = range(len(columns[0]))
    tests = list(zip(where.tests, columns, strict=False))
    if rows_by and tests:
        test, _ = tests.pop(0)
        lexicon = lexicons.get(test.field)
        by_value = rows_by.value_of(test.field)
        kept = [value for value in by_value if test.on(value, day, lexicon) is not False]
        if len(kept) < len(by_value):
            rows = sorted(chain.from_iterable(by_value[value] for value in kept))
    for test, column in tests:
        lexicon = lexicons.get(test.field)
        refused = {
            value
            for value in {column[row] for row in rows}
            if test.on(value, day, lexicon) is False
        }
        if refused:
            rows = [row for row in rows if column[row] not in refused]
    known: dict[Values, Truth] = {}
    found: list[tuple[int, Truth]] = []
    for row in rows:
        values = tuple([column[row] for column in columns])
        try:  # one look-up: hashing sets of themes or grades costs most of this loop
            truth = known[values]
        except KeyError:
            named = dict(zip(where.names, values, strict=True))
            truth = known[values] = where.on(named.__getitem__, day, lexicons)
        if truth is not False:
            found.append((row, truth))
    return found


class Held:
    """A condition on rows of one table, on one day."""

    def __init__(
        self,
        frame: Frame,
        where: Where,
        day: dt.date,
        lexicons: Mapping[str, Lexicon],
        rows_by: RowsBy,
    ) -> None:
        self.where = where
        self._frame, self._day, self._lexicons = frame, day, lexicons
        self._rows_by = rows_by
        self._columns = [frame.columns[name] for name in where.names]
        self._open: dict[Values, list[str]] = {}
        self._refused: dict[Values, tuple[list[str], bool]] = {}

    @cached_property
    def counted(self) -> list[tuple[int, Truth]]:
        """The rows that meet the condition, or may, and stand for anything."""
        high = self._frame.high
        return [(row, truth) for row, truth in self._met(self.where) if high[row] != 0]

    def _met(self, where: Where) -> Iterable[tuple[int, Truth]]:
        if not where.names:
            return ((row, True) for row in range(len(self._frame)))
        columns = [self._frame.columns[name] for name in where.names]
        return met(where, columns, self._day, self._lexicons, self._rows_by)

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

    @cached_property
    def nearly(self) -> Mapping[int, Sequence[int]]:
        """Per school the rows that no test but those of `ANSWERS` surely refuses: no other is a near miss."""
        others = tuple(test for test in self.where.tests if test.field not in ANSWERS)
        found: dict[int, list[int]] = {}
        for row, _ in self._met(Where(others)):
            found.setdefault(self._frame.school[row], []).append(row)
        return found

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
