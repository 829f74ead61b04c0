"""Where the cache lies: apart from the cache itself, which a run over a few files has no use for."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """`MHAUDIT_CACHE_DIR`, else where this system keeps what can be made again."""
    if named := os.environ.get("MHAUDIT_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "mhaudit"
