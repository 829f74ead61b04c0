"""R33–R44, R134, R137, R138, R144: who counts as a counsellor, with which duty, and of which school."""

import pytest

from mhaudit import audit

from .forms import (
    FULL_TIME,
    NAME,
    OTHER,
    PART_TIME,
    TERM,
    Sheets,
    by,
    codes,
    csv_folder,
    district,
    finding,
    findings,
    form,
    gaps,
    issue_cells,
    issues,
    texts,
    verdict,
    where,
    workbook,
)

WITH_SOURCE = "姓名|专职/兼职|教师来源|是否享受班主任同等待遇|是否计班主任工作年限"
ROSTER = "心理健康教育教师名册"


def roster(*rows: str, students: object = 801, **options) -> Sheets:
    """A form whose 教师 sheet is titled as a roster of counsellors, with these headings and rows.

    The headings stand in row 2 and the first teacher in row 3.
    """
    return form(students=students, **options) | {"教师": [ROSTER, *rows]}


def staff(*rows: str, students: object = 801) -> Sheets:
    """A form with a general staff list: headings and rows, no title."""
    return form(students=students) | {"教师": list(rows)}


def three(result, school: str | None = None) -> tuple[str, str, str]:
    """The verdicts of NC101, NC102 and NC103."""
    first, second, third = (verdict(result, rule, school) for rule in ("NC101", "NC102", "NC103"))
    return first, second, third


# --- R33, R34, R134, R144: whose teacher --------------------------------------------------------------


@pytest.mark.parametrize(
    ("support", "nc102"),
    [
        ("本校", "pass"),
        ("", "pass"),
        ("定点支教", "pass"),
        ("支教", "pass"),
        ("对口援助", "fail"),
    ],
)
def test_R033_whose_full_time_teacher_counts_for_nc102(audited, support, nc102):
    """R33: NC101 and NC103 count every row of the list; NC102 own and posted, not paired."""
    rows = (WITH_SOURCE, f"周明|专职|{support}|是|是", "吴亮|兼职|本校|是|是")
    assert three(audited(roster(*rows))) == ("pass", nc102, "pass")


@pytest.mark.parametrize("support", ["对口援助", "定点支教", "本校", "外聘"])
def test_R033_another_school_s_teacher_is_enough_for_a_small_school(audited, support):
    """NC104, policy: 通过其他学校对口援助、教师定点支教等多种方式."""
    result = audited(roster(WITH_SOURCE, f"周明|兼职|{support}||", students=700))
    assert verdict(result, "NC104") == "pass"
    assert three(result) == ("pass", "notapplicable", "notapplicable")


def test_R034_a_school_s_name_under_a_support_heading_only_says_paired(audited):
    """R34: the row stays with the school in 学校; nothing is added to the named school."""
    sheets = form(students=801)
    sheets["教师"] = [
        "学校|姓名|是否心理健康教育教师|专职/兼职|对口援助学校",
        f"{NAME}|周明|是|专职|{OTHER}",
        f"{NAME}|吴亮|是|兼职|",
        f"{OTHER}|郑安|是|专职|",
    ]
    both = district(form(students=801), form(name=OTHER, students=801))
    result = audited(both | {"教师": sheets["教师"]})
    assert three(result, NAME) == ("pass", "fail", "pass")
    assert three(result, OTHER) == ("fail", "pass", "fail")


def test_R034_a_blank_under_a_support_heading_means_own(audited):
    """R34: no support column, or a blank in it, means own."""
    rows = ("姓名|专职/兼职|对口援助学校", "周明|专职|", "吴亮|兼职|白鹭学校")
    assert three(audited(roster(*rows))) == ("pass", "pass", "pass")


@pytest.mark.parametrize("support", ["对口援助", "外聘"])
def test_R134_pay_of_lent_teachers_is_no_matter_of_this_school(audited, support):
    """R134: NC105 and NC106 judge own and posted only; where none is left, one notapplicable."""
    result = audited(roster(WITH_SOURCE, f"周明|专职|{support}|否|否"))
    for rule in ("NC105", "NC106"):
        found = finding(result, rule)
        assert (str(found.verdict), found.subject.kind) == ("notapplicable", "school")


