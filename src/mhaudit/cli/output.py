"""Where reports go: stdout that never fails on Chinese or on a closed pipe, or a file that is replaced whole."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, cast

from mhaudit.errors import MhauditError, UsageError
from mhaudit.wording import say

Write = Callable[[TextIO], None]
_SAMPLE = "达标√×“”—"


def prepare_streams() -> None:
    """Let stdout and stderr take any text, whatever the locale (R156).

    An encoding that holds Chinese (GB18030, UTF-8) stays as it is; any other becomes UTF-8. What it still
    cannot hold is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(io.UnsupportedOperation):
                stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: io.TextIOWrapper) -> str:
    try:
        _SAMPLE.encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        return "utf-8"
    return stream.encoding


def to_stdout(write: Write, *, machine: bool = False) -> None:
    """Write to stdout as `guarded_stdout` does."""
    with guarded_stdout(machine=machine) as stream:
        write(stream)


@contextlib.contextmanager
def guarded_stdout(*, machine: bool = False) -> Iterator[TextIO]:
    """Stdout; when its reader goes away (`| head`), the rest is dropped and is no error.

    `machine`: UTF-8 whatever the locale.
    """
    if machine and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    stream = _Guarded(sys.stdout, _ignore_closed_pipe)
    yield cast("TextIO", stream)
    stream.flush()


@contextlib.contextmanager
def guarded_file(path: Path, language: str) -> Iterator[TextIO]:
    """A new file beside `path` that takes its place at the end: readers see the old or the new, never half.

    A link is followed; what is no ordinary file (a device, a pipe) is written to directly. Raises
    MhauditError if the system refuses; then, and on any other error in the block, `path` stays as it was.
    """

    def refuse(error: OSError) -> None:
        raise _failed(path, error.strerror or str(error), language) from error

    foreign: list[BaseException] = []
    try:
        with _replacing(path.resolve()) as stream:
            try:
                yield cast("TextIO", _Guarded(stream, refuse))
            except BaseException as error:
                foreign.append(error)
                raise
    except OSError as error:
        if error in foreign:
            raise
        refuse(error)


class _Guarded:
    """A stream whose own errors go to `refused`; once that returns, nothing more is written."""

    def __init__(self, stream: TextIO, refused: Callable[[OSError], None]) -> None:
        self._stream, self._refused = stream, refused
        self._gone = False

    def write(self, text: str) -> int:
        """Write, if the stream still takes it."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Flush, if the stream still takes it."""
        self._try(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _try(self, action: Callable[[], object]) -> None:
        if self._gone:
            return
        try:
            action()
        except OSError as error:
            self._refused(error)
            self._gone = True


def _ignore_closed_pipe(error: OSError) -> None:
    if not pipe_closed(error):
        raise error
    silence_stdout()


def pipe_closed(error: OSError) -> bool:
    """Whether the reader of our output went away; Windows says EINVAL."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def silence_stdout() -> None:
    """Send what is still to be flushed nowhere, so that the interpreter's exit does not fail on it."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def checked_output(
    output: str | None, is_input: Callable[[Path], bool], language: str, option: str = "-o "
) -> Path | None:
    """Where to write: None for stdout (`-`). Raises UsageError for an input, a folder or a missing folder.

    `option` is what stands before the name, for the message.
    """
    if output is None or output == "-":
        return None
    path = Path(output)
    values = {"path": output, "option": option}
    if path.is_dir():
        raise _refused("cli.error.output.folder", language, **values)
    if not path.parent.is_dir():
        folder = str(path.parent)
        raise _refused("cli.error.output.parent", language, folder=folder, **values)
    if path.is_file() and is_input(path):
        raise _refused("cli.error.output.input", language, **values)
    return path


def checked_workbook(
    name: str | None, is_input: Callable[[Path], bool], language: str
) -> Path | None:
    """Where `--excel` writes; UsageError as `checked_output`, and for a name that Excel would not open."""
    if name is None:
        return None
    path = checked_output(name, is_input, language, "--excel ")
    if path is None or path.suffix.lower() != ".xlsx":
        raise _refused("cli.error.excel.suffix", language, path=name)
    return path


def checked_folder(name: str | None, language: str) -> Path | None:
    """The folder that `--split-by` writes to, made when needed; UsageError where a file has its name."""
    if name is None:
        return None
    path = Path(name)
    if path.exists() and not path.is_dir():
        raise _refused("cli.error.split.file", language, path=name)
    return path


def to_file(write: Write, path: Path, language: str) -> None:
    """Write as `guarded_file` does."""
    with guarded_file(path, language) as stream:
        write(stream)


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    beside = target.with_name(f".mhaudit-{os.urandom(4).hex()}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _refused(key: str, language: str, **values: str) -> UsageError:
    return UsageError(say(language, key, **values), hint=say(language, f"{key}.hint"))


def _failed(path: Path, reason: str, language: str) -> MhauditError:
    message = say(language, "cli.error.output.failed", path=str(path), reason=reason)
    return MhauditError(message, hint=say(language, "cli.error.output.failed.hint"))
