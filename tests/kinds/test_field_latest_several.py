"""`field`, `latest`, `any_of`, `all_of`: both sides of every limit."""

from __future__ import annotations

import datetime as dt

import pytest

from mhaudit.models.terms import Audited
from mhaudit.models.values import OneOf, Span

from .bench import YEAR, judge, one, weighed

# field -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "school", "verdict", "text", "required"),
    [
        ({"has_room": True}, {"has_room": True}, "pass", "是否有心理辅导室 = 是", "是否有心理辅导室 = 是"),
        ({"has_room": True}, {"has_room": False}, "fail", "是否有心理辅导室 = 否", "是否有心理辅导室 = 是"),
        ({"has_room": True}, {}, "unknown", "是否有心理辅导室 = ?", "是否有心理辅导室 = 是"),
        ({"rooms": {"at_least": 2}}, {"rooms": 2}, "pass", "心理辅导室间数 = 2", "心理辅导室间数 ≥ 2"),
        ({"rooms": {"above": 2}}, {"rooms": 2}, "fail", "心理辅导室间数 = 2", "心理辅导室间数 > 2"),
        ({"rooms": {"below": 3}}, {"rooms": Span(2, 3)}, "unknown", "心理辅导室间数 = 2–3", "心理辅导室间数 < 3"),
        ({"rooms": {"at_most": 3}}, {"rooms": Span(2, 3)}, "pass", "心理辅导室间数 = 2–3", "心理辅导室间数 ≤ 3"),
        ({"room_area_m2": {"at_least": 20.5}}, {"room_area_m2": 20.4}, "fail", "心理辅导室面积(平方米) = 20.4",
         "心理辅导室面积(平方米) ≥ 20.5"),
        ({"kind": "312"}, {"kind": OneOf.of("311", "312")}, "unknown", "办学类型 = 九年一贯制学校/初级中学",
         "办学类型 = 九年一贯制学校"),
    ],
)  # fmt: skip
def test_field(condition, school, verdict, text, required):
    found = one({"field": condition}, school=school)
    assert (found.verdict, found.text, found.required) == (verdict, text, required)


def test_field_lists_only_the_cells_that_are_open():
    found = one({"field": {"has_room": True, "rooms": {"at_least": 1}}}, school={"rooms": 1})
    assert [(gap.table, gap.field) for gap in found.gaps] == [("schools", "has_room")]


def test_stages_have_their_names():
    found = judge({"field": {"stage": "junior"}}, for_each="stage")
    assert [each.text.rpartition(" ")[2] for each in found] == ["初中"]


# latest ----------------------------------------------------------------------------------------------


def review(if_none: str = "notapplicable"):
    return {
        "latest": {"field": "date", "in": "records", "within": {"months": 24}, "if_none": if_none}
    }


def on(*days: str | Span | None):
    return [
        {"item": "评估", "date": dt.date.fromisoformat(d) if isinstance(d, str) else d}
        for d in days
    ]


def days(low: str, high: str) -> Span:
    return Span(dt.date.fromisoformat(low), dt.date.fromisoformat(high))


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (on("2023-01-31"), "pass"),
        (on("2023-01-30"), "fail"),
        (on("2025-01-31"), "pass"),
        (on("2025-02-01"), "notapplicable"),  # later rows do not count (R66)
        (on("2022-05-01", "2025-02-01"), "fail"),
        (on("2022-05-01", "2024-05-01"), "pass"),
        (on(None), "unknown"),
        (on("2022-05-01", None), "unknown"),
        (on("2024-05-01", None), "pass"),
        (on(days("2023-01-01", "2023-01-31")), "unknown"),
        (on(days("2023-01-31", "2023-02-28")), "pass"),
        (on(days("2023-01-01", "2023-01-30")), "fail"),
        (on(days("2025-01-31", "2025-02-01")), "unknown"),
        ([], "notapplicable"),
        ([weighed(0, 1, date=dt.date(2024, 5, 1))], "unknown"),
        ([weighed(0, 1, date=dt.date(2022, 5, 1))], "unknown"),  # fails, or is no case
        ([weighed(0, 0, date=None)], "notapplicable"),
    ],
)
def test_latest_within_24_months(rows, verdict):
    assert one(review(), records=rows).verdict == verdict


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [([], "fail"), ([weighed(0, 1, date=dt.date(2022, 5, 1))], "fail"), (on("2023-01-31"), "pass")],
)
def test_latest_where_none_is_a_failure(rows, verdict):
    assert one(review("fail"), records=rows).verdict == verdict


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (on("2024-05-01"), "pass"),
        (on("2021-05-01"), "unknown"),  # a new one may still come
        (
            on("2021-05-01", "2024-12-01"),
            "unknown",
        ),  # a row dated after the day of the audit has not happened
        ([], "notapplicable"),
    ],
)
def test_latest_in_mid_term(rows, verdict):
    """R64, R152."""
    audited = Audited(("2024-2025-1",), as_of_given=dt.date(2024, 11, 15))
    assert one(review(), audited=audited, records=rows).verdict == verdict


