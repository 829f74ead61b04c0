"""A yes in a record that another cell of its row takes back, or a no that an inspector denies (R146)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mhaudit.loader import cells
from mhaudit.loader.cell_text import remembered
from mhaudit.loader.layout import Column
from mhaudit.loader.reading import TableReader
from mhaudit.loader.vocabulary import normalise

Answers = tuple[bool, Callable[[Any], bool]]
"""The answer that a column may deny, and which of its cells do."""

_ABOUT = frozenset(
    {"item", "done", "school", "school_code", "district", "serial", "period", "count"}
)
"""Keys of columns that say what is asked, of whom, or the answer itself."""
_INSPECTED = re.compile(
    "核[查实验]|复[核查]|抽查|检查|督[查导学]|视导|验收|审[核查定]|评审|考核|认定|专家|现场查看"
    "|(?:教育|教体|主管|上级|县|区|市).*(?:意见|评价|结论|核定)"
)
_FOUND = re.compile(
    "(?:结[果论]|情况|意见|评[价估审]|反馈|记录|得分|说明|问题|[核复检抽督审][查核导实验定]|抽查|视导|验收|考核|认定"
    "|属实|真实|一致|相符|准确|达标|合格|通过|落实|完成|符合|到位)$"
)
"""How a heading ends that tells what was found, not how, when or by whom."""
_OWN_CHECK = re.compile("自[查评检核]")
_TRUTH = re.compile("属实|真实|一致|相符|准确")
_LACK = re.compile("问题|不足|薄弱|短板|扣分|缺陷|困难")
_REMARK = re.compile("备注|说明|(?:完成)?情况(?:说明)?")
_AHEAD = re.compile("整改|改进|下一?步|打算|计划|目标|措施|安排")
_ASKS_STILL = re.compile(
    "是否(?:已经?|仍|有效|正常|真正|实际|全面|持续|切实|按时|按期|如期)*"
    "(?:运[行转]|落实|执行|开展|实施|有效|属实|真实|符合(?:要求)?|达标|合格|通过|到位|发挥作用|存在|保留|在用|整改(?:完成|到位)?|完成整改)"
)
_ASKS_GONE = re.compile(
    "是否(?:已经?|被)?(?:撤销|取消|停用|停办|停止|中断|废止|失效|作废|过期|造假|虚报|退回|未落实|未开展|未建立)"
    "|是否(?:仍?需要?|要求|责令|限期)整改|(?:是否(?:存在|有)|有无|有没有)问题"
)

_NOT = "(?:(?:尚|还|仍|从|并)?未|没有?)(?:能|曾|真正|正式|实际|按时|及时|如期|有效|全面|完全)*"
_DENIED = re.compile(
    f"{_NOT}(?:建(?!议)|成立|发文|印发|开展|落实|完成|实施|制定|纳入|执行|运[行转]|启动|到位)|撤销|取消"
    "|未见(?!异常|问题|不良)|查无|不属实|不符(?!合)|停[用办]|废止|作废|失效|退回|虚报"
)
"""In any cell beside a yes: nobody knows which of the two holds."""
_PLANNED = re.compile(
    "(?:(?<![按照])(?:计划|预计)|(?<!模)拟|将)(?:于|在|到)?(?:下|明|20|[0-9]+月|年底)|(?:(?<!模)拟|待)(?:建|开展|落实|完成)"
    "|筹[建备]中?$|^(?:待定|未定)$"
)
_MISSING = re.compile(
    "未(?!来|发现|成年|雨)|没有|尚无|暂无|缺(?:失|少|记|材|台|佐)|无(?:[记材台制方佐相文]|过程|专[人职])"
)
_REFUTED = re.compile(
    "未|没有|不(?!错|断|限|定期)|缺|无|否|退回|整改|补[充报交]|待|部分|[较很]?差|薄弱|虚"
)
_FINE = re.compile(
    "(?:未|没有?)(?:发?现|见|有)?(?:明显|重大|其他)?(?:的)?(?:问题|异常|不符|异议)|不存在问题"
    "|无(?:明显|重大|其他|不同)?(?:不符|问题|异常|异议|误|意见|不良)|(?:无需|不需要?|不必)(?:整改|补充)|整改(?:完成|到位|完毕)|已整改"
)
_NO_REMARK = frozenset({"无", "没有", "0"})
_NOTHING = re.compile("(?:暂|均|皆)?(?:无|没有)(?:明显|其他)?(?:问题)?")
_CONFIRMED = re.compile(
    "通过|合格|达标|优秀|(?:已|均已|全部)?(?:建立|落实|完成|开展|到位)|符合(?:要求)?"
)


def denials(reader: TableReader, answers: Sequence[bool | None]) -> dict[int, list[int]]:
    """Place of each answer that another cell of its row denies → the columns of those cells, from left to right.

    `answers` are the school's own, row by row. A column is looked at by what its heading says of it: what
    inspectors found, what is lacking, whether it is still so, or anything else, where only plain words deny a yes.
    """
    given = {
        answer: [at for at, said in enumerate(answers) if said is answer]
        for answer in (True, False)
    }
    if not (given[True] or given[False]):
        return {}
    found: dict[int, list[int]] = {}
    for index, tests in _columns(reader):
        column = reader.raw.values(reader.rows, index)
        for answer, denies in tests:
            if given[answer] and (odd := set(filter(denies, set(column)))):
                for at in given[answer]:
                    if column[at] in odd:
                        found.setdefault(at, []).append(index)
    return found


def _columns(reader: TableReader) -> Iterator[tuple[int, tuple[Answers, ...]]]:
    """Every column whose cells may deny an answer, with or without a heading."""
    raw = reader.raw
    known = {column.index: column for column in raw.columns}
    for index in range(len(raw.sheet.columns)):
        column = known.get(index)
        if column is None or not (column.key in _ABOUT or column.how == "private"):
            yield index, _tests(column)


def _tests(column: Column | None) -> tuple[Answers, ...]:
    heading = "" if column is None else normalise(column.heading)
    if column is not None and column.key == "date":
        return ((True, _put_off),)
    asked = heading.rpartition("/")[2]
    if _ASKS_GONE.fullmatch(asked):
        return ((True, _says_yes),)
    if _INSPECTED.search(heading) and _FOUND.search(heading) and not _OWN_CHECK.search(heading):
        agreed = ((False, _confirmed),) if not _TRUTH.search(heading) else ()
        return ((True, _refuted), *agreed)
    if _ASKS_STILL.fullmatch(asked):
        return ((True, _says_no),)
    if _AHEAD.search(heading):
        return ((True, _denied),)
    if _LACK.search(heading):
        return ((True, _lacking),)
    return ((True, _put_off if heading and not _REMARK.fullmatch(heading) else _answered_no),)


@remembered
def _says_yes(raw: Any) -> bool:
    return cells.yes_no(raw).value is True


@remembered
def _says_no(raw: Any) -> bool:
    return cells.yes_no(raw).value is False


@remembered
def _refuted(raw: Any) -> bool:
    """What inspectors say against it, be it only in part."""
    if _says_no(raw):
        return True
    return isinstance(raw, str) and _REFUTED.search(_FINE.sub("", cells.plain(raw))) is not None


@remembered
def _confirmed(raw: Any) -> bool:
    return _says_yes(raw) or _CONFIRMED.fullmatch(cells.plain(raw)) is not None


@remembered
def _lacking(raw: Any) -> bool:
    """What is lacking is the thing itself, or any trace of it."""
    text = cells.plain(raw) if isinstance(raw, str) else ""
    if not text or _NOTHING.fullmatch(text):
        return False
    rest = _FINE.sub("", text)
    return (_MISSING.search(rest) or _DENIED.search(rest)) is not None


@remembered
def _denied(raw: Any) -> bool:
    return isinstance(raw, str) and _DENIED.search(cells.plain(raw)) is not None


@remembered
def _put_off(raw: Any) -> bool:
    """Denied, or still to come."""
    return _denied(raw) or (isinstance(raw, str) and _PLANNED.search(cells.plain(raw)) is not None)


@remembered
def _answered_no(raw: Any) -> bool:
    """The same, or a bare 否; 无 is no remark at all."""
    return _put_off(raw) or (
        isinstance(raw, str) and cells.plain(raw) not in _NO_REMARK and _says_no(raw)
    )
