"""`ndjson`: one JSON object a line, a school a line, written as the schools come.

The first line is the `head`; then come lines `school`, `input`, `district` and `issue`; the last is the `end`,
with the counts: a file without it was cut off. The parts are those of the document `mhaudit/1`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TextIO

from pydantic import Field, TypeAdapter

from mhaudit.findings import AuditResult, SchoolResult
from mhaudit.reports import Options, result
from mhaudit.reports.counts import Tally
from mhaudit.reports.result import (
    BaselineDocument,
    DistrictDocument,
    InputDocument,
    IssueDocument,
    LanguageWord,
    Model,
    PackDocument,
    PeriodDocument,
    SchoolDocument,
    SelectionDocument,
    SummaryDocument,
    ToolDocument,
)

SCHEMA = "mhaudit-ndjson/1"


class HeadLine(Model):
    """The first line."""

    type: Literal["head"] = "head"
    schema_: Literal["mhaudit-ndjson/1"] = Field(
        default="mhaudit-ndjson/1", validation_alias="schema", serialization_alias="schema"
    )
    tool: ToolDocument
    language: LanguageWord
    audited_at: str
    period: PeriodDocument
    packs: list[PackDocument]
    selection: SelectionDocument | None


class SchoolLine(SchoolDocument):
    """One school."""

    type: Literal["school"] = "school"


class InputLine(InputDocument):
    """One input file."""

    type: Literal["input"] = "input"


class DistrictLine(DistrictDocument):
    """One district that rules were judged for (R155)."""

    type: Literal["district"] = "district"


class IssueLine(IssueDocument):
    """A data issue that concerns no school, such as a file that could not be read."""

    type: Literal["issue"] = "issue"


class EndLine(Model):
    """The last line."""

    type: Literal["end"] = "end"
    summary: SummaryDocument
    baseline: BaselineDocument | None
    notes: list[str]


Line = Annotated[
    HeadLine | SchoolLine | InputLine | DistrictLine | IssueLine | EndLine,
    Field(discriminator="type"),
]


class Ndjson:
    """Writes each line as soon as it is known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def head(self, run: AuditResult) -> None:
        """The first line."""
        self._line(
            HeadLine(
                tool=result.tool(run),
                language=result.language(run),
                audited_at=run.audited_at,
                period=result.period(run),
                packs=list(result.packs(run)),
                selection=result.selection(run),
            )
        )

    def school(self, school: SchoolResult) -> None:
        """One line."""
        self._part("school", result.school_part(school))

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """The lines of inputs, districts and issues, and the last one."""
        for kind, parts in (
            ("input", result.inputs(run)),
            ("district", result.districts(run)),
            ("issue", result.issues(run)),
        ):
            for part in parts:
                self._part(kind, part)
        summary, baseline = result.summary_of(tally), result.baseline(run, tally)
        self._line(EndLine(summary=summary, baseline=baseline, notes=list(run.notes)))

    def _part(self, kind: str, part: result.Part) -> None:
        text = result.text(part, lines=False)
        self._stream.write(f'{{"type":"{kind}",{text[1:]}\n')

    def _line(self, line: Model) -> None:
        self._stream.write(f"{result.text(line, lines=False)}\n")


def reporter(stream: TextIO, options: Options) -> Ndjson:
    """The same with and without `verbose`."""
    return Ndjson(stream)


def line_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that describes each line."""
    schema = TypeAdapter(Line).json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}
