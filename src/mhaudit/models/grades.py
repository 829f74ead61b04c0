"""Grades, stages and kinds of school (GB/T 33782—2017), with kinds as sets of codes (R27).

A grade is `G1`…`G12` (一年级…高三) or `V1`…`V3` (中职); a stage is a run of grades.
"""

from __future__ import annotations

STAGES: dict[str, tuple[str, ...]] = {
    "primary": ("G1", "G2", "G3", "G4", "G5", "G6"),
    "junior": ("G7", "G8", "G9"),
    "senior": ("G10", "G11", "G12"),
    "vocational": ("V1", "V2", "V3"),
}
GRADES: tuple[str, ...] = tuple(grade for grades in STAGES.values() for grade in grades)
STAGE_OF: dict[str, str] = {grade: stage for stage, grades in STAGES.items() for grade in grades}
GRADE_ORDER: dict[str, int] = {grade: number for number, grade in enumerate(GRADES)}

_PRIMARY, _JUNIOR, _SENIOR, _VOCATIONAL = (frozenset(STAGES[s]) for s in STAGES)
_SPECIAL = ("511", "512", "513", "514", "519")

KIND_GRADES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # code: (grades it surely has, grades it may have) — R11
    "111": (frozenset(), frozenset()),
    "112": (frozenset(), frozenset()),
    "119": (frozenset(), frozenset()),
    "211": (_PRIMARY, _PRIMARY),
    "218": (frozenset(), _PRIMARY),
    "311": (_JUNIOR, _JUNIOR),
    "321": (_JUNIOR, _JUNIOR),
    "312": (_PRIMARY | _JUNIOR, _PRIMARY | _JUNIOR),
    "341": (_JUNIOR | _SENIOR, _JUNIOR | _SENIOR),
    "342": (_SENIOR, _SENIOR),
    "345": (_PRIMARY | _JUNIOR | _SENIOR, _PRIMARY | _JUNIOR | _SENIOR),
    "361": (_VOCATIONAL, _VOCATIONAL),
    "362": (_VOCATIONAL, _VOCATIONAL),
    "363": (_VOCATIONAL, _VOCATIONAL),
    "365": (_VOCATIONAL, _VOCATIONAL),
    "366": (_VOCATIONAL, _VOCATIONAL),
} | {code: (frozenset(), _PRIMARY | _JUNIOR | _SENIOR) for code in _SPECIAL}
"""For each 办学类型 code its sure and possible grades; a kind of several codes intersects and unites them."""

KIND_CODES: frozenset[str] = frozenset(KIND_GRADES)

KIND_SETS: dict[str, frozenset[str]] = {
    "kindergarten": frozenset({"111", "112", "119"}),
    "primary": frozenset({"211", "218"}),
    "teaching_point": frozenset({"218"}),
    "junior": frozenset({"311", "321"}),
    "nine_year": frozenset({"312"}),
    "complete": frozenset({"341"}),
    "senior": frozenset({"342"}),
    "twelve_year": frozenset({"345"}),
    "vocational": frozenset({"361", "362", "363", "365"}),
    "technical": frozenset({"366"}),
    "special": frozenset(_SPECIAL),
    "general": frozenset({"211", "218", "311", "312", "321", "341", "342", "345"}),
}
"""Names that rule files may use for sets of kinds; `vocational` is 361–365, without 技工学校 (R31)."""

KIND_NAMES: dict[str, str] = {
    "111": "幼儿园", "112": "附设幼儿班", "119": "其他幼儿园",
    "211": "小学", "218": "小学教学点", "311": "初级中学", "312": "九年一贯制学校", "321": "职业初中",
    "341": "完全中学", "342": "高级中学", "345": "十二年一贯制学校", "361": "调整后中等职业学校",
    "362": "中等技术学校", "363": "中等师范学校", "365": "职业高中学校", "366": "技工学校",
    "511": "盲人学校", "512": "聋人学校", "513": "弱智学校", "514": "其他特教学校", "519": "其他特教学校",
}  # fmt: skip


def grades_of_kinds(codes: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The grades that all of `codes` surely have, and those that any of them may have (R11)."""
    if not codes:
        return frozenset(), frozenset(GRADES)
    sure = frozenset.intersection(*(KIND_GRADES[code][0] for code in codes))
    maybe = frozenset.union(*(KIND_GRADES[code][1] for code in codes))
    return sure, maybe
