"""A school's own 是 beside which another cell of the row says otherwise: D424 at both cells, and no pass.

R146 has it that an item answered 是 and 否 is unknown. Whoever wrote the second answer, an inspector or the school
itself, the tool cannot tell which of the two holds.
"""

import pytest

from .forms import finding, form, gaps, issue_cells, issues, verdict


def self_check(heading, cell, *, own="是", title="青禾学校心理健康教育工作自查表"):
    """Two items answered by the school; the second has a further cell."""
    rows = [
        f"1|三级心理帮扶队伍|是|{'属实' if '核' in heading else ''}",
        f"2|绿色转介通道|{own}|{cell}",
    ]
    return form() | {"记录": [title, f"序号|项目|是否完成|{heading}", *rows]}


INSPECTED = [
    "核查结果",
    "复核情况",
    "督导组核查",
    "区教体局审核意见",
    "抽查结果",
    "检查结果",
    "检查情况",
    "验收情况",
    "责任督学意见",
    "专家组意见",
    "现场查看情况",
    "督查结果",
]


@pytest.mark.parametrize("heading", INSPECTED)
@pytest.mark.parametrize(
    "found", ["否", "×", "未落实", "未见记录", "不合格", "与实际不符", "退回整改", "查无台账"]
)
def test_what_inspectors_found_denies_the_schools_yes(audited, heading, found):
    """R146: unknown, D424 at the answer with the inspector's cell beside it; the other item still passes."""
    result = audited(self_check(heading, found))
    assert verdict(result, "NC503") == "unknown"
    assert verdict(result, "NC501") == "pass"
    assert issue_cells(result, "D424") == {"记录!C4", "记录!D4"}


@pytest.mark.parametrize("heading", INSPECTED)
@pytest.mark.parametrize(
    "found",
    [
        "",
        "是",
        "√",
        "属实",
        "合格",
        "符合",
        "通过",
        "未发现问题",
        "无异议",
        "已核实",
        "良好",
        "2024-10-20",
        "不断完善中,效果好",
    ],
)
def test_what_inspectors_found_agrees(audited, heading, found):
    result = audited(self_check(heading, found))
    assert verdict(result, "NC503") == "pass"
    assert not issues(result, "D424")


@pytest.mark.parametrize(
    ("found", "expected"), [("是", "unknown"), ("已落实", "unknown"), ("否", "fail"), ("", "fail")]
)
def test_a_schools_no_that_inspectors_deny(audited, found, expected):
    """R146 the other way round: no fail either while the two disagree."""
    result = audited(self_check("核查结果", found, own="否"))
    assert verdict(result, "NC503") == expected
    assert bool(issues(result, "D424")) is (expected == "unknown")


def test_that_a_no_is_true_does_not_deny_it(audited):
    assert verdict(audited(self_check("核查是否属实", "是", own="否")), "NC503") == "fail"
    assert verdict(audited(self_check("核查是否属实", "否"), file="b.xlsx"), "NC503") == "unknown"


@pytest.mark.parametrize(
    "heading", ["检查时间", "核查方式", "抽查范围", "检查人", "督查部门", "检查依据"]
)
def test_how_and_when_was_inspected_is_no_answer(audited, heading):
    result = audited(self_check(heading, "不定期,部分年级"))
    assert verdict(result, "NC503") == "pass"


def test_message_and_cells(audited):
    result = audited(self_check("核查结果", "未见记录"))
    found = finding(result, "NC503")
    assert gaps(found) == {("records", "done", "记录!C4")}
    assert found.message == "无法判定:“是否完成”无法识别或不能确定(记录!C4)"
    (issue,) = issues(result, "D424")
    assert issue.message == "此处填“是”,与同一行 D4 所填不符,按未知处理"
    assert issue.suggestion == "核实实际情况,把两处改为一致"
    english = audited(self_check("核查结果", "未见记录"), file="b.xlsx", lang="en")
    (issue,) = issues(english, "D424")
    assert issue.message == "‘是’ here, but D4 in the same row says otherwise: counts as unknown"
    assert issue.suggestion == "Find out which of the two is right and make them agree"


