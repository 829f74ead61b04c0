"""The same thing listed twice: identical rows (R41, R42), one person in two lists, one event reported twice (R58),
an item answered both ways (R146). Runs before anything is counted (R142)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.rows import Block, Surroundings
from mhaudit.loader.typed import Typed
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import OneOf, SetOf

Key = tuple[Any, ...]


def once(table: str, blocks: Sequence[Block], around: Surroundings) -> None:
    """What stands twice in the rows of a table is counted once; issues go to `around`.

    Only rows that agree with another one in what is compared (`_COMPARED`) are looked at one by one.
    """
    places = _alike(blocks, _COMPARED[table])
    rows = [block.typed(at) for block, at in places]
    kept = _identical(rows, around)
    became: dict[int, Typed] = {}
    if table == "teachers":
        became = _people_once(kept, around)
    elif table == "classes":
        became = _classes_once(kept, around)
    elif table == "activities":
        became = _events_once(kept, around)
    elif table == "records":
        became = _contradicted(kept, around)
    else:
        became = {id(row): row for row in kept}
    by_block: dict[int, dict[int, Typed | None]] = defaultdict(dict)
    for (block, at), row in zip(places, rows, strict=True):
        by_block[id(block)][at] = became.get(id(row))
    for block in blocks:
        block.put(by_block.get(id(block), {}))
        if table == "teachers":
            block.settle("support", "own")


def _alike(blocks: Sequence[Block], fields: Sequence[str]) -> list[tuple[Block, int]]:
    """The rows, each with its place, that agree in school and `fields` with another; all of these are known."""
    tables = Counter(school for block in blocks for school in block.site.sure_schools)
    seen: Counter[Key] = Counter()
    keys: list[tuple[Block, list[Key]]] = []
    for block in blocks:
        found = block.keys(fields)
        alone = all(tables[school] == 1 for school in block.site.sure_schools)
        telling = _repeatable(block, found) if alone else found
        if telling:
            seen.update(telling)
            keys.append((block, found))
    several = {key for key, times in seen.items() if times > 1 and None not in key}
    return (
        [(block, at) for block, found in keys for at, key in enumerate(found) if key in several]
        if several
        else []
    )


def _repeatable(block: Block, keys: Sequence[Key]) -> Sequence[Key]:
    """The keys of rows that may mean the same as others of their own table: none where each stands there once.

    Lessons in the same words are different ones, and so are records, unless they answer an item both ways.
    """
    if block.table == "lessons":
        return []
    if block.table == "records":
        return [key for key, _ in set(zip(keys, block.column("done"), strict=True))]
    return keys if len(set(keys)) < len(keys) else []


def _issue(
    code: str,
    row: Typed,
    field: str,
    others: Iterable[Place | None],
    around: Surroundings,
    **args: str,
) -> None:
    """An issue at the cell of `field`, under the heading there."""
    args["heading"] = row.heading(field)
    place = row.place(field, show_names=around.show_names)
    found = tuple(other for other in others if other)
    around.issues.append(
        DataIssue(
            code, tuple(args.items()), place, place.value if place else None, row.schools[0], found
        )
    )


# --- identical rows -------------------------------------------------------------------------------------


_COMPARED: dict[str, tuple[str, ...]] = {
    "teachers": ("name",),
    "committee": ("name", "grade", "class"),
    "classes": ("grade", "number"),
    "activities": ("date", "title"),
    "lessons": ("subject", "grade"),
    "records": ("item",),
}


def _identical(rows: Sequence[Typed], around: Surroundings) -> list[Typed]:
    """Rows that say the same, cell by cell, once (R41, R42, R142)."""
    seen: dict[Key, Typed] = {}
    kept = []
    for row in rows:
        if row.high == 0:
            kept.append(row)
            continue
        values = tuple(map(row.values.get, FIELDS[row.table]))
        key = (row.table, row.schools[0], values, row.unread, row.number, row.low, row.high)
        first = seen.setdefault(key, row)
        if first is row:
            kept.append(row)
        elif row.table in ("lessons", "records") and first.site is row.site:
            kept.append(row)  # two terms, or two documents, in the same words
        elif (first.site, first.row) != (row.site, row.row):
            _issue("D402", row, "name", [first.place("name", show_names=around.show_names)], around)
    return kept


# --- one person in two lists ----------------------------------------------------------------------------


def _people_once(rows: Sequence[Typed], around: Surroundings) -> dict[int, Typed]:
    """A name that two lists of one school hold once each is one person; where the lists disagree, unknown.

    Row's id → the row that it becomes; rows that are not there become none.
    """
    by_name: dict[tuple[int, str], list[Typed]] = defaultdict(list)
    for row in rows:
        by_name[row.schools[0], row.values["name"]].append(row)
    became = {id(row): row for row in rows}
    for group in by_name.values():
        sites = {id(row.site) for row in group}
        if 1 < len(sites) == len(group):
            _one_person(group, around, became)
    return became


def _one_person(group: Sequence[Typed], around: Surroundings, became: dict[int, Typed]) -> None:
    """Note in `became` what becomes of rows of one name in different lists."""
    base = max(group, key=_known)
    rest = [row for row in group if row is not base]
    if any(_told_apart(base, row) for row in rest):
        return
    values, disagree = dict(base.values), set[str]()
    soft = set(base.soft)
    for row in rest:
        for name, value in row.values.items():
            mine = values.get(name)
            if value is None or value == mine or (name in row.soft and mine is not None):
                continue
            if mine is None or name in soft:
                values[name] = value
                soft.discard(name)
            else:
                disagree.add(name)
                values[name] = _either(mine, value) if name in ("duty", "support") else None
    became[id(base)] = replace(base, values=values, soft=frozenset(soft))
    for row in rest:
        del became[id(row)]
    places = [row.place("name") for row in rest]
    if not disagree:
        _issue("D402", base, "name", places, around)
        return
    for name in sorted(disagree):
        _issue("D405", base, name, [row.place(name) for row in rest], around)
    became[id(rest[0])] = replace(rest[0], values=dict(values), low=0)


def _known(row: Typed) -> int:
    return sum(value is not None for name, value in row.values.items() if name not in row.soft)


def _told_apart(first: Typed, second: Typed) -> bool:
    """Surely two people: another staff number or sex."""
    pairs = ((first.number, second.number), (first.values.get("sex"), second.values.get("sex")))
    return any(mine is not None and other is not None and mine != other for mine, other in pairs)


def _either(first: Any, second: Any) -> Any:
    options: set[Any] = set()
    for value in (first, second):
        options |= value.options if isinstance(value, OneOf) else {value}
    return OneOf.of(*sorted(options))


# --- classes --------------------------------------------------------------------------------------------


def _classes_once(rows: Sequence[Typed], around: Surroundings) -> dict[int, Typed]:
    """A class listed twice is one class; what the lists disagree on is unknown (R42)."""
    first: dict[Key, Typed] = {}
    kept = []
    for row in rows:
        if not isinstance(row.values["grade"], str):
            kept.append(row)
            continue
        key = (row.schools[0], row.values["grade"], row.values["number"])
        base = first.setdefault(key, row)
        if base is row:
            kept.append(row)
        else:
            _united(base, row, around)
    return {id(row): row for row in kept}


def _united(base: Typed, row: Typed, around: Surroundings) -> None:
    """`row` says the same thing as `base`: blanks are filled, disagreements become unknown."""
    differ = []
    for name, value in row.values.items():
        mine = base.values.get(name)
        if mine is None:
            base.values[name] = value
        elif value is not None and value != mine:
            differ.append(name)
            base.values[name] = None
    for name in differ:
        _issue("D405", row, name, [base.place(name)], around)
    if not differ:
        _issue("D402", row, "number", [base.place("number")], around)


# --- one event, two categories --------------------------------------------------------------------------

_TWO = frozenset({"class_meeting", "special_activity"})


def _events_once(rows: Sequence[Typed], around: Surroundings) -> dict[int, Typed]:
    """One event reported as class meeting and as special activity is one row of either category (R58)."""
    groups: dict[Key, list[Typed]] = defaultdict(list)
    for row in rows:
        values = row.values
        known = (values["date"], values.get("title"), values["grades"])
        if all(known) and values["category"] in _TWO:
            groups[row.schools[0], *known].append(row)
    dropped: set[int] = set()
    for group in groups.values():
        if {row.values["category"] for row in group} != _TWO:
            continue
        base, *rest = group
        base.values["category"] = OneOf(_TWO)
        for row in rest:
            base.values["themes"] = _common(base.values["themes"], row.values["themes"])
            dropped.add(id(row))
        _issue("D412", base, "category", [row.place("category") for row in rest], around)
    return {id(row): row for row in rows if id(row) not in dropped}


def _common(first: SetOf | None, second: SetOf | None) -> SetOf | None:
    """What both descriptions of an event leave possible."""
    if first is None or second is None:
        return None
    maybe = None if first.maybe is None or second.maybe is None else first.maybe | second.maybe
    return SetOf(first.sure & second.sure, maybe)


# --- contradictory answers ------------------------------------------------------------------------------


_RECURRING = re.compile("[周月季]报")


def _contradicted(rows: Sequence[Typed], around: Surroundings) -> dict[int, Typed]:
    """An item answered 是 and 否, and not about different periods: not known (R146)."""
    groups: dict[Key, list[Typed]] = defaultdict(list)
    for row in rows:
        item, period = row.values["item"], row.values["period"]
        if period is None and _RECURRING.search(item):
            period = row.values["date"]  # each report of a series answers for itself
        groups[row.schools[0], item, period].append(row)
    for group in groups.values():
        said = [row for row in group if row.values["done"] is not None]
        if {row.values["done"] for row in said} != {True, False}:
            continue
        for row in group:
            row.values["done"] = None
        first, *rest = said
        _issue(
            "D413",
            first,
            "done",
            [row.place("done") for row in rest],
            around,
            item=str(first.values["item"]),
        )
    return {id(row): row for row in rows}


# --- a school's own row ---------------------------------------------------------------------------------


@dataclass(slots=True)
class SchoolFields:
    """The fields of one school out of all its rows, those that disagree unknown; `base` is its fullest row."""

    base: Typed
    values: dict[str, Any]
    at: dict[str, Typed]
    """Field → the row whose cell it was taken from."""


def one_school(
    rows: Sequence[Typed], around: Surroundings, merge: Callable[[Any, Any], Any]
) -> SchoolFields:
    """A school's rows of all files as one (R42). `merge` joins two kinds; None where they exclude each other."""
    base = max(rows, key=_known)
    values, at = (
        dict(base.values),
        {name: base for name, value in base.values.items() if value is not None},
    )
    unread = {key for row in rows for key, _ in row.unread}
    for row in rows:
        if row is base:
            continue
        differ = []
        for name, value in row.values.items():
            mine = values.get(name)
            if value is None or value == mine or (name in at and mine is None):
                continue
            if mine is None:
                values[name], at[name] = value, row
                continue
            values[name] = merge(mine, value) if name == "kind" else None
            if values[name] is None:
                differ.append(name)
        for name in differ:
            _issue("D405", row, name, [at[name].place(name)], around)
    for name in unread & set(values):
        values[name] = None  # one of the cells could not be read: it may say something else
    for row in rows:
        for name in row.source.columns.keys() - base.source.columns.keys():
            at.setdefault(name, row)  # blank there, or not understood: the cell to fill in
    return SchoolFields(base, values, at)
