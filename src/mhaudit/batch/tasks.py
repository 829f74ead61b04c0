"""What is handed to a worker, and what it hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from mhaudit.batch.spool import packed
from mhaudit.engine.waive import Used
from mhaudit.findings import DataIssue, Issue
from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import Mention, SchoolName
from mhaudit.loader.known import FileFacts, Known
from mhaudit.loader.load import LoadOptions
from mhaudit.loader.naming import Folders
from mhaudit.loader.period import How
from mhaudit.models.terms import Audited
from mhaudit.rulebook.schema import Rulebook
from mhaudit.rulebook.waivers import Waiver

Kept: TypeAlias = Any
"""An object as it is, packed to be sent (bytes), or put aside in a spool (where it lies)."""

TASK_FILES = 32
"""At most so many files in a task: enough to judge many schools at once, few enough to lose."""
TASK_BYTES = 8 * 1024 * 1024
"""And so many bytes, but for one larger file by itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every task of a run has in common. `rulebook` None: files are read only, as `inspect` does."""

    rulebook: Rulebook | None
    options: LoadOptions
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedFile:
    """An input file with its number in the run. `data` is set where the worker cannot reach the path."""

    number: int
    file: InputFile
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read and judge together. Without `known` they are taken for the whole run, on trial.

    `folders` alone: what folders are called is known already.
    """

    id: int
    files: tuple[NumberedFile, ...]
    known: Known | None = None
    folders: Folders | None = None


@dataclass(frozen=True, slots=True)
class SchoolDone:
    """One school as judged, and the waivers that were used.

    `lacking`: the tables of which it has no row, which is told otherwise where other sheets list many schools.
    """

    name: SchoolName
    result: Kept
    """A `SchoolResult`."""
    lacking: frozenset[str]
    standing: str
    used: Used | None = None


@dataclass(frozen=True, slots=True)
class FileDone:
    """One file as read: what it tells of the run, and issues that concern no school."""

    number: int
    facts: FileFacts
    info: Kept
    """An `InputInfo`."""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task. `meaning` and `told` are what was taken for known on trial, to be compared."""

    task: int
    files: tuple[FileDone, ...]
    schools: tuple[SchoolDone, ...]
    audited: Audited
    how: How
    wide: frozenset[str]
    namesakes: frozenset[str] = frozenset()
    meaning: dict[Mention, tuple[SchoolName, ...]] = field(default_factory=dict)
    told: tuple[DataIssue, ...] = ()
    part: Kept = None
    """What rules for districts ask of its schools (a `Part`), if there are such rules."""


@dataclass(frozen=True, slots=True)
class Died:
    """A task whose worker died, or had to be killed, over file `at` (None: over no single one).

    `why`: `memory`, `time`, `crash`, or `fault`, an error of ours, which `detail` places.
    """

    task: int
    at: int | None
    why: str
    detail: str = ""


def packed_up(done: Done) -> Done:
    """The same, its bulk packed: the parent need not take it apart to put it aside."""
    return replace(
        done,
        files=tuple(replace(one, info=packed(one.info)) for one in done.files),
        schools=tuple(replace(one, result=packed(one.result)) for one in done.schools),
        part=None if done.part is None else packed(done.part),
    )


def cut(files: Sequence[NumberedFile], sizes: Sequence[int], workers: int) -> list[Task]:
    """The files as tasks, in order; the files of one folder stay together where they fit."""
    most = max(1, min(TASK_FILES, -(-len(files) // (workers * 3)))) if workers > 1 else TASK_FILES
    groups: list[list[NumberedFile]] = []
    weight = 0
    for folder in _by_folder(files):
        whole = sum(sizes[one.number] for one in folder)
        fits = len(folder) <= most and whole <= TASK_BYTES
        start = not groups or (
            fits and (len(groups[-1]) + len(folder) > most or weight + whole > TASK_BYTES)
        )
        if start:
            groups.append([])
            weight = 0
        for one in folder:
            size = sizes[one.number]
            if groups[-1] and (len(groups[-1]) >= most or weight + size > TASK_BYTES):
                groups.append([])
                weight = 0
            groups[-1].append(one)
            weight += size
    return [Task(number, tuple(group)) for number, group in enumerate(groups)]


def _by_folder(files: Sequence[NumberedFile]) -> list[list[NumberedFile]]:
    found: list[list[NumberedFile]] = []
    for one in files:
        if found and found[-1][0].file.folder == one.file.folder:
            found[-1].append(one)
        else:
            found.append([one])
    return found
