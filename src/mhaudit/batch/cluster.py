"""Tasks on a Dask cluster: what `processes` is on this machine, on the machines that somebody already runs.

Each thread of a Dask worker has a child process of ours do the work, so that a file which hangs, aborts or eats
all memory costs that child and never a worker of the cluster. Workers may come, be killed and come again: what
they were at is done again elsewhere.

A file is read where the worker is, if it lies there under the same path with the same size and time of change.
As soon as a worker does not see one, files are sent along with their tasks. Few tasks are under way at a time,
so that neither this process nor the scheduler ever holds more than a few tasks' files.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import time
import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mhaudit import __version__
from mhaudit.batch.processes import Processes, Told
from mhaudit.batch.spool import packed, unpacked
from mhaudit.batch.tasks import Died, Done, Job, NumberedFile, Task
from mhaudit.errors import MhauditError, UsageError
from mhaudit.wording import say

TIMEOUT = 5
"""Seconds to wait for the scheduler's answer, at the start and when the connection is lost."""
PATIENCE = 60.0
"""Seconds that a cluster may be without any worker, as one that grows with the work is at first."""
TICK = 2.0
"""Seconds after which the workers are counted again."""
TRIES = 3
"""How often a task is tried that came to grief without any doing of its own."""

Stamp = tuple[int, int]
"""Size and time of change of a file: where both agree, it is the same file."""


class _Hands:
    """What a worker of the cluster keeps of a run: the job, and the child processes that are not busy.

    It is the result of a Dask task. So it is made anew wherever it is lost, and the cluster lets go of it, and it
    of its children, when the run is over, even if that was killed.
    """

    def __init__(self, version: str, language: str, job: bytes) -> None:
        if version != __version__:
            raise _versions("mhaudit", version, __version__, language)
        self._given = version, language, job
        self._job: Job = unpacked(job)
        self._idle: list[Processes] = []
        weakref.finalize(self, _end, self._idle)
        # A worker is a daemon to its nanny, and such may have no children lest these outlive it: ours do not.
        multiprocessing.current_process().daemon = False

    def __reduce__(self) -> Any:
        return _Hands, self._given

    def do(self, task: Task) -> Done | Died:
        """The task, done by a child: the thread that calls this waits."""
        try:
            child = self._idle.pop()
        except IndexError:
            child = Processes(self._job, 1, start="spawn")
        try:
            (outcome,) = child.run([task])
        except BaseException:
            _end([child])
            raise
        self._idle.append(child)
        return outcome


def _end(children: Iterable[Processes]) -> None:
    for child in children:
        child.__exit__()


def _do(hands: _Hands, packed_task: bytes, stamps: Mapping[int, Stamp | None]) -> bytes | None:
    """On a worker: what became of the task, packed; None if a file does not lie there as it does here."""
    task: Task = unpacked(packed_task)
    for one in task.files:
        if stamps.get(one.number) is not None and stamps[one.number] != _stamp(one):
            return None
    return packed(hands.do(task))


def _stamp(one: NumberedFile) -> Stamp | None:
    try:
        found = one.file.path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


@dataclass(slots=True)
class _Flight:
    """A task that the cluster is at, and how often it came to grief.

    `suspect`: workers died when it was there. So it may have been another task's doing; it is tried `alone`.
    """

    task: Task
    failures: int = 0
    suspect: bool = False
    alone: bool = False


