"""规则依据 and 审计说明: what was asked, by which clause; what was read, with what, and what was not checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from mhaudit.findings import AuditResult, Finding, InputInfo, RuleInfo
from mhaudit.reports.excel.book import Book, Cell, Column, Link, ListSheet, Styled
from mhaudit.reports.excel.figures import Figures, switched_off
from mhaudit.reports.excel.styles import STRENGTH_FILLS
from mhaudit.reports.excel.text import lines
from mhaudit.wording import fields

_SLOT = re.compile(r"\{\w+\}")


class Rules:
    """规则依据: every rule with its clause and document; those switched off too, with the reason."""

    def __init__(self, book: Book, result: AuditResult, figures: Figures) -> None:
        self.book, self.result, self.language = book, result, result.language
        self.figures = figures
        self.list = ListSheet(
            book,
            "rules",
            (
                Column("rule", 9, "code"),
                Column("requirement", 36),
                Column("group", 12),
                Column("strength", 11, "middle"),
                Column("quote", 46),
                Column("clause_number", 9, "middle"),
                Column("document", 34),
                Column("web", 8, "middle"),
                Column("issuer", 16),
                Column("date", 12, "code"),
                Column("remedy", 32),
                Column("state", 16),
            ),
            colour="#548235",
        )

    def write(self) -> None:
        """Write the sheet."""
        rules = self.result.rules or tuple(_from_findings(self.figures.first))
        off = len(switched_off(rules))
        note = self.book.say("note.rules", count=len(rules), off=off)
        self.list.start(self.book.say("sheet.rules"), note, frozen=1)
        for rule in rules:
            self.list.add(self._row(rule))
        self.list.finish(self.book.say("empty.rules"))

    def _row(self, rule: RuleInfo) -> Sequence[Cell]:
        strength = fields.word(self.language, f"strength.{rule.strength}", rule.strength)
        style = "middle" if rule.disabled else f"tag.{STRENGTH_FILLS.get(rule.strength, 'grey')}"
        document = f"{rule.document}\n{rule.number}" if rule.number else rule.document
        on = self.book.say("rule.on")
        return [
            rule.id,
            rule.title,
            rule.group_title,
            Styled(strength, style),
            f"「{rule.quote}」" if rule.quote else "",
            rule.clause,
            document,
            Link(self.book.say("web"), rule.url, "link_middle") if _web(rule.url) else "",
            rule.issuer,
            rule.date,
            _SLOT.sub("N", rule.fix),
            on if rule.disabled is None else self.book.say("rule.off", reason=rule.disabled),
        ]


def _web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) < 2000 and url.isprintable()


def _from_findings(known: Mapping[str, Finding]) -> Iterable[RuleInfo]:
    """What a finding of each rule tells of it, for a result that came without the rulebook."""
    for rule in sorted(known):
        first = known[rule]
        source = first.source
        yield RuleInfo(
            id=rule,
            name=first.name,
            title=first.title,
            strength=first.strength,
            group=first.group,
            group_title=first.group_title,
            pack=first.pack,
            document=source.title or source.document if source else "",
            issuer="",
            date="",
            number="",
            url="",
            clause=source.clause if source else "",
            quote=source.quote if source else "",
            fix="",
        )


class About:
    """审计说明: tool, packs, period, inputs with their hashes, limits, and what was not checked."""

    WIDTHS = (32, 76, 18, 36)

    def __init__(self, book: Book, result: AuditResult, figures: Figures) -> None:
        self.book, self.result, self.language = book, result, result.language
        self.figures = figures
        self.sheet = book.sheet("about", "#7F7F7F")
        self.row = 0

    def write(self, left_out: Sequence[str]) -> None:
        """Write the sheet; `left_out` says which sheets could not hold everything."""
        sheet = self.sheet
        for at, width in enumerate(self.WIDTHS):
            sheet.worksheet.set_column(at, at, width)
        sheet.worksheet.hide_gridlines(2)
        sheet.height(0, 28)
        sheet.merged(0, 0, 3, sheet.title, "title")
        self.row = 1
        self._section("about.run")
        for label, text in self._run():
            self._pair(label, text)
        self._section("about.limits")
        for text in [*left_out, *self._limits()]:
            sheet.paragraph(self.row, (0, 3), f"· {text}", "plain", sum(self.WIDTHS))
            self.row += 1
        self._section("about.unchecked")
        for text in self._unchecked():
            sheet.paragraph(self.row, (0, 3), f"· {text}", "plain", sum(self.WIDTHS))
            self.row += 1
        self._section("about.inputs")
        for at, key in enumerate(("input", "tables", "skipped", "sha256")):
            sheet.put(self.row, at, self._say(f"column.{key}"), "head")
        head = self.row
        self.row += 1
        for info in self.result.inputs:
            self._input(info)
        sheet.printed(repeat=(head, head))

    def _say(self, key: str, **values: object) -> str:
        return self.book.say(key, **values)

    def _section(self, key: str) -> None:
        self.sheet.height(self.row, 24)
        self.sheet.merged(self.row, 0, 3, self._say(key), "section")
        self.row += 1

    def _pair(self, label: str, text: str) -> None:
        self.sheet.paragraph(self.row, (1, 3), text, "cell", sum(self.WIDTHS[1:]))
        self.sheet.put(self.row, 0, label, "label")
        self.row += 1

    def _run(self) -> Iterable[tuple[str, str]]:
        result = self.result
        yield self._say("about.tool"), f"mhaudit {result.tool_version}"
        yield self._say("about.at"), result.audited_at
        yield from period_lines(self.book, result)
        for pack in result.packs:
            text = f"{pack.title or pack.name}({pack.name} {pack.version})\nSHA-256 {pack.sha256}"
            yield self._say("about.pack"), text
        for note in result.notes:
            yield self._say("about.note"), note

    def _limits(self) -> Iterable[str]:
        yield from (self._say(f"limit.{key}") for key in ("verdict", "rate", "read", "advice"))
        if self.result.period.default_dates and self.result.period.terms:
            yield self._say("limit.dates")
        told = {f"{title}:{why}" for title, why in self.figures.provisional}
        yield from sorted(told)

    def _unchecked(self) -> Iterable[str]:
        result, any_ = self.result, False
        for issue in self.figures.unreadable:
            any_ = True
            where = f"{issue.place.file}:" if issue.place else ""
            yield self._say("unchecked.file", file=where, message=issue.message)
        for rule in switched_off(result.rules):
            any_ = True
            yield self._say("unchecked.rule", rule=rule.id, title=rule.title, why=rule.disabled)
        for name in sorted(self.figures.broken):
            any_ = True
            yield self._say("unchecked.broken", rule=name)
        for info in result.inputs:
            for sheet, reason in info.skipped_sheets:
                any_ = True
                yield self._say("unchecked.sheet", file=info.path, sheet=sheet, why=reason)
        if not any_:
            yield self._say("unchecked.none")

    def _input(self, info: InputInfo) -> None:
        tables = self._say("list.semicolon").join(
            self._say(
                "table",
                sheet=table.sheet or "-",
                table=fields.table_label(self.language, table.table),
                rows=table.rows,
            )
            for table in info.tables
        )
        skipped = "\n".join(sheet for sheet, _ in info.skipped_sheets)
        row = [info.path, tables, skipped, info.sha256 or ""]
        high = max(lines(text, room) for text, room in zip(row, self.WIDTHS, strict=True))
        self.sheet.height(self.row, min(4 + 16.0 * high, 409))
        for at, (value, style) in enumerate(
            zip(row, ("text", "cell", "cell", "code"), strict=True)
        ):
            self.sheet.put(self.row, at, value, style)
        self.row += 1


def period_lines(book: Book, result: AuditResult) -> Iterable[tuple[str, str]]:
    """The period and where it came from, and the day up to which the data speak."""
    period, language = result.period, result.language
    if not period.terms:
        yield book.say("about.period"), book.say("period.none")
        return
    terms = book.joined(fields.term_label(language, term) for term in period.terms)
    how = fields.word(language, f"console.period.{period.how}", period.how)
    yield book.say("about.period"), book.say("period", terms=terms, how=how)
    if period.as_of:
        yield book.say("about.as_of"), period.as_of.isoformat()
