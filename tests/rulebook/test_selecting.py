"""`--select` and `--ignore`: ids, starts of ids, groups, strengths; what is left out is not judged."""

import pytest

from mhaudit.errors import UsageError
from mhaudit.findings import Selection
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.selecting import selected

BOOK = load_rulebook(("nanchang",), examples=False)


def judged(select=(), ignore=(), book=BOOK):
    kept, selection = selected(book, select, ignore, "zh")
    assert selection is not None
    assert [rule.id for rule in kept.active()] == list(selection.judged)
    assert set(selection.judged) | set(selection.left_out) == {rule.id for rule in book.active()}
    return list(selection.judged)


STAFFING = ["NC101", "NC102", "NC103", "NC104", "NC105", "NC106"]


@pytest.mark.parametrize(
    ("select", "rules"),
    [
        (["NC101"], ["NC101"]),
        (["nc101"], ["NC101"]),
        (["counsellor-ratio"], ["NC101"]),
        (["NC1"], STAFFING),
        (["NC10"], STAFFING),
        (["staffing"], STAFFING),
        (["principle"], ["NC101", "NC103"]),
        (["原则上"], ["NC101", "NC103"]),
        (["NC2", "NC401"], ["NC201", "NC202", "NC203", "NC401"]),
        (["NC"], [rule.id for rule in BOOK.active()]),
    ],
)
def test_what_a_name_selects(select, rules):
    assert judged(select) == rules


def test_ignore_outranks_select():
    assert judged(["staffing"], ["NC101", "principle"]) == ["NC102", "NC104", "NC105", "NC106"]
    assert judged(["NC101", "NC102"], ["staffing", "NC3"][1:]) == ["NC101", "NC102"]


def test_ignore_alone_leaves_the_rest():
    left = judged((), ["must"])
    assert left == ["NC101", "NC103", "NC401", "NC504", "NC601", "NC602", "NC702"]


def test_nothing_asked_changes_nothing():
    assert selected(BOOK, (), (), "zh") == (BOOK, None)


def test_what_is_said_of_the_selection():
    _, selection = selected(BOOK, ("NC1",), ("must",), "zh")
    assert selection == Selection(
        ("NC1",), ("must",), ("NC101", "NC103"),
        tuple(rule.id for rule in BOOK.active() if rule.id not in ("NC101", "NC103")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("select", "ignore", "message", "hint"),
    [
        (["NC999"], [], "--select 的“NC999”不是", "组:committee"),
        ([], ["stafing"], "--ignore 的“stafing”不是", "是不是 staffing?"),
        (["msut"], [], "--select 的“msut”不是", "是不是 must?"),
        (["NC101x"], [], "--select 的“NC101x”不是", "是不是 NC101?"),
        ([""], [], "--select 的“”不是", "组:"),
        (["NC1"], ["NC"], "没有留下任何规则", "两者都选中的规则不判定"),
    ],
)
def test_names_that_fit_nothing(select, ignore, message, hint):
    with pytest.raises(UsageError) as refused:
        selected(BOOK, select, ignore, "zh")
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_rule_that_a_pack_switched_off():
    book = load_rulebook(("jiangxi",), examples=False)
    off = next(rule for rule in book.rules if rule.disabled is not None)
    with pytest.raises(UsageError, match=f"“{off.id}”只有已停用的规则"):
        selected(book, [off.id], (), "zh")


def test_what_is_left_out_says_why_and_is_remembered():
    kept, _ = selected(BOOK, ["NC101"], (), "en")
    assert kept.rule("NC102").disabled_in("en") == "not selected (--select, --ignore)"
    assert kept.left_out == frozenset(rule.id for rule in BOOK.active()) - {"NC101"}


def test_a_rule_judged_under_another_one_is_judged_itself_where_that_is_left_out():
    """One cause is one finding only while the one that stands for both is judged."""
    book = load_rulebook(("nanchang", "jiangxi", "national"), examples=False)
    shared = next(rule for rule in book.rules if rule.counted_as is not None)
    kept, selection = selected(book, [shared.id], (), "zh")
    assert [rule.id for rule in kept.active()] == [shared.id]
    assert selection.judged == (shared.id,)
    both, selection = selected(book, [shared.id, shared.counted_as], (), "zh")
    assert [rule.id for rule in both.active()] == [shared.counted_as]
    assert selection.judged == (shared.counted_as,)
