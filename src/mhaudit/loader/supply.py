"""What a sheet supplies its table for: everything, or the one thing it is about (R1, R5, R141)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mhaudit.loader import cells
from mhaudit.loader.period import full_term
from mhaudit.loader.reading import Sited
from mhaudit.loader.records import canonical_item
from mhaudit.loader.rows import Block, Surroundings
from mhaudit.loader.states import is_plan
from mhaudit.models.submission import Scope

_ONE = {"records": "item", "lessons": "subject"}


def scope_of(table: Sited, block: Block | None, around: Surroundings) -> Scope:
    """The limits of what a sheet says; empty: it speaks of everything. `block` holds its typed rows."""
    facts = table.raw.facts
    scope: Scope = {}
    match table.raw.table:
        case "teachers":
            if facts.counsellor:
                scope["counsellor"] = frozenset({True})
            if facts.duty:
                scope["duty"] = frozenset({facts.duty})
        case "committee":
            if facts.psych:
                scope["role"] = frozenset({"psych"})
        case "activities":
            if facts.categories:
                scope["category"] = facts.categories
            term = full_term(facts.term, around.audited)
            if term and table.raw.column("date") is None and table.raw.column("term") is None:
                scope["term"] = frozenset({term})
        case "records" | "lessons":
            name = _ONE[table.raw.table]
            only = _only(table, block, name, around)
            if table.raw.wide:  # no school had a cell for anything else
                scope[name] = frozenset(block.values[name] if block else ()) - {None}
            elif only is not None:
                scope[name] = frozenset({only})
    return scope


def supplies(table: Sited) -> bool:
    """Whether a sheet says what there was: a plan lists what is to come, and proves of nothing that it was not held."""
    match table.raw.table:
        case "activities":
            return not is_plan(table, activities=True)
        case "records":
            return not is_plan(table)
    return True


def _only(table: Sited, block: Block | None, name: str, around: Surroundings) -> str | None:
    """The one item or course that the title names, or that stands alone in the sheet (R5)."""
    facts = table.raw.facts
    titled = facts.item if name == "item" else cells.subject(facts.subject)
    found = set(block.values[name] if block else ()) - {None}
    if len(found) == 1:
        only: str = next(iter(found))
        return only
    if titled is None:
        return None
    return canonical_item(titled, around.items) if name == "item" else titled


def absent_schools(tables: Sequence[Sited]) -> dict[int, tuple[int, ...]]:
    """Id of a many-school sheet → the schools without a row in it that it should have listed (R1).

    These are the schools of the same workbook's school table, else of the school tables in the same folder.
    """
    by_book: dict[int, set[int]] = defaultdict(set)
    by_folder: dict[str, set[int]] = defaultdict(set)
    for table in tables:
        if table.raw.table == "schools":
            by_book[table.book] |= set(table.sure_schools)
            by_folder[str(table.file.folder)] |= set(table.sure_schools)
    found = {}
    for table in tables:
        if table.raw.table == "schools" or table.school_from != "column":
            continue
        own = set(table.sure_schools)
        expected = by_book[table.book] or by_folder[str(table.file.folder)]
        if len(expected) > 1:
            found[id(table)] = tuple(sorted(expected - own))
    return found
