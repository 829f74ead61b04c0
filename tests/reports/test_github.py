"""Annotations: on one line each whatever the text holds, the most important ten of a kind."""

import re

from mhaudit.findings import BaselineInfo, DistrictResult, Missing
from reports.made import (
    FILE,
    bad_file,
    finding,
    grade,
    issue,
    place,
    result,
    school,
    unknown,
    written,
)

LINE = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def lines(made, **options):
    found = []
    for line in written("github", made, **options).splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found.append(match.groups())
    return found


def test_a_failure():
    first, last = lines(result(school(finding())), paths={FILE: "上报/育新学校.xlsx"})
    assert first == (
        "error",
        "title=南昌市育新学校%3ANC101 心理健康教育教师与学生之比不低于 1%3A800,file=上报/育新学校.xlsx,"
        "line=5,col=6",
        "学校!F5:现为 1:1250(1250 比 1),要求 ≤ 800%0A增配专(兼)职心理健康教育教师 1 名",
    )
    assert last == ("notice", "title=mhaudit", "学校 1 所;不达标 1 条,无法判定 0 条,达标 0 条")


def test_kinds_follow_the_level_and_nothing_else_is_said():
    made = result(
        school(
            finding("pass"), finding("waived", waiver="洪教函〔2024〕3号"), finding("notapplicable"),
            unknown(Missing("schools", "students", place("学校!F9"))),
            finding(strength="encouraged"), finding(strength="principle"), finding(strength="must"),
            finding("error", message="坏了"),
        ),
        data_issues=(bad_file(), issue()),
    )  # fmt: skip
    found = lines(made)
    assert [kind for kind, _, _ in found] == [
        "error", "error", "error", "warning", "notice", "notice", "notice", "notice",
    ]  # fmt: skip
    assert found[0][1].startswith("title=D101,file=秋季.xlsx")
    assert "坏了" in found[1][2]
    assert "line=9,col=6" in found[5][1]
    assert "豁免:洪教函〔2024〕3号" in found[6][2].replace("\uff1a", ":")


def test_what_is_known_is_a_notice():
    made = result(
        school(finding(known=True), grade("G7")), baseline=BaselineInfo("old.json", ("2024",))
    )
    found = lines(made)
    assert [kind for kind, _, _ in found] == ["error", "notice", "notice"]
    assert "(已知)" in found[1][1]
    assert "新增 1 条、已知 1 条" in found[2][2]


def many(count, strength):
    return [finding(strength=strength, message=f"{strength} {at}") for at in range(count)]


def test_ten_of_each_kind_the_first_and_gravest_and_the_rest_counted():
    made = result(
        school(*many(8, "encouraged"), *many(12, "must"), *many(10, "principle")),
        school(*[unknown(message=f"open {at}") for at in range(5)], *many(3, "encouraged")),
    )
    found = lines(made)
    kinds = [kind for kind, _, _ in found]
    assert [kinds.count(kind) for kind in ("error", "warning", "notice")] == [10, 10, 10]
    assert ["must 0" in found[0][2], "must 9" in found[9][2]] == [True, True]
    notices = [text for kind, _, text in found if kind == "notice"]
    assert ["encouraged 0" in notices[0], "encouraged 0" in notices[8]] == [True, True]
    # 11 encouraged and 5 open, of which 9 are shown beside the counts
    assert "另有 2 条错误、0 条警告、7 条提示没有显示" in notices[9]
    assert "title=mhaudit%3A 没有全部显示" in [told for _, told, _ in found][-1]


def test_nothing_is_cut_at_the_limit():
    made = result(school(*many(10, "must"), *many(9, "encouraged")))
    assert not any("没有显示" in text for _, _, text in lines(made))


def test_text_of_cells_makes_no_command():
    name = "甲\r\n::error file=x::乙%0A,:\x1b[31m"
    made = result(school(finding(message=f"坏\n::set-output name=a::b{name}"), name=name))
    found = lines(made)
    assert len(found) == 2
    assert "%0A::set-output name=a::b甲%0A::error file=x::乙%250A,:[31m" in found[0][2]
    assert "title=甲 %3A%3Aerror file=x%3A%3A乙%250A%2C%3A[31m%3ANC101" in found[0][1]


def test_districts_and_nobody():
    made = result(districts=(DistrictResult("东湖区", (finding(strength="encouraged"),)),))
    found = lines(made)
    assert found[0][1].startswith("title=东湖区%3A")
    assert [kind for kind, _, _ in lines(result())] == ["notice"]


def test_in_english():
    made = result(school(*many(11, "must")), language="en")
    assert "1 more errors, 0 more warnings and 0 more notices" in lines(made)[-1][2]
