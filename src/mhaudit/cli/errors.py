"""The one handler: the user's error, an interruption, or our bug, each with its text and its exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import typer

from mhaudit import __version__
from mhaudit.cli.exit_codes import INCOMPLETE, INTERRUPTED, USAGE
from mhaudit.cli.output import pipe_closed, silence_stdout
from mhaudit.errors import MhauditError, RuleFileError, unexpected
from mhaudit.wording import say

# typer keeps the base class of what its parser raises to itself.
_PARSER_ERRORS: tuple[type[BaseException], ...] = tuple(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ in ("ClickException", "UsageError")
)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EIO)
"""A disk that is full, or a device that fails: nobody's bug."""


@contextlib.contextmanager
def told_in(language: str) -> Iterator[None]:
    """Errors that leave this block are told in `language`, which a configuration file may have set."""
    try:
        yield
    except Exception as error:
        error.language = language  # type: ignore[attr-defined]
        raise


def ending(error: BaseException, language: str) -> int:
    """Say on stderr what happened, and return the exit code."""
    language = getattr(error, "language", language)
    if isinstance(error, MhauditError):
        _tell_problems(error, language)
        return USAGE
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        _tell(say(language, "cli.interrupted"))
        return INTERRUPTED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else USAGE
    if isinstance(error, OSError) and pipe_closed(error):
        silence_stdout()
        return 0
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        silence_stdout()
        # Files of ours have no name: then it is the folder of temporary files that has no room.
        key = "cli.no_room" if error.filename is None else "cli.no_room.beside"
        values = {"reason": error.strerror or "", "folder": error.filename}
        tell_error(
            say(language, key, **values),
            say(language, f"{key}.hint"),
            language,
        )
        return INCOMPLETE
    if isinstance(error, _PARSER_ERRORS):
        message, hint = _wrong_usage(error, language)
        tell_error(message, hint, language)
        return USAGE
    return _our_bug(error, language)


def tell_error(message: str, hint: str | None, language: str) -> None:
    """`错误:…` and, if there is one, `  建议:…`."""
    _tell(say(language, "cli.error", message=message))
    if hint:
        _tell(say(language, "cli.error.hint", hint=hint))


def tell_note(message: str, language: str) -> None:
    """`注意:…`, beside a result."""
    _tell(say(language, "cli.note", message=message))


def tell_written(path: object, language: str) -> None:
    """`已写入 结果.json`: where the report went, since the screen stays empty."""
    _tell(say(language, "cli.written", path=str(path)))


def _tell(line: str) -> None:
    """One line on stderr, without control characters; a closed stderr is no reason to fail."""
    line = "".join(c if c.isprintable() or c in "\n\u3000" else " " for c in line)
    try:
        print(line, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _tell_problems(error: MhauditError, language: str) -> None:
    if not isinstance(error, RuleFileError):
        tell_error(error.message, error.hint, language)
        return
    for problem in error.problems:
        tell_error(problem.text(), problem.hint, language)
    if len(error.problems) > 1:
        _tell(say(language, "cli.error.many", count=len(error.problems)))


def _wrong_usage(error: Any, language: str) -> tuple[str, str | None]:
    """Message and hint for what the parser refused. Its classes are told apart by name: they are not exported."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    command = context.command_path if context is not None else "mhaudit"
    hint = say(language, "cli.error.missing.hint", command=command)
    if kind == "NoSuchOption":
        close = next(iter(error.possibilities or ()), None)
        if close:
            hint = say(language, "cli.error.did_you_mean", name=close)
        return say(language, "cli.error.option", name=error.option_name), hint
    if kind == "BadOptionUsage":
        return say(language, "cli.error.argument", name=error.option_name), hint
    if kind == "NoArgsIsHelpError" or (kind == "UsageError" and _is_group(context)):
        return say(language, "cli.error.missing.command"), hint
    return say(language, "cli.error.usage", message=error.format_message()), hint


def _is_group(context: Any) -> bool:
    """An unknown command never comes here (see `help.Group`): a group fails for want of one."""
    return context is not None and hasattr(context.command, "commands")


def _our_bug(error: BaseException, language: str) -> int:
    tell_error(
        say(language, "cli.bug", version=__version__, error=unexpected(error)),
        say(language, "cli.bug.hint"),
        language,
    )
    if os.environ.get("MHAUDIT_DEBUG") == "1":
        traceback.print_exception(error)
    return INCOMPLETE
