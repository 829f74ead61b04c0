"""`mhaudit rules docs`: what the handbook says is so, nothing in a rule file becomes markup, and whoever follows
“write your first rule” to the letter gets what is shown there."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mhaudit.cli import main
from mhaudit.engine.judge import example_judge
from mhaudit.kinds import KINDS
from mhaudit.kinds.conditions import GROUPS, Where
from mhaudit.kinds.subjects import SUBJECT_FIELDS
from mhaudit.models.grades import KIND_SETS
from mhaudit.models.tables import FIELDS
from mhaudit.rulebook import handbook as package
from mhaudit.rulebook.files import PackShape, RuleShape
from mhaudit.rulebook.handbook import handbook, to_html, to_markdown
from mhaudit.rulebook.handbook.blocks import headings
from mhaudit.rulebook.handbook.kinds import SYNTAX
from mhaudit.rulebook.handbook.prose import blocks, spans
from mhaudit.rulebook.lint import lint
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import PLACEHOLDERS
from mhaudit.rulebook.waivers import load_waivers
from mhaudit.rulebook.yaml_positions import read_yaml

ROOT = Path(__file__).parents[2]
PACKS = ("nanchang", "jiangxi", "national")
COMMAND = ["rules", "docs", *(word for pack in PACKS for word in ("--rules", pack))]
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
FENCE = re.compile(r"(?:^\*\*`([^`]+)`\*\*\n\n)?^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in ("MHAUDIT_LANG", "COLUMNS", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def made(language: str, packs=PACKS):
    return handbook(load_rulebook(packs, language=language), language)


def copy(language: str) -> str:
    return (ROOT / f"docs/handbook.{language}.md").read_text(encoding="utf-8")


def part(text: str, anchor: str, level: int = 2) -> str:
    """From an anchor to the next heading of its level."""
    start = text.index(f'<a id="{anchor}"></a>')
    end = re.search(rf"^#{{2,{level}}} ", text[text.index("#", start) + level :], re.MULTILINE)
    return text[start : text.index("#", start) + level + end.start()] if end else text[start:]


# --- the repository's copy


@LANGUAGES
def test_the_copy_in_the_repository_is_what_the_command_makes(language, capsys):
    assert main([*COMMAND, "--lang", language]) == 0
    said = f"run: mhaudit {' '.join(COMMAND)} --lang {language} -o docs/handbook.{language}.md"
    assert capsys.readouterr().out == copy(language), said


@LANGUAGES
def test_links_lead_to_anchors_that_are_there_once(language):
    text = FENCE.sub("", copy(language))
    anchors = re.findall(r'<a id="([^"]+)">', text)
    assert len(anchors) == len(set(anchors))
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert links <= set(anchors)
    assert {f"rule-{rule.id}" for rule in load_rulebook(PACKS).rules} <= links


# --- rules


@LANGUAGES
def test_every_rule_tells_everything_that_the_issue_asks_for(language):
    labels = {
        "zh": ["依据", "适用对象", "怎样计算", "何时无法判定", "整改", "沿革", "写在"],
        "en": [
            "Clause", "Who is bound", "How it is computed", "When it cannot be judged", "Remedy", "History",
            "Written in",
        ],
    }  # fmt: skip
    tables = {
        "zh": ["所需数据,以及可用的列名", "示例"],
        "en": ["Data needed, and the headings that will do", "Examples"],
    }
    text = copy(language)
    for rule in load_rulebook(PACKS).rules:
        card = part(text, f"rule-{rule.id}", 5)
        for label in labels[language]:
            assert f"- **{label}**" in card, (rule.id, label)
        for title in tables[language]:
            assert f"**{title}**\n\n|" in card, (rule.id, title)
        assert rule.clause.quote[:6] in card


def test_a_card_by_hand():
    """NC106, from the rule file."""
    assert part(copy("zh"), "rule-NC106", 5).split("\n\n") == [
        '<a id="rule-NC106"></a>',
        "##### NC106 心理健康教育教师的工作计入班主任工作年限",
        "homeroom-years · 必须 · 师资配备 · nanchang 2024.1 · 启用",
        "- **依据**\n"
        "  - 《关于《关于中小学生心理健康问题的建议》的答复》(南昌市教育局,2024-07-17)\n"
        "  - 二:「落实中小学校心理健康教育教师享受班主任同等待遇政策,并计班主任工作年限」\n"
        "  - [https://edu.nc.gov.cn/ncjyj/jytablzl/202410/cac83f2d07214fb38ef122711abba09d.shtml]"
        "(https://edu.nc.gov.cn/ncjyj/jytablzl/202410/cac83f2d07214fb38ef122711abba09d.shtml)\n"
        "- **适用对象**\n"
        "  - 逐个判定:教师\n"
        "  - 只适用于:“是否心理健康教育教师”为“是”,且“教师来源(本校/对口援助/定点支教)”为“本校”或“定点支教”,"
        "且“办学类型”不是“特殊教育学校”、“幼儿园”\n"
        "- **怎样计算**  应满足:“是否计班主任工作年限”为“是”\n"
        "- **何时无法判定**  该单元格未填或无法识别\n"
        "- **整改**  将该教师从事心理健康教育的年限计入班主任工作年限\n"
        "- **所在清单**  “8+2”工作要求(暂定,非官方清单):教师待遇\n"
        "- **沿革**  2024-07-17 首次收录\n"
        "- **写在**  `rules/nanchang/staffing.yaml`",
        "**所需数据,以及可用的列名**",
        "| 表 | 字段 | 表格上可用的列名 | 也可由这些列看出 |\n"
        "| --- | --- | --- | --- |\n"
        "| 教师表 | 姓名 | 姓名、教师姓名、心理教师姓名、心理健康教育教师姓名、Name | – |\n"
        "| 教师表 | 是否心理健康教育教师 | 是否心理健康教育教师、心理健康教育教师、是否心理健康教师、是否心理教师、"
        "是否为心理健康教育教师、是否为心理教师、是否担任心理健康教育教师、Counsellor、Counselor | 任教学科、职务 |\n"
        "| 教师表 | 教师来源(本校/对口援助/定点支教) | 教师来源、对口援助学校、对口援助、支教、派出学校、共享、"
        "是否支教、援助学校、定点支教、Support | – |\n"
        "| 教师表 | 是否计班主任工作年限 | 是否计班主任工作年限、计班主任工作年限、计班主任年限、"
        "是否计入班主任工作年限、是否计班主任年限、计入班主任工作年限 | – |\n"
        "| 学校表 | 办学类型 | 办学类型、学校办学类型、学校类型、学校类别、学校性质类别、办学类别、"
        "School type、Type、类型、类别 | 学段 |",
        "**示例**",
        *part(copy("zh"), "rule-NC106", 5).split("\n\n")[7:],
    ]  # fmt: skip


def test_rules_that_are_judged_together_say_so_on_both_sides():
    """NC103 (principle) asks the same as JX103 (must); the weightier one is judged (see test_same)."""
    text = copy("zh")
    assert "- **合并判定**  与 JX103 要求相同:两条都启用,只按 JX103 判定,只计一次" in part(
        text, "rule-NC103", 5
    )
    assert "- **合并判定**  NC103 的要求与本条相同,一并由本条判定,只计一次" in part(
        text, "rule-JX103", 5
    )
    alone = to_markdown(made("zh", ("jiangxi",)))
    assert "- **合并判定**  与 NC102 要求相同;两条同时启用时合并判定,只计一次" in part(
        alone, "rule-JX102", 5
    )


def test_a_rule_that_no_longer_asks_the_same_says_that_both_are_judged(tmp_path):
    head = "pack: x\nversion: 1\ntitle: t\nextends: [nanchang, jiangxi]\nchange:\n  NC102:\n"
    pack = tmp_path / "x.yaml"
    pack.write_text(head + "    where: {students: {above: 600}}\n    examples: []\n", "utf-8")
    text = to_markdown(made("zh", [pack]))
    assert "- **合并判定**  原与 NC102 要求相同,现在两条已不一致,分别判定" in part(
        text, "rule-JX102", 5
    )


@LANGUAGES
def test_an_area_target_reads_in_percent(language):
    said = {"zh": "规则 CN101 达标的所占比例应自 2025-01-01 起不少于 95%"}
    said["en"] = "the share in which rule CN101 passes: from 2025-01-01 at least 95%"
    assert said[language] in part(copy(language), "rule-CN105", 5)


# --- documents


def test_clauses_without_a_rule_and_rules_that_are_off_stand_under_their_document():
    text = part(copy("zh"), "documents")
    assert "| 一:「逢会必讲,下校必查」 | 是对各级开会和督查方式的要求," in text
    assert "没有规则引用这份文件,也没有列出其中的条款。" in text  # 〔2024〕1号, not public
    off = text.index("**停用的规则**")
    assert "[JX502](#rule-JX502)" in text[off:]
    assert text.count("**停用的规则**") == 3


def test_reasons_are_in_english_where_the_pack_has_them():
    text = part(copy("en"), "documents")
    assert "Known only as restated elsewhere; the notice and its number were not seen" in text
    assert "It tells authorities how to meet and inspect" in text
    assert "off: Known only as restated elsewhere" in part(copy("en"), "rule-CN503", 5)


def test_every_unruled_clause_and_every_document_is_listed():
    book = load_rulebook(PACKS)
    text = part(copy("zh"), "documents")
    assert len(re.findall(r"^### ", text, re.MULTILINE)) == len(book.documents)
    for each in book.without_rule:
        assert each.clause.quote.replace("*", r"\*") in text


# --- the reference


def test_the_samples_of_kinds_are_in_order_and_hold():
    """The examples of each kind, both sides of its bound; of the share there are too few schools to be near it."""
    path = Path(package.__file__).with_name("kinds.yaml")
    remarks = lint([path], example_judge, "en")
    assert [remark.problem.message for remark in remarks if remark.error] == []
    assert {remark.rule for remark in remarks} <= {"K-SHARE"}
    rules = load_rulebook([path]).rules
    assert {rule.kind for rule in rules} == set(KINDS) == set(SYNTAX)
    for rule in rules:
        got = {verdict.value for example in rule.examples for verdict in example.expect.values()}
        assert got >= {"pass", "fail", "unknown"}, rule.id


@LANGUAGES
def test_each_kind_and_each_field_has_its_place(language):
    text = copy(language)
    for kind in KINDS:
        assert f"\n  {kind}: {SYNTAX[kind]}\n" in part(text, f"kind-{kind}", 3)
    for table, fields in FIELDS.items():
        section = part(text, f"table-{table}", 3)
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(fields)


@LANGUAGES
def test_what_the_page_on_rule_files_lists_is_all_there_is(language):
    page = part(copy(language), "rule-files")
    keys = re.findall(r"^\| `.*?\|", part(page, "rule-files-keys", 3), re.MULTILINE)
    listed = {key for cell in keys for key in re.findall(r"`(\w+)`", cell)}
    assert listed == set(RuleShape.model_fields)
    assert {f"{{{name}}}" for name in PLACEHOLDERS} <= set(re.findall(r"`([^`]+)`", page))
    assert set(re.findall(r"`for_each: (\w+)`", page)) == set(SUBJECT_FIELDS)
    where = part(page, "rule-files-where", 3)
    assert set(KIND_SETS) | {*GROUPS} <= set(re.findall(r"\w+", where))


@LANGUAGES
def test_conditions_on_the_page_are_understood(language):
    where = part(copy(language), "rule-files-where", 3)
    conditions = re.findall(r"^\| `(\{.*?\})` \|", where, re.MULTILINE)
    assert len(conditions) >= 9
    known = {name: kind for fields in FIELDS.values() for name, kind in fields.items()}
    for text in conditions:
        condition = Where.parse(read_yaml(text.encode(), "x.yaml", "en").data)
        assert list(condition.check(known)) == [], text


@LANGUAGES
def test_samples_on_the_page_load_and_hold(language, tmp_path):
    """A rule's keys in a rule, a pack's in a pack, a list as waivers."""
    page = part(copy(language), "rule-files")
    fences = [body for _, kind, body in FENCE.findall(page) if kind == "yaml"]
    assert len(fences) == 7
    rules, packs = 0, 0
    for body in fences:
        data = read_yaml(body.encode(), "x.yaml", language).data
        path = tmp_path / "x.yaml"
        if isinstance(data, list):
            path.write_text(body, encoding="utf-8")
            book = load_rulebook(["nanchang"])
            assert [waiver.rule for waiver in load_waivers([path], book, language)] == ["NC301"]
            continue
        head = "pack: x\nversion: 1\ntitle: t\n"
        if set(data) <= set(PackShape.model_fields):
            packs += 1
            extends = "" if "extends" in data else "extends: [nanchang]\n"
            path.write_text(head + extends + body, encoding="utf-8")
        else:
            rules += 1
            assert set(data) <= set(RuleShape.model_fields), body
            rule = "documents: {d: {title: t}}\nrules:\n  - id: X1\n    name: x\n    title: t\n"
            rule += "    strength: must\n    source: {document: d, quote: q}\n"
            if "require" not in data:
                rule += "    require: {count: {of: committee, at_least: 1}}\n"
            body = "".join(f"    {line}\n" for line in body.splitlines())
            path.write_text(head + rule + body, encoding="utf-8")
        remarks = lint([path], example_judge, "en")
        assert [remark.problem.text() for remark in remarks if remark.error] == []
    assert (rules, packs) == (4, 2)


# --- write your first rule


@dataclass(frozen=True)
class Step:
    """A file to save, lines to change in one, or a command with what it prints and its exit code."""

    file: str
    kind: str
    body: str
    code: int = 0


def steps(language: str, chapter: str = "first-rule") -> list[Step]:
    page = part(copy(language), chapter)
    found = []
    for fence in FENCE.finditer(page):
        said = re.match(r"\s*(?:Exit code|退出码) `(\d+)`", page[fence.end() :])
        found.append(Step(fence[1] or "", fence[2], fence[3], int(said[1]) if said else 0))
    return found


def like(shown: str, printed: str) -> bool:
    """Whether the output is as shown, `…` standing for any lines."""
    parts = [re.escape(each) for each in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), printed) is not None


@LANGUAGES
@pytest.mark.parametrize("chapter", ["first-rule", "change-a-number"])
def test_a_chapter_followed_to_the_letter(chapter, language, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    monkeypatch.chdir(tmp_path)
    wrong = []
    for step in steps(language, chapter):
        if step.kind == "yaml":
            Path(step.file).parent.mkdir(exist_ok=True)
            Path(step.file).write_text(step.body, encoding="utf-8")
        elif step.kind == "diff":
            change(Path(step.file), step.body)
        else:
            typed, shown = step.body.split("\n", 1)
            code = main(shlex.split(typed.removeprefix("$ "))[1:])
            printed = capsys.readouterr()
            if code != step.code or not like(shown, printed.out):
                wrong.append(f"{typed}\nends with {code}:\n{printed.out}{printed.err}")
    assert not wrong, "\n\n".join(wrong)


def change(path: Path, body: str) -> None:
    """Lines that begin with `-` become those with `+`; a line with a space stands before what is put in."""
    lines = body.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@LANGUAGES
def test_the_first_rule_shows_each_of_the_three_commands(language):
    found = steps(language)
    assert [step.kind for step in found] == [
        "yaml", "yaml", "console", "yaml", "console", "console", "diff", "console", "diff",
        "console", "diff", "console",
    ]  # fmt: skip
    commands = [" ".join(step.body.split()[1:4]) for step in found if step.kind == "console"]
    assert commands == [
        "mhaudit rules lint", "mhaudit rules lint", "mhaudit rules test", "mhaudit rules test",
        "mhaudit check sample_data/faulty_school.xlsx", "mhaudit rules list",
    ]  # fmt: skip
    assert [step.code for step in found if step.kind == "console"] == [0, 0, 0, 1, 1, 0]


def test_both_languages_walk_the_same_way():
    assert [(step.file, step.kind, step.code) for step in steps("zh")] == [
        (step.file, step.kind, step.code) for step in steps("en")
    ]


# --- nothing becomes markup

HOSTILE = """\
pack: x
version: 1
title: '<script>alert(1)</script>'
title_en: '<img src=x onerror=alert(1)>'
documents:
  d:
    title: '</title><b>bold</b> & |'
    issuer: '`code` **strong** [link](javascript:alert(1))'
    url: 'javascript:alert(1)'
  e: {title: t, url: 'https://example.org/a(b)"><script>'}
