"""问题清单: what fails, one line for each cause, the important ones first; each line goes into the ledger too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mhaudit.findings import Finding, Place, Verdict
from mhaudit.reports.excel.book import MOST_LINKS, Book, Cell, Column, Link, ListSheet
from mhaudit.reports.excel.figures import Figures, strength_rank
from mhaudit.reports.excel.ledger import Ledger
from mhaudit.reports.excel.listing import (
    Listing,
    Scope,
    Whose,
    folded,
    there,
)
from mhaudit.reports.excel.places import Places
from mhaudit.reports.folding import Fold

_LISTED = (Verdict.FAIL, Verdict.WAIVED)
_Kind = tuple[bool, int]
"""Whether a line is waived, and the rank of its strength."""


class Problems(Listing):
    """Schools in most need come first; in a school failures by strength, then rule, and last what is waived."""

    def __init__(
        self, book: Book, scope: Scope, places: Places, figures: Figures, limit: int
    ) -> None:
        super().__init__(book, scope)
        self.places = places
        self._links, self._spare = _shares(figures)
        self.list = ListSheet(
            book,
            "problems",
            there(
                (
                    Column("number", 6, "whole"),
                    *self.whom_columns(),
                    Column("subject", 13),
                    Column("problem", 40),
                    Column("remedy", 30),
                    *places.columns("cell"),
                    Column("measured", 12),
                    Column("required", 12),
                    Column("shortfall", 6, "number"),
                    Column("verdict", 10),
                    Column("strength", 11, "middle"),
                    Column("rule", 8, "code"),
                    Column("clause", 28, "small"),
                )
            ),
            colour="#C00000",
            limit=limit,
        )

        note = self.say("note.problems")
        if figures.verdicts[Verdict.FAIL] + figures.verdicts[Verdict.WAIVED] > MOST_LINKS:
            note = f"{note}\n{self.say('note.links', most=f'{MOST_LINKS:,}')}"
        self.list.start(self.say("sheet.problems"), note, frozen=self.frozen)

    def add(self, whose: Whose, findings: Iterable[Finding], ledger: Ledger) -> int | None:
        """Write the lines of a school or district, here and in the ledger; returns the row of the first."""
        row, any_ = self.list.row, False
        found = [finding for finding in findings if finding.verdict in _LISTED]
        found.sort(key=importance)
        for one in folded(found, self.language, self.scope.term):
            any_ = True
            self._line(whose, one)
            if one.first.verdict is Verdict.FAIL:
                ledger.line(whose, one)
        return row if any_ else None

    def finish(self) -> None:
        """End the list."""
        self.list.finish(self.say("empty.problems"))

    def _line(self, whose: Whose, one: Fold) -> None:
        first, places = one.first, _places(one)
        cells: list[Cell] = [
            self.list.number,
            *self.whom(whose),
            self.subject(whose, one),
            self.problem(one),
            one.fix,
            *self._where(places, importance(first)[:2]),
            first.measured_text,
            first.required_text,
            first.shortfall,
            self.verdict(first.verdict, first.strength),
            self.strength(first.strength),
            first.rule,
            _clause(first),
        ]
        self.list.add(cells)

    def _where(self, places: Sequence[Place], kind: _Kind) -> list[Cell]:
        """File and cell, linked as long as links are left for what is as important."""
        left = self._links.setdefault(kind, self._spare)
        cells = self.places.row(places, "cell", linked=left > 0)
        self._links[kind] = left - any(isinstance(cell, Link) for cell in cells)
        if left <= 0 and places and self.places.url(places[0]):
            self.list.sheet.unlinked += 1
        return cells


def _shares(figures: Figures) -> tuple[dict[_Kind, int], int]:
    """How many links the lines of each strength may have, so that the most important get theirs first.

    There are at least as many lines as schools that fail a rule. Second: what is left for all the others.
    """
    shares: dict[_Kind, int] = {}
    left = MOST_LINKS
    for rule in sorted(figures.rules(), key=lambda rule: strength_rank(rule.strength)):
        shares.setdefault((False, strength_rank(rule.strength)), left)
        left = max(0, left - rule.schools[Verdict.FAIL])
    return shares, left


def importance(finding: Finding) -> tuple[bool, int, str]:
    """Sorts what fails: by strength, then rule; what is waived last."""
    return (finding.verdict is Verdict.WAIVED, strength_rank(finding.strength), finding.rule)


def _clause(finding: Finding) -> str:
    source = finding.source
    if source is None:
        return ""
    title = source.title or source.document
    return f"{title} {source.clause}" if source.clause else title


def _places(one: Fold) -> list[Place]:
    """The cells of a line; the related ones where it has none of its own."""
    own = [place for finding in one.findings for place in finding.places]
    return own or [place for finding in one.findings for place in finding.related]
