"""The moderators' screens: who may open what, and that each look is logged."""

from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.models import ModelLogEntry, Revision

from cms.users.roles import ROLES
from stories.choices import AccessKind, DecisionKind, Scope, Status
from stories.models import AccessLog, Consent, Decision, EditedVersion, PublicPhoto, Story, Submission
from stories.retention import erase_expired
from stories.services import claims
from stories.services.publication import NeedsSecondPerson, publish_story
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, published, somebody, submission, with_photo
from tests.stories.staff import Staff

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def locales():
    both_languages()


def browser(*roles: str, name: str = "") -> Staff:
    return Staff(*roles, name=name)


@pytest.fixture
def ana() -> Client:
    return browser("Moderators", name="ana")


def page(response: Any) -> str:
    return response.content.decode()


def review_url(story: Submission) -> str:
    return reverse("stories_admin:review", args=[story.pk])


def fields(story: Submission, **changes: Any) -> dict[str, Any]:
    story.refresh_from_db()
    public = edit()
    return {
        "version": story.version,
        "title": public.title,
        "text": public.text,
        "attribution": public.attribution,
        "place_label": public.place_label,
        **changes,
    }


MAY = {
    "Moderators": {"queue", "review", "photo", "covered_photo"},
    "Safety lead": {"queue", "review", "photo", "covered_photo", "contact", "export", "log"},
    "Contact team": {"queue", "contact"},
    "Auditors": {"log"},
}


class TestWhoMayOpenWhat:
    def addresses(self) -> dict[str, str]:
        story = with_photo()
        return {
            "queue": reverse("stories_admin:queue"),
            "review": review_url(story),
            "photo": reverse("stories_admin:photo", args=[story.photos.get().pk]),
            "covered_photo": reverse("stories_admin:covered_photo", args=[story.photos.get().pk]),
            "contact": reverse("stories_admin:contact", args=[story.pk]),
            "export": reverse("stories_admin:export"),
            "log": reverse("stories_admin:log"),
        }

    @pytest.mark.parametrize("role", [*ROLES, None])
    def test_each_address_for_each_role(self, role):
        client = browser(*([role] if role else []))
        opened = {name for name, url in self.addresses().items() if client.get(url).status_code == 200}
        assert opened == MAY.get(role, set())

    @pytest.mark.parametrize("role", [*ROLES, None])
    def test_who_may_not_read_may_not_decide(self, role):
        if role in ("Moderators", "Safety lead"):
            pytest.skip("these may")
        story = submission()
        client = browser(*([role] if role else []))
        for button in ("claim", "steal", "release", "save", "publish", "decline", "take_down"):
            client.post(review_url(story), fields(story, **{button: "1", "reason": "spam"}))
        story.refresh_from_db()
        assert (story.status, story.version, story.claimed_by) == (Status.NEW, 1, None)
        assert not Story.objects.exists()

    def test_nobody_without_an_account(self, client):
        for url in self.addresses().values():
            response = client.get(url)
            assert response.status_code == 302
            assert "login" in response["Location"]
        assert not AccessLog.objects.exists()

    def test_someone_with_two_roles_may_do_both(self):
        client = browser("Moderators", "Auditors")
        addresses = self.addresses()
        assert {name for name, url in addresses.items() if client.get(url).status_code == 200} == {
            "queue",
            "review",
            "photo",
            "covered_photo",
            "log",
        }

    def test_a_moderator_sees_only_the_stories_in_the_menu(self, ana):
        items = admin_menu.menu_items_for_request(ana.get("/admin/").wsgi_request)
        assert [item.url for item in items] == [reverse("stories_admin:queue"), reverse("stories_admin:translations")]

    def test_the_dashboard_says_what_waits(self, ana):
        submission()
        assert "Stories waiting for a person" in page(ana.get("/admin/"))
        assert "Stories waiting for a person" not in page(browser("Editors").get("/admin/"))

    def test_permissions_can_be_given_to_other_roles(self):
        group = Group.objects.create(name="Night shift")
        client = Client()
        root = somebody()
        root.is_superuser = True
        root.save()
        client.force_login(root, backend=BACKEND)
        shown = page(client.get(reverse("wagtailusers_groups:edit", args=[group.pk])))
        assert "Can reveal how to reach a storyteller" in shown or "reveal contact" in shown


