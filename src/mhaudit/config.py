"""`mhaudit.toml`: what a user sets once for a folder of data. An option, then the environment, outranks it.

```toml
rules = ["nanchang", "county.yaml"]      # paths start at the folder of this file
term = "2024-2025-1"                     # R129
lang = "zh"
absent_school = "unknown"                # R1
[terms."2024-2025-1"]
first = 2024-09-02
last = 2025-01-17
[vocabulary.teachers]
duty = ["岗位类别"]
[limits]
cells = 5_000_000
```

Nothing in it is evaluated. A key, table, heading or value that is not understood is an error with its line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mhaudit.errors import Problem, RuleFileError, UsageError
from mhaudit.loader.formats import Limits
from mhaudit.models.terms import Calendar, Period, parse_term
from mhaudit.wording import LANGUAGES, say

if TYPE_CHECKING:
    import tomllib

    from mhaudit.toml_positions import Mark, Positions
    from mhaudit.toml_positions import Path as Keys

NAME = "mhaudit.toml"
KEYS = ("rules", "term", "lang", "absent_school", "terms", "vocabulary", "limits")
ABSENT_SCHOOL = ("unknown", "zero")
MAX_BYTES = 1_000_000
_OF_KEYS = frozenset({
    "fault.unknown_key", "fault.unknown_table", "fault.unknown_field", "fault.missing",
    "config.term_key", "config.waivers",
})  # fmt: skip
"""Faults that are told at the key, not at its value."""


class ConfigError(RuleFileError):
    """A configuration file that cannot be used (exit 2), with all of its faults in `problems`."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file sets; `Config()` sets nothing.

    `rules` are names of packs or paths (None: not set). `vocabulary` is table (or `any`) → key → headings.
    `file` is the file's name in messages, `sets` its keys in the order written.
    """

    file: str | None = None
    rules: tuple[str | Path, ...] | None = None
    term: str | None = None
    lang: str | None = None
    absent_school: Literal["unknown", "zero"] = "unknown"
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


def configuration(
    config: Config | str | Path | None, paths: Sequence[str | Path], language: str | None = None
) -> Config:
    """The configuration of a run over `paths`: the one given, else the one beside the data, else none.

    Errors are worded in `language` (None: in the one the file sets, else Chinese). Raises UsageError for a
    file that is not there, ConfigError for one that cannot be used.
    """
    if isinstance(config, Config):
        return config
    if config is not None:
        path = Path(config)
        if not path.is_file():
            spoken = language or "zh"
            message = say(spoken, "config.missing", file=str(config))
            raise UsageError(message, hint=say(spoken, "config.missing.hint"))
        return read_config(path, label=str(config).replace("\\", "/"), language=language)
    found = find_config(Path(paths[0])) if paths else None
    return Config() if found is None else read_config(found, label=_label(found), language=language)


def find_config(path: Path) -> Path | None:
    """`mhaudit.toml` in the folder `path`, or the one that a file lies in, or the nearest above.

    The search ends at the root of the file system, or with a folder that holds `.git`.
    """
    folder = path if path.is_dir() else path.parent
    folder = folder.resolve() if ".." in folder.parts else folder.absolute()
    for each in (folder, *folder.parents):
        try:
            if (each / NAME).is_file():
                return each / NAME
            if (each / ".git").exists():
                return None
        except OSError:  # a folder that may not be looked into
            continue
    return None


def _label(path: Path) -> str:
    """From the current folder on where it lies in it, else the whole path."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def read_config(path: Path, *, label: str | None = None, language: str | None = None) -> Config:
    """Read a configuration file. Raises ConfigError with every fault, each at its line and column."""
    import tomllib  # most runs have no file

    from mhaudit.toml_positions import positions

    label = label or path.name
    text = _text(path, label, language or "zh")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(text, error, label, language or "zh")]) from error
    if language is None:
        language = data["lang"] if data.get("lang") in LANGUAGES else "zh"
    reading = _Reading(path, label, language, positions(text))
    config = reading.config(data)
    if reading.problems:
        raise ConfigError(sorted(reading.problems, key=lambda each: (each.line, each.column)))
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


