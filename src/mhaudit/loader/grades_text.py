"""Several grades or classes in one cell: 七、八年级, 初一至初三, 全校, 初中部, 七(1)班 (R22–R25, R127)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mhaudit.loader.cell_text import (
    NOT_UNDERSTOOD,
    Context,
    Read,
    clean,
    fold,
    is_blank,
    plain,
    remembered,
    whole,
)
from mhaudit.loader.classes_text import class_run
from mhaudit.loader.grade_forms import (
    GRADUATING,
    KINDERGARTEN,
    STAGE,
    STAGE_OF_WORD,
    VOCATIONAL,
    YEARS_IN,
    Form,
    grade,
    read_form,
    resolve,
)
from mhaudit.models.grades import GRADE_ORDER, GRADES, STAGES
from mhaudit.models.values import ANY_SET, OneOf, SetOf

ALL_GRADES = SetOf(sure=frozenset({"*"}), maybe=frozenset({"*"}))
"""Stands for every grade of the school (全校, 各年级); the join replaces it."""

_WHO = (
    "(?:全体|所有|全部|各年级|所有年级|各班级?|所有班级|全体班级|班级)?"
    "(?:的)?(?:师生员工|师生|学生|同学们?|新生|生)?(?:们)?"
)
_ALL = re.compile(
    f"(?:本校|我校|学校)?(?:全校|全体|全部|所有|全员)(?:各|所有|全部|全体)?(?:年级|班级|各班|班)?{_WHO}"
    f"|(?:全校)?(?:各个?|所有|每个?)(?:年级|班级?|年级各班级?|年级所有班级){_WHO}"
)
_STAGES_HERE = (
    (re.compile("小学(?:部(?!分)|段|阶段|学段)?"), ("primary",)),
    (re.compile("初中(?:部(?!分)|段|阶段|学段)?"), ("junior",)),
    (re.compile("(?:普通)?高中(?:部(?!分)|段|阶段|学段)?"), ("senior",)),
    (re.compile("(?:中职|职高|中专|职业高中)(?:部(?!分)|段|阶段|学段)?"), ("vocational",)),
    (re.compile("中学(?:部(?!分)|段)"), ("junior", "senior")),
)
_PREFIX = re.compile("(?:(?:本校|我校|全校|全体|所有|全部|各)(?=.))?")
_SURE_END = re.compile(_WHO + "(?:各班|全员)?")
_PARTIAL_END = re.compile(
    "(?:的)?(?:全体|所有)?(?:学生|同学|各班)?(?:部分|代表|骨干|个别|志愿者|心理委员|班干部|班长|男生|女生|寄宿生|住校生|留守|毕业|"
    "低年级|中年级|高年级|起始|家长|教师|老师|班主任|学生家长|团员|队员|干部|委员|优秀|抽).*"
)
_ADULTS = re.compile(
    "(?:全体|全校|各班|各年级|部分|所有)?(?:心理|科任|任课|专职|兼职)?(?:教师|老师|教职工|教职员工|家长|学生家长|班主任|校领导|领导|"
    "行政|行政人员|家长代表|教师代表)"
)
_NEGATED = re.compile("除|不含|不包括|以外|以上|以下|之外|非")
_SEPARATOR = re.compile(r"(?:[、,;/和及与+&|]|以及)+")
_TO = re.compile("(?:-|~|至|到|〜|∼|[‐-―])+")
_BARE = re.compile(
    "(?P<number>十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])(?=[、,;/和及与~至到〜∼‐-―-]|年|$)"
)
_RUN = re.compile(f"{STAGE}?(?P<digits>[一二三四五六七八九]{{2,6}})年级?")
_SHORT_RUN = re.compile("(?P<stage>初|高)(?P<digits>[一二三]{2,3})(?:年级)?(?![0-9班(])")
_BARE_YEAR = re.compile("(?P<year>20[0-9]{2})(?=[、,;/和及与~至到〜∼‐-―-])")


_LONGEST = 200


@dataclass(slots=True)
class _Heard:
    """What a cell with several grades has said so far. `None` in `maybe` stands for something not understood."""

    sure: set[str]
    maybe: set[str]
    classes: set[str]
    open: bool = False
    everyone: bool = False
    code: str | None = None

    def note(self, code: str | None) -> None:
        """Keep the most telling code: ambiguous before not understood."""
        if code and (self.code is None or code == "D306"):
            self.code = code


@remembered
def grades(raw: object, context: Context) -> Read:
    """`(grades, classes)`: a `SetOf` of grades (or `ALL_GRADES`), and of the classes alone named, such as `G7/1`.

    Without single classes the second is None. Blank and what is not understood leave every grade possible (R24);
    七年级部分学生 leaves 七年级 possible, not sure (R23).
    """
    if is_blank(raw) or plain(raw) == "0":
        return Read((ANY_SET, None), blank=True)
    if context.kinds and context.kinds <= KINDERGARTEN:
        return Read((ANY_SET, None))
    single = grade(raw, context)
    if isinstance(single.value, str):
        return Read((SetOf.known(single.value), None))
    spaced = fold(clean(raw)).lower().replace("班中队", "班").replace("中队", "班")
    if len(spaced) > _LONGEST:
        return Read((ANY_SET, None), "D301")
    heard = _listen(spaced.replace(" ", ""), context)
    if heard.open and " " in spaced:
        apart = _listen("、".join(spaced.split()), context)
        heard = heard if apart.open else apart
    return _summed(heard)


def _summed(heard: _Heard) -> Read:
    if heard.everyone:
        return Read((ALL_GRADES, None), heard.code)
    maybe = None if heard.open else frozenset(heard.sure | heard.maybe)
    classes = frozenset(heard.classes)
    named = SetOf(classes, None if heard.open else classes) if classes else None
    return Read((SetOf(frozenset(heard.sure), maybe), named), heard.code)


def _listen(text: str, context: Context) -> _Heard:
    heard = _Heard(set(), set(), set())
    if GRADUATING in text or _NEGATED.search(text):
        heard.open = True
        heard.note("D306" if GRADUATING in text else "D301")
        return heard
    if _ALL.fullmatch(text):
        heard.everyone = True
        return heard
    parts = [part for part in _SEPARATOR.split(text) if part]
    if any(_ALL.fullmatch(part) for part in parts):
        others = [
            part for part in parts if not _ALL.fullmatch(part) and not _ADULTS.fullmatch(part)
        ]
        heard.everyone = not any(_PARTIAL_END.search(part) for part in others)
        heard.open = not heard.everyone
        heard.note("D301" if others else None)
        return heard
    _Listener(text, context, heard).run()
    return heard


class _Listener:
    """Goes through a list of grades and classes from left to right; `pending` are those still without an ending."""

    def __init__(self, text: str, context: Context, heard: _Heard) -> None:
        self.text, self.context, self.heard = text, context, heard
        self.at = 0
        self.pending: list[Read] = []
        self.last: Form | None = None

    def run(self) -> None:
        """Hear the whole text; what is left over opens the set."""
        known = False
        while self.at < len(self.text):
            self.at = _matched(_SEPARATOR, self.text, self.at)
            if self.at >= len(self.text):
                break
            if self._classes() or self._grade():
                known = True
                continue
            part = _SEPARATOR.split(self.text[self.at :], maxsplit=1)[0]
            self.at += len(part)
            if not (_ADULTS.fullmatch(part) and (known or self.at < len(self.text))):
                self._not_understood()
        self._settle(partial=False)
        if not self.heard.sure and not self.heard.maybe:
            self._not_understood()

    def _not_understood(self) -> None:
        self.heard.open = True
        self.heard.note("D301")

    def _classes(self) -> bool:
        """One or several classes of a grade: 七(1)班, 七(1)(2)班, 701班, 2023级3班."""
        found = class_run(self.text, self.at, self.last)
        if found is None:
            return False
        form, numbers, end = found
        self._settle(partial=False)
        read = resolve(form, self.context)
        self.at, self.last = end, form
        self.heard.note(read.code)
        tail = _SEPARATOR.split(self.text[end:], maxsplit=1)[0]
        if tail and not class_run(self.text, end, form):
            return self._class_tail(read, numbers, tail)
        self._add_classes(read, numbers)
        return True

    def _class_tail(self, read: Read, numbers: list[str], tail: str) -> bool:
        self.at += len(tail)
        if _SURE_END.fullmatch(tail):
            self._add_classes(read, numbers)
        elif _PARTIAL_END.fullmatch(tail):
            self.pending = [read]
            self._settle(partial=True)
        else:
            self._not_understood()
        return True

    def _add_classes(self, read: Read, numbers: list[str]) -> None:
        if isinstance(read.value, str):
            self.heard.sure.add(read.value)
            self.heard.classes |= {f"{read.value}/{number}" for number in numbers}
        elif isinstance(read.value, OneOf):
            self.heard.maybe |= read.value.options
        else:
            self.heard.open = True

    def _grade(self) -> bool:
        """A grade, a run (七八年级), a range (初一至初三) or a stage (初中部), with the words behind it."""
        start = self.at
        self.at = _matched(_PREFIX, self.text, self.at)
        reads = self._stage() or self._run() or self._named()
        if reads is None:
            self.at = start
            return False
        self.pending += reads
        for read in reads:
            self.heard.note(read.code)
        tail = _SEPARATOR.split(self.text[self.at :], maxsplit=1)[0]
        if not tail or self._starts_grade(self.at):
            return True
        end = _longest_sure(tail)
        if end and (end == len(tail) or self._starts_grade(self.at + end)):
            self.at += end
            self._settle(partial=False)
        elif _PARTIAL_END.fullmatch(tail):
            self.at += len(tail)
            self._settle(partial=True)
        else:
            self.at += len(tail)
            self.pending.clear()
            self._not_understood()
        return True

    def _starts_grade(self, at: int) -> bool:
        return bool(read_form(self.text, at) or _RUN.match(self.text, at)) or any(
            pattern.match(self.text, at) for pattern, _ in _STAGES_HERE
        )

    def _stage(self) -> list[Read] | None:
        if read_form(self.text, self.at) or _RUN.match(self.text, self.at):
            return None
        for pattern, stages in _STAGES_HERE:
            found = pattern.match(self.text, self.at)
            if found:
                self.at = found.end()
                return _of_stages(stages, self.context)
        return None

    def _run(self) -> list[Read] | None:
        found = _RUN.match(self.text, self.at) or _SHORT_RUN.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        stage = STAGE_OF_WORD.get(found["stage"])
        forms = [Form(whole(digit), None, stage) for digit in found["digits"]]
        self.last = forms[-1]
        return [resolve(form, self.context) for form in forms]

    def _named(self) -> list[Read] | None:
        form = self._form()
        if form is None:
            return None
        to = _TO.match(self.text, self.at)
        if not to:
            self.last = form
            return [resolve(form, self.context)]
        back, self.at = self.at, to.end()
        self.last = form
        last = self._form()
        if last is None:
            self.at = back
            return [resolve(form, self.context)]
        self.last = last
        return _between(form, last, self.context)

    def _form(self) -> Form | None:
        """A grade in full, or a bare number that takes stage or 级 from its neighbours (七、八年级; 初一、二)."""
        found = read_form(self.text, self.at)
        if found:
            form, self.at = found
            if form.number is not None and form.stage is None and self.last and self.last.stage:
                inherited = Form(form.number, None, self.last.stage)
                return inherited if form.number <= YEARS_IN[self.last.stage] else form
            return form
        year = _BARE_YEAR.match(self.text, self.at)
        if year:
            self.at = year.end()
            return Form(None, int(year["year"]), self.last.stage if self.last else None)
        bare = _BARE.match(self.text, self.at)
        if not bare:
            return None
        self.at = bare.end()
        return Form(whole(bare["number"]), None, self.last.stage if self.last else None)

    def _settle(self, *, partial: bool) -> None:
        """The ending of a list counts for all of it: 七、八年级学生代表 are perhaps of both."""
        for read in self.pending:
            if isinstance(read.value, str):
                (self.heard.maybe if partial else self.heard.sure).add(read.value)
            elif isinstance(read.value, OneOf):
                self.heard.maybe |= read.value.options
            else:
                self.heard.open = True
        if partial:
            self.heard.note("D301")
        self.pending.clear()


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _longest_sure(tail: str) -> int:
    found = _SURE_END.match(tail)
    return found.end() if found else 0


def _of_stages(stages: tuple[str, ...], context: Context) -> list[Read]:
    """All grades of the stages that the school may have (R23); 高中 in a 中职 are its three years."""
    if "senior" in stages and context.kinds and context.kinds <= VOCATIONAL:
        stages = ("vocational",)
    wanted = [grade for stage in stages for grade in STAGES[stage]]
    here = [grade for grade in wanted if grade in context.grades]
    return [Read(grade) for grade in here or wanted]


def _between(first: Form, last: Form, context: Context) -> list[Read]:
    """初一至初三, 七-九年级, 2022级-2024级; a range that runs backwards or cannot be placed is not understood."""
    if first.year and last.year and abs(first.year - last.year) < 12:
        low, high = sorted((first.year, last.year))
        return [
            resolve(Form(None, year, first.stage or last.stage), context)
            for year in range(low, high + 1)
        ]
    if first.number and last.number and first.stage == last.stage and first.number <= last.number:
        return [
            resolve(Form(number, None, first.stage), context)
            for number in range(first.number, last.number + 1)
        ]
    ends = [resolve(form, context).value for form in (first, last)]
    if not all(isinstance(end, str) and end.startswith("G") for end in ends):
        return [NOT_UNDERSTOOD]
    low, high = (GRADE_ORDER[end] for end in ends)
    return [Read(grade) for grade in GRADES[low : high + 1]] if low <= high else [NOT_UNDERSTOOD]
