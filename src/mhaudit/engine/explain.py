"""Turns a judgement into a finding: level, clause, wording, cells, fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from mhaudit.engine.context import RuleContext
from mhaudit.engine.periods import DATED
from mhaudit.engine.shared import Named
from mhaudit.engine.subjects import Target
from mhaudit.findings import DataIssue, Finding, Missing, Place, Source, Subject, Verdict
from mhaudit.kinds.base import Cell, Gap, Judgement, figure
from mhaudit.models.grades import STAGES
from mhaudit.models.submission import grade_key
from mhaudit.models.values import Span
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import fields as labels

SHOWN_SHEETS = 3
"""How many sheets that were not recognised a sentence names."""

SHOWN_CELLS = 5
"""How many cells a sentence names; `places` and `missing` hold all."""

Spots = Mapping[Gap, Missing]
"""What would decide, each once; rows of which no sheet has the field share one without a place."""

_SUBJECT_VALUES = ("school", "grade", "class", "term", "period")
"""The placeholders whose values are the subject's."""

_STAGES = tuple(STAGES)


class Explainer:
    """Makes the findings of one rule. What repeats from subject to subject is worded once."""

    def __init__(self, rule: Rule, context: RuleContext) -> None:
        language, clause = context.language, rule.clause
        self._rule, self._context = rule, context
        self._title, self._fix = rule.titled(language), rule.fix_in(language)
        self._message = rule.message_in(language)
        self._group_title, self._level = rule.group_titled(language), rule.level
        self._source = Source(
            clause.document.key, clause.document.title, clause.clause, clause.quote
        )
        periods = context.audited.periods(rule.per) if rule.per else ()
        self._ordinals = {period.id: at for at, period in enumerate(periods)}
        self._texts: dict[Hashable, _Texts] = {}
        own = f"{self._title}{self._fix}{self._message}"
        self._by_subject = any(f"{{{name}}}" in own for name in _SUBJECT_VALUES)

    def finding(self, target: Target, judgement: Judgement) -> Finding:
        """The finding on `target`."""
        rule, context = self._rule, self._context
        subject, identity, _ = named_subject(context, target)
        spots = {gap: context.shared.missing(gap) for gap in judgement.gaps}
        texts = self._texts_of(subject, judgement)
        if judgement.verdict is Verdict.UNKNOWN:
            message = _unknown(context, target, judgement, spots)
        elif judgement.verdict is Verdict.PASS:
            message = texts.message + _notes(rule, context, target, judgement)
        else:
            message = texts.message
        return Finding(
            rule=rule.id,
            name=rule.name,
            title=texts.title,
            group=rule.group,
            group_title=self._group_title,
            pack=rule.pack,
            level=self._level,
            strength=rule.strength,
            verdict=judgement.verdict,
            subject=subject,
            measured_value=judgement.measured,
            measured_text=judgement.text,
            required_text=judgement.required,
            shortfall=judgement.shortfall,
            message=message,
            fix=texts.fix,
            places=self._places(judgement.evidence),
            related=self._places(judgement.related),
            missing=tuple(dict.fromkeys(spots.values())),
            source=self._source,
            fingerprint=self._fingerprint(target, identity),
        )

    def order(self, target: Target) -> tuple[object, ...]:
        """Where a subject stands among those of its school."""
        return named_subject(self._context, target).order

    def _texts_of(self, subject: Subject, judgement: Judgement) -> _Texts:
        key = (
            judgement.verdict,
            judgement.reason,
            judgement.text,
            judgement.required,
            judgement.shortfall,
            judgement.values,
            subject if self._by_subject else None,
        )
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._worded(subject, judgement)
        return found

    def _worded(self, subject: Subject, judgement: Judgement) -> _Texts:
        values = _values(self._context, subject, judgement)
        failed = judgement.verdict is Verdict.FAIL
        if judgement.verdict is Verdict.UNKNOWN:
            message = ""
        elif failed and self._message and judgement.reason != "absent":
            message = _filled(self._message, values)
        else:
            message = self._context.say(
                f"because.{judgement.reason}", **{**_measures(judgement), **dict(judgement.values)}
            )
        fix = _filled(self._fix, values) if failed else ""
        return _Texts(_filled(self._title, values), message, fix)

    def _places(self, cells: Sequence[Cell]) -> tuple[Place, ...]:
        """The places of cells, each once; rows without a cell have none."""
        if not cells:
            return ()
        place_of = self._context.shared.place
        places = [place for cell in cells if (place := place_of(cell)) is not None]
        return tuple(dict.fromkeys(places) if len(places) > 1 else places)

    def _fingerprint(self, target: Target, identity: str) -> str:
        """Rule and subject, with the ordinal of the period inside the audit instead of its date (R149)."""
        ordinal = self._ordinals.get(target.period.id, -1) if target.period else -1
        return hashlib.sha256(f"{self._rule.id}{identity}{ordinal}".encode()).hexdigest()[:16]


