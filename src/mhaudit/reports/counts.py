"""What reports count: findings by verdict, the pass rate (R150), how many items of a scorecard pass (R86).

Apart from the models of the document, so that the console need not load them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mhaudit.findings import ChecklistItem, Level, SchoolResult, Verdict


def counts(schools: Iterable[SchoolResult]) -> dict[Verdict, int]:
    """How many findings of the schools have each verdict, in the order of `Verdict`."""
    found = Counter(finding.verdict for school in schools for finding in school.findings)
    return {verdict: found[verdict] for verdict in Verdict}


def pass_rate(schools: Iterable[SchoolResult]) -> float | None:
    """Passed ÷ judged over rule × school, must and principle only; None where nothing was judged (R150).

    A rule passes for a school if no subject of it fails and one passes; it fails if a subject fails.
    """
    passed = failed = 0
    for school in schools:
        verdicts: dict[str, set[Verdict]] = {}
        for finding in school.findings:
            if finding.level is not Level.NOTE:
                verdicts.setdefault(finding.rule, set()).add(finding.verdict)
        for seen in verdicts.values():
            failed += Verdict.FAIL in seen
            passed += Verdict.PASS in seen and Verdict.FAIL not in seen
    return passed / (passed + failed) if passed + failed else None


def score(items: Sequence[ChecklistItem]) -> tuple[int, int]:
    """How many items pass, of how many that apply (R86)."""
    applicable = [item for item in items if item.state is not Verdict.NOT_APPLICABLE]
    return sum(item.state is Verdict.PASS for item in applicable), len(applicable)
