"""Every layout of DESIGN §4 gives the verdicts of the plain form, and its own cells."""

from pathlib import Path

import pytest

from mhaudit import audit
from mhaudit.findings import AuditResult

from .forms import (
    COMPLYING,
    FULL_TIME,
    HEADINGS,
    JUNIOR,
    NAME,
    OTHER,
    PART_TIME,
    TERM,
    Row,
    Sheets,
    activities,
    all_verdicts,
    by,
    cells,
    classes,
    codes,
    csv_file,
    csv_folder,
    district,
    finding,
    findings,
    form,
    issue_cells,
    issues,
    legacy_workbook,
    meetings,
    school,
    texts,
    verdict,
    where,
    with_school,
    workbook,
)

FLAWED = {"NC101": ["fail"], "NC301": ["pass", "fail", "pass"]}
"""What `flawed()` gets wrong; the rest complies."""


def flawed(name: str = NAME) -> Sheets:
    """A form with 1,601 pupils (学校!D2) and no class meeting of 八年级."""
    rows = [row for row in activities(*JUNIOR) if row not in meetings("八年级")]
    return form(name=name, students=1601, 活动=rows)


def names(result: AuditResult) -> list[str]:
    return [each.name for each in result.schools]


# --- one workbook, many schools, many files -----------------------------------------------------------


def test_one_workbook_per_school(audited):
    """A sheet per table; R116: the one row of 学校 names the school of every sheet."""
    result = audited(flawed())
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING | FLAWED
    assert finding(result, "NC101").places[0].text() == "学校!D2"


def test_R116_the_school_sheet_outranks_the_file_name(audited):
    """R116: a workbook with exactly one school row gives all unnamed sheets to that school."""
    result = audited(form(), file="白鹭中学自查表(终稿).xlsx")
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING


def test_one_district_workbook(audited):
    """A 学校 column in every sheet; each school's cells are its own rows."""
    result = audited(district(form(), flawed(OTHER), form(name="赤枫学校", 班委=None)))
    assert sorted(names(result)) == sorted([NAME, OTHER, "赤枫学校"])
    assert all_verdicts(result, NAME) == COMPLYING
    assert all_verdicts(result, OTHER) == COMPLYING | FLAWED
    assert all_verdicts(result, "赤枫学校") == COMPLYING | {"NC401": ["unknown"] * 6}
    assert finding(result, "NC101", OTHER).places[0].text() == "学校!D3"
    assert {"教师!D4", "教师!D5"} <= where(finding(result, "NC101", OTHER))
    assert {"班级!B10", "班级!B11"} <= where(finding(result, "NC301", OTHER, grade="G8"))


def test_one_file_per_table_in_a_folder(tmp_path):
    """Files named after their table, each with a 学校 column."""
    result = audit([csv_folder(tmp_path / "上报", district(form(), flawed(OTHER)))], term=TERM)
    assert sorted(names(result)) == sorted([NAME, OTHER])
    assert all_verdicts(result, NAME) == COMPLYING
    assert all_verdicts(result, OTHER) == COMPLYING | FLAWED
    place = finding(result, "NC101", OTHER).places[0]
    assert (place.file, place.sheet, place.cell) == ("上报/学校.csv", None, "D3")
    assert place.text() == "学校.csv!D3"


def test_one_workbook_per_table_in_a_folder(tmp_path):
    """The same as .xlsx, all with Sheet1."""
    for title, rows in district(form(), flawed(OTHER)).items():
        workbook(tmp_path / "上报" / f"{title}.xlsx", {"Sheet1": rows})
    result = audit([tmp_path / "上报"], term=TERM)
    assert all_verdicts(result, NAME) == COMPLYING
    assert all_verdicts(result, OTHER) == COMPLYING | FLAWED


def unnamed(sheets: Sheets) -> Sheets:
    """The form without its 学校 sheet: no cell names the school."""
    return {title: rows for title, rows in sheets.items() if title != "学校"}


