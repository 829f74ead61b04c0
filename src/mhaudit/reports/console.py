"""The summary that `mhaudit check` prints: what could not be read, each school's failures, what is open, counts.

A few schools are shown in full; of many, how many stand how, the rules by failures, the districts, and the
schools in most need, the first of them with details. What a cap leaves out is said, with how to see it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from mhaudit.findings import (
    AuditResult,
    DistrictResult,
    Finding,
    Issue,
    Level,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.reports.folding import separator
from mhaudit.reports.page import Page
from mhaudit.reports.school import Details, rate, rate_line, words, write_counts
from mhaudit.wording import fields, say

IN_FULL = 3
"""Up to so many schools are shown in full."""
LISTED, RULES_LISTED = 20, 25
"""So many schools or districts, and rules, a table lists."""
STANDINGS = ("fail", "warning", "unknown", "pass", "notapplicable")
_REMARK = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$")
"""A remark in brackets at the end of a title, which a table can do without."""


def write_console(
    result: AuditResult, stream: TextIO, *, verbose: bool = False, width: int | None = None
) -> None:
    """Write the summary to `stream`, `width` cells wide (None: as wide as the terminal, 80 in a pipe)."""
    page = Page(stream, width)
    terms = result.period.terms
    only = terms[0] if len(terms) == 1 else None
    details = Details(page, result.language, verbose=verbose, term=only)
    _head(page, result)
    broken = _unreadable(page, details, result)
    write_period(page, result)
    if not result.schools:
        page.line()
        page.line(say(result.language, "console.nobody"), style="bold")
    if len(result.schools) > IN_FULL:
        _many(page, details, result)
    else:
        for school in result.schools:
            details.school(school, broken)
    for district in result.districts:
        _district(page, details, district)
    rest = [issue for issue in result.data_issues if issue not in broken]
    details.issues(rest, "console.issues.general")
    if len(result.schools) != 1:
        _totals(page, result)


def write_quiet(result: AuditResult, stream: TextIO, *, width: int | None = None) -> None:
    """Only what could not be read, how the schools stand, and the counts."""
    page, language = Page(stream, width), result.language
    _head(page, result)
    _unreadable(page, Details(page, language), result)
    if len(result.schools) > IN_FULL:
        _standings(page, result)
    else:
        for school in result.schools:
            name = school.name or say(language, "console.unnamed")
            standing = fields.word(language, f"standing.{school.standing}")
            page.line(say(language, "console.school", name=name, standing=standing))
    for note in result.notes:
        page.line(say(language, "console.notes", text=note))
    if not result.schools:
        page.line(say(language, "console.nobody"), style="bold")
    write_counts(page, [f for school in result.schools for f in school.findings], language)
    page.line(rate_line(result.schools, language))


def _head(page: Page, result: AuditResult) -> None:
    language = result.language
    packs = [
        say(language, "console.pack", title=pack.title or pack.name, version=pack.version)
        for pack in result.packs
    ]
    named = separator(language).join(packs) or say(language, "console.no_pack")
    page.line(say(language, "console.head", version=result.tool_version, packs=named), style="bold")


def _unreadable(page: Page, details: Details, result: AuditResult) -> set[Issue]:
    """Files that could not be read, then rules that broke: what makes the audit incomplete stands first."""
    language = result.language
    issues = [
        issue
        for issue in (
            *result.data_issues,
            *(issue for school in result.schools for issue in school.data_issues),
        )
        if issue.severity is Severity.ERROR
    ]
    if issues:
        page.line(say(language, "console.unreadable", count=len(issues)), style="bold red")
    for issue in issues:
        details.unreadable(issue)
    rules = dict.fromkeys(f.rule for f in _all_findings(result) if f.verdict is Verdict.ERROR)
    if rules:
        named = separator(language).join(rules)
        page.line(say(language, "console.rule_errors", rules=named), style="bold red")
    return set(issues)


def _all_findings(result: AuditResult) -> Iterable[Finding]:
    for school in result.schools:
        yield from school.findings
    for district in result.districts:
        yield from district.findings


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


def _many(page: Page, details: Details, result: AuditResult) -> None:
    in_need = sorted(result.schools, key=need)
    page.line()
    _standings(page, result)
    _table_of_rules(page, result, details.verbose)
    _table_of_districts(page, result, details.verbose)
    _table_of_schools(page, in_need, result.language, details.verbose)
    # Everything in the order of the result where all are shown (R140), else those in most need first.
    troubled = [school for school in in_need if need(school) < need(_NO_TROUBLE)]
    shown = result.schools if details.verbose else troubled[:IN_FULL]
    if len(shown) < len(troubled):
        page.line()
        values = {"shown": len(shown), "count": len(troubled)}
        page.line(say(result.language, "console.capped.details", **values))
    broken = {i for s in shown for i in s.data_issues if i.severity is Severity.ERROR}
    for school in shown:
        details.school(school, broken)


_NO_TROUBLE = SchoolResult("", None, None, "pass", ())


def need(school: SchoolResult) -> tuple[int, ...]:
    """Sorts schools by need: rule errors, then failures by level, then unknowns, most first."""
    verdicts = Counter(finding.verdict for finding in school.findings)
    failed = Counter(f.level for f in school.findings if f.verdict is Verdict.FAIL)
    levels = (-failed[level] for level in Level)
    return (-verdicts[Verdict.ERROR], *levels, -verdicts[Verdict.UNKNOWN])


def _standings(page: Page, result: AuditResult) -> None:
    """How many schools stand how, zeros too."""
    language = result.language
    counts = Counter(str(school.standing) for school in result.schools)
    parts = [words(language, f"standing.{name}.short", counts[name]) for name in STANDINGS]
    label = say(language, "console.schools", count=len(result.schools))
    page.items(label, parts, style="bold")


def _table_of_schools(
    page: Page, schools: Sequence[SchoolResult], language: str, verbose: bool
) -> None:
    shown = schools if verbose else schools[:LISTED]
    page.line()
    page.line(say(language, "console.in_need"), style="bold")
    rows = []
    for school in shown:
        verdicts = Counter(finding.verdict for finding in school.findings)
        name = school.name or say(language, "console.unnamed")
        standing = say(language, f"standing.{school.standing}.short")
        figures = [str(verdicts[v]) for v in (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)]
        rows.append([name, school.district or "", standing, *figures])
    columns = ("school", "district", "standing", "fail", "unknown", "pass")
    page.table(_headings(columns, 3, language), rows)
    if len(shown) < len(schools):
        values = {"shown": len(shown), "count": len(schools)}
        page.line(say(language, "console.capped.schools", **values))


def _headings(columns: Sequence[str], texts: int, language: str) -> list[tuple[str, bool]]:
    """Headings of a table; the first `texts` columns hold words, the others numbers."""
    return [(say(language, f"console.column.{c}"), at >= texts) for at, c in enumerate(columns)]


def _table_of_districts(page: Page, result: AuditResult, verbose: bool) -> None:
    """Where there are two or more: their schools by standing, those with most failing schools first."""
    language = result.language
    schools: dict[str, list[SchoolResult]] = {}
    for school in result.schools:
        schools.setdefault(school.district or "", []).append(school)
    if len(schools) < 2:
        return
    rows = []
    for name, members in schools.items():
        counts = Counter(str(school.standing) for school in members)
        figures = [counts[standing] for standing in STANDINGS]
        rows.append((name, len(members), figures, rate(members)))
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


def _table_of_rules(page: Page, result: AuditResult, verbose: bool) -> None:
    """Rules by how many schools fail them, then by how many cannot be judged."""
    language = result.language
    titles: dict[str, str] = {}
    failing: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for school in result.schools:
        seen: dict[str, set[Verdict]] = {}
        for finding in school.findings:
            titles.setdefault(finding.rule, finding.title)
            seen.setdefault(finding.rule, set()).add(finding.verdict)
        for rule, verdicts in seen.items():
            failing[rule] += Verdict.FAIL in verdicts
            open_[rule] += Verdict.UNKNOWN in verdicts and Verdict.FAIL not in verdicts
    ranked = sorted(
        (rule for rule in titles if failing[rule] or open_[rule]),
        key=lambda rule: (-failing[rule], -open_[rule], rule),
    )
    shown = ranked if verbose else ranked[:RULES_LISTED]
    if not shown:
        return
    page.line()
    page.line(say(language, "console.by_rule"), style="bold")
    rows = [
        [
            rule,
            without_remark(titles[rule]),
            str(failing[rule]),
            str(open_[rule]),
        ]
        for rule in shown
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


def _totals(page: Page, result: AuditResult) -> None:
    language = result.language
    findings = [finding for school in result.schools for finding in school.findings]
    page.line()
    write_counts(page, findings, language, style="bold")
    page.line(rate_line(result.schools, language))
