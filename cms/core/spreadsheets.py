"""Cells of tables that people open in a spreadsheet."""

from typing import Any


def as_cell(value: Any) -> str:
    """No spreadsheet takes a name for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