def test_a_folder_per_school(tmp_path):
    """R93: the folder names the school where its files do not; D208 reports it."""
    workbook(tmp_path / "上报" / "青禾初级中学" / "自查表.xlsx", unnamed(form()))
    workbook(tmp_path / "上报" / "白鹭初级中学" / "自查表.xlsx", unnamed(flawed()))
    result = audit([tmp_path / "上报"], term=TERM)
    assert sorted(names(result)) == sorted(["青禾初级中学", "白鹭初级中学"])
    assert set(by(result, "NC301", school="青禾初级中学").values()) == {"pass"}
    assert by(result, "NC301", school="白鹭初级中学")["G8"] == "fail"
    assert verdict(result, "NC101", "青禾初级中学") == "unknown"
    assert "D208" in codes(result)


def test_a_folder_per_school_with_a_file_per_table(tmp_path):
    """R93, R117: several files, none of which names a school: 教师, 班级 … are none."""
    for name, sheets in (("青禾初级中学", form()), ("白鹭初级中学", flawed())):
        csv_folder(tmp_path / "上报" / name, unnamed(sheets))
    result = audit([tmp_path / "上报"], term=TERM)
    assert sorted(names(result)) == sorted(["青禾初级中学", "白鹭初级中学"])
    assert by(result, "NC301", school="白鹭初级中学")["G8"] == "fail"
    assert verdict(result, "NC501", "青禾初级中学") == "pass"


def test_tables_of_one_school_in_several_files_are_joined(tmp_path):
    """A workbook and a CSV beside it: any mixture."""
    sheets = with_school(flawed())
    teachers = sheets.pop("教师")
    workbook(tmp_path / "上报" / "自查表.xlsx", sheets)
    csv_file(tmp_path / "上报" / "心理教师.csv", teachers)
    result = audit([tmp_path / "上报"], term=TERM)
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING | FLAWED


def test_several_paths_are_one_run(tmp_path):
    """PATH…: each school its own workbook."""
    first = workbook(tmp_path / "甲.xlsx", form())
    second = workbook(tmp_path / "乙.xlsx", flawed(OTHER))
    result = audit([first, second], term=TERM)
    assert all_verdicts(result, NAME) == COMPLYING
    assert all_verdicts(result, OTHER) == COMPLYING | FLAWED


def test_tables_join_by_code_where_the_names_differ(audited):
    """DESIGN §4, R90: code wins, with D407."""
    sheets = form(students=801, extra={"学校标识码": "3136000001"}, 教师=None)
    sheets["教师"] = [
        "学校标识码|学校|姓名|心理健康教育教师",
        "3136000001|青禾初中|周明|专职",
        "3136000001|青禾初中|吴亮|兼职",
    ]
    result = audited(sheets)
    assert names(result) == [NAME]
    assert verdict(result, "NC101") == "pass"
    assert "D407" in codes(result)


def test_R090_one_name_with_two_codes_is_two_schools(audited):
    """R90: same name + different code."""
    rows: list[Row] = [
        "学校名称|学校标识码|办学类型|在校学生数",
        ["城关小学", "2136000001", "小学", 700],
        ["城关小学", "2136000002", "小学", 900],
    ]
    assert len(audited({"学校": rows}).schools) == 2


def test_R090_one_name_in_two_districts_is_two_schools(audited):
    """R90: same name + different district, D419."""
    rows: list[Row] = [HEADINGS["学校"], "城关小学|东湖区|小学|700", "城关小学|西湖区|小学|900"]
    result = audited({"学校": rows})
    assert sorted(each.district or "" for each in result.schools) == ["东湖区", "西湖区"]
    assert "D419" in codes(result)


def test_R091_names_that_are_only_alike_are_not_joined(audited):
    """R91: two schools and D408."""
    result = audited(district(form(name="青禾第三中学"), form(name="青禾市第三中学")))
    assert len(result.schools) == 2
    assert "D408" in codes(result)


# --- file formats -------------------------------------------------------------------------------------


def write(tmp_path: Path, kind: str, sheets: Sheets) -> Path:
    match kind:
        case "xlsx":
            return workbook(tmp_path / "自查表.xlsx", sheets)
        case "xls":
            return legacy_workbook(tmp_path / "自查表.xls", sheets)
        case "xlsx named xls":
            return workbook(tmp_path / "自查表.xlsx", sheets).rename(tmp_path / "自查表.xls")
        case "xls named et":
            return legacy_workbook(tmp_path / "自查表.xls", sheets).rename(tmp_path / "自查表.et")
        case "xlsx named et":
            return workbook(tmp_path / "自查表.xlsx", sheets).rename(tmp_path / "自查表.et")
        case _:
            encoding = {"csv": "utf-8", "csv with BOM": "utf-8-sig", "csv in GB18030": "gb18030"}
            return csv_folder(tmp_path / "自查表", sheets, encoding[kind])


