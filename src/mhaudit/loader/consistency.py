"""What does not fit together between tables: said as D4xx, never changing a verdict."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.period import other_year
from mhaudit.loader.reading import Sited
from mhaudit.loader.rows import Block, Surroundings
from mhaudit.loader.schools import School
from mhaudit.models.grades import STAGE_OF, STAGES, grades_of_kinds
from mhaudit.models.terms import Audited
from mhaudit.models.values import Span

Rows = Mapping[str, Sequence[Block]]


def check(
    tables: Sequence[Sited], schools: Sequence[School], rows: Rows, around: Surroundings
) -> None:
    """Append what was found to `around.issues`."""
    listed = _listed(rows["classes"])
    _classes_not_listed(rows, listed, around)
    _stages_not_listed(tables, schools, around)
    _pupils(schools, rows["classes"], around)
    _outside(rows["activities"], around)
    _later(rows["records"], around)
    for table in tables:
        issue = other_year(table, around.audited)
        if issue is not None:
            around.issues.append(issue)


# --- classes --------------------------------------------------------------------------------------------


class _Listed:
    """The classes of one school's class table, and where it leaves open which they are."""

    def __init__(self) -> None:
        self.classes: set[tuple[str, str]] = set()
        self.open_grades: set[str] = set()
        self.open = False

    def lacks(self, grade: str, number: str) -> bool:
        """Whether the table surely does not hold the class."""
        return (
            not self.open and grade not in self.open_grades and (grade, number) not in self.classes
        )


def _listed(classes: Sequence[Block]) -> dict[int, _Listed]:
    found: dict[int, _Listed] = defaultdict(_Listed)
    for block in classes:
        rows = zip(block.rows, block.column("grade"), block.column("number"), strict=True)
        for at, (row, grade, number) in enumerate(rows):
            for school in block.site.near(row):
                if not isinstance(grade, str) or not block.schools(at):
                    found[school].open = True
                elif number is None:
                    found[school].open_grades.add(grade)
                else:
                    found[school].classes.add((grade, number))
    return {school: listed for school, listed in found.items() if listed.classes}


def _classes_not_listed(rows: Rows, listed: Mapping[int, _Listed], around: Surroundings) -> None:
    """D401, once for each class and sheet."""
    found: dict[tuple[Any, ...], list[Place]] = defaultdict(list)
    for block in (*rows["committee"], *rows["activities"]):
        committee = block.table == "committee"
        names = ("class", "grade") if committee else ("classes", "grades")
        named = (
            zip(block.column("grade"), block.column("class"), strict=True)
            if committee
            else (block.column("classes"))
        )
        wanted = list(zip(block.owners(), named, strict=True))
        lacking: dict[tuple[int | None, Any], list[tuple[str, str]]] = {
            (owner, each): classes
            for owner, each in set(wanted)
            if owner is not None
            and owner in listed
            and (classes := [one for one in _classes(each) if listed[owner].lacks(*one)])
        }
        for at, key in enumerate(wanted) if lacking else ():
            for grade, number in lacking.get(key, ()):
                place = block.place(at, *names, show_names=around.show_names)
                if place is not None:
                    cells = found[id(block.site), key[0], grade, number]
                    if place not in cells:
                        cells.append(place)
    for (_, school, grade, number), places in found.items():
        args = (("grade_key", f"grade.{grade}"), ("class", number))
        around.issues.append(
            DataIssue("D401", args, places[0], places[0].value, school, tuple(places[1:]))
        )


def _classes(named: Any) -> list[tuple[str, str]]:
    """The classes that a row names: a pupil's grade and class, or those of an activity."""
    if isinstance(named, tuple):
        grade, number = named
        return [(grade, number)] if isinstance(grade, str) and number is not None else []
    pairs = [word.partition("/") for word in sorted(named.sure)] if named else []
    return [(grade, number) for grade, _, number in pairs if number]


