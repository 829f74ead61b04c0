"""A finding or a data issue in plain lines, for formats that hold text but no layout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mhaudit.findings import Finding, Issue, Level, Place, SchoolResult, Verdict
from mhaudit.reports.folding import cells, wanted
from mhaudit.wording import say

WEIGHTS = (Level.ERROR, Level.WARNING, Level.NOTE)
"""Levels, the weightiest first."""


def school_name(school: SchoolResult, language: str) -> str:
    """The school's name, or that it has none."""
    return school.name or say(language, "console.unnamed")


def whom(finding: Finding) -> str:
    """The subject below the school; '' where it is the school itself."""
    label = finding.subject.label
    return "" if label == finding.subject.school else label


def headline(finding: Finding, language: str) -> str:
    """`NC301 各年级…: 八年级`, with a mark if the baseline has it."""
    values = {"rule": finding.rule, "title": finding.title, "whom": whom(finding)}
    key = "console.rule.whom" if values["whom"] else "console.rule"
    text = say(language, key, **values)
    return say(language, "known.marked", title=text) if finding.known else text


def working(finding: Finding, language: str) -> Iterator[str]:
    """The message; measured and required unless it says so; cells, what is missing, clause, remedy, waiver."""
    yield finding.message
    told = finding.measured_text in finding.message and finding.required_text in finding.message
    if finding.measured_text and finding.required_text and not told:
        values = {"measured": finding.measured_text, "required": finding.required_text}
        yield say(language, "console.measured", **values)
    if finding.shortfall is not None:
        yield say(language, "plain.shortfall", shortfall=f"{finding.shortfall:g}")
    if finding.places:
        yield say(language, "console.cells", cells=cells(finding.places, language, files=True))
    related = [place for place in finding.related if place not in finding.places]
    if related:
        yield say(language, "console.related", cells=cells(related, language, files=True))
    if finding.missing:
        items = wanted(finding.missing, language, files=True)
        yield say(language, "console.wanted", items=say(language, "list.semicolon").join(items))
    yield from _why(finding, language)


def _why(finding: Finding, language: str) -> Iterator[str]:
    source = finding.source
    if source is not None:
        values = {"document": source.title or source.document, "quote": source.quote}
        key = "console.clause" if source.clause else "console.clause.plain"
        yield say(language, key, clause=source.clause, **values)
    if finding.fix:
        yield say(language, "console.fix", text=finding.fix)
    if finding.waiver:
        yield say(language, "console.waiver", text=finding.waiver)


def issue_line(issue: Issue, language: str) -> str:
    """`D301 (warning) …: 教师!D12. Suggestion`."""
    severity = say(language, f"console.severity.{issue.severity}")
    values = {"code": issue.code, "severity": severity, "message": issue.message}
    text = say(language, "console.issue", **values)
    parts = [text, _where(issue.place) if issue.place else "", issue.suggestion]
    return say(language, "list.semicolon").join(filter(None, parts))


def _where(place: Place) -> str:
    if place.sheet is None and place.cell is None:
        return place.file
    return f"{place.file}: {place.text()}"


def first_place(finding: Finding) -> Place | None:
    """The main place of a finding, else one that it searched, else a cell that would decide it."""
    spots = (*finding.places, *finding.related, *(m.place for m in finding.missing if m.place))
    return spots[0] if spots else None


def weight(finding: Finding) -> tuple[int, int]:
    """Sorts by importance: what is new before what is known, rule errors, failures by level, then what is open."""
    ranks = {Verdict.ERROR: 0, Verdict.FAIL: 1 + WEIGHTS.index(finding.level), Verdict.UNKNOWN: 4}
    return int(finding.known), ranks.get(finding.verdict, 5)


_CELL = re.compile(r"([A-Z]+)(\d+)")


def row_and_column(place: Place) -> tuple[int, int] | None:
    """`D12` → (12, 4); None where no cell is named."""
    match = _CELL.fullmatch(place.cell or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
