"""R54–R69, R107, R125, R129, R130, R152: activities, their themes and categories, dates and terms."""

import datetime as dt

import pytest

from .forms import (
    CAMPAIGN,
    HEADINGS,
    HOME_SCHOOL,
    ITEMS,
    JUNIOR,
    Row,
    Sheets,
    activities,
    by,
    codes,
    day,
    finding,
    form,
    gaps,
    issue_cells,
    issues,
    meetings,
    specials,
    verdict,
    where,
)

YEAR = "2024-2025"


def g7(*rows: Row) -> Sheets:
    """A form in which only `rows` (活动!2, 3, …) may serve 七年级."""
    return form(活动=[*rows, *activities("八年级", "九年级")])


def both(result) -> tuple[str, str]:
    """The verdicts of NC301 and NC302 for 七年级."""
    return verdict(result, "NC301", grade="G7"), verdict(result, "NC302", grade="G7")


def dated(date: object) -> Sheets:
    """七年级's one class meeting is held on `date` (活动!C2)."""
    return g7(["认识情绪", "班团队会", date, "七年级"])


# --- R54, R55: themes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["走进心理世界", "心育课堂", "做情绪的主人", "心灵之约", "心理健康教育"]
)
def test_R054_titles_that_name_mental_health(audited, title):
    """R54: 心理/心育/情绪/心灵 → mental_health."""
    assert both(audited(g7(f"{title}|班团队会|2024-09-20|七年级"))) == ("pass", "fail")
    assert both(audited(g7(f"{title}|专题活动|2024-09-20|七年级"))) == ("fail", "pass")


@pytest.mark.parametrize("title", ["珍爱生命", "生命的意义"])
def test_R054_titles_that_name_life_education(audited, title):
    """R54: 生命/珍爱生命 → life_education, which serves NC302 and not NC301."""
    assert both(audited(g7(f"{title}|班团队会|2024-09-20|七年级"))) == ("fail", "fail")
    assert both(audited(g7(f"{title}|专题活动|2024-09-20|七年级"))) == ("fail", "pass")


@pytest.mark.parametrize("title", ["迎新联欢", "遇见更好的自己", ""])
def test_R054_titles_that_name_no_theme_are_unknown(audited, title):
    """R54: a title with none of these has unknown themes."""
    assert both(audited(g7(f"{title}|班团队会|2024-09-20|七年级"))) == ("unknown", "fail")
    assert both(audited(g7(f"{title}|专题活动|2024-09-20|七年级"))) == ("fail", "unknown")


OTHER_FIELDS = ["安全", "防溺水", "消防", "法治", "国防", "卫生", "禁毒", "爱国"]


@pytest.mark.parametrize("field", OTHER_FIELDS)
def test_R054_titles_that_name_another_field_surely_do_not_serve(audited, field):
    """R54: unless it names another field → surely not."""
    assert both(audited(g7(f"{field}教育|班团队会|2024-09-20|七年级"))) == ("fail", "fail")
    assert both(audited(g7(f"{field}教育|专题活动|2024-09-20|七年级"))) == ("fail", "fail")


@pytest.mark.parametrize(
    ("title", "theme", "expected"),
    [
        ("遇见更好的自己", "心理健康", "pass"),
        ("遇见更好的自己", "生命教育", "fail"),
        ("走进心理世界", "安全教育", "fail"),
        ("防溺水", "心理健康", "pass"),
    ],
)
def test_R054_a_column_of_themes_outranks_the_title(audited, title, theme, expected):
    """R54: themes are read from 主题类别 if there is one, else from the title."""
    rows = [f"{HEADINGS['活动']}|主题类别", f"{title}|班团队会|2024-09-20|七年级|{theme}"]
    result = audited(form() | {"活动": rows})
    assert verdict(result, "NC301", grade="G7") == expected


