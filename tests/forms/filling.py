"""Fill a blank form the way a careful clerk does: below the example row, under the headings, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADING, FIRST = 3, 5
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def fill(path: Path, sheets: Rows) -> None:
    """`sheets`: sheet → rows of heading → value. A row goes where its first cell stands already, else below."""
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        sheet = book[name]
        columns = {str(cell.value).lstrip("*"): cell.column for cell in sheet[HEADING]}
        for at, row in enumerate(rows, FIRST):
            for heading, value in row.items():
                sheet.cell(at, columns[heading]).value = value
    book.save(path)


def junior(name: str = "南昌市青禾中学") -> dict[str, list[dict[str, Any]]]:
    """A 初级中学 of 5 classes and 240 students that does everything asked of it in term 1 of 2024-2025."""
    import datetime as dt

    classes = ["七(1)班", "七(2)班", "八(1)班", "八(2)班", "九(1)班"]
    activity = ("活动时间", "活动类型", "活动主题", "主题类别", "活动对象", "佐证材料")
    activities = [
        (dt.date(2024, 9, 12), "主题班会", "适应新学期", "心理健康", "全校", "照片"),
        (dt.date(2024, 10, 10), "专题活动", "珍爱生命", "生命教育", "七、八年级", "方案"),
        (dt.date(2024, 10, 17), "专题活动", "考前调适", "心理健康", "九年级", "方案"),
        (dt.date(2024, 11, 15), "宣传月", "校园宣传月", "心理健康", "全校", "简报"),
        (dt.date(2024, 12, 6), "家校活动", "同行", "心理健康", "全校", "课件"),
    ]
    items = (
        "心理健康教育纳入日常工作议程",
        "心理健康教育经费纳入预算",
        "三级心理帮扶队伍",
        "高关怀学生闭环管理",
        "绿色转介通道",
    )
    records: list[dict[str, Any]] = [
        {"项目": item, "是否完成": "是", "完成时间": dt.date(2024, 9, 10)} for item in items
    ]
    records += [
        {
            "项目": "双月报",
            "是否完成": "是",
            "完成时间": dt.date(2024, 11, 4),
            "报告期": "2024年9-10月",
        },
        {
            "项目": "双月报",
            "是否完成": "是",
            "完成时间": dt.date(2025, 1, 3),
            "报告期": "2024年11-12月",
        },
    ]
    return {
        "学校": [
            {
                "学校名称": name,
                "学校标识码": "3136999101",
                "县区": "红谷滩区",
                "办学类型": "初级中学",
                "在校学生数": 240,
            }
        ],
        "班级": [{"班级": each, "班级人数": 48} for each in classes],
        "心理教师": [
            {
                "姓名": "温静姝",
                "专职/兼职": "专职",
                "教师来源": "本校",
                "是否享受班主任同等待遇": "是",
                "是否计班主任工作年限": "是",
            }
        ],
        "活动": [dict(zip(activity, row, strict=True)) for row in activities],
        "心理委员": [
            {"班级": each, "男心理委员": "李同学", "女心理委员": "周同学"} for each in classes
        ],
        "课程": [
            {"年级": grade, "课程名称": course, "周课时": periods, "是否必修": "是"}
            for grade in ("七年级", "八年级", "九年级")
            for course, periods in (("体育与健康", 3), ("美术", 1), ("劳动", 1), ("心理健康", 0.5))
        ],
        "工作记录": records,
    }


def every_kind(
    name: str, kind: str, classes: Sequence[str], grades: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """A school of that kind with these classes, of 40 students each, that does everything asked of it."""
    data = junior(name)
    data["学校"][0] |= {"办学类型": kind, "在校学生数": 40 * len(classes), "学校标识码": None}
    data["班级"] = [{"班级": each, "班级人数": 40} for each in classes]
    data["心理委员"] = [
        {"班级": each, "男心理委员": "李同学", "女心理委员": "周同学"} for each in classes
    ]
    data["活动"] = [row | {"活动对象": "全校"} for row in data["活动"]]
    subjects = (("体育与健康", 3), ("美术", 1), ("劳动", 1), ("心理健康", 0.5))
    data["课程"] = [
        {"年级": grade, "课程名称": subject, "周课时": periods, "是否必修": "是"}
        for grade in grades
        for subject, periods in subjects
    ]
    if grades and grades[0] == "一年级" and len(grades) == 3:  # a vocational school
        course = {"课程名称": "心理健康与职业生涯", "学时": 36, "是否必修": "是"}
        data["课程"].append({"年级": "一年级", **course})
    return data