def test_R134_posted_teachers_are_judged(audited):
    """R134: one finding for the posted teacher, none for the paired one."""
    rows = ("周明|专职|定点支教|否|是", "吴亮|兼职|对口援助|否|否")
    result = audited(roster(WITH_SOURCE, *rows))
    assert verdict(result, "NC105") == "fail"
    assert verdict(result, "NC106") == "pass"
    assert texts(finding(result, "NC105").places) == {"教师!D3"}


@pytest.mark.parametrize("support", ["其他", "外聘"])
def test_R144_teachers_from_outside(audited, support):
    """R144: count for NC101, NC103 and NC104; not for NC102, NC105 and NC106."""
    rows = (f"周明|专职|{support}|否|否", "吴亮|兼职|本校|是|是")
    result = audited(roster(WITH_SOURCE, *rows))
    assert three(result) == ("pass", "fail", "pass")
    assert verdict(result, "NC105") == "pass"
    assert verdict(result, "NC106") == "pass"


# --- NC105, NC106 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "expected"), [("是", "pass"), ("否", "fail"), ("", "unknown")])
@pytest.mark.parametrize(("rule", "at", "cell"), [("NC105", 4, "E2"), ("NC106", 5, "F2")])
def test_each_counsellor_s_pay_and_years(audited, rule, at, cell, value, expected):
    """NC105, NC106: per counsellor, at the cell that says so."""
    row = FULL_TIME.split("|")
    row[at] = value
    result = audited(form(教师=["|".join(row), PART_TIME]))
    found = {f.verdict for f in findings(result, rule)}
    assert found == {"pass", expected}
    (changed,) = [f for f in findings(result, rule) if f.subject.teacher == "周明"]
    assert str(changed.verdict) == expected
    named = where(changed) | {m.place.text() for m in changed.missing if m.place}
    assert f"教师!{cell}" in named


def test_R133_two_counsellors_of_one_name_are_two_subjects(audited):
    """R133: name plus ordinal among equals; the fingerprints differ."""
    result = audited(form(教师=["周明|女|是|专职|是|是", "周明|男|是|兼职|否|是"]))
    found = findings(result, "NC105")
    assert sorted(str(f.verdict) for f in found) == ["fail", "pass"]
    assert len({f.fingerprint for f in found}) == 2
    assert len({f.subject.teacher for f in found}) == 2


def test_teachers_who_are_no_counsellors_are_no_subjects(audited):
    """DESIGN §5: a subject surely excluded by `where` gives no finding."""
    result = audited(form(教师=[FULL_TIME, PART_TIME, "陈静|女|否||否|否"]))
    assert by(result, "NC105", "teacher") == {"周明": "pass", "吴亮": "pass"}


# --- R35–R37, R137, R138: is the teacher a counsellor -------------------------------------------------


def test_R035_a_subject_or_post_naming_psychology_is_yes(audited):
    """R35: without a column that asks, 任教学科 or 职务 naming 心理 = yes."""
    rows = ("姓名|任教学科|专职/兼职", "周明|心理健康|专职", "吴亮|心理健康教育|兼职")
    assert three(audited(staff(*rows))) == ("pass", "pass", "pass")
    rows = ("姓名|职务|专职/兼职", "周明|专职心理教师|专职", "吴亮|心理教师|兼职")
    assert three(audited(staff(*rows))) == ("pass", "pass", "pass")


def test_R035_another_subject_is_no_full_time_counsellor_but_perhaps_a_part_time_one(audited):
    """R35: 任教学科=语文: surely no full-time counsellor, perhaps a part-time one."""
    rows = ("姓名|任教学科", "陈静|语文", "李波|数学")
    result = audited(staff(*rows, students=1600))
    assert three(result) == ("unknown", "fail", "fail")
    assert verdict(audited(staff(*rows, students=1601)), "NC101") == "fail"


def test_R035_what_psychology_teachers_show_still_decides(audited):
    """R35: one sure counsellor and one perhaps: [1, 2]."""
    rows = ("姓名|任教学科|专职/兼职", "周明|心理健康|专职", "陈静|语文|")
    assert verdict(audited(staff(*rows, students=800)), "NC101") == "pass"
    assert three(audited(staff(*rows, students=801))) == ("unknown", "pass", "unknown")
    assert verdict(audited(staff(*rows, students=1601)), "NC101") == "fail"


