"""What earlier runs found is used again where nothing has changed, and only there."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mhaudit import audit
from mhaudit.batch import cache as caching
from mhaudit.batch.cache_folder import cache_folder
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.loader import load
from tests.cases.forms import form, workbook

from .city import city, document
from .test_parts import cut_to

Read = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return city(tmp_path_factory.mktemp("run") / "市")


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "市"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    found: list[str] = []
    real = load.open_book

    def noted(path: Path, label: str, **options: Any) -> Any:
        found.append(label)
        return real(path, label, **options)

    monkeypatch.setattr(load, "open_book", noted)
    cut_to(monkeypatch, 4)
    return found


@pytest.fixture
def audited(folder: Path, tmp_path: Path) -> Read:
    """The document of an audit with the cache."""

    def run_once(**options: Any) -> dict[str, Any]:
        return document(audit([folder], cache=tmp_path / "cache", config=Config(), **options))

    return run_once


def test_nothing_is_read_twice(audited, opened, folder):
    expected = document(audit([folder], config=Config()))
    opened.clear()
    assert audited() == expected
    assert opened
    opened.clear()
    assert audited() == expected
    assert opened == []


def test_rules_for_districts_are_judged_from_what_is_kept(audited, opened, folder):
    rules = ["nanchang", "national"]
    expected = document(audit([folder], config=Config(), rules=rules))
    assert expected["districts"]
    audited(rules=rules)
    opened.clear()
    assert audited(rules=rules) == expected
    assert opened == []


def test_a_file_that_changed_is_read_again_with_those_that_it_is_joined_with(
    audited, opened, folder
):
    audited(term="2024-2025-1")
    workbook(folder / "重复" / "一.xlsx", form(name="松岭学校", students=701))
    opened.clear()
    found = audited(term="2024-2025-1")
    # 南昌市松岭学校 in 三.xlsx is only called alike (R91): nothing of it is joined.
    assert set(opened) == {"市/重复/一.xlsx", "市/重复/二.xls"}
    assert found == document(audit([folder], config=Config(), term="2024-2025-1"))


def test_a_file_that_is_gone_or_new(audited, opened, folder):
    audited(term="2024-2025-1")
    (folder / "往年" / "望湖学校.xlsx").unlink()
    workbook(folder / "往年" / "松风学校.xlsx", form(name="松风学校"))
    opened.clear()
    found = audited(term="2024-2025-1")
    assert opened == ["市/往年/松风学校.xlsx"]
    assert found == document(audit([folder], config=Config(), term="2024-2025-1"))


CHANGES: dict[str, dict[str, Any]] = {
    "term": {"term": "2023-2024-1"},
    "language": {"lang": "en"},
    "rules": {"rules": ["jiangxi"]},
    "selection": {"select": ["NC1"]},
    "limits": {"config": Config(absent_school="zero")},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_found_otherwise_is_not_used(opened, folder, tmp_path, change):
    cache = tmp_path / "cache"
    options = {"config": Config(), "term": "2024-2025-1"}
    audit([folder], cache=cache, **options)
    options |= CHANGES[change]
    opened.clear()
    found = document(audit([folder], cache=cache, **options))
    assert opened
    assert found == document(audit([folder], **options))


def test_another_version_uses_nothing_of_it(audited, opened, monkeypatch):
    audited()
    monkeypatch.setattr("mhaudit.__version__", "99")
    opened.clear()
    audited()
    assert opened


# --- a cache that cannot be used --------------------------------------------------------------------


def the_file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / caching.NAME


def entries(tmp_path: Path) -> list[tuple[bytes, bytes]]:
    with sqlite3.connect(the_file(tmp_path)) as connection:
        return connection.execute("SELECT key, value FROM entries").fetchall()


SPOILS: dict[str, Callable[[Path], Any]] = {
    "no database": lambda path: path.write_bytes(b"not a database at all, not at all" * 9),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "pages lost": lambda path: path.write_bytes(
        path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)
    ),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_broken_cache_costs_time_only(audited, opened, tmp_path, spoil):
    expected = audited()
    for suffix in ("-wal", "-shm"):
        the_file(tmp_path).with_name(caching.NAME + suffix).unlink(missing_ok=True)
    SPOILS[spoil](the_file(tmp_path))
    opened.clear()
    assert audited() == expected
    assert opened
    audited()
    opened.clear()
    assert audited() == expected
    assert opened == []


def test_a_changed_bit_is_noticed(audited, opened, tmp_path):
    expected = audited()
    with sqlite3.connect(the_file(tmp_path)) as connection:
        for key, value in entries(tmp_path):
            at = len(value) // 2
            spoilt = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
            connection.execute("UPDATE entries SET value = ? WHERE key = ?", (spoilt, key))
    opened.clear()
    assert audited() == expected
    assert opened


class Harm:
    """What somebody who can write to the cache would like to have done."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("harmed",)


def test_nothing_but_our_own_types_is_made(audited, opened, tmp_path, monkeypatch):
    expected = audited()
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect(the_file(tmp_path)) as connection:
        for key, _ in entries(tmp_path):
            harm = caching._packed(Harm(), key)
            connection.execute("UPDATE entries SET value = ? WHERE key = ?", (harm, key))
    assert audited() == expected
    assert not (tmp_path / "harmed").exists()


