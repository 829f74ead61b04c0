"""Activities: when, for whom, of what kind and about what (R24, R25, R54–R63)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Context
from mhaudit.loader.period import Year, full_term, in_year, term_of
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
from mhaudit.loader.states import held
from mhaudit.loader.topics import campaign
from mhaudit.loader.unfilled import blank_activities
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


def day_of(line: Line, key: str, year: Year) -> dt.date | Span | None:
    """A day, with its year where none is written; D301 where that is not known (R62).

    Beside the row: whether all that its school dates with a year is of other years.
    """
    read = line.read(key, cells.months if key == "period" else cells.day)
    found = year.of(read.value, _year_said(line), doubted=bool(line.beside))
    if found is None and read.value is not None:
        line.report("D301", key)
    return found


def _year_said(line: Line) -> str | None:
    """The school year, or the term with its year, that columns of a row name."""
    for key in ("term", "school_year"):
        said: str | None = cells.term(line.cell(key)).value if line.has(key) else None
        if said is not None and len(said) > 1:
            return said
    return None


def year_of_days(reader: TableReader, audited: Audited) -> Year:
    """What the titles of a sheet, and 填报日期, say: 9月20日 in a list of 2023-2024 is one of 2023."""
    facts = reader.raw.facts
    said = facts.school_year or facts.term
    if audited.school_year is None or (said is not None and len(said) > 1):
        return Year(in_year(audited, said))
    begins = f"{audited.school_year[:4]}-07"
    return Year(audited, facts.calendar_year, facts.filed is not None and facts.filed < begins)


def of_other_years(reader: TableReader, audited: Audited) -> list[bool] | None:
    """Row by row, whether its school dates others with a year and none of them in the audited one; None: no row."""
    if audited.school_year is None or not reader.has("date"):
        return None
    raws = reader.cells("date")
    days = {raw: cells.day(raw).value for raw in set(raws)}
    known = {raw: day for raw, day in days.items() if isinstance(day, dt.date | Span)}
    if not known or len(known) == len(days):
        return None
    terms = {raw: term_of(day, audited.calendar) for raw, day in known.items()}
    within = {raw for raw, term in terms.items() if term is None or term[:9] == audited.school_year}
    found = [False] * len(raws)
    for _, places in reader.by_school():
        own = {raws[at] for at in places} & known.keys()
        if own and not own & within:
            for at in places:
                found[at] = True
    return found if any(found) else None


def activity_rows(reader: TableReader, around: Surroundings) -> Block:
    """Activities, one row each."""
    block = Block(reader, source_of(reader, ACTIVITY_FIELDS))
    facts = reader.raw.facts
    by_class: Sequence[tuple[Any, str | None]] = [(None, None)] * len(reader.rows)
    if reader.has("class_name"):
        by_class = classes_by_row(reader, around, needed=False)
    block.plain({"title": text_of, "participants": free_number, "evidence": text_of})
    days = ("date", *(key for key in ("term", "school_year") if reader.has(key)))
    year, other = year_of_days(reader, around.audited), of_other_years(reader, around.audited)
    block.read("date", days, day_of, "date", year, beside=other)
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
    _campaigns(block, facts.mental_health)
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
        keys = ("term", "school_year") if block.reader.has("school_year") else ("term",)
        block.read("term", keys, _term, titled, audited, beside=days)
    else:
        term = full_term(titled, audited)
        block.values["term"] = [term if day is None else None for day in days]


def _term(line: Line, titled: str | None, audited: Audited) -> str | None:
    day = line.beside
    said: str | None = line.read("term", cells.term).value
    if said is None:
        return full_term(titled, audited) if day is None else None
    term = full_term(said, in_year(audited, _year_said(line)))
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


def _campaigns(block: Block, mental_health_sheet: bool) -> None:
    """安全宣传月 and 读书文化节 are no campaigns on mental health: to be read before titles fill in themes."""
    column, themes = block.values["category"], block.values["themes"]
    at = [place for place, value in enumerate(column) if value == "campaign"]
    if at:
        said = [None if themes[place] is UNSAID else themes[place] for place in at]
        keys = ("title", "category")
        found = block.reader.read(keys, _campaign, mental_health_sheet, beside=said, at=at)
        for place, value in zip(at, found, strict=True):
            column[place] = value


def _campaign(line: Line, mental_health_sheet: bool) -> Any:
    return campaign(line.cell("title"), line.cell("category"), line.beside, mental_health_sheet)


def _themes(line: Line) -> SetOf | Unsaid | None:
    read = line.read("themes", cells.themes, name="themes")
    if read.blank:
        return UNSAID
    found: SetOf | None = read.value
    return found


def _themes_of_title(line: Line, mental_health_sheet: bool) -> SetOf | None:
    """What the title says, in the light of the sheet's (R54, R55)."""
    return cells.themes_of_title(line.cell("title"), mental_health_sheet=mental_health_sheet)
