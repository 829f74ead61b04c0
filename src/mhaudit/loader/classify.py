"""Which of the seven tables a block of headings is: by its keys, then by titles; ties are refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mhaudit.loader.cell_text import KEPT
from mhaudit.loader.classes_text import names_class
from mhaudit.loader.headings import Area, Block, Mapping, blocks_at, map_block, merged_over
from mhaudit.loader.ticks import are_answers
from mhaudit.loader.titles import chosen_of, item_named, tables_named
from mhaudit.loader.vocabulary import TABLES, Vocabulary, normalise

_NOTHING = frozenset({"school", "school_code", "district", "serial"})
"""Keys that any table may have: they tell nothing."""
_IN_REGISTERS = re.compile(
    "备注|说明|联系人|联系电话|联系方式|(?:学校)?(?:详细)?地址|邮编|校长|校长姓名|负责人"
)
_WIDE = frozenset({"members", "second_member", "male_members", "female_members"})
_TELLING = {
    "committee": _WIDE,
    "activities": frozenset({"title"}),
    "lessons": frozenset({"periods_per_week", "fortnight_periods", "hours_per_term"}),
}
"""Keys that no other table has beside 年级, 班级, 班主任 and 人数: they weigh double."""
_TITLE_WEIGHT, _FILE_WEIGHT, _WEAK_WEIGHT, _TELLING_WEIGHT = 1.5, 0.5, 0.25, 2.0

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
        "full_time_counsellor",
        "support",
        "subject",
        "post",
        "degree",
        "major",
        "certificate",
    }
    | {"homeroom_pay", "homeroom_years", "training_hours"}
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
    "committee": (
        ("class_name",),
        ("name", "members", "second_member", "male_members", "female_members"),
    ),
    "lessons": (("grade",), ("subject",)),
    "records": (("item",),),
}
"""The ★ columns besides the school's, which other sources may name: one of each group (DESIGN §4)."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The tables that title rows and the sheet's name speak of, those of the file's name, the item of all."""

    near: frozenset[str]
    far: frozenset[str]
    item: str | None
    chosen: frozenset[str] = frozenset()
    """Of which tables they announce a choice, such as 优秀班级名单: no list of all that there are."""

    @classmethod
    def of(cls, rows: Sequence[str], sheet: str | None, stem: str | None) -> Titles:
        """What stands around a table: title rows, the sheet's name, the file's stem."""
        near = frozenset().union(*map(tables_named, [*rows, sheet or ""]))
        chosen = frozenset().union(*map(chosen_of, [*rows, sheet or ""]))
        return cls(near, tables_named(stem or ""), item_named(list(rows), sheet, stem), chosen)

    def weight(self, table: str) -> float:
        """How strongly titles speak for a table; the file's name counts where nothing nearer says anything."""
        if self.near:
            return _TITLE_WEIGHT if table in self.near else 0.0
        return _FILE_WEIGHT if table in self.far else 0.0

    def names(self, table: str) -> bool:
        """Whether some title speaks of a table."""
        return self.weight(table) > 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A block read as a table. `rivals` are other tables that fit as well: then it must be refused.

    `companion` is the committee that a class list holds in columns of its own: one block, two tables.
    """

    block: Block
    mapping: Mapping
    score: float
    rivals: tuple[str, ...] = ()
    companion: Mapping | None = None


def read_block(area: Area, top: int, titles: Titles, vocabulary: Vocabulary) -> Reading | None:
    """The best reading of the rows from `top` on as headings; None if no table fits."""
    chosen: Reading | None = None
    for block in blocks_at(area, top):
        reading = _best_table(block, titles, vocabulary)
        if reading is None:
            continue
        deeper = chosen is not None and merged_over(area, chosen.block, block)
        if (
            chosen is None
            or reading.score > chosen.score
            or (reading.score == chosen.score and deeper)
        ):
            chosen = reading
    return chosen or _class_list(area, top, titles, vocabulary)


def _class_list(area: Area, top: int, titles: Titles, vocabulary: Vocabulary) -> Reading | None:
    """A sheet that titles call a list of classes, with a single column 班级 of nothing but classes."""
    if not titles.names("classes") or "classes" in titles.chosen or len(area.filled(top)) != 1:
        return None
    for block in blocks_at(area, top)[:1]:
        mapping = map_block(block, "classes", vocabulary)
        below = [area.filled(row) for row in range(top + 1, area.height)]
        rows = [row for row in below if row]
        named = len(rows) > 1 and all(len(row) == 1 and names_class(row[0][1]) for row in rows)
        if "class_name" in mapping.strong and named:
            return Reading(block, mapping, _score(mapping) + titles.weight("classes"))
    return None


@lru_cache(KEPT)
def _best_table(block: Block, titles: Titles, vocabulary: Vocabulary) -> Reading | None:
    if len(block.headings) < 2:
        return None
    mappings = {table: map_block(block, table, vocabulary) for table in TABLES}
    columns = _Columns(titles, mappings, block)
    fitting = [table for table in TABLES if _FITS[table](columns)]
    if not fitting:
        return None
    scores = {table: _score(mappings[table]) + titles.weight(table) for table in fitting}
    best = max(scores.values())
    if columns.classes_with_committee(fitting):
        return Reading(block, mappings["classes"], best, companion=mappings["committee"])
    first, *rivals = [table for table in fitting if scores[table] == best]
    return Reading(block, mappings[first], best, tuple(rivals))


def _score(mapping: Mapping) -> float:
    score = 0.5 if mapping.table == "schools" and "school" in mapping.all else 0.0
    telling = _TELLING.get(mapping.table, frozenset())
    for key in mapping.all - _NOTHING:
        if key not in mapping.strong:
            score += _WEAK_WEIGHT
        else:
            score += _TELLING_WEIGHT if key in telling else 1.0
    return score


class _Columns:
    """What the columns of a block would be in each table, and what titles say: the ground for `_FITS`."""

    def __init__(self, titles: Titles, mappings: dict[str, Mapping], block: Block) -> None:
        self.titles = titles
        leaves = [normalise(heading.texts[-1]) for heading in block.headings]
        self.answers = any(are_answers(*pair) for pair in pairwise(leaves))
        """Two columns side by side are to be ticked: 是 and 否, 已完成 and 未完成."""
        known = {match.heading.column for match in mappings["schools"].keys.values()}
        rest = {h.texts[-1] for h in block.headings if h.column not in known}
        self.register = (
            {"school"} < mappings["schools"].all <= _NOTHING
            and "school" in mappings["schools"].strong
            and all(_IN_REGISTERS.fullmatch(normalise(text)) for text in rest)
        )
        """Schools with their codes or districts, and nothing else."""
        self.all = {table: mapping.all for table, mapping in mappings.items()}
        self.strong = {table: mapping.strong for table, mapping in mappings.items()}
        name = mappings["teachers"].keys.get("name")
        self.people = (
            name is not None and name.rank[1] and name.heading.texts[-1].strip().lower() != "name"
        )
        """A column 姓名 of its own, not that of a 联系人; the English word may name schools as well."""

    def titled(self, table: str) -> bool:
        return self.titles.names(table)

    def schools(self) -> bool:
        facts = self.strong["schools"] & _SCHOOL_FACTS
        named = self.all["schools"] & {"school", "school_code"}
        if self.people or self.strong["classes"] & {"grade", "class_name"}:
            return False  # rows of grades or classes: their numbers of pupils are not the school's
        if self.register:
            coded = "school_code" in self.all["schools"]
            return "schools" not in self.titles.chosen and (coded or self.titled("schools"))
        return bool(facts) and bool(named or len(facts) > 1)

    def classes(self) -> bool:
        strong = self.strong["classes"]
        listed = strong & {"students", "homeroom_teacher"} or {"grade", "number"} <= strong
        if "classes" in self.titles.chosen:
            return False
        return bool(strong & {"class_name", "number"}) and bool(self.titled("classes") or listed)

    def teachers(self) -> bool:
        strong = self.strong["teachers"]
        facts = strong & _TEACHER_FACTS
        if "name" in strong:
            return bool(facts) or self.titled("teachers")
        return len(facts) > 1 or (bool(facts) and self.titled("teachers"))

    def activities(self) -> bool:
        facts = self.all["activities"] & _ACTIVITY_FACTS
        told = self.strong["activities"] & {"title", "category", "themes"}
        return len(facts) > 1 and not self.people and bool(told or self.titled("activities"))

    def committee(self) -> bool:
        """Pupils with classes alone are any list of pupils: a role, a wide column or a title must say more."""
        keys, strong, titled = (
            self.all["committee"],
            self.strong["committee"],
            self.titled("committee"),
        )
        if not keys & {"class_name", "grade"}:
            return titled and "name" in strong
        named = "name" in strong and ("role" in strong or titled)
        return bool(strong & _WIDE or named or (titled and keys & _WIDE))

    def lessons(self) -> bool:
        strong = self.strong["lessons"]
        facts = strong & (_PERIODS | {"compulsory", "grade", "term"})
        if self.people or not facts:
            return False
        return (
            "subject" in strong or self.titled("lessons") or len(strong & {"grade", *_PERIODS}) > 1
        )

    def records(self) -> bool:
        about = self.titles.item is not None
        item = "item" in self.strong["records"] or (
            self.titled("records") and "item" in self.all["records"]
        )
        facts = self.all["records"] & _RECORD_FACTS or (self.answers and self.titled("records"))
        return not self.people and bool(facts) and (item or about)

    def classes_with_committee(self, fitting: Sequence[str]) -> bool:
        """A class list with pupils' numbers that names 心理委员 as well; not a committee that names its classes.

        A title that calls it a class list does as well as a plain heading for the numbers.
        """
        titled = self.titled("classes")
        return (
            {"classes", "committee"} <= set(fitting)
            and (titled or "students" in self.strong["classes"])
            and bool(self.strong["committee"] & _WIDE)
            and (titled or not self.titled("committee"))
        )


_FITS: dict[str, Callable[[_Columns], bool]] = {
    "schools": _Columns.schools,
    "classes": _Columns.classes,
    "teachers": _Columns.teachers,
    "activities": _Columns.activities,
    "committee": _Columns.committee,
    "lessons": _Columns.lessons,
    "records": _Columns.records,
}
"""Whether the columns of a block can make a table at all."""


def missing_columns(mapping: Mapping, named: Sequence[str]) -> list[str]:
    """The first key of each group of needed columns that are not there; titles tell the `named` ones instead."""
    there = mapping.keys.keys() | set(named)
    return [group[0] for group in NEEDED[mapping.table] if not there.intersection(group)]
