"""The handbook's reference of tables: the fields that rules may name, what they hold, and all their headings."""

from __future__ import annotations

from collections.abc import Iterator

from mhaudit.models.fields import Choice, Day, FieldType, Kind, Number, Term, Words, YesNo
from mhaudit.models.tables import FIELDS
from mhaudit.rulebook.data_needed import FEEDS, shown_headings
from mhaudit.rulebook.described import joined
from mhaudit.rulebook.handbook.blocks import Block, Heading, Paragraph, Table, Text, code, plain
from mhaudit.rulebook.handbook.prose import spans
from mhaudit.wording import fields as labels
from mhaudit.wording import say

SHOWN = 24
"""So many headings of one field are listed before the count of all."""
_TYPES = {YesNo: "yes_no", Number: "number", Day: "day", Term: "term", Kind: "kind"}


def tables(language: str) -> Iterator[Block]:
    """The seven tables."""
    yield Heading(2, plain(say(language, "handbook.tables")), "tables")
    yield Paragraph(spans(say(language, "handbook.tables.about")))
    for table, fields in FIELDS.items():
        label = labels.table_label(language, table)
        title = say(language, "handbook.table", label=label, name=table)
        yield Heading(3, plain(table if label == table else title), f"table-{table}")
        head = ("field", "called", "holds", "headings")
        rows = tuple(_row(table, name, kind, language) for name, kind in fields.items())
        yield Table(tuple(say(language, f"handbook.head.{key}") for key in head), rows)


def _row(table: str, name: str, kind: FieldType, language: str) -> tuple[Text, ...]:
    own = FEEDS.get((table, name), (name,))[0]
    return (
        code(name),
        plain(labels.field_label(language, table, name)),
        plain(_holds(name, kind, language)),
        plain(shown_headings(table, own, SHOWN, language)),
    )


def _holds(name: str, kind: FieldType, language: str) -> str:
    """What a field may hold, the words of a closed list with their names."""
    if isinstance(kind, Choice | Words) and kind.choices:
        family = "grade" if name in ("grade", "grades") else "value"
        named = [f"{each} {labels.word(language, f'{family}.{each}')}" for each in kind.choices]
        key = "set" if isinstance(kind, Words) else "choice"
        if family == "grade":
            named = [named[0], "…", named[-1]]
        return say(language, f"handbook.holds.{key}", words=joined(language, named))
    return say(language, f"handbook.holds.{_TYPES.get(type(kind), 'text')}")
