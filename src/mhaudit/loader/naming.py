"""How each table, and each of its rows, names its school (R16, R88, R89, R93, R116, R117, R120)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mhaudit.findings import DataIssue, Place
from mhaudit.loader import cells
from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import (
    Mention,
    Seen,
    district_name,
    is_authority,
    names_several,
    school_name,
    titles_several,
)
from mhaudit.loader.reading import Line, Sited, TableReader
from mhaudit.loader.tables import school_in

Folders = Mapping[Path, str | None]
"""Folder → the school it names."""


@dataclass(slots=True)
class Naming:
    """What all tables say of schools; the tables' `mentions` are filled beside it."""

    seen: list[Seen] = field(default_factory=list)
    issues: list[DataIssue] = field(default_factory=list)
    folders: Folders = field(default_factory=dict)


def name_schools(tables: Sequence[Sited], folders: Folders | None = None) -> Naming:
    """Fill `mentions`, `mention` and `school_from` of every table.

    `folders` is given where these are not all tables of the run: any file in a folder may name another school.
    """
    naming = Naming()
    for table in tables:
        _by_column(table, naming)
        table.own_names = _names(table)
    if folders is None:
        folders = folder_names((table.file, table.own_names) for table in tables)
    for table in tables:
        if table.raw.table == "schools":
            _lone_row(table, folders, naming)
    sole = _sole_schools(tables)
    for table in tables:
        if not _named(table) and table.raw.table != "schools":
            _whole_sheet(table, sole.get(table.book), folders, naming)
    naming.seen, naming.folders = list(seen_in(tables)), folders
    return naming


def _named(table: Sited) -> bool:
    return any(mention is not None for mention in table.mentions.values())


def _by_column(table: Sited, naming: Naming) -> None:
    """The mentions of a school column, with true merges and, where a format has none, blanks filled down."""
    reader = TableReader(table, naming.issues, rows=table.all_rows)
    if not reader.has("school", "school_code"):
        table.mentions = dict.fromkeys(table.all_rows[:1])
        return
    districts = [table.raw.districts.get(row) for row in reader.rows]
    mentions = reader.read(("school", "school_code", "district"), _mention, beside=districts)
    reader.reports()
    filled: list[int] = []
    last: Mention | None = None
    dropped = _of_authorities(reader)
    for row, mention in zip(reader.rows, mentions, strict=True):
        if row in dropped:
            continue
        if mention is None and last is not None and _continues(reader, row):
            mention = last
            filled.append(row)
        table.mentions[row] = last = mention
    if _named(table):
        table.school_from = "column"
    if filled:
        column = reader.column("school") or reader.column("school_code")
        assert column is not None
        places = list(dict.fromkeys(table.place(row, column.index) for row in filled))
        args = (("heading", column.heading), ("count", str(len(places))))
        naming.issues.append(DataIssue("D209", args, places[0], others=tuple(places[1:])))


def _of_authorities(reader: TableReader) -> frozenset[int]:
    """Rows of the schools' authority among those of schools: nobody's, and taken out of the table.

    Where every row of a sheet of facts names it, the column says who handed in, and nothing of schools.
    """
    raws = reader.cells("school")
    named = {raw for raw in set(raws) if not cells.is_blank(raw)}
    found = {raw for raw in named if is_authority(school_name(raw))}
    if not found or (found == named and reader.raw.table != "schools"):
        return frozenset()
    rows = frozenset(row for row, raw in zip(reader.rows, raws, strict=True) if raw in found)
    table = reader.raw
    table.rows = [row for row in table.rows if row not in rows]
    table.declares_none = tuple(row for row in table.declares_none if row not in rows)
    return rows


def _continues(reader: TableReader, row: int) -> bool:
    """Whether a blank school cell may be filled from above: no merges in the format, no number of its own (R120)."""
    return not reader.raw.sheet.knows_merges and cells.is_blank(reader.cell(row, "serial"))


_NO_NAME = re.compile(r"同上|\u3003|[\u2033\u201d\"]+|[\d.]+%|(?:全[区县市]|各|所有).{0,2}校")
"""What stands in a column of schools and names none of them: which is meant nobody knows (R15)."""


def _mention(line: Line) -> Mention | None:
    """`line.beside` is the district that a row above names for all below it."""
    name = school_name(line.cell("school"))
    if name is not None and _NO_NAME.fullmatch(name):
        name = None
    if is_authority(name):
        line.report("D210", "school")
        return None
    if names_several(line.cell("school")):
        line.report("D211", "school")
        name = None
    code = line.read("school_code", cells.code).value
    if name is None and code is None:
        return None
    return Mention(name, code, district_name(line.cell("district")) or district_name(line.beside))


_BLANK_NAME = re.compile(r"[xX\u00d7*_\uff38\u25cb\u3007]{2}|某|示例|样表|模板|范本")
"""In the name of a school: the form is a master copy."""


def _lone_row(table: Sited, folders: Folders, naming: Naming) -> None:
    """A school table whose only row has no name takes it from line, title, file or folder; several rows cannot."""
    rows = table.all_rows
    if not rows or (len(rows) == 1 and table.mentions[rows[0]] is None):
        _whole_sheet(table, None, folders, naming)
    elif rows and not _named(table):
        naming.issues.append(DataIssue("D207", (("table_key", "table.schools"),), table.whole()))


_NO_FACTS = frozenset({"school", "school_code", "district", "serial", None})


