"""D4xx: what does not fit together is said, with its cells, and changes no verdict."""

import pytest

from .raw_tables import joined, raw, school


def found_of(found, code):
    return [
        (issue.place.text(), [place.text() for place in issue.others])
        for issue in found.issues
        if issue.code == code
    ]


def classes(*rows, keys="class_name", **options):
    return raw("classes", keys, *rows, sheet="班级", **options)


def committee(*rows, **options):
    return raw("committee", "class_name|name", *rows, sheet="班委", **options)


def activities(*rows, keys="title|date", **options):
    return raw("activities", keys, *rows, sheet="活动", **options)


def test_D401_a_class_that_the_class_table_lacks():
    found = joined(
        school(),
        classes("七(1)班"),
        committee("七(1)班|张小三", "七(2)班|李小四", "七(2)班|王小五"),
    )
    assert found_of(found, "D401") == [("班委!A3", ["班委!A4"])]


def test_D401_needs_a_class_table_that_is_read():
    found = joined(school(), committee("七(2)班|李小四"))
    assert found_of(found, "D401") == []
    found = joined(school(), classes("七(1)班", "火箭"), committee("七(2)班|李小四"))
    assert found_of(found, "D401") == []


def test_D401_a_class_meeting_of_such_a_class():
    found = joined(
        school(), classes("七(1)班"), activities("认识情绪|七(3)班", keys="title|class_name")
    )
    assert found_of(found, "D401") == [("活动!B2", [])]


@pytest.mark.parametrize("keys", ["counsellors_total", "counsellors_full_time"])
def test_R040_roster_and_total_disagree(keys):
    found = joined(
        school("青禾学校|3", keys=f"school|{keys}"),
        raw("teachers", "name|counsellor|duty", "周明|是|专职", sheet="教师"),
    )
    assert found_of(found, "D403") == [("学校!B2", ["教师!A2"])]
    assert found.table("teachers").rows("low") == [1]


def test_R040_a_total_within_what_the_roster_leaves_open_is_no_issue():
    found = joined(
        school("青禾学校|2", keys="school|counsellors_total"),
        raw("teachers", "name|counsellor", "周明|是", "吴亮|", sheet="教师"),
    )
    assert found_of(found, "D403") == []


def test_R039_total_and_parts_disagree():
    found = joined(
        school(
            "青禾学校|5|1|2",
            keys="school|counsellors_total|counsellors_full_time|counsellors_part_time",
        )
    )
    assert found_of(found, "D404") == [("学校!B2", ["学校!C2", "学校!D2"])]
    assert found.table("teachers").rows("duty", "low", "high", "@duty", "@homeroom_pay") == [
        ("full_time", 1, 1, "学校!C2", "学校!C2"),
        ("part_time", 2, 2, "学校!D2", "学校!D2"),
        (None, 0, 2, "学校!B2", "学校!B2"),
    ]


def test_R125_dates_outside_the_period_are_one_issue_per_sheet():
    found = joined(
        school(), activities("甲|2024-09-20", "乙|2025-03-05", "丙|2023-05-05", "丁|2025年1月")
    )
    assert found_of(found, "D406") == [("活动!B3", ["活动!B4"])]


def test_R061_a_range_counts_by_its_first_day():
    found = joined(school(), activities("甲|2024年8月28日—9月3日"))
    assert found_of(found, "D406") == [("活动!B2", [])]


def test_R107_a_sheet_that_declares_another_year():
    found = joined(school(), activities("甲|2024-09-20", school_year="2023-2024"))
    assert found_of(found, "D414") == [("活动", [])]
    assert (
        found_of(joined(school(), activities("甲|2024-09-20", school_year="2024-2025")), "D414")
        == []
    )


def test_R049_pupils_of_the_classes_do_not_add_up():
    rows = ("七(1)班|40", "七(2)班|41")
    found = joined(school("青禾学校|初级中学|80"), classes(*rows, keys="class_name|students"))
    assert found_of(found, "D417") == [("学校!C2", ["班级!B2", "班级!B3"])]
    found = joined(school("青禾学校|初级中学|81"), classes(*rows, keys="class_name|students"))
    assert found_of(found, "D417") == []


def test_R049_a_blank_class_leaves_the_sum_open():
    found = joined(
        school("青禾学校|初级中学|80"),
        classes("七(1)班|40", "七(2)班|", keys="class_name|students"),
    )
    assert found_of(found, "D417") == []


def test_R066_a_record_dated_after_the_period():
    found = joined(
        school(),
        raw(
            "records",
            "item|done|date",
            "示范校评估|是|2025-06-01",
            "双月报|是|2024-10-31",
            sheet="记录",
        ),
    )
    assert found_of(found, "D418") == [("记录!C2", [])]


def test_R012_a_stage_that_the_class_table_lacks():
    found = joined(school("青禾学校|九年一贯制学校|1000"), classes("七(1)班"))
    assert found_of(found, "D411") == [("学校!B2", ["班级"])]


def test_R027_the_kind_contradicts_the_class_table():
    found = joined(school("青禾学校|高级中学|1000"), classes("七年级1班"))
    assert found_of(found, "D410") == [("学校!B2", [])]
    assert found.table("schools").rows("kind") == ["342"]


def test_R027_a_kindergarten_with_a_class_of_seventh_grade():
    found = joined(school("青禾学校|幼儿园|200"), classes("七(1)班"))
    assert found_of(found, "D410") == [("学校!B2", [])]


def test_R068_grades_that_are_dropped_do_not_make_rows_equal():
    rows = ("情绪|2024-09-20|高一", "情绪|2024-09-20|高二")
    found = joined(school(), activities(*rows, keys="title|date|grades"))
    assert found_of(found, "D402") == []
    assert [place for place, _ in found_of(found, "D415")] == ["活动!C2", "活动!C3"]


def test_a_class_listed_twice_is_one_class():
    found = joined(
        school(),
        classes("七(1)班|40", "七(1)班|41", "七(2)班|40", "七(2)班|40", keys="class_name|students"),
    )
    assert found.table("classes").rows("number", "students") == [("1", None), ("2", 40)]
    assert found_of(found, "D405") == [("班级!B3", ["班级!B2"])]
    assert found_of(found, "D402") == [("班级!A5", ["班级!A4"])]
