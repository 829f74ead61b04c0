"""Cells and titles that take back what the rest of a row seems to say."""

import pytest

from .forms import form, verdict

LIST = "活动主题|活动类型|活动时间|活动对象"
HELD = "认识情绪|主题班会|9月20日|七年级"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2023-2024学年活动登记表", "fail"),
        ("2023年秋季活动登记表", "fail"),
        ("2024-2025学年第一学期活动登记表", "pass"),
        ("活动登记表", "pass"),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_title(audited, title, expected):
    """R62, R107: 9月20日 in a list of 2023-2024 is a day of 2023."""
    result = audited(form() | {"活动": [title, LIST, HELD]})
    assert verdict(result, "NC301", grade="G7") == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [("2023-2024学年第一学期", "fail"), ("2024-2025学年第一学期", "pass"), ("第一学期", "pass")],
)
def test_a_day_without_a_year_takes_that_of_its_term(audited, term, expected):
    rows = [f"学期|{LIST}", f"{term}|{HELD}"]
    assert verdict(audited(form() | {"活动": rows}), "NC301", grade="G7") == expected


@pytest.mark.parametrize("title", ["(无)", "请填写活动主题", "例:情绪管理", "×××", "XX主题班会"])
def test_a_title_that_was_printed_in_the_form(audited, title):
    rows = [LIST, f"{title}|主题班会|2024-09-20|七年级"]
    assert verdict(audited(form() | {"活动": rows}), "NC301", grade="G7") != "pass"


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("实施情况", "未实施", "fail"),
        ("实施情况", "已实施", "pass"),
        ("备注(取消的请注明)", "取消", "unknown"),
        ("佐证材料", "无(未开展)", "unknown"),
        ("", "未开展", "unknown"),
        ("开展次数", "0", "unknown"),
        ("备注", "示例,请删除", "unknown"),
        ("备注", "未留存照片", "pass"),
    ],
)
def test_another_cell_of_the_row_says_that_it_was_not_held(audited, heading, cell, expected):
    rows = [f"{LIST}|{heading}", f"认识情绪|主题班会|2024-09-20|七年级|{cell}"]
    assert verdict(audited(form() | {"活动": rows}), "NC301", grade="G7") == expected


def test_a_second_list_of_another_school_below(audited):
    """The same headings under another school's title begin that school's list; they are no further page."""
    sheet = [
        "青禾初级中学活动登记表",
        LIST,
        "认识情绪|主题班会|2024-09-20|七年级",
        "白鹭初级中学活动登记表",
        LIST,
        "认识情绪|主题班会|2024-09-21|八年级",
    ]
    result = audited({"活动": sheet})
    expected = {"青禾初级中学": ("pass", "fail"), "白鹭初级中学": ("fail", "pass")}
    for school, verdicts in expected.items():
        assert (
            tuple(verdict(result, "NC301", school=school, grade=g) for g in ("G7", "G8"))
            == verdicts
        )


def test_the_heading_of_a_further_page_begins_nothing(audited):
    title = "青禾初级中学活动登记表"
    one, two = "认识情绪|主题班会|2024-09-20|七年级", "认识情绪|主题班会|2024-09-21|八年级"
    result = audited({"活动": [title, LIST, one, title, LIST, two]})
    assert [verdict(result, "NC301", grade=g) for g in ("G7", "G8")] == ["pass", "pass"]


def test_a_sheet_of_one_part_of_the_school(audited):
    """全校 under the title of the 初中部 is the 初中部."""
    sheets = {
        "学校": ["学校名称|办学类型", "青禾学校|九年一贯制学校"],
        "活动": [
            "青禾学校(初中部)活动登记表",
            LIST,
            "认识情绪|主题班会|2024-09-20|全校",
        ],
    }
    result = audited(sheets)
    assert verdict(result, "NC301", grade="G7") == "pass"
    assert verdict(result, "NC301", grade="G1") != "pass"


REPORT = "心理健康教育双月报报送情况"
LATE = "2024-11-03"
"""A report for September and October is sent in November: its months outrank the day (R65)."""


@pytest.mark.parametrize(
    "period", ["9-10月", "9、10", "9-10", "2024.9-10", "第1期(9-10月)", "2024年第5期(9-10月)"]
)
def test_the_months_of_a_report(audited, period):
    result = audited(form() | {"记录": [REPORT, "期次|报送时间", f"{period}|{LATE}"]})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "pass"
    assert verdict(result, "NC504", period="2024-11/2024-12") == "fail"


