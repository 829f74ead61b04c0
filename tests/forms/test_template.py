"""Blank forms: nothing but headings when untouched, nothing but verdicts when filled in."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from mhaudit import audit
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.findings import AuditResult, Verdict
from mhaudit.forms.columns import FORMS, KINDS, SHEETS
from mhaudit.forms.template import TemplateSpec, template
from mhaudit.forms.typeset import typeset
from mhaudit.forms.uses import uses
from mhaudit.loader.cells import kind as kind_of
from mhaudit.loader.vocabulary import load as load_vocabulary
from mhaudit.loader.vocabulary import normalise
from mhaudit.rulebook.load import load_rulebook
from tests.forms.filling import fill, junior

TERM = "2024-2025-1"


def blank(tmp_path: Path, *options: str, name: str = "填报表.xlsx") -> Path:
    path = tmp_path / name
    assert main(["template", str(path), *options]) == 0
    return path


def audited(path: Path) -> AuditResult:
    return audit([path], term=TERM, config=Config())


def codes(result: AuditResult) -> list[str]:
    issues = [*result.data_issues]
    for school in result.schools:
        issues += school.data_issues
    return [issue.code for issue in issues]


def verdicts(result: AuditResult, school: int = 0) -> dict[tuple[str, str], Verdict]:
    return {
        (finding.rule, finding.subject.label): finding.verdict
        for finding in result.schools[school].findings
    }


@pytest.mark.parametrize("options", [(), ("--district",), ("--lang", "en")])
def test_untouched_it_is_seven_times_only_headings(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    """R2: headings without any row are not supplied; no school, no failure."""
    result = audited(blank(tmp_path, *options))
    assert codes(result) == ["D204"] * 7
    assert not result.schools
    (given,) = result.inputs
    assert [table.table for table in given.tables] == list(FORMS)
    for table in given.tables:
        assert {column.how for column in table.columns} == {"exact"}


def test_untouched_with_kind_and_classes_nothing_fails(tmp_path: Path) -> None:
    """Even where the file's name gives the school away: the classes are there, all else is not supplied."""
    options = ("--kind", "初级中学", "--classes", "7:2,8:2,9:1")
    result = audited(blank(tmp_path, *options, name="南昌市青禾中学.xlsx"))
    found = verdicts(result)
    assert found
    assert set(found.values()) <= {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}


def test_filled_in_it_loads_without_any_issue_and_passes(tmp_path: Path) -> None:
    """The example row is left standing, and nothing is said of it (R53)."""
    path = blank(tmp_path)
    fill(path, junior())
    result = audited(path)
    assert codes(result) == []
    assert [school.name for school in result.schools] == ["南昌市青禾中学"]
    found = verdicts(result)
    others = {key: verdict for key, verdict in found.items() if verdict is not Verdict.PASS}
    assert {rule for rule, _ in others} == {"NC102", "NC103", "NC202", "NC702"}
    assert set(others.values()) == {Verdict.NOT_APPLICABLE}


def test_filled_in_with_planned_faults_just_these_are_found(tmp_path: Path) -> None:
    path = blank(tmp_path, "--kind", "初级中学", "--classes", "7:2,8:2,9:1")
    data = junior()
    data["学校"][0]["在校学生数"] = 240
    data["心理教师"][0]["是否享受班主任同等待遇"] = "否"  # NC105
    data["心理教师"][0]["是否计班主任工作年限"] = None  # NC106 unknown
    del data["心理委员"][4]["女心理委员"]  # NC401 of 九(1)班
    data["课程"] = [
        row for row in data["课程"] if (row["年级"], row["课程名称"]) != ("八年级", "美术")
    ]
    data["活动"] = data["活动"][:2] + data["活动"][3:]  # NC302 of 九年级
    data["工作记录"][3]["是否完成"] = "否"  # NC502
    fill(path, data)
    result = audited(path)
    assert codes(result) == []
    found = verdicts(result)
    wrong = {
        (rule, label.split()[0]): verdict
        for (rule, label), verdict in found.items()
        if verdict in (Verdict.FAIL, Verdict.UNKNOWN)
    }
    assert wrong == {
        ("NC105", "温静姝"): Verdict.FAIL,
        ("NC106", "温静姝"): Verdict.UNKNOWN,
        ("NC401", "九(1)班"): Verdict.FAIL,
        ("NC203", "八年级"): Verdict.FAIL,
        ("NC302", "九年级"): Verdict.FAIL,
        ("NC502", "南昌市青禾中学"): Verdict.FAIL,
    }


