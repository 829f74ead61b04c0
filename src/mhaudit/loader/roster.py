"""People: teachers and pupils on class committees (R34–R37, R52, R70–R75, R137, R138)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.reading import TableReader
from mhaudit.loader.rows import (
    Fields,
    PlainFields,
    Surroundings,
    Typed,
    classes_by_row,
    name_of,
    source_of,
    text_of,
)
from mhaudit.models.submission import Source

_NOBODY = frozenset({"无", "本校无", "暂无", "没有"})
_NOT_TELLING = frozenset({"name", "serial", "school", "school_code", "district"})
"""Keys whose cells alone make no row (R3)."""
_PSYCH = re.compile("心理|心灵|心育")

TEACHER_FIELDS: Fields = {
    "name": ("name",),
    "sex": ("sex",),
    "counsellor": ("counsellor", "subject", "post"),
    "duty": ("duty", "employed_full_time", "counsellor", "subject"),
    "support": ("support",),
    "degree": ("degree",),
    "major": ("major",),
    "certificate": ("certificate",),
    "homeroom_pay": ("homeroom_pay",),
    "homeroom_years": ("homeroom_years",),
    "training_hours": ("training_hours",),
}


_TEACHER: Mapping[str, Callable[[Any], Read]] = {
    "name": name_of,
    "sex": cells.sex,
    "support": cells.support,
    "degree": text_of,
    "major": text_of,
    "certificate": text_of,
    "homeroom_pay": cells.yes_no,
    "homeroom_years": cells.yes_no,
    "training_hours": cells.number,
}


def is_nobody(raw: object) -> bool:
    """The name cell says that there is no one (R4)."""
    return cells.plain(raw) in _NOBODY


def _is_empty(reader: TableReader, row: int) -> bool:
    """Nothing in it but a 0 for a name, which is no name (R52)."""
    if cells.plain(reader.cell(row, "name")) != "0":
        return False
    keys = {column.key for column in reader.raw.columns if column.key} - _NOT_TELLING
    return all(cells.is_blank(reader.cell(row, key)) for key in keys)


def teacher_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """Teachers, one row each; a name reading 无 is nobody (R4)."""
    source = source_of(reader, TEACHER_FIELDS)
    plain = PlainFields(reader, _TEACHER)
    rows = []
    for row in reader.raw.rows:
        if _is_empty(reader, row):
            reader.table.schools.pop(row, None)  # no row at all, and so nothing supplied (R3)
            continue
        if reader.has("name") and is_nobody(reader.cell(row, "name")):
            nobody = {"counsellor": None, "duty": None}
            rows.append(Typed("teachers", reader.table, source, row, nobody, low=0, high=0))
            continue
        values = plain.of(row)
        if cells.is_blank(reader.cell(row, "support")):
            values.pop("support", None)  # nothing said: the school's own (R34), see `people_once`
        counsellor, duty, soft = _post(reader, row)
        values |= {"counsellor": counsellor, "duty": duty}
        number = cells.text(reader.cell(row, "staff_number"))
        rows.append(
            Typed(
                "teachers",
                reader.table,
                source,
                row,
                values,
                unread=reader.unread(row),
                soft=soft,
                number=number,
            )
        )
    return rows


def _post(reader: TableReader, row: int) -> tuple[bool | None, str | None, frozenset[str]]:
    """Whether a teacher is a counsellor, and of which duty; and which of the two was only inferred."""
    facts = reader.raw.facts
    said, duty = _asked(reader, row)
    typed = _duty(reader, row)
    denied = typed == "none"
    duty = duty or (typed if typed != "none" else None)
    if said is None and facts.counsellor and not _refused(reader, row):
        said = not denied  # every row of such a roster is one unless a column says otherwise (R138)
    elif denied:
        said = (
            False if said is not True else None
        )  # 否 under 专职/兼职 (R52), against a yes: not known
    soft: set[str] = set()
    if said is None and not reader.has("counsellor") and not reader.refused("counsellor"):
        said, inferred = _by_subject(reader, row)
        if said is None and duty is None and inferred:
            duty = inferred
            soft.add("duty")
    if said and duty is None and facts.duty:
        duty = facts.duty
    return said, duty, frozenset(soft)


def _asked(reader: TableReader, row: int) -> tuple[bool | None, str | None]:
    """A column that asks the question, be it yes/no or 否/专职…/兼职… (R137)."""
    found = reader.read(row, "counsellor", cells.counsellor).value
    return found if found is not None else (None, None)


def _refused(reader: TableReader, row: int) -> bool:
    """The column asks and its answer could not be read: then the title does not answer either."""
    if reader.refused("counsellor"):
        return True
    column = reader.read(row, "counsellor", cells.counsellor)
    return reader.has("counsellor") and column.value is None and not column.blank


def _duty(reader: TableReader, row: int) -> str | None:
    """full_time, part_time, `none` (否), or None."""
    found: str | None = reader.read(row, "duty", cells.duty).value
    if found is None and reader.has("employed_full_time"):
        full = reader.read(row, "employed_full_time", cells.yes_no).value
        found = None if full is None else "full_time" if full else "part_time"
    return found


def _by_subject(reader: TableReader, row: int) -> tuple[bool | None, str | None]:
    """No column asks: 心理 in duty, subject or post is a yes; another subject leaves a part-time one open (R35)."""
    column = reader.column("duty")
    if column is not None and not cells.is_blank(reader.cell(row, "duty")):
        named = _PSYCH.search(column.heading) or _PSYCH.search(
            cells.plain(reader.cell(row, "duty"))
        )
        if named and reader.read(row, "duty", cells.duty).value in ("full_time", "part_time"):
            return True, None
    found = cells.is_counsellor_subject(reader.cell(row, "subject"), reader.cell(row, "post"))
    if found:
        return True, None
    return None, "part_time" if found is False else None


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil named in a cell, or (`there` False) the place left blank for one."""

    name: str | None
    sex: str | None
    there: bool = True


