"""The audit as a library: paths go in, an `AuditResult` comes out. The command line is a thin layer over this.

>>> from mhaudit import audit                                    # doctest: +SKIP
>>> audit(["我校.xlsx"], term="2024-2025-1").schools[0].standing   # doctest: +SKIP
'fail'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mhaudit import findings
from mhaudit.findings import (
    DistrictResult,
    Finding,
    Issue,
    KindInfo,
    PackInfo,
    PeriodInfo,
    SchoolResult,
)

if TYPE_CHECKING:
    from mhaudit.engine.judge import Judged
    from mhaudit.loader.load import Loaded, Progress
    from mhaudit.rulebook.examples import ExampleResult
    from mhaudit.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class AuditResult(findings.AuditResult):
    """The whole of one run, with what a program wants of it."""

    def to_json(self) -> str:
        """The result document `mhaudit/1` (DESIGN §7); `mhaudit schema result` prints its JSON Schema."""
        from mhaudit.reports.result import to_json

        return to_json(self)


def audit(
    paths: Sequence[str | Path],
    *,
    rules: Sequence[str | Path] = ("nanchang",),
    term: str | None = None,
    as_of: dt.date | None = None,
    lang: str = "zh",
    show_names: bool = False,
    progress: Progress | None = None,
) -> AuditResult:
    """Audit every school found under `paths` against rule packs.

    `term` is `2024-2025-1`, or a school year `2024-2025`; without it the term is the one most activity dates
    fall in (R129). Names of pupils are masked unless `show_names`. `progress` is told how many files have
    been read, of how many. Raises `UsageError` for a missing path or a bad `term`, `RuleFileError` for a rule
    file that cannot be used; a bad input file raises nothing.
    """
    from mhaudit.engine.judge import judge
    from mhaudit.loader.load import LoadOptions, load
    from mhaudit.rulebook.load import load_rulebook

    rulebook = load_rulebook(rules, language=lang)
    options = LoadOptions(
        term=term,
        as_of=as_of,
        show_names=show_names,
        synonyms=dict(rulebook.synonyms("records", "item").synonyms),
        language=lang,
    )
    loaded = load([Path(path) for path in paths], options, progress)
    judged = judge(rulebook, loaded.submissions, loaded.audited, lang)
    return _result(loaded, rulebook, judged, lang)


def inspect(
    paths: Sequence[str | Path],
    *,
    lang: str = "zh",
    show_names: bool = False,
    preview: int = 3,
    progress: Progress | None = None,
) -> AuditResult:
    """How the reader understands files: inputs, schools and data issues, without any finding.

    `preview` (at least 1) is how many first rows of each table are shown as read.
    """
    from mhaudit.loader.account import kinds
    from mhaudit.loader.load import LoadOptions, load

    options = LoadOptions(show_names=show_names, preview=preview, language=lang)
    loaded = load([Path(path) for path in paths], options, progress)
    return _result(loaded, None, None, lang, kinds(loaded.submissions))


def run_examples(rules: Sequence[str | Path] = ("nanchang",)) -> list[ExampleResult]:
    """Judge the examples that stand in rule files."""
    from mhaudit.engine.judge import judge_rule, lexicons_of
    from mhaudit.models.submission import Submissions
    from mhaudit.models.terms import Audited
    from mhaudit.rulebook.examples import run_examples as run
    from mhaudit.rulebook.load import load_rulebook
    from mhaudit.rulebook.schema import Rule

    rulebook = load_rulebook(rules)

    def judged(rule: Rule, submissions: Submissions, audited: Audited) -> list[Finding]:
        lexicons = lexicons_of(rulebook, rule.pack)
        return [found for _, found in judge_rule(rule, submissions, audited, lexicons)]

    return run(rulebook, judged)


def _result(
    loaded: Loaded,
    rulebook: Rulebook | None,
    judged: Judged | None,
    lang: str,
    kinds: Sequence[KindInfo | None] = (),
) -> AuditResult:
    from mhaudit import __version__
    from mhaudit.engine.issues import worded

    grouped = worded(loaded.submissions.issues, lang)
    return AuditResult(
        tool_version=__version__,
        language=lang,
        audited_at=dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
        period=_period(loaded),
        packs=_packs(rulebook),
        inputs=tuple(loaded.submissions.inputs),
        schools=tuple(_schools(loaded, rulebook, judged, grouped, lang, kinds)),
        districts=tuple(DistrictResult(name, found) for name, found in judged.districts)
        if judged
        else (),
        data_issues=tuple(grouped.get(None, ())),
    )


def _packs(rulebook: Rulebook | None) -> tuple[PackInfo, ...]:
    return rulebook.packs if rulebook else ()


def _period(loaded: Loaded) -> PeriodInfo:
    audited = loaded.audited
    return PeriodInfo(
        audited.school_year,
        audited.terms,
        audited.as_of,
        loaded.period_how,
        not audited.calendar.terms,
    )


def _schools(
    loaded: Loaded,
    rulebook: Rulebook | None,
    judged: Judged | None,
    grouped: Mapping[int | None, Sequence[Issue]],
    lang: str,
    kinds: Sequence[KindInfo | None],
) -> Iterable[SchoolResult]:
    """Sorted by district, code, name (R140)."""
    from mhaudit.engine.scorecard import checklist, standing

    submissions = loaded.submissions
    found = []
    for school in range(submissions.size):
        name = submissions.school(school, "name") or ""
        code, district = submissions.school(school, "code"), submissions.school(school, "district")
        findings = judged.schools[school] if judged else ()
        cards = (
            tuple(
                checklist(spec, findings, submissions, school, rulebook, lang)
                for spec in rulebook.checklists
            )
            if rulebook
            else ()
        )
        state = standing(findings) if judged else "notapplicable"
        found.append(
            SchoolResult(
                name,
                code,
                district,
                state,
                findings,
                cards,
                tuple(grouped.get(school, ())),
                kinds[school] if kinds else None,
            )
        )
    return sorted(found, key=lambda result: (result.district or "", result.code or "", result.name))
