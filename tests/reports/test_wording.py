"""The words for users: both languages, the same placeholders, a word for everything there is, none elsewhere."""

import ast
import dataclasses
import re
import string
from importlib import import_module
from pathlib import Path

import pytest

import mhaudit
from mhaudit.cli.app import COMMANDS
from mhaudit.findings import Level, Verdict
from mhaudit.issues import CODES
from mhaudit.loader.layout import TitleFacts
from mhaudit.models.grades import GRADES, STAGES
from mhaudit.models.tables import FIELDS
from mhaudit.wording import MODULES, fields, say

TABLES = {name: import_module(f"mhaudit.wording.{name}").MESSAGES for name in MODULES}
ALL = {key: texts for table in TABLES.values() for key, texts in table.items()}
PACKAGE = Path(mhaudit.__file__).parent
CHINESE = re.compile("[\u3400-\u9fff]")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", ALL)
def test_both_languages_have_the_same_placeholders(key):
    chinese, english = ALL[key]
    assert placeholders(chinese) == placeholders(english)
    assert english
    assert chinese


def test_no_key_is_worded_twice():
    assert len(ALL) == sum(map(len, TABLES.values()))


def test_every_module_of_words_is_read():
    modules = {path.stem for path in (PACKAGE / "wording").glob("*.py")} - {"__init__"}
    assert modules == set(MODULES)


def test_every_code_of_a_data_issue_is_worded_with_what_to_do():
    for code in CODES:
        assert ALL[code]
        assert ALL[f"{code}.fix"]


# Headings, words of forms and names that an English reader has to find in his file: said as they stand there.
QUOTED = {
    "D203.fix", "D204.fix", "D207.fix", "D208.fix", "D302.fix", "D306.fix", "D310.fix", "D409",
    "school_from.unit", "kind_by.cell", "inspect.kind.unknown", "why.partial", "why.not_listed",
    "cli.template", "cli.template.kind",
}  # fmt: skip


@pytest.mark.parametrize("key", ALL)
def test_english_words_hold_no_chinese_but_headings_and_words_of_forms(key):
    if key not in QUOTED and key not in TABLES.get(
        "forms", {}
    ):  # forms are Chinese: so are their words
        assert not CHINESE.search(ALL[key][1])


HELPS = {
    f"cli.{name}{child and '.'}{child}"
    for name, below in COMMANDS.items()
    for child in ("", *(() if isinstance(below, str) else below))
}
"""Every command says what it is for under its own name (`mhaudit.cli.app`)."""


@pytest.mark.parametrize(
    "key", [key for key in ALL if key.startswith(("console.", "cli.", "inspect."))]
)
def test_every_word_of_console_and_commands_is_used(key):
    """A key is named in the code, or its first parts are (`console.fail.{level}`)."""
    parts = key.split(".")
    starts = {".".join(parts[:n]) + "." for n in range(2, len(parts))}
    assert (
        any(key in text for text in STRINGS)
        or starts & set(STARTS)
        or key in HELPS
        or key.endswith(".hint")
    )


def literals(path):
    """The string literals of a module: (line, text), docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


MODULES_OF_CODE = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "wording"]
STRINGS = {text for path in MODULES_OF_CODE for _, text in literals(path)} | {
    text for _, text in literals(PACKAGE / "wording" / "fields.py")
}
STARTS = [text for text in STRINGS if text.endswith(".")]


def test_every_key_that_the_code_names_is_worded():
    named = re.compile(r"(?:console|inspect|cli|preview)\.[a-z_]+(?:\.[a-z_0-9]+)*")
    wanted = {text for text in STRINGS if named.fullmatch(text)}
    unknown = sorted(key for key in wanted if key not in ALL)
    # Some are only the start of keys: "console.issues" and "console.issues.general" are both whole.
    assert [key for key in unknown if not any(k.startswith(key + ".") for k in ALL)] == []
    assert len(wanted) > 100


# The reader's own tables of words on forms; what they hold is compared with cells, never shown.
READERS = ("loader", "models", "forms")
# Not sentences: marks of the page, a sample for encodings, words compared with text.
ALLOWED = {
    "cli/output.py": {"达标√×“”—"},
    "reports/folding.py": {"中职", "年级"},
    "config.py": {'["岗位类别"]'},  # a heading, as it may be added
    "kinds/conditions.py": {"是", "否"},
    "rulebook/check.py": {r"(\d{4})\s*[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?"},  # a day
    "rulebook/lint.py": {r"\d+(?:\.\d+)?(?![\d.]|\s*年)"},  # a number in a title that is no year
    "rulebook/examples.py": {"是", "否", "例校"},
    "wording/fields.py": {"年级"},
}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES_OF_CODE if path.relative_to(PACKAGE).parts[0] not in READERS],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_no_chinese_for_users_stands_outside_the_wording(path):
    allowed = ALLOWED.get(path.relative_to(PACKAGE).as_posix(), set())
    found = [
        (line, text)
        for line, text in literals(path)
        if CHINESE.search(text) and text not in allowed and not text.startswith(r"\0cells")
    ]
    assert found == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_field_has_a_label(language):
    for table, names in FIELDS.items():
        assert say(language, f"table.{table}")
        for name in names:
            assert say(language, f"field.{table}.{name}")


def test_everything_that_a_title_may_tell_has_a_sentence():
    assert {f"inspect.fact.{fact.name}" for fact in dataclasses.fields(TitleFacts)} <= ALL.keys()


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
