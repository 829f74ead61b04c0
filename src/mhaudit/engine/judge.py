"""Judge every rule over all schools at once; one pass over a table per rule, not per school."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mhaudit.engine.no_district import told, uncounted
from mhaudit.engine.rule import RuleRun
from mhaudit.engine.shared import Shared
from mhaudit.findings import DistrictResult, Finding, Verdict
from mhaudit.kinds.conditions import Lexicon, Truth
from mhaudit.kinds.share import rules_named
from mhaudit.models.submission import Submissions
from mhaudit.models.terms import Audited
from mhaudit.rulebook.schema import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings per school (by index), and how each school fares by the rules that targets for districts name."""

    schools: tuple[tuple[Finding, ...], ...]
    outcomes: Mapping[str, Sequence[Truth | str]]


def judge(
    rulebook: Rulebook, submissions: Submissions, audited: Audited, language: str = "zh"
) -> Judged:
    """Every active rule for schools on every school; findings sorted by rule, then subject (R140)."""
    by_school: list[list[Finding]] = [[] for _ in range(submissions.size)]
    outcomes = _unjudged_outcomes(rulebook, submissions, audited)
    named = {ident for rule in rulebook.active() for ident in rules_named(rule.params)}
    shared: dict[str, Shared] = {}
    for rule in sorted(rulebook.active(), key=lambda rule: rule.id):
        if rule.for_each == "district":
            continue
        if rule.pack not in shared:
            shared[rule.pack] = Shared(submissions, audited, lexicons_of(rulebook, rule.pack))
        judged = RuleRun(rule, shared[rule.pack], language, outcomes).findings()
        if rule.id in named:
            outcomes[rule.id] = _outcomes(judged, submissions.size)
        for school, found in judged:
            by_school[school].append(found)
    return Judged(tuple(map(tuple, by_school)), {ident: outcomes[ident] for ident in sorted(named)})


def judge_districts(
    rulebook: Rulebook,
    submissions: Submissions,
    audited: Audited,
    outcomes: Mapping[str, Sequence[Truth | str]],
    language: str = "zh",
) -> tuple[DistrictResult, ...]:
    """Every active rule for districts, over all schools of the run; `outcomes` as `judge` has them."""
    by_district: dict[str, list[Finding]] = {}
    for rule in sorted(rulebook.active(), key=lambda rule: rule.id):
        if rule.for_each != "district":
            continue
        lexicons = lexicons_of(rulebook, rule.pack)
        more = len(uncounted(rule, submissions, audited, outcomes))
        for _, found in judge_rule(rule, submissions, audited, lexicons, language, outcomes):
            name = found.subject.district or ""
            by_district.setdefault(name, []).append(told(found, more, language))
    return tuple(DistrictResult(name, tuple(found)) for name, found in sorted(by_district.items()))


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
    return RuleRun(rule, Shared(submissions, audited, lexicons), language, outcomes).findings()
