"""`markdown`: a summary for a step of a build, or to paste into an issue. GitHub takes 1 MiB.

Counts and standings first, then the schools in most need with their failures, what is open and what is waived, as
many as there is room for; the rest is said. Text from cells is shown as it stands: no markup, link or mention comes
of it.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from mhaudit.findings import AuditResult, Finding, Issue, SchoolResult, Severity, Verdict
from mhaudit.reports import Options
from mhaudit.reports.console import STANDINGS
from mhaudit.reports.counts import Tally, known_and_new
from mhaudit.reports.folding import Fold, cells, fold, separator
from mhaudit.reports.gathered import need
from mhaudit.reports.page import printable
from mhaudit.reports.plain import issue_line, school_name, weight
from mhaudit.reports.school import COUNTED, MARKS, percent
from mhaudit.wording import fields, say

ROOM = 1_000_000
"""Bytes, below the 1 MiB that GitHub takes for a step."""
_HEAD_ROOM = 100_000
"""Of these, what stands around the schools' details may take."""
_FOLDS = 50
"""So many lines a school gets."""
_UNREADABLE = 100
_SHOWN = {Verdict.ERROR, Verdict.FAIL, Verdict.UNKNOWN, Verdict.WAIVED}
_MARKUP = re.compile(r"([\\`*_\[\]#|~$]|^[-+]|(?<=^\d)[.)](?=\s))")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


