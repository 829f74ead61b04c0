"""A general validator over the same workbooks: `PYTHON benchmarks/by_frictionless.py FOLDER`.

PYTHON belongs to an environment with `frictionless[excel]`. Every column of every sheet has a type, and those that
a rule needs a constraint (required, one of some words, at least 0), which is as near to the rules as its schemas
come: relations between rows and sheets they cannot tell.
"""

import sys
from pathlib import Path

import openpyxl
from frictionless import Dialect, Field, Resource, Schema, formats

WHOLE = {
    "序号", "在校学生数(人)", "教学班数(个)", "寄宿生数(人)", "心理健康教育教师人数", "专职心理健康教育教师人数",
    "兼职心理健康教育教师人数", "心理辅导室间数", "班级人数(人)", "年度培训学时", "教龄", "参加人数", "时长", "份数",
}  # fmt: skip
REQUIRED = {"学校名称", "年级", "班级", "姓名", "活动主题", "活动时间", "课程名称", "工作项目"}
WORDS = {
    "性别": ["男", "女"],
    "是否心理健康教育教师": ["是", "否"],
    "是否享受班主任同等待遇": ["是", "否"],
    "是否计班主任工作年限": ["是", "否"],
    "专职/兼职": ["专职", "兼职"],
    "是否落实": ["是", "否"],
    "是否必修": ["是", "否"],
}
HEADING_ROW = 3


def field(name: str) -> Field:
    """A column, as the forms have it."""
    constraints: dict[str, object] = {"required": True} if name in REQUIRED else {}
    if name in WORDS:
        constraints["enum"] = WORDS[name]
    if name in WHOLE:
        constraints["minimum"] = 0
    kind = "integer" if name in WHOLE else "string" if name in WORDS else "any"
    return Field.from_descriptor({"name": name, "type": kind, "constraints": constraints})


errors = 0
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.sheetnames:
        heading = next(book[sheet].iter_rows(HEADING_ROW, HEADING_ROW, values_only=True))
        dialect = Dialect(header_rows=[HEADING_ROW], controls=[formats.ExcelControl(sheet=sheet)])
        schema = Schema(fields=[field(str(name)) for name in heading if name])
        resource = Resource(
            path=path.name, basepath=str(path.parent), dialect=dialect, schema=schema
        )
        errors += resource.validate().stats["errors"]
    book.close()
print(errors)
