"""Days, months and terms as people write them. Expectations are from the rulings cited."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.loader import cells
from mhaudit.loader.cells import MonthDay, Read
from mhaudit.models.values import Span

BLANK = Read(blank=True)
NOT_UNDERSTOOD = Read(code="D301")
SEP_10 = dt.date(2024, 9, 10)
SEPTEMBER = Span(dt.date(2024, 9, 1), dt.date(2024, 9, 30))
SEP_TO_OCT = Span(dt.date(2024, 9, 1), dt.date(2024, 10, 31))


@pytest.mark.parametrize(
    "raw",
    [
        SEP_10,
        dt.datetime(2024, 9, 10, 16, 40),
        "2024-09-10",
        "2024-9-10",
        "2024.9.10",
        "2024/9/10",
        "2024．9．10",
        "20240910",
        20240910,
        20240910.0,
        "2024年9月10日",
        "2024年9月10号",
        "2024年9月10",
        "2024 年 9 月 10 日",
        "二〇二四年九月十日",
        "2024年9月10日(周二)",
        "2024年9月10日星期二",
        "2024年9月10日15时",
        "2024年9月10日下午16:40——17:25",
        "2024-09-10 16:40:00",
        "2024-09-10T00:00:00",
        "2024-9-10 8:00-9:00",
        "2024年9月10日(周三团课)",
        "2024年9月10日上午第3节",
        "2024年9月10日—9月30日",
        "2024年9月10日-12日",
        "2024.9.10-2024.9.12",
        "2024.9.10-12",
        "2024年9月10日至2025年1月3日",
        "2024年9月10日起",
    ],
)
def test_one_day_in_many_forms(raw):
    """DESIGN §4 'dates'; a range is its first day (R61)."""
    assert cells.day(raw) == Read(SEP_10)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2023-05-25", dt.date(2023, 5, 25)),
        ("2006.01.02", dt.date(2006, 1, 2)),
        ("2013年5月22日(周三团课)", dt.date(2013, 5, 22)),
        ("10月17日星期一下午16:40——17:25", MonthDay(10, 17)),
        ("2023年5月25日15时", dt.date(2023, 5, 25)),
        ("2021年5月1日—5月30日", dt.date(2021, 5, 1)),
        ("2026年5月", Span(dt.date(2026, 5, 1), dt.date(2026, 5, 31))),
        ("2024-9-1 0:00", dt.date(2024, 9, 1)),
        ("2024年8月28日—9月3日", dt.date(2024, 8, 28)),
    ],
)
def test_dates_seen_on_real_forms(raw, value):
    """vocabulary.md; R61: the first day, though the term starts later."""
    assert cells.day(raw) == Read(value)


@pytest.mark.parametrize(
    "raw",
    [
        "2024年9月",
        "2024-09",
        "2024.9",
        "2024/09",
        "2024年9月份",
        "2024年9月中旬",
        "2024年9月底",
        2024.9,
    ],
)
def test_month_is_an_interval_of_days(raw):
    """R60."""
    assert cells.day(raw) == Read(SEPTEMBER)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("9月10日", MonthDay(9, 10)),
        ("9月10日(周二)", MonthDay(9, 10)),
        ("9月10日-9月12日", MonthDay(9, 10)),
        ("12月28日-1月3日", MonthDay(12, 28)),
        ("九月十日", MonthDay(9, 10)),
        ("9.10", MonthDay(9, 10)),
        ("9月", MonthDay(9)),
        ("9-10月", MonthDay(9, None, 10)),
        ("2月29日", MonthDay(2, 29)),
        (9.15, MonthDay(9, 15)),
    ],
)
def test_day_without_year(raw, value):
    """R62: the audited school year gives the year."""
    assert cells.day(raw) == Read(value)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (45545, SEP_10),
        (45545.0, SEP_10),
        (45545.69, SEP_10),
        ("45545", SEP_10),
        (36526, dt.date(2000, 1, 1)),
        (55153, dt.date(2050, 12, 31)),
        ("202409", SEPTEMBER),
        (202409, SEPTEMBER),
        ("200604", Span(dt.date(2006, 4, 1), dt.date(2006, 4, 30))),
        ("24.9.10", SEP_10),
        ("24-9-10", SEP_10),
        ("24年9月10日", SEP_10),
    ],
)
def test_serial_numbers_packed_months_and_short_years_are_read_with_a_note(raw, value):
    """R69."""
    assert cells.day(raw) == Read(value, "D305")


@pytest.mark.parametrize(
    "raw",
    [
        "2024-02-30",
        "2024-13-01",
        "2024年13月",
        "9月31日",
        "20240931",
        "202413",
        36525,
        55154,
        2024,
        12,
        True,
        dt.time(8, 30),
        "2024-2025学年",
        "2024-2025",
        "第一学期",
        "2024年秋季",
        "2024年上学期",
        "2024年9月10日前",
        "9-10",
        "2024.9-10",
        "2024年9月12日-10日",
        "99.9.10",
        "每周一",
        "待定",
        "#REF!",
    ],
)
def test_what_is_no_date(raw):
    """R59: unreadable is no date, with D301; terms are not dates; 2024.9-10 may be days or months."""
    assert cells.day(raw) == NOT_UNDERSTOOD


@pytest.mark.parametrize("raw", [2024.1, 9.1, 9.2])
def test_month_typed_as_a_number_may_have_lost_its_zero(raw):
    """As R20 for 7.10: 2024.1 may be 2024.10."""
    assert cells.day(raw) == Read(code="D304")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024年9月10日、9月17日", Span(SEP_10, dt.date(2024, 9, 17))),
        ("2024年9月10日、11日、12日", Span(SEP_10, dt.date(2024, 9, 12))),
        ("9月10日、17日", MonthDay(9)),
        ("3月5日、9月6日", MonthDay(9, None, 3)),
    ],
)
def test_several_days_are_something_between_them(raw, value):
    """No ruling: R60's way of leaving a day open, and the code of R46."""
    assert cells.day(raw) == Read(value, "D309")


