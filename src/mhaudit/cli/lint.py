"""`mhaudit rules lint`: everything that is wrong, or looks it, in rule files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import completers, options, settings
from mhaudit.cli.errors import tell_note, told_in
from mhaudit.cli.exit_codes import CLEAN, FOUND
from mhaudit.cli.output import to_stdout
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.rulebook.lint import Remark

FORMATS = ("console", "github")


def lint(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PACK|PATH", help="cli.rules.lint.paths", autocompletion=completers.packs
        ),
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="cli.rules.lint.format", show_default=False
        ),
    ] = "console",
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Print every problem; 1 if one is an error."""
    config, language = settings.configured_here(config_name, lang, context.obj)
    with told_in(language):
        chosen = settings.choice("--format", format_name, FORMATS, language)
    if not paths and config.rules:
        tell_note(config.note(language) or "", language)
    from mhaudit.engine.judge import example_judge
    from mhaudit.rulebook.lint import github
    from mhaudit.rulebook.lint import lint as linted
    from mhaudit.rulebook.packs import pack_names

    with told_in(language):
        remarks = linted(paths or config.rules or pack_names(), example_judge, language)

    def write(stream: TextIO) -> None:
        if chosen == "github":
            stream.writelines(f"{line}\n" for line in github(remarks))
        else:
            _write(remarks, stream, language)

    to_stdout(write, machine=chosen == "github")
    return FOUND if any(remark.error for remark in remarks) else CLEAN


def _write(remarks: Sequence[Remark], stream: TextIO, language: str) -> None:
    from mhaudit.reports.page import printable

    for remark in remarks:
        level = say(language, "lint.error" if remark.error else "lint.warning")
        stream.write(f"{printable(level + remark.problem.text())}\n")
        if remark.problem.hint:
            stream.write(f"  {printable(say(language, 'lint.help', hint=remark.problem.hint))}\n")
    errors = sum(remark.error for remark in remarks)
    if remarks:
        warnings = len(remarks) - errors
        stream.write(say(language, "lint.count", errors=errors, warnings=warnings) + "\n")
    else:
        stream.write(say(language, "lint.clean") + "\n")
