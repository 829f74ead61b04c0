"""Text laid aside until its place in the output comes: in memory while it is little, then in a temporary file."""

from __future__ import annotations

import contextlib
import tempfile
import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import Self

IN_MEMORY = 1 << 22
"""Bytes kept in memory."""
_PART = 1 << 20


@contextlib.contextmanager
def told_where() -> Iterator[None]:
    """An OSError about a file without a name names the folder of such files: a full disk is to be found."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from error


class TextSpool:
    """Written once, then read once; leaving it as a context takes it away. Lone surrogates become U+FFFD."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by __exit__
            max_size=IN_MEMORY, mode="w+", encoding="utf-8", errors="replace", newline="\n"
        )
        weakref.finalize(self, self._file.close)  # where a run breaks off before the end

    def write(self, text: str) -> None:
        """Lay aside."""
        with told_where():
            self._file.write(text)

    def parts(self) -> Iterator[str]:
        """All that was written."""
        self._rewind()
        while part := self._file.read(_PART):
            yield part

    def lines(self) -> Iterator[str]:
        """The same by lines, without their ends."""
        self._rewind()
        for line in self._file:
            yield line.removesuffix("\n")

    def _rewind(self) -> None:
        with told_where():
            self._file.seek(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
