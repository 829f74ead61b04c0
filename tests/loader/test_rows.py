"""What the columns of each table mean together: typed rows with their cells."""

import datetime as dt
import math

import pytest

from mhaudit.models.values import NotIn, OneOf, SetOf, Span

from .raw_tables import joined, raw, school

G7, G8, G9 = "G7", "G8", "G9"
JUNIOR = SetOf.known(G7, G8, G9)


def issues(found, code):
    return [
        (issue.place.text() if issue.place else None, issue.read)
        for issue in found.issues
        if issue.code == code
    ]


# --- teachers -------------------------------------------------------------------------------------------


def teachers(keys, *rows, **facts):
    return joined(school(), raw("teachers", keys, *rows, sheet="教师", **facts))


@pytest.mark.parametrize(
    ("keys", "cells", "facts", "expected"),
    [
        pytest.param("name|counsellor|duty", "周明|是|专职", {}, (True, "full_time"), id="asked and answered"),
        pytest.param("name|counsellor", "周明|专职", {}, (True, "full_time"), id="R137 the column is both"),
        pytest.param("name|counsellor", "周明|否", {}, (False, None), id="R137 no"),
        pytest.param("name|counsellor|subject", "周明||心理", {}, (None, None), id="R35 blank outranks the subject"),
        pytest.param("name|subject", "周明|心理健康", {}, (True, None), id="R35 subject names it"),
        pytest.param("name|subject", "周明|语文", {}, (None, "part_time"), id="R35 another subject: perhaps part-time"),
        pytest.param("name|subject", "周明|", {}, (None, None), id="R35 nothing said"),
        pytest.param("name|duty", "周明|专职", {}, (None, "full_time"), id="专职 alone does not say of what"),
        pytest.param("name|duty", "周明|专职心理健康教育教师", {}, (True, "full_time"), id="the value says of what"),
        pytest.param("name|duty", "周明|否", {}, (False, None), id="R52 否 is no counsellor"),
        pytest.param("name|duty", "周明|专职", {"counsellor": True}, (True, "full_time"), id="R37 titled roster"),
        pytest.param("name|duty", "周明|专兼职", {"counsellor": True}, (True, None), id="R43 not understood"),
        pytest.param("name", "周明", {"counsellor": True, "duty": "full_time"}, (True, "full_time"), id="R141 titled"),
        pytest.param("name|counsellor", "周明|否", {"counsellor": True}, (False, None), id="R138 column first"),
        pytest.param("name|counsellor", "周明|", {"counsellor": True}, (True, None), id="R138 blank says nothing else"),
        pytest.param("name|duty", "周明|否", {"counsellor": True}, (False, None), id="R52 under a title"),
        pytest.param(
            "name|counsellor|full_time_counsellor", "周明|是|是", {}, (True, "full_time"), id="R36 with the question",
        ),
    ],
)  # fmt: skip
def test_counsellor_and_duty(keys, cells, facts, expected):
    assert teachers(keys, cells, **facts).table("teachers").rows("counsellor", "duty") == [expected]


@pytest.mark.parametrize(
    ("keys", "cells", "expected"),
    [
        ("name|support", "周明|", "own"),
        ("name", "周明", "own"),
        ("name|support", "周明|对口援助", "paired"),
        ("name|support", "周明|白鹭学校", "paired"),
        ("name|support", "周明|定点支教", "posted"),
    ],
)
def test_R034_support(keys, cells, expected):
    """R34: blank or no column means own; a school's name only says that the teacher is paired."""
    found = teachers(keys, cells)
    assert found.table("teachers").rows("support") == [expected]
    assert found.submissions.size == 1


def test_R004_a_name_reading_none_is_nobody_but_the_table_is_supplied():
    found = teachers("name|sex", "无|", counsellor=True)
    assert found.table("teachers").rows("name", "low", "high", "@name") == [(None, 0, 0, "教师!A2")]
    assert found.table("teachers").open() == [{"counsellor": NotIn(frozenset({True}))}]


def test_R052_a_0_for_a_name_is_no_row():
    found = teachers("serial|name|duty", "1|周明|专职", "2|0|", counsellor=True)
    assert found.table("teachers").rows("name") == ["周明"]


