"""`mhaudit cache`: what earlier runs left behind, and how to get rid of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.errors import MhauditError
from mhaudit.wording import say

if TYPE_CHECKING:
    from pathlib import Path

    from mhaudit.batch.cache import CacheInfo

MIB = 1024 * 1024


def info(context: typer.Context, lang: options.Lang = None) -> int:
    """Print where the cache lies and what it takes."""
    import sqlite3

    from mhaudit.batch.cache import cache_info
    from mhaudit.batch.cache_folder import cache_folder

    language, folder = settings.language(lang, context.obj), cache_folder()
    try:
        found = cache_info(folder)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(error, folder, language) from None
    print(_told("cli.cache.told", found, language))
    return CLEAN


def clear(context: typer.Context, lang: options.Lang = None) -> int:
    """Delete the cache."""
    from mhaudit.batch.cache import clear_cache
    from mhaudit.batch.cache_folder import cache_folder

    language, folder = settings.language(lang, context.obj), cache_folder()
    try:
        found = clear_cache(folder)
    except OSError as error:
        raise _unusable(error, folder, language) from None
    print(_told("cli.cache.cleared", found, language))
    return CLEAN


def _told(key: str, found: CacheInfo, language: str) -> str:
    size = f"{found.size / MIB:.1f}"
    return say(language, key, path=str(found.path), entries=f"{found.entries:,}", size=size)


def _unusable(error: Exception, folder: Path, language: str) -> MhauditError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return MhauditError(
        say(language, "cli.cache.unusable", path=str(folder), reason=reason),
        hint=say(language, "cli.cache.unusable.hint"),
    )
