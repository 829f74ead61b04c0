"""Help in the language of the run: commands are declared with keys of the wording, and worded here."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from mhaudit.errors import UsageError
from mhaudit.reports import REPORTERS
from mhaudit.wording import LANGUAGES, say


class _Localised:
    """What commands and groups share. `language` is set by `localise`."""

    language = "zh"

    def get_usage(self, ctx: Any) -> str:
        """The usage line, its first word in the language."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", say(self.language, "cli.usage"), 1)

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`, worded."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if isinstance(option, TyperOption):
            option.help = say(self.language, "cli.help")
            option.rich_help_panel = say(self.language, "cli.panel.options")
        return option


class Command(_Localised, TyperCommand):
    """A command whose help is a key of the wording."""


class Group(_Localised, TyperGroup):
    """A group whose help is a key of the wording."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; UsageError with a suggestion if there is none."""
        known = list(self.commands)
        if args[0] in known or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        close = get_close_matches(args[0], known, n=1)
        hint = (
            say(self.language, "cli.error.did_you_mean", name=close[0])
            if close
            else say(self.language, "cli.error.choice.hint", choices=", ".join(known))
        )
        raise UsageError(say(self.language, "cli.error.command", name=args[0]), hint=hint)


def localise(command: Any, language: str) -> None:
    """Replace the keys in a command, its parameters and its subcommands by their words."""
    command.language = language
    command.help = say(language, command.help)
    command.short_help = command.help.partition("\n")[0]
    command.rich_help_panel = say(language, "cli.panel.commands")
    for parameter in command.params:
        _localise_parameter(parameter, language)
    for child in getattr(command, "commands", {}).values():
        localise(child, language)


def _localise_parameter(parameter: Any, language: str) -> None:
    if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
        key = parameter.help
        values = {"formats": ", ".join(REPORTERS)} if key == "cli.check.format" else {}
        parameter.help = say(language, key, **values)
        panel = "arguments" if isinstance(parameter, TyperArgument) else "options"
        parameter.rich_help_panel = say(language, f"cli.panel.{panel}")


def _languages(incomplete: str) -> list[str]:
    return [language for language in LANGUAGES if language.startswith(incomplete)]


CONFIG = typer.Option("--config", metavar="FILE", help="cli.config", show_default=False)
LANG = typer.Option(
    "--lang", metavar="zh|en", help="cli.lang", show_default=False, autocompletion=_languages
)
"""`--lang`, which every command takes; `main` reads it before any of them (see `chosen_language`)."""
