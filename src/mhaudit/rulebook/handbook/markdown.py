"""A handbook as Markdown. All text is escaped: nothing in a rule file becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mhaudit.rulebook.handbook.blocks import (
    Block,
    Card,
    Code,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Table,
    Text,
    headings,
)
from mhaudit.rulebook.handbook.contents import Handbook
from mhaudit.wording import say

_MARKS = re.compile(r"([\\`*_\[\]|~$!#])")
_AT_START = re.compile(r"^(\d{0,9})([-+.)])")


def to_markdown(handbook: Handbook) -> str:
    """The whole handbook."""
    written = [f"# {escaped(handbook.title)}", *_parts(handbook.preface)]
    written.append("\n".join(_contents(handbook)))
    written += _parts(handbook.blocks)
    return "\n\n".join(written) + "\n"


def _contents(handbook: Handbook) -> Iterator[str]:
    yield f"**{say(handbook.language, 'handbook.contents')}**\n"
    for heading in headings(handbook.blocks):
        indent = "  " * (heading.level - 2)
        yield f"{indent}- [{text(heading.text)}](#{heading.anchor})"


def _parts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"{_anchor(block.anchor)}{'#' * block.level} {text(block.text)}"
            case Paragraph():
                yield at_start(text(block.text))
            case Listing():
                yield "\n".join(_items(block))
            case Facts():
                yield "\n".join(_facts(block))
            case Table():
                if block.title:
                    yield f"**{escaped(block.title)}**"
                yield "\n".join(_rows(block))
            case Code():
                if block.file:
                    yield f"**`{block.file}`**"
                yield _fenced(block)
            case Card():
                title = f"{escaped(block.ident)} {escaped(block.title)}"
                yield f"{_anchor(block.anchor)}##### {title}"
                yield at_start(escaped(block.facts))
                yield from _parts(block.parts)


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>\n\n' if name else ""


def _items(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, 1):
        yield f"{f'{number}.' if listing.numbered else '-'} {at_start(text(item))}"


def _facts(facts: Facts) -> Iterator[str]:
    for label, lines in facts.items:
        if len(lines) == 1:
            yield f"- **{escaped(label)}**  {text(lines[0])}"
        else:
            yield f"- **{escaped(label)}**"
            yield from (f"  - {at_start(text(line))}" for line in lines)


def _rows(table: Table) -> Iterator[str]:
    yield _row(escaped(cell) for cell in table.head)
    yield _row("---" for _ in table.head)
    for row in table.rows:
        yield _row(map(text, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fenced(block: Code) -> str:
    """A fence longer than any run of backticks within."""
    longest = max(map(len, re.findall(r"`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.language}\n{block.text}{fence}"


def text(spans: Text) -> str:
    """Spans as Markdown on one line."""
    written = []
    for span in spans:
        if span.style == "code":
            written.append(_code(span.text))
        elif span.style == "strong":
            written.append(f"**{escaped(span.text)}**")
        elif span.style == "link":
            target = re.sub(r"[()<>\\\s]", lambda found: f"%{ord(found[0]):02X}", span.target)
            written.append(f"[{escaped(span.text)}]({target})")
        else:
            written.append(escaped(span.text))
    return "".join(written)


def _code(content: str) -> str:
    """A code span; a bar in it would end a cell of a table."""
    if "`" in content or "|" in content:
        return escaped(content)
    return f"`{content}`"


def escaped(content: str) -> str:
    """Plain text as Markdown that shows just that."""
    content = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(r"\\\1", content)


def at_start(line: str) -> str:
    """A line that would begin a list, a quotation or a heading is kept from it."""
    return _AT_START.sub(r"\1\\\2", line)
