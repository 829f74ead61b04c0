"""Faults in rule files become `Problem`s: the place in the file, the words, and what to try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
            for each in error.errors(include_url=False):
                self.pydantic(sourced, model, each["loc"], dict(each))
            return None

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
        if f"fault.{code}.help" in MESSAGES:
            return say(self.language, f"fault.{code}.help")
        if code in ("unknown_key", "unknown_field", "mapping_expected") and (
            split := re.fullmatch(r"([\w.-]+)\s*[:\uff1a]\s*(.+)", given)
        ):
            return say(self.language, "help.space", name=split[1], value=split[2])
        if code.startswith("unknown") and re.search("[\uff0c\u3001]", given):
            return say(self.language, "help.comma")
        if code == "unknown_value" and (meant := _in_chinese(given, choices)):
            return say(self.language, "help.did_you_mean", name=meant)
        if name := likeliest(given, choices):
            return say(self.language, "help.did_you_mean", name=name)
        if 0 < len(choices) <= LISTED:
            return say(self.language, "help.one_of", names=", ".join(choices))
        return None


def _in_chinese(given: str, choices: Iterable[str]) -> str | None:
    """The value whose Chinese name was written in its place: 专职 for full_time."""
    return next((each for each in choices if fields.word("zh", f"value.{each}", "") == given), None)


def likeliest(given: str, choices: Iterable[str]) -> str | None:
    """The choice most like what was written, if one is like it at all. Only ever a suggestion."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    best = process.extractOne(
        given,
        list(choices),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.casefold,
        score_cutoff=0.6,
    )
    return str(best[0]) if best else None


def _real(path: Iterable[str | int], data: Any) -> Path:
    """The path without the steps that pydantic adds of its own (names of union members and the like)."""
    found: list[str | int] = []
    for step in path:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
            found.append(step)
    return tuple(found)


def _place(sourced: Sourced, path: Path, given: str) -> tuple[Mark, Path]:
    """Where `given` stands: the value at `path`, one of its items, or its key (the path then stops before it)."""
    value = sourced.data
    for step in path:
        value = value[step]
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
