"""What a handbook is made of, whatever it is written as.

Text is plain: a `Span` says how it looks, and whoever writes it escapes it, so that nothing in a rule file can be
taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

Style = Literal["", "code", "strong", "link"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `target` is the address, or `#anchor`, of a link."""

    text: str
    style: Style = ""
    target: str = ""


Text = tuple[Span, ...]


def plain(text: str) -> Text:
    """Text as it stands, on one line."""
    return (Span(" ".join(text.split())),)


def code(text: str) -> Text:
    """A name or a command."""
    return (Span(text, "code"),)


def strong(text: str) -> Text:
    """Text that stands out."""
    return (Span(" ".join(text.split()), "strong"),)


def link(text: str, target: str) -> Text:
    """A link within the handbook, or to a page on the web; any other address stays text."""
    if not target.startswith(("#", "https://", "http://")) or not target.isprintable():
        return plain(text)
    return (Span(" ".join(text.split()), "link", target.replace(" ", "%20")),)


def listed(parts: Iterable[Text], between: str) -> Text:
    """The parts with `between` them."""
    found: list[Span] = []
    for part in parts:
        found += [Span(between), *part] if found else part
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 2 for a chapter, 3 for a section, 4 below it."""

    kind: ClassVar = "heading"
    level: int
    text: Text
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar = "paragraph"
    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Items under each other, numbered or not."""

    kind: ClassVar = "listing"
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with what is to be said about it in one or more lines."""

    kind: ClassVar = "facts"
    items: tuple[tuple[str, tuple[Text, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `title` stands above it. Every row has as many cells as `head`."""

    kind: ClassVar = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be typed, or printed by a command; `file` is the name under which it is to be saved."""

    kind: ClassVar = "code"
    text: str
    language: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A rule: its id, title and a line of facts, and what there is to say about it. `off` if it is not judged."""

    kind: ClassVar = "card"
    ident: str
    title: str
    facts: str
    strength: str
    off: bool
    parts: tuple[Facts | Table, ...]

    @property
    def anchor(self) -> str:
        """Where links to the rule lead."""
        return rule_anchor(self.ident)


Block = Heading | Paragraph | Listing | Facts | Table | Code | Card


def rule_anchor(ident: str) -> str:
    """`NC101` → `rule-NC101`."""
    return f"rule-{ident}"


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Those that the table of contents lists: chapters and sections."""
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 3:
            yield block