def test_R003_R052_nothing_but_a_0_supplies_nothing():
    assert teachers("serial|name|duty", "1|0|", counsellor=True).table("teachers").open() == [{}]


def test_R041_the_same_row_twice_counts_once():
    found = teachers("name|counsellor|duty", "周明|是|专职", "吴亮|是|兼职", "周明|是|专职")
    assert found.table("teachers").rows("name") == ["周明", "吴亮"]
    assert issues(found, "D402") == [("教师!A4", "周明")]


def test_R142_rows_without_a_name_are_never_the_same():
    found = teachers("name|counsellor|duty", "|是|专职", "|是|专职")
    assert found.table("teachers").rows("duty") == ["full_time", "full_time"]


def test_R133_two_of_one_name_in_one_list_are_two_people():
    found = teachers("name|counsellor|duty", "周明|是|专职", "周明|是|兼职")
    assert found.table("teachers").rows("duty") == ["full_time", "part_time"]


def test_the_deciding_cell_is_the_place():
    """R97."""
    found = teachers("name|counsellor|duty", "周明|是|专职")
    assert found.table("teachers").rows("@name", "@counsellor", "@duty", "@homeroom_pay") == [
        ("教师!A2", "教师!B2", "教师!C2", "教师!A2")
    ]


def test_R109_years_of_service_are_no_yes():
    found = teachers("name|homeroom_years", "周明|12")
    assert found.table("teachers").rows("homeroom_years") == [None]
    assert issues(found, "D301") == [("教师!B2", "12")]


# --- committee ------------------------------------------------------------------------------------------


def committee(keys, *rows, **options):
    return joined(school(), raw("committee", keys, *rows, sheet="班委", **options))


FIELDS = ("grade", "class", "name", "sex", "role", "low", "high")


def test_wide_sheet_gives_one_row_per_name():
    found = committee("class_name|male_members|female_members", "七(1)班|张小三|李小四")
    assert found.table("committee").rows(*FIELDS) == [
        (G7, "1", "张小三", "male", "psych", 1, 1),
        (G7, "1", "李小四", "female", "psych", 1, 1),
    ]
    assert found.table("committee").rows("@name", "@sex") == [
        ("班委!B2", "班委!B2"),
        ("班委!C2", "班委!C2"),
    ]


@pytest.mark.parametrize("none", ["", "无"])
def test_R070_a_blank_wide_cell_is_a_place_for_nobody(none):
    found = committee("class_name|male_members|female_members", f"七(1)班|{none}|李小四")
    assert found.table("committee").rows("name", "sex", "low", "high", "@sex") == [
        (None, "male", 0, 0, "班委!B2"),
        ("李小四", "female", 1, 1, "班委!C2"),
    ]


def test_R071_a_class_with_both_blank_reported_nobody():
    found = committee("class_name|male_members|female_members", "七(1)班||")
    assert found.table("committee").rows("sex", "high") == [("male", 0), ("female", 0)]


def test_R072_a_column_of_ticks_is_a_flag():
    found = committee("class_name|name|members", "七(1)班|张小三|√", "七(1)班|李小四|")
    assert found.table("committee").rows("name", "role") == [
        ("张小三", "psych"),
        ("李小四", "other"),
    ]


def test_R072_yes_and_no_leave_a_blank_unknown():
    found = committee(
        "class_name|name|members", "七(1)班|张小三|是", "七(1)班|李小四|否", "七(1)班|王小五|"
    )
    assert found.table("committee").rows("role") == ["psych", "other", None]


def test_R072_a_column_of_names_is_names():
    found = committee("class_name|members", "七(1)班|张小三(男) 李小四(女)")
    assert found.table("committee").rows("name", "sex", "role") == [
        ("张小三", "male", "psych"),
        ("李小四", "female", "psych"),
    ]


@pytest.mark.parametrize(
    ("keys", "cells", "facts", "role"),
    [
        ("class_name|name|role", "七(1)班|张小三|心理委员", {}, "psych"),
        ("class_name|name|role", "七(1)班|张小三|班长", {"psych": True}, "other"),
        ("class_name|name", "七(1)班|张小三", {"psych": True}, "psych"),
        ("class_name|name", "七(1)班|张小三", {}, None),
        ("class_name|name|role", "七(1)班|张小三|", {}, None),
    ],
)
def test_R073_role(keys, cells, facts, role):
    assert committee(keys, cells, **facts).table("committee").rows("role") == [role]


