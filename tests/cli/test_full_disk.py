"""A disk that is full is neither the data's fault nor ours; the exit says that the result is incomplete."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "sample_data" / "clean_school.xlsx"


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no device that is always full"
)
@pytest.mark.parametrize("form", ["console", "json"])
def test_a_full_disk_is_said_in_one_line(form: str) -> None:
    command = [
        sys.executable,
        "-m",
        "mhaudit",
        "--lang",
        "en",
        "check",
        str(SAMPLE),
        "--format",
        form,
    ]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    assert run.returncode == 3
    error, remedy = run.stderr.decode("utf-8").splitlines()
    assert error.startswith("error: the result could not be written in full (")
    assert remedy == "  help: free some space, or write elsewhere with -o, and run it again"
