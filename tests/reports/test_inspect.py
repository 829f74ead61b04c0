"""`inspect`: refused headings with what to write instead, and the JSON with its schema."""

import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from mhaudit import api
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.reports.inspect import write_inspect
from mhaudit.reports.inspect_json import json_schema, write_inspect_json

SAMPLES = Path(__file__).parents[2] / "sample_data"
SHILING = SAMPLES / "messy" / "安义县柿岭学校.xlsx"


def inspected(path, lang="zh", config=None):
    return api.inspect([path], lang=lang, config=config or Config())


def shown(result, width=200):
    stream = StringIO()
    write_inspect(result, stream, width=width)
    return stream.getvalue()


def document(result):
    stream = StringIO()
    write_inspect_json(result, stream)
    return json.loads(stream.getvalue())


def column(told, sheet, cell):
    (table,) = (one for one in told["inputs"][0]["tables"] if one["sheet"] == sheet)
    (found,) = (one for one in table["columns"] if one["cell"] == cell)
    return found


def test_bare_periods_are_shown_as_refused_with_the_keys_to_write():
    """R76: 3, 2, 1 under 课时 may be per week or per term."""
    result = inspected(SHILING)
    assert column(document(result), "课程", "C2") == {
        "cell": "C2",
        "heading": "课时",
        "field": None,
        "how": "refused",
        "reason": "bare",
        "candidates": ["periods_per_week", "hours_per_term"],
    }
    text = shown(result)
    assert (
        "有歧义,未采用:每周还是每学期不明;"
        "可能是 周课时(periods_per_week)、每学期课时(hours_per_term)" in text
    )
    assert "没有用上的表头:课时" in text
    assert (
        "要采用“课时”,在 mhaudit.toml 的 [vocabulary.lessons] 下写一行:"
        'periods_per_week = ["课时"](周课时) 或 hours_per_term = ["课时"](每学期课时)' in text
    )


def test_a_flag_that_may_mean_employed_full_time_has_its_key():
    """R36."""
    result = inspected(SHILING, "en")
    found = column(document(result), "教师", "E2")
    assert (found["field"], found["how"]) == (None, "refused")
    assert found["candidates"] == ["full_time_counsellor"]
    assert (
        "To use “是否专职教师”, write one line under [vocabulary.teachers] in mhaudit.toml: "
        'full_time_counsellor = ["是否专职教师"] (is a full-time counsellor)' in shown(result)
    )


def test_what_is_written_then_is_understood(tmp_path):
    """The lines that the page gives, in a file."""
    config = tmp_path / "mhaudit.toml"
    config.write_text(
        '[vocabulary.lessons]\nperiods_per_week = ["课时"]\n'
        '[vocabulary.teachers]\nfull_time_counsellor = ["是否专职教师"]\n',
        encoding="utf-8",
    )
    told = document(inspected(SHILING, config=config))
    for sheet, cell, key in (
        ("课程", "C2", "periods_per_week"),
        ("教师", "E2", "full_time_counsellor"),
    ):
        found = column(told, sheet, cell)
        assert (found["field"], found["how"]) == (key, "own_alias")
    assert [issue["code"] for issue in told["data_issues"]] == ["D413"]


@pytest.mark.parametrize(
    ("cells", "how"),
    [
        (["每周1节", "2"], "exact"),  # some rows say it, so the column is in use
        (["每周1节", "每两周1课时"], "exact"),
        (["1", "2"], "refused"),
        (["0", "2"], "refused"),  # a 0 is none however it is counted (R81)
        (["0", "0"], "exact"),
        (["", ""], "exact"),
    ],
)
def test_a_column_is_refused_where_no_cell_of_it_was_used(tmp_path, cells, how):
    """R76."""
    rows = "".join(f"七年级,{name},{cell}\n" for name, cell in zip("甲乙", cells, strict=True))
    form = tmp_path / "南昌市某某中学课程表.csv"
    form.write_text("年级,课程,课时\n" + rows, encoding="utf-8")
    assert column(document(inspected(form)), None, "C1")["how"] == how


def test_headings_left_over_have_keys_that_look_like_them(tmp_path):
    form = tmp_path / "南昌市某某中学.csv"
    form.write_text("姓名,专职/兼职,学历,姓名拼音\n温静姝,专职,本科,wen\n", encoding="utf-8")
    result = inspected(form)
    found = column(document(result), None, "D1")
    assert (found["how"], found["candidates"][0]) == ("unmapped", "name")
    assert "可能是 姓名(name)" in shown(result)
    assert "要采用“姓名拼音”" not in shown(result)


@pytest.mark.parametrize(
    "name", ["clean_school.xlsx", "faulty_school.xlsx", "district.xlsx", "messy"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_schema_describes_what_is_written(name, lang):
    told = document(inspected(SAMPLES / name, lang))
    jsonschema.validate(told, json_schema(), jsonschema.Draft202012Validator)
    assert told["inputs"][0]["tables"][0]["preview"]


def test_the_schema_is_one_and_refuses_what_it_does_not_name():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    told = document(inspected(SHILING))
    told["inputs"][0]["tables"][0]["columns"][0]["how"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError, match="perhaps"):
        jsonschema.validate(told, schema)
    told = document(inspected(SHILING)) | {"more": 1}
    with pytest.raises(jsonschema.ValidationError, match="more"):
        jsonschema.validate(told, schema)


def test_the_command_prints_the_schema(capsys):
    assert main(["schema", "inspect"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


@pytest.mark.parametrize(("language", "word"), [("zh", "班团队会"), ("en", "class meeting")])
def test_a_sheet_about_one_category_says_so(tmp_path, language, word):
    """What its title names of every row is told as a word, and in JSON by its key."""
    path = tmp_path / "班会.csv"
    path.write_text(
        "青禾初级中学主题班会登记表\n活动主题,活动时间,活动对象\n情绪,2024-09-20,全校\n",
        encoding="utf-8",
    )
    result = inspected(path, language)
    assert word in shown(result)
    (table,) = document(result)["inputs"][0]["tables"]
    assert table["declares"]["categories"] == "class_meeting"
