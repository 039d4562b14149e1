"""Form building blocks: tolerant to people, quiet towards robots."""

from typing import Any

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import translation

from cms.core.forms import (
    TOKEN_LIFETIME_SECONDS,
    GuardedForm,
    LineField,
    MailboxField,
    PhoneField,
    PlainTextField,
    ZipField,
    form_with_typed_text,
    is_language_switch,
    new_form_token,
)

START = 1_772_550_000.0


class StoryForm(GuardedForm):
    name = LineField(max_length=20)
    story = PlainTextField()
    photo = forms.FileField(required=False)


def sent_after(seconds: float, **data: str) -> StoryForm:
    """The form as it arrives `seconds` after it was shown."""
    with time_machine.travel(START, tick=False):
        token = new_form_token()
    return StoryForm({"name": "Ana", "story": "It was night.", "form_token": token, **data})


class TestZipField:
    @pytest.mark.parametrize("typed", ["78501", " 78501 ", "78501-1234", "78501 1234", "785011234", "\u200b78501"])
    def test_takes_what_people_type(self, typed: str) -> None:
        assert ZipField().clean(typed) == "78501"

    @pytest.mark.parametrize("typed", ["7850", "785011", "ABCDE", "78501-12", "7850l", "٧٨٥٠١x", "K1A 0B1"])
    def test_says_what_a_zip_looks_like(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError, match="five digits, for example 78501"):
            ZipField().clean(typed)

    def test_asks_for_a_missing_one_by_name(self) -> None:
        with pytest.raises(forms.ValidationError, match="Enter your ZIP code"):
            ZipField().clean("")

    def test_may_be_left_out_where_it_is_optional(self) -> None:
        assert ZipField(required=False).clean("  ") == ""

    def test_leading_zeros_stay(self) -> None:
        assert ZipField().clean("00501") == "00501"

    def test_a_phone_shows_its_number_keys(self) -> None:
        html = ZipField().get_bound_field(forms.Form(), "zip").as_widget()
        assert 'inputmode="numeric"' in html
        assert 'autocomplete="postal-code"' in html


class TestPhoneField:
    @pytest.mark.parametrize(
        "typed", ["(956) 555-0123", "956.555.0123", "9565550123", "+1 956 555 0123", "1-956-555-0123", " 956 555 0123 "]
    )
    def test_takes_any_notation(self, typed: str) -> None:
        assert PhoneField().clean(typed) == "+19565550123"

    @pytest.mark.parametrize("typed", ["555-0123", "call me", "12", "+1 956 555", "9" * 40])
    def test_explains_what_is_missing(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError, match="area code"):
            PhoneField().clean(typed)

    def test_may_be_empty(self) -> None:
        assert PhoneField(required=False).clean("") == ""


class TestMailboxField:
    @pytest.mark.parametrize("typed", ["ana@example.org", " ana@example.org ", "\u200bana@example.org\u202c"])
    def test_takes_what_people_paste(self, typed: str) -> None:
        assert MailboxField().clean(typed) == "ana@example.org"

    @pytest.mark.parametrize("typed", ["o'neil_7@example.org", "ana+help@mail.example.org", "ana@bücher.example"])
    def test_takes_unusual_addresses(self, typed: str) -> None:
        assert MailboxField().clean(typed) == typed

    @pytest.mark.parametrize(
        "typed",
        [
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "root@localhost",
            "root@LOCALHOST",
            "root@[127.0.0.1]",
            "root@[::1]",
            "root@127.0.0.1",
            "ana@example.org, bo@example.org",
            "ana@example.org\r\nBcc: bo@example.org",
            "a" * 320 + "@example.org",
        ],
    )
    def test_refuses_what_is_no_mailbox_on_the_internet(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError) as caught:
            MailboxField().clean(typed)
        assert "Enter an e-mail address like name@example.org." in caught.value.messages

    def test_asks_for_a_missing_one_by_name(self) -> None:
        with pytest.raises(forms.ValidationError, match="Enter your e-mail address"):
            MailboxField().clean("\u200b ")

    def test_may_be_left_out_where_it_is_optional(self) -> None:
        assert MailboxField(required=False).clean(" ") == ""

    def test_browsers_offer_the_own_address(self) -> None:
        html = MailboxField().get_bound_field(forms.Form(), "email").as_widget()
        assert 'type="email"' in html
        assert 'autocomplete="email"' in html

    def test_a_form_may_ask_browsers_not_to(self) -> None:
        field = MailboxField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
        assert 'autocomplete="off"' in field.get_bound_field(forms.Form(), "email").as_widget()


