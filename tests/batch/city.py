"""A city's submissions, in every layout at once: what belongs together lies far apart."""

import json
from pathlib import Path
from typing import Any

from mhaudit.findings import AuditResult
from tests.cases.forms import (
    HEADINGS,
    Row,
    csv_file,
    csv_folder,
    form,
    legacy_workbook,
    with_school,
    workbook,
)

NAMES = [f"第{at}望湖学校" for at in range(1, 13)]
"""The schools of `conftest.schools`."""
LISTED = ("青禾中学", "白鹭中学", "栖澜中学", "云杉中学")


def city(folder: Path) -> Path:
    """Write it: 40 files about a dozen schools, some of them broken, some of no school."""
    _one_workbook_each(folder / "一校一簿")
    _one_file_per_table(folder / "一表一簿")
    _named_by_folders(folder / "按文件夹")
    _namesakes(folder / "同名")
    _twice(folder / "重复")
    _last_year(folder / "往年")
    _useless(folder / "杂")
    return folder


def _one_workbook_each(folder: Path) -> None:
    """Four schools, their codes only in a list of schools, their staff only in one district sheet."""
    schools: list[Row] = ["学校名称|学校标识码|县区|办学类型|在校学生数"]
    staff: list[Row] = ["学校|姓名|性别|是否心理健康教育教师|专职/兼职"]
    for at, name in enumerate(LISTED):
        schools.append([name, f"313600000{at}", "东湖区", "初级中学", 700 + 100 * at])
        staff.append([name, f"周{'明亮光辉'[at]}", "女", "是", "兼职" if at else "专职"])
        sheets = form(name=name, 教师=None)
        del sheets["学校"]
        workbook(folder / f"{name}.xlsx", {k: [[name], *v] for k, v in sheets.items()})
    workbook(folder / "学校名册.xlsx", {"学校": schools})
    workbook(folder / "心理教师.xlsx", {"教师": [*staff, ["", "吴晓", "男", "是", "专职"]]})


def _one_file_per_table(folder: Path) -> None:
    """Three schools, a CSV of all of them for each table."""
    forms = [with_school(form(name=name)) for name in ("澄江学校", "朝晖学校", "启明学校")]
    for sheet in HEADINGS:
        rows = [forms[0][sheet][0], *(row for each in forms for row in each[sheet][1:])]
        csv_file(folder / f"{sheet}.csv", rows, "gb18030")


def _named_by_folders(folder: Path) -> None:
    """Schools that only the folder names; one folder holds a file of another school."""
    for name in ("竹溪学校", "梅岭学校"):
        sheets = form(name=None)
        del sheets["学校"]
        csv_folder(folder / name, sheets)
    workbook(folder / "梅岭学校" / "附.xlsx", form(name="枫林学校"))


def _namesakes(folder: Path) -> None:
    """One name in two districts, and a sheet that does not say which is meant."""
    for district in ("西湖区", "新建区"):
        sheets = form(name="育才学校", 教师=None)
        sheets["学校"][1] = ["育才学校", district, "初级中学", 900]
        workbook(folder / f"{district}.xlsx", sheets)
    workbook(folder / "教师.xlsx", {"教师": with_school(form(name="育才学校"))["教师"]})


def _twice(folder: Path) -> None:
    """A school in two files that disagree, and one under a name that is nearly another's."""
    workbook(folder / "一.xlsx", form(name="松岭学校", students=700))
    legacy_workbook(folder / "二.xls", form(name="松岭学校", students=900))
    workbook(folder / "三.xlsx", form(name="南昌市松岭学校"))


def _last_year(folder: Path) -> None:
    """A school whose activities all lie in another year than those of the others."""
    rows: list[Row] = [
        f"认识情绪|班团队会|2023-09-2{n}|{grade}"
        for n, grade in enumerate(("七年级", "八年级", "九年级"))
    ]
    workbook(folder / "望湖学校.xlsx", form(name="望湖学校", 活动=rows))


def _useless(folder: Path) -> None:
    """Files that are broken, empty, of no school, or no spreadsheet at all."""
    folder.mkdir(parents=True)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "空.csv").write_bytes(b"")
    (folder / "说明.docx").write_bytes(b"PK\x03\x04 words")
    csv_file(folder / "只有表头.csv", ["姓名|性别|专职/兼职"])
    csv_file(
        folder / "无主.csv", ["活动主题|活动类型|活动时间|活动对象", "演讲|讲座|2024-10-01|全校"]
    )


def document(result: AuditResult) -> dict[str, Any]:
    """The result as its JSON says it, but for the time."""
    from mhaudit.reports.result import to_json

    found: dict[str, Any] = json.loads(to_json(result))
    del found["audited_at"]
    return found