def test_R035_a_column_that_asks_outranks_the_subject(audited):
    """R35: 否 beside 心理健康 is no counsellor; a blank is unknown, even beside 心理健康."""
    head = "姓名|任教学科|是否心理健康教育教师|专职/兼职"
    assert three(audited(staff(head, "周明|心理健康|否|"))) == ("fail", "fail", "fail")
    unknown = audited(staff(head, "周明|心理健康||专职", students=800))
    assert verdict(unknown, "NC101") == "unknown"
    unknown = audited(staff(head, "周明|心理健康||专职"))
    assert verdict(unknown, "NC102") == "unknown"


def test_R035_teachers_who_may_be_counsellors_fold_into_one_unknown(audited):
    """R35, R8: ten teachers of 语文 are one unknown NC105 for the school."""
    rows = [f"陈{n}静|语文" for n in "甲乙丙丁戊己庚辛壬癸"]
    result = audited(staff("姓名|任教学科", *rows))
    for rule in ("NC105", "NC106"):
        found = finding(result, rule)
        assert (str(found.verdict), found.subject.kind) == ("unknown", "school")


def test_R035_sure_counsellors_are_judged_beside_the_folded_ones(audited):
    """R35: the fold takes only those whose being a subject is unknown."""
    rows = ("周明|心理健康|是", "陈静|语文|", "李波|数学|")
    result = audited(staff("姓名|任教学科|是否享受班主任同等待遇", *rows))
    found = [(f.subject.kind, str(f.verdict)) for f in findings(result, "NC105")]
    assert sorted(found) == [("school", "unknown"), ("teacher", "pass")]


def test_R036_employed_full_time_on_a_general_roster_is_refused(audited):
    """R36: 是否专职教师 may mean "employed full-time": D202, the duty unknown."""
    rows = ("姓名|任教学科|是否专职教师", "周明|心理健康|是", "吴亮|心理健康|否")
    result = audited(staff(*rows))
    assert three(result) == ("pass", "unknown", "unknown")
    assert issue_cells(result, "D202") == {"教师!C1"}


def test_R036_on_a_roster_of_counsellors_it_is_the_duty(audited):
    """R36: unless the sheet is a counsellor roster…"""
    result = audited(roster("姓名|是否专职教师", "周明|是", "吴亮|否"))
    assert three(result) == ("pass", "pass", "pass")
    assert "D202" not in codes(result)


def test_R036_beside_the_question_it_is_the_duty(audited):
    """R36: …or the roster also has 是否心理健康教育教师."""
    rows = ("姓名|是否心理健康教育教师|是否专职教师", "周明|是|是", "吴亮|是|否", "陈静|否|是")
    assert three(audited(staff(*rows))) == ("pass", "pass", "pass")
    rows = ("姓名|是否心理健康教育教师|是否专职教师", "周明|是|否", "陈静|否|是")
    assert three(audited(staff(*rows))) == ("fail", "fail", "fail")


NAMES = ["姓名|专职/兼职", "周明|专职", "吴亮|兼职"]


def test_R037_a_sheet_name_makes_a_roster(audited):
    """R37: sheet 心理教师 without a title row is a roster of counsellors."""
    result = audited(form(students=801, 教师=None) | {"心理教师": NAMES})
    assert three(result) == ("pass", "pass", "pass")


def test_R037_a_title_row_makes_a_roster(audited):
    """R37: the title row counts alike."""
    assert three(audited(roster(*NAMES))) == ("pass", "pass", "pass")


def test_R037_a_file_name_makes_a_roster(tmp_path):
    """R37: and so does the file name, of a CSV as well."""
    sheets = form(students=801, 教师=None)
    sheets["心理教师"] = [f"{'学校' if not at else NAME}|{row}" for at, row in enumerate(NAMES)]
    folder = csv_folder(tmp_path / "上报", {"学校": sheets["学校"], "心理教师": sheets["心理教师"]})
    assert three(audit([folder], term=TERM)) == ("pass", "pass", "pass")


