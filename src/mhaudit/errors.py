"""The errors a user may see: each says what is wrong and what to try.

Anything else that escapes is our bug; `mhaudit.cli` is the only place that turns either into text and exit code.
"""


class MhauditError(Exception):
    """The user's to mend. `message` names file, place and cause; `hint` says what to try."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def unexpected(error: BaseException) -> str:
    """An error of ours by its type and the line that raised it: `KeyError, duplicates.py:123`.

    Never its text, which may quote a cell and with it a pupil's name (DESIGN §2, promise 5).
    """
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    if at is None:
        return type(error).__name__
    file = at.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__}, {file}:{at.tb_lineno}"


class UsageError(MhauditError):
    """Wrong options, or nothing to audit in what was given (exit 2)."""


class RuleFileError(MhauditError):
    """A rule file that cannot be used (exit 2).

    `problems` holds one `(file, line, column, path, message, hint)` per fault, lines and columns from 1.
    """

    def __init__(self, problems: "list[Problem]") -> None:
        first = problems[0]
        super().__init__(first.text(), hint=first.hint)
        self.problems = problems


class Problem:
    """One fault in a rule file, at a line and column counted from 1."""

    __slots__ = ("column", "file", "hint", "line", "message", "path")

    def __init__(
        self, file: str, line: int, column: int, path: str, message: str, hint: str | None = None
    ) -> None:
        self.file, self.line, self.column = file, line, column
        self.path, self.message, self.hint = path, message, hint

    def text(self) -> str:
        """`rules/x.yaml:14:13: require > ratio: unknown key 'at_mots'`."""
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.message}"
