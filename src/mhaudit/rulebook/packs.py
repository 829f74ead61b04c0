"""Finding rule packs and reading their files: in the installed package, in a checkout, or at a path."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mhaudit.errors import UsageError
from mhaudit.wording import say

HEAD = "pack.yaml"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of a pack: the name that errors give it, and where it is."""

    label: str
    path: Path


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of one pack, `pack.yaml` first. `folder` is where `extends` looks for relative paths."""

    files: tuple[RuleFile, ...]
    folder: Path

    @property
    def key(self) -> Path:
        """Tells packs apart: the same file reached by two ways is one pack."""
        return (self.files[0].path if self.files else self.folder).resolve()

    @property
    def ours(self) -> bool:
        """Whether it is one of the packs that come with mhaudit."""
        return self.folder.parent == rules_folder()


def rules_folder(package: Path | None = None) -> Path | None:
    """The folder of the packs that come with mhaudit: `rules` inside the package, else the checkout's.

    `package` is the folder of mhaudit's modules (where this one is, by default). A folder named `rules` counts
    only if it holds a pack.
    """
    package = package or Path(__file__).parent.parent
    for parent in (package, *package.parents[:2]):
        folder = parent / "rules"
        if any(folder.glob(f"*/{HEAD}")):
            return folder
    return None


def pack_names(folder: Path | None = None) -> list[str]:
    """The names of the packs that come with mhaudit, sorted."""
    folder = folder or rules_folder()
    return sorted(head.parent.name for head in folder.glob(f"*/{HEAD}")) if folder else []


def find_pack(name_or_path: str | Path, language: str, beside: Path | None = None) -> PackFiles:
    """The files of a pack by name or path; relative paths start at `beside` if given.

    A name wins over a path; a folder beside the data that is named like a pack is `./nanchang`. Raises
    `UsageError` if there is neither.
    """
    folder = rules_folder()
    if isinstance(name_or_path, str) and folder and name_or_path in pack_names(folder):
        return _in_folder(folder / name_or_path, f"rules/{name_or_path}")
    path = beside / name_or_path if beside else Path(name_or_path)
    label = str(name_or_path).replace("\\", "/").rstrip("/")
    if path.is_dir():
        return _in_folder(path, label)
    if path.is_file():
        return PackFiles((RuleFile(label, path),), path.parent)
    raise UsageError(
        say(language, "packs.unknown", name=name_or_path),
        hint=say(language, "packs.unknown.help", names=", ".join(pack_names()) or "–"),
    )


def _in_folder(folder: Path, label: str) -> PackFiles:
    names = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )
    names.sort(key=lambda name: name != HEAD)
    return PackFiles(tuple(RuleFile(f"{label}/{name}", folder / name) for name in names), folder)


def digest(contents: dict[str, bytes]) -> str:
    """SHA-256 over a pack's files by name; line endings do not matter, as checkouts differ in them."""
    found = hashlib.sha256()
    for name in sorted(contents):
        content = contents[name].replace(b"\r\n", b"\n")
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()
