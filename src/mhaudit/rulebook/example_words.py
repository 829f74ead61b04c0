"""The examples of a rule in words: by their titles, in English by their data where they have no English title."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from mhaudit.findings import Verdict
from mhaudit.rulebook.described import joined, kinds
from mhaudit.rulebook.examples import DEFAULTS, PERIOD
from mhaudit.rulebook.schema import Example, Rule
from mhaudit.wording import fields as labels
from mhaudit.wording import say


def shown_examples(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Each example as `(verdict, what is given)`: passes, failures, what stays open, what does not apply, then
    those with several subjects."""
    for verdict in _SHOWN:
        for example in rule.examples:
            if set(example.expect.values()) == {verdict}:
                yield say(language, f"verdict.{verdict}"), _titled(example, language)
    for example in rule.examples:
        if len(set(example.expect.values())) > 1:
            each = [_expected(key, verdict, language) for key, verdict in example.expect.items()]
            values = {"text": _titled(example, language), "each": joined(language, each)}
            yield say(language, "page.mixed"), say(language, "page.example", **values)


_SHOWN = (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


def _titled(example: Example, language: str) -> str:
    """Its title in `language`, else what is given."""
    said = example.title_en if language == "en" else example.title
    return said or _given(example, language)


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
        shown = [_row(table, row, language) or say(language, "page.given.plain") for row in rows]
        if table == "schools" and shown == [say(language, "page.given.plain")]:
            continue
        label = labels.table_label(language, table)
        what = (
            say(language, "page.given.none") if not rows else "; ".join(_repeated(shown, language))
        )
        parts.append(say(language, "page.given", table=label, rows=what))
    if not parts:
        return say(language, "page.given.nothing")
    return " · ".join(parts)


def _repeated(rows: list[str], language: str) -> Iterator[str]:
    """Equal rows that follow each other once, with their number."""
    for text, same in groupby(rows):
        count = sum(1 for _ in same)
        yield text if count == 1 else say(language, "page.given.times", row=text, count=count)


def _when(example: Example, language: str) -> Iterator[str]:
    """The period, where it is not the usual one."""
    if not example.terms:
        yield say(language, "page.given.no_term")
    elif example.terms != (PERIOD,):
        names = [labels.term_label(language, term) for term in example.terms]
        yield joined(language, names)
    if example.as_of is not None:
        yield say(language, "console.as_of", day=example.as_of)


def _row(table: str, row: Any, language: str) -> str:
    usual = DEFAULTS.get(table, {})
    parts = []
    for name, value in row.items():
        if name in usual and usual[name] == value:
            continue
        if name == "name" and table == "schools" and str(value).startswith(usual["name"]):
            continue  # numbered, since the example does not name it
        label = labels.field_label(language, table, name)
        shown = _kind(value, language) if name == "kind" else _plain(value, language)
        parts.append(f"{label} = {shown}")
    return ", ".join(parts)


def _kind(value: Any, language: str) -> str:
    if value is None:
        return _plain(None, language)
    return "/".join(kinds(getattr(value, "options", (value,)), language))


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
