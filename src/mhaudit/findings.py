"""What an audit says: verdicts, places, findings, data issues and the whole result. Frozen.

Reports see these and nothing below them. The JSON has its own models (`mhaudit.reports.result`), so that
the file format does not move when this code does. What a school has dozens of is a NamedTuple: made, sent to
another process and read back several times as fast as a frozen dataclass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """DESIGN §6. How they rank in a checklist stands with the checklist (R86, R132)."""

    ERROR = "error"
    FAIL = "fail"
    UNKNOWN = "unknown"
    PASS = "pass"
    WAIVED = "waived"
    NOT_APPLICABLE = "notapplicable"


class Level(StrEnum):
    """How much a failure weighs; set by the strength of the clause."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVELS: dict[str, Level] = {
    "must": Level.ERROR,
    "principle": Level.WARNING,
    "encouraged": Level.NOTE,
    "area": Level.NOTE,
}
"""strength → level (DESIGN §5; `area` by R155)."""


class Severity(StrEnum):
    """How much a data issue matters. Only an unreadable input (`ERROR`) changes the exit code (R114)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """A cell in the submitter's own file. `sheet` is None in CSV/TSV (R96); `cell` is A1 style."""

    file: str
    sheet: str | None
    cell: str | None
    value: str = ""

    def text(self) -> str:
        """`教师!D12`, or `心理教师.csv!D12` where the file has no sheets."""
        name = (
            self.sheet
            if self.sheet is not None
            else self.file.replace("\\", "/").rpartition("/")[2]
        )
        return f"{name}!{self.cell}" if self.cell else name

    def text_in_file(self) -> str:
        """`甲校.xlsx 教师!D12`, for cells of several files."""
        if self.sheet is not None:
            return f"{self.file} {self.text()}"
        return f"{self.file}!{self.cell}" if self.cell else self.file


class Missing(NamedTuple):
    """What would decide an unknown: a field of a table, with its cell where there is one (R99)."""

    table: str
    field: str | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class DataIssue:
    """Something in the input that was not read as it stands. Never a verdict, never dropped.

    `code` is one of `mhaudit.issues.CODES`; `args` fill the wording of that code.
    `school` is the index of the school in its batch while loading, or None where it concerns no school.
    """

    code: str
    args: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    read: str | None = None
    school: int | None = None
    others: tuple[Place, ...] = ()


class Subject(NamedTuple):
    """Whom a finding is about. `grade` is `G1`…`G12` or `V1`…`V3`; `klass` is the class number in the grade."""

    kind: str
    school: str | None = None
    district: str | None = None
    stage: str | None = None
    grade: str | None = None
    klass: str | None = None
    teacher: str | None = None
    term: str | None = None
    period: str | None = None
    label: str = ""


class Source(NamedTuple):
    """The clause a finding rests on."""

    document: str
    title: str
    clause: str
    quote: str


class Finding(NamedTuple):
    """One verdict of one rule on one subject, with its working and its cells."""

    rule: str
    name: str
    title: str
    group: str
    group_title: str
    pack: str
    level: Level
    strength: str
    verdict: Verdict
    subject: Subject
    measured_value: float | None
    measured_text: str
    required_text: str
    shortfall: float | None
    message: str
    fix: str
    places: tuple[Place, ...]
    related: tuple[Place, ...]
    missing: tuple[Missing, ...]
    source: Source | None
    fingerprint: str
    waiver: str | None = None
    known: bool = False
    """Failed, or could not be judged, in the baseline already (`check --baseline`)."""


class ChecklistItem(NamedTuple):
    """One line of a scorecard: the worst of its rules, and what the school said of itself."""

    item: str
    state: Verdict
    rules: tuple[str, ...]
    self_reported: bool | None = None
    contradicted: bool = False


class Checklist(NamedTuple):
    """A scorecard over rules, such as the provisional 8+2."""

    name: str
    title: str
    provisional: str | None
    core: tuple[ChecklistItem, ...]
    extra: tuple[ChecklistItem, ...]


