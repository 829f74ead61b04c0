"""`count` and `sum`: both sides of every limit, weighted rows, dated bounds."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import pytest

from mhaudit.models.terms import Audited
from mhaudit.models.values import OneOf, Span

from .bench import TERM, YEAR, judge, one, weighed

SURE, NOT, OPEN = {"counsellor": True}, {"counsellor": False}, {"counsellor": None}


def count(**bounds):
    return {"count": {"of": "teachers", "where": {"counsellor": True}, **bounds}}


@pytest.mark.parametrize(
    ("bounds", "rows", "verdict", "text", "shortfall"),
    [
        ({"at_least": 1}, [], "fail", "0", 1),
        ({"at_least": 1}, [SURE], "pass", "1", None),
        ({"at_least": 1}, [NOT], "fail", "0", 1),
        ({"at_least": 1}, [OPEN], "unknown", "0–1", None),
        ({"at_least": 2}, [SURE, OPEN], "unknown", "1–2", None),
        ({"at_least": 3}, [SURE, OPEN], "fail", "1–2", 1),  # at least one is missing (R50)
        ({"at_most": 1}, [SURE], "pass", "1", None),
        ({"at_most": 1}, [SURE, SURE], "fail", "2", 1),
        ({"at_most": 1}, [SURE, OPEN], "unknown", "1–2", None),
        ({"exactly": 2}, [SURE], "fail", "1", 1),
        ({"exactly": 2}, [SURE, SURE], "pass", "2", None),
        ({"exactly": 2}, [SURE, SURE, SURE], "fail", "3", 1),
        ({"exactly": 2}, [SURE, SURE, OPEN], "unknown", "2–3", None),
        ({"at_least": 1, "at_most": 2}, [SURE, SURE], "pass", "2", None),
        # a total of three, a total that may be one or two, a row that may be another school's (R8, R15, R148)
        ({"at_least": 3}, [weighed(3, 3, counsellor=True)], "pass", "3", None),
        ({"at_least": 2}, [weighed(1, 2, counsellor=True)], "unknown", "1–2", None),
        ({"at_least": 1}, [weighed(0, 1, counsellor=True)], "unknown", "0–1", None),
        ({"at_least": 1}, [weighed(2, 2, counsellor=None)], "unknown", "0–2", None),
        ({"at_least": 1}, [weighed(0, 0, counsellor=True)], "fail", "0", 1),
        # a total of which one part only is known (R38)
        ({"at_least": 2}, [weighed(1, math.inf, counsellor=True)], "unknown", "≥ 1", None),
        ({"at_least": 1}, [weighed(1, math.inf, counsellor=True)], "pass", "≥ 1", None),
    ],
)
def test_count_on_both_sides_of_its_limits(bounds, rows, verdict, text, shortfall):
    found = one(count(**bounds), teachers=rows)
    assert (found.verdict, found.text, found.shortfall) == (verdict, text, shortfall)


def test_a_missing_table_counts_from_zero_to_infinity():
    found = one(count(at_least=1))
    assert (found.verdict, found.text, found.measured) == ("unknown", "≥ 0", None)
    assert [(gap.table, gap.field, gap.row) for gap in found.gaps] == [("teachers", None, None)]


@pytest.mark.parametrize(
    ("year", "verdict", "required"),
    [
        ("2021-2022-2", "notapplicable", ""),  # the last day is 2022-08-31
        ("2022-2023-1", "pass", "≥ 1"),  # 2023-01-31, on the day itself
        ("2022-2023-2", "pass", "≥ 1"),
        ("2023-2024-1", "fail", "≥ 2"),
    ],
)
def test_a_dated_bound_on_both_sides_of_its_dates(year, verdict, required):
    """DESIGN §5, §6: before its first date a bound asks nothing, and nobody passes by that."""
    bound = {dt.date(2023, 1, 31): 1, dt.date(2024, 1, 1): 2}
    found = one(count(at_least=bound), audited=Audited((year,)), teachers=[SURE])
    assert (found.verdict, found.required) == (verdict, required)
    assert found.reason == ("not_in_force" if verdict == "notapplicable" else "count")


def test_a_dated_bound_in_a_condition_holds_for_each_subject_s_own_day():
    """Two terms, and the condition on rows changes between them."""
    require = {
        "count": {
            "of": "activities",
            "where": {"participants": {"at_least": {"2000-01-01": 10, "2025-02-01": 20}}},
            "at_least": 1,
        }
    }
    rows = [
        {"date": dt.date(2024, 10, 1), "participants": 15},
        {"date": dt.date(2025, 3, 1), "participants": 15},
    ]
    found = judge(require, per="term", audited=YEAR, activities=rows)
    assert [each.verdict for each in found] == ["pass", "fail"]


def hours(**bounds):
    return {"sum": {"field": "training_hours", "in": "teachers", **bounds}}


def of(*values):
    return [{"training_hours": value} for value in values]


@pytest.mark.parametrize(
    ("rows", "verdict", "text", "shortfall"),
    [
        (of(18, 18), "pass", "36", None),
        (of(18, 17), "fail", "35", 1),
        (of(18, 17.5), "fail", "35.5", 0.5),
        (of(36, None), "pass", "≥ 36", None),
        (of(35, None), "unknown", "≥ 35", None),
        (of(18, Span(17, 18)), "unknown", "35–36", None),
        (of(18, OneOf.of(17, 18)), "unknown", "35–36", None),
        (of(18, Span(18, 20)), "pass", "36–38", None),
        (of(18, Span(10, 17)), "fail", "28–35", 1),
        ([weighed(2, 2, training_hours=18)], "pass", "36", None),
        ([weighed(1, 2, training_hours=18)], "unknown", "18–36", None),
        ([weighed(0, 1, training_hours=36)], "unknown", "0–36", None),
        ([weighed(0, math.inf, training_hours=0)], "fail", "0", 36),
        ([], "fail", "0", 36),
    ],
)
def test_sum_on_both_sides_of_its_limit(rows, verdict, text, shortfall):
    found = one(hours(at_least=36), teachers=rows)
    assert (found.verdict, found.text, found.shortfall) == (verdict, text, shortfall)


def test_a_sum_is_exact_in_any_order():
    """0.7 + 0.1 + 0.2 falls short of 1 where it is added up from the left."""
    for values in itertools.permutations((0.7, 0.1, 0.2)):
        found = one(hours(at_least=1), teachers=of(*values))
        assert (found.verdict, found.measured) == ("pass", 1)


def test_a_sum_just_below_the_limit_does_not_read_as_the_limit():
    """R50: the text is never rounded onto the passing side."""
    found = one(hours(at_least=36), teachers=of(35.999999))
    assert (found.verdict, found.text) == ("fail", "35.999999")


COURSE = {
    "sum": {
        "field": "hours_per_term",
        "in": "lessons",
        "where": {"subject": "班会"},
        "at_least": 36,
    }
}


@pytest.mark.parametrize(
    ("audited", "term", "verdict"),
    [
        (TERM, "2024-2025-1", "unknown"),  # the second term is not audited (R64, R79)
        (YEAR, "2024-2025-1", "fail"),
        (YEAR, None, "fail"),
        (Audited(YEAR.terms, as_of_given=dt.date(2024, 11, 15)), "2024-2025-1", "unknown"),  # R152
        (Audited(YEAR.terms, as_of_given=dt.date(2025, 8, 31)), "2024-2025-1", "fail"),
        (TERM, "2023-2024-1", "fail"),  # another year's row does not count at all
    ],
)
def test_hours_of_one_term_leave_the_other_open_until_the_year_is_over(audited, term, verdict):
    lesson = {"grade": "G7", "subject": "班会", "term": term, "hours_per_term": 18}
    assert one(COURSE, audited=audited, lessons=[lesson]).verdict == verdict
