"""The bounds of a rule, and from which sides its examples approach each: at the bound and just past it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.findings import Verdict
from mhaudit.kinds.base import Bounded
from mhaudit.kinds.conditions import ORDER, Test, Where
from mhaudit.kinds.field import Field
from mhaudit.kinds.latest import Latest
from mhaudit.law import DatedValue
from mhaudit.models.terms import Audited, months_back
from mhaudit.rulebook.examples import ExampleResult
from mhaudit.rulebook.schema import Example, Rule
from mhaudit.rulebook.yaml_positions import Path as Steps

NEAR = 0.05
"""An example approaches a bound that is no further away than 1 or this part of the bound."""
NEAR_SHARE = 0.1
"""The same for shares."""
NEAR_DAYS = 31
"""The same for days."""


@dataclass(slots=True)
class Limit:
    """A bound of a rule. `inside` and `outside`: whether an example comes near on the passing and on the
    failing side; of a bound on the subject, on the side to which the rule applies and on the other."""

    path: Steps
    value: float
    of_subject: bool = False
    inside: bool = False
    outside: bool = False


def bounds(rule: Rule, results: Sequence[ExampleResult]) -> list[Limit]:
    """Every bound of the rule, and from which sides its examples approach it."""
    found = list(_bounds_of_where(rule.where, ("where",), rule, results))
    if isinstance(rule.params, Field):
        path = ("require", "field")
        found += _bounds_of_where(rule.params.where, path, rule, results)
    elif isinstance(rule.params, Bounded):
        found += _bounds_of_requirement(rule, rule.params, results)
    elif isinstance(rule.params, Latest):
        found.append(_bound_of_latest(rule, rule.params, results))
    return found


def _bounds_of_where(
    where: Where | None, lead: Steps, rule: Rule, results: Sequence[ExampleResult]
) -> Iterator[Limit]:
    """Bounds of a condition on the subject; values are taken from the examples' rows of its table."""
    tests = zip(where.tests, where.paths, strict=True) if where else ()
    for test, path in tests:
        if test.operator not in ORDER:
            continue
        for since, value in test.operand.steps:
            limit = Limit((*lead, *path), value, of_subject=lead == ("where",))
            for result in results:
                day = _last_day(result.example)
                if _step(test.operand, day) != since:
                    continue
                for given in _values(test.field, rule.for_each, result.example):
                    if isinstance(given, int | float) and _near(given, value):
                        holds = _holds(test, given, day)
                        limit.inside |= holds
                        limit.outside |= not holds
            yield limit


def _holds(test: Test, given: float, day: dt.date) -> bool:
    return test.on(given, day) is True


def _values(name: str, for_each: str, example: Example) -> Iterator[Any]:
    table = {"class": "classes", "teacher": "teachers"}.get(for_each, "schools")
    if name.startswith("school."):
        table, name = "schools", name.removeprefix("school.")
    yield from (row.get(name) for row in example.given.get(table, ()))


def _bounds_of_requirement(
    rule: Rule, params: Bounded, results: Sequence[ExampleResult]
) -> Iterator[Limit]:
    near = NEAR_SHARE if rule.kind == "share" else None
    for name in ("at_least", "at_most", "exactly"):
        bound: DatedValue | None = getattr(params, name)
        for since, value in bound.steps if bound else ():
            limit = Limit(("require", rule.kind, name), value)
            for result in results:
                if bound is None or _step(bound, _last_day(result.example)) != since:
                    continue
                for finding in result.findings:
                    measured = finding.measured_value
                    if measured is not None and _near(measured, value, near):
                        limit.inside |= finding.verdict is Verdict.PASS
                        limit.outside |= finding.verdict is Verdict.FAIL
            yield limit


def _bound_of_latest(rule: Rule, params: Latest, results: Sequence[ExampleResult]) -> Limit:
    limit = Limit(("require", "latest", "within"), float(params.within.months))
    for result in results:
        day = months_back(_last_day(result.example), params.within.months)
        for row in result.example.given.get(params.table, ()):
            given = row.get(params.field)
            if isinstance(given, dt.date) and abs((given - day).days) <= NEAR_DAYS:
                limit.inside |= given >= day
                limit.outside |= given < day
    return limit


def _near(value: float, bound: float, near: float | None = None) -> bool:
    reach = max(1.0, abs(bound) * NEAR) if near is None else near
    return math.isfinite(value) and abs(value - bound) <= reach + 1e-9


def _step(bound: DatedValue, day: dt.date) -> dt.date | None:
    """The date since when the value in force on `day` applies."""
    since = [since for since, _ in bound.steps if since <= day]
    return since[-1] if since else None


def _last_day(example: Example) -> dt.date:
    return Audited(example.terms).last_day or dt.date.max
