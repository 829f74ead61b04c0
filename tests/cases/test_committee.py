"""R70–R75, R44, R102, R112: 心理委员 of a class, in long and wide lists."""

import pytest

from .forms import (
    JUNIOR,
    PRIMARY,
    SENIOR,
    Sheets,
    absent_tables,
    codes,
    finding,
    findings,
    form,
    pupils,
    verdict,
    where,
)


def one_class(*rows: str, sheet: str = "班委") -> Sheets:
    """A form with the single class 七(1)班 and a committee sheet of these headings and rows."""
    return form(班级=["七(1)班|郑老师"], 班委=None) | {sheet: list(rows)}


def judged(audited, *rows: str, sheet: str = "班委") -> str:
    """The verdict of NC401 for 七(1)班."""
    result = audited(one_class(*rows, sheet=sheet))
    return verdict(result, "NC401", grade="G7", klass="1")


LONG = "班级|姓名|性别|职务"


# --- who serves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sexes", "expected"),
    [("男女", "pass"), ("男男女", "pass"), ("男", "fail"), ("女", "fail"), ("男男", "fail")],
)
def test_R075_a_boy_and_a_girl(audited, sexes, expected):
    """R75: two boys and a girl pass; one sex alone fails."""
    rows = [f"七(1)班|{n}小禾|{sex}|心理委员" for n, sex in zip("孙许罗", sexes, strict=False)]
    assert judged(audited, LONG, *rows) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("男", "", "unknown"),
        ("", "", "unknown"),
        ("", None, "fail"),
        ("男", "男", "fail"),
        ("1", "2", "pass"),
        ("1", "1", "fail"),
        ("男 ", " 女", "pass"),
    ],
)
def test_R044_R112_sexes_unknown_or_as_numbers(audited, first, second, expected):
    """R44: one pupil of unknown sex cannot be both: fail; R112: 1 = 男, 2 = 女."""
    rows = [f"七(1)班|孙小禾|{first}|心理委员"]
    if second is not None:
        rows.append(f"七(1)班|许小苗|{second}|心理委员")
    assert judged(audited, LONG, *rows) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("心理委员", "pass"),
        ("班级心理委员", "pass"),
        ("心理健康委员", "pass"),
        ("心理联络员", "pass"),
        ("学习委员", "fail"),
        ("班长", "fail"),
        ("", "unknown"),
    ],
)
def test_roles_of_pupils(audited, role, expected):
    """DESIGN §4: role psych or other; a blank is unknown."""
    rows = (f"七(1)班|孙小禾|男|{role}", "七(1)班|许小苗|女|心理委员")
    assert judged(audited, LONG, *rows) == expected


def test_pupils_of_another_class_do_not_serve(audited):
    """NC401 for each class: 七(2)班's pair is not 七(1)班's."""
    result = audited(form(班级=["七(1)班|", "七(2)班|", "八(1)班|"], 班委=pupils("七(2)班")))
    found = {(f.subject.grade, f.subject.klass): str(f.verdict) for f in findings(result, "NC401")}
    assert found == {("G7", "1"): "fail", ("G7", "2"): "pass", ("G8", "1"): "fail"}


def test_a_class_without_any_pupil_points_at_the_class_and_the_heading(audited):
    """R124: the class's cell in the class table."""
    result = audited(form(班委=pupils("七(1)班", "七(2)班", "八(1)班", "八(2)班", "九(1)班")))
    found = finding(result, "NC401", grade="G9", klass="2")
    assert found.verdict == "fail"
    assert "班级!A7" in where(found)
    assert "班委" in {place.sheet for place in (*found.places, *found.related)}


# --- R70–R72, R74: wide lists and names in one cell ---------------------------------------------------

WIDE = "班级|男心理委员|女心理委员"


@pytest.mark.parametrize(
    ("boy", "girl", "expected"),
    [
        ("孙小禾", "许小苗", "pass"),
        ("孙小禾、罗小江", "许小苗", "pass"),
        ("", "许小苗", "fail"),
        ("无", "许小苗", "fail"),
        ("/", "许小苗", "fail"),
        ("孙小禾", "", "fail"),
        ("孙小禾", "无", "fail"),
    ],
)
def test_R070_a_blank_in_a_wide_list_is_no_pupil(audited, boy, girl, expected):
    """R70: the class's row is there, so it reported: blank or 无 is no pupil → fail."""
    assert judged(audited, WIDE, f"七(1)班|{boy}|{girl}") == expected


def test_R070_the_empty_cell_is_the_place(audited):
    """R70, promise 2: the blank cell of the row."""
    result = audited(one_class(WIDE, "七(1)班||许小苗"))
    assert "班委!B2" in where(finding(result, "NC401", grade="G7", klass="1"))


def test_R071_both_blank(audited):
    """R71: 班级 filled and both blank: no pupil → fail."""
    assert judged(audited, WIDE, "七(1)班||") == "fail"


def test_R071_beside_a_class_that_complies(audited):
    """R71: only the class with blanks fails."""
    sheets = form(班级=["七(1)班|", "七(2)班|"]) | {
        "班委": [WIDE, "七(1)班|孙小禾|许小苗", "七(2)班||"]
    }
    result = audited(sheets)
    assert verdict(result, "NC401", grade="G7", klass="1") == "pass"
    assert verdict(result, "NC401", grade="G7", klass="2") == "fail"


