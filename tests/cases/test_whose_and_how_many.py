"""Units over a table, schools that are none or several, classes that may be two, forms that nobody filled in."""

import pytest

from .forms import codes, findings, form, issue_cells, issues, verdict

SCHOOLS = "学校名称|办学类型|在校学生数|专职心理健康教育教师人数|兼职心理健康教育教师人数"


@pytest.mark.parametrize("line", ["单位:百人", "(单位\uff1a百人)", "计量单位:万人"])
@pytest.mark.parametrize("below", [False, True])
def test_counts_in_hundreds_are_no_counts(audited, line, below):
    """17 hundred pupils are not 17: 1:17 would pass NC101, and a school of 17 need no 专职 (NC102)."""
    rows = [SCHOOLS, "青禾初级中学|初级中学|17|1|0"]
    result = audited({"学校": [*rows, line] if below else [line, *rows]})
    at = "学校!C2" if below else "学校!C3"
    for rule in ("NC101", "NC102", "NC103", "NC104"):
        assert verdict(result, rule) == "unknown"
    (found,) = findings(result, "NC101")
    assert f"“在校学生数”无法识别或不能确定({at})" in found.message
    unit = line[-2:] if "百人)" not in line else "百人"
    said = [one.read for one in issues(result, "D301") if one.place.text() == at]
    assert said == [f"17({unit})"]


@pytest.mark.parametrize("line", ["单位:人", "单位:万元", "单位:人、平方米", "单位:百花小学"])
def test_units_that_leave_counts_as_they_are(audited, line):
    """1,601 pupils to two counsellors (NC101)."""
    result = audited({"学校": [line, SCHOOLS, "青禾初级中学|初级中学|1601|1|1"]})
    assert verdict(result, "NC101", school="青禾初级中学") == "fail"


def test_a_cell_with_its_own_unit_under_such_a_line(audited):
    result = audited({"学校": ["单位:百人", SCHOOLS, "青禾初级中学|初级中学|1601人|1人|1人"]})
    assert verdict(result, "NC101") == "fail"


LIST = [
    "学校名称|办学类型|在校学生数",
    "青禾初级中学、白鹭初级中学|初级中学|1800",
    "朝阳初级中学|初级中学|900",
    "东湖区教体局|初级中学|2700",
]


def test_two_schools_in_one_cell_and_the_authority_are_no_schools(audited):
    result = audited({"学校": LIST})
    assert [school.name for school in result.schools] == ["朝阳初级中学"]
    (several,), (authority,) = issues(result, "D211"), issues(result, "D210")
    assert several.place.text() == "学校!A2"
    assert authority.place.text() == "学校!A4"
    assert several.message == "“青禾初级中学、白鹭初级中学”写了不止一所学校,不知道这一行属于哪一所"
    assert authority.message == "“东湖区教体局”是主管部门,不是学校,未列为学校"


@pytest.mark.parametrize("mark", ["、", ",", "\uff0c", ";", "/", "\n"])
def test_marks_between_two_schools(audited, mark):
    rows = ["学校名称|办学类型|在校学生数", [f"青禾中学{mark}白鹭小学", "初级中学", 900]]
    assert audited({"学校": rows}).schools == ()


@pytest.mark.parametrize(
    "name",
    [
        "青禾学校(小学、初中)",
        "青禾学校(含附设小学、幼儿园)",
        "市教育局幼儿园",
        "青禾学校/初中",
        "青禾初级中学(东校区)",
    ],
)
def test_names_that_only_look_so(audited, name):
    result = audited({"学校": ["学校名称|办学类型|在校学生数", f"{name}|初级中学|900"]})
    assert [school.name for school in result.schools] == [name]
    assert not {"D210", "D211"} & codes(result)


def test_teachers_of_the_authority_are_nobody_s(audited):
    """The row is no school's: it neither counts nor leaves the number of counsellors open (NC101)."""
    rows = [
        "学校|姓名|是否心理健康教育教师|专职/兼职",
        "青禾学校|周明|是|专职",
        "白鹭学校|何山|是|专职",
        "东湖区教育局|吴亮|是|专职",
    ]
    result = audited(form(students=1601) | {"教师": rows})
    assert verdict(result, "NC101", school="青禾学校") == "fail"
    assert "D210" in codes(result)


