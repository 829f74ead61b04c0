"""What the classes of a school are called: its class table says which class another table means (R19)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from mhaudit.loader.cells import Read, class_label, last_number


class ClassNames:
    """The classes of one class table: those with a name (生物1, 实验) by it, all by their last number."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str], str] = {}
        self._numbered: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._plain: set[tuple[str, str]] = set()

    def add(self, raw: object, grade: Any, number: str | None) -> None:
        """A class as the class table writes it, with the grade and number that it was given there."""
        if not isinstance(grade, str) or number is None:
            return
        label = class_label(raw)
        if label is None:
            self._plain.add((grade, number))
        else:
            self._named[grade, label] = number
            self._numbered[grade, last_number(label) or label].add(number)

    def meant(self, raw: object, read: Read) -> Read:
        """The class that another table's cell, read as `(grade, number)`, means.

        A name is looked up before a number. A number that several named classes end in, and a name of its own
        for the number of a class that has another name, are not decided: D306.
        """
        grade, number = read.value or (None, None)
        if not isinstance(grade, str) or number is None:
            return read
        label = class_label(raw)
        known = self._named.get((grade, label)) if label else None
        if known is not None:
            return Read((grade, known), None if read.code == "D312" else read.code)
        if (grade, number) in self._plain:
            return read
        alike = self._numbered.get((grade, number), set())
        if label is None and len(alike) == 1:
            return Read((grade, next(iter(alike))), read.code)
        return Read((grade, None), "D306") if alike else read
