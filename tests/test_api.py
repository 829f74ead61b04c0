"""The audit as a library: its documented example runs, and a frame has the same columns whatever was found."""

import doctest
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from reports.made import finding, result, school, unknown

import mhaudit.api
from mhaudit import frame
from mhaudit.api import AuditResult, audit
from mhaudit.config import Config
from mhaudit.findings import DistrictResult

ROOT = Path(__file__).parent.parent


@pytest.fixture
def _in_the_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("_in_the_checkout")
def test_the_example_in_the_documentation_holds():
    done = doctest.testmod(mhaudit.api)
    assert (done.failed, done.attempted) == (0, 9)


def test_pandas_is_imported_by_to_frame_and_not_before():
    code = (
        "import sys; from mhaudit import audit; from mhaudit.config import Config;"
        f"result = audit([r'{ROOT / 'sample_data' / 'clean_school.xlsx'}'], config=Config());"
        "assert 'pandas' not in sys.modules; result.to_frame(); assert 'pandas' in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@pytest.fixture(scope="module")
def faulty():
    return audit([ROOT / "sample_data" / "faulty_school.xlsx"], config=Config())


def test_one_row_per_finding_in_the_order_of_the_result(faulty):
    found = faulty.to_frame()
    findings = [finding for school in faulty.schools for finding in school.findings]
    assert list(found.columns) == list(frame.COLUMNS)
    assert found["rule"].tolist() == [finding.rule for finding in findings]
    assert found["fingerprint"].tolist() == [finding.fingerprint for finding in findings]
    assert set(found["school"]) == {"南昌市栖澜中学"}


def test_columns_of_a_failure(faulty):
    """By hand from sample_data/expected/faulty_school.yaml: 1626 pupils, two counsellors."""
    rows = faulty.to_frame()
    row = rows[rows["rule"] == "NC101"].iloc[0]
    assert {
        name: row[name]
        for name in ("standing", "verdict", "level", "strength", "subject_kind", "measured", "shortfall")
    } == {
        "standing": "fail",
        "verdict": "fail",
        "level": "warning",
        "strength": "principle",
        "subject_kind": "school",
        "measured": 813.0,
        "shortfall": 1.0,
    }  # fmt: skip
    assert (row["sheet"], row["cell"], row["value"]) == ("学校", "F4", "1626")
    assert row["places"] == "学校!F4; 心理教师!B4; 心理教师!B5"
    assert row["document"] == "nc-reply-wang"
    assert pd.isna(row["missing"])
    assert pd.isna(row["grade"])


def test_what_would_decide_an_unknown(faulty):
    rows = faulty.to_frame()
    row = rows[(rows["rule"] == "NC106") & (rows["verdict"] == "unknown")].iloc[0]
    assert (row["teacher"], row["missing"]) == ("骆清扬", "teachers.homeroom_years 心理教师!I5")
    assert pd.isna(row["shortfall"])


CATEGORIES = {
    "standing": ["fail", "warning", "unknown", "pass", "notapplicable"],
    "level": ["error", "warning", "note"],
    "strength": ["must", "principle", "encouraged", "area"],
    "verdict": ["error", "fail", "unknown", "pass", "waived", "notapplicable"],
}


@pytest.mark.parametrize("made", [result(), result(school(finding(), unknown()))])
def test_dtypes_do_not_depend_on_what_was_found(made):
    found = frame.to_frame(made)
    assert len(found) == sum(len(each.findings) for each in made.schools)
    for name in found.columns:
        if name in CATEGORIES:
            assert found[name].cat.categories.tolist() == CATEGORIES[name]
        elif name in ("measured", "shortfall"):
            assert found[name].dtype == "float64"
        elif name == "known":
            assert found[name].dtype == "bool"
        else:
            assert found[name].dtype == "string"


def test_findings_of_districts_come_last_and_name_no_school():
    """R155."""
    made = result(school(finding("pass")), districts=(DistrictResult("东湖区", (finding(),)),))
    found = frame.to_frame(made)
    assert found["verdict"].tolist() == ["pass", "fail"]
    assert found["school"].isna().tolist() == [False, True]
    assert found["district"].tolist()[1] == "东湖区"
    assert found["standing"].isna().tolist() == [False, True]


def test_what_the_baseline_has_too_is_known():
    found = frame.to_frame(result(school(finding("pass"), finding(known=True))))
    assert found["known"].tolist() == [False, True]


def test_every_column_is_documented():
    said = AuditResult.to_frame.__doc__
    assert [name for name in frame.COLUMNS if f"`{name}`" not in said] == []


def test_to_json_is_the_document(faulty):
    document = json.loads(faulty.to_json())
    assert document["schema"] == "mhaudit/1"
    assert len(document["schools"][0]["findings"]) == len(faulty.to_frame())
