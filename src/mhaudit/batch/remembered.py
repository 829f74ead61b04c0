"""What an earlier run made of the same files, told by the same files around them (`cache` keeps it)."""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import mhaudit
from mhaudit.batch.cache import Cache
from mhaudit.batch.districts import of_schools
from mhaudit.batch.spool import packed, unpacked
from mhaudit.batch.tasks import Done, FileDone, Job, NumberedFile
from mhaudit.batch.together import Group, Whole


def depends_on(job: Job) -> bytes:
    """Everything that a result depends on besides the files: the program, the rules, the options."""
    found = hashlib.sha256()
    for part in (
        *_program(),
        repr(job.options),
        repr(job.rulebook and (job.rulebook.packs, sorted(job.rulebook.left_out))),
        repr(
            (job.waivers, dt.date.today()) if job.waivers else ()
        ),  # with no period they hold today
    ):
        found.update(part.encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.digest()


def _program() -> list[str]:
    """The versions of what reads and judges, and the program's own files as they stand: a checkout changes."""
    folder = Path(mhaudit.__file__).parent
    files = sorted(
        f"{path.relative_to(folder).as_posix()} {stat.st_size} {stat.st_mtime_ns}"
        for pattern in ("*.py", "*.yaml")
        for path in folder.rglob(pattern)
        if (stat := path.stat())
    )
    return [mhaudit.__version__, platform.python_version(), version("python-calamine"), *files]


class Remembered:
    """Entries of the cache about the files of one run."""

    def __init__(self, cache: Cache, files: Sequence[NumberedFile]) -> None:
        self._cache = cache
        self._keys = {one.number: key for one in files if (key := _key(one)) is not None}

    def file(self, number: int) -> Done | None:
        """The file as it was read, as if it had been a task; its schools are another entry."""
        key = self._keys.get(number)
        found = None if key is None else self._cache.get("file", key)
        if not isinstance(found, Done):
            return None
        return replace(found, files=(replace(found.files[0], number=number),))

    def group(self, group: Group, together: Whole) -> Done | None:
        """What a group came to when it was last told all that it is told now."""
        keys = self._group_keys(group, together)
        found = None if keys is None else self._cache.get("group", *keys)
        if not isinstance(found, Done):
            return None
        changed = found.wide ^ together.known.wide
        if any(school.lacking & changed for school in found.schools):
            return None
        files = tuple(replace(one, number=group.files[one.number]) for one in found.files)
        return replace(found, files=files)

    def keep(self, done: Done, groups: Sequence[Group], together: Whole, *, trial: bool) -> None:
        """Remember a task: its groups, told what `together` knows, and of a trial its files as well."""
        files = {one.number: one for one in done.files}
        if trial:
            for one in done.files:
                if key := self._keys.get(one.number):
                    alone = replace(done, files=(one,), schools=(), meaning={}, told=(), part=None)
                    self._cache.put(alone, "file", key)
        for group in groups:
            keys = self._group_keys(group, together)
            if keys is not None and files.keys() >= set(group.files):
                self._cache.put(_of_group(done, group, together, files), "group", *keys)

    def _group_keys(self, group: Group, together: Whole) -> list[str] | None:
        """What the result of a group depends on; None where a file of it could not be read."""
        if not all(number in self._keys for number in group.files):
            return None
        return [*(self._keys[number] for number in group.files), together.told(group)]


def _of_group(done: Done, group: Group, together: Whole, files: Mapping[int, FileDone]) -> Done:
    """The part of a task that is about one group; its files are numbered from 0."""
    names = {together.known.registry.schools[school] for school in group.schools}
    at = [number for number, school in enumerate(done.schools) if school.name in names]
    part = None if done.part is None else packed(of_schools(unpacked(done.part), at))
    return replace(
        done,
        files=tuple(replace(files[one], number=n) for n, one in enumerate(group.files)),
        schools=tuple(done.schools[number] for number in at),
        meaning={},
        told=(),
        part=part,
    )


def _key(one: NumberedFile) -> str | None:
    """The file's content, and its names, which may tell of its school and term; None where it cannot be read."""
    try:
        with one.file.path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
    return repr((content, one.file.label, one.file.named, one.file.folders))
