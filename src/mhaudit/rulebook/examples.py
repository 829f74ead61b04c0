"""Examples in rule files: read with defaults (R153), built into submissions, and run.

An example's rows are typed values as the engine sees them, not text as on a form: what the reader makes of a
form is tested elsewhere. The engine is a higher layer, so whoever runs examples hands its judge in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from mhaudit.findings import Finding, Verdict
from mhaudit.models.fields import Choice, Day, FieldType, Kind, Number, Term, Text, Words, YesNo
from mhaudit.models.submission import Builder, Submissions
from mhaudit.models.tables import FIELDS, TABLES
from mhaudit.models.terms import Audited, parse_term
from mhaudit.rulebook.files import ExampleShape
from mhaudit.rulebook.schema import Example, Rule, Rulebook
from mhaudit.rulebook.yaml_positions import Mark, Path, WrittenFloat, WrittenInt
from mhaudit.wording import say

PERIOD = "2024-2025-1"
DEFAULTS: dict[str, dict[str, Any]] = {
    "schools": {"name": "例校", "kind": "311"},
    "teachers": {"counsellor": True, "support": "own"},
}
"""What the rows of examples hold where nothing is said (R153)."""

VERDICTS = tuple(
    verdict.value
    for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
)
YES_NO = {"yes": True, "no": False, "是": True, "否": False}
_NOT_TABLES = ("period", "as_of")


class Fault(Protocol):
    """Takes one fault of an example, at a path within it."""

    def __call__(
        self, path: Path, code: str, given: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        """Collect it."""


Judge = Callable[[Rule, Submissions, Audited], list[Finding]]
"""The engine's way to judge one rule."""


def read_example(shape: ExampleShape, mark: Mark, fault: Fault) -> Example | None:
    """The example with typed rows, or None with its faults told."""
    faults = 0

    def counted(path: Path, code: str, given: str = "", choices: tuple[str, ...] = ()) -> None:
        nonlocal faults
        faults += 1
        fault(path, code, given, choices)

    for key in shape.given:
        if key not in FIELDS and key not in _NOT_TABLES:
            counted(("given", key), "unknown_table", key, (*FIELDS, *_NOT_TABLES))
    tables = {
        table: list(_rows(table, shape.given[table], counted))
        for table in FIELDS
        if table in shape.given
    }
    schools = tables.setdefault("schools", [(None, dict(DEFAULTS["schools"]))])
    if not schools:
        counted(("given", "schools"), "no_school")
    names = [str(values["name"]) for _, values in schools]
    owners = {
        table: tuple(
            _owner(names, row, ("given", table, at), counted) for at, (row, _) in enumerate(rows)
        )
        for table, rows in tables.items()
        if table != "schools"
    }
    terms, as_of = _terms(shape.given, counted), _as_of(shape.given, counted)
    expect = dict(_expected(shape.expect, counted))
    if faults:
        return None
    given = {table: tuple(values for _, values in rows) for table, rows in tables.items()}
    title, english = shape.title, shape.title_en or ""
    return Example(title, given, owners, terms, as_of, expect, mark.file, mark.line, english)


