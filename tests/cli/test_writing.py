"""What a write leaves behind when it cannot end: a full disk, a folder or file that refuses, ^C; and no input lost.

Nothing is simulated: disks are mounted, and processes are interrupted while they write.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from reports.made import finding, result, school

from mhaudit.reports.excel import write_excel
from mhaudit.reports.result import to_json

SAMPLE = Path(__file__).parents[2] / "sample_data" / "faulty_school.xlsx"
OLD = b"what was there before"


def mhaudit(*arguments):
    return [sys.executable, "-m", "mhaudit", "--lang", "en", *map(str, arguments)]


def run(*arguments, **environment):
    done = subprocess.run(
        mhaudit(*arguments),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=120,
    )
    return done.returncode, done.stderr.decode("utf-8")


@pytest.fixture
def forms(tmp_path):
    """A form, its result as JSON and a workbook with a ledger."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "form.xlsx").write_bytes(SAMPLE.read_bytes())
    made = result(school(*(finding(rule=f"NC{at}", message=str(at)) for at in range(101, 160))))
    (folder / "a.json").write_text(to_json(made), encoding="utf-8")
    write_excel(made, folder / "ledger.xlsx")
    return folder


WRITERS = {
    "check": lambda forms, out: ("check", forms / "form.xlsx", "--excel", out / "form.xlsx"),
    "ledger": lambda forms, out: (
        *("check", forms / "form.xlsx", "--excel", out / "form.xlsx"),
        *("--ledger", forms / "ledger.xlsx"),
    ),
    "json": lambda forms, out: (
        *("check", forms / "form.xlsx", "--format", "json", "-o", out / "form.xlsx"),
    ),
    "split": lambda forms, out: ("check", forms / "form.xlsx", "--split-by", "school", "-o", out),
    "annotate": lambda forms, out: ("annotate", forms / "form.xlsx", "-o", out),
    "template": lambda forms, out: ("template", out / "form.xlsx", "--force"),
    "diff": lambda forms, out: (
        *("diff", forms / "a.json", forms / "a.json", "--excel", out / "form.xlsx"),
    ),
    "diff json": lambda forms, out: (
        *("diff", forms / "a.json", forms / "a.json", "--format", "json", "-o", out / "form.xlsx"),
    ),
}
each_writer = pytest.mark.parametrize("name", WRITERS)


def mount(*arguments):
    """Mount; skip the test where this user or this system may not."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk for this test")
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.decode(errors='replace').strip()}")


def unmount(path):
    subprocess.run(["umount", str(path)], check=True, capture_output=True)


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def small_disk(out):
    """A disk of 16 KiB with an old file on it; no output of these commands fits."""
    mount("-t", "tmpfs", "-o", "size=16k", "tmpfs", out)
    (out / "form.xlsx").write_bytes(OLD)
    yield out
    unmount(out)


@each_writer
def test_a_full_disk_leaves_the_old_file_and_nothing_else(name, forms, small_disk):
    code, told = run(*WRITERS[name](forms, small_disk))
    assert code in (2, 3)
    assert "No space left on device" in told
    assert "internal error" not in told
    assert {file.name for file in small_disk.iterdir()} == {"form.xlsx"}
    assert (small_disk / "form.xlsx").read_bytes() == OLD


@pytest.fixture
def closed_folder(out):
    """A folder that cannot be written to, with an old file in it."""
    (out / "form.xlsx").write_bytes(OLD)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        mount("--bind", out, out)
        mount("-o", "remount,ro,bind", out)
        yield out
        unmount(out)
    elif os.name == "nt":
        pytest.skip("Windows lets one write into a folder marked as read-only")
    else:
        out.chmod(0o555)
        yield out
        out.chmod(0o755)


@each_writer
def test_a_folder_that_cannot_be_written_to(name, forms, closed_folder):
    code, told = run(*WRITERS[name](forms, closed_folder))
    assert code in (2, 3)
    assert "Read-only file system" in told or "Permission denied" in told
    assert "internal error" not in told
    assert [file.name for file in closed_folder.iterdir()] == ["form.xlsx"]
    assert (closed_folder / "form.xlsx").read_bytes() == OLD


@pytest.fixture
def held_file(out):
    """A file that can be read and nothing else, in a folder that can be written to."""
    path = out / "form.xlsx"
    path.write_bytes(OLD)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        mount("--bind", path, path)
        mount("-o", "remount,ro,bind", path)
        yield path
        unmount(path)
    else:
        path.chmod(0o444)
        yield path
        path.chmod(0o644)


@pytest.mark.parametrize(
    "name", [name for name in WRITERS if name not in ("split", "json", "diff json")]
)
def test_a_workbook_that_refuses(name, forms, out, held_file):
    code, told = run(*WRITERS[name](forms, out))
    assert code in (2, 3)
    assert "cannot write" in told
    assert "close it" in told
    assert [file.name for file in out.iterdir()] == ["form.xlsx"]
    assert held_file.read_bytes() == OLD


# --- ^C


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Results and a form of so many schools that their workbooks take a while to write."""
    folder = tmp_path_factory.mktemp("large")
    schools = [
        school(
            *(finding(rule=f"NC{at}", message=f"{number}-{at}") for at in range(101, 131)),
            name=f"第{number}中学",
            code=f"{number:010}",
        )
        for number in range(600)
    ]
    (folder / "a.json").write_text(to_json(result(*schools)), encoding="utf-8")
    book = xlsxwriter.Workbook(str(folder / "form.xlsx"))
    sheet = book.add_worksheet("学校")
    sheet.write_row(0, 0, ("学校名称", "办学类型", "在校学生数", "心理健康教育教师人数"))
    for row in range(1, 1501):
        sheet.write_row(row, 0, (f"第{row}初级中学", "初级中学", 2000 + row, 1))
    book.close()
    return folder


