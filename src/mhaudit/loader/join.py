"""Rows of all files → submissions: who is meant, which period, typed rows, each counted once, what was supplied."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any, Literal

from mhaudit.loader import cells, consistency
from mhaudit.loader.cells import Context
from mhaudit.loader.class_names import ClassNames
from mhaudit.loader.declared import declared_none
from mhaudit.loader.duplicates import once
from mhaudit.loader.events import activity_rows
from mhaudit.loader.identity import Registry, resolve
from mhaudit.loader.known import Known, wide_tables
from mhaudit.loader.lessons import lesson_rows
from mhaudit.loader.naming import Folders, name_schools
from mhaudit.loader.period import How, audited_period
from mhaudit.loader.reading import Sited, TableReader
from mhaudit.loader.records import compared, record_rows
from mhaudit.loader.roster import committee_rows, teacher_rows
from mhaudit.loader.rows import Block, Surroundings, class_rows, read_classes, unplaced
from mhaudit.loader.schools import School, narrow_by_classes, place_rows, read_schools, with_owner
from mhaudit.loader.supply import absent_schools, scope_of, supplies
from mhaudit.loader.totals import add_totals
from mhaudit.loader.typed import Typed
from mhaudit.models.grades import grades_of_kinds
from mhaudit.models.submission import Builder, Source, Submissions
from mhaudit.models.terms import Audited, Calendar
from mhaudit.models.values import OneOf, SetOf

ROWS = {
    "classes": class_rows,
    "teachers": teacher_rows,
    "committee": committee_rows,
    "activities": activity_rows,
    "lessons": lesson_rows,
    "records": record_rows,
}


@dataclass(frozen=True, slots=True)
class JoinOptions:
    """What the join needs of `LoadOptions`."""

    term: str | None = None
    as_of: dt.date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    show_names: bool = False
    absent_school: Literal["unknown", "zero"] = "unknown"
    synonyms: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Joined:
    """Submissions (without inputs), and the period."""

    submissions: Submissions
    audited: Audited
    how: How
    registry: Registry
    folders: Folders


def join(
    tables: Sequence[Sited],
    options: JoinOptions,
    known: Known | None = None,
    folders: Folders | None = None,
) -> Joined:
    """All tables of a run as submissions, or some of them beside what is `known` of the run (or `folders`).

    The order of files changes no verdict.
    """
    tables = sorted(tables, key=lambda table: table.raw.file)
    naming = name_schools(tables, known.folders if known else folders)
    registry = known.registry if known else resolve(naming.seen)
    place_rows(tables, registry, naming.issues)
    audited, how = (
        (known.audited, known.how)
        if known
        else audited_period(tables, options.calendar, options.as_of, options.term, options.language)
    )
    around = Surroundings(audited, items=_items(options.synonyms), show_names=options.show_names)
    around.issues += with_owner([*naming.issues, *registry.issues], owners(tables))
    schools = read_schools(tables, registry, around)
    _narrow(tables, schools, around)
    rows = _typed(tables, schools, around)
    builder = _built(tables, schools, rows, around, options)
    add_totals(builder, schools, rows["teachers"], around)
    consistency.check(tables, schools, rows, around)
    submissions = builder.finish(options.show_names)
    submissions.issues = around.issues
    submissions.wide = known.wide if known else _wide(tables, registry)
    if known:
        submissions.namesakes = known.namesakes
    return Joined(submissions, audited, how, registry, naming.folders)


def _wide(tables: Sequence[Sited], registry: Registry) -> frozenset[str]:
    mentions = ((table.raw.table, table.mentioned) for table in tables)
    return wide_tables(mentions, registry.meaning)


def owners(tables: Sequence[Sited]) -> dict[tuple[str, str | None], int]:
    """(file, sheet) → the school that all of its tables are about."""
    found: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for table in tables:
        found[table.raw.file, table.raw.sheet.name] |= set(table.sure_schools or table.named)
    return {where: next(iter(about)) for where, about in found.items() if len(about) == 1}


def _items(synonyms: Mapping[str, str]) -> dict[str, str]:
    """Compared text → the rules' item; each item is a word for itself."""
    own = {compared(item): item for item in synonyms.values()}
    return own | {compared(word): item for word, item in synonyms.items()}


