"""Rows that a form prints before anybody fills it in: perhaps nothing, perhaps one thing (R3, R15, R83)."""

import pytest

from .forms import CAMPAIGN, HOME_SCHOOL, Row, Sheets, by, findings, form, gaps, verdict, where

ROSTER = "心理健康教育教师名册"
TERM_TITLE = "2024-2025学年第一学期心理健康教育活动登记表"


def sheet(name: str, *rows: Row, students: object = 1600) -> Sheets:
    """A complying form with one sheet replaced."""
    return form(students=students) | {name: list(rows)}


def three(result) -> tuple[str, str, str]:
    """The verdicts of NC101, NC102 and NC103."""
    first, second, third = (verdict(result, rule) for rule in ("NC101", "NC102", "NC103"))
    return first, second, third


def cited(result, rule: str, **subject: str) -> set[str]:
    """Every cell that the findings of a rule point at or miss."""
    found = findings(result, rule, **subject)
    return {cell for f in found for cell in where(f)} | {
        cell for f in found for _, _, cell in gaps(f) if cell
    }


# --- activities ---------------------------------------------------------------------------------------


def acts(headings: str, *rows: Row, title: str = TERM_TITLE) -> Sheets:
    """Headings in row 2, the first activity in row 3."""
    return sheet("活动", title, headings, *rows)


@pytest.mark.parametrize("column", ["年级", "班级"])
def test_blank_class_meetings_are_not_held(audited, column):
    """h04, i03: 序号 and class printed, the rest blank."""
    names = (
        ("七年级", "八年级", "九年级") if column == "年级" else ("七(1)班", "八(1)班", "九(1)班")
    )
    rows = [f"{at}|{name}|||" for at, name in enumerate(names, 1)]
    title = "2024-2025学年第一学期心理健康教育主题班会登记表"
    result = audited(acts(f"序号|{column}|时间|班会主题|主持人", *rows, title=title))
    assert by(result, "NC301") == {"G7": "unknown", "G8": "unknown", "G9": "unknown"}
    assert any(cell.endswith("3") for cell in cited(result, "NC301", grade="G7"))


def test_blank_activities_of_a_printed_type_are_not_held(audited):
    """h04b; a filled twin in the same sheet counts, by its date alone or by its title alone."""
    rows = ["1|七年级|主题班会||", "2|八年级|主题班会|2024-10-10|", "3|九年级|主题班会||心理健康"]
    result = audited(acts("序号|年级|活动类型|时间|活动主题", *rows))
    assert by(result, "NC301") == {"G7": "unknown", "G8": "pass", "G9": "pass"}


@pytest.mark.parametrize(
    ("heading", "value"), [("参加人数", 40), ("佐证材料", "照片"), ("备注", "已开")]
)
def test_an_activity_that_says_anything_counts(audited, heading, value):
    """Participants, evidence or a remark: somebody filled the row in."""
    rows = [["七年级", "主题班会", None, None, value], ["八年级", "主题班会", None, None, None]]
    result = audited(acts(f"年级|活动类型|时间|活动主题|{heading}", *rows))
    assert verdict(result, "NC301", grade="G7") == "pass"
    assert verdict(result, "NC301", grade="G8") == "unknown"


def test_a_date_to_be_filled_in_is_no_date(audited):
    """2024年 月 日 is printed, too."""
    rows = ["七年级|主题班会|2024年  月  日|", HOME_SCHOOL, CAMPAIGN]
    result = audited(acts("年级|活动类型|时间|活动主题", *rows[:1]))
    assert verdict(result, "NC301", grade="G7") == "unknown"


# --- teachers -----------------------------------------------------------------------------------------


def roster(headings: str, *rows: Row, students: object = 1600) -> Sheets:
    """Headings in row 2, the first teacher in row 3."""
    return sheet("教师", ROSTER, headings, *rows, students=students)


def test_printed_duties_are_nobody_yet(audited):
    """h08."""
    rows = ["1|专职|||", "2|兼职|||", "3|兼职|||"]
    result = audited(roster("序号|专/兼职|姓名|性别|学历", *rows))
    assert three(result) == ("unknown", "unknown", "unknown")
    assert cited(result, "NC102") & {"教师!A3", "教师!B3", "教师!C3"}


