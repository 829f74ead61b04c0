"""`--select` and `--ignore`: which rules of a rulebook are judged, by id, start of ids, name, group or strength.

What is left out is not judged: no verdict, no part in a standing, and a checklist item that needs it never reads
as passed. A rule that was judged under another one's id (`counted_as`) is judged itself where that one is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from mhaudit.errors import UsageError
from mhaudit.findings import LEVELS, Selection
from mhaudit.rulebook.schema import Rule, Rulebook
from mhaudit.wording import fields, say

_START = re.compile(r"[A-Za-z]+\d*")


def selected(
    rulebook: Rulebook, select: Sequence[str], ignore: Sequence[str], language: str
) -> tuple[Rulebook, Selection | None]:
    """The rulebook with the rules left out switched off, and what was selected; None where nothing was asked.

    Of what is selected (all, if `select` is empty) that is left out which `ignore` names. UsageError for a name
    that fits no rule, or only such as are switched off, and where no rule is left.
    """
    if not select and not ignore:
        return rulebook, None
    wanted = _named(rulebook, "--select", select, language) if select else _on(rulebook)
    wanted -= _named(rulebook, "--ignore", ignore, language)
    if not wanted:
        hint = say(language, "select.none.hint")
        raise UsageError(say(language, "select.none"), hint=hint)
    reason = (say("zh", "select.left_out"), say("en", "select.left_out"))
    rules = tuple(_switched(rule, wanted, reason) for rule in rulebook.rules)
    left_out = _on(rulebook) - wanted
    judged = tuple(rule.id for rule in rules if rule.disabled is None and rule.counted_as is None)
    kept = replace(rulebook, rules=rules, left_out=frozenset(left_out))
    return kept, Selection(tuple(select), tuple(ignore), judged, tuple(sorted(left_out)))


def _switched(rule: Rule, wanted: set[str], reason: tuple[str, str]) -> Rule:
    if rule.disabled is not None:
        return rule
    if rule.id not in wanted:
        return replace(rule, disabled=reason[0], disabled_en=reason[1])
    alone = rule.counted_as is not None and rule.counted_as not in wanted
    return replace(rule, counted_as=None) if alone else rule


def _on(rulebook: Rulebook) -> set[str]:
    return {rule.id for rule in rulebook.rules if rule.disabled is None}


def _named(rulebook: Rulebook, option: str, names: Sequence[str], language: str) -> set[str]:
    found: set[str] = set()
    for name in names:
        rules = _meant(rulebook, name)
        if not rules:
            raise _unknown(rulebook, option, name, language)
        on = {rule.id for rule in rules if rule.disabled is None}
        if not on:
            reason = rules[0].disabled_in(language)
            raise UsageError(say(language, "select.off", option=option, name=name, reason=reason))
        found |= on
    return found


def _meant(rulebook: Rulebook, name: str) -> list[Rule]:
    """The rule of that id or name; else the rules of that group or strength; else those whose ids start so."""
    plain = name.strip().casefold()
    exact = [rule for rule in rulebook.rules if plain in (rule.id.casefold(), rule.name.casefold())]
    if exact:
        return exact
    kinds = [rule for rule in rulebook.rules if plain in _kinds(rule)]
    if kinds or not _START.fullmatch(plain):
        return kinds
    return [rule for rule in rulebook.rules if rule.id.casefold().startswith(plain)]


def _kinds(rule: Rule) -> set[str]:
    """The group and the strength of a rule, by their keys and by their names in both languages."""
    strength = {fields.word(language, f"strength.{rule.strength}") for language in ("zh", "en")}
    names = {rule.group, rule.group_title, rule.group_title_en, rule.strength, *strength}
    return {name.casefold() for name in names}


def _unknown(rulebook: Rulebook, option: str, name: str, language: str) -> UsageError:
    groups = sorted({rule.group for rule in rulebook.rules})
    strengths = [each for each in LEVELS if any(each == rule.strength for rule in rulebook.rules)]
    names = {rule.id for rule in rulebook.rules} | {rule.name for rule in rulebook.rules}
    known = {each.casefold(): each for each in (*sorted(names), *groups, *strengths)}
    values = {"groups": ", ".join(groups), "strengths": ", ".join(strengths)}
    hint = say(language, "select.unknown.hint", **values)
    if close := get_close_matches(name.casefold(), known, n=1):
        hint = f"{say(language, 'cli.error.did_you_mean', name=known[close[0]])} {hint}"
    return UsageError(say(language, "select.unknown", option=option, name=name), hint=hint)
