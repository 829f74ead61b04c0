"""School years, terms and the periods inside them.

A term is written `2024-2025-1`; a school year `2024-2025`. Dates default to 第一学期 = 1 Sep–31 Jan and
第二学期 = 1 Feb–31 Aug (DESIGN §8); `mhaudit.toml` may set others.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

_TERM = re.compile(r"(\d{4})-(\d{4})(?:-([12]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with the id that a finding's subject carries."""

    id: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Term dates: the defaults, or the `(first, last)` days set for single terms."""

    terms: dict[str, tuple[dt.date, dt.date]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(frozenset(self.terms))

    def term(self, term: str) -> Period:
        """First and last day of a term such as `2024-2025-1`."""
        if term in self.terms:
            return Period(term, *self.terms[term])
        return _default(term)

    def year(self, year: str) -> Period:
        """First and last day of a school year such as `2024-2025`."""
        return Period(year, self.term(f"{year}-1").first, self.term(f"{year}-2").last)

    def term_of(self, day: dt.date) -> str | None:
        """The term a day lies in; None between terms whose dates were set apart."""
        for start in (day.year, day.year - 1):
            for number in (1, 2):
                term = f"{start}-{start + 1}-{number}"
                period = self.term(term)
                if period.first <= day <= period.last:
                    return term
        return None


@lru_cache(1_000)
def _default(term: str) -> Period:
    first_year, second_year, number = parse_term(term)
    if number == 1:
        return Period(term, dt.date(first_year, 9, 1), dt.date(second_year, 1, 31))
    return Period(term, dt.date(second_year, 2, 1), dt.date(second_year, 8, 31))


@lru_cache(1_000)
def parse_term(text: str) -> tuple[int, int, int]:
    """`2024-2025-1` → (2024, 2025, 1); `2024-2025` → (2024, 2025, 0). Raises ValueError for anything else."""
    match = _TERM.fullmatch(text)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValueError(text)
    return int(match[1]), int(match[2]), int(match[3] or 0)


def year_of(term: str) -> str:
    """`2024-2025-1` → `2024-2025`."""
    return term[:9]


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def months_back(day: dt.date, months: int) -> dt.date:
    """The same day `months` calendar months earlier, or that month's last day if it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Audited:
    """What is audited: the terms (none if nothing dates the files, R129) and the day of the audit.

    `as_of` is the last day whose happenings can be in the data; it defaults to the last audited day (R152).
    `as_of_given` is that day where a user set it, so that later rows cannot have happened yet.
    """

    terms: tuple[str, ...] = ()
    calendar: Calendar = Calendar()
    as_of_given: dt.date | None = None

    @property
    def school_year(self) -> str | None:
        """The school year of the audited terms."""
        return year_of(self.terms[-1]) if self.terms else None

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the audited period."""
        return self.calendar.term(self.terms[-1]).last if self.terms else None

    @property
    def first_day(self) -> dt.date | None:
        """The first day of the audited period."""
        return self.calendar.term(self.terms[0]).first if self.terms else None

    @property
    def as_of(self) -> dt.date | None:
        """The day up to which the data can speak."""
        return self.as_of_given or self.last_day

    def periods(self, per: str | None) -> list[Period]:
        """The periods over which a rule with `per` repeats its subjects.

        `term`: the audited terms; `school_year`: their year; `two_months`: 9–10, 11–12, 1–2, 3–4, 5–6 where
        the last day lies in an audited term (R65); `month`: the months but 7 and 8 whose last day does.
        """
        if not self.terms:
            return []
        if per == "term":
            return [self.calendar.term(term) for term in self.terms]
        if per == "school_year":
            return [self.calendar.year(year) for year in dict.fromkeys(map(year_of, self.terms))]
        width = {"month": 1, "two_months": 2}[per or ""]
        found = []
        for year in dict.fromkeys(map(year_of, self.terms)):
            for period in _months(int(year[:4]), width):
                if any(
                    t.first <= period.last <= t.last for t in map(self.calendar.term, self.terms)
                ):
                    found.append(period)
        return found

    def over(self, period: Period) -> bool:
        """Whether the period is wholly audited and over on the day of the audit (R64)."""
        first, last, as_of = self.first_day, self.last_day, self.as_of
        if first is None or last is None or as_of is None:
            return False
        short = (
            period.last - period.first
        ).days < 70  # a pair of months belongs to its last day's term (R65)
        inside = first <= period.last <= last and (short or period.first >= first)
        return inside and period.last <= as_of


def _months(start_year: int, width: int) -> list[Period]:
    """The months (or pairs) of the school year that starts in `start_year`, July and August left out."""
    months = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    periods = []
    for at in range(0, len(months), width):
        group = months[at : at + width]
        years = [start_year if month >= 9 else start_year + 1 for month in group]
        ident = "/".join(f"{year}-{month:02d}" for year, month in zip(years, group, strict=True))
        periods.append(
            Period(ident, dt.date(years[0], group[0], 1), month_end(years[-1], group[-1]))
        )
    return periods
