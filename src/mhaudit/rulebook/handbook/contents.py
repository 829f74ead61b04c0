"""The handbook of a rulebook: its chapters in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mhaudit.rulebook.described import subject
from mhaudit.rulebook.handbook.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    Text,
    link,
    listed,
    plain,
    rule_anchor,
    strong,
)
from mhaudit.rulebook.handbook.cards import card
from mhaudit.rulebook.handbook.documents import documents
from mhaudit.rulebook.handbook.kinds import kinds
from mhaudit.rulebook.handbook.prose import page
from mhaudit.rulebook.handbook.tables import tables
from mhaudit.rulebook.page import filled
from mhaudit.rulebook.schema import ChecklistLine, ChecklistSpec, Rule, Rulebook
from mhaudit.wording import fields as labels
from mhaudit.wording import say


@dataclass(frozen=True, slots=True)
class Handbook:
    """What is written. `preface` stands before the table of contents."""

    language: str
    title: str
    preface: tuple[Block, ...]
    blocks: tuple[Block, ...]


def handbook(rulebook: Rulebook, language: str) -> Handbook:
    """The handbook of all packs of the rulebook in one language."""
    return Handbook(
        language,
        say(language, "handbook.title"),
        tuple(_preface(rulebook, language)),
        (
            *page("reading", language),
            *_overview(rulebook, language),
            *_rules(rulebook, language),
            *documents(rulebook, language),
            *_checklists(rulebook, language),
            *page("first-rule", language),
            *page("change-a-number", language),
            *page("rule-files", language),
            *kinds(language),
            *tables(language),
        ),
    )


def chapter(name: str, language: str) -> Heading:
    """The heading of a chapter that is made, its anchor the name."""
    return Heading(2, plain(say(language, f"handbook.{name}")), name)


def _preface(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield Paragraph(plain(say(language, "handbook.packs")))
    packs = (
        say(language, "handbook.pack", title=pack.title, name=pack.name, version=pack.version)
        for pack in rulebook.packs
    )
    yield Listing(tuple(map(plain, packs)))
    off = sum(rule.disabled is not None for rule in rulebook.rules)
    counts = {"count": len(rulebook.rules), "off": off}
    yield Paragraph(plain(say(language, "handbook.counts", **counts)))


def _overview(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield chapter("overview", language)
    head = ("id", "asks", "each", "strength", "state")
    rows = tuple(
        (
            link(rule.id, f"#{rule_anchor(rule.id)}"),
            plain(filled(rule.titled(language), language)),
            plain(subject(rule, language)),
            plain(labels.word(language, f"strength.{rule.strength}")),
            plain(_short_state(rule, language)),
        )
        for rule in _by_pack(rulebook)
    )
    yield Table(tuple(say(language, f"handbook.head.{key}") for key in head), rows)


def _short_state(rule: Rule, language: str) -> str:
    """启用, or that it is not judged or not by itself: the reason stands with the rule."""
    if rule.disabled is not None:
        return say(language, "handbook.off")
    if rule.counted_as is not None:
        return say(language, "handbook.counted_as", rule=rule.counted_as)
    return say(language, "cli.rules.on")


def _by_pack(rulebook: Rulebook) -> list[Rule]:
    """The rules by pack in the order loaded, by group and by id."""
    packs = {pack.name: at for at, pack in enumerate(rulebook.packs)}
    groups = {rule.group: at for at, rule in reversed(list(enumerate(rulebook.rules)))}
    return sorted(rulebook.rules, key=lambda rule: (packs[rule.pack], groups[rule.group]))


def _rules(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield chapter("rules", language)
    titles = {pack.name: pack.title for pack in rulebook.packs}
    for pack, rules in groupby(_by_pack(rulebook), key=lambda rule: rule.pack):
        yield Heading(3, plain(titles[pack]), f"rules-{pack}")
        for _, together in groupby(rules, key=lambda rule: rule.group):
            cards = [(rule, card(rule, rulebook, language)) for rule in together]
            yield Heading(4, plain(cards[0][0].group_titled(language)))
            yield from (each for _, each in cards)


def _checklists(rulebook: Rulebook, language: str) -> Iterator[Block]:
    if not rulebook.checklists:
        return
    yield chapter("checklists", language)
    yield Paragraph(plain(say(language, "handbook.checklists.about")))
    for spec in rulebook.checklists:
        yield from _checklist(spec, language)


def _checklist(spec: ChecklistSpec, language: str) -> Iterator[Block]:
    english = language == "en"
    yield Heading(3, plain(spec.title_en if english else spec.title), f"checklist-{spec.name}")
    note = spec.provisional_en if english else spec.provisional
    if note:
        said = say(language, "handbook.provisional")
        yield Paragraph((*strong(said), Span(" "), *plain(note)))
    head = ("part", "item", "rules")
    lines = [("core", line) for line in spec.core] + [("extra", line) for line in spec.extra]
    rows = tuple(_item(part, line, language) for part, line in lines)
    yield Table(tuple(say(language, f"handbook.head.{key}") for key in head), rows)


def _item(part: str, line: ChecklistLine, language: str) -> tuple[Text, ...]:
    item = line.item_en if language == "en" else line.item
    rules = (link(each, f"#{rule_anchor(each)}") for each in line.rules)
    part_name = say(language, f"handbook.part.{part}")
    return plain(part_name), plain(item), listed(rules, say(language, "list.comma"))
