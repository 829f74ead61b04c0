"""Courses: one row per grade of the cell, with its periods and hours (R22, R76–R81)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.period import full_term
from mhaudit.loader.reading import TableReader, checked
from mhaudit.loader.rows import Fields, Surroundings, Typed, source_of
from mhaudit.models.submission import grade_key
from mhaudit.models.values import OneOf, SetOf, Span

LESSON_FIELDS: Fields = {
    "grade": ("grade",),
    "term": ("term",),
    "subject": ("subject",),
    "periods_per_week": ("periods_per_week", "fortnight_periods", "frequency"),
    "hours_per_term": ("hours_per_term", "hours_total", "frequency"),
    "compulsory": ("compulsory",),
    "offered": (
        "periods_per_week",
        "fortnight_periods",
        "frequency",
        "hours_per_term",
        "hours_total",
    ),
}


def lesson_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """Courses in grades."""
    source = source_of(reader, LESSON_FIELDS)
    rows = []
    for row in reader.raw.rows:
        values = _course(reader, row, around)
        for grade, low in _grades(reader, row, around):
            rows.append(
                Typed(
                    "lessons",
                    reader.table,
                    source,
                    row,
                    values | {"grade": grade},
                    low,
                    1,
                    reader.unread(row),
                )
            )
    _refuse_bare(reader)
    return rows


def _refuse_bare(reader: TableReader) -> None:
    """A heading such as 课时 over bare numbers was not used: the account of the columns says so (R76)."""
    column = reader.column("frequency")
    if column is None:
        return
    reads = [cells.frequency(reader.cell(row, "frequency")) for row in reader.raw.rows]
    refused = any(read.code == "D202" for read in reads)
    if refused and not any(read.value and read.value[1] for read in reads):
        column.how, column.reason = "refused", "bare"
        column.candidates = ("periods_per_week", "hours_per_term")


def _course(reader: TableReader, row: int, around: Surroundings) -> dict[str, Any]:
    facts = reader.raw.facts
    said = reader.read(row, "term", cells.term).value or facts.term
    term = full_term(said, around.audited)
    weekly, hours = _amounts(reader, row, term)
    typed = [value for value in (weekly, hours) if value is not None]
    return {
        "subject": cells.subject(reader.cell(row, "subject")) or cells.subject(facts.subject),
        "term": term,
        "periods_per_week": weekly,
        "hours_per_term": hours,
        "compulsory": reader.read(row, "compulsory", cells.compulsory).value,
        "offered": not (typed and all(_is_zero(value) for value in typed)),
    }


def _is_zero(value: Any) -> bool:
    return bool(value.low == 0 if isinstance(value, Span) else value == 0)


def _amounts(reader: TableReader, row: int, term: str | None) -> tuple[Any, Any]:
    """Periods a week and hours a term; what no column says is None."""
    weekly = reader.read(row, "periods_per_week", cells.number, name="periods_per_week").value
    if weekly is None:
        fortnight = reader.read(
            row, "fortnight_periods", cells.number, name="periods_per_week"
        ).value
        weekly = _scaled(fortnight, 0.5)
    unit, said = reader.read(row, "frequency", cells.frequency).value or (None, None)
    if weekly is None and unit == "week":
        weekly = _field(reader, row, said, "periods_per_week")
    hours = reader.read(row, "hours_total", cells.number, name="hours_per_term").value
    if hours is None:
        per_term = reader.read(row, "hours_per_term", cells.number, name="hours_per_term").value
        if per_term is None and unit == "term":
            per_term = _field(reader, row, said, "hours_per_term")
        hours = per_term if term is not None or per_term is None else _at_least(per_term)
    if hours is None and unit == "year":
        hours = _field(reader, row, said, "hours_per_term")
    return weekly, hours


def _field(reader: TableReader, row: int, value: Any, name: str) -> Any:
    found = checked(Read(value), "lessons", name)
    if found.code is not None:
        reader.report(found.code, row, "frequency")
    return found.value


def _scaled(value: Any, factor: float) -> Any:
    if isinstance(value, Span):
        return Span(value.low * factor, value.high * factor)
    return None if value is None else value * factor


def _at_least(value: Any) -> Any:
    """每学期 without a term: it may be given in one term or in both (R79). A 0 stays a 0 (R81)."""
    low = value.low if isinstance(value, Span) else value
    return value if _is_zero(value) else Span(low, math.inf)


def _grades(reader: TableReader, row: int, around: Surroundings) -> Iterator[tuple[Any, int]]:
    """Each grade with the least number of rows it stands for; an unreadable cell is one row of any grade."""
    schools = reader.table.near(row)
    context = around.context(schools)
    read = reader.read(row, "grade", lambda raw: cells.grades(raw, context), context=context)
    found = read.value[0] if read.value is not None else None
    if found == cells.ALL_GRADES:
        found = around.all_grades(schools)
    if found is None or found.maybe is None:
        if read.blank and reader.has("grade"):
            reader.report("D416", row, "grade")
        yield None, 1
        return
    yield from _each(found)


def _each(grades: SetOf) -> Iterator[tuple[Any, int]]:
    maybe = grades.maybe or frozenset()
    if not grades.sure and maybe:  # some of them, though none is sure
        yield OneOf.of(*sorted(maybe, key=grade_key)), 1
        if len(maybe) == 1:
            return
    for grade in sorted(maybe, key=grade_key):
        yield grade, int(grade in grades.sure)
