"""Reads INBOUND_IMAP_URL, which says where the mailbox for bounces and answers is."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
HOW = (
    "INBOUND_IMAP_URL must be the address of a mailbox, such as imaps://user:password@mail.example.org/INBOX (also "
    "imap+tls:// for STARTTLS; imap:// without encryption only on this machine). Write special characters as in a web "
    "address: @ is %40, / is %2F."
)


@dataclass(frozen=True)
class Mailbox:
    """One mailbox on an IMAP server. `scheme` is imaps, imap+tls or imap."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    def __repr__(self) -> str:
        return f"<mailbox on {self.host}>"


def parse_imap_url(url: str) -> Mailbox | None:
    """The mailbox, or None for an empty `url`.

    Raises:
        ImproperlyConfigured: for anything else; the sentence never repeats the value, which holds a password.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(HOW) from None
    host, user, password = parts.hostname or "", unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme not in PORTS or not (host and user and password) or parts.query or parts.fragment:
        raise ImproperlyConfigured(HOW)
    if parts.scheme == "imap" and not _is_this_machine(host):
        raise ImproperlyConfigured(HOW)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not all(text.isprintable() and text.isascii() for text in (user, password, folder)):
        raise ImproperlyConfigured(HOW)
    return Mailbox(parts.scheme, host, port or PORTS[parts.scheme], user, password, folder)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
