"""The audited period and what lies in it (R60–R66, R129, R130, R152)."""

from __future__ import annotations

import datetime as dt

import pytest
from kinds.bench import judge

from mhaudit.models.terms import Audited, Calendar, months_back, parse_term
from mhaudit.models.values import Span

FIRST, SECOND = Audited(("2024-2025-1",)), Audited(("2024-2025-2",))
YEAR = Audited(("2024-2025-1", "2024-2025-2"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ids(audited: Audited, per: str) -> list[str]:
    return [period.id for period in audited.periods(per)]


@pytest.mark.parametrize(
    ("audited", "per", "periods"),
    [
        (FIRST, "term", ["2024-2025-1"]),
        (YEAR, "term", ["2024-2025-1", "2024-2025-2"]),
        (FIRST, "school_year", ["2024-2025"]),
        (YEAR, "school_year", ["2024-2025"]),
        (FIRST, "two_months", ["2024-09/2024-10", "2024-11/2024-12"]),
        (SECOND, "two_months", ["2025-01/2025-02", "2025-03/2025-04", "2025-05/2025-06"]),
        (FIRST, "month", ["2024-09", "2024-10", "2024-11", "2024-12", "2025-01"]),
        (SECOND, "month", ["2025-02", "2025-03", "2025-04", "2025-05", "2025-06"]),
        (Audited(), "term", []),
    ],
)
def test_periods(audited, per, periods):
    """R65: a pair belongs to the term its last day lies in; 7–8 is holiday."""
    assert ids(audited, per) == periods


def test_all_pairs_of_the_year():
    assert ids(YEAR, "two_months") == ids(FIRST, "two_months") + ids(SECOND, "two_months")


@pytest.mark.parametrize(
    ("audited", "per", "over"),
    [
        (FIRST, "term", [True]),
        (FIRST, "school_year", [False]),
        (SECOND, "school_year", [False]),
        (YEAR, "school_year", [True]),
        (SECOND, "two_months", [True, True, True]),
        (Audited(YEAR.terms, as_of_given=day("2025-08-30")), "school_year", [False]),
        (Audited(YEAR.terms, as_of_given=day("2025-08-31")), "school_year", [True]),
        (Audited(YEAR.terms, as_of_given=day("2025-01-31")), "term", [True, False]),
        (Audited(YEAR.terms, as_of_given=day("2025-01-30")), "term", [False, False]),
        (Audited(FIRST.terms, as_of_given=day("2024-10-31")), "two_months", [True, False]),
        (Audited(FIRST.terms, as_of_given=day("2024-10-30")), "two_months", [False, False]),
        (Audited(FIRST.terms, as_of_given=day("2026-01-01")), "term", [True]),
    ],
)
def test_over(audited, per, over):
    """R64, R152."""
    assert [audited.over(period) for period in audited.periods(per)] == over


def test_set_term_dates_move_the_pairs():
    """A pair whose last day lies between the terms belongs to none."""
    calendar = Calendar({"2024-2025-1": (day("2024-09-01"), day("2024-12-30"))})
    assert ids(Audited(FIRST.terms, calendar), "two_months") == ["2024-09/2024-10"]


@pytest.mark.parametrize(
    ("text", "term"),
    [("2024-08-31", "2023-2024-2"), ("2024-09-01", "2024-2025-1"), ("2025-01-31", "2024-2025-1"),
     ("2025-02-01", "2024-2025-2"), ("2025-08-31", "2024-2025-2")],
)  # fmt: skip
def test_term_of(text, term):
    assert Calendar().term_of(day(text)) == term


@pytest.mark.parametrize("text", ["2024-2026-1", "2024", "2024-2025-3", "24-25-1", "2024-2025-"])
def test_terms_that_are_none(text):
    with pytest.raises(ValueError, match=text):
        parse_term(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2025-01-31", 24, "2023-01-31"), ("2025-03-31", 1, "2025-02-28"), ("2024-03-31", 1, "2024-02-29"),
     ("2025-01-15", 1, "2024-12-15"), ("2025-01-31", 14, "2023-11-30")],
)  # fmt: skip
def test_calendar_months_back(start, months, end):
    """R66."""
    assert months_back(day(start), months) == day(end)


def seen(audited: Audited, per: str, table: str = "activities", **values: object) -> list[str]:
    """The verdicts of `at_least: 1` where the table has one row."""
    require = {"count": {"of": table, "at_least": 1}}
    return [
        str(found.verdict)
        for found in judge(require, per=per, audited=audited, **{table: [values]})
    ]


@pytest.mark.parametrize(
    ("values", "verdicts"),
    [
        ({"date": day("2024-09-01")}, ["pass", "fail"]),
        ({"date": day("2025-01-31")}, ["pass", "fail"]),
        ({"date": day("2025-02-01")}, ["fail", "pass"]),
        ({"date": day("2024-08-31")}, ["fail", "fail"]),
        ({"date": Span(day("2025-01-01"), day("2025-01-31"))}, ["pass", "fail"]),
        ({"date": Span(day("2025-01-31"), day("2025-02-01"))}, ["unknown", "unknown"]),
        ({"date": None, "term": "2024-2025-2"}, ["fail", "pass"]),
        (
            {"date": day("2024-10-01"), "term": "2024-2025-2"},
            ["pass", "fail"],
        ),  # the date decides (R59)
        ({"date": None, "term": None}, ["unknown", "unknown"]),  # R130
        ({"date": None, "term": "2023-2024-1"}, ["fail", "fail"]),
    ],
)
def test_in_which_term_an_activity_lies(values, verdicts):
    assert seen(YEAR, "term", **values) == verdicts


@pytest.mark.parametrize(
    ("values", "verdicts"),
    [
        ({"date": day("2024-11-03")}, ["fail", "pass"]),
        (
            {"date": day("2024-11-03"), "period": Span(day("2024-10-01"), day("2024-10-31"))},
            ["pass", "fail"],
        ),
        (
            {"date": day("2024-11-03"), "period": Span(day("2024-10-01"), day("2024-11-30"))},
            ["unknown", "unknown"],
        ),
        ({}, ["unknown", "unknown"]),
    ],
)
def test_the_reporting_period_outranks_the_date(values, verdicts):
    """R65."""
    assert seen(FIRST, "two_months", "records", **values) == verdicts


def test_what_is_dated_after_the_day_of_the_audit_has_not_happened():
    """R152; before that day a period that is over stays decided."""
    audited = Audited(YEAR.terms, as_of_given=day("2025-02-10"))
    assert seen(audited, "term", date=day("2025-02-11")) == ["fail", "unknown"]
    assert seen(audited, "term", date=day("2025-02-10")) == ["fail", "pass"]


def test_a_campaign_in_a_year_that_is_half_audited():
    """R64: surely pass if one is seen, else unknown, never fail."""
    assert seen(FIRST, "school_year", date=day("2024-10-10")) == ["pass"]
    assert seen(FIRST, "school_year", date=day("2025-05-25")) == ["pass"]
    assert seen(FIRST, "school_year", date=day("2024-08-31")) == ["unknown"]