class TestQueue:
    def test_the_oldest_is_first_and_the_list_tells_no_text(self, ana, clock):
        second_titles = []
        for number in range(3):
            second_titles.append(str(submission(form_key=str(number), is_minor=number == 1)))
            clock.forward(days=1)
        shown = page(ana.get(reverse("stories_admin:queue")))
        assert [shown.index(title) for title in second_titles] == sorted(shown.index(title) for title in second_titles)
        assert "About someone under 18" in shown
        for secret in ("sidewalk", "Nine days", "Ximena", "ximena"):
            assert secret not in shown

    def test_closed_stories_are_shown_on_demand(self, ana):
        done = published()
        waiting = submission(form_key="w", language="es")
        shown = page(ana.get(reverse("stories_admin:queue")))
        assert str(waiting) in shown
        assert str(done) not in shown
        assert str(done) in page(ana.get(reverse("stories_admin:queue"), {"status": "all"}))
        assert str(done) in page(ana.get(reverse("stories_admin:queue"), {"status": "published"}))
        assert str(waiting) not in page(ana.get(reverse("stories_admin:queue"), {"language": "en"}))

    @pytest.mark.parametrize("query", ["status=<script>", "p=999", "p=x", "language=../en", "status="])
    def test_a_hostile_filter_does_no_harm(self, ana, query):
        submission()
        response = ana.get(f"{reverse('stories_admin:queue')}?{query}")
        assert response.status_code == 200
        assert "<script>" not in page(response).split("<main")[1].split('id="main"')[0]

    def test_an_empty_queue_is_kind(self, ana):
        assert "Nothing waits for you" in page(ana.get(reverse("stories_admin:queue")))

    def test_it_takes_few_queries_however_long_it_is(self, ana, django_assert_max_num_queries):
        for number in range(12):
            submission(form_key=str(number))
        with django_assert_max_num_queries(12):
            ana.get(reverse("stories_admin:queue"))


