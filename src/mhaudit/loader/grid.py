"""Open anything that may be a spreadsheet, safely: a path goes in, sheets of raw cells come out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

import python_calamine as calamine

from mhaudit.findings import DataIssue, Place
from mhaudit.issues import CSV_REPORT
from mhaudit.loader import delimited
from mhaudit.loader.causes import cause
from mhaudit.loader.formats import (
    SHEET_EXTENSIONS,
    Limits,
    RefusedError,
    Seen,
    check_size,
    detect,
    is_report,
)
from mhaudit.loader.mending import mended

T = TypeVar("T")

_LOOSE_TEXT = {"", ".txt", ".tab", ".dat"}
"""Extensions that may hold a delimited table, if the text looks like one."""


@dataclass
class Sheet:
    """One visible sheet. `cells[row][column]` counts from A1, whatever empty rows the file leaves out.

    A cell is None or '' (empty), str, bool, int, float, date, datetime, time or timedelta. `merges` are
    `(first row, first column, last row, last column)`, all from 0; `knows_merges` is False for formats that
    have none (CSV, .ods). `name` is None in CSV and TSV (R96).
    """

    name: str | None
    cells: list[list[Any]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    knows_merges: bool = True
    since_1904: bool = False
    """Of a workbook that counts days from 1904: so does a bare number in a column of dates."""
    struck: frozenset[int] = frozenset()
    """The rows that are struck through."""

    @cached_property
    def columns(self) -> list[Sequence[Any]]:
        """The cells by column, all of one length; None beyond a row's end."""
        return list(zip_longest(*self.cells))


@dataclass(slots=True)
class Book:
    """A file as opened. `hidden` names the sheets that were not read (R87)."""

    path: str
    sha256: str
    format: str
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


def open_book(
    path: Path,
    label: str,
    *,
    named: bool = True,
    limits: Limits | None = None,
    data: bytes | None = None,
    report: bool = False,
) -> tuple[Book | None, list[DataIssue]]:
    """Open a file by its content, never by its extension (R106, R121); it is read once and never written.

    `label` is how Places and issues name the file; `named` says that it stood on the command line, where a
    file that is no spreadsheet is an error (R94). None comes back with exactly one issue that says why.
    Besides, a sheet that alone cannot be read is a D101 at that sheet, and the others are returned. `data` is
    what the file holds, where the path cannot be reached from here. With `report`, a workbook that mhaudit wrote
    is opened too; no audit reads one.
    """
    limits = limits or Limits()
    try:
        if (path.stat().st_size if data is None else len(data)) > limits.file_bytes:
            if not _expected(
                path
            ):  # a film among the forms is no spreadsheet, whatever its size (R94)
                return None, [_no_spreadsheet(label, named=named)]
            raise RefusedError("D103", limit=f"{limits.file_bytes // 1024 // 1024} MiB")
        data = path.read_bytes() if data is None else data
    except RefusedError as refusal:
        return None, [_refused(refusal, label)]
    except OSError as error:
        name = "DiskError" if type(error) is OSError else type(error).__name__
        if path.is_dir():
            name = "IsADirectoryError"  # which Windows calls a lack of permission
        return None, [_refused(RefusedError("D101", reason=name), label)]
    try:
        book, issues = _read(data, path.suffix.lower(), label, limits, report=report)
    except RefusedError as refusal:
        if refusal.code == "D101" and not _expected(path):
            return None, [_no_spreadsheet(label, named=named)]
        return None, [_refused(refusal, label)]
    if book is None:
        if _expected(path):
            return None, [_refused(RefusedError("D101", reason="no workbook"), label)]
        return None, [_no_spreadsheet(label, named=named)]
    return book, [*_extension(book, path), *issues]


def _expected(path: Path) -> bool:
    return path.suffix.lower() in SHEET_EXTENSIONS


def _refused(refusal: RefusedError, label: str, sheet: str | None = None) -> DataIssue:
    args = refusal.args_given
    if refusal.code == "D101":
        args = cause(dict(args)["reason"])
    return DataIssue(refusal.code, args, Place(label, sheet, None))


def _no_spreadsheet(label: str, *, named: bool) -> DataIssue:
    return DataIssue("D104" if named else "D106", (), Place(label, None, None))


def _extension(book: Book, path: Path) -> list[DataIssue]:
    suffix = path.suffix.lower()
    if book.format in SHEET_EXTENSIONS.get(suffix, ()) or suffix in _LOOSE_TEXT:
        return []
    args = (("extension", suffix), ("format", book.format))
    return [DataIssue("D105", args, Place(book.path, None, None))]


