"""`mhaudit.toml`: found beside the data, read with every fault at its line, outranked by options."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest

from mhaudit.api import audit, inspect
from mhaudit.cli import main
from mhaudit.config import Config, ConfigError, configuration, find_config
from mhaudit.config.read import read_config
from mhaudit.errors import UsageError
from mhaudit.loader.formats import Limits
from mhaudit.models.terms import Calendar
from mhaudit.toml_positions import positions
from mhaudit.wording import config as config_words
from mhaudit.wording import pages as page_words

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _environment(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()  # nothing above the test's own folder is looked at
    monkeypatch.chdir(tmp_path)
    for name in ("MHAUDIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def write(text: str, name: str = "mhaudit.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(text: str, language: str = "zh") -> list[tuple[str, str | None]]:
    with pytest.raises(ConfigError) as caught:
        read_config(write(text), language=language)
    return [(problem.text(), problem.hint) for problem in caught.value.problems]


# --- where it is looked for


def test_found_beside_the_first_path():
    write("", "data/mhaudit.toml")
    write("", "other/mhaudit.toml")
    form = write("", "data/我校.csv")
    assert find_config(form) == Path.cwd() / "data/mhaudit.toml"
    assert find_config(Path("data")) == Path.cwd() / "data/mhaudit.toml"
    assert configuration(None, ["data/我校.csv", "other"]).file == "data/mhaudit.toml"


def test_found_in_a_folder_above():
    write("", "mhaudit.toml")
    write("", "a/b/我校.csv")
    assert find_config(Path("a/b")) == Path.cwd() / "mhaudit.toml"
    assert find_config(Path("a/b/../b/我校.csv")) == Path.cwd() / "mhaudit.toml"


def test_the_nearest_wins():
    write("", "mhaudit.toml")
    write("", "a/mhaudit.toml")
    assert find_config(Path("a")) == Path.cwd() / "a/mhaudit.toml"


def test_not_above_a_folder_with_git():
    write("", "mhaudit.toml")
    Path("a/.git").mkdir(parents=True)
    Path("a/b").mkdir()
    assert find_config(Path("a/b")) is None
    assert configuration(None, ["a/b"]) == Config()


def test_the_folder_with_git_itself_is_looked_into():
    write("", "a/mhaudit.toml")
    Path("a/.git").mkdir(parents=True)
    assert find_config(Path("a")) == Path.cwd() / "a/mhaudit.toml"


def test_a_folder_of_that_name_is_no_configuration():
    Path("mhaudit.toml").mkdir()
    assert find_config(Path()) is None


def test_a_file_named_that_is_not_there():
    with pytest.raises(UsageError, match=re.escape("没有配置文件 nope.toml")):
        configuration("nope.toml", ["."])


def test_a_config_object_is_taken_as_it_is():
    write("lang = 1")
    assert configuration(Config(), ["."]) == Config()


# --- what it sets


def test_everything_it_can_set():
    write("pack: county", "rules/county.yaml")
    config = read_config(
        write(
            """\
