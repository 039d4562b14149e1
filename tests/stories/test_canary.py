"""Someone takes the server: a canary story goes the whole way, and everything is searched for it at each station."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.models import Translation as LocalizeTranslation

from cms.core.deleted_words import overwrite_deleted
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from stories.models import Contact, Message, Note, PublicPhoto, Story, Submission, Translation
from tests.factories.stories import both_languages
from tests.stories.browser import Storyteller, hidden, receipt_in
from tests.stories.canary import PRIVATE, PUBLIC, database_files, dumped, hits, logged, photo_with_place, stored
from tests.stories.staff import Staff
from tests.stories.test_admin_views import fields, review_url

SENT = {
    "body": "I carried a plum-colored suitcase. I am Zyxwina Kanariova, call 956-555-0177. It was rashly written.",
    "title": "The plum-colored suitcase",
    "name": "Zyxwina Kanariova",
    "email": "zyxwina.k@canary.example",
    "phone": "956-555-0177",
    "place_detail": "near Kanariova street",
    "safe_times": "after the foghorn",
    "consent_translate": "on",
}
LATER = {"email": "new.mailbox@canary.example", "phone": "956-555-0188", "safe_times": "before the windmill"}
PUBLIC_TEXT = {"title": "Quetzalbird", "text": "The quetzalbird sings.", "attribution": "A mother", "place_label": ""}


class Canary:
    """The storyteller, whoever of the team works with the story, and where things are."""

    def __init__(self, someone: Storyteller, answers: dict[str, Any]) -> None:
        both_languages()
        self.someone, self.answers = someone, {**answers, **SENT}
        self.ana, self.root = Staff("Moderators", name="ana"), Staff(name="root")
        self.root.user.is_superuser = True
        self.root.user.save()
        self.upload = SimpleUploadedFile("Zyxwina.jpg", photo_with_place(), "image/jpeg")
        self.receipt = ""

    @property
    def story(self) -> Submission:
        return Submission.objects.get()

    def put_aside(self) -> None:
        """Unfinished, with the photo; nothing of it is sent yet."""
        unfinished = {**self.answers, "body": "A half-finished kite.", "step": "photos"}
        words = receipt_in(self.someone.post(unfinished, "save", photos=[self.upload]))
        draft = hidden(self.someone.ask(words).content.decode(), "draft")[0]
        resumed = self.someone.client.post(self.someone.share_url, {"draft": draft, "resume": "1"}).content.decode()
        self.photo = hidden(resumed, "photo") or hidden(self._photos_of(resumed), "photo")
        assert len(self.photo) == 1

    def _photos_of(self, page: str) -> str:
        return self.someone.post({"step": "photos"}, "change", change="photos").content.decode()

    def send(self) -> None:
        self.receipt = receipt_in(self.someone.send(self.answers, photo=self.photo))

    def press(self, button: str, **typed: str) -> None:
        """A button of the receipt page, as the teller finds it at this moment."""
        shown = self.someone.ask(self.receipt).content.decode()
        kept = {name: value[0] for name in ("access", "form_token") if (value := hidden(shown, name))}
        self.someone.client.post(self.someone.receipt_url, {**kept, **typed, button: "1"})

    def change_and_write(self) -> None:
        self.press("save_text", title=SENT["title"], body=SENT["body"].replace("It was rashly written.", ""))
        assert "rashly" not in self.story.body
        self.press("send_message", message="Leave out Marzipan street, please.")
        assert Message.objects.count() == 1

    def say_how_to_be_reached(self) -> None:
        self.press("save_reach", **LATER, consent_contact="on")
        assert Contact.objects.get().email == LATER["email"]

    def review(self) -> None:
        """A look, a note, a question, an edit that is refused, then the publication with the photo."""
        url, key = review_url(self.story), hidden(self.ana.get(review_url(self.story)).content.decode(), "answer_key")
        self.ana.post(url, fields(self.story, note="1", note_text="She is the brother of Ottokar."))
        asked = {"answer": "1", "answer_text": "Was it the tangerine umbrella?", "answer_key": key[0]}
        self.ana.post(url, fields(self.story, **asked))
        assert (Note.objects.count(), Message.objects.count()) == (1, 2)
        pk = self.story.photos.get().pk
        self.ana.get(reverse("stories_admin:photo", args=[pk]))
        self.ana.post(url, fields(self.story, publish="1", text="I am Zyxwina with the plum-colored suitcase"))
        assert not Story.objects.exists()
        photo = {f"chosen_{pk}": "on", f"faces_{pk}": "on", f"alt_{pk}": "Quetzalphoto"}
        self.ana.post(url, fields(self.story, publish="1", **PUBLIC_TEXT, **photo))
        assert PublicPhoto.objects.public().count() == 1

    def work_on_the_public_version(self) -> None:
        """A translation; an editor looks at a change, corrects, leaves a draft; the tools of translators copy it."""
        story = Story.objects.get()
        spanish = {"title": "Quetzalpajaro", "text": "El quetzalpajaro.", "attribution": "Una madre", "version": 0}
        self.ana.post(reverse("stories_admin:translate", args=[story.slug, "es"]), {**spanish, "approve": "1"})
        assert Story.objects.public().count() == 2
        preview, change = (
            reverse(f"wagtailsnippets_stories_story:{name}", args=[story.pk]) for name in ("preview_on_edit", "edit")
        )
        assert self.root.post(preview, {**PUBLIC_TEXT, "title": "Quetzalpreview"}).json()["is_valid"]
        assert self.root.get(preview).status_code == 200
        self.root.post(change, {**PUBLIC_TEXT, "text": "Quetzalcorrected.", "action-publish": "1"})
        self.root.post(change, {**PUBLIC_TEXT, "title": "Quetzaldraft"})
        source, _created = TranslationSource.update_or_create_from_instance(story)
        locale = Locale.objects.get(language_code="es")
        LocalizeTranslation.objects.create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string, locale=locale, context=segment.context, data="Quetzalpajaro"
            )


@pytest.fixture
def canary(committed_db: None, storyteller: Any, answers: dict[str, Any], caplog: Any) -> Canary:
    canary = Canary(storyteller(), answers)
    caplog.set_level(logging.DEBUG)
    return canary


def test_a_canary_is_in_no_place_that_can_be_taken(
    canary: Canary, own_files: Path, caplog: Any, mail_server: Any, journaling_broker: Any, settings: Any, clock: Any
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "cms.core.cache.ForgivingRedisCache", "LOCATION": journaling_broker.url},
    }

    def private_words() -> list[str]:
        places = [dumped(), database_files(), stored(own_files), logged(caplog)]
        places += [journaling_broker.everything_written().decode("latin-1")]
        return hits("\n".join(places), PRIVATE)

    for station in (
        canary.put_aside,
        canary.send,
        canary.change_and_write,
        canary.say_how_to_be_reached,
        canary.review,
        canary.work_on_the_public_version,
    ):
        station()
        assert private_words() == [], station.__name__
    assert canary.receipt not in dumped()
    assert set(hits(dumped(), PUBLIC)) == {word.lower() for word in PUBLIC}  # so the search finds what is there

    clock.forward(minutes=1)
    for row in OutgoingEmail.objects.all():
        deliver_one(row.pk)
    assert len(mail_server.received) == 2
    for mail in mail_server.received:
        assert hits(mail.content.decode().replace(f"To: {LATER['email']}", ""), [*PRIVATE, *PUBLIC]) == []

    canary.press("withdraw")
    assert Translation.objects.count() == 0
    assert private_words() == []
    overwrite_deleted()  # what the hourly task does
    for place in (dumped(), database_files(), stored(own_files)):
        assert hits(place, PUBLIC) == []

    canary.press("erase", sure="1")
    overwrite_deleted()
    assert private_words() == []
    assert hits(logged(caplog), PUBLIC) == []
    assert not [path for path in own_files.rglob("*") if path.is_file()]
    for model in (Submission, Story, Message, Note, PublicPhoto):
        assert not model.objects.exists()
