"""Rows of an .xlsx that are struck through, which the parser of cells cannot see.

Hardly any form has a font that strikes through; only where one has are the sheets looked at once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from mhaudit.loader.package import Package

_OFF = frozenset({"0", "false", "off"})


def has_strike(styles: bytes) -> bool:
    """Whether the part with the styles may hold a font that strikes through."""
    return b"strike" in styles


def struck_rows(package: Package, names: Mapping[int, str]) -> dict[str, frozenset[int]]:
    """Name of each sheet with struck rows → those rows (from 0): every filled cell is struck through.

    `names` are those of the parts by number, in small letters. What cannot be parsed strikes nothing. Text of
    which only a part is struck through, in the shared strings, is not looked at.
    """
    try:
        styles = _Styles()
        _parse(package, names, "styles.xml", styles)
        if not styles.struck:
            return {}
        book, relations = _Elements("sheet"), _Elements("Relationship")
        _parse(package, names, "workbook.xml", book)
        _parse(package, names, "workbook.xml.rels", relations)
        targets = {one["Id"]: one["Target"].lstrip("/").lower() for one in relations.found}
        found = {}
        for sheet in book.found:
            rows = _Rows(styles.struck)
            _parse(
                package,
                names,
                targets[next(v for k, v in sheet.items() if k.endswith(":id"))],
                rows,
            )
            if rows.struck:
                found[sheet["name"]] = frozenset(rows.struck)
        return found
    except (expat.ExpatError, LookupError, StopIteration, ValueError):
        return {}


class _Reader:
    """Hears of the elements of one part, by their names without a prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def _parse(package: Package, names: Mapping[int, str], ending: str, reader: _Reader) -> None:
    number = next(at for at, name in names.items() if f"/{name}".endswith(f"/{ending}"))
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: reader.start(name.rpartition(":")[2], given)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.Parse(package.read(number), True)


class _Elements(_Reader):
    """The attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name:
            self.found.append(attributes)


class _Styles(_Reader):
    """The numbers of the cell styles whose font strikes through; those of other lists of styles are none."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self._inside = ""
        self._fonts: list[bool] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"fonts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._inside = name
        elif self._inside == "fonts" and name == "font":
            self._fonts.append(False)
        elif self._inside == "fonts" and name == "strike" and self._fonts:
            self._fonts[-1] = attributes.get("val", "1").lower() not in _OFF
        elif self._inside == "cellXfs" and name == "xf":
            if self._fonts[int(attributes.get("fontId", "0"))]:
                self.struck.add(str(self._count))
            self._count += 1

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""


class _Rows(_Reader):
    """The rows of a sheet whose cells with a value all have one of the styles."""

    def __init__(self, styles: set[str]) -> None:
        self.struck: set[int] = set()
        self._styles = styles
        self._row, self._filled, self._plain = -1, False, False
        self._style = "0"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._style = attributes.get("s", "0")
        elif name in {"v", "is"}:
            self._filled = True
            self._plain = self._plain or self._style not in self._styles
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._filled = self._plain = False

    def end(self, name: str) -> None:
        if name == "row" and self._filled and not self._plain:
            self.struck.add(self._row)
