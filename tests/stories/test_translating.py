"""Translations: written by translators, approved by moderators, public only with the teller's yes."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from stories.choices import Flag, FlagReason, Scope
from stories.models import Story, Submission, Translation
from stories.services.flags import change_flags
from stories.services.permissions import change_permissions
from stories.services.publication import PublishingRefused, publish_story
from stories.services.translating import (
    NeedsAnotherPerson,
    StaleTranslation,
    approve_translation,
    save_translation,
    take_down_translation,
)
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import edit, published, somebody

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SPANISH = {"title": "Nueve días", "text": "Una familia esperó nueve días.", "attribution": "Una madre"}


@pytest.fixture
def story() -> Submission:
    return published()


def browser(*roles: str) -> Client:
    client = Client()
    client.force_login(somebody(*roles, name="-".join(roles).lower().replace(" ", "-")), backend=BACKEND)
    return client


def url_of(story: Submission, language: str = "es") -> str:
    return reverse("stories_admin:translate", args=[story.stories.earliest("pk").slug, language])


def press(client: Client, story: Submission, button: str, **changes: Any) -> Any:
    known = Translation.objects.filter(submission=story).first()
    data = {**SPANISH, "place_label": "Nuevo México", "version": known.version if known else 0, button: "1", **changes}
    return client.post(url_of(story), data, follow=True)


def public_titles(language: str = "es") -> list[str]:
    return list(Story.objects.public().filter(locale__language_code=language).values_list("title", flat=True))


def save(story: Submission, user: Any = None, version: int = 0, **changes: Any) -> Translation:
    words = edit(**{**SPANISH, **changes})
    return save_translation(submission_id=story.pk, language="es", version=version, user=user, edit=words)


def approve(story: Submission, user: Any = None, version: int = 0, **changes: Any) -> Story:
    words = edit(**{**SPANISH, **changes})
    return approve_translation(submission_id=story.pk, language="es", version=version, user=user, edit=words)


class TestServices:
    def test_saving_publishes_nothing(self, story: Submission) -> None:
        save(story)
        assert public_titles() == []

    def test_approving_publishes_these_words_with_the_originals_month_and_state(self, story: Submission) -> None:
        shown = approve(story)
        original = Story.objects.get(locale__language_code="en")
        assert public_titles() == ["Nueve días"]
        assert (shown.slug, shown.month, shown.state) == (original.slug, original.month, original.state)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"text": "Soy Ximena."}, "own_name"),
            ({"attribution": "QUETZALLI"}, "own_name"),
            ({"text": "Escriba a ximena.q@example.org"}, "email"),
            ({"place_label": "Llame al 956 555 0123"}, "phone"),
            ({"title": ""}, "empty"),
        ],
    )
    def test_what_gives_the_teller_away_is_kept_and_refused(self, story: Submission, changes: Any, code: str) -> None:
        with pytest.raises(PublishingRefused) as caught:
            approve(story, **changes)
        assert code in caught.value.codes
        assert public_titles() == []
        assert Translation.objects.get().title == changes.get("title", "Nueve días")

    def test_new_words_wait_and_the_approved_ones_stay(self, story: Submission) -> None:
        approve(story)
        save(story, version=2, title="Otra vez")
        assert public_titles() == ["Nueve días"]
        assert not Translation.objects.get().is_approved

    def test_two_at_once_the_second_is_told(self, story: Submission) -> None:
        save(story)
        with pytest.raises(StaleTranslation):
            save(story, title="Zweite")
        with pytest.raises(StaleTranslation):
            approve(story)

    def test_of_a_flagged_story_another_person_approves(self, story: Submission) -> None:
        writer, other = somebody("Moderators", name="ana"), somebody("Moderators", name="ben")
        Submission.objects.filter(pk=story.pk).update(flags=[Flag.MINOR])
        save(story, user=writer)
        with pytest.raises(NeedsAnotherPerson):
            approve(story, user=writer, version=1)
        assert public_titles() == []
        approve(story, user=other, version=1)
        assert public_titles() == ["Nueve días"]

    def test_who_took_the_flag_away_is_still_one_of_the_two(self, story: Submission) -> None:
        writer, other = somebody("Moderators", name="ana"), somebody("Moderators", name="ben")
        Submission.objects.filter(pk=story.pk).update(flags=[Flag.MINOR])
        story.refresh_from_db()
        reason = next(iter(FlagReason))
        change_flags(submission_id=story.pk, version=story.version, user=writer, flags=[], reason=reason)
        save(story, user=writer)
        with pytest.raises(NeedsAnotherPerson):
            approve(story, user=writer, version=1)
        approve(story, user=other, version=1)
        assert public_titles() == ["Nueve días"]

    @pytest.mark.parametrize("ended", [Scope.TRANSLATE, Scope.PUBLISH_TEXT])
    def test_with_the_permission_the_translation_goes_and_does_not_come_back(
        self, story: Submission, ended: Scope
    ) -> None:
        approve(story)
        everything = frozenset(Scope)
        change_permissions(submission_id=story.pk, wanted=everything - {ended}, language="en")
        assert public_titles() == []
        with pytest.raises(PublishingRefused):
            approve(story, version=3)
        change_permissions(submission_id=story.pk, wanted=everything, language="en")
        story.refresh_from_db()
        if ended == Scope.PUBLISH_TEXT:
            publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit())
        assert public_titles() == []
        assert not Translation.objects.get().is_approved

    def test_withdrawn_the_words_are_gone(self, story: Submission) -> None:
        approve(story)
        withdraw_story(submission_id=story.pk)
        assert not Translation.objects.exists()
        with pytest.raises(PublishingRefused):
            save(story)

    def test_taken_down_it_waits_for_a_new_yes(self, story: Submission) -> None:
        approve(story)
        take_down_translation(submission_id=story.pk, language="es", version=2, user=None)
        assert public_titles() == []
        assert public_titles("en") == ["Nine days"]
        approve(story, version=3)
        assert public_titles() == ["Nueve días"]

    def test_no_other_way_publishes_words_that_nobody_approved(self, story: Submission) -> None:
        original = Story.objects.get()
        copy = original.copy_for_translation(Locale.objects.get(language_code="es"))
        copy.title = "Nadie la aprobó"
        copy.save()
        for clean in (True, False):
            with suppress(ValidationError):
                copy.save_revision(clean=clean).publish()
        assert public_titles() == []
        shown = approve(story)
        shown.title = "Cambiada en otra parte"
        with pytest.raises(ValidationError, match="moderators’ screens"):
            shown.save_revision()
        shown.save_revision(clean=False).publish()
        assert public_titles() == ["Nueve días"]

    def test_nor_do_the_tools_of_translators_that_write_into_the_row_itself(self, story: Submission) -> None:
        approve(story)
        source, _created = TranslationSource.update_or_create_from_instance(Story.objects.earliest("pk"))
        spanish = Locale.objects.get(language_code="es")
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string, locale=spanish, context=segment.context, data="Nadie la aprobó"
            )
        with pytest.raises(ValidationError, match="moderators’ screens"):
            source.create_or_update_translation(spanish)
        assert public_titles() == ["Nueve días"]
        assert Story.objects.public().get(locale=spanish).text == SPANISH["text"]


class TestScreens:
    def test_a_translator_writes_and_a_moderator_approves(self, story: Submission) -> None:
        translator, moderator = browser("Translators"), browser("Moderators")
        listed = translator.get(reverse("stories_admin:translations")).content.decode()
        assert "Not translated" in listed
        screen = translator.get(url_of(story)).content.decode()
        assert "A family waited nine days" in screen
        assert 'name="approve"' not in screen
        assert "Saved." in press(translator, story, "save").content.decode()
        assert public_titles() == []
        assert "Waits for approval" in moderator.get(reverse("stories_admin:translations")).content.decode()
        assert "Nueve días" in moderator.get(url_of(story)).content.decode()
        press(moderator, story, "approve")
        assert public_titles() == ["Nueve días"]
        press(moderator, story, "take_down")
        assert public_titles() == []

    @pytest.mark.parametrize("button", ["approve", "take_down"])
    def test_a_translator_cannot_decide(self, story: Submission, button: str) -> None:
        press(browser("Translators"), story, button)
        assert public_titles() == []
        assert not Translation.objects.exists()

    def test_a_translator_sees_the_public_words_only(self, story: Submission) -> None:
        screen = press(browser("Translators"), story, "save", text="Ximena esperó.").content.decode()
        again = browser("Translators", "Auditors").get(url_of(story)).content.decode()
        for private in ("We waited", "ximena.q@", "555-0123", "own name", str(story.pk)):
            assert private not in screen + again
        assert "own name" in browser("Moderators").get(url_of(story)).content.decode()

    def test_a_refusal_says_why_and_keeps_the_words(self, story: Submission) -> None:
        response = press(browser("Moderators"), story, "approve", text="Soy Ximena, <b>hola</b>.")
        assert response.status_code == 409
        assert "own name is in the public version" in response.content.decode()
        assert "Soy Ximena, &lt;b&gt;hola&lt;/b&gt;." in response.content.decode()

    def test_a_stale_screen_is_told_and_keeps_the_words(self, story: Submission) -> None:
        moderator = browser("Moderators")
        save(story)
        response = press(moderator, story, "approve", version=0, title="Mi título")
        assert response.status_code == 409
        assert "Somebody changed this" in response.content.decode()
        assert "Mi título" in response.content.decode()

    def test_a_changed_original_makes_it_out_of_date(self, story: Submission) -> None:
        approve(story)
        story.refresh_from_db()
        publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit(text="They waited."))
        translator = browser("Translators")
        assert "Out of date" in translator.get(reverse("stories_admin:translations")).content.decode()
        assert "the old translation is still public" in translator.get(url_of(story)).content.decode()

    @pytest.mark.parametrize("language", ["en", "xx", "fr"])
    def test_only_other_languages_of_the_site(self, story: Submission, language: str) -> None:
        assert browser("Translators").get(url_of(story, language)).status_code == 404

    def test_only_stories_whose_teller_allows_it(self, story: Submission) -> None:
        change_permissions(submission_id=story.pk, wanted=frozenset(Scope) - {Scope.TRANSLATE}, language="en")
        translator = browser("Translators")
        assert translator.get(url_of(story)).status_code == 404
        assert (
            "There is nothing to translate now."
            in translator.get(reverse("stories_admin:translations")).content.decode()
        )

    @pytest.mark.parametrize("role", ["Editors", "Letters desk", "Auditors", "Contact team"])
    def test_nobody_else(self, story: Submission, role: str) -> None:
        client = browser(role)
        assert client.get(url_of(story)).status_code == 302
        assert client.get(reverse("stories_admin:translations")).status_code == 302

    def test_two_queries_and_those_of_the_admins_frame(
        self, story: Submission, django_assert_max_num_queries: Any
    ) -> None:
        for _number in range(4):
            published()
        translator = browser("Translators")
        translator.get(reverse("stories_admin:translations"))
        with django_assert_max_num_queries(13):
            translator.get(reverse("stories_admin:translations"))
