"""Self-check forms that name an item in two or three columns: 检查项目 | 检查要点, 一级指标 | 二级指标 | 三级指标."""

import pytest

from mhaudit.findings import Verdict

from .forms import codes, finding, form, texts, verdict

HEADINGS = [
    "检查内容|检查要点",
    "检查项目|检查内容",
    "项目|内容",
    "一级指标|二级指标",
    "项目|评估标准",
    "工作任务|工作要求",
]


def _sheet(headings: str) -> list[str]:
    return [
        "工作自查表",
        f"序号|{headings}|自查情况|佐证材料",
        "1|组织领导|心理健康教育纳入日常工作议程|是|会议纪要",
        "2|经费保障|心理健康教育经费纳入预算|是|预算表",
        "3|队伍建设|三级心理帮扶队伍|是|",
        "4|危机干预|绿色转介通道|否|正在与医院协商",
    ]


@pytest.mark.parametrize("headings", HEADINGS)
def test_the_item_stands_in_the_second_column(audited, headings):
    """R82: exactly an item of the rules; the first column is only the group that it belongs to."""
    result = audited(form(记录=None) | {"自查": _sheet(headings)})
    expected = {"NC501": "pass", "NC503": "fail", "NC505": "pass", "NC701": "pass"}
    assert {rule: verdict(result, rule) for rule in expected} == expected
    assert "自查!D6" in texts(finding(result, "NC503").places)
    assert "自查!D4" in texts(finding(result, "NC505").places)


def test_an_item_that_neither_column_names_is_not_listed(audited):
    """R5: the form asks for several items, and 闭环管理 is none of them."""
    result = audited(form(记录=None) | {"自查": _sheet("检查内容|检查要点")})
    found = finding(result, "NC502")
    assert (found.verdict, found.message) == (Verdict.FAIL, "记录表中没有此项")


def test_the_group_merged_over_its_points(audited):
    """危机干预 is merged over two points: each answers for itself, and they do not contradict each other."""
    rows = [
        "检查内容|检查要点|自查情况",
        "危机干预|绿色转介通道|否",
        "|对高关怀学生实行闭环管理|是",
        "保障|心理健康教育经费纳入预算|是",
    ]
    result = audited(form(记录=None) | {"自查": rows}, merges={"自查": ["A2:A3"]})
    assert [verdict(result, rule) for rule in ("NC503", "NC502")] == ["fail", "pass"]
    assert "D413" not in codes(result)


def test_points_in_other_words_are_no_proof_that_an_item_is_missing(audited):
    """R82: 将…经费纳入年度预算安排 is not the item's text; what it stands for is a guess."""
    rows = [
        "检查内容|检查要点|自查情况",
        "组织领导|将心理健康教育经费纳入预算并专款专用|是",
        "危机干预|绿色转介通道|是",
    ]
    result = audited(form(记录=None) | {"自查": rows})
    assert [verdict(result, rule) for rule in ("NC505", "NC503")] == ["unknown", "pass"]


def test_three_levels(audited):
    rows = [
        "一级指标|二级指标|三级指标|分值|自评情况|得分",
        "组织管理|制度|心理健康教育纳入日常工作议程|10|是|10",
        "组织管理|队伍|三级心理帮扶队伍|10|否|0",
    ]
    result = audited(form(记录=None) | {"自查": rows})
    assert [verdict(result, rule) for rule in ("NC701", "NC501")] == ["pass", "fail"]


def test_both_columns_name_an_item(audited):
    """三级心理帮扶队伍 over 绿色转介通道: nobody knows which of them was answered."""
    rows = [
        "检查内容|检查要点|自查情况",
        "三级心理帮扶队伍|绿色转介通道|是",
        "保障|心理健康教育经费纳入预算|是",
    ]
    result = audited(form(记录=None) | {"自查": rows})
    assert [verdict(result, rule) for rule in ("NC501", "NC503", "NC505")] == [
        "unknown",
        "unknown",
        "pass",
    ]


def test_the_group_names_the_item_and_its_points_are_questions(audited):
    """Both questions under 三级心理帮扶队伍 are answered with 是; the points are no items."""
    rows = [
        "检查内容|检查要点|自查情况",
        "三级心理帮扶队伍|明确各级职责|是",
        "三级心理帮扶队伍|定期研判|是",
        "保障|心理健康教育经费纳入预算|是",
    ]
    assert verdict(audited(form(记录=None) | {"自查": rows}), "NC501") == "pass"


def test_what_is_still_to_be_done_is_no_item(audited):
    """整改措施 behind the answer names what the school will do: it answers nothing."""
    rows = [
        "检查内容|自查情况|整改措施",
        "组织领导|是|绿色转介通道",
        "心理健康教育经费纳入预算|是|",
    ]
    result = audited(form(记录=None) | {"自查": rows})
    assert verdict(result, "NC505") == "pass"
    assert verdict(result, "NC503") == "fail"


def test_who_is_responsible_is_no_item(audited):
    rows = [
        "检查内容|责任部门|自查情况",
        "绿色转介通道|德育处|是",
        "心理健康教育经费纳入预算|总务处|否",
    ]
    result = audited(form(记录=None) | {"自查": rows})
    assert [verdict(result, rule) for rule in ("NC503", "NC505")] == ["pass", "fail"]
