"""The buttons with which a storyteller says how to reach them, or that nobody shall."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stories.choices import Status
from stories.models import Submission
from stories.receipt_forms import ReachForm
from stories.services.moderation import NotOpen
from stories.services.reaching import WayToReach, change_contact
from stories.views.receipt_page import reach_page, status_again


def _open_reach(request: HttpRequest, submission: Submission) -> HttpResponse:
    if submission.status == Status.WITHDRAWN:
        return status_again(request, submission)
    return reach_page(request, submission)


def _save_reach(request: HttpRequest, submission: Submission) -> HttpResponse:
    form = ReachForm(request.POST)
    if not form.is_valid():
        return reach_page(request, submission, form)
    typed = form.cleaned_data
    may_write = typed.pop("consent_contact")
    return _reach(request, submission, WayToReach(**typed, may_write=may_write))


def _forget_reach(request: HttpRequest, submission: Submission) -> HttpResponse:
    return _reach(request, submission, WayToReach())


def _reach(request: HttpRequest, submission: Submission, way: WayToReach) -> HttpResponse:
    try:
        changed = change_contact(submission_id=submission.pk, way=way, language=get_language() or submission.language)
    except NotOpen:
        return status_again(request, submission)
    if not changed:
        return status_again(request, submission, done=_("Nothing was different, so nothing was changed."))
    if way.may_write:
        done = _("Saved. From now on we reach you only this way.")
    else:
        done = _("Done. We have no way to reach you now. With your seven words you can always come back here.")
    return status_again(request, submission, done=done)


REACH_ACTS = {"open_reach": _open_reach, "save_reach": _save_reach, "forget_reach": _forget_reach}
