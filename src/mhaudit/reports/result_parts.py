"""Schools, inputs and issues as the plain data of the JSON document, keys in the order of its models.

A pydantic model for each cell and column would cost more than all the rest of writing; a test holds what stands
here against `mhaudit.reports.result_models`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from mhaudit.findings import (
    Checklist,
    ChecklistItem,
    DistrictResult,
    Finding,
    InputInfo,
    Issue,
    Place,
    SchoolResult,
    Subject,
)
from mhaudit.reports.counts import score

Part = dict[str, Any]
"""A part of the document; the docstrings name the models."""


def input_part(item: InputInfo) -> Part:
    """One input file: `InputDocument`."""
    tables = [
        {
            "table": table.table,
            "sheet": table.sheet,
            "header_rows": list(table.header_rows),
            "rows": table.rows,
            "columns": [
                {"heading": column.heading, "field": column.field, "how": column.how}
                for column in table.columns
            ],
        }
        for table in item.tables
    ]
    return {"path": item.path, "sha256": item.sha256, "tables": tables}


def school_part(school: SchoolResult) -> Part:
    """One school: `SchoolDocument`."""
    return {
        "name": school.name,
        "code": school.code,
        "district": school.district,
        "kinds": list(school.kind.codes) if school.kind else [],
        "standing": str(school.standing),
        "findings": [_finding(finding) for finding in school.findings],
        "checklists": [_checklist(checklist) for checklist in school.checklists],
        "data_issues": [issue_part(issue) for issue in school.data_issues],
    }


def district_part(district: DistrictResult) -> Part:
    """One district (R155): `DistrictDocument`."""
    return {"name": district.name, "findings": [_finding(found) for found in district.findings]}


def _finding(finding: Finding) -> Part:
    source = finding.source
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "pack": finding.pack,
        "group": finding.group,
        "level": finding.level.value,
        "strength": finding.strength,
        "verdict": finding.verdict.value,
        "subject": _subject(finding.subject),
        "measured": {
            "value": _finite(finding.measured_value),
            "text": finding.measured_text,
        },
        "required": {"text": finding.required_text},
        "shortfall": _whole(_finite(finding.shortfall)),
        "message": finding.message,
        "fix": finding.fix,
        "places": [_cell(place) for place in finding.places],
        "related": [_cell(place) for place in finding.related],
        "missing": [
            {
                "table": missing.table,
                "field": missing.field,
                "place": _cell(missing.place) if missing.place else None,
            }
            for missing in finding.missing
        ],
        "source": {
            "document": source.document,
            "title": source.title,
            "clause": source.clause,
            "quote": source.quote,
        }
        if source
        else None,
        "fingerprint": finding.fingerprint,
        "waiver": finding.waiver,
        "known": finding.known,
    }


def _subject(subject: Subject) -> Part:
    return {
        "kind": subject.kind,
        "school": subject.school,
        "district": subject.district,
        "stage": subject.stage,
        "grade": subject.grade,
        "class": subject.klass,
        "teacher": subject.teacher,
        "term": subject.term,
        "period": subject.period,
        "label": subject.label,
    }


def _cell(place: Place) -> Part:
    file, sheet, cell, value = place
    return {"file": file, "sheet": sheet, "cell": cell, "value": value}


def _where(place: Place) -> Part:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell}


def _checklist(checklist: Checklist) -> Part:
    return {
        "name": checklist.name,
        "title": checklist.title,
        "provisional": checklist.provisional,
        "core": _score(checklist.core),
        "extra": _score(checklist.extra),
        "items": [
            *(_item(item, "core") for item in checklist.core),
            *(_item(item, "extra") for item in checklist.extra),
        ],
    }


def _score(items: Sequence[ChecklistItem]) -> Part:
    passed, of = score(items)
    return {"pass": passed, "of": of}


def _item(item: ChecklistItem, part: str) -> Part:
    return {
        "item": item.item,
        "part": part,
        "rules": list(item.rules),
        "state": item.state.value,
        "self_reported": item.self_reported,
        "contradicted": item.contradicted,
    }


def issue_part(issue: Issue) -> Part:
    """One data issue: `IssueDocument`."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "message": issue.message,
        "place": _where(issue.place) if issue.place else None,
        "others": [_where(place) for place in issue.others],
        "read": issue.read,
        "suggestion": issue.suggestion,
    }


def _finite(number: float | None) -> float | None:
    """A number that JSON can hold (R47), written with a point."""
    return float(number) if number is not None and math.isfinite(number) else None


def _whole(number: float | None) -> int | float | None:
    """A shortfall of one counsellor is `1`, not `1.0`."""
    return int(number) if number is not None and number.is_integer() else number
