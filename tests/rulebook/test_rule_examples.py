"""Examples: what is left out (R153), how they become submissions, and how findings are held against them."""

import datetime as dt

import pytest

from mhaudit.errors import RuleFileError
from mhaudit.findings import Finding, Level, Subject, Verdict
from mhaudit.models.values import SetOf, Span
from mhaudit.rulebook.examples import build_example, compare, run_examples
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import Example

HEAD = """\
pack: p
version: 1
title: t
documents: {d: {title: 文件}}
rules:
  - id: AB101
    name: one
    title: t
    strength: must
    source: {document: d, quote: q}
    for_each: school
    require: {count: {of: teachers, at_least: 1}}
    examples:
      - {title: 例, given: GIVEN, expect: EXPECT}
"""


@pytest.fixture
def example(tmp_path):
    def read(given: str, expect: str = "pass") -> Example:
        path = tmp_path / "p.yaml"
        path.write_text(HEAD.replace("GIVEN", given).replace("EXPECT", expect), encoding="utf-8")
        return load_rulebook([path]).rules[0].examples[0]

    return read


def rows(example: Example, table: str) -> list[dict[str, object]]:
    """The known and open rows of a table: their fields that hold something, and how many they stand for."""
    frame = build_example(example)[0].frames[table]
    return [
        {name: column[at] for name, column in frame.columns.items() if column[at] is not None}
        | {"low": frame.low[at], "high": frame.high[at], "school": frame.school[at]}
        for at in range(len(frame))
    ]


def test_defaults(example):
    """R153: one school of the kind 初级中学, teachers are the school's own counsellors, the first term."""
    one = example("{teachers: [{}]}")
    submissions, audited = build_example(one)
    assert submissions.size == 1
    assert submissions.school(0, "kind") == "311"
    assert submissions.school(0, "students") is None
    assert submissions.grades == [SetOf.known("G7", "G8", "G9")]
    assert (audited.terms, audited.as_of_given) == (("2024-2025-1",), None)
    assert rows(one, "teachers") == [
        {"counsellor": True, "support": "own", "low": 1, "high": 1, "school": 0}
    ]


def test_a_default_can_be_blank(example):
    one = example("{schools: [{kind: null}], teachers: [{counsellor: null, support: null}]}")
    assert build_example(one)[0].school(0, "kind") is None
    assert rows(one, "teachers") == [{"low": 1, "high": 1, "school": 0}]


def test_left_out_is_not_supplied_and_empty_is_none(example):
    assert [row["high"] for row in rows(example("{}"), "teachers")] == [float("inf")]
    assert rows(example("{teachers: []}"), "teachers") == []


