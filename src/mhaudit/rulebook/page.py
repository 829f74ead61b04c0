"""A rule, or a data-issue code, as a page in plain words: what `mhaudit rules show` prints.

A page is sections of lines; whoever prints it lays them out. Headings are those of the built-in vocabulary,
how a rule is computed follows from its requirement, so that neither can differ from what is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mhaudit.errors import UsageError
from mhaudit.issues import CODES
from mhaudit.rulebook.data_needed import needed_fields
from mhaudit.rulebook.described import Describe, state, subject
from mhaudit.rulebook.example_words import shown_examples
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import fields as labels
from mhaudit.wording import say
from mhaudit.wording.pages import MESSAGES

_ALIKE = str.maketrans("OIL", "011")
"""Letters that are typed for figures."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, of the wording `page.section.<key>`. `lines` are `(mark, text)`; the mark may be ""."""

    key: str
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
            key.removeprefix("page.blank.") for key in MESSAGES if key.startswith("page.blank.")
        )
        super().__init__({name: say(language, f"page.blank.{name}") for name in names})

    def __missing__(self, name: str) -> str:
        return "…"


# --- a rule


def rule_page(rule: Rule, rulebook: Rulebook, language: str) -> Entry:
    """Everything about a rule, from what it asks to where it is written."""
    describe = Describe(language, rule)
    parts = (
        ("requires", [filled(rule.titled(language), language)]),
        ("clause", _clause(rule, language)),
        ("who", _who(rule, describe, language)),
        ("computed", _computed(rule, describe, language)),
        ("verdicts", [say(language, f"page.verdicts.{rule.kind}")]),
        ("data", list(_data(rule, language))),
        ("fix", [filled(rule.fix_in(language), language)] if rule.fix_in(language) else []),
        ("strength", [say(language, f"page.strength.{rule.strength}")]),
        ("same", list(_same(rule, rulebook, language))),
        ("lists", list(_lists(rule, rulebook, language))),
        ("examples", list(_examples(rule, language))),
        ("history", list(_history(rule, language))),
        ("written", list(_written(rule, language))),
    )
    sections = tuple(_section(language, key, lines) for key, lines in parts if lines)
    return Entry(f"{rule.id} {rule.name}", _facts(rule, rulebook, language), sections)


Lines = Sequence[str | tuple[str, str]]


def _section(language: str, key: str, lines: Lines) -> Section:
    pairs = tuple(line if isinstance(line, tuple) else ("", line) for line in lines)
    return Section(key, say(language, f"page.section.{key}"), pairs)


def filled(text: str, language: str) -> str:
    """A rule's text, its placeholders as blanks to read over: 增配教师 N 名."""
    return text.format_map(_Blanks(language)) if "{" in text else text


def _facts(rule: Rule, rulebook: Rulebook, language: str) -> str:
    """原则上 · 师资配备 · nanchang 2024.1 · 启用."""
    version = next((pack.version for pack in rulebook.packs if pack.name == rule.pack), "")
    strength = labels.word(language, f"strength.{rule.strength}")
    pack = f"{rule.pack} {version}".strip()
    return " · ".join((strength, rule.group_titled(language), pack, state(rule, language)))


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


def _who(rule: Rule, describe: Describe, language: str) -> list[str]:
    lines = [say(language, "page.each", subject=subject(rule, language))]
    if rule.where is not None and (rule.where.tests or rule.where.groups):
        condition = describe.where(rule.where, None)
        lines.append(say(language, "page.only", condition=condition))
    return lines


def _history(rule: Rule, language: str) -> Iterator[str]:
    for change in rule.changes:
        yield say(language, "page.change", date=change.date, what=change.told(language))
    if rule.effective_from:
        yield say(language, "page.from", day=rule.effective_from)
    if rule.effective_to:
        yield say(language, "page.to", day=rule.effective_to)


def _written(rule: Rule, language: str) -> Iterator[str]:
    """The file and line of the rule, then of what each pack changed in it."""
    yield f"{rule.file}:{rule.line}"
    for each in rule.amended:
        place = f"{each.file}:{each.line}"
        yield say(language, f"page.written.{each.how}", place=place, pack=each.pack)


def _same(rule: Rule, rulebook: Rulebook, language: str) -> Iterator[str]:
    """Which rules ask the same, and which of them is judged."""
    if rule.counted_as is not None:
        yield say(language, "page.same.as", rule=rule.counted_as)
    elif rule.same_as is not None:
        on = {each.id for each in rulebook.rules if each.disabled is None}
        joined = any(each.counted_as == rule.id for each in rulebook.rules)
        if rule.disabled is None and rule.same_as in on:
            if not joined:
                yield say(language, "page.same.differs", rule=rule.same_as)
        else:
            yield say(language, "page.same.alone", rule=rule.same_as)
    for each in rulebook.rules:
        if each.counted_as == rule.id:
            yield say(language, "page.same.for", rule=each.id)


def _lists(rule: Rule, rulebook: Rulebook, language: str) -> Iterator[str]:
    for spec in rulebook.checklists:
        english = language == "en"
        for line in (*spec.core, *spec.extra):
            if rule.id in line.rules:
                title = spec.title_en if english else spec.title
                item = line.item_en if english else line.item
                key = "page.list.provisional" if spec.provisional else "page.list"
                yield say(language, key, title=title, item=item)


def _computed(rule: Rule, describe: Describe, language: str) -> list[str]:
    lines = describe.requirement(rule.kind, rule.params)
    note = labels.word(language, f"page.note.{rule.for_each}", "")
    return [*lines, note] if note else lines


def _data(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Each table with, under it, each field and the headings that are read as it."""
    for table, fields in needed_fields(rule, language):
        yield "", table
        for each in fields:
            values = {"field": each.field, "headings": each.headings}
            if each.others:
                yield "  ", say(language, "page.field.others", **values, others=each.others)
            else:
                yield "  ", say(language, "page.field", **values)


def _examples(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    for verdict, text in shown_examples(rule, language):
        yield say(language, "page.mark", word=verdict), text
