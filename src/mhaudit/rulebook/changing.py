"""A pack's `change` of another's rule: what it writes is laid over what stands there."""

from __future__ import annotations

import re
from typing import Any

from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.yaml_positions import Mark, Sourced
from mhaudit.wording import say

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIXED = ("id", "name", "disable")
"""What a pack that changes another's rule leaves alone: an id never changes meaning."""
JUDGING = ("for_each", "per", "where", "require")
"""What the examples of a rule depend on: where a pack changes one of these, it writes its own examples."""
TWINS = tuple((key, f"{key}_en") for key in ("title", "message", "fix"))
"""Texts and their English twins: where a pack changes the one alone, the old other would tell of what was."""


def changed(rule: Sourced, over: Sourced, at: Mark, checker: Checker) -> Sourced:
    """The rule with a change laid over it: mappings join, but another requirement takes the place of the old one.

    `at` is where the change stands, which is then where the examples it drops are to be written.
    """
    change: dict[str, Any] = over.data
    for key in FIXED:
        if key in change:
            checker.fault(over, (key,), "fixed_key", key)
    dropped = {"examples"} if any(key in change for key in JUDGING) else set()
    dropped |= {twin for text, twin in TWINS if text in change and twin not in change}
    old, new = rule.data.get("require"), change.get("require")
    if isinstance(old, dict) and isinstance(new, dict) and not set(old) & set(new):
        dropped.add("require")
    kept = rule.without(dropped)
    if "effective" not in change:
        _undated(kept.data, change, over, (), checker)
    if "examples" in dropped & set(rule.data):
        kept.values["examples",] = at
    found = kept.overlaid(over)
    history, added = kept.data.get("changes"), change.get("changes")
    if isinstance(history, list) and history and isinstance(added, list):  # it only grows
        found.preceded("changes", kept.at("changes"))
    return found


def _undated(old: Any, new: Any, over: Sourced, path: tuple[str, ...], checker: Checker) -> None:
    """A number without a date under dated ones: before the first of them nothing would be asked any more."""
    if not isinstance(new, dict) or not new:
        return
    if isinstance(old, dict):
        for key in old.keys() & new.keys():
            _undated(old[key], new[key], over, (*path, key), checker)
    elif isinstance(old, int | float) and all(map(_DAY.fullmatch, map(str, new))):
        first, value = min((str(key), value) for key, value in new.items())
        if value != old:
            hint = say(checker.language, "fault.undated.help", old=f"{old:g}", first=first)
            checker.fault(over, path, "undated", f"{old:g}", hint=hint)
