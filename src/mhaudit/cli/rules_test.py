"""`mhaudit rules test`: run the examples in rule files, and say which bounds they leave untried."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import typer

from mhaudit.cli import completers, options, settings
from mhaudit.cli.errors import tell_note, told_in
from mhaudit.cli.exit_codes import CLEAN, FOUND
from mhaudit.cli.output import to_stdout
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.rulebook.examples import ExampleResult
    from mhaudit.rulebook.lint import Remark, Tried

SCHEMA = "mhaudit-rules-test/1"


def rules_test(
    context: typer.Context,
    rules: options.Rules = None,
    format_name: options.PlainOrJson = "console",
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Run the examples; 1 if one does not hold. A bound that is not tried changes no exit code."""
    config, language = settings.configured_here(config_name, lang, context.obj)
    if rules is None and config.rules:
        tell_note(config.note(language) or "", language)
    from mhaudit.engine.judge import example_judge
    from mhaudit.rulebook.lint import try_examples

    with told_in(language):
        settings.choice("--format", format_name, completers.PLAIN_OR_JSON, language)
        packs = settings.rules_or_default(rules, config)
        tried = try_examples(packs, partial(example_judge, language=language), language)

    def write(stream: TextIO) -> None:
        if format_name == "json":
            _write_json(tried, stream, language)
        else:
            _write(tried, stream, language)

    to_stdout(write, machine=format_name == "json")
    return CLEAN if all(result.ok for result in tried.results) else FOUND


def _write(tried: Tried, stream: TextIO, language: str) -> None:
    from mhaudit.reports.page import printable

    def line(text: str) -> None:
        stream.write(f"{printable(text)}\n")

    failed = [result for result in tried.results if not result.ok]
    for result in failed:
        for text in result.text(language).split("\n"):
            line(text)
    for remark in (*tried.bare, *tried.one_sided):
        line(say(language, "lint.warning") + remark.problem.text())
        line(f"  {say(language, 'lint.help', hint=remark.problem.hint)}")
    if tried.results:
        counts = {"count": len(tried.results), "failed": len(failed)}
        line(say(language, "cli.rules.tested", passed=counts["count"] - counts["failed"], **counts))
    else:
        line(say(language, "cli.rules.untested"))
    if tried.bounds:
        key = "example.bounds.open" if tried.one_sided else "example.bounds"
        line(say(language, key, count=tried.bounds, open=len(tried.one_sided)))
    if tried.bare:
        key = "example.untried.bounds" if tried.unseen else "example.untried"
        line(say(language, key, count=len(tried.bare), bounds=tried.unseen))


def _write_json(tried: Tried, stream: TextIO, language: str) -> None:
    document = {
        "schema": SCHEMA,
        "examples": [_example(result, language) for result in tried.results],
        "bounds": tried.bounds,
        "rules_without_examples": [_remark(remark) for remark in tried.bare],
        "untried_bounds": [_remark(remark) for remark in tried.one_sided],
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _example(result: ExampleResult, language: str) -> dict[str, Any]:
    example = result.example
    return {
        "rule": result.rule.id,
        "title": example.titled(language),
        "file": example.file,
        "line": example.line,
        "holds": result.ok,
        "mismatches": [
            {
                "subject": subject,
                "expected": expected,
                "found": found,
                "working": result.working(subject, language),
            }
            for subject, expected, found in result.mismatches
        ],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    problem = remark.problem
    return {
        "rule": remark.rule,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
    }
