"""R1–R12, R141: what a school supplied, and so where nothing found is `fail` and where it is `unknown`."""

import pytest

from mhaudit import audit

from .forms import (
    CAMPAIGN,
    FULL_TIME,
    HEADINGS,
    HOME_SCHOOL,
    ITEMS,
    JUNIOR,
    NAME,
    OTHER,
    PART_TIME,
    PRIMARY,
    REPORTS,
    TERM,
    absent_tables,
    activities,
    by,
    codes,
    district,
    finding,
    findings,
    form,
    gaps,
    issue_cells,
    issues,
    meetings,
    specials,
    verdict,
    workbook,
)

ROSTER = "心理健康教育教师名册"
NUMBERED = ["序号|姓名|专职/兼职", *(f"{n}||" for n in range(1, 21))]
JUNIOR_UNKNOWN = dict.fromkeys(("G7", "G8", "G9"), "unknown")
JUNIOR_FAIL = dict.fromkeys(("G7", "G8", "G9"), "fail")


# --- R1–R4: schools and rows that are not there -----------------------------------------------------


def test_R001_school_without_a_row_in_a_district_sheet_is_unknown_there(audited):
    """R1: supplied for a school when that school has at least one row; else unknown, never fail."""
    result = audited(district(form(), form(name=OTHER, 教师=[], 活动=[])))
    assert verdict(result, "NC101", NAME) == "pass"
    for rule in ("NC101", "NC102", "NC103", "NC105", "NC106"):
        assert verdict(result, rule, OTHER) == "unknown"
    assert by(result, "NC301", school=OTHER) == JUNIOR_UNKNOWN
    assert by(result, "NC302", school=OTHER) == JUNIOR_UNKNOWN
    assert "teachers" in absent_tables(finding(result, "NC101", OTHER))


def test_R001_school_with_one_row_reported_and_the_rest_counts_zero(audited):
    """R1, DESIGN §6: one row is enough to be judged by the table."""
    other = form(name=OTHER, 教师=["陈静|女|否|||"], 活动=meetings("七年级"))
    result = audited(district(form(), other))
    assert verdict(result, "NC101", OTHER) == "fail"
    assert verdict(result, "NC102", OTHER) == "fail"
    assert by(result, "NC301", school=OTHER) == {"G7": "pass", "G8": "fail", "G9": "fail"}
    assert by(result, "NC302", school=OTHER) == JUNIOR_FAIL


def test_R002_headings_without_rows_are_not_supplied(audited):
    """R2: an untouched template is unknown, with D204 「只有表头」."""
    result = audited(form(教师=[], 活动=[], 记录=[]))
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC102") == "unknown"
    assert by(result, "NC301") == JUNIOR_UNKNOWN
    assert verdict(result, "NC501") == "unknown"
    assert len(issues(result, "D204")) == 3


@pytest.mark.parametrize("none", ["无", "本校无"])
def test_R002_a_row_reading_none_declares_none(audited, none):
    """R2: a row reading 无 (or 本校无) is a declaration = supplied with zero rows."""
    result = audited(form(教师=[none], 活动=[none], 班委=[none]))
    assert verdict(result, "NC101") == "fail"
    assert verdict(result, "NC102") == "fail"
    assert by(result, "NC301") == JUNIOR_FAIL
    assert {str(f.verdict) for f in findings(result, "NC401")} == {"fail"}
    assert "D204" not in codes(result)


def test_R003_numbered_empty_lines_are_nobody(audited):
    """R3: twenty pre-numbered lines under 心理健康教育教师 are no counsellors."""
    sheets = form(students=801) | {"教师": [ROSTER, *NUMBERED]}
    result = audited(sheets, merges={"教师": ["A1:C1"]})
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC102") == "unknown"
    assert "D204" in codes(result)


@pytest.mark.parametrize(("students", "expected"), [(800, "pass"), (801, "fail")])
def test_R003_one_name_on_a_numbered_form_is_one_counsellor(audited, students, expected):
    """R3: the nineteen empty lines below the first do not count."""
    rows = [ROSTER, NUMBERED[0], "1|周明|专职", *NUMBERED[2:]]
    result = audited(form(students=students) | {"教师": rows}, merges={"教师": ["A1:C1"]})
    assert verdict(result, "NC101") == expected
    assert len(findings(result, "NC105")) == 1


