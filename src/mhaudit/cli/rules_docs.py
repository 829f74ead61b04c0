"""`mhaudit rules docs`: the handbook of the rules, as Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.errors import tell_note, told_in
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.output import checked_output, to_file, to_stdout

if TYPE_CHECKING:
    from mhaudit.rulebook.schema import Rulebook

FORMATS = ("md", "html")
ENDINGS = {".html": "html", ".htm": "html"}
"""The ending of `-o` → the format; any other is Markdown."""


def docs(
    context: typer.Context,
    rules: options.Rules = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="cli.rules.docs.format",
            show_default=False,
            autocompletion=lambda: list(FORMATS),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="cli.rules.docs.output"),
    ] = None,
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Write the handbook."""
    config, language = settings.configured_here(config_name, lang, context.obj)
    if rules is None and config.rules:
        tell_note(config.note(language) or "", language)
    packs = settings.rules_or_default(rules, config)
    with told_in(language):
        if format_name is not None:
            settings.choice("--format", format_name, FORMATS, language)
        path = checked_output(output, lambda file: _is_rule_file(file, packs, language), language)
        text = _text(_rulebook(packs, language), format_name or _meant(path), language)

        def write(stream: TextIO) -> None:
            stream.write(text)

        if path is not None:
            to_file(write, path, language)
    if path is None:
        to_stdout(write, machine=True)
    return CLEAN


def _meant(path: Path | None) -> str:
    return ENDINGS.get(path.suffix.lower(), "md") if path else "md"


def _rulebook(packs: settings.Packs, language: str) -> Rulebook:
    from mhaudit.rulebook.load import load_rulebook

    return load_rulebook(packs, language=language)


def _text(rulebook: Rulebook, format_name: str, language: str) -> str:
    from mhaudit.rulebook.handbook import WRITERS, handbook

    return WRITERS[format_name](handbook(rulebook, language))


def _is_rule_file(path: Path, packs: settings.Packs, language: str) -> bool:
    """Whether the handbook would overwrite what it is made from."""
    from mhaudit.rulebook.packs import find_pack

    files = (file for pack in packs for file in find_pack(pack, language).files)
    return any(path.samefile(file.path) for file in files)
