"""The data that a rule's verdict rests on: tables, fields, and the headings of the built-in vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mhaudit.kinds.conditions import Where
from mhaudit.loader import vocabulary
from mhaudit.rulebook.described import SUBJECT_TABLE, joined
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import fields as labels
from mhaudit.wording import say

HEADINGS_SHOWN = 12
"""So many headings of one field are listed before the count of all."""

FEEDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("schools", "name"): ("school",),
    ("schools", "code"): ("school_code",),
    ("schools", "kind"): ("kind", "stage"),
    ("classes", "grade"): ("grade", "class_name"),
    ("classes", "number"): ("number", "class_name"),
    ("classes", "stage"): ("grade", "class_name"),
    ("teachers", "counsellor"): ("counsellor", "subject", "post"),
    ("teachers", "duty"): ("duty", "counsellor", "full_time_counsellor"),
    ("activities", "category"): ("category", "title"),
    ("activities", "themes"): ("themes", "title"),
    ("activities", "grades"): ("grades", "class_name"),
    ("activities", "classes"): ("class_name",),
    ("committee", "grade"): ("grade", "class_name"),
    ("committee", "class"): ("class_name",),
    ("committee", "role"): ("role", "members", "second_member", "male_members", "female_members"),
    ("committee", "sex"): ("sex", "second_sex", "male_members", "female_members"),
    ("lessons", "periods_per_week"): ("periods_per_week", "fortnight_periods", "frequency"),
    ("lessons", "hours_per_term"): ("hours_per_term", "hours_total", "frequency"),
    ("lessons", "offered"): ("periods_per_week", "fortnight_periods", "hours_per_term"),
}
"""(table, field of a row) → the columns it is read from, where those are not the one of its own name."""

_TOTALS = {
    ("teachers", "counsellor"): "counsellors_total",
    ("teachers", "duty"): "counsellors_full_time",
}
"""Field of a roster → the number of the school table that serves where no roster was handed in (DESIGN §4)."""

_PLACED: dict[str, dict[str, tuple[str, ...]]] = {
    "class": {"classes": ("grade", "number"), "committee": ("grade", "class")},
    "grade": {
        "classes": ("grade",),
        "activities": ("grades",),
        "lessons": ("grade",),
        "committee": ("grade",),
    },
    "teacher": {"teachers": ("name",)},
}
"""`for_each` → table → the fields that say to which subject a row belongs."""
_PLACED["stage"] = _PLACED["grade"]
_DATED = {"activities": ("date", "term"), "lessons": ("term",), "records": ("date", "period")}
"""Table → the fields that say in which period a row lies."""


@dataclass(frozen=True, slots=True)
class NeededField:
    """A field that a verdict rests on, in words: its headings as a list, and columns that may tell it too."""

    table: str
    field: str
    headings: str
    others: str


def needed_fields(rule: Rule, language: str) -> list[tuple[str, list[NeededField]]]:
    """Each table by name, with its fields."""
    return [
        (
            labels.table_label(language, table),
            [_field(rule, table, name, language) for name in names],
        )
        for table, names in needed(rule).items()
    ]


def needed(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Table → the fields of its rows on which the rule's verdict rests, those that place a row first."""
    found: dict[str, dict[str, None]] = {}
    used = [
        *_subject_fields(rule),
        *_asked(rule.kind, rule.params, SUBJECT_TABLE.get(rule.for_each)),
    ]
    for table, name in used:
        fields = found.setdefault(table, {})
        for first in _PLACED.get(rule.for_each, {}).get(table, ()):
            fields.setdefault(first)
        if rule.per:
            for first in _DATED.get(table, ()):
                fields.setdefault(first)
        if name:
            fields.setdefault(name)
    return {table: tuple(names) for table, names in found.items()}


def _subject_fields(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.for_each == "district":
        yield "schools", "district"
    if rule.for_each in ("grade", "stage", "class"):
        yield "classes", ""
    if rule.where is not None:
        yield from _tested(rule.where, SUBJECT_TABLE.get(rule.for_each))


def _tested(where: Where, table: str | None) -> Iterator[tuple[str, str]]:
    for test in where.leaves():
        if test.field.startswith("school."):
            yield "schools", test.field.removeprefix("school.")
        elif table is not None and test.field != "stage":
            yield table, test.field


def _asked(kind: str, params: Any, subject: str | None) -> Iterator[tuple[str, str]]:
    if kind in ("any_of", "all_of"):
        for part in params.parts:
            yield from _asked(part.name, part.params, subject)
    elif kind == "field":
        yield from _tested(params.where, subject)
    elif kind == "matches_total":
        yield from ((subject, params.field),) if subject else ()
        yield params.table, params.sum
    elif kind == "ratio":
        for measure in (params.of, params.per):
            if measure.field is not None and subject:
                yield subject, measure.field
            table = measure.count or measure.table
            if table:
                yield from _of_rows(table, measure.where, measure.sum)
    else:
        table = getattr(params, "of", None) or getattr(params, "table", None)
        if isinstance(table, str):
            where = getattr(params, "where", Where())
            yield from _of_rows(table, where, getattr(params, "field", None))
            if isinstance(having := getattr(params, "having", None), Where):
                yield from _tested(having, table)


def _of_rows(table: str, where: Where, name: str | None) -> Iterator[tuple[str, str]]:
    yield from _tested(where, table)
    yield table, name or ""


def _field(rule: Rule, table: str, name: str, language: str) -> NeededField:
    own, *others = FEEDS.get((table, name), (name,))
    shown = shown_headings(table, own, HEADINGS_SHOWN, language)
    told = [headings_of(table, key)[0] for key in others]
    if rule.for_each == "school" and (table, name) in _TOTALS:
        total = headings_of("schools", _TOTALS[table, name])[0]
        told.append(say(language, "page.total", heading=total))
    return NeededField(
        table, labels.field_label(language, table, name), shown, joined(language, told)
    )


def shown_headings(table: str, key: str, limit: int, language: str) -> str:
    """The headings of a column as a list; of more than `limit` the first ones and how many there are."""
    found = headings_of(table, key)
    shown = joined(language, found[:limit])
    if len(found) <= limit:
        return shown
    return say(language, "console.and_more", items=shown, count=len(found))


def headings_of(table: str, key: str) -> list[str]:
    """All headings of the vocabulary that are read as a column, the usual one first."""
    document = vocabulary.document()
    sections = (document[table], document["any"], document[table].get("weak", {}))
    found = [h for section in sections for h in vocabulary.headings_in(section.get(key, ()))]
    return list(dict.fromkeys(found))
