"""Plans, and columns that say of a row whether it took place or still holds: a plan is nothing done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cell_text import remembered
from mhaudit.loader.reading import Sited, TableReader
from mhaudit.loader.ticks import are_answers
from mhaudit.loader.vocabulary import normalise

_PLAN = re.compile("计划|要点|安排|任务|待办|拟|完成时限")
_HELD = re.compile("完成情况|落实情况|开展情况|执行情况|总结|自查|台账|台帐|记录|登记|汇总|统计")
_STATE = re.compile(
    "(?:活动)?(?:开展|完成|活动|落实|执行|实施|举办)(?:情况|状态|与否)|状态|进展(?:情况)?"
    "|是否(?:已|如期|按时)?(?:开展|完成|举办|举行|落实|实施)"
)
_WHY_NOT = re.compile("未能?(?:按时|如期)?(?:开展|举办|举行|完成)的?(?:原因|情况|说明)+")
_OF_EVENTS = re.compile("开展|举办|举行|完成|落实|实施")
_POST = re.compile("(?:在岗|在职|人员|备注)(?:情况|状态)|是否在[岗职]")
_OFF = re.compile("已?取消")
_ON = re.compile(
    "已(?:开展|完成|举办|举行|落实|实施|执行)(?!.*(?:部分|未|推迟|延期|取消)).*"
    "|(?:如期|按时|顺利|正常)(?:开展|完成)|完成"
)
_OFF_TITLE = re.compile(
    r"\([^()]*(?:(?:未|没有)(?:开展|举[办行]|进行|召开)|取消)\)$|因[^()]*(?:未能?开展|未能?举[办行]|取消)$|未开展$|已取消$"
)
_REMARK = re.compile("备注|说明|情况说明|其他(?:说明)?")
_MAY_BE_GONE = re.compile(
    "(?:退休|离退)(?!.*返聘)|离职|辞职|离岗|停薪|调离|调出|调走|已调(?!入)|借调|借出|外借|去世|病故"
    r"|(?:尚未|还未|未)(?:到[岗校位]|入职)|待(?:聘|招|引进|入职|到岗)|拟[聘调招引]|(?:将|预计|计划|拟).*到[岗校位]"
    "|招聘中|已离|内退|退养|辞退|解聘|(?:在|去|赴|到)(?![本我]校).{0,8}(?:支教|挂职)|援[疆藏]"
)
"""What a remark says of a person who is no longer there, is lent, or is still to come."""
_PLANNED_TITLE = re.compile(r"\((?:拟|计划|待|预计|暂定|未定)[^()]*\)")
_PUT_OFF = re.compile(
    "(?:未|没有?)(?:能|按时|如期)*(?:开展|举[办行]|进行|组织|实施|落实|执行|启动|参加)|未完成|取消(?!补)|推迟|延期|改期"
    "|暂缓|停办|筹备中|计划中|预计|(?:待|拟)(?:开展|举[办行]|补)|下学期补|^重复|已?删除|不计(?:入|数|$)|示例|样例|范例"
    "|上学期活动|^(?:上学年|去年)的?活动|(?:只有|仅)教师|^退回|作废|未召开|计划(?:于|在)?(?:开展|举[办行]|下)|拟于"
)
"""What a cell beside an activity says that makes it doubtful."""
_NO_TITLE = re.compile(
    r"^[(\[\u3010]?(?:无|未开展?|没有)[)\]\u3011]?$"
    r"|^(?:本学期|本学年|本班|本年级|该年级)?(?:从未|尚未|暂未|未|没有?)(?:能|曾)?(?:开展|举[办行]|组织|进行|召开|安排|参加|落实)|请填|填写(?:示例|活动|主题)|示例|样例|^(?:例|如|例如):|\u00d7{2,}|[xX]{2,}|\u3010(?:拟|计划|待|预计)"
)
_NOT_FOR_PUPILS = re.compile(
    r"(?:会|活动|讲座|教育|辅导)\((?:仅|限|面向|全体)*(?:教师|教职工|教职员工|职工|班主任|党员)\)"
    r"|会课?\(?(?:案例|方案|教案|教学|课例|课件|优质课|公开课|展示课)*(?:观摩|研讨|评[比选]|[比大竞]赛|赛课|培训|教研|磨课|说课|课例|征集|设计)"
)
"""What a column of kinds says that is held by teachers among themselves, or is a contest of lesson plans."""
_TIMES = re.compile("(?:开展|活动|举办)?次数")
_AHEAD = re.compile(f"拟|计划|预计|{_PUT_OFF.pattern}")
_UNSETTLED = re.compile(f"待定|未定|另行通知|{_AHEAD.pattern}")
_MAY_HAVE_LEFT = re.compile(
    "转(?:学|校|走|出|班)(?![\u4e00-\u9fff]{0,3}[入来])|退[学出职]|休学|停学|离[校职岗班]|调[离出走班整]|辞[职去任]|已辞|卸任"
    "|免[职去]|撤[职换销]|更换|已换|换届|不再|未再|不担任|开除|去世|空缺|暂缺|已?删除|作废|重复|不计(?:入|数|$)"
    "|(?:尚|还|暂)?未(?:定|选|产生|确定|到|任命|上任)|待(?:定|选|补|聘|换|任)|拟(?:任|选|定|聘|由|换)|候选|示例|样例|范例"
)
"""What a remark says of a pupil who is no longer on a committee, or not yet."""
_MAY_NOT_BE_GIVEN = re.compile(
    "(?:未|没有?|不)(?:能|曾|再|按时|如期|实际|正式|及时|足额)*(?:开|排|上|授课|安排|进行|组织|实施|落实|执行|启动)"
    "|停[开课办上排授]|已停|取消|暂[缓停]|推迟|延期|筹备|计划中|(?:拟|待|将|预计|准备|计划)(?:于|在|从|再)?.{0,8}(?:开|排|上|实施|落实|安排)"
    "|下[一个]{0,2}(?:学期|学年)|明年|挤占|占用|被占|有名无实|作废|已?删除|重复|不计(?:入|数|$)|示例|样例|范例"
)
"""What a remark says of a course that may not be given."""
_HERE = frozenset({"在岗", "在编", "在职", "在岗在编", "在编在岗", "正常"})


def is_plan(reader: TableReader | Sited, *, activities: bool = False) -> bool:
    """Whether the nearest of title, sheet and file that says anything, or a heading, tells of what is to come."""
    raw = reader.raw
    stem = raw.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    for text in (raw.title, raw.sheet.name or "", stem):
        if _HELD.search(text or ""):
            return False
        if ("计划" in text) if activities else _PLAN.search(text or ""):
            return True
    headings = [column.heading for column in raw.columns]
    if activities or any("实际" in heading for heading in headings):
        return False
    return any(re.search("计划|拟|完成时限", heading) for heading in headings)


def _columns(reader: TableReader, pattern: re.Pattern[str]) -> list[Any]:
    found = [
        c for c in reader.raw.columns if c.key is None and pattern.fullmatch(c.heading.strip())
    ]
    return [reader.raw.values(reader.rows, column.index) for column in found]


def _ticked(reader: TableReader) -> list[list[tuple[int, int]]]:
    """For each pair of columns to be ticked, 已开展 and 未开展 or 是 and 否 under 是否开展: row by row, as `held`."""
    found = []
    for pair in pairwise(c for c in reader.raw.columns if c.key is None and c.how != "private"):
        split = [column.heading.rpartition("/")[::2] for column in pair]
        (over, one), (over_other, other) = ((text, normalise(leaf)) for text, leaf in split)
        if (
            over != over_other
            or not are_answers(one, other)
            or (over and not _STATE.fullmatch(over))
        ):
            continue
        plain = bool(over) or bool(_OF_EVENTS.search(one))  # 是 and 否 by themselves: of what?
        columns = [reader.raw.values(reader.rows, column.index) for column in pair]
        if cells.yes_no(one).value is False:
            one, other = other, one
            columns.reverse()
        found.append([_chosen(a, b, (one, other), plain) for a, b in zip(*columns, strict=True)])
    return found


def _chosen(yes: Any, no: Any, words: tuple[str, str], plain: bool) -> tuple[int, int]:
    """Ticked in one of two columns; `plain`: the second one surely says that it did not take place."""
    ticked = [
        cells.yes_no(raw).value is True or cells.plain(raw) == word
        for raw, word in zip((yes, no), words, strict=True)
    ]
    blank = [cells.is_blank(raw) for raw in (yes, no)]
    if ticked[0] and blank[1]:
        return 1, 1
    return (0, 0) if ticked[1] and blank[0] and plain else (0, 1)


def held(reader: TableReader) -> list[tuple[int, int]]:
    """Row by row, how many activities took place at least and at most."""
    columns, plan = _columns(reader, _STATE), is_plan(reader, activities=True)
    ticked, why_not = _ticked(reader), _columns(reader, _WHY_NOT)
    titles, doubtful = reader.cells("title"), _doubtful(reader)
    planned, off = (set(filter(says_so, set(titles))) for says_so in (_planned_title, _off_title))
    unsaid = (0, 1) if plan else (1, 1)
    if not (columns or ticked or why_not or doubtful or planned or off):
        return [unsaid] * len(titles)
    found = []
    for at in range(len(reader.rows)):
        said = [_held(column[at]) for column in columns] + [pair[at] for pair in ticked]
        said += [(0, 1) for column in why_not if cells.yes_no(column[at]).code is not None]
        said += [(0, 1)] * (at in doubtful)
        if titles[at] in off or (0, 0) in said:
            found.append((0, 0))
        elif titles[at] in planned:
            found.append((0, 1))
        elif said:
            found.append((1, 1) if set(said) == {(1, 1)} else (0, 1))
        else:
            found.append(unsaid)
    return found


@remembered
def _planned_title(title: object) -> bool:
    return _PLANNED_TITLE.search(cells.plain(title)) is not None


@remembered
def _off_title(title: object) -> bool:
    return _OFF_TITLE.search(cells.plain(title)) is not None


def _doubtful(reader: TableReader) -> set[int]:
    """The places of activities of which another cell says that they may not have taken place.

    待定 for a date does not where a column names the term all the same (R59).
    """
    date, raw = reader.column("date"), reader.raw
    ahead = _ahead if reader.has("term") else _unsettled
    asked: list[tuple[Sequence[Any], Callable[[Any], bool]]] = []
    if date:
        asked.append((raw.values(reader.rows, date.index), ahead))
    for key, test in (
        ("participants", _without_anybody),
        ("evidence", _put_off),
        ("category", _no_such_kind),
    ):
        if reader.has(key):
            asked.append((reader.cells(key), test))
    asked.append((reader.cells("title"), _is_no_title))
    known = {column.index for column in raw.columns if column.key or column.how == "private"}
    headings = {column.index: column.heading for column in raw.columns}
    for at in range(len(raw.sheet.columns)):
        if at not in known:
            nobody = _TIMES.fullmatch(headings.get(at, ""))
            asked.append((raw.values(reader.rows, at), _without_anybody if nobody else _put_off))
    found: set[int] = set()
    for column, says_so in asked:
        odd = set(filter(says_so, set(column)))
        if odd:
            found |= {at for at, raw in enumerate(column) if raw in odd}
    return found


@remembered
def _ahead(raw: Any) -> bool:
    return isinstance(raw, str) and _AHEAD.search(raw) is not None


@remembered
def _unsettled(raw: Any) -> bool:
    return isinstance(raw, str) and _UNSETTLED.search(raw) is not None


@remembered
def _put_off(raw: Any) -> bool:
    return isinstance(raw, str) and _PUT_OFF.search(raw) is not None


@remembered
def _no_such_kind(raw: Any) -> bool:
    """主题班会(未召开), 专题活动(教师)."""
    if not isinstance(raw, str):
        return False
    return any(
        test.search(cells.plain(raw)) for test in (_PUT_OFF, _NOT_FOR_PUPILS, _PLANNED_TITLE)
    )


@remembered
def _is_no_title(raw: Any) -> bool:
    return isinstance(raw, str) and _NO_TITLE.search(cells.plain(raw)) is not None


@remembered
def _without_anybody(raw: Any) -> bool:
    return not cells.is_blank(raw) and (cells.number(raw).value == 0 or _put_off(raw))


def _held(raw: Any) -> tuple[int, int]:
    text, answer = cells.plain(raw), cells.yes_no(raw).value
    if answer is False or _OFF.fullmatch(text):
        return 0, 0
    return (1, 1) if answer or _ON.fullmatch(text) else (0, 1)


def gone(reader: TableReader) -> list[int]:
    """The places of people who may not be there: a column of states says so, or is not understood, or a remark does."""
    found: set[int] = set()
    if reader.has("name"):
        found.update(reader.odd_places("name", _leaves))
    for pattern, says_so in ((_POST, _not_here), (_REMARK, _leaves)):
        for column in _columns(reader, pattern):
            doubtful = set(filter(says_so, set(column)))
            if doubtful:
                found |= {at for at, raw in enumerate(column) if raw in doubtful}
    return sorted(found)


def _not_here(raw: Any) -> bool:
    return (
        not cells.is_blank(raw)
        and cells.plain(raw) not in _HERE
        and cells.yes_no(raw).value is not True
    )


def left(reader: TableReader) -> list[int]:
    """The places of rows of a committee beside which a cell says that the pupil may not be on it."""
    return _told_beside(reader, _may_have_left)


def not_given(reader: TableReader) -> list[int]:
    """The places of courses beside which a cell says that they may not be given."""
    return _told_beside(reader, _may_not_be_given)


def _told_beside(reader: TableReader, says_so: Callable[[Any], bool]) -> list[int]:
    """The places at which a cell that no field is read from says so, be there a heading over it or not."""
    raw = reader.raw
    known = {column.index for column in raw.columns if column.key or column.how == "private"}
    found: set[int] = set()
    for at in range(len(raw.sheet.columns)):
        if at not in known:
            column = raw.values(reader.rows, at)
            if odd := set(filter(says_so, set(column))):
                found |= {place for place, cell in enumerate(column) if cell in odd}
    return sorted(found)


@remembered
def _may_have_left(raw: Any) -> bool:
    return isinstance(raw, str) and _MAY_HAVE_LEFT.search(cells.plain(raw)) is not None


@remembered
def _may_not_be_given(raw: Any) -> bool:
    return isinstance(raw, str) and _MAY_NOT_BE_GIVEN.search(cells.plain(raw)) is not None


def _leaves(raw: Any) -> bool:
    return _MAY_BE_GONE.search(cells.plain(raw)) is not None


def crowd(reader: TableReader, *keys: str) -> list[int]:
    """Row by row, the filled cells of refused columns that may hold one of the keys: so many may stand there."""
    found = [column for column in reader.raw.columns if column.refused in keys]
    if not found:
        return [0] * len(reader.rows)
    cols = [reader.raw.values(reader.rows, column.index) for column in found]
    return [sum(not cells.is_blank(c[at]) for c in cols) for at in range(len(reader.rows))]
