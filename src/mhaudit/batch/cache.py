"""What was read and judged before, by content: a second run costs only what has changed (`--no-cache`).

Two kinds of entries, each found by a hash of all that it depends on, so that nothing in the cache is ever out of
date: what a file says of schools and terms, by its bytes and its name; and what a group of files came to, by
these files and by what the whole run told them. Both also depend on the program, the rules and the options. An
entry is written as soon as it is known, so that a run that was cut off goes on where it was.

The cache holds what reports show, names of pupils masked, and nothing else of what the files hold. It is a
SQLite file, which takes care of two runs at once. A cache that cannot be used costs time, never a run.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import sqlite3
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "results-1.sqlite"
"""The number counts changes of the table."""
MOST_BYTES = 2 * 1024**3
"""Beyond this the entries that were not used for longest are dropped."""
WRITE_SECONDS = 0.5
_ALLOWED = ("mhaudit.", "datetime", "collections")
_NOT_BROKEN = (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.IntegrityError)
"""Locked, read-only, disk full: the file itself is whole."""
_BUILTINS = frozenset({"frozenset", "set"})


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """Where the cache lies, what it holds and takes."""

    path: Path
    entries: int
    size: int


class Cache:
    """Values of ours under keys that say all they depend on. Every method does nothing once the cache has failed."""

    def __init__(self, folder: Path, depends_on: bytes) -> None:
        self._path = folder / NAME
        self._depends_on = depends_on
        self._connection: sqlite3.Connection | None = None
        self._written = time.monotonic()
        self._used: list[bytes] = []
        self._waiting: list[tuple[bytes, bytes, int]] = []
        with self._spared():
            self._connection = _opened(self._path)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        with self._spared():
            self._write()
            if self._connection is not None:
                now = int(time.time())
                self._connection.executemany(
                    "UPDATE entries SET used = ? WHERE key = ?", [(now, key) for key in self._used]
                )
                _prune(self._connection)
                self._connection.commit()
                self._connection.close()
        self._connection = None

    def get(self, *key: str) -> Any | None:
        """The value of a key; None where there is none that can be trusted."""
        with self._spared():
            if self._connection is None:
                return None
            hashed = self._key(key)
            row = self._connection.execute(
                "SELECT value FROM entries WHERE key = ?", (hashed,)
            ).fetchone()
            if row is not None:
                self._used.append(hashed)
                return _unpacked(row[0], hashed)
        return None

    def put(self, value: object, *key: str) -> None:
        """Keep a value; what was kept is safe a second later, whatever happens to the run."""
        with self._spared():
            if self._connection is None:
                return
            hashed = self._key(key)
            self._waiting.append((hashed, _packed(value, hashed), int(time.time())))
            if time.monotonic() - self._written > WRITE_SECONDS:
                self._write()

    def _write(self) -> None:
        """In one short transaction: another run waits for no longer than that."""
        if self._connection is not None and self._waiting:
            self._connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", self._waiting
            )
            self._connection.commit()
        self._waiting.clear()
        self._written = time.monotonic()

    def _key(self, parts: tuple[str, ...]) -> bytes:
        found = hashlib.sha256(self._depends_on)
        for part in parts:
            found.update(part.encode("utf-8", "surrogatepass"))
            found.update(b"\0")
        return found.digest()

    @contextlib.contextmanager
    def _spared(self) -> Iterator[None]:
        """Whatever is wrong with the cache, the run goes on without it."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = None
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _NOT_BROKEN):
                with contextlib.suppress(OSError):
                    _remove(self._path)


def _opened(path: Path) -> sqlite3.Connection:
    """The file, made if it is not there, made anew if it is no database."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for fresh in (False, True):
        connection = sqlite3.connect(path, timeout=20)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB, used INTEGER)"
            )
            connection.commit()
        except _NOT_BROKEN:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            connection.close()
            if fresh:
                raise
            _remove(path)
        else:
            with contextlib.suppress(OSError):
                path.chmod(0o600)
            return connection
    raise AssertionError


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _prune(connection: sqlite3.Connection) -> None:
    (size,) = connection.execute("SELECT coalesce(sum(length(value)), 0) FROM entries").fetchone()
    if size <= MOST_BYTES:
        return
    for key, length in connection.execute(
        "SELECT key, length(value) FROM entries ORDER BY used"
    ).fetchall():
        connection.execute("DELETE FROM entries WHERE key = ?", (key,))
        size -= length
        if size <= MOST_BYTES // 2:
            break


def _packed(value: object, key: bytes) -> bytes:
    data = zlib.compress(pickle.dumps(value, protocol=5), 1)
    return hashlib.blake2b(data, key=key, digest_size=16).digest() + data


def _unpacked(data: bytes, key: bytes) -> Any | None:
    """The value; None where a bit has changed. Nothing but our own types and plain ones is ever made."""
    check, body = data[:16], data[16:]
    if hashlib.blake2b(body, key=key, digest_size=16).digest() != check:
        return None
    with contextlib.suppress(
        zlib.error,
        pickle.UnpicklingError,
        AttributeError,
        ImportError,
        EOFError,
        TypeError,
        ValueError,
    ):
        return _OwnTypes(io.BytesIO(zlib.decompress(body))).load()
    return None


class _OwnTypes(pickle.Unpickler):
    """Refuses everything that a value of ours does not hold, should somebody have written to the cache."""

    def find_class(self, module: str, name: str) -> Any:
        """The class; UnpicklingError for any that is not ours."""
        ours = name in _BUILTINS if module == "builtins" else module.startswith(_ALLOWED)
        found = super().find_class(module, name) if ours and "." not in name else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def cache_info(folder: Path) -> CacheInfo:
    """What the cache holds. Raises OSError or sqlite3.Error where it cannot be read."""
    path = folder / NAME
    if not path.exists():
        return CacheInfo(path, 0, 0)
    with contextlib.closing(sqlite3.connect(path, timeout=5)) as connection:
        (entries,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    size = sum(
        each.stat().st_size
        for suffix in ("", "-wal")
        if (each := path.with_name(path.name + suffix)).exists()
    )
    return CacheInfo(path, entries, size)


def clear_cache(folder: Path) -> CacheInfo:
    """Delete the cache; what it held until then. Raises OSError where that cannot be done."""
    try:
        info = cache_info(folder)
    except sqlite3.Error:
        info = CacheInfo(folder / NAME, 0, 0)
    _remove(folder / NAME)
    return info
