"""Forms as schools send them: the reading that should count, its twin that should not, and what stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mhaudit.findings import AuditResult

from .forms import JUNIOR, NAME, by, finding, findings, form, gaps, issue_cells, verdict, where

Audited = Callable[..., AuditResult]

# --- a title that counts a part of its rows (R37, R141) -----------------------------------------------

COUNTING = (
    "心理健康教育教师统计表(共2人,其中专职1人)",
    "心理健康教育教师统计表\uff08共2人\uff0c其中专职1人\uff09",
    "心理健康教育教师统计表 其中专职一名",
    "心理健康教育教师名册(专职1人)",
    "心理健康教育教师名册(含专职)",
)


@pytest.mark.parametrize("title", COUNTING)
def test_a_title_that_counts_those_of_one_duty_says_the_duty_of_nobody(
    audited: Audited, title: str
) -> None:
    """Who of the two is the 专职 one is not said; nor is the list one of 专职 alone."""
    open_ = audited(form() | {"教师": [title, "姓名|性别|专职/兼职", "周明|女|", "吴亮|男|"]})
    assert verdict(open_, "NC101") == "pass"
    assert verdict(open_, "NC102") == "unknown"
    assert ("teachers", "duty", "教师!C3") in gaps(finding(open_, "NC102"))
    both = form() | {"教师": [title, "姓名|性别|专职/兼职", "周明|女|专职", "吴亮|男|兼职"]}
    assert verdict(audited(both, file="b.xlsx"), "NC103") == "pass"
    one = form() | {"教师": [title, "姓名|性别|专职/兼职", "周明|女|专职", "吴亮|男|专职"]}
    assert verdict(audited(one, file="c.xlsx"), "NC103") == "fail"


@pytest.mark.parametrize(
    "title",
    ["专职心理健康教育教师统计表(共2人)", "心理健康教育教师统计表(专职)", "心理教师(不含兼职)"],
)
def test_a_title_of_one_duty_says_it_of_everybody(audited: Audited, title: str) -> None:
    """R141: and nothing is known of the other duty."""
    result = audited(form() | {"教师": [title, "姓名|性别", "周明|女", "吴亮|男"]})
    assert verdict(result, "NC102") == "pass"
    assert verdict(result, "NC103") == "unknown"


@pytest.mark.parametrize(
    "title", ["教师名册(共60人,其中心理教师2人)", "教师名册(60人,心理教师2人)"]
)
def test_counsellors_counted_in_a_title_of_all_staff(audited: Audited, title: str) -> None:
    """R35: 语文 may be one of the two, or not."""
    rows = ["姓名|任教学科", "周明|语文", "吴亮|数学"]
    assert verdict(audited(form() | {"教师": [title, *rows]}), "NC101") == "unknown"


def test_meetings_counted_in_a_title_of_all_activities(audited: Audited) -> None:
    """The rows are of any category; the list was asked for all of them."""
    rows = [f"认识情绪||2024-09-20|{grade}" for grade in JUNIOR]
    head = "活动主题|活动类型|活动时间|活动对象"
    result = audited(form() | {"活动": ["活动登记表(共3次,其中主题班会2次)", head, *rows]})
    assert set(by(result, "NC301").values()) == {"unknown"}
    result = audited(form() | {"活动": ["活动登记表(不含主题班会)", head, *rows]}, file="b.xlsx")
    assert set(by(result, "NC301").values()) == {"unknown"}


# --- two columns of which one is ticked (R82, R83, R118) ----------------------------------------------

ASKED = ("三级心理帮扶队伍", "高关怀学生闭环管理", "绿色转介通道", "心理健康教育经费纳入预算")
RULES = ("NC501", "NC502", "NC503", "NC505")
MARKS = ("√|", "|√", "√|√", "|")
PAIRS = (
    "已完成|未完成",
    "已开展|未开展",
    "有|无",
    "是|否",
    "达标|不达标",
    "已建|未建",
    "未落实|已落实",
)


def told(result: AuditResult) -> list[str]:
    return [verdict(result, rule) for rule in RULES]


@pytest.mark.parametrize("pair", PAIRS)
def test_ticks_under_yes_and_no(audited: Audited, pair: str) -> None:
    """Ticked, denied, both, neither; the failure points at the tick, what is open at the first column."""
    turned = pair.startswith("未")
    marks = ["|".join(mark.split("|")[::-1]) if turned else mark for mark in MARKS]
    rows = [f"{item}|{mark}" for item, mark in zip(ASKED, marks, strict=True)]
    result = audited(form() | {"记录": [f"项目|{pair}", *rows]})
    assert told(result) == ["pass", "fail", "unknown", "unknown"]
    assert ("记录!B3" if turned else "记录!C3") in where(finding(result, "NC502"))
    assert ("records", "done", "记录!B4") in gaps(finding(result, "NC503"))
    assert ("records", "done", "记录!B5") in gaps(finding(result, "NC505"))


@pytest.mark.parametrize("pair", ["已落实|未落实", "完成|未完成", "是|否"])
def test_ticks_under_a_heading_of_two_rows(audited: Audited, pair: str) -> None:
    rows = [f"{item}|{mark}" for item, mark in zip(ASKED, MARKS, strict=True)]
    head = ["项目|落实情况|", f"|{pair}"]
    result = audited(form() | {"记录": [*head, *rows]}, merges={"记录": ["A1:A2", "B1:C1"]})
    assert told(result) == ["pass", "fail", "unknown", "unknown"]
    assert "记录!C4" in where(finding(result, "NC502"))


@pytest.mark.parametrize("pair", ["上学期|下学期", "已完成|正在推进", "校级|区级"])
def test_ticks_under_words_that_are_no_yes_and_no(audited: Audited, pair: str) -> None:
    rows = [f"{item}|{mark}" for item, mark in zip(ASKED, MARKS, strict=True)]
    assert told(audited(form() | {"记录": [f"项目|{pair}", *rows]})) == ["unknown"] * 4


def test_a_list_of_yes_and_no_that_nothing_calls_a_list_of_work(audited: Audited) -> None:
    """R5 counts what is not listed as not there: only of a sheet that is one of records."""
    rows = ["项目|是|否", "灭火器|√|", "食堂留样|√|"]
    sheets = form(记录=None) | {"Sheet9": rows}
    assert told(audited(sheets, file="学校上报.xlsx")) == ["unknown"] * 4


EVENTS = ("认识情绪|班团队会|2024-09-20|七年级", "认识情绪|班团队会|2024-09-20|八年级")
EVENT_HEAD = "活动主题|活动类型|活动时间|活动对象"


@pytest.mark.parametrize("pair", ["已开展|未开展", "已举办|未举办", "完成|未完成"])
def test_activities_ticked_as_held_or_not(audited: Audited, pair: str) -> None:
    rows = [f"{EVENTS[0]}|√|", f"{EVENTS[1]}||√", "认识情绪|班团队会|2024-09-20|九年级||"]
    result = audited(form() | {"活动": [f"{EVENT_HEAD}|{pair}", *rows]})
    assert by(result, "NC301") == {"G7": "pass", "G8": "fail", "G9": "unknown"}


def test_activities_ticked_under_whether_they_were_held(audited: Audited) -> None:
    rows = [f"{EVENTS[0]}|√|", f"{EVENTS[1]}||√", "认识情绪|班团队会|2024-09-20|九年级|√|√"]
    head = [f"{EVENT_HEAD}|是否开展|", "||||是|否"]
    merges = {"活动": ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"]}
    result = audited(form() | {"活动": [*head, *rows]}, merges=merges)
    assert by(result, "NC301") == {"G7": "pass", "G8": "fail", "G9": "unknown"}


def test_yes_and_no_without_a_question_are_not_decided(audited: Audited) -> None:
    """是 may say that it was held; 否 under no question at all says that of nothing."""
    rows = [f"{EVENTS[0]}|√|", f"{EVENTS[1]}||√", "认识情绪|班团队会|2024-09-20|九年级|√|"]
    result = audited(form() | {"活动": [f"{EVENT_HEAD}|是|否", *rows]})
    assert by(result, "NC301") == {"G7": "pass", "G8": "unknown", "G9": "pass"}


def test_a_question_about_something_else_denies_no_activity(audited: Audited) -> None:
    rows = [f"{EVENTS[0]}||√", f"{EVENTS[1]}||√", "认识情绪|班团队会|2024-09-20|九年级|√|"]
    head = [f"{EVENT_HEAD}|是否外请专家|", "||||是|否"]
    merges = {"活动": ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"]}
    result = audited(form() | {"活动": [*head, *rows]}, merges=merges)
    assert set(by(result, "NC301").values()) == {"pass"}


def test_a_reason_why_it_was_not_held(audited: Audited) -> None:
    rows = [f"{EVENTS[0]}|", f"{EVENTS[1]}|连日暴雨", "认识情绪|班团队会|2024-09-20|九年级|无"]
    result = audited(form() | {"活动": [f"{EVENT_HEAD}|未开展原因", *rows]})
    assert by(result, "NC301") == {"G7": "pass", "G8": "unknown", "G9": "pass"}


# --- what a school says of itself (R82–R85, R109) -----------------------------------------------------

ITEMS = (*ASKED, "心理健康教育纳入日常工作议程")
ALL_RULES = (*RULES, "NC701")
OWN_WORDS = (
    "学校自评",
    "自评",
    "自评情况",
    "自评结果",
    "自评等级",
    "达标情况",
    "自查结果",
    "落实情况",
)


def check_sheet(
    heading: str, *answers: str, title: str = "“8+2”工作自查表"
) -> dict[str, list[str]]:
    rows = [f"{item}|{answer}" for item, answer in zip(ITEMS, answers, strict=True)]
    return form() | {"记录": [title, f"项目|{heading}", *rows]}


def all_told(result: AuditResult) -> list[str]:
    return [verdict(result, rule) for rule in ALL_RULES]


@pytest.mark.parametrize("heading", OWN_WORDS)
def test_plain_answers_under_a_heading_of_self_assessment(audited: Audited, heading: str) -> None:
    result = audited(check_sheet(heading, "是", "否", "已落实", "√", "不达标"))
    assert all_told(result) == ["pass", "fail", "pass", "pass", "fail"]
    assert "记录!B4" in where(finding(result, "NC502"))
    assert "记录!B7" in where(finding(result, "NC701"))


@pytest.mark.parametrize("heading", OWN_WORDS)
def test_levels_are_no_plain_answers(audited: Audited, heading: str) -> None:
    """R84: 优 and 合格 say how well, of what nobody knows."""
    result = audited(check_sheet(heading, "优", "良", "合格", "基本达标", ""))
    assert all_told(result) == ["unknown"] * 5
    assert issue_cells(result, "D301") == {f"记录!B{row}" for row in range(3, 7)}
    for row, rule in enumerate(ALL_RULES, 3):
        assert ("records", "done", f"记录!B{row}") in gaps(finding(result, rule))


@pytest.mark.parametrize("heading", ["自评", "自评情况", "落实情况"])
def test_marks_are_no_answers(audited: Audited, heading: str) -> None:
    """R109: where 10 and 8 are marks, so are 1 and 0."""
    result = audited(check_sheet(heading, "10", "8", "1", "0", "5"))
    assert all_told(result) == ["unknown"] * 5
    result = audited(check_sheet(heading, "1", "1", "1", "0", "1"), file="b.xlsx")
    assert all_told(result) == ["pass", "pass", "pass", "fail", "pass"]
    level = audited(check_sheet("自评等级", "1", "1", "1", "0", "是"), file="c.xlsx")
    assert all_told(level) == ["unknown"] * 4 + ["pass"]


@pytest.mark.parametrize("heading", ["检查结果", "检查情况"])
def test_what_was_found_is_the_schools_own_answer_in_a_self_check(
    audited: Audited, heading: str
) -> None:
    result = audited(check_sheet(heading, "是", "否", "是", "是", "是"))
    assert all_told(result) == ["pass", "fail", "pass", "pass", "pass"]


@pytest.mark.parametrize("heading", ["检查结果", "检查情况"])
@pytest.mark.parametrize("title", ["心理健康教育工作检查表", "下校督查记录表"])
def test_what_inspectors_found_is_not_the_schools_own_answer(
    audited: Audited, heading: str, title: str
) -> None:
    """The nearest title decides, though the file is called 自查表; one refused heading is one D202."""
    result = audited(check_sheet(heading, "是", "否", "是", "是", "是", title=title))
    assert all_told(result) == ["unknown"] * 5
    assert issue_cells(result, "D202") == {f"记录!B{row}" for row in range(3, 8)}


def test_an_answer_that_inspectors_deny_is_open(audited: Audited) -> None:
    """R146: 是 and 否 for one item is unknown, whoever wrote the second; where both say 否 it is a no."""
    rows = [f"{item}|{own}|否" for item, own in zip(ITEMS, "是是否是是", strict=True)]
    title = "心理健康教育工作检查表"
    result = audited(form() | {"记录": [title, "项目|学校自评|检查结果", *rows]})
    assert all_told(result) == ["unknown", "unknown", "fail", "unknown", "unknown"]
    assert issue_cells(result, "D424") == {
        f"记录!{cell}{row}" for cell in "BC" for row in (3, 4, 6, 7)
    }


# --- a duty with a post behind it (R43, R137) ---------------------------------------------------------

WITH_POST = {
    "兼职(德育主任)": "part",
    "兼职\uff08政教主任\uff09": "part",
    "兼职教师(语文教师)": "part",
    "兼职/班主任": "part",
    "兼职、德育副主任": "part",
    "专职(心理教研组长)": "full",
    "专职教师(国家二级心理咨询师)": "full",
    "专职(心理辅导室负责人)": "full",
    "专职(兼班主任)": "open",
    "专职(班主任)": "open",
    "专职(语文)": "open",
    "专职(兼职)": "open",
    "兼职(专职)": "open",
    "兼职(原专职)": "open",
    "专职(拟)": "open",
    "专兼职": "open",
    "专职/兼职": "open",
}


@pytest.mark.parametrize(("said", "duty"), WITH_POST.items())
@pytest.mark.parametrize("heading", ["专职/兼职", "心理健康教育教师"])
def test_a_duty_with_a_post(audited: Audited, said: str, duty: str, heading: str) -> None:
    """One teacher of this duty and one of the other: both there, both of one duty, or nobody knows."""
    title = "教师名册" if heading == "心理健康教育教师" else "心理健康教育教师名册"
    rows = [f"周明|女|{said}", "吴亮|男|专职" if duty == "part" else "吴亮|男|兼职"]
    result = audited(form() | {"教师": [title, f"姓名|性别|{heading}", *rows]})
    assert verdict(result, "NC103") == ("unknown" if duty == "open" else "pass")
    other = [rows[0], "吴亮|男|兼职" if duty == "part" else "吴亮|男|专职"]
    result = audited(form() | {"教师": [title, f"姓名|性别|{heading}", *other]}, file="b.xlsx")
    assert verdict(result, "NC103") == ("unknown" if duty == "open" else "fail")
    if duty == "open":
        assert "教师!C3" in issue_cells(result, "D301")


# --- rows that stand over a part of a roster (R3, R35, R37, R43) --------------------------------------

ROSTER = "姓名|性别|是否享受班主任同等待遇|是否计班主任工作年限"
HEADS = {
    "plain": ("一、专职教师", "二、兼职教师"),
    "in brackets": ("(一)专职心理教师", "(二)兼职心理教师"),
    "counted": ("专职心理健康教育教师(1人)\uff1a", "兼职心理健康教育教师(1人)\uff1a"),
}


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
def test_rows_that_say_the_duty_of_those_below(
    audited: Audited, heads: tuple[str, str], merged: bool
) -> None:
    rows = [heads[0], "周明|女|是|是", heads[1], "吴亮|男|是|否"]
    sheets = form() | {"教师": ["心理健康教育教师名册", ROSTER, *rows]}
    merges = {"教师": ["A3:D3", "A5:D5"]} if merged else None
    result = audited(sheets, merges=merges)
    assert [verdict(result, rule) for rule in ("NC101", "NC102", "NC103")] == ["pass"] * 3
    assert by(result, "NC106", "teacher") == {"周明": "pass", "吴亮": "fail"}
    assert "教师!A4" in where(finding(result, "NC102"))
    assert not issue_cells(result, "D301")


def test_such_rows_in_a_sheet_with_numbers(audited: Audited) -> None:
    rows = ["一、专职教师|||", "1|周明|女|是|是", "二|兼职教师||", "1|吴亮|男|是|是"]
    sheets = form() | {"教师": ["心理健康教育教师名册", f"序号|{ROSTER}", *rows]}
    assert verdict(audited(sheets), "NC103") == "pass"


def test_nobody_below_such_a_row(audited: Audited) -> None:
    rows = ["一、专职教师", "周明|女|是|是", "王芳|女|是|是", "二、兼职教师"]
    result = audited(form() | {"教师": ["心理健康教育教师名册", ROSTER, *rows]})
    assert verdict(result, "NC103") == "fail"
    assert by(result, "NC105", "teacher") == {"周明": "pass", "王芳": "pass"}


def test_another_row_of_that_kind_ends_what_was_said(audited: Audited) -> None:
    rows = ["一、兼职教师", "吴亮|男|是|是", "二、其他人员", "周明|女|是|是"]
    result = audited(form() | {"教师": ["心理健康教育教师名册", ROSTER, *rows]})
    assert verdict(result, "NC102") == "unknown"


def test_a_row_that_contradicts_what_stands_over_it(audited: Audited) -> None:
    rows = ["一、专职教师", "周明|女|兼职", "二、兼职教师", "吴亮|男|兼职"]
    head = "姓名|性别|专职/兼职"
    result = audited(form() | {"教师": ["心理健康教育教师名册", head, *rows]})
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC102") == "unknown"
    assert ("teachers", "duty", "教师!C4") in gaps(finding(result, "NC102"))
    assert ("teachers", "duty", "教师!C6") not in gaps(finding(result, "NC102"))


def test_all_staff_below_such_rows(audited: Audited) -> None:
    """R36: 专职 in a list of all teachers may be of any subject; 专职心理教师 is not."""
    rows = ["一、专职教师", "周明|女|是|是", "二、兼职教师", "吴亮|男|是|是"]
    result = audited(form() | {"教师": ["教师花名册", ROSTER, *rows]})
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC102") == "unknown"
    rows[0], rows[2] = "一、专职心理教师", "二、兼职心理教师"
    result = audited(form() | {"教师": ["教师花名册", ROSTER, *rows]}, file="b.xlsx")
    assert [verdict(result, rule) for rule in ("NC101", "NC102", "NC103")] == ["pass"] * 3


# --- two columns of a committee (R70–R74, R102) -------------------------------------------------------

CLASSES = [f"{grade}({number})班" for grade in "七八九" for number in (1, 2)]


def committee(head: str, row: str, *, first: str | None = None) -> dict[str, list[str]]:
    """Every class with `row`, the first with `first` instead; @ is another name each time."""
    rows = [
        f"{one}|{row.replace('@', name)}" for one, name in zip(CLASSES, "江河湖海山川", strict=True)
    ]
    if first is not None:
        rows[0] = f"{CLASSES[0]}|{first}"
    return form() | {"班委": [head, *rows]}


TWO_COLUMNS = {
    "班级|男心理委员|女心理委员": "孙@|许@",
    "班级|心理委员(男)|心理委员(女)": "孙@|许@",
    "班级|心理委员1(男)|心理委员2(女)": "孙@|许@",
    "班级|班主任|男生心理委员姓名|女生心理委员姓名": "郑@|孙@|许@",
    "班级|心理委员1|性别1|心理委员2|性别2": "孙@|男|许@|女",
    "班级|心理委员姓名1|性别1|心理委员姓名2|性别2": "孙@|男|许@|女",
    "班级|心理委员1|心理委员2": "孙@(男)|许@(女)",
}


@pytest.mark.parametrize(("head", "row"), TWO_COLUMNS.items(), ids=TWO_COLUMNS)
def test_two_columns_of_a_committee(audited: Audited, head: str, row: str) -> None:
    result = audited(committee(head, row))
    assert [str(f.verdict) for f in findings(result, "NC401")] == ["pass"] * 6
    nobody = row.replace("郑@", "郑老师").replace("孙@", "孙一")
    nobody = nobody.replace("|许@|女", "||").replace("|许@(女)", "|").replace("|许@", "|")
    result = audited(committee(head, row, first=nobody), file="b.xlsx")
    told = [str(f.verdict) for f in findings(result, "NC401")]
    assert told == ["fail", *["pass"] * 5]
    assert any(
        place.startswith("班委!") and place.endswith("2")
        for place in where(findings(result, "NC401")[0])
    )


def test_two_names_of_which_no_sex_is_said(audited: Audited) -> None:
    """R74; nor does one column of sexes say it of two."""
    for at, (head, row) in enumerate(
        [
            ("班级|心理委员1|心理委员2", "孙@|许@"),
            ("班级|心理委员1|心理委员2|性别", "孙@|许@|男"),
            ("班级|心理委员1|心理委员2|性别", "孙@|许@|女"),
        ]
    ):
        result = audited(committee(head, row), file=f"{at}.xlsx")
        assert [str(f.verdict) for f in findings(result, "NC401")] == ["unknown"] * 6


def test_a_third_column_is_no_part_of_two(audited: Audited) -> None:
    """The third may be the girl: refused with the second, and nothing is decided."""
    head = "班级|心理委员1|性别1|心理委员2|性别2|心理委员3|性别3"
    result = audited(committee(head, "孙@|男|李@|男|许@|女"))
    assert [str(f.verdict) for f in findings(result, "NC401")] == ["unknown"] * 6


def test_the_second_name_is_masked_like_the_first(audited: Audited) -> None:
    result = audited(committee("班级|心理委员1|性别1|心理委员2|性别2", "孙@|男|许@|中"))
    assert "许江" not in result.to_json()
    assert "孙江" not in result.to_json()
    assert issue_cells(result, "D301") == {f"班委!E{row}" for row in range(2, 8)}


# --- lists of classes and of schools (R1, R17, R27, R37) ----------------------------------------------


@pytest.mark.parametrize("title", ["班级情况表", "2024-2025学年班级设置一览表", None])
def test_a_list_of_nothing_but_classes(audited: Audited, title: str | None) -> None:
    """Their number is known, that of their pupils is not; a grade without a row is none of the school's."""
    rows = [*([title] if title else []), "班级", *CLASSES]
    result = audited(form(活动=None) | {"班级": rows})
    assert [str(f.verdict) for f in findings(result, "NC401")] == ["pass"] * 6
    assert set(by(result, "NC301")) == {"G7", "G8", "G9"}
    assert {
        f.subject.grade
        for f in findings(audited(form() | {"班级": rows[:-2]}, file="b.xlsx"), "NC301")
    } == {"G7", "G8"}