@pytest.mark.parametrize(("title", "expected"), [("遇见更好的自己", "pass"), ("防溺水", "fail")])
@pytest.mark.parametrize("by_sheet_name", [True, False])
def test_R055_a_register_of_mental_health_activities(audited, title, expected, by_sheet_name):
    """R55: all its rows are mental_health when the row's own title names no other field."""
    register = "心理健康教育活动登记表"
    rows: list[Row] = [HEADINGS["活动"], f"{title}|班团队会|2024-09-20|七年级", *specials(*JUNIOR)]
    sheets = form(活动=None)
    sheets |= {register: rows} if by_sheet_name else {"活动": [register, *rows]}
    assert verdict(audited(sheets), "NC301", grade="G7") == expected


# --- R56–R58: categories ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("主题班会", ("pass", "fail")),
        ("班会", ("pass", "fail")),
        ("团会", ("pass", "fail")),
        ("队会", ("pass", "fail")),
        ("团日", ("pass", "fail")),
        ("少先队活动", ("pass", "fail")),
        ("班团队会", ("pass", "fail")),
        ("专题活动", ("fail", "pass")),
        ("专题教育", ("fail", "pass")),
        ("团体辅导", ("fail", "pass")),
        ("生命教育", ("fail", "pass")),
        ("专题讲座", ("fail", "pass")),
        ("讲座", ("fail", "fail")),
    ],
)
def test_R056_words_for_kinds_of_activity(audited, word, expected):
    """R56: special_activity, lecture (serves no rule) or class_meeting."""
    assert both(audited(g7(f"认识情绪|{word}|2024-09-20|七年级"))) == expected


@pytest.mark.parametrize("category", ["家校", "家长会", "家长学堂", "家长开放日", "家长沙龙"])
def test_words_for_home_school_activities(audited, category):
    """NC601, policy: 家长会、家长开放日、家长沙龙和家长学堂."""
    rows = [*meetings(*JUNIOR), *specials(*JUNIOR), f"家庭支持|{category}|2024-11-08|全校"]
    assert verdict(audited(form(活动=rows)), "NC601") == "pass"


@pytest.mark.parametrize("category", ["宣传月", "文化节", "心理剧", "心理健康文化节", "心理情景剧"])
def test_words_for_campaigns(audited, category):
    """NC602, DESIGN §4: 宣传月、文化节、心理剧…"""
    rows = [*meetings(*JUNIOR), *specials(*JUNIOR), f"阳光校园|{category}|2024-11-08|全校"]
    assert verdict(audited(form(活动=rows)), "NC602") == "pass"


def test_a_blank_category_is_unknown(audited):
    """DESIGN §6: a blank cell is unknown; it may be either."""
    result = audited(g7("认识情绪||2024-09-20|七年级"))
    assert both(result) == ("unknown", "unknown")
    found = finding(result, "NC301", grade="G7")
    assert ("activities", "category", "活动!B2") in gaps(found)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("心理健康主题班会", ("pass", "fail")),
        ("做情绪的主人团会", ("pass", "fail")),
        ("心理健康专题活动", ("fail", "pass")),
        ("心理健康专题讲座", ("fail", "pass")),
        ("认识情绪", ("unknown", "unknown")),
    ],
)
def test_R057_without_a_category_column_the_title_s_word_decides(audited, title, expected):
    """R57: if the title ends in or contains exactly one category word."""
    rows = [
        "活动主题|活动时间|活动对象",
        f"{title}|2024-09-20|七年级",
        "防溺水班会|2024-09-21|全校",
    ]
    assert both(audited(form() | {"活动": rows})) == expected


@pytest.mark.parametrize("cell", ["班会、专题活动", "班会/专题活动"])
def test_R058_two_categories_in_one_cell(audited, cell):
    """R58: category unknown of the two: [0, 1] in each rule, D308."""
    result = audited(g7(f"认识情绪|{cell}|2024-09-20|七年级"))
    assert both(result) == ("unknown", "unknown")
    assert issue_cells(result, "D308") == {"活动!B2"}


