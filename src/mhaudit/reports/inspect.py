"""How the reader understood files: sheet → table, heading → field and why, first rows as read, what was left over."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

from mhaudit.findings import (
    AuditResult,
    ColumnInfo,
    InputInfo,
    Issue,
    KindInfo,
    PreviewCell,
    Severity,
    TableInfo,
)
from mhaudit.reports.console import write_period
from mhaudit.reports.folding import separator
from mhaudit.reports.page import Page
from mhaudit.reports.school import Details
from mhaudit.wording import fields, say

UNUSED = ("unmapped", "refused", "private")
WHOSE = ("school", "school_code", "district")
"""Fields that only say whose row it is."""
LONGEST = 24
"""Characters of a cell that are shown."""
NAMED = 5
"""How many schools of a table are named."""


def write_inspect(
    result: AuditResult, stream: TextIO, *, verbose: bool = False, width: int | None = None
) -> None:
    """Write what was found in every input, the schools, the period, the data issues; `verbose` cuts nothing short."""
    page, language = Page(stream, width), result.language
    details = Details(page, language, verbose=verbose)
    tables = sum(len(item.tables) for item in result.inputs)
    counts = {"files": len(result.inputs), "tables": tables, "schools": len(result.schools)}
    page.line(say(language, "inspect.head", **counts), style="bold")
    if any(table.preview for item in result.inputs for table in item.tables):
        page.line(say(language, "inspect.legend"), style="dim")
    issues = _issues(result)
    for issue in issues:
        if issue.severity is Severity.ERROR:
            details.unreadable(issue)
    for item in result.inputs:
        _input(page, item, issues, language)
    _schools(page, result)
    page.line()
    write_period(page, result)
    details.files = len(result.inputs) > 1
    details.issues([i for i in issues if i.severity is not Severity.ERROR], "console.issues")


def _issues(result: AuditResult) -> list[Issue]:
    return [*result.data_issues, *(i for s in result.schools for i in s.data_issues)]


def _input(page: Page, item: InputInfo, issues: Iterable[Issue], language: str) -> None:
    page.line()
    page.line("=" * min(page.width, 60), style="dim")
    if item.format:
        name = say(language, "inspect.file", path=item.path, format=item.format)
    else:
        name = say(language, "inspect.file.plain", path=item.path)
    page.line(name, style="bold")
    for table in item.tables:
        _table(page, table, language)
    if not item.tables:
        page.line(_why_no_table(item.path, issues) or say(language, "inspect.no_table"), indent=2)
    if item.skipped_sheets:
        page.line()
    for sheet, code in item.skipped_sheets:
        reason = _why_skipped(item.path, sheet, code, issues)
        page.line(say(language, "inspect.skipped", sheet=sheet, reason=reason), indent=2)


def _why_no_table(path: str, issues: Iterable[Issue]) -> str | None:
    """The words of the issue about the file itself."""
    for issue in issues:
        if (
            issue.place
            and issue.place.file == path
            and issue.place.sheet is issue.place.cell is None
        ):
            return issue.message
    return None


def _why_skipped(path: str, sheet: str, code: str, issues: Iterable[Issue]) -> str:
    """The words of the issue that says why; its code where no issue does."""
    for issue in issues:
        place = issue.place
        if issue.code == code and place and place.file == path and place.sheet in (sheet, None):
            return issue.message
    return code


def _table(page: Page, table: TableInfo, language: str) -> None:
    label = fields.table_label(language, table.table)
    page.line()
    if table.sheet is None:
        name = say(language, "inspect.no_sheet", table=label, rows=table.rows)
    else:
        values = {"sheet": table.sheet, "table": label, "rows": table.rows}
        name = say(language, "inspect.sheet", **values)
    page.line(name, indent=2, style="bold")
    if table.title:
        page.line(say(language, "inspect.title", title=table.title), indent=4)
    if told := _facts(table, language):
        page.line(say(language, "inspect.facts", facts=told), indent=4)
    if table.header_rows:
        rows = separator(language).join(map(str, table.header_rows))
        page.line(say(language, "inspect.header", rows=rows), indent=4)
    else:
        page.line(say(language, "inspect.no_header"), indent=4)
    page.line(_school_of(table, language), indent=4)
    columns = ("cell", "heading", "field", "how")
    page.table(
        [(say(language, f"inspect.column.{column}"), False) for column in columns],
        [_column(column, table.table, language) for column in table.columns],
        indent=4,
    )
    if left := [column.heading for column in table.columns if column.how in UNUSED]:
        headings = separator(language).join(left)
        page.line(say(language, "inspect.left_over", headings=headings), indent=4)
    for line in _to_teach(table, language):
        page.line(line, indent=4)
    _preview(page, table, language)


def _facts(table: TableInfo, language: str) -> str:
    """What title, sheet or file name say of every row: 每一行都是心理健康教育教师."""
    told = []
    facts = dict(table.facts)
    if "term" in facts:
        facts.pop("school_year", None)
    for name, value in facts.items():
        words = (
            fields.word(language, f"value.{each}", fields.term_label(language, each))
            for each in value.split("|")
        )
        value = say(language, "list.comma").join(words)
        told.append(say(language, f"inspect.fact.{name}", value=value))
    return separator(language).join(told)


def _school_of(table: TableInfo, language: str) -> str:
    if not table.school_from:
        return say(language, "inspect.school_unknown")
    source = fields.word(language, f"school_from.{table.school_from}", table.school_from)
    if not table.schools:
        return say(language, "inspect.school_from", source=source)
    names = separator(language).join(table.schools[:NAMED])
    if len(table.schools) > NAMED:
        names = say(language, "console.and_more", items=names, count=len(table.schools))
    return say(language, "inspect.school_from.named", source=source, names=names)


def _column(column: ColumnInfo, table: str, language: str) -> list[str]:
    field = say(language, "inspect.no_field")
    if column.field is not None:
        field = _field(column.field, table, language)
    how = fields.word(language, f"inspect.how.{column.how}", column.how)
    if column.reason:
        reason = fields.word(language, f"column.{column.reason}", column.reason)
        how = say(language, "inspect.how.why", how=how, reason=reason)
    if column.candidates:
        names = separator(language).join(_field(key, table, language) for key in column.candidates)
        how = say(language, "inspect.candidates", how=how, candidates=names)
    return [column.cell, column.heading, field, how]


def _field(key: str, table: str, language: str) -> str:
    """周课时(periods_per_week)."""
    label = fields.field_label(language, table, key)
    return say(language, "inspect.field", label=label, field=key)


def _to_teach(table: TableInfo, language: str) -> Iterator[str]:
    """For each refused heading what to write in mhaudit.toml, where it can be said."""
    for column in table.columns:
        if column.how != "refused" or not column.candidates:
            continue
        lines = [
            say(
                language,
                "inspect.teach.line",
                line=f'{key} = ["{column.heading}"]',
                label=fields.field_label(language, table.table, key),
            )
            for key in column.candidates
        ]
        values = {"table": table.table, "lines": say(language, "inspect.or").join(lines)}
        yield say(language, "inspect.teach", heading=column.heading, **values)


def _preview(page: Page, table: TableInfo, language: str) -> None:
    """The first rows: what each cell holds and, where that is something else, what was read."""
    if not table.preview:
        return
    page.line(say(language, "inspect.preview", count=len(table.preview)), indent=4)
    for number, cells in table.preview:
        label = say(language, "inspect.preview.row", row=number)
        items = [_read(cell, language) for cell in cells if cell.raw or cell.read]
        if not any(cell.judged for cell in cells if cell.field not in WHOSE):
            items.append(say(language, "inspect.preview.unused"))
        page.items(label, items or [say(language, "inspect.preview.blank")], indent=6)


def _read(cell: PreviewCell, language: str) -> str:
    raw = cell.raw if len(cell.raw) <= LONGEST else cell.raw[: LONGEST - 1] + "…"
    heading = " ".join(cell.heading.split())
    if cell.read is None:
        key = "inspect.preview.unread" if cell.judged else "inspect.preview.same"
    elif _plain(cell.read) == _plain(cell.raw):
        key = "inspect.preview.same"
    elif not cell.raw:
        return say(language, "inspect.preview.inferred", heading=heading, read=cell.read)
    else:
        return say(language, "inspect.preview.read", heading=heading, raw=raw, read=cell.read)
    return say(language, key, heading=heading, raw=raw)


def _plain(text: str) -> str:
    """Half-width and blank make no difference worth showing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


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
        page.line(_kind(school.kind, language), indent=4)


def _kind(kind: KindInfo | None, language: str) -> str:
    """办学类型:初级中学(取自“办学类型”一栏,学校!D4)."""
    if kind is None:
        return say(language, "inspect.kind.unknown")
    names = [fields.word(language, f"kind.{code}", code) for code in kind.codes]
    shown = separator(language).join(dict.fromkeys(names))
    by = separator(language).join(fields.word(language, f"kind_by.{what}") for what in kind.by)
    if kind.place is None:
        return say(language, "inspect.kind", kinds=shown, by=by)
    return say(language, "inspect.kind.at", kinds=shown, by=by, cell=kind.place.text())
