"""The models of the JSON document `mhaudit/1` (DESIGN §7), and its schema.

The format has its own models, so that it does not move when the code does. They describe and read the document;
`mhaudit.reports.result` writes it.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "mhaudit/1"

VerdictWord = Literal["pass", "fail", "unknown", "notapplicable", "waived", "error"]
StandingWord = Literal["fail", "warning", "unknown", "pass", "notapplicable"]
LevelWord = Literal["error", "warning", "note"]
SeverityWord = Literal["error", "warning", "info"]
LanguageWord = Literal["zh", "en"]


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


class SelectionDocument(Model):
    """What `--select` and `--ignore` asked for; the rules judged, and those left out by it."""

    select: list[str]
    ignore: list[str]
    judged: list[str]
    left_out: list[str]


class KnownDocument(Model):
    """How many findings fail and how many cannot be judged."""

    fail: int
    unknown: int


class BaselineDocument(Model):
    """The earlier result: what it has too is `known`, and only what is `new` decides the exit code."""

    path: str
    audited_at: list[str]
    known: KnownDocument
    new: KnownDocument


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
    known: bool = False


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
    """Everything about one school; `standing` as DESIGN §7 and R151, `kinds` the codes it may have (R27)."""

    name: str
    code: str | None
    district: str | None
    kinds: list[str] = []
    standing: StandingWord
    findings: list[FindingDocument]
    checklists: list[ChecklistDocument]
    data_issues: list[IssueDocument]


class DistrictDocument(Model):
    """Findings of rules for a district (R155)."""

    name: str
    findings: list[FindingDocument]


class ResultDocument(Model):
    """The whole document. `language` is that of its texts; results of the first versions do not say it."""

    schema_: Literal["mhaudit/1"] = Field(validation_alias="schema", serialization_alias="schema")
    tool: ToolDocument
    language: LanguageWord | None = None
    audited_at: str
    period: PeriodDocument
    packs: list[PackDocument]
    selection: SelectionDocument | None = None
    baseline: BaselineDocument | None = None
    inputs: list[InputDocument]
    summary: SummaryDocument
    schools: list[SchoolDocument]
    districts: list[DistrictDocument]
    data_issues: list[IssueDocument]
    notes: list[str]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that describes the document."""
    schema = ResultDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}
