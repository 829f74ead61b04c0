"""Help in the language of the run: commands are declared with keys of the wording, and worded here."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from mhaudit.errors import UsageError
from mhaudit.reports import REPORTERS
from mhaudit.wording import say


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
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help as this project's pages are written.

        rich breaks lines at blanks only, of which Chinese text has few, and cuts off what does not fit.
        """
        from mhaudit.reports.page import Page

        page = Page(sys.stdout)
        page.line(self.get_usage(ctx))
        for paragraph in self.help.split("\n\n"):  # type: ignore[attr-defined]
            page.line()
            page.line(paragraph, indent=2)
        parameters = [p for p in self.get_params(ctx) if not p.hidden]  # type: ignore[attr-defined]
        panels = {
            "arguments": [(_name(p), p.help) for p in parameters if isinstance(p, TyperArgument)],
            "options": [(_name(p), p.help) for p in parameters if isinstance(p, TyperOption)],
            "commands": [(c.name, c.short_help) for c in getattr(self, "commands", {}).values()],
        }
        for panel, rows in panels.items():
            if rows:
                page.line()
                page.line(say(self.language, f"cli.panel.{panel}"), style="bold")
                width = max(len(name) for name, _ in rows)
                for name, text in rows:
                    page.line(text or "", indent=2, mark=f"{name:<{width}}  ")


def _name(parameter: Any) -> str:
    """`--quiet, -q`, `--term TERM`, `PATH`."""
    if isinstance(parameter, TyperArgument):
        return str(parameter.metavar or parameter.name)
    names = ", ".join(sorted(parameter.opts, key=len, reverse=True))
    return names if parameter.is_flag else f"{names} {parameter.metavar or parameter.name.upper()}"


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
    command.options_metavar = say(language, "cli.usage.options")
    if hasattr(command, "commands"):
        command.subcommand_metavar = say(language, "cli.usage.command")
    for parameter in command.params:
        _localise_parameter(parameter, language)
    for child in getattr(command, "commands", {}).values():
        localise(child, language)


def _localise_parameter(parameter: Any, language: str) -> None:
    if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
        key = parameter.help
        values = {"formats": ", ".join(REPORTERS)} if key == "cli.check.format" else {}
        parameter.help = say(language, key, **values)
