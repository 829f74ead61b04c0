"""A rule in the handbook: what `mhaudit rules show` prints, its data and its examples as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mhaudit.rulebook.data_needed import needed_fields
from mhaudit.rulebook.example_words import shown_examples
from mhaudit.rulebook.handbook.blocks import Card, Facts, Table, Text, code, link, plain
from mhaudit.rulebook.page import Section, rule_page
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import say

_ELSEWHERE = ("requires", "data", "examples", "strength", "written")
"""Sections that are the card's title or a table, are said once for all rules, or hold a number of a line."""


def card(rule: Rule, rulebook: Rulebook, language: str) -> Card:
    """Everything about a rule."""
    page = rule_page(rule, rulebook, language)
    sections = {section.key: section for section in page.sections}
    facts = [
        (section.title, tuple(_line(text) for _, text in section.lines))
        for section in page.sections
        if section.key not in _ELSEWHERE
    ]
    facts.append((sections["written"].title, tuple(_written(rule, language))))
    title = sections["requires"].lines[0][1]
    return Card(
        ident=rule.id,
        title=title,
        facts=f"{rule.name} · {page.facts}",
        strength=rule.strength,
        off=rule.disabled is not None,
        parts=(Facts(tuple(facts)), *_tables(rule, sections, language)),
    )


def _written(rule: Rule, language: str) -> Iterator[Text]:
    """The files, without the number of a line: the handbook stays as it is when a line is added above."""
    yield code(rule.file)
    for each in rule.amended:
        said = say(language, f"page.written.{each.how}", place="|", pack=each.pack)
        before, _, after = said.partition("|")
        yield (*plain(before), *code(each.file), *plain(after))


def _line(text: str) -> Text:
    return link(text, text) if text.startswith(("https://", "http://")) else plain(text)


def _tables(rule: Rule, sections: dict[str, Section], language: str) -> Iterator[Table]:
    data = [
        (plain(table), plain(each.field), plain(each.headings), plain(each.others or "–"))
        for table, fields in needed_fields(rule, language)
        for each in fields
    ]
    if data:
        head = _head(("table", "field", "headings", "others"), language)
        yield Table(head, tuple(data), sections["data"].title)
    examples = [(plain(verdict), plain(text)) for verdict, text in shown_examples(rule, language)]
    if examples:
        head = _head(("verdict", "example"), language)
        yield Table(head, tuple(examples), sections["examples"].title)


def _head(keys: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(say(language, f"handbook.head.{key}") for key in keys)
