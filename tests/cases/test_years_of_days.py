"""Days without a year: whose year a title, a column, the rows beside or 填报日期 say it is (R62, R107)."""

import pytest

from .forms import verdict

HEADINGS = "序号|活动时间|活动主题|活动类型|活动对象"
SCHOOL = "青禾初级中学"


def held(audited, rows, *above, headings=HEADINGS):
    """NC301 of G7 in the first term of 2024-2025."""
    sheet = [*above, headings, *rows]
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学"]
    classes = ["学校名称|年级|班级", f"{SCHOOL}|七年级|1班"]
    result = audited({"学校": schools, "班级": classes, "活动": sheet}, term="2024-2025-1")
    return verdict(result, "NC301", grade="G7")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("活动登记表", "pass"),
        ("2024年下半年活动登记表", "pass"),
        ("2024年度活动登记表", "pass"),
        ("2023年下半年活动登记表", "unknown"),
        ("2023年度活动登记表", "unknown"),
        ("2024-2025-1活动登记表", "pass"),
        ("24秋活动登记表", "pass"),
        ("2023-2024-1活动登记表", "fail"),
        ("23-24上活动登记表", "fail"),
        ("23秋活动登记表", "fail"),
    ],
)
def test_a_day_in_september(audited, title, expected):
    """主题班会 on mental health, one a term (NC301); what is dated 2023 is of another year (R107)."""
    rows = ["1|9月20日|心理健康|主题班会|全校"]
    assert held(audited, rows, SCHOOL + title) == expected


def test_the_column_of_school_years(audited):
    headings = "学年|活动时间|活动主题|活动类型|活动对象"
    for year, expected in (("2023-2024", "fail"), ("2024-2025", "pass")):
        rows = [f"{year}|9月20日|心理健康|主题班会|全校"]
        assert held(audited, rows, SCHOOL + "活动登记表", headings=headings) == expected


def test_the_column_of_school_years_beside_one_of_terms(audited):
    headings = "学年|学期|活动主题|活动类型|活动对象"
    for year, expected in (("2023-2024", "fail"), ("2024-2025", "pass")):
        rows = [f"{year}|第一学期|心理健康|主题班会|全校"]
        assert held(audited, rows, SCHOOL + "活动登记表", headings=headings) == expected


def test_among_rows_of_another_year(audited):
    other = ["1|2023年9月20日|安全|主题班会|全校", "3|2023年11月20日|安全|主题班会|全校"]
    row = "2|10月20日|心理健康|主题班会|全校"
    assert held(audited, [other[0], row, other[1]], SCHOOL + "活动登记表") == "unknown"
    assert held(audited, [row, "3|2024年11月20日|安全|主题班会|全校"], SCHOOL) == "pass"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("填报日期\uff1a2023年12月20日", "unknown"),
        ("填报日期|2023-12-20", "unknown"),
        ("填报日期\uff1a2024年12月20日", "pass"),
    ],
)
def test_filled_in_before_the_year_began(audited, line, expected):
    rows = ["1|9月20日|心理健康|主题班会|全校"]
    assert held(audited, rows, SCHOOL + "活动登记表", line) == expected


def test_august_and_september_are_of_no_one_school_year(audited):
    """8-9月 is the end of one school year and the beginning of the next: no report is missed for it."""
    rows = ["学校名称|报告期|是否报送", f"{SCHOOL}|8-9月|是"]
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学"]
    result = audited({"学校": schools, "双月报": rows}, term="2024-2025-1")
    assert verdict(result, "NC504", period="2024-09/2024-10") == "unknown"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["2024年下半年双月报"], "pass"),
        (["2023年下半年双月报"], "unknown"),
        (["双月报", "填报日期\uff1a2023年12月20日"], "unknown"),
    ],
)
@pytest.mark.parametrize("months", ["9-10月", "9、10月"])
def test_reports_of_another_year(audited, above, expected, months):
    """A report on September and October 2023 is none of 2024 (NC504)."""
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学"]
    rows = [*above, "学校名称|报告期|是否报送", f"{SCHOOL}|{months}|是"]
    result = audited({"学校": schools, "报送": rows}, term="2024-2025-1")
    assert verdict(result, "NC504", period="2024-09/2024-10") == expected


def test_the_years_of_one_school_say_nothing_of_another(audited):
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学", "白鹭初级中学|初级中学"]
    classes = ["学校名称|年级|班级", f"{SCHOOL}|七年级|1班", "白鹭初级中学|七年级|1班"]
    rows = [
        "学校名称|活动时间|活动主题|活动类型|活动对象",
        f"{SCHOOL}|9月20日|心理健康|主题班会|全校",
    ]
    rows += ["白鹭初级中学|2023年9月20日|心理健康|主题班会|全校"]
    result = audited({"学校": schools, "班级": classes, "活动": rows}, term="2024-2025-1")
    assert verdict(result, "NC301", school=SCHOOL, grade="G7") == "pass"
    assert verdict(result, "NC301", school="白鹭初级中学", grade="G7") == "fail"
