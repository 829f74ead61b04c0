"""Classes and grades as people write them, in schools of several kinds. Expectations are from the rulings cited.

The audited school year is 2024-2025 unless a test says otherwise.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.loader import cells
from mhaudit.loader.cells import ALL_GRADES, Context, Read
from mhaudit.models.grades import GRADES, KIND_CODES, STAGES, grades_of_kinds
from mhaudit.models.values import ANY_SET, OneOf, SetOf


def school(*kinds, start_year=2024):
    """A school that may be any of `kinds` (any kind at all if none is given), with the grades they may have."""
    codes = frozenset(kinds) or KIND_CODES
    return Context(codes, grades_of_kinds(codes)[1], start_year)


PRIMARY, JUNIOR, NINE_YEAR, COMPLETE = school("211"), school("311"), school("312"), school("341")
SENIOR, TWELVE_YEAR, VOCATIONAL = school("342"), school("345"), school("365")
UNKNOWN, KINDERGARTEN = school(), school("111", "119")


# --- one grade ---


@pytest.mark.parametrize(
    ("raw", "context", "grade"),
    [
        ("七年级", JUNIOR, "G7"),
        ("七年級", JUNIOR, "G7"),
        (" 七 年级", JUNIOR, "G7"),
        ("7年级", JUNIOR, "G7"),
        ("７", JUNIOR, "G7"),
        (7, JUNIOR, "G7"),
        ("七", JUNIOR, "G7"),
        ("初一", JUNIOR, "G7"),
        ("初一年级", JUNIOR, "G7"),
        ("初中三年级", JUNIOR, "G9"),
        ("初中八年级", JUNIOR, "G8"),
        ("一年级", PRIMARY, "G1"),
        ("小学六年级", NINE_YEAR, "G6"),
        ("高三", SENIOR, "G12"),
        ("十二年级", TWELVE_YEAR, "G12"),
        ("高中一年级", COMPLETE, "G10"),
        ("G7", JUNIOR, "G7"),
        ("V2", VOCATIONAL, "V2"),
        ("2023级", JUNIOR, "G8"),
        ("23级", JUNIOR, "G8"),
        ("初2024级", COMPLETE, "G7"),
        ("高2023级", COMPLETE, "G11"),
        ("小2022级", NINE_YEAR, "G3"),
    ],
)
def test_one_grade(raw, context, grade):
    assert cells.grade(raw, context) == Read(grade)


@pytest.mark.parametrize("raw", ["一年级", "高一", "2024级", 1, "中职一年级", "职一"])
def test_first_year_of_a_vocational_school(raw):
    """R21: in a 36x school 一年级, 高一 and 2024级 are all V1."""
    assert cells.grade(raw, VOCATIONAL) == Read("V1")


@pytest.mark.parametrize("raw", ["一年级", "三年级", 1, "1年级"])
@pytest.mark.parametrize("context", [JUNIOR, SENIOR])
def test_first_years_are_refused_where_the_school_has_none(raw, context):
    """R21: 一年级 in 311 or 342 is refused as ambiguous."""
    assert cells.grade(raw, context) == Read(code="D306")


def test_first_year_of_a_complete_middle_school_is_one_of_two():
    """R21: refused; what it may mean is kept."""
    assert cells.grade("一年级", COMPLETE) == Read(OneOf(frozenset({"G7", "G10"})), "D306")


def test_first_year_where_the_kind_is_open():
    """R21, R27: a school of unknown kind may be a 中职; a 中学 that may be 初级中学 or 九年一贯制 may mean 七年级."""
    everything = OneOf(frozenset({"G1", "G7", "G10", "V1"}))
    assert cells.grade("一年级", UNKNOWN) == Read(everything, "D306")
    assert cells.grade("一年级", school("311", "312")) == Read(
        OneOf(frozenset({"G1", "G7"})), "D306"
    )
    assert cells.grade("一年级", school("211", "312", "345")) == Read("G1")
    assert cells.grade("高一", UNKNOWN) == Read(OneOf(frozenset({"G10", "V1"})), "D306")
    assert cells.grade("高一", school("341", "342", "345")) == Read("G10")
    assert cells.grade("七年级", UNKNOWN) == Read("G7")


@pytest.mark.parametrize(
    ("raw", "context", "read"),
    [
        ("2023级", COMPLETE, Read(OneOf(frozenset({"G8", "G11"})), "D306")),
        ("2023级", NINE_YEAR, Read(OneOf(frozenset({"G2", "G8"})), "D306")),
        ("2021级", NINE_YEAR, Read("G4")),
        ("2024级", school("311", start_year=2025), Read("G8")),
        ("2023级", school("311", start_year=None), Read(code="D306")),
        ("2025级", JUNIOR, Read(code="D306")),
        ("2018级", JUNIOR, Read(code="D306")),
        ("2024届", JUNIOR, Read(code="D306")),
    ],
)
def test_year_of_entry_counts_where_only_one_stage_fits(raw, context, read):
    """R18; R129: without an audited year nothing follows from it."""
    assert cells.grade(raw, context) == read


@pytest.mark.parametrize(("raw", "grade"), [("高一", "G10"), ("五年级", "G5"), ("九年级", "G9")])
def test_grade_that_the_school_cannot_have_is_returned_as_read(raw, grade):
    """R68: reported by the join, which sees the school's grades."""
    assert cells.grade(raw, school("218")) == Read(grade)


