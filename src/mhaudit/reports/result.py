"""The JSON document `mhaudit/1` (DESIGN §7): its models, its schema, and writing it school by school.

The format has its own models, so that it does not move when the code does. Keys stand in the order of the
models; numbers are finite (R47: JSON has no infinity); the same result gives the same bytes (R140).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError

from mhaudit.findings import (
    AuditResult,
    Checklist,
    ChecklistItem,
    DistrictResult,
    Finding,
    InputInfo,
    Issue,
    PackInfo,
    Place,
    SchoolResult,
    Subject,
)
from mhaudit.reports.counts import counts, pass_rate, score

_SURROGATE = re.compile("[\ud800-\udfff]")

SCHEMA = "mhaudit/1"

VerdictWord = Literal["pass", "fail", "unknown", "notapplicable", "waived", "error"]
StandingWord = Literal["fail", "warning", "unknown", "pass", "notapplicable"]
LevelWord = Literal["error", "warning", "note"]
SeverityWord = Literal["error", "warning", "info"]


class Model(BaseModel):
    """Base of all parts of the document: no key but those named."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class ToolDocument(Model):
    """The program that wrote the document."""

    name: str
    version: str


class PeriodDocument(Model):
    """The audited period; `how` says what decided it (R129), `default_dates` that no term dates were set."""

    school_year: str | None
    terms: list[str]
    as_of: str | None
    how: str
    default_dates: bool


class PackDocument(Model):
    """A rule pack as used."""

    name: str
    version: str
    sha256: str


class ColumnDocument(Model):
    """How one heading was understood; `field` is null for what was left over or refused."""

    heading: str
    field: str | None
    how: str


class TableDocument(Model):
    """One table found in a sheet (`sheet` is null in CSV, R96); rows are numbered from 1."""

    table: str
    sheet: str | None
    header_rows: list[int]
    rows: int
    columns: list[ColumnDocument]


class InputDocument(Model):
    """One input file."""

    path: str
    sha256: str | None
    tables: list[TableDocument]


class SummaryDocument(Model):
    """Counts of the findings of all schools, and the pass rate over rule × school (R150)."""

    schools: int
    pass_: int = Field(validation_alias="pass", serialization_alias="pass")
    fail: int
    unknown: int
    notapplicable: int
    waived: int
    error: int
    pass_rate: float | None = Field(ge=0, le=1)


class SubjectDocument(Model):
    """Whom a finding is about (R100)."""

    kind: str
    school: str | None
    district: str | None
    stage: str | None
    grade: str | None
    class_: str | None = Field(validation_alias="class", serialization_alias="class")
    teacher: str | None
    term: str | None
    period: str | None
    label: str


class MeasuredDocument(Model):
    """What was measured; `value` is null where there is no finite number (R47)."""

    value: float | None
    text: str


class RequiredDocument(Model):
    """What the rule asks for."""

    text: str


class CellDocument(Model):
    """A cell of an input, and what it held."""

    file: str
    sheet: str | None
    cell: str | None
    value: str


class MissingDocument(Model):
    """What would decide an unknown (R99)."""

    table: str
    field: str | None
    place: CellDocument | None


class SourceDocument(Model):
    """The clause a finding rests on."""

    document: str
    title: str
    clause: str
    quote: str


class FindingDocument(Model):
    """One verdict of one rule on one subject."""

    rule: str
    name: str
    title: str
    pack: str
    group: str
    level: LevelWord
    strength: str
    verdict: VerdictWord
    subject: SubjectDocument
    measured: MeasuredDocument
    required: RequiredDocument
    shortfall: int | float | None
    message: str
    fix: str
    places: list[CellDocument]
    related: list[CellDocument]
    missing: list[MissingDocument]
    source: SourceDocument | None
    fingerprint: str
    waiver: str | None


class ScoreDocument(Model):
    """How many items pass, of those that apply (R86)."""

    pass_: int = Field(validation_alias="pass", serialization_alias="pass")
    of: int


class ItemDocument(Model):
    """One line of a scorecard: `part` is core or extra."""

    item: str
    part: Literal["core", "extra"]
    rules: list[str]
    state: VerdictWord
    self_reported: bool | None
    contradicted: bool


class ChecklistDocument(Model):
    """A scorecard; `provisional` says, where it is not the official list, that it is not."""

    name: str
    title: str
    provisional: str | None
    core: ScoreDocument
    extra: ScoreDocument
    items: list[ItemDocument]


