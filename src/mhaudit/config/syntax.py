"""What is no TOML, in words that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mhaudit.errors import Problem
from mhaudit.wording import say

if TYPE_CHECKING:
    import tomllib

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_WIDE = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＝": "=",
    "，": ",",
    "【": "[",
    "】": "]",
    "：": "=",
    "、": ",",
}
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'|#.*""")
_SYNTAX = (
    ("twice", r"^(?:Cannot (?:declare|overwrite|mutate)|Duplicate)"),
    ("backslash", r"^(?:Unescaped '\\'|Invalid hex|Escaped character)"),
    ("text", r"^(?:Unterminated|Illegal character|Expected \"'\"|Found invalid character)"),
    ("open", r"^Unclosed|^Expected '\]|^Expected '}'"),
    ("equals", r"^Expected '='"),
    ("newline", r"^Expected newline"),
    ("statement", r"^Invalid (?:statement|initial character)"),
    ("value", r"^Invalid (?:value|date)"),
)  # fmt: skip
"""Our words for the messages of `tomllib`."""


_HEADER = re.compile(r"\s*\[\s*vocabulary\s*\.\s*([^\]\s]*)")
_BARE = re.compile(r"[^\W\d_][^\s=.\[\]#\"']*")


def syntax_problem(text: str, error: tomllib.TOMLDecodeError, label: str, language: str) -> Problem:
    """Where `tomllib` stopped, and why. `text` is the whole file."""
    said = str(error)
    found = _AT.search(said)
    problem = said[: found.start()] if found else said
    lines = text.split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), lines[line - 1])
    wide = next((sign for sign in bare if sign in _WIDE), None)
    code = next((code for code, pattern in _SYNTAX if re.search(pattern, problem)), "other")
    word = _BARE.match(bare, column - 1) if code == "statement" else None
    if wide is not None and code not in ("twice", "backslash"):
        column = bare.index(wide) + 1
        what = say(language, "config.wide", sign=wide)
        hint = say(language, "config.wide.hint", plain=_WIDE[wide])
    elif word is not None and not word[0].isascii():
        what = say(language, "config.bare", given=word[0])
        hint = _plain_key(word[0], lines[:line], language)
    else:
        what = say(language, f"config.syntax.{code}", problem=problem)
        hint = say(language, f"config.syntax.{code}.hint")
    return Problem(label, line, column, "", say(language, "config.syntax", what=what), hint)


def _plain_key(word: str, lines: Sequence[str], language: str) -> str:
    """What to write for a Chinese word that stands as a key in the last of `lines`."""
    from mhaudit.config.vocabulary import headings_of, tables_in_words

    tables = tables_in_words()
    if lines[-1].lstrip().startswith("["):
        if not _HEADER.match(lines[-1]):
            return say(language, "config.syntax.statement.hint")
        if word in tables:
            return say(language, "config.bare.write", plain=f"[vocabulary.{tables[word]}]")
        names = ", ".join((*dict.fromkeys(tables.values()), "any"))
        return say(language, "help.one_of", names=names)
    headers = [match[1] for line in lines if (match := _HEADER.match(line))]
    known = headings_of(headers[-1]) if headers and headers[-1] in tables.values() else {}
    if word in known:
        return say(language, "config.bare.write", plain=f'{known[word]} = ["\u2026"]')
    return say(language, "config.syntax.statement.hint")
