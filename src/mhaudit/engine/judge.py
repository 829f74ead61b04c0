"""Judge every rule over all schools at once; one pass over a table per rule, not per school."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from mhaudit.engine.context import WHEN, RuleContext
from mhaudit.engine.explain import finding
from mhaudit.engine.subjects import Target, over_periods, targets
from mhaudit.errors import unexpected
from mhaudit.findings import Finding, Verdict
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Gap, Judgement
from mhaudit.kinds.conditions import EVERYTHING, Lexicon, Truth
from mhaudit.kinds.share import rules_named
from mhaudit.models.grades import STAGES
from mhaudit.models.submission import Submissions, grade_key
from mhaudit.models.terms import Audited
from mhaudit.rulebook.schema import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings per school (by index), and those of rules for districts."""

    schools: tuple[tuple[Finding, ...], ...]
    districts: tuple[tuple[str, tuple[Finding, ...]], ...]


def judge(
    rulebook: Rulebook, submissions: Submissions, audited: Audited, language: str = "zh"
) -> Judged:
    """Every active rule on every school; findings sorted by rule, then subject (R140)."""
    by_school: list[list[Finding]] = [[] for _ in range(submissions.size)]
    by_district: dict[str, list[Finding]] = {}
    outcomes = _unjudged_outcomes(rulebook, submissions, audited)
    packs = {rule.pack for rule in rulebook.active()}
    lexicons = {pack: lexicons_of(rulebook, pack) for pack in packs}
    for rule in sorted(rulebook.active(), key=lambda rule: (rule.for_each == "district", rule.id)):
        judged = judge_rule(rule, submissions, audited, lexicons[rule.pack], language, outcomes)
        if rule.for_each != "district":
            outcomes[rule.id] = _outcomes(judged, submissions.size)
        for school, found in judged:
            if rule.for_each == "district":
                by_district.setdefault(found.subject.district or "", []).append(found)
            else:
                by_school[school].append(found)
    return Judged(
        tuple(map(tuple, by_school)),
        tuple((name, tuple(found)) for name, found in sorted(by_district.items())),
    )


def judge_alone(
    rule: Rule, rulebook: Rulebook, submissions: Submissions, audited: Audited, language: str = "zh"
) -> list[tuple[int, Finding]]:
    """One rule by itself, as its examples are run; the rules that it builds on are judged before it."""
    outcomes = {
        ident: _outcome_of(rulebook.rule(ident), rulebook, submissions, audited)
        for ident in set(rules_named(rule.params))
    }
    lexicons = lexicons_of(rulebook, rule.pack)
    return judge_rule(rule, submissions, audited, lexicons, language, outcomes)


def example_judge(
    rulebook: Rulebook, language: str = "zh"
) -> Callable[[Rule, Submissions, Audited], list[Finding]]:
    """How the examples of a rulebook are judged (`mhaudit.rulebook.examples.Judge`)."""

    def judged(rule: Rule, submissions: Submissions, audited: Audited) -> list[Finding]:
        found = judge_alone(rule, rulebook, submissions, audited, language)
        return [finding for _, finding in found]

    return judged


def _unjudged_outcomes(
    rulebook: Rulebook, submissions: Submissions, audited: Audited
) -> dict[str, list[Truth | str]]:
    """Outcomes of rules that a target for districts builds on and that are not judged for schools themselves."""
    active = rulebook.active()
    needed = {ident for rule in active for ident in rules_named(rule.params)}
    return {
        ident: _outcome_of(rulebook.rule(ident), rulebook, submissions, audited)
        for ident in sorted(needed - {rule.id for rule in active})
    }


def _outcome_of(
    rule: Rule, rulebook: Rulebook, submissions: Submissions, audited: Audited
) -> list[Truth | str]:
    judged = judge_rule(rule, submissions, audited, lexicons_of(rulebook, rule.pack))
    return _outcomes(judged, submissions.size)


def _outcomes(judged: Sequence[tuple[int, Finding]], size: int) -> list[Truth | str]:
    """Per school: a rule passes if no subject of it fails or is unknown and one passes; else it is "excluded"."""
    verdicts: list[set[Verdict]] = [set() for _ in range(size)]
    for school, found in judged:
        verdicts[school].add(found.verdict)
    return [_outcome(each) for each in verdicts]


