"""Messages on the moderators' screens: read, answered, and in the way of publishing until somebody has read them."""

from typing import Any

import pytest
from django.urls import reverse

from cms.users.roles import CONTACT_TEAM, MODERATORS
from stories.choices import Status
from stories.models import Message, Story, Submission
from stories.services.messages import send_message
from stories.services.publication import PublishingRefused, publish_story
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, published, shared, somebody, submission
from tests.stories.browser import hidden

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{7*7}}"


@pytest.fixture
def ana(client):
    both_languages()
    client.force_login(somebody(MODERATORS, name="ana"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(response: Any) -> str:
    return response.content.decode()


def url(story: Submission) -> str:
    return reverse("stories_admin:review", args=[story.pk])


def write(story: Submission, text: str = "Please leave out the church.") -> Message:
    return send_message(submission_id=story.pk, text=text, by_user_id=None)


def fields(shown: str, **changes: Any) -> dict[str, Any]:
    """What the open screen sends."""
    kept = {name: hidden(shown, name)[0] for name in ("version", "answer_key")}
    typed = {"title": "Nine days", "text": "A family waited.", "attribution": "A mother", "place_label": ""}
    return {**kept, **typed, **changes}


def test_a_moderator_reads_oldest_first_and_answers(ana, storyteller, clock):
    sent = shared()
    story = sent.submission
    write(story, "First thing")
    clock.forward(minutes=1)
    write(story, "Second thing")
    shown = page(ana.get(url(story)))
    assert shown.index("First thing") < shown.index("Second thing")
    assert "The storyteller" in shown
    assert not Message.objects.unread_by_team().exists()
    shown = page(ana.post(url(story), fields(shown, answer="1", answer_text="Which month?", needs_answer="on")))
    assert "Your message is sent." in shown
    assert "Which month?" in shown
    assert Submission.objects.get().status == Status.NEEDS_ANSWER
    seen = page(storyteller().ask(sent.receipt))
    assert "Which month?" in seen
    assert "ana" not in seen.split("Which month?")[0].split('id="messages"')[1]
    assert not Message.objects.unread_by_storyteller().exists()


def test_answering_keeps_what_was_typed_into_the_public_version_and_saves_none_of_it(ana):
    story = submission()
    shown = page(ana.get(url(story)))
    again = page(ana.post(url(story), fields(shown, answer="1", answer_text="Hello", text="Half an edit")))
    assert "Half an edit</textarea>" in again
    assert not Submission.objects.filter(edited__isnull=False).exists()
    assert ana.post(url(story), fields(again, publish="1")).status_code == 302
    assert Story.objects.public().count() == 1


def test_a_double_click_is_one_message(ana):
    story = submission()
    typed = fields(page(ana.get(url(story))), answer="1", answer_text="Hello")
    for _click in range(2):
        ana.post(url(story), typed)
    assert Message.objects.count() == 1


def test_answering_an_old_screen_does_not_make_it_current(ana):
    story = submission()
    shown = page(ana.get(url(story)))
    write(story)
    again = page(ana.post(url(story), fields(shown, answer="1", answer_text="Hello")))
    assert "Please leave out the church." in again
    assert ana.post(url(story), fields(again, publish="1")).status_code == 409
    assert not Story.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001])
def test_what_cannot_be_sent_is_said_and_stays(ana, text):
    story = submission()
    shown = page(ana.post(url(story), fields(page(ana.get(url(story))), answer="1", answer_text=text)))
    assert "Check the marked fields" in shown
    assert text in shown
    assert not Message.objects.exists()


def test_the_seven_words_are_not_sent(ana):
    sent = shared()
    typed = fields(page(ana.get(url(sent.submission))), answer="1", answer_text=f"Use {sent.receipt}")
    assert "Take the seven words" in page(ana.post(url(sent.submission), typed))
    assert not Message.objects.exists()


def test_hostile_words_are_words(ana):
    story = submission(language="es")
    write(story, HOSTILE)
    shown = page(ana.get(url(story)))
    assert "<script>alert" not in shown
    assert "{{7*7}}" in shown
    assert '<div class="sr-text" lang="es" dir="auto">' in shown


def test_a_story_taken_back_takes_no_answer(ana):
    story = submission()
    write(story)
    typed = fields(page(ana.get(url(story))), answer="1", answer_text="Hello")
    withdraw_story(submission_id=story.pk)
    assert 'name="answer"' not in page(ana.post(url(story), typed))
    assert Message.objects.count() == 1


def test_an_unread_message_stops_publishing_until_it_was_read(ana):
    story = submission()
    write(story)
    story.refresh_from_db()
    with pytest.raises(PublishingRefused) as refused:
        publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit())
    assert refused.value.codes == ["news"]
    shown = page(ana.get(url(story)))
    assert ana.post(url(story), fields(shown, publish="1")).status_code == 302
    assert Story.objects.public().count() == 1


def test_a_message_that_comes_while_the_screen_is_open_stops_publishing(ana):
    story = submission()
    shown = page(ana.get(url(story)))
    write(story)
    response = ana.post(url(story), fields(shown, publish="1"))
    assert response.status_code == 409
    assert "Please leave out the church." in page(response)
    assert not Story.objects.exists()


def test_the_queue_says_where_somebody_has_written_even_about_a_public_story(ana):
    story, queue = published(), reverse("stories_admin:queue")
    assert str(story) not in page(ana.get(queue))
    write(story)
    shown = page(ana.get(queue))
    assert str(story) in shown
    assert "Unread message" in shown
    assert "church" not in shown
    assert "1 story has a message that nobody has read." in page(ana.get("/admin/"))
    ana.get(url(story))
    assert str(story) not in page(ana.get(queue))
    write(story, "Take it down")
    withdraw_story(submission_id=story.pk)
    assert str(story) not in page(ana.get(queue))


def test_who_may_not_moderate_neither_reads_nor_answers(client):
    client.force_login(somebody(CONTACT_TEAM), backend="django.contrib.auth.backends.ModelBackend")
    story = submission()
    write(story)
    assert "church" not in page(client.get(url(story), follow=True))
    client.post(url(story), {"answer": "1", "answer_text": "Hello", "answer_key": "k", "version": "2"})
    assert Message.objects.unread_by_team().count() == Message.objects.count() == 1


def test_many_messages_take_no_more_queries(ana, django_assert_max_num_queries):
    story = submission()
    for number in range(20):
        write(story, f"Number {number}")
    with django_assert_max_num_queries(26):
        ana.get(url(story))
