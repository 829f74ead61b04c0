"""`unique`: no two rows of the subject hold the same value of a field.

PASS: codes 1, 2, 3. FAIL: a code twice. UNKNOWN: a code is blank and might repeat another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    OPEN,
    Cell,
    Context,
    Fault,
    Gap,
    Hit,
    Judgement,
    Kind,
    Params,
    TableName,
    Where,
    check_field,
    check_where,
    figure,
)
from mhaudit.models.fields import FieldType
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import NotIn, OneOf, SetOf, Span


class Unique(Params):
    """`unique: {field: f, in: TABLE, where: F}`."""

    field: str
    table: TableName = Field(alias="in")
    where: Where = EVERYTHING

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The field and the condition's fields and values."""
        yield from check_field(self.field, FIELDS[self.table], "field")
        yield from check_where(self.where, self.table, "where")


def judge(params: Unique, context: Context) -> list[Judgement]:
    """Look for a value that two rows of a subject share."""
    return [
        _judge_one(params, context, subject, hits)
        for subject, hits in enumerate(context.hits(params.table, params.where))
    ]


def _judge_one(params: Unique, context: Context, subject: int, hits: Sequence[Hit]) -> Judgement:
    rows: dict[object, list[Hit]] = {}
    open_hits: list[Hit] = []
    for hit in (hit for hit in hits if hit.high > 0):
        value = None if hit.row == OPEN else context.row_value(params.table, hit.row, params.field)
        if not _known(value):
            open_hits.append(hit)
        else:
            rows.setdefault(value, []).append(hit)
    repeated = [hit for same in rows.values() if _least(same) > 1 for hit in same]
    perhaps = [
        hit
        for same in rows.values()
        if sum(each.high for each in same) > 1
        for hit in same
        if hit.high > hit.least
    ]
    several = len(rows) + len(open_hits) > 1 or any(hit.high > 1 for hit in open_hits)
    unsure = perhaps + (open_hits if several else [])
    verdict = Verdict.FAIL if repeated else Verdict.UNKNOWN if unsure else Verdict.PASS
    shown = tuple(Cell(params.table, hit.row, params.field) for hit in repeated)
    gaps = context.gaps(params.table, params.where, subject, perhaps) + tuple(
        Gap(params.table, params.field, hit.row)
        if hit.row >= 0 and hit.high < math.inf
        else Gap(params.table, None)
        for hit in open_hits
    )
    return Judgement(
        verdict,
        context.say("required.unique", field=context.field_label(params.table, params.field)),
        text=figure(len(rows)),
        shortfall=sum(max(_least(same) - 1, 0) for same in rows.values()) or None,
        evidence=shown[:1],
        related=shown[1:],
        gaps=tuple(dict.fromkeys(gaps)) if verdict is Verdict.UNKNOWN else (),
        reason="unique.pass" if verdict is Verdict.PASS else "unique",
    )


def _least(hits: Sequence[Hit]) -> int:
    """How many things the rows surely are: a row of a total that stands for two repeats itself."""
    return sum(hit.least for hit in hits)


def _known(value: object) -> bool:
    if isinstance(value, SetOf):
        return value.sure == value.maybe
    return value is not None and not isinstance(value, OneOf | NotIn | Span)


UNIQUE = Kind("unique", Unique, judge)
