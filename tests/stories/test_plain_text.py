"""Once a story is off the site, no table holds a word of it in plain text; the address and the way back stay."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.models import Locale, Revision
from wagtail_localize.models import String, StringTranslation, TranslationSource
from wagtail_localize.models import Translation as LocalizeTranslation

from cms.core import clock
from cms.core.deleted_words import overwrite_deleted
from stories.choices import Scope
from stories.erasure import unpublish_language
from stories.models import EditedVersion, PublicPhoto, Story, Submission, Translation
from stories.retention import Counts, erase_expired, what_is_due
from stories.services.permissions import change_permissions
from stories.services.publication import publish_story, take_down
from stories.services.translating import approve_translation, publish_translation, take_down_translation
from stories.services.undoing import undo_decision
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import both_languages, edit, somebody, submission
from tests.stories.canary import tables

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ENGLISH = {
    "title": "Canarytitle",
    "text": "Canarytext one.\n\nCanarytext two.",
    "attribution": "Canaryname",
    "place_label": "Canaryplace",
}
SPANISH = {
    "title": "Canariotitle",
    "text": "Canariotext uno.",
    "attribution": "Canarioname",
    "place_label": "Canarioplace",
}


@pytest.fixture
def ana() -> Any:
    return somebody("Moderators", name="ana")


@pytest.fixture
def story(ana: Any) -> Story:
    """Public in two languages, with an editor's draft, what translators' tools keep, and a photo's description."""
    both_languages()
    sent = submission(title="Mine", body="As it was sent.")
    shown = publish_story(submission_id=sent.pk, version=1, user=ana, edit=edit(**ENGLISH))
    publish_translation(submission_id=sent.pk, language="es", user=ana, edit=edit(**SPANISH))
    shown.title = "Canarytitle as a draft"
    shown.save_revision(user=ana, log_action=True)
    shown.refresh_from_db()
    looked_at = {"user": ana, "data": "title=Canarypreview", "last_updated_at": timezone.now()}
    FormState.objects.update_or_create_by_instance(shown, **looked_at)
    hand_to_translators(shown)
    PublicPhoto.objects.create(submission=sent, alt="Canaryphoto", width=4, height=3)
    return shown


def hand_to_translators(shown: Story) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(shown)
    spanish = Locale.objects.get(language_code="es")
    LocalizeTranslation.objects.create(source=source, target_locale=spanish)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=spanish, context=segment.context, data="Canariosegment"
        )


def plain(*words: str) -> list[str]:
    """Tables that hold one of these words, after the job that lets SQLite's word index drop what was deleted."""
    overwrite_deleted()
    found = {name: text.lower() for name, text in tables().items()}
    return [name for name, text in found.items() if any(word in text for word in words)]


def version_of(shown: Story) -> int:
    return Submission.objects.get(pk=shown.submission_id).version


def withdraw(shown: Story, ana: Any) -> None:
    withdraw_story(submission_id=shown.submission_id)


def erase(shown: Story, ana: Any) -> None:
    erase_story(submission_id=shown.submission_id)


def end_permission(shown: Story, ana: Any) -> None:
    wanted = frozenset(Scope) - {Scope.PUBLISH_TEXT}
    change_permissions(submission_id=shown.submission_id, wanted=wanted, language="en")


def moderators_take_down(shown: Story, ana: Any) -> None:
    take_down(submission_id=shown.submission_id, version=version_of(shown), user=ana)


@pytest.mark.parametrize("end", [withdraw, erase, end_permission, moderators_take_down])
def test_no_table_holds_a_word_of_it(story: Story, ana: Any, end: Callable[[Story, Any], None]) -> None:
    places = {"stories_story", "wagtailcore_revision", "wagtail_localize_stringtranslation", "stories_publicphoto"}
    places |= {"wagtailadmin_formstate"}
    assert places <= set(plain("canary", "canario"))
    end(story, ana)
    assert plain("canary", "canario") == []


def test_nor_after_a_publication_is_undone(ana: Any) -> None:
    both_languages()
    sent = submission()
    shown = publish_story(submission_id=sent.pk, version=1, user=ana, edit=edit(**ENGLISH))
    undo_decision(submission_id=sent.pk, version=version_of(shown), user=ana)
    assert plain("canary") == []
    assert EditedVersion.objects.get().text == ENGLISH["text"]


