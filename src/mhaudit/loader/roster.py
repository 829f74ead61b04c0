"""People: teachers and pupils on class committees (R34–R37, R52, R70–R75, R137, R138)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.names import Person
from mhaudit.loader.reading import Line, TableReader
from mhaudit.loader.rows import (
    UNSAID,
    Block,
    Fields,
    Surroundings,
    classes_by_row,
    name_of,
    source_of,
    text_of,
)
from mhaudit.loader.sections import Section, sections_of
from mhaudit.loader.states import crowd, gone, left
from mhaudit.loader.unfilled import unnamed_people
from mhaudit.models.submission import Source

_AWAITED = re.compile(
    "待[定选聘补招]|(?:尚|还)?未[确选]?定|(?:正在)?招聘中?|拟[聘招录].*|拟任|[\u00d7xX*]{2,}"
)
"""In place of a name: somebody is to come."""
_NO_TEACHER = re.compile(
    "[待拟缺空暂].*|(?:本校|我校|全校|学校).*"
    "|(?:目前|现|暂时?|尚|还|计划|即将|正在|准备|预计|将)*(?:没有?|无|未|不设|缺|招[聘录考]|引进|配备|安排|聘[请任用]).*"
    r"|某某.*|[?\s]+|[^()]*(?:签[名字章]|盖章)[^()]*|.*姓名"
    "|(?:专职|兼职|专兼职)?(?:心理)?(?:健康)?(?:教育)?(?:辅导)?(?:教师|老师|教职工|人员)"
    "|[^()]*(?:空缺|暂缺|空岗|缺[编岗]|招聘|到岗|引进|待[定聘])[^()]*"
)
"""In place of a name: words that name nobody, and perhaps speak of somebody."""
_NOT_TELLING = frozenset({"name", "serial", "school", "school_code", "district"})
"""Keys whose cells alone make no row (R3)."""
_PSYCH = re.compile("心理|心灵|心育")

TEACHER_FIELDS: Fields = {
    "name": ("name",),
    "sex": ("sex",),
    "counsellor": ("counsellor", "subject", "post"),
    "duty": ("duty", "full_time_counsellor", "counsellor", "subject"),
    "support": ("support",),
    "degree": ("degree",),
    "major": ("major",),
    "certificate": ("certificate",),
    "homeroom_pay": ("homeroom_pay",),
    "homeroom_years": ("homeroom_years",),
    "training_hours": ("training_hours",),
}


_TEACHER: Mapping[str, Callable[[Any], Read]] = {
    "degree": text_of,
    "major": text_of,
    "certificate": text_of,
    "homeroom_pay": cells.yes_no,
    "homeroom_years": cells.yes_no,
    "training_hours": cells.number,
}


def is_nobody(raw: object) -> bool:
    """The name cell says that there is no one (R4); 0 is no name, and says nothing (R52)."""
    return cells.plain(raw) not in {"", "0"} and not _is_awaited(raw) and cells.name(raw) is None


def _is_awaited(raw: object) -> bool:
    text = cells.plain(raw)
    if _AWAITED.fullmatch(text):
        return True
    return cells.name(raw) is not None and _NO_TEACHER.fullmatch(text.strip("()")) is not None


def _without_empty(reader: TableReader) -> Sequence[int]:
    """The rows but for those with nothing but a 0 for a name, which is no name (R52)."""
    zeros = {raw for raw in reader.odd_names("name") if cells.plain(raw) == "0"}
    if not zeros:
        return reader.rows
    keys = {column.key for column in reader.raw.columns if column.key} - _NOT_TELLING
    rows = []
    for row, name in zip(reader.rows, reader.cells("name"), strict=True):
        if name in zeros and all(cells.is_blank(reader.cell(row, key)) for key in keys):
            reader.table.drop(row)  # no row at all, and so nothing supplied (R3)
        else:
            rows.append(row)
    return rows


def teacher_rows(reader: TableReader, around: Surroundings) -> Block:
    """Teachers, one row each; a name reading 无 is nobody (R4)."""
    heads, sections = sections_of(reader)
    for row in heads:
        reader.table.drop(row)
    reader.take([row for row in _without_empty(reader) if row not in heads])
    said = [sections.get(row) for row in reader.rows] if sections else None
    block = Block(reader, source_of(reader, TEACHER_FIELDS))
    block.plain({"name": name_of, "sex": cells.sex})
    block.read("support", ("support",), _support)
    block.plain(_TEACHER)
    about = _About.of(reader)
    block.read(("counsellor", "duty", "soft"), _POST, _post, about, beside=said)
    block.soft = {at: soft for at, soft in enumerate(block.values.pop("soft")) if soft}
    silent = reader.odd_places("name", is_nobody)
    for at in silent:
        block.low[at] = block.high[at] = 0
        for name, column in block.values.items():
            column[at] = None if name in ("counsellor", "duty") else UNSAID
        block.soft.pop(at, None)
    awaited = reader.odd_places("name", _is_awaited)
    for at in awaited:
        block.values["name"][at] = None
    blank = unnamed_people(reader, block.values)
    for at in (*_unnamed(reader), *blank, *awaited, *gone(reader)):
        block.low[at] = 0
    block.high = list(map(max, block.high, crowd(reader, "name")))
    _told_apart(block)
    reader.reports(silent)
    return block


_BETWEEN = re.compile(r"[\u3001,\uff0c;\uff1b/\n]+(?![^(\uff08]*[)\uff09])")
_NAMED = re.compile(r"([\u4e00-\u9fff\u00b7]{2,15})(?:[(\uff08]([^()\uff08\uff09]*)[)\uff09])?")


def _several(raw: object) -> list[tuple[str, str | None]]:
    """The names in one cell with the duty in a bracket behind each; nothing where it is not surely a list of names."""
    pieces = [piece.strip() for piece in _BETWEEN.split(raw)] if isinstance(raw, str) else []
    found = [_NAMED.fullmatch(piece) for piece in pieces if piece]
    if len(found) < 2 or not all(found):
        return []
    return [(each[1], _IN_BRACKETS.get(each[2] or "")) for each in found if each]


_IN_BRACKETS = {"专职": "full_time", "兼职": "part_time", "专": "full_time", "兼": "part_time"}


def _told_apart(block: Block) -> None:
    """Several teachers in one cell are as many rows, as on a committee's list (DESIGN §4)."""
    raws = block.reader.cells("name")
    lists = {raw: found for raw in block.reader.odd_names("name") if (found := _several(raw))}
    if not lists:
        return
    people = {at: lists[raw] for at, raw in enumerate(raws) if raw in lists}
    places = [at for at in range(len(block)) for _ in people.get(at, (None,))]
    told = [one for at in range(len(block)) for one in people.get(at, (None,))]
    block.take(places)
    for at, one in enumerate(told):
        if one is not None:
            block.values["name"][at] = one[0]
            if one[1] is not None:
                block.values["duty"][at] = one[1]


