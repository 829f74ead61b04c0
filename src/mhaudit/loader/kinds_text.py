"""What a cell, a school's name and its code say of the kind of school, as sets of GB/T 33782 codes (R27, R28)."""

from __future__ import annotations

import re

from mhaudit.loader.cell_text import BLANK, NOT_UNDERSTOOD, Read, is_blank, plain
from mhaudit.models.grades import KIND_CODES, KIND_NAMES, KIND_SETS

Codes = frozenset[str]

_SPECIAL = KIND_SETS["special"]
_VOCATIONAL = KIND_SETS["vocational"]


def _each(table: dict[str, Codes]) -> dict[str, Codes]:
    return {word: codes for words, codes in table.items() for word in words.split()}


_WORDS = {
    title: frozenset(code for code in KIND_NAMES if KIND_NAMES[code] == title) for title in KIND_NAMES.values()
} | _each({
    "小学 完全小学 完小 村完小 中心小学 村小 村级小学": frozenset({"211"}),
    "教学点 小学教学点": frozenset({"218"}),
    "初中 初级中学 普通初中 普通初级中学": frozenset({"311"}),
    "九年一贯制 九年一贯制学校 九年一贯 九年制学校 九年一贯学校": frozenset({"312"}),
    "完全中学 完中": frozenset({"341"}),
    "高中 普通高中 高级中学 普通高级中学": frozenset({"342"}),
    "十二年一贯制 十二年一贯制学校 十二年一贯 十二年制学校": frozenset({"345"}),
    "职高 职业高中 职业高中学校": frozenset({"365"}),
    "中职 中职学校 中等职业学校 职业学校": _VOCATIONAL,
    "中专 中等专业学校 普通中专": frozenset({"361", "362", "363"}),
    "技校 技工学校 技师学院": frozenset({"366"}),
    "特殊教育学校 特教学校 特殊教育 特教 特校": _SPECIAL,
    "盲校 盲人学校": frozenset({"511"}),
    "聋校 聋哑学校 聋人学校": frozenset({"512"}),
    "盲聋哑学校": frozenset({"511", "512"}),
    "培智学校 弱智学校": frozenset({"513"}),
    "其他特教学校 其他特殊教育学校": frozenset({"514", "519"}),
    "幼儿园": frozenset({"111"}),
})  # fmt: skip
_NARROWED = _each({
    "中学 普通中学": frozenset({"311", "312", "341", "342", "345"}),
    "一贯制学校 一贯制": frozenset({"312", "345"}),
})  # fmt: skip
_BEFORE = re.compile("^(?:公办|民办|公立|私立|农村|城市|城区|乡村|乡镇|镇区)")
_CODE_AND_NAME = re.compile(
    r"(?P<code>[0-9]{3})(?:[-、:.])?(?P<name>\D*)|(?P<name_>\D+)\((?P<code_>[0-9]{3})\)"
)
_SEPARATOR = re.compile("[、,;/+和及]")


def kind(raw: object) -> Read:
    """The codes that a 办学类型 cell leaves: a code, a GB/T 33782 name, or a usual short name (R28).

    中学 leaves {311, 312, 341, 342, 345} with D310. Attached classes (附设…班) beside a kind are left out: they
    belong to the host school's class table (R11). Two kinds, or an unknown word: D301.
    """
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    text = plain(raw).removesuffix(".0")
    read = _one(text)
    if read.value is not None:
        return read
    parts = [part for part in _SEPARATOR.split(text) if part]
    host = [part for part in parts if not part.startswith("附设")]
    return _one(host[0]) if len(host) == 1 and len(parts) > 1 else NOT_UNDERSTOOD


def _one(text: str) -> Read:
    found = _CODE_AND_NAME.fullmatch(text)
    if found:
        return _coded(found["code"] or found["code_"], found["name"] or found["name_"] or "")
    for word in (text, _BEFORE.sub("", text)):
        if word in _WORDS:
            return Read(_WORDS[word])
        if word in _NARROWED:
            return Read(_NARROWED[word], "D310")
    return NOT_UNDERSTOOD