disable:
  X2: {reason: 'a | b <i>', reason_en: 'c | d <u>'}
without_rule:
  - {document: d, quote: '| a | b |', why: '<script>'}
rules:
  - id: X1
    name: x
    title: '# one | two `three` <script>alert(2)</script> _four_ *five* {shortfall}'
    strength: must
    source: {document: d, clause: '<td>', quote: "<!-- \\" ' --> &lt;"}
    for_each: school
    require: {count: {of: records, where: {item: '<i>|`'}, at_least: 1}}
    fix: '- 1. <a href="x">'
    examples:
      - {title: '`|`<br>', given: {records: []}, expect: fail}
  - id: X2
    name: x2
    title: t
    strength: must
    source: {document: e, quote: q}
    for_each: school
    require: {field: {has_room: true}}
"""


class Page(HTMLParser):
    """Tags and text of a page; the text of <style> apart."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def hostile(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@LANGUAGES
def test_html_shows_what_rule_files_hold_and_runs_none_of_it(hostile, language):
    page = Page(to_html(made(language, [hostile])))
    known = {tag for tag, _ in Page(to_html(made(language, ["nanchang"]))).tags}
    assert {tag for tag, _ in page.tags} <= known
    assert not known & {"script", "img", "iframe", "b", "i", "u"}
    targets = [attrs.get("href") or "" for tag, attrs in page.tags if tag == "a"]
    assert all(target.startswith(("#", "https://")) for target in targets)
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    for shown in ("<script>alert(2)</script> _four_ *five* N", "javascript:alert(1)", "`|`<br>"):
        assert shown in page.text or language == "en", shown
    assert "</title><b>bold</b> & |" in page.text


@LANGUAGES
def test_markdown_shows_what_rule_files_hold(hostile, language):
    text = to_markdown(made(language, [hostile]))
    plain = FENCE.sub("", text)
    assert re.findall(r"<(?!a id=|/a>)", plain) == []
    assert plain.count("five\\* N") == 3  # at a glance, by itself, under its document
    targets = re.findall(r"(?<!\\)\]\(([^)]*)\)", plain)
    assert targets
    assert all(target.startswith(("#", "https://")) for target in targets)
    assert (
        r"\# one \| two \`three\` &lt;script&gt;alert(2)&lt;/script&gt; \_four\_ \*five\* N"
        in plain
    )
    columns = None
    for line in plain.splitlines():
        if not line.startswith("|"):
            columns = None
            continue
        count = len(re.findall(r"(?<!\\)\|", line))
        assert columns in (None, count), line
        columns = count


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("+ a", r"\+ a"),
        ("12) a", r"12\) a"),
        ("a - b", "a - b"),
    ],
)
def test_a_line_that_would_begin_a_list_is_kept_from_it(line, written):
    assert package.markdown.at_start(line) == written


