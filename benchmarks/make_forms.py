"""Write school workbooks of realistic size to measure with: `python benchmarks/make_forms.py FOLDER`.

`FOLDER/schools/` receives one workbook per school (`--schools`, default 300; about 730 rows and 8,600 cells
each) and `FOLDER/district.xlsx` one workbook about `--district` schools (default 300: 12,000 classes, 45,000
teachers, 100,000 activities). With `--state` the schools meet every requirement (`clean`) or none (`failing`);
otherwise some leave blanks or fall short. `--many` adds `FOLDER/many/`: the workbooks under other schools' names,
so many in all. Every school, teacher and pupil is invented; the same arguments give the same cells. Never commit
what it writes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

Row = list[Any]
SURNAMES = "顾沈骆祁温简程虞陆卫池柏樊褚盛宋乔凌纪丁黎涂舒蒋闻岑"
GIVEN = "知远亦辰书恒承泽望舒景行子衿牧之星野修怀瑾一鸣嘉树思齐念安清和若溪采薇静姝映雪语桐晚晴芷兰疏影令仪如初沐阳依诺"
PLACES = "青禾栖澜望湖云杉松岭竹溪梅岭枫林白鹭澄江朝晖启明"
DISTRICTS = ("东湖区", "西湖区", "青云谱区", "青山湖区", "红谷滩区", "新建区")
KINDS = {
    "九年一贯制学校": ("一", "二", "三", "四", "五", "六", "七", "八", "九"),
    "完全中学": ("七", "八", "九", "高一", "高二", "高三"),
    "小学": ("一", "二", "三", "四", "五", "六"),
    "初级中学": ("七", "八", "九"),
}
CLASSES = 36
STAFF, ACTIVITIES = 180, 200
OF_DISTRICT = {"classes": 40, "staff": 150, "activities": 333 + 1 / 3}
"""Of each school in the district's workbook: 12,000, 45,000 and 100,000 of 300 schools."""
STATES = ("mixed", "clean", "failing")
POSTS = ("语文", "数学", "英语", "体育与健康", "美术", "音乐", "道德与法治", "物理", "信息科技")
COURSES = (
    ("体育与健康", "每周3课时"),
    ("劳动", "每周1课时"),
    ("音乐", "每周1课时"),
    ("心理健康", "每两周1课时"),
)
MET = (*COURSES, ("美术", "每周1课时"))
UNMET = (("语文", "每周5课时"), ("数学", "每周5课时"), ("英语", "每周4课时"), ("音乐", "每周1课时"))
ROLES = ("班长", "学习委员", "体育委员", "劳动委员", "宣传委员", "心理委员", "心理委员")
ITEMS = (
    "心理健康教育纳入日常工作议程",
    "心理健康教育经费纳入预算",
    "三级心理帮扶队伍",
    "高关怀学生闭环管理",
    "绿色转介通道",
    "双月报",
    "双月报",
    "示范校评估",
)
KINDS_OF_ACTIVITY = ("专题活动", "家校活动", "宣传月", "讲座")
TOPICS = ("情绪管理", "认识自我", "同伴交往", "学会学习", "生命教育", "考前心理调适", "网络与时间")


@dataclass(frozen=True)
class Form:
    """One sheet: its title and headings, and one row of cells for each thing listed."""

    sheet: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Row]


