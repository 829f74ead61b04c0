"""What `mhaudit diff` prints: the two results, the counts, then each school with what changed in it.

Several schools and several rules each have a table. What a cap leaves out is said, with how to see it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from mhaudit.reports.console import without_remark
from mhaudit.reports.diff import Change, Compared, Diff, Entry
from mhaudit.reports.diff_words import Words
from mhaudit.reports.folding import separator
from mhaudit.reports.page import Page
from mhaudit.reports.result import FindingDocument
from mhaudit.wording import fields, say

IN_FULL, LINES, NAMED, ROWS = 5, 20, 6, 25
"""How many schools are shown in full, lines below a heading, subjects in a line, and rows of a table."""

_ONE_BY_ONE = (Change.NEW, Change.CHANGED)
"""Told finding by finding; of the others, those of one rule stand in one line."""
_COLUMNS = tuple(change for change in Change if change is not Change.STILL_UNKNOWN)
_STYLES = {
    Change.NEW: "bold red",
    Change.CHANGED: "bold yellow",
    Change.OPEN: "bold yellow",
    Change.FIXED: "bold green",
    Change.BECAME_JUDGED: "bold green",
}


def write_diff(
    diff: Diff, stream: TextIO, words: Words, *, verbose: bool = False, width: int | None = None
) -> None:
    """Write it to `stream`, `width` cells wide (None: as wide as the terminal, 80 in a pipe)."""
    report = _Report(Page(stream, width), words, words.language, verbose)
    report.head(diff)
    everyone = [each for each in diff.everyone() if each.counts]
    report.total(diff)
    if len(everyone) > 1:
        report.schools(everyone)
        report.rules(diff)
    ranked = sorted(everyone, key=_moved, reverse=True)
    shown = everyone if verbose or len(everyone) <= IN_FULL else ranked[:IN_FULL]
    if len(shown) < len(everyone):
        report.page.line()
        values = {"shown": len(shown), "count": len(everyone)}
        report.page.line(report.say("capped.schools", **values))
    for each in shown:
        report.one(each, several=len(everyone) > 1)


def _moved(each: Compared) -> list[int]:
    """Sorts by what changed: new failures first; the order of `Change`."""
    counts = each.counts
    return [counts[change] for change in Change]


@dataclass(frozen=True, slots=True)
class _Report:
    page: Page
    words: Words
    language: str
    verbose: bool

    def say(self, key: str, **values: object) -> str:
        return say(self.language, f"diff.{key}", **values)

    def head(self, diff: Diff) -> None:
        for text in (*self.words.sides(diff), *self.words.cautions(diff)):
            self.page.line(text)

    def total(self, diff: Diff) -> None:
        """How many of each change there are, zeros left out."""
        counts = diff.counts()
        self.page.line()
        if not counts:
            self.page.line(self.say("nothing"), style="bold")
            return
        self.page.items(self.say("total"), self._counted(counts), style="bold")

    def _counted(self, counts: dict[Change, int]) -> list[str]:
        return [
            self.say("count", word=self.say(f"{change}.short"), count=counts[change])
            for change in Change
            if counts.get(change)
        ]

    def schools(self, everyone: Sequence[Compared]) -> None:
        ranked = sorted(everyone, key=_moved, reverse=True)
        self._table("by_school", ("school",), [([self._name(e)], e.counts) for e in ranked])

    def rules(self, diff: Diff) -> None:
        rows = [
            ([rule, without_remark(self.words.title(rule, title))], counts)
            for rule, (title, counts) in diff.rules.items()
        ]
        self._table("by_rule", ("rule", "title"), rows)

    def _table(
        self, heading: str, texts: Sequence[str], rows: Sequence[tuple[list[str], Counter[Change]]]
    ) -> None:
        """Columns and rows that hold a figure, and of these rows the first."""
        columns = [change for change in _COLUMNS if any(counts[change] for _, counts in rows)]
        filled = [
            [*names, *(str(counts[change]) for change in columns)]
            for names, counts in rows
            if any(counts[change] for change in columns)
        ]
        if not filled:
            return
        shown = filled if self.verbose else filled[:ROWS]
        self.page.line()
        self.page.line(self.say(heading), style="bold")
        words = [(say(self.language, f"console.column.{text}"), False) for text in texts]
        figures = [(self.say(f"{change}.column"), True) for change in columns]
        self.page.table([*words, *figures], shown)
        self._left_out(len(filled) - len(shown), 0)

    def _left_out(self, count: int, indent: int) -> None:
        if count > 0:
            self.page.line(self.say("more", count=count), indent=indent, style="dim")

    def _name(self, each: Compared) -> str:
        return each.name or each.code or say(self.language, "console.unnamed")

    def one(self, each: Compared, *, several: bool) -> None:
        """A school or district: its counts, which of a single one are the total, then what changed."""
        values, key = {"name": self._name(each)}, "school"
        if each.state != "both":
            key = f"school.{each.state}"
        elif each.former_name:
            values["former"], key = each.former_name, "school.renamed"
        self.page.line()
        self.page.line(self.say(key, **values), style="bold")
        if several:
            self.page.items("", self._counted(each.counts), indent=2)
        entries = each.entries()
        for change in Change:
            found = [entry for entry in entries if entry.change is change]
            if found and (change is not Change.STILL_UNKNOWN or self.verbose):
                self._section(change, found)

    def _section(self, change: Change, found: Sequence[Entry]) -> None:
        heading = self.say(f"{change}.heading", count=len(found))
        self.page.line(heading, indent=2, style=_STYLES.get(change, "bold"))
        groups = [[one] for one in found] if change in _ONE_BY_ONE else _grouped(found)
        shown = groups if self.verbose else groups[:LINES]
        for group in shown:
            self.page.line(self._line(group), indent=4)
            for text in self._below(group[0]):
                self.page.line(text, indent=6)
        self._left_out(sum(map(len, groups[len(shown) :])), 4)

    def _line(self, group: Sequence[Entry]) -> str:
        finding = group[0].finding
        strength = fields.word(self.language, f"strength.{finding.strength}", finding.strength)
        values = {
            "rule": self.say("rule", rule=finding.rule, strength=strength),
            "title": self.words.title(finding.rule, finding.title),
        }
        whom = self._whom(entry.finding for entry in group)
        return self.say("line", **values, whom=whom) if whom else self.say("line.plain", **values)

    def _whom(self, findings: Iterable[FindingDocument]) -> str:
        """The subjects, none for the whole school."""
        labels = [label for finding in findings if (label := self.words.label(finding))]
        joint = separator(self.language)
        if self.verbose or len(labels) <= NAMED:
            return joint.join(labels)
        return self.say("whom.more", items=joint.join(labels[:NAMED]), count=len(labels))

    def _below(self, entry: Entry) -> Iterable[str]:
        """What was and what is."""
        change = entry.change
        if change is Change.NEW and entry.now is not None:
            yield entry.now.message
            yield self.say("before", verdict=self.words.verdict(entry.before))
        elif change is Change.CHANGED:
            yield from self._figures(entry)
        elif change is Change.OPEN and entry.now is not None:
            yield entry.now.message
        elif change in (Change.BECAME_UNKNOWN, Change.BECAME_JUDGED, Change.DROPPED):
            verdicts = {
                "before": self.words.verdict(entry.before),
                "now": self.words.verdict(entry.now),
            }
            yield self.say("before_now", **verdicts)

    def _figures(self, entry: Entry) -> Iterable[str]:
        before, now = entry.before, entry.now
        if before is None or now is None:
            return
        parts = []
        if before.measured.text != now.measured.text:
            texts = {"before": before.measured.text, "now": now.measured.text}
            parts.append(
                self.say("measured", **{k: t or self.say("nil") for k, t in texts.items()})
            )
        if before.shortfall != now.shortfall:
            short = {"before": before.shortfall, "now": now.shortfall}
            parts.append(self.say("shortfall", **{k: self._short(n) for k, n in short.items()}))
        if entry.better is not None:
            parts.append(self.say("better" if entry.better else "worse"))
        yield say(self.language, "list.semicolon").join(parts)

    def _short(self, number: float | None) -> str:
        return self.say("nil") if number is None else f"{number:g}"


def _grouped(found: Sequence[Entry]) -> list[list[Entry]]:
    """Entries of one rule that were and are the same; what fails now is told apart by its message."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in found:
        before, now = entry.before, entry.now
        told = now.message if now is not None and entry.change is Change.OPEN else None
        key = (entry.finding.rule, before and before.verdict, now and now.verdict, told)
        groups.setdefault(key, []).append(entry)
    return list(groups.values())
