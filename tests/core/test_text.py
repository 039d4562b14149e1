"""Pasted text is made harmless and keeps its meaning."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hola,\r\n\r\nme llamo José.  ", "Hola,\n\nme llamo José."),
        ("old Mac\rline ends", "old Mac\nline ends"),
        ("null\x00byte", "nullbyte"),
        ("hidden\u200bspace\ufeff", "hiddenspace"),
        ("reversed \u202eevil\u202c text", "reversed evil text"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("tab\tstays", "tab\tstays"),
        ("cafe\u0301", "café"),
        ("“quotes” — dashes … ñ ¿?", "“quotes” — dashes … ñ ¿?"),
        ("family 👩‍👧 emoji", "family 👩‍👧 emoji"),
        ("", ""),
        ("   \n\t ", ""),
    ],
)
def test_clean_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_tower_of_accents_is_cut_to_three() -> None:
    cleaned = clean_text("Z" + "\u0335\u0321\u0322\u0327\u0328" * 20)
    assert sum(unicodedata.combining(sign) > 0 for sign in cleaned) <= 3
    assert cleaned[0] == "Z"


def test_vietnamese_and_other_stacked_accents_survive() -> None:
    assert clean_text("Nguyễn Thị Mười") == "Nguyễn Thị Mười"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\nMaría   López ", "Ana María López"),
        ("Subject\r\nBcc: everyone@example.org", "Subject Bcc: everyone@example.org"),
    ],
)
def test_a_line_has_no_line_end(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text())
def test_the_result_can_always_be_stored_and_mailed(text: str) -> None:
    cleaned = clean_line(text)
    cleaned.encode("utf-8")
    assert not set(cleaned) & {"\n", "\r", "\x00"}
