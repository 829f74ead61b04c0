"""R76–R86, R145–R147: lessons, records and what a school says of itself."""

import datetime as dt

import pytest

from .forms import (
    ITEMS,
    JUNIOR,
    REPORTS,
    SENIOR,
    Row,
    Sheets,
    activities,
    by,
    codes,
    finding,
    form,
    gaps,
    issue_cells,
    lessons,
    school,
    texts,
    verdict,
)

YEAR = "2024-2025"


def lesson(heading: str, value: object) -> Sheets:
    """A form whose 心理健康 lesson (课程!C2) says `value` under `heading`; 美术 has no hours."""
    return form() | {
        "课程": [["年级", "课程", heading], ["七年级", "心理健康", value], "七年级|美术|"]
    }


def nc201(audited, heading: str, value: object) -> str:
    return verdict(audited(lesson(heading, value)), "NC201", stage="junior")


# --- NC201: every second week -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("周课时", 0.5, "pass"),
        ("周课时", 0.4, "fail"),
        ("周课时", 1, "pass"),
        ("周课时", "0.5节", "pass"),
        ("每周课时", "１", "pass"),
        ("每两周课时", 1, "pass"),
        ("每两周课时", 0.9, "fail"),
        ("每两周课时", 0.5, "fail"),
        ("周课时", None, "unknown"),
        ("周课时", "若干", "unknown"),
    ],
)
def test_periods_a_week_on_both_sides_of_the_limit(audited, heading, value, expected):
    """NC201: ≥ 0.5 period a week; 每两周课时 counts half."""
    assert nc201(audited, heading, value) == expected


@pytest.mark.parametrize("heading", ["课时", "课时安排"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("每周1节", "pass"),
        ("每两周1课时", "pass"),
        ("每2周1课时", "pass"),
        ("每周0.5课时", "pass"),
        ("36学时/学期", "unknown"),
    ],
)
def test_R076_the_cell_s_words_decide(audited, heading, value, expected):
    """R76: under a bare 课时 or 课时安排; hours a term alone say nothing of weeks (R78)."""
    assert nc201(audited, heading, value) == expected


@pytest.mark.parametrize("value", [1, 0.5, 36])
def test_R076_a_bare_number_under_a_bare_heading_is_refused(audited, value):
    """R76: D202, unknown."""
    result = audited(lesson("课时", value))
    assert verdict(result, "NC201", stage="junior") == "unknown"
    assert "D202" in codes(result)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("双周1节", "pass"),
        ("隔周1次", "pass"),
        ("隔周1节", "pass"),
        ("两周一节", "pass"),
        ("每月2节", "pass"),
        ("每月1节", "fail"),
        ("每周一节", "pass"),
    ],
)
def test_R077_every_second_week_in_words(audited, value, expected):
    """R77: 双周/隔周/两周一节 = 0.5; 每月2节 = 0.5."""
    assert nc201(audited, "课时安排", value) == expected


@pytest.mark.parametrize("heading", ["学期课时", "每学期课时", "总课时"])
def test_R078_hours_a_term_do_not_show_the_rhythm(audited, heading):
    """R78: 10 per term: unknown."""
    assert nc201(audited, heading, 10) == "unknown"


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ("心理健康", "pass"),
        ("心理健康教育", "pass"),
        ("心理", "pass"),
        ("心理健康活动课", "pass"),
        ("语文", "fail"),
        ("", "unknown"),
    ],
)
def test_R080_names_of_the_counselling_lesson(audited, course, expected):
    """R80: each group is one course."""
    rows: list[Row] = [f"七年级|{course}|0.5", "七年级|美术|1", "七年级|劳动|1"]
    assert verdict(audited(form(课程=rows)), "NC201") == expected


# --- NC202: 36 hours ----------------------------------------------------------------------------------


def vocational(headings: str, *rows: str) -> Sheets:
    """A 职业高中 with these lessons."""
    return form(kind="职业高中学校", grades=SENIOR) | {
        "课程": [headings, *rows, "高一|美术" + "|" * (headings.count("|") - 1)]
    }


COURSE = "心理健康与职业生涯"
BY_TERM = "年级|课程|学期|每学期课时|是否必修"


