"""Letters that their writers send themselves: handed to them, counted, and never called delivered."""

import pytest
from django.urls import reverse

from cms.letters import services
from cms.letters.care import ERASE_AFTER, care_for_letters
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.problems import LetterProblem, NotNow, NotOffered, SentElsewhere, TooManyWords, WroteRecently
from cms.outbox.models import OutgoingEmail
from cms.users.roles import AUDITORS, LETTERS_DESK
from tests.factories.letters import STATEMENT, TEXT, confirmed, draft, paper
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.django_db]
FORM = {"channel": "form", "letters_url": "https://paper.example/form"}


def handed_out(newspaper: Newspaper | None = None, **values: str) -> Letter:
    letter = draft(newspaper or paper(**FORM), **values)
    return services.agree_by_hand(letter_id=letter.pk, statement=STATEMENT)


def self_sent(newspaper: Newspaper | None = None, **values: str) -> Letter:
    return services.note_self_sent(letter_id=handed_out(newspaper, **values).pk)


def test_it_is_self_reported_and_nothing_leaves_from_here(clock):
    letter = self_sent()
    assert letter.status == Status.SELF_SENT
    assert letter.ended_at
    assert letter.statement == STATEMENT
    assert not Delivery.objects.exists()
    assert not Confirmation.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_a_second_click_changes_nothing(clock):
    letter = self_sent()
    ended = letter.ended_at
    clock.forward(hours=1)
    assert services.note_self_sent(letter_id=letter.pk).ended_at == ended


def test_without_the_statement_it_cannot_be_noted():
    with pytest.raises(NotNow):
        services.note_self_sent(letter_id=draft(paper(**FORM)).pk)


@pytest.mark.parametrize("change", ["text", "writer", "paper"])
def test_a_changed_letter_needs_the_statement_again(change):
    letter = handed_out()
    if change == "text":
        services.save_text(letter_id=letter.pk, headline="New", text="New words.", language="en")
    elif change == "writer":
        services.save_writer(
            letter_id=letter.pk, full_name="J", street="S", town="T", zip="78501", phone="1", email="j@example.org"
        )
    else:
        services.change_paper(letter_id=letter.pk, newspaper_id=paper(**FORM).pk)
    with pytest.raises(NotNow):
        services.note_self_sent(letter_id=letter.pk)


def test_a_paper_that_takes_e_mail_is_not_handed_out_and_the_other_way_round():
    with pytest.raises(NotOffered):
        handed_out(paper())
    with pytest.raises(NotOffered):
        services.ask_writer(letter_id=draft(paper(**FORM)).pk, statement=STATEMENT)


def test_the_paper_s_rules_hold():
    newspaper = paper(word_limit=20, **FORM)
    with pytest.raises(TooManyWords):
        handed_out(newspaper, text="word " * 21)


def test_it_counts_for_the_window_of_the_paper_and_no_longer(clock):
    newspaper = paper(frequency_days=14, **FORM)
    self_sent(newspaper)
    with pytest.raises(WroteRecently):
        handed_out(newspaper)
    handed_out(newspaper, email="other@example.org", full_name="Somebody Else")
    clock.forward(days=15)
    assert handed_out(newspaper)


def test_what_somebody_only_says_blocks_nobody_at_a_paper_that_we_write_to(clock):
    newspaper = paper(**FORM)
    self_sent(newspaper)
    Newspaper.objects.update(channel="email")
    assert services.ask_writer(letter_id=draft(newspaper).pk, statement=STATEMENT)


def test_the_same_words_sent_elsewhere_by_hand_count_for_the_same_person_only(clock):
    self_sent(paper(exclusive=True, **FORM), text=TEXT)
    with pytest.raises(SentElsewhere):
        confirmed(text=TEXT)
    assert confirmed(text=TEXT, email="other@example.org", full_name="Somebody Else")


def test_its_writer_gets_no_mail_at_an_address_that_nobody_has_confirmed(clock):
    self_sent()
    for _ in range(27):
        care_for_letters()
        clock.forward(days=1)
    assert not OutgoingEmail.objects.exists()


def test_what_was_only_handed_out_does_not_count():
    newspaper = paper(**FORM)
    handed_out(newspaper)
    assert handed_out(newspaper)


def test_one_that_was_sent_is_neither_cancelled_nor_written_again():
    letter = self_sent()
    with pytest.raises(LetterProblem):
        services.cancel_letter(letter_id=letter.pk)
    with pytest.raises(NotNow):
        services.write_again(letter_id=letter.pk, submission_key="again")


def test_its_words_are_erased_28_days_later(clock):
    letter = self_sent()
    clock.forward(days=ERASE_AFTER.days + 1)
    care_for_letters()
    letter.refresh_from_db()
    assert (letter.text, letter.email, letter.status) == ("", "", Status.SELF_SENT)
    assert letter.writer_hash


def test_the_writer_s_page_says_what_we_know_and_keeps_a_copy(client):
    letter = self_sent()
    page = client.get(reverse("letters:status", args=[letter.token])).content.decode()
    assert "You told us that you sent it" in page
    assert TEXT in page
    assert "confirmed by e-mail" not in page
    assert "accepted" not in page.lower()


def test_the_desk_sees_where_it_stands_and_auditors_no_words():
    letter = self_sent()
    url = reverse("letters_desk:letter", args=[letter.pk])
    page = logged_in(LETTERS_DESK).get(url).content.decode()
    assert "sent by the writer, who told us so" in page
    assert TEXT in page
    assert "confirmed by e-mail" not in page
    assert TEXT not in logged_in(AUDITORS).get(url).content.decode()