def _outcome(verdicts: set[Verdict]) -> Truth | str:
    if Verdict.FAIL in verdicts:
        return False
    if verdicts & {Verdict.UNKNOWN, Verdict.ERROR}:
        return None
    return True if Verdict.PASS in verdicts else "excluded"


def lexicons_of(rulebook: Rulebook, pack: str) -> dict[str, Lexicon]:
    """The words of a pack by `table.field`; free text of rules is always compared by a lexicon (R82)."""
    found = {"records.item": Lexicon(), "lessons.subject": Lexicon()}
    for key, terms in rulebook.terms.get(pack, {}).items():
        found[key] = Lexicon(terms.synonyms, terms.maybe)
    return found


def judge_rule(
    rule: Rule,
    submissions: Submissions,
    audited: Audited,
    lexicons: Mapping[str, Lexicon],
    language: str = "zh",
    outcomes: Mapping[str, Sequence[Truth | str]] | None = None,
) -> list[tuple[int, Finding]]:
    """`(school, finding)` of one rule, sorted; a rule that breaks gives one `error` per school and stops no other."""
    try:
        found = _judge_rule(rule, submissions, audited, lexicons, language, outcomes)
    except Exception as error:  # DESIGN §6: a rule that breaks is a verdict, and the others go on
        found = _broken(rule, submissions, audited, language, error)
    return sorted(found, key=lambda pair: (pair[0], _order(pair[1])))


def _judge_rule(
    rule: Rule,
    submissions: Submissions,
    audited: Audited,
    lexicons: Mapping[str, Lexicon],
    language: str,
    outcomes: Mapping[str, Sequence[Truth | str]] | None,
) -> list[tuple[int, Finding]]:
    subjects = targets(rule.for_each, submissions)
    periods = audited.periods(rule.per) if rule.per else []
    in_force = [period for period in periods if _in_force(rule, period.last)]
    if rule.per and audited.terms:
        subjects = over_periods(subjects, in_force)
    everyone = RuleContext(submissions, audited, subjects, lexicons, language)
    if not _in_force(rule, audited.last_day) if not rule.per else bool(periods) and not in_force:
        never = Judgement(Verdict.NOT_APPLICABLE, "", reason="not_in_force")
        return _for_all(rule, everyone, never)
    found: list[tuple[int, Finding]] = []
    to_judge: list[Target] = []
    unsure: list[tuple[Target, Judgement]] = []
    folded: dict[tuple[int, str | None], list[tuple[int, Judgement]]] = {}
    where = rule.where or EVERYTHING
    for at, target in enumerate(subjects):
        truth = everyone.truth(at, where)
        if truth is False:
            continue
        unread = target.kind == "class" and not isinstance(target.grade, str)  # R17
        if truth is True and target.sure and not unread:
            to_judge.append(target)
            continue
        unknown = _unsure(
            everyone, at, target, everyone.open_fields(at, where) or (["grade"] if unread else [])
        )
        if target.sure and target.kind != "teacher":
            unsure.append((target, unknown))
        else:
            key = target.school, target.period.id if target.period else None
            folded.setdefault(key, []).append((at, unknown))
    context = RuleContext(submissions, audited, to_judge, lexicons, language, outcomes)
    found += [
        (target.school, finding(rule, context, target, judgement))
        for target, judgement in zip(to_judge, _judgements(rule, context), strict=True)
    ]
    found += _perhaps_judged(
        rule,
        RuleContext(
            submissions, audited, [target for target, _ in unsure], lexicons, language, outcomes
        ),
        [unknown for _, unknown in unsure],
    )
    found += [(key[0], _fold(rule, everyone, several)) for key, several in folded.items()]
    if rule.for_each != "district":
        reached = {school for school, _ in found}
        left = [school for school in range(submissions.size) if school not in reached]
        found += [_for_school(rule, everyone, school, "notapplicable") for school in left]
    return found