def test_several_days_of_which_the_year_is_open_are_refused():
    assert cells.day("2024年9月10日、3月5日") == NOT_UNDERSTOOD


@pytest.mark.parametrize("raw", [None, "", "/", "——", "无", 0, "0"])
def test_no_date(raw):
    assert cells.day(raw) == BLANK
    assert cells.months(raw) == BLANK


@given(st.dates(dt.date(2000, 1, 1), dt.date(2050, 12, 31)))
def test_every_day_in_every_form(value):
    """The same day however written; as a serial number with R69's note."""
    y, m, d = value.year, value.month, value.day
    forms = [
        f"{y}-{m:02d}-{d:02d}",
        f"{y}.{m}.{d}",
        f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02d}{d:02d}",
    ]
    assert {cells.day(form) for form in [*forms, value]} == {Read(value)}
    assert cells.day((value - dt.date(1899, 12, 30)).days) == Read(value, "D305")
    assert cells.day(f"{m}月{d}日") == Read(MonthDay(m, d))


# --- months ---


@pytest.mark.parametrize(
    "raw",
    [
        "2024年9-10月",
        "2024年9月-10月",
        "2024年9、10月",
        "2024年9月、10月",
        "2024年9月至2024年10月",
        "2024-09/2024-10",
        "2024.09-2024.10",
        "202409-202410",
        "2024年9—10月份",
        "2024年9-10月双月报",
        "2024年9月1日-10月31日",
    ],
)
def test_reporting_period_of_two_months(raw):
    """R65."""
    assert cells.months(raw) == Read(SEP_TO_OCT)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024年11-12月", Span(dt.date(2024, 11, 1), dt.date(2024, 12, 31))),
        ("2024年12月-2025年1月", Span(dt.date(2024, 12, 1), dt.date(2025, 1, 31))),
        ("2024年12-1月", Span(dt.date(2024, 12, 1), dt.date(2025, 1, 31))),
        ("2024年9月", SEPTEMBER),
        ("9-10月", MonthDay(9, None, 10)),
        ("9、10月", MonthDay(9, None, 10)),
        ("9月10月", MonthDay(9, None, 10)),
        ("九、十月", MonthDay(9, None, 10)),
        ("12-1月", MonthDay(12, None, 1)),
        ("9月1日-10月31日", MonthDay(9, None, 10)),
        ("9月", MonthDay(9)),
        ("9月份", MonthDay(9)),
        (dt.datetime(2024, 9, 10), SEP_10),
        ("2024年9月10日", SEP_10),
    ],
)
def test_reporting_period(raw, value):
    """R65; a day in a 月份 column is that day."""
    assert cells.months(raw) == Read(value)


