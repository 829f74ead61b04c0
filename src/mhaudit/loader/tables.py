"""Find the tables in a sheet: heading rows, what each heading means, which rows are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mhaudit.findings import DataIssue, Place
from mhaudit.loader import surroundings
from mhaudit.loader.beside import are_alike, are_one, are_tables, parts_of
from mhaudit.loader.body import Body, read_body
from mhaudit.loader.classify import Reading, Titles, missing_columns, read_block
from mhaudit.loader.columns import columns_of
from mhaudit.loader.epoch import settle_days
from mhaudit.loader.forms import Form, form_at, form_table
from mhaudit.loader.grid import Sheet
from mhaudit.loader.headings import Area, Block, Mapping
from mhaudit.loader.layout import Column, RawTable, TitleFacts
from mhaudit.loader.levels import settle_levels
from mhaudit.loader.measures import settle_units, unit_in
from mhaudit.loader.surroundings import Surroundings
from mhaudit.loader.ticks import settle_ticks
from mhaudit.loader.titles import facts_of, lists_pupils, school_in
from mhaudit.loader.vocabulary import Vocabulary, normalise
from mhaudit.loader.wide import (
    Wide,
    amount_key,
    filled,
    speaks_of_lessons,
    spread_out,
    wide_at,
    wide_of,
)
from mhaudit.models.submission import a1

__all__ = ["Column", "RawTable", "TitleFacts", "find_tables", "heading_place", "school_in"]

_FIRST_ROWS = 30
"""How far down the first heading may stand."""
_FURTHER_ROWS = 2_000
"""How far below a table the next one is looked for."""
_LOOK_AHEAD = 2
_SEEN = 6
_TITLE_ROWS = 5
_BELOW = 5
"""How many rows below the last one of data may hold what holds for the whole table."""
_ABOUT = frozenset({"item", "subject"})
"""Keys of columns without which a row says nothing."""
_NOTES_SHEET = re.compile(r"(?:填表|填报|填写)说明")
"""A sheet of notes is expected to hold no table: nothing is said of it."""
_ANSWERS = frozenset({"是", "否", "有", "无", "√", "×"})
"""Beside two items, one of these tells a row of data that names its item twice from a heading."""
OWN_SHEET = "mhaudit"
"""How the sheet that lists problems in a marked copy begins: not part of what was submitted."""


def find_tables(
    sheet: Sheet, file_label: str, vocabulary: Vocabulary
) -> tuple[list[RawTable], list[DataIssue]]:
    """The tables of a sheet, from top to bottom or side by side, and what was not understood.

    A blank sheet gives nothing at all; one without any table a D201; one titled as a list of pupils in care
    a D502 and nothing of what it holds (R103).
    """
    parts = [_Search(part, file_label, vocabulary).run() for part in parts_of(sheet)]
    found = [tables for tables, _ in parts]
    if parts and (are_tables(found) or are_one(found)) and not any(map(_lacking, parts)):
        return (
            [table for tables, _ in parts for table in tables],
            [issue for _, issues in parts for issue in issues],
        )
    tables, issues = _Search(sheet, file_label, vocabulary).run()
    if are_alike(found):
        for table in tables:  # each row is two of whatever they are: nobody can count them
            table.rows, table.declares_none = [], ()
    return tables, issues


def _lacking(part: tuple[list[RawTable], list[DataIssue]]) -> bool:
    """Whether the headings of a part are half a table's, or not plain."""
    return any(issue.code in {"D201", "D202", "D203"} for issue in part[1])


def heading_place(table: RawTable, column: Column) -> Place:
    """The cell of a column's heading."""
    row, at = table.anchors.get(
        (column.heading_row, column.index), (column.heading_row, column.index)
    )
    return Place(table.file, table.sheet.name, a1(row, at), column.heading)


@dataclass(slots=True)
class _Found:
    """A heading or a form at row `top`; its rows end at `bottom`."""

    top: int
    bottom: int
    reading: Reading | None = None
    form: Form | None = None
    wide: Wide | None = None


