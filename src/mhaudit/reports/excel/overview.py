"""总览: one page that says how things stand: who, when, by which rules; schools, verdicts, rules, districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from mhaudit.findings import AuditResult, Verdict
from mhaudit.reports.excel.book import DEFAULT_HEIGHT, Book, Cell, Link, paragraph_height
from mhaudit.reports.excel.charts import Charts, Count
from mhaudit.reports.excel.figures import (
    STANDINGS,
    DistrictFigures,
    Figures,
    RuleFigures,
    by_failures,
    floored,
)
from mhaudit.reports.excel.reference import period_lines
from mhaudit.reports.excel.schools import score_text, standing_text
from mhaudit.reports.excel.styles import (
    COUNTED,
    SIGNS,
    STANDING_FILLS,
    STRENGTH_FILLS,
    VERDICT_FILLS,
    verdict_fill,
)
from mhaudit.reports.excel.text import lines, without_notes
from mhaudit.wording import fields

_LAST = 13
_WIDTH = 10.5
_UNREAD = 200
_PAGE = 535.0
"""Points of rows that fill a page, fitted to the width of the paper."""
_LOWEST_CHART = 10
_SPARE_ROWS = 15
"""With fewer rows left on the page, charts take them all: a table had better begin on the next."""
_CLOSING_ROWS = 3
"""What stands below the charts where there is only one school."""
_PIXELS = 79
"""How wide a column of `_WIDTH` is on a screen."""
_ROW = 20
_SECTION, _LOW_HEAD, _HIGH_HEAD = 24.0, 20.0, 34.0
"""Points: the title of a section, headings of one line and of two."""


class _Line(NamedTuple):
    """A row of a table: its height, and its cells as first and last column, value and style."""

    points: float
    cells: Sequence[tuple[int, int, Cell, str]]


class Overview:
    """The first sheet, written last: a grid of fourteen equal columns."""

    def __init__(self, book: Book, result: AuditResult, figures: Figures) -> None:
        self.book, self.result, self.language = book, result, result.language
        self.figures = figures
        self.sheet = book.sheet("overview", "#1F3864")
        self.row = 0
        self._breaks: list[int] = []
        self._page_top = 0.0

    def write(self, left_out: Sequence[str]) -> None:
        """Write the sheet; `left_out` says which sheets could not hold everything."""
        self.sheet.worksheet.set_column(0, _LAST, _WIDTH)
        self.sheet.worksheet.hide_gridlines(2)
        rules, districts = self.figures.rules(), self.figures.districts()
        self._title()
        self._alarms(left_out)
        self._facts()
        self._counts()
        self._charts(rules, districts)
        if len(self.result.schools) == 1:
            name = self._say("sheet.schools")
            self._link(self._say("see.schools", sheet=name), name)
        else:
            self._rules(rules)
        if len(districts) > 1 or (districts and districts[0].name and len(self.result.schools) > 1):
            self._districts(districts)
        self._unread()
        self.sheet.worksheet.set_h_pagebreaks(self._breaks)
        self.sheet.printed()
        self.sheet.worksheet.activate()

    def _say(self, key: str, **values: object) -> str:
        return self.book.say(key, **values)

    def _section(self, text: str) -> None:
        self.sheet.height(self.row, _SECTION)
        self.sheet.merged(self.row, 0, _LAST, text, "section")
        self.row += 1

    def _break(self) -> None:
        """The next row begins a page."""
        self._breaks.append(self.row)
        self._page_top = self.sheet.above(self.row)

    def _left(self) -> float:
        """Points that are left on the page."""
        return _PAGE - (self.sheet.above(self.row) - self._page_top)

    def _table(self, title: str, lines: Sequence[_Line], head: _Line, below: float) -> None:
        """A section with a table: on this page, else on the next; a longer one repeats its headings on each.

        What follows its lines is `below` points high, and stays with the last of them.
        """
        whole = _SECTION + head.points + sum(line.points for line in lines) + below
        if self._left() < min(whole, _PAGE) and self._left() < _PAGE:
            self._break()
        self._section(title)
        self._line(head)
        for at, line in enumerate(lines, 1):
            if self._left() < line.points + (below if at == len(lines) else 0):
                self._break()
                self._line(head)
            self._line(line)

    def _line(self, line: _Line) -> None:
        self.sheet.height(self.row, line.points)
        for first, last, value, style in line.cells:
            self.sheet.merged(self.row, first, last, value, style)
        self.row += 1

    def _title(self) -> None:
        self.sheet.height(0, 30)
        self.sheet.merged(0, 0, _LAST, title(self.book, self.result), "title")
        self.row = 1

    def _alarms(self, left_out: Sequence[str]) -> None:
        broken = sorted(self.figures.broken)
        alarms = list(left_out)
        if unread := len(self.figures.unreadable):
            alarms.append(self._say("alarm.unread", count=unread))
        if broken:
            alarms.append(self._say("alarm.rules", rules=self.book.joined(broken)))
        if not self.result.schools:
            alarms.append(self._say("alarm.nobody"))
        for text in alarms:
            self.sheet.paragraph(self.row, (0, _LAST), text, "alarm", _WIDTH * (_LAST + 1))
            self.row += 1

    def _facts(self) -> None:
        result = self.result
        packs = [f"{pack.title or pack.name} {pack.version}" for pack in result.packs]
        short = list(period_lines(self.book, result))
        short.append((self._say("about.pack"), self.book.joined(packs) or self._say("no_pack")))
        short.append((self._say("about.at"), result.audited_at[:10]))
        for at in range(0, len(short), 2):
            self._fact_row(short[at : at + 2])
        self._fact_row([(self._say("fact.inputs"), self._inputs())])
        rate = self.figures.rate()
        told = self._say("fact.no_rate")
        if rate is not None:
            told = self._say("fact.rate", rate=f"{floored(rate) * 100:.1f}")
        self._fact_row([(self._say("column.rate"), told)])
        if self.figures.since_baseline:
            self._fact_row([(self._say("fact.baseline"), self.figures.since_baseline)])
        if len(result.schools) == 1:
            for card in result.schools[0].checklists:
                told = score_text(card)
                if card.provisional:
                    told = self._say("score.provisional", score=told, note=card.provisional)
                self._fact_row([(card.title, told)])

    def _fact_row(self, facts: Sequence[tuple[str, str]]) -> None:
        """One fact over the whole width, or two beside each other."""
        wide = _LAST - 1 if len(facts) == 1 else 5
        high = max(lines(text, _WIDTH * wide) for _, text in facts)
        self.sheet.height(self.row, 3 + 15 * high)
        for at, (label, text) in enumerate(facts):
            self.sheet.merged(self.row, 7 * at, 7 * at + 1, label, "label")
            self.sheet.merged(self.row, 7 * at + 2, 7 * at + 1 + wide, text, "cell")
        self.row += 1

    def _inputs(self) -> str:
        inputs = self.result.inputs
        shown = self.book.joined([info.path for info in inputs[:3]])
        key = "fact.files" if len(inputs) <= 3 else "fact.files.more"
        return self._say(key, count=len(inputs), names=shown)

    def _counts(self) -> None:
        """Standings on the left, findings by verdict in the middle, a chart of one of them on the right."""
        self.row += 1
        top, sheet = self.row, self.sheet
        verdicts = self.figures.verdicts
        left, shares = self._standings()
        middle: list[Count] = [
            (
                f"{SIGNS[verdict]} {fields.word(self.language, f'verdict.{verdict}')}",
                VERDICT_FILLS.get(verdict, "red"),
                verdicts[verdict],
            )
            for verdict in COUNTED
        ]
        middle.append((self._say("total.findings"), "", verdicts.total()))
        single = len(self.result.schools) == 1
        sheet.height(top, 24)
        sheet.merged(
            top, 0, 3, self._say("section.single" if single else "section.standing"), "section"
        )
        sheet.merged(top, 5, 8, self._say("section.verdicts"), "section")
        for at in range(len(middle)):
            sheet.height(top + 1 + at, 19)
            if at < len(left):
                self._count(top + 1 + at, 0, left[at])
            self._count(top + 1 + at, 5, middle[at])
        chart = None
        made = Charts(self.book, self.result, sheet.title, top)
        if single:
            chart = made.pie("chart.verdicts", 5, top + 1, middle[:-1])
        elif shares:
            chart = made.pie("chart.standing", 0, top + 1, shares)
        if chart is not None:
            chart.set_size(
                {"width": 4 * _PIXELS + 66, "height": round((24 + 19 * len(middle)) / 0.75)}
            )
            where = {"x_offset": 12, "y_offset": 2, "object_position": 2}
            sheet.worksheet.insert_chart(top, 9, chart, where)
        self.row = top + len(middle) + 2

    def _standings(self) -> tuple[list[Count], list[Count]]:
        """Schools by standing and their total; for one school its failures by strength. Second: what is drawn."""
        if len(self.result.schools) == 1:
            school = self.result.schools[0]
            standing = str(school.standing)
            fill = STANDING_FILLS.get(standing, "grey")
            rows: list[Count] = [(standing_text(self.book, standing), fill, None)]
            failed = Counter(f.strength for f in school.findings if f.verdict is Verdict.FAIL)
            for strength, fill in STRENGTH_FILLS.items():
                if failed[strength] or strength != "area":
                    word = fields.word(self.language, f"strength.{strength}", strength)
                    rows.append((self._say("fails", strength=word), fill, failed[strength]))
            return rows, []
        standings = self.figures.standings
        shares: list[Count] = [
            (standing_text(self.book, name), STANDING_FILLS[name], standings[name])
            for name in STANDINGS
        ]
        total = (self._say("total.schools"), "", len(self.result.schools))
        return [*shares, total], shares if self.result.schools else []

    def _count(self, row: int, column: int, count: Count) -> None:
        text, fill, number = count
        last = column + (2 if number is not None else 3)
        self.sheet.merged(row, column, last, text, f"tag.{fill}" if fill else "sum")
        if number is not None:
            self.sheet.put(row, column + 3, number, "whole" if fill else "sum")

    def _rows_left(self, least: int) -> int:
        """How many rows high the charts are: to the end of the page, where no table could begin below them."""
        left = int(self._left() // DEFAULT_HEIGHT)
        if len(self.result.schools) == 1:
            left -= _CLOSING_ROWS
        return left if _LOWEST_CHART <= left < least + _SPARE_ROWS else least

    def _charts(self, rules: Sequence[RuleFigures], districts: Sequence[DistrictFigures]) -> None:
        """What most schools fail, and districts by standing; for one school its themes instead."""
        single = len(self.result.schools) == 1
        made = Charts(self.book, self.result, self.sheet.title, self.row)
        charts = []
        if single:
            charts.append(made.themes())
        else:
            charts.append(made.failed(rules))
            if len(districts) > 1:
                charts.append(made.districts(districts))
        drawn = [chart for chart in charts if chart is not None]
        if not drawn:
            return
        top, high = self.row, self._rows_left(17)
        cells: dict[tuple[int, int], Cell] = {}
        half = 7 * _PIXELS - 8
        for at, (chart, table) in enumerate(drawn):
            left = 7 * at
            for down, line in enumerate(table):
                for right, value in enumerate(line):
                    cells[(top + 1 + down, left + right)] = value
            chart.set_size(
                {"width": half if len(drawn) > 1 else 2 * half + 8, "height": high * _ROW - 8}
            )
            where = {"x_offset": 2, "y_offset": 4, "object_position": 2}
            self.sheet.worksheet.insert_chart(top, left, chart, where)
        # What a chart draws stands behind it.
        for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
            self.sheet.put(row, column, value, "behind")
        self.row = max(top + high, max(row for row, _ in cells) + 1)
        self.sheet.height(self.row, DEFAULT_HEIGHT)
        self.sheet.put(
            self.row, 0, "", "plain"
        )  # a row without any cell is not written, nor its height
        self.row += 1

    def _rules(self, rules: Sequence[RuleFigures]) -> None:
        if not rules:
            return
        self._break()
        head = [(0, 0, self._say("column.rule"), "head")]
        head.append((1, 6, self._say("column.requirement"), "head"))
        keys = ("strength", "pass", "fail", "unknown", "notapplicable", "waived", "rate")
        head += [(at, at, self._say(f"column.{key}"), "head") for at, key in enumerate(keys, 7)]
        note, room = self._say("note.rate"), _WIDTH * (_LAST + 1)
        points = paragraph_height(note, "note", room)
        lines = [self._rule(rule) for rule in by_failures(rules)]
        high = _LOW_HEAD if self.language == "zh" else _HIGH_HEAD
        self._table(self._say("section.rules"), lines, _Line(high, head), points)
        self._line(_Line(points, [(0, _LAST, note, "note")]))
        self.row += 1

    def _rule(self, rule: RuleFigures) -> _Line:
        counts, failed = rule.schools, rule.schools[Verdict.FAIL]
        title = without_notes(rule.title)
        fill = STRENGTH_FILLS.get(rule.strength, "grey")
        word = fields.word(self.language, f"strength.{rule.strength}", rule.strength)
        alarm = f"tag.{verdict_fill(Verdict.FAIL, rule.strength)}" if failed else "whole"
        cells: list[tuple[int, int, Cell, str]] = [
            (0, 0, rule.id, "code"),
            (1, 6, title, "cell"),
            (7, 7, word, f"tag.{fill}"),
            (8, 8, counts[Verdict.PASS], "whole"),
            (9, 9, failed, alarm),
            (10, 10, counts[Verdict.UNKNOWN] + counts[Verdict.ERROR], "whole"),
            (11, 11, counts[Verdict.NOT_APPLICABLE], "whole"),
            (12, 12, counts[Verdict.WAIVED], "whole"),
            (13, 13, None if rule.rate is None else floored(rule.rate), "percent"),
        ]
        return _Line(paragraph_height(title, "cell", _WIDTH * 6), cells)

    def _districts(self, districts: Sequence[DistrictFigures]) -> None:
        head: list[tuple[int, int, Cell, str]] = [(0, 4, self._say("column.district"), "head")]
        head.append((5, 6, self._say("column.schools"), "head"))
        for at, standing in enumerate(STANDINGS, 7):
            word = fields.word(self.language, f"standing.{standing}.short")
            head.append((at, at, word, "head"))
        head.append((12, 13, self._say("column.rate"), "head"))
        lines = [self._district(each) for each in districts]
        self._table(self._say("section.districts"), lines, _Line(_HIGH_HEAD, head), 0.0)
        self.row += 1

    def _district(self, district: DistrictFigures) -> _Line:
        rate = None if district.rate is None else floored(district.rate)
        name = district.name or self._say("no_district")
        cells: list[tuple[int, int, Cell, str]] = [
            (0, 4, name, "cell"),
            (5, 6, district.schools, "whole"),
            *(
                (at, at, district.standings[standing], "whole")
                for at, standing in enumerate(STANDINGS, 7)
            ),
            (12, 13, rate, "percent"),
        ]
        return _Line(paragraph_height(name, "cell", _WIDTH * 5), cells)

    def _unread(self) -> None:
        issues = self.figures.unreadable
        titled = bool(issues) or len(self.result.schools) != 1
        if self._left() < _SECTION * titled + DEFAULT_HEIGHT:
            self._break()
        if titled:
            self._section(self._say("section.unread"))
        room = _WIDTH * (_LAST + 1)
        for issue in issues[:_UNREAD]:
            values = {"message": issue.message, "remedy": issue.suggestion}
            text = self._say("unread.nowhere", **values)
            if issue.place:
                text = self._say("unread.issue", file=issue.place.file, **values)
            self.sheet.paragraph(self.row, (0, _LAST), text, "alarm", room)
            self.row += 1
        if len(issues) > _UNREAD:
            text = self._say("unread.more", count=len(issues) - _UNREAD)
            self.sheet.paragraph(self.row, (0, _LAST), text, "alarm", room)
            self.row += 1
        name = self._say("sheet.issues")
        text = self._say("unread.see" if issues else "unread.none", sheet=name)
        self._link(text, name)

    def _link(self, text: str, sheet: str) -> None:
        link = Link(text, f"internal:'{sheet}'!A1", "link_plain")
        self.sheet.merged(self.row, 0, _LAST, link, "plain")
        self.row += 1


def title(book: Book, result: AuditResult) -> str:
    """The heading of the workbook, with the school's name where there is only one."""
    if len(result.schools) == 1:
        name = result.schools[0].name or book.say("unnamed")
        return book.say("title.school", school=name)
    return book.say("title", count=len(result.schools))
