"""Read a configuration file, with every fault at its line and column. Nothing in it is evaluated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from mhaudit.config.faults import Faults
from mhaudit.config.find import from_here
from mhaudit.config.model import Config, ConfigError
from mhaudit.config.syntax import syntax_problem
from mhaudit.config.terms import calendar
from mhaudit.config.vocabulary import headings
from mhaudit.errors import Problem
from mhaudit.loader.formats import Limits
from mhaudit.models.terms import parse_term
from mhaudit.rulebook.packs import pack_names
from mhaudit.toml_positions import positions
from mhaudit.wording import LANGUAGES, say

KEYS = ("rules", "term", "lang", "waivers", "absent_school", "terms", "vocabulary", "limits")
ABSENT_SCHOOL = ("unknown", "zero")
MAX_BYTES = 1_000_000


def read_config(path: Path, *, label: str | None = None, language: str | None = None) -> Config:
    """Read a configuration file. Raises ConfigError with every fault, each at its line and column."""
    label = label or path.name
    text = _text(path, label, language or "zh")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([syntax_problem(text, error, label, language or "zh")]) from error
    if language is None:
        language = data["lang"] if data.get("lang") in LANGUAGES else "zh"
    faults = Faults(label, language, positions(text))
    config = _config(data, path, faults)
    if faults.problems:
        raise ConfigError(sorted(faults.problems, key=lambda each: (each.line, each.column)))
    return config


def _text(path: Path, label: str, language: str) -> str:
    """The file as text; a byte-order mark, which Windows editors write, is no fault."""

    def fault(key: str, hint: str | None = None, **values: object) -> ConfigError:
        words = say(language, key, **values)
        return ConfigError([Problem(label, 1, 1, "", words, say(language, hint) if hint else None)])

    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise fault("config.unreadable", reason=reason) from error
    if len(content) > MAX_BYTES:
        raise fault("config.size", limit=MAX_BYTES)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise fault("yaml.encoding", "yaml.encoding.help") from error


def _config(data: dict[str, Any], path: Path, faults: Faults) -> Config:
    """The configuration as far as it is sound."""
    faults.known(data, KEYS, ())
    absent: Any = _choice(data, "absent_school", ABSENT_SCHOOL, faults)
    return Config(
        file=faults.label,
        rules=_rules(data, path, faults),
        term=_term(data, faults),
        lang=_choice(data, "lang", LANGUAGES, faults),
        absent_school=absent or "unknown",
        waivers=_waivers(data, path, faults),
        calendar=calendar(faults.table(data, "terms"), faults),
        vocabulary=headings(faults.table(data, "vocabulary"), faults),
        limits=_limits(faults.table(data, "limits"), faults),
        sets=tuple(data),
    )


def _rules(data: Mapping[str, Any], path: Path, faults: Faults) -> tuple[str | Path, ...] | None:
    """Names of packs as they are, paths from the folder of the file on."""
    if "rules" not in data:
        return None
    names, found = pack_names(), list[str | Path]()
    for at, given in enumerate(faults.texts(data["rules"], ("rules",), '["nanchang"]')):
        if given in names:
            found.append(given)
        elif (path.parent / given).exists():
            found.append(from_here(path.parent / given))
        else:
            hint = faults.say("config.rules.hint", names=", ".join(names))
            hint = faults.did_you_mean(given, names, hint)
            faults.add(("rules", at), "config.rules", hint=hint, given=given)
    return tuple(found)


def _waivers(data: Mapping[str, Any], path: Path, faults: Faults) -> tuple[Path, ...]:
    """Files of waivers, from the folder of the file on; what is in them is read with the rules."""
    found: list[Path] = []
    given = data.get("waivers")
    texts = faults.texts(given, ("waivers",), '["waivers.yaml"]') if given is not None else []
    for at, name in enumerate(texts):
        if (path.parent / name).is_file():
            found.append(from_here(path.parent / name))
        else:
            hint = faults.say("config.waivers.hint")
            faults.add(("waivers", at), "config.waivers", hint=hint, given=name)
    return tuple(found)


def _term(data: Mapping[str, Any], faults: Faults) -> str | None:
    given = data.get("term")
    if given is None:
        return None
    if not isinstance(given, str):
        faults.not_text(("term",))
        return None
    try:
        parse_term(given.strip())
    except ValueError:
        hint = faults.say("fault.term_expected.help")
        faults.add(("term",), "fault.term_expected", hint=hint, given=given)
    return given.strip()


def _choice(
    data: Mapping[str, Any], key: str, choices: Sequence[str], faults: Faults
) -> str | None:
    given = data.get(key)
    if given is None or given in choices:
        return given
    if isinstance(given, str):
        hint = faults.suggestion(given, choices)
        faults.add((key,), "fault.unknown_value", hint=hint, given=given)
    else:
        faults.not_text((key,))
    return None


def _limits(given: Mapping[str, Any], faults: Faults) -> Limits:
    defaults = {each.name: getattr(Limits(), each.name) for each in fields(Limits)}
    faults.known(given, tuple(defaults), ("limits",))
    found: dict[str, int] = {}
    for key, value in given.items():
        if key not in defaults:
            continue
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            found[key] = value
        else:
            hint = faults.say("config.whole_number.hint", example=f"{key} = {defaults[key]}")
            faults.add(("limits", key), "config.whole_number", hint=hint)
    return Limits(**{**defaults, **found})