@pytest.mark.parametrize(
    "raw", ["十三年级", "13", "高四", "初五", "高年级", "大班", "七、八年级", "全校", 7.5, "G13"]
)
def test_what_is_no_grade(raw):
    assert cells.grade(raw, JUNIOR) == Read(code="D301")


def test_blank_grade_and_kindergarten_grade():
    """R139: no D3xx for kindergarten classes."""
    assert cells.grade("/", JUNIOR) == Read(blank=True)
    assert cells.grade("大班", KINDERGARTEN) == Read()


# --- one class ---


@pytest.mark.parametrize(
    "raw",
    [
        "七(1)班",
        "七（１）班",
        "七 (1) 班",
        "七年级1班",
        "七年级(1)班",
        "七年级一班",
        "七年级(一)班",
        "七一班",
        "初一(1)班",
        "初一1班",
        "七1",
        "七1班",
        "7(1)班",
        "7年级1班",
        "七年1班",
        "701",
        701,
        "701班",
        "0701",
        "7.1",
        7.1,
        "7-1班",
        "2024级1班",
        "初2024级1班",
        "七(01)班",
        "七年级第1班",
        "七(1班)",
        "七(1)班(实验班)",
        "初中七年级1班",
    ],
)
def test_first_class_of_grade_seven(raw):
    """DESIGN §4, grades and classes."""
    assert cells.school_class(raw, JUNIOR) == Read(("G7", "1"))


@pytest.mark.parametrize(
    ("raw", "context", "value"),
    [
        ("六(1)班", PRIMARY, ("G6", "1")),
        ("一年级2班", PRIMARY, ("G1", "2")),
        ("101", PRIMARY, ("G1", "1")),
        ("八年级一班", JUNIOR, ("G8", "1")),
        ("七(10)班", JUNIOR, ("G7", "10")),
        ("七十班", JUNIOR, ("G7", "10")),
        ("九十二班", JUNIOR, ("G9", "12")),
        ("7.10", JUNIOR, ("G7", "10")),
        ("高一3班", SENIOR, ("G10", "3")),
        ("高一(3)班", SENIOR, ("G10", "3")),
        ("1001", SENIOR, ("G10", "1")),
        ("10.1", SENIOR, ("G10", "1")),
        ("高2023级3班", COMPLETE, ("G11", "3")),
        ("2023级3班", SENIOR, ("G11", "3")),
        ("2023级3班", VOCATIONAL, ("V2", "3")),
        ("高一3班", VOCATIONAL, ("V1", "3")),
        ("101", VOCATIONAL, ("V1", "1")),
        ("七(1)班", UNKNOWN, ("G7", "1")),
        ("高一3班", JUNIOR, ("G10", "3")),
    ],
)
def test_class(raw, context, value):
    """R18, R21, R126: the school's grades decide; a grade that it lacks is returned as read."""
    assert cells.school_class(raw, context) == Read(value)


