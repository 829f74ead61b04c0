"""Marked copies: every readable input copied with each problem in its cell and all of them on a first sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from mhaudit.errors import MhauditError, UsageError
from mhaudit.findings import AuditResult, InputInfo, Place, TableInfo
from mhaudit.forms import cached
from mhaudit.forms.listing import Account, add_listing, print_across
from mhaudit.forms.marks import mark, unmark
from mhaudit.forms.original import (
    BROKEN,
    Copy,
    carried_over,
    cells_of,
    differences,
    merge,
    open_copy,
)
from mhaudit.forms.problems import Problem, problems_in, schools_in
from mhaudit.loader.files import InputFile, walk
from mhaudit.loader.grid import open_book
from mhaudit.reports.excel.saving import replaced
from mhaudit.reports.excel.text import width
from mhaudit.reports.folding import separator
from mhaudit.wording import fields, say

_TEXT = ("csv", "tsv")
_WIDEST, _NARROWEST = 40, 8
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """One copy as written. `failed` says why there is none."""

    path: Path
    cells: int = 0
    problems: int = 0
    failed: str = ""


class _NotWritten(Exception):
    """A workbook that openpyxl can read and not write."""


def annotate(
    result: AuditResult, paths: Sequence[Path], folder: Path, language: str
) -> Iterator[Marked]:
    """Write a copy of every input of `result` (read from `paths`) into `folder`, one after the other.

    A copy keeps the name of its original and the folders that belong to the input, since they may name the
    school. Raises UsageError before anything is written if a copy would replace an input, MhauditError if
    the system refuses a file.
    """
    files = {file.label: file for file in walk(sorted(paths), language)}
    planned = _planned(result, files, folder, language)
    for info, file, target in planned:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            message = say(
                language, "cli.error.output.failed", path=str(target.parent), reason=reason
            )
            raise MhauditError(message) from error
        yield _annotated(result, info, file, target, language)


def _planned(
    result: AuditResult, files: dict[str, InputFile], folder: Path, language: str
) -> list[tuple[InputInfo, InputFile, Path]]:
    """Which input goes where; two of the same name (a.csv beside a.xlsx) are told apart."""
    inputs = {_identity(file.path) for file in files.values()}
    taken: set[str] = set()
    planned = []
    for info in result.inputs:
        file = files.get(info.path)
        if file is None or info.sha256 is None:
            continue
        label = PurePosixPath(info.path)
        target = folder / label.with_suffix(".xlsx")
        if str(target).casefold() in taken:
            target = folder / label.with_name(f"{label.stem}-{info.format}.xlsx")
        taken.add(str(target).casefold())
        if _identity(target) in inputs:
            message = say(language, "cli.annotate.over", path=str(target))
            raise UsageError(message, hint=say(language, "cli.annotate.over.hint"))
        planned.append((info, file, target))
    return planned


def _identity(path: Path) -> tuple[int, int] | Path:
    """The same for one file by any name: another spelling, a symbolic link, a hard link."""
    try:
        found = path.stat()
    except OSError:
        return path.resolve()
    return found.st_dev, found.st_ino


def _annotated(
    result: AuditResult, info: InputInfo, file: InputFile, target: Path, language: str
) -> Marked:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        return Marked(target, failed=error.strerror or str(error))
    if sha256(data).hexdigest() != info.sha256:
        return Marked(target, failed=say(language, "marks.changed"))
    problems = problems_in(result, info.path)
    copy = _copy(data, info, file)
    try:
        written, cells = _filled(result, info, data, copy, problems, language)
    except _NotWritten:
        # openpyxl could open the workbook, but not write it again.
        copy = carried_over(data, info.format or "")
        written, cells = _filled(result, info, data, copy, problems, language)
    with replaced(target, language) as (beside, _):
        beside.write_bytes(written)
    return Marked(target, cells, len(problems))


def _filled(
    result: AuditResult,
    info: InputInfo,
    data: bytes,
    copy: Copy,
    problems: Sequence[Problem],
    language: str,
) -> tuple[bytes, int]:
    """The marked workbook, and how many cells of it are marked."""
    for sheet in copy.all_sheets:
        unmark(sheet)
    formulas = {} if copy.converted else cached.results(data, copy.book)
    _merge_filled_down(copy, result, info)
    if copy.converted:
        _tidy(copy, info)
    cells = mark(copy, problems, language)
    unlike = differences(data, _saved(copy, formulas), copy)
    account = _account(result, info, problems, copy, unlike, language)
    add_listing(copy, problems, account, language)
    return _saved(copy, formulas), cells


def _copy(data: bytes, info: InputInfo, file: InputFile) -> Copy:
    if info.format not in _TEXT:
        return open_copy(data, ())
    book, _ = open_book(file.path, file.label)
    return open_copy(data, book.sheets if book else ())


def _saved(copy: Copy, formulas: dict[str, cached.Results]) -> bytes:
    stream = io.BytesIO()
    try:
        copy.book.save(stream)
    except BROKEN as error:
        if copy.converted:
            raise
        raise _NotWritten from error
    titles = [sheet.title for sheet in copy.book.worksheets]
    return cached.with_results(stream.getvalue(), titles, formulas)


# --- copies of other formats ---


def _merge_filled_down(copy: Copy, result: AuditResult, info: InputInfo) -> None:
    """Blank names of schools that were read as the row above (R120): .xlsx can say so by merging."""
    if not copy.converted:
        return
    for place, table in _filled_down(result, info):
        sheet = copy.sheets.get(place[0].sheet)
        if sheet is None:
            continue
        rows = sorted(_row(each) for each in place)
        for column in _naming_columns(table):
            for first, last in _runs(rows):
                blank = all(
                    sheet.cell(row, column).value in {None, ""} for row in range(first, last + 1)
                )
                if blank and sheet.cell(first - 1, column).value not in {None, ""}:
                    merge(sheet, first - 1, column, last, column)


def _filled_down(result: AuditResult, info: InputInfo) -> Iterator[tuple[list[Place], TableInfo]]:
    issues = [issue for school in result.schools for issue in school.data_issues]
    for issue in [*result.data_issues, *issues]:
        if issue.code != "D209" or issue.place is None or issue.place.file != info.path:
            continue
        places = [issue.place, *issue.others]
        column = _column(issue.place)
        for table in info.tables:
            headings = {coordinate_from_string(each.cell)[0] for each in table.columns}
            if table.sheet == issue.place.sheet and get_column_letter(column) in headings:
                yield places, table
                break


def _naming_columns(table: TableInfo) -> list[int]:
    named = ("school", "school_code", "district")
    return [
        column_index_from_string(coordinate_from_string(column.cell)[0])
        for column in table.columns
        if column.field in named
    ]


def _row(place: Place) -> int:
    return coordinate_from_string(place.cell or "A1")[1]


def _column(place: Place) -> int:
    return column_index_from_string(coordinate_from_string(place.cell or "A1")[0])


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring rows."""
    start = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] > row + 1:
            yield rows[start], row
            start = at + 1


