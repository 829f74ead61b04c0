"""What is told together (R9): findings of one rule, verdict and cause; cells of a sheet; issues of a code."""

import pytest

from mhaudit.findings import Missing, Subject
from mhaudit.reports.folding import _joined, cells, fold, fold_issues, wanted
from mhaudit.wording import fields
from reports.made import SCHOOL, finding, grade, issue, place, unknown

TERM, NEXT = "2024-2025-1", "2024-2025-2"


def told(*findings, term=TERM, **options):
    return [(each.subject, each.message) for each in fold(findings, "zh", term=term, **options)]


def teacher(name, cell):
    return unknown(
        Missing("teachers", "homeroom_pay", place(cell)),
        rule="NC105",
        subject=Subject("teacher", school=SCHOOL, teacher=name, label=name),
        message=f"无法判定:“班主任待遇”未填或无法识别({cell})",
    )


def test_grades_that_lack_the_same_are_one_line():
    """R9: NC301 七、八、九年级."""
    assert told(grade("G7", TERM), grade("G8", TERM), grade("G9", TERM)) == [
        ("七、八、九年级", "七、八、九年级没有心理健康教育主题的班团队会")
    ]


def test_junior_and_senior_grades_keep_their_words():
    assert told(grade("G9"), grade("G10"))[0][0] == "九年级、高一"


def test_the_term_is_named_where_more_than_one_is_audited():
    found = told(grade("G7", TERM), grade("G7", NEXT), grade("G8", TERM), term=None)
    assert [subject for subject, _ in found] == [
        "七、八年级 2024-2025学年第一学期",
        "七年级 2024-2025学年第二学期",
    ]


def test_another_cause_is_another_line():
    other = grade("G8", measured_text="0–2")
    assert [subject for subject, _ in told(grade("G7"), other, grade("G9"))] == [
        "七、九年级",
        "八年级",
    ]


def test_another_verdict_or_rule_is_another_line():
    assert len(told(grade("G7"), grade("G8", rule="NC302"), unknown(rule="NC301"))) == 3


def test_counts_are_not_folded():
    (found,) = fold([grade("G7"), grade("G8")], "zh")
    assert len(found.findings) == 2


def test_the_remedy_names_all_of_them():
    (found,) = fold([grade("G7"), grade("G8")], "zh")
    assert found.fix == "为七、八年级开展 1 次"


def test_teachers_that_lack_the_same_field_are_one_line_with_all_their_cells():
    found = told(teacher("张三", "教师!H5"), teacher("李四", "教师!H6"))
    assert found == [("张三、李四", "无法判定:“班主任待遇”未填或无法识别(教师!H5、H6)")]


def test_many_subjects_are_named_up_to_a_limit_unless_all_are_asked_for():
    many = [teacher(f"教师{number}", f"教师!H{number}") for number in range(1, 12)]
    assert told(*many)[0][0].endswith("教师8 等 11 个")
    assert told(*many, every=True)[0][0].endswith("教师10、教师11")


def test_periods_of_the_school_are_named():
    periods = [
        finding(subject=Subject("school", school=SCHOOL, period=period, label=label), message=label)
        for period, label in (
            ("2024-09/2024-10", "2024年9—10月"),
            ("2024-11/2024-12", "2024年11—12月"),
        )
    ]
    assert told(*periods) == [("2024年9—10月、2024年11—12月", "2024年9—10月、2024年11—12月")]


def test_the_school_itself_needs_no_name():
    assert told(finding())[0][0] == ""


def test_cells_of_a_sheet_are_told_together_each_once():
    given = [place("教师!D12"), place("学校!F5"), place("教师!D13"), place("教师!D12")]
    assert cells(given, "zh", files=False) == "教师!D12、D13;学校!F5"


def test_a_few_cells_show_what_they_hold():
    assert cells([place("学校!F5", "1250")], "zh", files=False) == "学校!F5(1250)"
    assert cells([place("学校!F5", "1"), place("学校!F7", "2")], "zh", files=False) == (
        "学校!F5(1)、F7(2)"
    )


def test_cells_below_each_other_are_a_range():
    given = [place(f"班级!B{n}", "x") for n in (3, 4, 5, 7, 8, 10)] + [place("班级!C11")]
    assert cells(given, "zh", files=False) == "班级!B3:B5、B7、B8、B10、C11"


def test_cells_of_several_files_name_the_file():
    given = [place("教师!D1", file="甲.xlsx"), place("教师!D1", file="乙.xlsx")]
    assert cells(given, "zh", files=True) == "甲.xlsx: 教师!D1;乙.xlsx: 教师!D1"


def test_many_cells_are_counted():
    given = [place(f"教师!D{number}") for number in range(1, 80, 2)]
    assert cells(given, "zh", files=False).endswith("D15 等 40 处")
    assert cells(given, "zh", files=False, every=True).endswith("D77、D79")
    ranges = [place(f"教师!{column}{row}") for column in "ABCDEFGHIJ" for row in (1, 2, 3)]
    assert cells(ranges, "zh", files=False).endswith("H1:H3 等 30 处")


def test_what_would_decide():
    """R99."""
    missing = [
        Missing("teachers", "duty", place("教师!D5")),
        Missing("teachers", "duty", place("教师!D6")),
        Missing("activities", None),
        Missing("schools", "students"),
    ]
    assert wanted(missing, "zh", files=False) == [
        "教师表的“专职/兼职”(教师!D5、D6)",
        "活动表",
        "学校表的“在校学生数”",
    ]


def test_issues_fold_by_code_the_gravest_first():
    found = fold_issues(
        [issue("D305", "info"), issue("D301"), issue("D101", "error"), issue("D301")]
    )
    assert [(each.first.code, len(each.issues)) for each in found] == [
        ("D101", 1),
        ("D301", 2),
        ("D305", 1),
    ]


@pytest.mark.parametrize(
    ("grades", "zh", "en"),
    [
        (["G7", "G8", "G9"], "七、八、九年级", "Grade 7, 8, 9"),
        (["G1", "G2", "G3", "G4"], "一至四年级", "Grade 1–4"),
        (["G1", "G3", "G4", "G5", "G6"], "一、三至六年级", "Grade 1, 3–6"),
        # 高一 is not called as 九年级 is; in English it is
        (["G7", "G8", "G9", "G10"], "七、八、九年级、高一", "Grade 7–10"),
        (["G1", "G2", "G3", "G4", "G6", "G7", "G8", "G9"], "一至四、六至九年级", "Grade 1–4, 6–9"),
        (["V1", "V2", "V3"], "中职一、二、三年级", "Vocational Grade 1, 2, 3"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_more_than_three_grades_in_a_row_are_a_range(language, grades, zh, en):
    labels = [fields.grade_label(language, grade) for grade in grades]
    assert _joined(labels, language, every=False) == {"zh": zh, "en": en}[language]
