"""How far a run is, on stderr: a bar on a terminal, a line now and then in a pipe; nothing for a few files."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.batch.run import Status

FEW = 10
"""Up to so many files nothing is shown: they are read before anyone wonders."""
EVERY, REDRAWN = 3.0, 0.2
"""Seconds between two lines in a pipe; between two pictures of the bar."""
_SPAN = 30.0
"""Seconds over which the speed is measured."""
_BAR = 14
"""The bar, in cells; what it stands beside takes up to 64 in either language."""
_GAP = "  "


class Shown(Protocol):
    """Told how far the run is."""

    def __call__(self, status: Status) -> None:
        """Show it."""


class Parts:
    """The words of a status: files, schools, failing schools, speed, time left."""

    def __init__(self, language: str, clock: Callable[[], float]) -> None:
        self._language, self._clock = language, clock
        self._again = False
        self._seen: list[tuple[float, int]] = []

    def __call__(self, status: Status) -> list[str]:
        """Speed and time left are told once they can be."""
        key = "again" if status.again else "files"
        parts = [self._say(key, done=status.files, total=status.total)]
        parts.append(self._say("schools", count=status.schools))
        if status.failing is not None:
            parts.append(self._say("failing", count=status.failing))
        speed = self._speed(status)
        if status.files == status.total:
            parts.append(self._say("ending"))
        elif speed:
            parts.append(
                self._say("speed", speed=f"{speed:.3g}" if speed < 100 else f"{speed:.0f}")
            )
            left = duration((status.total - status.files) / speed)
            parts.append(self._say("left", time=left))
        return parts

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, f"cli.progress.{key}", **values)

    def _speed(self, status: Status) -> float:
        """Files a second, lately; 0 while that is not known."""
        now = self._clock()
        if self._again != status.again:
            self._again = status.again
            self._seen.clear()
        self._seen.append((now, status.files))
        while len(self._seen) > 2 and now - self._seen[1][0] >= _SPAN:
            del self._seen[0]
        first, files = self._seen[0]
        return (status.files - files) / (now - first) if now - first >= 1 else 0.0


def duration(seconds: float) -> str:
    """`0:07`, `12:30`, `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Lines:
    """A line every few seconds, and one when the last file has been read if there was any before."""

    def __init__(
        self, write: Callable[[str], None], language: str, clock: Callable[[], float]
    ) -> None:
        self._write, self._clock = write, clock
        self._parts, self._between = Parts(language, clock), say(language, "list.comma")
        self._last = clock()
        self._said = False

    def __call__(self, status: Status) -> None:
        """Say it if it is time."""
        if status.total <= FEW:
            return
        now, parts = self._clock(), self._parts(status)
        ended = self._said and status.files == status.total
        if now - self._last >= EVERY or ended:
            self._write(self._between.join(parts))
            self._last, self._said = now, True


class Bar:
    """A bar on a terminal, made when the first number comes and taken away at the end.

    It is drawn by whoever tells it, never by a thread of its own: workers are forked while it stands.
    """

    def __init__(self, language: str, clock: Callable[[], float]) -> None:
        self._parts, self._clock = Parts(language, clock), clock
        self._bar: Any = None
        self._task: Any = None
        self._drawn = 0.0

    def __call__(self, status: Status) -> None:
        """Move the bar."""
        if status.total <= FEW:
            return
        text = _GAP.join(self._parts(status))
        if self._bar is None:
            self._start()
        self._bar.update(self._task, completed=status.files, total=status.total, description=text)
        now = self._clock()
        if now - self._drawn >= REDRAWN or status.files in (0, status.total):
            self._bar.refresh()
            self._drawn = now

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
        from rich.table import Column

        # `description` holds no markup of ours, and no name of a file.
        one_line = Column(no_wrap=True, overflow="ellipsis")
        self._bar = Progress(
            BarColumn(bar_width=_BAR),
            TextColumn("{task.description}", markup=False, table_column=one_line),
            console=Console(stderr=True),
            transient=True,
            auto_refresh=False,
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextlib.contextmanager
def progress(language: str, *, quiet: bool = False) -> Iterator[Shown | None]:
    """What to hand to `api.audit` while it runs; None with `quiet`."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        bar = Bar(language, time.monotonic)
        try:
            yield bar
        finally:
            bar.stop()
    else:
        yield Lines(_tell, language, time.monotonic)


def _tell(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)
