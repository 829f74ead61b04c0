"""`mhaudit diff`: what it reads, how it ends, and what it says of files that are no results."""

import json
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from reports.made import finding, result, school

from mhaudit.cli import main
from mhaudit.reports.result import to_json

SAMPLE = Path(__file__).parents[2] / "sample_data" / "faulty_school.xlsx"


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    for name in ("COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path):
    def written(file, *findings, **changes):
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_json(result(school(*findings, **changes))), encoding="utf-8")
        return path

    return written


def said(capsys):
    """What stands on stderr, with narrow punctuation."""
    return unicodedata.normalize("NFKC", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("before", "now", "strength", "fail_on", "code"),
    [
        ("pass", "fail", "must", "error", 1),
        ("pass", "fail", "principle", "error", 0),
        ("pass", "fail", "principle", "warning", 1),
        ("pass", "fail", "encouraged", "warning", 0),
        ("pass", "fail", "encouraged", "note", 1),
        ("unknown", "fail", "must", "warning", 1),
        ("pass", "fail", "must", "never", 0),
        ("fail", "fail", "must", "note", 0),
        ("fail", "pass", "must", "note", 0),
        ("pass", "unknown", "must", "note", 0),
        ("pass", "unknown", "must", "unknown", 1),
        ("unknown", "unknown", "must", "unknown", 0),
        ("pass", "fail", "encouraged", "unknown", 1),
    ],
)
def test_exit_code(write, before, now, strength, fail_on, code, capsys):
    write("旧.json", finding(before, strength))
    write("新.json", finding(now, strength))
    assert main(["diff", "旧.json", "新.json", "--fail-on", fail_on]) == code
    assert capsys.readouterr().err == ""


def test_warning_is_the_level_without_an_option(write):
    write("旧.json", finding("pass", "principle"))
    write("新.json", finding("fail", "principle"))
    assert main(["diff", "旧.json", "新.json"]) == 1


def test_both_languages_without_colour_in_a_pipe(write, capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    write("旧.json", finding())
    write("新.json", finding("pass"))
    assert main(["diff", "旧.json", "新.json"]) == 0
    chinese = capsys.readouterr().out
    assert main(["diff", "旧.json", "新.json", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "已整改 1" in chinese
    assert "fixed 1" in english
    assert "\x1b" not in chinese + english


def test_json_to_a_file(write, capsys, tmp_path):
    write("旧.json", finding())
    write("新.json", finding("pass"))
    assert main(["diff", "旧.json", "新.json", "--format", "json", "-o", "变化.json"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "变化.json" in captured.err
    told = json.loads((tmp_path / "变化.json").read_text(encoding="utf-8"))
    assert told["summary"]["fixed"] == 1


def test_folders_of_results(write, capsys):
    for name, folder, verdict in (("甲", "旧", "fail"), ("甲", "新", "pass")):
        write(f"{folder}/{name}.json", finding(verdict), name=name, code="1")
    write("旧/乙.json", finding("pass"), name="乙", code="2")
    write("新/改了名.json", finding("fail"), name="乙", code="2")
    assert main(["diff", "旧", "新"]) == 1
    assert "新出现 1  已整改 1" in capsys.readouterr().out


def test_a_school_twice_in_a_folder_is_refused(write, capsys):
    write("旧/甲.json", finding())
    write("旧/甲2.json", finding())
    write("新.json", finding())
    assert main(["diff", "旧", "新.json"]) == 2
    assert "旧:有两份结果都含有“南昌市育新学校”" in said(capsys)


@pytest.mark.parametrize("output", ["新.json", "./旧.json"])
def test_no_output_over_what_is_compared(write, output, capsys):
    path = write("旧.json", finding())
    write("新.json", finding())
    before = path.read_bytes()
    assert main(["diff", "旧.json", "新.json", "-o", output]) == 2
    assert path.read_bytes() == before
    assert capsys.readouterr().out == ""


def test_no_output_over_a_result_in_a_folder(write):
    write("旧/甲.json", finding())
    write("新.json", finding())
    assert main(["diff", "旧", "新.json", "-o", "旧/甲.json"]) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{\n  oops", "坏.json:2:3:不是完整的 JSON"),
        ("", "坏.json:1:1:不是完整的 JSON"),
        (b"PK\x03\x04\xff\xfe\x00\x00", "坏.json:不是 JSON 文件"),
        ("[" * 100_000, "坏.json:不是 JSON 文件"),
        ("[]", "坏.json:不是 mhaudit 的检查结果"),
        ('{"version": "2.1.0", "runs": []}', "坏.json:不是 mhaudit 的检查结果"),
        ('{"schema": "mhaudit-diff/1"}', "坏.json:不是 mhaudit 的检查结果"),
        (
            '{"schema": "mhaudit/2"}',
            "坏.json:结果的版本是 mhaudit/2,本程序只读 mhaudit/1",
        ),
        ('{"schema": "mhaudit/1"}', "坏.json:tool:缺少这一项"),
    ],
)
def test_a_file_that_is_no_result(write, tmp_path, content, told, capsys):
    write("新.json", finding())
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "坏.json").write_bytes(raw)
    assert main(["diff", "坏.json", "新.json"]) == 2
    error = said(capsys)
    assert told in error
    assert "建议:" in error


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("verdict", "maybe", "schools[0].findings[0].verdict:值不对"),
        ("extra", 1, "schools[0].findings[0].extra:没有这一项"),
    ],
)
def test_an_edited_result_is_refused_with_its_place(write, key, value, told, capsys):
    path = write("新.json", finding())
    content = json.loads(path.read_text(encoding="utf-8"))
    content["schools"][0]["findings"][0][key] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["diff", "新.json", "新.json"]) == 2
    assert told in said(capsys)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_result_as_powershell_saves_it(write, encoding):
    path = write("旧.json", finding())
    path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    assert main(["diff", "旧.json", "旧.json"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["没有.json", "新.json"], "没有.json"),
        (["空", "新.json"], "空:文件夹中没有 .json 文件"),
        (["新.json"], "缺少参数 NEW"),
        ([], "缺少参数 OLD"),
        (["新.json", "新.json", "--format", "xml"], "--format"),
        (["新.json", "新.json", "--fail-on", "all"], "--fail-on"),
    ],
)
def test_wrong_usage(write, tmp_path, arguments, told, capsys):
    write("新.json", finding())
    (tmp_path / "空").mkdir()
    assert main(["diff", *arguments]) == 2
    assert told in said(capsys)


