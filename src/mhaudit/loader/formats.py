"""What a file is, by its content, and whether it may be handed to a parser: passwords, bombs, size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from mhaudit.loader import ole
from mhaudit.loader.binary import xlsb_cells, xlsb_since_1904, xlsb_texts
from mhaudit.loader.mending import is_misread
from mhaudit.loader.package import Package
from mhaudit.loader.struck import has_strike, struck_rows

SHEET_EXTENSIONS: dict[str, tuple[str, ...]] = {
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xltx": ("xlsx",),
    ".xls": ("xls",),
    ".et": ("xls", "xlsx"),
    ".xlsb": ("xlsb",),
    ".ods": ("ods",),
    ".csv": ("csv", "tsv"),
    ".tsv": ("csv", "tsv"),
}
"""Extension of a spreadsheet → the formats that may stand behind it without remark (R106)."""

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,20})([0-9]{1,20})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c((?:\s[^<>]*[^<>/])?)>(?!\s*</)")  # no self-closing or empty cell
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\br\s*=\s*["']([0-9]{1,20})["']""")
_UNUSUAL = re.compile(rb"""<c(?![A-Za-z]| r="[A-Z][0-9]{1,5}")""")
"""A cell that is not said, in the usual words, to stand in A1:Z99999."""
_ODS_ROW = re.compile(rb"<table:table-row\b([^<>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*?)(/?)>")
_ODS_ROWS = re.compile(rb"""table:number-rows-repeated=["']([0-9]{1,20})["']""")
_ODS_COLUMNS = re.compile(rb"""table:number-columns-repeated=["']([0-9]{1,20})["']""")
_SINCE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^<>]*?\bdate1904\s*=\s*["'](?:1|true)["']""")
_TEXTS = re.compile(rb"""<(?:\w+:)?sst\b[^<>]*?\buniqueCount\s*=\s*["']([0-9]{1,20})["']""")


_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError,
)  # fmt: skip
"""What `zipfile` raises for a package that is not whole."""
_PARSED = re.compile(r"worksheets/|sharedstrings|styles|workbook|^content\.xml$")
"""Parts that the parser unpacks, as they are usually called."""
_UNPACKED = (".xml", ".bin", ".rels", "mimetype")
"""How the names of parts end that are unpacked, here or by the parser."""
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_PARTS = 65_535
"""A package of more parts is no spreadsheet, and merely to list them may take minutes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be before it is refused: bytes on disk, bytes unpacked, cells in a sheet.

    And what the process that reads it may take: bytes of memory, where the system can tell, and seconds for
    reading one file, or for joining and judging the files of one task. A workbook of a whole district (300
    schools, 12,000 classes) takes a tenth of either.
    """

    file_bytes: int = 64 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    cells: int = 5_000_000
    memory_bytes: int = 4 * 1024 * 1024 * 1024
    seconds: int = 120