@pytest.mark.parametrize("title", ["文明班级名单", "获奖班级一览表", "参赛班级名单"])
@pytest.mark.parametrize("head", ["班级", "序号|班级", "班级|班主任"])
def test_a_list_of_some_classes_is_no_class_table(audited: Audited, title: str, head: str) -> None:
    """That the others are not in it does not say that there are none."""
    rows = {"班级": "{}", "序号|班级": "1|{}", "班级|班主任": "{}|郑老师"}[head]
    listed = [title, head, *(rows.format(one) for one in CLASSES[:2])]
    sheets = form(班级=None) | {"Sheet9": listed}
    assert {f.subject.grade for f in findings(audited(sheets), "NC301")} == {"G7", "G8", "G9"}


@pytest.mark.parametrize("below", ["七(1)班 八(1)班 报告厅", "七(1)班", "一班 二班", "张三 李四"])
def test_a_single_column_that_does_not_hold_classes(audited: Audited, below: str) -> None:
    sheets = form(班级=None) | {"班级": ["班级", *below.split()]}
    assert "班级!A1" in issue_cells(audited(sheets), "D201")


def test_a_single_column_of_classes_that_nothing_calls_a_list(audited: Audited) -> None:
    """Of what they are the classes nobody says."""
    sheets = form(班级=None) | {"Sheet9": ["班级", *CLASSES]}
    assert issue_cells(audited(sheets), "D201") == {"Sheet9!A1"}


