"""What does not fit together between tables: said as D4xx, never changing a verdict."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.period import other_year
from mhaudit.loader.reading import Sited
from mhaudit.loader.rows import Surroundings, Typed
from mhaudit.loader.schools import School
from mhaudit.models.grades import STAGE_OF, STAGES, grades_of_kinds
from mhaudit.models.terms import Audited
from mhaudit.models.values import Span

Rows = Mapping[str, Sequence[Typed]]


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


def _listed(rows: Sequence[Typed]) -> dict[int, _Listed]:
    found: dict[int, _Listed] = defaultdict(_Listed)
    for row in rows:
        grade, number = row.values["grade"], row.values["number"]
        for school in row.site.near(row.row):
            if not isinstance(grade, str) or not row.schools:
                found[school].open = True
            elif number is None:
                found[school].open_grades.add(grade)
            else:
                found[school].classes.add((grade, number))
    return {school: listed for school, listed in found.items() if listed.classes}


def _classes_not_listed(rows: Rows, listed: Mapping[int, _Listed], around: Surroundings) -> None:
    """D401, once for each class and sheet."""
    found: dict[tuple[Any, ...], list[Place]] = defaultdict(list)
    for row in (*rows["committee"], *rows["activities"]):
        if not row.schools or row.schools[0] not in listed:
            continue
        names = ("class", "grade") if row.table == "committee" else ("classes", "grades")
        for grade, number in _named(row):
            if not listed[row.schools[0]].lacks(grade, number):
                continue
            place = row.place(*names, show_names=around.show_names)
            if place is not None:
                cells = found[id(row.site), row.schools[0], grade, number]
                if place not in cells:
                    cells.append(place)
    for (_, school, grade, number), places in found.items():
        args = (("grade_key", f"grade.{grade}"), ("class", number))
        around.issues.append(
            DataIssue("D401", args, places[0], places[0].value, school, tuple(places[1:]))
        )


def _named(row: Typed) -> list[tuple[str, str]]:
    if row.table == "committee":
        grade, number = row.values["grade"], row.values["class"]
        return [(grade, number)] if isinstance(grade, str) and number is not None else []
    classes = row.values["classes"]
    pairs = [word.partition("/") for word in sorted(classes.sure)] if classes else []
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


def _pupils(schools: Sequence[School], classes: Sequence[Typed], around: Surroundings) -> None:
    """D417: the pupils of the classes do not add up to the school's (R49)."""
    by_school: dict[int, list[Typed]] = defaultdict(list)
    for row in classes:
        for school in row.site.near(row.row):
            by_school[school].append(row)
    for at, rows in by_school.items():
        total, parts = schools[at].value("students"), [row.values.get("students") for row in rows]
        if not all(row.schools and isinstance(n, int) for row, n in zip(rows, parts, strict=True)):
            continue
        added = sum(part for part in parts if isinstance(part, int))
        if isinstance(total, int) and total != added:
            place = schools[at].place("students")
            args = (("total", str(total)), ("sum", str(added)))
            cells = tuple(cell for row in rows if (cell := row.place("students")))
            around.issues.append(DataIssue("D417", args, place, str(total), at, cells))


# --- dates ----------------------------------------------------------------------------------------------


def _ends(day: Any) -> tuple[dt.date, dt.date] | None:
    if isinstance(day, Span):
        return day.low, day.high
    return (day, day) if isinstance(day, dt.date) else None


def _outside(activities: Sequence[Typed], around: Surroundings) -> None:
    """D406: dates surely in none of the audited terms, one issue per sheet (R125)."""
    found: dict[int, list[Typed]] = defaultdict(list)
    for row in activities:
        if _surely_outside(row.values["date"], around.audited):
            found[id(row.site)].append(row)
    for rows in found.values():
        places = [place for row in rows if (place := row.place("date"))]
        owners = {row.schools for row in rows}
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


def _later(records: Sequence[Typed], around: Surroundings) -> None:
    """D418: a record dated after the audited period; it does not count (R66)."""
    last = around.audited.last_day
    for row in records:
        ends = _ends(row.values["date"])
        if last is None or ends is None or ends[0] <= last or row.values["period"] is not None:
            continue
        place = row.place("date")
        args = (("last", last.isoformat()),)
        owner = row.schools[0] if row.schools else None
        around.issues.append(DataIssue("D418", args, place, place.value if place else None, owner))
