"""What a requirement kind is: parameters, and a function that judges every subject of a rule at once.

A kind measures and compares. It does not know its rule's id, level, clause or wording; it opens no file and
parses no date. It sees rows through `Context`, which knows which rows belong to which subject.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from mhaudit.findings import Verdict
from mhaudit.kinds.conditions import (
    EVERYTHING,
    Fault,
    Lexicon,
    Path,
    Test,
    Truth,
    Where,
    parse_bound,
)
from mhaudit.law import DatedValue
from mhaudit.models.fields import FieldType
from mhaudit.models.tables import FIELDS, TABLES

OPEN = -1
"""The row of a `Hit` that stands for what may still happen in a period that is not over (R64)."""


class Cell(NamedTuple):
    """A field of a row; its Place is computed when a report asks. `field` None: the row itself."""

    table: str
    row: int
    field: str | None
    heading: bool = False


class Gap(NamedTuple):
    """What would decide an unknown: a field of a row, or (`row` None) of a table that is not there."""

    table: str
    field: str | None
    row: int | None = None


class Hit(NamedTuple):
    """A row that surely or possibly counts for a subject; it stands for `low`…`high` things."""

    row: int
    sure: bool
    low: int
    high: float

    @property
    def least(self) -> int:
        """How many it surely counts for."""
        return self.low if self.sure else 0


class Judgement(NamedTuple):
    """A kind's answer for one subject. Texts are neutral or worded in the language of `Context.say`.

    `reason` and `values` name and fill the sentence (`verdict.<reason>`); `shortfall` under an interval is
    what is missing at least (R50).
    """

    verdict: Verdict
    required: str
    measured: float | None = None
    text: str = ""
    shortfall: float | None = None
    evidence: tuple[Cell, ...] = ()
    related: tuple[Cell, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()


class Context(Protocol):
    """What a kind sees of a rule's subjects (n of them, numbered from 0) and of their rows."""

    @property
    def size(self) -> int:
        """How many subjects."""

    def day(self, subject: int) -> dt.date:
        """The day whose bounds apply to the subject."""

    def last_day(self, subject: int) -> dt.date | None:
        """The last day of the subject's period, or of the audited one."""

    def until(self, subject: int) -> dt.date | None:
        """The last day whose happenings the data can tell: the day of the audit where that is earlier (R152)."""

    def hits(self, table: str, where: Where) -> list[list[Hit]]:
        """For each subject the rows that count or may count; rows that surely do not are left out."""

    def value(self, subject: int, name: str) -> Any:
        """A field of the subject: its own, `stage`, `grade` or `school.FIELD`."""

    def row_value(self, table: str, row: int, name: str) -> Any:
        """A field of a row."""

    def same(self, table: str, row: int, name: str, word: str) -> Truth:
        """Whether a row's field is `word`, by the pack's terms."""

    def truth(self, subject: int, where: Where) -> Truth:
        """A condition on the subject itself."""

    def row_truth(self, table: str, row: int, where: Where, subject: int) -> Truth:
        """A condition on a row."""

    def passes(self, rule: str, school: int) -> Truth | str:
        """Whether a school passes another rule; "excluded" where that rule does not apply to it."""

    def gaps(
        self, table: str, where: Where, subject: int, hits: Iterable[Hit], name: str | None = None
    ) -> tuple[Gap, ...]:
        """What would decide the unsure hits; `name` is a field whose value is needed too."""

    def subject_gaps(self, subject: int, names: Iterable[str]) -> tuple[Gap, ...]:
        """Fields of the subject that are unknown."""

    def own_cell(self, subject: int, name: str | None) -> tuple[Cell, ...]:
        """The cell of a field of the subject; of the subject itself if `name` is None."""

    def deciding(self, table: str, row: int, where: Where) -> str | None:
        """The field whose cell shows that a row counts: the last one of the condition that has a column (R97)."""

    def searched(
        self, table: str, where: Where, subject: int, name: str | None = None
    ) -> tuple[Cell, ...]:
        """Where a row was looked for in vain: near misses by their own answer, else the subject's cells and
        the heading of the column searched (R124)."""

    def absent(self, table: str, where: Where, subject: int) -> bool:
        """Whether the table was supplied and has no row at all of the item that the condition names (R5)."""

    def year_open(self, subject: int, table: str, hits: Sequence[Hit]) -> bool:
        """Whether the rows are written term by term and a term of the year is not audited (R64, R79)."""

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue in the language of the run."""

    def open_fields(self, subject: int, where: Where) -> list[str]:
        """The subject's fields that leave a condition on it unknown."""

    def field_label(self, table: str, name: str) -> str:
        """A field's name for people."""

    def value_label(self, table: str, name: str, value: Any) -> str:
        """A field's value for people."""