# --- one file, readable anywhere


@LANGUAGES
def test_html_stands_alone(language):
    page = Page(to_html(made(language)))
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert "url(" not in page.text
    assert "@import" not in page.text
    assert page.tags[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]})
    assert (
        "meta",
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    ) in page.tags
    for needed in ("@media print", "@media (max-width", "Noto Sans CJK SC", "Microsoft YaHei"):
        assert needed in page.text


@LANGUAGES
def test_html_has_a_table_of_contents_and_an_anchor_for_each_rule(language):
    book = made(language)
    page = Page(to_html(book))
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    targets = {
        attrs["href"][1:] for _, attrs in page.tags if (attrs.get("href") or "").startswith("#")
    }
    assert targets <= set(ids)
    assert {heading.anchor for heading in headings(book.blocks)} <= targets
    assert {f"rule-{rule.id}" for rule in load_rulebook(PACKS).rules} <= set(ids)


def test_both_languages_have_the_same_outline():
    def outline(language):
        return [
            (block.kind, getattr(block, "level", 0), getattr(block, "anchor", ""))
            for block in made(language).blocks
            if block.kind in ("heading", "card", "code")
        ]

    assert outline("zh") == outline("en")


# --- the command


def test_what_is_written_where(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "docs", "-o", "a.html"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["rules", "docs", "-o", "a.md", "--lang", "en"]) == 0
    assert Path("a.md").read_text(encoding="utf-8").startswith("# Handbook of rules\n")
    assert main(["rules", "docs", "--format", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert main(["rules", "docs", "-o", "b.html", "--format", "md"]) == 0
    assert Path("b.html").read_text(encoding="utf-8").startswith("# 规则手册\n")


def test_a_format_that_is_none_and_a_rule_file_as_output(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "docs", "--format", "pdf"]) == 2
    assert "可用的值:md, html" in capsys.readouterr().err.replace("、", ", ")
    Path("x.yaml").write_text("pack: x\nversion: 1\ntitle: t\n", encoding="utf-8")
    assert main(["rules", "docs", "--rules", "x.yaml", "-o", "x.yaml"]) == 2
    assert Path("x.yaml").read_text(encoding="utf-8") == "pack: x\nversion: 1\ntitle: t\n"


# --- the prose reader


def test_prose_is_read_as_blocks():
    text = "## A {#a}\n\nOne\ntwo,三\n四 `x`.\n\n- p\n- q\n  r\n\n| h | i |\n| --- | --- |\n| `c` | **d** |\n\n"
    text += "```yaml f.yaml\nk: v\n\nl: w\n```\n"
    heading, paragraph, listing, table, code = blocks(text)
    assert (heading.level, heading.anchor, heading.text[0].text) == (2, "a", "A")
    assert [span.text for span in paragraph.text] == ["One two,三四 ", "x", "."]
    assert [item[0].text for item in listing.items] == ["p", "q r"]
    assert (table.head, [cell[0].style for cell in table.rows[0]]) == (
        ("h", "i"),
        ["code", "strong"],
    )
    assert (code.text, code.language, code.file) == ("k: v\n\nl: w\n", "yaml", "f.yaml")


def test_links_and_marks_in_a_line():
    assert [(span.text, span.style, span.target) for span in spans("a [b](#c) `d*e*`")] == [
        ("a ", "", ""), ("b", "link", "#c"), (" ", "", ""), ("d*e*", "code", ""),
    ]  # fmt: skip
