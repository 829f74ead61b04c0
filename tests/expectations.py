"""Compares an audit with expectations written by hand (`sample_data/expected/`): verdicts, cells, issues.

Each `…_differences` returns lines of text, none where all is as written. A school is expected as `name`, perhaps
`standing` and `checklist`, and `findings`: rule → entries with `verdict` and `subjects`, perhaps `in` (term or
period), `main` (the first place), `cells` (all among places and related), `any_of`, and for an unknown `missing`,
`missing_any_of` and `missing_table`. A cell is written with what it holds.
"""

from collections import Counter

from mhaudit.findings import Severity
from mhaudit.issues import CODES

# DESIGN §10.
NUMBERS = (101, 102, 103, 104, 105, 106, 201, 202, 203, 301, 302, 401)
NUMBERS += (501, 502, 503, 504, 505, 601, 602, 701, 702)
RULES = [f"NC{number}" for number in NUMBERS]


def subject_text(finding):
    """`NC301 G8 @ 2024-2025-1`; a rule that does not apply to a school has no period."""
    subject = finding.subject
    klass = f"{subject.grade}/{subject.klass}" if subject.klass else None
    whom = subject.teacher or klass or subject.grade or subject.stage or "school"
    period = subject.period or subject.term
    if finding.verdict == "notapplicable" or not period:
        return f"{finding.rule} {whom}"
    return f"{finding.rule} {whom} @ {period}"


def spelt_out(school):
    """`(text of the subject, its entry)` for each subject of a school's entries."""
    return [
        (f"{rule} {subject}" + (f" @ {entry['in']}" if "in" in entry else ""), entry)
        for rule, entries in school["findings"].items()
        for entry in entries
        for subject in entry["subjects"]
    ]


def verdict_differences(school, result):
    """The findings are the expected ones and no others."""
    wanted = Counter(f"{text}: {entry['verdict']}" for text, entry in spelt_out(school))
    actual = Counter(f"{subject_text(one)}: {one.verdict.value}" for one in result.findings)
    return [f"missing {text}" for text in (wanted - actual).elements()] + [
        f"extra {text}" for text in (actual - wanted).elements()
    ]


def place_differences(school, result):
    """Promise 2: the main cell comes first, the others are places or related (R97, R124)."""
    wrong = []
    for text, entry, finding in _with_findings(school, result):
        named = texts((*finding.places, *finding.related))
        if "main" in entry and texts(finding.places[:1]) != held(entry["main"]):
            wrong.append(f"{text}: main place {texts(finding.places[:1])}, not {entry['main']}")
        if absent := held(entry.get("cells", {})) - named:
            wrong.append(f"{text}: {sorted(absent)} not among {sorted(named)}")
        if "any_of" in entry and not held(entry["any_of"]) & named:
            wrong.append(f"{text}: none of {entry['any_of']} among {sorted(named)}")
        if entry["verdict"] == "fail" and not named:
            wrong.append(f"{text}: no cell at all")
    return wrong


def missing_differences(school, result):
    """Promise 1 and R99: an unknown names what would decide it."""
    wrong = []
    for text, entry, finding in _with_findings(school, result):
        if entry["verdict"] != "unknown":
            continue
        cells = texts(one.place for one in finding.missing if one.place)
        tables = {one.table for one in finding.missing}
        if absent := held(entry.get("missing", {})) - cells:
            wrong.append(f"{text}: {sorted(absent)} not among {sorted(cells)}")
        if "missing_any_of" in entry and not held(entry["missing_any_of"]) & cells:
            wrong.append(f"{text}: none of {entry['missing_any_of']} among {sorted(cells)}")
        if entry.get("missing_table") not in {None, *tables}:
            wrong.append(f"{text}: table {entry['missing_table']} not among {sorted(tables)}")
        if not finding.missing:
            wrong.append(f"{text}: nothing named")
    return wrong


def shortfall_differences(school, result):
    """What is short, where an entry says so."""
    return [
        f"{text}: {finding.shortfall}, not {entry['shortfall']}"
        for text, entry, finding in _with_findings(school, result)
        if "shortfall" in entry and finding.shortfall != entry["shortfall"]
    ]


def scorecard_differences(school, result):
    """R86 and R151: the school's standing and its provisional checklist."""
    (card,) = [one for one in result.checklists if one.name == "eight-plus-two"]
    pairs = {
        "standing": (str(result.standing), school["standing"]),
        "core": ([item.state.value for item in card.core], school["checklist"]["core"]),
        "extra": ([item.state.value for item in card.extra], school["checklist"]["extra"]),
        "provisional": (bool(card.provisional), True),
    }
    return [
        f"{what}: {is_}, not {wanted}" for what, (is_, wanted) in pairs.items() if is_ != wanted
    ]


def issue_differences(wanted, issues):
    """Every issue above info is expected as often as it comes; of info, what is expected is there; with its cells."""
    above = Counter(one["code"] for one in wanted if CODES[one["code"]] != Severity.INFO)
    actual = Counter(one.code for one in issues if one.severity != Severity.INFO)
    wrong = [f"missing {code}" for code in (above - actual).elements()]
    wrong += [f"extra {code}" for code in (actual - above).elements()]
    for entry in wanted:
        like = [one for one in issues if one.code == entry["code"]]
        cells = {
            place.text() for one in like for place in (one.place, *one.others) if place is not None
        }
        if not like:
            wrong.append(f"no {entry['code']}")
        if absent := set(entry.get("cells", {})) - cells:
            wrong.append(f"{entry['code']}: {sorted(absent)} not among {sorted(cells)}")
        if "any_of" in entry and not set(entry["any_of"]) & cells:
            wrong.append(f"{entry['code']}: none of {entry['any_of']} among {sorted(cells)}")
    return wrong


def cells_named(node):
    """Every cell in an expectation with what it holds, as texts."""
    if isinstance(node, list):
        return {pair for item in node for pair in cells_named(item)}
    if not isinstance(node, dict):
        return set()
    own = {(key, str(value)) for key, value in node.items() if "!" in str(key)}
    return own | {pair for value in node.values() for pair in cells_named(value)}


def held(cells):
    """`{'学校!F4': 1626}` as texts of places with their values."""
    return {f"{cell}={value}" for cell, value in cells.items()}


def texts(places):
    """Places as `held` writes them."""
    return {f"{place.text()}={place.value}" for place in places}


def _with_findings(school, result):
    """Each expected entry with the finding of its subject, where there is one."""
    findings = {subject_text(finding): finding for finding in result.findings}
    for text, entry in spelt_out(school):
        if text in findings:
            yield text, entry, findings[text]
