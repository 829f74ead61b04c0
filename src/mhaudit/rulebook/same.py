"""Rules of several packs that ask the same thing: one of them is judged for all, so that one cause counts once.

A rule says `same_as: NC105`. That is believed only where it can be seen: both rules are loaded and on, ask the
same of the same subjects with the same words, and the one that is left to the other binds nobody whom the other
does not bind. Where a pack has since tightened one of the two, both are judged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from mhaudit.kinds.conditions import EVERYTHING, Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.rulebook.schema import ChecklistLine, ChecklistSpec, Rule, Terms

WEIGHT = {"must": 3, "principle": 2, "encouraged": 1, "area": 0}
"""strength → how much it weighs; the weightier of two rules is the one judged."""

Words = Mapping[str, Mapping[str, Terms]]


def counted_once(rules: Sequence[Rule], terms: Words) -> tuple[Rule, ...]:
    """The rules with `counted_as` filled in; `terms` are the packs' words."""
    by_id = {rule.id: rule for rule in rules if rule.disabled is None}
    judged_by: dict[str, str] = {}
    for rule in rules:
        other = by_id.get(rule.same_as or "")
        if rule.disabled is not None or other is None or not _same(rule, other, terms):
            continue
        if WEIGHT[rule.strength] > WEIGHT[other.strength] and _within(other, rule):
            judged_by.setdefault(other.id, rule.id)
        elif WEIGHT[rule.strength] <= WEIGHT[other.strength] and _within(rule, other):
            judged_by.setdefault(rule.id, other.id)
    return tuple(replace(rule, counted_as=_last(rule.id, judged_by)) for rule in rules)


def as_judged(spec: ChecklistSpec, rules: Sequence[Rule]) -> ChecklistSpec:
    """The checklist with the ids of the rules that are judged for those it names."""
    judged_by = {rule.id: rule.counted_as for rule in rules if rule.counted_as}

    def line(item: ChecklistLine) -> ChecklistLine:
        ids = dict.fromkeys(judged_by.get(ident, ident) for ident in item.rules)
        return replace(item, rules=tuple(ids))

    return replace(spec, core=tuple(map(line, spec.core)), extra=tuple(map(line, spec.extra)))


def _last(ident: str, judged_by: Mapping[str, str]) -> str | None:
    """The end of the chain that starts at `ident`; None where it is judged itself, or the chain is a ring."""
    seen = [ident]
    while (after := judged_by.get(seen[-1])) is not None:
        if after in seen:
            return None if ident == min(seen[seen.index(after) :]) else min(seen)
        seen.append(after)
    return seen[-1] if len(seen) > 1 else None


def _same(rule: Rule, other: Rule, terms: Words) -> bool:
    """Whether both ask the same of each subject that both bind."""
    if (rule.for_each, rule.per, rule.kind) != (other.for_each, other.per, other.kind):
        return False
    if rule.params != other.params:
        return False
    asked = set(_fields(rule.params)) | set(_fields(rule.where))
    first, second = terms.get(rule.pack, {}), terms.get(other.pack, {})
    return all(
        first.get(key) == second.get(key)
        for key in {*first, *second}
        if key.partition(".")[2] in asked
    )


def _within(rule: Rule, other: Rule) -> bool:
    """Whether `other` binds everybody whom `rule` binds, and on the same days: it asks for no more conditions."""
    narrow, wide = rule.where or EVERYTHING, other.where or EVERYTHING
    conditions = all(test in narrow.tests for test in wide.tests) and all(
        group in narrow.groups for group in wide.groups
    )
    since = other.effective_from is None or (
        rule.effective_from is not None and rule.effective_from >= other.effective_from
    )
    until = other.effective_to is None or (
        rule.effective_to is not None and rule.effective_to <= other.effective_to
    )
    return conditions and since and until


def _fields(part: Any) -> Iterator[str]:
    """The names of fields that parameters or a condition ask for."""
    if isinstance(part, Where):
        yield from (test.field.rpartition(".")[2] for test in part.leaves())
    elif isinstance(part, Requirement):
        yield from _fields(part.params)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in ("field", "sum") and isinstance(value, str):
                yield value
            yield from _fields(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _fields(each)
