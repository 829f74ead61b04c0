"""Faults of one file, collected with the place each stands at; and the shapes that many keys share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from mhaudit.errors import Problem
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.toml_positions import Mark, Positions
    from mhaudit.toml_positions import Path as Keys

_OF_KEYS = frozenset({
    "fault.unknown_key", "fault.unknown_table", "fault.unknown_field", "fault.missing",
    "config.term_key",
})  # fmt: skip
"""Faults that are told at the key, not at its value."""


@dataclass(slots=True)
class Faults:
    """What is wrong with the file called `label`, worded in `language`. `marks` knows where everything stands."""

    label: str
    language: str
    marks: Positions
    problems: list[Problem] = field(default_factory=list)

    def table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """The table of that name; empty where there is none."""
        given = data.get(key, {})
        if isinstance(given, dict):
            return given
        self.not_a_table((key,), key)
        return {}

    def texts(self, given: Any, path: Keys, example: str) -> list[str]:
        """A list of texts, which is not empty; `example` shows one."""
        if isinstance(given, list) and given and all(isinstance(each, str) for each in given):
            return given
        if isinstance(given, str):
            example = f'["{given}"]'
        self.add(path, "config.text_list", hint=self.say("config.text_list.hint", example=example))
        return []

    def known(self, given: Iterable[str], known: Sequence[str], path: Keys) -> None:
        """Refuse keys that are not known."""
        for key in given:
            if key not in known:
                self.unknown((*path, key), "fault.unknown_key", key, known, {})

    def unknown(
        self, path: Keys, code: str, given: str, known: Iterable[str], words: Mapping[str, str]
    ) -> None:
        """Refuse `given`; `words` is what people call the known ones."""
        choices = list(known)
        meant = words.get(given)
        hint = (
            self.say("help.did_you_mean", name=meant) if meant else self.suggestion(given, choices)
        )
        self.add(path, code, hint=hint, given=given)

    def suggestion(self, given: str, choices: Sequence[str]) -> str:
        """The choice that may be meant, else all of them."""
        return self.did_you_mean(given, choices, self.say("help.one_of", names=", ".join(choices)))

    def did_you_mean(self, given: str, choices: Sequence[str], otherwise: str) -> str:
        """The choice that may be meant, else `otherwise`."""
        close = get_close_matches(given.lower(), choices, n=1)
        return self.say("help.did_you_mean", name=close[0]) if close else otherwise

    def not_text(self, path: Keys) -> None:
        """A text was expected."""
        self.add(path, "fault.text_expected", hint=self.say("fault.text_expected.help"))

    def not_a_table(self, path: Keys, name: str) -> None:
        """A table was expected."""
        self.add(path, "config.table", hint=self.say("config.table.hint", name=name))

    def add(self, path: Keys, code: str, *, hint: str | None = None, **values: object) -> None:
        """A fault at `path`, worded by the key `code`."""
        line, column = self._mark(path, at_key=code in _OF_KEYS)
        shown = " > ".join(str(step + 1) if isinstance(step, int) else step for step in path)
        self.problems.append(
            Problem(self.label, line, column, shown, self.say(code, **values), hint)
        )

    def _mark(self, path: Keys, *, at_key: bool) -> Mark:
        value = None if at_key else self.marks.value.get(path)
        return value or self.marks.nearest(path)

    def say(self, key: str, **values: object) -> str:
        """In the language of the run."""
        return say(self.language, key, **values)
