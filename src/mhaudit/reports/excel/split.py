"""One workbook for each school or district, to be sent back, and an index workbook that leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mhaudit.errors import MhauditError, UsageError
from mhaudit.findings import AuditResult, DistrictResult, InputInfo, Place, SchoolResult, Verdict
from mhaudit.reports.counts import part_of, passed_and_failed
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
from mhaudit.reports.excel.figures import STANDINGS, floored, places_of
from mhaudit.reports.excel.schools import score_text, standing_text
from mhaudit.reports.excel.styles import STANDING_FILLS
from mhaudit.reports.excel.text import file_name
from mhaudit.reports.gathered import Need, need
from mhaudit.reports.views import picked
from mhaudit.wording import say

SPLITS = ("school", "district")
"""The choices of `--split-by`."""


@dataclass(frozen=True, slots=True)
class _School:
    """What is kept of a school: its number in the result, what an index says of it, the files it points into."""

    number: int
    need: Need
    name: str
    code: str | None
    district: str | None
    standing: str
    scores: str
    failed: int
    unknown: int
    rules: tuple[int, int]
    """How many musts and principles it passes, and fails (R150)."""
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A workbook to be written: its name, and what it is about."""

    name: str
    schools: Sequence[_School]
    districts: tuple[DistrictResult, ...] = ()


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
    schools = [_school(at, school) for at, school in enumerate(result.schools)]
    parts = list(_by_school(schools, language) if by == "school" else _by_district(schools, result))
    index = folder / f"{say(language, 'excel.split.index')}.xlsx"
    taken = {index.name.casefold()}
    paths = [folder / file_name(_stem(part, language), ".xlsx", taken) for part in parts]
    for path in (index, *paths):
        if path.exists() and is_input(path):
            hint = say(language, "excel.error.input.hint")
            raise UsageError(say(language, "excel.error.input", path=str(path)), hint=hint)
    owned = _Owned(result, parts)
    for part, path in zip(parts, paths, strict=True):
        write_excel(owned.only(part), path, limit=limit)
    _write_index(result, by, index, dict(zip(paths, parts, strict=True)), owned.general)
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


def _school(number: int, school: SchoolResult) -> _School:
    verdicts = [finding.verdict for finding in school.findings]
    return _School(
        number,
        need(school),
        school.name,
        school.code,
        school.district,
        str(school.standing),
        "\n".join(score_text(card) for card in school.checklists),
        verdicts.count(Verdict.FAIL),
        verdicts.count(Verdict.UNKNOWN),
        passed_and_failed(school),
        frozenset(place.file for place in _places(school)),
    )


def _by_school(schools: Sequence[_School], language: str) -> Iterator[_Part]:
    """A part each, those in most need first; the order of the result among equals (R140)."""
    names = Counter(school.name for school in schools)
    for school in sorted(schools, key=lambda each: each.need):
        name = school.name or say(language, "excel.unnamed")
        if names[school.name] > 1:
            name = "_".join(filter(None, (name, school.district, school.code)))
        yield _Part(name, (school,))


def _by_district(schools: Sequence[_School], result: AuditResult) -> Iterator[_Part]:
    groups: dict[str | None, list[_School]] = {}
    for school in schools:
        groups.setdefault(school.district, []).append(school)
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        own = tuple(district for district in result.districts if district.name == name)
        yield _Part(name or say(result.language, "excel.no_district"), groups[name], own)


def _places(school: SchoolResult) -> Iterator[Place]:
    for finding in school.findings:
        yield from places_of(finding)
    for issue in school.data_issues:
        if issue.place:
            yield issue.place


class _Owned:
    """Which part may be told of which file: what more than one part points into, none."""

    def __init__(self, result: AuditResult, parts: Sequence[_Part]) -> None:
        self._result = result
        owners = Counter(file for part in parts for file in _used(part))
        self._own = {file for file, count in owners.items() if count == 1}
        self._inputs: dict[str, list[int]] = {}
        for at, info in enumerate(result.inputs):
            self._inputs.setdefault(info.path, []).append(at)
        self._issues: dict[str, list[int]] = {}
        for at, issue in enumerate(result.data_issues):
            if issue.place is not None and issue.place.file in self._own:
                self._issues.setdefault(issue.place.file, []).append(at)
        held = sum(map(len, self._issues.values()))
        self.general = len(result.data_issues) - held
        """How many data issues stand in no part."""

    def only(self, part: _Part) -> AuditResult:
        """The result as a part is told it."""
        result, used = self._result, _used(part)
        schools = picked(result.schools, [school.number for school in part.schools])
        inputs = sorted(at for file in used for at in self._inputs.get(file, ()))
        issues = sorted(at for file in used for at in self._issues.get(file, ()))
        return replace(
            result,
            schools=tuple(schools) if len(schools) == 1 else schools,
            districts=part.districts,
            inputs=tuple(self._told(result.inputs[at]) for at in inputs),
            data_issues=tuple(result.data_issues[at] for at in issues),
        )

    def _told(self, info: InputInfo) -> InputInfo:
        return info if info.path in self._own else replace(info, tables=(), skipped_sheets=())


def _used(part: _Part) -> frozenset[str]:
    return frozenset[str]().union(*(school.files for school in part.schools))


def _write_index(
    result: AuditResult, by: str, path: Path, parts: Mapping[Path, _Part], general: int
) -> None:
    language = result.language
    title = say(language, "excel.title", count=len(result.schools))
    with workbook(path, language, properties_of(result, title)) as book:
        columns = _SCHOOL_INDEX if by == "school" else _DISTRICT_INDEX
        listed = ListSheet(book, "index", columns)
        note = book.say("note.index", what=book.say(f"what.{by}"))
        if general:
            note = f"{note}\n{book.say('general', count=general)}"
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


def _school_row(book: Book, school: _School) -> list[Cell]:
    standing = school.standing
    return [
        school.name or book.say("unnamed"),
        school.district or "",
        school.code or "",
        Styled(standing_text(book, standing), f"tag.{STANDING_FILLS.get(standing, 'grey')}"),
        school.scores,
        school.failed,
        school.unknown,
        _rate((school,)),
    ]


def _rate(schools: Sequence[_School]) -> float | None:
    passed, failed = (sum(school.rules[at] for school in schools) for at in (0, 1))
    rate = part_of(passed, failed)
    return None if rate is None else floored(rate)


def _district_row(part: _Part) -> list[Cell]:
    standings = [school.standing for school in part.schools]
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
