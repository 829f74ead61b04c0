"""Which headings mean which key: the vocabulary, built in and extended by the user."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from mhaudit.loader.cell_text import KEPT

Aliases = Mapping[str, Mapping[str, Sequence[str]]]
"""table (or `any`) → key → headings."""

TABLES = ("schools", "classes", "teachers", "activities", "committee", "lessons", "records")

# Traditional characters that occur in headings, each followed by its simplified form (R115).
_FOLDED = (
    "學学稱称數数級级師师專专職职務务業业類类別别間间時时動动題题參参對对員员會会報报單单蓋盖縣县區区屬属門门編编碼码標标"
    "識识機机構构辦办質质總总層层規规現现個个輔辅導导諮咨詢询積积築筑無无負负責责審审擬拟簽签發发聯联繫系係系電电話话"
    "證证書书歷历認认內内開开設设課课週周節节點点長长與与範范術术體体團团隊队講讲項项檢检結结況况實实產产說说備备註注"
    "歸归號号戶户擔担診诊斷断藥药傷伤殺杀預预測测評评記记錄录資资狀状態态應应額额組组種种來来雙双兩两選选擇择監监護护"
    "親亲關关懷怀達达訊讯終终齡龄訓训舉举護护儲储須须歲岁營营帶带領领該该讓让計计劃划經经費费險险壓压緒绪彙汇總总詳详"
    "貫贯幾几園园鄉乡鎮镇東东灣湾"
)
_SIMPLIFIED = str.maketrans(dict(zip(_FOLDED[::2], _FOLDED[1::2], strict=True)))
_VALUES = frozenset(
    {
        "心理委员",
        "班级心理委员",
        "心理健康委员",
        "心理联络员",
        "心理保健员",
        "男委员",
        "女委员",
        "班主任",
        "教学班",
        "主题",
    }
    | {
        "教师资格证",
        "心理咨询师证",
        "资格证书",
        "职业资格证书",
        "支教",
        "对口援助",
        "定点支教",
        "共享",
        "#",
        "no",
    }
)
"""Headings that are values of cells as well: roles, posts, certificates."""
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]*")
"""Text in which there is nothing to normalise but traditional characters."""
_ANSWERS = frozenset(
    {"是", "否", "有", "无", "没有", "达标", "已达标", "未达标", "不达标"}
    | {before + word for before in ("", "已", "未") for word in ("完成", "落实", "建立", "开展")}
)
"""Last levels of a heading whose columns together give one answer: 是 and 否 under 是否完成."""
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufeff_]+")
_UNITS = (
    "人|名|个|位|间|处|所|次|份|班|节|门|期|元|万元|%|岁|年|m2|m²|㎡|平方米|平米|平方|米|课时|学时|小时|分钟|人数|人次|个数"
    "|盖章|公章|签章|印章|签字|加盖公章|必填|选填|可选|单选|多选|下拉选择|必填项|选填项|全称|请填全称|请写全称|填全称|规范全称|10位|数字"
)
_BRACKETED_UNIT = re.compile(
    rf"\((?:单位:?)?(?:{_UNITS})\)"
    r"|\((?:是/否|有/无|是否|是或否|男/女|专职/兼职|专/兼职|√|打√|请打√|选填.{0,10}|请.{1,12}|填.{1,12}|如:?.{1,20}|例:?.{1,20})\)"
)
_LEADING = re.compile(r"^(?:[*※★#]|\(?\d{1,2}[.、)](?=\D))+")
_TRAILING = re.compile(r"[:*?※★。]+$")


@lru_cache(KEPT)
def _normalised(text: str) -> str:
    if _IDEOGRAPHS.fullmatch(text):
        return text.translate(_SIMPLIFIED)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SIMPLIFIED).lower()
    text = (
        text.replace("【", "(")
        .replace("】", ")")
        .replace("[", "(")
        .replace("]", ")")
        .replace("\\", "/")
    )
    if "(" in text:
        text = _BRACKETED_UNIT.sub("", text)
    text = text.replace("其中:", "其中")
    bare = _LEADING.sub("", text)
    return _TRAILING.sub("", bare)


def normalise(heading: object) -> str:
    """A heading as it is compared; '' for a cell that is no text.

    Half width, simplified characters, lower case, without spaces, line breaks, bracketed units, a leading
    `*` or number and a trailing colon.

    >>> normalise("*专\\n兼职"), normalise("心理咨询室面积(m2):"), normalise("學校名稱")
    ('专兼职', '心理咨询室面积', '学校名称')
    """
    return _normalised(heading) if isinstance(heading, str) else ""


@lru_cache(KEPT)
def _squeezed(text: str) -> str:
    """An item or a course as it is compared: without punctuation, too."""
    return re.sub(r"[^\w+]", "", normalise(text))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means in a table. `how` is exact, alias or own_alias; `weak` as in the YAML file."""

    key: str
    how: str
    weak: bool = False


Rank = tuple[int, bool, int]
"""The user's own headings (2) before strong ones (1) before weak ones (0), then longer paths first."""
Rated = tuple[int, Meaning, Rank]
"""How many levels of a heading were heard, what they mean, and how good the match is."""


def _strength(meaning: Meaning) -> int:
    return 2 if meaning.how == "own_alias" else int(not meaning.weak)


