"""The charts of the overview: what each draws stands in cells behind it, so that it can be checked and copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

from mhaudit.findings import AuditResult, DistrictResult, SchoolResult, Verdict
from mhaudit.reports.excel.book import Book, Cell
from mhaudit.reports.excel.figures import (
    STANDINGS,
    DistrictFigures,
    RuleFigures,
    by_failures,
)
from mhaudit.reports.excel.styles import (
    COUNTED,
    FONT,
    STANDING_FILLS,
    STRENGTH_FILLS,
    VERDICT_FILLS,
)
from mhaudit.reports.excel.text import shortened, without_notes
from mhaudit.wording import fields

_TOP = 10
_CHARTED_DISTRICTS = 20
_INKS = {
    "green": "#70AD47",
    "red": "#C0392B",
    "orange": "#ED8B2D",
    "yellow": "#F2C811",
    "grey": "#BFBFBF",
    "violet": "#8E6BB5",
    "blue": "#5B9BD5",
}
_HATCHED = {
    "orange": ("wide_upward_diagonal", "#FCE1C4"),
    "violet": ("wide_downward_diagonal", "#E8DFF2"),
}
"""What would look like its neighbour in black and white: the pattern and its ground."""
_DARK_LABELS = ("yellow", "grey", *_HATCHED)
_NAME = FONT
_SMALL_FONT = {"name": _NAME, "size": 8}
_HEADING_FONT = {"name": _NAME, "size": 11, "bold": True, "color": "#1F3864"}
Count = tuple[str, str, int | None]
"""A label, its colour ('' for a total) and its number (None where the label says all)."""
Drawn = tuple[Any, list[list[Cell]]]
"""A chart, and the cells that it draws."""


class Charts:
    """Makes charts for the sheet `title`, whose cells begin below `row`."""

    def __init__(self, book: Book, result: AuditResult, title: str, row: int) -> None:
        self.book, self.result, self.language = book, result, book.language
        self.title, self.row = title, row

    def pie(self, key: str, column: int, row: int, counts: Sequence[Count]) -> Any:
        chart = self.book.chart({"type": "doughnut"})
        title, end = self.title, row + len(counts) - 1
        chart.add_series(
            {
                "name": self.book.say(key),
                "categories": [title, row, column, end, column],
                "values": [title, row, column + 3, end, column + 3],
                "categories_data": [text for text, _, _ in counts],
                "values_data": [number for _, _, number in counts],
                "points": [_filled(fill) for _, fill, _ in counts],
                "data_labels": {
                    "value": True,
                    "num_format": "#,##0;;",
                    "font": {"name": _NAME, "bold": True, "size": 9},
                },
            }
        )
        chart.set_title({"name": self.book.say(key), "name_font": _HEADING_FONT})
        chart.set_hole_size(50)
        chart.set_legend({"position": "right", "font": _SMALL_FONT})
        chart.set_chartarea({"border": {"color": "#D9D9D9"}})
        return chart

    def _bars(self, key: str, high: int, most: int) -> Any:
        """Lying bars for `high` names, the longest `most` long."""
        chart = self.book.chart({"type": "bar", "subtype": "stacked"})
        size = 8 if high > 8 else 9
        chart.set_title({"name": self.book.say(key), "name_font": _HEADING_FONT, "overlay": False})
        chart.set_y_axis(
            {
                "interval_unit": 1,
                "num_font": {"name": _NAME, "size": size},
                "line": {"color": "#BFBFBF"},
            }
        )
        chart.set_x_axis(
            {
                "num_font": _SMALL_FONT,
                "min": 0,
                "num_format": "#,##0",
                "major_gridlines": {"visible": True, "line": {"color": "#E7E7E7"}},
                "line": {"none": True},
                **({"major_unit": 1} if most <= 10 else {}),
            }
        )
        chart.set_chartarea({"border": {"color": "#D9D9D9"}})
        return chart

    def _series(
        self,
        chart: Any,
        left: int,
        at: int,
        name: str,
        names: Sequence[str],
        values: Sequence[int],
        fill: str,
    ) -> None:
        first, last, title = self.row + 1, self.row + len(names), self.title
        chart.add_series(
            {
                "name": name,
                "categories": [title, first, left, last, left],
                "values": [title, first, left + at, last, left + at],
                "categories_data": list(names),
                "values_data": list(values),
                **_filled(fill),
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "#,##0;;",
                    "font": {"name": _NAME, "size": 8, "color": _label_ink(fill)},
                },
            }
        )

    def failed(self, rules: Sequence[RuleFigures]) -> Drawn | None:
        """Schools that fail each rule, by strength."""
        ranked = [rule for rule in by_failures(rules) if rule.schools[Verdict.FAIL]][:_TOP]
        if not ranked:
            return None
        ranked.reverse()  # bars are drawn from the bottom up
        names = [f"{rule.id} {shortened(without_notes(rule.title), 30)}" for rule in ranked]
        chart = self._bars("chart.failed", len(names), ranked[-1].schools[Verdict.FAIL])
        strengths = [s for s in STRENGTH_FILLS if any(rule.strength == s for rule in ranked)]
        table: list[list[Cell]] = [[name] for name in names]
        for at, strength in enumerate(strengths, 1):
            values = [
                rule.schools[Verdict.FAIL] if rule.strength == strength else 0 for rule in ranked
            ]
            word = fields.word(self.language, f"strength.{strength}", strength)
            self._series(chart, 0, at, word, names, values, STRENGTH_FILLS[strength])
            for line, value in zip(table, values, strict=True):
                line.append(value)
        chart.set_legend({"position": "bottom", "font": _SMALL_FONT})
        return chart, table

    def districts(self, districts: Sequence[DistrictFigures]) -> Drawn | None:
        """Schools of each district by standing."""
        shown = districts
        if len(districts) > _CHARTED_DISTRICTS:
            worst = sorted(districts, key=lambda each: (-each.standings["fail"], each.name or ""))
            shown = worst[:_CHARTED_DISTRICTS]
        shown = shown[::-1]
        names = [each.name or self.book.say("no_district") for each in shown]
        names = [shortened(name, 20) for name in names]
        chart = self._bars("chart.districts", len(names), max(each.schools for each in shown))
        table: list[list[Cell]] = [[name] for name in names]
        for at, standing in enumerate(STANDINGS, 1):
            values = [each.standings[standing] for each in shown]
            name = fields.word(self.language, f"standing.{standing}.short")
            self._series(chart, 7, at, name, names, values, STANDING_FILLS[standing])
            for line, value in zip(table, values, strict=True):
                line.append(value)
        chart.set_legend({"position": "bottom", "font": _SMALL_FONT})
        return chart, table

    def themes(self) -> Drawn | None:
        """The findings of each theme by verdict, in a run about one school."""
        themes: dict[str, Counter[Verdict]] = {}
        owners: tuple[SchoolResult | DistrictResult, ...] = (
            *self.result.schools[:1],
            *self.result.districts,
        )
        for finding in chain.from_iterable(owner.findings for owner in owners):
            themes.setdefault(finding.group_title, Counter())[finding.verdict] += 1
        if not themes:
            return None
        themes = dict(reversed(themes.items()))
        names = list(themes)
        chart = self._bars("chart.themes", len(names), max(c.total() for c in themes.values()))
        table: list[list[Cell]] = [[name] for name in names]
        seen = [v for v in COUNTED if any(counts[v] for counts in themes.values())]
        for at, verdict in enumerate(seen, 1):
            values = [counts[verdict] for counts in themes.values()]
            word = fields.word(self.language, f"verdict.{verdict}")
            fill = VERDICT_FILLS.get(verdict, "red")
            self._series(chart, 0, at, word, names, values, fill)
            for line, value in zip(table, values, strict=True):
                line.append(value)
        chart.set_legend({"position": "bottom", "font": _SMALL_FONT})
        return chart, table


def _filled(fill: str) -> dict[str, Any]:
    """The colour of a bar or slice, hatched where only that tells it apart in black and white."""
    if fill not in _HATCHED:
        return {"fill": {"color": _INKS[fill]}}
    pattern, ground = _HATCHED[fill]
    return {"pattern": {"pattern": pattern, "fg_color": _INKS[fill], "bg_color": ground}}


def _label_ink(fill: str) -> str:
    """What can be read upon a bar."""
    return "#202020" if fill in _DARK_LABELS else "#FFFFFF"
