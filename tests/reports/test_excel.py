"""The compliance workbook, read back: what it says, that text stays text, that files are replaced whole."""

import warnings
import zipfile
from dataclasses import replace
from unicodedata import normalize

import openpyxl
import pytest

from mhaudit.errors import MhauditError, UsageError
from mhaudit.findings import BaselineInfo, Missing, RuleInfo, Verdict
from mhaudit.loader.grid import open_book
from mhaudit.reports.excel import write_excel
from mhaudit.reports.excel.split import write_split
from mhaudit.reports.excel.text import file_name, lines, without_notes
from mhaudit.wording import LANGUAGES
from mhaudit.wording import excel as wording
from tests.reports import made

SHEETS = [
    "总览",
    "学校一览",
    "问题清单",
    "无法判定",
    "数据问题",
    "整改台账",
    "规则依据",
    "审计说明",
]
EVIL = '=HYPERLINK("http://bad.example","点我")'


def written(result, path, **options):
    write_excel(result, path, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it leaves out
        return openpyxl.load_workbook(path)


def table(sheet, head=3):
    """Heading → value for each row below the heading row."""
    rows = list(sheet.iter_rows(min_row=head, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def two_schools():
    first = made.school(
        made.finding(strength="principle"),
        made.grade("G7"),
        made.grade("G8"),
        made.finding("pass", rule="NC102"),
        checklists=(made.checklist(),),
        data_issues=(made.issue(),),
    )
    missing = Missing("teachers", "duty", made.place("教师!D5"))
    second = made.school(
        made.unknown(missing),
        made.unknown(missing, rule="NC102"),
        name="南昌市砚秋小学",
        standing="unknown",
        code="0136010002",
    )
    return made.result(second, first)


def test_every_sheet_is_there_in_both_languages(tmp_path):
    assert written(two_schools(), tmp_path / "a.xlsx").sheetnames == SHEETS
    english = written(replace(two_schools(), language="en"), tmp_path / "b.xlsx")
    assert english.sheetnames[:3] == ["Overview", "Schools", "Problems"]


def test_one_line_for_each_cause_the_important_first(tmp_path):
    """R9: two grades that lack the same share a line; must stands before principle."""
    rows = table(written(two_schools(), tmp_path / "a.xlsx")["问题清单"])
    assert [(row["规则"], row["对象"], row["强度"]) for row in rows] == [
        ("NC301", "七、八年级", "必须"),
        ("NC101", "全校", "原则上"),
    ]
    assert rows[1]["结论"] == "× 不达标"
    assert (rows[1]["实测"], rows[1]["要求"], rows[1]["差"]) == ("1:1250", "≤ 800", 1)
    assert rows[1]["单元格"] == "学校!F5"


def test_schools_in_order_of_need_with_signs_and_links(tmp_path):
    sheet = written(two_schools(), tmp_path / "a.xlsx")["学校一览"]
    names = [sheet.cell(row, 2).value for row in (6, 7)]
    assert names == [made.SCHOOL, "南昌市砚秋小学"]
    assert sheet.cell(6, 2).hyperlink.location == "'问题清单'!A4"
    heads = {sheet.cell(5, column).value: column for column in range(1, sheet.max_column + 1)}
    signs = {rule: sheet.cell(6, at).value for rule, at in heads.items() if rule}
    assert signs == {"NC101": "×", "NC102": "√", "NC301": "×"}
    assert sheet.cell(7, heads["NC101"]).value == "?"
    assert sheet.cell(7, heads["NC301"]).value is None
    assert sheet.freeze_panes == "C6"
    assert sheet.auto_filter.ref.startswith("A5:")


def test_codes_are_text_with_their_zeros(tmp_path):
    sheet = written(two_schools(), tmp_path / "a.xlsx")["学校一览"]
    assert "0136010002" in [sheet.cell(7, column).value for column in range(1, 8)]


def test_score_counts_what_applies(tmp_path):
    """R86: one core item of the three does not apply."""
    sheet = written(two_schools(), tmp_path / "a.xlsx")["学校一览"]
    assert "1/2+0/1" in [sheet.cell(6, column).value for column in range(1, 10)]


def test_what_is_missing_once_with_the_rules_it_would_decide(tmp_path):
    rows = table(written(two_schools(), tmp_path / "a.xlsx")["无法判定"])
    assert len(rows) == 1
    assert rows[0]["缺什么"] == "教师表的“专职/兼职”"
    assert rows[0]["补在哪里"] == "教师!D5"
    assert "NC101" in rows[0]["补上后可以判定的要求"]
    assert "NC102" in rows[0]["补上后可以判定的要求"]
    assert rows[0]["涉及结论"] == 2


def test_ledger_has_drop_downs_and_dates(tmp_path):
    sheet = written(two_schools(), tmp_path / "a.xlsx")["整改台账"]
    kinds = sorted(rule.type for rule in sheet.data_validations.dataValidation)
    assert kinds == ["date", "list", "list"]
    row = table(sheet)[0]
    assert row["状态"] == "未整改"
    assert row["责任人"] is None


def test_waived_is_listed_last_and_not_in_the_ledger(tmp_path):
    """R132."""
    waived = made.finding("waived", rule="NC000", waiver="同意豁免")
    result = made.result(made.school(waived, made.finding()))
    book = written(result, tmp_path / "a.xlsx")
    rows = table(book["问题清单"])
    assert [row["结论"] for row in rows] == ["× 不达标", "○ 已豁免"]
    assert "同意豁免" in rows[1]["问题"]
    assert [row["规则"] for row in table(book["整改台账"])] == ["NC101"]


@pytest.mark.parametrize(
    "name",
    [EVIL, "+1", "-1", "@SUM(A1)", "\t=1+1", "<r><t>x</t></r>", "a_x0041_b", "a&b<c>", "{0}"],
)
def test_text_of_the_input_is_never_a_formula_or_markup(tmp_path, name):
    result = made.result(
        made.school(
            made.finding(message=name, fix=name), name=name, data_issues=(made.issue(read=name),)
        ),
        made.school(made.finding(), name="乙"),
    )
    path = tmp_path / "a.xlsx"
    book = written(result, path)
    # A space keeps XlsxWriter from taking text for markup; openpyxl shows Excel's escape of `_x…_` as it stands.
    expected = name.replace("</r>", "</r> ").replace("_x0041_", "_x005F_x0041_")
    assert book["问题清单"].cell(4, 2).value in (expected, name)
    assert book["数据问题"].cell(4, 7).value in (expected, name)
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(part)


def test_control_characters_and_surrogates_are_taken_out(tmp_path):
    result = made.result(made.school(made.finding(), name="甲\x00\x1b[31m\u202e乙\ud800"))
    book = written(result, tmp_path / "a.xlsx")
    assert book["学校一览"]["A1"].value == "甲[31m乙\ufffd"


def test_pages_are_a4_landscape_with_headings_and_numbers(tmp_path):
    for sheet in written(two_schools(), tmp_path / "a.xlsx"):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert "&P" in sheet.oddFooter.center.text
        if sheet.title in ("问题清单", "无法判定", "数据问题", "整改台账", "规则依据"):
            assert sheet.print_title_rows == "$3:$3"
            assert sheet.freeze_panes is not None
            assert sheet.auto_filter.ref or sheet.max_row <= 4


def test_rows_are_high_enough_for_their_text(tmp_path):
    """LibreOffice and some WPS do not measure rows that have no height."""
    sheet = written(two_schools(), tmp_path / "a.xlsx")["问题清单"]
    for row in range(4, sheet.max_row + 1):
        needed = max(
            lines(str(cell.value), sheet.column_dimensions[cell.column_letter].width)
            for cell in sheet[row]
            if cell.value
        )
        assert sheet.row_dimensions[row].height >= 15 * needed


def test_too_many_rows_are_cut_and_said_so(tmp_path):
    findings = tuple(made.finding(rule=f"NC{at}", message=str(at)) for at in range(20))
    book = written(made.result(made.school(*findings)), tmp_path / "a.xlsx", limit=10)
    note = "“问题清单”只列出前 6 行\uff0c共 20 行"
    assert book["问题清单"].cell(10, 1).value.startswith(note)
    assert any(str(row[0]).startswith(note) for row in book["总览"].iter_rows(values_only=True))


def test_rules_with_clause_document_and_why_one_is_off(tmp_path):
    rule = RuleInfo(
        "NC101", "ratio", "师生比", "principle", "staffing", "师资", "nanchang", "某答复", "教育局",
        "2024-07-17", "", "https://example.org/a", "二", "原则上", "增配 {shortfall} 名",
    )  # fmt: skip
    off = replace(rule, id="NC900", disabled="未见原文")
    book = written(replace(two_schools(), rules=(rule, off)), tmp_path / "a.xlsx")
    rows = table(book["规则依据"])
    assert (rows[0]["原文"], rows[0]["条款"], rows[0]["怎么改"]) == (
        "「原则上」",
        "二",
        "增配 N 名",
    )
    assert book["规则依据"].cell(4, 8).hyperlink.target == "https://example.org/a"
    assert rows[1]["状态"] == "停用\uff1a未见原文"
    text = "\n".join(str(row[0]) for row in book["审计说明"].iter_rows(values_only=True))
    assert "NC900" in text


def test_cells_link_to_the_file_beside_the_workbook(tmp_path):
    source = tmp_path / "forms" / "a b.xlsx"
    (tmp_path / "out").mkdir()
    book = written(two_schools(), tmp_path / "out" / "a.xlsx", sources={made.FILE: source})
    cell = next(c for c in book["问题清单"][5] if c.value == "学校!F5")
    assert cell.hyperlink.target == "..\\forms\\a%20b.xlsx"
    assert cell.hyperlink.location == "'学校'!F5"


def test_with_several_files_both_file_and_cell_are_links(tmp_path):
    other = made.school(made.finding(places=(made.place("学校!F6", file="乙.xlsx"),)), name="乙")
    sources = {made.FILE: tmp_path / made.FILE, "乙.xlsx": tmp_path / "乙.xlsx"}
    result = made.result(made.school(made.finding()), other)
    sheet = written(result, tmp_path / "a.xlsx", sources=sources)["问题清单"]
    linked = {cell.value for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert linked == {made.FILE, "乙.xlsx", "学校!F5", "学校!F6"}


@pytest.mark.parametrize("name", ["50%.xlsx", "a#b.xlsx"])
def test_a_file_that_a_link_cannot_hold_is_only_named(tmp_path, name):
    book = written(two_schools(), tmp_path / "a.xlsx", sources={made.FILE: tmp_path / name})
    assert all(cell.hyperlink is None for row in book["问题清单"].iter_rows() for cell in row)


def test_nothing_found_still_opens(tmp_path):
    book = written(made.result(), tmp_path / "a.xlsx")
    assert book.sheetnames == SHEETS
    assert book["问题清单"]["A4"].value == "没有不达标的要求"


def test_broken_rule_and_unread_file_are_on_the_first_sheet(tmp_path):
    result = replace(
        made.result(made.school(made.finding("error", rule="NC999"))),
        data_issues=(made.bad_file(),),
    )
    book = written(result, tmp_path / "a.xlsx")
    text = "\n".join(str(row[0]) for row in book["总览"].iter_rows(values_only=True))
    assert "检查不完整\uff1a规则出错\uff08NC999\uff09" in text
    assert "秋季.xlsx" in text
    assert table(book["无法判定"])[0]["结论"] == "! 规则出错"


def test_the_same_result_gives_the_same_bytes(tmp_path):
    """R140."""
    write_excel(two_schools(), tmp_path / "a.xlsx")
    write_excel(two_schools(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_properties(tmp_path):
    properties = written(two_schools(), tmp_path / "a.xlsx").properties
    assert properties.title == "心理健康教育工作要求检查结果\uff082 所学校\uff09"
    assert properties.creator == "mhaudit 0.1.0"


def test_a_report_among_the_forms_is_skipped(tmp_path):
    """R94: a run in the same folder can be repeated."""
    write_excel(two_schools(), tmp_path / "a.xlsx")
    book, issues = open_book(tmp_path / "a.xlsx", "a.xlsx", named=False)
    assert book is None
    assert [issue.code for issue in issues] == ["D108"]


def test_a_failure_while_writing_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mhaudit.reports.excel.problems.Problems.finish", full)
    with pytest.raises(MhauditError, match=r"无法写入 .*No space left on device"):
        write_excel(two_schools(), path)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_an_interruption_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("mhaudit.reports.excel.issues.DataIssues.write", stop)
    with pytest.raises(KeyboardInterrupt):
        write_excel(two_schools(), path)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_target_that_is_held_open_is_said_before_the_work(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def held(target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mhaudit.reports.excel.saving._check_writable", held)
    with pytest.raises(MhauditError) as raised:
        write_excel(two_schools(), path)
    assert "Excel" in raised.value.hint
    assert path.read_bytes() == b"old"


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(MhauditError, match="无法写入"):
        write_excel(two_schools(), tmp_path / "nowhere" / "a.xlsx")


def test_split_by_school_writes_only_its_own(tmp_path):
    paths = write_split(two_schools(), "school", tmp_path / "out")
    assert sorted(path.name for path in paths) == [
        "南昌市砚秋小学_检查结果.xlsx", "南昌市育新学校_检查结果.xlsx", "目录.xlsx",
    ]  # fmt: skip
    index = openpyxl.load_workbook(paths[0])["目录"]
    rows = table(index)
    assert [row["学校"] for row in rows] == [made.SCHOOL, "南昌市砚秋小学"]
    assert index.cell(4, 10).hyperlink.target == "南昌市育新学校_检查结果.xlsx"
    with zipfile.ZipFile(tmp_path / "out" / "南昌市育新学校_检查结果.xlsx") as archive:
        held = b"".join(archive.read(part) for part in archive.namelist())
    assert "砚秋".encode() not in held


def test_split_by_district(tmp_path):
    second = made.school(made.finding(), name="乙", district=None)
    paths = write_split(made.result(made.school(made.finding()), second), "district", tmp_path)
    assert [path.name for path in paths] == [
        "目录.xlsx",
        "东湖区_检查结果.xlsx",
        "\uff08未填县区\uff09_检查结果.xlsx",
    ]


def test_split_refuses_to_write_over_an_input(tmp_path):
    (tmp_path / "南昌市砚秋小学_检查结果.xlsx").write_bytes(b"input")
    with pytest.raises(UsageError, match="是要检查的文件"):
        write_split(two_schools(), "school", tmp_path, is_input=lambda path: True)
    assert [file.name for file in tmp_path.iterdir()] == ["南昌市砚秋小学_检查结果.xlsx"]


@pytest.mark.parametrize(
    ("name", "made_name"),
    [
        ("南昌市/三中", "南昌市_三中.x"),
        ("..", "_.x"),
        ("CON", "_CON.x"),
        ("com1.a", "_com1.a.x"),
        ('=HYPERLINK("a")', "=HYPERLINK(_a_).x"),
        ("a\x00b\u202ec", "abc.x"),
        ("", "_.x"),
    ],
)
def test_file_names_that_every_system_takes(name, made_name):
    assert file_name(name, ".x", set()) == made_name


def test_file_names_alike_are_told_apart_and_long_ones_cut():
    taken = set()
    assert file_name("Abc", ".x", taken) == "Abc.x"
    assert file_name("abc", ".x", taken) == "abc_2.x"
    assert len(file_name("校" * 300, ".x", taken).encode()) <= 255


def test_titles_lose_only_the_remarks_at_their_end():
    assert (
        without_notes("示范校(站点)评估在 24 个月之内(每 2 年一轮)")
        == "示范校(站点)评估在 24 个月之内"
    )


@pytest.mark.parametrize("key", wording.MESSAGES)
def test_both_languages_say_it(key):
    chinese, english = wording.MESSAGES[key]
    assert chinese
    assert english


def test_every_verdict_has_a_sign_of_its_own():
    from mhaudit.reports.excel.styles import SIGNS

    assert len(set(SIGNS.values())) == len(Verdict)


@pytest.mark.parametrize(
    ("language", "mark", "told"),
    [
        ("zh", "(已知)", "不达标 新增 1 条、已知 1 条"),
        ("en", "(known)", "failures 1 new, 1 known"),
    ],
)
def test_what_the_baseline_has_too_is_marked(tmp_path, language, mark, told):
    """In the problems, the ledger and what cannot be judged; the overview counts it."""
    found = made.result(
        made.school(
            made.finding(known=True),
            made.finding(rule="NC102", title="另一条"),
            made.unknown(Missing("schools", "students", None), rule="NC103", known=True),
        ),
        baseline=BaselineInfo("旧.json", ()),
        language=language,
    )
    book = written(found, tmp_path / "a.xlsx")

    def marked(at):
        texts = [str(c.value) for row in book.worksheets[at].iter_rows() for c in row if c.value]
        return sum(mark in line for text in texts for line in normalize("NFKC", text).splitlines())

    names = ("problems", "unknown", "ledger")
    at = LANGUAGES.index(language)
    places = [book.sheetnames.index(wording.MESSAGES[f"excel.sheet.{n}"][at]) for n in names]
    assert [marked(place) for place in places] == [1, 1, 1]
    overview = [str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value]
    assert any(told in normalize("NFKC", text) for text in overview)
