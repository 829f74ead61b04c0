"""One rule over all schools: whom it is about, what its kind judges of each, and the findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from mhaudit.engine.context import RuleContext
from mhaudit.engine.explain import Explainer
from mhaudit.engine.periods import WHEN
from mhaudit.engine.shared import Shared
from mhaudit.engine.subjects import Target
from mhaudit.errors import unexpected
from mhaudit.findings import Finding, Verdict
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Gap, Judgement
from mhaudit.kinds.conditions import EVERYTHING, Truth
from mhaudit.rulebook.schema import Rule

_Found = list[tuple[Target, Finding]]


class RuleRun:
    """One rule, and what it shares with the others of its pack."""

    def __init__(
        self,
        rule: Rule,
        shared: Shared,
        language: str,
        outcomes: Mapping[str, Sequence[Truth | str]] | None,
    ) -> None:
        self._rule, self._shared, self._audited = rule, shared, shared.audited
        self._where = rule.where or EVERYTHING
        self._language, self._outcomes = language, outcomes
        self._explainer = Explainer(rule, self._context(()))

    def findings(self) -> list[tuple[int, Finding]]:
        """`(school, finding)`, sorted; a rule that breaks gives one `error` per school and stops no other."""
        try:
            found = self._found()
        except (
            Exception
        ) as error:  # DESIGN §6: a rule that breaks is a verdict, and the others go on
            values = (("error", unexpected(error)),)
            found = self._for_all(Judgement(Verdict.ERROR, "", reason="error", values=values))

        def order(pair: tuple[Target, Finding]) -> tuple[object, ...]:
            target, finding = pair
            folded = target.kind == "school" and finding.verdict is Verdict.UNKNOWN
            return target.school, folded, self._explainer.order(target), finding.fingerprint

        return [(target.school, finding) for target, finding in sorted(found, key=order)]

    def _context(self, subjects: Sequence[Target]) -> RuleContext:
        shared = self._shared
        return RuleContext(
            shared.submissions, shared.audited, subjects, {}, self._language, self._outcomes, shared
        )

    def _found(self) -> _Found:
        rule, audited = self._rule, self._audited
        periods = audited.periods(rule.per) if rule.per else []
        in_force = [period for period in periods if _in_force(rule, period.last)]
        never = (
            bool(periods) and not in_force if rule.per else not _in_force(rule, audited.last_day)
        )
        if never:
            return self._for_all(Judgement(Verdict.NOT_APPLICABLE, "", reason="not_in_force"))
        repeated = in_force if rule.per and audited.terms else [None]
        to_judge: list[Target] = []
        unsure: list[Target] = []
        for target, truth in self._shared.subjects(rule.for_each, self._where, repeated):
            sure = truth is True and target.sure and not _unread(target)
            (to_judge if sure else unsure).append(target)
        found = self._judged(to_judge) + self._unsure(unsure)
        if rule.for_each != "district":
            reached = {target.school for target, _ in found}
            everyone = self._shared.everyone("school")
            left = [target for target in everyone if target.school not in reached]
            nobody = Judgement(Verdict.NOT_APPLICABLE, "", reason="notapplicable")
            found += self._same_for(left, nobody)
        return found

    def _judged(self, subjects: Sequence[Target]) -> _Found:
        judgements = self._judgements(self._context(subjects))
        return [
            (target, self._explainer.finding(target, judgement))
            for target, judgement in zip(subjects, judgements, strict=True)
        ]

    def _judgements(self, context: RuleContext) -> Sequence[Judgement]:
        """The kind's judgements; without any period known a rule that needs one is unknown (R129)."""
        rule = self._rule
        if rule.per and not self._audited.terms:
            table = getattr(rule.params, "of", None) or getattr(rule.params, "table", None)
            gaps = (Gap(table, WHEN[table]),) if table in WHEN else ()
            return [Judgement(Verdict.UNKNOWN, "", gaps=gaps, reason="no_term")] * context.size
        return KINDS[rule.kind].judge(rule.params, context)

    def _unsure(self, subjects: Sequence[Target]) -> _Found:
        """Subjects of which it is not known whether the rule applies, or whether they are there at all.

        The latter fold into one finding for their school and period.
        """
        everyone = self._context(subjects)
        perhaps: list[tuple[Target, Judgement]] = []
        folded: dict[tuple[int, str | None], list[tuple[int, Judgement]]] = {}
        for at, target in enumerate(subjects):
            unknown = self._unknown(everyone, at)
            if target.sure and target.kind != "teacher":
                perhaps.append((target, unknown))
            else:
                key = target.school, target.period.id if target.period else None
                folded.setdefault(key, []).append((at, unknown))
        return [
            *self._perhaps_judged(perhaps),
            *(self._folded(everyone, several) for several in folded.values()),
        ]

    def _unknown(self, context: RuleContext, at: int) -> Judgement:
        """Unknown because it is not known whether the rule applies, or whether the subject is there at all."""
        target = context.subjects[at]
        names = context.open_fields(at, self._where) or (["grade"] if _unread(target) else [])
        gaps = list(context.subject_gaps(at, names))
        if not target.sure and target.kind in ("class", "teacher"):
            frame = context.submissions.frames[target.table]
            row = target.rows[0]
            gaps = (
                [Gap(target.table, None)]
                if frame.source[row] < 0
                else gaps or [Gap(target.table, None, row)]
            )
        elif not target.sure and target.kind in ("grade", "stage"):
            unread = _unread_classes(context, target.school)
            gaps = [*gaps, *unread] if unread else [*gaps, Gap("classes", "grade")]
        return Judgement(Verdict.UNKNOWN, "", gaps=tuple(dict.fromkeys(gaps)), reason="unsure")

    def _perhaps_judged(self, perhaps: Sequence[tuple[Target, Judgement]]) -> _Found:
        """Unknown subjects (R26), with what is measured so far and with what else would have to be known."""
        found = []
        context = self._context([target for target, _ in perhaps])
        judgements = self._judgements(context) if perhaps else ()
        for (target, unknown), judged in zip(perhaps, judgements, strict=True):
            both = unknown._replace(
                required=judged.required,
                measured=judged.measured,
                text=judged.text,
                gaps=tuple(dict.fromkeys((*unknown.gaps, *judged.gaps))),
                reason="no_term" if judged.reason == "no_term" else unknown.reason,
            )
            found.append((target, self._explainer.finding(target, both)))
        return found

    def _folded(
        self, context: RuleContext, several: Sequence[tuple[int, Judgement]]
    ) -> tuple[Target, Finding]:
        """One unknown for the school from subjects that may or may not be there (R8, R35)."""
        target = context.subjects[several[0][0]]
        gaps = tuple(dict.fromkeys(gap for _, judgement in several for gap in judgement.gaps))
        school = Target("school", target.schools, rows=(target.school,), period=target.period)
        evidence = tuple(
            cell
            for at, _ in several
            if target.kind == "teacher"
            for cell in context.own_cell(at, "name")
        )
        judgement = several[0][1]._replace(gaps=gaps, evidence=evidence[:1], related=evidence[1:])
        if self._rule.per and not self._audited.terms:
            judgement = judgement._replace(reason="no_term")
        return school, self._explainer.finding(school, judgement)

    def _for_all(self, judgement: Judgement) -> _Found:
        """The same judgement once for every school (R101), or for every district (R155)."""
        kind = "district" if self._rule.for_each == "district" else "school"
        return self._same_for(self._shared.everyone(kind), judgement)

    def _same_for(self, subjects: Sequence[Target], judgement: Judgement) -> _Found:
        return [(target, self._explainer.finding(target, judgement)) for target in subjects]


def _in_force(rule: Rule, day: dt.date | None) -> bool:
    """A period counts if its last day is on or after `from` (R67); with no period known nothing is excluded."""
    if day is None:
        return True
    return (rule.effective_from is None or day >= rule.effective_from) and (
        rule.effective_to is None or day <= rule.effective_to
    )


def _unread(target: Target) -> bool:
    """Whether it is a class whose name cannot be read (R17)."""
    return target.kind == "class" and not isinstance(target.grade, str)


def _unread_classes(context: RuleContext, school: int) -> list[Gap]:
    """The classes of the school's own table whose grade is not known (R17)."""
    frame = context.submissions.frames["classes"]
    return [
        Gap("classes", "grade", row)
        for row in context.submissions.rows_of("classes", school)
        if frame.source[row] >= 0 and not isinstance(frame.columns["grade"][row], str)
    ]
