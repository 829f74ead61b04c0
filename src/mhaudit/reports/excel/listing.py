"""What the lists of a workbook share: whose rows they hold, and the words of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mhaudit.findings import AuditResult, Finding, Verdict
from mhaudit.reports.excel.book import Book, Cell, Column, Styled
from mhaudit.reports.excel.figures import Figures
from mhaudit.reports.excel.places import MOST
from mhaudit.reports.excel.styles import SIGNS, STRENGTH_FILLS, verdict_fill
from mhaudit.reports.folding import Fold, fold
from mhaudit.wording import fields, say


@dataclass(frozen=True, slots=True)
class Scope:
    """`several` schools need a column, and so do `districts`; `term` is the only one, which no subject need name."""

    several: bool
    districts: bool
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom rows are about: a school, or a district where `school` is false."""

    name: str
    district: str
    school: bool = True


def scope_of(result: AuditResult, figures: Figures) -> Scope:
    """What the lists of one result need."""
    several = len(result.schools) > 1 or bool(result.districts)
    terms = result.period.terms
    return Scope(
        several,
        several and figures.with_district,
        terms[0] if len(terms) == 1 else None,
    )


def whose(book: Book, name: str, district: str | None) -> Whose:
    """A school as rows name it."""
    return Whose(name or book.say("unnamed"), district or "")


def folded(findings: Sequence[Finding], language: str, term: str | None) -> Iterator[Fold]:
    """One line for each cause; a cause of more than `MOST` subjects takes several, so that none is left out."""
    for one in fold(findings, language, every=True, term=term):
        if len(one.findings) <= MOST:
            yield one
            continue
        for start in range(0, len(one.findings), MOST):
            yield from fold(one.findings[start : start + MOST], language, every=True, term=term)


class Listing:
    """A sheet that is a list, under way."""

    def __init__(self, book: Book, scope: Scope) -> None:
        self.book, self.scope, self.language = book, scope, book.language

    def say(self, key: str, **values: object) -> str:
        """The sentence `excel.key`."""
        return self.book.say(key, **values)

    @property
    def frozen(self) -> int:
        """How many columns stay in sight: the number, and the school where there are several."""
        return 2 if self.scope.several else 1

    def whom_columns(self, school: float = 20) -> list[Column | None]:
        """The columns for school and district, where they are needed."""
        return [
            Column("school", school) if self.scope.several else None,
            Column("district", 10, "middle") if self.scope.districts else None,
        ]

    def whom(self, whose: Whose) -> list[Cell]:
        """The cells of these columns."""
        cells: list[Cell] = [whose.name] if self.scope.several else []
        return [*cells, whose.district] if self.scope.districts else cells

    def subject(self, whose: Whose, one: Fold) -> str:
        """Whom a line is about within the school."""
        return one.subject or self.say("whole_school" if whose.school else "whole_district")

    def requirement(self, finding: Finding) -> str:
        """The title of the rule, with a mark where the baseline has the finding too."""
        known = finding.known
        return say(self.language, "known.marked", title=finding.title) if known else finding.title

    def problem(self, one: Fold) -> str:
        """The requirement, and below it what is wrong."""
        first, text = one.first, self.requirement(one.first)
        if one.message:
            text = f"{text}\n{one.message}"
        if first.waiver:
            text = f"{text}\n{self.say('waiver', text=first.waiver)}"
        return text

    def strength(self, strength: str) -> Styled:
        """How strict the clause is, in its colour."""
        text = fields.word(self.language, f"strength.{strength}", strength)
        return Styled(text, f"tag.{STRENGTH_FILLS.get(strength, 'grey')}")

    def verdict(self, verdict: Verdict, strength: str = "") -> Styled:
        """Sign and word of a verdict, in its colour."""
        text = f"{SIGNS[verdict]} {fields.word(self.language, f'verdict.{verdict}')}"
        return Styled(text, f"tag.{verdict_fill(verdict, strength)}")


def there(columns: Iterable[Column | None]) -> list[Column]:
    """The columns that are needed."""
    return [column for column in columns if column is not None]