def _syntax(text: str, error: tomllib.TOMLDecodeError, label: str, language: str) -> Problem:
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
    if wide is not None and code not in ("twice", "backslash"):
        column = bare.index(wide) + 1
        what = say(language, "config.wide", sign=wide)
        hint = say(language, "config.wide.hint", plain=_WIDE[wide])
    else:
        what = say(language, f"config.syntax.{code}", problem=problem)
        hint = say(language, f"config.syntax.{code}.hint")
    return Problem(label, line, column, "", say(language, "config.syntax", what=what), hint)


@dataclass(slots=True)
class _Reading:
    """One file being read: every fault is collected, with the place it stands at."""

    path: Path
    label: str
    language: str
    marks: Positions
    problems: list[Problem] = field(default_factory=list)

    def config(self, data: dict[str, Any]) -> Config:
        """The configuration as far as it is sound."""
        self._known((key for key in data if key != "waivers"), KEYS, ())
        if "waivers" in data:
            self._fault(("waivers",), "config.waivers", hint=self._say("config.waivers.hint"))
        absent: Any = self._choice(data, "absent_school", ABSENT_SCHOOL)
        return Config(
            file=self.label,
            rules=self._rules(data),
            term=self._term(data),
            lang=self._choice(data, "lang", LANGUAGES),
            absent_school=absent or "unknown",
            calendar=self._calendar(self._table(data, "terms")),
            vocabulary=self._vocabulary(self._table(data, "vocabulary")),
            limits=self._limits(self._table(data, "limits")),
            sets=tuple(data),
        )

    # plain values

    def _rules(self, data: Mapping[str, Any]) -> tuple[str | Path, ...] | None:
        if "rules" not in data:
            return None
        from mhaudit.rulebook.packs import pack_names

        names, found = pack_names(), list[str | Path]()
        for at, given in enumerate(self._texts(data["rules"], ("rules",), '["nanchang"]')):
            if given in names:
                found.append(given)
            elif (self.path.parent / given).exists():
                found.append(self.path.parent / given)
            else:
                hint = self._say("config.rules.hint", names=", ".join(names))
                hint = self._did_you_mean(given, names, hint)
                self._fault(("rules", at), "config.rules", hint=hint, given=given)
        return tuple(found)

    def _term(self, data: Mapping[str, Any]) -> str | None:
        given = data.get("term")
        if given is None:
            return None
        if not isinstance(given, str):
            self._not_text(("term",))
            return None
        try:
            parse_term(given.strip())
        except ValueError:
            hint = self._say("fault.term_expected.help")
            self._fault(("term",), "fault.term_expected", hint=hint, given=given)
        return given.strip()

    def _choice(self, data: Mapping[str, Any], key: str, choices: Sequence[str]) -> str | None:
        given = data.get(key)
        if given is None or given in choices:
            return given
        if isinstance(given, str):
            hint = self._suggestion(given, choices)
            self._fault((key,), "fault.unknown_value", hint=hint, given=given)
        else:
            self._not_text((key,))
        return None

    # [terms]

    def _calendar(self, terms: Mapping[str, Any]) -> Calendar:
        found: dict[str, tuple[dt.date, dt.date]] = {}
        for term, days in terms.items():
            path: Keys = ("terms", term)
            if not _is_term(term):
                hint = self._say("config.term_key.hint")
                self._fault(path, "config.term_key", hint=hint, given=term)
            elif not isinstance(days, dict):
                self._not_a_table(path, f'terms."{term}"')
            else:
                self._known(days, ("first", "last"), path)
                both = [self._day(days, key, path) for key in ("first", "last")]
                if both[0] and both[1] and self._in_order(path, term, both[0], both[1]):
                    found[term] = (both[0], both[1])
        return self._apart(found)

    def _day(self, days: Mapping[str, Any], key: str, path: Keys) -> dt.date | None:
        given = days.get(key)
        hint = self._say("fault.date_expected.help")
        if given is None:
            self._fault(path, "fault.missing", hint=hint, given=key)
            return None
        if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
            return given
        try:
            if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given.strip(), re.ASCII):
                return dt.date.fromisoformat(given.strip())
        except ValueError:
            pass
        self._fault((*path, key), "fault.date_expected", hint=hint, given=str(given))
        return None

    def _in_order(self, path: Keys, term: str, first: dt.date, last: dt.date) -> bool:
        hint = self._say("config.dates.hint")
        start, end, _ = parse_term(term)
        for key, day in (("first", first), ("last", last)):
            if not dt.date(start, 8, 1) <= day <= dt.date(end, 8, 31):
                values = {"day": day, "year": term[:9]}
                self._fault((*path, key), "config.dates.year", hint=hint, **values)
                return False
        if first > last:
            self._fault((*path, "first"), "config.dates.order", hint=hint, first=first, last=last)
            return False
        return True

    def _apart(self, found: dict[str, tuple[dt.date, dt.date]]) -> Calendar:
        """Terms that were set may not overlap; a term left to its default gives way to its neighbours."""
        calendar = Calendar(dict(found))
        for term, (first, last) in found.items():
            before, after = calendar.term(_beside(term, -1)), calendar.term(_beside(term, 1))
            if before.last >= first:
                if before.id in found:
                    self._overlap(term, before)
                else:
                    calendar.terms[before.id] = (before.first, first - dt.timedelta(1))
            if after.first <= last and after.id not in found:
                calendar.terms[after.id] = (last + dt.timedelta(1), after.last)
        return calendar

    def _overlap(self, term: str, other: Period) -> None:
        hint = self._say("config.dates.hint")
        values = {"term": other.id, "first": other.first, "last": other.last}
        self._fault(("terms", term, "first"), "config.dates.overlap", hint=hint, **values)

    # [vocabulary]

    def _vocabulary(self, tables: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
        if not tables:
            return {}
        from mhaudit.loader import vocabulary

        known = {name: _keys_of(name) for name in (*vocabulary.TABLES, "any")}
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for table, keys in tables.items():
            path: Keys = ("vocabulary", table)
            if table not in known:
                self._unknown(path, "fault.unknown_table", table, known, _tables_in_words())
            elif not isinstance(keys, dict):
                self._not_a_table(path, f"vocabulary.{table}")
            else:
                found[table] = self._aliases(table, keys, known[table])
        return found

    def _aliases(
        self, table: str, keys: Mapping[str, Any], known: Sequence[str]
    ) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        owners: dict[str, str] = {}
        for key, headings in keys.items():
            path: Keys = ("vocabulary", table, key)
            if key not in known:
                self._unknown(path, "fault.unknown_field", key, known, _headings_of(table))
                continue
            texts = self._texts(headings, path, _example(table, key))
            for at, heading in enumerate(texts):
                self._heading(table, key, heading, owners, (*path, at))
            found[key] = tuple(texts)
        return found

    def _heading(
        self, table: str, key: str, heading: str, owners: dict[str, str], path: Keys
    ) -> None:
        from mhaudit.loader.privacy import is_private
        from mhaudit.loader.vocabulary import normalise

        plain = normalise(heading)
        values: dict[str, object] = {"given": heading}
        if not plain:
            code = "config.heading.empty"
        elif is_private(heading, table):
            code = "config.heading.private"
        elif owners.setdefault(plain, key) != key:
            code = "config.heading.twice"
            values |= {"first": owners[plain], "second": key}
        else:
            return
        self._fault(path, code, hint=self._say(f"{code}.hint"), **values)

    # [limits]

    def _limits(self, given: Mapping[str, Any]) -> Limits:
        defaults = {each.name: getattr(Limits(), each.name) for each in fields(Limits)}
        self._known(given, tuple(defaults), ("limits",))
        found: dict[str, int] = {}
        for key, value in given.items():
            if key not in defaults:
                continue
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                found[key] = value
            else:
                hint = self._say("config.whole_number.hint", example=f"{key} = {defaults[key]}")
                self._fault(("limits", key), "config.whole_number", hint=hint)
        return Limits(**{**defaults, **found})

    # shapes and faults

    def _table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        given = data.get(key, {})
        if isinstance(given, dict):
            return given
        self._not_a_table((key,), key)
        return {}

    def _texts(self, given: Any, path: Keys, example: str) -> list[str]:
        if isinstance(given, list) and given and all(isinstance(each, str) for each in given):
            return given
        if isinstance(given, str):
            example = f'["{given}"]'
        self._fault(
            path, "config.text_list", hint=self._say("config.text_list.hint", example=example)
        )
        return []

    def _known(self, given: Iterable[str], known: Sequence[str], path: Keys) -> None:
        for key in given:
            if key not in known:
                self._unknown((*path, key), "fault.unknown_key", key, known, {})

    def _unknown(
        self, path: Keys, code: str, given: str, known: Iterable[str], words: Mapping[str, str]
    ) -> None:
        """`words`: what people call the known ones."""
        choices = list(known)
        meant = words.get(given)
        hint = (
            self._say("help.did_you_mean", name=meant)
            if meant
            else self._suggestion(given, choices)
        )
        self._fault(path, code, hint=hint, given=given)

    def _suggestion(self, given: str, choices: Sequence[str]) -> str:
        return self._did_you_mean(
            given, choices, self._say("help.one_of", names=", ".join(choices))
        )

    def _did_you_mean(self, given: str, choices: Sequence[str], otherwise: str) -> str:
        close = get_close_matches(given.lower(), choices, n=1)
        return self._say("help.did_you_mean", name=close[0]) if close else otherwise

    def _not_text(self, path: Keys) -> None:
        self._fault(path, "fault.text_expected", hint=self._say("fault.text_expected.help"))

    def _not_a_table(self, path: Keys, name: str) -> None:
        self._fault(path, "config.table", hint=self._say("config.table.hint", name=name))

    def _fault(self, path: Keys, code: str, *, hint: str | None = None, **values: object) -> None:
        line, column = self._mark(path, at_key=code in _OF_KEYS)
        shown = " > ".join(str(step + 1) if isinstance(step, int) else step for step in path)
        self.problems.append(
            Problem(self.label, line, column, shown, self._say(code, **values), hint)
        )

    def _mark(self, path: Keys, *, at_key: bool) -> Mark:
        value = None if at_key else self.marks.value.get(path)
        return value or self.marks.nearest(path)

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)


