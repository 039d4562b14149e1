"""Share your story: write, check, send, receipt."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.forms import form_with_typed_text, is_language_switch, new_form_token
from cms.core.throttle import allow, sender_hash
from cms.places.states import state_name
from stories import captcha
from stories.choices import Display, Knows, Subject
from stories.forms import CONSENT_PREFIX, LONGEST_STORY, ShareForm
from stories.photos import MAX_PHOTOS
from stories.services.photos import waiting_photos
from stories.services.sharing import ContainsReceipt, SharedStory, StoryDraft, share_story
from stories.uploads import PhotoUploadHandler
from stories.views.photo_uploads import kept_tokens, stash_uploads
from stories.views.privacy import is_from_elsewhere, leaves_no_trace

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
STORIES_PER_HOUR = 20
TAKEN_AS_TYPED = (
    *("body", "title", "is_minor", "knows", "has_legal_case", "fears_retaliation", "pen_name"),
    *("state", "place_detail", "name", "email", "phone", "safe_times"),
)
# Buttons that only change the form: nothing is checked or sent.
KEEP_WRITING = ("add_photos", "remove_photo", "change")


@leaves_no_trace
def share(request: HttpRequest) -> HttpResponse:
    """Each button sends the whole form, so that nothing rests on the server before "Send my story"."""
    if request.method != "POST":
        return _form_page(request, ShareForm(), [])
    request.upload_handlers = [PhotoUploadHandler(request)]
    try:
        tokens = kept_tokens(request)
    except UNREADABLE:
        return _too_large(request)
    new_tokens, photo_errors = stash_uploads(request, room=MAX_PHOTOS - len(tokens))
    tokens += new_tokens
    if is_language_switch(request) or any(name in request.POST for name in KEEP_WRITING):
        unchecked = form_with_typed_text(ShareForm, request)
        _name_lost_photos(unchecked, photo_errors)
        return _form_page(request, unchecked, tokens)
    form = ShareForm(_with_fresh_token(request))
    _name_lost_photos(form, photo_errors)
    if not form.is_valid():
        return _form_page(request, form, tokens)
    if "send" in request.POST:
        return _send(request, form, tokens)
    return _check_page(request, form, tokens)


def _name_lost_photos(form: Form, errors: list[str]) -> None:
    """Whatever button was pressed: nobody may believe that we have a photo which we could not take."""
    if errors:
        form.errors["photos"] = form.error_class(errors)


def _send(request: HttpRequest, form: ShareForm, tokens: list[str]) -> HttpResponse:
    posted = ShareForm(request.POST)
    is_flood = not allow("stories.share", sender_hash(request), limit=STORIES_PER_HOUR, seconds=3600)
    answer = request.POST.get("g-recaptcha-response", "")
    try:
        shared = share_story(
            draft=_draft(form),
            language=get_language() or "en",
            form_key=posted.submission_key,
            photo_tokens=tokens,
            is_suspect=posted.is_suspect or is_flood or is_from_elsewhere(request) or captcha.is_suspect(answer),
        )
    except ContainsReceipt:
        form.add_error("body", _("Take your receipt out of the story: whoever reads those words could take it down."))
        return _form_page(request, form, tokens)
    return _receipt_page(request, shared)


def _draft(form: ShareForm) -> StoryDraft:
    cleaned = form.cleaned_data
    return StoryDraft(
        **{name: cleaned[name] for name in TAKEN_AS_TYPED},
        subject=Subject(cleaned["subject"]),
        display=Display(cleaned["display"]),
        consents=form.consents,
    )


def _with_fresh_token(request: HttpRequest) -> Any:
    """The posted data, with a new form token where the old one has expired: the text stays, nobody is stuck."""
    data = request.POST.copy()
    if ShareForm(data).submission_key != ShareForm(data).submission_key:  # random, as the token is not valid
        data["form_token"] = new_form_token()
    return data


def _form_page(request: HttpRequest, form: Any, tokens: Iterable[str]) -> HttpResponse:
    context = {"form": form, "photos": waiting_photos(tokens), "is_sensitive": True, "switch_form_id": "share-form"}
    return render(request, "stories/share.html", context)


def _check_page(request: HttpRequest, form: ShareForm, tokens: Iterable[str]) -> HttpResponse:
    context = {
        "form": form,
        "photos": waiting_photos(tokens),
        "answers": _answers(form),
        "permissions": [field.label for field in form if _is_ticked_consent(field)],
        "refused": [field.label for field in form if _is_open_consent(field)],
        "captcha_key": captcha.site_key(),
        "is_sensitive": True,
        "switch_form_id": "share-form",
    }
    response = render(request, "stories/check.html", context)
    if captcha.is_on():
        response._csp_update = captcha.CONTENT_POLICY  # type: ignore[attr-defined]  # how django-csp is told
    return response


def _is_ticked_consent(field: Any) -> bool:
    return bool(field.name.startswith(CONSENT_PREFIX) and field.form.cleaned_data.get(field.name))


def _is_open_consent(field: Any) -> bool:
    return bool(field.name.startswith(CONSENT_PREFIX) and not field.form.cleaned_data.get(field.name))


def _answers(form: ShareForm) -> list[tuple[str, str]]:
    """Question and answer for the check page, in words, without what was left empty."""
    cleaned = form.cleaned_data
    ticks = {name: _("Yes") for name in ("is_minor", "has_legal_case", "fears_retaliation") if cleaned[name]}
    shown = {
        "title": cleaned["title"],
        "subject": Subject(cleaned["subject"]).label,
        "knows": Knows(cleaned["knows"]).label if cleaned["knows"] and cleaned["subject"] != Subject.SELF else "",
        **ticks,
        "display": Display(cleaned["display"]).label,
        "name": cleaned["name"],
        "pen_name": cleaned["pen_name"] if cleaned["display"] == Display.CHOSEN_NAME else "",
        "state": state_name(cleaned["state"]),
        "place_detail": cleaned["place_detail"],
        "email": cleaned["email"],
        "phone": cleaned["phone"],
        "safe_times": cleaned["safe_times"],
    }
    return [(str(form.fields[name].label), str(value)) for name, value in shown.items() if value]


def _receipt_page(request: HttpRequest, shared: SharedStory) -> HttpResponse:
    context = {"words": shared.receipt.split(), "submission": shared.submission, "is_sensitive": True}
    return render(request, "stories/sent.html", context)


def _too_large(request: HttpRequest) -> HttpResponse:
    context = {"is_sensitive": True, "limit": LONGEST_STORY}
    return render(request, "stories/too_large.html", context, status=413)