@pytest.mark.parametrize("column", ["学校", "县区", "学校标识码"])
def test_R003_a_prefilled_school_column_is_no_row(audited, column):
    """R3: 学校, 县区, 标识码 and 序号 alone make no row; so R1 leaves the school unknown."""
    sheets = district(form(), form(name=OTHER, 教师=[]))
    given = {"学校": None, "县区": "东湖区", "学校标识码": "3136000002"}[column]
    head, *rows = sheets["教师"]
    if column == "学校":
        sheets["教师"] = [head, *rows, [OTHER]]
    else:
        sheets["教师"] = [[*head, column], *rows, [OTHER, *[None] * 6, given]]
    result = audited(sheets)
    assert verdict(result, "NC101", OTHER) == "unknown"
    assert verdict(result, "NC101", NAME) == "pass"


def test_R004_the_name_none_is_nobody_but_supplied(audited):
    """R4: the only row of a roster of 心理健康教育教师 reads 姓名=无: zero counsellors, supplied."""
    rows = [ROSTER, "序号|姓名|专职/兼职", "1|无|"]
    result = audited(form() | {"教师": rows}, merges={"教师": ["A1:C1"]})
    assert verdict(result, "NC101") == "fail"
    assert verdict(result, "NC102") == "fail"
    assert verdict(result, "NC105") == "notapplicable"


# --- R5–R6: records and activities ------------------------------------------------------------------


def test_R005_an_item_not_listed_among_several_fails(audited):
    """R5: fail where the sheet asks for several items; said as 「记录表中没有此项」, not 「未做」."""
    result = audited(form(记录=[*ITEMS[1:], *REPORTS]))
    found = finding(result, "NC501")
    assert found.verdict == "fail"
    assert "没有此项" in found.message
    assert "未做" not in found.message
    assert verdict(result, "NC502") == "pass"


def test_R005_a_sheet_with_one_item_supplies_only_that_item(audited):
    """R5, R141: only 双月报 lines say nothing of the other items."""
    result = audited(form(记录=REPORTS))
    for rule in ("NC501", "NC502", "NC503", "NC505", "NC701"):
        assert verdict(result, rule) == "unknown"
    assert set(by(result, "NC504", "period").values()) == {"pass"}


def test_R005_two_items_are_several(audited):
    """R5: a 项目 column with two different items is a general sheet."""
    result = audited(form(记录=["绿色转介通道|是|", *REPORTS]))
    assert verdict(result, "NC503") == "pass"
    assert verdict(result, "NC501") == "fail"


UNDATED = ["活动主题|活动类型|活动对象", "认识情绪|班团队会|全校"]


def test_R006_activities_without_date_and_term_are_maybe_in_the_term(audited):
    """R6: the interval is [0, n]: unknown, never pass; what is in no row at all still fails."""
    result = audited(form() | {"活动": UNDATED})
    assert by(result, "NC301") == JUNIOR_UNKNOWN
    assert by(result, "NC302") == JUNIOR_FAIL


def test_R006_a_term_in_the_title_is_the_declared_term(audited):
    """R6: a term named in the sheet's title counts for rows without one."""
    rows = ["2024-2025学年第一学期活动登记表", *UNDATED]
    result = audited(form() | {"活动": rows}, merges={"活动": ["A1:C1"]})
    assert set(by(result, "NC301").values()) == {"pass"}


def test_R006_a_term_in_the_file_name_is_the_declared_term(audited):
    """R6: so does one in the file name."""
    result = audited(form() | {"活动": UNDATED}, file="2024-2025学年第一学期自查表.xlsx")
    assert set(by(result, "NC301").values()) == {"pass"}


