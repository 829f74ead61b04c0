"""Columns under headings that nobody knows: they were not read, and may hold what a rule asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from mhaudit.findings import InputInfo
from mhaudit.reports.folding import separator
from mhaudit.wording import say

SHOWN = 6
"""How many headings are named."""


class Unread(NamedTuple):
    """Headings that were not understood, the most frequent first, and a file that has the first of them."""

    headings: tuple[str, ...]
    file: str


def unread(inputs: Iterable[InputInfo], files: Collection[str] | None = None) -> Unread | None:
    """Of these files (None: of all); None where every column was read, or is needless."""
    times: Counter[str] = Counter()
    first: dict[str, str] = {}
    for given in inputs:
        if files is not None and given.path not in files:
            continue
        for table in given.tables:
            for column in table.columns:
                heading = " ".join(column.heading.split())
                if column.how != "unmapped" or column.reason or not heading:
                    continue
                times[heading] += 1
                first.setdefault(heading, given.path)
    if not times:
        return None
    headings = tuple(heading for heading, _ in times.most_common())
    return Unread(headings, first[headings[0]])


def told(found: Unread, language: str) -> str:
    """What was left unread in one sentence, with the command to look."""
    headings = separator(language).join(found.headings[:SHOWN])
    key = "console.unread.more" if len(found.headings) > SHOWN else "console.unread"
    file = f'"{found.file}"' if " " in found.file else found.file
    return say(language, key, count=len(found.headings), headings=headings, file=file)
