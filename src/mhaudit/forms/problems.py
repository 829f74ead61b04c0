"""What is to be marked in a file: each problem in words, with its cells, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mhaudit.findings import AuditResult, Finding, Issue, Place, SchoolResult, Severity, Verdict
from mhaudit.reports.folding import Fold, cells, fold, separator, wanted
from mhaudit.wording import say

SORTS = ("error", "must", "principle", "encouraged", "unknown", "data")
"""How a problem counts, the heaviest first: a rule that broke, failures by strength, unknowns, data issues."""
_JUDGED = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.ERROR)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list. `places` are the cells of this file to mark; empty where there is none to point at."""

    sort: str
    school: str
    whom: str
    problem: str
    remedy: str
    rule: str
    clause: str
    places: tuple[Place, ...]
    related: str = ""


def problems_in(result: AuditResult, file: str) -> list[Problem]:
    """The problems of one input file, worst first.

    A finding belongs to the files its cells lie in. One without any cell (a table that was not supplied) is
    said in the first file of its school, so that nothing is lost and nothing said twice.
    """
    found: list[Problem] = []
    for school in result.schools:
        home = _home(result, school) == file
        found += _of_school(result, school, file, home=home)
    lone = [issue for issue in result.data_issues if _lies_in(issue, file)]
    found += [_of_issue(issue, "", file) for issue in lone]
    return sorted(found, key=lambda problem: SORTS.index(problem.sort))


def schools_in(result: AuditResult, file: str) -> list[SchoolResult]:
    """The schools of which some cell lies in the file."""
    return [school for school in result.schools if file in _files(school)]


def main_places(finding: Finding) -> tuple[Place, ...]:
    """The cells to mark: of an unknown those that would decide it, else the main ones."""
    if finding.verdict is Verdict.UNKNOWN:
        missing = tuple(dict.fromkeys(item.place for item in finding.missing if item.place))
        return missing or finding.places
    return finding.places


def _of_school(
    result: AuditResult, school: SchoolResult, file: str, *, home: bool
) -> Iterable[Problem]:
    term = result.period.terms[0] if len(result.period.terms) == 1 else None
    groups: dict[tuple[Place, ...], list[Finding]] = {}
    for finding in school.findings:
        if finding.verdict not in _JUDGED:
            continue
        places = main_places(finding)
        here = tuple(place for place in places if place.file == file)
        if here or (home and not places):
            groups.setdefault(here, []).append(finding)
    ordered = sorted(
        (
            (group.first.rule, at, group, here)
            for at, (here, findings) in enumerate(groups.items())
            for group in fold(findings, result.language, term=term)
        ),
        key=lambda item: item[:2],
    )
    for _, _, group, here in ordered:
        yield _of_fold(group, school.name, here, result.language)
    for issue in school.data_issues:
        if _lies_in(issue, file) or (home and issue.place is None and _matters(issue)):
            yield _of_issue(issue, school.name, file)


def _of_fold(group: Fold, school: str, here: tuple[Place, ...], language: str) -> Problem:
    finding = group.first
    sort = finding.strength if finding.strength in SORTS else "encouraged"
    remedy = group.fix
    if finding.verdict is Verdict.UNKNOWN:
        sort = "unknown"
        lacking = [item for each in group.findings for item in each.missing]
        what = separator(language).join(wanted(lacking, language, files=False))
        remedy = say(language, "marks.fill_in", what=what) if what else ""
    elif finding.verdict is Verdict.ERROR:
        sort = "error"
    clause = ""
    if finding.source is not None:
        clause = finding.source.title
        if finding.source.clause:
            clause = say(language, "marks.clause", title=clause, clause=finding.source.clause)
    file = here[0].file if here else None
    related = [
        place
        for each in group.findings
        for place in each.related
        if place.file == file and place not in here
    ]
    return Problem(
        sort,
        school,
        group.subject,
        group.message,
        remedy,
        say(language, "marks.rule", id=finding.rule, title=finding.title),
        clause,
        here,
        cells(related, language, files=False, values=False) if related else "",
    )


def _matters(issue: Issue) -> bool:
    return issue.severity is not Severity.INFO


def _lies_in(issue: Issue, file: str) -> bool:
    return _matters(issue) and any(place.file == file for place in _places(issue))


def _places(issue: Issue) -> list[Place]:
    return [place for place in (issue.place, *issue.others) if place is not None]


def _of_issue(issue: Issue, school: str, file: str) -> Problem:
    here = tuple(dict.fromkeys(place for place in _places(issue) if place.file == file))
    return Problem("data", school, "", issue.message, issue.suggestion, issue.code, "", here)


def _home(result: AuditResult, school: SchoolResult) -> str | None:
    """The first input that holds a cell of the school; with a single input that one."""
    files = _files(school)
    inputs = [given.path for given in result.inputs]
    return next((path for path in inputs if path in files), inputs[0] if len(inputs) == 1 else None)


def _files(school: SchoolResult) -> set[str]:
    found = {
        place.file
        for finding in school.findings
        for place in (*finding.places, *finding.related, *main_places(finding))
    }
    return found | {place.file for issue in school.data_issues for place in _places(issue)}
