"""The account that the reader gives of itself: the first rows of a table as read, its schools, kinds with reasons."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from mhaudit.findings import KindInfo, PreviewCell
from mhaudit.loader.layout import Column
from mhaudit.loader.reading import Sited
from mhaudit.loader.vocabulary import Vocabulary, normalise
from mhaudit.models.fields import FieldType, Kind, Term
from mhaudit.models.grades import GRADES, KIND_CODES
from mhaudit.models.submission import Frame, Source, Submissions, a1, codes_of, masked, shown
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import NotIn, OneOf, SetOf, Span
from mhaudit.wording import fields as labels
from mhaudit.wording import say

_Cell = tuple[str, str | None, str, int, int]
_NO_READING = ("serial",)
"""Keys that say nothing of a row."""
_OWN = {
    "school": ("name",),
    "school_code": ("code",),
    "class_name": ("number", "class", "grade"),
    "members": ("name",),
    "male_members": ("name",),
    "female_members": ("name",),
    "second_member": ("name",),
    "second_sex": ("sex",),
}
"""Key → the fields that a heading of that key asks for, where they are named otherwise."""


class Account:
    """Looks up what became of raw cells in the `rows` first rows of each table."""

    def __init__(
        self, submissions: Submissions, rows: int, language: str, vocabulary: Vocabulary
    ) -> None:
        self.submissions, self.rows, self.language = submissions, rows, language
        self.vocabulary = vocabulary
        self._read: dict[_Cell, list[tuple[str, str | None]]] = defaultdict(list)
        """Cell → the fields that were read in it, each with its value in words."""
        for table in submissions.frames:
            self._collect(table)

    def candidates(self, table: str, column: Column) -> tuple[str, ...]:
        """What a column that is left over may mean: for explanation only."""
        if not column.lowest:
            return ()
        return self.vocabulary.candidates(table, normalise(column.lowest))

    def schools(self, table: Sited) -> tuple[str, ...]:
        """The names of the schools that surely have a row in the table."""
        return tuple(self.submissions.school(at, "name") or "" for at in table.sure_schools)

    def preview(self, table: Sited) -> tuple[tuple[int, tuple[PreviewCell, ...]], ...]:
        """Row number (as Excel shows it) → the cells of columns that have a key, private ones never."""
        found = []
        for row in table.raw.rows[: self.rows]:
            raw = table.raw
            shown = {
                column.key: column
                for column in reversed(raw.columns)
                if column.key and column.key not in _NO_READING and column.how != "private"
            }
            cells = tuple(
                self._cell(table, row, column.index, key, raw.heading(row, column))
                for key, column in reversed(shown.items())
            )
            number = row
            if raw.made_up(row):  # for a form of label–value pairs, or a column for each item
                number = raw.anchors.get((row, raw.columns[0].index), (row, 0))[0]
            found.append((number + 1, cells))
        return tuple(found)

    def _cell(self, table: Sited, row: int, index: int, key: str, heading: str) -> PreviewCell:
        raw = table.raw
        place = table.source.place(row, index, show_names=self.submissions.show_names)
        values = self._read.get((raw.file, raw.sheet.name, raw.table, row, index))
        if key == "school" and (school := self._school(table, row)) is not None:
            values = [("name", self.submissions.school(school, "name"))]
        read = self._joined(raw.table, key, values or (), place.value)
        cell = a1(*raw.anchors.get((row, index), (row, index)))
        return PreviewCell(heading, cell, key, place.value, read, values is not None)

    def _joined(
        self, table: str, key: str, values: Sequence[tuple[str, str | None]], raw: str
    ) -> str | None:
        """What one cell gave; what the heading does not say of itself is named: 主题类别:心理健康."""
        known = dict.fromkeys((name, value) for name, value in values if value is not None)
        own = [value for name, value in known if name in (key, *_OWN.get(key, ()))]
        others = [
            say(self.language, "preview.also", field=label, value=value)
            for name, value in known
            if name not in (key, *_OWN.get(key, ()))
            for label in [labels.field_label(self.language, table, name)]
        ]
        if others and [_plain(value) for value in own] == [_plain(raw)]:
            own = []  # as written: need not be said again
        return say(self.language, "list.comma").join((*own, *others)) or None

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
            where = (source.file, source.sheet, table, row)
            columns = {name: to for name, to in source.columns.items() if name in types}
            if table == "lessons" and frame.columns["offered"][at] is True:
                columns.pop("offered", None)  # goes without saying (R81)
            if (found := self._class(source, frame, at)) is not None:
                column, label = found
                self._read[*where, column].append(("class_name", label))
                columns = {name: to for name, to in columns.items() if to != column}
            for name, column in columns.items():
                text = self._text(source, column, types[name], name, frame.columns[name][at])
                self._read[*where, column].append((name, text))

    def _class(self, source: Source, frame: Frame, at: int) -> tuple[int, str] | None:
        """The column that gave both grade and class, and the class in words."""
        for name in ("number", "class"):
            column = source.columns.get(name)
            if column is None or source.columns.get("grade", column) != column:
                continue
            grade, number = (frame.columns.get(field, [None])[at] for field in ("grade", name))
            if isinstance(grade, str) and isinstance(number, str):
                return column, labels.class_label(self.language, grade, number)
        return None

    def _text(
        self, source: Source, column: int, kind: FieldType, name: str, value: Any
    ) -> str | None:
        text = read_text(value, kind, name, self.language)
        hidden = name == "name" and column in source.names and not self.submissions.show_names
        return masked(text) if text and hidden else text


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_text(value: Any, kind: FieldType, name: str, language: str) -> str | None:
    """A typed value in words; None where nothing is known of it."""
    one = _wording(kind, name, language)
    joint = say(language, "list.comma")
    if value is None or isinstance(value, NotIn):
        return None
    if isinstance(value, SetOf):
        sure = _ranges(_ordered(value.sure), one)
        if value.maybe is None:
            return None if not sure else say(language, "preview.at_least", items=joint.join(sure))
        maybe = _ranges(_ordered(value.maybe - value.sure), one)
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


def _ranges(items: Sequence[Any], one: Callable[[Any], str]) -> list[str]:
    """The items in words; three grades or more that follow each other as 一年级–六年级."""
    at = {grade: number for number, grade in enumerate(GRADES)}
    runs: list[list[Any]] = []
    for item in items:
        last = at.get(runs[-1][-1]) if runs else None
        if last is not None and at.get(item) == last + 1 and item[0] == runs[-1][-1][0]:
            runs[-1].append(item)
        else:
            runs.append([item])
    found: list[str] = []
    for run in runs:
        found += [f"{one(run[0])}–{one(run[-1])}"] if len(run) > 2 else map(one, run)
    return found


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
