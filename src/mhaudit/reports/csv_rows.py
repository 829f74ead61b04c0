"""`csv`: one row for each finding of a school or district, UTF-8 with a BOM, which Excel needs to see Chinese.

The names of the columns are the same in every language, so that scripts can rely on them. A text that a
spreadsheet would take for a formula has a `'` before it; control characters are taken out, line breaks become
spaces.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from mhaudit.findings import AuditResult, Finding, Missing, Place, SchoolResult
from mhaudit.reports import Options
from mhaudit.reports.counts import Tally
from mhaudit.reports.page import printable

COLUMNS = (
    "finding",
    "school",
    "school_code",
    "district",
    "standing",
    "rule",
    "name",
    "title",
    "group",
    "pack",
    "level",
    "strength",
    "verdict",
    "known",
    "subject_kind",
    "subject",
    "stage",
    "grade",
    "class",
    "teacher",
    "term",
    "period",
    "measured",
    "measured_text",
    "required",
    "shortfall",
    "message",
    "fix",
    "file",
    "sheet",
    "cell",
    "value",
    "places",
    "missing",
    "document",
    "clause",
    "quote",
    "waiver",
)
"""`finding` is the fingerprint: it comes first so that no heading row can be taken for a form's."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BETWEEN = "; "


class Rows:
    """Writes a row as soon as its finding is known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rows = csv.writer(stream, lineterminator="\n")

    def head(self, run: AuditResult) -> None:
        """The headings."""
        self._stream.write("\ufeff")
        self._rows.writerow(COLUMNS)

    def school(self, school: SchoolResult) -> None:
        """The findings of a school, those that pass too."""
        facts = (school.name, school.code, school.district, str(school.standing))
        self._rows.writerows(_row(finding, facts) for finding in school.findings)

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """The findings of districts; their rows name no school."""
        for district in run.districts:
            facts = (None, None, district.name, None)
            self._rows.writerows(_row(finding, facts) for finding in district.findings)


def reporter(stream: TextIO, options: Options) -> Rows:
    """The same with and without `verbose`."""
    return Rows(stream)


def _row(finding: Finding, facts: tuple[str | None, ...]) -> list[str]:
    """The cells of one row, in the order of `COLUMNS`."""
    subject, source = finding.subject, finding.source
    first = finding.places[0] if finding.places else Place("", None, None)
    return [
        finding.fingerprint,
        *map(safe, facts),
        *map(safe, (finding.rule, finding.name, finding.title, finding.group, finding.pack)),
        finding.level.value,
        safe(finding.strength),
        finding.verdict.value,
        "true" if finding.known else "false",
        safe(subject.kind),
        safe(subject.label),
        *map(safe, (subject.stage, subject.grade, subject.klass, subject.teacher)),
        *map(safe, (subject.term, subject.period)),
        number(finding.measured_value),
        safe(finding.measured_text),
        safe(finding.required_text),
        number(finding.shortfall),
        safe(finding.message),
        safe(finding.fix),
        *map(safe, (first.file, first.sheet, first.cell, first.value)),
        safe(_BETWEEN.join(place.text() for place in finding.places)),
        safe(_BETWEEN.join(_missing(finding.missing))),
        *map(safe, (source.title, source.clause, source.quote) if source else ("", "", "")),
        safe(finding.waiver),
    ]


def _missing(items: Iterable[Missing]) -> Iterable[str]:
    """`teachers.duty 教师!D12`."""
    for item in items:
        name = f"{item.table}.{item.field}" if item.field else item.table
        yield f"{name} {item.place.text()}" if item.place else name


def safe(text: str | None) -> str:
    """Text on one line that no spreadsheet takes for a formula; '' for None."""
    clean = printable(text or "")
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA) else clean


def number(value: float | None) -> str:
    """A number as plain as it can be; '' for None and for what is not finite (R47)."""
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