class School:
    """One invented school; `number` decides everything about it but how it does, which is its `state`."""

    def __init__(self, number: int, state: str = "mixed", classes: int = CLASSES) -> None:
        self.random = random.Random(number)
        self.number = number
        self.mixed, self.failing = state == "mixed", state == "failing"
        self.courses = {"mixed": COURSES, "clean": MET, "failing": UNMET}[state]
        first, second = divmod(number, len(PLACES) // 2)
        place = PLACES[2 * second : 2 * second + 2]
        kind = list(KINDS)[number % len(KINDS)]
        self.kind, self.grades = kind, KINDS[kind]
        self.name = f"南昌市{place}第{first + 1}{'小学' if kind == '小学' else '学校'}"
        self.district = DISTRICTS[number % len(DISTRICTS)]
        self.code = f"3{number % 9}3600{number:04}"
        per_grade, more = divmod(classes, len(self.grades))
        self.classes = [
            (grade, f"{grade}({at})班")
            for index, grade in enumerate(self.grades)
            for at in range(1, per_grade + (index < more) + 1)
        ]
        self.sizes = [self.random.randint(38, 50) for _ in self.classes]

    def person(self) -> str:
        """A name."""
        given = "".join(self.random.sample(GIVEN, self.random.choice((1, 2, 2))))
        return self.random.choice(SURNAMES) + given

    def day(self) -> object:
        """A day of the autumn term, as a date or as text."""
        found = dt.date(2024, 9, 2) + dt.timedelta(self.random.randrange(130))
        if self.random.random() < 0.2:
            return f"{found.year}年{found.month}月{found.day}日"
        return f"{found.year}.{found.month}.{found.day}" if self.random.random() < 0.2 else found

    def overview(self) -> Row:
        """Its row in the table of schools; a blank where every ninth left the pupils out."""
        pupils = "" if self.mixed and self.number % 9 == 4 else sum(self.sizes)
        staff = (1, 0, 1) if self.failing else (3, 1, 2)
        head = [self.name, self.code, self.district, self.kind, "公办", pupils, len(self.classes)]
        return [*head, 0, *staff, "是", 3, "96平方米"]

    def class_rows(self) -> Iterator[Row]:
        """The table of classes."""
        for (grade, name), size in zip(self.classes, self.sizes, strict=True):
            yield [f"{grade}年级", name, size, self.person(), "教学楼", "平行班", "", ""]

    def staff(self, count: int) -> Iterator[Row]:
        """The staff, the first three of them counsellors, or one alone; some cells blank."""
        pick = self.random.choice
        lent = self.mixed and self.number % 5 == 1
        duties = ("兼职",) if self.failing else ("专职", "兼职", "兼职")
        pay = ("是", "", "否") if self.mixed else ("否" if self.failing else "是",) * 3
        for at in range(count):
            counsellor = at < len(duties)
            years = self.random.randint(1, 35)
            yield [
                f"T{self.number:04}{at:03}",
                self.person(),
                pick("男女"),
                "是" if counsellor else "否",
                duties[at] if counsellor else "",
                "对口援助" if counsellor and lent else "本校",
                "心理健康" if counsellor else pick(POSTS),
                pick(("教师", "班主任", "年级组长")),
                pick(("本科", "硕士研究生", "大专")),
                "应用心理学" if counsellor else "教育学",
                "心理健康教育教师资格证" if counsellor else "",
                pay[at % 3] if counsellor else "",
                ("否" if self.failing else "是") if counsellor else "",
                self.random.randint(20, 60) if counsellor else "",
                f"{2024 - years}-09",
                years,
                pick(("一级教师", "高级教师", "二级教师")),
            ]

    def activities(self, count: int) -> Iterator[Row]:
        """Class meetings of single classes and activities of grades or of the whole school."""
        pick = self.random.choice
        for at in range(count):
            grade, name = self.classes[at % len(self.classes)]
            alone = at % 4 != 3
            topic = pick(TOPICS)
            kind = "主题班会" if alone else pick(KINDS_OF_ACTIVITY)
            theme = "心理健康教育" if at % 3 else "生命教育"
            if self.failing:
                kind, theme = "讲座", "安全教育"
            elif not self.mixed and not alone:
                kind = KINDS_OF_ACTIVITY[at // 4 % len(KINDS_OF_ACTIVITY)]
            yield [
                f"{topic}：{pick(('与你同行', '我能行', '从心出发'))}（第{at % 23 + 1}期）",
                kind,
                theme,
                self.day(),
                f"{grade}年级" if at % 12 != 11 else "全校",
                name if alone else "",
                self.random.randint(38, 50) if alone else self.random.randint(100, 300),
                "各班教室" if alone else "报告厅",
                self.person(),
                "照片、签到表",
                40,
            ]

    def committee(self, roles: Sequence[str]) -> Iterator[Row]:
        """The committees of the classes, row by row; in some classes nobody but girls."""
        for at, (grade, name) in enumerate(self.classes):
            for role, sex in zip(roles, "男女女男女男女", strict=False):
                shown = "女" if self.failing or (self.mixed and at % 11 == 5) else sex
                yield [f"{grade}年级", name, self.person(), shown, role, self.day(), ""]

    def lessons(self) -> Iterator[Row]:
        """The courses of every grade."""
        for grade in self.grades:
            for name, hours in self.courses:
                yield [f"{grade}年级", name, hours, "是", "国家教材", "第一学期", ""]

    def records(self, times: int) -> Iterator[Row]:
        """What the school says of its work, item after item."""
        for at, item in enumerate(ITEMS * times):
            month = 9 + 2 * (at % 2)
            period = f"2024年{month}-{month + 1}月" if item == "双月报" else ""
            done = "否" if self.random.random() < 0.1 else "是"
            day = self.day()
            if not self.mixed:
                done = "否" if self.failing else "是"
            if self.failing and item == "示范校评估":
                done, day = "是", "2020.5.8"
            yield [item, done, day, period, 1, "文件、照片", "", ""]

    def forms(self) -> list[Form]:
        """Seven sheets, with the whole staff and every committee member."""
        return [
            Form("学校", "学校基本情况表", SCHOOL, [self.overview()]),
            Form("班级", "班级基本情况表", CLASS, list(self.class_rows())),
            Form("教师", "教职工花名册", TEACHER, list(self.staff(STAFF))),
            Form("活动", "心理健康教育活动登记表", ACTIVITY, list(self.activities(ACTIVITIES))),
            Form("班委", "班委会成员登记表", MEMBER, list(self.committee(ROLES))),
            Form("课程", "课程开设情况表", LESSON, list(self.lessons())),
            Form("工作记录", "心理健康教育工作记录表", RECORD, list(self.records(4))),
        ]


def headings(text: str) -> tuple[str, ...]:
    """Headings written with a space between them."""
    return tuple(text.split())


SCHOOL = headings(
    "学校名称 学校标识码 县区 办学类型 办别 在校学生数(人) 教学班数(个) 寄宿生数(人) 心理健康教育教师人数"
    " 专职心理健康教育教师人数 兼职心理健康教育教师人数 是否有心理辅导室 心理辅导室间数 心理辅导室面积(㎡)"
)
CLASS = headings("年级 班级 班级人数(人) 班主任 教学楼 班型 联系人 备注")
TEACHER = headings(
    "工号 姓名 性别 是否心理健康教育教师 专职/兼职 教师来源 任教学科 职务 学历 所学专业 资格证书"
    " 是否享受班主任同等待遇 是否计班主任工作年限 年度培训学时 参加工作时间 教龄 职称"
)
ACTIVITY = headings(
    "活动主题 活动类型 主题类别 活动时间 活动对象 班级 参加人数 活动地点 主讲人 佐证材料 时长"
)
MEMBER = headings("年级 班级 姓名 性别 担任职务 任职时间 备注")
LESSON = headings("年级 课程名称 课时安排 是否必修 教材 学期 备注")
RECORD = headings("工作项目 是否落实 完成时间 报告期 份数 佐证材料 情况说明 备注")


def district_forms(count: int) -> list[Form]:
    """The same sheets about many schools; of the committees 心理委员 only."""
    schools = [School(number, classes=int(OF_DISTRICT["classes"])) for number in range(count)]
    staff, activities = int(OF_DISTRICT["staff"]), OF_DISTRICT["activities"]

    def held(school: School) -> Iterator[Row]:
        before, after = (round(activities * (school.number + more)) for more in (0, 1))
        return school.activities(after - before)

    def of_all(rows_of: Any) -> list[Row]:
        return [[school.name, *row] for school in schools for row in rows_of(school)]

    name = ("学校名称",)
    return [
        Form("学校", "学校情况汇总表", SCHOOL, [school.overview() for school in schools]),
        Form("班级", "班级汇总表", name + CLASS, of_all(School.class_rows)),
        Form("教师", "教职工汇总表", name + TEACHER, of_all(lambda one: one.staff(staff))),
        Form("活动", "活动汇总表", name + ACTIVITY, of_all(held)),
        Form(
            "心理委员",
            "心理委员汇总表",
            name + MEMBER,
            of_all(lambda one: one.committee(ROLES[5:])),
        ),
        Form("课程", "课程开设汇总表", name + LESSON, of_all(School.lessons)),
        Form("工作记录", "工作记录汇总表", name + RECORD, of_all(lambda one: one.records(1))),
    ]


def write(path: Path, forms: Sequence[Form], unit: str) -> None:
    """One workbook: a merged title, the unit's line, headings, rows and a line for signatures in each sheet."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        title = book.add_format({"bold": True, "align": "center"})
        for form in forms:
            sheet = book.add_worksheet(form.sheet)
            last = len(form.headings)
            sheet.merge_range(0, 0, 0, last, form.title, title)
            sheet.write(1, 0, f"单位（盖章）：{unit}")
            sheet.write_row(2, 0, ["序号", *form.headings])
            for at, row in enumerate(form.rows, 3):
                sheet.write_row(at, 0, [at - 2, *row])
            sheet.write(len(form.rows) + 4, 1, "填表人：")


def write_schools(folder: Path, count: int, state: str = "mixed") -> None:
    """A workbook for each school."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        school = School(number, state)
        write(folder / f"{number:05}.xlsx", school.forms(), school.name)


def write_many(folder: Path, schools: Path, count: int) -> None:
    """The workbooks in `schools` again and again under other schools' names and codes, `count` in all."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = sorted(schools.glob("*.xlsx"))
    for number in range(count):
        first, other = School(number % len(originals)), School(number)
        with (
            zipfile.ZipFile(originals[first.number]) as source,
            zipfile.ZipFile(folder / f"{number:05}.xlsx", "w", zipfile.ZIP_DEFLATED, True, 1) as to,
        ):
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename == "xl/sharedStrings.xml":
                    for old, new in ((first.name, other.name), (first.code, other.code)):
                        data = data.replace(old.encode(), new.encode())
                to.writestr(entry.filename, data)


def write_district(path: Path, count: int) -> None:
    """One workbook about many schools."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, district_forms(count), "南昌市教育局")


def main() -> None:
    """Read the arguments and write the files."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--schools", type=int, default=300, help="workbooks to write")
    options.add_argument("--district", type=int, default=300, help="schools in the one workbook")
    options.add_argument("--many", type=int, default=0, help="workbooks under other names")
    options.add_argument("--state", choices=STATES, default=STATES[0], help="how the schools do")
    given = options.parse_args()
    write_schools(given.folder / "schools", given.schools, given.state)
    if given.many:
        write_many(given.folder / "many", given.folder / "schools", given.many)
    if given.district:
        write_district(given.folder / "district.xlsx", given.district)


if __name__ == "__main__":
    main()
