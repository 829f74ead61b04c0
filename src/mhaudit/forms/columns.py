"""The columns of the seven blank forms: which field each gives, what may be entered, what the example shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mhaudit.forms.uses import Uses
from mhaudit.models.fields import Number
from mhaudit.models.tables import FIELDS

Example = str | int | float | dt.date


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column. `fields` are the fields of its table that it gives; `key` is the vocabulary's (its heading).

    `entry` is what may be typed: text, code, whole, decimal, date or choice. `choices` are the words of a
    drop-down; where it is not `strict` other words are accepted too. A column that is not `always` there is
    """

    key: str
    fields: tuple[str, ...]
    width: float
    entry: str = "text"
    choices: tuple[str, ...] = ()
    strict: bool = True
    always: bool = True
    needed: bool = False
    example: Example = ""

    def limits(self, table: str) -> tuple[float, float]:
        """The smallest and largest number that the field accepts."""
        kind = FIELDS[table][self.fields[0]]
        return (kind.low, kind.high) if isinstance(kind, Number) else (0, 0)


YES_NO = ("是", "否")
KINDS = (
    "小学", "小学教学点", "初级中学", "九年一贯制学校", "完全中学", "高级中学", "十二年一贯制学校",
    "职业高中学校", "中等技术学校", "技工学校", "幼儿园", "盲人学校", "聋人学校", "弱智学校",
)  # fmt: skip
CATEGORIES = (
    "主题班会", "专题活动", "家校活动", "宣传月", "文化节", "心理情景剧", "讲座", "其他",
)  # fmt: skip
THEMES = ("心理健康", "生命教育", "心理健康、生命教育", "其他")
WHOLE_SCHOOL = "全校"

