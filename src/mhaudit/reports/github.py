"""`github`: workflow commands that GitHub shows as annotations. It shows ten of a kind per step.

So the ten most important are written of each kind (an error for a must, a warning for a principle, a notice for
what is encouraged, could not be judged or is waived), and the last notice says how many more there are.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from mhaudit.findings import AuditResult, Finding, Issue, Level, SchoolResult, Severity, Verdict
from mhaudit.github import command
from mhaudit.reports import Options
from mhaudit.reports.counts import Tally, known_and_new
from mhaudit.reports.page import printable
from mhaudit.reports.plain import (
    first_place,
    headline,
    issue_line,
    row_and_column,
    school_name,
    weight,
)
from mhaudit.wording import say

SHOWN = 10
"""So many annotations of one kind GitHub shows for a step."""
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_KINDS = ("error", "warning", "notice")


@dataclass(order=True, slots=True)
class _Ranked:
    """A line with its place among those of its kind; the heap gives up the least important first."""

    rank: tuple[int, ...]
    line: str = field(compare=False)


class Annotations:
    """Keeps the most important lines of each kind, and counts the others."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._stream, self._paths = stream, options.paths
        self._language = "zh"
        self._kept: dict[str, list[_Ranked]] = {kind: [] for kind in _KINDS}
        self._seen: Counter[str] = Counter()

    def head(self, run: AuditResult) -> None:
        """Nothing is written yet."""
        self._language = run.language

    def school(self, school: SchoolResult) -> None:
        """Take its findings, and its files that could not be read."""
        for issue in school.data_issues:
            self._unreadable(issue)
        name = school_name(school, self._language)
        for finding in school.findings:
            self._finding(finding, name)

    def foot(self, run: AuditResult, tally: Tally) -> str | None:
        """Write the lines; tells how many there was no room for."""
        for issue in run.data_issues:
            self._unreadable(issue)
        for district in run.districts:
            for finding in district.findings:
                self._finding(finding, district.name)
        left = {kind: max(self._seen[kind] - SHOWN, 0) for kind in _KINDS}
        notices = [ranked.line for ranked in sorted(self._kept["notice"], reverse=True)]
        notices = notices[: SHOWN - 1]  # the last one is for the counts
        left["notice"] = self._seen["notice"] - len(notices)
        for kind in _KINDS[:2]:
            self._write(ranked.line for ranked in sorted(self._kept[kind], reverse=True))
        self._write(notices)
        self._write([self._counts(run, tally, left)])
        cut = sum(left.values())
        return say(self._language, "github.told", left=cut) if cut else None

    def _write(self, lines: Iterable[str]) -> None:
        self._stream.writelines(f"{line}\n" for line in lines)

    def _finding(self, finding: Finding, owner: str) -> None:
        if finding.verdict in (Verdict.FAIL, Verdict.ERROR):
            broken = finding.verdict is Verdict.ERROR
            kind = "error" if broken else _COMMANDS[finding.level]
            kind = "notice" if finding.known else kind
        elif finding.verdict in (Verdict.UNKNOWN, Verdict.WAIVED):
            kind = "notice"
        else:
            return
        place = first_place(finding)
        title = headline(finding, self._language)
        values = {"school": owner, "title": title}
        properties = {"title": say(self._language, "github.title", **values)}
        message = finding.message
        if place is not None:
            properties["file"] = self._paths.get(place.file, place.file)
            if at := row_and_column(place):
                properties["line"], properties["col"] = str(at[0]), str(at[1])
            values = {"place": place.text(), "message": message}
            message = say(self._language, "github.where", **values)
        waiver = finding.waiver and say(self._language, "console.waiver", text=finding.waiver)
        text = "\n".join(filter(None, (message, finding.fix, waiver)))
        self._take(kind, weight(finding), properties, text)

    def _unreadable(self, issue: Issue) -> None:
        if issue.severity is not Severity.ERROR:
            return
        properties = {"title": issue.code}
        if issue.place is not None:
            properties["file"] = self._paths.get(issue.place.file, issue.place.file)
        self._take("error", (-1, 0), properties, issue_line(issue, self._language))

    def _take(
        self, kind: str, rank: tuple[int, int], properties: dict[str, str], text: str
    ) -> None:
        self._seen[kind] += 1
        # The first of equals stays: what came later ranks lower, and a heap gives up its least item.
        ranked = _Ranked((*(-part for part in rank), -self._seen[kind]), "")
        kept = self._kept[kind]
        if len(kept) == SHOWN and ranked < kept[0]:
            return
        ranked.line = _command(kind, properties, text)
        if len(kept) < SHOWN:
            heapq.heappush(kept, ranked)
        else:
            heapq.heapreplace(kept, ranked)

    def _counts(self, run: AuditResult, tally: Tally, left: dict[str, int]) -> str:
        values = {"schools": tally.schools, "fail": tally.failures.total(), "unknown": tally.open}
        values["passed"] = tally.found[Verdict.PASS]
        lines = [say(self._language, "github.summary", **values), known_and_new(run, tally) or ""]
        title = "mhaudit"
        if any(left.values()):
            title = f"mhaudit: {say(self._language, 'github.more.title')}"
            more = {f"{kind}s": count for kind, count in left.items()}
            lines.append(say(self._language, "github.more", **more))
        return _command("notice", {"title": title}, "\n".join(filter(None, (*lines, *run.notes))))


def reporter(stream: TextIO, options: Options) -> Annotations:
    """The same with and without `verbose`."""
    return Annotations(stream, options)


def _command(kind: str, properties: dict[str, str], text: str) -> str:
    """The line, without what a terminal would obey."""
    told = {key: printable(value) for key, value in properties.items()}
    return command(kind, told, "\n".join(map(printable, text.splitlines())))
