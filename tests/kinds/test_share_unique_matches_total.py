"""`share`, `unique` and `matches_total`: both sides of every limit, holes, weighted rows, and their sentences."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from mhaudit.engine.judge import judge_alone
from mhaudit.models.submission import Builder
from mhaudit.models.terms import Audited
from mhaudit.models.values import OneOf, SetOf, Span
from mhaudit.rulebook.load import load_rulebook

from .bench import TERM, one, weighed

YES, NO, BLANK = {"homeroom_pay": True}, {"homeroom_pay": False}, {"homeroom_pay": None}


def share(**bounds):
    return {"share": {"of": "teachers", "having": {"homeroom_pay": True}, **bounds}}


@pytest.mark.parametrize(
    ("bounds", "rows", "verdict", "text", "shortfall"),
    [
        ({"at_least": 0.95}, [YES] * 19 + [NO], "pass", "95%", None),
        ({"at_least": 0.95}, [YES] * 18 + [NO] * 2, "fail", "90%", 1),
        ({"at_least": 0.95}, [YES] * 18 + [NO, BLANK], "unknown", "90%–95%", None),
        ({"at_least": 0.95}, [YES] * 17 + [NO] * 2 + [BLANK], "fail", "85%–90%", 1),  # at least 1 (R50)
        ({"at_least": 0.95}, [YES] * 19 + [BLANK], "pass", "95%–100%", None),
        ({"at_least": 0.95}, [YES] * 35 + [NO] * 2, "fail", "94%", 1),  # 94.6 % reads 94 % (R50)
        ({"at_least": 1}, [YES], "pass", "100%", None),
        ({"at_least": 1}, [YES] * 199 + [NO], "fail", "99%", 1),  # 99.5 %
        ({"at_least": 0.01}, [NO], "fail", "0%", 1),
        ({"at_most": 0.5}, [YES, NO], "pass", "50%", None),
        ({"at_most": 0.5}, [YES] * 2 + [NO], "fail", "67%", None),  # away from the passing side
        ({"at_most": 0.5}, [YES, NO, BLANK], "unknown", "34%–67%", None),
        ({"exactly": 0.5}, [YES, NO], "pass", "50%", None),
        ({"exactly": 0.5}, [YES, YES, NO], "fail", "66%", None),
        ({"at_least": 0.25, "at_most": 0.5}, [YES, NO, NO], "pass", "33%", None),
        ({"at_least": 0.25, "at_most": 0.5}, [YES, YES, NO], "fail", "66%", None),
        # a total of three, a person who may be another school's, posts of unknown number (R8, R15, R38)
        ({"at_least": 0.75}, [weighed(3, 3, **YES), NO], "pass", "75%", None),
        ({"at_least": 0.75}, [weighed(2, 2, **YES), NO], "fail", "66%", 1),
        ({"at_least": 0.5}, [YES, weighed(0, 1, **NO)], "pass", "50%–100%", None),
        ({"at_least": 0.6}, [YES, weighed(0, 1, **NO)], "unknown", "50%–100%", None),
        ({"at_least": 0.6}, [NO, weighed(0, 1, **YES)], "fail", "0%–50%", 1),
        ({"at_least": 0.5}, [NO, weighed(0, math.inf, **YES)], "unknown", "0%–100%", None),
        ({"at_least": 0.5}, [YES, weighed(0, math.inf, **NO)], "unknown", "0%–100%", None),
        # nobody, or perhaps nobody
        ({"at_least": 0.5}, [], "notapplicable", "0%", None),
        ({"at_least": 0.5}, [weighed(0, 1, **YES)], "unknown", "0%", None),
    ],
)  # fmt: skip
def test_share_on_both_sides_of_its_limits(bounds, rows, verdict, text, shortfall):
    found = one(share(**bounds), teachers=rows)
    assert (found.verdict, found.shortfall) == (verdict, shortfall)
    assert found.text == text or verdict == "notapplicable" or rows == [weighed(0, 1, **YES)]


def test_a_share_of_a_table_that_was_not_supplied_is_unknown():
    found = one(share(at_least=0.5))
    assert found.verdict == "unknown"
    assert [(gap.table, gap.field, gap.row) for gap in found.gaps] == [("teachers", None, None)]


def test_the_share_s_condition_says_who_is_counted():
    params = {"of": "teachers", "where": {"duty": "full_time"}, "having": {"homeroom_pay": True}}
    require = {"share": {**params, "at_least": 1}}
    full, part, open_ = ({"duty": duty} for duty in ("full_time", "part_time", None))
    assert one(require, teachers=[{**full, **YES}, {**part, **NO}]).verdict == "pass"
    assert one(require, teachers=[{**full, **YES}, {**full, **NO}]).verdict == "fail"
    assert one(require, teachers=[{**part, **NO}]).verdict == "notapplicable"
    found = one(require, teachers=[{**full, **YES}, {**open_, **NO}])
    assert found.verdict == "unknown"
    assert [(gap.field, gap.row) for gap in found.gaps] == [("duty", 1)]


def test_an_unknown_share_lists_the_cells_that_would_decide():
    found = one(share(at_least=0.95), teachers=[YES] * 18 + [NO, BLANK])
    assert [(gap.field, gap.row) for gap in found.gaps] == [("homeroom_pay", 19)]


def test_a_failing_share_shows_the_rows_that_lack_it():
    found = one(share(at_least=0.95), teachers=[YES, NO, NO])
    assert [cell.row for cell in (*found.evidence, *found.related)] == [1, 2]
    assert dict(found.values) == {"what": "教师", "have": "1", "all": "3"}


@pytest.mark.parametrize(
    ("year", "verdict", "required", "reason"),
    [
        ("2023-2024-2", "notapplicable", "", "not_in_force"),  # ends on 2024-08-31
        ("2024-2025-1", "fail", "≥ 95%", "share"),  # ends on 2025-01-31
        ("2025-2026-1", "pass", "= 0%", "share"),
    ],
)
def test_a_dated_share_on_both_sides_of_its_date(year, verdict, required, reason):
    bounds = {"at_least": {dt.date(2025, 1, 31): 0.95, dt.date(2026, 1, 31): 0}}
    bounds["at_most"] = {dt.date(2026, 1, 31): 0}
    found = one(share(**bounds), audited=Audited((year,)), teachers=[NO])
    assert (found.verdict, found.required, found.reason) == (verdict, required, reason)


# --- unique -------------------------------------------------------------------------------------------

NUMBERS = {"unique": {"field": "number", "in": "classes", "where": {"grade": "G7"}}}


def rows(*numbers, grade="G7"):
    return [{"grade": grade, "number": number} for number in numbers]


@pytest.mark.parametrize(
    ("classes", "verdict", "shortfall"),
    [
        (rows("1", "2", "3"), "pass", None),
        (rows("1"), "pass", None),
        ([], "pass", None),
        (rows("1", "2", "1"), "fail", 1),
        (rows("1", "1", "1"), "fail", 2),
        (rows("1", "1", "2", "2"), "fail", 2),
        (rows("1", None), "unknown", None),
        (rows(None, None), "unknown", None),
        (rows(None), "pass", None),  # one alone repeats nothing
        (rows("1", "1", None), "fail", 1),
        (rows("1") + rows("1", grade="G8"), "pass", None),  # the condition leaves the other out
        (rows("1") + rows("1", grade=None), "unknown", None),
        (rows("1", "2") + rows("3", grade=None), "pass", None),
        ([*rows("1"), weighed(0, 1, grade="G7", number="1")], "unknown", None),
        ([*rows("1", "1"), weighed(0, 1, grade="G7", number="1")], "fail", 1),
        ([weighed(0, 0, grade="G7", number="1"), *rows("1")], "pass", None),
        ([weighed(2, 2, grade="G7", number="1")], "fail", 1),  # two things with one value
        ([weighed(1, 2, grade="G7", number="1")], "unknown", None),
    ],
)
def test_unique_on_both_sides(classes, verdict, shortfall):
    found = one(NUMBERS, classes=classes)
    assert (found.verdict, found.shortfall) == (verdict, shortfall)


def test_repeated_rows_are_shown_and_what_is_open_is_listed():
    found = one(NUMBERS, classes=rows("1", "2", "1"))
    assert [(cell.row, cell.field) for cell in (*found.evidence, *found.related)] == [
        (0, "number"),
        (2, "number"),
    ]
    found = one(NUMBERS, classes=[*rows("1", None), *rows("1", grade=None)])
    assert {(gap.field, gap.row) for gap in found.gaps} == {("number", 1), ("grade", 2)}


def test_a_table_that_was_not_supplied_may_repeat_anything():
    assert one({"unique": {"field": "name", "in": "teachers"}}).verdict == "unknown"


@pytest.mark.parametrize(
    ("field", "values", "verdict"),
    [
        ("duty", (OneOf.of("full_time", "part_time"), "full_time"), "unknown"),
        ("training_hours", (Span(10, 20), 10.0), "unknown"),
        ("training_hours", (10.0, 10.0), "fail"),
    ],
)
def test_a_value_known_in_part_may_repeat_another(field, values, verdict):
    require = {"unique": {"field": field, "in": "teachers"}}
    assert one(require, teachers=[{field: value} for value in values]).verdict == verdict


def test_sets_known_in_part_may_be_equal():
    require = {"unique": {"field": "grades", "in": "activities"}}
    known, open_ = SetOf.known("G7"), SetOf(frozenset({"G7"}), frozenset({"G7", "G8"}))
    assert one(require, activities=[{"grades": known}, {"grades": known}]).verdict == "fail"
    assert one(require, activities=[{"grades": known}, {"grades": open_}]).verdict == "unknown"
    other = SetOf.known("G8")
    assert one(require, activities=[{"grades": known}, {"grades": other}]).verdict == "pass"


# --- matches_total ------------------------------------------------------------------------------------

MATCHES = {"matches_total": {"field": "students", "sum": "students", "in": "classes"}}


def classes(*numbers):
    return [{"grade": "G7", "number": str(at), "students": n} for at, n in enumerate(numbers)]


@pytest.mark.parametrize(
    ("total", "parts", "verdict", "shortfall"),
    [
        (90, classes(45, 45), "pass", None),
        (90, classes(45, 44), "fail", 1),
        (90, classes(45, 46), "fail", 1),
        (90, classes(45, 30), "fail", 15),
        (90, [], "fail", 90),
        (90, classes(45, None), "unknown", None),
        (90, classes(45, 46, None), "fail", 1),  # a blank can only add
        (None, classes(45, 45), "unknown", None),
        (Span(80, 100), classes(45, 45), "unknown", None),
        (Span(80, 89), classes(45, 45), "fail", 1),
        (90, classes(45, Span(40, 45)), "unknown", None),
        (90, classes(45, Span(40, 44)), "fail", 1),
        (90, [*classes(45, 45), weighed(0, 1, grade="G7", students=45)], "unknown", None),
    ],
)
def test_the_total_on_both_sides(total, parts, verdict, shortfall):
    found = one(MATCHES, school={"students": total}, classes=parts)
    assert (found.verdict, found.shortfall) == (verdict, shortfall)


def test_a_total_without_its_table_is_unknown():
    found = one(MATCHES, school={"students": 90})
    assert found.verdict == "unknown"
    assert [(gap.table, gap.row) for gap in found.gaps] == [("classes", None)]


def test_what_decides_a_total_is_listed():
    found = one(MATCHES, school={"students": None}, classes=classes(45, None))
    assert [(gap.table, gap.field, gap.row) for gap in found.gaps] == [
        ("schools", "students", 0),
        ("classes", "students", 1),
    ]


def test_a_total_shows_its_working():
    found = one(MATCHES, school={"students": 90}, classes=classes(45, 44))
    assert (found.text, found.required, found.measured) == ("89", "= 90", 89)
    assert [(cell.table, cell.row) for cell in (*found.evidence, *found.related)] == [
        ("schools", 0),
        ("classes", 0),
        ("classes", 1),
    ]


# --- sentences ----------------------------------------------------------------------------------------

PACK = """\
pack: x
version: 1
title: t
documents: {d: {title: 文件}}
rules:
"""
RULE = """\
  - id: AB101
    name: r
    title: t
    strength: must
    source: {document: d, quote: q}
    for_each: school
    require: REQUIRE
