"""What docs/ci.md and .pre-commit-hooks.yaml tell others to use is valid, the same in both languages, and exists."""

import hashlib
import re
import shlex
import shutil
from pathlib import Path

import jsonschema
import pytest
import typer
import yaml
from published import schema as published

from mhaudit.cli import main
from mhaudit.cli.app import _app
from mhaudit.reports import REPORTERS
from mhaudit.reports.csv_rows import COLUMNS

ROOT = Path(__file__).parent.parent
PAGES = {"en": ROOT / "docs" / "ci.md", "zh": ROOT / "docs" / "ci.zh-CN.md"}
LANGUAGES = pytest.mark.parametrize("language", PAGES)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def text_of(language):
    return PAGES[language].read_text(encoding="utf-8")


def block(language, word):
    """The YAML block that holds a word."""
    (found,) = [
        body for kind, body in FENCE.findall(text_of(language)) if kind == "yaml" and word in body
    ]
    return yaml.safe_load(found)


def first_cells(language, name):
    after = text_of(language).split(f"<!-- table:{name} -->\n", 1)[1]
    rows = after.split("\n\n", 1)[0].splitlines()[2:]
    return [CODE.findall(row.split("|")[1]) for row in rows]


def commands():
    app = typer.main.get_command(_app())
    return dict(app.commands) | {
        f"rules {name}": command for name, command in app.commands["rules"].commands.items()
    }


def check_command(words):
    """The command exists and has every option that is given to it."""
    known = commands()
    name = " ".join(words[1:3]) if " ".join(words[1:3]) in known else words[1]
    options = {option for parameter in known[name].params for option in parameter.opts}
    given = {word for word in words if word.startswith("-") and word != "-"}
    assert given <= options, given - options
    for at, word in enumerate(words):
        if word == "--format":
            assert words[at + 1].partition("=")[0] in REPORTERS


def test_both_pages_show_the_same():
    english, chinese = (FENCE.findall(text_of(language)) for language in PAGES)
    assert english == chinese
    headings = [re.findall(r"^#+", text_of(each), flags=re.MULTILINE) for each in PAGES]
    assert headings[0] == headings[1]


@LANGUAGES
def test_links_lead_somewhere(language):
    for target in re.findall(r"\]\(([^)#\s]+)", text_of(language)):
        assert (PAGES[language].parent / target).exists(), target


@LANGUAGES
def test_every_format_and_column_is_listed(language):
    assert [codes[0] for codes in first_cells(language, "outputs")] == list(REPORTERS)
    listed = [code for codes in first_cells(language, "columns") for code in codes]
    assert listed == list(COLUMNS)


@LANGUAGES
def test_the_github_workflow(language):
    workflow = block(language, "actions/checkout")
    # YAML 1.1 reads the key `on` as true; GitHub does not
    workflow["on"] = workflow.pop(True)
    jsonschema.Draft7Validator(published("github-workflow")).validate(workflow)
    steps = workflow["jobs"]["audit"]["steps"]
    (check,) = [s["run"] for s in steps if "mhaudit check" in s.get("run", "")]
    check_command(shlex.split(check))
    written = dict(re.findall(r"--format (\w+)=(\S+)", check))
    assert written["sarif"] == next(
        s["with"]["sarif_file"] for s in steps if "sarif" in s.get("uses", "")
    )
    shown = [step["run"] for step in steps if step.get("run", "").startswith("cat ")]
    assert shown == [f'cat {written["markdown"]} >> "$GITHUB_STEP_SUMMARY"']
    assert workflow["permissions"]["security-events"] == "write"


@LANGUAGES
def test_the_gitlab_job(language):
    pipeline = block(language, "artifacts:\n    when")
    schema = published("gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci")
    jsonschema.Draft7Validator(schema).validate(pipeline)
    job = pipeline["audit"]
    check = shlex.split(job["script"][-1])
    check_command(check)
    assert f"junit={job['artifacts']['reports']['junit']}" in check
    assert f"json={job['artifacts']['paths'][0]}" in check


@LANGUAGES
def test_the_hooks_in_use(language):
    config = block(language, "repos:")
    hooks = {hook["id"]: hook for hook in hooks_file()}
    for used in config["repos"][0]["hooks"]:
        check_command([*shlex.split(hooks[used["id"]]["entry"]), *used.get("args", [])])


@LANGUAGES
def test_what_the_examples_run(language, tmp_path, monkeypatch, capsys):
    """As on the build server, with the baseline that the page says to write first: nothing is new."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()
    shutil.copy(ROOT / "sample_data" / "faulty_school.xlsx", tmp_path / "forms")
    (first,) = (
        code
        for code in CODE.findall(FENCE.sub("", text_of(language)))
        if "json=baseline.json" in code
    )
    steps = block(language, "actions/checkout")["jobs"]["audit"]["steps"]
    script = block(language, "artifacts:\n    when")["audit"]["script"]
    lines = [first, *(step.get("run", "") for step in steps), *script]
    checks = [shlex.split(line) for line in lines if line.startswith("mhaudit ")]
    assert len(checks) == 3
    assert [main(words[1:]) for words in checks] == [0, 0, 0]
    written = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert written == {"baseline.json", "summary.md", "mhaudit.sarif", "result.json", "junit.xml"}
    (tmp_path / "baseline.json").write_bytes(b"{}")
    assert main(checks[1][1:]) == 2
    without = [word for word in checks[1][1:] if "baseline" not in word]
    assert main(without) == 1


def hooks_file():
    return yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hooks():
    found = hooks_file()
    jsonschema.Draft7Validator(published("pre-commit-hooks")).validate(found)
    for hook in found:
        words = shlex.split(hook["entry"])
        assert words[0] == "mhaudit"
        check_command(words)


@pytest.mark.parametrize(
    ("name", "hook"),
    [
        ("上报/a.xlsx", "mhaudit"), ("a.CSV".lower(), "mhaudit"), ("a.et", "mhaudit"),
        ("a.md", None), ("xlsx", None),
        ("rules/county.yaml", "mhaudit-rules"), ("x/rules/a/b.yml", "mhaudit-rules"),
        ("myrules/a.yaml", None),
    ],
)  # fmt: skip
def test_which_files_a_hook_takes(name, hook):
    assert [each["id"] for each in hooks_file() if re.search(each["files"], name)] == (
        [hook] if hook else []
    )


@LANGUAGES
def test_commands_in_the_page_exist(language):
    text = text_of(language)
    inline = [code for code in CODE.findall(FENCE.sub("", text)) if code.startswith("mhaudit ")]
    scripts = [body.split("|")[0] for kind, body in FENCE.findall(text) if kind == "sh"]
    assert len(inline) + len(scripts) >= 6
    for typed in (*inline, *scripts):
        words = shlex.split(typed)
        if words[1] != "schema":
            check_command(words)


@LANGUAGES
def test_the_number_that_anyone_can_check(language):
    digits = hashlib.sha256(b"2024-12-01\n3136010001").hexdigest()
    assert f"`{digits[:16]}…`" in text_of(language)
