"""The Markdown summary: its parts, its limit, and text that stays text."""

from io import StringIO

import pytest
from markdown_it import MarkdownIt

from mhaudit.findings import BaselineInfo, DistrictResult, Missing, Selection
from mhaudit.reports import Options, markdown, report
from reports.made import (
    SCHOOL,
    bad_file,
    finding,
    grade,
    place,
    result,
    school,
    unknown,
    written,
)


def test_the_whole_of_a_small_run():
    made = result(
        school(finding(), grade("G7"), grade("G8"), finding("pass")),
        school(finding("pass"), name="乙小学", standing="pass"),
        notes=("说明一",),
    )
    assert written("markdown", made) == (
        "# 心理健康教育工作检查\n\n"
        "- mhaudit 0.1.0\n"
        "- 时段: 2024-2025学年第一学期\n"
        "- 规则包: 南昌市中小学心理健康教育工作要求 2024.1\n"
        "- 说明一\n\n"
        "| 结论 | 条数 |\n| --- | ---: |\n| 达标 | 2 |\n| 不达标 | 3 |\n| 无法判定 | 0 |\n| 不适用 | 0 |\n"
        "| 已豁免 | 0 |\n| 规则出错 | 0 |\n\n"
        "| 学校结果 | 条数 |\n| --- | ---: |\n| 不达标(必须) | 1 |\n| 不达标(原则上) | 0 |\n| 无法判定 | 0 |\n"
        "| 达标 | 1 |\n| 无可判定 | 0 |\n\n"
        "达标率: 33.3%\n\n"
        "## 最需要关注的学校\n\n"
        "<details><summary>南昌市育新学校 — 有必须的要求不达标</summary>\n\n"
        "- × **不达标** NC101 心理健康教育教师与学生之比不低于 1:800<br>现为 1:1250(1250 比 1),要求 ≤ 800;"
        "单元格:育新学校.xlsx: 学校!F5(1250);整改:增配专(兼)职心理健康教育教师 1 名\n"
        "- × **不达标** NC301 各年级每学期至少开展 1 次心理健康教育主题班团队会:七、八年级<br>"
        "七、八年级没有心理健康教育主题的班团队会;整改:为七、八年级开展 1 次\n\n"
        "</details>\n"
    )


def test_unreadable_files_come_first_and_districts_last():
    made = result(
        school(unknown(Missing("schools", "students", place("学校!F5")))),
        data_issues=(bad_file(),),
        districts=(DistrictResult("东湖区", (finding(strength="encouraged"),)),),
    )
    text = written("markdown", made)
    parts = ["## 无法读取的文件", "- D101 错误", "## 最需要关注的学校", "## 区域目标", "### 东湖区"]
    at = [text.index(part) for part in parts]
    assert at == sorted(at)
    assert "- ? **无法判定** NC101" in text


def test_nothing_to_complain_of():
    assert "没有不达标或无法判定的内容" in written("markdown", result(school(finding("pass"))))


def test_the_baseline():
    made = result(
        school(finding(known=True), grade("G7")), baseline=BaselineInfo("old.json", ("2024",)),
        selection=Selection((), ("NC1",), (), ("NC101",)),
    )  # fmt: skip
    text = written("markdown", made)
    assert "不达标 新增 1 条、已知 1 条" in text
    assert "1:800(已知)<br>" in text


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "[点我](http://evil.example)",
        "![图](http://evil.example/x.png)",
        "http://evil.example/",
        "www.evil.example",
        "@某人 #12",
        "**甲** `乙` _丙_ ~丁~ |戊|",
        "# 甲",
        "甲\n\n# 乙\r\n- 丙\x1b[31m",
        "</summary></details><h1>甲</h1>",
        "&lt;b&gt;",
        "\\[甲\\](http://x)",
    ],
)
def test_text_of_cells_stays_text(name):
    made = result(school(finding(message=name, title=name), name=name, standing="fail"))
    text = written("markdown", made)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    allowed = {"h1", "h2", "ul", "li", "p", "table", "thead", "tbody", "tr", "th", "td", "strong"}
    allowed |= {"details", "summary", "br"}
    import re

    assert set(re.findall(r"<(\w+)", html)) <= allowed
    assert html.count("<h1>") == 1
    assert html.count("<strong>") == 1
    assert "http://" not in text
    assert "www." not in text


def test_what_there_is_no_room_for_is_told_and_the_neediest_stay():
    made = result(
        *[school(unknown(message="长" * 100), name=f"第{at}小学") for at in range(40)],
        school(finding(), name="甲小学"),
    )
    stream = StringIO()
    room = markdown._HEAD_ROOM + 5_000
    _, left = report(made, [markdown.Markdown(stream, Options(), room)])
    text = stream.getvalue()
    assert len(text.encode("utf-8")) < room
    assert "甲小学" in text
    shown = text.count("<details>")
    assert 1 < shown < 41
    assert left == [
        f"为不超过 1 MiB,只列出最需要关注的 {shown} 所学校的明细,另有 {41 - shown} 所有问题的学校没有列出"
    ]
    # the gravest first, then those that come first
    names = [part.split(" ")[0] for part in text.split("<summary>")[1:]]
    assert names == ["甲小学", *[f"第{at}小学" for at in range(shown - 1)]]


def test_the_limit_is_what_github_takes():
    assert markdown.ROOM < 1 << 20


def test_one_school_with_very_many_findings_is_cut():
    made = result(school(*[finding(rule=f"NC{at}", message=f"第 {at} 条") for at in range(60)]))
    assert "- 另有 10 条\n" in written("markdown", made)


def test_in_english():
    text = written("markdown", result(school(finding()), language="en"))
    assert "## Schools in most need" in text
    assert SCHOOL in text


def test_waived_failures_are_listed_last_with_the_waiver():
    made = result(school(finding("waived", waiver="洪教函〔2024〕3号"), finding()))
    text = written("markdown", made).replace("\uff1a", ":")
    assert "- ○ **已豁免** NC101" in text
    assert "豁免:洪教函〔2024〕3号" in text
    assert text.index("**不达标**") < text.index("**已豁免**")


def test_waived_failures_are_capped_as_the_others_are():
    waived = [finding("waived", waiver=f"例字〔2024〕{at}号", rule=f"NC{at}") for at in range(60)]
    text = written("markdown", result(school(*waived)))
    assert text.count("**已豁免**") == 50
