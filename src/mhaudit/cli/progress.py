"""How far a run is, on stderr: a bar on a terminal, a line now and then in a pipe; nothing for a few files."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from mhaudit.wording import say

FEW = 10
"""Up to so many files nothing is shown: they are read before anyone wonders."""
EVERY = 3.0
"""Seconds between two lines in a pipe."""


class Shown(Protocol):
    """Told how many files have been read, of how many."""

    def __call__(self, done: int, total: int) -> None:
        """Show it."""


class Lines:
    """A line every few seconds, and one when the last file has been read if there was any before."""

    def __init__(
        self, write: Callable[[str], None], language: str, clock: Callable[[], float]
    ) -> None:
        self._write, self._language, self._clock = write, language, clock
        self._last = clock()
        self._said = False

    def __call__(self, done: int, total: int) -> None:
        """Say it if it is time."""
        now = self._clock()
        if total <= FEW or (now - self._last < EVERY and not (self._said and done == total)):
            return
        key = "cli.progress.judging" if done == total else "cli.progress.line"
        self._write(say(self._language, key, done=done, total=total))
        self._last, self._said = now, True


class Bar:
    """A bar on a terminal, made when the first number comes and taken away at the end."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""
        if total <= FEW:
            return
        key = "cli.progress.judging" if done == total else "cli.progress.reading"
        text = say(self._language, key, done=done, total=total)
        if self._bar is None:
            self._start(text, total)
        self._bar.update(self._task, completed=done, description=text)

    def _start(self, text: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        # `description` holds no markup of ours, and no name of a file.
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(
            *columns, console=Console(stderr=True), transient=True, refresh_per_second=5
        )
        self._task = self._bar.add_task(text, total=total)
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
        bar = Bar(language)
        try:
            yield bar
        finally:
            bar.stop()
    else:
        yield Lines(_tell, language, time.monotonic)


def _tell(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)
