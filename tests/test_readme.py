"""The two READMEs say the same, and what they say is so: tables, commands, output and examples.

Comments that no reader sees mark what is compared: `<!-- table:NAME -->` a table, `<!-- runs -->` a table of
commands with the exit code each ends with on the sample data, `<!-- file:PATH -->` a file that the reader is
asked to write. A `console` block shows a command and its output, where a line `…` stands for any lines.
"""

import doctest
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from mhaudit.cli import main
from mhaudit.cli.app import _app
from mhaudit.cli.exit_codes import CLEAN, FAIL_ON, FOUND, INCOMPLETE, INTERRUPTED, USAGE
from mhaudit.config.read import KEYS, read_config
from mhaudit.config.vocabulary import keys_of
from mhaudit.findings import Verdict
from mhaudit.issues import CODES
from mhaudit.loader import vocabulary
from mhaudit.loader.formats import SHEET_EXTENSIONS, Limits
from mhaudit.reports import REPORTERS
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.packs import pack_names
from mhaudit.rulebook.schema import LEVELS
from mhaudit.wording import say
from mhaudit.wording.fields import word

ROOT = Path(__file__).parent.parent
NAMES = {"en": "README.md", "zh": "README.zh-CN.md"}
LANGUAGES = pytest.mark.parametrize("language", NAMES)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def text_of(language: str) -> str:
    return (ROOT / NAMES[language]).read_text(encoding="utf-8")


def rows_after(text: str, start: int) -> list[list[str]]:
    """The cells of the table that begins at `start`, without heading and rule."""
    lines = []
    for line in text[start:].lstrip("\n").split("\n"):
        if not line.startswith("|"):
            break
        lines.append(line)
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    assert len({len(row) for row in cells}) == 1, lines
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells[2:]]


def table(language: str, name: str) -> list[list[str]]:
    text = text_of(language)
    mark = f"<!-- table:{name} -->"
    assert text.count(mark) == 1, mark
    return rows_after(text, text.index(mark) + len(mark))


def first_codes(language: str, name: str) -> list[str]:
    """What stands in backticks first in each row."""
    return [CODE.findall(row[0])[0] for row in table(language, name)]


# --- the two are equals


def shape(text: str) -> list[tuple[str, str]]:
    """Everything but prose, in order: levels of headings, kinds of blocks, marks, and numbers of columns."""
    outline = []
    blanked = FENCE.sub(lambda fence: f"```{fence[1]}", text)
    for line in blanked.split("\n"):
        if line.startswith("#"):
            outline.append(("heading", line.split()[0]))
        elif line.startswith(("```", "<!--")):
            outline.append(("mark", line))
        elif line.startswith("|"):
            outline.append(("row", str(len(re.findall(r"(?<!\\)\|", line)))))
        elif line.startswith("- "):
            outline.append(("item", ""))
    return outline


def test_both_have_the_same_headings_tables_lists_and_blocks():
    english, chinese = (shape(text_of(language)) for language in NAMES)
    assert english == chinese
    assert sum(kind == "heading" for kind, _ in english) >= 20


def test_both_show_the_same_files_and_python():
    def blocks(language):
        kinds = ("toml", "yaml", "python", "sh")
        return [(kind, body) for kind, body in FENCE.findall(text_of(language)) if kind in kinds]

    assert blocks("en") == blocks("zh")


@LANGUAGES
def test_links_lead_somewhere(language):
    text = FENCE.sub("", text_of(language))
    anchors = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif not target.startswith("https://"):
            assert (ROOT / target).exists(), target


# --- tables agree with the program


def commands() -> dict[str, typer.core.TyperCommand]:
    """Every command as it is typed after `mhaudit`."""
    found = {}

    def walk(group, lead):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                walk(command, f"{lead}{name} ")
            else:
                found[f"{lead}{name}"] = command

    walk(typer.main.get_command(_app()), "")
    return found


def command_in(typed: str) -> str:
    """The command in `mhaudit rules show ID`."""
    words = typed.split()
    assert words[0] == "mhaudit", typed
    group = f"{words[1]} {words[2] if len(words) > 2 else ''}"
    return group if group in commands() else words[1]


@LANGUAGES
def test_every_command_is_listed(language):
    listed = [command_in(typed) for typed in first_codes(language, "commands")]
    assert sorted(listed) == sorted(commands())


@LANGUAGES
def test_every_option_of_check_is_listed(language):
    listed = sorted(
        option
        for row in table(language, "options")
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row[0])
    )
    known = (p for p in commands()["check"].params if isinstance(p, typer.core.TyperOption))
    assert listed == sorted(name for option in known for name in option.opts)