def test_R037_a_general_list_does_not(audited):
    """R37, the other side: under 教师 nothing says that they are counsellors."""
    assert verdict(audited(staff("姓名|性别", "周明|女", students=800)), "NC101") == "unknown"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["专职心理健康教育教师", "兼职心理健康教育教师"], ("pass", "pass", "pass")),
        (["专职", "兼职"], ("pass", "pass", "pass")),
        (["专职", "否"], ("fail", "pass", "fail")),
        (["否", "否"], ("fail", "fail", "fail")),
        (["兼职", ""], ("unknown", "unknown", "unknown")),
    ],
)
def test_R137_one_column_is_flag_and_duty(audited, values, expected):
    """R137: 专职/兼职 → counsellor with that duty; 否 → none; blank → unknown (801 pupils)."""
    rows = [f"{name}|{value}" for name, value in zip(("周明", "吴亮"), values, strict=True)]
    sheets = form(students=801, 教师=None)
    result = audited(sheets | {"教师情况汇总表": ["姓名|心理健康教育教师", *rows]})
    assert three(result) == expected


def test_R138_the_column_outranks_the_title(audited):
    """R138: a roster of 心理健康教育教师 with a column that says 否 for some rows."""
    rows = ("姓名|是否心理健康教育教师|专职/兼职", "周明|是|专职", "陈静|否|")
    assert three(audited(roster(*rows))) == ("fail", "pass", "fail")


# --- R38–R40: totals ----------------------------------------------------------------------------------

TOTAL, FULL, PART = "心理健康教育教师人数", "专职心理健康教育教师人数", "兼职心理教师人数"


def totals(students: object = 801, **counts: object) -> Sheets:
    """A form with totals (columns E, F, …) in place of a roster."""
    return form(students=students, 教师=None, extra=counts)


@pytest.mark.parametrize(
    ("students", "full", "expected"),
    [
        (800, 1, ("pass", "notapplicable", "notapplicable")),
        (801, 1, ("unknown", "pass", "unknown")),
        (801, 0, ("unknown", "fail", "fail")),
    ],
)
def test_R038_only_the_full_time_total(audited, students, full, expected):
    """R38: full-time exact, part-time [0, ∞): NC102 decided, NC101 pass possible, never fail."""
    assert three(audited(totals(students, **{FULL: full}))) == expected


@pytest.mark.parametrize(
    ("students", "full", "part", "expected"),
    [
        (1600, 1, 1, ("pass", "pass", "pass")),
        (1601, 1, 1, ("fail", "pass", "pass")),
        (1600, 2, 0, ("pass", "pass", "fail")),
        (1600, 0, 2, ("pass", "fail", "fail")),
        (1600, 0, 0, ("fail", "fail", "fail")),
    ],
)
def test_both_totals_stand_for_that_many_rows(audited, students, full, part, expected):
    """DESIGN §4: totals in place of a roster."""
    assert three(audited(totals(students, **{FULL: full, PART: part}))) == expected


@pytest.mark.parametrize(
    ("students", "expected"), [(1600, "pass"), (1601, "unknown"), (2400, "unknown"), (2401, "fail")]
)
def test_R039_a_total_that_is_not_the_sum_of_its_parts(audited, students, expected):
    """R39: D404; 3 and 1 + 1 make [2, 3]."""
    result = audited(totals(students, **{TOTAL: 3, FULL: 1, PART: 1}))
    assert verdict(result, "NC101") == expected
    assert {"学校!E2", "学校!F2", "学校!G2"} >= issue_cells(result, "D404")
    assert issue_cells(result, "D404")


def test_R039_a_total_that_is_the_sum_is_no_issue(audited):
    """R39: the total includes the 专职."""
    result = audited(totals(1600, **{TOTAL: 2, FULL: 1, PART: 1}))
    assert three(result) == ("pass", "pass", "pass")
    assert "D404" not in codes(result)


def test_total_and_full_time_give_the_part_time(audited):
    """vocabulary: 心理健康教育教师人数 includes the 专职: 2 − 1 = 1 part-time."""
    assert three(audited(totals(1600, **{TOTAL: 2, FULL: 1}))) == ("pass", "pass", "pass")
    assert three(audited(totals(1600, **{TOTAL: 2, FULL: 2}))) == ("pass", "pass", "fail")


