"""Rows that a form prints before anybody fills it in: perhaps nothing, perhaps one thing (R3, R15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cell_text import remembered
from mhaudit.loader.reading import TableReader

_EMPTY_DATE = re.compile(r"(?:20[0-9]{2})?年?[\s_.\-/]*月?[\s_.\-/]*日?")
_ACTIVITY = ("title", "date", "participants", "evidence")
_PERSON = (
    "sex",
    "degree",
    "major",
    "certificate",
    "homeroom_pay",
    "homeroom_years",
    "training_hours",
)
"""Fields of a teacher that nobody prints in advance; duty, post and the like are what a form asks for."""
_REPORTER = re.compile("(?:报送|填报|上报|提交|经办|责任|负责)人|签名|签字")


def _others(reader: TableReader) -> list[Sequence[Any]]:
    """The cells of the columns that have a heading, but no key."""
    found = [c for c in reader.raw.columns if c.key is None and c.how == "unmapped"]
    return [reader.raw.values(reader.rows, column.index) for column in found]


def _blank(columns: Iterable[Sequence[Any]], places: Sequence[int]) -> Sequence[int]:
    """Those of the places at which every column is blank."""
    for column in columns:
        places = [*compress(places, map(_is_blank, map(column.__getitem__, places)))]
    return places


@remembered
def _is_blank(raw: Any) -> bool:
    """Nothing, or the places for a date that nobody wrote (2024年 月 日)."""
    return cells.is_blank(raw) or (
        isinstance(raw, str) and _EMPTY_DATE.fullmatch(cells.plain(raw)) is not None
    )


def blank_activities(reader: TableReader) -> Sequence[int]:
    """The places of rows that have neither title nor date nor anything else that tells of one activity."""
    if not reader.has("title", "date"):
        return []
    columns = [reader.cells(key) for key in _ACTIVITY if reader.has(key)] + _others(reader)
    return _blank(columns, range(len(reader.rows)))


def unnamed_people(reader: TableReader, values: dict[str, list[Any]]) -> Sequence[int]:
    """The places of rows without a name in its column, and without any fact of a person.

    `values` is what was read of them: a printed 男/女 is none.
    """
    if not reader.has("name"):
        return []
    unnamed = reader.odd_places("name", cells.is_blank)
    if not unnamed:
        return []
    facts = [values[name] for name in _PERSON if name in values]
    unnamed = [at for at in unnamed if not any(_said(column[at]) for column in facts)]
    return _blank([*_others(reader), reader.cells("staff_number")], unnamed)


def _said(value: Any) -> bool:
    return isinstance(value, str | int | float)


def blank_reports(reader: TableReader) -> list[bool]:
    """Row by row, whether the day of a report and who handed it in were both left blank."""
    names = [
        reader.raw.values(reader.rows, column.index)
        for column in reader.raw.columns
        if column.key is None and _REPORTER.search(column.heading)
    ]
    columns = [reader.cells("date"), *names] if reader.has("date") else names
    places = range(len(reader.rows))
    blank = set(_blank(columns, places)) if columns else set()
    return [at in blank for at in places]
