"""Soundness (DESIGN §6, R142): fill the holes in any way, and a pass stays a pass, a fail stays a fail.

And no laziness: where all fillings agree, the verdict is not unknown (count, includes, field and ratio).
Planted wrong kinds show that the properties can fail.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from mhaudit.engine.judge import judge_rule, lexicons_of
from mhaudit.findings import Verdict
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Context, Hit, Judgement, Kind
from mhaudit.kinds.count import Count
from mhaudit.models.terms import Audited
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import Rule

from .drafts import DOMAINS, YEAR, Draft, all_fillings, drafts, fillings, lines

BOOK = load_rulebook(["nanchang"])
RULES = {rule.id: rule for rule in BOOK.active()}
NEVER_LAZY = [
    ident
    for ident, rule in RULES.items()
    if rule.kind in ("count", "includes", "field", "ratio")
    and ident
    not in (
        "NC502",
        "NC503",
        "NC505",
        "NC701",
    )  # as NC501, but for the item, which is no hole's option
]
DECIDED = (Verdict.PASS, Verdict.FAIL)


def verdicts(rule: Rule, draft: Draft, audited: Audited = YEAR) -> dict[tuple[Any, ...], Verdict]:
    """Subject → verdict of one rule over the draft."""
    found = judge_rule(rule, draft.build(), audited, lexicons_of(BOOK, rule.pack))
    assert not [f for _, f in found if f.verdict is Verdict.ERROR], [f.message for _, f in found]
    return {
        (f.subject.kind, f.subject.stage, f.subject.grade, f.subject.klass, f.subject.teacher, f.subject.term,
         f.subject.period): f.verdict
        for _, f in found
    }  # fmt: skip


def table_of(rule: Rule) -> str:
    """The one table a rule reads besides schools and classes."""
    if rule.for_each == "teacher":
        return "teachers"
    params: Any = rule.params
    for name in ("of", "table"):
        table = getattr(params, name, None)
        if isinstance(table, str):
            return table
    return str(params.per.count)


def check_sound(rule: Rule, draft: Draft, filled: Draft) -> None:
    """What is decided with holes is decided the same without them."""
    before, after = verdicts(rule, draft), verdicts(rule, filled)
    for subject, verdict in before.items():
        if verdict in DECIDED:
            assert after.get(subject) is verdict, (rule.id, subject, verdict, after.get(subject))


def check_not_lazy(rule: Rule, draft: Draft) -> None:
    """Where every filling passes, or every filling fails, the verdict is not unknown."""
    found = all_fillings(draft, table_of(rule))
    assume(found is not None)
    assert found
    before = verdicts(rule, draft)
    outcomes = [verdicts(rule, filled) for filled in found]
    for subject, verdict in before.items():
        if verdict is Verdict.UNKNOWN:
            seen = {outcome.get(subject) for outcome in outcomes}
            assert len(seen) > 1 or not seen & set(DECIDED), (rule.id, subject, seen)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60)
@given(data=st.data())
def test_a_verdict_survives_every_filling(rule: str, data: st.DataObject) -> None:
    """R142: holes are typed values after the join."""
    draft = data.draw(drafts())
    check_sound(RULES[rule], draft, data.draw(fillings(draft)))


@pytest.mark.parametrize("rule", NEVER_LAZY)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(data=st.data())
def test_unknown_means_that_fillings_disagree(rule: str, data: st.DataObject) -> None:
    """DESIGN §6: no laziness for count, includes, field and ratio over one school."""
    chosen = RULES[rule]
    table = table_of(chosen)
    draft = data.draw(drafts(most=2))
    check_not_lazy(
        chosen, Draft(draft.school, {table: draft.rows[table]} if table in draft.rows else {})
    )


# planted wrong kinds --------------------------------------------------------------------------------------


def _as_yes(hits: list[Hit]) -> list[Hit]:
    return [dataclasses.replace(hit, sure=True, low=int(min(hit.high, 1e6))) for hit in hits]


def _as_no(hits: list[Hit]) -> list[Hit]:
    return [dataclasses.replace(hit, high=hit.low) for hit in hits if hit.sure]


class _Distorted:
    """A context in which unknown rows count as surely there, or as surely not."""

    def __init__(self, context: Context, distort: Any) -> None:
        self._context, self._distort = context, distort

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def hits(self, table: str, where: Any) -> list[list[Hit]]:
        return [self._distort(hits) for hits in self._context.hits(table, where)]


@contextmanager
def planted(kind: Kind) -> Iterator[None]:
    """The kind in place of the right one of its name."""
    right = KINDS[kind.name]
    KINDS[kind.name] = kind
    try:
        yield
    finally:
        KINDS[kind.name] = right


def _wrong_count(distort: Any) -> Kind:
    right = KINDS["count"]
    return Kind(
        "count", Count, lambda params, context: right.judge(params, _Distorted(context, distort))
    )


def _off_by_one() -> Kind:
    right = KINDS["count"]

    def judge(params: Count, context: Context) -> list[Judgement]:
        found = []
        for judged in right.judge(params, context):
            open_to_one = judged.verdict is Verdict.UNKNOWN and judged.text.endswith("–1")
            found.append(
                dataclasses.replace(judged, verdict=Verdict.FAIL) if open_to_one else judged
            )
        return found

    return Kind("count", Count, judge)


def _lazy() -> Kind:
    right = KINDS["count"]

    def judge(params: Count, context: Context) -> list[Judgement]:
        return [
            dataclasses.replace(judged, verdict=Verdict.UNKNOWN) if "–" in judged.text else judged
            for judged in right.judge(params, context)
        ]

    return Kind("count", Count, judge)


def small_schools() -> st.SearchStrategy[Draft]:
    """Schools to which NC104 surely applies, with up to three teachers: where a wrong count shows soonest."""
    rows = st.one_of(st.lists(lines("teachers"), max_size=3).map(tuple), st.none())
    return rows.map(
        lambda found: Draft(
            {"students": 799, "kind": "311"}, {} if found is None else {"teachers": found}
        )
    )


PLANTED = settings(
    max_examples=200,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    "wrong",
    [_wrong_count(_as_yes), _wrong_count(_as_no), _off_by_one()],
    ids=["unknown-counts-as-yes", "unknown-counts-as-no", "off-by-one-bound"],
)
def test_the_property_finds_an_unsound_kind(wrong: Kind) -> None:
    """A kind that guesses must not slip through."""

    @PLANTED
    @given(data=st.data())
    def sound(data: st.DataObject) -> None:
        draft = data.draw(small_schools())
        check_sound(RULES["NC104"], draft, data.draw(fillings(draft)))

    with planted(wrong), pytest.raises(AssertionError, match="NC104"):
        sound()


def test_the_property_finds_a_lazy_kind() -> None:
    """A kind that says unknown where two surely count and a third may."""

    @PLANTED
    @given(draft=small_schools())
    def not_lazy(draft: Draft) -> None:
        check_not_lazy(RULES["NC104"], draft)

    with planted(_lazy()), pytest.raises(AssertionError, match="NC104"):
        not_lazy()


def test_the_planted_schools_find_nothing_in_the_right_kind() -> None:
    """So that the failures above are the planted kind's."""

    @PLANTED
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        draft = data.draw(small_schools())
        check_sound(RULES["NC104"], draft, data.draw(fillings(draft)))
        check_not_lazy(RULES["NC104"], draft)

    holds()


def test_the_domains_hold_both_sides_of_every_limit() -> None:
    """The fillings above would miss an off-by-one otherwise."""
    assert {800, 801, 799} <= set(DOMAINS["schools"]["students"])
    assert {0.25, 0.5} <= set(DOMAINS["lessons"]["periods_per_week"])
