"""Reads results back: files that `check --format json` wrote, or folders of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mhaudit.errors import UsageError
from mhaudit.reports.result import SCHEMA, ResultDocument
from mhaudit.wording import say

_FAMILY = "mhaudit/"


def read_results(path: Path, language: str) -> list[ResultDocument]:
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


def _read(path: Path, language: str) -> ResultDocument:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _wrong("result.unreadable", language, path, reason=reason) from None
    try:
        return ResultDocument.model_validate_json(raw)  # half the memory of what follows
    except ValidationError:
        return _read_slowly(raw, path, language)


def _read_slowly(raw: bytes, path: Path, language: str) -> ResultDocument:
    """What is not plain UTF-8, or not a result: find out what is wrong and where."""
    content = _parsed(raw, path, language)
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        raise _wrong("result.foreign", language, path, schema=SCHEMA)
    if schema != SCHEMA:
        raise _wrong("result.version", language, path, found=schema[:40], schema=SCHEMA)
    try:
        return ResultDocument.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
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
