"""数据问题: what was not read as it stands; errors first, then warnings, then information."""

from __future__ import annotations

from mhaudit.findings import AuditResult, Issue, Severity
from mhaudit.reports.excel.book import Book, Column, ListSheet, Styled
from mhaudit.reports.excel.listing import FILE_WIDTH, Listing, Whose, scope_of, there, whose
from mhaudit.reports.excel.places import Places
from mhaudit.wording import fields

_FILLS = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.INFO: "grey"}
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "▲", Severity.INFO: "·"}
_CELL_ROOM = 18


class DataIssues(Listing):
    """The sheet."""

    def __init__(self, book: Book, result: AuditResult, places: Places, limit: int) -> None:
        super().__init__(book, scope_of(result))
        self.result, self.places = result, places
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
                    Column("file", FILE_WIDTH) if places.several else None,
                    Column("cell", _CELL_ROOM),
                    Column("suggestion", 40),
                )
            ),
            colour="#7F7F7F",
            limit=limit,
        )

    def write(self) -> None:
        """Write the sheet."""
        self.list.start(self.say("sheet.issues"), self.say("note.issues"), frozen=1)
        for severity in Severity:
            for issue in self.result.data_issues:
                if issue.severity is severity:
                    self._line(Whose("", ""), issue)
            for school in self.result.schools:
                for issue in school.data_issues:
                    if issue.severity is severity:
                        self._line(whose(school, self.book), issue)
        self.list.finish(self.say("empty.issues"))

    def _line(self, whose: Whose, issue: Issue) -> None:
        severity = issue.severity
        sign = f"{_SIGNS[severity]} {fields.word(self.language, f'console.severity.{severity}')}"
        places = [*([issue.place] if issue.place else []), *issue.others]
        files = [self.places.files(places, FILE_WIDTH)] if self.places.several else []
        named = [place for place in places if place.sheet or place.cell]
        self.list.add(
            [
                self.list.number,
                Styled(sign, f"tag.{_FILLS[severity]}"),
                issue.code,
                *self.whom(whose),
                issue.message,
                issue.read or "",
                *files,
                self.places.cell(named, _CELL_ROOM),
                issue.suggestion,
            ]
        )
