"""R45–R53, R148: numbers, yes/no, blanks and rows left over from a template."""

import pytest

from .forms import (
    FULL_TIME,
    ITEMS,
    PART_TIME,
    REPORTS,
    Sheets,
    codes,
    finding,
    findings,
    form,
    gaps,
    issue_cells,
    texts,
    verdict,
)

# --- R45, R46: approximate numbers and ranges ---------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["约1200人", "1200左右", "1200余人", "1200多人", "近1200人", "大约1200"]
)
def test_R045_an_approximate_number_of_pupils_is_unknown(audited, text):
    """R45: a number that a bound decides on is unknown when it says 约/左右/余/多/近 (D302)."""
    result = audited(form(students=text))
    for rule in ("NC101", "NC102", "NC103", "NC104"):
        assert verdict(result, rule) == "unknown"
    assert issue_cells(result, "D302") == {"学校!D2"}
    assert ("schools", "students", "学校!D2") in gaps(finding(result, "NC101"))


@pytest.mark.parametrize("text", ["约20平方米", "20平方米左右"])
def test_R045_an_approximate_area_is_read_with_a_note(audited, text):
    """R45: free facts are read as the number, with D307."""
    result = audited(form(extra={"心理辅导室面积": text}))
    assert issue_cells(result, "D307") == {"学校!E2"}
    assert "D302" not in codes(result)


def test_R045_approximate_periods_are_unknown(audited):
    """R45: periods decide NC201."""
    rows = ["七年级|心理健康|约1", *(f"{g}|美术|1" for g in ("七年级", "八年级"))]
    assert verdict(audited(form(课程=rows)), "NC201") == "unknown"


@pytest.mark.parametrize(
    ("text", "nc101", "nc102"),
    [
        ("1200-1300", "pass", "pass"),
        ("1200～1300", "pass", "pass"),
        ("1500-1700", "unknown", "pass"),
        ("1700-1800", "fail", "pass"),
        ("790-810", "pass", "unknown"),
        ("若干", "unknown", "unknown"),
    ],
)
def test_R046_a_range_of_pupils_is_an_interval(audited, text, nc101, nc102):
    """R46: an interval where the kind supports it (two counsellors); 若干 is unknown; D309."""
    result = audited(form(students=text))
    assert verdict(result, "NC101") == nc101
    assert verdict(result, "NC102") == nc102
    assert issue_cells(result, "D309") == {"学校!D2"}


@pytest.mark.parametrize(
    ("students", "expected"), [(1600, "pass"), (1601, "unknown"), (2400, "unknown"), (2401, "fail")]
)
def test_R046_a_range_of_counsellors(audited, students, expected):
    """R46: 2～3 as a total."""
    sheets = form(students=students, 教师=None, extra={"心理健康教育教师人数": "2～3"})
    result = audited(sheets)
    assert verdict(result, "NC101") == expected
    assert issue_cells(result, "D309") == {"学校!E2"}


# --- R47–R51: the ratio -------------------------------------------------------------------------------


def test_R047_a_ratio_over_nobody(audited):
    """R47: measured.value null, text `1250:0`, fail, shortfall ceil(1250/800)."""
    found = finding(audited(form(students=1250, 教师=["陈静|女|否|||"])), "NC101")
    assert found.verdict == "fail"
    assert found.measured_value is None
    assert found.measured_text == "1250:0"
    assert found.shortfall == 2


@pytest.mark.parametrize("students", [0, "0", -5])
def test_R048_no_pupils_at_all_is_out_of_range(audited, students):
    """R48: D303, unknown."""
    result = audited(form(students=students))
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC104") == "unknown"
    assert issue_cells(result, "D303") == {"学校!D2"}


WITH_PUPILS = ["班级|班级人数", *(f"{g}({n})班|50" for g in "七八九" for n in (1, 2))]


def test_R049_pupils_are_never_derived_from_the_classes(audited):
    """R49: 学生数 blank although every class has its number: unknown, with a hint."""
    result = audited(form(students=None) | {"班级": WITH_PUPILS})
    assert verdict(result, "NC101") == "unknown"
    assert verdict(result, "NC104") == "unknown"


@pytest.mark.parametrize(("students", "issue"), [(300, False), (1000, True)])
def test_R049_classes_that_do_not_add_up(audited, students, issue):
    """R49: a disagreement of both is D417; the school's own number decides."""
    result = audited(form(students=students) | {"班级": WITH_PUPILS})
    assert ("D417" in codes(result)) is issue
    assert verdict(result, "NC101") == "pass"