# --- R7–R9: how many findings -----------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["NC105", "NC106"])
def test_R007_no_roster_and_no_totals_is_one_unknown_for_the_school(audited, rule):
    """R7: one unknown finding for the school."""
    found = finding(audited(form(教师=None)), rule)
    assert found.verdict == "unknown"
    assert found.subject.kind == "school"
    assert absent_tables(found) == {"teachers"}


@pytest.mark.parametrize("rule", ["NC105", "NC106"])
def test_R007_a_roster_with_surely_no_counsellor_is_notapplicable(audited, rule):
    """R7, R134: notapplicable only where a supplied roster holds surely no counsellor."""
    found = finding(audited(form(教师=["陈静|女|否|||"])), rule)
    assert found.verdict == "notapplicable"
    assert found.subject.kind == "school"


@pytest.mark.parametrize("rule", ["NC105", "NC106"])
def test_R008_totals_are_one_unknown_at_the_total_s_cell(audited, rule):
    """R8: N unnamed rows give one unknown for the school, its place the total's cell."""
    found = finding(audited(form(教师=None, extra={"心理健康教育教师人数": 2})), rule)
    assert found.verdict == "unknown"
    assert found.subject.kind == "school"
    assert "学校!E2" in {place.text() for place in found.places}


@pytest.mark.parametrize("rule", ["NC301", "NC302"])
def test_R009_a_missing_table_is_a_verdict_for_each_grade(audited, rule):
    """R9: verdicts are always per subject; only reports fold them."""
    result = audited(form(活动=None))
    assert by(result, rule) == JUNIOR_UNKNOWN
    assert absent_tables(finding(result, rule, grade="G7")) == {"activities"}


# --- R10–R12: no class table ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("小学", "notapplicable"),
        ("职业高中学校", "notapplicable"),
        ("初级中学", "unknown"),
        ("九年一贯制学校", "unknown"),
        ("高级中学", "unknown"),
        (None, "unknown"),
    ],
)
def test_R010_class_rules_without_a_class_table(audited, kind, expected):
    """R10: notapplicable when the kind rules 初中 and 普通高中 out, else unknown."""
    assert verdict(audited(form(kind=kind, 班级=None, 班委=None)), "NC401") == expected


GRADES_BY_KIND = {
    "小学": [f"G{n}" for n in range(1, 7)],
    "初级中学": ["G7", "G8", "G9"],
    "职业初中": ["G7", "G8", "G9"],
    "九年一贯制学校": [f"G{n}" for n in range(1, 10)],
    "完全中学": [f"G{n}" for n in range(7, 13)],
    "高级中学": ["G10", "G11", "G12"],
    "十二年一贯制学校": [f"G{n}" for n in range(1, 13)],
    "中等技术学校": ["V1", "V2", "V3"],
    "职业高中学校": ["V1", "V2", "V3"],
    "技工学校": ["V1", "V2", "V3"],
}


@pytest.mark.parametrize("kind", GRADES_BY_KIND)
def test_R011_grades_come_from_the_kind_where_no_class_table_is(audited, kind):
    """R11: 211→G1–6, 311/321→G7–9, 312→G1–9, 341→G7–12, 342→G10–12, 345→G1–12, 36x→V1–3."""
    result = audited(form(kind=kind, 班级=None, 活动=[HOME_SCHOOL]))
    assert by(result, "NC301") == dict.fromkeys(GRADES_BY_KIND[kind], "fail")


def test_R011_a_teaching_point_may_have_no_grade_for_sure(audited):
    """R11: 218 often has only grades 1–3: its grades are only possible, so nothing fails."""
    result = audited(form(kind="小学教学点", 班级=None, 活动=[HOME_SCHOOL]))
    assert {str(f.verdict) for f in findings(result, "NC301")} == {"unknown"}


def test_R011_a_kind_of_several_codes_is_sure_of_the_grades_they_share(audited):
    """R11, R27: category 31 is 311, 312 or 321: G7–G9 are sure, G1–G6 possible."""
    sheets = form(kind=None, 班级=None, extra={"学校标识码": "3136000001"}, 活动=[HOME_SCHOOL])
    result = audited(sheets)
    assert {"G7": "fail", "G8": "fail", "G9": "fail"}.items() <= by(result, "NC301").items()
    others = [f for f in findings(result, "NC301") if f.subject.grade not in ("G7", "G8", "G9")]
    assert "fail" not in {str(f.verdict) for f in others}


