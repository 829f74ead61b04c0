"""A school of no known district counts in no target for districts (R154, R155); the run says so."""

from __future__ import annotations

import datetime as dt

import pytest

from mhaudit import audit
from mhaudit.config import Config
from mhaudit.engine.judge import judge, judge_districts
from mhaudit.engine.no_district import without_district
from mhaudit.findings import AuditResult, Finding
from mhaudit.models.submission import Builder, Submissions
from mhaudit.models.terms import Audited
from mhaudit.rulebook.load import load_rulebook
from tests.cases.forms import issues, workbook

TERM = Audited(("2024-2025-1",))
BEFORE = Audited(("2023-2024-2",))


def run(*districts: str | None, kinds: tuple[str, ...] = ()) -> Submissions:
    """Schools with one counsellor each; `kinds` are those of the first ones, the others are 初级中学."""
    builder = Builder()
    for at, district in enumerate(districts):
        kind = kinds[at] if at < len(kinds) else "311"
        school = builder.school({"name": f"{at}校", "kind": kind, "district": district})
        builder.supply("teachers", school)
        builder.add("teachers", school, {"counsellor": True, "duty": "full_time"})
    return builder.finish()


def of_districts(submissions: Submissions, audited: Audited = TERM) -> dict[str, Finding]:
    book = load_rulebook(["national"])
    outcomes = judge(book, submissions, audited).outcomes
    found = judge_districts(book, submissions, audited, outcomes)
    return {each.name: each.findings[0] for each in found}


def left_out(submissions: Submissions, audited: Audited = TERM) -> list[tuple[str, str]]:
    book = load_rulebook(["national"])
    outcomes = judge(book, submissions, audited).outcomes
    return [
        issue.args[0]
        for issue in without_district(book, submissions, audited, outcomes)
        if issue.code == "D423"
    ]


@pytest.mark.parametrize(
    ("districts", "kinds", "note"),
    [
        (("东湖区", None), (), "(另有 1 所学校区县不明,没有计入)"),
        (("东湖区", None, None), (), "(另有 2 所学校区县不明,没有计入)"),
        (("东湖区", None, None), ("311", "111"), "(另有 1 所学校区县不明,没有计入)"),  # no kindergarten
        (("东湖区", "东湖区"), (), ""),
    ],
)  # fmt: skip
def test_the_finding_says_how_many_it_might_have_counted(districts, kinds, note):
    found = of_districts(run(*districts, kinds=kinds))["东湖区"]
    assert found.verdict == "pass"
    counted = sum(each == "东湖区" for each in districts)
    sentence = f"符合要求的学校:{counted} 中有 {counted},占 100%,要求 ≥ 95%"
    assert found.message == sentence + note


def test_a_kindergarten_or_a_run_before_the_target_leaves_nothing_to_say():
    assert left_out(run("东湖区", None)) == [("count", "1")]
    assert left_out(run("东湖区", None, kinds=("311", "111"))) == []
    assert left_out(run("东湖区", None), BEFORE) == []
    found = of_districts(run("东湖区", None), BEFORE)["东湖区"]
    assert found.verdict == "notapplicable"
    assert "区县不明" not in found.message


def audited(path, rules: tuple[str, ...]) -> AuditResult:
    return audit(
        [path], rules=rules, term="2024-2025-1", as_of=dt.date(2025, 1, 31), config=Config()
    )


def test_one_issue_for_the_run_names_every_cell(tmp_path):
    rows = ["学校名称|区县|办学类型", "甲校|东湖区|初级中学", "乙校||初级中学", "丙校||初级中学"]
    path = workbook(tmp_path / "汇总.xlsx", {"学校": rows})
    result = audited(path, ("national",))
    (issue,) = [each for each in result.data_issues if each.code == "D423"]
    assert issue.message == "2 所学校区县不明,没有计入对区县的要求(CN105)"
    cells = [place.text() for place in (issue.place, *issue.others) if place]
    assert cells == ["学校!B4", "学校!B3"]  # by name (R140): 丙 stands before 乙
    assert [each.name for each in result.districts] == ["东湖区"]
    assert issues(audited(path, ("nanchang",)), "D423") == []


def test_without_a_district_column_the_school_is_named(tmp_path):
    rows = ["学校名称|办学类型", "甲校|初级中学"]
    path = workbook(tmp_path / "汇总.xlsx", {"学校": rows})
    result = audited(path, ("national",))
    (issue,) = [each for each in result.data_issues if each.code == "D423"]
    assert issue.place
    assert issue.place.text() == "学校!A2"
    assert result.districts == ()
