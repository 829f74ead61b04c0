"""The sheets that are lists: problems and the ledger of what to mend, what is missing, data issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from mhaudit.findings import (
    AuditResult,
    DistrictResult,
    Finding,
    Issue,
    Place,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.reports.console import need
from mhaudit.reports.excel.book import (
    MOST_ROWS,
    SIGNS,
    STRENGTH_FILLS,
    Book,
    Cell,
    Column,
    ListSheet,
    Styled,
    verdict_fill,
)
from mhaudit.reports.excel.figures import strength_rank
from mhaudit.reports.excel.places import MOST, Places
from mhaudit.reports.folding import Fold, fold
from mhaudit.wording import fields

PROBLEMS, UNKNOWN, ISSUES, LEDGER = "problems", "unknown", "issues", "ledger"
_LISTED = (Verdict.FAIL, Verdict.WAIVED)
_OPEN = (Verdict.ERROR, Verdict.UNKNOWN)
_CELL_ROOM, _FILL_ROOM, _FILE_ROOM = 18, 26, 24
_EARLIEST = dt.date(2000, 1, 1)
_ENTRY_ROWS = 200
"""So many rows below the ledger may be filled in by hand with the same drop-downs."""


def in_need(result: AuditResult) -> list[SchoolResult]:
    """The schools, those in most need first; the order of the result among equals (R140)."""
    return sorted(result.schools, key=need)


def only_term(result: AuditResult) -> str | None:
    """The term, where only one is audited: no subject need name it."""
    terms = result.period.terms
    return terms[0] if len(terms) == 1 else None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom rows are about: a school, or a district where `school` is None."""

    name: str
    district: str
    school: SchoolResult | None = None


class _Rows:
    """What the lists share: whether a district and a file need a column, and the words of a row."""

    def __init__(self, book: Book, result: AuditResult, places: Places, limit: int) -> None:
        self.book, self.result, self.places, self.limit = book, result, places, limit
        self.language, self.term = result.language, only_term(result)
        self.several = len(result.schools) > 1 or bool(result.districts)
        districts = {school.district for school in result.schools if school.district}
        self.districts = self.several and bool(districts)

    def columns(self, *columns: Column | None) -> list[Column]:
        return [column for column in columns if column is not None]

    def whom(self, whose: Whose) -> list[Cell]:
        cells: list[Cell] = [whose.name] if self.several else []
        return [*cells, whose.district] if self.districts else cells

    def whom_columns(self, school: float = 20) -> list[Column | None]:
        return [
            Column("school", school) if self.several else None,
            Column("district", 10, "middle") if self.districts else None,
        ]

    def strength(self, finding: Finding) -> Styled:
        text = fields.word(self.language, f"strength.{finding.strength}", finding.strength)
        return Styled(text, f"tag.{STRENGTH_FILLS.get(finding.strength, 'grey')}")

    def say(self, key: str, **values: object) -> str:
        return self.book.say(key, **values)


