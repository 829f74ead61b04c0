"""The ledger carried forward: what was filled in in an earlier one stands in the new one, and nothing is lost."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from mhaudit.errors import UsageError
from mhaudit.forms.ledger import read_ledger
from mhaudit.reports.excel import write_excel
from tests.reports import made

LEDGER = "整改台账"


def failing(rule, key, verdict="fail", **changes):
    return made.finding(verdict, rule=rule, fingerprint=f"{key:016x}", **changes)


def grade(name, key, verdict="fail", **changes):
    return made.grade(name, fingerprint=f"{key:016x}", **changes)


def written(path, *findings, ledger=None, **changes):
    result = made.result(made.school(*findings), **changes)
    write_excel(result, path, ledger=ledger)
    return path


def edited(path, change):
    """The ledger as somebody changed it: `change` gets the sheet."""
    book = openpyxl.load_workbook(path)
    change(book[LEDGER])
    book.save(path)
    return path


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[3]}


def fill(sheet, row, **values):
    at = columns(sheet)
    for heading, value in values.items():
        sheet.cell(row, at[heading]).value = value


def rows(path):
    sheet = openpyxl.load_workbook(path)[LEDGER]
    heads = [cell.value for cell in sheet[3]]
    return [
        dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)
    ]


@pytest.fixture
def old(tmp_path):
    """NC101 and NC501 fail; somebody is to mend NC501 by the end of March."""

    def change(sheet):
        fill(sheet, 5, 责任人="顾老师", 整改期限=dt.datetime(2025, 3, 31), 状态="整改中")
        fill(sheet, 5, 复查结果="待复查", 备注="已报县局")

    path = written(tmp_path / "旧.xlsx", failing("NC101", 1), failing("NC501", 2))
    return edited(path, change)


def carried(tmp_path, old, *findings, **changes):
    ledger = read_ledger(old, "zh").ledger
    return rows(written(tmp_path / "新.xlsx", *findings, ledger=ledger, **changes))


def test_what_was_filled_in_is_found_by_the_key(tmp_path, old):
    first, second = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2))
    assert (first["本次检查"], first["责任人"], first["状态"]) == ("× 仍不达标", None, "未整改")
    assert second["本次检查"] == "× 仍不达标"
    assert (second["责任人"], second["状态"], second["复查结果"], second["备注"]) == (
        "顾老师",
        "整改中",
        "待复查",
        "已报县局",
    )
    assert second["整改期限"] == dt.datetime(2025, 3, 31)


def test_lines_that_are_new_are_said_to_be(tmp_path, old):
    found = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2), failing("NC701", 3))
    assert [(row["规则"], row["本次检查"]) for row in found] == [
        ("NC101", "× 仍不达标"),
        ("NC501", "× 仍不达标"),
        ("NC701", "× 新增"),
    ]


@pytest.mark.parametrize(
    ("verdict", "told", "status"),
    [
        ("pass", "√ 已达标", "已整改"),
        ("unknown", "? 无法判定", "整改中"),
        ("error", "? 无法判定", "整改中"),
        ("waived", "○ 已豁免", "整改中"),
        ("notapplicable", "– 不适用", "整改中"),
        (None, "· 未查到", "整改中"),
    ],
)
def test_only_a_pass_resolves_a_line(tmp_path, old, verdict, told, status):
    now = [failing("NC501", 2, verdict)] if verdict else []
    found = carried(tmp_path, old, failing("NC101", 1), *now)
    assert [row["规则"] for row in found] == ["NC101", "NC501"]
    last = found[-1]
    assert (last["本次检查"], last["状态"], last["责任人"]) == (told, status, "顾老师")
    assert last["编号"] == f"{2:016x}"


def test_no_need_stays_no_need(tmp_path, old):
    edited(old, lambda sheet: fill(sheet, 5, 状态="不需整改"))
    found = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2, "pass"))
    assert [row["状态"] for row in found] == ["未整改", "不需整改"]


def test_a_line_of_several_subjects_goes_on_with_what_is_left_of_it(tmp_path):
    """七、八年级 share a line; when 七年级 is mended the line of 八年级 keeps what was filled in."""
    old = written(tmp_path / "旧.xlsx", grade("G7", 7), grade("G8", 8))
    edited(old, lambda sheet: fill(sheet, 4, 责任人="顾老师"))
    (line,) = carried(tmp_path, old, grade("G8", 8))
    assert (line["对象"], line["责任人"], line["本次检查"]) == ("八年级", "顾老师", "× 仍不达标")


def test_two_lines_that_became_one_keep_what_both_held(tmp_path):
    old = written(tmp_path / "旧.xlsx", grade("G7", 7, shortfall=1), grade("G8", 8, shortfall=2))

    def change(sheet):
        fill(sheet, 4, 责任人="顾老师")
        fill(sheet, 5, 责任人="温老师")

    found = carried(tmp_path, edited(old, change), grade("G7", 7), grade("G8", 8))
    assert [(row["责任人"], row["本次检查"]) for row in found] == [
        ("顾老师", "× 仍不达标"),
        ("温老师", "· 重复的行"),
    ]


def test_keys_that_changed_with_the_code_of_the_school(tmp_path, old):
    """Rule and subject find the line again, as they do for `diff` (R149)."""
    found = carried(tmp_path, old, failing("NC101", 11), failing("NC501", 12))
    assert [(row["规则"], row["责任人"], row["编号"]) for row in found] == [
        ("NC101", None, f"{11:016x}"),
        ("NC501", "顾老师", f"{12:016x}"),
    ]


def test_the_order_of_rows_and_columns_does_not_count(tmp_path, old):
    def change(sheet):
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
        head, *lines = cells
        for at, row in enumerate([head, *reversed(lines)], 3):
            for column, value in enumerate(reversed(row), 1):
                sheet.cell(at, column).value = value

    found = carried(tmp_path, edited(old, change), failing("NC101", 1), failing("NC501", 2))
    assert [row["责任人"] for row in found] == [None, "顾老师"]


def test_a_deleted_row_is_new_again(tmp_path, old):
    edited(old, lambda sheet: sheet.delete_rows(4))
    found = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2))
    assert [row["本次检查"] for row in found] == ["× 新增", "× 仍不达标"]


def test_a_key_that_stands_twice_loses_neither_row(tmp_path, old):
    def change(sheet):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(6, column).value = sheet.cell(5, column).value
        fill(sheet, 6, 责任人="温老师")

    edited(old, change)
    assert read_ledger(old, "zh").repeated == 1
    found = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2))
    assert [(row["责任人"], row["本次检查"]) for row in found] == [
        (None, "× 仍不达标"),
        ("顾老师", "× 仍不达标"),
        ("温老师", "· 重复的行"),
    ]


def test_a_row_without_key_is_kept_at_the_end(tmp_path, old):
    edited(old, lambda sheet: fill(sheet, 6, 问题="走廊的灯不亮", 责任人="总务处"))
    last = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2))[-1]
    assert (last["本次检查"], last["问题"], last["责任人"]) == (
        "· 没有编号",
        "走廊的灯不亮",
        "总务处",
    )
    assert last["编号"] is None


def test_columns_of_ones_own_are_kept(tmp_path, old):
    def change(sheet):
        sheet.cell(3, sheet.max_column + 1).value = "经费"
        sheet.cell(5, sheet.max_column).value = 13800000000

    found = carried(tmp_path, edited(old, change), failing("NC101", 1), failing("NC501", 2))
    assert [row["经费"] for row in found] == [None, "13800000000"]


def test_a_renamed_column_is_kept_under_its_new_name(tmp_path, old):
    def change(sheet):
        sheet.cell(3, columns(sheet)["责任人"]).value = "谁负责"

    read = read_ledger(edited(old, change), "zh")
    assert (read.lacks, read.ledger.own) == (("责任人",), ("谁负责",))
    found = carried(tmp_path, old, failing("NC101", 1), failing("NC501", 2))
    assert [(row["责任人"], row["谁负责"]) for row in found] == [(None, None), (None, "顾老师")]


def test_a_deadline_merged_over_two_rows_counts_for_both(tmp_path, old):
    def change(sheet):
        at = columns(sheet)["整改期限"]
        sheet.cell(5, at).value = None
        sheet.cell(4, at).value = dt.datetime(2025, 6, 30)
        sheet.merge_cells(start_row=4, end_row=5, start_column=at, end_column=at)

    found = carried(tmp_path, edited(old, change), failing("NC101", 1), failing("NC501", 2))
    assert [row["整改期限"] for row in found] == [dt.datetime(2025, 6, 30)] * 2


@pytest.mark.parametrize(
    ("entered", "kept"),
    [("2025.4.1", dt.datetime(2025, 4, 1)), ("三月底前", "三月底前"), ("2025-13-40", "2025-13-40")],
)
def test_a_deadline_in_words_or_as_text(tmp_path, old, entered, kept):
    edited(old, lambda sheet: fill(sheet, 5, 整改期限=entered))
    assert carried(tmp_path, old, failing("NC501", 2))[0]["整改期限"] == kept


def test_choices_come_over_in_the_other_language(tmp_path, old):
    path = tmp_path / "new.xlsx"
    result = made.result(made.school(failing("NC501", 2)), language="en")
    write_excel(result, path, ledger=read_ledger(old, "en").ledger)
    sheet = openpyxl.load_workbook(path)["Ledger"]
    line = dict(zip([c.value for c in sheet[3]], [c.value for c in sheet[4]], strict=True))
    assert (line["Status"], line["Checked again"]) == ("under way", "to be checked")
    assert line["This time"] == "× still fails"


def test_text_that_looks_like_a_formula_stays_text(tmp_path, old):
    def change(sheet):
        fill(sheet, 5, 备注="=HYPERLINK(1)")
        sheet.cell(5, columns(sheet)["备注"]).data_type = "s"

    edited(old, change)
    assert carried(tmp_path, old, failing("NC501", 2))[0]["备注"] == "=HYPERLINK(1)"
    with zipfile.ZipFile(tmp_path / "新.xlsx") as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert all(b"<f>" not in archive.read(name) for name in parts)


def test_a_carried_ledger_can_be_carried_again(tmp_path, old):
    """What was resolved stays in the history; nothing is said twice."""
    second = tmp_path / "second.xlsx"
    ledger = read_ledger(old, "zh").ledger
    written(second, failing("NC101", 1), failing("NC501", 2, "pass"), ledger=ledger)
    found = carried(tmp_path, second, failing("NC101", 1), failing("NC501", 2, "pass"))
    assert [(row["规则"], row["本次检查"], row["责任人"]) for row in found] == [
        ("NC101", "× 仍不达标", None),
        ("NC501", "√ 已达标", "顾老师"),
    ]


def test_what_fails_again_takes_its_line_up_again(tmp_path, old):
    second = tmp_path / "second.xlsx"
    ledger = read_ledger(old, "zh").ledger
    written(second, failing("NC501", 2, "pass"), ledger=ledger)
    found = carried(tmp_path, second, failing("NC501", 2))
    assert (found[0]["本次检查"], found[0]["状态"]) == ("× 仍不达标", "已整改")


def test_schools_of_one_rule_are_told_apart(tmp_path):
    def two(path, first, second, ledger=None):
        schools = [
            made.school(failing("NC501", key), name=name, code=None)
            for name, key in (("甲小学", first), ("乙小学", second))
        ]
        write_excel(made.result(*schools), path, ledger=ledger)
        return path

    old = two(tmp_path / "旧.xlsx", 1, 2)
    edited(old, lambda sheet: fill(sheet, 5, 责任人="乙校的人"))
    new = two(tmp_path / "新.xlsx", 11, 12, read_ledger(old, "zh").ledger)
    assert [(row["学校"], row["责任人"]) for row in rows(new)] == [
        ("甲小学", None),
        ("乙小学", "乙校的人"),
    ]


# --- files that are no ledger


def no_ledger(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "学校"
    book.save(path)
    return path


def without_key(tmp_path):
    path = written(tmp_path / "a.xlsx", failing("NC501", 2))
    return edited(
        path, lambda sheet: sheet.cell(3, columns(sheet)["编号"]).__setattr__("value", "x")
    )


def no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("hello", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (no_ledger, "没有找到整改台账"),
        (without_key, "工作表“整改台账”没有“编号”列"),
        (no_workbook, "不能作为上一份台账读取"),
        (lambda tmp_path: tmp_path / "无.xlsx", "不能作为上一份台账读取"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path, make, told):
    with pytest.raises(UsageError, match=told) as raised:
        read_ledger(make(tmp_path), "zh")
    assert raised.value.hint