def test_no_counsellor_is_said_with_one_word(tmp_path: Path) -> None:
    """R4: a row reading 无 is supplied and none; NC104 fails, and nothing is remarked."""
    path = blank(tmp_path)
    data = junior()
    data["心理教师"] = [{"姓名": "无"}]
    fill(path, data)
    result = audited(path)
    assert codes(result) == []
    assert verdicts(result)["NC104", "南昌市青禾中学"] is Verdict.FAIL


def test_a_district_form_takes_many_schools(tmp_path: Path) -> None:
    path = blank(tmp_path, "--district")
    one, other = junior("南昌市青禾中学"), junior("南昌市明溪中学")
    other["学校"][0]["学校标识码"] = "3136999102"
    other["心理教师"][0]["专职/兼职"] = "兼职"
    other["工作记录"][2]["是否完成"] = "否"
    joined = {
        sheet: [
            {"学校名称": data["学校"][0]["学校名称"], **row}
            for data in (one, other)
            for row in data[sheet]
        ]
        for sheet in one
    }
    fill(path, joined)
    result = audited(path)
    assert codes(result) == []
    failed = {
        school.name: [f.rule for f in school.findings if f.verdict is Verdict.FAIL]
        for school in result.schools
    }
    assert failed == {"南昌市青禾中学": [], "南昌市明溪中学": ["NC501"]}


def test_a_vocational_school(tmp_path: Path) -> None:
    """Years 1 to 3 are those of the vocational school (R21); NC202 is decided by the year's hours (R79)."""
    path = blank(tmp_path, "--kind", "职业高中学校", "--classes", "1:2,2:1")
    book = openpyxl.load_workbook(path)
    assert [book["班级"].cell(row, 2).value for row in range(5, 9)] == [
        "一(1)班",
        "一(2)班",
        "二(1)班",
        None,
    ]
    data = junior("南昌市青禾职业高中")
    data["学校"][0] |= {"办学类型": "职业高中学校", "在校学生数": 144, "学校标识码": None}
    data["班级"] = data["班级"][:3]
    for row in data["班级"]:
        del row["班级"]
    del data["心理委员"]
    data["活动"] = [row | {"活动对象": "全校"} for row in data["活动"]]
    course = {"年级": "一年级", "课程名称": "心理健康与职业生涯", "学时": 36, "是否必修": "是"}
    data["课程"] = [course, {"年级": "一年级", "课程名称": "劳动", "周课时": 1}]
    fill(path, data)
    result = audited(path)
    assert [code for code in codes(result) if code != "D204"] == []  # 心理委员 is left blank
    assert verdicts(result)["NC202", "中职一年级"] is Verdict.PASS


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_offered_reads_as_one_kind(name: str) -> None:
    """R28: no name on the list leaves the kind open."""
    read = kind_of(name)
    assert read.code is None
    assert len(read.value) == 1


def test_the_notes_hold_no_heading_of_the_vocabulary(tmp_path: Path) -> None:
    """A cell that is one could make the sheet a form of label–value pairs."""
    words = load_vocabulary().words
    for options in ((), ("--district",), ("--lang", "en")):
        name = f"{len(options)}{options[-1] if options else ''}.xlsx"
        sheet = openpyxl.load_workbook(blank(tmp_path, *options, name=name))["填表说明"]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert [text for text in texts if normalise(text) in words] == []


