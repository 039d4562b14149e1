"""The steps of planning a visit: an office, then a time. Reading and printing need neither."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from cms.actions.officials_search import context_of
from cms.actions.visit.forms import VisitForm
from cms.actions.visit.search import NEAR_MILES, search_offices
from cms.core.clock import now
from cms.core.crypto import keyed_hash
from cms.core.forms import form_of_request
from cms.core.secret_links import private
from cms.core.throttle import may_write_to
from cms.officials.models import DistrictOffice, Visit
from cms.officials.services import plan_visit
from cms.officials.visits.problems import VisitProblem
from cms.officials.visits.slots import free_slots
from cms.officials.visits.words import address_words, office_words


def find_office(page: Any, request: HttpRequest) -> HttpResponse:
    """ZIP, then the offices nearby. Sets no cookie."""
    found = search_offices(request, campaign_id=page.campaign_id)
    context = {**page.get_context(request), **context_of(found.officials), "offices": found, "near_miles": NEAR_MILES}
    return render(request, "actions/visit_page.html", context)


def plan(page: Any, request: HttpRequest, branch_id: int) -> HttpResponse:
    """A time, how many, and who. A plan that succeeds leads to the visitor's own page."""
    branch = DistrictOffice.objects.open().select_related("office").filter(pk=branch_id).first()
    if branch is None:
        raise Http404
    slots = free_slots(branch, rules=page.slot_rules, moment=now())
    form = form_of_request(VisitForm, request, slots=slots)
    sentence = ""
    if form.is_bound and form.is_valid():
        answer = _plan(page, request, branch, form)
        if isinstance(answer, Visit):
            return private(redirect("officials:visit", answer.token))
        sentence = answer
    return private(_show(page, request, branch, form, sentence))


def _plan(page: Any, request: HttpRequest, branch: DistrictOffice, form: VisitForm) -> Visit | str:
    """The visit, or the sentence that says what speaks against it."""
    data = form.cleaned_data
    mailbox = keyed_hash(data["email"].casefold(), purpose="visits.mailbox")
    if not may_write_to(mailbox, request, action="visits.plan"):
        return gettext("That is a lot of visits for one day. Please come back tomorrow.")
    try:
        return plan_visit(
            branch_id=branch.pk,
            starts_at=form.starts_at,
            rules=page.slot_rules,
            people=data["people"],
            name=data["name"],
            email=data["email"],
            language=get_language() or "en",
            submission_key=form.submission_key,
            page_id=page.pk,
            campaign_id=page.campaign_id,
            staff_email=page.staff_email,
            is_suspect=form.is_suspect,
        )
    except VisitProblem as problem:
        return problem.sentence


def _show(page: Any, request: HttpRequest, branch: DistrictOffice, form: VisitForm, sentence: str) -> HttpResponse:
    context = {
        "page": page,
        "branch": branch,
        "office": office_words(branch),
        "address": address_words(branch),
        "form": form,
        "errors_override": [(sentence, "id_slot_0")] if sentence else None,
        "switch_form_id": "visit-form",
    }
    return render(request, "actions/visit_page_plan.html", context)
