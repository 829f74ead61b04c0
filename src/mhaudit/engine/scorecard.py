"""From findings to a school's standing and its checklists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from mhaudit.engine.judge import lexicons_of
from mhaudit.findings import Checklist, ChecklistItem, Finding, Level, Verdict
from mhaudit.kinds.conditions import plain
from mhaudit.models.submission import Submissions
from mhaudit.rulebook.schema import ChecklistLine, ChecklistSpec, Rulebook

_WORST_FIRST = (
    Verdict.ERROR,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.WAIVED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)
_JUDGED = frozenset({Verdict.PASS, Verdict.FAIL, Verdict.WAIVED})
RANK = {verdict: rank for rank, verdict in enumerate(_WORST_FIRST)}
"""0 for the worst (R86; waived between unknown and pass by R132)."""

_Ticks = Mapping[str, Set[bool]]
"""What a school's records say: an item as written → the ticks beside it."""


def standing(findings: Sequence[Finding]) -> str:
    """`fail`, `warning`, `unknown`, `pass` or `notapplicable` (DESIGN §7, R151)."""
    weighty = [found for found in findings if found.level is not Level.NOTE]
    failed = {found.level for found in weighty if found.verdict is Verdict.FAIL}
    if failed:
        return "fail" if Level.ERROR in failed else "warning"
    if any(found.verdict in (Verdict.UNKNOWN, Verdict.ERROR) for found in weighty):
        return "unknown"
    judged = any(found.verdict in _JUDGED for found in findings)
    return "pass" if judged else "notapplicable"


class Scorecards:
    """The checklists of a rulebook over schools: each item's state is the worst of its rules, beside what the
    school said of itself. Each text of a form is held against an item once, however many schools write it."""

    def __init__(self, rulebook: Rulebook, submissions: Submissions, language: str) -> None:
        self._rulebook, self._submissions, self._language = rulebook, submissions, language
        packs = {spec.pack for spec in rulebook.checklists}
        self._lexicons = {pack: lexicons_of(rulebook, pack)["records.item"] for pack in packs}
        self._same: dict[tuple[str, str, str], bool] = {}

    def of(self, school: int, findings: Sequence[Finding]) -> tuple[Checklist, ...]:
        """Those of one school."""
        worst: dict[str, Verdict] = {}
        for found in findings:
            worst[found.rule] = min(
                found.verdict, worst.get(found.rule, found.verdict), key=RANK.__getitem__
            )
        ticks = self._ticks(school)
        return tuple(self._checklist(spec, worst, ticks) for spec in self._rulebook.checklists)

    def _checklist(
        self, spec: ChecklistSpec, worst: Mapping[str, Verdict], ticks: _Ticks
    ) -> Checklist:
        def line(item: ChecklistLine) -> ChecklistItem:
            verdicts = [worst[rule] for rule in item.rules if rule in worst]
            if not self._rulebook.left_out.isdisjoint(item.rules):
                verdicts.append(Verdict.UNKNOWN)  # never passed by what was not judged
            state = min(verdicts, key=RANK.__getitem__, default=Verdict.NOT_APPLICABLE)
            told = self._self_reported(spec.pack, item.item, ticks)
            shown = item.item_en if english else item.item
            return ChecklistItem(
                shown, state, item.rules, told, told is True and state is Verdict.FAIL
            )

        english = self._language == "en"
        return Checklist(
            spec.name,
            spec.title_en if english else spec.title,
            spec.provisional_en if english else spec.provisional,
            tuple(map(line, spec.core)),
            tuple(map(line, spec.extra)),
        )

    def _ticks(self, school: int) -> _Ticks:
        columns = self._submissions.frames["records"].columns
        told: dict[str, set[bool]] = {}
        for row in self._submissions.rows_of("records", school):
            text, done = columns["item"][row], columns["done"][row]
            if isinstance(text, str) and done is not None:
                told.setdefault(text, set()).add(done)
        return told

    def _self_reported(self, pack: str, item: str, ticks: _Ticks) -> bool | None:
        """What the records say of the item itself (R85): None if nothing, or if rows disagree."""
        told: set[bool] = set()
        for text, done in ticks.items():
            key = pack, text, item
            if key not in self._same:
                alike = plain(text) == plain(item)
                self._same[key] = alike or self._lexicons[pack].same(text, item) is True
            if self._same[key]:
                told |= done
        return told.pop() if len(told) == 1 else None
