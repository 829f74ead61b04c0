"""What the parser would misread without a word is found before it reads."""

import pytest

from mhaudit.loader.mending import is_misread


@pytest.mark.parametrize(
    "declared", [b"", b'<?xml version="1.0"?>', b'\xef\xbb\xbf<?xml version="1.0"?>']
)
def test_an_instruction_inside_a_value_is_seen(declared):
    """`4<?x ?>2` is 42, with a declaration of the part or without; the declaration alone is nothing odd."""
    assert is_misread(declared + b"<worksheet><c><v>4<?x ?>2</v></c></worksheet>")
    assert not is_misread(declared + b"<worksheet><c><v>42</v></c></worksheet>")
