"""An audit's findings as a pandas frame, one row each; `AuditResult.to_frame` documents the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mhaudit.findings import AuditResult, Finding, Level, Missing, SchoolResult, Verdict

if TYPE_CHECKING:
    import pandas as pd

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "standing": ("fail", "warning", "unknown", "pass", "notapplicable"),
    "level": tuple(Level),
    "strength": ("must", "principle", "encouraged", "area"),
    "verdict": tuple(Verdict),
}
_NUMBERS = ("measured", "shortfall")
COLUMNS = (
    "school", "school_code", "district", "standing", "rule", "name", "title", "group", "group_title", "pack",
    "level", "strength", "verdict", "subject_kind", "stage", "grade", "class", "teacher", "term", "period",
    "subject", "measured", "measured_text", "required", "shortfall", "message", "fix", "file", "sheet", "cell",
    "value", "places", "missing", "document", "clause", "quote", "fingerprint", "waiver", "known",
)  # fmt: skip
"""In the order of the frame."""


def to_frame(result: AuditResult) -> pd.DataFrame:
    """A frame of shape (findings, len(COLUMNS)); its dtypes do not depend on what was found."""
    import pandas as pd

    rows = list(_rows(result))
    columns: dict[str, pd.Series[Any]] = {}
    for at, name in enumerate(COLUMNS):
        values = [row[at] for row in rows]
        if name in _CATEGORIES:
            kind = pd.CategoricalDtype([str(each) for each in _CATEGORIES[name]])
            columns[name] = pd.Series(values, dtype=kind)
        elif name in _NUMBERS:
            columns[name] = pd.Series(values, dtype="float64")
        elif name == "known":
            columns[name] = pd.Series(values, dtype="bool")
        else:
            columns[name] = pd.Series(values, dtype="string")
    return pd.DataFrame(columns)


_Row = tuple[str | float | None, ...]


def _rows(result: AuditResult) -> Iterator[_Row]:
    for school in result.schools:
        for finding in school.findings:
            yield _row(finding, school, school.district)
    for district in result.districts:
        for finding in district.findings:
            yield _row(finding, None, district.name)


def _row(finding: Finding, school: SchoolResult | None, district: str | None) -> _Row:
    subject, source = finding.subject, finding.source
    place = finding.places[0] if finding.places else None
    places = "; ".join(each.text() for each in (*finding.places, *finding.related))
    values = {
        "school": school.name if school else None,
        "school_code": school.code if school else None,
        "district": district,
        "standing": str(school.standing) if school else None,
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "group": finding.group,
        "group_title": finding.group_title,
        "pack": finding.pack,
        "level": str(finding.level),
        "strength": finding.strength,
        "verdict": str(finding.verdict),
        "subject_kind": subject.kind,
        "stage": subject.stage,
        "grade": subject.grade,
        "class": subject.klass,
        "teacher": subject.teacher,
        "term": subject.term,
        "period": subject.period,
        "subject": subject.label or None,
        "measured": finding.measured_value,
        "measured_text": finding.measured_text or None,
        "required": finding.required_text or None,
        "shortfall": finding.shortfall,
        "message": finding.message,
        "fix": finding.fix or None,
        "file": place.file if place else None,
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "value": place.value if place else None,
        "places": places or None,
        "missing": "; ".join(map(_missing, finding.missing)) or None,
        "document": source.document if source else None,
        "clause": source.clause if source else None,
        "quote": source.quote if source else None,
        "fingerprint": finding.fingerprint,
        "waiver": finding.waiver,
        "known": finding.known,
    }
    return tuple(values[name] for name in COLUMNS)


def _missing(missing: Missing) -> str:
    """`teachers.duty 教师!D12`; the table alone where that is what is missing."""
    name = f"{missing.table}.{missing.field}" if missing.field else missing.table
    return f"{name} {missing.place.text()}" if missing.place else name
