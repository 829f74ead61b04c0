"""The application: its commands, and the one place where errors become text and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from mhaudit import __version__
from mhaudit.cli import (
    annotate,
    cache,
    check,
    completion,
    diff,
    inspect,
    lint,
    options,
    rank,
    rules,
    rules_diff,
    rules_docs,
    rules_test,
    schema,
    template,
)
from mhaudit.cli.errors import ending
from mhaudit.cli.exit_codes import INTERRUPTED
from mhaudit.cli.help import Command, Group, localise
from mhaudit.cli.output import prepare_streams
from mhaudit.cli.settings import choice, chosen_language
from mhaudit.wording import LANGUAGES, say

_NAMES = {"help_option_names": ["-h", "--help"]}


def _version(asked: bool) -> None:
    if asked:
        print(say("en", "cli.version.text", version=__version__))
        raise typer.Exit


def _app() -> typer.Typer:
    app = typer.Typer(
        cls=Group,
        help="cli.app",
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings=_NAMES,
    )
    app.callback()(root)
    app.command("check", cls=Command, help="cli.check")(check.check)
    app.command("inspect", cls=Command, help="cli.inspect")(inspect.inspect)
    app.command("template", cls=Command, help="cli.template")(template.template)
    app.command("annotate", cls=Command, help="cli.annotate")(annotate.annotate)
    app.command("diff", cls=Command, help="cli.diff")(diff.diff)
    app.command("rank", cls=Command, help="cli.rank")(rank.rank)
    rulebook = typer.Typer(cls=Group, help="cli.rules")
    rulebook.callback()(group)
    rulebook.command("list", cls=Command, help="cli.rules.list")(rules.list_rules)
    rulebook.command("show", cls=Command, help="cli.rules.show")(rules.show)
    rulebook.command("diff", cls=Command, help="cli.rules.diff")(rules_diff.rules_diff)
    rulebook.command("docs", cls=Command, help="cli.rules.docs")(rules_docs.docs)
    rulebook.command("lint", cls=Command, help="cli.rules.lint")(lint.lint)
    rulebook.command("test", cls=Command, help="cli.rules.test")(rules_test.rules_test)
    app.add_typer(rulebook, name="rules")
    schemas = typer.Typer(cls=Group, help="cli.schema")
    schemas.callback()(group)
    schemas.command("rules", cls=Command, help="cli.schema.rules")(schema.rules)
    schemas.command("result", cls=Command, help="cli.schema.result")(schema.result)
    schemas.command("ndjson", cls=Command, help="cli.schema.ndjson")(schema.ndjson)
    schemas.command("diff", cls=Command, help="cli.schema.diff")(schema.diff)
    schemas.command("inspect", cls=Command, help="cli.schema.inspect")(schema.inspect)
    app.add_typer(schemas, name="schema")
    kept = typer.Typer(cls=Group, help="cli.cache")
    kept.callback()(group)
    kept.command("info", cls=Command, help="cli.cache.info")(cache.info)
    kept.command("clear", cls=Command, help="cli.cache.clear")(cache.clear)
    app.add_typer(kept, name="cache")
    app.command("completion", cls=Command, help="cli.completion")(completion.completion)
    return app


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
    command = typer.main.get_command(_app())
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
