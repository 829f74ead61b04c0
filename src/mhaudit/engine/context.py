"""Which rows belong to which subject: one pass over a table for all schools and subjects of a rule.

Implements `mhaudit.kinds.base.Context`. Relations are three-valued, as predicates are: a row whose grade is
not known possibly belongs to every grade of its school (R15).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mhaudit.engine.subjects import Target
from mhaudit.kinds.base import OPEN, Cell, Gap, Hit, figure
from mhaudit.kinds.conditions import Lexicon, Test, Truth, Where, both
from mhaudit.models.grades import KIND_NAMES, STAGES
from mhaudit.models.submission import Frame, Submissions
from mhaudit.models.terms import Audited, Period, year_of
from mhaudit.models.values import NotIn, OneOf, SetOf, Span
from mhaudit.wording import say
from mhaudit.wording.fields import field_label, grade_label, table_label, word

DATED = {"activities": ("date", "term"), "records": ("period", "date"), "lessons": ("term",)}
"""Tables whose rows lie in time, and the fields that say when, the deciding one first (R59, R65)."""

WHEN = {"activities": "date", "records": "date", "lessons": "term"}
"""The field to fill in where a row cannot be dated."""

ANSWERS = {
    "done",
    "duty",
    "support",
    "homeroom_pay",
    "homeroom_years",
    "compulsory",
    "offered",
    "periods_per_week",
}
"""Fields by whose answer a row may fail alone, so that the cell is where the fault lies."""

_GRADES = {"activities": "grades", "lessons": "grade", "committee": "grade", "classes": "grade"}
_CLASS = {"committee": "class", "classes": "number"}


class RuleContext:
    """The subjects of one rule over all schools."""

    def __init__(
        self,
        submissions: Submissions,
        audited: Audited,
        subjects: Sequence[Target],
        lexicons: Mapping[str, Lexicon],
        language: str,
        outcomes: Mapping[str, Sequence[Truth | str]] | None = None,
    ) -> None:
        self.submissions = submissions
        self.audited = audited
        self.subjects = subjects
        self.lexicons = lexicons
        self.language = language
        self.outcomes = outcomes or {}
        self._by_school: dict[int, list[int]] = {}
        self._by_grade: dict[tuple[int, Any], list[int]] = {}
        self._by_class: dict[tuple[int, Any, Any], list[int]] = {}
        self._by_row: dict[int, list[int]] = {}
        self._odd: dict[int, list[int]] = {}
        for at, target in enumerate(subjects):
            for school in target.schools:
                self._by_school.setdefault(school, []).append(at)
            self._by_grade.setdefault((target.school, target.grade), []).append(at)
            self._by_class.setdefault((target.school, target.grade, target.klass), []).append(at)
            if target.kind == "class" and not (isinstance(target.grade, str) and target.klass):
                self._odd.setdefault(target.school, []).append(at)
            if target.rows:
                self._by_row.setdefault(target.rows[0], []).append(at)
        self._when: dict[tuple[Any, ...], Truth] = {}
        self._words: dict[str, dict[str, Lexicon]] = {}
        self._relations: dict[tuple[str, int], dict[int, dict[int, Truth]]] = {}

    @property
    def size(self) -> int:
        """How many subjects."""
        return len(self.subjects)

    def day(self, subject: int) -> dt.date:
        """The day whose bounds apply: the last of the subject's period; the newest bound if none is known."""
        return self.last_day(subject) or dt.date.max

    def last_day(self, subject: int) -> dt.date | None:
        """The last day of the subject's period, or of the audited one."""
        period = self.subjects[subject].period
        return period.last if period else self.audited.last_day

    def until(self, subject: int) -> dt.date | None:
        """The last day whose happenings the data can tell (R152)."""
        last, given = self.last_day(subject), self.audited.as_of_given
        return min(last, given) if last and given else last

    # conditions ---------------------------------------------------------------------------------------

    def lexicons_of(self, table: str) -> dict[str, Lexicon]:
        """The pack's words by field of one table."""
        if table not in self._words:
            prefix = f"{table}."
            self._words[table] = {
                key.removeprefix(prefix): lexicon
                for key, lexicon in self.lexicons.items()
                if key.startswith(prefix)
            }
        return self._words[table]

    def truth(self, subject: int, where: Where) -> Truth:
        """A condition on the subject itself."""
        return where.on(lambda name: self.value(subject, name), self.day(subject), {})

    def row_truth(self, table: str, row: int, where: Where, subject: int) -> Truth:
        """A condition on a row."""
        columns = self.submissions.frames[table].columns
        return where.on(lambda name: columns[name][row], self.day(subject), self.lexicons_of(table))

    def passes(self, rule: str, school: int) -> Truth | str:
        """Whether a school passes another rule, which was judged before."""
        return self.outcomes[rule][school]

    def open_fields(self, subject: int, where: Where) -> list[str]:
        """The subject's fields that leave a condition on it unknown."""
        return where.open_fields(lambda name: self.value(subject, name), self.day(subject), {})

    def value(self, subject: int, name: str) -> Any:
        """A field of the subject."""
        return self.subjects[subject].value(self.submissions, name)

    def row_value(self, table: str, row: int, name: str) -> Any:
        """A field of a row."""
        return self.submissions.frames[table].columns[name][row]

    def same(self, table: str, row: int, name: str, word: str) -> Truth:
        """Whether a row's field is `word`, by the pack's terms."""
        return Test(name, "is", word).on(
            self.row_value(table, row, name), dt.date.max, self.lexicons_of(table).get(name)
        )

    def _truths_by_day(
        self, table: str, where: Where
    ) -> Iterator[tuple[set[int] | None, list[Truth]]]:
        """The condition's truth for every row, and for which subjects (None: all) it was worked out.

        Only a condition with a dated bound has more than one answer: one for each day of subjects.
        """
        by_day: dict[dt.date, set[int]] = {}
        for subject in range(self.size):
            by_day.setdefault(self.day(subject), set()).add(subject)
        if len(by_day) > 1 and any(test.dated for test in where.leaves()):
            for day, subjects in by_day.items():
                yield subjects, self._truths(table, where, day)
        else:
            yield None, self._truths(table, where, next(iter(by_day), dt.date.max))

    def _truths(self, table: str, where: Where, day: dt.date) -> list[Truth]:
        """The condition's truth for every row of the table, worked out once for each combination of values."""
        frame = self.submissions.frames[table]
        names = list(dict.fromkeys(test.field for test in where.leaves()))
        if not names:
            return [True] * len(frame)
        lexicons = self.lexicons_of(table)
        known: dict[tuple[Any, ...], Truth] = {}
        truths = []
        for values in zip(*(frame.columns[name] for name in names), strict=True):
            if values not in known:
                row = dict(zip(names, values, strict=True))
                known[values] = where.on(row.__getitem__, day, lexicons)
            truths.append(known[values])
        return truths

    # rows of subjects ---------------------------------------------------------------------------------

    def hits(self, table: str, where: Where) -> list[list[Hit]]:
        """For each subject the rows that count or may count; the last may stand for what is still to come."""
        frame = self.submissions.frames[table]
        found: list[list[Hit]] = [[] for _ in self.subjects]
        for subjects, truths in self._truths_by_day(table, where):
            for row, truth in enumerate(truths):
                if truth is False or frame.high[row] == 0:
                    continue
                for subject, related in self._related(frame, row):
                    if subjects is None or subject in subjects:
                        sure = truth is True and related is True
                        found[subject].append(Hit(row, sure, frame.low[row], frame.high[row]))
        if table in DATED:
            for subject, target in enumerate(self.subjects):
                if target.period and not self.audited.over(target.period):
                    found[subject].append(Hit(OPEN, False, 0, math.inf))
        return found

    def _related(self, frame: Frame, row: int) -> Iterator[tuple[int, Truth]]:
        """The subjects that a row belongs to (True) or may belong to (None)."""
        for subject, truth in self._by_place(frame, row):
            truth = both(truth, self._in_period(frame, row, self.subjects[subject].period))
            if truth is not False:
                yield subject, truth

    def _by_place(self, frame: Frame, row: int) -> Iterator[tuple[int, Truth]]:
        school = frame.school[row]
        subjects = self._by_school.get(school)
        if not subjects:
            return
        kind = self.subjects[subjects[0]].kind
        if kind == frame.table.removesuffix("s") or (kind == "class" and frame.table == "classes"):
            yield from ((subject, True) for subject in self._by_row.get(row, ()))
        elif kind in ("grade", "stage", "class") and frame.table in _GRADES:
            yield from self._by_grade_of(frame, row, kind, school, subjects)
        else:
            yield from ((subject, True) for subject in subjects)

    def _by_grade_of(
        self, frame: Frame, row: int, kind: str, school: int, subjects: Sequence[int]
    ) -> Iterator[tuple[int, Truth]]:
        grade = frame.columns[_GRADES[frame.table]][row]
        if kind == "class":
            number = frame.columns[_CLASS[frame.table]][row] if frame.table in _CLASS else None
            if isinstance(grade, str) and number is not None:
                yield from (
                    (subject, True) for subject in self._by_class.get((school, grade, number), ())
                )
                subjects = self._odd.get(school, ())
            for subject in subjects:
                target = self.subjects[subject]
                truth = both(_holds(grade, target.grade), _same_class(number, target.klass))
                yield subject, truth if frame.table in _CLASS else both(truth, None)
        elif kind == "grade" and isinstance(grade, str):
            yield from ((subject, True) for subject in self._by_grade.get((school, grade), ()))
        else:
            for subject in subjects:
                target = self.subjects[subject]
                yield (
                    subject,
                    _holds(grade, target.grade)
                    if kind == "grade"
                    else _in_stage(grade, target.stage),
                )

    def _in_period(self, frame: Frame, row: int, period: Period | None) -> Truth:
        if frame.table not in DATED:
            return True
        values = tuple(frame.columns[name][row] for name in DATED[frame.table])
        key = (frame.table, *values, period.id if period else None)
        if key not in self._when:
            self._when[key] = self._lies_in(frame.table, values, period)
        return self._when[key]

    def _lies_in(self, table: str, values: Sequence[Any], period: Period | None) -> Truth:
        """Whether a row lies in the period: by its date, else by its declared term (R6, R59, R65)."""
        if period is None:
            declared = values[0] if table == "lessons" else None
            other_year = isinstance(declared, str) and self.audited.school_year not in (
                None,
                year_of(declared),
            )
            return not other_year
        when = next((value for value in values if value is not None), None)
        if isinstance(when, NotIn):
            return False if period.id in when.excluded else None
        if isinstance(when, OneOf):
            truths = {self._lies_in(table, (option,), period) for option in when.options}
            return truths.pop() if len(truths) == 1 else None
        if when is None:
            return None
        first, last = self._days(when)
        if last < period.first or first > period.last:
            return False
        truth: Truth = True if period.first <= first and last <= period.last else None
        limit = self.audited.as_of_given
        if limit is not None and not isinstance(when, str):
            truth = both(truth, False if first > limit else (True if last <= limit else None))
        return truth

    def _days(self, when: Any) -> tuple[dt.date, dt.date]:
        if isinstance(when, str):
            term = self.audited.calendar.term(when)
            return term.first, term.last
        return (when.low, when.high) if isinstance(when, Span) else (when, when)

    def year_open(self, subject: int, table: str, hits: Sequence[Hit]) -> bool:
        """Whether rows are written term by term and some term of the year is neither audited to its end nor there."""
        if table != "lessons" or self.subjects[subject].period:
            return False
        frame = self.submissions.frames[table]
        rows = [hit.row for hit in hits if hit.row != OPEN and hit.high < math.inf]
        terms = {frame.columns["term"][row] for row in rows or self._told(frame, subject)}
        seen = {term for term in terms if isinstance(term, str)}
        if not seen or None in terms:
            return False
        year = self.audited.school_year or year_of(min(seen))
        return any(
            term not in seen and not self.audited.over(self.audited.calendar.term(term))
            for term in (f"{year}-1", f"{year}-2")
        )

    def _told(self, frame: Frame, subject: int) -> Iterator[int]:
        """The rows that a school wrote of the subject, whether they count or not."""
        for row, _ in self._rows_related(frame, subject):
            if 0 < frame.high[row] < math.inf:
                yield row

    # cells and gaps -----------------------------------------------------------------------------------

    def gaps(
        self, table: str, where: Where, subject: int, hits: Iterable[Hit], name: str | None = None
    ) -> tuple[Gap, ...]:
        """What would decide the unsure hits."""
        found: list[Gap] = []
        frame = self.submissions.frames[table]
        for hit in hits:
            if hit.row == OPEN:
                found.append(Gap(table, WHEN[table]))
                continue
            if frame.source[hit.row] < 0 and hit.high == math.inf:
                found.append(Gap(table, None))
                continue
            found.extend(
                Gap(table, field, hit.row)
                for field in self._open_fields(frame, hit, where, subject, name)
            )
        return tuple(dict.fromkeys(found))

    def _open_fields(
        self, frame: Frame, hit: Hit, where: Where, subject: int, name: str | None
    ) -> Iterator[str | None]:
        columns, row = frame.columns, hit.row
        yield from where.open_fields(
            lambda field: columns[field][row], self.day(subject), self.lexicons_of(frame.table)
        )
        if name and not _known(columns[name][row]):
            yield name
        target = self.subjects[subject]
        related = dict(self._by_place(frame, row)).get(subject, True)
        if related is None:
            yield _GRADES.get(frame.table)
        if self._in_period(frame, row, target.period) is None:
            yield WHEN[frame.table]
        if hit.low < hit.high:
            yield None

    def subject_gaps(self, subject: int, names: Iterable[str]) -> tuple[Gap, ...]:
        """Fields of the subject that are unknown."""
        return tuple(self.gap_of(self.subjects[subject], name) for name in names)

    def gap_of(self, target: Target, name: str) -> Gap:
        """Where a field of a subject stands."""
        if name.startswith("school."):
            return Gap("schools", name.removeprefix("school."), target.school)
        if name in ("grade", "stage") and target.kind in ("grade", "stage"):
            return Gap("classes", "grade", target.rows[0] if target.rows else None)
        if target.kind in ("class", "teacher"):
            return Gap(target.table, "grade" if name == "stage" else name, target.rows[0])
        return Gap("schools", name, target.school)

    def own_cell(self, subject: int, name: str | None) -> tuple[Cell, ...]:
        """The cell of a field of the subject; the rows that show the subject if `name` is None."""
        target = self.subjects[subject]
        if name is None:
            field = {"grade": "grade", "stage": "grade", "class": "number"}.get(target.kind)
            return tuple(Cell(target.table, row, field) for row in target.rows)
        gap = self.gap_of(target, name)
        return () if gap.row is None else (Cell(gap.table, gap.row, gap.field),)

    def deciding(self, table: str, row: int, where: Where) -> str | None:
        """The last field that the condition names and the row's sheet has a column for, else the last one."""
        names = [test.field for test in where.leaves()]
        source = self.submissions.frames[table].source[row]
        columns = self.submissions.sources[source].columns if source >= 0 else {}
        there = [name for name in names if name in columns]
        found = there or names
        return found[-1] if found else None

    def searched(
        self, table: str, where: Where, subject: int, name: str | None = None
    ) -> tuple[Cell, ...]:
        """Near misses and blank places of the subject, else its own cells and the heading searched (R124)."""
        frame = self.submissions.frames[table]
        near = [
            Cell(table, row, field)
            for row in self._rows_of(frame, subject)
            if (field := self._near_miss(frame, row, where, subject, name)) is not None
        ]
        target = self.subjects[subject]
        own = self.own_cell(subject, None) if target.kind in ("grade", "stage", "class") else ()
        return (*near, *own, *self._headings(frame, subject, where, name))

    def _rows_of(self, frame: Frame, subject: int) -> Iterator[int]:
        for row, truth in self._rows_related(frame, subject):
            if frame.source[row] >= 0 and truth is True:
                yield row

    def _rows_related(self, frame: Frame, subject: int) -> Iterator[tuple[int, Truth]]:
        """The rows that belong to a subject or may; those of a school are looked through once for all subjects."""
        for school in self.subjects[subject].schools:
            key = frame.table, school
            if key not in self._relations:
                found: dict[int, dict[int, Truth]] = {}
                for row in self.submissions.rows_of(frame.table, school):
                    for related, truth in self._related(frame, row):
                        found.setdefault(related, {})[row] = truth
                self._relations[key] = found
            yield from self._relations[key].get(subject, {}).items()

    def _school_rows(self, frame: Frame, subject: int) -> Iterator[int]:
        """The rows of a table in the subject's schools."""
        for school in self.subjects[subject].schools:
            yield from self.submissions.rows_of(frame.table, school)

    def _near_miss(
        self, frame: Frame, row: int, where: Where, subject: int, name: str | None
    ) -> str | None:
        """The one answer by which a row does not count; for a blank place (high 0) the field asked for."""
        lexicons = self.lexicons_of(frame.table)
        truths = [
            (
                test.field,
                test.on(
                    frame.columns[test.field][row], self.day(subject), lexicons.get(test.field)
                ),
            )
            for test in where.tests
        ]
        if frame.high[row] == 0:
            return None if any(truth is False for _, truth in truths) else (name or "name")
        refused = [field for field, truth in truths if truth is not True]
        columns = self.submissions.sources[frame.source[row]].columns
        one = len({columns.get(field, field) for field in refused}) == 1
        if one and len(truths) > len(refused) and ANSWERS.issuperset(refused):
            return refused[0]
        return None

    def _headings(
        self, frame: Frame, subject: int, where: Where, name: str | None
    ) -> tuple[Cell, ...]:
        """The heading of the column in which a row was looked for, in each sheet of the school's table."""
        kind = self.subjects[subject].kind
        wanted = [
            {"grade": _GRADES, "stage": _GRADES, "class": _CLASS}.get(kind, {}).get(frame.table)
        ]
        tested = [test.field for test in where.tests]
        wanted += [*tested, name] if name in tested else [name, *tested]
        found: dict[int, Cell] = {}
        for row in self._school_rows(frame, subject):
            source = frame.source[row]
            if source < 0 or source in found or self.submissions.sources[source].total:
                continue
            columns = self.submissions.sources[source].columns
            field = next(
                (field for field in wanted if field in columns),
                min(columns, key=columns.__getitem__, default=None),
            )
            if field:
                found[source] = Cell(frame.table, row, field, heading=True)
        return tuple(found.values())

    def absent(self, table: str, where: Where, subject: int) -> bool:
        """Whether the condition names an item that no row of the school's table holds, not even perhaps (R5)."""
        if table != "records":
            return False
        items = [test for test in where.tests if test.field == "item"]
        frame = self.submissions.frames[table]
        lexicon = self.lexicons_of(table).get("item")
        rows = list(self._school_rows(frame, subject))
        return bool(items and rows) and all(
            items[0].on(frame.columns["item"][row], dt.date.max, lexicon) is False
            for row in rows
            if frame.high[row] > 0
        )

    # words --------------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue in the language of the run."""
        return say(self.language, key, **values)

    def field_label(self, table: str, name: str) -> str:
        """A field's name for people; `table` "" for fields of the subject."""
        if name.startswith("school."):
            return field_label(self.language, "schools", name.removeprefix("school."))
        return field_label(
            self.language, table or (self.subjects[0].table if self.subjects else ""), name
        )

    def table_label(self, table: str) -> str:
        """A table's name for people."""
        return table_label(self.language, table)

    def value_label(self, table: str, name: str, value: Any) -> str:
        """A field's value for people."""
        if value is None:
            return "?"
        if isinstance(value, bool):
            return word(self.language, "value.yes" if value else "value.no")
        if isinstance(value, OneOf):
            return "/".join(
                sorted(self.value_label(table, name, option) for option in value.options)
            )
        if isinstance(value, Span):
            return "–".join(self.value_label(table, name, end) for end in (value.low, value.high))
        if isinstance(value, SetOf | NotIn):
            return "?"
        if isinstance(value, int | float):
            return figure(value)
        if name == "grade":
            return grade_label(self.language, str(value))
        if name == "stage":
            return word(self.language, f"stage.{value}", str(value))
        if name.rpartition(".")[2] == "kind" and self.language == "zh":
            return KIND_NAMES.get(str(value), str(value))
        return word(self.language, f"value.{value}", str(value))


