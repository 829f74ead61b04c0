"""Workbooks written part by part: .xlsx as any program might write it, .ods, and .xlsb.

What the usual writers cannot be made to do: strict OOXML, a wrong `<dimension>`, formulas without a value,
parts in UTF-16, sheets that say `<x:row>`. Cells are given as the format has them.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts in their order; the same bytes at any time of day."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write the parts in their order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(parts))
    return path


def ooxml_parts(
    sheets: Mapping[str, str],
    *,
    shared: Sequence[str] = (),
    formats: Mapping[int, str] | None = None,
    styles: Sequence[int] = (),
    since_1904: bool = False,
    strict: bool = False,
    states: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The parts of an .xlsx. `sheets`: name → what stands inside `<worksheet>`.

    `shared`: the `<si>` contents; `formats`: id → format code; `styles`: the number format of each cell
    style after the first (so `s="1"` is `styles[0]`).
    """
    main, office = (STRICT_MAIN, _STRICT_OFFICE) if strict else (MAIN, _OFFICE)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    entries = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{at}' r:id='rId{at}'"
        + (f" state='{states[name]}'" if states and name in states else "")
        + "/>"
        for at, name in enumerate(sheets, 1)
    )
    last = len(sheets)
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{office}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, last + 1)
    )
    codes = "".join(
        f"<numFmt numFmtId='{at}' formatCode={quoteattr(code)}/>"
        for at, code in (formats or {}).items()
    )
    xfs = "".join(
        f'<xf numFmtId="{at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for at in (0, *styles)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{main}" xmlns:r="{office}">'
        f'<workbookPr date1904="{int(since_1904)}"/><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{relations}<Relationship Id="rId{last + 1}" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{last + 2}" Type="{office}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'{_XML}<styleSheet xmlns="{main}"><numFmts count="{len(formats or {})}">'
        f"{codes}</numFmts><fonts count='1'><font/></fonts><fills count='1'><fill><patternFill/></fill></fills>"
        "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
        f"<cellXfs count='{len(styles) + 1}'>{xfs}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{main}" count="{len(shared)}" '
        f'uniqueCount="{len(shared)}">{"".join(f"<si>{text}</si>" for text in shared)}</sst>',
    }
    for at, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'{_XML}<worksheet xmlns="{main}" xmlns:r="{office}">{content}</worksheet>'
        )
    return parts


def ooxml(path: Path, sheets: Mapping[str, str], **options: Any) -> Path:
    """Write an .xlsx of `ooxml_parts`."""
    return write_zip(path, ooxml_parts(sheets, **options))


def sheet_data(rows: Iterable[Iterable[Any]]) -> str:
    """`<sheetData>` with inline strings and numbers; None leaves a cell out."""
    lines = []
    for at, row in enumerate(rows, 1):
        found = "".join(
            _inline(f"{letters(column)}{at}", value)
            for column, value in enumerate(row)
            if value is not None
        )
        lines.append(f'<row r="{at}">{found}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def _inline(address: str, value: Any) -> str:
    if isinstance(value, str):
        text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{address}" t="inlineStr">{text}</c>'
    return f'<c r="{address}"><v>{value!r}</v></c>'


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


# --- .ods --------------------------------------------------------------------------------------------

_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def ods(path: Path, sheets: Mapping[str, Iterable[Iterable[Any]]], *, hidden: str = "") -> Path:
    """Write an .ods of texts and numbers; repeated blanks are written as repeats, as LibreOffice does."""
    tables = "".join(_ods_table(name, rows, name == hidden) for name, rows in sheets.items())
    content = (
        f'{_XML}<office:document-content xmlns:office="{_ODS}:office:1.0" '
        f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0" '
        f'xmlns:style="{_ODS}:style:1.0" office:version="1.2"><office:automatic-styles>'
        '<style:style style:name="shown" style:family="table"><style:table-properties '
        'table:display="true"/></style:style><style:style style:name="hidden" '
        'style:family="table"><style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return write_zip(path, parts)


def _ods_table(name: str, rows: Iterable[Iterable[Any]], hidden: bool) -> str:
    style = "hidden" if hidden else "shown"
    lines, blank = [], 0
    for row in rows:
        cells = "".join(map(_ods_cell, row))
        if not cells.replace("<table:table-cell/>", ""):
            blank += 1
            continue
        if blank:
            lines.append(_ods_blank(blank))
            blank = 0
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    lines.append(_ods_blank(1_048_576 - len(lines)))
    return (
        f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr(style)}>"
        f"{''.join(lines)}</table:table>"
    )


def _ods_blank(count: int) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{count}">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value!r}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


# --- .xlsb -------------------------------------------------------------------------------------------


def xlsb(path: Path, sheets: Mapping[str, Iterable[Iterable[Any]]], *, hidden: str = "") -> Path:
    """Write an .xlsb of texts and numbers ([MS-XLSB]: BrtRowHdr, BrtCellReal, BrtCellSt)."""
    base = ooxml_parts(dict.fromkeys(sheets, ""))
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default '
        'Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": str(base["_rels/.rels"]).replace("workbook.xml", "workbook.bin"),
        "xl/_rels/workbook.bin.rels": _binary_relations(len(sheets)),
    }
    entries = b"".join(
        _record(0x9C, struct.pack("<II", int(name == hidden), at) + _wide(f"rId{at}") + _wide(name))
        for at, name in enumerate(sheets, 1)
    )
    parts["xl/workbook.bin"] = b"".join(
        [
            _record(0x83),  # BrtBeginBook
            _record(0x99, struct.pack("<II", 0, 0) + _wide("")),  # BrtWbProp
            _record(0x8F) + entries + _record(0x90),  # the sheets
            _record(0x84),  # BrtEndBook
        ]
    )
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.bin"] = _binary_sheet([list(row) for row in rows])
    return write_zip(path, parts)


def _binary_relations(count: int) -> str:
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.bin"/>'
        for at in range(1, count + 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _binary_sheet(rows: list[list[Any]]) -> bytes:
    width = max(map(len, rows), default=1)
    body = []
    for at, row in enumerate(rows):
        cells = [
            _binary_cell(column, value)
            for column, value in enumerate(row)
            if value is not None and value != ""
        ]
        if cells:
            body.append(_record(0x00, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)))
            body += cells
    dimension = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0))
    return b"".join(
        [
            _record(0x81),  # BrtBeginSheet
            _record(0x94, dimension),  # BrtWsDim
            _record(0x91),  # BrtBeginSheetData
            *body,
            _record(0x92),  # BrtEndSheetData
            _record(0x82),  # BrtEndSheet
        ]
    )


def _binary_cell(column: int, value: Any) -> bytes:
    head = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _record(0x06, head + _wide(value))
    return _record(0x05, head + struct.pack("<d", value))


def _record(kind: int, data: bytes = b"") -> bytes:
    name = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return name + length + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
