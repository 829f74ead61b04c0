"""Why a file cannot be read (D101), in plain words: keys of the wording for the causes that are known."""

from __future__ import annotations

import re

_KNOWN: tuple[tuple[str, str], ...] = (
    (r"no workbook", "no_workbook"),
    (r"HTML/XML", "web_page"),
    (r"BIFF", "too_old"),
    (r"BadZipFile|error|EOFError|(?:UnicodeDecode|Value|NotImplemented|OS)Error", "package"),
    (r"header|sector size|(?:short )?sector chain|allocation table", "sectors"),
    (r"no sheets", "no_sheets"),
    (r"no part", "no_part"),
    (r"Cannot detect file format", "directory"),
    (r"PermissionError", "permission"),
    (r"IsADirectoryError", "folder"),
    (r"FileNotFoundError|NotADirectoryError", "gone"),
    (r"\w+Error", "disk"),
    (r"unexpected end of data", "open_quote"),
    (r"field larger than .*", "long_cell"),
    (r"panic", "parser"),
    (r".*shared strings table", "texts"),
    (r"Range is missing .*|Expecting alphanumeric .*", "address"),
    (r"Unrecognized boolean .*|Unsupported [Cc]ell .*|Unknown cell .*|invalid .*literal", "cell"),
    (r".*(?:buffer|Wide str|end of file|EOF).*|[A-Za-z]{1,12}", "cut_off"),
    (r"(?:ill-formed|syntax error|position \d|cannot decode|.*[Xx]ml).*", "xml"),
)
_CAUSES = [(re.compile(pattern, re.DOTALL), key) for pattern, key in _KNOWN]
_WORDS = re.compile(r"[A-Za-z][A-Za-z ]*")
_LENGTH = 60


def cause(reason: str) -> tuple[tuple[str, str], ...]:
    """The arguments of a D101 for what a parser said.

    Of a message that nobody foresaw only its first words are kept: what follows may quote a cell.
    """
    for pattern, key in _CAUSES:
        if pattern.fullmatch(reason):
            return (("reason_key", f"broken.{key}"),)
    words = _WORDS.match(reason)
    detail = words[0].strip()[:_LENGTH] if words else "?"
    return (("reason_key", "broken.other"), ("detail", detail))
