"""What the receipt page shows: the state in plain words, messages, permissions. Never the story, unless asked."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.core import clock
from cms.core.forms import form_with_typed_text
from stories.choices import Scope, Status
from stories.models import Consent, Contact, Message, Story, Submission
from stories.receipt_forms import ChangeForm, MessageForm, PermissionsForm, ReachForm
from stories.services.changing import can_change
from stories.services.messages import mark_read
from stories.services.permissions import can_be_reached

ACCESS_SALT = "stories.receipt.access"


def status_page(request: HttpRequest, submission: Submission, **extra: Any) -> HttpResponse:
    """The page for whoever holds the words. `extra` replaces parts of it, such as a form with errors."""
    live = Consent.objects.scopes_of(submission, clock.now())
    story = Story.objects.public().filter(submission=submission).select_related("locale").order_by("pk").first()
    messages = list(Message.objects.filter(submission=submission))
    context = {
        **_common(submission, "access-form"),
        "status": submission.status,
        "sentence": sentence(submission.status),
        "sent_at": submission.created_at,
        "expires_at": submission.expires_at,
        "permissions": PermissionsForm(initial=PermissionsForm.ticked(live)),
        "may_keep": Scope.KEEP in live,
        "messages": messages,
        "message_form": MessageForm(),
        "can_be_reached": can_be_reached(submission),
        "can_change": can_change(submission, clock.now()),
        "story_url": story.url_in(submission.language) if story else "",
        "is_withdrawn": submission.status == Status.WITHDRAWN,
        **extra,
    }
    response = render(request, "stories/status.html", context)
    mark_read(submission_id=submission.pk, message_ids=[message.pk for message in messages], by_storyteller=True)
    return response


def status_again(request: HttpRequest, submission: Submission, **extra: Any) -> HttpResponse:
    """The page after a button, with a message that was begun. Ticks show what is true, not what was not saved."""
    submission.refresh_from_db()
    begun = form_with_typed_text(MessageForm, request) if request.POST.get("message") else MessageForm()
    return status_page(request, submission, **{"message_form": begun, **extra})


def change_page(request: HttpRequest, submission: Submission, form: Any = None) -> HttpResponse:
    """The storyteller's own words in a form: the only page that shows them, and only after a button was pressed."""
    form = form or ChangeForm(initial={"title": submission.title, "body": submission.body})
    return render(request, "stories/change.html", {**_common(submission, "change-form"), "form": form})


def reach_page(request: HttpRequest, submission: Submission, form: Any = None) -> HttpResponse:
    """How to reach the storyteller, in a form: shown only after a button was pressed."""
    contact = Contact.objects.filter(pk=submission.pk).first() or Contact()
    now = {
        "email": contact.email,
        "phone": contact.phone,
        "safe_times": contact.safe_times,
        "consent_contact": Consent.objects.allow(submission, Scope.CONTACT, clock.now()),
    }
    context = {"form": form or ReachForm(initial=now), "can_be_reached": can_be_reached(submission)}
    return render(request, "stories/reach.html", {**_common(submission, "reach-form"), **context})


def _common(submission: Submission, switch_form_id: str) -> dict[str, Any]:
    access = signing.dumps(str(submission.pk), salt=ACCESS_SALT)
    return {"access": access, "is_sensitive": True, "switch_form_id": switch_form_id}


def sentence(status: str) -> str:
    """The state in plain words; what we suspect is nobody's business but ours."""
    sentences = {
        Status.NEEDS_ANSWER: _("We have a question about it. You find it below, under “Messages”."),
        Status.READY: _("A person has read it. It is not public now."),
        Status.SCHEDULED: _("It will be published soon."),
        Status.PUBLISHED: _("It is on this site, edited so that you stay safe."),
        Status.DECLINED: _("A person has read it. We will not publish it, and we will erase it."),
        Status.WITHDRAWN: _("You took it back. It is not public, and it cannot become public."),
    }
    return sentences.get(Status(status), _("We have it. A person will read it. It is not public."))