SCHOOLS = ["白鹭学校|3136000001|东湖区", "青禾学校|3136000002|东湖区", "育新小学|2136000003|西湖区"]


@pytest.mark.parametrize(
    "rows",
    [
        ["学校名称|标识码|县区", *SCHOOLS],
        ["学校名称|标识码", *(row.rpartition("|")[0] for row in SCHOOLS)],
        [
            "学校名录",
            "学校名称|县区",
            *(f"{row.split('|')[0]}|{row.split('|')[2]}" for row in SCHOOLS),
        ],
        ["学校名称|标识码|县区|联系人|联系电话|备注", *(f"{row}|周明||" for row in SCHOOLS)],
    ],
    ids=["all", "codes", "districts", "contacts"],
)
def test_a_register_of_schools(audited: Audited, rows: list[str]) -> None:
    """Each is a school of which nothing is known but its kind (R27)."""
    result = audited({"Sheet1": rows})
    assert {one.name for one in result.schools} == {"白鹭学校", "青禾学校", "育新小学"}
    assert [str(f.verdict) for f in findings(result, "NC101")] == ["unknown"] * 3
    coded = "标识码" in rows[0]
    primary = str(findings(result, "NC202", "育新小学")[0].verdict)
    assert primary == "notapplicable"
    assert str(findings(result, "NC202", "白鹭学校")[0].verdict) == (
        "notapplicable" if coded else "unknown"
    )


