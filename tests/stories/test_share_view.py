"""The share form: nothing typed is ever lost, nothing is sent before "Send my story"."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stories.choices import Scope, Status
from stories.models import Consent, Contact, Media, Submission
from stories.services import photos as photo_service
from stories.steps import QUESTIONS
from tests.factories.stories import jpeg
from tests.stories.browser import hidden, receipt_in

STORY_TEXT = "Nobody told us anything."


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def page(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_whole_way_from_form_to_receipt(storyteller, answers, photo, language):
    someone = storyteller(language)
    checked = someone.post(answers, "check", photos=[upload(photo)])
    assert STORY_TEXT in page(checked)
    assert not Submission.objects.exists()
    fields = {name: hidden(page(checked), name)[0] for name in answers}
    sent = someone.send(fields, photo=hidden(page(checked), "photo"))
    assert len(receipt_in(sent).split()) == 7
    story = Submission.objects.get()
    assert (story.language, story.status, story.photos.count()) == (language, Status.NEW, 1)
    assert set(Consent.objects.values_list("scope", flat=True)) == {
        Scope.KEEP,
        Scope.PUBLISH_TEXT,
        Scope.PUBLISH_PHOTO,
        Scope.CONTACT,
    }


def test_lines_and_words_arrive_as_they_were_typed(storyteller, answers):
    someone = storyteller()
    checked = someone.post(answers, "check")
    someone.send({name: hidden(page(checked), name)[0].replace("\n", "\r\n") for name in answers})
    assert Submission.objects.get().body == answers["body"]


@pytest.mark.parametrize(
    ("tick", "label"),
    [
        ("is_minor", "Someone in my story is under 18"),
        ("has_legal_case", "A court case or an immigration case is open right now"),
        ("fears_retaliation", "Someone could try to punish me or my family for telling this"),
    ],
)
def test_every_tick_is_among_the_answers_to_check(storyteller, answers, tick, label):
    someone = storyteller()
    assert f"<dt>{label}</dt>" not in page(someone.post({**answers, tick: ""}, "check"))
    assert f"<dt>{label}</dt><dd>Yes</dd>" in page(someone.post({**answers, tick: "on"}, "check"))


def test_the_receipt_page_does_not_show_the_story(storyteller, answers):
    sent = storyteller().send(answers)
    assert STORY_TEXT not in page(sent)
    assert "Ximena" not in page(sent)
    assert "ximena" not in page(sent)


def test_send_twice_is_one_story_with_one_receipt(storyteller, answers):
    someone = storyteller()
    first, second = someone.send(answers), someone.send(answers)
    assert Submission.objects.count() == 1
    assert receipt_in(first) == receipt_in(second)


@pytest.mark.parametrize("button", ["check", "send", "change", "add_photos", "language_switch"])
def test_every_page_of_the_way_leaves_no_trace(storyteller, answers, button):
    response = storyteller().post(answers, button)
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert re.search(r"<title>(Error: )?Information</title>", page(response))


def test_no_permission_is_ticked_beforehand_and_anonymous_is(storyteller):
    someone = storyteller()
    begun = {"display": hidden(page(someone.client.get(someone.share_url)), "display")[0]}
    shown = "".join(page(someone.post(begun, "change", change=step.name)) for step in QUESTIONS)
    (ticked,) = [box for box in re.findall(r"<input[^>]*>", shown) if "checked" in box]
    assert 'value="anonymous"' in ticked


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": ""}, "Write your story. A few sentences are enough."),
        ({"body": "\u200b \u2060"}, "Write your story. A few sentences are enough."),
        ({"body": "x" * 20_001}, "the limit is 20000 characters, yours has 20001"),
        ({"subject": ""}, "Choose who your story is about."),
        ({"subject": "nobody"}, "nobody is not one of the available choices"),
        ({"subject": "other"}, "Choose whether this person knows"),
        ({"consent_keep": ""}, "Tick “You may keep my story and read it”, or we cannot receive your story."),
        ({"display": "full_name", "name": ""}, "Enter your name, or choose to stay anonymous."),
        ({"display": "first_name", "name": "\u200b"}, "Enter your name, or choose to stay anonymous."),
        ({"display": "chosen_name"}, "Enter the name you choose, or choose to stay anonymous."),
        ({"email": "a@localhost"}, "Enter an e-mail address like name@example.org."),
        ({"email": "not an address"}, "Enter an e-mail address like name@example.org."),
        ({"consent_contact": ""}, "Tick “You may write to me or call me”"),
        ({"email": "", "phone": ""}, "Enter an e-mail or a phone number, or untick the box below."),
        ({"state": "ZZ"}, "ZZ is not one of the available choices"),
    ],
)
@pytest.mark.parametrize("button", ["check", "send"])
def test_what_is_missing_or_wrong_is_said_in_words_and_the_rest_stays(storyteller, answers, changes, sentence, button):
    typed = {name: value for name, value in {**answers, **changes}.items() if value or name == "body"}
    response = storyteller().post(typed, button)
    assert sentence in page(response)
    assert "<title>Error: " in page(response)
    assert 'value="Nine days"' in page(response)
    assert not Submission.objects.exists()


def test_an_unknown_permission_is_no_permission(storyteller, answers):
    storyteller().send({**answers, "consent_everything": "on"})
    assert Consent.objects.count() == 4


def test_the_answers_of_a_hidden_section_do_not_count(storyteller, answers):
    storyteller().send({**answers, "subject": "self", "knows": "no"})
    assert Submission.objects.get().subject_knows == ""


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "{{7*7}}{% load x %}",
        "javascript:alert(1)",
        '"><img src=x onerror=alert(1)>',
        "=HYPERLINK(1)",
    ],
)
def test_hostile_text_is_text_wherever_it_is_shown(storyteller, answers, typed):
    for name in ("title", "name", "place_detail", "safe_times"):
        answers[name] = typed
    answers |= {"body": typed, "display": "chosen_name", "pen_name": typed}
    someone = storyteller()
    for button in ("check", "change", "send"):
        response = page(someone.post(answers, button))
        assert "<script>alert" not in response
        assert "<img src=x" not in response
    assert Submission.objects.get().body == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("Rosa\r\nBcc: x@example.org", "Rosa Bcc: x@example.org"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("e" + "\u0301" * 150, None),
        ("قصتي and my story", "قصتي and my story"),
        ("\u202b\u202a\u200fname", "name"),
    ],
)
def test_names_that_hide_something_are_made_plain(storyteller, answers, typed, kept):
    storyteller().send({**answers, "name": typed})
    name = Contact.objects.get().name
    assert "\n" not in name
    assert len(name) < 40
    if kept is not None:
        assert name == kept


def test_ten_megabytes_of_text_end_in_a_clear_sentence(storyteller, answers):
    response = storyteller().send({**answers, "body": "x" * 10_000_000})
    assert response.status_code == 413
    assert "This is more than we can take at once" in page(response)
    assert not Submission.objects.exists()


def test_a_broken_upload_ends_in_a_clear_sentence(storyteller):
    someone = storyteller()
    response = someone.client.post(someone.share_url, b"--x\r\n", content_type="multipart/form-data; boundary=")
    assert response.status_code == 413


def test_before_sending_it_is_said_what_the_back_button_does(storyteller):
    """Nothing of a story stays in a browser's history: whoever uses the device next would find it there."""
    someone = storyteller()
    shown = someone.client.get(someone.share_url)
    assert "Back button may show an empty form" in page(shown)
    assert "no-store" in shown["Cache-Control"]


