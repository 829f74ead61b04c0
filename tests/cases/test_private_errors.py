"""A fault of ours says where it lies, never what the cell held (DESIGN §2, promise 5)."""

from mhaudit.errors import unexpected
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Kind

from .forms import finding, form


def test_a_rule_that_breaks_prints_no_name(audited, monkeypatch):
    def broken(params, context):
        raise KeyError("张小三")

    right = KINDS["latest"]
    monkeypatch.setitem(KINDS, "latest", Kind("latest", right.params, broken))
    result = audited(form())
    found = finding(result, "NC702")
    assert str(found.verdict) == "error"
    assert "KeyError, test_private_errors.py:" in found.message
    assert "张小三" not in result.to_json()


def test_an_error_never_raised_has_no_line():
    assert unexpected(KeyError("张小三")) == "KeyError"
