"""Messages that nobody should send: none of them raises, none takes long."""

import base64
import time
from contextlib import contextmanager

import pytest

from cms.outbox.inbound.handling import understand
from cms.outbox.inbound.parsing import LONGEST_TEXT, MOST_BYTES, MOST_HEADERS, decoded, read
from cms.outbox.inbound.plain_text import MOST_BYTES as MOST_WORDS
from cms.outbox.inbound.plain_text import MOST_HTML, from_html, has_attachments, words_of
from tests.outbox.inbound.messages import message

pytestmark = pytest.mark.core

SECONDS = 8.0  # on a busy machine; most need less than a tenth


@contextmanager
def soon():
    started = time.monotonic()
    yield
    assert time.monotonic() - started < SECONDS


def nested(depth):
    lines = []
    for level in range(depth):
        lines.append(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n')
    return "".join(lines).encode() + b"x\n" * 100_000


def rfc822_within_rfc822(depth):
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: deep\n\nHello.\n"


MONSTERS = {
    "nothing": b"",
    "only line ends": b"\n" * 500_000,
    "only NUL": b"\0" * 2_000_000,
    "NUL in a header": b"From: ed\0@courier.example\nSubject: a\0b\n\nHel\0lo.\n",
    "10,000 headers": b"".join(b"X-%d: value\n" % n for n in range(10_000)) + b"\nHello.\n",
    "300,000 empty headers": b"a:\n" * 300_000 + b"\nHello.\n",
    "one endless header": b"Subject: " + b"x" * 3_000_000,
    "a header folded for ever": b"Subject: x\n" + b" x\n" * 300_000 + b"\nHello.\n",
    "Content-Type full of quotation marks": b'Content-Type: text/plain; a="' + b'";' * 400_000 + b"\n\nHello.\n",
    "the same, folded": b'Content-Type: text/plain;\n a="' + b'";\n ' * 200_000 + b"\n\nHello.\n",
    "parts within parts": nested(2_000),
    "not so many parts within parts": nested(45),
    "messages within messages": rfc822_within_rfc822(5_000),
    "a few messages within messages": rfc822_within_rfc822(60),
    "100,000 parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n" * 100_000,
    "a report with 100,000 blocks": (b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 60_000),
    "a boundary that is empty": b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nx\n----\n',
    "no boundary": b"Content-Type: multipart/report; report-type=delivery-status\n\n--x\n\nHello.\n",
    "base64 that is none": b"Content-Transfer-Encoding: base64\n\n!!!! not base64 !!!!\n",
    "an encoding of an encoding": b"Content-Type: text/plain; charset*=x'y'%FF%FE; charset*0*=''%E9\n\nHello.\n",
    "punycode for ever": b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" + b"9" * 190_000,
    "zip as an encoding": b"Content-Type: text/plain; charset=zlib\n\nx\n",
    "utf-7": b"Content-Type: text/plain; charset=utf-7\n\n+2D/cAA-\n",
    "encoded words without end": b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n\nHello.\n",
    "an encoded word in nonsense": b"Subject: =?nonsense?b?////?=\nFrom: =?utf-8?b?!!!?= <x@y.example>\n\nHello.\n",
    "addresses for ever": b"From: " + b"<a@b.example>," * 100_000 + b"\n\nHello.\n",
    "brackets for ever": b"From: " + b"(" * 900_000 + b"\n\nHello.\n",
    "ids for ever": b"References: " + b"<" * 900_000 + b"\n\nHello.\n",
    "tags for ever": b"To: " + b"a+" * 450_000 + b"\n\nHello.\n",
    "a bounce made of codes": b"From: mailer-daemon@x.example\nSubject: failure notice\n\n" + b"5.1." * 240_000,
    "HTML that never closes": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"<a " * 300_000,
    "HTML of torn quotation marks": b"Content-Type: text/html\nFrom: a@b.example\n\n"
    + b"<a b='>" * 100_000
    + b'<a b=">' * 9,
    "HTML of comments": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"<!--" * 240_000,
    "HTML of declarations": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"<![" * 240_000,
    "HTML of instructions": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"<?" * 240_000,
    "HTML of ends": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"</" * 240_000,
    "HTML of quotation marks": b"Content-Type: text/html\nFrom: a@b.example\n\n<a b='" + b"'" * 240_000,
    "HTML of scripts": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"<script>" * 100_000,
    "HTML of entities": b"Content-Type: text/html\nFrom: a@b.example\n\n" + b"&#x" * 240_000,
    "marks upon marks": b"From: a@b.example\n\n" + "e\u0301".encode() * 90_000 + "\u0301".encode() * 90_000,
}


@pytest.mark.parametrize("name", MONSTERS)
def test_no_monster_raises_or_holds_up_the_others(name):
    with soon():
        understand(MONSTERS[name])


def test_headers_of_a_monster_are_read_even_if_its_body_is_not():
    assert read(b"Subject: still here\n" + nested(2_000)).get("subject") == "still here"


def test_only_so_many_headers_are_kept():
    mail = read(MONSTERS["10,000 headers"])
    assert len(mail.headers) == MOST_HEADERS
    assert mail.get("x-1") == "value"
    assert mail.text == "Hello.\n"


def test_values_of_one_name_are_kept_in_order_and_not_all():
    mail = read(b"".join(b"Received: %d\n" % n for n in range(100)) + b"\n\n")
    assert mail.headers["received"][:3] == ["0", "1", "2"]
    assert len(mail.headers["received"]) < 100


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_any_line_ends_will_do(ends):
    raw = b"Subject: a\n folded\nFrom: ed@courier.example\n\nOne.\nTwo.\n".replace(b"\n", ends)
    mail = read(raw)
    assert (mail.get("subject"), mail.text) == ("a folded", "One.\nTwo.\n")


def test_header_names_are_the_same_in_any_case():
    assert read(b"SUBJECT: a\n\n").get("subject") == "a"
    assert read(b"\n\nHello.").get("subject") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?a=C3=B1o?=", "año"),
        ("=?iso-8859-1?Q?a=F1o?= nuevo", "año nuevo"),
        ("=?nonsense?q?a?=", "=?nonsense?q?a?="),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_headers_are_decoded_where_they_can_be(value, text):
    assert decoded(value) == text


def test_a_raw_utf8_header_is_read_and_a_latin1_one_loses_only_its_accents():
    assert read("Subject: año\n\n".encode()).get("subject") == "año"
    assert read("Subject: año\n\n".encode("latin-1")).get("subject") == "a\ufffdo"


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("utf-8", "año".encode()),
        ("iso-8859-1", b"a\xf1o"),
        ("x-unknown", b"a\xf1o"),
        ("", "año".encode()),
        ("us-ascii", b"a\xf1o"),
    ],
)
def test_texts_are_decoded_by_what_they_say_else_by_what_they_are(charset, content):
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    assert read(f"Content-Type: {kind}\n\n".encode() + content).text == "año"