def test_R074_two_names_in_a_cell_are_two_pupils_of_unknown_sex():
    found = committee("class_name|name|sex|role", "七(1)班|张小三、李小四|男|心理委员")
    assert found.table("committee").rows("name", "sex") == [("张小三", None), ("李小四", None)]


@pytest.mark.parametrize("cell", ["火箭班", ""])
def test_R015_a_class_that_is_not_known_may_be_any(cell):
    found = committee("class_name|name", f"{cell}|张小三", psych=True)
    assert found.table("committee").rows("grade", "class", "name", "low", "high") == [
        (None, None, "张小三", 1, 1)
    ]
    assert issues(found, "D416") == [("班委!A2", cell)]


def test_a_blank_name_is_nobody():
    found = committee("class_name|name|sex", "七(1)班||男", psych=True)
    assert found.table("committee").rows("name", "sex", "low", "high") == [(None, "male", 0, 0)]


def test_R102_names_of_pupils_are_masked_in_places_and_issues():
    found = committee("class_name|name|sex", "七(1)班|张小三|男", "七(1)班|张小三|男", psych=True)
    assert [issue.read for issue in found.issues if issue.code == "D402"] == ["张*"]
    assert found.submissions.place("committee", 0, "name").value == "张*"


def test_R102_show_names_lifts_it():
    found = joined(
        school(), raw("committee", "class_name|name", "七(1)班|张小三", psych=True), show_names=True
    )
    assert found.submissions.place("committee", 0, "name").value == "张小三"


# --- activities -----------------------------------------------------------------------------------------


def activities(keys, *rows, audit="2024-2025-1", **facts):
    return joined(school(), raw("activities", keys, *rows, sheet="活动", **facts), term=audit)


def test_an_activity():
    found = activities(
        "title|category|date|grades|participants", "认识情绪|班团队会|2024-09-20|七、八年级|300"
    )
    assert found.table("activities").rows(
        "category", "date", "grades", "themes", "participants"
    ) == [
        (
            "class_meeting",
            dt.date(2024, 9, 20),
            SetOf.known(G7, G8),
            SetOf.known("mental_health"),
            300,
        )
    ]


@pytest.mark.parametrize(
    ("keys", "cells", "facts", "category"),
    [
        (
            "title|category",
            "认识情绪|专题活动",
            {"categories": frozenset({"class_meeting"})},
            "special_activity",
        ),
        ("title", "认识情绪", {"categories": frozenset({"class_meeting"})}, "class_meeting"),
        (
            "title|category",
            "认识情绪|",
            {"categories": frozenset({"class_meeting"})},
            "class_meeting",
        ),
        ("title", "认识情绪主题班会", {}, "class_meeting"),
        ("title", "认识情绪", {}, None),
    ],
)
def test_R057_R141_category(keys, cells, facts, category):
    assert activities(keys, cells, **facts).table("activities").rows("category") == [category]


def test_R058_two_categories_in_a_cell():
    found = activities("title|category", "认识情绪|班会、专题活动")
    assert found.table("activities").rows("category") == [
        OneOf(frozenset({"class_meeting", "special_activity"}))
    ]
    assert issues(found, "D308") == [("活动!B2", "班会、专题活动")]


def test_R058_one_event_in_two_rows_is_one_row_of_either_category():
    found = activities(
        "title|category|date|grades",
        "认识情绪|班会|2024-09-20|七年级",
        "认识情绪|专题活动|2024-09-20|七年级",
        "认识情绪|专题活动|2024-09-21|七年级",
    )
    both = OneOf(frozenset({"class_meeting", "special_activity"}))
    assert found.table("activities").rows("category") == [both, "special_activity"]
    assert issues(found, "D412") == [("活动!B2", "班会")]


@pytest.mark.parametrize(
    ("term", "cell", "day"),
    [
        ("2024-2025-1", "9月10日", dt.date(2024, 9, 10)),
        ("2024-2025", "3月5日", dt.date(2025, 3, 5)),
        ("2024-2025-1", "2025年1月", Span(dt.date(2025, 1, 1), dt.date(2025, 1, 31))),
    ],
)
def test_R060_R062_dates(term, cell, day):
    assert activities("title|date", f"认识情绪|{cell}", audit=term).table("activities").rows(
        "date"
    ) == [day]


