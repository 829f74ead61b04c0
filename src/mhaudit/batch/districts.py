"""Rules for districts look at all schools of a district, wherever those were judged.

Each task keeps of its schools what these rules ask for; at the end it is laid together and judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from mhaudit.engine.issues import worded
from mhaudit.engine.judge import judge_districts
from mhaudit.engine.no_district import without_district
from mhaudit.findings import DistrictResult, Issue
from mhaudit.kinds.conditions import Truth
from mhaudit.models.submission import Frame, Source, Submissions
from mhaudit.models.tables import TABLES
from mhaudit.models.terms import Audited
from mhaudit.rulebook.schema import Rulebook

Outcomes = Mapping[str, Sequence[Truth | str]]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that rules for districts ask for, of some schools, and how these fare by the rules named there."""

    submissions: Submissions
    outcomes: Outcomes


class _FewRows(Sequence[Sequence[Any]]):
    """The rows of a sheet that findings may point at; the others are as if blank."""

    def __init__(self, rows: dict[int, Sequence[Any]]) -> None:
        self._rows = rows

    def __getitem__(self, row: Any) -> Any:
        return self._rows.get(row, ())

    def __len__(self) -> int:
        return max(self._rows, default=-1) + 1


def tables_needed(rulebook: Rulebook) -> frozenset[str]:
    """The tables that the active rules for districts look at; nothing where there is no such rule."""
    rules = [rule for rule in rulebook.active() if rule.for_each == "district"]
    found = {name for rule in rules for name in _names(rule.params)} & set(TABLES)
    return frozenset(found | {"schools"}) if rules else frozenset()


def _names(value: object) -> Iterator[str]:
    """Every text in the parameters of a requirement: the names of tables are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _names(getattr(value, name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _names(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _names(each)
    elif hasattr(value, "params"):
        yield from _names(value.params)


def part_of(submissions: Submissions, outcomes: Outcomes, tables: Collection[str]) -> Part:
    """What is kept of a task."""
    frames = {
        name: frame if name in tables else Frame.empty(name)
        for name, frame in submissions.frames.items()
    }
    used: dict[int, set[int]] = {}
    for frame in frames.values():
        for source, row in zip(frame.source, frame.row, strict=True):
            if source >= 0:
                used.setdefault(source, set()).add(row)
    sources = [
        _with_rows(source, used[at] | {source.header_row}) if at in used else _with_rows(source, ())
        for at, source in enumerate(submissions.sources)
    ]
    kept = Submissions(
        frames,
        sources,
        submissions.grades,
        show_names=submissions.show_names,
        wide=submissions.wide,
    )
    return Part(kept, outcomes)


def _with_rows(source: Source, rows: Collection[int]) -> Source:
    merged = {row for place, (row, _) in source.anchors.items() if place[0] in rows}
    cells = {row: source.cells[row] for row in {*rows, *merged} if 0 <= row < len(source.cells)}
    anchors = {place: at for place, at in source.anchors.items() if place[0] in rows}
    return replace(source, cells=_FewRows(cells), anchors=anchors)


def judged(
    parts: Sequence[tuple[Part, Collection[int]]],
    rulebook: Rulebook,
    audited: Audited,
    wide: frozenset[str],
    language: str,
) -> tuple[tuple[DistrictResult, ...], list[Issue]]:
    """The findings for districts, and what is to be said of schools that lie in none.

    With each part the indices of those of its schools that count.
    """
    frames = {name: Frame.empty(name) for name in TABLES}
    sources: list[Source] = []
    whole = Submissions(frames, sources, [], wide=wide)
    outcomes: dict[str, list[Truth | str]] = {}
    for part, kept in parts:
        _add(whole, part.submissions, sorted(kept))
        for rule, each in part.outcomes.items():
            outcomes.setdefault(rule, []).extend(each[school] for school in sorted(kept))
    unplaced = without_district(rulebook, whole, audited, outcomes)
    found = judge_districts(rulebook, whole, audited, outcomes, language)
    return found, worded(unplaced, language).get(None, [])


def of_schools(part: Part, schools: Collection[int]) -> Part:
    """The same of some of its schools, renumbered from 0."""
    frames = {name: Frame.empty(name) for name in TABLES}
    few = Submissions(frames, [], [], wide=part.submissions.wide)
    _add(few, part.submissions, sorted(schools))
    outcomes = {
        rule: [each[school] for school in sorted(schools)] for rule, each in part.outcomes.items()
    }
    return Part(few, outcomes)


def _add(whole: Submissions, part: Submissions, schools: Sequence[int]) -> None:
    first, sources = len(whole.frames["schools"]), len(whole.sources)
    index = {school: first + at for at, school in enumerate(schools)}
    whole.show_names |= part.show_names
    for name, frame in part.frames.items():
        target = whole.frames[name]
        rows = [row for row, school in enumerate(frame.school) if school in index]
        for field, column in frame.columns.items():
            target.columns[field].extend(column[row] for row in rows)
        target.school.extend(index[frame.school[row]] for row in rows)
        target.source.extend(
            frame.source[row] + sources if frame.source[row] >= 0 else -1 for row in rows
        )
        target.row.extend(frame.row[row] for row in rows)
        target.low.extend(frame.low[row] for row in rows)
        target.high.extend(frame.high[row] for row in rows)
    whole.grades.extend(part.grades[school] for school in schools)
    whole.sources.extend(part.sources)