def _tidy(copy: Copy, info: InputInfo) -> None:
    """Widths, and headings that look like headings: the original's look did not come along."""
    side = Side(style="thin", color="BFBFBF")
    border = Border(left=side, right=side, top=side, bottom=side)
    for sheet in copy.all_sheets:
        widths: dict[str, int] = {}
        for cell in cells_of(sheet):
            letter = get_column_letter(cell.column)
            widths[letter] = max(widths.get(letter, _NARROWEST), _breadth(cell) + 2)
        for letter, widest in widths.items():
            sheet.column_dimensions[letter].width = min(widest, _WIDEST)
        print_across(sheet)
    for table in info.tables:
        found = copy.sheets.get(table.sheet)
        for row in table.header_rows if found is not None else ():
            assert found is not None
            for cell in found[row]:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDE6F3")
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
                cell.border = border


def _breadth(cell: Any) -> int:
    """How wide a cell's text is; a long title over the table does not count."""
    if cell.value is None:
        return 0
    if hasattr(cell.value, "isoformat"):
        return 11
    text = width(str(cell.value))
    return 0 if text > _WIDEST * 1.5 else text


# --- what the first sheet says ---


def _account(
    result: AuditResult,
    info: InputInfo,
    problems: Sequence[Problem],
    copy: Copy,
    unlike: Sequence[str],
    language: str,
) -> Account:
    name = PurePosixPath(info.path).name
    return Account(
        say(language, "marks.title", file=name),
        _summary(result, info, language),
        _counts(problems, language),
        _private(result, info, language),
        tuple(_remarks(result, info, copy, unlike, language)),
    )


def _summary(result: AuditResult, info: InputInfo, language: str) -> str:
    names = [school.name for school in schools_in(result, info.path) if school.name]
    schools = names[0] if names else say(language, "marks.no_school")
    if len(names) > 1:
        schools = say(language, "marks.schools", name=names[0], count=len(names))
    comma = separator(language)
    terms = comma.join(fields.term_label(language, term) for term in result.period.terms)
    packs = comma.join(f"{pack.title} {pack.version}" for pack in result.packs)
    period = terms or say(language, "marks.period.none")
    when = result.audited_at[:16].replace("T", " ")
    return say(language, "marks.summary", schools=schools, period=period, packs=packs, when=when)


def _counts(problems: Sequence[Problem], language: str) -> str:
    if not problems:
        return say(language, "marks.clean")
    data = sum(problem.sort == "data" for problem in problems)
    unknown = sum(problem.sort in {"unknown", "error"} for problem in problems)
    fail = len(problems) - data - unknown
    return say(language, "marks.counts", fail=fail, unknown=unknown, issues=data)


def _private(result: AuditResult, info: InputInfo, language: str) -> str:
    """The copy still holds what the original held; personal columns that were seen are named."""
    text = say(language, "marks.private")
    headings = [
        column.heading
        for table in info.tables
        for column in table.columns
        if column.how == "private"
    ]
    headings += [sheet for sheet, code in info.skipped_sheets if code == "D502"]
    if headings:
        named = separator(language).join(dict.fromkeys(headings))
        text += say(language, "marks.private.found", headings=named)
    return text


def _remarks(
    result: AuditResult, info: InputInfo, copy: Copy, unlike: Sequence[str], language: str
) -> Iterator[str]:
    if copy.converted is None:
        yield say(language, "marks.kept")
    elif copy.converted == "CSV":
        yield say(language, "marks.converted.text", format=(info.format or "").upper())
    elif copy.converted == "xlsx":
        yield say(language, "marks.carried")
    else:
        yield say(language, "marks.converted", format=f".{info.format}")
    if copy.converted and any(True for _ in _filled_down(result, info)):
        yield say(language, "marks.filled_down")
    comma = separator(language)
    lost = [say(language, f"lost.{key}", names=comma.join(names)) for key, names in copy.lost]
    if lost:
        yield say(language, "marks.lost", what=comma.join(lost))
    if unlike:
        named = comma.join(unlike[:_MOST_NAMED]) + ("…" if len(unlike) > _MOST_NAMED else "")
        yield say(language, "marks.unlike", cells=named)