@pytest.mark.parametrize(
    ("raw", "grade_raw", "value"),
    [
        ("1班", "初一", ("G7", "1")),
        ("(1)班", "七年级", ("G7", "1")),
        ("1", "七年级", ("G7", "1")),
        (1, "七年级", ("G7", "1")),
        (1.0, 7, ("G7", "1")),
        ("一班", "七", ("G7", "1")),
        ("十二班", "七年级", ("G7", "12")),
        ("二十班", "七年级", ("G7", "20")),
        ("七(1)班", "七年级", ("G7", "1")),
        ("初一(1)班", "2024级", ("G7", "1")),
        ("701", "七年级", ("G7", "1")),
        ("101", "初一", ("G7", "1")),
        ("一(1)班", "七年级", ("G7", "1")),
        ("七(1)班", "", ("G7", "1")),
    ],
)
def test_class_beside_a_grade_column(raw, grade_raw, value):
    """vocabulary.md: 初一 + 1班 in two columns."""
    assert cells.school_class(raw, JUNIOR, grade_raw) == Read(value)


@pytest.mark.parametrize(
    ("raw", "grade_raw", "read"),
    [
        ("八(1)班", "七年级", Read((OneOf(frozenset({"G7", "G8"})), "1"), "D306")),
        ("305", "七年级", Read((OneOf(frozenset({"G3", "G7"})), None), "D306")),
        ("71", "七年级", Read(("G7", None), "D306")),
        ("1班", "", Read((None, "1"), "D301")),
        ("1班", "某年级", Read((None, "1"), "D301")),
        ("", "七年级", Read(("G7", None), blank=True)),
    ],
)
def test_class_and_grade_column_that_differ(raw, grade_raw, read):
    assert cells.school_class(raw, TWELVE_YEAR, grade_raw) == read


@pytest.mark.parametrize("raw", ["101", "303", "1.1", "一(1)班", "一年级1班"])
@pytest.mark.parametrize("context", [JUNIOR, SENIOR])
def test_leading_one_to_three_is_refused_in_schools_without_these_grades(raw, context):
    """R21, R126."""
    read = cells.school_class(raw, context)
    assert read.value[0] is None
    assert read.code == "D306"


def test_entry_year_that_fits_two_stages():
    """R18."""
    assert cells.school_class("2023级3班", COMPLETE) == Read(
        (OneOf(frozenset({"G8", "G11"})), "3"), "D306"
    )
    assert cells.school_class("2021级3班", NINE_YEAR) == Read(("G4", "3"))


@pytest.mark.parametrize(
    ("raw", "context", "value", "code"),
    [
        ("高2023级生物1班", SENIOR, ("G11", "1"), None),
        ("七年级重点1班", JUNIOR, ("G7", "1"), None),
        ("七年级生物一班", JUNIOR, ("G7", "1"), None),
        ("七年级A班", JUNIOR, ("G7", "A"), "D312"),
        ("七(a)班", JUNIOR, ("G7", "A"), "D312"),
        ("七年级实验班", JUNIOR, ("G7", "实验"), "D312"),
        ("高一火箭班", SENIOR, ("G10", "火箭"), "D312"),
        ("火箭班", JUNIOR, (None, "火箭"), "D301"),
        ("A班", JUNIOR, (None, "A"), "D301"),
    ],
)
def test_named_classes(raw, context, value, code):
    """R19: the last number, else the text between grade and 班; R15: 火箭班 alone has no grade."""
    assert cells.school_class(raw, context) == Read(value, code)


