"""One school on the console: failures with their working and cells, what is open, scorecards, counts, data issues."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from mhaudit.findings import (
    Checklist,
    ChecklistItem,
    Finding,
    Issue,
    Level,
    Missing,
    Place,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.reports.counts import pass_rate, score
from mhaudit.reports.folding import (
    Fold,
    IssueFold,
    cells,
    fold,
    fold_issues,
    separator,
    wanted,
)
from mhaudit.reports.page import Page
from mhaudit.wording import fields, say

MARKS = {
    Verdict.PASS: "√",
    Verdict.FAIL: "×",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_APPLICABLE: "-",
    Verdict.WAIVED: "○",
    Verdict.ERROR: "!",
}
"""Marks of a scorecard, explained below it; signs that Chinese Windows fonts hold."""
COUNTED = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.NOT_APPLICABLE,
    Verdict.WAIVED,
    Verdict.ERROR,
)
NO_RATE = "-"
_INNER_QUOTES = str.maketrans("\u201c\u201d", "\u2018\u2019")
"""Quotation marks inside a clause that stands between the like."""


class Details:
    """Writes schools to a page. `verbose`: what passes and does not apply too, and nothing capped.

    `term` is set where only one is audited: no subject need name it.
    """

    def __init__(
        self, page: Page, language: str, *, verbose: bool = False, term: str | None = None
    ) -> None:
        self.page, self.language, self.verbose, self.term = page, language, verbose, term
        self.files = False
        """Whether cells are named with their file: where they lie in more than one."""

    def school(self, school: SchoolResult) -> None:
        """A school from its standing to its data issues, but for what is unreadable, which stands before all."""
        name = school.name or self._say("console.unnamed")
        standing = fields.word(self.language, f"standing.{school.standing}")
        self.page.line()
        self.page.line("=" * min(self.page.width, 60), style="dim")
        self.page.line(self._say("console.school", name=name, standing=standing), style="bold")
        facts = [self._say("console.school.facts", code=school.code)] if school.code else []
        facts += [school.district] if school.district else []
        if facts:
            self.page.line(separator(self.language).join(facts))
        files = files_of(school)
        self.files = len(files) > 1
        if len(files) == 1:
            self.page.line(self._say("console.file", file=files[0]))
        self.findings(school.findings)
        for checklist in school.checklists:
            self._checklist(checklist)
        self.page.line()
        counts = Counter(finding.verdict for finding in school.findings)
        write_counts(self.page, counts, self.language)
        self.page.line(rate_line(pass_rate([school]), self.language))
        self.issues(
            [i for i in school.data_issues if i.severity is not Severity.ERROR], "console.issues"
        )

    def shown(self, findings: Iterable[Finding]) -> bool:
        """Whether any of them is written."""
        aside = () if self.verbose else (Verdict.PASS, Verdict.NOT_APPLICABLE)
        return any(finding.verdict not in aside for finding in findings)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Rule errors, failures by level, unknowns; with `verbose` waived, passes and what does not apply."""
        by_verdict: dict[Verdict, list[Finding]] = {verdict: [] for verdict in Verdict}
        for finding in findings:
            by_verdict[finding.verdict].append(finding)
        self._section("console.error", by_verdict[Verdict.ERROR], "bold red")
        for level, style in ((Level.ERROR, "red"), (Level.WARNING, "yellow"), (Level.NOTE, "cyan")):
            failed = [
                found
                for found in by_verdict[Verdict.FAIL]
                if found.level is level and found.strength != "area"
            ]
            self._section(f"console.fail.{level}", failed, f"bold {style}")
        targets = [found for found in by_verdict[Verdict.FAIL] if found.strength == "area"]
        self._section("console.fail.area", targets, "bold cyan")
        self._section("console.unknown", by_verdict[Verdict.UNKNOWN], "bold magenta")
        self._section("console.waived", by_verdict[Verdict.WAIVED], "bold")
        if self.verbose:
            self._section("console.pass", by_verdict[Verdict.PASS], "bold green")
            self._section("console.notapplicable", by_verdict[Verdict.NOT_APPLICABLE], "bold")

    def unreadable(self, issue: Issue) -> None:
        """A file that could not be read."""
        message = issue.message
        if issue.place and issue.place.file not in message:
            file = issue.place.file
            message = self._say("console.unreadable.file", file=file, message=message)
        self.page.line(message, indent=2, mark="! ", style="red")
        self._suggestion(issue)

    def issues(self, issues: Sequence[Issue], heading: str) -> None:
        """Data issues by code; what is only for information is counted, and shown with `verbose`."""
        if not issues:
            return
        self.page.line()
        self.page.line(self._say(heading, count=len(issues)), style="bold")
        folds = fold_issues(issues)
        info = [f for f in folds if f.first.severity is Severity.INFO and not self.verbose]
        for found in folds:
            if found not in info:
                self._issue(found)
        if info:
            codes = separator(self.language).join(
                self._say("console.issue.code", code=f.first.code, count=len(f.issues))
                for f in info
            )
            count = sum(len(f.issues) for f in info)
            self.page.line(self._say("console.issues.info", count=count, codes=codes), indent=2)

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def _section(self, heading: str, findings: Sequence[Finding], style: str) -> None:
        if not findings:
            return
        self.page.line()
        self.page.line(self._say(heading, count=len(findings)), style=style)
        for found in fold(findings, self.language, every=self.verbose, term=self.term):
            self._finding(found)

    def _finding(self, found: Fold) -> None:
        first = found.first
        title = self._say("console.rule", rule=first.rule, title=first.title)
        if first.verdict is not Verdict.FAIL:
            strength = fields.word(self.language, f"strength.{first.strength}", first.strength)
            title = self._say("console.rule.strength", rule=title, strength=strength)
        if found.subject:
            values = {"rule": first.rule, "title": title.removeprefix(first.rule + " ")}
            title = self._say("console.rule.whom", whom=found.subject, **values)
        if first.known:
            title = self._say("known.marked", title=title)
        self.page.line(title, indent=2, mark=MARKS[first.verdict] + " ", style="bold")
        for text in self._working(found):
            self.page.line(text, indent=4)

    def _working(self, found: Fold) -> Iterable[str]:
        first = found.first
        yield from self._measured(first, found.message)
        if first.verdict is Verdict.NOT_APPLICABLE:
            return
        if first.verdict is Verdict.UNKNOWN and (items := self._wanted(found)):
            yield self._say("console.wanted", items=items)
        places = [place for finding in found.findings for place in finding.places]
        told = first.verdict is Verdict.UNKNOWN and all(p.text() in found.message for p in places)
        if (text := self._cells(places)) and not told:
            yield self._say("console.cells", cells=text)
        related = [
            place for finding in found.findings for place in finding.related if place not in places
        ]
        if text := self._cells(related):
            yield self._say("console.related", cells=text)
        if first.verdict is Verdict.PASS:
            return
        if first.source:
            yield self._clause(first)
        if found.fix:
            yield self._say("console.fix", text=found.fix)
        if first.waiver:
            yield self._say("console.waiver", text=first.waiver)

    def _measured(self, first: Finding, message: str) -> Iterable[str]:
        """The message, then measured, required and shortfall as far as it does not say them."""
        measured, required = first.measured_text, first.required_text
        told = not (measured and required) or (measured in message and required in message)
        if first.verdict is Verdict.UNKNOWN:
            yield from filter(None, [message])
            if not told and not _says_nothing(measured):
                yield self._say("console.known", measured=measured, required=required)
            return
        values = {"measured": measured, "required": required}
        if first.shortfall is None:
            yield from filter(None, [message])
            if not told:
                yield self._say("console.measured", **values)
            return
        values["shortfall"] = f"{first.shortfall:g}"
        if told and message:
            shortfall = values["shortfall"]
            yield self._say("console.short", message=message, shortfall=shortfall)
        else:
            yield from filter(None, [message])
            yield self._say("console.measured.shortfall", **values)

    def _wanted(self, found: Fold) -> str:
        """Tables, fields and cells that would decide, unless the message names them all."""
        every = [item for finding in found.findings for item in finding.missing]
        absent = {item.table for item in every if item.field is None and item.place is None}
        missing = [
            item
            for item in every
            if item.field is None or item.place is not None or item.table not in absent
        ]
        if all(self._named(item, found.message) for item in missing):
            return ""
        items = wanted(missing, self.language, files=self.files, every=self.verbose)
        return self._say("console.between_sheets").join(items)

    def _named(self, item: Missing, message: str) -> bool:
        if item.place is not None:
            return item.place.text() in message
        return item.field is None and fields.table_label(self.language, item.table) in message

    def _cells(self, places: Sequence[Place]) -> str:
        return cells(places, self.language, files=self.files, every=self.verbose)

    def _clause(self, finding: Finding) -> str:
        source = finding.source
        assert source is not None
        quote = source.quote if self.language == "zh" else source.quote.translate(_INNER_QUOTES)
        values = {"document": source.title or source.document, "quote": quote}
        if not source.clause:
            return self._say("console.clause.plain", **values)
        return self._say("console.clause", clause=source.clause, **values)

    def _checklist(self, checklist: Checklist) -> None:
        core, core_of = score(checklist.core)
        extra, extra_of = score(checklist.extra)
        key = "console.checklist" + (".provisional" if checklist.provisional else "")
        values = {"core": core, "core_of": core_of, "extra": extra, "extra_of": extra_of}
        self.page.line()
        self.page.line(self._say(key, title=checklist.title, **values), style="bold")
        for part, items in (("core", checklist.core), ("extra", checklist.extra)):
            if items:
                label = self._say(f"console.checklist.{part}")
                self.page.items(label, [_marked(item) for item in items], indent=2)
        items = (*checklist.core, *checklist.extra)
        states = {item.state for item in items}
        legend = [
            f"{MARKS[verdict]} {fields.word(self.language, f'verdict.{verdict}')}"
            for verdict in COUNTED
            if verdict in states
        ]
        self.page.items("", legend, indent=2, style="dim")
        if contradicted := [item.item for item in items if item.contradicted]:
            named = separator(self.language).join(contradicted)
            self.page.line(self._say("console.contradicted", items=named), indent=2)
        if checklist.provisional:
            self.page.line(checklist.provisional, indent=2)

    def _issue(self, found: IssueFold) -> None:
        first = found.first
        values = {
            "code": first.code,
            "severity": self._say(f"console.severity.{first.severity}"),
            "message": first.message,
        }
        if len(found.issues) == 1:
            self.page.line(self._say("console.issue", **values), indent=2)
        else:
            values["count"] = str(len(found.issues))
            self.page.line(self._say("console.issue.times", **values), indent=2)
        text = self._cells(found.places)
        if text and not (len(found.places) == 1 and text in first.message):
            self.page.line(self._say("console.cells", cells=text), indent=4)
        self._suggestion(first)

    def _suggestion(self, issue: Issue) -> None:
        if issue.suggestion:
            text = self._say("console.suggestion", text=issue.suggestion)
            self.page.line(text, indent=4)