class WhereDocument(Model):
    """The place of a data issue."""

    file: str
    sheet: str | None
    cell: str | None


class IssueDocument(Model):
    """A data issue, such as a cell that was not read as it stands."""

    code: str
    severity: SeverityWord
    message: str
    place: WhereDocument | None
    others: list[WhereDocument]
    read: str | None
    suggestion: str


class SchoolDocument(Model):
    """Everything about one school; `standing` as DESIGN §7 and R151."""

    name: str
    code: str | None
    district: str | None
    standing: StandingWord
    findings: list[FindingDocument]
    checklists: list[ChecklistDocument]
    data_issues: list[IssueDocument]


class DistrictDocument(Model):
    """Findings of rules for a district (R155)."""

    name: str
    findings: list[FindingDocument]


class ResultDocument(Model):
    """The whole document."""

    schema_: Literal["mhaudit/1"] = Field(validation_alias="schema", serialization_alias="schema")
    tool: ToolDocument
    audited_at: str
    period: PeriodDocument
    packs: list[PackDocument]
    inputs: list[InputDocument]
    summary: SummaryDocument
    schools: list[SchoolDocument]
    districts: list[DistrictDocument]
    data_issues: list[IssueDocument]
    notes: list[str]


def document(result: AuditResult) -> ResultDocument:
    """The result as the models above, everything at once; `write_json` holds one school at a time."""
    parts = {
        key: list(part) if isinstance(part, Iterator) else part for key, part in _parts(result)
    }
    return ResultDocument.model_validate(parts)


