"""Forms of label–value pairs (学校基本情况表): `学校名称 | 育新学校 | 在校学生数 | 1250` as a table of one row.

The pairs stand anywhere in the sheet, so the row and the columns of the table are made up, beyond the sheet's
own, and each of their cells points at the real one through `RawTable.anchors`. Places come out right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mhaudit.loader.grid import Sheet
from mhaudit.loader.headings import Area
from mhaudit.loader.identity import school_name
from mhaudit.loader.layout import Column, RawTable
from mhaudit.loader.privacy import is_private
from mhaudit.loader.titles import unit_name
from mhaudit.loader.vocabulary import Meaning, Vocabulary, normalise

_UNKNOWN_ROWS = 5
"""How many rows in a form may hold nothing known (校长, 地址…) before it is taken to end."""


@dataclass(slots=True)
class Pair:
    """A label with the cell of its value."""

    label: str
    cell: tuple[int, int]
    value: tuple[int, int]
    meaning: Meaning | None


@dataclass(slots=True)
class Form:
    """Pairs from row `top` to row `bottom`."""

    top: int
    bottom: int
    pairs: list[Pair] = field(default_factory=list)


def form_at(area: Area, top: int, vocabulary: Vocabulary) -> Form | None:
    """The form that starts in row `top`, if there is one: two rows of known pairs, or one with a number."""
    form = Form(top, top)
    rows = numbers = 0
    for row in range(top, area.height):
        if row - form.bottom > _UNKNOWN_ROWS:
            break
        pairs = _pairs(area, row, vocabulary)
        known = [pair for pair in pairs or () if pair.meaning]
        if pairs is None or (row == top and not known):
            break
        if known:
            rows += 1
            numbers += sum(isinstance(area.own(*pair.value), int | float) for pair in known)
            form.pairs += pairs
            form.bottom = row
    keys = {pair.meaning.key for pair in form.pairs if pair.meaning}
    facts = keys - {"school", "school_code", "district", "serial"}
    return form if facts and len(keys) > 1 and (rows > 1 or numbers) else None


def _pairs(area: Area, row: int, vocabulary: Vocabulary) -> list[Pair] | None:
    """The pairs of a row, labels and values alternating; None if a value is itself a heading."""
    cells = _distinct(area, row)
    pairs: list[Pair] = []
    at = 0
    while at + 1 < len(cells):
        label, value = area.own(*cells[at]), area.own(*cells[at + 1])
        if not isinstance(label, str) or label == "":
            at += 1
            continue
        if isinstance(value, str) and normalise(value) in vocabulary.words:
            return None
        pairs.append(
            Pair(label, cells[at], cells[at + 1], vocabulary.meaning("schools", normalise(label)))
        )
        at += 2
    return pairs


def _distinct(area: Area, row: int) -> list[tuple[int, int]]:
    """The cells of a row, each merged block once."""
    width = max((column for column, _ in area.filled(row)), default=-1) + 2
    cells: list[tuple[int, int]] = []
    for column in range(width):
        cell = area.anchors.get((row, column), (row, column))
        if cell not in cells and cell[0] == row:
            cells.append(cell)
    return cells


_SEAL = re.compile(r"[(\uff08].*章[)\uff09]|单位")
"""A label that stands over the place for a seal as often as over a name."""


def _naming(pairs: list[Pair], area: Area) -> list[Pair]:
    """Those of the pairs of schools that name one: a place for a seal does where it says another name (R89)."""
    plain = [pair for pair in pairs if not _SEAL.search(pair.label)]
    names = {school_name(area.own(*pair.value)) for pair in plain} - {None}
    if not names:
        plain = []
    found, known = plain[:1] if len(names) == 1 else list(plain), set(names)
    for pair in pairs:
        if pair in plain:
            continue
        name = school_name(unit_name(str(area.own(*pair.value))))
        if name is not None and name not in known:
            known.add(name)
            found.append(pair)
    return found or pairs[:1]


def form_table(form: Form, file: str, sheet: Sheet, area: Area) -> RawTable:
    """The form as a `schools` table: heading row `top`, one row beyond the sheet's last."""
    anchors = dict(area.anchors)
    row = area.height
    columns: list[Column] = []
    labels: dict[str, list[Pair]] = {}
    for pair in form.pairs:
        labels.setdefault(pair.meaning.key if pair.meaning else "", []).append(pair)
    labels["school"] = named = _naming(labels.get("school", []), area)
    for at, pair in enumerate(form.pairs):
        index = area.width + at
        column = Column(index, pair.label, form.top, None, "unmapped")
        if is_private(pair.label, "schools"):
            column.how = "private"
        elif (
            pair.meaning and len(labels[pair.meaning.key]) > 1 and pair in labels[pair.meaning.key]
        ):
            column.how, column.reason, column.refused = "refused", "tie", pair.meaning.key
        elif pair.meaning and (pair.meaning.key != "school" or pair in named):
            column.key, column.how = pair.meaning.key, pair.meaning.how
        anchors[form.top, index] = pair.cell
        anchors[row, index] = pair.value
        columns.append(column)
    return RawTable("schools", file, sheet, (form.top,), columns, [row], anchors=anchors)
