"""A rule, or a data-issue code, as a page in plain words: what `mhaudit rules show` prints.

A page is sections of lines; whoever prints it lays them out. Headings are those of the built-in vocabulary,
how a rule is computed follows from its requirement, so that neither can differ from what is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from mhaudit.errors import UsageError
from mhaudit.findings import Verdict
from mhaudit.issues import CODES
from mhaudit.kinds.base import Bounded, figure
from mhaudit.kinds.conditions import Group, Test, Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.law import DatedValue
from mhaudit.loader import vocabulary
from mhaudit.models.grades import KIND_CODES, KIND_SETS
from mhaudit.rulebook.examples import DEFAULTS, PERIOD
from mhaudit.rulebook.schema import Example, Rule, Rulebook
from mhaudit.wording import fields as labels
from mhaudit.wording import say

_ALIKE = str.maketrans("OIL", "011")
"""Letters that are typed for figures."""
HEADINGS_SHOWN = 12
"""So many headings of one field are listed before the count of all."""

FEEDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("schools", "name"): ("school",),
    ("schools", "code"): ("school_code",),
    ("schools", "kind"): ("kind", "stage"),
    ("classes", "grade"): ("grade", "class_name"),
    ("classes", "number"): ("number", "class_name"),
    ("classes", "stage"): ("grade", "class_name"),
    ("teachers", "counsellor"): ("counsellor", "subject", "post"),
    ("teachers", "duty"): ("duty", "counsellor", "employed_full_time"),
    ("activities", "category"): ("category", "title"),
    ("activities", "themes"): ("themes", "title"),
    ("activities", "grades"): ("grades", "class_name"),
    ("activities", "classes"): ("class_name",),
    ("committee", "grade"): ("grade", "class_name"),
    ("committee", "class"): ("class_name",),
    ("committee", "role"): ("role", "members", "male_members", "female_members"),
    ("committee", "sex"): ("sex", "male_members", "female_members"),
    ("lessons", "periods_per_week"): ("periods_per_week", "fortnight_periods", "frequency"),
    ("lessons", "hours_per_term"): ("hours_per_term", "hours_total", "frequency"),
    ("lessons", "offered"): ("periods_per_week", "fortnight_periods", "hours_per_term"),
}
"""(table, field of a row) → the columns it is read from, where those are not the one of its own name."""

_PLACED: dict[str, dict[str, tuple[str, ...]]] = {
    "class": {"classes": ("grade", "number"), "committee": ("grade", "class")},
    "grade": {
        "classes": ("grade",),
        "activities": ("grades",),
        "lessons": ("grade",),
        "committee": ("grade",),
    },
    "teacher": {"teachers": ("name",)},
}
"""`for_each` → table → the fields that say to which subject a row belongs."""
_PLACED["stage"] = _PLACED["grade"]
_DATED = {"activities": ("date", "term"), "lessons": ("term",), "records": ("date", "period")}
"""Table → the fields that say in which period a row lies."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `lines` are `(mark, text)`: the mark (maybe "") stands before the text."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its head, one line under it, and its sections in order."""

    head: str
    facts: str
    sections: tuple[Section, ...]


def entry(ident: str, rulebook: Rulebook, language: str) -> Entry:
    """The page of a rule (by id or name) or of a data-issue code. Raises UsageError with a suggestion."""
    wanted = ident.strip()
    for rule in rulebook.rules:
        if wanted.upper() == rule.id.upper() or wanted.lower() == rule.name:
            return rule_page(rule, rulebook, language)
    if wanted.upper() in CODES:
        return issue_page(wanted.upper(), language)
    known = [rule.id for rule in rulebook.rules] + list(CODES)
    names = {rule.name: rule.id for rule in rulebook.rules}
    alike = [each for each in known if each.translate(_ALIKE) == wanted.upper().translate(_ALIKE)]
    close = (
        alike
        or get_close_matches(wanted.upper(), known, n=1)
        or [names[name] for name in get_close_matches(wanted.lower(), names, n=1)]
    )
    hint = (
        say(language, "help.did_you_mean", name=close[0])
        if close
        else say(language, "page.unknown.hint")
    )
    raise UsageError(say(language, "page.unknown", given=ident), hint=hint)


# --- a data-issue code


def issue_page(code: str, language: str) -> Entry:
    """What a code of `mhaudit.issues` means, what to do, and what follows from it."""
    severity = CODES[code].value
    blanks = _Blanks(language)
    word = say(language, f"console.severity.{severity}")
    family = say(language, f"page.family.{code[:2]}")
    sections = (
        _section(language, "means", [say(language, code).format_map(blanks)]),
        _section(language, "mend", [say(language, f"{code}.fix").format_map(blanks)]),
        _section(language, "effect", [say(language, f"page.effect.{severity}")]),
    )
    return Entry(code, say(language, "page.issue.facts", severity=word, family=family), sections)


class _Blanks(dict[str, str]):
    """Fills every placeholder of a sentence with a word for what stands there."""

    def __init__(self, language: str) -> None:
        names = (
            key.removeprefix("page.blank.") for key in _wordings() if key.startswith("page.blank.")
        )
        super().__init__({name: say(language, f"page.blank.{name}") for name in names})

    def __missing__(self, name: str) -> str:
        return "…"


def _wordings() -> Mapping[str, tuple[str, str]]:
    from mhaudit.wording.pages import MESSAGES

    return MESSAGES


def _first(*keys: str) -> str:
    """The first of the keys that there is."""
    return next(key for key in keys if key in _wordings())


# --- a rule


def rule_page(rule: Rule, rulebook: Rulebook, language: str) -> Entry:
    """Everything about a rule, from what it asks to where it is written."""
    describe = _Describe(language, rule)
    parts = (
        ("requires", [_filled(rule.titled(language), language)]),
        ("clause", _clause(rule, language)),
        ("who", _who(rule, describe, language)),
        ("computed", _computed(rule, describe, language)),
        ("verdicts", [say(language, _first(f"page.verdicts.{rule.kind}", "page.verdicts.other"))]),
        ("data", list(_data(rule, language))),
        ("fix", [_filled(rule.fix_in(language), language)] if rule.fix_in(language) else []),
        ("strength", [say(language, f"page.strength.{rule.strength}")]),
        ("lists", list(_lists(rule, rulebook, language))),
        ("examples", list(_examples(rule, language))),
        ("history", list(_history(rule, language))),
        ("written", [f"{rule.file}:{rule.line}"]),
    )
    sections = tuple(_section(language, key, lines) for key, lines in parts if lines)
    return Entry(f"{rule.id} {rule.name}", _facts(rule, rulebook, language), sections)


Lines = Sequence[str | tuple[str, str]]


def _section(language: str, key: str, lines: Lines) -> Section:
    pairs = tuple(line if isinstance(line, tuple) else ("", line) for line in lines)
    return Section(say(language, f"page.section.{key}"), pairs)


def _filled(text: str, language: str) -> str:
    """A rule's text, its placeholders as blanks to read over: 增配教师 N 名."""
    return text.format_map(_Blanks(language)) if "{" in text else text


