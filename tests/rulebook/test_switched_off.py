"""`disable`: a reason in Chinese, if need be with an English twin; told in both languages wherever rules are listed."""

from __future__ import annotations

import jsonschema
import pytest

from mhaudit import audit
from mhaudit.cli import main
from mhaudit.errors import RuleFileError
from mhaudit.rulebook.json_schema import rules_schema
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.yaml_positions import read_yaml

HEAD = "pack: county\nversion: 1\ntitle: t\nextends: [nanchang]\ndisable:\n"
ONE = HEAD + "  NC602: 由县里组织\n"
BOTH = HEAD + "  NC602: {reason: 由县里组织, reason_en: held by the county}\n"


@pytest.fixture
def county(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("MHAUDIT_LANG", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "county.yaml"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [(ONE, "由县里组织", "由县里组织"), (BOTH, "由县里组织", "held by the county")],
)
def test_the_reason_in_each_language(county, text, chinese, english):
    county.write_text(text, encoding="utf-8")
    rule = load_rulebook([county]).rule("NC602")
    assert (rule.disabled_in("zh"), rule.disabled_in("en")) == (chinese, english)
    assert load_rulebook([county]).rule("NC601").disabled_in("en") is None


def test_a_rule_may_say_it_of_itself(county):
    county.write_text(
        "pack: county\nversion: 1\ntitle: t\ndocuments: {d: {title: t}}\nrules:\n"
        "  - id: X1\n    name: x\n    title: t\n    strength: must\n    source: {document: d, quote: q}\n"
        "    for_each: school\n    require: {field: {has_room: true}}\n"
        "    disable: {reason: 未见原文, reason_en: not read}\n",
        encoding="utf-8",
    )
    rule = load_rulebook([county]).rule("X1")
    assert (rule.disabled_in("zh"), rule.disabled_in("en")) == ("未见原文", "not read")


def test_it_is_told_in_english_by_list_show_and_check(county, capsys):
    county.write_text(BOTH, encoding="utf-8")
    given = ["--rules", "county.yaml", "--lang", "en"]
    assert main(["rules", "list", *given]) == 0
    assert "off: held by the county" in " ".join(capsys.readouterr().out.split())
    assert main(["rules", "show", "NC602", *given]) == 0
    assert "· off: held by the county" in " ".join(capsys.readouterr().out.split())
    assert main(["check", "x.csv", "--rule", "NC602", *given]) == 2
    assert "held by the county" in capsys.readouterr().err


def test_the_result_gives_it_in_the_language_of_the_run(county):
    county.write_text(BOTH, encoding="utf-8")
    sheet = county.with_name("学校.csv")
    sheet.write_text("学校名称,办学类型,在校学生数\n例县第一小学,小学,500\n", encoding="utf-8")
    for language, reason in (("zh", "由县里组织"), ("en", "held by the county")):
        result = audit([sheet], rules=[county], lang=language)
        assert [rule.disabled for rule in result.rules if rule.id == "NC602"] == [reason]


@pytest.mark.parametrize(
    ("entry", "told", "hint"),
    [
        (
            "{reasn: 由县里组织}",
            "x.yaml:6:11: disable > NC602: 不认识的键“reasn”",
            "是不是“reason”?",
        ),
        ("{reason_en: e}", "x.yaml:6:10: disable > NC602: 缺少“reason”", "请补上这一项"),
        ("''", "x.yaml:6:10: disable > NC602: 不能为空", "请写上内容,或删去这一项"),
        ("[a]", "x.yaml:6:10: disable > NC602: 此处应为文本", "可用引号括起来"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(county, entry, told, hint):
    path = county.with_name("x.yaml")
    path.write_text(f"{HEAD}  NC602: {entry}\n", encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["x.yaml"])
    assert (told, hint) in [(each.text(), each.hint) for each in caught.value.problems]


@pytest.mark.parametrize("text", [ONE, BOTH])
def test_the_json_schema_takes_both(text):
    jsonschema.Draft202012Validator(rules_schema()).validate(
        read_yaml(text.encode(), "x", "zh").data
    )


def test_the_json_schema_refuses_another_key():
    data = read_yaml((HEAD + "  NC602: {why: x}\n").encode(), "x", "zh").data
    assert list(jsonschema.Draft202012Validator(rules_schema()).iter_errors(data))


@pytest.mark.parametrize("pack", ["national", "jiangxi", "example-county"])
def test_the_shipped_packs_give_their_reasons_in_english(pack):
    off = [rule for rule in load_rulebook([pack]).rules if rule.disabled is not None]
    assert off
    for rule in off:
        assert rule.disabled_in("en") != rule.disabled
