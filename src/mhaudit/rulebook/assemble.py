"""One rule: from its data, with what other packs changed in it, to the `Rule` that the engine judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pydantic_core import PydanticCustomError

from mhaudit.kinds import Requirement
from mhaudit.kinds.conditions import Where
from mhaudit.kinds.subjects import SUBJECT_FIELDS
from mhaudit.law import Clause, Document
from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.examples import read_example
from mhaudit.rulebook.files import (
    ChecklistShape,
    DisabledShape,
    Effective,
    ExampleShape,
    GroupShape,
    PackShape,
    RuleShape,
    UnruledShape,
)
from mhaudit.rulebook.schema import (
    Amended,
    Change,
    ChecklistLine,
    ChecklistSpec,
    Example,
    Rule,
    Unruled,
)
from mhaudit.rulebook.yaml_positions import Mark, Path, Sourced

Unknown = Callable[[Sourced, Path, str, str, tuple[str, ...]], None]
"""Tells of a name at a path that stands for nothing: the code of the fault, the name, and those there are."""


@dataclass(frozen=True, slots=True)
class Off:
    """Why a rule is switched off, and the document that says so if one is named."""

    shape: DisabledShape
    document: Document | None


@dataclass(slots=True)
class Draft:
    """A rule as data. `pack` is the last pack that wrote or changed it, `effective` the dates of the first;
    `disabled` and `amended` are what other packs did to it."""

    sourced: Sourced
    group: GroupShape | PackShape
    pack: str
    effective: Effective | None
    disabled: Off | None = None
    amended: tuple[Amended, ...] = ()


def make_rule(
    draft: Draft,
    shape: RuleShape | None,
    documents: Mapping[str, Document],
    checker: Checker,
    unknown: Unknown,
) -> Rule | None:
    """The rule, or None with everything that is wrong with it collected.

    `shape` is None where the rule's own keys are at fault; its conditions and examples are checked all the same.
    `unknown` tells of a name that stands for nothing.
    """
    before = len(checker.problems)
    data = draft.sourced.data
    require = shape.require if shape else _requirement(data)
    _check_conditions(draft.sourced, shape.where if shape else _condition(data), require, checker)
    document = _document(draft.sourced, ("source", "document"), documents, unknown)
    ordered_by = _document(draft.sourced, ("disable", "document"), documents, unknown)
    examples = tuple(_examples(draft.sourced, shape, checker))
    if shape is None:
        return None
    dates = shape.effective or draft.effective or Effective()
    if shape.effective and dates.since and dates.until and dates.since > dates.until:
        checker.fault(draft.sourced, ("effective", "from"), "effective_order")
    if (
        len(checker.problems) > before
        or document is None
        or require is None
        or require.params is None
    ):
        return None
    mark, group = draft.sourced.mark(()), draft.group
    off = draft.disabled or (Off(shape.disable, ordered_by) if shape.disable else None)
    return Rule(
        id=shape.id,
        name=shape.name,
        title=shape.title,
        title_en=shape.title_en or shape.title,
        group=group.group if isinstance(group, GroupShape) else group.pack,
        group_title=group.title,
        group_title_en=group.title_en or group.title,
        strength=shape.strength,
        for_each=shape.for_each,
        per=shape.per,
        where=shape.where,
        kind=require.name,
        params=require.params,
        message=shape.message,
        message_en=shape.message_en,
        fix=shape.fix,
        fix_en=shape.fix_en or shape.fix,
        clause=Clause(document, shape.source.clause, shape.source.quote),
        effective_from=dates.since,
        effective_to=dates.until,
        changes=tuple(Change(each.date, each.what, each.what_en or "") for each in shape.changes),
        examples=examples,
        pack=draft.pack,
        disabled=off.shape.reason if off else None,
        disabled_en=(off.shape.reason_en or off.shape.reason) if off else None,
        disabled_by=off.document if off else None,
        file=mark.file,
        line=mark.line,
        same_as=shape.same_as,
        amended=draft.amended,
    )


def make_checklist(name: str, shape: ChecklistShape, pack: str, mark: Mark) -> ChecklistSpec:
    """The checklist as reports use it."""

    def lines(part: str) -> tuple[ChecklistLine, ...]:
        items = getattr(shape, part)
        return tuple(
            ChecklistLine(each.item, each.item_en or each.item, tuple(each.rules)) for each in items
        )

    return ChecklistSpec(
        name=name,
        title=shape.title,
        title_en=shape.title_en or shape.title,
        provisional=shape.provisional,
        provisional_en=shape.provisional_en or shape.provisional,
        core=lines("core"),
        extra=lines("extra"),
        pack=pack,
        file=mark.file,
        line=mark.line,
        column=mark.column,
    )


def make_unruled(shape: UnruledShape, document: Document, pack: str) -> Unruled:
    """A clause without a rule, as the handbook lists it."""
    clause = Clause(document, shape.clause, shape.quote)
    return Unruled(pack, clause, shape.why, shape.why_en or shape.why)


def _condition(data: Mapping[str, object]) -> Where | None:
    raw = data.get("where")
    return None if raw is None else Where.parse(raw)


def _requirement(data: Mapping[str, object]) -> Requirement | None:
    try:
        return Requirement.parse(data.get("require"))
    except PydanticCustomError:  # told with the rule's shape
        return None


def _check_conditions(
    sourced: Sourced, where: Where | None, require: Requirement | None, checker: Checker
) -> None:
    """Fields, tables, values and keys in `where` and `require`."""
    if require is not None:
        errors = [(("require", *path), error) for path, error in require.errors()]
        checker.all_of(sourced, RuleShape, errors)
    fields = SUBJECT_FIELDS.get(str(sourced.data.get("for_each")))
    if fields is None:
        return
    if where is not None:
        checker.faults(sourced, where.check(fields), "where")
    if require is not None:
        checker.faults(sourced, require.check(fields), "require")


def _document(
    sourced: Sourced, path: tuple[str, str], documents: Mapping[str, Document], unknown: Unknown
) -> Document | None:
    """The document that the rule names at `path`."""
    part = sourced.data.get(path[0])
    key = part.get(path[1]) if isinstance(part, dict) else None
    if isinstance(key, str) and key not in documents:
        unknown(sourced, path, "unknown_document", key, tuple(documents))
    return documents.get(str(key))


def _examples(sourced: Sourced, shape: RuleShape | None, checker: Checker) -> Iterator[Example]:
    """The examples that are in order; of a rule whose keys are at fault those that can be checked."""
    raw = sourced.data.get("examples")
    shapes: list[ExampleShape | None] = list(shape.examples) if shape else []
    if shape is None and isinstance(raw, list):
        quiet = Checker(checker.language)  # what is wrong with their shape was told with the rule's
        shapes = [quiet.shape(ExampleShape, sourced.at("examples", at)) for at in range(len(raw))]
    for at, each in enumerate(shapes):
        fault = partial(_fault_within, checker, sourced, ("examples", at))
        example = read_example(each, sourced.mark(("examples", at)), fault) if each else None
        if example is not None:
            yield example


def _fault_within(
    checker: Checker, sourced: Sourced, lead: Path, path: Path, code: str, given: str = "",
    choices: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """A fault in a part of a rule, told with its path in the rule."""
    checker.fault(sourced, (*lead, *path), code, given, choices)