@pytest.mark.parametrize("printed", ["专职/兼职", "□专职 □兼职"])
def test_printed_choices_are_nobody_yet(audited, printed):
    """b01."""
    rows = [f"{at}|||{printed}" for at in (1, 2, 3)]
    result = audited(roster("序号|姓名|性别|专/兼职", *rows))
    assert three(result) == ("unknown", "unknown", "unknown")


@pytest.mark.parametrize(
    ("heading", "value"),
    [("性别", "女"), ("资格证书", "心理咨询师"), ("工号", "T01"), ("学历", "本科")],
)
def test_an_anonymous_teacher_counts(audited, heading, value):
    """The names left out, but a fact of each person."""
    rows = [f"1||专职|{value}", f"2||兼职|{value}"]
    assert three(audited(roster(f"序号|姓名|专/兼职|{heading}", *rows))) == ("pass", "pass", "pass")


@pytest.mark.parametrize("word", ["待定", "招聘中", "拟聘", "未定", "待聘"])
def test_somebody_awaited_may_be_there(audited, word):
    """b19: nobody yet."""
    result = audited(roster("姓名|专/兼职", "周明|专职", f"{word}|兼职"))
    assert three(result) == ("unknown", "pass", "unknown")


@pytest.mark.parametrize("word", ["空缺", "暂缺", "缺"])
def test_a_vacant_post_is_nobody(audited, word):
    """b19, i04."""
    result = audited(roster("姓名|专/兼职", "周明|专职", f"{word}|兼职"))
    assert three(result) == ("fail", "pass", "fail")
    result = audited(roster("姓名|专/兼职", f"{word}|", students=799))
    assert verdict(result, "NC104") == "fail"


@pytest.mark.parametrize("names", ["王芳、李强", "王芳,李强", "王芳\n李强", "王芳/李强"])
def test_names_in_one_cell_are_people(audited, names):
    """b13, i04: as on a committee's list."""
    result = audited(roster("姓名|专/兼职", [names, "兼职"]))
    assert three(result) == ("pass", "fail", "fail")


def test_duties_in_brackets_are_each_one_s_own(audited):
    """b14."""
    rows = [[1, "王芳(专职)、李强\uff08兼职\uff09", None]]
    result = audited(roster("序号|姓名|专兼职", *rows))
    assert three(result) == ("pass", "pass", "pass")
    result = audited(roster("序号|姓名|专兼职", [1, "王芳(兼职)、李强(兼职)", None]))
    assert three(result) == ("pass", "fail", "fail")


@pytest.mark.parametrize("name", ["王 芳", "欧阳 娜娜", "王芳 教师", "阿依古丽·买买提", "Li Ming"])
def test_one_name_is_one_person(audited, name):
    assert three(audited(roster("姓名|专/兼职", [name, "专职"]))) == ("fail", "pass", "fail")


# --- records and lessons ------------------------------------------------------------------------------


def test_a_blank_report_is_not_handed_in(audited):
    """h07; the twin with a day or a submitter is done."""
    title, headings = "心理健康教育双月报报送情况", "报告期|报送时间|报送人"
    result = audited(sheet("记录", title, headings, "2024年9-10月||", "2024年11-12月||"))
    assert [str(f.verdict) for f in findings(result, "NC504")] == ["unknown", "unknown"]
    rows = ["2024年9-10月|2024-10-31|", "2024年11-12月||王芳"]
    result = audited(sheet("记录", title, headings, *rows))
    assert [str(f.verdict) for f in findings(result, "NC504")] == ["pass", "pass"]


def test_a_list_of_reports_by_period_alone_is_done(audited):
    """R83: nothing is left blank."""
    rows = ["双月报|2024年9-10月", "双月报|2024年11-12月"]
    result = audited(sheet("记录", "项目|报告期", *rows))
    assert [str(f.verdict) for f in findings(result, "NC504")] == ["pass", "pass"]