class Problems(_Rows):
    """问题清单 and 整改台账, written together: one line for each cause, the important ones first.

    Schools in most need come first; in a school failures by strength, then rule; what is waived comes last
    and is not in the ledger. `rows` is filled with the first row of each school (by its place in `in_need`).
    """

    def __init__(self, book: Book, result: AuditResult, places: Places, limit: int) -> None:
        super().__init__(book, result, places, limit)
        self.rows: dict[int, int] = {}
        file = Column("file", _FILE_ROOM) if places.several else None
        self.list = ListSheet(
            book,
            PROBLEMS,
            self.columns(
                Column("number", 6, "whole"),
                *self.whom_columns(),
                Column("subject", 13),
                Column("problem", 40),
                Column("remedy", 30),
                file,
                Column("cell", _CELL_ROOM),
                Column("measured", 12),
                Column("required", 12),
                Column("shortfall", 6, "number"),
                Column("verdict", 10),
                Column("strength", 11, "middle"),
                Column("rule", 8, "code"),
                Column("clause", 28, "small"),
            ),
            colour="#C00000",
            limit=limit,
        )
        self._file = file is not None

    def ledger_sheet(self) -> None:
        """Make the ledger's sheet, which stands further back."""
        self.ledger = ListSheet(
            self.book,
            LEDGER,
            self.columns(
                Column("number", 6, "whole"),
                *self.whom_columns(18),
                Column("subject", 13),
                Column("problem", 36),
                Column("remedy", 30),
                Column("strength", 11, "middle"),
                Column("rule", 8, "code"),
                Column("person", 10, "entry"),
                Column("deadline", 12, "day_entry"),
                Column("status", 10, "entry"),
                Column("recheck", 10, "entry"),
                Column("remark", 14, "entry"),
                Column("key", 19, "code"),
            ),
            colour="#BF8F00",
            limit=self.limit,
        )

    def write(self) -> None:
        """Write both sheets."""
        frozen = 2 if self.several else 1
        self.list.start(self.say("sheet.problems"), self.say("note.problems"), frozen=frozen)
        self.ledger.start(self.say("sheet.ledger"), self.say("note.ledger"), frozen=frozen)
        for at, school in enumerate(in_need(self.result)):
            name = school.name or self.say("unnamed")
            self._school(at, Whose(name, school.district or "", school), school.findings)
        for district in self.result.districts:
            self._school(None, Whose(district.name, district.name), district.findings)
        self.list.finish(self.say("empty.problems"))
        self.ledger.finish(self.say("empty.ledger"))
        self._drop_downs()

    def _school(self, at: int | None, whose: Whose, findings: Sequence[Finding]) -> None:
        found = [finding for finding in findings if finding.verdict in _LISTED]
        found.sort(key=_importance)
        for one in _folds(found, self.language, self.term):
            if at is not None:
                self.rows.setdefault(at, self.list.row)
            self._line(whose, one)

    def _line(self, whose: Whose, one: Fold) -> None:
        first = one.first
        number = self.list.row + self.list.left_out - ListSheet.HEAD
        problem = self._problem(one)
        strength = self.strength(first)
        places = _places(one)
        subject = one.subject or self.say("whole_school" if whose.school else "whole_district")
        head: list[Cell] = [number, *self.whom(whose), subject, problem, one.fix]
        if self._file:
            head.append(self.places.files(places, _FILE_ROOM))
        sign = f"{SIGNS[first.verdict]} {fields.word(self.language, f'verdict.{first.verdict}')}"
        self.list.add(
            [
                *head,
                self.places.cell(places, _CELL_ROOM),
                first.measured_text,
                first.required_text,
                first.shortfall,
                Styled(sign, f"tag.{verdict_fill(first.verdict, first.strength)}"),
                strength,
                first.rule,
                self._clause(first),
            ]
        )
        if first.verdict is Verdict.FAIL:
            row = self.ledger.row + self.ledger.left_out - ListSheet.HEAD
            self.ledger.add(
                [
                    row,
                    *self.whom(whose),
                    subject,
                    problem,
                    one.fix,
                    strength,
                    first.rule,
                    None,
                    None,
                    self.say("status.open"),
                    None,
                    None,
                    first.fingerprint,
                ]
            )

    def _problem(self, one: Fold) -> str:
        first, text = one.first, one.first.title
        if one.message:
            text = f"{text}\n{one.message}"
        if first.waiver:
            text = f"{text}\n{self.say('waiver', text=first.waiver)}"
        return text

    def _clause(self, finding: Finding) -> str:
        source = finding.source
        if source is None:
            return ""
        title = source.title or source.document
        return f"{title} {source.clause}" if source.clause else title

    def _drop_downs(self) -> None:
        """Lists of 状态 and 复查结果, and a date for 整改期限, for the rows and some more below them."""
        keys = [column.key for column in self.ledger.columns]
        first = ListSheet.HEAD + 1
        last = min(self.ledger.row + _ENTRY_ROWS, MOST_ROWS - 1)
        worksheet = self.ledger.sheet.worksheet
        for key in ("status", "recheck"):
            at = keys.index(key)
            choices = self.say(f"choices.{key}").split("|")
            options = {"validate": "list", "source": choices}
            worksheet.data_validation(first, at, last, at, {**options, **self._wrong(key)})
        at = keys.index("deadline")
        day = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
        worksheet.data_validation(first, at, last, at, {**day, **self._wrong("deadline")})

    def _wrong(self, key: str) -> dict[str, str]:
        return {
            "error_title": self.say("wrong.title"),
            "error_message": self.say(f"wrong.{key}"),
            "error_type": "warning",
        }


