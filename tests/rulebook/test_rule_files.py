"""Rule files: typos are told with line, column and a suggestion; packs are found, extended, changed."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import mhaudit
from mhaudit.errors import RuleFileError, UsageError
from mhaudit.findings import Level
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.packs import pack_names, rules_folder
from mhaudit.wording.rulebook import MESSAGES

PACK = """\
pack: county
version: 2024.10
title: 县里的要求
documents:
  doc-a: {title: 县里的文件}
rules:
"""
RULE = """\
  - id: AB101
    name: own-rule
    title: 至少 1 名心理教师
    strength: must
    source: {document: doc-a, quote: 配备心理教师}
    for_each: school
    where: {kind: {not_in: [special]}, students: {above: 800}}
    require:
      count: {of: teachers, where: {counsellor: true}, at_least: 1}
    examples:
      - {title: 例, given: {schools: [{students: 900}], teachers: [{}]}, expect: pass}
"""
# RULE starts on line 7 of PACK + RULE


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "x.yaml") -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def faults(text: str, language: str = "zh") -> list[tuple[str, str | None]]:
    with pytest.raises(RuleFileError) as caught:
        load_rulebook([write(text)], language=language)
    return [(problem.text(), problem.hint) for problem in caught.value.problems]


def test_a_pack_in_a_single_file():
    book = load_rulebook([write(PACK + RULE)])
    (rule,) = book.rules
    assert (rule.id, rule.pack, rule.group, rule.group_title) == (
        "AB101",
        "county",
        "county",
        "县里的要求",
    )
    assert (rule.level, rule.kind, rule.message, rule.fix) == (Level.ERROR, "count", None, "")
    assert (rule.file, rule.line) == ("x.yaml", 7)
    assert rule.clause.document.title == "县里的文件"
    assert [pack.version for pack in book.packs] == ["2024.10"]  # not 2024.1


@pytest.mark.parametrize(
    ("old", "new", "place", "zh", "en", "hint"),
    [
        ("at_least: 1", "at_leest: 1", "15:56: require > count", "不认识的键“at_leest”",
         "unknown key 'at_leest'", "did you mean 'at_least'?"),
        ("strength: must", "strength: musst", "10:15: strength", "不认识的取值“musst”",
         "unknown value 'musst'", "did you mean 'must'?"),
        ("    name:", "    nmae:", "8:5", "不认识的键“nmae”", "unknown key 'nmae'", "did you mean 'name'?"),
        ("for_each: school", "for_each: schol", "12:15: for_each", "不认识的取值“schol”",
         "unknown value 'schol'", "did you mean 'school'?"),
        ("{kind:", "{kidn:", "13:13: where", "没有字段“kidn”", "unknown field 'kidn'", "did you mean 'kind'?"),
        ("not_in:", "not_inn:", "13:20: where > kind", "不认识的条件“not_inn”",
         "unknown condition 'not_inn'", "did you mean 'not_in'?"),
        ("[special]", "[speciel]", "13:29: where > kind > not_in", "不认识的办学类型“speciel”",
         "unknown kind of school 'speciel'", "did you mean 'special'?"),
        ("above: 800", "above: many", "13:58: where > students > above", "此处应为数值,或“日期: 数值”",
         "a number, or dates with numbers, expected",
         "write the number alone, such as 800; 1:800 too is written 800"),
        ("count: {of", "cuont: {of", "15:7: require", "不认识的要求类型“cuont”",
         "unknown requirement 'cuont'", "did you mean 'count'?"),
        ("of: teachers", "of: teacher", "15:19: require > count > of", "没有表“teacher”",
         "unknown table 'teacher'", "did you mean 'teachers'?"),
        ("counsellor: true", "counselor: true", "15:37: require > count > where", "没有字段“counselor”",
         "unknown field 'counselor'", "did you mean 'counsellor'?"),
        ("counsellor: true", "duty: fulltime", "15:43: require > count > where > duty", "不认识的取值“fulltime”",
         "unknown value 'fulltime'", "did you mean 'full_time'?"),
        ("document: doc-a", "document: doc-b", "11:24: source > document", "没有文件“doc-b”",
         "unknown document 'doc-b'", "did you mean 'doc-a'?"),
        ("1 名心理教师", "{requierd} 名", "9:12: title", "不认识的占位符“{requierd}”",
         "unknown placeholder '{requierd}'", "did you mean 'required'?"),
        ("1 名心理教师", "{school.__class__}", "9:12: title", "不认识的占位符“{school.__class__}”",
         "unknown placeholder '{school.__class__}'",
         "one of: measured, required, shortfall, school, grade, class, term, period"),
        ("1 名心理教师", "{measured 名", "9:12: title", "花括号不成对", "unpaired braces",
         "write {{ or }} for a brace itself"),
        ("{document: doc-a", "{document:doc-a", "11:14: source", "不认识的键“document:doc-a”",
         "unknown key 'document:doc-a'",
         "separate key and value by a plain colon and a space, as in 'document: doc-a'"),
        ("id: AB101", "id: ab101", "7:9: id", "“ab101”不能作规则编号", "'ab101' cannot be a rule id",
         "an id starts with a capital and holds letters, digits and '-', such as NC101"),
        ("title: 至少 1 名心理教师", "title: true", "9:12: title", "此处应为文本", "text expected", "put it in quotes"),
        ("students: 900", "students: 0", "17:49: examples > 1 > given > schools > 1 > students", "数值 0 超出范围",
         "0 is out of range", None),
        ("teachers: [{}]", "teachers: [{duty: half}]", "17:74: examples > 1 > given > teachers > 1 > duty",
         "不认识的取值“half”", "unknown value 'half'", "one of: full_time, part_time"),
        ("expect: pass", "expect: passs", "17:81: examples > 1 > expect", "不认识的取值“passs”",
         "unknown value 'passs'", "did you mean 'pass'?"),
    ],
)  # fmt: skip
def test_a_typo_is_told_with_its_place_and_a_suggestion(old, new, place, zh, en, hint):
    text = PACK + RULE.replace(old, new)
    assert text != PACK + RULE
    assert f"x.yaml:{place}: {zh}" in [told for told, _ in faults(text)]
    assert (f"x.yaml:{place}: {en}", hint) in faults(text, "en")


def test_hints_are_chinese_by_default():
    assert faults(PACK + RULE.replace("at_least: 1", "at_mots: 1")) == [
        ("x.yaml:15:56: require > count: 不认识的键“at_mots”", "是不是“at_most”?")
    ]


def test_all_faults_of_a_file_come_at_once_in_order():
    rule = RULE.replace("must", "musst").replace("kind:", "kidn:").replace("900", "0")
    text = PACK + rule.replace("doc-a", "doc-b")
    assert [told.split(": ")[0] for told, _ in faults(text)] == [
        "x.yaml:10:15", "x.yaml:11:24", "x.yaml:13:13", "x.yaml:17:49",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: own-rule", "name: Own Rule", "8:11: name: “Own Rule”不能作名称"),
        (
            "require:\n      count:",
            "require:\n      any_of: []\n      count:",
            "15:7: require: require 下应恰好有一种要求",
        ),
    ],
)
def test_shapes_that_are_refused(old, new, expected):
    assert f"x.yaml:{expected}" in [told for told, _ in faults(PACK + RULE.replace(old, new))]


def test_faults_in_nested_requirements_keep_their_place():
    nested = "any_of:\n        - count: {of: teachers, where: {counsellor: true}, at_leest: 1}"
    text = PACK + RULE.replace(
        "count: {of: teachers, where: {counsellor: true}, at_least: 1}", nested
    )
    assert (
        "x.yaml:16:60: require > any_of > 1 > count: 不认识的键“at_leest”",
        "是不是“at_least”?",
    ) in faults(text)


def test_the_same_id_twice_names_the_other_place():
    assert faults(PACK + RULE + RULE) == [
        ("x.yaml:18:9: id: 规则编号“AB101”重复", "另一处在 x.yaml:7:9")
    ]


def test_the_same_name_twice():
    assert faults(PACK + RULE + RULE.replace("AB101", "AB102")) == [
        ("x.yaml:19:11: name: 规则名称“own-rule”重复", "另一处在 x.yaml:8:11")
    ]


def test_a_file_without_a_single_colon():
    (told,) = faults("pack:county\n")
    assert told == (
        "x.yaml:1:1: 此处应为“键: 值”",
        "键和值之间要用半角冒号加一个空格,例如“pack: county”",
    )


def test_terms_are_checked():
    text = PACK.replace(
        "rules:",
        "terms:\n  lessons.subjct: {劳动: [劳动课]}\n"
        "  lessons.subject: {劳动: [劳动课, 劳动课], 美术: [劳动课]}\nrules:",
    )
    assert faults(text + RULE) == [
        ("x.yaml:7:3: terms: 没有字段“lessons.subjct”", "是不是“lessons.subject”?"),
        ("x.yaml:8:31: terms > lessons.subject > 劳动 > 2: “劳动课”写了两次", None),
        ("x.yaml:8:42: terms > lessons.subject > 美术 > 1: “劳动课”同时属于两个说法", None),
    ]


def test_checklists_name_rules_that_exist():
    text = (
        PACK
        + RULE
        + "checklists:\n  mine: {title: 清单, core: [{item: 甲, rules: [AB101, AB110]}]}\n"
    )
    assert faults(text) == [
        ("x.yaml:19:53: checklists > mine > core > 1 > rules: 没有规则“AB110”", "是不是“AB101”?")
    ]


def test_dates_of_effect():
    text = PACK + RULE.replace("    examples:", "    effective: {from: 2024-09-01}\n    examples:")
    (rule,) = load_rulebook([write(text)]).rules
    assert (str(rule.effective_from), rule.effective_to) == ("2024-09-01", None)
    told = faults(text.replace("{from: 2024-09-01}", "{from: 2024-09-31}"))
    assert told == [("x.yaml:16:23: effective > from: “2024-09-31”不是日期", "日期写作 2024-09-01")]
    told = faults(text.replace("{from: 2024-09-01}", "{from: 2024-09-01, to: 2024-08-31}"))
    assert told == [("x.yaml:16:23: effective > from: from 晚于 to", None)]


def test_a_pack_s_dates_hold_for_rules_without_their_own():
    text = PACK.replace("rules:", "effective: {to: 2026-08-31}\nrules:") + RULE
    (rule,) = load_rulebook([write(text)]).rules
    assert (rule.effective_from, str(rule.effective_to)) == (None, "2026-08-31")


def test_disabled_rules_are_listed_but_not_active():
    text = PACK.replace("rules:", "disable: {AB101: 仅见于转述}\nrules:") + RULE
    book = load_rulebook([write(text)])
    assert book.rule("AB101").disabled == "仅见于转述"
    assert book.active() == ()


def test_a_pack_extends_changes_and_disables():
    text = """\
