"""Which headings mean which key: the vocabulary, built in and extended by the user."""

from __future__ import annotations

Aliases = dict[str, dict[str, list[str]]]


class Vocabulary:
    """table → normalised heading → key."""


def load(extra: Aliases | None = None) -> Vocabulary:
    """The built-in vocabulary with `extra` (table → key → aliases) of `mhaudit.toml` on top."""
    raise NotImplementedError


def normalise(heading: object) -> str:
    """A heading as it is compared."""
    raise NotImplementedError
