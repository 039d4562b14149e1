"""Whoever wrote an op-ed, and whoever gets it, reads nowhere that it is a letter."""

import re

import pytest
from django.urls import reverse

from cms.letters.links import editor_token
from cms.letters.models import Delivery, ForwardedReply, Letter, PaperAnswer, Status
from cms.letters.services import answer_as_editor
from cms.letters.standing import standing
from cms.outbox.kinds import get_kind
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import asked, confirmed, link_of, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "clock")]
CALLED_A_LETTER = re.compile(r"\b(your|my|this|the|a|an) letter\b", re.IGNORECASE)
TO_THE_WRITER = ["accepted", "failed", "returned", "printed", "printed_again", "printed_by_paper"]


def called_a_letter(text):
    return [found.group() for found in CALLED_A_LETTER.finditer(text)]


def main_of(response):
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


@pytest.fixture
def courier():
    return paper(name="The Courier", op_ed_limit=700)


@pytest.fixture
def op_ed(courier):
    return confirmed(courier, kind="op_ed")


@pytest.mark.parametrize("status", Status.values)
def test_where_it_stands(op_ed, status):
    op_ed.status = status
    for printed in ("", Letter.Printed.YES, Letter.Printed.NO):
        op_ed.printed = printed
        told = standing(op_ed)
        assert told.title
        assert called_a_letter(f"{told.title} {told.text}") == []


@pytest.mark.parametrize("name", TO_THE_WRITER)
def test_what_the_writer_gets(op_ed, name):
    kind = f"letters.{name}"
    mail = get_kind(kind).render(OutgoingEmail(kind=kind, reference=str(op_ed.pk)))
    assert called_a_letter(f"{mail.subject}\n{mail.text}") == []


@pytest.mark.parametrize("kind", ["letters.confirm", "letters.remind"])
def test_what_the_writer_is_asked(courier, kind):
    request = asked(courier, kind="op_ed").requests.get()
    mail = get_kind(kind).render(OutgoingEmail(kind=kind, reference=str(request.pk)))
    assert "op-ed" in mail.text
    assert called_a_letter(f"{mail.subject}\n{mail.text}") == []


def test_what_the_editor_s_answer_comes_with(op_ed):
    reply = ForwardedReply.objects.create(letter=op_ed, sender="ed@courier.example", text="Call me.")
    mail = get_kind("letters.reply").render(OutgoingEmail(kind="letters.reply", reference=str(reply.pk)))
    assert "answered your op-ed for The Courier" in mail.text
    assert called_a_letter(f"{mail.subject}\n{mail.text}") == []


def test_what_the_editor_gets_and_opens(client, op_ed):
    delivery = Delivery.objects.get(confirmation__letter=op_ed)
    mail = get_kind("letters.delivery").render(OutgoingEmail(kind="letters.delivery", reference=str(delivery.pk)))
    assert called_a_letter(f"{mail.subject}\n{mail.text}") == []
    Letter.objects.update(status=Status.ACCEPTED)
    token = editor_token(op_ed)
    answer_as_editor(token=token, kind=PaperAnswer.Kind.PRINTED)
    page = main_of(client.get(reverse("letters:editor", args=[token])))
    assert "An op-ed from" in page
    assert "This op-ed" in page
    assert called_a_letter(page) == []


def test_the_writer_s_pages(client, courier):
    letter = asked(courier, kind="op_ed")
    question = main_of(client.get(reverse("letters:confirm", args=[link_of(letter)])))
    assert "Send this op-ed to" in question
    assert called_a_letter(question) == []
    for status in (Status.AWAITING_CONFIRMATION, Status.DRAFT, Status.SELF_SENT, Status.EXPIRED, Status.CANCELLED):
        Letter.objects.update(status=status)
        page = main_of(client.get(reverse("letters:status", args=[letter.token])))
        assert "Your op-ed for The Courier" in page
        assert called_a_letter(page) == []
