"""Write the messy submissions: `python sample_data/make_messy.py [FOLDER]` (default: `messy` beside this file).

What a bureau gets when nobody looks over a school's shoulder: GBK text, an old .xls, headings of three rows, a
form with a password, a broken download, a photograph. Every school, teacher and pupil is invented. Running it
again gives the same bytes; the encrypted file is made once and kept.

A sheet is written here as it looks: one line a row, `|` between cells, a blank line a blank row; `2024-09-12`
is a date, `'2024-09-12` a text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import msoffcrypto.format.ooxml
import xlsxwriter
import xlwt
from form import CREATED, cell_value, store
from make_samples import JUNIOR, PRIMARY, SENIOR, numbered, person, split
from xlsxwriter.utility import xl_cell_to_rowcol

WRITTEN_WITH = {"XlsxWriter": "3.3.1", "xlwt": "1.3.0"}
"""The packages whose bytes are committed; others may write the same cells in other bytes."""

PASSWORD = "xinli2024"
"""Opens the encrypted sample: it guards nothing, and stands in the README."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as text. `merged` are ranges such as `A1:F1`; `hidden` as Excel has it: hidden or very hidden."""

    name: str
    text: str
    merged: str = ""
    hidden: str = ""

    @property
    def cells(self) -> list[list[object]]:
        """The rows from A1 on."""
        return [
            list(map(cell_value, line.split("|"))) for line in self.text.strip("\n").split("\n")
        ]

    @property
    def ranges(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as first row, first column, last row, last column, from 0."""
        corners = [area.split(":") for area in self.merged.split()]
        return [(*xl_cell_to_rowcol(a), *xl_cell_to_rowcol(b)) for a, b in corners]


Book = Sequence[Sheet]


def csv_bytes(text: str) -> bytes:
    """As Excel on a Chinese Windows saves a CSV: GBK, CRLF."""
    buffer = io.StringIO()
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    csv.writer(buffer, lineterminator="\r\n").writerows(cells)
    return buffer.getvalue().encode("gbk")


def xlsx_bytes(sheets: Book) -> bytes:
    """The sheets as .xlsx."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": CREATED})
    plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    text = book.add_format(plain)
    middle = book.add_format({**plain, "align": "center"})
    day = book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.hidden == "hidden":
            page.hide()
        elif sheet.hidden:
            page.very_hidden()
        for area in sheet.ranges:
            page.merge_range(*area, "", middle)
        for at, row in enumerate(sheet.cells):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(at, column, dt.datetime.combine(value, dt.time()), day)
                elif value != "":
                    page.write(at, column, value, middle if _merged(sheet, at, column) else text)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
    book.close()
    stored = io.BytesIO()
    store(buffer, stored)
    return stored.getvalue()


def xls_bytes(sheets: Book) -> bytes:
    """The sheets as .xls (Excel 97)."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    middle = xlwt.easyxf("alignment: horizontal centre, vertical centre, wrap on")
    plain = xlwt.easyxf("alignment: vertical centre")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        anchors = {area[:2]: area for area in sheet.ranges}
        for at, row in enumerate(sheet.cells):
            for column, value in enumerate(row):
                if (at, column) in anchors:
                    top, left, bottom, right = anchors[at, column]
                    page.write_merge(top, bottom, left, right, value, middle)
                elif value != "":
                    page.write(at, column, value, day if isinstance(value, dt.date) else plain)
        for column, width in enumerate(_widths(sheet)):
            page.col(column).width = 256 * width
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def encrypted(plain: bytes) -> bytes:
    """The workbook under `PASSWORD`."""
    target = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt(PASSWORD, target)
    return target.getvalue()


def _merged(sheet: Sheet, row: int, column: int) -> bool:
    return (row, column) in {area[:2] for area in sheet.ranges}


def _widths(sheet: Sheet) -> list[int]:
    """Wide enough for all but titles, notes and other long lines."""
    widths = [8] * max(map(len, sheet.cells))
    for at, row in enumerate(sheet.cells):
        for column, value in enumerate(row):
            width = sum(2 if ord(letter) > 255 else 1 for letter in str(value))
            if width <= 44 and not _merged(sheet, at, column):
                widths[column] = max(widths[column], width + 2)
    return widths


def lines(rows: Sequence[Sequence[object]]) -> str:
    """Rows that were counted out rather than typed."""
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def classes(names: Sequence[str], pupils: int) -> str:
    """Class names with sizes that add up to `pupils`."""
    return lines(list(zip(names, split(pupils, len(names)), strict=True)))


# 竹溪小学: a folder of GBK CSV files, one a table; only the school table names the school ----------------

ZHUXI_CLASSES = [f"{grade}年级{number}班" for grade, number in product(PRIMARY, (1, 2))]
ZHUXI_SIZES = split(640, len(ZHUXI_CLASSES))
ZHUXI = {
    "学校基本情况.csv": """
