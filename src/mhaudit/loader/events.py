"""What was done: activities (R24, R25, R54–R63) and records (R65, R82, R83)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cell_text import remembered
from mhaudit.loader.cells import Context, Read
from mhaudit.loader.levels import further
from mhaudit.loader.period import dated, full_term, in_year, term_of
from mhaudit.loader.reading import Line, TableReader
from mhaudit.loader.rows import (
    UNSAID,
    Block,
    Fields,
    Surroundings,
    Unsaid,
    classes_by_row,
    free_number,
    source_of,
    text_of,
)
from mhaudit.loader.states import held, is_plan
from mhaudit.loader.unfilled import blank_activities, blank_reports
from mhaudit.models.grades import STAGES, grades_of_kinds
from mhaudit.models.submission import grade_key
from mhaudit.models.terms import Audited
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


def _day(line: Line, key: str, audited: Audited) -> dt.date | Span | None:
    """A day, with the audited year where none is written; D301 where that is not known either (R62)."""
    read = line.read(key, cells.months if key == "period" else cells.day)
    if line.has("term"):
        audited = in_year(audited, cells.term(line.cell("term")).value)
    found = dated(read.value, audited)
    if found is None and read.value is not None:
        line.report("D301", key)
    return found


def _declared(reader: TableReader, audited: Audited) -> Audited:
    """With the school year that the titles of a sheet declare: 9月20日 in a list of 2023-2024 is one of 2023."""
    facts = reader.raw.facts
    return in_year(audited, facts.school_year or facts.term)


def activity_rows(reader: TableReader, around: Surroundings) -> Block:
    """Activities, one row each."""
    block = Block(reader, source_of(reader, ACTIVITY_FIELDS))
    facts = reader.raw.facts
    by_class: Sequence[tuple[Any, str | None]] = [(None, None)] * len(reader.rows)
    if reader.has("class_name"):
        by_class = classes_by_row(reader, around, needed=False)
    block.plain({"title": text_of, "participants": free_number, "evidence": text_of})
    days = ("date", "term") if reader.has("term") else ("date",)
    block.read("date", days, _day, "date", _declared(reader, around.audited))
    _read_terms(block, facts.term, around.audited)
    block.values["grades"] = [None] * len(block)
    block.values["classes"] = [None] * len(block)
    part = _part_of_school(reader)
    for schools, places in reader.by_school():
        about = _Audience.of(schools, around, part)
        named = [(*by_class[place], reader.is_placed(place)) for place in places]
        keys = ("grades",) if reader.has("grades") else ("class_name",)
        found = reader.read(keys, _audience, about, beside=named, at=places)
        for place, (grades, classes) in zip(places, found, strict=True):
            block.values["grades"][place], block.values["classes"][place] = grades, classes
    block.read("category", ("category",), _category)
    _by_title(block, "category", _category_of_title, facts.categories)
    block.read("themes", ("themes",), _themes)
    _by_title(block, "themes", _themes_of_title, facts.mental_health)
    block.low, block.high = map(list, zip(*held(reader), strict=True)) if len(block) else ([], [])
    for at in blank_activities(reader):
        block.low[at] = 0
    reader.reports()
    return block


def _read_terms(block: Block, titled: str | None, audited: Audited) -> None:
    """The declared terms; the title's only for a row that has neither date nor term (R6)."""
    days = block.values["date"]
    if block.reader.has("term"):
        block.read("term", ("term",), _term, titled, audited, beside=days)
    else:
        term = full_term(titled, audited)
        block.values["term"] = [term if day is None else None for day in days]


def _term(line: Line, titled: str | None, audited: Audited) -> str | None:
    day = line.beside
    said: str | None = line.read("term", cells.term).value
    if said is None:
        return full_term(titled, audited) if day is None else None
    term = full_term(said, audited)
    by_date = term_of(day, audited.calendar)
    if term is not None and by_date is not None and term != by_date:
        line.report("D420", "term", (("term", term), ("by_date", by_date)))
    return term


@dataclass(frozen=True, slots=True)
class _Audience:
    """What is known of the school of a row: `whole` is what 全校 means, `possible` the grades it may have.

    `possible` is None where it may be one of several schools.
    """

    context: Context
    whole: SetOf
    possible: frozenset[str] | None

    @classmethod
    def of(
        cls, schools: tuple[int, ...], around: Surroundings, part: frozenset[str] | None
    ) -> _Audience:
        """Of one school, or of those that a row may belong to; `part`: the grades that the sheet is about."""
        context = around.context(schools)
        possible = None
        if len(schools) == 1:
            maybe = around.grades[schools[0]].maybe
            possible = grades_of_kinds(context.kinds)[1] if maybe is None else maybe
        whole = around.all_grades(schools)
        if part is not None:
            whole = SetOf(whole.sure & part, part if whole.maybe is None else whole.maybe & part)
        return cls(context, whole, possible)


