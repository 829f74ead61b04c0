"""Totals of counsellors in place of a roster: unnamed rows whose place is the total's cell (R8, R38, R39, R148)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mhaudit.findings import DataIssue
from mhaudit.loader.rows import Block, Surroundings
from mhaudit.loader.schools import School
from mhaudit.models.submission import Builder, Scope
from mhaudit.models.values import Span

TOTAL, FULL, PART = "counsellors_total", "counsellors_full_time", "counsellors_part_time"
FIELDS = (TOTAL, FULL, PART)


@dataclass(frozen=True, slots=True)
class Crowd:
    """`low`…`high` counsellors of one duty (None: not known), whose place is the cell of `field`."""

    duty: str | None
    field: str
    low: int
    high: float


Range = tuple[int, float]


def ends(value: Any) -> Range | None:
    """A typed total as its ends; None where it is not known."""
    if value is None:
        return None
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def crowds(total: Any, full: Any, part: Any) -> tuple[list[Crowd], bool]:
    """Rows for the totals given (each a number, a Span or None), and whether they contradict each other (D404).

    A total of 0 is a row of nobody: supplied, and the cell that a failure points at.
    """
    t, n, m = ends(total), ends(full), ends(part)
    clash = False
    if n is not None and m is not None:
        rows = [Crowd("full_time", FULL, *n), Crowd("part_time", PART, *m)]
        if t is not None and not _sums(t, n, m):
            rows, clash = _disagreeing(t, n, m), True
    elif t is not None and n is not None:
        rows, clash = _rest(t, n, ("full_time", FULL), "part_time")
    elif t is not None and m is not None:
        rows, clash = _rest(t, m, ("part_time", PART), "full_time")
    elif t is not None:
        rows = [Crowd(None, TOTAL, *t)]
    elif n is not None:
        rows = [Crowd("full_time", FULL, *n), Crowd("part_time", FULL, 0, math.inf)]
    elif m is not None:
        rows = [Crowd("part_time", PART, *m), Crowd("full_time", PART, 0, math.inf)]
    else:
        rows = []
    return rows, clash


def _sums(t: Range, n: Range, m: Range) -> bool:
    return n[0] + m[0] <= t[1] and t[0] <= n[1] + m[1]


def _disagreeing(t: Range, n: Range, m: Range) -> list[Crowd]:
    """R39: the count lies between the two readings; what both readings leave to a duty is sure."""
    sure_full, sure_part = n[0], m[0]
    if t[1] < n[0] + m[0]:
        sure_full, sure_part = int(max(0, t[0] - m[1])), int(max(0, t[0] - n[1]))
    sure = sure_full + sure_part
    low, high = min(t[0], n[0] + m[0]), max(t[1], n[1] + m[1])
    rows = [
        Crowd("full_time", FULL, sure_full, sure_full),
        Crowd("part_time", PART, sure_part, sure_part),
        Crowd(None, TOTAL, max(0, low - sure), high - sure),
    ]
    return [row for row in rows if row.high > 0]


def _rest(t: Range, known: Range, said: tuple[str, str], other: str) -> tuple[list[Crowd], bool]:
    """A total and one duty: the other duty is what is left."""
    duty, field = said
    if known[0] > t[1]:  # more of one duty than of all: either may be right
        return [Crowd(None, TOTAL, t[0], known[1]), Crowd(None, field, 0, math.inf)], True
    low, high = max(0, int(t[0] - known[1])), t[1] - known[0]
    return [Crowd(duty, field, *known), Crowd(other, TOTAL, low, high)], False


def add_totals(
    builder: Builder, schools: Sequence[School], teachers: Sequence[Block], around: Surroundings
) -> None:
    """Each school's totals as unnamed counsellors where no roster counts them (R8), else checked against it (R40).

    Totals asked for and left blank, without a roster, are a row of any number: its cell is what has to be filled in.
    """
    rosters = _rosters(teachers)
    sources: dict[tuple[int, str], int] = {}
    for at, school in enumerate(schools):
        given = {name: school.value(name) for name in FIELDS}
        if all(value is None for value in given.values()):
            asked = [name for name in FIELDS if school.has(name)]
            if asked and (at, "teachers") not in builder.scopes:
                builder.supply("teachers", at, {"counsellor": frozenset({True})})
                _add(builder, sources, at, school, Crowd(None, asked[0], 0, math.inf))
            continue
        rows, clash = crowds(*(given[name] for name in FIELDS))
        if clash:
            place = school.place(TOTAL, FULL)
            args = tuple((name, _text(given[name])) for name in FIELDS)
            others = tuple(
                p for name in (FULL, PART) if given[name] is not None and (p := school.place(name))
            )
            around.issues.append(
                DataIssue("D404", args, place, place.value if place else None, at, others)
            )
        open_duties = _open(builder.scopes.get((at, "teachers"), []))
        if open_duties != {"full_time", "part_time"}:
            _compare(at, school, rosters[at], open_duties, around)
        if len(open_duties) == 1:  # a roster of one duty: only the other one's own total adds to it
            own = [_OWN_TOTAL[duty] for duty in open_duties]
            rows = [crowd for crowd in rows if crowd.duty in open_duties and crowd.field in own]
            if all(given[name] is None for name in own):
                continue
        if open_duties:
            builder.supply("teachers", at, {"counsellor": frozenset({True})})
            for crowd in rows:
                _add(builder, sources, at, school, crowd)


Roster = list[tuple[Block, int]]
"""The rows of a school: their blocks, and which they are there."""


def _rosters(teachers: Sequence[Block]) -> dict[int, Roster]:
    """School → its teachers who are or may be counsellors."""
    found: dict[int, Roster] = defaultdict(list)
    for block in teachers:
        rows = zip(block.owners(), block.column("counsellor"), strict=True)
        for at, (owner, counsellor) in enumerate(rows):
            if counsellor is not False and owner is not None:
                found[owner].append((block, at))
    return found


_OWN_TOTAL = {"full_time": FULL, "part_time": PART}


def _open(scopes: Sequence[Scope]) -> set[str]:
    """The duties of which no roster was supplied."""
    duties = {"full_time", "part_time"}
    for scope in scopes:
        duties -= scope.get("duty", frozenset(duties))
    return duties


def _add(
    builder: Builder, sources: dict[tuple[int, str], int], at: int, school: School, crowd: Crowd
) -> None:
    assert school.fields is not None
    row = school.fields.at.get(crowd.field, school.fields.base)
    column = row.source.columns[crowd.field]
    key = (id(row.source), crowd.field)
    if key not in sources:
        sources[key] = len(builder.sources)
        columns = dict.fromkeys(("name", "counsellor", "duty"), column)
        builder.sources.append(replace(row.source, columns=columns, total=True))
    values = {"counsellor": True, "duty": crowd.duty, "support": "own"}
    builder.add(
        "teachers", at, values, source=sources[key], row=row.row, low=crowd.low, high=crowd.high
    )


def _compare(
    at: int, school: School, roster: Roster, open_duties: set[str], around: Surroundings
) -> None:
    """D403 for a total outside of what the roster can mean."""
    for name, duty in ((TOTAL, None), (FULL, "full_time"), (PART, "part_time")):
        given = ends(school.value(name))
        if given is None or (open_duties if duty is None else duty in open_duties):
            continue
        low, high = _counted(roster, duty)
        if given[1] < low or given[0] > high:
            place = school.place(name)
            listed = str(low) if low == high else f"{low}–{int(high)}"
            args = (("total", _text(school.value(name))), ("listed", listed))
            cells = tuple(
                p
                for block, row in roster
                if _counts(block, row, duty) is not False and (p := block.place(row, "name"))
            )
            around.issues.append(
                DataIssue("D403", args, place, place.value if place else None, at, cells)
            )


def _counted(roster: Roster, duty: str | None) -> tuple[int, float]:
    low, high = 0, 0.0
    for block, at in roster:
        counts = _counts(block, at, duty)
        low += block.low[at] if counts is True else 0
        high += block.high[at] if counts is not False else 0
    return low, high


def _counts(block: Block, at: int, duty: str | None) -> bool | None:
    """Whether a row is a counsellor (of that duty); None: not known."""
    counsellor, own = block.values["counsellor"][at], block.values["duty"][at]
    if counsellor is False or (duty is not None and isinstance(own, str) and own != duty):
        return False
    return True if counsellor and (duty is None or own == duty) else None


def _text(value: Any) -> str:
    if isinstance(value, Span):
        return f"{value.low}–{value.high}"
    return "" if value is None else str(value)
