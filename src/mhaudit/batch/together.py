"""What belongs together across files, and which schools that were judged on trial stand.

Files that mention one school, or a name that may mean one of several, form a group; a group is judged in one task.
A group that lay in one task already stands as judged if that task took for known what is true of the whole run.

A list of all schools would make one group of everything. So where a group grows large, files that name many schools
in one sheet hold nothing together: they are read with each group that they say something of, and what they say of
other schools is put down to one that stands for all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from mhaudit.batch.tasks import Done, NumberedFile
from mhaudit.findings import DataIssue
from mhaudit.loader.files import InputFile
from mhaudit.loader.identity import OTHERS, Mention, Registry, SchoolName, resolve
from mhaudit.loader.known import FileFacts, Known, wide_tables
from mhaudit.loader.load import LoadOptions
from mhaudit.loader.naming import Folders, folder_names
from mhaudit.loader.period import Census, period_of, terms_of_option
from mhaudit.models.submission import namesakes
from mhaudit.models.terms import Audited


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are joined together, and the schools that they are about."""

    files: tuple[int, ...]
    schools: tuple[int, ...]
    apart: bool = False
    """Some of its files speak of schools of other groups, too."""


MOST_FILES = 64
"""A group of more files is taken apart at the files that name many schools."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What all files together say: `known` to each part of the run, and the groups, in order of their schools."""

    known: Known
    groups: tuple[Group, ...]
    _mentions: Mapping[int, Sequence[Mention]]
    """School → how it is mentioned."""
    _issues: Mapping[str, Sequence[DataIssue]]
    """File → the issues about schools that stand in it."""
    _files: Mapping[int, InputFile]

    def part(self, groups: Sequence[Group]) -> Known:
        """What is known to a task that joins these groups: their schools only."""
        registry = self.known.registry
        schools = sorted(school for group in groups for school in group.schools)
        index = {school: at for at, school in enumerate(schools)}
        meaning = {
            mention: tuple(index[school] for school in registry.meaning[mention])
            for school in schools
            for mention in self._mentions[school]
        }
        files = [self._files[number] for group in groups for number in group.files]
        issues = [
            replace(issue, school=None if issue.school is None else index[issue.school])
            for label in dict.fromkeys(file.label for file in files)
            for issue in self._issues.get(label, ())
            if issue.school is None or issue.school in index
        ]
        names = [registry.schools[school] for school in schools]
        some = Registry(names, meaning, issues)
        if any(group.apart for group in groups):
            some.others = len(names)
            names.append(OTHERS)
        folders = {file.folder: self.known.folders.get(file.folder) for file in files}
        return replace(self.known, registry=some, folders=folders)

    def told(self, group: Group) -> str:
        """All that a task joining this group is told, but for the tables that name many schools, as text."""
        part = self.part([group])
        registry = part.registry
        names = {school.name for school in registry.schools}
        folders = [part.folders[self._files[number].folder] for number in group.files]
        meaning = sorted((repr(mention), registry.meaning[mention]) for mention in registry.meaning)
        return repr((
            registry.schools, meaning, registry.issues, folders, part.audited, part.how,
            sorted(names & part.namesakes),
        ))  # fmt: skip

    def stands(self, group: Group, done: Done) -> bool:
        """Whether a task that judged these files on trial knew of them all that there is to know."""
        known, numbers = self.known, {one.number for one in done.files}
        if not numbers.issuperset(group.files) or done.audited != known.audited:
            return False
        part = self.part([group])
        names = [self.known.registry.schools[school] for school in group.schools]
        for mention, found in part.registry.meaning.items():
            if done.meaning.get(mention) != tuple(names[at] for at in found):
                return False
        judged = {school.name: school for school in done.schools}
        if not all(name in judged for name in names):
            return False
        if {name.name for name in names} & (done.namesakes ^ known.namesakes):
            return False
        if done.wide != known.wide and any(
            judged[name].lacking & (done.wide ^ known.wide) for name in names
        ):
            return False
        labels = {self._files[number].label for number in group.files}
        trial = [each.name for each in done.schools]
        here = _told(part.registry.issues, names, labels, names)
        return _told(done.told, trial, labels, names) == here


def _told(
    issues: Iterable[DataIssue],
    schools: Sequence[SchoolName],
    labels: Collection[str],
    names: Collection[SchoolName],
) -> list[tuple[DataIssue, SchoolName | None]]:
    """The issues that stand in some files and are about some schools or none, with their school by name."""
    told = (
        (issue, None if issue.school is None else schools[issue.school])
        for issue in issues
        if issue.place is not None and issue.place.file in labels
    )
    return [
        (replace(issue, school=None), school)
        for issue, school in told
        if school is None or school in names
    ]


