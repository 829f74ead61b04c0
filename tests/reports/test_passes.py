"""A large run reads its schools from disk each time: a report goes through them once, or twice, and keeps few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from io import StringIO
from pathlib import Path

import pytest

from mhaudit.cli.selection import Only, chosen
from mhaudit.findings import AuditResult, BaselineInfo, SchoolResult, Severity
from mhaudit.reports import REPORTERS, Options, report
from mhaudit.reports.baseline import Baseline, marked
from mhaudit.reports.excel import write_excel
from mhaudit.reports.excel.split import write_split
from mhaudit.reports.result import write_json
from mhaudit.reports.views import View
from tests.reports import made

COUNT = 60


class School(SchoolResult):
    """Knows how many of its kind there are."""

    alive = most = 0

    def __new__(cls, *_: object, **__: object) -> School:
        School.alive += 1
        School.most = max(School.most, School.alive)
        return super().__new__(cls)

    def __del__(self) -> None:
        School.alive -= 1


class Spooled(Sequence[SchoolResult]):
    """Makes a school anew each time, as if it were read from disk, and counts how often each is asked for."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()

    def __len__(self) -> int:
        return COUNT

    def __getitem__(self, at: int | slice) -> SchoolResult | Sequence[SchoolResult]:
        if isinstance(at, slice):
            return View(range(COUNT)[at], self.__getitem__)
        if not 0 <= at < COUNT:
            raise IndexError(at)
        self.asked[at] += 1
        plain = made.school(
            made.finding(),
            made.finding("pass", rule="NC102"),
            *[made.unknown(rule="NC103")] * (at % 5),
            name=f"第{at}学校",
            code=f"{at:010}",
            district=f"第{at % 7}区",
            checklists=(made.checklist(),),
            data_issues=(made.issue(), made.issue(severity=Severity.INFO)),
        )
        return School(*(getattr(plain, field.name) for field in fields(SchoolResult)))


@pytest.fixture
def schools() -> Spooled:
    School.alive = School.most = 0
    return Spooled()


def run_over(schools: Spooled) -> AuditResult:
    inputs = (made.inputs(), replace(made.inputs(), path="别的.xlsx"))
    return made.result(inputs=inputs, schools=schools)


def held_to(schools: Spooled, passes: int, kept: int) -> None:
    assert len(schools.asked) == COUNT
    assert max(schools.asked.values()) == passes
    assert School.most <= kept
    assert School.alive <= kept


REPORTS = [
    *((name, {}) for name in REPORTERS),
    ("console", {"verbose": True}),
    ("console", {"quiet": True}),
]


@pytest.mark.parametrize(("name", "options"), REPORTS)
def test_a_report_goes_through_the_schools_once_and_keeps_no_more_than_it_shows(
    schools: Spooled, name: str, options: dict[str, bool]
) -> None:
    report(run_over(schools), [REPORTERS[name](StringIO(), Options(**options))])
    held_to(schools, passes=1, kept=5)  # the console shows three in full


def test_all_formats_together_go_through_the_schools_once(schools: Spooled) -> None:
    report(run_over(schools), [make(StringIO(), Options()) for make in REPORTERS.values()])
    held_to(schools, passes=1, kept=5)


def test_the_document_counts_before_it_writes(schools: Spooled) -> None:
    write_json(run_over(schools), StringIO())
    held_to(schools, passes=2, kept=2)


def test_the_workbook_counts_then_writes_all_sheets_by_need(
    schools: Spooled, tmp_path: Path
) -> None:
    write_excel(run_over(schools), tmp_path / "报告.xlsx")
    held_to(schools, passes=2, kept=2)


@pytest.mark.parametrize(("by", "passes"), [("school", 2), ("district", 3)])
def test_workbooks_of_schools_and_districts_hold_one_school_at_a_time(
    schools: Spooled, tmp_path: Path, by: str, passes: int
) -> None:
    write_split(run_over(schools), by, tmp_path / "分册")
    held_to(schools, passes=passes, kept=2)


def filtered_by_rule(result: AuditResult) -> AuditResult:
    return chosen(result, (), Only(("NC101",), frozenset({("schools", "students")})))


def filtered_by_name(result: AuditResult) -> AuditResult:
    return chosen(result, ("学校",), Only())


def against_a_baseline(result: AuditResult) -> AuditResult:
    known = frozenset({("0123456789abcdef", "fail")})
    return marked(result, Baseline(BaselineInfo("旧.json", ()), known))


@pytest.mark.parametrize(
    ("change", "passes"),
    [(filtered_by_rule, 2), (filtered_by_name, 2), (against_a_baseline, 1)],
)
def test_a_part_of_a_run_is_made_as_it_is_reported(
    schools: Spooled, change: Callable[[AuditResult], AuditResult], passes: int
) -> None:
    part = change(run_over(schools))
    assert School.alive == 0
    tally, _ = report(part, [REPORTERS["ndjson"](StringIO(), Options())])
    assert tally.schools == COUNT
    held_to(schools, passes=passes, kept=4)


def test_a_view_makes_its_members_in_their_order() -> None:
    letters = "abcdef"
    view = View([5, 0, 2], lambda at: letters[at].upper())
    assert list(view) == ["F", "A", "C"]
    assert list(view[1:]) == ["A", "C"]
    assert view[-1] == "C"
    assert len(view) == 3
