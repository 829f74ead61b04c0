"""The kind of a school as a set of codes, narrowed by everything that is known of it (R27, R28)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mhaudit.models.grades import KIND_CODES, KIND_GRADES, KIND_SETS, STAGES
from mhaudit.models.values import OneOf

Codes = frozenset[str]


@dataclass(slots=True)
class Evidence:
    """What speaks for a kind, each as the codes it leaves; None where it says nothing."""

    cell: Codes | None = None
    """The 办学类型 cell."""
    code: Codes | None = None
    """The category in the school's code."""
    name: Codes | None = None
    stage: Codes | None = None
    """A 学段 column: heard only where there is no 办学类型."""
    special: bool = False
    """The name may be that of a special school, though it does not say so."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """`codes` None: nothing is known. `by` names what it was inferred from, `against` what contradicts (D410)."""

    codes: Codes | None
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def possible(self) -> Codes:
        """The codes the school may have."""
        return KIND_CODES if self.codes is None else self.codes

    def value(self) -> Any:
        """As the field `kind` of a school holds it."""
        return None if self.codes is None else OneOf.of(*sorted(self.codes))


def narrowed(evidence: Evidence, grades: Iterable[str] = ()) -> Kinds:
    """All evidence together; `grades` are those that the class table surely has.

    What contradicts a readable 办学类型 is left aside (the cell wins). Without one, code and name that
    contradict each other leave either possible.
    """
    said = [("code", evidence.code), ("name", evidence.name)]
    if evidence.cell is None:
        said.append(("stage", evidence.stage))
    heard_so_far = (evidence.cell, *(heard for _, heard in said))
    special = evidence.special or any(heard and heard & _SPECIAL for heard in heard_so_far)
    said.append(("classes", _with_grades(frozenset(grades), special=special)))
    codes, by, against = evidence.cell, [], []
    for what, heard in said:
        if heard is None:
            continue
        if codes is None:
            codes = heard
        elif codes & heard:
            if codes & heard == codes:
                continue
            codes = codes & heard
        else:
            against.append(what)
            if evidence.cell is None and what in ("code", "name"):
                codes = codes | heard
            continue
        by.append(what)
    if codes == KIND_CODES:
        codes = None
    return Kinds(codes, tuple(by), tuple(against))


def _with_grades(grades: frozenset[str], *, special: bool) -> Codes | None:
    """The kinds that may have all of `grades`, special ones only where something else points to them (R27).

    None where there are none.
    """
    if not grades:
        return None
    heard = KIND_CODES if special else KIND_CODES - _SPECIAL
    return frozenset(code for code in heard if grades <= KIND_GRADES[code][1]) or None


_SPECIAL = KIND_SETS["special"]
_STAGE_KINDS: dict[frozenset[str], Codes] = {
    frozenset({"primary"}): KIND_SETS["primary"],
    frozenset({"junior"}): KIND_SETS["junior"],
    frozenset({"senior"}): KIND_SETS["senior"],
    frozenset({"primary", "junior"}): KIND_SETS["nine_year"],
    frozenset({"junior", "senior"}): KIND_SETS["complete"],
    frozenset({"primary", "junior", "senior"}): KIND_SETS["twelve_year"],
    frozenset({"vocational"}): KIND_SETS["vocational"] | KIND_SETS["technical"],
}
_STAGE_WORDS = {
    "primary": ("小学",),
    "junior": ("初中",),
    "senior": ("高中",),
    "vocational": ("职业高中", "中职", "职高"),
}
_BETWEEN = re.compile("[、,/和及与+; ]*")


def kinds_of_stages(text: str | None) -> Codes | None:
    """A 学段 cell such as `小学、初中`; None where it says nothing certain.

    >>> sorted(kinds_of_stages("小学、初中"))
    ['312']
    """
    if not text:
        return None
    rest = text
    stages = set()
    for stage in ("vocational", *STAGES):
        for word in _STAGE_WORDS[stage]:
            if word in rest:
                stages.add(stage)
                rest = rest.replace(word, "")
    if not _BETWEEN.fullmatch(rest):
        return None
    return _STAGE_KINDS.get(frozenset(stages))
