"""Heading rows: where they are, what their joined texts are, which key each column gets (R111, R135)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mhaudit.loader.grid import Sheet
from mhaudit.loader.vocabulary import Meaning, Rank, Vocabulary

MAX_HEIGHT = 3
_LONG, _NOTE_BEHIND = 60, 2
_MAX_ANCHORS, _ROWS_KEPT = 1_000_000, 200
_NUMERIC = re.compile(r"[\d\s.,:/\-—–~%年月日]+")
_NOTE = re.compile(
    r"(?:填[表写报])?(?:说明|须知|要求|备注|注)\s*[:\uff1a\n]|[^:\uff1a]{0,10}[:\uff1a].{8}",
    re.DOTALL,
)
_FIRST_WINS = frozenset({"serial", "evidence", "explanation", "item"})
"""Keys that no verdict rests on: of two columns the first is taken, without a word. Further columns of items
are levels of one text (see `levels`)."""


class Area:
    """A sheet with its merged blocks resolved. Rows and columns count from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.cells = sheet.cells
        self.height = len(sheet.cells)
        self.width = max(map(len, sheet.cells), default=0)
        self.anchors: dict[tuple[int, int], tuple[int, int]] = {}
        self.merges = [merge for merge in sheet.merges if merge[0] < self.height]
        self.notes = {merge[:2] for merge in self.merges if self._is_note(merge)}
        """First cells of blocks that are no headings, merged down beside a table."""
        for top, left, bottom, right in self.merges:
            rows, columns = (
                range(top, min(bottom + 1, self.height)),
                range(left, min(right + 1, self.width)),
            )
            if len(self.anchors) + len(rows) * len(columns) > _MAX_ANCHORS:
                break  # overlapping merges without end: no form has a million
            for row in rows:
                for column in columns:
                    if (row, column) != (top, left):
                        self.anchors[row, column] = (top, left)
        self._merged = {row for row, _ in self.anchors}
        self._filled: dict[int, list[tuple[int, Any]]] = {}

    def _is_note(self, merge: tuple[int, int, int, int]) -> bool:
        top, left, bottom, _ = merge
        if bottom == top:
            return False
        line = self.cells[top]
        text = str(line[left] or "") if left < len(line) else ""
        return bottom - top >= MAX_HEIGHT or bool(_NOTE.match(text.strip()))

    def own(self, row: int, column: int) -> Any:
        """What the cell itself holds; '' inside a merged block but for its first cell, and for blanks."""
        line = self.cells[row]
        value = line[column] if column < len(line) else ""
        if value is None or (row, column) in self.anchors:
            return ""
        return value.strip() if isinstance(value, str) else value

    def filled(self, row: int) -> list[tuple[int, Any]]:
        """(column, value) of the cells of a row that hold something themselves; texts without outer blanks.

        Rows about a heading are looked at again and again: what they hold is remembered, not to be changed.
        """
        found = self._filled.get(row)
        if found is None:
            if len(self._filled) > _ROWS_KEPT:
                self._filled.clear()
            found = self._filled[row] = list(self._holding(row))
        return found

    def _holding(self, row: int) -> Iterator[tuple[int, Any]]:
        merged = row in self._merged
        for column, value in enumerate(self.cells[row]):
            if value == "" or value is None or (merged and (row, column) in self.anchors):
                continue
            if type(value) is str:
                value = value.strip()
                if value == "":
                    continue
            yield column, value

    @cached_property
    def covered(self) -> frozenset[int]:
        """Rows in which a cell inside a merged block, not its first, holds something all the same."""
        return frozenset(
            row
            for row, column in self.anchors
            if column < len(self.cells[row]) and self.cells[row][column] not in ("", None)
        )

    def column(self, column: int, rows: range) -> list[Any]:
        """What the cells of a column hold themselves in some rows, blanks left out; texts as they stand."""
        return [
            value
            for row, value in zip(
                rows, self.sheet.columns[column][rows.start : rows.stop], strict=True
            )
            if value != "" and value is not None and (row, column) not in self.anchors
        ]

    def vertical(self, row: int, column: int) -> bool:
        """Whether the cell belongs to a merged block, other than a note, that starts in a row above."""
        if not self.anchors:
            return False
        anchor = self.anchors.get((row, column), (row, column))
        return anchor[0] < row and anchor not in self.notes

    def cuts(self, row: int) -> bool:
        """Whether a merged block spans from row to the row below."""
        if not self.anchors or row + 1 >= self.height:
            return False
        return any(self.vertical(row + 1, at) for at in range(self.width))


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its texts from the top level down, and the cell of the lowest."""

    column: int
    texts: tuple[str, ...]
    row: int

    @property
    def shown(self) -> str:
        """As reported: `心理健康教育教师人数/专职`."""
        return "/".join(" ".join(text.split()) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Block:
    """Heading rows `top`…`bottom` with the headings of their columns."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The heading rows."""
        return tuple(range(self.top, self.bottom + 1))


def blocks_at(area: Area, top: int) -> list[Block]:
    """The readings of the rows from `top` on as heading rows, from one row to three, shallowest first.

    A row is part of a heading only if it holds nothing but short texts; a further row is, if it only fills
    columns over which one text spans, or nothing at all. No merged block may be cut.
    """
    blocks: list[Block] = []
    if top and area.cuts(top - 1):
        return blocks
    for bottom in range(top, min(top + MAX_HEIGHT, area.height)):
        if bottom > top and not _continues(area, top, bottom):
            break
        if not _textual(area, bottom):
            break
        if not area.cuts(bottom):
            blocks.append(Block(top, bottom, tuple(_headings(area, top, bottom))))
    return blocks