COMMITTEE_FIELDS: Fields = {
    "grade": ("grade", "class_name"),
    "class": ("class_name", "grade"),
    "name": ("name",),
    "sex": ("sex",),
    "role": ("role",),
}
_WIDE = {"members": None, "male_members": "male", "female_members": "female"}


def committee_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """Pupils, one row each, from a list of names or from wide columns (R70–R75).

    A blank place in a class's row is a row that stands for none, so that a failure can point at the cell.
    """
    source = source_of(reader, COMMITTEE_FIELDS)
    classes = classes_by_row(reader, around)
    flags = _flags(reader)
    wide = {
        key: _own_column(source, reader, key, sex)
        for key, sex in _WIDE.items()
        if reader.has(key) and not (key == "members" and flags)
    }
    rows = []
    for row in reader.raw.rows:
        grade, number = classes[row].value or (None, None)
        if grade is None and number is not None and not number.isdigit():
            number = None  # 火箭班 may be a nickname of any class (R15)
        base = {"grade": grade, "class": number}
        unread = reader.unread(row)
        for key, own in wide.items():
            for person in _people(reader, row, key, _WIDE[key]):
                rows.append(_member(reader, own, row, base | {"role": "psych"}, person, unread))
        if reader.has("name") or not wide:
            role = _role(reader, row, flags)
            for person in _listed(reader, row, role):
                rows.append(
                    _member(reader, source, row, base | {"role": role}, person, reader.unread(row))
                )
    return rows


def _own_column(source: Source, reader: TableReader, key: str, sex: str | None) -> Source:
    """The Source for people of one wide column: their name, role and (for 男/女 columns) sex stand there."""
    column = reader.column(key)
    assert column is not None
    own = {"name": column.index, "role": column.index}
    if sex is not None or "sex" not in source.columns:
        own["sex"] = column.index
    return replace(source, columns=source.columns | own)


def _member(
    reader: TableReader,
    source: Source,
    row: int,
    base: dict[str, Any],
    person: Person,
    unread: tuple[tuple[str, str], ...],
) -> Typed:
    values = base | {"name": person.name, "sex": person.sex}
    low, high = (1, 1) if person.there else (0, 0)
    return Typed("committee", reader.table, source, row, values, low, high, unread)


def _people(reader: TableReader, row: int, key: str, sex: str | None) -> Iterator[Person]:
    """The people in one cell; none of them: the place left for one (R70, R71)."""
    found = cells.people(reader.cell(row, key))
    typed = reader.read(row, "sex", cells.sex).value if sex is None and len(found) < 2 else None
    for name, own_sex in found:
        yield Person(name or None, sex or own_sex or typed)
    if not found:
        yield Person(None, sex or typed, there=False)


def _listed(reader: TableReader, row: int, role: str | None) -> Iterator[Person]:
    """The people of a row in a long list; one of no name is a person where a tick says so."""
    found = list(_people(reader, row, "name", None))
    if not found[0].there and not is_nobody(reader.cell(row, "name")):
        ticked = reader.has("members") and role == "psych" and _ticks(reader, row)
        unnamed = not reader.has("name") and (found[0].sex is not None or ticked)
        if unnamed or ticked:
            found = [replace(found[0], there=True)]
    yield from found


def _ticks(reader: TableReader, row: int) -> bool:
    return reader.read(row, "members", cells.yes_no).value is True


@dataclass(frozen=True, slots=True)
class Flags:
    """A column 心理委员 that holds ticks; `blank` is what an empty cell in it says: False where only ticks are."""

    blank: bool | None


def _flags(reader: TableReader) -> Flags | None:
    """Whether the column 心理委员 holds ticks instead of names (R72)."""
    if not reader.has("members"):
        return None
    raws = [reader.cell(row, "members") for row in reader.raw.rows]
    if not all(cells.is_tick(raw) for raw in raws):
        return None
    filled = [raw for raw in raws if not cells.is_blank(raw)]
    if not filled and not reader.has("name"):
        return None  # a blank column of names
    said = {cells.yes_no(raw).value for raw in filled}
    return Flags(False if said == {True} else None)


def _role(reader: TableReader, row: int, flags: Flags | None) -> str | None:
    """psych, other or not known: a tick, the role column, then the title (R73)."""
    if flags is not None:
        ticked = reader.read(row, "members", cells.yes_no)
        said = flags.blank if cells.is_blank(reader.cell(row, "members")) else ticked.value
        return {True: "psych", False: "other", None: None}[said]
    if reader.has("role") and not cells.is_blank(reader.cell(row, "role")):
        return "psych" if _PSYCH.search(cells.plain(reader.cell(row, "role"))) else "other"
    name = reader.column("name")
    named = name is not None and _PSYCH.search(name.heading)
    return "psych" if reader.raw.facts.psych or named else None