@LANGUAGES
def test_the_choices_of_options_are_listed(language):
    told = {
        CODE.findall(row[0])[0].split()[0]: CODE.findall(row[1])
        for row in table(language, "options")
    }
    assert told["--format"] == [*REPORTERS, "console"]
    assert [level for level in told["--fail-on"] if level in FAIL_ON] == list(FAIL_ON)


@LANGUAGES
def test_every_option_in_a_command_exists(language):
    for typed in CODE.findall(FENCE.sub("", text_of(language))):
        if not typed.startswith("mhaudit ") or typed == "mhaudit --version":
            continue
        known = {name for option in commands()[command_in(typed)].params for name in option.opts}
        used = re.findall(r"(?<= )--?[a-z][a-z-]*", typed)
        assert set(used) <= known | {"--lang", "--help"}, typed


@LANGUAGES
def test_exit_codes(language):
    rows = re.findall(r"^\| `(\d+)` \|", text_of(language), flags=re.MULTILINE)
    assert list(map(int, rows)) == [CLEAN, FOUND, USAGE, INCOMPLETE, INTERRUPTED]


@LANGUAGES
def test_verdicts_are_called_as_on_the_report(language):
    told = [row[:3] for row in table(language, "verdicts")]
    assert told == [
        [f"`{verdict}`", *(word(spoken, f"verdict.{verdict}") for spoken in ("zh", "en"))]
        for verdict in ("pass", "fail", "unknown", "notapplicable", "waived", "error")
    ]
    assert {row[0].strip("`") for row in told} == set(Verdict)


@LANGUAGES
def test_strengths_and_levels(language):
    assert [row[:3] for row in table(language, "strengths")] == [
        [f"`{strength}`", word("zh", f"strength.{strength}"), f"`{level}`"]
        for strength, level in LEVELS.items()
    ]


@LANGUAGES
def test_families_of_data_issues(language):
    assert first_codes(language, "issues") == [
        f"{family}xx" for family in sorted({c[:2] for c in CODES})
    ]


@LANGUAGES
def test_packs(language):
    told = dict(table(language, "packs"))
    known = {
        f"`{name}`": pack.title
        for name in pack_names()
        for pack in load_rulebook((name,), language=language).packs
        if pack.name == name
    }
    assert told == known


@LANGUAGES
def test_rules(language):
    def each(rule):
        who = say(language, f"cli.for_each.{rule.for_each}")
        if rule.per is not None:
            who = say(language, "cli.per", subject=who, per=say(language, f"cli.per.{rule.per}"))
        return [rule.id, rule.titled(language), who, word(language, f"strength.{rule.strength}")]

    rules = load_rulebook(("nanchang",), language=language).rules
    assert table(language, "rules") == [each(rule) for rule in rules]


@LANGUAGES
def test_documents(language):
    def each(document):
        title = f"[{document.title}]({document.url})" if document.url else document.title
        named = f"{title} {document.number}" if document.number else title
        return [named, document.issuer, document.date]

    documents = load_rulebook(("nanchang",)).documents.values()
    assert table(language, "documents") == [each(document) for document in documents]


@LANGUAGES
def test_settings_of_the_configuration_file(language):
    named = [re.findall(r"\w+", code)[0] for code in first_codes(language, "settings")]
    assert named == list(KEYS)
    limits = next(row for row in table(language, "settings") if row[0] == "`[limits]`")
    assert CODE.findall(limits[1]) == list(Limits.__slots__)


@LANGUAGES
def test_fields_that_a_heading_can_be_taught_for(language):
    told = {}
    for names, listed in table(language, "fields"):
        told[CODE.findall(names)[0]] = dict(
            re.findall(r"`(\w+)` ([^`]+?)(?:(?:, |、)(?=`)|$)", listed)
        )
    everywhere = set(keys_of("any"))
    known = {"any": {key: word(language, f"field.{key}") for key in keys_of("any")}}
    for name in vocabulary.TABLES:
        own = [key for key in keys_of(name) if key not in everywhere]
        known[name] = {key: word(language, f"field.{name}.{key}") for key in own}
    assert told == known


def test_formats_and_limits():
    limits = Limits()
    for language, cells in (("en", f"{limits.cells:,} "), ("zh", f"{limits.cells // 10_000} 万个")):
        text = text_of(language)
        prose = "\n".join(line for line in text.split("\n") if not line.startswith("|"))
        sizes = [int(size) << 20 for size in re.findall(r"(\d+) MiB", prose)]
        assert sizes == [limits.file_bytes, limits.unpacked_bytes]
        assert f" {cells}" in text
        line = next(line for line in text.split("\n") if ".xlsx" in line and ".ods" in line)
        assert list(dict.fromkeys(re.findall(r"\.[a-z]{2,4}\b", line))) == list(SHEET_EXTENSIONS)


# --- what a reader types


