"""Messes met on forms of the common layouts: each test is named after its own."""

import pytest

from .forms import (
    COMPLYING,
    ITEMS,
    JUNIOR,
    NAME,
    SENIOR,
    all_verdicts,
    by,
    cells,
    codes,
    findings,
    form,
    verdict,
    where,
)
from .forms import finding as one

ROSTER = [
    "心理健康教育教师名册",
    "姓名|专职/兼职|班主任待遇|计班主任年限",
    "周明|专职|是|是",
    "吴亮|兼职|是|是",
]


def names(result):
    return sorted(school.name for school in result.schools)


# --- around and inside the table ----------------------------------------------------------------------


def test_numbered_notes_below_every_table(audited):
    """R111: lines of notes under a footer are no school, no class, no teacher and no pupil."""
    notes = [["备注:以上数据截至2024年12月"], ["注:本表一式两份"], ["2.双月报请按时报送"]]
    result = audited({sheet: rows + notes for sheet, rows in form().items()})
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING


def test_a_sentence_below_a_roster_is_nobody(audited):
    """R3, R111: a remark in the column 姓名 is no counsellor."""
    notes = [
        "注意\uff1a本表所填教师须为在编在岗教师\uff0c如有虚报将通报批评",
        "校长签字\uff1a",
        "2024年12月20日",
    ]
    result = audited(form() | {"教师": ROSTER + notes})
    assert all_verdicts(result) == COMPLYING


@pytest.mark.parametrize("rows", [3, 8])
def test_a_note_merged_down_beside_the_table(audited, rows):
    """DESIGN §4, layouts: a 说明 in the columns to the right is no heading."""
    sheets = form()
    sheets["活动"] = [[*cells(row), None, None] for row in sheets["活动"]]
    sheets["活动"][0][5] = "说明\uff1a每项活动填写一行"
    result = audited(sheets, merges={"活动": [f"F1:F{rows}"]})
    assert all_verdicts(result) == COMPLYING


@pytest.mark.parametrize("numbers", ["甲|1", "(1)|(2)", "1|2"])
def test_a_row_that_numbers_two_columns(audited, numbers):
    """DESIGN §4, layouts: 1, 2 under 班级 and 班主任 are no class."""
    sheets = form()
    sheets["班级"].insert(1, numbers)
    assert all_verdicts(audited(sheets)) == COMPLYING


def test_pupils_under_total_boys_and_girls(audited):
    """R135: the path 在校学生数/合计 is the number of pupils."""
    rows = ["学校名称|办学类型|在校学生数||", "||合计|男|女", f"{NAME}|初级中学|801|420|381"]
    result = audited(form(教师=None) | {"学校": rows}, merges={"学校": ["A1:A2", "B1:B2", "C1:E1"]})
    assert verdict(result, "NC104") == "notapplicable"


# --- whose form it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("单位\uff1a南昌市第一中学\uff08公章\uff09", "南昌市第一中学"),
        ("学校\uff08盖章\uff09\uff1a江西师大附属中学", "江西师大附属中学"),
        ("填报单位:昌北中心小学 填报人:王五", "昌北中心小学"),
    ],
)
def test_the_unit_line_with_a_seal_or_more_behind_it(audited, line, name):
    """R89: the name alone is taken from the line."""
    sheets = form()
    del sheets["学校"]
    assert names(audited({sheet: [line, *rows] for sheet, rows in sheets.items()})) == [name]


def test_a_campus_in_the_file_s_name(audited):
    """R88: 校区 belongs to the name."""
    sheets = form()
    del sheets["学校"]
    result = audited(sheets, file="南昌大学附属小学红谷滩校区 自查表.xlsx")
    assert names(result) == ["南昌大学附属小学红谷滩校区"]


def test_a_seal_behind_the_name_in_the_school_table(audited):
    """R90: 青禾学校(盖章) is 青禾学校."""
    sheets = form(name=f"{NAME}(盖章)")
    sheets["教师"] = [
        [("学校" if at == 0 else NAME), *cells(row)] for at, row in enumerate(sheets["教师"])
    ]
    assert names(audited(sheets)) == [NAME]


# --- kinds and classes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("南昌市青禾学校", "pass"),
        ("启明学校", "unknown"),
        ("青禾辅读学校", "unknown"),
        ("启智中学", "pass"),
    ],
)
def test_R027_ordinary_grades_exclude_special_schools(audited, name, expected):
    """R27: unless cell, code or name point to a special school; announced as D310."""
    result = audited(form(kind=None, name=name))
    assert verdict(result, "NC101") == expected
    assert "D310" in codes(result)


SCIENCE = ["高一生物1班|郑", "高一物理1班|郑", "高二1班|郑", "高三1班|郑"]


def test_R019_other_tables_name_a_class_as_the_class_table_does(audited):
    """R19: 生物1 and 物理1 share their last number; the committee lists only one of them."""
    pupils = ["高一生物1班|孙一|男|心理委员", "高一生物1班|许二|女|心理委员"]
    result = audited(form(kind="高级中学", grades=SENIOR, 班级=SCIENCE, 班委=pupils))
    found = {(f.subject.grade, f.subject.klass): str(f.verdict) for f in findings(result, "NC401")}
    assert found == {
        ("G10", "生物1"): "pass",
        ("G10", "物理1"): "fail",
        ("G11", "1"): "fail",
        ("G12", "1"): "fail",
    }
    assert "D401" not in codes(result)


