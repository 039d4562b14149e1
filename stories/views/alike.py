"""Stories that may be the same as the one on the review screen, and what the moderator says about them."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stories.models import Likeness, Submission
from stories.moderation_forms import LikenessForm
from stories.services.likenesses import say_may_be_the_same, say_not_the_same

MOST_SHOWN = 5
SHOWN_OF_EACH = [f"{side}__{name}" for side in ("first", "second") for name in ("status", "created_at")]


def likenesses(submission: Submission) -> dict[str, Any]:
    """The five most alike of those that may be the same, and those that somebody said are not. No text is read."""
    pairs = Likeness.objects.of(submission.pk).select_related("first", "second", "dismissed_by")
    lean = pairs.only("percent", "dismissed_at", "dismissed_by__username", *SHOWN_OF_EACH)
    found = lean.order_by(F("dismissed_at").asc(nulls_first=True), "-percent", "pk")[: 2 * MOST_SHOWN]
    return {
        "alike": [_shown(pair, submission) for pair in found if pair.dismissed_at is None][:MOST_SHOWN],
        "not_alike": [_shown(pair, submission) for pair in found if pair.dismissed_at],
    }


def _shown(pair: Likeness, submission: Submission) -> dict[str, Any]:
    return {"pair": pair, "story": pair.other_than(submission)}


def judge_likeness(request: HttpRequest, submission: Submission) -> bool:
    """Do what the button behind a pair says. A pair that is gone is no error: its other story was erased."""
    form = LikenessForm(request.POST)
    if not form.is_valid():
        return False
    pair, again = form.cleaned_data["not_same"], form.cleaned_data["may_be_same"]
    if pair is not None and say_not_the_same(submission_id=submission.pk, likeness_id=pair, user=request.user):
        messages.success(request, _("Noted: not the same story."))
        return True
    if again is not None and say_may_be_the_same(submission_id=submission.pk, likeness_id=again):
        messages.success(request, _("Noted: it may be the same story."))
        return True
    return False