def test_the_notes_say_what_each_column_serves(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(blank(tmp_path))["填表说明"]
    serves = {str(row[1].value): str(row[4].value) for row in sheet.iter_rows() if row[4].value}
    assert serves["“在校学生数”"] == "NC101、NC102、NC103、NC104"
    assert serves["“是否享受班主任同等待遇”"].startswith("NC105 ")
    assert serves["“男心理委员”"].startswith("NC401 ")
    assert "不参与判定" in serves["“佐证材料”"]
    named = {str(cell.value) for cell in sheet["A"]}
    assert {rule.id for rule in load_rulebook(["nanchang"]).active()} <= named


def test_a_rule_that_reads_a_further_field_gets_its_column(tmp_path: Path) -> None:
    """The columns follow the rules: without one that reads it, the area of the room is not asked for."""
    rules = tmp_path / "county.yaml"
    rules.write_text(
        """
pack: county
version: 2024.1
title: 县要求
title_en: County
documents:
  county: {title: 县要求, issuer: 县教育局, date: 2024-09-01, url: "https://example.org/county"}
rules:
  - id: XX101
    name: room-area
    title: 心理辅导室不小于 30 平方米
    title_en: A room of 30 square metres
    strength: must
    source: {document: county, clause: 一, quote: 不小于30平方米}
    for_each: school
    require: {field: {room_area_m2: {at_least: 30}}}
    examples:
      - {title: 30, given: {schools: [{room_area_m2: 30}]}, expect: pass}
""",
        encoding="utf-8",
    )
    headings = {}
    for name, options in (("a", ()), ("b", ("--rules", "nanchang", "--rules", str(rules)))):
        sheet = openpyxl.load_workbook(blank(tmp_path, *options, name=f"{name}.xlsx"))["学校"]
        headings[name] = {str(cell.value).lstrip("*") for cell in sheet[3]}
    assert headings["b"] - headings["a"] == {"心理咨询室面积"}


def test_entries_are_limited_and_explained(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(tmp_path, "--kind", "初级中学"))
    checks = {
        (name, rule.promptTitle): rule
        for name in SHEETS.values()
        for rule in book[name].data_validations.dataValidation
    }
    assert all(rule.prompt and rule.showInputMessage for rule in checks.values())
    assert checks["学校", "在校学生数"].type == "whole"
    assert checks["活动", "活动时间"].type == "date"
    assert checks["心理教师", "专职/兼职"].formula1 == '"专职,兼职"'
    assert "七年级,八年级,九年级" in checks["课程", "年级"].formula1
    assert "一年级" not in checks["课程", "年级"].formula1
    assert "班级!" in checks["心理委员", "班级"].formula1
    assert "双月报" in checks["工作记录", "项目"].formula1
    assert not checks["活动", "活动对象"].showErrorMessage  # 七、八年级 may be typed


def test_headings_and_example_are_locked_without_a_password_and_entries_are_not(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(blank(tmp_path))
    for name in SHEETS.values():
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.deleteRows
        for row in (1, 3, 4):
            assert sheet.cell(row, 2).protection.locked
        assert not sheet.cell(5, 2).protection.locked
        assert not sheet.column_dimensions["B"].protection.locked  # below the ruled rows as well


def test_the_seven_sheets_print_on_a4_with_their_headings(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(tmp_path))
    for name in SHEETS.values():
        sheet = book[name]
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_every_field_that_a_rule_reads_stands_on_the_form() -> None:
    """Whatever packs are loaded; what only titles and derivations give is left out."""
    read = uses(load_rulebook(["nanchang"]))
    for table, name in read.rules:
        assert any(name in column.fields for column in FORMS[table]), (table, name)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--kind", "中学"), "--kind"),
        (("--classes", "7:0"), "--classes"),
        (("--classes", "7-6"), "--classes"),
        (("--classes", "13:1"), "--classes"),
        (("--classes", "7:1,7:2"), "--classes"),
        (("--kind", "初级中学", "--classes", "10:2"), "高一"),
        (("--district", "--kind", "小学"), "--district"),
    ],
)
def test_wrong_options_are_named(
    tmp_path: Path, options: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    assert main(["template", str(path), *options]) == 2
    assert words in capsys.readouterr().err
    assert not path.exists()


def test_a_filled_form_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = blank(tmp_path)
    before = path.read_bytes()
    assert main(["template", str(path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["template", str(path), "--force"]) == 0


def test_only_xlsx_can_be_written(tmp_path: Path) -> None:
    assert main(["template", str(tmp_path / "a.xls")]) == 2


def test_words_of_drop_downs_fit_what_excel_allows() -> None:
    data = template(load_rulebook(["nanchang"]), TemplateSpec())
    assert data.startswith(b"PK")
    assert not re.search(rb"#REF!", data)


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("如 七(1)班;每班一行", "如 七(1)班\uff1b每班一行"),
        ("不低于 1:800(专兼职合计)", "不低于 1:800\uff08专兼职合计\uff09"),
        ("课程!D4:D6", "课程!D4:D6"),
    ],
)
def test_chinese_punctuation_leaves_classes_ratios_and_cells_alone(
    plain: str, printed: str
) -> None:
    assert typeset(plain) == printed
