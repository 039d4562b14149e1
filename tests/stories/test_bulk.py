"""One button for several stories: each for itself, against what was in the list, and never published."""

import uuid
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from cms.core.clock import now
from stories.choices import DeclineReason, Status
from stories.models import Decision, EditedVersion, Submission, Topic
from stories.models.undo import UndoPoint
from stories.services import claims
from stories.services.moderation import decline, save_edit
from stories.starter_kit import make_topics
from tests.factories.stories import both_languages, edit, published, somebody, submission
from tests.stories.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
QUEUE, BULK = "/admin/stories/", "/admin/stories/bulk/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


def browser(role: str, name: str = "") -> Staff:
    return Staff(role, name=name)


@pytest.fixture
def ana() -> Staff:
    return browser("Moderators", name="ana")


def row(story: Submission) -> str:
    return f"{story.pk}:{story.version}"


def press(client: Client, act: str, *rows: str, query: str = "", **chosen: Any) -> Any:
    response = client.post(f"{BULK}{query}", {"act": act, "stories": rows, **chosen})
    assert response.status_code == 302
    return response


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def status(story: Submission) -> str:
    return Submission.objects.get(pk=story.pk).status


class TestSpam:
    def test_all_ticked_are_declined_and_no_other(self, ana, mailoutbox):
        first, second, other = submission(), submission(), submission()
        response = press(ana, "spam", row(first), row(second))
        assert (status(first), status(second), status(other)) == (Status.DECLINED, Status.DECLINED, Status.NEW)
        assert Decision.objects.filter(reason=DeclineReason.SPAM, user=ana.user).count() == 2
        assert "2 stories are marked as spam." in said(response)
        assert mailoutbox == []

    def test_one_that_changed_is_left_and_named_and_the_others_are_done(self, ana):
        changed, fine = submission(), submission()
        seen = row(changed)
        Submission.objects.filter(pk=changed.pk).update(version=changed.version + 1)
        told = said(press(ana, "spam", seen, row(fine)))
        assert (status(changed), status(fine)) == (Status.NEW, Status.DECLINED)
        assert f"{changed}: it changed since you opened the list" in told
        assert str(fine) not in told

    def test_one_that_another_works_on_is_left(self, ana):
        story = submission()
        claims.claim(submission_id=story.pk, user=somebody("Moderators", name="ben"))
        assert f"{story}: ben is working on it" in said(press(ana, "spam", row(story)))
        assert status(story) == Status.NEW

    def test_a_public_story_stays_public(self, ana):
        story = published()
        assert f"{story}: it is closed" in said(press(ana, "spam", row(story)))
        assert status(story) == Status.PUBLISHED

    def test_one_that_was_erased_stops_no_other(self, ana):
        story = submission()
        gone = uuid.uuid4()
        assert f"{Submission(pk=gone)}: it is not here any more" in said(press(ana, "spam", f"{gone}:1", row(story)))
        assert status(story) == Status.DECLINED

    def test_can_be_undone(self, ana):
        story = submission()
        press(ana, "spam", row(story))
        point = UndoPoint.objects.get(submission=story)
        page = ana.get(QUEUE).content.decode()
        assert f"/admin/stories/{story.pk}/undo/" in page
        ana.post(f"/admin/stories/{story.pk}/undo/", {"version": point.submission.version})
        assert status(story) == Status.NEW

    def test_a_whole_batch_is_undone_by_one_press(self, ana):
        stories = [submission() for _number in range(5)]
        press(ana, "spam", *map(row, stories))
        assert "Undo all 5" in ana.get(QUEUE).content.decode()
        ana.post("/admin/stories/undo/")
        assert {status(story) for story in stories} == {Status.NEW}


class TestTake:
    def test_all_ticked_are_mine(self, ana):
        first, second, other = submission(), submission(), submission()
        assert "2 stories are with you." in said(press(ana, "take", row(first), row(second)))
        assert set(Submission.objects.filter(claimed_by=ana.user)) == {first, second}
        assert status(other) == status(first) == Status.NEW

    def test_what_another_has_stays_with_them(self, ana):
        story, ben = submission(), somebody("Moderators", name="ben")
        claims.claim(submission_id=story.pk, user=ben)
        press(ana, "take", row(story))
        assert Submission.objects.get(pk=story.pk).claimed_by == ben

    def test_one_that_was_decided_meanwhile_is_left(self, ana):
        story = submission()
        seen = row(story)
        ben = somebody("Moderators", name="ben")
        decline(submission_id=story.pk, version=story.version, user=ben, reason=DeclineReason.SPAM)
        press(ana, "take", seen)
        assert Submission.objects.get(pk=story.pk).claimed_by is None


class TestMore:
    def test_the_page_names_the_ticked_stories_and_changes_nothing(self, ana):
        somebody("Moderators", name="ben"), somebody("Editors", name="edith")
        story = submission()
        page = ana.post(f"{BULK}?status=new", {"act": "more", "stories": [row(story)]}).content.decode()
        assert str(story) in page
        assert page.count(f'value="{row(story)}"') == 2
        assert f'action="{BULK}?status=new"' in page
        assert ">ben</option>" in page
        assert not [name for name in ("ana", "edith") if f">{name}</option>" in page]
        assert Submission.objects.get(pk=story.pk).claimed_by is None