@pytest.mark.parametrize(
    ("first", "second", "expected"), [(18, 18, "pass"), (18, 17, "fail"), (36, 0, "pass")]
)
def test_R079_two_terms_make_the_year(audited, first, second, expected):
    """R79: the sum over the school year of the grade's rows of that course."""
    rows = [f"高一|{COURSE}|第一学期|{first}|是", f"高一|{COURSE}|第二学期|{second}|是"]
    found = finding(audited(vocational(BY_TERM, *rows[: 1 if not second else 2])), "NC202")
    assert (str(found.verdict), found.subject.grade) == (expected, "V1")


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("每学期课时", 18, "unknown"),
        ("每学期课时", 35, "unknown"),
        ("每学期课时", 36, "pass"),
        ("学时", 36, "pass"),
        ("总学时", 36, "pass"),
        ("周课时", 1, "unknown"),
        ("周课时", 2, "unknown"),
    ],
)
def test_R079_a_single_row(audited, heading, value, expected):
    """R79: under 每学期 without a term unknown unless it reaches 36 alone; 周课时 alone unknown."""
    result = audited(vocational(f"年级|课程|{heading}|是否必修", f"高一|{COURSE}|{value}|是"))
    assert verdict(result, "NC202", grade="V1") == expected


@pytest.mark.parametrize("total", ["学时", "总学时", "总课时"])
def test_R079_a_total_below_the_limit_fails(audited, total):
    """R79: 学时 and 总学时 are not said to be per term: 35 for the year is below 36."""
    result = audited(vocational(f"年级|课程|{total}|是否必修", f"高一|{COURSE}|35|是"))
    assert verdict(result, "NC202", grade="V1") == "fail"


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("是否必修", "是", "pass"),
        ("是否必修", "否", "fail"),
        ("是否必修", "", "unknown"),
        ("必修/选修", "必修", "pass"),
        ("必修/选修", "选修", "fail"),
        ("课程性质", "必修", "pass"),
    ],
)
def test_the_course_must_be_compulsory(audited, heading, value, expected):
    """NC202, policy: 作为必修课."""
    result = audited(vocational(f"年级|课程|学时|{heading}", f"高一|{COURSE}|36|{value}"))
    assert verdict(result, "NC202", grade="V1") == expected


@pytest.mark.parametrize(
    ("grade", "course", "expected"),
    [
        ("高一", "心理健康与职业生涯规划", "pass"),
        ("一年级", COURSE, "pass"),
        ("高二", COURSE, "fail"),
        ("高一", "职业道德与法治", "fail"),
    ],
)
def test_R080_the_vocational_course_in_the_first_year(audited, grade, course, expected):
    """R80: 心理健康与职业生涯(规划) is one course; NC202 asks V1."""
    result = audited(vocational("年级|课程|学时|是否必修", f"{grade}|{course}|36|是"))
    assert verdict(result, "NC202", grade="V1") == expected


# --- NC203: courses -----------------------------------------------------------------------------------


def courses(*names: str) -> Sheets:
    """A form whose only grade is 七年级, with these courses (课程!2, 3, …)."""
    return form(
        班级=["七(1)班|"], 课程=[name if "|" in name else f"七年级|{name}|1" for name in names]
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["体育与健康", "美术", "劳动"], "pass"),
        (["体育", "美术", "劳动教育"], "pass"),
        (["体育与健康", "美术", "劳动技术"], "pass"),
        (["体育与健康", "美术"], "fail"),
        (["体育与健康", "劳动"], "fail"),
        (["美术", "劳动"], "fail"),
        (["体育与健康", "美术", "综合实践"], "fail"),
        (["体育与健康", "音乐", "劳动"], "fail"),
    ],
)
def test_R080_names_of_the_three_courses(audited, names, expected):
    """R80: 体育/体育与健康, 劳动/劳动教育/劳动技术; 综合实践 is not 劳动."""
    assert verdict(audited(courses(*names)), "NC203", grade="G7") == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["体育与健康", "艺术", "劳动"], "unknown"),
        (["体育与健康", "艺术", "美术", "劳动"], "pass"),
        (["体育与健康", "艺术"], "fail"),
    ],
)
def test_R080_R147_art_may_be_fine_arts(audited, names, expected):
    """R80, R147: 艺术 is neither 美术 nor not: [0, 1]."""
    assert verdict(audited(courses(*names)), "NC203", grade="G7") == expected


