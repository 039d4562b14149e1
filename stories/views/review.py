"""One screen for one submission: as sent, the public version beside it, and the decision."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from stories.models import Media, Submission
from stories.moderation_forms import ReviewForm, StealForm, initial_review
from stories.photos import PhotoRefused
from stories.services import claims, moderation
from stories.services.access import look_at_photo, open_submission
from stories.services.claims import ClaimedByOther
from stories.views.asides import ASIDES, KEEP_THE_VERSION, act_aside
from stories.views.decisions import Refusal, ReviewForms, decide, why_not
from stories.views.queue import MODERATE, queue_url
from stories.views.review_page import show_review
from stories.views.undo import offer_undo


@permission_required(MODERATE)
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Read it, edit the public version, decide. Each look is logged; each decision is checked against the version."""
    try:
        submission = open_submission(submission_id=pk, user=request.user)
    except Submission.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return _act(request, submission)
    edited = getattr(submission, "edited", None)
    initial = initial_review(submission, edited, moderation.starting_edit(submission))
    return show_review(request, submission, ReviewForms.empty(initial, submission))


def _act(request: HttpRequest, submission: Submission) -> HttpResponse:
    if "claim" in request.POST or "steal" in request.POST:
        return _claim(request, submission)
    if "release" in request.POST:
        claims.release(submission_id=submission.pk, user=request.user)
        return redirect(queue_url())
    filled = ReviewForms.posted(request, submission)
    aside = next((button for button in ASIDES if button in request.POST), None)
    if aside:
        return _aside(request, submission, filled, aside)
    if not filled.are_valid():
        return show_review(request, submission, filled)
    try:
        is_done = decide(request, submission, filled)
    except Refusal as refusal:
        return _refused(request, submission, filled.review, why_not(refusal))
    offer_undo(request)
    return redirect(queue_url()) if is_done else redirect("stories_admin:review", submission.pk)


def _aside(request: HttpRequest, submission: Submission, filled: ReviewForms, button: str) -> HttpResponse:
    """Do it, and show the same screen again with what was typed into the public version, which is not saved."""
    if not act_aside(request, submission, filled, button):
        return show_review(request, submission, filled)
    shown = submission.version
    submission.refresh_from_db()
    again = ReviewForms.empty(_typed(filled.review), submission)
    if str(filled.review["version"].value()) == str(shown):
        # One's own act is no news; whatever else happened meanwhile still stops a decision.
        own = shown if button in KEEP_THE_VERSION else shown + 1
        again.review.initial["version"] = min(own, submission.version)
    return show_review(request, submission, again)


def _typed(form: ReviewForm) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields}


def _claim(request: HttpRequest, submission: Submission) -> HttpResponse:
    steal = StealForm(request.POST)
    reason = steal.cleaned_data["reason"] if "steal" in request.POST and steal.is_valid() else ""
    try:
        claims.claim(submission_id=submission.pk, user=request.user, steal_reason=reason)
    except ClaimedByOther as claimed:
        messages.error(request, _("%(user)s is working on this.") % {"user": claimed.user})
    return redirect("stories_admin:review", submission.pk)


def _refused(request: HttpRequest, submission: Submission, form: ReviewForm, sentences: list[str]) -> HttpResponse:
    """The same screen with the typed text, the state of now, and why not."""
    submission = Submission.objects.select_related("claimed_by").get(pk=submission.pk)
    # Faces as they are kept: a box that changed has taken the tick away.
    faces = {f"faces_{media.pk}": media.faces_checked for media in submission.photos.all()}
    again = ReviewForms.empty({**_typed(form), **faces, "version": submission.version}, submission)
    return show_review(request, submission, again, refusals=sentences, status=409)


@permission_required(MODERATE)
@require_safe
def photo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One private photo, decrypted for this look only."""
    return _photo(request, pk)


@permission_required(MODERATE)
def covered_photo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same with its saved boxes, as the public would see it."""
    try:
        return _photo(request, pk, is_covered=True)
    except PhotoRefused:
        return HttpResponse(_("The photo could not be made just now. Try again in a minute."), status=503)


def _photo(request: HttpRequest, pk: uuid.UUID, *, is_covered: bool = False) -> HttpResponse:
    media = Media.objects.exclude(submission=None).filter(pk=pk).first()
    if media is None:
        raise Http404
    content = look_at_photo(media=media, user=request.user, is_covered=is_covered)
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