def test_total_alone_leaves_the_duty_open(audited):
    """DESIGN §4: N unnamed counsellors of unknown duty."""
    assert three(audited(totals(1600, **{TOTAL: 2}))) == ("pass", "unknown", "unknown")
    assert three(audited(totals(801, **{TOTAL: 1}))) == ("fail", "unknown", "fail")


def test_the_place_of_a_total_is_its_cell(audited):
    """DESIGN §4: their Place is that cell."""
    found = finding(audited(totals(1601, **{FULL: 1, PART: 1})), "NC101")
    assert found.verdict == "fail"
    assert where(found) >= {"学校!D2", "学校!E2", "学校!F2"}


def test_R040_the_roster_decides_over_a_total(audited):
    """R40: named people decide; D403 shows both."""
    result = audited(form(students=801, 教师=[FULL_TIME], extra={TOTAL: 3}))
    assert three(result) == ("fail", "pass", "fail")
    assert "学校!E2" in issue_cells(result, "D403")


def test_R040_roster_and_total_that_agree_are_no_issue(audited):
    """R40, the other side."""
    assert "D403" not in codes(audited(form(extra={TOTAL: 2, FULL: 1, PART: 1})))


# --- R41–R44 ------------------------------------------------------------------------------------------


def test_R041_the_same_row_twice_counts_once(audited):
    """R41: counted once, D402."""
    result = audited(form(students=801, 教师=[FULL_TIME, FULL_TIME]))
    assert verdict(result, "NC101") == "fail"
    assert len(findings(result, "NC105")) == 1
    assert rows_of_issue(result) & {"教师!2", "教师!3"}


def rows_of_issue(result) -> set[str]:
    return {
        f"{cell.split('!')[0]}!{cell.split('!')[1].strip('ABCDEFGH')}"
        for cell in issue_cells(result, "D402")
    }


def test_R041_rows_that_differ_in_one_cell_are_two(audited):
    """R41: exactly the same row only."""
    result = audited(form(students=1600, 教师=[FULL_TIME, FULL_TIME.replace("女", "男")]))
    assert verdict(result, "NC101") == "pass"
    assert "D402" not in codes(result)


def two_files(folder, first: Sheets, second: Sheets):
    workbook(folder / "上报" / "一.xlsx", first)
    workbook(folder / "上报" / "二.xlsx", second)
    return audit([folder / "上报"], term=TERM)


def test_R042_fields_that_disagree_between_files_are_unknown(tmp_path):
    """R42: 学生数 700 and 900 for one school: unknown, D405 with both places."""
    result = two_files(tmp_path, form(students=700), {"学校": form(students=900)["学校"]})
    assert len(result.schools) == 1
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC102") == "unknown"
    (issue,) = issues(result, "D405")
    assert issue.place is not None
    places = (issue.place, *issue.others)
    assert sorted(p.file.rpartition("/")[2] for p in places) == ["一.xlsx", "二.xlsx"]
    assert {p.cell for p in places} == {"D2"}


def test_R042_the_same_school_twice_without_disagreement(tmp_path):
    """R42: nothing disagrees, nothing is unknown."""
    result = two_files(tmp_path, form(), {"学校": form()["学校"]})
    assert verdict(result, "NC101") == "pass"
    assert "D405" not in codes(result)


@pytest.mark.parametrize(("students", "expected"), [(1600, "pass"), (1601, "fail")])
def test_R042_identical_rows_count_once_and_different_rows_are_united(tmp_path, students, expected):
    """R42: 周明 in both files and 吴亮 in one are two counsellors, not three."""
    first = form(students=students, 教师=[FULL_TIME])
    second = form(students=students, 教师=[FULL_TIME, PART_TIME])
    assert verdict(two_files(tmp_path, first, second), "NC101") == expected


def test_R043_both_duties_in_one_cell_are_not_understood(audited):
    """R43: 专兼职 → duty unknown, D301; the person still counts for NC101."""
    result = audited(form(students=800, 教师=["周明|女|是|专兼职|是|是"]))
    assert verdict(result, "NC101") == "pass"
    assert issue_cells(result, "D301") == {"教师!D2"}
    result = audited(form(students=801, 教师=["周明|女|是|专兼职|是|是", PART_TIME]))
    assert three(result) == ("pass", "unknown", "unknown")