def test_named_class_beside_a_grade_column():
    assert cells.school_class("实验班", JUNIOR, "七年级") == Read(("G7", "实验"), "D312")


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("七年级", Read(("G7", None), "D301")),
        ("二十班", Read((None, None), "D301")),
        ("全校", Read((None, None), "D301")),
        ("七(1)、(2)班", Read((None, None), "D301")),
        ("七(0)班", Read((None, None), "D301")),
        ("2024届1班", Read((None, None), "D306")),
        ("", Read((None, None), blank=True)),
    ],
)
def test_what_is_no_single_class(raw, read):
    """二十班 is class 20 or 二(10)班."""
    assert cells.school_class(raw, JUNIOR) == read


def test_kindergarten_classes_have_no_grade_and_no_issue():
    """R139."""
    assert cells.school_class("大(1)班", KINDERGARTEN) == Read((None, None))


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("高2023级生物1班", "生物1"),
        ("七年级A班", "A"),
        ("实验班", "实验"),
        ("七(1)班", None),
        ("701", None),
        ("", None),
    ],
)
def test_label_of_a_named_class(raw, label):
    """R19."""
    assert cells.class_label(raw) == label


# --- a column of classes ---


def values(raws, context=JUNIOR, **kwargs):
    return [read.value for read in cells.class_column(raws, context, **kwargs)]


LOST = Read(("G7", None), "D304")


def test_seven_point_one_alone_is_class_one():
    """R20: else class 1."""
    assert cells.class_column([7.1, 7.2, 8.1], JUNIOR) == [
        Read(("G7", "1")),
        Read(("G7", "2")),
        Read(("G8", "1")),
    ]


def test_seven_point_one_twice_has_lost_precision():
    """R20: both rows, and only those of grade 7."""
    assert cells.class_column([7.1, 7.2, 7.1, 8.1], JUNIOR) == [
        LOST,
        Read(("G7", "2")),
        LOST,
        Read(("G8", "1")),
    ]


def test_seven_point_one_in_order_after_seven_point_nine():
    """R20: with 7.2…7.9 before it."""
    raws = [7.2, 7.3, 7.4, 7.5, 7.6, 7.7, 7.8, 7.9, 7.1]
    assert cells.class_column(raws, JUNIOR)[-1] == LOST
    assert cells.class_column([7.1, *raws[:-1]], JUNIOR)[0] == Read(("G7", "1"))


def test_seven_point_ten_written_as_text_is_exact():
    assert values(["7.1", "7.9", "7.10"]) == [("G7", "1"), ("G7", "9"), ("G7", "10")]


def test_pupils_of_one_class_in_neighbouring_rows_lose_nothing():
    """R20 speaks of classes; in a list of pupils a class stands in many rows."""
    assert values([7.1, 7.1, 7.2, 7.2], unique=False) == [("G7", "1")] * 2 + [("G7", "2")] * 2
    assert values([7.1, 7.2, 7.1], unique=False)[0] == ("G7", None)


def test_named_classes_with_one_last_number_keep_their_names():
    """R19: the last number only if it is unique in the grade."""
    raws = ["高2023级生物1班", "高2023级化学1班", "高2023级化学2班", "高2024级生物1班"]
    assert cells.class_column(raws, SENIOR) == [
        Read(("G11", "生物1"), "D312"),
        Read(("G11", "化学1"), "D312"),
        Read(("G11", "2")),
        Read(("G10", "1")),
    ]


def test_numbered_class_keeps_its_number_beside_a_named_one():
    assert values(["七(1)班", "七年级重点1班"]) == [("G7", "1"), ("G7", "重点1")]


def test_other_rows_tell_what_first_years_mean():
    """R27: the grades of the class table narrow the kind; R21: then 一年级 is 小学's."""
    assert values(["一年级1班", "四年级1班", "七年级1班"], UNKNOWN) == [
        ("G1", "1"),
        ("G4", "1"),
        ("G7", "1"),
    ]
    assert values(["初一1班", "高一1班"], UNKNOWN) == [("G7", "1"), ("G10", "1")]
    assert cells.class_column(["一年级1班", "二年级1班"], UNKNOWN)[0].code == "D306"


