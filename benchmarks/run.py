"""Everything that is measured, in one go: `python benchmarks/run.py [--quick] [-o RESULT.json]`.

Writes invented forms (`make_forms.py`), installs the wheel of this checkout in a fresh environment and
frictionless in another, and takes turns running whole commands: python-calamine that reads the same cells and
does nothing (“raw”), frictionless, `mhaudit check`. Processor time is that of a command and all its children;
figures are medians. “One process” is one worker (`--jobs 1`), its parent counted too. Prints a Markdown table,
and writes every figure as JSON; `--show RESULT.json` prints the table again, and `--publish RESULT.json` puts it
into both READMEs. It takes half an hour and 1 GB of disk; with `--folder` forms and environments are kept for the
next time. Needs a system with `resource`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import make_forms
import measure
import tables
from measure import Cost

HERE = Path(__file__).resolve().parent
DONE = "complete"
"""The file that says that a folder was written to its end."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured, and how often."""

    schools: int = 300
    many: int = 3000
    compared: int = 60
    """Of the schools' workbooks, those that frictionless reads too."""
    findings: int = 100_000
    rounds: int = 3
    starts: int = 15


QUICK = Sizes(schools=3, many=6, compared=1, findings=300, rounds=1, starts=1)


@dataclass
class Bench:
    """What is run on what."""

    sizes: Sizes
    folder: Path
    python: Path
    frictionless: Path | None
    dask: bool
    figures: dict[str, float] = field(default_factory=dict)
    rounds: dict[str, list[float]] = field(default_factory=dict)

    @property
    def mhaudit(self) -> Path:
        """The command of the environment."""
        return self.python.parent / "mhaudit"

    # the forms ----------------------------------------------------------------------------------------

    def corpus(self, name: str, write: Callable[[Path], None]) -> Path:
        """A folder of forms, written unless it is there from an earlier run of the same sizes."""
        folder = self.folder / f"{name}-{self.sizes.schools}-{self.sizes.many}"
        if not (folder / DONE).exists():
            say(f"writing {name}")
            write(folder / "forms")
            (folder / DONE).touch()
        return folder / "forms"

    def schools(self, state: str = "mixed") -> Path:
        """One workbook a school."""
        return self.corpus(
            state, lambda folder: make_forms.write_schools(folder, self.sizes.schools, state)
        )

    def district(self) -> Path:
        """One workbook of all schools."""

        def write(folder: Path) -> None:
            make_forms.write_district(folder / "district.xlsx", self.sizes.schools)

        return self.corpus("district", write) / "district.xlsx"

    def many(self) -> Path:
        """Ten times as many schools."""
        schools = self.schools()
        return self.corpus(
            "many", lambda folder: make_forms.write_many(folder, schools, self.sizes.many)
        )

    def some(self) -> Path:
        """Those that frictionless reads."""

        def write(folder: Path) -> None:
            make_forms.write_schools(folder, self.sizes.compared)

        return self.corpus("some", write)

    # the commands -------------------------------------------------------------------------------------

    def raw(self, path: Path, **more: Any) -> Cost:
        """Only reading the cells."""
        return measure.run([self.python, HERE / "read_only.py", path], **more)

    def check(self, path: Path, jobs: int = 1, *options: str, **more: Any) -> Cost:
        """`mhaudit check`, the result written as JSON; without the cache, unless `more` names its folder."""
        with tempfile.TemporaryDirectory() as place:
            command: list[str | Path] = [self.mhaudit, "check", path]
            command += ["--quiet", "--jobs", str(jobs), *options]
            if "environment" not in more and self.caches:
                command.append("--no-cache")
            return measure.run([*command, "--format", "json", "-o", f"{place}/result.json"], **more)

    @cached_property
    def caches(self) -> bool:
        """Whether this mhaudit has a cache."""
        return "--no-cache" in measure.run([self.mhaudit, "check", "--help"]).output

    # the figures --------------------------------------------------------------------------------------

    def keep(self, **taken: list[float]) -> None:
        """Every figure, and its median."""
        self.rounds |= taken
        self.figures |= {name: statistics.median(each) for name, each in taken.items()}

    def costs(self, **runs: Callable[[], Cost]) -> None:
        """The medians of processor time and clock of some commands, as NAME_cpu and NAME_wall."""
        found: dict[str, list[Cost]] = {name: [] for name in runs}
        for round_ in range(self.sizes.rounds):
            say(f"round {round_ + 1}: {', '.join(runs)}")
            for name, run in runs.items():
                found[name].append(run())
        for name, costs in found.items():
            for what in ("cpu", "wall"):
                self.keep(**{f"{name}_{what}": [getattr(cost, what) for cost in costs]})

    def memory(self, **runs: Callable[[], Cost]) -> None:
        """Peak memory of some commands, as NAME_mib and NAME_largest_mib."""
        for name, run in runs.items():
            say(f"memory: {name}")
            cost = run()
            self.figures[f"{name}_mib"] = cost.memory
            self.figures[f"{name}_largest_mib"] = cost.largest

    def all(self) -> None:
        """Everything."""
        schools, district, many = self.schools(), self.district(), self.many()
        self.costs(
            raw=lambda: self.raw(schools),
            one=lambda: self.check(schools),
            two=lambda: self.check(schools, 2),
        )
        self.costs(district_raw=lambda: self.raw(district), district=lambda: self.check(district))
        clean, failing = self.schools("clean"), self.schools("failing")
        self.costs(clean=lambda: self.check(clean), failing=lambda: self.check(failing))
        self.memory(
            district_raw=lambda: self.raw(district, memory=True),
            district=lambda: self.check(district, memory=True),
            schools=lambda: self.check(schools, 2, memory=True),
            many=lambda: self.check(many, 2, memory=True),
        )
        self.cold_start()
        self.second_run()
        self.excel()
        if self.frictionless:
            self.against_frictionless(self.frictionless)
        if self.dask:
            self.on_dask()

    def cold_start(self) -> None:
        """By the clock (NAME_s) and in processor time (NAME_cpu); the first round only fills the file cache."""
        form = next(iter(sorted(self.schools().glob("*.xlsx"))))
        commands: dict[str, list[str | Path]] = {
            "pandas_s": [self.python, "-c", "import pandas"],
            "help_s": [self.mhaudit, "--help"],
            "start_s": [self.mhaudit, "check", form, *(["--no-cache"] if self.caches else [])],
        }
        taken: dict[str, list[Cost]] = {name: [] for name in commands}
        warming = 1 if self.sizes.starts > 1 else 0
        for round_ in range(warming + self.sizes.starts):
            for name, command in commands.items():
                cost = measure.run(command)
                if round_ >= warming:
                    taken[name].append(cost)
        for name, costs in taken.items():
            self.keep(**{name: [cost.wall for cost in costs]})
            self.keep(**{f"{name.removesuffix('_s')}_cpu": [cost.cpu for cost in costs]})

    def second_run(self) -> None:
        """The same files again, with a cache that was empty at first."""
        if not self.caches:
            return
        first: list[float] = []
        second: list[float] = []
        for _ in range(self.sizes.rounds):
            with tempfile.TemporaryDirectory() as cache:
                environment = {"MHAUDIT_CACHE_DIR": cache}
                for taken in (first, second):
                    cost = self.check(self.schools(), 2, environment=environment)
                    taken.append(cost.wall)
        self.keep(first_s=first, second_s=second)

    def excel(self) -> None:
        """`excel.py`, which takes the best of its runs."""
        say("excel")
        sizes = ["--findings", str(self.sizes.findings), "--times", str(self.sizes.rounds)]
        found = measure.run([self.python, HERE / "excel.py", "--json", *sizes])
        self.figures |= {f"excel_{name}": value for name, value in json.loads(found.output).items()}

    def against_frictionless(self, python: Path) -> None:
        """Fewer files: it would take the rest of the day."""
        some = self.some()
        self.costs(
            frictionless=lambda: measure.run([python, HERE / "by_frictionless.py", some]),
            some=lambda: self.check(some),
        )

    def on_dask(self) -> None:
        """Two workers that stand ready, here; once with the files where they are, once without."""
        for name, options in (("dask", ()), ("dask_apart", ("--apart",))):
            with self.cluster(*options) as address:
                self.costs(**{name: lambda: self.check(self.schools(), 2, "--dask", address)})

    @contextmanager
    def cluster(self, *options: str) -> Iterator[str]:
        """The address of a scheduler."""
        command: list[str | Path] = [self.python, HERE / "local_cluster.py", *options]
        with subprocess.Popen(
            command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield process.stdout.readline().strip()
            process.stdin.close()


def machine() -> dict[str, Any]:
    """What it was measured on; its name is nobody's business."""
    return {
        "cores": os.cpu_count(),
        "cpu": _cpu(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "date": dt.date.today().isoformat(),
    }


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def environment(folder: Path, *packages: str) -> Path:
    """The Python of an environment with these packages, made if it is not there."""
    python = folder / "bin/python"
    if not (folder / DONE).exists():
        say(f"installing {' '.join(packages)}")
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        (folder / DONE).touch()
    return python


def installed(folder: Path) -> Path:
    """The wheel of this checkout, as pip installs it: compiled to bytecode. Always made anew."""
    (folder / DONE).unlink(missing_ok=True)
    return environment(folder, f"{HERE.parent}[dask]")


def say(line: str) -> None:
    """How far it is."""
    print(line, file=sys.stderr, flush=True)


def measured(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything, as it goes into the file."""
    frictionless = None
    if "frictionless" not in given.without:
        frictionless = given.frictionless or environment(
            folder / "frictionless", "frictionless[excel]"
        )
    bench = Bench(
        QUICK if given.quick else Sizes(),
        folder,
        given.python or installed(folder / "mhaudit"),
        frictionless,
        "dask" not in given.without,
    )
    bench.all()
    return {"machine": machine(), "figures": bench.figures, "rounds": bench.rounds}


def main() -> None:
    """Read the arguments, measure, print and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a few files, once: does it run?")
    options.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    options.add_argument("--folder", type=Path, help="keep forms and environments here")
    options.add_argument("--python", type=Path, help="an environment with mhaudit[dask], ready")
    options.add_argument(
        "--frictionless", type=Path, metavar="PYTHON", help="one with frictionless"
    )
    options.add_argument("--without", action="append", default=[], choices=("frictionless", "dask"))
    options.add_argument("--show", type=Path, metavar="RESULT", help="print the table of a result")
    options.add_argument("--publish", type=Path, metavar="RESULT", help="into both READMEs")
    options.add_argument("--lang", choices=("zh", "en"), default="en")
    given = options.parse_args()
    if given.show:
        print(tables.table(json.loads(given.show.read_text(encoding="utf-8")), given.lang))
        return
    if given.publish:
        tables.publish(json.loads(given.publish.read_text(encoding="utf-8")), HERE.parent)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        result = measured(given, folder.resolve())
    if given.output:
        text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
        given.output.write_text(text, encoding="utf-8")
    print(tables.table(result, given.lang))


if __name__ == "__main__":
    main()
