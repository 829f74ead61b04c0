"""Schools of no known district: no target for districts counts them (R154, R155), and that is said.

Such a school may lie in any district of the run, or in none, as one that the city runs itself does. Verdicts on
districts stand on the schools that name theirs; each finding says how many more there are that it might have counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from mhaudit.findings import DataIssue, Finding, Place, Verdict
from mhaudit.kinds.base import Bounded
from mhaudit.kinds.conditions import Truth
from mhaudit.kinds.share import Passing, Share
from mhaudit.models.submission import Submissions
from mhaudit.models.terms import Audited
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import say

Outcomes = Mapping[str, Sequence[Truth | str]]
DECIDED = (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN)


def uncounted(
    rule: Rule, submissions: Submissions, audited: Audited, outcomes: Outcomes
) -> tuple[int, ...]:
    """The schools of no known district that a rule for districts would or might count in one."""
    day = audited.last_day or dt.date.max
    if not _in_force(rule, day):
        return ()
    return tuple(
        school
        for school in range(submissions.size)
        if not submissions.school(school, "district")
        and _might_count(rule, submissions, school, day, outcomes)
    )


def told(finding: Finding, uncounted_schools: int, language: str) -> Finding:
    """The finding on a district, saying how many schools it might have counted too."""
    if not uncounted_schools or finding.verdict not in DECIDED:
        return finding
    note = say(language, "note.no_district", count=uncounted_schools)
    return finding._replace(message=finding.message + note)


def without_district(
    rulebook: Rulebook, submissions: Submissions, audited: Audited, outcomes: Outcomes
) -> list[DataIssue]:
    """D423, once for the run, with the cell of every school that a rule for districts leaves out."""
    rules = [rule for rule in rulebook.active() if rule.for_each == "district"]
    by_rule = {rule.id: uncounted(rule, submissions, audited, outcomes) for rule in rules}
    left_out = sorted({school for schools in by_rule.values() for school in schools})
    if not left_out:
        return []
    idents = ", ".join(sorted(ident for ident, schools in by_rule.items() if schools))
    cells = [place for school in left_out if (place := _cell(submissions, school))]
    args = (("count", str(len(left_out))), ("rules", idents))
    return [DataIssue("D423", args, cells[0] if cells else None, others=tuple(cells[1:]))]


def _cell(submissions: Submissions, school: int) -> Place | None:
    """The cell to fill in; where the sheet has no such column, the school's name."""
    blank = submissions.gap("schools", school, "district")
    return blank or submissions.place("schools", school, "name")


def _in_force(rule: Rule, day: dt.date) -> bool:
    """Whether the rule, and a bound of it, asks anything on `day`."""
    if (rule.effective_from and day < rule.effective_from) or (
        rule.effective_to and day > rule.effective_to
    ):
        return False
    if not isinstance(rule.params, Bounded):
        return True
    lower, upper = rule.params.limits(day)
    return lower > -float("inf") or upper < float("inf")


def _might_count(
    rule: Rule, submissions: Submissions, school: int, day: dt.date, outcomes: Outcomes
) -> bool:
    """A share counts the schools that it is of; any other kind may count what any school has."""
    params = rule.params
    if not isinstance(params, Share) or params.of != "schools":
        return True
    if isinstance(params.having, Passing) and outcomes[params.having.rule][school] == "excluded":
        return False
    truth = params.where.on(lambda name: submissions.school(school, name), day, {})
    return truth is not False
