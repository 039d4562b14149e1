"""One form is one story; what was sent is complete and encrypted."""

import pytest
from django.db import connection

from stories import receipts
from stories.choices import WORDING_VERSION, DecisionKind, Display, Flag, Scope, Status, Subject
from stories.models import Consent, Contact, Decision, Media, SentForm, Submission
from stories.retention import erase_expired
from stories.services.photos import attach_photos, read_photo, stash_photo, waiting_photos
from stories.services.sent_forms import AlreadySent, was_sent
from stories.services.sharing import ContainsReceipt, KeepingNotAllowed, refuse_receipt_in_text, share_story
from stories.services.withdrawal import erase_story
from tests.factories.stories import EVERYTHING, draft, jpeg, shared, submission

pytestmark = pytest.mark.django_db


def raw(model, field) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM {model._meta.db_table}")
        return str(cursor.fetchone()[0])


def test_a_story_is_kept_with_contact_consents_and_receipt():
    sent = shared(language="es")
    story = Submission.objects.get()
    assert (story.status, story.language, story.body) == (Status.NEW, "es", "We waited nine days on the sidewalk.")
    assert Contact.objects.get().email == "ximena.q@example.org"
    assert set(Consent.objects.values_list("scope", "wording_version", "language")) == {
        (scope, WORDING_VERSION, "es") for scope in EVERYTHING
    }
    assert receipts.matches(sent.receipt, story.receipt_hash)
    assert Decision.objects.get().kind == DecisionKind.SENT
    assert sent.is_new


def test_what_a_person_wrote_is_not_readable_in_the_database():
    submission(pen_name="Luna", display=Display.CHOSEN_NAME, place_detail="Roma, TX")
    for field in ("title", "body", "pen_name", "place_detail"):
        stored = raw(Submission, field)
        assert stored.startswith("gAAAA")
    for field in ("name", "email", "phone"):
        assert raw(Contact, field).startswith("gAAAA")


def test_a_receipt_is_nowhere_in_the_database():
    sent = shared()
    stored = str(Submission.objects.values_list().get())
    assert not any(word in stored.split() for word in sent.receipt.split())
    assert sent.receipt not in stored


def test_a_double_click_makes_one_story_and_shows_the_same_receipt():
    first, second = shared(form_key="one"), shared(form_key="one")
    assert Submission.objects.count() == 1
    assert (second.is_new, second.receipt) == (False, first.receipt)


def test_a_retry_in_the_other_language_shows_the_same_receipt():
    first = shared(form_key="one", language="es")
    assert shared(form_key="one", language="en").receipt == first.receipt


def test_a_form_is_sent_once_also_with_other_words():
    shared(form_key="one")
    with pytest.raises(AlreadySent):
        shared(form_key="one", body="Something else happened, too.")
    assert Submission.objects.count() == 1


def test_a_form_whose_story_is_erased_is_not_taken_again_and_leads_to_nobody():
    sent = shared(form_key="one")
    erase_story(submission_id=sent.submission.pk)
    with pytest.raises(AlreadySent):
        shared(form_key="one")
    assert not Submission.objects.exists()
    kept = SentForm.objects.values().get()
    assert set(kept) == {"form_hash", "expires_on"}
    assert kept["form_hash"] != sent.submission.submission_key


def test_after_thirty_days_a_form_is_forgotten(clock):
    shared(form_key="one")
    clock.forward(days=30)
    erase_expired()
    assert was_sent("one")
    clock.forward(days=1)
    erase_expired()
    assert not was_sent("one")


def test_without_permission_to_keep_it_nothing_is_kept():
    with pytest.raises(KeepingNotAllowed):
        submission(consents=EVERYTHING - {Scope.KEEP})
    assert not Submission.objects.exists()


def test_only_what_was_ticked_is_allowed():
    submission(consents=frozenset({Scope.KEEP}))
    assert list(Consent.objects.values_list("scope", flat=True)) == [Scope.KEEP]


def test_a_story_with_its_own_receipt_is_refused():
    # The receipt depends on the text, so nobody can know it before; this is the lock for edits and messages.
    sent = shared()
    with pytest.raises(ContainsReceipt):
        refuse_receipt_in_text(receipt=sent.receipt, texts=["", f"keep {sent.receipt.upper().replace(' ', ', ')}!"])


