"""What the tests of every shipped pack share."""

from mhaudit.engine.judge import judge_alone
from mhaudit.findings import Verdict
from mhaudit.rulebook.examples import build_example, compare


def mismatches(book, rule, example):
    """What an example expects otherwise than the rule says, the rule judged as if it were on."""
    found = judge_alone(rule, book, *build_example(example))
    return list(compare(example.expect, tuple(each for _, each in found)))


def sides(rule):
    """The verdicts that a rule's examples expect."""
    return {verdict for example in rule.examples for verdict in example.expect.values()}


EVERY = {Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}
