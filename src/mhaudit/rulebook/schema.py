"""What a loaded rulebook is: rules, checklists, words and packs. Frozen; the engine judges these.

The shape of the YAML files stands in `mhaudit.rulebook.files`, the way from one to the other in
`mhaudit.rulebook.load`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from mhaudit.findings import LEVELS as LEVELS
from mhaudit.findings import Level, PackInfo, Verdict
from mhaudit.kinds.base import Where
from mhaudit.law import Clause, Document
from mhaudit.wording import say

ForEach = Literal["school", "class", "grade", "stage", "teacher", "district"]
Per = Literal["term", "month", "two_months", "school_year"]
Strength = Literal["must", "principle", "encouraged", "area"]

PLACEHOLDERS = (
    "measured", "required", "shortfall", "school", "grade", "class", "term", "period",
)  # fmt: skip
"""What `title`, `message` and `fix` may hold between braces."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a rule's history; it decides nothing (R67)."""

    date: dt.date
    what: str
    what_en: str = ""

    def told(self, language: str) -> str:
        """What changed; in Chinese where the pack says it in no other language."""
        return self.what_en or self.what if language == "en" else self.what


@dataclass(frozen=True, slots=True)
class Example:
    """A case written by hand from the clause: given these rows, the rule says this.

    `given` maps each table that is supplied to its typed rows (field → value); a table left out is not
    supplied (R153). `schools` always has a row. `owners` gives the school of each row as an index into it.
    `title_en` is "" where the pack has none.
    `expect` holds one verdict under `""`, or one per subject under words such as `G7` or `2024-2025-1`.
    """

    title: str
    given: Mapping[str, tuple[Mapping[str, Any], ...]]
    owners: Mapping[str, tuple[int, ...]]
    terms: tuple[str, ...]
    as_of: dt.date | None
    expect: Mapping[str, Verdict]
    file: str
    line: int
    title_en: str = ""

    def titled(self, language: str) -> str:
        """The title; in Chinese where the pack has no other."""
        return self.title_en or self.title if language == "en" else self.title


@dataclass(frozen=True, slots=True)
class Amended:
    """Where a pack changed another's rule or switched it off."""

    how: Literal["changed", "disabled"]
    pack: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `params` is an instance of `KINDS[kind].params`; `message` None means the kind's own words.

    `effective_from` and `effective_to` are None where the rule always applies (R67). `disabled` is the
    reason a pack gives for switching the rule off, `disabled_by` the document that orders it; such a rule is
    listed, never judged. `file` and `line` say where it is written, as `rules lint` names it, and `amended` where
    other packs changed it or switched it off, in the order in which they did. `same_as` is a rule of another
    clause that asks the same; `counted_as` the one that is judged for both in this rulebook, so that one cause is
    one finding.
    """

    id: str
    name: str
    title: str
    title_en: str
    group: str
    group_title: str
    group_title_en: str
    strength: Strength
    for_each: ForEach
    per: Per | None
    where: Where | None
    kind: str
    params: BaseModel
    message: str | None
    message_en: str | None
    fix: str
    fix_en: str
    clause: Clause
    effective_from: dt.date | None
    effective_to: dt.date | None
    changes: tuple[Change, ...]
    examples: tuple[Example, ...]
    pack: str
    disabled: str | None
    file: str
    line: int
    same_as: str | None = None
    counted_as: str | None = None
    disabled_en: str | None = None
    disabled_by: Document | None = None
    amended: tuple[Amended, ...] = ()

    @property
    def level(self) -> Level:
        """How much a failure weighs."""
        return LEVELS[self.strength]

    def titled(self, language: str) -> str:
        """The title in `language`."""
        return self.title_en if language == "en" else self.title

    def disabled_in(self, language: str) -> str | None:
        """Why the rule is switched off, with the document if one is named; None where it is on."""
        reason = self.disabled_en or self.disabled if language == "en" else self.disabled
        if reason is None or self.disabled_by is None:
            return reason
        title, number = self.disabled_by.title, self.disabled_by.number
        key = "rule.off.by" if number else "rule.off.by.plain"
        return say(language, key, reason=reason, title=title, number=number)

    def group_titled(self, language: str) -> str:
        """The group's title in `language`."""
        return self.group_title_en if language == "en" else self.group_title

    def message_in(self, language: str) -> str | None:
        """The rule's own message; None where the kind's sentence serves."""
        return self.message_en if language == "en" else self.message

    def fix_in(self, language: str) -> str:
        """What to do; `""` where the rule says nothing."""
        return self.fix_en if language == "en" else self.fix


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item of a checklist and the ids of its rules, in the order written."""

    item: str
    item_en: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChecklistSpec:
    """A scorecard over rules. `provisional` is the note every report prints with it, or None. `file`, `line` and
    `column` say where it is written."""

    name: str
    title: str
    title_en: str
    provisional: str | None
    provisional_en: str | None
    core: tuple[ChecklistLine, ...]
    extra: tuple[ChecklistLine, ...]
    pack: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Unruled:
    """A clause that was read and has no rule, and why."""

    pack: str
    clause: Clause
    why: str
    why_en: str

    def reason(self, language: str) -> str:
        """Why there is no rule."""
        return self.why_en if language == "en" else self.why


@dataclass(frozen=True, slots=True)
class Terms:
    """A pack's words for one field: other name → the pack's own, and words that may be one of several (R147)."""

    synonyms: Mapping[str, str] = field(default_factory=dict)
    maybe: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def joined(self, other: Terms) -> Terms:
        """Both; `other` wins."""
        return Terms({**self.synonyms, **other.synonyms}, {**self.maybe, **other.maybe})


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that is judged: `rules` sorted by id (disabled ones too), packs in the order loaded."""

    packs: tuple[PackInfo, ...]
    rules: tuple[Rule, ...]
    documents: Mapping[str, Document]
    checklists: tuple[ChecklistSpec, ...]
    terms: Mapping[str, Mapping[str, Terms]]
    """pack → `table.field` → its words; a pack has those of the packs it extends."""
    without_rule: tuple[Unruled, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Ids of rules that this run was asked not to judge (`selecting`); they are switched off."""

    def synonyms(self, table: str, name: str) -> Terms:
        """The words of all packs for a field, the later pack winning; empty where none says anything."""
        found = Terms()
        for pack in self.packs:
            found = found.joined(self.terms.get(pack.name, {}).get(f"{table}.{name}", Terms()))
        return found

    def rule(self, ident: str) -> Rule:
        """The rule of that id. Raises KeyError."""
        for rule in self.rules:
            if rule.id == ident:
                return rule
        raise KeyError(ident)

    def active(self) -> tuple[Rule, ...]:
        """The rules that are judged: neither switched off nor judged as another."""
        return tuple(
            rule for rule in self.rules if rule.disabled is None and rule.counted_as is None
        )