@pytest.mark.parametrize(
    ("students", "counsellors", "value", "text", "expected"),
    [
        (4002, 5, 800.4, "1:801", "fail"),
        (1250, 1, 1250.0, "1:1250", "fail"),
        (1600, 2, 800.0, "1:800", "pass"),
        (1599, 2, 799.5, "1:800", "pass"),
    ],
)
def test_R050_the_text_is_rounded_away_from_the_passing_side(
    audited, students, counsellors, value, text, expected
):
    """R50: the value is unrounded; 1:800.4 reads 1:801."""
    rows = [f"周{n}明|女|是|专职|是|是" for n in "甲乙丙丁戊"[:counsellors]]
    found = finding(audited(form(students=students, 教师=rows)), "NC101")
    assert str(found.verdict) == expected
    assert found.measured_value == pytest.approx(value)
    assert found.measured_text == text


def test_R050_shortfall_under_an_interval_counts_from_what_is_possible(audited):
    """R50: 2401 pupils need 4; with 2～3 counsellors at least 1 is missing."""
    sheets = form(students=2401, 教师=None, extra={"心理健康教育教师人数": "2～3"})
    found = finding(audited(sheets), "NC101")
    assert (str(found.verdict), found.shortfall) == ("fail", 1)


@pytest.mark.parametrize(("students", "missing"), [(1601, 1), (2400, 1), (2401, 2), (8000, 8)])
def test_R051_shortfall_is_people_missing(audited, students, missing):
    """R51: ceil(students / 800) − have, with two counsellors."""
    found = finding(audited(form(students=students)), "NC101")
    assert (str(found.verdict), found.shortfall) == ("fail", missing)


def test_the_pupils_cell_is_the_main_place_of_the_ratio(audited):
    """Promise 2: the very cells; the counsellors' rows are related or beside it."""
    found = finding(audited(form(students=1601)), "NC101")
    assert found.places[0].text() == "学校!D2"
    assert found.places[0].value == "1601"
    every = texts(found.places) | texts(found.related)
    assert every >= {"教师!C2", "教师!C3"}


# --- R52, R118, DESIGN §4: yes and no -----------------------------------------------------------------

YES = ["是", "√", "✓", "有", 1, "1", "1.0", " 是 ", "１"]
NO = ["否", 0, "0", "无"]
BLANK = [None, "", " ", "/", "—", "请选择"]


def record(value: object) -> Sheets:
    """A form in which 三级心理帮扶队伍 is answered with `value` (记录!B2)."""
    return form(记录=[["三级心理帮扶队伍", value, None], *ITEMS[1:], *REPORTS])


@pytest.mark.parametrize("value", YES)
def test_forms_of_yes(audited, value):
    """DESIGN §4: √/✓/是/有/1."""
    assert verdict(audited(record(value)), "NC501") == "pass"


@pytest.mark.parametrize("value", NO)
def test_R052_R118_forms_of_no(audited, value):
    """R52: 0 in a yes/no column = 否; R118: 无 is the counterpart of 有."""
    found = finding(audited(record(value)), "NC501")
    assert found.verdict == "fail"
    assert "记录!B2" in texts(found.places)


@pytest.mark.parametrize("value", BLANK)
def test_R053_R118_forms_of_blank(audited, value):
    """DESIGN §4: / and — are empty; R53: 请选择 = blank; a blank is unknown and no issue."""
    result = audited(record(value))
    found = finding(result, "NC501")
    assert found.verdict == "unknown"
    assert gaps(found) == {("records", "done", "记录!B2")}
    assert "D301" not in codes(result)


def test_R052_zero_under_a_duty_heading_and_in_a_name_column(audited):
    """R52: 0 in a name column = empty, so the line is nobody."""
    rows = ["心理健康教育教师名册", "序号|姓名|专职/兼职", "1|周明|专职", "2|0|"]
    result = audited(form(students=801) | {"教师": rows})
    assert verdict(result, "NC101") == "fail"
    assert len(findings(result, "NC105")) == 1


