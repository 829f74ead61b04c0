"""What the reader says of itself: raw cells beside what was read, kinds of schools with their reasons."""

import datetime as dt

import pytest

from mhaudit import api
from mhaudit.findings import PreviewCell
from mhaudit.loader.account import read_text
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import NotIn, OneOf, SetOf, Span


@pytest.mark.parametrize(
    ("table", "field", "value", "words"),
    [
        ("schools", "students", 1250, "1250"),
        ("schools", "students", None, None),
        ("schools", "has_room", False, "否"),
        ("schools", "kind", OneOf(frozenset({"311", "312"})), "初级中学 或 九年一贯制学校"),
        ("schools", "ownership", "public", "公办"),
        ("teachers", "duty", "full_time", "专职"),
        ("teachers", "name", "psych", "psych"),  # a name is no word of ours
        ("activities", "date", dt.date(2024, 9, 10), "2024-09-10"),
        ("activities", "date", Span(dt.date(2024, 10, 1), dt.date(2024, 10, 31)), "2024-10-01–2024-10-31"),
        ("activities", "term", "2024-2025-1", "2024-2025学年第一学期"),
        ("activities", "category", NotIn(frozenset({"lecture"})), None),
        ("activities", "grades", SetOf.known("G7", "G8"), "七年级、八年级"),
        ("activities", "grades", SetOf.known("G12", "G10", "G11", "V1"), "高一–高三、中职一年级"),
        ("activities", "grades", SetOf(frozenset({"G7"}), None), "至少 七年级"),
        ("activities", "grades", SetOf(frozenset({"G7"}), frozenset({"G7", "G8"})), "七年级(可能还有 八年级)"),
        ("activities", "grades", SetOf(), None),
        ("activities", "classes", SetOf.known("G7/1"), "七(1)班"),
        ("lessons", "periods_per_week", 0.5, "0.5"),
    ],
)  # fmt: skip
def test_typed_values_in_words(table, field, value, words):
    assert read_text(value, FIELDS[table][field], field, "zh") == words


def inspected(tmp_path, text, name="南昌市育新小学.csv", **options):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return api.inspect([path], **options)


def cells(result, row=0):
    (item,) = result.inputs
    number, found = item.tables[0].preview[row]
    return number, {cell.heading: cell for cell in found}


def test_raw_cells_stand_beside_what_was_read(tmp_path):
    number, found = cells(
        inspected(
            tmp_path,
            "活动登记表,,\n活动时间,活动类型,活动主题,活动对象\n2024.9.10,班会,心理与我,一、二年级\n",
        )
    )
    assert number == 3
    assert found["活动时间"] == PreviewCell("活动时间", "A3", "date", "2024.9.10", "2024-09-10")
    assert found["活动类型"].read == "班团队会"
    assert found["活动主题"].read == "主题类别:心理健康"
    assert found["活动对象"].read == "一年级、二年级"


def test_what_was_not_understood_has_no_reading(tmp_path):
    _, found = cells(
        inspected(tmp_path, "心理教师登记表,,\n姓名,专职/兼职,培训学时\n顾念安,专兼职,若干\n")
    )
    assert (found["专职/兼职"].read, found["专职/兼职"].judged) == (None, True)
    assert (found["培训学时"].read, found["培训学时"].judged) == (None, True)


def test_a_row_counted_before_is_not_used_again(tmp_path):
    """R41."""
    result = inspected(tmp_path, "心理教师登记表,\n姓名,专职/兼职\n顾念安,专职\n顾念安,专职\n")
    assert cells(result, 0)[1]["专职/兼职"].judged
    assert not cells(result, 1)[1]["专职/兼职"].judged


def test_names_of_pupils_are_masked_unless_asked_for(tmp_path):
    """R102."""
    text = "班级心理委员名单,,\n班级,姓名,性别\n三(1)班,池令仪,女\n"
    assert cells(inspected(tmp_path, text))[1]["姓名"].raw == "池*"
    assert cells(inspected(tmp_path, text))[1]["姓名"].read == "池*"
    assert cells(inspected(tmp_path, text, show_names=True))[1]["姓名"].raw == "池令仪"


def test_personal_columns_are_never_shown(tmp_path):
    """R104."""
    text = "心理教师登记表,,\n姓名,专职/兼职,身份证号\n顾念安,专职,360102198001011234\n"
    result = inspected(tmp_path, text, show_names=True)
    assert "身份证号" not in cells(result)[1]
    assert "360102198001011234" not in repr(result)


def test_a_class_in_one_cell_is_read_as_one(tmp_path):
    _, found = cells(inspected(tmp_path, "班级,班级人数\n一年级二班,45人\n一年级三班,44\n"))
    assert (found["班级"].read, found["班级人数"].read) == ("一(2)班", "45")


def test_as_many_rows_as_asked_for(tmp_path):
    text = "班级,班级人数\n" + "".join(f"一({n})班,40\n" for n in range(1, 9))
    assert len(inspected(tmp_path, text).inputs[0].tables[0].preview) == 3
    assert len(inspected(tmp_path, text, preview=5).inputs[0].tables[0].preview) == 5


def test_schools_of_a_table_are_named_with_where_they_come_from(tmp_path):
    table = inspected(tmp_path, "班级,班级人数\n一(1)班,45\n").inputs[0].tables[0]
    assert (table.schools, table.school_from) == (("南昌市育新小学",), "file")


@pytest.mark.parametrize(
    ("text", "codes", "by", "cell"),
    [
        ("学校名称,办学类型,在校学生数\n南昌市育新学校,小学,800\n", ("211",), ("cell",), "B2"),
        ("学校名称,在校学生数\n南昌市育新小学,800\n", ("211", "218"), ("name",), "A2"),
    ],
)
def test_a_kind_has_its_reason(tmp_path, text, codes, by, cell):
    """R27."""
    (school,) = inspected(tmp_path, text, "学校.csv").schools
    assert school.kind is not None
    assert (school.kind.codes, school.kind.by) == (codes, by)
    assert school.kind.place is not None
    assert school.kind.place.cell == cell


def test_a_name_that_tells_no_kind(tmp_path):
    """R27: a bare 学校 says nothing."""
    (school,) = inspected(tmp_path, "学校名称,在校学生数\n南昌市育新学校,800\n", "学校.csv").schools
    assert school.kind is None


def test_an_audit_keeps_no_rows_but_the_kind_of_each_school(tmp_path):
    """Draws for visits are made by kind (`mhaudit rank`)."""
    path = tmp_path / "南昌市育新小学.csv"
    path.write_text("班级,班级人数\n一(1)班,45\n", encoding="utf-8")
    result = api.audit([path])
    assert result.inputs[0].tables[0].preview == ()
    assert result.inputs[0].tables[0].schools == ()
    assert result.schools[0].kind is not None
    assert result.schools[0].kind.codes == ("211", "218")
