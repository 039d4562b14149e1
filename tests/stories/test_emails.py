"""Mail to a storyteller says nothing to whoever else reads it, and leaves only while it is wanted."""

import pytest
from django.utils.translation import override

from cms.core import clock as site_clock
from cms.outbox.delivery import deliver_one
from cms.outbox.kinds import NothingToSend, get_kind
from cms.outbox.models import OutgoingEmail
from stories.choices import DeclineReason, Scope, Status
from stories.models import Consent
from stories.services.moderation import decline
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import published, submission

pytestmark = pytest.mark.django_db
PRIVATE = ("story", "historia", "nine days", "sidewalk", "ximena", "new mexico", "asyl", "/stories/", "/historias/")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["published", "declined"])
def test_nothing_in_it_tells_what_it_is_about(language, kind):
    if kind == "published":
        published(language=language)
    else:
        decline(submission_id=submission(language=language).pk, version=1, user=None, reason=DeclineReason.UNSAFE)
    row = OutgoingEmail.objects.get()
    with override(row.language):
        mail = get_kind(row.kind).render(row)
    everything = f"{mail.subject} {mail.text} {mail.html}".lower()
    assert not [word for word in PRIVATE if word in everything]
    assert mail.subject
    assert len(mail.text) > 100


def test_a_row_holds_no_readable_address():
    published()
    row = OutgoingEmail.objects.get()
    assert "ximena" not in f"{row} {row.reference} {row.dedupe_key} {row.kind}"


@pytest.mark.parametrize("then", ["withdrawn", "erased", "no_contact"])
def test_a_mail_that_is_no_longer_wanted_does_not_leave(then, clock):
    story = published()
    row = OutgoingEmail.objects.get()
    if then == "withdrawn":
        withdraw_story(submission_id=story.pk)
    elif then == "erased":
        erase_story(submission_id=story.pk)
    else:
        Consent.objects.filter(scope=Scope.CONTACT).update(withdrawn_at=site_clock.now())
    with pytest.raises(NothingToSend):
        get_kind(row.kind).render(row)
    clock.forward(seconds=30)
    deliver_one(row.pk)
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_mail_for_another_state_does_not_leave():
    story = published()
    story.status = Status.READY
    story.save()
    row = OutgoingEmail.objects.get()
    with pytest.raises(NothingToSend):
        get_kind(row.kind).render(row)


def test_it_really_leaves_when_it_can_no_longer_be_undone(mail_server, clock):
    published(language="es")
    deliver_one(OutgoingEmail.objects.get().pk)
    assert OutgoingEmail.objects.get().status == "queued"
    clock.forward(seconds=30)
    deliver_one(OutgoingEmail.objects.get().pk)
    assert OutgoingEmail.objects.get().status == "sent"
