"""What a workbook loses when openpyxl writes it again, found in its parts; some drop-downs are put back."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, fromstring

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

Lost = list[tuple[str, tuple[str, ...]]]

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("macros", re.compile(r"vbaProject\.bin$")),
    ("controls", re.compile(r"xl/(?:ctrlProps|activeX)/")),
    ("threads", re.compile(r"xl/threadedComments/")),
    ("slicers", re.compile(r"xl/(?:slicers|timelines)/")),
    ("objects", re.compile(r"xl/embeddings/")),
    ("signature", re.compile(r"^_xmlsignatures/")),
    ("charts", re.compile(r"xl/charts/(?:style|colors)\d*\.xml$")),
)
_IN_SHEETS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("sparklines", re.compile(rb"<x14:sparklineGroup\b")),
    ("formatting", re.compile(rb"<x14:conditionalFormatting\b")),
    ("header_pictures", re.compile(rb"<legacyDrawingHF\b")),
)
_IN_DRAWINGS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("shapes", re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)\b")),
    # A picture is put back by its file and its place only.
    ("cropping", re.compile(rb"<(?:\w+:)?(?:srcRect [^>]*[1-9]|xfrm [^>]*(?:rot|flip))")),
)


def lost(archive: zipfile.ZipFile, kept_pictures: set[str]) -> Lost:
    """Keys of the wording (`lost.KEY`) with the names they list, in a stable order."""
    names = archive.namelist()
    found = [key for key, pattern in _BY_NAME if any(map(pattern.search, names))]
    sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    found += [key for key, pattern in _IN_SHEETS if any(map(pattern.search, sheets))]
    drawings = [name for name in names if re.match(r"xl/drawings/drawing[^/]*\.xml$", name)]
    drawn = [archive.read(name) for name in drawings]
    found += [key for key, pattern in _IN_DRAWINGS if any(map(pattern.search, drawn))]
    told: Lost = [(key, ()) for key in found]
    pictures = {name for name in names if name.startswith("xl/media/")}
    if gone := sorted(pictures - kept_pictures):
        told.append(("images", tuple(map(posixpath.basename, gone))))
    return told


def restore_lists(book: Workbook, archive: zipfile.ZipFile) -> bool:
    """Put back drop-downs whose words stand in another sheet: Excel and WPS write them in an extension.

    Returns whether all of them could be.
    """
    whole = True
    for sheet, path in _parts(book, archive):
        content = archive.read(path)
        if b"x14:dataValidation" not in content:
            continue
        try:
            tree = fromstring(content)
        except ParseError:
            whole = False
            continue
        for rule in tree.iter(f"{_X14}dataValidation"):
            restored = _validation(rule)
            if restored is None:
                whole = False
            else:
                sheet.add_data_validation(restored)
    return whole


def _validation(rule: Element) -> Any:
    cells = rule.findtext(f"{_XM}sqref")
    formulas = [rule.findtext(f"{_X14}formula{number}/{_XM}f") for number in (1, 2)]
    if not cells or not formulas[0]:
        return None
    try:
        return cast(Any, DataValidation)(
            type=rule.get("type"),
            operator=rule.get("operator"),
            formula1=formulas[0],
            formula2=formulas[1],
            sqref=cells,
            allow_blank=rule.get("allowBlank") == "1",
            showErrorMessage=rule.get("showErrorMessage") == "1",
            showInputMessage=rule.get("showInputMessage") == "1",
            errorStyle=rule.get("errorStyle"),
            error=rule.get("error"),
            errorTitle=rule.get("errorTitle"),
            prompt=rule.get("prompt"),
            promptTitle=rule.get("promptTitle"),
        )
    except (TypeError, ValueError):
        return None


def _parts(book: Workbook, archive: zipfile.ZipFile) -> list[tuple[Any, str]]:
    """Each sheet with its part in the archive, by the relations of the workbook."""
    try:
        tree = fromstring(archive.read("xl/workbook.xml"))
        rels = get_dependents(archive, cast(Any, get_rels_path)("xl/workbook.xml"))
    except (KeyError, ParseError):
        return []
    found: list[tuple[Any, str]] = []
    for node in tree.iter():
        if not node.tag.endswith("}sheet"):
            continue
        name = node.get("name", "")
        ident = next((value for key, value in node.items() if key.endswith("}id")), "")
        part = rels.get(ident)
        path = part.target.lstrip("/") if part is not None else ""
        if name in book.sheetnames and path in archive.namelist():
            found.append((book[name], path))
    return found