def _narrow(tables: Sequence[Sited], schools: Sequence[School], around: Surroundings) -> None:
    """Contexts for reading classes: first by cell, code and name, then narrowed by the grades found (R27)."""
    around.contexts = [_context(school, around) for school in schools]
    grades: dict[int, set[str]] = defaultdict(set)
    for table in tables:
        if table.raw.table != "classes":
            continue
        reader = TableReader(table, [])
        reads = read_classes(reader, around, unique=True)
        for row, read in zip(reader.rows, reads, strict=True):
            if not table.schools.get(row):
                continue
            grade = read.value[0] if read.value else None
            if (
                grade is None
            ):  # perhaps of a grade that the kind rules out: then they contradict each other
                grade = _in_any_school(reader, row, around)
            if isinstance(grade, str):
                grades[table.schools[row][0]].add(grade)
    sheets = {at: table.whole() for table in reversed(tables) for at in table.sure_schools}
    for at, school in enumerate(schools):
        narrow_by_classes(school, at, grades.get(at, ()), around, sheets.get(at))
    around.contexts = [_context(school, around) for school in schools]
    around.grades = [SetOf(*grades_of_kinds(school.kinds.possible)) for school in schools]


def _in_any_school(reader: TableReader, row: int, around: Surroundings) -> Any:
    raw = reader.cell(row, "class_name" if reader.has("class_name") else "grade")
    read = cells.school_class(raw, around.context(()), reader.cell(row, "grade"))
    return read.value[0] if read.value else None


def _context(school: School, around: Surroundings) -> Context:
    kinds = school.kinds.possible
    return Context(kinds, grades_of_kinds(kinds)[1], around.start_year)


def _typed(
    tables: Sequence[Sited], schools: Sequence[School], around: Surroundings
) -> dict[str, list[Block]]:
    """Typed rows by table, the class table first: it says which grades a school has."""
    rows: dict[str, list[Block]] = {}
    for name, read in ROWS.items():
        rows[name] = []
        for table in tables:
            if table.raw.table == name:
                reader = TableReader(table, around.issues, show_names=around.show_names)
                unplaced(reader, table.all_rows)
                rows[name].append(read(reader, around))
                if table.raw.sheet.struck:
                    _strike(rows[name][-1])
        once(name, rows[name], around)
        if name == "classes":
            _grades_by_class(tables, rows[name], around)
            around.class_names = _class_names(rows[name])
    for table in tables:
        if table.raw.table == "schools":
            unplaced(TableReader(table, around.issues), table.raw.rows)
    return rows


def _strike(block: Block) -> None:
    """A row that is struck through may still count, or not (D425). A class is asked about all the same."""
    struck, said = block.site.raw.sheet.struck, set()
    for at, row in enumerate(block.rows):
        if row in struck:
            if block.table != "classes":
                block.low[at] = 0
            said.add(row)
    for row in sorted(said):
        block.reader.report("D425", row, None)


def _grades_by_class(
    tables: Sequence[Sited], blocks: Sequence[Block], around: Surroundings
) -> None:
    """The grades of schools that supplied a class table, as `Builder.finish` has them (R11, R12)."""
    sure: dict[int, set[str]] = defaultdict(set)
    maybe: dict[int, set[str]] = defaultdict(set)
    for block in blocks:
        for at, (row, grade) in enumerate(zip(block.rows, block.values["grade"], strict=True)):
            for school in block.site.near(row):
                possible = around.contexts[school].grades
                if isinstance(grade, str):
                    (sure if block.schools(at) else maybe)[school].add(grade)
                elif isinstance(grade, OneOf):
                    maybe[school] |= grade.options & possible
                else:
                    maybe[school] |= possible
    grades, contexts = list(around.grades), list(around.contexts)
    for table in tables:
        if table.raw.table == "classes":
            for school in table.sure_schools:
                known = frozenset(sure[school])
                grades[school] = SetOf(known, known | maybe[school])
                kinds = contexts[school].kinds
                contexts[school] = Context(kinds, known | maybe[school], around.start_year)
    around.grades, around.contexts = grades, contexts


