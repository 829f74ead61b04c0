"""YAML as rule files mean it: YAML 1.2's scalars, positions from 1, and refusals with a reason."""

import doctest

import pytest

from mhaudit.errors import RuleFileError
from mhaudit.rulebook import yaml_positions
from mhaudit.rulebook.yaml_positions import Mark, Sourced, read_yaml


def read(text: str | bytes) -> Sourced:
    content = text.encode() if isinstance(text, str) else text
    return read_yaml(content, "x.yaml", "zh")


def problems(text: str | bytes, language: str = "zh") -> list[str]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(RuleFileError) as caught:
        read_yaml(content, "x.yaml", language)
    return [problem.text() for problem in caught.value.problems]


def test_doctests():
    assert doctest.testmod(yaml_positions).failed == 0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # YAML 1.1 reads these as a boolean, a number to the base 60, an octal number and a date
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"),
        ("1:30", "1:30"), ("190:20:30", "190:20:30"),
        ("0800", 800), ("012", 12), ("0o12", 10), ("0x1F", 31),
        ("2024-07-17", "2024-07-17"), ("2024-10", "2024-10"), ("2024-2025-1", "2024-2025-1"),
        ("1_000", "1_000"), ("0b11", "0b11"), ("=", "="),
        # the core schema
        ("true", True), ("False", False), ("tRue", "tRue"), ("null", None), ("~", None), ("", None),
        ("+12", 12), ("-3", -3), ("0.5", 0.5), (".5", 0.5), ("1e3", 1000.0), ("1.", 1.0), (".", "."), ("+", "+"),
        # no bound can be endless or no number
        (".inf", ".inf"), (".nan", ".nan"), ("9" * 5000, "9" * 5000),
        # quoted: always text
        ("'true'", "true"), ('"12"', "12"), ("'~'", "~"), ('""', ""),
    ],
)  # fmt: skip
def test_scalars_follow_yaml_1_2(written, value):
    found = read(f"a: {written}\n").data["a"]
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)
    assert isinstance(found, str) == isinstance(value, str)


@pytest.mark.parametrize("written", ["2024.10", "0800", "1e3", "0x1F"])
def test_a_number_remembers_how_it_was_written(written):
    assert read(f"version: {written}\n").data["version"].text == written


def test_keys_are_text():
    assert read("2022-03-18: 800\n2025: 600\nno: 1\ntrue: 2\n").data == {
        "2022-03-18": 800, "2025": 600, "no": 1, "true": 2,
    }  # fmt: skip


def test_positions_count_from_one_and_by_character():
    sourced = read("标题: 师资\nrules:\n  - {名: 甲, at_most: 800}\n")
    assert sourced.keys["标题",] == Mark("x.yaml", 1, 1)
    assert sourced.values["标题",] == Mark("x.yaml", 1, 5)
    assert sourced.values["rules", 0] == Mark("x.yaml", 3, 5)
    assert sourced.keys["rules", 0, "at_most"] == Mark("x.yaml", 3, 12)
    assert sourced.values["rules", 0, "at_most"] == Mark("x.yaml", 3, 21)


def test_a_part_has_positions_of_its_own():
    part = read("a:\n  - b: 1\n").at("a", 0)
    assert part.data == {"b": 1}
    assert part.mark(()) == Mark("x.yaml", 2, 5)
    assert part.key_mark(("b",)) == Mark("x.yaml", 2, 5)
    assert part.mark(("b", "not there")) == Mark("x.yaml", 2, 8)


def test_a_change_lies_over_what_it_names_and_brings_its_positions():
    base = read_yaml(b"a: {x: 1, y: [1, 2]}\nb: 3\n", "base.yaml", "zh")
    over = read_yaml(b"a:\n  y: [9]\nc: 4\n", "over.yaml", "zh")
    merged = base.overlaid(over)
    assert merged.data == {"a": {"x": 1, "y": [9]}, "b": 3, "c": 4}
    assert merged.mark(("a", "x")) == Mark("base.yaml", 1, 8)
    assert merged.mark(("a", "y", 0)) == Mark("over.yaml", 2, 7)
    assert ("a", "y", 1) not in merged.values
    assert merged.key_mark(("c",)) == Mark("over.yaml", 3, 1)
    assert base.data["a"]["y"] == [1, 2]


def test_byte_order_mark_is_no_text():
    assert read(b"\xef\xbb\xbfa: 1\n").data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: {c: 1, c: 2}\na: {d: 1}\n", ["2:11: b: 重复的键“c”(第 2 行已有)", "3:1: 重复的键“a”(第 1 行已有)"]),
        ("a: &x [1]\nb: *x\n", ["2:4: b: 不允许使用引用“*x”"]),
        ("a: !!python/name:os.system x\n", ["1:4: a: 不允许使用标签“tag:yaml.org,2002:python/name:os.system”"]),
        ("a: 1\n---\nb: 2\n", ["2:1: 一个文件里有多段文档(“---”)"]),
        ("? [a]\n: b\n", ["1:3: 键必须是文本"]),
        ("", ["1:1: 文件是空的"]),
        ("# 只有注释\n", ["1:1: 文件是空的"]),
        ("rules:\n\t- id: A\n", ["2:1: 缩进中有制表符"]),
        ("group: a\ntitle\uff1a师资\nrules: []\n", ["2:6: “title”后面是全角冒号“\uff1a”"]),
        ("rules:\n  - id\uff1a A\n    name: b\n", ["2:7: “id”后面是全角冒号“\uff1a”"]),
        ("rules:\n  - id: A\n    name\uff1ab\n", ["3:9: “name”后面是全角冒号“\uff1a”"]),
        ("a: b: c\n", ["1:5: 同一行里又有一个“: ”"]),
        ("a: [1, 2\nb: 3\n", ["1:4: “[”没有配对"]),
        ("a: 1\n题: \x01\n", ["2:4: 含有不可见的控制字符 U+0001"]),
        ("a: 1\n题: 师资\n".encode("gb18030"), ["2:1: 不是 UTF-8 编码的文本"]),
        ("a: 1\n".encode("utf-16"), ["1:1: 不是 UTF-8 编码的文本"]),
        (b"a" * 1_000_001, ["1:1: 文件超过 1000000 字节"]),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_with_its_place(text, expected):
    assert problems(text) == [f"x.yaml:{each}" for each in expected]


def test_the_same_in_english():
    assert problems("a: 1\na: 2\n", "en") == ["x.yaml:2:1: duplicate key 'a' (first on line 1)"]
    assert problems("t\uff1ab\nc: d\n", "en") == ["x.yaml:1:2: full-width colon after 't'"]


@pytest.mark.parametrize("bomb", ["[" * 200_000, "{a: " * 200_000, "- " * 200_000])
def test_deep_nesting_is_refused_without_recursion(bomb):
    (problem,) = problems(bomb)
    assert problem.endswith("嵌套超过 30 层")


def test_alias_bomb_is_refused_at_its_first_alias():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert problems("\n".join(lines)) == ["x.yaml:2:10: a1 > 1: 不允许使用引用“*a0”"]
