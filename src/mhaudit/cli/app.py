"""The application: its commands, and the one place where errors become text and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

from mhaudit import __version__
from mhaudit.cli import completion, options
from mhaudit.cli.errors import ending
from mhaudit.cli.exit_codes import INTERRUPTED
from mhaudit.cli.help import Command, Group, localise
from mhaudit.cli.output import prepare_streams
from mhaudit.cli.settings import choice, chosen_language
from mhaudit.wording import LANGUAGES, say

_NAMES = {"help_option_names": ["-h", "--help"]}

COMMANDS: Mapping[str, str | Mapping[str, str]] = {
    "check": "check:check",
    "inspect": "inspect:inspect",
    "template": "template:template",
    "annotate": "annotate:annotate",
    "diff": "diff:diff",
    "rank": "rank:rank",
    "rules": {
        "list": "rules:list_rules",
        "show": "rules:show",
        "diff": "rules_diff:rules_diff",
        "docs": "rules_docs:docs",
        "lint": "lint:lint",
        "test": "rules_test:rules_test",
    },
    "schema": {
        "rules": "schema:rules",
        "result": "schema:result",
        "ndjson": "schema:ndjson",
        "diff": "schema:diff",
        "inspect": "schema:inspect",
    },
    "cache": {"info": "cache:info", "clear": "cache:clear"},
    "completion": "completion:completion",
}
"""Each command in the order of the help, and the function behind it (`module:function` of this package)."""


def _version(asked: bool) -> None:
    if asked:
        print(say("en", "cli.version.text", version=__version__))
        raise typer.Exit


def _app(first: str = "") -> typer.Typer:
    """All commands; where `first` is the name of one, that one alone: declaring all takes as long as a small check."""
    app = typer.Typer(
        cls=Group,
        help="cli.app",
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings=_NAMES,
    )
    app.callback()(root)
    for name in [first] if first in COMMANDS else COMMANDS:
        functions = COMMANDS[name]
        if isinstance(functions, str):
            _declare(app, name, f"cli.{name}", functions)
            continue
        parent = typer.Typer(cls=Group, help=f"cli.{name}")
        parent.callback()(group)
        for child, function in functions.items():
            _declare(parent, child, f"cli.{name}.{child}", function)
        app.add_typer(parent, name=name)
    return app


def _declare(app: typer.Typer, name: str, help_key: str, function: str) -> None:
    module, _, attribute = function.partition(":")
    command = getattr(import_module(f"mhaudit.cli.{module}"), attribute)
    app.command(name, cls=Command, help=help_key)(command)


def root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="cli.version", show_default=False, is_eager=True, callback=_version
        ),
    ] = False,
    lang: options.Lang = None,
) -> None:
    """What stands before the command."""
    if lang is not None:
        choice("--lang", lang, LANGUAGES, context.obj)


def group(context: typer.Context, lang: options.Lang = None) -> None:
    """What stands between a group and its command."""
    if lang is not None:
        choice("--lang", lang, LANGUAGES, context.obj)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; never raises (but for what stops the process)."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = chosen_language(given, os.environ)
    prepare_streams()
    completion.prepare()
    command = typer.main.get_command(_app(given[0] if given else ""))
    localise(command, language)
    try:
        code = command.main(
            None if arguments is None else given,
            prog_name="mhaudit",
            standalone_mode=False,
            obj=language,
        )
    except BaseException as error:
        return ending(error, language)
    # typer turns an interrupt into this code by itself.
    return ending(KeyboardInterrupt(), language) if code == INTERRUPTED else int(code or 0)
