"""R15–R25: rows that cannot be placed in a school, grade or class, and how grades and classes are read."""

import pytest

from mhaudit import audit

from .forms import (
    CAMPAIGN,
    FULL_TIME,
    HOME_SCHOOL,
    JUNIOR,
    NAME,
    OTHER,
    PART_TIME,
    PRIMARY,
    SENIOR,
    TERM,
    Sheets,
    activities,
    by,
    cells,
    codes,
    csv_folder,
    district,
    finding,
    findings,
    form,
    issue_cells,
    lessons,
    meetings,
    pupils,
    specials,
    verdict,
)


def class_form(
    *class_names: str, kind: str = "初级中学", committee: list[str] | None = None
) -> Sheets:
    """A form with these classes and, in `committee` (the same names unless given), their 心理委员."""
    return form(
        kind=kind,
        班级=[f"{name}|郑老师" for name in class_names],
        班委=pupils(*(committee if committee is not None else class_names)),
    )


def klasses(result) -> dict[tuple[str | None, str | None], str]:
    """(grade, class) → verdict of NC401."""
    found = findings(result, "NC401")
    pairs = {(f.subject.grade, f.subject.klass): str(f.verdict) for f in found}
    assert len(pairs) == len(found), [f.subject for f in found]
    return pairs


# --- R15–R17: unplaced rows -------------------------------------------------------------------------


def two_schools(**here) -> Sheets:
    return district(form(教师=[FULL_TIME], **here), form(name=OTHER))


def test_R015_a_teacher_of_no_named_school_may_belong_to_any_in_the_sheet(audited):
    """R15: the row widens what every school of that sheet may have; a pass stays a pass."""
    sheets = two_schools()
    sheets["教师"].append([None, *cells("郑安|男|是|兼职|是|是")])
    result = audited(sheets)
    assert verdict(result, "NC101", NAME) == "unknown"  # 1,000 pupils, one or two counsellors
    assert verdict(result, "NC103", NAME) == "unknown"
    assert verdict(result, "NC102", NAME) == "pass"
    for rule in ("NC101", "NC102", "NC103"):
        assert verdict(result, rule, OTHER) == "pass"
    assert {cell.rstrip("0123456789") + "5" for cell in issue_cells(result, "D416")} == (
        issue_cells(result, "D416")
    )
    assert issue_cells(result, "D416")


def test_R015_without_the_unplaced_row_the_school_fails(audited):
    """R15, the other side."""
    result = audited(two_schools())
    assert verdict(result, "NC101", NAME) == "fail"
    assert verdict(result, "NC103", NAME) == "fail"


def test_R015_an_unplaced_row_cannot_mend_what_it_is_too_little_for(audited):
    """R15: a fail that the row could not turn stays a fail."""
    sheets = two_schools(students=1601)
    sheets["教师"].append([None, *cells("郑安|男|是|兼职|是|是")])
    assert verdict(audited(sheets), "NC101", NAME) == "fail"


@pytest.mark.parametrize("class_name", ["火箭班", ""])
def test_R015_a_pupil_of_no_known_class_may_be_in_any_class(audited, class_name):
    """R15: a committee row with class 火箭班 widens every class of the school, and no other school."""
    rows = [*pupils("七(1)班", sexes="男"), *pupils("七(2)班"), f"{class_name}|许小鹿|女|心理委员"]
    here = form(班级=["七(1)班|郑老师", "七(2)班|郑老师"], 班委=rows)
    there = form(name=OTHER, 班级=["七(1)班|郑老师"], 班委=pupils("七(1)班", sexes="男"))
    result = audited(district(here, there))
    assert verdict(result, "NC401", NAME, grade="G7", klass="1") == "unknown"
    assert verdict(result, "NC401", NAME, grade="G7", klass="2") == "pass"
    assert verdict(result, "NC401", OTHER, grade="G7", klass="1") == "fail"
    assert "D416" in codes(result)


def test_R015_an_activity_of_an_unreadable_grade_may_be_any_grade_s(audited):
    """R15: activities with an unreadable grade are the same case."""
    rows = ["认识情绪|班团队会|2024-09-20|学生代表", *activities("八年级", "九年级")]
    result = audited(form(活动=rows))
    assert by(result, "NC301") == {"G7": "unknown", "G8": "pass", "G9": "pass"}
    assert by(result, "NC302") == {"G7": "fail", "G8": "pass", "G9": "pass"}


