"""A run over many files: tasks out, what became of them in, put together in order.

First every file is read, and its schools are judged as if the files of its task were all there are. Then all
files together say which schools there are, which term is audited, and what belongs together; what was judged
without knowing something of that is judged again. No verdict depends on how the files were cut into tasks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mhaudit.batch.districts import Part, judged
from mhaudit.batch.spool import ObjectSpool, unpacked
from mhaudit.batch.tasks import (
    TASK_BYTES,
    TASK_FILES,
    Died,
    Done,
    Job,
    NumberedFile,
    SchoolDone,
    Task,
    cut,
)
from mhaudit.batch.together import Group, Whole, folders_of, misled, whole
from mhaudit.batch.worker import failed
from mhaudit.engine.issues import worded
from mhaudit.engine.waive import unused
from mhaudit.findings import (
    DataIssue,
    DistrictResult,
    InputInfo,
    Issue,
    Place,
    SchoolResult,
    Verdict,
)
from mhaudit.loader.files import walk
from mhaudit.loader.formats import Limits
from mhaudit.loader.identity import SchoolName
from mhaudit.loader.known import FileFacts
from mhaudit.loader.period import How
from mhaudit.models.terms import Audited
from mhaudit.reports.views import View

if TYPE_CHECKING:
    from mhaudit.batch.remembered import Remembered

IN_MEMORY = 500
"""Up to so many files everything stays in memory."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a run is: files read, of how many; schools judged so far, and those of them that fail a must.

    `again`: all have been read, and the files counted are those that are judged again, with all that is known.
    `failing` is None where nothing is judged.
    """

    files: int
    total: int
    schools: int = 0
    failing: int | None = 0
    again: bool = False


Progress = Callable[[Status], None]
"""Told how far the run is, before the first file, too."""


class Executor(AbstractContextManager[Any], Protocol):
    """What does tasks: child processes, this process, a cluster."""

    def run(
        self, tasks: Iterable[Task], told: Callable[[int], None] = ...
    ) -> Iterator[Done | Died]:
        """What became of each task, in any order; each task ends once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. Schools stand by district, code and name (R140), inputs as they were found."""

    schools: Sequence[SchoolResult]
    inputs: Sequence[InputInfo]
    districts: tuple[DistrictResult, ...]
    issues: tuple[Issue, ...]
    audited: Audited
    how: How


def run(
    paths: Sequence[Path],
    job: Job,
    executor: Executor,
    workers: int = 1,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Outcome:
    """Read and judge everything under `paths`. `cache` is the folder of what earlier runs found.

    Raises UsageError for a missing path or an unreadable term.
    """
    found = walk(paths, job.options.language)
    files = [NumberedFile(number, file) for number, file in enumerate(found)]
    sizes = [_size(one.file.path) for one in files]
    few = len(files) <= TASK_FILES and sum(sizes) <= TASK_BYTES
    with contextlib.ExitStack() as stack:
        remembered = None
        if cache is not None and not few:
            from mhaudit.batch.cache import Cache
            from mhaudit.batch.remembered import Remembered, depends_on

            remembered = Remembered(stack.enter_context(Cache(cache, depends_on(job))), files)
        stack.enter_context(executor)
        return _Run(files, sizes, job, executor, progress, remembered).outcome(workers)


class _Run:
    def __init__(
        self,
        files: Sequence[NumberedFile],
        sizes: Sequence[int],
        job: Job,
        executor: Executor,
        progress: Progress | None,
        remembered: Remembered | None,
    ) -> None:
        self.files = files
        self.job = job
        self._executor = executor
        self._progress = progress
        self._status = Status(0, len(files), failing=None if job.rulebook is None else 0)
        self._standings: dict[SchoolName, str] = {}
        self._sizes = sizes
        self._spool = ObjectSpool() if len(files) > IN_MEMORY else None
        self._tasks = 0
        self._remembered = remembered
        self._whole: Whole | None = None
        self._groups: dict[int, Sequence[Group]] = {}
        """Task → the groups that it joins with all that is known."""

    def outcome(self, workers: int) -> Outcome:
        """All of it."""
        done = [self._put_aside(each) for one in self.files if (each := self._known(one))]
        known = {one.number for each in done for one in each.files}
        new = [one for one in self.files if one.number not in known]
        done += self._done(self._cut(new, workers))
        facts = {one.number: one.facts for each in done for one in each.files}
        folders = folders_of(self.files, facts)
        if again := misled(self.files, facts, folders):
            tasks = [replace(task, folders=folders) for task in self._cut(again)]
            renamed = list(self._done(tasks))
            done = _without(done, {one.number for one in again}) + renamed
            facts |= {one.number: one.facts for each in renamed for one in each.files}
        together = whole(self.files, facts, folders, self.job.options)
        stands, redo = _sorted_out(together, done)
        done += self._redone(together, redo, stands)
        return self._put_together(together, done, stands)

    def _redone(self, together: Whole, groups: Sequence[Group], stands: _Standing) -> list[Done]:
        """Judge groups with all that is known; they then stand as they were judged there."""
        self._whole = together
        done: list[Done] = []
        new = []
        files = len({number for group in groups for number in group.files})
        self._status = replace(self._status, files=0, total=files, again=True)
        for group in groups:
            found = self._remembered.group(group, together) if self._remembered else None
            if found is None:
                new.append(group)
            else:
                done.append(self._put_aside(replace(found, task=self._number())))
                stands.add(group, done[-1].task)
                self._tell(len(group.files))
        tasks = [self._together_again(several) for several in self._batches(new)]
        for each in self._done(tasks):
            done.append(each)
            stands.files.update((one.number, each.task) for one in each.files)
            for group in self._groups.get(each.task, ()):
                stands.schools.update((school, each.task) for school in group.schools)
        return done

    # tasks --------------------------------------------------------------------------------------------

    def _number(self) -> int:
        self._tasks += 1
        return self._tasks - 1

    def _cut(self, files: Sequence[NumberedFile], workers: int = 1) -> list[Task]:
        return [replace(task, id=self._number()) for task in cut(files, self._sizes, workers)]

    def _known(self, one: NumberedFile) -> Done | None:
        """The file as an earlier run read it."""
        found = self._remembered.file(one.number) if self._remembered else None
        if found is None:
            return None
        self._tell(1)
        return replace(found, task=self._number())

    def _batches(self, groups: Sequence[Group]) -> Iterator[list[Group]]:
        """Groups to be judged in one task, by the files that it has to read for them."""
        batch: list[Group] = []
        held: set[int] = set()
        for group in groups:
            more = held.union(group.files)
            weight = sum(self._sizes[number] for number in more)
            if batch and (len(more) > TASK_FILES or weight > TASK_BYTES):
                yield batch
                batch, more = [], set(group.files)
            batch.append(group)
            held = more
        if batch:
            yield batch

    def _done(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Every task done, if need be without the files that cost a worker."""
        given = {task.id: task for task in tasks}
        while given:
            again: list[Task] = []
            for outcome in self._executor.run(list(given.values()), self._tell):
                task = given.pop(outcome.task)
                if isinstance(outcome, Done):
                    self._keep(task, outcome)
                    yield self._put_aside(outcome)
                else:
                    parts, lost = self._apart(task, outcome)
                    again += parts
                    if lost:
                        yield self._put_aside(self._lost(lost, outcome))
            given = {task.id: task for task in again}

    def _keep(self, task: Task, done: Done) -> None:
        """Remember what was done, told by what the task knew, or took for known."""
        if self._remembered is None:
            return
        if task.known is not None:
            assert self._whole is not None
            self._remembered.keep(done, self._groups.get(task.id, ()), self._whole, trial=False)
            return
        facts = {one.number: one.facts for one in done.files}
        folders = folders_of(task.files, facts) if task.folders is None else task.folders
        alone = whole(task.files, facts, folders, self.job.options)
        self._remembered.keep(done, alone.groups, alone, trial=True)

    def _apart(self, task: Task, died: Died) -> tuple[list[Task], Sequence[NumberedFile]]:
        """What to try of a task whose worker died, and the files to give up.

        The file that it died over is tried alone, the others together; where it was over none, all alone. Files
        that have to be joined stay together, but for that one.
        """
        groups = self._groups.get(task.id, ())
        if len(groups) > 1:
            return [self._together_again([group]) for group in groups], ()
        culprit = [one for one in task.files if died.at in {None, one.number}]
        rest = tuple(one for one in task.files if one not in culprit)
        if groups or len(task.files) == 1:
            parts = [replace(task, id=self._number(), files=rest)] if rest else []
            self._groups |= {part.id: groups for part in parts}
            return parts, culprit
        alone = [(one,) for one in culprit] + ([rest] if rest else [])
        return [replace(task, id=self._number(), files=files) for files in alone], ()

    def _together_again(self, groups: Sequence[Group]) -> Task:
        """A task that joins these groups with all that is known."""
        assert self._whole is not None
        numbers = sorted({number for group in groups for number in group.files})
        task = Task(
            self._number(),
            tuple(self.files[number] for number in numbers),
            self._whole.part(groups),
        )
        self._groups[task.id] = groups
        return task

    def _lost(self, files: Iterable[NumberedFile], died: Died) -> Done:
        """Files that nothing can be done with, as if they were done."""
        issues = ((one, _issue(one, died, self.job.options.limits)) for one in files)
        language = self.job.options.language
        return Done(
            self._number(),
            tuple(failed(one, issue, language) for one, issue in issues),
            (),
            Audited((), self.job.options.calendar, self.job.options.as_of),
            "none",
            frozenset(),
        )

    def _tell(self, files: int) -> None:
        """So many more files have been read."""
        read = min(self._status.files + files, self._status.total)
        self._status = replace(self._status, files=read)
        if self._progress:
            self._progress(self._status)

    def _count(self, schools: Iterable[SchoolDone]) -> None:
        """Each school counts once, as it was judged last."""
        failing = 0
        for school in schools:
            failing -= self._standings.get(school.name) == Verdict.FAIL
            failing += school.standing == Verdict.FAIL
            self._standings[school.name] = school.standing
        counted = None if self._status.failing is None else self._status.failing + failing
        self._status = replace(self._status, schools=len(self._standings), failing=counted)
        self._tell(0)

    def _put_aside(self, done: Done) -> Done:
        self._count(done.schools)
        if self._spool is None:
            return done
        add = self._spool.add
        return replace(
            done,
            files=tuple(replace(one, info=add(one.info)) for one in done.files),
            schools=tuple(replace(one, result=add(one.result)) for one in done.schools),
            part=None if done.part is None else add(done.part),
        )

    # the end ------------------------------------------------------------------------------------------

    def _put_together(self, together: Whole, done: Sequence[Done], stands: _Standing) -> Outcome:
        language = self.job.options.language
        names = together.known.registry.schools
        task_of = {names[school]: task for school, task in stands.schools.items()}
        schools = {
            school.name: school
            for each in done
            for school in each.schools
            if task_of.get(school.name) == each.task
        }
        ordered = [schools[name] for name in names if name in schools]
        files = {
            one.number: one
            for each in done
            for one in each.files
            if stands.files[one.number] == each.task
        }
        inputs = [files[one.number] for one in self.files]
        issues = [issue for one in inputs for issue in one.issues]
        issues += self._of_no_file(together)
        districts, unplaced = self._districts(together, done, task_of)
        uses = [school.used for school in ordered if school.used]
        idle = unused(self.job.waivers, uses, names, together.known.audited)
        issues += worded(idle, language).get(None, [])
        return Outcome(
            self._sequence([school.result for school in ordered]),
            self._sequence([one.info for one in inputs]),
            districts,
            tuple(issues + unplaced),
            together.known.audited,
            together.known.how,
        )

    def _of_no_file(self, together: Whole) -> list[Issue]:
        """Issues about schools that stand in no file that was joined."""
        joined = {
            self.files[number].file.label for group in together.groups for number in group.files
        }
        registry = together.known.registry
        loose = [issue for issue in registry.issues if _file(issue) not in joined]
        grouped = worded(
            [replace(issue, school=None) for issue in loose], self.job.options.language
        )
        return grouped.get(None, [])

    def _districts(
        self, together: Whole, done: Sequence[Done], task_of: dict[Any, int]
    ) -> tuple[tuple[DistrictResult, ...], list[Issue]]:
        parts: list[tuple[int, Part, list[int]]] = []
        order = {name: at for at, name in enumerate(together.known.registry.schools)}
        for each in done:
            kept = [
                at
                for at, school in enumerate(each.schools)
                if task_of.get(school.name) == each.task
            ]
            if each.part is not None and kept:
                parts.append((order[each.schools[kept[0]].name], self._object(each.part), kept))
        if not parts or self.job.rulebook is None:
            return (), []
        return judged(
            [(part, kept) for _, part, kept in sorted(parts, key=lambda found: found[0])],
            self.job.rulebook,
            together.known.audited,
            together.known.wide,
            self.job.options.language,
        )

    def _object(self, kept: Any) -> Any:
        if self._spool is not None:
            return self._spool.get(kept)
        return unpacked(kept)

    def _sequence(self, kept: Sequence[Any]) -> Sequence[Any]:
        if self._spool is not None:
            return View(kept, self._spool.get)
        return tuple(map(self._object, kept))


