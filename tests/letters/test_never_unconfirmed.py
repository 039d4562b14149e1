"""Whatever happens, in any order: no letter leaves unconfirmed, none twice, none past a cap, and each has an end.

PROPERTY_EXAMPLES=1000 tries longer.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.letters.models import Letter, Newspaper, PaperAnswer, Status
from cms.outbox import transport
from tests.letters.world import by_desk, by_machines, by_papers, by_writers  # noqa: F401  (fills ACTS)
from tests.letters.world.acts import ACTS, happen
from tests.letters.world.place import BEGINNING, WRITERS, World

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "25"))
MOSTLY_GOING_ON = st.sampled_from(["go_on", "what_fits"]) | st.sampled_from(sorted(ACTS))
steps_of_a_world = st.lists(
    st.tuples(MOSTLY_GOING_ON, st.integers(0, WRITERS - 1), st.integers(0, 11)), min_size=15, max_size=80
)


@contextmanager
def new_world() -> Iterator[World]:
    """A world whose letters leave through its own mail server, and of which nothing is kept."""
    with (
        transaction.atomic(),
        time_machine.travel(BEGINNING, tick=False) as traveller,
        override_settings(EMAIL_URL="smtp://mail.example"),
    ):
        world = World(traveller)
        with mock.patch.object(transport, "send", world.mail):
            yield world
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps_of_a_world)
def test_no_order_of_events_breaks_a_promise(steps):
    with new_world() as world:
        for step in steps:
            happen(world, *step)
        world.run_to_the_end()
        world.check_the_end()


@pytest.mark.django_db
def test_the_world_of_the_test_above_does_send_letters():
    """Or the test would prove nothing."""
    with new_world() as world:
        for act in ("write", "ask", "confirm", "send", "editor_wants_fewer", "bounce"):
            happen(world, act, 0)
        first = Letter.objects.get(pk=world.letters[0])
        assert world.mail.arrived[first.pk] == 1
        assert first.status == Status.BOUNCED
        assert PaperAnswer.objects.count() == 1
        assert Newspaper.objects.get(pk=first.newspaper_id).bounce_streak == 1
        for act in ("write", "ask_held", "confirm", "approve", "worker_dies_after_it_arrived", "hours_pass", "sweep"):
            happen(world, act, 1)
        second = Letter.objects.get(pk=world.letters[1])
        assert second.status == Status.UNKNOWN
        for act in ("desk_repeats", "send", "merge"):
            happen(world, act, 1)
        assert world.mail.arrived[second.pk] == 2
        assert len(world.papers) == 2
        world.run_to_the_end()
        world.check_the_end()
