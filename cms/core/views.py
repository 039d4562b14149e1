"""Small views that belong to no page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from cms.core import health


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while this process can answer at all."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database, the broker and what else is vital are well, else 503; the body says what is not well."""
    checks = health.results()
    return JsonResponse(checks, status=200 if health.is_ready(checks) else 503)


def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read everything that anybody may; the sitemap says where it is."""
    address = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {address}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