class TestReview:
    def test_both_sides_stand_beside_each_other_and_the_look_is_logged(self, ana):
        story = submission(body="I am Ximena. Call 505-555-0199.")
        shown = page(ana.get(review_url(story)))
        assert '<mark class="sr-mark">Ximena <small>the storyteller’s own name</small></mark>' in shown
        assert '<mark class="sr-mark">505-555-0199 <small>phone number</small></mark>' in shown
        assert "phone number: 1 place" in shown
        assert "the storyteller’s own name" in shown
        log = AccessLog.objects.get()
        assert (log.kind, log.submission_id, str(log.user)) == (AccessKind.STORY, story.pk, "ana")

    def test_the_contact_is_not_on_it(self, ana):
        shown = page(ana.get(review_url(submission())))
        assert "ximena.q@example.org" not in shown
        assert "956-555" not in shown
        assert "(956)" not in shown

    def test_publish(self, ana):
        story = submission()
        response = ana.post(review_url(story), fields(story, publish="1"), follow=True)
        assert "is published" in page(response)
        assert Story.objects.public().count() == 1
        assert Client().get(Story.objects.get().url_in("en")).status_code == 200

    def test_save_publishes_nothing(self, ana):
        story = submission()
        ana.post(review_url(story), fields(story, save="1", title="A new title"))
        assert EditedVersion.objects.get().title == "A new title"
        assert not Story.objects.exists()
        assert "A new title" in page(ana.get(review_url(story)))

    def test_enter_in_a_field_only_saves(self, ana):
        story = submission()
        ana.post(review_url(story), fields(story))
        assert not Story.objects.exists()

    def test_a_refusal_says_why_and_keeps_the_text(self, ana):
        story = submission()
        response = ana.post(review_url(story), fields(story, publish="1", text="Ximena waited for us."))
        assert response.status_code == 409
        assert "own name is in the public version" in page(response)
        assert "Ximena waited for us." in page(response)
        fixed = fields(story, publish="1")
        assert ana.post(review_url(story), fixed).status_code == 302
        assert Story.objects.public().count() == 1

    def test_a_stale_decision_says_by_whom(self, ana):
        story = submission()
        typed = fields(story, publish="1", text="What Ben typed.")
        ana.post(review_url(story), fields(story, decline="1", reason="off_topic"))
        ben = browser("Moderators", name="ben")
        response = ben.post(review_url(story), typed)
        assert response.status_code == 409
        assert "Already decided by ana: Declined." in page(response)
        assert "What Ben typed." in page(response)

    def test_who_works_on_it_is_shown_and_can_be_relieved_with_a_reason(self, ana):
        story = submission()
        ana.post(review_url(story), {"claim": "1"})
        ben = browser("Moderators", name="ben")
        assert "ana is working on it (until" in page(ben.get(review_url(story)))
        response = ben.post(review_url(story), fields(story, save="1"))
        assert "ana is working on this. Nothing was saved." in page(response)
        ben.post(review_url(story), {"claim": "1"})
        story.refresh_from_db()
        assert str(story.claimed_by) == "ana"
        ben.post(review_url(story), {"steal": "1", "steal_reason": "nonsense"})
        story.refresh_from_db()
        assert str(story.claimed_by) == "ana"
        ben.post(review_url(story), {"steal": "1", "steal_reason": "away"})
        story.refresh_from_db()
        assert str(story.claimed_by) == "ben"
        ben.post(review_url(story), {"release": "1"})
        story.refresh_from_db()
        assert story.claimed_by is None

    @pytest.mark.parametrize(
        ("button", "field"), [("note", "note_text"), ("decline", "reason"), ("flag", "flag_reason")]
    )
    def test_the_error_that_a_field_points_to_stands_once_and_at_the_field(self, ana, button, field):
        story = submission()
        shown = page(ana.post(review_url(story), fields(story, **{button: "1", field: ""})))
        form = shown[shown.index('class="sr-form"') :]
        assert (shown.count(f'id="id_{field}_error"'), form.count(f'id="id_{field}_error"')) == (1, 1)

    def test_declining_needs_a_reason(self, ana):
        story = submission()
        response = ana.post(review_url(story), fields(story, decline="1", reason=""))
        assert "Choose why you decline it. Nothing was done." in page(response)
        story.refresh_from_db()
        assert story.status == Status.NEW
        ana.post(review_url(story), fields(story, decline="1", reason="unsafe"))
        story.refresh_from_db()
        assert story.status == Status.DECLINED

    def test_a_flagged_story_needs_a_second_person(self, ana):
        story = submission(is_minor=True)
        response = ana.post(review_url(story), fields(story, publish="1"), follow=True)
        assert "A second person must publish it" in page(response)
        ben = browser("Moderators", name="ben")
        assert "Approved by ana" in page(ben.get(review_url(story)))
        ben.post(review_url(story), fields(story, publish="1"))
        assert Story.objects.public().count() == 1

    def test_taking_down(self, ana):
        story = published()
        response = ana.post(review_url(story), fields(story, take_down="1"), follow=True)
        assert "is off the site" in page(response)
        assert not Story.objects.public().exists()

    def test_a_closed_story_has_no_buttons(self, ana):
        story = submission()
        Submission.objects.update(status=Status.WITHDRAWN)
        shown = page(ana.get(review_url(story)))
        assert 'name="publish"' not in shown
        assert "This story is closed" in page(ana.post(review_url(story), fields(story, publish="1")))

    @pytest.mark.parametrize("version", ["", "x", "-1", "999"])
    def test_a_forged_version_decides_nothing(self, ana, version):
        story = submission()
        ana.post(review_url(story), fields(story, publish="1", version=version))
        assert not Story.objects.exists()

    def test_hostile_text_is_text_on_this_screen(self, ana):
        hostile = "<script>alert(1)</script> {{7*7}}"
        story = submission(body=hostile, title=hostile, place_detail=hostile, name=hostile)
        assert "<script>alert" not in page(ana.get(review_url(story)))
        typed = fields(story, text=f"{hostile} <ins>", publish="1", version=99)
        assert "<script>alert" not in page(ana.post(review_url(story), typed))
        assert "&lt;ins&gt;" in page(ana.post(review_url(story), typed))

    def test_what_the_public_version_changes_is_shown_in_words_too(self, ana):
        story = submission(body="We waited nine days.\n\nNobody told us.")
        ana.post(review_url(story), fields(story, save="1", text="We waited many days.\r\n\r\nNobody told us."))
        shown = page(ana.get(review_url(story)))
        assert 'We waited <del><span class="w-sr-only">taken out: </span>nine</del>' in shown
        assert '<ins><span class="w-sr-only">new: </span>many</ins> days.\n\nNobody told us.' in shown

    def test_a_text_too_long_to_compare_is_said_to_be(self, ana):
        story = submission()
        shown = page(ana.post(review_url(story), fields(story, save="1", text="a" * 20_001)))
        assert "too long to compare" in shown

    def test_an_unknown_story_is_not_found(self, ana):
        gone = reverse("stories_admin:review", args=["00000000-0000-4000-8000-000000000000"])
        assert ana.get(gone, follow=True).status_code == 404
        assert ana.post(gone, {"publish": "1"}, follow=True).status_code == 404

    def test_it_takes_few_queries(self, ana, django_assert_max_num_queries):
        story = with_photo()
        claims.claim(submission_id=story.pk, user=ana.user)
        with django_assert_max_num_queries(24):
            ana.get(review_url(story))


