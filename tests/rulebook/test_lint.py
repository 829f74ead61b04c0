"""`rules lint`: typical typos with their line and the remedy, rules that cannot work, one-sided examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mhaudit.cli import main
from mhaudit.engine.judge import example_judge
from mhaudit.errors import Problem, RuleFileError
from mhaudit.rulebook.lint import Remark, github, lint
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.packs import pack_names

BASE = """\
pack: county
version: 2024.10
title: '说明'
extends: [nanchang]
documents:
  doc-a: {title: 县里的文件}
disable:
  NC401: 本县另有安排
rules:
  - id: AB101
    name: own-rule
    title: 至少 1 名心理教师
    strength: must
    source: {document: doc-a, clause: 一, quote: 配备心理教师}
    for_each: school
    where: {kind: {not_in: [kindergarten, special]}, students: {above: 800}}
    require:
      count: {of: teachers, where: {counsellor: true, duty: full_time}, at_least: 1}
    fix: 配备 {shortfall} 名
    effective: {from: 2024-09-01}
    examples:
      - {title: 801 人 1 名, given: {schools: [{students: 801}], teachers: [{duty: full_time}]}, expect: pass}
      - {title: 801 人没有, given: {schools: [{students: 801}], teachers: []}, expect: fail}
      - {title: 正好 800 人, given: {schools: [{students: 800}], teachers: []}, expect: notapplicable}
  - id: AB102
    name: other-rule
    title: 有心理辅导室
    strength: must
    source: {document: doc-a, clause: 二, quote: 建立心理辅导室}
    for_each: school
    require: {field: {has_room: true}}
    examples:
      - {title: 有, given: {schools: [{has_room: true}]}, expect: pass}
      - {title: 没有, given: {schools: [{has_room: false}]}, expect: fail}
