"""The command line: options → frozen settings → one call → exit code.

Each command has its module and imports what it needs only when it runs, so that `--help` loads neither the
engine nor pandas.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`arguments` None: those of the process) and return the exit code."""
    from mhaudit.cli.app import run

    return run(arguments)