def _read(
    data: bytes, suffix: str, label: str, limits: Limits, *, report: bool
) -> tuple[Book | None, list[DataIssue]]:
    if not data.strip():
        raise RefusedError("D107")
    kind = detect(data)
    digest = hashlib.sha256(data).hexdigest()
    if kind == "text":
        return _read_text(data, suffix, Book(label, digest, "csv", []), limits), []
    if kind is None:
        return None, []
    seen = check_size(data, kind, limits)
    if kind == "xlsx" and not report and is_report(data):
        raise RefusedError("D108")
    book = Book(label, digest, kind, [])
    if kind in {"xlsx", "ods"}:
        book, issues = _read_package(data, seen, book, limits)
    else:
        issues = _read_workbook(seen.data, book, limits)
    for sheet in book.sheets:
        sheet.since_1904 = seen.since_1904
        sheet.struck = seen.struck.get(sheet.name or "", frozenset())
    return book, issues


def _read_package(
    data: bytes, seen: Seen, book: Book, limits: Limits
) -> tuple[Book, list[DataIssue]]:
    """Read an .xlsx or .ods; where the parser fails, once more with what it stumbles over put right.

    Where it does not fail, but reads something else than what is there, what is put right is read at once.
    """
    failure: RefusedError | None = None
    issues: list[DataIssue] = []
    if seen.misread and (better := mended(data)) is not None:
        data, seen = better, check_size(better, book.format, limits)
    try:
        issues = _read_workbook(seen.data, book, limits)
        names = {sheet.name for sheet in book.sheets}
        if len(names) == len(book.sheets) and all(issue.code != "D101" for issue in issues):
            return book, issues
    except RefusedError as refusal:
        if refusal.code != "D101":
            raise
        failure = refusal
    better = mended(data)
    if better is not None:
        again = Book(book.path, book.sha256, book.format, [])
        return again, _read_workbook(check_size(better, book.format, limits).data, again, limits)
    if failure is not None:
        raise failure
    return book, issues


def _read_text(data: bytes, suffix: str, book: Book, limits: Limits) -> Book | None:
    text = delimited.decode(data)
    if text is None:
        return None
    if not text.strip():
        raise RefusedError("D107")
    if text.startswith(CSV_REPORT):
        raise RefusedError("D108")
    delimiter, agreed = delimited.separator(text)
    if suffix not in {".csv", ".tsv"} and not (
        agreed and (suffix in SHEET_EXTENSIONS or suffix in _LOOSE_TEXT)
    ):
        return None
    if text.count(delimiter) + text.count("\n") > limits.cells:
        raise RefusedError("D103", limit=f"{limits.cells:,} cells")
    try:
        cells = delimited.records(text, delimiter)
    except delimited.NotDelimitedError as error:
        raise RefusedError("D101", reason=str(error)) from error
    book.format = "tsv" if delimiter == "\t" else "csv"
    book.sheets = [Sheet(None, cells, knows_merges=False)]
    return book


def _read_workbook(data: bytes, book: Book, limits: Limits) -> list[DataIssue]:
    """Fill the book's sheets; a sheet that cannot be read is an issue."""
    workbook = _guarded(lambda: calamine.load_workbook(io.BytesIO(data)))
    if all(meta.typ != calamine.SheetTypeEnum.WorkSheet for meta in workbook.sheets_metadata):
        raise RefusedError("D101", reason="no sheets")
    issues: list[DataIssue] = []
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        place = Place(book.path, meta.name, None)
        if meta.visible != calamine.SheetVisibleEnum.Visible:
            book.hidden.append(meta.name)
            issues.append(DataIssue("D205", (("sheet", meta.name),), place))
            continue
        try:
            book.sheets.append(_sheet(workbook, index, limits))
        except RefusedError as refusal:
            lost = dict(refusal.args_given).get("reason") == meta.name  # so it names a missing part
            refusal = RefusedError("D101", reason="no part") if lost else refusal
            issues.append(_refused(refusal, book.path, meta.name))
    if not issues and not any(_holds_text(sheet) for sheet in book.sheets):
        raise RefusedError("D107")
    return issues


def _sheet(workbook: calamine.CalamineWorkbook, index: int, limits: Limits) -> Sheet:
    sheet = _guarded(lambda: workbook.get_sheet_by_index(index))
    if (sheet.total_height + 1) * (sheet.total_width + 1) > limits.cells:
        raise RefusedError("D103", limit=f"{limits.cells:,} cells")
    cells = _guarded(lambda: sheet.to_python(skip_empty_area=False))
    ranges = sheet.merged_cell_ranges
    merges = [(*first, *last) for first, last in ranges or ()]
    return Sheet(sheet.name, cells, merges, knows_merges=ranges is not None)


def _holds_text(sheet: Sheet) -> bool:
    return any(cell not in {None, ""} for row in sheet.cells for cell in row)


def _guarded(call: Callable[[], T]) -> T:
    """Turn whatever the parser raises for a bad file into a RefusedError."""
    try:
        return call()
    except calamine.PasswordError as error:
        raise RefusedError("D102") from error
    except (calamine.CalamineError, ValueError, OverflowError, OSError) as error:
        raise RefusedError("D101", reason=str(error)[:120]) from error
    except BaseException as error:
        # A Rust panic arrives as a BaseException whose class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("D101", reason="panic") from error
