"""What Excel opens and the parser does not: an .xlsx or .ods with its parts put right, in memory only.

A `<dimension>` of whole rows, error values of later programs, parts in UTF-16 or GBK, a sheet without its
part, comments inside values, two sheets of one name; blanks between the tags of an .ods.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

_DECLARED = re.compile(rb"""<\?xml[^<>]{0,60}?encoding\s*=\s*["']([\w.-]{1,20})["']""")
_DECLARATION = re.compile(r"<\?xml[^<>]{0,200}\?>")
_ENCODINGS = {
    b"utf-16": "utf-16",
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5",
}
_DIMENSION = re.compile(rb"<(?:\w{1,20}:)?dimension\b[^<>]*/>")
_LATER_ERROR = re.compile(
    rb"<((?:\w{1,20}:)?v)>#(?:SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!|EXTERNAL!|GETTING_DATA)</"
)
_ASIDE = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_VALUE = re.compile(rb"(<(?:\w{1,20}:)?v>)([^<]*&#[^<]*)")
_DIGIT = re.compile(rb"&#(?:x0{0,9}(2[BDEbde]|3[0-9]|[46]5)|0{0,9}(4[3-9]|5[0-7]|69|101));")
"""A digit, or a sign of a number, by its number."""
_BETWEEN_TAGS = re.compile(rb">\s+<")
_SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\s[^<>]*>")
_RELATION = re.compile(r"<(?:\w{1,20}:)?Relationship\s[^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]{1,60})\s*=\s*("[^"<]*"|'[^'<]*')""")
_SHEET_KINDS = ("/worksheet", "/chartsheet", "/dialogsheet")

Parts = dict[str, bytes]


def mended(data: bytes) -> bytes | None:
    """The workbook without what its parser stumbles over; None if nothing of that is in it.

    Only its XML is taken over. The caller has checked the unpacked size, and has to check the result's.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if info.filename.lower().endswith((".xml", ".rels", "mimetype"))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        return None
    better = {name: _mended_part(name, content) for name, content in parts.items()}
    for name in parts:
        if name.lower().endswith("workbook.xml"):
            better[name] = _mended_workbook(name, better)
    if better == parts:
        return None
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in better.items():
            archive.writestr(name, content)
    return written.getvalue()


def is_misread(part: bytes) -> bool:
    """Whether the parser would take a cell for another, without a word: `4<!-- -->2` for 4."""
    # One rare byte is looked for many times faster than two of which the first is everywhere.
    if b"!" in part and (b"<!--" in part or b"<![" in part):
        return True
    declared = part.find(b"?>") + 2 if part.startswith(b"<?xml") else 0
    if part.find(b"?", declared) >= 0 and part.find(b"<?", 5) >= 0:
        return True
    return b"&" in part and b"&#" in part and _VALUE.search(part) is not None


def _mended_part(name: str, content: bytes) -> bytes:
    content = _VALUE.sub(_plain_digits, _ASIDE.sub(_aside, _utf8(content)))
    if name == "content.xml":
        return _BETWEEN_TAGS.sub(b"><", content)
    if "worksheets/" not in name.lower().replace("\\", "/"):
        return content
    return _LATER_ERROR.sub(rb"<\1>#N/A</", _DIMENSION.sub(b"", content, count=1))


def _utf8(content: bytes) -> bytes:
    declared = _DECLARED.match(content)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif declared and declared[1].lower() in _ENCODINGS:
        encoding = _ENCODINGS[declared[1].lower()]
    else:
        return content
    try:
        return _DECLARATION.sub("", content.decode(encoding), count=1).lstrip().encode()
    except UnicodeError:
        return content


def _aside(match: re.Match[bytes]) -> bytes:
    """Comments and instructions go, marked text becomes plain text."""
    from xml.sax.saxutils import escape  # here, since it brings all of urllib

    if match[0].startswith(b"<?xml "):
        return match[0]
    return (
        escape(match[1].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        if match[1] is not None
        else b""
    )


def _plain_digits(match: re.Match[bytes]) -> bytes:
    return match[1] + _DIGIT.sub(
        lambda found: bytes([int(found[1], 16) if found[1] else int(found[2])]), match[2]
    )


def _mended_workbook(name: str, parts: Mapping[str, bytes]) -> bytes:
    """Without the sheets that lead nowhere; a name that stands twice gets a number."""
    path = PurePosixPath(name.replace("\\", "/"))
    relations = parts.get(str(path.parent / "_rels" / f"{path.name}.rels"))
    if relations is None:
        return parts[name]
    kinds = {
        found.get("Id", ""): found.get("Type", "")
        for found in map(_attributes, _RELATION.findall(relations.decode("utf-8", "replace")))
    }
    names: dict[str, int] = {}

    def entry(match: re.Match[str]) -> str:
        told = _attributes(match[0])
        number = next((told[key] for key in told if key.endswith(":id")), "")
        if not kinds.get(number, "").endswith(_SHEET_KINDS):
            return ""
        title = told.get("name", "")
        names[title] = names.get(title, 0) + 1
        if names[title] == 1:
            return match[0]
        return re.sub(r"""(\sname\s*=\s*["'])""", rf"\g<1>({names[title]})", match[0], count=1)

    try:
        return _SHEET.sub(entry, parts[name].decode()).encode()
    except UnicodeDecodeError:
        return parts[name]


def _attributes(tag: str) -> dict[str, str]:
    return {key: value[1:-1] for key, value in _ATTRIBUTE.findall(tag)}
