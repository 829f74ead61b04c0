"""The condition language of rule files (DESIGN §5), three-valued (Kleene): True, False, or None for unknown.

A condition is parsed once and never evaluated as code. What is wrong with it is collected as `Fault`s, whose
paths lead to the key at fault, so that the rule loader can name line and column and suggest.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mhaudit.law import DatedValue
from mhaudit.models.fields import Choice, FieldType, Kind, Number, Words, YesNo, kind_codes
from mhaudit.models.grades import STAGES
from mhaudit.models.tables import FIELDS
from mhaudit.models.values import NotIn, OneOf, SetOf, Span

Truth = bool | None
Path = tuple[str | int, ...]

EQUALITY = ("is", "not", "in", "not_in")
ORDER = ("above", "at_least", "below", "at_most")
MEMBERSHIP = ("has", "has_any")
OPERATORS = (*EQUALITY[1:], *ORDER, *MEMBERSHIP)
GROUPS = ("any_of", "all_of", "none_of")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a rule file. `code` is a key of the rulebook's wording; `choices` are for suggestions."""

    path: Path
    code: str
    given: str = ""
    choices: tuple[str, ...] = ()


def both(first: Truth, second: Truth) -> Truth:
    """Kleene *and*."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def either(first: Truth, second: Truth) -> Truth:
    """Kleene *or*."""
    if first is True or second is True:
        return True
    return None if first is None or second is None else False


def negated(truth: Truth) -> Truth:
    """Kleene *not*."""
    return None if truth is None else not truth


_PUNCTUATION = re.compile(r"[\s“”\"'‘’《》〈〉()【】\[\]、,。.:;·\-—_/]+")


@lru_cache(65_536)
def plain(text: str) -> str:
    """Text without spaces, quotes and punctuation, of either width: how words of forms are compared (R82)."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text))


def _pattern(word: str) -> re.Pattern[str]:
    """A word with `*` in it, for any text, over text that is compared."""
    return re.compile(".*".join(re.escape(plain(part)) for part in word.split("*")))


@dataclass(frozen=True)
class Lexicon:
    """A pack's words for the values of one field (`terms:`).

    `synonyms` maps a word to its canonical one, `maybe` a word to those that it may or may not stand for
    (R147); a `*` in such a word stands for any text: `*经费*预算*`. Text that is no known word but contains one,
    or stands within one, is a guess: unknown (R82).
    """

    synonyms: Mapping[str, str] = field(default_factory=dict)
    maybe: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        synonyms = {plain(word): plain(canonical) for word, canonical in self.synonyms.items()}
        object.__setattr__(
            self, "_canonical", synonyms | {word: word for word in synonyms.values()}
        )
        like = {
            word: {plain(w) for w in words} for word, words in self.maybe.items() if "*" in word
        }
        object.__setattr__(self, "_like", {_pattern(word): like[word] for word in like})
        object.__setattr__(
            self,
            "_maybe",
            {plain(w): {plain(x) for x in self.maybe[w]} for w in self.maybe if w not in like},
        )

    _canonical: Mapping[str, str] = field(init=False, repr=False, default_factory=dict)
    _maybe: Mapping[str, set[str]] = field(init=False, repr=False, default_factory=dict)
    _like: Mapping[re.Pattern[str], set[str]] = field(init=False, repr=False, default_factory=dict)

    def same(self, value: str, word: str) -> Truth:
        """Whether `value`, as written on a form, is `word`, as written in a rule."""
        value, word = plain(value), plain(word)
        word = self._canonical.get(word, word)
        if value == word:
            return True
        if value in self._canonical:
            return self._canonical[value] == word
        if value in self._maybe:
            return None if word in self._maybe[value] else False
        if any(word in words and like.fullmatch(value) for like, words in self._like.items()):
            return None
        return None if self.guessed(value, word) else False

    def guessed(self, value: str, word: str) -> bool:
        """Whether `value` only contains the word (or a synonym of it), or is a part of it of 4 signs or more."""
        words = {word, *(w for w, canonical in self._canonical.items() if canonical == word)}
        return any(len(w) >= 2 and w in value for w in words) or (len(value) >= 4 and value in word)


Lexicons = Mapping[str, Lexicon]
"""`lessons.subject`, `records.item` → lexicon."""

NO_LEXICON = Lexicon()


@dataclass(frozen=True, slots=True)
class Test:
    """One field held against one operand. `operand` is a word, a bool, a DatedValue or a tuple of words."""

    field: str
    operator: str
    operand: Any

    @property
    def dated(self) -> bool:
        """Whether its bound changes over time."""
        return isinstance(self.operand, DatedValue) and self.operand.steps[0][0] > dt.date.min

    def on(self, value: Any, day: dt.date, lexicon: Lexicon | None = None) -> Truth:
        """Three-valued truth for a value that may be a hole."""
        if isinstance(value, OneOf):
            truths = {self.on(option, day, lexicon) for option in value.options}
            return truths.pop() if len(truths) == 1 else (None if truths else False)
        if self.operator in ORDER:
            return _ordered(self.operator, value, self.operand.on(day))
        if self.operator in MEMBERSHIP:
            return _member(value, self.operand)
        same = lexicon.same if lexicon else _equal
        words = self.operand if isinstance(self.operand, tuple) else (self.operand,)
        found: Truth = False
        for word in words:
            found = either(found, _is(value, word, same))
        return negated(found) if self.operator in ("not", "not_in") else found