_PART = re.compile("(小学|初中|高中)(?:部(?!分)|段)")
_PARTS = {"小学": "primary", "初中": "junior", "高中": "senior"}


def _part_of_school(reader: TableReader) -> frozenset[str] | None:
    """The grades of a sheet of the 初中部: 全校 means no more there. None where no one part is named."""
    raw = reader.raw
    for text in (raw.title, raw.sheet.name or ""):
        named = set(_PART.findall(text))
        if named:
            return frozenset(STAGES[_PARTS[named.pop()]]) if len(named) == 1 else None
    return None


def _audience(line: Line, about: _Audience) -> tuple[SetOf | None, SetOf | None]:
    """The grades it was for, and the classes named alone (R25)."""
    grades, classes = _meant(line, about)
    if grades is None or not grades.sure or grades.sure != grades.maybe:
        line.keep("grades")
    return grades, classes


def _meant(line: Line, about: _Audience) -> tuple[SetOf | None, SetOf | None]:
    """Blank is not the whole school (R24)."""
    grade, number, placed = line.beside
    one, alone = _of_class(grade, number)
    read = line.read("grades", lambda raw: cells.grades(raw, about.context))
    if one is None and not line.has("grades"):  # 八年级各班, 各班: no class, but an audience
        read = cells.grades(line.cell("class_name"), about.context)
    if read.blank:
        return one, alone
    if read.value is None:
        return None, None
    grades, classes = read.value
    if grades == cells.ALL_GRADES:
        return (one, alone) if alone is not None else (about.whole, None)
    if placed and about.possible is not None:
        grades = _of_school(line, grades, about.possible)
    return grades, alone if classes is None else classes


def _of_class(grade: Any, number: str | None) -> tuple[SetOf | None, SetOf | None]:
    if not isinstance(grade, str):
        return None, None
    return SetOf.known(grade), SetOf.known(f"{grade}/{number}") if number else None


def _of_school(line: Line, grades: SetOf, possible: frozenset[str]) -> SetOf:
    """Without the grades that the school surely does not have (R68)."""
    foreign = grades.sure - possible
    if foreign:
        keys = "|".join(f"grade.{grade}" for grade in sorted(foreign, key=grade_key))
        line.report("D415", "grades", (("grades_key", keys),))
    maybe = possible if grades.maybe is None else grades.maybe & possible
    return SetOf(grades.sure & possible, maybe)


def _by_title(block: Block, field: str, read: Callable[..., Any], about: Any) -> None:
    """Where the column of a field says nothing, the title, or what the whole sheet is about, may."""
    column = block.values[field]
    at = [place for place, value in enumerate(column) if value is UNSAID]
    if at:
        for place, value in zip(at, block.reader.read(("title",), read, about, at=at), strict=True):
            column[place] = value


def _category(line: Line) -> Any:
    read = line.read("category", cells.category, name="category")
    return UNSAID if read.blank else read.value


_OTHER_FIELD = frozenset({"other"})
"""What the titles of a sheet on 安全 or 禁毒 name: what its rows are, they say themselves."""


def _category_of_title(line: Line, told: frozenset[str]) -> Any:
    """What the whole sheet is about, else what the title says (R57, R141)."""
    named = cells.category_of_title(line.cell("title"))
    if not told or told == _OTHER_FIELD or (len(told) > 1 and named in told):
        return named
    return OneOf.of(*sorted(told))


def _themes(line: Line) -> SetOf | Unsaid | None:
    read = line.read("themes", cells.themes, name="themes")
    if read.blank:
        return UNSAID
    found: SetOf | None = read.value
    return found


def _themes_of_title(line: Line, mental_health_sheet: bool) -> SetOf | None:
    """What the title says, in the light of the sheet's (R54, R55)."""
    return cells.themes_of_title(line.cell("title"), mental_health_sheet=mental_health_sheet)