学校基本情况表 | | | |
学校名称 | 县区 | 办学类型 | 在校学生数（人） | 教学班数
南昌市竹溪小学 | 西湖区 | 小学 | ６４０人 | 12
""",
    "班级.csv": lines(
        [
            ("序号", "班级", "班级人数", "班主任"),
            *(
                (at, name, f"{size}人", person(at + 300, "女男"[at % 2]))
                for at, (name, size) in enumerate(zip(ZHUXI_CLASSES, ZHUXI_SIZES, strict=True), 1)
            ),
        ]
    ),
    "心理健康教育教师登记表.csv": """
心理健康教育教师登记表 | | | | |
姓名 | 性别 | 专职/兼职 | 是否享受班主任同等待遇 | 是否计班主任工作年限 | 培训学时
温 若溪 | 女 | 兼职 | 是 | 是 | 40学时
 | | | | |
填表人：乔语桐 | | | | 审核人：池星野 |
""",
    "活动登记.csv": """
心理健康教育活动登记表（2024—2025学年第一学期） | | | |
活动时间 | 活动类型 | 活动主题 | 活动对象 | 参加人数
2024.9.10 | 主题班会 | 我的情绪我做主 | 一、二年级 | 212人
2024年9月24日(周二) | 班会 | 心理成长小课堂 | 三至四年级 | ２１４
10月17日下午16:40 | 班会 | 与情绪做朋友 | 五年级 | 108
开学第二周 | 主题班会 | 毕业班的心理准备 | 六年级 | 106
20241024 | 专题活动 | 珍爱生命,快乐成长 | 全校 | 640
2024年11月 | 宣传月 | 心理健康宣传月 | 全体师生 | 640
24.12.6 | 家长会 | 陪伴孩子心理成长 | 全校 | 600
""",
    "课程.csv": """
年级 | 课程名称 | 课时安排 | 备注
一至六年级 | 体育 | 每周4节 |
各年级 | 美术 | 每周2节 |
一～六年级 | 劳动 | 每周１节 |
四年级 | 心理健康 | 隔周1节 | 与班会课轮流
""",
    "工作记录.csv": """
工作项目 | 是否落实 | 完成时间 | 报告期 | 情况说明
心理健康教育纳入日常工作议程 | 是 | 2024.9.2 | |
心理健康教育经费纳入预算 | 有 | 2024年12月 | |
三级心理帮扶队伍 | √ | 2024-9-12 | |
高关怀学生闭环管理 | 1 | 2024/9/25 | | 不附学生名单
绿色转介通道 | 是 | | |
双月报 | 是 | 2024-11-04 | 2024年9-10月 |
""",
}


# 榆桥中学: an old .xls with headings of two and three rows and one 心理委员 row a class -----------------

YUQIAO_CLASSES = numbered(JUNIOR, 8)
YUQIAO_DELEGATES = {
    "七(3)班": (person(5, "男"), ""),
    "八(5)班": (f"{person(9, '男')}、{person(10, '男')}", person(11, "女")),
    "九(8)班": ("无", "无"),
}


def yuqiao() -> Book:
    """An 初级中学 with 1,240 pupils."""
    sizes = split(1240, len(YUQIAO_CLASSES))
    grades = [f"{name[0]}年级" for name in YUQIAO_CLASSES]
    delegates = [
        (name, *YUQIAO_DELEGATES.get(name, (person(at, "男"), person(at + 7, "女"))), "")
        for at, name in enumerate(YUQIAO_CLASSES, 100)
    ]
    return [
        Sheet(
            "学校",
            """
