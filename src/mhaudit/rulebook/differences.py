"""What `rules diff` finds: differences, each with its details, and the words they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from mhaudit.findings import PackInfo
from mhaudit.rulebook.schema import Rulebook
from mhaudit.wording import say

What = Literal["rule", "checklist", "document", "term", "clause"]
Kind = Literal["added", "removed", "changed", "disabled", "enabled", "renumbered"]
SORTS: tuple[What, ...] = get_args(What)
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order of reports."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One change. `text` is the sentence; `since` and `until` (both included) limit it where it has dates."""

    aspect: str
    text: str
    old: str | None = None
    new: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one rule, checklist, document, field's words, or clause without a rule."""

    what: What
    kind: Kind
    key: str
    title: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides' packs (the one asked for last), the differences in the order of reports, and notes."""

    old: tuple[PackInfo, ...]
    new: tuple[PackInfo, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    unchanged: int = 0
    """How many rules are the same on both sides."""

    def of(self, what: What) -> tuple[Difference, ...]:
        """The differences of one sort."""
        return tuple(each for each in self.differences if each.what == what)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Both rulebooks, and the language in which differences are told."""

    old: Rulebook
    new: Rulebook
    language: str

    def say(self, key: str, **values: object) -> str:
        """A sentence of this comparison."""
        return say(self.language, f"compare.{key}", **values)

    def text(self, aspect: str, old: str | None, new: str | None) -> Iterator[Detail]:
        """One detail where the two differ: changed, added, or dropped."""
        if old != new:
            key = "text.changed" if old and new else "text.added" if new else "text.removed"
            label = self.say(f"aspect.{aspect}")
            yield Detail(aspect, self.say(key, label=label, old=old, new=new), old, new)

    def told(
        self, aspect: str, key: str, old: str | None, new: str | None, **values: object
    ) -> Detail:
        """One detail in a sentence of its own."""
        return Detail(aspect, self.say(key, old=old, new=new, **values), old, new)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row."""
        return say(self.language, "console.separator").join(words)
