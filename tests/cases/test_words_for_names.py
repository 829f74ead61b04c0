"""Words in a column of names that name nobody, or somebody who is not there (R4, R70)."""

import pytest

from .forms import verdict

SCHOOL = "青禾初级中学"
TEACHERS = "学校名称|姓名|专职/兼职|任教学科"


def staff(audited, name):
    """NC102: one 专职 in a school of 1,000 or more."""
    schools = ["学校名称|办学类型|在校学生数", f"{SCHOOL}|初级中学|1200"]
    rows = [TEACHERS, f"{SCHOOL}|{name}|专职|心理健康"]
    return verdict(audited({"学校": schools, "心理健康教育教师名册": rows}), "NC102")


@pytest.mark.parametrize(
    "word",
    [
        "待招聘",
        "待分配",
        "拟招聘",
        "缺1人",
        "空岗",
        "某某",
        "???",
        "(签名)",
        "无专职教师",
        "计划引进",
        "教师姓名",
        "专职心理教师",
    ],
)
def test_a_word_that_names_nobody(audited, word):
    """Somebody may be meant: neither a pass nor a fail."""
    assert staff(audited, word) == "unknown"


@pytest.mark.parametrize("state", ["已调出", "已退休", "拟调入", "招聘中", "调离", "未到岗"])
def test_a_teacher_who_may_not_be_there(audited, state):
    assert staff(audited, f"周敏({state})") == "unknown"


@pytest.mark.parametrize(
    "name",
    [
        "周敏",
        "周敏(人才引进)",
        "周敏(2023年9月到岗)",
        "招思敏",
        "周敏(兼心理组长)",
        "周敏(返聘)",
        "安然",
        "尚敏",
        "任佳",
        "张某",
    ],
)
def test_names(audited, name):
    assert staff(audited, name) == "pass"


def monitors(audited, boy, girl):
    """NC401 of one class: a boy and a girl."""
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学"]
    classes = ["学校名称|年级|班级", f"{SCHOOL}|七年级|1班"]
    rows = ["学校名称|年级|班级|男心理委员|女心理委员", f"{SCHOOL}|七年级|1班|{boy}|{girl}"]
    return verdict(audited({"学校": schools, "班级": classes, "心理委员": rows}), "NC401")


@pytest.mark.parametrize("word", ["暂时空缺", "即将选出", "班主任代", "全男班", "待选", "未产生"])
def test_no_girl(audited, word):
    assert monitors(audited, "陈浩", word) == "fail"


@pytest.mark.parametrize("word", ["XXX", "***", "女", "某某"])
def test_a_girl_without_a_name(audited, word):
    """A place-holder may hide a name."""
    assert monitors(audited, "陈浩", word) == "unknown"


@pytest.mark.parametrize("girl", ["李娜(班主任推荐)", "李娜(轮值)", "李娜(9月任命)", "任代娜"])
def test_a_girl_with_a_remark(audited, girl):
    assert monitors(audited, "陈浩", girl) == "pass"


def test_one_pupil_as_boy_and_girl(audited):
    """The class has named one pupil, whose sex is not known; the clause asks for two."""
    assert monitors(audited, "陈浩", "陈浩") == "fail"
    assert monitors(audited, "陈浩", "李娜") == "pass"
