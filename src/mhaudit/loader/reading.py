"""Read the cells of one table by column: each distinct value once, checked by its field, issues placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.cell_text import KEPT
from mhaudit.loader.cells import Read, odd_names
from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import Mention
from mhaudit.loader.layout import Column, RawTable
from mhaudit.models.submission import Source, masked, shown
from mhaudit.models.tables import FIELDS

BLANK = Read(blank=True)
_READINGS = {"frequency": "field.lessons.periods_per_week|field.lessons.hours_per_term"}
"""Key → what a cell under it may mean where neither heading nor cell says so (R76)."""
PUPILS = ("name", "members", "second_member", "male_members", "female_members")
"""Keys of a committee table that hold names of pupils (R102)."""


@dataclass(slots=True)
class Sited:
    """A table with the file it stands in, and the school of each of its rows once that is known."""

    raw: RawTable
    file: InputFile
    source: Source
    book: int = 0
    mentions: dict[int, Mention | None] = field(default_factory=dict)
    """Row → how it names its school, None where it does not; where all name it alike, the first row alone."""
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
    named: tuple[int, ...] = ()
    """The school of a sheet that has no row."""
    only: tuple[int, ...] = ()
    """The school of every row, alone, where it is one."""

    @property
    def all_rows(self) -> list[int]:
        """Data rows and rows reading 无, from top to bottom."""
        rows = self.raw.rows
        return sorted({*rows, *self.raw.declares_none}) if self.raw.declares_none else rows

    @property
    def mentioned(self) -> tuple[Mention, ...]:
        """How its rows name schools, each once, in the order of the rows."""
        shared = {id(each): each for each in self.mentions.values() if each}
        return tuple(dict.fromkeys(shared.values()))

    @property
    def sure_schools(self) -> tuple[int, ...]:
        """The schools that surely have a row here, sorted."""
        if self.only:
            return self.only
        return tuple(sorted({found[0] for found in set(self.schools.values()) if found}))

    def near(self, row: int) -> tuple[int, ...]:
        """The school of a row, or those it may belong to."""
        return self.only or self.schools.get(row) or self.candidates.get(row, ())

    def drop(self, row: int) -> None:
        """Take a row for none at all."""
        self.schools.pop(row, None)
        if not self.schools:
            self.only = ()

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


class Line:
    """Cells of one row that are read together. Rows that hold the same share one `Line` (see `Memo`).

    What is to be said of the cells is noted in `reports` as (code, key, arguments) and said of each row.
    """

    def __init__(self, table: str, raws: dict[str, Any], beside: Any = None) -> None:
        self.table = table
        self.raws = raws
        self.beside = beside
        """What the reader was given for this row besides its cells."""
        self.reports: list[tuple[str, str | None, tuple[tuple[str, str], ...]]] = []
        self.unread: dict[str, str] = {}
        """Cells by key, as they stand, that could not be read: rows are the same only if these are, too."""
        self._said: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the table has a column for the key."""
        return key in self.raws

    def cell(self, key: str) -> Any:
        """The raw value; None where there is no such column."""
        return self.raws.get(key)

    def read(self, key: str, parse: Callable[[Any], Read], *, name: str | None = None) -> Read:
        """What the cell says; `name` is the field that has to accept it (D303 if it does not)."""
        if key not in self.raws:
            return BLANK
        raw = self.raws[key]
        found = parse(raw)
        if name is not None and found.value is not None:
            found = checked(found, self.table, name)
        if found.code is not None and key not in self._said:
            self._said.add(key)
            self.report(found.code, key)
            if found.value is None:
                self.keep(key)
        return found

    def keep(self, key: str) -> None:
        """Compare this cell as it stands: its typed value does not say all that is in it."""
        self.unread[key] = shown(self.raws.get(key))

    def report(self, code: str, key: str | None, args: Iterable[tuple[str, str]] = ()) -> None:
        """Note an issue at the cell of a key; `key` None: at the row's first mapped cell."""
        self.reports.append((code, key, tuple(args)))


