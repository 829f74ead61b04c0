"""YAML text → plain data, with the line and column of every key and value. YAML 1.2's core schema.

PyYAML speaks YAML 1.1 (`no` is False, `1:30` is 90), keeps the last of two equal keys, and expands aliases
without limit. So only its events are used: scalars are resolved here, equal keys, aliases, tags, second
documents and deep nesting are refused, and nothing is built but dicts, lists and scalars.

Keys are always text. A number is an `int` or `float` that also remembers how it was written, since the text
`2024.10` is another version than `2024.1`. Dates stay text until somewhere a date is expected.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from mhaudit.errors import Problem, RuleFileError
from mhaudit.rulebook.yaml_mistakes import mistake
from mhaudit.wording import say

MAX_BYTES = 1_000_000
MAX_DEPTH = 30

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in a rule file; line and column count from 1."""

    file: str
    line: int
    column: int


class WrittenInt(int):
    """A whole number that remembers its text."""

    text: str


class WrittenFloat(float):
    """A number that remembers its text."""

    text: str


@dataclass(slots=True)
class Sourced:
    """Plain data and where each part of it stands: `values[path]`, and `keys[path]` for what has a key."""

    data: Any
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)

    def at(self, *path: str | int) -> Sourced:
        """The part under `path`, with paths that start there."""
        data, size = self.data, len(path)
        for step in path:
            data = data[step]
        return Sourced(
            data,
            {key[size:]: mark for key, mark in self.values.items() if key[:size] == path},
            {
                key[size:]: mark
                for key, mark in self.keys.items()
                if key[:size] == path and key != path
            },
        )

    def without(self, names: set[str]) -> Sourced:
        """This mapping without some of its keys."""
        kept = ({key: mark for key, mark in marks.items() if not key or key[0] not in names}
                for marks in (self.values, self.keys))  # fmt: skip
        return Sourced({key: value for key, value in self.data.items() if key not in names}, *kept)

    def mark(self, path: Path) -> Mark:
        """Where the value at `path` starts; that of the nearest part around it which exists."""
        for size in range(len(path), -1, -1):
            if path[:size] in self.values:
                return self.values[path[:size]]
        raise KeyError(path)

    def key_mark(self, path: Path) -> Mark:
        """Where the key at `path` stands; the value where there is no key (an item of a list)."""
        return self.keys.get(path) or self.mark(path)

    def preceded(self, key: str, items: Sourced) -> None:
        """Put `items`, a list, before those of the list under `key`, positions with them."""
        size = len(items.data)
        self.data = {**self.data, key: [*items.data, *self.data[key]]}
        for own, added in ((self.values, items.values), (self.keys, items.keys)):
            moved = {path: own.pop(path) for path in list(own) if path[:1] == (key,) and path[1:]}
            own.update(
                {(key, int(at) + size, *rest): mark for (_, at, *rest), mark in moved.items()}
            )
            own.update({(key, *path): mark for path, mark in added.items() if path})

    def overlaid(self, other: Sourced) -> Sourced:
        """This with `other` laid over it: mappings join, everything else is replaced, positions with it."""
        merged = Sourced(self.data, dict(self.values), dict(self.keys))
        merged.data = merged._lay(self.data, other, ())
        return merged

    def _lay(self, old: Any, other: Sourced, path: Path) -> Any:
        new = other.data
        for step in path:
            new = new[step]
        if not (isinstance(old, dict) and isinstance(new, dict)):
            for marks, added in ((self.values, other.values), (self.keys, other.keys)):
                for key in [key for key in marks if key[: len(path)] == path]:
                    del marks[key]
                marks.update({key: mark for key, mark in added.items() if key[: len(path)] == path})
            return new
        return {
            key: self._lay(old.get(key), other, (*path, key)) if key in new else old[key]
            for key in dict.fromkeys((*old, *new))
        }


def shown(path: Path) -> str:
    """`require > ratio`; items of lists are counted from 1."""
    return " > ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def read_yaml(
    content: bytes, file: str, language: str, *, without: frozenset[str] = frozenset()
) -> Sourced:
    """The one document in `content`, the keys `without` left out of its mappings with what they hold.

    Raises `RuleFileError` with every fault found.
    """
    text = _decoded(content, file, language)
    reader = _Reader(file, language, without)
    try:
        sourced = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_syntax_problem(error, text, file, language))
    except _Refused:
        pass
    if reader.problems:
        raise RuleFileError(reader.problems)
    return sourced


