"""School years and terms as people write them (R63). A calendar year with 上学期 is refused: usage differs."""

from __future__ import annotations

import re

from mhaudit.loader.cell_text import BLANK, NOT_UNDERSTOOD, Read, is_blank, remembered
from mhaudit.loader.dates import written

_YEARS = (
    r"(?P<from>[0-9]{4}|[0-9]{2})(?:学?年)?(?:-|~|/|至|到)(?P<to>[0-9]{4}|[0-9]{2})(?![0-9])"
    r"(?P<word>学年度?|年度?)?"
)
_ONE_YEAR = r"(?P<year>[0-9]{4})(?P<one>学年度?)"
_FIRST = r"第?[一1]学期|第ⅰ学期|上学期|秋季?学期|秋季|秋"
_SECOND = r"第?[二2]学期|第ⅱ学期|下学期|春季?学期|春季|春"
_HALF = rf"\(?(?:(?P<first>{_FIRST}|上|第?[一1])|(?P<second>{_SECOND}|下|第?[二2]))\)?"
_NO_DAY = r"(?![-0-9月年./])"
_NO_VERB = "(?=$|[^\u4e00-\u9fff]|心理|主题|活动|台账|记录|自查|汇总|登记|教师)"
_SEASON = (
    r"(?P<year>[0-9]{4}|(?<![0-9])[0-9]{2}(?=[年秋春]))年?"
    r"(?:(?P<autumn>秋)|(?P<spring>春))(?![节游天分晚日联])(?:季学期|学期|季)?"
)
_BARE_FIRST = (
    "1 一 上 第一 第一学期 第1学期 一学期 1学期 上学期 秋 秋季 秋学期 秋季学期 本学年第一学期"
)
_BARE_SECOND = (
    "2 二 下 第二 第二学期 第2学期 二学期 2学期 下学期 春 春季 春学期 春季学期 本学年第二学期"
)
_BARE = {**dict.fromkeys(_BARE_FIRST.split(), "1"), **dict.fromkeys(_BARE_SECOND.split(), "2")}
_FULL = re.compile(rf"{_YEARS}(?:-?{_HALF})?")
_SINGLE = re.compile(rf"{_ONE_YEAR}(?:-?{_HALF})?")
_BY_SEASON = re.compile(_SEASON)
_IN_TITLE = re.compile(
    rf"(?<![0-9])(?:{_YEARS}(?:的?\(?(?:(?P<first>{_FIRST}|-1{_NO_DAY}|上{_NO_VERB})"
    rf"|(?P<second>{_SECOND}|-2{_NO_DAY}|下{_NO_VERB}))\)?)?)"
)
_SINGLE_IN_TITLE = re.compile(
    rf"(?<![0-9])(?<![0-9][-~/至到])(?<!年[-~/至到]){_ONE_YEAR}(?:的?\(?(?:(?P<first>{_FIRST})|(?P<second>{_SECOND}))\)?)?"
)
_SEASON_IN_TITLE = re.compile(rf"(?<![0-9])(?<![0-9][-~/至到]){_SEASON}")
_BARE_IN_TITLE = re.compile(
    r"(?P<first>第[一1]学期|(?<!上)上学期(?!间)|秋季?学期)|(?P<second>第[二2]学期|下学期(?!间)|春季?学期)"
)
_CALENDAR_YEAR = re.compile(
    r"(?<![0-9])(?<![0-9][-~/至到])(20[0-9]{2})(?:年度?(?![-~/至到])|(?=[.-][0-9]{1,2}(?![0-9])))"
)
_BOTH_HALVES = re.compile(r"上[、和及]?下(?:两个?)?学期|第?[一1][、,和及至-]第?[二2](?:两个?)?学期")
_CENTURY = 2000


