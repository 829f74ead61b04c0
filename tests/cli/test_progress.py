"""How far a run is: nothing for a few files or with --quiet, a line now and then in a pipe, a bar on a terminal."""

import io
import os
import sys
import threading

import pytest

from mhaudit import audit
from mhaudit.api import inspect
from mhaudit.batch.run import Status
from mhaudit.cli.progress import Lines, duration, progress
from tests.cases.forms import form, with_school, workbook


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def told(statuses, language="zh"):
    """What is written when each status comes at its second."""
    lines, clock = [], Clock()
    shown = Lines(lines.append, language, clock)
    for second, status in statuses:
        clock.now = second
        shown(status)
    return lines


def test_a_quick_run_says_nothing():
    assert told([(0, Status(0, 300)), (1, Status(150, 300)), (2, Status(300, 300))]) == []


def test_a_slow_run_says_now_and_then_how_far_it_is():
    statuses = [
        (0, Status(0, 300)),
        (4, Status(50, 300, 40, 12)),
        (4.5, Status(51, 300, 41, 12)),
        (10, Status(120, 300, 110, 30)),
        (10.1, Status(300, 300, 280, 90)),
    ]
    assert told(statuses) == [  # 50 files in 4 seconds; 250 left at that speed take 20
        "文件 50/300、学校 40、不达标 12、12.5 个/秒、剩余 0:20",
        "文件 120/300、学校 110、不达标 30、12 个/秒、剩余 0:15",
        "文件 300/300、学校 280、不达标 90、汇总中",
    ]


def test_what_is_judged_again_has_a_speed_of_its_own():
    statuses = [
        (0, Status(0, 300)),
        (30, Status(300, 300, 40, None)),
        (31, Status(0, 100, 40, None, again=True)),
        (41, Status(20, 100, 40, None, again=True)),
    ]
    assert told(statuses, "en") == [
        "files 300/300, schools 40, finishing",
        "judging again 20/100, schools 40, 2/s, 0:40 left",
    ]


def test_a_few_files_need_no_progress():
    assert told([(0, Status(0, 10)), (60, Status(5, 10)), (120, Status(10, 10))]) == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (750, "12:30"), (3723, "1:02:03")],
)
def test_time_is_told_in_hours_minutes_seconds(seconds, text):
    assert duration(seconds) == text


def test_quiet_shows_none():
    with progress("zh", quiet=True) as shown:
        assert shown is None


def test_a_pipe_gets_lines(capsys):
    with progress("en") as shown:
        assert isinstance(shown, Lines)
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("文件 30/30", "学校 29", "不达标 7")),
        ("en", ("files 30/30", "schools 29", "failing 7")),
    ],
)
def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch, language, words):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setitem(os.environ, "TERM", "xterm-256color")
    monkeypatch.setitem(os.environ, "COLUMNS", "80")
    with progress(language) as shown:
        for done in range(31):
            shown(Status(done, 30, max(done - 1, 0), done // 4))
        assert threading.active_count() == 1  # workers are forked while it stands
    text = stream.getvalue()
    assert [word for word in words if word not in text] == []
    assert text.endswith("\x1b[2K")  # the line is erased


def test_a_terminal_without_files_to_count_stays_clean(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("zh") as shown:
        shown(Status(0, 1))
        shown(Status(1, 1))
    assert stream.getvalue() == ""


def test_a_run_tells_files_schools_and_failing_schools(tmp_path):
    """Of three schools one gives a counsellor no pay as a homeroom teacher has it, which fails NC105, a must."""
    for name in ("青禾中学", "白鹭中学"):
        workbook(tmp_path / f"{name}.xlsx", with_school(form(name=name)))
    sheets = with_school(form(name="栖澜中学"))
    sheets["教师"][2][5] = "否"
    workbook(tmp_path / "栖澜中学.xlsx", sheets)
    seen = []
    result = audit([tmp_path], progress=seen.append)
    failing = [school.name for school in result.schools if school.standing == "fail"]
    assert failing == ["栖澜中学"]
    assert seen[0] == Status(0, 3, 0, 0)
    assert seen[-1] == Status(3, 3, 3, len(failing))
    assert [status.files for status in seen] == sorted(status.files for status in seen)


def test_files_that_were_only_read_have_no_failing_schools(tmp_path):
    workbook(tmp_path / "青禾中学.xlsx", with_school(form(name="青禾中学")))
    seen = []
    inspect([tmp_path], progress=seen.append)
    assert seen[-1] == Status(1, 1, 1, None)