def test_R052_no_under_a_duty_heading_is_no_counsellor(audited):
    """R52: 否 under 专职/兼职, even on a roster."""
    rows = ["心理健康教育教师名册", "姓名|专职/兼职", "周明|专职", "陈静|否"]
    result = audited(form(students=801) | {"教师": rows})
    assert verdict(result, "NC101") == "fail"
    assert verdict(result, "NC103") == "fail"


def test_R053_please_choose_is_a_blank_duty(audited):
    """R53: 请选择 = blank: the duty is unknown, without an issue."""
    result = audited(form(students=801, 教师=[FULL_TIME, PART_TIME.replace("兼职", "请选择")]))
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC103") == "unknown"
    assert "D301" not in codes(result)


@pytest.mark.parametrize("word", ["示例", "例"])
@pytest.mark.parametrize("numbered", [True, False])
def test_R053_an_example_row_is_skipped(audited, word, numbered):
    """R53: a row whose 序号 or first cell says 示例/例 is skipped, D206."""
    rows = ["心理健康教育教师名册", "姓名|专职/兼职", f"{word}|专职", "周明|兼职"]
    if numbered:
        rows = [rows[0], "序号|姓名|专职/兼职", f"{word}|张三|专职", "1|周明|兼职"]
    result = audited(form(students=801) | {"教师": rows})
    assert verdict(result, "NC101") == "fail"
    assert verdict(result, "NC102") == "fail"
    assert "D206" in codes(result)


# --- DESIGN §4: forms of numbers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "above"),
    [
        (1600, 1601),
        ("1600", "1601"),
        ("1600人", "1601人"),
        ("1,600", "1,601"),
        ("１６００", "１６０１"),
        ("1 600", "1 601"),
        ("1600名", "1601名"),
        (1600.0, 1601.0),
        ("1600.0", "1601.0"),
    ],
)
def test_forms_of_a_number_on_both_sides_of_the_limit(audited, limit, above):
    """DESIGN §4: `426人`, `1,250`, full-width digits; two counsellors reach 1,600 pupils."""
    assert verdict(audited(form(students=limit)), "NC101") == "pass"
    assert verdict(audited(form(students=above)), "NC101") == "fail"


@pytest.mark.parametrize("text", ["很多", "见附表", "12O0", "一千二"])
def test_a_number_that_cannot_be_read_is_unknown_never_zero(audited, text):
    """DESIGN §4: unknown, with D301."""
    result = audited(form(students=text))
    for rule in ("NC101", "NC102", "NC104"):
        assert verdict(result, rule) == "unknown"
    assert issue_cells(result, "D301") == {"学校!D2"}


@pytest.mark.parametrize("text", ["/", "—", "无", None])
def test_an_empty_number_is_unknown_without_an_issue(audited, text):
    """DESIGN §4: 无 and / and — as empty."""
    result = audited(form(students=text))
    assert verdict(result, "NC101") == "unknown"
    assert "D301" not in codes(result)


def test_a_zero_total_is_zero(audited):
    """vocabulary: only a number column may read 0 as zero."""
    sheets = form(students=700, 教师=None, extra={"心理健康教育教师人数": 0})
    assert verdict(audited(sheets), "NC104") == "fail"


@pytest.mark.parametrize("unit", ["(人)", "（名）"])
def test_units_inside_headings(audited, unit):
    """DESIGN §4: 在校学生数(人), half- and full-width."""
    sheets = form()
    sheets["学校"][0] = f"学校名称|县区|办学类型|*在校学生数{unit}"
    assert verdict(audited(sheets), "NC101") == "pass"


def test_R148_a_total_in_the_millions_is_out_of_range(audited):
    """R148: 9,999,999 is D303 and unknown, never n rows."""
    result = audited(form(教师=None, extra={"心理健康教育教师人数": 9_999_999}))
    assert verdict(result, "NC101") == "unknown"
    assert issue_cells(result, "D303") == {"学校!E2"}


def test_R148_a_large_total_is_one_row(audited):
    """R148: one row that stands for [n, n] persons; NC105 is one unknown for the school."""
    result = audited(form(students=8000, 教师=None, extra={"心理健康教育教师人数": 10}))
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC105") == "unknown"


def test_precision_lost_in_a_school_code(audited):
    """issues D304: 3.136E+09 has lost digits; nothing is decided by it."""
    result = audited(form(extra={"学校标识码": "3.13600E+09"}))
    assert "D304" in codes(result)
    assert verdict(result, "NC101") == "pass"