附件1
初中心理健康教育工作基本情况数据汇总表
填报日期：2025.01.06
序号 | 学校名称 | 县区 | 办学类型 | 学生情况 | | 师资情况 | |
 | | | | 在校学生数（人） | 教学班数（个） | 心理健康教育教师人数（人） | |
 | | | | | | 合计 | 专职 | 兼职
1 | 南昌市榆桥中学 | 青云谱区 | 初级中学 | １，２４０人 | 24个 | 2 | 1 | 1

 | | | | 审核人： | 柏亦辰
""",
            "A2:I2 A3:I3 A4:A6 B4:B6 C4:C6 D4:D6 E4:F4 G4:I4 E5:E6 F5:F6 G5:I5",
        ),
        Sheet(
            "班级",
            "班级基本情况表\n年级 | 班级 | 班级人数（人）\n"
            + lines(
                [
                    (grade if at % 8 == 0 else "", name, size)
                    for at, (grade, name, size) in enumerate(
                        zip(grades, YUQIAO_CLASSES, sizes, strict=True)
                    )
                ]
            )
            + "\n合计 | | 1240",
            "A1:C1 A3:A10 A11:A18 A19:A26",
        ),
        Sheet(
            "心理教师",
            """
专兼职心理健康教育教师名册
序号 | 姓  名 | *性 别 | *专/兼职 | 学历 | 待遇落实情况 |
 | | | | | 是否享受班主任同等待遇 | 是否计班主任工作年限
1 | 褚书恒 | 男 | 专职 | 本科 | 是 | 是
2 | 纪映雪 | 女 | 兼 职 | 研究生 | 是 |

 | 填表人：祁令仪 | | | 审核人：柏亦辰
""",
            "A1:G1 A2:A3 B2:B3 C2:C3 D2:D3 E2:E3 F2:G2",
        ),
        Sheet(
            "心理委员",
            "各班心理委员名单\n班级 | 心理委员姓名 | | 备注\n | 男 | 女 |\n" + lines(delegates),
            "A1:D1 A2:A3 B2:C2 D2:D3",
        ),
        Sheet(
            "活动",
            """
2024-2025学年第一学期心理健康教育活动登记表
活动时间 | 活动形式 | 活动主题 | 活动对象 | 参加人数 | 负责人
2024-09-18 | 班团队会 | 青春期心理适应 | 初一年级 | 413 | 各班班主任
2024年10月16日（周三团课） | 团会 | 心理韧性：与压力同行 | 八年级 | 414 | 团委
2024-11-06 | 主题班会 | 中考心理加油站 | 初三 | 413 | 各班班主任
2024年10月10日—10月17日 | 专题活动 | 珍爱生命，向阳而生 | 初一至初三 | 1240 | 褚书恒
2024-11-20 | 心理情景剧 | 校园心理情景剧展演 | 全校 | 1240 | 纪映雪
2024-12-20 | 家长学堂 | 读懂青春期的心理 | 全校 | 1100 | 褚书恒
""",
            "A1:F1",
        ),
        Sheet(
            "课程",
            """
课程开设情况表
开课年级 | 课程名称 | 周课时 | 备注
七年级 | 体育与健康 | 3 |
 | 美术 | 1 |
 | 劳动教育 | 1 |
 | 心理健康教育 | 0.5 | 单周
八年级 | 体育与健康 | 3 |
 | 美术 | 1 |
 | 劳动教育 | 1 |
九年级 | 体育与健康 | 3 |
 | 综合实践 | 1 |
""",
            "A1:D1 A3:A6 A7:A9 A10:A11",
        ),
        Sheet(
            "自查",
            """
