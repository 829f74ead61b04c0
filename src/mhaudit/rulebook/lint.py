"""`mhaudit rules lint`: everything that is wrong, or looks it, in rule files, at once and with its place.

First what the loader refuses. Where it refuses nothing: rules that can never apply, pass or fail, examples that
contradict their rule (errors); placeholders that are always empty, rules without examples, bounds that no
example approaches from both sides (warnings). Files of waivers are checked as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from mhaudit.errors import Problem, RuleFileError
from mhaudit.findings import Verdict
from mhaudit.github import command
from mhaudit.kinds.base import figure
from mhaudit.rulebook.bounds import Limit, bounds
from mhaudit.rulebook.check import likeliest
from mhaudit.rulebook.examples import ExampleResult, Judge, run_examples
from mhaudit.rulebook.lint_waivers import holds_waivers, waiver_problems
from mhaudit.rulebook.load import load_rulebook, load_with_sources
from mhaudit.rulebook.packs import pack_names
from mhaudit.rulebook.reach import never
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.rulebook.yaml_positions import Mark, Sourced, shown
from mhaudit.rulebook.yaml_positions import Path as Steps
from mhaudit.wording import say

TELLING = 10
"""Smaller numbers in a title may be anything: one class meeting, two years, grade 7."""
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
    names_or_paths: Sequence[str | Path],
    judge_of: Callable[[Rulebook], Judge],
    language: str,
    today: dt.date | None = None,
) -> list[Remark]:
    """Every problem of each pack or file by itself, by file, line and column; each is told once.

    A file that holds a list is one of waivers: it is held against the packs beside it in `names_or_paths`, else
    against all that come with mhaudit, and `today` is the day on which one may have expired. `judge_of` gives
    the engine's judge for a rulebook. Raises `UsageError` for a pack that cannot be found.
    """
    files = [name for name in names_or_paths if holds_waivers(name)]
    packs = [name for name in names_or_paths if name not in files]
    remarks = [remark for name in packs for remark in _lint_one(name, judge_of, language)]
    if files:
        remarks += _lint_waivers(files, packs or pack_names(), language, today or dt.date.today())
    found: dict[tuple[str, int, int, str], Remark] = {}
    for remark in remarks:
        problem = remark.problem
        key = (problem.file, problem.line, problem.column, problem.message)
        found.setdefault(key, remark)
    return [found[key] for key in sorted(found)]


def _lint_waivers(
    files: Sequence[str | Path], packs: Sequence[str | Path], language: str, today: dt.date
) -> Iterator[Remark]:
    try:
        rulebook = load_rulebook(packs, language=language, examples=False)
    except RuleFileError:
        return  # told of the packs themselves; which rules there are cannot be known
    for file in files:
        for problem, error in waiver_problems(file, rulebook, language, today):
            yield Remark(problem, error)


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
        linter = _Linter(rule, sources[rule.id], language)
        yield from linter.remarks(own)
        if rule.same_as and rule.same_as not in sources:
            yield from linter.same_as({*sources, *_shipped_rules()})
    yield from _alike(rulebook, language)


@cache
def _shipped_rules() -> frozenset[str]:
    """The ids of the rules of every pack that comes with mhaudit."""
    rules = load_rulebook(pack_names(), examples=False).rules
    return frozenset(rule.id for rule in rules)


def _alike(rulebook: Rulebook, language: str) -> Iterator[Remark]:
    """Checklists that were meant to be one: a later pack's list takes the place only of its namesake."""
    for at, spec in enumerate(rulebook.checklists):
        others = [each.name for each in rulebook.checklists[:at]]
        if other := likeliest(spec.name, others):
            values = {"given": spec.name, "other": other}
            text = say(language, "lint.checklist_name", **values)
            hint = say(language, "lint.checklist_name.help")
            mark = Mark(spec.file, spec.line, spec.column)
            problem = Problem(*mark, shown(("checklists", spec.name)), text, hint)
            yield Remark(problem, error=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """The examples of a rulebook run; `bare` are the rules without any, `one_sided` the bounds that none
    approaches from both sides, those of bare rules too; `bounds` counts all bounds, `unseen` those of bare rules."""

    results: tuple[ExampleResult, ...]
    bare: tuple[Remark, ...]
    one_sided: tuple[Remark, ...]
    bounds: int
    unseen: int


def try_examples(
    names_or_paths: Sequence[str | Path], judge_of: Callable[[Rulebook], Judge], language: str
) -> Tried:
    """Run every example of the packs, loaded together as an audit loads them.

    Raises `RuleFileError` and `UsageError` as `load_rulebook` does.
    """
    rulebook, sources = load_with_sources(names_or_paths, language=language)
    results = run_examples(rulebook, judge_of(rulebook))
    bare: list[Remark] = []
    one_sided: list[Remark] = []
    count = unseen = 0
    for rule in rulebook.rules:
        own = [result for result in results if result.rule.id == rule.id]
        linter = _Linter(rule, sources[rule.id], language)
        limits = bounds(rule, own)
        bare += linter.bare(own)
        one_sided += linter.one_sided(limits)
        count += len(limits)
        unseen += 0 if own else len(limits)
    return Tried(tuple(results), tuple(bare), tuple(one_sided), count, unseen)


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
        yield from self._other_number()
        for at, result in enumerate(results):
            for subject, expected, got in result.mismatches:
                nothing = say(self.language, "example.no_finding")
                title = result.example.titled(self.language)
                values: dict[str, Any] = {
                    "title": f"{title} · {subject}" if subject else title,
                    "expected": expected or nothing,
                    "found": got or nothing,
                }
                yield self._at(("examples", at, "expect"), "lint.example", **values)
        yield from self.bare(results)
        if results:  # else it was told that there are no examples at all
            yield from self.one_sided(bounds(self.rule, results))
        seen = {finding.verdict for result in results for finding in result.findings}
        told = any(bound.of_subject and not bound.outside for bound in bounds(self.rule, results))
        if results and self._narrow() and Verdict.NOT_APPLICABLE not in seen and not told:
            yield self._at(self._of_change(("where",)), "lint.never_excluded", warning=True)

    def _narrow(self) -> bool:
        """Whether whole schools may be exempt."""
        tests = list(self.rule.where.leaves()) if self.rule.where else []
        return any(self.rule.for_each == "school" or "." in test.field for test in tests)

    def same_as(self, known: set[str]) -> Iterator[Remark]:
        """`same_as` may name a rule of a pack that is not loaded, but one that there is."""
        given = self.rule.same_as or ""
        if given not in known:
            likely = likeliest(given, sorted(known))
            remark = self._at(("same_as",), "lint.same_as", warning=True, given=given)
            if likely:
                remark.problem.hint = say(self.language, "help.did_you_mean", name=likely)
            yield remark

    def bare(self, results: Sequence[ExampleResult]) -> Iterator[Remark]:
        """A rule without examples, at the change that left it without if it had any (see `JUDGING`)."""
        if not results and ("examples",) in self.sourced.values:
            yield self._at(("examples",), "lint.no_examples.changed", warning=True)
        elif not results:
            yield self._at(("id",), "lint.no_examples", warning=True)

    def _idle_placeholders(self) -> Iterator[Remark]:
        for key in ("title", "title_en", "message", "message_en", "fix", "fix_en"):
            text = self.sourced.data.get(key)
            for _, name, _, _ in Formatter().parse(text if isinstance(text, str) else ""):
                if name in EMPTY and EMPTY[name](self.rule):
                    yield self._at((key,), "lint.idle_placeholder", warning=True, name=name)

    def _other_number(self) -> Iterator[Remark]:
        """Bounds that were changed while the title still names the number before."""
        written = re.findall(r"\d+(?:\.\d+)?(?![\d.]|\s*年)", self.rule.title)
        named = {float(number) for number in written if float(number) >= TELLING}
        latest = {limit.path: limit.value for limit in bounds(self.rule, ())}
        for path, value in latest.items() if named else ():
            told = value * 100 if self.rule.kind == "share" and path[0] == "require" else value
            if told >= TELLING and told not in named:
                numbers = say(self.language, "list.comma").join(map(figure, sorted(named)))
                values = {"bound": figure(told), "numbers": numbers}
                yield self._at(path, "lint.title_number", warning=True, **values)

    def one_sided(self, limits: Sequence[Limit]) -> Iterator[Remark]:
        """The bounds of the rule that no example approaches from both sides."""
        for bound in limits:
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
            code = f"lint.one_sided.{side}"
            yield self._at(
                self._of_change(bound.path), code, warning=True, bound=figure(bound.value)
            )

    def _of_change(self, path: Steps) -> Steps:
        """`path`; where a change of another pack's rule wrote the examples and not this, the examples."""
        written = self.sourced.mark(("examples",)).file
        return path if self.sourced.mark(path).file == written else ("examples",)

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


def github(remarks: Iterable[Remark]) -> Iterator[str]:
    """Lines that GitHub shows beside the line of the file."""
    for remark in remarks:
        problem = remark.problem
        level = "error" if remark.error else "warning"
        text = f"{problem.path}: {problem.message}" if problem.path else problem.message
        text = f"{text}\n{problem.hint}" if problem.hint else text
        place = {"file": problem.file, "line": problem.line, "col": problem.column}
        yield command(level, place, text)
