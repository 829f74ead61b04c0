"""R38, R39, R148: totals of counsellors as rows that stand for so many people."""

import math

import pytest

from mhaudit.loader.totals import FULL, PART, TOTAL, Crowd, crowds
from mhaudit.models.values import Span


@pytest.mark.parametrize(
    ("total", "full", "part", "expected", "clash"),
    [
        pytest.param(3, None, None, [Crowd(None, TOTAL, 3, 3)], False, id="R8 total alone: duty unknown"),
        pytest.param(
            None, 2, None,
            [Crowd("full_time", FULL, 2, 2), Crowd("part_time", FULL, 0, math.inf)],
            False, id="R38 full alone: part open",
        ),
        pytest.param(
            None, 0, None,
            [Crowd("full_time", FULL, 0, 0), Crowd("part_time", FULL, 0, math.inf)],
            False, id="R38 no full-time: surely none",
        ),
        pytest.param(
            None, None, 2,
            [Crowd("part_time", PART, 2, 2), Crowd("full_time", PART, 0, math.inf)],
            False, id="R38 part alone: full open",
        ),
        pytest.param(
            3, 1, None,
            [Crowd("full_time", FULL, 1, 1), Crowd("part_time", TOTAL, 2, 2)],
            False, id="total less full is part",
        ),
        pytest.param(
            3, None, 1,
            [Crowd("part_time", PART, 1, 1), Crowd("full_time", TOTAL, 2, 2)],
            False, id="total less part is full",
        ),
        pytest.param(
            3, 1, 2,
            [Crowd("full_time", FULL, 1, 1), Crowd("part_time", PART, 2, 2)],
            False, id="all three agree",
        ),
        pytest.param(
            5, 1, 2,
            [Crowd("full_time", FULL, 1, 1), Crowd("part_time", PART, 2, 2), Crowd(None, TOTAL, 0, 2)],
            True, id="R39 total above the sum: 3 to 5",
        ),
        pytest.param(
            3, 2, 3,
            # of 3, at most 3 are part-time and at most 2 full-time: one part-time is sure, no full-time
            [Crowd("part_time", PART, 1, 1), Crowd(None, TOTAL, 2, 4)],
            True, id="R39 total below the sum: 3 to 5, one part-time sure",
        ),
        pytest.param(
            0, None, None, [Crowd(None, TOTAL, 0, 0)], False, id="total 0: nobody, at that cell"
        ),
        pytest.param(
            0, 0, 0,
            [Crowd("full_time", FULL, 0, 0), Crowd("part_time", PART, 0, 0)],
            False, id="all 0: nobody, at both cells",
        ),
        pytest.param(None, None, None, [], False, id="nothing given"),
        pytest.param(
            1, 3, None,
            [Crowd(None, TOTAL, 1, 3), Crowd(None, FULL, 0, math.inf)],
            True, id="more full-time than all: either may be right",
        ),
        pytest.param(
            None, Span(2, 3), 1,
            [Crowd("full_time", FULL, 2, 3), Crowd("part_time", PART, 1, 1)],
            False, id="R46 a range is an interval",
        ),
    ],
)  # fmt: skip
def test_crowds(total, full, part, expected, clash):
    assert crowds(total, full, part) == (expected, clash)
