"""Which subjects of a rule the rows of a table belong to. Three-valued, as predicates are: a row whose grade
is not known possibly belongs to every grade of its school (R15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mhaudit.engine.subjects import Target
from mhaudit.kinds.conditions import Truth, both
from mhaudit.models.grades import STAGES
from mhaudit.models.submission import Frame
from mhaudit.models.values import OneOf, SetOf

GRADES = {"activities": "grades", "lessons": "grade", "committee": "grade", "classes": "grade"}
"""The field of a table that says which grade, or grades, a row is about."""

CLASS = {"committee": "class", "classes": "number"}
"""The field that says which class of the grade."""

Subjects = Mapping[int, Truth]
"""Subject → True, or None where the row only may belong to it."""


class Belonging:
    """The rows of one table and the subjects of one rule; periods aside."""

    def __init__(self, frame: Frame, subjects: Sequence[Target]) -> None:
        self._frame, self._subjects = frame, subjects
        self._by_school: dict[int, dict[int, Truth]] = {}
        self._by_class: dict[tuple[int, Any, Any], dict[int, Truth]] = {}
        self._by_row: dict[int, dict[int, Truth]] = {}
        self._odd: dict[int, list[int]] = {}
        """Per school its classes of which grade or number is not known."""
        self._found: dict[tuple[int, Any, Any], Subjects] = {}
        for at, target in enumerate(subjects):
            for school in target.schools:
                self._by_school.setdefault(school, {})[at] = True
            if target.kind == "class":
                place = target.school, target.grade, target.klass
                self._by_class.setdefault(place, {})[at] = True
                if not (isinstance(target.grade, str) and target.klass):
                    self._odd.setdefault(target.school, []).append(at)
            if target.rows:
                self._by_row.setdefault(target.rows[0], {})[at] = True
        self._kind = kind = subjects[0].kind if subjects else ""
        self._own = kind == frame.table.removesuffix("s") or (kind, frame.table) == (
            "class",
            "classes",
        )
        graded = kind in ("grade", "stage", "class") and frame.table in GRADES
        self._grades = frame.columns[GRADES[frame.table]] if graded else None
        classed = kind == "class" and frame.table in CLASS
        self._numbers = frame.columns[CLASS[frame.table]] if classed else None

    def of(self, row: int) -> Subjects:
        """The subjects that a row belongs to, or may."""
        if self._own:
            return self._by_row.get(row, {})
        school = self._frame.school[row]
        if self._grades is None:
            return self._by_school.get(school, {})
        number = None if self._numbers is None else self._numbers[row]
        key = school, self._grades[row], number
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = {
                at: truth for at, truth in self._by_grade(*key) if truth is not False
            }
        return found

    def _by_grade(self, school: int, grade: Any, number: Any) -> Iterator[tuple[int, Truth]]:
        subjects = self._by_school.get(school, {})
        if self._kind == "grade":
            for at in subjects:
                yield at, _holds(grade, self._subjects[at].grade)
        elif self._kind == "stage":
            for at in subjects:
                yield at, _in_stage(grade, self._subjects[at].stage)
        else:
            yield from self._by_class_of(school, grade, number, subjects)

    def _by_class_of(
        self, school: int, grade: Any, number: Any, subjects: Mapping[int, Truth]
    ) -> Iterator[tuple[int, Truth]]:
        """A row that names its class is held only against that class and those that are not known."""
        maybe: Sequence[int] = list(subjects)
        if isinstance(grade, str) and number is not None:
            yield from self._by_class.get((school, grade, number), {}).items()
            maybe = self._odd.get(school, ())
        for at in maybe:
            target = self._subjects[at]
            truth = both(_holds(grade, target.grade), _same_class(number, target.klass))
            yield at, truth if self._numbers is not None else both(truth, None)


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
