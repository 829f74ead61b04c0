"""A rule in words: whether it is on, whom it binds, how it is computed.

The words follow from the parameters that are judged, so that neither can differ from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mhaudit.kinds.base import Bounded, figure
from mhaudit.kinds.conditions import Group, Test, Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.law import DatedValue
from mhaudit.models.grades import KIND_CODES, KIND_SETS
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import fields as labels
from mhaudit.wording import say

SUBJECT_TABLE = {"school": "schools", "class": "classes", "teacher": "teachers"}
"""`for_each` → the table whose rows are its subjects."""


def state(rule: Rule, language: str) -> str:
    """Whether a rule is judged, and if not, why."""
    if rule.disabled is not None:
        return say(language, "cli.rules.off", reason=rule.disabled_in(language))
    if rule.counted_as is not None:
        return say(language, "cli.rules.counted_as", rule=rule.counted_as)
    return say(language, "cli.rules.on")


def subject(rule: Rule, language: str) -> str:
    """What a rule judges one by one: 年级,每学期."""
    name = say(language, f"cli.for_each.{rule.for_each}")
    if rule.per is None:
        return name
    return say(language, "cli.per", subject=name, per=say(language, f"cli.per.{rule.per}"))


class Describe:
    """Requirements and conditions in words."""

    def __init__(self, language: str, rule: Rule) -> None:
        self.language, self.subject = language, SUBJECT_TABLE.get(rule.for_each)

    def requirement(self, kind: str, params: Any) -> list[str]:
        """One line, or for `any_of` and `all_of` one for each part under theirs."""
        if kind in ("any_of", "all_of"):
            parts = [line for part in params.parts for line in self._part(part)]
            return [self.say(f"page.kind.{kind}"), *parts]
        return [getattr(self, f"_{kind}")(params)]

    def _part(self, part: Requirement) -> list[str]:
        return [f"– {line}" for line in self.requirement(part.name, part.params)]

    def _count(self, params: Any) -> str:
        return self.say(
            "page.kind.count", rows=self._rows(params.of, params.where), bound=self._bounds(params)
        )

    def _sum(self, params: Any) -> str:
        return self.say(
            "page.kind.sum",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            bound=self._bounds(params),
        )

    def _ratio(self, params: Any) -> str:
        return self.say(
            "page.kind.ratio",
            of=self._measure(params.of),
            per=self._measure(params.per),
            bound=self._bounds(params),
        )

    def _measure(self, measure: Any) -> str:
        if measure.field is not None:
            name = labels.field_label(self.language, self.subject or "schools", measure.field)
            return self.say("page.measure.field", field=name)
        rows = self._rows(measure.count or measure.table, measure.where)
        if measure.count:
            return self.say("page.measure.count", rows=rows)
        name = labels.field_label(self.language, measure.table, measure.sum)
        return self.say("page.measure.sum", rows=rows, field=name)

    def _includes(self, params: Any) -> str:
        words = [
            self.say("page.value", word=self.value(params.field, value)) for value in params.values
        ]
        return self.say(
            "page.kind.includes",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            values=joined(self.language, words),
        )

    def _field(self, params: Any) -> str:
        return self.say("page.kind.field", condition=self.where(params.where, self.subject))

    def _share(self, params: Any) -> str:
        having = params.having
        held = (
            self.where(having, params.of)
            if isinstance(having, Where)
            else self.say("page.passing", rule=having.rule)
        )
        return self.say(
            "page.kind.share",
            rows=self._rows(params.of, params.where),
            having=held,
            bound=self._bounds(params, _percent),
        )

    def _unique(self, params: Any) -> str:
        return self.say(
            "page.kind.unique",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
        )

    def _matches_total(self, params: Any) -> str:
        return self.say(
            "page.kind.matches_total",
            field=labels.field_label(self.language, self.subject or "schools", params.field),
            table=labels.table_label(self.language, params.table),
            sum=labels.field_label(self.language, params.table, params.sum),
        )

    def _latest(self, params: Any) -> str:
        return self.say(
            "page.kind.latest",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            months=params.within.months,
            otherwise=self.say(f"page.if_none.{params.if_none}"),
        )

    def _rows(self, table: str, where: Where) -> str:
        name = labels.table_label(self.language, table)
        if not where.tests and not where.groups:
            return self.say("page.rows", table=name)
        return self.say("page.rows.where", table=name, condition=self.where(where, table))

    def _bounds(self, params: Bounded, shown: Callable[[float], str] = figure) -> str:
        bounds = [
            self._bound(operator, bound, shown)
            for operator in ("at_least", "at_most", "exactly")
            if (bound := getattr(params, operator)) is not None
        ]
        return joined(self.language, bounds)

    def _bound(
        self, operator: str, value: DatedValue, shown: Callable[[float], str] = figure
    ) -> str:
        key = f"page.bound.{operator}"
        steps = value.steps
        if steps == DatedValue.always(steps[0][1]).steps:
            return self.say(key, number=shown(steps[0][1]))
        dated = (
            self.say("page.bound.since", day=day, bound=self.say(key, number=shown(number)))
            for day, number in steps
        )
        return joined(self.language, list(dated))

    # conditions

    def where(self, where: Where, table: str | None) -> str:
        """A condition on rows of `table`, or (None) on the rule's subject."""
        parts = [self._test(test, table or self.subject) for test in where.tests]
        parts += [self._group(group, table) for group in where.groups]
        return self.say("page.and").join(parts)

    def _group(self, group: Group, table: str | None) -> str:
        parts = self.say("page.or" if group.mode != "all_of" else "page.and").join(
            self.where(part, table) for part in group.parts
        )
        return self.say(f"page.group.{group.mode}", parts=parts)

    def _test(self, test: Test, table: str | None) -> str:
        name = test.field
        if name.startswith("school."):
            name, table = name.removeprefix("school."), "schools"
        label = labels.word(self.language, f"page.subject.{name}", "") or self.say(
            "page.measure.field",
            field=labels.field_label(self.language, table or "schools", name),
        )
        if test.operator in ("above", "at_least", "below", "at_most"):
            return self.say("page.test", field=label, what=self._bound(test.operator, test.operand))
        operand = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        words = (
            kinds(operand, self.language)
            if name == "kind"
            else [self.value(name, w) for w in operand]
        )
        words = [self.say("page.value", word=word) for word in words]
        key = {"in": "is", "not_in": "not"}.get(test.operator, test.operator)
        if key in ("has", "has_any"):
            key = "has_any" if len(words) > 1 else "has"
        listed = _either if key == "is" else _neither
        return self.say(f"page.test.{key}", field=label, what=listed(self.language, words))

    def value(self, name: str, value: Any) -> str:
        """A value of a field in words."""
        if isinstance(value, bool):
            return labels.word(self.language, "value.yes" if value else "value.no")
        text = str(value)
        for family in ("stage", "grade") if name in ("stage", "grade", "grades") else ("value",):
            word = labels.word(self.language, f"{family}.{text}", "")
            if word:
                return word
        return text

    def say(self, key: str, **values: object) -> str:
        """A sentence in the page's language."""
        return say(self.language, key, **values)


def kinds(codes: Iterable[Any], language: str) -> list[str]:
    """Codes of 办学类型 in words, those of a whole set by the set's name."""
    left, found = {str(code) for code in codes}, []
    for name, members in sorted(KIND_SETS.items(), key=lambda item: (-len(item[1]), item[0])):
        if (
            len(members) > 1
            and members <= left
            and (word := labels.word(language, f"page.kinds.{name}", ""))
        ):
            found.append(word)
            left -= members
    rest = [say(language, f"kind.{code}") for code in sorted(left) if code in KIND_CODES]
    return found + list(dict.fromkeys(rest))


def joined(language: str, parts: Sequence[str]) -> str:
    """The parts as a list: 甲、乙."""
    return say(language, "console.separator").join(parts)


def _either(language: str, words: Sequence[str]) -> str:
    """甲、乙或丙."""
    *first, last = words
    return say(language, "page.either", first=joined(language, first), last=last) if first else last


def _neither(language: str, words: Sequence[str]) -> str:
    """What follows “不是” or stands before “之一”: 甲、乙."""
    return say(language, "page.or.short").join(words)


def _percent(value: float) -> str:
    """A part of 1 as people write it: 95%."""
    return f"{value * 100:.10g}%"
