"""Days and months as people write them; the year may be missing, the day may be a whole month (R60–R62, R65, R69)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mhaudit.loader.cell_text import (
    BLANK,
    NOT_UNDERSTOOD,
    MonthDay,
    Read,
    clean,
    fold,
    is_blank,
    numeral,
    plain,
    remembered,
)
from mhaudit.models.terms import month_end
from mhaudit.models.values import Span

_FIRST_SERIAL, _LAST_SERIAL = 36526, 55153  # 2000-01-01 and 2050-12-31 (R69)
_SERIAL_ZERO = dt.date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR, _LAST_SHORT_YEAR = 1950, 2099, 50


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as far as it is written: `9月`, `2024年`, or a bare `12` that takes its month from what stands before."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    short: bool = False
    """The year has two digits."""


_ITEMS = re.compile(
    r"(?P<cn_year>(?<![0-9])(?:[0-9]{4}|[0-9]{2}))年(?:度(?![0-9]))?"
    r"(?:(?P<cn_month>[0-9]{1,2})(?:月份?(?:(?P<cn_day>[0-9]{1,2})(?:[日号]|(?![0-9月])))?))?"
    r"|(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})(?:[日号]|(?![0-9月])))?"
    r"|(?P<year_>[0-9]{4})(?P<mark>[-./])(?P<month_>[0-9]{1,2})(?:(?P=mark)(?P<day_>[0-9]{1,2})日?)?(?![0-9])"
    r"|(?P<short>[0-9]{2})(?P<mark2>[-./])(?P<short_month>[0-9]{1,2})(?P=mark2)(?P<short_day>[0-9]{1,2})日?(?![0-9])"
    r"|(?P<packed>(?:19|20)[0-9]{6}|20[0-9]{4})(?![0-9])"
    r"|(?P<half_month>[0-9]{1,2})[./](?P<half_day>[0-9]{1,2})日?(?![0-9./])"
    r"|(?P<bare>[0-9]{1,2})[日号]?(?![0-9])"
)
_TO = re.compile(r"(?:-|~|至|到|〜|∼)")
_AND = re.compile(r"[、,;和及与]")
_LOOSE = re.compile(r"(?:上旬|中旬|下旬|月初|月底|月末|初|底|末|第[一二三四五1-5]周)")
_TIME = r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?|[时点](?:[0-9]{1,2}分?|半)?)"
_TAIL = re.compile(
    rf"(?:\([^()]*\)|(?:星期|礼拜|周)[一二三四五六日天1-7]|[上下中]午|晚上|早上|早晨|凌晨|傍晚|晚|全天|"
    rf"\|?{_TIME}(?:(?:-|~|至|到){_TIME})?|第?[一二三四五六七八九1-9](?:[、-][一二三四五六七八九1-9])?节课?|"
    r"起|开始|(?:-|至)今)*[.。;,、]?"
)
_TIME_AFTER_GAP = re.compile(r"(?<=[0-9日号)])(?: |(?<=[0-9])[Tt])(?=[0-9]{1,2} ?[:时点])")
_DASHES = re.compile("[‐-―]+|-{2,}")
_SPELLED_YEAR = re.compile("(?:一九|二零)[零一二三四五六七八九]{2}(?=年|学年|-)")
_SPELLED = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号、-])")
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_FLOAT = re.compile(r"([0-9]{1,4})\.([0-9]{1,2})")


def written(raw: object) -> str:
    """The cell's text for dates: no spaces, one kind of dash, years such as 二〇二四 in digits, `|` before a time."""
    text = fold(clean(raw)).replace("〇", "零").replace("○", "零")
    text = _TIME_AFTER_GAP.sub("|", text).replace(" ", "")
    text = _DASHES.sub("-", text)
    return _SPELLED_YEAR.sub(lambda found: found[0].translate(_DIGITS), text)


@remembered
def day(raw: object) -> Read:
    """A date, a `Span` of days where only the month (or the year) is said, or a `MonthDay` without a year.

    A range gives its first day (R61). Several single days give the `Span` from first to last with D309. A serial
    number, YYYYMM and a two-digit year are read with D305 (R69); 2024.1 typed as a number is D304 (or was it
    2024.10?). Impossible days, terms and all else are D301.
    """
    if not isinstance(raw, str):
        return _typed(raw)
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    text = written(raw)
    if text.isascii() and text.isdigit():
        return _packed(text)
    items = _parse(text)
    if items is None:
        return _month_run(text)
    dates, how = items
    return _several(dates) if how == "and" else _first(dates, how)


