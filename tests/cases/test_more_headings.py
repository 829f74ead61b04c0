"""Headings and answers that schools write, and that were not understood once."""

import pytest

from .forms import by, form, verdict

WORDS = ["两周一节", "每两周1节", "隔周1次", "隔周一节", "双周一节", "每月2节", "2周1节"]


@pytest.mark.parametrize("words", WORDS)
def test_words_under_a_heading_for_numbers(audited, words):
    """R77: 两周一节 says of which time it is; under 周课时 it is half a period a week, no more."""
    sheets = form() | {"课程": ["年级|课程|周课时", f"七年级|心理健康|{words}"]}
    assert verdict(audited(sheets), "NC201") == "pass"


@pytest.mark.parametrize("words", ["半节", "每学期18节", "三周一节"])
def test_words_that_leave_it_open_or_say_less(audited, words):
    sheets = form() | {"课程": ["年级|课程|周课时", f"七年级|心理健康|{words}"]}
    assert verdict(audited(sheets), "NC201") != "pass"


TOTALS = [
    "心理教师({})",
    "{}心理健康教师",
    "{}心理健康教育教师",
    "{}心理辅导教师",
    "心理健康{}教师人数",
]


@pytest.mark.parametrize("heading", TOTALS)
def test_totals_by_duty(audited, heading):
    """800 pupils to each of a full-time and a part-time teacher; one pupil more is too many (NC101)."""
    totals = {heading.format("专职"): 1, heading.format("兼职"): 1}
    result = audited(form(students=1600, extra=totals, 教师=None))
    assert [verdict(result, rule) for rule in ("NC101", "NC102", "NC103")] == ["pass"] * 3
    assert verdict(audited(form(students=1601, extra=totals, 教师=None)), "NC101") == "fail"


def test_names_under_a_heading_for_totals_are_not_counted(audited):
    result = audited(form(extra={"专职心理健康教师": "周明"}, 教师=None))
    assert verdict(result, "NC102") == "unknown"


def test_whether_a_report_was_handed_in(audited):
    rows = ["2024年9-10月|否", "2024年11-12月|是"]
    result = audited(form() | {"记录": ["心理健康教育双月报", "报告期|是否报送", *rows]})
    assert by(result, "NC504", "period") == {"2024-09/2024-10": "fail", "2024-11/2024-12": "pass"}


def test_pay_as_a_homeroom_teacher(audited):
    rows = ["周明|专职|是", "吴亮|兼职|否"]
    result = audited(
        form() | {"教师": ["心理健康教育教师名册", "姓名|专/兼职|享受班主任待遇", *rows]}
    )
    assert by(result, "NC105", "teacher") == {"周明": "pass", "吴亮": "fail"}


@pytest.mark.parametrize("name", ["班级及心理委员", "班级和心理委员情况", "各班级及其心理委员名单"])
def test_a_sheet_of_classes_with_their_delegates(audited, name):
    """Named after both: the classes with their pupils, and in the last column who their delegates are (R73)."""
    rows = [
        "班级|人数|班主任|心理委员",
        "七(1)班|45|郑老师|王一(男)、李二(女)",
        "七(2)班|45|吴老师|赵三(男)、钱四(男)",
    ]
    result = audited(form(班级=None, 班委=None) | {name: rows})
    assert by(result, "NC401", "klass") == {"1": "pass", "2": "fail"}