def test_R044_one_counsellor_of_unknown_duty_cannot_hold_both(audited):
    """R44: no completion holds both duties: fail, not unknown."""
    result = audited(form(students=801, 教师=["周明|女|是||是|是"]))
    assert three(result) == ("fail", "unknown", "fail")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("专职", "兼职", "pass"),
        ("专职", "", "unknown"),
        ("", "", "unknown"),
        ("专职", "专职", "fail"),
        ("兼职", "兼职", "fail"),
    ],
)
def test_R044_two_counsellors_and_their_duties(audited, first, second, expected):
    """NC103: full-time and part-time both present."""
    rows = [f"周明|女|是|{first}|是|是", f"吴亮|男|是|{second}|是|是"]
    assert verdict(audited(form(students=801, 教师=rows)), "NC103") == expected


@pytest.mark.parametrize("value", ["12", "3"])
def test_R109_years_of_service_are_no_yes(audited, value):
    """R109: a number above 1 under a yes/no heading is not understood, never yes."""
    result = audited(form(教师=[f"周明|女|是|专职|是|{value}"]))
    assert verdict(result, "NC106") == "unknown"
    assert issue_cells(result, "D301") == {"教师!F2"}


def test_R109_a_column_of_years_of_service_says_nothing(audited):
    """R109: 工作年限 is no synonym of 是否计班主任工作年限."""
    result = audited(roster("姓名|专职/兼职|工作年限", "周明|专职|1"))
    assert verdict(result, "NC106") == "unknown"


def test_R110_the_school_a_teacher_belongs_to_is_the_school_column(audited):
    """R110: 所属学校 is the school column if the sheet has no other."""
    both = district(form(students=801), form(name=OTHER, students=801))
    rows = [
        "姓名|心理健康教育教师|所属学校",
        f"周明|专职|{NAME}",
        f"吴亮|兼职|{NAME}",
        f"郑安|专职|{OTHER}",
    ]
    result = audited(both | {"教师": rows})
    assert three(result, NAME) == ("pass", "pass", "pass")
    assert three(result, OTHER) == ("fail", "pass", "fail")


@pytest.mark.parametrize(
    ("totals", "rule", "cell"),
    [
        ({"心理健康教育教师人数": 0}, "NC104", "学校!E2"),
        ({"专职心理教师人数": 0}, "NC103", "学校!E2"),
        ({"专职心理教师人数": 2, "兼职心理教师人数": 0}, "NC103", "学校!F2"),
    ],
)
def test_a_total_of_nobody_is_the_cell_of_the_failure(audited, totals, rule, cell):
    """DESIGN §2: a fail names its cell; §4: the place of a total's rows is that cell, of 0 rows too."""
    students = 700 if rule == "NC104" else 1600
    found = finding(audited(form(students=students, 教师=None, extra=totals)), rule)
    assert str(found.verdict) == "fail"
    assert cell in where(found)


def test_a_duty_that_nobody_has_is_named(audited):
    """专职 0 and nothing said of 兼职: 专职 is lacking, whatever the rest."""
    found = finding(audited(form(students=1600, 教师=None, extra={"专职心理教师人数": 0})), "NC103")
    assert found.message == "应有 专职、兼职,缺 专职"


@pytest.mark.parametrize("blank", ["", "无", "/"])
def test_totals_that_were_left_blank_are_what_has_to_be_filled_in(audited, blank):
    """Of 青禾 nothing is known, 0 of 白鹭: the blank cell is named, not a table that nobody asked for (R8, R118)."""
    rows = [
        "学校名称|办学类型|在校学生数|心理健康教育教师人数|专职人数",
        f"青禾中心小学|小学|700|{blank}|{blank}",
        "白鹭中心小学|小学|700|0|0",
    ]
    result = audited({"学校": rows})
    unknown = finding(result, "NC104", school="青禾中心小学")
    assert unknown.verdict == "unknown"
    assert gaps(unknown) == {("teachers", None, "学校!D2")}
    if not blank:
        assert unknown.message == (
            "无法判定:教师人数未填(学校!D2),请填写(没有的填 0),或补交教师名册"
        )
    assert verdict(result, "NC104", school="白鹭中心小学") == "fail"
