"""Files that are replaced whole: a reader sees the old workbook or the new one, never half."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from mhaudit.errors import MhauditError
from mhaudit.wording import say


@contextlib.contextmanager
def replaced(path: Path, language: str) -> Iterator[tuple[Path, Path]]:
    """Where to write instead of `path`, and a folder for what is written on the way; both are gone at the end.

    The new file takes its place only where all went well. Raises MhauditError if the system refuses: a file
    open in Excel, a full disk, a folder that cannot be written to; what was there stays.
    """
    target = path.resolve()
    beside = target.with_name(f".mhaudit-{secrets.token_hex(4)}.tmp")
    try:
        _check_writable(target)
        with tempfile.TemporaryDirectory(prefix="mhaudit-", ignore_cleanup_errors=True) as scratch:
            try:
                yield beside, Path(scratch)
                if target.exists():
                    shutil.copymode(target, beside)
                beside.replace(target)
            finally:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)
    except (OSError, XlsxWriterException) as error:
        raise _refused(path, error, language) from error


def _check_writable(target: Path) -> None:
    """Find a file that Excel holds open before the work is done, not after it."""
    if target.exists():
        with target.open("r+b"):
            pass


def _refused(path: Path, error: BaseException, language: str) -> MhauditError:
    cause = error.__cause__ or error.__context__ or (error.args[0] if error.args else None)
    told = error if isinstance(error, OSError) else cause
    reason = told.strerror if isinstance(told, OSError) and told.strerror else str(error)
    return MhauditError(
        say(language, "excel.error.failed", path=str(path), reason=reason),
        hint=say(language, "excel.error.failed.hint"),
    )