心理健康教育工作自查表
检查项目 | 是否落实 | 佐证材料
心理健康教育纳入日常工作议程 | 是 | 工作计划
心理健康教育经费纳入预算 | 是 | 预算表
建立三级心理帮扶队伍 | 是 | 队伍名单
高关怀学生闭环管理 | 是 | 制度
绿色转介通道 | 是 | 协议
""",
            "A1:C1",
        ),
        Sheet(
            "双月报",
            """
双月报报送情况
序号 | 报告期 | 报送时间
1 | 2024年9—10月 | 2024.11.1
2 | 2024年11—12月 | 2025.1.3
""",
            "A1:C1",
        ),
    ]


# 梧湾中学: no sheet names the school; the file does ---------------------------------------------------------

WUWAN: Book = [
    Sheet(
        "班级",
        "班级情况\n年级 | 班级 | 学生数\n"
        "初一 | 1班 | 48\n | 2班 | 47\n | 3班 | 46\n"
        "初二 | 1班 | 45\n | 2班 | 44\n | 3班 | 46\n"
        "初三 | 1班 | 50\n | 2班 | 49",
        "A1:C1 A3:A5 A6:A8 A9:A10",
    ),
    Sheet(
        "心理教师",
        """
填表说明：1.本表由学校填写，一人一行；2.“专职/兼职”只填其中一项；3.没有的内容留空；4.填好后打印盖章，与电子表一并报送。
姓名 | 性别 | 专职/兼职 | 教师来源 | 班主任同等待遇 | 计班主任年限 | 工作年限
凌子衿 | 女 | 专兼职 | 本校 | 是 | 是 | 12
""",
        "A1:G1",
    ),
    Sheet(
        "活动",
        """
心理健康教育活动开展情况
时间 | 主题 | 形式 | 对象
2024年9月 | 心理适应从开学起 | 主题班会 | 全校
45590 | 生命教育：一粒种子的旅行 | 专题活动 | 七、八年级
期中考试后 | 珍爱生命 | 专题教育 | 九年级
2025年1月10日 | 家校同心，护航心理 | 家长会 | 全校
""",
        "A1:D1",
    ),
    Sheet(
        "课程",
        """
课程表
学科 | 年级 | 课时安排
体育与健康 | 各年级 | 每周3课时
美术 | 七年级、八年级、九年级 | 每周1课时
劳动 | 初一至初三 | 每周1课时
心理健康 | 八年级 | 每月2节
""",
        "A1:C1",
    ),
    Sheet(
        "自查",
        """
心理健康教育工作自查表
序号 | 自查项目 | 自查情况 | 佐证材料 | 未落实原因
1 | 心理健康教育纳入日常工作议程 | 是 | 工作计划 |
2 | 心理健康教育经费纳入预算 | 部分落实 | | 经费不足
3 | 三级心理帮扶队伍 | 是 | 队伍名单 |
4 | 高关怀学生闭环管理 | | 有制度文件 |
5 | 绿色转介通道 | 否 | | 尚未签约
6 | 双月报 | 是 | |
7 | 示范校评估 | 是 | |

 | 填表人： | 凌子衿 | 联系电话： |
""",
        "A1:E1",
    ),
]


# 芦汀小学: a form of labels and values with totals instead of a roster; classes 101, 102, … ----------------

LUTING: Book = [
    Sheet(
        "基本情况",
        """
学校基本情况表
学校名称 | 南昌市芦汀小学 | | 县区 | 东湖区 |
办学类型 | 小学 | | 办别 | 公办 |
在校学生数 | ９５０人 | | 教学班数 | 18 |
心理健康教育教师人数 | 2 | | 专职心理健康教育教师人数 | 1 |
兼职心理健康教育教师人数 | 1 | | 心理辅导室面积 | 约40㎡ |
填表人： | 涂可心 | | 填表日期： | 2025年1月6日 |
""",
        "A1:F1 " + " ".join(f"B{row}:C{row} E{row}:F{row}" for row in range(2, 8)),
    ),
    Sheet(
        "班级",
        "班级一览表\n班级 | 人数\n"
        + classes([f"{grade}0{number}" for grade, number in product(range(1, 7), (1, 2, 3))], 950),
        "A1:B1",
    ),
    Sheet(
        "活动",
        """
