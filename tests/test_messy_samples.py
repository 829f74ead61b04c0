"""The folder of messy submissions says what `sample_data/expected/messy/` says, file by file and cell by cell.

The expectations were written by hand from the clauses and rulings; they are never made from a run.
"""

import csv
import datetime as dt
import hashlib
import importlib.metadata
import io
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import python_calamine
import yaml
from expectations import (
    RULES,
    cells_named,
    issue_differences,
    missing_differences,
    place_differences,
    scorecard_differences,
    shortfall_differences,
    verdict_differences,
)

import mhaudit
from mhaudit.findings import Severity

SAMPLES = Path(__file__).parent.parent / "sample_data"
FOLDER = SAMPLES / "messy"
SCRIPT = SAMPLES / "make_messy.py"


@cache
def expected(name):
    text = (SAMPLES / "expected" / "messy" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


WHOLE = expected("folder")
SUBMISSIONS = WHOLE["submissions"]
SCHOOLS = [
    pytest.param(school, id=f"{name}-{number}")
    for name in SUBMISSIONS
    for number, school in enumerate(expected(name)["schools"], 1)
]
ENCRYPTED = next(FOLDER / one["file"] for one in WHOLE["issues"] if one["code"] == "D102")


@cache
def audited():
    return mhaudit.audit([FOLDER])


def result_of(school):
    (found,) = [one for one in audited().schools if one.name == school["name"]]
    return found


def all_issues():
    result = audited()
    return [*result.data_issues, *(one for each in result.schools for one in each.data_issues)]


def issues_in(file):
    """The issues of a file, or of the files of a folder, in `messy`."""
    return [one for one in all_issues() if one.place and submission_of(one.place) == file]


def submission_of(place):
    """The file or folder in `messy` that a place lies in."""
    return place.file.split("/")[1]


# -- what is expected is complete, and true of the files ------------------------------------------------


def test_every_file_is_expected():
    files = {path.relative_to(FOLDER).parts[0] for path in FOLDER.rglob("*") if path.is_file()}
    named = {expected(name)["file"] for name in SUBMISSIONS}
    named |= {one["file"] for one in WHOLE["issues"]} | set(WHOLE["ignored"])
    assert files == named


def test_the_readme_counts_the_schools_as_expected():
    """Nine are audited: five fail, three cannot be judged, one is in order."""
    standings = [one["standing"] for name in SUBMISSIONS for one in expected(name)["schools"]]
    assert sorted(standings) == ["fail"] * 5 + ["pass"] + ["unknown"] * 3


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_rule_is_expected_of_every_school(school):
    assert list(school["findings"]) == RULES


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_cells_named_in_the_expectations_hold_what_is_written(name):
    """Read with another library, or with none (CSV), where there is one."""
    sheets = cells_of(FOLDER / expected(name)["file"])
    wrong = []
    for cell, value in sorted(cells_named(expected(name))):
        sheet, _, address = cell.partition("!")
        letter, row = re.fullmatch(r"([A-Z])(\d+)", address).groups()
        rows = sheets[sheet]
        line = rows[int(row) - 1] if int(row) <= len(rows) else []
        column = ord(letter) - ord("A")
        shown = line[column] if column < len(line) else ""
        if shown != value:
            wrong.append(f"{cell} holds {shown!r}, not {value!r}")
    assert wrong == []


def cells_of(path):
    """Sheet (of CSV: file) → rows of texts, from A1 on."""
    if path.is_dir():
        return {
            file.name: list(csv.reader(io.StringIO(file.read_bytes().decode("gbk"))))
            for file in path.iterdir()
        }
    if path.suffix == ".xls":
        book = python_calamine.load_workbook(path)
        return {
            name: [
                [shown(value) for value in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [[shown(cell.value) for cell in row] for row in sheet.iter_rows()]
        for sheet in book
    }


def shown(value):
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


# -- the audit ----------------------------------------------------------------------------------------------


def test_schools_and_period():
    result = audited()
    wanted = [
        (school["name"], school.get("district"))
        for name in SUBMISSIONS
        for school in expected(name)["schools"]
        if "district" in school
    ]
    assert sorted(one.name for one in result.schools) == sorted(
        school["name"] for name in SUBMISSIONS for school in expected(name)["schools"]
    )
    assert [
        pair for pair in wanted if pair not in {(s.name, s.district) for s in result.schools}
    ] == []
    assert list(result.period.terms) == WHOLE["period"]["terms"]
    assert result.period.school_year == WHOLE["period"]["school_year"]


@pytest.mark.parametrize("school", SCHOOLS)
def test_findings_are_the_expected_ones_and_no_others(school):
    assert verdict_differences(school, result_of(school)) == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_findings_name_their_cells(school):
    """Promise 2."""
    assert place_differences(school, result_of(school)) == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_unknowns_name_what_would_decide(school):
    """Promise 1 and R99."""
    assert missing_differences(school, result_of(school)) == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_shortfalls(school):
    assert shortfall_differences(school, result_of(school)) == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_standing_and_checklist(school):
    """R86 and R151."""
    assert scorecard_differences(school, result_of(school)) == []


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_data_issues(name):
    assert issue_differences(expected(name)["issues"], issues_in(expected(name)["file"])) == []


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_kind_of_remark_but_the_expected(name):
    """Of info, too, no code comes that is not expected."""
    found = {one.code for one in issues_in(expected(name)["file"]) if one.severity == Severity.INFO}
    assert found - {one["code"] for one in expected(name)["issues"]} == set()


def test_every_remark_names_its_file():
    """R27 asks it of an inferred kind too."""
    assert [(one.code, one.message) for one in all_issues() if one.place is None] == []


def test_files_that_are_no_forms():
    """R94: broken and encrypted files are named, the photograph is skipped, the lock file is not mentioned."""
    known = {expected(name)["file"] for name in SUBMISSIONS}
    others = sorted(
        (one.code, submission_of(one.place))
        for one in all_issues()
        if one.place and submission_of(one.place) not in known
    )
    assert others == sorted((one["code"], one["file"]) for one in WHOLE["issues"])


def test_the_values_of_a_personal_column_appear_nowhere():
    """R104: the identity numbers of 栗溪高级中学 are not loaded."""
    text = audited().to_json()
    assert "身份证号" in text
    assert not re.search(r"36010019900000", text)


def test_exit_code():
    """An input that cannot be read makes the audit incomplete (R14)."""
    code = "import sys; from mhaudit.cli import main; sys.exit(main())"
    run = subprocess.run([sys.executable, "-c", code, "check", str(FOLDER)], capture_output=True)
    assert run.returncode == WHOLE["exit_code"], run.stderr.decode("utf-8", "replace")


# -- the files ----------------------------------------------------------------------------------------------


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_audit_leaves_the_folder_as_it_was(tmp_path):
    """Promise 5; nothing is written beside the files either."""
    copy = Path(shutil.copytree(FOLDER, tmp_path / "messy"))
    mhaudit.audit([copy])
    assert hashes(copy) == hashes(FOLDER)


@pytest.fixture(scope="module")
def made_again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("messy")
    subprocess.run([sys.executable, "-B", str(SCRIPT), str(folder)], check=True)
    return folder


def written_with():
    script = SCRIPT.read_text(encoding="utf-8")
    pairs = re.search(r"^WRITTEN_WITH = \{(.+)\}$", script, flags=re.MULTILINE)[1]
    return dict(re.findall(r'"([^"]+)": "([^"]+)"', pairs))


@pytest.mark.skipif(
    any(importlib.metadata.version(name) != wanted for name, wanted in written_with().items()),
    reason="another XlsxWriter or xlwt may arrange the bytes anew",
)
def test_make_messy_gives_the_committed_bytes(made_again):
    """All but the encrypted file, which is made once."""
    made, committed = hashes(made_again), hashes(FOLDER)
    assert made.pop(ENCRYPTED.name) != committed.pop(ENCRYPTED.name)
    assert made == committed


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_make_messy_gives_the_committed_cells(name, made_again):
    file = expected(name)["file"]
    assert cells_of(made_again / file) == cells_of(FOLDER / file)


def test_the_encrypted_file_opens_with_the_password_of_the_readme(tmp_path):
    """Once the password is taken off, as D102 advises, the school is audited."""
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    (password,) = re.findall(r"password `([^`]+)`", readme)
    opened = tmp_path / "南昌市汀兰小学.xlsx"
    with ENCRYPTED.open("rb") as source, opened.open("wb") as target:
        office = msoffcrypto.OfficeFile(source)
        office.load_key(password=password)
        office.decrypt(target)
    (school,) = mhaudit.audit([opened], term="2024-2025-1").schools
    assert school.name == "南昌市汀兰小学"
    assert {one.verdict.value for one in school.findings if one.rule == "NC101"} == {"pass"}
