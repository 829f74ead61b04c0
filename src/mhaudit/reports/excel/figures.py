"""What the summary counts: schools by standing, findings by verdict, schools by rule, districts."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mhaudit.findings import (
    AuditResult,
    Finding,
    Issue,
    Place,
    RuleInfo,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.reports.counts import Tally, known_and_new, part_of, passed_and_failed
from mhaudit.reports.excel.carried import OldLedger, note_verdicts
from mhaudit.reports.gathered import Need, need
from mhaudit.reports.spool import TextSpool

_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}
STANDINGS = ("fail", "warning", "unknown", "pass", "notapplicable")
"""The standings of a school, worst first."""
_SEVERAL = 2
_STRENGTHS = ("must", "principle", "encouraged", "area")


@dataclass(slots=True)
class RuleFigures:
    """One rule over all schools. `schools` counts each school once, as R150 does."""

    id: str
    title: str
    strength: str
    group: str
    group_title: str
    schools: Counter[Verdict] = field(default_factory=Counter)

    @property
    def rate(self) -> float | None:
        """Passed ÷ judged; None where nothing was judged."""
        passed, failed = self.schools[Verdict.PASS], self.schools[Verdict.FAIL]
        return passed / (passed + failed) if passed + failed else None


@dataclass(slots=True)
class DistrictFigures:
    """The schools of a district. `name` is None where none is known."""

    name: str | None
    standings: Counter[str] = field(default_factory=Counter)
    passed: int = 0
    failed: int = 0

    @property
    def schools(self) -> int:
        """How many there are."""
        return self.standings.total()

    @property
    def rate(self) -> float | None:
        """Passed ÷ judged (R150); None where nothing was judged."""
        return part_of(self.passed, self.failed)


class Figures:
    """What the sheets need of all schools together, from going through them once; it keeps none of them."""

    def __init__(self, result: AuditResult, ledger: OldLedger | None = None) -> None:
        """`ledger`: an earlier one, the fate of whose lines is noted."""
        self.standings: Counter[str] = Counter()
        self.verdicts: Counter[Verdict] = Counter()
        """Of findings, those about districts too; so the next three."""
        self.broken: set[str] = set()
        self.first: dict[str, Finding] = {}
        """The first finding of each rule."""
        self.fates: dict[str, Verdict] = {}
        self.files = {info.path for info in result.inputs[:_SEVERAL]}
        """Files that were read, or that findings point into: as many as tell whether there are several."""
        self.unreadable = [i for i in result.data_issues if i.severity is Severity.ERROR]
        self.cards: dict[str, str | None] = {}
        """The checklists by title, with what makes the first of each provisional."""
        self.provisional: set[tuple[str, str]] = set()
        self.with_district = self.with_code = False
        self.issues = {severity: TextSpool() for severity in Severity}
        """The data issues of schools, as `packed` makes them."""
        self.since_baseline: str | None = None
        """How much is known and how much new."""
        self._wanted = ledger.keys() if ledger else frozenset()
        self._needs: list[Need] = []
        self._rules: dict[str, RuleFigures] = {}
        self._districts: dict[str | None, DistrictFigures] = {}
        counted = Tally()
        for school in result.schools:
            self._school(school)
            self._findings(school.findings)
            if result.baseline is not None:
                counted.add(school)
        for district in result.districts:
            self._findings(district.findings)
        counted.close(result)
        self.since_baseline = known_and_new(result, counted)

    def order(self) -> list[int]:
        """The schools by their numbers, those in most need first; the order of the result among equals (R140)."""
        return sorted(range(len(self._needs)), key=self._needs.__getitem__)

    def rules(self) -> list[RuleFigures]:
        """Every rule that was judged in a school, by id."""
        return [self._rules[rule] for rule in sorted(self._rules)]

    def districts(self) -> list[DistrictFigures]:
        """Every district with a school in it, by name; schools without one last."""
        names = sorted(self._districts, key=lambda name: (name is None, name or ""))
        return [self._districts[name] for name in names]

    @property
    def open(self) -> int:
        """How many findings lists may hold: all but what passes and what does not apply."""
        settled = self.verdicts[Verdict.PASS] + self.verdicts[Verdict.NOT_APPLICABLE]
        return self.verdicts.total() - settled

    def rate(self) -> float | None:
        """The pass rate (R150)."""
        every = self._districts.values()
        return part_of(sum(each.passed for each in every), sum(each.failed for each in every))

    def _school(self, school: SchoolResult) -> None:
        standing = str(school.standing)
        self.standings[standing] += 1
        self._needs.append(need(school))
        district = self._districts.setdefault(school.district, DistrictFigures(school.district))
        passed, failed = passed_and_failed(school)
        district.standings[standing] += 1
        district.passed += passed
        district.failed += failed
        self.with_district |= bool(school.district)
        self.with_code |= bool(school.code)
        for card in school.checklists:
            self.cards.setdefault(card.title, card.provisional)
            if card.provisional:
                self.provisional.add((card.title, card.provisional))
        for issue in school.data_issues:
            if issue.severity is Severity.ERROR:
                self.unreadable.append(issue)
            self.issues[issue.severity].write(packed(school, issue))
        verdicts: dict[str, set[Verdict]] = {}
        for finding in school.findings:
            if finding.rule not in self._rules:
                self._rules[finding.rule] = _figures_of(finding)
            verdicts.setdefault(finding.rule, set()).add(finding.verdict)
        for rule, seen in verdicts.items():
            self._rules[rule].schools[counted(seen)] += 1

    def _findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.verdicts[finding.verdict] += 1
            if finding.verdict is Verdict.ERROR:
                self.broken.add(finding.rule)
            self.first.setdefault(finding.rule, finding)
            if len(self.files) < _SEVERAL:
                self.files.update(place.file for place in places_of(finding))
        if self._wanted:
            note_verdicts(findings, self._wanted, self.fates)


def places_of(finding: Finding) -> Iterator[Place]:
    """Every cell that a finding names."""
    yield from finding.places
    yield from finding.related
    yield from (missing.place for missing in finding.missing if missing.place)


def _figures_of(finding: Finding) -> RuleFigures:
    return RuleFigures(
        finding.rule, finding.title, finding.strength, finding.group, finding.group_title
    )


def packed(school: SchoolResult, issue: Issue) -> str:
    """A data issue on a line, with whose it is."""
    told = (issue.code, issue.message, issue.place, issue.read, issue.suggestion, issue.others)
    return json.dumps((school.name, school.district, *told)) + "\n"


def unpacked(line: str, severity: Severity) -> tuple[str, str | None, Issue]:
    """Name and district of a school, and its issue."""
    name, district, code, message, place, read, suggestion, others = json.loads(line)
    where = Place(*place) if place else None
    beside = tuple(Place(*each) for each in others)
    return name, district, Issue(code, severity, message, where, read, suggestion, beside)


def counted(verdicts: Iterable[Verdict]) -> Verdict:
    """As what a school counts for a rule (R150): fail if anything fails, pass if anything else passes."""
    seen = set(verdicts)
    for verdict in (Verdict.ERROR, Verdict.FAIL, Verdict.PASS, Verdict.UNKNOWN, Verdict.WAIVED):
        if verdict in seen:
            return verdict
    return Verdict.NOT_APPLICABLE


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict, as a checklist ranks them (R86)."""
    return min((finding.verdict for finding in findings), key=_RANK.__getitem__)


def worst_by_rule(school: SchoolResult) -> dict[str, Verdict]:
    """rule → the worst of its verdicts in this school."""
    found: dict[str, Verdict] = {}
    for finding in school.findings:
        known = found.get(finding.rule)
        if known is None or _RANK[finding.verdict] < _RANK[known]:
            found[finding.rule] = finding.verdict
    return found


def by_failures(rules: Sequence[RuleFigures]) -> list[RuleFigures]:
    """Rules that most schools fail first, then by strength and id."""
    return sorted(
        rules,
        key=lambda rule: (-rule.schools[Verdict.FAIL], strength_rank(rule.strength), rule.id),
    )


def strength_rank(strength: str) -> int:
    """Must before principle before encouraged."""
    return _STRENGTHS.index(strength) if strength in _STRENGTHS else len(_STRENGTHS)


def switched_off(rules: Iterable[RuleInfo]) -> list[RuleInfo]:
    """The rules that a pack lists and does not judge."""
    return [rule for rule in rules if rule.disabled is not None]


def floored(rate: float) -> float:
    """Rounded down to a tenth of a percent: 99.96 % is not 100 % (R50)."""
    return math.floor(rate * 1000 + 1e-9) / 1000
