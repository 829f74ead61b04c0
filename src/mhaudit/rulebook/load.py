"""Packs: read their files, check them, and make one rulebook of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from mhaudit.errors import Problem, RuleFileError, UsageError
from mhaudit.findings import PackInfo
from mhaudit.law import Clause, Document
from mhaudit.rulebook.check import Checker, subject_fields
from mhaudit.rulebook.examples import read_example
from mhaudit.rulebook.files import ChecklistFile, ChecklistShape, Effective, GroupShape, PackShape, RuleShape
from mhaudit.rulebook.packs import HEAD, PackFiles, RuleFile, digest, find_pack
from mhaudit.rulebook.schema import Change, ChecklistLine, ChecklistSpec, Rule, Rulebook, Terms
from mhaudit.rulebook.terms import read_terms
from mhaudit.rulebook.yaml_positions import Mark, Sourced, read_yaml
from mhaudit.wording import say

FIXED = ("id", "name", "disable")
"""What a pack that changes another's rule leaves alone: an id never changes meaning."""
JUDGING = ("for_each", "per", "where", "require")
"""What the examples of a rule depend on: where a pack changes one of these, it writes its own examples."""


def load_rulebook(
    names_or_paths: Sequence[str | Path] = ("nanchang",), *, language: str = "zh"
) -> Rulebook:
    """The rules of all packs named, and of the packs that these extend.

    A name is that of a pack in the installed package (or the checkout's `rules/`); a path is a pack's folder
    or a single YAML file. A theme file alone (`rules/nanchang/staffing.yaml`) brings the `pack.yaml` beside it.
    Raises `RuleFileError` with every fault of the files, worded in `language`, and `UsageError` for a pack that
    cannot be found.
    """
    loading = _Loading(Checker(language))
    for name in names_or_paths:
        loading.pack(find_pack(name, language))
    loading.rules()
    loading.checklists()
    if loading.checker.problems:
        raise RuleFileError(sorted(loading.checker.problems, key=lambda each: (each.file, each.line, each.column)))
    return loading.rulebook()


