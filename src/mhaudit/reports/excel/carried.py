"""The lines of an earlier ledger, held against those of a new one.

A line stands for the findings whose keys (fingerprints) it holds. A new line takes what was filled in from the
old one with which it shares most of them; where the keys of an old line are not in the result at all, as when a
school's code was added since, school, rule and subject decide. Whatever is not taken over is handed out at the
end with the reason, so that nothing that was filled in is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mhaudit.findings import Finding, Verdict
from mhaudit.reports.diff_sides import plain

ENTRIES = ("person", "deadline", "status", "recheck", "remark")
"""The columns that are filled in by hand."""
Entry = str | float | dt.date
_FATES = {
    Verdict.PASS: "mended",
    Verdict.UNKNOWN: "unknown",
    Verdict.ERROR: "unknown",
    Verdict.WAIVED: "waived",
    Verdict.NOT_APPLICABLE: "notapplicable",
}


@dataclass(frozen=True, slots=True)
class OldLine:
    """A line of the earlier ledger. `number` is its row there; '' is what it lacks; `school` None: no such column."""

    number: int
    keys: tuple[str, ...]
    school: str | None
    district: str
    subject: str
    problem: str
    remedy: str
    strength: str
    rule: str
    entries: Mapping[str, Entry]
    own: tuple[Entry | None, ...] = ()
    """What stands in the columns that somebody added."""


@dataclass(frozen=True, slots=True)
class OldLedger:
    """The earlier ledger; `own` are the headings of columns that somebody added, `untouched` the words of 状态
    that a line begins with."""

    lines: Sequence[OldLine]
    own: tuple[str, ...] = ()
    untouched: Collection[str] = field(default_factory=frozenset)

    def keys(self) -> frozenset[str]:
        """The keys of all lines."""
        return frozenset(key for line in self.lines for key in line.keys)


class Carrying:
    """Hands each line of the old ledger out once, to a new line or at the end."""

    def __init__(self, old: OldLedger, verdicts: Mapping[str, Verdict]) -> None:
        """`verdicts`: what became of each key of the old ledger that the result knows."""
        self.old, self._verdicts = old, verdicts
        self._taken: dict[int, OldLine] = {}
        self._by_key: dict[str, list[OldLine]] = {}
        self._by_text: dict[tuple[str, str, str], list[OldLine]] = {}
        for line in old.lines:
            for key in line.keys:
                self._by_key.setdefault(key, []).append(line)
            if not any(key in verdicts for key in line.keys):
                text = (plain(line.school), plain(line.rule), plain(line.subject))
                self._by_text.setdefault(text, []).append(line)

    def taken(
        self, keys: Iterable[str], school: str, rule: str, subject: str, *, several: bool
    ) -> OldLine | None:
        """The old line that a new one goes on with, if any. Without `several` schools no line need name its own."""
        shared: dict[int, int] = {}
        lines: dict[int, OldLine] = {}
        for key in dict.fromkeys(keys):
            for line in self._by_key.get(key, ()):
                shared[line.number] = shared.get(line.number, 0) + 1
                lines[line.number] = line
        if not lines:
            names = [plain(school)] if several else [plain(school), ""]
            texts = [(name, plain(rule), plain(subject)) for name in names]
            lines = {line.number: line for text in texts for line in self._by_text.get(text, ())}
        if not lines:
            return None
        best = min(lines.values(), key=lambda each: self._rank(each, shared.get(each.number, 0)))
        self._taken[best.number] = best
        return best

    def _rank(self, line: OldLine, shared: int) -> tuple[int, bool, int]:
        return -shared, not self._filled(line), line.number

    def _filled(self, line: OldLine) -> bool:
        """Whether anything was filled in by hand."""
        entered = {k: v for k, v in line.entries.items() if v not in self.old.untouched}
        return bool(entered) or any(value is not None for value in line.own)

    def rest(self) -> Iterator[tuple[OldLine, str]]:
        """The lines that no new one went on with, and why: mended, unknown, waived, notapplicable, absent, twice
        (another line stands for the same) or unkeyed; in this order, else as they stood."""
        left = []
        for line in self.old.lines:
            if line.number in self._taken:
                continue
            fate = self._fate(line)
            if fate not in ("twice", "unkeyed") or self._filled(line) or not line.keys:
                left.append((line, fate))
        order = ("mended", "unknown", "waived", "notapplicable", "absent", "twice", "unkeyed")
        yield from sorted(left, key=lambda each: order.index(each[1]))

    def _fate(self, line: OldLine) -> str:
        if not line.keys:
            return "unkeyed"
        verdicts = {self._verdicts.get(key) for key in line.keys}
        if Verdict.FAIL in verdicts or any(
            other.number in self._taken for key in line.keys for other in self._by_key[key]
        ):
            return "twice"
        # Of several subjects each must pass; what is unsure outranks what is settled.
        for verdict in (None, Verdict.ERROR, Verdict.UNKNOWN, Verdict.WAIVED, Verdict.PASS):
            if verdict in verdicts:
                return "absent" if verdict is None else _FATES[verdict]
        return _FATES[Verdict.NOT_APPLICABLE]


def verdicts_of(findings: Iterable[Finding], old: OldLedger) -> dict[str, Verdict]:
    """Key → verdict for the keys of the old ledger; where several findings have one key, a failure counts."""
    found: dict[str, Verdict] = {}
    note_verdicts(findings, old.keys(), found)
    return found


def note_verdicts(
    findings: Iterable[Finding], wanted: Collection[str], found: dict[str, Verdict]
) -> None:
    """Add the verdicts of these keys to `found`, as `verdicts_of`."""
    for finding in findings:
        if finding.fingerprint in wanted and found.get(finding.fingerprint) is not Verdict.FAIL:
            found[finding.fingerprint] = finding.verdict
