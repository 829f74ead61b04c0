"""Rows reading 无: the table is supplied and has no row, and a failure can point at the cell (R2, R4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mhaudit.loader.body import says_none
from mhaudit.loader.events import ACTIVITY_FIELDS
from mhaudit.loader.lessons import LESSON_FIELDS
from mhaudit.loader.reading import Sited, TableReader
from mhaudit.loader.records import RECORD_FIELDS
from mhaudit.loader.roster import COMMITTEE_FIELDS, TEACHER_FIELDS
from mhaudit.loader.rows import Fields, source_of
from mhaudit.models.submission import Source

_FIELDS: dict[str, Fields] = {
    "teachers": TEACHER_FIELDS,
    "activities": ACTIVITY_FIELDS,
    "committee": COMMITTEE_FIELDS,
    "lessons": LESSON_FIELDS,
    "records": RECORD_FIELDS,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """A row by which a school says that it has nothing for a table; `source` names it by the cell saying so."""

    table: str
    school: int
    source: Source
    row: int


def declared_none(tables: Sequence[Sited]) -> Iterator[Declared]:
    """The rows reading 无 of every table whose rows are counted."""
    for table in tables:
        fields = _FIELDS.get(table.raw.table)
        if fields is None:
            continue
        for row in table.raw.declares_none:
            source = source_of(TableReader(table, []), fields)
            said = [c.index for c in table.raw.columns if says_none(table.raw.raw(row, c.index))]
            source.columns.update({"name": said[0]} if said else {})
            for school in table.schools.get(row, ()):
                yield Declared(table.raw.table, school, source, row)
