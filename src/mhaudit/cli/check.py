"""`mhaudit check`: audit files and folders, and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mhaudit.cli import ledgers, options, output, selection, settings, targets
from mhaudit.cli.errors import tell_error, tell_note, tell_written, told_in
from mhaudit.cli.exit_codes import USAGE, code_of, gap_in
from mhaudit.cli.progress import progress
from mhaudit.findings import AuditResult
from mhaudit.reports import Options, loaded
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.batch.run import Status
    from mhaudit.reports.baseline import Baseline
    from mhaudit.reports.counts import Tally


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="cli.check.paths")
    ] = None,
    rules: options.Rules = None,
    term: options.Term = None,
    as_of: options.AsOf = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    baseline: options.Baseline = None,
    fail_on: options.FailOn = "warning",
    formats: options.Formats = None,
    output_name: options.Output = None,
    excel_name: options.Excel = None,
    ledger_name: options.Ledger = None,
    split_name: options.SplitBy = None,
    waivers: options.Waivers = None,
    schools: options.Schools = None,
    rule: options.OnlyRules = None,
    show_names: options.ShowNames = False,
    jobs: options.Jobs = None,
    dask: options.Dask = None,
    no_cache: options.NoCache = False,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
    config_name: options.ConfigFile = None,
    lang: options.Lang = None,
) -> int:
    """Options → settings → one call → exit code."""
    settings.language(lang, context.obj)
    given = settings.required_paths(paths, "check", context.obj)
    config = settings.configured(config_name, given, lang, context.obj)
    language = settings.language(lang, context.obj, config)
    with told_in(language):
        split_by = settings.split_by(split_name, output_name, language)
        old = Path(baseline) if baseline is not None else None

        def audited(path: Path) -> bool:
            return _is_baseline(path, old) or is_input(path, given, language)

        file = None if split_by else output_name
        wanted = targets.targets(formats or (), file, audited, language)
        excel = output.checked_workbook(excel_name, audited, language)
        named = [(target.option, target.path) for target in wanted]
        targets.refuse_same_file([*named, ("--excel ", excel)], language)
        return run(
            settings.CheckSettings(
                paths=given,
                rules=settings.rules_or_default(rules, config),
                term=settings.term(term, language),
                as_of=settings.day(as_of, language),
                fail_on=settings.fail_on(fail_on, language),
                targets=wanted,
                select=selection.selectors(select),
                ignore=selection.selectors(ignore),
                baseline=old,
                excel=excel,
                ledger=ledgers.earlier(ledger_name, excel, language, quiet=quiet),
                split_by=split_by,
                split_into=output.checked_folder(output_name if split_by else None, language),
                waivers=Path(waivers) if waivers else None,
                schools=tuple(schools or ()),
                only=tuple(rule or ()),
                show_names=show_names,
                jobs=settings.jobs(jobs),
                dask=dask,
                cache=settings.cache(no_cache, show_names),
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
    known = _baseline(chosen)
    with progress(chosen.language, quiet=chosen.quiet) as shown:

        def told(status: Status) -> None:
            for target in chosen.targets:  # while others read: what will write the reports
                loaded(target.format)
            if shown is not None:
                shown(status)

        result: AuditResult = api.audit(
            chosen.paths,
            rules=chosen.rules,
            term=chosen.term,
            as_of=chosen.as_of,
            lang=chosen.language,
            show_names=chosen.show_names,
            progress=told,
            config=chosen.config,
            waivers=chosen.waivers,
            select=chosen.select,
            ignore=chosen.ignore,
            jobs=chosen.jobs,
            dask=chosen.dask,
            cache=chosen.cache,
        )
    result = selection.chosen(result, chosen.schools, only)
    if known is not None:
        from mhaudit.reports.baseline import marked

        result = marked(result, known)
    counted = _write(result, chosen)
    _write_workbooks(result, chosen)
    code, reason = code_of(counted, chosen.fail_on), gap_in(counted)
    if code == USAGE:
        hint = say(chosen.language, "cli.error.no_school.hint")
        tell_error(say(chosen.language, "cli.error.no_school"), hint, chosen.language)
    elif reason is not None:
        tell_note(say(chosen.language, f"cli.incomplete.{reason}"), chosen.language)
    return code


def _only(chosen: settings.CheckSettings) -> selection.Only:
    """The rules asked for, checked before anything is read."""
    if not chosen.only:
        return selection.Only()
    from mhaudit.rulebook.load import load_rulebook

    rulebook = load_rulebook(chosen.rules, language=chosen.language, examples=False)
    return selection.only_rules(chosen.only, rulebook, chosen.language)


def _baseline(chosen: settings.CheckSettings) -> Baseline | None:
    """The earlier result, read before anything is audited."""
    if chosen.baseline is None:
        return None
    from mhaudit.reports.baseline import read_baseline

    return read_baseline(chosen.baseline, chosen.language)


def _is_baseline(path: Path, baseline: Path | None) -> bool:
    """Whether the file is the baseline, or one of its folder."""
    if baseline is None or not baseline.exists():
        return False
    files = baseline.glob("*.json") if baseline.is_dir() else (baseline,)
    return any(path.samefile(file) for file in files)


def _write(result: AuditResult, chosen: settings.CheckSettings) -> Tally:
    paths = targets.paths_from_here(_sources(chosen)) if _links(chosen) else {}
    shown = Options(verbose=chosen.verbose, quiet=chosen.quiet, paths=paths)
    return targets.write(result, chosen.targets, shown, chosen.language)


def _links(chosen: settings.CheckSettings) -> bool:
    """Whether a format links to the audited files."""
    return any(target.format in ("junit", "sarif", "github") for target in chosen.targets)


def _sources(chosen: settings.CheckSettings) -> dict[str, Path]:
    """The audited files by the names they have in the report."""
    from mhaudit.loader.files import walk

    return {file.label: file.path for file in walk(chosen.paths, chosen.language)}


def _write_workbooks(result: AuditResult, chosen: settings.CheckSettings) -> None:
    """What `--excel` and `--split-by` ask for."""
    if chosen.excel is not None:
        from mhaudit.reports.excel import write_excel

        write_excel(result, chosen.excel, sources=_sources(chosen), ledger=chosen.ledger)
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