def test_R058_two_categories_in_one_cell_serve_no_third_rule(audited):
    """R58: unknown *of the two*, so surely no home_school activity."""
    rows = ["认识情绪|班会、专题活动|2024-09-20|全校"]
    assert verdict(audited(form(活动=rows)), "NC601") == "fail"


TWICE = ["认识情绪|班团队会|2024-09-20|七年级", "认识情绪|专题活动|2024-09-20|七年级"]


def test_R058_one_event_reported_twice(audited):
    """R58: equal in date, title and grades but not in category: D412, it serves one rule, not both."""
    result = audited(g7(*TWICE))
    assert both(result) == ("unknown", "unknown")
    assert {cell[-1] for cell in issue_cells(result, "D412")} == {"2", "3"}


def test_R058_activities_without_a_title_column_are_all_events_of_their_own(audited):
    """R58, R142: events are compared by title where one can be read: without that column nothing is one event."""
    rows = [
        "教育主题|活动类型|活动时间|活动对象",
        "心理健康|班团队会|2024-09-20|七年级",
        "心理健康|专题活动|2024-09-20|七年级",
    ]
    result = audited(form() | {"活动": rows})
    assert both(result) == ("pass", "pass")
    assert issue_cells(result, "D412") == set()


@pytest.mark.parametrize(
    "second",
    [
        "认识情绪|专题活动|2024-09-21|七年级",
        "心灵成长|专题活动|2024-09-20|七年级",
        "认识情绪|专题活动|2024-09-20|七、八年级",
    ],
)
def test_R058_events_that_differ_are_two(audited, second):
    """R58: another date, title or grades: two events, and no issue."""
    result = audited(g7(TWICE[0], second))
    assert both(result) == ("pass", "pass")
    assert "D412" not in codes(result)


def test_R058_other_rows_decide(audited):
    """R58: if no other row decides, both are unknown; here others do."""
    meeting = "心灵之约|班团队会|2024-10-11|七年级"
    result = audited(g7(*TWICE, meeting, *specials("七年级")))
    assert both(result) == ("pass", "pass")
    result = audited(g7(*TWICE, meeting))
    assert verdict(result, "NC301", grade="G7") == "pass"
    assert verdict(result, "NC302", grade="G7") != "fail"


# --- R59–R63: dates and terms -------------------------------------------------------------------------

WITH_TERM = f"{HEADINGS['活动']}|学期"


def termed(date: str, term: str) -> Sheets:
    """Only a class meeting of the whole school, with a date and a term column."""
    rows: list[Row] = [WITH_TERM, f"认识情绪|班团队会|{date}|全校|{term}"]
    return form() | {"活动": [*rows, "心灵成长|专题活动|2024-10-15|全校|"]}


def test_R059_an_unreadable_date_is_no_date(audited):
    """R59: the declared term is used, D301 stays."""
    result = audited(termed("待定", "2024-2025学年第一学期"))
    assert verdict(result, "NC301", grade="G7") == "pass"
    assert issue_cells(result, "D301") == {"活动!C2"}


def test_R059_an_unreadable_date_without_a_term_may_be_in_it(audited):
    """R59, R6: [0, 1]."""
    result = audited(dated("待定"))
    assert both(result) == ("unknown", "fail")
    assert ("activities", "date", "活动!C2") in gaps(finding(result, "NC301", grade="G7"))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("2024-2025学年第一学期", "pass"),
        ("2024-2025学年 第一学期", "pass"),
        ("2024-2025-1", "pass"),
        ("2024-2025学年第二学期", "fail"),
        ("2023-2024学年第一学期", "fail"),
        ("第一学期", "pass"),
        ("上学期", "pass"),
        ("秋季", "pass"),
        ("秋季学期", "pass"),
        ("第二学期", "fail"),
        ("下学期", "fail"),
        ("春季", "fail"),
        ("", "unknown"),
    ],
)
def test_R063_the_declared_term_where_there_is_no_date(audited, term, expected):
    """R63: 上学期 = 第一学期; without a year they take the audited school year."""
    assert verdict(audited(termed("", term)), "NC301", grade="G7") == expected