@pytest.mark.parametrize(
    ("rows", "verdict"), [([], "notapplicable"), (on("2024-05-01"), "unknown")]
)
def test_latest_without_any_period(rows, verdict):
    """R129: what no period could change is judged."""
    assert one(review(), audited=Audited(), records=rows).verdict == verdict


# any_of, all_of --------------------------------------------------------------------------------------


def counted(table: str, least: int):
    return {"count": {"of": table, "at_least": least}}


ROW = weighed(1, 1)
MAYBE = weighed(0, 1)


@pytest.mark.parametrize(
    ("teachers", "records", "either", "both"),
    [
        ([ROW], [ROW], "pass", "pass"),
        ([ROW], [], "pass", "fail"),
        ([ROW], [MAYBE], "pass", "unknown"),
        ([], [MAYBE], "unknown", "fail"),
        ([MAYBE], [MAYBE], "unknown", "unknown"),
        ([], [], "fail", "fail"),
    ],
)
def test_any_of_and_all_of_are_kleene_s(teachers, records, either, both):
    parts = [counted("teachers", 1), counted("records", 1)]
    given = {"teachers": teachers, "records": records}
    assert one({"any_of": parts}, **given).verdict == either
    assert one({"all_of": parts}, **given).verdict == both


def test_any_of_lacks_the_least_and_all_of_everything():
    """R50: at least so many."""
    parts = [counted("teachers", 3), counted("records", 1)]
    any_of, all_of = (one({name: parts}, teachers=[], records=[]) for name in ("any_of", "all_of"))
    assert (any_of.shortfall, all_of.shortfall) == (1, 4)
    assert (any_of.required, all_of.required) == ("≥ 3 或 ≥ 1", "≥ 3 且 ≥ 1")


def test_the_one_part_that_decides_has_its_own_words():
    parts = [counted("teachers", 3), counted("records", 1)]
    found = one({"all_of": parts}, teachers=[ROW], records=[ROW])
    assert (found.verdict, found.reason, found.text) == ("fail", "count", "1 且 1")
    assert dict(found.values) == {"measured": "1", "required": "≥ 3", "what": "教师"}


def test_a_part_that_does_not_apply_leaves_the_others_to_decide():
    parts = [review(), counted("records", 1)]
    assert (
        one({"all_of": parts}, records=[weighed(1, 1, date=dt.date(2025, 2, 1))]).verdict == "pass"
    )
    assert one({"any_of": parts}, records=[]).verdict == "fail"
    assert one({"any_of": [review()]}, records=[]).verdict == "notapplicable"


def test_periods_in_the_year_are_judged_apart():
    """R64: a part of the year that is not over is never a failure."""
    audited = Audited(YEAR.terms, as_of_given=dt.date(2025, 3, 1))
    require = {"count": {"of": "activities", "at_least": 1}}
    rows = [weighed(1, 1, date=dt.date(2025, 3, 2))]
    found = judge(require, per="term", audited=audited, activities=rows)
    assert [(each.verdict, each.text) for each in found] == [("fail", "0"), ("unknown", "≥ 0")]
    assert judge(require, per="term", audited=audited)[0].text == "≥ 0"