@pytest.mark.parametrize(
    "rows",
    [
        ["心理健康教育示范校名单", "学校名称|县区", "白鹭学校|东湖区", "育新小学|西湖区"],
        ["参赛学校名单", "学校名称|标识码", "白鹭学校|3136000001", "育新小学|2136000003"],
        ["学校名称|县区", "白鹭学校|东湖区", "育新小学|西湖区"],
        ["学校名称|标识码|作品名称", "白鹭学校|3136000001|风", "育新小学|2136000003|雨"],
    ],
)
def test_a_list_of_schools_for_something_else(audited: Audited, rows: list[str]) -> None:
    result = audited(form() | {"Sheet9": rows})
    assert [one.name for one in result.schools] == ["青禾学校"]
    assert len(issue_cells(result, "D201")) == 1


def test_two_headings_alike_are_both_explained(audited: Audited) -> None:
    """R135: of two that decide nothing the first is taken, and the second is said to be left out."""
    head = "项目|是否完成|佐证材料|佐证材料"
    result = audited(form() | {"记录": [head, "三级心理帮扶队伍|是|通知|照片"]})
    assert verdict(result, "NC501") == "pass"
    (columns,) = [
        table.columns for one in result.inputs for table in one.tables if table.sheet == "记录"
    ]
    assert [(one.field, one.how) for one in columns][2:] == [
        ("evidence", "exact"),
        (None, "unmapped"),
    ]
    assert columns[3].reason == "beaten"


