"""`ratio`: both sides of every limit, nobody at all, and texts (R47, R50, R51, R143)."""

from __future__ import annotations

import pytest

from mhaudit.models.values import OneOf, Span

from .bench import one, weighed

ONE = {"counsellor": True}
OPEN = {"counsellor": None}
NONE: list[dict] = []


def ratio(**bounds):
    per = {"count": "teachers", "where": {"counsellor": True}}
    return {"ratio": {"of": {"field": "students"}, "per": per, **bounds}}


@pytest.mark.parametrize(
    ("students", "teachers", "verdict", "value", "text", "shortfall"),
    [
        (800, [ONE], "pass", 800.0, "1:800", None),
        (801, [ONE], "fail", 801.0, "1:801", 1),
        (1250, [ONE], "fail", 1250.0, "1:1250", 1),
        (1600, [ONE, ONE], "pass", 800.0, "1:800", None),
        (1601, [ONE, ONE], "fail", 800.5, "1:801", 1),
        (2401, [ONE, ONE, ONE], "fail", 2401 / 3, "1:801", 1),
        (1250, NONE, "fail", None, "1250:0", 2),
        (1, NONE, "fail", None, "1:0", 1),
        (None, NONE, "fail", None, "≥ 1 : 0", 1),  # R143
        (None, [ONE], "unknown", None, "≥ 1 : 1", None),
        (801, [ONE, OPEN], "unknown", None, "801 : 1–2", None),
        (1601, [ONE, OPEN], "fail", None, "1601 : 1–2", 1),
        (800, [ONE, OPEN], "pass", None, "800 : 1–2", None),
        (Span(700, 800), [ONE], "pass", None, "700–800 : 1", None),
        (Span(800, 801), [ONE], "unknown", None, "800–801 : 1", None),
        (Span(801, 900), [ONE], "fail", None, "801–900 : 1", 1),
        (OneOf.of(700, 900), [ONE], "unknown", None, "700–900 : 1", None),
        (1600, [weighed(2, 2, counsellor=True)], "pass", 800.0, "1:800", None),
    ],
)
def test_at_most_800(students, teachers, verdict, value, text, shortfall):
    found = one(ratio(at_most=800), school={"students": students}, teachers=teachers)
    assert (found.verdict, found.measured) == (verdict, value)
    assert (found.text, found.required, found.shortfall) == (text, "≤ 800", shortfall)


def test_the_counsellors_table_is_missing():
    found = one(ratio(at_most=800), school={"students": 1})
    assert (found.verdict, found.text) == ("unknown", "1 : ≥ 0")
    assert [(gap.table, gap.field, gap.row) for gap in found.gaps] == [("teachers", None, None)]


@pytest.mark.parametrize(
    ("students", "teachers", "verdict"),
    [
        (800, [ONE], "pass"),
        (799, [ONE], "fail"),
        (1250, NONE, "pass"),  # 1250 to nobody is no less than 800 to one
        (None, NONE, "pass"),
        (None, [ONE], "unknown"),
        (800, [ONE, OPEN], "unknown"),
        (799, [ONE, OPEN], "fail"),
    ],
)
def test_at_least_800(students, teachers, verdict):
    found = one(ratio(at_least=800), school={"students": students}, teachers=teachers)
    assert found.verdict == verdict


def test_a_bound_of_nothing_is_no_division_by_zero():
    found = one(ratio(at_most=0), school={"students": 5}, teachers=[ONE])
    assert (found.verdict, found.shortfall) == ("fail", None)


def test_a_bound_that_is_not_in_force_decides_nothing():
    found = one(ratio(at_most={"2030-01-01": 800}), school={"students": 5}, teachers=NONE)
    assert (found.verdict, found.reason) == ("notapplicable", "not_in_force")


def test_sums_may_be_measured_too():
    require = {
        "ratio": {
            "of": {"sum": "students", "in": "classes"},
            "per": {"count": "classes"},
            "at_most": 50,
        }
    }
    rows = [
        {"grade": "G7", "number": "1", "students": 55},
        {"grade": "G7", "number": "2", "students": 45},
    ]
    assert one(require, classes=rows).text == "1:50"
    rows[1]["students"] = None
    found = one(require, classes=rows)
    assert (found.verdict, found.text) == ("unknown", "≥ 55 : 2")
