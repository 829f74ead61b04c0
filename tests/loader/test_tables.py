"""Headings, titles, bodies: how the forms that schools send in become tables. All names are invented."""

import pytest

from mhaudit.loader import vocabulary
from mhaudit.loader.grid import Sheet
from mhaudit.loader.layout import RawTable
from mhaudit.loader.tables import find_tables, heading_place
from mhaudit.models.submission import a1


def lines(text: str) -> list[list[object]]:
    """Rows from text: cells by `|`, whole numbers as numbers, `.` a blank line."""
    rows: list[list[object]] = []
    for line in text.strip("\n").splitlines():
        cells = [cell.strip().replace("⏎", "\n") for cell in line.split("|")]
        rows.append([] if line.strip() == "." else [int(c) if c.isdigit() else c for c in cells])
    return rows


def find(text, *, name="Sheet1", merges=(), label="上报/表.xlsx", merged=True):
    """The tables and issues of a sheet written as text; `merges` as A1:C1."""
    sheet = Sheet(name, lines(text), [_range(merge) for merge in merges], knows_merges=merged)
    return find_tables(sheet, label, vocabulary.load())


def only(*args, **kwargs) -> RawTable:
    """The one table of a sheet in which nothing is amiss."""
    tables, issues = find(*args, **kwargs)
    assert [issue.code for issue in issues] == []
    assert len(tables) == 1
    return tables[0]


def _range(text):
    def cell(a1_text):
        letters = a1_text.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return int(a1_text[len(letters) :]) - 1, column - 1

    first, _, last = text.partition(":")
    return (*cell(first), *cell(last))


def keys(table: RawTable) -> dict[str, str]:
    """key → address of its heading."""
    return {c.key: heading_place(table, c).cell for c in table.columns if c.key}


def hows(table: RawTable) -> dict[str, str]:
    return {c.heading: c.how for c in table.columns}


def excel_rows(table: RawTable) -> list[int]:
    return [row + 1 for row in table.rows]


def codes(issues) -> list[str]:
    return [issue.code for issue in issues]


# --- which table ---


@pytest.mark.parametrize(
    ("heading", "name", "table"),
    [
        ("学校名称|学校标识码|办学类型|在校学生数", "Sheet1", "schools"),
        ("学校|专职(人)|兼职(人)|学生数", "Sheet1", "schools"),
        ("年级|班级|班级人数|班主任", "Sheet1", "classes"),
        ("班级|人数", "班级", "classes"),
        ("序号|姓名|性别|专职/兼职|学历", "Sheet1", "teachers"),
        ("姓名|性别", "心理教师", "teachers"),
        ("活动主题|活动时间|活动对象|参加人数", "Sheet1", "activities"),
        ("时间|内容|参加人数", "活动登记表", "activities"),
        ("班级|姓名|性别|职务", "Sheet1", "committee"),
        ("班级|姓名|性别", "心理委员", "committee"),
        ("班级|班主任|男心理委员|女心理委员", "Sheet1", "committee"),
        ("班级|心理委员", "Sheet1", "committee"),
        ("年级|班级|班主任|学生数|班会主题|时间", "Sheet1", "activities"),
        ("年级|课程名称|周课时", "Sheet1", "lessons"),
        ("年级|学期|课程|课时", "Sheet1", "lessons"),
        ("序号|项目|是否完成|佐证材料|备注", "Sheet1", "records"),
        ("内容|时间|备注", "自查记录表", "records"),
        ("报送时间|月份|备注", "双月报", "records"),
        ("School|Code|Students", "Sheet1", "schools"),  # R115
        ("學校名稱|在校學生數", "Sheet1", "schools"),  # R115
        ("Name|Sex|Duty", "teachers", "teachers"),
        ("name|code|district|kind|students", "schools", "schools"),
    ],
)
def test_the_table_is_known_by_its_headings_and_titles(heading, name, table):
    tables, _ = find(f"{heading}\n某某|某某|某某|某某|某某", name=name)
    assert [found.table for found in tables] == [table]


