"""What all reporters share: they are told a run school by school, and hold no more of a large one than of a small."""

import io
import itertools
import tracemalloc

import pytest

from mhaudit.reports import REPORTERS, Options, markdown, report, sarif, spool
from mhaudit.reports.counts import Tally
from reports.made import bad_file, finding, issue, result, school, unknown, written

NAMES = pytest.mark.parametrize("name", REPORTERS)
STREAMED = ("ndjson", "csv", "junit")


class Nowhere(io.StringIO):
    """Takes everything and keeps nothing."""

    def write(self, text):
        return len(text)


def peak(name, count):
    """Bytes held at most while so many schools are told."""
    run, tally = result(), Tally()
    tracemalloc.start()
    reporter = REPORTERS[name](Nowhere(), Options())
    reporter.head(run)
    for at in range(count):
        one = school(finding(), unknown(), data_issues=(issue(),), name=f"第{at}小学")
        tally.add(one)
        reporter.school(one)
    tally.close(run)
    reporter.foot(run, tally)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", [name for name in REPORTERS if name != "console"])
def test_memory_does_not_grow_with_the_schools(name, monkeypatch):
    """But for a name each, by which junit tells schools of one name apart."""
    monkeypatch.setattr(spool, "IN_MEMORY", 1 << 14)
    monkeypatch.setattr(spool, "_PART", 1 << 14)
    monkeypatch.setattr(sarif, "NOTIFICATIONS", 50)
    monkeypatch.setattr(markdown.Markdown.__init__, "__defaults__", (120_000,))
    peak(name, 20)  # what is imported and cached at first
    few, many = peak(name, 100), peak(name, 1000)
    assert many < few * 1.5 + 200 * 900


@pytest.mark.parametrize("name", STREAMED)
def test_a_school_is_written_when_it_comes(name):
    stream = io.StringIO()
    reporter = REPORTERS[name](stream, Options())
    reporter.head(result())
    for number in itertools.islice(itertools.count(1), 3):
        reporter.school(school(finding(), name=f"第{number}小学"))
        assert f"第{number}小学" in stream.getvalue()


@NAMES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_takes_anything(name, language):
    """Nobody, a school of no name, nothing but passes, an unreadable file: no format breaks."""
    for made in (
        result(language=language),
        result(school(name="", code=None, district=None), language=language),
        result(school(finding("pass")), language=language),
        result(school(finding()), data_issues=(bad_file(),), language=language),
    ):
        assert written(name, made)


@NAMES
def test_the_same_run_gives_the_same_bytes(name):
    """R140."""
    made = result(school(finding(), unknown()), school(name="乙小学"))
    assert written(name, made) == written(name, made)


@pytest.mark.parametrize("name", [name for name in REPORTERS if "json" not in name])
def test_no_control_character_leaves_a_report(name):
    """JSON holds what the cells hold, escaped as JSON asks."""
    made = result(school(finding(message="甲\x1b[31m\x9b\x00乙"), name="丙\x1b]0;x\x07"))
    text = written(name, made)
    assert not [
        c for c in text.removeprefix("\ufeff") if not c.isprintable() and c not in "\n\u3000"
    ]


def test_a_whole_result_and_the_parts_say_the_same():
    from mhaudit.reports.result import to_json

    made = result(school(finding()), school(name="乙小学"))
    assert written("json", made) == to_json(made)
    stream = io.StringIO()
    counted, left = report(made, [REPORTERS["json"](stream, Options())])
    assert (counted.schools, left) == (2, [])