def _unnamed(reader: TableReader) -> list[int]:
    """Rows that hold nothing but what no column of the table asks for: perhaps no person at all."""
    unnamed = reader.odd_places("name", cells.is_blank)
    keys = {column.key for column in reader.raw.columns if column.key} - _NOT_TELLING
    told = [reader.cells(key) for key in keys] if unnamed else []
    return [at for at in unnamed if all(cells.is_blank(column[at]) for column in told)]


def _support(line: Line) -> Any:
    """Whose teacher it is; nothing said: the school's own (R34), unless another list says more."""
    read = line.read("support", cells.support, name="support")
    return UNSAID if cells.is_blank(line.cell("support")) else read.value


_POST = ("counsellor", "duty", "full_time_counsellor", "subject", "post")


@dataclass(frozen=True, slots=True)
class _About:
    """What a table says of every teacher in it, and what its columns ask."""

    counsellors: bool
    duty: str | None
    refused: bool
    """A column that may ask whether they are counsellors was refused."""
    psych: bool
    """The column of duties is headed by 心理."""

    @classmethod
    def of(cls, reader: TableReader) -> _About:
        facts, column = reader.raw.facts, reader.column("duty")
        return cls(
            facts.counsellor,
            facts.duty,
            reader.refused("counsellor"),
            column is not None and _PSYCH.search(column.heading) is not None,
        )