def _equal(value: Any, word: Any) -> Truth:
    return bool(value == word)


def _is(value: Any, word: Any, same: Callable[[Any, Any], Truth]) -> Truth:
    if value is None:
        return None
    if isinstance(value, NotIn):
        return False if any(same(excluded, word) is True for excluded in value.excluded) else None
    if isinstance(value, Span):
        return None if value.low <= word <= value.high else False
    return same(value, word)


def _ordered(operator: str, value: Any, bound: float | None) -> Truth:
    if value is None or bound is None or isinstance(value, NotIn):
        return None
    low, high = (value.low, value.high) if isinstance(value, Span) else (value, value)
    hold: dict[str, Callable[[Any], bool]] = {
        "above": lambda number: number > bound,
        "at_least": lambda number: number >= bound,
        "below": lambda number: number < bound,
        "at_most": lambda number: number <= bound,
    }
    first, last = hold[operator](low), hold[operator](high)
    return first if first == last else None


def _member(value: Any, words: tuple[str, ...]) -> Truth:
    """Whether the set holds any of `words`."""
    if value is None or isinstance(value, NotIn):
        return None
    assert isinstance(value, SetOf)
    if any(word in value.sure for word in words):
        return True
    return None if value.maybe is None or any(word in value.maybe for word in words) else False


