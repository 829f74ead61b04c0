"""An English run holds no Chinese but what stands in the forms and in the documents that are quoted."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineError, CalamineWorkbook

from mhaudit import api
from mhaudit.reports.console import write_console
from mhaudit.reports.inspect import write_inspect
from mhaudit.reports.inspect_json import write_inspect_json
from mhaudit.reports.result import write_json
from mhaudit.rulebook.load import load_rulebook
from mhaudit.wording import MODULES, say

SAMPLES = Path(__file__).parents[2] / "sample_data"
RUNS = re.compile("[\u3400-\u9fff]+")
WIDE = 100_000
"""Nothing is broken over two lines."""
# Headings that the reader or a remedy suggests, a word to write; courses that a rule names.
WORDS = (
    "计入班主任工作年限 办学类型 填表说明 约左右余 学校名称 单位盖章 初级中学 "
    "九年一贯制学校 无 七班高一 体育与健康 美术 劳动 心理健康与职业生涯"
)


def forms(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    for file in files:
        yield from file.relative_to(SAMPLES).parts
        try:
            book = CalamineWorkbook.from_path(str(file))
        except (CalamineError, OSError, ValueError):
            data = file.read_bytes()
            yield data.decode("gb18030", "ignore")
            yield data.decode("utf-8", "ignore")
            continue
        for sheet in book.sheet_names:
            yield sheet
            for row in book.get_sheet_by_name(sheet).to_python():
                yield from map(str, row)


def quoted():
    for rule in load_rulebook(("nanchang",)).rules:
        clause = rule.clause
        yield from (clause.document.title, clause.clause, clause.quote)


def not_from_forms(text, path):
    known = "\n".join((*forms(path), *quoted(), *WORDS.split()))
    plain = "".join(known.split())
    return sorted({run for run in RUNS.findall(text) if run not in known and run not in plain})


@pytest.mark.parametrize(
    "name", ["faulty_school.xlsx", "clean_school.xlsx", "district.xlsx", "messy"]
)
def test_check_in_english(name):
    path = SAMPLES / name
    result = api.audit([path], lang="en")
    stream = StringIO()
    write_console(result, stream, width=WIDE, verbose=True)
    write_json(result, stream)
    assert not_from_forms(stream.getvalue(), path) == []


@pytest.mark.parametrize(
    "name", ["faulty_school.xlsx", "clean_school.xlsx", "district.xlsx", "messy"]
)
def test_inspect_in_english(name):
    path = SAMPLES / name
    result = api.inspect([path], lang="en")
    stream = StringIO()
    write_inspect(result, stream, width=WIDE, verbose=True)
    write_inspect_json(result, stream)
    assert not_from_forms(stream.getvalue(), path) == []


def test_the_comparison_finds_a_sentence_of_ours():
    """The net has no hole: a Chinese sentence of the catalogue is caught."""
    text = say("zh", "console.no_rate")
    assert not_from_forms(text, SAMPLES / "messy")
    assert len(MODULES) > 5


def test_pupils_are_masked_and_personal_columns_left_out_of_the_preview():
    """R102, R104: names of pupils masked beside the raw cells too; identity numbers never shown."""
    path = next((SAMPLES / "messy").glob("栗溪*"))
    stream = StringIO()
    write_inspect_json(api.inspect([path]), stream)
    document = json.loads(stream.getvalue())
    tables = {table["sheet"]: table for table in document["inputs"][0]["tables"]}
    first = tables["心理委员"]["preview"][0]["cells"]
    (members,) = [cell["raw"] for cell in first if cell["field"] == "members"]
    assert re.fullmatch(r"\w\*（男）、\w\*（女）", members)
    roster = tables["教职工"]
    shown = {cell["heading"] for row in roster["preview"] for cell in row["cells"]}
    assert "姓名" in shown
    assert "身份证号" not in shown
    assert "身份证号" in {column["heading"] for column in roster["columns"]}