@pytest.mark.parametrize("period", ["第一期", "1", "本学期第一次"])
def test_a_period_that_is_not_understood_decides_nothing(audited, period):
    result = audited(form() | {"记录": [REPORT, "期次|报送时间", f"{period}|{LATE}"]})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "unknown"
    assert verdict(result, "NC504", period="2024-11/2024-12") == "unknown"


@pytest.mark.parametrize("sent", ["未报", "漏报", "未报送", "待报"])
def test_words_that_deny_a_report_in_place_of_its_day(audited, sent):
    rows = [REPORT, "报告期|报送时间", f"9-10月|{LATE}", f"11-12月|{sent}"]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "pass"
    assert verdict(result, "NC504", period="2024-11/2024-12") != "pass"


@pytest.mark.parametrize(
    ("remark", "expected"),
    [("尚未建立", "unknown"), ("计划下学期开展", "unknown"), ("见附件", "pass"), ("", "pass")],
)
def test_a_remark_that_takes_back_a_yes(audited, remark, expected):
    rows = [
        "项目|是否完成|备注",
        f"绿色转介通道|是|{remark}",
        "三级心理帮扶队伍|是|",
    ]
    assert verdict(audited(form() | {"记录": rows}), "NC503") == expected


def test_sums_below_a_list_of_schools_are_no_schools(audited):
    rows = [
        "学校名称|三级心理帮扶队伍|绿色转介通道",
        "青禾初级中学|是|是",
        "白鹭初级中学|是|否",
        "达标学校数|2|1",
        "达标率|100%|50%",
        "未达标学校||1",
    ]
    result = audited({"记录": ["自查汇总", *rows]})
    assert {school.name for school in result.schools} == {"青禾初级中学", "白鹭初级中学"}


NOBODY = [
    ("无女生", "fail"),
    ("女生不愿担任", "fail"),
    ("原李四,已辞", "fail"),
    ("李四(已转学)", "fail"),
    ("见附件", "unknown"),
    ("同左", "unknown"),
    ("?", "unknown"),
    ("李四(男)", "unknown"),
    ("李梅", "pass"),
]


@pytest.mark.parametrize(("cell", "expected"), NOBODY)
def test_words_in_place_of_a_girl(audited, cell, expected):
    """R70: words that say that there is none are no girl; words that point elsewhere leave it open."""
    result = audited(form() | {"班委": ["班级|男心理委员|女心理委员", f"七(1)班|王刚|{cell}"]})
    assert verdict(result, "NC401", grade="G7", klass="1") == expected


def test_a_note_below_a_roster_is_no_teacher(audited):
    """1601 pupils to two teachers are too many; the note and the vacant post are no third one (NC101)."""
    rows = [
        "心理健康教育教师名册",
        "序号|姓名|专/兼职",
        "1|周明|专职",
        "2|吴亮|兼职",
        "3|(空缺)|兼职",
        "|以上人员均持证上岗|",
    ]
    result = audited(form(students=1601) | {"教师": rows})
    assert verdict(result, "NC101") == "fail"


@pytest.mark.parametrize(
    ("periods", "expected"), [("0-1", "unknown"), ("0", "fail"), ("0.5-1", "pass")]
)
def test_a_range_across_the_limit(audited, periods, expected):
    """R46: from none to one period a week is not known to be less than one in two."""
    rows = ["年级|课程|周课时", f"七年级|心理健康|{periods}"]
    assert verdict(audited(form() | {"课程": rows}), "NC201") == expected


def test_last_year_s_reports_under_months_without_a_year(audited):
    """Sent in in November 2023: the September and October of which it reports are those of 2023."""
    rows = [REPORT, "报告期|报送时间", "9-10月|2023-11-03", "11-12月|2024-01-03"]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "fail"
    assert verdict(result, "NC504", period="2024-11/2024-12") == "fail"


@pytest.mark.parametrize("answer", ["未报", "未交", "漏报"])
def test_a_column_that_tells_how_it_went(audited, answer):
    rows = [REPORT, "报告期|报送情况", "9-10月|已报", f"11-12月|{answer}"]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-11/2024-12") != "pass"
    assert verdict(result, "NC504", period="2024-09/2024-10") != "fail"


def test_an_unknown_day_of_a_report_is_not_a_missing_one(audited):
    rows = [REPORT, "报告期|报送时间", "9-10月|未记录"]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "unknown"


def test_a_part_of_the_classes_is_no_part_of_the_school(audited):
    """初中部分班级: 部分, not 初中部."""
    sheets = {
        "学校": ["学校名称|办学类型", "青禾学校|九年一贯制学校"],
        "活动": [
            "青禾学校初中部分班级及全校活动登记表",
            LIST,
            "认识情绪|主题班会|2024-09-20|全校",
        ],
    }
    assert verdict(audited(sheets), "NC301", grade="G1") == "pass"
