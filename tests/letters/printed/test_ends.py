"""Printed letters where other things happen: papers merge, letters come back, links are long or unsafe, words go."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, PrintedLetter
from cms.letters.web_address import LONGEST
from cms.outbox.delivery import deliver_one
from tests.conftest import Clock
from tests.factories.letters import confirmed, paper

pytestmark = pytest.mark.django_db
LINK = "https://courier.example/opinion/42"


@pytest.fixture
def letter(site: Any, clock: Clock) -> Letter:
    """A letter that its paper's server took."""
    row = confirmed(paper(name="The Courier"))
    email = Delivery.objects.get().email
    assert email is not None
    deliver_one(email.pk)
    return row


def show(letter: Letter, url: str = LINK) -> PrintedLetter:
    services.answer_printed(letter_id=letter.pk, printed="yes", url=url, may_be_shown=True)
    return PrintedLetter.objects.get()


def test_a_merged_paper_takes_its_printed_letters_along(letter: Letter) -> None:
    show(letter)
    stays = paper(name="The New Courier")
    services.merge_papers(stays_id=stays.pk, goes_id=letter.newspaper_id, values={})
    assert PrintedLetter.objects.get().newspaper == stays


@pytest.mark.parametrize("status", ["bounced", "failed"])
def test_what_came_back_was_not_printed(letter: Letter, status: str) -> None:
    show(letter)
    email = Delivery.objects.get().email
    assert email is not None
    email.status = status
    email.save()
    services.record_outcome(email=email)
    letter.refresh_from_db()
    assert (letter.status, letter.printed, letter.may_be_shown) == (status, "", False)
    assert not PrintedLetter.objects.exists()


def test_visitors_are_never_led_to_an_unsafe_page(letter: Letter, client: Client) -> None:
    url = reverse("letters:printed", args=[letter.token])
    for link in ("http://courier.example/1", "HTTP://courier.example/1", "javascript:alert(1)"):
        response = client.post(url, {"printed": "yes", "url": link, "may_be_shown": "on"})
        assert response.status_code == 400
    assert not PrintedLetter.objects.exists()


def test_the_longest_link_fits_its_columns(letter: Letter) -> None:
    for model, name in ((Letter, "printed_url"), (PrintedLetter, "url")):
        assert getattr(model._meta.get_field(name), "max_length", None) == LONGEST


def test_the_writers_own_link_goes_with_the_words_and_the_shown_one_stays(letter: Letter, clock: Clock) -> None:
    show(letter)
    clock.forward(days=28)
    care_for_letters()
    letter.refresh_from_db()
    assert (letter.printed, letter.printed_url) == ("yes", "")
    assert PrintedLetter.objects.get().url == LINK
