"""The audit as a library: paths go in, an `AuditResult` comes out. The command line is a thin layer over this.

>>> from mhaudit import audit
>>> result = audit(["sample_data/faulty_school.xlsx"], term="2024-2025-1")
>>> school = result.schools[0]
>>> school.name, school.standing
('南昌市栖澜中学', 'fail')
>>> [(f.rule, f.places[0].text(), f.shortfall) for f in school.findings if f.rule == "NC101"]
[('NC101', '学校!F4', 1)]

For analysis, one row per finding:

>>> frame = result.to_frame()
>>> frame.loc[frame["rule"].eq("NC105"), ["teacher", "verdict", "cell"]].to_records(index=False).tolist()
[('顾念安', 'fail', 'H4'), ('骆清扬', 'pass', 'H5')]
>>> import json
>>> json.loads(result.to_json())["schema"]
'mhaudit/1'
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
    Issue,
    KindInfo,
    PackInfo,
    PeriodInfo,
    RuleInfo,
    SchoolResult,
)
from mhaudit.wording import say

if TYPE_CHECKING:
    import pandas as pd

    from mhaudit.config import Config
    from mhaudit.engine.judge import Judged
    from mhaudit.loader.load import Loaded, Progress
    from mhaudit.rulebook.examples import ExampleResult
    from mhaudit.rulebook.schema import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class AuditResult(findings.AuditResult):
    """The whole of one run, with what a program wants of it."""

    def to_json(self) -> str:
        """The result document `mhaudit/1` (DESIGN §7); `mhaudit schema result` prints its JSON Schema."""
        from mhaudit.reports.result import to_json

        return to_json(self)

    def to_frame(self) -> pd.DataFrame:
        """One row per finding, schools and rules in the order of the result, districts' findings last.

        Columns of dtype `string` (<NA> where there is nothing): `school`, `school_code`, `district`, `rule`,
        `name`, `title`, `group`, `group_title`, `pack`, `subject_kind`, `stage`, `grade`, `class`, `teacher`,
        `term`, `period`, `subject` (the label), `measured_text`, `required`, `message`, `fix`; `file`,
        `sheet`, `cell` and `value` of the first place; `places` (all of them, as `教师!D12; …`), `missing`
        (what would decide an unknown, as `teachers.duty 教师!D12; …`); `document`, `clause`, `quote`,
        `fingerprint`, `waiver`.

        Of dtype `category`, always with all of their categories: `standing` (of the school), `level`,
        `strength` and `verdict`. Of dtype `float64` (NaN where there is nothing): `measured`, `shortfall`.

        pandas is imported here, not before.
        """
        from mhaudit.frame import to_frame

        return to_frame(self)


def audit(
    paths: Sequence[str | Path],
    *,
    rules: Sequence[str | Path] | None = None,
    term: str | None = None,
    as_of: dt.date | None = None,
    lang: str | None = None,
    show_names: bool = False,
    progress: Progress | None = None,
    config: Config | str | Path | None = None,
    waivers: str | Path | None = None,
) -> AuditResult:
    """Audit every school found under `paths` against rule packs.

    `rules` are names of packs and paths of rule files, the pack `nanchang` by default. `term` is
    `2024-2025-1`, or a school year `2024-2025`; without it the term is the one most activity dates fall in
    (R129). `lang` is `zh` (the default) or `en`. Names of pupils are masked unless `show_names`. `progress`
    is told how many files have been read, of how many. `config` names a configuration file; without it,
    `mhaudit.toml` is looked for beside the first path and above, as the command line does, and
    `mhaudit.config.Config()` is no configuration at all. `waivers` is a file of waivers (R132). What is given
    here outranks what the configuration sets.

    Raises `UsageError` for a missing path or a bad `term`, `RuleFileError` for a rule or configuration file
    that cannot be used; a bad input file raises nothing.
    """
    from mhaudit.config import configuration
    from mhaudit.engine.judge import judge
    from mhaudit.engine.waive import waive
    from mhaudit.loader.load import LoadOptions, load
    from mhaudit.rulebook.load import load_rulebook
    from mhaudit.rulebook.waivers import load_waivers

    settled = configuration(config, paths, lang)
    lang = lang or settled.lang or "zh"
    packs = rules or settled.rules or ("nanchang",)
    rulebook = load_rulebook(packs, language=lang, examples=False)
    excused = load_waivers(waivers, rulebook, lang) if waivers is not None else ()
    options = LoadOptions(
        term=term or settled.term,
        as_of=as_of,
        calendar=settled.calendar,
        show_names=show_names,
        absent_school=settled.absent_school,
        synonyms=dict(rulebook.synonyms("records", "item").synonyms),
        vocabulary_extra=settled.vocabulary,
        limits=settled.limits,
        language=lang,
    )
    loaded = load(sorted(Path(path) for path in paths), options, progress)
    judged = judge(rulebook, loaded.submissions, loaded.audited, lang)
    if waivers is not None:
        judged, issues = waive(judged, excused, loaded.submissions, loaded.audited, lang)
        loaded.submissions.issues.extend(issues)
    how = "file" if term is None and settled.term else loaded.period_how
    return _result(_Run(loaded, rulebook, judged, lang, how, settled))


def inspect(
    paths: Sequence[str | Path],
    *,
    lang: str | None = None,
    show_names: bool = False,
    preview: int = 3,
    progress: Progress | None = None,
    config: Config | str | Path | None = None,
) -> AuditResult:
    """How the reader understands files: inputs, schools and data issues, without any finding.

    `preview` (at least 1) is how many first rows of each table are shown as read; `config` as for `audit`.
    """
    from mhaudit.config import configuration
    from mhaudit.loader.account import kinds
    from mhaudit.loader.load import LoadOptions, load

    settled = configuration(config, paths, lang)
    lang = lang or settled.lang or "zh"
    options = LoadOptions(
        term=settled.term,
        calendar=settled.calendar,
        show_names=show_names,
        absent_school=settled.absent_school,
        vocabulary_extra=settled.vocabulary,
        limits=settled.limits,
        preview=preview,
        language=lang,
    )
    loaded = load(sorted(Path(path) for path in paths), options, progress)
    how = "file" if settled.term else loaded.period_how
    return _result(_Run(loaded, None, None, lang, how, settled, kinds(loaded.submissions)))


def run_examples(rules: Sequence[str | Path] = ("nanchang",)) -> list[ExampleResult]:
    """Judge the examples that stand in rule files."""
    from mhaudit.engine.judge import example_judge
    from mhaudit.rulebook.examples import run_examples as run
    from mhaudit.rulebook.load import load_rulebook

    rulebook = load_rulebook(rules)
    return run(rulebook, example_judge(rulebook))


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run came to, before it is a result. `how` is where the period came from."""

    loaded: Loaded
    rulebook: Rulebook | None
    judged: Judged | None
    lang: str
    how: str
    config: Config
    kinds: Sequence[KindInfo | None] = ()