@pytest.mark.parametrize(
    "heading",
    [
        "班级|姓名|性别",  # any list of pupils
        "内容|时间|备注",  # R111: of activities, or a record?
        "姓名|性别",
        "学校|联系人|联系电话",
        "房间|面积|位置",
        "年级|班级数|学生数",  # rows of grades are no schools
        "学校|年级|班级数|学生数",
        "姓名|工号",
        "序号|学校",
    ],
)
def test_headings_that_could_be_anything_give_no_table(heading):
    """R95: D201 info, nothing guessed."""
    tables, issues = find(f"{heading}\n某某|某某|某某")
    assert tables == []
    assert codes(issues) == ["D201"]


def test_two_tables_that_fit_alike_are_refused():
    tables, issues = find("班级|学生数|项目|是否完成\n七(1)班|40|双月报|是")
    assert tables == []
    assert codes(issues) == ["D202"]


def test_a_blank_sheet_is_no_issue():
    assert find(".\n||\n.") == ([], [])


def test_d201_shows_the_row_most_like_a_heading():
    _, issues = find("房间统计\n序号|房间|面积\n1|沙盘室|20")
    assert issues[0].place.text() == "Sheet1!A2"
    assert dict(issues[0].args)["seen"] == "序号"


def test_d201_shows_headings_only_never_a_name():
    """R102."""
    _, issues = find("某班同学\n李小四|男|很好\n王五|女|一般")
    assert codes(issues) == ["D201"]
    assert "李小四" not in repr(issues)


# --- headings ---


def test_heading_below_merged_title_and_date_line_and_unit_line():
    table = only(
        """
南昌市育新学校心理健康教育教师名册||||
填报日期:2024.09.10||||
.
单位(盖章):南昌市育新学校||||
.
序号|姓名|性别|专职/兼职|学历
1|张三|男|专职|本科
.
审核人:李四||填表人:王五||
""",
        merges=["A1:E1"],
    )
    assert table.header_rows == (5,)
    assert keys(table) == {"serial": "A6", "name": "B6", "sex": "C6", "duty": "D6", "degree": "E6"}
    assert excel_rows(table) == [7]
    assert table.title == "南昌市育新学校心理健康教育教师名册"
    assert table.facts.counsellor
    assert table.unit is not None
    assert (table.unit[0], table.unit[1].text()) == ("南昌市育新学校", "Sheet1!A4")
    assert table.titled_school is not None
    assert table.titled_school[0] == "南昌市育新学校"
    assert table.titled_school[1] is not None
    assert table.titled_school[1].text() == "Sheet1!A1"


def test_unit_line_with_the_name_in_the_next_cell():
    table = only(
        "单位(盖章):|南昌市育新学校||填报日期:\n姓名|性别|专职/兼职|学历\n张三|男|专职|本科"
    )
    assert table.unit is not None
    assert (table.unit[0], table.unit[1].cell) == ("南昌市育新学校", "B1")


def test_unit_line_with_nothing_behind_it_names_no_school():
    """R89."""
    table = only("单位(盖章):||填报日期:|2024年9月\n姓名|性别|专职/兼职|学历\n张三|男|专职|本科")
    assert table.unit is None


def test_unit_line_below_the_table():
    table = only("姓名|性别|专职/兼职|学历\n张三|男|专职|本科\n.\n||填报单位(盖章):育新学校|")
    assert table.unit is not None
    assert (table.unit[0], table.unit[1].cell) == ("育新学校", "C4")
    assert excel_rows(table) == [2]


def test_two_row_heading_merged_down_and_across():
    """R135: the joined path names the field."""
    table = only(
        """
学校|在校学生数|心理健康教育教师人数||
||合计|专职|兼职
育新学校|900|3|1|2
""",
        merges=["A1:A2", "B1:B2", "C1:E1"],
    )
    assert table.header_rows == (0, 1)
    assert keys(table) == {
        "school": "A1",
        "students": "B1",
        "counsellors_total": "C2",
        "counsellors_full_time": "D2",
        "counsellors_part_time": "E2",
    }
    assert excel_rows(table) == [3]
    assert [c.heading for c in table.columns][-1] == "心理健康教育教师人数/兼职"


