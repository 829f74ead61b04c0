"""无法判定: what is missing, in which cell, and what it would decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mhaudit.findings import Finding, Place, Verdict
from mhaudit.reports.excel.book import Book, Column, ListSheet
from mhaudit.reports.excel.figures import strength_rank
from mhaudit.reports.excel.listing import (
    Listing,
    Scope,
    Whose,
    there,
)
from mhaudit.reports.excel.places import Places
from mhaudit.reports.folding import fold
from mhaudit.wording import fields

_OPEN = (Verdict.ERROR, Verdict.UNKNOWN)
_Key = tuple[str, str, str]
"""Table, field ('' for all of it) and, where nothing of the form is missing, the reason."""


@dataclass(slots=True)
class _Gap:
    """What is missing once, and what waits for it."""

    verdict: Verdict
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class Unknowns(Listing):
    """无法判定: a line for each thing that is missing, with its cells and the rules that it would decide.

    A finding that lacks several things stands at each of them. One that lacks nothing of the form (a period
    that is not over, a rule that broke) has a line with its reason.
    """

    def __init__(self, book: Book, scope: Scope, places: Places, limit: int) -> None:
        super().__init__(book, scope)
        self.places = places
        self.list = ListSheet(
            book,
            "unknown",
            there(
                (
                    Column("number", 6, "whole"),
                    *self.whom_columns(22),
                    Column("missing", 34),
                    *places.columns("fill_in"),
                    Column("decides", 62),
                    Column("waiting", 8, "whole"),
                    Column("verdict", 11),
                )
            ),
            colour="#7030A0",
            limit=limit,
        )
        self.list.start(self.say("sheet.unknown"), self.say("note.unknown"), frozen=self.frozen)

    def finish(self) -> None:
        """End the list."""
        self.list.finish(self.say("empty.unknown"))

    def add(self, whose: Whose, findings: Iterable[Finding]) -> int | None:
        """Write the lines of a school or district; returns the row of the first."""
        row = self.list.row
        gaps: dict[_Key, _Gap] = {}
        for finding in findings:
            if finding.verdict not in _OPEN:
                continue
            seen = set()
            for missing in finding.missing:
                key = (missing.table, missing.field or "", "")
                gap = gaps.setdefault(key, _Gap(finding.verdict))
                if missing.place:
                    gap.places.append(missing.place)
                if key not in seen:
                    gap.findings.append(finding)
                    seen.add(key)
            if not seen:
                key = ("", "", finding.message)
                gaps.setdefault(key, _Gap(finding.verdict)).findings.append(finding)
        for key, gap in sorted(gaps.items(), key=_pressing):
            self._line(whose, key, gap)
        return row if gaps else None

    def _line(self, whose: Whose, key: _Key, gap: _Gap) -> None:
        nowhere = self.say("nowhere") if key[0] else ""
        self.list.add(
            [
                self.list.number,
                *self.whom(whose),
                self._missing(key),
                *self.places.row(gap.places, "fill_in", nowhere=nowhere),
                self._decides(gap),
                len(gap.findings),
                self.verdict(gap.verdict),
            ]
        )

    def _missing(self, key: _Key) -> str:
        table, name, message = key
        if not table:
            return message
        label = fields.table_label(self.language, table)
        if not name:
            return self.say("missing.table", table=label)
        column = fields.field_label(self.language, table, name)
        return self.say("missing.field", table=label, field=column)

    def _decides(self, gap: _Gap) -> str:
        lines = []
        for one in fold(gap.findings, self.language, term=self.scope.term):
            key = "decides.whom" if one.subject else "decides"
            first = one.first
            line = self.say(key, rule=first.rule, title=self.requirement(first), whom=one.subject)
            if line not in lines:
                lines.append(line)
        return "\n".join(lines)


def _pressing(item: tuple[_Key, _Gap]) -> tuple[bool, int, int, _Key]:
    """Broken rules first, then by the strongest requirement that waits, then by how many do."""
    key, gap = item
    strongest = min(strength_rank(finding.strength) for finding in gap.findings)
    return (gap.verdict is not Verdict.ERROR, strongest, -len(gap.findings), key)
