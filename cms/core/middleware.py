"""Headers that depend on where in the site a response comes from."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PolicyMiddleware:
    """Give the admin the few things its interface needs beyond the public content policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
