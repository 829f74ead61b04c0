"""One workbook for each school or district, to be sent back, and an index workbook that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mhaudit.errors import MhauditError, UsageError
from mhaudit.findings import AuditResult, Issue, Place, SchoolResult, Verdict
from mhaudit.reports.counts import pass_rate
from mhaudit.reports.excel import write_excel
from mhaudit.reports.excel.book import (
    MOST_ROWS,
    Book,
    Cell,
    Column,
    Link,
    ListSheet,
    Styled,
    properties_of,
    workbook,
)
from mhaudit.reports.excel.figures import STANDINGS, floored
from mhaudit.reports.excel.listing import in_need, places_of
from mhaudit.reports.excel.schools import score_text, standing_text
from mhaudit.reports.excel.styles import STANDING_FILLS
from mhaudit.reports.excel.text import file_name
from mhaudit.wording import say

SPLITS = ("school", "district")
"""The choices of `--split-by`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A workbook to be written: its name, and the result with these schools only."""

    name: str
    schools: tuple[SchoolResult, ...]
    result: AuditResult


def write_split(
    result: AuditResult,
    by: str,
    folder: Path,
    *,
    is_input: Callable[[Path], bool] = lambda path: False,
    limit: int = MOST_ROWS,
) -> list[Path]:
    """Write a workbook for each school or district into `folder` (made if missing), then the index.

    The index lists the schools in order of need, or the districts by name. A part holds nothing about other
    schools: only the files its own findings point into, and only if no other part uses them. Nothing links
    into the submitters' files, which stay where they are while the workbooks travel. Raises UsageError where
    a file to be written is an input (`is_input`), MhauditError where the system refuses.
    """
    language = result.language
    _make(folder, language)
    parts = list(_by_school(result) if by == "school" else _by_district(result))
    index = folder / f"{say(language, 'excel.split.index')}.xlsx"
    taken = {index.name.casefold()}
    paths = [folder / file_name(_stem(part, language), ".xlsx", taken) for part in parts]
    for path in (index, *paths):
        if path.exists() and is_input(path):
            hint = say(language, "excel.error.input.hint")
            raise UsageError(say(language, "excel.error.input", path=str(path)), hint=hint)
    for part, path in zip(parts, paths, strict=True):
        write_excel(part.result, path, limit=limit)
    _write_index(result, by, index, dict(zip(paths, parts, strict=True)))
    return [index, *paths]


def _make(folder: Path, language: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise MhauditError(
            say(language, "excel.error.failed", path=str(folder), reason=reason),
            hint=say(language, "excel.error.failed.hint"),
        ) from error


def _stem(part: _Part, language: str) -> str:
    return say(language, "excel.split.file", name=part.name)


def _by_school(result: AuditResult) -> Iterator[_Part]:
    schools = in_need(result)
    owners = _owners(result, {id(school): at for at, school in enumerate(schools)})
    names: dict[str, int] = {}
    for school in schools:
        names[school.name] = names.get(school.name, 0) + 1
    for at, school in enumerate(schools):
        name = school.name or say(result.language, "excel.unnamed")
        if names[school.name] > 1:
            name = "_".join(filter(None, (name, school.district, school.code)))
        yield _Part(name, (school,), _only(result, (school,), _files(owners, at)))


def _by_district(result: AuditResult) -> Iterator[_Part]:
    groups: dict[str | None, list[SchoolResult]] = {}
    for school in result.schools:
        groups.setdefault(school.district, []).append(school)
    ordered = sorted(groups, key=lambda name: (name is None, name or ""))
    numbers = {id(s): at for at, name in enumerate(ordered) for s in groups[name]}
    owners = _owners(result, numbers)
    for at, name in enumerate(ordered):
        schools = tuple(groups[name])
        part = _only(result, schools, _files(owners, at))
        own = tuple(district for district in result.districts if district.name == name)
        title = name or say(result.language, "excel.no_district")
        yield _Part(title, schools, replace(part, districts=own))


def _owners(result: AuditResult, numbers: Mapping[int, int]) -> dict[str, set[int]]:
    """file → the parts whose findings or issues point into it."""
    owners: dict[str, set[int]] = {}
    for school in result.schools:
        for place in _places(school):
            owners.setdefault(place.file, set()).add(numbers[id(school)])
    return owners


def _places(school: SchoolResult) -> Iterator[Place]:
    for finding in school.findings:
        yield from places_of(finding)
    for issue in school.data_issues:
        if issue.place:
            yield issue.place


def _files(owners: Mapping[str, set[int]], part: int) -> tuple[set[str], set[str]]:
    """The files a part uses, and those of them that no other part uses."""
    used = {file for file, parts in owners.items() if part in parts}
    return used, {file for file in used if len(owners[file]) == 1}


def _only(
    result: AuditResult, schools: tuple[SchoolResult, ...], files: tuple[set[str], set[str]]
) -> AuditResult:
    used, own = files
    return replace(
        result,
        schools=schools,
        districts=(),
        inputs=tuple(
            info if info.path in own else replace(info, tables=(), skipped_sheets=())
            for info in result.inputs
            if info.path in used
        ),
        data_issues=tuple(issue for issue in result.data_issues if _of(issue, own)),
    )


def _of(issue: Issue, files: set[str]) -> bool:
    return issue.place is not None and issue.place.file in files


def _write_index(result: AuditResult, by: str, path: Path, parts: Mapping[Path, _Part]) -> None:
    language = result.language
    title = say(language, "excel.title", count=len(result.schools))
    with workbook(path, language, properties_of(result, title)) as book:
        columns = _SCHOOL_INDEX if by == "school" else _DISTRICT_INDEX
        listed = ListSheet(book, "index", columns)
        note = book.say("note.index", what=book.say(f"what.{by}"))
        held = {id(issue) for part in parts.values() for issue in part.result.data_issues}
        rest = sum(id(issue) not in held for issue in result.data_issues)
        if rest:
            note = f"{note}\n{book.say('general', count=rest)}"
        listed.start(book.say("title", count=len(result.schools)), note, frozen=2)
        for at, (file, part) in enumerate(parts.items(), 1):
            link = _link(file.name)
            if by == "school":
                listed.add([at, *_school_row(book, part.schools[0]), link])
            else:
                listed.add([at, *_district_row(part), link])
        listed.finish(book.say("empty.index"))


def _link(name: str) -> Cell:
    """A link to a file in the same folder; the name alone where a link cannot hold it."""
    return name if set(name) & set("#%") else Link(name, f"external:./{name}")


def _school_row(book: Book, school: SchoolResult) -> list[Cell]:
    standing = str(school.standing)
    verdicts = [finding.verdict for finding in school.findings]
    return [
        school.name or book.say("unnamed"),
        school.district or "",
        school.code or "",
        Styled(standing_text(book, standing), f"tag.{STANDING_FILLS.get(standing, 'grey')}"),
        "\n".join(score_text(card) for card in school.checklists),
        verdicts.count(Verdict.FAIL),
        verdicts.count(Verdict.UNKNOWN),
        _rate((school,)),
    ]


def _rate(schools: tuple[SchoolResult, ...]) -> float | None:
    rate = pass_rate(schools)
    return None if rate is None else floored(rate)


def _district_row(part: _Part) -> list[Cell]:
    standings = [str(school.standing) for school in part.schools]
    counts: list[Cell] = [standings.count(standing) for standing in STANDINGS]
    return [part.name, len(part.schools), *counts, _rate(part.schools)]


_SCHOOL_INDEX = (
    Column("number", 6, "whole"),
    Column("school", 30),
    Column("district", 12, "middle"),
    Column("school_code", 14, "code"),
    Column("standing", 16),
    Column("score", 12, "middle"),
    Column("problems", 9, "whole"),
    Column("unknown", 9, "whole"),
    Column("rate", 9, "percent"),
    Column("workbook", 46),
)
_DISTRICT_INDEX = (
    Column("number", 6, "whole"),
    Column("district", 24),
    Column("schools", 9, "whole"),
    *(Column(f"standing.{standing}", 11, "whole") for standing in STANDINGS),
    Column("rate", 10, "percent"),
    Column("workbook", 46),
)