FORMATS = [
    *("xlsx", "xls", "csv", "csv with BOM", "csv in GB18030"),
    *("xlsx named xls", "xls named et", "xlsx named et"),
]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_verdicts(tmp_path, kind):
    """DESIGN §4: the content decides, not the extension."""
    result = audit([write(tmp_path, kind, with_school(flawed()))], term=TERM)
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING | FLAWED
    assert finding(result, "NC101").places[0].cell == "D2"
    assert {p.cell for p in finding(result, "NC301", grade="G8").related if p.cell} >= {"E1"}


@pytest.mark.parametrize("kind", ["xlsx named xls"])
def test_R106_extension_and_content_disagree(tmp_path, kind):
    """R106: D105, info, no effect."""
    result = audit([write(tmp_path, kind, form())], term=TERM)
    assert [str(issue.severity) for issue in issues(result, "D105")] == ["info"]


def test_R106_tab_separated_text_named_xlsx(tmp_path):
    """R106: tab-separated text named .xlsx is read."""
    lines = ("\t".join(str(c or "") for c in cells(row)) for row in flawed()["学校"])
    path = tmp_path / "学校.xlsx"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = audit([path], term=TERM)
    assert names(result) == [NAME]
    assert "D105" in codes(result)


def test_tab_separated_values(tmp_path):
    """DESIGN §4: .tsv."""
    for title, rows in with_school(flawed()).items():
        lines = ("\t".join(str("" if c is None else c) for c in cells(row)) for row in rows)
        path = tmp_path / "上报" / f"{title}.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\r\n".join(lines), encoding="utf-8")
    assert all_verdicts(audit([tmp_path / "上报"], term=TERM)) == COMPLYING | FLAWED


# --- what stands around a table -----------------------------------------------------------------------


def dressed(sheets: Sheets) -> tuple[Sheets, dict[str, list[str]]]:
    """Every table under a merged title, a date and a 单位 line, with a footer below: data from row 6."""
    found: Sheets = {}
    merges = {}
    for title, rows in sheets.items():
        width = len(cells(rows[0]))
        last = "ABCDEFGHIJ"[width - 1]
        found[title] = [
            f"{title}情况汇总表",
            "填报日期:2024年12月20日",
            f"单位(盖章):{NAME}",
            "",
            *rows,
            "",
            "填表人:何静|审核人:高远",
            "联系电话:0000",
        ]
        merges[title] = [f"A1:{last}1", f"A2:{last}2"]
    return found, merges


def test_titles_dates_unit_lines_and_footers(audited):
    """DESIGN §4: the same verdicts, the cells four rows lower."""
    sheets, merges = dressed(flawed())
    result = audited(sheets, merges=merges)
    assert names(result) == [NAME]
    assert all_verdicts(result) == COMPLYING | FLAWED
    assert finding(result, "NC101").places[0].text() == "学校!D6"
    assert {"班级!A8", "班级!A9", "活动!D5"} <= where(finding(result, "NC301", grade="G8"))


@pytest.mark.parametrize(
    "line", [[f"单位(盖章):{NAME}"], [f"填报单位：{NAME}"], ["单位(盖章):", NAME]]
)
def test_the_unit_line_names_the_school(audited, line):
    """DESIGN §4: taken from the 单位(盖章): line, in its own cell or the next."""
    sheets = unnamed(form())
    sheets = {title: [line, "", *rows] for title, rows in sheets.items()}
    result = audited(sheets)
    assert names(result) == [NAME]
    assert set(by(result, "NC301").values()) == {"pass"}
    assert "D208" in codes(result)


def test_R089_an_empty_unit_line_names_nobody(audited):
    """R89: `单位(盖章):` with nothing after it → next source."""
    sheets = {title: ["单位(盖章):", "", *rows] for title, rows in unnamed(form()).items()}
    assert names(audited(sheets, file="青禾初级中学.xlsx")) == ["青禾初级中学"]