@pytest.mark.parametrize(
    ("date", "term", "expected"),
    [("2024-09-20", "第二学期", "pass"), ("2025-03-20", "第一学期", "fail")],
)
def test_the_date_decides_over_the_declared_term(audited, date, term, expected):
    """DESIGN §5: rows dated in the period; D420 tells of the disagreement."""
    result = audited(termed(date, term))
    assert verdict(result, "NC301", grade="G7") == expected
    assert "D420" in codes(result)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024年9月", "pass"),
        ("2025年1月", "pass"),
        ("2025年2月", "fail"),
        ("2024年8月", "fail"),
    ],
)
def test_R060_a_month_is_in_the_term_if_all_of_it_is(audited, date, expected):
    """R60: a month is an interval of days (default dates: 1 Sep–31 Jan)."""
    assert verdict(audited(dated(date)), "NC301", grade="G7") == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024年8月28日—9月3日", "fail"),
        ("2024年8月28日-2024年9月3日", "fail"),
        ("2025年1月30日—2月3日", "pass"),
        ("2024年9月10日—9月12日", "pass"),
    ],
)
def test_R061_a_range_counts_by_its_first_day(audited, date, expected):
    """R61: outside the term as §4 says, D406."""
    result = audited(dated(date))
    assert verdict(result, "NC301", grade="G7") == expected
    assert issue_cells(result, "D406") == ({"活动!C2"} if expected == "fail" else set())


@pytest.mark.parametrize(
    ("date", "term"),
    [("9月10日", 1), ("12月31日", 1), ("1月5日", 1), ("2月20日", 2), ("8月20日", 2)],
)
def test_R062_a_day_without_a_year_takes_the_school_year(audited, date, term):
    """R62: with --term 2024-2025, 9–12 → 2024 and 1–8 → 2025."""
    result = audited(dated(date), term=YEAR)
    terms = {f"{YEAR}-{n}": "pass" if n == term else "fail" for n in (1, 2)}
    assert {t: verdict(result, "NC301", grade="G7", term=t) for t in terms} == terms


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-08-31", "fail"),
        ("2024-09-01", "pass"),
        ("2025-01-31", "pass"),
        ("2025-02-01", "fail"),
    ],
)
def test_the_first_and_last_day_of_the_term(audited, date, expected):
    """DESIGN §8: 第一学期 = 1 Sep–31 Jan."""
    assert both(audited(dated(date))) == (expected, "fail")
    assert both(audited(dated(day(date)))) == (expected, "fail")


DATE_FORMS = [
    ("2024-09-10", "2024-08-10"),
    ("2024.9.10", "2024.8.10"),
    ("2024/9/10", "2024/8/10"),
    ("20240910", "20240810"),
    (20240910, 20240810),
    ("2024年9月10日", "2024年8月10日"),
    ("2024年9月10日(周二)", "2024年8月10日(周六)"),
    ("2024年9月10日15时", "2024年8月10日15时"),
    ("2024年9月", "2024年8月"),
    ("9月10日", "8月10日"),
    ("10月17日下午16:40", "3月17日下午16:40"),
    ("10月17日星期四下午16:40——17:25", "3月17日星期一下午16:40——17:25"),
    ("２０２４年９月１０日", "２０２４年８月１０日"),
    ("2024-09-10 00:00:00", "2024-08-10 00:00:00"),
    (day("2024-09-10"), day("2024-08-10")),
    (day("2024-09-10T15:30"), day("2024-08-10T15:30")),
]


@pytest.mark.parametrize(("inside", "outside"), DATE_FORMS)
def test_forms_of_a_date_inside_and_outside_the_term(audited, inside, outside):
    """DESIGN §4: each form is read as the day it says."""
    assert verdict(audited(dated(inside)), "NC301", grade="G7") == "pass"
    assert verdict(audited(dated(outside)), "NC301", grade="G7") == "fail"