def summary(result: AuditResult) -> SummaryDocument:
    """Counts over the findings of all schools, and `pass_rate` (R150)."""
    raw: dict[str, int] = {
        verdict.value: count for verdict, count in counts(result.schools).items()
    }
    return SummaryDocument.model_validate(
        {"schools": len(result.schools), **raw, "pass_rate": pass_rate(result.schools)}
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that describes the document."""
    schema = ResultDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


def to_json(result: AuditResult) -> str:
    """The document as text, a newline at its end."""
    stream = StringIO()
    write_json(result, stream)
    return stream.getvalue()


def write_json(result: AuditResult, stream: TextIO) -> None:
    """Write the document to `stream`, one school (input, district, issue) at a time."""
    opening = "{"
    for key, part in _parts(result):
        stream.write(f'{opening}\n  "{key}": ')
        if isinstance(part, Iterator):
            _write_list(part, stream)
        else:
            stream.write(_text(part, "  "))
        opening = ","
    stream.write("\n}\n")


def _write_list(parts: Iterator[Model], stream: TextIO) -> None:
    opening = "["
    for part in parts:
        stream.write(f"{opening}\n    {_text(part, '    ')}")
        opening = ","
    stream.write("[]" if opening == "[" else "\n  ]")


def _text(part: Model | str | list[str], indent: str) -> str:
    """One part as JSON, its lines after the first indented (no JSON string holds a raw line break)."""
    text = _model_text(part) if isinstance(part, Model) else _plain_text(part)
    return text.replace("\n", "\n" + indent)


def _model_text(model: Model) -> str:
    try:
        return model.model_dump_json(by_alias=True, indent=2)
    except PydanticSerializationError:  # a file name that is no valid Unicode
        return _plain_text(model.model_dump(by_alias=True))


def _plain_text(part: Any) -> str:
    return json.dumps(_encodable(part), ensure_ascii=False, indent=2)


def _encodable(part: Any) -> Any:
    """The same with U+FFFD for each lone surrogate, as bytes of a file name may leave behind."""
    if isinstance(part, str):
        return _SURROGATE.sub("\ufffd", part)
    if isinstance(part, list):
        return [_encodable(item) for item in part]
    if isinstance(part, dict):
        return {key: _encodable(item) for key, item in part.items()}
    return part


def _parts(result: AuditResult) -> Iterator[tuple[str, Any]]:
    """The top-level keys in order; long lists come as iterators of models."""
    period = result.period
    yield "schema", SCHEMA
    yield "tool", ToolDocument(name="mhaudit", version=result.tool_version)
    yield "audited_at", result.audited_at
    yield (
        "period",
        PeriodDocument(
            school_year=period.school_year,
            terms=list(period.terms),
            as_of=period.as_of.isoformat() if period.as_of else None,
            how=period.how,
            default_dates=period.default_dates,
        ),
    )
    yield "packs", map(_pack, result.packs)
    yield "inputs", map(_input, result.inputs)
    yield "summary", summary(result)
    yield "schools", map(_school, result.schools)
    yield "districts", map(_district, result.districts)
    yield "data_issues", map(_issue, result.data_issues)
    yield "notes", list(result.notes)


def _pack(pack: PackInfo) -> PackDocument:
    return PackDocument(name=pack.name, version=pack.version, sha256=pack.sha256)


def _input(item: InputInfo) -> InputDocument:
    tables = [
        TableDocument(
            table=table.table,
            sheet=table.sheet,
            header_rows=list(table.header_rows),
            rows=table.rows,
            columns=[
                ColumnDocument(heading=column.heading, field=column.field, how=column.how)
                for column in table.columns
            ],
        )
        for table in item.tables
    ]
    return InputDocument(path=item.path, sha256=item.sha256, tables=tables)


def _school(school: SchoolResult) -> SchoolDocument:
    return SchoolDocument.model_validate(
        {
            "name": school.name,
            "code": school.code,
            "district": school.district,
            "standing": str(school.standing),
            "findings": [_finding(finding) for finding in school.findings],
            "checklists": [_checklist(checklist) for checklist in school.checklists],
            "data_issues": [_issue(issue) for issue in school.data_issues],
        }
    )


def _district(district: DistrictResult) -> DistrictDocument:
    findings = [_finding(finding) for finding in district.findings]
    return DistrictDocument(name=district.name, findings=findings)


def _finding(finding: Finding) -> FindingDocument:
    source = finding.source
    return FindingDocument(
        rule=finding.rule,
        name=finding.name,
        title=finding.title,
        pack=finding.pack,
        group=finding.group,
        level=finding.level.value,
        strength=finding.strength,
        verdict=finding.verdict.value,
        subject=_subject(finding.subject),
        measured=MeasuredDocument(
            value=_finite(finding.measured_value), text=finding.measured_text
        ),
        required=RequiredDocument(text=finding.required_text),
        shortfall=_whole(_finite(finding.shortfall)),
        message=finding.message,
        fix=finding.fix,
        places=[_cell(place) for place in finding.places],
        related=[_cell(place) for place in finding.related],
        missing=[
            MissingDocument(
                table=missing.table,
                field=missing.field,
                place=_cell(missing.place) if missing.place else None,
            )
            for missing in finding.missing
        ],
        source=SourceDocument(
            document=source.document,
            title=source.title,
            clause=source.clause,
            quote=source.quote,
        )
        if source
        else None,
        fingerprint=finding.fingerprint,
        waiver=finding.waiver,
    )


def _subject(subject: Subject) -> SubjectDocument:
    return SubjectDocument(
        kind=subject.kind,
        school=subject.school,
        district=subject.district,
        stage=subject.stage,
        grade=subject.grade,
        class_=subject.klass,
        teacher=subject.teacher,
        term=subject.term,
        period=subject.period,
        label=subject.label,
    )


def _cell(place: Place) -> CellDocument:
    return CellDocument(file=place.file, sheet=place.sheet, cell=place.cell, value=place.value)


def _where(place: Place) -> WhereDocument:
    return WhereDocument(file=place.file, sheet=place.sheet, cell=place.cell)


def _checklist(checklist: Checklist) -> ChecklistDocument:
    return ChecklistDocument(
        name=checklist.name,
        title=checklist.title,
        provisional=checklist.provisional,
        core=_score(checklist.core),
        extra=_score(checklist.extra),
        items=[_item(item, "core") for item in checklist.core]
        + [_item(item, "extra") for item in checklist.extra],
    )


def _score(items: Sequence[ChecklistItem]) -> ScoreDocument:
    passed, of = score(items)
    return ScoreDocument(pass_=passed, of=of)


def _item(item: ChecklistItem, part: Literal["core", "extra"]) -> ItemDocument:
    return ItemDocument(
        item=item.item,
        part=part,
        rules=list(item.rules),
        state=item.state.value,
        self_reported=item.self_reported,
        contradicted=item.contradicted,
    )


def _issue(issue: Issue) -> IssueDocument:
    return IssueDocument(
        code=issue.code,
        severity=issue.severity.value,
        message=issue.message,
        place=_where(issue.place) if issue.place else None,
        others=[_where(place) for place in issue.others],
        read=issue.read,
        suggestion=issue.suggestion,
    )


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _whole(number: float | None) -> int | float | None:
    """A shortfall of one counsellor is `1`, not `1.0`."""
    return int(number) if number is not None and float(number).is_integer() else number