def _class_names(blocks: Sequence[Block]) -> dict[int, ClassNames]:
    found: dict[int, ClassNames] = defaultdict(ClassNames)
    for block in blocks:
        column = block.source.columns.get("number")
        if column is None:
            continue
        raws = block.site.raw.values(block.rows, column)
        rows = zip(block.owners(), raws, block.values["grade"], block.values["number"], strict=True)
        for school, raw, grade, number in rows:
            if school is not None:
                found[school].add(raw, grade, number)
    return dict(found)


def _built(
    tables: Sequence[Sited],
    schools: Sequence[School],
    rows: Mapping[str, Sequence[Block]],
    around: Surroundings,
    options: JoinOptions,
) -> Builder:
    builder = Builder()
    sources = Sources(builder)
    for school in schools:
        base = school.fields.base if school.fields else None
        if base is None:
            builder.school(school.values())
        else:
            at = builder.school(school.values(), sources.index(base.source), base.row)
            for name, row in school.fields.at.items() if school.fields else ():
                if name not in base.source.columns:
                    builder.elsewhere[at, name] = sources.index(row.source), row.row
    by_site: dict[int, Block] = {}
    for blocks in rows.values():
        for block in blocks:
            by_site[id(block.site)] = block
            _add_placed(builder, sources, block)
        _add_unplaced(builder, sources, blocks)
    for said in declared_none(tables):
        builder.add(
            said.table, said.school, {}, source=sources.index(said.source), row=said.row, low=0, high=0
        )  # fmt: skip
    absent = absent_schools(tables) if options.absent_school == "zero" else {}
    for table in tables:
        name = table.raw.table
        if name == "schools":
            continue
        if not supplies(table):
            for at in table.sure_schools:
                builder.plan(name, at)
            continue
        scope = scope_of(table, by_site.get(id(table)), around)
        for at in (*table.sure_schools, *absent.get(id(table), ())):
            builder.supply(name, at, scope)
    return builder


def _add_placed(builder: Builder, sources: Sources, block: Block) -> None:
    """The rows of a block whose school is known."""
    owners = block.owners()
    columns = {name: block.column(name) for name in block.values}
    placed = [owner is not None for owner in owners]
    size = sum(placed)

    def only(column: Iterable[Any]) -> Iterable[Any]:
        return column if block.site.only else compress(column, placed)

    builder.frames[block.table].extend(
        {name: only(column) for name, column in columns.items()},
        size=size,
        school=only(owners),
        source=(
            map(sources.index, only(block.sources))
            if block.sources
            else repeat(sources.index(block.source), size)
        )
        if size
        else (),
        row=only(block.rows),
        low=only(block.low),
        high=only(block.high),
    )


def _add_unplaced(builder: Builder, sources: Sources, blocks: Sequence[Block]) -> None:
    """Rows of no known school widen what each school of their sheet may have (R15); like rows go together."""
    groups: dict[tuple[Any, ...], list[Typed]] = defaultdict(list)
    for block in blocks:
        for at, row in enumerate(block.rows if block.site.candidates else ()):
            candidates = block.site.candidates.get(row, ())
            if not block.schools(at) and candidates and block.high[at] > 0:
                typed = block.typed(at)
                values = tuple(sorted((k, v) for k, v in typed.values.items() if v is not None))
                groups[id(typed.site), candidates, values].append(typed)
    for (_, candidates, _), group in groups.items():
        first = group[0]
        high = math.fsum(typed.high for typed in group)
        for school in candidates:
            builder.add(
                first.table, school, first.values,
                source=sources.index(first.source), row=first.row, low=0, high=high,
            )  # fmt: skip


class Sources:
    """Each Source of the rows once in the builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._index: dict[int, int] = {}

    def index(self, source: Source) -> int:
        """Its index in the submissions."""
        at = self._index.get(id(source))
        if at is None:
            at = self._index[id(source)] = len(self._builder.sources)
            self._builder.sources.append(source)  # which keeps its id from being given away
        return at
