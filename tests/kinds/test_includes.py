"""`includes`: different rows for different values, surely and at best (R44, R74, R75)."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.kinds.conditions import Lexicon
from mhaudit.kinds.includes import matching

from .bench import one, weighed

BOTH = {
    "includes": {
        "field": "duty",
        "in": "teachers",
        "where": {"counsellor": True},
        "values": ["full_time", "part_time"],
    }
}
FULL, PART = {"counsellor": True, "duty": "full_time"}, {"counsellor": True, "duty": "part_time"}
BLANK = {"counsellor": True, "duty": None}
PERHAPS = {"counsellor": None, "duty": "part_time"}


@pytest.mark.parametrize(
    ("rows", "verdict", "text", "shortfall", "reason"),
    [
        ([FULL, PART], "pass", "专职、兼职", None, "includes.pass"),
        ([FULL, FULL, PART], "pass", "专职、兼职", None, "includes.pass"),
        ([FULL, FULL], "fail", "专职", 1, "includes"),
        ([FULL], "fail", "专职", 1, "includes"),
        ([], "fail", "", 2, "includes.none"),
        ([BLANK], "fail", "", 1, "includes.few"),
        ([FULL, BLANK], "unknown", "专职", None, None),
        ([BLANK, BLANK], "unknown", "", None, None),
        ([FULL, PERHAPS], "unknown", "专职", None, None),
        ([FULL, PART, BLANK], "pass", "专职、兼职", None, "includes.pass"),
        # totals: two full-time posts, a person who may be somebody else's, a total of unknown duty
        ([weighed(2, 2, **FULL)], "fail", "专职", 1, "includes"),
        ([FULL, weighed(0, 1, **PART)], "unknown", "专职", None, None),
        ([weighed(2, 2, **BLANK)], "unknown", "", None, None),
        ([weighed(1, 1, **BLANK), weighed(0, math.inf, **FULL)], "unknown", "", None, None),
    ],
)
def test_both_duties(rows, verdict, text, shortfall, reason):
    found = one(BOTH, teachers=rows)
    assert (found.verdict, found.text, found.shortfall) == (verdict, text, shortfall)
    assert reason is None or found.reason == reason


def test_an_unknown_lists_the_cells_that_would_decide():
    found = one(BOTH, teachers=[FULL, BLANK, PERHAPS])
    assert {(gap.field, gap.row) for gap in found.gaps} == {("duty", 1), ("counsellor", 2)}


@pytest.mark.parametrize(
    ("subjects", "verdict"),
    [
        (["美术", "劳动"], "pass"),
        (["艺术", "劳动"], "unknown"),  # R80
        (["艺术"], "fail"),  # one row cannot be two courses
        (["艺术", "美术", "劳动"], "pass"),
        (["艺术与劳动", "美术"], "unknown"),  # only contains the word (R82)
        (["语文", "劳动"], "fail"),
        ([None, "劳动"], "unknown"),
    ],
)
def test_words_that_may_stand_for_a_course(subjects, verdict):
    """R80, R147."""
    require = {"includes": {"field": "subject", "in": "lessons", "values": ["美术", "劳动"]}}
    lexicons = {"lessons.subject": Lexicon(maybe={"艺术": ("美术", "音乐")})}
    rows = [{"grade": "G7", "subject": subject} for subject in subjects]
    assert one(require, lexicons=lexicons, lessons=rows).verdict == verdict


def best(fits: list[list[bool]], capacity: list[int], values: int) -> int:
    """By trying every row, or none, for every value."""
    most = 0
    for picked in itertools.product([None, *range(len(fits))], repeat=values):
        rows = [row for row in picked if row is not None]
        fit = all(row is None or fits[row][value] for value, row in enumerate(picked))
        if fit and all(rows.count(row) <= capacity[row] for row in set(rows)):
            most = max(most, len(rows))
    return most


@given(data=st.data())
def test_matching_fills_as_many_values_as_can_be_filled(data):
    """Against brute force; what it says must be a matching, too."""
    values = data.draw(st.integers(1, 3))
    row = st.lists(st.booleans(), min_size=values, max_size=values)
    fits = data.draw(st.lists(row, max_size=4))
    capacity = [data.draw(st.integers(0, 3)) for _ in fits]
    found = matching(fits, capacity, values)
    rows = [at for at in found if at is not None]
    assert all(at is None or fits[at][value] for value, at in enumerate(found))
    assert all(rows.count(at) <= capacity[at] for at in rows)
    assert len(rows) == best(fits, capacity, values)