class Memo(dict[Any, Any]):
    """Cells → what they were read as, filled on demand; `odd` are the lines with something to say.

    A single column is looked up by its cells, several by tuples of them; 1 and True are told apart.
    """

    def __init__(
        self, read: Callable[[Line], Any], table: str, keys: tuple[str, ...], *, beside: bool
    ) -> None:
        super().__init__()
        self._read, self._table, self._keys, self._beside = read, table, keys, beside
        self.odd: dict[Any, Line] = {}

    def __missing__(self, cells: Any) -> Any:
        several = cells if self._beside or len(self._keys) != 1 else (cells,)
        raws = {
            key: cell[1] if type(cell) is tuple else cell
            for key, cell in zip(self._keys, several, strict=False)
        }
        line = Line(self._table, raws, several[-1] if self._beside else None)
        found = self._read(line)
        if line.reports or line.unread:
            self.odd[cells] = line
        if len(self) < KEPT:
            self[cells] = found
        return found


_MEMOS: dict[tuple[Any, ...], Memo] = {}
"""(function, table, keys, whatever else the function is given) → its memo, for all tables that are ever read."""
_MOST_MEMOS = 512


def _memo(
    read: Callable[..., Any], table: str, keys: tuple[str, ...], context: Any, *, beside: bool
) -> Memo:
    name = (read, table, keys, context, beside)
    memo = _MEMOS.get(name)
    if memo is None or max(len(memo), len(memo.odd)) >= KEPT:  # full: begun anew
        if len(_MEMOS) >= _MOST_MEMOS:
            _MEMOS.clear()
        memo = _MEMOS[name] = Memo(lambda line: read(line, *context), table, keys, beside=beside)
    return memo


