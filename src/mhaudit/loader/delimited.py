"""CSV and TSV: find out the encoding and the separator, keep every cell as text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

_BOMS = (  # the longer first: UTF-32 LE starts like UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",\t;"
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_LINES = 60


class NotDelimitedError(ValueError):
    """The text breaks off inside a quoted cell, or a cell is absurdly long."""


def decode(data: bytes) -> str | None:
    """The text of a file, None if it is no text: by its BOM, else UTF-8, else GB18030, strictly."""
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)][:1]
    for encoding in encodings or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _BINARY.search(text) else text
    return None


def separator(text: str) -> tuple[str, bool]:
    """The separator, and whether several lines agree on it (so that plain prose is told from a table)."""
    sample = "".join(text[:200_000].splitlines(keepends=True)[:_SAMPLE_LINES])
    if (declared := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)) and declared[1] in _SEPARATORS:
        return declared[1], True
    best, best_score, agreed = ",", 0, False
    for candidate in _SEPARATORS:
        widths = Counter(map(len, _sampled(sample, candidate)))
        score = max((width * lines for width, lines in widths.items() if width > 1), default=0)
        if score > best_score:
            best, best_score = candidate, score
            agreed = max(lines for width, lines in widths.items() if width > 1) > 1
    return best, agreed


def _sampled(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return _parse(sample, delimiter, strict=False)
    except csv.Error:
        return []


def records(text: str, delimiter: str) -> list[list[str]]:
    """Every record, blank lines too, so that its index is its row (R96). Raises NotDelimitedError."""
    try:
        return _parse(text, delimiter, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise NotDelimitedError(str(error)) from error
    try:
        return _parse(text, delimiter, strict=False)  # such as "a"b: Excel reads it, so do we
    except csv.Error as error:
        raise NotDelimitedError(str(error)) from error


def _parse(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    return list(reader)
