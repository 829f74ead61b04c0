"""Several outputs at once: which goes where, what is refused, and that all or none take their places."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reports.made import SCHOOL, finding, result, school

from mhaudit import api
from mhaudit.cli import main
from mhaudit.cli.targets import paths_from_here
from mhaudit.reports import MACHINE, REPORTERS

SAMPLES = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def form(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "audit", lambda *_, **__: result(school(finding())))
    path = tmp_path / "我校.csv"
    path.write_text("学校\n育新学校\n", encoding="utf-8")
    return str(path)


def test_each_to_its_file_and_the_console_still_on_the_screen(form, tmp_path, capsys):
    formats = [f"--format={name}=out.{name}" for name in sorted(MACHINE)]
    assert main(["check", form, *formats]) == 1
    captured = capsys.readouterr()
    assert SCHOOL in captured.out
    assert "不达标" in captured.out
    for name in MACHINE:
        assert SCHOOL in (tmp_path / f"out.{name}").read_text(encoding="utf-8-sig"), name
        assert f"已写入 out.{name}" in captured.err


def test_one_to_the_screen_and_others_to_files(form, tmp_path, capsys):
    assert main(["check", form, "--format", "json", "--format", "junit=a.xml"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "mhaudit/1"
    assert (tmp_path / "a.xml").exists()


def test_o_is_for_the_one_without_a_file(form, tmp_path, capsys):
    assert main(["check", form, "--format", "junit=a.xml", "-o", "report.txt"]) == 1
    assert capsys.readouterr().out == ""
    assert "不达标" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert main(["check", form, "--format", "csv=-"]) == 1
    assert capsys.readouterr().out.startswith("\ufefffinding,")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "jnuit=a.xml"], ["“jnuit”无效", "是不是 junit"]),
        (["--format", "junit="], ["等号后面缺少文件名", "junit=report.xml"]),
        (["--format", "json", "--format", "csv"], ["都要写到屏幕", "--format csv="]),
        (["--format", "json=a", "--format", "csv=a"], ["--format json 和 --format csv 是同一个文件 a"]),
        (["--format", "json=a", "--format", "json=./a"], ["是同一个文件"]),
        (["--format", "json=a", "-o", "a"], ["-o 和 --format json 是同一个文件 a"]),
        (["--format", "json=a.xlsx", "--excel", "a.xlsx"], ["--format json 和 --excel 是同一个文件"]),
        (["--format", "json=no/a"], ["--format json=no/a", "文件夹 no 不存在"]),
        (["--format", "json=."], ["--format json=. 是文件夹"]),
        (["--format", "json=我校.csv"], ["--format json=我校.csv 是要检查的文件"]),
    ],
)  # fmt: skip
def test_what_is_refused(form, options, said, capsys):
    assert main(["check", form, *options]) == 2
    told = capsys.readouterr().err
    for words in said:
        assert words in told
    assert not Path("a").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_two_names_of_one_file_are_refused(form, tmp_path, capsys):
    (tmp_path / "a").write_text("old", encoding="utf-8")
    os.link(tmp_path / "a", tmp_path / "hard")
    (tmp_path / "soft").symlink_to("a")
    for other in ("hard", "soft"):
        assert main(["check", form, "--format", "json=a", "--format", f"csv={other}"]) == 2
        assert "是同一个文件" in capsys.readouterr().err
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"


def test_all_or_none_take_their_places(form, tmp_path, capsys):
    resource = pytest.importorskip("resource", reason="no limits on files here")
    for name in ("a.json", "b.csv"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        code = main(["check", form, "--format", "json=a.json", "--format", "csv=b.csv"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code == 2
    assert "无法写入 a.json" in capsys.readouterr().err
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.json", "b.csv")] == [
        "old", "old",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.csv", "我校.csv"]


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "mhaudit", *arguments],
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
        **options,
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows tell later")
@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_a_reader_that_goes_away_stops_no_other_output(name, tmp_path):
    """`| head` closes the pipe; the file beside it is whole."""
    reading, writing = os.pipe()
    os.close(reading)
    done = run(
        "check", str(SAMPLES / "faulty_school.xlsx"), "--format", name, "--format", "json=all.json",
        stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 1, done.stderr.decode()
    assert b"internal" not in done.stderr
    assert json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["schools"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", sorted(MACHINE))
def test_a_full_disk_is_no_fault_of_ours(name, tmp_path):
    done = run(
        "--lang", "en", "check", str(SAMPLES / "faulty_school.xlsx"), "--format", f"{name}=/dev/full",
        capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"cannot write /dev/full" in done.stderr


def test_formats_that_link_know_the_way_from_the_working_directory(monkeypatch, capsys):
    monkeypatch.chdir(SAMPLES.parent)
    assert main(["check", "sample_data/faulty_school.xlsx", "--format", "github"]) == 1
    assert "file=sample_data/faulty_school.xlsx,line=" in capsys.readouterr().out


def test_files_elsewhere_keep_their_names(tmp_path):
    files = {"a.csv": tmp_path / "x" / "a.csv", "b.csv": Path("/elsewhere/b.csv")}
    assert paths_from_here(files) == {"a.csv": "x/a.csv"}


def test_reports_among_the_forms_disturb_no_later_run(tmp_path, capsys):
    """A workbook of ours is known for one (D108), and so is a CSV; the others are no spreadsheets (R94)."""
    folder = tmp_path / "上报"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes((SAMPLES / "faulty_school.xlsx").read_bytes())
    formats = [f"--format={name}=上报/out.{name}" for name in sorted(MACHINE)]
    found = []
    for _ in range(2):
        assert main(["check", "上报", *formats, "--quiet"]) == 1
        found.append(json.loads((folder / "out.json").read_text(encoding="utf-8")))
    assert found[0]["schools"] == found[1]["schools"]
    codes = {issue["code"] for issue in found[1]["data_issues"]}
    assert codes <= {"D106", "D108"}
    told = capsys.readouterr().err.splitlines()
    assert all("GitHub" in line for line in told)  # how many annotations are left out


def test_the_schema_of_the_lines_is_printed(capsys):
    assert main(["schema", "ndjson"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "mhaudit-ndjson/1"


def test_quiet_says_nothing_of_files(form, capsys):
    assert main(["check", form, "--format", "csv=a.csv", "--quiet"]) == 1
    assert "已写入" not in capsys.readouterr().err
