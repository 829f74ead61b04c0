"""What a kind sees of a rule's subjects and of the rows that belong to them.

Implements `mhaudit.kinds.base.Context`: one pass over a table for all schools and subjects of a rule.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mhaudit.engine.belonging import GRADES, Belonging
from mhaudit.engine.held import Held
from mhaudit.engine.periods import DATED, WHEN
from mhaudit.engine.searching import Search
from mhaudit.engine.shared import Shared
from mhaudit.engine.subjects import Target
from mhaudit.kinds.base import OPEN, Cell, Gap, Hit, figure
from mhaudit.kinds.conditions import Lexicon, Test, Truth, Where, both
from mhaudit.models.grades import KIND_NAMES
from mhaudit.models.submission import Frame, Submissions
from mhaudit.models.terms import Audited, year_of
from mhaudit.models.values import NotIn, OneOf, SetOf, Span
from mhaudit.wording import say
from mhaudit.wording.fields import field_label, grade_label, table_label, word


class RuleContext:
    """The subjects of one rule over all schools. `shared` is what other rules of its pack have looked up."""

    def __init__(
        self,
        submissions: Submissions,
        audited: Audited,
        subjects: Sequence[Target],
        lexicons: Mapping[str, Lexicon],
        language: str,
        outcomes: Mapping[str, Sequence[Truth | str]] | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.submissions = submissions
        self.audited = audited
        self.subjects = subjects
        self.language = language
        self.outcomes = outcomes or {}
        self.shared = shared or Shared(submissions, audited, lexicons)
        self._belonging: dict[str, Belonging] = {}
        self._searches: dict[tuple[str, int, dt.date, str | None], Search] = {}
        self._deciding: dict[tuple[int, tuple[str, ...]], str | None] = {}
        self._same: dict[tuple[str, str, str, Any], Truth] = {}
        self._labels: dict[tuple[str, type, Any], str] = {}

    @property
    def size(self) -> int:
        """How many subjects."""
        return len(self.subjects)

    def day(self, subject: int) -> dt.date:
        """The day whose bounds apply: the last of the subject's period; the newest bound if none is known."""
        return self.last_day(subject) or dt.date.max

    def last_day(self, subject: int) -> dt.date | None:
        """The last day of the subject's period, or of the audited one."""
        period = self.subjects[subject].period
        return period.last if period else self.shared.last_day

    def until(self, subject: int) -> dt.date | None:
        """The last day whose happenings the data can tell (R152)."""
        last, given = self.last_day(subject), self.audited.as_of_given
        return min(last, given) if last and given else last

    # conditions ---------------------------------------------------------------------------------------

    def truth(self, subject: int, where: Where) -> Truth:
        """A condition on the subject itself."""
        return where.on(lambda name: self.value(subject, name), self.day(subject), {})

    def row_truth(self, table: str, row: int, where: Where, subject: int) -> Truth:
        """A condition on a row."""
        return self._held(table, where, subject).truth(row)

    def passes(self, rule: str, school: int) -> Truth | str:
        """Whether a school passes another rule, which was judged before."""
        return self.outcomes[rule][school]

    def open_fields(self, subject: int, where: Where) -> list[str]:
        """The subject's fields that leave a condition on it unknown."""
        return where.open_fields(lambda name: self.value(subject, name), self.day(subject), {})

    def value(self, subject: int, name: str) -> Any:
        """A field of the subject."""
        return self.subjects[subject].value(self.submissions, name)

    def row_value(self, table: str, row: int, name: str) -> Any:
        """A field of a row."""
        return self.submissions.frames[table].columns[name][row]

    def same(self, table: str, row: int, name: str, word: str) -> Truth:
        """Whether a row's field is `word`, by the pack's terms."""
        value = self.row_value(table, row, name)
        key = table, name, word, value
        if key not in self._same:
            lexicon = self.shared.lexicons_of(table).get(name)
            self._same[key] = Test(name, "is", word).on(value, dt.date.max, lexicon)
        return self._same[key]

    def _held(self, table: str, where: Where, subject: int) -> Held:
        return self.shared.held(table, where, self.day(subject))

    # rows of subjects ---------------------------------------------------------------------------------

    def hits(self, table: str, where: Where) -> list[list[Hit]]:
        """For each subject the rows that count or may count; the last may stand for what is still to come."""
        found: list[list[Hit]] = [[] for _ in self.subjects]
        if not self.subjects:
            return found
        for day, subjects in self._by_day(where).items():
            self._add_hits(found, self.shared.held(table, where, day), table, subjects)
        if table in DATED:
            for subject, target in enumerate(self.subjects):
                if target.period and not self.audited.over(target.period):
                    found[subject].append(Hit(OPEN, False, 0, math.inf))
        return found

    def _by_day(self, where: Where) -> dict[dt.date, set[int] | None]:
        """The days on which a condition is held against rows, and for which subjects (None: all).

        Only one with a dated bound has more than one answer.
        """
        if not where.dated:
            return {dt.date.max: None}
        by_day: dict[dt.date, set[int] | None] = {}
        for subject in range(self.size):
            found = by_day.setdefault(self.day(subject), set())
            assert found is not None
            found.add(subject)
        return by_day

    def _add_hits(
        self, found: list[list[Hit]], held: Held, table: str, subjects: set[int] | None
    ) -> None:
        frame, belonging = self.submissions.frames[table], self._belonging_of(table)
        dated = table in DATED
        told = self.shared.told(table) if dated else ()
        lying = [self.shared.lying_in(table, target.period) for target in self.subjects if dated]
        for row, truth in held.counted:
            hits: dict[bool, Hit] = {}
            for subject, related in belonging.of(row).items():
                lies = lying[subject][told[row]] if dated else True
                if lies is False or (subjects is not None and subject not in subjects):
                    continue
                sure = bool(truth and related and lies)
                hit = hits.get(sure)
                if hit is None:
                    hit = hits[sure] = Hit(row, sure, frame.low[row], frame.high[row])
                found[subject].append(hit)

    def _belonging_of(self, table: str) -> Belonging:
        if table not in self._belonging:
            frame = self.submissions.frames[table]
            self._belonging[table] = Belonging(frame, self.subjects)
        return self._belonging[table]

    def _related(self, table: str, row: int, subject: int) -> Truth:
        """Whether a row belongs to a subject, its period included."""
        return both(
            self._belonging_of(table).of(row).get(subject, False),
            self.shared.lies(table, row, self.subjects[subject].period),
        )

    def year_open(self, subject: int, table: str, hits: Sequence[Hit]) -> bool:
        """Whether rows are written term by term and some term of the year is neither audited to its end nor there."""
        if table != "lessons" or self.subjects[subject].period:
            return False
        terms_told = self.submissions.frames[table].columns["term"]
        rows = [hit.row for hit in hits if hit.row != OPEN and hit.high < math.inf]
        terms = {terms_told[row] for row in rows or self._told(table, subject)}
        seen = {term for term in terms if isinstance(term, str)}
        if not seen or None in terms:
            return False
        year = self.audited.school_year or year_of(min(seen))
        return any(
            term not in seen and not self.audited.over(self.audited.calendar.term(term))
            for term in (f"{year}-1", f"{year}-2")
        )

    def _told(self, table: str, subject: int) -> Iterator[int]:
        """The rows that a school wrote of the subject, whether they count or not."""
        frame = self.submissions.frames[table]
        for school in self.subjects[subject].schools:
            for row in self.submissions.rows_of(table, school):
                told = 0 < frame.high[row] < math.inf
                if told and self._related(table, row, subject) is not False:
                    yield row

    # cells and gaps -----------------------------------------------------------------------------------

    def gaps(
        self, table: str, where: Where, subject: int, hits: Iterable[Hit], name: str | None = None
    ) -> tuple[Gap, ...]:
        """What would decide the unsure hits."""
        found: list[Gap] = []
        frame = self.submissions.frames[table]
        held = self._held(table, where, subject)
        for hit in hits:
            if hit.row == OPEN:
                found.append(Gap(table, WHEN[table]))
                continue
            if frame.source[hit.row] < 0 and hit.high == math.inf:
                found.append(Gap(table, None))
                continue
            found.extend(
                Gap(table, field, hit.row)
                for field in self._open_fields(frame, hit, held, subject, name)
            )
        return tuple(dict.fromkeys(found))

    def _open_fields(
        self, frame: Frame, hit: Hit, held: Held, subject: int, name: str | None
    ) -> Iterator[str | None]:
        table, row = frame.table, hit.row
        yield from held.open_fields(row)
        if name and not _known(frame.columns[name][row]):
            yield name
        if self._belonging_of(table).of(row).get(subject, True) is None:
            yield GRADES.get(table)
        if self.shared.lies(table, row, self.subjects[subject].period) is None:
            yield WHEN[table]
        if hit.low < hit.high:
            yield None

    def subject_gaps(self, subject: int, names: Iterable[str]) -> tuple[Gap, ...]:
        """Fields of the subject that are unknown."""
        return tuple(self.gap_of(self.subjects[subject], name) for name in names)

    def gap_of(self, target: Target, name: str) -> Gap:
        """Where a field of a subject stands."""
        if name.startswith("school."):
            return Gap("schools", name.removeprefix("school."), target.school)
        if name in ("grade", "stage") and target.kind in ("grade", "stage"):
            return Gap("classes", "grade", target.rows[0] if target.rows else None)
        if target.kind in ("class", "teacher"):
            return Gap(target.table, "grade" if name == "stage" else name, target.rows[0])
        return Gap("schools", name, target.school)

    def own_cell(self, subject: int, name: str | None) -> tuple[Cell, ...]:
        """The cell of a field of the subject; the rows that show the subject if `name` is None."""
        target = self.subjects[subject]
        if name is None:
            field = {"grade": "grade", "stage": "grade", "class": "number"}.get(target.kind)
            return tuple(Cell(target.table, row, field) for row in target.rows)
        gap = self.gap_of(target, name)
        return () if gap.row is None else (Cell(gap.table, gap.row, gap.field),)

    def deciding(self, table: str, row: int, where: Where) -> str | None:
        """The last field that the condition names and the row's sheet has a column for, else the last one."""
        key = self.submissions.frames[table].source[row], where.names
        if key not in self._deciding:
            source, names = key
            columns = self.submissions.sources[source].columns if source >= 0 else {}
            found = [name for name in names if name in columns] or names
            self._deciding[key] = found[-1] if found else None
        return self._deciding[key]

    def searched(
        self, table: str, where: Where, subject: int, name: str | None = None
    ) -> tuple[Cell, ...]:
        """Near misses and blank places of the subject, else its own cells and the heading searched (R124)."""
        target = self.subjects[subject]
        search = self._search(table, where, subject, name)
        near = [
            cell
            for school in target.schools
            for cell in search.near(school)
            if self._related(table, cell.row, subject) is True
        ]
        own = self.own_cell(subject, None) if target.kind in ("grade", "stage", "class") else ()
        headings: dict[int, Cell] = {}
        for school in target.schools:
            for source, cell in search.headings(school).items():
                headings.setdefault(source, cell)
        return (*near, *own, *headings.values())

    def absent(self, table: str, where: Where, subject: int) -> bool:
        """Whether the condition names an item that no row of the school's table holds, not even perhaps (R5)."""
        if table != "records":
            return False
        return self._search(table, where, subject, None).absent(self.subjects[subject].schools)

    def _search(self, table: str, where: Where, subject: int, name: str | None) -> Search:
        day = self.day(subject)
        key = (
            table,
            id(where),
            day,
            name,
        )  # the search keeps the condition, so that its id stays its own
        if key not in self._searches:
            kind = self.subjects[subject].kind
            self._searches[key] = Search(self.shared, table, where, day, kind, name)
        return self._searches[key]

    # words --------------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue in the language of the run."""
        return say(self.language, key, **values)

    def field_label(self, table: str, name: str) -> str:
        """A field's name for people; `table` "" for fields of the subject."""
        if name.startswith("school."):
            return field_label(self.language, "schools", name.removeprefix("school."))
        return field_label(
            self.language, table or (self.subjects[0].table if self.subjects else ""), name
        )

    def table_label(self, table: str) -> str:
        """A table's name for people."""
        return table_label(self.language, table)

    def value_label(self, table: str, name: str, value: Any) -> str:
        """A field's value for people."""
        key = name, type(value), value
        if key not in self._labels:
            self._labels[key] = self._value_label(table, name, value)
        return self._labels[key]

    def _value_label(self, table: str, name: str, value: Any) -> str:
        if value is None:
            return "?"
        if isinstance(value, bool):
            return word(self.language, "value.yes" if value else "value.no")
        if isinstance(value, OneOf):
            return "/".join(
                sorted(self.value_label(table, name, option) for option in value.options)
            )
        if isinstance(value, Span):
            return "–".join(self.value_label(table, name, end) for end in (value.low, value.high))
        if isinstance(value, SetOf | NotIn):
            return "?"
        if isinstance(value, int | float):
            return figure(value)
        if name == "grade":
            return grade_label(self.language, str(value))
        if name == "stage":
            return word(self.language, f"stage.{value}", str(value))
        if name.rpartition(".")[2] == "kind" and self.language == "zh":
            return KIND_NAMES.get(str(value), str(value))
        return word(self.language, f"value.{value}", str(value))


def _known(value: Any) -> bool:
    return (
        value is not None
        and not isinstance(value, Span | OneOf | NotIn)
        and not (isinstance(value, SetOf) and value.sure != value.maybe)
    )
