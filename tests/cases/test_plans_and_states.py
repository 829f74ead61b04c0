"""Plans are nothing done; a row that says it was called off is no activity; two blocks in one sheet."""

import pytest

from .forms import (
    ITEMS,
    REPORTS,
    absent_tables,
    by,
    finding,
    findings,
    form,
    gaps,
    meetings,
    texts,
    verdict,
    where,
)

ALL = ("七年级", "八年级", "九年级")
PLAN = "2024年下半年心理健康教育活动计划"
HEADINGS = "活动主题|活动类型|活动时间|活动对象"
RECORDS = "序号|工作内容|完成时间|责任人|备注"


@pytest.mark.parametrize(
    ("title", "expected", "cells", "asked"),
    [
        (
            "工作要点",
            "unknown",
            set(),
            {("records", "done", "要求!B3"), ("records", None, None)},
        ),
        ("工作台账", "pass", {"要求!B3"}, set()),
    ],
)
def test_a_plan_of_records_is_nothing_done(audited, title, expected, cells, asked):
    """A row of the ledger counts as done at its item's cell (R83); that of a plan asks whether it was."""
    rows = [
        title,
        RECORDS,
        "1|绿色转介通道|2024-12-01|王芳|",
        "2|三级心理帮扶队伍|2024-12-01|王芳|",
    ]
    found = finding(audited(form(记录=None) | {"要求": rows}), "NC503")
    assert (str(found.verdict), where(found), gaps(found)) == (expected, cells, asked)


@pytest.mark.parametrize(("title", "expected"), [("工作安排", "unknown"), ("工作台账", "fail")])
def test_a_plan_proves_of_no_record_that_it_is_missing(audited, title, expected):
    """NC504: no 双月报 in the ledger is a fail for both periods; what a plan does not name may be there."""
    rows = [
        title,
        RECORDS,
        "1|绿色转介通道|2024-12-01|王芳|",
        "2|三级心理帮扶队伍|2024-12-01|王芳|",
    ]
    found = findings(audited(form(记录=None) | {"要求": rows}), "NC504")
    assert {f.subject.period: str(f.verdict) for f in found} == {
        "2024-09/2024-10": expected,
        "2024-11/2024-12": expected,
    }
    if expected == "unknown":
        assert [absent_tables(f) for f in found] == [{"records"}, {"records"}]
        assert [texts(f.places) for f in found] == [set(), set()]
    else:
        assert [where(f) for f in found] == [{"要求!B2"}, {"要求!B2"}]


@pytest.mark.parametrize(("title", "expected"), [(PLAN, "unknown"), ("活动登记表", "fail")])
def test_a_plan_proves_of_no_activity_that_it_was_not_held(audited, title, expected):
    """NC601: a register without a 家校 activity is a fail at its 活动类型 heading; a plan is no register."""
    rows = [title, HEADINGS, *meetings(*ALL)]
    found = finding(audited(form(活动=None) | {"活动": rows}), "NC601")
    assert str(found.verdict) == expected
    if expected == "unknown":
        assert found.message == (
            "无法判定:“活动表”只有计划或安排,不能说明实际开展了什么,请补报已开展的情况"
        )
        assert (where(found), gaps(found)) == (set(), {("activities", None, None)})
    else:
        assert where(found) == {"活动!B2"}


def test_a_row_of_a_plan_may_have_been_held(audited):
    """NC301 for 七年级 names the row at its title's cell; the other grades have none to name."""
    rows = [PLAN, HEADINGS, *meetings("七年级")]
    result = audited(form(活动=None) | {"活动": rows})
    assert by(result, "NC301") == {"G7": "unknown", "G8": "unknown", "G9": "unknown"}
    assert gaps(finding(result, "NC301", grade="G7")) == {
        ("activities", None, None),
        ("activities", None, "活动!A3"),
    }
    assert gaps(finding(result, "NC301", grade="G8")) == {("activities", None, None)}


def test_a_plan_beside_a_register_takes_nothing_from_it(audited):
    """The register says what was held; the row of the plan may have been, too: unknown for its grade alone."""
    result = audited(
        form(活动=[*meetings("七年级", "八年级")])
        | {"计划": [PLAN, HEADINGS, *meetings("八年级", "九年级")]}
    )
    assert by(result, "NC301") == {"G7": "pass", "G8": "pass", "G9": "unknown"}
    assert verdict(result, "NC601") == "fail"
    assert where(finding(result, "NC301", grade="G7")) == {"活动!A2"}
    assert gaps(finding(result, "NC301", grade="G9")) == {("activities", None, "计划!A4")}