def _result(run: _Run) -> AuditResult:
    from mhaudit import __version__
    from mhaudit.engine.issues import worded

    loaded, rulebook, judged, lang = run.loaded, run.rulebook, run.judged, run.lang
    note = run.config.note(lang)
    grouped = worded(loaded.submissions.issues, lang)
    return AuditResult(
        tool_version=__version__,
        language=lang,
        audited_at=dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
        period=_period(loaded, run.how),
        packs=_packs(rulebook),
        rules=_rules(rulebook, lang),
        inputs=tuple(loaded.submissions.inputs),
        schools=tuple(_schools(loaded, rulebook, judged, grouped, lang, run.kinds)),
        districts=tuple(DistrictResult(name, found) for name, found in judged.districts)
        if judged
        else (),
        data_issues=tuple(grouped.get(None, ())),
        notes=(note,) if note else (),
    )


def _rules(rulebook: Rulebook | None, lang: str) -> tuple[RuleInfo, ...]:
    if rulebook is None:
        return ()
    return tuple(
        RuleInfo(
            id=rule.id,
            name=rule.name,
            title=rule.titled(lang),
            strength=rule.strength,
            group=rule.group,
            group_title=rule.group_titled(lang),
            pack=rule.pack,
            document=rule.clause.document.title,
            issuer=rule.clause.document.issuer,
            date=rule.clause.document.date,
            number=rule.clause.document.number,
            url=rule.clause.document.url,
            clause=rule.clause.clause,
            quote=rule.clause.quote,
            fix=rule.fix_in(lang),
            disabled=rule.disabled or _counted_as(rule, lang),
        )
        for rule in rulebook.rules
    )


def _counted_as(rule: Rule, lang: str) -> str | None:
    """Why a rule that is on has no findings of its own: another one asks the same."""
    if rule.counted_as is None:
        return None
    return say(lang, "cli.rules.counted_as", rule=rule.counted_as)


def _packs(rulebook: Rulebook | None) -> tuple[PackInfo, ...]:
    return rulebook.packs if rulebook else ()


def _period(loaded: Loaded, how: str) -> PeriodInfo:
    audited = loaded.audited
    days = audited.calendar.terms
    return PeriodInfo(
        audited.school_year,
        audited.terms,
        audited.as_of,
        how,
        default_dates=not days or any(term not in days for term in audited.terms),
        set_dates=tuple((term, *days[term]) for term in audited.terms if term in days),
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