def test_R011_an_attached_class_belongs_to_the_host_s_class_table(audited):
    """R11: 附设班 stand in the host school's class table, and their grades are covered."""
    result = audited(form(grades=("六年级", *JUNIOR), 活动=activities(*JUNIOR)))
    assert by(result, "NC301") == {"G6": "fail", "G7": "pass", "G8": "pass", "G9": "pass"}


def test_R012_stages_come_from_the_class_table(audited):
    """R12: a stage the kind implies but the class table lacks is D411, and no subject."""
    result = audited(form(kind="九年一贯制学校"))
    assert by(result, "NC201", "stage") == {"junior": "pass"}
    assert "D411" in codes(result)


def test_R012_stages_come_from_the_kind_without_a_class_table(audited):
    """R12: without one, from the kind; lessons were supplied and name no grade of 小学."""
    result = audited(form(kind="九年一贯制学校", 班级=None))
    assert by(result, "NC201", "stage") == {"primary": "fail", "junior": "pass"}


# --- R141: a sheet about one thing ------------------------------------------------------------------

MEETING_SHEET = [
    "班会主题|活动时间|活动对象",
    "认识情绪|2024-09-20|七年级",
    "心理健康|2024-09-20|八年级",
]


def test_R141_a_sheet_of_class_meetings_says_nothing_of_other_activities(audited):
    """R141: 主题班会登记表 supplies activities only for class meetings."""
    result = audited(form(活动=None) | {"主题班会登记表": MEETING_SHEET})
    assert by(result, "NC301") == {"G7": "pass", "G8": "pass", "G9": "fail"}
    assert by(result, "NC302") == JUNIOR_UNKNOWN
    assert verdict(result, "NC601") == "unknown"


def test_R141_the_title_names_the_category_too(audited):
    """R141: title, sheet name and file name count alike."""
    sheets = form(活动=None) | {"Sheet2": ["主题班会登记表", *MEETING_SHEET]}
    result = audited(sheets, merges={"Sheet2": ["A1:C1"]})
    assert by(result, "NC301") == {"G7": "pass", "G8": "pass", "G9": "fail"}
    assert by(result, "NC302") == JUNIOR_UNKNOWN


@pytest.mark.parametrize("title", ["活动登记表", "活动", "心理健康教育活动登记表"])
def test_R141_a_general_title_supplies_everything(audited, title):
    """R141: only 专题活动 under 活动登记表 means that no 班团队会 was held."""
    sheets = form(活动=None) | {title: [HEADINGS["活动"], *specials(*JUNIOR)]}
    result = audited(sheets)
    assert by(result, "NC301") == JUNIOR_FAIL
    assert set(by(result, "NC302").values()) == {"pass"}


def test_R141_a_narrow_sheet_beside_a_general_one_covers_everything(audited):
    """R141: what one sheet leaves open another may supply."""
    sheets = form(活动=[*specials(*JUNIOR), HOME_SCHOOL, CAMPAIGN])
    result = audited(sheets | {"主题班会登记表": MEETING_SHEET})
    assert by(result, "NC301") == {"G7": "pass", "G8": "pass", "G9": "fail"}
    assert set(by(result, "NC302").values()) == {"pass"}


def test_R141_a_list_of_bimonthly_reports_supplies_only_these(audited):
    """R141, R65: what it lists is judged, what it lacks fails, the other items are unknown."""
    result = audited(form(记录=None) | {"双月报": ["报告期|报送时间", "9-10月|2024-11-03"]})
    assert by(result, "NC504", "period") == {
        "2024-09/2024-10": "pass",
        "2024-11/2024-12": "fail",
    }
    assert verdict(result, "NC501") == "unknown"
    assert verdict(result, "NC701") == "unknown"


