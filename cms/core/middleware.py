"""What depends on where in the site a response comes from: headers, and the language in the address."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from wagtail.views import serve

from cms.core.routing import find_page


class LanguageMiddleware(LocaleMiddleware):
    """Django's, which looks for an unknown address once more below /en/ or /es/: the admin's are not there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == HTTPStatus.NOT_FOUND and request.path_info.startswith("/admin/"):
            return response
        return super().process_response(request, response)


class PageMiddleware:
    """Find the page of a public address before Wagtail does, in fewer queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[str, ...], kwargs: dict[str, str]
    ) -> None:
        if view is serve:
            find_page(request, *args, **kwargs)


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
