"""One screen for one submission: as sent, the public version beside it, and the decision."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from cms.core import clock
from stories.choices import OPEN_STATUSES, DeclineReason, Scope, Status
from stories.models import Consent, Contact, Decision, EditedVersion, Media, Submission
from stories.moderation_forms import DeclineForm, ReviewForm, StealForm, initial_review
from stories.privacy import hints
from stories.services import claims, moderation
from stories.services.access import look_at_photo, open_submission
from stories.services.claims import ClaimedByOther
from stories.services.moderation import Edit, NotOpen, PhotoChoice, StaleDecision
from stories.services.publication import NeedsSecondPerson, PublishingRefused, publish_story, take_down
from stories.views.queue import MODERATE, REVEAL, queue_url


@permission_required(MODERATE)
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Read it, edit the public version, decide. Each look is logged; each decision is checked against the version."""
    try:
        submission = open_submission(submission_id=pk, user=request.user)
    except Submission.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return _act(request, submission)
    edited = EditedVersion.objects.filter(pk=submission.pk).first()
    initial = initial_review(submission, edited, moderation.starting_edit(submission))
    return _page(request, submission, ReviewForm(initial=initial, submission=submission))


def _act(request: HttpRequest, submission: Submission) -> HttpResponse:
    if "claim" in request.POST or "steal" in request.POST:
        return _claim(request, submission)
    if "release" in request.POST:
        claims.release(submission_id=submission.pk, user=request.user)
        return redirect(queue_url())
    form = ReviewForm(request.POST, submission=submission)
    decline_form = DeclineForm(request.POST if "decline" in request.POST else None)
    is_complete = form.is_valid() and ("decline" not in request.POST or decline_form.is_valid())
    if not is_complete:
        return _page(request, submission, form, decline_form=decline_form)
    try:
        return _decide(request, submission, form, decline_form)
    except (StaleDecision, ClaimedByOther, NotOpen, PublishingRefused) as refusal:
        return _refused(request, submission, form, _sentences(refusal))


def _sentences(refusal: Exception) -> list[str]:
    """Why nothing was done, in words."""
    match refusal:
        case StaleDecision():
            return [_stale_sentence(refusal)]
        case ClaimedByOther():
            return [_("%(user)s is working on this. Nothing was saved.") % {"user": refusal.user}]
        case PublishingRefused():
            return [_("Not published. Your edit is saved."), *refusal.sentences]
    return [_("This story is closed: nothing was changed.")]


def _decide(request: HttpRequest, submission: Submission, form: ReviewForm, decline_form: DeclineForm) -> HttpResponse:
    who: dict[str, Any] = {
        "submission_id": submission.pk,
        "version": form.cleaned_data["version"],
        "user": request.user,
    }
    if "decline" in request.POST:
        moderation.decline(**who, reason=DeclineReason(decline_form.cleaned_data["reason"]))
        messages.success(request, _("%(story)s is declined.") % {"story": submission})
        return redirect(queue_url())
    if "take_down" in request.POST:
        take_down(**who)
        messages.success(request, _("%(story)s is off the site.") % {"story": submission})
    elif "publish" in request.POST:
        _publish(request, submission, who, _edit(form))
        return redirect(queue_url())
    else:
        moderation.save_edit(**who, edit=_edit(form))
        messages.success(request, _("Saved. Nothing is public."))
    return redirect("stories_admin:review", submission.pk)


def _publish(request: HttpRequest, submission: Submission, who: dict[str, Any], edit: Edit) -> None:
    try:
        publish_story(**who, edit=edit)
    except NeedsSecondPerson:
        messages.warning(
            request,
            _("%(story)s is flagged: your approval is noted. A second person must publish it.") % {"story": submission},
        )
    else:
        messages.success(request, _("%(story)s is published.") % {"story": submission})


def _claim(request: HttpRequest, submission: Submission) -> HttpResponse:
    steal = StealForm(request.POST)
    reason = steal.cleaned_data["reason"] if "steal" in request.POST and steal.is_valid() else ""
    try:
        claims.claim(submission_id=submission.pk, user=request.user, steal_reason=reason)
    except ClaimedByOther as claimed:
        messages.error(request, _("%(user)s is working on this.") % {"user": claimed.user})
    return redirect("stories_admin:review", submission.pk)


def _edit(form: ReviewForm) -> Edit:
    cleaned = form.cleaned_data
    photos = tuple(
        PhotoChoice(
            media_id=media.pk,
            is_chosen=cleaned[f"chosen_{media.pk}"],
            faces_checked=cleaned[f"faces_{media.pk}"],
            alt=cleaned[f"alt_{media.pk}"],
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


def _stale_sentence(stale: StaleDecision) -> str:
    if stale.last is None:
        return _("Somebody changed this in the meantime. Nothing was saved.")
    who = stale.last.user or _("the storyteller")
    return _("Already decided by %(who)s: %(what)s. Nothing was saved; your text is still below.") % {
        "who": who,
        "what": stale.last.get_kind_display(),
    }


def _refused(request: HttpRequest, submission: Submission, form: ReviewForm, sentences: list[str]) -> HttpResponse:
    """The same screen with the typed text, the state of now, and why not."""
    submission = Submission.objects.select_related("claimed_by").get(pk=submission.pk)
    typed = {name: form[name].data for name in form.fields if name != "version"}
    again = ReviewForm(initial={**typed, "version": submission.version}, submission=submission)
    return _page(request, submission, again, refusals=sentences, status=409)


def _page(
    request: HttpRequest,
    submission: Submission,
    form: ReviewForm,
    *,
    decline_form: DeclineForm | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    private = submission.private_data
    live = set(Consent.objects.live(clock.now()).filter(submission=submission).values_list("scope", flat=True))
    public_text = "\n".join(str(form[name].value() or "") for name in ("title", "text", "attribution", "place_label"))
    context = {
        "submission": submission,
        "form": form,
        "decline_form": decline_form or DeclineForm(),
        "steal_form": StealForm(),
        "refusals": refusals or [],
        "hints_sent": hints(f"{submission.title}\n{submission.body}", private),
        "hints_public": hints(public_text, private),
        "consents": [(scope.label, scope in live) for scope in Scope],
        "history": list(Decision.objects.filter(submission_id=submission.pk).select_related("user").order_by("pk")),
        "has_contact": Contact.objects.filter(pk=submission.pk).exclude(email="", phone="").exists(),
        "may_reveal": request.user.has_perm(REVEAL),
        "is_open": submission.status in OPEN_STATUSES,
        "is_published": submission.status == Status.PUBLISHED,
        "is_claimed_by_me": submission.claimed_by_id == request.user.pk,
        "is_claimed_by_other": submission.is_claimed_by_other(request.user, clock.now()),
        "first_approval": EditedVersion.objects.filter(pk=submission.pk).select_related("approved_by").first(),
        "breadcrumbs_items": [
            {"url": reverse("stories_admin:queue"), "label": _("Stories")},
            {"url": "", "label": str(submission)},
        ],
        "header_title": str(submission),
        "header_icon": "comment",
    }
    return render(request, "stories/admin/review.html", context, status=status)


@permission_required(MODERATE)
def photo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One private photo, decrypted for this look only."""
    media = Media.objects.exclude(submission=None).filter(pk=pk).first()
    if media is None:
        raise Http404
    response = HttpResponse(look_at_photo(media=media, user=request.user), content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
