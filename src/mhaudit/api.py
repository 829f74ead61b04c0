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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mhaudit import findings
from mhaudit.findings import PackInfo, PeriodInfo, RuleInfo, Selection
from mhaudit.wording import say

if TYPE_CHECKING:
    import pandas as pd

    from mhaudit.batch.run import Outcome, Progress
    from mhaudit.batch.tasks import Job
    from mhaudit.config import Config
    from mhaudit.loader.load import LoadOptions
    from mhaudit.models.terms import Audited
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
        `strength` and `verdict`. Of dtype `float64` (NaN where there is nothing): `measured`, `shortfall`. Of
        dtype `bool`: `known` (whether a baseline has it too; without one False).

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
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int = 0,
    dask: str | None = None,
    cache: Path | None = None,
) -> AuditResult:
    """Audit every school found under `paths` against rule packs.

    `rules` are names of packs and paths of rule files, the pack `nanchang` by default. `term` is
    `2024-2025-1`, or a school year `2024-2025`; without it the term is the one most activity dates fall in
    (R129). `lang` is `zh` (the default) or `en`. Names of pupils are masked unless `show_names`. `progress`
    is told how many files have been read, of how many. `config` names a configuration file; without it,
    `mhaudit.toml` is looked for beside the first path and above, as the command line does, and
    `mhaudit.config.Config()` is no configuration at all. `waivers` is a file of waivers (R132).
    `select` and `ignore` name rules by id, start of ids, group or strength: only what is selected, all if
    nothing is, and not ignored is judged. `jobs` is how many child processes read and judge, each within limits
    of memory and time; with 0 it is done in this process, which a hostile file may then cost. Except on Linux a
    child loads the calling program anew, so call under `if __name__ == "__main__":`. `dask` is the
    address of a Dask scheduler (`tcp://host:8786`) whose workers do it instead. `cache` is a folder in which a
    run over many files leaves what it found, so that the next one reads only what has changed; never with
    `show_names`. What is given here outranks what the configuration sets.

    Raises `UsageError` for a missing path, a bad `term`, children or a cluster that cannot be used, `RuleFileError` for
    a rule or configuration file that cannot be used; a bad input file raises nothing.
    """
    from mhaudit.batch.tasks import Job
    from mhaudit.config import configuration
    from mhaudit.rulebook.load import load_rulebook
    from mhaudit.rulebook.selecting import selected
    from mhaudit.rulebook.waivers import load_waivers

    settled = configuration(config, paths, lang)
    lang = lang or settled.lang or "zh"
    packs = rules or settled.rules or ("nanchang",)
    rulebook = load_rulebook(packs, language=lang, examples=False)
    files = settled.waivers if waivers is None else (waivers,)
    excused = load_waivers(files, rulebook, lang)
    rulebook, selection = selected(rulebook, select, ignore, lang)
    excused = tuple(each for each in excused if each.rule not in rulebook.left_out)
    given = _options(settled, rulebook, lang, show_names=show_names)
    options = replace(given, term=term or settled.term, as_of=as_of)
    job = Job(rulebook, options, excused)
    outcome = _run(paths, job, jobs, progress, dask, None if show_names else cache)
    return _result(outcome, job, settled, selection, from_file=term is None)


def inspect(
    paths: Sequence[str | Path],
    *,
    lang: str | None = None,
    show_names: bool = False,
    preview: int = 3,
    progress: Progress | None = None,
    config: Config | str | Path | None = None,
    jobs: int = 0,
) -> AuditResult:
    """How the reader understands files: inputs, schools and data issues, without any finding.

    `preview` (at least 1) is how many first rows of each table are shown as read; `config` as for `audit`: its
    rules say which headings are items and courses.
    """
    from mhaudit.batch.tasks import Job
    from mhaudit.config import configuration
    from mhaudit.rulebook.load import load_rulebook

    settled = configuration(config, paths, lang)
    lang = lang or settled.lang or "zh"
    rulebook = load_rulebook(settled.rules or ("nanchang",), language=lang, examples=False)
    options = replace(_options(settled, rulebook, lang, show_names=show_names), preview=preview)
    job = Job(None, options)
    outcome = _run(paths, job, jobs, progress)
    return _result(outcome, job, settled)


def _options(settled: Config, rulebook: Rulebook, lang: str, *, show_names: bool) -> LoadOptions:
    """What the configuration and the rules say of reading."""
    from mhaudit.loader.load import LoadOptions

    return LoadOptions(
        term=settled.term,
        calendar=settled.calendar,
        show_names=show_names,
        absent_school=settled.absent_school,
        synonyms=dict(rulebook.synonyms("records", "item").synonyms),
        courses=dict(rulebook.synonyms("lessons", "subject").synonyms),
        vocabulary_extra=settled.vocabulary,
        limits=settled.limits,
        language=lang,
    )


def _run(
    paths: Sequence[str | Path],
    job: Job,
    jobs: int,
    progress: Progress | None,
    dask: str | None = None,
    cache: Path | None = None,
) -> Outcome:
    from mhaudit.batch.processes import InProcess, Processes
    from mhaudit.batch.run import run

    given = sorted(Path(path) for path in paths)
    if dask is not None:
        from mhaudit.batch.cluster import Cluster

        with Cluster(job, dask) as cluster:
            return run(given, job, cluster, cluster.threads, progress, cache)
    executor = Processes(job, jobs) if jobs else InProcess(job)
    return run(given, job, executor, jobs, progress, cache)


def _result(
    outcome: Outcome,
    job: Job,
    config: Config,
    selection: Selection | None = None,
    *,
    from_file: bool = True,
) -> AuditResult:
    """`from_file`: a term that was given stands in the configuration file."""
    from mhaudit import __version__

    rulebook, lang = job.rulebook, job.options.language
    how = "file" if from_file and config.term else outcome.how
    note = config.note(lang)
    return AuditResult(
        tool_version=__version__,
        language=lang,
        audited_at=dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
        period=_period(outcome.audited, how),
        packs=_packs(rulebook),
        rules=_rules(rulebook, lang),
        inputs=outcome.inputs,
        schools=outcome.schools,
        districts=outcome.districts,
        data_issues=outcome.issues,
        notes=tuple(filter(None, (note, _selected(selection, lang)))),
        selection=selection,
    )


def _selected(selection: Selection | None, lang: str) -> str | None:
    if selection is None:
        return None
    left_out = say(lang, "list.comma").join(selection.left_out) or "-"
    return say(lang, "select.note", judged=len(selection.judged), left_out=left_out)


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
            disabled=rule.disabled_in(lang) or _counted_as(rule, lang),
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


def _period(audited: Audited, how: str) -> PeriodInfo:
    days = audited.calendar.terms
    return PeriodInfo(
        audited.school_year,
        audited.terms,
        audited.as_of,
        how,
        default_dates=not days or any(term not in days for term in audited.terms),
        set_dates=tuple((term, *days[term]) for term in audited.terms if term in days),
    )
