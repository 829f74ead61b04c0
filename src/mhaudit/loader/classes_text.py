"""Classes as people write them: 七(1)班, 701, 7.1, 初一 + 1班, 2023级3班, 高2023级生物1班 (R18–R20, R126).

A class is `(grade, number)`; the number is text, and may be what stands between grade and 班 (R19).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from mhaudit.loader.cell_text import Context, Read, clean, is_blank, plain, remembered, whole
from mhaudit.loader.grade_forms import GRADUATING, KINDERGARTEN, Form, grade, read_form, resolve
from mhaudit.models.grades import KIND_GRADES, STAGE_OF, STAGES, grades_of_kinds
from mhaudit.models.values import OneOf

_NUM = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_BARE_GRADE = re.compile(
    rf"(?P<cn>[一二三四五六七八九])(?:年)?(?=\(|[0-9]|{_NUM}\)?班|[a-z]{{1,2}}班)|(?P<digits>1[0-2]|[1-9])(?=\((?:{_NUM}|[a-z])\))"
)
_OWN_NUMBER = re.compile("[二三四五]十[一二三四五六七八九]?班")
_PACKED = re.compile(r"(?P<grade>1[0-2]|0?[1-9])(?P<number>[0-9]{2})(?![0-9级年])")
_POINTED = re.compile(r"(?P<grade>1[0-2]|[1-9])(?P<mark>[.-])(?P<number>[0-9]{1,2})(?![0-9.])")
_DESIGNATOR = re.compile(
    rf"[-.]?(?:\(第?(?P<inside>{_NUM})(?:班\)|\)班?)|第?(?P<closed>{_NUM})班|(?P<open>{_NUM}))"
)
_JOINT = re.compile("[、,和及]|(?P<to>[-~至到])")
_NOTE = re.compile(r"(?<=班)\([^()]*\)$")
_LABEL = re.compile(r"[^\W_]{1,12}")
_NO_LABEL = re.compile(
    "全体|全校|所有|学生|师生|年级|各|[、,]|[0-9一二三四五六七八九十][至到和及与][0-9一二三四五六七八九十]"
)
_LAST_NUMBER = re.compile("([0-9]{1,2})(?![0-9])[^0-9]*$")
_LAST_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}$")
_MOST_CLASSES = 30


@dataclass(frozen=True, slots=True)
class _Written:
    """A class as written: its grade if said, its number, and the text where that is no plain number."""

    form: Form | None
    number: str | None
    label: str | None = None
    packed: bool = False
    """Grade and number stand in one number: 701, 7.1."""


@remembered
def school_class(raw: object, context: Context, grade_raw: object = None) -> Read:
    """`(grade, number)` of a class; the grade is str, `OneOf` or None, the number text or None.

    `grade_raw` is the cell of a 年级 column beside it. A class without a readable grade or number is D301, or
    D306 where the school leaves more than one grade possible; a name without number is D312 (R19). In a
    kindergarten classes have no grade, and that is no issue (R139).
    """
    if context.kinds and context.kinds <= KINDERGARTEN:
        return Read((None, None), blank=is_blank(raw))
    outer = grade(grade_raw, context)
    text = plain(raw).replace("班中队", "班").replace("中队", "班")
    if is_blank(raw) or text == "0":
        return Read((outer.value, None), outer.code, blank=True)
    if GRADUATING in text:
        return Read((outer.value, None), "D306")
    written = _read_class(text, alone=outer.blank)
    if written is None:
        return Read((outer.value, None), "D301")
    value, code = _grade_of(written, outer, context)
    number = written.number
    if code == "D306" and written.packed and isinstance(outer.value, str):
        number = None
    if written.form is None and number is not None and _runs_together(value, number):
        return Read((value, None), "D306")
    if value is None and code is None:
        code = "D301"
    return Read((value, number), code or ("D301" if number is None else _label_code(written)))


@remembered
def names_class(raw: object) -> bool:
    """Whether a cell by itself is a class with its grade, in whatever school: 七(1)班, 2023级3班."""
    written = _read_class(plain(raw), alone=True)
    return written is not None and written.form is not None and written.number is not None


def _label_code(written: _Written) -> str | None:
    return "D312" if written.label is not None and written.label == written.number else None


def _runs_together(value: Any, number: str) -> bool:
    """71 beside 七年级: class 71, or 7-1?"""
    return (
        isinstance(value, str)
        and number.isdigit()
        and int(number) > _MOST_CLASSES
        and number[0] == value[-1]
    )


def _read_class(text: str, *, alone: bool) -> _Written | None:
    """What the text says; None if it is no class. `alone`: no 年级 column stands beside it."""
    text = _NOTE.sub("", text)
    packed = _packed(text)
    if packed:
        return packed
    if alone and _OWN_NUMBER.fullmatch(text):
        return None  # 二十班: class 20, or 二(10)班?
    started = _class_form(text, 0) if alone or not _OWN_NUMBER.fullmatch(text) else None
    form, at = started or (None, 0)
    found = _DESIGNATOR.fullmatch(text, at)
    if found:
        number = _number(found)
        return _Written(form, number) if number else None
    if at == len(text):
        return _Written(form, None)
    label = _label(text[at:])
    if label is None or (form is None and alone and not text.endswith("班")):
        return None
    return _Written(form, last_number(label) or label, label)


def _packed(text: str) -> _Written | None:
    for pattern in (_PACKED, _POINTED):
        found = pattern.fullmatch(text.removesuffix("班").strip("()"))
        if found and 0 < int(found["number"]) <= _MOST_CLASSES:
            return _Written(Form(int(found["grade"])), str(int(found["number"])), packed=True)
    return None


def _class_form(text: str, at: int) -> tuple[Form, int] | None:
    """The grade in front of a class; a single 七 counts where a class follows."""
    found = read_form(text, at)
    if found:
        return found
    bare = _BARE_GRADE.match(text, at)
    return (Form(whole(bare["cn"] or bare["digits"])), bare.end()) if bare else None


def _number(found: re.Match[str]) -> str | None:
    value = whole(found["inside"] or found["closed"] or found["open"])
    return str(value) if value else None


def _label(rest: str) -> str | None:
    """`生物1` of 生物1班, `A` of (A)班."""
    label = rest.strip("-.").removesuffix("班")
    if label.startswith("(") and label.endswith(")"):
        label = label[1:-1].removesuffix("班")
    if not _LABEL.fullmatch(label) or _NO_LABEL.search(label):
        return None
    return label.upper()


def last_number(label: str) -> str | None:
    """1 of 生物1, None of A."""
    found = _LAST_NUMBER.search(label) or _LAST_NUMERAL.search(label)
    value = whole(found[1] if found.re is _LAST_NUMBER else found[0]) if found else None
    return str(value) if value else None


def _grade_of(written: _Written, outer: Read, context: Context) -> tuple[Any, str | None]:
    """The grade that the class and the 年级 column say together, and D306 where they differ."""
    if written.form is None:
        return outer.value, outer.code
    inner = resolve(written.form, context)
    if written.packed and _fits_no_grade(inner.value, context):
        inner = Read(code="D306")
    if outer.value is None:
        return inner.value, inner.code
    outside = _options(outer.value)
    inside = _options(inner.value) if inner.value is not None else outside
    both = outside & inside
    if not both and _same_year(written.form, outer.value):
        both = outside
    if both:
        return OneOf.of(*sorted(both)), "D306" if len(both) > 1 else None
    return OneOf.of(*sorted(outside | inside)), "D306"


def _fits_no_grade(value: Any, context: Context) -> bool:
    """701 in a 小学: digits are no grade that the school can have, and what they mean is not known (R126)."""
    return isinstance(value, str) and value not in grades_of_kinds(context.kinds)[1]


def _options(value: Any) -> frozenset[str]:
    return value.options if isinstance(value, OneOf) else frozenset({value})


def _same_year(form: Form, outer: Any) -> bool:
    """一(1)班 or 101 beside 七年级: the first year of its stage."""
    return isinstance(outer, str) and form.number == STAGES[STAGE_OF[outer]].index(outer) + 1


@remembered
def class_label(raw: object) -> str | None:
    """The text between grade and 班 where it is more than a number (生物1, A, 实验), else None.

    A class table whose numbers are not unique in a grade uses it as the class's number (R19); other tables must
    then look for it first.
    """
    written = _read_class(plain(raw), alone=False)
    return written.label if written else None


def class_column(
    raws: Sequence[object],
    context: Context,
    grade_raws: Sequence[object] | None = None,
    *,
    unique: bool = True,
    apart: bool = True,
) -> list[Read]:
    """`school_class` for the column of one school, each cell in the light of the others.

    Grades that are certain narrow the kinds of school and so what 一年级 or 2023级 may mean; 7.1 that may be
    7.10 is D304 (R20); numbers of named classes that are not unique give way to the names (R19). `unique`: each
    row is another class (a class table), so that any repetition of 7.1 tells of a 7.10. `apart` False: a class
    table says which named class is meant (see `ClassNames`).
    """
    beside = [None] * len(raws) if grade_raws is None else grade_raws
    reads = _narrowing(raws, beside, context)
    for at in _perhaps_several(raws, beside):
        if reads[at].value[1] is not None:
            reads[at] = Read((reads[at].value[0], None), "D306")
    for at in _lost(raws, unique=unique):
        if reads[at].value[1] is not None:
            reads[at] = Read((reads[at].value[0], None), "D304")
    return _named_apart(raws, reads) if apart else reads


def _narrowing(raws: Sequence[object], beside: Sequence[object], context: Context) -> list[Read]:
    while True:
        known = {pair: school_class(pair[0], context, pair[1]) for pair in _distinct(raws, beside)}
        sure = {read.value[0] for read in known.values() if isinstance(read.value[0], str)}
        kinds = frozenset(kind for kind in context.kinds if sure <= KIND_GRADES[kind][1])
        if not kinds or kinds == context.kinds:
            return [known[_key(raw), _key(other)] for raw, other in zip(raws, beside, strict=True)]
        context = replace(context, kinds=kinds)


def _distinct(raws: Sequence[object], beside: Sequence[object]) -> set[tuple[Any, Any]]:
    return {(_key(raw), _key(other)) for raw, other in zip(raws, beside, strict=True)}


def _key(raw: object) -> Any:
    """Equal for equal cells: a hashable cell itself (1 and True would be one, so the latter is written out)."""
    return clean(raw) if isinstance(raw, bool) else raw


def _perhaps_several(raws: Sequence[object], beside: Sequence[object]) -> list[int]:
    """Rows in which 1-2班 stands beside a grade: class 2 of the first year, or classes 1 and 2?

    The former where the column goes on from 1-1班, so that the first number surely is the grade.
    """
    ranges: dict[object, str] = {}
    for raw in set(filter(_is_text, raws)):
        found = _POINTED.fullmatch(clean(raw).removesuffix("班"))
        if found and found["mark"] == "-" and int(found["grade"]) < int(found["number"]):
            ranges[raw] = found["grade"]
    if not ranges:
        return []
    told = {clean(raw).removesuffix("班") for raw in set(filter(_is_text, raws))}
    doubtful = {raw for raw, first in ranges.items() if f"{first}-1" not in told}
    return [
        at
        for at, (raw, other) in enumerate(zip(raws, beside, strict=True))
        if not is_blank(other) and isinstance(raw, str) and raw in doubtful
    ]


def _is_text(raw: object) -> bool:
    return isinstance(raw, str)


def _lost(raws: Sequence[object], *, unique: bool) -> set[int]:
    """Rows in which 7.1 may stand for 7.10: repeated, or in order after 7.9; none where 7.10 is written (R20)."""
    sequences: dict[str, list[tuple[int, str]]] = defaultdict(list)
    exact: set[str] = set()
    for at, raw in enumerate(raws):
        found = _POINTED.fullmatch(clean(raw).removesuffix("班"))
        if not found or found["mark"] != ".":
            continue
        if len(found["number"]) == 1:
            sequences[found["grade"]].append((at, found["number"]))
        elif found["number"].endswith("0"):
            exact.add(found["grade"])
    lost: set[int] = set()
    for lead, entries in sequences.items():
        if lead not in exact:
            doubtful = _doubtful([number for _, number in entries], unique=unique)
            lost |= {at for at, number in entries if number in doubtful}
    return lost


def _doubtful(numbers: list[str], *, unique: bool) -> set[str]:
    runs = [
        number
        for at, number in enumerate(numbers)
        if unique or at == 0 or numbers[at - 1] != number
    ]
    doubtful = {number for number in runs if runs.count(number) > 1}
    if ("9", "1") in pairwise(runs):
        doubtful.add("1")
    return doubtful


def _named_apart(raws: Sequence[object], reads: list[Read]) -> list[Read]:
    """Named classes whose last number is not unique in the grade keep their name (R19)."""
    labels = {raw: class_label(raw) for raw in map(_key, raws)}
    spoken: dict[tuple[Any, str], set[str | None]] = defaultdict(set)
    for raw, read in zip(raws, reads, strict=True):
        spoken[read.value].add(labels[_key(raw)])
    return [
        Read((read.value[0], label), read.code or "D312")
        if (label := labels[_key(raw)])
        and read.value[1] is not None
        and len(spoken[read.value]) > 1
        else read
        for raw, read in zip(raws, reads, strict=True)
    ]


def class_run(text: str, at: int, last: Form | None) -> tuple[Form, list[str], int] | None:
    """One or more classes of one grade at `at` in a list: `(grade, numbers, end)`; None if no class stands there.

    七(1)班, 七(1)、(2)班, 七年级1-3班, 701班, 2023级3班; without a grade of its own, 2班 is of the `last` one.
    """
    packed = _PACKED.match(text, at) or _POINTED.match(text, at)
    if (
        packed
        and packed.groupdict().get("mark") != "-"
        and 0 < int(packed["number"]) <= _MOST_CLASSES
    ):
        return _packed_run(text, packed)
    started = None if _OWN_NUMBER.match(text, at) else _class_form(text, at)
    if started is not None:
        return _numbers(text, started[1], started[0], own=True)
    return _numbers(text, at, last, own=False) if last is not None else None


def _packed_run(text: str, packed: re.Match[str]) -> tuple[Form, list[str], int]:
    """701班, or 701-703班."""
    first = last = int(packed["number"])
    end = packed.end()
    joint = _JOINT.match(text, end)
    to = _PACKED.match(text, joint.end()) if joint and joint["to"] else None
    if to and to["grade"] == packed["grade"] and first < int(to["number"]) <= _MOST_CLASSES:
        last, end = int(to["number"]), to.end()
    end += text.startswith("班", end)
    return Form(int(packed["grade"])), [str(number) for number in range(first, last + 1)], end


def _numbers(text: str, at: int, form: Form, *, own: bool) -> tuple[Form, list[str], int] | None:
    numbers: list[int] = []
    closed = 0  # how many of them are followed by 班 or stand in brackets
    end, ranged = at, False
    while found := _DESIGNATOR.match(text, at):
        again = _class_form(text, found.start()) if numbers else None
        if again and ranged and again[0] == form:
            at = again[1]
            continue
        if again:
            break
        value = whole(found["inside"] or found["closed"] or found["open"]) or 0
        run = range(numbers[-1] + 1, value + 1) if ranged and numbers else [value]
        numbers += run
        if not found["open"]:
            closed, end = len(numbers), found.end()
        at = found.end()
        joint = _JOINT.match(text, at)
        at = joint.end() if joint else at
        ranged = bool(joint and joint["to"])
        if found["open"] and not joint:
            break
    if not closed and own and len(numbers) == 1 and _alone(text, at):
        closed, end = 1, at
    numbers = numbers[:closed]
    if not numbers or not all(0 < number < 100 for number in numbers):
        return None
    return form, [str(number) for number in numbers], end


def _alone(text: str, at: int) -> bool:
    return at == len(text) or bool(_JOINT.match(text, at - 1)) or text[at] in "、,"