def _in_force(rule: Rule, day: dt.date | None) -> bool:
    """A period counts if its last day is on or after `from` (R67); with no period known nothing is excluded."""
    if day is None:
        return True
    return (rule.effective_from is None or day >= rule.effective_from) and (
        rule.effective_to is None or day <= rule.effective_to
    )


def _judgements(rule: Rule, context: RuleContext) -> Sequence[Judgement]:
    """The kind's judgements; without any period known a rule that needs one is unknown (R129)."""
    if rule.per and not context.audited.terms:
        table = getattr(rule.params, "of", None) or getattr(rule.params, "table", None)
        gaps = (Gap(table, WHEN[table]),) if table in WHEN else ()
        return [Judgement(Verdict.UNKNOWN, "", gaps=gaps, reason="no_term")] * context.size
    return KINDS[rule.kind].judge(rule.params, context)


def _perhaps_judged(
    rule: Rule, context: RuleContext, unknowns: Sequence[Judgement]
) -> list[tuple[int, Finding]]:
    """Unknown subjects (R26), with what is measured so far and with what else would have to be known."""
    found = []
    judgements = _judgements(rule, context) if unknowns else ()
    for target, unknown, judged in zip(context.subjects, unknowns, judgements, strict=True):
        both = replace(
            unknown,
            required=judged.required,
            measured=judged.measured,
            text=judged.text,
            gaps=tuple(dict.fromkeys((*unknown.gaps, *judged.gaps))),
            reason="no_term" if judged.reason == "no_term" else unknown.reason,
        )
        found.append((target.school, finding(rule, context, target, both)))
    return found


def _unsure(context: RuleContext, at: int, target: Target, names: Sequence[str]) -> Judgement:
    """Unknown because it is not known whether the rule applies, or whether the subject is there at all."""
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


def _unread_classes(context: RuleContext, school: int) -> list[Gap]:
    """The classes of the school's own table whose grade is not known (R17)."""
    frame = context.submissions.frames["classes"]
    return [
        Gap("classes", "grade", row)
        for row in context.submissions.rows_of("classes", school)
        if frame.source[row] >= 0 and not isinstance(frame.columns["grade"][row], str)
    ]


def _fold(rule: Rule, context: RuleContext, several: Sequence[tuple[int, Judgement]]) -> Finding:
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
    judgement = replace(several[0][1], gaps=gaps, evidence=evidence[:1], related=evidence[1:])
    if rule.per and not context.audited.terms:
        judgement = replace(judgement, reason="no_term")
    return finding(rule, context, school, judgement)


def _for_school(rule: Rule, context: RuleContext, school: int, reason: str) -> tuple[int, Finding]:
    """The one `notapplicable` finding of a school (R101)."""
    target = Target("school", (school,), rows=(school,))
    return school, finding(
        rule, context, target, Judgement(Verdict.NOT_APPLICABLE, "", reason=reason)
    )


def _for_all(rule: Rule, context: RuleContext, judgement: Judgement) -> list[tuple[int, Finding]]:
    """The same judgement once for every school, or for every district (R155)."""
    everywhere = targets(
        "district" if rule.for_each == "district" else "school", context.submissions
    )
    return [(target.school, finding(rule, context, target, judgement)) for target in everywhere]


def _broken(
    rule: Rule, submissions: Submissions, audited: Audited, language: str, error: Exception
) -> list[tuple[int, Finding]]:
    judgement = Judgement(
        Verdict.ERROR,
        "",
        reason="error",
        values=(("error", unexpected(error)),),
    )
    return _for_all(rule, RuleContext(submissions, audited, [], {}, language), judgement)


def _order(found: Finding) -> tuple[object, ...]:
    subject = found.subject
    stage = list(STAGES).index(subject.stage) if subject.stage in STAGES else len(STAGES)
    klass = subject.klass or ""
    number = int(klass) if klass.isdigit() else 10_000
    return (
        found.rule, subject.kind == "school" and found.verdict is Verdict.UNKNOWN, stage, grade_key(subject.grade),
        number, klass, subject.teacher or "", subject.term or "", subject.period or "", found.fingerprint,
    )  # fmt: skip