@pytest.mark.parametrize(
    "raw", ["第1期", "第一期", "1", 9, "9-10", "9、11月", "13-14月", "第一学期", "每两月"]
)
def test_what_is_no_reporting_period(raw):
    """R65: 第1期 counts reports; a bare number may."""
    assert cells.months(raw) == NOT_UNDERSTOOD


# --- terms ---


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024-2025-1", "2024-2025-1"),
        ("2026-2027学年 第一学期", "2026-2027-1"),
        ("2024-2025学年度第1学期", "2024-2025-1"),
        ("2024—2025学年第二学期", "2024-2025-2"),
        ("2024-2025(1)", "2024-2025-1"),
        ("2024-2025学年(下)", "2024-2025-2"),
        ("2024-2025学年上学期", "2024-2025-1"),
        ("2024-25学年第一学期", "2024-2025-1"),
        ("2024年秋季", "2024-2025-1"),
        ("2024秋", "2024-2025-1"),
        ("2025年春季", "2024-2025-2"),
        ("2025年春季学期", "2024-2025-2"),
        ("2024学年第一学期", "2024-2025-1"),
        ("二〇二四—二〇二五学年第一学期", "2024-2025-1"),
        ("2024-2025学年", "2024-2025"),
        ("2024-2025", "2024-2025"),
        ("2024学年", "2024-2025"),
        ("第一学期", "1"),
        ("上学期", "1"),
        ("上學期", "1"),
        ("秋季", "1"),
        ("秋学期", "1"),
        (1, "1"),
        ("1", "1"),
        ("第二学期", "2"),
        ("下学期", "2"),
        ("春季", "2"),
        (2.0, "2"),
    ],
)
def test_term(raw, value):
    """R63: 上学期 and 秋季 are the first term, without a year of the audited school year."""
    assert cells.term(raw) == Read(value)


def test_term_with_two_digit_years():
    """As R69."""
    assert cells.term("24-25学年第一学期") == Read("2024-2025-1", "D305")


@pytest.mark.parametrize(
    "raw",
    [
        "2024-2026",
        "2024-2026学年第一学期",
        "2024-2025-3",
        "2024-09",
        "上一学期",
        "本学期",
        "第一、二学期",
        "2024年上学期",
        "2024年第一学期",
        3,
        True,
        SEP_10,
        "24-25",
    ],
)
def test_what_is_no_term(raw):
    """Inconsistent years; 上一学期 is the last term; a calendar year's 上学期 is spring in some places."""
    assert cells.term(raw) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("某校2024-2025学年第一学期心理健康教育活动登记表", "2024-2025-1"),
        ("2024—2025学年度(上学期)班会记录", "2024-2025-1"),
        ("2024—2025学年 育新学校 第二学期 记录", "2024-2025-2"),
        ("2024-2025学年活动登记表(2024-2025学年第一学期)", "2024-2025-1"),
        ("2024-2025 第一学期 登记表", "2024-2025-1"),
        ("育新学校2024年秋季自查表", "2024-2025-1"),
        ("2025年春季学期教师名册", "2024-2025-2"),
        ("2024学年第二学期登记表", "2024-2025-2"),
        ("2024-2025学年度自查表", "2024-2025"),
        ("2024-2025学年第一、二学期活动", "2024-2025"),
        ("第一学期活动登记表", "1"),
        ("下学期工作安排", "2"),
        ("2024-2025心理活动", None),
        ("2024-2025-1活动登记表", "2024-2025-1"),
        ("23-24上活动登记表", "2023-2024-1"),
        ("24秋活动登记表", "2024-2025-1"),
        ("2024-2025-1-15活动登记表", None),
        ("2024-2025上报材料", None),
        ("2024-2025上课时间表", None),
        ("2024-2026学年登记表", None),
        ("2023-2024学年第二学期至2024-2025学年第一学期", None),
        ("2024年上学期登记表", None),
        ("上学期间安全提示", None),
        ("秋季运动会", None),
        ("2024年春节值班表", None),
        ("教师名册1", None),
        ("附件2 自查表(2024)", None),
        ("", None),
    ],
)
def test_term_in_a_title(title, value):
    """R6, R107: never from a bare number, but as `--term` writes it; two different terms are none."""
    assert cells.find_term(title) == value
