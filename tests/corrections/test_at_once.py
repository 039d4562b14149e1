"""Two people at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from cms.corrections.models import Correction, Outcome, What
from cms.corrections.services import AlreadyResolved, report_correction, resolve_correction
from cms.outbox.models import OutgoingEmail
from tests.factories.corrections import ADDRESS, NOTE, correction, senator
from tests.factories.site import person

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
THREADS = 8


def at_once(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """`work` on all items at the same time; that somebody was quicker is an answer like any other."""

    def run(item: Any) -> Any:
        try:
            return work(item)
        except AlreadyResolved as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, items))


def test_of_eight_editors_one_resolves_and_seven_are_told() -> None:
    row, editor = correction(email=ADDRESS), person()

    def press(number: int) -> Correction:
        outcome = list(Outcome)[number % 3]
        return resolve_correction(pk=row.pk, outcome=outcome, user_id=editor.pk, answer=f"Answer {number}")

    answers = at_once(press, list(range(THREADS)))
    (winner,) = [one for one in answers if isinstance(one, Correction)]
    told = [one.correction.outcome for one in answers if isinstance(one, AlreadyResolved)]
    assert told == [winner.outcome] * (THREADS - 1)
    row.refresh_from_db()
    assert (row.outcome, row.answer) == (winner.outcome, winner.answer)
    assert OutgoingEmail.objects.filter(kind="corrections.thanks").count() == 1


def test_a_form_sent_eight_times_at_once_is_one_correction() -> None:
    office = senator()

    def send(_number: int) -> Correction:
        return report_correction(
            kind="office", object_id=office.pk, what=What.PHONE, note=NOTE, language="en", submission_key="one form"
        )

    assert len({row.pk for row in at_once(send, list(range(THREADS)))}) == 1
    assert Correction.objects.count() == 1
