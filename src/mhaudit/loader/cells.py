"""One raw cell at a time: text, yes/no, numbers, days, terms, classes, grades, kinds of school.

Every reader returns a `Read`: the typed value (None where nothing is known) and, where the cell was not read
as it stands, the code of a data issue. A blank cell gives no issue. Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.models.values import SetOf


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says. `blank` tells an empty cell from one that could not be read."""

    value: Any = None
    code: str | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a school when its classes and grades are read.

    `kinds`: codes it may be; `grades`: the grades it may have; `start_year`: 2024 for 2024-2025, None if no
    period is known.
    """

    kinds: frozenset[str]
    grades: frozenset[str]
    start_year: int | None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day (or, with `day` None, a whole month) without a year: the audited school year gives it (R62)."""

    month: int
    day: int | None = None
    last_month: int | None = None
    """Set for a run of months such as 9-10月."""


# --- Skeleton: signatures are final; bodies arrive in reading/dates/grades_text/… and are re-exported here. ---
ALL_GRADES = SetOf(sure=frozenset({"*"}), maybe=frozenset({"*"}))
"""Stands for every grade of the school (全校, 各年级); the join replaces it."""


def clean(raw: object) -> str:
    """Half-width, trimmed text; '' for None; whole floats without `.0`."""
    raise NotImplementedError


def fold(text: str) -> str:
    """Traditional characters that occur on forms → simplified (R115)."""
    raise NotImplementedError


def plain(raw: object) -> str:
    """What comparisons use: cleaned, folded, lower case, without any space."""
    raise NotImplementedError


def is_blank(raw: object) -> bool:
    """Nothing entered. Not for yes/no columns (R118)."""
    raise NotImplementedError


def name(raw: object) -> str | None:
    """A person's name."""
    raise NotImplementedError


def text(raw: object) -> str | None:
    """Cleaned text; None when blank (0 too)."""
    raise NotImplementedError


def code(raw: object) -> Read:
    """A 10-digit school code."""
    raise NotImplementedError


def yes_no(raw: object) -> Read:
    """True / False / unknown."""
    raise NotImplementedError


def compulsory(raw: object) -> Read:
    """As yes_no, also 必修 / 选修."""
    raise NotImplementedError


def is_tick(raw: object) -> bool:
    """Whether the cell could belong to a column of flags: a tick, yes/no or blank (R72)."""
    raise NotImplementedError


def number(raw: object, *, free: bool = False) -> Read:
    """int | float | Span; `free`: an approximate number is read as the number with D307 (R45)."""
    raise NotImplementedError


def frequency(raw: object) -> Read:
    """('week' | 'term' | 'year', number) (R76, R77)."""
    raise NotImplementedError


def sex(raw: object) -> Read:
    """'male' | 'female' (R112)."""
    raise NotImplementedError


def ownership(raw: object) -> Read:
    """'public' | 'private'."""
    raise NotImplementedError


def duty(raw: object) -> Read:
    """'full_time' | 'part_time' | 'none' (R43, R52)."""
    raise NotImplementedError


def counsellor(raw: object) -> Read:
    """(True | False, duty or None) (R137)."""
    raise NotImplementedError


def support(raw: object) -> Read:
    """'own' | 'paired' | 'posted' | 'other', or OneOf; blank: the caller says own (R34)."""
    raise NotImplementedError


def people(raw: object) -> list[tuple[str, str | None]]:
    """(name, sex or None) per person; name '' for a person only counted (男心理委员: 1)."""
    raise NotImplementedError


def subject(raw: object) -> str | None:
    """A course's name."""
    raise NotImplementedError


def is_counsellor_subject(subject: object, post: object = None) -> bool | None:
    """True: names 心理. False: another subject (no full-time counsellor, perhaps part-time). None: says nothing (R35)."""
    raise NotImplementedError


def day(raw: object) -> Read:
    """date | Span of days | MonthDay."""
    raise NotImplementedError


def term(raw: object) -> Read:
    """'2024-2025-1' | '1' | '2' | '2024-2025' (R63)."""
    raise NotImplementedError


def find_term(text: str) -> str | None:
    """The same, searched inside a title."""
    raise NotImplementedError


def months(raw: object) -> Read:
    """date | Span of days | MonthDay (R65)."""
    raise NotImplementedError


def school_class(raw: object, context: Context, grade_raw: object = None) -> Read:
    """(grade: str | OneOf | None, number: str | None)."""
    raise NotImplementedError


def class_label(raw: object) -> str | None:
    """The text between grade and 班 where that is no plain number (生物1, A, 实验), else None (R19)."""
    raise NotImplementedError


def class_column(
    raws: Sequence[object],
    context: Context,
    grade_raws: Sequence[object] | None = None,
    *,
    unique: bool = True,
) -> list[Read]:
    """school_class over one school's column, with R19 and R20; `unique`: each row is a class (a class table)."""
    raise NotImplementedError


def grade(raw: object, context: Context) -> Read:
    """str | OneOf | None."""
    raise NotImplementedError


def grades(raw: object, context: Context) -> Read:
    """(SetOf of grades or ALL_GRADES, SetOf of classes alone named such as G7/1, or None)."""
    raise NotImplementedError


def kind(raw: object) -> Read:
    """frozenset of codes (R28)."""
    raise NotImplementedError


def kind_of_name(name: str) -> frozenset[str] | None:
    """Codes that a school's name leaves possible (R27)."""
    raise NotImplementedError


def kind_of_code(code: str) -> frozenset[str] | None:
    """Codes that a school code's first two digits leave possible (R27)."""
    raise NotImplementedError


def category(raw: object) -> Read:
    """One of tables.CATEGORIES, or OneOf with D308 (R56, R58)."""
    raise NotImplementedError


def category_of_title(title: object) -> str | None:
    """R57."""
    raise NotImplementedError


def themes(raw: object) -> Read:
    """SetOf, from a 主题类别 column."""
    raise NotImplementedError


def themes_of_title(title: object, *, mental_health_sheet: bool = False) -> SetOf | None:
    """R54, R55."""
    raise NotImplementedError
