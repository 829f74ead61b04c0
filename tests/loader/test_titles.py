"""Titles, sheet names and file names (R37, R55, R73, R88, R103, R107, R117, R141)."""

import pytest

from mhaudit.loader.titles import facts_of, lists_pupils, school_in, tables_named, unit_line


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("附件2 南昌市育新学校心理健康教育自查表(2024)", "南昌市育新学校"),  # R88
        ("附件2:南昌市育新学校心理健康教育自查表", "南昌市育新学校"),
        ("01南昌市育新学校", "南昌市育新学校"),
        ("12_育新小学", "育新小学"),
        ("南昌市第三中学2024-2025学年第一学期心理健康教育工作情况汇总表", "南昌市第三中学"),
        ("2024年秋季学期南昌市第三中学主题班会登记表", "南昌市第三中学"),
        ("成都市育才学校(十二年一贯制学校)", "成都市育才学校"),
        ("东湖区实验小学", "东湖区实验小学"),
        ("塔城乡中心小学", "塔城乡中心小学"),
        ("江西师范大学附属小学心理教师名册", "江西师范大学附属小学"),
        ("南昌市启音特殊教育学校", "南昌市启音特殊教育学校"),
        ("滨江幼儿园自查表", "滨江幼儿园"),
        ("南昌市青云谱职校", "南昌市青云谱职校"),
        ("101中学", "101中学"),
        ("南昌三中心理健康教育自查表", "南昌三中"),
        ("附件2 南昌市二十八中2024-2025学年第一学期心理教师名册", "南昌市二十八中"),
        ("二十八中", "二十八中"),
        ("南昌28中(终稿)", "南昌28中"),
        ("莲塘一中高中部 活动登记表", "莲塘一中高中部"),
    ],
)
def test_a_name_in_a_title_or_file_name(text, school):
    assert school_in(text) == school


@pytest.mark.parametrize(
    "text",
    [
        "学校", "班级", "心理教师", "教师", "导出_心理教师", "自查表(终稿)", "附件1", "全校", "本校师生",
        "各学校", "教基1001_十二年一贯制学校", "九年一贯制学校", "南昌市中小学校心理健康教育教师情况汇总表",
        "东湖区学校基本情况表", "南昌市中小学心理健康教育工作台账", "家校合作活动登记表",
        "心理健康教育示范校评估", "家长学校", "2024年秋季", "",
        "三中", "初三中考心理辅导", "高三中", "初三中", "七年级三中队活动", "第三中心小学区", "高二期中考试",
        "十月中旬",
        "学习十九届五中全会精神", "其中", "集中", "2024年中",
    ],
)  # fmt: skip
def test_no_name_in_a_bare_word_or_a_kind_of_school(text):
    """R117: 学校, 班级, 心理教师 are none."""
    assert school_in(text) is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("单位(盖章):南昌市育新学校", "南昌市育新学校"),
        ("单位(盖章): 南昌市 育新学校", "南昌市育新学校"),
        ("填报单位(公章):南昌市育新学校    填报日期:2024.9.10", "南昌市育新学校"),
        ("填报单位:南昌市育新学校 填表人:张三", "南昌市育新学校"),
        ("学校名称:南昌市育新学校", "南昌市育新学校"),
        ("单位(盖章):", ""),
        ("单位(盖章)", ""),
        ("单位(盖章):________", ""),
        ("填报单位:东湖区教科体局", ""),
        ("单位:人", ""),
    ],
)
def test_unit_line(cell, name):
    """R89: a line with nothing behind it names no school called ''."""
    line = unit_line(cell)
    assert line is not None
    assert line.name == name


@pytest.mark.parametrize("cell", ["学校基本情况表", "姓名", "学校", "单位名称", "南昌市育新学校"])
def test_no_unit_line(cell):
    assert unit_line(cell) is None


@pytest.mark.parametrize(
    "title",
    [
        "高关怀学生名单",
        "重点关注学生台账",
        "高关怀学生",
        "心理危机学生信息表",
        "附件3 高关怀学生花名册",
        "重点关注对象一览表",
    ],
)
def test_a_list_of_pupils(title):
    """R103."""
    assert lists_pupils(title)


@pytest.mark.parametrize(
    "title",
    [
        "高关怀学生闭环管理机制",
        "高关怀学生闭环管理",
        "心理委员名单",
        "高关怀学生工作台账",
        "高关怀学生人数统计",
        "学生名单",
    ],
)
def test_no_list_of_pupils(title):
    assert not lists_pupils(title)


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("教师", {"teachers"}),
        ("学校", {"schools"}),
        ("心理委员名单", {"committee"}),
        ("心理健康教育活动登记表", {"activities"}),
        ("心理健康活动课开课情况", {"lessons"}),
        ("南昌市育新学校", set()),
    ],
)
def test_the_tables_that_a_title_speaks_of(text, tables):
    assert tables_named(text) == tables


