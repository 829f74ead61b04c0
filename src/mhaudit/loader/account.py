"""The account that the reader gives of itself: the first rows of a table as read, its schools, kinds with reasons."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from mhaudit.findings import KindInfo, PreviewCell
from mhaudit.loader.reading import Sited
from mhaudit.models.fields import FieldType, Kind, Term
from mhaudit.models.grades import GRADES, KIND_CODES
from mhaudit.models.submission import Source, Submissions, a1, codes_of, masked, shown
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import NotIn, OneOf, SetOf, Span
from mhaudit.wording import fields as labels
from mhaudit.wording import say

_Cell = tuple[str, str | None, str, int, int]
_NO_READING = ("serial",)
"""Keys that say nothing of a row."""


class Account:
    """Looks up what became of raw cells in the `rows` first rows of each table."""

    def __init__(self, submissions: Submissions, rows: int, language: str) -> None:
        self.submissions, self.rows, self.language = submissions, rows, language
        self._read: dict[_Cell, list[str | None]] = defaultdict(list)
        for table in submissions.frames:
            self._collect(table)

    def schools(self, table: Sited) -> tuple[str, ...]:
        """The names of the schools that surely have a row in the table."""
        return tuple(self.submissions.school(at, "name") or "" for at in table.sure_schools)

    def preview(self, table: Sited) -> tuple[tuple[int, tuple[PreviewCell, ...]], ...]:
        """Row number (as Excel shows it) → the cells of columns that have a key, private ones never."""
        found = []
        for row in table.raw.rows[: self.rows]:
            cells = tuple(
                cell
                for column in table.raw.columns
                if column.key and column.key not in _NO_READING and column.how != "private"
                for cell in [self._cell(table, row, column.index, column.key, column.heading)]
            )
            number = table.raw.anchors.get((row, table.raw.columns[0].index), (row, 0))[0]
            found.append((number + 1, cells))
        return tuple(found)

    def _cell(self, table: Sited, row: int, index: int, key: str, heading: str) -> PreviewCell:
        raw = table.raw
        place = table.source.place(row, index, show_names=self.submissions.show_names)
        read: str | None
        if key == "school" and (school := self._school(table, row)) is not None:
            read = self.submissions.school(school, "name")
        else:
            values = self._read.get((raw.file, raw.sheet.name, raw.table, row, index), [])
            known = list(dict.fromkeys(value for value in values if value is not None))
            read = say(self.language, "list.comma").join(known) if known else None
        cell = a1(*raw.anchors.get((row, index), (row, index)))
        return PreviewCell(heading, cell, key, place.value, read)

    def _school(self, table: Sited, row: int) -> int | None:
        found = table.schools.get(row, ())
        return found[0] if found else None

    def _collect(self, table: str) -> None:
        """Every known value of a frame, by the cell it stands in."""
        frame, types = self.submissions.frames[table], FIELDS[table]
        for at, number in enumerate(frame.source):
            if number < 0 or frame.high[at] == 0:
                continue
            source, row = self.submissions.sources[number], frame.row[at]
            for name, column in source.columns.items():
                if name in types:
                    text = self._text(source, column, types[name], name, frame.columns[name][at])
                    self._read[source.file, source.sheet, table, row, column].append(text)

    def _text(
        self, source: Source, column: int, kind: FieldType, name: str, value: Any
    ) -> str | None:
        text = read_text(value, kind, name, self.language)
        if text and column in source.names and not self.submissions.show_names:
            return masked(text)
        return text


def read_text(value: Any, kind: FieldType, name: str, language: str) -> str | None:
    """A typed value in words; None where nothing is known of it."""
    one = _wording(kind, name, language)
    joint = say(language, "list.comma")
    if value is None or isinstance(value, NotIn):
        return None
    if isinstance(value, SetOf):
        sure = [one(item) for item in _ordered(value.sure)]
        if value.maybe is None:
            return None if not sure else say(language, "preview.at_least", items=joint.join(sure))
        maybe = [one(item) for item in _ordered(value.maybe - value.sure)]
        if maybe:
            return say(language, "preview.perhaps", sure=joint.join(sure), maybe=joint.join(maybe))
        return joint.join(sure) or None
    if isinstance(value, OneOf):
        return say(language, "list.or").join(one(item) for item in _ordered(value.options))
    if isinstance(value, Span):
        if value.high == math.inf:
            return f"≥ {one(value.low)}"
        return f"{one(value.low)}–{one(value.high)}"
    return one(value)


def _ordered(items: frozenset[Any]) -> list[Any]:
    order = {grade: at for at, grade in enumerate(GRADES)}
    return sorted(items, key=lambda item: (order.get(item, len(order)), str(item)))


def _wording(kind: FieldType, name: str, language: str) -> Callable[[Any], str]:
    choices = getattr(kind, "choices", ())

    def one(value: Any) -> str:
        if isinstance(value, bool):
            return say(language, "value.yes" if value else "value.no")
        if isinstance(value, dt.date):
            return value.isoformat()
        if not isinstance(value, str):
            return shown(value)
        if isinstance(kind, Kind):
            return labels.word(language, f"kind.{value}", value)
        if isinstance(kind, Term):
            return labels.term_label(language, value)
        if name == "classes":
            grade, _, number = value.partition("/")
            return labels.class_label(language, grade, number)
        if choices == GRADES:
            return labels.grade_label(language, value)
        return labels.word(language, f"value.{value}", value) if choices else value

    return one


def kinds(submissions: Submissions) -> list[KindInfo | None]:
    """For each school what it may be and what says so; None where nothing is known (R27)."""
    inferred = {
        issue.school: (by, issue.place)
        for issue in submissions.issues
        if issue.code == "D310" and (by := dict(issue.args).get("by_key"))
    }
    found: list[KindInfo | None] = []
    for school in range(submissions.size):
        codes = codes_of(submissions.school(school, "kind"))
        by, place = inferred.get(school, ("cell", None))
        if by == "cell":
            place = submissions.place("schools", school, "kind")
        reasons = tuple(key.removeprefix("kind_by.") for key in by.split("|"))
        info = KindInfo(tuple(sorted(codes)), reasons, place)
        found.append(None if codes == KIND_CODES else info)
    return found