LARGE = {
    "check": lambda large, out: ("check", large / "form.xlsx", "-q", "--excel", out / "a.xlsx"),
    "split": lambda large, out: (
        *("check", large / "form.xlsx", "-q", "--split-by", "school", "-o", out),
    ),
    "diff": lambda large, out: (
        *("diff", large / "a.json", large / "a.json", "--excel", out / "a.xlsx"),
    ),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("stage", ["rows", "file"])
@pytest.mark.parametrize("before", [None, OLD], ids=["no file", "old file"])
def test_an_interruption_in_the_middle(name, stage, before, large, out):
    """Caught while rows are written (in the scratch folder), and while they become a file (beside the target)."""
    target = out / ("index.xlsx" if name == "split" else "a.xlsx")
    if before is not None:
        target.write_bytes(before)
    with tempfile.TemporaryDirectory() as scratch:
        watched, pattern = (
            (Path(scratch), "mhaudit-*/*") if stage == "rows" else (out, ".mhaudit-*")
        )
        process = subprocess.Popen(
            mhaudit(*LARGE[name](large, out)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": scratch},
        )
        while process.poll() is None and not any(watched.glob(pattern)):
            pass
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
        assert process.returncode == 130, told.decode("utf-8")
        assert not list(Path(scratch).glob("mhaudit-*"))
    assert "interrupted" in told.decode("utf-8")
    left = {file.name for file in out.iterdir()}
    assert not [file for file in left if file.startswith(".")]
    if before is None:
        assert target.name not in left
    else:
        assert target.read_bytes() == before


# --- no output over an input


def same(path, link):
    link.symlink_to(path)


def hard(path, link):
    os.link(path, link)


@pytest.mark.parametrize("link", [same, hard], ids=["symbolic link", "hard link"])
@pytest.mark.parametrize("name", ["check", "json", "annotate", "diff", "diff json", "ledger"])
def test_no_output_over_an_input_by_another_name(name, link, forms, out):
    taken = {"diff": "a.json", "diff json": "a.json", "ledger": "ledger.xlsx"}.get(
        name, "form.xlsx"
    )
    link(forms / taken, out / "form.xlsx")
    before = (forms / taken).read_bytes()
    code, _ = run(*WRITERS[name](forms, out))
    assert code == 2
    assert (forms / taken).read_bytes() == before
    assert (out / "form.xlsx").samefile(forms / taken)


@pytest.mark.parametrize("link", [same, hard], ids=["symbolic link", "hard link"])
def test_no_workbook_of_a_school_over_an_input(link, forms, out):
    link(forms / "form.xlsx", out / "index.xlsx")
    code, told = run(*WRITERS["split"](forms, out))
    assert code == 2
    assert "index.xlsx" in told
    assert [file.name for file in out.iterdir()] == ["index.xlsx"]


@pytest.mark.parametrize("name", ["check", "json", "annotate", "ledger", "diff json"])
def test_no_output_over_an_input_spelt_otherwise(name, forms):
    taken = {"ledger": "ledger.xlsx", "diff json": "a.json"}.get(name, "form.xlsx")
    before = (forms / taken).read_bytes()
    arguments = [
        str(each).replace(f"{forms.parent}/odd/form.xlsx", f"{forms.parent}/odd/../in/./{taken}")
        for each in WRITERS[name](forms, forms.parent / "odd")
    ]
    (forms.parent / "odd").mkdir()
    if name == "annotate":
        arguments[-1] = f"{forms.parent}/odd/../in/."
    code, _ = run(*arguments)
    assert code == 2
    assert (forms / taken).read_bytes() == before
