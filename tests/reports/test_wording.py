"""The words of reports and commands: both languages, the same placeholders, a word for everything there is."""

import string

import pytest

from mhaudit.findings import Level, Verdict
from mhaudit.models.grades import GRADES, STAGES
from mhaudit.models.tables import FIELDS
from mhaudit.wording import cli, console, fields, say

ALL = {**fields.MESSAGES, **console.MESSAGES, **cli.MESSAGES}


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", ALL)
def test_both_languages_have_the_same_placeholders(key):
    chinese, english = ALL[key]
    assert placeholders(chinese) == placeholders(english)
    assert english
    assert chinese


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_field_has_a_label(language):
    for table, names in FIELDS.items():
        assert say(language, f"table.{table}")
        for name in names:
            assert say(language, f"field.{table}.{name}")


def test_every_grade_stage_verdict_and_level_has_a_word():
    for key in (
        *(f"grade.{grade}" for grade in GRADES),
        *(f"stage.{stage}" for stage in STAGES),
        *(f"verdict.{verdict}" for verdict in Verdict),
        *(f"level.{level}" for level in Level),
    ):
        assert say("zh", key) != say("en", key)


@pytest.mark.parametrize(
    ("verdict", "word"),
    [
        ("pass", "达标"), ("fail", "不达标"), ("unknown", "无法判定"), ("notapplicable", "不适用"),
        ("waived", "已豁免"), ("error", "规则出错"),
    ],
)  # fmt: skip
def test_verdict_words(verdict, word):
    """DESIGN §6."""
    assert say("zh", f"verdict.{verdict}") == word


@pytest.mark.parametrize(
    ("grade", "number", "chinese", "english"),
    [
        ("G7", "1", "七(1)班", "Grade 7 Class 1"),
        ("G10", "12", "高一(12)班", "Grade 10 Class 12"),
        ("V1", "3", "中职一(3)班", "Vocational Grade 1 Class 3"),
        ("G10", "生物1", "高一生物1班", "Grade 10 Class 生物1"),
        ("G3", "实验", "三年级实验班", "Grade 3 Class 实验"),
    ],
)
def test_names_of_classes(grade, number, chinese, english):
    """R19."""
    assert fields.class_label("zh", grade, number) == chinese
    assert fields.class_label("en", grade, number) == english


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2024-2025-1", "2024-2025学年第一学期", "2024-2025 term 1"),
        ("2024-2025-2", "2024-2025学年第二学期", "2024-2025 term 2"),
        ("2024-2025", "2024-2025学年", "school year 2024-2025"),
        ("2024-09", "2024年9月", "2024-09"),
        ("2024-09/2024-10", "2024年9—10月", "2024-09/10"),
        ("2024-12/2025-01", "2024年12月—2025年1月", "2024-12/2025-01"),
        ("someday", "someday", "someday"),
    ],
)
def test_names_of_periods(period, chinese, english):
    assert fields.period_label("zh", period) == chinese
    assert fields.period_label("en", period) == english


def test_labels_of_fields_and_of_what_has_none():
    assert fields.field_label("zh", "teachers", "duty") == "专职/兼职"
    assert fields.field_label("zh", "teachers", "school") == "学校"
    assert fields.field_label("zh", "teachers", "unheard_of") == "unheard_of"
    assert fields.table_label("en", "committee") == "class committees"
