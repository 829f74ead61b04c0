"""The workbook of `mhaudit diff`: what is new, changed, still open and fixed since, and the ledger carried forward.

Schools stand as in the comparison (R140). One line for each cause; the findings are read school by school.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mhaudit.findings import Finding, Verdict
from mhaudit.reports.diff import Change, Compared, Diff, Entry
from mhaudit.reports.diff_words import Words
from mhaudit.reports.excel.book import MOST_ROWS, Book, Cell, Column, ListSheet, Styled, workbook
from mhaudit.reports.excel.carried import Carrying, OldLedger, verdicts_of
from mhaudit.reports.excel.ledger import Ledger
from mhaudit.reports.excel.listing import Listing, Scope, Whose, folded, there
from mhaudit.reports.excel.problems import importance
from mhaudit.reports.excel.schools import standing_text
from mhaudit.reports.excel.styles import SIGNS, STANDING_FILLS, verdict_fill
from mhaudit.reports.excel.text import without_notes
from mhaudit.reports.folding import Fold
from mhaudit.reports.result import FindingDocument

_FAILS = (Change.NEW, Change.CHANGED, Change.OPEN)
_SHEETS: dict[str, tuple[tuple[Change, ...], str]] = {
    "new": ((Change.NEW,), "#C00000"),
    "changed": ((Change.CHANGED,), "#ED7D31"),
    "open": ((Change.OPEN,), "#BF8F00"),
    "fixed": ((Change.FIXED,), "#548235"),
    "others": (
        (Change.BECAME_UNKNOWN, Change.BECAME_JUDGED, Change.DROPPED, Change.STILL_UNKNOWN),
        "#7030A0",
    ),
}
"""Sheet → what it lists and the colour of its tab."""
_UNMENDED = ("fixed", "others")
"""Where nothing is to be mended."""
_CHANGE_FILLS = {
    Change.NEW: "red",
    Change.CHANGED: "orange",
    Change.OPEN: "yellow",
    Change.BECAME_UNKNOWN: "violet",
    Change.BECAME_JUDGED: "green",
    Change.FIXED: "green",
    Change.DROPPED: "grey",
    Change.STILL_UNKNOWN: "violet",
}
_WIDTHS = (9.0, 64.0, *(11.0 for _ in Change))


def write_changes(
    diff: Diff,
    path: Path,
    words: Words,
    *,
    ledger: OldLedger | None = None,
    limit: int = MOST_ROWS,
) -> None:
    """Write the workbook at `path`, replacing what is there whole or not at all; MhauditError as `write_excel`."""
    carrying = Carrying(ledger, verdicts_of(_now(diff, words), ledger)) if ledger else None
    scope = _scope(diff)
    title = words.say("excel.title")
    with workbook(path, words.language, {"title": title, "author": "mhaudit"}) as book:
        overview = _Overview(book, diff, words)
        schools = _Schools(book, scope, limit) if scope.several else None
        lists = {name: _Changes(book, scope, words, name, limit) for name in _SHEETS}
        aliases: dict[str, str] = {}
        mending = Ledger(book, scope, limit, carrying=carrying, known_as=aliases)
        for each in diff.everyone():
            whose = _whose(book, each)
            if schools is not None:
                schools.line(whose, each)
            entries = each.entries()
            for listed in lists.values():
                listed.lines(whose, entries)
            aliases.clear()
            aliases.update(_aliases(entries))
            failing = [words.finding(e.now) for e in entries if e.now and e.change in _FAILS]
            failing.sort(key=importance)
            for one in folded(failing, words.language, scope.term):
                mending.line(whose, one)
        mending.finish()
        sheets: list[ListSheet] = [each.finish() for each in lists.values()]
        if schools is not None:
            sheets.append(schools.finish())
        overview.write([note for each in (*sheets, mending.list) if (note := each.left_out_note())])


def _now(diff: Diff, words: Words) -> Iterable[Finding]:
    """Every finding of the new side."""
    owners = (each.new for each in diff.everyone() if each.new)
    return (words.finding(finding) for owner in owners for finding in owner.read())


def _scope(diff: Diff) -> Scope:
    several = len(diff.schools) > 1 or bool(diff.districts)
    terms = set(diff.old.terms) | set(diff.new.terms)
    return Scope(
        several,
        several and any(school.district for school in diff.schools),
        terms.pop() if len(terms) == 1 else None,
    )


def _whose(book: Book, each: Compared) -> Whose:
    name = each.name or each.code or book.say("unnamed")
    return Whose(name, each.district or "", school=each.kind == "school")


def _aliases(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The key of a finding → the one it had before, where a code or name changed it."""
    return {
        entry.now.fingerprint: entry.before.fingerprint
        for entry in entries
        if entry.now and entry.before and entry.now.fingerprint != entry.before.fingerprint
    }


