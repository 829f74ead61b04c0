"""Raw rows of one table become typed rows, column by column; what columns mean: `roster`, `events`, `lessons`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader import cells
from mhaudit.loader.cells import Context, Read
from mhaudit.loader.class_names import ClassNames
from mhaudit.loader.identity import names_several
from mhaudit.loader.reading import BLANK, Line, TableReader
from mhaudit.loader.typed import Typed, place_of
from mhaudit.models.grades import GRADES, KIND_CODES, KIND_SETS
from mhaudit.models.submission import Source
from mhaudit.models.tables import DEFAULTS
from mhaudit.models.terms import Audited
from mhaudit.models.values import SetOf


class Unsaid:
    """Stands in a column where a row says nothing at all of a field; see `Block.settle`."""


UNSAID = Unsaid()


class Block:
    """The typed rows of one table, in columns of equal length. A row stands for `low`…`high` things.

    Built in two steps: the caller fills `values` by `read`, then says by `finish` which rows came of it.
    """

    def __init__(self, reader: TableReader, source: Source) -> None:
        self.reader = reader
        self.table = reader.raw.table
        self.site = reader.table
        self.source = source
        """Where the rows came from; `sources` instead, where they differ."""
        self.sources: list[Source] | None = None
        self.rows: Sequence[int] = reader.rows
        self.values: dict[str, list[Any]] = {}
        """Field → its column."""
        self.places: Sequence[int] = range(len(reader.rows))
        """For each row, its place among the rows of the reader: one row of a sheet may be several here."""
        self.low = [1] * len(self.rows)
        self.high: list[float] = [1] * len(self.rows)
        self.soft: dict[int, frozenset[str]] = {}
        """Place → fields that were inferred, not said: another list of the same person outranks them."""

    def __len__(self) -> int:
        return len(self.rows)

    def read(
        self,
        fields: str | tuple[str, ...],
        keys: tuple[str, ...],
        read: Callable[..., Any],
        *context: Any,
        beside: Sequence[Any] | None = None,
    ) -> None:
        """Fill the columns of `fields` with what `read` makes of the cells under `keys`; see `TableReader.read`."""
        found = self.reader.read(keys, read, *context, beside=beside)
        if isinstance(fields, str):
            self.values[fields] = found
        else:
            columns = zip(*found, strict=True) if found else ([] for _ in fields)
            self.values |= zip(fields, map(list, columns), strict=True)

    def plain(self, parsers: Mapping[str, Callable[[Any], Read]]) -> None:
        """Fill the fields that one cell of the same key holds, where the table has such a column."""
        for name, parse in parsers.items():
            if not self.reader.has(name):
                continue
            if name in _NAMES:
                self.values[name] = self.reader.names(name, _field, name, parse)
            else:
                self.read(name, (name,), _field, name, parse)

    def take(self, places: Sequence[int]) -> None:
        """Go on with the rows at `places` alone, some of them perhaps several times."""
        self.places = [self.places[at] for at in places]
        self.rows = [self.rows[at] for at in places]
        self.values = {name: [c[at] for at in places] for name, c in self.values.items()}
        self.low = [self.low[at] for at in places]
        self.high = [self.high[at] for at in places]
        if self.sources:
            self.sources = [self.sources[at] for at in places]

    def schools(self, at: int) -> tuple[int, ...]:
        """The school a row surely belongs to, alone; else nothing (R15)."""
        return self.site.only or self.site.schools.get(self.rows[at], ())

    def place(self, at: int, *names: str, show_names: bool = False) -> Place | None:
        """The cell of the first of these fields that has a column, else the row's first."""
        source = self.sources[at] if self.sources else self.source
        return place_of(source, self.rows[at], *names, show_names=show_names)

    def owners(self) -> list[int | None]:
        """For each row the school it surely belongs to."""
        if self.site.only:
            return [*self.site.only] * len(self)
        found = map(self.site.schools.get, self.rows)
        return [schools[0] if schools else None for schools in found]

    def keys(self, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """The school of each row with what it says of `fields`; None for what is not known."""
        return list(zip(self.owners(), *map(self.column, fields), strict=True))

    def typed(self, at: int) -> Typed:
        """One row by itself."""
        values = {
            name: column[at] for name, column in self.values.items() if column[at] is not UNSAID
        }
        return Typed(
            self.table,
            self.site,
            self.sources[at] if self.sources else self.source,
            self.rows[at],
            values,
            self.low[at],
            self.high[at],
            self.reader.unread(self.places[at]),
            self.soft.get(self.places[at], frozenset()),
            cells.text(self.reader.cells("staff_number")[self.places[at]]),
        )

    def put(self, rows: Mapping[int, Typed | None]) -> None:
        """Take each of these rows for another one, or for none (None)."""
        for at, typed in rows.items():
            if typed is not None:
                for name, column in self.values.items():
                    column[at] = typed.values.get(name, UNSAID)
                for name in typed.values.keys() - self.values.keys():
                    self.values[name] = [UNSAID] * len(self)
                    self.values[name][at] = typed.values[name]
                self.low[at], self.high[at] = typed.low, typed.high
        dropped = {at for at, typed in rows.items() if typed is None}
        if dropped:
            self.take([at for at in range(len(self)) if at not in dropped])

    def settle(self, name: str, value: Any) -> None:
        """What a field holds where nothing was said of it."""
        column = self.values.get(name, [UNSAID] * len(self))
        self.values[name] = [value if each is UNSAID else each for each in column]

    def column(self, name: str) -> list[Any]:
        """The column of a field, with what holds where nothing is said."""
        default = DEFAULTS[self.table].get(name)
        if name not in self.values:
            return [default] * len(self)
        column = self.values[name]
        return [default if value is UNSAID else value for value in column]


_NAMES = ("name", "homeroom_teacher")
"""Fields that hold the name of a person."""


def _field(line: Line, name: str, parse: Callable[[Any], Read]) -> Any:
    return line.read(name, parse, name=name).value


@dataclass(slots=True, eq=False)
class Surroundings:
    """What is known of the schools, and of the run, when rows are read. Each is equal to itself alone."""

    audited: Audited
    contexts: Sequence[Context] = ()
    """Per school: how its classes and grades are read."""
    grades: Sequence[SetOf] = ()
    """Per school: the grades it has."""
    items: Mapping[str, str] = field(default_factory=dict)
    """Compared text of a record's item → the rules' item."""
    show_names: bool = False
    issues: list[DataIssue] = field(default_factory=list)
    class_names: Mapping[int, ClassNames] = field(default_factory=dict)
    """Per school with a class table: what its classes are called."""

    @property
    def start_year(self) -> int | None:
        """2024 for 2024-2025."""
        year = self.audited.school_year
        return int(year[:4]) if year else None

    def context(self, schools: tuple[int, ...]) -> Context:
        """Of one school, or of all that a row may belong to."""
        if len(schools) == 1:
            return self.contexts[schools[0]]
        if not schools:
            return Context(KIND_CODES, frozenset(GRADES), self.start_year)
        several = [self.contexts[school] for school in schools]
        return Context(
            frozenset().union(*(one.kinds for one in several)),
            frozenset().union(*(one.grades for one in several)),
            self.start_year,
        )

    def all_grades(self, schools: tuple[int, ...]) -> SetOf:
        """What 全校 stands for in a school."""
        if len(schools) == 1:
            return self.grades[schools[0]]
        return SetOf(frozenset(), frozenset(GRADES))


Cell = tuple[Any, Any]
"""A class cell and the cell of its grade."""


def _classes(
    pairs: Sequence[Cell], context: Context, *, unique: bool, apart: bool
) -> Mapping[Cell, Read]:
    """`cells.class_column`, once for the many schools whose classes have the same names.

    Pairs are class cells, each with the cell of its grade. An equal pair is read alike wherever it stands;
    only where 7.1 may be 7.10 do order and repetition tell anything, and then the whole column is a key.
    """
    distinct = tuple(dict.fromkeys(pairs))
    some = tuple(pairs) if any(map(_is_pointed, distinct)) else distinct
    types = tuple(map(type, chain.from_iterable(some)))  # 1 and 1.0 are equal, but different cells
    return _class_column(some, types, context, unique, apart)


@lru_cache(512)
def _class_column(
    pairs: tuple[Cell, ...], types: tuple[type, ...], context: Context, unique: bool, apart: bool
) -> Mapping[Cell, Read]:
    raws, beside = [raw for raw, _ in pairs], [other for _, other in pairs]
    reads = cells.class_column(raws, context, beside, unique=unique, apart=apart)
    return dict(zip(pairs, reads, strict=True))


def _is_pointed(pair: Cell) -> bool:
    return "." in pair[0] if isinstance(pair[0], str) else isinstance(pair[0], float)


Fields = Mapping[str, tuple[str, ...]]
"""Field → the keys that may hold it, the first that the table has."""


def source_of(reader: TableReader, fields: Fields) -> Source:
    """The table's Source, its columns by field instead of by key."""
    columns = {}
    for name, keys in fields.items():
        found = next((column for key in keys if (column := reader.column(key))), None)
        if found is not None:
            columns[name] = found.index
    return replace(reader.table.source, columns=columns)


def text_of(raw: object) -> Read:
    """Any text."""
    found = cells.text(raw)
    return Read(found, blank=found is None)


def name_of(raw: object) -> Read:
    """A person's name."""
    found = cells.name(raw)
    return Read(found, blank=found is None)


def free_number(raw: object) -> Read:
    """A number that no bound decides on (R45)."""
    return cells.number(raw, free=True)


CLASS_FIELDS: Fields = {
    "grade": ("grade", "class_name"),
    "number": ("class_name", "grade"),
    "students": ("students",),
    "homeroom_teacher": ("homeroom_teacher",),
}


def class_rows(reader: TableReader, around: Surroundings) -> Block:
    """The class table: one row per class; a class whose grade cannot be read is a row all the same (R17)."""
    block = Block(reader, source_of(reader, CLASS_FIELDS))
    found = classes_by_row(reader, around, unique=True)
    block.values["grade"] = [grade for grade, _ in found]
    block.values["number"] = [number for _, number in found]
    block.plain({"students": cells.number, "homeroom_teacher": text_of})
    reader.reports()
    return block


def classes_by_row(
    reader: TableReader, around: Surroundings, *, unique: bool = False, needed: bool = True
) -> list[tuple[Any, str | None]]:
    """For each row (grade, number), read school by school (R18–R21, R126), with the issues reported.

    `unique`: each row is a class of its own. `needed`: a cell that names no class is D416 (R15).
    """
    reads = read_classes(reader, around, unique=unique)
    key = "class_name" if reader.has("class_name") else "grade"
    for row, read in zip(reader.rows, reads, strict=True):
        if read.code is None and not read.blank:
            continue
        if around.context(reader.table.near(row)).kinds <= KIND_SETS["kindergarten"]:
            continue  # 大(1)班 is no grade, and none is asked for (R139)
        if read.code is not None:
            if not needed and _audience(reader, row, around):
                continue
            listed = reader.raw.table == "classes" or not needed
            reader.report("D416" if read.code == "D301" and not listed else read.code, row, key)
        elif needed and reader.has("class_name", "grade"):
            reader.report("D416", row, key)
    return [read.value or (None, None) for read in reads]


def _audience(reader: TableReader, row: int, around: Surroundings) -> bool:
    """Whether the class cell of an activity names whole grades: 各班, 八年级各班."""
    context = around.context(reader.table.near(row))
    return cells.grades(reader.cell(row, "class_name"), context).value is not None


def read_classes(reader: TableReader, around: Surroundings, *, unique: bool = False) -> list[Read]:
    """As `classes_by_row`, without reporting."""
    found: list[Read] = [BLANK] * len(reader.rows)
    for schools, places in reader.by_school():
        context = around.context(schools)
        if not reader.has("class_name"):
            reads = reader.read(("grade",), _grade_only, context, at=places)
        else:
            names = around.class_names.get(schools[0]) if len(schools) == 1 and not unique else None
            pairs = _class_cells(reader, places, context)
            meant = _classes(pairs, context, unique=unique, apart=names is None)
            if names is not None:
                meant = {pair: names.meant(pair[0], read) for pair, read in meant.items()}
            reads = list(map(meant.__getitem__, pairs))
        for place, read in zip(places, reads, strict=True):
            found[place] = read
    return found


def _class_cells(reader: TableReader, places: Sequence[int], context: Context) -> tuple[Cell, ...]:
    """Class cells with the cells that may complete 1班: of a grade column, or of an audience that is one grade."""
    column, other = (
        reader.cells("class_name"),
        reader.cells("grade" if reader.has("grade") else "grades"),
    )
    raws, beside = [column[place] for place in places], [other[place] for place in places]
    if not reader.has("grade"):
        single = {raw for raw in set(beside) if isinstance(cells.grade(raw, context).value, str)}
        beside = [raw if raw in single else None for raw in beside]
    if bool in set(map(type, chain(raws, beside))):
        raws, beside = list(map(_no_bool, raws)), list(map(_no_bool, beside))
    return tuple(zip(raws, beside, strict=True))


def _no_bool(raw: Any) -> Any:
    """TRUE as text: as a key it would be 1."""
    return cells.clean(raw) if isinstance(raw, bool) else raw


def _grade_only(line: Line, context: Context) -> Read:
    if not line.has("grade"):
        return BLANK
    read = cells.grade(line.cell("grade"), context)
    return Read((read.value, None), read.code, read.blank) if read.value is not None else read


def unplaced(reader: TableReader, rows: Iterable[int]) -> None:
    """D416 for rows whose school is not known (R15, R16)."""
    key = "school" if reader.has("school") else "school_code"
    if not reader.has(key) or reader.table.only:
        return
    for row in rows:
        if not reader.table.schools.get(row) and not names_several(reader.cell(row, "school")):
            reader.report("D416", row, key)