def folders_of(files: Sequence[NumberedFile], facts: Mapping[int, FileFacts]) -> Folders:
    """What folders are called, from all files that hold tables."""
    return folder_names(
        (one.file, facts[one.number].own_names)
        for one in files
        if facts[one.number].own_names or facts[one.number].asked_folder
    )


def misled(
    files: Sequence[NumberedFile], facts: Mapping[int, FileFacts], folders: Folders
) -> list[NumberedFile]:
    """Files that were told another name of their folder than it has in the whole run (R93)."""
    return [
        one
        for one in files
        if (told := facts[one.number]).asked_folder and told.folder != folders.get(one.file.folder)
    ]


def whole(
    files: Sequence[NumberedFile],
    facts: Mapping[int, FileFacts],
    folders: Folders,
    options: LoadOptions,
) -> Whole:
    """Everything that takes all files to know."""
    registry = resolve(seen for one in files for seen in facts[one.number].seen)
    if options.term is not None:
        terms = terms_of_option(options.term, options.language)
        audited, how = Audited(terms, options.calendar, options.as_of), "option"
        known = Known(folders, registry, audited, "option")
    else:
        census = reduce(Census.__add__, (facts[one.number].census for one in files), Census())
        audited, how = period_of(census, options.calendar, options.as_of)
        known = Known(folders, registry, audited, how)
    mentions = (each for one in files for each in facts[one.number].wide)
    known = replace(
        known, wide=wide_tables(mentions, registry.meaning), namesakes=_namesakes(registry)
    )
    by_file = {
        one.number: list(dict.fromkeys(seen.mention for seen in facts[one.number].seen))
        for one in files
    }
    groups = _groups(files, by_file, registry, by_folder=options.absent_school == "zero")
    wide = {one.number for one in files if facts[one.number].wide}
    if options.absent_school != "zero":
        groups = _taken_apart(groups, files, by_file, registry, wide)
    mentions_of: dict[int, list[Mention]] = defaultdict(list)
    for mention, found in registry.meaning.items():
        for school in found:
            mentions_of[school].append(mention)
    issues: dict[str, list[DataIssue]] = defaultdict(list)
    for issue in registry.issues:
        if issue.place is not None:
            issues[issue.place.file].append(issue)
    paths = {one.number: one.file for one in files}
    return Whole(known, tuple(groups), mentions_of, issues, paths)


def _namesakes(registry: Registry) -> frozenset[str]:
    return namesakes((school.name, school.code) for school in registry.schools)


def _groups(
    files: Sequence[NumberedFile],
    mentions: Mapping[int, Sequence[Mention]],
    registry: Registry,
    *,
    by_folder: bool,
) -> list[Group]:
    """Files and schools that hang together; `by_folder`: the files of a folder do, too (R1)."""
    joined = _Joined()
    schools: set[int] = set()
    for one in files:
        for mention in mentions[one.number]:
            for school in registry.of(mention):
                schools.add(school)
                joined.unite(("file", one.number), ("school", school))
        if by_folder and mentions[one.number]:
            joined.unite(("file", one.number), ("folder", str(one.file.folder)))
    found: dict[tuple[str, int | str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for school in sorted(schools):
        found[joined.root(("school", school))][1].append(school)
    for one in files:
        if mentions[one.number]:
            found[joined.root(("file", one.number))][0].append(one.number)
    return [Group(tuple(group), tuple(about)) for group, about in found.values()]


def _taken_apart(
    groups: Sequence[Group],
    files: Sequence[NumberedFile],
    mentions: Mapping[int, Sequence[Mention]],
    registry: Registry,
    wide: Collection[int],
) -> list[Group]:
    """The same, the large ones split at their files that name many schools."""
    numbered = {one.number: one for one in files}
    found: list[Group] = []
    for group in groups:
        lists = [number for number in group.files if number in wide]
        if len(group.files) <= MOST_FILES or not lists:
            found.append(group)
            continue
        own = [numbered[number] for number in group.files if number not in wide]
        parts = _groups(own, mentions, registry, by_folder=False)
        placed = {school for part in parts for school in part.schools}
        parts += [Group((), (school,)) for school in group.schools if school not in placed]
        speaking: dict[int, list[int]] = defaultdict(list)
        for number in lists:
            for school in {each for one in mentions[number] for each in registry.of(one)}:
                speaking[school].append(number)
        for part in parts:
            beside = {number for school in part.schools for number in speaking[school]}
            found.append(Group(tuple(sorted({*part.files, *beside})), part.schools, apart=True))
    return sorted(found, key=lambda group: group.schools)


class _Joined:
    """Sets that are united when something lies in both."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, int | str], tuple[str, int | str]] = {}

    def root(self, one: tuple[str, int | str]) -> tuple[str, int | str]:
        """What stands for the whole set."""
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def unite(self, one: tuple[str, int | str], other: tuple[str, int | str]) -> None:
        """Both sets are one."""
        self._above[self.root(other)] = self.root(one)
