"""Layouts in which a careless reader would see what is not there; each with a twin that must stay unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from mhaudit.findings import AuditResult

from .forms import (
    COMPLYING,
    ITEMS,
    REPORTS,
    Sheets,
    all_verdicts,
    by,
    cells,
    codes,
    finding,
    form,
    issue_cells,
    issues,
    verdict,
    where,
)

Audited = Callable[..., AuditResult]


# --- days counted from 1904 (R69) ---------------------------------------------------------------------


def counted_from_1904(sheets: Sheets) -> Sheets:
    """The dates of the activities as bare numbers, as a workbook of a Mac counts them."""
    rows = [cells(row) for row in sheets["活动"]]
    for row in rows[1:]:
        row[2] = (dt.date.fromisoformat(row[2]) - dt.date(1904, 1, 1)).days
    return sheets | {"活动": rows}  # type: ignore[return-value]


def test_bare_numbers_in_a_1904_workbook_are_days_of_its_own_calendar(audited: Audited) -> None:
    """44093 is 2024-09-20 there, 2020-09-19 elsewhere: a false failure of every rule about the term."""
    result = audited(counted_from_1904(form()), since_1904=True)
    assert all_verdicts(result) == COMPLYING
    first = next(issue for issue in issues(result, "D305") if issue.place.text() == "活动!C2")
    assert first.read == "44093"


def as_text(sheets: Sheets) -> Sheets:
    rows = [cells(row) for row in sheets["活动"]]
    return sheets | {"活动": [rows[0], *([*row[:2], str(row[2]), *row[3:]] for row in rows[1:])]}


def test_the_same_numbers_as_text_in_a_1904_workbook(audited: Audited) -> None:
    """A column made text keeps the days as they are counted there; elsewhere as they are counted elsewhere."""
    sheets = as_text(counted_from_1904(form()))
    result = audited(sheets, since_1904=True)
    assert all_verdicts(result) == COMPLYING
    assert "活动!C2" in issue_cells(result, "D305")
    assert by(audited(sheets, file="b.xlsx"), "NC301")["G7"] == "fail"


def test_days_as_dates_in_a_1904_workbook_stay_what_they_say(audited: Audited) -> None:
    result = audited(form(), since_1904=True)
    assert all_verdicts(result) == COMPLYING
    assert "D305" not in codes(result)


def test_the_same_numbers_elsewhere_are_days_of_2020(audited: Audited) -> None:
    result = audited(counted_from_1904(form()))
    assert by(result, "NC301") == {"G7": "fail", "G8": "fail", "G9": "fail"}
    assert "D406" in codes(result)


# --- two tables side by side --------------------------------------------------------------------------


def side_by_side(
    left: list[Any], right: list[Any], *, gap: int = 1, titles: tuple[str, str] | None = None
) -> list[list[Any]]:
    """Two lists of rows beside each other, the shorter one followed by nothing."""
    left, right = [cells(row) for row in left], [cells(row) for row in right]
    widths = [max(map(len, rows)) for rows in (left, right)]
    height = max(len(left), len(right))
    joined = [
        [
            rows[at] + [None] * (width - len(rows[at])) if at < len(rows) else [None] * width
            for rows, width in zip((left, right), widths, strict=True)
        ]
        for at in range(height)
    ]
    rows = [[*first, *[None] * gap, *second] for first, second in joined]
    if titles:
        rows.insert(0, [titles[0], *[None] * (widths[0] + gap - 1), titles[1]])
    return rows


def beside(students: int = 1000, **options: Any) -> Sheets:
    """Six classes at the left of two teachers, in one sheet."""
    sheets = form(students=students)
    left, right = sheets.pop("班级"), sheets.pop("教师")
    return sheets | {"班级与教师": side_by_side(left, right, **options)}  # type: ignore[dict-item]


TITLES = ("班级一览表", "心理健康教育教师名册")


@pytest.mark.parametrize(("titles", "top"), [(TITLES, 3), (None, 2)])
def test_two_tables_side_by_side(
    audited: Audited, titles: tuple[str, str] | None, top: int
) -> None:
    """A blank column between them, rows of different number: each is read by itself, at its own cells."""
    result = audited(beside(titles=titles))
    assert all_verdicts(result) == COMPLYING
    places = {
        place.text()
        for found in (finding(result, "NC105", teacher="周明"),)
        for place in found.places
    }
    assert places == {f"班级与教师!H{top}"}
    assert "D203" not in codes(result)


def test_tables_that_touch_make_no_teachers_of_classes(audited: Audited) -> None:
    """Without a blank column nobody can tell them apart: rows that name no teacher are not surely teachers.

    1,601 pupils and two counsellors fail; four more lines in the list of classes must not make that a pass.
    """
    sheets = beside(students=1601, gap=0, titles=TITLES)
    assert verdict(audited(sheets), "NC101") != "pass"


def numbered(rows: list[Any], first: int = 1) -> list[Any]:
    """The rows with 序号 in front."""
    return [
        ["序号", *cells(rows[0])],
        *([at, *cells(row)] for at, row in enumerate(rows[1:], first)),
    ]


@pytest.mark.parametrize("titles", [TITLES, None])
def test_tables_that_touch_but_begin_with_a_number_each(
    audited: Audited, titles: tuple[str, str] | None
) -> None:
    """序号|班级|班主任|序号|姓名|…: the second 序号 is where the second table begins."""
    sheets = form()
    left, right = numbered(sheets.pop("班级")), numbered(sheets.pop("教师"))
    joined = side_by_side(left, right, gap=0, titles=titles)
    result = audited(sheets | {"班级与教师": joined})  # type: ignore[operator]
    assert all_verdicts(result) == COMPLYING
    assert where(finding(result, "NC102")) >= {f"班级与教师!H{3 if titles else 2}"}


def in_two_columns(second: int, head: str | None = None) -> list[Any]:
    """Six counsellors, three at the left and three at the right, these numbered from `second`."""
    top = "姓名|性别|专职/兼职"
    names = ["周明", "吴亮", "郑重", "王平", "冯静", "陈安"]
    rows = [f"{name}|女|{'专职' if at == 0 else '兼职'}" for at, name in enumerate(names)]
    left = numbered([top, *rows[:3]])
    right = numbered([head or top, *rows[3:]], second)
    return [["心理健康教育教师名册"], *side_by_side(left, right, gap=0)]


def test_one_long_list_set_in_two_columns(audited: Audited) -> None:
    """The same headings again, the numbers going on: 4,800 pupils have six counsellors, not three."""
    sheets = form(students=4800) | {"教师": in_two_columns(4)}
    result = audited(sheets, merges={"教师": ["A1:H1"]})
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC102") == "pass"
    result = audited(form(students=4801) | {"教师": in_two_columns(4)}, file="b.xlsx")
    assert verdict(result, "NC101") == "fail"


def test_two_lists_beside_each_other_numbered_alike(audited: Audited) -> None:
    """Both begin with 1: nobody knows that they are one list, and whose the second is."""
    for students in (1600, 4000, 9000):
        sheets = form(students=students) | {"教师": in_two_columns(1)}
        assert verdict(audited(sheets, file=f"{students}.xlsx"), "NC101") == "unknown"


def test_one_table_with_a_blank_column_in_it_stays_one(audited: Audited) -> None:
    """Every row goes on at the other side: half a table is none."""
    sheets = form()
    sheets["教师"] = [[*cells(row)[:2], None, *cells(row)[2:]] for row in sheets["教师"]]
    sheets["班委"] = [[cells(row)[0], None, *cells(row)[1:]] for row in sheets["班委"]]
    sheets["活动"] = [[*cells(row)[:2], None, *cells(row)[2:]] for row in sheets["活动"]]
    assert all_verdicts(audited(sheets)) == COMPLYING


def test_tables_side_by_side_of_which_one_alone_names_schools(audited: Audited) -> None:
    """The other's rows may be anybody's: it is not cut off from its neighbour's column of schools."""
    sheets = form()
    left = [
        ["学校", *cells(row)] if at == 0 else ["青禾学校", *cells(row)]
        for at, row in enumerate(sheets.pop("班级"))
    ]
    sheets["班级与教师"] = side_by_side(left, sheets.pop("教师"), titles=TITLES)  # type: ignore[assignment]
    result = audited(sheets)
    assert verdict(result, "NC102") != "fail"


