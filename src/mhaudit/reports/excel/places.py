"""Cells as a list names them, and links into the submitter's own file where they can work."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from mhaudit.findings import Place
from mhaudit.reports.excel.book import Cell, Link
from mhaudit.reports.excel.text import lines
from mhaudit.reports.folding import cells

_LONGEST = 250
MOST = 24
"""So many cells of one line are named."""


class Places:
    """Names cells and links to them. `sources` says where each input file lies; without it nothing is linked.

    A link is relative to the workbook, so that both can be moved together; a file on another drive, or whose
    name a link cannot hold, is named only.
    """

    def __init__(
        self, language: str, files: Collection[str], sources: Mapping[str, Path], target: Path
    ) -> None:
        self.language = language
        self.several = len(files) > 1
        self._sources, self._folder = sources, target.resolve().parent
        self._urls: dict[str, str | None] = {}

    def cell(self, places: Sequence[Place], room: float) -> Cell:
        """The cells; their files are named where one of them differs.

        A list that fits on one line, `room` letters wide, is a link to the first: LibreOffice cuts a longer
        link off, so there the file is the link.
        """
        if not places:
            return ""
        files = len({place.file for place in places}) > 1
        every = len(places) <= MOST
        text = cells(places, self.language, files=files, every=every, values=False)
        url = self.url(places[0])
        return Link(text, url) if url and lines(text, room) == 1 else text

    def files(self, places: Sequence[Place], room: float) -> Cell:
        """The files that the cells lie in, each on its line; a link where it is one."""
        text = "\n".join(dict.fromkeys(place.file for place in places))
        url = self.url(places[0]) if places else None
        return Link(text, url) if url and lines(text, room) == 1 else text

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
