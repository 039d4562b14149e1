"""The buttons below the moderators' queue, for all stories that are ticked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from cms.core.crypto import CannotDecrypt
from stories.bulk_forms import GIVE, SPAM, TAKE, TOPIC, BulkForm, GiveForm, TopicForm
from stories.models import Submission
from stories.services import bulk as services
from stories.services.bulk import Listed, NoSuchTopic, Outcome
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, StaleDecision
from stories.views.queue import MODERATE, queue_url
from stories.views.undo import offer_undo


@require_POST
@permission_required(MODERATE)
def bulk(request: HttpRequest) -> HttpResponse:
    """Do it to each, say how it went, and show the same part of the queue again."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return _to_queue(request)
    act, stories = form.cleaned_data["act"], form.cleaned_data["stories"]
    if act == SPAM:
        _mark_as_spam(request, stories)
    elif act == TAKE:
        _take(request, stories)
    else:
        return _more(request, act, stories)
    return _to_queue(request)


def _more(request: HttpRequest, act: str, stories: list[Listed]) -> HttpResponse:
    """What needs one more choice, on a page of its own: to whom, or which topic."""
    give_form = GiveForm(request.POST if act == GIVE else None, user=request.user)
    topic_form = TopicForm(request.POST if act == TOPIC else None)
    if give_form.is_bound and give_form.is_valid():
        _give(request, stories, give_form.cleaned_data["to"])
        return _to_queue(request)
    if topic_form.is_bound and topic_form.is_valid():
        _add_topic(request, stories, topic_form.cleaned_data["topic"])
        return _to_queue(request)
    context = {
        "stories": [(Submission(pk=one.submission_id), f"{one.submission_id}:{one.version}") for one in stories],
        "give_form": give_form,
        "topic_form": topic_form,
        "breadcrumbs_items": [{"url": queue_url(), "label": _("Stories")}, {"url": "", "label": _("Several stories")}],
        "header_title": _("Several stories"),
        "header_icon": "comment",
    }
    return render(request, "stories/admin/bulk.html", context)


def _to_queue(request: HttpRequest) -> HttpResponse:
    return redirect(f"{queue_url()}?{request.GET.urlencode()}")


def _mark_as_spam(request: HttpRequest, stories: list[Listed]) -> None:
    outcome = services.decline_spam(stories=stories, user=request.user)
    done = ngettext("%(number)d story is marked as spam.", "%(number)d stories are marked as spam.", outcome.done)
    offer_undo(request)
    _tell(request, outcome, done % {"number": outcome.done})


def _take(request: HttpRequest, stories: list[Listed]) -> None:
    outcome = services.take(stories=stories, user=request.user)
    done = ngettext("%(number)d story is with you.", "%(number)d stories are with you.", outcome.done)
    _tell(request, outcome, done % {"number": outcome.done})


def _give(request: HttpRequest, stories: list[Listed], to: Any) -> None:
    outcome = services.give(stories=stories, user=request.user, to=to)
    done = ngettext("%(number)d story is with %(user)s.", "%(number)d stories are with %(user)s.", outcome.done)
    _tell(request, outcome, done % {"number": outcome.done, "user": to})


def _add_topic(request: HttpRequest, stories: list[Listed], slug: str) -> None:
    outcome = services.add_topic(stories=stories, user=request.user, slug=slug)
    done = ngettext("%(number)d story has this topic.", "%(number)d stories have this topic.", outcome.done)
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
        case NoSuchTopic():
            return _("the topic does not exist in its language")
        case CannotDecrypt():
            return _("it cannot be opened")
    return _("it is not here any more")
