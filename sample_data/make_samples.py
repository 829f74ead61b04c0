"""Write the three sample workbooks: `python sample_data/make_samples.py [FOLDER]` (default: this folder).

Every school, teacher and pupil is invented. Running it again gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from form import Column, Form, Row, rows, write_book

WRITTEN_WITH = "3.3.1"
"""The XlsxWriter whose bytes are committed; another one may write the same cells in other bytes."""

YES_NO = ("是", "否")
DUTIES = ("专职", "兼职")
SUPPORTS = ("本校", "对口援助", "定点支教")
CATEGORIES = ("主题班会", "专题活动", "家校活动", "家长会", "宣传月", "讲座", "其他")

SURNAMES = "顾沈骆祁温简程虞陆卫池柏樊褚盛宋乔凌纪丁黎涂舒蒋闻岑"
GIVEN = {
    "男": [
        "知远",
        "亦辰",
        "书恒",
        "承泽",
        "望舒",
        "景行",
        "子衿",
        "牧之",
        "星野",
        "修远",
        "怀瑾",
        "一鸣",
        "嘉树",
        "思齐",
        "乐游",
        "清扬",
        "云起",
    ],
    "女": [
        "念安",
        "清和",
        "若溪",
        "采薇",
        "静姝",
        "映雪",
        "语桐",
        "晚晴",
        "可心",
        "芷兰",
        "疏影",
        "令仪",
        "朝颜",
        "如初",
        "沐阳",
        "依诺",
        "小满",
    ],
}


def person(number: int, sex: str) -> str:
    """The `number`th invented name; 442 numbers in a row give 442 different names of one sex."""
    given = GIVEN[sex]
    return SURNAMES[number % len(SURNAMES)] + given[number % len(given)]


def split(total: int, parts: int) -> list[int]:
    """Class sizes that differ a little and add up to `total`."""
    sizes = [total // parts + (1, -1, 2, -2)[index % 4] for index in range(parts)]
    for index in range(abs(total - sum(sizes))):
        sizes[index % parts] += 1 if total > sum(sizes) else -1
    return sizes


def numbered(grades: Iterable[str], per_grade: int) -> list[str]:
    """七(1)班, 七(2)班, … for each grade."""
    return [f"{grade}({number})班" for grade, number in product(grades, range(1, per_grade + 1))]


PRIMARY, JUNIOR, SENIOR = (
    ("一", "二", "三", "四", "五", "六"),
    ("七", "八", "九"),
    ("高一", "高二", "高三"),
)


# clean_school.xlsx: a 九年一贯制 school in which every rule is met --------------------------------------

CLEAN = "南昌市青禾实验学校"
CLEAN_PUPILS = 1012

CLEAN_SCHOOL = rows(f"""
{CLEAN} | '3136999001 | 红谷滩区 | 九年一贯制学校 | 公办 | {CLEAN_PUPILS} | 18 | 0 | 3 | 1 | 2 | 是 | 3 | 96
""")

CLEAN_TEACHERS = rows("""
温静姝 | 女 | 专职 | 本校 | 硕士研究生 | 应用心理学   | 心理健康教育教师资格证 | 是 | 是 | 48
程修远 | 男 | 兼职 | 本校 | 本科       | 思想政治教育 | 心理健康教育C证        | 是 | 是 | 40
虞采薇 | 女 | 兼职 | 本校 | 本科       | 小学教育     | 心理健康教育C证        | 是 | 是 | 40
""")

CLEAN_ACTIVITIES = rows("""
2024-09-05 | 主题班会 | 新学期，心适应：心理班会    | 一至三年级 |  331 | 各班教室   | 各班主任 | 班会记录、照片
2024-09-12 | 主题班会 | 心理成长伴我行              | 四至六年级 |  340 | 各班教室   | 各班主任 | 班会记录、照片
2024-09-19 | 主题班会 | 我的情绪我做主              | 七年级     |  114 | 各班教室   | 各班主任 | 班会记录、照片
2024-09-26 | 主题班会 | 心理韧性：与压力同行        | 八、九年级 |  227 | 各班教室   | 各班主任 | 班会记录、照片
2024-10-10 | 专题活动 | 珍爱生命，拥抱阳光          | 七-九年级  |  341 | 报告厅     | 温静姝   | 方案、签到表、照片
2024-10-24 | 专题活动 | 我和我的情绪朋友            | 一至六年级 |  671 | 操场       | 虞采薇   | 方案、照片
2024-11-15 | 宣传月   | 校园心理健康宣传月          | 全校       | 1012 | 校园       | 温静姝   | 方案、简报
2024-12-06 | 家校活动 | 做孩子心理成长的同行者      | 全校       |  960 | 线上       | 温静姝   | 课件、家长反馈
2025-01-03 | 专题活动 | 考前心理调适                | 九年级     |  113 | 团体活动室 | 温静姝   | 方案、签到表
""")

CLEAN_RECORDS = rows("""
心理健康教育纳入日常工作议程 | 是 | 2024-09-02 |               | 2024—2025学年学校工作计划 |
心理健康教育经费纳入预算     | 是 | 2024-12-18 |               | 2025年部门预算表          |
三级心理帮扶队伍             | 是 | 2024-09-10 |               | 队伍名单、职责分工        |
高关怀学生闭环管理           | 是 | 2024-09-20 |               | 工作制度                  | 不附学生名单
绿色转介通道                 | 是 | 2024-09-20 |               | 与医院的合作协议          |
双月报                       | 是 | 2024-11-04 | 2024年9-10月  | 报送回执                  |
双月报                       | 是 | 2025-01-03 | 2024年11-12月 | 报送回执                  |
示范校评估                   | 是 | 2023-11-17 |               | 评估结果通报              | 第二轮
""")


def clean_school() -> list[Form]:
    """Seven sheets of the bureau's form, filled in with care."""
    staff, room, pay = "心理健康教育教师人数（人）", "心理辅导室", "待遇落实情况"
    forms = [
        Form(
            "学校",
            "南昌市中小学心理健康教育工作基本情况表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("学校名称", 24),
                Column("学校标识码", 14),
                Column("县区", 11),
                Column("办学类型", 18),
                Column("办别", 8, choices=("公办", "民办")),
                Column("在校学生数（人）", 15),
                Column("教学班数（个）", 14),
                Column("寄宿生数（人）", 14),
                Column("合计", 8, staff),
                Column("专职", 8, staff),
                Column("兼职", 8, staff),
                Column("是否有心理辅导室", 17, room, YES_NO),
                Column("间数（间）", 9, room),
                Column("面积（㎡）", 9, room),
            ),
            CLEAN_SCHOOL,
            note="填表说明：一校一行；人数以2024年秋季学期在籍在校数为准。",
            serial=False,
        ),
        Form(
            "班级",
            "班级基本情况表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("年级", 14),
                Column("班级", 18),
                Column("班级人数（人）", 16),
                Column("班主任", 16),
                Column("备注", 30, left=True),
            ),
            clean_classes(),
            merged=1,
            summed=(3,),
        ),
        Form(
            "心理教师",
            "心理健康教育教师登记表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("姓名", 11),
                Column("性别", 7, choices=("男", "女")),
                Column("专职/兼职", 10, choices=DUTIES),
                Column("教师来源", 12, choices=SUPPORTS),
                Column("学历", 13),
                Column("所学专业", 16),
                Column("资格证书", 26, left=True),
                Column("是否享受班主任同等待遇", 14, pay, YES_NO),
                Column("是否计班主任工作年限", 14, pay, YES_NO),
                Column("年度培训学时", 11),
            ),
            CLEAN_TEACHERS,
            note="填表说明：每位教师填一行；没有的内容请留空。",
        ),
        Form(
            "活动",
            "心理健康教育活动登记表（2024—2025学年第一学期）",
            f"单位（盖章）：{CLEAN}",
            (
                Column("活动时间", 13),
                Column("活动类型", 12, choices=CATEGORIES),
                Column("活动主题", 32, left=True),
                Column("活动对象", 14),
                Column("参加人数（人）", 14),
                Column("活动地点", 13),
                Column("主讲人", 12),
                Column("佐证材料", 22, left=True),
            ),
            CLEAN_ACTIVITIES,
            note="填表说明：每项活动填一行；活动对象填年级名称或“全校”。",
        ),
        Form(
            "心理委员",
            "班级心理委员登记表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("班级", 18),
                Column("男心理委员", 20),
                Column("女心理委员", 20),
                Column("备注", 32, left=True),
            ),
            clean_committee(),
        ),
        Form(
            "课程",
            "课程开设情况表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("年级", 14),
                Column("课程名称", 20),
                Column("课时安排", 20),
                Column("是否必修", 12, choices=YES_NO),
                Column("备注", 26, left=True),
            ),
            clean_lessons(),
            note="填表说明：每个年级每门课程填一行。",
            merged=1,
        ),
        Form(
            "工作记录",
            "心理健康教育工作记录表",
            f"单位（盖章）：{CLEAN}",
            (
                Column("工作项目", 34, left=True),
                Column("是否落实", 10, choices=YES_NO),
                Column("完成时间", 13),
                Column("报告期", 16),
                Column("佐证材料", 30, left=True),
                Column("情况说明", 18, left=True),
            ),
            CLEAN_RECORDS,
        ),
    ]
    return [
        replace(form, attachment=f"附件{number}", signed=("舒若溪", "闻景行"))
        for number, form in enumerate(forms, 1)
    ]