rules = ["nanchang", "rules/county.yaml"]
term = "2024-2025"
lang = "en"
absent_school = "zero"
[terms."2024-2025-1"]
first = 2024-09-02
last = "2025-01-17"
[vocabulary.teachers]
duty = ["岗位类别", "聘用"]
[vocabulary.any]
school = ["报送单位"]
[limits]
cells = 1_000
"""
        )
    )
    assert config == Config(
        file="mhaudit.toml",
        rules=("nanchang", Path("rules/county.yaml")),
        term="2024-2025",
        lang="en",
        absent_school="zero",
        calendar=Calendar({"2024-2025-1": (dt.date(2024, 9, 2), dt.date(2025, 1, 17))}),
        vocabulary={
            "teachers": {"duty": ("岗位类别", "聘用")},
            "any": {"school": ("报送单位",)},
        },
        limits=Limits(cells=1000),
        sets=("rules", "term", "lang", "absent_school", "terms", "vocabulary", "limits"),
    )


def test_an_empty_file_sets_nothing():
    assert read_config(write("# nothing\n")) == Config(file="mhaudit.toml")


def test_rule_files_start_at_the_folder_of_the_file():
    write("pack: county", "county/county.yaml")
    config = read_config(write('rules = ["county.yaml"]', "county/mhaudit.toml"))
    assert config.rules == (Path("county/county.yaml"),)


def test_byte_order_mark_and_windows_line_ends():
    Path("mhaudit.toml").write_bytes('\ufeffterm = "2024-2025-1"\r\nlang = "en"\r\n'.encode())
    config = read_config(Path("mhaudit.toml"))
    assert (config.term, config.lang) == ("2024-2025-1", "en")


def test_a_term_left_to_its_default_gives_way_to_its_neighbours():
    """A term that starts in August ends the one before it, one that lasts into February moves the next."""
    config = read_config(write('[terms."2024-2025-1"]\nfirst = 2024-08-26\nlast = 2025-02-10\n'))
    day = dt.timedelta(1)
    calendar = config.calendar
    assert calendar.term("2023-2024-2").last == dt.date(2024, 8, 25)
    assert calendar.term("2024-2025-2").first == dt.date(2025, 2, 11)
    assert calendar.term("2025-2026-1").first == dt.date(2025, 9, 1)
    assert calendar.term_of(dt.date(2024, 8, 26)) == "2024-2025-1"
    assert calendar.term_of(dt.date(2024, 8, 26) - day) == "2023-2024-2"
    assert calendar.term_of(dt.date(2025, 2, 10) + day) == "2024-2025-2"


def test_days_between_terms_set_apart_lie_in_none():
    config = read_config(
        write('[terms]\n"2024-2025-2" = {first = 2025-02-17, last = 2025-07-04}\n')
    )
    assert config.calendar.term_of(dt.date(2025, 2, 16)) is None
    assert config.calendar.term_of(dt.date(2025, 2, 17)) == "2024-2025-2"
    assert config.calendar.term_of(dt.date(2025, 7, 5)) is None


# --- faults


@pytest.mark.parametrize(
    ("text", "chinese", "hint"),
    [
        ('trem = "x"', "mhaudit.toml:1:1: trem: 不认识的键“trem”", "是不是“term”?"),
        (
            'term = "2024"',
            "mhaudit.toml:1:8: term: “2024”不是学期或学年",
            "学期写作 2024-2025-1,学年写作 2024-2025",
        ),
        ("term = 2024", "mhaudit.toml:1:8: term: 此处应为文本", "可用引号括起来"),
        ('lang = "cn"', "mhaudit.toml:1:8: lang: 不认识的取值“cn”", "可用的有:zh, en"),
        (
            '\n\nabsent_school = "zro"',
            "mhaudit.toml:3:17: absent_school: 不认识的取值“zro”",
            "是不是“zero”?",
        ),
        (
            'rules = ["nanchang", "nanchan"]',
            "mhaudit.toml:1:22: rules > 2: 没有规则包或规则文件“nanchan”",
            "是不是“nanchang”?",
        ),
        (
            'rules = "nanchang"',
            "mhaudit.toml:1:9: rules: 此处应为文本的列表",
            '例如 ["nanchang"]',
        ),
        ("rules = []", "mhaudit.toml:1:9: rules: 此处应为文本的列表", '例如 ["nanchang"]'),
        (
            'waivers = "w.yaml"',
            "mhaudit.toml:1:11: waivers: 此处应为文本的列表",
            '例如 ["w.yaml"]',
        ),
        (
            'waivers = ["w.yaml"]',
            "mhaudit.toml:1:12: waivers > 1: 没有豁免文件“w.yaml”",
            "写豁免清单(YAML)的路径,从本文件所在文件夹算起",
        ),
        (
            "[[waivers]]\nrule = 1",
            "mhaudit.toml:1:3: waivers: 此处应为文本的列表",
            '例如 ["waivers.yaml"]',
        ),
        (
            '[terms."2024-2025"]\nfirst = 2024-09-02',
            "mhaudit.toml:1:8: terms > 2024-2025: “2024-2025”不是学期",
            '学期写作 [terms."2024-2025-1"](第一学期)或 [terms."2024-2025-2"]',
        ),
        (
            '[terms."2024-2025-1"]\nfirst = 2024-09-02',
            "mhaudit.toml:1:8: terms > 2024-2025-1: 缺少“last”",
            "日期写作 2024-09-01",
        ),
        (
            '[terms."2024-2025-1"]\nfirst = "9月2日"\nlast = 2025-01-17',
            "mhaudit.toml:2:9: terms > 2024-2025-1 > first: “9月2日”不是日期",
            "日期写作 2024-09-01",
        ),
        (
            '[terms."2024-2025-1"]\nfirst = 2025-01-17\nlast = 2024-09-02',
            "mhaudit.toml:2:9: terms > 2024-2025-1 > first: first(2025-01-17)晚于 last(2024-09-02)",
            "核对日期",
        ),
        (
            '[terms."2024-2025-1"]\nfirst = 2023-09-04\nlast = 2025-01-17',
            "mhaudit.toml:2:9: terms > 2024-2025-1 > first: "
            "2023-09-04 不在 2024-2025 学年内(前一年 8 月至后一年 8 月)",
            "核对日期",
        ),
        (
            '[terms."2024-2025-1"]\nfirst = 2024-09-02\nlast = 2025-02-17\n'
            '[terms."2024-2025-2"]\nfirst = 2025-02-17\nlast = 2025-07-04',
            "mhaudit.toml:5:9: terms > 2024-2025-2 > first: 与 2024-2025-1(2024-09-02 至 2025-02-17)重叠",
            "核对日期",
        ),
        (
            "[vocabulary.teacher]\nduty = ['岗位类别']",
            "mhaudit.toml:1:13: vocabulary > teacher: 没有表“teacher”",
            "是不是“teachers”?",
        ),
        (
            "[vocabulary.'教师']\nduty = ['岗位类别']",
            "mhaudit.toml:1:13: vocabulary > 教师: 没有表“教师”",
            "是不是“teachers”?",
        ),
        (
            "[vocabulary.teachers]\ndutty = ['岗位类别']",
            "mhaudit.toml:2:1: vocabulary > teachers > dutty: 没有字段“dutty”",
            "是不是“duty”?",
        ),
        (
            "[vocabulary.teachers]\n'专兼职' = ['岗位类别']",
            "mhaudit.toml:2:1: vocabulary > teachers > 专兼职: 没有字段“专兼职”",
            "是不是“duty”?",
        ),
        (
            "[vocabulary.teachers]\nduty = '岗位类别'",
            "mhaudit.toml:2:8: vocabulary > teachers > duty: 此处应为文本的列表",
            '例如 ["岗位类别"]',
        ),
        (
            "[vocabulary.teachers]\nduty = [\n  '岗位类别',  # 好\n  '(人)',\n]",
            "mhaudit.toml:4:3: vocabulary > teachers > duty > 2: “(人)”中没有可作列名的文字",
            "照抄表中的列名",
        ),
        (
            "[vocabulary.teachers]\nstaff_number = ['身份证号']",
            "mhaudit.toml:2:17: vocabulary > teachers > staff_number > 1: "
            "列名“身份证号”涉及个人隐私,这样的列从不读取",
            "删去这一项",
        ),
        (
            "[vocabulary.teachers]\nduty = ['岗位类别']\npost = ['*岗位类别:']",
            "mhaudit.toml:3:9: vocabulary > teachers > post > 1: 列名“*岗位类别:”同时属于 duty 和 post",
            "只保留一处",
        ),
        (
            "vocabulary = ['岗位类别']",
            "mhaudit.toml:1:14: vocabulary: 此处应为一个表",
            "写作 [vocabulary],另起一行写其中的键",
        ),
        ("[limits]\ncell = 1", "mhaudit.toml:2:1: limits > cell: 不认识的键“cell”", "是不是“cells”?"),
        (
            "[limits]\ncells = 0",
            "mhaudit.toml:2:9: limits > cells: 此处应为大于 0 的整数",
            "例如 cells = 5000000",
        ),
        (
            "[limits]\ncells = true",
            "mhaudit.toml:2:9: limits > cells: 此处应为大于 0 的整数",
            "例如 cells = 5000000",
        ),
    ],
)  # fmt: skip
def test_a_fault_names_line_column_and_what_to_try(text, chinese, hint):
    assert faults(text) == [(chinese, hint)]


def test_all_faults_are_told_in_the_order_of_the_file():
    text = '[limits]\ncell = 1\n[vocabulary.teacher]\nduty = ["x"]\n'
    found = faults(f'trem = "x"\nlang = "cn"\n{text}', "en")
    assert found == [
        ("mhaudit.toml:1:1: trem: unknown key 'trem'", "did you mean 'term'?"),
        ("mhaudit.toml:2:8: lang: unknown value 'cn'", "one of: zh, en"),
        ("mhaudit.toml:4:1: limits > cell: unknown key 'cell'", "did you mean 'cells'?"),
        ("mhaudit.toml:5:13: vocabulary > teacher: unknown table 'teacher'", "did you mean 'teachers'?"),
    ]  # fmt: skip


def test_without_a_language_the_file_s_own_words_its_faults():
    with pytest.raises(ConfigError) as caught:
        read_config(write('lang = "en"\ntrem = 1'))
    assert caught.value.problems[0].text() == "mhaudit.toml:2:1: trem: unknown key 'trem'"


@pytest.mark.parametrize(
    ("text", "place", "chinese"),
    [
        ("lang = “zh”", "1:8", "这一行有全角符号 “"),
        ("lang ＝ 'zh'", "1:6", "这一行有全角符号 ＝"),
        ("rules = ['nanchang'，'x']", "1:20", "这一行有全角符号 ，"),
        ("rules = ['甲,乙“' 'x']", "1:17", "括号没有闭合"),
        ("rules = ['nanchang'", "1:20", "括号没有闭合"),
        ("term = 2024-2025-1", "1:12", "行末有多余的内容"),
        ("学期 = '2024-2025-1'", "1:1", "“学期”不能作键:键用英文"),
        ("lang 'zh'\n学期 = '2024-2025-1'", "1:6", "键的后面缺少等号"),
        ("* = 1", "1:1", "应为“键 = 值”或“[表名]”"),
        ("lang 'zh'", "1:6", "键的后面缺少等号"),
        ("lang = 'zh'\nlang = 'en'", "2:12", "同一个键或表写了两次"),
        ("[limits]\n[limits]", "2:8", "同一个键或表写了两次"),
        ("lang = 'zh", "1:11", "引号没有闭合,或其中有不能用的字符"),
        (r'rules = ["C:\规则"]', "1:15", "引号内的反斜线“\\”要双写"),
        ("lang = zh", "1:8", "值有误"),
    ],
)
def test_a_syntax_error_has_its_place(text, place, chinese):
    ((said, hint),) = faults(text)
    assert said == f"mhaudit.toml:{place}: 不是有效的 TOML:{chinese}"
    assert hint


QUOTED = '键用英文;含其他字符的键要加引号,例如 [terms."2024-2025-1"]'


@pytest.mark.parametrize(
    ("text", "place", "word", "hint"),
    [
        ("[vocabulary.教师]\nduty = ['岗位']", "1:13", "教师", "写作 [vocabulary.teachers]"),
        ("[vocabulary.教师表]\nduty = ['岗位']", "1:13", "教师表", "写作 [vocabulary.teachers]"),
        (" [ vocabulary . 活动 ]", "1:17", "活动", "写作 [vocabulary.activities]"),
        (
            "[vocabulary.老师]",
            "1:13",
            "老师",
            "可用的有:schools, classes, teachers, activities, committee, lessons, records, any",
        ),
        ("[vocabulary.teachers]\n专兼职 = ['岗位']", "2:1", "专兼职", '写作 duty = ["…"]'),
        (
            "[vocabulary.lessons]\n周课时 = ['课时']",
            "2:1",
            "周课时",
            '写作 periods_per_week = ["…"]',
        ),
        ("[词表.教师]", "1:2", "词表", QUOTED),
        ("[vocabulary.teachers]\n我们的列 = ['岗位']", "2:1", "我们的列", QUOTED),
    ],
)
def test_a_chinese_key_without_quotes_is_told_the_key_to_write(text, place, word, hint):
    """TOML allows plain letters alone in a bare key; whoever copies a name from the form needs ours."""
    ((said, told),) = faults(text)
    assert said == f"mhaudit.toml:{place}: 不是有效的 TOML:“{word}”不能作键:键用英文"
    assert told == hint


def test_gbk_is_refused_with_a_hint():
    Path("mhaudit.toml").write_bytes("# 配置\n".encode("gb18030"))
    with pytest.raises(ConfigError) as caught:
        read_config(Path("mhaudit.toml"))
    assert caught.value.problems[0].text() == "mhaudit.toml:1:1: 不是 UTF-8 编码的文本"


def test_marks_of_dotted_quoted_and_nested_keys():
    text = '''\
a.b = 1  # a "comment" = [
"c.d" = {e = 'x', f = [1.5, 2024-09-02]}
g = """
h = 1
"""
[[i]]
j = [
  "k",
  # l
  ["m"],
]
'''
    marks = positions(text)
    assert marks.key["a", "b"] == (1, 3)
    assert marks.value["a", "b"] == (1, 7)
    assert marks.key["c.d", "e"] == (2, 10)
    assert marks.value["c.d", "f", 1] == (2, 29)
    assert ("h",) not in marks.key
    assert marks.value["i", "j", 0] == (8, 3)
    assert marks.value["i", "j", 1, 0] == (10, 4)
    assert marks.nearest(("i", "j", 7)) == (7, 1)
    assert marks.nearest(("z",)) == (1, 1)


# --- what follows for an audit

FORM = """\
学校名称,在校学生数,办学类型
云帆初级中学,500,初级中学
"""
TEACHERS = """\
南昌市云帆初级中学心理健康教育教师名册
学校名称,姓名,岗位类别
云帆初级中学,林晓岚,专职
"""
ACTIVITIES = """\
学校名称,活动主题,活动类型,活动时间,活动对象
云帆初级中学,心理健康主题班会,班会,2025-02-05,全校
"""


def folder(**files: str) -> Path:
    for name, text in files.items():
        write(text, f"data/{name}.csv")
    return Path("data")


def verdicts(result, rule: str) -> list[str]:
    return [str(f.verdict) for f in result.schools[0].findings if f.rule == rule]


def test_own_alias_is_read_and_said():
    data = folder(学校=FORM, 教师=TEACHERS)
    before = inspect([data]).inputs[1].tables[0].columns[2]
    assert (before.heading, before.field) == ("岗位类别", None)
    write("[vocabulary.teachers]\nduty = ['岗位类别']", "data/mhaudit.toml")
    column = next(
        table.columns[2]
        for item in inspect([data]).inputs
        for table in item.tables
        if table.table == "teachers"
    )
    assert (column.heading, column.field, column.how) == ("岗位类别", "duty", "own_alias")


def test_own_alias_wins_over_a_built_in_heading_of_the_same_table():
    """Two columns of one meaning would both be refused (R135); the one that the user names is read."""
    teachers = TEACHERS.replace("岗位类别", "专兼职,岗位类别").replace("专职\n", "兼职,专职\n")
    data = folder(学校=FORM.replace("500", "900"), 教师=teachers)
    assert verdicts(audit([data]), "NC102") == ["fail"]
    write("[vocabulary.teachers]\nduty = ['岗位类别']", "data/mhaudit.toml")
    assert verdicts(audit([data]), "NC102") == ["pass"]


def test_a_school_that_is_absent_counts_as_the_file_says():
    """R1."""
    data = folder(
        学校=FORM + "远航初级中学,400,初级中学\n",
        教师=TEACHERS.replace("南昌市云帆初级中学", ""),
    )

    def nc104(result):
        school = next(s for s in result.schools if s.name == "远航初级中学")
        return [str(f.verdict) for f in school.findings if f.rule == "NC104"]

    assert nc104(audit([data])) == ["unknown"]
    write('absent_school = "zero"', "data/mhaudit.toml")
    assert nc104(audit([data])) == ["fail"]
    assert nc104(audit([data], config=Config())) == ["unknown"]


def test_the_term_of_the_file_and_of_the_option():
    """R129: --term, else mhaudit.toml, else the dates."""
    data = folder(学校=FORM, 活动=ACTIVITIES)
    period = audit([data]).period
    assert (period.terms, period.how) == (("2024-2025-2",), "dates")
    write('term = "2024-2025"', "data/mhaudit.toml")
    period = audit([data]).period
    assert (period.terms, period.how) == (("2024-2025-1", "2024-2025-2"), "file")
    period = audit([data], term="2023-2024-1").period
    assert (period.terms, period.how) == (("2023-2024-1",), "option")


def test_term_dates_of_the_file_decide_where_a_day_lies():
    data = folder(学校=FORM, 活动=ACTIVITIES)
    assert verdicts(audit([data], term="2024-2025-1"), "NC301") == ["fail"] * 3
    write('[terms."2024-2025-1"]\nfirst = 2024-09-02\nlast = 2025-02-10\n', "data/mhaudit.toml")
    result = audit([data], term="2024-2025-1")
    assert verdicts(result, "NC301") == ["pass"] * 3
    assert result.period.default_dates is False
    assert result.period.set_dates == (("2024-2025-1", dt.date(2024, 9, 2), dt.date(2025, 2, 10)),)
    other = audit([data], term="2022-2023-1").period
    assert (other.default_dates, other.set_dates) == (True, ())


def test_limits_of_the_file():
    data = folder(学校=FORM)
    write("[limits]\nfile_bytes = 10", "data/mhaudit.toml")
    assert [issue.code for issue in audit([data]).data_issues] == ["D103"]


def test_rules_and_language_of_the_file():
    data = folder(学校=FORM)
    write(
        """\