class TestPhoto:
    def test_a_photo_is_asked_for_and_the_look_is_logged(self, ana):
        story = with_photo()
        media = story.photos.get()
        shown = page(ana.get(review_url(story)))
        assert 'loading="lazy"' in shown
        assert "<details><summary>" in shown
        response = ana.get(reverse("stories_admin:photo", args=[media.pk]))
        assert response.content.startswith(b"\xff\xd8\xff")
        assert response["Cache-Control"].startswith("no-store, private")
        assert response["Content-Type"] == "image/jpeg"
        assert AccessLog.objects.order_by("-pk")[0].kind == AccessKind.PHOTO

    def test_choosing_and_publishing_a_photo(self, ana, django_capture_on_commit_callbacks):
        story = with_photo()
        pk = story.photos.get().pk
        photo = {f"chosen_{pk}": "on", f"faces_{pk}": "on", f"alt_{pk}": "A bridge"}
        with django_capture_on_commit_callbacks(execute=True):
            ana.post(review_url(story), fields(story, publish="1", **photo))
        assert PublicPhoto.objects.public().get().alt == "A bridge"
        assert "A bridge" in page(Client().get(Story.objects.get().url_in("en")))

    def test_a_photo_that_was_never_sent_is_not_found(self, ana):
        media = with_photo().photos.get()
        media.submission = None
        media.save()
        assert ana.get(reverse("stories_admin:photo", args=[media.pk]), follow=True).status_code == 404


class TestContact:
    def url(self, story: Submission) -> str:
        return reverse("stories_admin:contact", args=[story.pk])

    def test_it_asks_why_first_and_writes_it_down(self):
        client, story = browser("Contact team", name="cora"), submission()
        assert "ximena.q@example.org" not in page(client.get(self.url(story)))
        assert not AccessLog.objects.exists()
        assert "ximena.q@example.org" in page(client.post(self.url(story), {"reason": "question"}))
        log = AccessLog.objects.get()
        assert (log.kind, log.reason, str(log.user)) == (AccessKind.CONTACT, "question", "cora")

    @pytest.mark.parametrize("reason", ["", "curiosity"])
    def test_without_a_reason_nothing_is_shown(self, reason):
        client, story = browser("Contact team"), submission()
        assert "ximena.q" not in page(client.post(self.url(story), {"reason": reason}))
        assert not AccessLog.objects.exists()

    def test_a_missing_permission_to_write_is_said(self):
        story = submission()
        Consent.objects.filter(scope=Scope.CONTACT).delete()
        shown = page(browser("Contact team").post(self.url(story), {"reason": "safety"}))
        assert "has not allowed us to write or call" in shown

    def test_nobody_left_to_reach(self):
        story = submission(name="", email="", phone="")
        shown = page(browser("Contact team").post(self.url(story), {"reason": "safety"}))
        assert "There is no way to reach this person" in shown

    def test_what_was_erased_is_not_shown_as_an_empty_list(self, clock):
        story = published()
        clock.forward(days=91)
        erase_expired()
        shown = page(browser("Contact team").post(self.url(story), {"reason": "safety"}))
        assert "There is no way to reach this person" in shown
        assert "Ximena" not in shown


