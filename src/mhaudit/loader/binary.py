"""Sheets of .xlsb files, looked at before a parser gets them: how many cells they span."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ROW, _LAST_CELL, _PROPERTIES, _TEXTS = 0x00, 0x0B, 0x99, 0x9F
_NUMBER = struct.Struct("<I")


def xlsb_cells(sheet: bytes) -> int:
    """How many cells the used range of a worksheet part spans. Raises ValueError where a cell is cut short."""
    row = rows = columns = 0
    for kind, at, length in _records(sheet):
        if kind > _LAST_CELL:
            continue
        if length < _NUMBER.size or at + length > len(sheet):
            raise ValueError("a cell without its place")  # a parser may take up what it read before
        if kind == _ROW:
            (row,) = _NUMBER.unpack_from(sheet, at)
        else:
            (column,) = _NUMBER.unpack_from(sheet, at)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows * columns


def xlsb_since_1904(workbook: bytes) -> bool:
    """Whether a workbook part says that days count from 1904."""
    return any(
        kind == _PROPERTIES and length >= 4 and workbook[at] & 1
        for kind, at, length in _records(workbook)
    )


def xlsb_texts(part: bytes) -> int:
    """How many texts the part of shared texts announces: a parser makes room for them all."""
    for kind, at, length in _records(part):
        if kind == _TEXTS and length >= 8:
            return int(_NUMBER.unpack_from(part, at + 4)[0])
    return 0


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, where its data starts, length): both numbers are written seven bits to a byte."""
    at, size = 0, len(part)
    while at + 1 < size:
        kind = part[at]
        at += 1
        if kind >= 0x80:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < size:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, at, length
        at += length
