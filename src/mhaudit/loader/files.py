"""Which files to read: the paths given, folders walked in a stable order, each with the label it is shown by."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mhaudit.errors import UsageError
from mhaudit.wording import say


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to open. `label` is its path from the given path's parent on, with `/`.

    `named` files were given by themselves, not found in a folder (R94). `folders` are the names of the
    folders around it that belong to the input, innermost first: any of them may name the school (R93).
    """

    path: Path
    label: str
    named: bool
    folders: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        return self.path.parent


def walk(paths: Sequence[Path], language: str = "zh") -> list[InputFile]:
    """The files under `paths`, each once, in a stable order. A path that is not there raises UsageError.

    Lock files (`~$…`), dot files (R94) and `mhaudit.toml` are left out silently; a folder is never entered
    twice, so that links cannot loop.
    """
    seen: set[Path] = set()
    found: list[InputFile] = []
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow links and change the label
        if not path.exists():
            raise UsageError(
                say(language, "reader.no_such_path", path=str(given)),
                hint=say(language, "reader.no_such_path.hint"),
            )
        for file in _under(path):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                found.append(_input(file, path))
    return _told_apart(found)


def _input(file: Path, given: Path) -> InputFile:
    inside = file.relative_to(given.parent)
    folders = tuple(reversed(inside.parts[:-1])) or (file.parent.name,)
    return InputFile(file, inside.as_posix(), file == given, folders)


def _under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from _in_folder(path, set())


def _in_folder(folder: Path, entered: set[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in entered:
        return
    entered.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield folder  # opening it fails as well, and says so
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name == "mhaudit.toml":
            continue
        if entry.is_dir():
            yield from _in_folder(entry, entered)
        elif entry.is_file():
            yield entry


def _told_apart(files: list[InputFile]) -> list[InputFile]:
    """Two files of one label (`a/x.xlsx b/x.xlsx`) get as many folders in front as tell them apart."""
    while len({file.label for file in files}) < len(files):
        counts: dict[str, int] = {}
        for file in files:
            counts[file.label] = counts.get(file.label, 0) + 1
        files = [
            file
            if counts[file.label] == 1
            else InputFile(file.path, _longer(file), file.named, file.folders)
            for file in files
        ]
    return files


def _longer(file: InputFile) -> str:
    parts = file.path.parts
    wanted = len(Path(file.label).parts) + 1
    return Path(*parts[-wanted:]).as_posix()
