"""`field`: a condition on the subject itself.

PASS: 享受班主任同等待遇 = 是. FAIL: 否. UNKNOWN: the cell is blank or cannot be read. Not applicable before the
first day of the only bound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mhaudit.findings import Verdict
from mhaudit.kinds.base import Context, Fault, Judgement, Kind, Params, Test, Where
from mhaudit.law import DatedValue
from mhaudit.models.fields import FieldType

_VERDICT = {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.UNKNOWN}


class Field(Params):
    """`field: F`."""

    where: Where

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """The condition's fields and values."""
        yield from self.where.check(subject)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        plain = handler(source)
        return core_schema.no_info_before_validator_function(lambda raw: {"where": raw}, plain)


def judge(params: Field, context: Context) -> list[Judgement]:
    """Hold every subject against the condition."""
    names = list(dict.fromkeys(test.field for test in params.where.leaves()))
    found = []
    for subject in range(context.size):
        where = _in_force(params.where, context.day(subject))
        if where is None:
            found.append(Judgement(Verdict.NOT_APPLICABLE, "", reason="not_in_force"))
            continue
        verdict = _VERDICT[context.truth(subject, where)]
        shown = tuple(cell for name in names for cell in context.own_cell(subject, name))
        found.append(
            Judgement(
                verdict,
                context.say("list.comma").join(
                    _asked(context, subject, test) for test in where.leaves()
                ),
                text=context.say("list.comma").join(
                    _named(context, name, context.value(subject, name)) for name in names
                ),
                evidence=shown[:1],
                related=shown[1:],
                gaps=context.subject_gaps(subject, context.open_fields(subject, where))
                if verdict is Verdict.UNKNOWN
                else (),
                reason="field",
            )
        )
    return found


def _in_force(where: Where, day: dt.date) -> Where | None:
    """What is asked on `day`: a dated bound asks nothing before its first day (DESIGN §6); None: nothing at all."""
    if not where.dated:
        return where
    in_force = [
        (test, path)
        for test, path in zip(where.tests, where.paths, strict=True)
        if not (isinstance(test.operand, DatedValue) and test.operand.on(day) is None)
    ]
    if not in_force and not where.groups:
        return None
    tests, paths = zip(*in_force, strict=True) if in_force else ((), ())
    return replace(where, tests=tests, paths=paths)


def _named(context: Context, name: str, value: object) -> str:
    return f"{context.field_label('', name)} = {context.value_label('', name, value)}"


def _asked(context: Context, subject: int, test: Test) -> str:
    words = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    if isinstance(test.operand, DatedValue):
        words = (test.operand.on(context.day(subject)),)
    signs = {"is": "=", "in": "=", "not": "≠", "not_in": "≠", "above": ">", "at_least": "≥", "below": "<",
             "at_most": "≤", "has": "∋", "has_any": "∋"}  # fmt: skip
    shown = "/".join(context.value_label("", test.field, word) for word in words)
    return f"{context.field_label('', test.field)} {signs[test.operator]} {shown}"


FIELD = Kind("field", Field, judge)
