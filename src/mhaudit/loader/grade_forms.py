"""One grade as people write it, for one school: 七年级, 初一, 高三, 2023级 (R18, R21).

A grade is first read as a `Form` (what is written), then resolved against what the school may be. Nothing is
resolved beyond what the school's kinds and grades leave open: two possibilities are `OneOf` with D306.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mhaudit.loader.cell_text import (
    BLANK,
    NOT_UNDERSTOOD,
    Context,
    Read,
    is_blank,
    plain,
    remembered,
    whole,
)
from mhaudit.models.grades import GRADE_ORDER, KIND_GRADES, KIND_SETS, STAGES
from mhaudit.models.values import OneOf

VOCATIONAL = KIND_SETS["vocational"] | KIND_SETS["technical"]
KINDERGARTEN = KIND_SETS["kindergarten"]
GRADUATING = "届"
"""2024届 names the year of leaving, in some places that of entry: refused."""

_STAGE_WORDS = {
    "primary": "小学 小",
    "junior": "初中 初",
    "senior": "高中 高",
    "vocational": "中职 中专 职高 职中 技校 职业高中 职",
}
STAGE_OF_WORD = {word: stage for stage, words in _STAGE_WORDS.items() for word in words.split()}
_BEFORE_STAGE = {"primary": 0, "junior": 6, "senior": 9}
YEARS_IN = {stage: len(grades) for stage, grades in STAGES.items()}


@dataclass(frozen=True, slots=True)
class Form:
    """A grade as written: `number` 七 → 7, or the `year` of entry; `stage` where a prefix says it."""

    number: int | None = None
    year: int | None = None
    stage: str | None = None


STAGE = "(?P<stage>小学|初中|高中|中职|中专|职业高中|职高|职中|技校|小|初|高|职)"
_N = "(?P<number>十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])"
_ENTRY = re.compile(f"{STAGE}?(?P<year>20[0-9]{{2}}|(?<![0-9])[0-9]{{2}})级")
_NAMED = re.compile(f"{STAGE}?(?:部)?{_N}年级?(?!制)")
_SHORT = re.compile(
    "(?P<stage>小学|初中|高中|初|高|职高|中职|中专|职)(?P<number>[一二三四五六]|[1-6](?![0-9年]))"
)
_CANONICAL = re.compile(r"(?:grade)?(?P<letter>[gv])?(?P<number>1[0-2]|[1-9])")


def read_form(text: str, at: int = 0) -> tuple[Form, int] | None:
    """The grade that `text` names from position `at`, and where it ends; None if it names none there."""
    found = _ENTRY.match(text, at)
    if found:
        year = int(found["year"])
        return Form(
            None, year + 2000 if year < 100 else year, STAGE_OF_WORD.get(found["stage"])
        ), found.end()
    found = _NAMED.match(text, at) or _SHORT.match(text, at)
    if not found:
        return None
    return Form(whole(found["number"]), None, STAGE_OF_WORD.get(found["stage"])), found.end()


def resolve(form: Form, context: Context) -> Read:
    """The grade of a form in this school: str, `OneOf` with D306 where several fit, None with D306 where refused.

    A grade that the school cannot have is returned as read, for the join to report (R68).
    """
    if form.year is not None:
        return _by_entry(form, context)
    number = form.number or 0
    if form.stage is not None:
        return _by_stage(form.stage, number, context)
    if 4 <= number <= 12:
        return Read(f"G{number}")
    return _first_years(number, context) if 1 <= number <= 3 else NOT_UNDERSTOOD


def _schools(context: Context) -> list[tuple[str, frozenset[str]]]:
    """The kinds that the school may be, each with the grades that it would have."""
    found = [(kind, KIND_GRADES[kind][1] & context.grades) for kind in context.kinds]
    return [(kind, grades) for kind, grades in found if grades]


def _settled(options: set[str], *, refused: bool = False) -> Read:
    if not options or (refused and len(options) == 1):
        return Read(code="D306")
    return Read(OneOf.of(*sorted(options)), "D306" if refused or len(options) > 1 else None)


def _first_years(number: int, context: Context) -> Read:
    """一年级 to 三年级: of 小学, of 中职 (R21), or refused where a school has neither (七年级 or 高一 may be meant)."""
    options: set[str] = set()
    refused = False
    for kind, grades in _schools(context):
        if kind in VOCATIONAL:
            options.add(f"V{number}")
        elif f"G{number}" in grades:
            options.add(f"G{number}")
        else:
            meant = {f"G{number + before}" for before in _BEFORE_STAGE.values()} & grades
            refused = refused or bool(meant)
            options |= meant
    return _settled(options, refused=refused) if options or refused else Read(f"G{number}")


def _by_stage(stage: str, number: int, context: Context) -> Read:
    """初一, 高三, 小学四年级; 高一 in a 中职 is V1 (R21). 初中七年级 and 高中十年级 count from 一年级."""
    if stage == "vocational":
        return Read(f"V{number}") if 1 <= number <= 3 else NOT_UNDERSTOOD
    before = _BEFORE_STAGE[stage]
    if before < number <= before + YEARS_IN[stage]:
        return Read(f"G{number}")
    if not 1 <= number <= YEARS_IN[stage]:
        return NOT_UNDERSTOOD
    literal = f"G{number + before}"
    if stage != "senior":
        return Read(literal)
    kinds = _schools(context)
    options = {f"V{number}" for kind, _ in kinds if kind in VOCATIONAL}
    options |= {literal for _, grades in kinds if literal in grades}
    return _settled(options or {literal})


def _by_entry(form: Form, context: Context) -> Read:
    """级 is the year of entry: the grade follows from the audited school year, where only one stage fits (R18)."""
    if context.start_year is None or form.year is None:
        return Read(code="D306")
    place = context.start_year - form.year
    reached = {
        stage: grades[place] for stage, grades in STAGES.items() if 0 <= place < YEARS_IN[stage]
    }
    if form.stage is None:
        possible = {grade for _, grades in _schools(context) for grade in grades}
        return _settled(set(reached.values()) & possible)
    if form.stage not in reached:
        return Read(code="D306")
    if form.stage == "senior":
        return _by_stage("senior", place + 1, context)
    return Read(reached[form.stage])


@remembered
def grade(raw: object, context: Context) -> Read:
    """The one grade of a cell, a bare 7 or 七 among them: str, `OneOf` (D306) or None."""
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    text = plain(raw)
    found = read_form(text)
    if found and found[1] == len(text):
        return resolve(found[0], context)
    canonical = _CANONICAL.fullmatch(text)
    if canonical and canonical["letter"]:
        name = f"{canonical['letter'].upper()}{canonical['number']}"
        return Read(name) if name in GRADE_ORDER else NOT_UNDERSTOOD
    if GRADUATING in text:
        return Read(code="D306")
    number = whole(text.removeprefix("grade"))
    if number is not None and 1 <= number <= 12:
        return resolve(Form(number), context)
    return Read() if context.kinds and context.kinds <= KINDERGARTEN else NOT_UNDERSTOOD