def test_three_row_heading_without_its_first_level():
    """R135: 合计 as a leaf is a heading, not a row of totals."""
    table = only(
        """
序号|学校|师资情况|||||
||心理健康教育教师人数|||体育教师||
||合计|专职|兼职|合计|专职|兼职
1|育新学校|3|1|2|9|8|1
""",
        merges=["A1:A3", "B1:B3", "C1:H1", "C2:E2", "F2:H2"],
    )
    assert table.header_rows == (0, 1, 2)
    assert keys(table) == {
        "serial": "A1",
        "school": "B1",
        "counsellors_total": "C3",
        "counsellors_full_time": "D3",
        "counsellors_part_time": "E3",
    }
    assert excel_rows(table) == [4]


def test_a_weak_word_under_a_foreign_heading_is_not_taken():
    """体育教师/专职 are no counsellors: 专职 alone under another heading is left out."""
    table = only(
        "学校|学生数|体育教师|\n||专职|兼职\n育新学校|900|8|1", merges=["A1:A2", "B1:B2", "C1:D1"]
    )
    assert set(keys(table)) == {"school", "students"}
    assert excel_rows(table) == [3]


def test_heading_of_two_rows_that_nobody_merged():
    table = only("年级|班级|心理委员||备注\n||男|女|\n七年级|1班|张三|李四|", merged=False)
    assert table.header_rows == (0, 1)
    assert keys(table) == {
        "grade": "A1",
        "class_name": "B1",
        "male_members": "C2",
        "female_members": "D2",
    }
    assert excel_rows(table) == [3]


def test_a_heading_merged_over_two_columns_of_names_is_refused():
    """R135: 心理委员 over two columns with names in both says nothing of which is the boy."""
    tables, issues = find("班级|心理委员|\n七(1)班|张三|李四\n七(2)班|赵五|钱六", merges=["B1:C1"])
    assert codes(issues) == ["D202", "D203"]
    assert set(keys(tables[0])) == {"class_name"}
    assert excel_rows(tables[0]) == [2, 3]


def test_the_longer_path_wins_over_the_leaf():
    """R135."""
    table = only(
        "姓名|专职/兼职|家长||\n||姓名|工作\n张三|专职|李四|教师",
        name="教师",
        merges=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert keys(table)["name"] == "A1"
    assert hows(table)["家长/姓名"] == "unmapped"


def test_two_headings_of_one_field_are_both_refused():
    """R135: a tie is ambiguous."""
    tables, issues = find(
        "活动名称|活动主题|活动类型|活动时间\n心理周|悦纳自我|专题活动|2024-10-10"
    )
    assert codes(issues) == ["D202"]
    assert issues[0].place.text() == "Sheet1!A1"
    assert [place.cell for place in issues[0].others] == ["B1"]
    assert "title" not in keys(tables[0])
    assert [column.how for column in tables[0].columns] == ["refused", "refused", "exact", "exact"]


def test_school_column_named_belonging_school():
    """R110: 所属学校 is the school, if there is no other school column."""
    rows = "张三|专职|育新学校|育才学校"
    assert keys(only(f"姓名|专兼职|所属学校|学历\n{rows}"))["school"] == "C1"
    table = only(f"姓名|专兼职|所属学校|学校名称\n{rows}")
    assert keys(table)["school"] == "D1"
    assert hows(table)["所属学校"] == "unmapped"


def test_years_of_service_are_no_homeroom_years():
    """R109."""
    table = only("姓名|专兼职|工作年限|是否计班主任工作年限\n张三|专职|12|是")
    assert keys(table)["homeroom_years"] == "D1"
    assert hows(table)["工作年限"] == "unmapped"


def test_stars_units_line_breaks_and_colons_in_headings():
    """R136."""
    table = only("*姓  名|*专⏎兼职|学历:|培训学时(小时)\n张三|专职|本科|40")
    assert list(keys(table)) == ["name", "duty", "degree", "training_hours"]


def test_is_full_time_teacher_on_a_general_roster_is_refused():
    """R36."""
    tables, issues = find("姓名|性别|是否专职教师|学历\n张三|男|是|本科", name="教师名册")
    assert codes(issues) == ["D202"]
    assert issues[0].place.cell == "C1"
    assert hows(tables[0])["是否专职教师"] == "refused"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("姓名|性别|是否专职教师|学历", "心理教师"),
        ("姓名|是否心理健康教育教师|是否专职教师|学历", "教师"),
    ],
)
def test_is_full_time_teacher_where_counsellors_are_known(heading, name):
    """R36."""
    table = only(f"{heading}\n张三|是|是|本科", name=name)
    assert keys(table)["full_time_counsellor"] == "C1"