class _Texts(NamedTuple):
    """What a finding says; the message of an unknown, and notes on a pass, depend on cells."""

    title: str
    message: str
    fix: str


def named_subject(context: RuleContext, target: Target) -> Named:
    """Who a finding is about; worked out once for all rules that share the target."""
    known = context.shared.named
    if target not in known:
        subject = _subject(context, target)
        known[target] = Named(subject, _identity(context, target, subject), _order(subject))
    return known[target]


def _identity(context: RuleContext, target: Target, subject: Subject) -> str:
    """The parts of a fingerprint between rule and period, each between separators."""
    school = subject.school and _school(context, target.school, subject.school)
    klass = subject.klass
    if target.kind == "class" and not (klass and subject.grade):
        klass = subject.label  # a class whose name cannot be read is known by that name
    parts = (
        school, subject.kind, subject.district, subject.stage, subject.grade, klass, target.teacher,
    )  # fmt: skip
    return "\x1f".join(["", *("" if part is None else str(part) for part in parts), ""])


def _school(context: RuleContext, school: int, name: str) -> str:
    """Its code, else its name; with its district where another school without a code has the same name (R149)."""
    code = context.submissions.school(school, "code")
    if code:
        return str(code)
    if name not in context.submissions.namesakes:
        return name
    return f"{name}\x1e{context.submissions.school(school, 'district') or ''}"


def _order(subject: Subject) -> tuple[object, ...]:
    """Stage, grade, class, teacher, period."""
    stage = _STAGES.index(subject.stage) if subject.stage in _STAGES else len(_STAGES)
    klass = subject.klass or ""
    number = int(klass) if klass.isdigit() else 10_000
    return (
        stage, grade_key(subject.grade), number, klass, subject.teacher or "", subject.term or "",
        subject.period or "",
    )  # fmt: skip


def _subject(context: RuleContext, target: Target) -> Subject:
    """Who the finding is about, with a label for people."""
    language = context.language
    period = target.period.id if target.period else None
    term = period if period and len(period) == 11 and period[-2] == "-" else None
    grade = target.grade if isinstance(target.grade, str) else None
    stage = target.stage if isinstance(target.stage, str) else None
    school = (
        context.submissions.school(target.school, "name") if target.kind != "district" else None
    )
    parts = [_who(context, target, grade, stage)]
    if period:
        parts.append(labels.period_label(language, period))
    label = " ".join(part for part in parts if part)
    return Subject(
        kind=target.kind,
        school=school,
        district=target.district,
        stage=stage if stage in STAGES else None,
        grade=grade,
        klass=target.klass,
        teacher=_teacher(context, target),
        term=term,
        period=None if term else period,
        label=label or school or target.district or "",
    )


