"""Three hundred workbooks: whatever dies in the middle, and whatever one of them is, the others stand as they are.

299 schools with a workbook each, every third in want of something, and one file more that holds what the first
school left out: the two lie in different tasks and are joined at the end (R42).
"""

import os
import re
import signal
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from mhaudit import audit
from mhaudit.config import Config
from tests.cases.forms import TERM, Sheets, form, pupils, with_school, workbook
from tests.packages import write_zip

from .city import document
from .test_processes import poisoned, process, ran

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")

FILES = 300
STAND_IN = "SCHOOLNAME"
SPLIT = ("001望湖学校.xlsx", "300补交.xlsx")
"""The two files of one school."""
POISONED = "150望湖学校"
FEW: dict[str, Any] = {"grades": ("七年级",), "课程": ["七年级|劳动|1"]}
KINDS: tuple[Sheets, ...] = (
    form(name=STAND_IN, **FEW),
    form(name=STAND_IN, students=1700, **FEW),
    form(name=STAND_IN, 班委=pupils("七年级(1)班"), **FEW),
)


def packages(folder: Path) -> Iterator[dict[str, bytes]]:
    """The parts of one workbook of each of `KINDS`."""
    for at, sheets in enumerate(KINDS):
        with zipfile.ZipFile(workbook(folder / f"{at}.xlsx", sheets)) as archive:
            yield {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 300 files. Written by hand a third of a minute, so each is a copy with another name in it."""
    folder = tmp_path_factory.mktemp("many") / "forms"
    kinds = list(packages(tmp_path_factory.mktemp("kinds")))
    for at in range(2, FILES):
        name = f"{at:03}望湖学校"
        written = name.encode("ascii", "xmlcharrefreplace")
        parts = kinds[at % 3].items()
        write_zip(
            folder / f"{name}.xlsx",
            {part: text.replace(STAND_IN.encode(), written) for part, text in parts},
        )
    whole = with_school(form(name="001望湖学校", **FEW))
    teachers = {"教师": whole.pop("教师")}
    for name, sheets in zip(SPLIT, (whole, teachers), strict=True):
        workbook(folder / name, sheets)
    return folder


@pytest.fixture(scope="module")
def expected(forms: Path) -> dict[str, Any]:
    return document(audit([forms], term=TERM, config=Config()))


def test_what_is_compared_says_something(expected):
    """299 schools in the order of their names, of three kinds; the first has the teachers of the last file."""
    schools = expected["schools"]
    assert [each["name"] for each in schools] == [f"{at:03}望湖学校" for at in range(1, FILES)]
    verdicts = {
        tuple(
            finding["verdict"]
            for finding in school["findings"]
            if finding["rule"] in {"NC101", "NC401"}
        )
        for school in schools
    }
    assert len(verdicts) == 3
    (counsellors,) = (f for f in schools[0]["findings"] if f["rule"] == "NC101")
    assert counsellors["verdict"] == "pass"
    assert len(expected["inputs"]) == FILES


def test_a_worker_is_killed_in_the_middle(forms, expected):
    """Kill -9 at half of the files: nothing lost, nothing doubled."""
    code = """
    killed = []
    def progress(status):
        if status.files >= 150 and not killed:
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)
    options |= {"progress": progress, "config": Config()}
    """
    assert ran(code, forms, files=16) == expected


NOTED = """
    from mhaudit.batch import cache
    cache.WRITE_SECONDS = 0
    real = load.open_book
    def open_book(path, *args, **options):
        with open({log!r}, "a", encoding="utf-8") as log:
            print(path.name, file=log)
        return real(path, *args, **options)
    load.open_book = open_book
    options |= {{"cache": Path({cache!r}), "config": Config()}}
"""
KILLED = """
    def progress(status):
        if status.files >= 150:
            os.kill(os.getpid(), signal.SIGKILL)
    options["progress"] = progress
"""


def test_the_run_is_killed_in_the_middle(forms, expected, tmp_path):
    """Kill -9 at half of the files; the next run reads what is left, each file once, and says the same."""
    log, cache = tmp_path / "log.txt", tmp_path / "cache"
    noted = NOTED.format(log=str(log), cache=str(cache))
    # its workers hold its stdout: that this returns says that they have ended, too
    assert process(noted + KILLED, forms, files=16).returncode == -signal.SIGKILL
    first = log.read_text(encoding="utf-8").split()
    log.unlink()
    assert ran(noted, forms, files=16) == expected
    second = Counter(log.read_text(encoding="utf-8").split())
    for name in SPLIT:  # read again to be joined
        second[name] -= 1
    assert max(second.values()) == 1
    assert 0 < second.total() <= FILES - 100  # what two workers were at had to be read again
    assert set(first) | set(second) == {path.name for path in forms.iterdir()}


# --- one poisoned file ------------------------------------------------------------------------------


def sound(path: Path) -> Path:
    """As it is: what reads it comes to grief."""
    return path


def bomb(path: Path) -> Path:
    """300 MB of blanks in a sheet that says that it has 1,000 bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] += b" " * 300_000_000
    path.unlink()  # another name of a file that others read
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    data = bytearray(path.read_bytes())
    at = data.find(name.encode(), data.find(b"PK\x01\x02"))
    struct.pack_into("<I", data, at - 46 + 24, 1_000)
    path.write_bytes(data)
    return path


def encrypted(path: Path) -> Path:
    """With a password to open it."""
    plain = path.rename(path.parent.parent / "plain")
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("口令", target)
    return path


def unreadable(path: Path) -> Path:
    """Cut short, as by a disk that was full."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2])
    return path


POISONS: dict[str, tuple[Callable[[Path], Path], str, str, str]] = {
    "abort": (sound, "os.abort()", "D101", "崩溃"),
    "hang": (sound, "time.sleep(1000)", "D103", "2 s"),
    "bomb": (bomb, "pass", "D101", "无法读取"),
    "encrypted": (encrypted, "pass", "D102", "密码"),
    "unreadable": (unreadable, "pass", "D101", "无法读取"),
}
"""Poison → what is done to the file, what reading it does, the code of the issue and a part of its message."""
LIMITS = """
    options["config"] = Config(limits=Limits(memory_bytes=1200 * 1024 ** 2, seconds=2))
"""


@pytest.fixture(scope="module")
def without(forms: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A run of the others."""
    folder = others(forms, tmp_path_factory.mktemp("without") / "forms")
    return document(audit([folder], term=TERM, config=Config()))


def others(forms: Path, folder: Path) -> Path:
    folder.mkdir()
    for path in forms.iterdir():
        if path.stem != POISONED:
            os.link(path, folder / path.name)
    return folder


@pytest.mark.parametrize("poison", POISONS)
def test_one_poisoned_file_costs_itself(forms, without, tmp_path, poison):
    """The other 299 are identical to a run without it, whatever task they shared with it."""
    spoil, deed, code, text = POISONS[poison]
    folder = others(forms, tmp_path / "forms")
    path = folder / f"{POISONED}.xlsx"
    os.link(forms / path.name, path)
    spoil(path)
    found = ran(LIMITS + poisoned(deed, POISONED), folder, files=16)
    label = f"forms/{POISONED}.xlsx"
    (issue,) = (each for each in found["data_issues"] if each["place"]["file"] == label)
    found["data_issues"].remove(issue)
    assert issue["code"] == code
    assert re.search(text, issue["message"])
    (own,) = (each for each in found["inputs"] if each["path"] == label)
    found["inputs"].remove(own)
    assert own["tables"] == []
    assert found == without
