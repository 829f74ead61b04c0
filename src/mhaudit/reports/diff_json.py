"""A `Diff` as JSON (`mhaudit-diff/1`), its models and its schema: the same as on the screen, in full.

Each entry has the finding as it was and as it is, as in the results; `before` or `now` is null where it is
not there. Counts name every change, zeros too. Texts stand in the language of the results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TextIO

from pydantic import Field

from mhaudit.reports.diff import Change, Compared, Diff, Entry, Side
from mhaudit.reports.result import (
    FindingDocument,
    Model,
    PackDocument,
    StandingWord,
    SubjectDocument,
)

SCHEMA = "mhaudit-diff/1"
ChangeWord = Literal[
    "new",
    "changed",
    "open",
    "became_unknown",
    "became_judged",
    "fixed",
    "dropped",
    "still_unknown",
]


class CountsDocument(Model):
    """How many findings of each change."""

    new: int
    changed: int
    open: int
    became_unknown: int
    became_judged: int
    fixed: int
    dropped: int
    still_unknown: int


class SideDocument(Model):
    """What one of the two results says of itself; `unreadable`: inputs that could not be read."""

    audited_at: list[str]
    terms: list[str]
    packs: list[PackDocument]
    schools: int
    unreadable: int


class RuleDocument(CountsDocument):
    """One rule over all schools and districts."""

    rule: str
    title: str


class EntryDocument(Model):
    """One finding in both results; `better`: whether the shortfall became less, null where that cannot be said."""

    change: ChangeWord
    better: bool | None
    rule: str
    subject: SubjectDocument
    before: FindingDocument | None
    now: FindingDocument | None


class ComparedDistrictDocument(Model):
    """A district in both results. `state`: both, added (only in the new one) or gone."""

    name: str
    state: Literal["both", "added", "gone"]
    summary: CountsDocument
    findings: list[EntryDocument]


class ComparedSchoolDocument(ComparedDistrictDocument):
    """A school in both results; `former_name` where its name changed."""

    former_name: str | None
    code: str | None
    district: str | None
    standing_before: StandingWord | None
    standing_now: StandingWord | None


class DiffDocument(Model):
    """The whole document."""

    schema_: Literal["mhaudit-diff/1"] = Field(
        validation_alias="schema", serialization_alias="schema"
    )
    old: SideDocument
    new: SideDocument
    summary: CountsDocument
    rules: list[RuleDocument]
    schools: list[ComparedSchoolDocument]
    districts: list[ComparedDistrictDocument]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that describes the document."""
    schema = DiffDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


def write_diff_json(diff: Diff, stream: TextIO) -> None:
    """Write the document, one school at a time."""
    head = DiffDocument(
        schema_="mhaudit-diff/1",
        old=_side(diff.old),
        new=_side(diff.new),
        summary=_counts(diff.counts()),
        rules=[
            RuleDocument(rule=rule, title=title, **_numbers(counts))
            for rule, (title, counts) in diff.rules.items()
        ],
        schools=[],
        districts=[],
    )
    start, _, _ = head.model_dump_json(by_alias=True, indent=2).rpartition(',\n  "schools"')
    stream.write(start)
    for key, everyone in (("schools", diff.schools), ("districts", diff.districts)):
        stream.write(f',\n  "{key}": ')
        _write_list(everyone, stream)
    stream.write("\n}\n")


def _write_list(everyone: Sequence[Compared], stream: TextIO) -> None:
    opening = "["
    for each in everyone:
        text = _compared(each).model_dump_json(by_alias=True, indent=2).replace("\n", "\n    ")
        stream.write(f"{opening}\n    {text}")
        opening = ","
    stream.write("[]" if opening == "[" else "\n  ]")


def _side(side: Side) -> SideDocument:
    return SideDocument(
        audited_at=list(side.audited_at),
        terms=list(side.terms),
        packs=[
            PackDocument(name=name, version=version, sha256=sha256)
            for name, version, sha256 in side.packs
        ],
        schools=side.schools,
        unreadable=side.unreadable,
    )


def _numbers(counts: Counter[Change]) -> dict[str, Any]:
    return {change.value: counts[change] for change in Change}


def _counts(counts: Counter[Change]) -> CountsDocument:
    return CountsDocument(**_numbers(counts))


def _compared(each: Compared) -> ComparedDistrictDocument:
    common: dict[str, Any] = {
        "name": each.name,
        "state": each.state,
        "summary": _counts(each.counts),
        "findings": [_entry(entry) for entry in each.entries()],
    }
    if each.kind == "district":
        return ComparedDistrictDocument(**common)
    return ComparedSchoolDocument(
        **common,
        former_name=each.former_name,
        code=each.code,
        district=each.district,
        standing_before=each.standing_before,
        standing_now=each.standing_now,
    )


def _entry(entry: Entry) -> EntryDocument:
    return EntryDocument(
        change=entry.change.value,
        better=entry.better,
        rule=entry.finding.rule,
        subject=entry.finding.subject,
        before=entry.before,
        now=entry.now,
    )
