"""Error pages. They must work when the database does not, and they give back what a visitor typed."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language_from_request
from django.utils.translation import override as use_language

# Fields that a form adds for itself; nobody typed them.
MACHINE_FIELDS = {"csrfmiddlewaretoken", "form_token", "website", "language_switch"}
# What stands on the page may be somebody's story: no cache keeps a copy.
NOT_KEPT = "no-store, private"


def _error_page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    with use_language(get_language_from_request(request, check_path=True)):
        return HttpResponse(loader.render_to_string(template, context, request), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "404.html", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # No request is passed on: a forged host or an oversized form would fail again in the template.
    with use_language(get_language_from_request(request, check_path=True)):
        return HttpResponse(loader.render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    # No request is passed on: context processors read the database, which may be what failed.
    with use_language(get_language_from_request(request, check_path=True)):
        html = loader.render_to_string("500.html", {"typed": _typed(request)})
    return HttpResponse(html, status=500, headers={"Cache-Control": NOT_KEPT})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for an expired or foreign form: it shows the typed text, so that nothing is lost."""
    response = _error_page(request, "403_csrf.html", 403, typed=_typed(request))
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def _typed(request: HttpRequest) -> list[str]:
    """The texts a visitor had typed into the form that failed, longest first; never a password."""
    try:
        items = list(request.POST.items())
    except Exception:  # a broken upload must not break the page that apologizes
        return []
    texts = [str(value).strip() for name, value in items if name not in MACHINE_FIELDS and "password" not in name]
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)
