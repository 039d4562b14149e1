"""The bytes and the envelope of one message."""

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from cms.core.models import SiteSettings
from cms.outbox.kinds import Attachment, RenderedEmail, named_address
from cms.outbox.message import bare_address, build
from cms.outbox.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def message_of(**rendered: Any) -> Any:
    row = OutgoingEmail(to="jane@example.org", message_id="<1@site.example>")
    envelope = build(row, RenderedEmail(**{"subject": "Hello", "text": "Text\n", **rendered}))
    return envelope, message_from_bytes(envelope.content, policy=policy.default)


def test_a_plain_message_says_who_it_is_from_and_that_a_machine_sent_it(settings):
    settings.DEFAULT_FROM_EMAIL = "Kinship <hello@site.example>"
    envelope, message = message_of()
    assert (envelope.sender, envelope.recipient) == ("hello@site.example", "jane@example.org")
    assert message["From"] == "Kinship <hello@site.example>"
    assert message["To"] == "jane@example.org"
    assert message["Message-ID"] == "<1@site.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] is None
    assert message.get_content_type() == "text/plain"
    assert b"\n" not in envelope.content.replace(b"\r\n", b"")


@pytest.mark.parametrize("brand", ["Juntos, sí & Co.", 'The "Chairs"', "=?utf-8?q?Bank?=", "Us <eve@example.org>"])
@pytest.mark.parametrize("setting", ["Kinship <hello@site.example>", "hello@site.example"])
def test_readers_see_the_name_of_the_campaign_and_the_address_of_the_setting(settings, brand, setting):
    settings.DEFAULT_FROM_EMAIL = setting
    SiteSettings.objects.create(site=Site.objects.get(), brand=brand)
    envelope, message = message_of()
    [address] = message["From"].addresses
    assert address.display_name == brand.replace("=?", "= ?")
    assert address.addr_spec == envelope.sender == "hello@site.example"


@pytest.mark.parametrize("own", ["Jane Doe <jane@site.example>", "jane@site.example"])
def test_a_sender_of_its_own_stays_as_it_is(own):
    SiteSettings.objects.create(site=Site.objects.get(), brand="Juntos")
    _, message = message_of(from_email=own)
    assert message["From"] == own


def test_a_sender_at_a_domain_beyond_ascii_can_be_named():
    _, message = message_of(from_email=named_address("Ana", "ana@bücher.example"))
    assert message["From"] == "Ana <ana@xn--bcher-kva.example>"


def test_a_letter_has_its_own_sender_reply_address_and_bounce_address():
    envelope, message = message_of(
        from_email=named_address("Jane Doe via Kinship", "letters+t0k3n@site.example"),
        reply_to=("jane@example.net",),
        envelope_from="letters+t0k3n@site.example",
        headers={"Auto-Submitted": "no", "X-Kinship-Letter": "1"},
    )
    assert envelope.sender == "letters+t0k3n@site.example"
    assert message["From"].addresses[0].display_name == "Jane Doe via Kinship"
    assert message["Reply-To"] == "jane@example.net"
    assert message.get_all("Auto-Submitted") == ["no"]
    assert message["X-Kinship-Letter"] == "1"


@pytest.mark.parametrize(
    "name",
    [
        "José Ñandú",
        'Jane "JD" Doe, Jr.',
        "O'Brien; Pat",
        "Doe <eve@example.org>",
        "日本語",
        "Jane\r\nBcc: eve@example.org",
    ],
)
def test_any_name_stays_one_name(name):
    _, message = message_of(from_email=named_address(name, "letters@site.example"))
    [address] = message["From"].addresses
    assert address.addr_spec == "letters@site.example"
    assert address.display_name == " ".join(name.split())
    assert message["Bcc"] is None


@pytest.mark.parametrize("subject", ["Hi\r\nBcc: eve@example.org", "Hi\nX: y", "  Hi \t there  "])
def test_a_subject_is_one_line(subject):
    _, message = message_of(subject=subject)
    assert message["Subject"] == " ".join(subject.split())
    assert message["Bcc"] is None


def test_accents_in_subject_and_text_arrive():
    _, message = message_of(subject="Su historia está publicada ¡gracias!", text="Año, corazón, €\n")
    assert message["Subject"] == "Su historia está publicada ¡gracias!"
    assert message.get_content().strip() == "Año, corazón, €"


def test_a_very_long_line_arrives_whole():
    _, message = message_of(text="ñ" * 3000 + "\n")
    assert message.get_content().strip() == "ñ" * 3000


def test_html_is_an_alternative_never_the_only_part():
    _, message = message_of(html="<p>Hello</p>")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "name",
    [
        "Bcc",
        "cc",
        "TO",
        "From",
        "Subject",
        "Message-ID",
        "Reply-To",
        "Sender",
        "Date",
        "Return-Path",
        "X:y",
        "X y",
        "",
        "X\nBcc",
    ],
)
def test_headers_that_are_not_the_kinds_to_set_are_refused(name):
    with pytest.raises(ValueError, match="not allowed"):
        message_of(headers={name: "eve@example.org"})


@pytest.mark.parametrize("value", ["a\nBcc: eve@example.org", "a\r\n\r\nbody", "a\rb"])
def test_header_values_are_one_line(value):
    with pytest.raises(ValueError, match="not allowed"):
        message_of(headers={"X-Topic": value})


@pytest.mark.parametrize(
    "address",
    ["a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "Jane, Doe <a@example.org>", "nobody", ""],
)
def test_reply_to_is_exactly_one_mailbox(address):
    with pytest.raises((ValueError, ValidationError)):
        message_of(reply_to=(address,))


@pytest.mark.parametrize(
    ("value", "bare"),
    [
        ("a@example.org", "a@example.org"),
        ("Jane <a@example.org>", "a@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
    ],
)
def test_bare_addresses(value, bare):
    assert bare_address(value) == bare


def test_an_attached_file_arrives_with_its_name_its_type_and_its_text():
    file = Attachment("visit.ics", "text/calendar; method=PUBLISH", "BEGIN:VCALENDAR\r\nSUMMARY:Reunión\r\n")
    envelope, message = message_of(attachments=(file,))
    (found,) = message.iter_attachments()
    assert found.get_filename() == "visit.ics"
    assert found.get_content_type() == "text/calendar"
    assert dict(found["Content-Type"].params) == {"method": "PUBLISH", "charset": "utf-8"}
    assert found.get_content().splitlines() == ["BEGIN:VCALENDAR", "SUMMARY:Reunión"]
    assert message.get_body(("plain",)).get_content() == "Text\r\n"
    assert b"\n" not in envelope.content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a\r\nBcc: eve@example.org", "text/calendar"),
        ("../visit.ics", "text/calendar"),
        ("visit.ics", "text/calendar\r\nBcc: eve@example.org"),
        ("visit.ics", "application/octet-stream"),
        ("", "text/calendar"),
    ],
)
def test_a_name_or_type_that_could_be_something_else_is_refused(name, content_type):
    with pytest.raises(ValueError, match="attachment needs"):
        message_of(attachments=(Attachment(name, content_type, "x"),))
