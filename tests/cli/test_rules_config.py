"""`mhaudit rules …` follows `mhaudit.toml` of the current folder, and `--config`, as `check` does."""

import pytest

from mhaudit.cli import main

COUNTY = """\
pack: county
version: "1"
title: 某县补充要求
title_en: County requirements
documents:
  county: {title: 某县通知, issuer: 某县教育局, date: 2024-09-01}
rules:
  - id: XY101
    name: county-room
    title: 建有心理辅导室
    title_en: There is a counselling room
    strength: must
    source: {document: county, clause: 一, quote: 建有心理辅导室}
    for_each: school
    require: {field: {has_room: true}}
    fix: 建设心理辅导室
    fix_en: Set up a counselling room
    examples:
      - {title: 有, given: {schools: [{has_room: true}]}, expect: pass}
      - {title: 无, given: {schools: [{has_room: false}]}, expect: fail}
"""
USED_ZH = "注意:使用了配置文件 mhaudit.toml(设定了 rules)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder holds a rule file, and `mhaudit.toml` that names it."""
    (tmp_path / "county.yaml").write_text(COUNTY, encoding="utf-8")
    (tmp_path / "mhaudit.toml").write_text('rules = ["county.yaml"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MHAUDIT_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return tmp_path


def told(capsys, *arguments):
    code = main(["rules", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_list(folder, capsys):
    code, out, err = told(capsys, "list")
    assert (code, err) == (0, USED_ZH)
    assert out.startswith("XY101  county-room")
    assert out.endswith("共 1 条规则,停用 0 条\n")


def test_show(folder, capsys):
    code, out, err = told(capsys, "show", "XY101")
    assert (code, err) == (0, USED_ZH)
    assert "建有心理辅导室" in out


def test_examples_are_those_of_the_rules_set(folder, capsys):
    assert told(capsys, "test") == (0, "共 2 个示例:相符 2,不符 0\n", USED_ZH)


def test_lint_checks_the_rules_set(folder, capsys):
    (folder / "county.yaml").write_text(COUNTY.replace("strength: must", "strength: mast"), "utf-8")
    code, out, err = told(capsys, "lint")
    assert (code, err) == (1, USED_ZH)
    assert out.startswith("错误\uff1acounty.yaml:12:15: strength: ")


@pytest.mark.parametrize("command", ["list", "test"])
def test_an_option_outranks_the_file(folder, capsys, command):
    code, out, err = told(capsys, command, "--rules", "nanchang")
    assert (code, err) == (0, "")
    assert "共 1 条规则" not in out
    assert "共 2 个示例" not in out


def test_lint_of_a_path_outranks_the_file(folder, capsys):
    (folder / "mhaudit.toml").write_text('rules = ["nanchang"]\n', encoding="utf-8")
    code, out, err = told(capsys, "lint", "county.yaml")
    assert (code, err) == (0, "")
    assert out


def test_config_names_another_file(folder, capsys):
    (folder / "mhaudit.toml").write_text("rules = 1\n", encoding="utf-8")
    (folder / "other.toml").write_text('rules = ["county.yaml"]\nlang = "en"\n', encoding="utf-8")
    code, out, err = told(capsys, "list", "--config", "other.toml")
    assert (code, err) == (
        0,
        "note: The configuration file other.toml was used (it sets rules, lang)\n",
    )
    assert "There is a counselling room" in out


def test_the_language_it_sets_is_that_of_errors(folder, capsys):
    (folder / "mhaudit.toml").write_text('lang = "en"\n', encoding="utf-8")
    code, _, err = told(capsys, "show", "XY999")
    assert code == 2
    assert err.startswith("error: there is no rule or code “XY999”\n")


def test_the_folder_above_counts(folder, capsys, monkeypatch):
    (folder / "秋季").mkdir()
    monkeypatch.chdir(folder / "秋季")
    code, out, _ = told(capsys, "list")
    assert code == 0
    assert out.startswith("XY101")


def test_a_fault_in_it_is_told_with_its_line(folder, capsys):
    (folder / "mhaudit.toml").write_text('\nrules = ["contry.yaml"]\n', encoding="utf-8")
    code, out, err = told(capsys, "list")
    assert (code, out) == (2, "")
    assert err.startswith("错误:mhaudit.toml:2:10: ")


def test_diff_holds_the_rules_set_against_a_pack(folder, capsys):
    """Without NEW: what the county's packs differ by."""
    (folder / "old.yaml").write_text(
        COUNTY.replace("strength: must", "strength: principle"), "utf-8"
    )
    code, out, err = told(capsys, "diff", "old.yaml")
    assert (code, err) == (0, USED_ZH)
    assert "XY101" in out
    assert "强度\uff1a由「原则上」改为「必须」" in out
    code, out, err = told(capsys, "diff", "county.yaml", "county.yaml")
    assert (code, err) == (0, "")
    assert out.endswith("没有不同\n")


def test_diff_without_new_and_without_rules_set(folder, capsys):
    (folder / "mhaudit.toml").write_text('lang = "en"\n', encoding="utf-8")
    code, out, err = told(capsys, "diff", "county.yaml")
    assert (code, out) == (2, "")
    assert "NEW" in err
    assert err.startswith("error: ")


def test_docs_writes_the_rules_set(folder, capsys):
    code, out, err = told(capsys, "docs")
    assert (code, err) == (0, USED_ZH)
    assert "建有心理辅导室" in out
    assert "rule-XY101" in out
    assert "rule-NC101" not in out


def test_list_shows_no_raw_placeholder(folder, capsys):
    """A title may hold `{shortfall}`; a list reads N there, as `show` does."""
    text = COUNTY.replace("title: 建有心理辅导室", "title: 建有心理辅导室,还差 {shortfall} 间")
    (folder / "county.yaml").write_text(text, encoding="utf-8")
    code, out, _ = told(capsys, "list")
    assert code == 0
    assert "还差 N 间" in out
    assert "{" not in out
