"""The compliance workbook (`--excel`), and one workbook for each school or district (`--split-by`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mhaudit.findings import AuditResult
from mhaudit.reports.excel.book import MOST_ROWS, properties_of, workbook
from mhaudit.reports.excel.carried import Carrying, OldLedger, verdicts_of
from mhaudit.reports.excel.figures import findings_of
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
    from mhaudit.reports.excel.issues import DataIssues
    from mhaudit.reports.excel.ledger import Ledger
    from mhaudit.reports.excel.listing import files_of, scope_of
    from mhaudit.reports.excel.overview import Overview
    from mhaudit.reports.excel.places import Places
    from mhaudit.reports.excel.problems import Problems
    from mhaudit.reports.excel.reference import About, Rules
    from mhaudit.reports.excel.schools import Schools
    from mhaudit.reports.excel.unknowns import Unknowns

    carrying = Carrying(ledger, verdicts_of(findings_of(result), ledger)) if ledger else None
    properties = properties_of(result, document_title(result))
    with workbook(path, result.language, properties) as book:
        places = Places(result.language, files_of(result), sources or {}, path)
        overview = Overview(book, result)
        schools = Schools(book, result, limit)
        problems = Problems(book, result, places, limit)
        unknowns = Unknowns(book, result, places, limit)
        issues = DataIssues(book, result, places, limit)
        mending = Ledger(book, scope_of(result), limit, carrying=carrying)
        rules = Rules(book, result)
        about = About(book, result)
        problems.write(mending)
        mending.finish()
        unknowns.write()
        issues.write()
        schools.write(problems.rows, unknowns.rows)
        rules.write()
        lists = (problems.list, mending.list, unknowns.list, issues.list)
        left_out = [note for each in lists if (note := each.left_out_note())]
        if schools.left_out:
            left_out.append(schools.left_out)
        about.write(left_out)
        overview.write(left_out)


def document_title(result: AuditResult) -> str:
    """What the workbook is called in its properties."""
    if len(result.schools) == 1 and result.schools[0].name:
        return say(result.language, "excel.title.school", school=result.schools[0].name)
    return say(result.language, "excel.title", count=len(result.schools))