def _who(context: RuleContext, target: Target, grade: str | None, stage: str | None) -> str:
    if target.kind == "grade" and grade:
        return labels.grade_label(context.language, grade)
    if target.kind == "stage" and stage:
        return labels.word(context.language, f"stage.{stage}", stage)
    if target.kind == "class":
        if grade and target.klass:
            return labels.class_label(context.language, grade, target.klass)
        place = (
            context.submissions.place("classes", target.rows[0], "number") if target.rows else None
        )
        return context.say("label.class_row", name=place.value if place else "?")
    return _teacher(context, target) or ""


def _teacher(context: RuleContext, target: Target) -> str | None:
    if target.kind != "teacher":
        return None
    if target.teacher and not target.teacher.startswith("("):
        return target.teacher
    return context.say(
        "label.unnamed", row=context.submissions.frames["teachers"].row[target.rows[0]] + 1
    )


def _measures(judgement: Judgement) -> dict[str, str]:
    """What placeholders of a kind's sentences may hold, beside the kind's own values."""
    return {
        "measured": judgement.text,
        "required": judgement.required,
        "shortfall": "" if judgement.shortfall is None else figure(judgement.shortfall),
    }


def _values(context: RuleContext, subject: Subject, judgement: Judgement) -> dict[str, str]:
    """What placeholders of a rule's titles, messages and fixes may hold."""
    return {
        **_measures(judgement),
        "school": subject.school or "",
        "grade": labels.grade_label(context.language, subject.grade) if subject.grade else "",
        "class": subject.klass or "",
        "term": labels.term_label(context.language, subject.term) if subject.term else "",
        "period": labels.period_label(context.language, subject.period or subject.term or "")
        if subject.period or subject.term
        else "",
    }


def _filled(text: str, values: dict[str, str]) -> str:
    return text.format(**values) if "{" in text else text


def _unknown(context: RuleContext, target: Target, judgement: Judgement, spots: Spots) -> str:
    if judgement.reason == "no_term":
        return context.say("because.no_term")
    return context.say("because.unknown", why=_why(context, target, judgement, spots))


def _notes(rule: Rule, context: RuleContext, target: Target, judgement: Judgement) -> str:
    if rule.for_each == "stage":
        return context.say("note.any_grade")
    if rule.for_each == "grade" and _one_class(context, target, judgement):
        return context.say("note.one_class")
    return ""


def _one_class(context: RuleContext, target: Target, judgement: Judgement) -> bool:
    """Whether there are activities that counted, all held by one and the same class of the grade (R25)."""
    seen: set[str] = set()
    for cell in (*judgement.evidence, *judgement.related):
        if cell.table != "activities":
            continue
        classes = context.row_value("activities", cell.row, "classes")
        held_by = classes.sure if classes else ()
        own = {name for name in held_by if name.startswith(f"{target.grade}/")}
        seen |= own
        if not own or len(seen) > 1:
            return False
    return bool(seen)


def _why(context: RuleContext, target: Target, judgement: Judgement, spots: Spots) -> str:
    """What would decide, in words: tables not supplied, then fields with their first cells."""
    if judgement.reason == "share.schools":
        cells = [spots[gap].place for gap in judgement.gaps if gap.field is None]
        there = [place for place in cells if place]
        return context.say("why.schools", count=len(there), cells=_named(context, there))
    reasons: list[str] = []
    by_field: dict[tuple[str, str | None, bool], list[Place]] = {}
    nowhere: list[Gap] = []
    for gap, (_, field, place) in spots.items():
        if gap.row is None:
            if gap.field is None:
                reasons += _absence(context, target, gap)
            elif gap.table == "classes":
                reasons.append(context.say("why.grades"))
        elif place is None:
            nowhere.append(gap)
        else:
            total = context.submissions.is_total(gap.table, gap.row)
            by_field.setdefault((gap.table, field, total), []).append(place)
    reasons += [
        _blank(context, Gap(table, field), tuple(cells), total=total)
        for (table, field, total), cells in by_field.items()
    ]
    reasons += [_without_cell(context, target, gap) for gap in nowhere]
    if any(
        gap.table == "teachers" and gap.field == "counsellor" and gap.row is not None
        for gap in spots
    ):
        reasons.append(context.say("note.counsellor_column"))
    if any(_no_term(context, gap) for gap in spots):
        reasons.append(context.say("note.lesson_term"))
    if not reasons or (target.period and not context.audited.over(target.period)):
        reasons.append(context.say("why.open" if target.period else "why.open_year"))
    return context.say("list.semicolon").join(dict.fromkeys(reasons))