def build_example(example: Example) -> tuple[Submissions, Audited]:
    """The submissions that the example describes, and what is audited.

    A table with rows is supplied by the schools that have one in it (R1), an empty one by all of them.
    """
    builder = Builder()
    for values in example.given["schools"]:
        builder.school(dict(values))
    everyone = range(len(example.given["schools"]))
    for table, rows in example.given.items():
        if table == "schools":
            continue
        owners = example.owners[table]
        for values, owner in zip(rows, owners, strict=True):
            builder.add(table, owner, dict(values))
        for school in sorted(set(owners)) if rows else everyone:
            builder.supply(table, school)
    return builder.finish(), Audited(example.terms, as_of_given=example.as_of)


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example run. `mismatches` holds `(subject, expected, found)`; `found` None where no finding was given."""

    rule: Rule
    example: Example
    findings: tuple[Finding, ...]
    mismatches: tuple[tuple[str, str | None, str | None], ...]

    @property
    def ok(self) -> bool:
        """Whether the rule said what the example expects."""
        return not self.mismatches

    def text(self, language: str) -> str:
        """What went wrong, with file and line; empty if nothing did."""
        lines = []
        for subject, expected, found in self.mismatches:
            title = self.example.titled(language)
            title = f"{title} · {subject}" if subject else title
            nothing = say(language, "example.no_finding")
            lines.append(
                say(
                    language, "example.fail", file=self.example.file, line=self.example.line, rule=self.rule.id,
                    title=title, expected=expected or nothing, found=found or nothing,
                )
            )  # fmt: skip
            if working := self.working(subject, language):
                lines.append(f"  {working}")
        return "\n".join(lines)

    def found_on(self, subject: str) -> Finding | None:
        """The finding on a subject as `mismatches` names it: by words of `expect`, or by its label."""
        words = set(subject.split())
        return next(
            (
                each
                for each in self.findings
                if each.subject.label == subject or words <= subject_words(each)
            ),
            None,
        )

    def working(self, subject: str, language: str) -> str:
        """How the rule came to what it said, with what was measured; empty where it said nothing."""
        finding = self.found_on(subject)
        if finding is None:
            return ""
        measured, required = finding.measured_text, finding.required_text
        if not measured or (measured in finding.message and required in finding.message):
            return finding.message
        told = say(language, "example.measured", measured=measured, required=required)
        return told + finding.message


def run_examples(rulebook: Rulebook, judge: Judge, only: str | None = None) -> list[ExampleResult]:
    """Run the examples of every rule, disabled ones too (`only`: of the rule with that id), in order.

    A disabled rule's examples must hold as well, so that switching it on is no leap; it is judged as if on.
    """
    results = []
    for rule in rulebook.rules:
        if only is not None and only != rule.id:
            continue
        rule = replace(rule, disabled=None)
        for example in rule.examples:
            findings = tuple(judge(rule, *build_example(example)))
            results.append(
                ExampleResult(rule, example, findings, tuple(compare(example.expect, findings)))
            )
    return results


def compare(
    expect: Mapping[str, Verdict], findings: tuple[Finding, ...]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Where findings differ from what is expected: `(subject, expected, found)`.

    Every finding has to be expected, and every expectation needs a finding.
    """
    met = set()
    for finding in findings:
        words = subject_words(finding)
        key = next((key for key in expect if set(key.split()) <= words), None)
        if key is None:
            yield finding.subject.label or " ".join(sorted(words)), None, finding.verdict.value
            continue
        met.add(key)
        if finding.verdict is not expect[key]:
            yield key or finding.subject.label, expect[key].value, finding.verdict.value
    for key, verdict in expect.items():
        if key not in met:
            yield key, verdict.value, None


def subject_words(finding: Finding) -> set[str]:
    """The words by which `expect` may name a finding's subject: `G7`, `G7/1`, `junior`, `2024-2025-1`, a name."""
    subject = finding.subject
    whole = f"{subject.grade}/{subject.klass}" if subject.klass is not None else None
    parts = (
        subject.school, subject.district, subject.stage, subject.grade, whole, subject.teacher, subject.term,
        subject.period,
    )  # fmt: skip
    return {word for part in parts if part for word in part.split()}


def _rows(table: str, raw: Any, fault: Fault) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each row's school as written (None where it is not) and its typed values."""
    if not isinstance(raw, list):
        fault(("given", table), "list_expected")
        return
    for at, row in enumerate(raw):
        path: Path = ("given", table, at)
        if not isinstance(row, dict):
            fault(path, "mapping_expected")
            yield None, dict(DEFAULTS.get(table, {}))
            continue
        values = {**DEFAULTS.get(table, {}), **_values(table, row, path, fault)}
        if table == "schools" and at and "name" not in row:
            values["name"] = f"{values['name']}{at + 1}"
        yield row.get("school") if table != "schools" else None, values


