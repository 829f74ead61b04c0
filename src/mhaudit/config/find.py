"""Which configuration file a run follows: the one named, else the one beside its data or above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mhaudit.config.model import Config
from mhaudit.errors import UsageError
from mhaudit.wording import say

NAME = "mhaudit.toml"


def configuration(
    config: Config | str | Path | None, paths: Sequence[str | Path], language: str | None = None
) -> Config:
    """The configuration of a run over `paths`: the one given, else the one beside the data, else none.

    Errors are worded in `language` (None: in the one the file sets, else Chinese). Raises UsageError for a
    file that is not there, ConfigError for one that cannot be used.
    """
    if isinstance(config, Config):
        return config
    if config is not None:
        path, label = _named(config, language or "zh"), str(config).replace("\\", "/")
    else:
        found = find_config(Path(paths[0])) if paths else None
        if found is None:
            return Config()
        path, label = found, from_here(found).as_posix()
    from mhaudit.config.read import read_config  # most runs have no file

    return read_config(path, label=label, language=language)


def _named(config: str | Path, language: str) -> Path:
    path = Path(config)
    if not path.is_file():
        message = say(language, "config.missing", file=str(config))
        raise UsageError(message, hint=say(language, "config.missing.hint"))
    return path


def find_config(path: Path) -> Path | None:
    """`mhaudit.toml` in the folder `path`, or the one that a file lies in, or the nearest above.

    The search ends at the root of the file system, or with a folder that holds `.git`.
    """
    folder = path if path.is_dir() else path.parent
    folder = folder.resolve() if ".." in folder.parts else folder.absolute()
    for each in (folder, *folder.parents):
        try:
            if (each / NAME).is_file():
                return each / NAME
            if (each / ".git").exists():
                return None
        except OSError:  # a folder that may not be looked into
            continue
    return None


def from_here(path: Path) -> Path:
    """From the current folder on where it lies in it, else the whole path."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
