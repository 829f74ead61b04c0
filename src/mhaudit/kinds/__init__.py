"""Requirement kinds: the explicit table of them. A rule's `require` names exactly one."""

from mhaudit.kinds.base import Kind
from mhaudit.kinds.count import COUNT
from mhaudit.kinds.field import FIELD
from mhaudit.kinds.includes import INCLUDES
from mhaudit.kinds.latest import LATEST
from mhaudit.kinds.ratio import RATIO
from mhaudit.kinds.requirement import Requirement
from mhaudit.kinds.several import ALL_OF, ANY_OF
from mhaudit.kinds.sum import SUM

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (COUNT, SUM, RATIO, INCLUDES, FIELD, LATEST, ANY_OF, ALL_OF)
}
"""name in rule files → kind."""

Requirement.registry.update(KINDS)

__all__ = ["KINDS", "Kind", "Requirement"]