def _textual(area: Area, row: int) -> bool:
    filled = [(at, value) for at, value in area.filled(row) if (row, at) not in area.notes]
    if len(filled) > _NOTE_BEHIND and isinstance(filled[-1][1], str) and len(filled[-1][1]) > _LONG:
        filled.pop()  # a note in the first cell beside the table
    return bool(filled) and all(
        isinstance(value, str) and len(value) <= _LONG and not _NUMERIC.fullmatch(value)
        for _, value in filled
    )


def _continues(area: Area, top: int, row: int) -> bool:
    """Whether a row only fills columns under a text that spans several, or under nothing.

    A row into which a heading is merged down belongs to the headings whatever else it holds.
    """
    if area.cuts(row - 1):
        return True
    owners = _owners(area, top, row)
    counts = Counter(owners.values())
    return any(count > 1 for count in counts.values()) and all(
        column not in owners or counts[owners[column]] > 1 for column, _ in area.filled(row)
    )


def _owners(area: Area, top: int, row: int) -> dict[int, tuple[int, int]]:
    """Filled column of a row → the cell above that stands over it, merged or with blanks to its right."""
    owners: dict[int, tuple[int, int]] = {}
    filled = {column for column, _ in area.filled(row)}
    current: tuple[int, int] | None = None
    for column in range(area.width):
        anchor = area.anchors.get((row - 1, column), (row - 1, column))
        if anchor[0] < top:
            current = None
        elif area.own(*anchor) != "":
            current = anchor
        elif column not in filled:
            current = None
        if current is not None and column in filled:
            owners[column] = current
    return owners


def merged_over(area: Area, shallow: Block, deep: Block) -> bool:
    """Whether a text of the shallow block is truly merged over columns that the deeper block names."""
    named = {heading.column for heading in deep.headings if heading.row > shallow.bottom}
    return any(
        shallow.top <= top
        and bottom == shallow.bottom
        and len(named.intersection(range(left, right + 1))) > 1
        for top, left, bottom, right in area.merges
    )


def _headings(area: Area, top: int, bottom: int) -> Iterator[Heading]:
    paths: list[list[tuple[int, int]]] = [[] for _ in range(area.width)]
    for row in range(top, bottom + 1):
        carried: tuple[int, int] | None = None
        for column, path in enumerate(paths):
            cell = area.anchors.get((row, column), (row, column))
            if area.own(*cell) != "":
                carried = cell
            elif carried is None or not _filled_below(area, row, bottom, column):
                carried = None
                continue
            if carried not in path:
                path.append(carried)
    for column, path in enumerate(paths):
        if path and (path[-1][1] == column or _has_data(area, bottom, column)):
            yield Heading(column, tuple(str(area.own(*cell)) for cell in path), path[-1][0])


def _filled_below(area: Area, row: int, bottom: int, column: int) -> bool:
    return any(area.own(below, column) != "" for below in range(row + 1, bottom + 1))


def _has_data(area: Area, bottom: int, column: int) -> bool:
    """Under a heading merged over columns: whether this one, not its first, holds data of its own."""
    return any(
        area.own(row, column) != "" for row in range(bottom + 1, min(bottom + 50, area.height))
    )


@dataclass(slots=True)
class Match:
    """A column's key in a table, and how good the match is (`Vocabulary.rated`)."""

    heading: Heading
    meaning: Meaning
    rank: Rank


@dataclass(slots=True)
class Mapping:
    """A block read as one of the tables: key → its column; `ties`: keys that two columns reach alike."""

    table: str
    keys: dict[str, Match] = field(default_factory=dict)
    ties: dict[str, list[Match]] = field(default_factory=dict)
    beaten: list[Match] = field(default_factory=list)

    @property
    def strong(self) -> frozenset[str]:
        """Keys reached by a heading that is no weak alias, ties included: they still tell the table."""
        named = {key for key, match in self.keys.items() if not match.meaning.weak}
        return frozenset(named | self.ties.keys())

    @property
    def all(self) -> frozenset[str]:
        """Every key that some column reaches."""
        return frozenset(self.keys.keys() | self.ties.keys())


def map_block(block: Block, table: str, vocabulary: Vocabulary) -> Mapping:
    """Match every heading: the whole path, then the path without its first level, then the leaf (R135)."""
    found: dict[str, list[Match]] = {}
    for heading in block.headings:
        rated = vocabulary.rated(table, heading.texts)
        if rated is not None:
            levels, meaning, rank = rated
            if levels < len(heading.texts):
                heading = Heading(heading.column, heading.texts[:levels], heading.row)
            match = Match(heading, meaning, rank)
            found.setdefault(match.meaning.key, []).append(match)
    mapping = Mapping(table)
    for key, matches in found.items():
        best = max(match.rank for match in matches)
        winners = [match for match in matches if match.rank == best]
        if len(winners) > 1 and key not in _FIRST_WINS:
            mapping.ties[key] = winners
        else:
            mapping.keys[key] = winners[0]
        taken = winners if key in mapping.ties else winners[:1]
        mapping.beaten += [match for match in matches if match not in taken]
    return mapping
