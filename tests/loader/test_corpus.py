"""Odd, broken and hostile files of public test suites: what became of each is written down in `corpus.tsv`.

One run over all of them with a good workbook beside them, each file within ten seconds and one GiB.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from mhaudit import audit
from mhaudit.config import Config
from mhaudit.findings import AuditResult
from mhaudit.loader.formats import Limits
from tests.cases.forms import COMPLYING, NAME, TERM, all_verdicts, form, workbook

LIMITS = Limits(memory_bytes=1 << 30, seconds=10)
TABLE = Path(__file__).with_name("corpus.tsv")
ENDS = {"D101", "D102", "D103", "D106", "D107", "D108"}
"""Codes of files that are not read."""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    corpus = os.environ.get("MHAUDIT_CORPUS")
    if not corpus:
        pytest.skip("MHAUDIT_CORPUS is not set")
    good = workbook(tmp_path_factory.mktemp("good") / "自查表.xlsx", form())
    return audit([Path(corpus), good], term=TERM, config=Config(limits=LIMITS), jobs=2)


def outcomes(found: AuditResult) -> dict[str, str]:
    """Path below the corpus → `tables`, `nothing`, or the message of what kept the file from being read."""
    told = {one.path: "tables" if one.tables else "nothing" for one in found.inputs}
    for issue in found.data_issues:
        if issue.code in ENDS and issue.place and issue.place.sheet is None:
            assert told[issue.place.file] == "nothing"
            told[issue.place.file] = f"{issue.code} {issue.message}"
    return {path.partition("/")[2]: end for path, end in told.items() if path.count("/") > 1}


def expected() -> dict[str, str]:
    lines = TABLE.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def test_each_file_ends_as_written_down(audited: AuditResult) -> None:
    """Lock files (`~$…`) are passed over in silence (R94)."""
    assert outcomes(audited) == expected()


def test_the_share_that_is_read(audited: AuditResult) -> None:
    """110 of 160 files are opened, no form of a school among them; 39 are refused, 11 are no spreadsheets."""
    ends = Counter(end.split()[0] for end in outcomes(audited).values())
    assert ends == {"nothing": 110, "D101": 23, "D102": 6, "D103": 2, "D106": 11, "D107": 8}


def test_a_good_workbook_beside_them_is_audited_in_full(audited: AuditResult) -> None:
    assert [school.name for school in audited.schools] == [NAME]
    assert all_verdicts(audited) == COMPLYING
