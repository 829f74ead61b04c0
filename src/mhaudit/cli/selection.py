"""`--school` and `--rule`: the part of a result that was asked for. What is left out is said in its notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from mhaudit.errors import UsageError
from mhaudit.findings import AuditResult, DistrictResult, Finding, SchoolResult
from mhaudit.reports.views import changed, picked
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.rulebook.schema import Rulebook

SUGGESTED = 5
"""How many schools an error names."""


@dataclass(frozen=True, slots=True)
class Only:
    """The rules asked for, sorted, and the (table, field) that they read. No rule means all."""

    rules: tuple[str, ...] = ()
    reads: frozenset[tuple[str, str]] = frozenset()


def only_rules(names: Sequence[str], rulebook: Rulebook, language: str) -> Only:
    """Rules named by id or name, in any case. UsageError for one that is unknown or switched off."""
    from mhaudit.forms.uses import uses

    ids = _rule_ids(names, rulebook, language)
    read = uses(rulebook).rules.items()
    return Only(ids, frozenset(where for where, rules in read if not set(ids).isdisjoint(rules)))


def _rule_ids(names: Sequence[str], rulebook: Rulebook, language: str) -> tuple[str, ...]:
    known = {key.casefold(): rule for rule in rulebook.rules for key in (rule.name, rule.id)}
    found: dict[str, None] = {}
    for name in names:
        rule = known.get(name.strip().casefold())
        if rule is None:
            close = get_close_matches(name.strip().casefold(), known, n=1)
            hint = say(language, "cli.error.rule.hint")
            if close:
                told = known[close[0]].id if close[0] == known[close[0]].id.casefold() else close[0]
                hint = f"{say(language, 'cli.error.did_you_mean', name=told)} {hint}"
            raise UsageError(say(language, "cli.error.rule", name=name), hint=hint)
        if rule.disabled is not None:
            reason = rule.disabled_in(language)
            raise UsageError(say(language, "cli.error.rule.off", name=rule.id, reason=reason))
        found[rule.id] = None
    return tuple(sorted(found))


def selectors(values: Sequence[str] | None) -> tuple[str, ...]:
    """What `--select` or `--ignore` names, parted by commas (of Chinese keyboards too)."""
    joined = ",".join(values or ()).replace("\uff0c", ",").replace("\u3001", ",")
    return tuple(part.strip() for part in joined.split(",") if part.strip())


def chosen(result: AuditResult, schools: Sequence[str], only: Only) -> AuditResult:
    """The result with the schools and rules asked for; none given means all.

    A school's standing is that of the rules shown; checklists need all rules and are left out where some
    are; of the data issues those stay that bear on the rules. Files that could not be read stay, and so does
    the exit code they give. UsageError where no school fits.
    """
    if schools and result.schools:
        result = _with_schools(result, schools)
    return _with_rules(result, only) if only.rules else result


def _with_rules(result: AuditResult, only: Only) -> AuditResult:
    from mhaudit.cli.bearing import Bearing
    from mhaudit.engine.scorecard import standing

    def of_rules(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(found for found in findings if found.rule in only.rules)

    bearing = Bearing(only.reads, result.inputs)

    def shown_of(school: SchoolResult) -> SchoolResult:
        kept = of_rules(school.findings)
        issues = bearing.among(school.data_issues, kept)
        return replace(
            school, findings=kept, standing=standing(kept), checklists=(), data_issues=issues
        )

    districts = [replace(one, findings=of_rules(one.findings)) for one in result.districts]
    shown = replace(
        result,
        schools=changed(result.schools, shown_of),
        districts=tuple(one for one in districts if one.findings),
        data_issues=bearing.among(result.data_issues, ()),
    )
    hidden = len(result.data_issues) - len(shown.data_issues)
    for school in result.schools:
        hidden += len(school.data_issues) - len(shown_of(school).data_issues)
    return replace(shown, notes=(*result.notes, *_left_out(only, hidden, result.language)))


def _left_out(only: Only, hidden: int, language: str) -> Iterator[str]:
    """What `--rule` shows, and how many data issues it leaves out."""
    named = say(language, "list.comma").join(only.rules)
    yield say(language, "cli.only.rules", rules=named)
    if hidden:
        yield say(language, "cli.only.issues", count=hidden)


def _with_schools(result: AuditResult, names: Sequence[str]) -> AuditResult:
    known = [_Known(each.name, each.code, each.district) for each in result.schools]
    kept: set[int] = set()
    for name in names:
        found = _meant(known, name)
        if not found:
            raise _no_such_school(known, name, result.language)
        kept |= found
    schools = picked(result.schools, sorted(kept))
    districts = {known[at].district for at in kept}
    counts = {"shown": len(schools), "count": len(result.schools)}
    return replace(
        result,
        schools=schools,
        districts=tuple(one for one in result.districts if _in(one, districts)),
        notes=(*result.notes, say(result.language, "cli.only.schools", **counts)),
    )


def _in(district: DistrictResult, districts: set[str | None]) -> bool:
    return district.name in districts


class _Known(NamedTuple):
    """What a school is known by."""

    name: str
    code: str | None
    district: str | None


def _meant(schools: Sequence[_Known], name: str) -> set[int]:
    """The number of the school of that name or code; else of all whose names hold the text."""
    wanted = _plain(name)
    if not wanted:
        return set()
    names = [_plain(school.name) for school in schools]
    exact = {
        at for at, school in enumerate(schools) if wanted in (names[at], _plain(school.code or ""))
    }
    return exact or {at for at, name in enumerate(names) if wanted in name}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _no_such_school(schools: Sequence[_Known], name: str, language: str) -> UsageError:
    names = {_plain(school.name): school.name for school in schools if school.name}
    close = get_close_matches(_plain(name), names, n=SUGGESTED, cutoff=0.3) or list(names)
    listed = say(language, "list.comma").join(names[key] for key in close[:SUGGESTED])
    return UsageError(
        say(language, "cli.error.school", name=name),
        hint=say(language, "cli.error.school.hint", names=listed) if listed else None,
    )
