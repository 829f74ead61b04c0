"""What changed between two results (`mhaudit/1`): per school and per rule. Pure: documents in, `Diff` out.

Either side is one document or several (a folder), whose schools are taken together.

Schools are matched by code, then by name (R149). A name decides where it stands once on either side and
nothing speaks against it: two codes that differ do, unless both sides name the same district (a code that
was corrected); so do two districts that differ. One unnamed school on either side is the same school.

Findings of a matched school are matched by rule and fingerprint, then, of those that are left, by rule and
subject without the school: kind, stage, grade, class, teacher, district and the ordinal of the period among
those that the rule has in its document. The fingerprint takes the school's code, or its name where there is
no code, so that all fingerprints of a school change when a code is added or a name is corrected; the second
way finds them again. Neither knows row numbers, file names or dates.

Subjects that are unsure fold into one finding about the whole school (R8, R10, R11). So a grade, class or
teacher that only one side knows is held against that finding of its rule and period on the other, if there
is one that is undecided or not applicable: what was judged before is not gone, it can no longer be judged.

A failure that is not there any more is `dropped`, never `fixed`: only a pass shows that it was mended.

What changed is counted once, pair by pair; the entries themselves are read again where they are asked for.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from mhaudit.findings import Level, Verdict
from mhaudit.reports.diff_sides import Numbered, Owner, Stored, plain
from mhaudit.reports.result import FindingDocument, StandingWord

_UNDECIDED = (Verdict.UNKNOWN, Verdict.ERROR)
_FOR_ALL = (*_UNDECIDED, Verdict.NOT_APPLICABLE)
"""What one finding about a school may say of all its subjects."""


class Change(StrEnum):
    """What became of a finding. Each has one of these, or none where nothing is to be said."""

    NEW = "new"
    """Fails, and did not: it passed, could not be judged, did not apply, was waived, or was not there."""
    CHANGED = "changed"
    """Fails as before, with another measure or shortfall."""
    OPEN = "open"
    """Fails as before."""
    BECAME_UNKNOWN = "became_unknown"
    """Cannot be judged, or its rule broke; it was judged before, or was not there."""
    BECAME_JUDGED = "became_judged"
    """Could not be judged; now it passes, does not apply or is waived. (If it fails: `NEW`.)"""
    FIXED = "fixed"
    """Failed, waived or not, and passes."""
    DROPPED = "dropped"
    """Failed or was open; now it is waived, does not apply, or is not in the result. Not shown to be mended."""
    STILL_UNKNOWN = "still_unknown"
    """Could not be judged, and cannot."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in both results; `before` or `now` is None where it is not there, never both."""

    change: Change
    before: FindingDocument | None
    now: FindingDocument | None

    @property
    def finding(self) -> FindingDocument:
        """The finding that names the subject: of two the newer, but not one that stands for several."""
        if self.now is None or (self.before is not None and _stands_for(self.now, self.before)):
            assert self.before is not None
            return self.before
        return self.now

    @property
    def better(self) -> bool | None:
        """Whether the shortfall became less; None where it did not change or is not a number."""
        before = self.before.shortfall if self.before else None
        now = self.now.shortfall if self.now else None
        return None if before is None or now is None or before == now else now < before


