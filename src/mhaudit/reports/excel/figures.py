"""What the summary counts: schools by standing, findings by verdict, schools by rule, districts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mhaudit.findings import AuditResult, Finding, Issue, RuleInfo, SchoolResult, Severity, Verdict
from mhaudit.reports.counts import pass_rate

_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}
STANDINGS = ("fail", "warning", "unknown", "pass", "notapplicable")
"""The standings of a school, worst first."""
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


@dataclass(frozen=True, slots=True)
class DistrictFigures:
    """The schools of a district. `name` is None where none is known."""

    name: str | None
    schools: int
    standings: Counter[str]
    rate: float | None


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


def rules_of(result: AuditResult) -> list[RuleFigures]:
    """Every rule that was judged in a school, by id, with its figures."""
    known: dict[str, RuleFigures] = {}
    for school in result.schools:
        verdicts: dict[str, set[Verdict]] = {}
        for finding in school.findings:
            if finding.rule not in known:
                known[finding.rule] = RuleFigures(
                    finding.rule,
                    finding.title,
                    finding.strength,
                    finding.group,
                    finding.group_title,
                )
            verdicts.setdefault(finding.rule, set()).add(finding.verdict)
        for rule, seen in verdicts.items():
            known[rule].schools[counted(seen)] += 1
    return [known[rule] for rule in sorted(known)]


def by_failures(rules: Sequence[RuleFigures]) -> list[RuleFigures]:
    """Rules that most schools fail first, then by strength and id."""
    return sorted(
        rules,
        key=lambda rule: (-rule.schools[Verdict.FAIL], strength_rank(rule.strength), rule.id),
    )


def strength_rank(strength: str) -> int:
    """Must before principle before encouraged."""
    return _STRENGTHS.index(strength) if strength in _STRENGTHS else len(_STRENGTHS)


def districts_of(result: AuditResult) -> list[DistrictFigures]:
    """Every district with a school in it, by name; schools without one last."""
    groups: dict[str | None, list[SchoolResult]] = {}
    for school in result.schools:
        groups.setdefault(school.district, []).append(school)
    return [
        DistrictFigures(
            name,
            len(groups[name]),
            Counter(str(school.standing) for school in groups[name]),
            pass_rate(groups[name]),
        )
        for name in sorted(groups, key=lambda name: (name is None, name or ""))
    ]


def findings_of(result: AuditResult) -> Iterable[Finding]:
    """All findings, of schools and of districts."""
    for school in result.schools:
        yield from school.findings
    for district in result.districts:
        yield from district.findings


def unreadable(result: AuditResult) -> list[Issue]:
    """What could not be read at all."""
    every = (*result.data_issues, *(i for school in result.schools for i in school.data_issues))
    return [issue for issue in every if issue.severity is Severity.ERROR]


def switched_off(rules: Iterable[RuleInfo]) -> list[RuleInfo]:
    """The rules that a pack lists and does not judge."""
    return [rule for rule in rules if rule.disabled is not None]


def floored(rate: float) -> float:
    """Rounded down to a tenth of a percent: 99.96 % is not 100 % (R50)."""
    return math.floor(rate * 1000 + 1e-9) / 1000
