"""`mhaudit rules diff`: what changed between two packs, in sentences, with what `extends` brings."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from mhaudit.cli import main
from mhaudit.law import DatedValue
from mhaudit.rulebook.compare import compare
from mhaudit.rulebook.described import Describe
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.rule_changes import moved

BASE = """\
pack: county
version: 1
title: 例县要求
title_en: A county's requirements
documents:
  doc-a: {title: 甲文件, number: 〔2024〕1号}
terms:
  records.item:
    双月报: [心理双月报]
    maybe: {月报: [双月报]}
without_rule:
  - {document: doc-a, clause: 九, quote: 加强领导, why: 没有可填报的数据, why_en: Nothing to report}
rules:
  - id: AB101
    name: ratio
    title: 师生比
    title_en: Ratio
    strength: principle
    source: {document: doc-a, clause: 一, quote: 按照师生比配备}
    for_each: school
    where: {kind: [primary, junior], students: {above: 800}}
    require:
      ratio: {of: {field: students}, per: {count: teachers, where: {counsellor: true}}, at_most: 800}
    fix: 增配 {shortfall} 名
    fix_en: Appoint {shortfall} more
  - id: AB102
    name: report
    title: 双月报
    title_en: Bimonthly report
    strength: encouraged
    source: {document: doc-a, clause: 二, quote: 报送双月报}
    for_each: school
    per: two_months
    require: {count: {of: records, where: {item: 双月报}, at_least: 1}}
  - id: AB103
    name: share
    title: 覆盖率
    title_en: Coverage
    strength: area
    source: {document: doc-a, clause: 三, quote: 达到95%}
    for_each: district
    require: {share: {of: schools, having: {rule: AB101}, at_least: 0.95}}
checklists:
  two:
    title: 两项清单
    title_en: Two items
    provisional: 暂定
    core:
      - {item: 师资, item_en: Staff, rules: [AB101]}
      - {item: 报告, item_en: Report, rules: [AB102]}
"""
COLON = "\uff1a"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def compared(new: str, language: str = "zh", old: str = BASE):
    for name, text in (("old.yaml", old), ("new.yaml", new)):
        Path(name).write_text(text, encoding="utf-8")
    before, after = (load_rulebook([name], language=language) for name in ("old.yaml", "new.yaml"))
    return compare(before, after, language)


def told(new: str, language: str = "zh", old: str = BASE) -> list[tuple[str, str, str, list[str]]]:
    return [
        (each.what, each.kind, each.key, [d.text.replace(COLON, ":") for d in each.details])
        for each in compared(new, language, old).differences
    ]


def changed(*replacements: tuple[str, str]) -> str:
    text = BASE
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def requirement(ident: str, name: str = "old.yaml", text: str = BASE) -> str:
    """The rule's requirement as `rules show` words it."""
    Path(name).write_text(text, encoding="utf-8")
    rule = load_rulebook([name]).rule(ident)
    return ";".join(Describe("zh", rule).requirement(rule.kind, rule.params))