def test_R016_a_merged_school_cell_is_filled_down(audited):
    """R16: true merges are filled down."""
    sheets = district(form(), form(name=OTHER))
    sheets["教师"][2] = [None, *cells(PART_TIME)]
    result = audited(sheets, merges={"教师": ["A2:A3"]})
    assert verdict(result, "NC101", NAME) == "pass"
    assert verdict(result, "NC103", NAME) == "pass"
    assert not {"D416", "D209"} & codes(result)


def test_R016_a_blank_school_cell_without_a_merge_is_unplaced(audited):
    """R16: fill down true merges only; otherwise unplaced + D4xx."""
    sheets = district(form(), form(name=OTHER))
    sheets["教师"][2] = [None, *cells(PART_TIME)]
    result = audited(sheets)
    assert verdict(result, "NC101", NAME) == "unknown"
    assert verdict(result, "NC103", NAME) == "unknown"
    assert any(cell.endswith("3") for cell in issue_cells(result, "D416"))


def test_R016_R120_in_a_csv_a_blank_school_cell_is_filled_down_and_reported(tmp_path):
    """R120: CSV has no merges, so a group with only its first row named is filled down, as a guess."""
    sheets = district(form(), form(name=OTHER))
    sheets["教师"][2] = [None, *cells(PART_TIME)]
    sheets["教师"][4] = [None, *cells(PART_TIME)]
    result = audit([csv_folder(tmp_path / "上报", sheets)], term=TERM)
    assert verdict(result, "NC101", NAME) == "pass"
    assert verdict(result, "NC103", NAME) == "pass"
    assert verdict(result, "NC103", OTHER) == "pass"
    assert "D209" in codes(result)


def test_R017_a_class_of_unreadable_grade_is_one_unknown(audited):
    """R17: in a 九年一贯制学校 it might be 初中: one unknown NC401 finding for that row."""
    result = audited(class_form("一(1)班", "七(1)班", "实验班", kind="九年一贯制学校"))
    assert klasses(result)["G7", "1"] == "pass"
    unread = [f for f in findings(result, "NC401") if f.subject.grade is None]
    assert [str(f.verdict) for f in unread] == ["unknown"]
    assert not [f for f in findings(result, "NC401") if f.subject.grade == "G1"]
    cells_named = {p.text() for f in unread for p in (*f.places, *f.related)} | {
        m.place.text() for f in unread for m in f.missing if m.place
    }
    assert "班级!A4" in cells_named


# --- R18–R21: classes by year of entry, odd names, ambiguous names ------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "grade"),
    [
        ("初级中学", "2024级1班", "G7"),
        ("初级中学", "2023级1班", "G8"),
        ("初级中学", "2022级1班", "G9"),
        ("高级中学", "2023级1班", "G11"),
        ("小学", "2019级1班", "G6"),
        ("九年一贯制学校", "2021级1班", "G4"),
        ("九年一贯制学校", "2020级1班", "G5"),
        ("九年一贯制学校", "初2023级1班", "G8"),
        ("完全中学", "高2023级1班", "G11"),
    ],
)
def test_R018_the_year_of_entry_gives_the_grade_where_one_stage_fits(audited, kind, name, grade):
    """R18: accepted when only one stage of the kind fits (in 2024-2025)."""
    sheets = form(kind=kind, 班级=[f"{name}|郑老师"], 班委=None, 活动=[HOME_SCHOOL])
    result = audited(sheets)
    assert by(result, "NC301") == {grade: "fail"}
    assert "D306" not in codes(result)


