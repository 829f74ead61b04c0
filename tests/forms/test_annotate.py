"""Marked copies: the marks stand where the problems are, and the copy, checked again, says the same."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font

from mhaudit import audit
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.findings import AuditResult, Place
from mhaudit.forms.marks import COLOURS
from mhaudit.forms.problems import main_places, problems_in
from mhaudit.loader.tables import OWN_SHEET
from mhaudit.wording import LANGUAGES, say
from tests.forms.filling import fill, junior

ROOT = Path(__file__).parents[2]
FAULTY = ROOT / "sample_data" / "faulty_school.xlsx"
SHEET = "mhaudit检查结果"
TERM = "2024-2025-1"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def marked(path: Path, folder: Path, *options: str) -> Path:
    assert main(["annotate", str(path), "-o", str(folder), "--term", TERM, *options]) == 0
    return folder / path.with_suffix(".xlsx").name


def audited(path: Path) -> AuditResult:
    return audit([path], term=TERM, config=Config())


def said(result: AuditResult) -> list[Any]:
    """Every verdict and issue with its cells; a CSV has no sheet, its copy has one."""

    def cell(place: Place | None) -> Any:
        return place and (place.cell, place.value)

    found: list[Any] = []
    for school in result.schools:
        for finding in school.findings:
            cells = [cell(place) for place in (*finding.places, *finding.related)]
            gaps = [(each.table, each.field, cell(each.place)) for each in finding.missing]
            label = finding.subject.label
            found.append((school.name, finding.rule, label, finding.verdict, cells, gaps))
        found += [(each.code, cell(each.place)) for each in school.data_issues]
    return found + [(each.code, cell(each.place)) for each in result.data_issues]


def colours(path: Path) -> dict[str, str]:
    """Cell → colour, of every cell that carries one of the marks' colours together with a comment of ours."""
    ours = {colour.lstrip("#") for colour in COLOURS.values()}
    return {
        f"{sheet.title}!{cell.coordinate}": str(cell.fill.fgColor.rgb)[-6:]
        for sheet in openpyxl.load_workbook(path).worksheets
        if sheet.title != SHEET
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.fill.fgColor.rgb)[-6:] in ours and cell.comment
    }


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text.strip() + "\n", encoding=encoding)
    return path


# --- the round trip ---


@pytest.mark.parametrize("name", ["faulty_school.xlsx", "district.xlsx", "clean_school.xlsx"])
def test_the_copy_says_the_same_in_the_same_cells(tmp_path: Path, name: str) -> None:
    path = ROOT / "sample_data" / name
    before = path.read_bytes()
    copy = marked(path, tmp_path)
    assert said(audited(copy)) == said(audited(path))
    assert path.read_bytes() == before


def test_every_problem_is_marked_in_its_cell_with_clause_and_remedy(tmp_path: Path) -> None:
    result = audited(FAULTY)
    copy = marked(FAULTY, tmp_path)
    wanted = {
        place.text()
        for finding in result.schools[0].findings
        if finding.verdict in ("fail", "unknown")
        for place in main_places(finding)
    }
    found = colours(copy)
    assert wanted <= set(found)
    comment = openpyxl.load_workbook(copy)["工作记录"]["C5"].comment.text
    assert "NC501" in comment
    assert "依据" in comment
    assert "三级心理帮扶队伍并留存文件" in comment
    assert found["工作记录!C5"] == COLOURS["must"].lstrip("#")
    assert found["学校!F4"] == COLOURS["principle"].lstrip("#")
    assert found["班级!B6"] == COLOURS["encouraged"].lstrip("#")
    assert found["课程!C24"] == COLOURS["unknown"].lstrip("#")
    assert found["活动!F10"] == COLOURS["data"].lstrip("#")
    assert "学校!E4" not in found


def test_the_first_sheet_lists_every_problem_with_a_link_that_leads_to_it(tmp_path: Path) -> None:
    copy = openpyxl.load_workbook(marked(FAULTY, tmp_path))
    sheet = copy.worksheets[0]
    assert sheet.title == SHEET
    assert copy.active is sheet
    assert [each.title for each in copy.worksheets if each.sheet_view.tabSelected] == [SHEET]
    problems = problems_in(audited(FAULTY), "faulty_school.xlsx")
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    first = [problem.places[0] for problem in problems if problem.places]
    assert links == [f"'{place.sheet}'!{place.cell}" for place in first]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("个人信息" in text and "转发前请删除" in text for text in texts)


