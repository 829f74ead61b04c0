"""Blank forms: seven sheets that load back without a remark, with drop-downs, limits, hints, an example and notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from mhaudit.forms import notes
from mhaudit.forms.columns import (
    EXAMPLE_MARK,
    FORMS,
    NOTES_SHEET,
    SHEETS,
    TITLES,
    WHOLE_SCHOOL,
    FormColumn,
    columns_of,
)
from mhaudit.forms.styles import Styles
from mhaudit.forms.typeset import typeset
from mhaudit.forms.uses import Uses, uses
from mhaudit.loader.vocabulary import load as load_vocabulary
from mhaudit.models.grades import GRADES, KIND_GRADES, KIND_NAMES
from mhaudit.reports.excel.text import lines
from mhaudit.rulebook.schema import Rulebook
from mhaudit.wording import fields, say

TITLE_ROW, NOTE_ROW, HEADING_ROW, EXAMPLE_ROW, FIRST_ROW = range(5)
"""Rows of a form, from 0."""
_PREPARED = {
    "schools": 1, "classes": 54, "teachers": 16, "activities": 40,
    "committee": 54, "lessons": 54, "records": 20,
}  # fmt: skip
"""How many rows are ruled and numbered in a school's form; a district's has `_DISTRICT_ROWS`."""
_DISTRICT_ROWS = 28
"""As many as a page or two hold; rows below are ruled when something is entered."""
_SPARE_ROWS = 3
"""Ruled below the classes that are filled in."""
_CHECKED_ROWS = {False: 1_000, True: 20_000}
"""How far down entries are checked: in a school's form, in a district's."""
_LIST_LENGTH = 255
"""What Excel allows for the words of a drop-down, commas included."""
_PORTRAIT_WIDTH = 125
"""Upright, so wide a form still prints at three quarters of its size, and its ruled rows on one page."""
_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_SERIAL_WIDTH = 10
_SCHOOL = FormColumn("school", ("school",), 26, "choice", strict=False, needed=True)


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    """What the form is for. `kind` is a GB/T 33782 code; `classes` maps grades to numbers of classes."""

    language: str = "zh"
    kind: str | None = None
    classes: dict[str, int] = field(default_factory=dict)
    district: bool = False

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades that may be entered: those of `classes`, else of the kind, else all."""
        known = self.classes.keys() or (KIND_GRADES[self.kind][1] if self.kind else ())
        return tuple(grade for grade in GRADES if grade in known) or GRADES

    @property
    def example_grade(self) -> str:
        """A grade for the examples: the first of its own, 七年级 where all are open."""
        return "G7" if "G7" in self.grades else self.grades[0]


def template(rulebook: Rulebook, spec: TemplateSpec) -> bytes:
    """The workbook as bytes. Nothing in it is read as data until a school has entered something."""
    read = uses(rulebook)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": say(spec.language, "form.property.title")})
    styles = Styles(book)
    forms = {table: _form(table, read, spec) for table in FORMS}
    notes.write(
        book.add_worksheet(NOTES_SHEET),
        styles,
        rulebook,
        read,
        {table: form.columns for table, form in forms.items()},
        notes.Setting(spec.language, spec.district, class_name(spec, spec.example_grade)),
    )
    for form in forms.values():
        _Writer(book.add_worksheet(SHEETS[form.table]), styles, form, forms).write()
    book.close()
    return buffer.getvalue()


def class_name(spec: TemplateSpec, grade: str, number: int = 1) -> str:
    """A class as the form wants it: 七(1)班, 高一(1)班; in a vocational school 一(1)班."""
    return fields.class_label("zh", grade, str(number)).removeprefix("中职")


def grade_name(grade: str) -> str:
    """A grade as the form wants it: 七年级, 高一; in a vocational school 一年级."""
    return fields.grade_label("zh", grade).removeprefix("中职")


@dataclass(frozen=True, slots=True)
class _Form:
    """One sheet to be: its columns, the words of its drop-downs, the rows filled in already."""

    table: str
    spec: TemplateSpec
    columns: Sequence[FormColumn]
    choices: dict[str, tuple[str, ...]]
    filled: Sequence[dict[str, Any]]

    @property
    def prepared(self) -> int:
        """How many rows are ruled."""
        if self.spec.district:
            return _DISTRICT_ROWS
        if self.spec.classes and self.table in {"classes", "committee"}:
            return sum(self.spec.classes.values()) + _SPARE_ROWS
        return _PREPARED[self.table]

    def position(self, key: str) -> int:
        """The column of a key, counted from 0 with 序号 in front."""
        return 1 + [column.key for column in self.columns].index(key)


