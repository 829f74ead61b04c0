"""JUnit XML, read back by junitparser: a suite for each school, a case for each finding."""

import warnings
import xml.etree.ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from mhaudit.findings import DistrictResult, Missing, Selection
from reports.made import (
    FILE,
    SCHOOL,
    bad_file,
    finding,
    grade,
    issue,
    place,
    result,
    school,
    unknown,
    written,
)


def suites(made, **options):
    """Name → suite, as junitparser reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # junitparser's own
        read = JUnitXml.fromstring(written("junit", made, **options).encode("utf-8"))
        return {suite.name: suite for suite in read}


def cases(made, name=SCHOOL, **options):
    return list(suites(made, **options)[name])


def test_a_suite_for_each_school_and_one_for_the_run():
    made = result(school(finding("pass"), name="甲小学"), school(finding(), name="乙小学"))
    found = suites(made)
    assert list(found) == ["甲小学", "乙小学", "mhaudit"]
    counts = [(s.tests, s.failures, s.errors, s.skipped) for s in found.values()]
    assert counts == [(1, 0, 0, 0), (1, 1, 0, 0), (0, 0, 0, 0)]
    properties = {each.name: each.value for each in found["乙小学"].properties()}
    assert properties == {"code": "3136010001", "district": "东湖区", "standing": "fail"}
    run = {each.name: each.value for each in found["mhaudit"].properties()}
    assert run == {"pack.nanchang": "2024.1", "period": "2024-2025-1", "version": "0.1.0"}


@pytest.mark.parametrize(
    ("strength", "kind"), [("must", "error"), ("principle", "warning"), ("encouraged", "note")]
)
def test_a_failure_of_each_level(strength, kind):
    (case,) = cases(result(school(finding(strength=strength))))
    (said,) = case.result
    assert isinstance(said, Failure)
    assert said.type == kind
    assert said.message == "不达标:现为 1:1250(1250 比 1),要求 ≤ 800"
    assert said.text.split("\n")[1:] == [
        "差 1",
        f"单元格:{FILE}: 学校!F5(1250)",
        "依据:某某答复,二:「原则上按照师生比1∶800配备」",
        "整改:增配专(兼)职心理健康教育教师 1 名",
    ]


def test_what_is_skipped_says_why():
    made = result(
        school(
            unknown(
                Missing("schools", "students", place("学校!F5")), message="无法判定:学生数未填"
            ),
            finding("waived", waiver="洪教函〔2024〕3号"),
            finding("notapplicable", message="没有适用的对象"),
            finding(known=True),
        )
    )
    said = [case.result[0] for case in cases(made)]
    assert all(isinstance(each, Skipped) for each in said)
    assert [(each.type, each.message) for each in said] == [
        ("unknown", "无法判定:无法判定:学生数未填"),
        ("waived", "已豁免:洪教函〔2024〕3号"),
        ("notapplicable", "不适用:没有适用的对象"),
        ("known", "不达标(已知):现为 1:1250(1250 比 1),要求 ≤ 800"),
    ]
    assert "要判定,需要:学校表的“在校学生数”" in said[0].text


def test_a_rule_error_and_an_unreadable_file_are_errors():
    made = result(
        school(finding("error", message="规则执行出错")), data_issues=(bad_file(), issue())
    )
    (said,) = cases(made)[0].result
    assert isinstance(said, Error)
    assert said.message == "规则出错:规则执行出错"
    (file,) = cases(made, "mhaudit")
    assert (file.name, file.result[0].type) == ("秋季.xlsx", "D101")
    assert isinstance(file.result[0], Error)
    assert suites(made)["mhaudit"].errors == 1


def test_an_unreadable_file_of_a_school_counts_in_its_suite():
    suite = suites(result(school(finding("pass"), data_issues=(bad_file(),))))[SCHOOL]
    assert (suite.tests, suite.errors) == (2, 1)


def test_a_pass_holds_nothing():
    (case,) = cases(result(school(finding("pass"))))
    assert case.is_passed
    assert case.result == []


def test_cases_are_told_apart_and_point_to_the_file():
    made = result(school(grade("G7"), grade("G8"), finding()))
    found = cases(made, paths={FILE: "上报/育新学校.xlsx"})
    assert len({(case.classname, case.name) for case in found}) == 3
    assert found[0].name.endswith(":七年级")
    assert found[0].classname == f"{SCHOOL}.staffing"
    assert found[2]._elem.get("file") == "上报/育新学校.xlsx"


def test_a_known_failure_keeps_its_name():
    """Build servers follow a case by its name."""
    names = [cases(result(school(finding(known=known))))[0].name for known in (True, False)]
    assert names[0] == names[1]


def test_two_schools_of_one_name():
    """R90."""
    made = result(
        school(name="城关小学", code="3136010001", district="甲县"),
        school(name="城关小学", code="3136010002", district="乙县"),
    )
    assert list(suites(made)) == ["城关小学", "城关小学 乙县 3136010002", "mhaudit"]


def test_data_issues_districts_notes_and_what_was_left_out():
    made = result(
        school(data_issues=(issue(),)),
        districts=(DistrictResult("东湖区", (finding(strength="encouraged"),)),),
        selection=Selection((), ("NC1",), ("NC201",), ("NC101", "NC102")),
        notes=("说明一",),
    )
    found = suites(made)
    assert (
        found[SCHOOL]
        ._elem.findtext("system-out")
        .startswith("D301 警告:“专兼职”无法识别(教师!D12)")
    )
    assert found["东湖区"].failures == 1
    assert found["mhaudit"]._elem.findtext("system-out") == "说明一"
    run = {each.name: each.value for each in found["mhaudit"].properties()}
    assert run["left_out"] == "NC101, NC102"


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x")',
        "甲]]>乙",
        "甲\x00\x0b\x1b[31m\x85乙",
        "甲\n乙\t丙",
        "甲 & <b>乙</b> '\"",
        "甲\ufffe\udcff乙",
        "%0A::error::甲",
        "",
    ],
)
def test_names_that_would_break_xml(name):
    """Strictly parsed; only what XML cannot hold is gone."""
    made = result(school(finding(message=f"坏{name}"), name=name))
    text = written("junit", made)
    root = ET.fromstring(text.encode("utf-8"))
    kept = "".join(c for c in name if c not in "\x00\x0b\x1b\ufffe\udcff")
    assert root[0].get("name") == (kept or "(未命名)")
    failure = root[0].find("testcase/failure")
    assert failure.text.startswith(f"坏{kept}")


def test_in_english():
    made = result(school(finding("waived", waiver="W")), language="en")
    (said,) = cases(made)[0].result
    assert said.message == "waived: W"


def test_nothing_at_all():
    assert list(suites(result())) == ["mhaudit"]