def _stages_not_listed(
    tables: Sequence[Sited], schools: Sequence[School], around: Surroundings
) -> None:
    """D411: a stage that the kind implies has no class in the class table (R12)."""
    sheets: dict[int, Sited] = {}
    for table in tables:
        if table.raw.table == "classes":
            for school in table.sure_schools:
                sheets.setdefault(school, table)
    for at, table in sheets.items():
        implied = {STAGE_OF[grade] for grade in grades_of_kinds(schools[at].kinds.possible)[0]}
        there = {STAGE_OF[grade] for grade in around.grades[at].maybe or ()}
        lacking = [stage for stage in STAGES if stage in implied - there]
        if lacking:
            args = (("stages_key", "|".join(f"stage.{stage}" for stage in lacking)),)
            place = schools[at].place("kind", "name") or table.whole()
            around.issues.append(DataIssue("D411", args, place, place.value, at, (table.whole(),)))


def _pupils(schools: Sequence[School], classes: Sequence[Block], around: Surroundings) -> None:
    """D417: the pupils of the classes do not add up to the school's (R49)."""
    by_school: dict[int, list[tuple[Block, int, Any]]] = defaultdict(list)
    for block in classes:
        for at, (row, students) in enumerate(
            zip(block.rows, block.column("students"), strict=True)
        ):
            for school in block.site.near(row):
                by_school[school].append((block, at, students))
    for school_at, rows in by_school.items():
        total = schools[school_at].value("students")
        if not all(isinstance(n, int) and block.schools(at) for block, at, n in rows):
            continue
        added = sum(students for _, _, students in rows)
        if isinstance(total, int) and total != added:
            place = schools[school_at].place("students")
            args = (("total", str(total)), ("sum", str(added)))
            cells = tuple(cell for block, at, _ in rows if (cell := block.place(at, "students")))
            around.issues.append(DataIssue("D417", args, place, str(total), school_at, cells))


# --- dates ----------------------------------------------------------------------------------------------


def _ends(day: Any) -> tuple[dt.date, dt.date] | None:
    if isinstance(day, Span):
        return day.low, day.high
    return (day, day) if isinstance(day, dt.date) else None


def _outside(activities: Sequence[Block], around: Surroundings) -> None:
    """D406: dates surely in none of the audited terms, one issue per sheet (R125)."""
    dates = [block.column("date") for block in activities]
    outside = {day for day in set().union(*dates) if _surely_outside(day, around.audited)}
    for block, days in zip(activities, dates, strict=True):
        if outside.isdisjoint(days):
            continue
        rows = [at for at, day in enumerate(days) if day in outside]
        places = [place for at in rows if (place := block.place(at, "date"))]
        owners = {block.schools(at) for at in rows}
        owner = next(iter(owners)) if len(owners) == 1 else ()
        args = (("count", str(len(rows))), ("terms", "、".join(around.audited.terms)))
        around.issues.append(
            DataIssue(
                "D406",
                args,
                places[0],
                places[0].value,
                owner[0] if owner else None,
                tuple(places[1:]),
            )
        )


def _surely_outside(day: Any, audited: Audited) -> bool:
    ends = _ends(day)
    if ends is None or not audited.terms:
        return False
    terms = [audited.calendar.term(term) for term in audited.terms]
    return all(ends[1] < term.first or ends[0] > term.last for term in terms)


def _later(records: Sequence[Block], around: Surroundings) -> None:
    """D418: a record dated after the audited period; it does not count (R66)."""
    last = around.audited.last_day
    if last is None:
        return
    for block in records:
        days = zip(block.column("date"), block.column("period"), strict=True)
        for at, (day, period) in enumerate(days):
            ends = _ends(day)
            if ends is None or ends[0] <= last or period is not None:
                continue
            place = block.place(at, "date")
            args = (("last", last.isoformat()),)
            owner = block.schools(at)[0] if block.schools(at) else None
            value = place.value if place else None
            around.issues.append(DataIssue("D418", args, place, value, owner))
