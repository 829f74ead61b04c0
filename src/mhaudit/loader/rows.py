"""Raw rows of one table become typed rows; what columns mean together: `roster`, `events`, `lessons`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader import cells
from mhaudit.loader.cells import Context, Read
from mhaudit.loader.class_names import ClassNames
from mhaudit.loader.reading import BLANK, Sited, TableReader
from mhaudit.models.grades import GRADES, KIND_CODES, KIND_SETS
from mhaudit.models.submission import Source
from mhaudit.models.terms import Audited
from mhaudit.models.values import SetOf


@dataclass(slots=True)
class Typed:
    """A typed row, before it is joined. It stands for `low`…`high` things."""

    table: str
    site: Sited
    source: Source
    row: int
    values: dict[str, Any]
    low: int = 1
    high: float = 1
    unread: tuple[tuple[str, str], ...] = ()
    """Cells that could not be read, as they stand: two rows are the same only if these are, too."""
    soft: frozenset[str] = frozenset()
    """Fields that were inferred, not said: another list of the same person outranks them."""
    number: str | None = None
    """The teacher's staff number."""

    @property
    def schools(self) -> tuple[int, ...]:
        """The school it surely belongs to, alone; else nothing (R15)."""
        return self.site.schools.get(self.row, ())

    def heading(self, name: str) -> str:
        """What stands over the column of a field."""
        index = self.source.columns.get(name)
        return next(
            (column.heading for column in self.site.raw.columns if column.index == index), name
        )

    def place(self, *names: str, show_names: bool = False) -> Place | None:
        """The cell of the first of these fields that has a column, else the row's first."""
        columns = self.source.columns
        found = next(
            (columns[name] for name in names if name in columns),
            min(columns.values(), default=None),
        )
        return None if found is None else self.source.place(self.row, found, show_names=show_names)


@dataclass(slots=True)
class Surroundings:
    """What is known of the schools, and of the run, when rows are read."""

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
    _columns: dict[tuple[Any, ...], list[Read]] = field(default_factory=dict)

    def class_column(
        self,
        raws: Sequence[object],
        context: Context,
        grade_raws: Sequence[object] | None,
        *,
        unique: bool,
        apart: bool,
    ) -> list[Read]:
        """`cells.class_column`, once for the many schools whose classes have the same names."""
        key = (
            unique,
            apart,
            context,
            _typed(raws),
            None if grade_raws is None else _typed(grade_raws),
        )
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = cells.class_column(
                raws, context, grade_raws, unique=unique, apart=apart
            )
        return found

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


def _typed(raws: Sequence[object]) -> tuple[tuple[type, object], ...]:
    """As a key: 7.1 and "7.1", 1 and True are different cells."""
    return tuple((type(raw), raw) for raw in raws)


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


class PlainFields:
    """Fields that one cell of the same key holds; their columns are read as a whole, ahead of the rows."""

    def __init__(self, reader: TableReader, parsers: Mapping[str, Callable[[Any], Read]]) -> None:
        self._reader = reader
        self._parsers = {name: parse for name, parse in parsers.items() if reader.has(name)}
        rows = reader.raw.rows
        columns = [reader.reads(name, parse, name=name) for name, parse in self._parsers.items()]
        self._values = {
            row: [read.value for read in reads]
            for row, reads in zip(rows, zip(*columns, strict=True), strict=False)
        }
        self._doubtful = {
            row for column in columns for row, read in zip(rows, column, strict=True) if read.code
        }

    def of(self, row: int) -> dict[str, Any]:
        """The row's values; what could not be read in it is reported."""
        if row in self._doubtful:
            for name, parse in self._parsers.items():
                self._reader.read(row, name, parse, name=name)
        return dict(zip(self._parsers, self._values.get(row, ()), strict=True))


CLASS_FIELDS: Fields = {
    "grade": ("grade", "class_name"),
    "number": ("class_name", "grade"),
    "students": ("students",),
    "homeroom_teacher": ("homeroom_teacher",),
}


def class_rows(reader: TableReader, around: Surroundings) -> list[Typed]:
    """The class table: one row per class; a class whose grade cannot be read is a row all the same (R17)."""
    source = source_of(reader, CLASS_FIELDS)
    found = classes_by_row(reader, around, unique=True)
    plain = PlainFields(reader, {"students": cells.number, "homeroom_teacher": text_of})
    rows = []
    for row in reader.raw.rows:
        grade, number = found[row].value or (None, None)
        values = {"grade": grade, "number": number} | plain.of(row)
        rows.append(Typed("classes", reader.table, source, row, values, unread=reader.unread(row)))
    return rows


def classes_by_row(
    reader: TableReader, around: Surroundings, *, unique: bool = False, needed: bool = True
) -> dict[int, Read]:
    """Row → (grade, number) or None, read school by school (R18–R21, R126), with the issues reported.

    `unique`: each row is a class of its own. `needed`: a cell that names no class is D416 (R15).
    """
    found = read_classes(reader, around, unique=unique)
    key = "class_name" if reader.has("class_name") else "grade"
    for row, read in found.items():
        if around.context(reader.table.near(row)).kinds <= KIND_SETS["kindergarten"]:
            continue  # 大(1)班 is no grade, and none is asked for (R139)
        if read.code is not None:
            listed = reader.raw.table == "classes" or not needed
            reader.report("D416" if read.code == "D301" and not listed else read.code, row, key)
        elif read.blank and needed and reader.has("class_name", "grade"):
            reader.report("D416", row, key)
    return found


def read_classes(
    reader: TableReader, around: Surroundings, *, unique: bool = False
) -> dict[int, Read]:
    """As `classes_by_row`, without reporting."""
    by_school: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row in reader.raw.rows:
        by_school[reader.table.near(row)].append(row)
    found: dict[int, Read] = {}
    for schools, rows in by_school.items():
        context = around.context(schools)
        if not reader.has("class_name"):
            found.update((row, _grade_only(reader, row, context)) for row in rows)
            continue
        raws = [reader.cell(row, "class_name") for row in rows]
        grade_raws = _grade_cells(reader, rows, context)
        names = around.class_names.get(schools[0]) if len(schools) == 1 and not unique else None
        reads = around.class_column(raws, context, grade_raws, unique=unique, apart=names is None)
        if names is not None:
            reads = [names.meant(raw, read) for raw, read in zip(raws, reads, strict=True)]
        found.update(zip(rows, reads, strict=True))
    return dict(sorted(found.items()))


def _grade_cells(reader: TableReader, rows: Sequence[int], context: Context) -> list[object] | None:
    """The cells that may complete a class such as 1班: of a grade column, or of an audience that is one grade."""
    if reader.has("grade"):
        return [reader.cell(row, "grade") for row in rows]
    if reader.has("grades"):
        raws = [reader.cell(row, "grades") for row in rows]
        return [raw if isinstance(cells.grade(raw, context).value, str) else None for raw in raws]
    return None


def _grade_only(reader: TableReader, row: int, context: Context) -> Read:
    if not reader.has("grade"):
        return BLANK
    read = cells.grade(reader.cell(row, "grade"), context)
    return Read((read.value, None), read.code, read.blank) if read.value is not None else read


def unplaced(reader: TableReader, rows: Iterable[int]) -> None:
    """D416 for rows whose school is not known (R15, R16)."""
    key = "school" if reader.has("school") else "school_code"
    for row in rows:
        if not reader.table.schools.get(row) and reader.has(key):
            reader.report("D416", row, key)
