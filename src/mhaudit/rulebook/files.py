"""The shape of rule files: one pydantic model per kind of mapping in them (DESIGN §5).

Requirements, conditions and the rows of examples have their own checks (`mhaudit.kinds`,
`mhaudit.rulebook.examples`), so here they are plain data.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from string import Formatter
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mhaudit.kinds.conditions import Where
from mhaudit.kinds.requirement import Requirement
from mhaudit.rulebook.schema import LEVELS, PLACEHOLDERS, ForEach, Per, Strength
from mhaudit.rulebook.yaml_positions import WrittenFloat, WrittenInt


def fault(code: str, given: object = "", choices: tuple[str, ...] = ()) -> PydanticCustomError:
    """An error that the loader words as `fault.<code>`, with `choices` for the suggestion."""
    context = {"given": str(given), "choices": choices}
    return PydanticCustomError(code, "{given}", context)


def as_text(raw: Any) -> str:
    """Text, or a number as it was written; anything else is refused."""
    if isinstance(raw, WrittenInt | WrittenFloat):
        return raw.text
    if not isinstance(raw, str):
        raise fault("text_expected")
    if not raw.strip():
        raise fault("empty")
    return raw.strip()


YEARS = range(1949, 2100)
"""A date in a rule file outside these is a slip of the pen."""


def _date(raw: Any) -> dt.date:
    if isinstance(raw, dt.date):
        return raw
    text = as_text(raw)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise fault("date_expected", text)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise fault("date_expected", text) from None
    if day.year not in YEARS:
        raise fault("date_out_of_range", text)
    return day


def _issued(raw: Any) -> str:
    """`2024`, `2024-01` or a day, as far as it is known."""
    text = as_text(raw)
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise fault("part_date_expected", text)
    try:
        _date(f"{text}-01-01"[:10])
    except PydanticCustomError as error:
        raise fault(error.type, text) from None
    return text


def _template(raw: Any) -> str:
    text = as_text(raw)
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise fault("braces", text) from None
    for _, name, spec, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or spec or conversion):
            raise fault("unknown_placeholder", name, PLACEHOLDERS)
    return text


def _matching(pattern: str, code: str) -> Callable[[Any], str]:
    def check(raw: Any) -> str:
        text = as_text(raw)
        if not re.fullmatch(pattern, text):
            raise fault(code, text)
        return text

    return check


def _one_of(*choices: str) -> Callable[[Any], str]:
    def check(raw: Any) -> str:
        text = as_text(raw)
        if text not in choices:
            raise fault("unknown_value", text, choices)
        return text

    return check


Text = Annotated[str, BeforeValidator(as_text)]
Template = Annotated[str, BeforeValidator(_template)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Issued = Annotated[str, BeforeValidator(_issued)]
RuleId = Annotated[str, BeforeValidator(_matching(r"[A-Z][A-Za-z0-9-]*", "bad_id"))]
Slug = Annotated[str, BeforeValidator(_matching(r"[a-z0-9][a-z0-9_-]*", "bad_name"))]


class Shape(BaseModel):
    """Base of all: frozen, unknown keys refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


class DocumentShape(Shape):
    """A published document; `date` is text, since a day is not always known (`2024-01`)."""

    title: Text
    issuer: Text = ""
    number: Text = ""
    date: Issued = ""
    url: Text = ""


class Effective(Shape):
    """When a rule applies, both days included; absent means always (R67)."""

    since: Date | None = Field(default=None, alias="from")
    until: Date | None = Field(default=None, alias="to")


class UnruledShape(Shape):
    """A clause that was read and has no rule, with the reason."""

    document: Text
    clause: Text = ""
    quote: Text
    why: Text
    why_en: Text | None = None


class DisabledShape(Shape):
    """Why a rule is switched off, and the document that orders it; text alone is the Chinese reason."""

    reason: Text
    reason_en: Text | None = None
    document: Text | None = None


Disabled = Annotated[
    DisabledShape,
    BeforeValidator(lambda raw: raw if isinstance(raw, dict) else {"reason": raw}),
]


class PackShape(Shape):
    """`pack.yaml`, or a whole pack in a single file: then with `rules` and `checklists` too."""

    pack: Slug
    version: Text
    title: Text
    title_en: Text | None = None
    documents: dict[str, DocumentShape] = {}
    terms: dict[str, dict[str, Any]] = {}
    effective: Effective | None = None
    extends: list[Text] = []
    disable: dict[str, Disabled] = {}
    change: dict[str, dict[str, Any]] = {}
    rules: list[dict[str, Any]] = []
    without_rule: list[UnruledShape] = []
    checklists: dict[Slug, ChecklistShape] = {}


class GroupShape(Shape):
    """A theme file."""

    group: Slug
    title: Text
    title_en: Text | None = None
    rules: list[dict[str, Any]]


class SourceShape(Shape):
    """The clause a rule quotes. `clause` is left out where the document does not number its parts."""

    document: Text
    clause: Text = ""
    quote: Text


class ChangeShape(Shape):
    """A line of a rule's history."""

    date: Date
    what: Text
    what_en: Text | None = None


class ExampleShape(Shape):
    """A case; `given` and `expect` are checked by `mhaudit.rulebook.examples`."""

    title: Text
    title_en: Text | None = None
    given: dict[str, Any]
    expect: Any


class RuleShape(Shape):
    """A rule as written."""

    id: RuleId
    name: Slug
    title: Template
    title_en: Template | None = None
    strength: Annotated[Strength, BeforeValidator(_one_of(*LEVELS))]
    source: SourceShape
    for_each: Annotated[ForEach, BeforeValidator(_one_of(*get_args(ForEach)))]
    per: Annotated[Per, BeforeValidator(_one_of(*get_args(Per)))] | None = None
    where: Where | None = None
    require: Requirement
    message: Template | None = None
    message_en: Template | None = None
    fix: Template = ""
    fix_en: Template | None = None
    effective: Effective | None = None
    changes: list[ChangeShape] = []
    examples: list[ExampleShape] = []
    disable: Disabled | None = None
    same_as: RuleId | None = None


class ItemShape(Shape):
    """One line of a checklist."""

    item: Text
    item_en: Text | None = None
    rules: list[RuleId]


class ChecklistShape(Shape):
    """A scorecard: `core` items, then `extra` ones."""

    title: Text
    title_en: Text | None = None
    provisional: Text | None = None
    provisional_en: Text | None = None
    core: list[ItemShape]
    extra: list[ItemShape] = []


class ChecklistFile(Shape):
    """`checklists.yaml`."""

    checklists: dict[Slug, ChecklistShape]


PackShape.model_rebuild()