def test_R089_the_unit_line_outranks_the_file_name(audited):
    """R89: the line wins, D409."""
    sheets = {t: ["单位(盖章):白鹭初级中学", "", *rows] for t, rows in unnamed(form()).items()}
    result = audited(sheets, file="青禾初级中学自查表.xlsx")
    assert names(result) == ["白鹭初级中学"]
    assert "D409" in codes(result)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("附件2 南昌市青禾学校心理健康教育自查表(2024).xlsx", "南昌市青禾学校"),
        ("03青禾初级中学.xlsx", "青禾初级中学"),
        ("青禾小学自查表.xlsx", "青禾小学"),
    ],
)
def test_R088_the_file_name_names_the_school(audited, file, name):
    """R88: the longest run ending in 小学|中学|学校|…, without 附件N and a leading number."""
    assert names(audited(unnamed(form()), file=file)) == [name]


@pytest.mark.parametrize("file", ["自查表.xlsx", "心理教师.xlsx", "学校.xlsx", "学校汇总表.xlsx"])
def test_R088_R117_a_file_that_names_no_school(tmp_path, file):
    """R88: no school and D207; R117: 学校, 班级, 心理教师 are none."""
    result = audit([workbook(tmp_path / file, unnamed(form()))], term=TERM)
    assert "D207" in codes(result)
    assert not {"学校", "心理教师", "学校汇总表", "自查表"} & set(names(result))


def test_the_title_names_the_school(audited):
    """DESIGN §4: the merged title, before the file name."""
    sheets = {t: [f"青禾初级中学{t}情况表", *rows] for t, rows in unnamed(form()).items()}
    merges = {title: ["A1:C1"] for title in sheets if title != "班级"} | {"班级": ["A1:B1"]}
    result = audited(sheets, merges=merges, file="白鹭小学.xlsx")
    assert names(result) == ["青禾初级中学"]


def test_totals_rows_are_no_rows(audited):
    """DESIGN §4: 合计 rows, in a roster, a class list and a district's school list."""
    sheets = form(students=801, 教师=[FULL_TIME, "合计|1人|是|专职||"])
    sheets["班级"] += ["合计|6"]
    result = audited(sheets)
    assert verdict(result, "NC101") == "fail"
    assert len(findings(result, "NC105")) == 1
    assert len(findings(result, "NC401")) == 6


def test_a_district_s_totals_row_is_no_school(audited):
    """DESIGN §4: 合计 under 学校名称."""
    sheets = district(form(), flawed(OTHER))
    sheets["学校"] += ["合计|||2601"]
    assert sorted(names(audited(sheets))) == sorted([NAME, OTHER])


def test_R092_group_rows_set_the_district(audited):
    """R92: 东湖区(12所) is never a school; it sets the district if there is no column for it."""
    rows: list[Row] = [
        "学校名称|办学类型|在校学生数",
        "东湖区(2所)||",
        "青禾学校|初级中学|1000",
        "白鹭学校|初级中学|700",
        "西湖区(1所)||",
        "赤枫学校|小学|900",
    ]
    result = audited({"学校": rows})
    assert {each.name: each.district for each in result.schools} == {
        "青禾学校": "东湖区",
        "白鹭学校": "东湖区",
        "赤枫学校": "西湖区",
    }


def test_a_serial_column_in_front(audited):
    """DESIGN §4: headings numbered by a 序号 column; it restarts in each group (R122)."""
    sheets: Sheets = {
        title: [
            ["序号", *cells(rows[0])],
            *([1 + at % 3, *cells(r)] for at, r in enumerate(rows[1:])),
        ]
        for title, rows in flawed().items()
    }
    result = audited(sheets)
    assert all_verdicts(result) == COMPLYING | FLAWED
    assert finding(result, "NC101").places[0].text() == "学校!E2"


def test_empty_rows_above_and_an_empty_column_before(audited):
    """DESIGN §4: a table that does not start at A1; addresses stay those of the file."""
    sheets: Sheets = {
        title: ["", "", *([None, *cells(row)] for row in rows)] for title, rows in flawed().items()
    }
    result = audited(sheets)
    assert all_verdicts(result) == COMPLYING | FLAWED
    assert finding(result, "NC101").places[0].text() == "学校!E4"


