"""`mhaudit diff`: what changed between two results of `check --format json`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import completers, ledgers, options, output, settings
from mhaudit.cli.errors import tell_written
from mhaudit.cli.exit_codes import CLEAN, FOUND, counts_as
from mhaudit.errors import UsageError
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.reports.diff import Diff
    from mhaudit.reports.diff_sides import Stored
    from mhaudit.reports.diff_words import Words


def diff(
    context: typer.Context,
    old: Annotated[str | None, typer.Argument(metavar="OLD", help="cli.diff.old")] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="cli.diff.new")] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help="cli.diff.fail_on",
            show_default=False,
            autocompletion=completers.levels,
        ),
    ] = "warning",
    format_name: options.PlainOrJson = "console",
    output_name: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="cli.diff.output")
    ] = None,
    excel_name: Annotated[
        str | None, typer.Option("--excel", metavar="FILE", help="cli.diff.excel")
    ] = None,
    ledger_name: options.Ledger = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="cli.diff.verbose", show_default=False)
    ] = False,
    lang: options.Lang = None,
) -> int:
    """Read both, compare, write; 1 if something new fails at or above `fail_on`."""
    language = settings.language(lang, context.obj)
    settings.fail_on(fail_on, language)
    settings.choice("--format", format_name, completers.PLAIN_OR_JSON, language)
    given = (_given("OLD", old, language), _given("NEW", new, language))

    def compared(path: Path) -> bool:
        return _is_input(path, given)

    target = output.checked_output(output_name, compared, language)
    excel = output.checked_workbook(excel_name, compared, language)
    ledger = ledgers.earlier(ledger_name, excel, language)
    from mhaudit.reports.diff import compare
    from mhaudit.reports.diff_console import write_diff
    from mhaudit.reports.diff_json import write_diff_json

    before, after = (_results(path, language) for path in given)
    found = compare(before, after)
    words = _words(found, language)

    def write(stream: TextIO) -> None:
        if format_name == "json":
            write_diff_json(found, stream)
        else:
            write_diff(found, stream, words, verbose=verbose)

    if target is None:
        output.to_stdout(write, machine=format_name != "console")
    else:
        output.to_file(write, target, language)
        tell_written(target, language)
    if excel is not None:
        from mhaudit.reports.excel.changes import write_changes

        write_changes(found, excel, words, ledger=ledger)
        tell_written(excel, language)
    return FOUND if _newly_wrong(found, fail_on) else CLEAN


def _given(name: str, path: str | None, language: str) -> Path:
    if path is None:
        raise UsageError(
            say(language, "cli.error.missing", name=name),
            hint=say(language, "cli.error.missing.hint", command="mhaudit diff"),
        )
    return Path(path)


def _is_input(path: Path, given: tuple[Path, Path]) -> bool:
    """Whether the file is compared: named itself, or a result in a folder."""
    inputs = [file for one in given for file in (one.glob("*.json") if one.is_dir() else (one,))]
    return any(file.exists() and path.samefile(file) for file in inputs)


def _results(path: Path, language: str) -> list[Stored]:
    from mhaudit.reports.diff_sides import repeated_school
    from mhaudit.reports.result_file import read_results

    results = read_results(path, language)
    school = repeated_school(results)
    if school is not None:
        values = {"path": path.as_posix(), "school": school}
        raise UsageError(
            say(language, "cli.diff.repeated", **values),
            hint=say(language, "cli.diff.repeated.hint"),
        )
    return results


def _words(found: Diff, language: str) -> Words:
    """The language of the run; for results in another, the titles of the installed rules."""
    from mhaudit.reports.diff_words import Words
    from mhaudit.rulebook.load import load_rulebook
    from mhaudit.rulebook.packs import pack_names

    foreign = {found.old.language, found.new.language} - {language, ""}
    if not foreign:
        return Words(language)
    used = {name for name, _, _ in (*found.old.packs, *found.new.packs)}
    names = sorted(used.intersection(pack_names()))
    rulebook = load_rulebook(names, language=language, examples=False)
    titles = {rule.id: rule.titled(language) for rule in rulebook.rules}
    return Words(language, foreign.pop(), titles)


def _newly_wrong(found: Diff, fail_on: str) -> bool:
    """Whether a new failure counts; with `unknown`, also what became unknown (R131)."""
    from mhaudit.reports.diff import Change

    if fail_on == "unknown" and found.counts()[Change.BECAME_UNKNOWN]:
        return True
    return any(counts_as(level, fail_on) for level in found.newly_failing)
