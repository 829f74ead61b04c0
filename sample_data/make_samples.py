"""Write the three sample workbooks: `python sample_data/make_samples.py [FOLDER]` (default: this folder).

Every school, teacher and pupil is invented. Running it again gives the same bytes: dates are fixed, and the
parts of a workbook are stored uncompressed, so that they do not depend on the machine's compressor.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

WRITTEN_WITH = "3.3.1"
"""The XlsxWriter whose bytes are committed; another one may arrange the same cells otherwise."""

CREATED = dt.datetime(2025, 1, 10, 9, 0)
YES_NO = ("是", "否")
DUTIES = ("专职", "兼职")
SUPPORTS = ("本校", "对口援助", "定点支教")
CATEGORIES = ("主题班会", "专题活动", "家校活动", "家长会", "宣传月", "讲座", "其他")


@dataclass(frozen=True)
class Column:
    """A column of a form: its heading, the group heading above it, its width and its drop-down."""

    heading: str
    width: float = 12
    group: str = ""
    choices: tuple[str, ...] = ()
    left: bool = False


@dataclass(frozen=True)
class Form:
    """One sheet. `rows` are the data as they stand in the cells, without the 序号 that `serial` puts in front.

    `merged` is a column in which equal neighbours become one cell; `summed` columns get a 合计 row.
    """

    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    attachment: str = ""
    note: str = ""
    serial: bool = True
    merged: int | None = None
    summed: tuple[int, ...] = ()
    signed: tuple[str, str] = ("", "")
    colour: str = "#DDEBF7"


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, colour: str) -> None:
        text = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        cell = {**text, "border": 1, "border_color": "#7F7F7F", "text_wrap": True}
        self.title = book.add_format(
            {**text, "font_name": "黑体", "font_size": 18, "align": "center"}
        )
        self.small = book.add_format({**text, "font_name": "黑体"})
        self.note = book.add_format(
            {**text, "font_size": 10, "font_color": "#595959", "text_wrap": True}
        )
        self.unit = book.add_format({**text, "font_size": 12})
        self.day = book.add_format({**text, "font_size": 12, "align": "right"})
        self.sign = book.add_format({**text, "align": "right"})
        self.heading = book.add_format(
            {**cell, "font_name": "黑体", "align": "center", "bg_color": colour}
        )
        self.left = book.add_format({**cell, "align": "left"})
        self.centre = book.add_format({**cell, "align": "center"})
        self.date = book.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"})
        self.total = book.add_format({**cell, "align": "center", "bold": True, "top": 6})


def write_book(path: Path, forms: Iterable[Form]) -> None:
    """Write the forms as one workbook whose bytes depend on nothing but them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "心理健康教育工作情况", "created": CREATED})
    book.set_size(2400, 1300)
    styles: dict[str, Styles] = {}
    for form in forms:
        if form.colour not in styles:
            styles[form.colour] = Styles(book, form.colour)
        _write_form(book.add_worksheet(form.sheet), styles[form.colour], form)
    book.close()
    _store(buffer, path)


def _store(buffer: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system, part.external_attr = 3, 0o600 << 16
            target.writestr(part, source.read(name))


def _write_form(sheet: Any, styles: Styles, form: Form) -> None:
    columns = ((Column("序号", 6),) if form.serial else ()) + form.columns
    last = len(columns) - 1
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    row = _write_head(sheet, styles, form, last)
    first = _write_headings(sheet, styles, columns, row)
    end = _write_rows(sheet, styles, form, columns, first)
    if form.summed:
        _write_total(sheet, styles, form, columns, (first, end))
        end += 1
    if form.signed[0]:
        _write_signatures(sheet, styles, form.signed, end + 1, last)
    _set_page(sheet, row, first, 1 if form.serial else 0)


def _write_head(sheet: Any, styles: Styles, form: Form, last: int) -> int:
    row = 0
    if form.attachment:
        sheet.write(row, 0, form.attachment, styles.small)
        row += 1
    sheet.merge_range(row, 0, row, last, form.title, styles.title)
    sheet.set_row(row, 34)
    row += 1
    if form.note:
        sheet.merge_range(row, 0, row, last, form.note, styles.note)
        sheet.set_row(row, 30)
        row += 1
    half = max(last - 2, 1)
    sheet.merge_range(row, 0, row, half - 1, form.unit, styles.unit)
    sheet.merge_range(row, half, row, last, "填报日期:2025年1月10日", styles.day)
    sheet.set_row(row, 24)
    return row + 1


def _write_headings(sheet: Any, styles: Styles, columns: Sequence[Column], row: int) -> int:
    """One row of headings, or two where there are groups; returns the first row below them."""
    deep = any(column.group for column in columns)
    sheet.set_row(row, 26 if deep else 36)
    if deep:
        sheet.set_row(row + 1, 36)
    for group, run in groupby(range(len(columns)), key=lambda index: columns[index].group or index):
        indices = list(run)
        if isinstance(group, str):
            sheet.merge_range(row, indices[0], row, indices[-1], group, styles.heading)
            for index in indices:
                sheet.write(row + 1, index, columns[index].heading, styles.heading)
        elif deep:
            heading = columns[group].heading
            sheet.merge_range(row, group, row + 1, group, heading, styles.heading)
        else:
            sheet.write(row, group, columns[group].heading, styles.heading)
    return row + (2 if deep else 1)


def _write_rows(
    sheet: Any, styles: Styles, form: Form, columns: Sequence[Column], first: int
) -> int:
    rows = [((number, *row) if form.serial else row) for number, row in enumerate(form.rows, 1)]
    for at, row in enumerate(rows, first):
        if len(row) != len(columns):
            raise ValueError(f"{form.sheet}: {row}")
        lines = 1
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, at, index, value, styles.left if column.left else styles.centre, styles)
            lines = max(lines, -(-_width(value) // max(int(column.width) - 1, 1)))
        sheet.set_row(at, 8 + 15 * lines)
    end = first + len(rows)
    if form.merged is not None:
        _merge_equal(sheet, styles, [row[form.merged] for row in rows], first, form.merged)
    for index, column in enumerate(columns):
        if column.choices:
            choices = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(first, index, end - 1, index, choices)
        if "标识码" in column.heading:
            letter = xl_col_to_name(index)
            sheet.ignore_errors({"number_stored_as_text": f"{letter}{first + 1}:{letter}{end}"})
    return end


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any, styles: Styles) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), styles.date)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def _width(value: Any) -> int:
    if isinstance(value, dt.date):
        return 10
    return sum(2 if ord(letter) > 255 else 1 for letter in str(value if value is not None else ""))


