"""Which of the seven tables a block of headings is: by its keys, then by titles; ties are refused, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mhaudit.loader.headings import Area, Block, Mapping, blocks_at, map_block, merged_over
from mhaudit.loader.titles import facts_of, tables_named
from mhaudit.loader.vocabulary import TABLES, Vocabulary

_NOTHING = frozenset({"school", "school_code", "district", "serial"})
"""Keys that any table may have: they tell nothing."""
_WIDE = frozenset({"members", "male_members", "female_members"})
_TITLE_WEIGHT, _FILE_WEIGHT, _WEAK_WEIGHT, _WIDE_WEIGHT = 1.5, 0.5, 0.25, 2.0

_SCHOOL_FACTS = frozenset(
    {
        "kind",
        "stage",
        "ownership",
        "students",
        "class_count",
        "boarders",
        "has_room",
        "rooms",
        "room_area_m2",
    }
    | {"counsellors_total", "counsellors_full_time", "counsellors_part_time"}
)
_TEACHER_FACTS = frozenset(
    {
        "counsellor",
        "duty",
        "employed_full_time",
        "support",
        "subject",
        "post",
        "degree",
        "major",
        "certificate",
    }
    | {"homeroom_pay", "homeroom_years", "training_hours", "staff_number"}
)
_ACTIVITY_FACTS = frozenset(
    {
        "title",
        "category",
        "date",
        "term",
        "grades",
        "class_name",
        "themes",
        "participants",
        "evidence",
    }
)
_PERIODS = frozenset(
    {"periods_per_week", "fortnight_periods", "frequency", "hours_per_term", "hours_total"}
)
_RECORD_FACTS = frozenset({"done", "date", "period", "count", "evidence", "explanation"})

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "schools": (),
    "classes": (("class_name", "number"),),
    "teachers": (),
    "activities": (),
    "committee": (("class_name",), ("name", "members", "male_members", "female_members")),
    "lessons": (("grade",), ("subject",)),
    "records": (("item",),),
}
"""The ★ columns besides the school's, which other sources may name: one of each group (DESIGN §4)."""


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands around a table: title rows, the sheet's name, the file's stem."""

    rows: tuple[str, ...]
    sheet: str | None
    stem: str | None

    def weight(self, table: str) -> float:
        """How strongly titles speak for a table; the file's name counts where nothing nearer says anything."""
        near = [tables_named(text) for text in [*self.rows, self.sheet or ""] if text]
        if any(near):
            return _TITLE_WEIGHT if any(table in named for named in near) else 0.0
        return _FILE_WEIGHT if self.stem and table in tables_named(self.stem) else 0.0

    def names(self, table: str) -> bool:
        """Whether some title speaks of a table."""
        return self.weight(table) > 0


@dataclass(slots=True)
class Reading:
    """A block read as a table. `rivals` are other tables that fit as well: then it must be refused."""

    block: Block
    mapping: Mapping
    score: float
    rivals: tuple[str, ...] = ()


def read_block(area: Area, top: int, titles: Titles, vocabulary: Vocabulary) -> Reading | None:
    """The best reading of the rows from `top` on as headings; None if no table fits."""
    chosen: Reading | None = None
    for block in blocks_at(area, top):
        reading = _best_table(block, titles, vocabulary)
        if reading is None:
            continue
        if chosen is None or reading.score > chosen.score:
            chosen = reading
        elif reading.score == chosen.score and merged_over(area, chosen.block, block):
            chosen = reading
    return chosen


def _best_table(block: Block, titles: Titles, vocabulary: Vocabulary) -> Reading | None:
    if len(block.headings) < 2:
        return None
    mappings = [map_block(block, table, vocabulary) for table in TABLES]
    person = "name" in mappings[TABLES.index("teachers")].strong
    scored = [
        (_score(mapping) + titles.weight(mapping.table), mapping)
        for mapping in mappings
        if _fits(mapping, titles, person=person)
    ]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    leaders = [mapping for score, mapping in scored if score == best]
    return Reading(block, leaders[0], best, tuple(mapping.table for mapping in leaders[1:]))


def _score(mapping: Mapping) -> float:
    score = 0.0
    for key in mapping.all - _NOTHING:
        if key not in mapping.strong:
            score += _WEAK_WEIGHT
        else:
            score += _WIDE_WEIGHT if key in _WIDE else 1.0
    return score + (0.5 if mapping.table == "schools" and "school" in mapping.all else 0.0)


def _fits(mapping: Mapping, titles: Titles, *, person: bool) -> bool:
    """Whether the keys can make this table at all. `person`: a column with names of people stands beside."""
    keys, strong, table = mapping.all, mapping.strong, mapping.table
    titled = titles.names(table)
    if table == "schools":
        facts = strong & _SCHOOL_FACTS
        return (
            not person and bool(facts) and bool(keys & {"school", "school_code"} or len(facts) > 1)
        )
    if table == "classes":
        return bool(strong & {"class_name", "number"}) and bool(
            titled or strong & {"students", "homeroom_teacher"} or {"grade", "number"} <= strong
        )
    if table == "teachers":
        facts = strong & _TEACHER_FACTS
        return (
            ("name" in strong and bool(facts or titled))
            or len(facts) > 1
            or (titled and bool(facts))
        )
    if table == "activities":
        facts = keys & _ACTIVITY_FACTS
        return (
            len(facts) > 1
            and not person
            and bool(strong & {"title", "category", "themes"} or titled)
        )
    if table == "committee":
        return _fits_committee(keys, strong, titled=titled)
    if table == "lessons":
        facts = strong & (_PERIODS | {"compulsory", "grade", "term"})
        return not person and (
            ("subject" in strong and bool(facts))
            or len(strong & {"grade", *_PERIODS}) > 1
            or (titled and bool(facts))
        )
    about = facts_of("records", list(titles.rows), titles.sheet, titles.stem).item is not None
    facts = keys & _RECORD_FACTS
    return not person and bool(facts) and ("item" in strong or (titled and "item" in keys) or about)


def _fits_committee(keys: frozenset[str], strong: frozenset[str], *, titled: bool) -> bool:
    """Pupils with classes alone are any list of pupils: a role, a wide column or a title must say committee."""
    if not keys & {"class_name", "grade"}:
        return titled and "name" in strong
    return bool(
        strong & _WIDE
        or ("name" in strong and ("role" in strong or titled))
        or (titled and keys & _WIDE)
    )


def missing_columns(reading: Reading, named: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The headings of needed columns that are not there; `named` keys are told by titles instead."""
    table = reading.mapping.table
    there = reading.mapping.keys.keys() | set(named)
    return [
        vocabulary.names[table][group[0]]
        for group in NEEDED[table]
        if not there.intersection(group)
    ]
