"""The example of a county's pack: it tightens, switches off, adds, and replaces the list, in a dozen lines."""

import pytest

from mhaudit.cli.settings import DEFAULT_RULES
from mhaudit.findings import Verdict
from mhaudit.rulebook.load import load_rulebook

from .packs import EVERY, mismatches, sides

BOOK = load_rulebook(["example-county"])
CASES = [(rule, example) for rule in BOOK.rules for example in rule.examples]
OWN = ("EX101", "NC101")


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.id}-{each.title}" for rule, each in CASES]
)
def test_example(rule, example):
    """Nanchang's own examples hold under the county's pack too, but for what it changed."""
    assert mismatches(BOOK, rule, example) == []


def test_it_is_an_example_and_never_loaded_unasked():
    assert "example-county" not in DEFAULT_RULES
    assert "示例" in BOOK.packs[-1].title
    assert "虚构" in BOOK.rule("EX101").clause.document.title


@pytest.mark.parametrize("ident", OWN)
def test_its_rules_have_examples_of_every_verdict(ident):
    assert sides(BOOK.rule(ident)) == EVERY


def test_every_rule_names_the_pack_that_last_wrote_it():
    packs = {rule.id: rule.pack for rule in BOOK.rules}
    assert {ident for ident, pack in packs.items() if pack == "example-county"} == set(OWN)
    assert [(pack.name, pack.version) for pack in BOOK.packs] == [
        ("nanchang", "2024.1"),
        ("example-county", "2024.1"),
    ]


def test_a_tightened_rule_cites_the_county_s_document():
    rule = BOOK.rule("NC101")
    assert rule.clause.document.issuer == "例县教育局"
    assert rule.name == "counsellor-ratio"


@pytest.mark.parametrize(
    ("period", "students", "verdict", "required"),
    [
        ("2022-2023-1", 800, Verdict.PASS, "≤ 800"),  # the bound of its day
        ("2022-2023-1", 801, Verdict.FAIL, "≤ 800"),
        ("2023-2024-2", 800, Verdict.PASS, "≤ 800"),  # ends on 2024-08-31
        ("2024-2025-1", 600, Verdict.PASS, "≤ 600"),
        ("2024-2025-1", 601, Verdict.FAIL, "≤ 600"),
        ("2021-2022-1", 9000, Verdict.NOT_APPLICABLE, ""),  # before the first date
    ],
)
def test_an_audit_uses_the_bound_of_its_day(period, students, verdict, required):
    from mhaudit.engine.judge import judge_alone
    from mhaudit.models.submission import Builder
    from mhaudit.models.terms import Audited

    builder = Builder()
    builder.school({"name": "青禾学校", "kind": "311", "students": students})
    builder.add("teachers", 0, {"counsellor": True, "support": "own"})
    builder.supply("teachers", 0)
    ((_, found),) = judge_alone(BOOK.rule("NC101"), BOOK, builder.finish(), Audited((period,)))
    assert (found.verdict, found.required_text) == (verdict, required)


def test_a_rule_is_off_with_reason_and_document():
    assert [rule.id for rule in BOOK.rules if rule.disabled] == ["NC602"]
    assert BOOK.rule("NC602").disabled_in("zh") == (
        "本县的文化节由县里统一组织,学校不单独填报(第四条)"
        "(依据:《关于做好2024年秋季学期心理健康教育工作的通知(虚构)》例教字〔2024〕8号)"
    )


def test_the_list_replaces_the_provisional_one():
    (spec,) = BOOK.checklists
    assert (spec.name, spec.provisional, spec.pack) == ("eight-plus-two", None, "example-county")
    assert (len(spec.core), len(spec.extra)) == (8, 2)
    assert spec.core[2].rules == ("EX101",)
