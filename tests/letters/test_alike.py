"""No form letters: a letter in our words, or in another writer's, does not reach a paper."""

from typing import Any

import pytest

from cms.letters import services
from cms.letters.alike import MOST_COMPARED, check_alike, likeness
from cms.letters.care import erase_ended
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.originality import STOP_FROM, WARN_FROM, shingles
from cms.letters.problems import LikeOurWords, LikeSentLetter
from tests.factories.letters import asked, confirmed, draft, link_of, own_words, paper

pytestmark = pytest.mark.django_db
LI: dict[str, Any] = {"email": "li@example.org", "full_name": "Li Wei"}
SAME = "The very same words that somebody handed out at the meeting, which no editor wants to read twice."


def test_a_letter_in_our_words_is_stopped_and_stays_a_draft():
    letter = draft(text=f"My town is small. {SAME}")
    with pytest.raises(LikeOurWords) as caught:
        services.ask_writer(letter_id=letter.pk, statement="x", ours=[shingles(own_words(1)), shingles(SAME)])
    letter.refresh_from_db()
    assert letter.status == Status.DRAFT
    assert SAME in letter.text
    assert "in your own words" in caught.value.sentence


def test_two_people_with_the_same_text_do_not_both_reach_a_paper():
    newspaper = paper()
    confirmed(newspaper, text=SAME)
    with pytest.raises(LikeSentLetter) as caught:
        asked(newspaper, text=SAME.upper(), **LI)
    for word in ("Jane", "meeting", "handed"):
        assert word not in caught.value.sentence


def test_of_two_that_wait_the_second_to_confirm_is_stopped_and_can_change_the_text():
    newspaper = paper()
    first, second = asked(newspaper, text=SAME), asked(newspaper, text=f"{SAME} Amen.", **LI)
    services.confirm_letter(token=link_of(first))
    with pytest.raises(LikeSentLetter):
        services.confirm_letter(token=link_of(second))
    again = services.write_again(letter_id=second.pk, submission_key="again")
    services.save_text(letter_id=again.pk, headline="H", text=own_words(7), language="en")
    services.ask_writer(letter_id=again.pk, statement="x")
    assert services.confirm_letter(token=link_of(again)).status == Status.QUEUED


def test_the_same_text_may_go_to_another_paper_or_in_another_language():
    newspaper = paper()
    confirmed(newspaper, text=SAME)
    check_alike(draft(paper(), text=SAME))
    check_alike(draft(newspaper, text=SAME, language="es"))


def test_letters_that_the_paper_never_got_do_not_count(clock):
    newspaper = paper()
    draft(newspaper, text=SAME)
    asked(newspaper, text=SAME)
    services.cancel_letter(letter_id=confirmed(newspaper, text=SAME).pk)
    for status in (Status.FAILED, Status.BOUNCED, Status.EXPIRED):
        Letter.objects.filter(pk=draft(newspaper, text=SAME).pk).update(status=status)
    check_alike(draft(newspaper, text=SAME, **LI))


def test_erased_letters_are_not_remembered(clock):
    newspaper = paper()
    sent = confirmed(newspaper, text=SAME)
    Letter.objects.filter(pk=sent.pk).update(status=Status.ACCEPTED, ended_at="2026-01-01T00:00Z")
    erase_ended(sent.created_at)
    check_alike(draft(newspaper, text=SAME, **LI))


def test_what_a_writer_says_they_sent_themselves_counts_for_that_person_only():
    newspaper = paper(channel="form", letters_url="https://courier.example/form")
    mine = draft(newspaper, text=SAME)
    services.agree_by_hand(letter_id=mine.pk, statement="x")
    services.note_self_sent(letter_id=mine.pk)
    check_alike(draft(newspaper, text=SAME, **LI))
    for change in ({"full_name": "J. Doe"}, {"email": "other@example.org"}):
        with pytest.raises(LikeSentLetter):
            check_alike(draft(newspaper, text=SAME, **change))


def test_letters_that_writers_send_themselves_are_compared_too():
    newspaper = paper(channel="form", letters_url="https://courier.example/form")
    mine = draft(newspaper, text=SAME)
    services.agree_by_hand(letter_id=mine.pk, statement="x")
    Letter.objects.filter(pk=draft(newspaper, text=SAME, **LI).pk).update(status=Status.ACCEPTED)
    with pytest.raises(LikeSentLetter):
        services.note_self_sent(letter_id=mine.pk)
    with pytest.raises(LikeSentLetter):
        services.agree_by_hand(letter_id=mine.pk, statement="x")
    with pytest.raises(LikeOurWords):
        services.agree_by_hand(letter_id=mine.pk, statement="x", ours=[shingles(SAME)])


def test_what_is_like_our_words_is_shown_and_what_is_like_a_letter_is_not():
    newspaper = paper()
    confirmed(newspaper, text=SAME)
    found = likeness(draft(newspaper, text=SAME, **LI), [])
    assert found.is_stop
    assert found.is_like_letter
    assert found.passages == []
    found = likeness(draft(paper(), text=f"My own beginning. {SAME}"), [shingles(SAME)])
    assert found.is_stop
    assert not found.is_like_letter
    assert found.passages == [SAME.rstrip(".")]


def test_between_the_thresholds_the_writer_is_only_warned():
    letter = draft(text=f"{' '.join(SAME.split()[:10])} {own_words(3)}")
    ours = [shingles(SAME)]
    found = likeness(letter, ours)
    assert WARN_FROM <= found.to_ours < STOP_FROM
    assert found.is_warning
    assert not found.is_stop
    check_alike(letter, ours)


def test_a_letter_of_one_s_own_passes_without_a_word():
    found = likeness(draft(), [shingles(SAME)])
    assert (found.to_ours, found.to_letters, found.passages) == (0.0, 0.0, [])
    assert not found.is_warning


def test_only_the_last_fifty_letters_are_read_in_one_query(django_assert_max_num_queries):
    newspaper = paper()
    rows = [draft(newspaper, text=SAME), *[draft(newspaper) for _ in range(MOST_COMPARED)]]
    Letter.objects.filter(pk__in=[row.pk for row in rows]).update(status=Status.ACCEPTED)
    letter = draft(newspaper, text=SAME)
    assert Newspaper.objects.get().letters.count() == MOST_COMPARED + 2
    with django_assert_max_num_queries(1):
        assert not likeness(letter, []).is_warning
