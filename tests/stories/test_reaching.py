"""A storyteller says later how to reach them, changes it, or takes it away."""

from typing import Any

import pytest
from django.db import connection

from cms.core import clock as site_clock
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus
from stories.choices import DecisionKind, Scope, Status
from stories.models import Consent, Contact, Decision, Submission
from stories.recording import tell_storyteller
from stories.retention import erase_expired
from stories.services.moderation import NotOpen
from stories.services.permissions import NoWayToReach
from stories.services.reaching import WayToReach, change_contact
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import submission
from tests.stories.test_receipt_acts import Opened, page

pytestmark = pytest.mark.django_db
NEW = {"email": "new.canary@example.org", "phone": "", "safe_times": "Mondays", "consent_contact": "on"}
NOBODY = {"name": "", "email": "", "phone": "", "consents": frozenset({Scope.KEEP})}


@pytest.fixture
def opened(storyteller) -> Opened:
    return Opened(storyteller())


@pytest.fixture
def unreachable(storyteller) -> Opened:
    return Opened(storyteller(), **NOBODY)


def reach(story: Submission, **way: Any) -> bool:
    return change_contact(submission_id=story.pk, way=WayToReach(**way), language="en")


def may_write(story: Submission) -> bool:
    return Consent.objects.allow(story, Scope.CONTACT, site_clock.now())


class TestOnTheReceiptPage:
    def test_it_is_shown_only_when_asked_for(self, opened):
        assert "ximena.q@example.org" not in page(opened.shown)
        assert "ximena.q@example.org" in page(opened.press("open_reach"))

    def test_who_left_nothing_can_add_it(self, unreachable):
        assert "Add a way to reach me" in page(unreachable.shown)
        said = page(unreachable.press("save_reach", **NEW))
        assert "From now on we reach you only this way." in said
        assert "new.canary" not in said
        contact = Contact.objects.get()
        assert (contact.name, contact.email, contact.safe_times) == ("", NEW["email"], "Mondays")
        assert may_write(unreachable.submission)

    def test_it_can_be_taken_away_and_the_name_stays_as_the_guard(self, opened):
        said = page(opened.press("forget_reach"))
        assert "We have no way to reach you now." in said
        contact = Contact.objects.get()
        assert (contact.name, contact.email, contact.phone) == ("Ximena Quetzalli", "", "")
        assert not may_write(opened.submission)

    def test_nothing_new_changes_nothing(self, opened):
        same = {"email": "ximena.q@example.org", "phone": "(956) 555-0123", "consent_contact": "on"}
        assert "Nothing was different" in page(opened.press("save_reach", **same))
        assert not Decision.objects.filter(kind=DecisionKind.CONTACT).exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"email": "a@localhost"}, "Enter an e-mail address like name@example.org."),
            ({"consent_contact": ""}, "Tick “You may write to me or call me”"),
            ({"email": "", "phone": "\u200b"}, "Enter an e-mail or a phone number, or untick the box below."),
            ({"safe_times": "x" * 201}, "200"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, unreachable, changes, sentence):
        typed = {name: value for name, value in {**NEW, **changes}.items() if value}
        said = page(unreachable.press("save_reach", **typed))
        assert sentence in said
        assert "<title>Error: " in said
        assert not Contact.objects.exists()

    def test_the_other_language_keeps_what_was_typed_and_saves_nothing(self, unreachable):
        said = page(unreachable.press("language_switch", **NEW))
        assert 'value="new.canary@example.org"' in said
        assert not Contact.objects.exists()

    def test_hostile_text_is_text(self, unreachable):
        unreachable.press("save_reach", **{**NEW, "safe_times": '"><script>alert(1)</script>'})
        assert "<script>alert" not in page(unreachable.press("open_reach"))

    @pytest.mark.parametrize("button", ["open_reach", "save_reach", "forget_reach", "language_switch"])
    def test_after_taking_back_nothing_is_shown_or_kept(self, opened, button):
        withdraw_story(submission_id=opened.submission.pk)
        assert "example.org" not in page(opened.press(button, **NEW))
        assert Contact.objects.get().email == "ximena.q@example.org"

    @pytest.mark.parametrize("button", ["open_reach", "save_reach"])
    def test_after_erasing_nothing_comes_back(self, opened, button):
        erase_story(submission_id=opened.submission.pk)
        assert "example.org" not in page(opened.press(button, **NEW))
        assert not Contact.objects.exists()


class TestWhatIsKept:
    def test_it_is_encrypted_and_the_record_has_no_text(self):
        story = submission(**NOBODY)
        reach(story, email=NEW["email"], may_write=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT email FROM stories_contact")
            assert "canary" not in str(cursor.fetchone())
        record = Decision.objects.get(kind=DecisionKind.CONTACT)
        assert (record.reason, record.user, record.version) == ("", None, story.version)

    def test_an_open_screen_stays_as_it_is(self):
        story = submission()
        before = (story.version, story.status, story.expires_at, story.changed_at)
        reach(story, email=NEW["email"], may_write=True)
        story.refresh_from_db()
        assert (story.version, story.status, story.expires_at, story.changed_at) == before

    def test_what_waits_for_the_old_mailbox_is_not_sent(self):
        story = submission()
        assert tell_storyteller(submission=story, kind="stories.declined")
        reach(story, email=NEW["email"], may_write=True)
        mail = OutgoingEmail.objects.get()
        assert (mail.status, mail.to) == (MailStatus.CANCELLED, "")

    def test_a_new_phone_number_cancels_no_mail(self):
        story = submission()
        tell_storyteller(submission=story, kind="stories.declined")
        reach(story, email="ximena.q@example.org", phone="(956) 555-0199", may_write=True)
        assert OutgoingEmail.objects.get().to == "ximena.q@example.org"

    def test_long_after_the_decision_it_stays_ninety_days(self, clock):
        story = submission(**NOBODY)
        Submission.objects.update(status=Status.PUBLISHED)
        Consent.objects.create(submission=story, scope=Scope.PUBLISH_TEXT, wording_version="1", language="en")
        clock.forward(days=200)
        reach(story, email=NEW["email"], may_write=True)
        clock.forward(days=89)
        erase_expired()
        assert Contact.objects.get().email == NEW["email"]
        clock.forward(days=2)
        erase_expired()
        assert Contact.objects.get().email == ""


def test_a_permission_without_an_address_is_refused():
    story = submission()
    with pytest.raises(NoWayToReach):
        reach(story, safe_times="Mondays", may_write=True)
    assert Contact.objects.get().email == "ximena.q@example.org"


def test_the_other_permissions_stay():
    story = submission()
    reach(story)
    assert Consent.objects.scopes_of(story, site_clock.now()) == set(Scope) - {Scope.CONTACT}


def test_after_taking_back_it_is_too_late():
    story = submission()
    withdraw_story(submission_id=story.pk)
    with pytest.raises(NotOpen):
        reach(story, email=NEW["email"], may_write=True)