def test_marks_do_not_slip(tmp_path: Path) -> None:
    """Blank rows, a hidden row, a merged block and two tables in one sheet; read back by what the cells hold."""
    path = tmp_path / "in" / "南昌市青禾中学.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "情况"
    sheet.append([])
    sheet.append(["学校基本情况"])
    sheet.append([])
    sheet.append(["学校名称", "办学类型", "在校学生数"])
    sheet.append(["南昌市青禾中学", "初级中学", "约240人"])  # row 5
    sheet.append([])
    sheet.append(["心理健康教育教师登记表"])
    sheet.append(["序号", "姓名", "专职/兼职", "是否享受班主任同等待遇", "是否计班主任工作年限"])
    sheet.append([1, "温静姝", "专职", "否", "是"])  # row 9
    sheet.append([])
    sheet.append([2, "程修远", "兼职", None, "否"])  # row 11, 否 merged over E11:E12
    sheet.append([3, "虞采薇", "兼职", "是", None])
    sheet.merge_cells("E11:E12")
    sheet.row_dimensions[11].hidden = True
    book.save(path)
    result = audited(path)
    copy = marked(path, tmp_path / "out")
    found = colours(copy)
    wanted = {
        place.text()
        for finding in result.schools[0].findings
        if finding.verdict in ("fail", "unknown")
        for place in main_places(finding)
    }
    assert {"情况!D9", "情况!D11", "情况!E11", "情况!C5"} <= set(found)
    assert wanted <= set(found)
    back = openpyxl.load_workbook(copy)["情况"]
    assert back["D9"].value == "否"
    assert "NC105" in back["D9"].comment.text
    assert "温静姝" in back["D9"].comment.text
    assert "NC106" in back["E11"].comment.text
    assert back.row_dimensions[11].hidden
    assert "E11:E12" in {str(block) for block in back.merged_cells.ranges}
    assert said(audited(copy)) == said(result)


def test_a_filled_template_goes_round(tmp_path: Path) -> None:
    """template → filled in → annotate → checked again."""
    path = tmp_path / "填报表.xlsx"
    assert main(["template", str(path), "--kind", "初级中学", "--classes", "7:2,8:2,9:1"]) == 0
    data = junior()
    data["工作记录"][3]["是否完成"] = "否"
    fill(path, data)
    copy = marked(path, tmp_path / "out")
    assert list(colours(copy)) == ["工作记录!C8"]
    assert said(audited(copy)) == said(audited(path))
    kept = openpyxl.load_workbook(copy)["心理委员"].data_validations.dataValidation
    assert any("班级!" in rule.formula1 for rule in kept if rule.formula1)


# --- what is kept ---


def test_what_the_workbook_holds_besides_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "in" / "南昌市青禾中学.xlsx"
    path.parent.mkdir()
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("学校")
    bold = book.add_format({"bold": True, "font_color": "#0000FF", "num_format": "0.0"})
    for at, heading in enumerate(["学校名称", "办学类型", "在校学生数", "办别"]):
        sheet.write(0, at, heading, bold)
    sheet.write_row(1, 0, ["南昌市青禾中学", "初级中学"])
    sheet.write_formula(1, 2, "=SUM(选项!B1:B2)", bold, 240)
    sheet.write(1, 3, "公办")
    sheet.set_column(0, 0, 33)
    sheet.write_comment("D2", "请核对")
    sheet.data_validation("D2:D9", {"validate": "list", "source": "=选项!$A$1:$A$2"})
    seal = tmp_path / "seal.png"
    seal.write_bytes(PNG)
    sheet.insert_image("F3", str(seal))
    options = book.add_worksheet("选项")
    options.write_column(0, 0, ["公办", "民办"])
    options.write_column(0, 1, [120, 120])
    options.hide()
    book.close()
    copy = marked(path, tmp_path / "out")
    back = openpyxl.load_workbook(copy)
    assert back.sheetnames == [SHEET, "学校", "选项"]
    kept = back["学校"]
    assert back["选项"].sheet_state == "hidden"
    assert kept["C2"].value == "=SUM(选项!B1:B2)"
    assert openpyxl.load_workbook(copy, data_only=True)["学校"]["C2"].value == 240
    assert kept["C2"].font.b
    assert kept["C2"].number_format == "0.0"
    assert kept.column_dimensions["A"].width == pytest.approx(33, abs=1)
    assert kept["D2"].comment.text == "请核对"
    assert [rule.formula1 for rule in kept.data_validations.dataValidation] == ["选项!$A$1:$A$2"]
    with zipfile.ZipFile(copy) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
        assert [archive.read(name) for name in pictures] == [PNG]
    # The count of pupils is read from the formula's result in the copy as in the original.
    assert said(audited(copy)) == said(audited(path))