FORMS: dict[str, tuple[FormColumn, ...]] = {
    "schools": (
        FormColumn("school", ("name",), 26, needed=True, example="南昌市某某中学"),
        FormColumn("school_code", ("code",), 14, "code", example="3136000000"),
        FormColumn("district", ("district",), 12, example="红谷滩区"),
        FormColumn("kind", ("kind",), 18, "choice", KINDS, needed=True, example="初级中学"),
        FormColumn("ownership", ("ownership",), 10, "choice", ("公办", "民办"), always=False, example="公办"),
        FormColumn("students", ("students",), 13, "whole", needed=True, example=812),
        FormColumn("class_count", ("class_count",), 11, "whole", always=False, example=17),
        FormColumn("boarders", ("boarders",), 11, "whole", always=False, example=0),
        FormColumn("counsellors_total", ("counsellors_total",), 14, "whole", always=False, example=2),
        FormColumn("counsellors_full_time", ("counsellors_full_time",), 16, "whole", always=False, example=1),
        FormColumn("counsellors_part_time", ("counsellors_part_time",), 16, "whole", always=False, example=1),
        FormColumn("has_room", ("has_room",), 13, "choice", YES_NO, always=False, example="是"),
        FormColumn("rooms", ("rooms",), 13, "whole", always=False, example=2),
        FormColumn("room_area_m2", ("room_area_m2",), 13, "decimal", always=False, example=48),
    ),
    "classes": (
        FormColumn("class_name", ("grade", "number"), 28, needed=True, example="{class}"),
        FormColumn("students", ("students",), 22, "whole", example=48),
        FormColumn("homeroom_teacher", ("homeroom_teacher",), 14, always=False, example="王老师"),
    ),
    "teachers": (
        FormColumn("name", ("name", "counsellor"), 16, needed=True, example="温静姝"),
        FormColumn("sex", ("sex",), 8, "choice", ("男", "女"), always=False, example="女"),
        FormColumn("duty", ("duty",), 14, "choice", ("专职", "兼职"), needed=True, example="专职"),
        FormColumn("support", ("support",), 16, "choice", ("本校", "对口援助", "定点支教", "其他"), example="本校"),
        FormColumn("degree", ("degree",), 12, always=False, example="本科"),
        FormColumn("major", ("major",), 16, always=False, example="应用心理学"),
        FormColumn("certificate", ("certificate",), 22, always=False, example="心理健康教育教师资格证"),
        FormColumn("homeroom_pay", ("homeroom_pay",), 20, "choice", YES_NO, always=False, example="是"),
        FormColumn("homeroom_years", ("homeroom_years",), 18, "choice", YES_NO, always=False, example="是"),
        FormColumn("training_hours", ("training_hours",), 12, "decimal", always=False, example=40),
    ),
    "activities": (
        FormColumn("date", ("date", "term"), 13, "date", needed=True, example=dt.date(2024, 10, 10)),
        FormColumn("category", ("category",), 13, "choice", CATEGORIES, needed=True, example="专题活动"),
        FormColumn("title", ("title",), 32, needed=True, example="珍爱生命\uff0c拥抱阳光"),
        FormColumn("themes", ("themes",), 20, "choice", THEMES, always=False, needed=True, example="生命教育"),
        FormColumn("grades", ("grades", "classes"), 17, "choice", strict=False, needed=True, example=WHOLE_SCHOOL),
        FormColumn("participants", ("participants",), 11, "whole", always=False, example=812),
        FormColumn("evidence", ("evidence",), 24, example="方案、照片"),
    ),
    "committee": (
        FormColumn("class_name", ("grade", "class"), 16, "choice", strict=False, needed=True, example="{class}"),
        FormColumn("male_members", ("name", "sex", "role"), 26, example="李同学"),
        FormColumn("female_members", ("name", "sex", "role"), 26, example="周同学"),
    ),
    "lessons": (
        FormColumn("grade", ("grade",), 14, "choice", strict=False, needed=True, example="{grade}"),
        FormColumn("subject", ("subject",), 22, "choice", strict=False, needed=True, example="心理健康"),
        FormColumn("periods_per_week", ("periods_per_week", "offered"), 12, "decimal", example=0.5),
        FormColumn("hours_total", ("hours_per_term",), 12, "decimal", always=False, example=18),
        FormColumn("compulsory", ("compulsory",), 12, "choice", YES_NO, always=False, example="是"),
    ),
    "records": (
        FormColumn("item", ("item",), 32, "choice", strict=False, needed=True, example="双月报"),
        FormColumn("done", ("done",), 11, "choice", YES_NO, needed=True, example="是"),
        FormColumn("date", ("date",), 13, "date", example=dt.date(2024, 11, 4)),
        FormColumn("period", ("period",), 17, always=False, example="2024年9-10月"),
        FormColumn("evidence", ("evidence",), 26, example="报送回执"),
        FormColumn("explanation", ("explanation",), 20, example=""),
    ),
}  # fmt: skip
"""The forms in the order of their sheets, each with every column it may have."""

SHEETS = {
    "schools": "学校",
    "classes": "班级",
    "teachers": "心理教师",
    "activities": "活动",
    "committee": "心理委员",
    "lessons": "课程",
    "records": "工作记录",
}
TITLES = {
    "schools": "学校基本情况表",
    "classes": "班级基本情况表",
    "teachers": "心理健康教育教师登记表",
    "activities": "心理健康教育活动登记表",
    "committee": "班级心理委员登记表",
    "lessons": "课程开设情况表",
    "records": "心理健康教育工作记录表",
}
"""Names that speak of the whole table: one that named a single item would limit what the sheet supplies (R141)."""

NOTES_SHEET = "填表说明"
EXAMPLE_MARK = "示例(不计入)"
"""Says itself that the row does not count, so that skipping it needs no remark (R53)."""


def columns_of(table: str, read: Uses) -> list[FormColumn]:
    """The columns of a form: those always there, and those that a loaded rule reads."""
    return [column for column in FORMS[table] if column.always or read.of(table, column.fields)]