填表说明：每项活动填一行，活动时间填写年月日；佐证材料留校备查，不必上报。
序号 | 日期 | 活动类型 | 活动主题 | 参加年级 | 参加人数
1 | 2024-09-11 | 主题班会 | 认识我的情绪 | 一年级至三年级 | 480
2 | 2024-09-12 | 队会 | 心灵小卫士 | 四—六年级 | 470
3 | 2024-10-30 | 生命教育 | 敬畏生命，快乐成长 | 全体师生 | 950
4 | 2024-12-18 | 宣传月 | 心理健康宣传月 | 全校 | 950
5 | 2025-03-05 | 家长会 | 新学期家校心理沟通会 | 全校 | 900
合计 | | | | | 3750

 | 审核人： | 岑怀瑾
""",
        "A1:F1",
    ),
    Sheet(
        "课程",
        """
课程开设情况
年级 | 课程 | 课时
一至六年级 | 体育与健康 | 每周4课时
各年级 | 美术 | 每周2课时
各年级 | 劳动 | 每周1课时
五年级 | 心理健康 | 双周1节
""",
        "A1:C1",
    ),
    Sheet(
        "工作清单",
        """
心理健康教育工作清单
工作项目 | 是否落实 | 报告期 | 备注
心理健康教育纳入日常工作议程 | √ | |
心理健康教育经费纳入预算 | ✓ | |
三级心理帮扶队伍 | √ | |
高关怀学生闭环管理 | 有 | |
绿色转介通道 | √ | |
双月报 | √ | 2024年9-10月 |
双月报 | √ | 2024年11—12月 |
""",
        "A1:D1",
    ),
]


# 栗溪高级中学: a √ column, hidden sheets, an identity-number column, classes by year of entry --------------

LIXI_CLASSES = [
    *(f"高2024级{number}班" for number in range(1, 6)),
    *(f"2023级{number}班" for number in range(1, 6)),
    *numbered(SENIOR[2:], 5),
]


def lixi() -> Book:
    """A 高级中学 with 1,500 pupils."""
    delegates = [
        (name, f"{person(at, '男')}（男）、{person(at + 9, '女')}（女）", "")
        for at, name in enumerate(LIXI_CLASSES, 200)
    ]
    delegates[8] = ("2023级4班", f"{person(3, '男')}、{person(4, '女')}", "未填性别")
    delegates[14] = ("高三(6)班", *delegates[14][1:])
    return [
        Sheet(
            "学校",
            """
学校信息表
学校名称 | 学校标识码 | 县区 | 办学类型 | 在校学生人数 | 班级数
南昌市栗溪高级中学 | '3436999011 | 青山湖区 | 高级中学 | 1500 | 15
""",
            "A1:F1",
        ),
        Sheet("班级", "班级名单\n班级 | 班额\n" + classes(LIXI_CLASSES, 1500), "A1:B1"),
        Sheet(
            "教职工",
            """
教职工情况表
序号 | 姓名 | 任教学科 | 是否心理健康教育教师 | 专职/兼职 | 是否享受班主任同等待遇 | 是否计班主任工作年限 | 身份证号
1 | 程承泽 | 心理健康 | √ | 专职 | √ | √ | 36010019900000001X
2 | 虞静姝 | 语文 | √ | 兼职 | √ | 否 | 36010019900000002X
3 | 陆云起 | 数学 | 否 | | | | 36010019900000003X
4 | 卫语桐 | 英语 | | | | | 36010019900000004X
""",
            "A1:H1",
        ),
        Sheet(
            "心理委员",
            "班级心理委员登记表\n班级 | 心理委员 | 备注\n" + lines(delegates),
            "A1:C1",
        ),
        Sheet(
            "活动",
            """
