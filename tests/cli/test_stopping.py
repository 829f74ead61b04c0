"""A run that is stopped in the middle: exit 130, no child, no half-written file; a full disk is told for what it is.

The processes are real, and are stopped once they have told that a first file is read.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cases.forms import form, with_school, workbook
from tests.cli.test_writing import mount, unmount

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal that one process sends another"
)
FILES = 300
OLD = "what was there before"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "forms"
    first = folder / "000.xlsx"
    workbook(first, with_school(form(name="青禾中学")))
    for number in range(1, FILES):
        (folder / f"{number:03}.xlsx").write_bytes(first.read_bytes())
    return folder


def started(forms: Path, out: Path, temporary: Path, setup: str = "") -> subprocess.Popen[str]:
    """A run of two workers that tells of each file; `setup` is run before."""
    program = (
        "import mhaudit.cli.progress as shown, sys\n"
        "shown.EVERY = 0.0\n"
        f"{setup}\n"
        "from mhaudit.cli import main\n"
        "sys.exit(main())"
    )
    options = ("--lang", "en", "check", str(forms), "--jobs", "2", "--no-cache")
    files = ("-o", str(out / "a.txt"), "--format", f"json={out / 'a.json'}")
    return subprocess.Popen(
        [sys.executable, "-c", program, *options, *files, "--excel", str(out / "a.xlsx")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(temporary)},
        start_new_session=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the first line of progress in which a file was read."""
    assert process.stderr is not None
    for line in process.stderr:
        if not line.startswith("files 0/"):
            return line
    raise AssertionError("no progress was told")


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(pid) for pid in listed.read_text(encoding="ascii").split()]


def ended(pid: int) -> bool:
    """Whether the process ends within a minute: init may take a moment to bury it."""
    last = time.monotonic() + 60
    while time.monotonic() < last:
        try:
            state = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            )
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
    return False


@pytest.mark.parametrize(
    ("stop", "all_of_it"),
    [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False)],
    ids=["^C in the terminal", "SIGINT", "SIGTERM"],
)
def test_a_run_that_is_stopped_leaves_nothing_behind(
    forms: Path, tmp_path: Path, stop: signal.Signals, all_of_it: bool
) -> None:
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    out.mkdir()
    temporary.mkdir()
    (out / "a.json").write_text(OLD, encoding="utf-8")
    process = started(forms, out, temporary)
    line = first_line(process)
    assert not line.startswith(f"files {FILES}/")
    workers = children(process)
    assert len(workers) == 2
    if all_of_it:
        os.killpg(process.pid, stop)
    else:
        process.send_signal(stop)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130, told
    last = told.splitlines()[-1]
    assert "interrupted" in last
    assert "Traceback" not in told
    assert [pid for pid in workers if not ended(pid)] == []
    assert {file.name for file in out.iterdir()} == {"a.json"}
    assert (out / "a.json").read_text(encoding="utf-8") == OLD
    assert list(temporary.iterdir()) == []


def test_a_reader_that_goes_away_ends_a_large_report_without_a_word(forms: Path) -> None:
    """`mhaudit check … --format ndjson | head -1`: the exit code is that of the audit."""
    command = [sys.executable, "-m", "mhaudit", "check", str(forms), "--format", "ndjson"]
    with subprocess.Popen(
        [*command, "--jobs", "2", "--no-cache", "--fail-on", "never"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"type":"head"')
        process.stdout.close()
        told = process.stderr.read().decode("utf-8")
    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert "Broken pipe" not in told


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB for temporary files."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder)
    yield folder
    unmount(folder)


def test_a_full_disk_of_temporary_files_is_told_with_its_folder(
    forms: Path, tmp_path: Path, full_disk: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    setup = "import mhaudit.batch.run as batch\nbatch.IN_MEMORY = 100"
    process = started(forms, out, full_disk, setup)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 3, told
    error, remedy = [line for line in told.splitlines() if not line.startswith("files ")]
    assert error == (
        "error: there is no room in the folder for temporary files, "
        f"{full_disk} (No space left on device); no result was written"
    )
    assert (
        remedy
        == "  help: free some space there, or name another folder in TMPDIR, and run it again"
    )
    assert list(out.iterdir()) == []
    assert list(full_disk.iterdir()) == []
