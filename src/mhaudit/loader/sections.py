"""Rows that stand over a part of a roster: 一、专职教师 says the duty of everybody down to the next such row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mhaudit.loader.cell_text import plain
from mhaudit.loader.layout import RawTable
from mhaudit.loader.reading import TableReader

_ORDINAL = r"(?:\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.,:])"
_SECTION = re.compile(
    rf"{_ORDINAL}?(?P<duty>专职|兼职)(?P<psych>心理(?:健康)?(?:教育|辅导|咨询)?)?(?:教师|老师|人员)?"
    r"(?:名单|名册|情况)?(?:\((?:共计?)?\d*[人名]?\))?:?"
)
_OTHER = re.compile(rf"{_ORDINAL}\D.*")
_BARE_ORDINAL = re.compile(r"\(?[一二三四五六七八九十]{1,2}\)?[、.]?")
_DUTY = {"专职": "full_time", "兼职": "part_time"}


@dataclass(frozen=True, slots=True)
class Section:
    """What such a row says of the teachers below it; `psych`: that they are of 心理 as well."""

    duty: str
    psych: bool


def sections_of(reader: TableReader) -> tuple[frozenset[int], Mapping[int, Section]]:
    """The rows of a roster that only stand over others, and what those say of each row below them."""
    heads = _heads(reader.raw)
    sections = {row: section for row, section in heads.items() if section is not None}
    if not sections:
        return frozenset(), {}
    starts = sorted(heads)
    found = {}
    for row in reader.rows:
        at = bisect_right(starts, row)
        section = heads[starts[at - 1]] if at else None
        if section is not None and row not in heads:
            found[row] = section
    return frozenset(sections), found


def _heads(raw: RawTable) -> dict[int, Section | None]:
    """Row → what it says of those below; None for a row that only ends what was said before."""
    name = raw.column("name")
    if name is None or not raw.rows:
        return {}
    rows = range(max(raw.header_rows, default=0) + 1, raw.rows[-1] + 1)
    asked = {column.index for column in raw.columns if column.key not in (None, "name", "serial")}
    columns = [
        column[rows.start : rows.stop]
        for index, column in enumerate(raw.sheet.columns[: name.index + 1])
        if index not in asked
    ]
    if not any(map(_names_duty, columns)):
        return {}
    found: dict[int, Section | None] = {}
    for values in columns:
        wanted = {value for value in set(values) if isinstance(value, str) and _may_head(value)}
        if wanted:
            found |= {
                row: _read(value)
                for row, value in zip(rows, values, strict=True)
                if value in wanted and _stands_alone(raw, row, value)
            }
    return found


def _names_duty(values: Iterable[object]) -> bool:
    """Whether 职 stands in the cells at all: most rosters have no such row, and need not be looked through."""
    text = "\n".join(value for value in values if isinstance(value, str))
    return "职" in text or "職" in text


def _may_head(value: str) -> bool:
    text = plain(value)
    return bool(_SECTION.fullmatch(text) or _OTHER.fullmatch(text))


def _read(value: str) -> Section | None:
    found = _SECTION.fullmatch(plain(value))
    return Section(_DUTY[found["duty"]], bool(found["psych"])) if found else None


def _stands_alone(raw: RawTable, row: int, value: str) -> bool:
    """Whether a row holds nothing else, but perhaps a 一 in the column of numbers."""
    cells: Sequence[object] = raw.sheet.cells[row]
    others = [cell for cell in cells if cell not in ("", None, value)]
    return len(others) < 2 and all(_BARE_ORDINAL.fullmatch(plain(cell)) for cell in others)
