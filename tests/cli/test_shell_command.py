"""What stands behind the word `mhaudit` in a shell: it ends at once, and nothing that was written is lost by it."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from mhaudit import __version__, cli

SAMPLES = Path(__file__).parents[2] / "sample_data"
INSTALLED = [
    sys.executable,
    "-c",
    "import sys; from mhaudit.cli import command; sys.exit(command())",
]


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("PYTHONUNBUFFERED", None)  # so that something is left to be flushed
    return subprocess.run(
        [*INSTALLED, *arguments], text=True, encoding="utf-8", check=False, env=environment,
        stderr=subprocess.PIPE, **{"stdout": subprocess.PIPE, **more},
    )  # fmt: skip


def test_what_was_printed_arrives_whole() -> None:
    ended = run("--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"mhaudit {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", str(SAMPLES / "faulty_school.xlsx"), "--fail-on", "never"), 0),
        (("check", str(SAMPLES / "faulty_school.xlsx")), 1),
        (("check",), 2),
        (("chek",), 2),
        (("check", "--lang", "xx", "."), 2),
    ],
)
def test_the_exit_code_is_that_of_the_command(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).returncode == code


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no device that is always full"
)
def test_what_cannot_be_printed_is_no_success() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = run("--version", stdout=full)
    assert ended.returncode == 120
    assert "No space left on device" in ended.stderr


def test_other_threads_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def main(arguments: Sequence[str] | None = None) -> int:
        return 1

    def end(code: int) -> None:
        raise AssertionError("the process would have ended")

    monkeypatch.setattr(cli, "main", main)
    monkeypatch.setattr(os, "_exit", end)
    release = threading.Event()
    other = threading.Thread(target=release.wait)
    other.start()
    try:
        assert cli.command() == 1
    finally:
        release.set()
        other.join()


def test_a_wrong_command_is_told_from_all_commands() -> None:
    assert "check" in run("chek").stderr
    assert "inspect" in run("--lang", "en", "inspekt").stderr