# --- two columns to tick ------------------------------------------------------------------------------

RECORDS = [*ITEMS, *REPORTS]


def ticked(*others: str) -> list[Any]:
    """`项目|是|否|日期`, every item ticked under 是; `others` stand in place of the items they begin with."""
    rows = [row.replace("|是|", "|√||") for row in RECORDS]
    for other in others:
        rows = [other if row.startswith(other.split("|")[0]) else row for row in rows]
    return ["项目|是|否|日期", *rows]


def test_a_tick_under_yes(audited: Audited) -> None:
    assert all_verdicts(audited(form() | {"记录": ticked()})) == COMPLYING


def test_a_tick_under_yes_in_a_heading_of_two_rows(audited: Audited) -> None:
    head = [["项目", "完成情况", None, "日期"], [None, "是", "否", None]]
    sheets = form() | {"记录": [*head, *ticked()[1:]]}
    result = audited(sheets, merges={"记录": ["A1:A2", "B1:C1", "D1:D2"]})
    assert all_verdicts(result) == COMPLYING
    assert "D202" not in codes(result)


def test_a_tick_under_no_is_a_no_at_its_own_cell(audited: Audited) -> None:
    result = audited(form() | {"记录": ticked("绿色转介通道||√|")})
    assert verdict(result, "NC503") == "fail"
    assert "记录!C4" in where(finding(result, "NC503"))
    assert verdict(result, "NC502") == "pass"


