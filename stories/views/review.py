"""One screen for one submission: as sent, the public version beside it, and the decision."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from cms.core.crypto import CannotDecrypt
from stories.models import Media, Submission
from stories.moderation_forms import ReviewForm, StealForm, initial_review
from stories.photos import PhotoRefused
from stories.services import claims, moderation
from stories.services.access import look_at_photo, open_submission
from stories.services.claims import ClaimedByOther
from stories.views.asides import ASIDES, KEEP_THE_VERSION, act_aside
from stories.views.decisions import LEAVE_THE_EDIT, Refusal, decide, why_not
from stories.views.queue import MODERATE, queue_url
from stories.views.review_forms import ReviewForms, has_unsent_words
from stories.views.review_page import show_review
from stories.views.sealed import or_say_why
from stories.views.undo import offer_undo

UNSENT = gettext_lazy("Your message or note is not sent yet. It still stands below.")


@permission_required(MODERATE)
@or_say_why
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
    filled = ReviewForms.posted(request, submission)
    if "claim" in request.POST or "steal" in request.POST:
        return _claim(request, submission, filled)
    if "release" in request.POST:
        claims.release(submission_id=submission.pk, user=request.user)
        return _leave(request, submission, filled)
    aside = next((button for button in ASIDES if button in request.POST), None)
    if aside:
        return _aside(request, submission, filled, aside)
    return _decision(request, submission, filled)


def _decision(request: HttpRequest, submission: Submission, filled: ReviewForms) -> HttpResponse:
    if not filled.are_valid():
        return show_review(request, submission, filled)
    try:
        is_done = decide(request, submission, filled)
    except Refusal as refusal:
        return _again(request, submission, filled, refusals=why_not(refusal), status=409)
    offer_undo(request)
    if is_done:
        return _done_with(request, submission, filled)
    if has_unsent_words(request) or LEAVE_THE_EDIT & set(request.POST):
        return _again(request, submission, filled)
    return redirect("stories_admin:review", submission.pk)


def _done_with(request: HttpRequest, submission: Submission, filled: ReviewForms) -> HttpResponse:
    """On to the queue, unless a message or a note would be lost on the way."""
    if not has_unsent_words(request):
        return redirect(queue_url())
    messages.warning(request, UNSENT)
    return _again(request, submission, filled)


def _leave(request: HttpRequest, submission: Submission, filled: ReviewForms) -> HttpResponse:
    if not has_unsent_words(request):
        return redirect(queue_url())
    messages.warning(request, UNSENT)
    return _with_its_version(request, submission, filled)


def _again(
    request: HttpRequest,
    submission: Submission,
    filled: ReviewForms,
    *,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The same screen with all that was typed and the state of now; after a refusal with why not."""
    submission = Submission.objects.select_related("claimed_by", "edited__approved_by").get(pk=submission.pk)
    # Faces as they are kept: a box that changed has taken the tick away. Flags too: somebody else may have set one.
    faces = {f"faces_{media.pk}": media.faces_checked for media in submission.photos.all()}
    typed = {**_typed(filled.review), **faces, "version": submission.version}
    again = ReviewForms.again(typed, request, submission, fresh="flag")
    return show_review(request, submission, again, refusals=refusals, status=status)


def _aside(request: HttpRequest, submission: Submission, filled: ReviewForms, button: str) -> HttpResponse:
    """Do it, and show the same screen again with what was typed elsewhere, which is neither saved nor sent."""
    if not act_aside(request, submission, filled, button):
        return show_review(request, submission, filled)
    shown = submission.version
    submission.refresh_from_db()
    again = ReviewForms.again(_typed(filled.review), request, submission, fresh=button)
    if str(filled.review["version"].value()) == str(shown):
        # One's own act is no news; whatever else happened meanwhile still stops a decision.
        own = shown if button in KEEP_THE_VERSION else shown + 1
        again.review.initial["version"] = min(own, submission.version)
    return show_review(request, submission, again)


def _typed(form: ReviewForm) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields}


def _claim(request: HttpRequest, submission: Submission, filled: ReviewForms) -> HttpResponse:
    steal = StealForm(request.POST)
    reason = steal.cleaned_data["steal_reason"] if "steal" in request.POST and steal.is_valid() else ""
    try:
        claims.claim(submission_id=submission.pk, user=request.user, steal_reason=reason)
    except ClaimedByOther as claimed:
        messages.error(request, _("%(user)s is working on this.") % {"user": claimed.user})
    if "version" not in request.POST:
        return redirect("stories_admin:review", submission.pk)
    return _with_its_version(request, submission, filled)


def _with_its_version(request: HttpRequest, submission: Submission, filled: ReviewForms) -> HttpResponse:
    """After a claim or its end, which change no version: what the screen did not know yet still stops a decision."""
    again = ReviewForms.again(_typed(filled.review), request, submission, fresh="")
    submission.refresh_from_db()
    return show_review(request, submission, again)


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
    try:
        content = look_at_photo(media=media, user=request.user, is_covered=is_covered)
    except (OSError, CannotDecrypt):
        return HttpResponse(_("The photo could not be read just now. Try again later."), status=503)
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
