"""One school and one requirement, judged without any rule around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mhaudit.engine.context import RuleContext
from mhaudit.engine.subjects import over_periods, targets
from mhaudit.kinds import Requirement
from mhaudit.kinds.base import Judgement
from mhaudit.kinds.conditions import Lexicon
from mhaudit.models.submission import Builder
from mhaudit.models.terms import Audited

TERM = Audited(("2024-2025-1",))
YEAR = Audited(("2024-2025-1", "2024-2025-2"))


def weighed(low: int, high: float, **values: Any) -> dict[str, Any]:
    """A row that stands for `low` to `high` things."""
    return {**values, "_low": low, "_high": high}


def judge(
    require: Mapping[str, Any],
    *,
    for_each: str = "school",
    per: str | None = None,
    audited: Audited = TERM,
    lexicons: Mapping[str, Lexicon] | None = None,
    language: str = "zh",
    school: Mapping[str, Any] | None = None,
    **tables: Sequence[Mapping[str, Any]],
) -> list[Judgement]:
    """Judge every subject; a table given as a keyword is supplied with those rows, others are not."""
    builder = Builder()
    builder.school({"name": "青禾学校", "kind": "311", **(school or {})})
    for table, rows in tables.items():
        builder.supply(table, 0)
        for row in rows:
            values = {name: value for name, value in row.items() if not name.startswith("_")}
            builder.add(table, 0, values, low=row.get("_low", 1), high=row.get("_high", 1))
    submissions = builder.finish()
    subjects = targets(for_each, submissions)
    if per:
        subjects = over_periods(subjects, audited.periods(per))
    requirement = Requirement.parse(require)
    assert not list(requirement.errors())
    return requirement.judge(RuleContext(submissions, audited, subjects, lexicons or {}, language))


def one(require: Mapping[str, Any], **rest: Any) -> Judgement:
    """The judgement of the only subject."""
    (found,) = judge(require, **rest)
    return found
