"""Two tables side by side in one sheet, with a blank column between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mhaudit.loader.grid import Sheet
from mhaudit.loader.layout import RawTable

_MOST = 4
"""More parts than this are no tables."""
_IDENTIFYING = frozenset({"school", "school_code"})


def parts_of(sheet: Sheet) -> list[Sheet]:
    """The sheet once for each run of columns between wholly blank ones, all else blanked; addresses stay.

    Empty where it has no blank column inside, or too many.
    """
    runs = list(_runs([any(map(_filled, column)) for column in sheet.columns]))
    if not 1 < len(runs) <= _MOST or any(len(run) < 2 for run in runs):
        return []
    return [_only(sheet, run) for run in runs]


def _filled(value: object) -> bool:
    return value is not None and value != "" and not (isinstance(value, str) and value.isspace())


def _runs(filled: Sequence[bool]) -> Iterator[range]:
    start = None
    for at, there in enumerate([*filled, False]):
        if there and start is None:
            start = at
        elif not there and start is not None:
            yield range(start, at)
            start = None


def _only(sheet: Sheet, run: range) -> Sheet:
    blank: list[None] = [None] * run.start
    merges = [merge for merge in sheet.merges if merge[1] in run and merge[3] in run]
    return Sheet(
        sheet.name,
        [[*blank, *row[run.start : run.stop]] for row in sheet.cells],
        merges,
        knows_merges=sheet.knows_merges,
        since_1904=sheet.since_1904,
    )


def are_tables(found: Sequence[Sequence[RawTable]]) -> bool:
    """Whether what was found in the parts are tables of their own, not halves of one.

    Each part has to hold one table, of another kind than its neighbours'; their rows differ in number, or both
    are numbered, or each has its own title; and either all or none names schools in a column.
    """
    if any(len(tables) != 1 for tables in found):
        return False
    tables = [one for (one,) in found]
    if len({table.table for table in tables}) < len(tables):
        return False
    if len({any(table.column(key) for key in _IDENTIFYING) for table in tables}) > 1:
        return False
    return (
        len({tuple(table.rows) for table in tables}) > 1
        or all(table.column("serial") for table in tables)
        or all(table.title for table in tables)
    )