def clean_classes() -> list[Row]:
    """Two classes in each of nine grades."""
    names = numbered(PRIMARY + JUNIOR, 2)
    sizes = split(CLEAN_PUPILS, len(names))
    return [
        (f"{name[0]}年级", name, size, person(at, "女男"[at % 3 == 0]), "")
        for at, (name, size) in enumerate(zip(names, sizes, strict=True))
    ]


def clean_committee() -> list[Row]:
    """A boy and a girl in every 初中 class."""
    names = enumerate(numbered(JUNIOR, 2), 40)
    return [(name, person(at, "男"), person(at + 7, "女"), "") for at, name in names]


def clean_lessons() -> list[Row]:
    """The same four courses in every grade."""
    courses = rows("""
        体育与健康 | 每周3课时     | 是 |
        美术       | 每周2课时     | 是 |
        劳动       | 每周1课时     | 是 |
        心理健康   | 每两周1课时   | 是 |
    """)
    return [(f"{grade}年级", *course) for grade, course in product(PRIMARY + JUNIOR, courses)]


# faulty_school.xlsx: a 完全中学 with a planted fault for every rule that can fail there ---------------------

FAULTY = "南昌市栖澜中学"
FAULTY_PUPILS = 1626
FAULTY_CLASSES = numbered(JUNIOR + SENIOR, 5)

