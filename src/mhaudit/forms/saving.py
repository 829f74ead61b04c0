"""Write a workbook whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from mhaudit.errors import MhauditError
from mhaudit.wording import say


def save(data: bytes, path: Path, language: str) -> None:
    """Put `data` in place of `path`: readers see the old file or the new one, never half.

    Raises MhauditError if the system refuses (a full disk, no permission, the file open in Excel).
    """
    target = path.resolve()
    beside = target.with_name(f".mhaudit-{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        message = say(language, "cli.error.output.failed", path=str(path), reason=reason)
        raise MhauditError(message, hint=say(language, "cli.error.output.failed.hint")) from error
    finally:
        beside.unlink(missing_ok=True)