class Issue(NamedTuple):
    """A data issue as reported: worded, masked, its severity looked up."""

    code: str
    severity: Severity
    message: str
    place: Place | None
    read: str | None
    suggestion: str
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolResult:
    """Everything about one school. `standing` as DESIGN §7 and R151."""

    name: str
    code: str | None
    district: str | None
    standing: Verdict | str
    findings: tuple[Finding, ...]
    checklists: tuple[Checklist, ...] = ()
    data_issues: tuple[Issue, ...] = ()
    kind: KindInfo | None = None
    """Only where the account of the reader is asked for (`inspect`)."""


@dataclass(frozen=True, slots=True)
class KindInfo:
    """What kind of school it may be: `codes`, and `by` what says so: cell, code, name, stage or classes (R27)."""

    codes: tuple[str, ...]
    by: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """How one heading was understood. `how`: exact, alias, own_alias, guess, refused, private or unmapped."""

    heading: str
    cell: str
    field: str | None
    how: str
    reason: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell beside what was read in it; `read` is None where nothing was.

    `raw` is '' for a blank cell. `judged` is False where the column only helps to read others, or the row is
    not used (a repeated one, say), so that None is no fault. Names of pupils are masked; personal columns are
    never here.
    """

    heading: str
    cell: str
    field: str
    raw: str
    read: str | None
    judged: bool = True


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One table found in a sheet; `header_rows` are numbered as Excel shows them.

    `facts` is what title, sheet or file name declare of every row (R37, R141): (`term`, `2024-2025-1`), …
    `schools` and `preview` (row number → its cells) are filled where the account of the reader is asked for.
    """

    table: str
    sheet: str | None
    header_rows: tuple[int, ...]
    rows: int
    columns: tuple[ColumnInfo, ...]
    title: str = ""
    school_from: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    schools: tuple[str, ...] = ()
    preview: tuple[tuple[int, tuple[PreviewCell, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class InputInfo:
    """One input file and what was found in it."""

    path: str
    sha256: str | None
    format: str | None
    tables: tuple[TableInfo, ...] = ()
    skipped_sheets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A rule pack as used."""

    name: str
    version: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as the rulebook has it, with its clause and document, in the language of the run.

    `disabled` is the reason a pack gives for switching it off; such a rule was not judged.
    """

    id: str
    name: str
    title: str
    strength: str
    group: str
    group_title: str
    pack: str
    document: str
    issuer: str
    date: str
    number: str
    url: str
    clause: str
    quote: str
    fix: str
    disabled: str | None = None


@dataclass(frozen=True, slots=True)
class PeriodInfo:
    """The audited period. `how` says where it came from: option, file, dates, or none.

    `default_dates`: a term's first and last day are the defaults; `set_dates` holds those that a
    configuration file sets, `(term, first, last)`.
    """

    school_year: str | None
    terms: tuple[str, ...]
    as_of: dt.date | None
    how: str
    default_dates: bool = True
    set_dates: tuple[tuple[str, dt.date, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class DistrictResult:
    """Findings of rules for a district; never in a school's standing (R155)."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What `--select` and `--ignore` asked for, and the ids of the rules that were judged and left out by it."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    judged: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaselineInfo:
    """The earlier result whose failures are known: its name as given, and when it was audited."""

    path: str
    audited_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The whole of one run, ready for any report."""

    tool_version: str
    language: str
    audited_at: str
    period: PeriodInfo
    packs: tuple[PackInfo, ...]
    inputs: Sequence[InputInfo]
    schools: Sequence[SchoolResult]
    """Of a large run both are read from disk each time they are asked for: go through them once."""
    districts: tuple[DistrictResult, ...] = ()
    data_issues: tuple[Issue, ...] = ()
    notes: tuple[str, ...] = field(default=())
    rules: tuple[RuleInfo, ...] = ()
    """Every rule of the rulebook, sorted by id; empty where none was loaded (`inspect`)."""
    selection: Selection | None = None
    """None where every rule that is on was judged."""
    baseline: BaselineInfo | None = None
