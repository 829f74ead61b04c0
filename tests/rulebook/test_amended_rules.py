"""A county's pack over another's rules: history grows, both places are named, and an order has its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from mhaudit.cli import main
from mhaudit.errors import RuleFileError
from mhaudit.rulebook.load import load_rulebook

BASE = """\
pack: city
version: 1
title: 市里的要求
documents: {c-a: {title: 市里的文件}}
rules:
  - id: AB101
    name: ratio
    title: 师生比
    strength: principle
    source: {document: c-a, quote: 按照师生比配备}
    for_each: school
    require: {ratio: {of: {field: students}, per: {count: teachers}, at_most: 800}}
    changes:
      - {date: 2022-03-18, what: 首次收录}
      - {date: 2023-09-01, what: 改由学校填报}
"""
COUNTY = """\
pack: county
version: 1
title: 县里的要求
extends: [city.yaml]
documents:
  k-a: {title: 县里的通知, number: 例教字〔2024〕8号}
  k-b: {title: 县里的决定}
change:
  AB101:
    strength: must
    changes:
      - {date: 2024-09-01, what: 改为必须}
"""
OFF = "disable:\n  AB101: {reason: 另有安排, reason_en: Arranged otherwise, document: %s}\n"
COLON = "\uff1a"


@pytest.fixture(autouse=True)
def _packs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("city.yaml").write_text(BASE, encoding="utf-8")


def county(text: str):
    Path("county.yaml").write_text(text, encoding="utf-8")
    return load_rulebook(["county.yaml"])


def faults(text: str, language: str = "zh"):
    Path("county.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["county.yaml"], language=language)
    return [(problem.text(), problem.hint) for problem in caught.value.problems]


def run(capsys, *arguments):
    assert main(["rules", *arguments]) == 0
    return capsys.readouterr().out.replace(COLON, ":")


def test_history_is_added_to_what_the_rule_had_its_own_first():
    assert [(str(each.date), each.what) for each in county(COUNTY).rule("AB101").changes] == [
        ("2022-03-18", "首次收录"),
        ("2023-09-01", "改由学校填报"),
        ("2024-09-01", "改为必须"),
    ]


def test_a_pack_over_a_pack_adds_to_both():
    county(COUNTY)
    third = COUNTY.replace("pack: county", "pack: town").replace("city.yaml", "county.yaml")
    third = third.replace("strength: must", "strength: principle").replace("改为必须", "改回原则上")
    Path("town.yaml").write_text(third.replace("2024-09-01", "2025-03-01"), encoding="utf-8")
    rule = load_rulebook(["town.yaml"]).rule("AB101")
    assert [each.what for each in rule.changes] == [
        "首次收录", "改由学校填报", "改为必须", "改回原则上",
    ]  # fmt: skip
    assert [(each.how, each.pack, each.file, each.line) for each in rule.amended] == [
        ("changed", "county", "county.yaml", 9),
        ("changed", "town", "town.yaml", 9),
    ]


def test_a_fault_in_the_added_history_is_at_its_own_line():
    assert faults(COUNTY.replace("2024-09-01", "2024-9-1")) == [
        ("county.yaml:12:16: changes > 3 > date: “2024-9-1”不是日期", "是不是“2024-09-01”?")
    ]


def test_history_written_as_no_list_is_told_at_the_change():
    text = COUNTY.replace("      - {date: 2024-09-01, what: 改为必须}\n", "      改为必须\n")
    assert faults(text)[0][0] == "county.yaml:12:7: changes: 此处应为列表"


def test_show_names_both_places(capsys):
    county(COUNTY)
    out = run(capsys, "show", "AB101", "--rules", "county.yaml", "--lang", "zh")
    assert out.endswith("写在\n  city.yaml:6\n  county.yaml:9(county 改动了它)\n")
    out = run(capsys, "show", "AB101", "--rules", "county.yaml", "--lang", "en")
    assert out.endswith("Written in\n  city.yaml:6\n  county.yaml:9 (changed by county)\n")


def test_show_names_who_switched_it_off(capsys):
    county(COUNTY + OFF % "k-a")
    out = run(capsys, "show", "AB101", "--rules", "county.yaml", "--lang", "zh")
    assert "停用:另有安排(依据:《县里的通知》例教字〔2024〕8号)" in "".join(out.split())
    assert out.endswith(
        "  city.yaml:6\n  county.yaml:9(county 改动了它)\n  county.yaml:14(county 停用了它)\n"
    )


def test_the_document_that_orders_it_is_listed(capsys):
    county(COUNTY + OFF % "k-b")
    assert "停用:另有安排(依据:《县里的决定》)" in "".join(
        run(capsys, "list", "--rules", "county.yaml", "--lang", "zh").split()
    )
    out = run(capsys, "docs", "--rules", "county.yaml", "--lang", "en")
    assert "Arranged otherwise (by 县里的决定)" in out


def test_the_handbook_lists_it_under_the_document(capsys):
    county(COUNTY + OFF % "k-b")
    out = run(capsys, "docs", "--rules", "county.yaml", "--lang", "zh")
    chapter = out[out.index("### 县里的决定") :]
    assert "按这份文件停用的规则" in chapter[: chapter.index("\n## ")]
    assert "AB101" in chapter[: chapter.index("\n## ")]


def test_diff_tells_a_document_that_was_named_since(capsys):
    county(COUNTY + "disable:\n  AB101: 另有安排\n")
    Path("new.yaml").write_text(COUNTY + OFF % "k-a", encoding="utf-8")
    out = run(capsys, "diff", "county.yaml", "new.yaml", "--lang", "zh")
    assert "另有安排(依据:《县里的通知》例教字〔2024〕8号)" in "".join(out.split())


def test_an_unknown_document_is_told_with_a_suggestion():
    assert faults(COUNTY + OFF % "k-aa") == [
        ("county.yaml:14:66: disable > AB101 > document: 没有文件“k-aa”", "是不是“k-a”?")
    ]
    assert faults(COUNTY + OFF % "k-aa", "en") == [
        (
            "county.yaml:14:66: disable > AB101 > document: unknown document 'k-aa'",
            "did you mean 'k-a'?",
        )
    ]


def test_a_rule_that_is_off_from_the_start_may_name_its_document():
    off = "    disable: {reason: 未读到原文, document: %s}\n    changes:\n"
    Path("city.yaml").write_text(BASE.replace("    changes:\n", off % "c-a"), encoding="utf-8")
    (rule,) = load_rulebook(["city.yaml"]).rules
    assert rule.disabled_in("zh") == "未读到原文(依据:《市里的文件》)"
    Path("city.yaml").write_text(BASE.replace("    changes:\n", off % "c-b"), encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["city.yaml"])
    assert [(each.text(), each.hint) for each in caught.value.problems] == [
        ("city.yaml:13:40: disable > document: 没有文件“c-b”", "是不是“c-a”?")
    ]


@pytest.mark.parametrize("text", ["title", "message", "fix"])
def test_a_text_that_is_changed_in_chinese_alone_leaves_no_english_of_before(text):
    base = BASE.replace("    strength:", "    title_en: Ratio\n    strength:")
    base = base.replace("    changes:", "    message: 太多\n    message_en: Too many\n    changes:")
    base = base.replace("    changes:", "    fix: 增配\n    fix_en: Appoint\n    changes:")
    Path("city.yaml").write_text(base, encoding="utf-8")
    rule = county(COUNTY.replace("strength: must", f"{text}: 新的")).rule("AB101")
    before = {"title": "Ratio", "message": "Too many", "fix": "Appoint"}
    after = before | {text: None if text == "message" else "新的"}
    assert {
        "title": rule.titled("en"), "message": rule.message_in("en"), "fix": rule.fix_in("en"),
    } == after  # fmt: skip


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("2000-01-01", []),  # no form is about days before it: the number is what it was
        ("2000-01-02", ["界限:2000-01-01 及以前,不超过 800 → 没有界限(更宽)"]),
    ],
)
def test_a_first_date_given_to_a_number_is_no_change(first, told, capsys):
    county(COUNTY)
    dated = f"require: {{ratio: {{at_most: {{{first}: 800, 2024-09-01: 600}}}}}}"
    Path("new.yaml").write_text(COUNTY.replace("strength: must", dated), encoding="utf-8")
    out = run(capsys, "diff", "city.yaml", "new.yaml", "--lang", "zh")
    bounds = [line.strip() for line in out.splitlines() if line.strip().startswith("界限")]
    assert bounds == [*told, "界限:自 2024-09-01 起,不超过 800 → 不超过 600(更严)"]
