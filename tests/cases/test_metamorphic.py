"""What must not matter, does not: blank rows, order of sheets, columns and files, footers, decoration, format.

Every change leaves each verdict as it was, and every place still points at the cell that holds its value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mhaudit import audit
from mhaudit.findings import AuditResult

from .forms import (
    TERM,
    Sheets,
    activities,
    cells,
    csv_folder,
    form,
    legacy_workbook,
    pupils,
    workbook,
)


def mixed() -> Sheets:
    """Passes, failures and unknowns: no meeting in 九年级, a class without a girl, blank and odd answers."""
    rows = activities("七年级", "八年级", "九年级")
    rows = [
        row for row in rows if not (isinstance(row, str) and "班团队会" in row and "九年级" in row)
    ]
    monitors = pupils("七(1)班", "七(2)班", "八(1)班", "八(2)班", "九(1)班", "九(2)班")
    return form(
        students=1601,
        活动=rows,
        班委=[
            row
            for row in monitors
            if not (isinstance(row, str) and row.startswith("八(2)班") and "女" in row)
        ],
        教师=["周明|女|是|专职|是|", "吴亮|男|是||否|是", "陈静|女|否|||"],
    )


def outcome(result: AuditResult) -> dict[Any, Any]:
    """(rule, subject) → verdict, shortfall and the values of the cells named, whatever their addresses."""
    (school,) = result.schools
    return {
        (f.rule, f.subject.label): (
            f.verdict, f.shortfall, sorted({p.value for p in (*f.places, *f.related)}),
            sorted((m.table, m.field or "", m.place.value if m.place else "-") for m in f.missing),
        )
        for f in school.findings
    }  # fmt: skip


def check_places(result: AuditResult, path: Path) -> None:
    """Every place holds the value that it names, in the workbook as openpyxl reads it."""
    book = openpyxl.load_workbook(path)
    for finding in result.schools[0].findings:
        gaps = [gap.place for gap in finding.missing if gap.place]
        for place in (*finding.places, *finding.related, *gaps):
            assert place.sheet
            assert place.cell
            value = book[place.sheet][place.cell].value
            if not place.value.endswith("*"):  # a pupil's name is masked
                assert str("" if value is None else value) == place.value


EXPECTED: dict[Any, Any] = {}


def expected(tmp_path: Path) -> dict[Any, Any]:
    """The outcome of the untouched form."""
    if not EXPECTED:
        path = workbook(tmp_path / "原表.xlsx", mixed())
        EXPECTED.update(outcome(audit([path], term=TERM)))
        assert {verdict for verdict, *_ in EXPECTED.values()} == {
            "pass",
            "fail",
            "unknown",
            "notapplicable",
        }
    return EXPECTED


@st.composite
def disturbed(draw: st.DrawFn) -> Sheets:
    """The form with blank rows, other orders of sheets, columns and rows, a neutral title, extra columns, a footer."""
    sheets: Sheets = {}
    for name in draw(st.permutations(list(mixed()))):
        rows = [cells(row) for row in mixed()[name]]
        width = max(map(len, rows))
        order = draw(st.permutations(range(width + 1)))  # one column more, which is nobody's
        rows = [[*row, *[None] * (width - len(row)), None] for row in rows]
        rows[0][width] = draw(st.sampled_from([None, "备注", "附注栏"]))
        rows = [[row[at] for at in order] for row in rows]
        head, body = rows[0], draw(st.permutations(rows[1:])) if name != "学校" else rows[1:]
        spread: list[Any] = []
        for row in body:
            spread += [[None] * (width + 1)] * draw(st.integers(0, 2)) + [row]
        title = draw(st.sampled_from([[], [["附件1"]], [["2024年填报"], []]]))
        footer = draw(
            st.sampled_from([[], [[], [None, "审核人:"]], [["填表人:", None, "联系电话:"]]])
        )
        sheets[name] = [*title, head, *spread, *footer]
    return sheets


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sheets=disturbed())
def test_layout_changes_no_verdict_and_slips_no_place(tmp_path: Path, sheets: Sheets) -> None:
    path = workbook(tmp_path / "自查表.xlsx", sheets)
    result = audit([path], term=TERM)
    assert outcome(result) == expected(tmp_path)
    check_places(result, path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_same_verdicts_from_csv(tmp_path: Path, encoding: str) -> None:
    folder = csv_folder(tmp_path / "青禾学校", mixed(), encoding)
    result = audit([folder], term=TERM)
    found = {subject: verdict for subject, (verdict, *_) in outcome(result).items()}
    assert found == {subject: verdict for subject, (verdict, *_) in expected(tmp_path).items()}


def test_the_same_verdicts_from_xls(tmp_path: Path) -> None:
    result = audit([legacy_workbook(tmp_path / "自查表.xls", mixed())], term=TERM)
    assert outcome(result) == expected(tmp_path)


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """Two schools, given in either order: the same result but for the clock."""
    first = workbook(tmp_path / "甲.xlsx", mixed())
    second = workbook(tmp_path / "乙.xlsx", form(name="白鹭学校"))
    results = [audit(paths, term=TERM) for paths in ([first, second], [second, first])]
    assert results[0].schools == results[1].schools
    assert results[0].data_issues == results[1].data_issues


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """But for `audited_at`."""
    path = workbook(tmp_path / "自查表.xlsx", mixed())
    first, second = (audit([path], term=TERM).to_json().splitlines() for _ in range(2))
    drop = [line for line in first if '"audited_at"' not in line]
    assert len(drop) == len(first) - 1
    assert drop == [line for line in second if '"audited_at"' not in line]
