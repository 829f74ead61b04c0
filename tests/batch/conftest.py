"""A dozen schools' workbooks, and what an audit in this process says of them."""

from pathlib import Path
from typing import Any

import pytest

from mhaudit import audit
from tests.cases.forms import TERM, form, workbook

from .city import NAMES, document


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "forms"
    for name in NAMES:
        workbook(folder / f"{name}.xlsx", form(name=name))
    return folder


@pytest.fixture(scope="session")
def expected(schools: Path) -> dict[str, Any]:
    return document(audit([schools], term=TERM))