2024-2025学年第一学期心理健康教育活动统计表
日期 | 内容 | 类别 | 参与对象
2024-09-19 | 新高一的心理适应 | 主题班会 | 高一
2024-10-09 | 与压力共处的心理智慧 | 团会 | 2023级
2024-10-11 | 高三心理加油站 | 班会、团体辅导 | 高三
2024-11-01 | 珍爱生命 | 专题讲座 | 高一、高二
2024-11-22 | 校园心理文化节 | 文化节 | 全校
2024-12-13 | 国防教育进校园 | 专题活动 | 高三
2024-12-27 | 家校共育话心理 | 家长沙龙 | 全校
""",
            "A1:D1",
        ),
        Sheet(
            "课程",
            """
课程安排
年级 | 课程名称 | 每周课时
高一 | 体育与健康 | 2节
高一 | 美术 | 1节
高一 | 劳动 | 1节
高一 | 心理健康 | １节
高二 | 体育与健康 | 2
高二 | 艺术 | 1
高二 | 劳动 | 1
高三 | 体育 | 2
高三 | 美术 | 1
高三 | 劳动 | 0
""",
            "A1:C1",
        ),
        Sheet(
            "工作",
            """
心理健康教育工作落实情况表
工作项目 | 是否建立 | 时间
心理健康教育纳入日常工作议程 | 是 | 2024-09-03
心理健康教育经费纳入预算 | √ | 2024-12-20
三级心理帮扶队伍 | √ | 2024-09-12
高关怀学生闭环管理 | √ | 2024-09-25
绿色转介通道 | 无 |
双月报 | √ | 2024-11-04
示范校评估 | √ | 2023-03-01
""",
            "A1:C1",
        ),
        Sheet("选项", "是否 | 专兼职\n是 | 专职\n否 | 兼职", hidden="very hidden"),
        Sheet(
            "去年教师",
            "心理健康教育教师名册（2023-2024学年）\n姓名 | 性别 | 专职/兼职\n宋芷兰 | 女 | 专职\n丁一鸣 | 男 | 兼职",
            hidden="hidden",
        ),
    ]


# 云陂小学: a handed-out form with numbered lines, most of them left empty --------------------------------

YUNBEI: Book = [
    Sheet(
        "学校",
        """
填表说明：①学校名称填写全称；②人数以在籍人数为准；③确实没有的，填一行“无”。
序号 | 学校名称 | 县区 | 办学类型 | 在校学生数 | 教学班数 | 备注
1 | 南昌市云陂小学 | 红谷滩区 | 完小 | 520 | 12 |
2 | | | | | |
3 | | | | | |

单位负责人： | | 填表人： | | 联系电话： |
""",
        "A1:G1",
    ),
    Sheet(
        "班级",
        "班级情况表\n序号 | 班级 | 班级人数\n"
        + lines(
            [
                (at, name, size)
                for at, (name, size) in enumerate(
                    zip(numbered(PRIMARY, 2), split(520, 12), strict=True), 1
                )
            ]
        )
        + "".join(f"\n{at} | |" for at in range(13, 21)),
        "A1:C1",
    ),
    Sheet(
        "心理教师",
        "心理健康教育教师登记表\n序号 | 姓名 | 性别 | 专职/兼职 | 是否享受班主任同等待遇 | 是否计班主任工作年限\n"
        "示例 | 林某某 | 女 | 专职 | 是 | 是" + "".join(f"\n{at} | | | | |" for at in range(1, 16)),
        "A1:F1",
    ),
    Sheet(
        "活动",
        """
活动登记表
序号 | 活动时间 | 活动类型 | 活动主题 | 活动对象
1 | 2024-09-20 | 班会 | 小小心理师 | 全校
2 | 2024-10-25 | 专题活动 | 防溺水安全教育 | 全校
3 | 2024-11-29 | 专题活动 | 金色的秋天 | 五年级
"""
        + "".join(f"{at} | | | |\n" for at in range(4, 11))
        + "\n | 审核人： |",
        "A1:E1",
    ),
    Sheet(
        "课程",
        "课程开设情况表\n序号 | 年级 | 课程名称 | 周课时"
        + "".join(f"\n{at} | | |" for at in range(1, 11)),
        "A1:D1",
    ),
    Sheet(
        "工作记录",
        "工作记录表\n序号 | 工作项目 | 是否落实 | 完成时间\n1 | 无 | |\n2 | | |\n3 | | |",
        "A1:D1",
    ),
]


# 柿岭学校: two headings that may mean two things --------------------------------------------------------------

SHILING: Book = [
    Sheet(
        "学校",
        """
