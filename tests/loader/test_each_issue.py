"""Every data issue has a form that provokes it: the code, the cell, what is quoted and what is said of it.

Each case is the complying form with one mess in it. Only issues of the case's code are looked at: that nothing
else is said of such forms is the business of tests/cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import Font

from mhaudit import audit
from mhaudit.config import Config
from mhaudit.findings import AuditResult, DataIssue
from mhaudit.issues import CODES
from mhaudit.loader.formats import Limits
from mhaudit.loader.load import LoadOptions, load
from mhaudit.reports.excel import write_excel
from mhaudit.wording import LANGUAGES, say
from tests.cases.forms import (
    FULL_TIME,
    HEADINGS,
    ITEMS,
    PART_TIME,
    REPORTS,
    Sheets,
    activities,
    cells,
    classes,
    csv_folder,
    form,
    issues,
    pupils,
    workbook,
)

JUNIOR = ("七年级", "八年级", "九年级")
Made = Callable[[Path], Sequence[Path]]


class Case(NamedTuple):
    """What to write, and the one issue that is raised: place, text quoted, arguments of the wording."""

    made: Made
    place: str
    read: str | None
    args: dict[str, str]
    others: int
    options: dict[str, Any]


def case(
    made: Sheets | Made,
    place: str,
    read: str | None = None,
    *,
    others: int = 0,
    options: dict[str, Any] | None = None,
    **args: str,
) -> Case:
    """`made`: sheets of one workbook `自查表.xlsx`, or what writes files into a folder and names the inputs."""
    if callable(made):
        return Case(made, place, read, args, others, options or {})
    sheets = made
    return Case(
        lambda folder: [workbook(folder / "自查表.xlsx", sheets)],
        place, read, args, others, options or {},
    )  # fmt: skip


def changed(sheet: str, row: int, column: int, value: Any, sheets: Sheets | None = None) -> Sheets:
    """The form with another value in one cell; rows and columns from 1, as in Excel."""
    made = {name: [cells(each) for each in rows] for name, rows in (sheets or form()).items()}
    line = made[sheet][row - 1]
    line += [None] * (column - len(line))
    line[column - 1] = value
    return made  # type: ignore[return-value]


def headed(sheet: str, column: int, heading: str) -> Sheets:
    return changed(sheet, 1, column, heading)


def beside(name: str, data: bytes) -> Made:
    """A file of that name in a folder beside a good workbook."""

    def write(folder: Path) -> Sequence[Path]:
        workbook(folder / "上报" / "自查表.xlsx", form())
        (folder / "上报" / name).write_bytes(data)
        return [folder / "上报"]

    return write


def alone(name: str, data: bytes) -> Made:
    def write(folder: Path) -> Sequence[Path]:
        (folder / name).write_bytes(data)
        return [folder / name]

    return write


def _encrypted(folder: Path) -> Sequence[Path]:
    path = workbook(folder / "甲.xlsx", form())
    with path.open("rb") as plain, (folder / "加密.xlsx").open("wb") as target:
        OOXMLFile(plain).encrypt("口令", target)
    return [folder / "加密.xlsx"]


def _renamed(folder: Path) -> Sequence[Path]:
    return [workbook(folder / "甲.xlsx", form()).rename(folder / "自查表.xls")]


def _own_report(folder: Path) -> Sequence[Path]:
    result = audit([workbook(folder / "自查表.xlsx", form())], term="2024-2025-1", config=Config())
    write_excel(result, folder / "结果.xlsx")
    return [folder]


def _struck(folder: Path) -> Sequence[Path]:
    path = workbook(folder / "自查表.xlsx", form())
    book = openpyxl.load_workbook(path)
    for cell in book["教师"][3]:
        cell.font = Font(strike=True)
    book.save(path)
    return [path]


def _hidden(folder: Path) -> Sequence[Path]:
    return [workbook(folder / "自查表.xlsx", form() | {"选项": [["是"], ["否"]]}, hidden=["选项"])]


def _without_school(folder: Path) -> Sequence[Path]:
    sheets = form()
    del sheets["学校"]
    return [workbook(folder / "表.xlsx", {"教师": sheets["教师"]})]


def _school_by_folder(folder: Path) -> Sequence[Path]:
    workbook(folder / "青禾小学" / "心理教师.xlsx", {"教师": form()["教师"]})
    return [folder / "青禾小学"]


def _blank_schools(folder: Path) -> Sequence[Path]:
    """A CSV made of a sheet whose school cells were merged: filled once, 序号 too (R120)."""
    rows = [["序号", "学校", "姓名", "性别", "专职/兼职", "是否心理健康教育教师"],
            [1, "青禾小学", "周明", "女", "专职", "是"], [None, None, "吴亮", "男", "兼职", "是"],
            [2, "白鹭小学", "陈静", "女", "专职", "是"], [None, None, "郑强", "男", "兼职", "是"]]  # fmt: skip
    return [csv_folder(folder / "上报", {"教师": rows})]


def _twice(first: Sheets, second: Sheets) -> Made:
    def write(folder: Path) -> Sequence[Path]:
        return [workbook(folder / "甲.xlsx", first), workbook(folder / "乙.xlsx", second)]

    return write


def _lone(name: str, code: str | None = None, county: str = "东湖区") -> list[Any]:
    return [name, county, "初级中学", 900, code]


def schools(*rows: list[Any]) -> Sheets:
    return {"学校": [[*HEADINGS["学校"].split("|"), "学校标识码"], *rows]}


TEACHERS = HEADINGS["教师"]
CODE = "3136000001"
WAIVER = """\
- {rule: NC101, school: 青禾学校, reason: 在建, document: 例字1号, approver: 例局, from: 2023-09-01, until: 2024-06-30}
"""

CASES: dict[str, Case] = {
    # --- files
    "D101": case(beside("坏.xlsx", b"PK\x03\x04" + bytes(60)), "坏.xlsx", reason_key="broken.package"),
    "D102": case(_encrypted, "加密.xlsx"),
    "D103": case(
        form(), "自查表.xlsx", limit="0 MiB", options={"limits": Limits(file_bytes=100)},
    ),
    "D104": case(alone("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(99)), "照片.jpg"),
    "D105": case(_renamed, "自查表.xls", extension=".xls", format="xlsx"),
    "D106": case(beside("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(99)), "照片.jpg"),
    "D107": case(alone("空.xlsx", b""), "空.xlsx"),
    "D108": case(_own_report, "结果.xlsx"),
    # --- sheets and headings
    "D201": case(form() | {"食堂": [["菜名", "价格"], ["青菜", 3]]}, "食堂", seen="—"),
    "D202": case(
        form() | {"教师": ["姓名|性别|是否专职教师|职称", "周明|女|是|一级"]}, "教师!C1",
        heading="是否专职教师", options_key="D202.r36",
    ),
    "D203": case(
        form() | {"班委": ["心理委员名单", "姓名|性别", "孙禾|男"]}, "班委!A2",
        table_key="table.committee", columns="班级",
    ),
    "D204": case(form(教师=[]), "教师!A1", table_key="table.teachers"),
    "D205": case(_hidden, "选项", sheet="选项"),
    "D206": case(form(教师=["示例|女|是|专职|是|是", FULL_TIME, PART_TIME]), "教师!A2", "示例"),
    "D207": case(_without_school, "教师", table_key="table.teachers"),
    "D208": case(
        _school_by_folder, "教师", "青禾小学", school="青禾小学", source_key="school_from.folder",
    ),
    "D209": case(_blank_schools, "教师.csv!B3", None, heading="学校", count="2", others=1),
    "D210": case(
        schools(_lone("青禾学校"), _lone("东湖区教体局")), "学校!A3", "东湖区教体局", heading="学校名称",
    ),
    "D211": case(
        schools(_lone("朝阳学校"), _lone("青禾小学、白鹭小学")), "学校!A3", "青禾小学、白鹭小学", heading="学校名称",
    ),
    # --- values
    "D301": case(changed("教师", 3, 5, "待定"), "教师!E3", "待定", heading="是否享受班主任同等待遇"),
    "D302": case(changed("学校", 2, 4, "约1200人"), "学校!D2", "约1200人", heading="在校学生数"),
    "D303": case(changed("学校", 2, 4, 0), "学校!D2", "0", heading="在校学生数"),
    "D304": case(
        form(extra={"学校标识码": 3.60723e18}), "学校!E2", "3.60723e+18", heading="学校标识码",
    ),
    "D305": case(changed("活动", 2, 3, 45555), "活动!C2", "45555", heading="活动时间"),
    "D306": case(changed("活动", 2, 4, "一年级"), "活动!D2", "一年级", heading="活动对象"),
    "D307": case(
        form(extra={"心理辅导室面积": "约20平方米"}), "学校!E2", "约20平方米", heading="心理辅导室面积",
    ),
    "D308": case(changed("活动", 2, 2, "班团队会、专题活动"), "活动!B2", "班团队会、专题活动", heading="活动类型"),
    "D309": case(changed("学校", 2, 4, "若干"), "学校!D2", "若干", heading="在校学生数"),
    "D310": case(
        changed("学校", 2, 3, None), "学校!A2", "青禾学校",
        kind_key="kind.311|kind.312|kind.321|kind.341|kind.345", by_key="kind_by.classes",
    ),
    "D311": case(
        changed("记录", 2, 1, "建立三级心理帮扶队伍情况"), "记录!A2", "建立三级心理帮扶队伍情况",
        heading="项目", item="三级心理帮扶队伍",
        options={"synonyms": {"三级心理帮扶队伍": "三级心理帮扶队伍"}},
    ),
    "D312": case(form(班级=[*classes(*JUNIOR), "七年级实验班|郑老师"]), "班级!A8", "七年级实验班", heading="班级"),
    # --- consistency
    "D401": case(
        form(班委=[*pupils("七(1)班", "七(2)班", "八(1)班", "八(2)班", "九(1)班", "九(2)班"),
                 "七(9)班|钱山|男|心理委员"]),
        "班委!A14", "七(9)班", grade_key="grade.G7", **{"class": "9"},
    ),
    "D402": case(form(教师=[FULL_TIME, PART_TIME, FULL_TIME]), "教师!A4", "周明", heading="姓名", others=1),
    "D403": case(
        form(extra={"心理健康教育教师人数": 5}), "学校!E2", "5", total="5", listed="2", others=2,
    ),
    "D404": case(
        form(教师=None, extra={"心理健康教育教师人数": 5, "专职心理教师人数": 1, "兼职心理教师人数": 2}),
        "学校!E2", "5", counsellors_total="5", counsellors_full_time="1", counsellors_part_time="2", others=2,
    ),
    "D405": case(
        _twice(form(students=1000), form(students=1200)), "学校!D2", "1000", heading="在校学生数", others=1,
    ),
    "D406": case(
        changed("活动", 2, 3, "2025-03-10"), "活动!C2", "2025-03-10",
        count="1", terms="2024-2025-1",
    ),
    "D407": case(
        schools(_lone("青禾学校", CODE), _lone("青禾初级中学", CODE)), "学校!A2", "青禾学校",
        code=CODE, name="青禾学校", chosen="青禾初级中学", others=1,
    ),
    "D408": case(
        schools(_lone("南昌三中"), _lone("南昌市第三中学")), "学校!A2", "南昌三中",
        name="南昌三中", other="南昌市第三中学", others=1,
    ),
    "D409": case(
        lambda folder: [workbook(folder / "白鹭小学自查表.xlsx",
                                 {"教师": ["单位(盖章):青禾小学", TEACHERS, FULL_TIME]})],
        "教师!A1", "青禾小学", unit="青禾小学", other="白鹭小学", chosen="青禾小学",
    ),
    "D410": case(
        form(name="青禾小学"), "学校!C2", "初级中学", kind_key="kind.311", against_key="kind_by.name",
    ),
    "D411": case(
        form(kind="九年一贯制学校"), "学校!C2", "九年一贯制学校", stages_key="stage.primary", others=1,
    ),
    "D412": case(
        form(活动=[*activities(*JUNIOR), "认识情绪|专题活动|2024-09-20|七年级"]), "活动!B2", "班团队会",
        heading="活动类型", others=1,
    ),
    "D413": case(
        form(记录=[*ITEMS, *REPORTS, "绿色转介通道|否|"]), "记录!B4", "是",
        heading="是否完成", item="绿色转介通道", others=1,
    ),
    "D414": case(
        form() | {"活动": ["2023-2024学年活动登记表", HEADINGS["活动"], *activities(*JUNIOR)]}, "活动", "2023-2024",
        declared="2023-2024", audited="2024-2025",
    ),
    "D415": case(
        form(活动=[*activities(*JUNIOR), "高中生涯|专题活动|2024-10-16|高一"]), "活动!D10", "高一",
        heading="活动对象", grades_key="grade.G10",
    ),
    "D416": case(
        form(班委=["火箭班|钱山|男|心理委员", *pupils("七(1)班")]), "班委!A2", "火箭班", heading="班级",
    ),
    "D417": case(
        form(students=100, 班级=["七(1)班|郑老师", "七(2)班|何老师"])
        | {"班级": ["班级|班级人数", "七(1)班|45", "七(2)班|45"]},
        "学校!D2", "100", total="100", sum="90", others=2,
    ),
    "D418": case(
        form(记录=[*ITEMS, *REPORTS, "示范校评估|是|2026-05-01"]), "记录!C9", "2026-05-01", last="2025-01-31",
    ),
    "D419": case(
        schools(_lone("城关小学", county="东湖区"), _lone("城关小学", county="西湖区")), "学校!A2", "城关小学",
        name="城关小学", districts="东湖区、西湖区", others=1,
    ),
    "D420": case(
        form() | {"活动": [HEADINGS["活动"] + "|学期", "认识情绪|班团队会|2024-09-20|七年级|第二学期"]},
        "活动!E2", "第二学期", heading="学期", term="2024-2025-2", by_date="2024-2025-1",
    ),
    "D424": case(
        form() | {"记录": [HEADINGS["记录"] + "|核查结果", "绿色转介通道|是|2024-10-31|未见记录"]}, "记录!B2", "是",
        heading="是否完成", cell="D2", others=1,
    ),
    "D425": case(_struck, "教师!A3", "吴亮"),
    # --- privacy
    "D501": case(
        form() | {"班委": [HEADINGS["班委"] + "|身份证号", "七(1)班|孙禾|男|心理委员|360102201001011234"]},
        "班委!E1", heading="身份证号",
    ),
    "D502": case(
        form() | {"高关怀学生名单": ["班级|姓名", "七(1)班|钱山"]}, "高关怀学生名单", sheet="高关怀学生名单",
    ),
}  # fmt: skip

BY_AUDIT = {
    "D421": (1601, "NC101", ["2023-09-01", "2024-06-30", "青禾学校", "NC101", "例字1号"]),
    "D422": (1000, "NC102", ["青禾学校", "NC102", "例字1号"]),
}
"""Codes about waivers: number of pupils, rule waived, what the message names."""


def raised(case: Case, folder: Path) -> list[DataIssue]:
    options = LoadOptions(term="2024-2025-1", as_of=dt.date(2025, 1, 31), **case.options)
    return load(list(case.made(folder)), options).submissions.issues


@pytest.mark.parametrize("code", CASES)
def test_the_issue_names_the_cell_and_what_is_wrong(tmp_path: Path, code: str) -> None:
    """Exactly one issue of the code, at its cell, with the arguments of its wording."""
    wanted = CASES[code]
    found = [issue for issue in raised(wanted, tmp_path) if issue.code == code]
    told = [
        (issue.place.text() if issue.place else None, issue.read, dict(issue.args), len(issue.others))
        for issue in found
    ]  # fmt: skip
    assert told == [(wanted.place, wanted.read, wanted.args, wanted.others)]


@pytest.mark.parametrize("code", BY_AUDIT)
def test_the_issue_of_a_waiver(tmp_path: Path, code: str) -> None:
    """One that has run out (D421), one that waives nothing (D422): R132."""
    students, rule, named = BY_AUDIT[code]
    path = workbook(tmp_path / "自查表.xlsx", form(students=students))
    waiver = tmp_path / "豁免.yaml"
    text = WAIVER.replace("NC101", rule)
    waiver.write_text(text if code == "D421" else text.replace("2024-06-30", "2026-06-30"), "utf-8")
    result: AuditResult = audit([path], term="2024-2025-1", waivers=waiver, config=Config())
    (issue,) = issues(result, code)
    assert [word for word in named if word not in issue.message] == []


def test_each_code_has_a_form() -> None:
    of_districts = {"D423"}  # tests/engine/test_no_district.py
    assert CASES.keys() | BY_AUDIT.keys() | of_districts == CODES.keys()
    assert not CASES.keys() & BY_AUDIT.keys()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_its_entry(
    code: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mhaudit rules show D302` says what it means and how to mend it."""
    from mhaudit.cli import main

    assert main(["rules", "show", code, "--lang", language]) == 0
    shown = capsys.readouterr().out
    mend = "".join(say(language, f"{code}.fix").split("{")[0].split())
    assert shown.startswith(code)
    assert mend in "".join(shown.split())
    assert "{" not in shown