def test_bare_periods_are_left_to_the_cell():
    """R76."""
    table = only("年级|课程|课时\n七年级|心理健康|1")
    assert keys(table)["frequency"] == "C1"


def test_unmapped_headings_keep_their_words_for_explanation_only():
    table = only("姓名|性别|专职/兼职|学历|姓名拼音\n张三|男|专职|本科|zhang")
    column = table.columns[-1]
    assert (column.key, column.how) == (None, "unmapped")
    assert (column.lowest, column.candidates) == ("姓名拼音", ())


def test_a_needed_column_is_missing():
    tables, issues = find("课程名称|周课时|是否必修\n心理健康|1|是")
    assert [t.table for t in tables] == ["lessons"]
    assert codes(issues) == ["D203"]
    assert dict(issues[0].args)["columns"] == "年级"


def test_the_course_may_stand_in_the_title():
    table = only("年级|周课时\n七年级|1", name="心理课")
    assert table.facts.subject == "心理健康"


# --- bodies ---


def test_blank_numbered_total_and_footer_rows_are_no_data():
    """R3, R111."""
    table = only(
        """
序号|学校|姓名|专职/兼职|学历
1|育新学校|张三|专职|本科
.
2|育新学校|李四|兼职|本科
3|育新学校|||
4||||
合 计|||2|
填表人:王五||审核人:赵六||
联系电话:||12345||
"""
    )
    assert excel_rows(table) == [2, 4]


def test_a_prenumbered_roster_of_counsellors_holds_nobody():
    """R3: otherwise twenty numbers would be twenty counsellors."""
    tables, issues = find(
        "序号|姓名|性别|专职/兼职\n" + "\n".join(f"{n}|||" for n in range(1, 21)), name="心理教师"
    )
    assert tables[0].rows == []
    assert tables[0].declares_none == ()
    assert codes(issues) == ["D204"]


def test_cells_left_at_their_prompt_are_blank():
    """R53."""
    table = only("序号|姓名|性别|专职/兼职\n1|张三|男|专职\n2||请选择|请选择", name="心理教师")
    assert excel_rows(table) == [2]


def test_a_cell_beside_the_form_makes_no_row():
    table = only("序号|姓名|性别|专职/兼职||\n1|张三|男|专职||\n2|||||见附件", name="心理教师")
    assert excel_rows(table) == [2]


def test_only_headings_is_not_supplied():
    """R2."""
    tables, issues = find("序号|姓名|性别|专职/兼职")
    assert (tables[0].rows, tables[0].declares_none) == ([], ())
    assert codes(issues) == ["D204"]
    assert issues[0].place.text() == "Sheet1!A1"


@pytest.mark.parametrize("row", ["1|无||", "|无|/|/", "1|本校无||", "无|||", "1|无|无|无"])
def test_a_row_that_says_none_declares_none(row):
    """R2, R4."""
    table = only(f"序号|姓名|性别|专职/兼职\n{row}", name="心理教师")
    assert table.rows == []
    assert table.declares_none == (1,)


