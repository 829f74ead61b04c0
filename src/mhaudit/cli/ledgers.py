"""`--ledger`: the earlier ledger as people filled it in, for whichever command writes a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mhaudit.cli.errors import tell_note
from mhaudit.errors import UsageError
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.reports.excel.carried import OldLedger


def earlier(
    name: str | None, excel: Path | None, language: str, *, quiet: bool = False
) -> OldLedger | None:
    """The ledger in the file `name`, for the workbook `excel`; what was found odd in it is told.

    Raises UsageError without a workbook to write, where that is the file itself, or where no ledger is in it.
    """
    if name is None:
        return None
    if excel is None:
        raise _wrong("cli.ledger.alone", language)
    path = Path(name)
    if path.exists() and excel.exists() and path.samefile(excel):
        raise _wrong("cli.ledger.over", language, path=name)
    from mhaudit.forms.ledger import read_ledger

    read = read_ledger(path, language)
    comma = say(language, "list.comma")
    told = [say(language, "ledger.carried", lines=len(read.ledger.lines), sheet=read.sheet)]
    if read.lacks:
        told.append(say(language, "ledger.lacks", names=comma.join(read.lacks)))
    if read.ledger.own:
        told.append(say(language, "ledger.kept", names=comma.join(read.ledger.own)))
    if read.repeated:
        told.append(say(language, "ledger.repeated", count=read.repeated))
    for text in told[1 if quiet else 0 :]:
        tell_note(text, language)
    return read.ledger


def _wrong(key: str, language: str, **values: str) -> UsageError:
    return UsageError(say(language, key, **values), hint=say(language, f"{key}.hint"))
