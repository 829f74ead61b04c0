"""Packages that are not what they say: parts that lie, hide, repeat, lie in one another or have odd names."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from mhaudit.loader.formats import Limits
from mhaudit.loader.grid import open_book
from mhaudit.loader.package import Package
from tests.packages import ooxml_parts, sheet_data, zipped

SHEET = "xl/worksheets/sheet1.xml"
Told = tuple[str, tuple[tuple[str, str], ...]]
PACKAGE: Told = ("D101", (("reason_key", "broken.package"),))
FAR = '<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def form(**more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with 甲 in A1."""
    return ooxml_parts({"表": sheet_data([["甲"]])}) | more


def package(data: bytes) -> Package:
    return Package(data, zipfile.ZipFile(io.BytesIO(data)))


def told(data: bytes, limits: Limits | None = None) -> Told:
    """Why it is refused."""
    path = Path("甲.xlsx")
    book, (issue,) = open_book(path, path.name, data=data, limits=limits)
    assert book is None
    return issue.code, issue.args


def read(data: bytes) -> list[list[object]]:
    """The cells of its only sheet, where nothing is wrong."""
    book, issues = open_book(Path("甲.xlsx"), "甲.xlsx", data=data)
    assert issues == []
    assert book is not None
    (sheet,) = book.sheets
    return sheet.cells


def in_directory(data: bytes, name: str | bytes, offset: int, kind: str, value: int) -> bytes:
    """The package with a number changed in the directory's entry of a part."""
    key = name.encode() if isinstance(name, str) else name
    changed = bytearray(data)
    at = data.find(key, data.find(b"PK\x01\x02"))
    assert at > 0
    struct.pack_into(kind, changed, at - 46 + offset, value)
    return bytes(changed)


FLAGS, CRC, PACKED, SIZE, START = 8, 16, 20, 24, 42


# --- what is handed on to the parser ----------------------------------------------------------------


