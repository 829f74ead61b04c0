"""Reads results back: files that `check --format json` (or `ndjson`) wrote, or folders of the former.

A file laid out as `write_json` does it is read one school at a time, twice: once to see that it is whole, and
again where findings are asked for. One in another layout, as other programs save it, is held as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mhaudit.errors import UsageError
from mhaudit.reports.diff_sides import Findings, Gathering, Stored, held
from mhaudit.reports.ndjson import SCHEMA as LINES
from mhaudit.reports.ndjson_file import (
    BrokenLineError,
    CutOffError,
    OtherSchemaError,
    gathered,
    is_ndjson,
)
from mhaudit.reports.result import SCHEMA, DistrictDocument, ResultDocument, SchoolDocument
from mhaudit.wording import say

_FAMILY = "mhaudit/"
_LISTS: dict[bytes, type[SchoolDocument | DistrictDocument]] = {
    b'  "schools": [\n': SchoolDocument,
    b'  "districts": [\n': DistrictDocument,
}
"""The lists that are read one by one, as `write_json` opens them."""


class _OtherLayoutError(Exception):
    """The file is laid out in a way that cannot be read one school at a time."""


def read_results(path: Path, language: str) -> list[Stored]:
    """The result in a file, or all results (`*.json`) that lie in a folder, not below it, by name.

    Raises UsageError that names file and place where one cannot be read, is no result, is one of another
    version, or where a folder holds none.
    """
    if not path.is_dir():
        return [_read(path, language)]
    files = sorted(file for file in path.glob("*.json") if file.is_file())
    if not files:
        raise _wrong("result.none", language, path)
    return [_read(file, language) for file in files]


def _read(path: Path, language: str) -> Stored:
    try:
        if is_ndjson(path):
            return _of_lines(path, language)
        try:
            return _gathered(path, language)
        except (_OtherLayoutError, ValidationError):
            return held(_read_slowly(path.read_bytes(), path, language))
    except OSError as error:
        reason = error.strerror or str(error)
        raise _wrong("result.unreadable", language, path, reason=reason) from None


def _gathered(path: Path, language: str) -> Stored:
    """The file, its schools and districts left where they are."""
    gathering, rest = Gathering(), []
    with path.open("rb") as stream:
        for kind, at, text in _parts(stream):
            if kind is None:
                rest.append(text)
            else:
                read = partial(_findings, kind, path, (at, len(text)), language)
                gathering.add(kind.model_validate_json(text), read)
    return gathering.finished(ResultDocument.model_validate_json(b"".join(rest)))


def _of_lines(path: Path, language: str) -> Stored:
    """A result of one school a line, read as such."""

    def reader(kind: type[Any], span: tuple[int, int]) -> Callable[[], Findings]:
        return partial(_findings, kind, path, span, language)

    try:
        return gathered(path, reader)
    except CutOffError:
        raise _wrong("result.cut_off", language, path) from None
    except OtherSchemaError as other:
        found, ours = str(other)[:40], LINES
        raise _wrong("result.version", language, path, found=found, schema=ours) from None
    except BrokenLineError as broken:
        place, reason = str(broken.number), "value"
        if isinstance(broken.__cause__, ValidationError):
            first = _first(broken.__cause__)
            place, reason = f"{place}: {_place(first['loc'])}".removesuffix(": "), first["type"]
        values = {"place": place, "reason": _reason(reason, language)}
        raise _wrong("result.broken", language, path, **values) from None


def _parts(
    stream: BinaryIO,
) -> Iterator[tuple[type[SchoolDocument | DistrictDocument] | None, int, bytes]]:
    """Schools and districts as (model, where in the file, text), and every other line as (None, where, text)."""
    kind, start, at, more = None, 0, 0, True
    part: list[bytes] = []
    for line in stream:
        if part:
            part.append(line)
            if line.startswith(b"    }"):
                more = line == b"    },\n"
                yield kind, start, b"".join(part).rstrip(b",\n")
                part = []
        elif kind is not None and line == b"    {\n" and more:
            start, part = at, [line]
        elif kind is not None and (more or not line.startswith(b"  ]")):
            raise _OtherLayoutError
        else:
            kind, more = _LISTS.get(line), True
            yield None, at, line
        at += len(line)


def _findings(
    kind: type[SchoolDocument | DistrictDocument], path: Path, span: tuple[int, int], language: str
) -> Findings:
    """The findings of one school or district, read again."""
    try:
        with path.open("rb") as stream:
            stream.seek(span[0])
            return kind.model_validate_json(stream.read(span[1])).findings
    except (OSError, ValidationError):
        raise _wrong("result.changed", language, path) from None


def _read_slowly(raw: bytes, path: Path, language: str) -> ResultDocument:
    """What is laid out otherwise, not plain UTF-8, or not a result: find out what is wrong and where."""
    content = _parsed(raw, path, language)
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        raise _wrong("result.foreign", language, path, schema=SCHEMA)
    if schema != SCHEMA:
        raise _wrong("result.version", language, path, found=schema[:40], schema=SCHEMA)
    try:
        return ResultDocument.model_validate(content)
    except ValidationError as error:
        first = _first(error)
        place = _place(first["loc"])
        reason = _reason(first["type"], language)
        raise _wrong("result.broken", language, path, place=place, reason=reason) from None


def _parsed(raw: bytes, path: Path, language: str) -> Any:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise _wrong("result.no_json_at", language, path, **place) from None
    except (ValueError, RecursionError):  # not text, a number too long, nested too deep
        raise _wrong("result.no_json", language, path) from None


def _first(error: ValidationError) -> ErrorDetails:
    return error.errors(include_url=False, include_context=False, include_input=False)[0]


def _place(steps: Sequence[int | str]) -> str:
    """`schools[0].findings[3].verdict`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def _reason(kind: str, language: str) -> str:
    known = kind if kind in ("missing", "extra_forbidden") else "value"
    return say(language, f"result.broken.{known}")


def _wrong(key: str, language: str, path: Path, **values: object) -> UsageError:
    return UsageError(
        say(language, key, path=path.as_posix(), **values), hint=say(language, f"{key}.hint")
    )
