"""What the project says about itself is true, and it says nothing about the machines it was made on."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mhaudit

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]
# An absolute path on a development machine; not the same word inside a longer path or URL.
LEAK = re.compile(r"(?<![\w.~*}/-])/(?:work|tmp|root)\b")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project_files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


def exit_codes(readme: str) -> list[str]:
    """First cells of the rows whose first cell is an exit code."""
    return re.findall(r"^\| *`(\d+)` *\|", read(readme), flags=re.MULTILINE)


def marked_blocks(readme: str) -> dict[str, str]:
    found = re.findall(r"<!-- setup:(\w+) -->\n```\w*\n(.*?)```", read(readme), flags=re.DOTALL)
    return dict(found)


def test_the_installed_version_is_the_package_s():
    assert importlib.metadata.version("mhaudit") == mhaudit.__version__


@pytest.mark.parametrize("text", ["see /" + "tmp/x.xlsx", '"/' + 'root"', "(/" + "work)"])
def test_leak_pattern_finds(text):
    assert LEAK.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/work/1", "home/work", "教师/work", "/workbook"]
)
def test_leak_pattern_leaves(text):
    assert not LEAK.search(text)


def test_no_file_names_a_path_of_a_development_machine():
    leaks = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in project_files()
        for match in LEAK.finditer(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert leaks == []


def test_both_readmes_have_the_same_exit_codes():
    assert [exit_codes(name) for name in READMES] == [["0", "1", "2", "3", "130"]] * 2


def test_both_readmes_have_the_same_setup_commands():
    english, chinese = map(marked_blocks, READMES)
    assert english == chinese
    assert list(english) == ["run", "test"]


def test_the_command_line_starts_without_pandas():
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from mhaudit.cli import main; sys.exit('pandas' in sys.modules)",
        ],
        check=True,
    )