def _importance(finding: Finding) -> tuple[bool, int, str]:
    return (finding.verdict is Verdict.WAIVED, strength_rank(finding.strength), finding.rule)


def _folds(findings: Sequence[Finding], language: str, term: str | None) -> Iterator[Fold]:
    """One line for each cause; a cause of more than `MOST` subjects takes several, so that none is left out."""
    for one in fold(findings, language, every=True, term=term):
        if len(one.findings) <= MOST:
            yield one
            continue
        for start in range(0, len(one.findings), MOST):
            yield from fold(one.findings[start : start + MOST], language, every=True, term=term)


def _places(one: Fold) -> list[Place]:
    """The cells of a line; the related ones where it has none of its own."""
    own = [place for finding in one.findings for place in finding.places]
    return own or [place for finding in one.findings for place in finding.related]


_Key = tuple[str, str, str]
"""Table, field ('' for all of it) and, where nothing of the form is missing, the reason."""


@dataclass(slots=True)
class _Gap:
    """What is missing once, and what waits for it."""

    verdict: Verdict
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class Unknowns(_Rows):
    """无法判定: a line for each thing that is missing, with its cells and the rules that it would decide.

    A finding that lacks several things stands at each of them. One that lacks nothing of the form (a period
    that is not over, a rule that broke) has a line with its reason.
    """

    def __init__(self, book: Book, result: AuditResult, places: Places, limit: int) -> None:
        super().__init__(book, result, places, limit)
        file = Column("file", _FILE_ROOM) if places.several else None
        self._file = file is not None
        self.list = ListSheet(
            book,
            UNKNOWN,
            self.columns(
                Column("number", 6, "whole"),
                *self.whom_columns(22),
                Column("missing", 34),
                file,
                Column("fill_in", _FILL_ROOM),
                Column("decides", 62),
                Column("waiting", 8, "whole"),
                Column("verdict", 11),
            ),
            colour="#7030A0",
            limit=limit,
        )
        self.rows: dict[int, int] = {}

    def write(self) -> None:
        """Write the sheet."""
        frozen = 2 if self.several else 1
        self.list.start(self.say("sheet.unknown"), self.say("note.unknown"), frozen=frozen)
        for at, school in enumerate(in_need(self.result)):
            name = school.name or self.say("unnamed")
            self._school(at, Whose(name, school.district or "", school), school.findings)
        for district in self.result.districts:
            self._school(None, Whose(district.name, district.name), district.findings)
        self.list.finish(self.say("empty.unknown"))

    def _school(self, at: int | None, whose: Whose, findings: Iterable[Finding]) -> None:
        gaps: dict[_Key, _Gap] = {}
        for finding in findings:
            if finding.verdict not in _OPEN:
                continue
            seen = set()
            for missing in finding.missing:
                key = (missing.table, missing.field or "", "")
                gap = gaps.setdefault(key, _Gap(finding.verdict))
                if missing.place:
                    gap.places.append(missing.place)
                if key not in seen:
                    gap.findings.append(finding)
                    seen.add(key)
            if not seen:
                key = ("", "", finding.message)
                gaps.setdefault(key, _Gap(finding.verdict)).findings.append(finding)
        for key, gap in sorted(gaps.items(), key=_pressing):
            if at is not None:
                self.rows.setdefault(at, self.list.row)
            self._line(whose, key, gap)

    def _line(self, whose: Whose, key: _Key, gap: _Gap) -> None:
        number = self.list.row + self.list.left_out - ListSheet.HEAD
        cells: list[Cell] = [number, *self.whom(whose), self._missing(key)]
        if self._file:
            cells.append(self.places.files(gap.places, _FILE_ROOM))
        sign = f"{SIGNS[gap.verdict]} {fields.word(self.language, f'verdict.{gap.verdict}')}"
        style = f"tag.{verdict_fill(gap.verdict, '')}"
        places = self.places.cell(gap.places, _FILL_ROOM) or (self.say("nowhere") if key[0] else "")
        self.list.add([*cells, places, self._decides(gap), len(gap.findings), Styled(sign, style)])

    def _missing(self, key: _Key) -> str:
        table, name, message = key
        if not table:
            return message
        label = fields.table_label(self.language, table)
        if not name:
            return self.say("missing.table", table=label)
        column = fields.field_label(self.language, table, name)
        return self.say("missing.field", table=label, field=column)

    def _decides(self, gap: _Gap) -> str:
        lines = []
        for one in fold(gap.findings, self.language, term=self.term):
            key = "decides.whom" if one.subject else "decides"
            first = one.first
            line = self.say(key, rule=first.rule, title=first.title, whom=one.subject)
            if line not in lines:
                lines.append(line)
        return "\n".join(lines)


