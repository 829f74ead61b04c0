"""学校一览: schools by requirements, in colours and signs; for a single school its requirements one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from mhaudit.findings import Checklist, Finding, Level, SchoolResult, Verdict
from mhaudit.reports.counts import score
from mhaudit.reports.excel.book import Book, Cell, Column, Link, ListSheet, Styled
from mhaudit.reports.excel.figures import STANDINGS, Figures, RuleFigures, worst, worst_by_rule
from mhaudit.reports.excel.styles import SIGNS, STANDING_FILLS, STRENGTH_FILLS, verdict_fill
from mhaudit.reports.excel.text import lines, shortened, width, without_notes
from mhaudit.wording import fields

_LEVELS = (Level.ERROR, Level.WARNING, Level.NOTE)
_SIGN_WIDTH = 4.4
_RULES_A_PAGE = 34
_GROUP, _TITLES, _IDS = 2, 3, 4
_STANDING_SIGNS = {"fail": "×", "warning": "×", "unknown": "?", "pass": "√", "notapplicable": "–"}


def score_text(checklist: Checklist) -> str:
    """`7/8+2/2`: core and extra items that pass, of those that apply."""
    core, core_of = score(checklist.core)
    extra, extra_of = score(checklist.extra)
    return f"{core}/{core_of}+{extra}/{extra_of}" if checklist.extra else f"{core}/{core_of}"


def standing_text(book: Book, standing: str) -> str:
    """`× 不达标(必须)`."""
    sign = _STANDING_SIGNS.get(standing, "")
    return f"{sign} {fields.word(book.language, f'standing.{standing}.short', standing)}".strip()


class Schools:
    """The sheet; made early, written once it is known where each school's problems stand."""

    def __init__(self, book: Book, figures: Figures, limit: int) -> None:
        self.book, self.language = book, book.language
        self.limit = limit
        self._figures, self._rules = figures, figures.rules()
        self._count = figures.standings.total()
        self.single = self._count == 1
        if self.single:
            self.list = ListSheet(book, "schools", _SINGLE, colour="#2E75B6")
        else:
            self.sheet = book.sheet("schools", "#2E75B6")
            self._left = self._left_columns()
            self._head(self._left, self._rules)
        self._shown = 0
        self.left_out = ""

    def add(self, school: SchoolResult, problem: int | None, unknown: int | None) -> None:
        """Write the next school by need, with links to the first of its rows in other sheets."""
        if self.single:
            self._one(school)
        elif self._shown < max(self.limit - _IDS - 2, 1):
            self._school(school, problem, unknown)
            self._shown += 1

    # one school

    def _one(self, school: SchoolResult) -> None:
        book = self.book
        name = school.name or book.say("unnamed")
        standing = fields.word(self.language, f"standing.{school.standing}")
        notes = [book.say("school.standing", standing=standing)]
        if school.code:
            notes.append(book.say("school.code", code=school.code))
        if school.district:
            notes.append(book.say("school.district", district=school.district))
        for checklist in school.checklists:
            notes.append(self._score_line(checklist))
        self.list.start(name, "\n".join(notes), frozen=1)
        by_rule: dict[str, list[Finding]] = {}
        for finding in school.findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        items = _items(school)
        for rule in sorted(by_rule):
            findings = by_rule[rule]
            first, state = findings[0], worst(findings)
            counts = Counter(finding.verdict for finding in findings)
            several = len(findings) > 1
            self.list.add(
                [
                    rule,
                    first.title,
                    first.group_title,
                    Styled(
                        fields.word(self.language, f"strength.{first.strength}", first.strength),
                        f"tag.{STRENGTH_FILLS.get(first.strength, 'grey')}",
                    ),
                    Styled(self._signed(state), f"tag.{verdict_fill(state, first.strength)}"),
                    self._counts(counts) if several else "",
                    first.measured_text if not several else "",
                    first.required_text,
                    items.get(rule, ""),
                ]
            )
        self.list.finish(book.say("empty.schools"))

    def _score_line(self, checklist: Checklist) -> str:
        parts = [self.book.say("score", title=checklist.title, score=score_text(checklist))]
        for part, items in (("core", checklist.core), ("extra", checklist.extra)):
            if items:
                marked = "  ".join(f"{SIGNS[item.state]} {item.item}" for item in items)
                parts.append(self.book.say(f"score.{part}", items=marked))
        against = [i.item for i in (*checklist.core, *checklist.extra) if i.contradicted]
        if against:
            parts.append(self.book.say("contradicted", items=self.book.joined(against)))
        if checklist.provisional:
            parts.append(checklist.provisional)
        return "\n".join(parts)

    def _signed(self, verdict: Verdict) -> str:
        return f"{SIGNS[verdict]} {fields.word(self.language, f'verdict.{verdict}')}"

    def _counts(self, counts: Counter[Verdict]) -> str:
        return self.book.joined(
            [
                f"{fields.word(self.language, f'verdict.{verdict}')} {counts[verdict]}"
                for verdict in SIGNS
                if counts[verdict]
            ]
        )

    # many schools

    def finish(self) -> None:
        """Set the filter, say what was left out."""
        if self.single:
            return
        sheet, left, rules = self.sheet, self._left, self._rules
        last = _IDS + self._shown
        if self._shown < self._count:
            values = {"shown": f"{self._shown:,}", "count": f"{self._count:,}"}
            self.left_out = self.book.say("left_out", sheet=sheet.title, **values)
            sheet.merged(last + 1, 0, len(left) - 1, self.left_out, "alarm")
        if self._shown:
            sheet.worksheet.autofilter(_IDS, 0, last, len(left) + len(rules) - 1)
        sheet.worksheet.freeze_panes(_IDS + 1, 2)
        sheet.printed(repeat=(_GROUP, _IDS), wide=max(1, -(-len(rules) // _RULES_A_PAGE)))
        sheet.worksheet.repeat_columns(0, 1)

    def _left_columns(self) -> list[Column]:
        districts, codes = self._figures.with_district, self._figures.with_code
        columns = [
            Column("number", 5, "whole"),
            Column("school", 24),
            Column("district", 9, "middle") if districts else None,
            Column("school_code", 11.5, "code") if codes else None,
            Column(
                "standing", 3 + max(width(standing_text(self.book, each)) for each in STANDINGS)
            ),
            *(Column(f"score:{title}", 12, "middle") for title in self._figures.cards),
            Column("fail_must", 6, "whole"),
            Column("fail_principle", 6, "whole"),
            Column("fail_encouraged", 6, "whole"),
            Column("unknown", 6, "whole"),
        ]
        return [column for column in columns if column is not None]

    def _head(self, left: Sequence[Column], rules: Sequence[RuleFigures]) -> None:
        sheet, book = self.sheet, self.book
        for at, column in enumerate(left):
            sheet.worksheet.set_column(at, at, column.width)
        if rules:
            end = len(left) + len(rules) - 1
            sheet.worksheet.set_column(len(left), end, _SIGN_WIDTH)
        last, room = len(left) + len(rules) - 1, sum(column.width for column in left)
        room += _SIGN_WIDTH * len(rules)
        sheet.height(0, 28)
        sheet.merged(0, 0, last, sheet.title, "title")
        signs = "  ".join(self._signed(verdict) for verdict in SIGNS)
        notes = [book.say("note.schools", signs=signs)]
        notes += [
            book.say("score", title=title, score=provisional)
            for title, provisional in self._figures.cards.items()
            if provisional
        ]
        sheet.paragraph(1, (0, last), "\n".join(notes), "note", room)
        sheet.height(_GROUP, 38)
        sheet.merged(_GROUP, 0, len(left) - 1, "", "group")
        at = len(left)
        for title, group in _grouped(rules):
            room = _SIGN_WIDTH * len(group)
            sheet.merged(_GROUP, at, at + len(group) - 1, shortened(title, 3 * int(room)), "group")
            at += len(group)
        # Upright text: a line holds as many letters as the row is high, a column two or three lines.
        sheet.height(_TITLES, 128)
        for at, column in enumerate(left):
            style = "upright" if column.width < 9 else "group"
            sheet.put(_TITLES, at, self._heading(column), style)
        for at, rule in enumerate(rules, len(left)):
            sheet.put(_TITLES, at, shortened(without_notes(rule.title), 46), "upright")
        sheet.height(_IDS, 32)
        for at in range(len(left)):
            sheet.put(_IDS, at, "", "id_head")
        for at, rule in enumerate(rules, len(left)):
            sheet.put(_IDS, at, rule.id, "id_head")

    def _heading(self, column: Column) -> str:
        key, _, title = column.key.partition(":")
        if key == "score":
            return title
        return self.book.say(f"column.{key}")

    def _school(self, school: SchoolResult, problem: int | None, unknown: int | None) -> None:
        put, left, row = self.sheet.put, self._left, _IDS + 1 + self._shown
        self.sheet.height(row, 18 * lines(school.name, 24))
        failed = Counter(f.level for f in school.findings if f.verdict is Verdict.FAIL)
        open_ = sum(finding.verdict is Verdict.UNKNOWN for finding in school.findings)
        cards = {card.title: card for card in school.checklists}
        standing = str(school.standing)
        values: dict[str, Cell] = {
            "number": self._shown + 1,
            "school": self._linked(school.name, "problems", problem),
            "district": school.district or "",
            "school_code": school.code or "",
            "standing": Styled(
                standing_text(self.book, standing), f"tag.{STANDING_FILLS.get(standing, 'grey')}"
            ),
            "fail_must": failed[_LEVELS[0]],
            "fail_principle": failed[_LEVELS[1]],
            "fail_encouraged": failed[_LEVELS[2]],
            "unknown": self._linked(str(open_), "unknown", unknown, "link_middle") if open_ else 0,
        }
        for column_at, column in enumerate(left):
            key, _, title = column.key.partition(":")
            if key == "score":
                card = cards.get(title)
                put(row, column_at, score_text(card) if card else "", column.style)
            else:
                put(row, column_at, values[key], column.style)
        states = worst_by_rule(school)
        for column_at, rule in enumerate(self._rules, len(left)):
            state = states.get(rule.id)
            if state is None:
                put(row, column_at, "", "sign.grey")
            else:
                fill = verdict_fill(state, rule.strength)
                put(row, column_at, SIGNS[state], f"sign.{fill}")

    def _linked(self, text: str, sheet: str, row: int | None, style: str = "link") -> Cell:
        text = text or self.book.say("unnamed")
        if row is None:
            return text
        return Link(text, f"internal:'{self.book.say(f'sheet.{sheet}')}'!A{row + 1}", style)


_SINGLE = (
    Column("rule", 9, "code"),
    Column("requirement", 64),
    Column("group", 19),
    Column("strength", 9, "middle"),
    Column("verdict", 13),
    Column("counts", 30),
    Column("measured", 20),
    Column("required", 26),
    Column("checklist", 20),
)


def _items(school: SchoolResult) -> dict[str, str]:
    """rule → the items of checklists it stands in."""
    found: dict[str, list[str]] = {}
    for card in school.checklists:
        for item in (*card.core, *card.extra):
            for rule in item.rules:
                found.setdefault(rule, []).append(item.item)
    return {rule: "\n".join(items) for rule, items in found.items()}


def _grouped(rules: Sequence[RuleFigures]) -> list[tuple[str, list[RuleFigures]]]:
    """Neighbours of one theme."""
    return [
        (title, list(group)) for title, group in groupby(rules, key=lambda rule: rule.group_title)
    ]
