"""`mhaudit inspect`: how the reader understands files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import options, output, settings
from mhaudit.cli.check import is_input
from mhaudit.cli.completers import PLAIN_OR_JSON
from mhaudit.cli.errors import tell_note, tell_written, told_in
from mhaudit.cli.exit_codes import CLEAN, INCOMPLETE, incomplete
from mhaudit.cli.progress import progress
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.config import Config

ROWS, ALL_ROWS = 3, 10
"""How many first rows of a table are shown as read; with `--verbose`."""


def inspect(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="cli.inspect.paths")
    ] = None,
    format_name: options.PlainOrJson = "console",
    output_name: options.Output = None,
    show_names: options.ShowNames = False,
    jobs: options.Jobs = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="cli.inspect.verbose", show_default=False)
    ] = False,
    config_name: options.ConfigFile = None,
    lang: options.Lang = None,
) -> int:
    """Read the files, say how; 3 if one could not be read."""
    settings.language(lang, context.obj)
    given = settings.required_paths(paths, "inspect", context.obj)
    config = settings.configured(config_name, given, lang, context.obj)
    language = settings.language(lang, context.obj, config)
    with told_in(language):
        return _run(
            given,
            format_name,
            output_name,
            show_names,
            settings.jobs(jobs),
            verbose,
            language,
            config,
        )


def _run(
    given: settings.Paths,
    format_name: str,
    output_name: str | None,
    show_names: bool,
    jobs: int,
    verbose: bool,
    language: str,
    config: Config,
) -> int:
    settings.choice("--format", format_name, PLAIN_OR_JSON, language)
    target = output.checked_output(
        output_name, lambda path: is_input(path, given, language), language
    )
    from mhaudit import api
    from mhaudit.reports.inspect import write_inspect
    from mhaudit.reports.inspect_json import write_inspect_json

    with progress(language) as shown:
        result = api.inspect(
            given,
            lang=language,
            show_names=show_names,
            jobs=jobs,
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