# --- sheets about other work of the school (R5, R141) -------------------------------------------------


@pytest.mark.parametrize("title", ["学校安全工作自查表", "党建工作台账", "食堂卫生检查记录表"])
def test_a_self_check_of_other_work(audited: Audited, title: str) -> None:
    """It was not asked for 心理帮扶: that it does not list it is no failure; what it does list counts."""
    rows = [title, "序号|项目|是否完成", "1|灭火器|是", "2|留样|是", "3|绿色转介通道|是"]
    result = audited(form(记录=None) | {"Sheet9": rows}, file="学校上报.xlsx")
    assert all_told(result) == ["unknown", "unknown", "pass", "unknown", "unknown"]
    assert set(by(result, "NC504", "period").values()) == {"unknown"}


@pytest.mark.parametrize("title", ["德育工作自查表", "心理健康与安全工作自查表", "“8+2”工作自查表"])
def test_a_self_check_of_our_work(audited: Audited, title: str) -> None:
    """R5: several items asked, this one not among them."""
    rows = [title, "序号|项目|是否完成", "1|灭火器|是", "2|留样|是", "3|绿色转介通道|是"]
    result = audited(form(记录=None) | {"Sheet9": rows}, file="学校上报.xlsx")
    assert all_told(result) == ["fail", "fail", "pass", "fail", "fail"]


