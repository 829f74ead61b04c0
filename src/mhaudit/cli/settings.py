"""What a user set on the command line, checked and frozen."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from mhaudit.cli.exit_codes import FAIL_ON
from mhaudit.errors import UsageError
from mhaudit.models.terms import parse_term
from mhaudit.wording import LANGUAGES, say

if TYPE_CHECKING:
    from mhaudit.cli.targets import Target
    from mhaudit.config import Config
    from mhaudit.reports.excel.carried import OldLedger

DEFAULT_RULES = ("nanchang",)
Paths = tuple[Path, ...]
Packs = tuple[str | Path, ...]
"""Names of packs and paths of rule files."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The settings of `mhaudit check`. Raises UsageError for what is not valid."""

    paths: Paths
    rules: Packs
    term: str | None
    as_of: dt.date | None
    fail_on: str
    targets: tuple[Target, ...]
    waivers: Path | None
    schools: tuple[str, ...]
    only: tuple[str, ...]
    """Rules as named by `--rule`; empty means all."""
    show_names: bool
    jobs: int
    dask: str | None
    cache: Path | None
    verbose: bool
    quiet: bool
    language: str
    config: Config
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    excel: Path | None = None
    ledger: OldLedger | None = None
    split_by: str | None = None
    split_into: Path | None = None


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """`--lang` wherever it stands, else MHAUDIT_LANG, else English where the locale says so, else Chinese.

    An unknown `--lang` gives Chinese here; the command then refuses it.
    """
    said = environment.get("MHAUDIT_LANG", "") or _locale(environment)
    chosen = "en" if said.lower().startswith("en") else "zh"
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        elif argument == "--lang" and at + 1 < len(arguments):
            chosen = arguments[at + 1]
    return chosen if chosen in LANGUAGES else "zh"


def _locale(environment: Mapping[str, str]) -> str:
    """The locale of messages, as POSIX decides it; on Windows, where those are rarely set, that of its menus."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    if sys.platform == "win32":
        import ctypes

        english = 0x09  # the primary language of a LANGID
        return "en" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == english else ""
    return ""


def detail(verbose: bool, quiet: bool, language: str) -> bool:
    """`--verbose`; UsageError beside `--quiet`."""
    if verbose and quiet:
        raise UsageError(say(language, "cli.error.both", first="--verbose", second="--quiet"))
    return verbose


def language(lang: str | None, chosen: str, config: Config | None = None) -> str:
    """The language of the run; UsageError for a `--lang` that is neither zh nor en.

    `--lang`, else MHAUDIT_LANG, else what the configuration file says, else `chosen` (from the locale).
    """
    if lang is not None:
        choice("--lang", lang, LANGUAGES, chosen)
    said = config.lang if config else None
    return chosen if said is None or _spoken(lang) else said


def _spoken(lang: str | None) -> bool:
    """Whether an option or the environment says the language."""
    return lang is not None or bool(os.environ.get("MHAUDIT_LANG"))


def configured(config: str | None, paths: Paths, lang: str | None, chosen: str) -> Config:
    """`--config`, else the configuration file beside the first of `paths`, if there is one."""
    from mhaudit.config import configuration

    return configuration(config, paths, chosen if _spoken(lang) else None)


def configured_here(config: str | None, lang: str | None, chosen: str) -> tuple[Config, str]:
    """`--config`, else the configuration file of the current folder; and the language of the run."""
    language(lang, chosen)
    found = configured(config, (Path(),), lang, chosen)
    return found, language(lang, chosen, found)


def jobs(given: int | None) -> int:
    """How many child processes: as said, else one for each core."""
    from mhaudit.batch.limits import usable_cores

    return usable_cores() if given is None else given


def cache(no_cache: bool, show_names: bool) -> Path | None:
    """The folder of what earlier runs found; None where it is not to be used."""
    from mhaudit.batch.cache_folder import cache_folder

    return None if no_cache or show_names else cache_folder()


def required_paths(paths: Sequence[str] | None, command: str, language: str) -> Paths:
    """The paths given; UsageError if there are none. Whether they exist, the reader finds out."""
    if not paths:
        raise UsageError(
            say(language, "cli.error.missing", name="PATH"),
            hint=say(language, "cli.error.missing.hint", command=f"mhaudit {command}"),
        )
    return tuple(Path(path) for path in paths)


def rules_or_default(rules: Sequence[str] | None, config: Config | None = None) -> Packs:
    """The packs and rule files asked for, else those of the configuration file, else the default pack."""
    return tuple(rules or (config and config.rules) or DEFAULT_RULES)


def term(text: str | None, language: str) -> str | None:
    """`2024-2025-1` or `2024-2025`."""
    if text is None:
        return None
    try:
        parse_term(text.strip())
    except ValueError:
        hint = say(language, "cli.error.term.hint")
        raise UsageError(_not_valid("--term", text, language), hint=hint) from None
    return text.strip()


def day(text: str | None, language: str) -> dt.date | None:
    """`2024-12-01`."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
            raise ValueError(text)
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        hint = say(language, "cli.error.day.hint")
        raise UsageError(_not_valid("--as-of", text, language), hint=hint) from None


def fail_on(text: str, language: str) -> str:
    """One of `FAIL_ON`."""
    return choice("--fail-on", text, FAIL_ON, language)


def split_by(text: str | None, output_name: str | None, language: str) -> str | None:
    """`school` or `district`; UsageError without a folder to write to."""
    if text is None:
        return None
    from mhaudit.reports.excel.split import SPLITS

    if output_name in (None, "-"):
        hint = say(language, "cli.error.split.hint")
        raise UsageError(say(language, "cli.error.split"), hint=hint)
    return choice("--split-by", text, SPLITS, language)


def choice(option: str, value: str, choices: Sequence[str], language: str) -> str:
    """`value` if it is one of `choices`, else a UsageError that lists them."""
    if value in choices:
        return value
    hint = say(language, "cli.error.choice.hint", choices=", ".join(choices))
    if close := get_close_matches(value, choices, n=1):
        hint = f"{say(language, 'cli.error.did_you_mean', name=close[0])} {hint}"
    raise UsageError(_not_valid(option, value, language), hint=hint)


def _not_valid(option: str, value: str, language: str) -> str:
    return say(language, "cli.error.choice", option=option, value=value)
