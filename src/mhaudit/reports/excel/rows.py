"""Whole rows of long lists, written as XML straight into XlsxWriter's row file.

In `constant_memory` XlsxWriter keeps one row, then writes it cell by cell; most of the time goes into that. This
writes the same XML from a row at once and keeps no row heights in memory. It relies on how XlsxWriter holds
rows and links (`fh`, `hyperlinks`, `_write_single_row`, `_check_dimensions`, `Format._get_xf_index`);
`tests/reports` reads such rows back, so that a change there does not pass unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from xlsxwriter.url import Url

from mhaudit.reports.excel.text import clean

_SPECIAL = re.compile(r"[&<>]|_x[0-9a-fA-F]{4}_|^\s|\s$")
_LOOKS_ESCAPED = re.compile(r"_(x[0-9a-fA-F]{4}_)")


class Rows:
    """Writes rows into a worksheet that is under way; they may be mixed with its own, each further down."""

    def __init__(self, worksheet: Any, columns: int) -> None:
        self._worksheet = worksheet
        self._openings = [f'<c r="{_letters(at)}' for at in range(columns)]
        self._url = lru_cache(256)(Url)

    def write(
        self,
        row: int,
        points: float,
        cells: Sequence[str],
        links: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Write one row, `points` high, of `rendered` cells. `links` are columns and URLs."""
        worksheet = self._worksheet
        worksheet._check_dimensions(row, len(cells) - 1)
        worksheet._check_dimensions(row, 0)
        worksheet._write_single_row(row)
        for column, url in links:
            worksheet.hyperlinks[row][column] = self._url(url)
        number = str(row + 1)
        parts = [f'<row r="{number}" ht="{points:g}" customHeight="1">']
        parts += [
            opening + number + cell for opening, cell in zip(self._openings, cells, strict=True)
        ]
        parts.append("</row>")
        worksheet.fh.write("".join(parts))


def rendered(value: str | float | None, form: int) -> str:
    """A cell in the format of index `form`, as it goes on after the number of its row."""
    if value is None or value == "":
        return f'" s="{form}"/>'
    if isinstance(value, str):
        return f'" s="{form}" t="inlineStr"><is>{markup(value)}</is></c>'
    return f'" s="{form}"><v>{value:.16G}</v></c>'


def markup(text: str) -> str:
    """Text as the element that holds it in a cell."""
    text = clean(text)
    if _SPECIAL.search(text) is None:
        return f"<t>{text}</t>"
    text = _LOOKS_ESCAPED.sub(r"_x005F_\1", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{text}</t>'


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