def test_activities_of_another_field(audited: Audited) -> None:
    rows = [
        "安全教育活动登记表",
        EVENT_HEAD,
        "心理安全|主题班会|2024-10-01|七年级",
        "防溺水|主题班会|2024-10-01|八年级",
    ]
    result = audited(form(活动=None) | {"Sheet9": rows})
    assert by(result, "NC301") == {"G7": "pass", "G8": "unknown", "G9": "unknown"}
    assert verdict(result, "NC601") == "unknown"
    result = audited(form(活动=None) | {"Sheet9": ["德育活动登记表", *rows[1:]]}, file="b.xlsx")
    assert by(result, "NC301") == {"G7": "pass", "G8": "fail", "G9": "fail"}


# --- words in a row that say that it is to come, or who it is (R35, R84) ------------------------------


@pytest.mark.parametrize(
    ("mark", "told_"), [("(拟)", "unknown"), ("\uff08计划\uff09", "unknown"), ("(一)", "pass")]
)
def test_a_title_that_says_it_is_planned(audited: Audited, mark: str, told_: str) -> None:
    rows = [f"认识情绪{mark}|班团队会|2024-11-20|{grade}" for grade in JUNIOR]
    result = audited(form() | {"活动": [EVENT_HEAD, *rows]})
    assert set(by(result, "NC301").values()) == {told_}


