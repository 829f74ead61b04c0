"""A handbook as one HTML file: no script, no font and no picture from anywhere, everything escaped by jinja2."""

from __future__ import annotations

from mhaudit.rulebook.handbook.blocks import headings
from mhaudit.rulebook.handbook.contents import Handbook
from mhaudit.wording import say

TEMPLATE = "handbook.html.j2"


def to_html(handbook: Handbook) -> str:
    """The whole handbook."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mhaudit.rulebook.handbook", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE).render(
        book=handbook,
        language="zh-CN" if handbook.language == "zh" else "en",
        contents=list(headings(handbook.blocks)),
        words={
            key: say(handbook.language, f"handbook.{key}")
            for key in ("contents", "save_as", "change", "top")
        },
    )