"""

COLON, COMMA = "\uff1a", "\uff0c"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def linted(text: str, language: str = "zh") -> list[tuple[str, str | None, bool]]:
    Path("x.yaml").write_text(text, encoding="utf-8")
    return [
        (remark.problem.text().removeprefix("x.yaml:"), remark.problem.hint, remark.error)
        for remark in lint(["x.yaml"], example_judge, language)
    ]


def test_what_the_typos_are_made_in_is_in_order():
    assert linted(BASE) == []


TYPOS = {
    "misspelt key": (
        "    strength: must", "    strenght: must",
        "13:5: 不认识的键“strenght”", "是不是“strength”?",
    ),
    "wrong indent": (
        "    for_each: school", "   for_each: school",
        "15:4: 缩进与上下文不一致(上一项在第 14 行)",
        "这两行至少有一行没有对齐:同一层的各项要左对齐,下一层多缩进两个空格",
    ),
    "full-width colon after a key": (
        "    title: 至少", f"    title{COLON}至少",
        f"12:10: “title”后面是全角冒号“{COLON}”", "请改为半角冒号加一个空格:“title: ”",
    ),
    "full-width colon within braces": (
        "of: teachers", f"of{COLON}teachers",
        f"18:15: require > count: 不认识的键“of{COLON}teachers”",
        "键和值之间要用半角冒号加一个空格,例如“of: teachers”",
    ),
    "full-width comma": (
        "true, duty", f"true{COMMA} duty",
        f"18:53: 此处是全角逗号“{COMMA}”", "请改为半角逗号加一个空格",
    ),
    "no space after the colon": (
        "document: doc-a, clause: 一", "document:doc-a, clause: 一",
        "14:14: source: 不认识的键“document:doc-a”",
        "键和值之间要用半角冒号加一个空格,例如“document: doc-a”",
    ),
    "tab": (
        "    strength: must", "\tstrength: must", "13:1: 缩进中有制表符", "请用空格缩进",
    ),
    "quotation mark not closed": (
        "'说明'", "'说明", "3:8: 引号没有配对", "请在文本末尾补上同样的引号",
    ),
    "bracket not closed": (
        "[kindergarten, special]}, students", "[kindergarten, special}, students",
        "16:50: 括号没有配对,或缺少逗号", "请检查这一行的 [ ]、{ } 和半角逗号",
    ),
    "no quote of the clause": (
        ", quote: 配备心理教师}", "}", "14:13: source: 缺少“quote”", "请补上这一项",
    ),
    "a Chinese value": (
        "duty: full_time}, at", "duty: 专职}, at",
        "18:61: require > count > where > duty: 不认识的取值“专职”", "是不是“full_time”?",
    ),
    "a kind that is none": (
        "[kindergarten,", "[kindergarden,",
        "16:29: where > kind > not_in: 不认识的办学类型“kindergarden”", "是不是“kindergarten”?",
    ),
    "1:30 for a number": (
        "above: 800", "above: 1:30",
        "16:72: where > students > above: 此处应为数值,或“日期: 数值”",
        "直接写数值,例如 800;1:800 也写作 800",
    ),
    "a Chinese number": (
        "at_least: 1", "at_least: 一",
        "18:83: require > count > at_least: 此处应为数值,或“日期: 数值”",
        "直接写数值,例如 800;1:800 也写作 800",
    ),
    "a word for yes": (
        "counsellor: true", "counsellor: y",
        "18:49: require > count > where > counsellor: 此处应为 true 或 false", "是写 true,否写 false",
    ),
    "no as a text": (
        "title: 有心理辅导室", "title: true", "27:12: title: 此处应为文本", "可用引号括起来",
    ),
    "duplicate id": (
        "id: AB102", "id: AB101", "25:9: id: 规则编号“AB101”重复", "另一处在 x.yaml:10:9",
    ),
    "duplicate key": (
        "    name: own-rule", "    name: own-rule\n    name: own-rule",
        "12:5: rules > 1: 重复的键“name”(第 11 行已有)", "请删去其中一处",
    ),
    "small letters in an id": (
        "id: AB101", "id: ab101", "10:9: id: “ab101”不能作规则编号",
        "编号以大写字母开头,由字母、数字和“-”组成,例如 NC101",
    ),
    "unknown document": (
        "document: doc-a, clause: 一", "document: doc-c, clause: 一",
        "14:24: source > document: 没有文件“doc-c”", "是不是“doc-a”?",
    ),
    "unknown rule": (
        "NC401:", "NC40l:", "8:3: disable: 没有规则“NC40l”", "是不是“NC401”?",
    ),
    "unknown requirement": (
        "count: {of", "cuont: {of", "18:7: require: 不认识的要求类型“cuont”", "是不是“count”?",
    ),
    "unknown table": (
        "of: teachers", "of: teacher", "18:19: require > count > of: 没有表“teacher”",
        "是不是“teachers”?",
    ),
    "unknown field": (
        "students: {above", "student: {above", "16:54: where: 没有字段“student”", "是不是“students”?",
    ),
    "unknown placeholder": (
        "{shortfall} 名", "{shortfal} 名", "19:10: fix: 不认识的占位符“{shortfal}”",
        "是不是“shortfall”?",
    ),
    "a date with points": (
        "2024-09-01", "2024.9.1", "20:23: effective > from: “2024.9.1”不是日期",
        "是不是“2024-09-01”?",
    ),
    "an expectation that is none": (
        "expect: fail", "expect: failed", "23:85: examples > 2 > expect: 不认识的取值“failed”",
        "是不是“fail”?",
    ),
    "an alias": (
        "source: {document: doc-a, clause: 二, quote: 建立心理辅导室}", "source: *doc",
        "29:13: rules > 2 > source: 不允许使用引用“*doc”", "请把内容直接写在这里",
    ),
}  # fmt: skip
"""typo: what stands there, what was typed, the message, the remedy."""


@pytest.mark.parametrize(("old", "new", "message", "hint"), TYPOS.values(), ids=TYPOS)
def test_a_typo_names_the_line_and_the_remedy(old, new, message, hint):
    assert len(TYPOS) >= 20
    typed = BASE.replace(old, new, 1)
    assert typed != BASE
    assert (message, hint, True) in linted(typed)
    assert all(remedy for _, remedy, _ in linted(typed))


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("of: records, where: {date: 2024-09-01}",
         "18:36: require > count > where: 字段“date”是日期,where 不能比较日期",
         "限定时段请用 per(如 per: term),限定多久以内请用 latest 的 within: {months: n}"),
        ("of: records, where: {period: [2024-09]}",
         "18:36: require > count > where: 字段“period”是日期,where 不能比较日期",
         "限定时段请用 per(如 per: term),限定多久以内请用 latest 的 within: {months: n}"),
        ("of: activities, where: {term: 第一学期}",
         "18:45: require > count > where > term: “第一学期”不是学期或学年",
         "学期写作 2024-2025-1,学年写作 2024-2025"),
        ("of: records, where: {count: 三}",
         "18:43: require > count > where > count: 此处应为数值,或“日期: 数值”",
         "直接写数值,例如 800;1:800 也写作 800"),
        ("of: records, where: {item: true}",
         "18:42: require > count > where > item: 此处应为文本", "可用引号括起来"),
        ("of: records, where: {item: }",
         "18:42: require > count > where > item: 此处应为文本", "可用引号括起来"),
        ("of: records, where: {item: []}",
         "18:42: require > count > where > item: 不能为空", "请写上内容,或删去这一项"),
    ],
)  # fmt: skip
def test_a_condition_that_no_row_can_meet_is_a_fault(condition, message, hint):
    typed = BASE.replace("of: teachers, where: {counsellor: true, duty: full_time}", condition, 1)
    assert [each for each in linted(typed) if each[0].startswith("18:")] == [(message, hint, True)]


@pytest.mark.parametrize(
    ("field", "table", "fault"),
    [("homeroom_pay", "teachers", "homeroom_pay"), ("themes", "activities", "themes"), ("date", "records", "date")],
)  # fmt: skip
def test_includes_asks_for_words(field, table, fault):
    rule = f"require: {{includes: {{field: {field}, in: {table}, values: [a, b]}}}}"
    (message,) = (
        message
        for message, _, _ in linted(BASE.replace("require: {field: {has_room: true}}", rule, 1))
        if message.startswith("31:")
    )
    assert message.endswith(f"字段“{fault}”不是单个词语,不能用 includes")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{above: 800}}", "{above: 800, below: 700}}",
         "16:12: AB101 > where: 这个条件永远不会成立,规则永远不适用"),
        ("{above: 800}}", "{above: 800, at_most: 800}}",
         "16:12: AB101 > where: 这个条件永远不会成立,规则永远不适用"),
        ("not_in: [kindergarten, special]", "in: [special], not_in: [special]",
         "16:12: AB101 > where: 这个条件永远不会成立,规则永远不适用"),
        ("at_least: 1", "at_least: 0", "18:14: AB101 > require > count: 这个要求永远不会不达标"),
        ("at_least: 1", "at_least: 1, at_most: 0", "18:14: AB101 > require > count: 这个要求永远不能达到"),
        ("duty: full_time}, at", "duty: {in: [full_time], not: full_time}}, at",
         "18:14: AB101 > require > count: 这个要求永远不能达到"),
        ("require: {field: {has_room: true}}",
         "where: {has_room: true}\n    require: {field: {has_room: true}}",
         "32:22: AB102 > require > field: 这个要求永远不会不达标"),
        ("require: {field: {has_room: true}}",
         "where: {has_room: false}\n    require: {field: {has_room: true}}",
         "32:22: AB102 > require > field: 这个要求永远不能达到"),
        ("require: {field: {has_room: true}}",
         "require: {includes: {field: sex, in: teachers, where: {sex: male}, values: [male, female]}}",
         "31:25: AB102 > require > includes: 这个要求永远不能达到"),
        ("require: {field: {has_room: true}}",
         "require: {share: {of: teachers, having: {counsellor: true}, at_least: 95}}",
         "31:22: AB102 > require > share: 这个要求永远不能达到"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_work(old, new, message):
    typed = BASE.replace(old, new, 1)
    assert typed != BASE
    assert message in [told for told, _, error in linted(typed) if error]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{above: 800}}", "{above: 800, below: 802}}"),  # 801 it is
        ("at_least: 1", "at_least: 1, at_most: 1"),
        ("at_least: 1", "at_least: {2024-09-01: 1, 2026-09-01: 0}"),  # asks something until 2026
    ],
)
def test_a_narrow_rule_can_work(old, new):
    assert not [each for each in linted(BASE.replace(old, new, 1)) if "永远" in each[0]]


def test_grades_and_kinds_that_do_not_go_together():
    rule = BASE.replace("for_each: school", "for_each: grade", 1).replace(
        "where: {kind: {not_in: [kindergarten, special]}, students: {above: 800}}",
        "where: {grade: V1, school.kind: junior}",
    )
    assert "16:12: AB101 > where: 这个条件永远不会成立,规则永远不适用" in [
        each[0] for each in linted(rule)
    ]
    assert "永远" not in str(linted(rule.replace("school.kind: junior", "school.kind: vocational")))


def test_an_example_that_contradicts_its_rule_stands_with_its_line():
    assert linted(BASE.replace("expect: fail}", "expect: pass}", 1))[0] == (
        "23:85: AB101 > examples > 2 > expect: 例“801 人没有 · 例校”:写的是 pass,规则得出 fail",
        "请对照条文:是例子写错了,还是规则写错了",
        True,
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - {title: 801 人没有, given: {schools: [{students: 801}], teachers: []}, expect: fail}\n", "",
         "18:83: AB101 > require > count > at_least: 没有在界限 1 附近不达标的例子"),
        ("schools: [{students: 800}]", "schools: [{students: 500}]",
         "16:72: AB101 > where > students > above: 没有在界限 800 附近不适用的例子"),
        ("above: 800}}", "above: 600}}",
         "16:72: AB101 > where > students > above: 没有例子接近界限 600"),
        ("at_least: 1", "at_least: {2024-09-01: 1, 2026-09-01: 2}",
         "18:83: AB101 > require > count > at_least: 没有例子接近界限 2"),
    ],
)  # fmt: skip
def test_a_bound_that_no_example_approaches_from_both_sides(old, new, message):
    found = linted(BASE.replace(old, new, 1))
    assert (message, False) in [(told, error) for told, _, error in found]


def test_the_months_of_latest_are_approached_too():
    text = Path(__file__).parents[2] / "rules/nanchang/organisation.yaml"
    whole = text.read_text(encoding="utf-8")
    pack = (text.parent / "pack.yaml").read_text(encoding="utf-8")
    Path("mine").mkdir()
    Path("mine/pack.yaml").write_text(
        pack.replace("pack: nanchang", "pack: mine"), encoding="utf-8"
    )
    Path("mine/organisation.yaml").write_text(
        whole.replace("date: 2023-01-30", "date: 2020-01-30"), encoding="utf-8"
    )
    (remark,) = lint(["mine"], example_judge, "zh")
    assert remark.problem.message == "没有在界限 24 附近不达标的例子"


def test_what_is_suspicious_is_no_error():
    told = linted(BASE.replace("fix: 配备 {shortfall} 名", "fix: '{grade}配备 {shortfall} 名'"))
    assert told == [
        ("19:10: AB101 > fix: 占位符“{grade}”在这里总是空的", "请删去,或改用别的占位符", False)
    ]
    lines = BASE.splitlines(keepends=True)
    (told,) = linted("".join(lines[:-3]))
    assert told[0] == "25:9: AB102 > id: 这条规则没有例子"
    assert not told[2]


def test_the_packs_that_come_with_mhaudit_are_clean():
    assert lint(pack_names(), example_judge, "zh") == []


# --- the command --------------------------------------------------------------------------------------


def test_the_command_tells_everything_and_exits_1(capsys):
    Path("x.yaml").write_text(BASE.replace("above: 800", "above: 1:30"), encoding="utf-8")
    assert main(["rules", "lint", "x.yaml", "--lang", "zh"]) == 1
    assert capsys.readouterr().out.replace(COLON, ":") == (
        "错误:x.yaml:16:72: where > students > above: 此处应为数值,或“日期: 数值”\n"
        "  建议:直接写数值,例如 800;1:800 也写作 800\n"
        "1 处错误,0 处提醒\n"
    )


def test_warnings_alone_exit_0(capsys):
    Path("x.yaml").write_text(BASE.replace("{shortfall}", "{period}"), encoding="utf-8")
    assert main(["rules", "lint", "x.yaml", "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        "warning: x.yaml:19:10: AB101 > fix: '{period}' is always empty here\n"
        "  help: remove it, or use another\n"
        "0 error(s), 1 warning(s)\n"
    )


def test_github_annotations(capsys):
    text = BASE.replace("{shortfall}", "{period}").replace("expect: fail}", "expect: pass}", 1)
    Path("x.yaml").write_text(text, encoding="utf-8")
    assert main(["rules", "lint", "x.yaml", "--format", "github", "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "::warning file=x.yaml,line=19,col=10::AB101 > fix: '{period}' is always empty here%0A"
        "remove it, or use another"
    )
    assert lines[1] == (
        "::error file=x.yaml,line=23,col=85::AB101 > examples > 2 > expect: example '801 人没有 · 例校' "
        "expects pass; the rule says fail%0Ago back to the clause: is the example wrong, or the rule?"
    )


def test_github_escapes_what_it_would_take_for_its_own(tmp_path):
    problem = Problem("a,b:c.yaml", 1, 2, "", "100%\nmore", None)
    (line,) = github([Remark(problem, error=True)])
    assert line == "::error file=a%2Cb%3Ac.yaml,line=1,col=2::100%25%0Amore"


def test_nothing_found(capsys):
    assert main(["rules", "lint", "jiangxi", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


def test_a_pack_that_is_not_there_exits_2(capsys):
    assert main(["rules", "lint", "nowhere", "--lang", "en"]) == 2
    assert "there is no rule pack 'nowhere'" in capsys.readouterr().err


def test_several_paths_and_each_problem_once(capsys):
    Path("x.yaml").write_text(BASE.replace("above: 800", "above: 1:30"), encoding="utf-8")
    Path("y.yaml").write_text("pack: y\nversion: 1\ntitel: t\n", encoding="utf-8")
    assert main(["rules", "lint", "y.yaml", "x.yaml", "x.yaml", "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("error")] == [
        "error: x.yaml:16:72: where > students > above: a number, or dates with numbers, expected",
        "error: y.yaml:3:1: unknown key 'titel'",
    ]


# --- changes of another pack's rule


CHANGED = """\
pack: stricter
version: 2
title: 更严的要求
extends: [./x.yaml]
change:
  AB101:
    require: {count: {at_least: 2}}
