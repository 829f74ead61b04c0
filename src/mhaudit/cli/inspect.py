"""`mhaudit inspect`: how the reader understands files."""

from __future__ import annotations

from typing import Annotated, TextIO

import typer

from mhaudit.cli import settings
from mhaudit.cli.exit_codes import CLEAN, INCOMPLETE, incomplete
from mhaudit.cli.help import LANG
from mhaudit.cli.output import to_stdout


def inspect(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="cli.inspect.paths")
    ] = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="cli.check.show_names", show_default=False)
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="cli.inspect.verbose", show_default=False)
    ] = False,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Read the files, say how; 3 if one could not be read."""
    language = settings.language(lang, context.obj)
    given = settings.required_paths(paths, "inspect", language)
    from mhaudit import api
    from mhaudit.reports.inspect import write_inspect

    result = api.inspect(given, lang=language, show_names=show_names)

    def write(stream: TextIO) -> None:
        write_inspect(result, stream, verbose=verbose)

    to_stdout(write)
    return INCOMPLETE if incomplete(result) == "unreadable" else CLEAN