@remembered
def months(raw: object) -> Read:
    """A 报告期 (R65): a `Span` of days, a `MonthDay` (with `last_month` for a run) without year, or a single day.

    第1期 and bare numbers are D301: they may count the reports.
    """
    if not isinstance(raw, str):
        return _typed(raw)
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    text = re.sub("(?:双月报|月报|报告|期间)$", "", written(raw))
    if text.isascii() and text.isdigit():
        return _packed(text)
    run = _month_run(text)
    if run.value is not None:
        return run
    items = _parse(text)
    if items is None:
        return NOT_UNDERSTOOD
    dates, how = items
    return _whole_range(dates) if len(dates) > 1 else _first(dates, how)


def _typed(raw: object) -> Read:
    """A real date cell, a serial number, or 2024.9 typed as a number."""
    if raw is None:
        return BLANK
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, dt.date):
        return Read(raw) if raw.year >= _FIRST_YEAR else NOT_UNDERSTOOD
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return NOT_UNDERSTOOD
    if _FIRST_SERIAL <= raw < _LAST_SERIAL + 1:
        return Read(_SERIAL_ZERO + dt.timedelta(days=int(raw)), "D305")
    text = clean(raw)
    if text.isascii() and text.isdigit():
        return BLANK if text == "0" else _packed(text)
    decimal = _FLOAT.fullmatch(text)
    if decimal is None:
        return NOT_UNDERSTOOD
    year, last = len(decimal[1]) == 4, decimal[2]
    if last == "1" or (not year and last in ("2", "3")):
        return Read(code="D304")  # 2024.1 or 2024.10? 9.2 or 9.20?
    return day(text)


def _packed(text: str) -> Read:
    """20240910, 202409 (D305, R69) or a serial number as text."""
    if len(text) == 5 and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return Read(_SERIAL_ZERO + dt.timedelta(days=int(text)), "D305")
    found = _ITEMS.fullmatch(text) if len(text) in (6, 8) else None
    if found is None or not found["packed"]:
        return NOT_UNDERSTOOD
    read = _value(_item(found))
    return replace(read, code="D305") if len(text) == 6 and read.value is not None else read


def _item(found: re.Match[str]) -> _Day:
    packed = found["packed"]
    if packed:
        return _Day(
            int(packed[:4]), int(packed[4:6]), int(packed[6:]) if len(packed) == 8 else None
        )

    def first(*names: str) -> int | None:
        return next((int(found[name]) for name in names if found[name]), None)

    year = first("cn_year", "year_", "short")
    short = year is not None and year < 100
    return _Day(
        year + 2000 if short and year is not None else year,
        first("cn_month", "month", "month_", "short_month", "half_month"),
        first("cn_day", "day", "day_", "short_day", "half_day", "bare"),
        short,
    )


def _parse(text: str) -> tuple[list[_Day], str] | None:
    """The days in the text and what joins them: `""` (one), `to` or `and`; None if anything is not understood."""
    text = _SPELLED.sub(lambda found: str(numeral(found[0]) or found[0]), text)
    dates: list[_Day] = []
    at, how = 0, ""
    while True:
        found = _ITEMS.match(text, at)
        if found is None:
            return None
        item = _inherit(_item(found), dates[-1] if dates else None)
        if item is None or (
            how == "and" and (item.year or 0) > (dates[-1].year or 0) and not _says_year(found)
        ):
            return None  # 2024年9月10日、3月5日: of which year?
        dates.append(item)
        at = found.end()
        if item.day is None and (loose := _LOOSE.match(text, at)):
            at = loose.end()
        end, joint = _tail(text, at)
        if joint is None:
            return (dates, how) if end == len(text) else None
        if how and joint != how:
            return None
        at, how = end, joint


def _says_year(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("cn_year", "year_", "short", "packed"))


def _tail(text: str, at: int) -> tuple[int, str | None]:
    """Past weekdays, times and notes; with `to` or `and` where another day follows."""
    ends = sorted({at, *(found.end() for found in _tails(text, at))}, reverse=True)
    if ends[0] == len(text):
        return ends[0], None
    for end in ends:
        for pattern, joint in ((_TO, "to"), (_AND, "and")):
            found = pattern.match(text, end)
            if found and _ITEMS.match(text, found.end()):
                return found.end(), joint
    return ends[0], None


def _tails(text: str, at: int) -> Iterator[re.Match[str]]:
    found = _TAIL.match(text, at)
    if found:
        yield found
        if found.end() > at:
            shorter = _TAIL.match(text, at, found.end() - 1)
            if shorter:
                yield shorter


def _inherit(item: _Day, before: _Day | None) -> _Day | None:
    """Complete 12 in 9月10日-12日 and 10月3日 in 2024年9月30日-10月3日; None for a bare number that stands first."""
    if before is None:
        return item if item.year or item.month else None
    if item.year is None and item.month is None:
        return replace(item, year=before.year, month=before.month) if before.day else None
    if item.year is None and before.year is not None:
        later = (item.month or 0) < (before.month or 0)
        return replace(item, year=before.year + 1 if later else before.year, short=before.short)
    return item