AT_MOST = "at_most: 800}"
CHANGES = {
    "a stricter bound": (
        (AT_MOST, "at_most: 600}"), "AB101",
        "界限:不超过 800 → 不超过 600(更严)",
        "bound: at most 800 → at most 600 (stricter)",
    ),
    "a looser bound": (
        (AT_MOST, "at_most: 1000}"), "AB101",
        "界限:不超过 800 → 不超过 1000(更宽)",
        "bound: at most 800 → at most 1000 (looser)",
    ),
    "a bound from a day on": (
        (AT_MOST, "at_most: {0001-01-01: 800, 2025-09-01: 600}}"), "AB101",
        "界限:自 2025-09-01 起,不超过 800 → 不超过 600(更严)",
        "bound: from 2025-09-01, at most 800 → at most 600 (stricter)",
    ),
    "a bound where there was none": (
        (AT_MOST, "at_most: 800, at_least: 10}"), "AB101",
        "界限:没有界限 → 不少于 10(更严)",
        "bound: no bound → at least 10 (stricter)",
    ),
    "a share in per cent": (
        ("at_least: 0.95", "at_least: 0.9"), "AB103",
        "界限:不少于 95% → 不少于 90%(更宽)",
        "bound: at least 95% → at least 90% (looser)",
    ),
    "a higher number to reach": (
        ("at_least: 1}", "at_least: 2}"), "AB102",
        "界限:不少于 1 → 不少于 2(更严)",
        "bound: at least 1 → at least 2 (stricter)",
    ),
    "strength": (
        ("strength: principle", "strength: must"), "AB101",
        "强度:由「原则上」改为「必须」", "strength: “principle” is now “must”",
    ),
    "a condition that moved": (
        ("above: 800}", "above: 600}"), "AB101",
        "适用范围:原来只限“在校学生数”超过 800,现在只限“在校学生数”超过 600",
        "who is bound: was only where “students” is above 800, is now only where “students” is above 600",
    ),
    "a condition more": (
        ("above: 800}}", "above: 800}, ownership: public}"), "AB101",
        "适用范围:现在只限“学校性质”为“公办”", "who is bound: now only where “ownership” is public",
    ),
    "a condition less": (
        (", students: {above: 800}", ""), "AB101",
        "适用范围:不再限于“在校学生数”超过 800",
        "who is bound: no longer only where “students” is above 800",
    ),
    "per what": (
        ("per: two_months", "per: term"), "AB102",
        "逐个判定的对象:由「学校,每两个月」改为「学校,每学期」",
        "judged for each: “school per two months” is now “school per term”",
    ),
    "title": (
        ("title: 师生比", "title: 教师与学生之比"), "AB101",
        "标题:由「师生比」改为「教师与学生之比」", "Chinese title: “师生比” is now “教师与学生之比”",
    ),
    "English remedy": (
        ("fix_en: Appoint {shortfall} more", "fix_en: Appoint {shortfall}"), "AB101",
        "英文整改办法:由「Appoint {shortfall} more」改为「Appoint {shortfall}」",
        "English remedy: “Appoint {shortfall} more” is now “Appoint {shortfall}”",
    ),
    "a message of its own": (
        ("    fix: 增配", "    message: 教师不足\n    fix: 增配"), "AB101",
        "不达标时的说明:新增「教师不足」", "Chinese message: “教师不足” is new",
    ),
    "the clause": (
        ("clause: 二", "clause: 四"), "AB102",
        "依据:由「《甲文件》 二:报送双月报」改为「《甲文件》 四:报送双月报」",
        "clause: “甲文件 二: 报送双月报” is now “甲文件 四: 报送双月报”",
    ),
    "since when": (
        ("    per: two_months", "    per: two_months\n    effective: {from: 2024-09-01}"), "AB102",
        "施行日期:新增「2024-09-01」", "in force from: “2024-09-01” is new",
    ),
    "the name": (
        ("name: report", "name: bimonthly-report"), "AB102",
        "名称:由「report」改为「bimonthly-report」", "name: “report” is now “bimonthly-report”",
    ),
    "history": (
        ("    per: two_months", "    per: two_months\n    changes: [{date: 2024-09-01, what: 收录}]"), "AB102",
        "沿革:新增「2024-09-01 收录」", "history: “2024-09-01 收录” is new",
    ),
    "examples": (
        ("    per: two_months",
         "    per: two_months\n    examples: [{title: 没有, given: {records: []}, expect: fail}]"), "AB102",
        "示例:原有 0 个,现有 1 个",
        "examples: 0 before, 1 now",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "rule", "chinese", "english"), CHANGES.values(), ids=CHANGES)
def test_one_change_is_one_sentence(typed, rule, chinese, english):
    text = changed(typed)
    assert told(text) == [("rule", "changed", rule, [chinese])]
    if english is not None:
        assert told(text, "en") == [("rule", "changed", rule, [english])]


