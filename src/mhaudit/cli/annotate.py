"""`mhaudit annotate`: the submitter's own workbook with each problem marked in its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.errors import tell_error
from mhaudit.cli.exit_codes import CLEAN, INCOMPLETE
from mhaudit.cli.output import to_stdout
from mhaudit.errors import UsageError
from mhaudit.findings import AuditResult, Issue, Severity
from mhaudit.wording import say


def annotate(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="cli.annotate.paths")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="DIR", help="cli.annotate.output")
    ] = None,
    rules: options.Rules = None,
    term: options.Term = None,
    as_of: options.AsOf = None,
    config_name: options.ConfigFile = None,
    lang: options.Lang = None,
) -> int:
    """Audit, then write the copies; 3 if an input could not be read or copied."""
    given = settings.required_paths(paths, "annotate", settings.language(lang, context.obj))
    config = settings.configured(config_name, given, lang, context.obj)
    language = settings.language(lang, context.obj, config)
    folder = _folder(output, language)
    from mhaudit import api
    from mhaudit.forms.annotate import annotate as write_copies

    result = api.audit(
        given,
        rules=settings.rules_or_default(rules, config),
        term=settings.term(term, language),
        as_of=settings.day(as_of, language),
        lang=language,
        config=config,
    )
    unreadable = _tell_unreadable(result, language)
    written = failed = 0
    for marked in write_copies(result, given, folder, language):
        if marked.failed:
            failed += 1
            values = {"path": str(marked.path), "reason": marked.failed}
            tell_error(say(language, "cli.annotate.failed", **values), None, language)
            continue
        written += 1
        line = say(
            language,
            "cli.annotate.written",
            path=str(marked.path),
            cells=marked.cells,
            problems=marked.problems,
        )
        to_stdout(lambda stream, line=line: print(line, file=stream))  # type: ignore[misc]
    if not written and not failed and not unreadable:
        raise _wrong("cli.annotate.nothing", language)
    return INCOMPLETE if failed or unreadable else CLEAN


def _folder(output: str | None, language: str) -> Path:
    if output is None:
        raise _wrong("cli.annotate.missing", language)
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise _wrong("cli.annotate.no_folder", language, path=output)
    return folder


def _tell_unreadable(result: AuditResult, language: str) -> int:
    """Say which inputs there is no copy of; how many they are."""
    issues: list[Issue] = [*result.data_issues]
    for school in result.schools:
        issues += school.data_issues
    broken = [issue for issue in issues if issue.severity is Severity.ERROR]
    for issue in broken:
        file = issue.place.text() if issue.place else ""
        tell_error(f"{file}: {issue.message}", issue.suggestion, language)
    return len(broken)


def _wrong(key: str, language: str, **values: str) -> UsageError:
    return UsageError(say(language, key, **values), hint=say(language, f"{key}.hint"))
