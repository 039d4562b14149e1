"""The e-mails of this app. Subjects say nothing: someone else may look at the phone."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.outbox.kinds import EmailKind, NothingToSend, RenderedEmail, register, render_templates
from cms.outbox.models import OutgoingEmail
from stories.choices import Scope, Status
from stories.digest import DIGEST
from stories.models import Consent, Message, Submission
from stories.waiting import count_waiting


def _submission(row: OutgoingEmail, *, expected: Status | None = None) -> Submission:
    """The submission, if its storyteller still wants to hear from us and it still is as the e-mail says."""
    submission = Submission.objects.filter(pk=row.reference).first()
    if submission is None or (expected and submission.status != expected):
        raise NothingToSend
    if not Consent.objects.allow(submission, Scope.CONTACT, clock.now()):
        raise NothingToSend
    return submission


def render_published(row: OutgoingEmail) -> RenderedEmail:
    _submission(row, expected=Status.PUBLISHED)
    return render_templates("stories/published", {})


def render_declined(row: OutgoingEmail) -> RenderedEmail:
    _submission(row, expected=Status.DECLINED)
    return render_templates("stories/declined", {})


def render_message(row: OutgoingEmail) -> RenderedEmail:
    """Says that there is a message, not what it says; nothing once it was read."""
    submission = _submission(row)
    if not Message.objects.unread_by_storyteller().filter(submission=submission).exists():
        raise NothingToSend
    return render_templates("stories/message", {})


def render_digest(row: OutgoingEmail) -> RenderedEmail:
    """For one moderator: numbers only. Nothing goes out once all is done."""
    waiting = count_waiting()
    if not waiting.for_us:
        raise NothingToSend
    link = f"{settings.PUBLIC_URL}{reverse('stories_admin:queue')}"
    return DIGEST.render(row, "stories/digest", {"waiting": waiting, "link": link})


register(EmailKind("stories.published", render_published, label=_("Story: it is public")))
register(EmailKind("stories.declined", render_declined, label=_("Story: it will not be published")))
register(EmailKind("stories.message", render_message, label=_("Story: there is a message")))
register(EmailKind("stories.digest", render_digest, label=_("Moderators: what waits")))
