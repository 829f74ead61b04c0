"""How the reader understood files: sheet → table, heading → field and why, what was left over, which schools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from mhaudit.findings import AuditResult, ColumnInfo, InputInfo, Severity, TableInfo
from mhaudit.reports.folding import separator
from mhaudit.reports.page import Page
from mhaudit.reports.school import Details
from mhaudit.wording import fields, say

UNUSED = ("unmapped", "refused", "private")


def write_inspect(
    result: AuditResult, stream: TextIO, *, verbose: bool = False, width: int | None = None
) -> None:
    """Write what was found in every input, the schools, then the data issues; `verbose` cuts nothing short."""
    page, language = Page(stream, width), result.language
    details = Details(page, language, verbose=verbose)
    tables = sum(len(item.tables) for item in result.inputs)
    counts = {"files": len(result.inputs), "tables": tables, "schools": len(result.schools)}
    page.line(say(language, "inspect.head", **counts), style="bold")
    issues = [*result.data_issues, *(i for s in result.schools for i in s.data_issues)]
    for issue in issues:
        if issue.severity is Severity.ERROR:
            details.unreadable(issue)
    for item in result.inputs:
        _input(page, item, language)
    _schools(page, result)
    details.files = len(result.inputs) > 1
    details.issues([i for i in issues if i.severity is not Severity.ERROR], "console.issues")


def _input(page: Page, item: InputInfo, language: str) -> None:
    page.line()
    if item.format:
        name = say(language, "inspect.file", path=item.path, format=item.format)
    else:
        name = say(language, "inspect.file.plain", path=item.path)
    page.line(name, style="bold")
    for table in item.tables:
        _table(page, table, language)
    if not item.tables:
        page.line(say(language, "inspect.no_table"), indent=2)
    for sheet, reason in item.skipped_sheets:
        key = "inspect.skipped" if reason else "inspect.skipped.plain"
        values = {"sheet": sheet} | ({"reason": reason} if reason else {})
        page.line(say(language, key, **values), indent=2)


def _table(page: Page, table: TableInfo, language: str) -> None:
    label = fields.table_label(language, table.table)
    page.line()
    if table.sheet is None:
        page.line(say(language, "inspect.no_sheet", table=label, rows=table.rows), indent=2)
    else:
        values = {"sheet": table.sheet, "table": label, "rows": table.rows}
        page.line(say(language, "inspect.sheet", **values), indent=2)
    if table.title:
        page.line(say(language, "inspect.title", title=table.title), indent=4)
    if table.header_rows:
        rows = separator(language).join(map(str, table.header_rows))
        page.line(say(language, "inspect.header", rows=rows), indent=4)
    else:
        page.line(say(language, "inspect.no_header"), indent=4)
    if table.school_from:
        source = fields.word(language, f"school_from.{table.school_from}", table.school_from)
        page.line(say(language, "inspect.school_from", source=source), indent=4)
    else:
        page.line(say(language, "inspect.school_unknown"), indent=4)
    columns = ("cell", "heading", "field", "how")
    page.table(
        [(say(language, f"inspect.column.{column}"), False) for column in columns],
        [_column(column, table.table, language) for column in table.columns],
        indent=4,
    )
    if left := [column.heading for column in table.columns if column.how in UNUSED]:
        headings = separator(language).join(left)
        page.line(say(language, "inspect.left_over", headings=headings), indent=4)


def _column(column: ColumnInfo, table: str, language: str) -> list[str]:
    field = say(language, "inspect.no_field")
    if column.field is not None:
        label = fields.field_label(language, table, column.field)
        field = say(language, "inspect.field", label=label, field=column.field)
    how = fields.word(language, f"inspect.how.{column.how}", column.how)
    if column.reason:
        how = say(language, "inspect.how.why", how=how, reason=column.reason)
    if column.candidates:
        names = separator(language).join(_labels(column.candidates, table, language))
        how = say(language, "inspect.candidates", how=how, candidates=names)
    return [column.cell, column.heading, field, how]


def _labels(names: Iterable[str], table: str, language: str) -> list[str]:
    return [fields.field_label(language, table, name) for name in names]


def _schools(page: Page, result: AuditResult) -> None:
    language = result.language
    page.line()
    if not result.schools:
        page.line(say(language, "console.nobody"), style="bold")
        return
    page.line(say(language, "inspect.schools"), style="bold")
    for school in result.schools:
        name = school.name or say(language, "console.unnamed")
        facts = separator(language).join(filter(None, (school.code, school.district)))
        text = say(language, "inspect.school", name=name, facts=facts) if facts else name
        page.line(text, indent=2)
