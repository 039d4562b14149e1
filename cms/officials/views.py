"""A visitor's pages behind the secret link: the plan, the calendar file, calling it off, and how it went."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.calendar_file import calendar_response
from cms.core.forms import form_of_request
from cms.core.secret_links import private_page
from cms.officials.forms import REPORTED_FIELDS, ButtonForm, ReportForm, reported_so_far
from cms.officials.models import Visit
from cms.officials.services import cancel_visit, find_visit, report_back
from cms.officials.visits.calendar import FILE_NAME, visit_calendar
from cms.officials.visits.links import page_url
from cms.officials.visits.problems import UnknownVisit, VisitProblem
from cms.officials.visits.standing import standing
from cms.officials.visits.words import address_words, office_words, time_words

View = Callable[..., HttpResponse]


def _of_visit(view: View) -> View:
    """Give the view the visit in place of the token, or say in words that there is none."""

    @private_page
    def with_visit(request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit = find_visit(token)
        except UnknownVisit as problem:
            return render(request, "officials/no_such_visit.html", {"problem": problem}, status=404)
        return view(request, visit, token)

    return with_visit


@require_safe
@_of_visit
def show_visit(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Where and when, and what can be done about it. Opening it changes nothing."""
    return _show(request, visit, token)


def _show(request: HttpRequest, visit: Visit, token: str, problem: VisitProblem | None = None) -> HttpResponse:
    context = {**_facts(visit), "token": token, "problem": problem, "button": ButtonForm()}
    return render(request, "officials/visit.html", context, status=409 if problem else 200)


def _facts(visit: Visit) -> dict[str, Any]:
    return {
        "visit": visit,
        "standing": standing(visit),
        "when": time_words(visit),
        "office": office_words(visit.branch),
        "address": address_words(visit.branch),
        "page_link": page_url(visit),
    }


@require_safe
@_of_visit
def calendar(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The file for the visitor's calendar."""
    return calendar_response(visit_calendar(visit), FILE_NAME)


@require_POST
@_of_visit
def cancel(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    try:
        cancel_visit(visit_id=visit.pk)
    except VisitProblem as problem:
        return _show(request, visit, token, problem)
    return redirect("officials:visit", token)


@require_http_methods(["GET", "HEAD", "POST"])
@_of_visit
def report(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Whom they met and what they heard; can be changed until an editor has read it."""
    form = form_of_request(ReportForm, request, reported_so_far(visit))
    problem = None
    if form.is_bound and form.is_valid():
        try:
            report_back(visit_id=visit.pk, **{name: form.cleaned_data[name] for name in REPORTED_FIELDS})
            return redirect("officials:visit", token)
        except VisitProblem as caught:
            problem = caught
    elif not form.is_bound and not visit.can_be_reported:
        return redirect("officials:visit", token)
    errors = [(problem.sentence, "")] if problem else None
    context = {
        **_facts(visit),
        "token": token,
        "form": form,
        "errors_override": errors,
        "switch_form_id": "report-form",
    }
    return render(request, "officials/report.html", context, status=409 if problem else 200)
