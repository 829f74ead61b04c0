"""Odd paths: blanks, Chinese and very long names, lock files, links that loop, folders that cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mhaudit import audit
from mhaudit.config import Config
from mhaudit.findings import AuditResult
from mhaudit.loader.files import walk
from tests.cases.forms import (
    COMPLYING,
    NAME,
    OTHER,
    TERM,
    all_verdicts,
    codes,
    form,
    issues,
    workbook,
)


def audited(*paths: Path) -> AuditResult:
    return audit(paths, term=TERM, config=Config())


def labels(*paths: Path) -> list[str]:
    return [file.label for file in walk(paths)]


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no symbolic links here")


@pytest.mark.parametrize(
    "name",
    [
        "我 校 自查表.xlsx", " 前后有空格 .xlsx", "自查表（终稿）【2】.xlsx", "100%完成.xlsx", "a'b`c$d&e;f.xlsx",
        "[x]*!.xlsx",
        "表" * 60 + ".xlsx", "-rf.xlsx", "école été 學校.xlsx", "表\u3000格.xlsx", "😀.xlsx",
    ],
)  # fmt: skip
def test_an_odd_file_name(tmp_path: Path, name: str) -> None:
    """Read as any other; its places name it as it is."""
    try:
        path = workbook(tmp_path / "上 报 材料" / "甲.xlsx", form()).rename(tmp_path / name)
    except OSError:
        pytest.skip("this system has no such names")
    result = audited(path)
    assert all_verdicts(result) == COMPLYING
    assert {one.path for one in result.inputs} == {name}
    assert {
        place.file for school in result.schools for f in school.findings for place in f.places
    } == {name}


def test_a_very_deep_folder(tmp_path: Path) -> None:
    folder = tmp_path / "上报"
    for level in range(12):
        folder /= f"第{level}级文件夹的名字也很长"
    workbook(folder / "自查表.xlsx", form())
    assert all_verdicts(audited(tmp_path / "上报")) == COMPLYING


def test_lock_files_and_dot_files_are_passed_over(tmp_path: Path) -> None:
    """R94, in silence; also where the lock file of a form that is open stands beside it."""
    workbook(tmp_path / "上报" / "自查表.xlsx", form())
    for name in ("~$自查表.xlsx", ".~lock.自查表.xlsx#", ".DS_Store", "._自查表.xlsx"):
        (tmp_path / "上报" / name).write_bytes(b"\x0c" + bytes(160))
    result = audited(tmp_path / "上报")
    assert [one.path for one in result.inputs] == ["上报/自查表.xlsx"]
    assert codes(result) == set()


def test_links_that_loop_and_links_to_the_same_file(tmp_path: Path) -> None:
    """A folder is entered once, a file read once."""
    path = workbook(tmp_path / "上报" / "甲" / "自查表.xlsx", form())
    link(tmp_path / "上报" / "甲" / "回去", tmp_path / "上报")
    link(tmp_path / "上报" / "乙", tmp_path / "上报" / "甲")
    link(tmp_path / "上报" / "又是它.xlsx", path)
    result = audited(tmp_path / "上报", path)
    assert len(result.inputs) == 1
    assert all_verdicts(result) == COMPLYING


def test_links_to_nowhere_and_to_themselves(tmp_path: Path) -> None:
    workbook(tmp_path / "上报" / "自查表.xlsx", form())
    link(tmp_path / "上报" / "断了.xlsx", tmp_path / "没有.xlsx")
    link(tmp_path / "上报" / "自己.xlsx", tmp_path / "上报" / "自己.xlsx")
    assert labels(tmp_path / "上报") == ["上报/自查表.xlsx"]


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is not audited: that must not pass in silence."""
    workbook(tmp_path / "上报" / "自查表.xlsx", form())
    locked = tmp_path / "上报" / "锁着的学校"
    workbook(locked / "自查表.xlsx", form(name=OTHER))
    listed = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self == locked:
            raise PermissionError(13, "denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    result = audited(tmp_path / "上报")
    (issue,) = issues(result, "D101")
    assert issue.place is not None
    assert issue.place.file == "上报/锁着的学校"
    assert issue.message == "无法读取:文件夹打不开,可能没有权限"
    assert [school.name for school in result.schools] == [NAME]


def test_names_that_differ_only_in_case_are_two_files(tmp_path: Path) -> None:
    workbook(tmp_path / "上报" / "a.xlsx", form())
    workbook(tmp_path / "上报" / "A.XLSX", form(name=OTHER))
    if len(list((tmp_path / "上报").iterdir())) == 1:
        pytest.skip("this system does not tell them apart")
    result = audited(tmp_path / "上报")
    assert sorted(one.path for one in result.inputs) == ["上报/A.XLSX", "上报/a.xlsx"]
    assert {school.name for school in result.schools} == {NAME, OTHER}
    assert codes(result) == set()


def test_a_device_or_pipe_among_the_forms(tmp_path: Path) -> None:
    """Nothing is read from it: a pipe would never end."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    workbook(tmp_path / "上报" / "自查表.xlsx", form())
    os.mkfifo(tmp_path / "上报" / "管道.xlsx")
    assert labels(tmp_path / "上报") == ["上报/自查表.xlsx"]