def contents(data: bytes) -> list[tuple[str, bytes, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(i.orig_filename, archive.read(i), i.compress_type) for i in archive.infolist()]


@pytest.mark.parametrize("name", ["图片.png", "a.png"])
def test_the_same_parts_in_the_same_order(name):
    """Parts that were read are stored as they are, the others stay packed."""
    data = zipped(form(**{name: b"picture" * 9}))
    found = package(data)
    at = [info.filename for info in found.parts].index(SHEET)
    assert found.read(at) == contents(data)[at][1]
    before, after = contents(data), contents(found.unpacked())
    assert [one[:2] for one in after] == [one[:2] for one in before]
    stored = [name for name, _, method in after if method == zipfile.ZIP_STORED]
    assert stored == [SHEET]


def test_names_of_another_encoding_stay_as_they_are():
    """GB18030 as 360压缩 writes it: bytes that are not marked as UTF-8."""
    name = "图片.png".encode("gb18030")
    data = zipped(form(**{"XXXX.png": b"x"})).replace(b"XXXX.png", name)
    found = package(data)
    found.read(0)
    assert found.unpacked().count(name) == 2
    assert read(data) == [["甲"]]


def test_names_that_are_marked_as_utf_8_and_are_not():
    data = zipped(form(**{"图.png": b"x"})).replace("图".encode(), b"\xb0\xb0\xb0")
    assert told(data) == PACKAGE


def test_extra_fields_are_not_lost():
    """What cannot be written to the letter is handed on as it came."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        info = zipfile.ZipInfo("a.xml")
        info.extra = b"\x99\x99\x02\x00ab"
        archive.writestr(info, "<a/>")
    found = package(written.getvalue())
    found.read(0)
    assert found.unpacked() is found.data


@pytest.mark.parametrize(("size", "kept"), [(4 * 1024**2, True), (4 * 1024**2 + 1, False)])
def test_a_large_package_is_handed_on_as_it_came(size, kept):
    found = package(zipped({"a.xml": b" " * size}))
    assert len(found.read(0)) == size
    assert (found.unpacked() is not found.data) is kept


# --- sizes that lie ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 100, 0xFFFF_FFF0])
def test_a_size_that_is_not_so(size):
    """Less than the part holds, and more than may be unpacked."""
    data = in_directory(zipped(form()), SHEET, SIZE, "<I", size)
    assert told(data) == (("D103", (("limit", "256 MiB"),)) if size > 2**30 else PACKAGE)


@pytest.mark.parametrize(("offset", "value"), [(SIZE, 5_000), (PACKED, 0x7FFF_FFFF)])
def test_a_size_that_is_too_large_loses_nothing(offset, value):
    """The packed data say themselves where they end, and the checksum that nothing is missing."""
    assert read(in_directory(zipped(form()), SHEET, offset, "<I", value)) == [["甲"]]


def test_a_bomb_that_lies_is_unpacked_only_as_far_as_it_says():
    parts = form()
    parts[SHEET] = str(parts[SHEET]) + " " * 50_000_000
    data = in_directory(zipped(parts), SHEET, SIZE, "<I", 1_000)
    found = package(data)
    number = [info.filename for info in found.parts].index(SHEET)
    with pytest.raises(zipfile.BadZipFile):
        found.read(number)
    assert told(data) == PACKAGE


@pytest.mark.parametrize(
    "part",
    [SHEET, "xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels", "xl/x/y.XML"],
)
def test_what_is_unpacked_counts_whatever_it_is(part):
    parts = form()
    parts[part] = str(parts.get(part, "")) + " " * 3_000_000
    assert told(zipped(parts), Limits(unpacked_bytes=2 * 1024**2)) == (
        "D103",
        (("limit", "2 MiB"),),
    )


def test_what_is_not_unpacked_does_not_count():
    data = zipped(form(**{"xl/media/a.bmp": b" " * 3_000_000}))
    book, issues = open_book(
        Path("甲.xlsx"), "甲.xlsx", data=data, limits=Limits(unpacked_bytes=2 * 1024**2)
    )
    assert book is not None
    assert issues == []


@pytest.mark.parametrize(
    ("offset", "kind", "value"),
    [(CRC, "<I", 1), (PACKED, "<I", 3), (START, "<I", 0x7FFF_FFFF)],
)
def test_a_part_that_is_not_where_or_what_it_says(offset, kind, value):
    assert told(in_directory(zipped(form()), SHEET, offset, kind, value)) == PACKAGE


def test_a_part_that_has_another_name_where_it_lies():
    data = zipped(form())
    assert told(data.replace(SHEET.encode(), SHEET.replace("1", "2").encode(), 1)) == PACKAGE


# --- many parts, and parts in parts -----------------------------------------------------------------


@pytest.mark.parametrize("more", [True, False])
def test_more_parts_than_any_workbook_has(more):
    """65,535 is what a directory can count; without a limit a million parts took a quarter of a minute."""
    parts = form()
    parts |= {f"{at}": b"" for at in range(65_535 - len(parts) + more)}
    data = zipped(parts)
    if more:
        assert told(data) == ("D103", (("limit", "65,535 parts"),))
    else:
        assert read(data) == [["甲"]]


def test_parts_that_lie_in_one_another_are_not_written_out():
    """4,000 names for one picture of 100 KB would be 400 MB."""
    parts = form(**{"a.png": os.urandom(100_000)})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        picture = archive.getinfo("a.png")
        for _ in range(4_000):
            again = zipfile.ZipInfo("a.png")
            again.header_offset = picture.header_offset
            again.compress_type = zipfile.ZIP_DEFLATED
            again.compress_size, again.CRC = picture.compress_size, picture.CRC
            archive.filelist.append(again)
    data = written.getvalue()
    assert len(data) < 400_000
    found = package(data)
    assert len(found.parts) == len(parts) + 4_000
    assert found.unpacked() is found.data
    assert read(data) == [["甲"]]


def test_a_package_in_a_package_is_not_looked_into():
    """A folder that was packed: no workbook by itself, and nothing of it is unpacked."""
    assert told(zipped({"上报/甲.xlsx": zipped(form())})) == (
        "D101",
        (("reason_key", "broken.no_workbook"),),
    )


# --- passwords, names and folders ---------------------------------------------------------------------


def doubled(parts: Mapping[str, str | bytes], name: str) -> bytes:
    """The package with one part twice, first as it is encrypted, then plain."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a name is doubled
        archive.writestr(zipfile.ZipInfo(name), parts[name])
        for each, content in parts.items():
            archive.writestr(zipfile.ZipInfo(each), content, zipfile.ZIP_DEFLATED)
    return in_directory(written.getvalue(), name, FLAGS, "<H", 1)


@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml"])
def test_one_encrypted_part_behind_a_plain_one_of_its_name(name):
    assert told(doubled(form(), name)) == ("D102", ())


def test_one_encrypted_part(tmp_path):
    data = in_directory(zipped(form(**{"docProps/app.xml": "<a/>"})), "docProps", FLAGS, "<H", 1)
    assert told(data) == ("D102", ())


@pytest.mark.parametrize("name", ["../../../../evil.txt", "/evil.txt", "C:\\evil.txt", "a\0b.txt"])
def test_names_that_lead_elsewhere_are_only_names(name, tmp_path, monkeypatch):
    """Nothing is ever unpacked to the disk."""
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = zipped(form(**{name: "evil"}))
    assert read(data) == [["甲"]]
    assert list(tmp_path.iterdir()) == []
    assert not Path("/evil.txt").exists()


# --- sheets by other names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("xl/other/data.xml", "other/data.xml"),
        ("xl/other/data.dat", "/xl/other/data.dat"),
        ("xl/worksheets/sheet1.dat", "worksheets/sheet1.dat"),
        ("xl/styles2.xml", "styles2.xml"),
        ("xl/data.xml", "&#100;ata.xml"),
        ("data.xml", "../data.xml"),
        ("xl/DATA.XML", "data.xml"),
    ],
)
def test_a_sheet_that_is_called_otherwise_may_be_no_larger(name, target):
    """Two cells far apart ask the parser for half a terabyte: it would abort the whole process."""
    parts = ooxml_parts({"表": FAR})
    parts[name] = parts.pop(SHEET)
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = str(parts[relations]).replace("worksheets/sheet1.xml", target)
    assert told(zipped(parts)) == ("D103", (("limit", "5,000,000 cells"),))


def test_a_sheet_that_is_called_otherwise_is_read():
    parts = form()
    parts["xl/other/data.xml"] = parts.pop(SHEET)
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = str(parts[relations]).replace("worksheets/sheet1", "other/data")
    assert read(zipped(parts)) == [["甲"]]
