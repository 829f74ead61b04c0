"""Every sentence that a user may read, in Chinese and English side by side.

Each module here holds `MESSAGES`: key → (Chinese, English). Placeholders are `str.format` fields and are the
same in both languages (a test compares them). No other module holds text for users.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

LANGUAGES = ("zh", "en")
MODULES = (
    "issues",
    "verdicts",
    "fields",
    "reader",
    "console",
    "cli",
    "rulebook",
    "rule_schema",
    "rules_diff",
    "config",
    "pages",
    "handbook",
    "forms",
    "excel",
    "diff",
    "outputs",
    "rank",
    "cluster",
)


@cache
def _messages() -> dict[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for name in MODULES:
        merged.update(import_module(f"mhaudit.wording.{name}").MESSAGES)
    return merged


def say(language: str, key: str, **values: object) -> str:
    """The sentence `key` in `language`, its placeholders filled."""
    text = _messages()[key][LANGUAGES.index(language)]
    return text.format(**values) if values else text
