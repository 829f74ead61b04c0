"""Wording: what tables, fields, grades, terms, verdicts and levels are called.

`MESSAGES` holds the words; the functions below put together labels such as 七(1)班 or 2024-2025学年第一学期.
"""

from __future__ import annotations

import re
from functools import cache

from mhaudit.wording import say

_PERIOD = re.compile(r"(\d{4})-(\d\d)(?:/(\d{4})-(\d\d))?")

MESSAGES: dict[str, tuple[str, str]] = {
    # the seven tables
    "table.schools": ("学校表", "schools"),
    "table.classes": ("班级表", "classes"),
    "table.teachers": ("教师表", "teachers"),
    "table.activities": ("活动表", "activities"),
    "table.committee": ("班委表", "class committees"),
    "table.lessons": ("课程表", "lessons"),
    "table.records": ("工作记录表", "records"),
    # columns that any table may have
    "field.school": ("学校", "school"),
    "field.school_code": ("学校标识码", "school code"),
    "field.district": ("县区", "district"),
    "field.serial": ("序号", "serial number"),
    # schools
    "field.schools.name": ("学校名称", "school name"),
    "field.schools.code": ("学校标识码", "school code"),
    "field.schools.district": ("县区", "district"),
    "field.schools.kind": ("办学类型", "kind of school"),
    "field.schools.stage": ("学段", "stage"),
    "field.schools.ownership": ("学校性质", "ownership"),
    "field.schools.students": ("在校学生数", "students"),
    "field.schools.class_count": ("教学班数", "number of classes"),
    "field.schools.boarders": ("寄宿生数", "boarders"),
    "field.schools.counsellors_total": ("心理健康教育教师人数", "counsellors"),
    "field.schools.counsellors_full_time": ("专职心理健康教育教师人数", "full-time counsellors"),
    "field.schools.counsellors_part_time": ("兼职心理健康教育教师人数", "part-time counsellors"),
    "field.schools.has_room": ("是否有心理辅导室", "has a counselling room"),
    "field.schools.rooms": ("心理辅导室间数", "counselling rooms"),
    "field.schools.room_area_m2": ("心理辅导室面积(平方米)", "counselling room area (m²)"),
    # classes
    "field.classes.class_name": ("班级", "class"),
    "field.classes.grade": ("年级", "grade"),
    "field.classes.number": ("班号", "class number"),
    "field.classes.students": ("班级人数", "students in the class"),
    "field.classes.homeroom_teacher": ("班主任", "homeroom teacher"),
    # teachers
    "field.teachers.name": ("姓名", "name"),
    "field.teachers.sex": ("性别", "sex"),
    "field.teachers.counsellor": ("是否心理健康教育教师", "is a counsellor"),
    "field.teachers.duty": ("专职/兼职", "full-time or part-time"),
    "field.teachers.full_time_counsellor": ("是否专职心理教师", "is a full-time counsellor"),
    "field.teachers.support": (
        "教师来源(本校/对口援助/定点支教)",
        "whose teacher (own, paired, posted)",
    ),
    "field.teachers.subject": ("任教学科", "subject taught"),
    "field.teachers.post": ("岗位", "post"),
    "field.teachers.degree": ("学历", "degree"),
    "field.teachers.major": ("专业", "major"),
    "field.teachers.certificate": ("资格证书", "certificate"),
    "field.teachers.homeroom_pay": ("是否享受班主任同等待遇", "paid as a homeroom teacher"),
    "field.teachers.homeroom_years": ("是否计班主任工作年限", "years count as homeroom years"),
    "field.teachers.training_hours": ("培训学时", "training hours"),
    "field.teachers.staff_number": ("工号", "staff number"),
    # activities
    "field.activities.title": ("活动主题", "title"),
    "field.activities.category": ("活动类型", "category"),
    "field.activities.date": ("活动日期", "date"),
    "field.activities.term": ("学期", "term"),
    "field.activities.school_year": ("学年", "school year"),
    "field.activities.grades": ("活动对象(年级)", "grades"),
    "field.activities.classes": ("参加班级", "classes"),
    "field.activities.class_name": ("班级", "class"),
    "field.activities.themes": ("主题类别", "themes"),
    "field.activities.participants": ("参加人数", "participants"),
    "field.activities.evidence": ("佐证材料", "evidence"),
    # committee
    "field.committee.class_name": ("班级", "class"),
    "field.committee.grade": ("年级", "grade"),
    "field.committee.class": ("班号", "class number"),
    "field.committee.name": ("学生姓名", "pupil's name"),
    "field.committee.sex": ("性别", "sex"),
    "field.committee.role": ("职务", "role"),
    "field.committee.members": ("心理委员", "psychology committee members"),
    "field.committee.male_members": ("男心理委员", "male psychology committee members"),
    "field.committee.female_members": ("女心理委员", "female psychology committee members"),
    "field.committee.second_member": ("第二名心理委员", "second psychology committee member"),
    "field.committee.second_sex": ("第二名心理委员性别", "second member's sex"),
    # lessons
    "field.lessons.grade": ("年级", "grade"),
    "field.lessons.term": ("学期", "term"),
    "field.lessons.subject": ("课程名称", "course"),
    "field.lessons.periods_per_week": ("周课时", "periods a week"),
    "field.lessons.fortnight_periods": ("每两周课时", "periods a fortnight"),
    "field.lessons.frequency": ("课时安排", "how often"),
    "field.lessons.hours_per_term": ("每学期课时", "hours a term"),
    "field.lessons.hours_total": ("总学时", "total hours"),
    "field.lessons.compulsory": ("是否必修", "compulsory"),
    "field.lessons.offered": ("是否开设", "offered"),
    # records
    "field.records.item": ("项目", "item"),
    "field.records.done": ("是否完成", "done"),
    "field.records.date": ("日期", "date"),
    "field.records.period": ("报告期", "reporting period"),
    "field.records.count": ("数量", "count"),
    "field.records.evidence": ("佐证材料", "evidence"),
    "field.records.explanation": ("情况说明", "explanation"),
    # grades
    "grade.G1": ("一年级", "Grade 1"),
    "grade.G2": ("二年级", "Grade 2"),
    "grade.G3": ("三年级", "Grade 3"),
    "grade.G4": ("四年级", "Grade 4"),
    "grade.G5": ("五年级", "Grade 5"),
    "grade.G6": ("六年级", "Grade 6"),
    "grade.G7": ("七年级", "Grade 7"),
    "grade.G8": ("八年级", "Grade 8"),
    "grade.G9": ("九年级", "Grade 9"),
    "grade.G10": ("高一", "Grade 10"),
    "grade.G11": ("高二", "Grade 11"),
    "grade.G12": ("高三", "Grade 12"),
    "grade.V1": ("中职一年级", "Vocational Grade 1"),
    "grade.V2": ("中职二年级", "Vocational Grade 2"),
    "grade.V3": ("中职三年级", "Vocational Grade 3"),
    # stages
    "stage.primary": ("小学", "primary"),
    "stage.junior": ("初中", "junior secondary"),
    "stage.senior": ("普通高中", "senior secondary"),
    "stage.vocational": ("中职", "vocational"),
    # classes, terms and periods of a subject
    "class.numbered": ("{grade}({number})班", "{grade} Class {number}"),
    "class.named": ("{grade}{number}班", "{grade} Class {number}"),
    "term.1": ("{year}学年第一学期", "{year} term 1"),
    "term.2": ("{year}学年第二学期", "{year} term 2"),
    "school_year": ("{year}学年", "school year {year}"),
    "month": ("{year}年{month}月", "{year}-{month:02d}"),
    "two_months": ("{year}年{month}—{last_month}月", "{year}-{month:02d}/{last_month:02d}"),
    "two_months.across": (
        "{year}年{month}月—{last_year}年{last_month}月",
        "{year}-{month:02d}/{last_year}-{last_month:02d}",
    ),
    # verdicts, and the standing of a school
    "verdict.pass": ("达标", "pass"),
    "verdict.fail": ("不达标", "fail"),
    "verdict.unknown": ("无法判定", "unknown"),
    "verdict.notapplicable": ("不适用", "not applicable"),
    "verdict.waived": ("已豁免", "waived"),
    "verdict.error": ("规则出错", "rule error"),
    "standing.fail": ("有必须的要求不达标", "a must requirement fails"),
    "standing.warning": ("有原则性要求不达标", "a principle requirement fails"),
    "standing.unknown": ("有要求无法判定", "some requirements cannot be judged"),
    "standing.pass": ("达标", "pass"),
    "standing.notapplicable": ("没有可判定的内容", "nothing to judge"),
    "standing.fail.short": ("不达标(必须)", "fail (must)"),
    "standing.warning.short": ("不达标(原则上)", "fail (principle)"),
    "standing.unknown.short": ("无法判定", "unknown"),
    "standing.pass.short": ("达标", "pass"),
    "standing.notapplicable.short": ("无可判定", "nothing to judge"),
    # where the name of a school came from
    "school_from.column": ("学校一列", "the school column"),
    "school_from.workbook": ("本工作簿唯一的学校", "the only school of the workbook"),
    "school_from.unit": ("“单位(盖章)”一行", "the line “单位(盖章)”"),
    "school_from.title": ("表的标题", "the title of the table"),
    "school_from.sheet": ("工作表名称", "the sheet name"),
    "school_from.file": ("文件名", "the file name"),
    "school_from.folder": ("文件夹名", "the folder name"),
    # strengths of a clause, and the levels they set
    "strength.must": ("必须", "must"),
    "strength.principle": ("原则上", "principle"),
    "strength.encouraged": ("鼓励", "encouraged"),
    "strength.area": ("区域目标", "area target"),
    "level.error": ("必须", "must"),
    "level.warning": ("原则上", "principle"),
    "level.note": ("鼓励", "encouraged"),
    # words that cells stand for
    "value.yes": ("是", "yes"),
    "value.no": ("否", "no"),
    "value.male": ("男", "male"),
    "value.female": ("女", "female"),
    "value.full_time": ("专职", "full-time"),
    "value.part_time": ("兼职", "part-time"),
    "value.own": ("本校", "own"),
    "value.paired": ("对口援助", "paired"),
    "value.posted": ("定点支教", "posted"),
    "value.other": ("其他", "other"),
    "value.public": ("公办", "public"),
    "value.private": ("民办", "private"),
    "value.psych": ("心理委员", "psychology committee member"),
    "value.class_meeting": ("班团队会", "class meeting"),
    "value.special_activity": ("专题活动", "special activity"),
    "value.home_school": ("家校活动", "home-school activity"),
    "value.campaign": ("宣传月、文化节等活动", "campaign"),
    "value.lecture": ("讲座", "lecture"),
    "value.mental_health": ("心理健康", "mental health"),
    "value.life_education": ("生命教育", "life education"),
}


