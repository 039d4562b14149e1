"""Reads EMAIL_URL, the one variable that says where mail goes."""

from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# What the scheme says about encryption, and the port that goes with it.
SCHEMES: dict[str, tuple[dict[str, bool], int]] = {
    "smtp": ({"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}, 25),
    "smtp+tls": ({"EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False}, 587),
    "smtps": ({"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}, 465),
}
HOW = (
    'EMAIL_URL must be "local" (keep mail in the site, send nothing) or the address of a mail server, such as '
    "smtp+tls://user:password@mail.example.org:587 (also smtp:// without and smtps:// with TLS from the start). "
    "Write special characters in the password as in a web address: @ is %40, / is %2F."
)


def parse_email_url(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for `url`.

    Raises:
        ImproperlyConfigured: for anything else; the sentence never repeats the value, which holds a password.
    """
    if url == "local":
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts, port = _split(url)
    security, usual_port = SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual_port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **security,
    }


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(HOW) from None
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(HOW)
    if not unquote(parts.netloc).isascii():  # Python's SMTP client knows no other passwords
        raise ImproperlyConfigured(HOW)
    return parts, port
