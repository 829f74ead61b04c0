"""`share`: what part of the subject's rows also meets a second condition, or passes another rule.

PASS: 19 of 20 schools where `at_least: 0.95`. FAIL: 18 of 20. UNKNOWN: 18 of 20 and one that cannot be judged.
With no row at all there is nothing to share: not applicable.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    OPEN,
    Bounded,
    Cell,
    Context,
    Fault,
    Gap,
    Hit,
    Judgement,
    Kind,
    TableName,
    Truth,
    Where,
    check_where,
    figure,
)
from mhaudit.models.fields import FieldType


class Passing(BaseModel):
    """`{rule: ID}`: the rows are schools, and the rule passes for them."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    rule: str


class Share(Bounded):
    """`share: {of: TABLE, where: F, having: F or {rule: ID}, BOUNDS}`; bounds are parts of 1."""

    of: TableName
    where: Where = EVERYTHING
    having: Annotated[Passing | Where, Field(union_mode="left_to_right")]

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Both conditions; a rule's result is one of schools only."""
        yield from check_where(self.where, self.of, "where")
        if isinstance(self.having, Where):
            yield from check_where(self.having, self.of, "having")
        elif self.of != "schools":
            yield Fault(("having", "rule"), "rule_needs_schools", self.of)


def rules_named(params: BaseModel | None) -> Iterator[str]:
    """The ids of the rules whose results a requirement asks for."""
    if isinstance(params, Share) and isinstance(params.having, Passing):
        yield params.having.rule
    for part in getattr(params, "parts", ()):
        yield from rules_named(part.params)


def judge(params: Share, context: Context) -> list[Judgement]:
    """The share of every subject as an interval."""
    return [
        _judge_one(params, context, subject, hits)
        for subject, hits in enumerate(context.hits(params.of, params.where))
    ]


def _judge_one(params: Share, context: Context, subject: int, hits: Sequence[Hit]) -> Judgement:
    day = context.day(subject)
    truths = [(hit, _having(params, context, subject, hit)) for hit in hits]
    counted = [(hit, truth) for hit, truth in truths if truth != "excluded"]
    have = sum(hit.least for hit, truth in counted if truth is True)
    lack = sum(hit.least for hit, truth in counted if truth is False)
    may_have = sum(hit.high for hit, truth in counted if truth is not False)
    may_lack = sum(hit.high for hit, truth in counted if truth is not True)
    # at worst all that may lack do and nobody more has; at best the other way round
    open_sure = sum(hit.least for hit, truth in counted if truth is None)
    low, high = _part(have, may_lack), _part(may_have, lack)
    if not counted:
        verdict = Verdict.NOT_APPLICABLE
    elif have + lack + open_sure == 0:
        verdict = Verdict.UNKNOWN
    else:
        verdict = params.judge(low, high, day)
    shown = tuple(
        Cell(params.of, hit.row, None)
        for hit, truth in counted
        if truth is False and hit.row != OPEN
    )
    return Judgement(
        verdict,
        _required(params, context, subject),
        measured=low if low == high else None,
        text=_shown(params, low, high, day),
        shortfall=_short(params, context, subject, may_have + lack, may_have)
        if verdict is Verdict.FAIL
        else None,
        evidence=shown[:1] if verdict is Verdict.FAIL else (),
        related=shown[1:] if verdict is Verdict.FAIL else (),
        gaps=_gaps(params, context, subject, counted) if verdict is Verdict.UNKNOWN else (),
        reason=_reason(params, verdict, bool(counted)),
        values=(
            ("what", context.say(f"what.{params.of}")),
            ("have", figure(have)),
            ("all", figure(have + lack + open_sure)),
        ),
    )


def _reason(params: Share, verdict: Verdict, some: bool) -> str:
    if verdict is Verdict.UNKNOWN and isinstance(params.having, Passing):
        return "share.schools"
    return params.reason(verdict, "share") if some else "notapplicable"


def _gaps(
    params: Share, context: Context, subject: int, counted: Sequence[tuple[Hit, Truth | str]]
) -> tuple[Gap, ...]:
    """What decides whether a row counts, and whether it has what is asked: of a rule's result, the school."""
    unsure = [hit for hit, _ in counted if hit.high > hit.least]
    undecided = [hit for hit, truth in counted if truth is None and hit.row != OPEN]
    found = context.gaps(params.of, params.where, subject, unsure)
    if isinstance(params.having, Passing):
        found += tuple(Gap(params.of, None, hit.row) for hit in undecided)
    else:
        found += context.gaps(params.of, params.having, subject, undecided)
    return tuple(dict.fromkeys(found))


def _having(params: Share, context: Context, subject: int, hit: Hit) -> Truth | str:
    if hit.row == OPEN:
        return None
    if isinstance(params.having, Passing):
        return context.passes(params.having.rule, hit.row)
    return context.row_truth(params.of, hit.row, params.having, subject)


def _part(part: float, rest: float) -> float:
    """part ÷ (part + rest); nothing of an endless rest is 0, all of nothing is 0."""
    if math.isinf(part):
        return 1.0
    return part / (part + rest) if part + rest and not math.isinf(rest) else 0.0


def _shown(params: Share, low: float, high: float, day: dt.date) -> str:
    """Rounded away from the passing side (R50): 94.6 % reads 94 %, and 95 % where at most so many are asked."""
    lower, upper = params.limits(day)
    up = lower == -math.inf and upper < math.inf
    first, last = (
        math.ceil(value * 100 - 1e-9) if up else math.floor(value * 100 + 1e-9)
        for value in (low, high)
    )
    return f"{first}%" if low == high else f"{first}%–{last}%"


def _required(params: Share, context: Context, subject: int) -> str:
    lower, upper = params.limits(context.day(subject))
    if lower == upper:
        return f"= {lower * 100:g}%"
    parts = [f"≥ {lower * 100:g}%"] if lower > -math.inf else []
    return ", ".join(parts + ([f"≤ {upper * 100:g}%"] if upper < math.inf else []))


def _short(
    params: Share, context: Context, subject: int, everyone: float, may_have: float
) -> float | None:
    """How many more of the rows would have to meet the condition at least, where all that may meet it do (R50)."""
    lower = params.limits(context.day(subject))[0]
    if lower == -math.inf:
        return None
    missing = math.ceil(lower * everyone - 1e-9) - int(may_have)
    return missing if missing > 0 else None


SHARE = Kind("share", Share, judge)