class _Search:
    def __init__(self, sheet: Sheet, file: str, vocabulary: Vocabulary) -> None:
        self.sheet, self.file, self.vocabulary = sheet, file, vocabulary
        self.area = Area(sheet)
        self.first_above: Surroundings | None = None
        self.unit: str | None = None
        self.tables: list[RawTable] = []
        self.issues: list[DataIssue] = []

    def run(self) -> tuple[list[RawTable], list[DataIssue]]:
        if (self.sheet.name or "").startswith(OWN_SHEET):
            return [], []
        if self._is_pupil_list([]):
            return [], [self._issue("D502", self._whole(), sheet=self.sheet.name or "")]
        start, limit = 0, _FIRST_ROWS
        while (found := self._next(start, limit)) is not None:
            self._passed_over(start, found.top)
            start, limit = self._take(start, found), _FURTHER_ROWS
        if start:
            self._passed_over(start, self.area.height)
        elif any(map(self.area.filled, range(self.area.height))):
            self._not_recognised(range(min(_FIRST_ROWS, self.area.height)))
        return self.tables, self.issues

    # --- searching ---

    def _next(self, start: int, limit: int) -> _Found | None:
        """The first heading or form from `start` on."""
        for top in range(start, min(start + limit, self.area.height)):
            found = self._at(start, top)
            if found is None:
                continue
            for later in range(top + 1, min(top + 1 + _LOOK_AHEAD, found.bottom + 1)):
                other = self._at(start, later)
                if (
                    other
                    and other.reading
                    and found.reading
                    and other.reading.score >= found.reading.score
                ):
                    found = other  # what stands above was a title, not a level of the heading
            return found
        return None

    def _at(self, start: int, top: int) -> _Found | None:
        if not self._known(top, 1) and not self._names_words(top):
            return None
        form = form_at(self.area, top, self.vocabulary)
        if form is not None:
            return _Found(top, form.bottom, form=form)
        around = surroundings.above(self.area, range(start, top))
        reading = read_block(self.area, top, self._titles(around), self.vocabulary)
        wide = wide_at(self.area, top, reading, self.vocabulary)
        told = [*around.texts, self.sheet.name or "", self._stem()]
        if wide is not None and (wide.table == "records" or speaks_of_lessons(wide, told)):
            return _Found(top, wide.block.bottom, wide=wide)
        return None if reading is None else _Found(top, reading.block.bottom, reading=reading)

    def _known(self, row: int, wanted: int, among: int | None = None) -> bool:
        texts = [value for _, value in self.area.filled(row) if isinstance(value, str)]
        return sum(normalise(text) in self.vocabulary.words for text in texts[:among]) >= wanted

    def _names_words(self, row: int, wanted: int = 1) -> bool:
        """Whether items or courses of the rules stand in the row: headings that need no other beside them."""
        texts = [text for _, text in self.area.filled(row) if isinstance(text, str)]
        return any(
            len({word for text in texts if (word := known(text)) is not None}) >= wanted
            for known in (self.vocabulary.item, self.vocabulary.course)
        )

    def _titles(self, around: Surroundings) -> Titles:
        return Titles.of(around.texts, self.sheet.name, self._stem())

    def _stem(self) -> str:
        return self.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]

    # --- taking one table ---

    def _take(self, start: int, found: _Found) -> int:
        """Read the table that was found; returns the row from which to go on."""
        around = surroundings.above(self.area, range(start, found.top))
        end = self._end(found)
        if self.first_above is None:
            self.first_above = around
        before = len(self.tables)
        if self._is_pupil_list([text for text, _ in around.titles]):
            self.issues.append(self._issue("D502", self._whole(), sheet=self.sheet.name or ""))
        elif found.form is not None:
            table = form_table(found.form, self.file, self.sheet, self.area)
            self._surround(table, around, [])
            self.tables.append(table)
            self._form_issues(table)
        elif found.wide is not None:
            self._take_wide(found.wide, around, end)
        elif found.reading is not None:
            self._take_reading(found.reading, around, end)
        self._measure(self.tables[before:], range(start, found.top), end)
        return end

    def _measure(self, tables: Sequence[RawTable], above: range, end: int) -> None:
        """Units that a line over tables, or among the last rows below, declares for all their counts of people."""
        for table in tables:
            self.unit = self.unit or unit_in(self.area, above)
            last = min(max(table.rows, default=end), self.area.height)
            below = range(max(last, table.header_rows[-1] + 1), min(end, last + 1 + _BELOW))
            unit = self.unit or unit_in(self.area, below)
            if unit is not None:
                alone = {row for row in below if unit_in(self.area, [row])}
                table.rows = [row for row in table.rows if row not in alone]
                settle_units(table, unit)

    def _take_reading(self, reading: Reading, around: Surroundings, end: int) -> None:
        table = reading.mapping.table
        if reading.rivals:
            options = "|".join(f"table.{name}" for name in (table, *reading.rivals))
            heading = "、".join(heading.shown for heading in reading.block.headings[:_SEEN])
            place = self._place(reading.block.top, reading.block.headings[0].column)
            self.issues.append(self._issue("D202", place, heading=heading, options_key=options))
            return
        self._take_mapping(reading.block, reading.mapping, around, end)
        if reading.companion is not None:
            seen = len(self.issues)
            self._take_mapping(reading.block, reading.companion, around, end)
            del self.issues[seen:]  # the same rows and headings: said already
        elif table == "schools" and (wide := wide_of(reading.block, self.vocabulary, fewest=1)):
            seen = len(self.issues)
            self._take_wide(wide, around, end)
            del self.issues[seen:]

    def _take_wide(self, wide: Wide, around: Surroundings, end: int) -> None:
        raw = RawTable(wide.table, self.file, self.sheet, wide.block.rows, [], [])
        raw.facts = facts_of(wide.table, list(around.texts), self.sheet.name, self._stem())
        raw.columns, issues = columns_of(raw, wide.block, wide.mapping, self.area, end)
        keys = {column.index: column.key for column in raw.columns}
        keys |= {heading.column: "done" for heading, _ in wide.spread}
        body = read_body(self.area, self._body_rows(wide.block, end), keys, "wide")
        raw.districts = body.districts
        rows = [*body.rows, *(row for row in body.none if filled(self.area, row, wide))]
        titles = [*around.texts, self.sheet.name or "", self._stem()]
        spread_out(raw, wide, self.area, sorted(rows), amount_key(wide, titles))
        self._surround(raw, around, body.footers)
        self.tables.append(raw)
        self.issues += issues
        self._remarks(raw, body)

    def _take_mapping(self, block: Block, mapping: Mapping, around: Surroundings, end: int) -> None:
        table = mapping.table
        raw = RawTable(table, self.file, self.sheet, block.rows, [], [], anchors=self.area.anchors)
        raw.facts = facts_of(table, list(around.texts), self.sheet.name, self._stem())
        raw.columns, issues = columns_of(raw, block, mapping, self.area, end)
        keys = {column.index: column.key for column in raw.columns}
        body = read_body(self.area, self._body_rows(block, end), keys, table)
        raw.rows, raw.districts, raw.declares_none = body.rows, body.districts, tuple(body.none)
        ticked = {heading_place(raw, column).cell for column in settle_ticks(raw, raw.rows)}
        settle_levels(raw, self.vocabulary)
        issues = [
            issue
            for issue in issues
            if issue.code != "D202" or issue.place is None or issue.place.cell not in ticked
        ]
        self._surround(raw, around, body.footers)
        self.tables.append(raw)
        self.issues += issues
        if self.sheet.since_1904:
            self.issues += [
                self._issue(
                    "D305", self._place(row, column.index), read=read, heading=column.heading
                )
                for row, column, read in settle_days(raw)
            ]
        missing = self._missing(raw, mapping)
        self._remarks(raw, body)
        if _ABOUT & missing:  # what the rows are about is not said: they cannot count as supplied
            raw.rows, raw.declares_none = [], ()

    def _surround(self, table: RawTable, around: Surroundings, footers: list[int]) -> None:
        """Title, 单位 line and titled school; a further table of the sheet may lean on what stands at its top."""
        first = self.first_above or around
        unit = around.unit or surroundings.unit_below(self.area, footers) or first.unit
        if unit is not None:
            table.unit = (unit[0], self._place(*unit[1]))
        table.title = around.titles[0][0] if around.titles else ""
        below = (surroundings.filed_in(self.area, row) for row in footers)
        table.facts.filed = around.filed or next(filter(None, below), None) or first.filed
        for text, cell in [*around.titles, *first.titles]:
            school = school_in(text)
            if school is not None:
                table.titled_school = (school, self._place(*cell))
                break
        else:
            school = school_in(self.sheet.name or "")
            table.titled_school = (school, None) if school else None
        if around is not first and first.titles:
            older = facts_of(table.table, list(first.texts), None, None)
            table.facts.school_year = table.facts.school_year or older.school_year
            table.facts.term = table.facts.term or older.term

    def _body_rows(self, block: Block, end: int) -> list[int]:
        """The rows under the heading, without the heading repeated on each printed page."""
        row = block.bottom + 1
        if self.area.cells[block.top] not in self.area.cells[row:end]:
            return list(range(row, end))
        rows: list[int] = []
        while row < end:
            again = self._again(block, row)
            if again is None:
                rows.append(row)
                row += 1
            else:
                row = again + 1
        return rows

    def _again(self, block: Block, row: int) -> int | None:
        """The last row of the same heading repeated at `row`."""
        top, bottom, cells = block.top, block.bottom, self.area.cells
        height = bottom - top + 1
        return row + height - 1 if cells[row : row + height] == cells[top : bottom + 1] else None

    def _end(self, found: _Found) -> int:
        """Where the rows of a table end: at the next heading, or at the title rows over it."""
        records = found.reading is not None and found.reading.mapping.table == "records"
        for row in self._heading_rows(found.bottom + 1, self.area.height, items=records):
            again = found.reading is not None and self._again(found.reading.block, row) is not None
            top = self._titles_over(row, found.bottom + 1)
            if not again or self._begins_anew(found.top, range(top, row)):
                return top
        return self.area.height

    def _begins_anew(self, first: int, rows: range) -> bool:
        """Whether rows over a repeated heading name something else than those over the first: no page of one list."""
        above, here = (surroundings.above(self.area, each) for each in (range(first), rows))
        unit = here.unit is not None and (above.unit is None or here.unit[0] != above.unit[0])
        return unit or not set(here.texts) <= set(above.texts)

    def _heading_rows(self, start: int, stop: int, *, items: bool = False) -> Iterator[int]:
        """Rows whose first text is a heading, and another of their first three; values such as 男 are none.

        Two items or courses count as that other one; with `items`, they need no heading before them.
        """
        for row in range(start, stop):
            for value in self.area.cells[row]:
                if value == "" or value is None:
                    continue
                if type(value) is str and (
                    (
                        self._is_heading(value)
                        and (self._several_headings(row) or self._names_words(row, 2))
                    )
                    or (
                        items
                        and self.vocabulary.item(value)
                        and self._names_words(row, 2)
                        and _ANSWERS.isdisjoint(self.area.cells[row])
                    )
                ):
                    yield row
                break

    def _several_headings(self, row: int) -> bool:
        texts = [text for _, text in self.area.filled(row)[:3] if isinstance(text, str)]
        return sum(map(self._is_heading, texts)) > 1

    def _is_heading(self, text: str) -> bool:
        return normalise(text) in self.vocabulary.headings

    def _titles_over(self, row: int, first: int) -> int:
        while row - 1 >= first and len(self.area.filled(row - 1)) <= 1:
            row -= 1
        return row

    # --- issues ---

    def _form_issues(self, table: RawTable) -> None:
        for column in table.columns:
            if column.how == "private":
                self.issues.append(
                    self._issue("D501", heading_place(table, column), heading=column.heading)
                )
            elif column.how == "refused":
                place = heading_place(table, column)
                self.issues.append(
                    self._issue("D202", place, heading=column.heading, options=column.heading)
                )

    def _is_pupil_list(self, titles: list[str]) -> bool:
        names = [*titles, self.sheet.name or ""]
        if surroundings.is_generic(self.sheet.name):
            names.append(self._stem())
        return any(map(lists_pupils, names))

    def _missing(self, table: RawTable, mapping: Mapping) -> set[str]:
        """The keys of needed columns that are not there, each group by its first; D203."""
        told = [
            key
            for key, value in (("item", table.facts.item), ("subject", table.facts.subject))
            if value
        ]
        missing = missing_columns(mapping, told)
        if missing:
            place = self._place(table.header_rows[0], table.columns[0].index)
            self.issues.append(
                self._issue(
                    "D203",
                    place,
                    table_key=f"table.{table.table}",
                    columns="、".join(self.vocabulary.names[table.table][key] for key in missing),
                )
            )
        return set(missing)

    def _remarks(self, table: RawTable, body: Body) -> None:
        for row in body.examples:
            column, value = self.area.filled(row)[0]
            if "不计" in str(value):
                continue  # it says itself that it does not count
            self.issues.append(self._issue("D206", self._place(row, column), read=str(value)))
        if not body.rows and not body.none:
            place = self._place(table.header_rows[0], table.columns[0].index)
            self.issues.append(self._issue("D204", place, table_key=f"table.{table.table}"))

    def _passed_over(self, start: int, end: int) -> None:
        """Headings between tables that no table fits: what stands below them was not read."""
        row = next(self._heading_rows(start, end), None)
        if row is not None:
            self._not_recognised([row])

    def _not_recognised(self, rows: Sequence[int]) -> None:
        """D201, with the known headings of the row that has most; other cells may be names of pupils."""
        titles = surroundings.above(self.area, rows[:_TITLE_ROWS])
        if self._is_pupil_list(list(titles.texts)):
            self.issues.append(self._issue("D502", self._whole(), sheet=self.sheet.name or ""))
            return
        if _NOTES_SHEET.match(self.sheet.name or ""):
            return
        known = max(map(self._known_cells, rows), key=len)
        place = self._place(*known[0][1]) if known else self._whole()
        seen = "、".join(text for text, _ in known[:_SEEN]) or "—"
        self.issues.append(self._issue("D201", place, seen=seen))

    def _known_cells(self, row: int) -> list[tuple[str, tuple[int, int]]]:
        cells = self.area.filled(row)
        return [(str(v), (row, at)) for at, v in cells if normalise(v) in self.vocabulary.words]

    def _whole(self) -> Place:
        return Place(self.file, self.sheet.name, None)

    def _place(self, row: int, column: int) -> Place:
        return surroundings.place(self.file, self.sheet.name, self.area, (row, column))

    def _issue(self, code: str, place: Place, *, read: str | None = None, **args: str) -> DataIssue:
        return DataIssue(code, tuple(args.items()), place, read)