@pytest.mark.parametrize("by", ["teller", "moderator"])
def test_of_a_translation_only_its_own_words_go(story: Story, ana: Any, by: str) -> None:
    if by == "teller":
        wanted = frozenset(Scope) - {Scope.TRANSLATE}
        change_permissions(submission_id=story.submission_id, wanted=wanted, language="en")
    else:
        version = Translation.objects.get().version
        take_down_translation(submission_id=story.submission_id, language="es", version=version, user=ana)
    assert plain("canario") == []
    assert Story.objects.public().get().text == ENGLISH["text"]
    assert Revision.objects.for_instance(story).count() == 2


@pytest.mark.parametrize("end", [withdraw, erase])
def test_its_addresses_stay_gone_in_each_language(
    story: Story, ana: Any, client: Client, end: Callable[[Story, Any], None]
) -> None:
    addresses = [story.url_in("en"), story.url_in("es")]
    end(story, ana)
    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_also_when_a_moderator_had_taken_it_down_before(story: Story, ana: Any, client: Client) -> None:
    moderators_take_down(story, ana)
    withdraw(story, ana)
    assert client.get(story.url_in("es")).status_code == 410


def test_after_a_take_down_it_can_be_published_again_at_its_address(story: Story, ana: Any, client: Client) -> None:
    moderators_take_down(story, ana)
    edited = EditedVersion.objects.get()
    again = edit(title=edited.title, text=edited.text, attribution=edited.attribution, place_label=edited.place_label)
    publish_story(submission_id=story.submission_id, version=version_of(story), user=ana, edit=again)
    assert "Canarytext two." in client.get(story.url_in("en")).content.decode()
    words = Translation.objects.get()
    approve_translation(
        submission_id=story.submission_id, language="es", version=words.version, user=ana, edit=edit(**SPANISH)
    )
    assert "Canariotext uno." in client.get(story.url_in("es")).content.decode()


def test_a_sentence_that_another_story_has_too_stays_there(story: Story, ana: Any) -> None:
    other = submission()
    hand_to_translators(publish_story(submission_id=other.pk, version=1, user=ana, edit=edit(title="Canarytitle")))
    withdraw(story, ana)
    assert String.objects.filter(data="Canarytitle").exists()
    assert plain("canarytext", "canaryname") == []


def test_a_form_that_was_open_writes_nothing_back(story: Story, ana: Any) -> None:
    withdraw(story, ana)
    with pytest.raises(ValidationError, match="not public any more"):
        story.full_clean()


def test_editors_see_public_stories_only(story: Story, ana: Any) -> None:
    root = somebody(name="root")
    root.is_superuser = True
    root.save()
    admin = Client()
    admin.force_login(root, backend=BACKEND)
    url = reverse("wagtailsnippets_stories_story:list")
    edit_url = reverse("wagtailsnippets_stories_story:edit", args=[story.pk])
    for address in (url, f"{url}?q=Canarytitle"):
        assert edit_url in admin.get(address).content.decode()
    withdraw(story, ana)
    assert edit_url not in admin.get(url).content.decode()
    posted = admin.post(edit_url, {**ENGLISH, "topics": []})
    assert posted.status_code == 200
    assert plain("canary") == []


class TestHiddenInAnotherWay:
    """By a release that did not empty what it hid, or with Wagtail's own button."""

    def test_its_words_go_with_the_next_run(self, story: Story, ana: Any) -> None:
        for version in Story.objects.all():
            version.unpublish()
        assert "stories_story" in plain("canary", "canario")
        assert what_is_due(clock.now()).hidden_versions == 2
        assert erase_expired().hidden_versions == 2
        # What editors and translators still need rests encrypted.
        assert plain("canary", "canario") == []
        assert EditedVersion.objects.get().text == ENGLISH["text"]
        assert erase_expired().total == 0

    def test_what_another_language_still_shows_stays(self, story: Story, ana: Any) -> None:
        Story.objects.get(locale__language_code="es").unpublish()
        erase_expired()
        assert Story.objects.public().get().text == ENGLISH["text"]
        assert PublicPhoto.objects.get().alt == "Canaryphoto"
        assert plain("canario") == []

    def test_one_that_fails_keeps_no_other_waiting(
        self, story: Story, ana: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = publish_story(submission_id=submission().pk, version=1, user=ana, edit=edit(title="Canaryother"))
        Story.objects.update(live=False)

        def fail_for_one(*, submission: Submission, language: str) -> None:
            if submission.pk == other.submission_id:
                raise OSError
            unpublish_language(submission=submission, language=language)

        monkeypatch.setattr("stories.hidden_words.unpublish_language", fail_for_one)
        assert erase_expired() == Counts(hidden_versions=2, failed=1)
        assert plain("canarytext", "canario") == []
