"""Columns that are never loaded: what they are is told by the heading, or by the look of the values (R103–R105)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mhaudit.loader.cell_text import remembered
from mhaudit.loader.vocabulary import normalise

_ANYWHERE = re.compile(
    r"身份证|证件号|量表|(?:测评|测试|筛查|普查|心理评估|心理健康评估|心理|抑郁|焦虑)(?:得分|分数|总分|结果|等级)"
    r"|(?<![a-z])(?:scl|phq|gad|mht|sds|sas|msshms)[\d-]*(?:得分|分数|总分|结果|$)"
    r"|(?:预警|风险|危机|危险)(?:等级|级别|状态|程度)|(?<!教学)诊断|病史|服药|用药|自伤|自残|自杀"
    r"|咨询(?:记录|内容)|个案记录|监护人(?:联系)?电话|监护人联系方式"
    r"|(?:高关怀|重点关注|心理危机)(?:学生|对象)?(?:姓名|名单)|^(?:高关怀|重点关注)$"
    r"|(?<!是否有)(?<!有无)(?<!建立)(?:高关怀|重点关注)(?:学生|对象)$",
    re.IGNORECASE,
)
_OF_PUPILS = re.compile(
    r"家庭(?:住址|地址)|家长(?:联系)?(?:电话|方式|手机)|(?:父亲|母亲)(?:联系)?(?:电话|手机)|住址"
)
_IDENTITY = re.compile(
    r"[A-Za-z]?\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
)

_SAMPLE = 300
_DIGITS = 18
_SMALLEST = 1e16  # as a number, 18 digits


@remembered
def is_private(heading: str, table: str) -> bool:
    """Whether a heading (all its levels joined) asks for what must not be loaded.

    >>> is_private("学生/身份证件号", "committee"), is_private("联系电话", "teachers")
    (True, False)
    """
    text = normalise(heading)
    return bool(_ANYWHERE.search(text)) or (table != "teachers" and bool(_OF_PUPILS.search(text)))


def identity_numbers(values: Sequence[Any]) -> bool:
    """Whether most of a column's first values look like 18-digit identity numbers (R104)."""
    filled = [value for value in values if str(value).strip()][:_SAMPLE]
    return 2 * sum(map(_is_identity, filled)) > len(filled)


def may_be_identities(values: Sequence[Any]) -> bool:
    """Whether any cell of a column is long enough for an identity number: a cheap test before the dear one."""
    try:
        return max(map(len, values), default=0) >= _DIGITS
    except TypeError:  # not texts alone
        distinct = set(values) - {"", None}
    kinds = set(map(type, distinct))
    if kinds <= {int, float}:
        return not max(distinct, default=0) < _SMALLEST
    return not kinds.isdisjoint({str, int, float}) and any(map(_is_long, distinct))


def _is_long(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) >= _DIGITS
    return isinstance(value, int | float) and value >= _SMALLEST


def _is_identity(value: Any) -> bool:
    if isinstance(value, str):
        text = re.sub(r"[\s']+", "", value) if len(value) >= _DIGITS else ""
    elif isinstance(value, float):
        text = f"{value:.0f}" if value >= _SMALLEST else ""
    else:
        text = str(value)
    return bool(text) and _IDENTITY.fullmatch(text) is not None
