"""Texts in two columns, so that a volunteer edits both languages on one screen."""

from typing import Any

from django.utils.translation import get_language


def in_current_language(row: Any, name: str) -> str:
    """`row.<name>_es` or `row.<name>_en`, whichever the reader's language asks for; else the one that exists."""
    language = "es" if (get_language() or "").startswith("es") else "en"
    other = "en" if language == "es" else "es"
    return str(getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}"))