class _Changes(Listing):
    """One of the lists: what was, what is."""

    def __init__(self, book: Book, scope: Scope, words: Words, name: str, limit: int) -> None:
        super().__init__(book, scope)
        self.words, self.name = words, name
        self.changes, colour = _SHEETS[name]
        self.list = ListSheet(
            book,
            f"diff.{name}",
            there(
                (
                    Column("number", 6, "whole"),
                    *self.whom_columns(),
                    Column("subject", 14),
                    Column("problem", 46),
                    None if name in _UNMENDED else Column("remedy", 34),
                    Column("change", 13) if len(self.changes) > 1 else None,
                    Column("before", 17),
                    Column("now", 17),
                    Column("trend", 8, "middle") if name == "changed" else None,
                    Column("strength", 11, "middle"),
                    Column("rule", 8, "code"),
                )
            ),
            colour=colour,
            limit=limit,
        )
        note = self.say(f"note.diff.{name}")
        self.list.start(self.say(f"sheet.diff.{name}"), note, frozen=self.frozen)

    def lines(self, whose: Whose, entries: Sequence[Entry]) -> None:
        """The lines of one school or district: alike findings that were and are the same share one."""
        for change in self.changes:
            groups: dict[tuple[Cell, Cell, Cell], list[Finding]] = {}
            for entry in entries:
                if entry.change is change:
                    trend: Cell = self._trend(entry)
                    cells = (self._state(entry.before), self._state(entry.now), trend)
                    groups.setdefault(cells, []).append(self.words.finding(entry.finding))
            for cells, findings in groups.items():
                findings.sort(key=importance)
                for one in folded(findings, self.language, self.scope.term):
                    self._line(whose, change, one, cells)

    def _line(
        self, whose: Whose, change: Change, one: Fold, cells: tuple[Cell, Cell, Cell]
    ) -> None:
        word = Styled(self.words.say(f"{change}.short"), f"tag.{_CHANGE_FILLS[change]}")
        before, now, trend = cells
        self.list.add(
            [
                self.list.number,
                *self.whom(whose),
                self.subject(whose, one),
                one.first.title if self.name == "fixed" else self.problem(one),
                *([] if self.name in _UNMENDED else [one.fix]),
                *([word] if len(self.changes) > 1 else []),
                before,
                now,
                *([trend] if self.name == "changed" else []),
                self.strength(one.first.strength),
                one.first.rule,
            ]
        )

    def _state(self, finding: FindingDocument | None) -> Cell:
        """`× 不达标`, and below it what was measured and how much is short."""
        if finding is None:
            return self.words.verdict(None)
        verdict = Verdict(finding.verdict)
        told = [f"{SIGNS[verdict]} {self.words.verdict(finding)}"]
        if verdict in (Verdict.FAIL, Verdict.PASS) and finding.measured.text:
            told.append(finding.measured.text)
        if verdict is Verdict.FAIL and finding.shortfall is not None:
            told.append(self.say("diff.short", count=f"{finding.shortfall:g}"))
        return Styled("\n".join(told), f"tag.{verdict_fill(verdict, finding.strength)}")

    def _trend(self, entry: Entry) -> str:
        return "" if entry.better is None else self.words.say("better" if entry.better else "worse")

    def finish(self) -> ListSheet:
        """The sheet, finished."""
        self.list.finish(self.say(f"empty.diff.{self.name}"))
        return self.list