# --- headings -----------------------------------------------------------------------------------------


def test_R135_headings_of_two_rows(audited):
    """R135: 合计/专职/兼职 under 心理健康教育教师人数; a leaf 合计 starts no totals row."""
    sheets = form(教师=None)
    sheets["学校"] = [
        "学校情况汇总表",
        "序号|学校名称|办学类型|在校学生数(人)|心理健康教育教师人数||",
        "||||合计|专职|兼职",
        f"1|{NAME}|初级中学|1601|2|1|1",
    ]
    merges = {"学校": ["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"]}
    result = audited(sheets, merges=merges)
    assert verdict(result, "NC101") == "fail"
    assert verdict(result, "NC102") == "pass"
    assert verdict(result, "NC103") == "pass"
    assert finding(result, "NC101").places[0].text() == "学校!D4"
    assert where(finding(result, "NC101")) & {"学校!E4", "学校!F4", "学校!G4"}


def test_headings_of_three_rows(audited):
    """vocabulary: a three-row heading with 序号 merged down A3:A5."""
    sheets = form(students=801, 教师=None)
    sheets["教师"] = [
        "教师情况汇总表",
        "填报日期:2024.12.20",
        "序号|姓名|心理健康教育教师||享受待遇",
        "||是否心理健康教育教师|专职/兼职|是否享受班主任同等待遇",
        "||||(是/否)",
        "1|周明|是|专职|是",
        "2|吴亮|是|兼职|否",
    ]
    merges = {"教师": ["A1:E1", "A2:E2", "A3:A5", "B3:B5", "C3:D3", "C4:C5", "D4:D5"]}
    result = audited(sheets, merges=merges)
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC103") == "pass"
    assert by(result, "NC105", "teacher") == {"周明": "pass", "吴亮": "fail"}


@pytest.mark.parametrize(
    "heading", ["*专\n兼职", "专 职 / 兼 职", "专(兼)职", "专职／兼职", "*专职/兼职:"]
)
def test_R136_marks_spaces_and_line_breaks_in_headings(audited, heading):
    """R136, vocabulary: normalised before it is looked up."""
    sheets = form(students=801)
    sheets["教师"] = [["姓  名", "是否心理健康\n教育教师", heading], "周明|是|专职", "吴亮|是|兼职"]
    result = audited(sheets)
    assert verdict(result, "NC103") == "pass"
    assert verdict(result, "NC102") == "pass"


def test_R115_english_and_traditional_headings(audited):
    """R115: canonical names and plain English are aliases; traditional characters are folded."""
    sheets = form(students=801)
    sheets["学校"] = ["School|Kind|Students", f"{NAME}|初级中学|801"]
    sheets["教师"] = ["姓名|是否心理健康教育教師|專職/兼職", "周明|是|专职", "吴亮|是|兼职"]
    result = audited(sheets)
    assert names(result) == [NAME]
    assert verdict(result, "NC101") == "pass"
    assert verdict(result, "NC103") == "pass"


# --- the body of a table ------------------------------------------------------------------------------


def test_merged_cells_in_the_body_are_filled_down(audited):
    """DESIGN §4, R97: the place of a value in a merged block is the anchor."""
    sheets = form(课程=None)
    sheets["课程"] = [
        HEADINGS["课程"],
        "七年级|心理健康|0.25",
        "|体育与健康|3",
        "|美术|1",
        "|劳动|1",
    ]
    sheets["班级"] = [HEADINGS["班级"], *classes("七年级")]
    result = audited(sheets, merges={"课程": ["A2:A5"]})
    assert by(result, "NC203") == {"G7": "pass"}
    assert verdict(result, "NC201") == "fail"


def test_two_tables_in_one_sheet(audited):
    """DESIGN §4: one below the other, with a title between them."""
    sheets = form(students=801)
    both: list[Row] = [
        HEADINGS["学校"],
        f"{NAME}|东湖区|初级中学|801",
        "",
        "教师名册",
        HEADINGS["教师"],
        FULL_TIME,
        PART_TIME,
    ]
    del sheets["教师"]
    sheets["学校"] = both
    result = audited(sheets)
    assert all_verdicts(result) == COMPLYING
    assert {"学校!C6", "学校!C7"} <= where(finding(result, "NC101"))


