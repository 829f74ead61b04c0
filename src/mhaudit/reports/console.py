"""The summary that `mhaudit check` prints: what could not be read, each school's failures, what is open, counts.

A few schools are shown in full; of many, how many stand how, the rules by failures, the districts, and the
schools in most need, the first of them with details. What a cap leaves out is said, with how to see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TextIO

from mhaudit.findings import AuditResult, DistrictResult, Issue, SchoolResult, Severity, Verdict
from mhaudit.reports import Options, report
from mhaudit.reports.counts import Tally, known_and_new, part_of
from mhaudit.reports.folding import separator
from mhaudit.reports.gathered import Gathered, Row
from mhaudit.reports.page import Page
from mhaudit.reports.school import Details, files_of, percent, rate_line, words, write_counts
from mhaudit.reports.spool import TextSpool
from mhaudit.reports.unread_columns import told, unread
from mhaudit.wording import fields, say

IN_FULL = 3
"""Up to so many schools are shown in full."""
LISTED, RULES_LISTED = 20, 25
"""So many schools or districts, and rules, a table lists."""
STANDINGS = ("fail", "warning", "unknown", "pass", "notapplicable")
_REMARK = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$")
"""A remark in brackets at the end of a title, which a table can do without."""


class Console:
    """Counts the schools as they come, and writes everything at the end: those in most need come first.

    It keeps the few schools that are shown in full; with `verbose`, which shows all, their text lies in a file.
    """

    def __init__(self, stream: TextIO, options: Options, width: int | None = None) -> None:
        self._page, self._verbose = Page(stream, width), options.verbose
        self._gathered = Gathered(IN_FULL, None if options.verbose else LISTED)
        self._text = StringIO()
        self._aside, self._all = self._page.onto(self._text), TextSpool()
        self._details = Details(self._aside, "zh", verbose=options.verbose)

    def head(self, run: AuditResult) -> None:
        """Nothing is written yet."""
        terms = run.period.terms
        self._details.language = run.language
        self._details.term = terms[0] if len(terms) == 1 else None

    def school(self, school: SchoolResult) -> None:
        """Take it in."""
        self._gathered.add(school)
        if self._verbose:
            self._details.school(school)
            self._all.write(self._text.getvalue())
            self._text.seek(0)
            self._text.truncate()

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """Write everything."""
        page, details = self._page, self._details
        details.page = page
        _head(page, run)
        _unreadable(page, details, run, self._gathered)
        write_period(page, run)
        if not tally.schools:
            page.line()
            page.line(say(run.language, "console.nobody"), style="bold")
        many = tally.schools > IN_FULL
        if many:
            _many(page, run.language, self._gathered, tally, self._verbose)
        self._in_full(many)
        for district in run.districts:
            if details.shown(district.findings):
                _district(page, details, district)
        details.issues(_readable(run.data_issues), "console.issues.general")
        self._unread(run, tally)
        if tally.schools != 1:
            page.line()
            _totals(page, run, tally, "bold")
        _write_known(page, run, tally)

    def _unread(self, run: AuditResult, tally: Tally) -> None:
        """The headings that were left unread, of a single school those of its own files."""
        schools = self._gathered.schools.as_they_came() if tally.schools == 1 else ()
        files = {file for school in schools for file in files_of(school)} or None
        if left := unread(run.inputs, files):
            self._page.line()
            self._page.line(told(left, run.language))

    def _in_full(self, many: bool) -> None:
        """Everything in the order of the result where all are shown (R140), else those in most need first."""
        if self._verbose:
            with self._all as texts:
                for text in texts.parts():
                    self._page.stream.write(text)
            return
        schools, troubled = self._gathered.schools, self._gathered.troubled
        for school in schools.by_need()[:troubled] if many else schools.as_they_came():
            self._details.school(school)


class Quiet:
    """Only what could not be read, how the schools stand, and the counts."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        self._page = Page(stream, width)
        self._gathered = Gathered(0, IN_FULL)

    def head(self, run: AuditResult) -> None:
        """Nothing is written yet."""

    def school(self, school: SchoolResult) -> None:
        """Take it in."""
        self._gathered.add(school)

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """Write everything."""
        page, language = self._page, run.language
        _head(page, run)
        _unreadable(page, Details(page, language), run, self._gathered)
        if tally.schools > IN_FULL:
            _standings(page, language, tally)
        else:
            for row in self._gathered.rows.as_they_came():
                name = row.name or say(language, "console.unnamed")
                standing = fields.word(language, f"standing.{row.standing}")
                page.line(say(language, "console.school", name=name, standing=standing))
        for note in run.notes:
            page.line(say(language, "console.notes", text=note))
        if not tally.schools:
            page.line(say(language, "console.nobody"), style="bold")
        _totals(page, run, tally, "")
        _write_known(page, run, tally)