def test_a_tick_under_both_is_not_understood(audited: Audited) -> None:
    result = audited(form() | {"记录": ticked("绿色转介通道|√|√|")})
    assert verdict(result, "NC503") == "unknown"
    assert "记录!B4" in issue_cells(result, "D301")


def test_a_tick_under_neither_answers_nothing(audited: Audited) -> None:
    result = audited(form() | {"记录": ticked("绿色转介通道|||")})
    assert verdict(result, "NC503") == "unknown"
    assert verdict(result, "NC502") == "pass"


def test_columns_that_hold_more_than_ticks_are_left_alone(audited: Audited) -> None:
    """Nobody knows what 部分 under 是 means for the others."""
    result = audited(form() | {"记录": ticked("绿色转介通道|部分||")})
    assert verdict(result, "NC503") == "unknown"


TICKED_DUTY = "姓名|性别|是否心理健康教育教师|专职|兼职|是否享受班主任同等待遇|是否计班主任工作年限"


def test_a_tick_under_full_time_or_part_time(audited: Audited) -> None:
    rows = [TICKED_DUTY, "周明|女|是|√||是|是", "吴亮|男|是||√|是|是"]
    result = audited(form() | {"教师": rows})
    assert all_verdicts(result) == COMPLYING
    assert "教师!D2" in where(finding(result, "NC102"))


def test_a_tick_under_full_time_and_part_time_is_neither(audited: Audited) -> None:
    rows = [TICKED_DUTY, "周明|女|是|√|√|是|是", "吴亮|男|是||√|是|是"]
    result = audited(form() | {"教师": rows})
    assert verdict(result, "NC102") == "unknown"
    assert "教师!D2" in issue_cells(result, "D301")


def test_numbers_under_full_time_and_part_time_are_no_ticks(audited: Audited) -> None:
    """`1` is a tick in a column of answers, a number of persons here: nobody is taken for 专职 by it."""
    rows = ["姓名|性别|是否心理健康教育教师|专职|兼职", "心理组|女|是|2|3"]
    assert verdict(audited(form(students=1601) | {"教师": rows}), "NC102") == "unknown"


def test_a_tick_stays_a_tick_in_what_is_shown(audited: Audited) -> None:
    """It was read as the word over it; the finding shows the cell as it stands."""
    result = audited(form() | {"记录": ticked("绿色转介通道||√|")})
    (place,) = [p for p in finding(result, "NC503").places if p.text() == "记录!C4"]
    assert place.value == "√"