def test_a_wide_committee_row_that_says_none_is_a_row_of_its_class():
    """R70."""
    table = only("班级|男心理委员|女心理委员\n七(1)班|无|无\n七(2)班||")
    assert excel_rows(table) == [2, 3]


def test_a_record_answered_none_is_a_row():
    """R118: 无 under 是否 means no."""
    table = only("项目|是否建立|备注\n绿色转介通道|无|\n双月报|是|无")
    assert excel_rows(table) == [2, 3]


def test_a_school_that_filled_in_nothing_is_still_a_school():
    table = only("序号|学校名称|在校学生数|教学班数\n1|育新学校|900|20\n2|育才学校||")
    assert excel_rows(table) == [2, 3]


def test_example_rows_are_skipped_and_said():
    """R53."""
    tables, issues = find(
        "序号|姓名|性别|专职/兼职\n示例|某某|男|专职\n例:|某某|女|兼职\n1|张三|男|专职",
        name="心理教师",
    )
    assert excel_rows(tables[0]) == [4]
    assert [(i.code, i.place.cell) for i in issues] == [("D206", "A2"), ("D206", "A3")]


def test_group_rows_set_the_district():
    """R92."""
    table = only(
        """
序号|学校名称|在校学生数|教学班数
东湖区(12所)|||
1|育新学校|900|20
2|育才学校|300|9
二、西湖区|||
3|育英学校|500|12
总计|3|1700|41
""",
        merges=["A2:D2"],
    )
    assert excel_rows(table) == [3, 4, 6]
    assert table.districts == {2: "东湖区", 3: "东湖区", 5: "西湖区"}


def test_a_district_column_outranks_group_rows():
    """R92."""
    table = only("县区|学校名称|在校学生数\n东湖区(1所)||\n青山湖区|育新学校|900")
    assert (excel_rows(table), table.districts) == ([3], {})


def test_subtotals_of_districts_are_no_schools():
    table = only(
        "学校名称|在校学生数|教学班数\n育新学校|900|20\n东湖区小计|900|20\n全市合计|900|20"
    )
    assert excel_rows(table) == [2]


def test_an_item_that_ends_in_a_word_for_totals_is_data():
    table = only("项目|是否完成|备注\n心理健康教育经费总计|是|\n合计|1|")
    assert excel_rows(table) == [2]


def test_a_footer_word_above_the_last_data_row_is_data():
    """R111: a footer stands below the last data row."""
    table = only("项目|是否完成|备注\n负责人:|是|\n双月报|是|\n负责人:张三||")
    assert excel_rows(table) == [2, 3]


def test_a_note_below_the_table_is_no_data():
    table = only(
        "学校名称|在校学生数|教学班数\n育新学校|900|20\n注:本表由学校填写,一式两份,一份留存一份上报\n2024年9月10日||"
    )
    assert excel_rows(table) == [2]


def test_a_row_of_column_numbers_is_no_data():
    table = only("学校名称|在校学生数|教学班数|寄宿生数\n1|2|3|4\n育新学校|900|20|0")
    assert excel_rows(table) == [3]


def test_a_row_of_units_is_no_data():
    table = only("学校名称|在校学生数|教学班数\n|(人)|(个)\n育新学校|900|20")
    assert excel_rows(table) == [3]


def test_the_heading_printed_again_on_each_page_is_no_data():
    table = only(
        "姓名|性别|专职/兼职|学历\n张三|男|专职|本科\n姓名|性别|专职/兼职|学历\n李四|女|兼职|本科"
    )
    assert excel_rows(table) == [2, 4]


def test_values_that_are_words_of_headings_are_data():
    table = only(
        "姓名|性别|职务|班级\n张三|男|心理委员|七(1)班\n女|男|心理委员|七(2)班", name="心理委员"
    )
    assert excel_rows(table) == [2, 3]


def test_merged_cells_in_the_body_read_as_their_first_cell():
    table = only(
        "学校|姓名|性别|专职/兼职\n育新学校|张三|男|专职\n|李四|女|兼职",
        merges=["A2:A3"],
        name="心理教师",
    )
    assert excel_rows(table) == [2, 3]
    assert table.raw(2, 0) == "育新学校"
    assert table.anchors == {(2, 0): (1, 0)}