def test_how_a_rule_is_written_is_no_difference():
    text = changed(
        ("    name: ratio\n    title: 师生比\n", "    title: 师生比\n    name: ratio\n"),
        ("counsellor: true", "counsellor: {in: [yes]}"),
        ("kind: [primary, junior], students: {above: 800}", "students: {above: 800}, kind: {in: [junior, primary]}"),
        (AT_MOST, "at_most: 800.0}"),
    )  # fmt: skip
    assert told(text) == []


def test_a_bound_that_changed_twice_is_told_by_its_days():
    text = changed((AT_MOST, "at_most: {2022-03-18: 800, 2024-09-01: 600, 2026-09-01: 800}}"))
    (rule,) = compared(text).differences
    assert [(d.since, d.until, d.old, d.new) for d in rule.details] == [
        (None, dt.date(2022, 3, 17), "不超过 800", None),
        (dt.date(2024, 9, 1), dt.date(2026, 8, 31), "不超过 800", "不超过 600"),
    ]
    assert [d.text.replace(COLON, ":") for d in rule.details] == [
        "界限:2022-03-17 及以前,不超过 800 → 没有界限(更宽)",
        "界限:2024-09-01 至 2026-08-31,不超过 800 → 不超过 600(更严)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "stretches"),
    [
        ([(None, 1)], [(None, 1)], []),
        ([(None, 1)], [(None, 2)], [(None, None, 1, 2)]),
        ([(None, 1)], None, [(None, None, 1, None)]),
        ([("2024-01-01", 1)], [("2025-01-01", 1)], [("2024-01-01", "2024-12-31", 1, None)]),
        ([("2024-01-01", 1), ("2025-01-01", 2)], [("2024-01-01", 1)], [("2025-01-01", None, 2, 1)]),
    ],
)  # fmt: skip
def test_the_days_on_which_two_bounds_differ(old, new, stretches):
    def bound(steps):
        days = [(dt.date.min if day is None else dt.date.fromisoformat(day), v) for day, v in steps]
        return DatedValue(tuple(days))

    found = moved(bound(old), None if new is None else bound(new))
    assert [
        (since and str(since), until and str(until), before, after)
        for since, until, before, after in found
    ] == stretches


def test_a_new_rule_and_one_that_is_gone():
    lines = BASE.splitlines(keepends=True)
    at = lines.index("  - id: AB102\n")
    without = "".join(lines[:at] + lines[at + 9 :]).replace("rules: [AB102]", "rules: [AB101]")
    (gone, checklist) = told(without)
    assert gone == ("rule", "removed", "AB102", ["鼓励 · 学校,每两个月"])
    assert checklist == (
        "checklist", "changed", "two", ["核心项:由「报告(AB102)」改为「报告(AB101)」"]
    )  # fmt: skip
    (new, _) = told(BASE, old=without)
    assert new == (
        "rule",
        "added",
        "AB102",
        [
            "鼓励 · 学校,每两个月",
            f"要求:{requirement('AB102')}",
            "依据:《甲文件》 二:报送双月报",
        ],
    )


def test_what_is_counted_is_told_in_the_words_of_the_rule_s_page():
    text = changed(("{counsellor: true}", "{counsellor: true, duty: full_time}"))
    now = requirement("AB101", "new.yaml", text)
    before = requirement("AB101", "old.yaml", BASE)
    assert "专职" in now
    assert "专职" not in before.replace("专职/兼职", "")
    assert told(text) == [("rule", "changed", "AB101", [f"要求:由「{before}」改为「{now}」"])]


def test_a_rule_under_another_number_is_not_one_less_and_one_more():
    text = BASE.replace("AB102", "AB202")
    assert told(text)[0] == ("rule", "renumbered", "AB202", ["编号:由「AB102」改为「AB202」"])