@pytest.mark.parametrize(("periods", "expected"), [("0", "fail"), ("", "pass"), ("0.5", "pass")])
def test_R081_a_course_with_no_periods(audited, periods, expected):
    """R81: a typed 0 is not offered; a blank is offered."""
    result = audited(courses("体育与健康", f"七年级|美术|{periods}", "劳动"))
    assert verdict(result, "NC203", grade="G7") == expected


NOTHING = [
    ("未开设", "fail"),
    ("暂未开设", "fail"),
    ("不开", "fail"),
    ("停课", "fail"),
    ("无", "unknown"),
    ("/", "unknown"),
    ("\u2014", "unknown"),
    ("上学期未开设", "unknown"),
    ("若干", "pass"),
    ("被占用", "unknown"),
]


@pytest.mark.parametrize(("periods", "expected"), NOTHING)
def test_R081_words_for_nothing_in_place_of_periods(audited, periods, expected):
    """R81 speaks of a blank: 未开设 is none, and whoever writes 无 or a dash may mean that there is no such course."""
    result = audited(courses("体育与健康", f"七年级|美术|{periods}", "劳动"))
    assert verdict(result, "NC203", grade="G7") == expected


@pytest.mark.parametrize(("periods", "expected"), [("2", "pass"), ("0", "fail"), ("", "pass")])
def test_R081_a_bare_number_of_some_unit(audited, periods, expected):
    """R76, R81: whether a week or a term is meant, 2 are held and 0 are not."""
    rows = ["年级|课程|课时", *(f"七年级|{name}|2" for name in ("体育与健康", "劳动"))]
    result = audited(form() | {"课程": [*rows, f"七年级|美术|{periods}"]})
    assert verdict(result, "NC203", grade="G7") == expected


def test_R081_a_counselling_lesson_of_no_periods(audited):
    """R81 for NC201: 0 fails, a blank leaves the periods unknown."""
    assert nc201(audited, "周课时", 0) == "fail"
    assert nc201(audited, "周课时", None) == "unknown"


def test_missing_periods_are_named(audited):
    """R99: the blank cell 课程!C2."""
    found = finding(audited(lesson("周课时", None)), "NC201")
    assert ("lessons", "periods_per_week", "课程!C2") in gaps(found)


# --- R82–R84, R146: records ---------------------------------------------------------------------------


def records(*rows: Row) -> Sheets:
    """A form whose records begin with these rows (记录!2, 3, …) and lack 三级心理帮扶队伍 otherwise."""
    return form(记录=[*rows, *ITEMS[1:], *REPORTS])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("三级心理帮扶队伍", "pass"),
        (" 三级 心理帮扶队伍 ", "pass"),
        ("关于三级心理帮扶队伍名单报送的通知", "unknown"),
        ("心理社团", "fail"),
    ],
)
def test_R082_the_words_of_an_item(audited, item, expected):
    """R82: exact after normalising; containing text is a guess, reported (D311), unknown."""
    result = audited(records([item, "是", None]))
    assert verdict(result, "NC501") == expected
    assert ("D311" in codes(result)) is (expected == "unknown")


def test_R083_done_is_blank_although_a_date_is_filled(audited):
    """R83: for items that a rule asks to be done: unknown."""
    found = finding(audited(records("三级心理帮扶队伍||2024-10-08")), "NC501")
    assert found.verdict == "unknown"
    assert gaps(found) == {("records", "done", "记录!B2")}


def test_R083_a_list_without_a_column_for_yes_is_of_things_done(audited):
    """R83: a list of 双月报 without 是否: each row is done."""
    rows: list[Row] = ["项目|报送时间", "双月报|2024-10-30", "双月报|2024-12-30"]
    result = audited(form(记录=None) | {"双月报报送情况": rows})
    assert set(by(result, "NC504", "period").values()) == {"pass"}


