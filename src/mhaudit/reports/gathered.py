"""What the summary of a run needs of its schools, taken in one school at a time: counts, and the few in most need."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from mhaudit.findings import Issue, Level, SchoolResult, Severity, Verdict
from mhaudit.reports.counts import passed_and_failed

T = TypeVar("T")
Need = tuple[int, ...]


def need(school: SchoolResult) -> Need:
    """Sorts schools by need: rule errors, then failures by level, then unknowns, most first."""
    verdicts = Counter(finding.verdict for finding in school.findings)
    failed = Counter(f.level for f in school.findings if f.verdict is Verdict.FAIL)
    levels = (-failed[level] for level in Level)
    return (-verdicts[Verdict.ERROR], *levels, -verdicts[Verdict.UNKNOWN])


_NO_TROUBLE = need(SchoolResult("", None, None, "pass", ()))


class Neediest(Generic[T]):
    """Keeps what comes with the most need, up to `most` (None: all of it); the first of equals."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._kept: list[tuple[Need, int, T]] = []
        self._seen = 0

    def add(self, of: Need, what: T) -> None:
        """Keep it, unless there are enough with more need."""
        self._seen -= 1
        # `need` is smallest for the neediest; a heap gives up its least item.
        heapq.heappush(self._kept, (tuple(-part for part in of), self._seen, what))
        if self._most is not None and len(self._kept) > self._most:
            heapq.heappop(self._kept)

    def by_need(self) -> list[T]:
        """What was kept, the neediest first."""
        return [what for *_, what in sorted(self._kept, key=lambda one: one[:2], reverse=True)]

    def as_they_came(self) -> list[T]:
        """What was kept, in the order in which it came."""
        return [what for *_, what in sorted(self._kept, key=lambda one: -one[1])]


class Row(NamedTuple):
    """A school in a table; findings by verdict."""

    name: str
    district: str | None
    standing: str
    fail: int
    unknown: int
    passed: int


@dataclass(slots=True)
class RuleCounts:
    """How many schools fail a rule, and in how many it is open."""

    title: str
    failing: int = 0
    open: int = 0


@dataclass(slots=True)
class DistrictCounts:
    """The schools of a district by standing; rules by school that pass and fail (R150)."""

    standings: Counter[str] = field(default_factory=Counter)
    passed: int = 0
    failed: int = 0


class Gathered:
    """Counts of schools. Of these only `in_full` in most need are kept, and rows of `listed` (None: of all)."""

    def __init__(self, in_full: int, listed: int | None) -> None:
        self.schools = Neediest[SchoolResult](in_full)
        self.rows = Neediest[Row](listed)
        self.troubled = 0
        self.rules: dict[str, RuleCounts] = {}
        self.districts: dict[str, DistrictCounts] = {}
        self.unreadable: list[Issue] = []
        self.broken: dict[str, None] = {}

    def add(self, school: SchoolResult) -> None:
        """Take in the next school."""
        of = need(school)
        self.troubled += of < _NO_TROUBLE
        self.schools.add(of, school)
        self.unreadable += (i for i in school.data_issues if i.severity is Severity.ERROR)
        found = self._rules(school)
        figures = (found[Verdict.FAIL], found[Verdict.UNKNOWN], found[Verdict.PASS])
        standing = str(school.standing)
        self.rows.add(of, Row(school.name, school.district, standing, *figures))
        district = self.districts.setdefault(school.district or "", DistrictCounts())
        passed, failed = passed_and_failed(school)
        district.standings[standing] += 1
        district.passed += passed
        district.failed += failed

    def _rules(self, school: SchoolResult) -> Counter[Verdict]:
        """Count its rules; returns its findings by verdict."""
        failing, open_ = set(), set()
        for finding in school.findings:
            rule, verdict = finding.rule, finding.verdict
            if rule not in self.rules:
                self.rules[rule] = RuleCounts(finding.title)
            if verdict is Verdict.FAIL:
                failing.add(rule)
            elif verdict is Verdict.UNKNOWN:
                open_.add(rule)
            elif verdict is Verdict.ERROR:
                self.broken[rule] = None
        for rule in failing:
            self.rules[rule].failing += 1
        for rule in open_ - failing:
            self.rules[rule].open += 1
        return Counter(finding.verdict for finding in school.findings)
