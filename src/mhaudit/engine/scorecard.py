"""From findings to a school's standing and its checklists."""

from __future__ import annotations

from collections.abc import Sequence

from mhaudit.engine.judge import lexicons_of
from mhaudit.findings import Checklist, ChecklistItem, Finding, Level, Verdict
from mhaudit.kinds.conditions import Lexicon, plain
from mhaudit.models.submission import Submissions
from mhaudit.rulebook.schema import ChecklistLine, ChecklistSpec, Rulebook

RANK = (
    Verdict.ERROR,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.WAIVED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)
"""Worst first (R86; waived between unknown and pass by R132)."""


def standing(findings: Sequence[Finding]) -> str:
    """`fail`, `warning`, `unknown`, `pass` or `notapplicable` (DESIGN §7, R151)."""
    weighty = [found for found in findings if found.level is not Level.NOTE]
    failed = {found.level for found in weighty if found.verdict is Verdict.FAIL}
    if failed:
        return "fail" if Level.ERROR in failed else "warning"
    if any(found.verdict in (Verdict.UNKNOWN, Verdict.ERROR) for found in weighty):
        return "unknown"
    judged = any(found.verdict is not Verdict.NOT_APPLICABLE for found in findings)
    return "pass" if judged else "notapplicable"


def checklist(
    spec: ChecklistSpec,
    findings: Sequence[Finding],
    submissions: Submissions,
    school: int,
    rulebook: Rulebook,
    language: str,
) -> Checklist:
    """A scorecard: each item's state is the worst of its rules, beside what the school said of itself."""
    lexicon = lexicons_of(rulebook, spec.pack)["records.item"]

    def line(item: ChecklistLine) -> ChecklistItem:
        verdicts = [found.verdict for found in findings if found.rule in item.rules]
        state = min(verdicts, key=RANK.index, default=Verdict.NOT_APPLICABLE)
        if not rulebook.left_out.isdisjoint(item.rules):  # never passed by what was not judged
            state = min(state, Verdict.UNKNOWN, key=RANK.index)
        told = _self_reported(submissions, school, item.item, lexicon)
        shown = item.item_en if language == "en" else item.item
        return ChecklistItem(shown, state, item.rules, told, told is True and state is Verdict.FAIL)

    english = language == "en"
    return Checklist(
        spec.name,
        spec.title_en if english else spec.title,
        spec.provisional_en if english else spec.provisional,
        tuple(map(line, spec.core)),
        tuple(map(line, spec.extra)),
    )


def _self_reported(
    submissions: Submissions, school: int, item: str, lexicon: Lexicon
) -> bool | None:
    """What the records say of the item itself (R85): None if nothing, or if rows disagree."""
    columns = submissions.frames["records"].columns
    told = {
        columns["done"][row]
        for row in submissions.rows_of("records", school)
        if isinstance(text := columns["item"][row], str)
        and (plain(text) == plain(item) or lexicon.same(text, item) is True)
    } - {None}
    return told.pop() if len(told) == 1 else None
