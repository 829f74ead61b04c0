"""Courses: one row per grade of the cell, with its periods and hours (R22, R76–R81)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cell_text import remembered
from mhaudit.loader.cells import Context, Read
from mhaudit.loader.period import full_term
from mhaudit.loader.reading import Line, TableReader, checked
from mhaudit.loader.rows import Block, Fields, Surroundings, source_of
from mhaudit.loader.states import not_given
from mhaudit.models.submission import grade_key
from mhaudit.models.terms import Audited
from mhaudit.models.values import OneOf, SetOf, Span

LESSON_FIELDS: Fields = {
    "grade": ("grade",),
    "term": ("term",),
    "subject": ("subject",),
    "periods_per_week": ("periods_per_week", "fortnight_periods", "frequency"),
    "hours_per_term": ("hours_per_term", "hours_total", "frequency"),
    "compulsory": ("compulsory",),
    "offered": (
        "offered",
        "periods_per_week",
        "fortnight_periods",
        "frequency",
        "hours_per_term",
        "hours_total",
    ),
}


def lesson_rows(reader: TableReader, around: Surroundings) -> Block:
    """Courses in grades, a row for each grade of a cell."""
    block = Block(reader, source_of(reader, LESSON_FIELDS))
    facts = reader.raw.facts
    doubtful = frozenset(not_given(reader))
    block.read(_COURSE, _COURSE_KEYS, _course, facts.term, facts.subject, around.audited)
    grades: list[Sequence[tuple[Any, int]]] = [()] * len(block)
    for schools, places in reader.by_school():
        context, whole = around.context(schools), around.all_grades(schools)
        found = reader.read(("grade",), _grades, context, whole, at=places)
        for place, each in zip(places, found, strict=True):
            grades[place] = each
    block.take([place for place, each in enumerate(grades) for _ in each])
    block.values["grade"] = [grade for each in grades for grade, _ in each]
    block.low = [0 if at in doubtful else low for at, each in enumerate(grades) for _, low in each]
    _told_apart(block)
    reader.reports()
    _refuse_bare(reader)
    return block


_BETWEEN = re.compile(r"[\u3001,\uff0c;\uff1b]")
_OR = re.compile(r"[/\uff0f|\uff5c+\uff0b]")
"""Between courses that take turns, or of which one is given."""
_IS_COURSE = re.compile("[\u4e00-\u9fff]{2,10}")


@remembered
def _several(subject: object) -> tuple[str, ...]:
    """The courses that one cell lists, 体育与健康、美术; nothing where it names one, or is not surely such a list."""
    text = _OR.sub("\u3001", subject) if isinstance(subject, str) else ""
    found = tuple(_BETWEEN.split(text))
    return found if len(found) > 1 and all(map(_IS_COURSE.fullmatch, found)) else ()


@remembered
def _is_choice(subject: object) -> bool:
    """Whether the courses of such a cell may not all be given: 音乐/美术."""
    return isinstance(subject, str) and _OR.search(subject) is not None


def _told_apart(block: Block) -> None:
    """Several courses in one cell are as many rows; of which of them the periods are is not said.

    Of 音乐/美术 there may be only one. As for grades (R22): who reports 美术 and 劳动 in one row reports both.
    """
    subjects = block.values["subject"]
    if not any(_several(each) for each in set(subjects)):
        return
    told = [(at, one) for at, each in enumerate(subjects) for one in _several(each) or (each,)]
    split = [bool(_several(subjects[at])) for at, _ in told]
    open_ones = [of and _is_choice(subjects[at]) for of, (at, _) in zip(split, told, strict=True)]
    block.take([at for at, _ in told])
    block.values["subject"] = [one for _, one in told]
    block.low = [0 if choice else low for choice, low in zip(open_ones, block.low, strict=True)]
    for name in ("periods_per_week", "hours_per_term"):
        column = block.values[name]
        block.values[name] = [
            None if of and not _is_nothing(value) else value
            for of, value in zip(split, column, strict=True)
        ]


def _is_nothing(value: Any) -> bool:
    """A typed 0 is one for each of them."""
    return value is not None and _is_zero(value)


def _refuse_bare(reader: TableReader) -> None:
    """A heading such as 课时 over bare numbers was not used: the account of the columns says so (R76)."""
    column = reader.column("frequency")
    if column is None:
        return
    reads = [cells.frequency(raw) for raw in reader.cells("frequency")]
    refused = any(read.code == "D202" for read in reads)
    if refused and not any(read.value and read.value[1] for read in reads):
        column.how, column.reason = "refused", "bare"
        column.candidates = ("periods_per_week", "hours_per_term")


_COURSE = (
    "subject",
    "term",
    "periods_per_week",
    "hours_per_term",
    "compulsory",
    "offered",
)
_COURSE_KEYS = (
    "subject",
    "term",
    "periods_per_week",
    "fortnight_periods",
    "frequency",
    "hours_total",
    "hours_per_term",
    "compulsory",
    "offered",
)


def _course(
    line: Line, titled_term: str | None, titled_subject: str | None, audited: Audited
) -> tuple[Any, ...]:
    """The fields of `_COURSE`."""
    said = line.read("term", cells.term).value or titled_term
    term = full_term(said, audited)
    weekly, hours = _amounts(line, term)
    typed = [value for value in (weekly, hours) if value is not None]
    return (
        cells.subject(line.cell("subject")) or cells.subject(titled_subject),
        term,
        weekly,
        hours,
        line.read("compulsory", cells.compulsory).value,
        _offered(line, typed),
    )


_PERIODS = ("periods_per_week", "fortnight_periods", "frequency", "hours_total", "hours_per_term")
_NOT_HELD = re.compile("(?:暂|均|尚|现)*(?:未|没有?|不)开(?:设|课)?|停[开课]|已?取消")
_SOME = frozenset({"若干", "不定"})


def _offered(line: Line, amounts: Sequence[Any]) -> bool | None:
    """Whether there is the course: a typed 0 says no, a blank yes (R81), unless a column asks the question.

    Then only its answer counts; where periods contradict it, nobody knows. 未开设 in place of a number is a
    no as well; a 无, a dash or what cannot be read there is no blank, and may be one.
    """
    none = bool(amounts) and all(_is_zero(value) for value in amounts)
    if not line.has("offered"):
        if amounts:
            return not none
        told = (line.cell(key) for key in _PERIODS if line.has(key))
        said = {_says_held(raw) for raw in told if cells.plain(raw)} or {True}
        return said.pop() if len(said) == 1 else None
    answer = line.read("offered", cells.yes_no, name="offered").value
    if amounts and answer is not None and answer is none:
        return None
    return answer if answer is not None or not none else False


def _says_held(raw: object) -> bool | None:
    """What a cell for periods, of whatever unit, says of the course; a blank is none (R81)."""
    text, number = cells.plain(raw), cells.number(raw).value
    if isinstance(number, Span) and number.low == 0 < number.high:
        return None
    if number is not None:
        return not _is_zero(number)
    if _NOT_HELD.fullmatch(text):
        return False
    return True if text in _SOME else None


def _is_zero(value: Any) -> bool:
    return bool(value.high == 0 if isinstance(value, Span) else value == 0)


def _amounts(line: Line, term: str | None) -> tuple[Any, Any]:
    """Periods a week and hours a term; what no column says is None."""
    weekly = line.read("periods_per_week", _a_week, name="periods_per_week").value
    if weekly is None:
        fortnight = line.read("fortnight_periods", cells.number, name="periods_per_week").value
        weekly = _scaled(fortnight, 0.5)
    unit, said = line.read("frequency", cells.frequency).value or (None, None)
    if weekly is None and unit == "week":
        weekly = _field(line, said, "periods_per_week")
    hours = line.read("hours_total", cells.number, name="hours_per_term").value
    if hours is None:
        per_term = line.read("hours_per_term", cells.number, name="hours_per_term").value
        if per_term is None and unit == "term":
            per_term = _field(line, said, "hours_per_term")
        hours = per_term if term is not None or per_term is None else _at_least(per_term)
    if hours is None and unit == "year":
        hours = _field(line, said, "hours_per_term")
    return weekly, hours


def _a_week(raw: object) -> Read:
    """A number; or words such as 两周一节, which say themselves that they are of weeks (R77)."""
    read = cells.number(raw)
    if read.value is not None or read.blank:
        return read
    unit, said = cells.frequency(raw).value or (None, None)
    return Read(said) if unit == "week" and said is not None else read


def _field(line: Line, value: Any, name: str) -> Any:
    found = checked(Read(value), "lessons", name)
    if found.code is not None:
        line.report(found.code, "frequency")
    return found.value


def _scaled(value: Any, factor: float) -> Any:
    if isinstance(value, Span):
        return Span(value.low * factor, value.high * factor)
    return None if value is None else value * factor


def _at_least(value: Any) -> Any:
    """每学期 without a term: it may be given in one term or in both (R79). A 0 stays a 0 (R81)."""
    low = value.low if isinstance(value, Span) else value
    return value if _is_zero(value) else Span(low, math.inf)


def _grades(line: Line, context: Context, whole: SetOf) -> tuple[tuple[Any, int], ...]:
    """Each grade with the least number of rows it stands for; an unreadable cell is one row of any grade.

    `whole` is what 全校 means.
    """
    read = line.read("grade", lambda raw: cells.grades(raw, context))
    found = read.value[0] if read.value is not None else None
    if found == cells.ALL_GRADES:
        found = whole
    if found is None or found.maybe is None:
        if read.blank and line.has("grade"):
            line.report("D416", "grade")
        return ((None, 1),)
    return tuple(_each(found))


def _each(grades: SetOf) -> Iterator[tuple[Any, int]]:
    maybe = grades.maybe or frozenset()
    if not grades.sure and maybe:  # some of them, though none is sure
        yield OneOf.of(*sorted(maybe, key=grade_key)), 1
        if len(maybe) == 1:
            return
    for grade in sorted(maybe, key=grade_key):
        yield grade, int(grade in grades.sure)