@dataclass(slots=True)
class _Draft:
    """A rule before it is checked: its data, with what other packs changed, and where it belongs."""

    sourced: Sourced
    group: GroupShape | PackShape
    pack: str
    home: str
    disabled: str | None = None


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
    packs: dict[str, _Pack] = field(default_factory=dict)
    drafts: dict[str, _Draft] = field(default_factory=dict)
    opened: dict[Path, str | None] = field(default_factory=dict)
    found: list[Rule] = field(default_factory=list)
    specs: dict[str, ChecklistSpec] = field(default_factory=dict)

    def pack(self, files: PackFiles) -> str | None:
        """Read a pack and those it extends; its name, or None if its head cannot be read."""
        key = files.files[0].path.resolve() if files.files else files.folder.resolve()
        if key in self.opened:
            return self.opened[key]
        self.opened[key] = None
        documents = dict(self._documents(files))
        head = self._head(files, documents)
        if head is None:
            return None
        shape, sourced = head
        if shape.pack in self.packs:
            self.checker.fault(sourced, ("pack",), "duplicate_pack", shape.pack)
            return None
        family = [shape.pack, *self._family(shape, sourced, files)]
        contents = {file.path.name: content for file, (content, _) in documents.items()}
        info = PackInfo(shape.pack, shape.version, shape.title, digest(contents))
        pack = _Pack(shape, sourced, info, tuple(dict.fromkeys(family)))
        for extended in reversed(pack.family[1:]):
            pack.terms.update(self.packs[extended].terms)
        own = read_terms(shape.terms, sourced, self.checker)
        pack.terms.update({name: pack.terms.get(name, Terms()).joined(words) for name, words in own.items()})
        self.packs[shape.pack] = pack
        self.opened[key] = shape.pack
        self._contents(pack, [each for _, each in documents.values() if each is not None])
        self._overrides(pack)
        return shape.pack

    def _documents(self, files: PackFiles) -> Iterator[tuple[RuleFile, tuple[bytes, Sourced | None]]]:
        """Every file of the pack, and its data if it is YAML at all."""
        for file in files.files:
            try:
                content = file.path.read_bytes()
            except OSError as error:
                reason = error.strerror or type(error).__name__
                text = say(self.checker.language, "packs.unreadable", reason=reason)
                self.checker.problem(Mark(file.label, 1, 1), (), text)
                continue
            try:
                yield file, (content, read_yaml(content, file.label, self.checker.language))
            except RuleFileError as error:
                self.checker.problems.extend(error.problems)
                yield file, (content, None)

    def _head(
        self, files: PackFiles, documents: dict[RuleFile, tuple[bytes, Sourced | None]]
    ) -> tuple[PackShape, Sourced] | None:
        """The pack's own mapping; for a theme file alone that of the `pack.yaml` beside it."""
        single = len(documents) == 1 and next(iter(documents)).path.name != HEAD
        heads = [sourced for file, (_, sourced) in documents.items() if single or file.path.name == HEAD]
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
                extended = self.pack(find_pack(name, self.checker.language, files.folder))
            except UsageError as error:
                self.checker.problem(sourced.mark(("extends", at)), ("extends",), error.message, error.hint)
                continue
            if extended is not None:
                yield from self.packs[extended].family
            elif not self.checker.problems:
                self.checker.fault(sourced, ("extends", at), "extends_itself", name)

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
            if isinstance(group, GroupShape):
                if group.group in groups:
                    self._twice(sourced, ("group",), "duplicate_group", group.group, groups[group.group])
                groups.setdefault(group.group, sourced.mark(("group",)))
            for at in range(len(group.rules) if group else 0):
                self._draft(pack, group, sourced.at("rules", at))
            pack.checklists += [(name, each, sourced.at("checklists", name)) for name, each in lists.items()]

    def _draft(self, pack: _Pack, group: Any, sourced: Sourced) -> None:
        ident = str(sourced.data.get("id"))
        if ident in self.drafts:
            self._twice(sourced, ("id",), "duplicate_id", ident, self.drafts[ident].sourced.mark(("id",)))
            return
        if ident == "None":
            ident = f"@{len(self.drafts)}"
        self.drafts[ident] = _Draft(sourced, group, pack.head.pack, pack.head.pack)

    def _overrides(self, pack: _Pack) -> None:
        """What the pack changes and switches off, in its own rules and those it extends."""
        for ident, change in pack.head.change.items():
            draft = self._known(pack, ident, "change")
            if draft is None:
                continue
            over = pack.sourced.at("change", ident)
            for key in FIXED:
                if key in change:
                    allowed = tuple(info.alias or name for name, info in RuleShape.model_fields.items())
                    self.checker.fault(over, (key,), "fixed_key", key, tuple(set(allowed) - set(FIXED)))
            if any(key in change for key in JUDGING) and "examples" in draft.sourced.data:
                draft.sourced.data = {key: value for key, value in draft.sourced.data.items() if key != "examples"}
            draft.sourced = draft.sourced.overlaid(over)
            draft.pack = pack.head.pack
        for ident, reason in pack.head.disable.items():
            draft = self._known(pack, ident, "disable")
            if draft is not None:
                draft.disabled = reason

    def _known(self, pack: _Pack, ident: str, key: str) -> _Draft | None:
        draft = self.drafts.get(ident)
        if draft is None or draft.pack not in pack.family:
            ids = tuple(name for name, each in self.drafts.items() if each.pack in pack.family)
            self.checker.fault(pack.sourced, (key, ident), "unknown_rule", ident, ids)
            return None
        return draft

    def rules(self) -> None:
        """Check every draft and make rules of them."""
        names: dict[str, Mark] = {}
        for draft in self.drafts.values():
            shape = self.checker.shape(RuleShape, draft.sourced)
            if shape is None:
                continue
            if shape.name in names:
                self._twice(draft.sourced, ("name",), "duplicate_name", shape.name, names[shape.name])
            names.setdefault(shape.name, draft.sourced.mark(("name",)))
            rule = self._rule(draft, shape)
            if rule is not None:
                self.found.append(rule)

    def _rule(self, draft: _Draft, shape: RuleShape) -> Rule | None:
        checker, sourced, before = self.checker, draft.sourced, len(self.checker.problems)
        fields = subject_fields(shape.for_each)
        if shape.where is not None:
            checker.faults(sourced, shape.where.check(fields), "where")
        for path, error in shape.require.errors():
            checker.pydantic(sourced, RuleShape, ("require", *path), error)
        checker.faults(sourced, shape.require.check(fields), "require")
        document = self._document(draft, shape)
        since, until = self._effective(draft, shape)
        examples = [
            read_example(each, sourced.at("examples", at), partial(_lifted, checker, sourced, ("examples", at)))
            for at, each in enumerate(shape.examples)
        ]
        if len(checker.problems) > before or document is None or shape.require.params is None:
            return None
        mark = sourced.mark(())
        return Rule(
            id=shape.id,
            name=shape.name,
            title=shape.title,
            title_en=shape.title_en or shape.title,
            group=draft.group.group if isinstance(draft.group, GroupShape) else draft.group.pack,
            group_title=draft.group.title,
            group_title_en=draft.group.title_en or draft.group.title,
            strength=shape.strength,  # type: ignore[arg-type]
            for_each=shape.for_each,  # type: ignore[arg-type]
            per=shape.per,  # type: ignore[arg-type]
            where=shape.where,
            kind=shape.require.name,
            params=shape.require.params,
            message=shape.message,
            message_en=shape.message_en,
            fix=shape.fix,
            fix_en=shape.fix_en or shape.fix,
            clause=Clause(document, shape.source.clause, shape.source.quote),
            effective_from=since,
            effective_to=until,
            changes=tuple(Change(each.date, each.what) for each in shape.changes),
            examples=tuple(each for each in examples if each is not None),
            pack=draft.pack,
            disabled=draft.disabled or shape.disable,
            file=mark.file,
            line=mark.line,
        )

    def _document(self, draft: _Draft, shape: RuleShape) -> Document | None:
        """The document the rule cites, of its pack or one that this extends."""
        known = self._pack_documents(draft.pack)
        key = shape.source.document
        if key not in known:
            self.checker.fault(draft.sourced, ("source", "document"), "unknown_document", key, tuple(known))
        return known.get(key)

    def _pack_documents(self, name: str) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for member in reversed(self.packs[name].family):
            for key, each in self.packs[member].head.documents.items():
                found[key] = Document(key, each.title, each.issuer, each.number, each.date, each.url)
        return found

    def _effective(self, draft: _Draft, shape: RuleShape) -> tuple[Any, Any]:
        """The rule's own dates, else those of the pack it was written in (R67)."""
        dates = shape.effective or self.packs[draft.home].head.effective or Effective()
        if shape.effective and dates.since and dates.until and dates.since > dates.until:
            self.checker.fault(draft.sourced, ("effective", "from"), "effective_order")
        return dates.since, dates.until

    def checklists(self) -> None:
        """Check that every checklist names rules that exist; a later pack's list replaces an earlier one."""
        for name, pack in self.packs.items():
            seen: dict[str, Mark] = {}
            for key, shape, sourced in pack.checklists:
                if key in seen:
                    self._twice(sourced, (), "duplicate_checklist", key, seen[key])
                seen.setdefault(key, sourced.mark(()))
                for part in ("core", "extra"):
                    for at, item in enumerate(getattr(shape, part)):
                        for ident in item.rules:
                            if ident not in self.drafts:
                                path = (part, at, "rules")
                                self.checker.fault(sourced, path, "unknown_rule", ident, tuple(self.drafts))
                self.specs[key] = _checklist(key, shape, name)

    def _twice(self, sourced: Sourced, path: tuple[str, ...], code: str, given: str, first: Mark) -> None:
        place = f"{first.file}:{first.line}:{first.column}"
        hint = say(self.checker.language, "help.first_at", place=place)
        self.checker.fault(sourced, path, code, given, hint=hint)

    def rulebook(self) -> Rulebook:
        """Everything together."""
        documents = {key: each for name in self.packs for key, each in self._pack_documents(name).items()}
        return Rulebook(
            packs=tuple(pack.info for pack in self.packs.values()),
            rules=tuple(sorted(self.found, key=lambda rule: rule.id)),
            documents=documents,
            checklists=tuple(self.specs.values()),
            terms={name: pack.terms for name, pack in self.packs.items()},
        )


def _lifted(
    checker: Checker, rule: Sourced, lead: tuple[str | int, ...], path: tuple[str | int, ...], code: str,
    given: str = "", choices: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """A fault in a part of a rule, told with its path in the rule."""
    checker.fault(rule, (*lead, *path), code, given, choices)


def _has(sourced: Sourced, key: str) -> bool:
    return isinstance(sourced.data, Mapping) and key in sourced.data


def _checklist(key: str, shape: ChecklistShape, pack: str) -> ChecklistSpec:
    def lines(part: str) -> tuple[ChecklistLine, ...]:
        items = getattr(shape, part)
        return tuple(ChecklistLine(each.item, each.item_en or each.item, tuple(each.rules)) for each in items)

    return ChecklistSpec(
        name=key,
        title=shape.title,
        title_en=shape.title_en or shape.title,
        provisional=shape.provisional,
        provisional_en=shape.provisional_en or shape.provisional,
        core=lines("core"),
        extra=lines("extra"),
        pack=pack,
    )
