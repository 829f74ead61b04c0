"""Pictures of a workbook: openpyxl drops them unless Pillow is there, which nothing else needs."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, fromstring

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.workbook.workbook import Workbook
from openpyxl.xml.constants import IMAGE_NS, SHEET_DRAWING_NS

_KEPT = {"png", "jpeg", "jpg", "gif"}


class KeptPicture(Image):
    """A picture passed on as it is."""

    def __init__(self, data: bytes, suffix: str) -> None:
        self.data, self.format, self.anchor = data, suffix, "A1"

    def _data(self) -> bytes:
        return self.data


def restore(book: Workbook, archive: zipfile.ZipFile) -> set[str]:
    """Put back the pictures of every sheet; returns the parts of the archive that were kept."""
    kept: set[str] = set()
    names = set(archive.namelist())
    sheets: list[Any] = list(book.worksheets)
    for sheet in sheets:
        sheet._images = []
        for drawing in sheet._rels.find(cast(Any, SpreadsheetDrawing)._rel_type):
            path = drawing.target.lstrip("/")
            if path in names:
                kept |= _restore_sheet(sheet, path, archive, names)
    return kept


def _restore_sheet(sheet: Any, path: str, archive: zipfile.ZipFile, names: set[str]) -> set[str]:
    rels_path = cast(Any, get_rels_path)(path)
    try:
        tree = fromstring(archive.read(path))
        _only_pictures(tree)
        drawing = cast(Any, SpreadsheetDrawing).from_tree(tree)
    except (ParseError, TypeError, ValueError):
        return set()
    if rels_path not in names:
        return set()
    parts = get_dependents(archive, rels_path)
    kept = set()
    for blip in drawing._blip_rels:
        part = parts.get(blip.embed)
        target = part.target.lstrip("/") if part is not None and part.Type == IMAGE_NS else ""
        suffix = posixpath.splitext(target)[1].lstrip(".").lower()
        if target in names and suffix in _KEPT:
            sheet.add_image(KeptPicture(archive.read(target), suffix), blip.anchor)
            kept.add(target)
    return kept


def _only_pictures(tree: Element) -> None:
    """Take out what openpyxl cannot parse, so that the pictures beside it are not lost with it."""
    for anchor in list(tree):
        if anchor.find(f"{{{SHEET_DRAWING_NS}}}pic") is None:
            tree.remove(anchor)