class TestLog:
    def test_reasons_are_words_there_and_in_the_history(self):
        lead, story = browser("Safety lead", name="lea"), submission()
        lead.post(reverse("stories_admin:contact", args=[story.pk]), {"reason": "confirm"})
        lead.post(review_url(story), fields(story, decline="1", reason="third_person"))
        assert "About someone who has not agreed" in page(lead.get(reverse("stories_admin:log")))
        assert "· About someone who has not agreed" in page(lead.get(review_url(story)))
        assert "To confirm the public version" in page(lead.get(reverse("stories_admin:log"), {"of": "accesses"}))

    def test_a_reason_of_former_times_is_shown_as_it_was_written(self):
        Decision.objects.create(submission_id=submission().pk, kind="declined", reason="not_now")
        assert "not_now" in page(browser("Auditors").get(reverse("stories_admin:log")))

    def test_what_was_done_without_a_reason_has_none(self):
        assert Decision.objects.create(submission_id=submission().pk, kind="released").reason_label == ""

    def test_it_shows_who_and_what_but_no_text(self):
        lead, story = browser("Safety lead", name="lea"), submission()
        lead.get(review_url(story))
        lead.post(review_url(story), fields(story, publish="1"))
        decisions = page(lead.get(reverse("stories_admin:log")))
        looks = page(lead.get(reverse("stories_admin:log"), {"of": "accesses"}))
        assert "Published" in decisions
        assert "lea" in decisions
        assert "Read the story" in looks
        for secret in ("sidewalk", "Nine days", "Ximena"):
            assert secret not in decisions + looks


class TestPublicStoriesInTheAdmin:
    def root(self) -> Client:
        client = browser(name="root")
        client.user.is_superuser = True
        client.user.save()
        return client

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"wagtailsnippets_stories_story:{name}", args=args)

    def test_not_even_a_superuser_can_make_or_delete_one_here(self):
        published()
        story = Story.objects.get()
        root = self.root()
        assert root.get(self.url("list")).status_code == 200
        assert root.get(self.url("add")).status_code == 302
        root.post(self.url("delete", story.pk))
        assert Story.objects.filter(pk=story.pk).exists()

    def test_an_editor_can_correct_a_public_story_but_not_bring_the_name_back(self):
        published()
        story = Story.objects.get()
        editor = browser("Editors")
        data = {
            "title": "Nine nights",
            "text": "A family waited.",
            "attribution": "A mother",
            "place_label": "",
            "action-publish": "1",
        }
        response = editor.post(self.url("edit", story.pk), data)
        assert response.status_code == 302
        story.refresh_from_db()
        assert story.title == "Nine nights"
        refused = editor.post(self.url("edit", story.pk), {**data, "text": "Ximena waited."})
        assert "own name" in page(refused)
        story.refresh_from_db()
        assert story.text == "A family waited."

    def test_an_editor_alone_cannot_correct_a_story_that_needs_two_people(self):
        sent = submission(is_minor=True)
        for number, user in enumerate((somebody("Moderators"), somebody("Moderators"))):
            with suppress(NeedsSecondPerson):
                publish_story(submission_id=sent.pk, version=(1, 3)[number], user=user, edit=edit())
        story = Story.objects.public().get()
        data = {"title": "Nine nights", "text": "A child.", "attribution": "A mother", "place_label": ""}
        shown = self.root().post(self.url("edit", story.pk), {**data, "action-publish": "1"})
        assert "changed on the moderators’ screens" in page(shown)
        story.title = "Nine nights"
        story.save_revision(clean=False).publish()
        story.refresh_from_db()
        assert story.title == "Nine days"

    def test_the_publish_button_after_a_withdrawal_does_nothing(self):
        sent = published()
        withdraw_story(submission_id=sent.pk)
        story = Story.objects.get()
        data = {"title": "x", "text": "y", "attribution": "z", "place_label": "", "action-publish": "1"}
        self.root().post(self.url("edit", story.pk), data)
        story.refresh_from_db()
        assert not story.live
        assert not Story.objects.public().exists()

    def test_labels_in_logs_and_revisions_name_nobody(self):
        published()
        labels = " ".join(ModelLogEntry.objects.values_list("label", flat=True))
        revisions = " ".join(Revision.objects.values_list("object_str", flat=True))
        assert "Nine days" not in labels + revisions
        assert Decision.objects.filter(kind=DecisionKind.PUBLISHED).exists()

    def test_a_story_can_be_previewed(self):
        published()
        story = Story.objects.get()
        response = story.make_preview_request()
        assert "A family waited nine days" in page(response)
