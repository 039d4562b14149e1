"""How to reach a storyteller: asked for with a reason, logged, shown once."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from cms.core import clock
from stories.choices import RevealReason, Scope
from stories.models import Consent, Contact, Submission
from stories.moderation_forms import RevealForm
from stories.queueing import PRIVATE_FIELDS
from stories.services.access import reveal_contact
from stories.views.queue import REVEAL
from stories.views.sealed import or_say_why


@permission_required(REVEAL)
@or_say_why
def contact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """GET asks why; POST with a reason shows it."""
    submission = Submission.objects.filter(pk=pk).defer(*PRIVATE_FIELDS).first()
    if submission is None:
        raise Http404
    form = RevealForm(request.POST or None)
    found = None
    if form.is_valid():
        found = _reveal(submission, request, RevealReason(form.cleaned_data["reason"]))
    context = {
        "submission": submission,
        "form": form,
        "contact": found,
        "was_asked": form.is_bound and form.is_valid(),
        "may_write": Consent.objects.allow(submission, Scope.CONTACT, clock.now()),
        "breadcrumbs_items": [
            {"url": reverse("stories_admin:queue"), "label": _("Stories")},
            {"url": "", "label": _("Contact of %(story)s") % {"story": submission}},
        ],
        "header_title": _("Contact"),
        "header_icon": "mail",
    }
    return render(request, "stories/admin/contact.html", context)


def _reveal(submission: Submission, request: HttpRequest, reason: RevealReason) -> Contact | None:
    try:
        return reveal_contact(submission_id=submission.pk, user=request.user, reason=reason)
    except Contact.DoesNotExist:
        return None