FAULTY_SCHOOL = rows(f"""
{FAULTY} | '3436999002 | 青山湖区 | 完全中学 | 公办 | {FAULTY_PUPILS} | 30 | 有 | 1 | 约20平方米
""")

FAULTY_TEACHERS = rows("""
顾念安 | 女  | 兼职 | 本校     | 本科 | 教育学       | 否 | 否 | 24   |
骆清扬 | 男␣ | 兼职 | 定点支教 | 本科 | 思想政治教育 | 是 |    | 若干 |
顾念安 | 女  | 兼职 | 本校     | 本科 | 教育学       | 否 | 否 | 24   |
""")

FAULTY_ACTIVITIES = rows("""
2024.9.12     | 主题班会       | 拥抱新学期,调适好心理   | 七年级     | 271      | 各班教室 | 班主任
2024年9月20日 | 主题班会       | 我的情绪我做主           | 初三       | 271      | 各班教室 | 班主任
2024-10-10    | 专题活动       | 认识心理,呵护成长       | 七、八年级 | 542      | 报告厅   | 顾念安
2024-10-17    | 主题班会       | 学会与心理压力相处       | 高一       | 271      | 各班教室 | 班主任
2024-10-24    | 主题班会       | 心理韧性与备考           | 高三       | 271      | 各班教室 | 班主任
2024-11-07    | 班会、专题活动 | 心理健康与同伴交往       | 高二       | 271      | 操场     | 骆清扬
2024-11-14    | 专题活动       | 珍爱生命,向阳而生       | 高一、高三 | 全体师生 | 报告厅   | 顾念安
2024-12-05    | 讲座           | 中考心理调适             | 九年级     | 260      | 报告厅   | 骆清扬
2025-03-12    | 家长会         | 家校携手,呵护心理健康   | 全校       | 1500     | 各班教室 | 班主任
""")

FAULTY_RECORDS = rows("""
心理健康教育纳入日常工作议程 | 否 |            |               |          | 拟列入下学期计划
三级心理帮扶队伍             | 否 |            |               |          | 正在筹建
高关怀学生闭环管理           | 否 |            |               |          |
绿色转介通道                 | 否 |            |               |          | 尚未与医院签约
双月报                       | 是 | 2024-11-05 | 2024年9-10月  | 报送回执 |
双月报                       | 否 |            | 2024年11-12月 |          | 尚未报送
示范校评估                   | 是 | 2021-05-20 |               | 评估通报 |
师资队伍                     | 是 |            |               |          | 学校自评
心理课                       | 是 |            |               |          | 学校自评
家校合作                     | 否 |            |               |          | 学校自评
""")


