"""What every reader of cells starts from: the result type, cleaned text, numerals.

`clean` keeps the writer's words; `plain` is what comparisons use.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says. `blank` tells an empty cell from one that could not be read."""

    value: Any = None
    code: str | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a school when its classes and grades are read.

    `kinds`: codes it may be; `grades`: the grades it may have; `start_year`: 2024 for 2024-2025, None if no
    period is known.
    """

    kinds: frozenset[str]
    grades: frozenset[str]
    start_year: int | None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day (or, with `day` None, a whole month) without a year: the audited school year gives it (R62)."""

    month: int
    day: int | None = None
    last_month: int | None = None
    """Set for a run of months such as 9-10月."""


BLANK = Read(blank=True)
NOT_UNDERSTOOD = Read(code="D301")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
KEPT = 8_192
"""How many distinct cells a reader remembers: most values of a form stand in it many times."""
remembered = lru_cache(KEPT, typed=True)
"""For readers that depend on nothing but their arguments; 1, 1.0 and True are told apart."""
_MOST_BITS = 4096  # Python refuses to write much longer integers out

SIMPLIFIED = str.maketrans(
    "學級專職無週節課時師體題團隊會動講導輔類別辦貫業術報間數應實驗點兒園聾啞訓練對請選擇寫輸幾約餘個"
    "萬兩雙畢長員達衛國愛災紀義聯開設進參與從經濟資務療競賽劇讀書電腦網絡機環難騙詐壓緒靈屬劃計規範樂"
    "藝畫語歷氣質興關際調適諮詢預幫護權運檢測評後來歸軍勞當總擔縣區鎮鄉稱標識碼號層證補貼額單禮儀誌願"
    "優準確認協邊門閉險離須項順領頭顧養館",
    "学级专职无周节课时师体题团队会动讲导辅类别办贯业术报间数应实验点儿园聋哑训练对请选择写输几约余个"
    "万两双毕长员达卫国爱灾纪义联开设进参与从经济资务疗竞赛剧读书电脑网络机环难骗诈压绪灵属划计规范乐"
    "艺画语历气质兴关际调适咨询预帮护权运检测评后来归军劳当总担县区镇乡称标识码号层证补贴额单礼仪志愿"
    "优准确认协边门闭险离须项顺领头顾养馆",
)
"""Traditional → simplified, for the characters that occur in the words read here (R115)."""

_BLANK_WORDS = frozenset({"无", "暂无", "空", "空白", "请选择", "请填写", "请输入"})
_BLANK_MARKS = re.compile(r"[-‐-―_/\\|.…·*~]*")
_PLACEHOLDER = re.compile(r"[-(<\[【]*请(?:选择|填写|输入)[-.)>\]】:]*")


def clean(raw: object) -> str:
    """Half-width, trimmed text without control characters; '' for None; whole floats without `.0`."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return _clean_text(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int):
        return str(raw) if raw.bit_length() < _MOST_BITS else "#"
    if isinstance(raw, float):
        whole = math.isfinite(raw) and raw.is_integer() and abs(raw) < 1e15
        return str(int(raw)) if whole else str(raw)
    if isinstance(raw, dt.datetime):
        return str(raw).removesuffix(" 00:00:00")
    return str(raw)


_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
"""Text in which there is nothing to clean."""


def ideographs_but(characters: str) -> str:
    """All common ideographs without some, as part of a character class."""
    points = [0x4DFF, *sorted(map(ord, characters)), 0xA000]
    return "".join(
        f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(points) if high - low > 1
    )


@lru_cache(KEPT)
def _clean_text(raw: str) -> str:
    if _IDEOGRAPHS.fullmatch(raw):
        return raw
    seen = _INVISIBLE.sub("", raw)
    text = unicodedata.normalize("NFKC", seen)
    return " ".join((text if text == seen else _INVISIBLE.sub("", text)).split())


def fold(text: str) -> str:
    """Traditional characters that occur on forms → simplified (R115)."""
    return text.translate(SIMPLIFIED)


def plain(raw: object) -> str:
    """What comparisons use: cleaned, folded, lower case, without any space."""
    return _plain_text(raw) if isinstance(raw, str) else _compared(clean(raw))


def _compared(text: str) -> str:
    return fold(text).replace(" ", "").lower()


@lru_cache(KEPT)
def _plain_text(raw: str) -> str:
    return _compared(_clean_text(raw))


def is_blank(raw: object) -> bool:
    """Nothing entered: empty, a dash, a slash, 无, 请选择 (R53). Not for yes/no columns, where 无 = no (R118)."""
    if raw is None or raw == "":
        return True
    return isinstance(raw, str) and _blank_text(raw)


@lru_cache(KEPT)
def _blank_text(raw: str) -> bool:
    text = _plain_text(raw)
    return bool(
        _BLANK_MARKS.fullmatch(text) or text in _BLANK_WORDS or _PLACEHOLDER.fullmatch(text)
    )


DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_NUMERAL = re.compile(r"[零一二三四五六七八九十百千万]+")
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def numeral(text: str) -> int | None:
    """The whole number that a Chinese numeral below 10⁸ spells exactly: 一千二百 → 1200.

    None for 一千二 (said for 1200, but not written so), 一二〇, 两三 and whatever else is not the one
    correct spelling; 两 and 〇 stand for 二 and 零.
    """
    text = text.replace("两", "二").replace("〇", "零")
    if len(text) > 15 or not _NUMERAL.fullmatch(text):
        return None
    high, ten_thousand, low = text.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(text)
    front, back = (
        _below_ten_thousand(high),
        _below_ten_thousand(low.removeprefix("零")) if low else 0,
    )
    if not front or back is None or (low and (back == 0 or (back < 1000) != low.startswith("零"))):
        return None
    return front * 10_000 + back


def _below_ten_thousand(text: str) -> int | None:
    text = text.replace("百十", "百一十").replace("零十", "零一十")
    total, digit = 0, 0
    units = {"千": 1000, "百": 100, "十": 10}
    for character in text:
        if character in units:
            total += (digit or 1) * units[character]
            digit = 0
        else:
            digit = _VALUES.get(character, 0)
    total += digit
    if total >= 10_000:
        return None
    return (
        total if spelled(total) in (text, "一" + text if text.startswith("十") else text) else None
    )


def spelled(value: int) -> str:
    """A number from 0 to 9999 as a Chinese numeral, 12 as 一十二 and 10 as 一十."""
    if value == 0:
        return "零"
    text, gap = "", False
    for place, unit in _PLACES:
        digit = value // place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text


def whole(text: str) -> int | None:
    """A whole number in digits (at most nine) or as a Chinese numeral."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    return numeral(text)
