"""How long the installed program takes to start, against `import pandas`: `python benchmarks/startup.py FORM`.

Builds a wheel of this checkout, installs it (compiled to bytecode, as pip does) in a fresh environment, and
takes turns running `python -c "import pandas"`, `mhaudit --help` and `mhaudit check FORM`. FORM is one school's
workbook, such as `make_forms.py` writes. Wall-clock medians; no test depends on them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def installed(folder: Path) -> Path:
    """A fresh environment with the wheel; the folder of its programs."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", str(ROOT)], check=True)
    return programs


def seconds(command: list[str], folder: Path) -> float:
    """One run, its output thrown away. A failed requirement (exit 1) is no failed run."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace"))
    return taken


def main() -> None:
    """Read the arguments, measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("form", type=Path)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--programs", type=Path, help="bin folder of an environment that is ready")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        programs = given.programs or installed(Path(folder) / "venv")
        python, mhaudit = str(programs / "python"), str(programs / "mhaudit")
        commands = {
            'python -c "import pandas"': [python, "-c", "import pandas"],
            "mhaudit --help": [mhaudit, "--help"],
            "mhaudit check FORM": [mhaudit, "check", str(given.form.resolve())],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for round_ in range(given.rounds + 1):
            for name, command in commands.items():
                one = seconds(command, Path(folder))
                if round_:  # the first round only fills the system's file cache
                    taken[name].append(one)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    first = next(iter(medians.values()))
    print("| command | median | of `import pandas` |\n| --- | ---: | ---: |")
    for name, median in medians.items():
        print(f"| `{name}` | {1000 * median:.0f} ms | {median / first:.2f} |")


if __name__ == "__main__":
    main()
