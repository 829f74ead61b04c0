"""Values that are not fully known, without guessing.

A typed value is a plain Python value when it is known, `None` when nothing is known of it (blank or
unreadable), and one of the classes here when something is. The engine's predicates are three-valued over them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of `options` (two or more), which one is not known."""

    options: frozenset[Any]

    @classmethod
    def of(cls, *options: Any) -> Any:
        """The value itself if there is only one option; None if there is none."""
        if not options:
            return None
        return options[0] if len(set(options)) == 1 else cls(frozenset(options))


@dataclass(frozen=True, slots=True)
class NotIn:
    """Some value that is none of `excluded`; stands in rows that a narrow sheet says nothing about (R141)."""

    excluded: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a day, from `low` to `high`, both included; `high` may be infinite."""

    low: Any
    high: Any

    @classmethod
    def days(cls, low: dt.date, high: dt.date) -> Span | dt.date:
        """A single day stays a plain date."""
        return low if low == high else cls(low, high)


@dataclass(frozen=True, slots=True)
class SetOf:
    """A set that holds all of `sure` and nothing outside `maybe`; `maybe` None means anything.

    A known set has `sure == maybe`.
    """

    sure: frozenset[str] = frozenset()
    maybe: frozenset[str] | None = None

    @classmethod
    def known(cls, *items: str) -> SetOf:
        """A set of which everything is known."""
        return cls(frozenset(items), frozenset(items))


ANY_SET = SetOf()
"""A set of which nothing is known."""
