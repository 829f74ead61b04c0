"""How the sheets look: one font, colours that print in grey, signs that say the same, and the styles of cells."""

from __future__ import annotations

from typing import Any

from mhaudit.findings import Verdict

FONT = "Microsoft YaHei"
"""Comes with Windows and with Office for Mac; WPS and Excel find it by this name in every language."""
DARK, MIDDLE, LIGHT, LINE, FADED = "#1F3864", "#2F5597", "#DDE6F3", "#BFBFBF", "#6B6B6B"
_GREEN, _RED, _ORANGE, _YELLOW, _GREY, _VIOLET, _BLUE = (
    ("#E2F0D9", "#2E6B1F"),
    ("#F8D3D0", "#A3120A"),
    ("#FCE1C4", "#8A4500"),
    ("#FFF5CC", "#6B5600"),
    ("#F0F0F0", "#6B6B6B"),
    ("#E8DFF2", "#5A2D82"),
    ("#DCEBF7", "#1F4E79"),
)
FILLS = {"green": _GREEN, "red": _RED, "orange": _ORANGE, "yellow": _YELLOW, "grey": _GREY}
FILLS |= {"violet": _VIOLET, "blue": _BLUE}

SIGNS = {
    Verdict.PASS: "√",
    Verdict.FAIL: "×",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WAIVED: "○",
    Verdict.ERROR: "!",
}
"""Readable without colour; the same as on the console."""
VERDICT_FILLS = {
    Verdict.PASS: "green",
    Verdict.UNKNOWN: "violet",
    Verdict.NOT_APPLICABLE: "grey",
    Verdict.WAIVED: "blue",
    Verdict.ERROR: "red",
}
COUNTED = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.NOT_APPLICABLE,
    Verdict.WAIVED,
    Verdict.ERROR,
)
"""The order in which verdicts are counted."""
STRENGTH_FILLS = {"must": "red", "principle": "orange", "encouraged": "yellow", "area": "yellow"}
STANDING_FILLS = {
    "fail": "red",
    "warning": "orange",
    "unknown": "violet",
    "pass": "green",
    "notapplicable": "grey",
}


def verdict_fill(verdict: Verdict, strength: str) -> str:
    """The colour of a verdict; that of a failure by the strength of the requirement."""
    if verdict is Verdict.FAIL:
        return STRENGTH_FILLS.get(strength, "red")
    return VERDICT_FILLS[verdict]


_CELL = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter"}
_MIDDLE = {"align": "center"}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16, "font_color": DARK, "valign": "vcenter"},
    "section": {
        "bold": True,
        "font_size": 12,
        "font_color": DARK,
        "valign": "vcenter",
        "bottom": 2,
        "bottom_color": MIDDLE,
    },
    "note": {"font_size": 9, "font_color": FADED, "text_wrap": True, "valign": "top"},
    "alarm": {"bold": True, "font_color": _RED[1], "text_wrap": True, "valign": "top"},
    "label": {**_CELL, "bold": True, "bg_color": LIGHT, "font_color": DARK},
    "head": {
        **_CELL,
        "bold": True,
        "bg_color": MIDDLE,
        "font_color": "#FFFFFF",
        "valign": "vcenter",
        "align": "center",
    },
    "upright": {
        **_CELL,
        "font_size": 9,
        "bg_color": LIGHT,
        "font_color": DARK,
        "rotation": 90,
        "valign": "bottom",
        "align": "center",
    },
    "group": {
        **_CELL,
        "bold": True,
        "font_size": 8,
        "bg_color": LIGHT,
        "font_color": DARK,
        "align": "center",
        "valign": "vcenter",
    },
    "id_head": {
        **_CELL,
        "bold": True,
        "font_size": 8,
        "bg_color": MIDDLE,
        "font_color": "#FFFFFF",
        "align": "center",
        "valign": "top",
        "text_wrap": False,
    },
    "cell": _CELL,
    "middle": {**_CELL, **_MIDDLE},
    "small": {**_CELL, "font_size": 9, "font_color": "#404040"},
    "code": {**_CELL, **_MIDDLE, "font_size": 9, "num_format": "@"},
    "text": {**_CELL, "num_format": "@"},
    "number": {**_CELL, **_MIDDLE, "num_format": "#,##0.##"},
    "whole": {**_CELL, **_MIDDLE, "num_format": "#,##0"},
    "percent": {**_CELL, **_MIDDLE, "num_format": "0.0%"},
    "day": {**_CELL, **_MIDDLE, "num_format": "yyyy-mm-dd"},
    "link": {**_CELL, "font_color": "#0563C1", "underline": 1},
    "link_plain": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter"},
    "link_middle": {**_CELL, **_MIDDLE, "font_color": "#0563C1", "underline": 1},
    "entry": {**_CELL, "bg_color": "#FFFEF2"},
    "day_entry": {**_CELL, **_MIDDLE, "bg_color": "#FFFEF2", "num_format": "yyyy-mm-dd"},
    "behind": {"font_size": 8, "font_color": "#FFFFFF"},
    "sum": {**_CELL, **_MIDDLE, "bold": True, "bg_color": LIGHT, "num_format": "#,##0"},
}
for _name, (_back, _ink) in FILLS.items():
    STYLES[f"tag.{_name}"] = {**_CELL, **_MIDDLE, "bg_color": _back, "font_color": _ink}
    STYLES[f"sign.{_name}"] = {
        **STYLES[f"tag.{_name}"],
        "bold": True,
        "valign": "vcenter",
        "text_wrap": False,
    }
