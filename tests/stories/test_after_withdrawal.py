"""What the team presses afterwards, on screens that were open, never makes a story public that was taken back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import TranslationSource

from cms.core import clock as site_clock
from stories.models import StoriesPage, Story, Submission
from stories.scheduled import publish_due
from stories.services.translating import publish_translation
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, submission
from tests.stories.canary import hits, tables
from tests.stories.staff import Staff
from tests.stories.test_admin_views import fields, review_url

pytestmark = pytest.mark.django_db
WORDS = {"title": "Quetzalbird", "text": "The quetzalbird sings.", "attribution": "A mother", "place_label": ""}
Act = Callable[[Staff, Story, dict[str, Any]], Any]


def snippet(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_stories_story:{name}", args=args)


def on_the_review_screen(button: str, **more: str) -> Act:
    def press(root: Staff, story: Story, stale: dict[str, Any]) -> None:
        """With the version of then, and with that of now."""
        url = review_url(story.submission)
        for version in (stale["version"], Submission.objects.get().version):
            root.post(url, {**WORDS, **more, "version": version, button: "1"})

    return press


def publish_in_the_admin(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    root.post(snippet("edit", story.pk), {**WORDS, "action-publish": "1"})


def save_a_draft(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    root.post(snippet("edit", story.pk), WORDS)


def look_at_a_preview(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    root.post(snippet("preview_on_edit", story.pk), WORDS)


def schedule_in_the_admin(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    soon = f"{site_clock.now() + timedelta(minutes=5):%Y-%m-%d %H:%M}"
    root.post(snippet("edit", story.pk), {**WORDS, "go_live_at": soon, "action-publish": "1"})


def revert(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    """The revision is gone; in a restored table it may be there again."""
    for revision in stale["revisions"]:
        address = snippet("revisions_revert", story.pk, revision.pk)
        assert root.get(address).status_code in (302, 404)
        revision.save(force_insert=True)
        root.post(snippet("edit", story.pk), {**WORDS, "revision": revision.pk, "action-publish": "1"})
        revision.publish()
        Revision.objects.all().delete()
    Story.objects.update(title="", text="", attribution="", place_label="")


def approve_the_translation(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    for version in range(4):
        url = reverse("stories_admin:translate", args=[story.slug, "es"])
        root.post(url, {**WORDS, "version": version, "approve": "1"})


def translate_as_pages_are(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(story)
    with suppress(ValidationError):
        source.create_or_update_translation(Locale.objects.get(language_code="es"), fallback=True)


def copy_in_the_admin(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    with pytest.raises(NoReverseMatch):
        snippet("copy", story.pk)
    assert root.post(snippet("add"), {**WORDS, "action-publish": "1"}).status_code == 302


def undo(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    for version in (stale["version"], Submission.objects.get().version):
        root.post(reverse("stories_admin:undo", args=[story.submission_id]), {"version": version})
    root.post(reverse("stories_admin:undo_all"))


def mark_as_spam(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    """And take that back: an undone decision brings back the state before it."""
    for version in (stale["version"], Submission.objects.get().version):
        root.post(reverse("stories_admin:bulk"), {"rows": f"{story.submission_id}:{version}", "spam": "1"})
    undo(root, story, stale)


def publish_and_move_the_wall(root: Staff, story: Story, stale: dict[str, Any]) -> None:
    for wall in StoriesPage.objects.all():
        wall.save_revision().publish()
        wall.move(Page.objects.get(pk=wall.get_parent().pk), pos="first-child")


ACTS: dict[str, Act] = {
    "publish": on_the_review_screen("publish"),
    "save": on_the_review_screen("save"),
    "schedule": on_the_review_screen("schedule", publish_at="2026-03-03T16:00"),
    "take down": on_the_review_screen("take_down"),
    "flag": on_the_review_screen("flag", flags="minor", flag_reason="told"),
    "publish in the admin": publish_in_the_admin,
    "save a draft": save_a_draft,
    "look at a preview": look_at_a_preview,
    "schedule in the admin": schedule_in_the_admin,
    "revert": revert,
    "approve the translation": approve_the_translation,
    "translate as pages are": translate_as_pages_are,
    "copy in the admin": copy_in_the_admin,
    "undo": undo,
    "mark as spam": mark_as_spam,
    "publish and move the wall": publish_and_move_the_wall,
}


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize("name", ACTS)
def test_nothing_brings_it_back_nor_a_word_of_it(name: str, client: Any, clock: Any) -> None:
    both_languages()
    root = Staff(name="root")
    root.user.is_superuser = True
    root.user.save()
    sent = submission(consents=frozenset({"keep", "publish_text", "translate"}))
    root.post(review_url(sent), fields(sent, **WORDS, publish="1"))
    publish_translation(submission_id=sent.pk, language="es", user=root.user, edit=edit(**WORDS))
    story = Story.objects.public().originals().get()
    sent.refresh_from_db()
    stale = {"version": sent.version, "revisions": list(Revision.objects.for_instance(story))}
    withdraw_story(submission_id=sent.pk)
    ACTS[name](root, Story.objects.get(pk=story.pk), stale)
    clock.forward(hours=2)
    publish_due()
    call_command("publish_scheduled", verbosity=0)
    assert not Story.objects.public().exists()
    assert [client.get(story.url_in(code)).status_code for code in ("en", "es")] == [410, 410]
    found = {name: text for name, text in tables().items() if "_fts_" not in name}
    assert [name for name, text in found.items() if hits(text, ["quetzalbird"])] == []
