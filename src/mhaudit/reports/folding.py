"""Fold what says the same thing: findings of one rule, verdict and cause (R9), cells of one sheet, issues of one code.

Counts are never folded: a verdict stands for each subject, only reports show several of them together.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from mhaudit.findings import Finding, Issue, Missing, Place, Severity, Subject
from mhaudit.wording import fields, say

_CELLS = re.compile(r"\0cells\0(?:(?:、|, )\0cells\0)*(?: 等 \d+ 处| and others, \d+ in all)?")
"""A list of cells as the engine's sentences hold it (`list.comma` and `why.more` in `wording.verdicts`)."""
_CELL = re.compile(r"([A-Z]+)(\d+)")
_RANGE = 3
"""So many cells below each other are named as a range; more grades than these, too."""
FEW = 8
"""How many cells (ranges) or subjects a line names before it says how many there are."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Findings that differ only in their subjects. `subject` is '' where it is the school itself."""

    findings: tuple[Finding, ...]
    subject: str
    message: str
    fix: str

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]


def fold(
    findings: Iterable[Finding], language: str, *, every: bool = False, term: str | None = None
) -> list[Fold]:
    """Fold findings of the same rule, verdict and cause, in order of first appearance (R9).

    Two findings have the same cause if they measured the same, lack the same fields and say the same but
    for their subjects. `every` names all subjects, however many there are. `term` is the only one audited,
    which no subject need name.
    """
    groups: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_cause(finding, language), []).append(finding)
    return [_fold(group, language, every, term) for group in groups.values()]


def _fold(group: list[Finding], language: str, every: bool, term: str | None) -> Fold:
    first = group[0]
    whom = _joined([_entity(finding.subject, language) for finding in group], language, every)
    when = _joined([_when(finding.subject, language) for finding in group], language, every)
    told = when if first.subject.term is None or first.subject.term != term else ""
    label = whom or told
    if whom and told:
        label = say(language, "console.whom_when", whom=whom, when=told)
    if len(group) == 1:
        return Fold((first,), label, first.message, first.fix)
    spots = [item.place for finding in group for item in finding.missing if item.place]
    slots = {
        "label": _neutral_label(first.subject, language) or whom or when,
        "entity": whom,
        "when": when,
        "cells": cells(spots, language, files=False, every=every, values=False),
    }
    return Fold(
        tuple(group),
        label,
        _filled(_message(first, language), slots),
        _filled(_neutral(first.fix, first.subject, language), slots),
    )


def _cause(finding: Finding, language: str) -> Hashable:
    subject = finding.subject
    # 七年级 in one term and 八年级 in another must not read as both grades in both terms.
    when = (subject.term, subject.period) if _entity(subject, language) else None
    return (
        finding.rule,
        finding.verdict,
        finding.level,
        subject.kind,
        when,
        finding.measured_text,
        finding.required_text,
        finding.shortfall,
        _message(finding, language),
        _neutral(finding.fix, subject, language),
        frozenset((missing.table, missing.field) for missing in finding.missing),
        finding.waiver,
        finding.known,
    )


def _entity(subject: Subject, language: str) -> str:
    """The narrowest thing a subject names below the school; '' where it is the school."""
    if subject.teacher:
        return subject.teacher
    if subject.grade and subject.klass:
        return fields.class_label(language, subject.grade, subject.klass)
    if subject.grade:
        return fields.grade_label(language, subject.grade)
    if subject.stage:
        return fields.word(language, f"stage.{subject.stage}")
    if subject.school or subject.kind == "school":
        return ""
    return subject.label


def _when(subject: Subject, language: str) -> str:
    if subject.period:
        return fields.period_label(language, subject.period)
    return fields.term_label(language, subject.term) if subject.term else ""


def _neutral(text: str, subject: Subject, language: str) -> str:
    """`text` with the words that name this very subject replaced by slots."""
    words = {"label": subject.label, "entity": _entity(subject, language)}
    words["when"] = _when(subject, language)
    for slot, found in sorted(words.items(), key=lambda item: -len(item[1])):
        if found and found != subject.school:
            text = text.replace(found, f"\0{slot}\0")
    return text


def _message(finding: Finding, language: str) -> str:
    """The message with slots for the subject and, where one field is missing, for the cells it names."""
    message = _neutral(finding.message, finding.subject, language)
    missing = finding.missing
    if len({(item.table, item.field) for item in missing}) != 1:
        return message
    places = [item.place for item in missing if item.place]
    names = {name for place in places for name in (place.text(), place.text_in_file())}
    for name in sorted(names, key=len, reverse=True):
        message = message.replace(name, "\0cells\0")
    return _CELLS.sub("\0cells\0", message)


def _neutral_label(subject: Subject, language: str) -> str | None:
    """The subject's own label with slots for what the others of its fold do not share; None without any."""
    label = _neutral(subject.label, subject._replace(label=""), language)
    return label if "\0" in label else None


def _filled(text: str, slots: dict[str, str]) -> str:
    for slot, words in slots.items():
        text = text.replace(f"\0{slot}\0", words)
    return text


def _joined(labels: Sequence[str], language: str, every: bool) -> str:
    """七、八、九年级; 一至九年级; 七(1)班、七(2)班 等 60 个."""
    subjects = list(dict.fromkeys(filter(None, labels)))
    if len(subjects) < 2:
        return "".join(subjects)
    different = _ranges(subjects, language)
    shown = different if every else different[:FEW]
    parts = []
    for (prefix, suffix), group in groupby(shown, _affixes):
        cores = (label.removeprefix(prefix).removesuffix(suffix) for label in group)
        parts.append(prefix + separator(language).join(cores) + suffix)
    text = separator(language).join(parts)
    if len(different) > len(shown):
        return say(language, "console.and_more", items=text, count=len(subjects))
    return text


