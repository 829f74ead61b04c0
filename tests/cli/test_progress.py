"""How far a run is: nothing for a few files or with --quiet, a line now and then in a pipe, a bar on a terminal."""

import io
import os
import sys

import pytest

from mhaudit.cli.progress import Lines, progress


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def told(times, total=300):
    """What is written when `times` (done → second) are reached."""
    lines, clock = [], Clock()
    shown = Lines(lines.append, "zh", clock)
    for done, second in times.items():
        clock.now = second
        shown(done, total)
    return lines


def test_a_quick_run_says_nothing():
    assert told({0: 0, 150: 1.0, 300: 2.0}) == []


def test_a_slow_run_says_now_and_then_how_far_it_is():
    assert told({0: 0, 50: 3.5, 51: 3.6, 120: 7, 300: 7.1}) == [
        "已读取 50/300 个文件",
        "已读取 120/300 个文件",
        "已读取 300/300 个文件,正在判定",
    ]


def test_a_few_files_need_no_progress():
    assert told({0: 0, 5: 60, 10: 120}, total=10) == []


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch, language):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setitem(os.environ, "TERM", "xterm-256color")
    with progress(language) as shown:
        for done in range(31):
            shown(done, 30)
    text = stream.getvalue()
    assert {"zh": "读取文件", "en": "Reading files"}[language] in text
    assert text.endswith("\x1b[2K")  # the line is erased


def test_a_terminal_without_files_to_count_stays_clean(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("zh") as shown:
        shown(0, 1)
        shown(1, 1)
    assert stream.getvalue() == ""