class TestGive:
    def test_they_are_with_that_person_for_a_working_day_and_the_record_names_both(self, ana, clock):
        ben = Staff("Moderators", name="ben")
        story = submission()
        assert "1 story is with ben." in said(press(ana, "give", row(story), to=ben.user.pk))
        assert story.pk in {one.pk for one in ben.get(QUEUE, {"status": "mine"}).context["rows"]}
        record = Decision.objects.filter(kind__in=("given", "received")).values_list("kind", "user__username")
        assert set(record) == {("given", "ana"), ("received", "ben")}
        clock.forward(hours=7)
        assert Submission.objects.get(pk=story.pk).is_claimed_by(ben.user.pk, now())
        clock.forward(hours=2)
        assert not Submission.objects.get(pk=story.pk).is_claimed_by(ben.user.pk, now())

    def test_beginning_to_work_does_not_cut_it_short(self, ana, clock):
        ben = somebody("Moderators", name="ben")
        story = submission()
        press(ana, "give", row(story), to=ben.pk)
        claims.claim(submission_id=story.pk, user=ben)
        clock.forward(hours=1)
        assert Submission.objects.get(pk=story.pk).is_claimed_by(ben.pk, now())

    def test_what_another_has_and_what_is_closed_stay(self, ana):
        ben, cleo = somebody("Moderators", name="ben"), somebody("Moderators", name="cleo")
        busy, closed = submission(), submission()
        claims.claim(submission_id=busy.pk, user=cleo)
        decline(submission_id=closed.pk, version=closed.version, user=cleo, reason=DeclineReason.SPAM)
        closed.refresh_from_db()
        told = said(press(ana, "give", row(busy), row(closed), to=ben.pk))
        assert f"{busy}: cleo is working on it" in told
        assert f"{closed}: it is closed" in told
        assert not Submission.objects.filter(claimed_by=ben).exists()

    @pytest.mark.parametrize("role", ["Editors", "Contact team", ""])
    def test_to_nobody_who_may_not_read_it(self, ana, role):
        other, story = somebody(role, name="other"), submission()
        assert ana.post(BULK, {"act": "give", "stories": [row(story)], "to": other.pk}).status_code == 200
        assert Submission.objects.get(pk=story.pk).claimed_by is None

    def test_not_to_who_has_left(self, ana):
        gone, story = somebody("Moderators", name="gone"), submission()
        gone.is_active = False
        gone.save()
        ana.post(BULK, {"act": "give", "stories": [row(story)], "to": gone.pk})
        assert Submission.objects.get(pk=story.pk).claimed_by is None


class TestTopic:
    @pytest.fixture(autouse=True)
    def topics(self) -> None:
        make_topics()

    def test_each_gets_it_in_its_own_language_and_keeps_what_it_has(self, ana):
        english, spanish = submission(), submission(language="es")
        other = Topic.objects.get(slug="asylum", locale__language_code="en")
        words = edit(title="Edited before", topics=(other,))
        save_edit(submission_id=english.pk, version=1, user=ana.user, edit=words)
        english.refresh_from_db()
        assert "2 stories have this topic." in said(press(ana, "topic", row(english), row(spanish), topic="detention"))
        kept = EditedVersion.objects.get(pk=english.pk)
        assert kept.title == "Edited before"
        assert {topic.slug for topic in kept.topics.all()} == {"asylum", "detention"}
        begun = EditedVersion.objects.get(pk=spanish.pk)
        assert begun.text == spanish.body
        assert [topic.locale.language_code for topic in begun.topics.all()] == ["es"]

    def test_again_changes_nothing(self, ana):
        story = submission()
        press(ana, "topic", row(story), topic="detention")
        story.refresh_from_db()
        press(ana, "topic", row(story), topic="detention")
        assert Submission.objects.get(pk=story.pk).version == story.version

    def test_one_whose_language_lacks_it_and_a_public_one_are_left(self, ana):
        Topic.objects.filter(slug="detention", locale__language_code="es").delete()
        spanish, public = submission(language="es"), published()
        told = said(press(ana, "topic", row(spanish), row(public), topic="detention"))
        assert f"{spanish}: the topic does not exist in its language" in told
        assert f"{public}: it is closed" in told

    @pytest.mark.parametrize("topic", ["", "nonsense"])
    def test_without_a_topic_nothing_is_changed(self, ana, topic):
        story = submission()
        response = ana.post(BULK, {"act": "topic", "stories": [row(story)], "topic": topic})
        assert "errorlist" in response.content.decode()
        assert Submission.objects.get(pk=story.pk).version == story.version


class TestForm:
    @pytest.mark.parametrize("rows", [[], ["x"], ["no-id:1"], ["5f2b6c1e-0000-4000-8000-000000000000:one"]])
    def test_nonsense_changes_nothing_and_says_so(self, ana, rows):
        assert "othing was changed" in said(press(ana, "spam", *rows))

    @pytest.mark.parametrize("act", ["publish", ""])
    def test_no_other_act(self, ana, act):
        story = submission()
        press(ana, act, row(story))
        assert status(story) == Status.NEW

    def test_at_most_fifty(self, ana):
        rows = [f"{uuid.UUID(int=number)}:1" for number in range(51)]
        assert "At most 50" in said(press(ana, "spam", *rows))

    def test_a_row_that_is_sent_twice_counts_once(self, ana):
        story = submission()
        assert "1 story is marked as spam." in said(press(ana, "spam", row(story), row(story)))

    def test_shows_the_same_part_again(self, ana):
        response = press(ana, "take", row(submission()), query="?status=new&p=2")
        assert response["Location"] == f"{QUEUE}?status=new&p=2"


class TestWho:
    def test_the_list_has_a_box_for_each_row(self, ana):
        story = submission()
        assert f'value="{row(story)}"' in ana.get(QUEUE).content.decode()

    def test_the_contact_team_sees_no_box_and_may_not(self):
        story, client = submission(), browser("Contact team")
        assert 'name="stories"' not in client.get(QUEUE).content.decode()
        client.post(BULK, {"act": "spam", "stories": [row(story)]})
        assert status(story) == Status.NEW

    def test_a_link_does_nothing(self, ana):
        assert ana.get(BULK).status_code == 405
