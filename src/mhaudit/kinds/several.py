"""`any_of`, `all_of`: a list of requirements, one of which or all of which must hold.

PASS and FAIL follow Kleene's *or* and *and* over the parts; otherwise UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mhaudit.findings import Verdict
from mhaudit.kinds.base import Context, Fault, Judgement, Kind, Params, under
from mhaudit.kinds.requirement import Requirement
from mhaudit.models.fields import FieldType


class Several(Params):
    """`any_of: [REQUIREMENT, …]` or `all_of: […]`."""

    parts: tuple[Requirement, ...] = Field(min_length=1)

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The faults of every part."""
        for at, part in enumerate(self.parts):
            yield from under(part.check(subject), at)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        plain = handler(source)
        return core_schema.no_info_before_validator_function(lambda raw: {"parts": raw}, plain)


def _judge(
    decisive: Verdict, other: Verdict, joint: str, missing: Callable[[list[float]], float]
) -> Callable[[Several, Context], list[Judgement]]:
    """One part with the `decisive` verdict settles it; all parts with the `other` give the other."""

    def judge(params: Several, context: Context) -> list[Judgement]:
        columns = [part.judge(context) for part in params.parts]
        return [
            _joined(parts, decisive, other, context.say(joint), missing)
            for parts in zip(*columns, strict=True)
        ]

    return judge


def _joined(
    parts: Sequence[Judgement],
    decisive: Verdict,
    other: Verdict,
    joint: str,
    missing: Callable[[list[float]], float],
) -> Judgement:
    """One judgement of all parts; `missing` adds up what they lack: all of it, or the least of it (R50)."""
    verdicts = [part.verdict for part in parts]
    if decisive in verdicts:
        verdict = decisive
    elif all(each is other for each in verdicts):
        verdict = other
    elif all(each in (other, Verdict.NOT_APPLICABLE) for each in verdicts):
        verdict = other if other in verdicts else Verdict.NOT_APPLICABLE
    else:
        verdict = Verdict.UNKNOWN
    deciding = [part for part in parts if part.verdict is verdict] or list(parts)
    evidence = tuple(cell for part in deciding for cell in part.evidence)
    related = tuple(cell for part in deciding for cell in part.related)
    shortfalls = [part.shortfall for part in deciding if part.shortfall is not None]
    return Judgement(
        verdict,
        joint.join(part.required for part in parts if part.required),
        measured=deciding[0].measured if len(parts) == 1 else None,
        text=joint.join(part.text for part in parts if part.text),
        shortfall=missing(shortfalls) if shortfalls and verdict is Verdict.FAIL else None,
        evidence=evidence[:1],
        related=evidence[1:] + related,
        gaps=tuple(dict.fromkeys(gap for part in deciding for gap in part.gaps)),
        reason=deciding[0].reason if len(deciding) == 1 else "several",
        values=_own_words(deciding[0]) if len(deciding) == 1 else (),
    )


def _own_words(part: Judgement) -> tuple[tuple[str, str], ...]:
    """What fills the sentence of the one part that decides: its own measure, not that of all."""
    return (("measured", part.text), ("required", part.required), *part.values)


ANY_OF = Kind("any_of", Several, _judge(Verdict.PASS, Verdict.FAIL, "list.or", min))
ALL_OF = Kind("all_of", Several, _judge(Verdict.FAIL, Verdict.PASS, "list.and", sum))