@pytest.mark.parametrize("headings", ["班级|男|女", "班级|委员(男)|委员(女)"])
def test_wide_lists_whose_title_names_the_committee(audited, headings):
    """vocabulary: 男 / 女 and 委员(男) / 委员(女), under a sheet named 心理委员."""
    assert judged(audited, headings, "七(1)班|孙小禾|许小苗", sheet="心理委员名单") == "pass"
    assert judged(audited, headings, "七(1)班|孙小禾|", sheet="心理委员名单") == "fail"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("孙小禾(男) 许小苗(女)", "pass"),
        ("孙小禾(男)、许小苗(女)", "pass"),
        ("孙小禾（男）、许小苗（女）", "pass"),
        ("孙小禾(男)、罗小江(男)", "fail"),
        ("孙小禾(男)", "fail"),
        ("孙小禾、许小苗", "unknown"),
        ("孙小禾", "fail"),
        ("无", "fail"),
    ],
)
def test_R072_R074_names_in_one_cell(audited, names, expected):
    """R72: a heading 心理委员 holds names; R74: two without sexes are unknown, one cannot be both."""
    assert judged(audited, "班级|心理委员", f"七(1)班|{names}") == expected


@pytest.mark.parametrize(("tick", "no"), [("√", "否"), ("是", "否")])
def test_R072_a_heading_of_ticks_is_a_flag(audited, tick, no):
    """R72: only √/是/否/空 under 心理委员 → a flag beside 姓名."""
    head = "班级|姓名|性别|心理委员"
    pair = (f"七(1)班|孙小禾|男|{tick}", f"七(1)班|许小苗|女|{tick}")
    assert judged(audited, head, *pair) == "pass"
    pair = (f"七(1)班|孙小禾|男|{tick}", f"七(1)班|许小苗|女|{no}")
    assert judged(audited, head, *pair) == "fail"


def test_R072_ticks_and_blanks_are_still_a_flag(audited):
    """R72: a blank among ticks never makes the pupil a 心理委员 for sure."""
    rows = ("班级|姓名|性别|心理委员", "七(1)班|孙小禾|男|√", "七(1)班|许小苗|女|")
    assert judged(audited, *rows) != "pass"


# --- R73: titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "sexes", "expected"),
    [
        ("心理委员名单", "男女", "pass"),
        ("心理委员名单", "男", "fail"),
        ("班委名单", "男女", "unknown"),
        ("班委名单", "男", "fail"),
    ],
)
@pytest.mark.parametrize("as_sheet_name", [True, False])
def test_R073_only_a_title_naming_the_role_makes_all_rows_psych(
    audited, title, sexes, expected, as_sheet_name
):
    """R73: no role column and 班委名单: role unknown."""
    rows = ["班级|姓名|性别", *(f"七(1)班|{s}小禾|{s}" for s in sexes)]
    if as_sheet_name:
        assert judged(audited, *rows, sheet=title) == expected
    else:
        assert judged(audited, title, *rows, sheet="Sheet9") == expected


# --- classes that are asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "grades", "asked"),
    [
        ("初级中学", JUNIOR, {"G7", "G8", "G9"}),
        ("高级中学", SENIOR, {"G10", "G11", "G12"}),
        ("九年一贯制学校", (*PRIMARY, *JUNIOR), {"G7", "G8", "G9"}),
        ("完全中学", (*JUNIOR, *SENIOR), {"G7", "G8", "G9", "G10", "G11", "G12"}),
    ],
)
@pytest.mark.parametrize(("committee", "expected"), [(True, "pass"), (False, "unknown")])
def test_classes_of_junior_and_senior_schools_are_asked(
    audited, kind, grades, asked, committee, expected
):
    """NC401, policy: 初中、普通高中每个班级; never 小学."""
    sheets = form(kind=kind, grades=grades)
    if not committee:
        del sheets["班委"]
    found = findings(audited(sheets), "NC401")
    assert {f.subject.grade for f in found} == asked
    assert {str(f.verdict) for f in found} == {expected}
    assert len(found) == 2 * len(asked)
    if not committee:
        assert absent_tables(found[0]) == {"committee"}


@pytest.mark.parametrize(("kind", "grades"), [("小学", PRIMARY), ("职业高中学校", SENIOR)])
def test_primary_and_vocational_classes_are_not_asked(audited, kind, grades):
    """NC401, policy trap 4: never 小学 or 中职: one notapplicable for the school."""
    assert verdict(audited(form(kind=kind, grades=grades)), "NC401") == "notapplicable"


# --- R102: names of pupils ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        (
            LONG,
            "七(1)班|孙小禾|男|心理委员",
            "七(1)班|孙小禾|男|心理委员",
            "火箭班|孙小禾|X|心理委员",
        ),
        (WIDE, "七(1)班|孙小禾|"),
        ("班级|心理委员", "七(1)班|孙小禾、孙小禾"),
    ],
)
def test_R102_names_of_pupils_are_masked_everywhere(audited, rows):
    """R102: messages, values of places and `read` included."""
    result = audited(one_class(*rows))
    assert findings(result, "NC401")
    assert "孙小禾" not in repr(result)
    assert "小禾" not in repr(result)


def test_R102_names_of_teachers_are_not_masked(audited):
    """R102: pupils only."""
    assert {f.subject.teacher for f in findings(audited(form()), "NC105")} == {"周明", "吴亮"}


def test_the_same_pupil_twice_is_one(audited):
    """R41, R44: the same row twice is counted once; of unknown sex it cannot be both."""
    rows = ("七(1)班|孙小禾||心理委员", "七(1)班|孙小禾||心理委员")
    result = audited(one_class(LONG, *rows))
    assert verdict(result, "NC401", grade="G7", klass="1") == "fail"
    assert "D402" in codes(result)
