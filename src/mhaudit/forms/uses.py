"""What the loaded rules read of the forms: which field serves which requirement, and which words they look for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from mhaudit.kinds.conditions import Test, Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.models.tables import FIELDS, TABLES
from mhaudit.rulebook.schema import Rule, Rulebook

_SUBJECTS = {
    "school": "schools",
    "district": "schools",
    "class": "classes",
    "grade": "classes",
    "stage": "classes",
    "teacher": "teachers",
}
_OF_SUBJECT: dict[str, tuple[tuple[str, str], ...]] = {
    "class": (("classes", "grade"), ("classes", "number")),
    "grade": (("classes", "grade"), ("schools", "kind")),
    "stage": (("classes", "grade"), ("schools", "kind")),
    "district": (("schools", "district"),),
}
"""What places the subjects of a rule."""
_RELATING = {
    "class": ("grade", "grades", "class", "classes", "number"),
    "grade": ("grade", "grades"),
    "stage": ("grade", "grades"),
}
"""Fields by which a row belongs to a class, a grade or a stage (DESIGN §5)."""
_DATING = ("date", "period")
_NAMES_OF_FIELDS = ("field", "sum")
_WORDS = (("records", "item"), ("lessons", "subject"))


@dataclass(slots=True)
class Uses:
    """`rules[table, field]` are the ids of the rules that read the field; `words` what they look for in it."""

    rules: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    words: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    """`records.item` and `lessons.subject`: word → ids of the rules that ask for it, in order of id."""

    def of(self, table: str, names: tuple[str, ...]) -> list[str]:
        """The ids of the rules that read any of these fields, sorted."""
        return sorted({rule for name in names for rule in self.rules.get((table, name), ())})

    def words_of(self, table: str, name: str) -> list[str]:
        """The words that rules look for in a field, in order of their first rule."""
        return list(self.words.get((table, name), {}))


def uses(rulebook: Rulebook) -> Uses:
    """Read the active rules; nothing is judged."""
    found = Uses()
    for rule in rulebook.active():
        reader = _Reader(rule)
        for table, name in sorted(set(reader.run())):
            found.rules.setdefault((table, name), []).append(rule.id)
        for key, words in reader.words.items():
            for word in words:
                ids = found.words.setdefault(key, {}).setdefault(word, [])
                if rule.id not in ids:
                    ids.append(rule.id)
    return found


class _Reader:
    """Walks one rule's conditions and parameters."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.subject = _SUBJECTS[rule.for_each]
        self.related: set[str] = set()
        self.words: dict[tuple[str, str], list[str]] = {}

    def run(self) -> Iterator[tuple[str, str]]:
        rule = self.rule
        yield from _OF_SUBJECT.get(rule.for_each, ())
        if rule.where is not None:
            for test in rule.where.leaves():
                yield from self._of_subject(test.field)
        yield from self._walk(rule.params)
        for table in self.related:
            wanted = [*_RELATING.get(rule.for_each, ()), *(_DATING if rule.per else ())]
            yield from ((table, name) for name in wanted if name in FIELDS[table])

    def _of_subject(self, name: str) -> Iterator[tuple[str, str]]:
        if name.startswith("school."):
            yield "schools", name.removeprefix("school.")
        elif name in {"stage", "grade"}:
            yield from (("classes", "grade"), ("schools", "kind"))
        elif name in FIELDS[self.subject]:
            yield self.subject, name

    def _walk(self, node: Any) -> Iterator[tuple[str, str]]:
        if isinstance(node, Requirement):
            yield from self._walk(node.params)
        elif isinstance(node, tuple | list):
            for item in node:
                yield from self._walk(item)
        elif isinstance(node, BaseModel):
            yield from self._params(node)

    def _params(self, node: BaseModel) -> Iterator[tuple[str, str]]:
        values = {name: getattr(node, name) for name in type(node).model_fields}
        table = next((v for v in values.values() if isinstance(v, str) and v in TABLES), None)
        if table is not None:
            self.related.add(table)
        for name, value in values.items():
            if isinstance(value, Where):
                for test in value.leaves():
                    yield from self._test(table, test)
            elif name in _NAMES_OF_FIELDS and isinstance(value, str):
                yield from self._field(table, value)
                self._remember(table, value, values.get("values") or ())
            else:
                yield from self._walk(value)

    def _field(self, table: str | None, name: str) -> Iterator[tuple[str, str]]:
        if table is not None and name in FIELDS[table]:
            yield table, name
        else:
            yield from self._of_subject(name)

    def _test(self, table: str | None, test: Test) -> Iterator[tuple[str, str]]:
        yield from self._field(table, test.field)
        if test.operator in {"is", "in"}:
            words = test.operand if isinstance(test.operand, tuple) else (test.operand,)
            self._remember(table, test.field, words)

    def _remember(self, table: str | None, name: str, words: Any) -> None:
        if table is not None and (table, name) in _WORDS:
            told = self.words.setdefault((table, name), [])
            told += [word for word in words if isinstance(word, str) and word not in told]
