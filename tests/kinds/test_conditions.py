"""Conditions are three-valued over every sort of value that is not fully known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.kinds.conditions import Lexicon, Where
from mhaudit.models.values import ANY_SET, NotIn, OneOf, SetOf, Span

DAY = dt.date(2025, 1, 31)
T, F, U = True, False, None


def holds(condition, lexicons=None, **row):
    return Where.parse(condition).on(row.__getitem__, DAY, lexicons or {})


@pytest.mark.parametrize(
    ("condition", "value", "truth"),
    [
        # words
        ("own", "own", T), ("own", "paired", F), ("own", None, U),
        ("own", OneOf.of("own", "paired"), U), ("own", OneOf.of("posted", "paired"), F),
        (["own", "paired"], OneOf.of("own", "paired"), T), (["own", "paired"], OneOf.of("own", "posted"), U),
        ({"not": "own"}, "paired", T), ({"not": "own"}, "own", F), ({"not": "own"}, None, U),
        ({"not_in": ["own", "posted"]}, OneOf.of("paired", "other"), T),
        ({"not_in": ["own", "posted"]}, OneOf.of("paired", "own"), U),
        ({"not_in": ["own", "posted"]}, "posted", F),
        # what a narrow sheet leaves out (R141)
        ("own", NotIn(frozenset({"own"})), F), ("paired", NotIn(frozenset({"own"})), U),
        ({"not": "own"}, NotIn(frozenset({"own"})), T), ({"not": "paired"}, NotIn(frozenset({"own"})), U),
        (["own", "paired"], NotIn(frozenset({"own", "paired"})), F),
        (["own", "paired"], NotIn(frozenset({"own"})), U),
    ],
)  # fmt: skip
def test_words(condition, value, truth):
    assert holds({"support": condition}, support=value) is truth


@pytest.mark.parametrize(
    ("operator", "value", "truth"),
    [
        ("above", 800, F), ("above", 801, T), ("at_least", 800, T), ("at_least", 799, F),
        ("below", 800, F), ("below", 799, T), ("at_most", 800, T), ("at_most", 801, F),
        ("above", Span(800, 801), U), ("above", Span(801, 900), T), ("above", Span(700, 800), F),
        ("at_most", Span(700, 800), T), ("at_most", Span(800, 801), U), ("below", Span(799, 800), U),
        ("above", OneOf.of(700, 900), U), ("above", OneOf.of(900, 1000), T), ("above", None, U),
        ("above", NotIn(frozenset({900})), U),
    ],
)  # fmt: skip
def test_numbers_at_their_limit(operator, value, truth):
    """Trap 2: exactly 800 is neither above nor below."""
    assert holds({"students": {operator: 800}}, students=value) is truth


@pytest.mark.parametrize(
    ("condition", "value", "truth"),
    [
        ({"has": "mental_health"}, SetOf.known("mental_health"), T),
        ({"has": "mental_health"}, SetOf.known("other"), F),
        ({"has": "mental_health"}, SetOf.known(), F),
        ({"has": "mental_health"}, ANY_SET, U),
        ({"has": "mental_health"}, None, U),
        ({"has": "mental_health"}, SetOf(frozenset({"other"}), None), U),
        ({"has": "mental_health"}, SetOf(frozenset({"mental_health"}), None), T),
        ({"has": "mental_health"}, SetOf(frozenset(), frozenset({"other"})), F),
        ({"has": "mental_health"}, NotIn(frozenset({"mental_health"})), U),
        ({"has_any": ["mental_health", "life_education"]}, SetOf.known("life_education"), T),
        ({"has_any": ["mental_health", "life_education"]}, SetOf(frozenset(), frozenset({"life_education"})), U),
        ({"has_any": ["mental_health", "life_education"]}, SetOf.known("other"), F),
        ({"has": "mental_health"}, OneOf.of(SetOf.known("other"), SetOf.known("mental_health")), U),
    ],
)  # fmt: skip
def test_sets(condition, value, truth):
    assert holds({"themes": condition}, themes=value) is truth


TRUTHS = st.sampled_from([True, False, None])


@given(TRUTHS, TRUTHS)
def test_groups_follow_kleene(first, second):
    row = {"has_room": first, "counsellor": second}
    parts = [{"has_room": True}, {"counsellor": True}]
    values = [first, second]
    expected_all = F if F in values else U if U in values else T
    expected_any = T if T in values else U if U in values else F
    assert holds({"has_room": True, "counsellor": True}, **row) is expected_all
    assert holds({"all_of": parts}, **row) is expected_all
    assert holds({"any_of": parts}, **row) is expected_any
    assert holds({"none_of": parts}, **row) is (None if expected_any is None else not expected_any)


def test_groups_nest():
    condition = {"any_of": [{"all_of": [{"has_room": True}, {"none_of": [{"counsellor": True}]}]}]}
    assert holds(condition, has_room=True, counsellor=False) is True
    assert holds(condition, has_room=True, counsellor=None) is None
    assert holds(condition, has_room=False, counsellor=None) is False


LEXICON = Lexicon({"劳动教育": "劳动", "体育": "体育与健康"}, {"艺术": ("美术", "音乐")})


@pytest.mark.parametrize(
    ("value", "word", "truth"),
    [
        ("劳动", "劳动", T), ("劳动教育", "劳动", T), ("劳 动(教育)", "劳动", T), ("劳动", "劳动教育", T),
        ("体育", "体育与健康", T), ("体育与健康", "体育", T), ("体育", "劳动", F),
        ("艺术", "美术", U), ("艺术", "音乐", U), ("艺术", "劳动", F),
        ("劳动实践周", "劳动", U), ("综合实践", "劳动", F), ("语文", "劳动", F),
    ],
)  # fmt: skip
def test_words_of_a_pack(value, word, truth):
    """R80, R82, R147."""
    assert LEXICON.same(value, word) is truth


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (NotIn(frozenset({"劳动教育"})), F),  # the same course by its other name
        (NotIn(frozenset({"美术"})), U),
        (OneOf.of("劳动", "劳动教育"), T),
        (OneOf.of("劳动", "美术"), U),
        (None, U),
    ],
)
def test_words_of_a_pack_over_open_values(value, truth):
    assert holds({"subject": "劳动"}, {"subject": LEXICON}, subject=value) is truth


def test_open_fields_are_those_whose_cells_would_decide():
    where = Where.parse({"counsellor": True, "any_of": [{"duty": "full_time"}, {"support": "own"}]})
    row = {"counsellor": True, "duty": None, "support": "paired"}
    assert where.open_fields(row.__getitem__, DAY, {}) == ["duty"]


@pytest.mark.parametrize(
    ("day", "truth"), [("2022-03-17", U), ("2022-03-18", F), ("2025-01-01", T)]
)
def test_a_dated_bound_holds_from_its_day(day, truth):
    """DESIGN §5: a bound in `where` may be dated, too; before its first date there is no limit to hold against."""
    where = Where.parse({"students": {"above": {"2022-03-18": 800, "2025-01-01": 600}}})
    assert where.on({"students": 700}.__getitem__, dt.date.fromisoformat(day), {}) is truth
