"""CPU time of a whole check against only reading the cells: `python benchmarks/speed.py FOLDER_OR_FILE`.

In one process, in turns: python-calamine reads every cell of every sheet and does nothing with it; mhaudit
reads, judges and writes its JSON to nowhere, as `mhaudit check PATH --format json --jobs 0` does. Medians of
`--rounds`, the steps of the check apart, peak memory at the end. No test depends on them.

`--frictionless PYTHON` (of an environment with `frictionless[excel]`) also lets frictionless validate the same
sheets, in a process of its own, by its defaults: a general validator that knows no rule, for a sense of scale.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from time import process_time
from typing import Any

import python_calamine as calamine

from mhaudit import api
from mhaudit.batch import worker
from mhaudit.cli import check
from mhaudit.cli import main as command_line
from mhaudit.loader import load
from mhaudit.rulebook import load as rulebook

STEPS: tuple[tuple[str, Any, str], ...] = (
    ("rules", rulebook, "load_rulebook"),
    ("open files", load, "open_book"),
    ("find tables", load, "find_tables"),
    ("rows and join", load, "join"),
    ("judge", worker, "judge"),
    ("data issues", worker, "worded"),
    ("scorecards", worker, "checklist"),
    ("result", api, "_result"),
    ("write JSON", check, "_write"),
)

FRICTIONLESS = """
import sys, time, openpyxl
from frictionless import Resource, formats
start = time.process_time()
for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path, read_only=True).sheetnames:
        Resource(path=path, control=formats.ExcelControl(sheet=sheet)).validate()
print(time.process_time() - start)
"""


def files_under(path: Path) -> list[Path]:
    """The workbooks."""
    return sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]


def read_only(files: list[Path]) -> None:
    """Every cell of every sheet, thrown away."""
    for path in files:
        book = calamine.load_workbook(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def whole_check(path: Path) -> None:
    """What the command does, its output thrown away."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        code = command_line(["check", str(path), "--format", "json", "--quiet", "--jobs", "0"])
    if code not in (0, 1):
        sys.exit(f"mhaudit check ended with {code}")


def clocked(taken: dict[str, float]) -> None:
    """Let every step add its CPU time to `taken`."""
    for name, module, function in STEPS:
        setattr(module, function, _timed(getattr(module, function), name, taken))


def _timed(function: Callable[..., Any], name: str, taken: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        start = process_time()
        try:
            return function(*args, **kwargs)
        finally:
            taken[name] = taken.get(name, 0.0) + process_time() - start

    return run


def seconds(action: Callable[[Any], None], given: Any) -> float:
    """CPU time of one call."""
    start = process_time()
    action(given)
    return process_time() - start


def peak_mib() -> float | None:
    """The most memory that the process ever held; None where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def by_frictionless(python: str, files: list[Path]) -> float:
    """Its CPU time without the imports."""
    command = [python, "-c", FRICTIONLESS, *map(str, files)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Read the arguments, measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--frictionless", metavar="PYTHON")
    given = options.parse_args()
    files = files_under(given.path)
    taken: dict[str, float] = {}
    clocked(taken)
    reading, checking, steps = [], [], []
    for _ in range(given.rounds):
        reading.append(seconds(read_only, files))
        before = peak_mib()
        taken.clear()
        checking.append(seconds(whole_check, given.path))
        steps.append(dict(taken))
    base = statistics.median(reading)

    def show(name: str, value: float) -> None:
        print(f"| {name} | {value:.2f} s | {value / base:.2f} |")

    print(f"{len(files)} workbooks, medians of {given.rounds}\n")
    print("| CPU | time | of calamine |\n| --- | ---: | ---: |")
    show("calamine, reading alone", base)
    show("mhaudit, whole check", statistics.median(checking))
    for name, _, _ in STEPS:
        show(f"— {name}", statistics.median(step.get(name, 0.0) for step in steps))
    if given.frictionless:
        show("frictionless, validate", by_frictionless(given.frictionless, files))
    if (peak := peak_mib()) is not None and before is not None:
        print(f"\npeak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
