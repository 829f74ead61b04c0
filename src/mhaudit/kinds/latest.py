"""`latest`: the most recent row lies within so many calendar months of the last day of the period (R66).

PASS: a review 24 months back to the day. FAIL: a day earlier. UNKNOWN: the date is blank. Rows dated after the
last day do not count; with no row at all `if_none` decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    OPEN,
    Cell,
    Context,
    Fault,
    Hit,
    Judgement,
    Kind,
    Params,
    TableName,
    Where,
    check_field,
    check_where,
)
from mhaudit.models.fields import FieldType
from mhaudit.models.tables import FIELDS
from mhaudit.models.terms import months_back
from mhaudit.models.values import Span


class Within(Params):
    """`{months: n}`."""

    months: int = Field(gt=0)


class Latest(Params):
    """`latest: {field: f, in: TABLE, where: F, within: {months: n}, if_none: fail or notapplicable}`."""

    field: str
    table: TableName = Field(alias="in")
    where: Where = EVERYTHING
    within: Within
    if_none: Literal["fail", "notapplicable"]

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The field must be a date of the table; the condition's fields and values."""
        yield from check_field(self.field, FIELDS[self.table], "field", family="date")
        yield from check_where(self.where, self.table, "where")


def judge(params: Latest, context: Context) -> list[Judgement]:
    """Find the latest row of every subject."""
    return [
        _judge_one(params, context, subject, hits)
        for subject, hits in enumerate(context.hits(params.table, params.where))
    ]


def _judge_one(params: Latest, context: Context, subject: int, hits: Sequence[Hit]) -> Judgement:
    last = context.last_day(subject)
    if not any(hit.high for hit in hits) and params.if_none == "notapplicable":
        return Judgement(
            Verdict.NOT_APPLICABLE, _since(params, context, last), reason="latest_none"
        )
    until = context.until(subject)
    if last is None or until is None:
        return Judgement(
            Verdict.UNKNOWN,
            "",
            reason="no_term",
            gaps=context.gaps(params.table, params.where, subject, hits, params.field),
        )
    first = months_back(last, params.within.months)
    days = {hit.row: _days(params, context, hit) for hit in hits}
    counted = [hit for hit in hits if hit.high > 0 and days[hit.row][0] <= until]
    surely = [hit for hit in counted if hit.least and days[hit.row][1] <= until]
    inside = [hit for hit in surely if days[hit.row][0] >= first]
    maybe = [hit for hit in counted if days[hit.row][1] >= first]
    verdict, reason = Verdict.UNKNOWN, "latest"
    if inside:
        verdict = Verdict.PASS
    elif not counted:
        verdict, reason = Verdict(params.if_none), "latest_none"
    elif not maybe and (surely or params.if_none == "fail"):
        verdict = Verdict.FAIL
    if verdict is Verdict.FAIL and until < last:  # it may still come
        verdict, reason = Verdict.UNKNOWN, "latest"
    newest = max(surely, key=lambda hit: days[hit.row][0], default=None)
    shown: tuple[Cell, ...] = (Cell(params.table, newest.row, params.field),) if newest else ()
    if verdict is Verdict.FAIL and not shown:
        shown = context.searched(params.table, params.where, subject, params.field)
    return Judgement(
        verdict,
        _since(params, context, last),
        text=days[newest.row][0].isoformat() if newest else "",
        evidence=shown[:1],
        related=shown[1:],
        gaps=context.gaps(params.table, params.where, subject, counted, params.field)
        if verdict is Verdict.UNKNOWN
        else (),
        reason=reason,
    )


def _since(params: Latest, context: Context, last: dt.date | None) -> str:
    """`不早于 2023-01-31`; nothing where no period is known."""
    if last is None:
        return ""
    day = months_back(last, params.within.months).isoformat()
    return context.say("required.since", day=day)


def _days(params: Latest, context: Context, hit: Hit) -> tuple[dt.date, dt.date]:
    """The first and last day the row's date may be."""
    value: Any = None if hit.row == OPEN else context.row_value(params.table, hit.row, params.field)
    if isinstance(value, Span):
        return value.low, value.high
    return (value, value) if isinstance(value, dt.date) else (dt.date.min, dt.date.max)


LATEST = Kind("latest", Latest, judge)