@remembered
def term(raw: object) -> Read:
    """`2024-2025-1`; `1` or `2` where the year is not said (R63); `2024-2025` for a school year alone.

    Years that do not follow each other, both terms at once, 2024年上学期 and anything else are D301.
    """
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return BLANK if raw is None else NOT_UNDERSTOOD
    text = written(raw).lower()
    if is_blank(raw) or text == "0":
        return BLANK
    if text in _BARE:
        return Read(_BARE[text])
    for pattern in (_FULL, _SINGLE):
        found = pattern.fullmatch(text)
        if found:
            return _of_years(found)
    found = _BY_SEASON.fullmatch(text)
    return Read(_of_season(found)) if found else NOT_UNDERSTOOD


@remembered
def find_term(text: str) -> str | None:
    """The one term, or else the one school year, that a longer title names; as `term` writes it.

    Years count only with 学年 or a term behind them, or as year and season; two different terms are none.
    """
    text = written(text).lower()
    found: set[str] = set()
    rest = text = _BOTH_HALVES.sub("/", text)
    for pattern in (_IN_TITLE, _SINGLE_IN_TITLE):
        for match in pattern.finditer(text):
            if "word" in match.groupdict() and not _is_school_year(match):
                continue
            value = _of_years(match).value
            if value is None:
                return None
            found.add(value)
            rest = rest[: match.start()] + "/" * len(match[0]) + rest[match.end() :]
    for match in _SEASON_IN_TITLE.finditer(rest):
        found.add(_of_season(match))
    rest = _SEASON_IN_TITLE.sub("/", rest)
    halves = {"1" if match["first"] else "2" for match in _bare(rest)}
    return _agreed(found, halves)


@remembered
def calendar_year(text: str) -> str | None:
    """The one calendar year that a title names, which days without a year in it are of (2023年下半年).

    A school year, or a year by its season, is for `find_term`: then None.
    """
    folded = written(text).lower()
    if len(find_term(text) or "") > 1:
        return None
    found = {match[1] for match in _CALENDAR_YEAR.finditer(folded)}
    return found.pop() if len(found) == 1 else None


def _bare(text: str) -> list[re.Match[str]]:
    """Terms without a year; one behind a calendar year (2024年上学期) is left out."""
    return [
        match
        for match in _BARE_IN_TITLE.finditer(text)
        if not re.search(r"[0-9]年度?\(?$", text[: match.start()])
    ]


def _agreed(found: set[str], halves: set[str]) -> str | None:
    """One value from what the parts of a title say; None where they differ."""
    if len(found) > 1 or len(halves) > 1:
        years = {value[:9] for value in found}
        terms = {value for value in found if len(value) > 9}
        if len(years) != 1 or (terms and halves):
            return None
        return terms.pop() if len(terms) == 1 else years.pop()
    if not found:
        return halves.pop() if halves else None
    (value,) = found
    if not halves:
        return value
    (half,) = halves
    if len(value) == 9:
        return f"{value}-{half}"
    return value if value.endswith(half) else None


def _is_school_year(match: re.Match[str]) -> bool:
    return (match["word"] or "").startswith("学年") or bool(match["first"] or match["second"])


def _of_years(found: re.Match[str]) -> Read:
    """2024-2025, 2024-25 or 24-25 (D305) with its half, or 2024学年."""
    groups = found.groupdict()
    if groups.get("year"):
        start, short = int(groups["year"]), False
    else:
        start, short = int(groups["from"]), len(groups["from"]) == 2
        start += _CENTURY if short else 0
        end = int(groups["to"]) + (start // 100 * 100 if len(groups["to"]) == 2 else 0)
        if end != start + 1 or (short and len(groups["to"]) == 4):
            return NOT_UNDERSTOOD
    half = "-1" if groups["first"] else "-2" if groups["second"] else ""
    if short and not (half or groups.get("word")):
        return NOT_UNDERSTOOD
    if not 1950 <= start <= 2098:
        return NOT_UNDERSTOOD
    return Read(f"{start}-{start + 1}{half}", "D305" if short else None)


def _of_season(found: re.Match[str]) -> str:
    year = int(found["year"])
    year += _CENTURY if year < 100 else 0
    return f"{year}-{year + 1}-1" if found["autumn"] else f"{year - 1}-{year}-2"