class Markdown:
    """Keeps the details of the schools in most need, as far as there is room."""

    def __init__(self, stream: TextIO, options: Options, room: int = ROOM) -> None:
        self._stream, self._room = stream, room - _HEAD_ROOM
        self._language = "zh"
        self._kept: list[tuple[tuple[int, ...], int, str]] = []
        self._used = self._left = self._seen = 0
        self._unreadable: list[Issue] = []

    def head(self, run: AuditResult) -> None:
        """Nothing is written yet."""
        self._language = run.language

    def school(self, school: SchoolResult) -> None:
        """Keep its details if it is among those in most need."""
        self._take_unreadable(school.data_issues)
        shown = [finding for finding in school.findings if finding.verdict in _SHOWN]
        if not shown:
            return
        text = self._details(school, shown)
        self._seen += 1
        # `need` is smallest for the neediest; a heap gives up its least item.
        rank = tuple(-part for part in need(school))
        heapq.heappush(self._kept, (rank, -self._seen, text))
        self._used += len(text.encode("utf-8"))
        while self._used > self._room:
            _, _, gone = heapq.heappop(self._kept)
            self._used -= len(gone.encode("utf-8"))
            self._left += 1

    def foot(self, run: AuditResult, tally: Tally) -> str | None:
        """Write everything; tells how many schools there was no room for."""
        self._take_unreadable(run.data_issues)
        parts = [*self._head(run, tally), *self._tables(tally)]
        if self._kept or self._left:
            parts.append(f"## {self._say('markdown.details')}")
            parts += [text for *_, text in sorted(self._kept, reverse=True)]
        elif tally.schools:
            parts.append(md(self._say("markdown.nothing")))
        parts += self._districts(run)
        cut = None
        if self._left:
            cut = self._say("markdown.cut", shown=len(self._kept), left=self._left)
            parts.append(f"**{md(cut)}**")
        self._stream.write("\n\n".join(parts) + "\n")
        return cut

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _take_unreadable(self, issues: Iterable[Issue]) -> None:
        for issue in issues:
            if issue.severity is Severity.ERROR and len(self._unreadable) < _UNREADABLE:
                self._unreadable.append(issue)

    def _head(self, run: AuditResult, tally: Tally) -> Iterable[str]:
        yield f"# {self._say('markdown.title')}"
        terms = [fields.term_label(self._language, term) for term in run.period.terms]
        period = separator(self._language).join(terms) or self._say("console.period.none")
        packs = [
            self._say("console.pack", title=pack.title or pack.name, version=pack.version)
            for pack in run.packs
        ]
        yield "\n".join(
            (
                f"- mhaudit {md(run.tool_version)}",
                f"- {self._say('markdown.period')}: {md(period)}",
                f"- {self._say('markdown.packs')}: {md(separator(self._language).join(packs))}",
                *(f"- {md(note)}" for note in run.notes),
                *(f"- {md(told)}" for told in (known_and_new(run, tally),) if told),
            )
        )
        if self._unreadable:
            yield f"## {self._say('markdown.unreadable')}"
            lines = [f"- {md(issue_line(each, self._language))}" for each in self._unreadable]
            left = tally.unreadable - len(self._unreadable)
            more = [f"- {self._say('markdown.more', count=left)}"] if left > 0 else []
            yield "\n".join((*lines, *more))

    def _tables(self, tally: Tally) -> Iterable[str]:
        yield self._table(
            ("markdown.counts", "markdown.count"),
            [(fields.word(self._language, f"verdict.{v}"), tally.found[v]) for v in COUNTED],
        )
        yield self._table(
            ("markdown.schools", "markdown.count"),
            [
                (self._say(f"standing.{standing}.short"), tally.standings[standing])
                for standing in STANDINGS
            ],
        )
        yield f"{self._say('markdown.rate')}: {percent(tally.pass_rate())}"

    def _table(self, headings: tuple[str, str], rows: Sequence[tuple[str, int]]) -> str:
        first, second = map(self._say, headings)
        lines = [f"| {md(name)} | {count} |" for name, count in rows]
        return "\n".join((f"| {first} | {second} |", "| --- | ---: |", *lines))

    def _details(self, school: SchoolResult, findings: Sequence[Finding]) -> str:
        name = school_name(school, self._language)
        standing = fields.word(self._language, f"standing.{school.standing}")
        title = self._say("console.school", name=name, standing=standing)
        lines = self._lines(findings)
        return f"<details><summary>{html(title)}</summary>\n\n{lines}\n\n</details>"

    def _districts(self, run: AuditResult) -> Iterable[str]:
        found = [
            (district.name, [f for f in district.findings if f.verdict in _SHOWN])
            for district in run.districts
        ]
        if any(findings for _, findings in found):
            yield f"## {self._say('markdown.districts')}"
        for name, findings in found:
            if findings:
                yield f"### {md(name)}\n\n{self._lines(findings)}"

    def _lines(self, findings: Sequence[Finding]) -> str:
        folds = fold(sorted(findings, key=weight), self._language)
        lines = [self._line(found) for found in folds[:_FOLDS]]
        if len(folds) > _FOLDS:
            lines.append(f"- {self._say('markdown.more', count=len(folds) - _FOLDS)}")
        return "\n".join(lines)

    def _line(self, found: Fold) -> str:
        first = found.first
        values = {"rule": first.rule, "title": first.title, "whom": found.subject}
        title = self._say("console.rule.whom" if found.subject else "console.rule", **values)
        if first.known:
            title = self._say("known.marked", title=title)
        word = fields.word(self._language, f"verdict.{first.verdict}")
        places = [place for finding in found.findings for place in finding.places]
        parts = [found.message]
        if places:
            where = cells(places, self._language, files=True)
            parts.append(self._say("console.cells", cells=where))
        if found.fix:
            parts.append(self._say("console.fix", text=found.fix))
        if first.waiver:
            parts.append(self._say("console.waiver", text=first.waiver))
        told = self._say("list.semicolon").join(parts)
        return f"- {MARKS[first.verdict]} **{md(word)}** {md(title)}<br>{md(told)}"


def reporter(stream: TextIO, options: Options) -> Markdown:
    """The same with and without `verbose`."""
    return Markdown(stream, options)


def md(text: str) -> str:
    """Text on one line that Markdown shows as it stands."""
    return html(_MARKUP.sub(r"\\\1", printable(text)))


def html(text: str) -> str:
    """Text on one line without tags, links or mentions."""
    signs = "".join(_SIGNS.get(character, character) for character in printable(text))
    return signs.replace("www.", "www&#46;").replace("://", "&#58;//")
