"""The compliance workbook (`--excel`), and one workbook for each school or district (`--split-by`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mhaudit.findings import AuditResult
from mhaudit.reports.excel.book import MOST_LINKS, MOST_ROWS, properties_of, workbook
from mhaudit.reports.excel.carried import Carrying, OldLedger
from mhaudit.wording import say

__all__ = ["write_excel"]


def write_excel(
    result: AuditResult,
    path: Path,
    *,
    sources: Mapping[str, Path] | None = None,
    ledger: OldLedger | None = None,
    limit: int = MOST_ROWS,
) -> None:
    """Write the workbook at `path`, replacing what is there whole or not at all.

    `sources` says where the input files lie (label → path), for links into them. What was filled in in an
    earlier `ledger` is carried over. A list longer than `limit` rows is cut, and says so. Raises MhauditError
    where the system refuses to write.
    """
    from mhaudit.reports.excel.figures import Figures
    from mhaudit.reports.excel.issues import DataIssues
    from mhaudit.reports.excel.ledger import Ledger
    from mhaudit.reports.excel.listing import Whose, scope_of, whose
    from mhaudit.reports.excel.overview import Overview
    from mhaudit.reports.excel.places import Places
    from mhaudit.reports.excel.problems import Problems
    from mhaudit.reports.excel.reference import About, Rules
    from mhaudit.reports.excel.schools import Schools
    from mhaudit.reports.excel.unknowns import Unknowns
    from mhaudit.reports.views import picked

    figures = Figures(result, ledger)
    carrying = Carrying(ledger, figures.fates) if ledger else None
    properties = properties_of(result, document_title(result))
    with workbook(path, result.language, properties) as book:
        places = Places(
            result.language,
            figures.files,
            sources or {},
            path,
            sparing=figures.open > MOST_LINKS // 2,
        )
        scope = scope_of(result, figures)
        overview = Overview(book, result, figures)
        schools = Schools(book, figures, limit)
        problems = Problems(book, scope, places, figures, limit)
        unknowns = Unknowns(book, scope, places, limit)
        issues = DataIssues(book, scope, places, limit)
        mending = Ledger(book, scope, limit, carrying=carrying)
        rules = Rules(book, result, figures)
        about = About(book, result, figures)
        for school in picked(result.schools, figures.order()):
            owner = whose(book, school.name, school.district)
            first = problems.add(owner, school.findings, mending)
            schools.add(school, first, unknowns.add(owner, school.findings))
        for district in result.districts:
            owner = Whose(district.name, district.name, school=False)
            problems.add(owner, district.findings, mending)
            unknowns.add(owner, district.findings)
        problems.finish()
        mending.finish()
        unknowns.finish()
        schools.finish()
        issues.write(result.data_issues, figures)
        rules.write()
        lists = (problems.list, mending.list, unknowns.list, issues.list)
        left_out = [note for each in lists if (note := each.left_out_note())]
        if schools.left_out:
            left_out.append(schools.left_out)
        unlinked = [note for each in lists if (note := each.unlinked_note())]
        about.write([*left_out, *unlinked])
        overview.write(left_out)


def document_title(result: AuditResult) -> str:
    """What the workbook is called in its properties."""
    if len(result.schools) == 1 and result.schools[0].name:
        return say(result.language, "excel.title.school", school=result.schools[0].name)
    return say(result.language, "excel.title", count=len(result.schools))
