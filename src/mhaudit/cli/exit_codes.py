"""From a result to the exit code (DESIGN §8; R13, R14, R113, R114, R131). Pure: nothing is printed here."""

from __future__ import annotations

from mhaudit.findings import AuditResult, Level, Verdict
from mhaudit.reports.counts import Tally, tally

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


def incomplete(result: AuditResult) -> str | None:
    """`gap_in` a whole result."""
    return gap_in(tally(result))


def code_of(counted: Tally, fail_on: str) -> int:
    """0 nothing at or above `fail_on`, 1 something was, 2 no school found, 3 incomplete.

    3 outranks 1, and outranks 2 where an input could not be read (R14). `never` turns a 1 into a 0, nothing
    else. Of the data issues only an unreadable input counts (R114). What a baseline has already counts for
    nothing.
    """
    if gap_in(counted) is not None:
        return INCOMPLETE
    if not counted.schools:
        return USAGE
    new = {level: counted.failures[level] - counted.known[level] for level in Level}
    newly_open = counted.open - counted.known[Verdict.UNKNOWN]
    found = any(count and counts_as(level, fail_on) for level, count in new.items())
    return FOUND if found or (newly_open and fail_on == "unknown") else CLEAN


def gap_in(counted: Tally) -> str | None:
    """Why the audit is incomplete: `unreadable`, `rule_error` or `nothing` (decided, R13); None if it is complete.

    A run that found no school in readable input is no incomplete audit but wrong usage, and gives None.
    A waived failure was decided.
    """
    if counted.unreadable:
        return "unreadable"
    if counted.broken:
        return "rule_error"
    return None if counted.decided or not counted.schools else "nothing"


def counts_as(level: Level, fail_on: str) -> bool:
    """Whether a failure of this level is at or above `fail_on`."""
    return level in _LEVELS[fail_on]
