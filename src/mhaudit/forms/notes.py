"""The sheet 填表说明: how to fill in the form, and which requirement each column serves, by the rules loaded.

It must never be read as a table, so no cell of it is a heading of the vocabulary: those stand in quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mhaudit.forms.columns import SHEETS, FormColumn
from mhaudit.forms.styles import Styles
from mhaudit.forms.typeset import typeset
from mhaudit.forms.uses import Uses
from mhaudit.loader.vocabulary import load as load_vocabulary
from mhaudit.reports.excel.text import lines, without_notes
from mhaudit.reports.folding import separator
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import fields, say

_WIDTHS = (14, 32, 57, 11, 57)
_MOST = 12
"""A column that serves this many requirements and more is said to serve nearly all."""
_TITLED = 2
"""So many are named with their titles; more by their numbers."""
Spans = Sequence[tuple[int, int]]
"""First and last column of each cell of a row."""
_OF_COLUMNS: Spans = ((0, 0), (1, 1), (2, 3), (4, 4))
_OF_ITEMS: Spans = ((0, 1), (2, 4))
_OF_RULES: Spans = ((0, 0), (3, 3), (1, 2), (4, 4))
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
        text = say(self.language, key, **values)
        return typeset(text) if self.language == "zh" else text

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

    def _table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], spans: Spans, centred: int
    ) -> None:
        """A ruled table; the first `centred` columns of its rows are centred."""
        self._line(headings, spans, len(headings), self.styles.heading)
        for row in rows:
            self._line(row, spans, centred, self.styles.cell_centre)

    def _line(self, texts: Sequence[str], spans: Spans, centred: int, style: Any) -> None:
        tall = 1
        for at, (text, (first, last)) in enumerate(zip(texts, spans, strict=True)):
            chosen = style if at < centred else self.styles.cell
            if first == last:
                self.sheet.write_string(self.row, first, text, chosen)
            else:
                self.sheet.merge_range(self.row, first, self.row, last, text, chosen)
            tall = max(tall, lines(text, sum(_WIDTHS[first : last + 1]) - 3))
        self.sheet.set_row(self.row, 7 + 15 * tall)
        self.row += 1

    # --- columns ---

    def _columns(self, columns: Mapping[str, Sequence[FormColumn]]) -> None:
        keys = ("sheet", "heading", "how", "serves")
        self._table([self._say(f"notes.columns.{key}") for key in keys], (), _OF_COLUMNS, 4)
        for table, among in columns.items():
            first = self.row
            for column in among:
                row = ("", self._quoted(table, column), self._hint(table, column))
                self._line((*row, self._serves(table, column)), _OF_COLUMNS, 1, self.styles.cell)
            name = f"“{SHEETS[table]}”"
            self.sheet.merge_range(first, 0, self.row - 1, 0, name, self.styles.cell_centre)

    def _quoted(self, table: str, column: FormColumn) -> str:
        heading = load_vocabulary().names[table][column.key]
        quoted = self._say("notes.quoted", heading=heading)
        if self.language == "zh":
            return quoted
        return f"{quoted} ({fields.field_label(self.language, table, column.key)})"

    def _hint(self, table: str, column: FormColumn) -> str:
        own = column.fields == ("school",)
        key = "form.school.of" if own else f"form.{table}.{column.key}"
        return self._say(key).replace("{class}", self.setting.class_name)

    def _serves(self, table: str, column: FormColumn) -> str:
        ids = self.read.of(table, column.fields)
        if not ids:
            named = "identify" if column.key in _IDENTIFYING else "none"
            return self._say(f"notes.serves.{named}")
        if len(ids) >= _MOST:
            return self._say("notes.serves.most", first=ids[0], count=len(ids))
        if len(ids) > _TITLED:
            return separator(self.language).join(ids)
        return "\n".join(map(self._titled, ids))

    # --- items and requirements ---

    def _items(self) -> None:
        words = self.read.words.get(("records", "item"), {})
        if not words:
            return
        self._section(self._say("notes.items"))
        self.sections += 1
        rows = [(f"“{word}”", "\n".join(map(self._titled, ids))) for word, ids in words.items()]
        headings = [self._say("notes.items.item"), self._say("notes.rules.title")]
        self._table(headings, rows, _OF_ITEMS, 0)

    def _titled(self, ident: str) -> str:
        return f"{ident} {self._printed(without_notes(self.rulebook.rule(ident).titled(self.language)))}"

    def _printed(self, text: str) -> str:
        return typeset(text) if self.language == "zh" else text

    def _rules(self) -> None:
        number = self._say("notes.numbers")[self.sections]
        self._section(self._say("notes.rules", number=number))
        keys = ("id", "strength", "title", "source")
        headings = [self._say(f"notes.rules.{key}") for key in keys]
        self._table(headings, (), _OF_RULES, 4)
        for rule in self.rulebook.active():
            title, source = self._printed(rule.titled(self.language)), self._printed(_source(rule))
            row = (rule.id, self._strength(rule), title, source)
            self._line(row, _OF_RULES, 2, self.styles.cell_centre)

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
