"""Writes the JSON document `mhaudit/1` (DESIGN §7) school by school, as `mhaudit.reports.result_models` has it.

Keys stand in the order of the models; numbers are finite (R47: JSON has no infinity); the same result gives the
same bytes (R140).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain
from typing import Any, TextIO

from pydantic_core import PydanticSerializationError
from pydantic_core import to_json as json_bytes

from mhaudit.findings import AuditResult, PackInfo, SchoolResult, Verdict
from mhaudit.reports import Options
from mhaudit.reports.counts import Tally, tally
from mhaudit.reports.result_models import (
    SCHEMA,
    BaselineDocument,
    CellDocument,
    DistrictDocument,
    FindingDocument,
    InputDocument,
    IssueDocument,
    KnownDocument,
    LanguageWord,
    Model,
    PackDocument,
    PeriodDocument,
    ResultDocument,
    SchoolDocument,
    SelectionDocument,
    SeverityWord,
    StandingWord,
    SubjectDocument,
    SummaryDocument,
    ToolDocument,
    json_schema,
)
from mhaudit.reports.result_parts import Part, district_part, input_part, issue_part, school_part
from mhaudit.reports.spool import TextSpool

_SURROGATE = re.compile("[\ud800-\udfff]")


def document(result: AuditResult) -> ResultDocument:
    """The result as models, everything at once; `write_json` holds one school at a time."""
    counted = tally(result)
    parts = {
        **_head(result),
        "baseline": baseline(result, counted),
        **_middle(result, counted),
        "schools": list(map(school_part, result.schools)),
        **_end(result),
    }
    return ResultDocument.model_validate(
        {key: list(part) if isinstance(part, Iterator) else part for key, part in parts.items()}
    )


def summary(result: AuditResult) -> SummaryDocument:
    """Counts over the findings of all schools, and `pass_rate` (R150)."""
    return summary_of(tally(result))


def summary_of(counted: Tally) -> SummaryDocument:
    """The summary of what was counted."""
    raw: dict[str, int] = {verdict.value: count for verdict, count in counted.counts().items()}
    return SummaryDocument.model_validate(
        {"schools": counted.schools, **raw, "pass_rate": counted.pass_rate()}
    )


def to_json(result: AuditResult) -> str:
    """The document as text, a newline at its end."""
    stream = StringIO()
    write_json(result, stream)
    return stream.getvalue()


def write_json(result: AuditResult, stream: TextIO) -> None:
    """Write the document to `stream`, one school (input, district, issue) at a time."""
    _write(result, tally(result), _listed(map(school_part, result.schools)), stream)


class JsonReporter:
    """Writes the document at the end, since its summary stands first; until then schools lie in a file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._schools = stream, TextSpool()
        self._opening = "["

    def head(self, run: AuditResult) -> None:
        """Nothing is written yet."""

    def school(self, school: SchoolResult) -> None:
        """Put the school with the others."""
        self._schools.write(_listed_one(school_part(school), self._opening))
        self._opening = ","

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """Write everything."""
        with self._schools as spool:
            closing = "[]" if self._opening == "[" else "\n  ]"
            _write(run, tally, chain(spool.parts(), (closing,)), self._stream)


def reporter(stream: TextIO, options: Options) -> JsonReporter:
    """The same with and without `verbose`."""
    return JsonReporter(stream)


def _write(run: AuditResult, counted: Tally, schools: Iterable[str], stream: TextIO) -> None:
    """The whole document; `schools` is their list as text, in parts."""
    opening = "{"
    parts = {
        **_head(run),
        "baseline": baseline(run, counted),
        **_middle(run, counted),
        "schools": schools,
        **_end(run),
    }
    for key, part in parts.items():
        stream.write(f'{opening}\n  "{key}": ')
        if key == "schools":
            stream.writelines(schools)
        elif isinstance(part, Iterator):
            stream.writelines(_listed(part))
        else:
            stream.write(text(part, "  "))
        opening = ","
    stream.write("\n}\n")


def _listed(parts: Iterable[Part | Model]) -> Iterator[str]:
    """A list as text, in parts."""
    opening = "["
    for part in parts:
        yield _listed_one(part, opening)
        opening = ","
    yield "[]" if opening == "[" else "\n  ]"


def _listed_one(part: Part | Model, opening: str) -> str:
    return f"{opening}\n    {text(part, '    ')}"