def test_a_receipt_in_the_text_is_refused_when_it_is_sent(monkeypatch):
    monkeypatch.setattr(
        receipts, "new_receipt", lambda key, language: "faith window outside whip increase narrow hover"
    )
    with pytest.raises(ContainsReceipt):
        submission(body="My words are faith window outside whip increase narrow hover.")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, []),
        ({"is_minor": True}, [Flag.MINOR]),
        ({"subject": Subject.CHILD}, [Flag.MINOR]),
        ({"subject": Subject.OTHER, "knows": "yes"}, [Flag.THIRD_PERSON]),
        ({"has_legal_case": True, "fears_retaliation": True}, [Flag.LEGAL_CASE, Flag.RETALIATION]),
    ],
)
def test_what_needs_care_is_flagged(changes, flags):
    story = submission(**changes)
    assert story.flags == flags
    assert story.needs_second_person is bool(flags)


def test_hidden_answers_are_dropped():
    story = submission(subject=Subject.SELF, knows="no", display=Display.ANONYMOUS, pen_name="Luna")
    assert (story.subject_knows, story.pen_name) == ("", "")


def test_a_suspect_story_is_kept_too():
    sent = share_story(draft=draft(), language="en", form_key="x", is_suspect=True)
    assert sent.submission.status == Status.SUSPECT


def test_nothing_left_to_reach_somebody_makes_no_contact():
    submission(name="", email="", phone="")
    assert not Contact.objects.exists()


def test_speaking_of_a_story_tells_nothing():
    story = submission()
    spoken = [str(story), str(story.contact), *map(str, story.consents.all()), *map(str, Decision.objects.all())]
    assert not any(word in " ".join(spoken) for word in ("Ximena", "Nine", "sidewalk", "example.org"))


class TestPhotos:
    def test_a_stashed_photo_rests_encrypted_under_a_random_name(self, own_files):
        stash_photo(content=jpeg())
        (stored,) = [path for path in (own_files / "private").rglob("*") if path.is_file()]
        assert stored.read_bytes().startswith(b"gAAAA")
        assert len(stored.name) == 32
        assert read_photo(Media.objects.get()).startswith(b"\xff\xd8\xff")
        assert not (own_files / "media").exists()

    def test_a_waiting_photo_is_shown_inside_the_page(self):
        token = stash_photo(content=jpeg())
        (shown,) = waiting_photos([token, token, "forged", ""])
        assert shown.token == token
        assert shown.preview.startswith("data:image/jpeg;base64,/9j/")

    def test_a_photo_goes_to_one_story_only(self):
        token = stash_photo(content=jpeg())
        first, second = submission(photo_tokens=[token]), submission(photo_tokens=[token])
        assert (first.photos.count(), second.photos.count()) == (1, 0)
        assert waiting_photos([token]) == []

    def test_no_more_than_five(self):
        tokens = [stash_photo(content=jpeg((8, 8))) for _photo in range(6)]
        assert submission(photo_tokens=tokens).photos.count() == 5

    def test_a_token_of_another_purpose_or_an_old_one_opens_nothing(self, clock):
        token = stash_photo(content=jpeg())
        story = submission()
        clock.forward(days=8)
        assert attach_photos(submission=story, tokens=[token, token[:-2], "x"]) == 0

    def test_a_photo_whose_file_is_gone_is_left_out(self, own_files):
        token = stash_photo(content=jpeg())
        for path in (own_files / "private").rglob("*"):
            path.unlink() if path.is_file() else None
        assert waiting_photos([token]) == []

    def test_a_photo_that_no_key_opens_is_left_out_and_the_others_are_shown(self, own_files):
        spoiled = stash_photo(content=jpeg())
        (path,) = [path for path in (own_files / "private").rglob("*") if path.is_file()]
        path.write_bytes(path.read_bytes()[:-9])
        fine = stash_photo(content=jpeg())
        assert [shown.token for shown in waiting_photos([spoiled, fine])] == [fine]