def _facts(rule: Rule, rulebook: Rulebook, language: str) -> str:
    """原则上 · 师资配备 · nanchang 2024.1 · 启用."""
    version = next((pack.version for pack in rulebook.packs if pack.name == rule.pack), "")
    state = (
        say(language, "cli.rules.on")
        if rule.disabled is None
        else say(language, "cli.rules.off", reason=rule.disabled)
    )
    strength = labels.word(language, f"strength.{rule.strength}")
    pack = f"{rule.pack} {version}".strip()
    return " · ".join((strength, rule.group_titled(language), pack, state))


def _clause(rule: Rule, language: str) -> list[str]:
    clause, document = rule.clause, rule.clause.document
    facts = [part for part in (document.issuer, document.number, document.date) if part]
    lines = [
        say(
            language,
            "page.document",
            title=document.title,
            facts=say(language, "page.comma").join(facts),
        )
        if facts
        else say(language, "page.document.plain", title=document.title)
    ]
    key = "page.quote" if clause.clause else "page.quote.plain"
    lines.append(say(language, key, clause=clause.clause, quote=clause.quote))
    return lines + ([document.url] if document.url else [])


def _who(rule: Rule, describe: _Describe, language: str) -> list[str]:
    subject = say(language, f"cli.for_each.{rule.for_each}")
    if rule.per:
        per = say(language, f"cli.per.{rule.per}")
        subject = say(language, "cli.per", subject=subject, per=per)
    lines = [say(language, "page.each", subject=subject)]
    if rule.where is not None and (rule.where.tests or rule.where.groups):
        condition = describe.where(rule.where, None)
        lines.append(say(language, "page.only", condition=condition))
    return lines


