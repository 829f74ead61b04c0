"""A column for each item, course or grade: the cells under them as rows of `records` or `lessons`.

The rows are made up, beyond the sheet's own, and each of their cells points at the real one through
`RawTable.anchors`; what a heading says is in `RawTable.said`. Only words that the rules or the vocabulary know
exactly spread a column out, never likeness (R82); rows of classes or persons answer nothing for a school.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mhaudit.loader import cells
from mhaudit.loader.classify import Reading
from mhaudit.loader.headings import Area, Block, Heading, blocks_at, map_block
from mhaudit.loader.headings import Mapping as Mapped
from mhaudit.loader.layout import Column, RawTable
from mhaudit.loader.titles import tables_named
from mhaudit.loader.vocabulary import Vocabulary, normalise
from mhaudit.models.submission import shown

_KEPT = {
    "records": frozenset({"school", "school_code", "district", "serial"}),
    "lessons": frozenset({"school", "school_code", "district", "serial", "grade", "term"}),
}
"""Keys of the columns that stay; any other key says that the rows are something else, but for `_BESIDE`."""
_BESIDE = frozenset({"evidence", "explanation"})
_OTHERS = (("classes", "class_name"), ("classes", "grade"), ("teachers", "name"))
"""(table, key) of headings that make rows those of classes or persons."""
_DEPTH = 3
_FEWEST = 2
_GRADE = re.compile("[一二三四五六七八九]年级|初[一二三]|高[一二三]")
_WEEKLY = re.compile(r"(?<![两双隔单二\d])周(?:课时|节数|学时)|(?:节|课时|节数)/周|每(?:周|星期)")
_FORTNIGHTLY = re.compile(r"每[两双二2]个?(?:周|星期)|双周|隔周|(?:节|课时)/[两双]周")
_OTHERWISE = re.compile(
    r"(?<![一二12])学期总?(?:课时|学时|节数)|总(?:课时|学时|节数)|[每/]学?年(?!级)|[每/]个?月|/学期|每学期|单双?周"
)
_UNIT_OF_COURSE = re.compile(r"\((?:单位:?)?(?:(?:节|课时|节数)/周|周课时|每周课时|每周节数)\)$")
_NO_LESSONS = re.compile(
    "教师|老师|师资|人数|成绩|分数|平均分|得分|合格率|优秀率|及格率|考试|教材|课本"
)
_NOT_HELD = frozenset({"未开设", "未开", "不开设", "没有开设", "未开课", "不开", "不开课"})
_HELD = frozenset({"开设", "已开设", "开", "开课", "已开课"})


@dataclass(frozen=True, slots=True)
class Wide:
    """Heading rows whose `spread` columns each stand for an item, a course or a grade (`across` is its key)."""

    table: str
    across: str
    block: Block
    mapping: Mapped
    spread: tuple[tuple[Heading, str], ...]
    """Each of these columns, with the word that its cells are about."""


def wide_at(area: Area, top: int, reading: Reading | None, vocabulary: Vocabulary) -> Wide | None:
    """The wide table whose headings start in row `top`, where `reading` is none or lacks what these name."""
    if reading is not None and not _lacks_its_key(reading):
        return None
    rows = range(top, min(top + _DEPTH, area.height))
    if not any(_is_word(value, vocabulary) for row in rows for _, value in area.filled(row)):
        return None
    found = [
        wide for block in blocks_at(area, top) if (wide := wide_of(block, vocabulary)) is not None
    ]
    return max(found, key=lambda wide: len(wide.spread), default=None)


def _lacks_its_key(reading: Reading) -> bool:
    table, keys = reading.mapping.table, reading.mapping.all
    return not reading.rivals and (
        (table == "records" and "item" not in keys)
        or (table == "lessons" and "subject" not in keys)
        or (table == "lessons" and "grade" not in keys)
    )


def _is_word(value: object, vocabulary: Vocabulary) -> bool:
    return isinstance(value, str) and (
        vocabulary.item(value) is not None
        or vocabulary.course(_course_text(value)) is not None
        or _GRADE.fullmatch(_course_text(value)) is not None
    )


def wide_of(block: Block, vocabulary: Vocabulary, *, fewest: int = _FEWEST) -> Wide | None:
    """The block as a wide table, if it is one in exactly one way."""
    found = [
        wide
        for table, across in (("records", "item"), ("lessons", "subject"), ("lessons", "grade"))
        if (wide := _as(table, across, block, vocabulary, fewest)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _as(table: str, across: str, block: Block, vocabulary: Vocabulary, fewest: int) -> Wide | None:
    spread = tuple(
        (heading, word)
        for heading in block.headings
        if (word := _word(across, heading.texts[-1], vocabulary)) is not None
    )
    if len({word for _, word in spread}) < fewest:
        return None
    columns = {heading.column for heading, _ in spread}
    rest = Block(
        block.top, block.bottom, tuple(h for h in block.headings if h.column not in columns)
    )
    mapping = map_block(rest, table, vocabulary)
    kept = _KEPT[table]
    if across == "grade":
        kept = kept - {"grade"} | {"subject"}
    if across == "grade" and "subject" not in mapping.keys:
        return None
    if across == "subject" and "grade" not in mapping.keys:
        return None
    if mapping.all - kept - _BESIDE or mapping.ties or _of_others(rest, table, across, vocabulary):
        return None
    for key in _BESIDE & mapping.keys.keys():
        del mapping.keys[key]  # of which of the columns nobody knows
    return Wide(table, across, block, mapping, spread)


def _of_others(rest: Block, table: str, across: str, vocabulary: Vocabulary) -> bool:
    asked = _OTHERS[1:2] if across == "subject" else ()
    for heading in rest.headings:
        text = normalise(heading.texts[-1])
        for other, key in _OTHERS:
            meaning = vocabulary.meaning(other, text)
            if meaning is not None and meaning.key == key and (other, key) not in asked:
                return True
    return False


def _word(across: str, text: str, vocabulary: Vocabulary) -> str | None:
    if across == "item":
        return vocabulary.item(text)
    if across == "subject":
        return vocabulary.course(_course_text(text))
    grade = _course_text(text)
    return grade if _GRADE.fullmatch(grade) else None


def _course_text(text: str) -> str:
    """`美术(节/周)` without its unit."""
    return _UNIT_OF_COURSE.sub("", normalise(text))


def amount_key(wide: Wide, titles: Sequence[str]) -> str:
    """The key of the numbers in a table of courses: what titles and upper headings say that they count (R76).

    `frequency` where nothing says it, or several units are named: then only words in a cell do.
    """
    told = [*titles, *(text for heading, _ in wide.spread for text in heading.texts)]
    folded = ["".join(unicodedata.normalize("NFKC", text).split()) for text in told]
    weekly = any(map(_WEEKLY.search, folded))
    fortnightly = any(map(_FORTNIGHTLY.search, folded))
    if weekly == fortnightly or any(map(_OTHERWISE.search, folded)):
        return "frequency"
    return "periods_per_week" if weekly else "fortnight_periods"


def speaks_of_lessons(wide: Wide, titles: Sequence[str]) -> bool:
    """Whether titles, or a unit, say that the cells under courses are lessons, not teachers, marks or books."""
    if any(map(_NO_LESSONS.search, titles)):
        return False
    return amount_key(wide, titles) != "frequency" or any(
        "lessons" in tables_named(title) for title in titles
    )


def spread_out(raw: RawTable, wide: Wide, area: Area, rows: Sequence[int], amount: str) -> None:
    """Put the made-up rows and columns into `raw`, whose real columns are there; `rows` are the real ones."""
    first = wide.spread[0][0]
    about = Column(area.width, first.shown, first.row, wide.across, "exact", "wide")
    answers = {heading.column for heading, _ in wide.spread}
    for column in raw.columns:
        if column.index in answers and column.how != "private":
            column.key, column.how, column.reason = "done", "exact", "wide"
            if wide.table == "lessons":
                column.key = amount
    raw.wide = wide.across != "grade"
    raw.anchors = dict(area.anchors)
    raw.anchors[first.row, about.index] = (first.row, first.column)
    raw.columns.append(about)
    held = None
    if wide.table == "lessons":
        held = Column(area.width + 1, first.shown, first.row, "offered", "exact", "wide")
        raw.anchors[first.row, held.index] = (first.row, first.column)
        raw.columns.append(held)
    private = {column.index for column in raw.columns if column.how == "private"}
    spread = [pair for pair in wide.spread if pair[0].column not in private]
    raw.rows, districts = [], {}
    made = area.height
    for row in rows:
        for heading, word in spread:
            _row(raw, area, row, made, heading.column, spread[0][0].column)
            cell = area.anchors.get((row, heading.column), (row, heading.column))
            raw.anchors[made, about.index] = cell
            raw.said[made, about.index] = word
            if held is not None:
                raw.anchors[made, held.index] = cell
                _answer(raw, made, held.index, spread[0][0].column)
            if row in raw.districts:
                districts[made] = raw.districts[row]
            raw.rows.append(made)
            made += 1
    raw.districts = districts


def _row(raw: RawTable, area: Area, row: int, made: int, column: int, to: int) -> None:
    """Point the cells of a made-up row at those of the real one; the answer is in column `to`."""
    for each in raw.columns:
        if each.index < area.width:
            raw.anchors[made, each.index] = area.anchors.get((row, each.index), (row, each.index))
    raw.anchors[made, to] = area.anchors.get((row, column), (row, column))


def _answer(raw: RawTable, made: int, held: int, amount: int) -> None:
    """A cell of words says whether the course is held, one of numbers how often: each is read as one of them."""
    value = raw.raw(made, amount)
    text = cells.clean(value) if isinstance(value, str) else ""
    if text in _NOT_HELD or text in _HELD:
        raw.said[made, held] = "否" if text in _NOT_HELD else "是"
        raw.said[made, amount] = None
    elif _is_answer(value):
        raw.said[made, amount] = None
    else:
        zero = cells.number(value).value == 0
        raw.said[made, held] = "否" if zero else _held(value)


def _is_answer(value: object) -> bool:
    if isinstance(value, bool):
        return True
    return cells.yes_no(value).code is None and cells.number(value).value is None


def _held(value: object) -> str | None:
    """A number of periods, whatever the unit, is one of a course that is held; a guess at one says nothing."""
    often = cells.frequency(value)
    counted = often.value[1] if often.value else cells.number(value).value
    if counted == 0:
        return "否"
    return "是" if isinstance(counted, int | float) and counted > 0 else None


def filled(area: Area, row: int, wide: Wide) -> bool:
    """Whether a row answers anything."""
    return any(shown(area.own(row, heading.column)).strip() for heading, _ in wide.spread)
