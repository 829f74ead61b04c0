"""数据问题: what was not read as it stands; errors first, then warnings, then information."""

from __future__ import annotations

from collections.abc import Sequence

from mhaudit.findings import Issue, Severity
from mhaudit.reports.excel.book import Book, Column, ListSheet, Styled
from mhaudit.reports.excel.figures import Figures, unpacked
from mhaudit.reports.excel.listing import Listing, Scope, Whose, there, whose
from mhaudit.reports.excel.places import Places
from mhaudit.wording import fields

_FILLS = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.INFO: "grey"}
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "▲", Severity.INFO: "·"}


class DataIssues(Listing):
    """The sheet."""

    def __init__(self, book: Book, scope: Scope, places: Places, limit: int) -> None:
        super().__init__(book, scope)
        self.places = places
        self.list = ListSheet(
            book,
            "issues",
            there(
                (
                    Column("number", 6, "whole"),
                    Column("severity", 8),
                    Column("code", 8, "code"),
                    *self.whom_columns(22),
                    Column("issue", 52),
                    Column("read", 20, "text"),
                    *places.columns("cell"),
                    Column("suggestion", 40),
                )
            ),
            colour="#7F7F7F",
            limit=limit,
        )

    def write(self, general: Sequence[Issue], figures: Figures) -> None:
        """Write the sheet: the `general` issues of no school before those of schools."""
        self.list.start(self.say("sheet.issues"), self.say("note.issues"), frozen=1)
        for severity in Severity:
            for issue in general:
                if issue.severity is severity:
                    self._line(Whose("", ""), issue)
            with figures.issues[severity] as spool:
                for line in spool.lines():
                    name, district, issue = unpacked(line, severity)
                    self._line(whose(self.book, name, district), issue)
        self.list.finish(self.say("empty.issues"))

    def _line(self, whose: Whose, issue: Issue) -> None:
        severity = issue.severity
        sign = f"{_SIGNS[severity]} {fields.word(self.language, f'console.severity.{severity}')}"
        places = [*([issue.place] if issue.place else []), *issue.others]
        self.list.add(
            [
                self.list.number,
                Styled(sign, f"tag.{_FILLS[severity]}"),
                issue.code,
                *self.whom(whose),
                issue.message,
                issue.read or "",
                *self.places.row(places, "cell"),
                issue.suggestion,
            ]
        )