def _history(rule: Rule, language: str) -> Iterator[str]:
    for change in rule.changes:
        yield say(language, "page.change", date=change.date, what=change.what)
    if rule.effective_from:
        yield say(language, "page.from", day=rule.effective_from)
    if rule.effective_to:
        yield say(language, "page.to", day=rule.effective_to)


def _lists(rule: Rule, rulebook: Rulebook, language: str) -> Iterator[str]:
    for spec in rulebook.checklists:
        english = language == "en"
        for line in (*spec.core, *spec.extra):
            if rule.id in line.rules:
                title = spec.title_en if english else spec.title
                item = line.item_en if english else line.item
                key = "page.list.provisional" if spec.provisional else "page.list"
                yield say(language, key, title=title, item=item)


# --- how it is computed


def _computed(rule: Rule, describe: _Describe, language: str) -> list[str]:
    lines = describe.requirement(rule.kind, rule.params)
    note = f"page.note.{rule.for_each}"
    return [*lines, say(language, note)] if note in _wordings() else lines


class _Describe:
    """Requirements and conditions in words."""

    def __init__(self, language: str, rule: Rule) -> None:
        self.language, self.subject = language, _SUBJECT_TABLE.get(rule.for_each)

    def requirement(self, kind: str, params: Any) -> list[str]:
        """One line, or for `any_of` and `all_of` one for each part under theirs."""
        if kind in ("any_of", "all_of"):
            parts = [line for part in params.parts for line in self._part(part)]
            return [self.say(f"page.kind.{kind}"), *parts]
        method = getattr(self, f"_{kind}", None)
        return [method(params) if method else self.say("page.kind.other", kind=kind)]

    def _part(self, part: Requirement) -> list[str]:
        return [f"– {line}" for line in self.requirement(part.name, part.params)]

    def _count(self, params: Any) -> str:
        return self.say(
            "page.kind.count", rows=self._rows(params.of, params.where), bound=self._bounds(params)
        )

    def _sum(self, params: Any) -> str:
        return self.say(
            "page.kind.sum",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            bound=self._bounds(params),
        )

    def _ratio(self, params: Any) -> str:
        return self.say(
            "page.kind.ratio",
            of=self._measure(params.of),
            per=self._measure(params.per),
            bound=self._bounds(params),
        )

    def _measure(self, measure: Any) -> str:
        if measure.field is not None:
            name = labels.field_label(self.language, self.subject or "schools", measure.field)
            return self.say("page.measure.field", field=name)
        rows = self._rows(measure.count or measure.table, measure.where)
        if measure.count:
            return self.say("page.measure.count", rows=rows)
        name = labels.field_label(self.language, measure.table, measure.sum)
        return self.say("page.measure.sum", rows=rows, field=name)

    def _includes(self, params: Any) -> str:
        words = [self.value(params.field, value) for value in params.values]
        return self.say(
            "page.kind.includes",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            values=_joined(self.language, words),
        )

    def _field(self, params: Any) -> str:
        return self.say("page.kind.field", condition=self.where(params.where, self.subject))

    def _share(self, params: Any) -> str:
        having = params.having
        held = (
            self.where(having, params.of)
            if isinstance(having, Where)
            else self.say("page.passing", rule=having.rule)
        )
        return self.say(
            "page.kind.share",
            rows=self._rows(params.of, params.where),
            having=held,
            bound=self._bounds(params),
        )

    def _unique(self, params: Any) -> str:
        return self.say(
            "page.kind.unique",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
        )

    def _matches_total(self, params: Any) -> str:
        return self.say(
            "page.kind.matches_total",
            field=labels.field_label(self.language, self.subject or "schools", params.field),
            table=labels.table_label(self.language, params.table),
            sum=labels.field_label(self.language, params.table, params.sum),
        )

    def _latest(self, params: Any) -> str:
        return self.say(
            "page.kind.latest",
            rows=self._rows(params.table, params.where),
            field=labels.field_label(self.language, params.table, params.field),
            months=params.within.months,
            otherwise=self.say(f"page.if_none.{params.if_none}"),
        )

    def _rows(self, table: str, where: Where) -> str:
        name = labels.table_label(self.language, table)
        if not where.tests and not where.groups:
            return self.say("page.rows", table=name)
        return self.say("page.rows.where", table=name, condition=self.where(where, table))

    def _bounds(self, params: Bounded) -> str:
        bounds = [
            self._bound(operator, bound)
            for operator in ("at_least", "at_most", "exactly")
            if (bound := getattr(params, operator)) is not None
        ]
        return _joined(self.language, bounds)

    def _bound(self, operator: str, value: DatedValue) -> str:
        key = f"page.bound.{operator}"
        steps = value.steps
        if steps == DatedValue.always(steps[0][1]).steps:
            return self.say(key, number=figure(steps[0][1]))
        dated = (
            self.say("page.bound.since", day=day, bound=self.say(key, number=figure(number)))
            for day, number in steps
        )
        return _joined(self.language, list(dated))

    # conditions

    def where(self, where: Where, table: str | None) -> str:
        """A condition on rows of `table`, or (None) on the rule's subject."""
        parts = [self._test(test, table or self.subject) for test in where.tests]
        parts += [self._group(group, table) for group in where.groups]
        return self.say("page.and").join(parts)

    def _group(self, group: Group, table: str | None) -> str:
        parts = self.say("page.or" if group.mode != "all_of" else "page.and").join(
            self.where(part, table) for part in group.parts
        )
        return self.say(f"page.group.{group.mode}", parts=parts)

    def _test(self, test: Test, table: str | None) -> str:
        name = test.field
        if name.startswith("school."):
            name, table = name.removeprefix("school."), "schools"
        label = labels.word(self.language, f"page.subject.{name}", "") or self.say(
            "page.measure.field",
            field=labels.field_label(self.language, table or "schools", name),
        )
        if test.operator in ("above", "at_least", "below", "at_most"):
            return self.say("page.test", field=label, what=self._bound(test.operator, test.operand))
        operand = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        words = (
            _kinds(operand, self.language)
            if name == "kind"
            else [self.value(name, w) for w in operand]
        )
        key = {"in": "is", "not_in": "not"}.get(test.operator, test.operator)
        if key in ("has", "has_any"):
            key = "has_any" if len(words) > 1 else "has"
        what = self.say("page.or.short").join(words)
        return self.say(f"page.test.{key}", field=label, what=what)

    def value(self, name: str, value: Any) -> str:
        """A value of a field in words."""
        if isinstance(value, bool):
            return labels.word(self.language, "value.yes" if value else "value.no")
        text = str(value)
        for family in ("stage", "grade") if name in ("stage", "grade", "grades") else ("value",):
            word = labels.word(self.language, f"{family}.{text}", "")
            if word:
                return word
        return text

    def say(self, key: str, **values: object) -> str:
        """A sentence in the page's language."""
        return say(self.language, key, **values)