def test_switched_off_and_on_with_the_reason():
    off = changed(("    per: two_months", "    per: two_months\n    disable: 县里统一报送"))
    assert told(off) == [("rule", "disabled", "AB102", ["停用:县里统一报送"])]
    assert told(BASE, old=off) == [
        ("rule", "enabled", "AB102", ["重新启用(原停用理由:县里统一报送)"])
    ]
    other = off.replace("县里统一报送", "市里统一报送")
    assert told(other, old=off) == [
        ("rule", "changed", "AB102", ["停用理由:由「县里统一报送」改为「市里统一报送」"])
    ]


def test_what_extends_brings_is_compared_too():
    """The county pack has nothing of its own but two overrides."""
    text = """\
pack: stricter
version: 2
title: 更严的要求
extends: [./old.yaml]
change:
  AB101: {require: {ratio: {at_most: 600}}}
disable:
  AB102: 另行规定
"""
    assert told(text) == [
        ("rule", "changed", "AB101", ["界限:不超过 800 → 不超过 600(更严)"]),
        ("rule", "disabled", "AB102", ["停用:另行规定"]),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("title: 两项清单", "title: 三项清单"), "标题:由「两项清单」改为「三项清单」"),
        (("    provisional: 暂定\n", ""), "暂定说明:删去「暂定」"),
        (("item: 师资,", "item: 师资队伍,"), "核心项:由「师资(AB101)」改为「师资队伍(AB101)」"),
        (("rules: [AB101]}", "rules: [AB101, AB103]}"), "核心项:由「师资(AB101)」改为「师资(AB101、AB103)」"),
        (("      - {item: 报告, item_en: Report, rules: [AB102]}\n", ""), "核心项:删去「报告(AB102)」"),
        (("rules: [AB102]}\n", "rules: [AB102]}\n    extra: [{item: 率, rules: [AB103]}]\n"),
         "附加项:新增「率(AB103)」"),
    ],
)  # fmt: skip
def test_a_checklist(typed, expected):
    assert told(changed(typed)) == [("checklist", "changed", "two", [expected])]


def test_the_order_of_a_checklist():
    lines = BASE.splitlines(keepends=True)
    assert told("".join([*lines[:-2], lines[-1], lines[-2]])) == [
        ("checklist", "changed", "two", ["核心项:顺序改了"])
    ]


@pytest.mark.parametrize(
    ("typed", "what", "kind", "key", "expected"),
    [
        (("number: 〔2024〕1号", "number: 〔2025〕3号"), "document", "changed", "doc-a",
         ["文号:由「〔2024〕1号」改为「〔2025〕3号」"]),
        (("terms:", "  doc-b: {title: 乙文件}\nterms:"), "document", "added", "doc-b", []),
        (("[心理双月报]", "[心理双月报, 心育双月报]"), "term", "changed", "records.item",
         ["“双月报”的其他说法:新增 心育双月报"]),
        (("[心理双月报]", "[]"), "term", "changed", "records.item", ["“双月报”的其他说法:删去 心理双月报"]),
        (("    双月报: [心理双月报]\n", "    双月报: [心理双月报]\n    普查: []\n"), "term", "changed",
         "records.item", ["新增“普查”"]),
        (("    maybe: {月报: [双月报]}\n", ""), "term", "changed", "records.item",
         ["“月报”不再可能指 双月报"]),
        (("why: 没有可填报的数据", "why: 不涉及学校"), "clause", "changed", "doc-a",
         ["理由:由「没有可填报的数据」改为「不涉及学校」"]),
        (("quote: 加强领导", "quote: 加强组织领导"), "clause", "removed", "doc-a",
         ["理由:删去「没有可填报的数据」"]),
    ],
)  # fmt: skip
def test_documents_words_and_clauses(typed, what, kind, key, expected):
    assert told(changed(typed))[0] == (what, kind, key, expected)


# --- the command --------------------------------------------------------------------------------------


