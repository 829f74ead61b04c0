"""From a result to the exit code (DESIGN §8; R13, R14, R113, R114, R131). Pure: nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterator

from mhaudit.findings import AuditResult, Finding, Issue, Level, Severity, Verdict

CLEAN, FOUND, USAGE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130

FAIL_ON = ("error", "warning", "note", "unknown", "never")
"""The choices of `--fail-on`, from the heaviest on; each includes those before it, but for `never` (R131)."""

_LEVELS = {
    "error": frozenset({Level.ERROR}),
    "warning": frozenset({Level.ERROR, Level.WARNING}),
    "note": frozenset(Level),
    "unknown": frozenset(Level),
    "never": frozenset[Level](),
}


def exit_code(result: AuditResult, fail_on: str) -> int:
    """0 nothing at or above `fail_on`, 1 something was, 2 no school found, 3 incomplete.

    3 outranks 1, and outranks 2 where an input could not be read (R14). `never` turns a 1 into a 0, nothing
    else. Of the data issues only an unreadable input counts (R114).
    """
    if incomplete(result) is not None:
        return INCOMPLETE
    if not result.schools:
        return USAGE
    found = any(_counts(finding, fail_on) for finding in _findings(result))
    return FOUND if found else CLEAN


def incomplete(result: AuditResult) -> str | None:
    """Why the audit is incomplete: `unreadable`, `rule_error` or `nothing` (decided, R13); None if it is complete.

    A run that found no school in readable input is no incomplete audit but wrong usage, and gives None.
    A waived failure was decided.
    """
    if any(issue.severity is Severity.ERROR for issue in _issues(result)):
        return "unreadable"
    verdicts = {finding.verdict for finding in _findings(result)}
    if Verdict.ERROR in verdicts:
        return "rule_error"
    decided = verdicts & {Verdict.PASS, Verdict.FAIL, Verdict.WAIVED}
    return None if decided or not result.schools else "nothing"


def _counts(finding: Finding, fail_on: str) -> bool:
    if finding.verdict is Verdict.UNKNOWN:
        return fail_on == "unknown"
    return finding.verdict is Verdict.FAIL and counts_as(finding.level, fail_on)


def counts_as(level: Level, fail_on: str) -> bool:
    """Whether a failure of this level is at or above `fail_on`."""
    return level in _LEVELS[fail_on]


def _findings(result: AuditResult) -> Iterator[Finding]:
    for school in result.schools:
        yield from school.findings
    for district in result.districts:
        yield from district.findings


def _issues(result: AuditResult) -> Iterator[Issue]:
    yield from result.data_issues
    for school in result.schools:
        yield from school.data_issues