def reporter(stream: TextIO, options: Options) -> Console | Quiet:
    """The summary, or with `quiet` the counts alone."""
    return Quiet(stream) if options.quiet else Console(stream, options)


def write_console(
    result: AuditResult, stream: TextIO, *, verbose: bool = False, width: int | None = None
) -> None:
    """Write the summary to `stream`, `width` cells wide (None: as wide as the terminal, 80 in a pipe)."""
    report(result, [Console(stream, Options(verbose=verbose), width)])


def write_quiet(result: AuditResult, stream: TextIO, *, width: int | None = None) -> None:
    """Write the counts alone."""
    report(result, [Quiet(stream, width)])


def _head(page: Page, result: AuditResult) -> None:
    language = result.language
    packs = [
        say(language, "console.pack", title=pack.title or pack.name, version=pack.version)
        for pack in result.packs
    ]
    named = separator(language).join(packs) or say(language, "console.no_pack")
    page.line(say(language, "console.head", version=result.tool_version, packs=named), style="bold")


def _unreadable(page: Page, details: Details, run: AuditResult, gathered: Gathered) -> None:
    """Files that could not be read, then rules that broke: what makes the audit incomplete stands first."""
    language = run.language
    issues = [i for i in run.data_issues if i.severity is Severity.ERROR] + gathered.unreadable
    if issues:
        page.line(say(language, "console.unreadable", count=len(issues)), style="bold red")
    for issue in issues:
        details.unreadable(issue)
    findings = [finding for district in run.districts for finding in district.findings]
    rules = gathered.broken | dict.fromkeys(
        finding.rule for finding in findings if finding.verdict is Verdict.ERROR
    )
    if rules:
        named = separator(language).join(rules)
        page.line(say(language, "console.rule_errors", rules=named), style="bold red")