def _merge_equal(
    sheet: Any, styles: Styles, values: Sequence[str], first: int, column: int
) -> None:
    for value, run in groupby(enumerate(values, first), key=lambda pair: pair[1]):
        rows = [row for row, _ in run]
        if len(rows) > 1:
            sheet.merge_range(rows[0], column, rows[-1], column, value, styles.centre)


def _write_total(
    sheet: Any, styles: Styles, form: Form, columns: Sequence[Column], span: tuple[int, int]
) -> None:
    first, end = span
    shift = 1 if form.serial else 0
    sheet.set_row(end, 24)
    for index in range(len(columns)):
        sheet.write_blank(end, index, None, styles.total)
    sheet.write(end, 0, "合计", styles.total)
    for index in form.summed:
        numbers = [row[index - shift] for row in form.rows]
        total = sum(number for number in numbers if isinstance(number, int))
        letter = xl_col_to_name(index)
        formula = f"=SUM({letter}{first + 1}:{letter}{end})"
        sheet.write_formula(end, index, formula, styles.total, total)


def _write_signatures(
    sheet: Any, styles: Styles, names: tuple[str, str], row: int, last: int
) -> None:
    sheet.set_row(row, 26)
    for column, label, name in ((1, "填表人:", names[0]), (max(last - 1, 3), "审核人:", names[1])):
        sheet.write(row, column, label, styles.sign)
        sheet.write(row, column + 1, name, styles.unit)


def _set_page(sheet: Any, heading: int, first: int, column: int) -> None:
    sheet.freeze_panes(first, column)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading, first - 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.hide_gridlines(2)


# ---------------------------------------------------------------------------------------------------------
# People and numbers

SURNAMES = "顾沈骆祁温简程虞陆卫池柏樊褚盛宋乔凌纪丁黎涂舒蒋闻岑"
BOYS = "知远|亦辰|书恒|承泽|望舒|景行|子衿|牧之|云舟|修远|星野|怀瑾|一鸣|嘉树|思齐|乐游|清扬"
GIRLS = "念安|清和|若溪|采薇|静姝|映雪|语桐|晚晴|可心|芷兰|疏影|令仪|朝颜|如初|沐阳|依诺|小满"
NUMERALS = "一二三四五六七八九"


