"""Random small submissions with holes, and the ways of filling them (R142).

A draft is one school as typed values after the join, before `Builder`. De-duplication, merging, class names
and the period are fixed; everything else may be a hole: `None`, a `OneOf`, a `SetOf` that is not known whole,
a row that may not be there, a total that may be more, a table that was not supplied.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from mhaudit.models.submission import Builder, Submissions
from mhaudit.models.terms import Audited
from mhaudit.models.values import OneOf, SetOf

YEAR = Audited(("2024-2025-1", "2024-2025-2"))
GRADES = ("G7", "G8")
HOLE = object()
_APART = 10
"""Rows between two lines: a line stands for fewer things."""

DAYS = tuple(
    map(
        dt.date.fromisoformat,
        ("2024-10-31", "2024-11-01", "2025-02-28", "2025-04-30", "2025-06-30", "2023-05-01"),
    )
)
"""A day in each pair of months of the year (R65), and one in another year."""
DOMAINS: dict[str, dict[str, tuple[Any, ...]]] = {
    "schools": {"students": (1, 799, 800, 801, 1600, 1601), "kind": ("311", "341", "111")},
    "teachers": {
        "counsellor": (True, False),
        "duty": ("full_time", "part_time"),
        "support": ("own", "paired", "posted", "other"),
        "homeroom_pay": (True, False),
        "homeroom_years": (True, False),
    },
    "activities": {
        "date": DAYS,
        "grades": tuple(SetOf.known(*g) for g in ((), ("G7",), ("G8",), GRADES)),
        "category": ("class_meeting", "special_activity", "home_school", "campaign", "other"),
        "themes": tuple(SetOf.known(*t) for t in ((), ("mental_health",), ("life_education",))),
    },
    "committee": {"sex": ("male", "female"), "role": ("psych", "other")},
    "lessons": {
        "grade": (*GRADES, "G1"),
        "subject": ("心理健康", "体育与健康", "美术", "劳动", "语文"),
        "periods_per_week": (0.25, 0.5, 1.0),
        "offered": (True, False),
    },
    "records": {
        "item": ("三级心理帮扶队伍", "双月报", "示范校评估", "家长学校"),
        "done": (True, False),
        "date": DAYS,
        "period": (None,),
    },
}
"""table → field → the values that a hole may be filled with: both sides of every limit of the pack."""

FIXED: dict[str, dict[str, tuple[Any, ...]]] = {
    "committee": {"grade": GRADES, "class": ("1", "2")},
}


@dataclass(frozen=True)
class Line:
    """A row: values, and for how many things it stands at least and at most."""

    values: dict[str, Any]
    low: int = 1
    high: int = 1
    row: int | None = None
    """Where it stands; None: where it comes in the table. Things told apart keep to the row of their line."""


@dataclass(frozen=True)
class Draft:
    """One school; a table that is not in `rows` was not supplied."""

    school: dict[str, Any]
    rows: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def build(self) -> Submissions:
        """As the engine takes it; the class table always has two classes in each of two grades."""
        builder = Builder()
        school = builder.school({"name": "青禾中学", "kind": "311", **self.school})
        builder.supply("classes", school)
        for grade, number in itertools.product(GRADES, ("1", "2")):
            builder.add("classes", school, {"grade": grade, "number": number})
        for table, lines in self.rows.items():
            builder.supply(table, school)
            for at, line in enumerate(lines):
                row = at * _APART if line.row is None else line.row
                builder.add(table, school, line.values, row=row, low=line.low, high=line.high)
        return builder.finish()


def _value(options: tuple[Any, ...], holes: bool) -> st.SearchStrategy[Any]:
    known = st.sampled_from(options)
    if not holes:
        return known
    partly: st.SearchStrategy[Any] = st.none()
    if isinstance(options[0], SetOf):
        partly |= st.sampled_from(
            [SetOf(), SetOf(options[1].sure, None), SetOf(frozenset(), options[-1].maybe)]
        )
    elif isinstance(options[0], str) and len(options) > 2:
        partly |= st.just(OneOf(frozenset(options[:2])))
    return st.one_of(known, known, partly)


def lines(table: str, *, holes: bool = True) -> st.SearchStrategy[Line]:
    """A random row of a table."""
    values = {name: _value(options, holes) for name, options in DOMAINS[table].items()}
    values |= {name: st.sampled_from(options) for name, options in FIXED.get(table, {}).items()}
    weights = st.sampled_from([(1, 1)] * 6 + ([(0, 1), (2, 2), (1, 3), (0, 0)] if holes else []))
    return st.builds(lambda row, weight: Line(row, *weight), st.fixed_dictionaries(values), weights)


def drafts(*, most: int = 4) -> st.SearchStrategy[Draft]:
    """A random school with holes."""
    school = st.fixed_dictionaries(
        {name: _value(options, holes=True) for name, options in DOMAINS["schools"].items()}
    )
    tables = {
        table: st.one_of(
            st.lists(lines(table), max_size=most).map(tuple),
            st.lists(lines(table), max_size=most).map(tuple),
            st.none(),
        )
        for table in DOMAINS
        if table != "schools"
    }
    return st.builds(
        lambda values, rows: Draft(
            values, {name: found for name, found in rows.items() if found is not None}
        ),
        school,
        st.fixed_dictionaries(tables),
    )


def options(table: str, name: str, value: Any) -> tuple[Any, ...]:
    """What a value may turn out to be; a known one only itself."""
    domain = DOMAINS.get(table, {}).get(name)
    if domain is None:
        return (value,)
    if value is None:
        return domain
    if isinstance(value, OneOf):
        return tuple(option for option in domain if option in value.options)
    if isinstance(value, SetOf):
        return tuple(
            option
            for option in domain
            if value.sure <= option.sure and (value.maybe is None or option.sure <= value.maybe)
        )
    return (value,)


def holes_of(table: str, line: Line) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each hole of a row with its options: a field's name, or the row's weight."""
    for name, value in line.values.items():
        choices = options(table, name, value)
        if choices != (value,):
            yield name, choices
    if line.low != line.high:
        yield HOLE, tuple(range(line.low, line.high + 1))