@dataclass(frozen=True, slots=True)
class Compared:
    """A school or district in both results. `state`: both, added (only in the new one) or gone."""

    kind: str
    name: str
    former_name: str | None
    code: str | None
    district: str | None
    state: str
    standing_before: StandingWord | None
    standing_now: StandingWord | None
    counts: Counter[Change]
    """How many entries of each change."""
    old: Owner | None
    new: Owner | None

    def entries(self) -> list[Entry]:
        """By rule, then as in the new result; what only the old one has stands behind. Reads the findings."""
        return _entries(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two results says of itself. `unreadable`: inputs that could not be read."""

    audited_at: tuple[str, ...]
    terms: tuple[str, ...]
    packs: tuple[tuple[str, str, str], ...]
    """Name, version and hash."""
    schools: int
    unreadable: int
    language: str
    """That of most findings; '' where there is none."""


@dataclass(frozen=True, slots=True)
class Diff:
    """All that changed; schools by district, code and name (R140)."""

    old: Side
    new: Side
    schools: tuple[Compared, ...]
    districts: tuple[Compared, ...]
    rules: dict[str, tuple[str, Counter[Change]]]
    """Rule → its title and how many entries of each change; sorted by rule."""
    newly_failing: Counter[Level]
    """How many new failures there are of each level."""

    def everyone(self) -> Iterator[Compared]:
        """Schools, then districts."""
        return chain(self.schools, self.districts)

    def counts(self) -> Counter[Change]:
        """How many entries of each change, in all."""
        return sum((each.counts for each in self.everyone()), Counter())


def compare(old: Sequence[Stored], new: Sequence[Stored]) -> Diff:
    """What changed from `old` to `new`, each one document or several."""
    schools = _matched(
        [school for document in old for school in document.schools],
        [school for document in new for school in document.schools],
        _by_code,
        _by_name_and_district,
        _by_name,
    )
    districts = _matched(
        [district for document in old for district in document.districts],
        [district for document in new for district in document.districts],
        _by_name,
    )
    rules: dict[str, tuple[str, Counter[Change]]] = {}
    levels: Counter[Level] = Counter()
    first, second = (
        tuple(sorted((_compared(*pair, rules, levels) for pair in pairs), key=_order))
        for pairs in (schools, districts)
    )
    return Diff(_side(old), _side(new), first, second, dict(sorted(rules.items())), levels)


def _side(documents: Sequence[Stored]) -> Side:
    languages = Counter[str]()
    for document in documents:
        languages[document.language] += document.findings
    language = max(languages, key=languages.__getitem__, default="")
    return Side(
        tuple(sorted({document.audited_at for document in documents})),
        tuple(sorted({term for document in documents for term in document.terms})),
        tuple(sorted({pack for document in documents for pack in document.packs})),
        sum(len(document.schools) for document in documents),
        sum(document.unreadable for document in documents),
        language if languages[language] else "",
    )


def _order(each: Compared) -> tuple[str, str, str]:
    return each.district or "", each.code or "", each.name


# --- who is who


_Key = Callable[[Owner], Hashable]
_Pair = tuple[Owner | None, Owner | None]


def _by_code(owner: Owner) -> Hashable:
    return plain(owner.code) or None


def _by_name_and_district(owner: Owner) -> Hashable:
    name, district = plain(owner.name), plain(owner.district)
    return (name, district) if name and district else None


def _by_name(owner: Owner) -> Hashable:
    return plain(owner.name)


def _matched(old: list[Owner], new: list[Owner], *keys: _Key) -> list[_Pair]:
    """Pairs found by one key after the other, each where it stands once on either side; then who is left."""
    pairs: list[_Pair] = []
    for key in keys:
        before, after = _once(old, key), _once(new, key)
        for value, first in before.items():
            second = after.get(value)
            if second is not None and (key is not _by_name or _may_be_same(first, second)):
                pairs.append((first, second))
        found = {id(owner) for pair in pairs for owner in pair}
        old = [owner for owner in old if id(owner) not in found]
        new = [owner for owner in new if id(owner) not in found]
    return [*pairs, *((owner, None) for owner in old), *((None, owner) for owner in new)]


def _once(owners: Iterable[Owner], key: _Key) -> dict[Hashable, Owner]:
    found: dict[Hashable, list[Owner]] = {}
    for owner in owners:
        value = key(owner)
        if value is not None:
            found.setdefault(value, []).append(owner)
    return {value: same[0] for value, same in found.items() if len(same) == 1}


def _may_be_same(first: Owner, second: Owner) -> bool:
    """Of the same name alone: not where codes or districts differ."""
    pairs = ((first.code, second.code), (first.district, second.district))
    return all(not plain(a) or not plain(b) or plain(a) == plain(b) for a, b in pairs)


# --- findings


def _compared(
    old: Owner | None,
    new: Owner | None,
    rules: dict[str, tuple[str, Counter[Change]]],
    levels: Counter[Level],
) -> Compared:
    """The pair, its entries counted for itself, for each of `rules` and, where they fail newly, by level."""
    owner = new or old
    assert owner is not None
    counts: Counter[Change] = Counter()
    for entry in _entries(old, new):
        finding = entry.finding
        counts[entry.change] += 1
        rules.setdefault(finding.rule, (finding.title, Counter()))[1][entry.change] += 1
        if entry.change is Change.NEW and entry.now is not None:
            levels[Level(entry.now.level)] += 1
    renamed = old is not None and new is not None and plain(old.name) != plain(new.name)
    return Compared(
        owner.kind,
        owner.name,
        old.name if old is not None and renamed else None,
        owner.code or (old.code if old else None),
        owner.district or (old.district if old else None),
        "both" if old and new else "added" if new else "gone",
        old.standing if old else None,
        new.standing if new else None,
        counts,
        old,
        new,
    )


def _entries(old: Owner | None, new: Owner | None) -> list[Entry]:
    found = _held_against(old.findings() if old else [], new.findings() if new else [])
    return sorted(found, key=lambda entry: entry.finding.rule)


def _held_against(old: Sequence[Numbered], new: Sequence[Numbered]) -> Iterator[Entry]:
    """All that is to be said: the new findings in their order, then the old ones that are left."""
    partners = _partners(old, new)
    before_all, now_all = _for_all(old), _for_all(new)
    rows: list[tuple[FindingDocument | None, FindingDocument | None]] = []
    for now, ordinal in new:
        before = partners.get(id(now)) or _behind(now, ordinal, before_all)
        rows.append((before, now))
    matched = {id(before) for before in partners.values()}
    for before, ordinal in old:
        if id(before) not in matched:
            rows.append((before, _behind(before, ordinal, now_all)))
    # One for all subjects that single ones were held against has nothing left to say of its own.
    both = {id(each) for row in rows if all(row) for each in row}
    for first, second in rows:
        lone = second if first is None else first if second is None else None
        if lone is not None and id(lone) in both:
            continue
        change = _change(first, second)
        if change is not None:
            yield Entry(change, first, second)


def _partners(old: Sequence[Numbered], new: Sequence[Numbered]) -> dict[int, FindingDocument]:
    """`id` of a new finding → the same of old; by fingerprint, then by subject, equal ones in their order."""
    found: dict[int, FindingDocument] = {}
    for key in (_fingerprint, _subject):
        left: dict[Hashable, deque[FindingDocument]] = {}
        taken = {id(finding) for finding in found.values()}
        for before, ordinal in old:
            if id(before) not in taken:
                left.setdefault(key(before, ordinal), deque()).append(before)
        for now, ordinal in new:
            same = left.get(key(now, ordinal)) if id(now) not in found else None
            if same:
                found[id(now)] = same.popleft()
    return found


def _fingerprint(finding: FindingDocument, ordinal: int) -> Hashable:
    return finding.rule, finding.fingerprint


def _subject(finding: FindingDocument, ordinal: int) -> Hashable:
    """As the fingerprint, without the school; a class that cannot be read is known by its label."""
    subject = finding.subject
    klass = subject.class_
    if subject.kind == "class" and not (klass and subject.grade):
        klass = subject.label
    parts = (subject.district, subject.stage, subject.grade, klass, subject.teacher)
    return finding.rule, subject.kind, *parts, ordinal


def _for_all(findings: Sequence[Numbered]) -> dict[tuple[str, int], FindingDocument]:
    return {
        (finding.rule, ordinal): finding
        for finding, ordinal in findings
        if finding.subject.kind == "school" and finding.verdict in _FOR_ALL
    }


def _behind(
    finding: FindingDocument, ordinal: int, for_all: dict[tuple[str, int], FindingDocument]
) -> FindingDocument | None:
    """What the other side says of all subjects of the rule, in this period or in any."""
    if finding.subject.kind == "school":
        return None
    return for_all.get((finding.rule, ordinal)) or for_all.get((finding.rule, -1))


def _stands_for(one: FindingDocument, other: FindingDocument) -> bool:
    return one.subject.kind == "school" != other.subject.kind


def _change(before: FindingDocument | None, now: FindingDocument | None) -> Change | None:
    was = Verdict(before.verdict) if before else None
    verdict = Verdict(now.verdict) if now else None
    if verdict is Verdict.FAIL:
        if before is None or now is None or was is not Verdict.FAIL:
            return Change.NEW
        return Change.CHANGED if _differs(before, now) else Change.OPEN
    if verdict in _UNDECIDED:
        return Change.STILL_UNKNOWN if was in _UNDECIDED else Change.BECAME_UNKNOWN
    if was in _UNDECIDED:
        return Change.DROPPED if verdict is None else Change.BECAME_JUDGED
    if verdict is Verdict.PASS and was in (Verdict.FAIL, Verdict.WAIVED):
        return Change.FIXED
    return Change.DROPPED if was is Verdict.FAIL else None


def _differs(before: FindingDocument, now: FindingDocument) -> bool:
    """Another shortfall or measure; words only where both are in the same language, as the titles tell."""
    if before.shortfall != now.shortfall or before.measured.value != now.measured.value:
        return True
    worded = before.measured.value is None and before.title == now.title
    return worded and before.measured.text != now.measured.text
