"""The sample workbooks say what `sample_data/expected/` says, finding by finding and cell by cell.

The expectations were written by hand from the clauses and rulings; they are never made from a run.
"""

import datetime as dt
import hashlib
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import yaml

import mhaudit
from mhaudit.findings import Severity
from mhaudit.issues import CODES

SAMPLES = Path(__file__).parent.parent / "sample_data"
BOOKS = sorted(path.stem for path in SAMPLES.glob("*.xlsx"))
# DESIGN §10.
NUMBERS = (101, 102, 103, 104, 105, 106, 201, 202, 203, 301, 302, 401)
NUMBERS += (501, 502, 503, 504, 505, 601, 602, 701, 702)
RULES = [f"NC{number}" for number in NUMBERS]


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


def subject_text(finding):
    """`NC301 G8 @ 2024-2025-1`; a rule that does not apply to a school has no period."""
    subject = finding.subject
    klass = f"{subject.grade}/{subject.klass}" if subject.klass else None
    whom = subject.teacher or klass or subject.grade or subject.stage or "school"
    period = subject.period or subject.term
    if finding.verdict == "notapplicable" or not period:
        return f"{finding.rule} {whom}"
    return f"{finding.rule} {whom} @ {period}"


def spelt_out(rule, entries):
    """`(text of the subject, its entry)` for each subject of the entries."""
    return [
        (f"{rule} {subject}" + (f" @ {entry['in']}" if "in" in entry else ""), entry)
        for entry in entries
        for subject in entry["subjects"]
    ]


def verdicts_expected(rule, entries):
    return Counter(f"{text}: {entry['verdict']}" for text, entry in spelt_out(rule, entries))


def entries_of(rule, expectation, actual):
    """The entries of a rule; of several allowed readings, the one that was taken (else the first)."""
    if isinstance(expectation, list):
        return expectation
    readings = expectation["one_of"]
    return next((one for one in readings if verdicts_expected(rule, one) == actual), readings[0])


def entries_with_findings(book, school):
    """Each expected entry of a school with the finding of its subject, where there is one."""
    findings = {subject_text(finding): finding for finding in result_of(book, school).findings}
    for rule, expectation in school["findings"].items():
        if isinstance(expectation, list):
            for text, entry in spelt_out(rule, expectation):
                if text in findings:
                    yield text, entry, findings[text]


def held(cells):
    """`{'学校!F4': 1626}` as texts of places with their values."""
    return {f"{cell}={value}" for cell, value in cells.items()}


def texts(places):
    return {f"{place.text()}={place.value}" for place in places}


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
        if isinstance(entries, list) and any(entry["verdict"] == "fail" for entry in entries)
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


def cells_named(node):
    if isinstance(node, list):
        return {pair for item in node for pair in cells_named(item)}
    if not isinstance(node, dict):
        return set()
    own = {(key, str(value)) for key, value in node.items() if "!" in str(key)}
    return own | {pair for value in node.values() for pair in cells_named(value)}


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
    actual = {rule: Counter() for rule in RULES}
    for finding in result_of(book, school).findings:
        counts = actual.setdefault(finding.rule, Counter())
        counts[f"{subject_text(finding)}: {finding.verdict.value}"] += 1
    wanted = {
        rule: verdicts_expected(rule, entries_of(rule, expectation, actual[rule]))
        for rule, expectation in school["findings"].items()
    }
    missing = [text for rule in wanted for text in (wanted[rule] - actual[rule]).elements()]
    extra = [
        text for rule in actual for text in (actual[rule] - wanted.get(rule, Counter())).elements()
    ]
    assert {"missing": missing, "extra": extra} == {"missing": [], "extra": []}


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_findings_name_their_cells(book, school):
    """Promise 2: the main cell comes first, the others are places or related (R97, R124)."""
    wrong = []
    for text, entry, finding in entries_with_findings(book, school):
        named = texts((*finding.places, *finding.related))
        if "main" in entry and texts(finding.places[:1]) != held(entry["main"]):
            wrong.append(f"{text}: main place {texts(finding.places[:1])}, not {entry['main']}")
        if absent := held(entry.get("cells", {})) - named:
            wrong.append(f"{text}: {sorted(absent)} not among {sorted(named)}")
        if "any_of" in entry and not held(entry["any_of"]) & named:
            wrong.append(f"{text}: none of {entry['any_of']} among {sorted(named)}")
        if entry["verdict"] == "fail" and not named:
            wrong.append(f"{text}: no cell at all")
    assert wrong == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_unknowns_name_what_would_decide(book, school):
    """Promise 1 and R99."""
    wrong = []
    for text, entry, finding in entries_with_findings(book, school):
        if entry["verdict"] != "unknown":
            continue
        cells = texts(one.place for one in finding.missing if one.place)
        tables = {one.table for one in finding.missing}
        if absent := held(entry.get("missing", {})) - cells:
            wrong.append(f"{text}: {sorted(absent)} not among {sorted(cells)}")
        if "missing_any_of" in entry and not held(entry["missing_any_of"]) & cells:
            wrong.append(f"{text}: none of {entry['missing_any_of']} among {sorted(cells)}")
        if entry.get("missing_table") not in {None, *tables}:
            wrong.append(f"{text}: table {entry['missing_table']} not among {sorted(tables)}")
        if not finding.missing:
            wrong.append(f"{text}: nothing named")
    assert wrong == []


@pytest.mark.parametrize(("book", "school"), SCHOOLS)
def test_shortfalls(book, school):
    wrong = [
        f"{text}: {finding.shortfall}, not {entry['shortfall']}"
        for text, entry, finding in entries_with_findings(book, school)
        if "shortfall" in entry and finding.shortfall != entry["shortfall"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("book", "school"), [one for one in SCHOOLS if "standing" in one.values[1]]
)
def test_standing_and_checklist(book, school):
    """R86 and R151."""
    result = result_of(book, school)
    assert str(result.standing) == school["standing"]
    (checklist,) = [one for one in result.checklists if one.name == "eight-plus-two"]
    assert [item.state.value for item in checklist.core] == school["checklist"]["core"]
    assert [item.state.value for item in checklist.extra] == school["checklist"]["extra"]
    assert checklist.provisional


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
    wanted = expected(book)["issues"]
    above_info = [one["code"] for one in wanted if CODES[one["code"]] != Severity.INFO]
    assert sorted(one.code for one in issues if one.severity != Severity.INFO) == above_info
    for entry in wanted:
        cells = {
            place.text()
            for issue in issues
            if issue.code == entry["code"]
            for place in (issue.place, *issue.others)
            if place
        }
        assert set(entry.get("cells", {})) <= cells, entry
        assert "any_of" not in entry or set(entry["any_of"]) & cells, entry


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