def test_R019_a_number_that_two_named_classes_share_decides_nothing(audited):
    """R19, R15: 高一1班 may be either class."""
    pupils = [f"高一1班|{name}|{sex}|心理委员" for name, sex in (("孙一", "男"), ("许二", "女"))]
    result = audited(form(kind="高级中学", grades=SENIOR, 班级=SCIENCE, 班委=pupils))
    found = {(f.subject.grade, f.subject.klass): str(f.verdict) for f in findings(result, "NC401")}
    assert found["G10", "生物1"] == found["G10", "物理1"] == "unknown"
    assert "D306" in codes(result)


# --- what a sheet supplies ----------------------------------------------------------------------------


def test_R141_a_title_of_two_categories_supplies_those_two(audited):
    """R141: 班会及专题活动 says nothing of 家校 and 宣传月."""
    rows = ["班会及专题活动登记表", "活动主题|活动时间|活动对象"]
    rows += ["认识情绪主题班会|2024-09-20|七年级", "心理健康专题讲座|2024-10-20|七年级"]
    rows += ["学会倾听\uff0c悦纳情绪|2024-11-20|八年级"]
    result = audited(form() | {"活动": rows})
    for rule in ("NC301", "NC302"):
        assert by(result, rule) == {"G7": "pass", "G8": "unknown", "G9": "fail"}
    assert verdict(result, "NC601") == verdict(result, "NC602") == "unknown"


@pytest.mark.parametrize(
    ("row", "cell"), [("1|无|", "教师!B3"), ("无||", "教师!A3"), ("1|本校无|/", "教师!B3")]
)
def test_R004_a_failure_points_at_the_cell_that_says_none(audited, row, cell):
    """R4, DESIGN §2: supplied with zero rows, and the failure shows where."""
    rows = ["心理健康教育教师名册", "序号|姓名|专职/兼职", row]
    result = audited(form(students=700) | {"教师": rows})
    assert verdict(result, "NC104") == "fail"
    assert cell in where(one(result, "NC104"))


def test_a_table_of_teachers_with_a_column_for_each_course_is_no_course_table(audited):
    """DESIGN §2, D203: without a column 课程 a row says nothing, and nothing fails for it."""
    head = ["各年级任课教师人数", "年级|心理健康|体育与健康|美术|劳动"]
    rows = [*head, *(f"{grade}|1|3|1|1" for grade in JUNIOR)]
    result = audited(form() | {"课程": rows})
    assert {str(f.verdict) for f in findings(result, "NC203")} == {"unknown"}
    assert verdict(result, "NC201") == "unknown"
    assert "D203" in codes(result)


# --- questions that were not understood -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("ticks", "said"),
    [("√|", "pass"), ("|√", "fail"), ("√|√", "unknown"), ("部分|", "unknown"), ("|", "unknown")],
)
def test_yes_and_no_in_columns_of_their_own_are_never_done_unsaid(audited, ticks, said):
    """R83, R135: both columns answer 是否完成, by one tick; without one no row counts as done."""
    rows = ["项目|是否完成|", "|是|否", *(item.split("|")[0] + f"|{ticks}" for item in ITEMS)]
    result = audited(form() | {"记录": rows}, merges={"记录": ["A1:A2", "B1:C1"]})
    assert verdict(result, "NC501") == said
    assert ("D202" in codes(result)) == (ticks in {"部分|", "|"})


@pytest.mark.parametrize("heading", ["是否具备", "自评意见", "打√", "核查意见"])
def test_R083_an_unknown_column_that_says_no(audited, heading):
    """R83: only a sheet that does not ask lists what is done."""
    rows = [f"序号|项目|{heading}", *(f"1|{item.split('|')[0]}|否" for item in ITEMS)]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC501") == "unknown"


def test_R138_a_question_asked_twice_is_not_answered_by_the_title(audited):
    """R135, R138: both columns are refused; what they say outranks the title all the same."""
    rows = ["心理健康教育教师名册", "姓名|是否心理教师|是否心理健康教育教师|专职/兼职"]
    result = audited(form() | {"教师": [*rows, "周明|否|否|专职", "吴亮|否|否|兼职"]})
    assert "D202" in codes(result)
    assert verdict(result, "NC101") == "unknown"


@pytest.mark.parametrize("number", ["1.", "1、", "(1)", "\uff081\uff09", "①", "一、"])
def test_R082_an_item_with_its_number_in_front(audited, number):
    """R82: compared without numbering."""
    rows = [f"{number}{item}" for item in ITEMS]
    assert verdict(audited(form(记录=rows)), "NC501") == "pass"


def test_R073_a_heading_that_names_the_pupils(audited):
    """R73: under 心理委员姓名 every pupil is one."""
    rows = [
        "班级|心理委员姓名",
        *(f"{cells(row)[0]}|孙一(男) 许二(女)" for row in form()["班级"][1:]),
    ]
    result = audited(form() | {"班委": rows})
    assert {str(f.verdict) for f in findings(result, "NC401")} == {"pass"}
    assert "孙一" not in result.to_json()


def test_life_education_is_the_theme_of_a_class_meeting(audited):
    """R56, R141: 生命教育主题班会登记表 is about class meetings only."""
    rows = [
        "生命教育主题班会登记表",
        "活动主题|活动时间|活动对象",
        "珍爱生命\uff0c心理护航|2024-09-20|全校",
    ]
    result = audited(form() | {"活动": rows})
    assert set(by(result, "NC301").values()) == {"pass"}
    assert set(by(result, "NC302").values()) == {"unknown"}