@pytest.mark.parametrize("kind", ["九年一贯制学校", "完全中学", "十二年一贯制学校"])
def test_R018_the_year_of_entry_is_refused_where_two_stages_fit(audited, kind):
    """R18: 2023级 is the second year of which stage? D306, unknown."""
    sheets = form(kind=kind, 班级=["2023级3班|郑老师"], 班委=None, 活动=[HOME_SCHOOL])
    result = audited(sheets)
    assert issue_cells(result, "D306") == {"班级!A2"}
    assert "fail" not in by(result, "NC301").values()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["高2023级生物1班", "高2023级物理2班"], {"1", "2"}),
        (["高2023级生物1班", "高2023级物理1班"], {"生物1", "物理1"}),
        (["高二A班", "高二B班"], {"A", "B"}),
        (["高二实验班", "高二2班"], {"实验", "2"}),
        (["高二重点1班", "高二2班"], {"1", "2"}),
    ],
)
def test_R019_names_of_classes_that_are_no_plain_number(audited, names, expected):
    """R19: the last number if unique in the grade, otherwise the text between grade and 班."""
    result = audited(class_form(*names, kind="高级中学"))
    assert klasses(result) == {("G11", name): "pass" for name in expected}


def test_R019_a_name_without_number_is_noted(audited):
    """R19: taken as it stands, with D312."""
    assert "D312" in codes(audited(class_form("高二A班", kind="高级中学")))


def test_R020_a_single_7_1_is_class_one(audited):
    """R20: `7.1` as a number, once in the column, is 七(1)班."""
    result = audited(class_form("7.1", "7.2", "8.1", committee=["七(1)班", "七(2)班", "八(1)班"]))
    assert klasses(result) == {("G7", "1"): "pass", ("G7", "2"): "pass", ("G8", "1"): "pass"}
    assert "D304" not in codes(result)


def test_R020_7_1_twice_has_lost_its_zero(audited):
    """R20: one of them was 7.10: precision lost (D304), the class unknown for both."""
    result = audited(class_form("7.1", "7.2", "7.1", committee=["七(1)班", "七(2)班"]))
    assert issue_cells(result, "D304") == {"班级!A2", "班级!A4"}
    assert verdict(result, "NC401", grade="G7", klass="2") == "pass"
    assert not [f for f in findings(result, "NC401") if f.subject.klass == "1"]
    assert by(audited(form(班级=["7.1|", "7.1|"], 活动=[HOME_SCHOOL])), "NC301") == {"G7": "fail"}


@pytest.mark.parametrize("name", ["一年级1班", "高一1班", "2024级1班", "高一(1)班"])
def test_R021_first_year_names_in_a_vocational_school(audited, name):
    """R21: in a 36x school 一年级, 高一 and 2024级 are V1."""
    sheets = form(kind="职业高中学校", 班级=[f"{name}|郑老师"], 班委=None, 活动=[HOME_SCHOOL])
    assert by(audited(sheets), "NC301") == {"V1": "fail"}


@pytest.mark.parametrize("kind", ["初级中学", "高级中学"])
def test_R021_first_grade_in_a_middle_school_is_refused(audited, kind):
    """R21: in 311 and 342 一年级 is ambiguous (D306) and decides nothing."""
    result = audited(form(kind=kind, 班级=["一年级1班|郑老师"], 班委=None, 活动=[HOME_SCHOOL]))
    assert issue_cells(result, "D306") == {"班级!A2"}
    assert "fail" not in by(result, "NC301").values()


# --- DESIGN §4: forms of classes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "grade", "number"),
    [
        ("初级中学", "七(1)班", "G7", "1"),
        ("初级中学", "七（1）班", "G7", "1"),
        ("初级中学", "七 (1) 班", "G7", "1"),
        ("初级中学", "七年级1班", "G7", "1"),
        ("初级中学", "七年级(1)班", "G7", "1"),
        ("初级中学", "初一(1)班", "G7", "1"),
        ("初级中学", "初一1班", "G7", "1"),
        ("初级中学", "八年级一班", "G8", "1"),
        ("初级中学", "九(12)班", "G9", "12"),
        ("初级中学", "701", "G7", "1"),
        ("初级中学", "７０１", "G7", "1"),
        ("初级中学", "712", "G7", "12"),
        ("初级中学", "7.2", "G7", "2"),
        ("初级中学", "初2024级3班", "G7", "3"),
        ("高级中学", "高一3班", "G10", "3"),
        ("高级中学", "高一(3)班", "G10", "3"),
        ("高级中学", "2023级3班", "G11", "3"),
        ("高级中学", "高2023级3班", "G11", "3"),
        ("高级中学", "1203", "G12", "3"),
    ],
)
def test_forms_of_a_class_name_meet_its_committee(audited, kind, name, grade, number):
    """DESIGN §4: every form of a class is the class whose 心理委员 are listed under the plain form."""
    plain = {"G7": "七", "G8": "八", "G9": "九", "G10": "高一", "G11": "高二", "G12": "高三"}[grade]
    result = audited(class_form(name, kind=kind, committee=[f"{plain}({number})班"]))
    assert klasses(result) == {(grade, number): "pass"}
    without = audited(class_form(name, kind=kind, committee=[f"{plain}(99)班"]))
    assert klasses(without)[grade, number] == "fail"


