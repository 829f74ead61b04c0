"""What reports count: findings by verdict, the pass rate (R150), how many items of a scorecard pass (R86).

Apart from the models of the document, so that the console need not load them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mhaudit.findings import (
    AuditResult,
    ChecklistItem,
    Finding,
    Issue,
    Level,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.wording import say

_DECIDED = frozenset({Verdict.PASS, Verdict.FAIL, Verdict.WAIVED})


class Tally:
    """The counts of a run, taken in one school at a time, so that no school need be kept.

    `found` counts the findings of schools by verdict; `standings` the schools by how they stand; `passed` and
    `failed` rules by school, musts and principles only (R150). The rest takes districts in too: `failures`
    counts failures by level, `open` what could not be judged, `known` both as far as the baseline has them.
    """

    def __init__(self) -> None:
        self.schools = self.passed = self.failed = self.unreadable = 0
        self.found: Counter[Verdict] = Counter()
        self.standings: Counter[str] = Counter()
        self.failures: Counter[Level] = Counter()
        self.known: Counter[Level | Verdict] = Counter()
        """Failures of the baseline by their level, and what was open there as `Verdict.UNKNOWN`."""
        self.open = 0
        self.broken = self.decided = False

    def add(self, school: SchoolResult) -> None:
        """Count one school."""
        self.schools += 1
        self.standings[str(school.standing)] += 1
        self._weigh(school.findings, self.found)
        passed, failed = passed_and_failed(school)
        self.passed += passed
        self.failed += failed
        self._issues(school.data_issues)

    def close(self, run: AuditResult) -> None:
        """Count what stands beside the schools: the findings of districts, the issues of the run."""
        for district in run.districts:
            self._weigh(district.findings, Counter())
        self._issues(run.data_issues)

    def counts(self) -> dict[Verdict, int]:
        """How many findings of schools have each verdict, in the order of `Verdict`."""
        return {verdict: self.found[verdict] for verdict in Verdict}

    def pass_rate(self) -> float | None:
        """`part_of` all rules by school."""
        return part_of(self.passed, self.failed)

    def known_failures(self) -> int:
        """How many failures the baseline has too."""
        return sum(self.known[level] for level in Level)

    def _weigh(self, findings: Sequence[Finding], found: Counter[Verdict]) -> None:
        """Count what decides the exit code, and into `found` the verdicts."""
        verdicts = Counter(finding.verdict for finding in findings)
        found.update(verdicts)
        self.decided |= not _DECIDED.isdisjoint(verdicts)
        self.broken |= Verdict.ERROR in verdicts
        self.open += verdicts[Verdict.UNKNOWN]
        for finding in findings:
            if finding.verdict is Verdict.FAIL:
                self.failures[finding.level] += 1
                self.known[finding.level] += finding.known
            elif finding.known:
                self.known[Verdict.UNKNOWN] += 1

    def _issues(self, issues: Iterable[Issue]) -> None:
        self.unreadable += sum(issue.severity is Severity.ERROR for issue in issues)


def tally(result: AuditResult) -> Tally:
    """The counts of a whole result."""
    counted = Tally()
    for school in result.schools:
        counted.add(school)
    counted.close(result)
    return counted


def counts(schools: Iterable[SchoolResult]) -> dict[Verdict, int]:
    """How many findings of the schools have each verdict, in the order of `Verdict`."""
    found = Counter(finding.verdict for school in schools for finding in school.findings)
    return {verdict: found[verdict] for verdict in Verdict}


def pass_rate(schools: Iterable[SchoolResult]) -> float | None:
    """`Tally.pass_rate` of these schools."""
    judged = [passed_and_failed(school) for school in schools]
    return part_of(sum(passed for passed, _ in judged), sum(failed for _, failed in judged))


def passed_and_failed(school: SchoolResult) -> tuple[int, int]:
    """How many musts and principles the school passes, and fails.

    A rule passes for a school if no subject of it fails and one passes; it fails if a subject fails (R150).
    """
    passed, failed = set(), set()
    for finding in school.findings:
        if finding.level is not Level.NOTE:
            if finding.verdict is Verdict.PASS:
                passed.add(finding.rule)
            elif finding.verdict is Verdict.FAIL:
                failed.add(finding.rule)
    return len(passed - failed), len(failed)


def part_of(passed: int, failed: int) -> float | None:
    """Passed ÷ judged; None where nothing was judged (R150)."""
    judged = passed + failed
    return passed / judged if judged else None


def known_and_new(run: AuditResult, counted: Tally) -> str | None:
    """How much of a run is new and how much known, in a sentence; None without a baseline."""
    if run.baseline is None:
        return None
    known, known_open = counted.known_failures(), counted.known[Verdict.UNKNOWN]
    return say(
        run.language,
        "known.counts",
        path=run.baseline.path,
        new=counted.failures.total() - known,
        known=known,
        new_open=counted.open - known_open,
        known_open=known_open,
    )


def score(items: Sequence[ChecklistItem]) -> tuple[int, int]:
    """How many items pass, of how many that apply (R86)."""
    applicable = [item for item in items if item.state is not Verdict.NOT_APPLICABLE]
    return sum(item.state is Verdict.PASS for item in applicable), len(applicable)
