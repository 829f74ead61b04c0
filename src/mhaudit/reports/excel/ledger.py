"""整改台账: a line for each cause to be mended, with columns to fill in, which a later ledger carries over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from mhaudit.reports.excel.book import MOST_ROWS, Book, Cell, Column, ListSheet, Styled
from mhaudit.reports.excel.carried import ENTRIES, Carrying, Entry, OldLine
from mhaudit.reports.excel.listing import Listing, Scope, Whose, there
from mhaudit.reports.excel.styles import STRENGTH_FILLS
from mhaudit.reports.folding import Fold
from mhaudit.wording import LANGUAGES, fields, say

_EARLIEST = dt.date(2000, 1, 1)
_EPOCH = dt.date(1899, 12, 30)
_ENTRY_ROWS = 200
"""So many rows below the ledger may be filled in by hand with the same drop-downs."""
_STATES = {
    "new": "orange",
    "open": "red",
    "mended": "green",
    "unknown": "violet",
    "waived": "blue",
    "notapplicable": "grey",
    "absent": "grey",
    "twice": "yellow",
    "unkeyed": "yellow",
}
"""What became of a line since the earlier ledger, and its colour."""
_ENTERED = {"deadline": "day_entry"}
_CHOSEN = ("status", "recheck")
_STATUS = ENTRIES.index("status")
_OPEN, _MENDED = 0, 2
"""Among the choices of 状态."""


class Ledger(Listing):
    """The sheet; its lines come one by one from the list of problems.

    `carrying` brings the earlier ledger. `known_as` gives the keys that findings had before, where they changed.
    """

    def __init__(
        self,
        book: Book,
        scope: Scope,
        limit: int,
        *,
        carrying: Carrying | None = None,
        known_as: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(book, scope)
        self._carrying, self._known_as = carrying, known_as or {}
        self._own = carrying.old.own if carrying else ()
        self._choices = {key: self.say(f"choices.{key}").split("|") for key in _CHOSEN}
        self._words: dict[str, dict[str, str]] = {key: {} for key in ENTRIES}
        for key, choices in self._choices.items():
            for language in LANGUAGES:
                known = say(language, f"excel.choices.{key}").split("|")
                self._words[key].update(zip(known, choices, strict=True))
        self._blank = [self._entered(key, None) for key in ENTRIES]
        widths = {"person": 10, "deadline": 12, "status": 10, "recheck": 10, "remark": 14}
        self.list = ListSheet(
            book,
            "ledger",
            there(
                (
                    Column("number", 6, "whole"),
                    *self.whom_columns(18),
                    Column("subject", 13),
                    Column("problem", 36),
                    Column("remedy", 30),
                    Column("strength", 11, "middle"),
                    Column("rule", 8, "code"),
                    Column("this_time", 11) if carrying else None,
                    *(Column(key, widths[key], _ENTERED.get(key, "entry")) for key in ENTRIES),
                    *(Column("", 14, "entry", heading=heading) for heading in self._own),
                    Column("key", 19, "code"),
                    Column("keys", 19, "code", hidden=True),
                )
            ),
            colour="#BF8F00",
            limit=limit,
        )
        note = "note.ledger.carried" if carrying else "note.ledger"
        self.list.start(self.say("sheet.ledger"), self.say(note), frozen=self.frozen)

    def line(self, whose: Whose, one: Fold) -> None:
        """A line for a cause that fails."""
        first, subject = one.first, self.subject(whose, one)
        keys = tuple(dict.fromkeys(finding.fingerprint for finding in one.findings))
        old = None
        if self._carrying is not None:
            known = [*keys, *(self._known_as[key] for key in keys if key in self._known_as)]
            old = self._carrying.taken(
                known, whose.name, first.rule, subject, several=self.scope.several
            )
        self._add(
            whose,
            (subject, self.problem(one), one.fix, self.strength(first.strength), first.rule),
            "open" if old else "new",
            old,
            keys,
        )

    def finish(self) -> None:
        """The lines of the earlier ledger that are not open any more or could not be placed; then the drop-downs."""
        for old, state in self._carrying.rest() if self._carrying else ():
            about = (old.subject, old.problem, old.remedy, self._graded(old), old.rule)
            self._add(Whose(old.school or "", old.district), about, state, old, old.keys)
        self.list.finish(self.say("empty.ledger"))
        self._drop_downs()

    def _add(
        self,
        whose: Whose,
        about: Sequence[Cell],
        state: str,
        old: OldLine | None,
        keys: Sequence[str],
    ) -> None:
        this_time = [self._state(state)] if self._carrying else []
        entered = (
            [self._entered(key, old.entries.get(key)) for key in ENTRIES] if old else self._blank
        )
        if state == "mended" and entered[_STATUS] in self._choices["status"][:_MENDED]:
            entered[_STATUS] = self._choices["status"][_MENDED]
        own = old.own if old else (None,) * len(self._own)
        self.list.add(
            [
                self.list.number,
                *self.whom(whose),
                *about,
                *this_time,
                *entered,
                *(_cell(value) for value in own),
                keys[0] if keys else "",
                " ".join(keys[1:]),
            ]
        )

    def _state(self, state: str) -> Styled:
        return Styled(self.say(f"ledger.{state}"), f"tag.{_STATES[state]}")

    def _graded(self, old: OldLine) -> Cell:
        """How strict the clause is, as the earlier ledger says it, in either language."""
        for strength in STRENGTH_FILLS:
            if old.strength in {fields.word(each, f"strength.{strength}") for each in LANGUAGES}:
                return self.strength(strength)
        return old.strength

    def _entered(self, key: str, value: Entry | None) -> Cell:
        """An entry; a choice in the language of the run, whichever the earlier ledger was in."""
        if key == "status" and value is None:
            return self._choices[key][_OPEN]
        return self._words[key].get(str(value)) or _cell(value)

    def _drop_downs(self) -> None:
        """Lists of 状态 and 复查结果, and a date for 整改期限, for the rows and some more below them."""
        keys = [column.key for column in self.list.columns]
        first = ListSheet.HEAD + 1
        last = min(self.list.row + _ENTRY_ROWS, MOST_ROWS - 1)
        worksheet = self.list.sheet.worksheet
        for key in _CHOSEN:
            options = {"validate": "list", "source": self._choices[key], **self._wrong(key)}
            worksheet.data_validation(first, keys.index(key), last, keys.index(key), options)
        at = keys.index("deadline")
        day = {"validate": "date", "criteria": ">=", "value": _EARLIEST, **self._wrong("deadline")}
        worksheet.data_validation(first, at, last, at, day)

    def _wrong(self, key: str) -> dict[str, str]:
        return {
            "error_title": self.say("wrong.title"),
            "error_message": self.say(f"wrong.{key}"),
            "error_type": "warning",
        }


def _cell(value: Entry | None) -> Cell:
    """A date as the number that Excel shows as one."""
    if isinstance(value, dt.date):
        return Styled(float((value - _EPOCH).days), "day_entry")
    return value