def test_a_row_wholly_inside_merged_cells_is_not_a_second_row():
    table = only(
        "姓名|性别|专职/兼职\n张三|男|专职\n||", merges=["A2:A3", "B2:B3", "C2:C3"], name="心理教师"
    )
    assert excel_rows(table) == [2]


def test_blank_school_cells_are_filled_only_through_merges():
    """R16: the blanks stay; for formats without merges the join decides (R120)."""
    table = only("学校|姓名|专职/兼职\n育新学校|张三|专职\n|李四|兼职", name="心理教师")
    assert table.raw(2, 0) == ""


# --- several tables, forms ---


def test_two_tables_in_one_sheet():
    tables, issues = find(
        """
南昌市育新学校心理健康教育情况|||
一、心理教师|||
姓名|性别|专职/兼职|学历
张三|男|专职|本科
合计|1||
.
二、心理委员|||
班级|姓名|性别|职务
七(1)班|李小四|女|心理委员
填表人:王五|||
"""
    )
    assert codes(issues) == []
    teachers, committee = tables
    assert (teachers.table, teachers.header_rows, excel_rows(teachers)) == ("teachers", (2,), [4])
    assert (committee.table, committee.header_rows, excel_rows(committee)) == (
        "committee",
        (7,),
        [9],
    )
    assert teachers.facts.counsellor
    assert committee.facts.psych
    assert committee.titled_school is not None
    assert committee.titled_school[0] == "南昌市育新学校"


def test_the_title_of_a_second_table_is_no_row_of_the_first():
    tables, _ = find(
        "姓名|性别|专职/兼职\n张三|男|专职\n心理委员名单||\n班级|姓名|性别\n七(1)班|李小四|女",
        name="心理教师",
    )
    assert [(t.table, excel_rows(t)) for t in tables] == [("teachers", [2]), ("committee", [5])]


def test_an_unknown_table_below_ends_the_one_above():
    tables, issues = find(
        "姓名|性别|专职/兼职\n张三|男|专职\n.\n序号|年级|备注\n1|七年级|好", name="心理教师"
    )
    assert [(t.table, excel_rows(t)) for t in tables] == [("teachers", [2])]
    assert codes(issues) == ["D201"]
    assert issues[0].place.cell == "A4"


def test_a_form_of_labels_and_values():
    """DESIGN §4: each row is label–value pairs."""
    table = only(
        """
学校基本情况表|||
学校名称|南昌市育新学校|学校标识码|2136000001
校长|王五|地址|阳光路
在校学生数|900|教学班数|20
办学类型|初级中学||
""",
        merges=["A1:D1"],
    )
    assert table.table == "schools"
    (row,) = table.rows
    values = {c.key: table.raw(row, c.index) for c in table.columns if c.key}
    assert values == {
        "school": "南昌市育新学校",
        "school_code": 2136000001,
        "students": 900,
        "class_count": 20,
        "kind": "初级中学",
    }
    assert keys(table)["students"] == "A4"
    place = table.anchors[row, next(c.index for c in table.columns if c.key == "students")]
    assert a1(*place) == "B4"


def test_a_form_above_a_table():
    tables, issues = find(
        """
学校名称|育新学校|在校学生数|900
.
姓名|性别|专职/兼职|学历
张三|男|专职|本科
"""
    )
    assert codes(issues) == []
    assert [(t.table, len(t.rows)) for t in tables] == [("schools", 1), ("teachers", 1)]


def test_a_class_list_that_names_its_psych_committee_is_two_tables():
    tables, issues = find(
        "年级|班级|班级人数|班主任|心理委员|身份证号\n七年级|1班|40|张三|李小四、王小五|1",
        name="班级",
    )
    assert [(t.table, set(keys(t)), excel_rows(t)) for t in tables] == [
        ("classes", {"grade", "class_name", "students", "homeroom_teacher"}, [2]),
        ("committee", {"grade", "class_name", "members"}, [2]),
    ]
    assert codes(issues) == ["D501"]


