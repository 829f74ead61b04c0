"""Results made by hand, for tests of reports and of exit codes. Schools and people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import StringIO
from typing import Any

from mhaudit.findings import (
    AuditResult,
    Checklist,
    ChecklistItem,
    ColumnInfo,
    Finding,
    InputInfo,
    Issue,
    Level,
    Missing,
    PackInfo,
    PeriodInfo,
    Place,
    SchoolResult,
    Severity,
    Source,
    Subject,
    TableInfo,
    Verdict,
)
from mhaudit.reports import REPORTERS, Options, report

FILE = "育新学校.xlsx"
SCHOOL = "南昌市育新学校"
LEVELS = {"must": Level.ERROR, "principle": Level.WARNING, "encouraged": Level.NOTE}


def place(text: str, value: str = "", file: str = FILE) -> Place:
    """`学校!F5`."""
    sheet, _, cell = text.partition("!")
    return Place(file, sheet, cell or None, value)


def finding(verdict: str = "fail", strength: str = "must", **changes: Any) -> Finding:
    """NC101 of the school, for 1250 students and one counsellor."""
    made = Finding(
        rule="NC101",
        name="counsellor-ratio",
        title="心理健康教育教师与学生之比不低于 1:800",
        group="staffing",
        group_title="师资配备",
        pack="nanchang",
        level=LEVELS[strength],
        strength=strength,
        verdict=Verdict(verdict),
        subject=Subject("school", school=SCHOOL, label=SCHOOL),
        measured_value=1250.0,
        measured_text="1:1250",
        required_text="≤ 800",
        shortfall=1,
        message="现为 1:1250(1250 比 1),要求 ≤ 800",
        fix="增配专(兼)职心理健康教育教师 1 名",
        places=(place("学校!F5", "1250"),),
        related=(),
        missing=(),
        source=Source("nc-reply-wang", "某某答复", "二", "原则上按照师生比1∶800配备"),
        fingerprint="0123456789abcdef",
    )
    return made._replace(**changes)


def unknown(*missing: Missing, **changes: Any) -> Finding:
    """A finding that cannot be judged for want of `missing`."""
    values: dict[str, Any] = {
        "measured_value": None,
        "measured_text": "",
        "shortfall": None,
        "fix": "",
        "places": (),
        "message": "无法判定",
    }
    return finding("unknown", **{**values, "missing": missing, **changes})


def grade(name: str, term: str | None = None, **changes: Any) -> Finding:
    """NC301 of a grade: no themed class meeting."""
    labels = {"G7": "七年级", "G8": "八年级", "G9": "九年级", "G10": "高一"}
    label = labels[name]
    subject = Subject("grade", school=SCHOOL, grade=name, term=term, label=label)
    values: dict[str, Any] = {
        "rule": "NC301",
        "name": "themed-class-meeting",
        "title": "各年级每学期至少开展 1 次心理健康教育主题班团队会",
        "subject": subject,
        "measured_value": 0.0,
        "measured_text": "0",
        "required_text": "≥ 1",
        "message": f"{label}没有心理健康教育主题的班团队会",
        "fix": f"为{label}开展 1 次",
        "places": (),
    }
    return finding("fail", **{**values, **changes})


def issue(
    code: str = "D301", severity: str = "warning", cell: str = "教师!D12", **changes: Any
) -> Issue:
    """A cell that was not understood."""
    made = Issue(
        code=code,
        severity=Severity(severity),
        message=f"“专兼职”无法识别({cell})",
        place=place(cell),
        read="专兼职",
        suggestion="填“专职”或“兼职”",
    )
    return made._replace(**changes)


def bad_file() -> Issue:
    """A file that could not be read."""
    return issue(
        "D101", "error", message="秋季.xlsx 无法读取", place=Place("秋季.xlsx", None, None)
    )


def school(
    *findings: Finding, name: str = SCHOOL, standing: str = "fail", **changes: Any
) -> SchoolResult:
    """A school with these findings."""
    return replace(SchoolResult(name, "3136010001", "东湖区", standing, findings), **changes)


def checklist(provisional: str | None = "公开文件未列出“8+2”的具体条目") -> Checklist:
    """Three core items, one of which does not apply, and one extra item."""
    return Checklist(
        "eight-plus-two",
        "“8+2”工作要求",
        provisional,
        (
            ChecklistItem("师资队伍", Verdict.PASS, ("NC101",)),
            ChecklistItem("教师待遇", Verdict.FAIL, ("NC105",), True, True),
            ChecklistItem("五育课程", Verdict.NOT_APPLICABLE, ("NC203",)),
        ),
        (ChecklistItem("双月报", Verdict.UNKNOWN, ("NC504",), False),),
    )


def result(*schools: SchoolResult, **changes: Any) -> AuditResult:
    """A run over these schools."""
    made = AuditResult(
        tool_version="0.1.0",
        language="zh",
        audited_at="2025-02-10T08:00:00+00:00",
        period=PeriodInfo("2024-2025", ("2024-2025-1",), dt.date(2025, 1, 31), "dates"),
        packs=(PackInfo("nanchang", "2024.1", "南昌市中小学心理健康教育工作要求", "ab" * 32),),
        inputs=(inputs(),),
        schools=schools,
    )
    return replace(made, **changes)


def inputs() -> InputInfo:
    """A roster of which one heading was refused, one is personal and one was left over."""
    columns = (
        ColumnInfo("姓名", "A4", "name", "exact"),
        ColumnInfo("专/兼职", "B4", "duty", "alias"),
        ColumnInfo(
            "课时",
            "C4",
            None,
            "refused",
            "每周还是每学期不明",
            ("periods_per_week", "hours_per_term"),
        ),
        ColumnInfo("身份证号", "D4", None, "private"),
        ColumnInfo("备注", "E4", None, "unmapped"),
    )
    table = TableInfo("teachers", "教师", (3, 4), 57, columns, "心理健康教育教师名册", "title")
    return InputInfo(FILE, "cd" * 32, "xlsx", (table,), (("字典", "隐藏"),))


def written(name: str, made: AuditResult, **options: Any) -> str:
    """What the reporter of a format writes for a whole result."""
    stream = StringIO()
    report(made, [REPORTERS[name](stream, Options(**options))])
    return stream.getvalue()
