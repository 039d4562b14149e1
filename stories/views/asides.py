"""Buttons of the review screen that decide nothing: a message, a note, the flags. What was typed elsewhere stays."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stories.choices import Flag, FlagReason
from stories.models import Submission
from stories.services.claims import ClaimedByOther
from stories.services.flags import change_flags
from stories.services.moderation import NotOpen, StaleDecision
from stories.services.notes import add_note
from stories.views.alike import judge_likeness
from stories.views.answering import answer
from stories.views.decisions import why_not
from stories.views.review_forms import ReviewForms


def act_aside(request: HttpRequest, submission: Submission, filled: ReviewForms, button: str) -> bool:
    """Do what this button says, and say so; returns whether it was done. Why not stands in its form."""
    return ASIDES[button](request, submission, filled)


def _answer(request: HttpRequest, submission: Submission, filled: ReviewForms) -> bool:
    return answer(request, submission, filled.answer)


def _note(request: HttpRequest, submission: Submission, filled: ReviewForms) -> bool:
    form = filled.note
    if not form.is_valid():
        return False
    try:
        add_note(submission_id=submission.pk, user=request.user, text=form.cleaned_data["note_text"])
    except NotOpen:
        form.add_error("note_text", _("The storyteller has withdrawn this story."))
        return False
    messages.success(request, _("Your note is kept."))
    return True


def _flag(request: HttpRequest, submission: Submission, filled: ReviewForms) -> bool:
    form = filled.flag
    if not form.is_valid() or not filled.review.is_valid():
        return False
    try:
        change_flags(
            submission_id=submission.pk,
            version=filled.review.cleaned_data["version"],
            user=request.user,
            flags=[Flag(flag) for flag in form.cleaned_data["flags"]],
            reason=FlagReason(form.cleaned_data["flag_reason"]),
        )
    except (StaleDecision, ClaimedByOther, NotOpen) as refusal:
        form.add_error("flag_reason", why_not(refusal)[0])
        return False
    messages.success(request, _("The flags are changed."))
    return True


def _likeness(request: HttpRequest, submission: Submission, _filled: ReviewForms) -> bool:
    return judge_likeness(request, submission)


ASIDES = {"answer": _answer, "note": _note, "flag": _flag, "not_same": _likeness, "may_be_same": _likeness}
# These change nothing that a decision is made about.
KEEP_THE_VERSION = {"note", "not_same", "may_be_same"}
