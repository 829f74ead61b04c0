"""`mhaudit rules lint`: everything that is wrong, or looks it, in rule files, at once and with its place.

First what the loader refuses. Where it refuses nothing: rules that can never apply, pass or fail, examples that
contradict their rule (errors); placeholders that are always empty, rules without examples, bounds that no
example approaches from both sides (warnings).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from mhaudit.errors import Problem, RuleFileError
from mhaudit.findings import Verdict
from mhaudit.kinds.base import Bounded, figure
from mhaudit.kinds.conditions import ORDER, Test, Where
from mhaudit.kinds.field import Field
from mhaudit.kinds.latest import Latest
from mhaudit.law import DatedValue
from mhaudit.models.terms import Audited, months_back
from mhaudit.rulebook.examples import ExampleResult, Judge, run_examples
from mhaudit.rulebook.load import load_with_sources
from mhaudit.rulebook.reach import never
from mhaudit.rulebook.schema import Example, Rule, Rulebook
from mhaudit.rulebook.yaml_positions import Mark, Sourced, shown
from mhaudit.rulebook.yaml_positions import Path as Steps
from mhaudit.wording import say

NEAR = 0.05
"""An example approaches a bound that is no further away than 1 or this part of the bound."""
NEAR_SHARE = 0.1
"""The same for shares."""
NEAR_DAYS = 31
"""The same for days."""

EMPTY: dict[str, Callable[[Rule], bool]] = {
    "grade": lambda rule: rule.for_each not in ("grade", "class"),
    "class": lambda rule: rule.for_each != "class",
    "school": lambda rule: rule.for_each == "district",
    "term": lambda rule: rule.per != "term",
    "period": lambda rule: rule.per is None,
    "shortfall": lambda rule: rule.kind in ("field", "latest"),
}
"""placeholder → of which rules it never holds anything."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem, and whether it is one for sure. `rule` is the id of the rule it is in, if it is in one."""

    problem: Problem
    error: bool
    rule: str | None = None


def lint(
    names_or_paths: Sequence[str | Path], judge_of: Callable[[Rulebook], Judge], language: str
) -> list[Remark]:
    """Every problem of each pack or file by itself, by file, line and column; each is told once.

    `judge_of` gives the engine's judge for a rulebook. Raises `UsageError` for a pack that cannot be found.
    """
    found: dict[tuple[str, int, int, str], Remark] = {}
    for name in names_or_paths:
        for remark in _lint_one(name, judge_of, language):
            problem = remark.problem
            key = (problem.file, problem.line, problem.column, problem.message)
            found.setdefault(key, remark)
    return [found[key] for key in sorted(found)]


def _lint_one(
    name: str | Path, judge_of: Callable[[Rulebook], Judge], language: str
) -> Iterator[Remark]:
    try:
        rulebook, sources = load_with_sources([name], language=language)
    except RuleFileError as error:
        yield from (Remark(problem, error=True) for problem in error.problems)
        return
    results = run_examples(rulebook, judge_of(rulebook))
    for rule in rulebook.rules:
        own = [result for result in results if result.rule.id == rule.id]
        yield from _Linter(rule, sources[rule.id], language).remarks(own)


@dataclass(frozen=True, slots=True)
class _Linter:
    """One rule and where it is written."""

    rule: Rule
    sourced: Sourced
    language: str

    def remarks(self, results: Sequence[ExampleResult]) -> Iterator[Remark]:
        """What is wrong with the rule."""
        if unable := never(self.rule):
            code, path = unable
            yield self._at(self._deepest(path), f"lint.{code}")
        yield from self._idle_placeholders()
        for at, result in enumerate(results):
            for subject, expected, got in result.mismatches:
                nothing = say(self.language, "example.no_finding")
                title = result.example.title
                values: dict[str, Any] = {
                    "title": f"{title} · {subject}" if subject else title,
                    "expected": expected or nothing,
                    "found": got or nothing,
                }
                yield self._at(("examples", at, "expect"), "lint.example", **values)
        if not results:
            yield self._at(("id",), "lint.no_examples", warning=True)
        else:
            yield from self._one_sided(results)

    def _idle_placeholders(self) -> Iterator[Remark]:
        for key in ("title", "title_en", "message", "message_en", "fix", "fix_en"):
            text = self.sourced.data.get(key)
            for _, name, _, _ in Formatter().parse(text if isinstance(text, str) else ""):
                if name in EMPTY and EMPTY[name](self.rule):
                    yield self._at((key,), "lint.idle_placeholder", warning=True, name=name)

    def _one_sided(self, results: Sequence[ExampleResult]) -> Iterator[Remark]:
        for bound in bounds(self.rule, results):
            if bound.inside and bound.outside:
                continue
            side = (
                "both"
                if not bound.inside and not bound.outside
                else "pass"
                if bound.inside
                else "fail"
            )
            side = side if not bound.of_subject or side == "both" else f"{side}.subject"
            yield self._at(
                bound.path, f"lint.one_sided.{side}", warning=True, bound=figure(bound.value)
            )

    def _deepest(self, path: Steps) -> Steps:
        """`require` → the kind below it."""
        data: Any = self.sourced.data
        for step in path:
            data = data[step]
        only = next(iter(data), None) if isinstance(data, Mapping) and len(data) == 1 else None
        return path if only is None else (*path, only)

    def _at(self, path: Steps, code: str, *, warning: bool = False, **values: object) -> Remark:
        mark: Mark = self.sourced.mark(path)
        text, hint = say(self.language, code, **values), say(self.language, f"{code}.help")
        where = " > ".join(filter(None, (self.rule.id, shown(path))))
        return Remark(Problem(*mark, where, text, hint), error=not warning, rule=self.rule.id)


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


def github(remarks: Iterable[Remark]) -> Iterator[str]:
    """Lines that GitHub shows beside the line of the file."""
    for remark in remarks:
        problem = remark.problem
        level = "error" if remark.error else "warning"
        text = f"{problem.path}: {problem.message}" if problem.path else problem.message
        text = f"{text}\n{problem.hint}" if problem.hint else text
        place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
        yield f"::{level} {place}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