@dataclass(frozen=True, slots=True)
class Group:
    """`any_of`, `all_of` or `none_of` of several conditions."""

    mode: str
    parts: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A condition: all of its tests and groups hold. Empty: always True."""

    tests: tuple[Test, ...] = ()
    groups: tuple[Group, ...] = ()
    faults: tuple[Fault, ...] = ()
    paths: tuple[Path, ...] = ()
    """Where each of `tests` stands in the file, relative to the condition."""
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The field of each test, also of those within groups, in their order."""
    dated: bool = field(init=False, repr=False, compare=False)
    """Whether a bound changes over time, so that the truth depends on the day."""

    def __post_init__(self) -> None:
        leaves = list(self.leaves())
        object.__setattr__(self, "names", tuple(test.field for test in leaves))
        object.__setattr__(self, "dated", any(test.dated for test in leaves))

    def on(
        self, value_of: Callable[[str], Any], day: dt.date, lexicons: Mapping[str, Lexicon]
    ) -> Truth:
        """Truth for one row or subject; `value_of` gives a field's value, `lexicons` are by field."""
        truth: Truth = True
        for test in self.tests:
            truth = both(truth, test.on(value_of(test.field), day, lexicons.get(test.field)))
            if truth is False:
                return False
        for group in self.groups:
            truth = both(
                truth, _group(group, [part.on(value_of, day, lexicons) for part in group.parts])
            )
        return truth

    def leaves(self) -> Iterator[Test]:
        """All tests, also those within groups."""
        yield from self.tests
        for group in self.groups:
            for part in group.parts:
                yield from part.leaves()

    def open_fields(
        self, value_of: Callable[[str], Any], day: dt.date, lexicons: Mapping[str, Lexicon]
    ) -> list[str]:
        """The fields whose tests are unknown: filling them in would decide."""
        return list(
            dict.fromkeys(
                test.field
                for test in self.leaves()
                if test.on(value_of(test.field), day, lexicons.get(test.field)) is None
            )
        )

    def check(self, fields: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Faults of parsing, then fields, operators and values that the table does not know."""
        yield from self.faults
        for test, path in zip(self.tests, self.paths, strict=True):
            kind = fields.get(test.field)
            if kind is None:
                yield Fault(path, "unknown_field", test.field, tuple(fields))
                continue
            yield from _check_test(test, kind, path)
        for group in self.groups:
            for number, part in enumerate(group.parts):
                for fault in part.check(fields):
                    yield Fault(
                        (group.mode, number, *fault.path), fault.code, fault.given, fault.choices
                    )

    @classmethod
    def parse(cls, raw: Any) -> Where:
        """From YAML data; whatever is wrong is kept in `faults`."""
        if not isinstance(raw, Mapping):
            return cls(faults=(Fault((), "mapping_expected", str(raw)),))
        tests: list[Test] = []
        paths: list[Path] = []
        groups: list[Group] = []
        faults: list[Fault] = []
        for name, condition in raw.items():
            if name in GROUPS:
                if not isinstance(condition, list):
                    faults.append(Fault((name,), "list_expected", str(condition)))
                    continue
                groups.append(Group(name, tuple(cls.parse(part) for part in condition)))
                continue
            for operator, operand, path in _conditions(str(name), condition, faults):
                tests.append(Test(str(name), operator, operand))
                paths.append(path)
        return cls(tuple(tests), tuple(groups), tuple(faults), tuple(paths))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda raw: raw if isinstance(raw, cls) else cls.parse(raw)
        )


EVERYTHING = Where()
"""The condition that every row meets."""


def _group(group: Group, truths: list[Truth]) -> Truth:
    result: Truth = group.mode == "all_of"
    for truth in truths:
        result = both(result, truth) if group.mode == "all_of" else either(result, truth)
    return negated(result) if group.mode == "none_of" else result


def _conditions(name: str, condition: Any, faults: list[Fault]) -> Iterator[tuple[str, Any, Path]]:
    """Each `(operator, operand, path)` that a field's condition asks."""
    if isinstance(condition, list):
        yield "in", tuple(_flat(name, condition)), (name,)
        return
    if not isinstance(condition, Mapping):
        words = tuple(_flat(name, [condition]))
        yield ("is", words[0], (name,)) if len(words) == 1 else ("in", words, (name,))
        return
    for operator, operand in condition.items():
        path = (name, str(operator))
        if operator not in OPERATORS:
            faults.append(Fault(path, "unknown_operator", str(operator), OPERATORS))
        elif operator in ORDER:
            bound = parse_bound(operand)
            if bound is None:
                faults.append(Fault(path, "number_expected", str(operand)))
            else:
                yield operator, bound, path
        else:
            words = tuple(_flat(name, operand if isinstance(operand, list) else [operand]))
            yield operator, words, path


_FAMILIES: dict[str, str] = {
    name: kind.family for fields in FIELDS.values() for name, kind in fields.items()
}
_YES_NO = {"yes": True, "no": False, "是": True, "否": False}


def _flat(name: str, items: list[Any]) -> Iterator[Any]:
    """Words as the field holds them: names of sets of kinds as codes (R27), `no` as False where yes or no is
    asked (YAML 1.2 reads it as text), digits as text where text is asked."""
    family = _FAMILIES.get(name.rpartition(".")[2], "text")
    for item in items:
        if family == "kind":
            codes = kind_codes(str(item))
            yield from sorted(codes) if codes else [item]
        elif family == "bool" and isinstance(item, str):
            yield _YES_NO.get(item, item)
        elif family != "number" and isinstance(item, int | float) and not isinstance(item, bool):
            yield str(getattr(item, "text", item))
        else:
            yield item


def parse_bound(raw: Any) -> DatedValue | None:
    """A number, or dates with the number that applies from each; None if it is neither."""
    if isinstance(raw, DatedValue):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return DatedValue.always(float(raw))
    if not isinstance(raw, Mapping) or not raw:
        return None
    steps = []
    for since, value in raw.items():
        try:
            day = since if isinstance(since, dt.date) else dt.date.fromisoformat(str(since))
        except ValueError:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        steps.append((day, float(value)))
    return DatedValue(tuple(sorted(steps)))


def _check_test(test: Test, kind: FieldType, path: Path) -> Iterator[Fault]:
    if test.operator in MEMBERSHIP and kind.family != "set":
        yield Fault(path, "not_a_set", test.field)
    elif test.operator in ORDER and kind.family != "number":
        yield Fault(path, "not_a_number", test.field)
    elif test.operator in EQUALITY and kind.family == "set":
        yield Fault(path, "set_needs_has", test.field)
    elif test.operator in EQUALITY and kind.family == "date":
        yield Fault(path, "date_in_where", test.field)
        return
    if test.operator in ORDER:
        return
    words = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    if not words:
        yield Fault(path, "empty")
    for word in words:
        code, choices = _wrong_word(word, kind)
        if code:
            yield Fault(path, code, str(word), choices)


def _wrong_word(word: Any, kind: FieldType) -> tuple[str | None, tuple[str, ...]]:
    """Code and choices of a word that no value of the field can equal; no code where one can."""
    if isinstance(kind, YesNo):
        return (None if isinstance(word, bool) else "yes_no_expected"), ()
    if isinstance(kind, Kind):
        return (None if kind_codes(str(word)) else "unknown_kind"), ()
    if isinstance(kind, Choice | Words) and kind.choices:
        return (None if word in kind.choices else "unknown_value"), kind.choices
    if isinstance(kind, Number):
        number = isinstance(word, int | float) and not isinstance(word, bool)
        return (None if number else "number_expected"), ()
    if not isinstance(word, str):
        return "text_expected", ()
    try:
        kind.accept(word)
    except ValueError:
        return "term_expected", ()
    return None, ()


STAGE = Choice(choices=tuple(STAGES))
"""The derived field `stage` of subjects below the school."""
