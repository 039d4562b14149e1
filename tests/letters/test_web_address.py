"""Web addresses as people paste them."""

import pytest
from django.core.exceptions import ValidationError

from cms.letters.web_address import WebAddressField, clean_web_address


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("", ""),
        ("  ", ""),
        ("courier.example/letters", "https://courier.example/letters"),
        (" http://courier.example/a ", "http://courier.example/a"),
        ("https://courier.example/a?id=3&utm_source=x&fbclid=y#top", "https://courier.example/a?id=3"),
        ("https://courier.example/a?12345", "https://courier.example/a?12345"),
        ("https://courier.example/a?UTM_Medium=x", "https://courier.example/a"),
        ("https://courier.example/\u202eletters\u200b", "https://courier.example/letters"),
    ],
)
def test_an_article_s_address_is_kept_and_trackers_are_not(typed, clean):
    assert clean_web_address(typed) == clean


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://courier.example/a",
        "https://user:pass@courier.example/",
        "https://courier.example@evil.example/",
        "on page four",
        "https://",
        "https://courier.example/a\r\nBcc: x@y.example",
    ],
)
def test_what_is_no_web_address_is_refused_in_words(typed):
    with pytest.raises(ValidationError):
        clean_web_address(typed)
    with pytest.raises(ValidationError, match="Paste a web address"):
        WebAddressField().clean(typed)


def test_an_endless_address_is_refused():
    with pytest.raises(ValidationError):
        WebAddressField().clean("https://courier.example/" + "a" * 300)
