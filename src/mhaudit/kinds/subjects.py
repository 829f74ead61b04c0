"""What a rule may be `for_each`, and the fields that `where`, `field` and measures may name there.

The subject's own fields, the derived `stage` and `grade`, and `school.FIELD` from below the school (DESIGN §5).
"""

from __future__ import annotations

from collections.abc import Mapping

from mhaudit.kinds.conditions import STAGE
from mhaudit.models.fields import GRADE, FieldType
from mhaudit.models.tables import FIELDS

_SCHOOL = {f"school.{name}": kind for name, kind in FIELDS["schools"].items()}

SUBJECT_FIELDS: Mapping[str, Mapping[str, FieldType]] = {
    "school": FIELDS["schools"],
    "class": {**FIELDS["classes"], "stage": STAGE, **_SCHOOL},
    "grade": {"grade": GRADE, "stage": STAGE, **_SCHOOL},
    "stage": {"stage": STAGE, **_SCHOOL},
    "teacher": {**FIELDS["teachers"], **_SCHOOL},
    "district": {},
}
"""`for_each` → field → type."""
