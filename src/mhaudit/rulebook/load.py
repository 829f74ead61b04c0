"""Packs: read their files, check them, and make one rulebook of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mhaudit.errors import RuleFileError, UsageError
from mhaudit.findings import PackInfo
from mhaudit.law import Document
from mhaudit.rulebook.assemble import Draft, Off, make_checklist, make_rule, make_unruled
from mhaudit.rulebook.changing import changed
from mhaudit.rulebook.check import Checker
from mhaudit.rulebook.files import (
    ChecklistFile,
    ChecklistShape,
    GroupShape,
    ItemShape,
    PackShape,
    RuleShape,
)
from mhaudit.rulebook.packs import HEAD, PackFiles, RuleFile, digest, find_pack
from mhaudit.rulebook.same import as_judged, counted_once
from mhaudit.rulebook.schema import Amended, ChecklistSpec, Rule, Rulebook, Terms, Unruled
from mhaudit.rulebook.terms import MAYBE, read_terms
from mhaudit.rulebook.yaml_positions import MAX_BYTES, Mark, Sourced, read_yaml
from mhaudit.rulebook.yaml_positions import Path as Steps
from mhaudit.wording import say

NAMELESS = "@"
"""Leads the key of a rule without an id; no id can start with it."""
_EXAMPLES = frozenset({"examples"})


def load_rulebook(
    names_or_paths: Sequence[str | Path] = ("nanchang",),
    *,
    language: str = "zh",
    examples: bool = True,
) -> Rulebook:
    """The rules of all packs named, and of the packs that these extend.

    A name is that of a pack in the installed package (or the checkout's `rules/`); a path is a pack's folder
    or a single YAML file. A theme file alone (`rules/nanchang/staffing.yaml`) brings the `pack.yaml` beside it.
    Without `examples` those of the packs that come with mhaudit are left out, which a check has no use for; those
    of other packs are read, and checked, all the same. Raises `RuleFileError` with every fault of the files,
    worded in `language`, and `UsageError` for a pack that cannot be found.
    """
    return load_with_sources(names_or_paths, language=language, examples=examples)[0]


def load_with_sources(
    names_or_paths: Sequence[str | Path], *, language: str = "zh", examples: bool = True
) -> tuple[Rulebook, Mapping[str, Sourced]]:
    """As `load_rulebook`, and each rule (by id) as written, with the line and column of all its parts."""
    loading = _Loading(Checker(language), examples)
    for name in names_or_paths:
        loading.pack(find_pack(name, language))
    loading.rules()
    loading.checklists()
    if loading.checker.problems:
        raise RuleFileError(
            sorted(loading.checker.problems, key=lambda each: (each.file, each.line, each.column))
        )
    sources = {ident: draft.sourced for ident, draft in loading.drafts.items()}
    return loading.rulebook(), sources


@dataclass(slots=True)
class _Pack:
    """A pack as read. `family` is itself and the packs it extends, nearest first."""

    head: PackShape
    sourced: Sourced
    info: PackInfo
    family: tuple[str, ...] = ()
    terms: dict[str, Terms] = field(default_factory=dict)
    checklists: list[tuple[str, ChecklistShape, Sourced]] = field(default_factory=list)


@dataclass(slots=True)
class _Loading:
    """One load: packs by name in the order read, rules by id."""

    checker: Checker
    examples: bool = True
    packs: dict[str, _Pack] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    opened: dict[Path, str | None] = field(default_factory=dict)
    reading: list[Path] = field(default_factory=list)
    found: list[Rule] = field(default_factory=list)
    specs: dict[str, ChecklistSpec] = field(default_factory=dict)
    partial: bool = False
    """Whether a file, a pack or a rule's id could not be read: what is named may well stand there."""

    def pack(self, files: PackFiles) -> str | None:
        """Read a pack and those it extends; its name, or None if its head cannot be read."""
        key = files.key
        if key not in self.opened:
            self.reading.append(key)
            self.opened[key] = self._read(files)
            self.reading.remove(key)
        return self.opened[key]

    def _read(self, files: PackFiles) -> str | None:
        documents = dict(self._documents(files))
        head = self._head(files, documents)
        if head is None:
            self.partial = True
            return None
        shape, sourced = head
        if shape.pack in self.packs:
            self.checker.fault(sourced, ("pack",), "duplicate_pack", shape.pack)
            return None
        family = [shape.pack, *self._family(shape, sourced, files)]
        contents = {file.path.name: content for file, (content, _) in documents.items()}
        english = self.checker.language == "en" and shape.title_en
        info = PackInfo(shape.pack, shape.version, english or shape.title, digest(contents))
        pack = _Pack(shape, sourced, info, tuple(dict.fromkeys(family)))
        layers = [self.packs[extended].terms for extended in reversed(pack.family[1:])]
        for words in (*layers, read_terms(shape.terms, sourced, self.checker)):
            for name, each in words.items():
                pack.terms[name] = pack.terms.get(name, Terms()).joined(each)
        self._check_maybe(pack)
        self.packs[shape.pack] = pack
        self._check_unruled(pack)
        self._contents(pack, [each for _, each in documents.values() if each is not None])
        self._overrides(pack)
        return shape.pack

    def _documents(
        self, files: PackFiles
    ) -> Iterator[tuple[RuleFile, tuple[bytes, Sourced | None]]]:
        """Every file of the pack, and its data if it is YAML at all."""
        without = frozenset[str]() if self.examples or not files.ours else _EXAMPLES
        for file in files.files:
            try:
                with file.path.open("rb") as stream:
                    content = stream.read(MAX_BYTES + 1)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                text = say(self.checker.language, "packs.unreadable", reason=reason)
                self.checker.problem(Mark(file.label, 1, 1), (), text)
                self.partial = True
                continue
            try:
                language = self.checker.language
                yield file, (content, read_yaml(content, file.label, language, without=without))
            except RuleFileError as error:
                self.checker.problems.extend(error.problems)
                self.partial = True
                yield file, (content, None)

    def _head(
        self, files: PackFiles, documents: dict[RuleFile, tuple[bytes, Sourced | None]]
    ) -> tuple[PackShape, Sourced] | None:
        """The pack's own mapping; for a theme file alone that of the `pack.yaml` beside it."""
        single = len(documents) == 1 and next(iter(documents)).path.name != HEAD
        heads = [
            sourced for file, (_, sourced) in documents.items() if single or file.path.name == HEAD
        ]
        if single and heads[0] is not None and not _has(heads[0], "pack"):
            (alone,) = documents
            label = alone.label[: -len(alone.path.name)] + HEAD
            beside = RuleFile(label, files.folder / HEAD)
            if beside.path.is_file():
                documents.update(self._documents(PackFiles((beside,), files.folder)))
                heads = [documents[beside][1]]
        if not heads:
            label = files.files[0].label if files.files else files.folder.name
            text = say(self.checker.language, "fault.no_pack_file")
            self.checker.problem(Mark(label, 1, 1), (), text)
            return None
        if heads[0] is None:
            return None
        shape = self.checker.shape(PackShape, heads[0])
        return (shape, heads[0]) if shape else None

    def _family(self, shape: PackShape, sourced: Sourced, files: PackFiles) -> Iterator[str]:
        for at, name in enumerate(shape.extends):
            try:
                found = find_pack(name, self.checker.language, files.folder)
            except UsageError as error:
                mark = sourced.mark(("extends", at))
                self.checker.problem(mark, ("extends", at), error.message, error.hint)
                self.partial = True
                continue
            if found.key in self.reading:
                self.checker.fault(sourced, ("extends", at), "extends_itself", name)
                continue
            extended = self.pack(found)
            if extended is not None:
                yield from self.packs[extended].family

    def _check_maybe(self, pack: _Pack) -> None:
        """What a word may mean is a word of the pack, or of one that it extends."""
        for name, raw in pack.head.terms.items():
            maybe = raw.get(MAYBE)
            known = pack.terms[name].synonyms if name in pack.terms else {}
            for word, options in maybe.items() if isinstance(maybe, Mapping) else ():
                for option in options if _is_list(options) else [options]:
                    if known and isinstance(option, str) and option not in known:
                        path = ("terms", name, MAYBE, word)
                        self._unknown(pack.sourced, path, "unknown_word", option, tuple(known))

    def _check_unruled(self, pack: _Pack) -> None:
        known = self._pack_documents(pack.head.pack)
        for at, each in enumerate(pack.head.without_rule):
            if each.document not in known:
                path = ("without_rule", at, "document")
                self._unknown(pack.sourced, path, "unknown_document", each.document, tuple(known))

    def _contents(self, pack: _Pack, documents: list[Sourced]) -> None:
        """The rules and checklists of each file."""
        groups: dict[str, Mark] = {}
        for sourced in documents:
            group: GroupShape | PackShape | None = None
            if _has(sourced, "pack"):
                group = pack.head
                lists = pack.head.checklists
            elif _has(sourced, "checklists") and not _has(sourced, "rules"):
                file = self.checker.shape(ChecklistFile, sourced)
                lists = file.checklists if file else {}
            else:
                group, lists = self.checker.shape(GroupShape, sourced), {}
                self.partial |= group is None
            if isinstance(group, GroupShape):
                if group.group in groups:
                    self._twice(
                        sourced, ("group",), "duplicate_group", group.group, groups[group.group]
                    )
                groups.setdefault(group.group, sourced.mark(("group",)))
            for at in range(len(group.rules) if group else 0):
                self._draft(pack, group, sourced.at("rules", at))
            pack.checklists += [(name, each, sourced) for name, each in lists.items()]

    def _draft(self, pack: _Pack, group: Any, sourced: Sourced) -> None:
        ident = str(sourced.data.get("id"))
        if ident in self.drafts:
            self._twice(
                sourced, ("id",), "duplicate_id", ident, self.drafts[ident].sourced.mark(("id",))
            )
            return
        if ident == "None":  # told when the rule is checked
            ident = f"{NAMELESS}{len(self.drafts)}"
            self.partial = True
        self.drafts[ident] = Draft(sourced, group, pack.head.pack, pack.head.effective)

    def _overrides(self, pack: _Pack) -> None:
        """What the pack changes and switches off, in its own rules and those it extends."""
        for ident in pack.head.change:
            draft = self._known(pack, ident, "change")
            if draft is not None:
                at = pack.sourced.key_mark(("change", ident))
                over = pack.sourced.at("change", ident)
                draft.sourced = changed(draft.sourced, over, at, self.checker)
                draft.pack = pack.head.pack
                draft.amended += (Amended("changed", pack.head.pack, at.file, at.line),)
        for ident, off in pack.head.disable.items():
            draft = self._known(pack, ident, "disable")
            if draft is not None:
                at = pack.sourced.key_mark(("disable", ident))
                by = self._ordered_by(pack, ident, off.document)
                draft.disabled = Off(off, by)
                draft.amended += (Amended("disabled", pack.head.pack, at.file, at.line),)

    def _ordered_by(self, pack: _Pack, ident: str, key: str | None) -> Document | None:
        """The document by which the pack switches a rule off."""
        known = self._pack_documents(pack.head.pack)
        if key is not None and key not in known:
            path = ("disable", ident, "document")
            self._unknown(pack.sourced, path, "unknown_document", key, tuple(known))
        return known.get(key or "")

    def _known(self, pack: _Pack, ident: str, key: str) -> Draft | None:
        draft = self.drafts.get(ident)
        if draft is None or draft.pack not in pack.family:
            ids = tuple(name for name, each in self._named() if each.pack in pack.family)
            self._unknown(pack.sourced, (key, ident), "unknown_rule", ident, ids)
            return None
        return draft

    def _named(self) -> list[tuple[str, Draft]]:
        return sorted(item for item in self.drafts.items() if not item[0].startswith(NAMELESS))

    def rules(self) -> None:
        """Check every draft and make rules of them."""
        names: dict[str, Mark] = {}
        for draft in self.drafts.values():
            shape = self.checker.shape(RuleShape, draft.sourced)
            if shape is not None:
                if shape.name in names:
                    self._twice(
                        draft.sourced, ("name",), "duplicate_name", shape.name, names[shape.name]
                    )
                names.setdefault(shape.name, draft.sourced.mark(("name",)))
            rule = make_rule(
                draft, shape, self._pack_documents(draft.pack), self.checker, self._unknown
            )
            if rule is not None:
                self.found.append(rule)
            self._check_referred(draft)

    def _check_referred(self, draft: Draft) -> None:
        """`same_as` and `having: {rule: …}` of a target for districts name rules; only the former may be absent."""
        known = {name: each.sourced.data for name, each in self._named()}
        for path, ident in named_rules(draft.sourced.data.get("require"), ("require",)):
            if ident not in known:
                self._unknown(draft.sourced, path, "unknown_rule", ident, tuple(known))
            elif draft.sourced.data.get("for_each") != "district":
                self.checker.fault(draft.sourced, path, "rule_needs_district", ident)
            elif known[ident].get("for_each") == "district":
                self.checker.fault(draft.sourced, path, "rule_of_district", ident)
        if draft.sourced.data.get("same_as") == draft.sourced.data.get("id") is not None:
            self.checker.fault(draft.sourced, ("same_as",), "same_as_itself")

    def _pack_documents(self, name: str) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for member in reversed(self.packs[name].family):
            for key, each in self.packs[member].head.documents.items():
                found[key] = Document(
                    key, each.title, each.issuer, each.number, each.date, each.url
                )
        return found

    def checklists(self) -> None:
        """Check that every checklist names rules that exist; a later pack's list replaces an earlier one."""
        for name, pack in self.packs.items():
            seen: dict[str, Mark] = {}
            for key, shape, sourced in pack.checklists:
                path = ("checklists", key)
                if key in seen:
                    self._twice(sourced, path, "duplicate_checklist", key, seen[key])
                seen.setdefault(key, sourced.key_mark(path))
                for part in ("core", "extra"):
                    self._check_items(sourced, (*path, part), getattr(shape, part))
                self.specs[key] = make_checklist(key, shape, name, seen[key])

    def _check_items(self, sourced: Sourced, path: tuple[str, ...], items: list[ItemShape]) -> None:
        known = tuple(name for name, _ in self._named())
        for at, item in enumerate(items):
            for ident in item.rules:
                if ident not in known:
                    self._unknown(sourced, (*path, at, "rules"), "unknown_rule", ident, known)

    def _unknown(
        self, sourced: Sourced, path: Steps, code: str, given: str, choices: tuple[str, ...]
    ) -> None:
        """A name of nothing. Where not all could be read that is no fault yet: one slip, one message."""
        if not self.partial:
            self.checker.fault(sourced, path, code, given, choices)

    def _twice(
        self, sourced: Sourced, path: tuple[str, ...], code: str, given: str, first: Mark
    ) -> None:
        place = f"{first.file}:{first.line}:{first.column}"
        hint = say(self.checker.language, "help.first_at", place=place)
        self.checker.fault(sourced, path, code, given, hint=hint)

    def rulebook(self) -> Rulebook:
        """Everything together."""
        documents = {
            key: each for name in self.packs for key, each in self._pack_documents(name).items()
        }
        terms = {name: pack.terms for name, pack in self.packs.items()}
        rules = counted_once(sorted(self.found, key=lambda rule: rule.id), terms)
        return Rulebook(
            packs=tuple(pack.info for pack in self.packs.values()),
            rules=rules,
            documents=documents,
            checklists=tuple(as_judged(spec, rules) for spec in self.specs.values()),
            terms=terms,
            without_rule=tuple(self._unruled()),
        )

    def _unruled(self) -> Iterator[Unruled]:
        for name, pack in self.packs.items():
            documents = self._pack_documents(name)
            for each in pack.head.without_rule:
                yield make_unruled(each, documents[each.document], name)


def named_rules(raw: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    """Each `(path, id)` of `having: {rule: ID}` within a requirement as data."""
    steps = raw.items() if isinstance(raw, Mapping) else enumerate(raw if _is_list(raw) else ())
    for key, value in steps:
        if key == "having" and isinstance(value, Mapping) and isinstance(value.get("rule"), str):
            yield (*path, "having", "rule"), value["rule"]
        else:
            yield from named_rules(value, (*path, key))


def _is_list(raw: Any) -> bool:
    return isinstance(raw, list)


def _has(sourced: Sourced, key: str) -> bool:
    return isinstance(sourced.data, Mapping) and key in sourced.data