def _known(value: Any) -> bool:
    return (
        value is not None
        and not isinstance(value, Span | OneOf | NotIn)
        and not (isinstance(value, SetOf) and value.sure != value.maybe)
    )


def _holds(grade: Any, asked: Any) -> Truth:
    """Whether a row's grade, or set of grades, is or holds the subject's grade."""
    if not isinstance(asked, str):
        if isinstance(asked, OneOf):
            return (
                False if all(_holds(grade, option) is False for option in asked.options) else None
            )
        return None
    if isinstance(grade, str):
        return grade == asked
    if isinstance(grade, OneOf):
        return None if asked in grade.options else False
    if isinstance(grade, SetOf):
        if asked in grade.sure:
            return True
        return None if grade.maybe is None or asked in grade.maybe else False
    return None


def _in_stage(grade: Any, stage: str) -> Truth:
    """Whether a row has any grade of the stage; of a special school's, it may (see SPECIAL)."""
    if stage not in STAGES:
        return None
    truths = [_holds(grade, member) for member in STAGES[stage]]
    if True in truths:
        return True
    if isinstance(grade, OneOf) and grade.options <= set(STAGES[stage]):
        return True
    return None if None in truths else False


def _same_class(number: Any, asked: str | None) -> Truth:
    return None if number is None or asked is None else bool(number == asked)
