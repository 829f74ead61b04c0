"""The seven tables (DESIGN §4), one pydantic model each. Every field may be unknown (`None`).

A model is a row as the engine judges it: the names of fields are those that rule files use. The school a row
belongs to, its file, sheet and row number stand beside it in `mhaudit.models.submission.Frame`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mhaudit.models.fields import (
    GRADE,
    GRADE_SET,
    Choice,
    Day,
    FieldType,
    Kind,
    Number,
    Term,
    Text,
    Words,
    YesNo,
)
from mhaudit.models.values import OneOf, SetOf, Span

MAX_PERSONS = 99_999

Str = Annotated[str | None, Text()]
Bool = Annotated[bool | None, YesNo()]
Persons = Annotated[int | Span | None, Number(low=0, high=MAX_PERSONS)]
Students = Annotated[int | Span | None, Number(low=1, high=MAX_PERSONS)]
Staff = Annotated[int | Span | None, Number(low=0, high=9_999)]
Amount = Annotated[float | Span | None, Number(low=0, high=1_000_000, whole=False)]
Date = Annotated[dt.date | Span | None, Day()]
TermName = Annotated[str | None, Term()]
Grade = Annotated[str | OneOf | None, GRADE]
Grades = Annotated[SetOf | None, GRADE_SET]

DUTIES = ("full_time", "part_time")
SUPPORTS = ("own", "paired", "posted", "other")
CATEGORIES = ("class_meeting", "special_activity", "home_school", "campaign", "lecture", "other")
THEMES = ("mental_health", "life_education", "other")


class Row(BaseModel):
    """Base of all rows."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


class School(Row):
    """A school."""

    name: Str = None
    code: Str = None
    district: Str = None
    kind: Annotated[str | OneOf | None, Kind()] = None
    ownership: Annotated[str | None, Choice(choices=("public", "private"))] = None
    students: Students = None
    class_count: Annotated[int | Span | None, Number(low=1, high=999)] = None
    boarders: Persons = None
    counsellors_total: Staff = None
    counsellors_full_time: Staff = None
    counsellors_part_time: Staff = None
    has_room: Bool = None
    rooms: Annotated[int | Span | None, Number(low=0, high=999)] = None
    room_area_m2: Amount = None


class SchoolClass(Row):
    """A class. `number` is its number in the grade as text (R19)."""

    grade: Grade = None
    number: Str = None
    students: Annotated[int | Span | None, Number(low=1, high=999)] = None
    homeroom_teacher: Str = None


class Teacher(Row):
    """A teacher. `counsellor`: is a 心理健康教育教师; `support`: whose teacher it is (R33, R34)."""

    name: Str = None
    sex: Annotated[str | None, Choice(choices=("male", "female"))] = None
    counsellor: Bool = None
    duty: Annotated[str | OneOf | None, Choice(choices=DUTIES)] = None
    support: Annotated[str | OneOf | None, Choice(choices=SUPPORTS)] = None
    degree: Str = None
    major: Str = None
    certificate: Str = None
    homeroom_pay: Bool = None
    homeroom_years: Bool = None
    training_hours: Amount = None


class Activity(Row):
    """One activity. `classes` holds what classes alone were named, as `G7/1`."""

    date: Date = None
    term: TermName = None
    grades: Grades = None
    classes: Annotated[SetOf | None, Words()] = None
    category: Annotated[str | OneOf | None, Choice(choices=CATEGORIES)] = None
    themes: Annotated[SetOf | None, Words(choices=THEMES)] = None
    title: Str = None
    participants: Amount = None
    evidence: Str = None


class CommitteeMember(Row):
    """A pupil on a class committee; the field `class` is the class number in the grade."""

    grade: Grade = None
    klass: Annotated[str | None, Text()] = Field(default=None, alias="class")
    name: Str = None
    sex: Annotated[str | None, Choice(choices=("male", "female"))] = None
    role: Annotated[str | None, Choice(choices=("psych", "other"))] = None


class Lesson(Row):
    """A course in one grade. `offered` is False only where a 0 was typed for its periods (R81)."""

    grade: Grade = None
    term: TermName = None
    subject: Str = None
    periods_per_week: Annotated[float | Span | None, Number(high=60, whole=False)] = None
    hours_per_term: Annotated[float | Span | None, Number(high=2_000, whole=False)] = None
    compulsory: Bool = None
    offered: Annotated[bool | None, YesNo()] = True


class Record(Row):
    """A document, mechanism or self-declared item."""

    item: Str = None
    done: Bool = None
    date: Date = None
    period: Date = None
    count: Amount = None
    evidence: Str = None
    explanation: Str = None


TABLES: dict[str, type[Row]] = {
    "schools": School,
    "classes": SchoolClass,
    "teachers": Teacher,
    "activities": Activity,
    "committee": CommitteeMember,
    "lessons": Lesson,
    "records": Record,
}


def _types(model: type[Row]) -> dict[str, FieldType]:
    found = {}
    for name, info in model.model_fields.items():
        (found[info.alias or name],) = (
            item for item in info.metadata if isinstance(item, FieldType)
        )
    return found


FIELDS: dict[str, dict[str, FieldType]] = {table: _types(model) for table, model in TABLES.items()}
"""table → field → its type."""

DEFAULTS: dict[str, dict[str, Any]] = {
    table: {
        info.alias or name: info.default
        for name, info in model.model_fields.items()
        if info.default is not None
    }
    for table, model in TABLES.items()
}
"""table → field → what a row holds where nothing was said (only where that is not None)."""
