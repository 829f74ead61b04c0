"""The look of the blank forms: one set of formats for all sheets, in fonts that Excel and WPS have."""

from __future__ import annotations

from typing import Any

BODY_FONT, HEAD_FONT = "宋体", "黑体"
HEADING_COLOUR, NEEDED_COLOUR, EXAMPLE_COLOUR = "#DDEBF7", "#FCE4D6", "#F2F2F2"
LINE_COLOUR, GREY = "#7F7F7F", "#7F7F7F"


class Styles:
    """Formats of a workbook of XlsxWriter. `open` are those of whole columns, `body` of ruled rows; both unlocked."""

    def __init__(self, book: Any) -> None:
        text = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
        line = {"border": 1, "border_color": LINE_COLOUR, "text_wrap": True}
        centre = {"align": "center"}
        black = {"font_name": HEAD_FONT}
        formats = {"text": {}, "date": {"num_format": "yyyy-mm-dd"}, "code": {"num_format": "@"}}
        self.title = book.add_format({**text, **black, **centre, "font_size": 18})
        self.note = book.add_format(
            {**text, "font_size": 10, "font_color": "#595959", "text_wrap": True}
        )
        self.heading = book.add_format(
            {**text, **line, **black, **centre, "bg_color": HEADING_COLOUR}
        )
        self.needed = book.add_format(
            {**text, **line, **black, **centre, "bg_color": NEEDED_COLOUR}
        )
        grey = {
            **text,
            **line,
            **centre,
            "italic": True,
            "font_color": GREY,
            "bg_color": EXAMPLE_COLOUR,
        }
        self.example = book.add_format({**grey, "font_size": 10})
        self.example_date = book.add_format({**grey, "font_size": 10, "num_format": "yyyy-mm-dd"})
        self.open = {
            name: book.add_format({**text, **centre, **extra, "text_wrap": True, "locked": False})
            for name, extra in formats.items()
        }
        self.body = {
            name: book.add_format({**text, **line, **centre, **extra, "locked": False})
            for name, extra in formats.items()
        }
        self.ruled = book.add_format({"border": 1, "border_color": LINE_COLOUR})
        # the notes
        self.section = book.add_format({**text, **black, "font_size": 13, "font_color": "#1F4E79"})
        self.plain = book.add_format({**text, "text_wrap": True, "valign": "top"})
        self.cell = book.add_format({**text, **line, "align": "left", "indent": 1})
        self.cell_centre = book.add_format({**text, **line, **centre})