"""


@pytest.mark.parametrize(
    ("require", "students", "numbers", "sentence"),
    [
        ("{matches_total: {field: students, sum: students, in: classes}}", 90, (45, 44),
         "班级各行合计 89,应= 90"),
        ("{matches_total: {field: students, sum: students, in: classes}}", 90, (45, 45),
         "班级各行合计 90,应= 90"),
        ("{unique: {field: students, in: classes}}", 90, (45, 45), "应各不相同,现有重复"),
        ("{unique: {field: students, in: classes}}", 90, (45, 44), "各不相同"),
        ("{share: {of: classes, having: {students: {at_most: 45}}, at_least: 1}}", 90, (46, 45),
         "符合要求的班级:2 中有 1,占 50%,要求 ≥ 100%"),
        ("{share: {of: classes, having: {students: {at_most: 45}}, at_least: {2026-01-01: 1}}}", 90, (46,),
         "该时段此项要求尚未生效或已失效"),
    ],
)  # fmt: skip
def test_what_a_finding_says(tmp_path, require, students, numbers, sentence):
    path = tmp_path / "x.yaml"
    path.write_text(PACK + RULE.replace("REQUIRE", require), encoding="utf-8")
    book = load_rulebook([path])
    builder = Builder()
    builder.school({"name": "青禾学校", "kind": "311", "students": students})
    builder.supply("classes", 0)
    for values in classes(*numbers):
        builder.add("classes", 0, values)
    ((_, found),) = judge_alone(book.rule("AB101"), book, builder.finish(), TERM)
    assert found.message == sentence


def test_a_target_that_is_open_says_how_many_schools_are():
    book = load_rulebook(["national"])
    builder = Builder()
    for name in ("甲校", "乙校"):
        builder.school({"name": name, "kind": "311", "district": "例县"})
    ((_, found),) = judge_alone(book.rule("CN105"), book, builder.finish(), TERM)
    assert found.verdict == "unknown"
    assert found.message.startswith("无法判定:有 ")
    assert [(gap.table, gap.field) for gap in found.missing][:1] == [("schools", None)]
