"""Short names of courses, and several courses in one cell (R22, R80; NC203)."""

import pytest

from .forms import findings, verdict

SCHOOL = ["学校名称|办学类型", "青禾初级中学|初级中学"]
CLASSES = ["年级|班级", "七年级|1"]


def lessons(*subjects: str) -> dict[str, list[str]]:
    rows = [f"七年级|{subject}|1" for subject in subjects]
    return {"学校": SCHOOL, "班级": CLASSES, "课程": ["年级|课程名称|周课时", *rows]}


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (("体育", "美术", "劳技"), "pass"),  # 劳动技术 in short
        (("体育", "美术", "劳技课"), "pass"),
        (("体健", "美术", "劳动"), "unknown"),  # 体育与健康, surely? Nobody wrote so
        (("体育", "音美", "劳动"), "unknown"),
        (("体育", "美劳"), "fail"),  # one row at most for two of them
        (("体育", "美术", "美劳"), "unknown"),
        (("体育/美术/劳动",), "unknown"),  # all of them, or one a week in turn
        (("体育", "音乐/美术", "劳动"), "unknown"),
        (("体育、美术、劳动",), "pass"),
        (("体育/美术",), "fail"),  # no labour either way
        (("体育", "美术", "综合实践"), "fail"),
    ],
)
def test_the_three_courses_by_other_names(audited, subjects, expected):
    assert verdict(audited(lessons(*subjects)), "NC203") == expected


def test_rows_are_not_called_people(audited):
    (found,) = findings(audited(lessons("体育", "美劳")), "NC203")
    assert "体育与健康、美术、劳动 要各占一行,现有的最多占 2 项" in found.message
    assert "人" not in found.message
