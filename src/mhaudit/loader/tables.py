"""Find the tables in a sheet: heading rows, what each heading means, which rows are data."""

from __future__ import annotations

from mhaudit.findings import DataIssue
from mhaudit.loader.grid import Sheet
from mhaudit.loader.layout import Column, RawTable, TitleFacts
from mhaudit.loader.titles import school_in
from mhaudit.loader.vocabulary import Vocabulary

__all__ = ["Column", "RawTable", "TitleFacts", "find_tables", "school_in"]


def find_tables(
    sheet: Sheet, file_label: str, vocabulary: Vocabulary
) -> tuple[list[RawTable], list[DataIssue]]:
    """The tables of a sheet, from top to bottom, and what was not understood."""
    raise NotImplementedError
