"""A Dask cluster says what this process says, whatever happens to its workers."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mhaudit import audit
from mhaudit.batch import cluster, run, tasks
from mhaudit.cli import main
from mhaudit.errors import UsageError
from tests.cases.forms import form, workbook

from .city import NAMES, city, document

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and hooks as on Linux")
KILLER, ABORTER = "绝命学校", "崩溃学校"
TERM = "2024-2025-1"

CUSTOM = f"""
import os, signal, sys
hidden = os.environ.get("HIDDEN")
stat = os.stat
def guarded(path, *args, **options):
    if hidden and str(path).startswith(hidden):
        raise FileNotFoundError(path)
    return stat(path, *args, **options)
os.stat = guarded
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
        path = os.fsdecode(args[0])
        if hidden and path.startswith(hidden):
            raise FileNotFoundError(path)
        if {KILLER!r} in path:
            os.kill(os.getppid(), signal.SIGKILL)
        if {ABORTER!r} in path:
            os.abort()
sys.addaudithook(hook)
"""
"""What every process of a worker does at its start: it may not see the files, and some files do it harm."""


@contextlib.contextmanager
def started(
    folder: Path, hidden: Path | None = None, workers: int = 2
) -> Iterator[SimpleNamespace]:
    """A scheduler and workers with a nanny each, all of them processes of their own."""
    from distributed import Client

    custom = folder / "custom"
    custom.mkdir(parents=True)
    (custom / "sitecustomize.py").write_text(CUSTOM, encoding="utf-8")
    found = folder / "scheduler.json"
    plain = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    special = plain | {"PYTHONPATH": str(custom)} | ({"HIDDEN": str(hidden)} if hidden else {})
    scheduler = f"scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file {found}"
    worker = f"worker --scheduler-file {found} --nworkers {workers} --nthreads 1"
    worker += f" --no-dashboard --local-directory {folder / 'work'}"
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("wb"))

        def start(command: str, environment: dict[str, str]) -> Any:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command.split()],
                env=environment,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        process = start(scheduler, plain)
        if workers:
            start(worker, special)
        with Client(scheduler_file=str(found), timeout=60, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=60)
            address = client.scheduler.address
        yield SimpleNamespace(address=address, process=process)


def pids_of(address: str) -> list[int]:
    """The process ids of the workers, not of their nannies."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (tasks, run):
        monkeypatch.setattr(module, "TASK_FILES", 3)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    with started(tmp_path_factory.mktemp("cluster") / "shared") as found:
        yield found


def test_a_city_by_shared_paths(shared, tmp_path):
    """Every layout, broken files, districts, in tasks of three files (R42, R140)."""
    import psutil

    folder = city(tmp_path / "市")
    pids = pids_of(shared.address)
    children: list[psutil.Process] = []

    def progress(status: run.Status) -> None:
        if status.files and not children:
            children.extend(child for pid in pids for child in psutil.Process(pid).children())

    result = audit([folder], dask=shared.address, progress=progress)
    assert document(result) == document(audit([folder]))
    assert children
    assert psutil.wait_procs(children, timeout=30)[1] == []  # the cluster is as it was


def test_workers_that_do_not_see_the_files(schools, expected, tmp_path, monkeypatch):
    """Files are sent along with their tasks, few at a time."""
    under_way, shipped = [], []
    ended, with_data = cluster.Cluster._ended, cluster.Cluster._with_data
    monkeypatch.setattr(
        cluster.Cluster,
        "_ended",
        lambda self, flying: under_way.append(len(flying)) or ended(self, flying),
    )
    monkeypatch.setattr(
        cluster.Cluster,
        "_with_data",
        lambda self, one: shipped.append(one.number) or with_data(self, one),
    )
    monkeypatch.setattr(tasks, "TASK_FILES", 1)
    with started(tmp_path / "apart", hidden=schools) as apart:
        result = audit([schools], term=TERM, dask=apart.address)
    assert document(result) == expected
    assert max(under_way) == 4  # two for each thread
    assert set(shipped) == set(range(12))


def test_a_worker_that_is_killed_in_the_middle(shared, schools, expected):
    pids = pids_of(shared.address)
    killed: list[int] = []

    def progress(status: run.Status) -> None:
        if status.files and not killed:
            killed.append(status.total - status.files)
            os.kill(pids[0], signal.SIGKILL)

    result = audit([schools], term=TERM, dask=shared.address, progress=progress)
    assert killed[0] > 0
    assert document(result) == expected


