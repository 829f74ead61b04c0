"""`rank`: schools by need with the reasons in words, and a stratified random sample that can be drawn again.

Need counts rules, not findings, since sixty classes may fail one rule (R150): must rules that fail, then
principle rules, rules of both that cannot be judged, items that the school reported as done and the data
contradict, encouraged rules that fail; then the number of failures. It shows where to begin, not how good a
school is.

The draw: each school has the number SHA-256 of the seed, a line feed and its key (its code, else its district,
a slash and its name; width, case and blanks do not count), in UTF-8. In each stratum those with the smallest
numbers are drawn. So the draw depends on the seed and the schools alone: not on their order in the file, nor on
a program's random numbers, and anyone can do it again by hand. The sample is shared out among the strata by
their sizes: whole parts first, then one each by the largest remainder; equal remainders go to the larger
stratum, then by name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mhaudit.findings import Verdict
from mhaudit.reports.diff_sides import Owner, Stored, plain

BY = ("district", "standing", "kind")
"""What a sample can be stratified by."""
_REASONS = {
    ("fail", "error"): "must",
    ("fail", "warning"): "principle",
    ("fail", "note"): "encouraged",
    ("unknown", "error"): "unknown",
    ("unknown", "warning"): "unknown",
    ("error", "error"): "unknown",
    ("error", "warning"): "unknown",
}
"""(verdict, level) → what it counts as; a rule that broke was not judged either (R151)."""
REASONS = ("must", "principle", "unknown", "contradicted", "encouraged")
"""In the order in which they weigh."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule (`what` its id) or an item of a checklist (`what` is '') with how many findings say so."""

    kind: str
    what: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A school with why it is where it is. `rank` counts from 1; equals in need share it."""

    rank: int
    name: str
    code: str | None
    district: str | None
    standing: str
    kinds: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        """What the draw knows the school by."""
        return plain(self.code) or f"{plain(self.district)}/{plain(self.name)}"

    def count(self, kind: str) -> int:
        """How many reasons of a kind."""
        return sum(reason.kind == kind for reason in self.reasons)

    def need(self) -> tuple[int, ...]:
        """Sorts by need, the neediest first."""
        failures = sum(
            r.count for r in self.reasons if r.kind in ("must", "principle", "encouraged")
        )
        return (*(-self.count(kind) for kind in REASONS), -failures)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the schools, how many it has, and who was drawn, with their numbers, in the order of the draw."""

    name: str
    size: int
    drawn: tuple[tuple[str, Ranked], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw. `asked` may be more than there are schools, which then are drawn all."""

    asked: int
    seed: str
    by: str
    strata: tuple[Stratum, ...]

    @property
    def schools(self) -> int:
        """How many were drawn from."""
        return sum(stratum.size for stratum in self.strata)

    @property
    def drawn(self) -> int:
        """How many were drawn."""
        return sum(len(stratum.drawn) for stratum in self.strata)


def ranked(results: Sequence[Stored]) -> list[Ranked]:
    """All schools by need; equals by district, code and name (R140). One school is held at a time."""
    schools = [_weighed(owner) for result in results for owner in result.schools]
    schools.sort(key=lambda each: (each.need(), each.district or "", each.code or "", each.name))
    found: list[Ranked] = []
    for at, school in enumerate(schools, start=1):
        equal = found and found[-1].need() == school.need()
        found.append(_at(school, found[-1].rank if equal else at))
    return found


def _at(school: Ranked, rank: int) -> Ranked:
    return replace(school, rank=rank)


def _weighed(owner: Owner) -> Ranked:
    counts: Counter[tuple[str, str]] = Counter()
    titles: dict[str, str] = {}
    for finding in owner.read():
        kind = _REASONS.get((finding.verdict, finding.level))
        if kind is not None:
            counts[kind, finding.rule] += 1
            titles.setdefault(finding.rule, finding.title)
    failing = {rule for kind, rule in counts if kind in ("must", "principle")}
    reasons = [
        Reason(kind, rule, titles[rule], count)
        for (kind, rule), count in counts.items()
        if not (kind == "unknown" and rule in failing)  # it fails, whatever else is open
    ]
    reasons += [Reason("contradicted", "", item, 1) for item in owner.contradicted]
    reasons.sort(key=lambda reason: (REASONS.index(reason.kind), reason.what, reason.title))
    standing = owner.standing or Verdict.NOT_APPLICABLE.value
    return Ranked(0, owner.name, owner.code, owner.district, standing, owner.kinds, tuple(reasons))


def sample(schools: Iterable[Ranked], size: int, seed: str, by: str) -> Sample:
    """Draw `size` schools, stratified by one of `BY`; strata in the order of their names."""
    strata: dict[str, list[Ranked]] = {}
    for school in schools:
        strata.setdefault(_stratum(school, by), []).append(school)
    seats = shared_out(size, {name: len(members) for name, members in strata.items()})
    found = []
    for name, members in sorted(strata.items()):
        numbered = sorted(
            ((number(seed, each.key), each) for each in members),
            key=lambda pair: (pair[0], pair[1].name, pair[1].standing, pair[1].reasons != ()),
        )
        found.append(Stratum(name, len(members), tuple(numbered[: seats[name]])))
    return Sample(size, seed, by, tuple(found))


def number(seed: str, key: str) -> str:
    """The number by which a school is drawn, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{key}".encode("utf-8", "replace")).hexdigest()


def shared_out(size: int, sizes: dict[str, int]) -> dict[str, int]:
    """How many of `size` each stratum gets: by largest remainder, in whole numbers."""
    total = sum(sizes.values())
    if size >= total:
        return dict(sizes)
    seats = {name: size * members // total for name, members in sizes.items()}
    left = size - sum(seats.values())
    order = sorted(sizes, key=lambda name: (-(size * sizes[name] % total), -sizes[name], name))
    for name in order[:left]:
        seats[name] += 1
    return seats


def _stratum(school: Ranked, by: str) -> str:
    """`东湖区`, `fail`, `312` or, where the kind is only narrowed, `312/341`; '' where nothing is known."""
    if by == "district":
        return school.district or ""
    return school.standing if by == "standing" else "/".join(school.kinds)
