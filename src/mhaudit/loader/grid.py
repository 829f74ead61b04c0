"""Open anything that may be a spreadsheet, safely: a path goes in, sheets of raw cells come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mhaudit.findings import DataIssue


@dataclass(slots=True)
class Sheet:
    """One visible sheet. `cells[row][column]` counts from A1, whatever empty rows the file leaves out.

    A cell is None or '' (empty), str, bool, int, float, date, datetime, time or timedelta. `merges` are
    `(first row, first column, last row, last column)`, all from 0; `knows_merges` is False for formats that
    have none (CSV, .ods). `name` is None in CSV and TSV (R96).
    """

    name: str | None
    cells: list[list[Any]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    knows_merges: bool = True


@dataclass(slots=True)
class Book:
    """A file as opened. `hidden` names the sheets that were not read (R87)."""

    path: str
    sha256: str
    format: str
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


def open_book(path: Path, label: str, *, named: bool = True) -> tuple[Book | None, list[DataIssue]]:
    """Open a file by its content; None and an issue where that cannot be done."""
    raise NotImplementedError
