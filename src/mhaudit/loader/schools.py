"""The school table: each school's own fields out of all its rows, and its kind (R27, R42, R48)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.loader.duplicates import SchoolFields, one_school
from mhaudit.loader.identity import Registry, SchoolName
from mhaudit.loader.kind import Evidence, Kinds, kinds_of_stages, narrowed
from mhaudit.loader.reading import Line, Sited, TableReader
from mhaudit.loader.rows import Block, Fields, Surroundings, free_number, source_of
from mhaudit.loader.typed import Typed

SCHOOL_FIELDS: Fields = {
    "name": ("school",),
    "code": ("school_code",),
    "district": ("district",),
    "kind": ("kind", "stage"),
    "ownership": ("ownership",),
    "students": ("students",),
    "class_count": ("class_count",),
    "boarders": ("boarders",),
    "counsellors_total": ("counsellors_total",),
    "counsellors_full_time": ("counsellors_full_time",),
    "counsellors_part_time": ("counsellors_part_time",),
    "has_room": ("has_room",),
    "rooms": ("rooms",),
    "room_area_m2": ("room_area_m2",),
}
_PARSERS: Mapping[str, Callable[[Any], Read]] = {
    "ownership": cells.ownership,
    "students": cells.number,
    "class_count": cells.number,
    "boarders": cells.number,
    "counsellors_total": cells.number,
    "counsellors_full_time": cells.number,
    "counsellors_part_time": cells.number,
    "has_room": cells.yes_no,
    "rooms": free_number,
    "room_area_m2": free_number,
}


@dataclass(slots=True)
class School:
    """A school as read: its name, its fields with the rows they stand in, and what its kind may be."""

    name: SchoolName
    fields: SchoolFields | None = None
    evidence: Evidence = field(default_factory=Evidence)
    kinds: Kinds = field(default_factory=lambda: Kinds(None))

    def value(self, name: str) -> Any:
        """A field's typed value."""
        return self.fields.values.get(name) if self.fields else None

    def place(self, *names: str) -> Place | None:
        """The cell of the first of these fields that a school table holds."""
        if self.fields is None:
            return None
        for name in names:
            row = self.fields.at.get(name, self.fields.base)
            if name in row.source.columns:
                return row.place(name)
        return self.fields.base.place("name")

    def has(self, name: str) -> bool:
        """Whether a school table has a column for a field."""
        return self.fields is not None and name in self.fields.base.source.columns

    def values(self) -> dict[str, Any]:
        """The row of the table `schools`."""
        known = (
            {}
            if self.fields is None
            else {k: v for k, v in self.fields.values.items() if k != "stage"}
        )
        name = self.name
        own = {"name": name.name, "code": name.code, "district": name.district}
        return known | own | {"kind": self.kinds.value()}


def read_schools(tables: Iterable[Sited], registry: Registry, around: Surroundings) -> list[School]:
    """Every school of the run; kinds are narrowed by all but the class table."""
    rows: dict[int, list[Typed]] = defaultdict(list)
    for table in tables:
        if table.raw.table == "schools":
            for typed in _school_rows(
                TableReader(table, around.issues, show_names=around.show_names)
            ):
                rows[typed.schools[0]].append(typed)
    return [_school(name, rows.get(at, []), around) for at, name in enumerate(registry.schools)]


def _school_rows(reader: TableReader) -> list[Typed]:
    reader.take([row for row in reader.rows if reader.school(row) is not None])
    block = Block(reader, source_of(reader, SCHOOL_FIELDS))
    block.plain(_PARSERS)
    block.read("kind", ("kind",), _kind)
    block.read("stage", ("stage",), _stage)
    reader.reports()
    return [block.typed(at) for at in range(len(block))]


def _kind(line: Line) -> frozenset[str] | None:
    """The 办学类型 cell; a word for several kinds, such as 中学, is noted with what it may be (R28)."""
    read = line.read("kind", _without_note)
    found: frozenset[str] | None = read.value
    if found and cells.kind(line.cell("kind")).code == "D310":
        line.report("D310", "kind", (("kind_key", _named(found)), ("by_key", "kind_by.cell")))
    return found


def _stage(line: Line) -> frozenset[str] | None:
    return kinds_of_stages(cells.text(line.cell("stage")))


def _without_note(raw: object) -> Read:
    read = cells.kind(raw)
    return Read(read.value, None, read.blank) if read.code == "D310" else read


def _school(name: SchoolName, rows: Sequence[Typed], around: Surroundings) -> School:
    fields = one_school(rows, around, _both) if rows else None
    school = School(name, fields)
    school.evidence = Evidence(
        cell=school.value("kind"),
        code=cells.kind_of_code(name.code) if name.code else None,
        name=cells.kind_of_name(name.name),
        stage=school.value("stage"),
        special=cells.may_be_special(name.name),
    )
    school.kinds = narrowed(school.evidence)
    return school


def _both(first: Any, second: Any) -> Any:
    """Two 办学类型 of one school: what both leave, None if they exclude each other."""
    return (first & second) or None


def narrow_by_classes(
    school: School,
    at: int,
    grades: Iterable[str],
    around: Surroundings,
    sheet: Place | None = None,
) -> None:
    """The kind with the grades of the class table; says what was inferred (D310) or contradicts (D410).

    `sheet` is a sheet about the school, the place where no school table lists it.
    """
    school.kinds = narrowed(school.evidence, grades)
    kinds = school.kinds
    if kinds.against:
        args = (
            ("kind_key", _named(school.evidence.cell or kinds.codes)),
            ("against_key", "|".join(f"kind_by.{what}" for what in kinds.against)),
        )
        place = school.place("kind", "name") or sheet
        around.issues.append(DataIssue("D410", args, place, place.value if place else None, at))
    elif school.evidence.cell is None and kinds.codes is not None:
        args = (
            ("kind_key", _named(kinds.codes)),
            ("by_key", "|".join(f"kind_by.{what}" for what in kinds.by)),
        )
        first = {"code": "code", "name": "name", "stage": "kind"}.get(kinds.by[0], "name")
        place = school.place(first, "name") or sheet
        around.issues.append(DataIssue("D310", args, place, place.value if place else None, at))


def _named(codes: Iterable[str] | None) -> str:
    return "|".join(f"kind.{code}" for code in sorted(codes or ()))


def place_rows(tables: Sequence[Sited], registry: Registry, issues: list[DataIssue]) -> None:
    """Give each row its school, or those it may belong to (R15, R16)."""
    for table in tables:
        meant = {mention: registry.of(mention) for mention in table.mentioned}
        if table.mention is not None and not table.mentions:
            table.named = registry.of(table.mention)
        if table.mention is not None:
            found = dict.fromkeys(table.all_rows, meant.get(table.mention, ()))
        else:
            found = {row: meant[m] if m else () for row, m in table.mentions.items()}
        groups = set(found.values())
        if len(groups) == 1 and len(only := groups.pop()) == 1:
            table.only, table.schools = only, found
            continue
        table.schools = {row: each if len(each) == 1 else () for row, each in found.items()}
        table.candidates = {
            row: each or table.sure_schools for row, each in found.items() if len(each) != 1
        }


def with_owner(
    issues: Iterable[DataIssue], owners: Mapping[tuple[str, str | None], int]
) -> list[DataIssue]:
    """Issues of sheets that are about one school, given to it."""
    return [
        replace(issue, school=owners.get((issue.place.file, issue.place.sheet)))
        if issue.school is None and issue.place is not None
        else issue
        for issue in issues
    ]
