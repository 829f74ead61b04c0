"""The order in which paths are named changes no byte but the clock's (R140)."""

from __future__ import annotations

import itertools
import json

from mhaudit import audit

from .forms import HEADINGS, form, workbook


def said(paths) -> str:
    found = json.loads(audit(paths, term="2024-2025-1").to_json())
    del found["audited_at"]
    return json.dumps(found, ensure_ascii=False)


def test_the_order_of_files_does_not_matter(tmp_path):
    """Two of the files list the same teachers, one of them differently (R42)."""
    sheets = form(name="甲学校")
    rest = {sheet: rows for sheet, rows in sheets.items() if sheet != "教师"}
    more = [HEADINGS["教师"], "陈安|女|是|专职|否|是", "周明|女|是|兼职|否|否"]
    paths = [
        workbook(tmp_path / "b.xlsx", rest),
        workbook(tmp_path / "c.xlsx", {"学校": sheets["学校"], "教师": sheets["教师"]}),
        workbook(tmp_path / "a.xlsx", {"学校": sheets["学校"], "教师": more}),
    ]
    assert len({said(order) for order in itertools.permutations(paths)}) == 1
