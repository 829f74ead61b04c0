"""Results of formulas: openpyxl writes formulas without them, and a reader would find those cells empty (R108)."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from typing import Any, cast
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook

from mhaudit.forms.original import cells_of

Results = dict[str, tuple[str, str]]
"""Cell → (type as in the file, text)."""

_FORMULA = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<rest>[^>]*)>(?P<formula><f[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)


def results(data: bytes, book: Workbook) -> dict[str, Results]:
    """Sheet → what its formulas last gave in the original workbook; nothing where no sheet has any."""
    wanted = {
        sheet.title: [cell.coordinate for cell in cells_of(sheet) if cell.data_type == "f"]
        for sheet in book.worksheets
    }
    if not any(wanted.values()):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found: dict[str, Results] = {}
    for title, cells in wanted.items():
        if cells and title in values.sheetnames:
            sheet = values[title]
            told = {name: _stored(sheet[name], values.epoch) for name in cells}
            found[title] = {name: stored for name, stored in told.items() if stored}
    return found


def _stored(cell: object, epoch: dt.datetime) -> tuple[str, str] | None:
    value = getattr(cell, "value", None)
    if value is None:
        return None
    if getattr(cell, "data_type", "") == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, int | float):
        return "", f"{value:.17g}" if isinstance(value, float) else str(value)
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return "", f"{cast(Any, to_excel)(value, epoch):.17g}"
    return "str", escape(str(value))


def with_results(copy: bytes, titles: list[str], found: dict[str, Results]) -> bytes:
    """The workbook `copy`, whose sheets are `titles` in order, with the results put beside their formulas."""
    if not found:
        return copy
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(copy)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for info in source.infolist():
            content = source.read(info)
            number = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", info.filename)
            stored = found.get(titles[int(number[1]) - 1]) if number else None
            if stored:
                content = _filled(content.decode(), stored).encode()
            written.writestr(info, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _filled(sheet: str, stored: Results) -> str:
    def fill(found: re.Match[str]) -> str:
        kind, text = stored.get(found["cell"], ("", ""))
        if not text:
            return found[0]
        rest = found["rest"] + (f' t="{kind}"' if kind else "")
        return f'<c r="{found["cell"]}"{rest}>{found["formula"]}<v>{text}</v></c>'

    return _FORMULA.sub(fill, sheet)