class Params(BaseModel):
    """Base of a kind's parameters."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Faults that only the tables' fields can show; `subject` are the fields of the rule's subject."""
        yield from ()


Bound = Annotated[DatedValue, BeforeValidator(lambda raw: _bound(raw))]


def _bound(raw: Any) -> DatedValue:
    bound = parse_bound(raw)
    if bound is None:
        raise PydanticCustomError("number_expected", "a number, or dates with numbers, expected")
    return bound


class Bounded(Params):
    """Parameters with `at_least`, `at_most` or `exactly` (at least one of them)."""

    at_least: Bound | None = None
    at_most: Bound | None = None
    exactly: Bound | None = None

    @cached_property
    def _limits(self) -> dict[dt.date, tuple[float, float]]:
        """The limits of the days asked so far: many subjects are judged, on few days."""
        return {}

    @model_validator(mode="after")
    def _some_bound(self) -> Bounded:
        if self.at_least is None and self.at_most is None and self.exactly is None:
            raise PydanticCustomError("bound_missing", "at_least, at_most or exactly expected")
        return self

    def judge(self, low: float, high: float, day: dt.date) -> Verdict:
        """Pass if every value from `low` to `high` satisfies the bounds in force on `day`, fail if none does.

        Not applicable where no bound is in force yet (DESIGN §6: a rule before its effective date).
        """
        lower, upper = self.limits(day)
        if lower == -math.inf and upper == math.inf:
            return Verdict.NOT_APPLICABLE
        if lower <= low and high <= upper:
            return Verdict.PASS
        return Verdict.FAIL if high < lower or low > upper else Verdict.UNKNOWN

    def limits(self, day: dt.date) -> tuple[float, float]:
        """The smallest and the largest value allowed on `day`; a bound not yet in force asks nothing."""
        found = self._limits.get(day)
        if found is None:
            found = self._limits[day] = self._limits_on(day)
        return found

    def _limits_on(self, day: dt.date) -> tuple[float, float]:
        lower, upper = -math.inf, math.inf
        for bound, is_lower, is_upper in (
            (self.at_least, True, False),
            (self.at_most, False, True),
            (self.exactly, True, True),
        ):
            value = bound.on(day) if bound else None
            if value is not None:
                lower = max(lower, value) if is_lower else lower
                upper = min(upper, value) if is_upper else upper
        return lower, upper

    def required(self, day: dt.date) -> str:
        """`≥ 1`, `≤ 800`, `= 2`."""
        lower, upper = self.limits(day)
        if lower == upper:
            return f"= {figure(lower)}"
        parts = [f"≥ {figure(lower)}"] if lower > -math.inf else []
        return ", ".join(parts + ([f"≤ {figure(upper)}"] if upper < math.inf else []))

    @staticmethod
    def reason(verdict: Verdict, own: str) -> str:
        """The kind's own reason, unless no bound was in force."""
        return "not_in_force" if verdict is Verdict.NOT_APPLICABLE else own

    def shortfall(self, low: float, high: float, day: dt.date) -> float | None:
        """How far the nearest possible value is from the bounds: what is missing, or too much, at least."""
        lower, upper = self.limits(day)
        if high < lower:
            return number(lower - high)
        return number(low - upper) if low > upper else None


