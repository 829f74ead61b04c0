"""Submissions: the rows of many schools in columns, with their cells, ready to be judged.

Everything that is not known is a row too. A row stands for `low`…`high` things: an ordinary row for exactly
one, a total for n (R148), a row that may belong to another school for 0…1 (R15), and a table that was not
supplied, or only in part (R141), for 0…∞ rows of which only the limits of what was supplied are known. A row
that stands for none (`high` 0) is a blank place to fill in, kept so that a failure can point at it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any

from mhaudit.findings import DataIssue, InputInfo, Place
from mhaudit.models.grades import GRADE_ORDER, GRADES, KIND_CODES, grades_of_kinds
from mhaudit.models.tables import DEFAULTS, FIELDS, TABLES, Row
from mhaudit.models.values import NotIn, OneOf, SetOf

Scope = dict[str, frozenset[Any]]
"""What a narrow sheet is about: field → values; empty = everything (R141)."""


@dataclass(slots=True)
class Source:
    """Where rows came from: a sheet, and which column holds which field (0-based, as are rows).

    `cells[row][column]` is what the cell held, counted from A1. `names` are columns with names of pupils.
    """

    file: str
    sheet: str | None
    columns: dict[str, int]
    cells: Sequence[Sequence[Any]]
    header_row: int = 0
    anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    names: frozenset[int] = frozenset()
    total: bool = False
    """The rows stand for a total: every field lies in that one cell (R8)."""

    def place(self, row: int, column: int, *, show_names: bool = False) -> Place:
        """The cell's place; a cell inside a merged block is its anchor (R97)."""
        if self.anchors:
            row, column = self.anchors.get((row, column), (row, column))
        line = self.cells[row] if 0 <= row < len(self.cells) else ()
        value = shown(line[column]) if column < len(line) else ""
        if column in self.names and not show_names:
            value = masked(value)
        return Place(self.file, self.sheet, a1(row, column), value)


@dataclass(slots=True)
class Frame:
    """One table of all schools, in columns of equal length; `source` is -1 where a row has no cell."""

    table: str
    columns: dict[str, list[Any]]
    school: list[int] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    @classmethod
    def empty(cls, table: str) -> Frame:
        """A frame with a column for every field of the table."""
        return cls(table, {name: [] for name in FIELDS[table]})

    def __len__(self) -> int:
        return len(self.school)

    def add(
        self, school: int, values: dict[str, Any], source: int, row: int, low: int, high: float
    ) -> None:
        """Append a row; fields not in `values` hold their default."""
        given = DEFAULTS[self.table] | values
        for name, column in self.columns.items():
            column.append(given.get(name))
        self.school.append(school)
        self.source.append(source)
        self.row.append(row)
        self.low.append(low)
        self.high.append(high)

    def extend(
        self,
        columns: Mapping[str, Iterable[Any]],
        *,
        size: int,
        school: Iterable[int],
        source: Iterable[int],
        row: Iterable[int],
        low: Iterable[int],
        high: Iterable[float],
    ) -> None:
        """Append `size` rows; fields without a column hold their default."""
        defaults = DEFAULTS[self.table]
        for name, column in self.columns.items():
            given = columns.get(name)
            column.extend(repeat(defaults.get(name), size) if given is None else given)
        self.school.extend(school)
        self.source.extend(source)
        self.row.extend(row)
        self.low.extend(low)
        self.high.extend(high)

    def model(self, index: int) -> Row:
        """Row `index` as its pydantic model."""
        return TABLES[self.table](**{name: column[index] for name, column in self.columns.items()})


