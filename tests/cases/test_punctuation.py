"""Full-width punctuation is what the forms hold: written as escapes here, so that no editor can fold it."""

import re
from pathlib import Path

from mhaudit import audit
from mhaudit.kinds.conditions import Lexicon, plain

from .forms import TERM, form, verdict, workbook

COLON, LEFT, RIGHT, COMMA = "\uff1a", "\uff08", "\uff09", "\uff0c"


def test_a_footer_with_full_width_colons_is_nobody(tmp_path: Path) -> None:
    """R111: 填表人 below a roster titled 心理健康教育教师 must not become a counsellor."""
    roster = [
        ["姓名", "专职/兼职"],
        ["周明", "兼职"],
        [f"填表人{COLON}乔语桐", f"审核人{COLON}施望"],
    ]
    sheets = form(students=801) | {"教师": [["心理健康教育教师登记表"], *roster]}
    result = audit([workbook(tmp_path / "自查表.xlsx", sheets)], term=TERM)
    assert verdict(result, "NC101") == "fail"


def test_words_are_compared_without_punctuation_of_either_width() -> None:
    assert plain(f"示范校{LEFT}站点{RIGHT}评估{COLON}{COMMA}") == "示范校站点评估"
    assert Lexicon().same(f"{LEFT}双月报{RIGHT}", "双月报") is True


def test_no_source_file_repeats_a_character_in_a_class_for_want_of_its_full_width_twin() -> None:
    """`[::]` was meant to hold both colons once; write the full-width one as an escape."""
    doubled = re.compile(r"\[::[^\d-]|\[\(\(\]|\[\)\)\]|\(\":\", \":\"")
    for path in (Path(__file__).parents[2] / "src").rglob("*.py"):
        assert doubled.findall(path.read_text(encoding="utf-8")) == [], path