def _form(table: str, read: Uses, spec: TemplateSpec) -> _Form:
    columns = columns_of(table, read)
    if spec.district and table != "schools":
        columns = [_SCHOOL, *columns]
    return _Form(table, spec, columns, _choices(table, read, spec), _filled(table, spec))


def _choices(table: str, read: Uses, spec: TemplateSpec) -> dict[str, tuple[str, ...]]:
    """Words of the drop-downs that depend on the rules or on the kind of school."""
    grades = tuple(dict.fromkeys(map(grade_name, spec.grades)))
    if table == "activities":
        return {"grades": (WHOLE_SCHOOL, *grades)}
    if table == "lessons":
        return {"grade": grades, "subject": tuple(read.words_of("lessons", "subject"))}
    if table == "records":
        return {"item": tuple(read.words_of("records", "item"))}
    return {}


def _filled(table: str, spec: TemplateSpec) -> list[dict[str, Any]]:
    if table == "schools" and spec.kind:
        return [{"kind": KIND_NAMES[spec.kind]}]
    if table == "classes":
        return [
            {"class_name": class_name(spec, grade, number)}
            for grade in GRADES
            for number in range(1, spec.classes.get(grade, 0) + 1)
        ]
    return []


class _Writer:
    """Writes one form into one sheet."""

    def __init__(self, sheet: Any, styles: Styles, form: _Form, forms: dict[str, _Form]) -> None:
        self.sheet, self.styles, self.form, self.forms = sheet, styles, form, forms
        self.language = form.spec.language
        self.last_column = len(form.columns)
        self.checked_to = FIRST_ROW + _CHECKED_ROWS[form.spec.district] - 1

    def write(self) -> None:
        """Everything, from the top down."""
        self._columns()
        self._head()
        self._example()
        self._rows()
        for index, column in enumerate(self.form.columns, 1):
            self._check(index, column)
        self._protect()
        self._page()

    def _columns(self) -> None:
        """Widths; whole columns are unlocked, so that entries below the ruled rows work as well."""
        self.sheet.set_column(0, 0, _SERIAL_WIDTH, self.styles.open["text"])
        for index, column in enumerate(self.form.columns, 1):
            style = self.styles.open.get(column.entry, self.styles.open["text"])
            self.sheet.set_column(index, index, column.width, style)
        self.sheet.set_column(self.last_column + 1, 255, 9, self.styles.open["text"])

    def _head(self) -> None:
        sheet, styles, last = self.sheet, self.styles, self.last_column
        sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, TITLES[self.form.table], styles.title)
        sheet.set_row(TITLE_ROW, 34)
        note = typeset(say(self.language, "form.note"))
        sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, last, note, styles.note)
        width = _SERIAL_WIDTH + sum(column.width for column in self.form.columns)
        width *= 1.05  # the note is set smaller
        sheet.set_row(NOTE_ROW, 8 + 14 * lines(note, width))
        sheet.set_row(HEADING_ROW, 36)
        names = load_vocabulary().names[self.form.table]
        sheet.write_string(HEADING_ROW, 0, names["serial"], styles.heading)
        for index, column in enumerate(self.form.columns, 1):
            text = ("*" if column.needed else "") + names[column.key]
            style = styles.needed if column.needed else styles.heading
            sheet.write_string(HEADING_ROW, index, text, style)

    def _example(self) -> None:
        spec, tall = self.form.spec, 1
        words = {
            "{class}": class_name(spec, spec.example_grade),
            "{grade}": grade_name(spec.example_grade),
        }
        self.sheet.write_string(EXAMPLE_ROW, 0, EXAMPLE_MARK, self.styles.example)
        for index, column in enumerate(self.form.columns, 1):
            value = column.example
            if column is _SCHOOL:
                value = FORMS["schools"][0].example
            if column.key == "kind" and spec.kind:
                value = KIND_NAMES[spec.kind]
            if isinstance(value, str):
                value = words.get(value, value)
                tall = max(tall, lines(value, column.width))
                self.sheet.write_string(EXAMPLE_ROW, index, value, self.styles.example)
            elif isinstance(value, dt.date):
                moment = dt.datetime.combine(value, dt.time())
                self.sheet.write_datetime(EXAMPLE_ROW, index, moment, self.styles.example_date)
            else:
                self.sheet.write_number(EXAMPLE_ROW, index, value, self.styles.example)
        self.sheet.set_row(EXAMPLE_ROW, max(30, 8 + 14 * tall))

    def _rows(self) -> None:
        """Ruled rows with their numbers, and what is known already."""
        for offset in range(self.form.prepared):
            row = FIRST_ROW + offset
            filled = self.form.filled[offset] if offset < len(self.form.filled) else {}
            self.sheet.set_row(row, 22)
            self.sheet.write_number(row, 0, offset + 1, self.styles.body["text"])
            for index, column in enumerate(self.form.columns, 1):
                style = self.styles.body.get(column.entry, self.styles.body["text"])
                if column.key in filled:
                    self.sheet.write_string(row, index, filled[column.key], style)
                else:
                    self.sheet.write_blank(row, index, None, style)
        self._ruled_when_filled(FIRST_ROW + self.form.prepared)

    def _ruled_when_filled(self, first: int) -> None:
        """Rows below the ruled ones look like them once they hold something, and print without a print area."""
        cells = f"$A{first + 1}:${xl_col_to_name(self.last_column)}{first + 1}"
        rule = {"type": "formula", "criteria": f"=COUNTA({cells})>0", "format": self.styles.ruled}
        self.sheet.conditional_format(first, 0, self.checked_to, self.last_column, rule)

    # --- what may be entered ---

    def _check(self, index: int, column: FormColumn) -> None:
        rule = self._hint(column) | self._rule(column)
        self.sheet.data_validation(FIRST_ROW, index, self.checked_to, index, rule)
        if column.entry == "code":
            letter = xl_col_to_name(index)
            cells = f"{letter}{EXAMPLE_ROW + 1}:{letter}{self.checked_to + 1}"
            self.sheet.ignore_errors({"number_stored_as_text": cells})

    def _hint(self, column: FormColumn) -> dict[str, Any]:
        language = self.language
        heading = load_vocabulary().names[self.form.table][column.key]
        return {
            "validate": "any",
            "ignore_blank": True,
            "input_title": heading[:32],
            "input_message": typeset(hint(column, self.form.table, self.form.spec))[:255],
            "error_title": say(language, "form.error.title"),
        }

    def _rule(self, column: FormColumn) -> dict[str, Any]:
        language, table = self.language, self.form.table
        source = self._source(column)
        if source:
            message = say(language, "form.error.choice")
            rule = {"validate": "list", "source": source, "error_message": message}
            # A list that is only a help takes other words without asking.
            return rule if column.strict else rule | {"show_error": False}
        if column.entry in {"whole", "decimal"}:
            low, high = column.limits(table)
            kind = "integer" if column.entry == "whole" else "decimal"
            words = {"low": f"{low:g}", "high": f"{high:.0f}"}
            message = say(language, f"form.error.{column.entry}", **words)
            bounds = {"criteria": "between", "minimum": low, "maximum": high}
            return {"validate": kind, **bounds, "error_message": message}
        if column.entry == "date":
            bounds = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return {
                "validate": "date",
                **bounds,
                "error_message": say(language, "form.error.date"),
            }
        if column.entry == "code":
            message = say(language, "form.error.code")
            bounds = {"criteria": "==", "value": 10, "error_type": "warning"}
            return {"validate": "length", **bounds, "error_message": message}
        return {}

    def _source(self, column: FormColumn) -> str | list[str] | None:
        """The words of a drop-down, or the cells that hold them."""
        if column is _SCHOOL:
            return self._cells("schools", "school")
        if self.form.table == "committee" and column.key == "class_name":
            return None if self.form.spec.district else self._cells("classes", "class_name")
        words = list(self.form.choices.get(column.key, column.choices))
        while words and len(",".join(words)) > _LIST_LENGTH:
            words.pop()
        return words or None

    def _cells(self, table: str, key: str) -> str:
        """The filled cells of another sheet's column, as a formula."""
        letter = xl_col_to_name(self.forms[table].position(key))
        sheet, first, last = SHEETS[table], FIRST_ROW + 1, self.checked_to + 1
        cells = f"{sheet}!${letter}${first}:${letter}${last}"
        return f"=OFFSET({sheet}!${letter}${first},0,0,MAX(1,COUNTA({cells})),1)"

    # --- protection and print ---

    def _protect(self) -> None:
        """Title, headings and example are locked, without a password; everything else may be edited."""
        allowed = (
            "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort",
            "autofilter", "insert_hyperlinks",
        )  # fmt: skip
        self.sheet.protect("", dict.fromkeys(allowed, True))

    def _page(self) -> None:
        sheet = self.sheet
        width = _SERIAL_WIDTH + sum(column.width for column in self.form.columns)
        sheet.freeze_panes(FIRST_ROW, 2 if self.last_column > 5 else 1)
        if width > _PORTRAIT_WIDTH:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(TITLE_ROW, HEADING_ROW)
        sheet.set_footer(typeset(say(self.language, "form.footer")))
        sheet.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)
        sheet.hide_gridlines(1)


def hint(column: FormColumn, table: str, spec: TemplateSpec) -> str:
    """How a column is filled in, in the language of the notes."""
    if column is _SCHOOL:
        return say(spec.language, "form.school.of")
    return say(spec.language, f"form.{table}.{column.key}").replace(
        "{class}", class_name(spec, spec.example_grade)
    )