def _is_term(text: str) -> bool:
    try:
        return bool(parse_term(text)[2])
    except ValueError:
        return False


def _beside(term: str, step: int) -> str:
    """The term before (-1) or after (1)."""
    start, _, number = parse_term(term)
    other = start + (step if (number == 1) == (step < 0) else 0)
    return f"{other}-{other + 1}-{3 - number}"


def _keys_of(table: str) -> tuple[str, ...]:
    """The keys that a table's columns may have, those of any table last."""
    from mhaudit.loader.vocabulary import document

    sections = [document()[table], document()["any"]]
    keys = [key for section in sections for key in (*section, *section.get("weak", ()))]
    return tuple(dict.fromkeys(key for key in keys if key != "weak"))


def _headings_of(table: str) -> dict[str, str]:
    """Headings and labels of a table → the key they mean: whoever writes one of them means that key."""
    from mhaudit.loader.vocabulary import document, headings_in

    found: dict[str, str] = {}
    for section in (document()[table], document()["any"]):
        for part in (section, section.get("weak", {})):
            for key, entries in part.items():
                if key != "weak":
                    found |= {
                        heading: key for heading in headings_in(entries) if heading not in found
                    }
    return found


def _example(table: str, key: str) -> str:
    """The form that a list of headings takes: `["专职/兼职"]`."""
    return f'["{next(heading for heading, each in _headings_of(table).items() if each == key)}"]'


def _tables_in_words() -> dict[str, str]:
    """教师表, also without its last character, and class committees → the table."""
    from mhaudit.loader.vocabulary import TABLES

    found: dict[str, str] = {}
    for table in TABLES:
        for language in LANGUAGES:
            word = say(language, f"table.{table}")
            found |= {word: table, word[:-1]: table}
    return found
