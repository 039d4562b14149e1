"""Many writers at the same moment, each on a connection of their own."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from cms.core.clock import now
from cms.letters import services
from cms.letters.giving_back import return_overdue
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.problems import ClaimedByOther, NotClaimed, NotNow, SentElsewhere, WroteRecently
from cms.letters.reminding import REMIND_AFTER, remind_unanswered
from cms.letters.waiting import GIVEN_BACK_AFTER
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.users.models import User
from tests.factories.letters import asked, held, link_of, paper

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
THREADS = 8


def at_once(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """`work` on all items from eight threads; a problem is an answer like any other."""

    def run(item: Any) -> Any:
        try:
            return work(item)
        except (WroteRecently, SentElsewhere, ClaimedByOther, NotClaimed, NotNow) as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, items))


def press(token: str) -> Any:
    return services.confirm_letter(token=token)


def test_caps_hold_when_fifty_letters_are_confirmed_at_once() -> None:
    newspaper = paper(cap_per_day=2, cap_per_week=5)
    tokens = [
        link_of(asked(newspaper, email=f"writer{number}@example.org", full_name=f"Writer Number{number}"))
        for number in range(50)
    ]
    at_once(press, tokens)
    days = Counter(Delivery.objects.values_list("slot_day", flat=True))
    weeks: Counter[Any] = Counter()
    for day, letters in days.items():
        weeks[day.isocalendar()[:2]] += letters
    assert sum(days.values()) == 50
    assert max(days.values()) == 2
    assert max(weeks.values()) == 5


def test_caps_hold_when_eight_workers_find_letters_that_are_late() -> None:
    newspaper = paper(any_hour=True, cap_per_day=8, cap_per_week=8)
    for number in range(8):
        press(link_of(asked(newspaper, email=f"writer{number}@example.org", full_name=f"Writer Number{number}")))
    Newspaper.objects.update(cap_per_day=2)
    at_once(deliver_one, list(OutgoingEmail.objects.filter(kind="letters.delivery").values_list("pk", flat=True)))
    statuses = Counter(Letter.objects.values_list("status", flat=True))
    assert statuses == {Status.ACCEPTED: 2, Status.QUEUED: 6}
    days = Counter(Delivery.objects.values_list("slot_day", flat=True))
    assert max(days.values()) == 2


def test_a_button_pressed_eight_times_at_once_sends_one_letter() -> None:
    token = link_of(asked())
    at_once(press, [token] * THREADS)
    assert Confirmation.objects.count() == Delivery.objects.count() == 1
    assert OutgoingEmail.objects.filter(kind="letters.delivery").count() == 1


def test_one_person_s_two_letters_confirmed_at_once_become_one() -> None:
    newspaper = paper()
    answers = at_once(press, [link_of(asked(newspaper)) for _ in range(3)])
    assert Delivery.objects.count() == 1
    assert sum(isinstance(answer, WroteRecently) for answer in answers) == 2


def test_the_same_words_confirmed_at_once_for_papers_that_want_them_alone_reach_one() -> None:
    papers = [paper(exclusive=True) for _ in range(THREADS)]
    answers = at_once(
        press, [link_of(asked(newspaper, text="The same words, for each of them.")) for newspaper in papers]
    )
    assert Delivery.objects.count() == 1
    assert sum(isinstance(answer, SentElsewhere) for answer in answers) == THREADS - 1


def test_four_care_tasks_at_once_remind_once() -> None:
    asked()
    tomorrow = now() + REMIND_AFTER
    assert sum(at_once(lambda moment: remind_unanswered(moment=moment), [tomorrow] * 4)) == 1
    assert OutgoingEmail.objects.filter(kind="letters.remind").count() == 1


def desk_of(size: int) -> list[int]:
    return [User.objects.create_user(f"desk{number}", "", "irrelevant").pk for number in range(size)]


def test_of_eight_people_at_the_desk_exactly_one_gets_the_letter() -> None:
    letter, people = held(), desk_of(THREADS)
    answers = at_once(lambda user_id: services.claim_letter(letter_id=letter.pk, user_id=user_id) or user_id, people)
    got = [answer for answer in answers if isinstance(answer, int)]
    assert got == [Letter.objects.get(pk=letter.pk).claimed_by_id]
    assert sum(isinstance(answer, ClaimedByOther) for answer in answers) == THREADS - 1


def test_a_claim_that_ran_out_is_taken_over_by_exactly_one() -> None:
    letter, people = held(), desk_of(THREADS)
    Letter.objects.update(claimed_by=people[0], claimed_until=now())
    answers = at_once(lambda user_id: services.claim_letter(letter_id=letter.pk, user_id=user_id) or user_id, people)
    assert sum(isinstance(answer, int) for answer in answers) == 1


def test_a_letter_approved_eight_times_at_once_leaves_once() -> None:
    letter, (user_id,) = held(), desk_of(1)
    services.claim_letter(letter_id=letter.pk, user_id=user_id)
    answers = at_once(lambda _: services.approve_letter(letter_id=letter.pk, user_id=user_id), list(range(THREADS)))
    assert sum(isinstance(answer, Delivery) for answer in answers) == Delivery.objects.count() == 1


def test_four_care_tasks_at_once_give_an_unread_letter_back_once() -> None:
    held()
    moment = now() + GIVEN_BACK_AFTER
    assert sum(at_once(lambda moment: return_overdue(moment=moment), [moment] * 4)) == 1
    assert OutgoingEmail.objects.filter(kind="letters.returned").count() == 1