TableName = Annotated[str, BeforeValidator(lambda raw: _table(raw))]


def _table(raw: Any) -> str:
    if raw not in TABLES:
        raise PydanticCustomError(
            "unknown_table",
            "unknown table '{given}'",
            {"given": str(raw), "choices": tuple(TABLES)},
        )
    return str(raw)


def check_where(where: Where, table: str, *path: str | int) -> Iterator[Fault]:
    """Faults of a condition on rows of `table`, their paths led by `path`."""
    yield from under(where.check(FIELDS[table]), *path)


def check_field(
    name: str, fields: Mapping[str, FieldType], *path: str | int, family: str = ""
) -> Iterator[Fault]:
    """A fault if the field does not exist, or is not of the family that the kind needs."""
    if name not in fields:
        yield Fault(path, "unknown_field", name, tuple(fields))
    elif family and fields[name].family != family:
        yield Fault(path, f"not_a_{family}", name)


def under(faults: Iterable[Fault], *path: str | int) -> Iterator[Fault]:
    """The same faults one level further down."""
    for fault in faults:
        yield Fault((*path, *fault.path), fault.code, fault.given, fault.choices)


@dataclass(frozen=True, slots=True)
class Kind:
    """A requirement kind: its name in rule files, its parameters, and how it judges all subjects of a rule."""

    name: str
    params: type[Params]
    judge: Callable[[Any, Context], list[Judgement]]


def figure(value: float) -> str:
    """A number for people: whole numbers without a point, infinity as `∞`; 35.9999999 is not rounded to 36 (R50)."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def interval(low: float, high: float) -> str:
    """`2`, `1–3`, or `≥ 1` where nothing limits it."""
    if low == high:
        return figure(low)
    return f"≥ {figure(low)}" if math.isinf(high) else f"{figure(low)}–{figure(high)}"


def number(value: float) -> float:
    """Whole numbers as int, so that JSON shows `1`, not `1.0`."""
    return int(value) if float(value).is_integer() else value


def total(hits: Iterable[Hit]) -> tuple[int, float]:
    """How many things the hits surely and possibly are."""
    low, high = 0, 0.0
    for _, sure, least, most in hits:
        if sure:
            low += least
        high += most
    return low, high


def cells(table: str, hits: Iterable[Hit], name: str | None) -> tuple[Cell, ...]:
    """The deciding field's cell of each row that counts (R97)."""
    return tuple([Cell(table, row, name) for row, _, _, high in hits if row != OPEN and high > 0])


def counted(context: Context, table: str, hits: Iterable[Hit], where: Where) -> tuple[Cell, ...]:
    """The cell of each row that counts which shows that it does (R97)."""
    return tuple(
        [
            Cell(table, row, context.deciding(table, row, where))
            for row, _, _, high in hits
            if row != OPEN and high > 0
        ]
    )


def beside(searched: Sequence[Cell], table: str) -> tuple[Cell, ...]:
    """The related cells of a failure without any row: where a row nearly counts, the cells after the first; else
    all that show where the row is missing, the first (the main place) too (R124)."""
    nearly = searched and searched[0].table == table and not searched[0].heading
    return tuple(searched[1:] if nearly else searched)


def deciding_field(where: Where) -> str | None:
    """The field whose cell shows that a row counts: the last one the condition names."""
    return where.names[-1] if where.names else None


__all__ = [
    "EVERYTHING", "OPEN", "Bound", "Bounded", "Cell", "Context", "Fault", "Gap", "Hit", "Judgement", "Kind",
    "Lexicon", "Params", "Path", "TableName", "Test", "Truth", "Where", "beside", "cells", "check_field", "check_where",
    "counted", "deciding_field", "figure", "interval", "number", "total", "under",
]  # fmt: skip
