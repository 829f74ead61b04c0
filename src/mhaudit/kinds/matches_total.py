"""`matches_total`: a number of the subject equals the sum of a field over its rows.

PASS: 90 pupils and classes of 45 and 45. FAIL: 90 and 45 + 44. UNKNOWN: a class's number is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    Context,
    Fault,
    Hit,
    Judgement,
    Kind,
    Params,
    TableName,
    cells,
    check_field,
    interval,
    number,
)
from mhaudit.kinds.sum import added, range_of
from mhaudit.models.fields import FieldType
from mhaudit.models.tables import FIELDS


class MatchesTotal(Params):
    """`matches_total: {field: f, sum: g, in: TABLE}`."""

    field: str
    sum: str
    table: TableName = Field(alias="in")

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Both must be numbers: one of the subject, one of the table."""
        yield from check_field(self.field, subject, "field", family="number")
        yield from check_field(self.sum, FIELDS[self.table], "sum", family="number")


def judge(params: MatchesTotal, context: Context) -> list[Judgement]:
    """Hold every subject's own number against its rows'."""
    return [
        _judge_one(params, context, subject, hits)
        for subject, hits in enumerate(context.hits(params.table, EVERYTHING))
    ]


def _judge_one(
    params: MatchesTotal, context: Context, subject: int, hits: Sequence[Hit]
) -> Judgement:
    told_low, told_high = range_of(context.value(subject, params.field))
    low, high = added(context, subject, params.table, params.sum, hits)
    if told_low == told_high == low == high:
        verdict = Verdict.PASS
    else:
        verdict = Verdict.FAIL if high < told_low or low > told_high else Verdict.UNKNOWN
    shown = context.own_cell(subject, params.field) + cells(params.table, hits, params.sum)
    gaps = context.subject_gaps(subject, (params.field,)) if told_low != told_high else ()
    gaps += context.gaps(params.table, EVERYTHING, subject, hits, params.sum)
    return Judgement(
        verdict,
        f"= {interval(told_low, told_high)}",
        measured=number(low) if low == high else None,
        text=interval(low, high),
        shortfall=number(max(told_low - high, low - told_high))
        if verdict is Verdict.FAIL
        else None,
        evidence=shown[:1],
        related=shown[1:],
        gaps=tuple(dict.fromkeys(gaps)) if verdict is Verdict.UNKNOWN else (),
        reason="matches_total",
        values=(("what", context.say(f"what.{params.table}")),),
    )


MATCHES_TOTAL = Kind("matches_total", MatchesTotal, judge)
