"""One typed row by itself, taken out of the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mhaudit.findings import Place
from mhaudit.loader.reading import Sited
from mhaudit.models.submission import Source


@dataclass(slots=True)
class Typed:
    """One typed row by itself: a school's, or one that may say the same as another."""

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
        return place_of(self.source, self.row, *names, show_names=show_names)


def place_of(source: Source, row: int, *names: str, show_names: bool = False) -> Place | None:
    """The cell of the first of these fields that has a column, else the row's first."""
    columns = source.columns
    found = next(
        (columns[name] for name in names if name in columns),
        min(columns.values(), default=None),
    )
    return None if found is None else source.place(row, found, show_names=show_names)