def _sole_schools(tables: Sequence[Sited]) -> dict[int, Mention]:
    """Workbook → its school, where it lists exactly one (R116), be it in several tables.

    A register of schools beside a table with facts of one is no table of the workbook's own schools.
    """
    rows: dict[int, list[Mention | None]] = defaultdict(list)
    listed: dict[int, list[Mention | None]] = defaultdict(list)
    for table in tables:
        if table.raw.table == "schools":
            into = listed if {c.key for c in table.raw.columns} <= _NO_FACTS else rows
            into[table.book] += [table.mentions.get(row) for row in table.raw.rows]
    own = {**listed, **rows}
    return {book: one for book, found in own.items() if (one := _one_school(found)) is not None}


def _one_school(mentions: Sequence[Mention | None]) -> Mention | None:
    """The fullest of several mentions of one school; None if they may mean two."""
    named = [mention for mention in mentions if mention is not None]
    if len(named) < len(mentions) or len({mention.name for mention in named}) != 1:
        return None
    codes = {mention.code for mention in named} - {None}
    districts = {mention.district for mention in named} - {None}
    if len(codes) > 1 or len(districts) > 1:
        return None
    return max(named, key=lambda mention: (mention.code is not None, mention.district is not None))


def _whole_sheet(table: Sited, sole: Mention | None, folders: Folders, naming: Naming) -> None:
    """One school for all rows of the sheet: workbook, line, title, sheet, file, folder, in this order."""
    found = _first_source(table, sole, folders)
    if found is None:
        if table.all_rows:  # headings alone belong to nobody, and need not
            naming.issues.append(
                DataIssue("D207", (("table_key", f"table.{table.raw.table}"),), table.whole())
            )
        return
    how, mention, place = found
    if not table.all_rows and (how == "folder" or _BLANK_NAME.search(mention.name or "")):
        return
    table.mention, table.school_from = mention, how
    table.mentions = dict.fromkeys(table.all_rows[:1], mention)
    if how != "workbook":
        args = (("school", mention.name or ""), ("source_key", f"school_from.{how}"))
        naming.issues.append(DataIssue("D208", args, place or table.whole(), mention.name))
    _contradicted_unit(table, mention, naming)


def _first_source(
    table: Sited, sole: Mention | None, folders: Folders
) -> tuple[str, Mention, Place | None] | None:
    if sole is not None:
        return "workbook", sole, None
    for how, text, place in _own_names(table):
        name = school_name(text)
        if names_several(text) or (how == "title" and place and titles_several(place.value)):
            return None  # all of them together: which row is whose nobody knows
        if name is not None:
            return how, Mention(name), place
    table.asked_folder = True
    folder = folders.get(table.file.folder)
    return ("folder", Mention(folder), None) if folder else None


def _own_names(table: Sited) -> Iterator[tuple[str, str, Place | None]]:
    """What line, title, sheet name and file name say, in the order in which they are believed (R89)."""
    raw = table.raw
    if raw.unit is not None:
        yield "unit", raw.unit[0], raw.unit[1]
    if raw.titled_school is not None:
        name, place = raw.titled_school
        yield "title" if place else "sheet", name, place
    by_file = school_in(table.file.path.stem)
    if by_file is not None:
        yield "file", by_file, None


def _contradicted_unit(table: Sited, mention: Mention, naming: Naming) -> None:
    """The 单位 line names one school, the file (or the workbook's own row) another (R89)."""
    unit = table.raw.unit
    if unit is None:
        return
    said = school_name(unit[0])
    against = (
        mention.name
        if table.school_from == "workbook"
        else school_name(school_in(table.file.path.stem))
    )
    if said is None or against is None or said in against or against in said:
        return
    chosen = mention.name or ""
    args = (("unit", said), ("other", against), ("chosen", chosen))
    naming.issues.append(DataIssue("D409", args, unit[1], said))


def _names(table: Sited) -> frozenset[str]:
    """The names in its rows, else those in line, title, sheet and file name."""
    names = {mention.name for mention in table.mentioned if mention.name}
    return frozenset(
        names or {name for _, text, _ in _own_names(table) if (name := school_name(text))}
    )


def folder_names(named: Iterable[tuple[InputFile, frozenset[str]]]) -> Folders:
    """Folder → the school it names, unless a file in it names another (R93)."""
    own: dict[Path, set[str]] = defaultdict(set)
    files: dict[Path, InputFile] = {}
    by_file: dict[Path, set[str]] = defaultdict(set)
    for file, names in named:
        files.setdefault(file.folder, file)
        by_file[file.path] |= names
    for path, said in by_file.items():
        for parent in path.parents:
            own[parent] |= said
    return {folder: _folder_name(file, own) for folder, file in files.items()}


def _folder_name(file: InputFile, own: Mapping[Path, set[str]]) -> str | None:
    """The innermost folder that names a school decides. A name equal to it is no other name."""
    for name, folder in zip(file.folders, file.path.parents, strict=False):
        school = school_name(school_in(name))
        if school is not None:
            return school if own[folder] <= {school} else None
    return None


def seen_in(tables: Sequence[Sited]) -> Iterator[Seen]:
    """Each distinct mention once per table, with the first cell that makes it."""
    for table in tables:
        if table.mention is not None and not table.mentions:  # a form that nobody filled in
            yield Seen(table.mention, table.whole())
        column = table.raw.column("school") or table.raw.column("school_code")
        done: set[Mention] = set()
        for row, mention in table.mentions.items():
            if mention is None or mention in done:
                continue
            done.add(mention)
            place = table.place(row, column.index) if column else table.whole()
            yield Seen(mention, place, table.raw.table == "schools")
