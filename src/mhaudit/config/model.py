"""What a configuration file sets, and the error for one that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mhaudit.errors import RuleFileError
from mhaudit.loader.formats import Limits
from mhaudit.models.terms import Calendar
from mhaudit.wording import say


class ConfigError(RuleFileError):
    """A configuration file that cannot be used (exit 2), with all of its faults in `problems`."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file sets; `Config()` sets nothing.

    `rules` are names of packs or paths (None: not set), `waivers` files of waivers. `vocabulary`
    is table (or `any`) → key → headings. `file` is the file's name in messages, `sets` its keys in the order written.
    """

    file: str | None = None
    rules: tuple[str | Path, ...] | None = None
    term: str | None = None
    lang: str | None = None
    absent_school: Literal["unknown", "zero"] = "unknown"
    waivers: tuple[Path, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    sets: tuple[str, ...] = ()

    def note(self, language: str) -> str | None:
        """One line for the report: which file was used, and what it sets. None where there was none."""
        if self.file is None:
            return None
        comma = say(language, "console.separator")
        sets = (
            say(language, "config.sets", names=comma.join(self.sets))
            if self.sets
            else say(language, "config.sets.nothing")
        )
        return say(language, "config.used", file=self.file, sets=sets)
