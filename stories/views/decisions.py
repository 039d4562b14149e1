"""What each button of the review screen does: one service, one sentence, and where to go on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from stories.choices import DeclineReason
from stories.models import Submission
from stories.moderation_forms import ReviewForm
from stories.services import moderation
from stories.services.claims import ClaimedByOther
from stories.services.moderation import Edit, NotOpen, PhotoChoice, StaleDecision
from stories.services.publication import NeedsSecondPerson, PublishingRefused, publish_story, take_down
from stories.services.scheduling import BadTime, schedule_story, unschedule_story
from stories.views.review_forms import ReviewForms

Refusal = (StaleDecision, ClaimedByOther, NotOpen, PublishingRefused, BadTime)


def decide(request: HttpRequest, submission: Submission, filled: ReviewForms) -> bool:
    """Do what the pressed button says and tell how it went; returns whether this screen is done with.

    Raises:
        Refusal: when nothing was decided.
    """
    button = next((name for name in BUTTONS if name in request.POST), "save")
    version = filled.review.cleaned_data["version"]
    who = {"submission_id": submission.pk, "version": version, "user": request.user}
    return BUTTONS[button](request, submission, filled, who)


def _save(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    moderation.save_edit(**who, edit=_edit(filled.review))
    messages.success(request, _("Saved. Nothing is public."))
    return False


def _decline(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    moderation.decline(**who, reason=DeclineReason(filled.decline.cleaned_data["reason"]))
    messages.success(request, _("%(story)s is declined.") % {"story": submission})
    return True


def _decline_duplicate(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    moderation.decline(**who, reason=DeclineReason.DUPLICATE)
    messages.success(request, _("%(story)s is declined.") % {"story": submission})
    return True


def _take_down(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    take_down(**who)
    messages.success(request, _("%(story)s is off the site.") % {"story": submission})
    return False


def _unschedule(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    unschedule_story(**who)
    messages.success(request, _("%(story)s will not be published by itself.") % {"story": submission})
    return False


def _publish(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    done = _("%(story)s is published.") % {"story": submission}
    return _let_out(request, submission, lambda: publish_story(**who, edit=_edit(filled.review)), done)


def _schedule(request: HttpRequest, submission: Submission, filled: ReviewForms, who: dict[str, Any]) -> bool:
    at: datetime = filled.schedule.cleaned_data["publish_at"]
    when = date_format(localtime(at), "SHORT_DATETIME_FORMAT")
    done = _("%(story)s will be public from %(when)s.") % {"story": submission, "when": when}
    return _let_out(request, submission, lambda: schedule_story(**who, edit=_edit(filled.review), publish_at=at), done)


def _let_out(request: HttpRequest, submission: Submission, service: Callable[[], Any], done: str) -> bool:
    try:
        service()
    except NeedsSecondPerson:
        text = _("%(story)s is flagged: your approval is noted. A second person must publish it.")
        messages.warning(request, text % {"story": submission})
    else:
        messages.success(request, done)
    return True


# These do not take over what was typed into the public version.
LEAVE_THE_EDIT = {"take_down", "unschedule"}
BUTTONS = {
    "decline": _decline,
    "duplicate": _decline_duplicate,
    "take_down": _take_down,
    "unschedule": _unschedule,
    "publish": _publish,
    "schedule": _schedule,
    "save": _save,
}


def why_not(refusal: Exception) -> list[str]:
    """Why nothing was done, in words."""
    match refusal:
        case StaleDecision():
            return [_stale_sentence(refusal)]
        case ClaimedByOther():
            return [_("%(user)s is working on this. Nothing was saved.") % {"user": refusal.user}]
        case PublishingRefused():
            return [_("Not published. Your edit is saved."), *refusal.sentences]
        case BadTime():
            return [_("Not scheduled: this moment has passed, or the story will be erased before it comes.")]
    return [_("This story is closed: nothing was changed.")]


def _stale_sentence(stale: StaleDecision) -> str:
    if stale.last is None:
        return _("Somebody changed this in the meantime. Nothing was saved.")
    who = stale.last.user or _("the storyteller")
    return _("Already decided by %(who)s: %(what)s. Nothing was saved; your text is still below.") % {
        "who": who,
        "what": stale.last.get_kind_display(),
    }


def _edit(form: ReviewForm) -> Edit:
    cleaned = form.cleaned_data
    photos = tuple(
        PhotoChoice(
            media_id=media.pk,
            is_chosen=cleaned[f"chosen_{media.pk}"],
            faces_checked=cleaned[f"faces_{media.pk}"],
            alt=cleaned[f"alt_{media.pk}"],
            boxes=cleaned[f"boxes_{media.pk}"],
        )
        for media in form.photos
    )
    return Edit(
        title=cleaned["title"],
        text=cleaned["text"],
        attribution=cleaned["attribution"],
        place_label=cleaned["place_label"],
        topics=tuple(cleaned["topics"]),
        photos=photos,
    )
