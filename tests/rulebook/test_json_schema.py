"""`mhaudit schema rules`: an independent validator accepts every shipped file and refuses typical mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from mhaudit.cli import main
from mhaudit.kinds import KINDS
from mhaudit.models.tables import FIELDS
from mhaudit.rulebook import files
from mhaudit.rulebook.json_schema import rules_schema
from mhaudit.rulebook.yaml_positions import read_yaml

from .test_lint import BASE, TYPOS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rules").glob("*/*.yaml"))
SCHEMA = rules_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def data(text: str) -> object:
    return read_yaml(text.encode(), "x.yaml", "zh").data


def faults(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(data(text))]


def test_the_schema_is_one():
    for language in ("zh", "en"):
        jsonschema.Draft202012Validator.check_schema(rules_schema(language))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_is_valid(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_names_the_schema_for_editors(path):
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    _, _, target = first.partition("yaml-language-server: $schema=")
    assert first.startswith("# ")
    assert (path.parent / target).resolve() == ROOT / "rules/rules.schema.json"


def test_the_shipped_schema_is_the_one_that_is_printed(capsys):
    shipped = json.loads((ROOT / "rules/rules.schema.json").read_text(encoding="utf-8"))
    assert shipped == SCHEMA, "run: mhaudit schema rules --lang zh > rules/rules.schema.json"
    assert main(["schema", "rules", "--lang", "zh"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_what_the_mistakes_are_made_in_is_valid():
    assert faults(BASE) == []


@pytest.mark.parametrize(
    "typo",
    [
        "misspelt key", "full-width colon within braces", "no space after the colon", "no quote of the clause",
        "a Chinese value", "a kind that is none", "1:30 for a number", "a Chinese number", "a word for yes",
        "no as a text", "small letters in an id", "unknown requirement", "unknown table", "unknown field",
        "a date with points", "an expectation that is none",
    ],
)  # fmt: skip
def test_the_schema_refuses(typo):
    old, new, *_ = TYPOS[typo]
    assert faults(BASE.replace(old, new, 1)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 1", "at_leest: 1"),
        ("at_least: 1", "at_least: {2024-9-1: 1}"),
        (", at_least: 1", ""),
        ("count: {of: teachers", "sum: {in: teachers"),
        ("count: {of: teachers, where: {counsellor: true", "count: {of: records, where: {counsellor: true"),
        ("has_room: true", "has_room: {above: 1}"),
        ("{above: 800}", "{abvoe: 800}"),
        ("teachers: []", "teacher: []"),
        ("{students: 801}", "{pupils: 801}"),
        ("require: {field: {has_room: true}}",
         "require: {field: {has_room: true}, count: {of: teachers, at_least: 1}}"),
        ("require: {field: {has_room: true}}",
         "require: {ratio: {of: {field: students, count: teachers}, per: {count: teachers}, at_most: 1}}"),
        ("require: {field: {has_room: true}}",
         "require: {latest: {field: date, in: records, within: {months: 0}, if_none: fail}}"),
        ("for_each: school\n    where", "for_each: grade\n    where"),
    ],
)  # fmt: skip
def test_the_schema_refuses_this_too(old, new):
    assert BASE.replace(old, new, 1) != BASE
    assert faults(BASE.replace(old, new, 1)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 1", "at_least: {2024-09-01: 1, 2025-09-01: 2}"),
        ("counsellor: true", "any_of: [{counsellor: true}, {none_of: [{duty: part_time}]}]"),
        ("[kindergarten, special]", "[111, 幼儿园, special]"),
        ("require: {field: {has_room: true}}",
         "require: {any_of: [{field: {has_room: true}}, {count: {of: records, where: {item: 辅导室}, at_least: 1}}]}"),
        ("require: {field: {has_room: true}}",
         "require: {share: {of: schools, having: {rule: AB101}, at_least: 0.9}}"),
        ("require: {field: {has_room: true}}",
         "require: {share: {of: schools, having: {has_room: true}, at_most: 0.9}}"),
        ("expect: fail", "expect: {例校: fail}"),
    ],
)  # fmt: skip
def test_the_schema_accepts(old, new):
    assert BASE.replace(old, new, 1) != BASE
    assert faults(BASE.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("pack_file", files.PackShape),
        ("group_file", files.GroupShape),
        ("checklists_file", files.ChecklistFile),
        ("rule", files.RuleShape),
        ("source", files.SourceShape),
        ("document", files.DocumentShape),
        ("effective", files.Effective),
        ("change", files.ChangeShape),
        ("example", files.ExampleShape),
        ("unruled", files.UnruledShape),
        ("checklist", files.ChecklistShape),
        ("item", files.ItemShape),
    ],
)
def test_the_schema_has_the_keys_of_the_loader(name, shape):
    found = SCHEMA["$defs"][name]
    keys = {info.alias or key: info for key, info in shape.model_fields.items()}
    assert set(found["properties"]) == set(keys)
    assert set(found.get("required", ())) == {
        key for key, each in keys.items() if each.is_required()
    }


def test_the_schema_has_every_kind_and_every_field():
    assert set(SCHEMA["$defs"]["requirement"]["properties"]) == set(KINDS)
    for kind in KINDS.values():
        properties = SCHEMA["$defs"]["requirement"]["properties"][kind.name].get("properties")
        keys = {info.alias or key for key, info in kind.params.model_fields.items()}
        assert properties is None or set(properties) == keys
    for table, fields in FIELDS.items():
        rows = SCHEMA["$defs"][f"rows.{table}"]["properties"]
        assert set(rows) == {*fields, "any_of", "all_of", "none_of"}


def test_titles_are_chinese_and_complete():
    """Whatever can be written in a rule file says in Chinese what it is."""
    for name in (
        "pack_file",
        "group_file",
        "rule",
        "source",
        "document",
        "example",
        "checklist",
        "item",
    ):
        for key, each in SCHEMA["$defs"][name]["properties"].items():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in each["title"]), (name, key)
    for table in FIELDS:
        for key, each in SCHEMA["$defs"][f"rows.{table}"]["properties"].items():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in each["title"]), (table, key)
    duty = SCHEMA["$defs"]["rows.teachers"]["properties"]["duty"]
    assert duty["description"] == "full_time 专职、part_time 兼职"
    assert "必须" in SCHEMA["$defs"]["rule"]["properties"]["strength"]["description"]
    assert (
        rules_schema("en")["$defs"]["rule"]["properties"]["fix_en"]["title"] == "remedy in English"
    )
