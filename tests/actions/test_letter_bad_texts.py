"""What people paste, robots post and attackers try: explained or made harmless, never a header of its own."""

import unicodedata
from urllib.parse import quote

import pytest
from django.test import Client

from cms.actions.letter.forms import AboutYouForm, WriteForm
from cms.actions.letter_starter_kit import make_letter_page
from cms.letters import services
from cms.letters.message import compose
from cms.letters.models import Letter, Newspaper
from cms.outbox.models import OutgoingEmail
from tests.actions.test_letter_page import YOU, begin, html, token_for, url, write
from tests.factories.letters import TEXT, link_of

BAD_TEXTS = {
    "NUL": "Ask\x00 them",
    "lone surrogate": "Ask \ud800 them",
    "right-to-left override": "Ask \u202eevil\u202c them",
    "isolates": "Ask \u2066them\u2069",
    "zero width": "As\u200bk the\ufeffm",
    "150 combining marks": "A" + "\u0301" * 150 + "sk",
    "emoji": "Ask 👩‍👧 them 😀",
    "two scripts": "Ask them السؤال спроси",
    "control characters": "Ask\x07 \x1b[31mthem\x7f\x85",
    "header lines": "Ask\r\nBcc: all@example.org\r\n\r\nthem",
    "lone line feeds": "Ask\nBcc: all@example.org\n",
    "line and paragraph separators": "Ask\u2028Bcc: all@example.org\u2029them",
    "vertical tab and form feed": "Ask\x0bBcc: all@example.org\x0cthem",
    "template": "{{7*7}} {% load x %} %(paper)s %s",
    "markup": "<script>alert(1)</script><b onclick=x>Ask</b>",
    "address of a script": "javascript:alert(1)",
    "formula": '=HYPERLINK("http://evil.example")',
    "path": "../../../etc/passwd",
    "quotes": "\"Ask\" 'them' \\ `now`",
    "encoded word": "=?utf-8?q?Bcc:_all@example.org?=",
}
ONLY_NOTHING = {
    "spaces": "   ",
    "line ends": "\n \r\n\t",
    "zero width": "\u200b\u200b\ufeff",
    "no-break spaces": "\u00a0\u2003",
    "NUL": "\x00\x00",
    "soft hyphens": "\u00ad\u00ad",
}
LINES = ("headline", "full_name", "street", "town")
ASKED_OF_WRITERS = {"full_name", "street", "town", "zip", "phone", "email"}


def forms_with(bad, *fields):
    """Both forms of a letter with `bad` in these fields and good answers in the others."""
    letter = Letter(newspaper=Newspaper(name="The Courier", word_limit=100))
    typed = {"headline": "Ask", "text": TEXT, **YOU, **dict.fromkeys(fields, bad)}
    return [form(typed, letter=letter) for form in (WriteForm, AboutYouForm)]


def errors_of(forms):
    return {name for form in forms for name in form.errors}


def readable(text):
    """What a reader would miss if it were gone."""
    return [sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()]


def categories(text):
    return {unicodedata.category(sign) for sign in text}


# The forms, without a page around them


