"""What a command costs: processor time and clock of it and all its children, and the memory they hold together."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

MIB = 1024 * 1024
ENOUGH = (0, 1, 3)
"""Exit codes of a check that ran: forms may fail, or leave something open."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time and by the clock; MiB of all processes and of the largest, if asked for."""

    cpu: float
    wall: float
    memory: float = 0.0
    largest: float = 0.0
    output: str = ""


class Watch(threading.Thread):
    """Looks at the memory of a process and its children, over and over; keeps the most."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.over = threading.Event()
        self.memory = self.largest = 0

    def run(self) -> None:
        while not self.over.wait(0.02):
            try:
                family = [self.root, *self.root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            held = [_held(each.pid) for each in family]
            self.memory = max(self.memory, sum(held))
            self.largest = max(self.largest, *held)


def _held(pid: int) -> int:
    """Bytes of memory; what processes share counts in parts (PSS), where the system tells."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        return int(psutil.Process(pid).memory_info().rss)
    except (OSError, psutil.Error):
        return 0


def run(
    command: Sequence[str | Path],
    *,
    memory: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run it to its end; a command that fails ends the benchmark. Watching the memory takes time of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    watch = Watch(process.pid)
    if memory:
        watch.start()
    output, errors = process.communicate()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.over.set()
    if process.returncode not in ENOUGH:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{errors}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, watch.memory / MIB, watch.largest / MIB, output)
