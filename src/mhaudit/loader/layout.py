"""What a table in a sheet looks like once found: columns, title facts, data rows. Cells still raw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mhaudit.findings import Place
from mhaudit.loader.grid import Sheet


@dataclass(slots=True)
class Column:
    """One column of a table. `key` is the vocabulary's name for it: a field, or one of the helpers below it."""

    index: int
    heading: str
    heading_row: int
    key: str | None
    how: str
    """exact, alias, own_alias, guess, refused, private or unmapped."""
    reason: str = ""
    candidates: tuple[str, ...] = ()
    """Keys that a refused column may mean."""
    lowest: str = ""
    """The lowest level of the heading of a column that is left over."""
    refused: str | None = None
    """The key that a refused column may have: what it asks is not answered by anything else."""


@dataclass(slots=True)
class TitleFacts:
    """What titles, the sheet's name and the file's name declare about every row of a table (R37, R141)."""

    counsellor: bool = False
    """A roster of 心理健康教育教师: every row is one unless a column says otherwise (R138)."""
    duty: str | None = None
    psych: bool = False
    """Titles naming 心理委员: every row is one (R73)."""
    categories: frozenset[str] = frozenset()
    """The categories of activity that the sheet is about; empty: all."""
    mental_health: bool = False
    """A sheet of 心理健康 activities (R55)."""
    item: str | None = None
    """The one record item the sheet is about."""
    subject: str | None = None
    """The one course the sheet is about."""
    term: str | None = None
    """`2024-2025-1`, or `1`/`2` where the year is not said."""
    school_year: str | None = None
    calendar_year: str | None = None
    """The calendar year alone that titles name: 2023年下半年."""
    filed: str | None = None
    """Year and month of 填报日期, in which a form was filled in: `2023-12`."""


@dataclass
class RawTable:
    """A table found in a sheet, its cells still raw. Rows and columns count from 0, from A1."""

    table: str
    file: str
    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: list[Column]
    rows: list[int]
    """Data rows: blank, pre-numbered, total, footer, group and example rows are left out."""
    districts: dict[int, str] = field(default_factory=dict)
    """Row → district, where group rows such as 东湖区(12所) say so (R92)."""
    declares_none: tuple[int, ...] = ()
    """Rows reading 无 / 本校无: the table is supplied and has no row (R2, R4)."""
    title: str = ""
    facts: TitleFacts = field(default_factory=TitleFacts)
    unit: tuple[str, Place] | None = None
    """School named by the 单位(盖章) line above (or below) the table."""
    titled_school: tuple[str, Place | None] | None = None
    """School named in the title, else in the sheet's name (R88, R117)."""
    anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Cell inside a merged block → the block's first cell."""
    said: dict[tuple[int, int], Any] = field(default_factory=dict)
    """Cell → what it says, where that is not what stands in it: a tick under 专职, a day counted from 1904."""
    wide: bool = False
    """Its columns name the only items or courses it asks for (see `wide`)."""

    def made_up(self, row: int) -> bool:
        """Whether a row stands in no row of the sheet of its own."""
        return row >= len(self.sheet.cells)

    def heading(self, row: int, column: Column) -> str:
        """What stands over a cell: in a made-up row, over the cell that it points at."""
        at = self.anchors.get((row, column.index)) if self.made_up(row) else None
        if at is None:
            return column.heading
        return next((one.heading for one in self.columns if one.index == at[1]), column.heading)

    def column(self, key: str) -> Column | None:
        """The column of a key, if the table has one."""
        return next((column for column in self.columns if column.key == key), None)

    def values(self, rows: Sequence[int], column: int) -> Sequence[Any]:
        """`raw` for many rows of one column, from top to bottom."""
        columns, height = self.sheet.columns, len(self.sheet.cells)
        if not rows or column >= len(columns) or rows[-1] >= height or column in self.merged:
            return [self.raw(row, column) for row in rows]
        values = columns[column]
        if rows[-1] - rows[0] + 1 == len(rows):
            return values[rows[0] : rows[-1] + 1]
        return [values[row] for row in rows]

    @cached_property
    def merged(self) -> frozenset[int]:
        """The columns in which a merged block covers a row of data, or cells say what does not stand in them."""
        said = frozenset(column for _, column in self.said)
        if not self.anchors:
            return said
        rows = set(self.rows) | set(self.declares_none)
        return said.union(column for row, column in self.anchors if row in rows)

    def raw(self, row: int, column: int) -> object:
        """The cell's raw value; inside a merged block, that of its first cell."""
        if self.said and (row, column) in self.said:
            return self.said[row, column]
        row, column = self.anchors.get((row, column), (row, column))
        cells = self.sheet.cells
        return cells[row][column] if row < len(cells) and column < len(cells[row]) else None