def test_R083_only_no_excludes_a_report(audited):
    """R83: a 双月报 answered 否 does not count."""
    result = audited(form(记录=[*ITEMS, "双月报|否|2024-10-31", "双月报|是|2024-12-31"]))
    assert by(result, "NC504", "period") == {"2024-09/2024-10": "fail", "2024-11/2024-12": "pass"}


@pytest.mark.parametrize("answer", ["部分落实", "正在推进", "计划中"])
def test_R084_answers_between_yes_and_no(audited, answer):
    """R84: not understood → unknown, D301."""
    result = audited(records(f"三级心理帮扶队伍|{answer}|"))
    assert verdict(result, "NC501") == "unknown"
    assert issue_cells(result, "D301") == {"记录!B2"}


@pytest.mark.parametrize(
    ("rule", "at"), [("NC501", 0), ("NC502", 1), ("NC503", 2), ("NC505", 3), ("NC701", 4)]
)
@pytest.mark.parametrize(("answer", "expected"), [("是", "pass"), ("否", "fail"), ("", "unknown")])
def test_each_item_by_its_own_answer(audited, rule, at, answer, expected):
    """NC501, NC502, NC503, NC505, NC701: the record done; the others are untouched."""
    rows = [*ITEMS]
    rows[at] = rows[at].replace("|是|", f"|{answer}|")
    result = audited(form(记录=[*rows, *REPORTS]))
    assert verdict(result, rule) == expected
    others = {"NC501", "NC502", "NC503", "NC505", "NC701"} - {rule}
    assert {verdict(result, other) for other in others} == {"pass"}
    if expected == "fail":
        assert f"记录!B{at + 2}" in texts(finding(result, rule).places)


def test_R146_yes_and_no_for_one_item(audited):
    """R146: unknown, D413 at both."""
    result = audited(records("三级心理帮扶队伍|是|", "三级心理帮扶队伍|否|"))
    assert verdict(result, "NC501") == "unknown"
    assert {cell[-1] for cell in issue_cells(result, "D413")} == {"2", "3"}


# --- R66, R145: reviews -------------------------------------------------------------------------------


def reviewed(*dates: str) -> Sheets:
    return form(记录=[*ITEMS, *REPORTS, *(f"示范校评估|是|{date}" for date in dates)])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-12-01", "pass"),
        ("2023-01-31", "pass"),
        ("2023-01-30", "fail"),
        ("2021-06-01", "fail"),
    ],
)
def test_R066_within_24_months_of_the_last_audited_day(audited, date, expected):
    """R66: calendar months back from 2025-01-31."""
    assert verdict(audited(reviewed(date)), "NC702") == expected


def test_R066_the_latest_of_several(audited):
    """NC702: the latest counts."""
    assert verdict(audited(reviewed("2021-06-01", "2024-06-01")), "NC702") == "pass"


def test_R066_later_reviews_do_not_count(audited):
    """R66: later dates are D418 and do not count."""
    result = audited(reviewed("2022-06-01", "2025-02-01"))
    assert verdict(result, "NC702") == "fail"
    assert "记录!C10" in issue_cells(result, "D418")


def test_R066_the_end_of_the_audited_year(audited):
    """R66: under --term 2024-2025 the last day is 2025-08-31."""
    assert verdict(audited(reviewed("2023-08-31"), term=YEAR), "NC702") == "pass"
    assert verdict(audited(reviewed("2023-08-30"), term=YEAR), "NC702") == "fail"


def test_R145_no_review_named_is_notapplicable(audited):
    """R145: it applies where the records name a 示范校评估; records not supplied → unknown."""
    assert verdict(audited(form()), "NC702") == "notapplicable"
    assert verdict(audited(form(记录=None)), "NC702") == "unknown"


def test_a_review_of_unknown_date_is_unknown(audited):
    """DESIGN §6: a blank date."""
    assert verdict(audited(reviewed("")), "NC702") == "unknown"


# --- R85, R86: what the school says of itself ---------------------------------------------------------