def person(number: int, sex: str) -> str:
    """The `number`th invented name; different numbers below 442 give different names of one sex."""
    given = (BOYS if sex == "男" else GIRLS).split("|")
    return SURNAMES[number % len(SURNAMES)] + given[(number * 5 + number // 26) % len(given)]


def split(total: int, parts: int) -> list[int]:
    """Class sizes that differ a little and add up to `total`."""
    base = total // parts
    sizes = [base + (1, -1, 2, -2)[index % 4] for index in range(parts)]
    index = 0
    while (rest := total - sum(sizes)) != 0:
        sizes[index % parts] += 1 if rest > 0 else -1
        index += 1
    return sizes


def day(text: str) -> dt.date:
    """A date that Excel holds as a date."""
    return dt.date.fromisoformat(text)


# ---------------------------------------------------------------------------------------------------------
# clean_school.xlsx: a 九年一贯制 school in which every rule is met

CLEAN = "南昌市青禾实验学校"


def clean_school() -> list[Form]:
    """Seven sheets of the bureau's form, filled in with care."""
    common: dict[str, Any] = {"unit": f"单位(盖章):{CLEAN}", "signed": ("舒若溪", "闻景行")}
    return [
        Form(
            "学校",
            "南昌市中小学心理健康教育工作基本情况表",
            columns=(
                Column("学校名称", 24),
                Column("学校标识码", 14),
                Column("县区", 11),
                Column("办学类型", 16),
                Column("办别", 8, choices=("公办", "民办")),
                Column("在校学生数(人)", 11),
                Column("教学班数(个)", 11),
                Column("寄宿生数(人)", 11),
                Column("合计", 8, "心理健康教育教师人数(人)"),
                Column("专职", 8, "心理健康教育教师人数(人)"),
                Column("兼职", 8, "心理健康教育教师人数(人)"),
                Column("是否有心理辅导室", 12, "心理辅导室", YES_NO),
                Column("间数(间)", 9, "心理辅导室"),
                Column("面积(㎡)", 9, "心理辅导室"),
            ),
            rows=[
                (CLEAN, "3136999001", "红谷滩区", "九年一贯制学校", "公办")
                + (1012, 18, 0, 3, 1, 2, "是", 3, 96)
            ],
            attachment="附件1",
            note="填表说明:本表由学校填写,一校一行;人数以2024年秋季学期在籍在校数为准。",
            serial=False,
            **common,
        ),
        Form(
            "班级",
            "班级基本情况表",
            columns=(
                Column("年级", 12),
                Column("班级", 16),
                Column("班级人数(人)", 14),
                Column("班主任", 14),
                Column("备注", 24, left=True),
            ),
            rows=_clean_classes(),
            attachment="附件2",
            merged=1,
            summed=(3,),
            **common,
        ),
        Form(
            "心理教师",
            "心理健康教育教师登记表",
            columns=(
                Column("姓名", 11),
                Column("性别", 7, choices=("男", "女")),
                Column("专职/兼职", 10, choices=DUTIES),
                Column("教师来源", 12, choices=SUPPORTS),
                Column("学历", 12),
                Column("所学专业", 18),
                Column("资格证书", 26, left=True),
                Column("是否享受班主任同等待遇", 14, "待遇落实情况", YES_NO),
                Column("是否计班主任工作年限", 14, "待遇落实情况", YES_NO),
                Column("年度培训学时", 11),
            ),
            rows=[
                ("温静姝", "女", "专职", "本校", "硕士研究生", "应用心理学")
                + ("心理健康教育教师资格证", "是", "是", 48),
                ("程修远", "男", "兼职", "本校", "本科", "思想政治教育")
                + ("心理健康教育C证", "是", "是", 40),
                ("虞采薇", "女", "兼职", "本校", "本科", "小学教育")
                + ("心理健康教育C证", "是", "是", 40),
            ],
            attachment="附件3",
            note="填表说明:每位教师填一行;没有的内容请留空。",
            **common,
        ),
        Form(
            "活动",
            "心理健康教育活动登记表(2024—2025学年第一学期)",
            columns=(
                Column("活动时间", 14),
                Column("活动类型", 13, choices=CATEGORIES),
                Column("活动主题", 38, left=True),
                Column("活动对象", 18),
                Column("参加人数(人)", 11),
                Column("活动地点", 16),
                Column("主讲人", 12),
                Column("佐证材料", 22, left=True),
            ),
            rows=_clean_activities(),
            attachment="附件4",
            note="填表说明:每项活动填一行;活动对象填年级名称或“全校”。",
            **common,
        ),
        Form(
            "心理委员",
            "班级心理委员登记表",
            columns=(
                Column("班级", 16),
                Column("男心理委员", 18),
                Column("女心理委员", 18),
                Column("备注", 26, left=True),
            ),
            rows=[
                (f"{grade}({number})班", person(at, "男"), person(at + 7, "女"), "")
                for at, (grade, number) in enumerate(product("七八九", (1, 2)), 40)
            ],
            attachment="附件5",
            **common,
        ),
        Form(
            "课程",
            "课程开设情况表",
            columns=(
                Column("年级", 12),
                Column("课程名称", 20),
                Column("课时安排", 20),
                Column("是否必修", 12, choices=YES_NO),
                Column("备注", 24, left=True),
            ),
            rows=_clean_lessons(),
            attachment="附件6",
            note="填表说明:每个年级每门课程填一行。",
            merged=1,
            **common,
        ),
        Form(
            "工作记录",
            "心理健康教育工作记录表",
            columns=(
                Column("工作项目", 36, left=True),
                Column("是否落实", 10, choices=YES_NO),
                Column("完成时间", 14),
                Column("报告期", 16),
                Column("佐证材料", 36, left=True),
                Column("情况说明", 26, left=True),
            ),
            rows=_clean_records(),
            attachment="附件7",
            **common,
        ),
    ]


def _clean_classes() -> list[tuple[Any, ...]]:
    sizes = split(1012, 18)
    return [
        (f"{grade}年级", f"{grade}({number})班", size, person(at, "男女"[at % 2]), "")
        for at, ((grade, number), size) in enumerate(zip(product(NUMERALS, (1, 2)), sizes, strict=True))
    ]


def _clean_activities() -> list[tuple[Any, ...]]:
    return [
        (day("2024-09-05"), "主题班会", "新学期,心适应", "一至三年级", 331, "各班教室", "各班主任")
        + ("班会记录、照片",),
        (day("2024-09-12"), "主题班会", "心理成长伴我行", "四至六年级", 340, "各班教室", "各班主任")
        + ("班会记录、照片",),
        (day("2024-09-19"), "主题班会", "我的情绪我做主", "七年级", 114, "各班教室", "各班主任")
        + ("班会记录、照片",),
        (day("2024-09-26"), "主题班会", "心理韧性:与压力同行", "八、九年级", 227, "各班教室")
        + ("各班主任", "班会记录、照片"),
        (day("2024-10-10"), "专题活动", "珍爱生命,拥抱阳光", "七-九年级", 341, "报告厅", "温静姝")
        + ("方案、签到表、照片",),
        (day("2024-10-24"), "专题活动", "我和我的情绪朋友", "一至六年级", 671, "操场", "虞采薇")
        + ("方案、照片",),
        (day("2024-11-15"), "宣传月", "校园心理健康宣传月", "全校", 1012, "校园", "温静姝")
        + ("方案、简报",),
        (day("2024-12-06"), "家校活动", "做孩子心理成长的同行者", "全校", 960, "线上", "温静姝")
        + ("课件、家长反馈",),
        (day("2025-01-03"), "专题活动", "考前心理调适团体辅导", "九年级", 113, "团体活动室", "温静姝")
        + ("方案、签到表",),
    ]


def _clean_lessons() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for at, grade in enumerate(NUMERALS):
        rows += [
            (f"{grade}年级", "体育与健康", f"每周{4 if at < 2 else 3}课时", "是", ""),
            (f"{grade}年级", "美术", f"每周{2 if at < 6 else 1}课时", "是", ""),
            (f"{grade}年级", "劳动", "每周1课时", "是", ""),
            (f"{grade}年级", "心理健康", "每两周1课时", "是", ""),
        ]
    return rows


def _clean_records() -> list[tuple[Any, ...]]:
    return [
        ("心理健康教育纳入日常工作议程", "是", day("2024-09-02"), "")
        + ("2024—2025学年学校工作计划", ""),
        ("心理健康教育经费纳入预算", "是", day("2024-12-18"), "", "2025年部门预算表", ""),
        ("三级心理帮扶队伍", "是", day("2024-09-10"), "", "队伍名单、职责分工", ""),
        ("高关怀学生闭环管理", "是", day("2024-09-20"), "", "工作制度(不附学生名单)", ""),
        ("绿色转介通道", "是", day("2024-09-20"), "", "与市属医院的合作协议", ""),
        ("双月报", "是", day("2024-11-04"), "2024年9-10月", "报送回执", ""),
        ("双月报", "是", day("2025-01-03"), "2024年11-12月", "报送回执", ""),
        ("示范校评估", "是", day("2023-11-17"), "", "市级评估结果通报", "第二轮"),
    ]


# ---------------------------------------------------------------------------------------------------------
# faulty_school.xlsx: a 完全中学 with one planted fault for every rule that can fail there

FAULTY = "南昌市栖澜中学"
FAULTY_GRADES = ("七", "八", "九", "高一", "高二", "高三")


def faulty_school() -> list[Form]:
    """Seven sheets of an older form, filled in with less care."""
    common: dict[str, Any] = {
        "unit": f"单位(盖章):{FAULTY}",
        "signed": ("涂晚晴", "岑牧之"),
        "colour": "#FCE4D6",
    }
    return [
        Form(
            "学校",
            "学校基本情况表",
            columns=(
                Column("学校名称", 22),
                Column("学校标识码", 14),
                Column("县区", 12),
                Column("办学类型", 14),
                Column("办别", 8),
                Column("在校学生数(人)", 12),
                Column("教学班数(个)", 11),
                Column("是否有心理辅导室", 12),
                Column("心理辅导室间数(间)", 13),
                Column("心理辅导室面积(㎡)", 14),
            ),
            rows=[
                (FAULTY, "3436999002", "青山湖区", "完全中学", "公办", 1626, 30, "有", 1, "约20平方米")
            ],
            serial=False,
            **common,
        ),
        Form(
            "班级",
            "班级情况一览表",
            columns=(
                Column("班级", 16),
                Column("班级人数(人)", 14),
                Column("班主任", 14),
                Column("备注", 22, left=True),
            ),
            rows=[
                (f"{grade}({number})班", size, person(at + 60, "女男"[at % 2]), "")
                for at, ((grade, number), size) in enumerate(
                    zip(product(FAULTY_GRADES, range(1, 6)), split(1626, 30), strict=True)
                )
            ],
            summed=(2,),
            **common,
        ),
        Form(
            "心理教师",
            "心理健康教育教师登记表",
            columns=(
                Column("姓  名", 11),
                Column("性 别", 7),
                Column("*专职/\n兼职", 9, choices=DUTIES),
                Column("教师来源", 12, choices=SUPPORTS),
                Column("学历", 10),
                Column("所学专业", 16),
                Column("是否享受班主任同等待遇", 14),
                Column("是否计班主任工作年限", 14),
                Column("年度培训学时", 11),
                Column("备注", 18, left=True),
            ),
            rows=[
                ("顾念安", "女", "兼职", "本校", "本科", "教育学", "否", "否", 24, ""),
                ("骆清扬", "男 ", "兼职", "定点支教", "本科", "思想政治教育", "是", "", "若干", ""),
                ("顾念安", "女", "兼职", "本校", "本科", "教育学", "否", "否", 24, ""),
            ],
            **common,
        ),
        Form(
            "活动",
            "2024—2025学年心理健康教育活动登记表",
            columns=(
                Column("活动时间", 18),
                Column("活动类型", 16),
                Column("活动主题", 36, left=True),
                Column("活动对象", 16),
                Column("参加人数(人)", 12),
                Column("活动地点", 16),
                Column("主讲人", 12),
            ),
            rows=[
                ("2024.9.12", "主题班会", "拥抱新学期,调适好心理", "七年级", 271, "各班教室", "班主任"),
                ("2024年9月20日", "主题班会", "我的情绪我做主", "初三", 271, "各班教室", "班主任"),
                (day("2024-10-10"), "专题活动", "认识心理,呵护成长", "七、八年级", 542, "报告厅", "顾念安"),
                (day("2024-10-17"), "主题班会", "学会与压力相处:心理班会", "高一", 271, "各班教室")
                + ("班主任",),
                (day("2024-10-24"), "主题班会", "心理韧性与备考", "高三", 271, "各班教室", "班主任"),
                (day("2024-11-07"), "班会、专题活动", "心理健康与同伴交往", "高二", 271, "操场", "骆清扬"),
                (day("2024-11-14"), "专题活动", "珍爱生命,向阳而生", "高一、高三", "全体师生", "报告厅")
                + ("顾念安",),
                (day("2024-12-05"), "讲座", "中考心理调适", "九年级", 260, "报告厅", "骆清扬"),
                (day("2025-03-12"), "家长会", "家校携手,呵护心理健康", "全校", 1500, "各班教室", "班主任"),
            ],
            **common,
        ),
        Form(
            "班委",
            "班委会成员登记表",
            columns=(
                Column("班级", 16),
                Column("姓名", 14),
                Column("性别", 8),
                Column("担任职务", 14),
                Column("备注", 20, left=True),
            ),
            rows=_faulty_committee(),
            **common,
        ),
        Form(
            "课程",
            "课程开设情况表",
            columns=(
                Column("年级", 12),
                Column("课程名称", 20),
                Column("周课时(节)", 12),
                Column("是否必修", 12),
                Column("备注", 22, left=True),
            ),
            rows=_faulty_lessons(),
            **common,
        ),
        Form(
            "工作记录",
            "心理健康教育工作自查记录表",
            columns=(
                Column("工作项目", 34, left=True),
                Column("是否落实", 10),
                Column("完成时间", 14),
                Column("报告期", 16),
                Column("佐证材料", 26, left=True),
                Column("情况说明", 28, left=True),
            ),
            rows=[
                ("心理健康教育纳入日常工作议程", "否", "", "", "", "拟列入下学期计划"),
                ("三级心理帮扶队伍", "否", "", "", "", "正在筹建"),
                ("高关怀学生闭环管理", "否", "", "", "", ""),
                ("绿色转介通道", "否", "", "", "", "尚未与医院签约"),
                ("双月报", "是", day("2024-11-05"), "2024年9-10月", "报送回执", ""),
                ("双月报", "否", "", "2024年11-12月", "", "尚未报送"),
                ("示范校评估", "是", day("2021-05-20"), "", "评估通报", ""),
                ("师资队伍", "是", "", "", "", "学校自评"),
                ("心理课", "是", "", "", "", "学校自评"),
                ("家校合作", "否", "", "", "", "学校自评"),
            ],
            **common,
        ),
    ]


def _faulty_committee() -> list[tuple[Any, ...]]:
    """Whole but for 七(3)班, 八(2)班, 高一(4)班 and 高三(5)班, and a class that does not exist."""
    rows: list[tuple[Any, ...]] = []
    for at, (grade, number) in enumerate(product(FAULTY_GRADES, range(1, 6))):
        name = f"{grade}({number})班"
        rows += [
            (name, person(at + 100, "女"), "女", "班长", ""),
            (name, person(at + 200, "男"), "男", "心理委员", ""),
            (name, person(at + 300, "女"), "女", "心理委员", ""),
        ]
    rows = [row for row in rows if row[0] != "高三(5)班"]
    rows = [row for row in rows if not (row[0] == "八(2)班" and row[3] == "心理委员")]
    girl = {name: f"{name}女" for name in ("七(3)班", "高一(4)班")}
    for at, row in enumerate(rows):
        if row[0] in girl and row[2:4] == ("女", "心理委员"):
            if row[0] == "七(3)班":
                rows[at] = (row[0], person(350, "男"), "男", "心理委员", "")
            else:
                rows[at] = (row[0], row[1], "", "心理委员", "")
    rows.append(("七(6)班", person(360, "女"), "女", "心理委员", ""))
    return rows


def _faulty_lessons() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for grade in FAULTY_GRADES:
        name = grade if grade.startswith("高") else f"{grade}年级"
        art = {"九": [], "高三": [("艺术", 1)]}.get(grade, [("音乐", 1), ("美术", 1)])
        mind = {"七": [("心理健康", 0.5)], "高一": [("心理健康", 0.25)]}.get(grade, [])
        for subject, periods in [("体育与健康", 3), *art, ("劳动", 1), *mind]:
            rows.append((name, subject, periods, "是", ""))
    return rows


# ---------------------------------------------------------------------------------------------------------
# district.xlsx: twelve schools in one workbook

LANTING, YINGHE, YANQIU = "南昌市澜汀小学", "南昌市映荷小学", "南昌市砚秋小学"
DAOXIANG, FENGYU, XINGZHU = "进贤县稻香湾教学点", "南昌市枫屿初级中学", "南昌市星渚实验学校"
WANGLAN, YUNJI, QINGSUO = "南昌市望澜中学", "南昌市云笈高级中学", "南昌市青梭职业高中"
JIANGLAN, HEYE, YINGCHUAN = "南昌市匠澜职业技术学校", "安义县小荷叶幼儿园", "南昌市萤川特殊教育学校"

SCHOOLS: tuple[tuple[str, str, str, str, Any, int], ...] = (
    # district, name, code, kind, pupils, classes
    ("东湖区", LANTING, "2136999011", "小学", 652, 15),
    ("东湖区", YINGHE, "2136999012", "小学", 800, 18),
    ("西湖区", YANQIU, "2136999013", "小学", 801, 18),
    ("进贤县", DAOXIANG, "2136999014", "教学点", 46, 3),
    ("西湖区", FENGYU, "3136999015", "初级中学", "约1200人", 12),
    ("红谷滩区", XINGZHU, "3136999016", "九年一贯制学校", 902, 18),
    ("青山湖区", WANGLAN, "3436999017", "完全中学", 564, 12),
    ("红谷滩区", YUNJI, "3436999018", "高级中学", 912, 18),
    ("青云谱区", QINGSUO, "3636999019", "职业高中", 268, 6),
    ("新建区", JIANGLAN, "3636999020", "调整后中等职业学校", 1650, 33),
    ("安义县", HEYE, "1136999021", "幼儿园", 174, 6),
    ("青云谱区", YINGCHUAN, "5136999022", "特殊教育学校", 72, 6),
)
DISTRICT_OF = {name: district for district, name, *_ in SCHOOLS}
PRIMARY = tuple("一二三四五六")
JUNIOR = tuple("七八九")
SENIOR = ("高一", "高二", "高三")


def _numbered(grades: Iterable[str], per_grade: int) -> list[str]:
    return [f"{grade}({number})班" for grade, number in product(grades, range(1, per_grade + 1))]


CLASSES: dict[str, list[str]] = {
    LANTING: _numbered("一二三", 3) + _numbered("四五六", 2),
    YINGHE: _numbered(PRIMARY, 3),
    YANQIU: _numbered(PRIMARY, 3),
    DAOXIANG: _numbered("一二三", 1),
    FENGYU: _numbered(JUNIOR, 4),
    XINGZHU: _numbered(PRIMARY + JUNIOR, 2),
    WANGLAN: _numbered(JUNIOR + SENIOR, 2),
    YUNJI: _numbered(SENIOR, 6),
    QINGSUO: [f"{grade}年级{number}班" for grade, number in product("一二三", (1, 2))],
    JIANGLAN: [
        f"{year}级{number}班" for year, number in product((2024, 2023, 2022), range(1, 12))
    ],
    HEYE: _numbered("大中小", 2),
    YINGCHUAN: _numbered(PRIMARY, 1),
}


def district() -> list[Form]:
    """Seven sheets, each with the county and the school in every row."""
    common: dict[str, Any] = {
        "unit": "填报单位(盖章):南昌市教育局",
        "signed": ("褚令仪", "柏怀瑾"),
        "colour": "#E2EFDA",
    }
    where = (Column("县区", 11), Column("学校名称", 26))
    return [
        Form(
            "学校",
            "南昌市中小学心理健康教育工作情况汇总表",
            columns=(
                *where,
                Column("学校标识码", 14),
                Column("办学类型", 20),
                Column("在校学生数(人)", 13),
                Column("教学班数(个)", 12),
                Column("备注", 20, left=True),
            ),
            rows=[
                (county, name, code, kind, pupils, classes, "")
                for county, name, code, kind, pupils, classes in SCHOOLS
            ],
            summed=(5, 6),
            **common,
        ),
        Form(
            "班级",
            "班级情况汇总表",
            columns=(*where, Column("班级", 16), Column("班级人数(人)", 14), Column("班主任", 14)),
            rows=_district_classes(),
            summed=(4,),
            **common,
        ),
        Form(
            "心理教师",
            "心理健康教育教师汇总表",
            columns=(
                *where,
                Column("姓名", 11),
                Column("性别", 7),
                Column("专职/兼职", 10, choices=DUTIES),
                Column("教师来源", 12, choices=SUPPORTS),
                Column("学历", 12),
                Column("是否享受班主任同等待遇", 14, choices=YES_NO),
                Column("是否计班主任工作年限", 14, choices=YES_NO),
                Column("年度培训学时", 11),
            ),
            rows=_placed(DISTRICT_TEACHERS),
            **common,
        ),
        Form(
            "活动",
            "心理健康教育活动汇总表",
            columns=(
                *where,
                Column("活动时间", 14),
                Column("活动类型", 13, choices=CATEGORIES),
                Column("活动主题", 34, left=True),
                Column("活动对象", 16),
                Column("参加人数(人)", 12),
            ),
            rows=_placed(DISTRICT_ACTIVITIES),
            **common,
        ),
        Form(
            "心理委员",
            "班级心理委员汇总表",
            columns=(*where, Column("班级", 14), Column("男心理委员", 16), Column("女心理委员", 16)),
            rows=_district_committee(),
            **common,
        ),
        Form(
            "课程",
            "课程开设情况汇总表",
            columns=(
                *where,
                Column("年级", 16),
                Column("课程名称", 24),
                Column("学期", 12),
                Column("周课时(节)", 11),
                Column("每学期课时", 11),
                Column("是否必修", 10, choices=YES_NO),
            ),
            rows=_placed(DISTRICT_LESSONS),
            **common,
        ),
        Form(
            "工作记录",
            "心理健康教育工作记录汇总表",
            columns=(
                *where,
                Column("工作项目", 34, left=True),
                Column("是否落实", 12),
                Column("完成时间", 14),
                Column("报告期", 16),
                Column("情况说明", 26, left=True),
            ),
            rows=_placed(_district_records()),
            **common,
        ),
    ]


def _placed(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(DISTRICT_OF[row[0]], *row) for row in rows]


def _district_classes() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for _, school, _, _, pupils, classes in SCHOOLS:
        sizes = split(pupils if isinstance(pupils, int) else 563, classes)
        for name, size in zip(CLASSES[school], sizes, strict=True):
            rows.append((school, name, size, person(len(rows), "女男"[len(rows) % 2])))
    return _placed(rows)


DISTRICT_TEACHERS: tuple[tuple[Any, ...], ...] = (
    (LANTING, "简若溪", "女", "兼职", "本校", "本科", "是", "是", 40),
    (YINGHE, "祁芷兰", "女", "兼职", "本校", "本科", "是", "是", 36),
    (YANQIU, "卫景行", "男", "兼职", "本校", "本科", "是", "否", 32),
    (YANQIU, "池令仪", "女", "兼职", "本校", "本科", "是", "是", 40),
    (DAOXIANG, "樊静姝", "女", "兼职", "对口援助", "本科", "", "", 40),
    (FENGYU, "盛采薇", "女", "专职", "本校", "硕士研究生", "是", "是", 56),
    (FENGYU, "宋修远", "男", "兼职", "本校", "本科", "是", "是", 40),
    (XINGZHU, "乔语桐", "女", "专职", "本校", "本科", "是", "是", 48),
    (XINGZHU, "凌承泽", "男", "兼职", "本校", "本科", "是", "是", 40),
    (WANGLAN, "无", "", "", "", "", "", "", ""),
    (YUNJI, "纪疏影", "女", "专职", "对口援助", "硕士研究生", "", "", 60),
    (YUNJI, "丁书恒", "男", "兼职", "本校", "本科", "是", "是", 40),
    (QINGSUO, "黎朝颜", "女", "兼职", "定点支教", "本科", "是", "是", 40),
    (JIANGLAN, "蒋如初", "女", "专职", "定点支教", "本科", "是", "是", 48),
    (JIANGLAN, "陆嘉树", "男", "兼职", "本校", "本科", "是", "是", 40),
    (YINGCHUAN, "沈依诺", "女", "兼职", "本校", "本科", "是", "是", 40),
)

DISTRICT_ACTIVITIES: tuple[tuple[Any, ...], ...] = (
    (LANTING, day("2024-09-11"), "主题班会", "新学期心理适应", "一至三年级", 390),
    (LANTING, day("2024-09-18"), "主题班会", "做情绪的小主人", "四至六年级", 262),
    (LANTING, day("2024-10-16"), "专题活动", "珍爱生命,快乐成长", "全校", 652),
    (LANTING, day("2024-11-08"), "宣传月", "心理健康宣传月", "全校", 652),
    (LANTING, day("2024-12-13"), "家长会", "陪伴孩子心理成长", "全校", 600),
    (YINGHE, day("2024-09-13"), "主题班会", "认识我的心理小天地", "一至三年级", 402),
    (YINGHE, day("2024-09-27"), "主题班会", "我会调节情绪", "五、六年级", 265),
    (YINGHE, day("2024-10-11"), "专题活动", "生命教育:一粒种子的旅行", "全校", 800),
    (YINGHE, day("2024-11-15"), "宣传月", "心理健康宣传月", "全校", 800),
    (YINGHE, day("2024-12-06"), "家长会", "读懂孩子的心理", "全校", 760),
    (YANQIU, day("2024-09-20"), "主题班会", "心理健康从微笑开始", "全校", 801),
    (YANQIU, day("2024-10-18"), "专题活动", "珍爱生命,与爱同行", "全校", 801),
    (YANQIU, day("2024-11-22"), "宣传月", "心理健康宣传月", "全校", 801),
    (YANQIU, day("2024-12-20"), "家长会", "家庭中的情绪管理", "全校", 700),
    (DAOXIANG, day("2024-09-25"), "主题班会", "心理小课堂:交朋友", "各年级", 46),
    (DAOXIANG, day("2024-10-23"), "专题活动", "珍爱生命", "各年级", 46),
    (DAOXIANG, day("2024-11-20"), "宣传月", "心理健康宣传月", "全校", 46),
    (DAOXIANG, day("2024-12-25"), "家长会", "留守儿童心理陪伴", "全校", 40),
    (FENGYU, day("2024-09-12"), "主题班会", "青春期心理适应", "七、八年级", 376),
    (FENGYU, "", "主题班会", "中考心理加油站", "九年级", 187),
    (FENGYU, day("2024-10-17"), "专题活动", "珍爱生命,绽放青春", "全校", 563),
    (FENGYU, day("2024-11-14"), "宣传月", "心理健康文化节", "全校", 563),
    (FENGYU, day("2024-12-12"), "家长会", "青春期亲子心理沟通", "全校", 540),
    (XINGZHU, day("2024-09-19"), "主题班会", "情绪万花筒", "全体师生", 902),
    (XINGZHU, day("2024-10-24"), "专题活动", "珍爱生命,守护心灵", "全校", 902),
    (XINGZHU, day("2024-11-21"), "宣传月", "心理健康宣传月", "全校", 902),
    (XINGZHU, day("2024-12-19"), "家长会", "家校同心,护航心理", "全校", 860),
    (YUNJI, day("2024-09-26"), "主题班会", "高中生活与心理适应", "高一", 310),
    (YUNJI, day("2024-10-10"), "主题班会", "直面压力的心理智慧", "高二、高三", 602),
    (YUNJI, day("2024-10-31"), "专题活动", "珍爱生命,成就未来", "全校", 912),
    (YUNJI, day("2024-11-28"), "宣传月", "心理情景剧展演", "全校", 912),
    (YUNJI, day("2024-12-27"), "家长会", "高中生心理与家庭支持", "全校", 880),
    (QINGSUO, day("2024-09-24"), "主题班会", "职业梦想与心理成长", "全校", 268),
    (QINGSUO, day("2024-10-22"), "专题活动", "珍爱生命,技能报国", "全校", 268),
    (QINGSUO, day("2024-11-19"), "宣传月", "心理健康宣传月", "全校", 268),
    (QINGSUO, day("2024-12-17"), "家长会", "倾听孩子的心理需要", "全校", 220),
    (JIANGLAN, day("2024-09-17"), "主题班会", "悦纳自我,阳光心理", "一年级", 600),
    (JIANGLAN, day("2024-09-18"), "主题班会", "实习前的心理准备", "二、三年级", 1050),
    (JIANGLAN, day("2024-10-29"), "专题活动", "珍爱生命,匠心未来", "全校", 1650),
    (YINGCHUAN, day("2024-10-09"), "主题班会", "我的心情卡片", "各年级", 72),
    (YINGCHUAN, day("2024-11-06"), "专题活动", "珍爱生命,感受阳光", "全校", 72),
)


def _district_committee() -> list[tuple[Any, ...]]:
    """Wide, for 初中 and 普通高中 classes; 八(3)班 of one school lacks a girl, 高二(3)班 of another has none."""
    rows: list[tuple[Any, ...]] = []
    for school in (FENGYU, XINGZHU, WANGLAN, YUNJI):
        for name in CLASSES[school]:
            if name[0] in "七八九高":
                rows.append((school, name, person(len(rows), "男"), person(len(rows) + 50, "女")))
    for at, (school, name, boy, _) in enumerate(rows):
        if (school, name) == (FENGYU, "八(3)班"):
            rows[at] = (school, name, boy, "")
        elif (school, name) == (YUNJI, "高二(3)班"):
            rows[at] = (school, name, "无", "无")
    return _placed(rows)


def _offered(school: str, grades: str, *courses: tuple[str, Any]) -> list[tuple[Any, ...]]:
    return [(school, grades, name, "第一学期", periods, "", "是") for name, periods in courses]


FIVE = (("体育与健康", 3), ("美术", 1), ("劳动", 1))
MIND = ("心理健康", 0.5)
CAREER = "心理健康与职业生涯"

DISTRICT_LESSONS: tuple[tuple[Any, ...], ...] = (
    *_offered(LANTING, "一至六年级", *FIVE),
    *_offered(LANTING, "五、六年级", MIND),
    *_offered(YINGHE, "一至六年级", *FIVE),
    *_offered(YINGHE, "三年级", MIND),
    *_offered(YANQIU, "一至六年级", *FIVE),
    *_offered(YANQIU, "一年级", ("心理健康教育", 1)),
    *_offered(DAOXIANG, "一至三年级", ("体育与健康", 4), ("劳动", 1)),
    *_offered(DAOXIANG, "二、三年级", ("美术", 2)),
    *_offered(DAOXIANG, "三年级", MIND),
    *_offered(FENGYU, "七至九年级", *FIVE),
    *_offered(FENGYU, "七年级", MIND),
    *_offered(XINGZHU, "各年级", *FIVE),
    *_offered(XINGZHU, "四年级", MIND),
    *_offered(XINGZHU, "七年级", ("心理健康", "")),
    *_offered(WANGLAN, "各年级", *FIVE),
    *_offered(WANGLAN, "七年级", MIND),
    *_offered(WANGLAN, "高一", MIND),
    *_offered(YUNJI, "高一至高三", *FIVE),
    (QINGSUO, "一年级", "体育与健康", "第一学期", 2, "", "是"),
    (QINGSUO, "一年级", CAREER, "第一学期", "", 10, "是"),
    (QINGSUO, "一年级", CAREER, "第二学期", "", 10, "是"),
    (JIANGLAN, "一年级", "体育与健康", "第一学期", 2, "", "是"),
    (JIANGLAN, "一年级", CAREER, "第一学期", 1, 18, "是"),
    (JIANGLAN, "一年级", CAREER, "第二学期", 1, 18, "是"),
    *_offered(YINGCHUAN, "各年级", *FIVE),
    *_offered(YINGCHUAN, "各年级", MIND),
)

AGENDA, BUDGET = "心理健康教育纳入日常工作议程", "心理健康教育经费纳入预算"
TEAM, CARE, REFERRAL = "三级心理帮扶队伍", "高关怀学生闭环管理", "绿色转介通道"
AUTUMN, WINTER = "2024年9-10月", "2024年11-12月"


def _district_records() -> list[tuple[Any, ...]]:
    """Every school but 幼儿园 and 特教 answers for the same items; what differs is planted."""
    rows: list[tuple[Any, ...]] = []
    for _, school, _, kind, _, _ in SCHOOLS:
        if kind in {"幼儿园", "特殊教育学校"}:
            continue
        rows += [(school, AGENDA, "是", day("2024-09-03"), "", "")]
        if school != YUNJI:
            rows += [(school, BUDGET, "是", day("2024-12-20"), "", "")]
        rows += [(school, TEAM, "是", day("2024-09-12"), "", "")]
        rows += [(school, CARE, "是", day("2024-09-25"), "", "")]
        if school == XINGZHU:
            rows += [(school, CARE, "否", "", "", "初中部尚未建立")]
        done = "正在推进" if school == DAOXIANG else "是"
        rows += [(school, REFERRAL, done, "", "", "")]
        if school == DAOXIANG:
            rows += [(school, "双月报", "是", "", "", "由中心小学代报")]
            continue
        rows += [(school, "双月报", "是", day("2024-11-05"), AUTUMN, "")]
        if school != YINGHE:
            rows += [(school, "双月报", "是", day("2025-01-06"), WINTER, "")]
        review = {YINGHE: day("2023-03-15"), XINGZHU: day("2022-12-20")}.get(school)
        if review:
            rows += [(school, "示范校评估", "是", review, "", "")]
    return rows


BOOKS = {"clean_school": clean_school, "faulty_school": faulty_school, "district": district}


def main(folder: Path) -> None:
    """Write every workbook into `folder`."""
    for name, forms in BOOKS.items():
        write_book(folder / f"{name}.xlsx", forms())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
