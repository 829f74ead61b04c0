"""Where a row was looked for in vain (R124): near misses, blank places, and the headings searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from mhaudit.engine.belonging import CLASS, GRADES
from mhaudit.engine.shared import Shared
from mhaudit.kinds.base import Cell
from mhaudit.kinds.conditions import Truth, Where

_PLACED_BY = {"grade": GRADES, "stage": GRADES, "class": CLASS}
"""For subjects below the school, the field of a table that places its rows."""


class Search:
    """What shows that no row of a table meets a condition, school by school.

    `kind` is that of the subjects, `name` the field that the rule asks for besides the condition.
    """

    def __init__(
        self, shared: Shared, table: str, where: Where, day: dt.date, kind: str, name: str | None
    ) -> None:
        self._shared, self._submissions, self._where = shared, shared.submissions, where
        self._table, self._frame = table, shared.submissions.frames[table]
        self._held, self._blank = shared.held(table, where, day), name or "name"
        tested = [test.field for test in where.tests]
        placed_by = _PLACED_BY.get(kind, {}).get(table)
        self._wanted = [placed_by, *([*tested, name] if name in tested else [name, *tested])]
        self._items: dict[object, Truth] = {}
        self._near: dict[int, list[Cell]] = {}
        self._headings: dict[int, dict[int, Cell]] = {}

    def near(self, school: int) -> Sequence[Cell]:
        """The rows that one answer keeps from counting, and blank places, each at the cell to fill in or mend."""
        if school not in self._near:
            self._near[school] = [
                Cell(self._table, row, field)
                for row in self._held.nearly.get(school, ())
                if (field := self._near_miss(row)) is not None
            ]
        return self._near[school]

    def _near_miss(self, row: int) -> str | None:
        source = self._frame.source[row]
        if source < 0:
            return None
        return self._held.near_miss(row, self._submissions.sources[source].columns, self._blank)

    def headings(self, school: int) -> Mapping[int, Cell]:
        """The heading of the column in which a row was looked for, in each sheet (by number) of the table."""
        if school not in self._headings:
            found: dict[int, Cell] = {}
            for source, row in self._shared.sheets(self._table, school).items():
                columns = self._submissions.sources[source].columns
                field = next(
                    (field for field in self._wanted if field in columns),
                    min(columns, key=columns.__getitem__, default=None),
                )
                if field:
                    found[source] = Cell(self._table, row, field, heading=True)
            self._headings[school] = found
        return self._headings[school]

    def absent(self, schools: Sequence[int]) -> bool:
        """Whether the condition names an item that no row of the schools holds, not even perhaps (R5)."""
        items = [test for test in self._where.tests if test.field == "item"]
        rows = [row for school in schools for row in self._submissions.rows_of(self._table, school)]
        if not items or not rows:
            return False
        told, high = self._frame.columns["item"], self._frame.high
        lexicon = self._shared.lexicons_of(self._table).get("item")
        for value in {told[row] for row in rows if high[row] > 0}:
            if value not in self._items:
                self._items[value] = items[0].on(value, dt.date.max, lexicon)
        return all(self._items[told[row]] is False for row in rows if high[row] > 0)