def item(result, name: str):
    """A line of the scorecard 8+2."""
    (card,) = [card for card in school(result).checklists if card.name == "eight-plus-two"]
    (found,) = [line for line in (*card.core, *card.extra) if line.item == name]
    return found


def test_R085_the_ten_items_and_their_states(audited):
    """DESIGN §10: 8 core and 2 extra, provisional; a state is the worst of its rules."""
    (card,) = school(audited(form())).checklists
    assert [line.item for line in card.core] == [
        *("师资队伍", "教师待遇", "心理课", "五育课程"),
        *("主题班团队会", "专题教育活动", "心理委员与三级帮扶", "家校合作"),
    ]
    assert [line.item for line in card.extra] == ["双月报", "绿色转介通道"]
    assert {str(line.state) for line in (*card.core, *card.extra)} == {"pass"}
    assert card.provisional


@pytest.mark.parametrize(
    ("sheets", "name", "state"),
    [
        (form(students=2400), "师资队伍", "fail"),
        (form(students=None), "师资队伍", "unknown"),
        (form(活动=activities("七年级", "八年级")), "主题班团队会", "fail"),
        (form(活动=None), "主题班团队会", "unknown"),
        (form(班委=None), "心理委员与三级帮扶", "unknown"),
        (form(班委=None, 记录=[*ITEMS[1:], *REPORTS]), "心理委员与三级帮扶", "fail"),
    ],
)
def test_R086_an_item_is_the_worst_of_its_rules(audited, sheets, name, state):
    """DESIGN §5, R86: fail > unknown > pass > notapplicable."""
    assert item(audited(sheets), name).state == state


def test_R086_an_item_without_rules_that_apply(audited):
    """R86: a 幼儿园 has nothing to report: every state is notapplicable."""
    result = audited(form(kind="幼儿园", 班级=None, 班委=None, 课程=None))
    (card,) = school(result).checklists
    assert {str(line.state) for line in (*card.core, *card.extra)} == {"notapplicable"}


def test_R085_a_tick_is_no_evidence(audited):
    """R85: 主题班团队会=是 in the records is self-declaration, never evidence for rules."""
    result = audited(form(活动=None, 记录=[*ITEMS, *REPORTS, "主题班团队会|是|2024-10-08"]))
    assert set(by(result, "NC301").values()) == {"unknown"}
    assert item(result, "主题班团队会").self_reported is True
    assert item(result, "家校合作").self_reported is None


@pytest.mark.parametrize(
    ("tick", "held", "contradicted"),
    [
        ("是", activities("七年级", "八年级"), True),
        ("是", None, False),
        ("是", activities(*JUNIOR), False),
        ("否", activities(*JUNIOR), False),
        ("否", activities("七年级"), False),
    ],
)
def test_R086_a_tick_that_the_data_contradict(audited, tick, held, contradicted):
    """R86: tick 是 and fail → true; 是 and unknown → false; 否 and pass → false."""
    rows = [*ITEMS, *REPORTS, f"主题班团队会|{tick}|"]
    line = item(audited(form(活动=held, 记录=rows)), "主题班团队会")
    assert (line.self_reported, line.contradicted) == (tick == "是", contradicted)


def test_R085_an_item_that_a_rule_names_needs_a_date_for_nc504(audited):
    """R85: 双月报=是 without a date is no report of a period."""
    result = audited(form(记录=[*ITEMS, "双月报|是|"]))
    assert "pass" not in by(result, "NC504", "period").values()
    assert item(result, "绿色转介通道").state == "pass"


def test_lessons_of_the_wrong_grade_do_not_serve(audited):
    """R22, DESIGN §5: related rows of a grade are rows whose grade is it."""
    result = audited(form(课程=lessons("七年级")))
    assert by(result, "NC203") == {"G7": "pass", "G8": "fail", "G9": "fail"}
    assert verdict(result, "NC201", stage="junior") == "pass"


def test_dates_of_records_do_not_matter_for_items(audited):
    """NC501: done, whenever; a real Excel date beside it changes nothing."""
    rows: list[Row] = [["三级心理帮扶队伍", "是", dt.datetime(2019, 5, 1)]]
    assert verdict(audited(records(*rows)), "NC501") == "pass"
