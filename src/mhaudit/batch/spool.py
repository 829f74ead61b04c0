"""Where results wait until they are written: in memory for a few files, on disk for many.

What lies on disk is read again each time it is asked for, so that a run over 20,000 schools holds one at a time.
"""

from __future__ import annotations

import pickle
import tempfile
from typing import IO, Any

from mhaudit.reports.spool import told_where

Ref = tuple[int, int]
"""Where an object lies: offset and length."""


class ObjectSpool:
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
