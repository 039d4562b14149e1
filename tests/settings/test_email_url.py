"""EMAIL_URL: right values become settings, wrong ones a sentence without the password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings.email_url import parse_email_url


def test_local_sends_nothing():
    assert parse_email_url("local") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org:2525/", 2525, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("SMTPS://mail.example.org:4650", 4650, False, True),
    ],
)
def test_schemes_choose_encryption_and_port(url, port, tls, ssl):
    found = parse_email_url(url)
    assert found["EMAIL_HOST"] == "mail.example.org"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("", "")


def test_user_and_password_are_decoded():
    found = parse_email_url("smtp+tls://kin%40ship:p%40ss%2Fw%3Aord@[::1]:587")
    assert found["EMAIL_HOST"] == "::1"
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("kin@ship", "p@ss/w:ord")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "Local",
        "mail.example.org:25",
        "http://user:s3cret@mail.example.org",
        "smtp://",
        "smtp://user:s3cret@",
        "smtp://user:s3cret@mail.example.org:port",
        "smtp://user:s3cret@mail.example.org:99999",
        "smtp://user:s3cret/x@mail.example.org",
        "smtp://user:s3cretñ@mail.example.org",
        "smtp://mail.example.org?tls=s3cret",
        "smtp://[::1",
    ],
)
def test_a_wrong_value_ends_in_a_sentence_that_keeps_the_password_to_itself(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must be") as caught:
        parse_email_url(url)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
