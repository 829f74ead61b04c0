"""Workers die, hang and run out of memory; the run does not notice but for the file that did it."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from mhaudit import audit

from .city import NAMES, city, document

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")


def process(
    code: str, folder: Path, *, start: str = "fork", files: int = 3, **options: Any
) -> subprocess.CompletedProcess[str]:
    """An audit of `folder` in a process of its own, after `code`: `files` in a task; the result goes to stdout."""
    script = f"""
import json, multiprocessing, os, signal, sys, time
from pathlib import Path
def main():
    multiprocessing.set_start_method({start!r})
    from mhaudit import api
    from mhaudit.batch import processes, run, tasks
    from mhaudit.config import Config
    from mhaudit.loader.formats import Limits
    from mhaudit.loader import load
    tasks.TASK_FILES = run.TASK_FILES = {files}
    options = dict(jobs=2, term="2024-2025-1")
{textwrap.indent(textwrap.dedent(code), "    ")}
    options.update({options!r})
    result = api.audit([sys.argv[1]], **options)
    sys.stdout.write(result.to_json())
    assert not multiprocessing.active_children()
if __name__ == "__main__":
    main()
"""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(folder)],
        capture_output=True,
        text=True,
        timeout=100,
        encoding="utf-8",
        check=False,
    )


def ran(code: str, folder: Path, **options: Any) -> dict[str, Any]:
    """The result of such an audit."""
    done = process(code, folder, **options)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    del found["audited_at"]
    return found


@pytest.mark.parametrize("start", [pytest.param("fork", marks=LINUX), "spawn"])
def test_two_processes_say_what_one_says(schools, expected, start):
    assert ran("", schools, start=start) == expected


@LINUX
def test_a_city_in_two_processes(tmp_path):
    folder = city(tmp_path / "市")
    assert ran("", folder, term=None) == document(audit([folder]))


@LINUX
def test_a_worker_that_is_killed_costs_nothing(schools, expected):
    """Kill -9 in the middle: its task is done again by another worker."""
    code = """
    killed = []
    def progress(status):
        if status.files == 4 and not killed:
            killed.append(1)
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGKILL)
    options["progress"] = progress
    """
    assert ran(code, schools) == expected


UNGUARDED = """
import multiprocessing, sys
from mhaudit import audit
from mhaudit.errors import UsageError
multiprocessing.set_start_method("spawn")
try:
    audit([sys.argv[1]], jobs=2, lang="en")
except UsageError as error:
    print(error.message, error.hint, sep="\\n")
"""


def test_a_program_that_cannot_be_loaded_anew_is_told_so(schools, tmp_path):
    """As on Windows: no file is blamed for a call that does not stand under `if __name__ == "__main__":`."""
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(schools)],
        capture_output=True,
        text=True,
        timeout=100,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout == (
        "the processes that read cannot be started: each loads the program that calls mhaudit anew\n"
        'put the call under if __name__ == "__main__":, or read in this process with jobs=0\n'
    )
    assert "Traceback" in done.stderr  # Python says of the children why


def poisoned(deed: str, name: str = NAMES[6]) -> str:
    """Code that lets reading one school's file do something to the worker."""
    return f"""
    real = load.open_book
    def poison():
        {deed}
    def open_book(path, *args, **options):
        if path.stem == {name!r}:
            poison()
        return real(path, *args, **options)
    load.open_book = open_book
    """


DEEDS = {
    "abort": ("os.abort()", "D101", "崩溃"),
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", "D101", "崩溃"),
    "hang": ("time.sleep(1000)", "D103", "2 s"),
    "loop": ("sum(0 for _ in iter(int, 1))", "D103", "2 s"),
    "memory": ("bytearray(900 * 1024 ** 2)", "D103", "700 MiB"),
    "fault": ("raise KeyError('孙小禾')", "D101", "KeyError, <string>"),
}


@LINUX
@pytest.mark.parametrize("deed", DEEDS)
def test_a_file_that_harms_its_worker_is_one_issue(schools, expected, deed):
    """The other eleven schools are as they are without it."""
    what, code, text = DEEDS[deed]
    setup = """
    options["config"] = Config(limits=Limits(memory_bytes=700 * 1024 ** 2, seconds=2))
    """
    found = ran(textwrap.dedent(setup) + textwrap.dedent(poisoned(what)), schools)
    assert [each["name"] for each in found["schools"]] == [
        n for n in sorted(NAMES) if n != NAMES[6]
    ]
    assert found["schools"] == [each for each in expected["schools"] if each["name"] != NAMES[6]]
    (issue,) = found["data_issues"]
    assert issue["code"] == code
    assert issue["place"]["file"] == f"forms/{NAMES[6]}.xlsx"
    assert text in issue["message"]
    assert "孙小禾" not in json.dumps(found, ensure_ascii=False)