"""


def linted_change(text: str) -> list[tuple[str, str | None]]:
    Path("x.yaml").write_text(BASE, encoding="utf-8")
    Path("y.yaml").write_text(text, encoding="utf-8")
    found = lint(["y.yaml"], example_judge, "zh")
    return [(remark.problem.text(), remark.problem.hint) for remark in found]


def test_a_change_that_drops_the_examples_is_pointed_at_itself():
    assert linted_change(CHANGED) == [
        (
            "y.yaml:6:3: AB101 > examples: 这一改动改变了判定,原有的例子不再适用,还没有新的例子",
            "请在这里写 examples:达标、不达标、无法判定各至少一个",
        )
    ]


def test_a_dated_number_over_one_without_a_date():
    """The old number would silently be gone for the time before: every school not applicable."""
    dated = CHANGED.replace("at_least: 2", "at_least: {2025-09-01: 2}")
    assert linted_change(dated) == [
        (
            "y.yaml:7:33: require > count > at_least: "
            "原来的数 1 没有日期,这样一改,最早的日期以前就没有要求了",
            "原来的数也要写上日期;它没有日期的,写一个早于所有检查时段的日子即可,例如“2000-01-01: 1”:"
            "{2000-01-01: 1, 2025-09-01: …}。2025-09-01 以前确实不要求的,加上 effective: {from: 2025-09-01}",
        )
    ]
    both = CHANGED.replace("at_least: 2", "at_least: {2000-01-01: 1, 2025-09-01: 2}")
    assert [text for text, _ in linted_change(both)] == [
        "y.yaml:6:3: AB101 > examples: 这一改动改变了判定,原有的例子不再适用,还没有新的例子"
    ]
    from_then_on = dated + "    effective: {from: 2025-09-01}\n"
    assert len(linted_change(from_then_on)) == 1


def test_a_change_of_words_keeps_the_examples():
    assert (
        linted_change(CHANGED.replace("require: {count: {at_least: 2}}", "title: 至少一名")) == []
    )


def test_examples_of_a_change_stand_in_the_change():
    text = CHANGED + (
        "    examples:\n"
        "      - {title: 一名, given: {schools: [{students: 801}], teachers: [{duty: full_time}]}, expect: pass}\n"
    )
    told = [text for text, _ in linted_change(text)]
    assert told == [
        "y.yaml:7:33: AB101 > require > count > at_least: 没有在界限 2 附近达标的例子",
        "y.yaml:9:7: AB101 > examples: 没有在界限 800 附近不适用的例子",
        "y.yaml:9:97: AB101 > examples > 1 > expect: 例“一名 · 例校”:写的是 pass,规则得出 fail",
    ]


# --- slips that no structure shows


@pytest.mark.parametrize(
    ("old", "new", "message", "hint", "error"),
    [
        ("    for_each: school\n    where", "    same_as: NC12\n    for_each: school\n    where",
         "15:14: AB101 > same_as: same_as 指的规则“NC12”在随附的规则包和这里的规则包中都没有", "是不是“NC102”?", False),
        ("title: 县里的文件}", "title: 县里的文件, date: 2024-13}", "6:31: documents > doc-a > date: “2024-13”不是日期",
         "日期写作 2024-09-01", True),
        ("title: 县里的文件}", "title: 县里的文件, date: 2024年7月}",
         "6:31: documents > doc-a > date: “2024年7月”不是日期", "是不是“2024-07”?", True),
        ("from: 2024-09-01", "from: 2204-09-01", f"20:23: effective > from: 年份有误{COLON}“2204-09-01”",
         f"请核对年份{COLON}应在 1949 至 2099 之间", True),
        ("    for_each: school\n    require: {field",
         "    for_each: school\n    where: {kind: {not_in: [special]}}\n    require: {field",
         "31:12: AB102 > where: 没有例子说明谁不适用", "请写一个 expect: notapplicable 的例子", False),
        ("rules:\n",
         "checklists:\n  eight-plus-twoo:\n    title: 清单\n    core: [{item: 甲, rules: [AB101]}]\nrules:\n",
         "10:3: checklists > eight-plus-twoo: 清单“eight-plus-twoo”与“eight-plus-two”只差几个字母",
         "要替换那份清单,请用同一个名称", False),
        ("rules:\n", "terms: {records.item: {maybe: {普查: [心理普茶]}, 心理普查: []}}\nrules:\n",
         "9:37: terms > records.item > maybe > 普查: “心理普茶”不是本规则包的词语", "是不是“心理普查”?", True),
    ],
)  # fmt: skip
def test_a_slip_that_looks_in_order(old, new, message, hint, error):
    typed = BASE.replace(old, new, 1)
    assert typed != BASE
    assert (message, hint, error) in linted(typed)


@pytest.mark.parametrize("date", ["2024", "2024-07", "2024-07-17"])
def test_a_document_s_date_as_far_as_it_is_known(date):
    assert linted(BASE.replace("县里的文件}", f"县里的文件, date: {date}}}")) == []


def test_same_as_may_name_a_rule_of_a_pack_that_is_not_loaded():
    assert (
        linted(BASE.replace("    for_each: school", "    same_as: CN101\n    for_each: school", 1))
        == []
    )


SHIPPED = Path(__file__).parents[2] / "rules"
KEY = re.compile(r"(?<![\w.-])([a-z_]{3,})(?=: )")


def keys_in(name: str) -> list[tuple[int, int, int]]:
    """Line, start and end of each key in a shipped file, once for every line's way of naming it."""
    found: dict[str, tuple[int, int, int]] = {}
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for at, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("#"):
            continue
        for match in KEY.finditer(
            line.partition(" expect: {")[0]
        ):  # lint finds those by running them
            lead = KEY.findall(line[: match.start()])
            indent = len(line) - len(line.lstrip())
            found.setdefault(f"{indent} {lead[-2:]} {match[1]}", (at, match.start(1), match.end(1)))
    return list(found.values())


