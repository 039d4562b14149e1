"""The receipt page: what became of my story, and taking it down."""

from typing import Any

from django.core import signing
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core import clock
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.throttle import allow, sender_hash
from stories.choices import Scope, Status
from stories.forms import ReceiptForm
from stories.models import Consent, Story, Submission
from stories.services.withdrawal import NoSuchReceipt, erase_story, find_by_receipt, withdraw_story
from stories.views.privacy import leaves_no_trace

TRIES, TRIES_SECONDS = 10, 600
ACCESS_SALT = "stories.receipt.access"
ACCESS_SECONDS = 60 * 60
NOT_FOUND = gettext_lazy(
    "We find no story for these words. Check each word. A story that was erased cannot be found either."
)


@leaves_no_trace
def receipt(request: HttpRequest) -> HttpResponse:
    """Seven words in, the state of the story out. The story itself is never shown again."""
    if request.method != "POST":
        return _entry(request, ReceiptForm())
    if "access" in request.POST:
        return _act(request)
    if is_language_switch(request):
        return _entry(request, form_with_typed_text(ReceiptForm, request))
    if not allow("stories.receipt", sender_hash(request), limit=TRIES, seconds=TRIES_SECONDS):
        return render(request, "stories/receipt_wait.html", {"is_sensitive": True}, status=429)
    form = ReceiptForm(request.POST)
    return _look(request, form) if form.is_valid() else _entry(request, form)


def _look(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    try:
        submission = find_by_receipt(form.cleaned_data["words"])
    except NoSuchReceipt:
        form.add_error("words", NOT_FOUND)
        return _entry(request, form)
    return _status(request, submission)


def _act(request: HttpRequest) -> HttpResponse:
    """A button on the status page, which carries a signed token for one hour instead of the words."""
    try:
        pk = signing.loads(request.POST["access"], salt=ACCESS_SALT, max_age=ACCESS_SECONDS)
        submission = Submission.objects.get(pk=pk)
    except (signing.BadSignature, Submission.DoesNotExist):
        return _entry(request, ReceiptForm(), is_expired=True)
    if "erase" in request.POST and "sure" in request.POST:
        erase_story(submission_id=submission.pk)
        return render(request, "stories/erased.html", {"is_sensitive": True})
    if "erase" in request.POST:
        return _status(request, submission, asks_if_sure=True)
    if "withdraw" in request.POST and not is_language_switch(request):
        submission = withdraw_story(submission_id=submission.pk)
    return _status(request, submission, is_just_withdrawn="withdraw" in request.POST)


def _entry(request: HttpRequest, form: Form, **extra: Any) -> HttpResponse:
    context = {"form": form, "is_sensitive": True, "switch_form_id": "receipt-form", **extra}
    return render(request, "stories/receipt.html", context)


def _status(request: HttpRequest, submission: Submission, **extra: Any) -> HttpResponse:
    live = set(Consent.objects.live(clock.now()).filter(submission=submission).values_list("scope", flat=True))
    story = Story.objects.public().filter(submission=submission).order_by("pk").first()
    context = {
        "status": submission.status,
        "sentence": _sentence(submission.status),
        "sent_at": submission.created_at,
        "expires_at": submission.expires_at,
        "consents": [scope.label for scope in Scope if scope in live],
        "story_url": story.url_in(submission.language) if story else "",
        "can_withdraw": submission.status != Status.WITHDRAWN,
        "access": signing.dumps(str(submission.pk), salt=ACCESS_SALT),
        "is_sensitive": True,
        "switch_form_id": "access-form",
        **extra,
    }
    return render(request, "stories/status.html", context)


def _sentence(status: str) -> str:
    """The state in plain words; what we suspect is nobody's business but ours."""
    sentences = {
        Status.NEEDS_ANSWER: _("We have a question about it. We will reach you if you let us."),
        Status.READY: _("A person has read it. It is not public yet."),
        Status.SCHEDULED: _("It will be published soon."),
        Status.PUBLISHED: _("It is on this site, edited so that you stay safe."),
        Status.DECLINED: _("A person has read it. We will not publish it, and we will erase it."),
        Status.WITHDRAWN: _("You took it back. It is not public, and it cannot become public."),
    }
    return sentences.get(Status(status), _("We have it. A person will read it. It is not public."))