def test_a_committee_that_names_its_classes_is_no_class_list():
    """It may leave out the classes that need no committee; a class list must not."""
    tables, _ = find(
        "班级|班级人数|男心理委员|女心理委员\n七(1)班|40|李小四|王小五", name="心理委员"
    )
    assert [t.table for t in tables] == ["committee"]


# --- privacy ---


@pytest.mark.parametrize(
    "heading",
    ["身份证号", "身份证件号", "学生证件号码", "量表得分", "家长电话", "预警等级", "家庭住址"],
)
def test_private_columns_are_not_loaded(heading):
    """R104, R105: the issue names the heading, never a value."""
    tables, issues = find(f"班级|姓名|性别|职务|{heading}\n七(1)班|李小四|女|心理委员|秘密")
    assert codes(issues) == ["D501"]
    assert issues[0].place.cell == "E1"
    assert "秘密" not in repr(issues)
    column = tables[0].columns[-1]
    assert (column.key, column.how) == (None, "private")


def test_a_private_heading_hidden_in_two_rows():
    """R104."""
    tables, issues = find(
        "姓名|专职/兼职|身份证|\n||号码|签发\n张三|专职|1|2", merges=["A1:A2", "B1:B2", "C1:D1"]
    )
    assert [c.how for c in tables[0].columns][-2:] == ["private", "private"]
    assert codes(issues) == ["D501", "D501"]


def test_identity_numbers_under_an_innocent_heading():
    """R104: most values look like 18-digit identity numbers."""
    rows = "张三|专职|11010519491231002X\n李四|兼职|110105194912310021\n王五|专职|"
    tables, issues = find(f"姓名|专职/兼职|工号\n{rows}")
    assert codes(issues) == ["D501"]
    assert hows(tables[0])["工号"] == "private"
    assert "staff_number" not in keys(tables[0])


def test_a_teacher_s_phone_is_left_out_without_an_issue():
    """R105."""
    table = only("姓名|专职/兼职|联系电话\n张三|专职|13800000000")
    assert hows(table)["联系电话"] == "unmapped"


@pytest.mark.parametrize(
    ("title", "name", "label"),
    [
        ("", "高关怀学生名单", "a.xlsx"),
        ("重点关注学生台账", "Sheet1", "a.xlsx"),
        ("", "Sheet1", "高关怀学生名单.xlsx"),
    ],
)
def test_a_list_of_pupils_in_care_is_skipped_whole(title, name, label):
    """R103."""
    tables, issues = find(
        f"{title}\n班级|姓名|性别|职务\n七(1)班|李小四|女|心理委员", name=name, label=label
    )
    assert tables == []
    assert codes(issues) == ["D502"]
    assert "李小四" not in repr(issues)


def test_a_list_of_pupils_under_unknown_headings_is_named_as_such():
    tables, issues = find("重点关注学生台账||\n学生|情况|跟踪人\n李小四|某|张三")
    assert (tables, codes(issues)) == ([], ["D502"])


def test_a_contact_person_does_not_make_a_school_list_a_roster():
    table = only(
        "学校名称|在校学生数|联系人|\n||姓名|电话\n育新学校|900|张三|1",
        merges=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert (table.table, excel_rows(table)) == ("schools", [3])


def test_a_table_about_the_mechanism_is_no_list_of_pupils():
    table = only("项目|是否建立|备注\n高关怀学生闭环管理|是|", name="高关怀学生闭环管理机制")
    assert table.table == "records"


# --- csv ---


def test_a_csv_takes_its_title_from_the_file_s_name():
    """R37, R96."""
    table = only(
        "姓名|性别|学历\n张三|男|本科", name=None, label="上报/育新学校心理教师.csv", merged=False
    )
    assert table.facts.counsellor
    assert table.file == "上报/育新学校心理教师.csv"
    assert heading_place(table, table.columns[0]).text() == "育新学校心理教师.csv!A1"