def _values(table: str, row: dict[str, Any], path: Path, fault: Fault) -> dict[str, Any]:
    found, fields = {}, FIELDS[table]
    for name, raw in row.items():
        if name == "school" and table != "schools":
            continue
        if name not in fields:
            fault(
                (*path, name),
                "unknown_field",
                name,
                (*fields, *(("school",) if table != "schools" else ())),
            )
            continue
        try:
            found[name] = fields[name].accept(_as_written(fields[name], raw))
        except (ValueError, TypeError):
            fault((*path, name), *_why(fields[name], raw))
    # Through the table's model too: what it lets through is what the engine may rely on.
    TABLES[table].model_validate(found)
    return found


def _as_written(kind: FieldType, raw: Any) -> Any:
    """Numbers as their text where text is wanted (`class: 1`), yes and no as true and false where those are."""
    if isinstance(raw, WrittenInt | WrittenFloat) and not isinstance(kind, Number):
        return raw.text
    if isinstance(raw, WrittenInt | WrittenFloat):
        return int(raw) if isinstance(raw, int) else float(raw)
    if isinstance(kind, YesNo) and isinstance(raw, str):
        return YES_NO.get(raw, raw)
    if isinstance(kind, Words) and isinstance(raw, list):
        return [each.text if isinstance(each, WrittenInt | WrittenFloat) else each for each in raw]
    return raw


def _why(kind: FieldType, raw: Any) -> tuple[str, str, tuple[str, ...]]:
    """Code, what was written, and choices for a value that a field refuses."""
    if isinstance(kind, Words) and isinstance(raw, list):
        raw = next((word for word in raw if word not in kind.choices), raw)
    if isinstance(kind, Number) and isinstance(raw, int | float) and not isinstance(raw, bool):
        return "out_of_range", str(raw), ()
    codes: dict[type[FieldType], str] = {
        YesNo: "yes_no_expected", Choice: "unknown_value", Words: "unknown_value", Number: "number_expected",
        Day: "date_expected", Term: "term_expected", Kind: "unknown_kind", Text: "text_expected",
    }  # fmt: skip
    return codes[type(kind)], str(raw), getattr(kind, "choices", ())


def _owner(names: list[str], school: Any, path: Path, fault: Fault) -> int:
    """The index of the school that a row belongs to."""
    if school is None:
        if len(names) > 1:
            fault(path, "several_schools")
        return 0
    if school not in names:
        fault((*path, "school"), "unknown_school", str(school), tuple(names))
        return 0
    return names.index(school)


def _terms(given: Mapping[str, Any], fault: Fault) -> tuple[str, ...]:
    """The audited terms: those of `period`; none where it is null (R129)."""
    period = given.get("period", PERIOD)
    if period is None:
        return ()
    try:
        number = parse_term(str(period))[2]
    except ValueError:
        fault(("given", "period"), "term_expected", str(period))
        return ()
    return (str(period),) if number else (f"{period}-1", f"{period}-2")


def _as_of(given: Mapping[str, Any], fault: Fault) -> dt.date | None:
    raw = given.get("as_of")
    if raw is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(raw)):
            return dt.date.fromisoformat(str(raw))
    except ValueError:
        pass
    fault(("given", "as_of"), "date_expected", str(raw))
    return None


def _expected(raw: Any, fault: Fault) -> Iterator[tuple[str, Verdict]]:
    """`pass`, or `{G7: pass, G8: fail}`."""
    pairs = raw if isinstance(raw, dict) else {"": raw}
    for key, verdict in pairs.items():
        if verdict in VERDICTS:
            yield key, Verdict(verdict)
        else:
            fault(("expect", key) if key else ("expect",), "unknown_value", str(verdict), VERDICTS)
    if not pairs:
        fault(("expect",), "empty")
