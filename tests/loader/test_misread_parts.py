"""XML that the parser reads as something else than what Excel shows, without a word: `4<!-- -->2` as 4."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from mhaudit.loader.grid import open_book
from tests.packages import ods, ooxml_parts, write_zip


def first_cells(path: Path) -> list[Any]:
    book, issues = open_book(path, path.name)
    assert book is not None
    assert issues == []
    return book.sheets[0].cells[0]


WRITTEN = [
    "4<!-- two -->2",
    "4<?two two?>2",
    "<![CDATA[42]]>",
    "4<![CDATA[2]]>",
    "4&#50;",
    "4&#x32;",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_with_something_inside(tmp_path: Path, written: str) -> None:
    data = f'<sheetData><row r="1"><c r="A1"><v>{written}</v></c><c r="B1"><v>7</v></c></row></sheetData>'
    path = write_zip(tmp_path / "a.xlsx", ooxml_parts({"表": data}))
    assert first_cells(path) == [42, 7]


@pytest.mark.parametrize("written", WRITTEN)
def test_the_text_of_a_formula_with_something_inside(tmp_path: Path, written: str) -> None:
    data = f'<sheetData><row r="1"><c r="A1" t="str"><v>{written}</v></c></row></sheetData>'
    path = write_zip(tmp_path / "a.xlsx", ooxml_parts({"表": data}))
    assert first_cells(path) == ["42"]


def test_marked_text_keeps_its_signs(tmp_path: Path) -> None:
    """`<` and `&` inside CDATA are themselves, and a comment sign there is text."""
    data = (
        '<sheetData><row r="1"><c r="A1" t="str"><v><![CDATA[a<b&c<!--]]></v></c></row></sheetData>'
    )
    path = write_zip(tmp_path / "a.xlsx", ooxml_parts({"表": data}))
    assert first_cells(path) == ["a<b&c<!--"]


def test_a_letter_by_its_number_stays(tmp_path: Path) -> None:
    data = '<sheetData><row r="1"><c r="A1" t="str"><v>a&#38;b&#60;</v></c></row></sheetData>'
    path = write_zip(tmp_path / "a.xlsx", ooxml_parts({"表": data}))
    assert first_cells(path) == ["a&b<"]


def test_marked_text_in_an_ods(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"表": [["XY", 42]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"XY", b"X<![CDATA[Y]]>")
    assert first_cells(write_zip(path, parts)) == ["XY", 42]
