"""What one table cannot know of the run it belongs to, and what each file adds to that.

Where the tables of a run are joined in parts, `FileFacts` of every file are collected first; what they come to
together is `Known` to each part, so that a part joins as it would have beside all the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import Mention, Registry, Seen
from mhaudit.loader.naming import Folders, seen_in
from mhaudit.loader.period import Census, How, census
from mhaudit.loader.reading import Sited
from mhaudit.models.terms import Audited, Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """What folders and schools there are, the audited period, which tables name many schools.

    `registry` may be that of some schools only: of all that the tables at hand mention.
    """

    folders: Folders
    registry: Registry
    audited: Audited
    how: How
    wide: frozenset[str] = frozenset()
    namesakes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of schools and terms, whatever the other files say, but for the name of its folder."""

    seen: tuple[Seen, ...] = ()
    wide: tuple[tuple[str, tuple[Mention, ...]], ...] = ()
    """Tables that name several schools, and how."""
    own_names: frozenset[str] = frozenset()
    asked_folder: bool = False
    """Some table of it had to ask what the folder is called; `folder` is what it was told."""
    folder: str | None = None
    census: Census = field(default_factory=Census)


def facts_of(
    file: InputFile,
    tables: Sequence[Sited],
    folders: Folders,
    calendar: Calendar,
    *,
    dated: bool,
) -> FileFacts:
    """The facts of one file, its tables being named; `dated`: whether the period is to be told by its dates."""
    if not tables:
        return FileFacts()
    asked = any(table.asked_folder for table in tables)
    mentions = (
        (table.raw.table, tuple(dict.fromkeys(filter(None, table.mentions.values()))))
        for table in tables
    )
    return FileFacts(
        tuple(_counted(seen_in(tables))),
        tuple((name, found) for name, found in mentions if len(found) > 1),
        frozenset().union(*(table.own_names for table in tables)),
        asked,
        folders.get(file.folder) if asked else None,
        census(tables, calendar) if dated else Census(),
    )


def _counted(seen: Iterable[Seen]) -> Iterable[Seen]:
    """Each mention once, at the place that stands first in the order of `resolve`, with how often it stands."""
    found: dict[tuple[Mention, bool], Seen] = {}
    for one in seen:
        key = one.mention, one.listed
        first = found.get(key)
        if first is None:
            found[key] = one
        else:
            nearer = min(first, one, key=lambda each: each.place.text() if each.place else "")
            found[key] = replace(nearer, times=first.times + one.times)
    return found.values()


def wide_tables(
    mentions: Iterable[tuple[str, Iterable[Mention]]],
    meaning: Mapping[Mention, tuple[object, ...]],
) -> frozenset[str]:
    """The tables of which one sheet surely holds rows of several schools."""
    return frozenset(
        table
        for table, found in mentions
        if len({meaning[each] for each in found if len(meaning[each]) == 1}) > 1
    )
