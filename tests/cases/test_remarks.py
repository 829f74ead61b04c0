"""Remarks beside pupils and courses, placeholders for names, and 专任, which is not 专职."""

import pytest

from .forms import FULL_TIME, PART_TIME, findings, form, verdict

BESIDE = [
    ("已转学", "unknown"),
    ("2024年10月转出", "unknown"),
    ("已退出", "unknown"),
    ("已调离", "unknown"),
    ("已辞去", "unknown"),
    ("休学", "unknown"),
    ("拟任", "unknown"),
    ("尚未选出", "unknown"),
    ("本学期转入", "pass"),
    ("校级培训合格", "pass"),
    ("", "pass"),
]


@pytest.mark.parametrize("heading", ["备注", "", "变动情况"])
@pytest.mark.parametrize(("remark", "expected"), BESIDE)
def test_a_girl_beside_whom_it_says_that_she_left(audited, remark, expected, heading):
    """NC401 asks for one of each sex: a girl who may have left leaves it open."""
    rows = [
        f"班级|姓名|性别|职务|{heading}",
        "七(1)班|王刚|男|心理委员|",
        f"七(1)班|李梅|女|心理委员|{remark}",
    ]
    result = audited(form() | {"班委": rows})
    assert verdict(result, "NC401", grade="G7", klass="1") == expected


@pytest.mark.parametrize(("remark", "expected"), BESIDE)
def test_a_row_of_two_with_a_remark(audited, remark, expected):
    """Which of the two left is not said: neither is sure."""
    rows = ["班级|男心理委员|女心理委员|备注", f"七(1)班|王刚|李梅|{remark}"]
    result = audited(form() | {"班委": rows})
    assert verdict(result, "NC401", grade="G7", klass="1") == expected


def test_another_girl_is_there(audited):
    rows = [
        "班级|姓名|性别|职务|备注",
        "七(1)班|王刚|男|心理委员|",
        "七(1)班|李梅|女|心理委员|已转学",
        "七(1)班|何燕|女|心理委员|",
    ]
    assert verdict(audited(form() | {"班委": rows}), "NC401", grade="G7", klass="1") == "pass"


def test_a_boy_whatever_is_said_of_him_is_no_girl(audited):
    """No filling gives the class a girl: R44, no laziness."""
    rows = ["班级|姓名|性别|职务|备注", "七(1)班|王刚|男|心理委员|已转学"]
    assert verdict(audited(form() | {"班委": rows}), "NC401", grade="G7", klass="1") == "fail"


def test_the_message_names_the_row(audited):
    rows = [
        "班级|姓名|性别|职务|备注",
        "七(1)班|王刚|男|心理委员|",
        "七(1)班|李梅|女|心理委员|已转学",
    ]
    result = audited(form() | {"班委": rows})
    (found,) = findings(result, "NC401", grade="G7", klass="1")
    assert "班委!" in found.message
    assert "已转学" not in found.message


@pytest.mark.parametrize("heading", ["备注", "说明", ""])
@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("未开展", "unknown"),
        ("未开设", "unknown"),
        ("停课", "unknown"),
        ("已停开", "unknown"),
        ("下学期开设", "unknown"),
        ("拟开设", "unknown"),
        ("因师资不足暂未开", "unknown"),
        ("被主科挤占", "unknown"),
        ("与班会合上", "pass"),
        ("课后服务时间", "pass"),
        ("校本教材", "pass"),
        ("", "pass"),
    ],
)
def test_a_course_beside_which_it_says_that_it_is_not_given(audited, remark, expected, heading):
    rows = [f"年级|课程|周课时|{heading}", f"七年级|心理健康|1|{remark}", "八年级|美术|1|"]
    assert verdict(audited(form() | {"课程": rows}), "NC201") == expected


def test_one_of_three_courses_may_not_be_given(audited):
    """NC203: 体育与健康 and 劳动 are, 美术 may be; the message names its row."""
    rows = [
        "年级|课程|周课时|备注",
        "七年级|体育与健康|3|",
        "七年级|美术|1|未开展",
        "七年级|劳动|1|",
    ]
    (found,) = findings(audited(form() | {"课程": rows}), "NC203", grade="G7")
    assert found.verdict == "unknown"
    assert "课程!B3" in found.message


@pytest.mark.parametrize(
    ("name", "expected"),
    [("×××", "unknown"), ("XX", "unknown"), ("吴亮", "pass"), ("吴××", "pass")],
)
def test_a_name_that_was_printed_in_the_form(audited, name, expected):
    """1,600 pupils need two counsellors (NC101)."""
    teachers = [FULL_TIME, PART_TIME.replace("吴亮", name)]
    assert verdict(audited(form(students=1600, 教师=teachers)), "NC101") == expected


@pytest.mark.parametrize(
    ("duty", "expected"),
    [("专任", "unknown"), ("专任教师", "unknown"), ("专职", "pass"), ("兼职", "fail")],
)
def test_a_teacher_on_the_staff_is_not_said_to_be_full_time_counsellor(audited, duty, expected):
    """R36: 专任 is employed full-time, of whatever work; NC102 asks for a 专职 counsellor."""
    result = audited(form(教师=[FULL_TIME.replace("专职", duty)]))
    assert verdict(result, "NC102") == expected


@pytest.mark.parametrize("mark", [":", "\uff1a", ""])
def test_a_part_of_a_total_with_a_colon(audited, mark):
    rows = [
        "学校名称|办学类型|在校学生数|心理健康教育教师数||",
        f"|||合计|其中{mark}专职|其中{mark}兼职",
        "青禾初级中学|初级中学|1601|2|1|1",
    ]
    result = audited({"学校": rows}, merges={"学校": ["A1:A2", "B1:B2", "C1:C2", "D1:F1"]})
    assert [verdict(result, rule) for rule in ("NC101", "NC102", "NC103")] == [
        "fail",
        "pass",
        "pass",
    ]


LISTED = [
    ("体育与健康、美术、劳动", "3", "pass"),
    ("体育与健康\uff0c美术\uff0c劳动", "3", "pass"),
    ("体育与健康、美术", "3", "fail"),
    ("体育与健康、美术、劳动", "0", "fail"),
]


@pytest.mark.parametrize(("courses", "periods", "expected"), LISTED)
def test_courses_in_one_cell(audited, courses, periods, expected):
    """R22, as for grades: a row that lists three courses reports three (NC203)."""
    rows = ["年级|课程|周课时", f"七年级|{courses}|{periods}", "七年级|心理健康|1"]
    assert verdict(audited(form() | {"课程": rows}), "NC203", grade="G7") == expected


def test_of_which_course_the_periods_are_is_not_said(audited):
    """One period a week of two courses: perhaps 心理健康 has none (NC201)."""
    rows = ["年级|课程|周课时", "七年级|心理健康、美术|1", "八年级|美术|1"]
    assert verdict(audited(form() | {"课程": rows}), "NC201") == "unknown"
