"""One side of a comparison: what results say of themselves, and whom they are about.

Findings are not held: an `Owner` reads its own when asked, so that a comparison of two large results takes the
memory of one school of each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from mhaudit.reports.result import (
    DistrictDocument,
    FindingDocument,
    IssueDocument,
    ResultDocument,
    SchoolDocument,
    StandingWord,
)

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
Findings = Sequence[FindingDocument]
Numbered = tuple[FindingDocument, int]
"""A finding and the ordinal of its period among those that its rule has in the document (-1: no period)."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A school or district of one document. `read` gets its findings."""

    kind: str
    name: str
    code: str | None
    district: str | None
    standing: StandingWord | None
    read: Callable[[], Findings]
    ordinals: dict[tuple[str, str], int] = field(repr=False)
    kinds: tuple[str, ...] = ()
    """Codes of the kinds of school that it may be (R27)."""
    contradicted: tuple[str, ...] = ()
    """Items of checklists that it reported as done and that the data contradict (R86)."""

    def findings(self) -> list[Numbered]:
        """The findings as they stand in the document, numbered."""
        return [
            (finding, self.ordinals.get((finding.rule, _period(finding)), -1))
            for finding in self.read()
        ]


@dataclass(frozen=True, slots=True)
class Stored:
    """One document. `unreadable`: inputs that could not be read; `language`: '' where nothing tells it."""

    audited_at: str
    terms: tuple[str, ...]
    packs: tuple[tuple[str, str, str], ...]
    unreadable: int
    findings: int
    language: str
    schools: tuple[Owner, ...]
    districts: tuple[Owner, ...]


class Gathering:
    """Takes a document in, one school at a time."""

    def __init__(self) -> None:
        self._schools: list[Owner] = []
        self._districts: list[Owner] = []
        self._ordinals: dict[tuple[str, str], int] = {}
        self._periods: dict[str, set[str]] = {}
        self._unreadable = self._findings = self._english = 0

    def add(
        self, document: SchoolDocument | DistrictDocument, read: Callable[[], Findings]
    ) -> None:
        """A school or district; `read` must give its findings again."""
        for finding in document.findings:
            if period := _period(finding):
                self._periods.setdefault(finding.rule, set()).add(period)
            self._findings += 1
            self._english += _is_english(finding.title)
        if isinstance(document, SchoolDocument):
            self._unreadable += _unreadable(document.data_issues)
            code, district, standing = document.code, document.district, document.standing
            contradicted = tuple(
                item.item
                for checklist in document.checklists
                for item in checklist.items
                if item.contradicted
            )
            owner = Owner(
                "school",
                document.name,
                code,
                district,
                standing,
                read,
                self._ordinals,
                tuple(document.kinds),
                contradicted,
            )
            self._schools.append(owner)
        else:
            name = document.name
            self._districts.append(Owner("district", name, None, name, None, read, self._ordinals))

    def finished(self, head: ResultDocument) -> Stored:
        """All of it; `head` is the document, its schools and districts left out where they were added before."""
        for owner in chain[SchoolDocument | DistrictDocument](head.schools, head.districts):
            self.add(owner, _holding(owner.findings))
        for rule, periods in self._periods.items():
            self._ordinals.update({(rule, each): at for at, each in enumerate(sorted(periods))})
        return Stored(
            head.audited_at,
            tuple(head.period.terms),
            tuple((pack.name, pack.version, pack.sha256) for pack in head.packs),
            self._unreadable + _unreadable(head.data_issues),
            self._findings,
            head.language or self._most_titles(),
            tuple(self._schools),
            tuple(self._districts),
        )

    def _most_titles(self) -> str:
        """The language of a document that does not say it."""
        if not self._findings:
            return ""
        return "en" if 2 * self._english > self._findings else "zh"


def held(document: ResultDocument) -> Stored:
    """A document that is in memory already."""
    return Gathering().finished(document)


def repeated_school(documents: Sequence[Stored]) -> str | None:
    """A school that stands in two documents of one side, by code, else by name and district; None if none does."""
    seen: dict[Hashable, int] = {}
    for at, document in enumerate(documents):
        for school in document.schools:
            code, name = plain(school.code), plain(school.name)
            key = ("code", code) if code else ("name", name, plain(school.district))
            if seen.setdefault(key, at) != at and (code or name):
                return school.name or school.code
    return None


def plain(text: str | None) -> str:
    """Text for comparison: width, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def _holding(findings: Findings) -> Callable[[], Findings]:
    return lambda: findings


@lru_cache(maxsize=1_000)
def _is_english(title: str) -> bool:
    return _CHINESE.search(title) is None


def _unreadable(issues: Sequence[IssueDocument]) -> int:
    return sum(issue.severity == "error" for issue in issues)


def _period(finding: FindingDocument) -> str:
    return finding.subject.term or finding.subject.period or ""
