"""Read the cells of one table: each distinct raw value of a column once, checked by its field, issues placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.cells import Context, Read
from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import Mention
from mhaudit.loader.layout import Column, RawTable
from mhaudit.models.submission import Source, masked, shown
from mhaudit.models.tables import FIELDS

BLANK = Read(blank=True)
_READINGS = {"frequency": "field.lessons.periods_per_week|field.lessons.hours_per_term"}
"""Key → what a cell under it may mean where neither heading nor cell says so (R76)."""
PUPILS = ("name", "members", "male_members", "female_members")
"""Keys of a committee table that hold names of pupils (R102)."""


@dataclass(slots=True)
class Sited:
    """A table with the file it stands in, and the school of each of its rows once that is known."""

    raw: RawTable
    file: InputFile
    source: Source
    book: int = 0
    mentions: dict[int, Mention | None] = field(default_factory=dict)
    """Row → how it names its school; None where it does not."""
    mention: Mention | None = None
    """The school of the whole sheet, where no column names it."""
    school_from: str | None = None
    """column, workbook, unit, title, sheet, file or folder."""
    own_names: frozenset[str] = frozenset()
    """The schools that its rows, else its titles, name: no folder is called after another one (R93)."""
    asked_folder: bool = False
    """Nothing but the folder could name its school."""
    schools: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Row → its school's index, alone; empty where it cannot be placed."""
    candidates: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Row that cannot be placed → the schools it may belong to (R15)."""

    @property
    def sure_schools(self) -> tuple[int, ...]:
        """The schools that surely have a row here, sorted."""
        return tuple(sorted({found[0] for found in self.schools.values() if found}))

    def near(self, row: int) -> tuple[int, ...]:
        """The school of a row, or those it may belong to."""
        return self.schools.get(row) or self.candidates.get(row, ())

    def place(self, row: int, column: int, *, show_names: bool = False) -> Place:
        """A cell of this table."""
        return self.source.place(row, column, show_names=show_names)

    def whole(self) -> Place:
        """The sheet itself."""
        return Place(self.raw.file, self.raw.sheet.name, None)


def sited(raw: RawTable, file: InputFile, book: int) -> Sited:
    """The table with its Source; names of pupils are marked there."""
    columns = {column.key: column.index for column in reversed(raw.columns) if column.key}
    names = frozenset(
        column.index for column in raw.columns if raw.table == "committee" and column.key in PUPILS
    )
    source = Source(
        raw.file,
        raw.sheet.name,
        columns,
        raw.sheet.cells,
        max(raw.header_rows, default=0),
        raw.anchors,
        names,
    )
    return Sited(raw, file, source, book)


class TableReader:
    """Reads cells of one table by key. Issues go to `issues`, with the school of their row."""

    def __init__(self, table: Sited, issues: list[DataIssue], *, show_names: bool = False) -> None:
        self.table = table
        self.raw = table.raw
        self.issues = issues
        self.show_names = show_names
        self._columns: dict[str, Column | None] = {}
        self._cells: dict[str, dict[int, Any]] = {}
        self._memo: dict[tuple[str, str | None, Context | None], dict[Any, Read]] = {}
        self._unread: dict[int, dict[str, str]] = {}
        self._said: set[tuple[int, str]] = set()
        self._refused: dict[tuple[int | None, str], int] = {}

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        if key not in self._columns:
            self._columns[key] = self.raw.column(key)
        return self._columns[key]

    def has(self, *keys: str) -> bool:
        """Whether the table has a column for any of the keys."""
        return any(map(self.column, keys))

    def refused(self, key: str) -> bool:
        """Whether a column that was refused may hold the key."""
        return any(column.refused == key for column in self.raw.columns)

    def cell(self, row: int, key: str) -> Any:
        """The raw value; None where there is no such column."""
        found = self._column_cells(key)
        if row in found:
            return found[row]
        column = self.column(key)
        return None if column is None else self.raw.raw(row, column.index)

    def _column_cells(self, key: str) -> dict[int, Any]:
        """Row → raw value, for the rows of the table; nothing where there is no such column."""
        found = self._cells.get(key)
        if found is None:
            column = self.column(key)
            rows = (*self.raw.rows, *self.raw.declares_none) if column else ()
            values = self.raw.values(rows, column.index) if column else ()
            found = self._cells[key] = dict(zip(rows, values, strict=True))
        return found

    def reads(self, key: str, parse: Callable[[Any], Read], *, name: str) -> list[Read]:
        """A whole column as `read` reads it, in the order of the rows; nothing is reported."""
        known = self._memo.setdefault((key, name, None), {})
        found = []
        cells = self._column_cells(key)
        for row in self.raw.rows:
            raw = cells.get(row)
            same = raw if type(raw) is str else (type(raw), raw)
            if same not in known:
                known[same] = self._parse(raw, parse, name)
            found.append(known[same])
        return found

    def read(
        self,
        row: int,
        key: str,
        parse: Callable[[Any], Read],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> Read:
        """What the cell says; `name` is the field that has to accept it (D303 if it does not).

        `context` belongs to the memo's key: give it where `parse` depends on it.
        """
        if self.column(key) is None:
            return BLANK
        raw = self.cell(row, key)
        known = self._memo.setdefault((key, name, context), {})
        same = raw if type(raw) is str else (type(raw), raw)  # 1 and True are different cells
        found = known.get(same)
        if found is None:
            found = known[same] = self._parse(raw, parse, name)
        if found.code is not None and (row, key) not in self._said:
            self._said.add((row, key))
            self.report(found.code, row, key)
            if found.value is None:
                self._unread.setdefault(row, {})[key] = shown(raw)
        return found

    def keep(self, row: int, key: str) -> None:
        """Compare this cell as it stands: its typed value does not say all that is in it."""
        self._unread.setdefault(row, {})[key] = shown(self.cell(row, key))

    def unread(self, row: int) -> tuple[tuple[str, str], ...]:
        """The cells of a row that could not be read so far: key and text."""
        return tuple(sorted(self._unread.get(row, {}).items()))

    def _parse(self, raw: Any, parse: Callable[[Any], Read], name: str | None) -> Read:
        found = parse(raw)
        if name is None or found.value is None:
            return found
        return checked(found, self.raw.table, name)

    def report(
        self,
        code: str,
        row: int,
        key: str | None,
        args: Iterable[tuple[str, str]] = (),
        others: tuple[Place, ...] = (),
    ) -> None:
        """Add an issue at a cell of a row; `key` None: at the row's first mapped cell."""
        column = self.column(key) if key else None
        index = column.index if column else min(self.table.source.columns.values(), default=0)
        heading = column.heading if column else ""
        given = dict(args)
        given.setdefault("heading", heading)
        if code == "D202" and key is not None:
            if key in _READINGS:
                given["options_key"] = _READINGS[key]
            at = self._refused.setdefault((self.school(row), key), len(self.issues))
            if at < len(self.issues):  # one heading is one issue (R76), its other cells beside it
                place = self.table.place(row, index, show_names=self.show_names)
                told = self.issues[at]
                self.issues[at] = replace(told, others=(*told.others, place))
                return
        self.issues.append(
            DataIssue(
                code,
                tuple(given.items()),
                self.table.place(row, index, show_names=self.show_names),
                self.shown(row, index),
                self.school(row),
                others,
            )
        )

    def shown(self, row: int, index: int) -> str:
        """What the cell holds, masked where it may name a pupil."""
        text = shown(self.raw.raw(row, index))
        return masked(text) if index in self.table.source.names and not self.show_names else text

    def school(self, row: int) -> int | None:
        """The school of a row, where it is one."""
        found = self.table.schools.get(row, ())
        return found[0] if found else None


def checked(found: Read, table: str, name: str) -> Read:
    """The value as its field accepts it, or unknown with D303."""
    try:
        return Read(FIELDS[table][name].accept(found.value), found.code, found.blank)
    except ValueError:
        return Read(None, "D303")
