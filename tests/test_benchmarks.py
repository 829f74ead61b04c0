"""The benchmarks run, and leave no line out. No test asserts a time."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("resource", reason="the benchmarks ask the system what a command has cost")
pytest.importorskip("psutil", reason="comes with mhaudit[dask]")

ASKED = (
    "300 school workbooks, one process, CPU / raw",
    "the same, two processes, wall / raw",
    "faster than frictionless on the same files, one process",
    "district workbook, CPU / raw",
    "district workbook, peak memory / raw's",
    "peak memory, 3,000 files / 300 files",
    "second run with nothing changed / first run",
    "100,000 findings to Excel / bare XlsxWriter constant_memory",
)
"""The rows that have to be there, as they were asked for."""


def run(*options: str) -> str:
    command = [sys.executable, str(ROOT / "benchmarks/run.py"), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_quick_run_fills_every_row(tmp_path):
    """Three schools, without what would have to be installed or started first."""
    file = tmp_path / "result.json"
    ready = ["--python", sys.executable, "--without", "frictionless", "--without", "dask"]
    table = run("--quick", *ready, "-o", str(file))
    rows = dict(line.strip("| ").split(" | ")[:2] for line in table.splitlines() if "|" in line)
    assert set(ASKED) <= set(rows)
    left_out = [what for what, measured in rows.items() if measured == "not measured"]
    assert left_out == [
        "faster than frictionless on the same files, one process",
        "Dask, two workers on the same machine / two processes, wall",
        "the same, files sent along with the tasks",
    ]
    for what in set(ASKED) - set(left_out):
        assert re.fullmatch(r"\d+\.\d\d \([\d.]+ / [\d.]+ (s|MiB)\)", rows[what]), rows[what]
    assert table == run("--show", str(file))
    result = json.loads(file.read_text(encoding="utf-8"))
    machine = {"cores", "cpu", "memory_gib", "system", "python", "date"}
    assert set(result) == {"machine", "figures", "rounds"}
    assert set(result["machine"]) == machine
    assert all(value > 0 for value in result["figures"].values())


def test_the_bounds_are_those_that_were_set():
    """Must and aim, line by line."""
    none = '{"machine": {"cpu": "x", "cores": 2, "python": "3", "date": "d"}, "figures": {}}'
    script = "import json, tables, sys; print(tables.table(json.loads(sys.argv[1]), 'en'))"
    done = subprocess.run(
        [sys.executable, "-c", script, none],
        cwd=ROOT / "benchmarks",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    bounds = [line.split(" | ")[2:] for line in done.stdout.splitlines() if "not measured" in line]
    assert bounds[:9] == [
        ["≤ 2.5", "≤ 1.8 |"],
        ["≤ 1.4", "≤ 1.0 |"],
        ["≥ 12 ×", "≥ 18 × |"],
        ["≤ 3.0", "≤ 2.0 |"],
        ["≤ 2.0", "≤ 1.4 |"],
        ["≤ 1.15", "≤ 1.05 |"],
        ["≤ 0.15", "≤ 0.05 |"],
        ["≤ 1.3", "≤ 1.1 |"],
        ["≤ 2", "- |"],
    ]
