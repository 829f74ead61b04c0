"""Requirement kinds: the explicit table of them. A rule's `require` names exactly one."""

from mhaudit.kinds.base import Kind
from mhaudit.kinds.count import COUNT
from mhaudit.kinds.field import FIELD
from mhaudit.kinds.includes import INCLUDES
from mhaudit.kinds.latest import LATEST
from mhaudit.kinds.matches_total import MATCHES_TOTAL
from mhaudit.kinds.ratio import RATIO
from mhaudit.kinds.requirement import Requirement
from mhaudit.kinds.several import ALL_OF, ANY_OF
from mhaudit.kinds.share import SHARE
from mhaudit.kinds.sum import SUM
from mhaudit.kinds.unique import UNIQUE

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        COUNT,
        SUM,
        RATIO,
        SHARE,
        INCLUDES,
        FIELD,
        LATEST,
        UNIQUE,
        MATCHES_TOTAL,
        ANY_OF,
        ALL_OF,
    )
}
"""name in rule files → kind."""

Requirement.registry.update(KINDS)

__all__ = ["KINDS", "Kind", "Requirement"]
