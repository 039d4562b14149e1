"""Error pages. They must work when the database does not, and they give back what a visitor typed."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language_from_request
from django.utils.translation import override as use_language

# Fields that a form adds for itself; nobody typed them.
MACHINE_FIELDS = {"csrfmiddlewaretoken", "form_token", "website", "language_switch"}
# What stands on the page may be somebody's story, and what is wrong now may soon be right: no cache keeps a copy.
NOT_KEPT = "no-store, private"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # A forged host or an oversized form would fail again in the frame.
    return _error_page(request, "400.html", 400, has_frame=False)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for an expired or foreign form: it shows the typed text, so that nothing is lost."""
    return _error_page(request, "403_csrf.html", 403, typed=_typed(request))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    # The frame reads the database, which may be what failed.
    return _error_page(request, "500.html", 500, has_frame=False, typed=_typed(request))


def _error_page(
    request: HttpRequest, template: str, status: int, *, has_frame: bool = True, **context: object
) -> HttpResponse:
    """The page in the reader's language. Only one with the site's frame (menus, footer) knows the request."""
    with use_language(get_language_from_request(request, check_path=True)):
        html = loader.render_to_string(template, context, request if has_frame else None)
    return HttpResponse(html, status=status, headers={"Cache-Control": NOT_KEPT})


def _typed(request: HttpRequest) -> list[str]:
    """The texts a visitor had typed into the form that failed, longest first; never a password."""
    try:
        items = list(request.POST.items())
    except Exception:  # a broken upload must not break the page that apologizes
        return []
    texts = [str(value).strip() for name, value in items if name not in MACHINE_FIELDS and "password" not in name]
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)
