"""Reads a 整改台账 back as people have filled it in: in Excel or WPS, sorted, cut, with columns of their own.

Columns are known by their headings, in either language, wherever they stand. Rows need no order. A column that
is not known is somebody's own and kept as it is; so is a row without a key that holds anything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mhaudit.engine.issues import worded
from mhaudit.errors import UsageError
from mhaudit.loader.grid import Sheet, open_book
from mhaudit.reports.diff_sides import plain
from mhaudit.reports.excel.carried import ENTRIES, Entry, OldLedger, OldLine
from mhaudit.wording import LANGUAGES, say

_TEXTS = ("school", "district", "subject", "problem", "remedy", "strength", "rule")
_LEDGER = ("number", *_TEXTS, "this_time", *ENTRIES, "key", "keys")
_TELLING = {"rule", "problem", *ENTRIES}
_LOOKED = 30
"""The heading stands in one of so many rows."""
_KEY = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?")


@dataclass(frozen=True, slots=True)
class Read:
    """The ledger; `sheet` it stands in, the columns that it `lacks` and how many of its keys stand twice."""

    ledger: OldLedger
    sheet: str
    lacks: tuple[str, ...]
    repeated: int


def read_ledger(path: Path, language: str) -> Read:
    """The ledger in a workbook. Raises UsageError where it cannot be read, or no sheet of it is a ledger."""
    book, issues = open_book(path, path.name, report=True)
    if book is None:
        (told,) = worded(issues[:1], language)[None]
        raise _wrong("ledger.unreadable", language, path, reason=told.message)
    keyless = None
    for sheet in book.sheets:
        row, columns = _heading(sheet)
        if "key" in columns:
            return _read(sheet, row, columns, language)
        if len(columns.keys() & set(ENTRIES)) > 1:
            keyless = sheet
    if keyless is not None:
        raise _wrong("ledger.keyless", language, path, sheet=keyless.name or path.name)
    raise _wrong("ledger.none", language, path)


def _headings() -> dict[str, str]:
    """Heading, plain → key of the column."""
    return {
        plain(say(language, f"excel.column.{key}")): key
        for key in _LEDGER
        for language in LANGUAGES
    }


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The row of the headings and where each known one stands; the first of two counts. ({}: no such row.)"""
    known = _headings()
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(sheet.cells[:_LOOKED]):
        found: dict[str, int] = {}
        for column, value in enumerate(row):
            key = known.get(plain(value)) if isinstance(value, str) else None
            if key is not None:
                found.setdefault(key, column)
        if len(found) > len(best[1]) and len(found.keys() & _TELLING) > 1:
            best = (at, found)
    return best


def _read(sheet: Sheet, head: int, columns: dict[str, int], language: str) -> Read:
    cells = _filled_down(sheet)
    taken = set(columns.values())
    own = [at for at in range(max(map(len, cells))) if at not in taken and _used(cells, at, head)]
    names = [_text(cells, head, at) or say(language, "ledger.own") for at in own]
    lines = [
        line
        for row in range(head + 1, len(cells))
        if (line := _line(cells, row, columns, own)) is not None
    ]
    seen: set[str] = set()
    repeated = 0
    for line in lines:
        if line.keys[:1]:
            repeated += line.keys[0] in seen
            seen.add(line.keys[0])
    untouched = frozenset(say(each, "excel.choices.status").partition("|")[0] for each in LANGUAGES)
    lacks = tuple(say(language, f"excel.column.{key}") for key in ENTRIES if key not in columns)
    return Read(OldLedger(lines, tuple(names), untouched), sheet.name or "", lacks, repeated)


def _filled_down(sheet: Sheet) -> list[list[Any]]:
    """The cells, those of a merged block all with its value: one deadline for several lines."""
    cells = [list(row) for row in sheet.cells]
    for top, left, bottom, right in sheet.merges:
        if top == bottom:
            continue  # a title, or a note over several columns
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = cells[top][left]
    return cells


def _used(cells: Sequence[Sequence[Any]], column: int, head: int) -> bool:
    return any(column < len(row) and _entry(row[column]) is not None for row in cells[head + 1 :])


def _line(
    cells: Sequence[Sequence[Any]], row: int, columns: dict[str, int], own: Sequence[int]
) -> OldLine | None:
    """A line; None for a row that says nothing: blank, or with a number and an untouched 状态 only."""
    texts = {key: _text(cells, row, columns[key]) for key in _TEXTS if key in columns}
    entries: dict[str, Entry] = {}
    for key in ENTRIES:
        value = _at(cells, row, columns[key]) if key in columns else None
        entry = _day(value) if key == "deadline" else _entry(value)
        if entry is not None:
            entries[key] = entry
    added = tuple(_entry(_at(cells, row, at)) for at in own)
    keys = " ".join(_text(cells, row, columns[key]) for key in ("key", "keys") if key in columns)
    found = tuple(dict.fromkeys(_KEY.findall(keys.lower())))
    if not found and not any(texts.values()) and not entries and not any(added):
        return None
    return OldLine(
        number=row + 1,
        keys=found,
        school=texts.get("school"),
        district=texts.get("district", ""),
        subject=texts.get("subject", ""),
        problem=texts.get("problem", ""),
        remedy=texts.get("remedy", ""),
        strength=texts.get("strength", ""),
        rule=texts.get("rule", ""),
        entries=entries,
        own=added,
    )


def _at(cells: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    return cells[row][column] if column < len(cells[row]) else None


def _text(cells: Sequence[Sequence[Any]], row: int, column: int) -> str:
    value = _entry(_at(cells, row, column))
    return "" if value is None else str(value)


def _entry(value: Any) -> Entry | None:
    """What a cell holds: text, or a day; a whole number is text, so that a telephone number stays one."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else value
    return str(value).strip() or None


def _day(value: Any) -> Entry | None:
    """A deadline; 2025-03-31 as text too. Words (三月底前) stay words."""
    entry = _entry(value)
    match = _DAY.fullmatch(entry) if isinstance(entry, str) else None
    if match is None:
        return entry
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return entry


def _wrong(key: str, language: str, path: Path, **values: str) -> UsageError:
    message = say(language, key, path=path.as_posix(), **values)
    return UsageError(message, hint=say(language, f"{key}.hint"))
