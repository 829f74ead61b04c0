"""What titles, sheet names and file names say: a school, a term, what every row is about."""

from __future__ import annotations


def school_in(text: str) -> str | None:
    """The school that a title, file or folder name names, if any (R88, R117)."""
    raise NotImplementedError