pack: county
version: 1.0
title: 县
title_en: County
extends: [nanchang]
disable: {NC104: 县里另有安排}
""",
        "data/county.yaml",
    )
    write('rules = ["county.yaml"]\nlang = "en"', "data/mhaudit.toml")
    result = audit([data])
    assert [pack.name for pack in result.packs] == ["nanchang", "county"]
    assert result.language == "en"
    assert result.notes == (
        "The configuration file data/mhaudit.toml was used (it sets rules, lang)",
    )
    assert audit([data], lang="zh", rules=["nanchang"]).notes == (
        "使用了配置文件 data/mhaudit.toml(设定了 rules、lang)",
    )  # fmt: skip
    assert [p.name for p in audit([data], rules=["nanchang"]).packs] == ["nanchang"]


# --- on the command line


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_check_says_what_the_file_set(capsys):
    folder(学校=FORM, 活动=ACTIVITIES)
    write(
        'term = "2024-2025-1"\n[terms."2024-2025-1"]\nfirst = 2024-09-02\nlast = 2025-02-10\n',
        "data/mhaudit.toml",
    )
    _, out, _ = run(capsys, "check", "data")
    lines = out.splitlines()
    assert "检查时段:2024-2025学年第一学期(由配置文件指定)" in lines
    assert "2024-2025学年第一学期的起止按配置文件:2024-09-02 至 2025-02-10" in lines
    assert "说明:使用了配置文件 data/mhaudit.toml(设定了 term、terms)" in lines
    assert "默认日期" not in out


def test_a_faulty_file_ends_with_2_and_every_line(capsys):
    folder(学校=FORM)
    write('trem = "x"\nlang = "cn"\n', "data/mhaudit.toml")
    assert run(capsys, "check", "data") == (
        2,
        "",
        "错误:data/mhaudit.toml:1:1: trem: 不认识的键“trem”\n  建议:是不是“term”?\n"
        "错误:data/mhaudit.toml:2:8: lang: 不认识的取值“cn”\n  建议:可用的有:zh, en\n"
        "共 2 处错误\n",
    )
    code, _, err = run(capsys, "inspect", "data", "--lang", "en")
    assert code == 2
    assert err.startswith("error: data/mhaudit.toml:1:1: trem: unknown key 'trem'\n")


def test_config_names_a_file(capsys):
    folder(学校=FORM)
    write("lang = 1", "data/mhaudit.toml")
    write('lang = "en"', "other.toml")
    code, out, _ = run(capsys, "inspect", "data", "--config", "other.toml")
    assert code == 0
    assert "schools" in out
    code, _, err = run(capsys, "check", "data", "--config", "nope.toml")
    assert (code, err) == (
        2,
        "错误:没有配置文件 nope.toml\n  建议:检查路径;含空格的路径要加引号\n",
    )


def test_option_then_environment_then_file_say_the_language(capsys, monkeypatch):
    folder(学校=FORM)
    write('lang = "en"', "data/mhaudit.toml")
    assert "Period" in run(capsys, "check", "data")[1]
    assert "检查时段" in run(capsys, "check", "data", "--lang", "zh")[1]
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    assert "检查时段" in run(capsys, "check", "data")[1]
    monkeypatch.setenv("MHAUDIT_LANG", "en")
    write('lang = "zh"', "data/mhaudit.toml")
    assert "Period" in run(capsys, "check", "data")[1]


def test_errors_are_told_in_the_language_of_the_file(capsys):
    folder(学校=FORM)
    write('lang = "en"', "data/mhaudit.toml")
    code, _, err = run(capsys, "check", "data", "--term", "2024")
    assert code == 2
    assert err.startswith("error: --term")


# --- the example, and the words


def test_the_example_is_valid_with_everything_switched_on():
    text = (ROOT / "sample_data/mhaudit.toml.example").read_text(encoding="utf-8")
    assert read_config(write(text)) == Config(file="mhaudit.toml")
    switched_on = re.sub(r"(?m)^#(?=\S)", "", text)
    Path("waivers.yaml").write_text("[]", encoding="utf-8")
    config = read_config(write(switched_on))
    assert config.sets == (
        "rules",
        "term",
        "lang",
        "absent_school",
        "waivers",
        "terms",
        "vocabulary",
        "limits",
    )
    assert config.limits == Limits()


@pytest.mark.parametrize("module", [config_words, page_words])
def test_both_languages_have_the_same_placeholders(module):
    for chinese, english in module.MESSAGES.values():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            for text in (chinese, english)
        ]
        assert fields[0] == fields[1]