def test_a_post_that_says_the_duty(audited: Audited) -> None:
    """R35: 专职心理教师 as 职务; 心理教师 alone leaves the duty open; a column of duties decides."""
    head = "姓名|任教学科|职务"
    both = ["周明|心理健康|专职心理教师", "吴亮|语文|兼职心理教师"]
    result = audited(form() | {"教师": ["教师花名册", head, *both]})
    assert [verdict(result, rule) for rule in ("NC101", "NC102", "NC103")] == ["pass"] * 3
    open_ = [both[0].replace("专职", ""), both[1]]
    result = audited(form() | {"教师": ["教师花名册", head, *open_]}, file="b.xlsx")
    assert verdict(result, "NC102") == "unknown"
    sheets = form() | {
        "教师": ["教师花名册", f"{head}|专职/兼职", f"{both[0]}|兼职", f"{both[1]}|兼职"]
    }
    assert verdict(audited(sheets, file="c.xlsx"), "NC102") == "fail"


# --- courses and grades (R22, R76–R81) ----------------------------------------------------------------

COURSES = (("心理健康", "0.5"), ("体育与健康", "3"), ("美术", "1"), ("劳动", "1"))


@pytest.mark.parametrize("title", ["2024-2025学年第一学期各年级周课时表", None])
@pytest.mark.parametrize("unit", ["(节/周)", "\uff08周课时\uff09", ""])
def test_a_column_for_each_grade_with_its_unit(
    audited: Audited, title: str | None, unit: str
) -> None:
    """Without any unit a bare number is refused, and that the course is held is said all the same."""
    head = "课程|" + "|".join(f"{grade}{unit}" for grade in JUNIOR)
    rows = [f"{course}|{n}|{n}|{n}" for course, n in COURSES]
    rows[3] = "劳动|1|1|0"
    result = audited(form() | {"课程": [*([title] if title else []), head, *rows]})
    assert verdict(result, "NC201") == ("pass" if title or unit else "unknown")
    assert by(result, "NC203") == {"G7": "pass", "G8": "pass", "G9": "fail"}


