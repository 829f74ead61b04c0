"""`mhaudit check`: audit files and folders, and report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TextIO

import typer

from mhaudit.cli import completion, output, selection, settings
from mhaudit.cli.errors import tell_error, tell_note, tell_written, told_in
from mhaudit.cli.exit_codes import USAGE, exit_code, incomplete
from mhaudit.cli.help import CONFIG, LANG
from mhaudit.cli.progress import progress
from mhaudit.findings import AuditResult
from mhaudit.reports import REPORTERS
from mhaudit.wording import say


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="cli.check.paths")
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules",
            metavar="PACK|FILE",
            help="cli.check.rules",
            show_default=False,
            autocompletion=completion.packs,
        ),
    ] = None,
    term: Annotated[
        str | None, typer.Option("--term", metavar="TERM", help="cli.check.term")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="cli.check.as_of")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help="cli.check.fail_on",
            show_default=False,
            autocompletion=completion.levels,
        ),
    ] = "warning",
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="cli.check.format",
            show_default=False,
            autocompletion=completion.formats,
        ),
    ] = "console",
    output_name: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="cli.check.output")
    ] = None,
    excel_name: Annotated[
        str | None, typer.Option("--excel", metavar="FILE", help="cli.check.excel")
    ] = None,
    split_name: Annotated[
        str | None, typer.Option("--split-by", metavar="school|district", help="cli.check.split_by")
    ] = None,
    waivers: Annotated[
        str | None, typer.Option("--waivers", metavar="FILE", help="cli.check.waivers")
    ] = None,
    schools: Annotated[
        list[str] | None,
        typer.Option("--school", metavar="NAME", help="cli.check.school", show_default=False),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            metavar="ID",
            help="cli.check.rule",
            show_default=False,
            autocompletion=completion.rules,
        ),
    ] = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="cli.check.show_names", show_default=False)
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="cli.check.verbose", show_default=False)
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="cli.check.quiet", show_default=False)
    ] = False,
    config_name: Annotated[str | None, CONFIG] = None,
    lang: Annotated[str | None, LANG] = None,
) -> int:
    """Options → settings → one call → exit code."""
    settings.language(lang, context.obj)
    given = settings.required_paths(paths, "check", context.obj)
    config = settings.configured(config_name, given, lang, context.obj)
    language = settings.language(lang, context.obj, config)
    with told_in(language):
        split_by = settings.split_by(split_name, output_name, language)

        def audited(path: Path) -> bool:
            return is_input(path, given, language)

        return run(
            settings.CheckSettings(
                paths=given,
                rules=settings.rules_or_default(rules, config),
                term=settings.term(term, language),
                as_of=settings.day(as_of, language),
                fail_on=settings.fail_on(fail_on, language),
                format=settings.format_name(format_name, language),
                output=output.checked_output(None if split_by else output_name, audited, language),
                excel=output.checked_workbook(excel_name, audited, language),
                split_by=split_by,
                split_into=output.checked_folder(output_name if split_by else None, language),
                waivers=Path(waivers) if waivers else None,
                schools=tuple(schools or ()),
                only=tuple(rule or ()),
                show_names=show_names,
                verbose=settings.detail(verbose, quiet, language),
                quiet=quiet,
                language=language,
                config=config,
            )
        )


def run(chosen: settings.CheckSettings) -> int:
    """Audit, write the report, and return the exit code, which no trouble with stdout changes."""
    from mhaudit import api

    only = _only(chosen)
    with progress(chosen.language, quiet=chosen.quiet) as shown:
        result: AuditResult = api.audit(
            chosen.paths,
            rules=chosen.rules,
            term=chosen.term,
            as_of=chosen.as_of,
            lang=chosen.language,
            show_names=chosen.show_names,
            progress=shown,
            config=chosen.config,
            waivers=chosen.waivers,
        )
    result = selection.chosen(result, chosen.schools, only)
    _write(result, chosen)
    _write_workbooks(result, chosen)
    code = exit_code(result, chosen.fail_on)
    reason = incomplete(result)
    if code == USAGE:
        hint = say(chosen.language, "cli.error.no_school.hint")
        tell_error(say(chosen.language, "cli.error.no_school"), hint, chosen.language)
    elif reason is not None:
        tell_note(say(chosen.language, f"cli.incomplete.{reason}"), chosen.language)
    return code


def _only(chosen: settings.CheckSettings) -> tuple[str, ...]:
    """The ids of the rules asked for, checked before anything is read."""
    if not chosen.only:
        return ()
    from mhaudit.rulebook.load import load_rulebook

    rulebook = load_rulebook(chosen.rules, language=chosen.language, examples=False)
    return selection.rule_ids(chosen.only, rulebook, chosen.language)


def _write(result: AuditResult, chosen: settings.CheckSettings) -> None:
    def write(stream: TextIO) -> None:
        if chosen.quiet and chosen.format == "console":
            from mhaudit.reports.console import write_quiet

            write_quiet(result, stream)
        else:
            REPORTERS[chosen.format](result, stream, verbose=chosen.verbose)

    if chosen.output is None:
        output.to_stdout(write, machine=chosen.format != "console")
    else:
        output.to_file(write, chosen.output, chosen.language)
        if not chosen.quiet:
            tell_written(chosen.output, chosen.language)


def _write_workbooks(result: AuditResult, chosen: settings.CheckSettings) -> None:
    """What `--excel` and `--split-by` ask for."""
    if chosen.excel is not None:
        from mhaudit.loader.files import walk
        from mhaudit.reports.excel import write_excel

        sources = {file.label: file.path for file in walk(chosen.paths, chosen.language)}
        write_excel(result, chosen.excel, sources=sources)
        if not chosen.quiet:
            tell_written(chosen.excel, chosen.language)
    if chosen.split_by is not None and chosen.split_into is not None:
        from mhaudit.reports.excel.split import write_split

        def audited(path: Path) -> bool:
            return is_input(path, chosen.paths, chosen.language)

        written = write_split(result, chosen.split_by, chosen.split_into, is_input=audited)
        if not chosen.quiet:
            tell_written(written[0], chosen.language)


def is_input(output_path: Path, paths: settings.Paths, language: str) -> bool:
    """Whether the audit would read this file: named itself, or a spreadsheet in a folder.

    An earlier report that lies in the folder is none (R94), so that a run can be repeated.
    """
    from mhaudit.loader.files import walk
    from mhaudit.loader.grid import open_book

    for file in walk(paths, language):
        if output_path.samefile(file.path):
            _, issues = open_book(file.path, file.label, named=False)
            return file.named or [issue.code for issue in issues] not in (["D106"], ["D108"])
    return False
