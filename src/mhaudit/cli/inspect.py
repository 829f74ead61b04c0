"""`mhaudit inspect`: how the reader understands files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import output, settings
from mhaudit.cli.check import is_input
from mhaudit.cli.errors import tell_note, tell_written, told_in
from mhaudit.cli.exit_codes import CLEAN, INCOMPLETE, incomplete
from mhaudit.cli.help import CONFIG, LANG
from mhaudit.cli.progress import progress
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.config import Config

FORMATS = ("console", "json")
ROWS, ALL_ROWS = 3, 10
"""How many first rows of a table are shown as read; with `--verbose`."""


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def inspect(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="cli.inspect.paths")
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="cli.inspect.format",
            show_default=False,
            autocompletion=_formats,
        ),
    ] = "console",
    output_name: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="cli.check.output")
    ] = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="cli.check.show_names", show_default=False)
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="cli.inspect.verbose", show_default=False)
    ] = False,
    config_name: Annotated[str | None, CONFIG] = None,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Read the files, say how; 3 if one could not be read."""
    settings.language(lang, context.obj)
    given = settings.required_paths(paths, "inspect", context.obj)
    config = settings.configured(config_name, given, lang, context.obj)
    language = settings.language(lang, context.obj, config)
    with told_in(language):
        return _run(given, format_name, output_name, show_names, verbose, language, config)


def _run(
    given: settings.Paths,
    format_name: str,
    output_name: str | None,
    show_names: bool,
    verbose: bool,
    language: str,
    config: Config,
) -> int:
    settings.choice("--format", format_name, FORMATS, language)
    target = output.checked_output(
        output_name, lambda path: is_input(path, given, language), language
    )
    from mhaudit import api
    from mhaudit.reports.inspect import write_inspect, write_inspect_json

    with progress(language) as shown:
        result = api.inspect(
            given,
            lang=language,
            show_names=show_names,
            preview=ALL_ROWS if verbose else ROWS,
            progress=shown,
            config=config,
        )

    def write(stream: TextIO) -> None:
        if format_name == "json":
            write_inspect_json(result, stream)
        else:
            write_inspect(result, stream, verbose=verbose)

    if target is None:
        output.to_stdout(write, machine=format_name != "console")
    else:
        output.to_file(write, target, language)
        tell_written(target, language)
    if incomplete(result) != "unreadable":
        return CLEAN
    tell_note(say(language, "cli.incomplete.unreadable"), language)
    return INCOMPLETE
