"""What a field may hold: one object per field, used by the pydantic models, the reader and the rule linter.

`accept` takes a typed value (or one written in a rule file's example) and returns it as the engine wants it;
it raises ValueError for what is out of range. Holes (`None`, `OneOf`, `Span`, `SetOf`) pass as they are.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mhaudit.models.grades import GRADES, KIND_CODES, KIND_NAMES, KIND_SETS
from mhaudit.models.terms import month_end, parse_term
from mhaudit.models.values import NotIn, OneOf, SetOf, Span


@dataclass(frozen=True, slots=True)
class FieldType:
    """Base of all field types; `family` tells the linter which conditions make sense."""

    family: str = "text"

    def accept(self, value: Any) -> Any:
        """The value as stored, or ValueError."""
        if value is None or isinstance(value, OneOf | NotIn):
            return value
        return self._known(value)

    def _known(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError("text expected")
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.accept)


@dataclass(frozen=True, slots=True)
class Text(FieldType):
    """Any text."""


@dataclass(frozen=True, slots=True)
class YesNo(FieldType):
    """True, False or not known."""

    family: str = "bool"

    def _known(self, value: Any) -> Any:
        if not isinstance(value, bool):
            raise ValueError("yes or no expected")
        return value


@dataclass(frozen=True, slots=True)
class Choice(FieldType):
    """One word of a closed list."""

    family: str = "choice"
    choices: tuple[str, ...] = ()

    def _known(self, value: Any) -> Any:
        if value not in self.choices:
            raise ValueError(f"one of {', '.join(self.choices)} expected")
        return value


@dataclass(frozen=True, slots=True)
class Number(FieldType):
    """A number from `low` to `high`; `Span` where the form gives a range."""

    family: str = "number"
    low: float = 0
    high: float = math.inf
    whole: bool = True

    def _known(self, value: Any) -> Any:
        ends = (value.low, value.high) if isinstance(value, Span) else (value, value)
        for end in ends:
            if isinstance(end, bool) or not isinstance(end, int | float):
                raise ValueError("a number expected")
        if not (self.low <= ends[0] <= ends[1]) or (ends[1] > self.high and ends[1] != math.inf):
            raise ValueError("out of range")
        if isinstance(value, float) and self.whole:
            if not value.is_integer():
                raise ValueError("a whole number expected")
            return int(value)
        return value


@dataclass(frozen=True, slots=True)
class Day(FieldType):
    """A day, or a `Span` of days; in examples also `2024-10` and ISO text."""

    family: str = "date"

    def _known(self, value: Any) -> Any:
        if isinstance(value, Span | dt.date):
            return value
        text = str(value)
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return Span(dt.date(year, month, 1), month_end(year, month))
        return dt.date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Term(FieldType):
    """A term such as `2024-2025-1`."""

    family: str = "term"

    def _known(self, value: Any) -> Any:
        if not isinstance(value, str) or not parse_term(value)[2]:
            raise ValueError("a term such as 2024-2025-1 expected")
        return value


@dataclass(frozen=True, slots=True)
class Words(FieldType):
    """A set of words of a closed list (`choices` empty: any words)."""

    family: str = "set"
    choices: tuple[str, ...] = ()

    def _known(self, value: Any) -> Any:
        if isinstance(value, SetOf):
            return value
        if isinstance(value, str):
            value = [value]
        for word in value:
            if self.choices and word not in self.choices:
                raise ValueError(f"some of {', '.join(self.choices)} expected")
        return SetOf.known(*value)


@dataclass(frozen=True, slots=True)
class Kind(FieldType):
    """办学类型: a code, or `OneOf` several (R27); examples may use GB/T 33782 names and names of sets."""

    family: str = "kind"

    def _known(self, value: Any) -> Any:
        codes = kind_codes(str(value))
        if codes is None:
            raise ValueError("a kind of school (GB/T 33782 code or name) expected")
        return OneOf.of(*sorted(codes))


def kind_codes(name: str) -> frozenset[str] | None:
    """The codes that a code, a GB/T 33782 name or a set's name in `KIND_SETS` stands for."""
    if name in KIND_CODES:
        return frozenset({name})
    if name in KIND_SETS:
        return KIND_SETS[name]
    found = frozenset(code for code, title in KIND_NAMES.items() if title == name)
    return found or None


GRADE = Choice(choices=GRADES)
GRADE_SET = Words(choices=GRADES)
