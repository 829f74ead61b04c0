"""The sheet 填表说明: how to fill in the form, and which requirement each column serves, by the rules loaded.

It must never be read as a table, so no cell of it is a heading of the vocabulary: those stand in quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.forms.columns import SHEETS, FormColumn
from mhaudit.forms.styles import Styles, lines
from mhaudit.forms.uses import Uses
from mhaudit.loader.vocabulary import load as load_vocabulary
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import fields, say

_WIDTHS = (16, 30, 64, 46)
_MOST = 12
"""A column that serves this many requirements and more is said to serve nearly all."""
_SHOWN = 6
_IDENTIFYING = frozenset({"school", "school_code", "district"})


@dataclass(frozen=True, slots=True)
class Setting:
    """`language` of the notes, whether the form is a district's, and a class as it is to be written."""

    language: str
    district: bool
    class_name: str


def write(
    sheet: Any,
    styles: Styles,
    rulebook: Rulebook,
    read: Uses,
    columns: Mapping[str, Sequence[FormColumn]],
    setting: Setting,
) -> None:
    """Fill the sheet."""
    _Notes(sheet, styles, rulebook, read, setting).write(columns)


class _Notes:
    def __init__(
        self, sheet: Any, styles: Styles, rulebook: Rulebook, read: Uses, setting: Setting
    ) -> None:
        self.sheet, self.styles, self.rulebook, self.read = sheet, styles, rulebook, read
        self.setting, self.language = setting, setting.language
        self.row = 0
        self.sections = 2

    def write(self, columns: Mapping[str, Sequence[FormColumn]]) -> None:
        for index, width in enumerate(_WIDTHS):
            self.sheet.set_column(index, index, width)
        last = len(_WIDTHS) - 1
        self.sheet.merge_range(0, 0, 0, last, self._say("notes.title"), self.styles.title)
        self.sheet.set_row(0, 34)
        self.row = 1
        self._how()
        self._section(self._say("notes.columns"))
        self._columns(columns)
        self._items()
        self._rules()
        self._page()

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def _section(self, title: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, title, self.styles.section)
        self.sheet.set_row(self.row, 26)
        self.row += 1

    def _how(self) -> None:
        self._section(self._say("notes.how"))
        whom = "district" if self.setting.district else "school"
        keys = (whom, "example", "none", "exact", "rows", "private", "check")
        last, width = len(_WIDTHS) - 1, sum(_WIDTHS)
        for number, key in enumerate(keys, 1):
            text = f"{number}. {self._say(f'notes.how.{key}')}"
            self.sheet.merge_range(self.row, 0, self.row, last, text, self.styles.plain)
            self.sheet.set_row(self.row, 5 + 15 * lines(text, width))
            self.row += 1

    def _table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows of text; the last of fewer columns than the sheet has goes to its right end."""
        spans = _spans(len(headings))
        self._line(headings, spans, self.styles.heading)
        for row in rows:
            self._line(row, spans, self.styles.cell)

    def _line(self, texts: Sequence[str], spans: Sequence[tuple[int, int]], style: Any) -> None:
        tall = 1
        for text, (first, last) in zip(texts, spans, strict=True):
            if first == last:
                self.sheet.write_string(self.row, first, text, style)
            else:
                self.sheet.merge_range(self.row, first, self.row, last, text, style)
            tall = max(tall, lines(text, sum(_WIDTHS[first : last + 1]) - 3))
        self.sheet.set_row(self.row, 7 + 15 * tall)
        self.row += 1

    # --- columns ---

    def _columns(self, columns: Mapping[str, Sequence[FormColumn]]) -> None:
        keys = ("sheet", "heading", "how", "serves")
        rows = [
            (
                SHEETS[table],
                self._quoted(table, column),
                self._hint(table, column),
                self._serves(table, column),
            )
            for table, among in columns.items()
            for column in among
        ]
        rows = [(self._sheet(row[0]), *row[1:]) for row in rows]
        self._table([self._say(f"notes.columns.{key}") for key in keys], rows)

    def _sheet(self, name: str) -> str:
        return f"“{name}”"

    def _quoted(self, table: str, column: FormColumn) -> str:
        heading = load_vocabulary().names[table][column.key]
        meaning = fields.field_label(self.language, table, column.key)
        return self._say("notes.quoted", heading=heading, meaning=meaning)

    def _hint(self, table: str, column: FormColumn) -> str:
        if column.fields == ("school",):
            return self._say("form.school.of")
        return self._say(f"form.{table}.{column.key}").replace("{class}", self.setting.class_name)

    def _serves(self, table: str, column: FormColumn) -> str:
        ids = self.read.of(table, column.fields)
        if not ids:
            named = "identify" if column.key in _IDENTIFYING else "none"
            return self._say(f"notes.serves.{named}")
        if len(ids) >= _MOST:
            return self._say("notes.serves.most", first=ids[0], count=len(ids))
        separator = "、" if self.language == "zh" else ", "
        return separator.join(ids)

    # --- items and requirements ---

    def _items(self) -> None:
        words = self.read.words.get(("records", "item"), {})
        if not words:
            return
        self._section(self._say("notes.items"))
        self.sections += 1
        rows = [
            (f"“{word}”", ";".join(self._titled(ident) for ident in ids))
            for word, ids in words.items()
        ]
        self._table([self._say("notes.items.item"), self._say("notes.rules.title")], rows)

    def _titled(self, ident: str) -> str:
        return f"{ident} {self.rulebook.rule(ident).titled(self.language)}"

    def _rules(self) -> None:
        number = self._say("notes.numbers")[self.sections]
        self._section(self._say("notes.rules", number=number))
        keys = ("id", "strength", "title", "source")
        rows = [
            (rule.id, self._strength(rule), rule.titled(self.language), _source(rule))
            for rule in self.rulebook.active()
        ]
        self._table([self._say(f"notes.rules.{key}") for key in keys], rows)

    def _strength(self, rule: Rule) -> str:
        return fields.word(self.language, f"strength.{rule.strength}")

    def _page(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(self._say("marks.footer"))


def _source(rule: Rule) -> str:
    clause = rule.clause
    return clause.document.title + (f",{clause.clause}" if clause.clause else "")


def _spans(count: int) -> list[tuple[int, int]]:
    """Where the cells of a row of `count` texts lie: two share the width, four have a column each."""
    return [(0, 1), (2, 3)] if count == 2 else [(at, at) for at in range(count)]

