"""Why a file cannot be read is said in plain words, in both languages; what the file holds is never quoted."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.chart import BarChart

from mhaudit.engine.issues import worded
from mhaudit.loader.causes import cause
from mhaudit.loader.grid import open_book
from mhaudit.wording import say
from tests.packages import ooxml_parts, sheet_data, write_zip

SHEETS = {"教师": sheet_data([["姓名"], ["张三"]]), "班级": sheet_data([["班级"], ["七(1)班"]])}
SHEET = "xl/worksheets/sheet1.xml"


def parts_with(change: Callable[[dict[str, str | bytes]], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        parts = ooxml_parts(SHEETS, shared=["<t>甲</t>"])
        change(parts)
        return write_zip(folder / "a.xlsx", parts)

    return make


def holding(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _truncated(folder: Path) -> Path:
    path = write_zip(folder / "a.xlsx", ooxml_parts(SHEETS))
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _charts_alone(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.create_chartsheet().add_chart(BarChart())
    book.remove(book.worksheets[0])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def _macro_sheet_alone(parts: dict[str, str | bytes]) -> None:
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    macro = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(office, macro)


def _old_workbook_with_a_loop(folder: Path) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("教师")
    for row in range(200):
        page.write(row, 0, f"教师{row}")
    book.save(str(folder / "a.xls"))
    data = bytearray((folder / "a.xls").read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 * (table + 1), 0)  # the first sector is followed by itself
    (folder / "a.xls").write_bytes(data)
    return folder / "a.xls"


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a photograph named xlsx": (holding("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(range(256))), "no_workbook"),
    "a web page named xls": (holding("a.xls", b"<html><table><tr><td>1</td></tr></table></html>"), "web_page"),
    "excel 4": (holding("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40)), "too_old"),
    "a file that was not copied whole": (_truncated, "package"),
    "an old workbook whose sectors go in circles": (_old_workbook_with_a_loop, "sectors"),
    "nothing but a chart": (_charts_alone, "no_sheets"),
    "nothing but macro sheets": (parts_with(_macro_sheet_alone), "no_sheets"),
    "a list of sheets that breaks off": (
        parts_with(lambda parts: parts.update({"xl/workbook.xml": str(parts["xl/workbook.xml"])[:-60]})),
        "directory",
    ),
    "no list of the parts": (
        parts_with(lambda parts: parts.pop("xl/_rels/workbook.xml.rels")), "directory",
    ),
    "a quote that is never closed": (holding("a.csv", '姓名,性别\n"张三,男\n李四,女\n'.encode()), "open_quote"),
}  # fmt: skip


def broken_sheet(content: str) -> Callable[[Path], Path]:
    """Its first sheet holds this, its second is sound."""
    return parts_with(lambda parts: parts.update({SHEET: content}))


ROW = "<worksheet xmlns=''><sheetData><row r='1'>"
END = "</row></sheetData></worksheet>"
SHEET_CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "the part of a sheet is missing": (parts_with(lambda parts: parts.pop(SHEET)), "no_part"),
    "a sheet that breaks off": (broken_sheet(f"{ROW}<c r='A1'><v>9</v></c></row>"), "cut_off"),
    "a sheet that breaks off in a tag": (broken_sheet(f"{ROW}<c r='A1'><v>9</v></c></ro"), "xml"),
    "texts that are not there": (broken_sheet(f"{ROW}<c r='A1' t='s'><v>9</v></c>{END}"), "texts"),
    "a type of cell that there is not": (broken_sheet(f"{ROW}<c r='A1' t='z'><v>9</v></c>{END}"), "cell"),
    "an address that is none": (broken_sheet(f"{ROW}<c r='12'><v>9</v></c>{END}"), "address"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    make, key = CASES[name]
    path = make(tmp_path)
    book, (issue,) = open_book(path, path.name)
    assert book is None
    assert (issue.code, issue.args) == ("D101", (("reason_key", f"broken.{key}"),))


@pytest.mark.parametrize("name", SHEET_CASES)
def test_a_sheet_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    """The other sheet is read."""
    make, key = SHEET_CASES[name]
    path = make(tmp_path)
    book, (issue,) = open_book(path, path.name)
    assert book is not None
    assert [sheet.name for sheet in book.sheets] == ["班级"]
    assert issue.place is not None
    assert issue.place.sheet == "教师"
    assert (issue.code, issue.args) == ("D101", (("reason_key", f"broken.{key}"),))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "a.xlsx", ooxml_parts(SHEETS))

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    book, (issue,) = open_book(path, path.name)
    assert book is None
    assert issue.args == (("reason_key", "broken.permission"),)


def test_the_words_in_both_languages(tmp_path: Path) -> None:
    path = _truncated(tmp_path)
    _, issues = open_book(path, "上报/a.xlsx")
    messages = [worded(issues, language)[None][0].message for language in ("zh", "en")]
    assert messages == [
        "无法读取:文件不完整或已损坏,可能没有传完",
        "Cannot be read: it is cut off or damaged; perhaps it was not copied whole",
    ]


def test_a_cause_that_nobody_foresaw_keeps_no_content() -> None:
    """A parser's message may quote a cell: an identity number, a pupil's name."""
    found = dict(cause("Strange thing in cell: 360102201001011234 张三"))
    assert found == {"reason_key": "broken.other", "detail": "Strange thing in cell"}
    assert say("zh", "broken.other", **found) == "文件内部有误(Strange thing in cell)"
    assert (
        say("en", "broken.other", **found) == "something inside it is wrong (Strange thing in cell)"
    )
    assert dict(cause("360102201001011234")) == {"reason_key": "broken.other", "detail": "?"}