@pytest.mark.parametrize("name", ["national/staffing.yaml", "example-county/pack.yaml"])
def test_every_key_of_a_shipped_pack_misspelt_is_refused(name):
    """The letter dropped is the second one; what remains names no key, field, table or rule."""
    pack = SHIPPED / name.partition("/")[0]
    Path("pack").mkdir()
    for file in pack.iterdir():
        (Path("pack") / file.name).write_bytes(file.read_bytes())
    target = Path("pack") / name.partition("/")[2]
    lines = target.read_text(encoding="utf-8").split("\n")
    accepted = []
    keys = keys_in(name)
    assert len(keys) > 20
    for at, start, _ in keys:
        typed = lines[at][: start + 1] + lines[at][start + 2 :]
        target.write_text("\n".join([*lines[:at], typed, *lines[at + 1 :]]), encoding="utf-8")
        try:
            load_rulebook(["pack"])
        except RuleFileError:
            continue
        accepted.append((at + 1, typed))
    assert accepted == []


@pytest.mark.parametrize(
    ("title", "above", "told"),
    [
        ("超过 800 人的学校有 1 名", 800, []),
        ("超过 800 人的学校有 1 名", 600, [("600", "800")]),
        ("超过 600 人(2024 年以前 800 人)的学校有 1 名", 600, []),
        ("超过 600 人(2024 年以前 800 人)的学校有 1 名", 500, [("500", "600、800")]),
        ("2024 年起较大的学校有 1 名", 500, []),  # a year is no bound
        ("每 2 年有 1 名", 500, []),  # small numbers may be anything
    ],
)
def test_a_number_changed_and_the_title_left_as_it_was(title, above, told):
    text = BASE.replace("至少 1 名心理教师", title).replace("above: 800", f"above: {above}")
    found = [(message, error) for message, _, error in linted(text) if "标题写的" in message]
    assert found == [
        (
            f"16:72: AB101 > where > students > above: 这里的界限是 {bound},标题写的却是 {said}",
            False,
        )
        for bound, said in told
    ]
