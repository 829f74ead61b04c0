"""`--baseline`: what an earlier result has already is known, and only what is new counts for the exit code.

A finding is known if the earlier result has the same fingerprint (rule and subject, R149) with the same verdict:
a failure that failed, or something open that was open. What was waived then and fails now is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mhaudit.findings import (
    AuditResult,
    BaselineInfo,
    DistrictResult,
    Finding,
    SchoolResult,
    Verdict,
)
from mhaudit.reports.result_file import read_results
from mhaudit.reports.views import changed

_KEPT = (Verdict.FAIL, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What failed and what was open; `info` says where that stands."""

    info: BaselineInfo
    known: frozenset[tuple[str, str]]
    """Fingerprints with their verdicts."""

    def school(self, school: SchoolResult) -> SchoolResult:
        """The school with its known findings marked."""
        return replace(school, findings=self._marked(school.findings))

    def run(self, run: AuditResult) -> AuditResult:
        """The same for what stands beside the schools; they stay as they are."""
        districts = tuple(self._district(district) for district in run.districts)
        return replace(run, districts=districts, baseline=self.info)

    def _district(self, district: DistrictResult) -> DistrictResult:
        return replace(district, findings=self._marked(district.findings))

    def _marked(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(
            found._replace(known=True)
            if (found.fingerprint, found.verdict) in self.known
            else found
            for found in findings
        )


def read_baseline(path: Path, language: str) -> Baseline:
    """The baseline in a file that `check --format json` wrote, or a folder of them; UsageError as `read_results`."""
    results = read_results(path, language)
    known = {
        (finding.fingerprint, finding.verdict)
        for result in results
        for owner in (*result.schools, *result.districts)
        for finding in owner.read()
        if finding.verdict in _KEPT
    }
    times = tuple(sorted({result.audited_at for result in results}))
    return Baseline(BaselineInfo(path.as_posix(), times), frozenset(known))


def marked(result: AuditResult, baseline: Baseline) -> AuditResult:
    """A whole result, marked."""
    return replace(baseline.run(result), schools=changed(result.schools, baseline.school))