def test_no_text_holds_a_nul_which_postgresql_would_not_take():
    encoded = base64.b64encode(b"a\0b")
    assert read(b"Content-Transfer-Encoding: base64\n\n" + encoded).text == "ab"


def test_what_stands_behind_the_first_kilobytes_is_not_read():
    mail = read(b"Subject: long\n\n" + b"x" * (MOST_BYTES + 10))
    assert len(mail.text) == LONGEST_TEXT


def test_a_message_cut_off_in_its_attachment_keeps_its_words():
    big = message("reply_spanish_attachment").replace(b"JVBERi0", b"QUFB\n" * 400_000 + b"JVBERi0")
    assert len(big) > MOST_BYTES
    words, was_cut = words_of(read(big))
    assert words.startswith("Estimada señora")
    assert not was_cut
    assert has_attachments(read(big))


@pytest.mark.parametrize(
    ("name", "words", "attachments"),
    [
        ("reply_gmail", "Dear Jane, could you call me before noon? We would like to print it. – Ed", False),
        ("reply_outlook_html_only", "Dear Jane,\n\nwe print it on Sunday – page 4.\n\nEd\nThe Courier", False),
        ("reply_spanish_attachment", "Estimada señora: ¿puede llamarme mañana? Le adjunto el formulario.", True),
        ("reply_signed", "Thank you, Jane. We are checking your address now.", True),
        ("reply_8bit_headers", "¿Puede llamarme mañana?", False),
        ("reply_forwarding_original", "See the attached. We had to cut two sentences.", True),
        ("reply_torn_boundary", "We print it. The rest of this message was torn off.", False),
    ],
)
def test_the_words_of_an_answer(name, words, attachments):
    mail = read(message(name))
    text, was_cut = words_of(mail)
    assert text.startswith(words)
    assert has_attachments(mail) == attachments
    assert not was_cut
    assert "alert" not in text
    assert "MsoNormal" not in text


def test_20_kilobytes_are_passed_on_and_no_letter_is_cut_in_two():
    raw = b"Content-Type: text/plain; charset=utf-8\n\n" + "ñ".encode() * 15_001
    text, was_cut = words_of(read(raw))
    assert was_cut
    assert text == "ñ" * (MOST_WORDS // 2)
    assert words_of(read(b"\n" + b"x" * MOST_WORDS)) == ("x" * MOST_WORDS, False)


def test_characters_that_hide_or_turn_text_are_left_out():
    raw = "From: a@b.example\n\nHel\u202elo\u200b.\x07\n".encode()
    assert words_of(read(raw))[0] == "Hello."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("1 < 2 <b title='x'>3</b> <<i>4</i> </", "1 < 2 3 <4 </"),
        ("a<!-- <p>hidden --> b<!-- torn", "a b"),
        ("a  b\n c&nbsp;d &amp; &lt;e&gt;", "a b c d & <e>"),
        ("<style>p{}</style><title>t</title>shown<script>x<p>y</script>", "shown"),
        ("<p>torn <b>open", "torn open"),
        ("plain", "plain"),
        ("", ""),
        ("<![CDATA[x]]><!doctype html><?php echo ?>y", "y"),
    ],
)
def test_html_becomes_what_a_reader_sees(html, text):
    assert from_html(html) == text


def test_long_html_is_read_so_far():
    assert len(from_html("x " * MOST_HTML)) <= MOST_HTML
