"""Workers as child processes: a file that hangs, aborts or eats all memory costs its worker, not the run.

`multiprocessing.Pool` and `concurrent.futures` lose the whole pool with one worker, and neither can end a task
that takes too long; so the processes are held here, one pipe each. They are forked where that is safe, before
there is any thread, else started anew.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from mhaudit.batch.limits import alarm, cap_memory
from mhaudit.batch.tasks import Died, Done, Job, Task, packed_up
from mhaudit.batch.worker import Worker
from mhaudit.errors import MhauditError, UsageError, unexpected
from mhaudit.wording import say

GRACE = 10.0
"""Seconds that a worker has beyond its limit before its own alarm ends it."""

Told = Callable[[int], None]
"""Told the number of files that workers have read since it was last told."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """What the options made a worker raise: it ends the run."""

    error: MhauditError


class _Running:
    """One worker process and the task it is at."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.task: Task | None = None
        self.at: int | None = None
        self.heard = False
        self.deadline = 0.0


class Processes:
    """Runs tasks in up to `jobs` child processes. A context manager: none of them outlives it.

    `start` is how they start, where the program has to say (see `_context`).
    """

    def __init__(self, job: Job, jobs: int, *, start: str | None = None) -> None:
        self._job = job
        self._jobs = jobs
        self._seconds = job.options.limits.seconds
        self._context = _context(start)
        self._workers: list[_Running] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers = []

    def run(self, tasks: Iterable[Task], told: Told = lambda _: None) -> Iterator[Done | Died]:
        """What became of each task, as they end. Raises what a worker could not help raising."""
        waiting = deque(tasks)
        if not self._workers:  # later there may be threads: those of a progress bar
            for _ in range(min(self._jobs, len(waiting))):
                self._workers.append(self._start())
        for worker in self._workers:
            self._hand(worker, waiting)
        told(0)  # now, so that what this leads to is done while they work
        while busy := [worker for worker in self._workers if worker.task is not None]:
            first = min(worker.deadline for worker in busy)
            heard = wait([worker.pipe for worker in busy], max(0.0, first - time.monotonic()))
            for worker in busy:
                if worker.pipe in heard:
                    outcome = self._hear(worker, told)
                elif time.monotonic() >= worker.deadline:
                    outcome = self._lost(worker, "time")
                else:
                    continue
                if outcome is not None:
                    self._hand(worker, waiting)
                    yield outcome

    def _hand(self, worker: _Running, waiting: deque[Task]) -> None:
        worker.task = waiting.popleft() if waiting else None
        if worker.task is not None:
            worker.at = None
            worker.deadline = time.monotonic() + self._seconds
            with contextlib.suppress(OSError):  # it is dead: `_hear` will find out
                worker.pipe.send(worker.task)

    def _hear(self, worker: _Running, told: Told) -> Done | Died | None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker, None)
        worker.heard = True
        worker.deadline = time.monotonic() + self._seconds
        if isinstance(said, _Failed):
            raise said.error
        if isinstance(said, Done | Died):
            worker.task = None
            return said
        if worker.at is not None:
            told(1)
        worker.at = said
        return None

    def _lost(self, worker: _Running, why: str | None) -> Died:
        """The worker is put aside and another one takes its place."""
        assert worker.task is not None
        if why is None and not worker.heard:
            self._check_started(worker)
        died = Died(worker.task.id, worker.at, why or "crash")
        _end(worker)
        fresh = self._start()
        worker.process, worker.pipe, worker.task = fresh.process, fresh.pipe, None
        worker.heard = False
        return died

    def _check_started(self, worker: _Running) -> None:
        """Raise UsageError where no worker can begin: one that is started anew runs the program's main module.

        That fails where the module would start workers of its own, having no `if __name__ == "__main__":`, or
        is no file. No input file must be blamed for it.
        """
        worker.process.join(GRACE)
        if worker.process.exitcode == 1 and not _forks(self._context):
            language = self._job.options.language
            hint = say(language, "processes.start.hint")
            raise UsageError(say(language, "processes.start"), hint=hint)

    def _start(self) -> _Running:
        ours, theirs = self._context.Pipe()
        others = (*(worker.pipe for worker in self._workers), ours)
        process = self._context.Process(
            target=_serve,
            args=(self._job, theirs, others if _forks(self._context) else ()),
            daemon=True,
            name="mhaudit",
        )
        process.start()
        theirs.close()
        return _Running(process, ours)


def _context(start: str | None) -> Any:
    """How processes start: as said, else as the program has set it, else by forking, which costs no imports.

    That is safe only on Linux and while there is one thread.
    """
    fork = sys.platform == "linux" and threading.active_count() == 1
    said = start or multiprocessing.get_start_method(allow_none=True)
    return multiprocessing.get_context(said or ("fork" if fork else "spawn"))


def _forks(context: Any) -> bool:
    return bool(context.get_start_method() == "fork")


def _end(worker: _Running) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _serve(job: Job, pipe: Connection, others: Sequence[Connection]) -> None:
    """The life of a worker: tasks in, outcomes out, until the pipe is closed."""
    for each in others:  # a forked copy would keep them open after their owner has gone
        each.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limits = job.options.limits
    cap_memory(limits.memory_bytes)
    worker = Worker(job)
    gc.freeze()  # what stays for good need not be gone over after each task, nor once for nothing now
    at: int | None = None

    def tell(number: int | None) -> None:
        nonlocal at
        at = number
        alarm(limits.seconds + GRACE)
        pipe.send(number)

    with contextlib.suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            at = None
            outcome: Done | Died | _Failed
            try:
                outcome = worker.do(task, tell)
            except MemoryError:
                outcome = Died(task.id, at, "memory")
            except MhauditError as error:
                outcome = _Failed(error)
            except Exception as error:  # a form that nobody foresaw must not cost the other schools
                if os.environ.get("MHAUDIT_DEBUG") == "1":
                    traceback.print_exc()
                outcome = Died(task.id, at, "fault", unexpected(error))
            else:
                outcome = packed_up(outcome)
            alarm(0)
            pipe.send(outcome)
            del task, outcome
            gc.collect()  # the command line runs without: what a task leaves must not pile up


class InProcess:
    """Does the tasks here, one by one: without limits, and without a worker to lose."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, tasks: Iterable[Task], told: Told = lambda _: None) -> Iterator[Done | Died]:
        """What became of each task."""
        told(0)
        for task in tasks:
            first = True

            def tell(number: int | None) -> None:
                nonlocal first
                if not first:
                    told(1)
                first = False

            yield self._worker.do(task, tell)