@dataclass(slots=True)
class Submissions:
    """Many schools: `frames["schools"]` has exactly one row per school, in the order of school indices."""

    frames: dict[str, Frame]
    sources: list[Source]
    grades: list[SetOf]
    """Per school: the grades it surely has, and those it may have."""
    issues: list[DataIssue] = field(default_factory=list)
    inputs: list[InputInfo] = field(default_factory=list)
    show_names: bool = False
    wide: frozenset[str] = frozenset()
    """Tables of which some sheet of the run names several schools."""
    planned: frozenset[tuple[int, str]] = frozenset()
    """(School, table) of which only a plan was handed in."""
    unread: dict[int, list[DataIssue]] = field(default_factory=dict)
    """School → the filled-in sheets of its own files that were not recognised (D201)."""
    elsewhere: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """(School, field) → source and row of the cell, where the school's own row has no column for the field."""
    refused: dict[tuple[int, str, str], list[Place]] = field(default_factory=dict)
    """(School, table, field) → the headings that may mean it, none of which was used (D202)."""
    namesakes: frozenset[str] = frozenset()
    """The names that several schools of the run bear without a code, each in another district (R90)."""
    _rows: dict[str, dict[int, list[int]]] = field(default_factory=dict, repr=False)
    _files: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def rows_of(self, table: str, school: int) -> Sequence[int]:
        """The rows of a table that stand under a school; the whole table is looked through once."""
        if table not in self._rows:
            rows: dict[int, list[int]] = {}
            for row, owner in enumerate(self.frames[table].school):
                rows.setdefault(owner, []).append(row)
            self._rows[table] = rows
        return self._rows[table].get(school, ())

    def listed_without(self, table: str, school: int) -> bool:
        """Whether the table is there for other schools in a sheet that should have listed this one, too (R1).

        That is a sheet of several schools, or one in a file that holds other tables of the school.
        """
        if table in self.wide:
            return True
        if table not in self._files:
            sources = {source for source in self.frames[table].source if source >= 0}
            self._files[table] = {self.sources[source].file for source in sources}
        files = self._files[table]
        return any(
            frame.source[row] >= 0 and self.sources[frame.source[row]].file in files
            for frame in self.frames.values()
            for row in self.rows_of(frame.table, school)
        )

    @property
    def size(self) -> int:
        """How many schools."""
        return len(self.frames["schools"])

    def school(self, index: int, name: str) -> Any:
        """A field of a school."""
        return self.frames["schools"].columns[name][index]

    def place(self, table: str, index: int, name: str | None) -> Place | None:
        """The cell of a field in a row; the row's first known column where the field has no column (R97)."""
        number, row = self._cell(table, index, name)
        if number < 0:
            return None
        source = self.sources[number]
        column = source.columns[name] if name in source.columns else _column(source)
        if column is None:
            return None
        return source.place(row, column, show_names=self.show_names)

    def _cell(self, table: str, index: int, name: str | None) -> tuple[int, int]:
        """Source and row of a field: a school may be listed in several sheets, each with columns of its own."""
        if table == "schools" and (found := self.elsewhere.get((index, name or ""))):
            return found
        frame = self.frames[table]
        return frame.source[index], frame.row[index]

    def gap(self, table: str, index: int, name: str | None) -> Place | None:
        """The cell to fill in; None where the sheet has no column for the field (R99)."""
        source, _ = self._cell(table, index, name)
        if name is not None and source >= 0 and name not in self.sources[source].columns:
            return None
        return self.place(table, index, name)

    def stands_for(self, table: str, index: int, name: str | None) -> str | None:
        """The field whose own cell leaves `name` open: a list of reports has a day, and no column of answers (R83)."""
        source, _ = self._cell(table, index, name)
        if (table, name) != ("records", "done") or source < 0:
            return name
        columns = self.sources[source].columns
        same = (each for each in _TELLING if columns.get(each) == columns["done"])
        return next(same, name)

    def is_total(self, table: str, index: int) -> bool:
        """Whether a row stands for a total: all its fields then lie in that one cell (R8)."""
        source = self.frames[table].source[index]
        return source >= 0 and self.sources[source].total

    def heading(self, table: str, index: int, name: str) -> Place | None:
        """The heading cell over a field, in the sheet that row `index` came from."""
        frame = self.frames[table]
        if frame.source[index] < 0:
            return None
        source = self.sources[frame.source[index]]
        if name not in source.columns:
            return None
        return source.place(source.header_row, source.columns[name])


_TELLING = ("date", "evidence", "explanation", "period", "count")
"""Fields of a record that tell whether it is done, where nothing asks."""


def _column(source: Source) -> int | None:
    """The column that shows a whole row."""
    for candidate in ("name", "title", "item", "subject", "number", "grade"):
        if candidate in source.columns:
            return source.columns[candidate]
    return min(source.columns.values(), default=None)


