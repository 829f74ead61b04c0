"""What a shell offers after an option: each function gets what was typed so far, and returns what may follow."""

from __future__ import annotations

from collections.abc import Iterable

from mhaudit.cli.exit_codes import FAIL_ON
from mhaudit.reports import REPORTERS
from mhaudit.wording import LANGUAGES

PLAIN_OR_JSON = ("console", "json")
"""The formats of commands that are no audit."""
RANK_FORMATS = ("console", "json", "csv")
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _starting(choices: Iterable[str], incomplete: str) -> list[str]:
    return [choice for choice in choices if choice.startswith(incomplete)]


def languages(incomplete: str) -> list[str]:
    """Values of `--lang`."""
    return _starting(LANGUAGES, incomplete)


def formats(incomplete: str) -> list[str]:
    """Values of `check --format`."""
    return _starting(REPORTERS, incomplete)


def plain_or_json(incomplete: str) -> list[str]:
    """Values of `--format` elsewhere."""
    return _starting(PLAIN_OR_JSON, incomplete)


def rank_formats(incomplete: str) -> list[str]:
    """Values of `rank --format`."""
    return _starting(RANK_FORMATS, incomplete)


def levels(incomplete: str) -> list[str]:
    """Values of `--fail-on`."""
    return _starting(FAIL_ON, incomplete)


def packs(incomplete: str) -> list[str]:
    """Rule packs by name, for `--rules`; a file is completed by the shell."""
    from mhaudit.rulebook.packs import pack_names

    return _starting(pack_names(), incomplete)


def rules(incomplete: str) -> list[str]:
    """Ids of the default rules, for `--rule`."""
    from mhaudit.cli.settings import DEFAULT_RULES
    from mhaudit.errors import MhauditError
    from mhaudit.rulebook.load import load_rulebook

    try:
        rulebook = load_rulebook(DEFAULT_RULES)
    except MhauditError:
        return []
    return _starting((rule.id for rule in rulebook.active()), incomplete)


def shells() -> list[str]:
    """Values of SHELL."""
    return list(SHELLS)