@pytest.mark.parametrize(("grade", "number"), [("七年级", "1班"), ("初一", "1班"), ("七年级", "1")])
def test_grade_and_class_in_two_columns(audited, grade, number):
    """DESIGN §4: 初一 + 1班."""
    sheets = form(班委=pupils("七(1)班")) | {
        "班级": ["年级|班级|班主任", f"{grade}|{number}|郑老师"]
    }
    assert klasses(audited(sheets)) == {("G7", "1"): "pass"}


def test_classes_of_a_primary_school_give_its_grades(audited):
    """DESIGN §4: 一年级2班, 小2022级1班 (third year in 2024-2025)."""
    sheets = form(kind="小学", 班级=["一年级2班|", "小2022级1班|"], 活动=meetings("一年级"))
    assert by(audited(sheets), "NC301") == {"G1": "pass", "G3": "fail"}


@pytest.mark.parametrize(
    ("kind", "name"), [("初级中学", "101"), ("初级中学", "301"), ("小学", "701")]
)
def test_R126_digits_that_fit_no_grade_of_the_school_are_not_guessed(audited, kind, name):
    """R126: leading digits by the school's grades; in 311 a leading 1–3 is refused."""
    result = audited(form(kind=kind, 班级=[f"{name}|郑老师"], 班委=None, 活动=[HOME_SCHOOL]))
    assert "fail" not in by(result, "NC301").values()
    assert issue_cells(result, "D306") | issue_cells(result, "D301") == {"班级!A2"}


def test_R126_leading_digits_in_a_primary_school(audited):
    """R126: 1–6 in a 小学."""
    sheets = form(kind="小学", 班级=["101|", "602|"], 活动=[HOME_SCHOOL])
    assert by(audited(sheets), "NC301") == {"G1": "fail", "G6": "fail"}


def test_R139_classes_of_a_kindergarten_are_no_problem(audited):
    """R139: 大(1)班 is no readable grade, but grade rules are notapplicable and no D3xx is given."""
    result = audited(form(kind="幼儿园", 班级=["大(1)班|郑老师"], 班委=None, 课程=None))
    assert verdict(result, "NC301") == "notapplicable"
    assert verdict(result, "NC401") == "notapplicable"
    assert not [code for code in codes(result) if code.startswith("D3")]


def test_committee_of_a_class_that_is_not_in_the_class_table(audited):
    """DESIGN §6: D401; the listed classes keep their verdicts."""
    result = audited(class_form("七(1)班", committee=["七(1)班", "七(9)班"]))
    assert klasses(result) == {("G7", "1"): "pass"}
    assert "D401" in codes(result)


# --- R22–R25: grades of lessons and activities --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("七、八年级", {"G7", "G8"}),
        ("各年级", {"G7", "G8", "G9"}),
        ("七-九年级", {"G7", "G8", "G9"}),
    ],
)
def test_R022_a_lesson_of_several_grades_stands_for_each(audited, text, covered):
    """R22: several grades in one cell are read as in activities."""
    result = audited(form(课程=lessons(text)))
    assert by(result, "NC203") == {
        grade: "pass" if grade in covered else "fail" for grade in ("G7", "G8", "G9")
    }


