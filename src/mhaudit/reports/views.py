"""Parts of a sequence whose members may be read from disk each time: made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class View(Sequence[T], Generic[T]):
    """The members `numbers` of another sequence, each as `change` makes it."""

    def __init__(
        self, of: Sequence[T], numbers: Sequence[int], change: Callable[[T], T] = lambda one: one
    ) -> None:
        self._of, self._numbers, self._change = of, numbers, change

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return View(self._of, self._numbers[at], self._change)
        return self._change(self._of[self._numbers[at]])


def picked(of: Sequence[T], numbers: Sequence[int]) -> Sequence[T]:
    """Some members; at once where all are in memory."""
    return tuple(of[at] for at in numbers) if isinstance(of, tuple) else View(of, numbers)


def changed(of: Sequence[T], change: Callable[[T], T]) -> Sequence[T]:
    """All members, changed; at once where all are in memory."""
    return tuple(map(change, of)) if isinstance(of, tuple) else View(of, range(len(of)), change)
