"""Headings and what they mean (R109–R111, R115, R135, R136)."""

import pytest

from mhaudit.loader import vocabulary
from mhaudit.loader.vocabulary import TABLES, load, normalise


@pytest.mark.parametrize(
    ("heading", "normal"),
    [
        ("*专\n兼职", "专兼职"),  # R136
        ("姓  名", "姓名"),
        ("姓 名", "姓名"),
        ("学校名称:", "学校名称"),
        ("心理咨询室面积(m2)", "心理咨询室面积"),
        ("心理咨询室面积(㎡)", "心理咨询室面积"),
        ("心理咨询室面积(平方米)", "心理咨询室面积"),
        ("专职体育教师(人)", "专职体育教师"),
        ("单位(盖章):", "单位"),
        ("专(兼)职", "专(兼)职"),
        ("学校(机构)名称", "学校(机构)名称"),
        ("委员(男)", "委员(男)"),
        ("性别(男/女)", "性别"),
        ("是否完成(是/否)", "是否完成"),
        ("课时(节/周)", "课时(节/周)"),  # it says per week: no mere unit
        ("學校名稱", "学校名称"),  # R115
        ("專職/兼職", "专职/兼职"),
        ("School Name", "schoolname"),
        ("class_count", "classcount"),
        ("1.学校名称", "学校名称"),
        ("(2)学校名称", "学校名称"),
        ("7.1", "7.1"),
        (None, ""),
        (12, ""),
    ],
)
def test_normalise(heading, normal):
    assert normalise(heading) == normal


@pytest.mark.parametrize(
    ("table", "heading", "key"),
    [
        ("schools", "单位(盖章)", "school"),
        ("schools", "学校(机构)名称", "school"),
        ("schools", "在校学生人数", "students"),
        ("schools", "办学规模", "students"),
        ("schools", "部室面积", "room_area_m2"),
        ("schools", "专职(人)", "counsellors_full_time"),
        ("classes", "人数", "students"),
        ("activities", "人数", "participants"),
        ("teachers", "人数", None),
        ("activities", "时间", "date"),
        ("records", "时间", "date"),
        ("activities", "内容", "title"),
        ("records", "内容", "item"),
        ("lessons", "内容", None),
        ("classes", "级别", "grade"),
        ("teachers", "级别", None),
        ("teachers", "工作年限", None),  # R109
        ("teachers", "是否计班主任工作年限", "homeroom_years"),
        ("teachers", "所属学校", "school"),  # R110
        ("teachers", "心理健康教育教师", "counsellor"),  # R137
        ("teachers", "职称", None),
        ("teachers", "职务(职称)", None),
        ("teachers", "联系电话", None),
        ("committee", "委员(女)", "female_members"),
        ("lessons", "每两周课时", "fortnight_periods"),
        ("lessons", "课时", "frequency"),  # R76
        ("lessons", "总学时", "hours_total"),  # R79
        ("records", "是/否", "done"),
        ("schools", "School", "school"),  # R115
        ("teachers", "Sex", "sex"),
        ("activities", "Date", "date"),
        ("committee", "Class", "class_name"),
        ("classes", "homeroom_teacher", "homeroom_teacher"),
    ],
)
def test_a_heading_means_a_key_in_its_table_only(table, heading, key):
    """R111: aliases are per table."""
    found = load().meaning(table, normalise(heading))
    assert (found.key if found else None) == key


def test_the_first_heading_and_the_key_itself_are_exact_the_others_aliases():
    words = load()
    how = {
        h: words.tables["schools"][normalise(h)].how for h in ("在校学生数", "students", "学生数")
    }
    assert how == {"在校学生数": "exact", "students": "exact", "学生数": "alias"}


def test_headings_of_two_rows_are_listed_joined():
    """R135."""
    found = load().meaning("schools", "心理健康教育教师人数专职")
    assert found is not None
    assert (found.key, found.weak) == ("counsellors_full_time", False)


def test_a_user_s_own_headings_come_on_top():
    extra = {"teachers": {"duty": ["岗位性质", "职务"]}, "any": {"school": ["点位"]}}
    words = load(extra)
    found = words.meaning("teachers", "岗位性质")
    assert found is not None
    assert (found.key, found.how) == ("duty", "own_alias")
    assert words.tables["teachers"]["职务"].key == "duty"
    assert {words.tables[table]["点位"].key for table in TABLES} == {"school"}
    assert "点位" in words.words
    assert load().tables["teachers"]["职务"].key == "post", "the built-in vocabulary is left alone"


def test_no_heading_is_listed_under_two_keys_of_one_table():
    """What stands first would silently win."""
    document = vocabulary.document()
    for table in TABLES:
        seen: dict[str, str] = {}
        for section in (document[table], document[table].get("weak", {})):
            for key, entries in section.items():
                if key == "weak":
                    continue
                for heading in vocabulary.headings_in(entries):
                    assert seen.setdefault(normalise(heading), key) == key, (table, heading)


def test_every_traditional_character_is_folded_to_another():
    assert normalise("學數級師專職") == "学数级师专职"


def test_candidates_are_keys_of_the_table():
    assert "name" in load().candidates("teachers", "姓名拼音")
    assert load().candidates("teachers", "完全无关的列名甲乙丙") == ()