@pytest.mark.parametrize(
    ("kind", "grades", "text", "covered"),
    [
        ("九年一贯制学校", ("六年级", *JUNIOR), "初中部", {"G7", "G8", "G9"}),
        ("九年一贯制学校", ("六年级", *JUNIOR), "小学部", {"G6"}),
        ("完全中学", (*JUNIOR, *SENIOR), "高中部", {"G10", "G11", "G12"}),
    ],
)
def test_R023_a_department_is_all_its_grades(audited, kind, grades, text, covered):
    """R23: 初中部/小学部/高中部 = all its grades."""
    result = audited(form(kind=kind, grades=grades, 活动=[*meetings(text), HOME_SCHOOL]))
    assert {grade for grade, found in by(result, "NC301").items() if found == "pass"} == covered
    assert set(by(result, "NC301").values()) == {"pass", "fail"}


@pytest.mark.parametrize("text", ["低年级", "毕业班", "起始年级", "学生代表", "部分学生"])
def test_R023_other_words_for_grades_are_an_unknown_set(audited, text):
    """R23: the others are unreadable: unknown, never pass, never fail."""
    result = audited(form(kind="小学", grades=PRIMARY, 活动=[*meetings(text), HOME_SCHOOL]))
    assert set(by(result, "NC301").values()) == {"unknown"}
    assert set(by(result, "NC302").values()) == {"fail"}


def test_R024_a_blank_audience_is_not_the_whole_school(audited):
    """R24: unknown set of grades; the blank cell is named as missing."""
    result = audited(form(活动=["认识情绪|班团队会|2024-09-20|", *specials(*JUNIOR), CAMPAIGN]))
    assert set(by(result, "NC301").values()) == {"unknown"}
    found = finding(result, "NC301", grade="G8")
    assert ("activities", "grades", "活动!D2") in {
        (m.table, m.field, m.place.text()) for m in found.missing if m.place
    }


@pytest.mark.parametrize("audience", ["七(1)班", "七年级1班", "2024级1班"])
def test_R025_R127_a_meeting_of_one_class_serves_its_grade(audited, audience):
    """R25: it counts, and the finding notes 「仅见 1 个班」; R127: read as the class column is."""
    rows = [f"认识情绪|班团队会|2024-09-20|{audience}", *activities("八年级", "九年级")]
    result = audited(form(活动=rows))
    assert by(result, "NC301") == {"G7": "pass", "G8": "pass", "G9": "pass"}
    message = finding(result, "NC301", grade="G7").message.replace(" ", "")
    assert "仅见1个班" in message
    assert "个班" not in finding(result, "NC301", grade="G8").message


AUDIENCES = [
    ("初级中学", JUNIOR, "全校", {"G7", "G8", "G9"}),
    ("初级中学", JUNIOR, "全体师生", {"G7", "G8", "G9"}),
    ("初级中学", JUNIOR, "各年级", {"G7", "G8", "G9"}),
    ("初级中学", JUNIOR, "七、八年级", {"G7", "G8"}),
    ("初级中学", JUNIOR, "七年级、八年级", {"G7", "G8"}),
    ("初级中学", JUNIOR, "初一至初三", {"G7", "G8", "G9"}),
    ("初级中学", JUNIOR, "七-九年级", {"G7", "G8", "G9"}),
    ("初级中学", JUNIOR, "七至八年级", {"G7", "G8"}),
    ("初级中学", JUNIOR, "7-8年级", {"G7", "G8"}),
    ("初级中学", JUNIOR, "初二", {"G8"}),
    ("初级中学", JUNIOR, "2023级", {"G8"}),
    ("高级中学", SENIOR, "高一", {"G10"}),
    ("高级中学", SENIOR, "高一、高二", {"G10", "G11"}),
    ("小学", PRIMARY, "三至六年级", {"G3", "G4", "G5", "G6"}),
]


@pytest.mark.parametrize(("kind", "grades", "text", "covered"), AUDIENCES)
def test_forms_of_the_grades_of_an_activity(audited, kind, grades, text, covered):
    """DESIGN §4: the grades named pass, and only those."""
    result = audited(form(kind=kind, grades=grades, 活动=[*meetings(text), HOME_SCHOOL]))
    passed = {grade for grade, found in by(result, "NC301").items() if found == "pass"}
    assert passed == covered
    assert set(by(result, "NC301").values()) <= {"pass", "fail"}
