"""What the rules of one pack share in a run; each part is worked out when a rule first asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mhaudit.engine.held import Held, RowsBy, met
from mhaudit.engine.periods import DATED, lies_in
from mhaudit.engine.subjects import SHOWN_BY, Target, over_periods, stage_of, targets
from mhaudit.findings import Missing, Place, Subject
from mhaudit.kinds.base import Cell, Gap
from mhaudit.kinds.conditions import Lexicon, Truth, Where
from mhaudit.models.submission import Submissions
from mhaudit.models.terms import Audited, Period


class Named(NamedTuple):
    """A subject as findings name it."""

    subject: Subject
    identity: str
    """What a fingerprint knows it by, beside rule and period."""
    order: tuple[object, ...]
    """Sorts the subjects of a rule and a school."""


class Shared:
    """The submissions, and what has been looked up in them under the words of one pack."""

    def __init__(
        self, submissions: Submissions, audited: Audited, lexicons: Mapping[str, Lexicon]
    ) -> None:
        self.submissions, self.audited = submissions, audited
        self.last_day = audited.last_day
        self.named: dict[Target, Named] = {}
        """Filled by `mhaudit.engine.explain`."""
        self._lexicons = lexicons
        self._words: dict[str, dict[str, Lexicon]] = {}
        self._held: dict[tuple[str, Where, dt.date | None], Held] = {}
        self._met: dict[tuple[str, int, dt.date | None], tuple[Where, Held]] = {}
        self._dates: dict[str, list[Any]] = {}
        self._lying: dict[tuple[str, str | None], dict[Any, Truth]] = {}
        self._rows_by: dict[str, RowsBy] = {}
        self._targets: dict[str, list[Target]] = {}
        self._asked: dict[Any, list[tuple[Target, Truth]]] = {}
        self._headings: dict[Cell, Place | None] = {}
        self._missing: dict[Gap, Missing] = {}
        self._sheets: dict[tuple[str, int], dict[int, int]] = {}

    def lexicons_of(self, table: str) -> dict[str, Lexicon]:
        """The pack's words by field of one table."""
        if table not in self._words:
            prefix = f"{table}."
            self._words[table] = {
                key.removeprefix(prefix): lexicon
                for key, lexicon in self._lexicons.items()
                if key.startswith(prefix)
            }
        return self._words[table]

    # rows ---------------------------------------------------------------------------------------------

    def held(self, table: str, where: Where, day: dt.date) -> Held:
        """The condition on the rows of a table; equal conditions are one, whichever rule they stand in."""
        known = day if where.dated else None
        by_identity = (
            table,
            id(where),
            known,
        )  # hashing a condition would cost more than the look-up
        met = self._met.get(by_identity)
        if met is None:
            key = table, where, known
            if key not in self._held:
                frame = self.submissions.frames[table]
                rows_by = self._rows_by.setdefault(table, RowsBy(frame))
                self._held[key] = Held(frame, where, day, self.lexicons_of(table), rows_by)
            met = self._met[by_identity] = where, self._held[key]
        return met[1]

    def told(self, table: str) -> Sequence[Any]:
        """For each row what says when it was: the first of the fields of `DATED` that holds anything."""
        if table not in self._dates:
            columns = self.submissions.frames[table].columns
            first, *others = (columns[name] for name in DATED[table])
            for other in others:
                first = [
                    when if when is not None else declared
                    for when, declared in zip(first, other, strict=True)
                ]
            self._dates[table] = first
        return self._dates[table]

    def lying_in(self, table: str, period: Period | None) -> Mapping[Any, Truth]:
        """Whether a row of a table of `DATED` lies in the period, by what `told` has of it."""
        key = table, period.id if period else None
        if key not in self._lying:
            self._lying[key] = {
                when: lies_in(table, when, period, self.audited) for when in set(self.told(table))
            }
        return self._lying[key]

    def lies(self, table: str, row: int, period: Period | None) -> Truth:
        """Whether a row lies in the period; rows without a time lie in any."""
        return self.lying_in(table, period)[self.told(table)[row]] if table in DATED else True

    def sheets(self, table: str, school: int) -> Mapping[int, int]:
        """The sheets that a school's rows of a table stand in, totals aside: source → its first row."""
        key = table, school
        if key not in self._sheets:
            sources = self.submissions.frames[table].source
            found: dict[int, int] = {}
            for row in self.submissions.rows_of(table, school):
                source = sources[row]
                if (
                    source >= 0
                    and source not in found
                    and not self.submissions.sources[source].total
                ):
                    found[source] = row
            self._sheets[key] = found
        return self._sheets[key]

    # subjects -----------------------------------------------------------------------------------------

    def subjects(
        self, for_each: str, where: Where, periods: Sequence[Period | None]
    ) -> list[tuple[Target, Truth]]:
        """The subjects that the rule's own condition does not surely exclude, once per period, with its truth."""
        key = for_each, where, tuple(period.id if period else None for period in periods)
        if key not in self._asked:
            self._asked[key] = [
                (target, truth)
                for period in periods
                for target, truth in self._in_period(for_each, where, period)
            ]
        return self._asked[key]

    def everyone(self, for_each: str) -> list[Target]:
        """All subjects of a kind, without periods; of schools in their order."""
        if for_each not in self._targets:
            self._targets[for_each] = targets(for_each, self.submissions)
        return self._targets[for_each]

    def _in_period(
        self, for_each: str, where: Where, period: Period | None
    ) -> list[tuple[Target, Truth]]:
        day = (period.last if period else self.last_day) or dt.date.max
        of = self._of_rows if for_each in SHOWN_BY else self._of_schools
        found = of(for_each, where, day)
        if period is None:
            return found
        subjects, truths = [target for target, _ in found], [truth for _, truth in found]
        return list(zip(over_periods(subjects, [period]), truths, strict=True))

    def _of_schools(self, for_each: str, where: Where, day: dt.date) -> list[tuple[Target, Truth]]:
        found = self.everyone(for_each)
        if not where.names:
            return [(target, True) for target in found]
        columns = [
            [target.value(self.submissions, name) for target in found] for name in where.names
        ]
        return [(found[at], truth) for at, truth in met(where, columns, day, {})]

    def _of_rows(self, for_each: str, where: Where, day: dt.date) -> list[tuple[Target, Truth]]:
        """Subjects that are rows of a table: of a large table most are excluded, so the condition comes first."""
        frame = self.submissions.frames[SHOWN_BY[for_each]]
        rows: list[tuple[int, Truth]] = [(row, True) for row in range(len(frame))]
        if where.names:
            rows = met(where, [self._column(for_each, name) for name in where.names], day, {})
        rows = [(row, truth) for row, truth in rows if frame.high[row] != 0]
        found = targets(for_each, self.submissions, [row for row, _ in rows])
        return list(zip(found, [truth for _, truth in rows], strict=True))

    def _column(self, for_each: str, name: str) -> Sequence[Any]:
        """A field of all rows that are subjects, as `Target.value` has it of one."""
        frame = self.submissions.frames[SHOWN_BY[for_each]]
        schools = self.submissions.frames["schools"].columns
        if name.startswith("school."):
            values = schools[name.removeprefix("school.")]
            return [values[school] for school in frame.school]
        if name == "stage" and for_each == "class":
            grades = frame.columns["grade"]
            return [
                stage_of(grade, schools["kind"][school])
                for grade, school in zip(grades, frame.school, strict=True)
            ]
        return frame.columns[name]

    # cells --------------------------------------------------------------------------------------------

    def place(self, cell: Cell) -> Place | None:
        """Where a cell stands in its file; None for a row without one. Headings are asked for again and again."""
        table, row, field, heading = cell
        if not heading:
            return self.submissions.place(table, row, field)
        if cell not in self._headings:
            self._headings[cell] = self.submissions.heading(table, row, field or "")
        return self._headings[cell]

    def missing(self, gap: Gap) -> Missing:
        """A gap with the cell to fill in, where there is one. One cell may keep many subjects from being judged."""
        found = self._missing.get(gap)
        if found is None:
            table, field, row = gap
            place = None if row is None else self.submissions.gap(table, row, field)
            if place is not None and row is not None:
                field = self.submissions.stands_for(table, row, field)
            found = self._missing[gap] = Missing(table, field, place)
        return found
