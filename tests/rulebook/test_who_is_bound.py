"""Every part of who a shipped rule binds is shown by an example: without that part, one of them no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mhaudit.engine.judge import example_judge
from mhaudit.kinds.conditions import Where
from mhaudit.rulebook.examples import run_examples
from mhaudit.rulebook.lint import lint
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.packs import pack_names
from mhaudit.rulebook.schema import Rule


def without_a_part(where: Where) -> Iterator[tuple[str, Where]]:
    for at, test in enumerate(where.tests):
        yield test.field, replace(where, tests=where.tests[:at] + where.tests[at + 1 :])
    for at in range(len(where.groups)):
        yield "group", replace(where, groups=where.groups[:at] + where.groups[at + 1 :])


@pytest.mark.parametrize("pack", pack_names())
def test_each_part_of_where_is_seen_by_an_example(pack: str) -> None:
    book = load_rulebook([pack])
    own = [rule for rule in book.rules if rule.pack == pack and rule.where is not None]
    assert own
    unseen = []
    for rule in own:
        for part, where in without_a_part(rule.where or Where()):
            looser: Rule = replace(rule, where=where, disabled=None)
            others = tuple(looser if each.id == rule.id else each for each in book.rules)
            loose = replace(book, rules=others)
            results = run_examples(replace(loose, rules=(looser,)), example_judge(loose))
            if all(result.ok for result in results):
                unseen.append((rule.id, part))
    assert unseen == []


@pytest.mark.parametrize("pack", pack_names())
def test_lint_is_silent_on_the_packs(pack: str) -> None:
    assert lint([pack], example_judge, "zh") == []