def word(language: str, key: str, fallback: str | None = None) -> str:
    """The word `key`, or `fallback` (else the key's last part) where there is none."""
    try:
        return say(language, key)
    except KeyError:
        return fallback if fallback is not None else key.rpartition(".")[2]


def table_label(language: str, table: str) -> str:
    """`teachers` → 教师表."""
    return word(language, f"table.{table}", table)


def field_label(language: str, table: str, field: str) -> str:
    """`teachers`, `duty` → 专职/兼职; also for keys that any table may have, such as `school`."""
    return word(language, f"field.{table}.{field}", word(language, f"field.{field}", field))


def grade_label(language: str, grade: str) -> str:
    """`G7` → 七年级, `G10` → 高一, `V1` → 中职一年级."""
    return word(language, f"grade.{grade}", grade)


@cache
def grade_labels(language: str) -> tuple[str, ...]:
    """Every grade, those of primary school first."""
    at = ("zh", "en").index(language)
    return tuple(words[at] for key, words in MESSAGES.items() if key.startswith("grade."))


def class_label(language: str, grade: str, number: str) -> str:
    """`G7`, `1` → 七(1)班; `G10`, `1` → 高一(1)班; `G7`, `实验` → 七年级实验班 (R19)."""
    label = grade_label(language, grade)
    if not number.isdigit():
        return say(language, "class.named", grade=label, number=number)
    return say(language, "class.numbered", grade=label.removesuffix("年级"), number=number)


def term_label(language: str, term: str) -> str:
    """`2024-2025-1` → 2024-2025学年第一学期; `2024-2025` → 2024-2025学年; anything else as it stands."""
    year, number = term[:9], term[9:]
    if number in ("-1", "-2"):
        return say(language, f"term.{number[1]}", year=year)
    if not number and len(year) == 9:
        return say(language, "school_year", year=year)
    return term


def period_label(language: str, period: str) -> str:
    """A period of a subject: `2024-09/2024-10` → 2024年9—10月, `2024-09` → 2024年9月, `2024-2025` as a term."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return term_label(language, period)
    year, month = int(match[1]), int(match[2])
    if match[3] is None:
        return say(language, "month", year=year, month=month)
    if match[1] == match[3]:
        return say(language, "two_months", year=year, month=month, last_month=int(match[4]))
    values = {"last_year": int(match[3]), "last_month": int(match[4])}
    return say(language, "two_months.across", year=year, month=month, **values)