# --- numbered notes under a table ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "notes"),
    [
        ("记录", ["1.双月报请按时报送", "2.附佐证材料"]),
        ("记录", [[], "1、双月报请按时报送", "(2)绿色转介通道须有协议"]),
        ("课程", [[None, "1.心理健康课每两周一节"], [None, "2.劳动课每周一节"]]),
        ("活动", ["1.每学期至少一次", "2.各年级都要开展"]),
    ],
)
def test_numbered_notes_under_a_table_are_no_rows(
    audited: Audited, sheet: str, notes: list[Any]
) -> None:
    """They stand in its first column of text, one under the other, and fill nothing else."""
    sheets = form()
    result = audited(sheets | {sheet: [*sheets[sheet], *notes]})
    assert all_verdicts(result) == COMPLYING
    assert codes(result) == set()


def test_a_numbered_item_that_nobody_answered_is_no_note(audited: Audited) -> None:
    """The other items are numbered too: the last one was left blank, and that decides nothing."""
    rows = [f"{at}.{row}" for at, row in enumerate(ITEMS, 1)]
    rows[-1] = f"{len(rows)}.心理健康教育纳入日常工作议程"
    result = audited(form(记录=rows))
    assert verdict(result, "NC701") == "unknown"


# --- short names of numbered schools --------------------------------------------------------------------


def test_a_numbered_school_names_itself_in_the_name_of_its_file(audited: Audited) -> None:
    """R88, R117 list endings only; 南昌三中 is all that many files say."""
    sheets = form()
    del sheets["学校"]
    result = audited(sheets, file="南昌三中心理健康教育自查表.xlsx")
    assert [school.name for school in result.schools] == ["南昌三中"]
    assert verdict(result, "NC501") == "pass"
    assert {issue.read for issue in issues(result, "D208")} == {"南昌三中"}


# --- rows that stand over a group of schools (R92) ---------------------------------------------------------

SCHOOLS = "序号|学校名称|办学类型|在校学生数"


def districts(result: AuditResult) -> dict[str, str | None]:
    return {school.name: school.district for school in result.schools}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("东湖区(12所)", "西湖区(1所)"),
        ("|东湖区(12所)", "|西湖区(1所)"),
        ("一、东湖区", "二、西湖区"),
        ("一|东湖区", "二|西湖区"),
        ("|东湖区(12所)||12000", "|西湖区(1所)||600"),
        ("|东湖区||12000", "|西湖区||600"),
        ("东湖区|12所", "西湖区|1所"),
        ("东湖区 共12所学校", "西湖区共1所"),
        ("【东湖区】", "(西湖区)"),
        ("南昌市东湖区(12所)", "东湖区:|"),
    ],
)
def test_a_row_over_a_group_sets_its_district(audited: Audited, first: str, second: str) -> None:
    rows = [SCHOOLS, first, "1|青禾小学|小学|700", second, "2|白鹭小学|小学|600"]
    result = audited({"学校": rows})  # type: ignore[dict-item]
    told = ["东湖区", "东湖区" if second.startswith("东湖区") else "西湖区"]
    assert districts(result) == dict(zip(("青禾小学", "白鹭小学"), told, strict=True))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ["1|青禾小学|小学|700", "|东湖区||700", "2|白鹭小学|小学|600", "|西湖区||600"],
            (None, None),
        ),
        (
            ["东湖区(1所)", "1|青禾小学|小学|700", "市直属学校(3所)", "2|白鹭小学|小学|600"],
            ("东湖区", None),
        ),
        (
            ["东湖区(2所)", "1|青禾小学|小学|700", "小计|||700", "2|白鹭小学|小学|600"],
            ("东湖区", "东湖区"),
        ),
    ],
)
def test_a_row_that_ends_a_group_or_sums_it_up(
    audited: Audited, rows: list[Any], told: tuple[str | None, str | None]
) -> None:
    """Sums below their schools say nothing of the schools that follow; nor are they schools."""
    result = audited({"学校": [SCHOOLS, *rows]})
    assert districts(result) == dict(zip(("青禾小学", "白鹭小学"), told, strict=True))
