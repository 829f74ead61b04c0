"""What is likeliest to be wrong where a YAML parser gives up: the slip, where it stands, and what it concerns.

The parser names the place where it could not go on, which is often the line after the slip. One slip is told,
at its own place; anything that cannot be made out keeps the parser's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

WIDE_COLON, WIDE_COMMA = "\uff1a", "\uff0c"

_KEY = r"""[ \t]*(?:- +)*(?P<name>[\w.-]+|"[^"]*"|'[^']*')"""
_WIDE = re.compile(rf"{_KEY}\s*(?P<sign>{WIDE_COLON})")
_NO_SPACE = re.compile(rf"{_KEY}(?P<sign>:)(?=[^\s:/\\])")
_NO_COLON = re.compile(rf"{_KEY}(?P<sign>$| +(?P<value>\S))")
_IN_BRACES = r"[{,]\s*(?P<name>[A-Za-z_][\w.-]*)"
_WIDE_IN_BRACES = re.compile(rf"{_IN_BRACES}\s*(?P<sign>{WIDE_COLON})")
_NO_SPACE_IN_BRACES = re.compile(rf"{_IN_BRACES}(?P<sign>:)(?=[^\s:/\\])")
_COMMA_IN_BRACES = re.compile(rf"(?P<sign>{WIDE_COMMA})\s*[A-Za-z_][\w.-]*\s*[:{WIDE_COLON}]")


class Mistake(NamedTuple):
    """Line and column from 1, the wording `yaml.<key>` and what fills it."""

    line: int
    column: int
    key: str
    values: dict[str, Any]


def mistake(error: Any, text: str) -> Mistake:
    """The slip behind one of the parser's errors in `text`."""
    scene = _Scene(error, text.split("\n"))
    return next(scene.slips())


class _Scene:
    """Where the parser gave up; lines and columns count from 0."""

    def __init__(self, error: Any, lines: list[str]) -> None:
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        self.lines = lines
        self.line: int = mark.line if mark else 0
        self.column: int = mark.column if mark else 0
        self.here = self._text(self.line)
        self.opened = (context.line, context.column) if context else (self.line, self.column)
        self.problem, self.context = error.problem or "", error.context or ""
        before = range(min(self.line, len(lines)) - 1, -1, -1)
        self.above = next((at for at in before if _says(lines[at])), None)

    def slips(self) -> Iterator[Mistake]:
        """What it may be, the surest first; the last is always there."""
        if "quoted scalar" in self.context:
            yield self._told("quote", *self.opened)
        yield from self._keys(_WIDE, "colon", (self.opened[0], self.line, self.above))
        if "\t" in (indent := self.here[: _indent(self.here)]):
            yield self._told("tab", self.line, indent.index("\t"))
        if "flow" in self.context or "unexpected ':'" in self.problem:
            yield from self._in_brackets()
        else:
            yield from self._in_lines()
        yield self._told("syntax", self.line, self.column, problem=self.problem or self.context)

    def _in_brackets(self) -> Iterator[Mistake]:
        for pattern, key in (
            (_WIDE_IN_BRACES, "colon"), (_COMMA_IN_BRACES, "comma"), (_NO_SPACE_IN_BRACES, "space"),
        ):  # fmt: skip
            found = [each for each in pattern.finditer(self.here) if each.start() <= self.column]
            if found:
                name = found[-1].groupdict().get("name")
                yield self._told(key, self.line, found[-1].start("sign"), name=name)
        line, column = self.opened
        if line < self.line and _indent(self.here) <= _indent(self._text(line)):
            yield self._told("unclosed", line, column, sign=self._text(line)[column : column + 1])
        yield self._told("bracket", self.line, self.column)

    def _in_lines(self) -> Iterator[Mistake]:
        yield from self._keys(_NO_SPACE, "space", (self.above, self.line))
        yield from self._without_colon()
        if self.here[self.column : self.column + 1] in ("]", "}"):
            yield self._told("bracket", self.line, self.column)
        if "mapping values" in self.problem and re.search(r":\s", self.here[: self.column]):
            yield self._told("second_colon", self.line, self.column)
        if any(
            sign in self.problem for sign in ("mapping values", "expected key", "'-' indicator")
        ):
            if self.above is None:
                yield self._told("indent", self.line, self.column)
            else:
                yield self._told("indent.beside", self.line, self.column, line=self.above + 1)

    def _without_colon(self) -> Iterator[Mistake]:
        """A line that starts with a word of rule files, or with a word and a bracket, but has no colon."""
        for at in (self.above, self.line):
            text = "" if at is None else self._text(at).rstrip()
            match = _NO_COLON.match(text)
            if at is not None and match and not re.search(r":(\s|$)", text):
                opens = match["value"] in ("[", "{") if match["value"] else self._deeper(at)
                if match["name"] in keys() or opens:
                    yield self._told("no_colon", at, match.end("name"), name=match["name"])

    def _keys(
        self, pattern: re.Pattern[str], key: str, at: tuple[int | None, ...]
    ) -> Iterator[Mistake]:
        for line in dict.fromkeys(at):
            if line is not None and (match := pattern.match(self._text(line))):
                yield self._told(key, line, match.start("sign"), name=match["name"])

    def _deeper(self, at: int) -> bool:
        """Whether the next line that says anything is indented more than this one."""
        below = next((each for each in self.lines[at + 1 :] if _says(each)), "")
        return _indent(below) > _indent(self._text(at))

    def _text(self, line: int) -> str:
        return self.lines[line] if line < len(self.lines) else ""

    def _told(self, key: str, line_at: int, column: int, **values: Any) -> Mistake:
        return Mistake(line_at + 1, column + 1, f"yaml.{key}", values)


@cache
def keys() -> frozenset[str]:
    """The keys of rule files."""
    from mhaudit.kinds import KINDS
    from mhaudit.kinds.base import Params
    from mhaudit.models.tables import FIELDS
    from mhaudit.rulebook.files import Shape

    shapes = (
        *Shape.__subclasses__(),
        *Params.__subclasses__(),
        *(each.params for each in KINDS.values()),
    )
    names = {info.alias or name for each in shapes for name, info in each.model_fields.items()}
    return frozenset({*names, *KINDS, *FIELDS})


def _says(line: str) -> bool:
    """Whether the line holds anything but a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
