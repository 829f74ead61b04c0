"""Documents, mechanisms and self-declared items, and the two-monthly reports (R65, R82, R83, R146)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.denials import denials
from mhaudit.loader.events import day_of, of_other_years, year_of_days
from mhaudit.loader.levels import further
from mhaudit.loader.period import Year, in_year, term_of
from mhaudit.loader.reading import Line, TableReader
from mhaudit.loader.rows import Block, Fields, Surroundings, free_number, source_of, text_of
from mhaudit.loader.states import is_plan
from mhaudit.loader.unfilled import blank_reports
from mhaudit.models.submission import Source
from mhaudit.models.terms import Audited
from mhaudit.models.values import Span

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
_IN_WORDS = ("evidence", "explanation")
_TELLING = (*_IN_WORDS, "date", "period", "count")
_NOWHERE = -1
_QUESTION = re.compile(
    "是否|有无|完成|落实|达成|达标|自[评查]|评价|结果|状态|进展|进度|打[√勾钩]|√|[报交送收]情况|要求|截止|时限"
)
_NUMBER = re.compile(r"\(?[0-9]{1,2}(?![0-9+年月级])[.、)]?|\(?[一二三四五六七八九十]{1,3}[.、)]")
_NOT_YET = re.compile("未|没有|尚|正在|计划|筹|暂无|缺")
_NOT_SENT = re.compile(
    "(?:未|没有?|漏|缺|迟)(?:能|按时)*(?:上?报|[上提]?交|送)|^(?:[否未漏缺]|没有)$"
)


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
    year, other = year_of_days(reader, around.audited), of_other_years(reader, around.audited)
    block.read("date", ("date",), day_of, "date", year, beside=other)
    if reader.has("period"):
        keys = ("period", "date")
        block.read("period", keys, _period, year, _numbers_reports(reader))
    else:
        block.read("period", ("item", "evidence"), _named_period, year)
    if reader.has("done") and _of_inspectors(reader):
        block.read("done", ("done",), _not_its_own)
    elif reader.has("done"):
        block.plain({"done": _in_words if _holds_marks(reader) else cells.yes_no})
        _take_back(block)
    else:
        asked = _asks(reader)
        block.read("done", ("evidence", "explanation", *_FILLED), _done, beside=asked)
        block.sources = _undecided(block, asked)
    reader.reports()
    return block


def _take_back(block: Block) -> None:
    """An answer that another cell of its row denies is none; D424 names both (R146)."""
    reader, answers = block.reader, block.values["done"]
    for at, columns in sorted(denials(reader, answers).items()):
        answers[at] = None
        row = reader.rows[at]
        others = tuple(reader.table.place(row, index) for index in columns)
        cell = others[0].cell or ""
        reader.report("D424", row, "done", (("cell", cell),), others)


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


def _asks(reader: TableReader) -> list[int | None]:
    """Row by row the column that may ask the question, that holds a 否, or that would tell and is blank.

    Then no row is done unsaid. `_NOWHERE`: the whole sheet is a plan. None: nothing of the kind.
    """
    if is_plan(reader):
        return [_NOWHERE] * len(reader.rows)
    unknown = [c for c in reader.raw.columns if c.key is None and c.how != "private"]
    for one in unknown:
        if _QUESTION.search(one.heading) or _is_answer(one.heading):
            return [one.index] * len(reader.rows)
    found: list[int | None] = [None] * len(reader.rows)
    for column in reversed(unknown):
        for at, raw in enumerate(reader.raw.values(reader.rows, column.index)):
            if cells.yes_no(raw).value is False:
                found[at] = column.index
    date = reader.column("date")
    day = _NOWHERE if date is None else date.index
    return [day if blank else found[at] for at, blank in enumerate(blank_reports(reader))]


def _undecided(block: Block, asked: Sequence[int | None]) -> list[Source] | None:
    """Where a row of a list without answers is not known to be done: in the cell that leaves it open (R99)."""
    reader, done = block.reader, block.values["done"]
    if None not in done:
        return None
    told = [(key, column) for key in _TELLING if (column := reader.column(key)) is not None]
    found: dict[int, Source] = {_NOWHERE: block.source}
    sources = []
    for at, value in enumerate(done):
        index = _NOWHERE if value is not None else asked[at]
        if index is None:
            open_in = (
                column.index for key, column in told if _leaves_open(key, reader.cells(key)[at])
            )
            index = next(open_in, _NOWHERE)
        if index not in found:
            found[index] = replace(block.source, columns={**block.source.columns, "done": index})
        sources.append(found[index])
    return sources


_MONTHS = re.compile(
    r"(?:(20\d\d)\s*[年./-]\s*)?(?<!\d)(\d{1,2})\s*月?\s*[-~\u2014\u2013\u81f3\u3001,/&]\s*(\d{1,2})(?!\d)\s*(?:月|[)]|$)"
)
_ORDINALS = frozenset("123456")


def _numbers_reports(reader: TableReader) -> bool:
    """Whether the heading speaks of the first, second, … report, not of months."""
    column = reader.column("period")
    return column is not None and column.heading.strip() in {"期次", "期数", "期号"}


def _period(line: Line, year: Year, numbered: bool) -> dt.date | Span | None:
    """The months of a report; what is written but not understood may be any of the year, whatever its date (R65).

    `numbered`: the heading counts reports, so that a 2 is no February.
    """
    raw = line.cell("period")
    if cells.is_blank(raw):
        return None
    text, year = cells.plain(raw), _not_after(line, year)
    if numbered and text in _ORDINALS:
        line.report("D301", "period")
        return _any_day(year.audited)
    named = _MONTHS.search(text) if cells.day(raw).value is None else None
    if named is not None and int(named[3]) == int(named[2]) + 1 <= 12:
        own = f"{named[1]}年" if named[1] else ""
        months = cells.months(f"{own}{int(named[2])}-{int(named[3])}月").value
        found = year.of(months)
        if found is None:
            line.report("D301", "period")
    else:
        found = day_of(line, "period", year)
    return _any_day(year.audited) if found is None else found


def _not_after(line: Line, year: Year) -> Year:
    """The year, or that of the day of the report where it is an earlier one: 9-10月, handed in in 2023."""
    day, audited = cells.day(line.cell("date")).value, year.audited
    term = term_of(day, audited.calendar) if isinstance(day, dt.date) else None
    earlier = term is not None and audited.school_year is not None and term < audited.school_year
    return Year(in_year(audited, term)) if earlier else year


def _any_day(audited: Audited) -> Span | None:
    """Any day of the audited school year."""
    if audited.school_year is None:
        return None
    start = int(audited.school_year[:4])
    return Span(dt.date(start, 9, 1), dt.date(start + 1, 8, 31))


def _named_period(line: Line, year: Year) -> dt.date | Span | None:
    """The months of a report, where the item or the document names them."""
    for key in ("item", "evidence"):
        named = _REPORT_OF.search(cells.plain(line.cell(key)))
        if named is not None:
            return year.of(cells.months(named[1]).value)
    return None


def _is_answer(heading: str) -> bool:
    """是, or 未开展: a column to be ticked."""
    return cells.yes_no(heading.rpartition("/")[2]).value is not None


def _done(line: Line) -> bool | None:
    """The sheet does not ask: a row is done unless its other cells say that it is not (R83)."""
    if line.beside is not None:
        return None
    for key in ("evidence", "explanation"):
        raw = line.cell(key)
        if cells.yes_no(raw).value is False:
            return False
        if _leaves_open(key, raw):
            return None
    day, number = line.cell("date"), cells.number(line.cell("count")).value
    if number == 0:
        return False
    if _leaves_open("date", day):
        return False if cells.day(day).value is None and _NOT_SENT.search(day) else None
    asked = [key for key in _FILLED if line.has(key)]
    if asked and all(cells.is_blank(line.cell(key)) for key in asked):
        return None  # a printed line nobody filled in
    return True


def _leaves_open(key: str, raw: Any) -> bool:
    """Whether a cell of a list without answers makes it doubtful that its row is done."""
    if key == "date":
        if not isinstance(raw, str) or cells.is_blank(raw):
            return False
        return cells.day(raw).value is None or _NOT_SENT.search(raw) is not None
    return (
        _NOT_YET.search(cells.plain(raw)) is not None if key in _IN_WORDS else cells.is_blank(raw)
    )
