"""What a condition can be, tried on values around its own bounds: whether a rule can apply, pass and fail at all.

Nothing is proved here: every value that a condition can tell apart is tried, in all combinations. Where these
are too many to try, the question is left open.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mhaudit.kinds.conditions import ORDER, Test, Where
from mhaudit.kinds.count import Count
from mhaudit.kinds.field import Field
from mhaudit.kinds.includes import Includes
from mhaudit.kinds.share import Share
from mhaudit.kinds.subjects import SUBJECT_FIELDS
from mhaudit.kinds.sum import Sum
from mhaudit.models.fields import Choice, FieldType, Kind, Number, Words, YesNo
from mhaudit.models.grades import KIND_CODES, STAGE_OF, grades_of_kinds
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import SetOf
from mhaudit.rulebook.schema import Rule

MOST = 100_000
"""So many combinations at most are tried."""
OTHER = "\0"
"""A text that no rule names."""

Values = Mapping[str, Any]
Fields = Mapping[str, FieldType]


def never(rule: Rule) -> tuple[str, tuple[str, ...]] | None:
    """`(code, path)` of what a rule can never do: apply, pass or fail; None where nothing is found."""
    if rule.where is not None:
        cases = _cases(SUBJECT_FIELDS[rule.for_each], rule.where)
        if cases is not None and not any(_true(rule.where, case) for case in cases):
            return "never_applies", ("where",)
    found = _never(rule)
    return (found, ("require",)) if found else None


def _never(rule: Rule) -> str | None:
    params = rule.params
    if isinstance(params, Field):
        return _never_of_field(rule, params)
    if isinstance(params, Includes):
        return _never_of_includes(params)
    if isinstance(params, Count | Sum | Share):
        table = params.table if isinstance(params, Sum) else params.of
        possible = _possible(table, params.where)
        if isinstance(params, Share) and isinstance(params.having, Where):
            possible = possible and _possible(table, params.having)
        most = 1.0 if isinstance(params, Share) else math.inf
        bounds = (params.at_least, params.at_most, params.exactly)
        limits = [params.limits(day) for day in _days_of(bounds)]
        return _never_within(limits, 0.0, most if possible else 0.0)
    return None


def _never_of_field(rule: Rule, params: Field) -> str | None:
    where = rule.where or Where()
    cases = _cases(SUBJECT_FIELDS[rule.for_each], where, params.where)
    if cases is None:
        return None
    truths = [_truths(params.where, case) for case in cases if _true(where, case)]
    if not any(True in each for each in truths):
        return "never_passes"
    return None if any(False in each for each in truths) else "never_fails"


def _never_of_includes(params: Includes) -> str | None:
    for value in params.values:
        asked = Where((Test(params.field, "is", value),))
        cases = _cases(FIELDS[params.table], params.where, asked)
        if cases is not None and not any(
            _true(params.where, case) and _true(asked, case) for case in cases
        ):
            return "never_passes"
    return None


def _never_within(limits: list[tuple[float, float]], low: float, high: float) -> str | None:
    """`low` to `high` is what can be measured, `limits` what is allowed on each day that matters."""
    asked = [(lower, upper) for lower, upper in limits if (lower, upper) != (-math.inf, math.inf)]
    if all(lower > high or upper < low or lower > upper for lower, upper in asked):
        return "never_passes"
    free = all(lower <= low and high <= upper for lower, upper in asked)
    return "never_fails" if free else None


def _days_of(bounds: Iterable[Any]) -> list[dt.date]:
    return [day for bound in bounds if bound for day, _ in bound.steps] or [dt.date.max]


def _possible(table: str, where: Where) -> bool:
    cases = _cases(FIELDS[table], where)
    return cases is None or any(_true(where, case) for case in cases)


def _true(where: Where, case: Values) -> bool:
    return True in _truths(where, case)


def _truths(where: Where, case: Values) -> set[bool | None]:
    """What the condition is on the days on which one of its bounds changes."""
    bounds = [test.operand for test in where.leaves() if test.operator in ORDER]
    return {where.on(case.__getitem__, day, {}) for day in {*_days_of(bounds), dt.date.max}}


def _cases(fields: Fields, *wheres: Where) -> list[Values] | None:
    """Every combination of values that the conditions tell apart; None where there are too many."""
    tests: dict[str, list[Test]] = {}
    for where in wheres:
        for test in where.leaves():
            tests.setdefault(test.field, []).append(test)
    options = {name: list(_values(fields[name], each)) for name, each in tests.items()}
    if math.prod(len(each) for each in options.values()) > MOST:
        return None
    combined = (
        dict(zip(options, values, strict=True)) for values in itertools.product(*options.values())
    )
    return [case for case in combined if _fits(case)]


def _fits(case: Values) -> bool:
    """Whether grade, stage and kind of school go together."""
    grade, stage, kind = case.get("grade"), case.get("stage"), case.get("school.kind")
    if grade is not None and stage is not None and STAGE_OF[grade] != stage:
        return False
    if kind is None or (grade is None and stage is None):
        return True
    possible = grades_of_kinds(frozenset({kind}))[1]
    return grade in possible if grade else stage in {STAGE_OF[each] for each in possible}


def _values(kind: FieldType, tests: list[Test]) -> Iterator[Any]:
    if isinstance(kind, YesNo):
        yield from (True, False)
    elif isinstance(kind, Kind):
        yield from sorted(KIND_CODES)
    elif isinstance(kind, Words):
        words = kind.choices or tuple(word for test in tests for word in _words(test))
        yield SetOf.known()
        yield from (SetOf.known(word) for word in words)
        yield SetOf.known(*words)
    elif isinstance(kind, Choice):
        yield from kind.choices
    elif isinstance(kind, Number):
        yield from _numbers(kind, tests)
    else:
        yield from dict.fromkeys((OTHER, *(word for test in tests for word in _words(test))))


def _words(test: Test) -> tuple[Any, ...]:
    return test.operand if isinstance(test.operand, tuple) else (test.operand,)


def _numbers(kind: Number, tests: list[Test]) -> list[float]:
    steps = (1.0,) if kind.whole else (1.0, 0.01)
    found = {float(kind.low), min(float(kind.high), 1e9)}
    for test in tests:
        ordered = test.operator in ORDER
        values = [value for _, value in test.operand.steps] if ordered else _words(test)
        for value in values:
            found |= {value, *(value + sign * step for sign in (1, -1) for step in steps)}
    return sorted(value for value in found if kind.low <= value <= kind.high)