def test_column_with_grades_beside_it():
    assert values(["1班", "2班"], grade_raws=["初一", "初二"]) == [("G7", "1"), ("G8", "2")]


# --- several grades ---


def known(*grades, classes=None, code=None):
    return Read((SetOf.known(*grades), SetOf.known(*classes) if classes else None), code)


@pytest.mark.parametrize(
    "raw",
    [
        "全校",
        "全体师生",
        "全体学生",
        "各年级",
        "所有年级",
        "全校师生",
        "全校学生",
        "全 校",
        "全校各年级",
        "各班",
        "全校各班",
        "各年级各班",
        "所有学生",
        "全体同学",
        "每个年级",
        "全校師生",
        "全校师生及家长",
    ],
)
def test_whole_school(raw):
    """DESIGN §4: 全校 = all."""
    assert cells.grades(raw, NINE_YEAR) == Read((ALL_GRADES, None))


@pytest.mark.parametrize(
    ("raw", "context", "grades"),
    [
        ("七年级", JUNIOR, ["G7"]),
        (7, JUNIOR, ["G7"]),
        ("七、八年级", JUNIOR, ["G7", "G8"]),
        ("七，八年级", JUNIOR, ["G7", "G8"]),
        ("七年级、八年级", JUNIOR, ["G7", "G8"]),
        ("七年级 八年级 九年级", JUNIOR, ["G7", "G8", "G9"]),
        ("七年级八年级", JUNIOR, ["G7", "G8"]),
        ("七八九年级", JUNIOR, ["G7", "G8", "G9"]),
        ("七八年级", JUNIOR, ["G7", "G8"]),
        ("7、8年级", JUNIOR, ["G7", "G8"]),
        ("七和八年级", JUNIOR, ["G7", "G8"]),
        ("初一至初三", JUNIOR, ["G7", "G8", "G9"]),
        ("初一到初三", JUNIOR, ["G7", "G8", "G9"]),
        ("初一、二", JUNIOR, ["G7", "G8"]),
        ("初一、初二", JUNIOR, ["G7", "G8"]),
        ("初一二年级", JUNIOR, ["G7", "G8"]),
        ("七-九年级", JUNIOR, ["G7", "G8", "G9"]),
        ("七—九年级", JUNIOR, ["G7", "G8", "G9"]),
        ("七到九年级", JUNIOR, ["G7", "G8", "G9"]),
        ("7-9年级", JUNIOR, ["G7", "G8", "G9"]),
        ("7～9", JUNIOR, ["G7", "G8", "G9"]),
        ("一年级至六年级", PRIMARY, list(STAGES["primary"])),
        ("一~六年级", PRIMARY, list(STAGES["primary"])),
        ("1-6年级", NINE_YEAR, list(STAGES["primary"])),
        ("小学一至三年级", NINE_YEAR, ["G1", "G2", "G3"]),
        ("初中一、二年级", JUNIOR, ["G7", "G8"]),
        ("六年级、初一", NINE_YEAR, ["G6", "G7"]),
        ("六年级至初二", NINE_YEAR, ["G6", "G7", "G8"]),
        ("高一", SENIOR, ["G10"]),
        ("高一、高二", SENIOR, ["G10", "G11"]),
        ("高一至高三", VOCATIONAL, ["V1", "V2", "V3"]),
        ("2023级", JUNIOR, ["G8"]),
        ("2022、2023级", JUNIOR, ["G9", "G8"]),
        ("2022级-2024级", JUNIOR, ["G7", "G8", "G9"]),
        ("全体七年级学生", JUNIOR, ["G7"]),
        ("七年级全体学生", JUNIOR, ["G7"]),
        ("七年级师生", JUNIOR, ["G7"]),
        ("七年级各班", JUNIOR, ["G7"]),
        ("初一新生", JUNIOR, ["G7"]),
        ("全校七年级学生", JUNIOR, ["G7"]),
        ("七年级学生及家长", JUNIOR, ["G7"]),
        ("七年级学生、教师", JUNIOR, ["G7"]),
        ("初中部", NINE_YEAR, ["G7", "G8", "G9"]),
        ("小学部", NINE_YEAR, list(STAGES["primary"])),
        ("高中部", COMPLETE, ["G10", "G11", "G12"]),
        ("初中", COMPLETE, ["G7", "G8", "G9"]),
        ("小学", PRIMARY, list(STAGES["primary"])),
        ("高中", SENIOR, ["G10", "G11", "G12"]),
        ("初中全体学生", COMPLETE, ["G7", "G8", "G9"]),
        ("初中部、高一", COMPLETE, ["G7", "G8", "G9", "G10"]),
        ("初中各年级", NINE_YEAR, ["G7", "G8", "G9"]),
        ("G7", JUNIOR, ["G7"]),
        ("中学部", TWELVE_YEAR, ["G7", "G8", "G9", "G10", "G11", "G12"]),
    ],
)
def test_several_grades(raw, context, grades):
    """DESIGN §4; R22, R23 (初中部 is all its grades), R127 (years of entry)."""
    assert cells.grades(raw, context) == known(*grades)