def _value(item: _Day) -> Read:
    """One day, month or year as a value; D301 if there is no such day."""
    code = "D305" if item.short else None
    try:
        if item.year is None:
            dt.date(2024, item.month or 0, item.day or 1)
            return Read(MonthDay(item.month or 0, item.day), code)
        if not _FIRST_YEAR <= item.year <= _LAST_YEAR or (
            item.short and item.year > 2000 + _LAST_SHORT_YEAR
        ):
            return NOT_UNDERSTOOD
        if item.month is None:
            return Read(Span(dt.date(item.year, 1, 1), dt.date(item.year, 12, 31)), code)
        first = dt.date(item.year, item.month, item.day or 1)
    except ValueError:
        return NOT_UNDERSTOOD
    return Read(first if item.day else Span(first, month_end(first.year, first.month)), code)


def _first(dates: list[_Day], how: str) -> Read:
    """The first day of a range (R61); a range of whole months stays the span of them all."""
    reads = [_value(item) for item in dates]
    if len(dates) > 2 or any(read.value is None for read in reads):
        return NOT_UNDERSTOOD
    if how and dates[0].day is None:
        return _whole_range(dates)
    if how and _backwards(dates):
        return NOT_UNDERSTOOD
    return reads[0]


def _backwards(dates: list[_Day]) -> bool:
    first, last = dates
    return (first.year, first.month, first.day or 0) > (last.year, last.month, last.day or 31) and (
        first.year is not None or first.month == last.month
    )


def _several(dates: list[_Day]) -> Read:
    """Several single days: something between the first and the last of them (D309)."""
    if all(item.year is None for item in dates):
        dates = sorted(
            dates, key=lambda item: (((item.month or 0) - 9) % 12, item.day or 0)
        )  # as a school year runs
    read = _whole_range(dates)
    return replace(read, code="D309") if read.value is not None else read


def _whole_range(dates: list[_Day]) -> Read:
    """From the first to the last of the days; whole months where the year is missing."""
    reads = [_value(item) for item in dates]
    if any(read.value is None for read in reads) or len({item.year is None for item in dates}) != 1:
        return NOT_UNDERSTOOD
    code = reads[0].code
    if dates[0].year is None:
        first, last = dates[0].month or 0, dates[-1].month or 0
        return Read(MonthDay(first, None, last if last != first else None), code)
    values = [read.value for read in reads]
    low = values[0].low if isinstance(values[0], Span) else values[0]
    high = values[-1].high if isinstance(values[-1], Span) else values[-1]
    return Read(Span.days(low, high), code) if low <= high else NOT_UNDERSTOOD


_RUN = re.compile(
    r"(?:(?P<year>[0-9]{4}|[0-9]{2})年)?(?P<first>[0-9]{1,2})(?P<rest>(?:月?份?(?:[-~至到、,和及与]|(?<=月))[0-9]{1,2})+)月份?"
    r"|(?P<y1>[0-9]{4})[-./](?P<m1>[0-9]{1,2})[-/~至到](?P<y2>[0-9]{4})[-./](?P<m2>[0-9]{1,2})"
    r"|(?P<p1>20[0-9]{4})[-/~至到](?P<p2>20[0-9]{4})"
)
_MONTHS_IN_YEAR = 12


def _month_run(text: str) -> Read:
    """2024年9-10月, 9、10月, 2024-09/2024-10: a run of months that follow each other, or a range."""
    text = _SPELLED.sub(lambda found: str(numeral(found[0]) or found[0]), text)
    found = _RUN.fullmatch(text)
    if found is None:
        return NOT_UNDERSTOOD
    if found["first"] is None:
        ends = [found["y1"], found["m1"], found["y2"], found["m2"]]
        if found["p1"]:
            ends = [found["p1"][:4], found["p1"][4:], found["p2"][:4], found["p2"][4:]]
        y1, m1, y2, m2 = map(int, ends)
        return _whole_range([_Day(y1, m1), _Day(y2, m2)])
    numbers = [int(found["first"]), *map(int, re.findall("[0-9]+", found["rest"]))]
    if any(not 1 <= number <= _MONTHS_IN_YEAR for number in numbers):
        return NOT_UNDERSTOOD
    steps = {(b - a) % _MONTHS_IN_YEAR for a, b in pairwise(numbers)}
    ranged = len(numbers) == 2 and re.search("[-~至到]", found["rest"])
    if 0 in steps or (not ranged and steps != {1}):
        return NOT_UNDERSTOOD
    first, last = numbers[0], numbers[-1]
    if not found["year"]:
        return Read(MonthDay(first, None, last))
    year = int(found["year"])
    short = year < 100
    year += 2000 if short else 0
    return _whole_range(
        [_Day(year, first, None, short), _Day(year + (last < first), last, None, short)]
    )
