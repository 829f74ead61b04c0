"""`mhaudit completion`: the script that lets a shell complete commands, options and their values."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Annotated

import typer

from mhaudit.cli import settings
from mhaudit.cli.exit_codes import CLEAN, FAIL_ON
from mhaudit.cli.help import LANG
from mhaudit.errors import UsageError
from mhaudit.reports import REPORTERS
from mhaudit.wording import say

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
VARIABLE = "_MHAUDIT_COMPLETE"
"""Set by the script when it asks what may follow."""


def completion(
    context: typer.Context,
    shell: Annotated[
        str | None,
        typer.Argument(
            metavar="SHELL", help="cli.completion.shell", autocompletion=lambda: list(SHELLS)
        ),
    ] = None,
    lang: Annotated[str | None, LANG] = None,
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


def _starting(choices: Iterable[str], incomplete: str) -> list[str]:
    return [choice for choice in choices if choice.startswith(incomplete)]


def formats(incomplete: str) -> list[str]:
    """Values of `--format`."""
    return _starting(REPORTERS, incomplete)


def levels(incomplete: str) -> list[str]:
    """Values of `--fail-on`."""
    return _starting(FAIL_ON, incomplete)


def packs(incomplete: str) -> list[str]:
    """Rule packs by name, for `--rules`; a file is completed by the shell."""
    from mhaudit.rulebook.packs import pack_names

    return _starting(pack_names(), incomplete)


def rules(incomplete: str) -> list[str]:
    """Ids of the default rules, for `--rule`."""
    from mhaudit.errors import MhauditError
    from mhaudit.rulebook.load import load_rulebook

    try:
        rulebook = load_rulebook(settings.DEFAULT_RULES)
    except MhauditError:
        return []
    return _starting((rule.id for rule in rulebook.active()), incomplete)