@pytest.mark.parametrize(
    ("raw", "context", "grades", "classes"),
    [
        ("七(1)班", JUNIOR, ["G7"], ["G7/1"]),
        ("七(1)班、七(2)班", JUNIOR, ["G7"], ["G7/1", "G7/2"]),
        ("七(1)、(2)班", JUNIOR, ["G7"], ["G7/1", "G7/2"]),
        ("七(1)(2)班", JUNIOR, ["G7"], ["G7/1", "G7/2"]),
        ("七(1)班、八(3)班", JUNIOR, ["G7", "G8"], ["G7/1", "G8/3"]),
        ("七年级1-3班", JUNIOR, ["G7"], ["G7/1", "G7/2", "G7/3"]),
        ("七年级1、2班", JUNIOR, ["G7"], ["G7/1", "G7/2"]),
        ("701、702班", JUNIOR, ["G7"], ["G7/1", "G7/2"]),
        ("701", JUNIOR, ["G7"], ["G7/1"]),
        ("初一1班", JUNIOR, ["G7"], ["G7/1"]),
        ("七1", JUNIOR, ["G7"], ["G7/1"]),
        ("2023级3班", JUNIOR, ["G8"], ["G8/3"]),
        ("高2023级3班", COMPLETE, ["G11"], ["G11/3"]),
        ("七(1)班全体学生", JUNIOR, ["G7"], ["G7/1"]),
        ("七(1)班、八年级", JUNIOR, ["G7", "G8"], ["G7/1"]),
        ("七(1)班至七(3)班", JUNIOR, ["G7"], ["G7/1", "G7/2", "G7/3"]),
        ("七(1)-(3)班", JUNIOR, ["G7"], ["G7/1", "G7/2", "G7/3"]),
        ("701-703班", JUNIOR, ["G7"], ["G7/1", "G7/2", "G7/3"]),
        ("三(2)中队", PRIMARY, ["G3"], ["G3/2"]),
    ],
)
def test_classes_named_alone(raw, context, grades, classes):
    """R25: a meeting of one class counts for its grade; R127: 2023级3班 as in the class column."""
    assert cells.grades(raw, context) == known(*grades, classes=classes)


@pytest.mark.parametrize(
    "raw",
    [
        "低年级",
        "高年级",
        "毕业班",
        "起始年级",
        "学生代表",
        "部分学生",
        "教师",
        "家长",
        "全体教师",
        "全校家长",
        "各班心理委员",
        "各年级学生代表",
        "全校学生代表",
        "学生",
        "新生",
        "全校(除九年级外)",
        "除九年级外各年级",
        "七年级以上",
        "非毕业年级",
        "某某",
        "二十",
        "留守儿童",
    ],
)
def test_grades_not_understood_leave_everything_possible(raw):
    """R23: the others are unreadable; an exception or 以上 must not make its grade a sure one."""
    assert cells.grades(raw, JUNIOR) == Read((ANY_SET, None), "D301")