def _cell_under(sheet, heading):
    """The first cell below a heading."""
    (found,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == heading)
    return sheet.cell(found.row + 1, found.column)


@pytest.mark.parametrize(
    "column", [None, "学校标识码", "学校名称"], ids=["rows", "rows and code", "rows and name"]
)
def test_the_same_form_with_rows_inserted_under_another_name(tmp_path, column, capsys):
    """Nothing changed: not by blank rows, a renamed file, a code left out or a corrected name (R149)."""
    book = openpyxl.load_workbook(SAMPLE)
    for title in ("班级", "心理教师", "活动", "班委", "工作记录"):
        book[title].insert_rows(6, 2)
    if column is not None:
        cell = _cell_under(book["学校"], column)
        old_name = str(cell.value)
        renamed = f"江西省{old_name}" if column == "学校名称" else None
        cell.value = renamed
        for sheet in book if renamed else ():
            for row in sheet.iter_rows():
                for each in row:
                    if isinstance(each.value, str) and renamed not in each.value:
                        each.value = each.value.replace(old_name, renamed)
    book.save(tmp_path / "改了名.xlsx")
    for form, name in ((SAMPLE, "旧.json"), ("改了名.xlsx", "新.json")):
        assert main(["check", str(form), "--format", "json", "-o", name]) == 1
    capsys.readouterr()
    assert main(["diff", "旧.json", "新.json", "--format", "json", "--fail-on", "unknown"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["schools"]
    counts = {change: count for change, count in found["summary"].items() if count}
    assert set(counts) == {"open", "still_unknown"}
    assert counts["open"] >= 15
    assert (found["former_name"] is not None) == (column == "学校名称")


# --- the workbook, the ledger, the other language


def _sheets(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book}


def test_the_workbook_has_a_sheet_for_each_change(write, tmp_path, capsys):
    same = {"message": "同前"}
    write(
        "旧.json",
        finding(rule="NC101"),
        finding(rule="NC102", **same),
        finding("pass", rule="NC103", shortfall=None),
        finding(rule="NC104"),
        finding(rule="NC501"),
    )
    write(
        "新.json",
        finding("pass", rule="NC101", shortfall=None, measured_text="1:700"),
        finding(rule="NC102", **same),
        finding(rule="NC103"),
        finding(rule="NC104", shortfall=3, measured_text="1:900", measured_value=900.0),
        finding("unknown", rule="NC501"),
    )
    assert main(["diff", "旧.json", "新.json", "--excel", "变化.xlsx"]) == 1
    assert "变化.xlsx" in capsys.readouterr().err
    found = _sheets("变化.xlsx")
    assert list(found) == [
        "变化概览",
        "新出现",
        "有变化",
        "仍未整改",
        "已整改",
        "其他变化",
        "整改台账",
    ]
    assert [(row[1], row[-1]) for row in found["新出现"]] == [("全校", "NC103")]
    (changed,) = found["有变化"]
    assert changed[4:7] == ("× 不达标\n1:1250\n差 1", "× 不达标\n1:900\n差 3", "变差")
    assert [row[-1] for row in found["仍未整改"]] == ["NC102"]
    (fixed,) = found["已整改"]
    assert fixed[3:5] == ("× 不达标\n1:1250\n差 1", "√ 达标\n1:700")
    assert [(row[3], row[-1]) for row in found["其他变化"]] == [("变为无法判定", "NC501")]
    assert [row[6] for row in found["整改台账"]] == [None] * 3
    assert [row[5] for row in found["整改台账"]] == ["NC102", "NC103", "NC104"]


def test_the_ledger_is_carried_forward(write, capsys):
    write("旧.json", finding(rule="NC101", fingerprint="a" * 16), code=None)
    assert main(["diff", "旧.json", "旧.json", "--excel", "旧.xlsx"]) == 0
    book = openpyxl.load_workbook("旧.xlsx")
    _cell_under(book["整改台账"], "责任人").value = "顾老师"
    book.save("旧.xlsx")
    # The code that was added changes the fingerprint; the comparison knows the finding all the same.
    write("新.json", finding(rule="NC101", fingerprint="b" * 16), code="3136010001")
    capsys.readouterr()
    command = ["diff", "旧.json", "新.json", "--excel", "新.xlsx", "--ledger", "旧.xlsx"]
    assert main(command) == 0
    assert "已带入上一份台账 1 行" in capsys.readouterr().err
    sheet = openpyxl.load_workbook("新.xlsx")["整改台账"]
    assert _cell_under(sheet, "责任人").value == "顾老师"
    assert _cell_under(sheet, "本次检查").value == "× 仍不达标"
    assert _cell_under(sheet, "编号").value == "b" * 16


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--ledger", "旧.xlsx"], "--ledger 要与 --excel 一起用"),
        (["--ledger", "旧.xlsx", "--excel", "旧.xlsx"], "不能写到上一份台账"),
        (["--ledger", "无.xlsx", "--excel", "新.xlsx"], "不能作为上一份台账读取"),
        (["--excel", "新.csv"], ".xlsx"),
    ],
)
def test_a_ledger_or_workbook_that_cannot_be(write, arguments, told, capsys):
    write("新.json", finding())
    assert main(["diff", "新.json", "新.json", "--excel", "旧.xlsx"]) == 0
    before = Path("旧.xlsx").read_bytes()
    capsys.readouterr()
    assert main(["diff", "新.json", "新.json", *arguments]) == 2
    assert unicodedata.normalize("NFKC", told) in said(capsys)
    assert Path("旧.xlsx").read_bytes() == before


