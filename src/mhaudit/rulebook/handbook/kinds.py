"""The handbook's chapter of requirement kinds: each with a rule in `kinds.yaml`, which shows its syntax.

The rules there are linted and their examples run by the handbook's tests; what they ask is told as of any rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from textwrap import dedent

from mhaudit.kinds import KINDS
from mhaudit.rulebook.described import Describe
from mhaudit.rulebook.example_words import shown_examples
from mhaudit.rulebook.handbook.blocks import Block, Code, Facts, Heading, Paragraph, Table, plain
from mhaudit.rulebook.handbook.prose import spans
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import say

SAMPLES = "kinds.yaml"
SYNTAX = {
    "count": "{of: TABLE, [where: CONDITION,] BOUNDS}",
    "sum": "{field: FIELD, in: TABLE, [where: CONDITION,] BOUNDS}",
    "ratio": "{of: MEASURE, per: MEASURE, BOUNDS}",
    "share": "{of: TABLE, [where: CONDITION,] having: CONDITION or {rule: ID}, BOUNDS}",
    "includes": "{field: FIELD, in: TABLE, [where: CONDITION,] values: [VALUE, …]}",
    "field": "CONDITION",
    "latest": "{field: FIELD, in: TABLE, [where: CONDITION,] within: {months: N}, if_none: fail or notapplicable}",
    "unique": "{field: FIELD, in: TABLE, [where: CONDITION]}",
    "matches_total": "{field: FIELD, sum: FIELD, in: TABLE}",
    "any_of": "[KIND: …, KIND: …]",
    "all_of": "[KIND: …, KIND: …]",
}
"""Kind → what follows its name (DESIGN §5); capitals are for the writer to fill in."""


def kinds(language: str) -> Iterator[Block]:
    """Every kind: what it is for, its syntax, a small rule, how that is computed, and cases with their verdicts."""
    yield Heading(2, plain(say(language, "handbook.kinds")), "kinds")
    yield Paragraph(spans(say(language, "handbook.kinds.about")))
    source = files("mhaudit.rulebook.handbook") / SAMPLES
    with as_file(source) as path:
        rules = {rule.kind: rule for rule in load_rulebook([path], language=language).rules}
    text = source.read_text(encoding="utf-8")
    for name in KINDS:
        yield from _kind(rules[name], text, language)


def _kind(rule: Rule, text: str, language: str) -> Iterator[Block]:
    title = say(language, "handbook.kind.title", name=rule.kind, what=rule.titled(language))
    yield Heading(3, plain(title), f"kind-{rule.kind}")
    yield Paragraph(spans(say(language, f"handbook.kind.{rule.kind}")))
    yield Code(f"require:\n  {rule.kind}: {SYNTAX[rule.kind]}\n")
    yield Paragraph(plain(say(language, "handbook.for_example")))
    yield Code(written(rule.id, text), "yaml")
    computed = Describe(language, rule).requirement(rule.kind, rule.params)
    yield Facts(
        (
            (say(language, "page.section.computed"), tuple(map(plain, computed))),
            (
                say(language, "page.section.verdicts"),
                (plain(say(language, f"page.verdicts.{rule.kind}")),),
            ),
        )
    )
    head = tuple(say(language, f"handbook.head.{key}") for key in ("verdict", "example"))
    rows = ((plain(verdict), plain(case)) for verdict, case in shown_examples(rule, language))
    yield Table(head, tuple(rows))


def written(ident: str, text: str) -> str:
    """The lines of a rule in a file from `for_each` to before its examples, as they stand there."""
    found = re.search(
        rf"^  - id: {re.escape(ident)}\n.*?^(    for_each:.*?)^    examples:",
        text,
        re.MULTILINE | re.DOTALL,
    )
    assert found, ident
    return dedent(found[1])
