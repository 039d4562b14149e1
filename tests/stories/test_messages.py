"""Messages: encrypted, both ways, announced without their content."""

import uuid

import pytest
from django.db import connection

from cms.outbox.kinds import NothingToSend
from cms.outbox.models import OutgoingEmail
from cms.users import roles
from stories.choices import DecisionKind, DeclineReason, Scope, Status
from stories.emails import render_message
from stories.models import Consent, Decision, Message, Submission
from stories.services.messages import mark_read, send_message
from stories.services.moderation import NotOpen, StaleDecision, decline
from stories.services.sharing import ContainsReceipt
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import published, shared, somebody, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return somebody(roles.MODERATORS)


def read(sent, *, by_storyteller, only=None):
    shown = only or list(Message.objects.filter(submission=sent))
    return mark_read(submission_id=sent.pk, message_ids=[one.pk for one in shown], by_storyteller=by_storyteller)


def test_a_message_rests_encrypted():
    sent = submission()
    send_message(submission_id=sent.pk, text="My sister is Quetzalli", by_user_id=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM stories_message")
        assert "Quetzalli" not in cursor.fetchone()[0]
    assert Message.objects.get().text == "My sister is Quetzalli"
    assert "Quetzalli" not in str(Message.objects.get())


def test_a_question_makes_the_story_wait_for_an_answer_and_the_answer_brings_it_back(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Which month?", by_user_id=moderator.pk, needs_answer=True)
    sent.refresh_from_db()
    assert sent.status == Status.NEEDS_ANSWER
    send_message(submission_id=sent.pk, text="In May", by_user_id=None)
    sent.refresh_from_db()
    assert sent.status == Status.NEW
    kinds = Decision.objects.filter(submission_id=sent.pk).values_list("kind", "user")
    assert list(kinds)[-2:] == [(DecisionKind.ASKED, moderator.pk), (DecisionKind.ANSWERED, None)]


def test_a_question_about_a_public_story_leaves_it_public(moderator):
    sent = published()
    send_message(submission_id=sent.pk, text="Still fine?", by_user_id=moderator.pk, needs_answer=True)
    sent.refresh_from_db()
    assert sent.status == Status.PUBLISHED


def test_nobody_decides_without_having_seen_the_newest_message(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Please do not publish it yet", by_user_id=None)
    with pytest.raises(StaleDecision):
        decline(submission_id=sent.pk, version=sent.version, user=moderator, reason=DeclineReason.OFF_TOPIC)


def test_one_form_sent_twice_is_one_message():
    sent = submission()
    for _click in range(2):
        send_message(submission_id=sent.pk, text="In May", by_user_id=None, form_key="k")
    send_message(submission_id=sent.pk, text="In June", by_user_id=None, form_key="k")
    assert [message.text for message in Message.objects.all()] == ["In May", "In June"]


def test_one_form_key_for_two_stories_is_two_messages():
    for _number in range(2):
        send_message(submission_id=submission().pk, text="Hello", by_user_id=None, form_key="k")
    assert Message.objects.count() == 2


def test_the_e_mail_says_only_that_there_is_a_message(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Which sidewalk?", by_user_id=moderator.pk)
    row = OutgoingEmail.objects.get(kind="stories.message")
    mail = render_message(row)
    assert mail.subject == "A message for you"
    assert "sidewalk" not in mail.text
    assert "story" not in mail.text.lower()


def test_each_message_is_announced(moderator):
    sent = submission()
    for text in ("One", "Two"):
        send_message(submission_id=sent.pk, text=text, by_user_id=moderator.pk)
    assert OutgoingEmail.objects.filter(kind="stories.message").count() == 2


def test_a_message_that_was_read_is_announced_no_more(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Which month?", by_user_id=moderator.pk)
    read(sent, by_storyteller=True)
    with pytest.raises(NothingToSend):
        render_message(OutgoingEmail.objects.get(kind="stories.message"))


def test_reading_ones_own_message_counts_for_nothing(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="In May", by_user_id=None)
    assert read(sent, by_storyteller=True) == 0
    assert Message.objects.unread_by_team().count() == 1
    assert read(sent, by_storyteller=False) == 1
    assert not Message.objects.unread_by_team().exists()


def test_a_message_that_was_not_shown_stays_new():
    sent = submission()
    seen = send_message(submission_id=sent.pk, text="In May", by_user_id=None)
    send_message(submission_id=sent.pk, text="Please wait", by_user_id=None)
    assert read(sent, by_storyteller=False, only=[seen]) == 1
    assert Message.objects.unread_by_team().get().text == "Please wait"


def test_a_message_of_another_story_is_not_marked():
    sent, other = submission(), submission()
    foreign = send_message(submission_id=other.pk, text="In May", by_user_id=None)
    assert read(sent, by_storyteller=False, only=[foreign]) == 0


@pytest.mark.parametrize("changes", [{"email": ""}, {"consents": frozenset({Scope.KEEP})}])
def test_without_address_or_permission_no_e_mail_is_written(moderator, changes):
    sent = submission(**changes)
    send_message(submission_id=sent.pk, text="Which month?", by_user_id=moderator.pk)
    assert not OutgoingEmail.objects.exists()
    assert Message.objects.get().submission == sent


def test_a_permission_that_ends_before_the_worker_comes_stops_the_e_mail(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Which month?", by_user_id=moderator.pk)
    Consent.objects.filter(scope=Scope.CONTACT).delete()
    with pytest.raises(NothingToSend):
        render_message(OutgoingEmail.objects.get())


def test_a_story_that_was_taken_back_takes_no_message(moderator):
    sent = submission()
    withdraw_story(submission_id=sent.pk)
    for user_id in (None, moderator.pk):
        with pytest.raises(NotOpen):
            send_message(submission_id=sent.pk, text="Hello", by_user_id=user_id)


def test_a_receipt_in_a_message_is_refused_from_either_side(moderator):
    sent = shared()
    text = f"My words are, I think: {sent.receipt.upper()}. Thanks"
    for user_id in (None, moderator.pk):
        with pytest.raises(ContainsReceipt):
            send_message(submission_id=sent.submission.pk, text=text, by_user_id=user_id)
    assert not Message.objects.exists()


def test_erasing_takes_the_messages_along(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="In May", by_user_id=None)
    send_message(submission_id=sent.pk, text="Thank you", by_user_id=moderator.pk)
    erase_story(submission_id=sent.pk)
    assert not Message.objects.exists()


def test_a_message_outlives_the_account_of_the_moderator(moderator):
    sent = submission()
    send_message(submission_id=sent.pk, text="Which month?", by_user_id=moderator.pk)
    moderator.delete()
    assert not Message.objects.get().is_from_storyteller


def test_an_unknown_story_takes_no_message():
    with pytest.raises(Submission.DoesNotExist):
        send_message(submission_id=uuid.uuid4(), text="Hello", by_user_id=None)