@dataclass(frozen=True, slots=True)
class _Standing:
    """File, and school → the task in which it stands as it was read and judged."""

    files: dict[int, int] = field(default_factory=dict)
    schools: dict[int, int] = field(default_factory=dict)

    def add(self, group: Group, task: int) -> None:
        """All of a group."""
        self.files.update((number, task) for number in group.files)
        self.schools.update((school, task) for school in group.schools)


def _sorted_out(together: Whole, done: Sequence[Done]) -> tuple[_Standing, list[Group]]:
    """What stands as it was judged on trial, and the groups to be judged again."""
    by_file = {one.number: each for each in done for one in each.files}
    stands = _Standing()
    redo: list[Group] = []
    for group in together.groups:
        trial = by_file[group.files[0]]
        if together.stands(group, trial):
            stands.add(group, trial.task)
        else:
            redo.append(group)
    grouped = {number for group in together.groups for number in group.files}
    for number, trial in by_file.items():
        if number in grouped:
            continue
        facts = next(one.facts for one in trial.files if one.number == number)
        if facts == FileFacts() or trial.audited == together.known.audited:
            stands.files[number] = trial.task
        else:
            redo.append(Group((number,), ()))  # of no school, but told by another period
    return stands, redo


def _without(done: Sequence[Done], numbers: set[int]) -> list[Done]:
    """What was done, but for some files, which were read again: their schools do not stand."""
    return [
        replace(each, files=tuple(one for one in each.files if one.number not in numbers))
        for each in done
    ]


def _issue(one: NumberedFile, died: Died, limits: Limits) -> DataIssue:
    """What a file is told that cost its worker."""
    place = Place(one.file.label, None, None)
    if died.why == "time":
        return DataIssue("D103", (("limit", f"{limits.seconds} s"),), place)
    if died.why == "memory":
        return DataIssue("D103", (("limit", f"{limits.memory_bytes // 1024**2} MiB"),), place)
    args = (("reason_key", f"broken.{died.why}"), ("detail", died.detail))
    return DataIssue("D101", args, place)


def _file(issue: DataIssue) -> str | None:
    return issue.place.file if issue.place else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