def _pressing(item: tuple[_Key, _Gap]) -> tuple[bool, int, int, _Key]:
    """Broken rules first, then by the strongest requirement that waits, then by how many do."""
    key, gap = item
    strongest = min(strength_rank(finding.strength) for finding in gap.findings)
    return (gap.verdict is not Verdict.ERROR, strongest, -len(gap.findings), key)


_SEVERITY_FILLS = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.INFO: "grey"}
_SEVERITY_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "▲", Severity.INFO: "·"}
_SEVERITIES = tuple(Severity)


class DataIssues(_Rows):
    """数据问题: what was not read as it stands; errors first, then warnings, then information."""

    def __init__(self, book: Book, result: AuditResult, places: Places, limit: int) -> None:
        super().__init__(book, result, places, limit)
        file = Column("file", _FILE_ROOM) if places.several else None
        self._file = file is not None
        self.list = ListSheet(
            book,
            ISSUES,
            self.columns(
                Column("number", 6, "whole"),
                Column("severity", 8),
                Column("code", 8, "code"),
                *self.whom_columns(22),
                Column("issue", 52),
                Column("read", 20, "text"),
                file,
                Column("cell", _CELL_ROOM),
                Column("suggestion", 40),
            ),
            colour="#7F7F7F",
            limit=limit,
        )

    def write(self) -> None:
        """Write the sheet."""
        self.list.start(self.say("sheet.issues"), self.say("note.issues"), frozen=1)
        general = Whose("", "")
        for severity in _SEVERITIES:
            for issue in self.result.data_issues:
                if issue.severity is severity:
                    self._line(general, issue)
            for school in self.result.schools:
                whose = Whose(school.name or self.say("unnamed"), school.district or "", school)
                for issue in school.data_issues:
                    if issue.severity is severity:
                        self._line(whose, issue)
        self.list.finish(self.say("empty.issues"))

    def _line(self, whose: Whose, issue: Issue) -> None:
        number = self.list.row + self.list.left_out - ListSheet.HEAD
        severity = issue.severity
        word = fields.word(self.language, f"console.severity.{severity}")
        places = [*([issue.place] if issue.place else []), *issue.others]
        cells: list[Cell] = [
            number,
            Styled(f"{_SEVERITY_SIGNS[severity]} {word}", f"tag.{_SEVERITY_FILLS[severity]}"),
            issue.code,
            *self.whom(whose),
            issue.message,
            issue.read or "",
        ]
        if self._file:
            cells.append(self.places.files(places, _FILE_ROOM))
        named = [place for place in places if place.sheet or place.cell]
        self.list.add([*cells, self.places.cell(named, _CELL_ROOM), issue.suggestion])


def files_of(result: AuditResult) -> set[str]:
    """The files that findings and issues point into."""
    found = {info.path for info in result.inputs}
    for owner in chain[SchoolResult | DistrictResult](result.schools, result.districts):
        for finding in owner.findings:
            for place in _all_places(finding):
                found.add(place.file)
    return found


def _all_places(finding: Finding) -> Iterator[Place]:
    yield from finding.places
    yield from finding.related
    yield from (missing.place for missing in finding.missing if missing.place)
