"""What a worker does with a task: read its files, join, judge, word. It runs wherever it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from mhaudit.batch.districts import part_of, tables_needed
from mhaudit.batch.tasks import Done, FileDone, Job, NumberedFile, SchoolDone, Task
from mhaudit.engine.issues import worded
from mhaudit.engine.judge import Judged, judge
from mhaudit.engine.scorecard import Scorecards, standing
from mhaudit.engine.waive import Used, waive
from mhaudit.findings import DataIssue, InputInfo, Issue, KindInfo, SchoolResult, Verdict
from mhaudit.loader.account import kinds
from mhaudit.loader.known import FileFacts
from mhaudit.loader.load import Loaded, Opened, join_files, open_file, vocabulary_of
from mhaudit.models.submission import Submissions
from mhaudit.models.tables import TABLES

Tell = Callable[[int | None], None]
"""Told the number of the file that is read next, and None when all are read."""


class Worker:
    """Does tasks of one job, one after the other."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._vocabulary = vocabulary_of(job.options)
        self._tables = tables_needed(job.rulebook) if job.rulebook else frozenset()

    def do(self, task: Task, tell: Tell = lambda _: None) -> Done:
        """Read, join and judge. Raises what the options of the job make `join_files` raise."""
        opened = []
        for one in task.files:
            tell(one.number)
            opened.append(
                open_file(
                    one.file, one.number, self._vocabulary, self._job.options.limits, one.data
                )
            )
        tell(None)
        loaded = join_files(opened, self._job.options, task.known, task.folders)
        return self._done(task, opened, loaded)

    def _done(self, task: Task, opened: Sequence[Opened], loaded: Loaded) -> Done:
        job, submissions = self._job, loaded.submissions
        language = job.options.language
        judged = Judged(((),) * submissions.size, {})
        used: Sequence[Used | None] = [None] * submissions.size
        if job.rulebook is not None:
            judged = judge(job.rulebook, submissions, loaded.audited, language)
        if job.waivers:
            judged, used = waive(judged, job.waivers, submissions, loaded.audited, language)
        grouped = worded(submissions.issues, language)
        names, sorts = loaded.registry.schools, kinds(submissions)
        cards = Scorecards(job.rulebook, submissions, language) if job.rulebook else None
        results = [
            _school(at, submissions, judged, cards, grouped.get(at, ()), sorts[at])
            for at in range(len(names))
        ]
        schools = tuple(
            SchoolDone(name, result, _lacking(submissions, at), str(result.standing), used[at])
            for at, (name, result) in enumerate(zip(names, results, strict=True))
        )
        loose = _by_file(opened, grouped.get(None, ()))
        return Done(
            task.id,
            tuple(
                FileDone(one.number, facts, info, tuple(loose[one.file.label]))
                for one, facts, info in zip(
                    task.files, loaded.facts, submissions.inputs, strict=True
                )
            ),
            schools,
            loaded.audited,
            loaded.period_how,
            submissions.wide,
            submissions.namesakes,
            {
                mention: tuple(names[at] for at in found)
                for mention, found in loaded.registry.meaning.items()
            },
            tuple(loaded.registry.issues),
            part_of(submissions, judged.outcomes, self._tables) if self._tables else None,
        )


def _school(
    at: int,
    submissions: Submissions,
    judged: Judged,
    cards: Scorecards | None,
    issues: Sequence[Issue],
    kind: KindInfo | None,
) -> SchoolResult:
    """One school; without `cards` it was only read."""
    findings = judged.schools[at]
    return SchoolResult(
        submissions.school(at, "name") or "",
        submissions.school(at, "code"),
        submissions.school(at, "district"),
        standing(findings) if cards else Verdict.NOT_APPLICABLE,
        findings,
        cards.of(at, findings) if cards else (),
        tuple(issues),
        kind,
    )


def _lacking(submissions: Submissions, school: int) -> frozenset[str]:
    return frozenset(
        table
        for table in TABLES
        if not any(
            submissions.frames[table].source[row] >= 0 for row in submissions.rows_of(table, school)
        )
    )


def _by_file(opened: Sequence[Opened], issues: Sequence[Issue]) -> dict[str, list[Issue]]:
    """Issues that concern no school, by the label of the file they stand in (else the first file)."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        found[issue.place.file if issue.place else opened[0].file.label].append(issue)
    return found


def failed(one: NumberedFile, why: DataIssue, language: str) -> FileDone:
    """A file that costs its worker: the run knows nothing of it but that."""
    (issues,) = worded([why], language).values()
    return FileDone(one.number, FileFacts(), InputInfo(one.file.label, None, None), tuple(issues))