RECORD_FIELDS: Fields = {
    "item": ("item",),
    "done": ("done", "item"),
    "date": ("date",),
    "period": ("period",),
    "count": ("count",),
    "evidence": ("evidence",),
    "explanation": ("explanation",),
}
_REPORT_OF = re.compile(
    r"(\d{1,2}\s*[-~\u2014\u2013\u81f3\u3001]\s*\d{1,2}\s*\u6708)\D{0,8}\u6708\u62a5"
)
"""9-10月双月报: the months that a report is about."""
_FILLED = ("date", "period", "count", "evidence")
_QUESTION = re.compile(
    "是否|有无|完成|落实|达成|达标|自[评查]|评价|结果|状态|进展|进度|打[√勾钩]|√|[报交送收]情况|要求|截止|时限"
)
_NUMBER = re.compile(r"\(?[0-9]{1,2}(?![0-9+年月级])[.、)]?|\(?[一二三四五六七八九十]{1,3}[.、)]")
_NOT_YET = re.compile("未|没有|尚|正在|计划|筹|暂无|缺")
_NOT_SENT = re.compile(
    "(?:未|没有?|漏|缺|迟)(?:能|按时)*(?:上?报|[上提]?交|送)|^(?:[否未漏缺]|没有)$"
)
_DENIED = re.compile(
    "(?:尚|还)?(?:未|没有?)(?:建|成立|发文|印发|开展|落实|完成|实施|制定|纳入)|撤销|取消|(?:计划|拟|将)(?:于|在)?(?:下|明|20|[0-9]+月)"
)
"""In a remark beside a yes: nobody knows which of the two holds."""


def compared(text: str) -> str:
    """An item as it is compared: without its number, spaces, quotes and punctuation (R82)."""
    return re.sub(r"[^\w+]", "", _unnumbered(cells.plain(text))).replace("_", "")


def _unnumbered(text: str) -> str:
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def canonical_item(text: str | None, items: Any) -> str | None:
    """The rules' word for an item, where the text is one of theirs; else the text as it stands."""
    return None if text is None else items.get(compared(text), text)


def record_rows(reader: TableReader, around: Surroundings) -> Block:
    """Documents, mechanisms and self-declared items, one row each."""
    block = Block(reader, source_of(reader, RECORD_FIELDS))
    block.plain({"count": free_number, "evidence": text_of, "explanation": text_of})
    levels = further(reader.raw, reader.rows)
    words = tuple(around.items.items())
    block.read("item", ("item",), _item, reader.raw.facts.item, words, beside=levels)
    audited = _declared(reader, around.audited)
    block.read("date", ("date",), _day, "date", audited)
    if reader.has("period"):
        keys = ("period", "date")
        block.read("period", keys, _period, audited, _numbers_reports(reader))
    else:
        block.read("period", ("item", "evidence"), _named_period, audited)
    if reader.has("done") and _of_inspectors(reader):
        block.read("done", ("done",), _not_its_own)
    elif reader.has("done"):
        block.plain({"done": _in_words if _holds_marks(reader) else cells.yes_no})
        for at, remark in enumerate(reader.cells("explanation")):
            if block.values["done"][at] is True and _is_denied(remark):
                block.values["done"][at] = None
    else:
        block.read("done", ("evidence", "explanation", *_FILLED), _done, beside=_asks(reader))
    reader.reports()
    return block


@remembered
def _is_denied(remark: object) -> bool:
    return _DENIED.search(cells.plain(remark)) is not None


_INSPECTED = re.compile("检查(?:结果|情况)")
_CHECK = re.compile("自[查评检]|检查|督[导查]|视导|验收|评估")


def _of_inspectors(reader: TableReader) -> bool:
    """A column 检查结果 in a sheet that its nearest title does not call a self-check: whose answer it is is not said.

    The account of the columns then says that it was refused.
    """
    raw, column = reader.raw, reader.column("done")
    if column is None or column.how == "own_alias" or not _INSPECTED.fullmatch(column.heading):
        return False
    stem = raw.file.replace("\\", "/").rpartition("/")[2]
    told = filter(None, map(_CHECK.search, (raw.title, raw.sheet.name or "", stem)))
    nearest = next(told, None)
    if nearest is not None and nearest[0].startswith("自"):
        return False
    column.how, column.reason = "refused", "inspected"
    return True


def _not_its_own(line: Line) -> None:
    if not cells.is_blank(line.cell("done")):
        line.report("D202", "done", (("options_key", "D202.inspected"),))


def _holds_marks(reader: TableReader) -> bool:
    """Whether the answers are marks or levels, such as 10, 8 and 1: a 1 among them is no yes (R109)."""
    column = reader.column("done")
    if column is not None and "等级" in column.heading:
        return True
    numbers = [cells.number(raw).value for raw in set(reader.cells("done"))]
    return any(isinstance(number, int | float) and number > 1 for number in numbers)


def _in_words(raw: object) -> Read:
    """A yes or no that is no number."""
    return cells.yes_no(raw) if cells.number(raw).value is None else Read(code="D301")


def _item(line: Line, titled: str | None, words: tuple[tuple[str, str], ...]) -> str | None:
    """The one of its texts that is an item of the rules; where none is, or several are, all of them (R82).

    `words` are the rules' items: compared text and item.
    """
    items = dict(words)
    texts = [text for text in (cells.text(line.cell("item")), *(line.beside or ())) if text]
    said = " ".join(dict.fromkeys(texts)) or titled
    if said is None:
        line.report("D416", "item")
        return None
    known = {items.get(compared(text)) for text in texts or [said]} - {None}
    if len(known) == 1:
        return known.pop()
    if (meant := _contained(said, items)) is not None:
        line.report("D311", "item" if line.has("item") else None, (("item", meant),))
    return said