def test_an_own_comment_stays_in_front_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "in" / "faulty_school.xlsx"
    path.parent.mkdir()
    book = openpyxl.load_workbook(FAULTY)
    book["工作记录"]["C5"].comment = Comment("校办:下月补", "校办")
    book.save(path)
    comment = openpyxl.load_workbook(marked(path, tmp_path / "out"))["工作记录"]["C5"].comment
    assert comment.text.startswith("校办:下月补")
    assert "NC501" in comment.text


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    """A text box: openpyxl drops it, and the first sheet says so in words."""
    path = tmp_path / "in" / "南昌市青禾中学.xlsx"
    path.parent.mkdir()
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("学校")
    sheet.write_row(0, 0, ["学校名称", "办学类型", "在校学生数"])
    sheet.write_row(1, 0, ["南昌市青禾中学", "初级中学", 240])
    sheet.insert_textbox("E5", "教育局存档")
    seal = tmp_path / "seal.png"
    seal.write_bytes(PNG)
    sheet.insert_image("F3", str(seal))
    book.close()
    copy = marked(path, tmp_path / "out")
    first = openpyxl.load_workbook(copy).worksheets[0]
    texts = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    (lost,) = [text for text in texts if text.startswith("没能保留")]
    assert "文本框" in lost
    assert "图片" not in lost  # the picture beside it is still there
    with zipfile.ZipFile(copy) as archive:
        assert any(name.startswith("xl/media/") for name in archive.namelist())


def test_a_personal_column_is_named_on_the_first_sheet(tmp_path: Path) -> None:
    """D501: the copy still holds it, and says so."""
    path = tmp_path / "in" / "南昌市青禾中学.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    book.active.title = "心理教师"
    book.active.append(["姓名", "专职/兼职", "身份证号"])
    book.active.append(["温静姝", "专职", "360100198001010000"])
    book.save(path)
    back = openpyxl.load_workbook(marked(path, tmp_path / "out"))
    texts = [
        str(cell.value) for row in back.worksheets[0].iter_rows() for cell in row if cell.value
    ]
    assert any("已发现" in text and "身份证号" in text for text in texts)
    assert not any("360100198001010000" in text for text in texts)
    assert back["心理教师"]["C2"].value == "360100198001010000"


def test_marking_a_marked_copy_again_leaves_one_list_and_no_old_marks(tmp_path: Path) -> None:
    """The school mends its copy and sends it in; what was mended is not marked any more."""
    copy = marked(FAULTY, tmp_path / "one")
    book = openpyxl.load_workbook(copy)
    book["工作记录"]["C5"].value = "是"
    book["工作记录"]["G5"].value = None  # 正在筹建 beside a yes would be asked about
    book.save(copy)
    again = marked(copy, tmp_path / "two")
    back = openpyxl.load_workbook(again)
    assert [name for name in back.sheetnames if name.startswith("mhaudit")] == [SHEET]
    assert back["工作记录"]["C5"].comment is None
    assert "工作记录!C5" not in colours(again)
    assert "工作记录!C6" in colours(again)
    assert back["工作记录"]["C6"].comment.text.count("NC502") == 1


# --- other formats ---


def test_a_csv_becomes_a_workbook_and_its_blank_schools_merged_cells(tmp_path: Path) -> None:
    """R120: blanks under a school are filled down in CSV; the copy merges them, or they would be nobody's."""
    path = write_csv(
        tmp_path / "心理教师.csv",
        """
学校名称,姓名,专职/兼职,是否享受班主任同等待遇,是否计班主任工作年限
南昌市青禾小学,温静姝,专职,否,是
,程修远,兼职,是,是
南昌市明溪小学,=1+1,兼职,是,否
""",
        "gb18030",
    )
    copy = marked(path, tmp_path / "out")
    before = [each for each in said(audited(path)) if each[0] != "D209"]
    assert [each for each in said(audited(copy)) if each[0] != "D209"] == before
    back = openpyxl.load_workbook(copy).worksheets[1]
    assert [str(block) for block in back.merged_cells.ranges] == ["A2:A3"]
    assert back["B4"].value == "=1+1"
    assert back["B4"].data_type == "s"
    assert colours(copy).keys() >= {"Sheet1!D2", "Sheet1!E4"}


def test_an_xls_becomes_a_workbook_with_its_merges_and_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "南昌市青禾中学.xls"
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("心理教师")
    sheet.write_merge(0, 0, 0, 3, "心理健康教育教师登记表")
    for at, heading in enumerate(
        ["姓名", "专职/兼职", "是否享受班主任同等待遇", "是否计班主任工作年限"]
    ):
        sheet.write(1, at, heading)
    for at, value in enumerate(["温静姝", "专职", "否", "是"]):
        sheet.write(2, at, value)
    book.add_sheet("选项").visibility = 1
    book.save(str(path))
    copy = marked(path, tmp_path / "out")
    back = openpyxl.load_workbook(copy)
    assert back["选项"].sheet_state == "hidden"
    assert [str(block) for block in back["心理教师"].merged_cells.ranges] == ["A1:D1"]
    assert "心理教师!C3" in colours(copy)
    assert said(audited(copy)) == said(audited(path))
    texts = [
        str(cell.value) for row in back.worksheets[0].iter_rows() for cell in row if cell.value
    ]
    assert any(".xls 格式" in text for text in texts)


