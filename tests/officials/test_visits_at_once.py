"""Many people who want the same hour at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from cms.core.clock import now
from cms.officials.models import Visit
from cms.officials.services import cancel_visit
from cms.officials.visits.problems import SlotFull
from cms.officials.visits.slots import SlotRules, free_slots
from cms.outbox.models import OutgoingEmail
from tests.factories.visits import RULES, branch, planned

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
CROWD = 20


def at_once(work: Any, items: Any) -> list[Any]:
    """`work` on all items from twenty threads; a full slot is an answer like any other."""

    def run(item: Any) -> Any:
        try:
            return work(item)
        except SlotFull as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(run, items))


def test_the_cap_holds_when_twenty_plan_at_once() -> None:
    office = branch()
    rules = SlotRules(RULES.hours, people_per_slot=5, days_ahead=30)
    first = free_slots(office, rules=rules, moment=now())[0].starts_at
    answers = at_once(lambda number: planned(office, starts_at=first, rules=rules, people=1 + number % 2), range(CROWD))
    people = Visit.objects.filter(starts_at=first).aggregate(people=Sum("people"))["people"]
    assert people == 5
    assert sum(isinstance(answer, SlotFull) for answer in answers) == CROWD - Visit.objects.count()
    assert OutgoingEmail.objects.filter(kind="officials.visit_confirmed").count() == Visit.objects.count()


def test_one_click_twenty_times_at_once_is_one_visit() -> None:
    office = branch()
    first = free_slots(office, rules=RULES, moment=now())[0].starts_at
    at_once(lambda _: planned(office, starts_at=first, people=4, submission_key="same"), range(CROWD))
    assert Visit.objects.count() == 1


def test_calling_off_twenty_times_at_once_tells_once() -> None:
    office = branch()
    first = free_slots(office, rules=RULES, moment=now() + timedelta(days=1))[0].starts_at
    visit = planned(office, starts_at=first)
    at_once(lambda _: cancel_visit(visit_id=visit.pk), range(CROWD))
    assert OutgoingEmail.objects.filter(kind="officials.visit_cancelled").count() == 1
