"""`mhaudit schema`: JSON Schemas of what mhaudit writes."""

from __future__ import annotations

import json
from typing import Annotated, TextIO

import typer

from mhaudit.cli import settings
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.help import LANG
from mhaudit.cli.output import to_stdout


def result(context: typer.Context, lang: Annotated[str | None, LANG] = None) -> int:
    """Print the schema of the result."""
    settings.language(lang, context.obj)
    from mhaudit.reports.result import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"

    def write(stream: TextIO) -> None:
        stream.write(text)

    to_stdout(write, machine=True)
    return CLEAN


def rules(context: typer.Context, lang: Annotated[str | None, LANG] = None) -> int:
    """Print the schema of rule files."""
    settings.language(lang, context.obj)
    from mhaudit.rulebook.json_schema import rules_schema

    text = json.dumps(rules_schema(), ensure_ascii=False, indent=2) + "\n"

    def write(stream: TextIO) -> None:
        stream.write(text)

    to_stdout(write, machine=True)
    return CLEAN
