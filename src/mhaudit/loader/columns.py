"""From a block of headings to the columns of a table: keys, refusals, and what is kept out (R36, R103–R105, R135)."""

from __future__ import annotations

import re

from mhaudit.findings import DataIssue, Place
from mhaudit.loader.headings import Area, Block, Heading, Mapping, Match
from mhaudit.loader.layout import Column, RawTable
from mhaudit.loader.privacy import identity_numbers, is_private, may_be_identities
from mhaudit.loader.vocabulary import normalise
from mhaudit.models.submission import a1

_NEEDLESS = re.compile(
    r"备注|说明|序号|编号|行号|(?:本人)?签[字名]|盖章|照片|(?:填表|填报|审核|经办|联系|负责|责任)人|负责教师|联系人?电话"
    r"|电话|联系方式|手机号?码?|(?:活动|授课|上课)?地点|主讲人|组织者|(?:主办|承办|协办)单位|(?:专业技术)?职称|教龄|工作年限"
    r"|参加工作(?:时间|年月)|出生(?:日期|年月)|民族|政治面貌|任职时间|remarks?|notes?|signature|phone|place",
    re.IGNORECASE,
)
"""Headings of forms, normalised, that no rule could ask for (R105, R109)."""


def columns_of(
    table: RawTable, block: Block, mapping: Mapping, area: Area, end: int
) -> tuple[list[Column], list[DataIssue]]:
    """The columns of `table`, whose titles are known already, and the issues with its headings."""
    reasons = _reasons(mapping)
    matches = {match.heading.column: match for match in mapping.keys.values()}
    columns: list[Column] = []
    issues: list[DataIssue] = []
    for heading in block.headings:
        column = Column(heading.column, heading.shown, heading.row, None, "unmapped")
        match = matches.get(heading.column)
        if is_private(" ".join(heading.texts), table.table) or _holds_identity_numbers(
            area, heading.column, range(block.bottom + 1, max(end, block.bottom + 1))
        ):
            column.how = "private"
            issues.append(_issue("D501", table, heading))
        elif match is not None and not _refuse_r36(match, table, mapping):
            column.key, column.how = match.meaning.key, match.meaning.how
            column.reason = _reason_of(match)
        elif match is not None:
            column.how, column.reason = "refused", "r36"
            column.refused = match.meaning.key
            column.candidates = (match.meaning.key,)
            issues.append(_issue("D202", table, heading, options_key="D202.r36"))
        elif heading.column in reasons:
            column.how, column.reason, column.refused = reasons[heading.column]
            column.candidates = (column.refused,) if column.refused else ()
        else:
            column.lowest = heading.texts[-1]
            column.reason = "needless" if _NEEDLESS.fullmatch(normalise(column.lowest)) else ""
        columns.append(column)
    return columns, issues + _ties(table, mapping)


def _holds_identity_numbers(area: Area, column: int, rows: range) -> bool:
    values = area.sheet.columns[column][rows.start : rows.stop]
    return may_be_identities(values) and identity_numbers(area.column(column, rows))


def _refuse_r36(match: Match, table: RawTable, mapping: Mapping) -> bool:
    """是否专职教师 on a general roster may mean employed full-time (R36)."""
    return (
        match.meaning.key == "full_time_counsellor"
        and match.meaning.how != "own_alias"
        and not table.facts.counsellor
        and "counsellor" not in mapping.keys
    )


def _reason_of(match: Match) -> str:
    if match.meaning.weak:
        return "weak"
    return "" if match.rank[1] else "leaf"


def _reasons(mapping: Mapping) -> dict[int, tuple[str, str, str | None]]:
    """Column → (how, reason, refused key) of headings that match a key which they do not get."""
    found: dict[int, tuple[str, str, str | None]] = {
        match.heading.column: ("unmapped", "beaten", None) for match in mapping.beaten
    }
    for key, matches in mapping.ties.items():
        found |= {match.heading.column: ("refused", "tie", key) for match in matches}
    return found


def _ties(table: RawTable, mapping: Mapping) -> list[DataIssue]:
    """One issue for each key that two headings reach alike; both are refused (R135)."""
    issues = []
    for matches in mapping.ties.values():
        options = "、".join(
            f"{one.heading.shown}({a1(one.heading.row, one.heading.column)})" for one in matches
        )
        issues.append(_issue("D202", table, *(match.heading for match in matches), options=options))
    return issues


def _issue(code: str, table: RawTable, *headings: Heading, **args: str) -> DataIssue:
    """An issue at the first heading, the others beside it."""
    place, *others = (
        Place(table.file, table.sheet.name, a1(one.row, one.column), one.shown) for one in headings
    )
    given = {"heading": headings[0].shown} | args
    return DataIssue(code, tuple(given.items()), place, others=tuple(others))