def _kinds(codes: Iterable[Any], language: str) -> list[str]:
    """Codes of 办学类型 in words, those of a whole set by the set's name."""
    left, found = {str(code) for code in codes}, []
    for name, members in sorted(KIND_SETS.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(members) > 1 and members <= left and f"page.kinds.{name}" in _wordings():
            found.append(say(language, f"page.kinds.{name}"))
            left -= members
    rest = [say(language, f"kind.{code}") for code in sorted(left) if code in KIND_CODES]
    return found + list(dict.fromkeys(rest))


_SUBJECT_TABLE = {"school": "schools", "class": "classes", "teacher": "teachers"}


def _joined(language: str, parts: Sequence[str]) -> str:
    return say(language, "console.separator").join(parts)


# --- data and headings


def _data(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Each table with, under it, each field and the headings that are read as it."""
    for table, names in needed(rule).items():
        yield "", labels.table_label(language, table)
        for name in names:
            yield "  ", _headings(table, name, language)


def needed(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Table → the fields of its rows on which the rule's verdict rests, those that place a row first."""
    found: dict[str, dict[str, None]] = {}
    used = [
        *_subject_fields(rule),
        *_asked(rule.kind, rule.params, _SUBJECT_TABLE.get(rule.for_each)),
    ]
    for table, name in used:
        fields = found.setdefault(table, {})
        for first in _PLACED.get(rule.for_each, {}).get(table, ()):
            fields.setdefault(first)
        if rule.per:
            for first in _DATED.get(table, ()):
                fields.setdefault(first)
        if name:
            fields.setdefault(name)
    return {table: tuple(names) for table, names in found.items()}


def _subject_fields(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.for_each in ("grade", "stage", "class"):
        yield "classes", ""
    if rule.where is not None:
        yield from _tested(rule.where, _SUBJECT_TABLE.get(rule.for_each))


def _tested(where: Where, table: str | None) -> Iterator[tuple[str, str]]:
    for test in where.leaves():
        if test.field.startswith("school."):
            yield "schools", test.field.removeprefix("school.")
        elif table is not None and test.field != "stage":
            yield table, test.field


def _asked(kind: str, params: Any, subject: str | None) -> Iterator[tuple[str, str]]:
    if kind in ("any_of", "all_of"):
        for part in params.parts:
            yield from _asked(part.name, part.params, subject)
    elif kind == "field":
        yield from _tested(params.where, subject)
    elif kind == "matches_total":
        yield from ((subject, params.field),) if subject else ()
        yield params.table, params.sum
    elif kind == "ratio":
        for measure in (params.of, params.per):
            if measure.field is not None and subject:
                yield subject, measure.field
            table = measure.count or measure.table
            if table:
                yield from _of_rows(table, measure.where, measure.sum)
    else:
        table = getattr(params, "of", None) or getattr(params, "table", None)
        if isinstance(table, str):
            where = getattr(params, "where", Where())
            yield from _of_rows(table, where, getattr(params, "field", None))
            if isinstance(having := getattr(params, "having", None), Where):
                yield from _tested(having, table)


def _of_rows(table: str, where: Where, name: str | None) -> Iterator[tuple[str, str]]:
    yield from _tested(where, table)
    yield table, name or ""


def _headings(table: str, name: str, language: str) -> str:
    """The headings of a field's own column, and the names of the columns that may tell it as well."""
    own, *others = FEEDS.get((table, name), (name,))
    found = _headings_of(table, own)
    shown = _joined(language, found[:HEADINGS_SHOWN])
    if len(found) > HEADINGS_SHOWN:
        shown = say(language, "console.and_more", items=shown, count=len(found))
    values = {"field": labels.field_label(language, table, name), "headings": shown}
    if not others:
        return say(language, "page.field", **values)
    names = _joined(language, [_headings_of(table, key)[0] for key in others])
    return say(language, "page.field.others", **values, others=names)


def _headings_of(table: str, key: str) -> list[str]:
    document = vocabulary.document()
    sections = (document[table], document["any"], document[table].get("weak", {}))
    found = [h for section in sections for h in vocabulary.headings_in(section.get(key, ()))]
    return list(dict.fromkeys(found))


# --- examples


def _examples(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Passes, failures, what stays open, what does not apply, mixed ones; in Chinese by title, else by data."""
    for verdict in _SHOWN:
        mark = say(language, "page.mark", word=say(language, f"verdict.{verdict}"))
        for example in rule.examples:
            if set(example.expect.values()) == {verdict}:
                yield mark, _titled(example, language)
    for example in rule.examples:
        if len(set(example.expect.values())) > 1:
            each = [_expected(key, verdict, language) for key, verdict in example.expect.items()]
            values = {"text": _titled(example, language), "each": _joined(language, each)}
            mark = say(language, "page.mark", word=say(language, "page.mixed"))
            yield mark, say(language, "page.example", **values)


_SHOWN = (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


def _titled(example: Example, language: str) -> str:
    return example.title if language == "zh" else _given(example, language)


def _expected(key: str, verdict: Verdict, language: str) -> str:
    word = say(language, f"verdict.{verdict}")
    return say(language, "page.expect", subject=_subject(language, key), verdict=word)


def _subject(language: str, key: str) -> str:
    word = labels.word(language, f"stage.{key}", "") or labels.word(language, f"grade.{key}", "")
    return word or labels.period_label(language, key)


def _given(example: Example, language: str) -> str:
    """The rows of an example in words, what they hold by default left out."""
    parts = list(_when(example, language))
    for table, rows in example.given.items():
        shown = [_row(table, row, language) for row in rows]
        if table == "schools" and shown == [""]:
            continue
        label = labels.table_label(language, table)
        what = (
            say(language, "page.given.none")
            if not rows
            else "; ".join(text or say(language, "page.given.plain") for text in shown)
        )
        parts.append(say(language, "page.given", table=label, rows=what))
    if not parts:
        return say(language, "page.given.nothing")
    return " · ".join(parts)


def _when(example: Example, language: str) -> Iterator[str]:
    """The period, where it is not the usual one."""
    if not example.terms:
        yield say(language, "page.given.no_term")
    elif example.terms != (PERIOD,):
        names = [labels.term_label(language, term) for term in example.terms]
        yield _joined(language, names)
    if example.as_of is not None:
        yield say(language, "console.as_of", day=example.as_of)


def _row(table: str, row: Any, language: str) -> str:
    usual = DEFAULTS.get(table, {})
    parts = []
    for name, value in row.items():
        if name in usual and usual[name] == value:
            continue
        label = labels.field_label(language, table, name)
        shown = _kind(value, language) if name == "kind" else _plain(value, language)
        parts.append(f"{label} = {shown}")
    return ", ".join(parts)


def _kind(value: Any, language: str) -> str:
    if value is None:
        return _plain(None, language)
    return "/".join(_kinds(getattr(value, "options", (value,)), language))


def _plain(value: Any, language: str) -> str:
    if value is None:
        return say(language, "page.given.blank")
    if isinstance(value, bool):
        return labels.word(language, "value.yes" if value else "value.no")
    sure = getattr(value, "sure", None)
    if sure is not None:
        return "/".join(_plain(each, language) for each in sorted(sure))
    options = getattr(value, "options", None)
    if options is not None:
        return "/".join(_plain(each, language) for each in sorted(options))
    if hasattr(value, "low"):
        return f"{value.low}–{value.high}"
    text = str(value)
    for family in ("value", "grade"):
        if word := labels.word(language, f"{family}.{text}", ""):
            return word
    return text
