"""`mhaudit rules`: list the rules, show one as a page, and run the examples in rule files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import completion, settings
from mhaudit.cli.exit_codes import CLEAN, FOUND
from mhaudit.cli.help import LANG
from mhaudit.cli.output import to_stdout
from mhaudit.errors import UsageError
from mhaudit.wording import fields, say

if TYPE_CHECKING:
    from mhaudit.rulebook.examples import ExampleResult
    from mhaudit.rulebook.page import Entry
    from mhaudit.rulebook.schema import Rule

RULES = typer.Option("--rules", metavar="PACK|FILE", help="cli.check.rules", show_default=False)


def list_rules(
    context: typer.Context,
    rules: Annotated[list[str] | None, RULES] = None,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Print every rule of the packs, those switched off with the reason."""
    language = settings.language(lang, context.obj)
    from mhaudit.rulebook.load import load_rulebook

    rulebook = load_rulebook(settings.rules_or_default(rules), language=language)

    def write(stream: TextIO) -> None:
        _write_list(rulebook.rules, stream, language)

    to_stdout(write)
    return CLEAN


def show(
    context: typer.Context,
    ident: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="cli.rules.show.id", autocompletion=completion.rules),
    ] = None,
    rules: Annotated[list[str] | None, RULES] = None,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Print a rule, or a data-issue code, as a page."""
    language = settings.language(lang, context.obj)
    if not ident:
        raise UsageError(
            say(language, "cli.error.missing", name="ID"),
            hint=say(language, "cli.error.missing.hint", command="mhaudit rules show"),
        )
    from mhaudit.rulebook.load import load_rulebook
    from mhaudit.rulebook.page import entry

    rulebook = load_rulebook(settings.rules_or_default(rules), language=language)
    found = entry(ident, rulebook, language)

    def write(stream: TextIO) -> None:
        _write_entry(found, stream)

    to_stdout(write)
    return CLEAN


def run_examples(
    context: typer.Context,
    rules: Annotated[list[str] | None, RULES] = None,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Run the examples; 1 if one does not hold."""
    language = settings.language(lang, context.obj)
    from mhaudit import api

    results = api.run_examples(settings.rules_or_default(rules))

    def write(stream: TextIO) -> None:
        _write_examples(results, stream, language)

    to_stdout(write)
    return CLEAN if all(result.ok for result in results) else FOUND


def _write_list(rules: Sequence[Rule], stream: TextIO, language: str) -> None:
    from mhaudit.reports.page import Page

    page = Page(stream)
    widest = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        facts = _facts(rule, language)
        page.line(facts, mark=f"{rule.id:<7}{rule.name:<{widest}}  ")
        page.line(rule.titled(language), indent=7)
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
    subject = say(language, f"cli.for_each.{rule.for_each}")
    if rule.per:
        per = say(language, f"cli.per.{rule.per}")
        subject = say(language, "cli.per", subject=subject, per=per)
    state = say(language, "cli.rules.on")
    if rule.disabled is not None:
        state = say(language, "cli.rules.off", reason=rule.disabled)
    elif rule.counted_as is not None:
        state = say(language, "cli.rules.counted_as", rule=rule.counted_as)
    strength = fields.word(language, f"strength.{rule.strength}")
    return " · ".join((strength, subject, state))


def _write_examples(results: Sequence[ExampleResult], stream: TextIO, language: str) -> None:
    failed = [result for result in results if not result.ok]
    for result in failed:
        stream.write(result.text(language) + "\n")
    if results:
        values = {
            "count": len(results),
            "passed": len(results) - len(failed),
            "failed": len(failed),
        }
        stream.write(say(language, "cli.rules.tested", **values) + "\n")
    else:
        stream.write(say(language, "cli.rules.untested") + "\n")
