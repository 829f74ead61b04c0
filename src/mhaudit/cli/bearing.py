"""Which data issues bear on some rules: with `--rule`, the others are counted, not listed.

An issue bears on a rule if one of its cells stands in a finding of the rule, or lies in a column that gives a
field which the rule reads, or says whose row it is in a table which the rule reads. Where that cannot be told
(a sheet that was not read as a table might have held what is missing), the issue stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from mhaudit.findings import ColumnInfo, Finding, InputInfo, Issue, Place, TableInfo
from mhaudit.loader.events import ACTIVITY_FIELDS
from mhaudit.loader.lessons import LESSON_FIELDS
from mhaudit.loader.records import RECORD_FIELDS
from mhaudit.loader.roster import COMMITTEE_FIELDS, TEACHER_FIELDS
from mhaudit.loader.rows import CLASS_FIELDS, Fields
from mhaudit.loader.schools import SCHOOL_FIELDS

Reads = frozenset[tuple[str, str]]
"""(table, field) that rules read."""

_COLUMNS: dict[str, Fields] = {
    "schools": SCHOOL_FIELDS,
    "classes": CLASS_FIELDS,
    "teachers": TEACHER_FIELDS,
    "activities": ACTIVITY_FIELDS,
    "committee": COMMITTEE_FIELDS,
    "lessons": LESSON_FIELDS,
    "records": RECORD_FIELDS,
}
_WHOSE = frozenset({"school", "school_code", "district"})
_TOTALS = frozenset({"counsellors_total", "counsellors_full_time", "counsellors_part_time"})
"""Columns of the schools table that stand for teachers."""
_OF_KIND = frozenset({"D310", "D410", "D411"})
"""About the kind of school, wherever it was read from."""
_OF_ROWS = re.compile("D2(?!02)|D402|D416")
"""About whole rows, sheets or tables, whatever column they point at."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_Cell = tuple[str, str | None, str | None]


class Bearing:
    """Tells the issues of one run apart, for rules that read `reads`."""

    def __init__(self, reads: Reads, inputs: Iterable[InputInfo]) -> None:
        self._reads = reads
        self._tables_read = {table for table, _ in reads}
        self._tables: dict[tuple[str, str | None], list[TableInfo]] = defaultdict(list)
        for given in inputs:
            for table in given.tables:
                self._tables[given.path, table.sheet].append(table)

    def among(self, issues: Iterable[Issue], findings: Iterable[Finding]) -> tuple[Issue, ...]:
        """The issues that bear on the rules, whose findings for the same school are given."""
        shown = {_cell_of(place) for finding in findings for place in _places(finding)}
        return tuple(issue for issue in issues if self._bears(issue, shown))

    def _bears(self, issue: Issue, shown: Container[_Cell]) -> bool:
        if issue.code.startswith("D1"):
            return True
        if issue.code in _OF_KIND:
            return ("schools", "kind") in self._reads
        places = [place for place in (issue.place, *issue.others) if place is not None]
        if not places or any(place.cell and _cell_of(place) in shown for place in places):
            return True
        whole = _OF_ROWS.match(issue.code) is not None
        return any(self._read(place, whole) for place in places)

    def _read(self, place: Place, whole: bool) -> bool:
        table = self._table(place)
        if table is None:
            return True
        column = None if whole else _column(table, place.cell)
        if column is None:
            return table.table in self._tables_read
        if column.how == "private":
            return False
        keys = (column.field,) if column.field else column.candidates
        if not keys:
            return table.table in self._tables_read
        return any(self._gives(table.table, key) for key in keys)

    def _gives(self, table: str, key: str) -> bool:
        """Whether a column of this key holds what the rules read; one that places rows does so for all."""
        if table == "schools" and key in _TOTALS:
            return "teachers" in self._tables_read
        if table == "schools" and key in _WHOSE:
            return True
        fields = [field for field, keys in _COLUMNS[table].items() if key in keys]
        if not fields:
            return table in self._tables_read
        return any((table, field) in self._reads for field in fields)

    def _table(self, place: Place) -> TableInfo | None:
        """The table of the sheet that the cell lies in: the last that begins above it."""
        found = self._tables.get((place.file, place.sheet), [])
        row = int(match[2]) if (match := _CELL.fullmatch(place.cell or "")) else 0
        above = [one for one in found if min(one.header_rows, default=0) <= row]
        return above[-1] if above else next(iter(found), None)


def _places(finding: Finding) -> Iterator[Place]:
    yield from finding.places
    yield from finding.related
    yield from (item.place for item in finding.missing if item.place is not None)


def _cell_of(place: Place) -> _Cell:
    return place.file, place.sheet, place.cell


def _column(table: TableInfo, cell: str | None) -> ColumnInfo | None:
    """The column a cell lies in: its heading stands over it or, in a form of labels and values, to its left."""
    where = _CELL.fullmatch(cell or "")
    if where is None:
        return None
    headings = [(match, one) for one in table.columns if (match := _CELL.fullmatch(one.cell))]
    beside = [
        (_order(match[1]), at)
        for at, (match, _) in enumerate(headings)
        if match[2] == where[2] and _order(match[1]) <= _order(where[1])
    ]
    if beside:
        return headings[max(beside)[1]][1]
    return next((one for match, one in headings if match[1] == where[1]), None)


def _order(letters: str) -> tuple[int, str]:
    """Columns from left to right: Z before AA."""
    return len(letters), letters