@pytest.mark.parametrize(
    "rows",
    [
        [f"学校名称|{NAME}", "办学类型|初级中学", "在校学生数|1601", "县区|东湖区"],
        ["学校基本情况表", f"学校名称|{NAME}|办学类型|初级中学", "在校学生数|1601|县区|东湖区"],
    ],
)
def test_a_form_of_labels_and_values(audited, rows):
    """DESIGN §4: 学校基本情况表, each row label–value pairs."""
    result = audited(flawed() | {"学校": rows})
    assert names(result) == [NAME]
    assert school(result).district == "东湖区"
    assert all_verdicts(result) == COMPLYING | FLAWED
    at = next(n for n, row in enumerate(rows, 1) if "1601" in row)
    assert finding(result, "NC101").places[0].text() == f"学校!B{at}"


def test_wide_committee(audited):
    """DESIGN §4: one row per class with 男心理委员 / 女心理委员."""
    rows: list[Row] = ["班级|男心理委员|女心理委员"]
    rows += [f"{cells(row)[0]}|孙小禾|许小苗" for row in classes(*JUNIOR)]
    assert all_verdicts(audited(form() | {"班委": rows})) == COMPLYING


def test_a_hidden_sheet_is_not_read(audited):
    """R87: last year's roster in a hidden sheet counts for nothing; D205."""
    sheets = form(students=801, 教师=[FULL_TIME])
    sheets["去年教师"] = [HEADINGS["教师"], PART_TIME]
    result = audited(sheets, hidden=("去年教师",))
    assert verdict(result, "NC101") == "fail"
    assert "D205" in codes(result)
    assert verdict(audited(sheets), "NC101") == "pass"


def test_R095_a_sheet_that_nobody_recognises(audited):
    """R95: D201, no effect on any verdict."""
    result = audited(form() | {"食堂菜单": ["星期|早餐|午餐", "一|粥|面"], "空表": []})
    assert all_verdicts(result) == COMPLYING
    assert [str(issue.severity) for issue in issues(result, "D201")] == ["info"]


# --- what lies beside the forms -----------------------------------------------------------------------