@pytest.mark.parametrize(("periods", "expected"), [("0.5", "pass"), ("0.25", "fail")])
def test_R141_a_table_of_the_counselling_lesson_supplies_only_that_course(
    audited, periods, expected
):
    """R141: a sheet 心理课 without a course column says nothing of 体育, 美术 and 劳动."""
    result = audited(form(课程=None) | {"心理课": ["年级|周课时", f"七年级|{periods}"]})
    assert verdict(result, "NC201") == expected
    assert by(result, "NC203") == JUNIOR_UNKNOWN


def test_R141_a_lessons_sheet_with_one_course_supplies_only_that_course(audited):
    """R141: a lessons sheet in which a single course stands."""
    result = audited(form(课程=[f"{grade}|心理健康|0.5" for grade in JUNIOR]))
    assert verdict(result, "NC201") == "pass"
    assert by(result, "NC203") == JUNIOR_UNKNOWN


def test_R141_a_lessons_sheet_with_two_courses_supplies_all(audited):
    """R141: two courses make it general: what is not listed is not offered."""
    rows = [f"{grade}|{course}" for grade in JUNIOR for course in ("心理健康|0.5", "美术|1")]
    result = audited(form(课程=rows))
    assert by(result, "NC203") == JUNIOR_FAIL


FULL_TIME_ROSTER = "专职心理健康教育教师名册"


def test_R141_a_roster_of_full_time_counsellors_says_nothing_of_part_time_ones(audited):
    """R141: 专职…名册 supplies teachers for one duty: part-time stays open."""
    sheets = form(students=801, 教师=None) | {FULL_TIME_ROSTER: ["姓名|性别", "周明|女"]}
    result = audited(sheets)
    assert verdict(result, "NC102") == "pass"
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC103") == "unknown"


def test_R141_what_a_narrow_roster_shows_is_enough_to_pass(audited):
    """R141: [1, ∞) counsellors suffice for 800 pupils."""
    sheets = form(students=800, 教师=None) | {FULL_TIME_ROSTER: ["姓名|性别", "周明|女"]}
    assert verdict(audited(sheets), "NC101") == "pass"


def test_R141_none_in_a_narrow_roster_is_none_of_that_duty(audited):
    """R141, R4: surely no full-time counsellor, perhaps part-time ones."""
    sheets = form(students=801, 教师=None) | {FULL_TIME_ROSTER: ["姓名|性别", "无"]}
    result = audited(sheets)
    assert verdict(result, "NC102") == "fail"
    assert verdict(result, "NC103") == "fail"
    assert verdict(result, "NC101") == "unknown"


def test_R141_a_class_table_is_not_narrowed_by_other_sheets(audited):
    """R141 narrows only the table of the sheet that names one thing."""
    result = audited(
        form(kind="小学", grades=PRIMARY, 活动=None) | {"主题班会登记表": MEETING_SHEET}
    )
    assert set(by(result, "NC301").values()) == {"fail"}
    assert len(by(result, "NC301")) == 6


# --- DESIGN §6: missing tables, each rule -----------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "table", "rules"),
    [
        ("教师", "teachers", ["NC101", "NC102", "NC103", "NC105", "NC106"]),
        ("活动", "activities", ["NC301", "NC302", "NC601", "NC602"]),
        ("班委", "committee", ["NC401"]),
        ("课程", "lessons", ["NC201", "NC203"]),
        ("记录", "records", ["NC501", "NC502", "NC503", "NC504", "NC505", "NC701", "NC702"]),
    ],
)
def test_a_sheet_left_out_is_unknown_for_every_rule_that_needs_it(audited, sheet, table, rules):
    """DESIGN §6: a table that was not supplied makes a count [0, ∞); `missing` names it."""
    result = audited(form(**{sheet: None}))
    for rule in rules:
        found = findings(result, rule)
        assert found, rule
        assert {str(f.verdict) for f in found} == {"unknown"}, rule
        assert all(absent_tables(f) == {table} for f in found), rule