def _decoded(content: bytes, file: str, language: str) -> str:
    def refuse(
        line: int, column: int, key: str, hint: str | None = None, **values: object
    ) -> RuleFileError:
        help_ = say(language, hint) if hint else None
        return RuleFileError([Problem(file, line, column, "", say(language, key, **values), help_)])

    if len(content) > MAX_BYTES:
        raise refuse(1, 1, "yaml.size", limit=MAX_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", errors="replace")) + 1
        raise refuse(
            before.count(b"\n") + 1, column, "yaml.encoding", "yaml.encoding.help"
        ) from None
    if match := _CONTROL.search(text):
        before_text = text[: match.start()]
        raise refuse(
            before_text.count("\n") + 1,
            len(before_text.rpartition("\n")[2]) + 1,
            "yaml.control",
            code=f"U+{ord(match[0]):04X}",
        )
    return text


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str, language: str) -> Problem:
    """The likeliest cause in a user's words, at its own place."""
    mark = error.problem_mark
    if mark and "nesting depth" in (error.problem or ""):  # newer parsers have a limit of their own
        said = say(language, "yaml.depth", limit=MAX_DEPTH)
        return Problem(file, mark.line + 1, mark.column + 1, "", said)
    line, column, key, values = mistake(error, text)
    said, hint = say(language, key, **values), say(language, f"{key}.help", **values)
    return Problem(file, line, column, "", said, hint)


class _Refused(Exception):
    """Reading cannot go on; the reason stands in `problems`."""


@dataclass(slots=True)
class _Reader:
    """Builds data from parser events; collects faults that do not stop it."""

    file: str
    language: str
    without: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    sourced: Sourced = field(default_factory=lambda: Sourced(None))

    def read(self, events: Iterator[Any]) -> Sourced:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "yaml.documents")
            elif isinstance(event, yaml.NodeEvent):
                self.sourced.data = self._node(event, events, ())
        if not documents:
            self.problems.append(Problem(self.file, 1, 1, "", say(self.language, "yaml.empty")))
            raise _Refused
        return self.sourced

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "yaml.alias", path, name=event.anchor)
        if event.tag is not None:
            self._refuse(event, "yaml.tag", path, tag=event.tag)
        if len(path) > MAX_DEPTH:
            self._refuse(event, "yaml.depth", path[:3], limit=MAX_DEPTH)
        self.sourced.values[path] = self._mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return resolve(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self._node(item, events, (*path, at))
                for at, item in enumerate(_until(events, yaml.SequenceEndEvent))
            ]
        return self._mapping(events, path)

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in _until(events, yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "yaml.key", path)
            key, mark = event.value, self._mark(event)
            if key in self.without:
                _pass_over(events)
                continue
            here = (*path, key)
            if key in found:
                self._problem(
                    mark, "yaml.duplicate", path, name=key, line=self.sourced.keys[here].line
                )
                self._skip(next(events), events, here)
                continue
            self.sourced.keys[here] = mark
            found[key] = self._node(next(events), events, here)
        return found

    def _skip(self, event: Any, events: Iterator[Any], path: Path) -> None:
        """Read a value without keeping it."""
        aside = _Reader(self.file, self.language, problems=self.problems)
        aside._node(event, events, path)

    def _mark(self, event: Any) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, mark: Mark, key: str, path: Path, **values: object) -> None:
        text, hint = say(self.language, key, **values), say(self.language, f"{key}.help")
        self.problems.append(Problem(*mark, shown(path), text, hint))

    def _refuse(self, event: Any, key: str, path: Path = (), **values: object) -> None:
        self._problem(self._mark(event), key, path, **values)
        raise _Refused


def _pass_over(events: Iterator[Any]) -> None:
    """Take the events of one value."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if not depth:
            return


def _until(events: Iterator[Any], end: type[Any]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def resolve(text: str) -> Any:
    """A plain scalar by YAML 1.2's core schema: null, true/false, whole numbers, numbers, else text.

    `.inf` and `.nan` stay text: no clause asks for them, and a bound that is no number must not slip through.

    >>> [resolve(text) for text in ("no", "1:30", "0800", "1e3", "~", "2024-07-17")]
    ['no', '1:30', 800, 1000.0, None, '2024-07-17']
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return _written(WrittenInt, text, int(text))
    if text.startswith(("0o", "0x")):
        return _based(text)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return _written(WrittenFloat, text, float(text))
    return text


def _based(text: str) -> Any:
    base, digits = {"o": (8, "01234567"), "x": (16, "0123456789abcdefABCDEF")}[text[1]]
    if not text[2:] or len(text) > 18 or set(text[2:]) - set(digits):
        return text
    return _written(WrittenInt, text, int(text[2:], base))


def _written(make: Callable[[Any], Any], text: str, value: Any) -> Any:
    number = make(value)
    number.text = text
    return number