def test_a_plan_of_records_beside_the_list(audited):
    """NC504 passes by the list: its 双月报 stand in rows 7 and 8, the plan adds nothing."""
    plan = ["工作安排", RECORDS, "1|双月报|2024-12-01|王芳|"]
    result = audited(form(记录=[*ITEMS, *REPORTS]) | {"安排": plan})
    assert [str(f.verdict) for f in findings(result, "NC504")] == ["pass", "pass"]


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
    result = audited(form() | {"活动": rows})
    assert set(by(result, "NC301").values()) == {expected}
    row = {"七年级": 2, "八年级": 3, "九年级": 4}
    for grade, at in zip(("G7", "G8", "G9"), row.values(), strict=True):
        found = finding(result, "NC301", grade=grade)
        cell = f"活动!A{at}"
        if expected == "unknown":
            assert gaps(found) == {("activities", None, cell)}
        else:
            assert cell in where(found)


@pytest.mark.parametrize(
    ("state", "expected", "cells", "asked"),
    [
        ("已调出", "unknown", set(), {("teachers", None, "教师!A2")}),
        ("在岗", "pass", {"教师!C2"}, set()),
    ],
)
def test_a_teacher_who_left(audited, state, expected, cells, asked):
    """The one 专职 teacher in row 2: who left is no proof, and the row's name is what to look at."""
    rows = [
        "姓名|是否心理健康教育教师|专职/兼职|在岗情况",
        f"周明|是|专职|{state}",
        "吴亮|是|兼职|在岗",
    ]
    found = finding(audited(form() | {"教师": rows}), "NC102")
    assert (str(found.verdict), where(found), gaps(found)) == (expected, cells, asked)


DOUBTFUL = [
    ("活动时间", "待定"),
    ("活动时间", "拟12月"),
    ("活动时间", "预计12月下旬"),
    ("参加人数", "0"),
    ("参加人数", "未开展"),
    ("备注", "因故未能开展"),
    ("备注", "推迟到下学期"),
]
SURE = [
    ("活动时间", "2024-11-08"),
    ("活动时间", "第12周"),
    ("参加人数", "300"),
    ("参加人数", ""),
    ("备注", "列入学校工作计划"),
    ("备注", "效果很好"),
]


@pytest.mark.parametrize(("heading", "cell"), [*DOUBTFUL, *SURE])
def test_a_cell_that_says_that_it_may_not_have_been_held(audited, heading, cell):
    """The title names the term (R6), but a day to be settled, nobody there or a remark is no proof of an activity."""
    rows = [
        "2024-2025学年第一学期活动登记表",
        f"活动主题|活动类型|活动对象|{heading}",
        f"认识情绪|班团队会|七年级|{cell}",
    ]
    result = audited(form() | {"活动": rows})
    expected = "unknown" if (heading, cell) in DOUBTFUL else "pass"
    assert verdict(result, "NC301", grade="G7") == expected


REMARKS = [
    ("已退休", "unknown"),
    ("2024年8月调离", "unknown"),
    ("借调至教育局", "unknown"),
    ("尚未到岗", "unknown"),
    ("退休返聘", "pass"),
    ("2023年9月调入", "pass"),
    ("国家二级心理咨询师", "pass"),
    ("休产假", "pass"),
    ("", "pass"),
]


@pytest.mark.parametrize(("remark", "expected"), REMARKS)
def test_a_remark_about_a_teacher(audited, remark, expected):
    """A remark that the only 专职 teacher retired, is lent or has not come yet is no proof that she is there."""
    rows = ["姓名|是否心理健康教育教师|专职/兼职|备注", f"周明|是|专职|{remark}", "吴亮|是|兼职|"]
    assert verdict(audited(form() | {"教师": rows}), "NC102") == expected


def test_two_blocks_of_a_committee_are_never_a_fail(audited):
    rows = ["各班心理委员一览表", "班级|男|女|班级|男|女", "七(1)班|王刚|李梅|七(2)班|赵强|钱丽"]
    found = findings(audited(form() | {"班委": rows}), "NC401")
    assert [str(f.verdict) for f in found] == ["unknown"] * 6
    assert [where(f) for f in found] == [set()] * 6
    assert [absent_tables(f) for f in found] == [{"committee"}] * 6
