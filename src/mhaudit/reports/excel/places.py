"""Cells as a list names them, and links into the submitter's own file where they can work."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from mhaudit.findings import Place
from mhaudit.reports.excel.book import Cell, Column, Link
from mhaudit.reports.excel.text import lines
from mhaudit.reports.folding import cells

_LONGEST = 250
MOST = 24
"""So many cells of one line are named."""
_FILE = 24
_ROOMS = {"cell": 18, "fill_in": 26}
"""How wide the columns are."""


class Places:
    """Names cells and links to them. `sources` says where each input file lies; without it nothing is linked.

    A link is relative to the workbook, so that both can be moved together; a file on another drive, or whose
    name a link cannot hold, is named only.
    """

    def __init__(
        self,
        language: str,
        files: Collection[str],
        sources: Mapping[str, Path],
        target: Path,
        *,
        sparing: bool = False,
    ) -> None:
        """`sparing`: there are so many lines that each has to do with one link."""
        self.language, self._sparing = language, sparing
        self.several = len(files) > 1
        self._sources, self._folder = sources, target.resolve().parent
        self._urls: dict[str, str | None] = {}

    def columns(self, cell: str) -> list[Column | None]:
        """The columns that `row` fills: the file where there are several, and its cells."""
        return [Column("file", _FILE) if self.several else None, Column(cell, _ROOMS[cell])]

    def row(
        self, places: Sequence[Place], cell: str, *, nowhere: str = "", linked: bool = True
    ) -> list[Cell]:
        """What stands in `columns(cell)`, `nowhere` where there is no cell: links, or one only where there are many.

        Only text that fits on one line is a link, since LibreOffice cuts a longer one off.
        """
        named = [place for place in places if place.sheet or place.cell]
        texts = [(self._cells(named) or nowhere, _ROOMS[cell])]
        if self.several:
            texts.append(("\n".join(dict.fromkeys(place.file for place in places)), _FILE))
        url = self.url((named or places)[0]) if places and linked else None
        shown: list[Cell] = [text for text, _ in texts]
        for at, (text, room) in enumerate(texts):
            if url and text not in {"", nowhere} and lines(text, room) == 1:
                shown[at] = Link(text, url)
                url = None if self._sparing else url
        return shown[::-1]

    def _cells(self, places: Sequence[Place]) -> str:
        """The cells; their files are named where one of them differs."""
        if not places:
            return ""
        files = len({place.file for place in places}) > 1
        return cells(places, self.language, files=files, every=len(places) <= MOST, values=False)

    def url(self, place: Place) -> str | None:
        """`external:./forms/a.xlsx#'教师'!D12`; None where no link can work."""
        if place.file not in self._urls:
            self._urls[place.file] = self._file_url(place.file)
        url = self._urls[place.file]
        if url is None or place.sheet is None:
            return url
        sheet = place.sheet.replace("'", "''")
        linked = f"{url}#'{sheet}'!{place.cell or 'A1'}"
        return linked if "#" not in sheet and len(linked) <= _LONGEST else url

    def _file_url(self, file: str) -> str | None:
        source = self._sources.get(file)
        if source is None:
            return None
        try:
            relative = os.path.relpath(source.resolve(), self._folder)
        except ValueError:
            return None
        relative = relative.replace("\\", "/")
        if not relative.startswith("."):
            relative = f"./{relative}"
        fit = len(relative) <= _LONGEST and relative.isprintable()
        return f"external:{relative}" if fit and not set(relative) & set("#%") else None