def test_R094_other_files_in_a_folder(tmp_path):
    """R94: skipped with D106; lock files and dot files silently; no effect on the verdicts."""
    workbook(tmp_path / "上报" / "自查表.xlsx", form())
    (tmp_path / "上报" / "活动照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    (tmp_path / "上报" / "~$自查表.xlsx").write_bytes(bytes(165))
    (tmp_path / "上报" / ".DS_Store").write_bytes(bytes(8))
    result = audit([tmp_path / "上报"], term=TERM)
    assert all_verdicts(result) == COMPLYING
    (issue,) = issues(result, "D106")
    assert "活动照片.jpg" in issue.message + (issue.place.file if issue.place else "")
    assert not [issue for issue in issues(result) if issue.code in ("D101", "D104")]


def test_R094_the_same_file_named_by_the_user(tmp_path):
    """R94: named on the command line → D104."""
    photo = tmp_path / "活动照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    result = audit([workbook(tmp_path / "自查表.xlsx", form()), photo], term=TERM)
    assert "D104" in codes(result)
    assert all_verdicts(result) == COMPLYING


# --- privacy ------------------------------------------------------------------------------------------

IDENTITY = "360102201001011234"


@pytest.mark.parametrize("heading", ["身份证号", "身份证件号", "证件号码", "学生身份证"])
def test_R104_identity_numbers_are_never_loaded(audited, heading):
    """R104: D501; the values are nowhere in the result."""
    rows = [f"{HEADINGS['班委']}|{heading}", *(f"七(1)班|孙小禾|{s}|心理委员|" for s in "男女")]
    sheet: list[Row] = [rows[0], *([*cells(row)[:4], IDENTITY] for row in rows[1:])]
    result = audited(form(班级=["七(1)班|"]) | {"班委": sheet}, show_names=True)
    assert verdict(result, "NC401", grade="G7", klass="1") == "pass"
    assert "D501" in codes(result)
    assert IDENTITY not in repr(result)


def test_R104_identity_numbers_under_any_heading(audited):
    """R104: any column in which most values look like an 18-digit identity number."""
    head = [*HEADINGS["班委"].split("|"), "编号"]
    rows: list[Row] = [head]
    rows += [
        ["七(1)班", "孙小禾", sex, "心理委员", IDENTITY[:-1] + end] for sex, end in ("男1", "女X")
    ]
    result = audited(form(班级=["七(1)班|"]) | {"班委": rows})
    assert "D501" in codes(result)
    assert IDENTITY[:-1] not in repr(result)


@pytest.mark.parametrize("as_sheet_name", [True, False])
def test_R103_a_list_of_single_pupils_is_skipped_whole(audited, as_sheet_name):
    """R103: 高关怀学生名单: D502, and nothing of it is loaded."""
    rows: list[Row] = ["班级|姓名|性别|诊断", "七(1)班|罗小江|男|焦虑"]
    more: Sheets = (
        {"高关怀学生名单": rows} if as_sheet_name else {"附表": ["高关怀学生名单", *rows]}
    )
    result = audited(form() | more, show_names=True)
    assert all_verdicts(result) == COMPLYING
    assert "D502" in codes(result)
    assert "罗小江" not in repr(result)
    assert "焦虑" not in repr(result)


@pytest.mark.parametrize(
    "heading", ["量表得分", "测评结果", "预警等级", "诊断", "家长电话", "家庭住址"]
)
def test_personal_columns_are_not_loaded(audited, heading):
    """vocabulary, R105: D501 at the heading; the other columns are read."""
    rows = [f"{HEADINGS['班委']}|{heading}", *(f"七(1)班|孙小禾|{s}|心理委员|密文" for s in "男女")]
    result = audited(form(班级=["七(1)班|"]) | {"班委": rows}, show_names=True)
    assert verdict(result, "NC401", grade="G7", klass="1") == "pass"
    assert issue_cells(result, "D501") == {"班委!E1"}
    assert "密文" not in repr(result)


def test_R105_telephones_of_teachers_are_not_loaded_without_an_issue(audited):
    """R105."""
    rows: list[Row] = [
        f"{HEADINGS['教师']}|联系电话",
        *(f"{row}|13900001111" for row in (FULL_TIME, PART_TIME)),
    ]
    result = audited(form() | {"教师": rows})
    assert all_verdicts(result) == COMPLYING
    assert "D501" not in codes(result)
    assert "13900001111" not in repr(result)


def test_places_are_labelled_from_the_path_s_parent(tmp_path):
    """Output does not depend on the machine: 上报/甲.xlsx, with forward slashes."""
    workbook(tmp_path / "上报" / "东湖区" / "甲.xlsx", flawed())
    result = audit([tmp_path / "上报"], term=TERM)
    assert {p.file for p in finding(result, "NC101").places} == {"上报/东湖区/甲.xlsx"}
    assert texts(finding(result, "NC101").places) >= {"学校!D2"}
    assert str(tmp_path) not in repr(result)


def test_a_school_in_a_table_and_in_a_form_of_labels_is_one_school(audited):
    """R116: a workbook that lists one school twice, once in 学校, once in 学校基本情况表, lists one."""
    sheets = form()
    sheets["基本情况"] = [
        ["学校基本情况表"],
        ["学校名称", "青禾学校", "在校学生数", 1000],
        ["校长", "郑强", "教学班数", 6],
    ]
    assert all_verdicts(audited(sheets)) == COMPLYING


def test_two_schools_in_two_tables_are_no_one_s_workbook(audited):
    """The sheets without a school column belong to neither: nothing is judged of them."""
    sheets = form()
    sheets["基本情况"] = [
        ["学校名称", "白鹭学校", "在校学生数", 700],
        ["校长", "郑强", "教学班数", 6],
    ]
    result = audited(sheets)
    assert {found.name for found in result.schools} == {"青禾学校", "白鹭学校"}
    assert verdict(result, "NC501", school="青禾学校") == "unknown"
    assert "D207" in codes(result)
