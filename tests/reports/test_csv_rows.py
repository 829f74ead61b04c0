"""CSV: a row for each finding, for Excel and for scripts."""

import csv
import io

import pandas as pd
import pytest

from mhaudit.findings import DistrictResult, Missing, Place, Subject
from mhaudit.issues import CSV_REPORT
from mhaudit.loader.grid import open_book
from mhaudit.reports.csv_rows import COLUMNS, number, safe
from reports.made import SCHOOL, finding, place, result, school, unknown, written


def rows(made):
    text = written("csv", made)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_failure():
    (row,) = rows(result(school(finding())))
    assert row == {
        "finding": "0123456789abcdef",
        "school": SCHOOL,
        "school_code": "3136010001",
        "district": "东湖区",
        "standing": "fail",
        "rule": "NC101",
        "name": "counsellor-ratio",
        "title": "心理健康教育教师与学生之比不低于 1:800",
        "group": "staffing",
        "pack": "nanchang",
        "level": "error",
        "strength": "must",
        "verdict": "fail",
        "known": "false",
        "subject_kind": "school",
        "subject": SCHOOL,
        "stage": "",
        "grade": "",
        "class": "",
        "teacher": "",
        "term": "",
        "period": "",
        "measured": "1250",
        "measured_text": "1:1250",
        "required": "≤ 800",
        "shortfall": "1",
        "message": "现为 1:1250(1250 比 1),要求 ≤ 800",
        "fix": "增配专(兼)职心理健康教育教师 1 名",
        "file": "育新学校.xlsx",
        "sheet": "学校",
        "cell": "F5",
        "value": "1250",
        "places": "学校!F5",
        "missing": "",
        "document": "某某答复",
        "clause": "二",
        "quote": "原则上按照师生比1∶800配备",
        "waiver": "",
    }


def test_every_verdict_has_its_row_and_districts_come_last():
    made = result(
        school(
            finding("pass"),
            unknown(Missing("teachers", "duty", place("教师!D12")), Missing("activities", None)),
            finding(known=True),
        ),
        districts=(DistrictResult("东湖区", (finding(strength="encouraged"),)),),
    )
    found = rows(made)
    assert [row["verdict"] for row in found] == ["pass", "unknown", "fail", "fail"]
    assert found[1]["missing"] == "teachers.duty 教师!D12; activities"
    assert found[2]["known"] == "true"
    assert (found[3]["school"], found[3]["district"]) == ("", "东湖区")


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("\t=1+1", "' =1+1"),
        ("\r\n=1", "' =1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("一年级=1", "一年级=1"),
        ("甲\n乙", "甲 乙"),
        ("甲\x00\x1b[31m", "甲[31m"),
        (None, ""),
    ],
)
def test_no_text_is_a_formula(text, written_as):
    assert safe(text) == written_as


@pytest.mark.parametrize(
    ("value", "written_as"),
    [(None, ""), (1.0, "1"), (-2.5, "-2.5"), (float("nan"), ""), (float("inf"), "")],
)
def test_numbers(value, written_as):
    assert number(value) == written_as


def test_every_text_of_a_row_is_made_safe():
    """Whatever a form or a rule file holds."""
    evil = "=1+1"
    made = finding(
        rule=evil, name=evil, title=evil, group=evil, pack=evil, waiver=evil,
        subject=Subject(evil, evil, evil, evil, evil, evil, evil, evil, evil, evil),
        measured_text=evil, required_text=evil, message=evil, fix=evil,
        places=(Place(evil, evil, evil, evil),), missing=(Missing(evil, evil),),
    )  # fmt: skip
    rest = {"code": evil, "district": evil, "standing": evil}
    (row,) = rows(result(school(made, name=evil, **rest)))
    assert [key for key, value in row.items() if value.startswith("=")] == []
    assert sum(value.startswith("'=") for value in row.values()) >= 25


def test_pandas_reads_it(tmp_path):
    path = tmp_path / "结果.csv"
    made = result(school(finding(), finding("pass"), name='甲,"乙"\n小学'))
    path.write_text(written("csv", made), encoding="utf-8")
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype={"school_code": str})
    assert list(frame.columns) == list(COLUMNS)
    assert frame["school"].tolist() == ['甲,"乙" 小学'] * 2
    assert frame["measured"].tolist() == [1250, 1250]
    assert frame["school_code"].tolist() == ["3136010001"] * 2


def test_a_report_among_the_forms_is_not_read_as_one(tmp_path):
    """As a workbook of ours is not (D108)."""
    assert ",".join(COLUMNS).startswith(CSV_REPORT)
    path = tmp_path / "结果.csv"
    path.write_text(written("csv", result(school(finding()))), encoding="utf-8")
    book, issues = open_book(path, path.name, named=False)
    assert book is None
    assert [issue.code for issue in issues] == ["D108"]


def test_no_finding_leaves_the_headings():
    assert written("csv", result()) == "\ufeff" + ",".join(COLUMNS) + "\n"