def _post(line: Line, about: _About) -> tuple[bool | None, str | None, frozenset[str]]:
    """Whether a teacher is a counsellor, and of which duty; and which of the two was only inferred."""
    section: Section | None = line.beside
    said, duty = _asked(line)
    typed = _duty(line)
    denied = typed == "none"
    duty = duty or (typed if typed != "none" else None)
    if said is None and _titled(about, section) and not _refused(line, about):
        said = not denied  # every row of such a roster is one unless a column says otherwise (R138)
    elif denied:
        said = (
            False if said is not True else None
        )  # 否 under 专职/兼职 (R52), against a yes: not known
    if duty is None and _PSYCH.search(cells.plain(line.cell("post"))) and _is_silent(line):
        told = cells.duty(line.cell("post")).value  # 职务: 专职心理教师
        duty = told if told != "none" else None
    soft: set[str] = set()
    if said is None and not line.has("counsellor") and not about.refused:
        said, inferred = _by_subject(line, about)
        if said is None and duty is None and inferred:
            duty = inferred
            soft.add("duty")
    if section is not None and (section.psych or about.counsellors or said):
        if duty is None and _is_silent(line):
            duty = section.duty
        elif duty != section.duty:
            duty = None  # row and section contradict each other
    elif said and duty is None and about.duty:
        duty = about.duty
    return said, duty, frozenset(soft)


def _titled(about: _About, section: Section | None) -> bool:
    """Whether a title, or the row over this part of the list, says that all are counsellors."""
    return about.counsellors or (section is not None and section.psych)


def _is_silent(line: Line) -> bool:
    """No column says anything of a duty, not even what cannot be read."""
    return all(cells.is_blank(line.cell(key)) for key in ("duty", "full_time_counsellor"))


def _asked(line: Line) -> tuple[bool | None, str | None]:
    """A column that asks the question, be it yes/no or 否/专职…/兼职… (R137)."""
    found = line.read("counsellor", cells.counsellor).value
    return found if found is not None else (None, None)


def _refused(line: Line, about: _About) -> bool:
    """The column asks and its answer could not be read: then the title does not answer either."""
    if about.refused:
        return True
    column = line.read("counsellor", cells.counsellor)
    return line.has("counsellor") and column.value is None and not column.blank


def _duty(line: Line) -> str | None:
    """full_time, part_time, `none` (否), or None."""
    found: str | None = line.read("duty", cells.duty).value
    if found is None and line.has("full_time_counsellor"):
        full = line.read("full_time_counsellor", cells.yes_no).value
        found = None if full is None else "full_time" if full else "part_time"
    return found


def _by_subject(line: Line, about: _About) -> tuple[bool | None, str | None]:
    """No column asks: 心理 in duty, subject or post is a yes; another subject leaves a part-time one open (R35)."""
    if line.has("duty") and not cells.is_blank(line.cell("duty")):
        named = about.psych or _PSYCH.search(cells.plain(line.cell("duty")))
        if named and line.read("duty", cells.duty).value in ("full_time", "part_time"):
            return True, None
    found = cells.is_counsellor_subject(line.cell("subject"), line.cell("post"))
    if found:
        return True, None
    return None, "part_time" if found is False else None


Member = tuple[str | None, str | None, str | None, bool, Source]
"""A pupil: name, sex, role, whether there is one (False: the place left blank), where the cells are."""

COMMITTEE_FIELDS: Fields = {
    "grade": ("grade", "class_name"),
    "class": ("class_name", "grade"),
    "name": ("name",),
    "sex": ("sex",),
    "role": ("role",),
}
_WIDE = {
    "members": None,
    "second_member": None,
    "male_members": "male",
    "female_members": "female",
}
_SEX_OF = {"members": "sex", "second_member": "second_sex"}


