"""`mhaudit schema rules`: the JSON Schema of rule files, by which editors complete and check them.

Built from the same tables as the loader: fields, kinds and choices can be no others than those it knows. It is a
help while writing; what a schema cannot say (documents that exist, placeholders, dates) the loader checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from mhaudit.kinds.conditions import GROUPS, ORDER
from mhaudit.kinds.subjects import SUBJECT_FIELDS
from mhaudit.models.fields import Choice, FieldType, Kind, Number, Words, YesNo
from mhaudit.models.grades import KIND_CODES, KIND_NAMES, KIND_SETS
from mhaudit.models.tables import FIELDS
from mhaudit.rulebook.examples import VERDICTS, YES_NO
from mhaudit.rulebook.schema import LEVELS, ForEach, Per
from mhaudit.wording import fields as labels
from mhaudit.wording import say

Schema = dict[str, Any]

DATE = r"^\d{4}-\d{2}-\d{2}$"
TEXT: Schema = {"type": ["string", "number"]}


def rules_schema(language: str = "zh") -> Schema:
    """The schema as JSON data, titles and descriptions in `language`."""
    return _Writer(language).schema()


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


class _Writer:
    """Writes the schema in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.asked: dict[FieldType, str] = {}

    def schema(self) -> Schema:
        files = {"pack_file": "pack", "group_file": "group", "checklists_file": "checklists"}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": say(self.language, "schema.file"),
            "type": "object",
            "if": {"required": ["pack"]},
            "then": _ref("pack_file"),
            "else": {
                "if": {"required": ["group"]},
                "then": _ref("group_file"),
                "else": {
                    "if": {"required": ["rules"]},
                    "then": _ref("group_file"),
                    "else": {"anyOf": [_ref(name) for name in reversed(files)]},
                },
            },
            "$defs": self._definitions(),
        }

    def _definitions(self) -> Schema:
        found = {
            "id": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9-]*$"},
            "slug": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
            "date": {"type": "string", "pattern": DATE},
            "bound": {
                "title": say(self.language, "schema.bound"),
                "anyOf": [
                    {"type": "number"},
                    {
                        "type": "object",
                        "minProperties": 1,
                        "patternProperties": {DATE: {"type": "number"}},
                        "additionalProperties": False,
                    },
                ],
            },
            "kind_of_school": {"enum": _kinds()},
            "effective": self.mapping({"from": _ref("date"), "to": _ref("date")}),
            "source": self.mapping(
                {"document": TEXT, "clause": TEXT, "quote": TEXT}, ("document", "quote")
            ),
            "document": self.mapping(
                dict.fromkeys(("title", "issuer", "number", "date", "url"), TEXT),
                ("title",),
                about=False,
            ),
            "change": self.mapping(
                {"date": _ref("date"), "what": TEXT, "what_en": TEXT}, ("date", "what")
            ),
            "disabled": {
                "anyOf": [
                    TEXT,
                    self.mapping(
                        dict.fromkeys(("reason", "reason_en", "document"), TEXT), ("reason",)
                    ),
                ]
            },
            "unruled": self.mapping(
                dict.fromkeys(("document", "clause", "quote", "why", "why_en"), TEXT),
                ("document", "quote", "why"),
            ),
            "item": self.mapping(
                {"item": TEXT, "item_en": TEXT, "rules": self.listing(_ref("id"))},
                ("item", "rules"),
            ),
            "checklist": self.mapping(
                {
                    **dict.fromkeys(("title", "title_en", "provisional", "provisional_en"), TEXT),
                    "core": self.listing(_ref("item")),
                    "extra": self.listing(_ref("item")),
                },
                ("title", "core"),
                about=False,
            ),
            "example": self.mapping(
                {
                    "title": TEXT,
                    "title_en": TEXT,
                    "given": self._given(),
                    "expect": self._expect(),
                },
                ("title", "given", "expect"),
            ),
            "requirement": self._requirement(),
            "measure": self._measure(),
            "rule": self._rule(),
            "rule_change": self._rule_change(),
        }
        circles = {f"rows.{table}": fields for table, fields in FIELDS.items()}
        circles |= {f"subject.{each}": dict(fs) for each, fs in SUBJECT_FIELDS.items()}
        circles["subject"] = {n: kind for fs in SUBJECT_FIELDS.values() for n, kind in fs.items()}
        found |= {name: self._where(name, fields) for name, fields in circles.items()}
        found |= {name: self._asked(kind) for kind, name in self.asked.items()}
        return found | self._files()

    def _files(self) -> Schema:
        pack = {
            "pack": _ref("slug"),
            **dict.fromkeys(("version", "title", "title_en"), TEXT),
            "documents": {"type": "object", "additionalProperties": _ref("document")},
            "terms": {
                "type": "object",
                "propertyNames": {
                    "enum": [f"{table}.{name}" for table, fs in FIELDS.items() for name in fs]
                },
                "additionalProperties": {"type": "object"},
            },
            "effective": _ref("effective"),
            "extends": self.listing(TEXT),
            "disable": self._by_id(_ref("disabled")),
            "change": self._by_id(_ref("rule_change")),
            "rules": self.listing(_ref("rule")),
            "without_rule": self.listing(_ref("unruled")),
            "checklists": self._checklists(),
        }
        group = {
            "group": _ref("slug"),
            **dict.fromkeys(("title", "title_en"), TEXT),
            "rules": self.listing(_ref("rule")),
        }
        files = {
            "pack_file": self.mapping(pack, ("pack", "version", "title")),
            "group_file": self.mapping(group, ("group", "title", "rules")),
            "checklists_file": self.mapping({"checklists": self._checklists()}, ("checklists",)),
        }
        return {
            name: {"title": say(self.language, f"schema.{name}"), **each}
            for name, each in files.items()
        }

    def _checklists(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": _ref("slug"),
            "additionalProperties": _ref("checklist"),
        }

    def _by_id(self, value: Schema) -> Schema:
        return {"type": "object", "propertyNames": _ref("id"), "additionalProperties": value}

    # rules --------------------------------------------------------------------------------------------

    def _rule_properties(self) -> dict[str, Schema]:
        texts = ("title", "title_en", "message", "message_en", "fix", "fix_en")
        return {
            "id": _ref("id"),
            "name": _ref("slug"),
            **dict.fromkeys(texts, TEXT),
            "strength": {"enum": list(LEVELS)},
            "source": _ref("source"),
            "for_each": {"enum": list(get_args(ForEach))},
            "per": {"enum": list(get_args(Per))},
            "where": {"type": "object"},
            "require": _ref("requirement"),
            "effective": _ref("effective"),
            "changes": self.listing(_ref("change")),
            "examples": self.listing(_ref("example")),
            "disable": _ref("disabled"),
            "same_as": _ref("id"),
        }

    def _rule(self) -> Schema:
        needed = ("id", "name", "title", "strength", "source", "for_each", "require")
        rule = self.mapping(self._rule_properties(), needed)
        rule["allOf"] = [
            {
                "if": {"properties": {"for_each": {"const": each}}, "required": ["for_each"]},
                "then": {"properties": {"where": _ref(f"subject.{each}")}},
            }
            for each in SUBJECT_FIELDS
        ]
        return rule

    def _rule_change(self) -> Schema:
        """As a rule, but nothing is needed, and of `require` only what changes is written."""
        fixed = ("id", "name", "disable")
        properties = {k: v for k, v in self._rule_properties().items() if k not in fixed}
        return self.mapping({**properties, "require": {"type": "object"}})

    def _requirement(self) -> Schema:
        bounds = {name: _ref("bound") for name in ("at_least", "at_most", "exactly")}
        some = {"anyOf": [{"required": [name]} for name in bounds]}
        table = {"enum": list(FIELDS)}
        passing = self.mapping({"rule": _ref("id")}, ("rule",), about=False)
        kinds: dict[str, Schema] = {
            "count": self._of_rows("of", {"of": table, "where": {}, **bounds}, ("of",)) | some,
            "sum": self._of_rows(
                "in", {"field": TEXT, "in": table, "where": {}, **bounds}, ("field", "in")
            )
            | some,
            "ratio": self.mapping(
                {"of": _ref("measure"), "per": _ref("measure"), **bounds}, ("of", "per")
            )
            | some,
            "share": self._of_rows(
                "of", {"of": table, "where": {}, "having": {}, **bounds}, ("of", "having"), passing
            )
            | some,
            "includes": self._of_rows(
                "in",
                {"field": TEXT, "in": table, "where": {}, "values": self.listing(TEXT)},
                ("field", "in", "values"),
            ),
            "field": _ref("subject"),
            "latest": self._of_rows(
                "in",
                {
                    "field": TEXT,
                    "in": table,
                    "where": {},
                    "within": self.mapping(
                        {"months": {"type": "integer", "minimum": 1}}, ("months",)
                    ),
                    "if_none": {"enum": ["fail", "notapplicable"]},
                },
                ("field", "in", "within", "if_none"),
            ),
            "unique": self._of_rows(
                "in", {"field": TEXT, "in": table, "where": {}}, ("field", "in")
            ),
            "matches_total": self.mapping(
                {"field": TEXT, "sum": TEXT, "in": table}, ("field", "sum", "in"), about=False
            ),
            **{key: self.listing(_ref("requirement")) for key in ("any_of", "all_of")},
        }
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {
                name: {"title": say(self.language, f"schema.kind.{name}"), **each}
                for name, each in kinds.items()
            },
            "additionalProperties": False,
        }

    def _of_rows(
        self,
        key: str,
        properties: dict[str, Schema],
        needed: tuple[str, ...],
        passing: Schema | None = None,
    ) -> Schema:
        """Parameters that name a table under `key`; their conditions are on the fields of that table."""
        found = self.mapping(properties, needed)
        found["allOf"] = [
            {
                "if": {"properties": {key: {"const": table}}, "required": [key]},
                "then": {"properties": self._of_table(table, properties, passing)},
            }
            for table in FIELDS
        ]
        return found

    def _of_table(
        self, table: str, properties: Mapping[str, Schema], passing: Schema | None
    ) -> dict[str, Schema]:
        found: dict[str, Schema] = {"where": _ref(f"rows.{table}")}
        if "field" in properties:
            found["field"] = {"enum": list(FIELDS[table])}
        if passing is not None:
            rows = _ref(f"rows.{table}")
            is_rule = {"required": ["rule"]}
            found["having"] = {"if": is_rule, "then": passing, "else": rows}
        return found

    def _measure(self) -> Schema:
        table = {"enum": list(FIELDS)}
        properties: dict[str, Schema] = {
            "field": TEXT, "count": table, "sum": TEXT, "in": table, "where": {"type": "object"},
        }  # fmt: skip
        found = self.mapping(properties, about=False)
        found["oneOf"] = [{"required": [name]} for name in ("field", "count", "sum")]
        found["dependentRequired"] = {"sum": ["in"], "in": ["sum"]}
        found["allOf"] = [
            {
                "if": {"properties": {key: {"const": name}}, "required": [key]},
                "then": {"properties": {"where": _ref(f"rows.{name}")}},
            }
            for key in ("count", "in")
            for name in FIELDS
        ]
        return found

    # conditions ---------------------------------------------------------------------------------------

    def _where(self, own: str, fields: Mapping[str, FieldType]) -> Schema:
        """A condition on these fields, defined as `own`: groups hold conditions of the same kind."""
        properties = {name: self._condition(name, kind) for name, kind in fields.items()}
        for group in GROUPS:
            title = say(self.language, f"schema.{group}")
            properties[group] = {"title": title, **self.listing(_ref(own))}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _condition(self, name: str, kind: FieldType) -> Schema:
        """What may be asked of a field: its own title, and what all fields of its type share."""
        told = {"title": self._label(name), "description": self._choices(name, kind)}
        shared = self.asked.setdefault(kind, f"asked.{len(self.asked) + 1}")
        return {key: text for key, text in told.items() if text} | _ref(shared)

    def _asked(self, kind: FieldType) -> Schema:
        one = _operand(kind)
        if isinstance(kind, Number):
            operators: dict[str, Schema] = dict.fromkeys(ORDER, _ref("bound"))
            operators |= dict.fromkeys(("not", "in", "not_in"), _one_or_more(one))
        elif isinstance(kind, Words):
            operators = dict.fromkeys(("has", "has_any"), _one_or_more(one))
        else:
            operators = dict.fromkeys(("not", "in", "not_in"), _one_or_more(one))
        titles = {"in": "is_in"}
        asked = {
            "type": "object",
            "minProperties": 1,
            "properties": {
                operator: {
                    "title": say(self.language, f"schema.{titles.get(operator, operator)}"),
                    **each,
                }
                for operator, each in operators.items()
            },
            "additionalProperties": False,
        }
        choices = [asked] if isinstance(kind, Words) else [*_one_or_more(one)["anyOf"], asked]
        return {"anyOf": choices}

    def _label(self, name: str) -> str:
        """The field\'s name for people."""
        plain = name.removeprefix("school.")
        tables = ["schools"] if plain != name else list(FIELDS)
        table = next((table for table in tables if plain in FIELDS[table]), "")
        return labels.field_label(self.language, table, plain) if table else plain

    def _choices(self, name: str, kind: FieldType) -> str:
        """`full_time 专职、part_time 兼职`."""
        plain = name.removeprefix("school.")
        if plain == "grade" or not isinstance(kind, Choice | Words):
            return ""
        lead = "stage" if plain == "stage" else "value"
        named = [(each, labels.word(self.language, f"{lead}.{each}", "")) for each in kind.choices]
        return say(self.language, "list.comma").join(
            f"{each} {word}".strip() for each, word in named
        )

    # examples -----------------------------------------------------------------------------------------

    def _given(self) -> Schema:
        tables = {
            table: self.listing(
                {
                    "type": "object",
                    "properties": {
                        **({} if table == "schools" else {"school": TEXT}),
                        **{
                            name: {"title": self._label(name), **_given_value(kind)}
                            for name, kind in fields.items()
                        },
                    },
                    "additionalProperties": False,
                }
            )
            for table, fields in FIELDS.items()
        }
        period = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{4}(-[12])?$"}
        return {
            "type": "object",
            "properties": {
                **{
                    table: {"title": labels.table_label(self.language, table), **each}
                    for table, each in tables.items()
                },
                "period": {"title": say(self.language, "schema.period"), **period},
                "as_of": {"title": say(self.language, "schema.as_of"), **_ref("date")},
            },
            "additionalProperties": False,
        }

    def _expect(self) -> Schema:
        one = {"enum": list(VERDICTS)}
        each = {"type": "object", "minProperties": 1, "additionalProperties": one}
        return {"anyOf": [one, each]}

    # parts --------------------------------------------------------------------------------------------

    def mapping(
        self, properties: Mapping[str, Schema], needed: Iterable[str] = (), *, about: bool = True
    ) -> Schema:
        """A mapping with these keys and no others, each with its title (and, with `about`, what more is to say)."""
        found: Schema = {
            "type": "object",
            "properties": {
                name: {**self._told(name, about), **each} for name, each in properties.items()
            },
            "additionalProperties": False,
        }
        return {**found, "required": list(needed)} if needed else found

    def _told(self, name: str, about: bool) -> Schema:
        found: Schema = {}
        for key, message in (("title", f"schema.{name}"), ("description", f"schema.{name}.about")):
            if key == "title" or about:
                text = labels.word(self.language, message, "")
                found |= {key: text} if text else {}
        return found

    @staticmethod
    def listing(items: Schema) -> Schema:
        """A list."""
        return {"type": "array", "items": items}


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _kinds() -> list[str | int]:
    """Names of sets of kinds, names and codes of GB/T 33782; YAML reads a bare code as a number."""
    names = [*KIND_SETS, *dict.fromkeys(KIND_NAMES.values())]
    return [*names, *sorted(KIND_CODES), *sorted(map(int, KIND_CODES))]


def _operand(kind: FieldType) -> Schema:
    """One value that a condition may hold against a field."""
    if isinstance(kind, YesNo):
        return {"enum": [True, False, *YES_NO]}
    if isinstance(kind, Kind):
        return _ref("kind_of_school")
    if isinstance(kind, Choice | Words) and kind.choices:
        return {"enum": list(kind.choices)}
    return {"type": "number"} if isinstance(kind, Number) else TEXT


def _given_value(kind: FieldType) -> Schema:
    """One value that an example may give a field; null is a blank cell."""
    one = _operand(kind)
    if isinstance(kind, Words):
        return {"anyOf": [{"type": "null"}, *_one_or_more(one)["anyOf"]]}
    return {"anyOf": [{"type": "null"}, one]}
