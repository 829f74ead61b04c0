"""What was not supplied stands as rows of which only the limits are known (R1, R141), and the grades of a school."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.models.submission import Builder, Scope
from mhaudit.models.values import NotIn, OneOf, SetOf

DOMAIN = {"item": ("双月报", "经费", "其他"), "done": (True, False), "explanation": ("甲", "乙")}

scopes = st.lists(
    st.dictionaries(st.sampled_from(list(DOMAIN)), st.just(None), max_size=3).flatmap(
        lambda names: st.fixed_dictionaries(
            {name: st.frozensets(st.sampled_from(DOMAIN[name]), min_size=1) for name in names}
        )
    ),
    max_size=3,
)


def allows(constraint: Any, value: Any) -> bool:
    if isinstance(constraint, NotIn):
        return value not in constraint.excluded
    if isinstance(constraint, OneOf):
        return value in constraint.options
    return constraint is None or value == constraint


def open_rows(found: list[Scope] | None) -> list[dict[str, Any]]:
    builder = Builder()
    builder.school({"kind": "311"})
    for scope in found or ():
        builder.supply("records", 0, scope)
    frame = builder.finish().frames["records"]
    assert all(row == -1 for row in frame.source)
    assert frame.low == [0] * len(frame)
    assert frame.high == [math.inf] * len(frame)
    return [{name: frame.columns[name][at] for name in DOMAIN} for at in range(len(frame))]


@given(scopes)
def test_open_rows_are_exactly_what_no_sheet_spoke_of(found):
    """R141, by trying every row there can be: of several narrow sheets, too."""
    rows = open_rows(found)
    for values in itertools.product(*DOMAIN.values()):
        row = dict(zip(DOMAIN, values, strict=True))
        covered = any(
            all(row[name] in allowed for name, allowed in scope.items()) for scope in found
        )
        possible = any(all(allows(open_row[n], row[n]) for n in DOMAIN) for open_row in rows)
        assert possible is not covered, (row, found)


def test_a_table_that_was_not_supplied_may_hold_anything():
    assert open_rows(None) == [dict.fromkeys(DOMAIN)]


def test_a_table_supplied_for_everything_is_closed():
    assert open_rows([{}]) == []
    assert open_rows([{"item": frozenset({"双月报"})}, {}]) == []


@pytest.mark.parametrize(
    ("kind", "sure", "maybe"),
    [
        ("211", 6, 6), ("311", 3, 3), ("321", 3, 3), ("312", 9, 9), ("341", 6, 6), ("342", 3, 3), ("345", 12, 12),
        ("365", 3, 3), ("366", 3, 3), ("218", 0, 6), ("111", 0, 0), ("511", 0, 12),
        (OneOf.of("311", "312"), 3, 9), (OneOf.of("311", "211"), 0, 9),
        (OneOf.of("311", "312", "341", "342", "345"), 0, 12), (None, 0, 15),
    ],
)  # fmt: skip
def test_grades_by_kind(kind, sure, maybe):
    """R11: what all the codes share is sure, the rest possible."""
    builder = Builder()
    builder.school({"kind": kind})
    (grades,) = builder.finish().grades
    assert (len(grades.sure), len(grades.maybe)) == (sure, maybe)


def grades_of(kind: Any, *grades: Any, **weight: int) -> SetOf:
    builder = Builder()
    builder.school({"kind": kind})
    builder.supply("classes", 0)
    for number, grade in enumerate(grades):
        builder.add("classes", 0, {"grade": grade, "number": str(number)}, **weight)
    return builder.finish().grades[0]


def test_the_class_table_outranks_the_kind():
    """R12."""
    assert grades_of("312", "G7", "G8") == SetOf.known("G7", "G8")


def test_a_class_whose_name_cannot_be_read_may_be_in_any_grade_of_the_kind():
    """R17."""
    assert grades_of("311", "G7", None) == SetOf(frozenset({"G7"}), frozenset({"G7", "G8", "G9"}))
    assert grades_of("311", "G7", OneOf.of("G1", "G8")).maybe == {"G7", "G8"}


def test_a_class_that_may_be_another_school_s_is_no_sure_grade():
    """R15."""
    assert grades_of("311", "G7", low=0) == SetOf(frozenset(), frozenset({"G7"}))


def test_a_class_table_that_says_none():
    """R2: 无 is supplied with zero rows."""
    assert grades_of("311") == SetOf.known()


def test_open_rows_of_the_class_table_stay_within_the_kind():
    """R10: nothing that a primary school leaves out can be a class of 初中."""
    builder = Builder()
    builder.school({"kind": "211"})
    frame = builder.finish().frames["classes"]
    assert frame.columns["grade"] == [OneOf(frozenset({"G1", "G2", "G3", "G4", "G5", "G6"}))]
