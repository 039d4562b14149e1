"""Putting a story aside, and taking it up again on the step where it was left."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.forms import form_with_typed_text, is_language_switch, key_of_token, new_form_token
from cms.core.throttle import allow, sender_hash
from stories import steps
from stories.forms import ShareForm
from stories.models import Draft
from stories.receipt_forms import ReceiptForm
from stories.services.drafts import Unfinished, forget_draft, open_draft, save_draft
from stories.steps import Step
from stories.views.share_pages import check_page, step_page

ACCESS_SALT, ACCESS_SECONDS = "stories.draft.access", 60 * 60
SAVES_PER_HOUR = 30
# The guards belong to the shown form, not to what was typed.
NOT_KEPT = ("website", "form_token", "photos")


def save_for_later(request: HttpRequest, step: Step, tokens: list[str]) -> HttpResponse:
    """Keep what was typed, unchecked; show the seven words that bring it back."""
    form = form_with_typed_text(ShareForm, request)
    if not allow("stories.draft", sender_hash(request), limit=SAVES_PER_HOUR, seconds=3600):
        problem = _("This was saved many times from your connection. Wait an hour, or go on and send your story.")
        return step_page(request, step, form, tokens, errors_override=[(problem, "")])
    values = {name: form.initial.get(name) for name in form.fields if name not in NOT_KEPT}
    key = key_of_token(request.POST.get("form_token", "")) or ShareForm(request.POST).submission_key
    unfinished = Unfinished(values=values, photo_tokens=tokens, step=step.name, form_key=key)
    language = get_language() or "en"
    words = save_draft(unfinished=unfinished, language=language)
    context = {"words": words.split(), "language": language, "is_sensitive": True}
    return render(request, "stories/saved.html", context)


def draft_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Says that something unfinished is there, without showing it."""
    context = {
        "token": signing.dumps(str(draft.pk), salt=ACCESS_SALT),
        "draft": draft,
        "is_sensitive": True,
        "switch_form_id": "draft-form",
    }
    return render(request, "stories/draft.html", context)


def act_on_draft(request: HttpRequest) -> HttpResponse:
    """A button of that page, or its language switch."""
    draft = _draft_of(request.POST["draft"])
    if draft is None:
        return _expired(request)
    if is_language_switch(request) or "forget" not in request.POST:
        return draft_page(request, draft)
    forget_draft(draft=draft)
    return render(request, "stories/forgotten.html", {"is_sensitive": True})


def resume(request: HttpRequest) -> HttpResponse:
    """The form as it was left."""
    draft = _draft_of(request.POST.get("draft", ""))
    if draft is None:
        return _expired(request)
    unfinished = open_draft(draft)
    # With the key of the form that was saved: sent from two windows, it is one story.
    token = new_form_token(unfinished.form_key)
    values, step = {**unfinished.values, "form_token": token}, steps.named(unfinished.step)
    checked = ShareForm(values)
    if step == steps.CHECK and checked.is_valid():
        return check_page(request, checked, unfinished.photo_tokens)
    return step_page(request, step, ShareForm(initial=values), unfinished.photo_tokens, is_resumed=True)


def _draft_of(token: str) -> Draft | None:
    try:
        pk = signing.loads(token, salt=ACCESS_SALT, max_age=ACCESS_SECONDS)
    except signing.BadSignature:
        return None
    return Draft.objects.filter(pk=pk).first()


def _expired(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"form": ReceiptForm(), "is_expired": True, "is_sensitive": True}
    return render(request, "stories/receipt.html", {**context, "switch_form_id": "receipt-form"})
