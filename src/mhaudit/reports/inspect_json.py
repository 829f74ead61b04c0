"""The account of the reader as JSON, `mhaudit-inspect/1`: the same as on the screen, cut short nowhere.

The format has its own models, as that of the result has; their docstrings stand in the JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, TextIO

from pydantic import Field

from mhaudit.findings import (
    AuditResult,
    ColumnInfo,
    InputInfo,
    Issue,
    Place,
    PreviewCell,
    SchoolResult,
    TableInfo,
)
from mhaudit.reports.result import Model, SeverityWord, ToolDocument

SCHEMA: Literal["mhaudit-inspect/1"] = "mhaudit-inspect/1"


class PlaceDocument(Model):
    """Where something stands; `sheet` is null in CSV, `cell` where a whole sheet or file is meant."""

    file: str
    sheet: str | None
    cell: str | None


class ColumnDocument(Model):
    """How one heading was understood.

    `field` is the key it was read as, null where it was not used. `reason` is a code, null where `how` says
    all. `candidates` are keys it may mean: what can be written for it under `[vocabulary]` in `mhaudit.toml`.
    """

    cell: str
    heading: str
    field: str | None
    how: Literal["exact", "alias", "own_alias", "guess", "refused", "private", "unmapped"]
    reason: str | None
    candidates: list[str]


class PreviewCellDocument(Model):
    """A cell as it stands (`raw`, '' for a blank one) and what was read in it, null where nothing was."""

    cell: str
    heading: str
    field: str
    raw: str
    read: str | None


class PreviewRowDocument(Model):
    """One of the first rows of a table, numbered as the sheet shows it."""

    row: int = Field(ge=1)
    cells: list[PreviewCellDocument]


class TableDocument(Model):
    """A table found in a sheet. `declares` is what title and names say of every row; rows count from 1."""

    table: str
    sheet: str | None
    title: str
    declares: dict[str, str]
    header_rows: list[int]
    rows: int = Field(ge=0)
    schools: list[str]
    school_from: str | None
    columns: list[ColumnDocument]
    preview: list[PreviewRowDocument]


class SkippedSheetDocument(Model):
    """A sheet that was not read as a table; `code` is that of the data issue which says why."""

    sheet: str
    code: str


class InputDocument(Model):
    """One input file; `sha256` and `format` are null where it could not be read."""

    path: str
    sha256: str | None
    format: str | None
    tables: list[TableDocument]
    skipped_sheets: list[SkippedSheetDocument]


class KindDocument(Model):
    """What kind of school it may be: GB/T 33782 codes, by what they are known, and the cell that says it."""

    codes: list[str]
    by: list[str]
    place: PlaceDocument | None


class SchoolDocument(Model):
    """A school found in the files."""

    name: str
    code: str | None
    district: str | None
    kind: KindDocument | None


class PeriodDocument(Model):
    """The period that an audit would take, and where it comes from."""

    school_year: str | None
    terms: list[str]
    how: str


class IssueDocument(Model):
    """A data issue; `school` is null where it concerns none. `others` are further cells of the same issue."""

    school: str | None
    code: str = Field(pattern="^D[0-9]{3}$")
    severity: SeverityWord
    message: str
    place: PlaceDocument | None
    others: list[PlaceDocument]
    read: str | None
    suggestion: str


class InspectDocument(Model):
    """The whole account."""

    schema_: Literal["mhaudit-inspect/1"] = Field(
        validation_alias="schema", serialization_alias="schema"
    )
    tool: ToolDocument
    inputs: list[InputDocument]
    schools: list[SchoolDocument]
    period: PeriodDocument
    data_issues: list[IssueDocument]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that describes the document."""
    schema = InspectDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


def write_inspect_json(result: AuditResult, stream: TextIO) -> None:
    """Write the document; the same result gives the same bytes (R140)."""
    document = _document(result).model_dump(by_alias=True)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # A file name that is no valid Unicode leaves lone surrogates behind.
    stream.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def _document(result: AuditResult) -> InspectDocument:
    period = result.period
    return InspectDocument(
        schema_=SCHEMA,
        tool=ToolDocument(name="mhaudit", version=result.tool_version),
        inputs=[_input(item) for item in result.inputs],
        schools=[_school(school) for school in result.schools],
        period=PeriodDocument(
            school_year=period.school_year, terms=list(period.terms), how=period.how
        ),
        data_issues=list(_issues(result)),
    )


def _input(item: InputInfo) -> InputDocument:
    return InputDocument(
        path=item.path,
        sha256=item.sha256,
        format=item.format,
        tables=[_table(table) for table in item.tables],
        skipped_sheets=[
            SkippedSheetDocument(sheet=sheet, code=code) for sheet, code in item.skipped_sheets
        ],
    )


def _table(table: TableInfo) -> TableDocument:
    return TableDocument(
        table=table.table,
        sheet=table.sheet,
        title=table.title,
        declares=dict(table.facts),
        header_rows=list(table.header_rows),
        rows=table.rows,
        schools=list(table.schools),
        school_from=table.school_from,
        columns=[_column(column) for column in table.columns],
        preview=[
            PreviewRowDocument(row=row, cells=[_cell(cell) for cell in cells])
            for row, cells in table.preview
        ],
    )


def _column(column: ColumnInfo) -> ColumnDocument:
    return ColumnDocument(
        cell=column.cell,
        heading=column.heading,
        field=column.field,
        how=column.how,  # type: ignore[arg-type]
        reason=column.reason or None,
        candidates=list(column.candidates),
    )


def _cell(cell: PreviewCell) -> PreviewCellDocument:
    return PreviewCellDocument(
        cell=cell.cell, heading=cell.heading, field=cell.field, raw=cell.raw, read=cell.read
    )


def _school(school: SchoolResult) -> SchoolDocument:
    kind = school.kind
    return SchoolDocument(
        name=school.name,
        code=school.code,
        district=school.district,
        kind=KindDocument(codes=list(kind.codes), by=list(kind.by), place=_place(kind.place))
        if kind
        else None,
    )


def _issues(result: AuditResult) -> Iterator[IssueDocument]:
    for issue in result.data_issues:
        yield _issue(issue, None)
    for school in result.schools:
        for issue in school.data_issues:
            yield _issue(issue, school.name)


def _issue(issue: Issue, school: str | None) -> IssueDocument:
    return IssueDocument(
        school=school,
        code=issue.code,
        severity=issue.severity.value,
        message=issue.message,
        place=_place(issue.place),
        others=[_place_of(place) for place in issue.others],
        read=issue.read,
        suggestion=issue.suggestion,
    )


def _place(place: Place | None) -> PlaceDocument | None:
    return None if place is None else _place_of(place)


def _place_of(place: Place) -> PlaceDocument:
    return PlaceDocument(file=place.file, sheet=place.sheet, cell=place.cell)
