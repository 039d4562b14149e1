"""The public page behind every "This is wrong"."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.forms import form_of_request
from cms.core.throttle import allow, sender_hash
from cms.corrections.forms import ReportForm
from cms.corrections.models import What
from cms.corrections.services import report_correction
from cms.corrections.subjects import NoSuchSubject, find_subject, get_kind

REPORTS_PER_HOUR = 10
TOO_MANY = 429


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """GET shows the form; POST puts what was typed into the editors' queue."""
    try:
        subject, known = find_subject(kind, pk), get_kind(kind)
    except NoSuchSubject as problem:
        raise Http404 from problem
    label = known.label(subject)
    form = form_of_request(ReportForm, request, choices=known.choices)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, label)
    if not allow("corrections.report", sender_hash(request), limit=REPORTS_PER_HOUR, seconds=3600):
        form.add_error(None, _("You have told us a lot in one hour, thank you. Please send this one a bit later."))
        return _page(request, form, label, status=TOO_MANY)
    _report(form, kind, pk)
    return redirect("corrections:thanks")


def _report(form: ReportForm, kind: str, pk: int) -> None:
    cleaned = form.cleaned_data
    report_correction(
        kind=kind,
        object_id=pk,
        what=What(cleaned["what"]),
        note=cleaned["note"],
        email=cleaned["email"],
        language=get_language() or "en",
        submission_key=form.submission_key,
        is_suspect=form.is_suspect,
    )


def _page(request: HttpRequest, form: Any, label: str, status: int = 200) -> HttpResponse:
    context = {"form": form, "label": label, "switch_form_id": "correction-form"}
    return render(request, "corrections/report.html", context, status=status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived, and what happens next."""
    return render(request, "corrections/thanks.html")
