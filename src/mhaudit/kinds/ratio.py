"""`ratio`: one measure over another stays within a bound, such as pupils per counsellor.

Tested as `of ≤ bound × per`, so that nobody at all is a failure and no division by zero (R47).

PASS: 800 pupils to 1 counsellor where the bound is 800. FAIL: 801 to 1; 1250 to nobody. UNKNOWN: the pupils
cell is blank and some value would fail.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    Bounded,
    Cell,
    Context,
    Fault,
    Gap,
    Judgement,
    Kind,
    Params,
    TableName,
    Where,
    cells,
    check_field,
    check_where,
    counted,
    deciding_field,
    figure,
    interval,
    total,
    under,
)
from mhaudit.kinds.sum import added, range_of
from mhaudit.models.fields import FieldType, Number
from mhaudit.models.tables import FIELDS


class Measure(Params):
    """`{field: f}` of the subject, `{count: TABLE, where: F}` or `{sum: f, in: TABLE, where: F}`."""

    field: str | None = None
    count: TableName | None = None
    sum: str | None = None
    table: TableName | None = Field(default=None, alias="in")
    where: Where = EVERYTHING

    @model_validator(mode="after")
    def _one(self) -> Measure:
        if sum(part is not None for part in (self.field, self.count, self.sum)) != 1:
            raise PydanticCustomError("one_measure_expected", "one of field, count, sum expected")
        if (self.sum is None) != (self.table is None):
            raise PydanticCustomError("sum_needs_in", "sum and in go together")
        return self

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The fields that it measures, and the condition's."""
        if self.field is not None:
            yield from check_field(self.field, subject, "field", family="number")
        table = self.count or self.table
        if table:
            yield from check_where(self.where, table, "where")
        if self.sum is not None and self.table:
            yield from check_field(self.sum, FIELDS[self.table], "sum", family="number")


class Ratio(Bounded):
    """`ratio: {of: MEASURE, per: MEASURE, BOUNDS}`."""

    of: Measure
    per: Measure

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Both measures."""
        yield from under(self.of.check(subject), "of")
        yield from under(self.per.check(subject), "per")


class _Measured:
    """A measure of every subject: intervals of length n, cells that show it, gaps that leave it open."""

    def __init__(
        self, measure: Measure, context: Context, subject_fields: Mapping[str, FieldType]
    ) -> None:
        self.measure, self.context = measure, context
        self.table = measure.count or measure.table
        self.hits = context.hits(self.table, measure.where) if self.table else []
        self.low: list[float] = []
        self.high: list[float] = []
        for subject in range(context.size):
            low, high = self._interval(subject, subject_fields)
            self.low.append(low)
            self.high.append(high)

    def _interval(self, subject: int, fields: Mapping[str, FieldType]) -> tuple[float, float]:
        if self.measure.count:
            return total(self.hits[subject])
        if self.measure.sum and self.table:
            return added(self.context, subject, self.table, self.measure.sum, self.hits[subject])
        name = self.measure.field or ""
        low, high = range_of(self.context.value(subject, name))
        kind = fields.get(name.removeprefix("school."))
        return max(low, kind.low if isinstance(kind, Number) else 0), high

    def cells(self, subject: int) -> tuple[Cell, ...]:
        if not self.table:
            return self.context.own_cell(subject, self.measure.field)
        hits = [hit for hit in self.hits[subject] if hit.least]
        if self.measure.sum:
            return cells(self.table, hits, self.measure.sum)
        return counted(self.context, self.table, hits, self.measure.where)

    def gaps(self, subject: int) -> tuple[Gap, ...]:
        if self.low[subject] == self.high[subject]:
            return ()
        if not self.table:
            return self.context.subject_gaps(subject, (self.measure.field or "",))
        unsure: Sequence[Any] = [
            hit for hit in self.hits[subject] if hit.high > hit.least or self.measure.sum
        ]
        return self.context.gaps(self.table, self.measure.where, subject, unsure, self.measure.sum)


def judge(params: Ratio, context: Context) -> list[Judgement]:
    """Measure every subject and hold `of` against bound × `per`."""
    fields = FIELDS["schools"]
    of, per = _Measured(params.of, context, fields), _Measured(params.per, context, fields)
    return [_judge_one(params, context, subject, of, per) for subject in range(context.size)]


def _judge_one(
    params: Ratio, context: Context, subject: int, of: _Measured, per: _Measured
) -> Judgement:
    day = context.day(subject)
    lower, upper = params.limits(day)
    of_low, of_high = of.low[subject], of.high[subject]
    per_low, per_high = per.low[subject], per.high[subject]
    if of_high <= _times(upper, per_low) and of_low >= _times(lower, per_high):
        verdict = Verdict.PASS
    elif of_low > _times(upper, per_high) or of_high < _times(lower, per_low):
        verdict = Verdict.FAIL
    else:
        verdict = Verdict.UNKNOWN
    if lower == -math.inf and upper == math.inf:
        verdict = Verdict.NOT_APPLICABLE
    exact = of_low == of_high and per_low == per_high
    short = None
    if verdict is Verdict.FAIL and 0 < upper < math.inf and of_low > _times(upper, per_high):
        short = math.ceil(of_low / upper - 1e-12) - int(per_high)
    own = of.cells(subject)
    shown = own + per.cells(subject)
    if verdict is Verdict.FAIL and per_high == 0 and per.table:
        shown += context.searched(
            per.table, params.per.where, subject, deciding_field(params.per.where)
        )
    return Judgement(
        verdict,
        params.required(day),
        measured=of_low / per_low if exact and per_low else None,
        text=_text(of_low, of_high, per_low, per_high, upper),
        shortfall=short,
        evidence=shown[:1],
        related=shown[1:],
        gaps=of.gaps(subject) + per.gaps(subject) if verdict is Verdict.UNKNOWN else (),
        reason=params.reason(verdict, "ratio" if exact and per_low else "ratio.open"),
        values=(("of", interval(of_low, of_high)), ("per", interval(per_low, per_high))),
    )


def _times(bound: float, measure: float) -> float:
    """bound × measure: an absent bound stays absent, and no bound times ever so many is nothing."""
    if math.isinf(bound):
        return bound
    return 0.0 if measure == 0 or bound == 0 else bound * measure


def _text(of_low: float, of_high: float, per_low: float, per_high: float, upper: float) -> str:
    """`1:1250`; `1250:0` where there is nobody; rounded away from the passing side (R50)."""
    if of_low != of_high or per_low != per_high:
        return f"{interval(of_low, of_high)} : {interval(per_low, per_high)}"
    if per_low == 0:
        return f"{figure(of_low)}:0"
    value = of_low / per_low
    return f"1:{math.ceil(value - 1e-9) if upper < math.inf else math.floor(value + 1e-9)}"


RATIO = Kind("ratio", Ratio, judge)
