"""The sample workbooks say what `sample_data/expected/` says, finding by finding and cell by cell.

The expectations were written by hand from the clauses and rulings; they are never made from a run.
"""

import datetime as dt
import hashlib
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import yaml
from expectations import (
    RULES,
    cells_named,
    issue_differences,
    missing_differences,
    place_differences,
    scorecard_differences,
    shortfall_differences,
    subject_text,
    verdict_differences,
)

import mhaudit

SAMPLES = Path(__file__).parent.parent / "sample_data"
BOOKS = sorted(path.stem for path in SAMPLES.glob("*.xlsx"))


@cache
def expected(book):
    return yaml.safe_load((SAMPLES / "expected" / f"{book}.yaml").read_text(encoding="utf-8"))


@cache
def audited(book, term=None):
    return mhaudit.audit([SAMPLES / f"{book}.xlsx"], term=term)


SCHOOLS = [
    pytest.param(book, school, id=f"{book}-{number}")
    for book in BOOKS
    for number, school in enumerate(expected(book)["schools"], 1)
]


def result_of(book, school):
    (found,) = [one for one in audited(book).schools if one.name == school["name"]]
    return found


# -- what is expected is complete, and true of the files ------------------------------------------------


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_every_rule_is_expected_of_every_school(book, school):
    assert list(school["findings"]) == RULES


def test_every_rule_fails_somewhere():
    """NC602 cannot fail within one term (R64); the whole year is audited below."""
    failing = {
        rule
        for book in BOOKS
        for school in expected(book)["schools"]
        for rule, entries in school["findings"].items()
        if any(entry["verdict"] == "fail" for entry in entries)
    }
    assert sorted(failing) == [rule for rule in RULES if rule != "NC602"]


@pytest.mark.parametrize("book", BOOKS)
def test_cells_named_in_the_expectations_hold_what_is_written(book):
    sheets = openpyxl.load_workbook(SAMPLES / f"{book}.xlsx", data_only=True)
    wrong = []
    for cell, value in sorted(cells_named(expected(book))):
        sheet, _, address = cell.partition("!")
        raw = sheets[sheet][address].value
        shown = raw.date().isoformat() if isinstance(raw, dt.datetime) else str(raw or "")
        if shown != value:
            wrong.append(f"{cell} holds {shown!r}, not {value!r}")
    assert wrong == []


# -- the findings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", BOOKS)
def test_schools_and_period(book):
    result = audited(book)
    assert sorted(one.name for one in result.schools) == sorted(
        school["name"] for school in expected(book)["schools"]
    )
    assert list(result.period.terms) == expected(book)["period"]["terms"]
    assert result.period.school_year == expected(book)["period"]["school_year"]
    assert result.districts == ()


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_findings_are_the_expected_ones_and_no_others(book, school):
    assert verdict_differences(school, result_of(book, school)) == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_findings_name_their_cells(book, school):
    """Promise 2."""
    assert place_differences(school, result_of(book, school)) == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_unknowns_name_what_would_decide(book, school):
    """Promise 1 and R99."""
    assert missing_differences(school, result_of(book, school)) == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_shortfalls(book, school):
    assert shortfall_differences(school, result_of(book, school)) == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_standing_and_checklist(book, school):
    """R86 and R151."""
    assert scorecard_differences(school, result_of(book, school)) == []


def test_self_reported_ticks_are_compared_with_the_data():
    """R85 and R86: 师资队伍 and 心理课 are ticked and fail; 家校合作 is not claimed."""
    (school,) = expected("faulty_school")["schools"]
    (checklist,) = result_of("faulty_school", school).checklists
    items = {item.item: item for item in checklist.core}
    ticks = {
        name: item.self_reported for name, item in items.items() if item.self_reported is not None
    }
    assert ticks == school["checklist"]["self_reported"]
    contradicted = [name for name, item in items.items() if item.contradicted]
    assert contradicted == school["checklist"]["contradicted"]


def test_a_campaign_is_missed_once_the_whole_year_is_audited():
    """R64: NC602 of the faulty school fails for 2024-2025; its 家长会 of March meets NC601 in term 2."""
    (school,) = audited("faulty_school", "2024-2025").schools
    found = {subject_text(one): one.verdict.value for one in school.findings}
    assert found["NC602 school @ 2024-2025"] == "fail"
    assert found["NC601 school @ 2024-2025-1"] == "fail"
    assert found["NC601 school @ 2024-2025-2"] == "pass"


@pytest.mark.parametrize("book", BOOKS)
def test_data_issues(book):
    """Every issue above info is expected, and the expected ones of info are there."""
    result = audited(book)
    issues = [
        *result.data_issues,
        *(one for school in result.schools for one in school.data_issues),
    ]
    assert issue_differences(expected(book)["issues"], issues) == []


@pytest.mark.parametrize("book", BOOKS)
def test_exit_code(book):
    """R113: nothing of level warning or above fails in the clean school only."""
    code = "import sys; from mhaudit.cli import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-c", code, "check", str(SAMPLES / f"{book}.xlsx")], capture_output=True
    )
    assert run.returncode == expected(book)["exit_code"], run.stderr.decode("utf-8", "replace")


# -- the files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", BOOKS)
def test_an_audit_leaves_the_input_as_it_was(book, tmp_path):
    """Promise 5; nothing is written beside it either."""
    copy = Path(shutil.copy(SAMPLES / f"{book}.xlsx", tmp_path))
    before = (hashlib.sha256(copy.read_bytes()).hexdigest(), copy.stat().st_mtime_ns)
    mhaudit.audit([copy])
    assert (hashlib.sha256(copy.read_bytes()).hexdigest(), copy.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [copy]


@pytest.fixture(scope="module")
def made_again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    script = SAMPLES / "make_samples.py"
    subprocess.run([sys.executable, "-B", str(script), str(folder)], check=True)
    return folder


def written_with():
    script = (SAMPLES / "make_samples.py").read_text(encoding="utf-8")
    return re.search(r'^WRITTEN_WITH = "(.+)"$', script, flags=re.MULTILINE)[1]


@pytest.mark.skipif(
    xlsxwriter.__version__ != written_with(), reason="another XlsxWriter may arrange the bytes anew"
)
@pytest.mark.parametrize("book", BOOKS)
def test_make_samples_gives_the_committed_bytes(book, made_again):
    name = f"{book}.xlsx"
    assert (made_again / name).read_bytes() == (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("book", BOOKS)
def test_make_samples_gives_the_committed_cells(book, made_again):
    name = f"{book}.xlsx"
    assert cells_of(made_again / name) == cells_of(SAMPLES / name)


def cells_of(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: (
            [[cell.value for cell in row] for row in sheet.iter_rows()],
            sorted(str(merged) for merged in sheet.merged_cells.ranges),
        )
        for sheet in book
    }
