"""One slip in a rule file gives one message, at the line of the slip, with what to type instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from mhaudit.errors import RuleFileError
from mhaudit.rulebook.load import load_rulebook

PACK = """\
pack: city
version: 1
title: 市里的要求
documents:
  doc-a: {title: 市里的文件, date: 2024-07-17}
"""
STAFF = """\
group: staff
title: 师资
rules:
  - id: AB101
    name: ratio
    title: 师生比
    strength: must
    source:
      document: doc-a
      quote: 按照师生比配备
    for_each: school
    where: {kind: {not_in: [kindergarten, special]}}
    require: {ratio: {of: {field: students}, per: {count: teachers}, at_most: {2022-03-18: 800}}}
    effective: {from: 2022-03-18}
"""
LISTS = "checklists:\n  c: {title: 清单, core: [{item: 甲, rules: [AB101]}]}\n"
COUNTY = """\
pack: county
version: 1
title: 县里的要求
extends: [city]
disable:
  AB101: 另有安排
"""
COLON, COMMA = "\uff1a", "\uff0c"
SPACED = "请在冒号后面空一格:“{}: ”"
PLAIN = "请改为半角冒号加一个空格:“{}: ”"
ALIGN = "这两行至少有一行没有对齐:同一层的各项要左对齐,下一层多缩进两个空格"
PAIR = "请补上右括号,并检查这一处的半角逗号"


@pytest.fixture(autouse=True)
def _packs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("city").mkdir()
    write("pack.yaml", PACK)
    write("staff.yaml", STAFF)
    write("lists.yaml", LISTS)
    Path("county.yaml").write_text(COUNTY, encoding="utf-8")


def write(name: str, text: str) -> None:
    Path("city", name).write_text(text, encoding="utf-8")


def faults(language: str = "zh") -> list[tuple[str, str | None]]:
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["county.yaml"], language=language)
    return [(problem.text(), problem.hint) for problem in caught.value.problems]


def test_what_the_slips_are_made_in_is_in_order():
    assert load_rulebook(["county.yaml"]).rule("AB101").disabled == "另有安排"


SLIPS = {
    "no space after a colon": (
        "strength: must", "strength:must", "7:13: “strength:”后面缺少空格", SPACED.format("strength"),
    ),
    "no space after the first key": (
        "- id: AB101", "- id:AB101", "4:7: “id:”后面缺少空格", SPACED.format("id"),
    ),
    "no space after the last key": (
        "quote: 按", "quote:按", "10:12: “quote:”后面缺少空格", SPACED.format("quote"),
    ),
    "no space within braces": (
        "ratio: {of", "ratio:{of", "13:20: “ratio:”后面缺少空格", SPACED.format("ratio"),
    ),
    "no colon": (
        "strength: must", "strength must", "7:13: “strength”后面缺少冒号",
        "请写上半角冒号,再空一格:“strength: ”",
    ),
    "no colon at the end of a line": (
        "source:", "source", "8:11: “source”后面缺少冒号", "请写上半角冒号,再空一格:“source: ”",
    ),
    "no colon within braces": (
        "{from: 2022-03-18}", "{from 2022-03-18}", "14:17: effective: 不认识的键“from 2022-03-18”",
        "键和值之间要用半角冒号加一个空格,例如“from: 2022-03-18”",
    ),
    "full-width colon": (
        "strength: must", f"strength{COLON}must", f"7:13: “strength”后面是全角冒号“{COLON}”",
        PLAIN.format("strength"),
    ),
    "full-width colon before a brace within braces": (
        "ratio: {of", f"ratio{COLON}{{of", f"13:20: “ratio”后面是全角冒号“{COLON}”", PLAIN.format("ratio"),
    ),
    "full-width colon within braces": (
        "{from: 2022-03-18}", f"{{from{COLON}2022-03-18}}",
        f"14:17: effective: 不认识的键“from{COLON}2022-03-18”",
        "键和值之间要用半角冒号加一个空格,例如“from: 2022-03-18”",
    ),
    "full-width comma within braces": (
        "students}, per", f"students}}{COMMA} per", f"13:44: 此处是全角逗号“{COMMA}”", "请改为半角逗号加一个空格",
    ),
    "full-width comma between items": (
        "[kindergarten, special]", f"[kindergarten{COMMA}special]",
        f"12:29: where > kind > not_in: 不认识的办学类型“kindergarten{COMMA}special”", "各项之间要用半角逗号",
    ),
    "no comma between items": (
        "[kindergarten, special]", "[kindergarten special]",
        "12:29: where > kind > not_in: 不认识的办学类型“kindergarten special”", "各项之间要用半角逗号",
    ),
    "brace not closed": (
        "special]}}", "special]}", "12:12: “{”没有配对", PAIR,
    ),
    "brace not opened": (
        "where: {kind", "where: kind", "12:16: 同一行里又有一个“: ”",
        "文字里有“: ”时,整句加引号;是一组键和值时,写在 { } 里",
    ),
    "one space too many": (
        "    name: ratio", "     name: ratio", "5:10: 缩进与上下文不一致(上一项在第 4 行)", ALIGN,
    ),
    "one space too many within": (
        "      document: doc-a", "       document: doc-a", "10:7: 缩进与上下文不一致(上一项在第 9 行)", ALIGN,
    ),
    "misspelt key": (
        "strength: must", "sstrength: must", "7:5: 不认识的键“sstrength”", "是不是“strength”?",
    ),
    "short date": (
        "{from: 2022-03-18}", "{from: 2022-3-18}", "14:23: effective > from: “2022-3-18”不是日期",
        "是不是“2022-03-18”?",
    ),
    "short date of a bound": (
        "{2022-03-18: 800}", "{2022-3-18: 800}",
        "13:80: require > ratio > at_most: “2022-3-18”不是日期", "是不是“2022-03-18”?",
    ),
    "bound without a space": (
        "{2022-03-18: 800}", "{2022-03-18:800}",
        "13:80: require > ratio > at_most: “2022-03-18:800”不是日期",
        "键和值之间要用半角冒号加一个空格,例如“2022-03-18: 800”",
    ),
}  # fmt: skip
"""slip: what stands there, what was typed, the message, the remedy."""


@pytest.mark.parametrize(("old", "new", "message", "hint"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_once(old, new, message, hint):
    """Though the file cannot be read, nothing is said of the names that other files have from it."""
    assert STAFF.count(old) >= 1
    write("staff.yaml", STAFF.replace(old, new, 1))
    assert faults() == [(f"city/staff.yaml:{message}", hint)]


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("strength: must", "strength:must", "7:13: no space after 'strength:'",
         "leave a space after the colon: 'strength: '"),
        ("strength: must", "strength must", "7:13: no colon after 'strength'",
         "write a plain colon and a space: 'strength: '"),
        ("special]}}", "special]}", "12:12: this '{' is never closed", "close it, and check the commas in it"),
        ("where: {kind", "where: kind", "12:16: a second ': ' on this line",
         "put a text that holds ': ' in quotes, and keys with their values in { }"),
        ("    name: ratio", "     name: ratio",
         "5:10: the indentation does not fit the lines around it (the item above is on line 4)",
         "one of the two is out of line: align what belongs together, and indent what is below by two more spaces"),
    ],
)  # fmt: skip
def test_the_same_in_english(old, new, message, hint):
    write("staff.yaml", STAFF.replace(old, new, 1))
    assert faults("en") == [(f"city/staff.yaml:{message}", hint)]


def test_a_pack_file_that_cannot_be_read_says_nothing_of_its_rules():
    write("pack.yaml", PACK.replace("version: 1", "version:1"))
    assert faults() == [("city/pack.yaml:2:8: “version:”后面缺少空格", SPACED.format("version"))]


def test_a_pack_that_is_not_there_says_nothing_of_its_rules():
    Path("county.yaml").write_text(COUNTY.replace("[city]", "[citty]"), encoding="utf-8")
    ((told, _),) = faults()
    assert told == "county.yaml:4:11: extends > 1: 没有规则包“citty”"


def test_a_rule_without_its_id_is_not_missed_elsewhere():
    write("staff.yaml", STAFF.replace("- id: AB101", "- idd: AB101"))
    assert faults() == [("city/staff.yaml:4:5: 不认识的键“idd”", "是不是“id”?")]


def test_faults_of_other_files_are_told_all_the_same():
    write("staff.yaml", STAFF.replace("strength: must", "strength:must"))
    write("lists.yaml", LISTS.replace("item: 甲", "itm: 甲"))
    assert [told for told, _ in faults()] == [
        "city/lists.yaml:2:26: checklists > c > core > 1: 不认识的键“itm”",
        "city/staff.yaml:7:13: “strength:”后面缺少空格",
    ]
