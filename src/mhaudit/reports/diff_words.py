"""A finding of a result, in the language of the run as far as that goes.

A result holds titles, labels and messages in the language it was written in, and no other. Titles come from
the rules that are installed, by their ids; labels are made anew from the codes of the subject. Messages,
remedies and measures stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mhaudit.findings import Finding, Level, Place, Source, Subject, Verdict
from mhaudit.reports.diff import Diff, Side
from mhaudit.reports.folding import fold, separator
from mhaudit.reports.result import CellDocument, FindingDocument
from mhaudit.wording import fields, say


@dataclass(frozen=True, slots=True)
class Words:
    """`language` of the run; `foreign`: the other language, where results are in it; `titles`: rule → title."""

    language: str
    foreign: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The sentence `diff.key`."""
        return say(self.language, f"diff.{key}", **values)

    def sides(self, diff: Diff) -> tuple[str, str]:
        """What the two results are."""
        old, new = self._side(diff.old), self._side(diff.new)
        return self.say("old", what=old), self.say("new", what=new)

    def _side(self, side: Side) -> str:
        terms = separator(self.language).join(
            fields.term_label(self.language, term) for term in side.terms
        )
        days = list(dict.fromkeys(moment[:10] for moment in side.audited_at))
        spoken = " \u2013 ".join(dict.fromkeys((*days[:1], *days[-1:])))
        values = {"terms": terms or self.say("no_term"), "days": spoken, "schools": side.schools}
        return self.say("side", **values)

    def cautions(self, diff: Diff) -> Iterator[str]:
        """What may mislead whoever reads the comparison."""
        if diff.old.packs != diff.new.packs:
            yield self.say("packs", old=self._packs(diff.old), new=self._packs(diff.new))
        if self.foreign:
            yield self.say(f"language.{self.foreign}")
        if diff.new.unreadable:
            yield self.say("unreadable", count=diff.new.unreadable)
        if diff.schools and all(school.state != "both" for school in diff.schools):
            yield self.say("nobody")

    def _packs(self, side: Side) -> str:
        packs = (self.say("pack", name=name, version=version) for name, version, _ in side.packs)
        return separator(self.language).join(packs) or self.say("nil")

    def verdict(self, finding: FindingDocument | None) -> str:
        """The word of a verdict."""
        if finding is None:
            return self.say("not_there")
        return fields.word(self.language, f"verdict.{finding.verdict}")

    def title(self, rule: str, held: str) -> str:
        """The title of a rule; as the result holds it where no other is known."""
        return self.titles.get(rule, held)

    def label(self, finding: FindingDocument) -> str:
        """Whom it is about; '' where it is the school or district itself."""
        subject = finding.subject
        if self.foreign:
            return fold((self.finding(finding),), self.language)[0].subject
        return "" if subject.label in (subject.school, subject.district) else subject.label

    def finding(self, finding: FindingDocument) -> Finding:
        """As reports know it, so that findings of results fold and print like any."""
        subject, source = finding.subject, finding.source
        return Finding(
            rule=finding.rule,
            name=finding.name,
            title=self.title(finding.rule, finding.title),
            group=finding.group,
            group_title="",
            pack=finding.pack,
            level=Level(finding.level),
            strength=finding.strength,
            verdict=Verdict(finding.verdict),
            subject=Subject(
                subject.kind,
                subject.school,
                subject.district,
                subject.stage,
                subject.grade,
                subject.class_,
                subject.teacher,
                subject.term,
                subject.period,
                subject.label,
            ),
            measured_value=finding.measured.value,
            measured_text=finding.measured.text,
            required_text=finding.required.text,
            shortfall=finding.shortfall,
            message=finding.message,
            fix=finding.fix,
            places=tuple(map(_place, finding.places)),
            related=tuple(map(_place, finding.related)),
            missing=(),
            source=Source(source.document, source.title, source.clause, source.quote)
            if source
            else None,
            fingerprint=finding.fingerprint,
            waiver=finding.waiver,
        )


def _place(cell: CellDocument) -> Place:
    return Place(cell.file, cell.sheet, cell.cell, cell.value)
