"""The whole road from paths to submissions: walk, open, find tables, read rows, join schools, check.

`load` is what `check` and `inspect` call. One bad file is one issue; only a missing path or wrong options raise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mhaudit.findings import ColumnInfo, DataIssue, InputInfo, Place, TableInfo
from mhaudit.loader.files import InputFile, walk
from mhaudit.loader.formats import Limits
from mhaudit.loader.grid import Book, Sheet, open_book
from mhaudit.loader.identity import Registry
from mhaudit.loader.join import JoinOptions, join, owners
from mhaudit.loader.known import FileFacts, Known, facts_of
from mhaudit.loader.naming import Folders
from mhaudit.loader.period import How
from mhaudit.loader.reading import Sited, sited
from mhaudit.loader.schools import with_owner
from mhaudit.loader.tables import find_tables, heading_place
from mhaudit.loader.vocabulary import Vocabulary
from mhaudit.loader.vocabulary import load as load_vocabulary
from mhaudit.models.submission import Submissions, a1
from mhaudit.models.terms import Audited, Calendar

Progress = Callable[[int, int], None]
"""Told how many files have been read, of how many; before the first one, too."""

if TYPE_CHECKING:
    from mhaudit.loader.account import Account


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a user may set. `term`: `2024-2025-1` or a school year; `synonyms`: item text → the rules' item;
    `courses`: course → the rules' word for it.

    `absent_school`: whether a school without a row in a many-school sheet is unknown or zero there (R1).
    `preview`: how many first rows of each table to show as read (0: no account is kept of the schools of a
    table, nor of rows). `language` is that of errors raised here, and of the preview.
    """

    term: str | None = None
    as_of: dt.date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    show_names: bool = False
    absent_school: Literal["unknown", "zero"] = "unknown"
    synonyms: Mapping[str, str] = field(default_factory=dict)
    courses: Mapping[str, str] = field(default_factory=dict)
    vocabulary_extra: Mapping[str, Any] | None = None
    limits: Limits = field(default_factory=Limits)
    preview: int = 0
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Submissions with their issues and inputs, and the audited period with where it came from (R129).

    `registry` says which school each mention stands for, `facts` what each of the files adds to what other
    parts of a run have to know.
    """

    submissions: Submissions
    audited: Audited
    period_how: How
    registry: Registry
    facts: tuple[FileFacts, ...]


@dataclass(slots=True)
class Opened:
    """One input file and its tables; `book` None where it could not be read."""

    file: InputFile
    book: Book | None
    tables: list[Sited]
    issues: list[DataIssue]


def load(
    paths: Sequence[Path], options: LoadOptions | None = None, progress: Progress | None = None
) -> Loaded:
    """Read everything under `paths`. Raises UsageError for a missing path or an unreadable `term`."""
    options = options or LoadOptions()
    vocabulary = vocabulary_of(options)
    files = walk(paths, options.language)
    opened = []
    for number, file in enumerate(files):
        if progress:
            progress(number, len(files))
        opened.append(open_file(file, number, vocabulary, options.limits))
    if progress:
        progress(len(files), len(files))
    return join_files(opened, options)


def vocabulary_of(options: LoadOptions) -> Vocabulary:
    """The vocabulary with what the user adds to it."""
    found = load_vocabulary(dict(options.vocabulary_extra) if options.vocabulary_extra else None)
    return found.with_words(options.synonyms, options.courses)


def join_files(
    opened: Sequence[Opened],
    options: LoadOptions,
    known: Known | None = None,
    folders: Folders | None = None,
) -> Loaded:
    """Files as opened → submissions. `known`, or `folders` alone, where these are not all files of the run.

    Raises UsageError for an unreadable `term`.
    """
    tables = [table for one in opened for table in one.tables]
    joined = join(
        tables,
        JoinOptions(
            options.term,
            options.as_of,
            options.calendar,
            options.show_names,
            options.absent_school,
            options.synonyms,
            options.language,
        ),
        known,
        folders,
    )
    submissions = joined.submissions
    found = with_owner([issue for one in opened for issue in one.issues], owners(tables))
    submissions.issues = [*found, *submissions.issues]
    submissions.unread = unread_sheets(opened)
    submissions.refused = refused_columns(tables)
    account = _account(submissions, options) if options.preview else None
    submissions.inputs = [_input(one, account) for one in opened]
    facts = tuple(
        facts_of(
            one.file,
            one.tables,
            joined.folders,
            options.calendar,
            dated=options.term is None,
        )
        for one in opened
    )
    return Loaded(submissions, joined.audited, joined.how, joined.registry, facts)


def open_file(
    file: InputFile,
    number: int,
    vocabulary: Vocabulary,
    limits: Limits,
    data: bytes | None = None,
) -> Opened:
    """Read one file and find its tables; `number` tells it from all other files of the run.

    `data` is what the file holds, where its path cannot be reached from here.
    """
    book, issues = open_book(file.path, file.label, named=file.named, limits=limits, data=data)
    opened = Opened(file, book, [], list(issues))
    for sheet in book.sheets if book else ():
        tables, more = find_tables(sheet, file.label, vocabulary)
        opened.tables += [sited(raw, file, number) for raw in tables]
        opened.issues += more
    return opened


def _account(submissions: Submissions, options: LoadOptions) -> Account:
    from mhaudit.loader.account import Account  # only `inspect` shows it

    return Account(submissions, options.preview, options.language, vocabulary_of(options))


def _input(opened: Opened, account: Account | None) -> InputInfo:
    book = opened.book
    return InputInfo(
        opened.file.label,
        book.sha256 if book else None,
        book.format if book else None,
        tuple(_table(table, account) for table in opened.tables),
        _skipped(opened),
    )


def _table(table: Sited, account: Account | None) -> TableInfo:
    raw = table.raw
    columns = tuple(
        ColumnInfo(
            column.heading,
            a1(
                *raw.anchors.get(
                    (column.heading_row, column.index), (column.heading_row, column.index)
                )
            ),
            None if column.how == "refused" else column.key,
            column.how,
            column.reason,
            column.candidates or (account.candidates(raw.table, column) if account else ()),
        )
        for column in raw.columns
    )
    headings = tuple(row + 1 for row in raw.header_rows)
    return TableInfo(
        raw.table,
        raw.sheet.name,
        headings,
        len(raw.rows),
        columns,
        raw.title,
        table.school_from,
        _facts(table),
        account.schools(table) if account else (),
        account.preview(table) if account else (),
    )


def _facts(table: Sited) -> tuple[tuple[str, str], ...]:
    """What titles declare of every row, as text; a yes/no fact is `yes`, several words have `|` between them."""
    told = ((fact.name, getattr(table.raw.facts, fact.name)) for fact in fields(table.raw.facts))
    return tuple((name, _fact(value)) for name, value in told if value)


def _fact(value: bool | str | frozenset[str]) -> str:
    if isinstance(value, frozenset):
        return "|".join(sorted(value))
    return value if isinstance(value, str) else "yes"


def refused_columns(tables: Iterable[Sited]) -> dict[tuple[int, str, str], list[Place]]:
    """(School, table, field) → the headings of sheets of that one school that were refused for it (R36, R135)."""
    found: dict[tuple[int, str, str], list[Place]] = {}
    for table in tables:
        for column in table.raw.columns:
            if column.how == "refused" and column.refused and len(table.sure_schools) == 1:
                key = (*table.sure_schools, table.raw.table, column.refused)
                found.setdefault(key, []).append(heading_place(table.raw, column))
    return found


def unread_sheets(opened: Iterable[Opened]) -> dict[int, list[DataIssue]]:
    """School → the D201 of filled-in sheets in files that are about no other school."""
    found: dict[int, list[DataIssue]] = {}
    for one in opened:
        schools = {at for table in one.tables for at in table.sure_schools}
        unknown = any(issue.code == "D201" for issue in one.issues)
        if len(schools) != 1 or one.book is None or not unknown:
            continue
        filled = {sheet.name for sheet in one.book.sheets if _is_filled(sheet)}
        read = {table.raw.sheet.name for table in one.tables}
        for issue in one.issues:
            sheet = issue.place.sheet if issue.place else None
            if issue.code == "D201" and sheet in filled - read:
                found.setdefault(min(schools), []).append(issue)
    return found


def _is_filled(sheet: Sheet) -> bool:
    """Whether more than one row holds anything: a heading or a title alone tells nothing."""
    rows = (row for row in sheet.cells if any(cell not in ("", None) for cell in row))
    return len(list(islice(rows, 2))) > 1


_SKIPPED = ("D201", "D205", "D502")
"""Codes of issues about a sheet that was not read as a table."""


def _skipped(opened: Opened) -> tuple[tuple[str, str], ...]:
    """Sheets without a table, each with the code that says why."""
    read = {table.raw.sheet.name for table in opened.tables}
    found: dict[str, str] = {}
    for issue in opened.issues:
        sheet = issue.place.sheet if issue.place else None
        if issue.code in _SKIPPED and sheet is not None and sheet not in read:
            found.setdefault(sheet, issue.code)
    for name in opened.book.hidden if opened.book else ():
        found.setdefault(name, "D205")
    return tuple(found.items())