def _no_term(context: RuleContext, gap: Gap) -> bool:
    """Whether the hours of a lesson are open because nobody says of which term they are (R79)."""
    if gap.row is None or (gap.table, gap.field) != ("lessons", "hours_per_term"):
        return False
    return isinstance(context.row_value("lessons", gap.row, "hours_per_term"), Span)


def _absence(context: RuleContext, target: Target, gap: Gap) -> list[str]:
    """That a table is not there, and which sheets of the school were not recognised: it may be one of these."""
    submissions, table = context.submissions, context.table_label(gap.table)
    if (target.school, gap.table) in submissions.planned:
        return [context.say("why.planned", table=table)]
    sources = submissions.frames[gap.table].source
    if any(sources[row] >= 0 for row in submissions.rows_of(gap.table, target.school)):
        return [context.say("why.partial", table=table)]
    listed = submissions.listed_without(gap.table, target.school)
    key = "why.not_listed" if listed else "why.not_supplied"
    unread = submissions.unread.get(target.school, ())
    return [
        context.say(key, table=table),
        *(_not_recognised(context, issue) for issue in unread[:SHOWN_SHEETS]),
    ]


def _not_recognised(context: RuleContext, issue: DataIssue) -> str:
    place, seen = issue.place, dict(issue.args)["seen"]
    assert place is not None
    return context.say(
        "why.not_recognised" if seen != "—" else "why.not_recognised.bare",
        sheet=f"{place.file} / {place.sheet}" if place.sheet else place.file,
        seen=seen,
        file=f'"{place.file}"' if " " in place.file else place.file,
    )


def _without_cell(context: RuleContext, target: Target, gap: Gap) -> str:
    """What to say of a field that no column holds: there may be some that were refused for it."""
    refused = context.submissions.refused
    cells = refused.get((target.school, gap.table, gap.field or ""), ())
    if not cells:
        return _blank(context, gap, ())
    field = context.field_label(gap.table, gap.field or "")
    return context.say("why.refused", field=field, cells=_named(context, cells))


def _blank(context: RuleContext, gap: Gap, cells: Sequence[Place], *, total: bool = False) -> str:
    if gap.field is None:
        key = "why.totals" if total else "why.unplaced"
        if total and cells and not any(place.value.strip() for place in cells):
            key = "why.totals.blank"
        if not total and gap.table in DATED:
            key = "why.unplaced.held"
        if not cells:
            return context.say(f"{key}.nowhere")
        return context.say(key, cells=_named(context, cells))
    field = context.field_label(gap.table, gap.field)
    if not cells:
        return context.say("why.blank_nowhere", field=field)
    sorts = {
        "why.blank": [place for place in cells if not place.value.strip()],
        "why.unread": [place for place in cells if place.value.strip()],
    }
    return context.say("list.semicolon").join(
        context.say(key, field=field, cells=_named(context, found))
        for key, found in sorts.items()
        if found
    )


def _named(context: RuleContext, cells: Sequence[Place]) -> str:
    joint = context.say("list.comma")
    several = len({place.file for place in cells}) > 1
    shown = (
        place.text_in_file() if several else place.text()
        for place in dict.fromkeys(cells[:SHOWN_CELLS])
    )
    named = joint.join(dict.fromkeys(shown))
    return (
        context.say("why.more", cells=named, count=len(cells))
        if len(cells) > SHOWN_CELLS
        else named
    )
