"""Plans are nothing done; a row that says it was called off is no activity; two blocks in one sheet."""

import pytest

from .forms import by, findings, form, meetings, verdict

ALL = ("七年级", "八年级", "九年级")


@pytest.mark.parametrize(("title", "expected"), [("工作要点", "unknown"), ("工作台账", "pass")])
def test_a_plan_of_records_is_nothing_done(audited, title, expected):
    rows = [
        title,
        "序号|工作内容|完成时间|责任人|备注",
        "1|绿色转介通道|2024-12-01|王芳|",
        "2|三级心理帮扶队伍|2024-12-01|王芳|",
    ]
    assert verdict(audited(form(记录=None) | {"要求": rows}), "NC501") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("未开展", "fail"),
        ("已取消", "fail"),
        ("否", "fail"),
        ("推迟", "unknown"),
        ("已开展", "pass"),
        ("√", "pass"),
    ],
)
def test_an_activity_with_a_state(audited, said, expected):
    rows = [
        "活动主题|活动类型|活动时间|活动对象|开展情况",
        *(f"{row}|{said}" for row in meetings(*ALL)),
    ]
    assert set(by(audited(form() | {"活动": rows}), "NC301").values()) == {expected}


@pytest.mark.parametrize(("state", "expected"), [("已调出", "unknown"), ("在岗", "pass")])
def test_a_teacher_who_left(audited, state, expected):
    rows = [
        "姓名|是否心理健康教育教师|专职/兼职|在岗情况",
        f"周明|是|专职|{state}",
        "吴亮|是|兼职|在岗",
    ]
    assert verdict(audited(form() | {"教师": rows}), "NC102") == expected


def test_two_blocks_of_a_committee_are_never_a_fail(audited):
    rows = ["各班心理委员一览表", "班级|男|女|班级|男|女", "七(1)班|王刚|李梅|七(2)班|赵强|钱丽"]
    assert {str(f.verdict) for f in findings(audited(form() | {"班委": rows}), "NC401")} == {
        "unknown"
    }