@pytest.mark.parametrize(
    ("sheet", "row", "rules"),
    [
        ("教师", "陈静|女|否|||", ["NC101", "NC102", "NC103"]),
        ("班委", "七(1)班|孙小禾|男|学习委员", ["NC401"]),
        ("课程", "七年级|语文|5", ["NC201", "NC203"]),
    ],
)
def test_a_table_supplied_without_a_row_for_the_subject_fails(audited, sheet, row, rules):
    """DESIGN §6: the school reported and this is not in it."""
    extra = ["七年级|数学|5"] if sheet == "课程" else []
    result = audited(form(**{sheet: [row, *extra]}))
    for rule in rules:
        assert {str(f.verdict) for f in findings(result, rule)} == {"fail"}, rule


def test_missing_names_the_blank_cell_of_a_supplied_table(audited):
    """R99: {table, field, place} with the very cell to fill in."""
    result = audited(form(教师=[FULL_TIME, PART_TIME.replace("兼职", "")]))
    found = finding(result, "NC103")
    assert found.verdict == "unknown"
    assert gaps(found) == {("teachers", "duty", "教师!D3")}
    assert issue_cells(result, "D301") == set()


# --- what was not recognised may be what is missing -----------------------------------------------------

ODD = ["心理老师情况", "老师|来校多久|每周几次", "张三|三年|3"]


def test_an_unknown_names_the_sheet_that_was_not_recognised(audited):
    """No table of teachers, and a filled-in sheet that nobody understood: it may be the one."""
    result = audited(form(教师=None) | {"Sheet2": ODD})
    assert finding(result, "NC102").message == (
        "无法判定:没有提供“教师表”,请补交;自查表.xlsx / Sheet2 没有被识别;"
        "如果就是这张表,请看 mhaudit inspect 自查表.xlsx"
    )
    english = audited(form(教师=None) | {"Sheet2": ODD}, lang="en")
    assert finding(english, "NC102").message == (
        "cannot be judged: the table “teachers” was not supplied; please hand it in; "
        "自查表.xlsx / Sheet2 was not recognised; if that is it, see mhaudit inspect 自查表.xlsx"
    )


def test_the_known_headings_of_such_a_sheet_are_named(audited):
    """姓名 is known, and alone no table."""
    odd = ["姓名|来校多久", "张三|三年"]
    result = audited(form(教师=None) | {"Sheet2": odd}, file="自查 表.xlsx")
    assert finding(result, "NC102").message == (
        "无法判定:没有提供“教师表”,请补交;自查 表.xlsx / Sheet2 没有被识别(最像表头的一行:姓名);"
        '如果就是这张表,请看 mhaudit inspect "自查 表.xlsx"'
    )


@pytest.mark.parametrize(
    "sheets",
    [{"Sheet2": ["心理老师情况"]}, {"Sheet2": []}, {}],
    ids=["a title alone", "blank", "none"],
)
def test_a_sheet_without_content_is_not_named(audited, sheets):
    result = audited(form(教师=None) | sheets)
    assert finding(result, "NC102").message == "无法判定:没有提供“教师表”,请补交"


def test_a_sheet_of_another_school_s_file_is_not_named(tmp_path):
    workbook(tmp_path / "表" / "甲.xlsx", form(教师=None))
    workbook(tmp_path / "表" / "乙.xlsx", form(name=OTHER, 教师=None) | {"Sheet2": ODD})
    result = audit([tmp_path / "表"], term=TERM)
    assert "没有被识别" not in finding(result, "NC102", NAME).message
    assert "表/乙.xlsx / Sheet2 没有被识别" in finding(result, "NC102", OTHER).message


def test_cells_of_two_files_are_named_with_their_file(tmp_path):
    """Both rosters have a blank 专职/兼职 in D2."""
    blank = "|女|是||是|是"
    for file, name in (("甲.xlsx", "周明"), ("乙.xlsx", "吴亮")):
        sheets = form(教师=[f"{name}{blank}"])
        workbook(
            tmp_path / "表" / file,
            sheets if file == "甲.xlsx" else {"学校": sheets["学校"], "教师": sheets["教师"]},
        )
    found = finding(audit([tmp_path / "表"], term=TERM), "NC102")
    assert found.message == ("无法判定:“专职/兼职”未填(表/乙.xlsx 教师!D2、表/甲.xlsx 教师!D2)")
