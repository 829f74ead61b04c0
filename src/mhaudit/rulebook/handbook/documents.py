"""The handbook's chapter of documents: which rules rest on each, what of it has no rule, and what is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from mhaudit.law import Clause, Document
from mhaudit.rulebook.handbook.blocks import (
    Block,
    Facts,
    Heading,
    Paragraph,
    Table,
    Text,
    link,
    plain,
    rule_anchor,
)
from mhaudit.rulebook.page import filled
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import say

Row = tuple[Text, ...]


def documents(rulebook: Rulebook, language: str) -> Iterator[Block]:
    """Every document of the packs, those that no rule quotes too."""
    yield Heading(2, plain(say(language, "handbook.documents")), "documents")
    yield Paragraph(plain(say(language, "handbook.documents.about")))
    for number, document in enumerate(rulebook.documents.values(), 1):
        title = document.title
        yield Heading(3, plain(title), f"document-{number}")
        facts = _facts(document, language)
        if facts.items:
            yield facts
        yield from _Chapter(rulebook, document, language).blocks()


def _facts(document: Document, language: str) -> Facts:
    said = [
        (key, plain(value))
        for key in ("issuer", "number", "date")
        if (value := getattr(document, key))
    ]
    if document.url:
        said.append(("url", link(document.url, document.url)))
    return Facts(tuple((say(language, f"handbook.document.{key}"), (each,)) for key, each in said))


class _Chapter:
    """One document."""

    def __init__(self, rulebook: Rulebook, document: Document, language: str) -> None:
        rules = [rule for rule in rulebook.rules if rule.clause.document.key == document.key]
        self.on = [rule for rule in rules if rule.disabled is None]
        self.off = [rule for rule in rules if rule.disabled is not None]
        self.ordered = [rule for rule in rulebook.rules if rule.disabled_by == document]
        self.unruled = [
            each for each in rulebook.without_rule if each.clause.document.key == document.key
        ]
        self.language = language

    def blocks(self) -> Iterator[Block]:
        """What rests on the document, and what of it does not."""
        if not (self.on or self.off or self.unruled or self.ordered):
            yield Paragraph(plain(say(self.language, "handbook.document.unused")))
        if self.on:
            rows: list[Row] = [self._rule(rule) for rule in self.on]
            yield self._table("on", ("clause", "rule", "asks"), rows)
        if self.unruled:
            rows = [
                (self._quote(each.clause), plain(each.reason(self.language)))
                for each in self.unruled
            ]
            yield self._table("unruled", ("clause", "why"), rows)
        if self.off:
            rows = [
                (*self._rule(rule), plain(rule.disabled_in(self.language) or ""))
                for rule in self.off
            ]
            yield self._table("off", ("clause", "rule", "asks", "why"), rows)
        if self.ordered:
            rows = [
                (*self._rule(rule)[1:], plain(rule.disabled_in(self.language) or ""))
                for rule in self.ordered
            ]
            yield self._table("ordered", ("rule", "asks", "why"), rows)

    def _table(self, key: str, head: tuple[str, ...], rows: list[Row]) -> Table:
        words = tuple(say(self.language, f"handbook.head.{each}") for each in head)
        return Table(words, tuple(rows), say(self.language, f"handbook.document.{key}"))

    def _rule(self, rule: Rule) -> Row:
        linked = link(rule.id, f"#{rule_anchor(rule.id)}")
        return (
            self._quote(rule.clause),
            linked,
            plain(filled(rule.titled(self.language), self.language)),
        )

    def _quote(self, clause: Clause) -> Text:
        key = "page.quote" if clause.clause else "page.quote.plain"
        return plain(say(self.language, key, clause=clause.clause, quote=clause.quote))