class Vocabulary:
    """table → normalised heading → what it means."""

    def __init__(
        self, tables: dict[str, dict[str, Meaning]], names: dict[str, dict[str, str]]
    ) -> None:
        self.tables = tables
        self.names = names
        """table → key → the heading that messages name."""
        self.words = frozenset(word for meanings in tables.values() for word in meanings)
        """Every normalised heading of any table."""
        self.headings = frozenset(
            word
            for meanings in tables.values()
            for word, meaning in meanings.items()
            if not meaning.weak
        ).difference(_VALUES)
        """Those that are hardly ever the value of a cell: what tells a further heading from a row of data."""
        self._rated: dict[tuple[str, tuple[str, ...]], Rated | None] = {}
        self._items: Mapping[str, str] = {}
        self._courses: Mapping[str, str] = {}

    def with_words(self, items: Mapping[str, str], courses: Mapping[str, str]) -> Vocabulary:
        """The same with the rules' own words for items and courses: each with the word that it stands for."""
        return _with_words(self, tuple(sorted(items.items())), tuple(sorted(courses.items())))

    def item(self, text: str) -> str | None:
        """The rules' item that a heading is exactly (R82)."""
        return self._items.get(_squeezed(text)) if self._items else None

    def course(self, text: str) -> str | None:
        """The course that a heading is exactly (R80)."""
        return self._courses.get(_squeezed(text)) if self._courses else None

    def meaning(self, table: str, heading: str) -> Meaning | None:
        """What a normalised heading means in a table."""
        return self.tables[table].get(heading)

    def rated(self, table: str, texts: tuple[str, ...]) -> Rated | None:
        """What a heading of several levels means.

        The whole path is looked up, then the path without its first level, then the leaf (R135).
        """
        key = table, texts
        if key not in self._rated:
            self._rated[key] = self._rate(table, [normalise(text) for text in texts])
        return self._rated[key]

    def _rate(self, table: str, texts: list[str]) -> Rated | None:
        levels = len(texts)
        whole = self.meaning(table, "".join(texts))
        if whole is not None:
            return levels, whole, (_strength(whole), True, levels)
        for start in sorted({1, levels - 1} - {0}):
            part = self.meaning(table, "".join(texts[start:])) if start < levels else None
            if part is not None and not part.weak:  # 人数 under 家长: nobody knows whose
                return levels, part, (_strength(part), False, levels - start)
        if levels > 1 and texts[-1] in _ANSWERS:
            return self._rate(table, texts[:-1])
        return None

    def candidates(self, table: str, heading: str) -> tuple[str, ...]:
        """What the known headings mean that look like an unmapped one, up to three: never decided by."""
        from rapidfuzz import fuzz, process  # most files have nothing left over

        found = process.extract(
            heading, list(self.tables[table]), scorer=fuzz.ratio, limit=3, score_cutoff=60
        )
        return tuple(dict.fromkeys(self.tables[table][str(word)].key for word, _, _ in found))


_Words = tuple[tuple[str, str], ...]


@lru_cache(16)
def _with_words(base: Vocabulary, items: _Words, courses: _Words) -> Vocabulary:
    """One for every audit with the same rules: what was found out by it is kept."""
    found = Vocabulary(base.tables, base.names)
    found._items = {_squeezed(word): item for word, item in items}
    found._courses = {_squeezed(word): course for word, course in courses}
    return found


def load(extra: Aliases | None = None) -> Vocabulary:
    """The built-in vocabulary with `extra` (table or `any` → key → headings) of `mhaudit.toml` on top.

    A heading of the user's own outranks a built-in one of the same text.
    """
    if not extra:
        return _built_in()
    base = _built_in()
    tables = {table: dict(meanings) for table, meanings in base.tables.items()}
    for table in TABLES:
        for source in ("any", table):
            for key, headings in extra.get(source, {}).items():
                for heading in headings:
                    tables[table][normalise(heading)] = Meaning(key, "own_alias")
    return Vocabulary(tables, base.names)


@cache
def document() -> dict[str, dict[str, Any]]:
    """The YAML file: table (or `any`) → key → entries, and `weak` → key → entries."""
    text = Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, Any]] = yaml.load(text, loader)
    return found


@cache
def _built_in() -> Vocabulary:
    tables: dict[str, dict[str, Meaning]] = {}
    names: dict[str, dict[str, str]] = {}
    for table in TABLES:
        tables[table], names[table] = {}, {}
        for section in (document()[table], document()["any"]):
            _add(tables[table], names[table], section)
    return Vocabulary(tables, names)


def _add(meanings: dict[str, Meaning], names: dict[str, str], section: dict[str, Any]) -> None:
    """The headings of one section; what is there already stays."""
    weak = section.get("weak", {})
    for key, entries in section.items():
        if key == "weak":
            continue
        first, *others = headings_in(entries)
        names.setdefault(key, first)
        for heading, how in [
            (first, "exact"),
            (key, "exact"),
            *((other, "alias") for other in others),
        ]:
            meanings.setdefault(normalise(heading), Meaning(key, how))
    for key, entries in weak.items():
        for heading in headings_in(entries):
            meanings.setdefault(normalise(heading), Meaning(key, "alias", weak=True))


def headings_in(entries: Sequence[Any]) -> Iterator[str]:
    """The headings of one key's entries, those of two rows joined."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            yield from (over + under for over in entry["over"] for under in entry["under"])
