"""`audited(sheets)`: write the sheets as one workbook and audit it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mhaudit import audit
from mhaudit.findings import AuditResult

from .forms import TERM, Sheets, workbook


@pytest.fixture
def audited(tmp_path: Path) -> Callable[..., AuditResult]:
    """Audit one workbook for the first term of 2024-2025 (or `term`); options go to `audit`."""

    def run(
        sheets: Sheets,
        *,
        file: str = "自查表.xlsx",
        merges: dict[str, list[str]] | None = None,
        hidden: tuple[str, ...] = (),
        since_1904: bool = False,
        term: str | None = TERM,
        **options: Any,
    ) -> AuditResult:
        path = workbook(
            tmp_path / file, sheets, merges=merges, hidden=hidden, since_1904=since_1904
        )
        return audit([path], term=term, **options)

    return run
