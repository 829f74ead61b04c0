"""Reads an `ndjson` result back, a line at a time; its findings stay in the file until they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from mhaudit.reports.diff_sides import Findings, Gathering, Stored
from mhaudit.reports.ndjson import (
    SCHEMA,
    DistrictLine,
    EndLine,
    HeadLine,
    IssueLine,
    Line,
    SchoolLine,
)
from mhaudit.reports.result import SCHEMA as DOCUMENT
from mhaudit.reports.result import ResultDocument

Kind = type[SchoolLine] | type[DistrictLine]
Reader = Callable[[Kind, tuple[int, int]], Callable[[], Findings]]
"""Told the model of a line and where it lies (offset, length): what reads its findings again."""


class CutOffError(Exception):
    """The last line is missing."""


class OtherSchemaError(Exception):
    """Another version of these lines, which it is told."""


class BrokenLineError(Exception):
    """A line (`number` from 1) that is not what it should be; caused by a ValidationError."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def is_ndjson(path: Path) -> bool:
    """Whether the file begins as ours do; OSError as `open`."""
    with path.open("rb") as stream:
        return stream.read(14) == b'{"type":"head"'


def gathered(path: Path, reader: Reader) -> Stored:
    """The whole file. Raises the errors above, and OSError as `open`."""
    gathering, issues = Gathering(), []
    head: HeadLine | None = None
    end: EndLine | None = None
    for line, at, size in _lines(path):
        match line:
            case HeadLine():
                head = line
            case SchoolLine() | DistrictLine():
                gathering.add(line, reader(type(line), (at, size)))
            case IssueLine():
                issues.append(_plain(line))
            case EndLine():
                end = line
    if head is None or end is None:
        raise CutOffError
    parts = _plain(head) | _plain(end) | {"schema": DOCUMENT, "inputs": [], "schools": []}
    document = parts | {"districts": [], "data_issues": issues}
    return gathering.finished(ResultDocument.model_validate(document))


def _lines(path: Path) -> Iterator[tuple[Any, int, int]]:
    """Each line as its model, with where it lies."""
    adapter: TypeAdapter[Any] = TypeAdapter(Line)
    at = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            if number == 1:
                _check_schema(raw)
            try:
                yield adapter.validate_json(raw), at, len(raw)
            except ValueError as error:  # pydantic's ValidationError is one
                if not raw.endswith(b"\n"):
                    raise CutOffError from None
                raise BrokenLineError(number) from error
            at += len(raw)


def _check_schema(head: bytes) -> None:
    found = head.partition(b'"schema":"')[2].partition(b'"')[0].decode("utf-8", "replace")
    if found != SCHEMA:
        raise OtherSchemaError(found)


def _plain(line: HeadLine | EndLine | IssueLine) -> dict[str, Any]:
    """The line as it stands in a document."""
    found = line.model_dump(by_alias=True)
    del found["type"]
    return found