class Cluster:
    """Runs tasks on the Dask cluster whose scheduler is at `address`. A context manager.

    Raises UsageError where Dask is not installed, nothing answers, or the workers have another mhaudit or Python.
    """

    def __init__(self, job: Job, address: str) -> None:
        self._job = job
        self._language = job.options.language
        self._address = address
        self._ship = False
        self._hands: Any = None
        self._counted = 0.0
        self._seen = time.monotonic()
        self.threads = 1
        """How many tasks the cluster does at a time."""
        self._closing = contextlib.ExitStack()
        try:
            self._connect()
        except BaseException:
            self._closing.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._hands = None
        self._closing.close()

    def run(self, tasks: Iterable[Task], told: Told = lambda _: None) -> Iterator[Done | Died]:
        """What became of each task, as they end. Raises MhauditError when the cluster is lost."""
        waiting = deque(_Flight(task) for task in tasks)
        suspects: deque[_Flight] = deque()
        flying: dict[Any, _Flight] = {}
        told(0)
        while waiting or suspects or flying:
            self._count()
            while waiting and len(flying) < 2 * self.threads:
                flight = waiting.popleft()
                flying[self._submit(flight.task)] = flight
            if not flying:
                flight = replace(suspects.popleft(), alone=True)
                flying[self._submit(flight.task)] = flight
            for future in self._ended(flying):
                flight = flying.pop(future)
                outcome = self._outcome(future, flight)
                if outcome is None:
                    (suspects if flight.suspect else waiting).appendleft(flight)
                    continue
                if isinstance(outcome, Done):
                    told(len(flight.task.files))
                yield outcome

    # the cluster --------------------------------------------------------------------------------------

    def _connect(self) -> None:
        try:
            import dask

            distributed = _distributed()
        except ImportError:
            raise self._error("not_installed") from None
        self._closing.enter_context(_silent())
        # One file by itself may be larger than what Dask warns of; the same file on disk is no better.
        self._closing.enter_context(dask.config.set({"admin.large-graph-warning-threshold": "1GB"}))
        try:
            self._client = distributed.Client(self._address, timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TimeoutError, ImportError):
            raise self._error("unreachable", address=self._address, seconds=TIMEOUT) from None
        self._closing.callback(self._client.close, timeout=TIMEOUT)
        compare(self._client.get_versions(packages=["mhaudit"]), self._language)
        self._count()

    def _count(self) -> None:
        """Count the threads of the cluster now and then; without any for long, there is no use in waiting."""
        if self._client.status != "running":
            self._reconnect()
        now = time.monotonic()
        if now < self._counted + TICK:
            return
        threads = sum(self._ask(self._client.nthreads).values())
        self._counted, self.threads = now, max(1, threads)
        if threads:
            self._seen = now
        elif now > self._seen + PATIENCE:
            raise self._error("no_workers", address=self._address, seconds=round(PATIENCE))

    def _ask(self, question: Any) -> Any:
        try:
            return question()
        except OSError:
            self._reconnect()
            return {}

    def _reconnect(self) -> None:
        """After a lost connection, wait while the client tries to get it back."""
        while self._client.status == "connecting":
            time.sleep(0.05)
        if self._client.status != "running":
            raise self._error("lost", address=self._address)
        self._hands = None

    # one task -----------------------------------------------------------------------------------------

    def _submit(self, task: Task) -> Any:
        if self._hands is None:
            given = __version__, self._language, packed(self._job)
            self._hands = self._client.submit(_Hands, *given, pure=False)
        if self._ship:
            task = replace(task, files=tuple(map(self._with_data, task.files)))
        stamps = {one.number: _stamp(one) for one in task.files if one.data is None}
        return self._client.submit(_do, self._hands, packed(task), stamps, pure=False)

    def _with_data(self, one: NumberedFile) -> NumberedFile:
        """With what the file holds; of a file that is too large, enough to be refused as such."""
        try:
            with one.file.path.open("rb") as file:
                return replace(one, data=file.read(self._job.options.limits.file_bytes + 1))
        except OSError:
            return one

    def _ended(self, flying: Mapping[Any, _Flight]) -> list[Any]:
        """The futures among them that have ended, after waiting for one, though not for long."""
        from concurrent.futures import CancelledError

        with self._client.as_current(), contextlib.suppress(TimeoutError, CancelledError):
            _distributed().wait(list(flying), timeout=TICK, return_when="FIRST_COMPLETED")
        return [future for future in flying if future.status != "pending"]

    def _outcome(self, future: Any, flight: _Flight) -> Done | Died | None:
        """What became of a task; None: it is to be tried again."""
        from concurrent.futures import CancelledError

        try:
            found: Done | Died | None = self._unpacked(future.result())
            return found
        except MhauditError:
            raise
        except _distributed().KilledWorker:
            if flight.alone or len(flight.task.files) > 1:
                return Died(flight.task.id, None, "crash")
            flight.suspect = True
        except (CancelledError, OSError) as error:  # what its result depends on was lost
            self._reconnect()
            self._again(flight, error)
        except Exception as error:
            self._again(flight, error)
        return None

    def _unpacked(self, result: bytes | None) -> Done | Died | None:
        if result is None:
            self._ship = True
            return None
        found: Done | Died = unpacked(result)
        return found

    def _again(self, flight: _Flight, error: Exception) -> None:
        flight.failures += 1
        if flight.failures >= TRIES:
            raise self._error("failed", error=type(error).__name__) from error

    def _error(self, key: str, **values: object) -> UsageError:
        hint = say(self._language, f"cluster.{key}.hint")
        return UsageError(say(self._language, f"cluster.{key}", **values), hint=hint)


def compare(versions: Mapping[str, Any], language: str) -> None:
    """Both mhaudit and Python must be the same everywhere: what is sent is their objects. Raises UsageError.

    Among these are paths, which differ in kind between Windows and the others.
    """
    here = _system(versions["client"])
    for there in (versions["scheduler"], *versions["workers"].values()):
        for name, parts in (("mhaudit", None), ("Python", 2)):
            ours = _version(versions["client"], name, parts)
            theirs = _version(there, name, parts)
            if ours != theirs:
                raise _versions(name, ours, theirs, language)
        if (here == "Windows") != (_system(there) == "Windows"):
            message = say(language, "cluster.system", ours=here, theirs=_system(there))
            raise UsageError(message, hint=say(language, "cluster.system.hint"))


def _system(there: Mapping[str, Any]) -> str:
    return str(there["host"]["OS"])


def _distributed() -> Any:
    """The package; it says little of its types."""
    import distributed

    return distributed


def _version(there: Mapping[str, Any], name: str, parts: int | None) -> str:
    found = there["packages"].get(name.lower()) or "-"
    return ".".join(found.split(".")[:parts])


def _versions(name: str, ours: str, theirs: str, language: str) -> UsageError:
    missing = theirs == "-"
    key = "cluster.missing" if missing else "cluster.versions"
    message = say(language, key, name=name, ours=ours, theirs=theirs)
    return UsageError(message, hint=say(language, "cluster.versions.hint", name=name, ours=ours))


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """What Dask would write to the screen about workers that come and go, the run says where it matters."""
    logs = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [log.level for log in logs]
    try:
        for log in logs:
            log.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)