class _Schools(Listing):
    """How each school moved."""

    def __init__(self, book: Book, scope: Scope, limit: int) -> None:
        super().__init__(book, scope)
        self.list = ListSheet(
            book,
            "diff.schools",
            there(
                (
                    Column("number", 6, "whole"),
                    *self.whom_columns(28),
                    Column("school_state", 20),
                    Column("before", 16),
                    Column("now", 16),
                    *(Column(f"diff.{change}", 10, "whole") for change in Change),
                )
            ),
            colour="#2E75B6",
            limit=limit,
        )
        title, note = self.say("sheet.diff.schools"), self.say("note.diff.schools")
        self.list.start(title, note, frozen=self.frozen)

    def line(self, whose: Whose, each: Compared) -> None:
        """One school or district."""
        state = "" if each.state == "both" else self.say(f"diff.{each.state}")
        if each.former_name:
            state = self.say("diff.renamed", former=each.former_name)
        self.list.add(
            [
                self.list.number,
                *self.whom(whose),
                state,
                self._standing(each.standing_before),
                self._standing(each.standing_now),
                *(each.counts[change] or None for change in Change),
            ]
        )

    def _standing(self, standing: str | None) -> Cell:
        if standing is None:
            return None
        fill = STANDING_FILLS.get(standing, "grey")
        return Styled(standing_text(self.book, standing), f"tag.{fill}")

    def finish(self) -> ListSheet:
        """The sheet, finished."""
        self.list.finish(self.say("empty.schools"))
        return self.list


class _Overview:
    """The first sheet, written last: the two results, how many findings of each change, and the rules."""

    def __init__(self, book: Book, diff: Diff, words: Words) -> None:
        self.book, self.diff, self.words = book, diff, words
        self.sheet, self.row = book.sheet("diff.overview", "#1F3864"), 0
        self.last = len(_WIDTHS) - 1

    def write(self, left_out: Sequence[str]) -> None:
        """Write the sheet; `left_out` says which sheets could not hold everything."""
        for at, width in enumerate(_WIDTHS):
            self.sheet.worksheet.set_column(at, at, width)
        self.sheet.worksheet.hide_gridlines(2)
        self.sheet.height(0, 30)
        self.sheet.merged(0, 0, self.last, self.words.say("excel.title"), "title")
        self.row = 1
        for style, texts in (
            ("cell", self.words.sides(self.diff)),
            ("alarm", (*self.words.cautions(self.diff), *left_out)),
            ("note", (self.book.say("note.diff"),)),
        ):
            for text in texts:
                self.sheet.paragraph(self.row, (0, self.last), text, style, sum(_WIDTHS))
                self.row += 1
        self.row += 1
        self._rules()
        self.sheet.printed()
        self.sheet.worksheet.activate()

    def _rules(self) -> None:
        """A line for each rule, the total first."""
        heads = [self.book.say(f"column.{key}") for key in ("rule", "requirement")]
        heads += [self.book.say(f"column.diff.{change}") for change in Change]
        self.sheet.height(self.row, 36)
        for at, head in enumerate(heads):
            self.sheet.put(self.row, at, head, "head")
        self._counts("", self.book.say("diff.total"), self.diff.counts(), "sum")
        for rule, (title, counts) in self.diff.rules.items():
            self._counts(rule, without_notes(self.words.title(rule, title)), counts, "whole")

    def _counts(self, rule: str, title: str, counts: Counter[Change], style: str) -> None:
        self.row += 1
        self.sheet.paragraph(self.row, (1, 1), title, "cell" if rule else "sum", _WIDTHS[1])
        self.sheet.put(self.row, 0, rule, "code" if rule else "sum")
        for at, change in enumerate(Change, 2):
            self.sheet.put(self.row, at, counts[change] or (None if rule else 0), style)