@pytest.mark.parametrize("bad", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_lines_and_texts_become_harmless_and_lose_no_word(bad):
    forms = forms_with(bad, "text", *LINES)
    assert errors_of(forms) == set()
    cleaned = forms[0].cleaned_data | forms[1].cleaned_data
    for name in ("text", *LINES):
        assert readable(cleaned[name]) == readable(bad)
        assert not set("\0\r\ud800\u202e\u202c\u2066\u200b\ufeff\x1b") & set(cleaned[name])
        assert "\u0301" * 4 not in unicodedata.normalize("NFD", cleaned[name])[2:]
    for name in LINES:
        assert not {"Cc", "Cs", "Zl", "Zp"} & categories(cleaned[name])


@pytest.mark.parametrize("bad", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_none_of_them_is_a_phone_a_mailbox_or_a_zip(bad):
    assert errors_of(forms_with(bad, "phone", "email", "zip")) == {"phone", "email", "zip"}


@pytest.mark.parametrize("bad", ONLY_NOTHING.values(), ids=ONLY_NOTHING)
def test_what_only_looks_filled_in_is_asked_for(bad):
    fields = {"headline", "text"} | ASKED_OF_WRITERS
    forms = forms_with(bad, *fields)
    assert errors_of(forms) == fields
    assert all(error.code == "required" for form in forms for data in form.errors.as_data().values() for error in data)


# The pages


@pytest.fixture
def draft(db, site):
    make_letter_page()
    return begin(Client())


@pytest.mark.parametrize("name", ["header lines", "markup", "template", "emoji"])
def test_in_all_fields_at_once_the_mail_keeps_its_headers(client, draft, name):
    bad = BAD_TEXTS[name]
    assert write(client, draft, headline=bad, text=f"{bad}\n\n{TEXT}").status_code == 302
    assert client.post(f"{draft}you/", {**YOU, "full_name": bad, "town": bad, "street": bad}).status_code == 302
    page = html(client.get(f"{draft}preview/"))
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    client.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert OutgoingEmail.objects.get().to == "jane@example.org"
    letter = services.confirm_letter(token=link_of(Letter.objects.get()))
    message = compose(letter)
    assert message.recipient == letter.newspaper.letters_email
    mail = message.as_email()
    for header in (mail.subject, mail.from_email, *mail.reply_to, mail.envelope_from):
        assert not {"Cc", "Cs", "Zl", "Zp"} & categories(header)
    assert all(word in mail.text for word in bad.split("\r\n"))


def test_one_mistake_keeps_all_that_was_typed(client, draft):
    page = html(write(client, draft, headline="\u200b"))
    assert 'href="#id_headline"' in page
    assert TEXT in page
    write(client, draft)
    page = html(client.post(f"{draft}you/", {**YOU, "town": "\u00ad", "street": '<b>"12" Main</b>'}))
    assert 'href="#id_town"' in page
    assert "Jane Doe" in page
    assert "&lt;b&gt;&quot;12&quot; Main&lt;/b&gt;" in page


def test_bytes_that_are_no_text_do_not_break_the_way(client, draft):
    """Half a character and a lone surrogate: what a robot sends, as no browser would."""
    typed = f"headline=Ask%20%ED%A0%80them%FF&text=%C3%28{quote(TEXT)}"
    response = client.post(draft, typed, content_type="application/x-www-form-urlencoded")
    assert response.url == f"{draft}you/"
    assert readable(Letter.objects.get().headline) == list("Askthem")
    assert TEXT in Letter.objects.get().text


def test_a_megabyte_is_explained_shown_again_and_not_stored(client, draft):
    write(client, draft)
    huge = "x " * 500_000
    page = html(write(client, draft, headline=huge, text=huge))
    for part in ('href="#id_headline"', 'href="#id_text"', huge.strip()):
        assert part in page
    page = html(client.post(f"{draft}you/", {**YOU, "full_name": huge, "street": "x" * 121, "town": "x" * 61}))
    for part in ('href="#id_full_name"', 'href="#id_street"', 'href="#id_town"', "jane@example.org"):
        assert part in page
    letter = Letter.objects.get()
    assert (letter.headline, letter.text, letter.full_name) == ("Ask where they are", TEXT, "")


def test_ten_megabytes_are_refused_in_words(client, draft):
    write(client, draft)
    response = write(client, draft, text="x" * 10_000_000)
    assert response.status_code == 400
    assert "far too long" in html(response)
    assert "Make it shorter" in html(response)
    assert Letter.objects.get().text == TEXT


def test_a_search_for_anything_is_answered(client, draft):
    for bad in BAD_TEXTS.values():
        typed = quote(bad.encode(errors="surrogatepass"))
        for query in (f"zip={typed}", f"state=TX&name={typed}"):
            assert client.get(url(), QUERY_STRING=query).status_code == 200
    assert client.get(url(), {"state": BAD_TEXTS["markup"], "name": "x"}).status_code == 200


def test_the_language_switch_of_every_step_keeps_what_is_typed(client, draft):
    write(client, draft)
    client.post(f"{draft}you/", YOU)
    there = draft.replace(url("en"), url("es"))
    typed = {"headline": "Half <a", "text": "Half a sentence", "full_name": "Half a name", "language_switch": "1"}
    for step in ("", "kind/", "you/", "preview/", "paper/", "send/"):
        response = client.post(f"{there}{step}", typed, follow=True)
        assert response.status_code == 200
        page = html(response)
        assert '<html lang="es"' in page
        assert "alert--err" not in page
        assert ("Half a sentence" in page) == (step == "")
        assert ("Half a name" in page) == (step == "you/")
    assert Letter.objects.get().text == TEXT