def faulty_school() -> list[Form]:
    """Seven sheets of an older form, filled in with less care."""
    forms = [
        Form(
            "学校",
            "学校基本情况表",
            f"单位(盖章):{FAULTY}",
            (
                Column("学校名称", 22),
                Column("学校标识码", 14),
                Column("县区", 12),
                Column("办学类型", 14),
                Column("办别", 8),
                Column("在校学生数(人)", 12),
                Column("教学班数(个)", 11),
                Column("是否有心理辅导室", 12),
                Column("心理辅导室间数(间)", 16),
                Column("心理辅导室面积(㎡)", 16),
            ),
            FAULTY_SCHOOL,
            serial=False,
        ),
        Form(
            "班级",
            "班级情况一览表",
            f"单位(盖章):{FAULTY}",
            (
                Column("班级", 18),
                Column("班级人数(人)", 16),
                Column("班主任", 16),
                Column("备注", 26, left=True),
            ),
            faulty_classes(),
            summed=(2,),
        ),
        Form(
            "心理教师",
            "心理健康教育教师登记表",
            f"单位(盖章):{FAULTY}",
            (
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
            FAULTY_TEACHERS,
        ),
        Form(
            "活动",
            "2024—2025学年心理健康教育活动登记表",
            f"单位(盖章):{FAULTY}",
            (
                Column("活动时间", 16),
                Column("活动类型", 16),
                Column("活动主题", 32, left=True),
                Column("活动对象", 14),
                Column("参加人数(人)", 12),
                Column("活动地点", 14),
                Column("主讲人", 12),
            ),
            FAULTY_ACTIVITIES,
        ),
        Form(
            "班委",
            "班委会成员登记表",
            f"单位(盖章):{FAULTY}",
            (
                Column("班级", 18),
                Column("姓名", 16),
                Column("性别", 10),
                Column("担任职务", 16),
                Column("备注", 24, left=True),
            ),
            faulty_committee(),
        ),
        Form(
            "课程",
            "课程开设情况表",
            f"单位(盖章):{FAULTY}",
            (
                Column("年级", 14),
                Column("课程名称", 20),
                Column("周课时(节)", 14),
                Column("是否必修", 12),
                Column("备注", 24, left=True),
            ),
            faulty_lessons(),
        ),
        Form(
            "工作记录",
            "心理健康教育工作自查记录表",
            f"单位(盖章):{FAULTY}",
            (
                Column("工作项目", 34, left=True),
                Column("是否落实", 10),
                Column("完成时间", 13),
                Column("报告期", 16),
                Column("佐证材料", 20, left=True),
                Column("情况说明", 26, left=True),
            ),
            FAULTY_RECORDS,
        ),
    ]
    return [replace(form, colour="#FCE4D6", signed=("涂晚晴", "岑牧之")) for form in forms]


def faulty_classes() -> list[Row]:
    """Five classes in each of six grades."""
    sizes = split(FAULTY_PUPILS, len(FAULTY_CLASSES))
    return [
        (name, size, person(at + 60, "女男"[at % 2]), "")
        for at, (name, size) in enumerate(zip(FAULTY_CLASSES, sizes, strict=True))
    ]


def faulty_committee() -> list[Row]:
    """A 班长 and two 心理委员 for each class, but for four classes; the last row's class does not exist."""
    found: list[Row] = []
    for at, name in enumerate(FAULTY_CLASSES):
        monitor = (name, person(at + 100, "女"), "女", "班长", "")
        boy = (name, person(at + 200, "男"), "男", "心理委员", "")
        girl = (name, person(at + 300, "女"), "女", "心理委员", "")
        match name:
            case "七(3)班":
                found += [monitor, boy, (name, person(at + 250, "男"), "男", "心理委员", "")]
            case "八(2)班":
                found += [monitor, (name, boy[1], "男", "学习委员", "")]
            case "高一(4)班":
                found += [monitor, boy, (name, girl[1], "", "心理委员", "")]
            case "高三(5)班":
                pass
            case _:
                found += [monitor, boy, girl]
    return [*found, ("七(6)班", person(360, "女"), "女", "心理委员", "")]


def faulty_lessons() -> list[Row]:
    """九年级 has no 美术, 高三 only 艺术; 心理健康 is taught in 七年级, and too rarely in 高一."""
    return rows("""
        七年级 | 体育与健康 | 3    | 是 |
        七年级 | 美术       | 1    | 是 |
        七年级 | 音乐       | 1    | 是 |
        七年级 | 劳动       | 1    | 是 |
        七年级 | 心理健康   | 0.5  | 是 |
        八年级 | 体育与健康 | 3    | 是 |
        八年级 | 美术       | 1    | 是 |
        八年级 | 音乐       | 1    | 是 |
        八年级 | 劳动       | 1    | 是 |
        九年级 | 体育与健康 | 3    | 是 |
        九年级 | 音乐       | 1    | 是 |
        九年级 | 劳动       | 1    | 是 | 美术课停开
        高一   | 体育与健康 | 2    | 是 |
        高一   | 美术       | 1    | 是 |
        高一   | 劳动       | 1    | 是 |
        高一   | 心理健康   | 0.25 | 是 | 每月1节
        高二   | 体育与健康 | 2    | 是 |
        高二   | 美术       | 1    | 是 |
        高二   | 劳动       | 1    | 是 |
        高三   | 体育与健康 | 2    | 是 |
        高三   | 艺术       | 1    | 是 |
        高三   | 劳动       | 1    | 是 |
    """)


# district.xlsx: twelve schools in one workbook ----------------------------------------------------------

LANTING, YINGHE, YANQIU = "南昌市澜汀小学", "南昌市映荷小学", "南昌市砚秋小学"
DAOXIANG, FENGYU, XINGZHU = "进贤县稻香湾教学点", "南昌市枫屿初级中学", "南昌市星渚实验学校"
WANGLAN, YUNJI, QINGSUO = "南昌市望澜中学", "南昌市云笈高级中学", "南昌市青梭职业高中"
JIANGLAN, HEYE, YINGCHUAN = "南昌市匠澜职业技术学校", "安义县小荷叶幼儿园", "南昌市萤川特殊教育学校"

SCHOOLS = rows(f"""
东湖区   | {LANTING}   | '2136999011 | 小学               | 652      | 15 |
东湖区   | {YINGHE}    | '2136999012 | 小学               | 800      | 18 |
西湖区   | {YANQIU}    | '2136999013 | 小学               | 801      | 18 |
进贤县   | {DAOXIANG}  | '2136999014 | 教学点             | 46       |  3 |
西湖区   | {FENGYU}    | '3136999015 | 初级中学           | 约1200人 | 24 | 含借读
红谷滩区 | {XINGZHU}   | '3136999016 | 九年一贯制学校     | 902      | 18 |
青山湖区 | {WANGLAN}   | '3436999017 | 完全中学           | 564      | 12 |
红谷滩区 | {YUNJI}     | '3436999018 | 高级中学           | 912      | 18 |
青云谱区 | {QINGSUO}   | '3636999019 | 职业高中           | 268      |  6 |
新建区   | {JIANGLAN}  | '3636999020 | 调整后中等职业学校 | 1650     | 33 |
安义县   | {HEYE}      | '1136999021 | 幼儿园             | 174      |  6 |
青云谱区 | {YINGCHUAN} | '5136999022 | 特殊教育学校       | 72       |  6 |
""")
COUNTY = {row[1]: row[0] for row in SCHOOLS}

CLASSES = {
    LANTING: numbered(PRIMARY[:3], 3) + numbered(PRIMARY[3:], 2),
    YINGHE: numbered(PRIMARY, 3),
    YANQIU: numbered(PRIMARY, 3),
    DAOXIANG: numbered(PRIMARY[:3], 1),
    FENGYU: numbered(JUNIOR, 8),
    XINGZHU: numbered(PRIMARY + JUNIOR, 2),
    WANGLAN: numbered(JUNIOR + SENIOR, 2),
    YUNJI: numbered(SENIOR, 6),
    QINGSUO: [f"{grade}年级{number}班" for grade, number in product("一二三", (1, 2))],
    JIANGLAN: [f"{year}级{number}班" for year, number in product((2024, 2023, 2022), range(1, 12))],
    HEYE: numbered("大中小", 2),
    YINGCHUAN: numbered(PRIMARY, 1),
}
ESTIMATED = {FENGYU: 1187}
"""Pupils in the class table where the school's own number is no number."""

DISTRICT_TEACHERS = rows(f"""
{LANTING}   | 简若溪 | 女 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{YINGHE}    | 祁芷兰 | 女 | 兼职 | 本校     | 本科       | 是 | 是 | 36
{YANQIU}    | 卫景行 | 男 | 兼职 | 本校     | 本科       | 是 | 否 | 32
{YANQIU}    | 池令仪 | 女 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{DAOXIANG}  | 樊静姝 | 女 | 兼职 | 对口援助 | 本科       |    |    | 40
{FENGYU}    | 盛采薇 | 女 | 专职 | 本校     | 硕士研究生 | 是 | 是 | 56
{FENGYU}    | 宋修远 | 男 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{XINGZHU}   | 乔语桐 | 女 | 专职 | 本校     | 本科       | 是 | 是 | 48
{XINGZHU}   | 凌承泽 | 男 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{WANGLAN}   | 无     |    |      |          |            |    |    |
{YUNJI}     | 纪疏影 | 女 | 专职 | 对口援助 | 硕士研究生 |    |    | 60
{YUNJI}     | 丁书恒 | 男 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{QINGSUO}   | 黎朝颜 | 女 | 兼职 | 定点支教 | 本科       | 是 | 是 | 40
{JIANGLAN}  | 蒋如初 | 女 | 专职 | 定点支教 | 本科       | 是 | 是 | 48
{JIANGLAN}  | 陆嘉树 | 男 | 兼职 | 本校     | 本科       | 是 | 是 | 40
{YINGCHUAN} | 沈依诺 | 女 | 兼职 | 本校     | 本科       | 是 | 是 | 40
""")

DISTRICT_ACTIVITIES = rows(f"""
{LANTING}   | 2024-09-11 | 主题班会 | 新学期心理适应             | 一至三年级 | 390
{LANTING}   | 2024-09-18 | 主题班会 | 做情绪的小主人             | 四至六年级 | 262
{LANTING}   | 2024-10-16 | 专题活动 | 珍爱生命，快乐成长         | 全校       | 652
{LANTING}   | 2024-11-08 | 宣传月   | 心理健康宣传月             | 全校       | 652
{LANTING}   | 2024-12-13 | 家长会   | 陪伴孩子心理成长           | 全校       | 600
{YINGHE}    | 2024-09-13 | 主题班会 | 认识我的心理小天地         | 一至三年级 | 402
{YINGHE}    | 2024-09-27 | 主题班会 | 我会调节情绪               | 五、六年级 | 265
{YINGHE}    | 2024-10-11 | 专题活动 | 生命教育：一粒种子的旅行   | 全校       | 800
{YINGHE}    | 2024-11-15 | 宣传月   | 心理健康宣传月             | 全校       | 800
{YINGHE}    | 2024-12-06 | 家长会   | 读懂孩子的心理             | 全校       | 760
{YANQIU}    | 2024-09-20 | 主题班会 | 心理健康从微笑开始         | 全校       | 801
{YANQIU}    | 2024-10-18 | 专题活动 | 珍爱生命，与爱同行         | 全校       | 801
{YANQIU}    | 2024-11-22 | 宣传月   | 心理健康宣传月             | 全校       | 801
{YANQIU}    | 2024-12-20 | 家长会   | 家庭中的情绪管理           | 全校       | 700
{DAOXIANG}  | 2024-09-25 | 主题班会 | 心理小课堂：交朋友         | 各年级     | 46
{DAOXIANG}  | 2024-10-23 | 专题活动 | 珍爱生命                   | 各年级     | 46
{DAOXIANG}  | 2024-11-20 | 宣传月   | 心理健康宣传月             | 全校       | 46
{DAOXIANG}  | 2024-12-25 | 家长会   | 留守儿童的心理陪伴         | 全校       | 40
{FENGYU}    | 2024-09-12 | 主题班会 | 青春期心理适应             | 七、八年级 | 790
{FENGYU}    |            | 主题班会 | 中考心理加油站             | 九年级     | 390
{FENGYU}    | 2024-10-17 | 专题活动 | 珍爱生命，绽放青春         | 全校       | 1180
{FENGYU}    | 2024-11-14 | 宣传月   | 校园心理文化节             | 全校       | 1180
{FENGYU}    | 2024-12-12 | 家长会   | 青春期亲子心理沟通         | 全校       | 1100
{XINGZHU}   | 2024-09-19 | 主题班会 | 情绪万花筒                 | 全体师生   | 902
{XINGZHU}   | 2024-10-24 | 专题活动 | 珍爱生命，守护心灵         | 全校       | 902
{XINGZHU}   | 2024-11-21 | 宣传月   | 心理健康宣传月             | 全校       | 902
{XINGZHU}   | 2024-12-19 | 家长会   | 家校同心，护航心理         | 全校       | 860
{YUNJI}     | 2024-09-26 | 主题班会 | 高中生活与心理适应         | 高一       | 310
{YUNJI}     | 2024-10-10 | 主题班会 | 直面压力的心理智慧         | 高二、高三 | 602
{YUNJI}     | 2024-10-31 | 专题活动 | 珍爱生命，成就未来         | 全校       | 912
{YUNJI}     | 2024-11-28 | 宣传月   | 心理健康宣传月             | 全校       | 912
{YUNJI}     | 2024-12-27 | 家长会   | 高中生心理与家庭支持       | 全校       | 880
{QINGSUO}   | 2024-09-24 | 主题班会 | 职业梦想与心理成长         | 全校       | 268
{QINGSUO}   | 2024-10-22 | 专题活动 | 珍爱生命，技能成才         | 全校       | 268
{QINGSUO}   | 2024-11-19 | 宣传月   | 心理健康宣传月             | 全校       | 268
{QINGSUO}   | 2024-12-17 | 家长会   | 倾听孩子的心理需要         | 全校       | 220
{JIANGLAN}  | 2024-09-17 | 主题班会 | 悦纳自我，阳光心理         | 一年级     | 550
{JIANGLAN}  | 2024-09-18 | 主题班会 | 实习前的心理准备           | 二、三年级 | 1100
{JIANGLAN}  | 2024-10-29 | 专题活动 | 珍爱生命，匠心未来         | 全校       | 1650
{YINGCHUAN} | 2024-10-09 | 主题班会 | 我的心情与情绪卡片         | 各年级     | 72
{YINGCHUAN} | 2024-11-06 | 专题活动 | 珍爱生命，感受阳光         | 全校       | 72
""")

DISTRICT_LESSONS = rows(f"""
{LANTING}   | 一至六年级 | 体育与健康           | 第一学期 | 3   |    | 是
{LANTING}   | 一至六年级 | 美术                 | 第一学期 | 2   |    | 是
{LANTING}   | 一至六年级 | 劳动                 | 第一学期 | 1   |    | 是
{LANTING}   | 五、六年级 | 心理健康             | 第一学期 | 0.5 |    | 是
{YINGHE}    | 一至六年级 | 体育与健康           | 第一学期 | 3   |    | 是
{YINGHE}    | 一至六年级 | 美术                 | 第一学期 | 2   |    | 是
{YINGHE}    | 一至六年级 | 劳动                 | 第一学期 | 1   |    | 是
{YINGHE}    | 三年级     | 心理健康             | 第一学期 | 0.5 |    | 是
{YANQIU}    | 一至六年级 | 体育                 | 第一学期 | 3   |    | 是
{YANQIU}    | 一至六年级 | 美术                 | 第一学期 | 2   |    | 是
{YANQIU}    | 一至六年级 | 劳动教育             | 第一学期 | 1   |    | 是
{YANQIU}    | 一年级     | 心理健康教育         | 第一学期 | 1   |    | 是
{DAOXIANG}  | 一至三年级 | 体育与健康           | 第一学期 | 3   |    | 是
{DAOXIANG}  | 一至三年级 | 劳动                 | 第一学期 | 1   |    | 是
{DAOXIANG}  | 二、三年级 | 美术                 | 第一学期 | 2   |    | 是
{DAOXIANG}  | 三年级     | 心理健康             | 第一学期 | 0.5 |    | 是
{FENGYU}    | 七至九年级 | 体育与健康           | 第一学期 | 3   |    | 是
{FENGYU}    | 七至九年级 | 美术                 | 第一学期 | 1   |    | 是
{FENGYU}    | 七至九年级 | 劳动                 | 第一学期 | 1   |    | 是
{FENGYU}    | 七年级     | 心理健康             | 第一学期 | 0.5 |    | 是
{XINGZHU}   | 各年级     | 体育与健康           | 第一学期 | 3   |    | 是
{XINGZHU}   | 各年级     | 美术                 | 第一学期 | 1   |    | 是
{XINGZHU}   | 各年级     | 劳动                 | 第一学期 | 1   |    | 是
{XINGZHU}   | 四年级     | 心理健康             | 第一学期 | 0.5 |    | 是
{XINGZHU}   | 七年级     | 心理健康             | 第一学期 |     |    | 是
{WANGLAN}   | 各年级     | 体育与健康           | 第一学期 | 3   |    | 是
{WANGLAN}   | 各年级     | 美术                 | 第一学期 | 1   |    | 是
{WANGLAN}   | 各年级     | 劳动                 | 第一学期 | 1   |    | 是
{WANGLAN}   | 七年级     | 心理健康             | 第一学期 | 0.5 |    | 是
{WANGLAN}   | 高一       | 心理健康             | 第一学期 | 0.5 |    | 是
{YUNJI}     | 高一至高三 | 体育与健康           | 第一学期 | 2   |    | 是
{YUNJI}     | 高一至高三 | 美术                 | 第一学期 | 1   |    | 是
{YUNJI}     | 高一至高三 | 劳动                 | 第一学期 | 1   |    | 是
{QINGSUO}   | 一年级     | 体育与健康           | 第一学期 | 2   |    | 是
{QINGSUO}   | 一年级     | 心理健康与职业生涯   | 第一学期 |     | 10 | 是
{QINGSUO}   | 一年级     | 心理健康与职业生涯   | 第二学期 |     | 10 | 是
{JIANGLAN}  | 一年级     | 体育与健康           | 第一学期 | 2   |    | 是
{JIANGLAN}  | 一年级     | 心理健康与职业生涯   | 第一学期 | 1   | 18 | 是
{JIANGLAN}  | 一年级     | 心理健康与职业生涯   | 第二学期 | 1   | 18 | 是
{YINGCHUAN} | 各年级     | 体育与健康           | 第一学期 | 3   |    | 是
{YINGCHUAN} | 各年级     | 美术                 | 第一学期 | 2   |    | 是
{YINGCHUAN} | 各年级     | 劳动                 | 第一学期 | 2   |    | 是
{YINGCHUAN} | 各年级     | 心理健康             | 第一学期 | 1   |    | 是
""")

USUAL_RECORDS = rows("""
心理健康教育纳入日常工作议程 | 是 | 2024-09-03 |               |
心理健康教育经费纳入预算     | 是 | 2024-12-20 |               |
三级心理帮扶队伍             | 是 | 2024-09-12 |               |
高关怀学生闭环管理           | 是 | 2024-09-25 |               |
绿色转介通道                 | 是 | 2024-09-25 |               |
双月报                       | 是 | 2024-11-05 | 2024年9-10月  |
双月报                       | 是 | 2025-01-06 | 2024年11-12月 |
""")
NO_RECORDS = {HEYE, YINGCHUAN}


def district() -> list[Form]:
    """Seven sheets, each with the county and the school in every row."""
    unit = "填报单位（盖章）：南昌市教育局"
    where = (Column("县区", 11), Column("学校名称", 26))
    forms = [
        Form(
            "学校",
            "南昌市中小学心理健康教育工作情况汇总表",
            unit,
            (
                *where,
                Column("学校标识码", 14),
                Column("办学类型", 20),
                Column("在校学生数（人）", 15),
                Column("教学班数（个）", 14),
                Column("备注", 20, left=True),
            ),
            SCHOOLS,
            summed=(5, 6),
        ),
        Form(
            "班级",
            "班级情况汇总表",
            unit,
            (*where, Column("班级", 18), Column("班级人数（人）", 16), Column("班主任", 16)),
            district_classes(),
            summed=(4,),
        ),
        Form(
            "心理教师",
            "心理健康教育教师汇总表",
            unit,
            (
                *where,
                Column("姓名", 11),
                Column("性别", 7),
                Column("专职/兼职", 10, choices=DUTIES),
                Column("教师来源", 12, choices=SUPPORTS),
                Column("学历", 13),
                Column("是否享受班主任同等待遇", 14, choices=YES_NO),
                Column("是否计班主任工作年限", 14, choices=YES_NO),
                Column("年度培训学时", 11),
            ),
            placed(DISTRICT_TEACHERS),
        ),
        Form(
            "活动",
            "心理健康教育活动汇总表",
            unit,
            (
                *where,
                Column("活动时间", 13),
                Column("活动类型", 12, choices=CATEGORIES),
                Column("活动主题", 32, left=True),
                Column("活动对象", 16),
                Column("参加人数（人）", 14),
            ),
            placed(DISTRICT_ACTIVITIES),
        ),
        Form(
            "心理委员",
            "班级心理委员汇总表",
            unit,
            (
                *where,
                Column("班级", 16),
                Column("男心理委员", 18),
                Column("女心理委员", 18),
            ),
            district_committee(),
        ),
        Form(
            "课程",
            "课程开设情况汇总表",
            unit,
            (
                *where,
                Column("年级", 16),
                Column("课程名称", 24),
                Column("学期", 12),
                Column("周课时（节）", 13),
                Column("每学期课时", 11),
                Column("是否必修", 10, choices=YES_NO),
            ),
            placed(DISTRICT_LESSONS),
        ),
        Form(
            "工作记录",
            "心理健康教育工作记录汇总表",
            unit,
            (
                *where,
                Column("工作项目", 34, left=True),
                Column("是否落实", 12),
                Column("完成时间", 13),
                Column("报告期", 16),
                Column("情况说明", 22, left=True),
            ),
            district_records(),
        ),
    ]
    return [replace(form, colour="#E2EFDA", signed=("褚令仪", "柏怀瑾")) for form in forms]


def placed(found: Iterable[Row]) -> list[Row]:
    """Rows that start with the school, with its county in front."""
    return [(COUNTY[row[0]], *row) for row in found]


def district_classes() -> list[Row]:
    """Every class of every school, with sizes that add up to the school's pupils."""
    found: list[Row] = []
    for _, school, _, _, pupils, classes, _ in SCHOOLS:
        sizes = split(ESTIMATED.get(school, pupils), classes)
        for name, size in zip(CLASSES[school], sizes, strict=True):
            found.append((school, name, size, person(len(found), "女男"[len(found) % 2])))
    return placed(found)


def district_committee() -> list[Row]:
    """A boy and a girl for every 初中 and 普通高中 class, but for two classes."""
    found: list[Row] = []
    for school in (FENGYU, XINGZHU, WANGLAN, YUNJI):
        for name in CLASSES[school]:
            if name.startswith(JUNIOR + SENIOR):
                boy, girl = person(len(found), "男"), person(len(found) + 50, "女")
                match school, name:
                    case (_, "八(3)班") if school == FENGYU:
                        girl = ""
                    case (_, "高二(3)班"):
                        boy = girl = "无"
                found.append((school, name, boy, girl))
    return placed(found)


def district_records() -> list[Row]:
    """The usual seven lines of each school, but for what is planted."""
    found: list[Row] = []
    for _, school, *_ in SCHOOLS:
        if school not in NO_RECORDS:
            found += [(school, *row) for row in records_of(school)]
    return placed(found)


def records_of(school: str) -> Sequence[Row]:
    """What one school reports; 砚秋 and others report just the usual."""
    agenda, budget, team, care, referral, autumn, winter = USUAL_RECORDS
    if school == YINGHE:
        (review,) = rows("示范校评估 | 是 | 2023-03-15 | |")
        return [agenda, budget, team, care, referral, autumn, review]
    if school == DAOXIANG:
        referral, report = rows("""
            绿色转介通道 | 正在推进 | | |
            双月报       | 是       | | | 由中心小学代报
        """)
        return [agenda, budget, team, care, referral, report]
    if school == XINGZHU:
        denied, review = rows("""
            高关怀学生闭环管理 | 否 |            | | 初中部尚未建立
            示范校评估         | 是 | 2022-12-20 | |
        """)
        return [agenda, budget, team, care, denied, referral, autumn, winter, review]
    if school == YUNJI:
        return [agenda, team, care, referral, autumn, winter]
    return USUAL_RECORDS


BOOKS = {"clean_school": clean_school, "faulty_school": faulty_school, "district": district}


def main(folder: Path) -> None:
    """Write every workbook into `folder`."""
    for name, forms in BOOKS.items():
        write_book(folder / f"{name}.xlsx", forms())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