def test_R062_a_day_without_a_year_is_unknown_where_no_period_is():
    found = activities("title|date", "认识情绪|9月10日", audit=None)
    assert found.how == "none"
    assert found.table("activities").rows("date") == [None]
    assert issues(found, "D301") == [("活动!B2", "9月10日")]


@pytest.mark.parametrize(
    ("keys", "cells", "facts", "term"),
    [
        ("title|term", "认识情绪|2024-2025学年第一学期", {}, "2024-2025-1"),
        ("title|term", "认识情绪|上学期", {}, "2024-2025-1"),
        ("title|term", "认识情绪|第二学期", {}, "2024-2025-2"),
        ("title", "认识情绪", {"term": "2024-2025-1"}, "2024-2025-1"),
        ("title", "认识情绪", {"term": "1"}, "2024-2025-1"),
        ("title|date", "认识情绪|2024-09-20", {"term": "2024-2025-1"}, None),
        ("title", "认识情绪", {}, None),
        ("title|term|date", "认识情绪|上学期|待定", {}, "2024-2025-1"),
    ],
)
def test_R006_R059_R063_declared_terms(keys, cells, facts, term):
    assert activities(keys, cells, **facts).table("activities").rows("term") == [term]


def test_a_declared_term_that_the_date_denies_is_D420():
    found = activities("title|term|date", "认识情绪|第二学期|2024-09-20")
    assert issues(found, "D420") == [("活动!B2", "第二学期")]


def test_the_whole_school_is_its_grades():
    assert activities("title|grades", "认识情绪|全校").table("activities").rows("grades") == [
        JUNIOR
    ]


def test_R024_a_blank_audience_is_unknown():
    assert activities("title|grades", "认识情绪|").table("activities").rows("grades") == [None]


@pytest.mark.parametrize(
    ("keys", "cells"),
    [
        ("title|grades", "认识情绪|七(1)班"),
        ("title|class_name", "认识情绪|七(1)班"),
        ("title|grades|class_name", "认识情绪||七(1)班"),
        ("title|grades|class_name", "认识情绪|七年级|1班"),
    ],
)
def test_R025_a_class_named_alone(keys, cells):
    found = activities(keys, cells)
    assert found.table("activities").rows("grades", "classes") == [
        (SetOf.known(G7), SetOf.known("G7/1"))
    ]


def test_R068_grades_that_the_school_does_not_have_are_dropped():
    found = activities("title|grades", "认识情绪|九年级、高一")
    assert found.table("activities").rows("grades") == [SetOf.known(G9)]
    assert issues(found, "D415") == [("活动!B2", "九年级、高一")]


# --- lessons --------------------------------------------------------------------------------------------


def lessons(keys, *rows, **facts):
    return joined(school(), raw("lessons", keys, *rows, sheet="课程", **facts))


def test_R022_a_row_stands_for_each_grade():
    found = lessons("grade|subject|periods_per_week", "七、八年级|心理健康|1")
    assert found.table("lessons").rows("grade", "subject", "periods_per_week", "low", "high") == [
        (G7, "心理健康", 1, 1, 1),
        (G8, "心理健康", 1, 1, 1),
    ]


def test_R022_all_grades():
    assert lessons("grade|subject", "各年级|美术").table("lessons").rows("grade") == [G7, G8, G9]


@pytest.mark.parametrize(
    ("keys", "cells", "weekly", "hours"),
    [
        ("grade|subject|fortnight_periods", "七年级|心理健康|1", 0.5, None),
        ("grade|subject|frequency", "七年级|心理健康|每两周1课时", 0.5, None),
        ("grade|subject|hours_total", "七年级|心理健康|36", None, 36),
        ("grade|subject|hours_per_term", "七年级|心理健康|18", None, Span(18, math.inf)),
        ("grade|subject|hours_per_term|term", "七年级|心理健康|18|上学期", None, 18),
        ("grade|subject|periods_per_week", "七年级|心理健康|约1", None, None),
    ],
)
def test_R076_R079_periods_and_hours(keys, cells, weekly, hours):
    found = lessons(keys, cells)
    assert found.table("lessons").rows("periods_per_week", "hours_per_term") == [(weekly, hours)]


