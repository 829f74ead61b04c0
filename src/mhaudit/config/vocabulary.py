"""`[vocabulary]`: the headings that a county calls things by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mhaudit.config.faults import Faults
from mhaudit.loader.privacy import is_private
from mhaudit.loader.vocabulary import TABLES, document, headings_in, normalise
from mhaudit.wording import LANGUAGES, say

if TYPE_CHECKING:
    from mhaudit.toml_positions import Path as Keys


def headings(tables: Mapping[str, Any], faults: Faults) -> dict[str, dict[str, tuple[str, ...]]]:
    """Table (or `any`) → key → headings."""
    known = {name: keys_of(name) for name in (*TABLES, "any")}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for table, keys in tables.items():
        path: Keys = ("vocabulary", table)
        if table not in known:
            faults.unknown(path, "fault.unknown_table", table, known, tables_in_words())
        elif not isinstance(keys, dict):
            faults.not_a_table(path, f"vocabulary.{table}")
        else:
            found[table] = _aliases(table, keys, known[table], faults)
    return found


def _aliases(
    table: str, keys: Mapping[str, Any], known: Sequence[str], faults: Faults
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for key, headings in keys.items():
        path: Keys = ("vocabulary", table, key)
        if key not in known:
            faults.unknown(path, "fault.unknown_field", key, known, headings_of(table))
            continue
        texts = faults.texts(headings, path, _example(table, key))
        for at, heading in enumerate(texts):
            _heading(table, key, heading, owners, (*path, at), faults)
        found[key] = tuple(texts)
    return found


def _heading(
    table: str, key: str, heading: str, owners: dict[str, str], path: Keys, faults: Faults
) -> None:
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
    faults.add(path, code, hint=faults.say(f"{code}.hint"), **values)


def keys_of(table: str) -> tuple[str, ...]:
    """The keys that a table's columns may have, those of any table last."""
    sections = [document()[table], document()["any"]]
    keys = [key for section in sections for key in (*section, *section.get("weak", ()))]
    return tuple(dict.fromkeys(key for key in keys if key != "weak"))


def headings_of(table: str) -> dict[str, str]:
    """Headings and labels of a table → the key they mean: whoever writes one of them means that key."""
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
    return f'["{next(heading for heading, each in headings_of(table).items() if each == key)}"]'


def tables_in_words() -> dict[str, str]:
    """教师表, also without its last character, and class committees → the table."""
    found: dict[str, str] = {}
    for table in TABLES:
        for language in LANGUAGES:
            word = say(language, f"table.{table}")
            found |= {word: table, word[:-1]: table}
    return found