def test_files_of_one_school_keep_their_folders_and_each_its_own_problems(tmp_path: Path) -> None:
    """R93: the folder may name the school; what has no cell is said once."""
    folder = tmp_path / "南昌市青禾中学"
    folder.mkdir()
    write_csv(folder / "学校.csv", "办学类型,在校学生数\n初级中学,900")
    write_csv(folder / "心理教师.csv", "姓名,专职/兼职\n温静姝,兼职")
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "-o", str(out)]) == 0
    copies = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.xlsx"))
    assert copies == ["南昌市青禾中学/学校.xlsx", "南昌市青禾中学/心理教师.xlsx"]
    listed = []
    for name in copies:
        sheet = openpyxl.load_workbook(out / name).worksheets[0]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        listed.append(
            {code for text in texts for code in ("NC101", "NC102", "NC501") if code in text}
        )
    assert listed[1] == {"NC102"}
    assert "NC501" in listed[0]  # no records table: said in the first file only


# --- safety ---


def test_an_input_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(FAULTY.read_bytes())
    assert main(["annotate", str(path), "-o", str(tmp_path)]) == 2
    assert "覆盖" in capsys.readouterr().err
    assert path.read_bytes() == FAULTY.read_bytes()


def test_an_xls_beside_an_xlsx_of_its_name_does_not_take_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(FAULTY.read_bytes())
    write_csv(folder / "a.csv", "姓名,专职/兼职\n温静姝,专职")
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "-o", str(out)]) == 0
    assert sorted(path.name for path in out.rglob("*")) == ["a-xlsx.xlsx", "a.xlsx", "in"]


def test_a_broken_file_costs_one_line_and_exit_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(FAULTY.read_bytes())
    (folder / "b.xlsx").write_bytes(FAULTY.read_bytes()[:5000])
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "-o", str(out)]) == 3
    assert [path.name for path in out.rglob("*.xlsx")] == ["a.xlsx"]
    assert "b.xlsx" in capsys.readouterr().err


def test_text_that_looks_like_a_formula_stays_text_everywhere(tmp_path: Path) -> None:
    """A school named =HYPERLINK(…): in the list and in the copy it is text."""
    path = write_csv(
        tmp_path / "教师.csv",
        """
学校名称,姓名,专职/兼职,是否享受班主任同等待遇
"=HYPERLINK(""http://example.org"",""点我"")小学",+温静姝,兼职,否
-南昌市明溪小学,@程修远,兼职,否
""",
    )
    book = openpyxl.load_workbook(marked(path, tmp_path / "out"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_english_copies_are_english(tmp_path: Path) -> None:
    assert main(["annotate", str(FAULTY), "-o", str(tmp_path), "--lang", "en"]) == 0
    book = openpyxl.load_workbook(tmp_path / "faulty_school.xlsx")
    assert book.sheetnames[0] == "mhaudit results"
    comment = book["工作记录"]["C5"].comment.text
    assert "[not met: must]" in comment
    assert "Remedy:" in comment


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((str(FAULTY),), "-o"), (("-o", "x"), "PATH"), ((str(FAULTY), "-o", str(FAULTY)), "文件夹")],
)
def test_wrong_usage(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["annotate", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_the_list_is_known_by_its_name() -> None:
    """The reader leaves out a sheet so named: it is not part of what was submitted."""
    for language in LANGUAGES:
        assert say(language, "marks.sheet").startswith(OWN_SHEET)


def test_a_stray_cell_far_down_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in" / "南昌市青禾小学.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    book.active.title = "心理教师"
    for row in (["姓名", "专职/兼职", "是否享受班主任同等待遇"], ["温静姝", "专职", "否"]):
        book.active.append(row)
    book.active["J99000"].font = Font(bold=True)
    book.save(path)
    assert "心理教师!C2" in colours(marked(path, tmp_path / "out"))


def test_a_workbook_that_openpyxl_cannot_open_is_carried_over(tmp_path: Path) -> None:
    """A broken style sheet: the reader takes the cells, and so does the copy."""
    path = tmp_path / "in" / "faulty_school.xlsx"
    path.parent.mkdir()
    with zipfile.ZipFile(FAULTY) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b"<fills", b"<fills nonsense='1'")
                part = part.replace(b'patternType="solid"', b'patternType="plaid"')
            target.writestr(name, part)
    with pytest.raises(ValueError, match="stylesheet"):
        openpyxl.load_workbook(path)
    copy = marked(path, tmp_path / "out")
    assert said(audited(copy)) == said(audited(path))
    first = openpyxl.load_workbook(copy).worksheets[0]
    texts = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    assert any(text.startswith("原文件的格式无法完整保留") for text in texts)
