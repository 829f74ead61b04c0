"""One raw cell at a time: text, yes/no, numbers, days, terms, classes, grades, kinds of school.

Every reader returns a `Read`: the typed value (None where nothing is known) and, where the cell was not read
as it stands, the code of a data issue. A blank cell gives no issue. Nothing is ever guessed. The readers stand
in modules by what they read; this is the one to import them from.
"""

from __future__ import annotations

from mhaudit.loader.amounts import frequency, number
from mhaudit.loader.cell_text import Context, MonthDay, Read, clean, fold, is_blank, plain
from mhaudit.loader.choices import (
    compulsory,
    counsellor,
    duty,
    is_counsellor_subject,
    is_tick,
    ownership,
    sex,
    support,
    yes_no,
)
from mhaudit.loader.classes_text import class_column, class_label, last_number, school_class
from mhaudit.loader.dates import day, months
from mhaudit.loader.grade_forms import grade
from mhaudit.loader.grades_text import ALL_GRADES, grades
from mhaudit.loader.kinds_text import kind, kind_of_code, kind_of_name, may_be_special
from mhaudit.loader.names import code, is_elsewhere, name, odd_names, people, subject, text
from mhaudit.loader.terms_text import find_term, term
from mhaudit.loader.topics import category, category_of_title, themes, themes_of_title

__all__ = [
    "ALL_GRADES",
    "Context",
    "MonthDay",
    "Read",
    "category",
    "category_of_title",
    "class_column",
    "class_label",
    "clean",
    "code",
    "compulsory",
    "counsellor",
    "day",
    "duty",
    "find_term",
    "fold",
    "frequency",
    "grade",
    "grades",
    "is_blank",
    "is_counsellor_subject",
    "is_elsewhere",
    "is_tick",
    "kind",
    "kind_of_code",
    "kind_of_name",
    "last_number",
    "may_be_special",
    "months",
    "name",
    "number",
    "odd_names",
    "ownership",
    "people",
    "plain",
    "school_class",
    "sex",
    "subject",
    "support",
    "term",
    "text",
    "themes",
    "themes_of_title",
    "yes_no",
]