def test_values_as_written(example):
    one = example(
        "{committee: [{grade: G7, class: 1, sex: male}], lessons: [{grade: G7, periods_per_week: 0.5}],"
        " activities: [{date: 2025-01, grades: G7}], teachers: [{counsellor: no, homeroom_pay: 是}],"
        " classes: [{grade: G7, number: 10}]}"
    )
    assert one.given["committee"] == ({"grade": "G7", "class": "1", "sex": "male"},)
    assert one.given["lessons"] == ({"grade": "G7", "periods_per_week": 0.5},)
    month = Span(dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    assert one.given["activities"] == ({"date": month, "grades": SetOf.known("G7")},)
    assert one.given["teachers"][0] == {"counsellor": False, "support": "own", "homeroom_pay": True}
    assert one.given["classes"][0]["number"] == "10"


def test_period_and_day_of_audit(example):
    one = example("{period: 2023-2024, as_of: 2024-03-01}")
    assert build_example(one)[1].terms == ("2023-2024-1", "2023-2024-2")
    assert build_example(one)[1].as_of_given == dt.date(2024, 3, 1)
    assert build_example(example("{period: null}"))[1].terms == ()  # nothing dates the files (R129)


def test_several_schools(example):
    """R1: a school without a row in a table that others filled in has not supplied it."""
    one = example(
        "{schools: [{name: 甲校}, {name: 乙校}], teachers: [{school: 乙校, duty: full_time}]}"
    )
    found = rows(one, "teachers")
    assert [(row["school"], row["high"]) for row in found] == [(1, 1), (0, float("inf"))]
    both = example("{schools: [{name: 甲校}, {name: 乙校}], teachers: []}")
    assert rows(both, "teachers") == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{teacher: []}", "14:28: examples > 1 > given: 没有表“teacher”"),
        ("{schools: []}", "14:37: examples > 1 > given > schools: schools 至少要有一所学校"),
        ("{teachers: {}}", "14:38: examples > 1 > given > teachers: 此处应为列表"),
        ("{teachers: [1]}", "14:39: examples > 1 > given > teachers > 1: 此处应为“键: 值”"),
        ("{activities: [{date: 2024-13-01}]}",
         "14:48: examples > 1 > given > activities > 1 > date: “2024-13-01”不是日期"),
        ("{activities: [{grades: [G13]}]}", "14:51: examples > 1 > given > activities > 1 > grades: 不认识的取值“G13”"),
        ("{schools: [{}, {name: 乙校}], teachers: [{}]}",
         "14:66: examples > 1 > given > teachers > 1: 给出了多所学校,这一行要写明 school"),
        ("{teachers: [{school: 丙校}]}", "14:48: examples > 1 > given > teachers > 1 > school: 没有名为“丙校”的学校"),
        ("{as_of: 1 月}", "14:35: examples > 1 > given > as_of: “1 月”不是日期"),
    ],
)  # fmt: skip
def test_faults_in_what_is_given(example, given, told):
    with pytest.raises(RuleFileError) as caught:
        example(given)
    (problem,) = caught.value.problems
    assert problem.text().partition("p.yaml:")[2] == told


def finding(verdict: Verdict, **subject: str) -> Finding:
    return Finding(
        "AB101", "one", "t", "g", "g", "p", Level.ERROR, "must", verdict, Subject("grade", **subject),
        None, "", "", None, "", "", (), (), (), None, "",
    )  # fmt: skip


G7 = finding(Verdict.PASS, grade="G7", term="2024-2025-1")
G8 = finding(Verdict.FAIL, grade="G8", term="2024-2025-1", label="八年级")


@pytest.mark.parametrize(
    ("expect", "findings", "mismatches"),
    [
        ({"": Verdict.PASS}, (G7,), []),
        ({"": Verdict.PASS}, (G7, G8), [("八年级", "pass", "fail")]),
        ({"": Verdict.PASS}, (), [("", "pass", None)]),
        ({"G7": Verdict.PASS, "G8": Verdict.FAIL}, (G7, G8), []),
        ({"G7 2024-2025-1": Verdict.PASS, "2024-2025-1": Verdict.FAIL}, (G7, G8), []),
        ({"G7": Verdict.FAIL, "G8": Verdict.FAIL}, (G7, G8), [("G7", "fail", "pass")]),
        ({"G7": Verdict.PASS}, (G7, G8), [("八年级", None, "fail")]),
        ({"G7": Verdict.PASS, "G9": Verdict.PASS}, (G7,), [("G9", "pass", None)]),
    ],
)
def test_every_finding_is_expected_and_every_expectation_met(expect, findings, mismatches):
    assert list(compare(expect, findings)) == mismatches


def test_expectations_by_subject(example):
    assert example("{}", "{G7: pass, G8/2: unknown}").expect == {
        "G7": Verdict.PASS, "G8/2": Verdict.UNKNOWN,
    }  # fmt: skip


def test_a_failing_example_names_its_line(example, tmp_path):
    example("{teachers: []}")
    book = load_rulebook([tmp_path / "p.yaml"])
    (result,) = run_examples(book, lambda rule, submissions, audited: [G8])
    assert not result.ok
    assert result.text("zh").endswith("p.yaml:14: AB101 例“例 · 八年级”:应为 pass,实为 fail")
    assert run_examples(book, lambda rule, submissions, audited: [G7])[0].ok
    assert run_examples(book, lambda rule, submissions, audited: [G7], only="AB102") == []
