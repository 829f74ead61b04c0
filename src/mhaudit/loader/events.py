"""What was done: activities (R24, R25, R54–R63) and records (R65, R82, R83)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.period import dated, full_term, term_of
from mhaudit.loader.reading import BLANK, TableReader
from mhaudit.loader.rows import (
    Fields,
    PlainFields,
    Surroundings,
    Typed,
    classes_by_row,
    free_number,
    source_of,
    text_of,
)
from mhaudit.models.grades import grades_of_kinds
from mhaudit.models.submission import grade_key
from mhaudit.models.values import OneOf, SetOf, Span

ACTIVITY_FIELDS: Fields = {
    "date": ("date",),
    "term": ("term",),
    "grades": ("grades", "class_name"),
    "classes": ("class_name", "grades"),
    "category": ("category", "title"),
    "themes": ("themes", "title"),
    "title": ("title",),
    "participants": ("participants",),
    "evidence": ("evidence",),
}


def day_in(reader: TableReader, row: int, key: str, around: Surroundings) -> dt.date | Span | None:
    """A day, with the audited year where none is written; D301 where that is not known either (R62)."""
    parse = cells.months if key == "period" else cells.day
    read = reader.read(row, key, parse)
    found = dated(read.value, around.audited)
    if found is None and read.value is not None:
        reader.report("D301", row, key)
    return found


def activity_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """Activities, one row each."""
    source = source_of(reader, ACTIVITY_FIELDS)
    by_class = classes_by_row(reader, around, needed=False) if reader.has("class_name") else {}
    plain = PlainFields(
        reader, {"title": text_of, "participants": free_number, "evidence": text_of}
    )
    rows = []
    for row in reader.raw.rows:
        values = plain.of(row)
        values["date"] = day_in(reader, row, "date", around)
        values["term"] = _term(reader, row, values["date"], around)
        values["grades"], values["classes"] = _audience(
            reader, row, by_class.get(row, BLANK), around
        )
        grades = values["grades"]
        if grades is None or not grades.sure or grades.sure != grades.maybe:
            reader.keep(row, "grades")
        values["category"] = _category(reader, row)
        values["themes"] = _themes(reader, row)
        rows.append(
            Typed("activities", reader.table, source, row, values, unread=reader.unread(row))
        )
    return rows


def _term(reader: TableReader, row: int, day: Any, around: Surroundings) -> str | None:
    """The declared term; the title's only for a row that has neither date nor term (R6)."""
    said: str | None = reader.read(row, "term", cells.term).value
    if said is None:
        return full_term(reader.raw.facts.term, around.audited) if day is None else None
    term = full_term(said, around.audited)
    by_date = term_of(day, around.audited.calendar)
    if term is not None and by_date is not None and term != by_date:
        reader.report("D420", row, "term", (("term", term), ("by_date", by_date)))
    return term


def _audience(
    reader: TableReader, row: int, named: Read, around: Surroundings
) -> tuple[SetOf | None, SetOf | None]:
    """The grades it was for, and the classes named alone (R25). Blank is not the whole school (R24)."""
    schools = reader.table.near(row)
    context = around.context(schools)
    read = reader.read(row, "grades", lambda raw: cells.grades(raw, context), context=context)
    if read.blank:
        return _of_class(named)
    if read.value is None:
        return None, None
    grades, classes = read.value
    if grades == cells.ALL_GRADES:
        whole = around.all_grades(schools)
        one, alone = _of_class(named)
        return (one, alone) if alone is not None else (whole, None)
    if classes is None and named.value is not None:
        classes = _of_class(named)[1]
    return _of_school(reader, row, grades, around), classes


def _of_class(named: Read) -> tuple[SetOf | None, SetOf | None]:
    grade, number = named.value or (None, None)
    if not isinstance(grade, str):
        return None, None
    return SetOf.known(grade), SetOf.known(f"{grade}/{number}") if number else None


def _of_school(reader: TableReader, row: int, grades: SetOf, around: Surroundings) -> SetOf:
    """Without the grades that the school surely does not have (R68)."""
    schools = reader.table.schools.get(row, ())
    if len(schools) != 1:
        return grades
    possible = around.grades[schools[0]].maybe
    if possible is None:
        possible = grades_of_kinds(around.contexts[schools[0]].kinds)[1]
    foreign = grades.sure - possible
    if foreign:
        keys = "|".join(f"grade.{grade}" for grade in sorted(foreign, key=grade_key))
        reader.report("D415", row, "grades", (("grades_key", keys),))
    maybe = possible if grades.maybe is None else grades.maybe & possible
    return SetOf(grades.sure & possible, maybe)


