"""Turns of phrase with 心灵, 生命 or 情绪, and months, weeks and festivals of another theme (R54, R55, NC602)."""

import pytest

from .forms import form, verdict

LIST = "活动主题|活动类型|活动时间|活动对象"
GENERAL, MENTAL = "青禾学校活动登记表", "青禾学校心理健康教育活动登记表"


def held(title, kind="主题班会", sheet=GENERAL, heading="活动类型"):
    rows = [sheet, LIST.replace("活动类型", heading), f"{title}|{kind}|2024-09-20|七年级"]
    return form() | {"活动": rows}


MEETINGS = [
    # what R54 names: mental health, in whatever list
    ("认识情绪", "pass", "pass"),
    ("做情绪的主人,迎接中考", "pass", "pass"),
    ("心灵成长", "pass", "pass"),
    ("高中心理健康第一课", "pass", "pass"),
    ("心育伴我行", "pass", "pass"),
    ("用心理解码压力", "pass", "pass"),
    ("消防安全与心理健康", "pass", "pass"),
    ("阅读与心理健康", "pass", "pass"),
    # names another field: surely not
    ("防溺水", "fail", "fail"),
    # names neither: open, but in a list on mental health it is one (R55)
    ("向阳而生", "unknown", "pass"),
    ("感恩父母", "unknown", "pass"),
    # handicraft, sports, sums and collections are no mental health; whether anything else is meant is open
    ("心灵手巧——手工大赛", "unknown", "unknown"),
    ("生命在于运动", "unknown", "unknown"),
    ("心算比赛", "unknown", "unknown"),
    ("心连心募捐活动", "unknown", "unknown"),
    ("畅通生命通道消防演练", "unknown", "unknown"),
    ("走进生命科学馆", "unknown", "unknown"),
    # words across which 心理 or 心育 only seems to stand
    ("社会主义核心理念", "unknown", "pass"),
    ("学会关心理解父母", "unknown", "pass"),
    ("爱心育人", "unknown", "pass"),
    ("匠心育才", "unknown", "pass"),
    # a manner of speaking: it says nothing by itself
    ("情绪饱满迎新年", "unknown", "pass"),
    ("做心灵美的好少年", "unknown", "pass"),
    ("红色基因 情绪饱满", "unknown", "unknown"),
    # 心灵 beside another field: of which of the two it is, is open
    ("守护心灵之窗", "unknown", "pass"),
    ("爱护眼睛,守护心灵之窗", "unknown", "unknown"),
    ("预防近视,爱护心灵的窗户", "unknown", "unknown"),
    ("红色经典浸润心灵", "unknown", "unknown"),
    ("书香润泽心灵", "unknown", "pass"),
    # another field in a list on mental health, but not one that R54 names
    ("学习二十大精神", "unknown", "unknown"),
    ("读书分享会", "unknown", "unknown"),
    ("秋季运动会动员", "unknown", "unknown"),
]


@pytest.mark.parametrize(("title", "general", "mental"), MEETINGS)
def test_what_a_class_meeting_is_about(audited, title, general, mental):
    """NC301 in a general list, and in one titled 心理健康教育 (R55)."""
    assert verdict(audited(held(title)), "NC301", grade="G7") == general
    assert verdict(audited(held(title, sheet=MENTAL), file="b.xlsx"), "NC301", grade="G7") == mental


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("珍爱生命,远离毒品", "pass"),
        ("珍爱生命,预防溺水", "pass"),
        ("敬畏生命", "pass"),
        ("生命在于运动", "unknown"),
        ("水是生命之源", "unknown"),
        ("质量是企业的生命线", "unknown"),
        ("安全教育", "fail"),
    ],
)
def test_life_education_or_only_the_word(audited, title, expected):
    """NC302 asks for mental health or life education; R54 reads 生命 as the latter."""
    assert verdict(audited(held(title, "专题活动")), "NC302", grade="G7") == expected


CAMPAIGNS = [
    # (title, kind, in a general list, in one on mental health), the whole school year over
    ("心理健康宣传月", "宣传月", "pass", "pass"),
    ("校园心理剧展演", "心理剧", "pass", "pass"),
    ("心理健康文化节", "", "pass", "pass"),
    ("阳光校园", "心理健康宣传月", "pass", "pass"),
    ("高中生职业生涯探索活动", "", "pass", "pass"),
    ("阳光校园", "宣传月", "pass", "pass"),
    ("安全生产宣传月", "宣传月", "fail", "fail"),
    ("法治宣传周", "", "fail", "fail"),
    ("垃圾分类宣传周", "宣传周", "fail", "fail"),
    ("消防演练", "安全宣传月", "fail", "fail"),
    ("禁毒情景剧", "情景剧", "fail", "fail"),
    ("安全文明 阳光心态", "宣传月", "unknown", "unknown"),
    ("读书文化节", "", "unknown", "unknown"),
    ("校园科技文化节", "文化节", "unknown", "unknown"),
    ("推广普通话宣传周", "宣传周", "unknown", "unknown"),
    ("书香校园", "文化节", "unknown", "unknown"),
    ("第五届校园文化节", "文化节", "unknown", "pass"),
    ("宣传月", "", "unknown", "pass"),
    ("情景剧比赛", "", "unknown", "pass"),
]


@pytest.mark.parametrize(("title", "kind", "general", "mental"), CAMPAIGNS)
def test_whose_month_week_or_festival(audited, title, kind, general, mental):
    """NC602 quotes 心理健康文化节, 心理情景剧大赛, 职业生涯探索活动 and 心理健康教育宣传月."""
    said = audited(held(title, kind), term="2024-2025")
    assert verdict(said, "NC602") == general
    said = audited(held(title, kind, sheet=MENTAL), term="2024-2025", file="b.xlsx")
    assert verdict(said, "NC602") == mental


def test_a_column_of_themes_says_whose_month_it_is(audited):
    for theme, expected in (("心理健康", "pass"), ("安全", "fail"), ("法治、心理健康", "pass")):
        rows = [f"{LIST}|主题类别", f"第五届校园文化节|文化节|2024-10-08|全校|{theme}"]
        result = audited(form() | {"活动": rows}, term="2024-2025", file=f"{theme}.xlsx")
        assert verdict(result, "NC602") == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("主题班会", "pass"),
        ("主题班会(未召开)", "unknown"),
        ("主题班会(因故取消)", "unknown"),
        ("主题班会(已召开)", "pass"),
        ("主题班会(教师)", "unknown"),
        ("主题班会(面向教职工)", "unknown"),
        ("主题班会(师生)", "pass"),
    ],
)
def test_what_stands_in_brackets_behind_the_kind(audited, kind, expected):
    assert verdict(audited(held("认识情绪", kind)), "NC301", grade="G7") == expected


@pytest.mark.parametrize("title", ["家长会(因故未召开)", "家长会(未召开)", "家长会(没有召开)"])
def test_a_title_that_says_that_it_was_not_convened(audited, title):
    assert verdict(audited(held(title, "家长会")), "NC601") == "fail"