def committee_rows(reader: TableReader, around: Surroundings) -> Block:
    """Pupils, one row each, from a list of names or from wide columns (R70–R75).

    A blank place in a class's row is a row that stands for none, so that a failure can point at the cell.
    """
    block = Block(reader, source_of(reader, COMMITTEE_FIELDS))
    classes = classes_by_row(reader, around)
    flags = _flags(reader)
    wide = {
        key: _own_column(block.source, reader, key, sex)
        for key, sex in _WIDE.items()
        if reader.has(key) and not (key == "members" and flags)
    }
    groups = [_wide(reader, key, own) for key, own in wide.items()]
    if reader.has("name") or not wide:
        groups.append(_listed(reader, block.source, _Titled.of(reader, flags)))
    most = crowd(reader, "name", *_WIDE)
    if any(most):
        groups.append([[(None, None, None, False, block.source)] if n else [] for n in most])
    members = [
        (place, member)
        for place, people in enumerate(zip(*groups, strict=True))
        for member in (people[0] if len(people) == 1 else _of_one_sex(chain.from_iterable(people)))
    ]
    block.take([place for place, _ in members])
    block.sources = [source for _, (_, _, _, _, source) in members] if wide else None
    doubtful = frozenset(left(reader))
    block.low = [int(there and at not in doubtful) for at, (_, _, _, there, _) in members]
    open_at = {place for key in ("name", *_WIDE) for place in _elsewhere(reader, key)}
    block.high = [
        int(there) or most[place] or int(place in open_at) for place, (_, _, _, there, _) in members
    ]
    block.values = {
        "grade": [classes[place][0] for place, _ in members],
        "class": [_number(*classes[place]) for place, _ in members],
        "name": [name for _, (name, _, _, _, _) in members],
        "sex": [sex for _, (_, sex, _, _, _) in members],
        "role": [role for _, (_, _, role, _, _) in members],
    }
    reader.reports()
    return block


def _elsewhere(reader: TableReader, key: str) -> list[int]:
    return reader.odd_places(key, cells.is_elsewhere) if reader.has(key) else []


def _number(grade: Any, number: str | None) -> str | None:
    """火箭班 may be a nickname of any class (R15)."""
    return None if grade is None and number is not None and not number.isdigit() else number


def _own_column(source: Source, reader: TableReader, key: str, sex: str | None) -> Source:
    """The Source for people of one wide column: their name, role and (for 男/女 columns) sex stand there."""
    column = reader.column(key)
    assert column is not None
    own = {"name": column.index, "role": column.index}
    beside = reader.column(_SEX_OF.get(key, ""))
    if sex is not None or beside is None:
        own["sex"] = column.index
    else:
        own["sex"] = beside.index
    return replace(source, columns=source.columns | own)


def _wide(reader: TableReader, key: str, source: Source) -> list[list[Member]]:
    """For each row the people named in a wide column; none: the place left for one (R70, R71)."""
    sex = _WIDE[key]
    people = reader.names(key, _people, key, plain=_alone)
    shared = reader.has("second_member") and not reader.has("second_sex")
    typed = {} if sex or shared else _typed_sexes(reader, people, _SEX_OF[key])
    return [
        [
            (name or None, _sex_of(sex, own) or typed.get(place), "psych", True, source)
            for name, own in found
        ]
        or [(None, sex or typed.get(place), "psych", False, source)]
        for place, found in enumerate(people)
    ]


def _sex_of(column: str | None, own: str | None) -> str | None:
    """What the column says, unless the cell says otherwise: 李四(男) under 女心理委员 is not known."""
    return None if column and own and column != own else column or own


