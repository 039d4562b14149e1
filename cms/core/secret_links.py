"""Secret links, and the pages behind them: never stored, never indexed, never told to another site."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse


def new_token() -> str:
    """A secret for a link: 256 random bits, 43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def private(response: HttpResponse) -> HttpResponse:
    """Add the headers.

    The referrer stays within this site. "no-referrer" would make browsers send `Origin: null` with the
    page's own forms, and the CSRF check would turn them down.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`private` for a whole view."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        return private(view(*args, **kwargs))

    return wrapped
