"""Chinese punctuation for what is printed: commas, colons and brackets among Chinese characters in full width."""

from __future__ import annotations

import re

_HAN = "\u4e00-\u9fff"
_AFTER = re.compile(rf"(?<=[{_HAN}”》」…%])([,;:])(?!//)")
_BEFORE = re.compile(rf"([,;:])(?=[{_HAN}“《「])")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")
_WIDE = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a"}


def typeset(text: str) -> str:
    """The text as a printed form has it; class names such as 七(1)班 and times such as 16:40 stay.

    >>> typeset("填整数,不写“约”(见七(1)班)") == "填整数\\uff0c不写“约”\\uff08见七(1)班\\uff09"
    True
    """
    text = _AFTER.sub(lambda found: _WIDE[found[1]], text)
    text = _BEFORE.sub(lambda found: _WIDE[found[1]], text)
    return _widened(text)


def _widened(text: str) -> str:
    """Brackets around Chinese words; an inner pair around a number stays."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0"

    text = re.sub(
        r"\([\w-]{1,4}\)", lambda found: hold(found) if found[0].isascii() else found[0], text
    )
    while (wide := _BRACKETS.sub("\uff08\\1\uff09", text)) != text:
        text = wide
    return re.sub("\0(\\d+)\0", lambda found: held[int(found[1])], text)
