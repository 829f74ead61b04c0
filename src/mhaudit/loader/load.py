"""The whole road from paths to submissions: walk, open, find tables, read rows, join schools, check.

`load` is what `check` and `inspect` call. One bad file is one issue; only a missing path or wrong options raise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mhaudit.models.submission import Submissions
from mhaudit.models.terms import Audited, Calendar


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a user may set. `term`: `2024-2025-1` or a school year; `synonyms`: item text → the rules' item."""

    term: str | None = None
    as_of: dt.date | None = None
    calendar: Calendar = field(default_factory=Calendar)
    show_names: bool = False
    absent_school: Literal["unknown", "zero"] = "unknown"
    synonyms: Mapping[str, str] = field(default_factory=dict)
    vocabulary_extra: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Submissions with their issues and inputs, and the audited period with where it came from (R129)."""

    submissions: Submissions
    audited: Audited
    period_how: Literal["option", "dates", "none"]


def load(paths: Sequence[Path], options: LoadOptions | None = None) -> Loaded:
    """Read everything under `paths`. Raises UsageError for a missing path or an unreadable `term`."""
    raise NotImplementedError
