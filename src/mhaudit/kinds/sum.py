"""`sum`: a number added up over the rows of a table that belong to the subject and meet a condition.

PASS: 18 + 18 hours where `at_least: 36`. FAIL: 18 + 17. UNKNOWN: a row's hours are blank.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    OPEN,
    Bounded,
    Context,
    Fault,
    Hit,
    Judgement,
    Kind,
    TableName,
    Where,
    beside,
    cells,
    check_field,
    check_where,
    interval,
    number,
)
from mhaudit.models.fields import FieldType
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import OneOf, Span


class Sum(Bounded):
    """`sum: {field: f, in: TABLE, where: F, BOUNDS}`."""

    field: str
    table: TableName = Field(alias="in")
    where: Where = EVERYTHING

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The field must be a number of the table; the condition's fields and values."""
        yield from check_field(self.field, FIELDS[self.table], "field", family="number")
        yield from check_where(self.where, self.table, "where")


def range_of(value: Any) -> tuple[float, float]:
    """What a number may be, at least and at most; [0, ∞) where nothing is known."""
    if isinstance(value, Span):
        return value.low, value.high
    if isinstance(value, OneOf):
        return min(value.options), max(value.options)
    return (0, math.inf) if value is None or not isinstance(value, int | float) else (value, value)


def added(
    context: Context, subject: int, table: str, name: str, hits: Sequence[Hit]
) -> tuple[float, float]:
    """The sum over hits as an interval; what may come in another term of the year leaves it open (R79).

    Summed exactly: 0.7 + 0.1 + 0.2 is 1 in any order of the rows.
    """
    ranges = [_range(context, table, hit, name) for hit in hits]
    low = math.fsum(hit.least * least for hit, (least, _) in zip(hits, ranges, strict=True))
    high = math.fsum(
        hit.high * most for hit, (_, most) in zip(hits, ranges, strict=True) if most and hit.high
    )
    return low, math.inf if context.year_open(subject, table, hits) else high


def _range(context: Context, table: str, hit: Hit, name: str) -> tuple[float, float]:
    return (0, math.inf) if hit.row == OPEN else range_of(context.row_value(table, hit.row, name))


def judge(params: Sum, context: Context) -> list[Judgement]:
    """Add up for every subject."""
    what = (("what", context.say(f"what.{params.table}")),)
    found = []
    for subject, hits in enumerate(context.hits(params.table, params.where)):
        day = context.day(subject)
        low, high = added(context, subject, params.table, params.field, hits)
        verdict = params.judge(low, high, day)
        sure = cells(params.table, [hit for hit in hits if hit.least], params.field)
        none = verdict is Verdict.FAIL and not sure
        place = context.searched(params.table, params.where, subject, params.field) if none else ()
        open_hits = [
            hit
            for hit in hits
            if hit.high > hit.least
            or len(set(_range(context, params.table, hit, params.field))) > 1
        ]
        found.append(
            Judgement(
                verdict,
                params.required(day),
                measured=number(low) if low == high else None,
                text=interval(low, high),
                shortfall=params.shortfall(low, high, day) if verdict is Verdict.FAIL else None,
                evidence=(sure or place)[:1],
                related=sure[1:] if sure else beside(place, params.table),
                gaps=context.gaps(params.table, params.where, subject, open_hits, params.field)
                if verdict is Verdict.UNKNOWN
                else (),
                reason="absent"
                if none and context.absent(params.table, params.where, subject)
                else params.reason(verdict, "sum"),
                values=what,
            )
        )
    return found


SUM = Kind("sum", Sum, judge)
