"""Numbers and how often: what is approximate or unreadable is unknown, never 0."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

from mhaudit.loader.cell_text import (
    BLANK,
    NOT_UNDERSTOOD,
    Read,
    is_blank,
    numeral,
    plain,
    remembered,
)
from mhaudit.models.values import Span

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,15})?"
_SPELLED = "[零〇一二两三四五六七八九十百千万]{1,15}"
_UNIT = (
    r"(?:人次|人|名|个|间|m2|平方米|平方|平米|课时|学时|节课|节|学年|年|周|次|份|位|所|个班|班|小时|天|场|期|套|件|元|"
    r"名?(?:学生|同学|教师|老师|师生|学员|家长)|名教师|个教学班)"
)
_ABOUT_FIRST = (
    "大约|约为|约|将近|接近|近|大概|至少|不少于|不低于|不足|不到|不超过|超过|超|多于|少于|逾|最多|"
    "≥|≤|>=|<=|>|<|~"
)
_ABOUT_INSIDE = "余|多|来"
_ABOUT_LAST = "左右|上下|以上|以下|以内|余|多|\\+"
_NUMBER = re.compile(
    f"(?:共计|总计|合计|共)?(?P<about>{_ABOUT_FIRST})?(?P<sign>[-+]?)"
    f"(?P<number>{_DIGITS}|{_SPELLED})"
    f"(?P<inside>{_ABOUT_INSIDE}|万)?{_UNIT}?(?P<last>{_ABOUT_LAST})?"
)
_RANGE = re.compile(
    f"(?P<about>{_ABOUT_FIRST})?(?P<low>{_DIGITS}|{_SPELLED}){_UNIT}?(?:~|-|[‐-―]+|至|到|〜|∼)"
    f"(?P<high>{_DIGITS}|{_SPELLED}){_UNIT}?(?P<last>{_ABOUT_LAST})?"
)
_ROUNDED_AWAY = re.compile(r"[-+]?[0-9](?:\.[0-9]+)?e\+?[0-9]{1,3}")
_VAGUE = re.compile("若干|几|数[十百千]|多名|多个|多人")


@remembered
def number(raw: object, *, free: bool = False) -> Read:
    """An int, a float, or a `Span` with D309 for a range (R46); units and separators are left out.

    约20, 20余人, 20以上 are unknown with D302; with `free`, the number with D307 (R45). 若干 is unknown (D309),
    digits lost to scientific notation are D304, and whatever else is not a number is D301.
    """
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        return NOT_UNDERSTOOD
    if isinstance(raw, int):
        return Read(raw)
    if isinstance(raw, float):
        return Read(_tidy(raw)) if math.isfinite(raw) else NOT_UNDERSTOOD
    if is_blank(raw):
        return BLANK
    text = plain(raw).rstrip("。;")
    found = _NUMBER.fullmatch(text)
    if found:
        return _single(found, free)
    found = _RANGE.fullmatch(text)
    if found:
        return _range(found, free)
    if _ROUNDED_AWAY.fullmatch(text):
        return Read(code="D304")
    return Read(code="D309") if _VAGUE.search(text) else NOT_UNDERSTOOD


def _single(found: re.Match[str], free: bool) -> Read:
    value = _value(found["number"])
    if value is None:
        return Read(code="D309") if found["number"] == "两三" else NOT_UNDERSTOOD
    if found["inside"] == "万":
        value *= 10_000
    value = _tidy(float(value)) if isinstance(value, float) else value
    value = -value if found["sign"] == "-" else value
    if found["about"] or found["inside"] or found["last"]:
        return Read(value, "D307") if free else Read(code="D302")
    return Read(value)


def _range(found: re.Match[str], free: bool) -> Read:
    low, high = _value(found["low"]), _value(found["high"])
    if low is None or high is None or low > high:
        return NOT_UNDERSTOOD
    if found["about"] or found["last"]:
        return Read(Span(low, high), "D307") if free else Read(code="D302")
    return Read(low) if low == high else Read(Span(low, high), "D309")


def _value(text: str) -> int | float | None:
    if not text[0].isdigit() or not text.isascii():
        return numeral(text)
    text = text.replace(",", "")
    return _tidy(float(text)) if "." in text else int(text)


def _tidy(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


_AMOUNT = r"(?P<amount>[^每周月期年/分钟双单隔]+?)"
_LESSON = r"(?:课时|学时|节课|节|次|堂课|堂)"
_COUNT = r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})"
_WEEK = r"(?:周|星期|个星期|礼拜)"
_BEFORE = r"(?:每班|各班|每个班|每年级|各年级)?(?:开设|安排|上)?"
_FORMS: tuple[tuple[str, str], ...] = tuple(
    (f"{_BEFORE}{form}", unit)
    for form, unit in (
        (f"每?{_COUNT}个?{_WEEK}(?:开设|安排|上)?{_AMOUNT}{_LESSON}", "week"),
        (f"每个?{_WEEK}(?:开设|安排|上)?{_AMOUNT}{_LESSON}", "week"),
        (f"{_AMOUNT}{_LESSON}?(?:/|每){_COUNT}?个?{_WEEK}", "week"),
        (
            f"(?P<half>隔{_WEEK}|每?双周|每?单周|每隔[一1]{_WEEK})(?:开设|安排|上)?{_AMOUNT}{_LESSON}",
            "week",
        ),
        (f"{_AMOUNT}{_LESSON}?/(?P<half>双周)", "week"),
        (f"(?P<month>每个?月|[一1]个?月)(?:开设|安排|上)?{_AMOUNT}{_LESSON}", "week"),
        (f"{_AMOUNT}{_LESSON}?/(?P<month>月)", "week"),
        (f"(?:每个?|[一1]个?)?学期(?:开设|安排|上)?共?{_AMOUNT}{_LESSON}", "term"),
        (f"{_AMOUNT}{_LESSON}?(?:/|每)学期", "term"),
        (f"(?:每个?|[一1]个?|全)?(?:学年|年)(?:开设|安排|上)?共?{_AMOUNT}{_LESSON}", "year"),
        (f"{_AMOUNT}{_LESSON}?(?:/|每)学?年", "year"),
    )
)
"""How often, in words: patterns, which are compiled when the first such text comes, and what they count."""
_MINUTES = re.compile(r"\((?:每节)?[0-9]{1,3}分钟(?:/节)?\)")
_NOT_OFFERED = frozenset({"未开设", "未开", "不开设", "没有开设", "未开课", "不开", "未开设课程"})
_WEEKS_A_MONTH = 4


@remembered
def frequency(raw: object) -> Read:
    """`("week" | "term" | "year", number)` from words such as 每两周1课时, 36学时/学期 (R76, R77).

    A month has four weeks (每月2节 = 0.5 a week). A number without words is refused with D202, but for a 0,
    which is none however it is counted (R81).
    """
    if is_blank(raw):
        return BLANK
    text = _MINUTES.sub("", plain(raw).rstrip("。;"))
    if text in _NOT_OFFERED:
        return Read(("week", 0))
    for pattern, unit in _FORMS:
        found = re.fullmatch(pattern, text)
        if found:
            return _often(found, unit)
    bare = number(raw)
    if bare.value is None:
        return bare
    return Read(("week", 0)) if bare.value == 0 else Read(code="D202")


def _often(found: re.Match[str], unit: str) -> Read:
    groups = found.groupdict()
    weeks = _WEEKS_A_MONTH if groups.get("month") else 2 if groups.get("half") else 1
    if groups.get("count"):
        weeks = int(number(groups["count"]).value or 0)
    read = number(found["amount"])
    value = read.value
    if value is None or not weeks:
        return read if read.code else NOT_UNDERSTOOD
    if isinstance(value, Span):
        return Read((unit, Span(value.low / weeks, value.high / weeks)), read.code)
    return replace(read, value=(unit, _tidy(value / weeks)))