SAID = [
    ("存在问题", "未见记录", "unknown"),
    ("存在问题", "尚未建立绿色转介通道", "unknown"),
    ("存在问题", "没有台账", "unknown"),
    ("存在的主要问题", "缺少过程材料", "unknown"),
    ("存在问题", "无", "pass"),
    ("存在问题", "宣传力度不够", "pass"),
    ("存在问题", "未发现问题", "pass"),
    ("整改措施", "尚未建立绿色转介通道", "unknown"),
    ("整改措施", "将于下学期进一步完善", "pass"),
    ("佐证材料", "尚未建立绿色转介通道", "unknown"),
    ("佐证材料", "绿色转介通道协议书", "pass"),
    ("佐证材料", "无", "pass"),
    ("情况说明", "尚未建立", "unknown"),
    ("情况说明", "家长没有建议,未见异常", "pass"),
    ("完成时间", "计划2025年3月", "unknown"),
    ("完成时间", "拟下学期", "unknown"),
    ("完成时间", "2024年9月", "pass"),
    ("完成时间", "2025年9月", "pass"),
    ("", "此项未开展", "unknown"),
    ("是否有效运行", "否", "unknown"),
    ("是否有效运行", "是", "pass"),
    ("是否撤销", "是", "unknown"),
    ("是否撤销", "否", "pass"),
    ("是否需要整改", "是", "unknown"),
    ("是否需要整改", "否", "pass"),
    ("是否整改", "否", "unknown"),
    ("是否公示", "否", "pass"),
    ("是否有照片", "否", "pass"),
]


@pytest.mark.parametrize(("heading", "cell", "expected"), SAID)
def test_another_cell_of_the_row_denies_the_yes(audited, heading, cell, expected):
    result = audited(self_check(heading, cell))
    assert verdict(result, "NC503") == expected
    assert issue_cells(result, "D424") == (
        {"记录!C4", "记录!D4"} if expected == "unknown" else set()
    )


def test_the_remark_itself_is_not_repeated_in_the_message(audited):
    """R102: a remark may name a pupil; the issue names its cell, and what the school answered."""
    result = audited(self_check("情况说明", "张小明同学的转介尚未落实"))
    (issue,) = issues(result, "D424")
    assert "张小明" not in issue.message + issue.suggestion
    assert issue.read == "是"


def test_an_item_of_its_own_row_again_without_a_denial(audited):
    """The other row still says 是; only the row that is denied is open."""
    rows = ["项目|是否完成|核查结果", "绿色转介通道|是|否", "绿色转介通道|是|是"]
    assert verdict(audited(form() | {"记录": rows}), "NC503") == "pass"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2025年1月(未报)", "unknown"),
        ("2025年1月3日未交", "fail"),
        ("漏报", "fail"),
        ("2025-01-03", "pass"),
    ],
)
def test_a_day_of_report_that_takes_itself_back(audited, sent, expected):
    """R83: a list of reports; beside the day stands that none was sent."""
    rows = [
        "青禾学校双月报报送情况",
        "序号|报告期|报送时间",
        "1|9-10月|2024-11-03",
        f"2|11-12月|{sent}",
    ]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "pass"
    assert verdict(result, "NC504", period="2024-11/2024-12") == expected


def test_a_blank_day_is_named_instead_of_a_missing_column(audited):
    """The list has no column 是否完成 and needs none: it is the day that is blank (R83)."""
    rows = ["青禾学校双月报报送情况", "序号|报告期|报送时间", "1|9-10月|", "2|11-12月|2025-01-03"]
    found = finding(audited(form() | {"记录": rows}), "NC504", period="2024-09/2024-10")
    assert str(found.verdict) == "unknown"
    assert gaps(found) == {("records", "date", "记录!C3")}
    assert found.message == "无法判定:“日期”未填(记录!C3)"


def test_a_column_that_asks_in_words_of_its_own_is_named(audited):
    """R83: a column that may ask the question was not understood; its cell is named, not a column that is missing."""
    rows = ["青禾学校双月报报送情况", "序号|报告期|是否按时报送", "1|9-10月|是", "2|11-12月|否"]
    found = finding(audited(form() | {"记录": rows}), "NC504", period="2024-09/2024-10")
    assert str(found.verdict) == "unknown"
    assert found.message == "无法判定:“是否完成”无法识别或不能确定(记录!C3)"


def test_a_document_that_is_not_yet_written_is_named(audited):
    rows = [
        "青禾学校双月报报送情况",
        "序号|报告期|报送时间|佐证材料",
        "1|9-10月|2024-11-03|尚未定稿",
    ]
    found = finding(audited(form() | {"记录": rows}), "NC504", period="2024-09/2024-10")
    assert found.message == "无法判定:“佐证材料”无法识别或不能确定(记录!D3)"


@pytest.mark.parametrize("heading", ["报送情况", "上报情况"])
@pytest.mark.parametrize(
    ("sent", "not_sent"), [("已报送", "未报送"), ("已报", "未报"), ("√", "漏报")]
)
def test_a_list_that_says_what_was_sent(audited, heading, sent, not_sent):
    rows = ["青禾学校双月报", f"序号|报告期|{heading}", f"1|9-10月|{sent}", f"2|11-12月|{not_sent}"]
    result = audited(form() | {"记录": rows})
    assert verdict(result, "NC504", period="2024-09/2024-10") == "pass"
    assert verdict(result, "NC504", period="2024-11/2024-12") == "fail"
