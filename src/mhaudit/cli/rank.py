"""`mhaudit rank`: which schools to look at first, and why; or a random sample of schools to visit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mhaudit.cli import completers, options, output, settings
from mhaudit.cli.errors import tell_written
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.errors import UsageError
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.reports.diff_sides import Stored

SHOWN = 20
"""So many schools the screen shows without `--top`."""


def rank(
    context: typer.Context,
    result: Annotated[str | None, typer.Argument(metavar="RESULT", help="cli.rank.result")] = None,
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", help="cli.rank.top", min=1)
    ] = None,
    size: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="cli.rank.sample", min=1)
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help="cli.rank.seed")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="district|standing|kind", help="cli.rank.by")
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="cli.rank.format",
            show_default=False,
            autocompletion=completers.rank_formats,
        ),
    ] = "console",
    output_name: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="cli.rank.output")
    ] = None,
    lang: options.Lang = None,
) -> int:
    """Read, rank or draw, write."""
    language = settings.language(lang, context.obj)
    settings.choice("--format", format_name, completers.RANK_FORMATS, language)
    from mhaudit.reports import rank as ranking
    from mhaudit.reports import rank_written

    _agree(size, seed, by, top, language)
    stratified = settings.choice("--by", by or "district", ranking.BY, language)
    given = _given(result, language)
    target = output.checked_output(output_name, lambda path: _is_input(path, given), language)
    results = _results(given, language)
    schools = ranking.ranked(results)
    drawn = ranking.sample(schools, size, seed, stratified) if size and seed is not None else None
    most = top or (SHOWN if format_name == "console" else len(schools))
    unreadable = sum(each.unreadable for each in results)
    found = rank_written.Ranking(schools[:most], len(schools), unreadable, drawn, language)

    def write(stream: TextIO) -> None:
        rank_written.WRITERS[format_name](found, stream)

    if target is None:
        output.to_stdout(write, machine=format_name != "console")
    else:
        output.to_file(write, target, language)
        tell_written(target, language)
    return CLEAN


def _agree(
    size: int | None, seed: str | None, by: str | None, top: int | None, language: str
) -> None:
    """UsageError for a sample without a seed, for what only a sample needs, and for both a sample and `--top`."""
    if size is not None and not (seed or "").strip():
        hint = say(language, "cli.error.rank.seed.hint")
        raise UsageError(say(language, "cli.error.rank.seed"), hint=hint)
    if size is None and (seed is not None or by is not None):
        option = "--seed" if seed is not None else "--by"
        hint = say(language, "cli.error.rank.alone.hint")
        raise UsageError(say(language, "cli.error.rank.alone", option=option), hint=hint)
    if size is not None and top is not None:
        raise UsageError(say(language, "cli.error.both", first="--sample", second="--top"))


def _given(path: str | None, language: str) -> Path:
    if path is None:
        raise UsageError(
            say(language, "cli.error.missing", name="RESULT"),
            hint=say(language, "cli.error.missing.hint", command="mhaudit rank"),
        )
    return Path(path)


def _is_input(path: Path, given: Path) -> bool:
    files = given.glob("*.json") if given.is_dir() else (given,)
    return any(file.exists() and path.samefile(file) for file in files)


def _results(path: Path, language: str) -> list[Stored]:
    from mhaudit.reports.diff_sides import repeated_school
    from mhaudit.reports.result_file import read_results

    results = read_results(path, language)
    school = repeated_school(results)
    if school is not None:
        values = {"path": path.as_posix(), "school": school}
        hint = say(language, "cli.diff.repeated.hint")
        raise UsageError(say(language, "cli.rank.repeated", **values), hint=hint)
    return results