# --- what every row is about ---


@pytest.mark.parametrize(
    ("titles", "sheet", "stem"),
    [
        (["南昌市育新学校心理健康教育教师名册"], "Sheet1", "x"),
        ([], "心理教师", "x"),
        ([], None, "心理教师"),
        ([], "Sheet1", "导出_心理教师"),
        (["专(兼)职心理健康教育教师情况表"], "教师", "x"),
    ],
)
def test_a_counsellor_roster_by_title_sheet_or_file(titles, sheet, stem):
    """R37: all three count alike."""
    assert facts_of("teachers", titles, sheet, stem).counsellor


@pytest.mark.parametrize(
    ("titles", "sheet", "stem"),
    [
        (["教师名册"], "教师", "南昌市育新学校"),
        (["全校教职工花名册"], "Sheet1", "心理教师"),
        ([], "教师", "心理教师及心理委员汇总"),  # the file speaks of two tables
        (["教师心理健康培训情况"], "Sheet1", "x"),
    ],
)
def test_a_general_staff_roster(titles, sheet, stem):
    assert not facts_of("teachers", titles, sheet, stem).counsellor


@pytest.mark.parametrize(
    ("title", "duty"),
    [
        ("专职心理健康教育教师名册", "full_time"),
        ("兼职心理教师名单", "part_time"),
        ("专兼职心理教师名单", None),
        ("专(兼)职心理教师名单", None),
        ("专职、兼职心理教师名单", None),
        ("心理教师名单", None),
    ],
)
def test_duty_from_the_title(title, duty):
    """R141."""
    assert facts_of("teachers", [title], None, None).duty == duty


@pytest.mark.parametrize(
    ("title", "psych"), [("心理委员名单", True), ("班委名单", False), ("班委及心理委员名单", False)]
)
def test_psych_from_the_title(title, psych):
    """R73."""
    assert facts_of("committee", [title], None, None).psych is psych


@pytest.mark.parametrize(
    ("title", "categories", "mental_health"),
    [
        ("活动登记表", "", False),
        ("心理健康教育活动登记表", "", True),  # R55
        ("主题班会登记表", "class_meeting", False),
        ("心理健康主题班会登记表", "class_meeting", True),
        ("心理健康教育专题活动登记表", "special_activity", True),
        ("家长会登记表", "home_school", False),
        ("心理健康宣传月活动汇总", "campaign", True),
        ("心理健康专题讲座", "special_activity", True),  # R56
        ("心理讲座", "lecture", True),
        ("生命教育活动登记表", "special_activity", False),  # R56
        ("生命教育主题班会登记表", "class_meeting", False),
        ("班会及专题活动登记表", "class_meeting special_activity", False),
    ],
)
def test_categories_and_theme_from_the_title(title, categories, mental_health):
    """R141: a title that names one category, or several, narrows the sheet to those."""
    facts = facts_of("activities", [title], None, None)
    assert facts.categories == frozenset(categories.split())
    assert facts.mental_health == mental_health


def test_a_file_about_mental_health_says_nothing_of_its_activities():
    """R55 is about sheets of activities, not about 心理健康教育自查表.xlsx with a sheet 活动."""
    assert not facts_of("activities", [], "活动", "心理健康教育自查表").mental_health


@pytest.mark.parametrize(
    ("title", "item"),
    [("双月报报送情况", "双月报"), ("工作记录表", None), ("双月报及绿色转介通道", None)],
)
def test_item_from_the_title(title, item):
    assert facts_of("records", [title], None, None).item == item
    assert facts_of("teachers", [title], None, None).item is None


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("心理课开设情况", "心理健康"),
        ("心理健康教育课程安排", "心理健康"),
        ("课程开设情况", None),
        ("心理健康与职业生涯课程开设情况", "心理健康与职业生涯"),
    ],
)
def test_subject_from_the_title(title, subject):
    assert facts_of("lessons", [title], None, None).subject == subject


@pytest.mark.parametrize(
    ("titles", "sheet", "stem", "term", "year"),
    [
        (["2024-2025学年第一学期活动登记表"], None, None, "2024-2025-1", "2024-2025"),
        (["活动登记表", "2024—2025学年"], None, None, None, "2024-2025"),
        (["活动登记表(第二学期)", "(2024-2025学年)"], None, None, "2024-2025-2", "2024-2025"),
        (["活动登记表"], "第一学期", "2023-2024学年活动", "2023-2024-1", "2023-2024"),
        (["活动登记表"], "活动", "活动", None, None),
        (["填于2024-09-10"], None, None, None, None),
    ],
)
def test_declared_term_and_school_year(titles, sheet, stem, term, year):
    """R6, R107: the title before the sheet before the file."""
    facts = facts_of("activities", titles, sheet, stem)
    assert (facts.term, facts.school_year) == (term, year)