@pytest.mark.parametrize("over", ["年级", "各年级周课时", "周课时"])
def test_a_heading_merged_over_the_grades(audited: Audited, over: str) -> None:
    title = "各年级周课时表" if over == "年级" else "课程设置"
    rows = [f"第一学期|{course}|{n}|{n}|{n}" for course, n in COURSES]
    head = [title, f"学期|课程|{over}||", "||" + "|".join(JUNIOR)]
    merges = {"课程": ["A2:A3", "B2:B3", "C2:E2"]}
    result = audited(form() | {"课程": [*head, *rows]}, merges=merges)
    assert verdict(result, "NC201") == "pass"
    assert set(by(result, "NC203").values()) == {"pass"}


def test_ticks_under_grades(audited: Audited) -> None:
    rows = ["心理健康|√|√|√", "体育与健康|√|√|√", "美术|√|√|", "劳动|√|×|√"]
    result = audited(form() | {"课程": ["课程开设情况表", f"课程|{'|'.join(JUNIOR)}", *rows]})
    assert verdict(result, "NC201") == "unknown"
    assert by(result, "NC203") == {"G7": "pass", "G8": "fail", "G9": "unknown"}


def test_a_roster_with_such_rows_beside_one_without(audited: Audited) -> None:
    """What is read of one sheet does not depend on which sheet was read before."""
    plain = ["专职心理教师名册", "姓名|专职/兼职", "王芳|兼职"]
    parts = ["心理健康教育教师名册", "姓名|专职/兼职", "一、兼职教师", "吴亮|兼职", "周明|"]
    for at, sheets in enumerate([{"甲": plain, "乙": parts}, {"甲": parts, "乙": plain}]):
        result = audited(form(教师=None) | sheets, file=f"{at}.xlsx")
        assert verdict(result, "NC102") == "fail"
        assert verdict(result, "NC103") == "fail"


def test_two_pairs_of_ticks_answer_nothing(audited: Audited) -> None:
    """有|无 and 是|否 side by side: of what each is the answer nobody says."""
    rows = ["绿色转介通道|√|||√", "三级心理帮扶队伍||√|√|"]
    result = audited(form() | {"记录": ["项目|有|无|是|否", *rows]})
    assert [verdict(result, "NC501"), verdict(result, "NC503")] == ["unknown", "unknown"]


def test_a_register_in_the_workbook_of_one_school(audited: Audited) -> None:
    """R116: the table with the school's own facts lists one; the others are named, and nothing more."""
    sheets = form() | {
        "片区学校": ["学校名称|标识码", *(row.rpartition("|")[0] for row in SCHOOLS[::2])]
    }
    result = audited(sheets)
    assert verdict(result, "NC101", NAME) == "pass"
    assert verdict(result, "NC101", "白鹭学校") == "unknown"


@pytest.mark.parametrize("head", ["项目|是|部分|否|日期", "项目|已完成|正在进行|未完成|日期"])
def test_ticks_under_three_answers_prove_nothing(audited: Audited, head: str) -> None:
    """R83: the sheet asks; a date beside a tick under 否 is no proof that it was done."""
    rows = ["绿色转介通道|||√|2024-10-01", "三级心理帮扶队伍||√||2024-10-01"]
    result = audited(form() | {"记录": [head, *rows]})
    assert [verdict(result, "NC501"), verdict(result, "NC503")] == ["unknown", "unknown"]