def test_a_folder_that_cannot_be_made(folder, opened, tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    found = document(audit([folder], cache=tmp_path / "cache", config=Config()))
    assert found == document(audit([folder], config=Config()))


def test_the_oldest_entries_go_when_it_grows_too_large(audited, tmp_path, monkeypatch, opened):
    monkeypatch.setattr(caching, "MOST_BYTES", 20_000)
    audited()
    assert sum(len(value) for _, value in entries(tmp_path)) <= 10_000


# --- what it holds ----------------------------------------------------------------------------------


def test_it_holds_no_name_of_a_pupil(audited, opened, tmp_path, folder):
    """The committee's sheets name 孙禾禾, 许禾禾 and others; every finding about them is kept masked."""
    audited()
    held = b"".join(zlib.decompress(value[16:]) for _, value in entries(tmp_path))
    assert "青禾中学".encode() in held
    for name in ("孙禾禾", "许禾禾", "孙禾苗", "许禾苗"):
        assert name.encode() not in held


def test_with_names_shown_nothing_is_kept(folder, opened, tmp_path):
    audit([folder], cache=tmp_path / "cache", config=Config(), show_names=True)
    assert not (tmp_path / "cache").exists()


def test_a_few_files_are_not_worth_it(tmp_path):
    path = workbook(tmp_path / "我校.xlsx", form())
    audit([path], cache=tmp_path / "cache", config=Config())
    assert not (tmp_path / "cache").exists()


# --- runs that are cut off, and runs at once --------------------------------------------------------

SCRIPT = """
import multiprocessing, os, signal, sys
from pathlib import Path
from mhaudit import api
from mhaudit.batch import cache, run, tasks
from mhaudit.config import Config
from mhaudit.loader import load
tasks.TASK_FILES = run.TASK_FILES = 2
cache.WRITE_SECONDS = 0
opened = []
real = load.open_book
def open_book(path, *args, **options):
    with open(sys.argv[3], "a") as log:
        print(path.name, file=log)
    return real(path, *args, **options)
load.open_book = open_book
reads = 0
def progress(status, *more):
    global reads
    reads += 1
    if reads == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
multiprocessing.set_start_method(sys.argv[5])
result = api.audit(
    [sys.argv[1]], cache=Path(sys.argv[2]), jobs=2, config=Config(), progress=progress
)
sys.stdout.write(result.to_json())
"""
START = "fork" if sys.platform == "linux" else "spawn"


def started(folder: Path, cache: Path, log: Path, kill_at: int = -1) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(cache), str(log), str(kill_at), START],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def said(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=100)
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(out)
    del found["audited_at"]
    return found


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    for at in range(20):
        workbook(tmp_path / "市" / f"第{at + 1}望湖学校.xlsx", form(name=f"第{at + 1}望湖学校"))
    return tmp_path / "市"


@pytest.mark.skipif(
    sys.platform != "linux", reason="files that are read are noted by forked workers"
)
def test_a_run_that_was_killed_goes_on_where_it_was(forms, tmp_path):
    """Kill -9 in the middle of 20 files: what had been read is not read again, and nothing is lost or doubled."""
    first = started(forms, tmp_path / "cache", tmp_path / "first.txt", kill_at=13)
    first.communicate(timeout=100)
    assert first.returncode == -signal.SIGKILL
    second = said(started(forms, tmp_path / "cache", tmp_path / "second.txt"))
    assert second == document(audit([forms], config=Config()))
    again = (tmp_path / "second.txt").read_text(encoding="utf-8").split()
    assert 0 < len(again) < 20
    assert len(set(again)) == len(again)


def test_two_runs_at_once(forms, tmp_path):
    expected = document(audit([forms], config=Config()))
    runs = [started(forms, tmp_path / "cache", tmp_path / "log.txt") for _ in range(2)]
    assert [said(each) for each in runs] == [expected] * 2


# --- the command --------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MHAUDIT_CACHE_DIR", str(tmp_path / "kept"))
    cut_to(monkeypatch, 2)
    return tmp_path / "kept" / caching.NAME


def test_the_commands(here, forms, capsys):
    check = ["check", str(forms), "--quiet", "--lang", "en"]
    assert main([*check, "--no-cache"]) == 0
    assert not here.exists()
    assert main(check) == 0
    capsys.readouterr()
    assert main(["cache", "info", "--lang", "en"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == str(here)
    assert told[1].startswith("40 entries, 0.")
    assert main(["cache", "clear", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith(f"Deleted {here} (40 entries, 0.")
    assert not here.exists()
    assert main(["cache", "info"]) == 0
    assert capsys.readouterr().out == f"{here}\n0 条,0.0 MiB\n"


def test_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.delenv("MHAUDIT_CACHE_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "mhaudit"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert cache_folder() == tmp_path / "Local" / "mhaudit"


def test_a_cache_that_cannot_be_read(here, capsys):
    here.parent.mkdir()
    here.mkdir()
    assert main(["cache", "info", "--lang", "en"]) == 2
    assert "cannot be used" in capsys.readouterr().err
