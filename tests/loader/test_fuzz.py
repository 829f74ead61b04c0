"""Thousands of spoilt files: each ends in tables, in nothing, or in one D1xx; nothing hangs, nothing is left over.

`MHAUDIT_FUZZ_SECONDS` makes the run longer, `MHAUDIT_FUZZ_SEED` another one. A number that failed is made
again with `python -m tests.loader.fuzzing SEED NUMBER 1 FOLDER`.
"""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SECONDS = float(os.environ.get("MHAUDIT_FUZZ_SECONDS", "40"))
SEED = os.environ.get("MHAUDIT_FUZZ_SEED", "1")
POOLED = 0.3
"""The share of the time in which a pool of workers does the reading."""
BATCH = 100
"""Files that one child reads."""
POOL_BATCH = 60
"""Files that one pool reads, in another range of numbers than the others'."""
HANGS = 20.0
"""Seconds after which a file is taken to hang, on however busy a machine."""

_ROOT = Path(__file__).parents[2]


class Child:
    """A child that reads a batch; its lines come with a time limit."""

    def __init__(self, first: int, folder: Path, count: int = BATCH, *mode: str) -> None:
        command = [sys.executable, "-m", "tests.loader.fuzzing", SEED, str(first), str(count)]
        self._errors = (folder / "errors.txt").open("wb")
        self.process = subprocess.Popen(
            [*command, str(folder), *mode],
            cwd=_ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.decode("utf-8", "replace").rstrip("\n"))
        self._lines.put("")

    def lines(self) -> Iterator[str]:
        """What it says until it ends; `hangs` or `dies` where it does not end well."""
        last = ""
        while last != "done":
            try:
                line = self._lines.get(timeout=HANGS)
            except queue.Empty:
                yield "hangs"
                return
            if line == "" and self.process.wait(HANGS) != 0:
                yield f"dies {self.process.returncode}"
                return
            last = line
            yield line

    def end(self) -> bool:
        """Whether nothing was left of it but itself."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._errors.close()
        if os.name == "nt":
            return True
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


def test_spoilt_files_cost_one_line_each(tmp_path: Path) -> None:
    began = time.monotonic()
    ends: Counter[str] = Counter()
    faults: list[str] = []
    number = 0
    while time.monotonic() - began < SECONDS * (1 - POOLED):
        child = Child(number, tmp_path)
        at = number
        for line in child.lines():
            told = re.match(r"(\d+) (begun|raised|read|nothing|D1\d\d)\b(.*)", line)
            if line in {"done", ""}:
                continue
            if told is None:
                faults.append(f"{at}: {line}")
                continue
            at = int(told[1])
            if told[2] != "begun":
                ends[told[2]] += 1
            if told[2] == "raised":
                faults.append(line)
        if not child.end():
            faults.append(f"{at}: a process was left behind")
        number = at + 1
    assert faults == []
    assert {"read", "nothing", "D101"} <= ends.keys()


def test_a_pool_of_workers_reads_spoilt_files(tmp_path: Path) -> None:
    """All of them in one run, as `check` reads a folder: each its own end, no worker left behind."""
    began = time.monotonic()
    first = 1_000_000
    while time.monotonic() - began < SECONDS * POOLED:
        child = Child(first, tmp_path, POOL_BATCH, "pool")
        lines = list(child.lines())
        assert child.end(), "a process was left behind"
        assert lines[-1] == "done", (lines, (tmp_path / "errors.txt").read_text()[-2000:])
        ends = dict(line.split() for line in lines[:-1])
        assert set(ends) == {str(number) for number in range(first, first + POOL_BATCH)}
        assert {end[:2] for end in ends.values()} <= {"re", "no", "D1"}
        assert {"read", "D101"} <= set(ends.values())
        assert not any("+" in end for end in ends.values())
        first += POOL_BATCH