def _category(reader: TableReader, row: int) -> Any:
    """From its column, else what the whole sheet is about, else the title (R57, R141)."""
    read = reader.read(row, "category", cells.category, name="category")
    if not read.blank:
        return read.value
    named = cells.category_of_title(reader.cell(row, "title"))
    told = reader.raw.facts.categories
    if not told or (len(told) > 1 and named in told):
        return named
    return OneOf.of(*sorted(told))


def _themes(reader: TableReader, row: int) -> SetOf | None:
    """From its column, else from the title (R54, R55)."""
    read = reader.read(row, "themes", cells.themes, name="themes")
    if not read.blank:
        found: SetOf | None = read.value
        return found
    sheet = reader.raw.facts.mental_health
    return cells.themes_of_title(reader.cell(row, "title"), mental_health_sheet=sheet)


RECORD_FIELDS: Fields = {
    "item": ("item",),
    "done": ("done", "item"),
    "date": ("date",),
    "period": ("period",),
    "count": ("count",),
    "evidence": ("evidence",),
    "explanation": ("explanation",),
}
_FILLED = ("date", "period", "count", "evidence")
_QUESTION = re.compile(
    "是否|有无|完成|落实|达成|达标|自[评查]|评价|结果|状态|进展|进度|打[√勾钩]|√"
)
_NUMBER = re.compile(r"\(?[0-9]{1,2}(?![0-9+年月级])[.、)]?|\(?[一二三四五六七八九十]{1,3}[.、)]")
_NOT_YET = re.compile("未|没有|尚|正在|计划|筹|暂无|缺")


def compared(text: str) -> str:
    """An item as it is compared: without its number, spaces, quotes and punctuation (R82)."""
    return re.sub(r"[^\w+]", "", _unnumbered(cells.plain(text))).replace("_", "")


def _unnumbered(text: str) -> str:
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def canonical_item(text: str | None, items: Any) -> str | None:
    """The rules' word for an item, where the text is one of theirs; else the text as it stands."""
    return None if text is None else items.get(compared(text), text)


def record_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """Documents, mechanisms and self-declared items, one row each."""
    source = source_of(reader, RECORD_FIELDS)
    plain = PlainFields(reader, {"count": free_number, "evidence": text_of, "explanation": text_of})
    rows = []
    for row in reader.raw.rows:
        values = plain.of(row)
        values["item"] = _item(reader, row, around)
        values["date"] = day_in(reader, row, "date", around)
        values["period"] = day_in(reader, row, "period", around)
        values["done"] = _done(reader, row)
        rows.append(Typed("records", reader.table, source, row, values, unread=reader.unread(row)))
    return rows


def _item(reader: TableReader, row: int, around: Surroundings) -> str | None:
    said = cells.text(reader.cell(row, "item")) or reader.raw.facts.item
    if said is None:
        reader.report("D416", row, "item")
        return None
    found = canonical_item(said, around.items)
    if found == said and (meant := _contained(said, around)) is not None:
        reader.report("D311", row, "item" if reader.has("item") else None, (("item", meant),))
    return found


def _contained(said: str, around: Surroundings) -> str | None:
    """The rules' item whose words the text only contains: a guess, said but not made (R82)."""
    text = compared(said)
    if text in around.items:
        return None
    words = sorted((word for word in around.items if len(word) >= 2 and word in text), key=len)
    return around.items[words[-1]] if words else None


def _asks(reader: TableReader, row: int) -> bool:
    """A column that was not understood may ask the question, or holds a 否: then no row is done unsaid."""
    return any(
        _QUESTION.search(column.heading)
        or cells.yes_no(reader.raw.raw(row, column.index)).value is False
        for column in reader.raw.columns
        if column.key is None and column.how != "private"
    )


def _done(reader: TableReader, row: int) -> bool | None:
    """是/否; where the sheet does not ask, a row is done unless its other cells say that it is not (R83)."""
    if reader.has("done"):
        read = reader.read(row, "done", cells.yes_no, name="done")
        value: bool | None = read.value
        return value
    if _asks(reader, row):
        return None
    for key in ("evidence", "explanation"):
        raw = reader.cell(row, key)
        if cells.yes_no(raw).value is False:
            return False
        if _NOT_YET.search(cells.plain(raw)):
            return None
    asked = [key for key in _FILLED if reader.has(key)]
    if asked and all(cells.is_blank(reader.cell(row, key)) for key in asked):
        return None  # a printed line nobody filled in
    return True