def exploded(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Each thing that a line stands for as a line of its own, since each may be filled differently."""
    return tuple(
        Line(line.values, 1 if at < line.low else 0, 1, place * _APART + at)
        for place, line in enumerate(lines)
        for at in range(max(line.high, 0))
    )


def _filled(line: Line, choice: dict[Any, Any]) -> Line:
    values = {name: choice.get(name, value) for name, value in line.values.items()}
    weight = choice.get(HOLE)
    return (
        replace(line, values=values)
        if weight is None
        else replace(line, values=values, low=weight, high=weight)
    )


@st.composite
def fillings(draw: st.DrawFn, draft: Draft) -> Draft:
    """The draft with every hole filled somehow; tables that were missing come with any rows."""

    def fill(table: str, line: Line) -> Line:
        return _filled(
            line, {name: draw(st.sampled_from(choices)) for name, choices in holes_of(table, line)}
        )

    school = fill("schools", Line(draft.school)).values
    rows = {
        table: tuple(fill(table, line) for line in exploded(draft.rows[table]))
        if table in draft.rows
        else draw(st.lists(lines(table, holes=False), max_size=6).map(tuple))
        for table in DOMAINS
        if table != "schools"
    }
    return Draft(school, rows)


def all_fillings(draft: Draft, table: str, *, most: int = 250) -> list[Draft] | None:
    """Every filling of the school and one table (the only ones a rule over it sees); None if there are too many.

    A missing table is filled with nothing, and with many rows of each sort.
    """
    parts: list[tuple[str, Line]] = [("schools", Line(draft.school))]
    parts += [(table, line) for line in exploded(draft.rows.get(table, ()))]
    choices: list[list[dict[Any, Any]]] = []
    for name, line in parts:
        holes = list(holes_of(name, line))
        choices.append(
            [
                dict(zip((h for h, _ in holes), picked, strict=True))
                for picked in itertools.product(*(c for _, c in holes))
            ]
        )
    size = 1
    for each in choices:
        size *= len(each)
    if size > most:
        return None
    tables: list[tuple[Line, ...] | None] = [None]
    if table not in draft.rows:
        names = {**DOMAINS[table], **FIXED.get(table, {})}
        everything = [
            dict(zip(names, values, strict=True)) for values in itertools.product(*names.values())
        ]
        tables = [(), tuple(Line(values, 4_000, 4_000) for values in everything)]
    found = []
    for picked in itertools.product(*choices):
        filled = [_filled(line, choice) for (_, line), choice in zip(parts, picked, strict=True)]
        for supplied in tables:
            rows = {table: supplied if supplied is not None else tuple(filled[1:])}
            found.append(Draft(filled[0].values, rows))
    return found
