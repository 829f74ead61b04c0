"""What changed between two rulebooks, in words that whoever answers for the rules understands (`rules diff`).

Compared is what is in force on either side, after `extends`, `change` and `disable`; how it is written (order of
keys, one file or several) is no difference. Rules are matched by id; one that kept its name under another id is
told as renumbered, not as one less and one more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mhaudit.law import Document
from mhaudit.rulebook.differences import Comparer, Comparison, Detail, Difference, Kind
from mhaudit.rulebook.rule_changes import RuleComparer
from mhaudit.rulebook.schema import ChecklistLine, ChecklistSpec, Rulebook, Terms, Unruled
from mhaudit.wording import fields as labels


def compare(old: Rulebook, new: Rulebook, language: str) -> Comparison:
    """Everything that differs between two rulebooks, worded in `language`."""
    rules = tuple(RuleComparer(old, new, language).differences())
    others = tuple(_ListComparer(old, new, language).differences())
    unchanged = len(new.rules) - sum(each.kind != "removed" for each in rules)
    notes = tuple(_notes(Comparer(old, new, language)))
    return Comparison(old.packs, new.packs, (*rules, *others), notes, unchanged)


def _notes(comparer: Comparer) -> Iterator[str]:
    """A pack that changed under the same version: two reports would name it alike."""
    before = {pack.name: pack for pack in comparer.old.packs}
    for pack in comparer.new.packs:
        was = before.get(pack.name)
        if was and was.version == pack.version and was.sha256 != pack.sha256:
            yield comparer.say("same_version", pack=pack.name, version=pack.version)


class _ListComparer(Comparer):
    """Compares checklists, documents, words and clauses without a rule."""

    def differences(self) -> Iterator[Difference]:
        """All of them, in the order of reports."""
        yield from self._checklists()
        yield from self._documents()
        yield from self._terms()
        yield from self._clauses()

    def _checklists(self) -> Iterator[Difference]:
        before = {spec.name: spec for spec in self.old.checklists}
        after = {spec.name: spec for spec in self.new.checklists}
        for name in dict.fromkeys((*before, *after)):
            old, new = before.get(name), after.get(name)
            details = tuple(self._checklist(old, new))
            if old is None or new is None or details:
                kind: Kind = "added" if old is None else "removed" if new is None else "changed"
                shown = new or old
                assert shown is not None
                title = shown.title_en if self.language == "en" else shown.title
                yield Difference("checklist", kind, name, title, details)

    def _checklist(self, old: ChecklistSpec | None, new: ChecklistSpec | None) -> Iterator[Detail]:
        if old is not None and new is not None:
            for aspect in ("title", "title_en", "provisional"):
                yield from self.text(aspect, getattr(old, aspect), getattr(new, aspect))
        for part in ("core", "extra"):
            before: Sequence[ChecklistLine] = getattr(old, part, ())
            after: Sequence[ChecklistLine] = getattr(new, part, ())
            yield from self._items(part, before, after)

    def _items(
        self, part: str, old: Sequence[ChecklistLine], new: Sequence[ChecklistLine]
    ) -> Iterator[Detail]:
        """Items of one part of a list by their words; one that kept its rules has only been reworded."""
        place = self.say(f"part.{part}")
        before, after = ({line.item: line for line in lines} for lines in (old, new))
        left = {line.rules: line for line in old if line.item not in after}
        for line in new:
            was = before.get(line.item) or left.pop(line.rules, None)
            first, second = (None if each is None else self._item(each) for each in (was, line))
            if was is None:
                yield self.told("item", "item.added", None, second, part=place)
            elif first != second:
                yield self.told("item", "item.changed", first, second, part=place)
        for line in left.values():
            yield self.told("item", "item.removed", self._item(line), None, part=place)
        kept = [line.item for line in old if line.item in after]
        if kept != [line.item for line in new if line.item in before]:
            yield self.told("order", "order", None, None, part=place)

    def _item(self, line: ChecklistLine) -> str:
        item = line.item_en if self.language == "en" else line.item
        return self.say("item", item=item, rules=self.listed(line.rules))

    def _documents(self) -> Iterator[Difference]:
        before, after = self.old.documents, self.new.documents
        for key in sorted({*before, *after}):
            old, new = before.get(key), after.get(key)
            details = tuple(self._document(old, new)) if old and new else ()
            shown = new or old
            if shown is not None and (details or old is None or new is None):
                kind: Kind = "added" if old is None else "removed" if new is None else "changed"
                yield Difference("document", kind, key, shown.title, details)

    def _document(self, old: Document, new: Document) -> Iterator[Detail]:
        for aspect in ("title", "number", "issuer", "date", "url"):
            yield from self.text(aspect, getattr(old, aspect) or None, getattr(new, aspect) or None)

    def _terms(self) -> Iterator[Difference]:
        """Words by field, all packs together as the rules see them."""
        keys = {
            key for book in (self.old, self.new) for terms in book.terms.values() for key in terms
        }
        for key in sorted(keys):
            table, _, name = key.partition(".")
            old, new = (book.synonyms(table, name) for book in (self.old, self.new))
            details = (
                *self._aliases("aliases", _grouped(old), _grouped(new)),
                *self._aliases("maybe", old.maybe, new.maybe),
            )
            if details:
                label = labels.field_label(self.language, table, name)
                yield Difference("term", "changed", key, label, details)

    def _aliases(
        self, aspect: str, old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]
    ) -> Iterator[Detail]:
        for word in dict.fromkeys((*old, *new)):
            before, after = old.get(word, ()), new.get(word, ())
            come, gone = (
                self.listed(each for each in these if each not in those)
                for these, those in ((after, before), (before, after))
            )
            if word not in old and aspect == "aliases" and not come:
                yield self.told("word", "word.added", None, word)
            elif word not in new and aspect == "aliases" and not gone:
                yield self.told("word", "word.removed", word, None)
            if come:
                yield self.told(aspect, f"{aspect}.added", None, come, word=word)
            if gone:
                yield self.told(aspect, f"{aspect}.removed", gone, None, word=word)

    def _clauses(self) -> Iterator[Difference]:
        before, after = (_unruled(book.without_rule) for book in (self.old, self.new))
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            reasons = (None if each is None else each.reason(self.language) for each in (old, new))
            details = tuple(self.text("why", *reasons))
            if details:
                kind: Kind = "added" if old is None else "removed" if new is None else "changed"
                yield Difference("clause", kind, key[0], key[1], details)


def _grouped(terms: Terms) -> dict[str, list[str]]:
    """Word → its other names."""
    found: dict[str, list[str]] = {}
    for alias, word in terms.synonyms.items():
        found.setdefault(word, []).extend([] if alias == word else [alias])
    return found


def _unruled(clauses: Iterable[Unruled]) -> dict[tuple[str, str], Unruled]:
    return {(each.clause.document.key, each.clause.quote): each for each in clauses}
