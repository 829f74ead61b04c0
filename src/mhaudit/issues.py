"""The table of data-issue codes with their severity. Tests and reports cite the codes; they are never reused.

The wording of each code, in both languages, stands in `mhaudit.wording.issues`; the placeholders there are
filled from `DataIssue.args`, `{place}` and `{read}`.
"""

from __future__ import annotations

from mhaudit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CSV_REPORT = "finding,school,school_code,district,standing,rule,"
"""How a report in CSV begins, by which the reader knows it for one (D108)."""

CODES: dict[str, Severity] = {
    # D1xx: the file
    "D101": _E,  # cannot be read: broken, or no workbook
    "D102": _E,  # encrypted
    "D103": _E,  # over the limits
    "D104": _E,  # named on the command line, but no spreadsheet (R94)
    "D105": _I,  # extension and content disagree (R106)
    "D106": _I,  # skipped: no spreadsheet, found while walking a folder (R94)
    "D107": _E,  # empty file
    "D108": _I,  # a report that mhaudit wrote: skipped
    # D2xx: sheets and headings
    "D201": _I,  # sheet not recognised as any table (R95)
    "D202": _W,  # heading ambiguous, refused (R36, R76, R135)
    "D203": _W,  # a column that the table needs is missing
    "D204": _W,  # only headings, no data: not supplied (R2)
    "D205": _I,  # hidden sheet not read (R87)
    "D206": _I,  # example row skipped (R53)
    "D207": _W,  # no school can be named for these rows (R88)
    "D208": _I,  # school taken from the 单位 line, title, file or folder name
    "D209": _I,  # school filled down in a format without merged cells (R120)
    "D210": _W,  # rows of the schools' authority are no school's (R154)
    "D211": _W,  # several schools in one cell: whose row it is nobody knows (R15)
    # D3xx: values
    "D301": _W,  # value not understood
    "D302": _W,  # number only approximate (约, 左右…): unknown where a bound decides (R45)
    "D303": _W,  # out of range (R48, R148)
    "D304": _W,  # precision lost (R20; 3.60723E+18)
    "D305": _I,  # date read from a serial number, YYYYMM or a two-digit year (R69)
    "D306": _W,  # class or grade ambiguous in this school (R18, R21, R126)
    "D307": _I,  # free fact read as the number in an approximate text (R45)
    "D308": _W,  # two categories in one cell (R58)
    "D309": _W,  # a range or 若干 instead of a number (R46)
    "D310": _I,  # kind of school only narrowed, or inferred (R27, R28)
    "D311": _W,  # item only contains the words of a required item: a guess (R82)
    "D312": _W,  # class name is no number; taken as it stands (R19)
    # D4xx: consistency
    "D401": _W,  # class is not in the class table
    "D402": _W,  # the same row twice, counted once (R41)
    "D403": _W,  # roster and totals disagree: the roster decides (R40)
    "D404": _W,  # total is not the sum of its parts (R39)
    "D405": _W,  # same school twice, fields disagree: unknown (R42)
    "D406": _I,  # dates outside the audited period, one issue per sheet (R125)
    "D407": _W,  # school name and code disagree (R90)
    "D408": _I,  # two schools with similar names, not joined (R91)
    "D409": _W,  # 单位 line and file name disagree (R89)
    "D410": _W,  # 办学类型 contradicts code, classes or name; the cell wins (R27)
    "D411": _W,  # a stage that the kind implies is not in the class table (R12)
    "D412": _W,  # one event reported as class meeting and as special activity (R58)
    "D413": _W,  # an item answered 是 and 否 (R146)
    "D414": _W,  # the form declares another year than the audited one (R107)
    "D415": _W,  # activity of a grade that the school does not have (R68)
    "D416": _W,  # row that cannot be placed in a school, grade or class (R15, R16)
    "D417": _W,  # pupils of the classes do not add up to the school's (R49)
    "D418": _W,  # date after the end of the audited period (R66)
    "D419": _W,  # the same school name in two districts (R90)
    "D420": _W,  # declared term and date of a row disagree
    "D421": _W,  # a waiver that is not in force: the failure is a real one (R132)
    "D422": _W,  # a waiver that waives nothing (R132)
    "D423": _W,  # no district is known, so no target for districts counts the school (R154, R155)
    "D424": _W,  # another cell of the row denies the answer: unknown (R146)
    "D425": _W,  # row struck through: it may count or not
    # D5xx: privacy
    "D501": _W,  # personal column not loaded (R104, R105)
    "D502": _W,  # list of single pupils, sheet not loaded (R103)
}
"""code → severity."""
