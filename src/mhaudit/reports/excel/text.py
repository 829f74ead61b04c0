"""Text that is safe in a cell, how much room it takes, and names that are safe for files."""

from __future__ import annotations

import math
import re
import unicodedata

LONGEST = 32_000
"""Excel holds 32,767 UTF-16 units in a cell."""
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
_FORMULA = ("=", "+", "-", "@", "\t")
_BAD_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|$)", re.I)
_NOTE = re.compile(r"(.*?\S)\s*[(\uff08][^()\uff08\uff09]*[)\uff09]")
_NAME_BYTES = 180
"""A file name holds 255 bytes on most systems; a Chinese character takes three."""


def clean(text: str) -> str:
    """`text` without control characters, direction marks and what XML cannot hold; line breaks stay.

    XlsxWriter passes text between `<r>` and `</r>` on as markup: a space at its end keeps it text.
    """
    if _UNWANTED.search(text):
        text = _UNWANTED.sub(_harmless, text)
    if len(text) > LONGEST // 2:
        text = _cut(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return text


def looks_like_formula(text: str) -> bool:
    """Whether a person who edits the cell and leaves it would turn the text into a formula."""
    return text.startswith(_FORMULA)


def _harmless(found: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else " " if found[0] == "\r" else ""


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") + "…"


def width(text: str) -> int:
    """How many Latin letters wide `text` is on one line; a Chinese character takes two, `×` one and a half."""
    return (len(text) + len(text.encode("utf-8", "replace")) + 1) // 2


def lines(text: str, room: float) -> int:
    """How many lines `text` takes in a column `room` Latin letters wide; a guess on the safe side."""
    room = max(room * 0.96, 1.0)
    if "\n" not in text:
        return max(1, math.ceil(width(text) / room))
    return sum(max(1, math.ceil(width(line) / room)) for line in text.split("\n"))


def shortened(text: str, longest: int) -> str:
    """At most `longest` Latin letters wide, `…` in place of what is cut."""
    if width(text) <= longest:
        return text
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > longest - 2:
            return text[:at].rstrip() + "…"
    return text


def without_notes(title: str) -> str:
    """A title without the remarks in brackets at its end; they stand with the rule itself."""
    short = title
    while (found := _NOTE.fullmatch(short)) is not None:
        short = found[1]
    return short


def file_name(name: str, suffix: str, taken: set[str]) -> str:
    """`name` + `suffix` as a file name that Windows, macOS and Linux take, not among `taken` (which it joins).

    Characters that a system forbids become `_`, device names get one in front, long names are cut, names
    that differ only in case or form count as the same.
    """
    text = unicodedata.normalize("NFC", clean(name))
    text = _BAD_IN_NAMES.sub("_", text).strip(" ._-~") or "_"
    text = text.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore")
    if _DEVICES.match(text):
        text = "_" + text
    number = 1
    while True:
        made = f"{text}{f'_{number}' if number > 1 else ''}{suffix}"
        if made.casefold() not in taken:
            taken.add(made.casefold())
            return made
        number += 1
