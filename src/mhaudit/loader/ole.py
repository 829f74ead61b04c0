"""Legacy .xls files, looked at before a parser gets them: sector chains that loop, passwords, size.

A damaged sector chain makes readers allocate without end, so every chain is walked here first.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on end a chain
_FILEPASS, _BOUNDSHEET, _DIMENSIONS, _EOF = 0x2F, 0x85, 0x200, 0x0A
_CELLS = frozenset({0x06, 0x7E, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E})
_MULRK, _DATEMODE = 0xBD, 0x22
_CELL, _LAST_COLUMN = struct.Struct("<HHHH"), struct.Struct("<H")
_NEAR = rb".[\x00-\x3f].\x00"  # row and column, low byte first
_PLAIN = re.compile(
    rb"(?:(?:\xfd\x00|\x7e\x02)\x0a\x00" + _NEAR + rb".{6}"  # LABELSST, RK
    rb"|\x03\x02\x0e\x00" + _NEAR + rb".{10}"  # NUMBER
    rb"|(?:\x01\x02\x06\x00.{6}|\x08\x02\x10\x00.{16}))++",  # BLANK, ROW: no cells
    re.DOTALL,
)
"""A run of records that hold cells of the first rows only, as nearly all do."""
_PLAIN_END = (0x3FFF, 0xFF)
_MOST_CELLS = 65_536 * 256
"""What a sheet of this format can hold: a parser makes room for as many as it declares."""


class BrokenChainError(ValueError):
    """The file's sectors point at each other in a circle, or nowhere."""


class Compound:
    """An OLE2 file: the streams in its directory. Raises BrokenChainError where a chain loops."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise BrokenChainError("header")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in range(7, 17) or mini_shift not in range(2, 13):
            raise BrokenChainError("sector size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._sectors = max(0, (len(data) - 512 + self._size - 1) // self._size)
        self._fat = self._read_fat()
        (first,) = struct.unpack_from("<I", data, 48)
        self.streams = dict(self._directory(self._read(first)))
        (mini_first,) = struct.unpack_from("<I", data, 60)
        self._minifat = _numbers(self._read(mini_first))
        for start, size, root in self.streams.values():  # other readers follow them all
            if size >= 4096 or root:
                self._chain(start)

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None if there is none of that name."""
        if name not in self.streams:
            return None
        start, size, _ = self.streams[name]
        if size >= 4096:
            return self._read(start)[:size]
        root = next((entry for entry in self.streams.values() if entry[2]), None)
        return self._read_mini(start, self._read(root[0]))[:size] if root else b""

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        (next_difat,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while next_difat < _LAST and next_difat < self._sectors:
            if next_difat in seen:
                raise BrokenChainError("allocation table")
            seen.add(next_difat)
            numbers = _numbers(self._sector(next_difat))
            sectors += numbers[:-1]
            next_difat = numbers[-1] if numbers else _LAST
        if next_difat < _LAST:
            raise BrokenChainError("allocation table")
        fat: list[int] = []
        for sector in sectors[: self._sectors + 109]:
            if sector < self._sectors:
                fat += _numbers(self._sector(sector))
        return fat

    def _sector(self, number: int) -> bytes:
        return self._data[512 + number * self._size : 512 + (number + 1) * self._size]

    def _chain(self, start: int) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        while start < _LAST and start < self._sectors:
            if start in seen:
                raise BrokenChainError("sector chain")
            seen.add(start)
            chain.append(start)
            start = self._fat[start] if start < len(self._fat) else _LAST
        return chain

    def _read(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start)))

    def _read_mini(self, start: int, mini: bytes) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < _LAST and start * self._mini_size < len(mini):
            if start in seen:
                raise BrokenChainError("short sector chain")
            seen.add(start)
            parts.append(mini[start * self._mini_size : (start + 1) * self._mini_size])
            start = self._minifat[start] if start < len(self._minifat) else _LAST
        return b"".join(parts)

    def _directory(self, data: bytes) -> Iterator[tuple[str, tuple[int, int, bool]]]:
        """Name → (first sector, size, whether it is the root entry that holds the short streams)."""
        for at in range(0, len(data) - 127, 128):
            (length,) = struct.unpack_from("<H", data, at + 64)
            kind = data[at + 66]
            start, size = struct.unpack_from("<II", data, at + 116)
            if kind in {2, 5}:
                name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield name, (start, size, kind == 5)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(type, where its data starts, length) of the records from `at` to the end of the substream."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length


def since_1904(book: bytes) -> bool:
    """Whether a workbook stream counts days from 1904."""
    return any(
        kind == _DATEMODE and length >= 2 and book[at] == 1
        for kind, at, length in _records(book, 0)
    )


def encrypted(book: bytes) -> bool:
    """Whether a workbook stream is protected by a password."""
    return any(kind == _FILEPASS for kind, _, _ in _records(book, 0))


def largest_sheet(book: bytes, limit: int) -> int:
    """How many cells the largest sheet spans: by its cells, and by what it declares beyond all that can be.

    Where all cells lie in the first rows that bound is returned, if it is within the limit, without a count.
    """
    largest = 0
    for kind, at, length in _records(book, 0):
        if kind != _BOUNDSHEET or length < 4:
            continue
        (start,) = struct.unpack_from("<I", book, at)
        declared = _declared(book, start)
        used = _used(book, start, plain=_PLAIN)
        if used > limit:
            used = _used(book, start)
        largest = max(largest, used, declared if declared > _MOST_CELLS else 0)
    return largest


def _declared(book: bytes, start: int) -> int:
    for kind, at, length in _records(book, start):
        size = 12 if length >= 12 else 10
        if kind == _DIMENSIONS and length >= size <= len(book) - at:
            _, rows, _, columns = struct.unpack_from("<IIHH" if size == 12 else "<HHHH", book, at)
            return int(rows) * int(columns)
    return 0


def _used(book: bytes, start: int, plain: re.Pattern[bytes] | None = None) -> int:
    """Rows times columns up to the last cell; cells that `plain` skips are taken to end at `_PLAIN_END`."""
    rows = columns = -1
    at, last, unpack = start, len(book) - 8, _CELL.unpack_from
    while at <= last:
        if plain is not None and (skipped := plain.match(book, at)):
            at = skipped.end()
            rows, columns = (max(pair) for pair in zip((rows, columns), _PLAIN_END, strict=True))
            continue
        kind, length, row, column = unpack(book, at)
        at += 4 + length
        if kind in _CELLS:
            if kind == _MULRK and at - 2 <= last:
                (column,) = _LAST_COLUMN.unpack_from(book, at - 2)
            rows = max(rows, row)
            columns = max(columns, column)
        elif kind == _EOF:
            break
    return (rows + 1) * (columns + 1)
