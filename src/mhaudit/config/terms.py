"""`[terms]`: the first and last day of terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mhaudit.config.faults import Faults
from mhaudit.models.terms import Calendar, Period, parse_term

if TYPE_CHECKING:
    from mhaudit.toml_positions import Path as Keys


def calendar(terms: Mapping[str, Any], faults: Faults) -> Calendar:
    """The dates set, as far as they are sound."""
    found: dict[str, tuple[dt.date, dt.date]] = {}
    for term, days in terms.items():
        path: Keys = ("terms", term)
        if not _is_term(term):
            hint = faults.say("config.term_key.hint")
            faults.add(path, "config.term_key", hint=hint, given=term)
        elif not isinstance(days, dict):
            faults.not_a_table(path, f'terms."{term}"')
        else:
            faults.known(days, ("first", "last"), path)
            both = [_day(days, key, path, faults) for key in ("first", "last")]
            if both[0] and both[1] and _in_order(path, term, both[0], both[1], faults):
                found[term] = (both[0], both[1])
    return _apart(found, faults)


def _day(days: Mapping[str, Any], key: str, path: Keys, faults: Faults) -> dt.date | None:
    given = days.get(key)
    hint = faults.say("fault.date_expected.help")
    if given is None:
        faults.add(path, "fault.missing", hint=hint, given=key)
        return None
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    try:
        if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given.strip(), re.ASCII):
            return dt.date.fromisoformat(given.strip())
    except ValueError:
        pass
    faults.add((*path, key), "fault.date_expected", hint=hint, given=str(given))
    return None


def _in_order(path: Keys, term: str, first: dt.date, last: dt.date, faults: Faults) -> bool:
    hint = faults.say("config.dates.hint")
    start, end, _ = parse_term(term)
    for key, day in (("first", first), ("last", last)):
        if not dt.date(start, 8, 1) <= day <= dt.date(end, 8, 31):
            values = {"day": day, "year": term[:9]}
            faults.add((*path, key), "config.dates.year", hint=hint, **values)
            return False
    if first > last:
        faults.add((*path, "first"), "config.dates.order", hint=hint, first=first, last=last)
        return False
    return True


def _apart(found: dict[str, tuple[dt.date, dt.date]], faults: Faults) -> Calendar:
    """Terms that were set may not overlap; a term left to its default gives way to its neighbours."""
    calendar = Calendar(dict(found))
    for term, (first, last) in found.items():
        before, after = calendar.term(_beside(term, -1)), calendar.term(_beside(term, 1))
        if before.last >= first:
            if before.id in found:
                _overlap(term, before, faults)
            else:
                calendar.terms[before.id] = (before.first, first - dt.timedelta(1))
        if after.first <= last and after.id not in found:
            calendar.terms[after.id] = (last + dt.timedelta(1), after.last)
    return calendar


def _overlap(term: str, other: Period, faults: Faults) -> None:
    hint = faults.say("config.dates.hint")
    values = {"term": other.id, "first": other.first, "last": other.last}
    faults.add(("terms", term, "first"), "config.dates.overlap", hint=hint, **values)


def _is_term(text: str) -> bool:
    try:
        return bool(parse_term(text)[2])
    except ValueError:
        return False


def _beside(term: str, step: int) -> str:
    """The term before (-1) or after (1)."""
    start, _, number = parse_term(term)
    other = start + (step if (number == 1) == (step < 0) else 0)
    return f"{other}-{other + 1}-{3 - number}"
