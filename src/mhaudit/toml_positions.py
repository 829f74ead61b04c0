"""Where keys and values stand in a TOML text that `tomllib` accepts, which itself keeps no positions.

>>> marks = positions('lang = "zh"\\n[vocabulary.teachers]\\nduty = ["岗位类别", "聘用类别"]\\n')
>>> marks.key["vocabulary", "teachers", "duty"], marks.value["vocabulary", "teachers", "duty", 1]
((3, 1), (3, 17))
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
Mark = tuple[int, int]
"""Line and column, both from 1."""

_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+|\#[^\n]*)
    |(?P<newline>\r?\n)
    |(?P<text>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<sign>[\[\]{}=,.])
    |(?P<word>[^\s\[\]{}=,.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Positions:
    """Marks of keys (a table's is that of its first header) and of values, by path; array items from 0."""

    key: dict[Path, Mark] = field(default_factory=dict)
    value: dict[Path, Mark] = field(default_factory=dict)

    def nearest(self, path: Path) -> Mark:
        """The mark of the key at `path`, else of its value, else of whatever stands nearest above it."""
        while path:
            found = self.key.get(path) or self.value.get(path)
            if found:
                return found
            path = path[:-1]
        return (1, 1)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    mark: Mark


def positions(text: str) -> Positions:
    """The marks of a valid TOML text; of an invalid one those up to somewhere near its fault."""
    return _Scanner(list(_tokens(text))).scan()


def _tokens(text: str) -> Iterator[_Token]:
    line, start, at = 1, 0, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        kind = match.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, match[0], (line, at - start + 1))
        if "\n" in match[0]:
            line += match[0].count("\n")
            start = at + match[0].rindex("\n") + 1
        at = match.end()


class _Scanner:
    """Walks the tokens once; `table` is the path of the header in force."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = tokens, 0
        self.found = Positions()
        self.table: Path = ()

    def scan(self) -> Positions:
        """All statements."""
        while self.at < len(self.tokens):
            if self._is("["):
                self._header()
            elif self.tokens[self.at].kind in ("word", "text"):
                self._pair(self.table)
            self._skip_line()
        return self.found

    def _is(self, sign: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text == sign

    def _skip_line(self) -> None:
        while self.at < len(self.tokens):
            self.at += 1
            if self.tokens[self.at - 1].kind == "newline":
                return

    def _header(self) -> None:
        while self._is("["):
            self.at += 1
        self.table = self._keys(())

    def _keys(self, path: Path) -> Path:
        """A dotted key: every part gets a mark where it has none yet."""
        while self.at < len(self.tokens) and self.tokens[self.at].kind in ("word", "text"):
            token = self.tokens[self.at]
            path = (*path, _plain(token))
            self.found.key.setdefault(path, token.mark)
            self.at += 1
            if not self._is("."):
                break
            self.at += 1
        return path

    def _pair(self, table: Path) -> None:
        path = self._keys(table)
        if self._is("="):
            self.at += 1
            self._value(path)

    def _value(self, path: Path) -> None:
        if self.at < len(self.tokens):
            self.found.value.setdefault(path, self.tokens[self.at].mark)
        if self._is("["):
            self._items(path)
        elif self._is("{"):
            self._inline(path)
        else:
            self._scalar()

    def _scalar(self) -> None:
        """A text, or words and dots up to a comma, a bracket or the end of the line."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "newline" or (token.kind == "sign" and token.text != "."):
                return
            self.at += 1

    def _items(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self.at < len(self.tokens) and not self._is("]"):
            if self._is(",") or self.tokens[self.at].kind == "newline":
                number += self._is(",")
                self.at += 1
                continue
            before = self.at
            self._value((*path, number))
            self.at += self.at == before
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self.at < len(self.tokens) and not self._is("}"):
            before = self.at
            if self.tokens[self.at].kind in ("word", "text"):
                self._pair(path)
            self.at += self.at == before
        self.at += 1


def _plain(token: _Token) -> str:
    """A key without its quotes and escapes."""
    if token.kind == "word":
        return token.text
    try:
        return str(tomllib.loads(f"key = {token.text}")["key"])
    except tomllib.TOMLDecodeError:
        return token.text.strip("\"'")
