"""What a spreadsheet would run is made plain text; numbers stay."""

import pytest

from cms.core.spreadsheets import as_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_get_an_apostrophe(text):
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), ("", ""), (0, "0"), ("The Courier", "The Courier"), ("ñ", "ñ")]
)
def test_everything_else_stays(value, cell):
    assert as_cell(value) == cell