def _coded(code: str, name: str) -> Read:
    """312, 312九年一贯制学校, 九年一贯制学校(312): code and name must agree."""
    if code not in KIND_CODES:
        return NOT_UNDERSTOOD
    named = _WORDS.get(name, _NARROWED.get(name)) if name else None
    return Read(frozenset({code})) if not name or (named and code in named) else NOT_UNDERSTOOD


_CAMPUS = re.compile(r"(?<=校|学|园|中)[^校学园中]{0,8}(?:校区|分校|分园|部)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = "(?:[一二三四五六七八九十0-9]|附)中"
_OF_NAME: tuple[tuple[re.Pattern[str], Codes], ...] = (
    (re.compile("十二年一贯制?|十二年制"), frozenset({"345"})),
    (re.compile("九年一贯制?|九年制"), frozenset({"312"})),
    (re.compile("幼儿园$|幼稚园$"), KIND_SETS["kindergarten"]),
    (
        re.compile(
            "特殊教育|特教|聋哑|聋人|聋校|盲人|盲校|盲童|盲聋|培智|启明聋|(?:启智|启聪)(?!.*(?:小学|中学|幼儿园)$)"
        ),
        _SPECIAL,
    ),
    (re.compile("教学点$"), frozenset({"218"})),
    (re.compile("(?<!中)小学校?$|附小$|完小$|村小$|实小$"), KIND_SETS["primary"]),
    (re.compile("职业初(?:级)?中"), frozenset({"321"})),
    (re.compile("职业高(?:级)?中|职高$"), frozenset({"365"})),
    (re.compile("技工学校$|技校$|技师学院$"), KIND_SETS["technical"]),
    (
        re.compile("职业.{0,20}(?:学校|中学|中心|中专)$|职教中心$|职业中专$|职业学院中专部$"),
        _VOCATIONAL,
    ),
    (
        re.compile("(?:中等专业学校|中专|中等技术学校|中等师范学校)$"),
        frozenset({"361", "362", "363"}),
    ),
    (re.compile("完全中学$"), frozenset({"341"})),
    (re.compile("初级中学$|初中$|初级中学校$"), frozenset({"311"})),
    (re.compile("高级中学$|高中$|高级中学校$"), frozenset({"342"})),
    (
        re.compile(f"中学校?$|{_NUMBERED}$"),
        KIND_CODES - KIND_SETS["kindergarten"] - KIND_SETS["primary"] - _SPECIAL,
    ),
)


def kind_of_name(name: str) -> Codes | None:
    """The codes that a school's name leaves (R27); None where it says nothing (a bare …学校).

    A bare …中学 excludes only 幼儿园, 小学 and 特教. Of 某大学附属小学 the part after 附属 counts, of a campus
    (某小学东校区) the school.
    """
    text = plain(name)
    for pattern, codes in _OF_NAME[:2]:
        if pattern.search(text):
            return codes
    text = _BRACKETS.sub("", text)
    text = _CAMPUS.sub("", text)
    after = re.split("附属|附设", text)[-1]
    text = after or text
    return next((codes for pattern, codes in _OF_NAME if pattern.search(text)), None)


_MAY_BE_SPECIAL = re.compile(
    "特殊|特教|特校|[聋盲哑]|培智|启智|启聪|启明|启音|启喑|启能|启慧|辅读|康复|自闭|孤独症|弱智"
)


def may_be_special(name: str) -> bool:
    """Whether a name leaves room for a special school: 启明学校 may be one, 育新学校 is none."""
    return bool(_MAY_BE_SPECIAL.search(plain(name)))


_OF_CODE: dict[str, Codes] = {
    "11": KIND_SETS["kindergarten"],
    "21": KIND_SETS["primary"],
    "31": frozenset({"311", "312", "321"}),
    "34": frozenset({"341", "342", "345"}),
    "36": _VOCATIONAL | KIND_SETS["technical"],
    "51": _SPECIAL,
}


def kind_of_code(code: str) -> Codes | None:
    """The codes that the first two digits of a school code (its category) leave (R27); None for another category."""
    return _OF_CODE.get(code[:2])
