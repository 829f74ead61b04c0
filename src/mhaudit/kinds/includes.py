"""`includes`: rows of the subject hold all of the values, a different row for each.

PASS: a boy and a girl where `values: [male, female]`. FAIL: two boys; one pupil whose sex is blank, since one
row cannot fill two places (R44). UNKNOWN: two pupils without sexes (R74).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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


class _Row(NamedTuple):
    """What matters of a row: which of the values it is, and for how many of them it may stand."""

    fits: tuple[Truth, ...]
    least: int
    most: float


class _Matched(NamedTuple):
    """How rows fill the values: the same for all subjects whose rows are alike."""

    verdict: Verdict
    filled: tuple[int, ...]
    """The rows that surely fill the values, each once, in the order of the values."""
    text: str
    shortfall: int | None
    reason: str
    values: tuple[tuple[str, str], ...]


def judge(params: Includes, context: Context) -> list[Judgement]:
    """Match rows to values for every subject, surely and at best."""
    required = _names(params, context, params.values)
    fits: dict[Any, tuple[Truth, ...]] = {}
    matched: dict[tuple[_Row, ...], _Matched] = {}
    found = []
    for subject, hits in enumerate(context.hits(params.table, params.where)):
        rows = tuple([_row(params, context, hit, fits) for hit in hits])
        if rows not in matched:
            matched[rows] = _match(params, context, rows)
        found.append(_judgement(params, context, subject, hits, rows, matched[rows], required))
    return found


def _row(params: Includes, context: Context, hit: Hit, known: dict[Any, tuple[Truth, ...]]) -> _Row:
    """`known`: what values seen before fit."""
    if hit.row == OPEN:
        return _Row((None,) * len(params.values), hit.least, hit.high)
    value = context.row_value(params.table, hit.row, params.field)
    if value not in known:
        known[value] = tuple(
            context.same(params.table, hit.row, params.field, word) for word in params.values
        )
    return _Row(known[value], hit.least, hit.high)


def _match(params: Includes, context: Context, rows: Sequence[_Row]) -> _Matched:
    wanted = params.values
    best_fits = [[fit is not False for fit in row.fits] for row in rows]
    surely = matching(
        [[fit is True for fit in row.fits] for row in rows],
        [row.least for row in rows],
        len(wanted),
    )
    at_best = matching(best_fits, [row.most for row in rows], len(wanted))
    best = sum(at is not None for at in at_best)
    verdict = Verdict.UNKNOWN if best == len(wanted) else Verdict.FAIL
    if None not in surely:
        verdict = Verdict.PASS
    lacking = [value for value, at in zip(wanted, surely, strict=True) if at is None]
    hopeless = [
        value
        for at, value in enumerate(wanted)
        if not any(fits[at] and row.most > 0 for row, fits in zip(rows, best_fits, strict=True))
    ]
    return _Matched(
        verdict,
        tuple(dict.fromkeys(at for at in surely if at is not None)),
        _names(params, context, [value for value in wanted if value not in lacking]),
        len(wanted) - best if verdict is Verdict.FAIL else None,
        _reason(params, verdict, len(lacking), len(hopeless), best),
        (
            ("lacking", _names(params, context, lacking)),
            ("hopeless", _names(params, context, hopeless)),
            ("best", str(best)),
        ),
    )


def _judgement(
    params: Includes,
    context: Context,
    subject: int,
    hits: Sequence[Hit],
    rows: Sequence[_Row],
    matched: _Matched,
    required: str,
) -> Judgement:
    """The answer on one subject: what its rows match, with the cells of its own."""
    if matched.verdict is Verdict.FAIL:
        place = context.searched(params.table, params.where, subject, params.field)
        shown = place + cells(params.table, [hit for hit in hits if hit.least], params.field)
        rest = shown[1:] if hits else beside(place, params.table)
    else:
        shown = cells(params.table, [hits[at] for at in matched.filled], params.field)
        rest = shown[1:]
    unknown = matched.verdict is Verdict.UNKNOWN
    return Judgement(
        matched.verdict,
        required,
        text=matched.text,
        shortfall=matched.shortfall,
        evidence=shown[:1],
        related=rest,
        gaps=_gaps(params, context, subject, hits, rows) if unknown else (),
        reason=matched.reason,
        values=matched.values,
    )


def _gaps(
    params: Includes, context: Context, subject: int, hits: Sequence[Hit], rows: Sequence[_Row]
) -> tuple[Gap, ...]:
    """What decides whether a row counts, and which of the values it is."""
    unsure = [hit for hit in hits if hit.high > hit.least]
    gaps = context.gaps(params.table, params.where, subject, unsure) + tuple(
        Gap(params.table, params.field, hit.row)
        for hit, row in zip(hits, rows, strict=True)
        if None in row.fits and hit.row != OPEN and hit.high < math.inf
    )
    return tuple(dict.fromkeys(gaps))


_OF_PEOPLE = frozenset({"teachers", "committee"})


def _reason(params: Includes, verdict: Verdict, lacking: int, hopeless: int, best: int) -> str:
    """The sentence of a failure: which values lack, or only how many can be had at most (R44)."""
    if verdict is not Verdict.FAIL:
        return "includes.pass"
    wanted = len(params.values)
    if lacking > hopeless == wanted - best:
        return "includes.lack"
    if lacking > wanted - best:
        return "includes.few" if params.table in _OF_PEOPLE else "includes.few_rows"
    return "includes.none" if lacking == wanted else "includes"


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