def text(part: Any, indent: str = "", *, lines: bool = True) -> str:
    """One part as JSON: on one line, or its lines after the first indented (no JSON string holds a line break)."""
    try:
        dumped = json_bytes(part, by_alias=True, indent=2 if lines else None)
    except PydanticSerializationError:  # a file name that is no valid Unicode
        plain = part.model_dump(by_alias=True) if isinstance(part, Model) else part
        dumped = _plain_text(plain, lines).encode()
    return dumped.replace(b"\n", f"\n{indent}".encode()).decode()


def _plain_text(part: Any, lines: bool) -> str:
    layout: dict[str, Any] = {"indent": 2} if lines else {"separators": (",", ":")}
    return json.dumps(encodable(part), ensure_ascii=False, **layout)


def encodable(part: Any) -> Any:
    """The same with U+FFFD for each lone surrogate, as bytes of a file name may leave behind."""
    if isinstance(part, str):
        return _SURROGATE.sub("\ufffd", part)
    if isinstance(part, list):
        return [encodable(item) for item in part]
    if isinstance(part, dict):
        return {key: encodable(item) for key, item in part.items()}
    return part


def _head(run: AuditResult) -> dict[str, Any]:
    """The first keys in order; long lists come as iterators of models, here and below."""
    return {
        "schema": SCHEMA,
        "tool": tool(run),
        "language": language(run),
        "audited_at": run.audited_at,
        "period": period(run),
        "packs": packs(run),
        "selection": selection(run),
    }


def _middle(run: AuditResult, counted: Tally) -> dict[str, Any]:
    return {"inputs": inputs(run), "summary": summary_of(counted)}


def _end(run: AuditResult) -> dict[str, Any]:
    return {"districts": districts(run), "data_issues": issues(run), "notes": list(run.notes)}


def tool(run: AuditResult) -> ToolDocument:
    """Who writes this."""
    return ToolDocument(name="mhaudit", version=run.tool_version)


def language(run: AuditResult) -> LanguageWord:
    """The language of the texts."""
    return "en" if run.language == "en" else "zh"


def period(run: AuditResult) -> PeriodDocument:
    """The audited period."""
    found = run.period
    return PeriodDocument(
        school_year=found.school_year,
        terms=list(found.terms),
        as_of=found.as_of.isoformat() if found.as_of else None,
        how=found.how,
        default_dates=found.default_dates,
    )


def selection(run: AuditResult) -> SelectionDocument | None:
    """What was selected; None where every rule was."""
    found = run.selection
    if found is None:
        return None
    return SelectionDocument(
        select=list(found.select),
        ignore=list(found.ignore),
        judged=list(found.judged),
        left_out=list(found.left_out),
    )


def baseline(run: AuditResult, counted: Tally) -> BaselineDocument | None:
    """What is known and what is new; None without a baseline."""
    if run.baseline is None:
        return None
    failed, known = counted.failures.total(), counted.known_failures()
    known_open = counted.known[Verdict.UNKNOWN]
    return BaselineDocument(
        path=run.baseline.path,
        audited_at=list(run.baseline.audited_at),
        known=KnownDocument(fail=known, unknown=known_open),
        new=KnownDocument(fail=failed - known, unknown=counted.open - known_open),
    )


def packs(run: AuditResult) -> Iterator[PackDocument]:
    """The packs as used."""
    return map(_pack, run.packs)


def inputs(run: AuditResult) -> Iterator[Part]:
    """The inputs, in their order: `InputDocument`."""
    return map(input_part, run.inputs)


def districts(run: AuditResult) -> Iterator[Part]:
    """The districts that rules were judged for (R155): `DistrictDocument`."""
    return map(district_part, run.districts)


def issues(run: AuditResult) -> Iterator[Part]:
    """The data issues of no school: `IssueDocument`."""
    return map(issue_part, run.data_issues)


def _pack(pack: PackInfo) -> PackDocument:
    return PackDocument(name=pack.name, version=pack.version, sha256=pack.sha256)


__all__ = [
    "SCHEMA", "BaselineDocument", "CellDocument", "DistrictDocument", "FindingDocument", "InputDocument",
    "IssueDocument", "LanguageWord", "Model", "PackDocument", "Part", "PeriodDocument", "ResultDocument",
    "SchoolDocument", "SelectionDocument", "SeverityWord", "StandingWord", "SubjectDocument", "SummaryDocument",
    "ToolDocument", "baseline", "districts", "document", "encodable", "inputs", "issues", "json_schema",
    "language", "packs", "period", "reporter", "school_part", "selection", "summary", "summary_of", "text",
    "to_json", "tool", "write_json",
]  # fmt: skip
