"""What changed between the rules of two rulebooks: by id, each aspect in words, bounds by the days they moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from mhaudit.kinds.base import Bounded, figure
from mhaudit.kinds.conditions import Group, Test, Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.law import DatedValue
from mhaudit.rulebook.described import Describe
from mhaudit.rulebook.differences import Comparer, Detail, Difference, Kind
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import fields as labels
from mhaudit.wording import say

BOUNDS = ("at_least", "at_most", "exactly")
FIRST_DAY = dt.date(2000, 1, 1)
"""No form is about days before this (R69): what differs only then is a bound that was given its first date."""
TEXTS = ("title", "title_en", "message", "message_en", "fix", "fix_en")


class RuleComparer(Comparer):
    """Compares the rules."""

    def differences(self) -> Iterator[Difference]:
        """One for each rule that is new, gone, or not as it was, by id."""
        before = {rule.id: rule for rule in self.old.rules}
        after = {rule.id: rule for rule in self.new.rules}
        names = {rule.name: rule for rule in self.old.rules if rule.id not in after}
        renumbered = {
            rule.id: names[rule.name]
            for rule in self.new.rules
            if rule.id not in before and rule.name in names
        }
        gone = {rule.id for rule in renumbered.values()}
        for ident in sorted({*before, *after} - gone):
            difference = self._rule(before.get(ident) or renumbered.get(ident), after.get(ident))
            if difference is not None:
                yield difference

    def _rule(self, old: Rule | None, new: Rule | None) -> Difference | None:
        if old is None or new is None:
            return self._one_sided(old or new, "added" if old is None else "removed")
        details = tuple(self._changes(old, new))
        if not details:
            return None
        kind: Kind = "changed"
        if old.id != new.id:
            kind = "renumbered"
        elif (old.disabled is None) != (new.disabled is None):
            kind = "enabled" if new.disabled is None else "disabled"
        return Difference("rule", kind, new.id, new.titled(self.language), details)

    def _one_sided(self, rule: Rule | None, kind: Kind) -> Difference:
        assert rule is not None
        details = [Detail("facts", self._facts(rule))]
        if rule.disabled is not None:
            details.append(self.told("disabled", "off", None, self._reason(rule)))
        elif rule.counted_as is not None:
            details.append(self.told("counted_as", "counted_as.on", None, rule.counted_as))
        for aspect in ("effective_from", "effective_to") if kind == "added" else ():
            details += self.text(aspect, None, _day(rule, aspect))
        if kind == "added":
            details.append(self.told("requirement", "asks", None, self._requirement(rule)))
            details.append(self.told("source", "rests_on", None, self._source(rule)))
        return Difference("rule", kind, rule.id, rule.titled(self.language), tuple(details))

    def _facts(self, rule: Rule) -> str:
        """必须 · 学校 · 只适用于…."""
        parts = [self._strength(rule), self._subject(rule)]
        if rule.where is not None and (rule.where.tests or rule.where.groups):
            condition = Describe(self.language, rule).where(rule.where, None)
            parts.append(say(self.language, "page.only", condition=condition))
        return " · ".join(parts)

    def _changes(self, old: Rule, new: Rule) -> Iterator[Detail]:
        """Every difference between two rules that a reader of the rulebook could notice."""
        yield from self.text("id", old.id, new.id)
        yield from self.text("name", old.name, new.name)
        yield from self._state(old, new)
        for aspect in TEXTS[:2]:
            yield from self._own_text(aspect, old, new)
        yield from self.text("strength", self._strength(old), self._strength(new))
        yield from self.text("for_each", self._subject(old), self._subject(new))
        yield from self._scope(old, new)
        yield from self._required(old, new)
        for aspect in ("effective_from", "effective_to"):
            yield from self.text(aspect, _day(old, aspect), _day(new, aspect))
        yield from self.text("source", self._source(old), self._source(new))
        for aspect in TEXTS[2:]:
            yield from self._own_text(aspect, old, new)
        yield from self.text("group", *(rule.group_titled(self.language) for rule in (old, new)))
        known = {(change.date, change.what) for change in old.changes}
        for change in new.changes:
            if (change.date, change.what) not in known:
                yield self.told(
                    "history", "history", None, f"{change.date} {change.told(self.language)}"
                )
        if _cases(old) != _cases(new):
            yield self.told("examples", "examples", str(len(_cases(old))), str(len(_cases(new))))

    def _state(self, old: Rule, new: Rule) -> Iterator[Detail]:
        before, after = self._reason(old), self._reason(new)
        if before is None and after is not None:
            yield self.told("disabled", "off", None, after)
        elif before is not None and after is None:
            yield self.told("disabled", "on", before, None)
        else:
            yield from self.text("reason", before, after)
        if old.counted_as != new.counted_as:
            key = "counted_as.on" if new.counted_as else "counted_as.off"
            yield self.told("counted_as", key, old.counted_as, new.counted_as)

    def _own_text(self, aspect: str, old: Rule, new: Rule) -> Iterator[Detail]:
        """A text of the rule; an English one that only repeats the Chinese is none of its own."""
        before, after = (getattr(rule, aspect) or None for rule in (old, new))
        if aspect.endswith("_en"):
            twin = aspect.removesuffix("_en")
            before = None if before == (getattr(old, twin) or None) else before
            after = None if after == (getattr(new, twin) or None) else after
        yield from self.text(aspect, before, after)

    def _scope(self, old: Rule, new: Rule) -> Iterator[Detail]:
        """The conditions that only one of the two has; a bound on the subject that moved is one of each."""
        before, after = _parts(old.where), _parts(new.where)
        describe = Describe(self.language, new)
        gone = [describe.where(part, None) for key, part in before.items() if key not in after]
        come = [describe.where(part, None) for key, part in after.items() if key not in before]
        joint = say(self.language, "page.and")
        if gone or come:
            key = "scope" if gone and come else "scope.added" if come else "scope.removed"
            yield self.told("scope", key, joint.join(gone) or None, joint.join(come) or None)

    def _required(self, old: Rule, new: Rule) -> Iterator[Detail]:
        asked, asks = (meaning(rule.params, ()) for rule in (old, new))
        if (old.kind, asked) == (new.kind, asks):
            return
        alike = meaning(old.params, BOUNDS) == meaning(new.params, BOUNDS)
        if old.kind == new.kind and alike and isinstance(old.params, Bounded):
            for operator in BOUNDS:
                first, second = (getattr(rule.params, operator) for rule in (old, new))
                yield from self._bound(operator, first, second, share=old.kind == "share")
        else:
            yield from self.text("requirement", self._requirement(old), self._requirement(new))

    def _bound(
        self, operator: str, old: DatedValue | None, new: DatedValue | None, *, share: bool
    ) -> Iterator[Detail]:
        """A bound of the requirement, by the days on which it differs."""
        for since, until, before, after in moved(old, new):
            if until is not None and until < FIRST_DAY:
                continue
            first, second = (self._limit(operator, value, share) for value in (before, after))
            yield Detail(
                "bound",
                self.say(
                    "bound", when=self._when(since, until), old=first, new=second,
                    way=self._way(operator, before, after),
                ),
                None if before is None else first,
                None if after is None else second,
                since,
                until,
            )  # fmt: skip

    def _limit(self, operator: str, value: float | None, share: bool) -> str:
        if value is None:
            return self.say("no_bound")
        number = f"{figure(round(value * 100, 10))}%" if share else figure(value)
        return say(self.language, f"page.bound.{operator}", number=number)

    def _when(self, since: dt.date | None, until: dt.date | None) -> str:
        if since is None and until is None:
            return ""
        if since is None:
            return self.say("when.until", until=until)
        if until is None:
            return self.say("when.from", since=since)
        return self.say("when.between", since=since, until=until)

    def _way(self, operator: str, old: float | None, new: float | None) -> str:
        """更严 or 更宽, where that can be said."""
        if old is None or new is None:
            return self.say("stricter" if old is None else "looser")
        if operator == "exactly":
            return ""
        return self.say("stricter" if (new > old) == (operator == "at_least") else "looser")

    def _reason(self, rule: Rule) -> str | None:
        """Why the rule is off; None where it is on."""
        return rule.disabled_in(self.language)

    def _strength(self, rule: Rule) -> str:
        return labels.word(self.language, f"strength.{rule.strength}")

    def _subject(self, rule: Rule) -> str:
        subject = say(self.language, f"cli.for_each.{rule.for_each}")
        if not rule.per:
            return subject
        per = say(self.language, f"cli.per.{rule.per}")
        return say(self.language, "cli.per", subject=subject, per=per)

    def _requirement(self, rule: Rule) -> str:
        lines = Describe(self.language, rule).requirement(rule.kind, rule.params)
        return say(self.language, "list.semicolon").join(lines)

    def _source(self, rule: Rule) -> str:
        clause = rule.clause
        parts = (
            say(self.language, "page.document.plain", title=clause.document.title),
            clause.clause,
        )
        return self.say("quoted", where=" ".join(filter(None, parts)), quote=clause.quote)


def moved(
    old: DatedValue | None, new: DatedValue | None
) -> Iterator[tuple[dt.date | None, dt.date | None, float | None, float | None]]:
    """`(since, until, old, new)` for every stretch of days on which two bounds differ, both days included.

    `since` None reaches back for ever, `until` None lasts; a value None asks nothing.
    """
    days = {dt.date.min, *(day for bound in (old, new) if bound for day, _ in bound.steps)}
    found: list[tuple[dt.date, float | None, float | None]] = []
    for day in sorted(days):
        before, after = (bound.on(day) if bound else None for bound in (old, new))
        if not found or found[-1][1:] != (before, after):
            found.append((day, before, after))
    ends = [day - dt.timedelta(days=1) for day, _, _ in found[1:]]
    for (day, before, after), until in zip(found, [*ends, None], strict=True):
        if before != after:
            yield None if day == dt.date.min else day, until, before, after


def meaning(part: Any, without: Sequence[str]) -> Any:
    """Parameters or a condition without how they were written, the keys in `without` left out."""
    if isinstance(part, Where):
        groups = tuple(
            (group.mode, tuple(meaning(each, ()) for each in group.parts)) for group in part.groups
        )
        return frozenset(map(_asked, part.tests)), frozenset(groups)
    if isinstance(part, Requirement):
        return part.name, meaning(part.params, ())
    if isinstance(part, BaseModel):
        names = [name for name in type(part).model_fields if name not in without]
        return tuple((name, meaning(getattr(part, name), ())) for name in names)
    if isinstance(part, list | tuple):
        return tuple(meaning(each, ()) for each in part)
    return part


def _asked(test: Test) -> tuple[str, str, Any]:
    """A test by what it asks: one word is a list of one."""
    operator = {"is": "in", "not": "not_in", "has": "has_any"}.get(test.operator, test.operator)
    operand = test.operand
    if operator in ("in", "not_in", "has_any"):
        operand = frozenset(operand if isinstance(operand, tuple) else (operand,))
    return test.field, operator, operand


def _parts(where: Where | None) -> dict[Any, Where]:
    """Each test and group of a condition by what it asks."""
    tests: tuple[Test, ...] = where.tests if where else ()
    groups: tuple[Group, ...] = where.groups if where else ()
    parts = (*(Where((test,)) for test in tests), *(Where(groups=(group,)) for group in groups))
    return {meaning(part, ()): part for part in parts}


def _cases(rule: Rule) -> list[tuple[Any, ...]]:
    """The examples without where they stand."""
    return [(each.title, each.given, each.terms, each.as_of, each.expect) for each in rule.examples]


def _day(rule: Rule, name: str) -> str | None:
    day: dt.date | None = getattr(rule, name)
    return None if day is None else str(day)
