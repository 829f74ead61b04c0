"""Whether a row lies in a period: by its date, else by its declared term (R6, R59, R65)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mhaudit.kinds.conditions import Truth, both
from mhaudit.models.terms import Audited, Period, year_of
from mhaudit.models.values import NotIn, OneOf, Span

DATED = {"activities": ("date", "term"), "records": ("period", "date"), "lessons": ("term",)}
"""Tables whose rows lie in time, and the fields that say when, the deciding one first (R59, R65)."""

WHEN = {"activities": "date", "records": "date", "lessons": "term"}
"""The field to fill in where a row cannot be dated."""


def lies_in(table: str, when: Any, period: Period | None, audited: Audited) -> Truth:
    """Whether a row lies in the period; `when` is what the first of its fields in `DATED` says that says anything."""
    if period is None:
        declared = when if table == "lessons" else None
        other_year = isinstance(declared, str) and audited.school_year not in (
            None,
            year_of(declared),
        )
        return not other_year
    if isinstance(when, NotIn):
        return False if period.id in when.excluded else None
    if isinstance(when, OneOf):
        truths = {lies_in(table, option, period, audited) for option in when.options}
        return truths.pop() if len(truths) == 1 else None
    if when is None:
        return None
    first, last = _days(when, audited)
    if last < period.first or first > period.last:
        return False
    truth: Truth = True if period.first <= first and last <= period.last else None
    limit = audited.as_of_given
    if limit is not None and not isinstance(when, str):
        truth = both(truth, False if first > limit else (True if last <= limit else None))
    return truth


def _days(when: Any, audited: Audited) -> tuple[dt.date, dt.date]:
    if isinstance(when, str):
        term = audited.calendar.term(when)
        return term.first, term.last
    return (when.low, when.high) if isinstance(when, Span) else (when, when)
