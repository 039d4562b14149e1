"""Share your story, one step after the other: each button sends all that was typed; nothing rests on the server
before "Send my story", unless its teller puts it aside (see docs/decisions/)."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core import clock
from cms.core.forms import (
    TOKEN_LIFETIME_SECONDS,
    form_with_typed_text,
    is_language_switch,
    key_of_token,
    new_form_token,
)
from cms.core.throttle import allow, sender_hash
from stories import captcha, steps
from stories.choices import Display, Subject
from stories.forms import LONGEST_STORY, ShareForm
from stories.photos import MAX_PHOTOS
from stories.services.sent_forms import AlreadySent, was_sent
from stories.services.sharing import ContainsReceipt, StoryDraft, share_story
from stories.steps import Step
from stories.uploads import PhotoUploadHandler
from stories.views.drafts import resume, save_for_later
from stories.views.person import begin, is_asked_first, person_page
from stories.views.photo_uploads import kept_tokens, stash_uploads
from stories.views.privacy import is_from_elsewhere, leaves_no_trace
from stories.views.share_pages import check_page, step_page

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
STORIES_PER_HOUR = 20
# A retry after a lost answer needs the receipt; who finds the open window later does not get it.
RECEIPT_SHOWN_AGAIN = timedelta(minutes=15)
TAKEN_AS_TYPED = (
    *("body", "title", "is_minor", "knows", "has_legal_case", "fears_retaliation", "pen_name"),
    *("state", "place_detail", "name", "email", "phone", "safe_times"),
)


@leaves_no_trace
def share(request: HttpRequest) -> HttpResponse:
    """The step that follows from the button that was pressed."""
    if request.method != "POST":
        return step_page(request, steps.BEFORE, ShareForm(), [])
    request.upload_handlers = [PhotoUploadHandler(request)]
    try:
        tokens = kept_tokens(request)
    except UNREADABLE:
        return _too_large(request)
    if "resume" in request.POST:
        return resume(request)
    new_tokens, photo_errors = stash_uploads(request, room=MAX_PHOTOS - len(tokens))
    tokens += new_tokens
    if photo_errors:
        return _photos_lost(request, tokens, photo_errors)
    return _answer(request, steps.named(request.POST.get("step", "")), tokens)


def _photos_lost(request: HttpRequest, tokens: list[str], errors: list[str]) -> HttpResponse:
    """Whatever button was pressed: nobody may believe that we have a photo which we could not take."""
    form = form_with_typed_text(ShareForm, request)
    form.errors["photos"] = form.error_class(errors)
    # The summary on top asks forms that were sent; this one only keeps what was typed.
    summary = [(error, "id_photos") for error in errors]
    return step_page(request, steps.PHOTOS, form, tokens, errors_override=summary)


def _answer(request: HttpRequest, step: Step, tokens: list[str]) -> HttpResponse:
    pressed = request.POST
    if "asked" in pressed:
        return person_page(request) if is_language_switch(request) else begin(request)
    if "send" not in pressed and was_sent(key_of_token(pressed.get("form_token", ""))):
        return _already_sent(request)
    if "check" in pressed or "send" in pressed:
        return _check_or_send(request, tokens)
    if "save" in pressed and not is_language_switch(request):
        return _save(request, step, tokens)
    shown_next = _moved_to(request, step)
    return _unchecked(request, shown_next, tokens) if shown_next else _next(request, step, tokens)


def _save(request: HttpRequest, step: Step, tokens: list[str]) -> HttpResponse:
    try:
        return save_for_later(request, step, tokens)
    except AlreadySent:  # from another window, while this one was being saved
        return _already_sent(request)


def _moved_to(request: HttpRequest, step: Step) -> Step | None:
    """The step that a button asks for which checks and sends nothing; None for "Continue" and the Enter key."""
    pressed = request.POST
    if is_language_switch(request):
        return step
    if "add_photos" in pressed or "remove_photo" in pressed:
        return steps.PHOTOS
    if "change" in pressed:
        return steps.named(pressed["change"])
    return steps.before(step) if "back" in pressed else None


def _unchecked(request: HttpRequest, step: Step, tokens: list[str]) -> HttpResponse:
    if step == steps.CHECK:
        return _check_or_send(request, tokens)
    return step_page(request, step, form_with_typed_text(ShareForm, request), tokens)


def _next(request: HttpRequest, step: Step, tokens: list[str]) -> HttpResponse:
    """The step that follows, once this one is in order. Who came back from the end goes there again."""
    if is_asked_first(request, step, tokens):
        return person_page(request)
    form = ShareForm(_with_fresh_token(request))
    if step.fields and set(step.fields) & set(form.errors):
        return step_page(request, step, form, tokens)
    following = steps.after(step)
    if "seen_end" in request.POST or following == steps.CHECK:
        return _check_or_send(request, tokens)
    return _unchecked(request, following, tokens)


def _check_or_send(request: HttpRequest, tokens: list[str]) -> HttpResponse:
    form = ShareForm(_with_fresh_token(request))
    if not form.is_valid():
        return step_page(request, steps.first_with_error(form.errors), form, tokens)
    if "send" in request.POST:
        return _send(request, form, tokens)
    return check_page(request, form, tokens)


def _send(request: HttpRequest, form: ShareForm, tokens: list[str]) -> HttpResponse:
    posted = ShareForm(request.POST)
    form_key = form.submission_key
    is_flood = not allow("stories.share", sender_hash(request), limit=STORIES_PER_HOUR, seconds=3600)
    is_unknown = captcha.is_suspect(form.cleaned_data["person"], form_key)
    try:
        shared = share_story(
            draft=_draft(form),
            language=get_language() or "en",
            form_key=form_key,
            photo_tokens=tokens,
            is_suspect=posted.is_suspect or is_flood or is_from_elsewhere(request) or is_unknown,
        )
    except ContainsReceipt:
        form.add_error("body", _("Take your receipt out of the story: whoever reads those words could take it down."))
        return step_page(request, steps.STORY, form, tokens)
    except AlreadySent:
        return _already_sent(request)
    if not shared.is_new and shared.submission.created_at < clock.now() - RECEIPT_SHOWN_AGAIN:
        return _already_sent(request)
    context = {
        "words": shared.receipt.split(),
        "submission": shared.submission,
        "had_draft": shared.had_draft,
        "is_sensitive": True,
    }
    return render(request, "stories/sent.html", context)


def _already_sent(request: HttpRequest) -> HttpResponse:
    """Somebody pressed Back after sending, perhaps somebody else: the words of the story do not appear again."""
    return render(request, "stories/already_sent.html", {"is_sensitive": True})


def _draft(form: ShareForm) -> StoryDraft:
    cleaned = form.cleaned_data
    return StoryDraft(
        **{name: cleaned[name] for name in TAKEN_AS_TYPED},
        subject=Subject(cleaned["subject"]),
        display=Display(cleaned["display"]),
        consents=form.consents,
    )


def _with_fresh_token(request: HttpRequest) -> Any:
    """The posted data, with a new token of the same form where the old one has expired: nobody is stuck."""
    data = request.POST.copy()
    token = data.get("form_token", "")
    if not key_of_token(token, max_age=TOKEN_LIFETIME_SECONDS):
        data["form_token"] = new_form_token(key_of_token(token))
    return data


def _too_large(request: HttpRequest) -> HttpResponse:
    context = {"is_sensitive": True, "limit": LONGEST_STORY}
    return render(request, "stories/too_large.html", context, status=413)
