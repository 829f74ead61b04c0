"""What is wrong, or looks it, in a file of waivers (R132): what the loader refuses, then what waives nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from mhaudit.errors import Problem, RuleFileError
from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.packs import SUFFIXES
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.rulebook.waivers import Waiver, entries, read_waivers
from mhaudit.rulebook.yaml_positions import Sourced, shown
from mhaudit.wording import say

Told = tuple[Problem, bool]
"""A problem, and whether it is an error for sure."""


def holds_waivers(name: str | Path) -> bool:
    """Whether it is a YAML file whose text starts as a list, which no rule file does."""
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            lines = (line.strip() for line in stream)
            first = next((each for each in lines if each and not each.startswith(("#", "---"))), "")
    except OSError:
        return False
    return first.startswith(("-", "["))


def waiver_problems(
    path: str | Path, rulebook: Rulebook, language: str, today: dt.date
) -> Iterator[Told]:
    """Every problem of the file, by line; only waivers that are in order are looked at for what they waive."""
    try:
        sourced = read_waivers(path, language)
    except RuleFileError as error:
        yield from ((problem, True) for problem in error.problems)
        return
    checker = Checker(language)
    found = list(entries(sourced, rulebook, checker))
    yield from ((problem, True) for problem in checker.problems)
    for at, (waiver, part) in enumerate(found):
        linter = _Linter(language, part)
        yield from linter.remarks(waiver, rulebook.rule(waiver.rule), today)
        if twin := next((other for other, _ in found[:at] if _overlap(waiver, other)), None):
            yield linter.warning("rule", "repeats", line=twin.line)


class _Linter:
    """One waiver and where it is written."""

    def __init__(self, language: str, part: Sourced) -> None:
        self.language, self.part = language, part

    def remarks(self, waiver: Waiver, rule: Rule, today: dt.date) -> Iterator[Told]:
        """What is doubtful about the waiver."""
        if rule.disabled is not None:
            yield self.warning("rule", "off", given=rule.id)
        elif rule.for_each == "district":
            yield self.warning("rule", "district", given=rule.id)
        else:
            yield from self._scope(waiver, rule)
        if not any(sign.isdigit() for sign in waiver.document):
            yield self.warning("document", "number", given=waiver.document)
        if waiver.until < today:
            yield self.warning("until", "expired", until=waiver.until)

    def _scope(self, waiver: Waiver, rule: Rule) -> Iterator[Told]:
        for key, narrows, of in (
            ("grade", waiver.grade, ("grade", "class")),
            ("class", waiver.klass, ("class",)),
        ):
            if narrows is not None and rule.for_each not in of:
                named = say(self.language, f"lint.waiver.scope.{key}")
                yield self.warning(key, "scope", rule=rule.id, given=named)

    def warning(self, key: str, code: str, **values: object) -> Told:
        """A doubt at the value of `key`."""
        text = say(self.language, f"lint.waiver.{code}", **values)
        hint = say(self.language, f"lint.waiver.{code}.help")
        return Problem(*self.part.mark((key,)), shown((key,)), text, hint), False


def _overlap(waiver: Waiver, other: Waiver) -> bool:
    """Whether both excuse the same on some day."""
    scopes = (
        (each.rule, each.school, each.grade, each.klass, each.term) for each in (waiver, other)
    )
    first, second = scopes
    return first == second and waiver.since <= other.until and other.since <= waiver.until
