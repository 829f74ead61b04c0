"""`mhaudit rules`: list the rules, show one as a page, and run the examples in rule files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import completers, options, settings
from mhaudit.cli.errors import tell_note, told_in
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.output import to_stdout
from mhaudit.errors import UsageError
from mhaudit.wording import fields, say

if TYPE_CHECKING:
    from mhaudit.rulebook.page import Entry
    from mhaudit.rulebook.schema import Rule, Rulebook


def list_rules(
    context: typer.Context,
    rules: options.Rules = None,
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Print every rule of the packs, those switched off with the reason."""
    packs, language = _packs(rules, config_name, lang, context.obj)
    with told_in(language):
        rulebook = _rulebook(packs, language, examples=False)

    def write(stream: TextIO) -> None:
        _write_list(rulebook.rules, stream, language)

    to_stdout(write)
    return CLEAN


def show(
    context: typer.Context,
    ident: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="cli.rules.show.id", autocompletion=completers.rules),
    ] = None,
    rules: options.Rules = None,
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Print a rule, or a data-issue code, as a page."""
    packs, language = _packs(rules, config_name, lang, context.obj)
    with told_in(language):
        if not ident:
            raise UsageError(
                say(language, "cli.error.missing", name="ID"),
                hint=say(language, "cli.error.missing.hint", command="mhaudit rules show"),
            )
        from mhaudit.rulebook.page import entry

        found = entry(ident, _rulebook(packs, language), language)

    def write(stream: TextIO) -> None:
        _write_entry(found, stream)

    to_stdout(write)
    return CLEAN


def _packs(
    rules: list[str] | None, config_name: str | None, lang: str | None, chosen: str
) -> tuple[settings.Packs, str]:
    """The packs and the language asked for; a configuration file that names packs is told of on stderr."""
    config, language = settings.configured_here(config_name, lang, chosen)
    if rules is None and config.rules:
        tell_note(config.note(language) or "", language)
    return settings.rules_or_default(rules, config), language


def _rulebook(packs: settings.Packs, language: str, *, examples: bool = True) -> Rulebook:
    from mhaudit.rulebook.load import load_rulebook

    return load_rulebook(packs, language=language, examples=examples)


def _write_list(rules: Sequence[Rule], stream: TextIO, language: str) -> None:
    from mhaudit.reports.page import Page
    from mhaudit.rulebook.page import filled

    page = Page(stream)
    widest = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        facts = _facts(rule, language)
        page.line(facts, mark=f"{rule.id:<7}{rule.name:<{widest}}  ")
        page.line(filled(rule.titled(language), language), indent=7)
    off = sum(rule.disabled is not None for rule in rules)
    page.line(say(language, "cli.rules.count", count=len(rules), off=off))


def _write_entry(found: Entry, stream: TextIO) -> None:
    from mhaudit.reports.page import Page, printable

    page = Page(stream)
    page.line(found.head, style="bold")
    page.line(found.facts)
    for section in found.sections:
        page.line()
        page.line(section.title, style="bold")
        for mark, text in section.lines:
            if text.startswith("https://"):
                stream.write(f"  {printable(text)}\n")  # whole, to be clicked or copied
            else:
                page.line(text, indent=2, mark=mark)


def _facts(rule: Rule, language: str) -> str:
    """原则上 · 学校 · 启用."""
    from mhaudit.rulebook.described import state, subject

    strength = fields.word(language, f"strength.{rule.strength}")
    return " · ".join((strength, subject(rule, language), state(rule, language)))
