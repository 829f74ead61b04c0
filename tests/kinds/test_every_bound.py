"""Every kind on both sides of every bound word, plain and dated, in the requirement and in `where` (DESIGN §5, §6).

The numbers are small enough to be done by hand: what is measured is 1, 2, 3 or 4, and bounds are 2, or 2 and 3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mhaudit.models.terms import Audited

from .bench import TERM, one

LAST = dt.date(2025, 1, 31)
"""The last day of the audited term: the day whose bounds apply."""
NEXT = dt.date(2025, 2, 1)

Given = dict[str, Any]
Case = tuple[Mapping[str, Any], Given]


def counted(bounds: Mapping[str, Any], number: int) -> Case:
    return {"count": {"of": "teachers", **bounds}}, {"teachers": [{"name": "甲"}] * number}


def summed(bounds: Mapping[str, Any], number: int) -> Case:
    require = {"sum": {"field": "training_hours", "in": "teachers", **bounds}}
    return require, {"teachers": [{"training_hours": number - 0.5}, {"training_hours": 0.5}]}


def per_teacher(bounds: Mapping[str, Any], number: int) -> Case:
    require = {"ratio": {"of": {"field": "students"}, "per": {"count": "teachers"}, **bounds}}
    return require, {"school": {"students": 2 * number}, "teachers": [{"name": "甲"}] * 2}


def of_four(bounds: Mapping[str, Any], number: int) -> Case:
    """The part of four, so that 2 is a half."""
    quarters = {
        word: {day: value / 4 for day, value in bound.items()}
        if isinstance(bound, dict)
        else bound / 4
        for word, bound in bounds.items()
    }
    require = {"share": {"of": "teachers", "having": {"homeroom_pay": True}, **quarters}}
    paid = [{"homeroom_pay": at < number} for at in range(4)]
    return require, {"teachers": paid}


BOUNDED: dict[str, Callable[[Mapping[str, Any], int], Case]] = {
    "count": counted,
    "sum": summed,
    "ratio": per_teacher,
    "share": of_four,
}

PLAIN = [
    # bounds, and the verdicts where 1, 2, 3 and 4 are measured
    ({"at_least": 2}, "fail pass pass pass"),
    ({"at_most": 2}, "pass pass fail fail"),
    ({"exactly": 2}, "fail pass fail fail"),
    ({"at_least": 2, "at_most": 3}, "fail pass pass fail"),
]


@pytest.mark.parametrize("kind", BOUNDED)
@pytest.mark.parametrize(("bounds", "verdicts"), PLAIN)
def test_a_bound_on_both_sides(kind, bounds, verdicts):
    found = []
    for number in (1, 2, 3, 4):
        require, given = BOUNDED[kind](bounds, number)
        found.append(one(require, **given).verdict.value)
    assert " ".join(found) == verdicts


DATED = [
    # a bound of 2 from a day on, and the verdicts where 1, 2 and 3 are measured
    ("at_least", LAST, "fail pass pass"),
    ("at_most", LAST, "pass pass fail"),
    ("exactly", LAST, "fail pass fail"),
    ("at_least", NEXT, "notapplicable notapplicable notapplicable"),
    ("at_most", NEXT, "notapplicable notapplicable notapplicable"),
    ("exactly", NEXT, "notapplicable notapplicable notapplicable"),
]


@pytest.mark.parametrize("kind", BOUNDED)
@pytest.mark.parametrize(("word", "since", "verdicts"), DATED)
def test_a_dated_bound_on_its_day_and_the_day_before(kind, word, since, verdicts):
    """Before its first day nothing is asked, and nobody passes by that (DESIGN §6)."""
    found = []
    for number in (1, 2, 3):
        require, given = BOUNDED[kind]({word: {since: 2}}, number)
        found.append(one(require, audited=TERM, **given).verdict.value)
    assert " ".join(found) == verdicts


@pytest.mark.parametrize("kind", BOUNDED)
@pytest.mark.parametrize(
    ("word", "before", "since", "number", "verdict"),
    [
        ("at_least", 1, LAST, 1, "fail"),
        ("at_least", 1, NEXT, 1, "pass"),
        ("at_most", 3, LAST, 3, "fail"),
        ("at_most", 3, NEXT, 3, "pass"),
        ("exactly", 3, LAST, 3, "fail"),
        ("exactly", 3, NEXT, 3, "pass"),
    ],
)
def test_the_value_of_its_day_counts(kind, word, before, since, number, verdict):
    """A bound that becomes 2 on a day is the earlier one the day before."""
    bounds = {word: {dt.date(2000, 1, 1): before, since: 2}}
    require, given = BOUNDED[kind](bounds, number)
    assert one(require, **given).verdict == verdict


# conditions ------------------------------------------------------------------------------------------

TEACHERS = [
    {"name": "甲", "training_hours": 39, "homeroom_pay": True, "duty": "full_time"},
    {"name": "甲", "training_hours": 40, "homeroom_pay": False, "duty": "part_time"},
    {"name": "乙", "training_hours": 41, "homeroom_pay": True, "duty": "full_time"},
]
RECORDS = [
    {"item": "评估", "count": 39, "date": dt.date(2025, 1, 1)},
    {"item": "评估", "count": 40, "date": dt.date(2025, 1, 2)},
    {"item": "评估", "count": 41, "date": dt.date(2024, 1, 1)},
]


def hours(word: str, bound: Any = 40) -> dict[str, Any]:
    return {"training_hours": {word: bound}}


def number(word: str) -> dict[str, Any]:
    return {"count": {"of": "teachers", "where": hours(word), "at_least": 2}}


CONDITIONED: dict[str, tuple[Callable[[str], Mapping[str, Any]], dict[str, str]]] = {
    "count": (
        number,
        {"above": "fail 1", "at_least": "pass 2", "below": "fail 1", "at_most": "pass 2"},
    ),
    "sum": (
        lambda word: {
            "sum": {
                "field": "training_hours",
                "in": "teachers",
                "where": hours(word),
                "at_most": 79,
            }
        },
        {"above": "pass 41", "at_least": "fail 81", "below": "pass 39", "at_most": "pass 79"},
    ),
    "ratio": (
        lambda word: {
            "ratio": {
                "of": {"sum": "training_hours", "in": "teachers", "where": hours(word)},
                "per": {"count": "teachers", "where": hours(word)},
                "at_most": 40,
            }
        },
        {
            "above": "fail 1:41",
            "at_least": "fail 1:41",
            "below": "pass 1:39",
            "at_most": "pass 1:40",
        },
    ),
    "share": (
        lambda word: {
            "share": {
                "of": "teachers",
                "where": hours(word),
                "having": {"homeroom_pay": True},
                "at_least": 1,
            }
        },
        {"above": "pass 100%", "at_least": "fail 50%", "below": "pass 100%", "at_most": "fail 50%"},
    ),
    "share having": (
        lambda word: {"share": {"of": "teachers", "having": hours(word), "at_least": 0.5}},
        {"above": "fail 33%", "at_least": "pass 66%", "below": "fail 33%", "at_most": "pass 66%"},
    ),
    "includes": (
        lambda word: {
            "includes": {
                "field": "duty",
                "in": "teachers",
                "where": hours(word),
                "values": ["full_time", "part_time"],
            }
        },
        {
            "above": "fail 专职",
            "at_least": "pass 专职、兼职",
            "below": "fail 专职",
            "at_most": "pass 专职、兼职",
        },
    ),
    "latest": (
        lambda word: {
            "latest": {
                "field": "date",
                "in": "records",
                "where": {"count": {word: 40}},
                "within": {"months": 1},
                "if_none": "fail",
            }
        },
        {
            "above": "fail 2024-01-01",
            "at_least": "pass 2025-01-02",
            "below": "pass 2025-01-01",
            "at_most": "pass 2025-01-02",
        },
    ),
    "unique": (
        lambda word: {"unique": {"field": "name", "in": "teachers", "where": hours(word)}},
        {"above": "pass", "at_least": "pass", "below": "pass", "at_most": "fail"},
    ),
    "any_of": (
        lambda word: {"any_of": [number(word), {"count": {"of": "classes", "at_least": 1}}]},
        {"above": "fail", "at_least": "pass", "below": "fail", "at_most": "pass"},
    ),
    "all_of": (
        lambda word: {"all_of": [number(word), {"count": {"of": "records", "exactly": 3}}]},
        {"above": "fail", "at_least": "pass", "below": "fail", "at_most": "pass"},
    ),
}
"""Kind → the requirement with a bound of 40 in its condition, and per word the verdict and what is measured."""


@pytest.mark.parametrize("kind", CONDITIONED)
@pytest.mark.parametrize("word", ["above", "at_least", "below", "at_most"])
def test_a_bound_in_where_on_both_sides(kind, word):
    """Rows of 39, 40 and 41 against 40."""
    require, wanted = CONDITIONED[kind]
    found = one(require(word), teachers=TEACHERS, records=RECORDS, classes=[])
    verdict, _, text = wanted[word].partition(" ")
    assert found.verdict == verdict
    assert not text or found.text == text


@pytest.mark.parametrize(
    ("word", "verdicts"),
    [
        ("above", "fail fail pass"),
        ("at_least", "fail pass pass"),
        ("below", "pass fail fail"),
        ("at_most", "pass pass fail"),
    ],
)
def test_a_field_on_both_sides(word, verdicts):
    require = {"field": {"students": {word: 40}}}
    found = [one(require, school={"students": n}).verdict.value for n in (39, 40, 41)]
    assert " ".join(found) == verdicts


@pytest.mark.parametrize(
    ("condition", "students", "verdict"),
    [
        ({"students": {"at_least": {LAST: 40}}}, 39, "fail"),
        ({"students": {"at_least": {LAST: 40}}}, 40, "pass"),
        ({"students": {"at_least": {NEXT: 40}}}, 39, "notapplicable"),
        ({"students": {"at_least": {NEXT: 40}}}, None, "notapplicable"),
        # what is asked beside it is asked all the same
        ({"students": {"at_least": {NEXT: 40}}, "has_room": True}, 39, "pass"),
        ({"students": {"at_least": {NEXT: 40}, "at_most": 38}}, 39, "fail"),
        ({"students": {"at_least": {NEXT: 40}, "at_most": 39}}, 39, "pass"),
    ],
)
def test_a_dated_field_on_its_day_and_the_day_before(condition, students, verdict):
    school = {"students": students, "has_room": True}
    assert one({"field": condition}, school=school).verdict == verdict


@pytest.mark.parametrize(
    ("word", "before", "counts"),
    [
        # rows that count against 40 on its day, and against the earlier bound the day before
        ("above", 38, ("1", "3")),
        ("at_least", 39, ("2", "3")),
        ("below", 42, ("1", "3")),
        ("at_most", 41, ("2", "3")),
    ],
)
def test_a_dated_bound_in_where_on_its_day_and_the_day_before(word, before, counts):
    for since, wanted in zip((LAST, NEXT), counts, strict=True):
        where = hours(word, {dt.date(2000, 1, 1): before, since: 40})
        require = {"count": {"of": "teachers", "where": where, "at_least": 1}}
        assert one(require, teachers=TEACHERS).text == wanted


@pytest.mark.parametrize(
    ("date", "verdict"),
    [("2025-02-28", "pass"), ("2025-02-27", "fail"), ("2025-03-01", "pass")],
)
def test_months_back_from_the_31st_end_where_the_month_ends(date, verdict):
    """DESIGN §5: calendar months; there is no 31 February."""
    require = {
        "latest": {
            "field": "date",
            "in": "records",
            "within": {"months": 6},
            "if_none": "fail",
        }
    }
    rows = [{"item": "评估", "date": dt.date.fromisoformat(date)}]
    audited = Audited(("2024-2025-1", "2024-2025-2"))  # to 31 August 2025
    assert one(require, audited=audited, records=rows).verdict == verdict


@pytest.mark.parametrize(("total", "verdict"), [(2, "fail"), (3, "pass"), (4, "fail")])
def test_a_total_one_short_and_one_over(total, verdict):
    require = {"matches_total": {"field": "students", "sum": "students", "in": "classes"}}
    rows = [{"grade": "G7", "number": n, "students": s} for n, s in (("1", 1), ("2", 2))]
    assert one(require, school={"students": total}, classes=rows).verdict == verdict


@pytest.mark.parametrize(
    ("since", "either", "both"),
    [(LAST, "fail", "fail"), (NEXT, "notapplicable", "notapplicable")],
)
def test_parts_that_are_not_in_force_yet(since, either, both):
    part = {"count": {"of": "teachers", "at_least": {since: 2}}}
    given = {"teachers": [{"name": "甲"}]}
    assert one({"any_of": [part, part]}, **given).verdict == either
    assert one({"all_of": [part, part]}, **given).verdict == both


@pytest.mark.parametrize("number", [1, 2])
def test_each_value_once_and_twice(number):
    require = {"unique": {"field": "name", "in": "teachers"}}
    found = one(require, teachers=[{"name": "甲"}] * number + [{"name": "乙"}])
    assert found.verdict == ("pass" if number == 1 else "fail")
