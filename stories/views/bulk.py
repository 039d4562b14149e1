"""The buttons below the moderators' queue, for all stories that are ticked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from stories.bulk_forms import SPAM, BulkForm
from stories.models import Submission
from stories.services.bulk import Outcome, decline_spam, take
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, StaleDecision
from stories.views.queue import MODERATE, queue_url
from stories.views.undo import offer_undo


@require_POST
@permission_required(MODERATE)
def bulk(request: HttpRequest) -> HttpResponse:
    """Do it to each, say how it went, and show the same part of the queue again."""
    form = BulkForm(request.POST)
    if form.is_valid():
        _act(request, form)
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(f"{queue_url()}?{request.GET.urlencode()}")


def _act(request: HttpRequest, form: BulkForm) -> None:
    stories = form.cleaned_data["stories"]
    if form.cleaned_data["act"] == SPAM:
        outcome = decline_spam(stories=stories, user=request.user)
        done = ngettext("%(number)d story is marked as spam.", "%(number)d stories are marked as spam.", outcome.done)
        offer_undo(request)
    else:
        outcome = take(stories=stories, user=request.user)
        done = ngettext("%(number)d story is with you.", "%(number)d stories are with you.", outcome.done)
    _tell(request, outcome, done % {"number": outcome.done})


def _tell(request: HttpRequest, outcome: Outcome, done: str) -> None:
    if outcome.done:
        messages.success(request, done)
    if outcome.refused:
        left = "; ".join(f"{Submission(pk=pk)}: {_why(refusal)}" for pk, refusal in outcome.refused)
        messages.warning(request, _("Left as before: %(stories)s.") % {"stories": left})


def _why(refusal: Exception) -> str:
    match refusal:
        case ClaimedByOther():
            return _("%(user)s is working on it") % {"user": refusal.user}
        case StaleDecision():
            return _("it changed since you opened the list")
        case NotOpen():
            return _("it is closed")
    return _("it is not here any more")