@pytest.mark.parametrize(("date", "expected"), [("2024-09-01", "pass"), ("2024-08-31", "fail")])
def test_dates_of_a_1904_workbook(audited, date, expected):
    """DESIGN §4: 1904 workbooks."""
    result = audited(dated(day(date)), since_1904=True)
    assert verdict(result, "NC301", grade="G7") == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (45545, "pass"),  # 2024-09-10
        (45536, "pass"),  # 2024-09-01
        (45535, "fail"),  # 2024-08-31
        (36526, "fail"),  # 2000-01-01, the first that is read as a day
        (36525, "unknown"),
        (55153, "fail"),  # the last
        (55154, "unknown"),
        (202409, "pass"),
        (202408, "fail"),
        ("24.9.10", "pass"),
        ("24.8.10", "fail"),
    ],
)
def test_R069_serial_numbers_year_months_and_two_digit_years(audited, date, expected):
    """R69: 5-digit integers 36526–55153 are days, YYYYMM a month, two-digit years 20xx; each D305."""
    result = audited(dated(date))
    assert verdict(result, "NC301", grade="G7") == expected
    assert ("活动!C2" in issue_cells(result, "D305")) is (expected != "unknown")
    assert any("活动!C2" in issue_cells(result, code) for code in ("D301", "D303", "D305"))


# --- R64, R65, R152: periods that are not over --------------------------------------------------------

NO_CAMPAIGN = [*meetings(*JUNIOR), *specials(*JUNIOR), HOME_SCHOOL]


def test_R064_the_school_year_is_not_over_in_a_term_s_audit(audited):
    """R64: [seen, ∞): no campaign in term 1 is unknown, never fail."""
    found = finding(audited(form(活动=NO_CAMPAIGN)), "NC602")
    assert (str(found.verdict), found.subject.period) == ("unknown", YEAR)


def test_R064_a_campaign_later_in_the_year_is_seen(audited):
    """R64: a campaign on 2025-05-25 in the same sheet is in the school year."""
    result = audited(form(活动=[*NO_CAMPAIGN, "阳光校园|宣传月|2025-05-25|全校"]))
    assert verdict(result, "NC602") == "pass"


def test_R064_a_whole_year_without_a_campaign_fails(audited):
    """R64, the other side: under --term 2024-2025 the year is audited and over."""
    assert verdict(audited(form(活动=NO_CAMPAIGN), term=YEAR), "NC602") == "fail"


def test_R064_campaigns_of_other_years_do_not_count(audited):
    """NC602: per school year, on both sides of 1 September."""
    late = audited(form(活动=[*NO_CAMPAIGN, "阳光校园|宣传月|2024-08-31|全校"]), term=YEAR)
    assert verdict(late, "NC602") == "fail"
    in_time = audited(form(活动=[*NO_CAMPAIGN, "阳光校园|宣传月|2024-09-01|全校"]), term=YEAR)
    assert verdict(in_time, "NC602") == "pass"


@pytest.mark.parametrize(
    ("as_of", "missing"), [(dt.date(2024, 10, 1), "unknown"), (dt.date(2025, 1, 31), "fail")]
)
def test_R152_an_audit_in_mid_term(audited, as_of, missing):
    """R152, R64: what is not yet due is [seen, ∞)."""
    result = audited(form(活动=activities("八年级", "九年级")), as_of=as_of)
    assert verdict(result, "NC301", grade="G7") == missing
    assert verdict(result, "NC301", grade="G8") == "pass"


def test_R152_a_whole_year_audited_before_its_end(audited):
    """R152: --as-of in January: the year is not over."""
    result = audited(form(活动=NO_CAMPAIGN), term=YEAR, as_of=dt.date(2025, 1, 15))
    assert verdict(result, "NC602") == "unknown"
    assert verdict(result, "NC301", grade="G7", term="2024-2025-2") == "unknown"


