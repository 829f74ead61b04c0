"""`mhaudit schema`: JSON Schemas of what mhaudit writes and reads."""

from __future__ import annotations

import json
from typing import Any, TextIO

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.output import to_stdout


def result(context: typer.Context, lang: options.Lang = None) -> int:
    """Print the schema of the result."""
    settings.language(lang, context.obj)
    from mhaudit.reports.result import json_schema

    return _print(json_schema())


def ndjson(context: typer.Context, lang: options.Lang = None) -> int:
    """Print the schema of each line of NDJSON."""
    settings.language(lang, context.obj)
    from mhaudit.reports.ndjson import line_schema

    return _print(line_schema())


def diff(context: typer.Context, lang: options.Lang = None) -> int:
    """Print the schema of a comparison."""
    settings.language(lang, context.obj)
    from mhaudit.reports.diff_json import json_schema

    return _print(json_schema())


def inspect(context: typer.Context, lang: options.Lang = None) -> int:
    """Print the schema of the reader's account."""
    settings.language(lang, context.obj)
    from mhaudit.reports.inspect_json import json_schema

    return _print(json_schema())


def rules(context: typer.Context, lang: options.Lang = None) -> int:
    """Print the schema of rule files."""
    settings.language(lang, context.obj)
    from mhaudit.rulebook.json_schema import rules_schema

    return _print(rules_schema())


def _print(schema: dict[str, Any]) -> int:
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

    def write(stream: TextIO) -> None:
        stream.write(text)

    to_stdout(write, machine=True)
    return CLEAN