pack: county
version: 1
title: 县里更严的要求
extends: [nanchang]
disable:
  NC401: 本县另有安排
change:
  NC101:
    title: 心理健康教育教师与学生之比不低于 1:600
    require: {ratio: {at_most: 600}}
"""
    book = load_rulebook([write(text)])
    rule = book.rule("NC101")
    assert [pack.name for pack in book.packs] == ["nanchang", "county"]
    assert rule.title.endswith("1:600")
    assert rule.params.at_most.steps[0][1] == 600
    assert (rule.pack, rule.clause.document.issuer) == ("county", "南昌市教育局")
    assert rule.examples == ()  # written for the old bound
    assert book.rule("NC401").disabled == "本县另有安排"
    assert book.rule("NC102").pack == "nanchang"
    assert book.terms["county"]["lessons.subject"].synonyms["劳动教育"] == "劳动"


def test_faults_in_a_change_are_at_the_change():
    head = "pack: county\nversion: 1\ntitle: t\nextends: [nanchang]\n"
    assert faults(head + "change:\n  NC101: {require: {ratio: {at_mots: 600}}}\n") == [
        ("x.yaml:6:29: require > ratio: 不认识的键“at_mots”", "是不是“at_most”?")
    ]
    assert faults(head + "change:\n  NC101: {id: NC999}\n")[0][0] == "x.yaml:6:11: 不能更改“id”"
    assert faults(head + "disable:\n  NC40l: x\n") == [
        ("x.yaml:6:3: disable: 没有规则“NC40l”", "是不是“NC401”?")
    ]


def test_a_pack_cannot_extend_itself_or_nobody():
    head = "pack: a\nversion: 1\ntitle: t\n"
    assert faults(head + "extends: [x.yaml]\n") == [
        ("x.yaml:4:11: extends > 1: 规则包“x.yaml”直接或间接扩展了自己", None)
    ]
    (told,) = faults(head + "extends: [nowhere]\n")
    assert told[0] == "x.yaml:4:11: extends > 1: 没有规则包“nowhere”"


def test_a_folder_with_theme_files():
    write(PACK.replace("rules:\n", ""), "mine/pack.yaml")
    write("group: staff\ntitle: 师资\ntitle_en: Staff\nrules:\n" + RULE, "mine/staff.yaml")
    write(
        "checklists:\n  c: {title: 清单, core: [{item: 甲, rules: [AB101]}]}\n", "mine/lists.yaml"
    )
    for name in ("mine", Path("mine"), "./mine/"):
        (rule,) = load_rulebook([name]).rules
        assert (rule.group, rule.group_title, rule.group_title_en) == ("staff", "师资", "Staff")
    assert load_rulebook(["mine"]).rule("AB101").file == "mine/staff.yaml"
    assert [each.name for each in load_rulebook(["mine"]).checklists] == ["c"]


def test_a_theme_file_alone_brings_the_pack_file_beside_it():
    write(PACK.replace("rules:\n", ""), "mine/pack.yaml")
    write("group: staff\ntitle: 师资\nrules:\n" + RULE, "mine/staff.yaml")
    assert [rule.id for rule in load_rulebook(["mine/staff.yaml"]).rules] == ["AB101"]


def test_faults_of_several_files_come_together():
    write(PACK.replace("rules:\n", ""), "mine/pack.yaml")
    write("group: a\ntitle: t\nrules: []\nrules: []\n", "mine/a.yaml")
    write("group: b\ntitel: t\nrules: []\n", "mine/b.yaml")
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["mine"])
    assert [problem.text() for problem in caught.value.problems] == [
        "mine/a.yaml:4:1: 重复的键“rules”(第 3 行已有)",
        "mine/b.yaml:2:1: 不认识的键“titel”",
    ]


def test_a_folder_without_a_pack_file():
    write("group: a\ntitle: t\nrules: []\n", "mine/a.yaml")
    write("group: b\ntitle: t\nrules: []\n", "mine/b.yaml")
    with pytest.raises(RuleFileError) as caught:
        load_rulebook(["mine"])
    assert caught.value.message == "mine/a.yaml:1:1: 文件夹中没有 pack.yaml"


def test_unknown_pack_lists_those_there_are():
    with pytest.raises(UsageError) as caught:
        load_rulebook(["nanchnag"], language="en")
    assert caught.value.message == "there is no rule pack 'nanchnag'"
    assert "nanchang" in (caught.value.hint or "")


def test_the_same_pack_twice_is_one():
    assert load_rulebook(["nanchang", "nanchang"]) == load_rulebook(["nanchang"])


def test_without_examples_a_pack_of_ours_is_the_same_but_for_them():
    whole, bare = load_rulebook(["nanchang"]), load_rulebook(["nanchang"], examples=False)
    assert all(rule.examples for rule in whole.rules)
    assert bare.rules == tuple(replace(rule, examples=()) for rule in whole.rules)
    assert replace(bare, rules=whole.rules) == whole


def test_examples_of_another_pack_are_read_and_checked_all_the_same():
    name = write(PACK.replace("county", "nanchang") + RULE)
    (rule,) = load_rulebook([name], examples=False).rules
    assert [example.title for example in rule.examples] == ["例"]
    write(PACK + RULE.replace("expect: pass", "expect: passed"))
    with pytest.raises(RuleFileError):
        load_rulebook([name], examples=False)


def test_the_digest_ignores_line_endings_and_sees_changes():
    def digest(text: str) -> str:
        Path("x.yaml").write_bytes(text.encode())
        return load_rulebook(["x.yaml"]).packs[0].sha256

    text = PACK + RULE
    assert digest(text) == digest(text.replace("\n", "\r\n"))
    assert digest(text) != digest(text.replace("800", "801"))


@pytest.mark.parametrize(
    ("package", "rules"),
    [
        ("site-packages/mhaudit", "site-packages/mhaudit/rules"),  # the wheel
        ("checkout/src/mhaudit", "checkout/rules"),  # an editable install
    ],
)
def test_packs_are_found_beside_the_modules_or_in_the_checkout(tmp_path, package, rules):
    (tmp_path / package).mkdir(parents=True)
    assert rules_folder(tmp_path / package) is None
    (tmp_path / rules / "not-a-pack").mkdir(parents=True)
    assert rules_folder(tmp_path / package) is None
    write("", str(tmp_path / rules / "one" / "pack.yaml"))
    assert rules_folder(tmp_path / package) == tmp_path / rules
    assert pack_names(tmp_path / rules) == ["one"]


def test_the_wheel_s_own_packs_win_over_a_checkout_s(tmp_path):
    write("", str(tmp_path / "src/mhaudit/rules/one/pack.yaml"))
    write("", str(tmp_path / "rules/two/pack.yaml"))
    assert rules_folder(tmp_path / "src/mhaudit") == tmp_path / "src/mhaudit/rules"


def test_a_name_wins_over_a_folder_beside_the_data():
    write(PACK + RULE, "nanchang/pack.yaml")
    assert load_rulebook(["nanchang"]).packs[0].name == "nanchang"
    assert load_rulebook(["./nanchang"]).packs[0].name == "county"


def test_every_fault_that_a_kind_can_find_is_worded():
    folder = Path(mhaudit.__file__).parent / "kinds"
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    codes = set(re.findall(r'PydanticCustomError\(\s*"(\w+)"', text))
    codes |= set(re.findall(r'\bFault\((?:\([^()]*\)|\w+), "(\w+)"', text))
    assert len(codes) > 10
    assert sorted(code for code in codes if f"fault.{code}" not in MESSAGES) == []


def test_loading_needs_neither_pandas_nor_a_fuzzy_search():
    code = (
        "import sys; from mhaudit.rulebook.load import load_rulebook; load_rulebook(['nanchang']);"
        "sys.exit(bool({'pandas', 'rapidfuzz', 'openpyxl'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
