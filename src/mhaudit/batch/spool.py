"""Where results wait until they are written: in memory for a few files, on disk for many.

What lies on disk is read again each time it is asked for, so that a run over 20,000 schools holds one at a time.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, Generic, TypeVar, overload

from mhaudit.reports.spool import told_where

T = TypeVar("T")

Ref = tuple[int, int]
"""Where an object lies: offset and length."""


class Spool:
    """Objects put aside in a temporary file that has no name, so that nothing is left behind whatever happens."""

    def __init__(self) -> None:
        with told_where():
            self._file: IO[bytes] = tempfile.TemporaryFile(prefix="mhaudit-")  # noqa: SIM115
        self._end = 0

    def add(self, packed: bytes) -> Ref:
        """Put a packed object aside."""
        with told_where():
            self._file.seek(self._end)
            self._file.write(packed)
        ref = self._end, len(packed)
        self._end += len(packed)
        return ref

    def get(self, ref: Ref) -> Any:
        """The object."""
        with told_where():
            self._file.seek(ref[0])
            data = self._file.read(ref[1])
        return unpacked(data)


def packed(value: object) -> bytes:
    """An object of ours as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(kept: Any) -> Any:
    """What `packed` made, in this run; an object that was not packed, as it is."""
    if not isinstance(kept, bytes):
        return kept
    return pickle.loads(kept)


class Spooled(Sequence[T], Generic[T]):
    """A sequence whose members lie in a spool; each is made anew when it is asked for."""

    def __init__(self, spool: Spool, refs: Sequence[Ref]) -> None:
        self._spool = spool
        self._refs = refs

    def __len__(self) -> int:
        return len(self._refs)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return Spooled(self._spool, self._refs[at])
        found: T = self._spool.get(self._refs[at])
        return found

    def __iter__(self) -> Iterator[T]:
        for ref in self._refs:
            yield self._spool.get(ref)