class Builder:
    """Collects rows school by school, then adds what is open. Used by the reader, examples and properties."""

    def __init__(self) -> None:
        self.frames = {table: Frame.empty(table) for table in TABLES}
        self.sources: list[Source] = []
        self.scopes: dict[tuple[int, str], list[Scope]] = {}
        self.planned: set[tuple[int, str]] = set()
        self.elsewhere: dict[tuple[int, str], tuple[int, int]] = {}

    def school(self, values: dict[str, Any], source: int = -1, row: int = 0) -> int:
        """Add a school; returns its index."""
        frame = self.frames["schools"]
        frame.add(len(frame), values, source, row, 1, 1)
        return len(frame) - 1

    def add(
        self,
        table: str,
        school: int,
        values: dict[str, Any],
        *,
        source: int = -1,
        row: int = 0,
        low: int = 1,
        high: float = 1,
    ) -> None:
        """Add a row of a school."""
        self.frames[table].add(school, values, source, row, low, high)

    def supply(self, table: str, school: int, scope: Scope | None = None) -> None:
        """Say that the school supplied the table, for `scope` only or (None) for everything."""
        self.scopes.setdefault((school, table), []).append(scope or {})

    def plan(self, table: str, school: int) -> None:
        """Say that the school handed in a plan of the table, which supplies nothing."""
        self.planned.add((school, table))

    def finish(self, show_names: bool = False) -> Submissions:
        """Add open rows for what was not supplied, and the grades each school has (R11, R12)."""
        size = len(self.frames["schools"])
        for school in range(size):
            for table in TABLES:
                if table == "schools":
                    continue
                for region in _not_covered(self.scopes.get((school, table))):
                    if table == "classes":
                        region = {"grade": _possible_grade(self._kind(school))}
                    self.frames[table].add(school, region, -1, 0, 0, math.inf)
        grades = [self._grades_by_kind(school) for school in range(size)]
        for school, covered in self._grades_by_class().items():
            grades[school] = covered
        schools = self.frames["schools"].columns
        return Submissions(
            self.frames,
            self.sources,
            grades,
            show_names=show_names,
            planned=frozenset(self.planned - self.scopes.keys()),
            elsewhere=self.elsewhere,
            namesakes=namesakes(zip(schools["name"], schools["code"], strict=True)),
        )

    def _kind(self, school: int) -> frozenset[str]:
        return codes_of(self.frames["schools"].columns["kind"][school])

    def _grades_by_kind(self, school: int) -> SetOf:
        return SetOf(*grades_of_kinds(self._kind(school)))

    def _grades_by_class(self) -> dict[int, SetOf]:
        """From the class table of each school that supplied one."""
        frame = self.frames["classes"]
        sure: dict[int, set[str]] = {}
        maybe: dict[int, set[str]] = {}
        for at, school in enumerate(frame.school):
            if (school, "classes") not in self.scopes or frame.high[at] == 0:
                continue
            grade = frame.columns["grade"][at]
            if isinstance(grade, str) and frame.low[at] > 0:
                sure.setdefault(school, set()).add(grade)
            else:
                maybe.setdefault(school, set()).update(_options(grade, self._kind(school)))
        supplied = {school for school, table in self.scopes if table == "classes"}
        return {
            school: SetOf(
                frozenset(sure.get(school, ())),
                frozenset(sure.get(school, set()) | maybe.get(school, set())),
            )
            for school in supplied
        }


def namesakes(schools: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    """Of schools by name and code: the names that several without a code bear, in several districts (R90)."""
    names = Counter(name for name, code in schools if name and not code)
    return frozenset(name for name, count in names.items() if count > 1)


def codes_of(kind: Any) -> frozenset[str]:
    """The codes a `kind` value may be: all of them when nothing is known."""
    if kind is None:
        return KIND_CODES
    return kind.options if isinstance(kind, OneOf) else frozenset({kind})


def _options(grade: Any, kinds: frozenset[str]) -> Iterable[str]:
    if isinstance(grade, str):
        return (grade,)
    possible = grades_of_kinds(kinds)[1]
    if isinstance(grade, OneOf):
        return grade.options & possible
    return possible


def _possible_grade(kinds: frozenset[str]) -> Any:
    possible = grades_of_kinds(kinds)[1]
    if len(possible) == len(GRADES):
        return None
    return OneOf(possible) if len(possible) != 1 else next(iter(possible))


def _not_covered(scopes: list[Scope] | None) -> list[dict[str, Any]]:
    """The regions of a table that no scope covers, as rows of constraints; `[{}]` for a missing table."""
    regions: list[dict[str, Any]] = [{}]
    for scope in scopes or ():
        outside: list[dict[str, Any]] = []
        inside: dict[str, Any] = {}
        for name, values in scope.items():
            outside.append({**inside, name: NotIn(values)})
            inside[name] = OneOf.of(*sorted(values))
        regions = [
            joined
            for region in regions
            for piece in outside
            if (joined := _intersect(region, piece)) is not None
        ]
    return regions


def _intersect(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any] | None:
    joined = dict(left)
    for name, value in right.items():
        if name not in joined:
            joined[name] = value
            continue
        first, second = joined[name], value
        if isinstance(first, NotIn) and isinstance(second, NotIn):
            joined[name] = NotIn(first.excluded | second.excluded)
            continue
        if isinstance(first, NotIn):
            first, second = second, first
        allowed = first.options if isinstance(first, OneOf) else frozenset({first})
        if isinstance(second, NotIn):
            allowed = allowed - second.excluded
        else:
            allowed = allowed & (
                second.options if isinstance(second, OneOf) else frozenset({second})
            )
        if not allowed:
            return None
        joined[name] = OneOf.of(*sorted(allowed))
    return joined


def grade_key(grade: str | None) -> int:
    """Sorts grades from 一年级 to 高三, then 中职; None last."""
    return GRADE_ORDER.get(grade or "", len(GRADES))


@lru_cache(65_536)
def a1(row: int, column: int) -> str:
    """`a1(4, 5)` is `F5`: both counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def shown(value: Any) -> str:
    """What a cell held, as its reader would write it: whole floats without `.0`, dates as ISO."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).replace("T00:00:00", "").replace("T", " ")
    return str(value)


_NAME = re.compile(r"[^\W\d_][\w·•]+")


def masked(text: str) -> str:
    """Names of pupils: the first character and `*` (R102).

    >>> masked("张小三、李四(女)")
    '张*、李*(女)'
    """
    return _NAME.sub(lambda found: found[0][0] + "*", text)
