"""Lines: width in cells, breaks, and text from cells that must not reach the terminal as it is."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from mhaudit.reports.page import Page, printable, stream_width, wrap

CLEAN = Path(__file__).parents[2] / "sample_data" / "clean_school.xlsx"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("学校名称", ["学校名称"]),
        ("学校名称和代码", ["学校名称和", "代码"]),
        ("one two three four", ["one two", "three four"]),
        # no line starts with a closing mark: the character before it comes along
        ("学校名称和,代码", ["学校名称", "和,代码"]),
        # and none ends with an opening one
        ("学校名称(代码)", ["学校名称", "(代码)"]),
        # a word that is longer than a line is cut
        ("abcdefghijklmno", ["abcdefghij", "klmno"]),
        # between Chinese and Latin a line may break, in 1:1250 it may not
        ("比例为五 1:1250", ["比例为五", "1:1250"]),
    ],
)
def test_lines_of_ten_cells(text, lines):
    assert wrap(text, 10) == lines


@pytest.mark.parametrize("width", range(2, 30))
def test_no_line_is_wider_than_asked_and_nothing_is_lost(width):
    text = "南昌市第十(附属)实验学校:abc“九年一贯制”,学生 1250 人,https://example.org/a/very/long/path。"
    lines = wrap(text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "[31m红[0m"),
        ("a\nb\tc\r\nd", "a b c d"),
        ("\u202e反\u200b转", "反转"),
        ("\u2028行", " 行"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("坏\udcff", "坏\ufffd"),
        ("\x9b31m", "31m"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text, shown):
    assert printable(text) == shown


def test_markup_of_rich_is_shown_as_it_stands():
    stream = StringIO()
    page = Page(stream, 80)
    page.line("[bold]粗[/bold] :smile: [link=https://example.org]")
    page.table([("[red]", False)], [["[/]"]])
    assert stream.getvalue() == ("[bold]粗[/bold] :smile: [link=https://example.org]\n[red]\n[/]\n")


def test_lines_after_the_first_stand_under_the_text():
    stream = StringIO()
    Page(stream, 40).line("一二三四五六七八九十" * 2, indent=2, mark="× ")
    assert stream.getvalue() == "  × " + "一二三四五六七八九十一二三四五六七八\n    九十\n"


def test_columns_line_up_in_cells_and_long_text_goes_on_below():
    stream = StringIO()
    rows = [["南昌市第一实验学校附属小学", "东湖区", "12"], ["ab", "", "3"]]
    Page(stream, 40).table([("学校", False), ("县区", False), ("不达标", True)], rows)
    assert stream.getvalue().splitlines() == [
        "学校" + " " * 22 + "县区" + " " * 4 + "不达标",
        "南昌市第一实验学校附属小  东湖区      12",
        "学",
        "ab" + " " * 37 + "3",
    ]


def test_a_pipe_is_eighty_cells_wide_unless_columns_says_otherwise(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert stream_width(StringIO()) == 80
    monkeypatch.setenv("COLUMNS", "100")
    assert stream_width(StringIO()) == 100
    monkeypatch.setenv("COLUMNS", "5")
    assert stream_width(StringIO()) == 40
    monkeypatch.setenv("COLUMNS", "wide")
    assert stream_width(StringIO()) == 80


class _Terminal(StringIO):
    def isatty(self):
        return True


def _in_terminal(monkeypatch, **environment):
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = _Terminal()
    Page(stream, 80).line("不达标", style="red")
    return stream.getvalue()


def test_a_terminal_gets_colour(monkeypatch):
    assert _in_terminal(monkeypatch) == "\x1b[31m不达标\x1b[0m\n"


def test_no_color_is_respected(monkeypatch):
    assert _in_terminal(monkeypatch, NO_COLOR="1") == "不达标\n"


def test_a_dumb_terminal_gets_plain_text(monkeypatch):
    assert _in_terminal(monkeypatch, TERM="dumb") == "不达标\n"


def test_quotes_around_chinese_keep_a_table_in_line():
    """Terminals of Chinese systems show “ two cells wide, others one; 「 is two everywhere."""
    stream = StringIO()
    rows = [["“双月报”", "1"], ["a “report”", "10"]]
    Page(stream, 40).table([("要求", False), ("次数", True)], rows)
    assert stream.getvalue().splitlines() == [
        "要求        次数",
        "「双月报」     1",
        "a “report”    10",
    ]


def test_colour_is_written_to_a_terminal_and_where_it_is_forced(monkeypatch):
    """A pipe gets none, and loads nothing to make it with."""

    def written():
        stream = StringIO()
        Page(stream, 40).line("不达标", style="bold red")
        return stream.getvalue()

    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert written() == "不达标\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert written() == "\x1b[1;31m不达标\x1b[0m\n"


def test_a_piped_report_loads_no_console():
    code = (
        "import sys\n"
        "from mhaudit.cli import main\n"
        f"main(['check', {str(CLEAN)!r}])\n"
        "assert 'rich.console' not in sys.modules\n"
        "assert 'rapidfuzz' not in sys.modules\n"
    )
    plain = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=plain, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
