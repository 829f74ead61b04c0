"""Which terms are audited, and what dates and terms mean in them (R62, R63, R107, R129)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from mhaudit.errors import UsageError
from mhaudit.findings import DataIssue
from mhaudit.loader import cells
from mhaudit.loader.cells import MonthDay
from mhaudit.loader.reading import Line, Sited, TableReader
from mhaudit.models.terms import Audited, Calendar, month_end, parse_term, year_of
from mhaudit.models.values import Span
from mhaudit.wording import say

How = Literal["option", "dates", "none"]


def terms_of_option(text: str, language: str = "zh") -> tuple[str, ...]:
    """`2024-2025-1` → that term, `2024-2025` → both; UsageError for anything else."""
    try:
        first, second, number = parse_term(text.strip())
    except ValueError:
        raise UsageError(
            say(language, "reader.bad_term", term=text), hint=say(language, "reader.bad_term.hint")
        ) from None
    numbers = (number,) if number else (1, 2)
    return tuple(f"{first}-{second}-{n}" for n in numbers)


def audited_period(
    tables: Sequence[Sited],
    calendar: Calendar,
    as_of: dt.date | None,
    term: str | None,
    language: str = "zh",
) -> tuple[Audited, How]:
    """The option, else the term that most activity dates lie in (a tie: the later), else declared terms."""
    if term is not None:
        return Audited(terms_of_option(term, language), calendar, as_of), "option"
    return period_of(census(tables, calendar), calendar, as_of)


@dataclass(frozen=True, slots=True)
class Census:
    """In which terms activities lie, counted: by their dates, and by the terms that are declared."""

    dated: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Census) -> Census:
        return Census(self.dated + other.dated, self.declared + other.declared)


def census(tables: Sequence[Sited], calendar: Calendar) -> Census:
    """The terms of all activities, and of all activities and lessons that declare one."""
    dated: Counter[str | None] = Counter()
    declared: Counter[str | None] = Counter()
    for table in tables:
        if table.raw.table == "activities":
            dated.update(TableReader(table, []).read(("date",), _by_date, calendar))
        if table.raw.table in ("activities", "lessons"):
            said = TableReader(table, []).read(("term",), _said, table.raw.facts.term)
            declared.update(said)
    return Census(_known(dated), _known(declared))


def _known(terms: Counter[str | None]) -> Counter[str]:
    return Counter({term: times for term, times in terms.items() if term is not None})


def period_of(counted: Census, calendar: Calendar, as_of: dt.date | None) -> tuple[Audited, How]:
    """The term that most dates lie in (a tie: the later), else the one that most rows declare."""
    chosen = _most(counted.dated) or _most(counted.declared)
    if chosen is None:
        return Audited((), calendar, as_of), "none"
    return Audited((chosen,), calendar, as_of), "dates"


def _most(counts: Counter[str]) -> str | None:
    return max(counts, key=lambda term: (counts[term], term)) if counts else None


def _by_date(line: Line, calendar: Calendar) -> str | None:
    return term_of(line.read("date", cells.day).value, calendar)


def _said(line: Line, titled: str | None) -> str | None:
    said = line.read("term", cells.term).value or titled
    return said if isinstance(said, str) and _is_full(said) else None


def _is_full(term: str) -> bool:
    try:
        return bool(parse_term(term)[2])
    except ValueError:
        return False


def term_of(day: Any, calendar: Calendar) -> str | None:
    """The term that a day, or the whole of a span of days, lies in."""
    if isinstance(day, Span):
        first, last = calendar.term_of(day.low), calendar.term_of(day.high)
        return first if first == last else None
    return calendar.term_of(day) if isinstance(day, dt.date) else None


def dated(value: Any, audited: Audited) -> dt.date | Span | None:
    """A day as read, a day without a year put into the audited school year; None where there is no such year.

    >>> dated(MonthDay(9, 10), Audited(("2024-2025-1",)))
    datetime.date(2024, 9, 10)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if not isinstance(value, MonthDay):
        return value if isinstance(value, dt.date | Span) else None
    if audited.school_year is None:
        return None
    start = int(audited.school_year[:4])
    begins = value.month >= 9 or (value.last_month or 0) >= 9  # 8-9月: over the beginning of a year
    year = start if begins else start + 1
    if value.day is not None:
        try:
            return dt.date(year, value.month, value.day)
        except ValueError:
            return None
    last = value.last_month or value.month
    last_year = year if last >= value.month else year + 1
    return Span(dt.date(year, value.month, 1), month_end(last_year, last))


@dataclass(frozen=True, slots=True)
class Year:
    """Of which year the days without one are, by all that a sheet says of it (R62, R107)."""

    audited: Audited
    """With the school year that the sheet declares, if it does."""
    calendar_year: str | None = None
    """The calendar year alone that titles name: a day that lies in another is open."""
    doubted: bool = False
    """The sheet is older than the audited year."""

    def of(
        self, value: Any, said: str | None = None, *, doubted: bool = False
    ) -> dt.date | Span | None:
        """A day or months as read, put into their year; `said` is the term or school year that the row names."""
        if said is not None or not isinstance(value, MonthDay):
            return dated(value, in_year(self.audited, said))
        found = None if self.doubted or doubted else dated(value, self.audited)
        ends = (found.low, found.high) if isinstance(found, Span) else (found,)
        if self.calendar_year and not any(
            day and str(day.year) == self.calendar_year for day in ends
        ):
            return None
        return found


def in_year(audited: Audited, said: str | None) -> Audited:
    """The audited period, or that of the school year which is declared beside a day without one (R62, R107)."""
    year = said[:9] if said is not None and len(said) >= len("2024-2025") else None
    if year is None or year == audited.school_year:
        return audited
    return Audited((f"{year}-1", f"{year}-2"), audited.calendar)


def full_term(said: str | None, audited: Audited) -> str | None:
    """A declared term with its year: `1` takes the audited one (R63); a year alone says no term."""
    if said is None:
        return None
    if said in ("1", "2"):
        return f"{audited.school_year}-{said}" if audited.school_year else None
    return said if _is_full(said) else None


def other_year(table: Sited, audited: Audited) -> DataIssue | None:
    """D414 where the sheet declares another school year than the audited one (R107)."""
    facts = table.raw.facts
    said = facts.school_year or (
        year_of(facts.term) if facts.term and _is_full(facts.term) else None
    )
    if said is None or audited.school_year is None or said == audited.school_year:
        return None
    args = (("declared", said), ("audited", audited.school_year))
    owner = table.sure_schools
    return DataIssue("D414", args, table.whole(), said, owner[0] if len(owner) == 1 else None)
