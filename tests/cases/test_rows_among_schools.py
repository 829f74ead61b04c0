"""Rows in a district's list of schools that are none, and two labels for the school of a form (R89, R92)."""

import pytest

from .forms import issues, verdict

HEADINGS = "学校名称|办学类型|在校学生数|专职心理教师数|兼职心理教师数"
ROW = "青禾初级中学|初级中学|1601|1|1"


@pytest.mark.parametrize(
    "line",
    [
        "一、城区学校", "乡镇学校(4所)", "小学", "城关镇", "河东乡", "东街街道", "以下空白",
        "填表说明:校名须与公章一致", "单位负责人签字||填报人签字",
    ],
)  # fmt: skip
def test_a_row_that_is_no_school(audited, line):
    """1,601 pupils to two counsellors (NC101), whatever stands between the schools."""
    rows = [HEADINGS, ROW, line, "白鹭初级中学|初级中学|800|0|1"]
    result = audited({"学校": rows})
    assert [school.name for school in result.schools] == ["白鹭初级中学", "青禾初级中学"]
    assert verdict(result, "NC101", school="青禾初级中学") == "fail"
    assert verdict(result, "NC101", school="白鹭初级中学") == "pass"


@pytest.mark.parametrize("name", ["中心小学", "初级中学", "城关镇小学", "河东乡中心小学"])
def test_a_school_that_filled_in_nothing(audited, name):
    """It is a school all the same: it must not be lost."""
    result = audited({"学校": [HEADINGS, ROW, f"{name}||||"]})
    assert name in {school.name for school in result.schools}


@pytest.mark.parametrize(
    "last", ["学校(盖章)|", "填报单位(盖章)|青禾初级中学", "单位(盖章)|填报日期\uff1a2024年10月8日"]
)
def test_a_form_with_a_place_for_the_seal(audited, last):
    rows = [
        "学校名称|青禾初级中学|办学类型|初级中学",
        "在校学生数|1601|专职心理教师数|1",
        f"兼职心理教师数|1|{last}",
    ]
    result = audited({"情况": rows})
    assert [school.name for school in result.schools] == ["青禾初级中学"]
    assert verdict(result, "NC101") == "fail"
    assert not issues(result, "D202")


def test_a_form_sealed_by_another_school(audited):
    """Whose the answers are nobody knows: neither name is taken."""
    rows = [
        "学校名称|青禾初级中学|办学类型|初级中学",
        "在校学生数|1601|专职心理教师数|1",
        "兼职心理教师数|1|单位(盖章)|白鹭初级中学",
    ]
    result = audited({"情况": rows})
    assert len(issues(result, "D202")) == 2
    assert all(
        verdict.value != "pass"
        for s in result.schools
        for verdict in {f.verdict for f in s.findings}
    )
