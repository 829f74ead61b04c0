"""Waivers laid over what was judged (R132): only a failure is waived, and only while the waiver is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mhaudit.engine.judge import Judged
from mhaudit.findings import DataIssue, Finding, Place, Verdict
from mhaudit.loader.identity import SchoolName
from mhaudit.models.submission import Submissions
from mhaudit.models.terms import Audited
from mhaudit.rulebook.check import likeliest_few
from mhaudit.rulebook.waivers import Waiver
from mhaudit.wording import say


def waive(
    judged: Judged,
    waivers: Sequence[Waiver],
    submissions: Submissions,
    audited: Audited,
    language: str,
) -> tuple[Judged, list[Used]]:
    """What was judged with its waivers, and for each school which of them were used.

    The day that counts is that of the audit; with no period known it is today.
    """
    day = _day(audited)

    def laid_over(school: int, finding: Finding, used: Used) -> Finding:
        if finding.verdict is not Verdict.FAIL:
            return finding
        meant = [
            (at, each)
            for at, each in enumerate(waivers)
            if _meant(each, finding, school, submissions, audited)
        ]
        for at, waiver in meant:
            if waiver.since <= day <= waiver.until:
                used.waived.add(at)
                return finding._replace(verdict=Verdict.WAIVED, waiver=waiver.text(language))
        used.late.update(at for at, _ in meant)
        notes = [_not_in_force(each, day, language) for _, each in meant]
        return finding._replace(message="".join((finding.message, *notes)))

    uses = [Used() for _ in judged.schools]
    schools = tuple(
        tuple(laid_over(school, finding, uses[school]) for finding in findings)
        for school, findings in enumerate(judged.schools)
    )
    return replace(judged, schools=schools), uses


@dataclass(slots=True)
class Used:
    """Waivers by their index: those that waived a failure, and those that would have, were they in force."""

    waived: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)


def unused(
    waivers: Sequence[Waiver],
    uses: Iterable[Used],
    schools: Sequence[SchoolName],
    audited: Audited,
) -> list[DataIssue]:
    """An issue for each waiver that is not in force or that waives nothing, in the whole run of `schools`."""
    waived: set[int] = set()
    late: set[int] = set()
    for used in uses:
        waived |= used.waived
        late |= used.late
    day = _day(audited)
    return [
        _issue("D421", each, ("day", str(day)))
        if at in late
        else _issue("D422", each, *_absent(each.school, schools))
        for at, each in enumerate(waivers)
        if at not in waived
    ]


def _day(audited: Audited) -> dt.date:
    """The day on which a waiver is to be in force."""
    return audited.as_of or dt.date.today()


def _absent(given: str, schools: Sequence[SchoolName]) -> Iterator[tuple[str, str]]:
    """What to say of a school that is not in the audit: those whose name or code is most like it, if any is."""
    known = {word for each in schools for word in (each.name, each.code) if word}
    if given in known:
        yield "absent_key", ""
        return
    alike = likeliest_few(given, sorted(known))
    yield "absent_key", "waiver.absent.alike" if alike else "waiver.absent"
    yield "alike", " / ".join(alike)


def _meant(
    waiver: Waiver, finding: Finding, school: int, submissions: Submissions, audited: Audited
) -> bool:
    """Whether the finding lies within the waiver's scope; dates aside."""
    subject = finding.subject
    names = (submissions.school(school, "name"), submissions.school(school, "code"))
    terms = (subject.term,) if subject.term else audited.terms
    return (
        waiver.rule == finding.rule
        and waiver.school in names
        and waiver.grade in (None, subject.grade)
        and waiver.klass in (None, subject.klass)
        and (waiver.term is None or waiver.term in terms)
    )


def _not_in_force(waiver: Waiver, day: dt.date, language: str) -> str:
    key = "waiver.expired" if waiver.until < day else "waiver.not_yet"
    return say(language, key, since=waiver.since, until=waiver.until, document=waiver.document)


def _issue(code: str, waiver: Waiver, *more: tuple[str, str]) -> DataIssue:
    values = {
        "rule": waiver.rule,
        "school": waiver.school,
        "document": waiver.document,
        "since": str(waiver.since),
        "until": str(waiver.until),
        "line": str(waiver.line),
    }
    return DataIssue(code, (*values.items(), *more), Place(waiver.file, None, None))
