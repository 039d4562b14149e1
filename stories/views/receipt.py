"""The receipt page: seven words in, what became of my story out."""

from typing import Any

from django.core import signing
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.core.crypto import CannotDecrypt
from cms.core.fields import left_sealed
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.throttle import allow, sender_hash
from stories.models import Submission
from stories.receipt_forms import ReceiptForm
from stories.services.drafts import NoSuchDraft, find_draft
from stories.services.withdrawal import NoSuchReceipt, find_by_receipt
from stories.views.drafts import act_on_draft, draft_page
from stories.views.privacy import leaves_no_trace
from stories.views.receipt_acts import act
from stories.views.receipt_page import ACCESS_SALT, status_page
from stories.views.receipt_sealed import act_on_sealed, sealed_page

TRIES, TRIES_SECONDS = 10, 600
ACCESS_SECONDS = 60 * 60
NOT_FOUND = _("We find no story for these words. Check each word. A story that was erased cannot be found either.")


@leaves_no_trace
def receipt(request: HttpRequest) -> HttpResponse:
    """The words open the page; a signed token, good for one hour, lets its buttons act without them."""
    if request.method != "POST":
        return _entry(request, ReceiptForm())
    if "access" in request.POST:
        return _act(request)
    if "draft" in request.POST:
        return act_on_draft(request)
    if is_language_switch(request):
        return _entry(request, form_with_typed_text(ReceiptForm, request))
    if not allow("stories.receipt", sender_hash(request), limit=TRIES, seconds=TRIES_SECONDS):
        return render(request, "stories/receipt_wait.html", {"is_sensitive": True}, status=429)
    form = ReceiptForm(request.POST)
    return _look(request, form) if form.is_valid() else _entry(request, form)


def _look(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    """The same page for the words of a story that was sent and of one that was put aside."""
    typed = form.cleaned_data["words"]
    try:
        return status_page(request, find_by_receipt(typed))
    except CannotDecrypt:
        return _look_at_sealed(request, typed)
    except NoSuchReceipt:
        pass
    try:
        return draft_page(request, find_draft(typed))
    except NoSuchDraft:
        form.add_error("words", NOT_FOUND)
        return _entry(request, form)


def _act(request: HttpRequest) -> HttpResponse:
    """A button of the status page."""
    pk = _opened_by(request.POST["access"])
    try:
        return _act_as(request, pk)
    except CannotDecrypt:
        if not _opened_by(request.POST["access"], max_age=ACCESS_SECONDS):
            return _entry(request, ReceiptForm(), is_expired=True)
        return act_on_sealed(request, str(pk))


@left_sealed()
def _look_at_sealed(request: HttpRequest, typed: str) -> HttpResponse:
    return sealed_page(request, str(find_by_receipt(typed).pk))


def _act_as(request: HttpRequest, pk: str | None) -> HttpResponse:
    """Of a story that is erased, nothing that the browser still sends is shown."""
    submission = Submission.objects.filter(pk=pk).first() if pk else None
    if pk and submission is None:
        return render(request, "stories/erased.html", {"is_sensitive": True})
    if submission is None or not _opened_by(request.POST["access"], max_age=ACCESS_SECONDS):
        typed = [text for name in ("message", "body") if (text := request.POST.get(name, ""))]
        return _entry(request, ReceiptForm(), is_expired=True, typed=typed)
    return act(request, submission)


def _opened_by(token: str, *, max_age: int | None = None) -> str | None:
    try:
        return str(signing.loads(token, salt=ACCESS_SALT, max_age=max_age))
    except signing.BadSignature:
        return None


def _entry(request: HttpRequest, form: Form, **extra: Any) -> HttpResponse:
    context = {"form": form, "is_sensitive": True, "switch_form_id": "receipt-form", **extra}
    return render(request, "stories/receipt.html", context)
