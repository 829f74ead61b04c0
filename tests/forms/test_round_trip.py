"""Blank forms of every kind filled in, and copies read back: what was planned is found, where it was planned."""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from mhaudit.cli import main
from mhaudit.findings import Verdict
from mhaudit.forms.columns import KINDS
from mhaudit.forms.template import TemplateSpec, class_name, grade_name
from mhaudit.models.grades import GRADES, KIND_GRADES, KIND_NAMES
from tests.forms.filling import FIRST, every_kind, fill, junior
from tests.forms.test_annotate import audited, colours, marked, said
from tests.forms.test_template import blank, codes

CODES = {name: code for code, name in KIND_NAMES.items()}
UNJUDGED = ("幼儿园", "盲人学校", "聋人学校", "弱智学校")
"""Kinds that no requirement of the pack is for."""
FAULTS = {"NC105", "NC502"}


def grades_of(kind: str) -> list[str]:
    return [grade for grade in GRADES if grade in KIND_GRADES[CODES[kind]][1]]


def options_of(kind: str) -> tuple[str, ...]:
    """One class in each grade of the kind, asked for backwards."""
    classes = ",".join(f"{grade[1:]}:1" for grade in reversed(grades_of(kind)))
    return ("--kind", kind, *(("--classes", classes) if classes else ()))


def planned(kind: str, name: str) -> dict[str, list[dict[str, Any]]]:
    """A school that does everything but pay its counsellor as homeroom teachers and follow up pupils in care."""
    grades = grades_of(kind)
    spec = TemplateSpec(kind=CODES[kind])
    classes = [class_name(spec, grade) for grade in grades]
    data = every_kind(name, kind, classes, [grade_name(grade) for grade in grades])
    data["心理教师"][0]["是否享受班主任同等待遇"] = "否"
    data["工作记录"][3]["是否完成"] = "否"
    if not grades:  # a kindergarten has neither grades nor lessons
        data = {sheet: data[sheet] for sheet in ("学校", "心理教师", "工作记录")}
        data["学校"][0]["在校学生数"] = 90
    return data


def wrong(result: Any, school: int = 0) -> dict[str, Verdict]:
    """What fails or is open, by rule."""
    return {
        finding.rule: finding.verdict
        for finding in result.schools[school].findings
        if finding.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    }


def expected(kind: str) -> dict[str, Verdict]:
    return {} if kind in UNJUDGED else dict.fromkeys(sorted(FAULTS), Verdict.FAIL)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_of_each_kind_filled_in_finds_just_the_planned_faults(
    tmp_path: Path, kind: str
) -> None:
    """R31: 技工学校 are no vocational schools for NC202; R28: each name is one kind."""
    path = blank(tmp_path, *options_of(kind))
    fill(path, planned(kind, "南昌市青禾学校"))
    result = audited(path)
    assert [code for code in codes(result) if code != "D204"] == []
    assert wrong(result) == expected(kind)


