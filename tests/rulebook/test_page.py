"""A rule as a page: what stands on it, by hand from the rule file and the vocabulary; `mhaudit rules show`."""

import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from mhaudit.cli import main
from mhaudit.errors import UsageError
from mhaudit.issues import CODES
from mhaudit.loader import vocabulary
from mhaudit.models.tables import FIELDS
from mhaudit.rulebook.data_needed import FEEDS, needed
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.page import entry

BOOK = load_rulebook(("nanchang",))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def sections(ident: str, language: str = "zh", book=BOOK) -> dict[str, list[str]]:
    found = entry(ident, book, language)
    return {each.title: [mark + text for mark, text in each.lines] for each in found.sections}


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in ("MHAUDIT_LANG", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_whole_of_a_page():
    found = entry("NC106", BOOK, "zh")
    assert found.head == "NC106 homeroom-years"
    assert found.facts == "必须 · 师资配备 · nanchang 2024.1 · 启用"
    page = sections("NC106")
    written = page.pop("写在")
    assert re.fullmatch(r"rules/nanchang/staffing\.yaml:\d+", written[0])
    assert page.pop("示例")[:3] == ["达标:已计入", "不达标:未计入", "不达标:定点支教的也要计入"]
    assert page == {
        "要求": ["心理健康教育教师的工作计入班主任工作年限"],
        "依据": [
            "《关于《关于中小学生心理健康问题的建议》的答复》(南昌市教育局,2024-07-17)",
            "二:「落实中小学校心理健康教育教师享受班主任同等待遇政策,并计班主任工作年限」",
            "https://edu.nc.gov.cn/ncjyj/jytablzl/202410/cac83f2d07214fb38ef122711abba09d.shtml",
        ],
        "适用对象": [
            "逐个判定:教师",
            "只适用于:“是否心理健康教育教师”为“是”,且“教师来源(本校/对口援助/定点支教)”为“本校”或“定点支教”,"
            "且“办学类型”不是“特殊教育学校”、“幼儿园”",
        ],
        "怎样计算": ["应满足:“是否计班主任工作年限”为“是”"],
        "何时无法判定": ["该单元格未填或无法识别"],
        "所需数据,以及可用的列名": [
            "教师表",
            "  姓名 ← 姓名、教师姓名、心理教师姓名、心理健康教育教师姓名、Name",
            "  是否心理健康教育教师 ← 是否心理健康教育教师、心理健康教育教师、是否心理健康教师、是否心理教师、"
            "是否为心理健康教育教师、是否为心理教师、是否担任心理健康教育教师、Counsellor、Counselor;"
            "也可由“任教学科、职务”看出",
            "  教师来源(本校/对口援助/定点支教) ← 教师来源、对口援助学校、对口援助、支教、派出学校、共享、"
            "是否支教、援助学校、定点支教、Support",
            "  是否计班主任工作年限 ← 是否计班主任工作年限、计班主任工作年限、计班主任年限、"
            "是否计入班主任工作年限、是否计班主任年限、计入班主任工作年限",
            "学校表",
            "  办学类型 ← 办学类型、学校办学类型、学校类型、学校类别、学校性质类别、办学类别、"
            "School type、Type、类型、类别;"
            "也可由“学段”看出",
        ],
        "整改": ["将该教师从事心理健康教育的年限计入班主任工作年限"],
        "要求强度": ["必须:不达标的学校,结果为不达标;默认以 1 退出"],
        "所在清单": ["“8+2”工作要求(暂定,非官方清单):教师待遇"],
        "沿革": ["2024-07-17 首次收录"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ident", "chinese", "english"),
    [
        (
            "NC101",
            "用“在校学生数”除以“教师表”中满足(“是否心理健康教育教师”为“是”)的行数,应不超过 800;除数为 0 即不达标",
            "Divide “students” by the number of the rows of “teachers” in which “is a counsellor” is yes: "
            "at most 800; none to divide by is a failure",
        ),
        (
            "NC102",
            "数出“教师表”中满足(“是否心理健康教育教师”为“是”,且“教师来源(本校/对口援助/定点支教)”为“本校”或"
            "“定点支教”,且“专职/兼职”为“专职”)的行,应不少于 1",
            "Count the rows of “teachers” in which “is a counsellor” is yes and “whose teacher (own, "
            "paired, posted)” is own or posted and “full-time or part-time” is full-time: at least 1",
        ),
        (
            "NC202",
            "将“课程表”中满足(“课程名称”为“心理健康与职业生涯”,且“是否必修”为“是”,且“是否开设”为“是”)的行的"
            "“每学期课时”相加,应不少于 36",
            "Add up “hours a term” over the rows of “lessons” in which “course” is 心理健康与职业生涯 and "
            "“compulsory” is yes and “offered” is yes: at least 36",
        ),
        (
            "NC302",
            "数出“活动表”中满足(“活动类型”为“专题活动”,且“主题类别”含“心理健康”、“生命教育”之一)的行,应不少于 1",
            "Count the rows of “activities” in which “category” is special activity and “themes” hold mental "
            "health or life education: at least 1",
        ),
        (
            "NC401",
            "“班委表”中满足(“职务”为“心理委员”)的行中,“性别”应包含“男”、“女”,各由不同的行满足",
            "Among the rows of “class committees” in which “role” is psychology committee member, “sex” "
            "holds male, female, a different row for each",
        ),
        (
            "NC702",
            "“工作记录表”中满足(“项目”为“示范校评估”,且“是否完成”为“是”)的行中,最近的“日期”应在时段最后一天"
            "往前 24 个月内;"
            "没有这样的行即不适用",
            "Of the rows of “records” in which “item” is 示范校评估 and “done” is yes, the latest “date” lies "
            "within 24 months before the last day of the period; with no such row it does not apply",
        ),
    ],
)  # fmt: skip
def test_how_each_kind_is_computed(ident, chinese, english):
    assert sections(ident)["怎样计算"][0] == chinese
    assert sections(ident, "en")["How it is computed"][0] == english


@pytest.mark.parametrize(
    ("ident", "data"),
    [
        ("NC101", {"schools": ("kind", "students"), "teachers": ("counsellor",)}),
        (
            "NC301",
            {"classes": ("grade",), "activities": ("grades", "date", "term", "category", "themes")},
        ),
        (
            "NC401",
            {"classes": ("grade", "number"), "committee": ("grade", "class", "role", "sex")},
        ),
        (
            "NC201",
            {"classes": ("grade",), "lessons": ("grade", "subject", "periods_per_week", "offered")},
        ),
        ("NC504", {"schools": ("kind",), "records": ("date", "period", "item", "done")}),
    ],
)
def test_data_that_a_verdict_rests_on(ident, data):
    assert needed(BOOK.rule(ident)) == data


def test_every_column_that_feeds_a_field_is_in_the_vocabulary():
    document = vocabulary.document()
    for (table, field), keys in FEEDS.items():
        assert field in FIELDS[table] or field == "stage"
        for key in keys:
            assert any(
                key in part
                for part in (document[table], document["any"], document[table].get("weak", {}))
            ), (table, key)


def test_placeholders_are_shown_as_blanks():
    assert sections("NC101")["整改"] == ["增配专(兼)职心理健康教育教师 N 名"]


def test_examples_that_name_subjects():
    shown = sections("NC201")["示例"]
    assert "逐个:九年一贯制学校只在初中开设(小学 不达标、初中 达标)" in shown
    shown = sections("NC201", "en")["Examples"]
    title = "a nine-year school that has it in its junior stage only"
    assert f"each: {title} (primary fail, junior secondary pass)" in shown


def test_a_bound_that_has_dates_and_a_rule_switched_off(tmp_path):
    path = tmp_path / "county.yaml"
    path.write_text(
        """\
pack: county
version: 1.0
title: 县
extends: [nanchang]
disable: {NC102: 县里另有安排}
change:
  NC101:
    require:
      ratio: {at_most: {2020-01-01: 800, 2025-09-01: 600}}
    examples:
      - {title: 例, given: {schools: [{students: 600}], teachers: [{}]}, expect: pass}
""",
        encoding="utf-8",
    )
    book = load_rulebook([path])
    assert sections("NC101", book=book)["怎样计算"] == [
        "用“在校学生数”除以“教师表”中满足(“是否心理健康教育教师”为“是”)的行数,"
        "应自 2020-01-01 起不超过 800、自 2025-09-01 起不超过 600;除数为 0 即不达标"
    ]
    assert entry("NC102", book, "zh").facts.endswith("停用:县里另有安排")


# --- data-issue codes


def test_the_page_of_a_code():
    found = entry("d302", BOOK, "zh")
    assert (found.head, found.facts) == ("D302", "警告 · 单元格内容")
    assert sections("D302") == {
        "含义": ["“某列”中的“原文”只是约数,按未填处理"],
        "怎样处理": ["填写准确数字,不写“约”“左右”“余”"],
        "影响": ["可能使有的要求无法判定;本身不改变退出码"],
    }


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page_without_placeholders(code):
    for language in ("zh", "en"):
        text = "".join(line for lines in sections(code, language).values() for line in lines)
        assert text
        assert "{" not in text


# --- finding it


@pytest.mark.parametrize("ident", ["NC301", "nc301", " NC301 ", "themed-class-meeting"])
def test_a_rule_by_id_or_name(ident):
    assert entry(ident, BOOK, "zh").head == "NC301 themed-class-meeting"


@pytest.mark.parametrize(
    ("ident", "hint"),
    [
        ("NC1O1", "是不是“NC101”?"),
        ("D3O2", "是不是“D302”?"),
        ("class-comittee", "是不是“NC401”?"),
        ("班会", "运行 mhaudit rules list 列出规则;县里自己的规则要加 --rules"),
    ],
)
def test_an_unknown_one_gets_a_suggestion(ident, hint):
    with pytest.raises(UsageError) as caught:
        entry(ident, BOOK, "zh")
    assert caught.value.message == f"没有规则或代码“{ident}”"
    assert caught.value.hint == hint


# --- the command


@pytest.mark.parametrize("asked", ["list", "show NC301", "docs"])
def test_rules_are_told_without_what_reads_and_judges_forms(asked):
    """Loading it would take longer than all else; `list` is to feel instant."""
    heavy = "{'pandas', 'numpy', 'openpyxl', 'python_calamine', 'xlsxwriter', 'mhaudit.engine'}"
    done = subprocess.run(
        [
            sys.executable, "-c",
            f"import sys; from mhaudit.cli import main; main({['rules', *asked.split()]});"
            f"sys.exit(', '.join(sorted({heavy} & set(sys.modules))) or 0)",
        ],
        check=False, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ident", [rule.id for rule in BOOK.rules])
def test_every_page_fits_80_columns(ident, language, capsys):
    assert main(["rules", "show", ident, "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(ident)
    assert [
        line for line in lines if cell_len(line) > 80 and not line.startswith("  https://")
    ] == []


@pytest.mark.parametrize("ident", [rule.id for rule in BOOK.rules])
def test_an_english_page_holds_chinese_only_as_names_quotes_and_headings(ident):
    page = sections(ident, "en")
    allowed = {"Clause", "Data needed, and the headings that will do", "Examples", "History"}
    for title, lines in page.items():
        if title not in allowed:
            quoted = {
                word
                for word in ("心理健康与职业生涯", "体育与健康", "美术", "劳动", "心理健康")
                if any(word in line for line in lines)
            }
            text = " ".join(lines)
            for word in sorted(quoted, key=len, reverse=True):
                text = text.replace(word, "")
            if title == "How it is computed":  # names of records as the rule has them
                text = re.sub(r"“item” is \S+", "", text)
            assert not CHINESE.search(text), (title, text)


def test_show_on_the_command_line(capsys):
    assert main(["rules", "show", "D302", "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        "D302\nwarning · values\n\nWhat it means\n"
        "  ‘the text’ under ‘a column’ is only approximate and counts as not filled in\n\n"
        "How to mend it\n  Enter the exact number, without 约, 左右 or 余\n\n"
        "What follows\n  Some requirement may be left open; it does not by itself change the exit code\n"
    )


def test_show_without_an_id_and_with_an_unknown_one(capsys):
    assert main(["rules", "show"]) == 2
    assert capsys.readouterr().err.startswith("错误:缺少参数 ID\n")
    assert main(["rules", "show", "NC999"]) == 2
    assert capsys.readouterr().err.startswith("错误:没有规则或代码“NC999”\n")