def test_a_teacher_of_one_of_two_schools(audited):
    """R15: the row may be of either school of the sheet, so that the number stays open."""
    rows = [
        "学校|姓名|是否心理健康教育教师|专职/兼职",
        "青禾学校|周明|是|专职",
        "白鹭学校|何山|是|专职",
        "青禾学校、白鹭学校|吴亮|是|专职",
    ]
    result = audited(form(students=1600) | {"教师": rows})
    assert verdict(result, "NC101", school="青禾学校") == "unknown"
    assert [one.place.text() for one in issues(result, "D211")] == ["教师!A4"]
    assert "D416" not in codes(result)


@pytest.mark.parametrize(
    "title",
    ["青禾初级中学、白鹭初级中学心理健康教育教师名册", "单位(盖章):青禾初级中学、白鹭初级中学"],
)
def test_a_title_of_two_schools_gives_its_rows_to_neither(audited, title):
    result = audited({"教师": [title, "姓名|专职/兼职", "周明|专职"]})
    assert result.schools == ()
    assert "D207" in codes(result)


def test_the_school_of_a_form_that_nobody_filled_in(audited):
    """R2: not supplied, so all is unknown; but the school is listed, with D204."""
    sheets = {"教师": ["青禾初级中学心理健康教育教师名册", "姓名|性别|专职/兼职"]}
    result = audited(sheets)
    assert [school.name for school in result.schools] == ["青禾初级中学"]
    assert verdict(result, "NC101") == "unknown"
    (empty,) = issues(result, "D204")
    assert empty.place.text() == "教师!A2"
    assert empty in result.schools[0].data_issues


@pytest.mark.parametrize("title", ["XX学校心理教师名册", "某某学校心理教师名册", "心理教师名册"])
def test_a_master_copy_is_no_school(audited, title):
    assert audited({"教师": [title, "姓名|性别|专职/兼职"]}).schools == ()


@pytest.mark.parametrize("name", ["1-2班", "1至2班", "1到2班", "1和2班", "1~2班"])
def test_two_classes_in_one_row_are_not_class_two(audited, name):
    """1-2班 beside 七年级: class 2 of the first year, or classes 1 and 2. The row stays unknown (R17, NC401)."""
    sheets = form(name="青禾初级中学") | {
        "班级": ["年级|班级", f"七年级|{name}", "八年级|1班"],
        "班委": [
            "班级|男心理委员|女心理委员",
            "七(1)班|王刚|李梅",
            "七(2)班|何山|",
            "八(1)班|吴江|许云",
        ],
    }
    result = audited(sheets)
    found = {one.subject.label: one.verdict for one in findings(result, "NC401")}
    assert found == {f"班级“{name}”": "unknown", "八(1)班": "pass"}
    assert "班级!B2" in issue_cells(result, "D306") | issue_cells(result, "D301")


def test_classes_that_go_on_from_the_first(audited):
    """1-1, 1-2, 1-3 beside 七年级: the first number is the year."""
    sheets = form(name="青禾初级中学") | {
        "班级": ["年级|班级", "七年级|1-1班", "七年级|1-2班"],
        "班委": ["班级|男心理委员|女心理委员", "七(1)班|王刚|李梅", "七(2)班|何山|"],
    }
    result = audited(sheets)
    assert verdict(result, "NC401", grade="G7", klass="1") == "pass"
    assert verdict(result, "NC401", grade="G7", klass="2") == "fail"


def test_a_column_that_is_there_twice_is_not_said_to_be_missing(audited):
    rows = ["学校名称|办学类型|在校学生数|在校学生数", "青禾初级中学|初级中学|600|601"]
    (found,) = findings(audited({"学校": rows}), "NC101")
    assert (
        "“在校学生数”的表头含义不明,没有采用(学校!C1、学校!D1),请改成含义明确的一列"
        in found.message
    )
    assert "没有“在校学生数”" not in found.message


@pytest.mark.parametrize(
    ("cell", "said"),
    [("", "“在校学生数”未填(规模!C2)"), ("不详", "“在校学生数”无法识别或不能确定(规模!C2)")],
)
def test_a_column_in_another_sheet_is_not_said_to_be_missing(audited, cell, said):
    sheets = {
        "学校": ["学校名称|办学类型|学校标识码", "青禾初级中学|初级中学|3136000001"],
        "规模": ["学校名称|办学类型|在校学生数", f"青禾初级中学|初级中学|{cell}"],
    }
    (found,) = findings(audited(sheets), "NC101")
    assert said in found.message
