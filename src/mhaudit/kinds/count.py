"""`count`: how many rows of a table belong to the subject and meet a condition.

PASS: 1 class meeting where `at_least: 1`. FAIL: none, in a table that was supplied. UNKNOWN: the table is
missing, or a row that may count has a blank cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    Bounded,
    Context,
    Fault,
    Judgement,
    Kind,
    TableName,
    Where,
    beside,
    check_where,
    counted,
    deciding_field,
    interval,
    number,
    total,
)
from mhaudit.models.fields import FieldType


class Count(Bounded):
    """`count: {of: TABLE, where: F, BOUNDS}`."""

    of: TableName
    where: Where = EVERYTHING

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The condition's fields and values."""
        yield from check_where(self.where, self.of, "where")


def judge(params: Count, context: Context) -> list[Judgement]:
    """Count for every subject; a count is an interval [surely, possibly]."""
    field = deciding_field(params.where)
    what = (("what", context.say(f"what.{params.of}")),)
    found = []
    for subject, hits in enumerate(context.hits(params.of, params.where)):
        day = context.day(subject)
        low, high = total(hits)
        verdict = params.judge(low, high, day)
        sure = counted(context, params.of, [hit for hit in hits if hit.least], params.where)
        unsure = [hit for hit in hits if hit.high > hit.least]
        failed = verdict is Verdict.FAIL
        none = failed and high == 0
        place = context.searched(params.of, params.where, subject, field) if none else ()
        found.append(
            Judgement(
                verdict,
                params.required(day),
                measured=number(low) if low == high else None,
                text=interval(low, high),
                shortfall=params.shortfall(low, high, day) if failed else None,
                evidence=(sure or place)[:1],
                related=sure[1:] if sure else beside(place, params.of),
                gaps=context.gaps(params.of, params.where, subject, unsure)
                if verdict is Verdict.UNKNOWN
                else (),
                reason="absent"
                if none and context.absent(params.of, params.where, subject)
                else params.reason(verdict, "count"),
                values=what,
            )
        )
    return found


COUNT = Kind("count", Count, judge)
