"""`mhaudit completion`: the script that lets a shell complete commands, options and their values."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.completers import SHELLS, shells
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.errors import UsageError
from mhaudit.wording import say

VARIABLE = "_MHAUDIT_COMPLETE"
"""Set by the script when it asks what may follow."""


def completion(
    context: typer.Context,
    shell: Annotated[
        str | None,
        typer.Argument(metavar="SHELL", help="cli.completion.shell", autocompletion=shells),
    ] = None,
    lang: options.Lang = None,
) -> int:
    """Print the script of a shell."""
    language = settings.language(lang, context.obj)
    if shell is None:
        raise UsageError(
            say(language, "cli.error.missing", name="SHELL"),
            hint=say(language, "cli.error.choice.hint", choices=", ".join(SHELLS)),
        )
    settings.choice("SHELL", shell, SHELLS, language)
    # typer names these in its module for completion, but not as exports.
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    print(get_completion_script(prog_name="mhaudit", complete_var=VARIABLE, shell=shell))
    return CLEAN


def prepare() -> None:
    """Make typer answer a shell's question, if this run is one."""
    if VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