def test_results_in_the_other_language(tmp_path, capsys):
    """Titles and subjects in the language of the run; that the rest is not is said."""
    command = ["check", str(SAMPLE), "--format", "json", "-o"]
    assert main([*command, "zh.json"]) == 1
    assert main([*command, "en.json", "--lang", "en"]) == 1
    capsys.readouterr()
    assert main(["diff", "en.json", "zh.json", "--verbose"]) == 0
    chinese = (
        said(capsys),
        unicodedata.normalize("NFKC", main_out(["diff", "en.json", "en.json", "-v"], capsys)),
    )
    assert "结果是用英文写的" in chinese[1]
    assert "每学期至少" in chinese[1]
    assert "Grade 7" not in chinese[1]
    english = main_out(["diff", "zh.json", "zh.json", "-v", "--lang", "en"], capsys)
    assert "written in Chinese" in " ".join(english.split())
    assert "年级" not in english.replace("符合", "").split("NC301")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("stated", "cautioned"), [("zh", False), ("en", True), (None, False)], ids=str
)
def test_the_language_is_the_one_the_result_states(write, capsys, stated, cautioned):
    """Its titles are Chinese: they tell only where an older result does not say its language."""
    path = write("旧.json", finding())
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["language"] == "zh"
    del told["language"]
    if stated:
        told["language"] = stated
    path.write_text(json.dumps(told), encoding="utf-8")
    printed = main_out(["diff", "旧.json", "旧.json"], capsys)
    assert ("结果是用英文写的" in unicodedata.normalize("NFKC", printed)) is cautioned


def main_out(arguments, capsys):
    """What the command prints."""
    main(arguments)
    return capsys.readouterr().out


def test_a_compact_result_is_read_as_well(write, capsys):
    """As another program saves it: on one line."""
    path = write("旧.json", finding(rule="NC101"))
    content = json.loads(path.read_text(encoding="utf-8"))
    Path("新.json").write_text(json.dumps(content), encoding="utf-8")
    assert main(["diff", "旧.json", "新.json", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["open"] == 1


def test_a_result_that_changes_while_it_is_compared(write, monkeypatch, capsys):
    from mhaudit.reports import diff_console

    path = write("旧.json", finding())

    def cut(*arguments, **options):
        path.write_bytes(path.read_bytes()[:500])
        return written(*arguments, **options)

    written = diff_console.write_diff
    monkeypatch.setattr(diff_console, "write_diff", cut)
    assert main(["diff", "旧.json", "旧.json"]) == 2
    assert "旧.json:比较的时候文件被改动了" in said(capsys)
