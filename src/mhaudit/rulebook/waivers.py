"""Waivers (`--waivers F`, R132): a failure that an authority has excused for a time, with reason and document.

The file is a list; each entry names a rule and a school (by name or code), and may narrow it to a grade, a class
or a term. It is read and told off as rule files are, with line and column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from mhaudit.errors import RuleFileError, UsageError
from mhaudit.loader.identity import school_name
from mhaudit.models.grades import GRADES
from mhaudit.models.terms import parse_term
from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.files import Date, Shape, Text, as_text, fault
from mhaudit.rulebook.schema import Rulebook
from mhaudit.rulebook.yaml_positions import MAX_BYTES, Sourced, read_yaml
from mhaudit.wording import say


def _grade(raw: object) -> str:
    text = as_text(raw)
    if text not in GRADES:
        raise fault("unknown_value", text, GRADES)
    return text


def _term(raw: object) -> str:
    text = as_text(raw)
    try:
        if parse_term(text)[2]:
            return text
    except ValueError:
        pass
    raise fault("term_expected", text)


def _school(raw: object) -> str:
    """A name as the audit has it, however its brackets and spaces were typed; or a code."""
    text = as_text(raw)
    return school_name(text) or text


class WaiverShape(Shape):
    """An entry as written."""

    rule: Text
    school: Annotated[str, BeforeValidator(_school)]
    grade: Annotated[str, BeforeValidator(_grade)] | None = None
    klass: Text | None = Field(default=None, alias="class")
    term: Annotated[str, BeforeValidator(_term)] | None = None
    reason: Text
    document: Text
    approver: Text
    since: Date = Field(alias="from")
    until: Date


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; both days are included. `file` and `line` say where it is written."""

    rule: str
    school: str
    grade: str | None
    klass: str | None
    term: str | None
    reason: str
    document: str
    approver: str
    since: dt.date
    until: dt.date
    file: str
    line: int

    def text(self, language: str) -> str:
        """Reason, document, approver and end, as reports print it."""
        return say(
            language, "waiver.text", reason=self.reason, document=self.document, approver=self.approver,
            until=self.until,
        )  # fmt: skip


def load_waivers(
    paths: Sequence[str | Path], rulebook: Rulebook, language: str
) -> tuple[Waiver, ...]:
    """The waivers of the files, each for the rule that is judged in place of its own.

    Raises `UsageError` where a file cannot be read, `RuleFileError` with all faults of all files.
    """
    checker = Checker(language)
    judged_by = {rule.id: rule.counted_as or rule.id for rule in rulebook.rules}
    found = []
    for path in paths:
        try:
            sourced = read_waivers(path, language)
        except RuleFileError as error:
            checker.problems.extend(error.problems)
            continue
        found += [waiver for waiver, _ in entries(sourced, rulebook, checker)]
    if checker.problems:
        raise RuleFileError(checker.problems)
    return tuple(replace(waiver, rule=judged_by[waiver.rule]) for waiver in found)


def read_waivers(path: str | Path, language: str) -> Sourced:
    """The file as YAML. Raises `UsageError` where it cannot be read, `RuleFileError` where it is no YAML."""
    label = str(path).replace("\\", "/")
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(say(language, "waiver.unreadable", path=label, reason=reason)) from None
    return read_yaml(content, label, language)


def entries(
    sourced: Sourced, rulebook: Rulebook, checker: Checker
) -> Iterator[tuple[Waiver, Sourced]]:
    """Each entry that is in order, and where it is written; the faults of the others are collected."""
    if not isinstance(sourced.data, list):
        checker.fault(sourced, (), "list_expected")
        return
    known = tuple(rule.id for rule in rulebook.rules)
    for at in range(len(sourced.data)):
        part = sourced.at(at)
        shape = checker.shape(WaiverShape, part)
        named = part.data.get("rule") if isinstance(part.data, dict) else None
        unknown = isinstance(named, str) and bool(named.strip()) and named.strip() not in known
        if unknown:
            checker.fault(part, ("rule",), "unknown_rule", str(named), known)
        if shape is None:
            continue
        if shape.since > shape.until:
            checker.fault(part, ("from",), "waiver_order")
        elif not unknown:
            mark = part.mark(())
            yield Waiver(**shape.model_dump(), file=mark.file, line=mark.line), part