class TestPhotos:
    def test_a_photo_survives_an_error_and_is_shown_beside_the_field(self, storyteller, answers, photo):
        someone = storyteller()
        answers["body"] = ""
        tokens = hidden(page(someone.post(answers, "check", photos=[upload(photo)])), "photo")
        shown = page(someone.post(answers, "change", change="photos", photo=tokens))
        assert 'src="data:image/jpeg;base64,' in shown
        assert len(hidden(shown, "photo")) == 1
        someone.send({**answers, "body": STORY_TEXT}, photo=tokens)
        assert Submission.objects.get().photos.count() == 1

    def test_a_photo_survives_the_language_switch(self, storyteller, answers, photo):
        someone = storyteller()
        spanish = storyteller("es").share_url
        data = {"form_token": someone.token, **answers, "language_switch": "1", "photos": [upload(photo)]}
        response = page(someone.client.post(spanish, data))
        assert STORY_TEXT in response
        assert len(hidden(response, "photo")) == 1
        assert someone.token in hidden(response, "form_token")
        assert "alert--err" not in response
        assert not Submission.objects.exists()

    @pytest.mark.parametrize(
        ("language", "sentence"), [("es", "no es una foto que podamos usar"), ("en", "not a photo we can use")]
    )
    def test_a_bad_photo_is_named_in_the_language_one_switches_to(self, storyteller, answers, language, sentence):
        someone = storyteller("en" if language == "es" else "es")
        answers["consent_keep"] = ""
        data = {"form_token": someone.token, **answers, "language_switch": "1", "photos": [upload(b"%PDF-1.7")]}
        response = page(someone.client.post(storyteller(language).share_url, data))
        assert sentence in response
        assert STORY_TEXT in response
        assert someone.token in hidden(response, "form_token")
        assert response.count("field--err") == 1  # nothing else is scolded for before its time

    def test_of_several_photos_the_good_ones_stay_when_one_is_bad(self, storyteller, answers, photo):
        response = page(storyteller().post(answers, "add_photos", photos=[upload(photo), upload(b""), upload(photo)]))
        assert len(hidden(response, "photo")) == 2
        assert "Photo 2: This file is not a photo we can use" in response

    def test_adding_a_bad_photo_scolds_for_nothing_else(self, storyteller, answers):
        answers["body"] = ""
        response = page(storyteller().post(answers, "add_photos", photos=[upload(b"%PDF-1.7")]))
        assert "This file is not a photo we can use" in response
        assert "Write your story." not in response
        assert response.count("field--err") == 1

    def test_photos_can_be_added_one_after_the_other_and_removed(self, storyteller, answers, photo):
        someone = storyteller()
        tokens: list[str] = []
        for _photo in range(2):
            response = page(someone.post(answers, "add_photos", photo=tokens, photos=[upload(photo)]))
            tokens = hidden(response, "photo")
        assert len(tokens) == 2
        data = {"form_token": someone.token, **answers, "photo": tokens, "remove_photo": tokens[0]}
        assert hidden(page(someone.client.post(someone.share_url, data)), "photo") == tokens[1:]

    def test_six_photos_keep_five_and_say_so(self, storyteller, answers):
        response = page(storyteller().post(answers, "check", photos=[upload(jpeg((8, 8))) for _photo in range(6)]))
        assert "A story can have 5 photos. We kept the first ones." in response
        assert len(hidden(response, "photo")) == 5

    @pytest.mark.parametrize(
        ("content", "name", "sentence"),
        [
            (b"", "empty.jpg", "This file is not a photo we can use"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.png", "This file is not a photo we can use"),
            (b"%PDF-1.7", "story.pdf", "This file is not a photo we can use"),
            (jpeg((500, 500))[:2000], "broken.jpg", "We could not clean this photo"),
            (jpeg() + b"\0" * 10_500_000, "large.jpg", "This photo is larger than 10 MB"),
            (jpeg(), "", None),
        ],
    )
    @pytest.mark.parametrize("button", ["check", "send", "add_photos"])
    def test_a_bad_file_is_named_and_the_text_stays(self, storyteller, answers, content, name, sentence, button):
        response = page(storyteller().post(answers, button, photos=[upload(content, name or "x.jpg")]))
        if sentence is None:
            assert "alert--err" not in response
        else:
            assert sentence in response
            assert STORY_TEXT in response
            assert not Submission.objects.exists()

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "a\u202egpj.exe", "nul\x00.jpg", "x" * 300 + ".jpg", "<script>.jpg", "CON.jpg"]
    )
    def test_the_name_of_a_file_goes_nowhere(self, storyteller, answers, photo, name):
        response = storyteller().send(answers, photos=[upload(photo, name)])
        assert receipt_in(response)
        media = Media.objects.get()
        assert media.file_name.startswith("photos/")
        assert len(media.file_name) == len("photos/") + 32

    def test_a_full_disk_loses_no_text(self, storyteller, answers, photo, monkeypatch):
        class FullDisk:
            def save(self, name: str, content: Any) -> str:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(photo_service, "storages", {"private": FullDisk()})
        response = page(storyteller().post(answers, "check", photos=[upload(photo)]))
        assert "We could not save your photo just now" in response
        assert STORY_TEXT in response

    def test_someone_elses_photo_cannot_be_asked_for(self, storyteller, answers, photo):
        first = storyteller()
        token = hidden(page(first.post(answers, "check", photos=[upload(photo)])), "photo")[0]
        first.send(answers, photo=[token])
        second = storyteller()
        response = page(second.post({**answers, "body": "Another story."}, "check", photo=[token, "forged:token"]))
        assert hidden(response, "photo") == []

    def test_too_many_photos_from_one_sender_are_refused_with_a_sentence(self, storyteller, answers, monkeypatch):
        monkeypatch.setattr("stories.views.photo_uploads.PHOTOS_PER_HOUR", 1)
        someone = storyteller()
        someone.post(answers, "check", photos=[upload(jpeg((8, 8)))])
        response = page(someone.post(answers, "check", photos=[upload(jpeg((8, 8)))]))
        assert "Many photos came from your connection" in response
        assert STORY_TEXT in response

    def test_an_original_never_rests_on_the_disk(self, storyteller, answers, monkeypatch, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # writing there would fail
        large = jpeg((2600, 2600), quality=100, exif=b"Exif\x00\x00II*\x00" + b"\0" * 60_000)
        padded = large + b"\0" * 3_000_000
        assert receipt_in(storyteller().send(answers, photos=[upload(padded)]))


class TestSuspicion:
    def statuses(self) -> list[str]:
        return list(Submission.objects.values_list("status", flat=True))

    def test_the_field_no_human_sees(self, storyteller, answers):
        storyteller().send({**answers, "website": "http://spam.example"})
        assert self.statuses() == [Status.SUSPECT]

    def test_sent_faster_than_anybody_types(self, storyteller, answers, clock):
        someone = storyteller()
        clock.forward(minutes=-1)
        someone.send(answers)
        assert self.statuses() == [Status.SUSPECT]

    def test_an_expired_form_keeps_its_text_and_arrives(self, storyteller, answers, clock):
        someone = storyteller()
        clock.forward(days=8)
        checked = page(someone.post(answers, "check"))
        assert STORY_TEXT in checked
        someone.token = hidden(checked, "form_token")[0]
        clock.forward(seconds=10)
        assert receipt_in(someone.send(answers))
        assert self.statuses() == [Status.NEW]

    def test_a_form_from_another_site_arrives_as_suspect(self, storyteller, answers):
        someone = storyteller()
        someone.client.post(
            someone.share_url,
            {"form_token": someone.token, **answers, "send": "1"},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert self.statuses() == [Status.SUSPECT]

    def test_a_flood_from_one_address_is_suspect_and_others_are_not(self, storyteller, answers, monkeypatch):
        monkeypatch.setattr("stories.views.share.STORIES_PER_HOUR", 2)
        for number in range(3):
            storyteller().send({**answers, "body": f"Story {number}"})
        other = storyteller()
        other.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
        other.send({**answers, "body": "A real one"})
        assert sorted(self.statuses()) == [Status.NEW, Status.NEW, Status.NEW, Status.SUSPECT]
