"""Totals of counsellors in place of a roster: unnamed rows whose place is the total's cell (R8, R38, R39, R148)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

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

    Rows of nobody are left out: a total of 0 is supplied and has none.
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
    return [row for row in rows if row.high > 0], clash


def _sums(t: Range, n: Range, m: Range) -> bool:
    return n[0] + m[0] <= t[1] and t[0] <= n[1] + m[1]


def _disagreeing(t: Range, n: Range, m: Range) -> list[Crowd]:
    """R39: the count lies between the two readings; what both readings leave to a duty is sure."""
    sure_full, sure_part = n[0], m[0]
    if t[1] < n[0] + m[0]:
        sure_full, sure_part = int(max(0, t[0] - m[1])), int(max(0, t[0] - n[1]))
    sure = sure_full + sure_part
    low, high = min(t[0], n[0] + m[0]), max(t[1], n[1] + m[1])
    return [
        Crowd("full_time", FULL, sure_full, sure_full),
        Crowd("part_time", PART, sure_part, sure_part),
        Crowd(None, TOTAL, max(0, low - sure), high - sure),
    ]


def _rest(t: Range, known: Range, said: tuple[str, str], other: str) -> tuple[list[Crowd], bool]:
    """A total and one duty: the other duty is what is left."""
    duty, field = said
    if known[0] > t[1]:  # more of one duty than of all: either may be right
        return [Crowd(None, TOTAL, t[0], known[1]), Crowd(None, field, 0, math.inf)], True
    low, high = max(0, int(t[0] - known[1])), t[1] - known[0]
    return [Crowd(duty, field, *known), Crowd(other, TOTAL, low, high)], False
