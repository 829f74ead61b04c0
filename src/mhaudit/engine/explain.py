"""Turns a judgement into a finding: level, clause, wording, cells, fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from mhaudit.engine.context import RuleContext
from mhaudit.engine.subjects import Target
from mhaudit.findings import Finding, Missing, Place, Source, Subject, Verdict
from mhaudit.kinds.base import Cell, Gap, Judgement, figure
from mhaudit.models.grades import STAGES
from mhaudit.models.values import Span
from mhaudit.rulebook.schema import Rule
from mhaudit.wording import fields as labels

SHOWN_CELLS = 5
"""How many cells a sentence names; `places` and `missing` hold all."""


def finding(rule: Rule, context: RuleContext, target: Target, judgement: Judgement) -> Finding:
    """The finding of `rule` on `target`."""
    subject = subject_of(context, target)
    submissions = context.submissions
    gaps = tuple(
        Missing(
            gap.table,
            gap.field,
            None if gap.row is None else submissions.gap(gap.table, gap.row, gap.field),
        )
        for gap in judgement.gaps
    )
    values = _values(context, subject, judgement)
    message = _message(rule, context, target, judgement, gaps, values)
    failed = judgement.verdict is Verdict.FAIL
    return Finding(
        rule=rule.id,
        name=rule.name,
        title=_filled(rule.titled(context.language), values),
        group=rule.group,
        group_title=rule.group_titled(context.language),
        pack=rule.pack,
        level=rule.level,
        strength=rule.strength,
        verdict=judgement.verdict,
        subject=subject,
        measured_value=judgement.measured,
        measured_text=judgement.text,
        required_text=judgement.required,
        shortfall=judgement.shortfall,
        message=message,
        fix=_filled(rule.fix_in(context.language), values) if failed else "",
        places=places(context, judgement.evidence),
        related=places(context, judgement.related),
        missing=tuple(dict.fromkeys(gaps)),
        source=Source(
            rule.clause.document.key,
            rule.clause.document.title,
            rule.clause.clause,
            rule.clause.quote,
        ),
        fingerprint=_fingerprint(rule, context, target, subject),
    )


def places(context: RuleContext, cells: Iterable[Cell]) -> tuple[Place, ...]:
    """The places of cells, each once; rows without a cell have none."""
    found: dict[Place, None] = {}
    for cell in cells:
        submissions = context.submissions
        place = (
            submissions.heading(cell.table, cell.row, cell.field or "")
            if cell.heading
            else submissions.place(cell.table, cell.row, cell.field)
        )
        if place is not None:
            found[place] = None
    return tuple(found)


def subject_of(context: RuleContext, target: Target) -> Subject:
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


def _values(context: RuleContext, subject: Subject, judgement: Judgement) -> dict[str, str]:
    """What placeholders of titles, messages and fixes may hold."""
    return {
        "measured": judgement.text,
        "required": judgement.required,
        "shortfall": "" if judgement.shortfall is None else figure(judgement.shortfall),
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


def _message(
    rule: Rule,
    context: RuleContext,
    target: Target,
    judgement: Judgement,
    gaps: Sequence[Missing],
    values: dict[str, str],
) -> str:
    if judgement.verdict is Verdict.UNKNOWN:
        if judgement.reason == "no_term":
            return context.say("because.no_term")
        return context.say("because.unknown", why=_why(context, target, judgement, gaps))
    own = rule.message_in(context.language)
    if judgement.verdict is Verdict.FAIL and own and judgement.reason != "absent":
        return _filled(own, values)
    key = f"because.{judgement.reason}"
    text = context.say(key, **{**values, **dict(judgement.values)})
    if judgement.verdict is Verdict.PASS:
        text += _notes(rule, context, target, judgement)
    return text


def _notes(rule: Rule, context: RuleContext, target: Target, judgement: Judgement) -> str:
    if rule.for_each == "stage":
        return context.say("note.any_grade")
    rows = [
        cell.row for cell in (*judgement.evidence, *judgement.related) if cell.table == "activities"
    ]
    if rule.for_each == "grade" and rows and _one_class(context, target, rows):
        return context.say("note.one_class")
    return ""


def _one_class(context: RuleContext, target: Target, rows: Sequence[int]) -> bool:
    """Whether all that counted was held by one and the same class of the grade (R25)."""
    seen: set[str] = set()
    for row in rows:
        classes = context.row_value("activities", row, "classes")
        named = (
            {name for name in classes.sure if name.startswith(f"{target.grade}/")}
            if classes
            else set()
        )
        if not named:
            return False
        seen |= named
    return len(seen) == 1


def _why(
    context: RuleContext, target: Target, judgement: Judgement, gaps: Sequence[Missing]
) -> str:
    """What would decide, in words: tables not supplied, then fields with their first cells."""
    if judgement.reason == "share.schools":
        spots = [gap.place for gap in gaps if gap.field is None and gap.place]
        return context.say("why.schools", count=len(spots), cells=_named(context, spots))
    reasons: list[str] = []
    for gap in dict.fromkeys(judgement.gaps):
        if gap.row is None and gap.field is None:
            reasons.append(_absence(context, target, gap))
        elif gap.row is None and gap.table == "classes":
            reasons.append(context.say("why.grades"))
    by_field: dict[tuple[str, str | None, bool], list[Place]] = {}
    nowhere: list[Gap] = []
    for gap in dict.fromkeys(judgement.gaps):
        if gap.row is None:
            continue
        place = context.submissions.gap(gap.table, gap.row, gap.field)
        if place is None:
            nowhere.append(gap)
        else:
            total = context.submissions.is_total(gap.table, gap.row)
            by_field.setdefault((gap.table, gap.field, total), []).append(place)
    reasons += [
        _blank(context, Gap(table, field), tuple(cells), total=total)
        for (table, field, total), cells in by_field.items()
    ]
    reasons += [_blank(context, gap, ()) for gap in nowhere]
    if any(
        gap.table == "teachers" and gap.field == "counsellor" and gap.row is not None
        for gap in judgement.gaps
    ):
        reasons.append(context.say("note.counsellor_column"))
    if any(_no_term(context, gap) for gap in judgement.gaps):
        reasons.append(context.say("note.lesson_term"))
    if not reasons or (target.period and not context.audited.over(target.period)):
        reasons.append(context.say("why.open" if target.period else "why.open_year"))
    return context.say("list.semicolon").join(dict.fromkeys(reasons))


def _no_term(context: RuleContext, gap: Gap) -> bool:
    """Whether the hours of a lesson are open because nobody says of which term they are (R79)."""
    if gap.row is None or (gap.table, gap.field) != ("lessons", "hours_per_term"):
        return False
    return isinstance(context.row_value("lessons", gap.row, "hours_per_term"), Span)


def _absence(context: RuleContext, target: Target, gap: Gap) -> str:
    submissions = context.submissions
    sources = submissions.frames[gap.table].source
    if any(sources[row] >= 0 for row in submissions.rows_of(gap.table, target.school)):
        key = "why.partial"
    else:
        listed = submissions.listed_without(gap.table, target.school)
        key = "why.not_listed" if listed else "why.not_supplied"
    return context.say(key, table=context.table_label(gap.table))


def _blank(context: RuleContext, gap: Gap, cells: Sequence[Place], *, total: bool = False) -> str:
    if gap.field is None:
        key = "why.totals" if total else "why.unplaced"
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
    named = joint.join(place.text() for place in cells[:SHOWN_CELLS])
    return (
        context.say("why.more", cells=named, count=len(cells))
        if len(cells) > SHOWN_CELLS
        else named
    )


def _fingerprint(rule: Rule, context: RuleContext, target: Target, subject: Subject) -> str:
    """Rule and subject, with the ordinal of the period inside the audit instead of its date (R149)."""
    ordinal = -1
    if target.period:
        ids = [period.id for period in context.audited.periods(rule.per)]
        ordinal = ids.index(target.period.id) if target.period.id in ids else -1
    school = subject.school and (
        context.submissions.school(target.school, "code") or subject.school
    )
    klass = subject.klass
    if target.kind == "class" and not (klass and subject.grade):
        klass = subject.label  # a class whose name cannot be read is known by that name
    parts = (rule.id, school, subject.kind, subject.district, subject.stage, subject.grade, klass, target.teacher,
             ordinal)  # fmt: skip
    return hashlib.sha256(
        "\x1f".join("" if part is None else str(part) for part in parts).encode()
    ).hexdigest()[:16]
