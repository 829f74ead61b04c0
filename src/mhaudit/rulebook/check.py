"""Faults in rule files become `Problem`s: the place in the file, the words, and what to try."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mhaudit.errors import Problem
from mhaudit.kinds import KINDS, Requirement
from mhaudit.kinds.conditions import Fault
from mhaudit.models.grades import KIND_NAMES, KIND_SETS
from mhaudit.rulebook.yaml_positions import Mark, Path, Sourced, shown
from mhaudit.wording import fields, say
from mhaudit.wording.rulebook import MESSAGES

_KEYED = ("unknown_key", "unknown_field", "unknown_table", "mapping_expected", "date_expected")
"""Faults of what may be a key and its value run together."""
LISTED = 24
"""So many choices at most are listed in a hint."""

_CODES = {
    "extra_forbidden": "unknown_key",
    "literal_error": "unknown_value",
    **dict.fromkeys(("string_type", "string_too_short"), "text_expected"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"), "number_expected"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), "mapping_expected"),
    **dict.fromkeys(("list_type", "tuple_type"), "list_expected"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "yes_no_expected"),
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), "out_of_range"),
    "too_short": "empty",
}  # fmt: skip
"""Pydantic's types of errors → codes of our wording; others keep their own type as code."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class Checker:
    """Collects the problems of all files of a load, worded in one language."""

    language: str
    problems: list[Problem] = field(default_factory=list)

    def shape(self, model: type[Model], sourced: Sourced) -> Model | None:
        """The data as `model`, or None with its faults collected."""
        try:
            return model.model_validate(sourced.data)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            self.all_of(sourced, model, [(each["loc"], dict(each)) for each in errors])
            return None

    def all_of(
        self, sourced: Sourced, model: Any, errors: Sequence[tuple[Path, Mapping[str, Any]]]
    ) -> None:
        """Pydantic's errors with their paths; a key that is only misspelt is not told as missing, too."""
        strange = [loc for loc, error in errors if error["type"] == "extra_forbidden"]
        for loc, error in errors:
            if error["type"] != "missing" or not _misspelt(loc, strange):
                self.pydantic(sourced, model, loc, error)

    def pydantic(self, sourced: Sourced, model: Any, loc: Path, error: Mapping[str, Any]) -> None:
        """One of pydantic's errors; `loc` is its path in `sourced`, `model` the annotation of the whole."""
        kind, context = str(error["type"]), error.get("ctx", {})
        if kind == "missing":
            path = _real(loc[:-1], sourced.data)
            self.fault(sourced, path, kind, str(loc[-1]))
            return
        code, path = _CODES.get(kind, kind), _real(loc, sourced.data)
        given = str(
            context.get(
                "given", path[-1] if code == "unknown_key" and path else error.get("input", "")
            )
        )
        choices: tuple[str, ...] = tuple(context.get("choices", ()))
        if code == "unknown_key":
            choices = tuple(keys_allowed(model, loc[:-1]))
        elif kind == "literal_error":
            choices = tuple(re.findall(r"'([^']*)'", str(context.get("expected"))))
        if f"fault.{code}" not in MESSAGES:
            code, given = "other", str(error["msg"])
        self.fault(sourced, path, code, given, choices)

    def faults(self, sourced: Sourced, found: Iterable[Fault], *path: str | int) -> None:
        """Faults of conditions and requirements; their paths start at `path`."""
        for each in found:
            self.fault(sourced, (*path, *each.path), each.code, each.given, each.choices)

    def fault(
        self, sourced: Sourced, path: Path, code: str, given: str = "", choices: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:  # fmt: skip
        """One fault at `path`: at its key if that is what is wrong, else at its value or the item meant."""
        path = _real(path, sourced.data)
        if code == "number_expected" and (key := _no_date(_value(sourced.data, path))):
            code, given, path = "date_expected", key, (*path, key)
        if (
            code == "unknown_field" and given in path
        ):  # not what is asked of the field: the field itself
            path = path[: path.index(given) + 1]
        mark, path = _place(sourced, path, given)
        if f"fault.{code}" not in MESSAGES:
            code, given = "other", f"{code}: {given}"
        if code == "unknown_kind" and not choices:
            choices = (*KIND_SETS, *dict.fromkeys(KIND_NAMES.values()))
        text = say(self.language, f"fault.{code}", given=given)
        self.problem(mark, path, text, hint or self._hint(code, given, choices))

    def problem(self, mark: Mark, path: Path, text: str, hint: str | None = None) -> None:
        """One problem, already worded."""
        self.problems.append(Problem(*mark, shown(path), text, hint))

    def _hint(self, code: str, given: str, choices: tuple[str, ...]) -> str | None:
        if code in _KEYED and (split := _split(given, choices)):
            return say(self.language, "help.space", name=split[0], value=split[1])
        if code in ("date_expected", "part_date_expected") and (meant := _day_meant(given)):
            return say(self.language, "help.did_you_mean", name=meant)
        if f"fault.{code}.help" in MESSAGES:
            return say(self.language, f"fault.{code}.help")
        if code.startswith("unknown") and _several(given, choices):
            return say(self.language, "help.comma")
        if code == "unknown_value" and (meant := _in_chinese(given, choices)):
            return say(self.language, "help.did_you_mean", name=meant)
        if name := likeliest(given, choices):
            return say(self.language, "help.did_you_mean", name=name)
        if 0 < len(choices) <= LISTED:
            return say(self.language, "help.one_of", names=", ".join(choices))
        return None


def _misspelt(loc: Path, strange: Iterable[Path]) -> bool:
    """Whether a key that is missing stands there misspelt, or run together with its value: one slip."""
    name = str(loc[-1])
    beside = [str(each[-1]) for each in strange if each[:-1] == loc[:-1]]
    return any(re.match(rf"{name}(?![\w-])", key) for key in beside) or bool(
        likeliest(name, beside)
    )


def _split(given: str, choices: Iterable[str]) -> tuple[str, str] | None:
    """Key and value that were run together, or that have no colon between them."""
    if found := re.fullmatch(r"([\w.-]+)\s*[:\uff1a]\s*(.+)", given):
        return found[1], found[2]
    name, _, value = given.partition(" ")
    return (name, value.strip()) if value.strip() and name in choices else None


def _several(given: str, choices: Iterable[str]) -> bool:
    """Whether several items were taken for one, for want of a plain comma."""
    words = given.split()
    return bool(re.search("[\uff0c\u3001]", given)) or (len(words) > 1 and set(words) <= {*choices})


def _no_date(value: Any) -> str | None:
    """The first key of a dated number that is no date."""
    return (
        next((key for key in value if not _is_day(key)), None) if isinstance(value, dict) else None
    )


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _day_meant(given: str) -> str | None:
    """`2025-9-1`, `2025.9.1` or `2025年9月` as rule files write it."""
    found = re.fullmatch(r"(\d{4})\s*[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?", given)
    if found is None:
        return None
    text = "-".join([found[1], *(part.zfill(2) for part in found.groups()[1:] if part)])
    return text if _is_day(f"{text}-01"[:10]) and text != given else None


def _in_chinese(given: str, choices: Iterable[str]) -> str | None:
    """The value whose Chinese name was written in its place: 专职 for full_time."""
    return next((each for each in choices if fields.word("zh", f"value.{each}", "") == given), None)


def likeliest(given: str, choices: Iterable[str]) -> str | None:
    """The choice most like what was written, if one is like it at all. Only ever a suggestion."""
    return next(iter(likeliest_few(given, choices, 1)), None)


def likeliest_few(given: str, choices: Iterable[str], limit: int = 3) -> list[str]:
    """The choices that are like what was written, the likest first. Only ever suggestions."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extract(
        given,
        list(choices),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.casefold,
        score_cutoff=0.6,
        limit=limit,
    )
    return [str(choice) for choice, *_ in found]


def _real(path: Iterable[str | int], data: Any) -> Path:
    """The path without the steps that pydantic adds of its own (names of union members and the like)."""
    found: list[str | int] = []
    for step in path:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
            found.append(step)
    return tuple(found)


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _place(sourced: Sourced, path: Path, given: str) -> tuple[Mark, Path]:
    """Where `given` stands: the value at `path`, one of its items, or its key (the path then stops before it)."""
    value = _value(sourced.data, path)
    if isinstance(value, list):
        for at, item in enumerate(value):
            if not isinstance(item, list | dict) and str(item) == given:
                return sourced.mark((*path, at)), path
    if path and isinstance(path[-1], str) and path[-1] == given and str(value) != given:
        return sourced.key_mark(path), path[:-1]
    return sourced.mark(path), path


def keys_allowed(annotation: Any, path: Path) -> list[str]:
    """The keys that a mapping at `path` may have, where the whole is of the type `annotation`."""
    found = [annotation]
    for step in path:
        inner = [each for one in found for each in _inside(one, step)]
        found = inner or found
    models = [each for one in found for each in _members(one) if _is_model(each)]
    return [info.alias or name for model in models for name, info in model.model_fields.items()]


def _inside(annotation: Any, step: str | int) -> Iterator[Any]:
    for member in _members(annotation):
        origin, args = get_origin(member), get_args(member)
        if member is Requirement and step in KINDS:
            yield KINDS[str(step)].params
        elif _is_model(member):
            if isinstance(step, int) and "parts" in member.model_fields:
                yield Requirement
            for name, info in member.model_fields.items():
                if step == (info.alias or name):
                    yield info.annotation
        elif origin in (list, tuple) and isinstance(step, int):
            yield args[0]
        elif origin is dict and isinstance(step, str):
            yield args[1]


def _members(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
