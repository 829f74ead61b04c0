"""Where a number comes from and since when it applies: documents, clauses, dated values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A published document that a pack cites."""

    key: str
    title: str
    issuer: str = ""
    number: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a document on which a rule stands."""

    document: Document
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number that changes over time: the value of the latest date on or before the day asked.

    >>> import datetime as dt
    >>> limit = DatedValue(((dt.date(2022, 3, 18), 800.0), (dt.date(2025, 1, 1), 600.0)))
    >>> limit.on(dt.date(2024, 6, 1))
    800.0
    """

    steps: tuple[tuple[dt.date, float], ...]

    @classmethod
    def always(cls, value: float) -> DatedValue:
        """A value that has no date: it applies on every day."""
        return cls(((dt.date.min, value),))

    def on(self, day: dt.date) -> float | None:
        """The value in force on `day`; None before the first date."""
        found = None
        for since, value in self.steps:
            if since <= day:
                found = value
        return found