def _readable(issues: Iterable[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity is not Severity.ERROR]


def write_period(page: Page, result: AuditResult) -> None:
    """Which terms were audited and what decided it, then the notes of the run."""
    language, period = result.language, result.period
    if not period.terms:
        page.line(say(language, "console.period.none"))
    else:
        terms = separator(language).join(fields.term_label(language, t) for t in period.terms)
        how = fields.word(language, f"console.period.{period.how}", period.how)
        page.line(say(language, "console.period", terms=terms, how=how))
        if period.as_of:
            page.line(say(language, "console.as_of", day=period.as_of.isoformat()))
    for term, first, last in period.set_dates:
        label = fields.term_label(language, term)
        days = {"first": first.isoformat(), "last": last.isoformat()}
        page.line(say(language, "config.dates", term=label, **days))
    if period.default_dates and period.terms:
        page.line(say(language, "console.default_dates"), style="dim")
    for note in result.notes:
        page.line(say(language, "console.notes", text=note))


def _many(page: Page, language: str, gathered: Gathered, tally: Tally, verbose: bool) -> None:
    page.line()
    _standings(page, language, tally)
    _table_of_rules(page, gathered, language, verbose)
    _table_of_districts(page, gathered, language, verbose)
    _table_of_schools(page, gathered.rows.by_need(), tally.schools, language)
    if not verbose and gathered.troubled > IN_FULL:
        page.line()
        values = {"shown": IN_FULL, "count": gathered.troubled}
        page.line(say(language, "console.capped.details", **values))


def _standings(page: Page, language: str, tally: Tally) -> None:
    """How many schools stand how, zeros too."""
    counts = tally.standings
    parts = [words(language, f"standing.{name}.short", counts[name]) for name in STANDINGS]
    page.items(say(language, "console.schools", count=tally.schools), parts, style="bold")


def _table_of_schools(page: Page, shown: Sequence[Row], count: int, language: str) -> None:
    page.line()
    page.line(say(language, "console.in_need"), style="bold")
    rows = []
    for row in shown:
        name = row.name or say(language, "console.unnamed")
        standing = say(language, f"standing.{row.standing}.short")
        figures = [str(figure) for figure in (row.fail, row.unknown, row.passed)]
        rows.append([name, row.district or "", standing, *figures])
    columns = ("school", "district", "standing", "fail", "unknown", "pass")
    page.table(_headings(columns, 3, language), rows)
    if len(shown) < count:
        values = {"shown": len(shown), "count": count}
        page.line(say(language, "console.capped.schools", **values))


def _headings(columns: Sequence[str], texts: int, language: str) -> list[tuple[str, bool]]:
    """Headings of a table; the first `texts` columns hold words, the others numbers."""
    return [(say(language, f"console.column.{c}"), at >= texts) for at, c in enumerate(columns)]


def _table_of_districts(page: Page, gathered: Gathered, language: str, verbose: bool) -> None:
    """Where there are two or more: their schools by standing, those with most failing schools first."""
    if len(gathered.districts) < 2:
        return
    rows = []
    for name, counts in gathered.districts.items():
        figures = [counts.standings[standing] for standing in STANDINGS]
        part = percent(part_of(counts.passed, counts.failed))
        rows.append((name, counts.standings.total(), figures, part))
    ranked = sorted(rows, key=lambda row: ([-figure for figure in row[2][:3]], row[0]))
    shown = ranked if verbose else ranked[:LISTED]
    page.line()
    page.line(say(language, "console.by_district"), style="bold")
    columns = ("district", "schools", *(f"standing.{s}" for s in STANDINGS[:4]), "rate")
    page.table(
        _headings(columns, 1, language),
        [
            [name or say(language, "console.no_district"), str(size), *map(str, figures[:4]), part]
            for name, size, figures, part in shown
        ],
    )
    if len(shown) < len(ranked):
        values = {"shown": len(shown), "count": len(ranked)}
        page.line(say(language, "console.capped.districts", **values))


def _table_of_rules(page: Page, gathered: Gathered, language: str, verbose: bool) -> None:
    """Rules by how many schools fail them, then by how many cannot be judged."""
    ranked = sorted(
        (item for item in gathered.rules.items() if item[1].failing or item[1].open),
        key=lambda item: (-item[1].failing, -item[1].open, item[0]),
    )
    shown = ranked if verbose else ranked[:RULES_LISTED]
    if not shown:
        return
    page.line()
    page.line(say(language, "console.by_rule"), style="bold")
    rows = [
        [rule, without_remark(counts.title), str(counts.failing), str(counts.open)]
        for rule, counts in shown
    ]
    columns = ("rule", "title", "fail", "unknown")
    page.table(_headings(columns, 2, language), rows)
    if len(shown) < len(ranked):
        page.line(say(language, "console.capped.rules", shown=len(shown), count=len(ranked)))


def without_remark(title: str) -> str:
    """A rule's title for a table."""
    return _REMARK.sub("", title)


def _district(page: Page, details: Details, district: DistrictResult) -> None:
    page.line()
    page.line(say(details.language, "console.district", name=district.name), style="bold")
    details.findings(district.findings)


def _totals(page: Page, run: AuditResult, tally: Tally, style: str) -> None:
    write_counts(page, tally.found, run.language, style=style)
    page.line(rate_line(tally.pass_rate(), run.language))


def _write_known(page: Page, run: AuditResult, tally: Tally) -> None:
    """How much the baseline has already."""
    if told := known_and_new(run, tally):
        page.line(told, style="bold")
