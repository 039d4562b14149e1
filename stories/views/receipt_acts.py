"""What each button of the receipt page does. Whoever holds the signed token may act."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core import clock
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.throttle import allow
from stories.choices import Status
from stories.models import Submission
from stories.receipt_forms import ChangeForm, MessageForm, PermissionsForm, ReachForm
from stories.services.changing import BeingReviewed, can_change, change_story
from stories.services.messages import send_message
from stories.services.moderation import NotOpen
from stories.services.own_data import as_text, export_my_data
from stories.services.permissions import NoWayToReach, change_permissions
from stories.services.sharing import ContainsReceipt
from stories.services.withdrawal import erase_story, withdraw_story
from stories.views.receipt_page import change_page, reach_page, status_again
from stories.views.receipt_reach import REACH_ACTS

MESSAGES_PER_HOUR = 20
DOWNLOADS_PER_HOUR = 10


def act(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Do what was asked for; without a known button, show the page again with what was typed."""
    if is_language_switch(request):
        return _in_other_language(request, submission)
    for button, do in ACTS.items():
        if button in request.POST:
            return do(request, submission)
    return status_again(request, submission)


def _in_other_language(request: HttpRequest, submission: Submission) -> HttpResponse:
    if "body" in request.POST and can_change(submission, clock.now()):
        return change_page(request, submission, form_with_typed_text(ChangeForm, request))
    if "email" in request.POST and submission.status != Status.WITHDRAWN:
        return reach_page(request, submission, form_with_typed_text(ReachForm, request))
    if "message" not in request.POST:
        return status_again(request, submission)
    return status_again(request, submission, permissions=form_with_typed_text(PermissionsForm, request))


def _send_message(request: HttpRequest, submission: Submission) -> HttpResponse:
    form = MessageForm(request.POST)
    if form.is_valid():
        problem = _problem_with_message(form, submission)
        if not problem:
            return status_again(request, submission, message_form=MessageForm(), done=_("Your message is sent."))
        form.add_error("message", problem)
    return status_again(request, submission, message_form=form, form=form)


def _problem_with_message(form: MessageForm, submission: Submission) -> str:
    """Send it; why it could not be sent, or nothing."""
    if not allow("stories.message", str(submission.pk), limit=MESSAGES_PER_HOUR, seconds=3600):
        return _("You have written many messages. Wait an hour, then send this one. Copy it first.")
    try:
        send_message(
            submission_id=submission.pk,
            text=form.cleaned_data["message"],
            by_user_id=None,
            form_key=form.submission_key,
        )
    except ContainsReceipt:
        return _("Take your seven words out of the message: whoever reads them could open this page.")
    except NotOpen:
        return _("You took your story back, so nobody reads messages about it any more.")
    return ""


def _save_permissions(request: HttpRequest, submission: Submission) -> HttpResponse:
    form = PermissionsForm(request.POST)
    form.is_valid()  # ticks cannot be wrong
    try:
        changed = change_permissions(
            submission_id=submission.pk, wanted=form.wanted, language=get_language() or submission.language
        )
    except NoWayToReach:
        form.add_error(
            "consent_contact",
            _("We have no e-mail and no phone number of yours. Add one first, under “How to reach you”."),
        )
        return status_again(request, submission, permissions=form, form=form)
    except NotOpen:
        return status_again(request, submission)
    done = _("Your permissions are changed.") if changed else _("Nothing was different, so nothing was changed.")
    return status_again(request, submission, done=done)


def _open_text(request: HttpRequest, submission: Submission) -> HttpResponse:
    if not can_change(submission, clock.now()):
        return _too_late(request, submission)
    return change_page(request, submission)


def _save_text(request: HttpRequest, submission: Submission) -> HttpResponse:
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return change_page(request, submission, form)
    try:
        change_story(submission_id=submission.pk, title=form.cleaned_data["title"], body=form.cleaned_data["body"])
    except BeingReviewed:
        return _too_late(request, submission, typed=[form.cleaned_data["body"]])
    except ContainsReceipt:
        form.add_error("body", _("Take your receipt out of the story: whoever reads those words could take it down."))
        return change_page(request, submission, form)
    return status_again(request, submission, done=_("Your story is changed."))


def _too_late(request: HttpRequest, submission: Submission, **extra: Any) -> HttpResponse:
    problem = _(
        "Somebody is working on your story right now, or has decided. So the text can no longer be changed here. "
        "Write us a message below and say what should be different."
    )
    return status_again(request, submission, errors_override=[(problem, "messages")], **extra)


def _download(request: HttpRequest, submission: Submission) -> HttpResponse:
    if not allow("stories.own_data", str(submission.pk), limit=DOWNLOADS_PER_HOUR, seconds=3600):
        problem = _("You have downloaded this many times. Wait an hour, then try again.")
        return status_again(request, submission, errors_override=[(problem, "download")])
    data = export_my_data(submission_id=submission.pk)
    if request.POST["download"] == "text":
        return _attachment(as_text(data), "my-data.txt", "text/plain; charset=utf-8")
    return _attachment(json.dumps(data, indent=2, ensure_ascii=False), "my-data.json", "application/json")


def _attachment(content: str, name: str, content_type: str) -> HttpResponse:
    """A file to save. Its name tells nobody what it is about."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    withdraw_story(submission_id=submission.pk)
    return status_again(request, submission, is_just_withdrawn=True)


def _erase(request: HttpRequest, submission: Submission) -> HttpResponse:
    if "sure" not in request.POST:
        return status_again(request, submission, asks_if_sure=True)
    erase_story(submission_id=submission.pk)
    return render(request, "stories/erased.html", {"is_sensitive": True})


# The first button found counts: what harms least comes first.
ACTS: dict[str, Callable[[HttpRequest, Submission], HttpResponse]] = {
    "send_message": _send_message,
    "save_permissions": _save_permissions,
    "open_text": _open_text,
    "save_text": _save_text,
    **REACH_ACTS,
    "download": _download,
    "withdraw": _withdraw,
    "erase": _erase,
}