def run(capsys, *arguments):
    code = main(["rules", "diff", *arguments])
    out, err = capsys.readouterr()
    return code, out.replace(COLON, ":"), err.replace(COLON, ":")


def test_the_command(capsys):
    compared(changed((AT_MOST, "at_most: 600}"), ("version: 1", "version: 2")))
    assert run(capsys, "old.yaml", "new.yaml", "--lang", "zh")[:2] == (
        0,
        "county 1 → county 2\n"
        "规则:修改 1、不变 2\n"
        "\n"
        "规则\n"
        "  修改 AB101  师生比\n"
        "      界限:不超过 800 → 不超过 600(更严)\n",
    )
    assert run(capsys, "old.yaml", "new.yaml", "--lang", "en")[:2] == (
        0,
        "county 1 → county 2\n"
        "rules: 1 changed, 2 unchanged\n"
        "\n"
        "Rules\n"
        "  changed AB101  Ratio\n"
        "      bound: at most 800 → at most 600 (stricter)\n",
    )


def test_a_pack_that_changed_under_the_same_version_is_noted(capsys):
    compared(changed((AT_MOST, "at_most: 600}")))
    assert "规则包 county 的内容改了,版本仍是 1;请改写 version,否则两份报告无法区分" in run(
        capsys, "old.yaml", "new.yaml", "--lang", "zh"
    )[1].replace("\n", "")


def test_the_same_pack_twice(capsys):
    assert run(capsys, "jiangxi", "jiangxi", "--lang", "en")[:2] == (
        0,
        "jiangxi 2024.1 → jiangxi 2024.1\nno difference\n",
    )


def test_json(capsys):
    compared(changed((AT_MOST, "at_most: {2025-09-01: 600}}"), ("version: 1", "version: 2")))
    code, out, _ = run(capsys, "old.yaml", "new.yaml", "--format", "json", "--lang", "en")
    document = json.loads(out)
    assert code == 0
    assert document["schema"] == "mhaudit-rules-diff/1"
    assert [pack["version"] for side in ("old", "new") for pack in document[side]] == ["1", "2"]
    assert document["rules"]["changed"] == 1
    assert document["rules"]["unchanged"] == 2
    (difference,) = document["differences"]
    assert difference["key"] == "AB101"
    assert difference["details"][0] == {
        "aspect": "bound",
        "old": "at most 800",
        "new": None,
        "from": None,
        "until": "2025-08-31",
        "text": "bound: until 2025-08-31, at most 800 → no bound (looser)",
    }


def test_a_county_beside_the_pack_it_extends(capsys):
    code, out, _ = run(capsys, "nanchang", "example-county", "--lang", "zh")
    assert code == 0
    assert out.startswith("nanchang 2024.1 → example-county 2024.1(在 nanchang 2024.1 之上)\n")
    assert "  新增 EX101  每校有心理辅导室\n" in out
    assert "      界限:自 2024-09-01 起,不超过 800 → 不超过 600(更严)\n" in out
    assert "  停用 NC602  " in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "缺少参数 OLD"),
        (("nanchang",), "缺少参数 NEW"),
        (("nanchang", "nachang"), "没有规则包“nachang”"),
        (("nanchang", "jiangxi", "--format", "yaml"), "--format"),
    ],
)
def test_wrong_usage(capsys, arguments, expected):
    code, out, err = run(capsys, *arguments, "--lang", "zh")
    assert (code, out) == (2, "")
    assert expected in err


def test_a_pack_with_faults_is_not_compared(capsys):
    compared(BASE)
    Path("new.yaml").write_text(BASE.replace("strength: must", "strenght: must"), encoding="utf-8")
    Path("new.yaml").write_text(changed(("strength: area", "strenght: area")), encoding="utf-8")
    code, out, err = run(capsys, "old.yaml", "new.yaml", "--lang", "zh")
    assert (code, out) == (2, "")
    assert "new.yaml:" in err
    assert "不认识的键“strenght”" in err