class TableReader:
    """Reads cells of one table by key. Issues go to `issues`, with the school of their row."""

    def __init__(
        self,
        table: Sited,
        issues: list[DataIssue],
        *,
        show_names: bool = False,
        rows: Sequence[int] | None = None,
    ) -> None:
        self.table = table
        self.raw = table.raw
        self.rows: Sequence[int] = table.raw.rows if rows is None else rows
        """The rows to read: those of the table, but for what the caller leaves out."""
        self.issues = issues
        self.show_names = show_names
        self._columns = {column.key: column for column in reversed(self.raw.columns) if column.key}
        self._cells: dict[str, Sequence[Any]] = {}
        self._keys: dict[str, Sequence[Any]] = {}
        self._odd_names: dict[str, set[Any]] = {}
        self._odd: list[dict[int, Line]] = []
        self._refused: dict[tuple[int | None, str], int] = {}
        self._said: set[DataIssue] = set()

    def take(self, rows: Sequence[int]) -> None:
        """Read these rows alone; to be said before any is read."""
        self.rows = rows
        self._cells.clear()
        self._keys.clear()
        self._odd_names.clear()

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        return self._columns.get(key)

    def has(self, *keys: str) -> bool:
        """Whether the table has a column for any of the keys."""
        return any(key in self._columns for key in keys)

    def refused(self, key: str) -> bool:
        """Whether a column that was refused may hold the key."""
        return any(column.refused == key for column in self.raw.columns)

    def cell(self, row: int, key: str) -> Any:
        """The raw value; None where there is no such column."""
        column = self.column(key)
        return None if column is None else self.raw.raw(row, column.index)

    def cells(self, key: str) -> Sequence[Any]:
        """The raw values of a column, row by row; None where there is no such column."""
        found = self._cells.get(key)
        if found is None:
            column = self.column(key)
            found = self._cells[key] = (
                [None] * len(self.rows)
                if column is None
                else self.raw.values(self.rows, column.index)
            )
        return found

    def _told_apart(self, key: str) -> Sequence[Any]:
        """The cells of a column as keys of a memo: 1, 1.0 and True are equal, but different cells."""
        found = self._keys.get(key)
        if found is None:
            found = self.cells(key)
            if not {int, bool}.isdisjoint(map(type, found)):
                found = [(type(cell), cell) if isinstance(cell, int) else cell for cell in found]
            self._keys[key] = found
        return found

    def read(
        self,
        keys: tuple[str, ...],
        read: Callable[..., Any],
        *context: Any,
        beside: Sequence[Any] | None = None,
        at: Sequence[int] | None = None,
    ) -> list[Any]:
        """What `read(line, *context)` makes of the cells under `keys`, row by row, equal cells read once.

        `context` must be hashable, and hold all that the answer depends on besides the line. `beside` is a
        further column of the caller's own, its values as `line.beside`. `at`: only rows at these places.
        """
        present = tuple(key for key in keys if key in self._columns)
        memo = _memo(read, self.raw.table, present, context, beside=beside is not None)
        columns = [self._told_apart(key) for key in present]
        if at == range(len(self.rows)):
            at = None  # all of them
        if at is not None:
            columns = [[column[place] for place in at] for column in columns]
        if beside is not None:
            columns.append(beside)
        size = len(self.rows) if at is None else len(at)
        cells: Sequence[Any] = (
            (
                columns[0]
                if len(columns) == 1 and beside is None
                else list(zip(*columns, strict=True))
            )
            if columns
            else [()] * size
        )
        found = list(map(memo.__getitem__, cells))
        if memo.odd and not memo.odd.keys().isdisjoint(cells):
            places = range(size) if at is None else at
            self._odd.append(
                {
                    place: memo.odd[one]
                    for place, one in zip(places, cells, strict=True)
                    if one in memo.odd
                }
            )
        return found

    def names(
        self,
        key: str,
        read: Callable[..., Any],
        *context: Any,
        plain: Callable[[str], Any] | None = None,
    ) -> list[Any]:
        """As `read` of one column that holds names of people: hardly any two are equal, and most are plain.

        `plain` is what `read` makes of a plain name; None: that name.
        """
        raws = self.cells(key)
        found = list(map(plain, raws) if plain else raws)
        if odd := self.odd_names(key):
            at = [place for place, raw in enumerate(raws) if raw in odd]
            for place, value in zip(at, self.read((key,), read, *context, at=at), strict=True):
                found[place] = value
        return found

    def odd_names(self, key: str) -> set[Any]:
        """The distinct cells of a column of names that hold something else, or more, than a plain name."""
        odd = self._odd_names.get(key)
        if odd is None:
            odd = self._odd_names[key] = odd_names(self.cells(key))
        return odd

    def odd_places(self, key: str, test: Callable[[Any], bool]) -> list[int]:
        """The places of the cells in a column of names for which `test` holds, as it does for no plain name."""
        found = set(filter(test, self.odd_names(key)))
        return [at for at, raw in enumerate(self.cells(key)) if raw in found] if found else []

    def by_school(self) -> list[tuple[tuple[int, ...], Sequence[int]]]:
        """The places of the rows of each school, or of each group of schools that they may belong to."""
        if self.table.only:
            return [(self.table.only, range(len(self.rows)))] if self.rows else []
        found: dict[tuple[int, ...], list[int]] = {}
        for place, row in enumerate(self.rows):
            found.setdefault(self.table.near(row), []).append(place)
        return list(found.items())

    def is_placed(self, place: int) -> bool:
        """Whether the school of the row at a place is known."""
        return bool(self.table.only or self.table.schools.get(self.rows[place]))

    def reports(self, silent: Iterable[int] = ()) -> None:
        """Say of every row, from top to bottom, what its cells were noted for; `silent` are places to pass over."""
        for place in sorted({place for group in self._odd for place in group}.difference(silent)):
            said = dict.fromkeys(
                report for group in self._odd if place in group for report in group[place].reports
            )
            for code, key, args in said:
                self.report(code, self.rows[place], key, args)

    def unread(self, place: int) -> tuple[tuple[str, str], ...]:
        """The cells of the row at a place that could not be read: key and text."""
        found: dict[str, str] = {}
        for group in self._odd:
            if place in group:
                found |= group[place].unread
        return tuple(sorted(found.items()))

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
        heading = self.raw.heading(row, column) if column else ""
        given = dict(args)
        if key is not None:
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
        issue = DataIssue(
            code,
            tuple(given.items()),
            self.table.place(row, index, show_names=self.show_names),
            self.shown(row, index),
            self.school(row),
            others,
        )
        if self.raw.made_up(row):  # several of them may be one row of the sheet
            if issue in self._said:
                return
            self._said.add(issue)
        self.issues.append(issue)

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
