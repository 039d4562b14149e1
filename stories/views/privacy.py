"""What every page of the storyteller's way has in common: it leaves no trace it can avoid."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponse]


def leaves_no_trace(view: View) -> View:
    """No copy in any cache, no address for the next site, nothing for search engines, no cookie.

    These forms use no session and no log-in: whoever holds the words or the signed token may act. So a
    forged request could do nothing that its sender could not do anyway, and no CSRF cookie is needed
    (it would break the form for people who block cookies, and stay on a shared phone).
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(sensitive_post_parameters()(wrapped))


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this form."""
    return request.headers.get("Sec-Fetch-Site", "") == "cross-site"