学校名称 | 县区 | 办学类型 | 学生总数 | 班数
安义县柿岭学校 | 安义县 | 九年一贯制学校 | 620人 | 9个
""",
    ),
    Sheet(
        "班级",
        "班级 | 班级人数\n" + classes([f"{grade}年级一班" for grade in PRIMARY + JUNIOR], 620),
    ),
    Sheet(
        "教师",
        """
教师名册
序号 | 姓名 | 性别 | 任教学科 | 是否专职教师 | 对口援助学校 | 是否享受班主任同等待遇 | 是否计班主任工作年限
1 | 蒋朝颜 | 女 | 心理健康 | 是 | | 是 | 是
2 | 褚修远 | 男 | 语文 | 是 | | 否 | 否
3 | 闻可心 | 女 | 体育 | 否 | | 否 | 否
""",
        "A1:H1",
    ),
    Sheet(
        "班委",
        f"""
班委名单
班级 | 姓名 | 性别 | 担任职务
七年级一班 | {person(31, "男")} | 1 | 心理委员
七年级一班 | {person(32, "女")} | 2 | 心理委员
八年级一班 | {person(33, "男")} | 男 | 心理委员
八年级一班 | {person(34, "男")} | 男 | 班长
八年级一班 | {person(35, "女")} | 女␣ | 心理委员
九年级一班 | {person(36, "女")} | 女 | 心理委员
九年级一班 | {person(37, "男")} | 男 | 学习委员
""",
        "A1:D1",
    ),
    Sheet(
        "活动",
        """
心理健康教育活动登记表
活动日期 | 活动类别 | 活动名称 | 参与对象
2024-09-25 | 主题班会 | 悦纳自己 | 各年级
2024-10-23 | 专题教育 | 生命的礼物 | 小学部
2024-10-24 | 专题教育 | 青春与生命 | 初中部
2024-12-04 | 家访 | 万师访万家 | 全校
""",
        "A1:D1",
    ),
    Sheet(
        "课程",
        """
课程开设表
年级 | 课程 | 课时
一至九年级 | 体育与健康 | 3
一至九年级 | 美术 | 2
一至九年级 | 劳动 | 1
三年级 | 心理健康 | 1
七年级 | 心理健康 | 1
""",
        "A1:C1",
    ),
    Sheet(
        "工作记录",
        """
工作项目 | 完成情况 | 报告期
心理健康教育纳入日常工作议程 | 是 |
心理健康教育经费纳入预算 | 是 |
三级心理帮扶队伍 | 是 |
三级心理帮扶队伍 | 否 |
高关怀学生闭环管理 | 是 |
绿色转介通道 | 是 |
双月报 | 是 | 2024年9-10月
双月报 | 是 | 2024年11-12月
""",
    ),
]


# 进贤县: two schools in one workbook, the clerk's own headings ------------------------------------------------

JINXIAN: Book = [
    Sheet(
        "学校",
        """
进贤县中小学心理健康教育情况汇总表
序号 | 学校名称 | 办学类型 | 在校学生数 | 心理健康教育教师人数
进贤县（2所） | | | |
1 | 进贤县菱角塘小学 | 中心小学 | 812 | 2
2 | 进贤县荸荠湾教学点 | 教学点 | 无 | /

