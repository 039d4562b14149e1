"""What the review screen shows."""

from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.core import clock
from stories.choices import OPEN_STATUSES, PUBLIC_TEXTS, AccessKind, Scope, Status
from stories.comparison import Change, TooLong, compare
from stories.models import AccessLog, Consent, Decision, Message, Note, Submission
from stories.moderation_forms import StealForm
from stories.privacy import hints, marked
from stories.services.messages import mark_read
from stories.views.alike import likenesses
from stories.views.queue import REVEAL
from stories.views.review_forms import ReviewForms


def show_review(
    request: HttpRequest,
    submission: Submission,
    filled: ReviewForms,
    *,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    private = submission.private_data
    live = Consent.objects.scopes_of(submission, clock.now())
    public_text = "\n".join(str(filled.review[name].value() or "") for name in PUBLIC_TEXTS)
    story_messages = list(Message.objects.filter(submission=submission).select_related("user"))
    context = {
        "submission": submission,
        "form": filled.review,
        "decline_form": filled.decline,
        "schedule_form": filled.schedule,
        "answer_form": filled.answer,
        "note_form": filled.note,
        "flag_form": filled.flag,
        "notes": list(Note.objects.filter(submission=submission).select_related("user")),
        "looks": _looks(submission),
        **likenesses(submission),
        "story_messages": story_messages,
        "may_answer": submission.status != Status.WITHDRAWN,
        "wrong_fields": [field for form in filled.all for field in form if field.errors],
        "steal_form": StealForm(),
        "refusals": refusals or [],
        "title_parts": marked(submission.title, private),
        "body_parts": marked(submission.body, private),
        "changes": _changes(submission, filled),
        "hints_sent": hints(f"{submission.title}\n{submission.body}", private),
        "hints_public": hints(public_text, private),
        "consents": [(scope.label, scope in live) for scope in Scope],
        "history": list(Decision.objects.filter(submission_id=submission.pk).select_related("user").order_by("pk")),
        "has_contact": _has_contact(submission),
        "may_reveal": request.user.has_perm(REVEAL),
        "is_open": submission.status in OPEN_STATUSES,
        "is_published": submission.status == Status.PUBLISHED,
        "is_scheduled": submission.status == Status.SCHEDULED,
        "is_claimed_by_me": submission.claimed_by_id == request.user.pk,
        "is_claimed_by_other": submission.is_claimed_by_other(request.user, clock.now()),
        "first_approval": getattr(submission, "edited", None),
        "breadcrumbs_items": [
            {"url": reverse("stories_admin:queue"), "label": _("Stories")},
            {"url": "", "label": str(submission)},
        ],
        "header_title": str(submission),
        "header_icon": "comment",
    }
    response = render(request, "stories/admin/review.html", context, status=status)
    mark_read(submission_id=submission.pk, message_ids=[one.pk for one in story_messages], by_storyteller=False)
    return response


def _has_contact(submission: Submission) -> bool:
    contact = getattr(submission, "contact", None)
    return bool(contact and (contact.email or contact.phone))


def _looks(submission: Submission) -> list[dict[str, Any]]:
    """Who saw what, how often and when last; without a user it was the storyteller."""
    looks = AccessLog.objects.filter(submission_id=submission.pk).values("user__username", "kind")
    seen = looks.annotate(times=Count("pk"), last=Max("created_at")).order_by("-last")
    return [{**look, "what": AccessKind(look["kind"]).label} for look in seen]


def _changes(submission: Submission, filled: ReviewForms) -> list[Change] | None:
    """What the edit changes in the text as sent; None where it cannot be shown."""
    try:
        return compare(submission.body, str(filled.review["text"].value() or "").replace("\r\n", "\n"))
    except TooLong:
        return None
