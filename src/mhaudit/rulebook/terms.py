"""`terms:` of a pack: other names for its words, and words that may be one of several (R80, R82, R147)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mhaudit.models.tables import FIELDS
from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.schema import Terms
from mhaudit.rulebook.yaml_positions import Path, Sourced

MAYBE = "maybe"
"""The key beside a field's words under which the uncertain ones stand; no word of a pack can be called so."""


def read_terms(
    raw: Mapping[str, Mapping[str, Any]], sourced: Sourced, checker: Checker
) -> dict[str, Terms]:
    """`table.field` → its words. A word of the pack is its own synonym too, so that it is known as such."""
    found = {}
    for key, words in raw.items():
        table, _, name = key.partition(".")
        fields = FIELDS.get(table)
        if fields is None or not name:
            checker.fault(
                sourced, ("terms", key), "terms_key", key, () if fields is None else tuple(fields)
            )
        elif name not in fields:
            checker.fault(
                sourced,
                ("terms", key),
                "unknown_field",
                key,
                tuple(f"{table}.{each}" for each in fields),
            )
        else:
            found[key] = _terms(words, ("terms", key), sourced, checker)
    return found


def _terms(words: Mapping[str, Any], path: Path, sourced: Sourced, checker: Checker) -> Terms:
    synonyms = {word: word for word in words if word != MAYBE}
    for word, aliases in words.items():
        if word == MAYBE:
            continue
        for alias, place in _texts(aliases, (*path, word), sourced, checker):
            if alias in synonyms:
                code = "word_twice" if synonyms[alias] == word else "same_word"
                checker.fault(sourced, place, code, alias)
            synonyms.setdefault(alias, word)
    maybe: dict[str, tuple[str, ...]] = {}
    uncertain = words.get(MAYBE, {})
    if not isinstance(uncertain, Mapping):
        checker.fault(sourced, (*path, MAYBE), "mapping_expected")
        return Terms(synonyms)
    for word, options in uncertain.items():
        if word in synonyms:
            checker.fault(sourced, (*path, MAYBE, word), "same_word", word)
        maybe[word] = tuple(
            text for text, _ in _texts(options, (*path, MAYBE, word), sourced, checker)
        )
    return Terms(synonyms, maybe)


def _texts(raw: Any, path: Path, sourced: Sourced, checker: Checker) -> Iterator[tuple[str, Path]]:
    """The words of a list, or a single one, each with its path."""
    if not isinstance(raw, list):
        raw = [raw]
        places: list[Path] = [path]
    else:
        places = [(*path, at) for at in range(len(raw))]
    for word, place in zip(raw, places, strict=True):
        if isinstance(word, str) and word.strip():
            yield word.strip(), place
        else:
            checker.fault(sourced, place, "text_expected")