填报单位（盖章）：进贤县教育体育局
""",
        "A1:E1 A3:E3",
    ),
    Sheet(
        "班级",
        "班级情况\n学校名称 | 班级\n"
        + lines(
            [
                ("进贤县菱角塘小学" if at == 0 else "", f"{grade}年级1班")
                for at, grade in enumerate(PRIMARY)
            ]
        )
        + "\n进贤县荸荠湾教学点 | 一年级1班\n | 二年级1班",
        "A1:B1 A3:A8 A9:A10",
    ),
    Sheet(
        "心理教师",
        """
心理健康教育教师名册
学校 | 姓名 | 性别 | 专兼职 | 教师来源 | 是否享受班主任同等待遇 | 是否计班主任工作年限
进贤县菱角塘小学 | 卢采薇 | 女 | 专职 | 对口援助 | |
""",
        "A1:G1",
    ),
    Sheet(
        "活动",
        """
心理健康教育活动汇总表
学校 | 活动时间 | 活动类型 | 活动主题 | 活动对象
进贤县菱角塘小学 | 2024-10-15 | 主题班会 | 心理健康每一天 | 一至五年级
进贤县菱角塘小学 | 2024-10-15 | 专题活动 | 心理健康每一天 | 一至五年级
进贤县菱角塘小学 | 2024-11-20 | 主题班会 | 情绪小怪兽 | 六年级
""",
        "A1:E1",
    ),
    Sheet(
        "双月报",
        """
双月报报送汇总
学校名称 | 报告期 | 报送时间
进贤县菱角塘小学 | 2024年9-10月 | 2024.11.5
进贤县荸荠湾教学点 | 2024年9-10月 | 2024.11.5
进贤县菱角塘小学 | 2024年11-12月 | 2025.1.6
""",
        "A1:C1",
    ),
]


# What cannot be read, and what is no form at all ---------------------------------------------------------------


def one_page(school: str) -> Book:
    """A school's first page, for the files that cannot be opened."""
    text = f"学校名称 | 办学类型 | 在校学生数 | 心理健康教育教师人数\n{school} | 小学 | 430 | 1"
    return [Sheet("学校", text)]


ENCRYPTED = "南昌市汀兰小学（有密码）.xlsx"
TINGLAN = one_page("南昌市汀兰小学")
PHOTOGRAPH = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000"  # JFIF
    f"ffdb004300{'01' * 64}"  # quantisation
    "ffc0000b080008000801011100"  # 8 x 8 points of grey
    "ffc40014000100000000000000000000000000000000"  # a Huffman code of one bit: no difference
    "ffc40014100100000000000000000000000000000000"  # and one that ends the block
    "ffda0008010100003f003f"
    "ffd9"
)
LOCK = b"\x06" + "教务处".encode("gbk").ljust(54) + "教务处".encode("utf-16-le").ljust(110, b"\0")


def submissions() -> dict[str, bytes]:
    """Every file by its path in the folder, but for the encrypted one."""
    return {
        **{f"南昌市竹溪小学/{name}": csv_bytes(text) for name, text in ZHUXI.items()},
        "南昌市榆桥中学.xls": xls_bytes(yuqiao()),
        "附件2：南昌市梧湾中学心理健康教育工作自查表（终稿）.xlsx": xlsx_bytes(WUWAN),
        "南昌市芦汀小学_心理健康.xlsx": xlsx_bytes(LUTING),
        "栗溪高级中学（2024秋）.xlsx": xlsx_bytes(lixi()),
        "云陂小学.xlsx": xlsx_bytes(YUNBEI),
        "安义县柿岭学校.xlsx": xlsx_bytes(SHILING),
        "进贤县汇总.xlsx": xlsx_bytes(JINXIAN),
        "南昌市墨溪小学.xlsx": xlsx_bytes(one_page("南昌市墨溪小学"))[:3000],
        "现场照片.jpg": PHOTOGRAPH,
        "~$云陂小学.xlsx": LOCK,
    }


def main(folder: Path) -> None:
    """Write every file into `folder`. An encrypted file has new salts each time, so one that is there stays."""
    for name, content in submissions().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    locked = folder / ENCRYPTED
    if not locked.exists():
        locked.write_bytes(encrypted(xlsx_bytes(TINGLAN)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "messy")
