"""What the console summary says, in which order, and that it fits 80 cells in a pipe."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len

from mhaudit.findings import (
    ColumnInfo,
    DistrictResult,
    InputInfo,
    Missing,
    PeriodInfo,
    Place,
    Subject,
    TableInfo,
)
from mhaudit.reports.console import write_console, write_quiet
from mhaudit.reports.inspect import write_inspect
from reports.made import (
    FILE,
    SCHOOL,
    checklist,
    finding,
    grade,
    issue,
    place,
    result,
    school,
    unknown,
    written,
)

LONG = "南昌市东湖区某某大学附属第一实验学校与第二实验学校联合举办的九年一贯制学校(北校区)"


def shown(made, *, width=80, **options):
    stream = StringIO()
    write_console(made, stream, width=width, **options)
    return stream.getvalue()


def lines_of(made, **options):
    return [line.strip() for line in shown(made, **options).splitlines()]


def in_order(text, *parts):
    """Whether the parts stand in the text one after the other."""
    at = -1
    for part in parts:
        at = text.find(part, at + 1)
        if at < 0:
            return False
    return True


def test_one_failure_shows_its_working_cells_clause_and_remedy():
    text = shown(result(school(finding(message="心理健康教育教师不足"))))
    assert in_order(
        text,
        "南昌市育新学校 — 有必须的要求不达标",
        "不达标:必须",
        "× NC101 心理健康教育教师与学生之比不低于 1:800",
        "心理健康教育教师不足",
        "实测 1:1250,要求 ≤ 800,差 1",
        "单元格:学校!F5(1250)",
        "依据:某某答复,二:「原则上按照师生比1∶800配备」",
        "整改:增配专(兼)职心理健康教育教师 1 名",
    )


def test_what_the_message_says_is_not_said_again():
    assert "现为 1:1250(1250 比 1),要求 ≤ 800;差 1" in shown(result(school(finding())))
    assert "实测" not in shown(result(school(finding())))


def test_failures_stand_by_weight_then_what_is_open():
    made = school(
        unknown(rule="NC104"),
        finding("pass", rule="NC106"),
        finding(strength="encouraged", rule="NC601"),
        finding(strength="principle", rule="NC101"),
        finding(rule="NC102"),
        finding("error", rule="NC900"),
    )
    assert in_order(
        shown(result(made)),
        "! NC900", "不达标:必须", "× NC102", "不达标:原则上", "× NC101", "不达标:鼓励", "× NC601",
        "无法判定(1 条)\n", "? NC104",
    )  # fmt: skip


def test_passes_are_listed_only_with_verbose():
    made = result(school(finding("pass", rule="NC106"), finding("notapplicable", rule="NC202")))
    assert "NC106" not in shown(made)
    assert in_order(
        shown(made, verbose=True), "达标(1 条)\n", "√ NC106", "不适用(1 条)\n", "- NC202"
    )


def test_findings_with_one_cause_are_folded():
    """R9."""
    text = shown(result(school(grade("G7"), grade("G8"), grade("G9"))))
    assert text.count("NC301") == 1
    assert "班团队会:七、八、九年级" in text


def test_an_unknown_says_which_field_and_cell_would_decide():
    missing = Missing("schools", "students", place("学校!F5"))
    text = shown(result(school(unknown(missing, Missing("activities", None)))))
    assert "要判定,需要:学校表的“在校学生数”(学校!F5);活动表" in text


def test_an_unknown_that_names_its_cell_is_not_repeated():
    missing = Missing("schools", "students", place("学校!F5"))
    text = shown(result(school(unknown(missing, message="“在校学生数”未填(学校!F5)"))))
    assert "要判定" not in text
    assert "学校!F5" in text


def test_every_verdict_is_counted_zeros_too():
    made = school(finding("pass"), finding("pass"), finding(), unknown())
    assert "结论 4 条:达标 2  不达标 1  无法判定 1  不适用 0  已豁免 0  规则出错 0" in lines_of(
        result(made)
    )


@pytest.mark.parametrize(
    ("passes", "fails", "rate"),
    [(1, 1, "50.0%"), (2, 1, "66.6%"), (2999, 1, "99.9%"), (1, 0, "100.0%"), (0, 1, "0.0%"), (57, 43, "57.0%")],
)  # fmt: skip
def test_the_pass_rate_is_rounded_down(passes, fails, rate):
    """R50: never to the passing side."""
    findings = [finding("pass", rule=f"P{number}") for number in range(passes)]
    findings += [finding(rule=f"F{number}") for number in range(fails)]
    assert f"达标率 {rate}" in shown(result(school(*findings)))


def test_nothing_judged_has_no_rate():
    text = shown(result(school(unknown(), standing="unknown")))
    assert "达标率:没有已判定的必须或原则上的要求" in text
    assert "%" not in text


def test_the_checklist_has_marks_a_legend_and_its_provisional_note():
    text = shown(result(school(finding(), checklists=(checklist(),))))
    assert in_order(
        text,
        "“8+2”工作要求(暂定,非官方清单):核心 1/2,附加 0/1",
        "核心:√ 师资队伍  × 教师待遇  - 五育课程",
        "附加:? 双月报",
        "√ 达标  × 不达标  ? 无法判定  - 不适用",
        "自报与数据不符:教师待遇",
        "公开文件未列出“8+2”的具体条目",
    )


def test_an_official_checklist_is_not_called_provisional():
    text = shown(result(school(finding(), checklists=(checklist(None),))))
    assert "“8+2”工作要求:核心 1/2,附加 0/1" in text
    assert "暂定" not in text


def test_files_that_could_not_be_read_stand_before_everything_else():
    broken = issue(
        "D102",
        "error",
        message="已加密,无法读取",
        place=Place("秋季.xlsx", None, None),
        suggestion="去掉密码",
    )
    text = shown(result(school(finding(), data_issues=(broken,))))
    assert in_order(
        text, "无法读取的文件(1 个)", "! 秋季.xlsx:已加密", "建议:去掉密码", "检查时段", SCHOOL
    )
    assert text.count("已加密") == 1
    assert "数据问题" not in text


def test_broken_rules_are_said_at_the_top():
    text = shown(result(school(finding("error", rule="NC900"))))
    assert in_order(text, "规则出错(NC900)", "检查时段")


def test_the_period_says_where_it_came_from_and_that_dates_are_defaults():
    """R129."""
    text = shown(result(school(finding())))
    assert "检查时段:2024-2025学年第一学期(多数活动日期所在的学期)" in text
    assert "数据截至 2025-01-31" in text
    assert "学期起止用的是默认日期" in text


def test_term_dates_that_were_set_are_not_called_defaults():
    period = PeriodInfo("2024-2025", ("2024-2025-1", "2024-2025-2"), None, "option", False)
    text = shown(result(school(finding()), period=period))
    assert "2024-2025学年第一学期、2024-2025学年第二学期(由 --term 指定)" in text
    assert "默认" not in text


def test_an_unknown_term_is_said():
    """R129."""
    period = PeriodInfo(None, (), None, "none")
    assert "检查时段:未知" in shown(result(school(finding()), period=period))


def test_data_issues_fold_by_code_and_what_is_for_information_is_counted():
    made = school(
        finding(),
        data_issues=(issue(), issue(cell="教师!D13"), issue("D305", "info"), issue("D208", "info")),
    )
    text = shown(result(made))
    assert in_order(
        text,
        "数据问题(4 处)",
        "D301 警告,共 2 处",
        "教师!D12、D13",
        "另有提示 2 处(D208×1、D305×1)",
    )
    assert "D305 提示" in shown(result(made), verbose=True)


def test_issues_of_no_school_are_shown():
    text = shown(result(school(finding()), data_issues=(issue("D207", message="没有学校名称"),)))
    assert in_order(text, "文件与工作表的问题(1 处)", "没有学校名称")


def test_no_school_at_all_is_said():
    assert "没有找到任何学校" in shown(result())


def test_findings_of_districts_are_shown():
    """R155."""
    found = finding(rule="NC800", subject=Subject("district", district="东湖区", label="东湖区"))
    text = shown(result(school(finding()), districts=(DistrictResult("东湖区", (found,)),)))
    assert in_order(text, "区域:东湖区", "× NC800")


def many(count=30):
    return [
        school(
            *[finding(rule=f"NC{rule}") for rule in range(101, 101 + number % 7)],
            finding("pass", rule="NC999"),
            name=f"第{number}小学",
            standing="fail" if number % 7 else "pass",
        )
        for number in range(count)
    ]


def test_many_schools_become_tables_and_the_neediest_in_full():
    text = shown(result(*many()))
    assert in_order(
        text,
        "学校 30 所:不达标(必须) 25  不达标(原则上) 0  无法判定 0  达标 5  无可判定 0",
        "按规则(学校数)",
        "NC101",
        "最需要关注的学校",
        "第6小学",
        "只列出最需要关注的 20 所,共 30 所;加 --verbose 列出全部",
        "以下只展开最需要关注的 3 所,共 25 所有问题;加 --school 校名 看某一所,加",
        "第6小学 — 有必须的要求不达标",
        "结论 115 条",
    )
    assert text.count(" — ") == 3
    assert "按县区" not in text  # all of one district


def test_districts_stand_by_their_failing_schools():
    made = [
        school(finding(), district="西湖区"),
        school(finding(), district="西湖区"),
        school(finding(), district="东湖区"),
        school(finding("pass"), standing="pass", district=None),
    ]
    lines = lines_of(result(*made))
    table = lines[lines.index("按县区(学校数)") + 2 :][:3]
    assert [line.split() for line in table] == [
        ["西湖区", "2", "2", "0", "0", "0", "0.0%"],
        ["东湖区", "1", "1", "0", "0", "0", "0.0%"],
        ["(未填县区)", "1", "0", "0", "0", "1", "100.0%"],
    ]


def test_a_table_of_rules_does_without_the_remark_in_a_title():
    title = "配备心理健康教育教师(专兼职合计)"
    text = shown(result(*[school(finding(title=title)) for _ in range(4)]))
    assert in_order(
        text, "NC101  配备心理健康教育教师  ", "× NC101 配备心理健康教育教师(专兼职合计)"
    )


def test_what_is_not_known_is_not_called_measured():
    """A field that is not known was not measured, and nothing is known of a count from 0 on."""
    for text in ("是否享受班主任同等待遇 = ?", "≥ 0"):
        made = result(school(unknown(measured_text=text, required_text="≥ 1")))
        assert text not in shown(made).replace("≥ 1", "")
        assert "实测" not in shown(made)
    made = result(school(unknown(measured_text="0–1", required_text="≥ 1")))
    assert "目前只知 0–1,要求 ≥ 1" in shown(made)


def test_quiet_gives_standings_and_counts_only():
    broken = issue("D102", "error", message="已加密", place=Place("秋季.xlsx", None, None))
    made = result(*many(), data_issues=(broken,), notes=("说明一",))
    stream = StringIO()
    write_quiet(made, stream, width=80)
    text = stream.getvalue()
    assert in_order(text, "! 秋季.xlsx:已加密", "学校 30 所:", "说明一", "结论 115 条:", "达标率")
    assert "NC101" not in text
    assert len(text.splitlines()) < 15


def test_quiet_names_a_few_schools():
    stream = StringIO()
    write_quiet(result(school(finding())), stream, width=80)
    assert f"{SCHOOL} — 有必须的要求不达标" in stream.getvalue()


def test_verbose_caps_nothing_and_keeps_the_order_of_the_result():
    """R140."""
    text = shown(result(*many()), verbose=True)
    assert text.count(" — ") == 30
    assert in_order(text, "第0小学 — 达标", "第1小学 — ", "第29小学 — ")
    assert "只列出" not in text
    assert "只展开" not in text


def test_rules_are_ranked_by_the_schools_that_fail_them_not_by_findings():
    made = [school(*[grade("G7")] * 9), *[school(finding()) for _ in range(3)]]
    lines = lines_of(result(*made))
    rules = [line for line in lines[lines.index("按规则(学校数)") :] if line.startswith("NC")]
    assert [(line.split()[0], line.split()[-2:]) for line in rules] == [
        ("NC101", ["3", "0"]),
        ("NC301", ["1", "0"]),
    ]


def busy(name=LONG):
    """A school with a long name and something of everything."""
    subject = Subject("school", school=name, label=name)
    return school(
        finding(
            subject=subject, message=f"{name}现有心理健康教育教师 1 名,学生 1250 人,不符合要求" * 2
        ),
        grade("G7"),
        grade("G8"),
        finding("error", rule="NC900"),
        unknown(*[Missing("teachers", "duty", place(f"教师!D{row}")) for row in range(5, 60)]),
        finding("pass", rule="NC106"),
        name=name,
        checklists=(checklist("公开文件未列出“8+2”的具体条目,此处按可查文件归并," * 4),),
        data_issues=(issue(message="很长的说明" * 30), issue("D305", "info")),
    )


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_page(width, verbose, count, language):
    made = result(*[busy(f"{LONG}{number}") for number in range(count)], language=language)
    text = shown(made, width=width, verbose=verbose)
    assert max(map(cell_len, text.splitlines())) <= width


def test_inspect_is_not_wider_than_the_page_either():
    stream = StringIO()
    write_inspect(
        result(busy(), data_issues=(issue("D201", "info", message="说明" * 60),)), stream, width=80
    )
    assert max(map(cell_len, stream.getvalue().splitlines())) <= 80


def test_a_pipe_gets_no_escape_sequence_whatever_the_cells_hold():
    made = school(
        finding(message="\x1b[31m红[/red]\x07", places=(place("学校!F5", "\x1b]0;x\x07"),)),
        name="\x1b[2J育新\n学校",
        data_issues=(issue(message="\x9b31m"),),
    )
    text = written("console", result(made))
    assert not [c for c in text if not c.isprintable() and c != "\n"]
    assert "育新 学校" in text


def test_english_words_everywhere_that_are_ours():
    made = school(
        finding(message="too few", fix="appoint one", title="counsellors"),
        standing="warning",
        checklists=(checklist(),),
    )
    text = shown(result(made, language="en"))
    for words in (
        "a principle requirement fails",
        "Fails: must",
        "Clause:",
        "Remedy:",
        "Pass rate",
        "Period:",
    ):
        assert words in text
    assert "不达标" not in text


def test_inspect_shows_how_each_heading_was_understood():
    stream = StringIO()
    write_inspect(result(school(standing="notapplicable")), stream, width=80)
    text = stream.getvalue()
    assert in_order(
        text,
        "育新学校.xlsx(xlsx)",
        "工作表“教师” → 教师表,57 行数据",
        "标题:心理健康教育教师名册",
        "表头:第 3、4 行",
        "学校来自:表的标题",
        "A4      姓名      姓名(name)       与字段名相同",
        "专职/兼职(duty)  词表中的同义词",
        "有歧义,未采用:每周还是每学期不明;可能是",
        "个人信息,未读取",
        "没有用上的表头:课时、身份证号、备注",
        "工作表“字典”:隐藏",
        "南昌市育新学校(3136010001、东湖区)",
    )


def test_inspect_of_a_file_without_tables_and_of_a_csv():
    csv = replace(
        result().inputs[0].tables[0], sheet=None, header_rows=(), school_from=None, title=""
    )
    made = result(
        inputs=(InputInfo("空.xlsx", None, None), InputInfo("教师.csv", "x", "csv", (csv,)))
    )
    stream = StringIO()
    write_inspect(made, stream, width=80)
    assert in_order(
        stream.getvalue(),
        "空.xlsx", "没有识别出任何表", "教师.csv(csv)", "→ 教师表,57 行数据", "没有表头行", "未能确定",
        "没有找到任何学校",
    )  # fmt: skip


def columns_of(path, *headings):
    """A file with one table of these columns: text is a heading that nobody knows."""
    columns = tuple(
        ColumnInfo(each, f"A{at}", None, "unmapped") if isinstance(each, str) else each
        for at, each in enumerate(headings, 1)
    )
    return InputInfo(path, None, "xlsx", (TableInfo("teachers", "教师", (1,), 3, columns),))


NEEDLESS = ColumnInfo("备注", "Z1", None, "unmapped", "needless")
BEATEN = ColumnInfo("说明", "Y1", None, "unmapped", "beaten")


def test_headings_left_unread_are_told_with_where_to_look():
    """Neither one that no rule needs, nor one that another column says more plainly."""
    made = replace(
        result(school(finding())),
        inputs=(columns_of(FILE, "学校自评", NEEDLESS, BEATEN, "特色活动"),),
    )
    text = shown(made, width=200)
    assert (
        "没有用到的列 2 种:学校自评、特色活动(列名无法识别;如有需要的内容,请看 mhaudit inspect 育新学校.xlsx)\n"
    ) in text
    english = shown(replace(made, language="en"), width=200)
    assert (
        "Headings not used (2): 学校自评, 特色活动 (not known; if they hold something needed, "
        "see mhaudit inspect 育新学校.xlsx)\n"
    ) in english


def test_nothing_is_told_of_headings_that_no_rule_needs():
    made = replace(result(school(finding())), inputs=(columns_of("甲.xlsx", NEEDLESS, BEATEN),))
    assert "没有用到" not in shown(made)


def test_unread_headings_are_capped_the_most_frequent_first():
    headings = [f"列{number}" for number in range(7)]
    made = replace(
        result(school(finding()), school(finding(), name="另一所学校")),
        inputs=(columns_of("甲 校.xlsx", *headings), columns_of("乙.xlsx", "列6")),
    )
    assert (
        "没有用到的列 7 种:列6、列0、列1、列2、列3、列4等(列名无法识别;如有需要的内容,"
        '请看 mhaudit inspect "甲 校.xlsx")'
    ) in shown(made, width=200)


def test_of_a_single_school_only_its_own_files_are_looked_at():
    made = result(school(finding()))
    other = replace(made, inputs=(columns_of("另一所学校.xlsx", "学校自评"),))
    assert "没有用到" not in shown(other)


def test_quotation_marks_inside_a_quoted_clause_differ_in_english():
    found = finding()
    quoted = found._replace(source=found.source._replace(quote="报送“双月报”"))
    assert "“报送‘双月报’”" in shown(replace(result(school(quoted)), language="en"), width=200)
    assert "「报送“双月报”」" in shown(result(school(quoted)), width=200)


def test_a_table_that_is_missing_is_not_asked_for_its_fields_too():
    """The year is not over (a date would tell), but first the table has to be handed in."""
    missing = (Missing("activities", "date"), Missing("activities", None))
    open_ = unknown()._replace(message="无法判定:没有提供“活动表”,请补交", missing=missing)
    assert "要判定" not in shown(result(school(open_)))
    alone = open_._replace(missing=missing[:1])
    assert "要判定,需要:活动表的“活动日期”" in shown(result(school(alone)))