def test_blank_is_not_the_whole_school():
    """R24."""
    assert cells.grades("", JUNIOR) == Read((ANY_SET, None), blank=True)
    assert cells.grades("/", JUNIOR) == Read((ANY_SET, None), blank=True)


@pytest.mark.parametrize(
    ("raw", "grades"),
    [
        ("七年级部分学生", ["G7"]),
        ("七年级学生代表", ["G7"]),
        ("七年级女生", ["G7"]),
        ("七年级家长", ["G7"]),
        ("七、八年级学生代表", ["G7", "G8"]),
        ("初中部分学生", ["G7", "G8", "G9"]),
        ("初中毕业班", ["G7", "G8", "G9"]),
        ("七(1)班学生代表", ["G7"]),
    ],
)
def test_part_of_a_grade_is_possible_but_not_sure(raw, grades):
    """R23: 部分学生, 学生代表 are not the grade."""
    assert cells.grades(raw, NINE_YEAR) == Read(
        (SetOf(frozenset(), frozenset(grades)), None), "D301"
    )


def test_a_list_that_is_partly_understood_keeps_what_is_sure():
    assert cells.grades("七年级、低年级", NINE_YEAR) == Read(
        (SetOf(frozenset({"G7"}), None), None), "D301"
    )
    assert cells.grades("七年级学生、八年级学生代表", NINE_YEAR) == Read(
        (SetOf(frozenset({"G7"}), frozenset({"G7", "G8"})), None), "D301"
    )
    assert cells.grades("七(1)班、火箭班", JUNIOR) == Read(
        (SetOf(frozenset({"G7"}), None), SetOf(frozenset({"G7/1"}), None)), "D301"
    )


def test_ambiguous_grades_are_possible():
    """R18, R21: one of two is possible, neither is sure."""
    assert cells.grades("2023级", COMPLETE) == Read(
        (SetOf(frozenset(), frozenset({"G8", "G11"})), None), "D306"
    )
    assert cells.grades("一年级", JUNIOR) == Read((ANY_SET, None), "D306")
    assert cells.grades("2024届", JUNIOR) == Read((ANY_SET, None), "D306")


def test_grade_the_school_lacks_is_returned_as_read():
    """R68."""
    assert cells.grades("高一", JUNIOR) == known("G10")


def test_kindergarten_groups_are_no_issue():
    """R139."""
    assert cells.grades("大班、中班", KINDERGARTEN) == Read((ANY_SET, None))


NAMES = {
    "G7": ["七年级", "初一", "7年级", "2024级"],
    "G8": ["八年级", "初二"],
    "G9": ["九年级", "初三"],
}


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4), st.data())
def test_any_list_of_grades_is_their_set(grades, data):
    names = [data.draw(st.sampled_from(NAMES[grade])) for grade in grades]
    text = data.draw(st.sampled_from(["、", ",", "，", "/", " "])).join(names)
    assert cells.grades(text, JUNIOR) == known(*grades)


@given(
    st.text(
        "一二三四五六七八九十0123456789年级班初高中小学部全体校生师()、-至2024届各代表除外以上 ",
        max_size=12,
    ),
    st.sampled_from([PRIMARY, JUNIOR, NINE_YEAR, COMPLETE, SENIOR, VOCATIONAL, UNKNOWN]),
)
def test_grades_are_sure_only_where_they_are_possible(text, context):
    """Every set is one: what is sure is possible, and only grades (or all of them) come out."""
    (grades, classes), code = cells.grades(text, context).value, cells.grades(text, context).code
    assert grades.maybe is None or grades.sure <= grades.maybe
    assert grades == ALL_GRADES or grades.sure | (grades.maybe or frozenset()) <= set(GRADES)
    assert grades.maybe is not None or code or cells.grades(text, context).blank
    assert classes is None or {name.split("/")[0] for name in classes.sure} <= grades.sure