def _listed(reader: TableReader, source: Source, titled: _Titled) -> list[list[Member]]:
    """For each row of a long list its people; one of no name is a person where a tick says so."""
    roles = reader.read(("members", "role"), _role, titled)
    people = reader.names("name", _people, "name", plain=_alone)
    typed = _typed_sexes(reader, people)
    found: list[list[Member]] = [
        [(name or None, own or typed.get(place), role, True, source) for name, own in named]
        for place, (named, role) in enumerate(zip(people, roles, strict=True))
    ]
    unnamed = [place for place, members in enumerate(found) if not members]
    ticked = _ticked(reader, unnamed, roles)
    for place in unnamed:
        sexed = not reader.has("name") and typed.get(place) is not None
        nobody = is_nobody(reader.cells("name")[place])
        there = not nobody and (place in ticked or sexed)
        found[place] = [(None, typed.get(place), roles[place], there, source)]
    return found


def _of_one_sex(people: Iterable[Member]) -> list[Member]:
    """Nobody is the boy and the girl of one class: of a name in both columns the sex is not known."""
    found = list(people)
    sexes: dict[str, set[str | None]] = {}
    for name, sex, _, _, _ in found:
        if name is not None:
            sexes.setdefault(name, set()).add(sex)
    both = {name for name, said in sexes.items() if {"male", "female"} <= said}
    if not both:
        return found
    return [
        (name, None if name in both else sex, role, there, source)
        for name, sex, role, there, source in found
    ]


def _alone(name: str) -> list[Person]:
    return [(name, None)]


def _people(line: Line, key: str) -> list[Person]:
    return cells.people(line.cell(key))


def _typed_sexes(
    reader: TableReader, people: Sequence[list[Person]], key: str = "sex"
) -> dict[int, str | None]:
    """Place → what the column of sexes says, for rows that name one person or none."""
    if not reader.has(key):
        return {}
    places = [place for place, found in enumerate(people) if len(found) < 2]
    return dict(zip(places, reader.read((key,), _sex, key, at=places), strict=True))


def _sex(line: Line, key: str) -> str | None:
    found: str | None = line.read(key, cells.sex).value
    return found


def _ticked(reader: TableReader, unnamed: Sequence[int], roles: Sequence[str | None]) -> set[int]:
    """Those of the rows without a name whose tick says that there is a 心理委员."""
    if not reader.has("members"):
        return set()
    names = reader.cells("name")
    places = [at for at in unnamed if roles[at] == "psych" and not is_nobody(names[at])]
    ticks = reader.read(("members",), _tick, at=places)
    return {place for place, tick in zip(places, ticks, strict=True) if tick is True}


def _tick(line: Line) -> Any:
    return line.read("members", cells.yes_no).value


@dataclass(frozen=True, slots=True)
class Flags:
    """A column 心理委员 that holds ticks; `blank` is what an empty cell in it says: False where only ticks are."""

    blank: bool | None


def _flags(reader: TableReader) -> Flags | None:
    """Whether the column 心理委员 holds ticks instead of names (R72)."""
    if not reader.has("members"):
        return None
    raws = set(reader.cells("members"))
    if not all(cells.is_tick(raw) for raw in raws):
        return None
    filled = [raw for raw in raws if not cells.is_blank(raw)]
    if not filled and not reader.has("name"):
        return None  # a blank column of names
    said = {cells.yes_no(raw).value for raw in filled}
    return Flags(False if said == {True} else None)


@dataclass(frozen=True, slots=True)
class _Titled:
    """Whether the table's titles, or the heading of its names, say that all are 心理委员; and its ticks."""

    psych: bool
    flags: Flags | None

    @classmethod
    def of(cls, reader: TableReader, flags: Flags | None) -> _Titled:
        name = reader.column("name")
        named = name is not None and _PSYCH.search(name.heading) is not None
        return cls(reader.raw.facts.psych or named, flags)


def _role(line: Line, titled: _Titled) -> str | None:
    """psych, other or not known: a tick, the role column, then the title (R73)."""
    if titled.flags is not None:
        ticked = line.read("members", cells.yes_no)
        said = titled.flags.blank if cells.is_blank(line.cell("members")) else ticked.value
        return {True: "psych", False: "other", None: None}[said]
    if line.has("role") and not cells.is_blank(line.cell("role")):
        return "psych" if _PSYCH.search(cells.plain(line.cell("role"))) else "other"
    return "psych" if titled.psych else None
