"""Two columns of which one is ticked: 是 and 否, 专职 and 兼职. Read together as one column that says the word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from mhaudit.loader.cell_text import plain
from mhaudit.loader.choices import yes_no
from mhaudit.loader.layout import Column, RawTable
from mhaudit.loader.vocabulary import normalise

_DUTIES = {"专职", "兼职"}
_KEYS = {"records": "done", "teachers": "duty"}
_TICKS = frozenset("√✓✔☑")
_UNTICKED = frozenset({"", "□", "☐"})


def settle_ticks(table: RawTable, rows: Sequence[int]) -> list[Column]:
    """Read ticks under two such headings as the words above them, in place; the columns that were so read.

    The first of the two gets the key, its cells the word; where the other one is ticked, the cell of that one
    stands for it. Both ticked is left unreadable. Columns that hold anything but ticks stay as they are.
    """
    settled: list[Column] = []
    pairs = [(*pair, key) for pair in pairwise(table.columns) if (key := _key(table, *pair))]
    asked = [first for first, _, _ in pairs if first.refused is None]
    for first, second, key in pairs:
        if first in settled or (first in asked and len(asked) > 1):
            continue  # of what each of several pairs is the answer, nothing says
        cells = [(row, _mark(table, row, first), _mark(table, row, second)) for row in rows]
        marks = [mark for _, *both in cells for mark in both]
        if None in marks or True not in marks:
            continue
        if not settled:
            table.anchors = dict(table.anchors)
        for row, one, other in cells:
            _settle(table, row, first, second, (one, other))
        first.key, first.how, first.reason, first.refused = key, "alias", "ticks", None
        second.how, second.reason, second.refused = "unmapped", "ticks", None
        settled += [first, second]
    if settled:
        vars(table).pop("merged", None)  # found out before anything was said of these columns
    return settled


def _key(table: RawTable, first: Column, second: Column) -> str | None:
    """What the two columns say together; None if they are no such pair."""
    over, leaf = _split(first)
    over_other, leaf_other = _split(second)
    if over != over_other or "private" in (first.how, second.how):
        return None
    pair = {leaf, leaf_other}
    if first.refused is not None and first.refused == second.refused and first.reason == "tie":
        return first.refused if pair == _DUTIES or are_answers(leaf, leaf_other) else None
    if over or first.key or second.key or table.column(_KEYS.get(table.table, "")):
        return None
    asked = {"records": are_answers(leaf, leaf_other), "teachers": pair == _DUTIES}
    return _KEYS[table.table] if asked.get(table.table) else None


def are_answers(leaf: str, other: str) -> bool:
    """Whether two headings are a yes and a no: 是 and 否, 已完成 and 未完成, 达标 and 不达标."""
    return {yes_no(leaf).value, yes_no(other).value} == {True, False}


def _split(column: Column) -> tuple[str, str]:
    over, _, leaf = column.heading.rpartition("/")
    return over, normalise(leaf)


def _mark(table: RawTable, row: int, column: Column) -> bool | None:
    """Ticked, not ticked, or None for anything else."""
    text = plain(table.raw(row, column.index))
    if text in _UNTICKED:
        return False
    return True if text in _TICKS or text == _split(column)[1] else None


def _settle(
    table: RawTable, row: int, first: Column, second: Column, marks: tuple[Any, Any]
) -> None:
    one, other = marks
    words = _split(first)[1], _split(second)[1]
    if one and other:
        table.said[row, first.index] = f"{words[0]}√{words[1]}√"
    elif one:
        table.said[row, first.index] = words[0]
    elif other:
        table.said[row, first.index] = words[1]
        table.anchors[row, first.index] = (row, second.index)
