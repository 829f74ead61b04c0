"""Whom a rule is about: schools, stages, grades, classes, teachers or districts, each once per period.

A subject may be unsure: a grade the school may or may not have (R11), a class of a table that was not
supplied (R10), persons behind a total (R8). Unsure subjects of a school fold into one unknown finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from mhaudit.models.grades import KIND_SETS, STAGE_OF, STAGES, grades_of_kinds
from mhaudit.models.submission import Frame, Submissions, codes_of, grade_key
from mhaudit.models.terms import Period
from mhaudit.models.values import OneOf

SPECIAL = "special"
"""The stage of all grades of a special school; no rule file names it."""


SHOWN_BY = {"class": "classes", "teacher": "teachers"}
"""Subjects that are each one row of a table."""


@dataclass(slots=True, eq=False)
class Target:
    """A subject of a rule. `rows` are the rows of `table` that show it; `schools` are those it takes rows from.

    Never changed once made; one that several rules share is one object, and equal to none but itself.
    """

    kind: str
    schools: tuple[int, ...]
    table: str = "schools"
    rows: tuple[int, ...] = ()
    grade: Any = None
    stage: Any = None
    klass: str | None = None
    teacher: str | None = None
    district: str | None = None
    sure: bool = True
    period: Period | None = None

    @property
    def school(self) -> int:
        """The school's index; of a district, that of its first school."""
        return self.schools[0]

    def value(self, submissions: Submissions, name: str) -> Any:
        """A field of the subject: its own, `stage`, `grade` or `school.FIELD`."""
        if name.startswith("school."):
            return submissions.school(self.school, name.removeprefix("school."))
        if name == "stage":
            return self.stage
        if name == "grade":
            return self.grade
        if self.kind in ("class", "teacher"):
            return submissions.frames[self.table].columns[name][self.rows[0]]
        return submissions.school(self.school, name)


def targets(
    for_each: str, submissions: Submissions, rows: Iterable[int] | None = None
) -> list[Target]:
    """All subjects of a kind, school by school, without periods; of classes or teachers only `rows` if given."""
    if for_each not in SHOWN_BY:
        return list(_BUILDERS[for_each](submissions))
    frame = submissions.frames[SHOWN_BY[for_each]]
    asked = range(len(frame)) if rows is None else rows
    some = [row for row in asked if frame.high[row] != 0]
    return list((_classes if for_each == "class" else _teachers)(submissions, frame, some))


def over_periods(found: list[Target], periods: list[Period]) -> list[Target]:
    """Each subject once per period."""
    return [replace(target, period=period) for target in found for period in periods]


def _schools(submissions: Submissions) -> Iterator[Target]:
    for school in range(submissions.size):
        yield Target("school", (school,), rows=(school,))


def _grades(submissions: Submissions) -> Iterator[Target]:
    shown = _class_rows(submissions)
    for school, grades in enumerate(submissions.grades):
        for grade in sorted(grades.maybe or (), key=grade_key):
            yield Target(
                "grade",
                (school,),
                "classes",
                shown.get((school, grade), ()),
                grade,
                stage_of(grade, submissions.school(school, "kind")),
                sure=grade in grades.sure,
            )


def _stages(submissions: Submissions) -> Iterator[Target]:
    shown = _class_rows(submissions)
    for school, grades in enumerate(submissions.grades):
        for stage, members in STAGES.items():
            possible = [grade for grade in members if grade in (grades.maybe or ())]
            if not possible:
                continue
            rows = tuple(row for grade in possible for row in shown.get((school, grade), ()))
            sure = any(grade in grades.sure for grade in possible)
            stage = stage_of(possible[0], submissions.school(school, "kind"))
            yield Target("stage", (school,), "classes", rows, stage=stage, sure=sure)


def _classes(submissions: Submissions, frame: Frame, rows: Iterable[int]) -> Iterator[Target]:
    kinds = submissions.frames["schools"].columns["kind"]
    for row in rows:
        school = frame.school[row]
        grade, number = frame.columns["grade"][row], frame.columns["number"][row]
        stage = stage_of(grade, kinds[school])
        sure = frame.low[row] == 1
        yield Target("class", (school,), "classes", (row,), grade, stage, number, sure=sure)


@lru_cache(4_096)
def stage_of(grade: Any, kind: Any) -> Any:
    """The stage of a grade that may be known in part: of an unread class name, any stage of the school's kind.

    A school that surely is a special school has no grade of an ordinary stage: the clauses on stages and
    grades bind 普通中小学 and 中职 only.
    """
    if codes_of(kind) <= KIND_SETS["special"]:
        return SPECIAL
    if isinstance(grade, str):
        return STAGE_OF[grade]
    options = grade.options if isinstance(grade, OneOf) else None
    if options is None:
        options = grades_of_kinds(codes_of(kind))[1]
    return OneOf.of(*{STAGE_OF[option] for option in options}) if options else OneOf(frozenset())


def _teachers(submissions: Submissions, frame: Frame, rows: Iterable[int]) -> Iterator[Target]:
    namesakes = _namesakes(submissions, frame)
    for row in rows:
        label = frame.columns["name"][row] or ""
        if row in namesakes:
            label = f"{label}({namesakes[row]})"
        sure = _one_person(submissions, frame, row)
        yield Target("teacher", (frame.school[row],), "teachers", (row,), teacher=label, sure=sure)


def _namesakes(submissions: Submissions, frame: Frame) -> dict[int, int]:
    """The rows of teachers who bear the name of one before them in their school: 2 for the second, and so on."""
    found: dict[int, int] = {}
    seen: Counter[tuple[int, str]] = Counter()
    names = [name or "" for name in frame.columns["name"]]
    people = list(zip(frame.school, names, strict=True))
    shared = {person for person, times in Counter(people).items() if times > 1}
    for row, person in enumerate(people):
        if person in shared and _one_person(submissions, frame, row):
            seen[person] += 1
            if seen[person] > 1:
                found[row] = seen[person]
    return found


def _one_person(submissions: Submissions, frame: Frame, row: int) -> bool:
    return (
        frame.low[row] == 1 and frame.high[row] == 1 and not submissions.is_total("teachers", row)
    )


def _districts(submissions: Submissions) -> Iterator[Target]:
    members: dict[str, list[int]] = {}
    for school in range(submissions.size):
        district = submissions.school(school, "district")
        if district:
            members.setdefault(district, []).append(school)
    for district, schools in sorted(members.items()):
        yield Target("district", tuple(schools), district=district)


def _class_rows(submissions: Submissions) -> dict[tuple[int, str], tuple[int, ...]]:
    """(school, grade) → rows of the class table that show the grade."""
    frame = submissions.frames["classes"]
    found: dict[tuple[int, str], tuple[int, ...]] = {}
    for row, grade in enumerate(frame.columns["grade"]):
        if isinstance(grade, str) and frame.source[row] >= 0 and frame.high[row] > 0:
            key = frame.school[row], grade
            found[key] = (*found.get(key, ()), row)
    return found


_BUILDERS = {
    "school": _schools,
    "grade": _grades,
    "stage": _stages,
    "district": _districts,
}