def test_files_that_kill(shared, schools, expected, tmp_path):
    """One aborts the process that reads it, another the cluster's worker, again and again: the others stand."""
    folder = tmp_path / "forms"
    for name in (*NAMES, KILLER, ABORTER):
        workbook(folder / f"{name}.xlsx", form(name=name))
    found = document(audit([folder], term=TERM, dask=shared.address))
    assert found["schools"] == expected["schools"]
    assert [(each["code"], each["place"]["file"]) for each in found["data_issues"]] == [
        ("D101", f"forms/{ABORTER}.xlsx"),
        ("D101", f"forms/{KILLER}.xlsx"),
    ]
    assert all("崩溃" in each["message"] for each in found["data_issues"])


def test_the_command(shared, schools, expected, capsys):
    code = main(["check", str(schools), "--term", TERM, "--dask", shared.address, "--quiet"])
    by_dask = capsys.readouterr()
    assert main(["check", str(schools), "--term", TERM, "--quiet", "--jobs", "0"]) == code
    assert capsys.readouterr() == by_dask
    assert not by_dask.err


def test_a_worker_that_comes_late_with_another_version(shared, schools, monkeypatch):
    monkeypatch.setattr(cluster, "__version__", "9.9")
    with pytest.raises(UsageError) as raised:
        audit([schools], dask=shared.address, lang="en")
    assert raised.value.message == "the cluster has mhaudit 0.1.0, and here it is 9.9"
    assert raised.value.hint is not None
    assert "use mhaudit 9.9 in the environments of the scheduler" in raised.value.hint


@pytest.mark.parametrize(
    ("there", "system", "message"),
    [
        ({"python": "3.11.2.final.0", "mhaudit": "0.1.0"}, "Darwin", None),
        (
            {"python": "3.11.7.final.0", "mhaudit": "0.1.0"},
            "Windows",
            "the cluster runs on Windows and this is Linux: they do not understand each other's paths",
        ),
        (
            {"python": "3.12.2.final.0", "mhaudit": "0.1.0"},
            "Linux",
            "the cluster has Python 3.12, and here it is 3.11",
        ),
        (
            {"python": "3.11.7.final.0", "mhaudit": "0.2.0"},
            "Linux",
            "the cluster has mhaudit 0.2.0, and here it is 0.1.0",
        ),
        (
            {"python": "3.11.7.final.0", "mhaudit": None},
            "Linux",
            "mhaudit is not installed on the cluster's scheduler or one of its workers"
            " (here it is 0.1.0)",
        ),
    ],
)
@pytest.mark.parametrize("place", ["scheduler", "worker"])
def test_versions_are_compared(there, system, message, place):
    ours = {
        "host": {"OS": "Linux"},
        "packages": {"python": "3.11.7.final.0", "mhaudit": "0.1.0"},
    }
    versions = {"client": ours, "scheduler": ours, "workers": {"a": ours, "b": ours}}
    other = {"host": {"OS": system}, "packages": there}
    if place == "scheduler":
        versions["scheduler"] = other
    else:
        versions["workers"]["b"] = other
    if message is None:
        cluster.compare(versions, "en")
        return
    with pytest.raises(UsageError) as raised:
        cluster.compare(versions, "en")
    assert raised.value.message == message


def test_a_scheduler_that_dies_in_the_middle(schools, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(cluster, "TIMEOUT", 2)
    with started(tmp_path / "doomed") as doomed:

        def progress(status: run.Status) -> None:
            if status.files:
                doomed.process.kill()

        with pytest.raises(UsageError) as raised:
            audit([schools], dask=doomed.address, lang="en", progress=progress)
    assert raised.value.message == (
        f"the connection to the Dask scheduler {doomed.address} was lost and did not come back"
    )
    assert not caplog.records  # Dask would say it again in its own words


def test_nothing_answers(schools, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    arguments = ["check", str(schools), "--dask", "tcp://127.0.0.1:9", "--lang", "en"]
    assert main(arguments) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == "error: no Dask scheduler answered within 1 s: tcp://127.0.0.1:9"
    assert second.startswith("  help: check the address (such as tcp://host:8786)")


@pytest.mark.parametrize("address", ["", "nowhere", "ftp://here:1", "tcp://127.0.0.1:port"])
def test_what_is_no_address(schools, address, monkeypatch):
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    with pytest.raises(UsageError, match="no Dask scheduler answered"):
        audit([schools], dask=address, lang="en")


def test_a_cluster_without_workers(schools, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.0)
    monkeypatch.setattr(cluster, "TICK", 0.1)
    with started(tmp_path / "empty", workers=0) as empty, pytest.raises(UsageError) as raised:
        audit([schools], dask=empty.address, lang="en")
    assert raised.value.message == f"the Dask cluster {empty.address} has had no worker for 0 s"


def test_dask_is_not_installed(schools, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as raised:
        audit([schools], dask="tcp://127.0.0.1:9", lang="en")
    assert raised.value.message == "Dask is not installed, so --dask cannot be used"
    assert raised.value.hint == 'run pip install "mhaudit[dask]" first'
