"""INBOUND_IMAP_URL: understood, or refused without repeating the password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings.inbound_url import parse_imap_url


def test_nothing_set_is_nothing_read():
    assert parse_imap_url("") is None


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "folder"),
    [
        ("imaps://u:secret@mail.example.org", "imaps", "mail.example.org", 993, "INBOX"),
        ("imaps://u:secret@mail.example.org:1993/Bounces", "imaps", "mail.example.org", 1993, "Bounces"),
        ("imap+tls://u:secret@mail.example.org/INBOX/", "imap+tls", "mail.example.org", 143, "INBOX"),
        ("imaps://u:secret@mail.example.org/A%2FB%20C", "imaps", "mail.example.org", 993, "A/B C"),
        ("imap://u:secret@127.0.0.1:1143/", "imap", "127.0.0.1", 1143, "INBOX"),
        ("imap://u:secret@localhost", "imap", "localhost", 143, "INBOX"),
        ("imap://u:secret@[::1]", "imap", "::1", 143, "INBOX"),
    ],
)
def test_a_mailbox_is_understood(url, scheme, host, port, folder):
    found = parse_imap_url(url)
    assert (found.scheme, found.host, found.port, found.folder) == (scheme, host, port, folder)
    assert (found.user, found.password) == ("u", "secret")
    assert "secret" not in repr(found)


def test_special_characters_are_written_as_in_a_web_address():
    found = parse_imap_url("imaps://letters%40example.org:p%40ss%2F%3A@mail.example.org")
    assert (found.user, found.password) == ("letters@example.org", "p@ss/:")


@pytest.mark.parametrize(
    "url",
    [
        "imap://u:secret@mail.example.org",
        "imap://u:secret@192.0.2.1",
        "imap://u:secret@127.0.0.1.example.org",
        "pop3://u:secret@mail.example.org",
        "mail.example.org",
        "imaps://mail.example.org",
        "imaps://u@mail.example.org",
        "imaps://:secret@mail.example.org",
        "imaps://u:secret@",
        "imaps://u:secret@mail.example.org:port",
        "imaps://u:secret@mail.example.org/?x=1",
        "imaps://u:secret@mail.example.org/#x",
        "imaps://u:secret%0d%0aLOGOUT@mail.example.org",
        "imaps://u:secretñ@mail.example.org",
        "imaps://u:secret@mail.example.org/IN%0aBOX",
        "imaps://u:secret@[mail",
    ],
)
def test_anything_else_is_refused_without_repeating_the_password(url):
    with pytest.raises(ImproperlyConfigured) as problem:
        parse_imap_url(url)
    assert "secret" not in str(problem.value)
    assert "imaps://user:password@" in str(problem.value)