class RefusedError(Exception):
    """Why a file is not read: the code of a data issue and its arguments."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.args_given = tuple(args.items())


def detect(data: bytes) -> str | None:
    """xlsx, xlsb, ods or xls; `text` for what may be delimited; None for anything else.

    Raises RefusedError for a container that is a spreadsheet but broken or encrypted.
    """
    if data.startswith(ole.MAGIC):
        return _detect_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(data)
    if (
        data[:1] == b"\x09"
        and data[1:2] in {b"\x00", b"\x02", b"\x04", b"\x08"}
        and data[3:4] == b"\x00"
    ):
        raise RefusedError(
            "D101", reason="BIFF"
        )  # an .xls from before Excel 5, or one without its container
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<html", b"<!doctype", b"<table", b"<meta")):
        raise RefusedError("D101", reason="HTML/XML")  # what some systems export as .xls
    return None if head.startswith((b"{\\rtf", b"%pdf")) else "text"


def _detect_ole(data: bytes) -> str | None:
    try:
        book = ole.Compound(data)
    except ole.BrokenChainError as error:
        raise RefusedError("D101", reason=str(error)) from error
    if "EncryptedPackage" in book.streams:
        raise RefusedError("D102")
    return "xls" if {"Workbook", "Book"} & book.streams.keys() else None


def _detect_zip(data: bytes) -> str | None:
    if data.count(b"PK\x01\x02") > _PARTS:
        raise RefusedError("D103", limit=f"{_PARTS:,} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {_plain(info.filename): info for info in archive.infolist()}
            if not any(name.endswith(("workbook.xml", "workbook.bin")) for name in names) and not (
                "content.xml" in names and _is_ods(archive, names)
            ):
                return None
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise RefusedError("D102")
            if "content.xml" in names:
                manifest = names.get("meta-inf/manifest.xml")
                if manifest and b"encryption-data" in _member(archive, manifest, 1 << 20):
                    raise RefusedError("D102")
                return "ods"
            return "xlsb" if any(name.endswith("workbook.bin") for name in names) else "xlsx"
    except _BROKEN as error:
        raise RefusedError("D101", reason=type(error).__name__) from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_ods(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> bool:
    kind = names.get("mimetype")
    return kind is not None and b"opendocument.spreadsheet" in _member(archive, kind, 200)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(info) as member:
        return member.read(limit)


def is_report(data: bytes) -> bool:
    """Whether a workbook is a report that mhaudit wrote, not a form: it says so in its custom properties."""
    if b"docProps/custom.xml" not in data:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            properties = _member(archive, archive.getinfo("docProps/custom.xml"), 1 << 16)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return False
    return re.search(rb'name="mhaudit"[^>]*>\s*<vt:lpwstr>report<', properties) is not None


@dataclass(slots=True)
class Seen:
    """A workbook that a parser may have, and what came to light while its size was checked."""

    data: bytes
    """As it came, or with its parts unpacked already."""
    since_1904: bool = False
    """It counts days from 1904."""
    misread: bool = False
    """It holds what the parser takes for something else (see `mending`)."""
    struck: dict[str, frozenset[int]] = field(default_factory=dict)
    """Name of a sheet → its rows that are struck through."""


def check_size(data: bytes, kind: str, limits: Limits) -> Seen:
    """Raise RefusedError for a workbook that is encrypted, or that would fill the memory once read."""
    if kind == "xls":
        compound = ole.Compound(data)
        stream = compound.stream("Workbook") or compound.stream("Book") or b""
        if ole.encrypted(stream):
            raise RefusedError("D102")
        _within(ole.largest_sheet(stream, limits.cells), limits)
        return Seen(data, ole.since_1904(stream))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package(data, archive)
            seen = _check_zip(package, limits)
            seen.data = package.unpacked()
            return seen
    except _BROKEN as error:
        raise RefusedError("D101", reason=type(error).__name__) from error


def _check_zip(package: Package, limits: Limits) -> Seen:
    """Declared sizes first; then the parts that a parser unpacks, so that a false size is found as well."""
    seen = Seen(package.data)
    names = {number: _plain(info.filename) for number, info in enumerate(package.parts)}
    unpacked = {number for number, name in names.items() if name.endswith(_UNPACKED)}
    _check_unpacked(package, unpacked, limits)
    perhaps, strikes = _called_otherwise(package, names), False
    _check_unpacked(package, unpacked | perhaps, limits)
    for number, name in names.items():
        usual = name.endswith((".xml", ".bin")) and _PARSED.search(name)
        if not usual and number not in perhaps:
            continue
        content = package.read(number)
        if number in perhaps:
            _check_cells(content, limits)
        if not usual:
            continue
        if "worksheets/" in name and name.endswith(".xml"):
            _check_cells(content, limits)
            seen.misread = seen.misread or is_misread(content)
        elif "worksheets/" in name:
            _within(xlsb_cells(content), limits)
        elif name == "content.xml":
            _check_xml(content)
            _within(ods_cells(content), limits)
            seen.misread = is_misread(content)
        elif name.endswith(("sharedstrings.xml", "sharedstrings.bin")):
            _check_texts(content, binary=name.endswith(".bin"))
        elif name.endswith("styles.xml"):
            strikes = has_strike(content)
        elif name.endswith("workbook.xml"):
            seen.since_1904 = _SINCE_1904.search(content) is not None
        elif name.endswith("workbook.bin"):
            seen.since_1904 = xlsb_since_1904(content)
    if strikes:
        seen.struck = struck_rows(package, names)
    return seen


def _check_unpacked(package: Package, numbers: Iterable[int], limits: Limits) -> None:
    if sum(package.parts[number].file_size for number in numbers) > limits.unpacked_bytes:
        raise RefusedError("D103", limit=f"{limits.unpacked_bytes // 1024 // 1024} MiB")


def _called_otherwise(package: Package, names: Mapping[int, str]) -> set[int]:
    """Parts that may be worksheets whatever they are called: the workbook's own, but for `worksheets/*.xml`.

    Only the last part of a name counts, since a path may be told in many ways; where letters of it are told
    as `&#97;` or `%61`, it may be any part.
    """
    targets = {
        target
        for number, name in names.items()
        if name.endswith(("workbook.xml.rels", "workbook.bin.rels"))
        for target in _TARGET.findall(package.read(number))
    }
    known = {_plain(target.decode("utf-8", "replace")).rpartition("/")[2] for target in targets}
    hidden = any(b"&" in target or b"%" in target for target in targets)
    return {
        number
        for number, name in names.items()
        if (hidden or name.rpartition("/")[2] in known)
        and not ("worksheets/" in name and name.endswith((".xml", ".bin")))
    }


def _check_cells(sheet: bytes, limits: Limits) -> None:
    if xlsx_cells(sheet) > limits.cells:  # perhaps but a bound
        _within(_counted(sheet), limits)


def _check_xml(content: bytes) -> None:
    """A parser of .ods files waits for ever for the end of XML that breaks off."""
    try:
        expat.ParserCreate().Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        raise RefusedError("D101", reason="ill-formed document") from error


def _check_texts(part: bytes, *, binary: bool) -> None:
    """A parser makes room for as many shared texts as are announced, even if there is none."""
    told = _TEXTS.search(part[:2_000])
    announced = xlsb_texts(part) if binary else int(told[1]) if told else 0
    if announced > len(part):
        raise RefusedError("D101", reason="shared strings table")


def _within(cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        raise RefusedError("D103", limit=f"{limits.cells:,} cells")


def xlsx_cells(sheet: bytes) -> int:
    """How many cells the used range of a worksheet spans; empty styled cells do not count.

    Where every cell is said to stand in A1:Z99999 (nearly always) that bound is returned, without a count.

    >>> xlsx_cells(b'<row r="1"><c r="B3"><v>1</v></c><c r="ZZ999999" s="1"/></row>')
    6
    """
    if b":c" not in sheet and not _UNUSUAL.search(sheet):
        return 99_999 * 26
    return _counted(sheet)


def _counted(sheet: bytes) -> int:
    rows = width = 0
    unnamed = False
    widest = b""
    for cell in _CELL.finditer(sheet):
        found = _REFERENCE.search(cell[1])
        if found is None:
            unnamed = True
            continue
        rows = max(rows, int(found[2]))
        widest = max(widest, found[1], key=lambda letters: (len(letters), letters))
    for letter in widest:
        width = width * 26 + letter - 64
    if unnamed:  # coordinates are implied by the order
        cells = [len(_CELL.findall(row)) for row in re.split(rb"<(?:\w+:)?row\b", sheet)]
        rows = max([rows, len(cells), *(int(found) for found in _ROW.findall(sheet))])
        width = max(width, *cells)
    return rows * width


def ods_cells(content: bytes) -> int:
    """How many cells the largest table of an .ods spans once its repeated rows and cells are written out."""
    largest = rows = width = at = 0
    for table in re.split(rb"<table:table[\s>]", content):
        rows = width = at = 0
        for row in _ODS_ROW.finditer(table):
            repeat = _ODS_ROWS.search(row[1])
            at += int(repeat[1]) if repeat else 1
            used = _ods_width(row[2] or b"")
            if used:
                rows, width = at, max(width, used)
        largest = max(largest, rows * width)
    return largest


def _ods_width(row: bytes) -> int:
    """Columns up to the last cell that holds something."""
    at = used = 0
    for cell in _ODS_CELL.finditer(row):
        repeat = _ODS_COLUMNS.search(cell[1])
        at += int(repeat[1]) if repeat else 1
        if not cell[2] or b"office:value" in cell[1]:
            used = at
    return used
