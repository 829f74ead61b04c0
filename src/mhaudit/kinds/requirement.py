"""`Requirement`: exactly one kind with its parameters, as `require:` and the lists of any_of and all_of hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mhaudit.kinds.base import Context, Fault, Judgement, Kind, Params, under
from mhaudit.models.fields import FieldType


class Requirement:
    """A kind and its parameters. `error` holds what pydantic found wrong in the parameters, paths included."""

    registry: ClassVar[dict[str, Kind]] = {}
    """Filled by `mhaudit.kinds`: the kinds by name."""

    def __init__(
        self, kind: Kind, params: Params | None, error: ValidationError | None = None
    ) -> None:
        self.kind = kind
        self.params = params
        self.error = error

    @property
    def name(self) -> str:
        """The kind's name."""
        return self.kind.name

    def judge(self, context: Context) -> list[Judgement]:
        """One judgement per subject of the context."""
        return self.kind.judge(self.params, context)

    def check(self, subject: Mapping[str, FieldType]) -> Iterator[Fault]:
        """Faults that only the tables' fields can show."""
        if self.params is not None:
            yield from under(self.params.check(subject), self.name)

    def errors(self) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Pydantic's errors in the parameters, those of nested requirements too: `(path, error)`."""
        if self.error is not None:
            for error in self.error.errors(include_url=False):
                yield (self.name, *error["loc"]), dict(error)
        items = getattr(self.params, "parts", ())
        for number, item in enumerate(items):
            for path, error in item.errors():
                yield (self.name, number, *path), error

    @classmethod
    def parse(cls, raw: Any) -> Requirement:
        """From YAML data; raises PydanticCustomError unless it is a mapping with the name of one kind."""
        if isinstance(raw, Requirement):
            return raw
        if not isinstance(raw, Mapping) or len(raw) != 1:
            raise PydanticCustomError("one_kind_expected", "exactly one requirement kind expected")
        ((name, params),) = raw.items()
        kind = cls.registry.get(str(name))
        if kind is None:
            raise PydanticCustomError(
                "unknown_kind_of_requirement",
                "unknown requirement kind '{given}'",
                {"given": str(name), "choices": tuple(cls.registry)},
            )
        try:
            return cls(kind, kind.params.model_validate(params))
        except ValidationError as error:
            return cls(kind, None, error)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)