def write_counts(page: Page, counts: Counter[Verdict], language: str, *, style: str = "") -> None:
    """How many findings of each verdict, zeros too."""
    parts = [words(language, f"verdict.{verdict}", counts[verdict]) for verdict in COUNTED]
    page.items(say(language, "console.counts", total=counts.total()), parts, style=style)


def rate_line(part: float | None, language: str) -> str:
    """A pass rate in a sentence."""
    if part is None:
        return say(language, "console.no_rate")
    return say(language, "console.rate", rate=percent(part))


def percent(part: float | None) -> str:
    """A pass rate, rounded down: 99.96 % is not 100 % (R50, R150); `NO_RATE` where nothing was judged."""
    return NO_RATE if part is None else f"{math.floor(part * 1000 + 1e-9) / 10:.1f}%"


def words(language: str, key: str, count: int) -> str:
    """达标 40."""
    return say(language, "console.count", word=fields.word(language, key), count=count)


def _says_nothing(measured: str) -> bool:
    """`… = ?` of a field that is not known, and a count of which nothing is known."""
    return "= ?" in measured or measured == "≥ 0"


def _marked(item: ChecklistItem) -> str:
    return f"{MARKS[item.state]} {item.item}"


def files_of(school: SchoolResult) -> list[str]:
    """The files that the school's findings and issues point into."""
    found = {
        place.file: None
        for finding in school.findings
        for place in (
            *finding.places,
            *finding.related,
            *(m.place for m in finding.missing if m.place),
        )
    }
    found |= {issue.place.file: None for issue in school.data_issues if issue.place}
    return list(found)
