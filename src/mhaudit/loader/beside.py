"""Tables side by side in one sheet: a blank column between them, or 序号 over the first column of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mhaudit.loader.cell_text import clean, whole
from mhaudit.loader.grid import Sheet
from mhaudit.loader.layout import RawTable
from mhaudit.loader.vocabulary import normalise

_MOST = 4
"""More parts than this are no tables."""
_FIRST_ROWS = 30
"""How far down the headings may stand."""
_SERIAL = frozenset({"序号", "序"})
_IDENTIFYING = frozenset({"school", "school_code"})


def parts_of(sheet: Sheet) -> list[Sheet]:
    """The sheet once for each run of columns between wholly blank ones, all else blanked; addresses stay.

    Where there is no such column, once for each run that begins under a 序号. Empty where there are no runs, or
    too many.
    """
    runs, top = list(_runs([any(map(_filled, column)) for column in sheet.columns])), 0
    if len(runs) == 1:
        runs, top = _numbered(sheet)
    else:
        top = _first_shared(sheet, runs)
    if not 1 < len(runs) <= _MOST or any(len(run) < 2 for run in runs):
        return []
    return [_only(sheet, run, top) for run in runs]


def _first_shared(sheet: Sheet, runs: Sequence[range]) -> int:
    """The first row that holds something in more than one run: what stands above it may be over all of them."""
    for at, row in enumerate(sheet.cells[:_FIRST_ROWS]):
        if sum(any(map(_filled, row[run.start : run.stop])) for run in runs) > 1:
            return at
    return 0


def _numbered(sheet: Sheet) -> tuple[list[range], int]:
    """The runs of columns that begin with 序号 in one row, and that row; none where a merged block joins them."""
    for top, row in enumerate(sheet.cells[:_FIRST_ROWS]):
        starts = [
            at
            for at, value in enumerate(row)
            if isinstance(value, str) and normalise(value) in _SERIAL
        ]
        if not starts:
            continue
        if len(starts) < 2 or any(map(_filled, row[: starts[0]])):
            return [], 0
        runs = [range(*pair) for pair in pairwise([*starts, len(sheet.columns)])]
        joined = any(
            last_row >= top
            and any(first <= run.start - 1 and last >= run.start for run in runs[1:])
            for _, first, last_row, last in sheet.merges
        )
        return ([], 0) if joined else (runs, top)
    return [], 0


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


def _only(sheet: Sheet, run: range, top: int) -> Sheet:
    """What stands alone in a row above `top` is over all of the runs, and stays."""
    blank: list[None] = [None] * run.start
    merges = [
        merge for merge in sheet.merges if merge[2] < top or (merge[1] in run and merge[3] in run)
    ]
    return Sheet(
        sheet.name,
        [
            row
            if at < top and sum(map(_filled, row)) == 1
            else [*blank, *row[run.start : run.stop]]
            for at, row in enumerate(sheet.cells)
        ],
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
        or (all(table.title for table in tables) and len({t.title for t in tables}) > 1)
    )


def are_alike(found: Sequence[Sequence[RawTable]]) -> bool:
    """Whether the parts have the same headings: one long list in two columns, or a list each of two things."""
    if not found or any(len(tables) != 1 for tables in found):
        return False
    return len({_head(one) for (one,) in found}) == 1


def are_one(found: Sequence[Sequence[RawTable]]) -> bool:
    """Whether the parts are one long list, cut and set side by side: the same headings, the numbers going on."""
    if not are_alike(found):
        return False
    told = [number for (one,) in found for number in _numbers(one)]
    return all(
        one is not None and two is not None and one < two for one, two in pairwise([0, *told])
    )


def _head(table: RawTable) -> tuple[object, ...]:
    return table.table, table.header_rows, *(column.heading for column in table.columns)


def _numbers(table: RawTable) -> list[int | None]:
    serial = table.column("serial")
    return [
        whole(clean(table.raw(row, serial.index))) if serial is not None else None
        for row in table.rows
    ]