def test_one_district_form_with_a_school_of_each_kind(tmp_path: Path) -> None:
    path = blank(tmp_path, "--district")
    names = {kind: f"南昌市青禾{at}校" for at, kind in enumerate(KINDS, 1)}
    joined: dict[str, list[dict[str, Any]]] = {}
    for kind, name in names.items():
        for sheet, rows in planned(kind, name).items():
            joined.setdefault(sheet, []).extend({"学校名称": name, **row} for row in rows)
    fill(path, joined)
    result = audited(path)
    assert codes(result) == []
    found = {school.name: wrong(result, at) for at, school in enumerate(result.schools)}
    assert found == {name: expected(kind) for kind, name in names.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_form_of_each_kind_accuses_nobody(tmp_path: Path, kind: str) -> None:
    """R2: what stands there already, kind and classes, is nobody's until a school names itself."""
    result = audited(blank(tmp_path, *options_of(kind)))
    assert not result.schools
    assert set(codes(result)) >= {"D204"}


@pytest.mark.parametrize("kind", sorted(set(KIND_NAMES) - {"514", "519"}))
def test_every_code_is_a_kind_and_stands_on_the_form(tmp_path: Path, kind: str) -> None:
    sheet = openpyxl.load_workbook(blank(tmp_path, "--kind", kind))["学校"]
    assert KIND_NAMES[kind] in [cell.value for cell in sheet[FIRST]]


@pytest.mark.parametrize(
    "classes",
    ["9:1,8:2,7:2", "７：２，８：２，９：１", " 7 : 2 ; 8 : 2 ; 9 : 1 ", "07:02、08:02、09:01"],
    ids=["backwards", "full width", "blanks", "noughts"],
)
def test_classes_written_otherwise_are_the_same(tmp_path: Path, classes: str) -> None:
    path = blank(tmp_path, "--kind", "初级中学", "--classes", classes)
    sheet = openpyxl.load_workbook(path)["班级"]
    assert [sheet.cell(row, 2).value for row in range(FIRST, FIRST + 6)] == [
        "七(1)班", "七(2)班", "八(1)班", "八(2)班", "九(1)班", None,
    ]  # fmt: skip


def test_as_many_classes_as_there_may_be(tmp_path: Path) -> None:
    path = blank(tmp_path, "--classes", "7:99")
    sheet = openpyxl.load_workbook(path)["班级"]
    assert sheet.cell(FIRST + 98, 2).value == "七(99)班"
    assert sheet.cell(FIRST + 99, 2).value is None


@pytest.mark.parametrize(
    "classes",
    ["7:0", "7:100", "0:1", "13:1", "7:2,7:2", "7:2,07:3", "七:2", "7:六", "a:b", "7", "7:", ":6", "7:-1", "7:1.5",
     "7:2,", "7:2,,8:1", "7:2 8:2", "7:2:3"],
)  # fmt: skip
def test_odd_classes_are_named_and_nothing_is_written(
    tmp_path: Path, classes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    assert main(["template", str(path), "--classes", classes]) == 2
    told = unicodedata.normalize("NFKC", capsys.readouterr().err)
    assert unicodedata.normalize("NFKC", f"--classes 的值“{classes}”无效") in told
    assert "如 7:6,8:6,9:5" in told
    assert not path.exists()


# --- marked copies of every format ---


Sheets = dict[str, list[list[Any]]]
TEACHERS = [
    ["心理健康教育教师登记表"],
    [],
    ["序号", "学校名称", "姓名", "专职/兼职", "是否享受班主任同等待遇", "是否计班主任工作年限"],
    [1, "南昌市青禾中学", "温静姝", "专职", "否", "是"],
    [],
    [2, "南昌市青禾中学", "程修远", "兼职", "是", "否"],
    [],
    ["学校基本情况表"],
    ["学校名称", "办学类型", "在校学生数"],
    ["南昌市青禾中学", "初级中学", "约240人"],
]
"""Two tables below each other, with blank rows between and in them."""
WRONG_CELLS = {"E4", "F6", "C10"}


def as_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in TEACHERS:
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.row_dimensions[6].hidden = True
    book.save(path)


def as_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet")
    for at, row in enumerate(TEACHERS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    sheet.row(5).hidden = True
    book.save(str(path))


def as_ods(path: Path) -> None:
    """Blank rows as LibreOffice writes them: one element for several, and a hidden row."""

    def cell(value: Any) -> str:
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'

    rows = []
    for at, row in enumerate(TEACHERS):
        hidden = ' table:visibility="collapse"' if at == 5 else ""
        cells = "".join(map(cell, row)) or '<table:table-cell table:number-columns-repeated="6"/>'
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{urn}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def as_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(TEACHERS)


@pytest.mark.parametrize(
    ("suffix", "write"), [("xlsx", as_xlsx), ("xls", as_xls), ("ods", as_ods), ("csv", as_csv)]
)
def test_marks_stand_in_the_cells_of_the_original_whatever_its_format(
    tmp_path: Path, suffix: str, write: Callable[[Path], None]
) -> None:
    """Blank rows, a hidden row and two tables in one sheet: row for row, and the same when read again."""
    path = tmp_path / f"上报.{suffix}"
    write(path)
    copy = marked(path, tmp_path / "out")
    found = {name.partition("!")[2] for name in colours(copy)}
    assert found >= WRONG_CELLS
    book = openpyxl.load_workbook(copy)
    sheet = book.worksheets[1]
    for at, row in enumerate(TEACHERS, 1):
        for column, value in enumerate(row, 1):
            assert str(sheet.cell(at, column).value) == str(value)
    for cell, words in (("E4", "NC105"), ("F6", "NC106"), ("C10", "约240人")):
        comment = sheet[cell].comment
        assert comment is not None
        assert words in comment.text
    assert said(audited(copy)) == said(audited(path))


def test_a_form_with_faults_in_every_table_goes_round_in_both_languages(tmp_path: Path) -> None:
    data = junior()
    data["心理教师"][0]["是否享受班主任同等待遇"] = "否"
    data["心理委员"][4]["女心理委员"] = None
    data["活动"] = data["活动"][:2] + data["活动"][3:]
    data["工作记录"][3]["是否完成"] = "否"
    path = blank(tmp_path)
    fill(path, data)
    before = said(audited(path))
    for lang in ("zh", "en"):
        copy = marked(path, tmp_path / lang, "--lang", lang)
        assert said(audited(copy)) == before
        assert {"工作记录!C8"} <= set(colours(copy))