def _ranges(labels: Sequence[str], language: str) -> list[str]:
    """Grades that follow each other and are called alike become one label: 一至九年级."""
    order = {label: at for at, label in enumerate(fields.grade_labels(language))}
    found: list[str] = []
    runs: list[list[str]] = []
    for label in labels:
        last = runs[-1][-1] if runs else ""
        follows = label in order and order.get(last, -2) + 1 == order[label]
        if follows and _affixes(label) == _affixes(last):
            runs[-1].append(label)
        else:
            runs.append([label])
    for run in runs:
        if len(run) <= _RANGE:
            found += run
            continue
        prefix, suffix = _affixes(run[0])
        first, last = (run[at].removeprefix(prefix).removesuffix(suffix) for at in (0, -1))
        found.append(prefix + say(language, "console.range", first=first, last=last) + suffix)
    return found


def _affixes(label: str) -> tuple[str, str]:
    for prefix, suffix in (
        ("中职", "年级"),
        ("", "年级"),
        ("Vocational Grade ", ""),
        ("Grade ", ""),
    ):
        if label.startswith(prefix) and label.endswith(suffix) and "Class" not in label:
            return prefix, suffix
    return "", ""


def separator(language: str) -> str:
    """What stands between the items of a list."""
    return say(language, "console.separator")


def cells(
    places: Iterable[Place],
    language: str,
    *,
    files: bool,
    every: bool = False,
    values: bool = True,
) -> str:
    """`教师!D12:D14、F3;班级!A3`: cells by sheet, each once; with their file where `files`.

    Up to three cells show what they hold, if `values`; of more, those below each other become one range.
    """
    different = list({(place.file, place.sheet, place.cell): place for place in places}.values())
    short = len(different) > 3 or not values
    groups: dict[tuple[str, str | None], list[Place]] = {}
    for place in different:
        groups.setdefault((place.file, place.sheet), []).append(place)
    parts, named = [], 0
    for (file, sheet), group in groups.items():
        runs = _runs(group) if short else [[place] for place in group]
        shown = runs if every else runs[: max(FEW - named, 0)]
        if not shown:
            break
        named += len(shown)
        start = f"{file}: " if files and sheet is not None else ""
        held = [_held(run, at == 0, short=short) for at, run in enumerate(shown)]
        parts.append((start + separator(language).join(held), sum(map(len, shown))))
    text = say(language, "console.between_sheets").join(part for part, _ in parts)
    if len(different) > sum(count for _, count in parts):
        return say(language, "console.and_more_cells", items=text, count=len(different))
    return text


def _runs(group: Sequence[Place]) -> list[list[Place]]:
    """Cells that stand below each other in one column, three or more, go together."""
    runs: list[list[Place]] = []
    for place in group:
        if runs and _below(runs[-1][-1]) == place.cell is not None:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [
        part
        for run in runs
        for part in ([run] if len(run) >= _RANGE else [[place] for place in run])
    ]


def _below(place: Place) -> str | None:
    match = _CELL.fullmatch(place.cell or "")
    return f"{match[1]}{int(match[2]) + 1}" if match else None


def _held(run: Sequence[Place], first: bool, *, short: bool) -> str:
    """A cell, or a range, with its sheet if it is the first one named of it, and what it holds unless `short`."""
    place = run[0]
    name = place.text() if first or not place.cell else place.cell
    if len(run) > 1:
        return f"{name}:{run[-1].cell}"
    value = "" if short or len(place.value) > 20 else place.value
    return f"{name}({value})" if value else name


def wanted(
    missing: Iterable[Missing], language: str, *, files: bool, every: bool = False
) -> list[str]:
    """What would decide: 活动表(未提供); 教师表的“专职/兼职”(教师!D5、D6) (R99)."""
    groups: dict[tuple[str, str | None], list[Place]] = {}
    for item in missing:
        found = groups.setdefault((item.table, item.field), [])
        if item.place is not None:
            found.append(item.place)
    lines = []
    for (table, field), places in groups.items():
        name = fields.table_label(language, table)
        if field is not None:
            label = fields.field_label(language, table, field)
            name = say(language, "console.field_of", table=name, field=label)
        if places:
            where = cells(places, language, files=files, every=every)
            name = say(language, "console.field_at", field=name, cells=where)
        lines.append(name)
    return lines


@dataclass(frozen=True, slots=True)
class IssueFold:
    """Data issues of one code."""

    issues: tuple[Issue, ...]

    @property
    def first(self) -> Issue:
        """The issue that stands for all."""
        return self.issues[0]

    @property
    def places(self) -> list[Place]:
        """All their places, related ones too."""
        return [
            place
            for issue in self.issues
            for place in (issue.place, *issue.others)
            if place is not None
        ]


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold_issues(issues: Iterable[Issue]) -> list[IssueFold]:
    """By code: errors first, then warnings, then what is only said for information."""
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(issue.code, []).append(issue)
    folds = [IssueFold(tuple(group)) for group in groups.values()]
    return sorted(folds, key=lambda fold: (_ORDER[fold.first.severity], fold.first.code))