def test_R076_a_bare_number_under_a_bare_heading_is_refused():
    found = lessons("grade|subject|frequency", "七年级|心理健康|1")
    assert found.table("lessons").rows("periods_per_week", "hours_per_term", "offered") == [
        (None, None, True)
    ]
    assert issues(found, "D202") == [("课程!C2", "1")]


@pytest.mark.parametrize(("cell", "offered"), [("0", False), ("", True), ("1", True)])
def test_R081_a_typed_0_is_not_offered(cell, offered):
    found = lessons("grade|subject|periods_per_week", f"七年级|心理健康|{cell}")
    assert found.table("lessons").rows("offered") == [offered]


def test_a_sheet_about_one_course_names_it():
    found = lessons("grade|periods_per_week", "七年级|1", subject="心理健康")
    assert found.table("lessons").rows("subject") == ["心理健康"]


# --- records --------------------------------------------------------------------------------------------


def records(keys, *rows, **options):
    facts = {key: options.pop(key) for key in list(options) if key in ("item", "term")}
    return joined(school(), raw("records", keys, *rows, sheet="记录", **facts), **options)


@pytest.mark.parametrize(
    ("keys", "cells", "done"),
    [
        ("item|done", "绿色转介通道|是", True),
        ("item|done", "绿色转介通道|否", False),
        ("item|done", "绿色转介通道|无", False),
        ("item|done|date", "绿色转介通道||2024-09-01", None),
        ("item|done", "绿色转介通道|部分落实", None),
        ("item|date", "双月报|2024-10-31", True),
        ("item", "双月报", True),
        ("item|explanation", "绿色转介通道|正在筹建", None),
        ("item|evidence", "绿色转介通道|", None),
        ("item|evidence", "绿色转介通道|否", False),
    ],
)
def test_R083_R084_R118_done(keys, cells, done):
    assert records(keys, cells).table("records").rows("done") == [done]


def test_R065_the_reporting_period():
    found = records("item|period|date", "双月报|9-10月|2024-11-03")
    assert found.table("records").rows("period", "date") == [
        (Span(dt.date(2024, 9, 1), dt.date(2024, 10, 31)), dt.date(2024, 11, 3))
    ]


def test_R082_an_alias_is_the_item_and_containing_text_is_not():
    found = records(
        "item|done", "绿色通道|是", "建立绿色转介通道|是", synonyms={"绿色通道": "绿色转介通道"}
    )
    assert found.table("records").rows("item") == ["绿色转介通道", "建立绿色转介通道"]
    assert issues(found, "D311") == [("记录!A3", "建立绿色转介通道")]


def test_R146_an_item_answered_both_ways_is_unknown():
    found = records(
        "item|done",
        "绿色转介通道|是",
        "双月报|是",
        "绿色通道|否",
        synonyms={"绿色通道": "绿色转介通道"},
    )
    assert found.table("records").rows("done") == [None, True, None]
    assert issues(found, "D413") == [("记录!B2", "是")]


def test_R146_R083_dated_reports_answer_for_themselves():
    found = records("item|date|done", "双月报|2024-10-31|否", "双月报|2024-12-31|是")
    assert found.table("records").rows("done") == [False, True]


def test_R146_reports_of_different_months_do_not_contradict_each_other():
    found = records("item|period|done", "双月报|9-10月|是", "双月报|11-12月|否")
    assert found.table("records").rows("done") == [True, False]


# --- values out of range --------------------------------------------------------------------------------


def test_R048_a_value_out_of_range_is_unknown():
    found = joined(school("青禾学校|初级中学|0"))
    assert found.table("schools").rows("students") == [None]
    assert issues(found, "D303") == [("学校!C2", "0")]


def test_R148_ten_million_counsellors_are_out_of_range():
    found = joined(school("青禾学校|9999999", keys="school|counsellors_total"))
    (nobody_knows,) = found.table("teachers").rows("low", "high")
    assert nobody_knows == (0, math.inf)
    assert [code for code in found.codes if code == "D303"] == ["D303"]
