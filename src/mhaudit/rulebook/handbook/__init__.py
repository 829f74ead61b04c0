"""`mhaudit rules docs`: the handbook of a rulebook, as Markdown or as one HTML file.

`contents` puts the parts together from the rules (`cards`, `documents`), from what rule files may hold (`kinds`,
`tables`) and from prose (`pages/`); `markdown` and `html` write them. Nothing of it can differ from what is judged:
rules are described by their parameters, and the examples of the handbook are run by its tests.
"""

from mhaudit.rulebook.handbook.contents import Handbook, handbook
from mhaudit.rulebook.handbook.html import to_html
from mhaudit.rulebook.handbook.markdown import to_markdown

WRITERS = {"md": to_markdown, "html": to_html}
"""`--format` → what writes a handbook so."""

__all__ = ["WRITERS", "Handbook", "handbook", "to_html", "to_markdown"]
