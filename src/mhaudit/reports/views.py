"""Sequences whose members are made each time they are asked for, since in memory there is no room for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class View(Sequence[T], Generic[S, T]):
    """What `make` makes of each member of `of`: of numbers, of places in a file, of members to be changed."""

    def __init__(self, of: Sequence[S], make: Callable[[S], T]) -> None:
        self._of, self._make = of, make

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return View(self._of[at], self._make)
        return self._make(self._of[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._of)


def picked(of: Sequence[T], numbers: Sequence[int]) -> Sequence[T]:
    """Some members; at once where all are in memory."""
    return (
        tuple(of[at] for at in numbers) if isinstance(of, tuple) else View(numbers, of.__getitem__)
    )


def changed(of: Sequence[T], change: Callable[[T], T]) -> Sequence[T]:
    """All members, changed; at once where all are in memory."""
    return tuple(map(change, of)) if isinstance(of, tuple) else View(of, change)