def test_R064_home_school_is_due_each_term(audited):
    """NC601 per term: over at the term's end."""
    rows = [*meetings(*JUNIOR), *specials(*JUNIOR), CAMPAIGN]
    assert verdict(audited(form(活动=rows)), "NC601") == "fail"


PAIRS = [
    "2024-09/2024-10",
    "2024-11/2024-12",
    "2025-01/2025-02",
    "2025-03/2025-04",
    "2025-05/2025-06",
]


@pytest.mark.parametrize(
    ("term", "pairs"), [("2024-2025-1", PAIRS[:2]), ("2024-2025-2", PAIRS[2:]), (YEAR, PAIRS)]
)
def test_R065_pairs_of_months_belong_to_the_term_of_their_last_day(audited, term, pairs):
    """R65: fixed pairs; 1–2 is judged in term 2; 7–8 is holiday."""
    result = audited(form(记录=ITEMS), term=term)
    assert by(result, "NC504", "period") == dict.fromkeys(pairs, "fail")


def test_R065_the_report_s_period_outranks_its_date(audited):
    """R65: about 9–10, sent on 3 November, counts for 9–10."""
    rows: list[Row] = [
        "项目|是否完成|日期|报告期",
        "双月报|是|2024-11-03|9-10月",
        "绿色转介通道|是||",
    ]
    result = audited(form() | {"记录": rows})
    assert by(result, "NC504", "period") == {PAIRS[0]: "pass", PAIRS[1]: "fail"}


def test_R065_without_a_period_the_date_counts(audited):
    """R65, the other side: the same report without 报告期 counts where its date lies."""
    result = audited(form(记录=[*ITEMS, "双月报|是|2024-11-03"]))
    assert by(result, "NC504", "period") == {PAIRS[0]: "fail", PAIRS[1]: "pass"}


def test_R065_a_report_with_neither_may_be_any_period_s(audited):
    """R65: "maybe" in each."""
    result = audited(form(记录=[*ITEMS, "双月报|是|"]))
    assert by(result, "NC504", "period") == dict.fromkeys(PAIRS[:2], "unknown")


def test_R128_one_date_serves_one_period(audited):
    """R128: 份数=2 with one date is not multiplied."""
    rows: list[Row] = ["项目|是否完成|日期|份数", "双月报|是|2024-10-31|2", "绿色转介通道|是||"]
    result = audited(form() | {"记录": rows})
    assert by(result, "NC504", "period") == {PAIRS[0]: "pass", PAIRS[1]: "fail"}


# --- R68, R107, R125, R129, R130 ----------------------------------------------------------------------


def test_R068_activities_of_grades_the_school_lacks_are_ignored(audited):
    """R68: 高一 in a 初级中学: D415."""
    result = audited(
        form(活动=["认识情绪|班团队会|2024-09-20|高一", *activities("八年级", "九年级")])
    )
    assert by(result, "NC301") == {"G7": "fail", "G8": "pass", "G9": "pass"}
    assert "活动!D2" in issue_cells(result, "D415")


def test_R107_a_title_of_another_year_and_rows_of_this_one(audited):
    """R107: D414, and rows with dates decide themselves."""
    sheets = form()
    sheets["活动"] = ["2023-2024学年活动登记表", *sheets["活动"]]
    result = audited(sheets)
    assert set(by(result, "NC301").values()) == {"pass"}
    assert "D414" in codes(result)


def test_R125_dates_outside_the_term_are_one_issue_for_the_sheet(audited):
    """R125: info severity, one issue per sheet with the count, listing every cell."""
    later = [
        f"认识情绪|班团队会|2025-03-{n}|{g}" for n, g in zip((10, 11, 12), JUNIOR, strict=True)
    ]
    result = audited(form(活动=[*activities(*JUNIOR), *later]))
    (issue,) = issues(result, "D406")
    assert issue_cells(result, "D406") == {"活动!C10", "活动!C11", "活动!C12"}
    assert issue.severity == "info"
    assert set(by(result, "NC301").values()) == {"pass"}


