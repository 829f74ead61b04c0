"""`mhaudit rules test`: expected against got with the working, and the bounds that no example tries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mhaudit.cli import main

PACK = """\
pack: county
version: 1
title: 例县要求
documents: {d: {title: 文件}}
rules:
  - id: AB101
    name: ratio
    title: 师生比
    strength: principle
    source: {document: d, quote: 按照师生比配备}
    for_each: school
    require: {ratio: {of: {field: students}, per: {count: teachers}, at_most: 600}}
    examples:
      - {title: 600 人 1 名, given: {schools: [{students: 600}], teachers: [{}]}, expect: pass}
      - {title: 601 人 1 名, given: {schools: [{students: 601}], teachers: [{}]}, expect: fail}
"""
COLON = "\uff1a"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, text, *options):
    Path("x.yaml").write_text(text, encoding="utf-8")
    code = main(["rules", "test", "--rules", "x.yaml", *options])
    return code, capsys.readouterr().out.replace(COLON, ":")


def test_all_hold_and_every_bound_is_tried(capsys):
    assert run(capsys, PACK, "--lang", "zh") == (
        0,
        "共 2 个示例:相符 2,不符 0\n共 1 处界限:都有例子从两边接近\n",
    )
    assert run(capsys, PACK, "--lang", "en") == (
        0,
        "2 examples: 2 hold, 0 do not\n1 bound(s): examples approach each from both sides\n",
    )


def test_expected_against_got_with_the_working(capsys):
    code, out = run(capsys, PACK.replace("at_most: 600", "at_most: 500"), "--lang", "zh")
    assert code == 1
    lines = out.split("\n")
    assert lines[0] == "x.yaml:14: AB101 例“600 人 1 名 · 例校”:应为 pass,实为 fail"
    assert lines[1] == "  现为 1:600(600 比 1),要求 ≤ 500"  # said once
    assert lines[2] == (
        "提醒:x.yaml:12:79: AB101 > require > ratio > at_most: 没有例子接近界限 500"
    )
    assert lines[-3:] == ["共 2 个示例:相符 1,不符 1", "共 1 处界限:1 处没有例子从两边接近", ""]


def test_a_bound_tried_from_one_side_only(capsys):
    code, out = run(capsys, "\n".join(PACK.split("\n")[:-2]) + "\n", "--lang", "en")
    assert code == 0
    assert out == (
        "warning: x.yaml:12:79: AB101 > require > ratio > at_most: no example fails just past the bound 600\n"
        "  help: write one that just fails\n"
        "1 examples: 1 hold, 0 do not\n"
        "1 bound(s): 1 of them not approached from both sides\n"
    )


def test_a_rule_without_examples(capsys):
    other = """\
  - id: AB102
    name: room
    title: 有心理辅导室
    strength: must
    source: {document: d, quote: 建立心理辅导室}
    for_each: school
    require: {field: {has_room: true}}
"""
    code, out = run(capsys, PACK + other, "--lang", "zh")
    assert code == 0
    assert out.split("\n")[0] == "提醒:x.yaml:16:9: AB102 > id: 这条规则没有例子"
    assert out.endswith("共 1 处界限:都有例子从两边接近\n1 条规则没有例子(其中没有界限)\n")


def test_the_bounds_of_a_rule_without_examples_are_not_tried(capsys):
    """All bounds are told as tried only where they are."""
    other = """\
  - id: AB102
    name: committee
    title: 每班 2 名心理委员
    strength: must
    source: {document: d, quote: 男女委员各1名}
    for_each: class
    where: {students: {above: 30}}
    require: {count: {of: committee, at_least: 2}}
"""
    code, out = run(capsys, PACK + other, "--lang", "zh")
    assert code == 0
    assert out == (
        "提醒:x.yaml:16:9: AB102 > id: 这条规则没有例子\n"
        "  建议:请至少写达标、不达标、无法判定各一个例子\n"
        "提醒:x.yaml:22:31: AB102 > where > students > above: 没有例子接近界限 30\n"
        "  建议:请写正好在界限上和刚好越过界限的例子各一个\n"
        "提醒:x.yaml:23:48: AB102 > require > count > at_least: 没有例子接近界限 2\n"
        "  建议:请写正好在界限上和刚好越过界限的例子各一个\n"
        "共 2 个示例:相符 2,不符 0\n"
        "共 3 处界限:2 处没有例子从两边接近\n"
        "1 条规则没有例子,其中的 2 处界限都没有试过\n"
    )
    code, out = run(capsys, PACK + other, "--lang", "en")
    assert out.endswith(
        "3 bound(s): 2 of them not approached from both sides\n"
        "1 rule(s) without examples: 2 bound(s) in them not tried at all\n"
    )
    document = json.loads(run(capsys, PACK + other, "--format", "json", "--lang", "en")[1])
    assert [each["rule"] for each in document["untried_bounds"]] == ["AB102", "AB102"]


def test_no_example_at_all(capsys):
    code, out = run(capsys, PACK[: PACK.index("    examples:")], "--lang", "zh")
    assert code == 0
    assert out.endswith(
        "没有任何示例\n"
        "共 1 处界限:1 处没有例子从两边接近\n"
        "1 条规则没有例子,其中的 1 处界限都没有试过\n"
    )


def test_json(capsys):
    code, out = run(
        capsys, PACK.replace("expect: fail", "expect: pass"), "--format", "json", "--lang", "en"
    )
    assert code == 1
    document = json.loads(out)
    assert document["schema"] == "mhaudit-rules-test/1"
    first, second = document["examples"]
    assert (first["holds"], first["mismatches"], first["line"]) == (True, [], 14)
    (mismatch,) = second["mismatches"]
    assert (mismatch["expected"], mismatch["found"]) == ("pass", "fail")
    assert mismatch["working"] == "is 1:601 (601 to 1), required ≤ 600"
    assert (document["bounds"], document["untried_bounds"]) == (1, [])
    assert document["rules_without_examples"] == []


def test_the_packs_that_come_with_mhaudit_leave_no_bound_untried(capsys):
    packs = ("nanchang", "jiangxi", "national", "example-county")
    arguments = [part for name in packs for part in ("--rules", name)]
    assert main(["rules", "test", *arguments, "--lang", "zh"]) == 0
    out = capsys.readouterr().out.replace(COLON, ":")
    assert "提醒" not in out
    assert ",不符 0\n" in out
    assert out.endswith("都有例子从两边接近\n")


def test_the_working_beside_a_message_of_the_rule_s_own(capsys):
    """Its message names no figures, so those stand before it."""
    text = PACK.replace("    examples:", "    message: 人数太多\n    examples:")
    code, out = run(capsys, text.replace("at_most: 600", "at_most: 500"), "--lang", "zh")
    assert code == 1
    assert out.split("\n")[1] == "  算得 1:600,要求 ≤ 500;人数太多"