class TestTextFields:
    def test_lines_stay_and_invisible_signs_go(self) -> None:
        assert PlainTextField().clean("one\r\n\u202etwo") == "one\ntwo"

    def test_a_name_is_one_line(self) -> None:
        assert LineField().clean("Ana\r\nBcc: x@example.org") == "Ana Bcc: x@example.org"

    @pytest.mark.parametrize("field", [PlainTextField(), LineField()])
    def test_only_invisible_signs_count_as_nothing(self, field: forms.CharField) -> None:
        with pytest.raises(forms.ValidationError, match="required"):
            field.clean("\u200b \ufeff")


class TestGuards:
    def test_a_person_is_not_suspect(self) -> None:
        with time_machine.travel(START + 30, tick=False):
            assert not sent_after(30).is_suspect

    @pytest.mark.parametrize("seconds", [0, 1, 2])
    def test_faster_than_a_person_is_suspect_but_valid(self, seconds: int) -> None:
        with time_machine.travel(START + seconds, tick=False):
            form = sent_after(seconds)
            assert form.is_suspect
            assert form.is_valid()

    def test_a_filled_honeypot_is_suspect_but_valid(self) -> None:
        with time_machine.travel(START + 30, tick=False):
            form = sent_after(30, website="https://spam.example")
            assert form.is_suspect
            assert form.is_valid()

    @pytest.mark.parametrize("token", ["", "forged", "a:b:c", "é"])
    def test_a_missing_or_forged_token_is_suspect_but_valid(self, token: str) -> None:
        form = sent_after(30, form_token=token)
        assert form.is_suspect
        assert form.is_valid()

    def test_a_form_left_open_for_a_day_is_fine(self) -> None:
        with time_machine.travel(START + 24 * 60 * 60, tick=False):
            assert not sent_after(0).is_suspect

    def test_an_expired_token_is_suspect(self) -> None:
        with time_machine.travel(START + TOKEN_LIFETIME_SECONDS + 60, tick=False):
            assert sent_after(0).is_suspect

    def test_a_double_click_has_one_key_and_another_form_another(self) -> None:
        with time_machine.travel(START + 30, tick=False):
            first = sent_after(0)
            again = StoryForm(first.data)
            other = sent_after(0)
            assert first.submission_key == again.submission_key
            assert first.submission_key != other.submission_key

    def test_without_a_token_each_submission_counts_for_itself(self) -> None:
        form = sent_after(0, form_token="")
        assert form.submission_key != StoryForm(form.data).submission_key

    def test_each_shown_form_has_its_own_token(self) -> None:
        assert StoryForm()["form_token"].value() != StoryForm()["form_token"].value()


class TestLanguageSwitch:
    def post(self, **data: Any) -> Any:
        return RequestFactory().post("/es/historias/", data)

    def test_is_a_post_with_its_button(self) -> None:
        assert is_language_switch(self.post(language_switch="1"))
        assert not is_language_switch(self.post(story="x"))
        assert not is_language_switch(RequestFactory().get("/", {"language_switch": "1"}))

    def test_keeps_the_typed_text_without_complaining(self) -> None:
        form = form_with_typed_text(StoryForm, self.post(name="", story="Era de noche.\n¿Y?"))
        assert not form.is_bound
        assert form["story"].value() == "Era de noche.\n¿Y?"
        assert not form.errors

    def test_leaves_files_alone(self) -> None:
        request = self.post(story="x", photo=SimpleUploadedFile("me.jpg", b"\xff\xd8"))
        assert form_with_typed_text(StoryForm, request)["photo"].value() is None

    def test_respects_a_prefix(self) -> None:
        form = form_with_typed_text(StoryForm, self.post(**{"a-story": "kept"}), prefix="a")
        assert form["story"].value() == "kept"


def test_errors_speak_spanish() -> None:
    with translation.override("es"), pytest.raises(forms.ValidationError) as caught:
        ZipField().clean("abc")
    assert "78501" in caught.value.messages[0]
