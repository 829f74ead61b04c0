"""Pages of prose: `pages/NAME.LANGUAGE.md`, in the few marks of Markdown that a handbook needs, as blocks.

Headings, paragraphs, lists, tables, fenced blocks; `code`, **strong** and [links](#anchor) within a line. A fence
says what it holds and, where the reader is asked to write a file, its name: ```` ```yaml my-county/pack.yaml ````.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from mhaudit.rulebook.handbook.blocks import (
    Block,
    Code,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    Text,
)

_SPANS = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\[(?P<text>[^\]]+)\]\((?P<to>[^)]+)\)"
)
_HEADING = re.compile(r"(#{2,4}) (.+?)(?: \{#([\w-]+)\})?")
_ITEM = re.compile(r"(-|\d+\.) (.+)")


def page(name: str, language: str) -> list[Block]:
    """The blocks of a page."""
    folder = files("mhaudit.rulebook.handbook") / "pages"
    return list(blocks((folder / f"{name}.{language}.md").read_text(encoding="utf-8")))


def blocks(text: str) -> Iterator[Block]:
    """The blocks of prose, in order."""
    lines = iter(text.splitlines())
    for line in lines:
        if not line:
            continue
        if line.startswith("```"):
            yield _fenced(line, lines)
            continue
        together = [line, *_until_blank(lines)]
        if match := _HEADING.fullmatch(line):
            yield Heading(len(match[1]), spans(match[2]), match[3] or "")
        elif line.startswith("|"):
            rows = [_cells(each) for each in together if not each.startswith("| -")]
            yield Table(tuple(_flat(cell) for cell in rows[0]), tuple(rows[1:]))
        elif match := _ITEM.fullmatch(line):
            yield Listing(tuple(map(spans, _items(together))), numbered=match[1] != "-")
        else:
            yield Paragraph(spans(_joined(together)))


def spans(line: str) -> Text:
    """A line with its marks read."""
    found, done = [], 0
    for match in _SPANS.finditer(line):
        if match.start() > done:
            found.append(Span(line[done : match.start()]))
        if match["code"]:
            found.append(Span(match["code"], "code"))
        elif match["strong"]:
            found.append(Span(match["strong"], "strong"))
        else:
            found.append(Span(match["text"], "link", match["to"]))
        done = match.end()
    return (*found, Span(line[done:])) if done < len(line) else tuple(found)


def _fenced(line: str, lines: Iterator[str]) -> Code:
    language, _, file = line.removeprefix("```").partition(" ")
    body = []
    for each in lines:
        if each == "```":
            break
        body.append(each)
    return Code("\n".join(body) + "\n", language, file)


def _until_blank(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if not line:
            return
        yield line


def _items(lines: list[str]) -> Iterator[str]:
    """Each item of a list with the lines that go on with it."""
    item: list[str] = []
    for line in lines:
        match = _ITEM.fullmatch(line)
        if match and item:
            yield _joined(item)
            item = []
        item.append(match[2] if match else line.strip())
    yield _joined(item)


def _joined(lines: list[str]) -> str:
    """Lines as one; between Chinese characters a line break is no space."""
    text = lines[0]
    for line in lines[1:]:
        apart = text[-1].isascii() or line[0].isascii()
        text = f"{text} {line}" if apart else text + line
    return text


def _cells(line: str) -> tuple[Text, ...]:
    return tuple(spans(cell.strip()) for cell in line.strip("|").split(" | "))


def _flat(text: Text) -> str:
    return "".join(span.text for span in text)
