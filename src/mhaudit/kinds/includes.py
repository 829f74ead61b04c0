"""`includes`: rows of the subject hold all of the values, a different row for each.

PASS: a boy and a girl where `values: [male, female]`. FAIL: two boys; one pupil whose sex is blank, since one
row cannot fill two places (R44). UNKNOWN: two pupils without sexes (R74).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from mhaudit.findings import Verdict
from mhaudit.kinds.base import (
    EVERYTHING,
    OPEN,
    Context,
    Fault,
    Gap,
    Hit,
    Judgement,
    Kind,
    Params,
    TableName,
    Truth,
    Where,
    beside,
    cells,
    check_field,
    check_where,
)
from mhaudit.models.fields import Choice, FieldType
from mhaudit.models.tables import FIELDS


class Includes(Params):
    """`includes: {field: f, in: TABLE, where: F, values: […]}`."""

    field: str
    table: TableName = Field(alias="in")
    where: Where = EVERYTHING
    values: tuple[str, ...] = Field(min_length=1)

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The field, its values, and the condition."""
        fields = FIELDS[self.table]
        yield from check_field(self.field, fields, "field")
        kind = fields.get(self.field)
        if kind is not None and kind.family not in ("choice", "text"):
            yield Fault(("field",), "not_a_word", self.field)
        elif isinstance(kind, Choice) and kind.choices:
            for at, value in enumerate(self.values):
                if value not in kind.choices:
                    yield Fault(("values", at), "unknown_value", value, kind.choices)
        yield from check_where(self.where, self.table, "where")


def judge(params: Includes, context: Context) -> list[Judgement]:
    """Match rows to values for every subject, surely and at best."""
    return [
        _judge_one(params, context, subject, hits)
        for subject, hits in enumerate(context.hits(params.table, params.where))
    ]


def _judge_one(params: Includes, context: Context, subject: int, hits: Sequence[Hit]) -> Judgement:
    wanted = params.values
    fits = [[_fits(params, context, hit, value) for value in wanted] for hit in hits]
    sure_fits = [[fit is True for fit in row] for row in fits]
    best_fits = [[fit is not False for fit in row] for row in fits]
    surely = matching(sure_fits, [hit.least for hit in hits], len(wanted))
    at_best = matching(best_fits, [hit.high for hit in hits], len(wanted))
    best = sum(at is not None for at in at_best)
    if all(at is not None for at in surely):
        verdict = Verdict.PASS
    else:
        verdict = Verdict.UNKNOWN if best == len(wanted) else Verdict.FAIL
    lacking = [value for value, at in zip(wanted, surely, strict=True) if at is None]
    hopeless = [
        value
        for at, value in enumerate(wanted)
        if not any(row[at] and hit.high > 0 for hit, row in zip(hits, best_fits, strict=True))
    ]
    if verdict is Verdict.FAIL:
        place = context.searched(params.table, params.where, subject, params.field)
        shown = place + cells(params.table, [hit for hit in hits if hit.least], params.field)
        rest = shown[1:] if hits else beside(place, params.table)
    else:
        rows = dict.fromkeys(at for at in surely if at is not None)
        shown = cells(params.table, [hits[at] for at in rows], params.field)
        rest = shown[1:]
    unsure = [hit for hit in hits if hit.high > hit.least]
    gaps = context.gaps(params.table, params.where, subject, unsure) + tuple(
        Gap(params.table, params.field, hit.row)
        for hit, row in zip(hits, fits, strict=True)
        if None in row and hit.row != OPEN and hit.high < math.inf
    )
    return Judgement(
        verdict,
        _names(params, context, wanted),
        text=_names(params, context, [value for value in wanted if value not in lacking]),
        shortfall=len(wanted) - best if verdict is Verdict.FAIL else None,
        evidence=shown[:1],
        related=rest,
        gaps=tuple(dict.fromkeys(gaps)) if verdict is Verdict.UNKNOWN else (),
        reason=_reason(verdict, len(lacking), len(hopeless), best, len(wanted)),
        values=(
            ("lacking", _names(params, context, lacking)),
            ("hopeless", _names(params, context, hopeless)),
            ("best", str(best)),
        ),
    )


def _reason(verdict: Verdict, lacking: int, hopeless: int, best: int, wanted: int) -> str:
    """The sentence of a failure: which values lack, or only how many can be had at most (R44)."""
    if verdict is not Verdict.FAIL:
        return "includes.pass"
    if lacking > hopeless == wanted - best:
        return "includes.lack"
    if lacking > wanted - best:
        return "includes.few"
    return "includes.none" if lacking == wanted else "includes"


def _fits(params: Includes, context: Context, hit: Hit, value: str) -> Truth:
    return None if hit.row == OPEN else context.same(params.table, hit.row, params.field, value)


def _names(params: Includes, context: Context, values: Sequence[str]) -> str:
    return context.say("list.comma").join(
        context.value_label(params.table, params.field, value) for value in values
    )


def matching(
    fits: Sequence[Sequence[bool]], capacity: Sequence[float], values: int
) -> list[int | None]:
    """For each value the row that fills it, None where no row is left: a maximum bipartite matching.

    `fits[row][value]` says what a row can fill, `capacity[row]` how many values it can fill.

    >>> matching([[True, True], [True, False]], [1, 1], 2)
    [1, 0]
    """
    taken: list[list[int]] = [[] for _ in fits]

    def place(value: int, seen: set[int]) -> bool:
        for row, row_fits in enumerate(fits):
            if not row_fits[value] or row in seen:
                continue
            seen.add(row)
            if len(taken[row]) < capacity[row]:
                taken[row].append(value)
                return True
            for at, other in enumerate(taken[row]):
                if place(other, seen):
                    taken[row][at] = value
                    return True
        return False

    for value in range(values):
        place(value, set())
    filled = {value: row for row, row_values in enumerate(taken) for value in row_values}
    return [filled.get(value) for value in range(values)]


INCLUDES = Kind("includes", Includes, judge)