def _contained(said: str, items: Mapping[str, str]) -> str | None:
    """The rules' item whose words the text only contains: a guess, said but not made (R82)."""
    text = compared(said)
    if text in items:
        return None
    words = sorted((word for word in items if len(word) >= 2 and word in text), key=len)
    return items[words[-1]] if words else None


def _asks(reader: TableReader) -> list[bool]:
    """A column that was not understood may ask the question, or holds a 否, or what would tell is blank.

    Then no row is done unsaid.
    """
    if is_plan(reader):
        return [True] * len(reader.rows)
    blank = blank_reports(reader)
    unknown = [c for c in reader.raw.columns if c.key is None and c.how != "private"]
    if any(_QUESTION.search(one.heading) or _is_answer(one.heading) for one in unknown):
        return [True] * len(reader.rows)
    columns = [reader.raw.values(reader.rows, column.index) for column in unknown]
    return [
        blank[at] or any(cells.yes_no(column[at]).value is False for column in columns)
        for at in range(len(reader.rows))
    ]


_MONTHS = re.compile(
    r"(?:(20\d\d)\s*[年./-]\s*)?(?<!\d)(\d{1,2})\s*月?\s*[-~\u2014\u2013\u81f3\u3001,/&]\s*(\d{1,2})(?!\d)\s*(?:月|[)]|$)"
)
_ORDINALS = frozenset("123456")


def _numbers_reports(reader: TableReader) -> bool:
    """Whether the heading speaks of the first, second, … report, not of months."""
    column = reader.column("period")
    return column is not None and column.heading.strip() in {"期次", "期数", "期号"}


def _period(line: Line, audited: Audited, numbered: bool) -> dt.date | Span | None:
    """The months of a report; what is written but not understood may be any of the year, whatever its date (R65).

    `numbered`: the heading counts reports, so that a 2 is no February.
    """
    raw = line.cell("period")
    if cells.is_blank(raw):
        return None
    text, audited = cells.plain(raw), _not_after(line, audited)
    if numbered and text in _ORDINALS:
        line.report("D301", "period")
        return _any_day(audited)
    named = _MONTHS.search(text) if cells.day(raw).value is None else None
    if named is not None and int(named[3]) == int(named[2]) + 1 <= 12:
        year = f"{named[1]}年" if named[1] else ""
        return dated(cells.months(f"{year}{int(named[2])}-{int(named[3])}月").value, audited)
    found = _day(line, "period", audited)
    return _any_day(audited) if found is None else found


def _not_after(line: Line, audited: Audited) -> Audited:
    """The audited year, or that of the day of the report where it is an earlier one: 9-10月, handed in in 2023."""
    day = cells.day(line.cell("date")).value
    term = term_of(day, audited.calendar) if isinstance(day, dt.date) else None
    earlier = term is not None and audited.school_year is not None and term < audited.school_year
    return in_year(audited, term) if earlier else audited


def _any_day(audited: Audited) -> Span | None:
    """Any day of the audited school year."""
    if audited.school_year is None:
        return None
    start = int(audited.school_year[:4])
    return Span(dt.date(start, 9, 1), dt.date(start + 1, 8, 31))


def _named_period(line: Line, audited: Audited) -> dt.date | Span | None:
    """The months of a report, where the item or the document names them."""
    for key in ("item", "evidence"):
        named = _REPORT_OF.search(cells.plain(line.cell(key)))
        if named is not None:
            return dated(cells.months(named[1]).value, audited)
    return None


def _is_answer(heading: str) -> bool:
    """是, or 未开展: a column to be ticked."""
    return cells.yes_no(heading.rpartition("/")[2]).value is not None


def _done(line: Line) -> bool | None:
    """The sheet does not ask: a row is done unless its other cells say that it is not (R83)."""
    if line.beside:
        return None
    for key in ("evidence", "explanation"):
        raw = line.cell(key)
        if cells.yes_no(raw).value is False:
            return False
        if _NOT_YET.search(cells.plain(raw)):
            return None
    day, number = line.cell("date"), cells.number(line.cell("count")).value
    if number == 0:
        return False
    if isinstance(day, str) and not cells.is_blank(day) and cells.day(day).value is None:
        return False if _NOT_SENT.search(day) else None
    asked = [key for key in _FILLED if line.has(key)]
    if asked and all(cells.is_blank(line.cell(key)) for key in asked):
        return None  # a printed line nobody filled in
    return True
