"""A letter against its paper's rulebook."""

from datetime import date

import pytest

from cms.letters import services
from cms.letters.area import is_local
from cms.letters.models import Delivery, Newspaper, Status
from cms.letters.problems import (
    Incomplete,
    MailbagFull,
    NotFromHere,
    NotOffered,
    SentElsewhere,
    TooManyWords,
    WroteRecently,
)
from cms.letters.rules import check_rules
from tests.factories.letters import TEXT, asked, confirmed, draft, link_of, own_words, paper, zip_area

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def test_a_letter_of_exactly_the_limit_passes_and_one_word_more_does_not():
    newspaper = paper(word_limit=50)
    check_rules(draft(newspaper, text="word " * 50))
    with pytest.raises(TooManyWords) as caught:
        check_rules(draft(newspaper, text="word " * 51))
    assert "51 words" in caught.value.sentence
    assert "one word" in caught.value.sentence


def test_the_count_is_taken_from_the_text_not_from_the_stored_number():
    letter = draft(paper(word_limit=50), text="word " * 51)
    letter.word_count = 3
    with pytest.raises(TooManyWords):
        check_rules(letter)


def test_an_op_ed_has_its_own_limit_and_mailbox():
    newspaper = paper(word_limit=50, op_ed_limit=700, op_ed_email="opinion@paper.example")
    letter = draft(newspaper, text="word " * 600, kind="op_ed")
    check_rules(letter)
    assert letter.mailbox == "opinion@paper.example"


@pytest.mark.parametrize("missing", ["full_name", "street", "town", "zip", "phone", "email", "headline", "text"])
def test_nothing_may_be_missing(missing):
    letter = draft()
    setattr(letter, missing, "")
    with pytest.raises(Incomplete):
        check_rules(letter)


def test_one_letter_per_person_within_the_paper_s_window(clock):
    newspaper = paper(frequency_days=30)
    confirmed(newspaper)
    clock.forward(days=29)
    with pytest.raises(WroteRecently) as caught:
        check_rules(draft(newspaper))
    assert "April 2, 2026" in caught.value.sentence
    clock.forward(days=1)
    check_rules(draft(newspaper))


@pytest.mark.parametrize(
    "disguise",
    [{"email": "JANE+2@example.org", "full_name": "J. Doe"}, {"email": "other@example.org", "full_name": "jane  DOE"}],
)
def test_the_window_sees_through_other_spellings_of_mailbox_or_name(disguise):
    newspaper = paper()
    confirmed(newspaper)
    with pytest.raises(WroteRecently):
        check_rules(draft(newspaper, **disguise))


def test_another_person_another_paper_or_a_cancelled_letter_is_free():
    newspaper = paper()
    first = confirmed(newspaper)
    check_rules(draft(newspaper, email="li@example.org", full_name="Li Wei"))
    check_rules(draft(paper()))
    services.cancel_letter(letter_id=first.pk)
    check_rules(draft(newspaper))


def test_an_unconfirmed_letter_blocks_nobody():
    newspaper = paper()
    asked(newspaper)
    check_rules(draft(newspaper))


def test_two_letters_asked_at_once_are_checked_again_when_confirmed():
    newspaper = paper()
    one, other = asked(newspaper), asked(newspaper)
    services.confirm_letter(token=link_of(one))
    with pytest.raises(WroteRecently):
        services.confirm_letter(token=link_of(other))
    other.refresh_from_db()
    assert not hasattr(other, "confirmation")


def test_asking_tells_nobody_what_was_sent_before_and_confirming_does():
    newspaper = paper(exclusive=True)
    confirmed(newspaper, text=f"{TEXT} {own_words(900)}")
    soon = asked(newspaper)
    elsewhere = asked(paper(), email="li@example.org", full_name="Li Wei", text=f"{TEXT} {own_words(900)}")
    for letter, problem in ((soon, WroteRecently), (elsewhere, SentElsewhere)):
        assert letter.status == Status.AWAITING_CONFIRMATION
        with pytest.raises(problem):
            services.confirm_letter(token=link_of(letter))
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_a_text_promised_to_one_paper_is_not_sent_to_another(first, second):
    confirmed(paper(exclusive=first), text="The very same words.")
    with pytest.raises(SentElsewhere):
        check_rules(draft(paper(exclusive=second), text="the VERY same   words"))


def test_the_same_text_may_go_to_two_papers_that_do_not_mind():
    confirmed(paper(), text="The very same words.")
    check_rules(draft(paper(), text="The very same words."))


def test_a_paper_for_its_own_area_turns_down_others():
    zip_area("60608", city="Chicago", state="IL", county="Cook County")
    newspaper = paper(local_only=True, covers="Hidalgo County", city="Edinburg")
    check_rules(draft(newspaper))
    with pytest.raises(NotFromHere):
        check_rules(draft(newspaper, zip="60608"))
    with pytest.raises(NotFromHere):
        check_rules(draft(newspaper, zip="00000"))


def test_the_area_of_a_statewide_paper_is_its_state():
    zip_area()
    zip_area("60608", city="Chicago", state="IL", county="Cook County")
    state = paper(reach="statewide")
    assert is_local(state, "78501")
    assert not is_local(state, "60608")
    assert is_local(paper(reach="national"), "60608")


def test_a_paper_turned_off_while_the_writer_waits_gets_nothing():
    letter = asked()
    Newspaper.objects.update(is_active=False)
    with pytest.raises(NotOffered):
        services.confirm_letter(token=link_of(letter))


def test_a_full_mailbag_is_said_before_the_writer_is_asked(clock, monkeypatch):
    monkeypatch.setattr("cms.letters.mailbag.HORIZON_DAYS", 0)
    letter = draft()
    with pytest.raises(MailbagFull):
        services.ask_writer(letter_id=letter.pk, statement="x")
    letter.refresh_from_db()
    assert letter.status == "draft"


def test_every_problem_has_a_sentence_of_its_own():
    problems = [
        Incomplete(),
        MailbagFull(),
        NotFromHere("X"),
        NotOffered("X"),
        SentElsewhere(),
        TooManyWords(53, 50),
        WroteRecently("X", 30, date(2026, 4, 2)),
    ]
    assert len({problem.sentence for problem in problems}) == len(problems)
