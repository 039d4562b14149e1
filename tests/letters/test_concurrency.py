"""Many writers at the same moment, each on a connection of their own."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from cms.core.clock import now
from cms.letters import services
from cms.letters.models import Confirmation, Delivery
from cms.letters.problems import SentElsewhere, WroteRecently
from cms.letters.reminding import REMIND_AFTER, remind_unanswered
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import asked, link_of, paper

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
THREADS = 8


def at_once(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """`work` on all items from eight threads; a problem is an answer like any other."""

    def run(item: Any) -> Any:
        try:
            return work(item)
        except (WroteRecently, SentElsewhere) as problem:
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
