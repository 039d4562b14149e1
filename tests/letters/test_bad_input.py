"""Ugly input, proven by the bytes that a real SMTP server received."""

import re
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.letters import services
from cms.letters.links import editor_token
from cms.letters.models import Confirmation, Delivery, Letter, PaperAnswer, Status
from cms.letters.problems import UnknownLink, WroteRecently
from cms.letters.words import count_words
from cms.outbox.delivery import deliver_one
from tests.factories.letters import asked, confirmed, link_of, paper
from tests.servers.smtp import HANG

pytestmark = [pytest.mark.core, pytest.mark.django_db]
HEADERS = {
    "from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type",
    "content-transfer-encoding",
}  # fmt: skip
LINE_ENDS = {
    "CRLF": "\r\n",
    "CR": "\r",
    "LF": "\n",
    "NEL": "\x85",
    "LS": "\u2028",
    "PS": "\u2029",
    "VT": "\v",
    "FS": "\x1c",
}
SCRIPTS = {
    "Cyrillic": ("Анна Петрова", "Где они сейчас?", "Вчера в суде отец спросил, где его дочь. Никто не знал.", 11),
    "Arabic": ("ليلى حداد", "أين هم الآن؟", "سأل أب في المحكمة أين ابنته ولم يعرف أحد.", 9),
    "Chinese": ("王小明", "他们在哪里", "昨天在法庭上 一位父亲问 他的女儿在哪里 没有人知道", 4),
    "Spanish": ("José Ñúñez", "¿Dónde están?", "Ayer, en el juzgado, un padre preguntó por su hija. Nadie sabía.", 12),
}  # fmt: skip


def send(letter):
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return Letter.objects.get(pk=letter.pk)


def header_lines(content: bytes) -> list[bytes]:
    """The headers as they came, each with its folded lines joined."""
    head = content.partition(b"\r\n\r\n")[0]
    return re.sub(rb"\r\n[ \t]", b" ", head).split(b"\r\n")


@pytest.mark.parametrize("end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize("field", ["full_name", "headline", "town"])
def test_no_kind_of_line_end_makes_a_header(mail_server, clock, site, field, end):
    injected = f"Jane{end}Bcc: all@evil.example{end}X-Evil: yes{end}{end}Another body"
    values: dict[str, Any] = {field: injected}
    assert send(confirmed(**values)).status == Status.ACCEPTED
    [got] = mail_server.received
    lines = header_lines(got.content)
    assert {line.partition(b":")[0].decode("ascii").lower() for line in lines} == HEADERS
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    assert got.recipients == (Delivery.objects.get().newspaper.letters_email,)
    assert [address for _name, address in getaddresses([str(got.message["To"])])] == list(got.recipients)


@pytest.mark.parametrize("field", ["full_name", "headline", "town"])
@pytest.mark.parametrize(
    "word", ["=?utf-8?q?=0d=0aBcc:_all=40evil.example?=", "=?utf-8?b?DQpCY2M6IGFsbEBldmlsLmV4YW1wbGU=?="]
)
def test_an_encoded_word_stays_what_was_typed(mail_server, clock, site, field, word):
    send(confirmed(**{field: word}))
    [got] = mail_server.received
    names = {line.partition(b":")[0].decode("ascii").lower() for line in header_lines(got.content)}
    assert names == HEADERS
    for header in ("From", "Reply-To", "Subject", "To"):
        read = str(make_header(decode_header(raw_header(got.content, header))))
        assert "Bcc: all@evil.example" not in read
        assert "\n" not in read
    assert got.recipients == (Delivery.objects.get().newspaper.letters_email,)


def raw_header(content: bytes, name: str) -> str:
    found = next(line for line in header_lines(content) if line.lower().startswith(f"{name.lower()}:".encode()))
    return found.partition(b":")[2].strip().decode("ascii")


@pytest.mark.parametrize(("name", "headline", "text", "words"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_letter_in_another_script_arrives_as_it_was_written(mail_server, clock, site, name, headline, text, words):
    letter = send(confirmed(full_name=name, headline=headline, text=text))
    [got] = mail_server.received
    assert letter.word_count == count_words(text) == words
    assert all(byte < 128 for line in header_lines(got.content) for byte in line)
    assert headline in str(make_header(decode_header(raw_header(got.content, "Subject"))))
    assert name in str(got.message["From"])
    assert got.message["Reply-To"].addresses[0].display_name == name
    assert text in got.text
    assert name in got.text


@pytest.mark.parametrize("email", ["JANE@Example.org", "jane+again@example.org", "Jane+1@EXAMPLE.ORG"])
def test_a_second_letter_by_the_same_mailbox_in_another_spelling_is_refused(clock, site, email):
    newspaper = paper()
    confirmed(newspaper)
    with pytest.raises(WroteRecently):
        confirmed(newspaper, email=email, full_name="Somebody Else", zip="78539")


@pytest.mark.parametrize("email", ["j.a.n.e.d@gmail.com", "JaneD+x@googlemail.com"])
def test_dots_do_not_make_another_person_where_they_do_not_count(clock, site, email):
    newspaper = paper()
    confirmed(newspaper, email="janed@gmail.com")
    with pytest.raises(WroteRecently):
        confirmed(newspaper, email=email, full_name="Somebody Else", zip="78539")


def test_the_same_name_and_zip_with_another_mailbox_is_refused(clock, site):
    newspaper = paper()
    confirmed(newspaper, full_name="José Núñez")
    with pytest.raises(WroteRecently):
        confirmed(newspaper, email="other@example.org", full_name="JOSE  NUNEZ")


def test_a_confirm_link_that_is_pressed_again_later_changes_nothing(mail_server, clock, site):
    letter = asked()
    token = link_of(letter)
    url = reverse("letters:confirm", args=[token])
    browser = Client()
    browser.post(url)
    send(letter)
    clock.forward(days=3)
    browser.post(url)
    assert Confirmation.objects.count() == Delivery.objects.count() == len(mail_server.received) == 1


def test_links_of_one_kind_open_nothing_of_another(mail_server, clock, site):
    letter = asked()
    confirm = link_of(letter)
    services.confirm_letter(token=confirm)
    send(letter)
    editor = editor_token(letter)
    for stolen in (confirm, letter.token, letter.mail_token, editor[:-1], f"{letter.mail_token}.{editor}"):
        with pytest.raises(UnknownLink):
            services.answer_as_editor(token=stolen, kind=PaperAnswer.Kind.NONE)
    for stolen in (letter.token, letter.mail_token, editor):
        with pytest.raises(UnknownLink):
            services.confirm_letter(token=stolen)
    for stolen in (confirm, letter.mail_token, editor):
        with pytest.raises(UnknownLink):
            services.find_letter(stolen)


def test_a_confirm_link_never_confirms_the_copy_of_a_letter(clock, site):
    letter = asked()
    token = link_of(letter)
    services.cancel_letter(letter_id=letter.pk)
    copy = services.write_again(letter_id=letter.pk, submission_key="copy")
    services.ask_writer(letter_id=copy.pk, statement="I wrote this.")
    response = Client().post(reverse("letters:confirm", args=[token]))
    assert response.status_code == 409
    assert not Confirmation.objects.exists()


def test_a_server_that_hangs_after_the_content_leaves_the_letter_unknown(mail_server, clock, site, settings):
    settings.EMAIL_TIMEOUT = 0.3
    mail_server.answer_next("CONTENT", HANG)
    letter = send(confirmed())
    assert letter.status == Status.UNKNOWN
    clock.forward(days=2)
    assert send(letter).status == Status.UNKNOWN
    assert len(mail_server.received) == 1
