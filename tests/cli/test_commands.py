"""What the commands do with their options, where they write, and how they end. The audit itself is replaced."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import typer
from reports.made import bad_file, checklist, finding, issue, result, school, unknown

from mhaudit import __version__, api
from mhaudit.cli import main
from mhaudit.cli.app import _app
from mhaudit.cli.settings import chosen_language
from mhaudit.errors import MhauditError, Problem, RuleFileError, UsageError


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in (
        "MHAUDIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "MHAUDIT_DEBUG", "COLUMNS", "FORCE_COLOR",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


class Audit:
    """Stands for `api.audit`: remembers what it was asked and returns `result`, or raises it."""

    def __init__(self, answer):
        self.answer, self.asked = answer, None

    def __call__(self, paths, *, progress=None, config=None, cache=None, **options):
        self.asked = {"paths": [str(path) for path in paths], **options}
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@pytest.fixture
def audit(monkeypatch):
    def replaced(answer):
        stand_in = Audit(answer)
        monkeypatch.setattr(api, "audit", stand_in)
        return stand_in

    return replaced


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "我校.csv"
    path.write_text("学校\n育新学校\n", encoding="utf-8")
    return path


CLEAN = result(school(finding("pass"), standing="pass"))
FAILING = result(school(finding()))


# --- check: options and exit codes


def test_options_reach_the_audit(audit, form):
    asked = audit(CLEAN)
    code = main([
        "check", str(form), "--rules", "nanchang", "--rules", "county.yaml", "--term", "2024-2025-1",
        "--as-of", "2024-12-01", "--lang", "en", "--show-names",
    ])  # fmt: skip
    assert code == 0
    assert asked.asked == {
        "paths": [str(form)],
        "rules": ("nanchang", "county.yaml"),
        "term": "2024-2025-1",
        "as_of": dt.date(2024, 12, 1),
        "lang": "en",
        "show_names": True,
        "waivers": None,
        "select": (),
        "ignore": (),
        "jobs": 0,
        "dask": None,
    }


def test_defaults(audit, form):
    asked = audit(CLEAN)
    main(["check", str(form)])
    assert asked.asked == {
        "paths": [str(form)],
        "rules": ("nanchang",),
        "term": None,
        "as_of": None,
        "lang": "zh",
        "show_names": False,
        "waivers": None,
        "select": (),
        "ignore": (),
        "jobs": 0,
        "dask": None,
    }


@pytest.mark.parametrize(
    ("answer", "options", "code"),
    [
        (CLEAN, [], 0),
        (FAILING, [], 1),
        (FAILING, ["--fail-on", "never"], 0),
        (result(school(finding(strength="principle"))), [], 1),  # R113
        (result(school(finding(strength="principle"))), ["--fail-on", "error"], 0),
        (result(school(finding("pass"), unknown())), ["--fail-on", "unknown"], 1),
        (result(school(unknown())), [], 3),
        (result(), [], 2),
    ],
)
def test_exit_codes_of_check(audit, form, answer, options, code):
    audit(answer)
    assert main(["check", str(form), *options]) == code


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            result(),
            "错误:在所给的内容中没有找到学校\n  建议:运行 mhaudit inspect 查看文件是怎样读懂的\n",
        ),
        (result(school(unknown())), "注意:检查不完整:没有可判定的内容\n"),  # R13
        (result(school(finding("error"))), "注意:检查不完整:有规则出错\n"),
        (result(school(finding()), data_issues=(bad_file(),)), "注意:检查不完整:有文件无法读取\n"),
        (CLEAN, ""),
        (FAILING, ""),
    ],
)
def test_why_a_run_is_not_clean_is_said_on_stderr(audit, form, capsys, answer, said):
    audit(answer)
    main(["check", str(form)])
    assert capsys.readouterr().err == said


def test_the_summary_goes_to_stdout(audit, form, capsys):
    audit(FAILING)
    main(["check", str(form)])
    assert "南昌市育新学校 — 有必须的要求不达标" in capsys.readouterr().out


def test_json_goes_to_stdout_alone(audit, form, capsys):
    audit(result(school(unknown())))
    assert main(["check", str(form), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["schema"] == "mhaudit/1"


def test_verbose_lists_passes(audit, form, capsys):
    audit(CLEAN)
    main(["check", str(form)])
    assert "√ NC101" not in capsys.readouterr().out
    main(["check", str(form), "--verbose"])
    assert "√ NC101" in capsys.readouterr().out


# --- check: -o


def test_output_goes_to_a_file(audit, form, tmp_path, capsys):
    audit(FAILING)
    target = tmp_path / "结果.json"
    assert main(["check", str(form), "--format", "json", "-o", str(target)]) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["fail"] == 1
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["我校.csv", "结果.json"]


def test_a_dash_is_stdout(audit, form, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    audit(CLEAN)
    main(["check", str(form), "-o", "-"])
    assert "mhaudit" in capsys.readouterr().out
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("given", ["form", "folder"])
def test_an_input_is_never_written_over(audit, form, tmp_path, capsys, given):
    asked = audit(FAILING)
    before = form.read_bytes()
    paths = {"form": form, "folder": tmp_path}
    assert main(["check", str(paths[given]), "-o", str(form)]) == 2
    assert form.read_bytes() == before
    assert asked.asked is None
    assert "是要检查的文件" in capsys.readouterr().err


def test_an_input_under_another_name_is_not_written_over(audit, form, tmp_path):
    audit(FAILING)
    link = tmp_path / "结果.json"
    try:
        link.symlink_to(form)
    except OSError:
        pytest.skip("no links here")
    before = form.read_bytes()
    assert main(["check", str(form), "-o", str(link)]) == 2
    assert form.read_bytes() == before


@pytest.mark.parametrize("options", [["--format", "json"], []])
def test_a_run_that_writes_into_the_folder_it_reads_can_be_repeated(audit, form, tmp_path, options):
    """An earlier report beside the forms is no input (R94)."""
    audit(FAILING)
    target = tmp_path / "结果.out"
    arguments = ["check", str(tmp_path), *options, "-o", str(target)]
    assert main(arguments) == 1
    first = target.read_bytes()
    target.write_bytes(first + b"more")
    assert main(arguments) == 1
    assert target.read_bytes() == first


def test_an_earlier_report_that_is_named_as_an_input_is_kept(audit, form, tmp_path):
    audit(FAILING)
    target = tmp_path / "结果.json"
    target.write_text("{}", encoding="utf-8")
    assert main(["check", str(form), str(target), "-o", str(target)]) == 2
    assert target.read_text(encoding="utf-8") == "{}"


def test_an_earlier_report_is_kept_whole_if_writing_fails(audit, form, tmp_path, capsys):
    resource = pytest.importorskip("resource", reason="no limits on files here")
    audit(FAILING)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "r.json"
    target.write_text("old", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        code = main(["check", str(form), "--format", "json", "-o", str(target)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in folder.iterdir()] == ["r.json"]
    assert "无法写入" in capsys.readouterr().err


def test_output_to_a_folder_or_into_a_missing_one_is_refused(audit, form, tmp_path, capsys):
    asked = audit(FAILING)
    assert main(["check", str(form), "-o", str(tmp_path)]) == 2
    assert "是文件夹" in capsys.readouterr().err
    assert main(["check", str(form), "-o", str(tmp_path / "no" / "r.json")]) == 2
    assert "不存在" in capsys.readouterr().err
    assert asked.asked is None


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_written_to_and_not_replaced(audit, form):
    audit(FAILING)
    assert main(["check", str(form), "-o", "/dev/null"]) == 1
    assert Path("/dev/null").is_char_device()


# --- errors


def test_an_error_of_the_user_has_its_hint(audit, form, capsys):
    audit(UsageError("没有规则包“x”", hint="可用的规则包:nanchang"))
    assert main(["check", str(form)]) == 2
    assert capsys.readouterr().err == "错误:没有规则包“x”\n  建议:可用的规则包:nanchang\n"


def test_errors_in_english(audit, form, capsys):
    audit(MhauditError("no such pack 'x'", hint="packs: nanchang"))
    assert main(["check", str(form), "--lang", "en"]) == 2
    assert capsys.readouterr().err == "error: no such pack 'x'\n  help: packs: nanchang\n"


def test_every_fault_of_a_rule_file_is_told(audit, form, capsys):
    problems = [
        Problem(
            "r.yaml", 14, 13, "require > ratio", "unknown key 'at_mots'", "did you mean 'at_most'?"
        ),
        Problem("r.yaml", 20, 1, "", "duplicate key"),
    ]
    audit(RuleFileError(problems))
    assert main(["check", str(form), "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "error: r.yaml:14:13: require > ratio: unknown key 'at_mots'",
        "  help: did you mean 'at_most'?",
        "error: r.yaml:20:1: duplicate key",
        "2 errors",
    ]


def test_a_bug_is_called_ours(audit, form, capsys):
    audit(ZeroDivisionError("division by zero"))
    assert main(["check", str(form)]) == 3
    told = capsys.readouterr().err
    assert f"这是 mhaudit {__version__} 的缺陷" in told
    assert (
        "(ZeroDivisionError, test_commands.py:" in told
    )  # the place, never the text: it may quote a cell
    assert "division by zero" not in told
    assert "Traceback" not in told


def test_a_bug_shows_its_traceback_when_asked(audit, form, capsys, monkeypatch):
    monkeypatch.setenv("MHAUDIT_DEBUG", "1")
    audit(ZeroDivisionError("division by zero"))
    assert main(["check", str(form)]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption(audit, form, capsys):
    audit(KeyboardInterrupt())
    assert main(["check", str(form)]) == 130
    assert capsys.readouterr().err == "已中断\n"


USAGE = [
    (["check", "x", "--quiet", "--verbose"], "--verbose 和 --quiet 不能同时使用"),
    (["check", "x", "--rule", "NC999"], "没有 NC999 这条规则"),
    (["check", "x", "--rule", "nc3o1"], "没有 nc3o1 这条规则\n  建议:是不是 NC301?"),
    (["inspect", "x", "--format", "jso"], "--format 的值“jso”无效\n  建议:是不是 json?"),
    (["completion"], "缺少参数 SHELL"),
    (["completion", "tcsh"], "SHELL 的值“tcsh”无效"),
    ([], "没有给出命令"),
    (["--lang", "zh"], "没有给出命令"),
    (["rules"], "没有给出命令"),
    (["chek"], "没有 chek 这个命令\n  建议:是不是 check?"),
    (["rules", "tset"], "没有 tset 这个命令\n  建议:是不是 test?"),
    (["check"], "缺少参数 PATH"),
    (["check", "x", "--fromat", "json"], "没有 --fromat 这个选项\n  建议:是不是 --format?"),
    (["check", "x", "--term"], "选项 --term 后面缺少值"),
    (["check", "x", "--format", "jsn"], "--format 的值“jsn”无效\n  建议:是不是 json?"),
    (["check", "x", "--fail-on", "errors"], "--fail-on 的值“errors”无效\n  建议:是不是 error?"),
    (["check", "x", "--term", "2024-2026-1"], "--term 的值“2024-2026-1”无效"),
    (["check", "x", "--term", "2024-2025-3"], "--term 的值“2024-2025-3”无效"),
    (["check", "x", "--as-of", "2024-13-01"], "--as-of 的值“2024-13-01”无效"),
    (["check", "x", "--as-of", "12/1"], "--as-of 的值“12/1”无效"),
    (["check", "x", "--lang", "fr"], "--lang 的值“fr”无效"),
    (["--lang", "fr", "check", "x"], "--lang 的值“fr”无效"),
    (["schema", "rule"], "没有 rule 这个命令"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage(audit, capsys, arguments, said):
    asked = audit(CLEAN)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"错误:{said}")
    assert told.out == ""
    assert asked.asked is None


def test_control_characters_of_an_error_do_not_reach_the_terminal(audit, form, capsys):
    audit(UsageError("坏\x1b[31m.xlsx"))
    main(["check", str(form)])
    assert "\x1b" not in capsys.readouterr().err


# --- language, help, version


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], None, "zh"),
        ([], "en", "en"),
        ([], "en_US.UTF-8", "en"),
        ([], "zh", "zh"),
        ([], "fr", "zh"),
        (["--lang", "en"], None, "en"),
        (["--lang=en"], "zh", "en"),
        (["--lang", "zh"], "en", "zh"),
    ],
)
def test_language_of_the_run(audit, form, monkeypatch, arguments, variable, language):
    """Chinese unless --lang, MHAUDIT_LANG or the locale says otherwise (DESIGN §2)."""
    if variable:
        monkeypatch.setenv("MHAUDIT_LANG", variable)
    asked = audit(CLEAN)
    main(["check", str(form), *arguments])
    assert asked.asked["lang"] == language
    main([*arguments, "check", str(form)])
    assert asked.asked["lang"] == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "MHAUDIT_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "MHAUDIT_LANG": "en"}, "en"),
    ],
)
def test_a_locale_gives_english_only_if_it_says_english(environment, language):
    assert chosen_language(["check", "x"], environment) == language


COMMANDS = [
    [],
    ["check"],
    ["inspect"],
    ["rules"],
    ["rules", "list"],
    ["rules", "test"],
    ["schema", "result"],
    ["completion"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_worded_in_both_languages(capsys, command):
    assert main([*command, "--help"]) == 0
    chinese = capsys.readouterr().out
    assert main([*command, "-h", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "用法:" in chinese
    assert "Usage:" in english
    assert "cli." not in chinese + english
    assert not any("\u4e00" <= character <= "\u9fff" for character in english)


def every_command():
    """All commands there are, groups too, by their words."""
    found, stack = [], [((), typer.main.get_command(_app()))]
    while stack:
        words, command = stack.pop()
        found.append(list(words))
        stack += [
            ((*words, name), child) for name, child in getattr(command, "commands", {}).items()
        ]
    return sorted(found)


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
@pytest.mark.parametrize(("language", "word"), [("zh", "例如:mhaudit"), ("en", "Example: mhaudit")])
def test_every_help_has_an_example(capsys, command, language, word):
    main([*command, "--help", "--lang", language])
    told = " ".join(capsys.readouterr().out.split())
    assert " ".join([word, *command]) in told
    assert "cli." not in told


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mhaudit {__version__}\n"


def test_help_loads_neither_pandas_nor_the_engine():
    code = (
        "import sys; from mhaudit.cli import main; main(['check', '--help'])\n"
        "heavy = ('pandas', 'yaml', 'python_calamine', 'openpyxl', 'mhaudit.engine', "
        "'mhaudit.loader', 'mhaudit.rulebook', 'mhaudit.kinds')\n"
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_check_on_the_console_loads_no_writer_of_workbooks_or_documents():
    code = (
        "import sys; from mhaudit.cli import main; code = main(['check', sys.argv[1]])\n"
        "heavy = ('pandas', 'openpyxl', 'xlsxwriter', 'jinja2', 'rapidfuzz', 'sqlite3', "
        "'mhaudit.reports.excel', 'mhaudit.reports.result')\n"
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or code)"
    )
    form = Path(__file__).parents[2] / "sample_data" / "faulty_school.xlsx"
    command = [sys.executable, "-c", code, str(form)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_python_m_is_the_same_program():
    done = subprocess.run(
        [sys.executable, "-m", "mhaudit", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"mhaudit {__version__}\n", "")


# --- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_a_script_for_every_shell(capsys, shell):
    assert main(["completion", shell]) == 0
    told = capsys.readouterr().out
    assert "_MHAUDIT_COMPLETE" in told
    assert "mhaudit" in told


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mhaudit ins", ["inspect"]),
        ("mhaudit check x --fo", ["--format"]),
        ("mhaudit check x --format js", ["json"]),
        ("mhaudit check x --fail-on n", ["note", "never"]),
        ("mhaudit check x --rule NC30", ["NC301", "NC302"]),
        ("mhaudit check x --rules nan", ["nanchang"]),
        ("mhaudit check x --lang e", ["en"]),
        ("mhaudit completion p", ["powershell", "pwsh"]),
        ("mhaudit check 我", []),  # left to the shell, which knows its files
    ],
)
def test_what_a_shell_is_offered(words, offered):
    environment = {
        **os.environ, "_MHAUDIT_COMPLETE": "complete_bash", "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "mhaudit"], env=environment, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == offered


# --- --school, --rule, --quiet

TWO = result(
    school(finding(), finding("pass", rule="NC501"), name="南昌市甲小学", code="3136000001"),
    school(finding("pass"), finding(rule="NC501"), name="南昌市乙小学", code="3136000002"),
)


@pytest.mark.parametrize(
    ("options", "schools"),
    [
        (["--school", "南昌市甲小学"], ["南昌市甲小学"]),
        (["--school", "3136000002"], ["南昌市乙小学"]),
        (["--school", " 乙 小学"], ["南昌市乙小学"]),
        (["--school", "乙", "--school", "甲"], ["南昌市甲小学", "南昌市乙小学"]),
        (["--school", "南昌"], ["南昌市甲小学", "南昌市乙小学"]),
    ],
)
def test_a_school_is_chosen_by_name_code_or_part_of_its_name(audit, form, capsys, options, schools):
    audit(TWO)
    assert main(["check", str(form), "--format", "json", *options]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["schools"]] == schools
    assert told["summary"]["schools"] == len(schools)
    assert told["notes"] == [f"用 --school 只列出 2 所学校中的 {len(schools)} 所"]


def test_a_name_that_is_part_of_another_means_only_that_school(audit, form, capsys):
    audit(result(school(finding(), name="城关小学"), school(finding(), name="城关小学分校")))
    main(["check", str(form), "--format", "json", "--school", "城关小学"])
    assert [s["name"] for s in json.loads(capsys.readouterr().out)["schools"]] == ["城关小学"]


def test_a_school_that_is_not_there_is_told_with_those_that_are(audit, form, capsys):
    audit(TWO)
    assert main(["check", str(form), "--school", "丙中学"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("错误:没有找到学校“丙中学”\n  建议:读到的学校例如:")


def test_a_file_that_could_not_be_read_still_counts_with_one_school(audit, form):
    audit(result(*TWO.schools, data_issues=(bad_file(),)))
    assert main(["check", str(form), "--school", "甲"]) == 3


@pytest.mark.parametrize("name", ["NC501", "nc501", "support-team"])
def test_a_rule_is_chosen_by_id_or_name_and_standings_follow(audit, form, capsys, name):
    audit(TWO)
    assert main(["check", str(form), "--format", "json", "--rule", name]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [[f["rule"] for f in one["findings"]] for one in told["schools"]] == [["NC501"]] * 2
    assert [one["standing"] for one in told["schools"]] == ["pass", "fail"]
    assert told["summary"]["pass"] == told["summary"]["fail"] == 1
    assert "NC501" in told["notes"][0]


def test_checklists_need_all_rules(audit, form, capsys):
    audit(result(school(finding(), checklists=(checklist(),))))
    main(["check", str(form), "--format", "json", "--rule", "NC101"])
    assert json.loads(capsys.readouterr().out)["schools"][0]["checklists"] == []


def test_quiet_prints_results_and_counts(audit, form, capsys):
    audit(FAILING)
    assert main(["check", str(form), "-q"]) == 1
    told = capsys.readouterr().out
    assert "有必须的要求不达标" in told
    assert "结论 1 条:" in told
    assert "NC101" not in told


# --- inspect, rules, schema


def test_inspect_reports_and_never_fails_on_verdicts(monkeypatch, form, capsys):
    def stand_in(paths, *, lang, show_names, preview, progress, **options):
        assert preview == 3
        assert ([str(path) for path in paths], lang, show_names) == ([str(form)], "zh", False)
        return result(school(standing="notapplicable"), data_issues=(issue("D201", "info"),))

    monkeypatch.setattr(api, "inspect", stand_in)
    assert main(["inspect", str(form)]) == 0
    assert "工作表“教师” → 教师表" in capsys.readouterr().out


def test_inspect_of_an_unreadable_file_exits_3(monkeypatch, form):
    monkeypatch.setattr(api, "inspect", lambda paths, **options: result(data_issues=(bad_file(),)))
    assert main(["inspect", str(form)]) == 3


def test_inspect_as_json(monkeypatch, form, capsys):
    monkeypatch.setattr(
        api, "inspect", lambda paths, **options: result(school(standing="notapplicable"))
    )
    assert main(["inspect", str(form), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "mhaudit-inspect/1"
    columns = told["inputs"][0]["tables"][0]["columns"]
    assert columns[2] == {
        "cell": "C4", "heading": "课时", "field": None, "how": "refused",
        "reason": "每周还是每学期不明", "candidates": ["periods_per_week", "hours_per_term"],
    }  # fmt: skip


def test_rules_list_names_every_rule(capsys):
    assert main(["rules", "list"]) == 0
    told = capsys.readouterr().out
    assert "NC101  counsellor-ratio" in told
    assert "原则上 · 学校 · 启用" in told
    assert "鼓励 · 学校,每两个月 · 启用" in told
    assert told.splitlines()[-1].startswith("共 ")


def test_rules_list_in_english(capsys):
    assert main(["rules", "list", "--lang", "en"]) == 0
    assert "principle · school · on" in capsys.readouterr().out


def test_rules_list_of_an_unknown_pack(capsys):
    assert main(["rules", "list", "--rules", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("错误:")


def test_schema_result_describes_what_check_writes(audit, form, capsys):
    assert main(["schema", "result"]) == 0
    schema = json.loads(capsys.readouterr().out)
    audit(FAILING)
    main(["check", str(form), "--format", "json"])
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)


# --- streams


STAND_IN = """
import sys
sys.path.insert(0, {tests!r})
from mhaudit import api
from reports.made import finding, result, school
api.audit = lambda paths, **options: result(*[school(finding()) for _ in range({schools})])
from mhaudit.cli import main
sys.exit(main())
"""


def in_process(form, *options, schools=1, environment=None, **how):
    """The command in a process of its own; `environment` is added to this one's."""
    code = STAND_IN.format(tests=str(Path(__file__).parent.parent), schools=schools)
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONUTF8"}
    return subprocess.Popen(
        [sys.executable, "-c", code, "check", str(form), *options],
        env={**variables, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_chinese_reaches_stdout_as_utf8_whatever_the_locale(form, encoding):
    """R156."""
    process = in_process(form, environment={"PYTHONIOENCODING": encoding})
    out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert "南昌市育新学校 — 有必须的要求不达标" in out.decode("utf-8")


def test_an_encoding_that_holds_chinese_is_kept(form):
    process = in_process(form, environment={"PYTHONIOENCODING": "gb18030"})
    out, _ = process.communicate()
    assert "南昌市育新学校 — 有必须的要求不达标" in out.decode("gb18030")


def test_json_is_utf8_even_so(form):
    process = in_process(form, "--format", "json", environment={"PYTHONIOENCODING": "gb18030"})
    out, _ = process.communicate()
    assert json.loads(out.decode("utf-8"))["schools"][0]["name"] == "南昌市育新学校"


def test_a_reader_that_goes_away_changes_nothing(form):
    """`mhaudit check … | head` ends quietly, with the exit code of the audit."""
    process = in_process(form, "--verbose", schools=3000)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (1, b"")


def test_no_color_and_pipes_give_plain_text(form):
    process = in_process(form, environment={"NO_COLOR": "1"})
    out, _ = process.communicate()
    assert b"\x1b" not in out


def test_a_stream_that_cannot_be_reconfigured_is_left_alone(audit, form, monkeypatch):
    audit(CLEAN)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["check", str(form), "--format", "json"]) == 0
    assert json.loads(stream.getvalue())["schema"] == "mhaudit/1"