@dataclass(frozen=True)
class Step:
    """A command with its exit code and, of a `console` block, its output; or a file to write."""

    typed: str = ""
    code: int = 0
    shown: str | None = None
    file: str = ""
    content: str = ""


def steps(language: str) -> list[Step]:
    """All files and commands, in the order of the page."""
    text = text_of(language)
    found: list[tuple[int, Step]] = []
    for fence in FENCE.finditer(text):
        if fence[1] == "console":
            said = re.match(r"\s*(?:Exit code|退出码) `(\d+)`", text[fence.end() :])
            assert said, f"no exit code below: {fence[2][:60]}"
            typed, shown = fence[2].split("\n", 1)
            assert typed.startswith("$ ")
            found.append((fence.start(), Step(typed[2:], int(said[1]), shown)))
    for mark in re.finditer(r"^<!-- file:(\S+) -->\n", text, flags=re.MULTILINE):
        fence = FENCE.match(text, mark.end())
        assert fence, mark[0]
        found.append((mark.start(), Step(file=mark[1], content=fence[2])))
    for mark in re.finditer(r"^<!-- runs -->$", text, flags=re.MULTILINE):
        for at, (_, typed, code) in enumerate(rows_after(text, mark.end())):
            found.append((mark.start() + at, Step(typed.strip("`"), int(code.strip("`")))))
    return [step for _, step in sorted(found, key=lambda each: each[0])]


def like(shown: str, printed: str) -> bool:
    """Whether the output is as shown, `…` standing for any lines. The version may differ."""
    parts = [re.escape(_unversioned(part)) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), _unversioned(printed)) is not None


def _unversioned(text: str) -> str:
    return re.sub(r"^mhaudit \d[\w.]*", "mhaudit VERSION", text, flags=re.MULTILINE)


def test_like():
    assert like("a\n…\nd\n", "a\nb\nc\nd\n")
    assert like("…\nd\n", "d\n")
    assert not like("a\n…\nd\n", "a\nb\nc\n")
    assert not like("a\n", "a\nb\n")


@pytest.fixture
def samples(tmp_path, monkeypatch):
    """A folder with a copy of the sample data, where a new user stands, in a plain environment."""
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    for name in ("COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@LANGUAGES
def test_commands_do_what_is_shown(language, samples, capsys):
    """In order, since a file that the reader writes changes what follows."""
    wrong = []
    for step in steps(language):
        if step.file:
            (samples / step.file).write_text(step.content, encoding="utf-8")
            continue
        code = main(shlex.split(step.typed)[1:])
        captured = capsys.readouterr()
        if code != step.code:
            wrong.append(f"{step.typed}\nends with {code}, not {step.code}\n{captured.err}")
        if step.shown is not None and not like(step.shown, captured.out):
            wrong.append(f"{step.typed}\nprints:\n{captured.out}")
    assert not wrong, "\n\n".join(wrong)


def test_enough_is_shown():
    """Each kind of user finds commands, and both pages walk the same way."""
    english, chinese = steps("en"), steps("zh")
    assert [(step.file, step.code) for step in english] == [(s.file, s.code) for s in chinese]
    assert [command_in(s.typed) for s in english if s.typed] == [
        command_in(s.typed) for s in chinese if s.typed
    ]
    assert len([step for step in english if step.typed]) >= 20
    assert len([step for step in english if step.shown]) >= 5


@LANGUAGES
def test_commands_in_prose_are_tried_too(language):
    """All but bare names of commands and those with a placeholder."""
    tried = {step.typed for step in steps(language)} | {"mhaudit --version"}
    bare = {f"mhaudit {command}" for command in commands()}
    inline = {
        code
        for code in CODE.findall(FENCE.sub("", text_of(language)))
        if code.startswith("mhaudit ")
    }
    asked = {
        code for code in inline - bare if not re.search(r" (?:[A-Z]+|OUT\.xlsx)(?:…| |$)", code)
    }
    assert asked <= tried


@LANGUAGES
def test_the_configuration_file_sets_what_is_said(language, samples):
    (shown,) = (step for step in steps(language) if step.file.endswith("mhaudit.toml"))
    path = samples / shown.file
    path.write_text(shown.content, encoding="utf-8")
    assert read_config(path).vocabulary == {
        "lessons": {"periods_per_week": ("课时",)},
        "teachers": {"full_time_counsellor": ("是否专职教师",)},
    }


@LANGUAGES
@pytest.mark.usefixtures("samples")
def test_the_python_example_holds(language):
    (example,) = (body for kind, body in FENCE.findall(text_of(language)) if kind == "python")
    test = doctest.DocTestParser().get_doctest(example, {}, NAMES[language], None, 0)
    done = doctest.DocTestRunner().run(test)
    assert done.failed == 0
    assert done.attempted >= 5
