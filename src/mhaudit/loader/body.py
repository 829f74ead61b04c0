"""The rows under a heading: data, and what is none (blank, numbered, total, group, example, footer rows)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mhaudit.loader.cell_text import KEPT, ideographs_but
from mhaudit.loader.headings import Area
from mhaudit.loader.vocabulary import normalise

Cells = Sequence[tuple[int, Any]]
Keys = dict[int, str | None]

_EMPTY = frozenset(
    {"", "/", "-", "—", "——", "--", "\\", "请选择", "请填写", "(请选择)", "(请填写)"}
)
_NONE = re.compile(
    r"(?:本校|我校|本班|全校)?(?:暂|现|均)?(?:无|没有)(?:此项|此类)?(?:教师|人员|活动|记录|心理委员)?"
)
_MAY_DENY = re.compile(f"[^A-Za-z0-9{ideographs_but('无無没沒请請')}]")
"""In a text without any of these no word for nothing can be: a cheap test for many texts at once."""
_BLANK = frozenset({None, ""})
_BARE_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计)(?:\(.*\))?|总数|平均值?|累计|占比|百分比|比例|(?:未?达标|完成|覆盖)(?:率|学校数?|数)"
)
_TOTAL = re.compile(rf"[^\W\d]{{0,8}}(?:{_BARE_TOTAL.pattern})")
_IN_TOTALS = re.compile("[计計数數\uf969均比率标]")
"""One of these is in every total, however it is written: a cheap test before the dear one."""
_OF_GROUPS = "区區县縣市旗城局会會属屬管直镇鎮乡鄉道片校学學空白"
_PECULIAR = re.compile(
    f"[^A-Za-z0-9().{ideographs_but('计計数數均比率标例示范签章' + _OF_GROUPS)}]"
)
"""A text without any of these is no total, no example and no group, and no footer but a bare word for one."""
_SUMMED = frozenset({"schools", "classes", "wide"})
"""Tables in which `东湖区小计` is a total; elsewhere it may be the text of an item."""
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|\(?\d+[、.)])?([^\W\d_]{1,10}(?:区|县|市|旗|新城|开发区|高新区|管理局|管委会))"
    r"(\(?(?:共计?)?\d+[所个](?:学校)?\)?)?"
)
_NO_DISTRICT = re.compile(
    r"(?:[^\W\d_]{0,6}[省市区县])?(?:直属|直管|市直|省直|省属|市属)(?:学校|单位)?(?:\(?(?:共计?)?\d+[所个](?:学校)?\)?)?"
)
"""Groups of schools that no district has: the last one named ends there."""
_PART_OF_DISTRICT = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|\(?\d+[、.)])?"
    r"(?:(?:城区|县城|城镇|乡镇|镇区|乡村|农村|公办|民办|普通|义务教育阶段)*"
    r"(?:小学|初中|高中|中学|学校|中小学)(?:部分|阶段)?"
    r"|[^\W\d_]{1,5}(?:镇|乡|街道|片区|学区|片))(?:\(?(?:共计?)?\d+[所个](?:学校)?\)?)?"
)
"""Groups of schools within a district or across districts: the district named last goes on."""
_LINE = re.compile(
    r"(?:以下(?:空白|无内容?|为空)|此处空白)|\(?(?:填[表报写])?(?:说明|备注|注意?|注意事项)\)?\d?[:\uff1a].*"
)
"""A line of words in a table that stands for no row, wherever it stands."""
_SIGNED = re.compile(
    r"(?:(?:单位|学校|主管|分管)?(?:负责人|领导|校长|经办人|主任)|填[表报]人|审核人|制表人|联系人)\(?(?:签字|签名|签章|盖章)\)?"
)
_COUNT = re.compile(r"\(?(?:共计?)?\d+[所个](?:学校)?\)?")
_ORDINAL = re.compile("[一二三四五六七八九十]{1,3}")
_IN_GROUPS = re.compile(f"[{_OF_GROUPS}]")
_EXAMPLE = re.compile(
    r"\(?(?:填写|填报|填表)?(?:示例|样例|范例|例如|例|示范)\d*\)?(?:\(不计入?\))?"
)
_EXAMPLE_COLON = re.compile(
    r"[(\uff08]?(?:填写|填报)?(?:示例|样例|范例|例如|例)[)\uff09]?[:\uff1a]"
)
_NOTE_LENGTH = 40
_TOTAL_LENGTH = 20
_NAME_LENGTH = 15
_FOOTER_WORDS = (
    r"填表人|填报人|审核人|经办人|拟稿人|签发人|负责人|联系人|联系电话|制表人|校长|分管领导|主管领导|单位负责人|学校负责人"
    r"|填表日期|填报日期|填报时间|上报日期|报送日期|日期|单位|填报单位|学校|盖章|公章|签字|签名|(?:填表)?说明|备注|注"
)
_FOOTERS = frozenset(_FOOTER_WORDS.replace("(?:填表)?", "").split("|"))
_FOOTER_ALONE = _FOOTERS | {"填表说明"}
_FOOTER = re.compile(rf"(?:{_FOOTER_WORDS})(?:\([^()]*\))?:.*|(?:.{{0,12}}:)$|(?:{_FOOTER_WORDS})$")
_CLOSING = re.compile(r"(?:20\d\d年\d{1,2}月\d{1,2}日|年月日|.{0,8}\(?(?:盖章|公章|签字|签章)\)?)$")
_ENUMERATED = re.compile(r"\(?\d{1,2}[.、)]\D{6}")
"""`2.双月报请按时报送`: a line of notes, no name."""
_NUMBERED_NOTE = re.compile(r"[(]?(\d{1,2})[.、)]\D{2}")
_NUMBERED = frozenset({"serial", "grade", "class_name", "number", "students"})
"""Keys of columns that may hold 1, 2, 3 in a row of data; more than `_FEW` such cells are none."""
_FEW = 3
_ID_KEYS = frozenset({"serial", "school", "school_code", "district"})
_SHORT = frozenset({"name", "class_name", "grade"})
"""Keys whose cells are never a sentence."""


@dataclass(slots=True)
class Body:
    """The rows of a table, counted from 0. `footers` are looked at for a 单位 line."""

    rows: list[int] = field(default_factory=list)
    districts: dict[int, str] = field(default_factory=dict)
    none: list[int] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)


def read_body(area: Area, rows: Sequence[int], keys: Keys, table: str) -> Body:
    """Sort `rows`; `keys` holds every column that has a heading, with its key if it has one."""
    body = Body()
    plain = _plain_rows(area, rows, keys)
    odd = [*(at for at, row in enumerate(rows) if row not in plain), len(rows)]
    data: list[int] = []
    others: list[tuple[int, str]] = []
    district: str | None = None
    started = heads = False
    at = following = 0
    while at < len(rows):
        while odd[following] < at:
            following += 1
        if started and at < odd[following]:
            run = rows[at : odd[following]]
            data += run
            if district is not None:
                body.districts |= dict.fromkeys(run, district)
            at = odd[following]
            continue
        row = rows[at]
        at += 1
        filled = area.filled(row)
        if not filled or (not started and (_numbers_columns(filled, keys) or _gives_units(filled))):
            continue
        group = _group(filled, keys)
        if group is not None and "district" not in keys.values():
            if group.within:
                started = True
                continue
            heads = heads or not started
            # with sums in it, it may stand below its schools: then it says nothing of those that follow
            district = group.district if heads or not group.summed else None
            started = True
            continue
        started = True
        kind = "group" if group else _kind(filled, keys, table)
        if kind != "data":
            others.append((row, kind))
            continue
        data.append(row)
        if district is not None:
            body.districts[row] = district
    _settle(body, area, data, others, keys, table)
    return body


def _settle(
    body: Body,
    area: Area,
    data: list[int],
    others: Sequence[tuple[int, str]],
    keys: Keys,
    table: str,
) -> None:
    """Put the rows where they belong, once it is known how far down the data go."""
    last = _without_notes(area, data, others)
    last = _without_numbered_notes(area, data[: bisect_right(data, last)], last)
    end = bisect_right(data, last)
    body.rows, body.footers = data[:end], data[end:]
    by_kind = {
        "data": body.rows,
        "none": body.none,
        "example": body.examples,
        "footer": body.footers,
    }
    for row, kind in others:
        if kind == "footer" and row < last:
            kind = _kind(area.filled(row), keys, table, footers=False)
        if kind in by_kind:
            by_kind[kind].append(row)
    body.rows.sort()
    body.footers.sort()


def _plain_rows(area: Area, rows: Sequence[int], keys: Keys) -> Set[int]:
    """The rows that are data at first sight, found column by column: nearly all of them.

    The first text in such a row is no word that may set a row apart, and a column beside it holds a fact.
    """
    if not rows:
        return frozenset()
    body = _Columns(area.sheet.columns, rows[0], rows[-1] + 1)
    first = next((at for at in range(len(body.columns)) if body.holds_text(at)), None)
    if first is None:
        return frozenset()
    plain = body.rows_with(first, _ordinary(body.distinct(first)))
    if area.anchors:
        plain -= area.covered
    for at, key in keys.items():
        if key == "serial" and at != first:
            plain -= body.rows_with(at, set(filter(_may_be_example, body.texts(at))))
    untold = plain
    for at, key in keys.items():
        if not untold:
            break
        if key not in _ID_KEYS and at != first:
            untold = untold & body.rows_with(at, _no_facts_among(body.distinct(at)))
    return plain - untold


class _Columns:
    """The columns of a sheet between two rows, with what each of them holds."""

    def __init__(self, columns: Sequence[Sequence[Any]], start: int, stop: int) -> None:
        self.columns, self.start, self.stop = columns, start, stop
        self._distinct: dict[int, set[Any]] = {}

    def distinct(self, at: int) -> set[Any]:
        """What the cells of a column hold."""
        found = self._distinct.get(at)
        if found is None:
            found = self._distinct[at] = set(self.columns[at][self.start : self.stop])
        return found

    def texts(self, at: int) -> list[str]:
        """The texts among them."""
        values = self.distinct(at)
        return [value for value in values if type(value) is str] if _has_str(values) else []

    def holds_text(self, at: int) -> bool:
        """Whether one of them is more than blanks."""
        return any(map(_is_text, self.texts(at)))

    def rows_with(self, at: int, wanted: set[Any]) -> set[int]:
        """The rows in which a column holds one of these."""
        if not wanted:
            return set()
        if len(wanted) == len(self.distinct(at)):
            return set(range(self.start, self.stop))
        column = self.columns[at][self.start : self.stop]
        return {row for row, value in enumerate(column, self.start) if value in wanted}


def _has_str(values: Iterable[Any]) -> bool:
    return str in set(map(type, values))


def _is_text(value: str) -> bool:
    return value != "" and not value.isspace()


def _ordinary(values: set[Any]) -> set[str]:
    """Those texts that surely are neither a total nor an example nor a footer, whatever stands beside them."""
    texts = {value for value in values if type(value) is str and value}
    doubtful = texts & _FOOTER_ALONE
    if _PECULIAR.search("".join(texts)):
        doubtful |= set(filter(_PECULIAR.search, texts))
    return texts.difference(value for value in doubtful if not _is_ordinary(value))


@lru_cache(KEPT)
def _is_ordinary(value: str) -> bool:
    text = value.strip()
    if not text:
        return False
    if text.isascii() and ":" not in text:
        return True
    return not (
        _is_total(text, summed=True)
        or _is_total(text, summed=False)
        or _starts_example(text)
        or (_may_be_example(text) and _EXAMPLE.fullmatch(normalise(text)))
        or _FOOTER.fullmatch(_squeezed(text))
        or _SIGNED.fullmatch(_squeezed(text))
        or _LINE.fullmatch(_squeezed(text))
        or _PART_OF_DISTRICT.fullmatch(_squeezed(text))
        or (_IN_GROUPS.search(text) and _grouped(text))
    )


def _may_be_example(value: Any) -> bool:
    return isinstance(value, str) and ("例" in value or "示范" in value)


def _no_facts_among(values: set[Any]) -> set[Any]:
    """Those that are blank or a word for nothing."""
    found = values & _BLANK
    texts = [value for value in values if type(value) is str] if _has_str(values) else []
    if _MAY_DENY.search("".join(texts)):
        found |= {text for text in filter(_MAY_DENY.search, texts) if _denies(text)}
    return found


def _denies(text: str) -> bool:
    return not _is_text(text) or _says_nothing(text.strip())


def _without_notes(area: Area, data: Sequence[int], others: Sequence[tuple[int, str]]) -> int:
    """The last row of data, once lone cells below a footer are taken for the rest of its text."""
    last = data[-1] if data else -1
    footers = [row for row, kind in others if kind == "footer"]
    if not footers:
        return last
    sure = next((row for row in reversed(data) if len(area.filled(row)) != 1), -1)
    first_footer = next((row for row in footers if row > sure), None)
    if first_footer is None or first_footer > last:
        return last
    before = bisect_left(data, first_footer)
    return data[before - 1] if before else -1


def _without_numbered_notes(area: Area, rows: Sequence[int], last_data: int) -> int:
    """The last of these rows of data, once lone cells `1.…`, `2.…` at the end are taken for notes.

    Where other rows are numbered in that way as well, they are rows that were left blank.
    """
    at = len(rows)
    while at and (cell := _lone_text(area, rows[at - 1])) and _NUMBERED_NOTE.match(cell[1]):
        at -= 1
    notes, rest = rows[at:], rows[:at]
    if not notes or not rest:
        return last_data
    column, text = _lone_text(area, notes[0]) or (0, "")
    first = _NUMBERED_NOTE.match(text)
    above = (_squeezed(str(area.own(row, column))) for row in rest)
    if first is None or first[1] != "1" or any(map(_NUMBERED_NOTE.match, above)):
        return last_data
    return rest[-1]


def _lone_text(area: Area, row: int) -> tuple[int, str] | None:
    filled = area.filled(row)
    if len(filled) != 1 or not isinstance(filled[0][1], str):
        return None
    return filled[0][0], _squeezed(filled[0][1])


def _kind(filled: Cells, keys: Keys, table: str, *, footers: bool = True) -> str:
    """data, none, example, footer, total or empty."""
    text = next((value for _, value in filled if isinstance(value, str)), "")
    if _is_total(text, summed=table in _SUMMED):
        return "total"
    if len(filled) == 1 and _LINE.fullmatch(_squeezed(text)):
        return "empty"
    if keys.get(filled[0][0]) in _ID_KEYS and _SIGNED.fullmatch(_squeezed(text)):
        return "footer" if footers else "empty"
    if _is_example(filled, keys, text):
        return "example"
    if footers and _is_footer(filled, keys, text):
        return "footer"
    if any(
        keys.get(at, "serial") not in _ID_KEYS and not _says_nothing(value) for at, value in filled
    ):
        return "data"
    told = {at: str(value) for at, value in filled if at in keys and not _is_empty(value)}
    if table == "schools" and any(keys[at] in {"school", "school_code"} for at in told):
        return "data"  # a school that filled in nothing is a school all the same
    return _no_facts(told, keys) if told else "empty"


def _is_total(text: str, *, summed: bool) -> bool:
    return (
        len(text) < _TOTAL_LENGTH
        and _IN_TOTALS.search(text) is not None
        and bool((_TOTAL if summed else _BARE_TOTAL).fullmatch(normalise(text)))
    )


def _says_nothing(value: Any) -> bool:
    return isinstance(value, str) and len(value) < _TOTAL_LENGTH and _is_empty_or_none(value)


@lru_cache(KEPT)
def _is_empty_or_none(value: str) -> bool:
    return _is_empty(value) or _says_none(value)


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and (value in _EMPTY or normalise(value) in _EMPTY)


def says_none(value: object) -> bool:
    """Whether a cell reads 无, 本校无 and the like."""
    return isinstance(value, str) and _says_none(value)


@lru_cache(KEPT)
def _says_none(value: str) -> bool:
    return bool(_NONE.fullmatch(normalise(value)))


def _no_facts(told: dict[int, str], keys: Keys) -> str:
    """A row with nothing but numbers and names of schools (R3), or with 无 beside them (R2, R4)."""
    if len(told) == 1 and _says_none(next(iter(told.values()))):
        return "none"
    facts = {keys[at] for at in told if keys[at] not in _ID_KEYS}
    return "none" if facts - {"evidence", "explanation", None} else "empty"


def _is_example(filled: Cells, keys: Keys, text: str) -> bool:
    """序号 or the first cell says 示例 or 例 (R53)."""
    first = filled[0][0]
    words = [
        value
        for at, value in filled
        if (at == first or keys.get(at) == "serial") and _may_be_example(value)
    ]
    return any(_EXAMPLE.fullmatch(normalise(word)) for word in words) or _starts_example(text)


def _starts_example(text: str) -> bool:
    return "例" in text and bool(_EXAMPLE_COLON.match(text))


def _is_footer(filled: Cells, keys: Keys, text: str) -> bool:
    """`填表人:张三  审核人:`, or a lone date, seal or note; whether data follows is for the caller (R111)."""
    squeezed = _squeezed(text)
    if len(filled) > 1 and not (":" in text or "\uff1a" in text or normalise(text) in _FOOTERS):
        return False
    if _FOOTER.fullmatch(squeezed):
        return True
    at, value = filled[0]
    if len(filled) > 1 or keys.get(at) not in {None, *_ID_KEYS, *_SHORT}:
        return False
    sentence = keys.get(at) in _SHORT and len(squeezed) > _NAME_LENGTH
    return (
        bool(_CLOSING.fullmatch(squeezed))
        or sentence
        or bool(_ENUMERATED.match(squeezed))
        or isinstance(value, dt.date)
        or len(squeezed) > _NOTE_LENGTH
    )


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class _Group:
    """A row that stands over a group of schools: their district, None where they have none."""

    district: str | None
    summed: bool
    """It holds numbers besides."""
    within: bool = False
    """It says nothing of the district."""


def _group(filled: Cells, keys: Keys) -> _Group | None:
    """The district that a row such as `东湖区(12所)` names for the rows below it (R92)."""
    texts = [(at, value) for at, value in filled if isinstance(value, str)]
    named = [
        (at, value)
        for at, value in texts
        if not _COUNT.fullmatch(normalise(value))
        and not (keys.get(at) == "serial" and _ORDINAL.fullmatch(normalise(value)))
    ]
    if len(named) != 1:
        return None
    at, value = named[0]
    found = _grouped(value)
    if found is None:
        alone = all(keys.get(cell, "serial") in _ID_KEYS for cell, _ in filled)
        within = alone and _PART_OF_DISTRICT.fullmatch(_squeezed(value))
        return _Group(None, False, True) if within else None
    others = [cell for cell, _ in filled if cell != at and keys.get(cell) not in _ID_KEYS]
    summed = any(not isinstance(value, str) for cell, value in filled if cell in others)
    if summed and keys.get(at) not in _ID_KEYS:
        return None
    counted = bool(found[1]) or len(texts) > len(named)
    if not counted and keys.get(at) not in {None, *_ID_KEYS}:
        return None
    return _Group(found[0] or None, summed)


def _grouped(text: str) -> tuple[str, str | None] | None:
    """District and number of schools, where a text names nothing else."""
    plain = normalise(text)
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1]
    if _NO_DISTRICT.fullmatch(plain):
        return "", None
    found = _GROUP.fullmatch(plain)
    return (found[1], found[2]) if found else None


def _gives_units(filled: Cells) -> bool:
    """A row of units alone: (人), (个), (平方米)."""
    return all(isinstance(value, str) and not normalise(value) for _, value in filled)


def _numbers_columns(filled: Cells, keys: Keys) -> bool:
    """A row that only numbers the columns: 1, 2, 3, 4 … or 甲, 1, 2 …"""
    words = [re.sub(r"[()\uff08\uff09\s]|\.0?$", "", str(value)) for _, value in filled]
    numbers = [word for word in words if word not in {"甲", "乙", "丙", "丁"}]
    if len(words) < 2 or not numbers or numbers != [str(at) for at in range(1, len(numbers) + 1)]:
        return False
    return len(words) > _FEW or not {keys.get(at) for at, _ in filled} <= _NUMBERED
