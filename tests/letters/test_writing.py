"""Drafts: saved at every step, never lost, never cut, never in the open."""

import pytest
from django.db import connection

from cms.letters import services
from cms.letters.models import Letter, Status
from cms.letters.problems import NotNow, NotOffered, UnknownLink
from tests.factories.letters import TEXT, asked, confirmed, draft, paper

pytestmark = pytest.mark.django_db


def start(newspaper, key="one"):
    return services.start_letter(newspaper_id=newspaper.pk, language="en", submission_key=key)


def test_a_double_click_begins_one_letter():
    newspaper = paper()
    first, second = start(newspaper), start(newspaper)
    assert first.pk == second.pk
    assert first.token == second.token
    assert Letter.objects.count() == 1


def test_a_link_finds_its_letter_and_no_other():
    newspaper = paper()
    letter, other = start(newspaper), start(newspaper, "two")
    assert services.find_letter(letter.token) == letter
    assert services.find_letter(other.token) == other


@pytest.mark.parametrize("forged", ["", "x", "../../admin", "a" * 43, "\x00", "🙂" * 20])
def test_a_forged_link_finds_nothing(forged):
    start(paper())
    with pytest.raises(UnknownLink):
        services.find_letter(forged)


def test_a_paper_that_was_turned_off_meanwhile_cannot_be_chosen():
    with pytest.raises(NotOffered):
        start(paper(is_active=False))
    with pytest.raises(NotOffered):
        services.start_letter(newspaper_id=999_999, language="en", submission_key="x")


def test_a_text_of_any_length_is_kept_as_typed():
    letter = start(paper(word_limit=20))
    long = "word " * 3000 + "the end"
    services.save_text(letter_id=letter.pk, headline="H", text=long, language="es")
    letter.refresh_from_db()
    assert letter.text == long
    assert letter.word_count == 3002
    assert letter.language == "es"


def test_words_and_addresses_rest_encrypted():
    letter = draft()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM letters_letter WHERE id = %s", [letter.pk])
        row = " ".join(str(value) for value in cursor.fetchone())
    for secret in (TEXT[:30], "Jane", "Main Street", "5550123", "jane@example.org", "Ask where", letter.token):
        assert secret not in row


def test_another_paper_keeps_the_text():
    letter, other = draft(), paper()
    moved = services.change_paper(letter_id=letter.pk, newspaper_id=other.pk)
    assert moved.newspaper == other
    assert moved.text.startswith(TEXT)


@pytest.mark.parametrize("make", [asked, confirmed])
def test_a_letter_past_writing_cannot_be_changed(make):
    letter = make()
    with pytest.raises(NotNow):
        services.save_text(letter_id=letter.pk, headline="Other", text="Other", language="en")
    with pytest.raises(NotNow):
        services.change_paper(letter_id=letter.pk, newspaper_id=paper().pk)
    letter.refresh_from_db()
    assert letter.text.startswith(TEXT)


def test_an_unconfirmed_letter_goes_back_to_its_own_draft_and_its_old_link_dies():
    letter = asked()
    again = services.write_again(letter_id=letter.pk, submission_key="again")
    assert again.pk == letter.pk
    assert again.status == Status.DRAFT
    assert not letter.requests.exists()


def test_a_cancelled_confirmed_letter_comes_back_as_a_new_draft_without_a_confirmation():
    letter = confirmed()
    services.cancel_letter(letter_id=letter.pk)
    again = services.write_again(letter_id=letter.pk, submission_key="again")
    twice = services.write_again(letter_id=letter.pk, submission_key="again")
    assert again.pk == twice.pk != letter.pk
    assert again.status == Status.DRAFT
    assert again.text == letter.text
    assert again.token != letter.token
    assert not hasattr(again, "confirmation")


def test_a_letter_on_its_way_cannot_be_written_again():
    with pytest.raises(NotNow):
        services.write_again(letter_id=confirmed().pk, submission_key="x")


def test_its_name_in_lists_says_nothing_private():
    assert str(draft()).split(" ")[0] == "letter"
    assert "Jane" not in repr(draft())