def test_R129_the_term_most_activities_fall_in(audited):
    """R129: without --term, the majority of dates, and the result says so."""
    result = audited(form(), term=None)
    assert result.period.terms == ("2024-2025-1",)
    assert result.period.how == "dates"
    assert {f.subject.term for s in result.schools for f in s.findings if f.rule == "NC301"} == {
        "2024-2025-1"
    }


def test_R129_on_a_tie_the_later_term(audited):
    """R129: one activity in each term."""
    rows = ["认识情绪|班团队会|2024-09-20|全校", "认识情绪|班团队会|2025-03-20|全校"]
    result = audited(form(活动=rows, 记录=ITEMS), term=None)
    assert result.period.terms == ("2024-2025-2",)


def test_R129_nothing_dates_the_files(audited):
    """R129: rules with `per` are unknown (学期未知), the others are judged."""
    rows: list[Row] = [
        "活动主题|活动类型|活动对象",
        "认识情绪|班团队会|全校",
        "心灵成长|专题活动|全校",
    ]
    result = audited(form(记录=ITEMS) | {"活动": rows}, term=None)
    assert result.period.terms == ()
    assert {str(f.verdict) for s in result.schools for f in s.findings if f.rule == "NC301"} == {
        "unknown"
    }
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC501") == "pass"


def test_R130_no_date_and_no_term_in_a_year_s_audit(audited):
    """R130: unknown in both terms."""
    result = audited(dated(None), term=YEAR)
    for term in (f"{YEAR}-1", f"{YEAR}-2"):
        assert verdict(result, "NC301", grade="G7", term=term) == "unknown"


def test_each_term_of_a_year_is_judged_by_itself(audited):
    """NC301: 每学期至少开展1次."""
    second = [str(row).replace("2024-09-20", "2025-03-20") for row in meetings("八年级")]
    result = audited(form(活动=[*activities(*JUNIOR), *second]), term=YEAR)
    for grade, expected in (("G7", "fail"), ("G8", "pass"), ("G9", "fail")):
        assert verdict(result, "NC301", grade=grade, term=f"{YEAR}-1") == "pass"
        assert verdict(result, "NC301", grade=grade, term=f"{YEAR}-2") == expected


def test_R124_a_fail_without_any_row_points_at_the_grade_and_the_heading(audited):
    """R124: the class-table cells of the grade, and the heading cell of the column searched."""
    found = finding(audited(form(活动=activities("七年级", "九年级"))), "NC301", grade="G8")
    assert found.verdict == "fail"
    assert where(found) >= {"班级!A4", "班级!A5", "活动!D1"}
    assert not {"班级!A2", "班级!A3", "班级!A6", "班级!A7"} & where(found)


def test_a_pass_points_at_the_row_that_serves(audited):
    """Promise 2: the cells of 七年级's meeting, not those of other grades."""
    found = finding(audited(form()), "NC301", grade="G7")
    rows = {place.cell[1:] for place in found.places if place.sheet == "活动" and place.cell}
    assert rows == {"2"}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("全校各班", ["pass", "pass", "pass"]),
        ("各班", ["pass", "pass", "pass"]),
        ("八年级各班", ["fail", "pass", "fail"]),
        ("七年级、九年级各班", ["pass", "fail", "pass"]),
        ("初三", ["fail", "fail", "pass"]),
        ("七(1)班", ["pass", "fail", "fail"]),
        ("实验班", ["unknown", "unknown", "unknown"]),
    ],
)
def test_whole_grades_under_a_heading_for_classes(audited, audience, expected):
    """A list of class meetings with a column 班级 and none for grades: 八年级各班 are all classes of that grade."""
    rows = ["主题|活动类型|时间|班级", f"认识情绪|主题班会|2024-10-09|{audience}"]
    result = audited(form() | {"活动": rows})
    assert [verdict(result, "NC301", grade=g) for g in ("G7", "G8", "G9")] == expected
    assert "D301" not in codes(result)  # 实验班 is a class, only of which grade is not said (R19)
